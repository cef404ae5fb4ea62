"""What a page must not let its reader believe: that an example is real, that an old figure is the one of today."""

from collections.abc import Sequence

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import Link
from pa_framework.site import agreements, find_work, home, law, pay_bands, support
from pa_framework.site.page_kinds import Pages
from tests.builders.worlds import WORLD, Judge

LIVING_WAGE = "framework/law/real-living-wage.yaml"
BANDS = ("framework/pay_bands/band-1.yaml", "framework/pay_bands/band-2.yaml")


def text_of(sections: Sequence[Pages], facts: Facts, path: str) -> str:
    """The Markdown of one page."""
    (text,) = (str(page.text) for pages in sections for page in pages.build(facts) if page.path == path)
    return text


@pytest.mark.parametrize(
    ("every", "heading", "next_one"),
    [(12, "Latest rate we found (an hour)", "not found yet"), (24, "Now, an hour", "not known yet")],
    ids=["a newer one is overdue", "a newer one is to come"],
)
def test_a_figure_that_should_have_changed_is_not_called_the_one_of_now(
    every: int, heading: str, next_one: str, judge: Judge
) -> None:
    changing = f"    unit: pound-per-hour\n    changes_every: {{months: {every}}}\n"
    facts = judge((LIVING_WAGE, WORLD[LIVING_WAGE].replace("    unit: pound-per-hour\n", changing))).facts

    table = text_of(pay_bands.PAGES, facts, "career/pay.md").split("## The Real Living Wage")[1]
    own = text_of(law.PAGES, facts, "law/real-living-wage.md")

    assert heading in table
    assert next_one in table
    assert ("a new figure was due about 22 October 2026" in own) is (every == 12)


def test_a_day_on_which_something_applied_is_not_called_its_first_day(judge: Judge) -> None:
    earlier = WORLD[LIVING_WAGE].replace("from: 2025-10-22,", "from: 2025-10-22, from_is: or-earlier,")
    facts = judge((LIVING_WAGE, earlier)).facts

    own = text_of(law.PAGES, facts, "law/real-living-wage.md")

    assert "(source dated 22 October 2025)" in own
    assert own.count("“Source dated” means: we read a copy of an official page with that date") == 1
    assert "since 22 October 2025" not in own
    assert "or earlier" not in own


def test_the_first_page_names_pay_that_someone_set(judge: Judge) -> None:
    """Example rates are no reason to apply; the legal minimum is true everywhere."""
    example = text_of(home.PAGES, judge().facts, "index.md")
    bands = [(path, WORLD[path].replace("illustrative: true", "illustrative: false")) for path in BANDS]
    real = text_of(home.PAGES, judge(*bands).facts, "index.md")

    assert "By law, an employed PA aged 21 or over gets at least <strong>£12.71 an hour</strong>." in example
    assert "to start" not in example.partition('class="hero__go"')[0]
    assert "By law, an employed PA aged 21 or over gets at least <strong>£12.71 an hour</strong>." in real
    assert "to start" in real.partition('class="hero__go"')[0]


def test_an_example_says_that_its_names_and_its_agreement_are_made_up(judge: Judge) -> None:
    contact = "framework/support/pa-contact.yaml"
    rule = "framework/agreements/one-rule-for-dbs.yaml"
    real = judge(
        *((path, WORLD[path].replace("illustrative: true", "illustrative: false")) for path in (contact, rule))
    ).facts

    for facts, run_by, agreed in (
        (judge().facts, "Branch (made-up name)</li>", "Example: the same"),
        (real, "Branch</li>", "Agreed</li>"),
    ):
        assert run_by in text_of(support.PAGES, facts, "support/pa-contact.md")
        assert agreed in text_of(agreements.PAGES, facts, "working-together/one-rule-for-dbs.md")


def test_without_a_list_of_its_area_the_page_on_work_leads_to_those_of_others(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = judge().facts
    alone = text_of(find_work.PAGES, facts, "find-work.md")
    monkeypatch.setattr(find_work, "hand_written_link", lambda facts, path: Link("Boards", path))

    assert "Real ones in other places" not in alone
    assert "[Boards](<about/noticeboards.md>)" in text_of(find_work.PAGES, facts, "find-work.md")


def test_what_an_example_promises_is_told_as_an_example(judge: Judge) -> None:
    ward = "framework/agreements/pas-in-hospital.yaml"
    example = text_of(agreements.PAGES, judge().facts, "working-together/pas-in-hospital.md")
    real = judge((ward, WORLD[ward].replace("illustrative: true", "illustrative: false"))).facts

    assert "In this example, PAs are paid for at least 4 weeks." in example
    assert "\nPAs are paid for at least 4 weeks." in text_of(
        agreements.PAGES, real, "working-together/pas-in-hospital.md"
    )
