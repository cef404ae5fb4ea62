"""The page of the trace, and the addresses of pages that rules and records may name."""

import pytest
from msgspec.structs import replace

from pa_framework.facts.addresses import page_exists
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import DIFFERENCES, SITE_PAGES, VERSIONS
from pa_framework.site.hand_written import hand_written
from pa_framework.site.tree import MadePages
from tests.builders.pages import pages_of
from tests.builders.worlds import TODAY, facts_of
from tests.paths import REFERENCE


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(REFERENCE)


@pytest.fixture(scope="module")
def titles(facts: Facts) -> dict[str, str]:
    """Every page of the tree, made or written by hand, with its title."""
    made = {path: page.title for path, page in pages_of(facts).items()}
    return made | {file.path: file.link(facts).title for file in hand_written(facts) if file.is_page}


def test_the_trace_shows_every_row_and_every_way(facts: Facts) -> None:
    page = pages_of(facts)["about/trace.md"]

    for row in facts.records.trace.values():
        assert f'id="{row.id}"' in page.markdown
    assert page.markdown.count("<a href=") == sum(len({*row.at, *row.use}) for row in facts.records.trace.values())


def test_every_declared_page_of_the_site_is_made_with_its_title(facts: Facts, titles: dict[str, str]) -> None:
    declared = {
        path: page.heading for path, page in SITE_PAGES.items() if page not in (DIFFERENCES, VERSIONS)
    }  # it builds on none, and keeps none
    assert {path: titles.get(path) for path in declared} == declared | {"index.md": titles["index.md"]}


def test_every_page_has_an_address(facts: Facts, titles: dict[str, str]) -> None:
    unknown = [path for path in titles if not page_exists(facts.records, path)]

    assert [path for path in unknown if not path.startswith("about/rules/")] == []


def test_a_framework_without_a_trace_has_no_page_for_it(facts: Facts) -> None:
    without = Facts(replace(facts.records, trace={}), TODAY)

    assert "about/trace.md" not in MadePages(without)
