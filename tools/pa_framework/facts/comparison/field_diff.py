"""Compares two records as plain data, field by field. They need not be valid against a schema.

The order of fields, layout and comments make no difference. Entries of a list are matched by what names them (an id, or
what the list is about), sentences by their words.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from pa_framework.facts.comparison.sentence_diff import compare_sentences
from pa_framework.records.field_meaning import schema_at
from pa_framework.records.json_schema import is_expression
from pa_framework.records.yaml_source import Route

How = Literal["added", "removed", "changed", "reworded", "moved"]


class FieldChange(Struct, frozen=True):
    """One value that changed. `names` are the fields and entries that lead to it, `route` is its route in the file.

    `route` is of the head, or of the base where `how` is `removed`; `other` is the route on the other side, of the value or
    else of the part that would hold it. `moved`: only the order changed.
    """

    names: tuple[str, ...]
    route: Route
    how: How
    before: Any = None
    after: Any = None
    other: Route = ()


def field_changes(kind: str, before: Any, after: Any) -> tuple[FieldChange, ...]:
    """Every difference between two records of a kind, in the order of the head's fields.

    What is gone comes last in its group.
    """
    return tuple(_changes(kind, before, after, (), (), ()))


def _changes(
    kind: str, before: Any, after: Any, names: tuple[str, ...], was: Route, now: Route
) -> Iterator[FieldChange]:
    if same_data(before, after):
        return
    if _is_expression(kind, names, before, after):
        yield FieldChange(names, now, "changed", before, after)
    elif isinstance(before, dict) and isinstance(after, dict):
        yield from _groups(kind, before, after, names, was, now)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _lists(kind, before, after, names, was, now)
    else:
        yield FieldChange(names, now, "changed", before, after, was)


def _is_expression(kind: str, names: tuple[str, ...], *values: Any) -> bool:
    """Whether one of these values is an expression, which is compared as a whole."""
    part = (schema_at(kind, names) or {}) if names and all(isinstance(value, dict) for value in values) else {}
    return any(is_expression(value, part) for value in values)


def same_data(one: Any, other: Any) -> bool:
    """Whether two values are the same and of the same types: 12 is not 12.0, and 1 is not `true`."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same_data(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same_data, one, other))
    return bool(one == other)


def _groups(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any], names: tuple[str, ...], was: Route, now: Route
) -> Iterator[FieldChange]:
    for key, value in after.items():
        here = (*names, key)
        if key in before:
            yield from _changes(kind, before[key], value, here, (*was, key), (*now, key))
        else:
            yield FieldChange(here, (*now, key), "added", None, value, was)
    for key, value in before.items():
        if key not in after:
            yield FieldChange((*names, key), (*was, key), "removed", value, None, now)


def _lists(
    kind: str, before: Sequence[Any], after: Sequence[Any], names: tuple[str, ...], was: Route, now: Route
) -> Iterator[FieldChange]:
    if all(isinstance(entry, str) for entry in (*before, *after)):
        yield from _sentences(before, after, names, was, now)
        return
    if all(isinstance(entry, str) or isinstance(_text(entry), str) for entry in (*before, *after)):
        yield from _texts(kind, before, after, names, was, now)
        return
    named_by = (schema_at(kind, names) or {}).get("x-named-by", ())
    old, new = (entries_by_name(entries, named_by) for entries in (before, after))
    if old is None or new is None:
        yield FieldChange(names, now, "changed", list(before), list(after), was)
        return
    for name, (index, value) in new.items():
        if name in old:
            place, there = old[name]
            yield from _changes(kind, there, value, (*names, name), (*was, place), (*now, index))
        else:
            yield FieldChange((*names, name), (*now, index), "added", None, value, was)
    for name, (index, value) in old.items():
        if name not in new:
            yield FieldChange((*names, name), (*was, index), "removed", value, None, now)
    if list(old) != list(new) and set(old) == set(new):
        yield FieldChange(names, now, "moved", list(old), list(new), was)


def _text(entry: Any) -> Any:
    """The sentence of an entry that is one, or that has one with more about it."""
    return entry.get("text") if isinstance(entry, dict) and "id" not in entry else entry


def _texts(
    kind: str, before: Sequence[Any], after: Sequence[Any], names: tuple[str, ...], was: Route, now: Route
) -> Iterator[FieldChange]:
    """Lists of sentences of which some are groups with a sentence in them, matched by their words."""
    old, new = ({_text(entry): (index, entry) for index, entry in enumerate(entries)} for entries in (before, after))
    if list(old) != list(new):
        yield from _sentences(list(old), list(new), names, was, now)
    change = compare_sentences(list(old), list(new))
    pairs = [*((text, text) for text in new if text in old), *change.reworded, *change.uncertain]
    for old_text, text in pairs:
        (place, there), (index, entry) = old[old_text], new[text]
        one, other = (
            {field: of for field, of in value.items() if field != "text"} if isinstance(value, dict) else {}
            for value in (there, entry)
        )
        yield from _groups(kind, one, other, (*names, text), (*was, place), (*now, index))


def entries_by_name(entries: Sequence[Any], named_by: Sequence[str]) -> dict[str, tuple[int, Any]] | None:
    """The entries of a list by their id, or by the values of the fields `named_by`; each with its index.

    None where two entries have one name, or one has none.
    """
    found: dict[str, tuple[int, Any]] = {}
    for index, entry in enumerate(entries):
        if not isinstance(entry, dict):
            return None
        by = ("id",) if "id" in entry else named_by
        name = " ".join(str(entry[part]) for part in by if entry.get(part) is not None)
        if not name or name in found:
            return None
        found[name] = (index, entry)
    return found


def _sentences(
    before: Sequence[str], after: Sequence[str], names: tuple[str, ...], was: Route, now: Route
) -> Iterator[FieldChange]:
    change = compare_sentences(before, after)
    for old, new in (*change.uncertain, *change.reworded):
        yield FieldChange(names, (*now, after.index(new)), "reworded", old, new, (*was, before.index(old)))
    for sentence in change.added:
        yield FieldChange(names, (*now, after.index(sentence)), "added", None, sentence, was)
    for sentence in change.removed:
        yield FieldChange(names, (*was, before.index(sentence)), "removed", sentence, None, now)
    if not (change.uncertain or change.reworded or change.added or change.removed):
        yield FieldChange(names, now, "moved", list(before), list(after), was)
