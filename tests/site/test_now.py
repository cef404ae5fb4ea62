"""Sheet marks: the mark of a page changes with what it says and with nothing else, and `now/` lists the present ones."""

import re
from datetime import date, timedelta

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import NOW
from pa_framework.records.load import read_records
from pa_framework.site.hand_written import body_of, hand_written, text_of
from pa_framework.site.sheet_mark import sheet_mark
from pa_framework.site.tree import MadePages, made_pages
from tests.builders.pages import every_text, pages_of
from tests.builders.worlds import TODAY, Judge, facts_of
from tests.paths import REFERENCE, SMALL

FOOT = re.compile(r'Built on (.*?)\.<span class="on-paper"> <span class="sheet-mark">Sheet mark (.*?)\.</span>')
FOOT_DAY = re.compile(r"^Built on (.*)\.$", re.MULTILINE)
ROW = re.compile(r"^\| \[(.*?)\]\(<\.\./(.*?)>\) \| ([0-9A-F]{4}-[0-9A-F]{4}) \|$", re.MULTILINE)


def marks(facts: Facts) -> dict[str, str]:
    """The sheet mark of each page that is made from records."""
    return {page.path: page.mark for page in made_pages(facts) if page.path != NOW.path}


def listed(text: str) -> list[tuple[str, str, str]]:
    """The title, the path and the mark in each row of the list."""
    return ROW.findall(text)


def now_page(facts: Facts) -> str:
    (*_, last) = made_pages(facts)
    assert last.path == NOW.path
    return last.markdown


# --- the mark


def test_a_mark_is_eight_digits_in_two_groups() -> None:
    assert re.fullmatch("[0-9A-F]{4}-[0-9A-F]{4}", sheet_mark("# A page\n"))


@pytest.mark.parametrize(
    "text",
    [
        "# A page\n\n\nSome\nwords.",
        '# A page\n\n<svg class="due"><text>Today</text>\n</svg>\n\nSome words.\n',
    ],
    ids=["layout", "drawing"],
)
def test_what_is_not_read_is_not_in_the_mark(text: str) -> None:
    assert sheet_mark(text) == sheet_mark("# A page\n\nSome words.\n")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# A page\n\nSome word.\n", ["Not approved yet."]),
        ("# A page\n\nSome words.\n", ["Approved."]),
        ("# A page\n\nSome words.\n", []),
        ("# A page\n\nSome words. Not approved yet.\n", []),
    ],
)
def test_what_is_read_is_in_the_mark(text: str, lines: list[str]) -> None:
    assert sheet_mark(text, lines) != sheet_mark("# A page\n\nSome words.\n", ["Not approved yet."])


def test_the_same_content_has_the_same_mark_on_another_day() -> None:
    """Of the small world, nothing changes by the date alone in these days."""
    days = [Facts(read_records(SMALL), TODAY + timedelta(days=late)) for late in range(3)]

    assert marks(days[0]) == marks(days[1]) == marks(days[2])
    assert [FOOT_DAY.findall(now_page(facts)) for facts in days] == [[f"{day} November 2026"] for day in (22, 23, 24)]


def test_no_page_of_the_reference_says_the_day_of_the_build_outside_of_its_foot() -> None:
    first, second = (marks(Facts(read_records(REFERENCE), date(2026, 11, day))) for day in (23, 24))

    assert [path for path in first if first[path] != second.get(path)] == []


def test_one_word_changes_the_marks_of_the_pages_that_say_it(judge: Judge) -> None:
    task = "framework/tasks/gastrostomy-feed.yaml"
    before = marks(judge().facts)
    after = marks(judge((task, "the_pa_does: [Washes hands twice]")).facts)

    assert {path for path in before if before[path] != after[path]} == {
        "add/task.md",  # with the task as an example
        "delegation/tasks/gastrostomy-feed.md",
        "delegation/tasks/gastrostomy-feed/sheet.md",
        "papers/task-agreement.md",  # which can be filled in from the task
    }


def test_an_approval_that_lapses_or_is_renewed_changes_the_mark(judge: Judge) -> None:
    task, page = "framework/tasks/gastrostomy-feed.yaml", "delegation/tasks/gastrostomy-feed.md"
    approved = "approval: {state: approved, by_role: community-nurse, on: 2026-01-05, review_by: %s}"
    found = [marks(judge((task, approved % day)).facts)[page] for day in ("2026-11-21", "2026-11-22", "2027-01-05")]

    assert len(set(found)) == 3


def test_a_new_version_of_the_framework_leaves_the_marks_of_records_as_they_are(judge: Judge) -> None:
    before, after = marks(judge().facts), marks(judge(("framework/framework.yaml", "version: 9.9.9")).facts)
    tasks = [path for path in before if path.startswith("delegation/tasks/")]

    assert len(tasks) > 2
    assert [path for path in tasks if before[path] != after[path]] == []


# --- the list


@pytest.fixture(scope="module")
def tree() -> dict[str, str]:
    """The pages of the reference as they are written."""
    facts = facts_of(REFERENCE)
    return every_text(facts, pages_of(facts))


def test_every_page_is_listed_once_with_the_mark_in_its_foot(tree: dict[str, str]) -> None:
    rows = listed(tree[NOW.path])
    feet = {path: FOOT.findall(text) for path, text in tree.items() if path != NOW.path}

    assert [path for path, found in feet.items() if len(found) != 1 or found[0][0] != "22 November 2026"] == []
    assert sorted((path, mark) for _, path, mark in rows) == sorted((path, found[0][1]) for path, found in feet.items())
    assert len({mark for *_, mark in rows}) == len(rows) > 350


def test_wall_sheets_tasks_and_booklets_are_listed_first() -> None:
    facts = facts_of(REFERENCE)
    rows = [path for _, path, _ in listed(now_page(facts))]
    sheets = sum(path.endswith("/sheet.md") for path in rows)
    tasks = len(facts.records.tasks)

    assert sheets
    assert all(path.endswith("/sheet.md") for path in rows[:sheets])
    assert all(re.fullmatch(r"delegation/tasks/(?!index)[a-z-]+\.md", path) for path in rows[sheets : sheets + tasks])
    booklets = sum(path.endswith("/booklet.md") for path in rows)
    assert booklets > tasks
    assert all(path.endswith("/booklet.md") for path in rows[sheets + tasks : sheets + tasks + booklets])
    assert not [path for path in rows[sheets + tasks + booklets :] if re.match(r"delegation/tasks/(?!index)", path)]


def test_a_hand_written_page_has_one_mark_with_and_without_its_front_matter() -> None:
    """`pages` reads the file; a plugin gets the text below the front matter."""
    facts = facts_of(REFERENCE)
    for file in hand_written(facts):
        if file.is_page:
            text = file.file.read_text("utf-8")
            below = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL).strip()
            assert FOOT.findall(text_of(facts, file.path, text)) == FOOT.findall(body_of(facts, file.path, below))


def test_what_is_withdrawn_is_not_listed(judge: Judge) -> None:
    shown = now_page(judge().facts)
    withdrawn = now_page(judge(("case_studies/rosa.yaml", "consent: {state: withdrawn}\nillustrative: false")).facts)

    assert [path for _, path, _ in listed(shown) if "rosa" in path] == ["stories/rosa.md"]
    assert [path for _, path, _ in listed(withdrawn) if "rosa" in path] == []
    assert "it may have been withdrawn or renamed." in withdrawn


@pytest.mark.parametrize(
    ("site", "ends"),
    [
        (
            "https://pas.smallshire.test/pathways/",
            ".</span> [Is this sheet still current?](<../now/index.md>) pas.smallshire.test/pathways/now/</span>",
        ),
        ("https://example.org/pathways/", ".</span></span>"),
        ("null", ".</span></span>"),
    ],
)
def test_paper_names_the_address_of_the_list_where_the_site_has_one(judge: Judge, site: str, ends: str) -> None:
    facts = judge(("framework/framework.yaml", f"site: {site}")).facts
    page = MadePages(facts)["about/index.md"]
    (line,) = [line for line in page.markdown.splitlines() if line.startswith("Built on ")]

    assert line.endswith(ends)


def test_the_list_has_no_mark_of_its_own() -> None:
    text = now_page(facts_of(SMALL))

    assert "\n\nBuilt on 22 November 2026.\n" in text
    assert NOW.path not in [path for _, path, _ in listed(text)]


def test_the_search_finds_the_page_but_not_the_titles_in_its_list() -> None:
    headings = re.findall(r"^## .*$", now_page(facts_of(REFERENCE)), re.MULTILINE)

    assert len(headings) > 10
    assert [heading for heading in headings if not heading.endswith(" { data-search-exclude }")] == []
