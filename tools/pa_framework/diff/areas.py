"""Two areas side by side: which asks for more, what else differs, and what only one of them has.

Unlike a report on a change, it has no before and after. What is looser from one to the other, and what is looser the other
way, are found by the code of every report (`facts/comparison`).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from pa_framework.check.rules import SEVERITIES
from pa_framework.diff.git_tree import tree_of_folder
from pa_framework.facts.comparison.field_diff import FieldChange, field_changes
from pa_framework.facts.comparison.field_words import change_in_words
from pa_framework.facts.comparison.loosening import weaknesses
from pa_framework.facts.comparison.record_matching import Name, RawRecord, raw_records
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import Weakened
from pa_framework.records.dated_documents import EARLIER
from pa_framework.records.kinds import report_sort_key
from pa_framework.records.load import read_records
from pa_framework.records.overlays import OF_THE_FRAMEWORK, Overlay
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Span

#: Kinds of file that an area has for itself, so that no two are the same.
_OF_ITSELF = frozenset({"changes", "search", "trace"})
#: Fields of the settings that say where an area is kept, and on which version it builds.
_OF_THE_SETTINGS = frozenset(OF_THE_FRAMEWORK)


class AsksMore(Struct, frozen=True):
    """Something for which one area (`here`) asks more than the other (`there`): what each says, and why it matters.

    `because` has the reason that each gives for what it changes of its base, empty where it changes nothing.
    """

    kind: str
    id: str
    title: str
    field: str
    here: str
    there: str
    why: str
    because: tuple[str, str]


class Differs(Struct, frozen=True):
    """A field that differs and of which neither is more: what the first says, and what the second; empty for nothing."""

    field: str
    first: str
    second: str


class DifferentRecord(Struct, frozen=True):
    """A record with fields that differ. `because` has the reasons that each area gives for what it changes of its base."""

    kind: str
    id: str
    title: str
    fields: tuple[Differs, ...]
    because: tuple[str, str]


class OnlyIn(Struct, frozen=True):
    """A record that one of the areas has. `status` is that of a task."""

    kind: str
    id: str
    title: str
    status: str


class Compared(Struct, frozen=True):
    """Two areas, the first and the second: pairs are of them in this order.

    `same` is the number of records that say the same in both. `unjudged` are the files that could not be judged.
    """

    on: date
    names: tuple[str, str]
    same: int
    asks_more: tuple[tuple[AsksMore, ...], tuple[AsksMore, ...]]
    differ: tuple[DifferentRecord, ...]
    only: tuple[tuple[OnlyIn, ...], tuple[OnlyIn, ...]]
    unjudged: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs, and all could be judged."""
        return not any((*self.asks_more, self.differ, *self.only, *self.unjudged))


class _Area(Struct, frozen=True):
    snapshot: Snapshot
    records: Mapping[Name, RawRecord]
    overlay: Overlay | None
    name: str

    def because(self, kind: str, name: str) -> str:
        """Why the area changes a record of its base; empty where it does not."""
        one = self.overlay.of_record(kind, name) if self.overlay and name else None
        return one.because if one else ""


def compare_areas(first: Path, second: Path, on: date, called: tuple[str, str]) -> Compared:
    """The areas in two folders side by side, on a day. Raises UserError where one of them cannot be read.

    `called` tells them apart where both are of one area.
    """
    one, other = _area(first, "base", on), _area(second, "head", on)
    names = (one.name, other.name)
    if one.name == other.name:
        names = (f"{one.name} ({called[0]})", f"{other.name} ({called[1]})")
    both = [name for name in one.records if name in other.records]
    weaker = [weak for weak in weaknesses(one.snapshot, other.snapshot, SEVERITIES).weakened if _in_both(weak, both)]
    stricter = [weak for weak in weaknesses(other.snapshot, one.snapshot, SEVERITIES).weakened if _in_both(weak, both)]
    told = {(span, in_second) for weak in weaker for span, in_second in weak.places} | {
        (span, not in_first) for weak in stricter for span, in_first in weak.places
    }
    differ, same = [], 0
    for name in both:
        old, new = one.records[name], other.records[name]
        if old.route or old.kind in _OF_ITSELF:
            continue
        changes = [change for change in _changes(old, new) if EARLIER not in change.names]
        same += not changes
        fields = tuple(
            _field(old.kind, change, one, other) for change in changes if not _is_told(change, old, new, told)
        )
        if fields:
            because = (one.because(*name), other.because(*name))
            differ.append(
                DifferentRecord(old.kind, old.id, one.snapshot.title(*name) if old.id else "", fields, because)
            )
    differ.sort(key=lambda record: (report_sort_key(record.kind), record.title, record.id))
    return Compared(
        on,
        names,
        same,
        (tuple(_asks_more(weaker, one, other)), tuple(_asks_more(stricter, other, one))),
        tuple(differ),
        (tuple(_only(one, other)), tuple(_only(other, one))),
        tuple(tuple(sorted(file.path for file in area.snapshot.unjudged)) for area in (one, other)),  # type: ignore[arg-type]
    )


def _area(folder: Path, side: str, on: date) -> _Area:
    snapshot = tree_of_folder(folder).snapshot(side, on)
    framework = snapshot.records.framework
    if framework is None:
        raise UserError(f"`{folder}` has no `framework/framework.yaml` that can be read; `pa-framework check` says why")
    return _Area(snapshot, raw_records(snapshot.documents), read_records(folder).overlay, framework.area)


def _in_both(weak: Weakened, both: list[Name]) -> bool:
    """Whether both areas have the record: what only one of them has is listed as that."""
    return not weak.id or (weak.record_kind, weak.id) in both


def _changes(old: RawRecord, new: RawRecord) -> Iterator[FieldChange]:
    left = _OF_THE_SETTINGS if old.kind == "framework" else frozenset({"id"})
    was, now = (
        {name: value for name, value in record.data.items() if name not in left}
        if isinstance(record.data, dict)
        else {}
        for record in (old, new)
    )
    yield from field_changes(old.kind, was, now)


def _is_told(change: FieldChange, old: RawRecord, new: RawRecord, told: set[tuple[Span, bool]]) -> bool:
    """Whether what differs is at the place of something for which one of the areas asks more."""
    in_second = change.how != "removed"
    sides = ((change.route, in_second), (change.other, not in_second))
    return any(
        ((new if in_new else old).document.span(route[:length]), in_new) in told
        for route, in_new in sides
        for length in range(1, len(route) + 1)
    )


def _field(kind: str, change: FieldChange, one: _Area, other: _Area) -> Differs:
    words, first, second = change_in_words(kind, change, one.snapshot, other.snapshot)
    return Differs(words, first, second)


def _asks_more(weaker: list[Weakened], here: _Area, there: _Area) -> Iterator[AsksMore]:
    """For what `here` asks more: whatever is weaker in `there`."""
    for weak in weaker:
        yield AsksMore(
            weak.record_kind,
            weak.id,
            weak.title,
            weak.field,
            weak.before,
            weak.after,
            weak.why,
            (here.because(weak.record_kind, weak.id), there.because(weak.record_kind, weak.id)),
        )


def _only(here: _Area, there: _Area) -> Iterator[OnlyIn]:
    found = [
        record
        for name, record in here.records.items()
        if name not in there.records and record.id and not there.snapshot.is_unjudged(*name)
    ]
    for record in sorted(found, key=lambda one: (report_sort_key(one.kind), here.snapshot.title(one.kind, one.id))):
        data: Any = record.data
        status = str(data.get("status", "")) if record.kind == "task" else ""
        yield OnlyIn(record.kind, record.id, here.snapshot.title(record.kind, record.id), status)
