"""The files of a register in groups, each of which can be judged without the others.

Files belong to one group where one names what another is, in any value: so what a rule finds in a file follows from the files
of its group, those around it, the framework and the day. Practitioners are around many groups: a file that names only
practitioners is a group by itself, and is around each group that leads to it.

Files that are not in order may hang together in other ways, and are one group: those with a fault, those that name the same
unknown id, and those whose ids are most like an unknown one. Where even that is not certain, there are no groups.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from pa_framework.records.kinds import KIND, kinds_with_ids
from pa_framework.records.references import references
from pa_framework.records.register import DecodedFile
from pa_framework.records.register_model import Practitioner
from pa_framework.records.yaml_source import leaves
from pa_framework.text.suggestions import most_like

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Whatever may be an id in a file that cannot be read.
_WORD = re.compile(r"[\w-]+")
_REGISTER_KINDS = frozenset(kinds_with_ids(in_register=True))
#: Joins the kinds that a reference may be of.
_OR = "|"


class Names(NamedTuple):
    """What a file of a register names.

    `id` is that of its record, as far as it can be read, or empty. `humans` are those whom it says to be the same human. `references`
    are the ids of references, by the kinds that they may be of. `words` are all other values that may be ids.
    `is_right` says that nothing is wrong with the file.
    """

    kind: str
    id: str
    humans: list[str]
    references: dict[str, list[str]]
    words: list[str]
    is_right: bool


class Group(NamedTuple):
    """Files that are judged together, and those around them that what is found in them rests on as well; both sorted."""

    own: tuple[str, ...]
    around: tuple[str, ...]


def names_in(file: DecodedFile) -> Names:
    """What a file names."""
    document, record, kind = file.document, file.record, file.kind
    is_right = record is not None and not file.findings and not document.findings
    found: dict[str, set[str]] = {}
    words: set[str] = set()
    if isinstance(document.data, dict):
        words = set(_words(document.data)).union(
            value for _, value in leaves(document.data) if isinstance(value, str) and _may_be_id(value)
        )
        for reference in () if document.findings else references(document, kind):
            found.setdefault(_OR.join(reference.all_kinds), set()).add(reference.id)
    if not is_right:
        words.update(_WORD.findall(document.text))
    humans = [record.same_as, record.is_pa] if isinstance(record, Practitioner) else []
    own = document.data.get(KIND[kind].id_field or "") if isinstance(document.data, dict) else ""
    return Names(
        kind,
        own if isinstance(own, str) and not KIND[kind].is_single else "",
        [human for human in humans if human is not None],
        {kinds: sorted(ids) for kinds, ids in sorted(found.items())},
        sorted(words.difference(*found.values())),
        is_right,
    )


def _words(data: object) -> Iterator[str]:
    """The names of fields at any depth, where they may be ids."""
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(key, str) and "_" not in key:
                yield key
            yield from _words(value)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value)


def _may_be_id(value: str) -> bool:
    return " " not in value and not _DAY.fullmatch(value)


def groups(files: Mapping[str, Names], ids_of: Callable[[str], Collection[str]]) -> list[Group] | None:
    """The groups of the files of a register, by path, in the order in which they are read; None where that is not certain.

    `ids_of` gives the ids that a framework has of a kind.
    """
    if any(not names.is_right for names in files.values() if KIND[names.kind].is_single):
        return None
    stems = {path: PurePosixPath(path).stem for path, names in files.items() if not KIND[names.kind].is_single}
    if not all(map(_ID.fullmatch, stems.values())):  # such a file may be anyone's
        return None
    if any(map(_DAY.fullmatch, (*stems.values(), *(names.id for names in files.values())))):
        return None
    return _Groups(files, stems, ids_of).found()


class _Groups:
    """Finds the groups of files."""

    def __init__(
        self, files: Mapping[str, Names], stems: Mapping[str, str], ids_of: Callable[[str], Collection[str]]
    ) -> None:
        """`stems` are the names of all files but those of which there is one."""
        self._files, self._stems, self._ids_of = files, stems, ids_of
        self._of_name: dict[str, list[str]] = {}
        self._ids: dict[str, set[str]] = {}
        self._faulty = [path for path in stems if not files[path].is_right]
        for path, stem in stems.items():
            names = files[path]
            for name in {stem, names.id} - {""}:
                self._of_name.setdefault(name, []).append(path)
            if names.is_right:
                self._ids.setdefault(names.kind, set()).add(names.id)
        #: References to a file that cannot be read are to something that there is, by the name of the file.
        self._left_out = {(files[path].kind, stems[path]) for path in self._faulty}
        self._all_names = frozenset(self._of_name)
        self._known: dict[str, set[str]] = {}
        self._most_like: dict[tuple[str, str], list[str]] = {}
        self._above: dict[str, str] = {}
        self._named = {path: self._ids_named(names) for path, names in files.items()}
        self._unknown = {path: unknown for path, names in files.items() if (unknown := list(self._unknown_ids(names)))}
        self._humans_of: dict[str, list[str]] = {}
        for path, names in files.items():
            for human in names.humans:
                self._humans_of.setdefault(human, []).append(path)

    def found(self) -> list[Group]:
        single = tuple(path for path in self._files if path not in self._stems)
        alone = self._alone()
        members: dict[str, list[str]] = {}
        self._join(alone)
        for path in self._stems:
            if path not in alone:
                members.setdefault(self._root(path), []).append(path)
        found = [Group(single, ())] if single else []
        found += [Group((path,), self._around([path], alone)) for path in sorted(alone)]
        return found + [Group(tuple(sorted(own)), self._around(own, alone)) for own in members.values()]

    def _ids_named(self, names: Names) -> frozenset[str]:
        """The ids of this register that a file names."""
        return self._all_names.intersection(chain(names.words, names.humans, *names.references.values()))

    def _unknown_ids(self, names: Names) -> Iterator[tuple[str, str]]:
        """The references of a file to what is neither in the register nor in the framework: the kinds, and the id."""
        for kinds, ids in names.references.items():
            if kinds not in self._known:
                every = kinds.split(_OR)
                self._known[kinds] = {one for kind in every for one in (*self._ids.get(kind, ()), *self._ids_of(kind))}
            known = self._known[kinds]
            if known.issuperset(ids):
                continue
            yield from ((kinds, name) for name in ids if name not in known and not self._is_left_out(kinds, name))

    def _is_left_out(self, kinds: str, name: str) -> bool:
        return any((kind, name) in self._left_out for kind in kinds.split(_OR))

    def _alone(self) -> set[str]:
        """The files of practitioners that lead to no one but other such practitioners."""
        found = {
            path
            for path, names in self._files.items()
            if names.kind == "practitioner" and names.is_right and path not in self._unknown
            if self._stems[path] == names.id and len(self._of_name[names.id]) == 1
        }
        naming: dict[str, list[str]] = {}
        leave = [path for path, names in self._files.items() if names.kind == "practitioner" and path not in found]
        for path in found:
            others = [other for name in self._named[path] for other in self._of_name[name]]
            for other in others:
                naming.setdefault(other, []).append(path)
            if not found.issuperset(others):
                leave.append(path)
        seen = set(leave)
        while leave:  # whom they name as the same human, and who names them, are not alone either
            path = leave.pop()
            same = [other for human in self._files[path].humans for other in self._of_name.get(human, ())]
            for other in (*naming.get(path, ()), *same):
                if other in found and other not in seen:
                    seen.add(other)
                    leave.append(other)
        return found - seen

    def _join(self, alone: Collection[str]) -> None:
        """Joins the files that hang together, but for practitioners who are alone."""
        for path, stem in self._stems.items():
            if path in alone:
                continue
            names = [stem, self._files[path].id, *self._named[path]]
            for kinds, name in self._unknown.get(path, ()):
                self._unite(path, f"? {name}")
                names += self._near(kinds, name)
            for name in names:
                for other in self._of_name.get(name, ()):
                    if other not in alone:
                        self._unite(path, other)
        # A rule that needs a field that cannot be read leaves all of them out; and any may have the id that is meant.
        for path in [*self._faulty, *(self._unknown if self._faulty else ())]:
            if path in self._stems:
                self._unite(path, self._faulty[0])

    def _near(self, kinds: str, name: str) -> list[str]:
        """The ids of this register that may be meant by an unknown one."""
        if (kinds, name) not in self._most_like:
            known = [one for kind in kinds.split(_OR) for one in self._ids.get(kind, ())]
            perhaps = {one for path in self._faulty for one in (self._stems[path], self._files[path].id) if one}
            in_register = not _REGISTER_KINDS.isdisjoint(kinds.split(_OR))
            found = most_like(name, [*known, *perhaps], len(perhaps)) if in_register else []
            self._most_like[kinds, name] = found
        return self._most_like[kinds, name]

    def _around(self, own: Iterable[str], alone: Collection[str]) -> tuple[str, ...]:
        """The files of practitioners who are alone and to whom files lead, at any distance; sorted."""
        own = list(own)
        seen, ahead = set(own), own
        while ahead:
            path = ahead.pop()
            names = [*self._named[path], *(near for one in self._unknown.get(path, ()) for near in self._near(*one))]
            others = [other for name in names for other in self._of_name[name]]
            for other in (*others, *self._humans_of.get(self._files[path].id, ())):
                if other in alone and other not in seen:
                    seen.add(other)
                    ahead.append(other)
        return tuple(sorted(seen.intersection(alone).difference(own)))

    def _root(self, node: str) -> str:
        above = self._above
        while (upper := above.get(node, node)) != node:
            above[node] = above.get(upper, upper)
            node = above[node]
        return node

    def _unite(self, one: str, other: str) -> None:
        first, second = self._root(one), self._root(other)
        if first != second:
            self._above[second] = first
