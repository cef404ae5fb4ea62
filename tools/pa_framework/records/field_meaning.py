"""What a field means to the person who reads a change of it: read from the `x-` keywords of its schema.

Every property of every schema answers, in its own words:

* `x-guards`: which kind of guard it is, one of `GUARDS`. The direction of a loosening follows from it.
* `x-label`: what `diff` and pages call the field. Every `enum` has `x-labels`: what they call its values.
  Where one value has other words in another place, `x-labels-for` names the place and holds them. The places `heading`
  and `summary` are the groups of an index.

These are inherited from the nearest group around the field, and every schema gives them at its root:

* `x-clinical`: whether a clinician must read a change of it.
* `x-concerns`: whose interest it touches, a list of `CONCERNS`.
* `x-either-way`: `true` where no value guards more than another, or where a value only says that something is so, such as
  that someone answers at night. A clinician reads each change, whatever its direction.

In the forms of the site (`site/record_forms.py`):

* `x-question`: what a form asks for the field, where the label alone would not be understood.

At the root of a schema, or at a list:

* `x-new-asks-no-one`: `true` where a new record, or a new entry, is no one's to agree to, because nothing rests on it yet.

Where they are needed:

* `x-order`: the values of an `ordered` field, the one that guards most comes last.
* `x-compared-by`: code of its own judges a change of the field, or of everything in a group (`COMPARATORS`).
* `x-weakness`: which kind of weakening it is, where that of the guard does not fit.
* `x-absent`: what it means that the field is absent, in words. An `allows` field that has it allows everything then.
* `x-unit`: the unit of a number, in the singular. Amounts of money have `pound`.
* `x-named-by`: the fields that name an entry of a list whose entries have no ids.
* `x-sequence`: `true` for a list whose order says something. Any other list is a set.
* `x-pa-reads`: a PA who does a task reads its page again after a change. Sentences that guard always count.
* `x-in-path`: `false` where the way to a field reads better without it.
* `x-in-group`: `false` where the words for its group leave a field out next to a single other one.
* `x-takes-references`: whether a reference such as `((law.minimum-wage.adult))` may be in the text. All text of the shared
  definition may hold one; `false` keeps it out of text that is looked up or quoted.
* `x-holds-fields-of-record`: `true` for the entries of a list that hold fields of the record around it, each perhaps with
  null. What such a field means stands at the field of the record.
* `x-holds-demands`: `true` for a group that may hold every demand of a tier, every field of the sign-off of a task, and
  what a task requires.
* `x-judges-sign-offs`: `true` for a field by which verdicts of sign-offs are made. What it was earlier counts.
* `x-joins`: in a group of ids, the words between the title of an id and its value.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args

from msgspec import Struct

from pa_framework.records.json_schema import definition, fields_of, schema

Guard = Literal[
    "stops",
    "comes-before",
    "must-not",
    "needs",
    "informs",
    "allows",
    "at-least",
    "at-most",
    "ordered",
    "parts",
    "none",
]
#: Each guard, with what loosens it.
GUARDS: Mapping[Guard, str] = {
    "stops": "a sign to stop at; without an entry, the PA goes on",
    "comes-before": "what must be in place first; an entry that is gone loosens",
    "must-not": "what is never done; an entry that is gone loosens",
    "needs": "who or what must be there; an entry that is gone loosens",
    "informs": "who is told; an entry that is gone loosens",
    "allows": "who or where may; an entry that is new loosens",
    "at-least": "a number; a lower one, or none, loosens",
    "at-most": "a number or a day; a higher or later one, or none, loosens",
    "ordered": "a value of `x-order`; an earlier one, or none, loosens",
    "parts": "a group or list whose own fields answer for themselves",
    "none": "no guard, and nothing within it is one",
}
#: `oversight` is about who guards the rules: contacts, owners, approvals.
CONCERNS = frozenset({"money", "consent", "fairness", "safety", "oversight"})
#: Code that compares what no single field says, such as a chain as it takes effect.
COMPARATORS = frozenset(
    {
        "approval",
        "asks",
        "authority",
        "chain",
        "competence",
        "decision-aid",
        "hospital",
        "policy",
        "settings",
        "status",
        "story",
        "tier",
        "trigger",
        "urgency",
        "waivers",
    }
)
_SENTENCES = frozenset({"stops", "comes-before", "must-not", "informs"})

#: The names of the fields that lead to a field; entries of lists and keys of maps are left out.
Names = tuple[str, ...]


class FieldMeaning(Struct, frozen=True):
    """What one field of one kind of record means. Keywords that were left out are empty."""

    kind: str
    names: Names
    guard: Guard
    label: str
    clinical: bool
    concerns: frozenset[str]
    compared_by: str = ""
    order: tuple[Any, ...] = ()
    weakness: str = ""
    absent: str = ""
    unit: str = ""
    pa_reads: bool = False
    either_way: bool = False
    sequence: bool = False


@cache
def field_meanings(kind: str) -> Mapping[Names, FieldMeaning]:
    """The meaning of every field of a kind of record, by its names, in the order of the schema."""
    root = schema(kind)
    inherited = _Inherited(root["x-clinical"], frozenset(root["x-concerns"]), "", False, False)
    return MappingProxyType({meaning.names: meaning for meaning in _meanings(kind, root, (), inherited)})


class _Inherited(Struct, frozen=True):
    clinical: bool
    concerns: frozenset[str]
    compared_by: str
    guards_nothing: bool
    either_way: bool


def _meanings(kind: str, part: Mapping[str, Any], names: Names, above: _Inherited) -> Iterator[FieldMeaning]:
    for name, field in part.get("properties", {}).items():
        guard: Guard = "none" if above.guards_nothing else field["x-guards"]
        own = _Inherited(
            field.get("x-clinical", above.clinical),
            frozenset(field["x-concerns"]) if "x-concerns" in field else above.concerns,
            field.get("x-compared-by", above.compared_by),
            guard == "none",
            field.get("x-either-way", above.either_way),
        )
        yield FieldMeaning(
            kind=kind,
            names=(*names, name),
            guard=guard,
            label=field["x-label"],
            clinical=own.clinical,
            concerns=own.concerns,
            compared_by=own.compared_by,
            order=tuple(field.get("x-order", ())),
            weakness=field.get("x-weakness", ""),
            absent=field.get("x-absent", ""),
            unit=field.get("x-unit", ""),
            pa_reads=field.get("x-pa-reads", guard in _SENTENCES),
            either_way=own.either_way,
            sequence=field.get("x-sequence", False),
        )
        yield from _meanings(kind, field, (*names, name), own)
    for within in ("items", "additionalProperties"):
        if isinstance(inner := part.get(within), Mapping):
            yield from _meanings(kind, inner, names, above)


@cache
def labels(kind: str, field: str, place: str = "") -> Mapping[str, str]:
    """The words for the values of a closed list, in the order of the schema.

    `field` is the way to it, such as `sign_off.agreed_by`. `place` asks for the words of `x-labels-for`; a value that has
    none there follows with its ordinary label. Raises KeyError where the field has no such list.
    """
    own, general = labels_for(kind, field, place), labels_for(kind, field, "")
    return MappingProxyType({**own, **{value: label for value, label in general.items() if value not in own}})


def labels_for(kind: str, field: str, place: str) -> Mapping[str, str]:
    """As `labels`, but without the values that have no words for the place."""
    part: Mapping[str, Any] = schema(kind)
    for name in field.split("."):
        while name not in part.get("properties", {}) and isinstance(part.get("items"), Mapping):
            part = part["items"]
        part = part.get("properties", {}).get(name, {})
    found = _labels(part, place)
    if found is None:
        raise KeyError(f"{kind}: {field} has no labels{f' for {place}' if place else ''}")
    return found


def _labels(part: Mapping[str, Any], place: str) -> dict[str, str] | None:
    found: dict[str, str] | None = part.get("x-labels-for", {}).get(place) if place else part.get("x-labels")
    return found if found is not None or "items" not in part else _labels(part["items"], place)


def schema_at(kind: str, names: Sequence[str]) -> Mapping[str, Any] | None:
    """The part of the schema of a kind that describes a place; None where there is none.

    `names` are names of fields, of entries of lists and of keys of maps, from the outermost on.
    """
    part: Mapping[str, Any] | None = schema(kind)
    for name in names:
        part = _within(part, name)[0]
    return part


def fields_on_the_way(kind: str, names: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    """Each name of a way through a record, with the schema of the field that it names.

    The schema is None for the name of an entry of a list or of a key of a map, and for what no schema knows.
    """
    part: Mapping[str, Any] | None = schema(kind)
    for name in names:
        part, is_field = _within(part, name)
        yield name, part if is_field else None


def meaning_at(kind: str, names: Sequence[str]) -> FieldMeaning | None:
    """The meaning of the field at a place, or of the nearest one around it. `names` as in `schema_at`."""
    fields = tuple(name for name, field in fields_on_the_way(kind, names) if field is not None)
    return field_meanings(kind).get(fields)


def _within(part: Mapping[str, Any] | None, name: str) -> tuple[Mapping[str, Any] | None, bool]:
    """What describes a name within a part, and whether it is the name of a field."""
    if part is None:
        return None, False
    if name in (fields := fields_of(part)):
        return fields[name], True
    if name in (fields := definition(part["x-expression"])["properties"] if "x-expression" in part else {}):
        return fields[name], False
    inner = part.get("items") or part.get("additionalProperties")
    return (inner, False) if isinstance(inner, Mapping) else (None, False)


def unanswered(name: str, data: Mapping[str, Any]) -> Iterator[str]:
    """The answers that a schema lacks, as sentences such as `task: tell has no x-label`, for the test of the schemas.

    `name` is the kind that the schema file is named after, `data` its content.
    """
    if name != "common":
        yield from (f"{name} has no {keyword}" for keyword in ("x-clinical", "x-concerns") if keyword not in data)
    yield from _unanswered(name, data, "")


def _unanswered(kind: str, part: Mapping[str, Any], path: str) -> Iterator[str]:
    here = f"{kind}: {path}" if path else kind
    if path:
        yield from (f"{here}: {fault}" for fault in _faulty(part))
    if "enum" in part:
        left = [value for value in part["enum"] if value not in part.get("x-labels", {})]
        yield from (f"{here} has no x-labels for {value}" for value in left)
    for name, field in part.get("properties", {}).items():
        field_path = f"{path}.{name}" if path else name
        for keyword in ("x-guards", "x-label"):
            if not field.get(keyword):
                yield f"{kind}: {field_path} has no {keyword}"
        if field.get("x-guards") == "ordered" and not {"x-order", "x-refers-to"} & field.keys():
            yield f"{kind}: {field_path} has no x-order"
        yield from _unanswered(kind, field, field_path)
    for name, defined in part.get("$defs", {}).items():
        yield from _unanswered(kind, defined, name)
    for within in ("items", "additionalProperties"):
        if isinstance(inner := part.get(within), Mapping):
            yield from _unanswered(kind, inner, path)


def _faulty(part: Mapping[str, Any]) -> Iterator[str]:
    """Answers that are none of the closed lists."""
    for keyword, allowed in (("x-guards", get_args(Guard)), ("x-compared-by", COMPARATORS)):
        if keyword in part and part[keyword] not in allowed:
            yield f"{keyword} cannot be {part[keyword]}"
    yield from (
        f"x-concerns cannot hold {concern}" for concern in part.get("x-concerns", ()) if concern not in CONCERNS
    )
