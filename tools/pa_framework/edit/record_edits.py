"""Writes other values into the files of records, as someone would who edits them: comments and layout stay.

A record of an area that lies over one of its base is written as what differs: a value that is again as in the base is
taken out, one that goes is `null`, and a list is changed by `add` and `remove` where that says the same.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from msgspec import Struct

from pa_framework.edit.formatter import format_document, render
from pa_framework.edit.sheet_rows import SheetRow, laid_over
from pa_framework.edit.yaml_parts import Comment, Entry, Group, Scalar, UnsupportedYaml, parse
from pa_framework.records.dated_documents import EARLIER
from pa_framework.records.kinds import KIND
from pa_framework.records.overlays import ADD, BECAUSE, CHANGES, LEAVE_OUT, REMOVE
from pa_framework.records.yaml_source import Route, parse_document
from pa_framework.text.errors import UserError
from pa_framework.text.sentences import quote_ids

#: What is written where a value of the base goes, and what stands for no value at all.
_NULL: Any = object()
_NOTHING: Any = object()


class RowEdit(Struct, frozen=True):
    """A record and its new values, each with the way to it. None takes a value away."""

    row: SheetRow
    values: tuple[tuple[Route, Any], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that are edited."""
        return tuple(dict.fromkeys(str(route[0]) for route, _ in self.values))

    @property
    def expected(self) -> dict[str, Any]:
        """The record afterwards."""
        made = deepcopy(dict(self.row.shown))
        for route, value in self.values:
            _set_data(made, route, value)
        return made

    @property
    def differs(self) -> bool:
        """Whether anything of the record differs from the base afterwards."""
        return self.row.base is None or _said(self.expected) != _said(self.row.below)


def _said(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a record says now, without the reason for a change."""
    return {name: value for name, value in record.items() if name not in (BECAUSE, EARLIER)}


def edited_file(path: str, edits: Sequence[RowEdit]) -> str:
    """The text of a file with other values. Raises UserError where that is not possible."""
    document = edits[0].row.document
    if document is not None and format_document(document).text != document.text:
        raise UserError(f"`{path}` is not laid out as `pa-framework fmt` does; run that first")
    try:
        tree = Group() if document is None else parse(document.text)
        places = [_write(tree, edit) for edit in edits]
        text = render(tree)
    except UnsupportedYaml as error:
        raise UserError(f"`{path}` cannot be edited, because {error}") from None
    changed = parse_document(text, path)
    if document is None:
        text = format_document(changed).text
        changed = parse_document(text, path)
    fields = quote_ids(dict.fromkeys(name for edit in edits for name in edit.names))
    if changed.findings:
        raise UserError(f"`{path}` cannot be edited in this way; change it by hand: {fields}")
    untouched = deepcopy({} if document is None else document.data)
    for edit, place in zip(edits, places, strict=True):
        made = _at(changed.data, place)
        if edit.row.base is None:
            fits = made == edit.expected
        else:
            shown = laid_over(edit.row, changed, place)
            fits = _said(shown) == _said(edit.expected) and shown.get(BECAUSE) == edit.expected.get(BECAUSE)
        if not fits:
            raise UserError(f"`{path}` cannot be edited in this way; change it by hand: {fields}")
        untouched = _with(untouched, place, made)
    if untouched != changed.data:
        raise UserError(f"`{path}` cannot be edited in this way; change it by hand: {fields}")
    return text


def _write(tree: Group, edit: RowEdit) -> Route:
    """Writes the new values of a record into the tree of its file, and returns where the record is there."""
    row = edit.row
    order = tuple(KIND[row.kind].schema["properties"])
    place = row.route
    if place is None:
        place = _add_change(tree, row)
    group = _group_at(tree, place)
    if row.base is None:
        for route, value in edit.values:
            _set(group, route, value, order)
    else:
        for route, value in _differences(edit):
            _set(group, route, value, (CHANGES, BECAUSE, LEAVE_OUT, *order))
    return place


def _add_change(tree: Group, row: SheetRow) -> Route:
    """Adds a change of a record of the base that says nothing yet."""
    head = Entry(Scalar(text=CHANGES), Scalar(text=row.id, style='"'))
    if row.listed_in is None:
        tree.entries.append(head)
        return ()
    held = tree.get(row.listed_in)
    if held is None:
        held = Entry(Scalar(text=row.listed_in), Group(keyed=False))
        _insert(tree, held, tuple(KIND[row.file_kind].schema["properties"]))
    assert isinstance(held.value, Group)
    held.value.entries.append(Entry(None, Group(entries=[head])))
    return (row.listed_in, len(held.value.entries) - 1)


def _differences(edit: RowEdit) -> Iterator[tuple[Route, Any]]:
    """What a change of a record of the base must say after an edit, with the way to it."""
    after, below = edit.expected, edit.row.below
    for way in dict.fromkeys(_of_whole_lists(route) for route, _ in edit.values):
        now, under = _at(after, way), _at(below, way)
        if now == under:
            yield way, None
        elif now is _NOTHING:
            yield way, _NULL
        elif isinstance(now, list) and isinstance(under, list) and (less := _list_change(now, under)):
            yield way, less
        else:
            yield way, now


def _of_whole_lists(route: Route) -> Route:
    """The way to the list that holds a value, where one does: a change of an entry is a list of its own."""
    place = next((number for number, step in enumerate(route) if isinstance(step, int)), len(route))
    return route[:place]


def _list_change(now: list[Any], under: list[Any]) -> dict[str, list[Any]] | None:
    """A list as what is added to one of the base, and removed from it; None where that does not say the same in less."""
    texts = all(isinstance(one, str) for one in (*now, *under))
    if not texts or len({*now}) != len(now) or len({*under}) != len(under):
        return None
    removed, added = [one for one in under if one not in now], [one for one in now if one not in under]
    if [one for one in under if one in now] + added != now or len(removed) + len(added) >= len(now):
        return None
    return {name: held for name, held in ((ADD, added), (REMOVE, removed)) if held}


def _at(data: Any, route: Route) -> Any:
    """The value at a route, or nothing."""
    for step in route:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and step < len(data) else _NOTHING
        else:
            data = data.get(step, _NOTHING) if isinstance(data, Mapping) else _NOTHING
    return data


def _with(data: Any, route: Route, value: Any) -> Any:
    """Data with another value at a route. A list may get one more entry, and a group one more field."""
    if not route:
        return value
    step, *rest = route
    if isinstance(step, int):
        held = [*data, None] if step == len(data) else list(data)
        held[step] = _with(held[step] if held[step] is not None else {}, tuple(rest), value)
        return held
    inner = data.get(step, [] if rest and isinstance(rest[0], int) else {})
    return {**data, step: _with(inner, tuple(rest), value)}


def _group_at(tree: Group, route: Route) -> Group:
    for step in route:
        found = tree.entries[step] if isinstance(step, int) else tree[step]
        if not isinstance(found.value, Group):
            raise UnsupportedYaml("the record is not written as names with values")
        tree = found.value
    return tree


def _set_data(data: Any, route: Route, value: Any) -> None:
    *way, last = route
    groups = [data]
    for step in way:
        data = data.setdefault(step, {}) if isinstance(data, dict) and value is not None else data[step]
        groups.append(data)
    if value is not None:
        data[last] = value
        return
    del data[last]
    for step, group in zip(reversed(way), reversed(groups[:-1]), strict=True):
        if isinstance(step, str) and not group[step]:
            del group[step]


def _set(group: Group, route: Route, value: Any, order: Sequence[str]) -> bool:
    """Sets or takes away the value at a route below a group. Returns whether the group is empty afterwards."""
    step, *rest = route
    if isinstance(step, int):
        entry = group.entries[step]
        assert isinstance(entry.value, Group)
        _set(entry.value, tuple(rest), value, ())
        return False
    found = group.get(step)
    if found is None:
        if value is not None:
            _insert(group, Entry(Scalar(text=step), _made(tuple(rest), value)), order)
        return False
    if rest and isinstance(found.value, Group):
        gone = _set(found.value, tuple(rest), value, ())
    elif value is None:
        gone = True
    else:
        found.value = _replaced(found.value, value)
        gone = False
    if gone:
        _take_out(group, group.entries.index(found))
    return not group.entries


def _insert(group: Group, entry: Entry, order: Sequence[str]) -> None:
    """Adds a field after the last one that comes before it in the schema."""
    assert entry.key is not None
    before = set(order[: order.index(entry.key.text)]) if entry.key.text in order else None
    place = len(group.entries)
    if before is not None:
        places = [
            number for number, one in enumerate(group.entries, 1) if one.key is not None and one.key.text in before
        ]
        place = max(places, default=0)
    group.entries.insert(place, entry)


def _take_out(group: Group, index: int) -> None:
    """Takes an entry out; comments above it stay where they are."""
    entry = group.entries.pop(index)
    if not entry.before:
        return
    if index < len(group.entries):
        group.entries[index].before[:0] = entry.before
    else:
        group.after[:0] = entry.before


def _made(route: Route, value: Any) -> Scalar | Group:
    """A new value, within new groups for the names on the route."""
    if route:
        return Group(entries=[Entry(Scalar(text=str(route[0])), _made(route[1:], value))])
    if isinstance(value, list):
        return Group(keyed=False, entries=[Entry(None, _made((), one)) for one in value])
    if isinstance(value, Mapping):
        return Group(entries=[Entry(Scalar(text=name), _made((), one)) for name, one in value.items()])
    if value is _NULL:
        return Scalar(text="null")
    if isinstance(value, bool):
        return Scalar(text="true" if value else "false")
    # The mark makes the layout keep quotes where another program would not read a text.
    return Scalar(text=str(value), style='"' if isinstance(value, str) else "")


def _replaced(old: Scalar | Group, value: Any) -> Scalar | Group:
    """A value in the place of another, with its comments."""
    new = _made((), value)
    new.between, new.on_line, new.line_comment = old.between, old.on_line, old.line_comment
    if isinstance(new, Scalar) and isinstance(old, Scalar) and old.style in ("|", ">") and "\n" in new.text:
        new.style = old.style
    if isinstance(new, Group) and isinstance(old, Group) and not (new.keyed or old.keyed):
        new.flow, new.after = old.flow, old.after
        new.entries = _merged(old.entries, new.entries, new.after)
    return new


def _merged(old: list[Entry], new: list[Entry], after: list[Comment]) -> list[Entry]:
    """The entries of a changed list of texts: those that stay keep their comments, as do those that others replace."""

    def text(entry: Entry) -> str:
        return entry.value.text if isinstance(entry.value, Scalar) else ""

    merged: list[Entry] = []
    left: list[Comment] = []
    matcher = difflib.SequenceMatcher(None, [text(one) for one in old], [text(one) for one in new], autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            kept = old[first:last]
        else:
            pairs = min(last - first, end - start)
            kept = new[start:end]
            for was, one in zip(old[first : first + pairs], kept[:pairs], strict=True):
                one.before, one.blank, one.value.line_comment = was.before, was.blank, was.value.line_comment
            left += [comment for gone in old[first + pairs : last] for comment in gone.before]
        if kept and left:
            kept[0].before[:0] = left
            left = []
        merged += kept
    after[:0] = left
    return merged
