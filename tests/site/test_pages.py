"""The pages: whole, unique, the same each time, and safe whatever stands in a record."""

import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml

from pa_framework.check.run import check
from pa_framework.facts.addresses import page_path
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import A_TO_Z
from pa_framework.facts.visibility import has_page
from pa_framework.look.markdown import Md, briefly, escaped, with_code
from pa_framework.records.kinds import kind_at, kinds_with_pages
from pa_framework.records.load import gather
from pa_framework.records.yaml_source import parse_document
from pa_framework.site.hand_written import hand_written, text_of
from pa_framework.site.tree import MadePages, downloads
from tests.builders.effort import in_part
from tests.builders.hostile import ATTACKS, make_hostile
from tests.builders.pages import pages_of, texts_under
from tests.builders.worlds import TODAY, WORLD, Judge, changed, facts_of, report
from tests.paths import REFERENCE, SMALL

ROSA = "case_studies/rosa.yaml"
CONTACT = "framework/support/pa-contact.yaml"

Tree = Mapping[str, str]


@cache
def tree(facts: Facts) -> Tree:
    """Every page that is made, by path."""
    return texts_under(pages_of(facts))


def split(page: str) -> tuple[dict[str, object], str]:
    """Front matter and Markdown of a page."""
    _, matter, words = page.split("---\n", 2)
    return yaml.safe_load(matter), words


# --- whole and unique


@pytest.mark.parametrize("root", [REFERENCE, SMALL], ids=["reference", "small"])
def test_no_two_pages_have_the_same_title(root: Path) -> None:
    facts = facts_of(root)
    titles = [(page.title, page.path) for page in pages_of(facts).values()]
    titles += [(file.link(facts).title, file.path) for file in hand_written(facts) if file.is_page]
    by_title: dict[str, list[str]] = {}
    for title, path in titles:
        by_title.setdefault(title.casefold(), []).append(path)

    assert {title: paths for title, paths in by_title.items() if len(paths) > 1} == {}


@pytest.mark.parametrize("root", [REFERENCE, SMALL], ids=["reference", "small"])
def test_no_two_pages_have_the_same_path(root: Path) -> None:
    facts = facts_of(root)
    paths = Counter([*tree(facts), *(file.path for file in hand_written(facts))])

    assert [path for path, number in paths.items() if number > 1] == []


@pytest.mark.parametrize("root", [REFERENCE, SMALL], ids=["reference", "small"])
def test_every_link_leads_to_a_file_of_the_tree(root: Path) -> None:
    facts = facts_of(root)
    pages = tree(facts)
    files = {*pages, *(path for path, _ in downloads(facts)), *(file.path for file in hand_written(facts))}

    assert list(dangling(pages, files)) == []


def dangling(pages: Tree, files: set[str]) -> Iterator[tuple[str, str]]:
    """Links of pages that lead to no file: those of Markdown, of our HTML, and of the front matter."""
    built = {built_folder(path) for path in files if path.endswith(".md")} | files
    for path, page in pages.items():
        matter, words = split(page)
        for address in re.findall(r"\]\(<([^>]*)>\)", words):
            target, _, anchor = address.partition("#")
            found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            if "://" in address or address.startswith("mailto:"):
                continue
            if found not in files or (anchor and anchor not in anchors(pages[found])):
                yield path, address
        for address in re.findall(r'(?:href|src)="([^"]*)"', words):
            found = posixpath.normpath(
                posixpath.join(built_folder(path) or ".", unescape(address).partition("?")[0].partition("#")[0])
            )
            if "://" in address or re.fullmatch(r"tel:[0-9]+|mailto:[^/]+", address):
                continue
            if found not in built and found != ".":
                yield path, address
        crumbs = [crumb["href"] for crumb in matter["crumbs"]] if "crumbs" in matter else []
        for address in filter(None, crumbs):
            if posixpath.normpath(posixpath.join(built_folder(path) or ".", str(address))) not in {*built, "."}:
                yield path, str(address)


@cache
def anchors(page: str) -> set[str]:
    """Every id of a page as it is built."""
    return set(re.findall(r' id="([^"]*)"', as_html(page, site_extensions())))


def built_folder(path: str) -> str:
    stem = path.removesuffix(".md")
    return posixpath.dirname(stem) if posixpath.basename(stem) == "index" else stem


@pytest.mark.parametrize("root", [REFERENCE, SMALL], ids=["reference", "small"])
def test_every_record_has_its_page(root: Path) -> None:
    facts = facts_of(root)
    pages = tree(facts)
    missing = [
        page_path(kind, record)
        for kind in (kind.id for kind in kinds_with_pages())
        for record in facts.records.of_kind(kind).values()
        if has_page(facts, record) != (page_path(kind, record) in pages)
    ]

    assert missing == []
    if root == SMALL:  # the reference has no kinds that are newer than it
        assert all(facts.records.of_kind(kind) for kind in (kind.id for kind in kinds_with_pages()))


@pytest.mark.parametrize("root", [REFERENCE, SMALL], ids=["reference", "small"])
def test_a_record_without_a_page_of_its_own_is_on_another(root: Path) -> None:
    facts = facts_of(root)
    pages = tree(facts)
    wanted = [
        *((source.title, "about/sources.md") for source in facts.records.sources.values()),
        *((term.term, "about/glossary.md") for term in facts.records.terms.values()),
        *((level.title, "career/pay.md") for level in facts.records.levels_in_order() if level.pay_band),
        *((tier.title, "delegation/index.md") for tier in facts.records.tiers.values()),
        *((trigger.title, "delegation/decide-again.md") for trigger in facts.records.triggers.values()),
        *(
            (facts.records.areas[competence.area].title, "competences/index.md")
            for competence in facts.records.competences.values()
            if not competence.replaced_by
        ),
        *((step.title, "competences/index.md") for step in facts.records.steps.values()),
    ]

    assert [(words, path) for words, path in wanted if escaped(words) not in pages[path]] == []


def test_a_retired_record_keeps_its_page_and_names_what_took_its_place(judge: Judge) -> None:
    report = judge(("framework/learning/core-training.yaml", "replaced_by: tube-feeding-training"))
    pages = tree(report.facts)

    assert (
        "This page replaces it:** [Feeding through a tube](<tube-feeding-training.md>)"
        in pages["learning/core-training.md"]
    )
    assert "core-training" not in pages["learning/index.md"]


def test_a_retired_task_is_not_among_the_neighbours_of_other_tasks(judge: Judge) -> None:
    report = judge(("framework/tasks/reminding-about-medicines.yaml", "replaced_by: gastrostomy-feed"))
    around = {
        path: re.search(r'<nav class="onward".*?</nav>', page, re.DOTALL) for path, page in tree(report.facts).items()
    }
    retired = "reminding-about-medicines"

    assert around["delegation/tasks/gastrostomy-feed.md"]
    assert not around[f"delegation/tasks/{retired}.md"]
    assert [path for path, found in around.items() if found and f"{retired}.md" in found[0]] == []


# --- the same each time


@pytest.mark.parametrize("root", in_part([SMALL, REFERENCE]), ids=lambda root: root.name)
def test_the_same_records_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    for seed in ("0", "1"):
        command = [sys.executable, "-m", "pa_framework", "pages", str(root), "--out", str(tmp_path / seed)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([*command, "--on", TODAY.isoformat()], env=environment, check=True, capture_output=True)
    first, second = (
        {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for folder in (tmp_path / "0", tmp_path / "1")
    )

    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


# --- nothing is shown that should not be


@pytest.mark.parametrize(
    "consent",
    [
        "{state: withdrawn}",
        "{state: not-needed}",
        "{state: given, reference: c-1, given_on: 2020-01-01, review_by: 2021-01-01}",
    ],
)
def test_a_withheld_story_appears_nowhere(judge: Judge, consent: str) -> None:
    said = "Zanzibar is where I learnt it"
    change = (
        ROSA,
        f"illustrative: false\ntitle: {said}\nsummary: {said}\npull_quote: {said}\nstory: [{said}]\nconsent: {consent}",
    )
    pages = tree(judge(change).facts)

    assert [path for path, page in pages.items() if "Zanzibar" in page or "stories/rosa" in page] == []


def test_unconfirmed_support_appears_nowhere(judge: Judge) -> None:
    change = (CONTACT, "title: Zanzibar contact\nsummary: Zanzibar\nlast_confirmed: 2025-01-01")
    pages = tree(judge(change).facts)

    assert [path for path, page in pages.items() if "Zanzibar" in page or "support/pa-contact.md" in page] == []
    assert "support/pa-contact.md" in MadePages(judge().facts)


def test_a_page_written_by_hand_never_leads_to_hidden_support(judge: Judge) -> None:
    words = "[Ring](../support/pa-contact.md) or [see all](../support/index.md)"
    hidden = judge((CONTACT, "last_confirmed: 2025-01-01")).facts

    assert text_of(hidden, "about/share.md", words).startswith(f"{words.replace('pa-contact', 'index')}\n\n<div")
    assert text_of(judge().facts, "about/share.md", words).startswith(f"{words}\n\n<div")


def test_support_is_shown_until_the_last_day_on_which_it_counts(judge: Judge) -> None:
    shown = judge((CONTACT, "last_confirmed: 2026-05-22"))
    hidden = judge((CONTACT, "last_confirmed: 2026-05-21"))

    assert "support/pa-contact.md" in MadePages(shown.facts)
    assert "support/pa-contact.md" not in MadePages(hidden.facts)


def test_a_live_framework_does_not_show_an_unapproved_task(judge: Judge) -> None:
    changes = (
        ("framework/framework.yaml", "status: live"),
        ("framework/tasks/gastrostomy-feed.yaml", "approval: {state: draft, by_role: null, on: null, review_by: null}"),
    )
    facts = judge(*changes).facts
    pages = tree(facts)

    assert "delegation/tasks/gastrostomy-feed.md" not in pages
    files = {*pages, *(path for path, _ in downloads(facts)), "images/rosa.svg"}
    assert list(dangling(pages, files)) == []
    assert "1 healthcare tasks that a nurse or therapist may ask" in words_of(tree(facts_of(SMALL))["index.md"])
    assert "0 healthcare tasks that a nurse or therapist may ask" in words_of(pages["index.md"]), (
        "a number is that of the list"
    )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_end_no_page_and_no_report_in_a_traceback(day: str) -> None:
    band, plan = "framework/pay_bands/band-1.yaml", "framework/plan/better-support.yaml"
    first = "{funder: council, from: 2026-04-01"
    other = {
        band: WORLD[band].replace(
            first, f"{first}, until: {day}" if day > "2026" else first.replace("2026-04-01", day)
        ),
        plan: re.sub(r"by_when: [0-9-]+", f"by_when: {day}", WORLD[plan]),
    }
    assert all(text != WORLD[path] for path, text in other.items())

    facts = Facts(
        gather([(parse_document(text, path), kind_at(path) or "") for path, text in {**WORLD, **other}.items()]), TODAY
    )

    assert len(tree(facts)) > 100
    assert [change.what for change in report(WORLD, {**WORLD, **other}).changed.records] == ["changed", "changed"]


def words_of(page: str) -> str:
    """What someone reads on a page, without its markup."""
    return " ".join(re.sub(r"<[^>]*>|[*_#]", " ", page).split())


def test_a_page_that_is_no_text_is_one_finding_and_no_traceback(tmp_path: Path) -> None:
    world = tmp_path / "world"
    shutil.copytree(SMALL, world)
    (world / "framework/pages/us.md").write_bytes(b"# Us\n\nCaf\xe9\n")

    found = [(finding.code, finding.span.path, finding.span.line) for finding in check(world, TODAY).findings]

    assert found == [("SIT003", "framework/pages/us.md", 3)]


def test_a_page_that_can_not_be_read_is_named(tmp_path, monkeypatch):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    page = tmp_path / "framework/pages/us.md"
    page.write_text("# Us\n", encoding="utf-8")
    parse_document = Path.read_bytes

    def refused(file: Path) -> bytes:
        if file == page:
            raise PermissionError(13, "Permission denied", str(file))
        return parse_document(file)

    monkeypatch.setattr(Path, "read_bytes", refused)
    found = [(finding.code, finding.message) for finding in check(tmp_path, TODAY).findings]

    assert found == [("SIT003", "the page cannot be read (Permission denied)")]


# --- records that attack


class Elements(HTMLParser):
    """Counts elements with the names of their attributes; collects addresses and the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.addresses: Counter[str] = Counter()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[tag, tuple(sorted(name for name, _ in attrs))] += 1
        self.addresses.update(value or "" for name, value in attrs if name in ("href", "src"))

    def handle_endtag(self, tag: str) -> None:
        self.found[f"/{tag}", ()] += 1

    def handle_comment(self, data: str) -> None:
        self.found["comment", ()] += 1

    def handle_decl(self, decl: str) -> None:
        self.found["declaration", ()] += 1

    def unknown_decl(self, data: str) -> None:
        self.found["declaration", ()] += 1

    def handle_pi(self, data: str) -> None:
        self.found["instruction", ()] += 1

    def handle_data(self, data: str) -> None:
        self.text += data


def as_html(page: str, extensions: list[str | dict[str, object]]) -> str:
    names = [extension if isinstance(extension, str) else next(iter(extension)) for extension in extensions]
    configs = {name: extension[name] for extension in extensions if isinstance(extension, dict) for name in extension}
    return markdown.markdown(split(page)[1], extensions=names, extension_configs=configs)


def site_extensions() -> list[str | dict[str, object]]:
    """The Markdown extensions of the reference site, without the one that the plugin takes out."""
    settings = yaml.safe_load((REFERENCE / "mkdocs.yml").read_text(encoding="utf-8"))
    return [extension for extension in settings["markdown_extensions"] if extension != "pa_framework.site.needs_plugin"]


def harmless(attack: str) -> str:
    """Words of the same lengths, so that both worlds wrap alike."""
    return re.sub(r"\S", "x", attack)


@pytest.mark.parametrize("turn", in_part(range(0, len(ATTACKS), 3), every=5))
def test_no_text_of_a_record_becomes_markup(tmp_path: Path, turn: int) -> None:
    """Every text of every record is an attack; each turn gives each text another one."""
    attacks = ATTACKS[turn:] + ATTACKS[:turn]
    number = make_hostile(SMALL, tmp_path / "hostile", attacks)
    make_hostile(SMALL, tmp_path / "tame", [harmless(attack) for attack in attacks])
    hostile, tame = (record_pages(tmp_path / world) for world in ("hostile", "tame"))
    extensions = site_extensions()

    assert number > 250
    assert facts_of(tmp_path / "hostile").records.findings == ()
    assert hostile.keys() == tame.keys()
    links: dict[str, Counter[tuple[str, tuple[str, ...]]]] = {"hostile": Counter(), "tame": Counter()}
    for path, page in hostile.items():
        (got, more), (wanted, others) = (without_neighbours(as_html(text, extensions)) for text in (page, tame[path]))
        kinds = set if path == A_TO_Z.path else Counter  # it has as many lists as titles have first letters
        assert kinds(Elements(got).found) == kinds(Elements(wanted).found), path
        assert Elements(got).addresses == Elements(wanted).addresses, path
        links["hostile"].update(Elements(more).found)
        links["tame"].update(Elements(others).found)
    assert links["hostile"] == links["tame"]


def without_neighbours(html: str) -> tuple[str, str]:
    """A page without its links to the pages before and after, which titles put in order, and those links."""
    before, nav, after = re.fullmatch(r'(.*?)(<nav [^>]*class="onward".*?</nav>|$)(.*)', html, re.DOTALL).groups()
    return before + after, nav


def record_pages(root: Path) -> dict[str, str]:
    return {path: page for path, page in tree(facts_of(root)).items() if not path.startswith("about/rules/")}


def test_an_attack_is_shown_as_it_was_written(tmp_path: Path) -> None:
    make_hostile(SMALL, tmp_path)
    facts = facts_of(tmp_path)
    extensions = site_extensions()
    level = facts.records.levels_in_order()[0]
    html = as_html(tree(facts)[page_path("level", level)], extensions)
    shown = " ".join(Elements(html).text.split())

    for text in (level.title, level.summary, *level.week, *level.not_expected):
        assert " ".join(text.split()) in shown


def test_the_front_matter_of_a_page_holds_no_markup(tmp_path: Path) -> None:
    """The chrome of the site puts it into HTML as it is."""
    make_hostile(SMALL, tmp_path)
    wrong = [
        (path, text)
        for path, page in record_pages(tmp_path).items()
        for text in texts(split(page)[0])
        if re.search("[<>{}\"']", text)
    ]

    assert wrong == []


def texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_figure_written_as_text_stays_text(judge: Judge, attack: str) -> None:
    value = json.dumps(attack)
    change = (
        "framework/evidence/supply-of-pas.yaml",
        f"figures:\n  - {{says: So many, value: {value}, unit: text, year: 2016}}",
    )
    page, tame = (
        MadePages(judge((change[0], text)).facts)["evidence/supply-of-pas.md"].markdown
        for text in (change[1], change[1].replace(value, '"many"'))
    )

    assert Elements(as_html(page, site_extensions())).found == Elements(as_html(tame, site_extensions())).found


# --- words


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Write `state: done`.", "Write <code>state: done</code>."),
        ("`a` and `b`", "<code>a</code> and <code>b</code>"),
        ("one ` alone", "one &#96; alone"),
        ("<b> is `<b>`", "&#60;b&#62; is <code>&#60;b&#62;</code>"),
        ("# no heading", "&#35; no heading"),
    ],
)
def test_only_backticks_of_our_own_words_mean_something(text: str, made: str) -> None:
    assert with_code(text) == Md(made)


def test_a_page_names_the_record_to_edit() -> None:
    pages = tree(facts_of(SMALL))

    assert f"/edit/main/{CONTACT}>)" in pages["support/pa-contact.md"]
    assert "/edit/main/framework/evidence/supply-of-pas.yaml>)" in pages["evidence/supply-of-pas.md"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("A new personal assistant (PA) asks.", "A new PA asks."),
        ("Personal assistants (PAs) ask.", "PAs ask."),
        ("Their personal assistant's (PA's) pay", "Their PA's pay"),
        ("A personal assistant asks.", "A personal assistant asks."),
    ],
)
def test_a_term_spelt_out_on_a_page_is_abbreviated_after_that(written: str, shown: str) -> None:
    assert briefly(written) == shown


# --- easy words


def _easy(page: str) -> str:
    return page.partition("**In easy words**")[2].partition("</div>")[0]


def test_easy_words_do_not_make_a_promise_of_a_model() -> None:
    facts = facts_of(REFERENCE)
    made = tree(facts)
    models = [
        agreement for agreement in facts.records.agreements.values() if agreement.illustrative and agreement.easy_read
    ]

    assert models
    assert [
        agreement.id
        for agreement in models
        if "This is an example." not in _easy(made[f"working-together/{agreement.id}.md"])
    ] == []
    assert "example" in _easy(made["working-together/index.md"])


def test_easy_words_about_pay_hold_the_legal_minimum() -> None:
    facts = facts_of(REFERENCE)

    assert facts.minimum_today
    assert f"£{facts.minimum_today.amount} an hour" in _easy(tree(facts)["career/pay.md"])


def test_who_approved_is_named_by_the_title_of_the_role(world) -> None:
    approval = "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2027-10-01}\n"
    records, _ = changed(world, [("framework/tasks/gastrostomy-feed.yaml", approval)])
    foot = MadePages(Facts(records, TODAY))["delegation/tasks/gastrostomy-feed.md"].markdown

    assert records.roles["phb-clinical-lead"].title != "phb clinical lead"
    assert (
        f"Approved by: {records.roles['phb-clinical-lead'].title}, on 1 October 2026; review due by 1 October 2027."
        in foot
    )


def test_each_pay_band_of_the_page_about_pay_leads_to_its_file() -> None:
    facts = facts_of(SMALL)
    page = tree(facts)["career/pay.md"]
    assert facts.records.framework
    edit = facts.records.framework.repository.edit

    assert edit
    assert facts.records.pay_bands
    for band in facts.records.pay_bands.values():
        assert re.search(
            rf"\[Suggest a change to the rates of [^\]]+\]\(<{re.escape(edit)}framework/pay_bands/{band.id}\.yaml>\)",
            page,
        )


def test_a_rate_that_has_not_begun_is_from_a_day_and_not_since_it() -> None:
    records = facts_of(SMALL).records
    before, after = (
        MadePages(Facts(records, day))["career/pay.md"].markdown for day in (date(2026, 3, 31), date(2026, 4, 1))
    )

    assert '<span class="meta">from 1 April 2026</span>' in before
    assert "since 1 April 2026" not in before
    assert '<span class="meta">since 1 April 2026</span>' in after
