"""Matches the records of two snapshots: by id, and by content where an id changed.

A removed and an added record of the same kind and with the same content are one record with a new id. So is a record
that was retired in favour of a new one with the same content. The base is then given the ids of the head, so that a new
id alone changes nothing. A new record with nearly the content of one that stays is a copy, and is compared with it too.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.comparison.snapshot import Snapshot, snapshot
from pa_framework.records.kinds import KIND, entry_kinds
from pa_framework.records.references import references
from pa_framework.records.yaml_source import Document, Route, leaves

Name = tuple[str, str]
#: Two records are one if they share at least this part of their words; with one summary, or one title, a smaller part.
_MIN_SIMILARITY, _WITH_ONE_SUMMARY, _WITH_ONE_TITLE = 0.7, 0.4, 0.0
#: Where there are more pairs to compare, only equal content makes two records one.
_MAX_PAIRS = 2_500


class RawRecord(Struct, frozen=True):
    """A record as plain data: a whole file, or an entry of one of the closed lists (`route` leads to it)."""

    kind: str
    id: str
    document: Document
    route: Route
    data: Any


def raw_records(documents: Mapping[str, tuple[Document, str]]) -> dict[Name, RawRecord]:
    """Every record that can be read, whether or not it is valid, by kind and id."""
    found: dict[Name, RawRecord] = {}
    for path, (document, kind) in documents.items():
        if not isinstance(document.data, dict):
            continue
        name = _name(path, kind, document.data)
        found.setdefault((kind, name), RawRecord(kind, name, document, (), document.data))
        for field, entry_kind in entry_kinds(kind):
            entries = document.data.get(field)
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                if isinstance(entry, dict) and _id(entry):
                    record = RawRecord(entry_kind.id, _id(entry), document, (field, index), entry)
                    found.setdefault((entry_kind.id, record.id), record)
    return found


def _name(path: str, kind: str, data: Mapping[str, Any]) -> str:
    """The id of a file: the one in it, or its name. A file of which there is one has none; any other has its path."""
    if KIND[kind].file and not KIND[kind].in_any_folder:
        return ""
    return _id(data) or (PurePosixPath(path).stem if KIND[kind].folder else path)


def _id(data: Mapping[str, Any]) -> str:
    name = data.get("id")
    return name if isinstance(name, str) else ""


def match_renamed(base: Mapping[Name, RawRecord], head: Mapping[Name, RawRecord]) -> dict[Name, str]:
    """Kind and id in the base → id in the head, of every record with a new id."""
    removed = [
        record for name, record in base.items() if record.id and (name not in head or _newly_retired(record, head))
    ]
    added = [record for name, record in head.items() if record.id and name not in base]
    found: dict[Name, str] = {}
    taken: set[Name] = set()
    for _, old, new in sorted(_similar(removed, added), key=lambda pair: (-pair[0], pair[1].id, pair[2].id)):
        successor = head[old.kind, old.id].data.get("replaced_by") if (old.kind, old.id) in head else new.id
        fits = (old.kind, old.id) not in found and (new.kind, new.id) not in taken and successor == new.id
        if fits:
            found[old.kind, old.id] = new.id
            taken.add((new.kind, new.id))
    return found


def match_copies(
    base: Mapping[Name, RawRecord], head: Mapping[Name, RawRecord], renamed: Mapping[Name, str]
) -> dict[Name, str]:
    """Kind and id of each new file that holds nearly the same as a record of the base that stays → the id of that one.

    `renamed` as from `match_renamed`: a record with a new id is no copy.
    """
    new_ids = {(kind, new) for (kind, _), new in renamed.items()}
    added = [new for name, new in head.items() if new.id and not new.route and name not in base and name not in new_ids]
    stay = [old for name, old in base.items() if old.id and not old.route and name not in renamed and name in head]
    found: dict[Name, str] = {}
    likest = sorted(_similar(stay, added), key=lambda pair: (_least(*pair[1:]), -pair[0], pair[1].id, pair[2].id))
    for _, old, new in likest:
        found.setdefault((new.kind, new.id), old.id)
    return found


def with_copies(base: Snapshot, copies: Mapping[Name, str]) -> Snapshot:
    """The base with a second record of the same content for each copy, under its new id. `copies` as from `match_copies`."""
    if not copies:
        return base
    documents = dict(base.documents)
    there = raw_records(base.documents)
    for (kind, new), old in copies.items():
        document = there[kind, old].document
        path = str(PurePosixPath(document.path).with_name(f"{new}.yaml"))
        documents[path] = (replace(document, path=path, data={**document.data, "id": new}), kind)
    return snapshot(base.name, base.on, documents, base.strays)


def _newly_retired(old: RawRecord, head: Mapping[Name, RawRecord]) -> bool:
    here = head.get((old.kind, old.id))
    return here is not None and bool(here.data.get("replaced_by")) and not old.data.get("replaced_by")


def _similar(removed: list[RawRecord], added: list[RawRecord]) -> Iterator[tuple[float, RawRecord, RawRecord]]:
    """The pairs of one kind that hold nearly the same, with the part of their words that they share (2: all)."""
    for kind in sorted({record.kind for record in removed} & {record.kind for record in added}):
        olds, news = ([record for record in records if record.kind == kind] for records in (removed, added))
        contents = {(record.kind, record.id): _content(record) for record in [*olds, *news]}
        many = len(olds) * len(news) > _MAX_PAIRS
        for old in olds:
            for new in news:
                one, other = contents[old.kind, old.id], contents[new.kind, new.id]
                if one == other:
                    yield 2.0, old, new
                elif not many:
                    shared, whole = sum((one & other).values()), sum((one | other).values())
                    if whole and shared / whole >= _least(old, new):
                        yield shared / whole, old, new


def _least(old: RawRecord, new: RawRecord) -> float:
    """The part of their words that two records must share to be one."""
    for field, least in (("title", _WITH_ONE_TITLE), ("summary", _WITH_ONE_SUMMARY)):
        if old.data.get(field) and old.data.get(field) == new.data.get(field):
            return least
    return _MIN_SIMILARITY


def _content(record: RawRecord) -> Counter[tuple[Any, ...]]:
    """The content of a record without its id: each word with the fields that lead to it."""
    return Counter(
        (*(part for part in route if isinstance(part, str)), word)
        for route, value in leaves(record.data)
        if route not in (("id",), ("replaced_by",))
        for word in str(value).lower().split()
    )


def with_head_ids(base: Snapshot, names: Mapping[Name, str], head: Mapping[Name, RawRecord]) -> Snapshot:
    """The base with the new id of each renamed record, wherever an id is written. `names` as from `match_renamed`."""
    if not names:
        return base
    documents: dict[str, tuple[Document, str]] = {}
    for path, (document, kind) in base.documents.items():
        if document.findings or not isinstance(document.data, dict):
            documents[path] = (document, kind)
            continue
        converted = _with_new_ids(document, kind, names)
        own = _name(path, kind, document.data)
        if (kind, own) in names:
            renamed = replace(converted, data={**converted.data, "id": names[kind, own]})
            if (kind, own) in head:  # retired: the record stays, and the new one is what it was
                documents[path] = (converted, kind)
                path = f"{path} as {names[kind, own]}"
            converted = renamed
        documents[path] = (converted, kind)
    return snapshot(base.name, base.on, documents, base.strays)


def _with_new_ids(document: Document, kind: str, names: Mapping[Name, str]) -> Document:
    moves: dict[tuple[Route, bool], str] = {}
    for reference in references(document, kind):
        new = names.get((reference.among(names).kind, reference.id))
        if new is not None:
            moves[reference.route, reference.key] = new
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
        values={_renamed_route(route, keys): mark for route, mark in document.values.items()},
        keys={_renamed_route(route, keys): mark for route, mark in document.keys.items()},
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


def _renamed_route(route: Route, keys: Mapping[Route, str]) -> Route:
    """A route with the new names of its keys."""
    return tuple(keys.get(route[: number + 1], part) for number, part in enumerate(route))
