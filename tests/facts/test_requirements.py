"""What tasks and roles require: expressions of competences, credentials, sign-offs, hours and ages, on a day.

The cases of programmes are those of `docs/decisions/0037-means-for-other-programmes.md`: rules of Washington and Ohio
that a plain list of competences could not say.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

import pytest

from pa_framework.facts.answers import AnswerKind, may_do
from pa_framework.facts.comparison.requirement_diff import direction
from pa_framework.facts.facts import Facts
from pa_framework.facts.requirements import competences_of, in_words, parse
from pa_framework.records.register_model import Pa
from tests.builders.plain_worlds import facts_of, records_of, register_of

ALL_DUTIES = {"medicines": "high"}
NURSE = {f"may_{duty}": ALL_DUTIES for duty in ("delegate", "train", "assess", "sign_off", "review")}
TRAINER = {"may_train": ALL_DUTIES, "authorised_by": ["nurse"]}
CHAIN = {
    "agreed_by": ["person"],
    "delegated_by": ["nurse"],
    "trained_by": ["nurse", "trainer"],
    "assessed_by": ["nurse"],
    "signed_off_by": ["nurse"],
    "reviewed_by": ["nurse"],
    "observed_practices": {"at_least": 1},
    "review_every": {"months": 12},
}
FIRST = date(2026, 3, 1)
YEARLY = {"months": 2, "grace": {"days": 10}, "needs": {"hours": 2}, "basis": "law"}


def task(requires: Mapping[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    return {
        "id": "",
        "category": "medicines",
        "risk": "high",
        "status": "delegable",
        "scope": "one-person",
        "requires": requires or {},
        "decide_again_when": [],
        "sign_off": CHAIN,
        **changes,
    }


def sign_off(of: str, on: date = FIRST, **changes: Any) -> dict[str, Any]:
    acts = {f"{act}_{part}": value for act in ("delegated", "trained", "assessed", "signed_off")
            for part, value in (("by", "pr-1"), ("on", on))}  # fmt: skip
    observed = [{"by": "pr-1", "on": on}]
    return {"task": of, "person": "person-1", "agreed": {"person": on}, "observed": observed, **acts, **changes}


def asked(
    on: date,
    requires: Mapping[str, Any] | None = None,
    *,
    pa: Mapping[str, Any] | None = None,
    tasks: Mapping[str, Any] | None = None,
    of: str = "insulin",
    roles: Mapping[str, Any] | None = None,
    practitioners: Mapping[str, Any] | None = None,
    demands: Mapping[str, Any] | None = None,
) -> Any:
    """The answer about a task on a day, in a world in which nothing is wrong but what a case says."""
    facts, _ = _world(on, pa or {}, requires, tasks=tasks, roles=roles, practitioners=practitioners, demands=demands)
    return may_do(facts, "pa-1", of, "person-1")


def _world(
    on: date,
    pa: Mapping[str, Any],
    requires: Mapping[str, Any] | None = None,
    *,
    tasks: Mapping[str, Any] | None = None,
    roles: Mapping[str, Any] | None = None,
    practitioners: Mapping[str, Any] | None = None,
    demands: Mapping[str, Any] | None = None,
) -> tuple[Facts, Pa]:
    """The facts on a day, and the PA."""
    tasks = {"insulin": task(requires), **(tasks or {})}
    framework = {
        "settings": {"review_warning_days": 1, "register_check_valid_months": 24},
        "steps": ["aware", "independent"],
        "tiers": [{"id": "high", "demands": {"observed_practices": 1, "review_within_months": 12, **(demands or {})}}],
        "triggers": {},
        "conditions": [],
        "credentials": {
            "aide": {},
            "registered": {},
            "certified": {},
            "licence": {},
            "yearly": {"valid_for": YEARLY},
        },
        "roles": {
            "nurse": {"id": "nurse", "register": True, "accountable": True, **NURSE, **(roles or {}).get("nurse", {})},
            "trainer": {"id": "trainer", "accountable": False, **TRAINER, **(roles or {}).get("trainer", {})},
        },
        "tasks": {name: {**made, "id": name} for name, made in tasks.items()},
    }
    held = {"sign_offs": [sign_off("insulin")], **pa}
    nurse = {"role": "nurse", "active_from": date(2020, 1, 1), "register_checked_on": [date(2025, 12, 1)]}
    people = {"pr-1": nurse, "pr-2": {**nurse, "is_pa": "pa-1"}}
    trainer = {"role": "trainer", "active_from": date(2020, 1, 1)}
    trainer["authorised"] = [{"by": "pr-1", "on": FIRST, "from": FIRST, "tasks": ["insulin"]}]
    for name, more in (practitioners or {}).items():
        people[name] = {**people.get(name, trainer), **more}
    register = {
        "pas": {"pa-1": held},
        "persons": {"person-1": {}, "person-2": {}},
        "practitioners": people,
        "left_out": [],
        "unclear": [],
        "duplicates": [],
    }
    held_by = register_of(register)
    return facts_of(records_of(framework), held_by, on), held_by.pas["pa-1"]


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def held(name: str, on: str = "01-01", until: str | None = None, **more: Any) -> dict[str, Any]:
    return {"credential": name, "on": day(on), **({"until": day(until)} if until else {}), **more}


def competence(name: str, until: str | None = None) -> dict[str, Any]:
    ends = {"until": day(until)} if until else {}
    return {"competence": name, "step": "independent", "assessed_by": "pr-1", "on": day("01-01"), **ends}


CORE = {"competence": "core", "step": "independent"}
AIDE = {"any": [{"credential": "aide"}, {"credential": "certified"}]}
REGISTERED = {"any": [{"credential": "certified"}, {"all": [{"credential": "registered"}, CORE]}]}
SEEN = {"credential": "aide", "seen": "required"}
HOURS = {"learning_hours": 14, "about": "insulin", "within": {"months": 12}}


@pytest.mark.parametrize(
    ("requires", "pa", "on", "kind"),
    [
        # W5: the credential ended after the delegation.
        ({"credential": "aide"}, {"credentials": [held("aide", until="06-30")]}, "06-30", "yes"),
        ({"credential": "aide"}, {"credentials": [held("aide", until="06-30")]}, "07-15", "no"),
        # W17: one of two credentials.
        (AIDE, {"credentials": [held("certified")]}, "04-01", "yes"),
        (AIDE, {"credentials": [held("aide")]}, "04-01", "yes"),
        (AIDE, {"credentials": [held("registered")]}, "04-01", "no"),
        (AIDE, {"credentials": [held("aide", until="05-01"), held("certified", until="06-01")]}, "05-20", "yes"),
        (AIDE, {"credentials": [held("aide", until="05-01"), held("certified", until="06-01")]}, "06-02", "no"),
        # W18: registered and trained, where not certified.
        (REGISTERED, {"credentials": [held("registered")], "competences": [competence("core")]}, "04-01", "yes"),
        (REGISTERED, {"credentials": [held("registered")]}, "04-01", "no"),
        (REGISTERED, {"competences": [competence("core")]}, "04-01", "no"),
        (REGISTERED, {"credentials": [held("certified")]}, "04-01", "yes"),
        # O1: an age of which someone saw proof; never by the PA themselves, nor later than the sign-off.
        ({"age": 18}, {"ages_seen": [{"at_least": 18, "by": "pr-1", "on": day("02-01")}]}, "04-01", "yes"),
        ({"age": 18}, {"ages_seen": [{"at_least": 16, "by": "pr-1", "on": day("02-01")}]}, "04-01", "no"),
        ({"age": 18}, {"ages_seen": [{"at_least": 21, "by": "pr-2", "on": day("02-01")}]}, "04-01", "no"),
        ({"age": 18}, {"ages_seen": [{"at_least": 18, "by": "pr-1", "on": day("03-02")}]}, "04-01", "no"),
        # O4: one of a credential and a proof of age stands for an attestation or a certification.
        ({"any": [{"credential": "licence"}, {"age": 18}]}, {"credentials": [held("licence")]}, "04-01", "yes"),
        # O5 of the list of rules: so many hours, and they count for a time.
        (HOURS, {"learning": [{"on": day("02-01"), "hours": 14, "about": "insulin"}]}, "04-01", "yes"),
        (HOURS, {"learning": [{"on": day("02-01"), "hours": 13.9, "about": "insulin"}]}, "04-01", "no"),
        (HOURS, {"learning": [{"on": day("02-01"), "hours": 14}]}, "04-01", "no"),
        (HOURS, {"learning": [{"on": date(2025, 5, 1), "hours": 14, "about": "insulin"}]}, "05-01", "yes"),
        (HOURS, {"learning": [{"on": date(2025, 5, 1), "hours": 14, "about": "insulin"}]}, "05-02", "no"),
        (
            {"learning_hours": 0.3},
            {"learning": [{"on": day("02-01"), "hours": 0.1}, {"on": day("02-02"), "hours": 0.2}]},
            "04-01",
            "yes",
        ),
        # O22: a licence with conditions, where that is allowed and where not.
        ({"credential": "licence"}, {"credentials": [held("licence", result="conditions")]}, "04-01", "no"),
        (
            {"credential": "licence", "conditions": "allowed"},
            {"credentials": [held("licence", result="conditions")]},
            "04-01",
            "yes",
        ),
        # O46: who was employed before a day needs no diploma: one of two credentials, as records.
        ({"any": [{"credential": "certified"}, {"credential": "licence"}]}, {}, "04-01", "no"),
        # O48: suspended later, then in force again.
        ({"credential": "aide"}, {"credentials": [held("aide"), held("aide", "04-01", result="suspended")]}, "04-01", "no"),
        ({"credential": "aide"}, {"credentials": [held("aide"), held("aide", "04-01", result="suspended")]}, "03-31", "yes"),
        (
            {"credential": "aide"},
            {"credentials": [held("aide"), held("aide", "04-01", result="suspended"), held("aide", "05-01")]},
            "05-01",
            "yes",
        ),
        # Of one day the worst result counts, and an entry counts from the day on which it was seen.
        ({"credential": "aide"}, {"credentials": [held("aide"), held("aide", result="removed")]}, "04-01", "no"),
        (
            {"credential": "aide"},
            {"credentials": [held("aide", seen_by="pr-1", seen_on=day("03-02"))]},
            "04-01",
            "no",
        ),
        ({"credential": "aide"}, {"credentials": [held("aide", seen_by="pr-1", seen_on=FIRST)]}, "04-01", "yes"),
        ({"credential": "aide"}, {"credentials": [held("aide", seen_by="pr-2")]}, "04-01", "no"),
        # W23: someone looks at the certificate first, and the register says who.
        (SEEN, {"credentials": [held("aide")]}, "04-01", "no"),
        (SEEN, {"credentials": [held("aide", seen_by="pr-1", seen_on=FIRST)]}, "04-01", "yes"),
        (SEEN, {"credentials": [held("aide", seen_by="pr-1", seen_on=FIRST), held("aide", "04-01")]}, "04-01", "no"),
        # It ends as its list says, or on the day that was written down, whichever is earlier.
        ({"credential": "yearly"}, {"credentials": [held("yearly", "02-01")]}, "04-01", "yes"),
        ({"credential": "yearly"}, {"credentials": [held("yearly", "02-01")]}, "04-02", "no"),
        ({"credential": "yearly"}, {"credentials": [held("yearly", "02-01", "03-15")]}, "03-16", "no"),
        # A renewal without the hours that it needs renews nothing; after the grace an entry is a new first act.
        (
            {"credential": "yearly"},
            {"credentials": [held("yearly", "02-01"), held("yearly", "03-20")]},
            "04-02",
            "no",
        ),
        (
            {"credential": "yearly"},
            {
                "credentials": [held("yearly", "02-01"), held("yearly", "03-20")],
                "learning": [{"on": day("03-02"), "hours": 2}],
            },
            "04-02",
            "yes",
        ),
        (
            {"credential": "yearly"},
            {"credentials": [held("yearly", "02-01"), held("yearly", "04-12")]},
            "04-13",
            "yes",
        ),
        # What no list knows.
        ({"credential": "unheard-of"}, {}, "04-01", "unknown"),
        ({"any": [{"credential": "aide"}, {"sign_off": "unheard-of"}]}, {"credentials": [held("aide")]}, "04-01", "unknown"),
        (
            {"credential": "aide"},
            {"credentials": [held("aide"), held("aid", "03-20", result="removed")]},
            "04-01",
            "unknown",
        ),
    ],
)  # fmt: skip
def test_what_a_task_requires_is_judged_on_the_day(requires: Any, pa: Any, on: str, kind: str) -> None:
    assert asked(day(on), requires, pa=pa).kind == kind


TWO = {"category-1": task(), "insulin": task({"sign_off": "category-1"})}


@pytest.mark.parametrize(
    ("first", "review", "on", "kind"),
    [
        # O5: insulin of 1 March rests on a certificate that ended on 31 May; a review does not help.
        ("2025-05-31", None, "05-31", AnswerKind.YES),
        ("2025-05-31", None, "08-01", AnswerKind.NO),
        ("2025-05-31", "07-01", "08-01", AnswerKind.NO),
        ("2025-08-31", "07-01", "08-01", AnswerKind.YES),
        ("2026-03-02", None, "08-01", AnswerKind.NO),
    ],
)
def test_a_sign_off_rests_on_another_that_is_in_date(first: str, review: str | None, on: str, kind: AnswerKind) -> None:
    reviews = [{"by": "pr-1", "on": day(review), "outcome": "continues"}] if review else []
    pa = {"sign_offs": [sign_off("category-1", date.fromisoformat(first)), sign_off("insulin", reviews=reviews)]}
    checked = {"pr-1": {"register_checked_on": [date(2024, 12, 1), date(2025, 12, 1)]}}

    found = asked(day(on), pa=pa, tasks=TWO, practitioners=checked)

    assert found.kind is kind
    if on == "08-01" and first == "2025-05-31":
        assert [(reason.code, reason.on) for reason in found.verdict.reasons] == [("SGN071", day("06-01"))]


def test_a_sign_off_for_someone_else_counts_where_it_is_transferable() -> None:
    pa = {"sign_offs": [sign_off("category-1", person="person-2"), sign_off("insulin")]}

    assert asked(day("04-01"), pa=pa, tasks=TWO).kind is AnswerKind.NO
    transferable = {**TWO, "category-1": task(scope="transferable")}
    assert asked(day("04-01"), pa=pa, tasks=transferable).kind is AnswerKind.YES


def test_a_circle_is_not_met_and_ends() -> None:
    pa = {"sign_offs": [sign_off("category-1"), sign_off("insulin")]}
    circle = {"category-1": task({"sign_off": "insulin"}), "insulin": task({"sign_off": "category-1"})}

    found = asked(day("04-01"), pa=pa, tasks=circle)

    assert found.kind is AnswerKind.NO
    assert found.verdict.reasons[0].sentence == (
        "what insulin requires goes round in a circle: insulin → category-1 → insulin"
    )


def test_a_circle_of_rules_of_different_days_ends() -> None:
    """Each requires the other by the rules of its own sign-off, and by no day's rules both do."""
    until = {"until": day("03-15")}
    tasks = {
        "insulin": task(None, earlier=[{**until, "requires": {"sign_off": "category-1"}}]),
        "category-1": task({"sign_off": "insulin"}, earlier=[{**until, "requires": {"sign_off": None}}]),
    }
    first = [sign_off("category-1", day("02-20")), sign_off("insulin")]
    assert asked(day("04-01"), pa={"sign_offs": first}, tasks=tasks).kind is AnswerKind.YES

    ended = {"withdrawn": {"by": "person", "on": day("03-18")}}
    then = [{**first[0], **ended}, first[1], sign_off("category-1", day("03-20"))]
    assert asked(day("04-01"), pa={"sign_offs": then}, tasks=tasks).kind is AnswerKind.NO


@pytest.mark.parametrize(
    ("demands", "pa", "state"),
    [
        ({}, {"credentials": [held("aide", until="06-30")], "competences": [competence("core")]}, "lapsed"),
        ({"expired_credential": "due"}, {"credentials": [held("aide", until="06-30")]}, "due"),
        ({"expired_credential": "stopped"}, {"credentials": [held("aide", until="06-30")]}, "stopped"),
        ({"expired_competence": "stopped"}, {"credentials": [held("aide", until="06-30")]}, "lapsed"),
    ],
)
def test_what_a_missing_credential_does_is_for_the_tier_to_say(demands: Any, pa: Any, state: str) -> None:
    found = asked(day("07-15"), {"credential": "aide"}, pa=pa, demands=demands)

    assert found.verdict.state == state


def test_a_part_that_fails_through_competences_alone_has_their_effect() -> None:
    requires = {"any": [CORE, {"competence": "other", "step": "aware"}]}
    pa = {"competences": [competence("core", "06-30")]}

    assert asked(day("07-15"), requires, pa=pa, demands={"expired_competence": "due"}).verdict.state == "due"


def test_a_yes_ends_with_the_latest_branch() -> None:
    pa = {"credentials": [held("aide", until="05-01"), held("certified", until="06-01")]}

    assert asked(day("04-01"), AIDE, pa=pa).last_day == day("06-01")
    assert asked(day("04-01"), {"all": AIDE["any"]}, pa=pa).last_day == day("05-01")


TRAINED = {"trained_by": "pr-3", "sign_offs": []}


@pytest.mark.parametrize(
    ("requires", "trainer", "on", "code"),
    [
        ({"credential": "licence"}, {"credentials": [held("licence")]}, "04-01", ""),
        ({"credential": "licence"}, {}, "04-01", "SGN072"),
        ({"credential": "licence"}, {"credentials": [held("licence", result="conditions")]}, "04-01", "SGN072"),
        # What ended after the training does not undo it.
        ({"credential": "licence"}, {"credentials": [held("licence", until="03-01")]}, "04-01", ""),
        ({"competence": "core", "step": "aware"}, {"competences": [competence("core")]}, "04-01", ""),
        ({"learning_hours": 4}, {"learning": [{"on": day("02-01"), "hours": 3.5}]}, "04-01", "SGN072"),
        ({"age": 18}, {}, "04-01", "SGN072"),
    ],
)
def test_an_actor_has_what_their_role_requires_on_the_day(requires: Any, trainer: Any, on: str, code: str) -> None:
    pa = {"sign_offs": [sign_off("insulin", trained_by="pr-3")]}

    found = asked(day(on), pa=pa, roles={"trainer": {"requires": requires}}, practitioners={"pr-3": trainer})

    assert [reason.code for reason in found.verdict.reasons] == [code][: bool(code)]


def test_who_is_accountable_has_what_their_role_requires_now_too() -> None:
    nurse = {"credentials": [held("licence", until="06-30")]}
    roles = {"nurse": {"requires": {"credential": "licence"}}}

    kinds = [asked(day(on), roles=roles, practitioners={"pr-1": nurse}).kind for on in ("06-30", "07-05", "08-15")]

    assert kinds == ["yes", "yes", "no"]  # due from 1 July, and stopped after 28 days


def test_a_role_that_requires_what_no_list_knows_leaves_no_answer() -> None:
    pa = {"sign_offs": [sign_off("insulin", trained_by="pr-3")]}
    roles = {"trainer": {"requires": {"credential": "unheard-of"}}}

    assert asked(day("04-01"), pa=pa, roles=roles, practitioners={"pr-3": {}}).kind is AnswerKind.UNKNOWN


@pytest.mark.parametrize(
    ("requires", "words"),
    [
        ({"core": "aware"}, "core at `aware`"),
        (AIDE, "one of: aide, or certified"),
        (REGISTERED, "one of: certified, or registered together with core at `independent`"),
        (
            {"all": [AIDE, HOURS, {"age": 18}]},
            "either aide or certified together with 14 hours of learning about insulin within 12 months and proof of "
            "being 18 or older",
        ),
        ({"credential": "licence", "conditions": "allowed"}, "licence (also with conditions)"),
        (SEEN, "aide (seen by a practitioner)"),
        ({"sign_off": "insulin"}, "a sign-off for insulin"),
        ({"learning_hours": 1}, "1 hour of learning"),
    ],
)
def test_a_requirement_is_said_in_words(requires: Any, words: str) -> None:
    assert in_words(parse(requires)) == words


def test_every_competence_that_is_named_is_found() -> None:
    assert competences_of({"core": "aware"}) == {"core": "aware"}
    assert competences_of({"any": [REGISTERED, {"all": [CORE, {"competence": "b", "step": "aware"}]}]}) == {
        "core": "independent",
        "b": "aware",
    }


ORDER = {"aware": 0, "independent": 1}


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        (AIDE, AIDE, "stricter"),
        (AIDE, {"any": list(reversed(AIDE["any"]))}, "stricter"),
        (AIDE, {"credential": "aide"}, "stricter"),
        (AIDE, {"all": AIDE["any"]}, "stricter"),
        ({"credential": "aide"}, AIDE, "looser"),
        ({"all": AIDE["any"]}, AIDE, "looser"),
        ({"credential": "aide"}, {"credential": "certified"}, "unclear"),
        ({"core": "aware"}, {"competence": "core", "step": "independent"}, "stricter"),
        ({"core": "independent"}, {"competence": "core", "step": "aware"}, "looser"),
        ({"core": "aware"}, {"all": [CORE, {"credential": "aide"}]}, "stricter"),
        ({"credential": "licence", "conditions": "allowed"}, {"credential": "licence"}, "stricter"),
        ({"credential": "aide"}, SEEN, "stricter"),
        (SEEN, {"credential": "aide"}, "looser"),
        (SEEN, {"credential": "aide", "conditions": "allowed"}, "looser"),
        (SEEN, {"credential": "aide", "conditions": "allowed", "seen": "required"}, "looser"),
        ({"credential": "aide", "conditions": "allowed"}, SEEN, "stricter"),
        ({"age": 18}, {"age": 16}, "looser"),
        (HOURS, {"learning_hours": 20}, "unclear"),
        (HOURS, {**HOURS, "learning_hours": 2}, "looser"),
        (AIDE, {}, "looser"),
        ({"any": [{"all": [{"age": 18}, {"credential": "aide"}]}, {"age": 21}]}, {"age": 18}, "looser"),
    ],
)
def test_only_what_is_shown_to_ask_for_as_much_is_stricter(old: Any, new: Any, way: str) -> None:
    assert direction(old, new, ORDER) == way


LEAVES = (
    {"credential": "aide"},
    {"credential": "yearly"},
    {"credential": "licence", "conditions": "allowed"},
    SEEN,
    CORE,
    {"learning_hours": 3, "within": {"weeks": 3}},
    {"learning_hours": 2.5, "about": "insulin"},
    {"age": 18},
)


def _requirement(random: Random, depth: int = 2) -> dict[str, Any]:
    if depth == 0 or random.random() < 0.4:
        return random.choice(LEAVES)
    parts = [_requirement(random, depth - 1) for _ in range(random.randint(1, 3))]
    return {random.choice(["all", "any"]): parts}


def _holder(random: Random) -> dict[str, Any]:
    """A PA with facts on days of a spring."""

    def some(make: Callable[[date], dict[str, Any]], most: int) -> list[dict[str, Any]]:
        days = (date(2026, 2, 1) + timedelta(random.randint(0, 80)) for _ in range(random.randint(0, most)))
        return [make(on) for on in days]

    def maybe(name: str, on: date) -> dict[str, date]:
        return {name: on + timedelta(random.randint(0, 30))} if random.random() < 0.6 else {}

    results = ["in-force", "in-force", "in-force", "conditions", "suspended"]
    names = ["aide", "yearly", "licence"]
    return {
        "credentials": some(
            lambda on: {
                "credential": random.choice(names),
                "on": on,
                "result": random.choice(results),
                **maybe("until", on),
                **maybe("seen_on", on),
                **random.choice([{}, {"seen_by": "pr-1"}]),
            },
            7,
        ),
        "competences": some(lambda on: {**CORE, "assessed_by": "pr-1", "on": on, **maybe("until", on)}, 2),
        "learning": some(lambda on: {"on": on, "hours": random.randint(5, 30) / 10, "about": "insulin"}, 4),
        "ages_seen": some(lambda on: {"at_least": 18, "by": "pr-1", "on": on}, 1),
    }


def test_the_day_that_is_found_is_the_last_or_the_first_one() -> None:
    """As judged day by day: until the day found it is met, or from that day on it was not."""
    seen = Counter[str]()
    for seed in range(24):
        random = Random(seed)
        facts, holder = _world(date(2026, 6, 1), _holder(random))
        judge = facts.chain_validator.links.judge
        for _ in range(4):
            requirement = parse(_requirement(random))
            for known in (date(2026, 2, 1) + timedelta(random.randint(0, 120)) for _ in range(3)):
                met = partial(judge.found, requirement, holder, "person-1", known=known)
                found = met(known)
                case = f"{seed}: {requirement}, {known}, {found}"
                if found.met:
                    last = found.day or known + timedelta(300)
                    assert all(met(known + timedelta(days)).met for days in range(0, (last - known).days + 1, 6)), case
                    assert found.day is None or not met(last + timedelta(1)).met, case
                else:
                    first = found.day or date(2026, 1, 1)
                    days = [first + timedelta(days) for days in range(0, (known - first).days + 1, 6)]
                    assert not any(judge.found(requirement, holder, "person-1", on, on).met for on in days), case
                    before = first - timedelta(1)
                    assert found.day is None or judge.found(requirement, holder, "person-1", before, before).met, case
                seen["met" if found.met else "not met"] += 1
                seen["has an end" if found.day else "has no end"] += 1

    assert min(seen.values()) > 30, seen


def test_a_sign_off_that_leads_back_counts_for_nothing_even_where_it_holds_otherwise() -> None:
    either = {"any": [{"credential": "aide"}, {"sign_off": "insulin"}]}
    tasks = {"category-1": task(either), "insulin": task({"sign_off": "category-1"})}
    pa = {"sign_offs": [sign_off("category-1"), sign_off("insulin")], "credentials": [held("aide")]}

    assert asked(day("04-01"), pa=pa, tasks=tasks, of="category-1").kind is AnswerKind.YES
    assert asked(day("04-01"), pa=pa, tasks=tasks).kind is AnswerKind.NO
