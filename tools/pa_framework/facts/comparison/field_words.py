"""What became of a field, in plain words: labels of the schema, titles instead of ids, pounds, dates in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pa_framework.facts.comparison.field_diff import FieldChange
from pa_framework.facts.comparison.requirement_diff import requirement_in_words
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.requirements import titles
from pa_framework.records.field_meaning import fields_on_the_way, schema_at
from pa_framework.records.json_schema import fields_of, is_expression
from pa_framework.text.sentences import lower_first, spell_out_dates

_MAX_LENGTH = 240


def label(kind: str, names: tuple[str, ...], snapshot: Snapshot) -> str:
    """The way to a field in words: `approval, to be looked at again by`."""
    words: list[str] = []
    fallback = ""
    for index, (name, field) in enumerate(fields_on_the_way(kind, names)):
        part = schema_at(kind, names[:index]) or {}
        if field is not None:
            fallback = field["x-label"]
            words += [fallback] if field.get("x-in-path", True) else []
        elif (of_kind := part.get("propertyNames", {}).get("x-refers-to")) is not None:
            words.append(f"“{snapshot.title(kind if of_kind == 'self' else of_kind, name)}”")
        elif part.get("items") or part.get("additionalProperties"):
            words.append(f"“{spell_out_dates(name)}”")
        else:  # a field that no schema knows
            words.append(name.replace("_", " "))
    return ", ".join(words) or fallback or "the record"


def in_words(kind: str, names: tuple[str, ...], value: Any, snapshot: Snapshot) -> str:
    """A value in words. Long texts are cut, with `…` at the end."""
    part = schema_at(kind, names) or {}
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal) and part.get("x-unit") == "pound":
        return f"£{Decimal(value):.2f}"
    if isinstance(value, str):
        return _text_in_words(kind, part, value, snapshot)
    if is_expression(value, part):
        return cut(requirement_in_words(value, titles(snapshot.records)) or str(value))
    if isinstance(value, dict):
        return _group_in_words(kind, names, value, snapshot)
    if isinstance(value, list):
        return cut(", ".join(in_words(kind, names, entry, snapshot) for entry in value)) or "nothing"
    return cut(str(value))


def _text_in_words(kind: str, part: Mapping[str, Any], value: str, snapshot: Snapshot) -> str:
    """An id by its title, a value of a closed list by its label, any other text as it is.

    A field that may hold an id of several kinds, or a sentence or a number in its place, holds text where no record has it.
    """
    while "x-refers-to" not in part and isinstance(part.get("items"), Mapping):
        part = part["items"]
    if (of_kind := part.get("x-refers-to")) is not None:
        kinds = [kind if of_kind == "self" else of_kind] if isinstance(of_kind, str) else of_kind
        named = next((one for one in kinds if value in snapshot.records.of_kind(one)), None)
        if named is not None or (len(kinds) == 1 and not part.get("x-or-text")):
            return cut(snapshot.title(named or kinds[0], value))
    return cut(part.get("x-labels", {}).get(value) or spell_out_dates(value))


def _group_in_words(kind: str, names: tuple[str, ...], value: Mapping[str, Any], snapshot: Snapshot) -> str:
    part = schema_at(kind, names) or {}
    if not fields_of(part) and isinstance(part.get("items"), Mapping):  # one of the entries of a list
        part, names = part["items"], (*names, "")
    if (joins := part.get("x-joins")) is not None:
        of_kind = part["propertyNames"]["x-refers-to"]
        entries = {key: lower_first(in_words(kind, (*names, key), entry, snapshot)) for key, entry in value.items()}
        words = (f"{snapshot.title(of_kind, key)} {joins} {entry}" for key, entry in entries.items())
        return cut(", ".join(words)) or "nothing"
    fields = fields_of(part)
    shown = {key: entry for key, entry in value.items() if fields.get(key, {}).get("x-in-group", True)}
    value = shown if len(shown) == 1 else value
    parts = []
    for key, entry in value.items():
        field, entry_words = fields.get(key, {}), in_words(kind, (*names, key), entry, snapshot)
        if len(value) > 1:
            parts.append(f"{field.get('x-label') or key.replace('_', ' ')}: {entry_words}")
        elif isinstance(entry, list) and not field.get("x-in-path", True):
            parts.append(entry_words)
        else:
            parts.append(f"{label(kind, (*names, key), snapshot).rpartition(', ')[2]} {entry_words}")
    return cut("; ".join(parts)) or "nothing"


def change_in_words(kind: str, change: FieldChange, base: Snapshot, head: Snapshot) -> tuple[str, str, str]:
    """What a field is called, what it was, what it is. The second is empty where it is new, the third where it is gone."""
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
    return line if len(line) <= _MAX_LENGTH else f"{line[: _MAX_LENGTH - 1].rstrip()}…"
