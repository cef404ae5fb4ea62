"""What `register facts` says of each PA, found from the files that bear on some PAs at a time.

A register that is in order as a whole falls into such parts (records/register_index.py), and answers about a PA from their
part are those from all files. So memory does not grow with the register but for its index, and parts can be judged in
any order, by several processes or machines (cluster.py). What is found of a PA is kept by all that it rests on: the program,
the framework, the files of their part, and for answers the day.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from pa_framework.facts.answers import AnswerKind, answers
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import is_outside
from pa_framework.facts.totals import counted
from pa_framework.facts.verdict import State
from pa_framework.facts.verdict_intervals import intervals
from pa_framework.records.files import read_content
from pa_framework.records.kept_documents import kept_beside
from pa_framework.records.kinds import KIND
from pa_framework.records.load import read_records
from pa_framework.records.register import Register, gather_register, read_files, without_garbage_collection
from pa_framework.records.register_index import IndexedRegister
from pa_framework.records.register_model import Pa
from pa_framework.records.yaml_source import Document, as_text
from pa_framework.text.errors import UserError
from pa_framework.text.kept import FOLDER, Kept
from pa_framework.text.program_version import version_of
from pa_framework.text.shares import in_shares, processes_at_once

T = TypeVar("T")

_NAME = "facts"
_PROGRAM = ("text/*.py", "records/*.py", "records/schemas/*.json", "facts/*.py", "register/*.py")
#: How many PAs are judged from one part: about a team, whose members share practitioners and people.
_PAS_AT_ONCE = 64
#: How many parts are given out at once, and after how many PAs what was found is kept.
_JOBS_AT_ONCE, _KEPT_AFTER = 32, 20_000


class Run(NamedTuple):
    """A run of days with one state: the first and the last day as their numbers in the calendar."""

    first: int
    last: int
    state: State


class OfSignOff(NamedTuple):
    """A sign-off that is a delegation: its number in the file, and its states on every day; None where not known at once."""

    number: int
    task: str
    person: str
    states: list[Run] | None


class OfAnswer(NamedTuple):
    """An answer of the day, as it is counted."""

    task: str
    person: str
    answer: AnswerKind
    category: str


class OfPa(NamedTuple):
    """What is found of a PA."""

    sign_offs: list[OfSignOff]
    answers: list[OfAnswer]


class Job(NamedTuple):
    """Some PAs, the files of their part as (path, kind, hash of the content), and those PAs of whom states are wanted too."""

    pas: list[str]
    files: list[tuple[str, str, str]]
    with_states: list[str]


class Place(NamedTuple):
    """Where a framework and a register are, the day, and a hash of the framework as it must be there."""

    root: str
    register: str
    on: str
    framework: str


class Differs(Exception):
    """The files are not those that were looked at before. The message says which."""


#: Does jobs by number and returns what `work` returns for each, in any order.
Doer = Callable[[Place, Iterable[tuple[int, Job]]], Iterator[tuple[int, bytes]]]
#: Takes what is found of the PA with an id.
Put = Callable[[str, OfPa], None]
_Found = dict[str, OfPa]
_FOUND = msgspec.msgpack.Decoder(_Found)
_SIGN_OFFS, _ANSWERS = msgspec.msgpack.Decoder(list[OfSignOff]), msgspec.msgpack.Decoder(list[OfAnswer])
_encode = msgspec.msgpack.encode


def facts_beside(register: Path) -> Kept:
    """The store of what was found of PAs, in the folder of the register."""
    return Kept(register / FOLDER, _NAME)


def of_pas(
    facts: Facts, pas: Iterable[Pa], with_states: Callable[[str], bool] = lambda _: True
) -> Iterator[tuple[str, OfPa]]:
    """What is found of some PAs of the register of the facts. States only of those of whom they are wanted."""
    for pa in pas:
        yield pa.id, OfPa(_sign_offs(facts, pa) if with_states(pa.id) else [], _answers(facts, pa))


def _sign_offs(facts: Facts, pa: Pa) -> list[OfSignOff]:
    found: list[OfSignOff] = []
    for index, sign_off in enumerate(pa.sign_offs):
        if not is_outside(sign_off):
            known = intervals(facts.chain_validator, pa, index)
            runs = [Run(one.first.toordinal(), one.last.toordinal(), one.state) for one in known or ()]
            found.append(OfSignOff(index, sign_off.task, sign_off.person, None if known is None else runs))
    return found


def _answers(facts: Facts, pa: Pa) -> list[OfAnswer]:
    found = answers(facts, pa.id).values()
    entries = [counted(answer) for answer in found if answer.verdict or not answer.may_do]
    return sorted(OfAnswer(one.task, one.person, one.kind, str(one.category)) for one in entries)


def find_in_whole(facts: Facts, register: Register, put: Put) -> None:
    """Hands over what is found of every PA of a register that was read as a whole."""
    for name, of_pa in of_pas(facts, register.pas.values()):
        put(name, of_pa)


class _Open(NamedTuple):
    """A part that is given out: the key of each PA, and the states that are kept of some."""

    keys: dict[str, str]
    states: dict[str, list[OfSignOff]]


class Parts:
    """The PAs of a register in parts, what is kept of them, and what is left to do."""

    def __init__(self, facts: Facts, folder: Path, index: IndexedRegister, store: Kept | None) -> None:
        """`facts` are those of the framework on the day; `folder` is that of the register."""
        self._folder, self._index = folder, index
        self._store = store if store is not None and store.is_on else None
        self._place = place_of(facts, folder)
        self._hashes: dict[str, str] = {}
        self._open: dict[int, _Open] = {}

    @property
    def pas(self) -> list[str]:
        """The ids of the PAs, sorted."""
        return sorted(entry.id for entry in self._index.files.values() if entry.kind == "pa")

    def without_pas(self) -> Register:
        """The register without anyone in it: what it says of itself."""
        alone = [(path, entry.kind) for path, entry in self._index.files.items() if KIND[entry.kind].is_single]
        return gather_register(read_files(self._folder, "", alone, None), (), self._folder)

    def find(self, do: Doer, put: Put) -> None:
        """Hands over what is found of each PA, in any order. Raises UserError where a file changes meanwhile."""
        new = 0
        try:
            for number, result in do(self._place, self._jobs(put)):
                of_job = self._open.pop(number)
                for name, of_pa in _FOUND.decode(result).items():
                    whole = of_pa._replace(sign_offs=of_job.states.get(name, of_pa.sign_offs))
                    self._keep(of_job.keys[name], whole)
                    put(name, whole)
                    new += 1
                if self._store is not None and new >= _KEPT_AFTER:
                    self._store.save()
                    new = 0
        except Differs as error:
            raise UserError(f"{error} changed while it was read; run the command again") from None
        if self._store is not None:
            self._store.save()

    def _jobs(self, put: Put) -> Iterator[tuple[int, Job]]:
        """What is not kept. What is, is handed over."""
        pas = iter(self.pas)
        for number, some in enumerate(iter(lambda: list(islice(pas, _PAS_AT_ONCE)), [])):
            keys = {name: self._key(name) for name in some}
            states, of_day = (
                self._kept(keys.values(), _SIGN_OFFS),
                self._kept(map(self._of_day, keys.values()), _ANSWERS),
            )
            missing = []
            for name, key in keys.items():
                if key in states and self._of_day(key) in of_day:
                    put(name, OfPa(states[key], of_day[self._of_day(key)]))
                else:
                    missing.append(name)
            if missing:
                self._open[number] = _Open(keys, {name: states[key] for name, key in keys.items() if key in states})
                files = [(path, self._index.files[path].kind, self._hash(path)) for path in self._paths(missing)]
                yield number, Job(missing, files, [name for name in missing if keys[name] not in states])

    def _paths(self, pas: Sequence[str]) -> list[str]:
        paths = self._index.parts.paths([("pa", name) for name in pas])
        if paths is None:
            raise KeyError(pas)  # every id of these is that of a file in the index
        return sorted(paths)

    def _hash(self, path: str) -> str:
        if path not in self._hashes:
            content = read_content(self._folder, path, path)
            self._hashes[path] = "" if isinstance(content, Document) else _text_hash(as_text(content))
        return self._hashes[path]

    def _key(self, pa: str) -> str:
        """The key of all that the states of a PA's sign-offs rest on."""
        found = blake2b(self._place.framework.encode(), digest_size=20)
        for path in self._paths([pa]):
            found.update(f"\n{path} {self._hash(path)}".encode("utf-8", "surrogatepass"))
        return found.hexdigest()

    def _of_day(self, key: str) -> str:
        return f"{key} {self._place.on}"

    def _kept(self, keys: Iterable[str], decoder: "msgspec.msgpack.Decoder[T]") -> dict[str, T]:
        found: dict[str, T] = {}
        for key, value in self._store.get_all(keys).items() if self._store is not None else ():
            with suppress(msgspec.MsgspecError):
                found[key] = decoder.decode(value)
        return found

    def _keep(self, key: str, of_pa: OfPa) -> None:
        if self._store is not None:
            self._store.put_all({key: _encode(of_pa.sign_offs), self._of_day(key): _encode(of_pa.answers)})


def place_of(facts: Facts, folder: Path) -> Place:
    """The place of a framework, whose facts these are, and of a register in a folder."""
    found = blake2b(program_version().encode(), digest_size=20)
    for document, _ in facts.records_as_written.documents:
        found.update(f"\n{document.path} {_text_hash(document.text)}".encode("utf-8", "surrogatepass"))
    root = facts.records_as_written.roots[0] if facts.records_as_written.roots else Path()
    return Place(str(root.resolve()), str(folder.resolve()), facts.on.isoformat(), found.hexdigest())


def program_version() -> str:
    """A hash of all of this program, and of Python, that decides what is found."""
    return version_of(*_PROGRAM)


def _text_hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def on_this_machine(facts: Facts) -> Doer:
    """Does jobs in several processes of this machine, some at a time. `facts` are those of the framework on the day."""

    def do(place: Place, jobs: Iterable[tuple[int, Job]]) -> Iterator[tuple[int, bytes]]:
        left, processes = iter(jobs), processes_at_once()
        gc.freeze()  # the index and the framework stay; what a job leaves is looked for among what came after them
        while some := list(islice(left, _JOBS_AT_ONCE)):
            results = in_shares(lambda part, some=some: _work(facts, place, some[part][1]), len(some), bytes, processes)  # type: ignore[misc]
            yield from zip((number for number, _ in some), results, strict=True)
        gc.unfreeze()

    return do


def work_at(place: Place, job: Job) -> bytes:
    """Does a job on a machine that reads the files itself. Raises Differs where they are not the same there."""
    return _work(_framework(place), place, job)


@lru_cache(maxsize=1)
def _framework(place: Place) -> Facts:
    facts = Facts(read_records(Path(place.root)), date.fromisoformat(place.on))
    if place_of(facts, Path(place.register)).framework != place.framework:
        raise Differs(f"the framework in `{place.root}`")
    return facts


def _work(facts: Facts, place: Place, job: Job) -> bytes:
    try:
        return _judged(facts, place, job)
    finally:
        gc.collect()  # facts and what asks them hold each other


@without_garbage_collection()
def _judged(facts: Facts, place: Place, job: Job) -> bytes:
    folder = Path(place.register)
    store = kept_beside(folder)
    read = list(read_files(folder, "", [(path, kind) for path, kind, _ in job.files], store))
    for file, (path, _, as_planned) in zip(read, job.files, strict=True):
        if file.record is None or _text_hash(file.document.text) != as_planned:
            raise Differs(f"`{path}` of the register")
    register = gather_register(read, (), folder)
    of_job = facts.with_register(register)
    wanted = frozenset(job.with_states)
    return _encode(dict(of_pas(of_job, (register.pas[name] for name in job.pas), wanted.__contains__)))
