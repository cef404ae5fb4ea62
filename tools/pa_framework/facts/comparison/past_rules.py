"""What a change does to the rules of earlier days: old sign-offs are judged by these.

A rule that changes leaves what held until then in `earlier`. Without it, sign-offs of yesterday would be judged by the
rule of tomorrow. What stands in `earlier` already does not change any more.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.comparison.record_matching import RawRecord, raw_records
from pa_framework.facts.comparison.snapshot import Snapshot, snapshot
from pa_framework.records.dated_documents import (
    EARLIER,
    OF_THE_ENTRY,
    entries_newest_first,
    value_at,
    with_entries,
    with_value_at,
)
from pa_framework.records.kinds import KIND
from pa_framework.text.findings import Span
from pa_framework.text.sentences import id_as_words

#: The kinds of records whose rules have dates.
KINDS = ("task", "tier", "trigger", "role", "competence")
#: What `asks_of_old_sign_offs` is in an entry.
_ASKS = OF_THE_ENTRY[1]


class UndatedChange(Struct, frozen=True):
    """A change of rules after which the record no longer says what held before.

    `fields` are the labels of what changed. `until` is the last day of the old rules. `entry` holds the old values, as an
    entry of `earlier` has them without its `until`. `where` says what becomes of it: a list `earlier` of its own
    (`new-list`), its newest entry (`new-entry`), or more fields of the newest entry, which does not hold all (`same-entry`).
    The span is in the head.
    """

    kind: str
    id: str
    title: str
    fields: tuple[str, ...]
    until: date
    entry: Mapping[str, Any]
    where: Literal["new-list", "new-entry", "same-entry"]
    span: Span


class RewrittenPast(Struct, frozen=True):
    """Days that have passed on which other rules hold than before the change.

    The rules of the days from `first` (None: of all days) to `last` differ in `fields`, which are labels. Where only what
    a change asks of old sign-offs differs, `first` and `last` are the last day of the rule before that change.
    The span is in the head if `in_head`, and in the base if not.
    """

    kind: str
    id: str
    title: str
    first: date | None
    last: date
    fields: tuple[str, ...]
    span: Span
    in_head: bool


class PastRules(Struct, frozen=True):
    """What a change does to the rules of earlier days."""

    undated: tuple[UndatedChange, ...] = ()
    rewritten: tuple[RewrittenPast, ...] = ()


def past_rules(base: Snapshot, head: Snapshot) -> PastRules:
    """What `head` does to the rules of the days before today. `base` has the ids of the head."""
    was, now = raw_records(base.documents), raw_records(head.documents)
    undated: list[UndatedChange] = []
    rewritten: list[RewrittenPast] = []
    for name, new in now.items():
        old = was.get(name)
        if old is None or new.kind not in KINDS or old.data == new.data:
            continue
        change = _undated(old, new, head.on)
        undated += [change] if change else []
        rewritten += _rewritten(old, new, _with_lines_pasted(new, change) if change else new, head.on)
    order = {kind: number for number, kind in enumerate(KINDS)}
    return PastRules(
        tuple(sorted(undated, key=lambda change: (order[change.kind], change.title, change.id))),
        tuple(sorted(rewritten, key=lambda past: (order[past.kind], past.title, past.id, past.last))),
    )


def _undated(old: RawRecord, new: RawRecord, on: date) -> UndatedChange | None:
    """The change of today's rules, where no new entry of `earlier` holds what they were."""
    before: Mapping[str, Any] = old.data
    if not fields_that_differ(new.kind, before, new.data):
        return None
    known = days_of_change(old)
    newer = [until for until in days_of_change(new) if not known or until > known[0]]
    then = state_on(new, min(newer)) if newer else new.data
    missing = fields_that_differ(new.kind, before, then)
    if not missing:
        return None
    first = missing[0]
    return UndatedChange(
        new.kind,
        new.id,
        _title(new),
        _labels(new.kind, missing, before, then),
        min(newer) if newer else on - timedelta(days=1),
        {name: values_before(before.get(name), then.get(name)) for name in missing},
        "same-entry" if newer else "new-entry" if EARLIER in new.data else "new-list",
        new.document.span((*new.route, first), key=True),
    )


def _with_lines_pasted(record: RawRecord, change: UndatedChange) -> RawRecord:
    """The record with what `change` asks for, so that one cause is not told twice."""
    entries = record.data.get(EARLIER)
    entries = list(entries) if isinstance(entries, list) else []
    if change.where == "same-entry":
        number = next(number for number, entry in entries_newest_first(record.data) if _until(entry) == change.until)
        entries[number] = _with_more(entries[number], change.entry)
    else:
        entries.insert(0, {"until": change.until.isoformat(), **change.entry})
    data = {**record.data, EARLIER: entries}
    document = replace(record.document, data=with_value_at(record.document.data, record.route, data))
    return replace(record, document=document, data=data)


def _with_more(entry: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """An entry with the values of `more`, including each null."""
    made = dict(entry)
    for name, value in more.items():
        there = made.get(name)
        made[name] = _with_more(there, value) if isinstance(there, dict) and isinstance(value, dict) else value
    return made


def _rewritten(old: RawRecord, new: RawRecord, dated: RawRecord, on: date) -> Iterator[RewrittenPast]:
    """The days before today whose rules differ. `dated` is the new record with an entry for today's change."""
    known, told = days_of_change(old), days_of_change(dated)
    first: date | None = None
    for last in sorted({*known, *told, on - timedelta(days=1)} if told or known else ()):
        if last >= on:
            break
        then = state_on(old, last), state_on(dated, last)
        if fields := fields_that_differ(new.kind, *then):
            labels = _labels(new.kind, fields, *then)
            yield RewrittenPast(new.kind, new.id, _title(new), first, last, labels, *_place(old, new, last))
        first = last + timedelta(days=1)
    for until in known:
        if _asks(old, until) != _asks(new, until):
            label = str(KIND[new.kind].schema["properties"][EARLIER]["items"]["properties"][_ASKS]["x-label"])
            yield RewrittenPast(new.kind, new.id, _title(new), until, until, (label,), *_place(old, new, until))


def _place(old: RawRecord, new: RawRecord, last: date) -> tuple[Span, bool]:
    """Where a record says what held on a day, in the head where an entry reaches it there."""
    for record, in_head in ((new, True), (old, False)):
        for number, entry in entries_newest_first(record.data)[::-1]:
            if _until(entry) >= last:
                return record.document.span((*record.route, EARLIER, number, "until")), in_head
    return new.document.span((*new.route, "id")), True


def with_rules_of_the_day(state: Snapshot) -> Snapshot:
    """The snapshot with each record as it is on its day; the same one where no entry of `earlier` reaches that day."""
    documents, has_any = dict(state.documents), False
    for record in raw_records(state.documents).values():
        if record.kind not in KINDS or EARLIER not in record.data:
            continue
        if reaching := sum(until >= state.on for until in days_of_change(record)):
            path, kind = record.document.path, state.documents[record.document.path][1]
            documents[path] = (with_entries(documents[path][0], record.route, reaching).document, kind)
            has_any = True
    return state if not has_any else snapshot(state.name, state.on, documents, state.strays)


def days_of_change(record: RawRecord) -> list[date]:
    """The last days of the earlier rules of a record, the newest first."""
    return [_until(entry) for _, entry in entries_newest_first(record.data)]


def _until(entry: Mapping[str, Any]) -> date:
    return date.fromisoformat(entry["until"])


def _asks(record: RawRecord, until: date) -> Any:
    asked = [entry.get(_ASKS) for _, entry in entries_newest_first(record.data) if _until(entry) == until]
    return asked[0] if asked and asked[0] != {"do": "nothing"} else None


def state_on(record: RawRecord, day: date) -> Mapping[str, Any]:
    """The data of a record as it was on a day."""
    count = sum(until >= day for until in days_of_change(record))
    if not count:
        return record.data  # type: ignore[no-any-return]
    state: Mapping[str, Any] = value_at(with_entries(record.document, record.route, count).document.data, record.route)
    return state


def fields_that_differ(kind: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The fields by which sign-offs are judged and which differ, in the order of the schema."""
    fields = KIND[kind].schema["properties"]
    return [
        name
        for name, part in fields.items()
        if part.get("x-judges-sign-offs") and _judged(part, one.get(name)) != _judged(part, other.get(name))
    ]


def _judged(part: Mapping[str, Any], value: Any) -> Any:
    """What counts of a value: not what it rests on, nor the order of a list."""
    if isinstance(value, dict):
        fields = part.get("properties", {})
        inner = part.get("additionalProperties")
        of_map = inner if isinstance(inner, dict) else {}
        return {
            name: _judged(fields.get(name, of_map), entry)
            for name, entry in value.items()
            if fields.get(name, {}).get("x-guards") != "none"
        }
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return sorted(value)
    return value


def values_before(before: Any, after: Any) -> Any:
    """What an entry says of a value that was `before` and is `after`: only what differs, and null where it was not."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return before
    names = [*before, *(name for name in after if name not in before)]
    return {
        name: values_before(before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    }


def _labels(kind: str, names: Sequence[str], one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    """What the schema calls these fields; of a group on both sides, the fields in it that differ."""
    return tuple(
        str(label)
        for name in names
        for label in _labels_within(KIND[kind].schema["properties"][name], one.get(name), other.get(name))
    )


def _labels_within(part: Mapping[str, Any], one: Any, other: Any) -> Iterator[str]:
    if "properties" not in part or not isinstance(one, dict) or not isinstance(other, dict):
        yield part["x-label"]
        return
    for name, field in part["properties"].items():
        is_judged = field["x-guards"] != "none"
        if is_judged and _judged(field, one.get(name)) != _judged(field, other.get(name)):
            yield field["x-label"]


def _title(record: RawRecord) -> str:
    title = record.data.get("title")
    return title if isinstance(title, str) and title.strip() else id_as_words(record.id)
