"""Every row that the source documents gave has an answer, and every answer leads somewhere."""

from dataclasses import replace

import pytest

from pa_framework.facts.addresses import page_exists
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import SITE_PAGES
from pa_framework.records.load import read_records
from pa_framework.site.hand_written import hand_written
from pa_framework.site.tree import made_pages
from tests.builders.worlds import TODAY
from tests.paths import ROOT

#: How many rows each part of the source documents gave, by the letter of their ids.
GIVEN = {"d": 20, "c": 17, "r": 28, "p": 16, "h": 6, "f": 12, "g": 30}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(read_records(ROOT), TODAY)


@pytest.fixture(scope="module")
def titles(facts: Facts) -> dict[str, str]:
    """Every page of the tree, made or written by hand, with its title."""
    made = {page.path: page.title for page in made_pages(facts)}
    return made | {each.path: each.link().title for each in hand_written(facts) if each.is_page}


def test_every_row_of_the_source_documents_is_answered(facts: Facts) -> None:
    given = {f"{letter}{number}" for letter, last in GIVEN.items() for number in range(1, last + 1)}

    assert set(facts.records.trace) == given


def test_no_row_leads_to_a_page_that_is_not_there(facts: Facts, titles: dict[str, str]) -> None:
    assert [(row.id, path) for row in facts.records.trace.values() for path in row.at if path not in titles] == []


def test_the_trace_shows_every_row_and_every_way(facts: Facts) -> None:
    page = next(page for page in made_pages(facts) if page.path == "about/trace.md")

    for row in facts.records.trace.values():
        assert f'id="{row.id}"' in page.markdown
    assert page.markdown.count("<a href=") == sum(len(row.at) for row in facts.records.trace.values())


def test_what_is_known_of_indexes_is_what_is_made(facts: Facts, titles: dict[str, str]) -> None:
    declared = {path: page.heading for path, page in SITE_PAGES.items()}
    assert {path: titles.get(path) for path in declared} == declared | {"index.md": titles["index.md"]}


def test_every_page_has_an_address_that_rules_know(facts: Facts, titles: dict[str, str]) -> None:
    unknown = [path for path in titles if not page_exists(facts.records, path)]

    assert [path for path in unknown if not path.startswith("about/rules/")] == []


def test_a_framework_without_a_trace_has_no_page_for_it(facts: Facts) -> None:
    without = Facts(replace(facts.records, trace={}), TODAY)

    assert "about/trace.md" not in {page.path for page in made_pages(without)}
