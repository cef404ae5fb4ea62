"""Pictures drawn at build time: what stands in them is what the records say."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.look.svg import Bar, bars, wrap_lines
from pa_framework.site import evidence, plan
from pa_framework.site.plan_over_time import Due, timeline
from tests.builders.worlds import TODAY, changed

SIGNS = [("planned", "Planned"), ("overdue", "Overdue")]


def words(picture: str) -> list[str]:
    return ["".join(element.itertext()) for element in ElementTree.fromstring(picture).iter("text")]


def test_bars_are_as_long_as_their_share_of_the_whole():
    picture = bars(
        [Bar("Half", "£7", Decimal(7), "1"), Bar("All", "£14", Decimal(14), "2")], [], Decimal(14), "£14 an hour", "n"
    )
    half, whole = [
        float(element.get("width", "0"))
        for element in ElementTree.fromstring(picture).iter("rect")
        if "bars__bar" in element.get("class", "")
    ]

    assert whole == pytest.approx(2 * half, abs=0.2)
    assert "from 0 to £14 an hour" in picture


def test_what_does_not_fit_shows_that_something_is_left_out():
    assert wrap_lines("one two three", 20) == ["one two three"]
    assert wrap_lines("one two three four five", 5) == ["one", "two", "three …"]


def test_actions_stand_in_the_order_of_their_days_and_today_between_them():
    picture = timeline(
        [
            Due("Second <thing>", date(2027, 6, 30), "planned"),
            Due("First", date(2026, 10, 31), "overdue"),
        ],
        SIGNS,
        date(2026, 11, 22),
        "n",
    )
    places = [float(found) for found in re.findall(r'<g transform="translate\((\d+)\)">', picture)]
    today = {float(found) for found in re.findall(r'class="due__today" d="M(\d+) ', picture)}

    text = words(picture)
    assert text.index("First") < text.index("Second <thing>")
    assert "Today" in text
    assert len(today) == 1
    assert places[0] < min(today) < places[1]


def test_names_of_months_never_lie_over_one_another():
    for months in range(1, 40):
        end = date(2026 + months // 12, months % 12 + 1, 1)
        picture = timeline(
            [Due("a", date(2026, 1, 31), "planned"), Due("b", end, "planned")], SIGNS, date(2026, 2, 3), "n"
        )
        ticks = sorted(
            float(element.get("x", "0"))
            for element in ElementTree.fromstring(picture).iter("text")
            if "due__tick" in element.get("class", "")
        )
        assert len(ticks) > 1
        assert all(right - left >= 74 for left, right in pairwise(ticks)), months


def chart(world, path: str, *changes: tuple[str, str]) -> str:
    """The picture on a page of the corpus with changes laid over it; empty where there is none."""
    records, _ = changed(world, changes)
    facts = Facts(records, TODAY)
    made = {page.path: page.text for pages in (*plan.PAGES, *evidence.PAGES) for page in pages.build(facts)}
    found = re.search(r"<svg.*?</svg>", made[path])
    return found[0] if found else ""


def test_a_plan_in_force_shows_what_is_late_and_where_today_is(world):
    late = """actions:
      - {id: late-one, what: Late, by_whom: [Council], by_when: 2026-10, state: planned}
      - {id: ready, what: Ready, by_whom: [Council], by_when: 2026-10, state: done}
      - {id: undated, what: Undated, by_whom: [Council], state: planned}
    """
    picture = chart(world, "plan/better-support.md", ("framework/plan/better-support.yaml", late))

    assert words(picture)[:2] == ["Done", "Overdue"]
    assert {"Late", "Ready", "Today"} <= set(words(picture))
    assert "Undated" not in words(picture)


def test_a_plan_of_the_past_knows_no_today_and_one_action_needs_no_picture(world):
    dated = """actions:
      - {id: one, what: One, state: not-known, by_when: 2013-03}
      - {id: two, what: Two, state: not-known, by_when: 2014-03}
    """
    path = "plan/plan-of-2012.md"

    assert chart(world, path) == ""
    picture = chart(world, path, ("framework/plan/plan-of-2012.yaml", dated))
    assert {"One", "Two", "Not known"} <= set(words(picture))
    assert "Today" not in words(picture)


def test_evidence_in_pounds_is_drawn_to_the_next_full_pound(world):
    (path,) = [name for name in world if name.startswith("framework/evidence/")][:1]
    pounds = """figures:
      - {id: a, says: Then, value: 9.53, unit: pounds-per-hour, year: 2020, source: pa-research}
      - {id: b, says: Now, value: 12.71, unit: pounds-per-hour, year: 2026, source: pa-research}
    """
    picture = chart(world, path.removeprefix("framework/").replace(".yaml", ".md"), (path, pounds))

    assert words(picture) == ["Then", "£9.53", "Now", "£12.71"]
    assert "from 0 to £13 an hour" in picture
