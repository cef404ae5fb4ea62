"""Whatever a register holds, a check of it ends, says the same twice, and every question has an answer."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pa_framework.check.run import Report, check_records
from pa_framework.facts.answers import AnswerKind, may_do
from pa_framework.records.json_schema import schema
from pa_framework.records.yaml_source import Document, parse_document
from tests.builders.effort import examples
from tests.builders.worlds import POLICY, REGISTER, TASK, TODAY, World, split

FOLDERS = {"pa": "pas", "person": "persons", "practitioner": "practitioners"}
#: What an id may be, by the kind that it refers to, and where it refers to none: most exist.
IDS: Mapping[str, tuple[str, ...]] = {
    "pa": ("pa-0001", "pa-0001", "pa-0001", "pa-0002"),
    "person": ("person-001", "person-001", "person-001", "person-002"),
    "practitioner": ("pr-003", "pr-011", "pr-012", "pr-030", "pr-099"),
    "task": (
        "gastrostomy-feed",
        "gastrostomy-feed",
        "gastrostomy-feed",
        "changing-a-dose",
        "reminding-about-medicines",
    ),
    "role": ("community-nurse", "phb-clinical-lead", "pa-trainer", "individual-employer", "no-role"),
    "trigger": ("hospital-admission", "incident", "no-trigger"),
    "competence": ("infection-prevention", "record-keeping"),
    "step": ("aware", "assisted", "independent", "guides-others"),
    "category": ("nutrition", "medicines"),
    "condition": ("daytime-only",),
    "ground": ("certificate", "family", "no-ground"),
    "setting": ("home", "hospital", "no-setting"),
    "withdrawal-reason": ("person-said-no", "concern", "no-reason"),
    "credential": ("aide", "aide", "licence", "no-credential"),
    "group-training": ("gt-001", "no-training"),
    "": ("person", "pa", "pr-011", "pump-model-a", "ward-7", "employer-001"),
}
CREDENTIAL = {"title": "A title", "body": "A body.", "summary": "What it is."}
#: What the task may require, besides the plain map that it has.
EXPRESSIONS: tuple[dict[str, Any], ...] = (
    {"any": [{"credential": "aide"}, {"credential": "licence", "conditions": "allowed"}]},
    {"all": [{"credential": "licence"}, {"learning_hours": 4, "within": {"months": 12}}]},
    {"any": [{"age": 18}, {"all": [{"sign_off": "reminding-about-medicines"}, {"credential": "aide"}]}]},
)
DAYS = [date(2026, 2, 20) + timedelta(days=number) for number in (-400, -30, 0, 0, 1, 5, 9, 12, 13, 60, 200, 275, 400)]
DAYS += [date.min, date.max]


def made(part: Mapping[str, Any], random: Random) -> Any:
    """Some data that fits a part of a schema."""
    if "enum" in part:
        return random.choice(part["enum"])
    kinds = part["type"] if isinstance(part["type"], list) else [part["type"]]
    kind = random.choice(kinds)
    if kind == "array":
        items = {**part["items"], "type": part["items"].get("type", "string")}
        return [made(items, random) for _ in range(random.randint(part.get("minItems", 0), 3))]
    if kind == "object":
        required = {*part.get("required", ()), *(part.get("dependentRequired") or ())}
        fields = [name for name in part["properties"] if name in required or random.random() < 0.35]
        return {name: made(part["properties"][name], random) for name in fields}
    if part.get("format") == "date":
        return random.choice(DAYS).isoformat()
    if kind in ("integer", "number"):
        return random.choice([1, 4, 18])
    if kind == "boolean":
        return random.random() < 0.5
    if "[01]" in part.get("pattern", ""):
        return "14:30"
    if "title" in part.get("description", "").lower() or part.get("pattern") == r"\S":
        return "a slip"
    target = part.get("x-refers-to", "")
    return random.choice(IDS[target if isinstance(target, str) else target[0]])


def with_required(data: dict[str, Any]) -> dict[str, Any]:
    """A sign-off, a review or a file with the fields that belong together."""
    for entry in data.get("sign_offs", ()):
        for review in entry.get("reviews", ()):
            if "until" in review:
                review.setdefault("setting", "ward-7")
    return data


def laid_over(world: World, random: Random) -> World:
    """The small world with some files of its register written anew, as the schemas allow, or with a few fields more."""
    changed = World(world)
    if random.random() < 0.5:
        policy, task = world[POLICY], world[TASK]
        credentials = [{**CREDENTIAL, "id": name} for name in ("aide", "licence")]
        credentials[1]["valid_for"] = {"months": random.choice([1, 12]), "basis": "law"}
        changed[POLICY] = replace(policy, data={**policy.data, "credentials": credentials})
        changed[TASK] = replace(task, data={**task.data, "requires": random.choice(EXPRESSIONS)})
    for kind, folder in FOLDERS.items():
        for path in sorted(path for path in world if path.startswith(f"{REGISTER}{folder}/")):
            there = world[path].data
            if kind == "pa" or random.random() < 0.4:
                data = made(schema(kind), random)
                if random.random() < 0.7:
                    (whole,) = there.get("sign_offs", [{}])
                    data["sign_offs"] = [{**whole, **few(each, random)} for each in data.get("sign_offs", ())]
                    data = {
                        **there,
                        **few(data, random),
                        **({"sign_offs": data["sign_offs"] or [whole]} if whole else {}),
                    }
                    data = {name: value for name, value in data.items() if name in schema(kind)["properties"]}
                data = with_required({**data, kind: there[kind]})
                changed[path] = replace(parse_document(f"{kind}: x\n", path), data=data)
    return changed


def few(data: Mapping[str, Any], random: Random) -> dict[str, Any]:
    """Up to two of the fields of some data, without those that say what it is about."""
    fields = [name for name in data if name not in ("task", "person", "done_under")]
    return {name: data[name] for name in random.sample(fields, min(len(fields), random.randint(0, 2)))}


def checked(documents: Mapping[str, Document]) -> Report:
    records, register = split(documents.values())
    return check_records(records, TODAY, register=register)


@pytest.mark.no_cover
@given(st.randoms(use_true_random=False))
@settings(max_examples=examples(150), deadline=None)
def test_any_register_of_the_right_shape_is_judged(world: World, random: Random) -> None:
    documents = laid_over(world, random)
    report, again = checked(documents), checked(documents)

    assert report.findings == again.findings
    assert {finding.code[:3] for finding in report.findings}.isdisjoint({"YML", "SCH"})
    for pa in report.facts.register.pas.values() if report.facts.register else ():
        for sign_off in pa.sign_offs:
            answer = may_do(report.facts, pa.id, sign_off.task, sign_off.person, random.choice([None, "ward-7"]))
            assert answer.kind in AnswerKind
            assert answer.may_do is (answer.kind is AnswerKind.YES)


#: Values that are of no use anywhere, or only somewhere.
NASTY = ("", " ", None, True, -1, 10**17, [], {}, [[]], {"on": []}, ["2026-02-20"], {"on": "2026-02-20"}, "2026-02-30")


@pytest.mark.no_cover
@given(st.randoms(use_true_random=False))
@settings(max_examples=examples(150), deadline=None)
def test_any_value_in_any_register_ends_in_findings(world: World, random: Random) -> None:
    documents = laid_over(world, random)
    path = random.choice(sorted(path for path in documents if path.startswith(REGISTER)))
    data = spoilt(documents[path].data, random)
    documents[path] = replace(documents[path], data=data)
    report = checked(documents)

    for finding in report.findings:
        assert finding.message
        assert finding.fix
        assert finding.span.line >= 1
    may_do(report.facts, "pa-0001", "gastrostomy-feed", "person-001")


def spoilt(data: Any, random: Random) -> Any:
    """`data` with one value in it, or itself, exchanged for one that may not fit."""
    if isinstance(data, dict) and data and random.random() < 0.9:
        name = random.choice(sorted(data))
        return {**data, name: spoilt(data[name], random)}
    if isinstance(data, list) and data and random.random() < 0.9:
        index = random.randrange(len(data))
        return [*data[:index], spoilt(data[index], random), *data[index + 1 :]]
    return random.choice(NASTY)
