"""The page of an agreement: what is true by itself comes before the example, and its links are checked."""

from pa_framework.site.tree import MadePages
from tests.conftest import Judge

HOSPITAL = "framework/agreements/pas-in-hospital.yaml"
OPENING = (
    "opening:\n  - title: If you go into hospital today\n    in_order: true\n    lines: [Ring the team that pays, Take the plan]\n"
    "    links: [{words: Task page, page: PAGE}]\n"
)


def is_in_order(page: str, *parts: str) -> bool:
    words = page.split("---\n", 2)[2]
    places = [words.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def test_what_readers_do_comes_first_and_is_no_part_of_the_example(judge: Judge) -> None:
    facts = judge((HOSPITAL, OPENING.replace("PAGE", "delegation/tasks/gastrostomy-feed.md"))).facts
    page = MadePages(facts)["working-together/pas-in-hospital.md"].markdown

    assert is_in_order(
        page,
        "The agreement on this page is an example",
        "## If you go into hospital today",
        "1. Ring the team that pays",
        "1. Take the plan",
        "[Task page](",
        "## What council and NHS could agree",
        "How PAs go on supporting a person on a ward.",
    )


def test_without_it_the_page_begins_with_its_summary_and_is_an_example_as_a_whole(judge: Judge) -> None:
    page = MadePages(judge().facts)["working-together/pas-in-hospital.md"].markdown

    assert is_in_order(page, "An example to adapt.", "How PAs go on supporting a person on a ward.")
    assert "What council and NHS could agree" not in page


def test_a_page_that_it_leads_to_must_be_there(judge: Judge) -> None:
    report = judge((HOSPITAL, OPENING.replace("PAGE", "delegation/tasks/gastrostomy-feeds.md")))

    assert [finding.code for finding in report.findings] == ["REF009"]
