"""Versions stay readable: what is packed, what a build makes of it, and what a reader of an old page is told."""

import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from pa_framework.check.run import Report
from pa_framework.facts.facts import Facts
from pa_framework.facts.stories import visible_stories
from pa_framework.facts.versions import FOLDER, kept_versions
from pa_framework.look.assets import offline_contents
from pa_framework.records.load import read_records
from pa_framework.records.model import Consent
from pa_framework.site.about import PAGES as ABOUT_PAGES
from pa_framework.site.kept_versions import PAGES, pack, publish, report_to_keep
from pa_framework.text.errors import UserError
from tests.builders.worlds import TODAY, facts_of
from tests.paths import SMALL

HEAD = """\
<!doctype html>
<html lang="en-GB" data-service-worker="../../service-worker.js">
<head>
<link rel="canonical" href="https://smallshire.example.org/{path}">
<link rel="alternate" type="application/atom+xml" href="../../feeds/changes.atom">
<link rel="manifest" href="../../app.webmanifest">
<title>A page</title>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<main id="main"><h1>A page</h1><a href="../../feeds/changes.atom">Follow</a>
<p class="sheet-mark">Sheet mark {mark}. <a href="../../now/">Is this sheet still current?</a></p></main>
</body>
</html>
"""
PAGES_OF = {"index.html": "", "law/same/index.html": "0000-0001", "law/new/index.html": "0000-0002"}


def page(path: str, mark: str) -> str:
    return HEAD.format(path=path.removesuffix("index.html"), mark=mark)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small world with two kept versions."""
    shutil.copytree(SMALL, tmp_path / "world")
    old = tmp_path / "old"
    for path, mark in {**PAGES_OF, "law/gone/index.html": "0000-0003"}.items():
        (old / path).parent.mkdir(parents=True, exist_ok=True)
        (old / path).write_text(page(path, mark), encoding="utf-8")
    for path in (
        "now/index.html",
        "service-worker.js",
        "offline.json",
        "sitemap.xml",
        "feeds/changes.atom",
        "versions/0.1.0/index.html",
    ):
        (old / path).parent.mkdir(parents=True, exist_ok=True)
        (old / path).write_text("left out", encoding="utf-8")
    (old / "assets").mkdir()
    (old / "assets/a.css").write_text("a {}", encoding="utf-8")
    for version, on in (("0.9.0", date(2026, 1, 5)), ("0.10.0", date(2026, 10, 1))):
        pack(old, tmp_path / "world" / FOLDER / f"{version}.zip", version, on)
    return tmp_path / "world"


@pytest.fixture
def site(root: Path, tmp_path: Path) -> Path:
    """A site of today into which the kept versions are put."""
    folder = tmp_path / "site"
    for path, mark in {**PAGES_OF, "law/new/index.html": "9999-9999"}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(page(path, mark), encoding="utf-8")
    publish(Facts(read_records(root), TODAY), folder)
    return folder


def test_they_are_listed_by_their_numbers(root: Path) -> None:
    assert [(kept.version, kept.on) for kept in kept_versions([root])] == [
        ("0.10.0", date(2026, 10, 1)),
        ("0.9.0", date(2026, 1, 5)),
    ]
    (made,) = (one for pages in PAGES for one in pages.build(Facts(read_records(root), TODAY)))
    assert "../versions/0.10.0/index.html" in made.text
    assert made.text.index("Version 0.10.0") < made.text.index("Version 0.9.0")
    assert "Published on 5 January 2026." in made.text


def test_without_one_there_is_no_page_of_versions() -> None:
    facts = facts_of(SMALL)

    assert [page for pages in PAGES for page in pages.build(facts)] == []
    index = next(page for pages in ABOUT_PAGES for page in pages.build(facts) if page.path == "about/index.md")
    assert "versions.md" not in index.text


def test_a_copy_has_what_was_published_and_nothing_that_a_device_installs_or_stores(root: Path, site: Path) -> None:
    copy = site / FOLDER / "0.9.0"
    files = {file.relative_to(copy).as_posix() for file in copy.rglob("*") if file.is_file()}

    assert files == {*PAGES_OF, "law/gone/index.html", "assets/a.css"}
    text = (copy / "law/same/index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in text
    assert "service-worker" not in text
    assert 'rel="manifest"' not in text
    assert 'rel="alternate"' not in text
    assert '<link rel="stylesheet" href="../../../../assets/stylesheets/kept-version.css">' in text
    assert 'href="../../../../feeds/changes.atom"' in text
    assert 'href="../../../../now/"' in text  # a sheet that was printed from it is judged by the pages of today
    stored = offline_contents(site)
    assert set(stored["files"]) == {"", "law/same/", "law/new/"}


def test_search_engines_are_led_to_the_page_of_today_as_long_as_there_is_one(site: Path) -> None:
    copy = site / FOLDER / "0.9.0"

    assert (
        'rel="canonical" href="https://smallshire.example.org/law/same/"' in (copy / "law/same/index.html").read_text()
    )
    assert "canonical" not in (copy / "law/gone/index.html").read_text()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("law/same/", "This page says the same today.</p><p><a href=\"../../../../law/same/\">Read it there</a>"),
        ("law/new/", "This page has changed since then.</p><p><a href=\"../../../../law/new/\">Read it as it is today</a>"),
        ("law/gone/", "This page is no longer there.</p><p><a href=\"../../../../\">Begin at the first page of today</a>"),
        ("", "There is a page of today.</p><p><a href=\"../../\">Read it</a>"),
    ],
)  # fmt: skip
def test_a_notice_says_whether_the_page_has_changed(site: Path, path: str, says: str) -> None:
    text = (site / FOLDER / "0.9.0" / path / "index.html").read_text(encoding="utf-8")
    notice = text.partition('<aside class="kept-version"')[2].partition("</aside>")[0]

    assert says in notice
    assert text.count("<aside") == 1
    assert text.index('<a class="skip"') < text.index("<aside") < text.index("<main")


def test_a_notice_says_what_is_newer_and_how_much_was_announced_since(site: Path) -> None:
    older, newer = ((site / FOLDER / version / "index.html").read_text() for version in ("0.9.0", "0.10.0"))

    assert "This is version 0.9.0, as it was published on 5 January 2026. Do not work from it." in older
    assert "Version 0.10.0 is newer. 2 changes were announced since then." in older
    assert "This is version 0.10.0, as it was published on 1 October 2026. Do not work from it." in newer
    assert "Version 1.0.0 is newer. 1 change was announced since then." in newer


def test_a_version_is_kept_once(root: Path, site: Path) -> None:
    before = (root / FOLDER / "0.9.0.zip").read_bytes()
    with pytest.raises(UserError, match="a version that was published never changes"):
        pack(site, root / FOLDER / "0.9.0.zip", "0.9.0", TODAY)
    pack(root.parent / "old", root / FOLDER / "again.zip", "0.9.0", date(2026, 1, 5))

    assert (root / FOLDER / "0.9.0.zip").read_bytes() == before == (root / FOLDER / "again.zip").read_bytes()


def test_stories_of_real_people_are_in_no_kept_version() -> None:
    facts = facts_of(SMALL)
    consent = Consent(state="given", given_on=date(2026, 5, 1), review_by=date(2031, 5, 1), pseudonym=True)
    rosa = msgspec.structs.replace(facts.records.case_studies["rosa"], consent=consent, illustrative=False)
    stories = {**facts.records_as_written.case_studies, "rosa": rosa}
    report = Report(Facts(replace(facts.records_as_written, case_studies=stories), TODAY), ())

    assert "rosa" in {story.id for story in visible_stories(report.facts)}
    assert {story.id for story in visible_stories(report_to_keep(report).facts)} == {"smalltown-noticeboard"}
    assert "rosa" in {story.id for story in visible_stories(report_to_keep(Report(facts, ())).facts)}


@pytest.mark.parametrize(
    ("name", "entries", "says"),
    [
        ("county.zip", {}, "its name is not that of a version"),
        ("1.0.0.zip", {}, "there is no `version.json` in it that can be read"),
        ("1.0.0.zip", {"version.json": "[]"}, "there is no `version.json` in it that can be read"),
        ("1.0.0.zip", {"version.json": json.dumps({"version": "1.1.0", "published": "2026-01-05"})}, "it has version 1.1.0"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_kept_version_is_named(tmp_path: Path, name: str, entries: dict[str, str], says: str) -> None:
    (tmp_path / FOLDER).mkdir()
    with zipfile.ZipFile(tmp_path / FOLDER / name, "w") as archive:
        for path, text in entries.items():
            archive.writestr(path, text)

    with pytest.raises(UserError, match=says):
        kept_versions([tmp_path])


def test_nothing_of_a_kept_version_gets_out_of_its_folder(root: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(root / FOLDER / "0.9.0.zip", "a") as archive:
        archive.writestr("../../outside.html", "x")
    publish(Facts(read_records(root), TODAY), tmp_path / "out")

    assert not list(tmp_path.rglob("outside.html"))
