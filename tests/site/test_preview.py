"""The preview: it follows edits, loads again only the page that says something else, and shows what is wrong over it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from queue import Queue
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from msgspec.structs import replace

from pa_framework.check.run import OWN_REGISTER, check
from pa_framework.site import preview
from pa_framework.site.judging import Judgement, Judging, judgement_of
from pa_framework.site.preview import _findings
from tests.builders.sites import with_settings

TASK = "framework/tasks/gastrostomy-feed.yaml"
#: Milliseconds that a busy machine may take; on others it is one second.
SLOW = 60_000
PAGE = "delegation/tasks/gastrostomy-feed/"


@pytest.fixture(scope="module")
def framework(tmp_path_factory) -> Path:
    return with_settings(tmp_path_factory.mktemp("preview") / "world")


@pytest.fixture(scope="module")
def home(framework) -> Iterator[str]:
    """The address of a preview of the world."""
    command = [sys.executable, "-m", "pa_framework", "serve", str(framework), "--port", "0", "--on", "2026-11-22"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ)) as preview:
        try:
            line = preview.stderr.readline()
            yield re.search(r"http://\S+/", line)[0]
        finally:
            preview.terminate()
            preview.communicate(timeout=30)


@pytest.fixture
def task(framework) -> Iterator[Path]:
    """A record to edit. It says afterwards what it said before."""
    file = framework / TASK
    before = file.read_text(encoding="utf-8")
    yield file
    file.write_text(before, encoding="utf-8")


def read(address: str) -> tuple[int, bytes]:
    try:
        with urlopen(address) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


def state(home: str, page: str, seen: int, hash: str = "") -> dict:
    return json.loads(read(f"{home}preview-of-edits.json?page=/{page}&seen={seen}&hash={hash}")[1])


def test_every_kind_of_file_is_there(home):
    wanted = {"": 200, PAGE: 200, PAGE[:-1]: 200, "nothing/": 404, "../mkdocs.yml": 404, "service-worker.js": 404}
    wanted |= {"assets/stylesheets/site.css": 200, "share/site.png": 200, "feeds/changes.json": 200, "robots.txt": 200}

    assert {path: read(home + path)[0] for path in wanted} == wanted
    assert b"Page not found" in read(f"{home}nothing/")[1]


@pytest.mark.skipif(os.environ.get("PA_FRAMEWORK_EXAMPLES") != "all", reason="it renders every page: run at night")
def test_the_search_finds_what_no_one_has_opened(home):
    assert b"gastrostomy" in read(f"{home}assets/finder.json")[1]


def test_only_a_page_that_says_something_else_is_loaded_again(home, task):
    hashes = {
        page: re.search(rb'data-hash="(\w+)"', read(home + page)[1])[1].decode() for page in (PAGE, "about/style/")
    }
    seen = state(home, PAGE, 0)["epoch"]
    task.write_text(task.read_text().replace("title: ", "title: Slowly: ", 1).replace("Slowly: ", "Slowly ", 1))

    states = {page: state(home, page, seen, hash) for page, hash in hashes.items()}

    assert {page: one["reload"] for page, one in states.items()} == {PAGE: True, "about/style/": False}
    assert b"Slowly" in read(home + PAGE)[1]


@pytest.mark.browser
def test_a_browser_follows_an_edit_and_shows_what_is_wrong_over_the_last_good_page(home, task, browser):
    from playwright.sync_api import expect

    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(home + PAGE)
    good = task.read_text()

    task.write_text(re.sub(r"(?m)^title: .*$", "title: A feed at lunch", good, count=1))
    expect(page.locator("h1")).to_have_text("A feed at lunch", timeout=SLOW)
    expect(page.locator(".preview-unjudged")).to_have_count(0, timeout=SLOW)  # every rule was asked

    task.write_text(good.replace("risk: medium", "risk: meduim"))
    box = page.locator(".preview-findings")
    line = next(number for number, text in enumerate(good.splitlines(), 1) if text.startswith("risk:"))
    expect(box).to_contain_text(f"{TASK}:{line}:", timeout=SLOW)
    expect(box).to_contain_text("write `medium`")
    expect(box).to_have_css("position", "fixed")  # its style sheet is loaded
    expect(page.locator("h1")).to_have_text("A feed at lunch")

    task.write_text(good)
    expect(page.locator("h1")).not_to_have_text("A feed at lunch", timeout=SLOW)
    expect(box).to_have_count(0)
    assert complaints == [], "the content security policy holds"
    page.close()


class _Asked:
    """In place of a run of every rule: it ends when the test says what was found."""

    def __init__(self, root: Path, on: date) -> None:
        self.said: Queue[Judgement | None] = Queue()
        self.result = self.said.get
        runs.append(self)

    def stop(self) -> None:
        self.said.put(None)


runs: list[_Asked] = []


@pytest.fixture
def asked(framework, task, monkeypatch) -> Iterator[preview.Preview]:
    """A preview of the world in this process, whose runs of every rule are in `runs`."""
    monkeypatch.setenv("PA_FRAMEWORK_ON", "2026-11-22")
    monkeypatch.setattr(preview, "Judging", _Asked)
    monkeypatch.setattr(preview, "prepare", lambda: None)
    runs.clear()
    made = preview.Preview(framework / "mkdocs.yml", "127.0.0.1:8000")
    yield made
    for run in runs:
        run.stop()


def _after(shown: preview.Preview, judgement: Judgement | None) -> dict[str, object]:
    """What a browser is told once the rules have said this of the last change."""
    seen = shown.epoch
    runs[-1].said.put(judgement)
    return shown.state(PAGE, seen, "")


def test_a_change_is_shown_with_a_note_until_every_rule_was_asked(asked, task, judge):
    held = asked.content(f"{PAGE}index.html")
    task.write_text(task.read_text().replace("title: ", "title: Slowly ", 1))
    asked.refresh()
    changed = asked.content(f"{PAGE}index.html")
    assert b"Slowly" in changed
    assert asked.state(PAGE, 0, "")["unjudged"]
    assert b"Do not rely on this page yet" in preview._with_script(changed, "/", asked.unjudged)

    found = judgement_of(judge((TASK, "sign_off: {signed_off_by: [pa-trainer]}")))
    told = _after(asked, found)
    assert [one["message"][:6] for one in told["findings"]] == ["DEL002"]
    assert (told["unjudged"], asked.content(f"{PAGE}index.html")) == (False, held)
    assert b"Do not rely" not in preview._with_script(held, "/", asked.unjudged)

    asked.refresh()
    assert _after(asked, Judgement((), "")) | {"epoch": 0} == {
        "epoch": 0,
        "findings": [],
        "more": "",
        "unjudged": False,
        "reload": True,
    }
    assert asked.content(f"{PAGE}index.html") == changed


def test_the_last_page_is_the_last_of_which_every_rule_was_asked(asked, task):
    """A run that a newer change ends, or that fails, has said nothing."""
    held = asked.content(f"{PAGE}index.html")
    good = task.read_text()
    task.write_text(good.replace("title: ", "title: Slowly ", 1))
    asked.refresh()
    task.write_text(good.replace("risk: medium", "risk: meduim"))
    asked.refresh()
    assert asked.content(f"{PAGE}index.html") == held
    assert not asked.unjudged, "what is shown holds"

    task.write_text(good.replace("title: ", "title: Slowly ", 1))
    asked.refresh()
    told = _after(asked, None)
    assert "could not be checked" in told["more"]
    assert asked.content(f"{PAGE}index.html") == held


def test_a_page_that_cannot_be_made_waits_for_the_rules(asked, task, monkeypatch):
    task.write_text(task.read_text().replace("title: ", "title: Slowly ", 1))
    asked.refresh()
    unjudged = asked._site
    monkeypatch.setattr(unjudged, "content", lambda path: 1 / 0)
    runs[-1].said.put(None)
    assert b"Give a feed" in asked.content(f"{PAGE}index.html")


def test_every_rule_is_asked_in_a_process_of_its_own(framework, task):
    """The same errors as a check; nothing where the run is stopped."""
    task.write_text(task.read_text().replace("[phb-clinical-lead]", "[pa-trainer]"))
    assert Judging(framework, date(2026, 11, 22)).result() == judgement_of(check(framework, date(2026, 11, 22)))
    stopped = Judging(framework, date(2026, 11, 22))
    stopped.stop()
    assert stopped.result() is None


def test_what_is_of_the_preview_is_never_in_a_built_site(reference_site):
    files = [path for path in reference_site.rglob("*") if path.suffix in (".html", ".js", ".css")]

    assert not [path for path in files if "preview-of-edits" in path.read_text(encoding="utf-8")]
    ours = re.compile("preview-findings|preview-unjudged")
    assert not [path for path in files if ours.search(path.read_text(encoding="utf-8"))]


def test_findings_of_a_register_are_not_shown_to_a_browser(judge):
    report = judge((TASK, "risk: meduim"))
    elsewhere = f"{OWN_REGISTER.as_posix()}/pas/pa-001.yaml"
    inside = tuple(replace(one, span=replace(one.span, path=elsewhere)) for one in report.findings)

    assert [finding["path"] for finding in _findings(report.findings)[0]] == [TASK]
    assert _findings(inside) == ([], "The register has faults; the terminal names them.")
