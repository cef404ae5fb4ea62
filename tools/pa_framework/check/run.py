"""One run of the checker: reads the records, applies every rule, and sorts the findings by place."""

from collections import ChainMap
from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.check import judging
from pa_framework.check.by_groups import FindingsByGroup
from pa_framework.check.kept_answers import Basis
from pa_framework.check.rules import REGISTER_RULES
from pa_framework.facts.facts import Facts
from pa_framework.facts.pages import HandWrittenPage
from pa_framework.facts.waivers import Waived
from pa_framework.records.files import Files
from pa_framework.records.kept_documents import kept_beside
from pa_framework.records.kinds import REGISTER_FOLDER
from pa_framework.records.load import Records, read_records
from pa_framework.records.register import Register, is_register, read_register, without_garbage_collection
from pa_framework.records.register_index import index_of, read_part
from pa_framework.records.yaml_source import Document
from pa_framework.text.findings import Finding, Severity

#: The folder of a register inside of a framework.
OWN_REGISTER = Path(REGISTER_FOLDER)


class Report(Struct, frozen=True):
    """The result of a run.

    `findings` are those that count; `waived` are those that an active waiver covers. `register_unjudged` says that the
    register inside of the framework is an invented one, whose sign-offs and papers were not judged. `register_texts` are the
    texts of the files of a register, by their names in findings, where the facts have no register, because it was not read
    as a whole.
    """

    facts: Facts
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    register_unjudged: bool = False
    register_texts: Mapping[str, str] = MappingProxyType({})

    @property
    def checked_on(self) -> date:
        """The day that counted as today."""
        return self.facts.on

    @property
    def records(self) -> Records:
        """The records that were checked."""
        return self.facts.records

    @property
    def read(self) -> int:
        """How many files of the framework and of the register were read."""
        return len(self._documents) + len(self.register_texts)

    def texts(self) -> Mapping[str, str]:
        """The texts of the files, by their names in findings."""
        overlay = self.records.overlay
        texts = {file.name: file.text for document, _ in self._documents for file in document.files}
        texts |= {document.path: document.text for document, _ in overlay.own} if overlay else {}
        return ChainMap(texts, self.register_texts)  # type: ignore[arg-type]  # nothing writes to them

    @property
    def _documents(self) -> tuple[tuple[Document, str], ...]:
        return self.records.documents + (self.facts.register.documents if self.facts.register else ())

    def count(self, severity: Severity) -> int:
        """How many findings of this severity count."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def errors(self) -> int:
        """How many errors count."""
        return self.count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many warnings count."""
        return self.count(Severity.WARNING)


@without_garbage_collection()
def check(
    root: Path,
    on: date,
    skip: Collection[str] = (),
    register: Path | None = None,
    *,
    keeps: bool = False,
    records: Records | None = None,
    basis: Basis | None = None,
) -> Report:
    """Reads and checks the framework below `root`, and a register, as of the day `on`, without the codes in `skip`.

    With `keeps`, what files say is kept beside them for the next time. `records` are those below `root`, where they were
    read already. With a `basis` of both, made before they were read, what is found in a register is kept as
    well (by_groups.py).

    Without `register`, the register inside of the framework is read, if there is one. If that is an invented one, its
    sign-offs and papers are not checked: it shows every verdict, including those that are faults.
    Raises NoFramework or NoRegister.
    """
    records = records or read_records(root, keeps=keeps)
    if register is not None:
        kept = _checked_by_groups(root, records, on, skip, register, basis) if keeps and basis else None
        return kept or check_records(records, on, skip, load_register(root, register, keeps=keeps))
    return check_with_own_register(records, load_own_register(root, keeps=keeps), on, skip)


def _checked_by_groups(
    root: Path, records: Records, on: date, skip: Collection[str], register: Path, basis: Basis
) -> Report | None:
    """The report of which only those parts are judged that have changed; None where that cannot be told.

    Of a register inside of the framework each file is one of the framework as well, so nothing would be gained.
    """
    if register.resolve().is_relative_to(root.resolve()):
        return None
    rules = judging.judging_rules(skip)
    found = FindingsByGroup(records, on, rules, register, _within(root, register), basis).find()
    if found is None:
        return None
    findings, views, texts = found
    try:
        settled = judging.settled(findings, views, skip)
    except judging.AskedForRegister:
        return None
    return Report(Facts(records, on), *settled, register_texts=texts)


def check_with_own_register(
    records: Records,
    register: Register | None,
    on: date,
    skip: Collection[str] = (),
    pages: tuple[HandWrittenPage, ...] | None = None,
    before_each: Callable[[], None] | None = None,
) -> Report:
    """As `check_records`, with the register that is inside of the framework, if there is one."""
    invented = register is not None and register.about is not None and register.about.kind == "invented"
    skip = {*skip, *(REGISTER_RULES if invented else ())}
    return replace(check_records(records, on, skip, register, pages, before_each), register_unjudged=invented)


def load_own_register(root: Path, *, keeps: bool = False, files: Files | None = None) -> Register | None:
    """The register inside of the framework below `root`; None where there is none. As `load_register`."""
    if not is_register(root / OWN_REGISTER):
        return None
    return load_register(root, root / OWN_REGISTER, keeps=keeps, files=files)


def load_register_of(root: Path, folder: Path, *wanted: tuple[str, str]) -> Register:
    """What of the register in a folder bears on some records (kind and id), or all of it where that is not certain.

    Answers about a PA among them, and their passport, are the same from both. Raises NoRegister.
    """
    store = kept_beside(folder)
    found = read_part(folder, _within(root, folder), store, index_of(folder), wanted)
    return load_register(root, folder, keeps=True) if found is None else found


def load_register(root: Path, folder: Path, *, keeps: bool = False, files: Files | None = None) -> Register:
    """The register in a folder. Its paths are relative to `root` if the folder is below it. Raises NoRegister.

    With `keeps`, what its files say is kept in this folder for the next time, and nowhere else. `files` are read in place
    of those on disk.
    """
    return read_register(folder, _within(root, folder), kept_beside(folder) if keeps else None, files)


def _within(root: Path, folder: Path) -> str:
    """How paths of the register in a folder begin in findings."""
    inside = folder.resolve().is_relative_to(root.resolve())
    within = (folder.resolve().relative_to(root.resolve()) if inside else folder).as_posix()
    return "" if within == "." else f"{within}/"


@without_garbage_collection()
def check_records(
    records: Records,
    on: date,
    skip: Collection[str] = (),
    register: Register | None = None,
    pages: tuple[HandWrittenPage, ...] | None = None,
    before_each: Callable[[], None] | None = None,
) -> Report:
    """Applies the rules to records, and to a register, that were read; also to `pages`, or those below the records' roots.

    `before_each` is called before each rule; what it raises ends the run.

    A record with a field that cannot be read is left out only where a rule asks for that field. The facts of the report
    hold whole records only.
    """
    facts = Facts(records, on, register, pages)
    views = judging.Views(facts)
    findings = judging.applied(views, judging.judging_rules(skip), before_each)
    return Report(facts, *judging.settled(findings, views, skip))
