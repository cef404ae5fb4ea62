"""Documents as they would have been while an earlier rule held: the record with entries of its `earlier` laid over it.

Maps merge, lists are replaced, and null takes a field away. Every value keeps the place where it is written, so that a
finding about an earlier rule points into its entry.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.records.json_schema import Fault, is_iso_date, is_valid, schema_faults
from pa_framework.records.kinds import entry_kinds
from pa_framework.records.yaml_source import Document, Mark, Route

#: The field that holds what was so earlier, in records of the kinds that can have it.
EARLIER = "earlier"
#: The fields of an entry that are not rules: when it held, and what its end asks.
OF_THE_ENTRY = ("until", "asks_of_old_sign_offs")
#: The fields of a record that no entry can say otherwise.
_NEVER_DIFFERENT = ("id", EARLIER)


class DatedDocument(Struct, frozen=True):
    """A document in which one record is as it was earlier.

    `written_at` leads from each value of that record to the route at which the file has it; `taken_away` from each field
    that an entry takes away to the null that does.
    """

    document: Document
    written_at: Mapping[Route, Route]
    taken_away: Mapping[Route, Route]

    def source(self, route: Route) -> Route:
        """Where the value at `route`, or the nearest part around it, is in the file, with the rest of the route."""
        for length in range(len(route), -1, -1):
            if (found := self.written_at.get(route[:length])) is not None:
                return found + route[length:]
        return route

    def cannot_be_read(self, fault: Fault) -> Iterator[Route]:
        """The values that cannot be read because of a fault of the document.

        An unknown name in an entry takes with it whatever it may mean, even where the record has that now: no one can
        tell what was so then.
        """
        yield from fault.unreadable
        group = self.source(fault.route)[:-1]
        for route in fault.may_mean:
            if self.source(route)[: len(group)] != group:
                yield route


def entries_newest_first(record: Any) -> list[tuple[int, Mapping[str, Any]]]:
    """The entries of `earlier` in the data of a record, each with its number in the file.

    Entries whose `until` cannot be read are left out. Those with one `until` stay in the order of the file.
    """
    found = record.get(EARLIER) if isinstance(record, Mapping) else None
    if not isinstance(found, list):
        return []
    readable = [(number, entry) for number, entry in enumerate(found) if _has_until(entry)]
    return sorted(readable, key=lambda numbered: str(numbered[1]["until"]), reverse=True)


def _has_until(entry: Any) -> bool:
    return isinstance(entry, Mapping) and isinstance(entry.get("until"), str) and is_iso_date(entry["until"])


def with_entries(document: Document, route: Route, count: int) -> DatedDocument:
    """The document with the `count` newest entries of `earlier` laid over the record at `route`.

    `earlier` of that record keeps the older entries.
    """
    record = value_at(document.data, route)
    entries = entries_newest_first(record)
    written_at: dict[Route, Route] = {}
    taken_away: dict[Route, Route] = {}
    own = {name: value for name, value in record.items() if name != EARLIER}
    _note(own, route, route, written_at)
    merged: Any = own
    for number, entry in entries[:count]:
        rules = {name: value for name, value in entry.items() if name not in OF_THE_ENTRY}
        merged = _laid_over(merged, rules, route, (*route, EARLIER, number), written_at, taken_away)
    written_at[route] = route
    if older := entries[count:]:
        merged = {**merged, EARLIER: [entry for _, entry in older]}
        written_at[(*route, EARLIER)] = (*route, EARLIER)
        for place, (number, entry) in enumerate(older):
            _note(entry, (*route, EARLIER, place), (*route, EARLIER, number), written_at)
    data = with_value_at(document.data, route, merged)
    outside = {here: mark for here, mark in document.values.items() if here[: len(route)] != route}
    outside_keys = {here: mark for here, mark in document.keys.items() if here[: len(route)] != route}
    values: dict[Route, Mark] = outside | {
        here: mark for here, there in written_at.items() if (mark := document.values.get(there))
    }
    keys: dict[Route, Mark] = outside_keys | {
        here: mark for here, there in written_at.items() if (mark := document.keys.get(there))
    }
    return DatedDocument(replace(document, data=data, values=values, keys=keys), written_at, taken_away)


def value_at(data: Any, route: Route) -> Any:
    """The value at a route in data that has it."""
    for step in route:
        data = data[step]
    return data


def with_value_at(data: Any, route: Route, value: Any) -> Any:
    """`data` with another value at `route`; everything on the way is new, everything else the same."""
    if not route:
        return value
    if isinstance(data, list):
        step = int(route[0])
        return [*data[:step], with_value_at(data[step], route[1:], value), *data[step + 1 :]]
    return {**data, route[0]: with_value_at(data[route[0]], route[1:], value)}


def _note(value: Any, here: Route, there: Route, written_at: dict[Route, Route]) -> None:
    """Notes for a value, and for everything in it, that it is written at `there`."""
    written_at[here] = there
    steps = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        _note(inner, (*here, step), (*there, step), written_at)


def _forget(here: Route, written_at: dict[Route, Route]) -> None:
    for route in [route for route in written_at if route[: len(here)] == here]:
        del written_at[route]


def _laid_over(
    below: Any,
    above: Any,
    here: Route,
    there: Route,
    written_at: dict[Route, Route],
    taken_away: dict[Route, Route],
) -> Any:
    """`above`, which is written at `there`, laid over `below` at `here`."""
    if not isinstance(above, Mapping):
        _forget(here, written_at)
        _note(above, here, there, written_at)
        return above
    merged = dict(below) if isinstance(below, Mapping) else {}
    if not isinstance(below, Mapping):
        _forget(here, written_at)
    written_at[here] = there
    for name, value in above.items():
        if value is None:
            merged.pop(name, None)
            _forget((*here, name), written_at)
            taken_away[(*here, name)] = (*there, name)
        else:
            merged[name] = _laid_over(merged.get(name), value, (*here, name), (*there, name), written_at, taken_away)
            taken_away.pop((*here, name), None)
    return merged


# --- what is wrong with earlier rules


def routes_with_earlier(document: Document, kind: str) -> Iterator[Route]:
    """The routes of the records in a document of this kind that have earlier rules which can be laid over them."""
    if not isinstance(document.data, dict):
        return
    if entries_newest_first(document.data):
        yield ()
    for field, _ in entry_kinds(kind):
        records = document.data.get(field)
        for number, record in enumerate(records if isinstance(records, list) else ()):
            if entries_newest_first(record):
                yield (field, number)


def earlier_faults(document: Document, kind: str) -> Iterator[Fault]:
    """What is wrong with the earlier rules of a document: each must give a record that is valid by its schema.

    Every route leads into an entry. What is wrong with the record as it is now is not repeated.
    """
    present = {_mark(fault) for fault in schema_faults(document, kind)} if _has_earlier(document, kind) else set()
    for route in routes_with_earlier(document, kind):
        entries = entries_newest_first(value_at(document.data, route))
        yield from _fixed_field_faults(route, entries)
        within = (*route, EARLIER)
        seen: set[tuple[Route, str, str]] = set()
        for count in range(1, len(entries) + 1):
            dated = with_entries(document, route, count)
            if is_valid(dated.document.data, kind):
                continue
            for fault in schema_faults(dated.document, kind):
                if _mark(fault) in present or fault.route[: len(within)] == within:
                    continue
                found = _in_the_entry(fault, dated, (*within, entries[count - 1][0]))
                if _mark(found) not in seen:
                    seen.add(_mark(found))
                    yield found


def _has_earlier(document: Document, kind: str) -> bool:
    return next(routes_with_earlier(document, kind), None) is not None


def _mark(fault: Fault) -> tuple[Route, str, str]:
    return fault.route, fault.code, fault.message


def _fixed_field_faults(route: Route, entries: list[tuple[int, Mapping[str, Any]]]) -> Iterator[Fault]:
    for number, entry in entries:
        for name in _NEVER_DIFFERENT:
            if name in entry:
                here = (*route, EARLIER, number, name)
                says = f"`{name}` stands in an entry of `{EARLIER}`; it is no rule that could have been different"
                yield Fault(here, "SCH001", says, f"take `{name}` out of the entry", (here,), key=True)


def _in_the_entry(fault: Fault, dated: DatedDocument, entry: Route) -> Fault:
    """A fault of a dated document as a fault of the file, with routes that lead into the entry."""
    for missing in fault.unreadable if fault.code == "SCH002" else ():
        if there := dated.taken_away.get(missing):
            name = str(missing[-1])
            return Fault(
                there,
                fault.code,
                f"`{name}` is taken away by an earlier rule, and a record must have it",
                f"write what `{name}` was until then, or take this line out",
                (there,),
                key=True,
            )
    within = entry[:-1]
    route = dated.source(fault.route)
    if route[: len(within)] != within:
        route = entry
    sources = tuple(dated.source(unreadable) for unreadable in fault.unreadable)
    unreadable = tuple(source for source in sources if source[: len(within)] == within)
    return replace(fault, route=route, unreadable=unreadable or (route,), instead=None)
