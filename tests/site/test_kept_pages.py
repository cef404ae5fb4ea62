"""Builds that keep pages: the same bytes as a clean build, whatever was edited in between.

The pages of the rules are left out, for they depend on no record and would take most of the time; links to them are
dead, and a page with a dead link is never kept, so that its warning comes every time. Other tests build whole sites.
"""

import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from benchmarks import sequences
from pa_framework.site import frames, plugin, rendering, rules
from pa_framework.site.engine import Abort
from pa_framework.text.kept import FOLDER, SWITCH
from pa_framework.text.package_data import look_folder
from tests.builders.keeping import keep_as
from tests.builders.random_edits import EDITS, NothingToEdit, world_to_edit

Build = Callable[..., dict[str, bytes] | None]
EVERY = os.environ.get("PA_FRAMEWORK_EXAMPLES") == "all"


@pytest.fixture
def world(tmp_path) -> Path:
    return world_to_edit(tmp_path / "world")


@pytest.fixture
def build(world, tmp_path, monkeypatch) -> Iterator[Build]:
    """Builds the world into memory, with what the builds of a test keep or without; None where the records do not hold."""
    from mkdocs.commands.build import build as build_site
    from mkdocs.config import load_config

    monkeypatch.setattr(rules, "PAGES", ())
    logging.getLogger("mkdocs").setLevel(logging.ERROR)

    keep_as(tmp_path / "state", monkeypatch)

    def build(keep: bool = True, on: str = "2026-11-22") -> dict[str, bytes] | None:
        monkeypatch.setenv("PA_FRAMEWORK_ON", on)
        monkeypatch.setenv(SWITCH, "on" if keep else "off")
        out = tmp_path / "site"
        config = load_config(str(world / "mkdocs.yml"), site_dir=str(out), strict=False)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build_site(config)
        except Abort:
            return None
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}

    yield build
    logging.getLogger("mkdocs").setLevel(logging.NOTSET)


def pages_of(site: dict[str, bytes]) -> list[bytes]:
    """The pages of a site; a file of data may be named as a page is."""
    return [page for path, page in site.items() if path.endswith("index.html") and not path.startswith("data/")]


@pytest.mark.parametrize("seed", range(20 if EVERY else 1))
def test_kept_pages_give_the_bytes_of_a_clean_build_after_random_edits(world, build, seed):
    """A few here; benchmarks/sequences.py runs 200 sequences, with what is printed and what a check says."""
    random = Random(seed)
    held = 0
    while held < (10 if EVERY else 1):
        shutil.copytree(world, before := world.with_name("before"), ignore=shutil.ignore_patterns(FOLDER))
        with suppress(NothingToEdit):
            EDITS[random.choice(sorted(EDITS))](random, world)
        cached = build()
        assert cached == build(keep=False)
        if cached is None:  # the records do not hold any more
            shutil.move(world / FOLDER, before / FOLDER)
            shutil.rmtree(world)
            before.rename(world)
        else:
            held += 1
            shutil.rmtree(before)


def test_sequences_notice_what_differs_and_mend_what_does_not_hold(tmp_path, monkeypatch):
    worlds = []

    def built(root, *builds, whole):
        worlds.append({path: path.read_text() for path in root.rglob("*.yaml")})
        for out, _, keep in builds:
            (out / "site").mkdir(parents=True, exist_ok=True)
            (out / "site/index.html").write_text("kept" if keep and len(worlds) == 3 else "clean")
            if len(worlds) < 3:  # the first edit does not hold
                (out / "site/index.html").unlink()

    monkeypatch.setattr(sequences, "built", built)
    start = world_to_edit(tmp_path / "start")
    (start / FOLDER).mkdir()
    tally = sequences.Tally()
    sequences.run_sequence(1, start, tmp_path, 2, tally)

    assert (tally.builds, tally.refused) == (2, 1)
    assert [fault.endswith(": site/index.html") for fault in tally.faults] == [True]
    assert worlds[0] == worlds[1] != worlds[2] == worlds[3]


def test_a_page_changes_with_all_that_it_shows(world, build, tmp_path, monkeypatch):
    """Another record, the day, the settings, a template of the frame, a page that a link leads to, and the look."""
    first = build()
    rendered: list[str] = []
    render = rendering._Page.render_now
    monkeypatch.setattr(
        rendering._Page,
        "render_now",
        lambda page, *rest: (rendered.append(page.file.src_uri), render(page, *rest)),
    )
    assert build() == first
    with_dead_links = set(rendered)

    role = world / "framework/roles/community-nurse.yaml"
    role.write_text(role.read_text().replace("title: ", "title: Our own ", 1))
    rendered.clear()
    renamed = build()
    assert b"Our own" in renamed["delegation/tasks/gastrostomy-feed/index.html"]
    assert 0 < len(set(rendered) - with_dead_links) < len(first) / 2, "pages that do not name the record are kept"

    settings = world / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("site_description: What", "site_description: All that"))
    css = "assets/stylesheets/site.css"
    framework = world / "framework/framework.yaml"
    framework.write_text(framework.read_text() + '\nbrand:\n  name: Smallshire PAs\n  colours: {ground: "#1d3a42"}\n')
    branded = build(on="2027-02-03")
    versions = [re.findall(rf"{css}\?v=(\w+)".encode(), page["about/index.html"]) for page in (first, branded)]
    assert versions[0] != versions[1]
    assert b"Smallshire PAs" in branded["about/index.html"]
    assert b"Built on 3 February 2027" in branded["delegation/index.html"]
    assert all(b"All that a personal" in page for page in pages_of(branded))
    assert branded == build(keep=False, on="2027-02-03")

    look = shutil.copytree(look_folder(), tmp_path / "look")
    frame = (look / "main.html").read_text(encoding="utf-8")
    (look / "main.html").write_text(frame.replace("</html>", "<!-- another frame --></html>"), encoding="utf-8")
    for module in (frames, plugin):
        monkeypatch.setattr(module, "look_folder", lambda: look)
    framed = build(on="2027-02-03")
    assert all(b"another frame" in page for page in pages_of(framed))
