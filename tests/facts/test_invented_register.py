"""The invented register of the reference world shows everything that a register can show."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pa_framework.check.rules import RULES, register_entries, register_slips
from pa_framework.check.run import Report, check
from pa_framework.facts.verdict import State
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import REGISTER_FOLDER
from pa_framework.records.yaml_source import leaves, parse_document
from tests.builders.invented_register import ON, PAS, ROLES, make_register
from tests.builders.worlds import TODAY
from tests.paths import REFERENCE, TESTS

COMMITTED = REFERENCE / REGISTER_FOLDER
#: No role of the framework authorises one that authorises it, so no circle can arise between its practitioners. Its
#: tiers do not say how soon an assessment is, or on how many days practices are; no rule of it has changed; nothing in
#: this register is in doubt; and what counts in one setting only is seen by a question about that setting.
_NOT_HERE = {"SGN007", "SGN025", "SGN033", "SGN037", "SGN038", "SGN041"}
#: Rules from this number on are about entries that contradict one another, and about the means for other programmes:
#: situations and programmes show these.
_FIRST_ELSEWHERE = "SGN060"


_FOLDERS = {
    "practitioners": "practitioner",
    "pas": "pa",
    "persons": "person",
    "agreements": "hospital-agreement",
    "group_trainings": "group-training",
}


@pytest.fixture(scope="module")
def report() -> Report:
    return check(REFERENCE, TODAY, register=COMMITTED)


def test_a_register_of_another_seed_is_another(tmp_path: Path) -> None:
    for seed in (1, 2):
        make_register(tmp_path / str(seed), 12, seed)

    assert (tmp_path / "1/pas/pa-0001.yaml").read_bytes() != (tmp_path / "2/pas/pa-0001.yaml").read_bytes()


def test_it_says_that_it_is_invented(report: Report) -> None:
    register = report.facts.register

    assert register
    assert register.about
    assert register.about.kind == "invented"
    assert "nobody real" in (register.about.summary or "")
    for path in COMMITTED.rglob("*.yaml"):
        assert path.read_text().splitlines()[1] == "# Invented: nobody real is meant."


def test_it_is_as_large_as_an_example_must_be(report: Report) -> None:
    register = report.facts.register

    assert ON == TODAY
    assert register
    assert len(register.pas) == PAS >= 60
    assert len(register.practitioners) >= 25
    assert len(register.persons) >= 25
    assert 4 <= len(register.agreements) <= 6
    assert any(practitioner.is_pa for practitioner in register.practitioners.values())
    assert any(
        practitioner.active_until and practitioner.active_until < TODAY
        for practitioner in register.practitioners.values()
    )
    assert sum(bool(practitioner.authorised) for practitioner in register.practitioners.values()) >= 4
    assert {task for pa in register.pas.values() for task in (sign_off.task for sign_off in pa.sign_offs)} >= {
        task.id for task in report.records.tasks.values() if task.status == "delegable"
    }


def test_every_role_that_acts_is_in_it(report: Report) -> None:
    acting = {
        role.id
        for role in report.records.roles.values()
        if any((role.may_delegate, role.may_train, role.may_assess, role.may_sign_off, role.may_review))
    }

    assert {role for role, _ in ROLES.values()} == acting


def test_every_verdict_occurs_often_enough_to_look_at(report: Report) -> None:
    states = Counter(verdict.state for verdict in report.facts.verdicts)

    assert min(states[state] for state in State) >= 10
    assert states[State.HOLDS] >= 0.4 * states.total()


def test_every_rule_of_sign_offs_has_something_to_say(report: Report) -> None:
    said = {finding.code for finding in report.findings}
    said |= {reason.code for verdict in report.facts.verdicts for reason in verdict.reasons}
    # Entries that contradict one another are no example to follow: this register has none.
    modules = {register_entries.__name__, register_slips.__name__}
    about_entries = [rule for rule in RULES.values() if rule.judge and rule.judge.__module__ in modules]
    assert not said & {rule.code for rule in about_entries}

    codes = {code for code in RULES if code.startswith("SGN") and code < _FIRST_ELSEWHERE}
    codes -= {rule.code for rule in about_entries}
    assert codes - said <= _NOT_HERE


def test_it_uses_every_field_that_a_register_has() -> None:
    """Each property of the schemas is in some file, or in a situation or a programme, so a reader finds an example of it."""
    used: set[tuple[str, ...]] = set()
    for path in COMMITTED.rglob("*.yaml"):
        kind = _FOLDERS.get(path.parent.name, "register")
        for route, _ in leaves(parse_document(path.read_text(), kind).data):
            names = [part for part in route if isinstance(part, str)]
            used |= {(kind, *names[:depth]) for depth in range(1, len(names) + 1)}
    declared = {(kind, *names) for kind in (*_FOLDERS.values(), "register") for names in _properties(schema(kind), ())}

    elsewhere = "\n".join(
        path.read_text()
        for folder in ("situations", "programmes")
        for path in (TESTS / "register" / folder).rglob("*.yaml")
    )

    assert {route for route in declared - used if f"{route[-1]}:" not in elsewhere} == set()


def _properties(part: Any, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The names of all properties of a schema, with those around them."""
    if names:
        yield names
    for name, inner in part.get("properties", {}).items():
        yield from _properties(inner, (*names, name))
    if isinstance(part.get("items"), dict):
        yield from _properties(part["items"], names)


def test_nothing_is_wrong_with_the_shape_of_its_files(report: Report) -> None:
    assert [finding for finding in report.findings if finding.code[:3] in ("YML", "SCH", "REF", "PRV")] == []


def test_the_check_of_the_framework_does_not_judge_it() -> None:
    assert check(REFERENCE, TODAY).findings == ()
