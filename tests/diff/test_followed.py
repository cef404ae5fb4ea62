"""A changed value is told once, with the texts and pages that follow; the texts themselves did not change."""

import json

import pytest
from msgspec.structs import replace

from pa_framework.diff.as_json import as_json
from pa_framework.diff.as_markdown import as_markdown
from pa_framework.diff.as_text import as_text
from pa_framework.diff.report import Report, report_on
from tests.builders.worlds import POLICY, TASK, TODAY, WORLD, Edit, edited, tree

pytestmark = pytest.mark.pages

AGREEMENT = "framework/agreements/moving-between-funders.yaml"
EVIDENCE = "framework/evidence/supply-of-pas.yaml"
LAW = "framework/law/minimum-wage.yaml"
PAGE = "framework/pages/about/pay.md"
REFERRING: tuple[Edit, ...] = (
    (
        AGREEMENT,
        "summary: The council goes on paying while the NHS budget is set up.",
        "summary: It pays ((law.minimum-wage.adult)) and not ((law.minimum-wage.adult.number)), for ((settings.hospital_pay_weeks)).",
    ),
    (EVIDENCE, "summary: More than half said in 2016", "summary: So many as ((evidence.supply-of-pas.no-good-supply)) said in ((evidence.supply-of-pas.no-good-supply.year))"),
)  # fmt: skip
BASE = edited(WORLD, REFERRING)
NEW_ROW = "{value: 12.71, from: 2026-04-01"


def reported(*edits: Edit, base: dict[str, str] = BASE, page: str = "It is ((law.minimum-wage.adult)).\n") -> Report:
    pages = {"pages": {PAGE: page}, "hand_written": {PAGE: "1"}, "titles": {PAGE: "Pay"}}
    trees = (replace(tree(world, name), **pages) for name, world in (("base", base), ("head", edited(base, edits))))
    return report_on(*trees, TODAY)


def test_a_changed_rate_is_told_once_with_what_follows() -> None:
    report = reported((LAW, NEW_ROW, "{value: 12.91, from: 2026-04-01"))
    (value,) = report.followed

    assert (value.target, value.before, value.after, value.since) == (
        "law.minimum-wage.adult",
        "£12.71 an hour",
        "£12.91 an hour",
        None,
    )
    assert (value.span.path, value.in_head) == (LAW, True)
    assert [(text.title, text.page) for text in value.texts] == [
        ("Moving between funders", "working-together/moving-between-funders.md"),
        ("Moving between funders", "working-together/moving-between-funders.md"),
        ("Pay", "about/pay.md"),
    ]
    assert [change.id for change in report.changed.records] == ["minimum-wage"]
    assert report.open_to("clinician") == ()
    touched = {page.path for page in report.impact.pages or ()}
    assert {"working-together/moving-between-funders.md", "about/pay.md", "career/pay.md"} <= touched


def test_every_form_of_the_report_names_them() -> None:
    report = reported((LAW, NEW_ROW, "{value: 12.91, from: 2026-04-01"))

    (figure,) = json.loads(as_json(report))["figures"]
    assert (figure["value"], figure["before"], figure["after"], figure["from"]) == (
        "law.minimum-wage.adult",
        "£12.71 an hour",
        "£12.91 an hour",
        None,
    )
    assert {text["page"] for text in figure["texts"]} == {"working-together/moving-between-funders.md", "about/pay.md"}
    text, markdown = as_text(report), as_markdown(report)
    for words in ("3 texts follow", "law.minimum-wage.adult", "Moving between funders"):
        assert words in " ".join(text.split())
        assert words in markdown
    assert text.count("£12.71 an hour → £12.91 an hour") == 1


def test_a_rate_to_come_names_its_day_and_the_pages_of_that_day() -> None:
    coming = "{value: 13.21, from: 2027-04-01, state: announced, announced_on: 2026-11-02, source: wages, seen: whole, from_age: 21}"
    report = reported((LAW, f"      - {NEW_ROW}, state: in-force, source: wages, seen: whole, from_age: 21}}\n", f"      - {coming}\n      - {NEW_ROW}, state: in-force, source: wages, seen: whole, from_age: 21}}\n"))  # fmt: skip
    (value,) = report.followed

    assert (value.before, value.after, str(value.since)) == ("£12.71 an hour", "£13.21 an hour", "2027-04-01")
    ((day, pages),) = report.later_pages
    assert str(day) == "2027-04-01"
    assert {"working-together/moving-between-funders.md", "about/pay.md"} <= {page.path for page in pages}
    assert "Pages that change on 1 April 2027" in as_markdown(report)
    assert json.loads(as_json(report))["touched_later"][0]["from"] == "2027-04-01"


def test_what_is_so_today_is_not_told_again_for_a_later_day() -> None:
    apprentice = "{value: 8, from: 2026-04-01, state: in-force, source: wages, seen: whole}"
    coming = "{value: 9, from: 2027-04-01, state: announced, announced_on: 2026-11-02, source: wages, seen: whole}"
    report = reported(
        (LAW, NEW_ROW, "{value: 12.91, from: 2026-04-01"),
        (LAW, f"      - {apprentice}\n", f"      - {coming}\n      - {apprentice}\n"),
    )

    assert [(value.target, value.since) for value in report.followed] == [("law.minimum-wage.adult", None)]
    assert [str(day) for day, _ in report.later_pages] == ["2027-04-01"]


def test_figures_and_settings_are_told_too() -> None:
    report = reported(
        (EVIDENCE, "value: 57", "value: 61"),
        ("framework/framework.yaml", "hospital_pay_weeks: 4", "hospital_pay_weeks: 6"),
    )

    assert [(value.target, value.before, value.after) for value in report.followed] == [
        ("evidence.supply-of-pas.no-good-supply", "57%", "61%"),
        ("settings.hospital_pay_weeks", "4 weeks", "6 weeks"),
    ]


def test_a_year_alone_is_told() -> None:
    report = reported((EVIDENCE, "year: 2016", "year: 2017"))

    assert [(value.before, value.after) for value in report.followed] == [("2016", "2017")]


def test_nothing_is_told_where_no_text_refers() -> None:
    report = reported((LAW, NEW_ROW, "{value: 12.91, from: 2026-04-01"), base=WORLD, page="It is so.\n")

    assert report.followed == ()


def test_a_renamed_record_is_no_changed_value() -> None:
    head = {
        path.replace("supply-of-pas", "supply"): text.replace("supply-of-pas", "supply") for path, text in BASE.items()
    }
    report = report_on(tree(BASE, "base"), tree(head, "head"), TODAY)

    assert [change.what for change in report.changed.records if change.kind == "evidence"] == ["renamed"]
    assert report.followed == ()


def test_a_sentence_that_guards_is_for_a_reader() -> None:
    """A figure in a sign to stop at is a safety rule, wherever the figure is written."""
    sign = "      - More than ((evidence.supply-of-pas.no-good-supply)) is left\n"
    base = edited(BASE, [(TASK, "      - There is pain\n", f"      - There is pain\n{sign}")])
    report = reported((EVIDENCE, "value: 57", "value: 61"), base=base)
    (pair,) = report.open_to("clinician")

    assert (pair.record_kind, pair.id) == ("task", "gastrostomy-feed")
    assert (pair.before, pair.after) == ("More than 57% is left", "More than 61% is left")
    assert report.agreement_of
    assert "No safety rule is loosened" not in as_markdown(report)


def test_an_unreadable_policy_stops_nothing() -> None:
    report = reported((POLICY, "tiers:", "tears:"), (LAW, NEW_ROW, "{value: 12.91, from: 2026-04-01"))

    assert [value.after for value in report.followed] == ["£12.91 an hour"]
