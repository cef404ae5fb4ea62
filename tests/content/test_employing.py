"""The pages on what the law asks of an employer, step by step: official addresses, figures from the law, and the way through them."""

import re
from itertools import pairwise

import pytest

from pa_framework.facts.facts import Facts
from tests.paths import ROOT

PAGES = ROOT / "framework" / "pages"
STEPS = ("before-the-first-day", "first-day", "every-month", "when-something-happens", "at-the-end")
_OFFICIAL = re.compile(r"\]\((https?://(?:[\w-]+\.)*(?:gov\.uk|acas\.org\.uk)/[^)]*)\)(, which we could not read)?")


def text(step: str) -> str:
    return (PAGES / "employing" / f"{step}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("step", STEPS)
def test_each_official_page_was_read_or_the_text_says_that_it_was_not(report, step: str) -> None:
    facts: Facts = report.facts
    read = {source.address.removesuffix("/") for source in facts.records.sources.values() if source.address}
    linked = _OFFICIAL.findall(text(step))

    assert len(linked) >= 3
    told = {address for address, said in linked if said}
    unread = [address for address, _ in linked if address not in read and address not in told]
    assert not unread, (
        f"Add a source with how much was read, or write “, which we could not read” at the foot: {unread}"
    )


@pytest.mark.parametrize("step", STEPS)
def test_what_was_not_read_is_said_at_the_foot_and_not_in_the_steps(step: str) -> None:
    steps, foot = text(step).split("This is not legal advice.")

    assert "not checked" not in steps
    assert "could not read" not in steps
    assert "We have not checked these figures on GOV.UK today." in foot


@pytest.mark.parametrize("step", STEPS)
def test_figures_come_from_the_law_and_each_leads_to_its_record(step: str) -> None:
    said = text(step)
    subjects = set(re.findall(r"\(\(law\.([\w-]+)\.", said))

    assert subjects
    unlinked = [subject for subject in subjects if f"](../law/{subject}.md" not in said]
    assert not unlinked, f"Link the page of the law next to its figure: {unlinked}"


def test_the_door_lists_the_steps_in_order_and_each_leads_to_the_next() -> None:
    door = (PAGES / "i-employ-a-pa.md").read_text(encoding="utf-8")
    listed = re.findall(r"- \*\*\[[^\]]+\]\(employing/([\w-]+)\.md\)", door)

    assert listed == list(STEPS)
    for step, following in pairwise(STEPS):
        assert re.search(rf"\*\*Next:\*\* \[[^\]]+\]\({following}\.md\)", text(step))
