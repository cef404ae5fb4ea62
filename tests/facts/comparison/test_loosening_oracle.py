"""Loosening held against a second, naive program, over random edits of tasks, tiers, roles and settings."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pa_framework.records.yaml_source import parse_document
from tests.builders.effort import examples
from tests.builders.worlds import FRAMEWORK, POLICY, TASK, WORLD, loosened, report, role
from tests.oracles.naive_demands import DUTIES, PAIRS, YESES, permitted

World = dict[str, dict[str, Any]]
DATA: World = {path: parse_document(text, path).data for path, text in WORLD.items()}
ROLES = [path.rpartition("/")[2].removesuffix(".yaml") for path in DATA if path.startswith("framework/roles/")]
#: Roles that answer for themselves, whatever is edited: so the roles that they authorise have authority.
ANSWERING = ["community-nurse", "phb-clinical-lead"]
TIERS = ["low", "medium", "high"]
STEPS = ["aware", "assisted", "independent", "guides-others"]
COMPETENCES = ["infection-prevention", "record-keeping", "communication-plans"]
Edit = Callable[[World], None]


def some(values: Any, least: int = 0) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(list(values)), unique=True, min_size=least)


def field(path: str, *route: str | int, to: st.SearchStrategy[Any]) -> st.SearchStrategy[Edit]:
    """Writes a value; None takes the field away."""

    def write(value: Any) -> Edit:
        def edit(world: World) -> None:
            here: Any = world[path]
            for part in route[:-1]:
                here = here[part]
            if value is None:
                here.pop(route[-1], None)
            else:
                here[route[-1]] = value

        return edit

    return to.map(write)


pairs = some([tuple(sorted(pair)) for pair in PAIRS]).map(lambda found: [list(pair) for pair in found])
rights = st.dictionaries(st.sampled_from(["nutrition", "medicines"]), st.sampled_from(TIERS))
#: Each of some signs at one of the levels, with the same contacts at each.
stop_when = st.dictionaries(
    st.sampled_from(["choking", "The person is choking", "sore-skin", "There is pain"]),
    st.sampled_from(["emergency", "urgent", "same_day"]),
    min_size=1,
).map(
    lambda listed: {
        level: {
            "signs": [sign for sign, at in listed.items() if at == level],
            **({"tell": "community-nurse", "out_of_hours": "nhs-111"} if level != "emergency" else {}),
        }
        for level in dict.fromkeys(listed.values())
    }
)
standing = st.one_of(
    st.just({"kind": "registered", "accountable": True, "register": {"body": "A body"}}),
    st.just({"kind": "registered", "accountable": True, "register": None}),
    some(ANSWERING, least=1).map(lambda above: {"kind": "authorised", "accountable": False, "authorised_by": above}),
    st.just({"kind": "lay", "accountable": False, "authorised_by": None}),
)


gap = st.sampled_from([None, {"months": 3, "basis": "law"}, {"months": 6, "basis": "law"}])
rescue = st.sampled_from([None, *({"refresh_every": {"months": number, "basis": "law"}} for number in (6, 12))])


def does(number: int) -> st.SearchStrategy[Edit]:
    """What a trigger of the policy does, with the days that this needs."""
    effects = st.sampled_from([("stop", None), ("go-on", None), *(("go-on-until", days) for days in (7, 28, 56))])

    def write(effect: tuple[str, int | None]) -> Edit:
        def edit(world: World) -> None:
            trigger = world[POLICY]["triggers"][number]
            trigger["does"], days = effect
            trigger.pop("days", None)
            if days:
                trigger["days"] = days

        return edit

    return effects.map(write)


def stands(name: str) -> st.SearchStrategy[Edit]:
    def write(fields: dict[str, Any]) -> Edit:
        def edit(world: World) -> None:
            for key, value in fields.items():
                if value is None:
                    world[role(name)].pop(key, None)
                else:
                    world[role(name)][key] = value

        return edit

    return standing.map(write)


TASK_EDITS = [
    field(TASK, "scope", to=st.sampled_from(["one-person", "transferable"])),
    field(TASK, "risk", to=st.sampled_from(TIERS)),
    field(TASK, "requires", to=st.dictionaries(st.sampled_from(COMPETENCES), st.sampled_from(STEPS))),
    field(TASK, "decide_again_when", to=some(["hospital-admission", "incident"])),
    field(TASK, "rescue", to=rescue),
    field(TASK, "sign_off", "agreed_by", to=some(YESES)),
    field(TASK, "sign_off", "apart", to=st.none() | pairs),
    field(TASK, "stop_when", to=stop_when),
    field(
        TASK,
        "sign_off",
        "observed_practices",
        to=st.none() | st.integers(0, 6).map(lambda number: {"at_least": number, "basis": "law"}),
    ),
    field(
        TASK,
        "sign_off",
        "review_every",
        to=st.none() | st.sampled_from([3, 6, 12, 24, 36]).map(lambda number: {"months": number, "basis": "law"}),
    ),
    *(field(TASK, "sign_off", by, to=some(ROLES)) for by in DUTIES),
]
POLICY_EDITS = [
    *(
        field(POLICY, "tiers", number, "demands", name, to=to)
        for number in range(3)
        for name, to in (
            ("agreed_by", some(YESES)),
            ("observed_practices", st.integers(0, 6)),
            ("review_within_months", st.sampled_from([3, 6, 12, 24, 36])),
            ("apart", st.none() | pairs),
            ("never_sole_assessor", st.none() | some(ROLES)),
        )
    ),
    *(does(number) for number in range(2)),
    *(
        field(POLICY, "triggers", number, "holds_for", to=st.sampled_from(["every-task", "named-tasks"]))
        for number in range(2)
    ),
    *(field(POLICY, "triggers", number, "gap", to=gap) for number in range(2)),
    field(FRAMEWORK, "settings", "register_check_valid_months", to=st.integers(1, 36)),
    field(FRAMEWORK, "settings", "longest_review_months", to=st.sampled_from([6, 12, 24, 36])),
]
ROLE_EDITS = [
    *(field(role(name), may, to=st.none() | rights) for name in ROLES for may in DUTIES.values()),
    *(stands(name) for name in ROLES if name not in ANSWERING),
]
EDITS = st.lists(st.one_of(*TASK_EDITS) | st.one_of(*POLICY_EDITS) | st.one_of(*ROLE_EDITS), min_size=1, max_size=3)


def after(world: World, edits: list[Edit]) -> World:
    made = copy.deepcopy(world)
    for edit in edits:
        edit(made)
    return made


def written(world: World) -> dict[str, str]:
    """A world as texts. What no one edited stays as it was written."""
    return {path: WORLD[path] if data == DATA[path] else json.dumps(data, default=str) for path, data in world.items()}


@pytest.mark.no_cover
@settings(max_examples=examples(150))
@given(before=EDITS, change=EDITS)
def test_what_permits_more_is_a_loosening_and_nothing_else_is(before, change):
    base = after(DATA, before)
    head = after(base, change)
    was, now = permitted(base), permitted(head)

    assert bool(loosened(written(base), written(head))) == bool(now - was), now - was
    assert bool(loosened(written(head), written(base))) == bool(was - now), was - now


@settings(max_examples=examples(15))
@given(edits=EDITS)
def test_no_state_differs_from_itself(edits):
    world = written(after(DATA, edits))
    made = report(world, dict(world))

    assert (made.differs, made.loosenings, made.asks.more, made.asks.less, made.unjudged) == (False, (), (), (), ())
