"""Decodes documents into typed records, completely where a document is valid, as far as possible where it is not."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from msgspec import NODEFAULT, Struct, convert, field
from msgspec.structs import FieldInfo, fields

from pa_framework.records.another_kind import another_kind_finding
from pa_framework.records.base import Located, Origin
from pa_framework.records.dated_documents import DatedDocument, earlier_faults, value_at
from pa_framework.records.first_edition import first_edition_finding, with_first_edition_faults
from pa_framework.records.json_schema import Fault, is_valid, schema_faults, schema_findings, unexplained_finding
from pa_framework.records.kinds import KIND, entry_kinds
from pa_framework.records.model import STRUCTS as FRAMEWORK_STRUCTS
from pa_framework.records.register_model import STRUCTS as REGISTER_STRUCTS
from pa_framework.records.unreadable import RecordPlace, Unreadable, UnreadableField, partly_readable
from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.findings import Finding
from pa_framework.text.sentences import quote_ids

#: The struct type of each kind of record, by the id of the kind.
STRUCTS: Mapping[str, type[Located]] = {**FRAMEWORK_STRUCTS, **REGISTER_STRUCTS}


def route_of_record(route: Route, kind: str) -> Route:
    """The route of the record that a value belongs to, in a file of this kind: its entry of a list, or the file."""
    return route[:2] if any(route[0] == field for field, _ in entry_kinds(kind)) else ()


def decode_records(document: Document, kind: str, *, only_lists: bool = False) -> Iterator[tuple[str, Any]]:
    """The records that a document holds, each with its kind; with `only_lists`, not the one that it is itself.

    The document must be valid.
    """
    if kind in STRUCTS and not only_lists:
        yield kind, _decode_record(document.data, STRUCTS[kind], Origin(document))
    for name, entry_kind in entry_kinds(kind):
        for index, data in enumerate(document.data.get(name, ())):
            route: Route = (name, index)
            yield entry_kind.id, _decode_record(data, STRUCTS[entry_kind.id], Origin(document, route))


def decode(document: Document, kind: str) -> tuple[list[tuple[str, Any]], tuple[Finding, ...]]:
    """The records of a document, each with its kind; or the findings where it is invalid."""
    if document.findings:
        return [], document.findings
    if finding := first_edition_finding(document):
        return [], (finding,)
    if is_valid(document.data, kind) and not any(earlier_faults(document, kind)):
        try:
            return list(decode_records(document, kind)), ()
        except ValueError:  # msgspec's: a value that the schema lets pass and no record can have, such as 1.0
            pass
    found = decode_parts(document, kind)
    return [], found.findings or (unexplained_finding(document, ""),)


def decode_again(document: Document, changed: Document, kind: str) -> list[tuple[str, Any]]:
    """The records of `changed`, each with its kind, as far as those of `document` can be read.

    `changed` differs from `document` only in the words of texts. Faults are those of `document`.
    """
    if not document.findings and is_valid(document.data, kind):
        try:
            return list(decode_records(changed, kind))
        except ValueError:
            pass
    return list(decode_parts(document, kind, changed).records)


def decode_dated(dated: DatedDocument, kind: str, route: Route) -> Any:
    """The record of a kind at `route` of a dated document, whole or partly readable.

    Raises UnreadableField where the record as a whole cannot be read.
    """
    document, listed_in = dated.document, KIND[kind].listed_in
    file_kind = listed_in[0] if listed_in else kind
    data = value_at(document.data, route)
    if is_valid(document.data, file_kind):
        try:
            return _decode_record(data, STRUCTS[kind], Origin(document, route))
        except ValueError:
            pass
    faults = with_first_edition_faults(schema_faults(document, file_kind), document.data, file_kind)
    unreadable = {there for fault in faults for there in dated.cannot_be_read(fault)}
    record = _Reading(document, unreadable).record(kind, data, route)
    if record is None:
        raise UnreadableField(RecordPlace(kind, document.path, route), route)
    return record


class Parts(Struct, frozen=True):
    """What can be read of an invalid document.

    `records` are its records with their kinds, whole or partly readable. `complete_kinds` are the kinds whose
    records could all be read. `unreadable` are the routes of the values that cannot be read, `findings` the reports of them.
    """

    records: tuple[tuple[str, Any], ...] = ()
    complete_kinds: frozenset[str] = frozenset()
    unreadable: frozenset[Route] = frozenset()
    findings: tuple[Finding, ...] = ()

    def can_read(self, route: Route, kind: str) -> bool:
        """Whether the value at `route` of the document, which is of this kind, can be read and its record is not left out."""
        there = {record.origin.route for _, record in self.records}
        return route_of_record(route, kind) in there and not any(route[: len(bad)] == bad for bad in self.unreadable)


def decode_parts(document: Document, kind: str, changed: Document | None = None) -> Parts:
    """What can be read of an invalid document: nothing where it is not YAML, or in the form of the first edition.

    With `changed`, which differs from the document only in the words of texts, values are read from that one.

    A record whose id cannot be read is left out, because it is unknown which record it is. So is an entry without an id,
    which is a waiver: what lets a finding stand must be certain. Without a finding, nothing is read either.
    """
    if document.findings:
        return Parts(findings=document.findings)
    if finding := first_edition_finding(document):
        return Parts(findings=(finding,))
    if not isinstance(document.data, dict):
        return Parts(findings=tuple(schema_findings(document, kind)))
    if finding := another_kind_finding(document, kind):
        return Parts(findings=(finding,))
    faults = (
        *with_first_edition_faults(schema_faults(document, kind), document.data, kind),
        *earlier_faults(document, kind),
    )
    document = changed or document
    reading = _Reading(document, {route for fault in faults for route in fault.unreadable})
    found: list[tuple[str, Any]] = []
    complete_kinds: set[str] = set()
    if kind in STRUCTS and (record := reading.record(kind, document.data, ())) is not None:
        found.append((kind, record))
        complete_kinds.add(kind)
    for name, entry_kind in entry_kinds(kind):
        entries = document.data.get(name)
        if (name,) in reading.unreadable or not isinstance(entries, list):
            continue
        read = [reading.record(entry_kind.id, data, (name, index)) for index, data in enumerate(entries)]
        lacks_one = any(record is None for record in read)
        if not lacks_one:
            complete_kinds.add(entry_kind.id)
        if not (lacks_one and entry_kind.ordered):
            found += [(entry_kind.id, record) for record in read if record is not None]
    told = _with_one_of_a_short_task(faults, document, kind)
    findings = (*(fault.finding(document) for fault in told), *reading.findings)
    return (
        Parts(tuple(found), frozenset(complete_kinds), frozenset(reading.unreadable), findings) if findings else Parts()
    )


#: What a task may have from the `standard` of its tier.
_OF_THE_STANDARD = frozenset(
    {"summary", "omission", "requires", "scope", "sign_off", "stop_when", "owner", "sources", "approval"}
)


def _with_one_of_a_short_task(faults: Sequence[Fault], document: Document, kind: str) -> Sequence[Fault]:
    """The faults of a task; those of several fields that the standard of its tier could give are one."""
    missing = [
        one for one in faults if one.code == "SCH002" and one.route == () and one.asked_by is None and not one.at_end
    ]
    names = [str(route[0]) for one in missing for route in one.unreadable if len(route) == 1]
    if kind != "task" or len(names) != len(missing) or len(_OF_THE_STANDARD.intersection(names)) < 2:
        return faults
    risk = document.data.get("risk")
    tier = f"the tier `{risk}`" if isinstance(risk, str) else "its tier (named in `risk`)"
    first = missing[0]
    one = Fault(
        first.route,
        first.code,
        f"{quote_ids(names, 'and')} are missing in this record",
        f"write here what the policy says of this task alone; what holds for all tasks of a tier can be written once, in"
        f" `standard` of {tier} in framework/delegation.yaml; a task that has the id of one of the base, with `changes:`,"
        " inherits the rest from it; do not make up what no one has decided",
        tuple(route for fault in missing for route in fault.unreadable),
        key=True,
    )
    return (one, *(fault for fault in faults if fault not in missing))


class _Reading(Struct):
    """A document that is read as far as possible, and the routes of what cannot be read.

    `findings` report values that the schema lets pass and no record can have.
    """

    document: Document
    unreadable: set[Route]
    findings: list[Finding] = field(default_factory=list)

    def record(self, kind: str, data: Any, route: Route) -> Any:
        """The record at `route`, whole or partly readable, or None where it is left out."""
        if not isinstance(data, dict) or route in self.unreadable:
            return None
        place = RecordPlace(kind, self.document.path, route)
        record = self._struct(data, STRUCTS[kind], route, place, {"origin": Origin(self.document, route)})
        name = KIND[kind].id_field
        if name:
            return None if (*route, name) in self.unreadable else record
        return record if KIND[kind].is_single or not self._has_fault_below(route) else None

    def _struct(
        self, data: Mapping[str, Any], struct: type[Struct], route: Route, place: RecordPlace, given: Mapping[str, Any]
    ) -> Any:
        values, unreadable = dict(given), {}
        for info in _fields(struct):
            here = (*route, info.encode_name)
            if info.name in given or (info.encode_name not in data and here not in self.unreadable and _optional(info)):
                continue
            value = self._value(data.get(info.encode_name), info.type, here, place)
            if isinstance(value, Unreadable):
                unreadable[info.name] = value
            else:
                values[info.name] = value
        return partly_readable(struct, values, unreadable)

    def _value(self, data: Any, wanted: Any, route: Route, place: RecordPlace) -> Any:
        """The value of a field, or Unreadable. The fault stays within the smallest struct around it."""
        if route in self.unreadable:
            return Unreadable(place, route)
        conversion_error = ""
        if not self._has_fault_below(route):
            try:
                return convert(data, wanted, dec_hook=_pass_through)
            except ValueError as error:
                conversion_error = str(error)
        struct, several = _struct_in(wanted)
        if struct and not several and isinstance(data, dict):
            return self._struct(data, struct, route, place, {})
        if struct and several and isinstance(data, list):
            routes = [(*route, index) for index in range(len(data))]
            if all(isinstance(entry, dict) for entry in data) and self.unreadable.isdisjoint(routes):
                return tuple(self._struct(entry, struct, at, place, {}) for entry, at in zip(data, routes, strict=True))
        if conversion_error:
            self.unreadable.add(route)
            self.findings.append(unexplained_finding(self.document, conversion_error, route))
        return Unreadable(place, route)

    def _has_fault_below(self, route: Route) -> bool:
        return any(fault[: len(route)] == route for fault in self.unreadable)


@cache
def _fields(struct: type[Struct]) -> tuple[FieldInfo, ...]:
    """The fields of a struct, with their types resolved."""
    return fields(struct)


def _optional(info: FieldInfo) -> bool:
    return info.default is not NODEFAULT or info.default_factory is not NODEFAULT


@cache
def _struct_in(wanted: Any) -> tuple[type[Struct] | None, bool]:
    """The struct that a field holds, if it holds one or a list of them, and whether it is a list."""
    if get_origin(wanted) in (Union, UnionType):
        others = [option for option in get_args(wanted) if option is not NoneType]
        return _struct_in(others[0]) if len(others) == 1 else (None, False)
    if get_origin(wanted) is tuple:
        return get_args(wanted)[0] if _is_struct(get_args(wanted)[0]) else None, True
    return wanted if _is_struct(wanted) else None, False


def _is_struct(wanted: Any) -> bool:
    return isinstance(wanted, type) and issubclass(wanted, Struct)


def _decode_record(data: Mapping[str, Any], kind: type[Any], origin: Origin) -> Any:
    return convert({**data, "origin": origin}, kind, dec_hook=_pass_through)


def _pass_through(kind: type[Any], value: Any) -> Any:
    """An origin is not data of the file: it is used as it is."""
    return value
