"""What is new between two levels of the corpus, and how pay over time is drawn."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from pa_framework.facts.level_comparison import (
    PayDifference,
    StepIncrease,
    compare,
    compare_all_levels,
    learning_for_level,
    learning_that_reaches,
    step_increases,
)
from pa_framework.site.pay_over_time import Line, pay_chart
from pa_framework.text.sentences import position_words
from tests.builders.worlds import Judge

STARTING, CONFIDENT = "framework/levels/starting-out.yaml", "framework/levels/confident-pa.yaml"


def test_a_comparison_names_only_what_the_upper_level_asks_beyond_the_lower(judge: Judge) -> None:
    facts = judge(
        (STARTING, "expects: {communication-plans: independent, infection-prevention: assisted, record-keeping: aware}")
    ).facts
    (way,) = compare_all_levels(facts)

    assert way.increases == (
        StepIncrease("record-keeping", "aware", "independent"),
        StepIncrease("infection-prevention", "assisted", "independent"),
    )
    assert next(step_increases(facts, None, way.lower)) == StepIncrease("communication-plans", None, "independent")


def test_what_is_expected_at_the_same_or_a_lower_step_is_not_new(judge: Judge) -> None:
    facts = judge((STARTING, "expects: {infection-prevention: guides-others, record-keeping: independent}")).facts
    lower, upper = facts.records.levels_in_order()

    assert [growth.competence for growth in step_increases(facts, lower, upper)] == ["communication-plans"]


def test_learning_closes_a_gap_only_when_it_teaches_far_enough(judge: Judge) -> None:
    facts = judge().facts

    assert [offer.id for offer in learning_that_reaches(facts, "record-keeping", "independent")] == ["core-training"]
    assert learning_that_reaches(facts, "record-keeping", "guides-others") == ()
    assert [offer.id for offer in learning_that_reaches(facts, "communication-plans", "aware")] == ["core-training"]
    assert learning_that_reaches(facts, "communication-plans", "independent") == ()


def test_a_task_comes_into_reach_where_only_the_upper_level_expects_what_it_asks(judge: Judge) -> None:
    facts = judge().facts
    lower, upper = facts.records.levels_in_order()

    assert compare(facts, lower, upper).tasks == ("gastrostomy-feed",)
    assert compare(facts, upper, upper).tasks == ()


def test_pay_is_compared_funder_by_funder_and_a_missing_band_is_none(judge: Judge) -> None:
    lower, upper = judge().facts.records.levels_in_order()
    way = compare(judge().facts, lower, upper)
    without = judge((STARTING, "pay_band: null")).facts
    first, second = without.records.levels_in_order()

    assert [step.funder for step in way.pay] == ["council", "nhs"]
    assert all(step.before and step.after and step.before < step.after for step in way.pay)
    assert compare(without, first, second).pay == tuple(
        PayDifference(rate.funder, None, rate.after) for rate in way.pay
    )


DAY = date(2025, 4, 1)
LAW = Line("by law", ((DAY, Decimal("12.21")), (date(2026, 4, 1), Decimal("12.71"))), law=True)


def drawing(*lines: Line) -> str:
    return str(pay_chart(lines, DAY, date(2026, 11, 22), "Pay"))


def test_each_line_carries_its_name_and_its_last_amount() -> None:
    names = re.findall(r"£([0-9.]+)</tspan> ([^<]*)<", drawing(LAW, Line("Band 1", ((DAY, Decimal("12.45")),))))

    assert names == [("12.71", "by law"), ("12.45", "Band 1")]


def test_names_never_lie_on_one_another() -> None:
    near = [Line(f"Band {number}", ((DAY, Decimal("13") + Decimal(number) / 100),)) for number in range(9)]
    heights = sorted(
        float(top) for top in re.findall(r'class="pay-chart__name[^"]*" x="\d+" y="(\d+)"', drawing(LAW, *near))
    )

    assert len(heights) == 10
    assert min(below - above for above, below in pairwise(heights)) >= 21


def test_a_line_stops_where_there_is_no_rate() -> None:
    ended = Line("Band 1", ((DAY, Decimal("12.45")), (date(2026, 4, 1), None)))
    picture = drawing(LAW, ended)

    assert "Band 1" not in picture
    assert picture.count("pay-chart__gap") == 1
    assert len(re.findall("M", re.findall(r'pay-chart__line" d="([^"]*)"', picture)[0])) == 1


@pytest.mark.parametrize("attack", ["<script>x</script>", '" onload="x', "&lt;b&gt;"])
def test_the_name_of_a_band_stays_text(attack: str) -> None:
    picture = drawing(LAW, Line(attack, ((DAY, Decimal("12.45")),)))

    assert "<script" not in picture
    assert 'onload="' not in picture
    assert "<b" not in picture


@pytest.mark.parametrize(
    ("number", "count", "words"),
    [(0, 10, "The first of ten areas"), (9, 10, "The tenth of ten areas"), (0, 1, "The only area"), (29, 40, "Area 30 of 40")],
)  # fmt: skip
def test_a_place_on_the_path_is_put_into_words(number: int, count: int, words: str) -> None:
    assert position_words(number, count, "area") == words


def offers_for(judge: Judge, level: str, *changes: tuple[str, str]) -> list[str]:
    facts = judge(*changes).facts
    return sorted(learning_for_level(facts, facts.records.levels[level]))


TUBE_FEEDING = "framework/learning/tube-feeding-training.yaml"
FEED = "framework/tasks/gastrostomy-feed.yaml"


def test_a_level_is_offered_learning_for_what_is_new_there(judge: Judge) -> None:
    assert offers_for(judge, "starting-out") == ["core-training", "tube-feeding-training"]
    assert offers_for(judge, "confident-pa") == ["core-training", "tube-feeding-training"]


def test_learning_for_a_task_is_offered_one_level_ahead_and_not_earlier(judge: Judge) -> None:
    out_of_reach = (FEED, "requires: {infection-prevention: guides-others}")

    assert offers_for(judge, "starting-out", out_of_reach) == ["core-training"]
    assert offers_for(judge, "confident-pa", out_of_reach) == ["core-training"]
    assert "tube-feeding-training" in offers_for(
        judge, "starting-out", out_of_reach, (TUBE_FEEDING, "prepares_for: []")
    )


def test_learning_is_offered_at_most_one_step_ahead_and_no_further_than_the_next_level_expects(judge: Judge) -> None:
    guides = (TUBE_FEEDING, "teaches: {infection-prevention: guides-others}")

    assert "tube-feeding-training" not in offers_for(judge, "starting-out", guides)
    assert "tube-feeding-training" not in offers_for(judge, "confident-pa", guides)
    only = (STARTING, "expects: {infection-prevention: null, communication-plans: null, record-keeping: aware}")
    assert offers_for(judge, "starting-out", only) == [], "record keeping is taught two steps further"
