"""The site of the live records can be built, and the pages that were written by hand can be read by everyone."""

import io
import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser
from pypdf import PdfReader

from pa_framework.check.run import Report
from pa_framework.edit.init_files import Area, area_files
from pa_framework.edit.init_requirement import Requirement
from pa_framework.site.hand_written import hand_written
from pa_framework.site.wall_sheets import PAGES as SHEETS
from tests.builders.effort import worst
from tests.paths import REFERENCE, ROOT
from tests.site.browser import served
from tests.site.site_tools import FOLDER, tool
from tests.site.walk import UNDER, walk

NEW_AREA = Area(
    title="PA Pathways in Smallshire",
    name="Smallshire",
    publisher="The Smallshire partners",
    repository="https://github.com/smallshire/pathways",
    forges=("github", "gitlab"),
    requirement=Requirement("pa-framework==0.1.0"),
    on=date(2026, 11, 22),
)


def address_of(path: str) -> str:
    """The address of a page, relative to the root of the site."""
    return f"{path.removesuffix('.md')}/".removesuffix("index/")


def new_pages(report: Report) -> list[str]:
    """The addresses of the home page and of hand-written pages that differ from those of the reference world.

    The other pages are tested with the site of the reference world.
    """
    folder = "framework/pages"
    return [
        "",
        *(
            address_of(page.path)
            for page in hand_written(report.facts)
            if page.is_page and _bytes(ROOT / folder / page.path) != _bytes(REFERENCE / folder / page.path)
        ),
    ]


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


@pytest.mark.slow
def test_the_site_builds_and_every_link_and_image_is_there(live_site: Path, report: Report) -> None:
    missing = [
        page.path
        for page in hand_written(report.facts)
        if page.is_page and not (live_site / address_of(page.path) / "index.html").is_file()
    ]

    assert not missing, f"These pages are not on the site; look at their front matter: {', '.join(missing)}"


def test_the_settings_of_the_site_are_those_of_a_new_area() -> None:
    live: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    new: dict[str, Any] = yaml.safe_load(area_files(NEW_AREA)["mkdocs.yml"])
    for settings in (live, new):
        settings["extra"].pop("footer")
    own = {"site_name", "site_description", "site_url", "nav"}
    different = sorted(key for key in (live.keys() | new.keys()) - own if live.get(key) != new.get(key))

    assert not different, (
        f"mkdocs.yml and tools/pa_framework/edit/templates/area/mkdocs.yml differ in {', '.join(different)}."
        " Change both, or neither."
    )
    sections = [entry for entry in new["nav"] if entry not in live["nav"]]
    assert not sections, f"Put these sections back into `nav` of mkdocs.yml: {sections}"


@pytest.mark.browser
def test_the_page_for_clinicians_prints_on_one_sheet(live_site: Path, browser: Browser) -> None:
    with served(live_site) as address:
        page = browser.new_page()
        page.goto(f"{address}/guides/review-delegation/")
        printed = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))

    assert len(printed.pages) == 1, (
        f"framework/pages/guides/review-delegation.md prints on {len(printed.pages)} sheets; shorten it to one sheet."
    )
    assert "What the checker cannot see" in printed.pages[0].extract_text()


@pytest.mark.browser
def test_every_wall_sheet_prints_on_two_sides(live_site: Path, browser: Browser) -> None:
    """By day those with the most words: if they fit, the others do."""
    sheets = live_site.glob("delegation/tasks/*/sheet/index.html")
    with served(live_site) as address:
        page = browser.new_page()
        long = []
        for sheet in worst(sheets, lambda sheet: sheet.stat().st_size):
            task = sheet.parts[-3]
            page.goto(f"{address}/delegation/tasks/{task}/sheet/")
            printed = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
            if len(printed) != 2 or "It is kept" not in printed[0].extract_text():
                long.append(task)

    assert not long, f"Shorten the signs, or what happens if no PA may, of {', '.join(long)}: a side is full."


def test_another_pa_takes_over_on_a_wall_sheet_only_after_changes_that_concern_one_pa(report: Report) -> None:
    """After the others no PA may do the task: the sheet says so with the changes of which the task page says it, and no other."""
    facts = report.facts
    for content in (content for pages in SHEETS for content in pages.build(facts)):
        changes = content.text.partition("## If something changes")[2].partition("\n## ")[0]
        for trigger in facts.records.triggers.values():
            said = changes.partition(f"- **{trigger.title}.")[2].partition("\n- ")[0]
            one_pa = any("another signed-off PA does the task" in line for line in trigger.meanwhile)
            assert ("another signed-off PA" in said) == (one_pa and bool(said)), (content.path, trigger.id)
        assert "another signed-off PA" not in changes.partition("- **The person goes into hospital.")[0], content.path


@pytest.mark.browser
def test_the_entries_of_the_header_fit_on_one_line(live_site: Path, browser: Browser) -> None:
    with served(live_site) as address:
        page = browser.new_page(viewport={"width": 960, "height": 800})
        page.goto(f"{address}/")
        tops = page.evaluate(
            "() => [...document.querySelectorAll('.menu__doors li, .menu__more > summary')].map((item) => item.getBoundingClientRect().top)"
        )

    assert len(tops) == 6
    assert max(tops) - min(tops) < 20, "The entries of the header are too long for one line of 960 px: shorten one."


@pytest.mark.browser
def test_pages_by_hand_are_valid_html(live_site: Path, report: Report) -> None:
    checker = tool("vnu-jar/build/dist/vnu.jar", "java")
    pages = [str(live_site / address / "index.html") for address in new_pages(report)]
    done = subprocess.run(
        ["java", "-Xss2m", "-jar", str(checker), "--errors-only", "--format", "json", "--stdout", *pages],
        capture_output=True,
        text=True,
        check=False,
    )
    wrong = [
        f"{message['url'].removeprefix(f'file:{live_site}/')}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
    ]

    assert not wrong, "\n".join(["Correct the HTML in the Markdown of these pages:", *wrong])


@pytest.mark.browser
def test_pages_by_hand_are_accessible(live_site: Path, report: Report, browser: Browser) -> None:
    """axe-core reads every other page at 320 px in dark, the rest at 1280 px in light; at night all in every look.

    What is written by hand holds no colours and no sizes: those are of the frame, which is read with the pages of the
    reference world. No page may be wider than 320 px.
    """
    axe = FOLDER / "node_modules/axe-core/axe.min.js"
    script = axe.read_text(encoding="utf-8") if axe.is_file() else ""
    with served(live_site, UNDER) as home:
        seen = list(walk(browser, home, new_pages(report), script, in_both_looks=lambda page: False))
    wrong = [f"{page.address}: {line}" for page in seen for line in (*page.faults, *page.barriers)]
    wrong += [f"{page.address}: wider than a screen of {width} px" for page in seen for width in page.too_wide]

    assert not wrong, "\n".join(["Correct the Markdown of these pages under framework/pages:", *wrong])
    tool("axe-core/axe.min.js")
