"""Which record of one side is which of the other: by id, and by content where an id changed.

A record that is gone and one that came, of the same kind and with the same content, are one record under another
name. So is a record that was retired in favour of a new one with the same content. The base is then told in the
names of the head, so that a new name alone changes nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from pa_framework.facts.comparison.snapshot import Snapshot, snapshot
from pa_framework.records.kinds import KIND, entry_kinds
from pa_framework.records.references import references
from pa_framework.records.yaml_source import Document, Route, leaves

Name = tuple[str, str]
#: Two records are one if they share so much of what they say, and their title or their summary.
_ALIKE = 0.7
#: So many comparisons are made at most; beyond, only equal content is the same record.
_MOST = 2_500


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with an id, as plain data: a file, or an entry of one of the closed lists (`route` is its place)."""

    kind: str
    id: str
    document: Document
    route: Route
    data: Any


def things(documents: Mapping[str, tuple[Document, str]]) -> dict[Name, Thing]:
    """Everything with an id that can be read, whether or not its shape holds."""
    found: dict[Name, Thing] = {}
    for path, (document, kind) in documents.items():
        if not isinstance(document.data, dict):
            continue
        name = _name(path, kind, document.data)
        found.setdefault((kind, name), Thing(kind, name, document, (), document.data))
        for field, entry_kind in entry_kinds(kind):
            entries = document.data.get(field)
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                if isinstance(entry, dict) and _id(entry):
                    thing = Thing(entry_kind.id, _id(entry), document, (field, index), entry)
                    found.setdefault((entry_kind.id, thing.id), thing)
    return found


def _name(path: str, kind: str, data: Mapping[str, Any]) -> str:
    """The id of a file: what it writes, or its name. One of a closed list has none; any other is known by its path."""
    if KIND[kind].file and not KIND[kind].in_any_folder:
        return ""
    return _id(data) or (PurePosixPath(path).stem if KIND[kind].folder else path)


def _id(data: Mapping[str, Any]) -> str:
    name = data.get("id")
    return name if isinstance(name, str) else ""


def renamed(base: Mapping[Name, Thing], head: Mapping[Name, Thing]) -> dict[Name, str]:
    """Kind and id of the base → id of the head, of every record that has another name now."""
    gone = [each for name, each in base.items() if each.id and (name not in head or _newly_retired(each, head))]
    come = [each for name, each in head.items() if each.id and name not in base]
    found: dict[Name, str] = {}
    taken: set[Name] = set()
    for likeness, old, new in sorted(_alike(gone, come), key=lambda each: (-each[0], each[1].id, each[2].id)):
        successor = head[old.kind, old.id].data.get("replaced_by") if (old.kind, old.id) in head else new.id
        fits = (old.kind, old.id) not in found and (new.kind, new.id) not in taken and successor == new.id
        if likeness >= _ALIKE and fits:
            found[old.kind, old.id] = new.id
            taken.add((new.kind, new.id))
    return found


def _newly_retired(old: Thing, head: Mapping[Name, Thing]) -> bool:
    here = head.get((old.kind, old.id))
    return here is not None and bool(here.data.get("replaced_by")) and not old.data.get("replaced_by")


def _alike(gone: list[Thing], come: list[Thing]) -> Iterator[tuple[float, Thing, Thing]]:
    for kind in sorted({each.kind for each in gone} & {each.kind for each in come}):
        olds, news = ([each for each in side if each.kind == kind] for side in (gone, come))
        contents = {(each.kind, each.id): _content(each) for each in [*olds, *news]}
        many = len(olds) * len(news) > _MOST
        for old in olds:
            for new in news:
                one, other = contents[old.kind, old.id], contents[new.kind, new.id]
                if one == other:
                    yield 2.0, old, new
                elif not many and any(
                    old.data.get(field) and old.data.get(field) == new.data.get(field) for field in ("title", "summary")
                ):
                    shared, whole = sum((one & other).values()), sum((one | other).values())
                    yield shared / whole if whole else 0.0, old, new


def _content(thing: Thing) -> Counter[tuple[Any, ...]]:
    """What a record says, without its own name: each value with the fields that lead to it."""
    return Counter(
        (*(part for part in route if isinstance(part, str)), str(value))
        for route, value in leaves(thing.data)
        if route not in (("id",), ("replaced_by",))
    )


def in_the_names_of_the_head(base: Snapshot, names: Mapping[Name, str], head: Mapping[Name, Thing]) -> Snapshot:
    """The base with each renamed record under its new name, wherever it is named."""
    if not names:
        return base
    documents: dict[str, tuple[Document, str]] = {}
    for path, (document, kind) in base.documents.items():
        if document.findings or not isinstance(document.data, dict):
            documents[path] = (document, kind)
            continue
        told = _told(document, kind, names)
        own = _name(path, kind, document.data)
        if (kind, own) in names:
            again = replace(told, data={**told.data, "id": names[kind, own]})
            if (kind, own) in head:  # retired: the record stays, and the new one is what it was
                documents[path] = (told, kind)
                path = f"{path} as {names[kind, own]}"
            told = again
        documents[path] = (told, kind)
    return snapshot(base.name, base.on, documents, base.strays)


def _told(document: Document, kind: str, names: Mapping[Name, str]) -> Document:
    moves: dict[tuple[Route, bool], str] = {}
    for each in references(document, kind):
        new = names.get((each.kind, each.id))
        if new is not None:
            moves[each.route, each.key] = new
    for field, entry_kind in entry_kinds(kind):
        entries = document.data.get(field)
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and (entry_kind.id, _id(entry)) in names:
                moves[(field, index, "id"), False] = names[entry_kind.id, _id(entry)]
    if not moves:
        return document
    keys = {route: new for (route, key), new in moves.items() if key}
    return replace(
        document,
        data=_rewritten(document.data, (), moves),
        values={_moved(route, keys): mark for route, mark in document.values.items()},
        keys={_moved(route, keys): mark for route, mark in document.keys.items()},
    )


def _rewritten(data: Any, route: Route, moves: Mapping[tuple[Route, bool], str]) -> Any:
    if isinstance(data, dict):
        return {
            moves.get(((*route, key), True), key): _rewritten(value, (*route, key), moves)
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [_rewritten(value, (*route, index), moves) for index, value in enumerate(data)]
    return moves.get((route, False), data)


def _moved(route: Route, keys: Mapping[Route, str]) -> Route:
    """A route in which renamed keys are renamed."""
    return tuple(keys.get(route[: number + 1], part) for number, part in enumerate(route))
