"""One run of the checker: reads the records, applies every rule, and sorts the findings by place."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.check.rules import REGISTER_RULES, RULES
from pa_framework.check.rules.registry import FindingsJudge, Judge, Problem, Rule, Run
from pa_framework.facts.facts import Facts
from pa_framework.facts.overlays import base_facts, errors_of_bases, place_in_area
from pa_framework.facts.pages import HandWrittenPage
from pa_framework.facts.prose import prose
from pa_framework.facts.waivers import Waived, split_waived
from pa_framework.facts.without_slips import without_slips
from pa_framework.records.files import Files
from pa_framework.records.kept_documents import kept_beside
from pa_framework.records.kinds import KIND, REGISTER_FOLDER
from pa_framework.records.load import Records, read_records
from pa_framework.records.overlays import Overlay
from pa_framework.records.register import Register, is_register, read_register, without_garbage_collection
from pa_framework.records.register_index import index_of, read_part
from pa_framework.records.unreadable import RecordPlace, UnreadableField
from pa_framework.records.yaml_source import Document
from pa_framework.text.findings import Finding, Note, Severity, Span, sort_findings
from pa_framework.text.sentences import count
from pa_framework.text.shares import in_shares, processes_at_once

T = TypeVar("T")

#: The folder of a register inside of a framework.
OWN_REGISTER = Path(REGISTER_FOLDER)


class Report(Struct, frozen=True):
    """The result of a run.

    `findings` are those that count; `waived` are those that an active waiver covers. `register_unjudged` says that the
    register inside of the framework is an invented one, whose sign-offs and papers were not judged.
    """

    facts: Facts
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    register_unjudged: bool = False

    @property
    def checked_on(self) -> date:
        """The day that counted as today."""
        return self.facts.on

    @property
    def records(self) -> Records:
        """The records that were checked."""
        return self.facts.records

    @property
    def documents(self) -> tuple[tuple[Document, str], ...]:
        """Every file of the framework and of the register, with its kind."""
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
) -> Report:
    """Reads and checks the framework below `root`, and a register, as of the day `on`, without the codes in `skip`.

    With `keeps`, what files say is kept beside them for the next time. `records` are those below `root`, where they were
    read already.

    Without `register`, the register inside of the framework is read, if there is one. If that is an invented one, its
    sign-offs and papers are not checked: it shows every verdict, including those that are faults.
    Raises NoFramework or NoRegister.
    """
    records = records or read_records(root, keeps=keeps)
    if register is not None:
        return check_records(records, on, skip, load_register(root, register, keeps=keeps))
    return check_with_own_register(records, load_own_register(root, keeps=keeps), on, skip)


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
    views = _Views(facts)
    findings = [*records.findings, *(register.findings if register else ())]
    rules = [rule for rule in RULES.values() if rule.judge is not None and rule.code not in skip]
    overlay = records.overlay
    if overlay is not None and not overlay.names:  # without its base, what a file leaves to it would be missing
        shared = {document.path for document, kind in records.documents if KIND[kind].file}
        findings = [one for one in findings if one.span.path not in shared or one.code.startswith("YML")]
        rules = [rule for rule in rules if rule.family == "OVR"]
    processes = processes_at_once() if before_each is None and len(records.documents) >= _SHARED_FROM else 1
    for of_rule in _judged(views, rules, processes, before_each):
        findings += of_rule
    findings = _without_what_is_said_twice(_without_what_follows(findings, facts))
    if overlay is not None:
        findings = _of_the_area(findings, facts, overlay)
    found = sort_findings(finding for finding in findings if finding.code not in skip)
    counting, waived = views.evaluate(partial(split_waived, found))
    late: list[Finding] = []
    for rule in RULES.values():
        if rule.findings_judge is not None and rule.code not in skip:
            late += views.evaluate(partial(_problems_in_findings, rule, rule.findings_judge, found, frozenset(skip)))
    return Report(facts, sort_findings((*counting, *late)), waived)


#: From how many files on rules are shared among processes: below, it takes longer to copy this one.
_SHARED_FROM = 300
#: Modules of rules that ask for the verdicts of the whole register. One process judges them, so these are found once.
ASK_FOR_VERDICTS = frozenset(
    f"pa_framework.check.rules.{name}"
    for name in (
        *("grounds", "orders", "places", "requirements", "sign_off_evidence"),
        *("sign_off_now", "sign_off_states", "sign_offs", "terms"),
    )
)


#: The modules whose rules take longest, after those of verdicts in a large register. They come first, so that no process is
#: left alone with one at the end.
LONGEST = tuple(
    f"pa_framework.check.rules.{name}"
    for name in ("principles", "privacy", "wording", "own_commands", "unfinished", "same_things", "contradictions")
)


def _judged(
    views: "_Views", rules: list[Rule], processes: int, before_each: Callable[[], None] | None = None
) -> Iterator[list[Finding]]:
    """What each of some rules finds, in their order. Rules of one module are judged together: they use the same facts."""

    def judged(module: Iterable[Rule]) -> list[list[Finding]]:
        return [views.evaluate(partial(_problems, rule, rule.judge)) for rule in module if rule.judge is not None]

    if processes < 2:
        for rule in rules:
            if before_each is not None:
                before_each()
            yield from judged([rule])
        return
    views.prepare()
    together = "those that ask for verdicts"
    modules: dict[str, list[Rule]] = {name: [] for name in (together, *LONGEST)}
    for rule in rules:
        module = rule.judge.__module__
        modules.setdefault(together if module in ASK_FOR_VERDICTS else module, []).append(rule)
    shared = list(modules.values())
    results = in_shares(lambda part: judged(shared[part]), len(shared), list[list[Finding]], processes)
    of_rule = {
        rule.code: found
        for module, results_of_module in zip(shared, results, strict=True)
        for rule, found in zip(module, results_of_module, strict=True)
    }
    yield from (of_rule[rule.code] for rule in rules)


#: A rule that reads every sentence, and reports what no other rule says more about.
_GENERAL = "TXT032"


def _without_what_is_said_twice(findings: list[Finding]) -> list[Finding]:
    """The findings without those of a general rule on lines of which other rules report something."""
    if not any(one.code == _GENERAL for one in findings):
        return findings
    known = {(one.span.path, one.span.line) for one in findings if one.code != _GENERAL}
    return [one for one in findings if one.code != _GENERAL or (one.span.path, one.span.line) not in known]


#: The rules that report a slip, of which it can be said what else is reported only because of it (without_slips.py).
_OF_SLIPS = frozenset({"REF001", "SGN044"})


def _without_what_follows(findings: list[Finding], facts: Facts) -> list[Finding]:
    """The findings without those that would not be there without the slips that others of them report."""
    codes = {finding.code for finding in findings}
    if codes.isdisjoint(_OF_SLIPS):
        return findings
    views = _Views(without_slips(facts))
    judged = codes - _OF_SLIPS
    rules = [(rule, rule.judge) for rule in RULES.values() if rule.judge is not None and rule.code in judged]
    left = [found for rule, judge in rules for found in views.evaluate(partial(_problems, rule, judge))]
    of_rules, places = {rule.code for rule, _ in rules}, {(found.code, found.span) for found in left}
    return [one for one in findings if one.code not in of_rules or (one.code, one.span) in places]


def _of_the_area(findings: list[Finding], facts: Facts, overlay: Overlay) -> list[Finding]:
    """The findings without those that the base has alone. Those that the area causes in the base are at its own lines.

    Errors of the base are one finding.
    """
    by_itself = {one.span for one in findings if one.code.startswith("DEL") and one.severity is Severity.ERROR}
    findings = [one for one in findings if one.code != "OVR001" or one.span not in by_itself]  # one cause, one finding
    of_base = {finding.code for finding in findings if overlay.is_of_base(finding.span)}
    if not of_base:
        return findings
    views = _Views(base_facts(facts))
    rules = [rule for rule in RULES.values() if rule.code in of_base]
    alone = {(one.code, one.span, one.message) for one in views.whole.records_as_written.findings}
    for rule in rules:
        found = views.evaluate(partial(_problems, rule, rule.judge)) if rule.judge else []
        alone |= {(one.code, one.span, one.message) for one in found}
    own = [finding for finding in findings if not overlay.is_of_base(finding.span)]
    in_base = [finding for finding in findings if overlay.is_of_base(finding.span)]
    caused_here = [one for one in in_base if (one.code, one.span, one.message) not in alone]
    left = [one for one in in_base if (one.code, one.span, one.message) in alone]
    return own + _at_the_area(caused_here, overlay) + _left_in_bases(left, facts, overlay)


def _left_in_bases(findings: list[Finding], facts: Facts, overlay: Overlay) -> list[Finding]:
    """One finding where the area names its base, if that has errors that hold in the area too."""
    errors = sort_findings(errors_of_bases(findings, facts))
    if not errors:
        return []
    first = errors[0]
    problem = Problem(
        overlay.span,
        f"the base has {count(len(errors), 'error')}, such as {first.code} in {first.span.path}, line {first.span.line}: "
        f"{first.message}",
        "ask its publisher for a release without them; or let a clinician agree in a waiver, with a last day",
        tuple(Note(one.span, f"{one.code}: {one.message}") for one in errors[:3]),
    )
    return [_finding(RULES["OVR018"], problem)]


def _at_the_area(findings: Iterable[Finding], overlay: Overlay) -> list[Finding]:
    """Findings in the base, at the line of the area that causes them, with the places in the base as notes.

    Several that say the same because of the same line are one.
    """
    together: dict[tuple[str, Span, str], list[Finding]] = {}
    for finding in findings:
        place = place_in_area(finding.span, overlay, says=finding.message)
        together.setdefault((finding.code, place, finding.message), []).append(finding)
    found = []
    for (_, place, _), same in together.items():
        where = (Note(finding.span, "is where the base has it") for finding in same)
        notes = dict.fromkeys((*where, *(note for finding in same for note in finding.notes)))
        fix = f"{same[0].fix} (in a change of that record; null takes a field away)"
        found.append(replace(same[0], span=place, fix=fix, notes=tuple(notes)))
    return found


#: How many records may be left out for one rule, one after another, before all with a fault of shape are.
_MOST_LEFT_OUT = 16


class _Views:
    """The facts with different records left out, for functions that use as many of the records as can be read."""

    def __init__(self, whole: Facts) -> None:
        """`whole` are the facts without any record that has a fault of shape."""
        self.whole = self._whole = whole
        self._readable = whole.records_as_written.partly_readable_records()
        self._register = whole.register.partly_readable_records() if whole.register else None
        self._has_parts = self._readable is not whole.records_as_written or self._register is not whole.register
        self._views: dict[tuple[frozenset[RecordPlace], bool], Facts] = {}

    def prepare(self) -> None:
        """Computes what most rules ask for, so that no copy of this process has to."""
        facts = self._without(frozenset(), whole_register=False) if self._has_parts else self._whole
        _ = prose(facts).word_index

    def evaluate(self, function: Callable[[Facts], T]) -> T:
        """The result of a function of the facts. A record is left out if the function needs an unreadable field of it.

        The function is called again each time, so a result never rests on a record that was left out on the way.
        """
        left_out: frozenset[RecordPlace] = frozenset()
        whole_register = False  # of a register with parts, all are left out at once: each verdict takes a while
        while self._has_parts and len(left_out) <= _MOST_LEFT_OUT:
            try:
                return function(self._without(left_out, whole_register))
            except UnreadableField as error:
                if KIND[error.record.kind].in_register and not whole_register:
                    whole_register = True
                elif error.record in left_out:
                    break
                else:
                    left_out |= {error.record}
        return function(self._whole)

    def _without(self, places: frozenset[RecordPlace], whole_register: bool) -> Facts:
        whole_register = whole_register or self._register is self._whole.register
        if (places, whole_register) not in self._views:
            records = self._readable.without(places)
            register = self._whole.register if whole_register else self._register
            self._views[places, whole_register] = Facts(records, self._whole.on, register, self._whole.pages)
        return self._views[places, whole_register]


def _problems(rule: Rule, judge: Judge, facts: Facts) -> list[Finding]:
    return [_finding(rule, problem) for problem in judge(facts)]


def _problems_in_findings(
    rule: Rule, judge: FindingsJudge, found: tuple[Finding, ...], skipped: frozenset[str], facts: Facts
) -> list[Finding]:
    return [_finding(rule, problem) for problem in judge(Run(facts, found, skipped))]


def _finding(rule: Rule, problem: Problem) -> Finding:
    return Finding(problem.span, rule.code, rule.name, rule.severity, problem.message, problem.fix, problem.notes)
