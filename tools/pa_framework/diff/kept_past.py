"""Writes into an area what held before a newer base counts: the base says what held on its own days, not on those of the area.

For each day on which the rules of a record were others, the area's file gets an entry of `earlier` (decision 45). What no
entry can say, or no program can write, is left: the report on the change lists it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from pa_framework.diff.git_tree import Tree
from pa_framework.diff.past_lines import entry_lines
from pa_framework.edit.formatter import format_document, format_scalar
from pa_framework.edit.yaml_lists import append_entries, append_to_entry, insert_lines
from pa_framework.edit.yaml_parts import UnsupportedYaml
from pa_framework.facts.comparison.past_rules import (
    KINDS,
    days_of_change,
    fields_that_differ,
    state_on,
    values_before,
)
from pa_framework.facts.comparison.record_matching import RawRecord, raw_records
from pa_framework.records.dated_documents import EARLIER, value_at
from pa_framework.records.kinds import KIND
from pa_framework.records.overlays import BECAUSE, CHANGES
from pa_framework.records.yaml_source import Document, Route, parse_document


def with_what_held(old: Tree, new: Tree, until: date, because: str) -> Tree:
    """`new` with the rules of `old` for the days up to `until`, as far as entries of `earlier` can say them.

    `because` is the reason that a record gives which the area changes for this alone.
    """
    before = raw_records(old.effective())
    after = raw_records(new.effective())
    days = {
        until,
        *(day for name in after for record in (before.get(name), after[name]) if record for day in _days(record)),
    }
    for day in sorted((day for day in days if day <= until), reverse=True):
        texts: dict[str, Document] = {}
        for name, record in after.items():
            was = before.get(name)
            if was is None or record.kind not in KINDS or was.data == record.data:
                continue
            then, now = state_on(was, day), state_on(record, day)
            fields = fields_that_differ(record.kind, then, now)
            if not fields:
                continue
            values = {field: values_before(then.get(field), now.get(field)) for field in fields}
            changed = _with_entry({**new.records, **texts}, record, day, values, because)
            if changed is not None:
                texts[changed.path] = changed
        if texts:
            new = replace(new, records={**new.records, **texts})
            after = raw_records(new.effective())
    return new


def _days(record: RawRecord) -> list[date]:
    return days_of_change(record) if record.kind in KINDS else []


def _with_entry(
    files: Mapping[str, Document], record: RawRecord, day: date, values: Mapping[str, Any], because: str
) -> Document | None:
    """The area's file of a record with one more entry of `earlier`; None where that cannot be written."""
    path, route = _own_place(files, record)
    own = files.get(path)
    there = value_at(own.data, route) if own is not None and route is not None else {}
    lines = list(entry_lines(day, values))
    head = [
        f"{CHANGES}: {record.id}",
        f"{BECAUSE}: {format_scalar(because)}",
        f"{EARLIER}:",
        *(f"  {line}" for line in lines),
    ]
    try:
        text = _text(own, record, route, there, day, lines, head)
    except UnsupportedYaml:
        return None
    made = parse_document(text, path)
    if made.findings or not _has_entry(made, own, day, values):
        return None
    was_formatted = own is None or format_document(own).text == own.text
    return parse_document(format_document(made).text, path) if was_formatted else made


def _own_place(files: Mapping[str, Document], record: RawRecord) -> tuple[str, Route | None]:
    """The area's file of a record, which may not be there, and where the record is in it, if it is."""
    kind = KIND[record.kind]
    if kind.listed_in is None:
        for path, document in files.items():
            if path.startswith(f"{kind.folder}/") and _names(document.data, record.id):
                return path, ()
        return f"{kind.folder}/{record.id}.yaml", None
    file, name = kind.listed_in
    own = files.get(KIND[file].file)
    listed = own.data.get(name) if own is not None and isinstance(own.data, dict) else None
    for place, entry in enumerate(listed if isinstance(listed, list) else ()):
        if _names(entry, record.id):
            return KIND[file].file, (name, place)
    return KIND[file].file, None


def _names(data: Any, name: str) -> bool:
    return isinstance(data, dict) and name in (data.get(CHANGES), data.get("id"))


def _text(
    own: Document | None,
    record: RawRecord,
    route: Route | None,
    there: Any,
    day: date,
    lines: list[str],
    head: list[str],
) -> str:
    """The text of the area's file with the lines of an entry. Raises UnsupportedYaml."""
    if route is not None and own is not None:
        entries = there.get(EARLIER)
        if isinstance(entries, list) and entries:
            within: Route = (*route, EARLIER)
            newer = sum(str(entry.get("until", "")) > day.isoformat() for entry in entries if isinstance(entry, dict))
            return (
                insert_lines(own, within, newer, lines)
                if newer < len(entries)
                else append_entries(own, within, [lines])
            )
        block = [f"{EARLIER}:", *(f"  {line}" for line in lines)]
        if route:
            return append_to_entry(own, route[:-1], int(route[-1]), block)
        return "\n".join([own.text.rstrip("\n"), *block, ""])
    listed_in = KIND[record.kind].listed_in
    if listed_in is None:
        return "\n".join([*head, ""])
    name = listed_in[1]
    entry = [f"- {head[0]}", *(f"  {line}" for line in head[1:])]
    if own is not None and name in own.data:
        return append_entries(own, (name,), [entry])
    return "\n".join([*([own.text.rstrip("\n")] if own else []), f"{name}:", *(f"  {line}" for line in entry), ""])


def _has_entry(made: Document, own: Document | None, day: date, values: Mapping[str, Any]) -> bool:
    """Whether a file holds what it held, and the entry."""
    wanted = {"until": day.isoformat(), **values}
    if not any(entry == wanted for entry in _entries(made.data)):
        return False
    return own is None or _without_entry(made.data, wanted) == _without_entry(own.data, wanted)


def _entries(data: Any) -> Iterator[Any]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from value if name == EARLIER and isinstance(value, list) else _entries(value)
    elif isinstance(data, list):
        for value in data:
            yield from _entries(value)


def _without_entry(data: Any, entry: Any) -> Any:
    """The data of a file without an entry of `earlier`, and without what would not be there but for it."""
    if isinstance(data, list):
        return [kept for value in data if (kept := _without_entry(value, entry)) != {}]
    if not isinstance(data, dict):
        return data
    found = {}
    for name, value in data.items():
        if name == EARLIER and isinstance(value, list):
            value = [one for one in value if one != entry]
            if not value:
                continue
        else:
            value = _without_entry(value, entry)
        if value != []:
            found[name] = value
    return {} if found.keys() == {CHANGES, BECAUSE} and EARLIER in data else found
