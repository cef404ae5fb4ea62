"""The entries of the header: which page each leads to, and which pages mark it."""

from collections import Counter
from pathlib import PurePosixPath

import pytest

from pa_framework.facts.site_pages import SITE_PAGES
from pa_framework.site.doors import DOORS, Entry, header_entries

ADDRESSES = {door.path: door.path.removesuffix(".md") + "/" for door in DOORS}
READERS = ["Become a PA", "I'm a PA", "I employ a PA", "Clinicians", "Councils and ICBs"]


def marked(path: str | None) -> dict[str, str]:
    """The entries that a page marks, with their aria-current."""
    return {entry.title: entry.here for entry in header_entries(ADDRESSES, path) if entry.here}


def test_there_is_one_entry_for_each_kind_of_reader():
    assert [entry.title for entry in header_entries(ADDRESSES, None)] == READERS


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("index.md", {}),
        (None, {}),
        ("about/rules/DEL001.md", {}),
        ("become-a-pa.md", {"Become a PA": "page"}),
        ("stories/rosa.md", {"Become a PA": "true"}),
        ("career/index.md", {"I'm a PA": "true"}),
        ("law/holiday.md", {"I employ a PA": "true"}),
        ("employing/first-day.md", {"I employ a PA": "true"}),
        ("delegation/tasks/gastrostomy-feed.md", {"Clinicians": "true"}),
        ("plan/index.md", {"Councils and ICBs": "true"}),
        ("councils-and-icbs.md", {"Councils and ICBs": "page"}),
        ("i-lead-training.md", {"Councils and ICBs": "true"}),
        ("careers-fair.md", {}),
    ],
)
def test_the_section_of_a_page_marks_its_entry(path, here):
    assert marked(path) == here


def test_no_section_belongs_to_two_entries_and_most_belong_to_one():
    pairs = {(section.path, door.entry) for door in DOORS for section in door.sections}
    sections = Counter(path for path, _ in pairs)

    assert [path for path, entries in sections.items() if entries > 1] == []
    folders = {PurePosixPath(path).parts[0] for path in SITE_PAGES if "/" in path}
    assert folders - {PurePosixPath(path).parts[0] for path in sections} == {"about", "now"}


def test_an_entry_leads_to_the_first_of_its_pages_that_there_is():
    councils, fewer = "councils-and-icbs.md", {path: it for path, it in ADDRESSES.items() if not path.startswith("c")}

    assert header_entries(ADDRESSES, None)[-1] == Entry(READERS[-1], ADDRESSES[councils], None)
    assert header_entries(fewer, "i-lead-training.md")[-1] == Entry(READERS[-1], "i-lead-training/", "page")
    assert header_entries({}, "index.md") == ()
