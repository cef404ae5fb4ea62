"""The self-check: what its short version asks, and what it says of pay. What the script makes of it is in test_browser_career.py."""

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.self_check import MOST_QUESTIONS, first_questions
from pa_framework.site.page_kinds import StandalonePage
from pa_framework.site.self_check import PAGES, SelfCheckView
from tests.builders.worlds import TODAY, World, changed, facts_of
from tests.paths import REFERENCE, SMALL

AREAS = "framework/areas.yaml"
LEVEL = "framework/levels/confident-pa.yaml"
BAND = "framework/pay_bands/band-2.yaml"
INFECTION = "competences/infection-prevention.yaml"
(PAGE,) = (page for page in PAGES if isinstance(page, StandalonePage))


def view(facts: Facts) -> SelfCheckView:
    made = PAGE.view(facts)
    assert isinstance(made, SelfCheckView)
    return made


def text(facts: Facts) -> str:
    (page,) = PAGE.build(facts)
    return page.text


def test_each_area_asks_its_own_question_first() -> None:
    facts = facts_of(REFERENCE)
    shown = view(facts)

    assert 0 < shown.questions <= MOST_QUESTIONS
    assert [area.first.id for area in shown.areas if area.first] == [
        area.asked_first for area in facts.records.areas.values()
    ]
    for area in shown.areas:
        assert area.first
        assert area.first.id not in {other.id for other in area.others}
    assert sum(1 + len(area.others) for area in shown.areas) == shown.all
    assert f"Answer all {shown.all} questions" in text(facts)


@pytest.mark.parametrize(
    ("over", "asked"),
    [
        ({}, ["infection-prevention"]),
        ({INFECTION: "replaced_by: record-keeping"}, []),
        ({AREAS: "areas:\n  - {id: safe-practice, title: A, summary: B.}"}, []),
        ({AREAS: "areas:\n  - {id: safe-practice, title: A, summary: B., asked_first: juggling}"}, []),
        (
            {AREAS: "areas:\n  - {id: other, title: A, summary: B., asked_first: record-keeping}"},
            [],
        ),
    ],
    ids=["as it is", "retired", "none", "unknown", "of another area"],
)  # fmt: skip
def test_a_question_that_does_not_fit_is_left_out(world: World, over: dict[str, str], asked: list[str]) -> None:
    facts = Facts(changed(world, over.items())[0], TODAY)

    assert [competence.id for competence in first_questions(facts.records).values()] == asked
    page = text(facts)
    assert ("about five minutes" in page) == bool(asked)
    assert ("data-where-more" in page) == bool(asked)


def test_there_are_no_more_questions_than_five_minutes_hold(world: World) -> None:
    numbers = range(MOST_QUESTIONS + 2)
    areas = "\n".join(f"  - {{id: a-{n}, title: Area, summary: One., asked_first: c-{n}}}" for n in numbers)
    competence = world[INFECTION].text
    over = {AREAS: f"areas:\n{areas}"} | {
        f"competences/c-{n}.yaml": competence.replace("id: infection-prevention", f"id: c-{n}").replace(
            "area: safe-practice", f"area: a-{n}"
        )
        for n in numbers
    }
    records = changed(world, over.items())[0]

    assert list(first_questions(records)) == [f"a-{n}" for n in range(MOST_QUESTIONS)]


def test_pay_names_the_band_its_rate_and_what_is_more() -> None:
    pay = {level.id: level.pay for level in view(facts_of(REFERENCE)).levels}

    assert pay["starting-out"] == "an example rate of £12.95 an hour today."
    assert pay["confident-pa"] == ("an example rate of £13.35 an hour today. That is 40p more than Starting out.")
    assert pay["skilled-pa"] == (
        "example rates of £13.95 to £14.30 an hour today. That is 60p to 95p more than Confident PA."
    )


@pytest.mark.parametrize(
    ("over", "says"),
    [
        ({LEVEL: "pay_band: null"}, ""),
        ({BAND: "rates: []"}, ""),
        ({BAND: "illustrative: false"}, "a rate of"),
        ({BAND: "rates:\n  - {funder: council, from: 2026-04-01, paid: 1.00, funded: 2.00, basis: design-default}"}, "£1.00 an hour today."),
    ],
    ids=["no band", "no rate", "no example", "less than before"],
)  # fmt: skip
def test_pay_says_no_more_than_the_records(world: World, over: dict[str, str], says: str) -> None:
    facts = Facts(changed(world, over.items())[0], TODAY)
    pay = {level.id: level.pay for level in view(facts).levels}["confident-pa"]

    assert says in pay if says else pay == ""
    assert not says or pay.endswith("today.") or "more than" in pay
    assert "£1.00" not in pay or "more than" not in pay


@pytest.mark.parametrize(("serves", "named"), [("[pa]", True), ("[employer, pa]", True), ("[employer]", False)])
def test_learning_for_employers_alone_is_no_next_step(world: World, serves: str, named: bool) -> None:
    offer = next(record for record in facts_of(SMALL).records.learning.values() if record.teaches)
    over = [(f"framework/learning/{offer.id}.yaml", f"for: {serves}")]
    page = text(Facts(changed(world, over)[0], TODAY))

    assert (f">{offer.title}</a></li>" in page) == named
