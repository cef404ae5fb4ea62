"""How rules are applied to facts: shared among processes, with records left out that cannot be read, and one cause once."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, TypeVar

from msgspec.structs import replace

from pa_framework.check.quoted_places import at_quoted_words
from pa_framework.check.rules import RULES
from pa_framework.check.rules.registry import FindingsJudge, Judge, Problem, Rule, Run
from pa_framework.check.rules.verdicts import CIRCLE, VOID_AUTHORISATION
from pa_framework.facts.facts import Facts
from pa_framework.facts.overlays import base_facts, errors_of_bases, place_in_area
from pa_framework.facts.prose import prose
from pa_framework.facts.waivers import Waived, split_waived
from pa_framework.facts.without_slips import without_slips
from pa_framework.records.kinds import KIND
from pa_framework.records.load import Records
from pa_framework.records.overlays import Overlay
from pa_framework.records.unreadable import RecordPlace, UnreadableField
from pa_framework.text.findings import Finding, Note, Severity, Span, sort_findings
from pa_framework.text.sentences import count
from pa_framework.text.shares import in_shares, processes_at_once

T = TypeVar("T")


def applied(views: "Views", rules: list[Rule], before_each: Callable[[], None] | None = None) -> list[Finding]:
    """What some rules find, with what was found while the files were read; in no order.

    `before_each` is called before each rule; what it raises ends the run.
    """
    records, register = views.whole.records_as_written, views.whole.register
    findings = [*records.findings, *(register.findings if register else ())]
    overlay = records.overlay
    if overlay is not None and not overlay.names:  # without its base, what a file leaves to it would be missing
        shared = {document.path for document, kind in records.documents if KIND[kind].file}
        findings = [one for one in findings if one.span.path not in shared or one.code.startswith("YML")]
        rules = [rule for rule in rules if rule.family == "OVR"]
    for of_rule in judged(views, rules, before_each):
        findings += of_rule or ()
    return _without_what_follows(findings, views.whole)


def settled(
    findings: list[Finding], views: "Views", skip: Collection[str]
) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
    """Of all that `applied` gives, the findings that count without the codes in `skip`, sorted, and those that are waived."""
    findings = _without_what_is_said_twice(findings)
    overlay = views.whole.records_as_written.overlay
    if overlay is not None:
        findings = _of_the_area(findings, views.whole, overlay)
    found = sort_findings(finding for finding in findings if finding.code not in skip)
    counting, waived = views.evaluate(partial(split_waived, found))
    late: list[Finding] = []
    for rule in RULES.values():
        if rule.findings_judge is not None and rule.code not in skip:
            late += views.evaluate(partial(_problems_in_findings, rule, rule.findings_judge, found, frozenset(skip)))
    return sort_findings((*counting, *late)), waived


def judging_rules(skip: Collection[str]) -> list[Rule]:
    """The rules that judge records, without the codes in `skip`."""
    return [rule for rule in RULES.values() if rule.judge is not None and rule.code not in skip]


#: From how many files on rules are shared among processes: below, it takes longer to copy this one.
_SHARED_FROM = 100
#: Modules of rules that ask for the verdicts of the whole register. One process judges them, so these are found once.
ASK_FOR_VERDICTS = frozenset(
    f"pa_framework.check.rules.{name}"
    for name in (
        *("grounds", "orders", "places", "requirements", "sign_off_evidence"),
        *("sign_off_now", "sign_off_states", "sign_offs", "terms"),
    )
)


_RULES = "pa_framework.check.rules"
#: What takes longest, after the verdicts of a large register: rules that use other facts than the rest of their module, and
#: modules. They come first, so that no process is left alone with one at the end.
LONGEST = (
    *(f"{_RULES}.privacy", "TXT032", "DEL127"),
    *(f"{_RULES}.{name}" for name in ("contradictions", "unfinished", "same_things", "own_commands", "wording")),
    *(
        f"{_RULES}.{name}"
        for name in ("own_words", "quoted", "competences", "principles", "said_of_others", "own_numbers")
    ),
    *(f"{_RULES}.{name}" for name in ("urgency", "written_pages")),
)


def judged(
    views: "Views", rules: list[Rule], before_each: Callable[[], None] | None = None
) -> Iterator[list[Finding] | None]:
    """What each of some rules finds, in their order. Most of one module are judged together: they use the same facts.

    None of a rule that asks for a register, where `views` have none (`ViewsWithoutRegister`).
    """

    def found(module: Iterable[Rule]) -> list[list[Finding] | None]:
        return [views.found_by(rule) for rule in module]

    many = len(views.whole.records_as_written.documents) >= _SHARED_FROM
    processes = processes_at_once() if before_each is None and many else 1
    if processes < 2:
        for rule in rules:
            if before_each is not None:
                before_each()
            yield from found([rule])
        return
    views.prepare()
    together = "those that ask for verdicts"
    parts: dict[str, list[Rule]] = {name: [] for name in (together, *LONGEST)}
    for rule in rules:
        module = rule.judge.__module__
        alone = rule.code if rule.code in LONGEST else module
        parts.setdefault(together if module in ASK_FOR_VERDICTS else alone, []).append(rule)
    shared = list(parts.values())
    results = in_shares(lambda part: found(shared[part]), len(shared), list[list[Finding] | None], processes)
    of_rule = {
        rule.code: of_rule
        for module, results_of_module in zip(shared, results, strict=True)
        for rule, of_rule in zip(module, results_of_module, strict=True)
    }
    yield from (of_rule[rule.code] for rule in rules)


#: Rules that look at every sentence, day or list, and report what no other rule says more about.
_GENERAL = frozenset({"TXT032", "TXT033", "TXT034", "REF025", "SGN055", "SGN056", "SGN057", "SGN058", "SGN059"})


def _without_what_is_said_twice(findings: list[Finding]) -> list[Finding]:
    """The findings without those of a general rule on lines of which other rules report something.

    Nor with an authorisation that does not count because authority runs in a circle: the finding about the circle names it.
    """
    if any(one.code == CIRCLE for one in findings):
        named = {note.span for one in findings if one.code == CIRCLE for note in one.notes}
        findings = [one for one in findings if one.code != VOID_AUTHORISATION or one.span not in named]
    if _GENERAL.isdisjoint(one.code for one in findings):
        return findings
    known = {(one.span.path, one.span.line) for one in findings if one.code not in _GENERAL}
    return [one for one in findings if one.code not in _GENERAL or (one.span.path, one.span.line) not in known]


#: The rules that report a slip, of which it can be said what else is reported only because of it (without_slips.py).
OF_SLIPS = frozenset({"REF001", "SGN044"})


def _without_what_follows(findings: list[Finding], facts: Facts) -> list[Finding]:
    """The findings without those that would not be there without the slips that others of them report."""
    codes = {finding.code for finding in findings}
    if codes.isdisjoint(OF_SLIPS):
        return findings
    views = Views(without_slips(facts))
    judged = codes - OF_SLIPS
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
    views = Views(base_facts(facts))
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
        place = place_in_area(finding.span, overlay, says=finding.message, beside=[note.span for note in finding.notes])
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


class Views:
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

    def found_by(self, rule: Rule) -> list[Finding] | None:
        """What a rule that judges records finds."""
        return self.evaluate(partial(_problems, rule, rule.judge)) if rule.judge is not None else []

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


class AskedForRegister(BaseException):
    """A function of the facts without a register asked for it. No rule catches it."""


class FactsWithoutRegister(Facts):
    """The facts of a framework of which no register is known. What is found with them is so with any register."""

    def __init__(self, records: Records, on: date) -> None:
        super().__init__(records, on)
        del self.register

    def __getattr__(self, name: str) -> Any:
        if name == "register":
            raise AskedForRegister
        raise AttributeError(name)


class ViewsWithoutRegister(Views):
    """The facts of a framework in which nothing is wrong with any file, and of which no register is known."""

    def __init__(self, whole: FactsWithoutRegister) -> None:
        self.whole = whole

    def prepare(self) -> None:
        """As that of `Views`."""
        _ = prose(self.whole).word_index

    def found_by(self, rule: Rule) -> list[Finding] | None:
        """As that of `Views`; None where the rule asks for a register."""
        try:
            return super().found_by(rule)
        except AskedForRegister:
            return None

    def evaluate(self, function: Callable[[Facts], T]) -> T:
        """The result of a function of the facts. Raises AskedForRegister."""
        return function(self.whole)


def _problems(rule: Rule, judge: Judge, facts: Facts) -> list[Finding]:
    return [_finding(rule, at_quoted_words(problem, facts)) for problem in judge(facts)]


def _problems_in_findings(
    rule: Rule, judge: FindingsJudge, found: tuple[Finding, ...], skipped: frozenset[str], facts: Facts
) -> list[Finding]:
    return [_finding(rule, problem) for problem in judge(Run(facts, found, skipped))]


def _finding(rule: Rule, problem: Problem) -> Finding:
    return Finding(problem.span, rule.code, rule.name, rule.severity, problem.message, problem.fix, problem.notes)
