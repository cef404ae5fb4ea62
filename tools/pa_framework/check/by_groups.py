"""Findings about a register, group of files by group (records/register_groups.py), those kept that nothing has changed.

What is found in the files of a group follows from these files, those around them, the framework and the day. It is kept under
a hash of all of them, in the folder of the register. So after a change only the groups that it reaches are judged: together,
as a register of their own, by the same rules.

Three things are checked in each run, and not relied on. A rule belongs to the framework alone if it was applied without a
register and never asked for one. What the other rules find in the framework, and in files around a group, must be what they
find without the group. And files must be as they were when their hashes were made. Where one of these is not so, the
register is judged as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, TypeVar
from zlib import crc32

import msgspec

from pa_framework.check.judging import OF_SLIPS, FactsWithoutRegister, Views, ViewsWithoutRegister, applied, judged
from pa_framework.check.kept_answers import Basis
from pa_framework.check.rules.registry import Rule
from pa_framework.facts.facts import Facts
from pa_framework.records.files import content_hashes, printable_path, read_content
from pa_framework.records.kept_documents import kept_beside, reader_version
from pa_framework.records.load import Records
from pa_framework.records.register import DecodedFile, gather_register, read_files, register_files
from pa_framework.records.register_groups import Group, Names, groups, names_in
from pa_framework.records.yaml_source import as_text, parse_document
from pa_framework.text.findings import Finding
from pa_framework.text.kept import FOLDER, Kept

T = TypeVar("T")

_NAME = "findings"
#: In so many values the names of all files are kept: a change of one file changes one of them.
_SHARDS = 64


class _OfFramework(NamedTuple):
    """What is found in a framework without a register, and the codes of the rules that ask for one."""

    findings: list[Finding]
    asking: list[str]


class _Known(NamedTuple):
    """What a file with a content names: the hash of the content, and the names."""

    content: str
    names: Names


_encode = msgspec.msgpack.encode
_OF_FRAMEWORK = msgspec.msgpack.Decoder(_OfFramework)
_SHARD = msgspec.msgpack.Decoder(dict[str, _Known])
_FINDINGS = msgspec.msgpack.Decoder(list[Finding])


class RegisterTexts(Mapping[str, str]):
    """The texts of the files of a register by their names in findings, each read when it is asked for."""

    def __init__(self, folder: Path, within: str, are_right: Mapping[str, bool]) -> None:
        """`are_right` says of each file, by its path in the folder, whether nothing is wrong with it."""
        self._folder, self._within, self._are_right = folder, within, are_right

    def __getitem__(self, name: str) -> str:
        if name not in self:
            raise KeyError(name)
        path = name.removeprefix(self._within)
        is_right = self._are_right[path]
        content = read_content(self._folder, path, name)
        if not isinstance(content, bytes):  # it is gone by now
            return ""
        return as_text(content) if is_right else parse_document(content, name).text

    def __contains__(self, name: object) -> bool:
        return (
            isinstance(name, str)
            and name.startswith(self._within)
            and name.removeprefix(self._within) in self._are_right
        )

    def __iter__(self) -> Iterator[str]:
        return (f"{self._within}{path}" for path in self._are_right)

    def __len__(self) -> int:
        return len(self._are_right)


class _Differs(Exception):
    """Something is not as it must be for findings by group."""


class FindingsByGroup:
    """All that rules find in a framework and in a register in a folder, of which what did not change was kept."""

    def __init__(self, records: Records, on: date, rules: list[Rule], folder: Path, within: str, basis: Basis) -> None:
        """Paths of the register begin with `within` in findings. The `basis`, with the register, was made before records were read."""
        self._records, self._on, self._rules, self._folder, self._within = records, on, rules, folder, within
        codes = [rule.code for rule in rules]
        self._basis = basis
        self._base = blake2b(
            repr((basis.parts, within, on, codes)).encode("utf-8", "surrogatepass"), digest_size=20
        ).hexdigest()
        self._store = Kept(folder / FOLDER, _NAME)
        self._alone = FactsWithoutRegister(records, on)
        self._read: dict[str, DecodedFile] = {}
        self._hashes: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._single: list[str] = []
        self._new: dict[str, bytes] = {}

    def find(self) -> tuple[list[Finding], ViewsWithoutRegister, RegisterTexts] | None:
        """The findings, the facts of the framework, and the texts of the register; None where groups are not certain."""
        is_whole = self._records.partly_readable_records() is self._records and not self._records.findings
        overlay = self._records.overlay
        if not self._store.is_on or not is_whole or (overlay is not None and not overlay.names):
            return None
        files, strays = register_files(self._folder, self._within)
        if strays:
            return None
        self._kinds = dict(files)
        self._single = [path for path in self._kinds if "/" not in path]
        contents = self._basis.contents
        if any(path not in contents for path in self._kinds):  # it has come since
            return None
        if any(not path.isascii() and printable_path(path) != path for path in self._kinds):  # no report can name it
            return None
        self._hashes = {path: contents[path] for path in self._kinds}
        try:
            of_framework = self._of_framework()
            names = self._names()
            found_groups = groups(names, self._records.of_kind)
            if found_groups is None:
                return None
            of_register = self._of_groups(found_groups, of_framework)
            if self._new and not self._is_same_now():
                return None
        except _Differs:
            return None
        self._store.put_all(self._new)
        self._store.save()
        texts = RegisterTexts(self._folder, self._within, {path: one.is_right for path, one in names.items()})
        return [*of_framework.findings, *of_register], ViewsWithoutRegister(self._alone), texts

    def _is_same_now(self) -> bool:
        """Whether all that was read is as it was when the hashes were made."""
        hashes = {path: self._hashes[path] for path in self._read}
        return self._basis.has_same_framework_now() and content_hashes(self._folder, hashes) == hashes

    def _of_framework(self) -> _OfFramework:
        key = f"framework {self._base}"
        found = self._decoded(self._store.get(key), _OF_FRAMEWORK)
        if found is None:
            views = ViewsWithoutRegister(self._alone)
            by_rule = dict(zip((rule.code for rule in self._rules), judged(views, self._rules), strict=True))
            asking = [rule for rule in self._rules if by_rule[rule.code] is None]
            findings = [one for of_rule in by_rule.values() for one in of_rule or ()]
            findings += applied(Views(Facts(self._records, self._on)), asking)
            found = _OfFramework(findings, [rule.code for rule in asking])
            self._new[key] = _encode(found)
        if not OF_SLIPS.isdisjoint(one.code for one in found.findings):  # they change what is found in a register
            raise _Differs
        return found

    def _names(self) -> dict[str, Names]:
        """What each file names, in the order in which files are read."""
        keys = [f"{reader_version()} names {number}" for number in range(_SHARDS)]
        kept = self._store.get_all(keys)
        shards = [self._decoded(kept.get(key), _SHARD) or {} for key in keys]
        numbers = {path: crc32(path.encode("utf-8", "surrogateescape")) % _SHARDS for path in self._kinds}
        current: list[dict[str, _Known]] = [{} for _ in keys]
        new = []
        for path, number in numbers.items():
            known = shards[number].get(path)
            if known is None or known.content != self._hashes[path] or known.names.kind != self._kinds[path]:
                new.append(path)
            else:
                current[number][path] = known
        for path, file in zip(new, self._files(new), strict=True):
            current[numbers[path]][path] = _Known(self._hashes[path], names_in(file))
        changed = {numbers[path] for path in new}
        for number, key in enumerate(keys):
            if number in changed or len(current[number]) != len(shards[number]):
                self._new[key] = _encode(current[number])
        return {path: current[number][path].names for path, number in numbers.items()}

    def _files(self, paths: Iterable[str]) -> Iterator[DecodedFile]:
        """Some files of the register, in their order; each is read once."""
        paths = list(paths)
        unread = [(path, self._kinds[path]) for path in paths if path not in self._read]
        are_some = len(unread) < len(self._kinds)
        read = read_files(self._folder, self._within, unread, kept_beside(self._folder), are_some=are_some)
        for (path, _), file in zip(unread, read, strict=True):
            self._read[path] = file
        return (self._read[path] for path in paths)

    def _of_groups(self, found_groups: list[Group], of_framework: _OfFramework) -> list[Finding]:
        """What is found in the files of all groups. Those around others come first."""
        keys = {group: self._key(group) for group in found_groups}
        kept = self._store.get_all(keys.values())
        known: dict[Group, list[Finding]] = {}
        around = {path for group in found_groups for path in group.around}
        stages: tuple[list[Group], list[Group]] = ([], [])
        for group, key in keys.items():
            found = self._decoded(kept.get(key), _FINDINGS)
            if found is None:
                stages[not (self._is_single(group) or around.issuperset(group.own))].append(group)
            else:
                known[group] = found
        in_framework = {one for one in of_framework.findings if one.code in of_framework.asking}
        for missing in filter(None, stages):
            for group, found in self._judged(missing, known, of_framework.asking, in_framework).items():
                known[group] = found
                self._new[keys[group]] = _encode(found)
        return [one for found in known.values() for one in found]

    def _is_single(self, group: Group) -> bool:
        return all("/" not in path for path in group.own)

    def _judged(
        self,
        missing: list[Group],
        known: Mapping[Group, list[Finding]],
        asking: list[str],
        in_framework: set[Finding],
    ) -> dict[Group, list[Finding]]:
        """What is found in the files of some groups. Raises _Differs where something else is found because of them."""
        own = {f"{self._within}{path}": group for group in missing for path in group.own}
        paths = sorted({*self._single, *(path for group in missing for path in (*group.own, *group.around))})
        register = gather_register(self._files(paths), (), self._folder)
        codes = frozenset(asking)
        rules = [rule for rule in self._rules if rule.code in codes]
        found: dict[Group, list[Finding]] = {group: [] for group in missing}
        elsewhere: set[Finding] = set()
        for one in applied(Views(Facts(self._records, self._on, register)), rules):
            group = own.get(one.span.path)
            if group is None:
                elsewhere.add(one)
            else:
                found[group].append(one)
        others = {f"{self._within}{path}" for path in paths} - own.keys()
        expected = {one for of_group in known.values() for one in of_group if one.span.path in others}
        if elsewhere != in_framework | expected:
            raise _Differs
        return found

    def _key(self, group: Group) -> str:
        found = blake2b(self._base.encode(), digest_size=20)
        for part in (group.own, group.around, self._single):
            found.update(b"\n")
            for path in part:
                found.update(f"{path}\0{self._hashes[path]}\0".encode("utf-8", "surrogateescape"))
        return found.hexdigest()

    def _decoded(self, value: bytes | None, decoder: "msgspec.msgpack.Decoder[T]") -> T | None:
        """A kept value; None where there is none, or it has another form."""
        try:
            return None if value is None else decoder.decode(value)
        except msgspec.MsgspecError:
            return None
