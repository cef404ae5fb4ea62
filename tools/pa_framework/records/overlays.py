"""Records of an area laid over those of its base: an area writes only what differs from a framework that it builds on.

A record that changes one of the base says which, why, and what is different:

    changes: gastrostomy-feed
    because: Our community nurses review every feed twice a year.
    sign_off:
      review_every: {months: 6}
      assessed_by: {remove: [dietitian]}

Maps merge. A list is replaced, or changed by `add` and `remove`. Null takes a field away, and `leave_out: true` the record.
In a file that lists records, such as `delegation.yaml`, an entry with `changes` does the same to an entry of the base; its
other entries are new. docs/decisions/0045 has the rules.

The result are documents like those of files, in which each value keeps the place where it is written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from pa_framework.records.dated_documents import EARLIER, OF_THE_ENTRY, entries_newest_first, value_at, with_entries
from pa_framework.records.json_schema import fields_of, is_expression, is_valid, schema, schema_faults
from pa_framework.records.kinds import KIND, entry_kinds
from pa_framework.records.yaml_source import Document, Mark, MarkElsewhere, Route
from pa_framework.text.findings import Finding, Note, Severity, Span
from pa_framework.text.suggestions import closest_match

CHANGES, BECAUSE, LEAVE_OUT, ADD, REMOVE = "changes", "because", "leave_out", "add", "remove"
#: The field of `framework.yaml` that names the base.
BUILDS_ON = "builds_on"
#: Kinds of file that an area has for itself: its waivers are agreed for it, and its changes are those of its versions.
NOT_INHERITED = frozenset({"waivers", "changes"})
#: What a framework says of itself, and no area inherits.
OF_THE_FRAMEWORK = frozenset(
    {"title", "summary", "area", "version", "publisher", "repository", "site", "brand", BUILDS_ON, "needs_program"}
)
_NOTHING: Any = object()
#: The fields of a record that say how it changes one of the base.
_HEAD = frozenset({CHANGES, BECAUSE, LEAVE_OUT})

#: Code and name of the finding of a change that names an unknown record: what may be meant cannot be relied on then.
UNKNOWN_TARGET = ("OVR002", "changes-an-unknown-record")
#: The same of one that names none.
NO_TARGET = ("OVR014", "change-in-no-form")
#: Kinds of file that lists records by which sign-offs are judged.
_SAFETY_RESTS_ON = frozenset({"delegation", "steps", "orders"})

#: What can be wrong with an overlay, apart from its values. Each has a rule.
FaultKind = Literal[
    "unknown-target",
    "retired-target",
    "changed-twice",
    "no-reason",
    "nothing-differs",
    "no-base",
    "base-changed",
    "base-newer",
    "bases-in-a-loop",
    "base-has-faults",
    "required-removed",
    "list-change",
    "form",
]


class OverlayFault(Struct, frozen=True):
    """Something that is wrong with an overlay or its base: where, what is so, and what to do."""

    kind: FaultKind
    span: Span
    message: str
    fix: str
    notes: tuple[Note, ...] = ()


class Overlaid(Struct, frozen=True):
    """A record of the base that an area changes or leaves out.

    `document` and `route` are where the area writes that, `base` and `base_route` where the base has the record.
    """

    kind: str
    id: str
    because: str
    leaves_out: bool
    document: Document
    route: Route
    base: Document
    base_route: Route

    @property
    def span(self) -> Span:
        """Where the area names the record."""
        return self.document.span((*self.route, LEAVE_OUT if self.leaves_out else CHANGES), key=self.leaves_out)

    @property
    def own(self) -> Mapping[str, Any]:
        """What the area writes."""
        found: Mapping[str, Any] = value_at(self.document.data, self.route)
        return found

    @property
    def before(self) -> Mapping[str, Any]:
        """What the base says."""
        found: Mapping[str, Any] = value_at(self.base.data, self.base_route)
        return found


class Overlay(Struct, frozen=True):
    """What an area makes of its base.

    Attributes:
        names: The name and version of the base, as findings call it; then those of the bases that it builds on.
        base: The files of the base with their kinds, as if it stood alone; none where it cannot be relied on.
        roots: The folders of the base and of those that it builds on.
        overlaid: The records of the base that are changed or left out.
        own: The files of the area with their kinds, as they are written.
        settings: The area's `framework.yaml`, as it is written.
        faults: What is wrong, apart from values that do not fit.
        under: The framework that the base builds on itself, if it does.
    """

    names: tuple[str, ...]
    base: tuple[tuple[Document, str], ...]
    roots: tuple[Path, ...]
    overlaid: tuple[Overlaid, ...]
    own: tuple[tuple[Document, str], ...]
    settings: Document
    faults: tuple[OverlayFault, ...]
    under: "Base | None" = None

    @property
    def left_out(self) -> Iterator[Overlaid]:
        """The records of the base that the area leaves out."""
        return (one for one in self.overlaid if one.leaves_out)

    def has_left_out(self, kind: str, name: str) -> bool:
        """Whether a record of the base is left out."""
        return any((one.kind, one.id) == (kind, name) for one in self.left_out)

    def is_of_base(self, span: Span) -> bool:
        """Whether a place is in a file of the base."""
        return span.path.startswith(tuple(f"{name}/" for name in self.names))

    def file_of(self, path: str) -> Path | None:
        """The file of the base that findings call `path`; None for a file of the area."""
        for name, root in zip(self.names, self.roots, strict=True):
            if path.startswith(f"{name}/"):
                return root / path.removeprefix(f"{name}/")
        return None

    def of_record(self, kind: str, name: str) -> Overlaid | None:
        """How the area changes a record of the base, if it does."""
        return next((one for one in self.overlaid if (one.kind, one.id) == (kind, name)), None)

    @property
    def span(self) -> Span:
        """Where the area names its base."""
        return self.settings.span((BUILDS_ON,), key=True)


def is_overlay(data: Any) -> bool:
    """Whether the data of a file, or of an entry, say that they change a record of a base."""
    return isinstance(data, Mapping) and CHANGES in data


def reasons(own: Iterable[tuple[Document, str]]) -> Iterator[tuple[Document, str, Route]]:
    """Where the files of an area say why something differs: the file with its kind, and the route of the reason.

    Readers of the site see these texts, which are in no record.
    """
    for document, kind in own:
        routes: list[Route] = [(BECAUSE,)] if KIND[kind].file or is_overlay(document.data) else []
        for name, _ in entry_kinds(kind):
            entries = document.data.get(name) if isinstance(document.data, Mapping) else None
            listed = enumerate(entries if isinstance(entries, list) else ())
            routes += [(name, place, BECAUSE) for place, entry in listed if is_overlay(entry)]
        for route in routes:
            if route in document.values and isinstance(value_at(document.data, route), str):
                yield document, kind, route


def lay_over(
    own: Iterable[tuple[Document, str]], base: "Base", settings: Document
) -> tuple[tuple[tuple[Document, str], ...], Overlay]:
    """The documents of an area with those of its base, each with its kind, and how they came to be.

    Files of an area that cannot be read stand for those that they may change: nothing is inherited in their place.
    """
    laying, own = _Laying(base.documents, []), tuple(own)
    found = laying.documents(own)
    return found, Overlay(
        base.names, base.documents, base.roots, tuple(laying.overlaid), own, settings, tuple(laying.faults), base.under
    )


class Base(Struct, frozen=True):
    """A framework that an area builds on: its documents with their kinds, each `shown_as` a file of one of `names`.

    `under` is the framework that it builds on itself, if it does.
    """

    names: tuple[str, ...]
    documents: tuple[tuple[Document, str], ...]
    roots: tuple[Path, ...] = ()
    under: "Base | None" = None


def as_base(name: str, documents: Iterable[tuple[Document, str]]) -> tuple[tuple[Document, str], ...]:
    """Documents of a framework as those of a base: findings call its own files by its name, and keep no slips of them."""
    return tuple(
        (replace(one, shown_as=one.shown_as or f"{name}/{one.path}", slips=(), made_of=_as_base(name, one)), kind)
        for one, kind in documents
    )


def _as_base(name: str, document: Document) -> tuple[Document, ...]:
    return tuple(replace(one, shown_as=one.shown_as or f"{name}/{one.path}") for one in document.made_of)


class _PartMarks(Mapping[Route, Mark]):
    """The marks of values that are written in several documents.

    `parts` has, for some values, the document and the route at which they are written, with all that is in them. A value
    in them that is written elsewhere has a part of its own.
    """

    __slots__ = ("_data", "_of_keys", "_parts")

    def __init__(self, data: Any, parts: Mapping[Route, tuple[Document, Route]], *, of_keys: bool) -> None:
        self._data, self._parts, self._of_keys = data, parts, of_keys

    __hash__ = object.__hash__

    def __getitem__(self, route: Route) -> Mark:
        document, there = source_of(self._parts, route)
        mark = (document.keys if self._of_keys else document.values)[there]
        return mark if isinstance(mark, MarkElsewhere) else MarkElsewhere.of(mark, document.name)

    def __iter__(self) -> Iterator[Route]:
        return (route for route in _routes(self._data, ()) if route in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def source_of(parts: Mapping[Route, tuple[Document, Route]], route: Route) -> tuple[Document, Route]:
    """The document, and the route in it, of the value at a route. `parts` has at least the empty route."""
    for length in range(len(route), -1, -1):
        if part := parts.get(route[:length]):
            return part[0], part[1] + route[length:]
    raise KeyError(route)


def _routes(data: Any, route: Route) -> Iterator[Route]:
    yield route
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, inner in steps:
        yield from _routes(inner, (*route, step))


class _Laying(Struct):
    """The work of laying an area's documents over those of its base."""

    base: Sequence[tuple[Document, str]]
    faults: list[OverlayFault]
    overlaid: list[Overlaid] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    #: The changes in files that are named after the record: of two, the one with another name is the one too many.
    well_named: dict[tuple[str, str], Document] = field(default_factory=dict)

    def documents(self, own: Iterable[tuple[Document, str]]) -> tuple[tuple[Document, str], ...]:
        """All documents, sorted by path within their kinds as they come."""
        below = {self._key(document, kind): document for document, kind in self.base if kind not in NOT_INHERITED}
        found: list[tuple[Document, str]] = []
        taken: dict[tuple[str, str], Document] = {}
        own = tuple(own)
        for document, kind in own:
            if is_overlay(document.data) and document.data[CHANGES] == PurePosixPath(document.path).stem:
                self.well_named.setdefault(self._key(document, kind), document)
        for document, kind in own:
            is_record = not KIND[kind].file
            if is_record and is_overlay(document.data) and not document.findings:
                made = self._changed_record(document, kind, below, taken)
                found += [(self._in_doubt(made or document, kind, below, taken), kind)] if made or self.doubts else []
                continue
            key = self._key(document, kind)
            under = below.get(key)
            if under is None or document.findings or not isinstance(document.data, dict):
                found.append((document, kind))
            elif is_record:
                self._twice(document, (), "id", f"{KIND[kind].words} `{key[1]}`", under.span(("id",)))
                merging = Merging(document, under, self._fault)
                found.append((merging.document(merging.record(kind, (), (), ())), kind))
            else:
                changed = self._changed_list(document, under, kind)
                if kind in _SAFETY_RESTS_ON and self.doubts:
                    changed = replace(changed, findings=tuple(self.doubts))
                else:
                    self.doubt_faults()
                self.doubts.clear()
                found.append((changed, kind))
            taken.setdefault(key, document)
        found += [(document, key[0]) for key, document in below.items() if key not in taken]
        return tuple(found)

    def _in_doubt(
        self,
        document: Document,
        kind: str,
        below: Mapping[tuple[str, str], Document],
        taken: dict[tuple[str, str], Document],
    ) -> Document:
        """The document of a change; where it names an unknown record, one that stands for the record that may be meant.

        No one can tell then what holds of that record, so it counts as one that cannot be read.
        """
        if not self.doubts:
            return document
        findings = tuple(self.doubts)
        self.doubts.clear()
        stem = PurePosixPath(document.path).stem
        known = [name for of_kind, name in below if of_kind == kind]
        near = stem if stem in known else closest_match(str(document.data[CHANGES]), known)
        if near is not None:
            taken.setdefault((kind, near), document)
        return replace(document, data={"id": near or str(document.data[CHANGES])}, findings=findings)

    def doubt_faults(self) -> None:
        """Reports changes of unknown records as faults, where safety does not rest on the file."""
        for one in self.doubts:
            kind: FaultKind = "form" if one.code == NO_TARGET[0] else "unknown-target"
            self._fault(kind, one.span, one.message, one.fix)

    @staticmethod
    def _key(document: Document, kind: str) -> tuple[str, str]:
        """The kind and the id of the record in a file; of a file that is the only one of its kind, the kind alone."""
        return kind, "" if KIND[kind].file else PurePosixPath(document.path).stem

    def _fault(self, kind: FaultKind, span: Span, message: str, fix: str, *notes: Note) -> None:
        self.faults.append(OverlayFault(kind, span, message, fix, notes))

    def _twice(self, document: Document, route: Route, at: str, what: str, there: Span) -> None:
        self._fault(
            "changed-twice",
            document.span((*route, at)),
            f"the base has a {what} already, and this is written as a new one",
            f"write `{CHANGES}:` in place of `id:`, and only what differs; or give the new one another id",
            Note(there, "is that of the base"),
        )

    def _changed_record(
        self,
        document: Document,
        kind: str,
        below: Mapping[tuple[str, str], Document],
        taken: dict[tuple[str, str], Document],
    ) -> Document | None:
        """The document of a record that is changed; None where it is left out, or there is nothing to change."""
        target = self._target(document, (), kind, [name for of_kind, name in below if of_kind == kind])
        if target is None:
            return None
        under = below[kind, target]
        other = taken.get((kind, target)) or self.well_named.get((kind, target), document)
        if other is not document:
            self._fault(
                "changed-twice",
                document.span((CHANGES,)),
                f"the {KIND[kind].words} `{target}` is changed in two files",
                "put both changes into one of the files, and delete the other",
                Note(other.span((CHANGES,)), "changes it too"),
            )
            return None
        taken[kind, target] = document
        merging = Merging(document, under, self._fault)
        self._head(document, (), kind, target, under, ())
        if self._leaves_out(document, ()):
            return None
        data = merging.record(kind, (), (), ())
        made = merging.document(data)
        return self._with_what_is_required(made, merging, kind)

    def _target(self, document: Document, route: Route, kind: str, names: Sequence[str]) -> str | None:
        """The id that an overlay names; None where the base has no such record."""
        words, span = KIND[kind].words, document.span((*route, CHANGES))
        target = value_at(document.data, route)[CHANGES]
        if not isinstance(target, str):
            says, fix = f"`{CHANGES}` names no {words}", f"write the id of the {words} that is changed"
            self.doubts.append(Finding(span, *NO_TARGET, Severity.ERROR, says, fix))
            return None
        if target in names:
            return target
        near = closest_match(target, names)
        finding = Finding(
            span,
            *UNKNOWN_TARGET,
            Severity.ERROR,
            f"the base has no {words} `{target}`" + (f"; did you mean `{near}`?" if near else ""),
            f"write `{near}`, if that is meant"
            if near
            else f"name a {words} of the base; or write a whole record of your own, with `id`",
        )
        self.doubts.append(finding)
        return None

    def _head(
        self, document: Document, route: Route, kind: str, target: str, under: Document, below: Route, shared: str = ""
    ) -> None:
        """Notes that a record is changed, and judges what says so. `shared` is the reason that the whole file gives."""
        own, before = value_at(document.data, route), value_at(under.data, below)
        because = own.get(BECAUSE, shared or None)
        if not (isinstance(because, str) and because.strip()):
            self._fault(
                "no-reason",
                document.span((*route, BECAUSE if BECAUSE in own else CHANGES)),
                f"it is not said why `{target}` is different here",
                f"add `{BECAUSE}:` with one sentence that readers of your site will understand",
            )
            because = ""
        leave_out = own.get(LEAVE_OUT)
        if LEAVE_OUT in own and leave_out is not True:
            self._fault(
                "form",
                document.span((*route, LEAVE_OUT)),
                f"`{LEAVE_OUT}` can only be `true`",
                "write `true`, or take the line out",
            )
        if replaced := before.get("replaced_by"):
            self._fault(
                "retired-target",
                document.span((*route, CHANGES)),
                f"the base has retired `{target}`; `{replaced}` has taken its place",
                f"change `{replaced}` in its place, or take this change out",
            )
        self.overlaid.append(Overlaid(kind, target, because, leave_out is True, document, route, under, below))

    @staticmethod
    def _leaves_out(document: Document, route: Route) -> bool:
        return value_at(document.data, route).get(LEAVE_OUT) is True

    def _changed_list(self, document: Document, under: Document, kind: str) -> Document:
        """A file that lists records, or is the only one of its kind, with the area's entries among those of the base."""
        merging = Merging(document, under, self._fault)
        lists = dict(entry_kinds(kind))
        shared = document.data.get(BECAUSE)
        reason = shared if isinstance(shared, str) else ""
        left = OF_THE_FRAMEWORK if kind == "framework" else frozenset()
        data = merging.record(kind, (), (), (), besides=frozenset(lists), not_inherited=left)
        for name, of_kind in lists.items():
            entries = self._entries(document, under, name, of_kind.id, reason, merging)
            if entries is not None:
                data[name] = entries
        if kind != "framework":
            self._reason_of_file(document, under, lists, reason)
        return self._with_what_is_required(merging.document(data), merging, kind)

    def _reason_of_file(self, document: Document, under: Document, lists: Iterable[str], reason: str) -> None:
        """A file that changes what the base says, apart from its lists, must say why."""
        known = {BECAUSE, CHANGES, *lists}
        differs = next((name for name in document.data if name not in known and name in under.data), None)
        if differs is not None and not reason.strip():
            self._fault(
                "no-reason",
                document.span((differs,), key=True),
                f"it is not said why `{differs}` is different here",
                f"add `{BECAUSE}:` at the top of the file, with one sentence that readers of your site will understand",
            )

    def _entries(
        self, document: Document, under: Document, name: str, kind: str, reason: str, merging: "Merging"
    ) -> list[Any] | None:
        """The entries of a list of records, and where each is written; None where neither has the list."""
        below: Any = under.data.get(name, [])
        own: Any = document.data.get(name, _NOTHING)
        if own is _NOTHING or not isinstance(own, list) or not isinstance(below, list):
            if own is _NOTHING and name not in under.data:
                return None
            merging.note((name,), *((under, (name,)) if own is _NOTHING else (document, (name,))))
            kept: list[Any] = below if own is _NOTHING else own
            return kept  # what is no list is reported as such by its schema
        id_field = KIND[kind].id_field
        names = {
            entry[id_field]: place for place, entry in enumerate(below) if isinstance(entry, dict) and id_field in entry
        }
        changed: dict[int, int] = {}
        added: list[int] = []
        for place, entry in enumerate(own):
            route: Route = (name, place)
            if not is_overlay(entry):
                named = entry.get(id_field) if isinstance(entry, dict) else None
                if isinstance(named, str) and (there := names.get(named)) is not None:
                    what = f"{KIND[kind].words} `{named}`"
                    self._twice(document, route, id_field, what, under.span((name, there, id_field)))
                    changed[there] = place
                else:
                    added.append(place)
                continue
            target = self._target(document, route, kind, list(names))
            if target is None:
                continue
            if names[target] in changed:
                self._fault(
                    "changed-twice",
                    document.span((*route, CHANGES)),
                    f"the {KIND[kind].words} `{target}` is changed twice",
                    "put both changes into one entry",
                    Note(document.span((name, changed[names[target]], CHANGES)), "changes it too"),
                )
                continue
            changed[names[target]] = place
            self._head(document, route, kind, target, under, (name, names[target]), reason)
        merging.note((name,), document, (name,))
        found: list[Any] = []
        for place, entry in enumerate(below):
            here: Route = (name, len(found))
            over = changed.get(place)
            if over is None:
                merging.note(here, under, (name, place))
                found.append(entry)
            elif not self._leaves_out(document, (name, over)):
                found.append(merging.record(kind, here, (name, over), (name, place)))
        for place in added:
            merging.note((name, len(found)), document, (name, place))
            found.append(own[place])
        return found

    def _with_what_is_required(self, made: Document, merging: "Merging", kind: str) -> Document:
        """The document with the required fields of the base that the area takes away, each of which is a fault."""
        if not merging.taken or is_valid(made.data, kind):
            return made
        data, parts = made.data, dict(merging.parts)
        for fault in schema_faults(made, kind):
            for route in fault.unreadable if fault.code == "SCH002" else ():
                taken = merging.taken.get(route)
                if taken is None:
                    continue
                there, under = taken
                name = str(route[-1])
                self._fault(
                    "required-removed",
                    merging.own.span(there),
                    f"`{name}` is taken away, and a record must have it",
                    f"write what `{name}` is here, or take this line out",
                )
                data = _with_field(data, route, value_at(merging.base.data, under))
                parts[route] = (merging.base, under)
        return merging.document(data, parts)


def _with_field(data: Any, route: Route, value: Any) -> Any:
    """`data` with a field that it may not have yet."""
    if len(route) == 1:
        return {**data, route[0]: value}
    step = route[0]
    inner = _with_field(data[step], route[1:], value)
    if isinstance(data, list):
        return [*data[: int(step)], inner, *data[int(step) + 1 :]]
    return {**data, step: inner}


class Merging(Struct):
    """One document of an area laid over one of the base.

    `parts` says where the values of the result are written. `taken` has, for each field that the area takes away, where
    it does so, and where the base has the field.
    """

    own: Document
    base: Document
    report: Callable[..., None]
    has_fault: bool = False
    parts: dict[Route, tuple[Document, Route]] = field(default_factory=dict)
    taken: dict[Route, tuple[Route, Route]] = field(default_factory=dict)

    def fault(self, kind: FaultKind, span: Span, message: str, fix: str) -> None:
        """Reports a fault of what the area writes."""
        self.has_fault = True
        self.report(kind, span, message, fix)

    def note(self, here: Route, document: Document, there: Route) -> None:
        """Notes where a value is written, with all that is in it."""
        self.parts[here] = (document, there)

    def document(self, data: Any, parts: Mapping[Route, tuple[Document, Route]] | None = None) -> Document:
        """The result, with the places of its values."""
        found = dict(self.parts if parts is None else parts)
        return replace(
            self.own,
            text=f"{self.own.text}\n{self.base.text}",
            data=data,
            values=_PartMarks(data, found, of_keys=False),
            keys=_PartMarks(data, found, of_keys=True),
            made_of=(self.own, *self.base.files),
        )

    def record(
        self,
        kind: str,
        here: Route,
        there: Route,
        under: Route,
        *,
        besides: frozenset[str] = frozenset(),
        not_inherited: frozenset[str] = frozenset(),
    ) -> dict[str, Any]:
        """A record of the base with what the area says of it.

        Fields in `besides` are left to the caller. Those of `not_inherited` are only what the area says.
        """
        wanted = KIND[kind].schema if KIND[kind].listed_in else schema(kind)
        own, base = value_at(self.own.data, there), value_at(self.base.data, under)
        id_field = KIND[kind].id_field
        above = {name: value for name, value in own.items() if name not in {*besides, *_HEAD, EARLIER, id_field}}
        below = {
            name: value for name, value in base.items() if name not in {*besides, *not_inherited, EARLIER, id_field}
        }
        made = self._map(above, below, here, there, under, wanted)
        if CHANGES in own and id_field:
            self._judge_difference(own, base, made, there, id_field)
        names = CHANGES if CHANGES in own else id_field
        if id_field and names in own:
            self.note((*here, id_field), self.own, (*there, names))
            made = {id_field: own[names], **made}
        if entries := self._earlier(made, here, there, under, kind):
            made[EARLIER] = entries
        elif EARLIER in own:
            made[EARLIER] = own[EARLIER]
            self.note((*here, EARLIER), self.own, (*there, EARLIER))
        return made

    def _judge_difference(self, own: Mapping[str, Any], base: Any, made: Any, there: Route, id_field: str) -> None:
        if id_field in own:
            self.fault(
                "form",
                self.own.span((*there, id_field), key=True),
                f"the record has both `{id_field}` and `{CHANGES}`",
                f"take `{id_field}` out: the record keeps the id of the one that it changes",
            )
        before = {name: value for name, value in base.items() if name not in (id_field, EARLIER)}
        if not self.has_fault and EARLIER not in own and made == before and LEAVE_OUT not in own:
            self.fault(
                "nothing-differs",
                self.own.span((*there, CHANGES)),
                f"nothing of `{own[CHANGES]}` differs from the base",
                "delete this change: what the base says is inherited",
            )

    def _value(self, above: Any, below: Any, here: Route, there: Route, under: Route, wanted: Mapping[str, Any]) -> Any:
        """A value of the area laid over one of the base, which may be nothing."""
        if self._changes_a_list(above, below, wanted):
            return self._list(above, [] if below is _NOTHING else below, here, there, under)
        if not isinstance(above, dict) or not isinstance(below, dict):
            self.note(here, self.own, there)
            return above
        if is_expression(above, wanted) or is_expression(below, wanted):
            self.note(here, self.own, there)
            return above
        return self._map(above, below, here, there, under, wanted)

    def _map(
        self,
        above: Mapping[str, Any],
        below: Mapping[str, Any],
        here: Route,
        there: Route,
        under: Route,
        wanted: Mapping[str, Any],
    ) -> dict[str, Any]:
        self.note(here, self.own, there)
        instead = _said_instead(above, wanted)
        fields, others = fields_of(wanted), wanted.get("additionalProperties")
        made: dict[str, Any] = {}
        for name, value in below.items():
            if name not in above:
                if name not in instead:
                    made[name] = value
                    self.note((*here, name), self.base, (*under, name))
            elif above[name] is None:
                self.taken[*here, name] = ((*there, name), (*under, name))
            else:
                part = fields.get(name) or (others if isinstance(others, Mapping) else {})
                made[name] = self._value(above[name], value, (*here, name), (*there, name), (*under, name), part)
        for name, value in above.items():
            if name in below:
                continue
            if value is None:
                self.fault(
                    "list-change",
                    self.own.span((*there, name)),
                    f"`{name}` is taken away, and the base does not have it",
                    "take the line out",
                )
                continue
            part = fields.get(name) or (others if isinstance(others, Mapping) else {})
            made[name] = self._value(value, _NOTHING, (*here, name), (*there, name), (*under, name), part)
        return made

    @staticmethod
    def _changes_a_list(above: Any, below: Any, wanted: Mapping[str, Any]) -> bool:
        """Whether a value of the area says what is added to a list or removed from it."""
        if not isinstance(above, dict) or not above or not {ADD, REMOVE}.issuperset(above):
            return False
        return isinstance(below, list) or (below is _NOTHING and wanted.get("type") == "array")

    def _list(
        self, above: Mapping[str, Any], below: Sequence[Any], here: Route, there: Route, under: Route
    ) -> list[Any]:
        """A list of the base without what the area removes, and with what it adds at the end."""
        self.note(here, self.own, there)
        entries = [(value, self.base, (*under, place)) for place, value in enumerate(below)]
        for name in (REMOVE, ADD):
            wanted = above.get(name, [])
            if not isinstance(wanted, list) or (name in above and not wanted):
                self.fault(
                    "form",
                    self.own.span((*there, name)),
                    f"`{name}` holds no list of what to {name}",
                    f"write a list after `{name}:`, such as `[first, second]`; or take it out",
                )
                continue
            for place, value in enumerate(wanted):
                route = (*there, name, place)
                at = next((number for number, entry in enumerate(entries) if _is_same_entry(value, entry[0])), None)
                if name == REMOVE and at is not None:
                    del entries[at]
                elif name == ADD and at is None:
                    entries.append((value, self.own, route))
                else:
                    self._misfit(name, value, route, [entry[0] for entry in entries])
        for place, (_, document, route) in enumerate(entries):
            self.note((*here, place), document, route)
        return [value for value, _, _ in entries]

    def _misfit(self, name: str, value: Any, route: Route, entries: Sequence[Any]) -> None:
        shown = f"`{_name_of(value)}`"
        if name == ADD:
            says, fix = f"{shown} is added, and the list has it already", "take it out of `add`"
        else:
            near = closest_match(_name_of(value), [_name_of(entry) for entry in entries])
            says = f"{shown} is removed, and the list does not have it" + (f"; did you mean `{near}`?" if near else "")
            fix = f"write `{near}`, if that is meant" if near else "take it out of `remove`"
        self.fault("list-change", self.own.span(route), says, fix)

    # --- what held earlier

    def _earlier(self, now: dict[str, Any], here: Route, there: Route, under: Route, kind: str) -> list[Any]:
        """What held earlier: on each day, what the base said that day, with what the area said that day over it."""
        above, below = (
            entries_newest_first(value_at(self.own.data, there)),
            entries_newest_first(value_at(self.base.data, under)),
        )
        written = value_at(self.own.data, there).get(EARLIER, [])
        if not isinstance(written, list) or len(above) != len(written):
            return []  # an entry that cannot be read stays where it is, so that it is reported
        own_days, base_days = ([str(entry["until"]) for _, entry in entries] for entries in (above, below))
        found: list[Any] = []
        newer = {name: value for name, value in now.items() if name != EARLIER}
        for day in sorted({*own_days, *base_days}, reverse=True):
            dated = Merging(
                with_entries(self.own, there, sum(until >= day for until in own_days)).document,
                with_entries(self.base, under, sum(until >= day for until in base_days)).document,
                lambda *_: None,
            )
            then = dated._on_that_day(there, under, kind)
            said = [entry for until, (_, entry) in zip(own_days, above, strict=True) if until >= day]
            then = _without_absent(then, _absent(value_at(self.own.data, there), said))
            if id_field := KIND[kind].id_field:
                then = {id_field: newer.get(id_field), **then}
            entry = _difference(then, newer)
            place, at = (*here, EARLIER, len(found)), day in own_days
            number = (above[own_days.index(day)] if at else below[base_days.index(day)])[0]
            if entry or at:
                of_entry = (self.own, (*there, EARLIER, number)) if at else (self.base, (*under, EARLIER, number))
                self.note(place, *of_entry)
                source = value_at(of_entry[0].data, of_entry[1])
                for name in entry:
                    self._note_parts(dated, (name,), (*place, name), entry[name], of_entry)
                for name in OF_THE_ENTRY:
                    if name in source:
                        self.note((*place, name), of_entry[0], (*of_entry[1], name))
                found.append({name: source[name] for name in OF_THE_ENTRY if name in source} | entry)
                newer = then
        if found:
            first = (self.own, (*there, EARLIER)) if above else (self.base, (*under, EARLIER))
            self.note((*here, EARLIER), *first)
        return found

    def _on_that_day(self, there: Route, under: Route, kind: str) -> dict[str, Any]:
        own, base = value_at(self.own.data, there), value_at(self.base.data, under)
        leave = {*_HEAD, EARLIER, KIND[kind].id_field}
        above = {name: value for name, value in own.items() if name not in leave}
        below = {name: value for name, value in base.items() if name not in leave}
        return self._map(above, below, (), there, under, KIND[kind].schema if KIND[kind].listed_in else schema(kind))

    def _note_parts(
        self, dated: "Merging", route: Route, here: Route, value: Any, otherwise: tuple[Document, Route]
    ) -> None:
        """Notes where a value of an earlier day is written; what is taken away then is noted for the entry."""
        document, entry = otherwise
        there = (*entry, *route)
        if value is not None or there not in document.keys:
            try:
                document, there = source_of(dated.parts, route)
            except KeyError:
                document, there = otherwise
        self.note(here, document, there)
        if isinstance(value, dict):
            for name, inner in value.items():
                self._note_parts(dated, (*route, name), (*here, name), inner, otherwise)


def _absent(own: Any, entries: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """What entries of an area, the newest first, take away that the area itself does not say: null where it was absent."""
    state: Any = {name: value for name, value in own.items() if name != EARLIER}
    for entry in entries:
        state = _with_nulls(state, {name: value for name, value in entry.items() if name not in OF_THE_ENTRY})
    return _nulls(state, own)


def _with_nulls(below: Any, above: Mapping[str, Any]) -> dict[str, Any]:
    """An entry laid over what the area says. A null takes away what the area says, and stays where it says nothing."""
    made = dict(below) if isinstance(below, dict) else {}
    for name, value in above.items():
        if value is None and name in made:
            del made[name]
        else:
            made[name] = _with_nulls(made.get(name), value) if isinstance(value, dict) else value
    return made


def _nulls(state: Mapping[str, Any], own: Any) -> dict[str, Any]:
    """The nulls of a state that the area's own record does not have."""
    found: dict[str, Any] = {}
    for name, value in state.items():
        there = own.get(name, _NOTHING) if isinstance(own, dict) else _NOTHING
        if value is None and there is not None:
            found[name] = None
        elif isinstance(value, dict) and (inner := _nulls(value, there)):
            found[name] = inner
    return found


def _without_absent(data: Mapping[str, Any], absent: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: value for name, value in data.items() if absent.get(name, _NOTHING) is not None}
    for name, inner in absent.items():
        if isinstance(inner, dict) and isinstance(found.get(name), dict):
            found[name] = _without_absent(found[name], inner)
    return found


def _difference(older: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry of `earlier` says: the fields that were different, with null for those that were absent."""
    found: dict[str, Any] = {name: None for name in newer if name not in older}
    for name, value in older.items():
        now = newer.get(name, _NOTHING)
        if now == value:
            continue
        found[name] = _difference(value, now) if isinstance(value, dict) and isinstance(now, dict) else value
    return found


def _said_instead(above: Mapping[str, Any], wanted: Mapping[str, Any]) -> frozenset[str]:
    """The names of which a group says only one, where the area says another of them than the base may."""
    names = {name for choice in wanted.get("oneOf", ()) for name in choice.get("required", ())}
    return frozenset(names - above.keys()) if not names.isdisjoint(above) else frozenset()


def _is_same_entry(value: Any, entry: Any) -> bool:
    """Whether an entry of a list is meant by a value: it is the same, or its id is, or its text."""
    if value == entry:
        return True
    return isinstance(entry, dict) and _name_of(value) in (entry.get("id"), entry.get("text"))


def _name_of(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("id", value.get("text", value))
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:57]}…"
