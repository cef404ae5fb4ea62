"""Why a PA may or may not do a task for a person on a day: the chain, link by link, with everything it rests on.

The verdict is that of verdict.py. Here its acts, reasons and remarks are laid out in the order of the chain.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from pa_framework.check.rules import RULES
from pa_framework.facts.authority import AuthorityPaths, authorisation_covers, is_authorisation_valid
from pa_framework.facts.delegation_chain import PARTY_NAMES, is_accountable
from pa_framework.facts.facts import Facts
from pa_framework.facts.sign_off_links import Act, LinkValidator, Reason
from pa_framework.facts.sign_off_links import as_of as known_by
from pa_framework.facts.verdict import MAY_DO, State, Verdict
from pa_framework.records.model import Task
from pa_framework.records.register import Register
from pa_framework.records.register_model import Authorisation, Pa, RecordedSignOff
from pa_framework.register.output import Unanswerable
from pa_framework.register.reports import deciding, held_register, known, verdicts
from pa_framework.text.findings import Span


class Mark(StrEnum):
    """How a link stands."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_COUNTED = "not-counted"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class Upward:
    """One step of a path of authority: somebody on a day, and what their authority rests on.

    It is the register of a profession with the day it was last checked, or somebody's word (`given`), or nothing.
    """

    practitioner: str
    role: str
    on: date
    body: str = ""
    checked_on: date | None = None
    given: Authorisation | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing within a link: who did what when. `who` is a practitioner, or one of those who say yes."""

    mark: Mark
    who: str
    on: date | None
    words: str = ""
    role: str = ""
    upward: tuple[Upward, ...] = ()
    stopped: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of the chain. `words` say how much of it is there, where that can be counted."""

    name: str
    mark: Mark
    lines: tuple[Line, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """The answer. `verdict` is None where no sign-off is recorded; `others` are further records of the same.

    `fixes` say what to do, for each reason; a reason that no rule speaks of has an empty one.
    """

    facts: Facts
    pa: str
    task: str
    person: str | None
    noun: Task | None
    verdict: Verdict | None
    may_do: bool
    links: tuple[ChainLink, ...] = ()
    fixes: tuple[str, ...] = ()
    others: tuple[Verdict, ...] = ()
    elsewhere: tuple[str, ...] = ()


def why(facts: Facts, pa: str, task: str, person: str | None = None) -> Why:
    """The answer for a PA, a task and a person. Raises Unanswerable where it is not clear what is asked."""
    known(facts, "pa", pa)
    known(facts, "task", task)
    if person is not None:
        known(facts, "person", person)
    noun = facts.records.tasks.get(task)
    found = list(verdicts(facts, pa, task, person))
    persons = sorted({verdict.person for _, _, verdict in found})
    if len(persons) > 1:
        raise Unanswerable(
            f"{pa} has sign-offs of {task} for {', '.join(persons[:-1])} and {persons[-1]}; say for whom you ask"
        )
    verdict = deciding(each for _, _, each in found)
    if verdict is None:
        own = noun is not None and noun.status == "own-role"
        elsewhere = sorted({each.person for _, _, each in verdicts(facts, pa, task)})
        return Why(facts, pa, task, person, noun, None, own, elsewhere=tuple(elsewhere))
    known(facts, "person", verdict.person)  # an event that can not be read could turn a no into a yes
    noun_pa, index, _ = next(each for each in found if each[2] is verdict)
    return Why(
        facts=facts,
        pa=pa,
        task=task,
        person=verdict.person,
        noun=noun,
        verdict=verdict,
        may_do=verdict.may_do,
        links=tuple(_Laid(facts, noun_pa, index, verdict).links()) if noun and noun.status == "delegable" else (),
        fixes=tuple(_fixes(facts, noun_pa, verdict)),
        others=tuple(each for _, _, each in found if each is not verdict),
    )


def _fixes(facts: Facts, pa: Pa, verdict: Verdict) -> Iterator[str]:
    """What the rules say to do, for each reason: they are asked about this one PA."""
    held = held_register(facts)
    alone = Register(
        about=held.about, pas={pa.id: pa}, practitioners=held.practitioners, persons=held.persons, root=held.root
    )
    asked = Facts(facts.records, facts.on, alone)
    fixes = {
        (code, problem.span): problem.fix
        for code in sorted({each.code for each in verdict.reasons})
        if code.startswith("SGN") and (rule := RULES.get(code)) is not None and rule.judge is not None
        for problem in rule.judge(asked)
    }
    for each in verdict.reasons:
        yield fixes.get((each.code, each.span), "")


class _Laid:
    """One verdict, laid out in the order of the chain."""

    def __init__(self, facts: Facts, pa: Pa, index: int, verdict: Verdict) -> None:
        task = facts.records.tasks[verdict.task]
        self._facts, self._pa, self._index, self._verdict, self._task = facts, pa, index, verdict, task
        self._people = held_register(facts).practitioners
        self._rules = LinkValidator(facts.records, self._people)
        self._authorities = AuthorityPaths(facts.records, self._people)
        self._sign_off: RecordedSignOff = pa.sign_offs[index]
        self._reasons = _by_place(verdict.reasons)
        self._remarks = _by_place(verdict.remarks)

    def links(self) -> Iterator[ChainLink]:
        yield self._agreed()
        yield self._act("delegate", "Delegated", "delegated", "SGN001", "SGN020")
        yield self._act("train", "Trained", "trained", "SGN001", "SGN020")
        yield self._observed()
        yield self._act("assess", "Assessed", "assessed", "SGN001", "SGN020", "SGN013")
        yield self._competences()
        yield self._act("sign-off", "Signed off", "signed_off", "SGN001", "SGN020")
        yield self._reviewed()
        yield from self._since()

    def _span(self, *route: str | int) -> Span:
        return self._pa.origin.at("sign_offs", self._index, *route)

    def _agreed(self) -> ChainLink:
        """Whose yes is needed, and whose is there besides."""
        needed = self._rules.required_agreements(self._task)
        missing = [each for each in self._verdict.reasons if each.code == "SGN010"]
        lines = []
        for name, words in PARTY_NAMES.items():
            day = known_by(getattr(self._sign_off.agreed, name), self._verdict.on)
            if name in needed or day:
                wrong = any(each.sentence.endswith(f" {words}") for each in missing)
                mark = Mark.WRONG if wrong else Mark.RIGHT if day else Mark.NOT_YET
                note = "" if name in needed else "not asked for"
                lines.append(Line(mark, words, day, note, codes=("SGN010",) if wrong else ()))
        return ChainLink("Agreed", _all(lines), tuple(lines))

    def _act(self, duty: str, title: str, name: str, *codes: str) -> ChainLink:
        """The one act of a duty, with what is wrong with it."""
        act = next((each for each in self._verdict.acts if each.duty == duty), None)
        if act is None:
            return ChainLink(title, Mark.NOT_YET)
        wrong = [each.code for each in self._reasons.get(self._span(f"{name}_by"), [])]
        for beside in (f"{name}_on", "assessed_with") if duty == "assess" else (f"{name}_on",):
            wrong += [each.code for each in self._reasons.get(self._span(beside), []) if each.code in codes]
        other = self._sign_off.assessed_with if duty == "assess" else None
        line = self._line(act, Mark.WRONG if wrong else Mark.RIGHT, f"with {other}" if other else "", wrong)
        return ChainLink(title, line.mark, (line,))

    def _observed(self) -> ChainLink:
        lines = []
        for act in self._verdict.acts:
            if act.duty == "observe":
                remark = self._remarks.get(self._span(*act.route), [])
                lines.append(
                    self._line(act, Mark.NOT_COUNTED if remark else Mark.RIGHT, "", [each.code for each in remark])
                )
        number, needed = sum(each.mark is Mark.RIGHT for each in lines), self._rules.required_observations(self._task)
        short = any(each.code == "SGN008" for each in self._verdict.reasons)
        mark = Mark.WRONG if short else Mark.RIGHT if number >= needed else Mark.NOT_YET
        return ChainLink("Observed", mark, tuple(lines), f"{number} of {needed}")

    def _competences(self) -> ChainLink:
        """What the task requires, as held on the day of the sign-off; before it, on the day that is asked about."""
        signed = known_by(self._sign_off.signed_off_on, self._verdict.on)
        lines = []
        for name, step in self._task.requires.items():
            held = self._rules.held_competence(self._pa, name, step, signed or self._verdict.on)
            if held is not None:
                role = self._role(held.assessed_by)
                lines.append(Line(Mark.RIGHT, held.assessed_by, held.on, f"{name} at {held.step}", role))
            elif signed:
                lines.append(Line(Mark.WRONG, "", None, f"{name} at {step}", codes=("SGN009",)))
            else:
                lines.append(Line(Mark.NOT_YET, "", None, f"{name} at {step}"))
        return ChainLink("Competences", _all(lines), tuple(lines), "" if lines else "no competence is asked for")

    def _reviewed(self) -> ChainLink:
        lines = []
        for act in self._verdict.acts:
            if act.duty != "review":
                continue
            number = act.route[1]
            assert isinstance(number, int)
            outcome = self._sign_off.reviews[number].outcome
            remark = self._remarks.get(self._span(*act.route), [])
            stops = self._reasons.get(self._span("reviews", number), [])
            mark = Mark.WRONG if stops else Mark.NOT_COUNTED if remark else Mark.RIGHT
            words = {"continues": "it continues", "stops": "stop", "retrain": "train again first"}[outcome]
            lines.append(self._line(act, mark, words, [each.code for each in (*stops, *remark)]))
        state = self._verdict.state
        if state is State.LAPSED or any(each.mark is Mark.WRONG for each in lines):
            mark = Mark.WRONG
        else:
            mark = Mark.RIGHT if any(each.mark is Mark.RIGHT for each in lines) else Mark.NOT_YET
        codes = ("SGN011",) if state is State.LAPSED else ()
        due = self._verdict.review_date
        if due and state in (*MAY_DO, State.LAPSED):  # of a chain that does not hold, no review is due
            lines.append(
                Line(Mark.WRONG if codes else Mark.NOT_YET, "", due, "the next review, at the latest", codes=codes)
            )
        return ChainLink("Reviewed", mark, tuple(lines), "" if lines else "not yet")

    def _since(self) -> Iterator[ChainLink]:
        """What happened since the last decision: a withdrawal, and what calls for a new decision."""
        taken = self._sign_off.withdrawn
        if taken and taken.on <= self._verdict.on:
            stops = [each.code for each in self._reasons.get(self._span("withdrawn"), [])]
            mark = Mark.WRONG if stops else Mark.NOT_COUNTED
            words = f"because: {taken.because.replace('-', ' ')}" if taken.because else ""
            by = PARTY_NAMES.get(taken.by, taken.by)
            role = "" if taken.by in PARTY_NAMES else self._role(taken.by)
            yield ChainLink("Withdrawn", mark, (Line(mark, by, taken.on, words, role, codes=tuple(stops)),))
        calls = [each for each in self._verdict.reasons if each.code == "SGN014"]
        if calls:
            mark = Mark.WRONG if self._verdict.state is State.STOPPED else Mark.NOT_YET
            lines = tuple(Line(mark, "", each.on, each.sentence, codes=("SGN014",)) for each in calls)
            yield ChainLink("Since then", mark, lines)
        elif self._verdict.may_do:
            yield ChainLink("Since then", Mark.RIGHT, (), "nothing that calls for a new decision")

    def _line(self, act: Act, mark: Mark, words: str, codes: Iterable[str]) -> Line:
        upward = tuple(self._upward(act))
        return Line(
            mark, act.by, act.on, words, self._role(act.by), upward, act.path.fault, tuple(dict.fromkeys(codes))
        )

    def _role(self, practitioner: str) -> str:
        here = self._people.get(practitioner)
        return here.role if here else ""

    def _upward(self, act: Act) -> Iterator[Upward]:
        """The path of authority of an act, nearest first, as far as it goes."""
        day = act.on
        for name, above in pairwise((*act.path.practitioners, "")):
            here = self._people.get(name)
            role = self._facts.records.roles.get(here.role) if here else None
            if here is None:
                yield Upward(name, "", day)
            elif role is not None and is_accountable(role):
                checks = [each for each in here.register_checked_on if each <= day]
                body = role.register.body if role.register else ""
                yield Upward(name, here.role, day, body, max(checks, default=None))
            else:
                given = self._given(name, above, day, holds=act.path.holds) if above else None
                yield Upward(name, here.role, day, given=given)
                day = given.on if given else day

    def _given(self, name: str, by: str, day: date, *, holds: bool) -> Authorisation | None:
        """The authorisation on which a step of a path rests: of several, the first whose giver had authority."""
        fitting = [
            each
            for each in self._people[name].authorised
            if each.by == by
            and authorisation_covers(each, self._task)
            and each.on <= day
            and is_authorisation_valid(each, day)
        ]
        if not holds or len(fitting) < 2:  # a long path is not walked again from each of its steps
            return next(iter(fitting), None)
        return next((each for each in fitting if self._authorities.path(by, self._task, each.on).holds), None)


def _by_place(reasons: Iterable[Reason]) -> dict[Span, list[Reason]]:
    found: dict[Span, list[Reason]] = {}
    for each in reasons:
        found.setdefault(each.span, []).append(each)
    return found


def _all(lines: Iterable[Line]) -> Mark:
    marks = {each.mark for each in lines}
    return Mark.WRONG if Mark.WRONG in marks else Mark.NOT_YET if Mark.NOT_YET in marks else Mark.RIGHT
