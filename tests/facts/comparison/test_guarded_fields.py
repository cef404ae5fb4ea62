"""Fields that only their schema knows: each is compared as its `x-guards` says, in every kind of record."""

import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pa_framework.diff.as_markdown import as_markdown
from pa_framework.facts.comparison.weakened import WHY
from pa_framework.records import json_schema
from pa_framework.records.field_meaning import COMPARATORS, field_meanings, labels
from pa_framework.records.json_schema import schema_names
from tests.builders.worlds import FRAMEWORK, TASK, WORLD, edited, found, loosened, report, role

SENTENCES = {"type": "array", "items": {"type": "string"}}
PLACES = {
    "type": "array",
    "items": {"type": "string", "enum": ["bath", "bed"], "x-labels": {"bath": "in the bath", "bed": "in bed"}},
}
ROLES = {"type": "array", "items": {"type": "string", "x-refers-to": "role"}}
NUMBER = {"type": "integer"}
DAY = {"type": "string", "format": "date"}
LEVEL = {"type": "string", "enum": ["some", "all"], "x-labels": {"some": "a few", "all": "all of them"}}
FLAG = {"type": "boolean"}
STEPS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "string", "x-guards": "none", "x-label": "id"},
            "what": {"type": "string", "x-guards": "none", "x-label": "what"},
            "times": {"type": "integer", "x-guards": "at-least", "x-label": "how often"},
        },
    },
}
BY_PLACE = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
HOURS = {"type": "object", "additionalProperties": {"type": "integer"}}
#: The schema of the field, its guard, as it was, as it is: what it is called, before and after.
LOOSER: dict[str, tuple[dict[str, Any], str, str, str, list[tuple[str, str, str]]]] = {
    "a sentence is gone": (SENTENCES, "must-not", "[Lift alone, Run]", "[Run]", [("not-ruled-out", "Lift alone", "")]),
    "the list is gone": (SENTENCES, "comes-before", "[Wash, Dry]", "", [("before-gone", "Wash", ""), ("before-gone", "Dry", "")]),
    "one may more": (SENTENCES, "allows", "[Wash]", "[Wash, Lift]", [("allowed-more", "", "Lift")]),
    "a place is gone": (PLACES, "needs", "[bath, bed]", "[bed]", [("needed-gone", "in the bath", "no longer")]),
    "a place is new": (PLACES, "allows", "[bed]", "[bed, bath]", [("allowed-more", "in bed", "in bed and in the bath")]),
    "any place": ({**PLACES, "x-absent": "anywhere"}, "allows", "[bed]", "", [("allowed-more", "in bed", "anywhere")]),
    "any place, and none before": ({**PLACES, "x-absent": "anywhere"}, "allows", "[]", "", [("allowed-more", "none", "anywhere")]),
    "a place, and none before": ({**PLACES, "x-absent": "anywhere"}, "allows", "[]", "[bed]", [("allowed-more", "none", "in bed")]),
    "a role is not told": (ROLES, "informs", "[pharmacist]", "[]", [("tell-gone", "pharmacist", "no longer")]),
    "less is enough": (NUMBER, "at-least", "3", "2", [("number-lower", "3", "2")]),
    "nothing is enough": (NUMBER, "at-least", "3", "", [("number-lower", "3", "none")]),
    "more is let pass": ({**NUMBER, "x-unit": "week"}, "at-most", "1", "2", [("number-higher", "1 week", "2 weeks")]),
    "a later day": (DAY, "at-most", "2026-01-02", "2027-01-02", [("number-higher", "2 January 2026", "2 January 2027")]),
    "no day": ({**DAY, "x-absent": "never"}, "at-most", "2026-01-02", "", [("number-higher", "2 January 2026", "never")]),
    "a milder value": ({**LEVEL, "x-order": ["some", "all"]}, "ordered", "all", "some", [("value-milder", "all of them", "a few")]),
    "no value": ({**LEVEL, "x-order": ["some", "all"]}, "ordered", "all", "", [("value-milder", "all of them", "not said")]),
    "no longer so": ({**FLAG, "x-order": [False, True]}, "ordered", "true", "false", [("value-milder", "yes", "no")]),
    "not needed": (FLAG, "needs", "true", "false", [("needed-gone", "yes", "no longer")]),
    "let through": (FLAG, "allows", "false", "true", [("allowed-more", "", "yes")]),
    "an entry is gone": (STEPS, "needs", "[{id: a, what: Look}, {id: b, what: Ask}]", "[{id: b, what: Ask}]", [("needed-gone", "Look", "")]),
    "an entry is new": (STEPS, "allows", "[{id: b, what: Ask}]", "[{id: a, what: Look}, {id: b, what: Ask}]", [("allowed-more", "", "Look")]),
    "a number in an entry": (STEPS, "needs", "[{id: a, times: 3}, {id: b}]", "[{id: b}, {id: a, times: 1}]", [("number-lower", "3", "1")]),
    "a number in an entry of a group": (STEPS, "parts", "[{id: a, times: 3}]", "[]", [("number-lower", "3", "none")]),
    "entries without names": (STEPS, "needs", "[{what: Look}, {what: Ask}]", "[{what: Ask}]", [("needed-gone", "Look", "")]),
    "a sentence of a map": (BY_PLACE, "needs", "{bath: [Dry], bed: [Turn]}", "{bath: [], bed: [Turn]}", [("needed-gone", "Dry", "")]),
    "a key of a map": (HOURS, "needs", "{bath: 1, bed: 2}", "{bed: 2}", [("needed-gone", "bath", "no longer")]),
    "a new key of a map": (HOURS, "allows", "{bed: 2}", "{bath: 1, bed: 2}", [("allowed-more", "", "bath")]),
    "a text is gone": ({"type": "string"}, "must-not", "Never alone", "", [("not-ruled-out", "Never alone", "")]),
}  # fmt: skip


#: The schema of the field, its guard, as it was, as it is.
UNSURE: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "a word that bounds": (SENTENCES, "stops", "[There is pain after 5 minutes]", "[There is pain after 30 minutes]"),
    "another sentence": ({"type": "string"}, "must-not", "Never lifts alone", "Is careful"),
    "another value of a key": (HOURS, "needs", "{bed: 2}", "{bed: 3}"),
}


FILES = {"task": TASK, "role": role("pharmacist"), "framework": FRAMEWORK}
KINDS = list(FILES)
FIELDS = [
    *(
        (KINDS[index % 3], f"looser_{index}", {**case[0], "x-guards": case[1]})
        for index, case in enumerate(LOOSER.values())
    ),
    *(("task", f"unsure_{index}", {**case[0], "x-guards": case[1]}) for index, case in enumerate(UNSURE.values())),
    ("task", "wait_when", {**SENTENCES, "x-guards": "stops", "x-label": "signs to wait at"}),
    ("task", "no_guard", {**SENTENCES, "x-guards": "none"}),
    ("task", "elsewhere", {**SENTENCES, "x-guards": "stops", "x-compared-by": "chain"}),
]


def _with_fields(folder: Path, fields: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
    """Adds properties (kind, name, schema) to copies of the schemas in `folder`, and lets nothing remember others."""
    for kind, name, field in fields:
        file = folder / f"{kind}.schema.json"
        data = json.loads(file.read_text(encoding="utf-8"))
        data["properties"][name] = {"x-label": "the extra field", **field}
        file.write_text(json.dumps(data), encoding="utf-8")
    cached_functions = [value for value in vars(json_schema).values() if hasattr(value, "cache_clear")]
    for cached in (*cached_functions, field_meanings, labels):
        cached.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def more_fields(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The fields of this module, in the schemas and nowhere else."""
    folder = tmp_path_factory.mktemp("extra") / "schemas"
    shutil.copytree(json_schema.FOLDER, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_schema, "FOLDER", folder)
        _with_fields(folder, FIELDS)
        yield
    _with_fields(folder, ())


def test_a_list_that_only_the_schema_of_tasks_knows_is_watched() -> None:
    base = edited(WORLD, [(TASK, "", "wait_when:\n  - The pump beeps\n  - The bag is empty\n")])
    head = edited(base, [(TASK, "  - The bag is empty\n", "")])

    text = as_markdown(report(base, head))

    assert "This change loosens a safety rule." in text
    assert "### Loosens a safety rule" in text
    assert "signs to wait at: “The bag is empty” is gone" in text
    assert loosened(head, base) == []


def _ends(kind: str, name: str, before: str, after: str) -> tuple[dict[str, str], dict[str, str]]:
    """Two worlds in which a field of a kind has one value and another; an empty one is left out."""
    path = FILES[kind]
    base, head = (
        edited(WORLD, [(path, "", f"{name}: {value}\n" if value else "# none\n")]) for value in (before, after)
    )
    return base, head


@pytest.mark.parametrize("case", LOOSER)
def test_each_guard_is_loosened_in_its_direction(case: str) -> None:
    number = list(LOOSER).index(case)
    *_, before, after, expected = LOOSER[case]
    kind = KINDS[number % 3]
    base, head = _ends(kind, f"looser_{number}", before, after)

    what_is_looser = [loosening.weakened for loosening in found(base, head)]

    assert [(what.kind, what.before, what.after) for what in what_is_looser] == expected
    assert {what.record_kind for what in what_is_looser} == {kind}
    assert {what.tasks for what in what_is_looser} == {("gastrostomy-feed",) if kind == "task" else ()}
    assert {what.span.path for what in what_is_looser} == {FILES[kind]}
    assert loosened(head, base) == []


@pytest.mark.parametrize("case", UNSURE)
def test_what_only_a_reader_can_judge_is_not_passed_over(case: str) -> None:
    base, head = _ends("task", f"unsure_{list(UNSURE).index(case)}", *UNSURE[case][2:])

    assert [one.reader for one in report(base, head).open] == ["clinician"]
    assert [one.reader for one in report(head, base).open] == ["clinician"]


def test_a_field_that_guards_nothing_or_is_judged_elsewhere_loosens_nothing() -> None:
    base = edited(WORLD, [(TASK, "", "no_guard: [One]\nelsewhere: [Two]\n")])

    assert loosened(base, WORLD) == []


def test_a_task_that_may_no_longer_be_done_has_lost_no_guard() -> None:
    sign_off = WORLD[TASK][WORLD[TASK].index("sign_off:") : WORLD[TASK].index("the_pa_does:")]
    head = edited(
        WORLD,
        [
            (TASK, "status: delegable", "status: never"),
            (TASK, "scope: one-person\n", ""),
            (TASK, sign_off, ""),
            (TASK, "      - There is pain\n", ""),
        ],
    )

    assert loosened(WORLD, head) == []
    assert loosened(head, WORLD) == ["no-longer-never"]


def test_an_area_asks_its_clinicians_no_longer() -> None:
    base = edited(WORLD, [(FRAMEWORK, "contacts:\n", "contacts:\n  - {id: clinicians, title: Clinicians, does: They agree, address: 'https://example.org', clinical: true}\n")])  # fmt: skip
    head = edited(base, [(FRAMEWORK, ", clinical: true", "")])

    assert (loosened(base, head), loosened(head, base)) == (["clinicians-not-asked"], [])


@pytest.mark.parametrize("kind", [name for name in schema_names() if name != "common"])
def test_a_weakness_has_a_reason_and_a_comparator_is_one(kind: str) -> None:
    for meaning in field_meanings(kind).values():
        assert not meaning.weakness or meaning.weakness in WHY
        assert not meaning.compared_by or meaning.compared_by in COMPARATORS
