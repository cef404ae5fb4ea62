"""What an hour costs the employer, compared with sums that were done by hand for a law of round figures."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.hour_cost import hour_cost
from pa_framework.site.tree import MadePages
from tests.builders.worlds import TODAY, World, changed

LAW: dict[str, dict[str, str]] = {
    "holiday": {"weeks-a-year": "2"},
    "workplace-pension": {
        "earnings-trigger": "10000",
        "qualifying-from": "6000",
        "qualifying-to": "50000",
        "employer-contribution": "3",
    },
    "national-insurance": {"threshold": "5000", "employer-rate": "15", "employment-allowance": "1000"},
}
_VALUE = """
  - id: {id}
    title: A value
    applies_to: Employers
    unit: pound
    history:
      - {{value: {amount}, from: 2020-04-06, state: in-force, source: wages, seen: part}}"""


def facts(world: World, law: Mapping[str, Mapping[str, str]] = LAW) -> Facts:
    files = [
        (
            f"framework/law/{subject}.yaml",
            f"id: {subject}\ntitle: A law\nsummary: What it says.\nvalues:"
            + "".join(_VALUE.format(id=id, amount=amount) for id, amount in values.items()),
        )
        for subject, values in law.items()
    ]
    return Facts(changed(world, files)[0], TODAY)


@pytest.mark.parametrize(
    ("wage", "hours", "pension", "insurance", "to_pay", "total", "hour"),
    [
        pytest.param("10", 10, "0.00", "30.00", "0.00", "5200.00", "10.40", id="below-both-limits"),
        pytest.param("10", 20, "132.00", "810.00", "0.00", "10532.00", "10.53", id="pension-and-allowance"),
        pytest.param("20", 20, "444.00", "2370.00", "1370.00", "22614.00", "22.61", id="more-than-the-allowance"),
        pytest.param("40", 30, "1320.00", "8610.00", "7610.00", "71330.00", "47.55", id="above-the-upper-limit"),
    ],
)
def test_a_year_and_an_hour(
    world: World, wage: str, hours: int, pension: str, insurance: str, to_pay: str, total: str, hour: str
) -> None:
    cost = hour_cost(facts(world), Decimal(wage), hours)

    assert cost is not None
    assert [f"{each}" for each in (cost.pension, cost.insurance, cost.to_pay, cost.total, cost.hour)] == [
        pension,
        insurance,
        to_pay,
        total,
        hour,
    ]
    assert cost.worked == hours * 50


@pytest.mark.parametrize("missing", [(subject, id) for subject, values in LAW.items() for id in values])
def test_without_a_value_of_the_law_there_is_no_sum(world: World, missing: tuple[str, str]) -> None:
    subject, gone = missing
    kept = {
        name: {id: amount for id, amount in values.items() if (name, id) != (subject, gone)}
        for name, values in LAW.items()
    }

    assert hour_cost(facts(world, {name: values for name, values in kept.items() if values}), Decimal(10), 16) is None


def test_the_page_about_pay_shows_the_sum_where_the_law_is_known(world: World) -> None:
    def pay(of: Facts) -> str:
        return MadePages(of)["career/pay.md"].markdown

    assert "What an hour costs the employer" in pay(facts(world))
    assert "What an hour costs the employer" not in pay(facts(world, {}))
