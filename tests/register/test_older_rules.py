"""A sign-off that rests on an older rule says so: what was asked then, until when, and what is asked now."""

import json
from datetime import date

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.older_rules import older_rules
from pa_framework.register.passport import passport
from pa_framework.register.why import why
from pa_framework.register.why_output import why_json, why_text
from pa_framework.register.why_paper import why_page
from tests.builders.worlds import TASK, TODAY, World, changed

PA, PERSON, NAME = "pa-0001", "person-001", "gastrostomy-feed"
#: What the task asks today, above what its tier does.
NOW = "sign_off:\n  observed_practices: {at_least: 5}\n  apart: [[delegated_by, signed_off_by]]\n"


@pytest.fixture
def facts(world: World):
    def facts(earlier: str, *more: tuple[str, str], on: date = TODAY) -> Facts:
        records, register = changed(
            world, [(TASK, f"{NOW}earlier: [{earlier}]\n"), *more, ("competences/register/none.yaml", "# gone")]
        )
        return Facts(records, on, register)

    return facts


def told(facts: Facts) -> list[str]:
    found = why(facts, PA, NAME, PERSON)
    assert found.verdict is not None
    return [rule.sentence for rule in older_rules(facts, found.verdict)]


#: What held until 30 September, after the sign-off → what is said of it.
OLDER = {
    "{until: 2026-09-30, sign_off: {observed_practices: {at_least: 3}}}": [
        "Observed practices: 3 until 30 September 2026; now 5."
    ],
    "{until: 2026-09-30, sign_off: {apart: null}}": [
        "Duties kept apart: the one who assesses and the one who signs off until 30 September 2026; now the one who "
        "assesses and the one who signs off; the one who delegates and the one who signs off."
    ],
    "{until: 2026-09-30, sign_off: {trained_by: [community-nurse, pa-trainer, dietitian]}}": [
        "Who may train for it: community nurse, dietitian and PA trainer until 30 September 2026; now community nurse "
        "and PA trainer."
    ],
    "{until: 2026-09-30, requires: {record-keeping: null}}": [
        "Requires: Preventing infection at “Independent” until 30 September 2026; now Preventing infection at "
        "“Independent” together with Keeping records at “Independent”."
    ],
    "{until: 2026-09-30, sign_off: {review_every: {months: 18}}}": [
        "Time between reviews: 18 months until 30 September 2026; now 12 months."
    ],
}
#: What held earlier → nothing: it asked more, ended before the sign-off, has not ended, or is no rule of a sign-off.
NOTHING = [
    "{until: 2026-09-30, sign_off: {observed_practices: {at_least: 6}}}",
    "{until: 2026-09-30, sign_off: {agreed_by: [person, pa]}}",  # the tier asks for the others all the time
    "{until: 2026-09-30, sign_off: {delegated_by: [community-nurse]}}",
    "{until: 2026-02-01, sign_off: {observed_practices: {at_least: 2}}}",
    "{until: 2027-09-30, sign_off: {observed_practices: {at_least: 2}}}",
    "{until: 2026-08-20, sign_off: {review_every: {months: 18}}}",
    "{until: 2026-09-30, sign_off: {review_every: {months: 6}}}",
    "{until: 2026-09-30, settings: [home]}",
]


@pytest.mark.parametrize("earlier", OLDER)
def test_a_rule_that_asked_less_is_named_with_its_last_day_and_what_is_asked_now(facts, earlier):
    assert told(facts(earlier)) == OLDER[earlier]


@pytest.mark.parametrize("earlier", NOTHING)
def test_a_rule_that_asked_no_less_is_not_named(facts, earlier):
    assert told(facts(earlier)) == []


def test_of_several_changes_the_rule_of_the_day_and_the_one_of_today_are_named(facts):
    earlier = (
        "{until: 2026-10-31, sign_off: {observed_practices: {at_least: 4}}}, "
        "{until: 2026-06-30, sign_off: {observed_practices: {at_least: 3}}}, "
        "{until: 2026-04-30, settings: [home]}"
    )
    assert told(facts(earlier)) == ["Observed practices: 3 until 30 June 2026; now 5."]


def test_every_answer_says_it_and_none_changes(facts):
    now, before = (
        facts(next(iter(OLDER))),
        facts("{until: 2026-09-30, sign_off: {observed_practices: {at_least: 3}}}", on=date(2026, 9, 30)),
    )
    answer, sentence = why(now, PA, NAME, PERSON), "Observed practices: 3 until 30 September 2026; now 5."

    assert answer.verdict.state == why(before, PA, NAME, PERSON).verdict.state
    assert f"Signed off by an older rule\n  {sentence}\n" in why_text(answer)
    assert json.loads(why_json(answer))["older_rules"] == [
        {"field": "observed practices", "asked": "3", "until": "2026-09-30", "asks_now": "5"}
    ]
    assert "Signed off by an older rule" in why_page(answer)
    html = " ".join(passport(now, PA).html.replace('<span class="nowrap">', "").replace("</span>", " ").split())
    assert "Signed off by an older rule, which counts." in html
    assert "Observed practices: 3 until" in html
    assert "older rule" not in why_text(why(before, PA, NAME, PERSON))


def test_on_a_day_of_the_older_rule_nothing_is_said(facts):
    assert told(facts(next(iter(OLDER)), on=date(2026, 9, 30))) == []
    assert told(facts(next(iter(OLDER)), on=date(2026, 10, 1))) != []
