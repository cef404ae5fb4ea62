"""What readers type into the search of the live site, and the page that must be among the first three results."""

import re
from pathlib import Path

import pytest

from pa_framework.facts.site_pages import Link
from pa_framework.site.a_to_z import a_to_z_page
from pa_framework.site.now import Sheet
from pa_framework.site.search_terms import SearchTerms
from tests.site.browser import served

pytestmark = pytest.mark.browser
#: 284 queries with their slips, and a pattern that the address of one of the first three results must match.
TABLE = Path(__file__).parent / "queries.tsv"
LEAST = 280
_ASK = """async (questions) => {
  const { find } = await window.paFinder.load();
  return questions.map((question) => find(question, { most: 3 }).results.map((result) => result.address));
}"""

_ASK_FIRST = """async (questions) => {
  const { find } = await window.paFinder.load();
  return questions.map((question) => find(question, { most: 1 }).results.map(({ address, answer }) => [address, answer])[0]);
}"""


def _queries() -> dict[str, str]:
    """The queries, each with the pattern of its answer."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return dict(rows)


def test_everyday_queries_find_their_page_among_the_first_three(live_site, browser) -> None:
    queries = _queries()
    with served(live_site) as home:
        page = browser.new_page()
        page.goto(f"{home}/")
        found = dict(zip(queries, page.evaluate(_ASK, list(queries)), strict=True))
        missed = {
            question: addresses
            for question, addresses in found.items()
            if not any(re.search(queries[question], address) for address in addresses)
        }

    assert len(queries) == 284
    assert len(missed) <= len(queries) - LEAST, (
        f"{len(missed)} of {len(queries)} queries do not find their page. Put what people type into `asked` of the entry of "
        f"framework/search.yaml that leads to it, or add an entry: {missed}"
    )


def test_a_frightened_reader_is_led_to_what_to_do_now_first(report, live_site, browser) -> None:
    asked = ["double dose", "gave it twice", "choking", "unconscious", "not breathing", "overdose", "wrong medicine"]
    with served(live_site) as home:
        page = browser.new_page()
        page.goto(f"{home}/")
        found = page.evaluate(_ASK_FIRST, asked)

    assert [question for question, first in zip(asked, found, strict=True) if "about/emergency/" not in first[0]] == []
    assert [question for question, first in zip(asked, found, strict=True) if "999" not in first[1]] == []


def test_the_list_from_a_to_z_leads_to_the_section_that_answers(report) -> None:
    sheet = Sheet(Link("When someone cannot decide", "about/deciding-for-someone.md"), "", "2b7c")

    page = a_to_z_page(report.facts, [sheet])

    assert re.search(r"Restraint.*deciding-for-someone\.md#liberty", str(page.text))


def test_every_phrase_of_the_search_finds_the_page_that_its_entry_names_first(report, live_site, browser) -> None:
    entries = SearchTerms(report.facts).entries
    phrases = {phrase: entry.pages for entry in entries for phrase in entry.asked}
    with served(live_site) as home:
        page = browser.new_page()
        page.goto(f"{home}/")
        found = dict(zip(phrases, page.evaluate(_ASK, list(phrases)), strict=True))
    lost = {
        phrase: found[phrase]
        for phrase, (first, *_) in phrases.items()
        if re.sub(r"(?:index)?\.md(#|$)", r"/\1", first).replace("//", "/") not in found[phrase][:1]
    }

    assert len(phrases) > 250
    assert lost == {}, "These phrases of framework/search.yaml do not find the first page of their entry."
