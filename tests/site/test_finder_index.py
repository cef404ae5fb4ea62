"""The index of the search: what is in it, what is left out, and that it is the same for the same pages."""

import json
from pathlib import Path
from typing import Any

import pytest

from pa_framework.check.rules import RULES
from pa_framework.check.rules.registry import Example
from pa_framework.check.run import check
from pa_framework.facts.facts import Facts
from pa_framework.facts.pages import HandWrittenPage
from pa_framework.site.finder_index import RenderedPage, finder_index, glossary_pages, words_in
from pa_framework.site.search_terms import SearchTerms
from tests.builders.worlds import TODAY, Judge, World, changed
from tests.paths import SMALL

TASK = "delegation/tasks/gastrostomy-feed.md"


def _page(path: str, html: str, *, title: str = "A page", summary: str = "", kind: str = "career") -> RenderedPage:
    return RenderedPage(path, path.removesuffix(".md") + "/", title, summary, kind, html)


@pytest.fixture(scope="module")
def terms() -> SearchTerms:
    return SearchTerms(check(SMALL, TODAY).facts)


def _index(terms: SearchTerms, *pages: RenderedPage) -> Any:
    return json.loads(finder_index(pages, terms))


def _words(index: Any, address: str) -> set[str]:
    """The words of the text of a page."""
    number = [page[0] for page in index["pages"]].index(address)
    digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
    found = set()
    for word, places in zip(index["words"].split(" "), index["places"].split(" "), strict=True):
        numbers = set()
        for at in range(0, len(places), index["width"]):
            read = 0
            for digit in places[at : at + index["width"]]:
                read = read * 64 + digits.index(digit)
            numbers.add(read)
        found |= {word} if number in numbers else set()
    return found


def _others(number: int) -> list[RenderedPage]:
    return [_page(f"p{at}.md", f"<p>filler{chr(97 + at)}</p>") for at in range(number)]


def test_what_is_no_text_of_the_page_is_left_out(terms):
    html = """<h1>Title of the page</h1><p>A <em>sling</em>, <span>not</span><span>joined</span> to it.</p>
      <svg><text>chartword</text><g><svg></svg></g></svg><nav><a href="x">navword</a></nav><p>After the chart</p>
      <div class="banners"><div><p>bannerword</p></div></div>
      <div data-search-exclude><p>excludedword</p></div><script>scriptword</script>
      <p>The 47 nurses&#39; rota &amp; the caf&eacute;</p>"""

    words = _words(_index(terms, _page("a.md", html), *_others(20)), "a/")

    assert words == {"sling", "joined", "chart", "nurses", "rota", "cafe"}


def test_a_framework_may_have_more_pages_than_two_digits_count(terms):
    pages = [
        _page(f"p{number:05}.md", "<p>About a lantern</p>" if number in (7, 4150) else "") for number in range(4200)
    ]

    index = _index(terms, *pages)

    assert _words(index, "p04150/") == {"lantern"} == _words(index, "p00007/")
    assert _words(index, "p04149/") == set()


def test_what_many_pages_say_is_no_text_of_any_of_them(terms):
    shared = "<h2>Sources</h2><p>Everyone says zebras</p>"
    pages = [_page(f"s{at}.md", f"{shared}<h2>Own heading {at}</h2>") for at in range(4)]

    index = _index(terms, *pages, *_others(40))

    assert "zebras" not in index["words"].split(" ")
    assert [page[5] for page in index["pages"] if page[0].startswith("s")] == [[f"Own heading {at}"] for at in range(4)]
    few = _index(terms, *pages[:3], *_others(40))
    assert "zebras" in few["words"].split(" ")


def test_a_word_of_many_pages_is_only_named_as_common(terms):
    pages = [_page(f"s{at}.md", f"<p>meadow {'x' * at}y</p>") for at in range(10)]

    index = _index(terms, *pages, *_others(20))

    assert "meadow" in index["common"].split(" ")
    assert "meadow" not in index["words"].split(" ")


def test_an_entry_leads_to_its_pages_in_order_with_its_answer(terms):
    index = _index(
        terms, _page("career/pay.md", "", title="Pay", kind="pay"), _page(TASK, "", kind="task"), *_others(3)
    )
    addresses = [page[0] for page in index["pages"]]

    asked = {
        phrases[0]: ([addresses[number] for number in numbers], answer) for phrases, numbers, answer in index["asked"]
    }

    assert asked["peg"] == (["delegation/tasks/gastrostomy-feed/"], "")
    assert asked["how much do I get paid"] == (["career/pay/"], "The Pay page shows what each level pays.")


def test_an_entry_may_lead_to_a_part_of_a_page(judge: Judge) -> None:
    entry = """entries:
  - id: extra
    asked: [extra pay]
    leads_to: [{page: "career/pay.md#extra"}, {page: "career/pay.md#gone"}]
    owner: framework-team
    reviewed: 2026-11-01
"""
    html = '<h2 id="hours">Hours</h2><p>A week.</p><h2 id="extra">Extra pay</h2><p>At night it is more.</p><h2>End</h2>'
    page = _page("career/pay.md", html, title="Pay", kind="pay")

    index = _index(SearchTerms(judge(("framework/search.yaml", entry)).facts), page, *_others(3))

    [_, numbers, _] = index["asked"][0]
    assert [index["pages"][number][:2] for number in numbers] == [["career/pay/#extra", "Pay: Extra pay"]]
    assert index["pages"][numbers[0]][3] == "At night it is more."


@pytest.mark.parametrize(("anchor", "found"), [("how-to-join", []), ("how-to-joyn", ["how-to-join"])])
def test_the_heading_that_an_entry_names_is_on_the_page(world: World, anchor: str, found: list[str]) -> None:
    entry = f"""entries:
  - id: joining
    asked: [join us]
    leads_to: [{{page: "about/us.md#{anchor}"}}]
    owner: framework-team
    reviewed: 2026-11-01
"""
    path = "about/us.md"
    page = HandWrittenPage(path, f"framework/pages/{path}", "# Us\n\n## How to join\n\nWrite to us.\n")
    judge_rule = RULES["REF009"].judge
    assert judge_rule is not None

    problems = list(judge_rule(Facts(changed(world, [("framework/search.yaml", entry)])[0], TODAY, pages=(page,))))

    headings = [problem.message for problem in problems if "heading" in problem.message]
    assert [f"did you mean `{near}`?" in message for near, message in zip(found, headings, strict=True)] == [
        True
    ] * len(found)


def test_terms_of_the_glossary_are_found_by_words_that_we_do_not_use():
    facts = check(SMALL, TODAY).facts
    index = _index(SearchTerms(facts), *glossary_pages(facts))
    term = next(page for page in index["pages"] if page[1] == "ICB")

    assert term[0] == "about/glossary/#icb"
    assert term[4] == ["integrated care board", "CCG"]


def test_pages_for_maintainers_are_not_found(terms):
    index = _index(
        terms, _page("about/rules/DEL001.md", "", kind="rule"), _page("x/sheet.md", "", kind="wall-sheet"), *_others(2)
    )

    assert [page[0] for page in index["pages"]] == ["p0/", "p1/"]


def test_the_same_pages_in_another_order_give_the_same_bytes(terms):
    pages = [_page("a.md", "<p>One sling</p>"), *_others(5)]

    assert finder_index(pages, terms) == finder_index(reversed(pages), terms)


def test_a_framework_without_an_entry_has_an_index(tmp_path: Path):
    empty = SearchTerms(check(SMALL, TODAY).facts)
    empty.__dict__["entries"] = ()

    assert _index(empty, *_others(2))["asked"] == []


def test_hyphened_words_are_there_whole_and_in_parts():
    assert list(words_in("an e-learning about BP, sign-off and the PA's rota")) == [
        "elearning",
        "signoff",
        "learning",
        "bp",
        "sign",
        "off",
        "pa",
        "rota",
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ("asked: [Margaret Thompson]", "PRV"),
        ("leads_to: [{page: career/pays.md}]", "REF009"),
        ("leads_to: [{page: 'career/pays.md#extra'}]", "REF009"),
        ("leads_to: [{task: gastrostomy-feeds}]", "REF001"),
        ("leads_to: [{task: gastrostomy-feed, page: career/pay.md}]", "SCH"),
        ("asked: []", "SCH"),
        ("owner: nobody", "REF001"),
        ("reviewed: 2027-01-01", "FND003"),
    ],
)
def test_faults_of_an_entry_are_findings(judge: Judge, changed: str, code: str) -> None:
    fields = {
        "asked": "asked: [wages]",
        "leads_to": "leads_to: [{page: career/pay.md}]",
        "owner": "owner: framework-team",
        "reviewed": "reviewed: 2026-11-01",
    }
    fields[changed.partition(":")[0]] = changed
    lines = "\n    ".join(("- id: pay", *(f"  {line}" for line in fields.values()))).replace("    - id", "- id")

    found = judge(
        ("framework/search.yaml", f"entries:\n  {lines.replace(chr(10) + '    ', chr(10) + '  ')}\n")
    ).findings

    assert [finding.code for finding in found if finding.code.startswith(code)], [str(it) for it in found]


def test_phrases_are_the_words_of_readers_and_not_ours(judge: Judge) -> None:
    found = judge(
        Example(
            "good",
            "framework/search.yaml",
            "entries:\n  - id: pay\n    asked: [competency, challenging behaviour, service user]\n"
            "    leads_to: [{page: career/pay.md}]\n    owner: framework-team\n    reviewed: 2026-11-01\n",
        )
    ).findings

    assert [finding.code for finding in found] == []
