"""What became of a field, in plain words: titles instead of ids, pounds, days as people write them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pa_framework.facts.comparison.field_diff import FieldChange
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.delegation_chain import PARTY_NAMES
from pa_framework.records.json_schema import names as schema_names
from pa_framework.records.json_schema import schema
from pa_framework.text.sentences import days_in_words, lower_first

#: The field that names what takes the place of a retired record.
SUCCESSOR = "retired in favour of"

#: Fields whose names in the file are not the words that people use.
_FIELDS: Mapping[str, str] = {
    "agreed_by": "whose yes is needed",
    "apart": "duties kept apart",
    "assessed_by": "who may assess it",
    "at_least": "",
    "authorised_by": "who may give it its authority",
    "before_you_start": "what must be in place before starting",
    "decide_again_when": "what calls for a new decision",
    "delegated_by": "who may delegate it",
    "differs_because": "why council and NHS differ",
    "done_by": "who does it",
    "expects": "expects",
    "file": "picture",
    "for": "for whom",
    "from": "from",
    "funded": "funded for each hour",
    "how_to_reach": "how to reach them",
    "kind": "kind",
    "last_confirmed": "last confirmed",
    "longest_review_months": "longest months between reviews of any task",
    "maps_to": "standards that it answers to",
    "may_assess": "what it may assess",
    "may_delegate": "what it may delegate",
    "may_review": "what it may review",
    "may_sign_off": "what it may sign off",
    "may_train": "what it may train for",
    "months": "months",
    "never_sole_assessor": "who is never the only assessor",
    "not_expected": "what nobody should ask for",
    "observed_practices": "observed practices",
    "paid": "paid to the PA",
    "prerequisites": "competences to hold first",
    "register_check_valid_months": "months for which a check of a registration counts",
    "replaced_by": SUCCESSOR,
    "requires": "requires",
    "review_by": "to be looked at again by",
    "review_every": "time between reviews",
    "reviewed_by": "who may review it",
    "scope": "for whom a sign-off counts",
    "settings": "settings",
    "sign_off": "",
    "signed_off_by": "who may sign it off",
    "small_number_threshold": "numbers of people below this are never published",
    "statements": "what can be seen at the step",
    "stop_when": "signs to stop at",
    "stops": "stops the PA until there is a new decision",
    "the_pa_does": "what the PA does",
    "the_pa_does_not": "what the PA does not do",
    "trained_by": "who may train for it",
    "why_never": "why it is never delegated",
}
_MONEY = frozenset({"paid", "funded", "self_employed", "amount", "uk", "london", "apprentice"})
_LONGEST = 240


def label(kind: str, names: tuple[str, ...], side: Snapshot) -> str:
    """The way to a field in words: `approval, to be looked at again by`."""
    words: list[str] = []
    for number, name in enumerate(names):
        of = _kind_at(kind, names[: number + 1], key=True)
        if of is not None:
            words.append(f"“{side.title(of, name)}”")
        elif name in _FIELDS:
            words.append("where it may be done" if name == "settings" and kind == "task" else _FIELDS[name])
        else:
            words.append(
                name.replace("_", " ") if _is_field(kind, names[:number], name) else f"“{days_in_words(name)}”"
            )
    return ", ".join(each for each in words if each) or "the record"


def in_words(kind: str, names: tuple[str, ...], value: Any, side: Snapshot) -> str:
    """A value in words. Long texts are cut and say so."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal) and names and names[-1] in _MONEY:
        return f"£{Decimal(value):.2f}"
    if isinstance(value, str):
        of = _kind_at(kind, names)
        return side.title(of, value) if of else cut(PARTY_NAMES.get(value, days_in_words(value)))
    if isinstance(value, dict):
        if names and names[-1].startswith("may_"):
            return cut(", ".join(_right(kind, names, each, up_to, side) for each, up_to in value.items())) or "nothing"
        if set(value) == {"at_least", "basis"} or set(value) == {"months", "basis"}:
            value = {key: each for key, each in value.items() if key != "basis"}
        parts = []
        for key, each in value.items():
            words = label(kind, (*names, key), side).rpartition(", ")[2]
            said = in_words(kind, (*names, key), each, side)
            parts.append(f"{words}: {said}" if len(value) > 1 else f"{words} {said}")
        return cut("; ".join(parts)) or "nothing"
    if isinstance(value, list):
        return cut(", ".join(in_words(kind, names, each, side) for each in value)) or "nothing"
    return cut(str(value))


def _right(kind: str, names: tuple[str, ...], category: str, up_to: Any, side: Snapshot) -> str:
    return f"{side.title('category', category)} up to {lower_first(in_words(kind, (*names, category), up_to, side))}"


def change_in_words(kind: str, change: FieldChange, base: Snapshot, head: Snapshot) -> tuple[str, str, str]:
    """What a field is called, what it was, what it is. Was or is may be empty: it came, or it is gone."""
    words = label(kind, change.names, head)
    if change.how == "moved":
        return words, "", "in another order"
    before = "" if change.how == "added" else in_words(kind, change.names, change.before, base)
    after = "" if change.how == "removed" else in_words(kind, change.names, change.after, head)
    if before == after:  # another type of value, such as a list of one in place of a text
        before, after = cut(str(change.before)), cut(str(change.after))
    return words, before, after


def cut(text: str) -> str:
    """A text on one line, at most so long that a reader of a list can take it in."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _kind_at(kind: str, names: tuple[str, ...], *, key: bool = False) -> str | None:
    """The kind of record that an id is of that stands at the end of this way, or is its last name (`key`)."""
    part = _part(kind, names[:-1] if key else names)
    if part is None:
        return None
    found = part.get("propertyNames", {}).get("x-refers-to") if key else part.get("x-refers-to")
    if found is None and not key:
        found = (part.get("items") or {}).get("x-refers-to")
    return kind if found == "self" else found


def _is_field(kind: str, names: tuple[str, ...], name: str) -> bool:
    part = _part(kind, names)
    return part is None or name in part.get("properties", {}) or (not part.get("items") and "_" in name)


def _part(kind: str, names: tuple[str, ...]) -> Mapping[str, Any] | None:
    """The part of the schema that speaks of a place; None where there is none."""
    if kind not in schema_names():
        return None
    part: Mapping[str, Any] | None = schema(kind)
    for name in names:
        if part is None:
            return None
        part = part.get("properties", {}).get(name) or part.get("items") or part.get("additionalProperties") or None
        if not isinstance(part, Mapping):
            return None
    return part
