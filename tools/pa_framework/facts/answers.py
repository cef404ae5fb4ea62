"""The answer: whether a PA may do a task for a person on a day. One computation for every command, paper and page.

`docs/decisions/0009-the-verdict-of-a-sign-off.md`, part five, is the specification. The answer is made from the verdicts
of all sign-offs of that PA, task and person, and from what could not be read: where a fact that could stop is in doubt,
no one can say yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.grounds import DELEGATION, ground_id
from pa_framework.facts.one_offs import covers, runs_on
from pa_framework.facts.recorded_forms import is_outside, practitioners_in, role_on, setting_on, withdrawals
from pa_framework.facts.requirements import CompetenceAtStep, CredentialInForce, Found, Leaf, SignedOff, leaves, parse
from pa_framework.facts.sign_off_links import About, Reason
from pa_framework.facts.verdict import ChainValidator, Verdict
from pa_framework.records.earlier import as_of
from pa_framework.records.kinds import kinds_with_ids
from pa_framework.records.model import Order, Role
from pa_framework.records.orders import EVERY_TASK
from pa_framework.records.register import Register
from pa_framework.records.register_model import Event, OneOff, Pa, RecordedSignOff
from pa_framework.text.dates import add_days
from pa_framework.text.findings import Span
from pa_framework.text.sentences import join_words

if TYPE_CHECKING:
    from pa_framework.facts.facts import Facts

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class AnswerKind(StrEnum):
    """Whether a PA may do a task for a person on a day."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"


#: The words for each answer, after the PA.
ANSWER_WORDS: Mapping[AnswerKind, str] = {
    AnswerKind.YES: "may do",
    AnswerKind.NO: "may not do",
    AnswerKind.UNKNOWN: "cannot say",
    AnswerKind.OUTSIDE: "outside this register",
}


class Ending(Struct, frozen=True):
    """What would end a yes first, if nothing else happens: the last day of the yes, and a sentence that says why.

    `code` and `about` are those of the `Reason` that it would be.
    """

    last_day: date
    sentence: str
    code: str
    about: About | None = None


class Answer(Struct, frozen=True):
    """Whether a PA may do a task for a person on a day, and what that rests on.

    `verdict` is the one that decides, of the sign-off number `index` (from 0) of the PA; None where no sign-off of this
    task for this person is a delegation. `verdicts` are those of all such sign-offs. `doubts` say why no one can say,
    `stopped_by` which stops of other records forbid it. `outside` is the ground of a sign-off that is outside the register:
    where the answer is no, it was stopped, or the task does not allow that ground. `item` is the part of the task that is asked about, if one is.
    `once` is the permission by phone that allows the task at the time asked about; `at_other_hours` are those that would at
    another time of the day.
    """

    kind: AnswerKind
    pa: str
    task: str
    person: str | None
    on: date
    verdict: Verdict | None = None
    index: int | None = None
    verdicts: tuple[Verdict, ...] = ()
    doubts: tuple[Reason, ...] = ()
    stopped_by: tuple[Reason, ...] = ()
    outside: str | None = None
    item: str | None = None
    once: OneOff | None = None
    at_other_hours: tuple[OneOff, ...] = ()

    @property
    def except_items(self) -> tuple[str, ...]:
        """Of a yes: the items that must not be done, such as one medicine, though the task goes on."""
        return self.verdict.stopped_items if self.may_do and self.verdict else ()

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders without which the verdict that decides would be another one."""
        return self.verdict.orders if self.verdict else ()

    @property
    def may_do(self) -> bool:
        """Whether the answer is yes."""
        return self.kind is AnswerKind.YES

    @property
    def last_day(self) -> date | None:
        """Of a yes: the last day on which it holds without another act; None where it has no end, or is no yes."""
        if self.verdict is None or not self.may_do:
            return None
        of_item = [reason.until for reason in self.verdict.reasons if self.item and reason.item == self.item]
        return min(filter(None, (*of_item, self.verdict.last_day)), default=None)

    @property
    def ends_first(self) -> Ending | None:
        """Of a yes: what would end it first; None where nothing is known to end it."""
        verdict, last = self.verdict, self.last_day
        if verdict is None or last is None:
            return None
        for change in verdict.coming:
            if change.effect != "due" and (change.first - last).days == 1:
                return Ending(last, change.coming, change.code, change.about)
        if last == verdict.review_date:
            return Ending(last, "the review is due", "SGN011")
        found = next((reason for reason in verdict.reasons if reason.until == last), None)
        return Ending(last, found.sentence if found else "", "SGN014")


class RegisterDoubts(Struct):
    """Which records of a register are in doubt: kind → id → reasons; and the reasons that reach everyone."""

    by_id: dict[str, dict[str, list[Reason]]] = field(default_factory=dict)
    every: dict[str, list[Reason]] = field(default_factory=dict)

    def of(self, kind: str, name: str) -> list[Reason]:
        """Why the record of a kind with an id is in doubt; empty where it is not."""
        return [*self.by_id.get(kind, {}).get(name, ()), *self.every.get(kind, ())]

    def add(self, kind: str, name: str, reason: Reason) -> None:
        """Notes a doubt about one record."""
        self.by_id.setdefault(kind, {}).setdefault(name, []).append(reason)


def register_doubts(register: Register, on: date) -> RegisterDoubts:
    """What of a register could not be read, or is there twice, or under another name."""
    doubts = RegisterDoubts()
    kinds = ("pa", "person", "practitioner")
    for kind, name in sorted(register.left_out):
        reason = Reason("SGN037", _span_of(register, kind, name), f"the file of {name} cannot be read", on)
        # A file may lie in the folder of another kind, and be the newer one of a person who has a file there.
        others = [other for other in kinds if other != kind and name in register.of_kind(other)]
        for each in (kind, *others) if _ID.fullmatch(name) else ():
            doubts.add(each, name, reason)
        if not _ID.fullmatch(name):
            doubts.every.setdefault(kind, []).append(reason)
    for name, same in _humans_in_unreadable_files(register):
        reason = Reason("SGN037", _span_of(register, "practitioner", name), f"the file of {name} cannot be read", on)
        doubts.add("pa" if same in register.pas else "practitioner", same, reason)
    for kind, name, origin, _ in register.duplicates:
        for each in {name, PurePosixPath(origin.path).stem}:
            doubts.add(kind, each, Reason("SGN037", origin.at(), f"there is a second file of {name}", on))
    for kind in kinds:
        for record in register.of_kind(kind).values():
            stem = PurePosixPath(record.origin.path).stem
            if stem != record.id:
                reason = Reason("SGN037", record.origin.at(), f"the file {stem}.yaml says that it is {record.id}", on)
                doubts.add(kind, record.id, reason)
                doubts.add(kind, stem, reason)
    for path in register.strays:
        name, folder = PurePosixPath(path).name.split(".")[0], PurePosixPath(path).parts
        reason = Reason("SGN037", Span(path), f"{path} is in no folder of the register, so no one reads it", on)
        declared = [kind for kind in kinds if kinds_with_ids(in_register=True)[kind].folder in folder]
        named = [kind for kind in declared or kinds if name in register.of_kind(kind)]
        for kind in named:
            doubts.add(kind, name, reason)
        for kind in () if named else declared or kinds:
            doubts.every.setdefault(kind, []).append(reason)
    return doubts


#: What an unreadable file of a practitioner may still say: as whom it knows the same human.
_SAME_HUMAN = re.compile(r"\b(?:same_as|is_pa)\s*[\"']?\s*:\s*[\"']?([a-z0-9-]+)")


def _humans_in_unreadable_files(register: Register) -> Iterator[tuple[str, str]]:
    """Practitioners whose files cannot be read, each with an id that the text of the file names as the same human."""
    for document, kind in register.documents:
        name = PurePosixPath(document.path).stem
        if kind == "practitioner" and (kind, name) in register.left_out:
            for same in dict.fromkeys(_SAME_HUMAN.findall(document.text)):
                yield name, same


def _span_of(register: Register, kind: str, name: str) -> Span:
    """The place of a file that was left out: that of its first finding."""
    for document, document_kind in register.documents:
        if document_kind == kind and PurePosixPath(document.path).stem == name:
            found = next((finding.span for finding in register.findings if finding.span.path == document.path), None)
            return found or Span(document.path)
    return Span(name)


def may_do(
    facts: Facts,
    pa: str,
    task: str,
    person: str,
    setting: str | None = None,
    item: str | None = None,
    at: str | None = None,
) -> Answer:
    """Whether a PA may do a task for a person on the day of the facts.

    `setting` is where, such as a ward: reviews that count there alone are left out without it. `item` is one item of the
    task, such as one medicine. `at` is a time of the day (`14:30`), which counts where someone allowed the task once.
    """
    register = facts.register or Register()
    record = register.pas.get(pa)
    found: list[tuple[int, Verdict]] = []
    stops: list[Reason] = []
    outside: list[tuple[str, Verdict]] = []
    for index, sign_off in enumerate(record.sign_offs if record else ()):
        if sign_off.task != task or sign_off.person != person:
            continue
        if record is not None:
            verdict = facts.chain_validator.verdict(record, index, facts.on, setting)
            stops += verdict.stops
            if sign_off.done_under is not None and is_outside(sign_off):
                outside.append((sign_off.done_under, verdict))
            else:
                found.append((index, verdict))
    answer = _answer(facts, register, pa, task, person, setting, found, stops, outside)
    if answer.kind is AnswerKind.NO and record is not None and record.one_offs:
        answer = _allowed_once(facts, register, record, answer, stops, at)
    if item is None:
        return answer
    if answer.verdict is not None and item in answer.except_items:
        stopped_by = tuple(reason for reason in answer.verdict.reasons if reason.item == item)
        return replace(answer, kind=AnswerKind.NO, stopped_by=stopped_by, item=item)
    return replace(answer, item=item)


def answers(
    facts: Facts,
    pa: str | None = None,
    task: str | None = None,
    person: str | None = None,
    setting: str | None = None,
) -> dict[tuple[str, str, str], Answer]:
    """The answer for every PA, task and person that a sign-off names, in the order of the files.

    Only for the PA, task and person that are given, and in a setting, such as a ward.
    """
    named = (
        (record.id, sign_off.task, sign_off.person)
        for record in (facts.register or Register()).pas.values()
        if pa in (None, record.id)
        for sign_off in record.sign_offs
        if task in (None, sign_off.task) and person in (None, sign_off.person)
    )
    return {key: may_do(facts, *key, setting) for key in dict.fromkeys(named)}


class SignOffs:
    """Finds the sign-offs that requirements of other tasks name, by the answer that a validator leads to."""

    def __init__(self, facts: Facts, validator: ChainValidator) -> None:
        self._facts, self._validator = facts, validator
        self._days: dict[date, Facts] = {}
        self._asked: frozenset[tuple[str, str]] = frozenset()
        #: What was found, by the question and by what was being asked then: a question within itself is answered no.
        self._known: dict[tuple[str, str, str, date, frozenset[tuple[str, str]]], Found] = {}

    def found(self, pa: str, task: str, person: str, on: date) -> Found:
        """Whether a PA has a sign-off of a task on a day: for a person, or of a transferable task for anyone.

        A question that leads back to itself is answered no.
        """
        if (pa, task) in self._asked:
            return Found(False, None)
        asked = self._asked
        key = (pa, task, person, on, asked)
        if key not in self._known:
            self._asked = asked | {(pa, task)}
            try:
                self._known[key] = self._found(pa, task, person, on)
            finally:
                self._asked = asked
        return self._known[key]

    def _found(self, pa: str, task: str, person: str, on: date) -> Found:
        register = self._facts.register or Register()
        record, known = register.pas.get(pa), self._facts.records.tasks.get(task)
        if record is None or known is None:
            return Found(False, None)
        persons = [person]
        if as_of(known, on).scope == "transferable":
            persons = list(dict.fromkeys(entry.person for entry in record.sign_offs if entry.task == task))
        found = self._answers(pa, task, persons, on)
        ends = [answer.verdict.known_last_day for answer in found if answer.may_do and answer.verdict]
        if ends:
            return Found(True, None if None in ends else max(day for day in ends if day))
        first = None
        while (since := max((day for answer in found for day in _changed_on(answer)), default=None)) is not None:
            first, before = since, add_days(since, -1)
            found = self._answers(pa, task, persons, before)
            if any(_rests_on_a_sign_off(answer) for answer in found):
                return Found(False, first)
        return Found(False, None)

    def _answers(self, pa: str, task: str, persons: Iterable[str], on: date) -> list[Answer]:
        if on not in self._days:
            self._days[on] = self._facts.judged_by(self._validator, on)
            # What cannot be read is the same on every day, and looked for once.
            self._days[on].register_doubts = self._facts.register_doubts
        facts = self._days[on]
        return [may_do(facts, pa, task, person) for person in persons]


def _rests_on_a_sign_off(answer: Answer) -> bool:
    return answer.may_do and answer.verdict is not None


def _changed_on(answer: Answer) -> Iterator[date]:
    """The days, up to that of an answer, since which what it is made of has been as it is."""
    yield from (verdict.since for verdict in answer.verdicts if verdict.since and verdict.since <= answer.on)
    yield from (reason.on for reason in answer.stopped_by if reason.on <= answer.on)


def _answer(
    facts: Facts,
    register: Register,
    pa: str,
    task: str,
    person: str,
    setting: str | None,
    found: list[tuple[int, Verdict]],
    stops: list[Reason],
    outside: list[tuple[str, Verdict]],
) -> Answer:
    known = facts.chain_validator.rules.task(task, facts.on)
    verdicts = tuple(verdict for _, verdict in found)

    def answer(kind: AnswerKind, deciding: Verdict | None, **more: tuple[Reason, ...] | str | None) -> Answer:
        index = next((index for index, verdict in found if verdict is deciding), None)
        return Answer(kind, pa, task, person, facts.on, deciding, index, verdicts, **more)  # type: ignore[arg-type]

    if known is not None and known.status == "own-role":
        return answer(AnswerKind.YES, None)
    valid = [verdict for verdict in verdicts if verdict.may_do]
    forbidden = {id(verdict): _stops_elsewhere(verdict, stops) for verdict in valid}
    candidates = [verdict for verdict in valid if not forbidden[id(verdict)]]
    if candidates:
        in_doubt = [(verdict, tuple(_doubts(facts, register, verdict, setting))) for verdict in candidates]
        deciding, doubts = max(in_doubt, key=lambda pair: (not pair[1], _last_decision(pair[0])))
        return answer(AnswerKind.UNKNOWN if doubts else AnswerKind.YES, deciding, doubts=doubts)
    latest = max(verdicts, key=_last_decision, default=None)
    doubts = (*_doubts_about_a_no(facts, register, pa, task, verdicts),)
    doubts += tuple(doubt for _, verdict in outside for doubt in _unknown_reasons(facts, register, verdict))
    if doubts:
        return answer(AnswerKind.UNKNOWN, latest, doubts=doubts)
    if outside and not verdicts:
        grounds = [ground for ground, _ in outside]
        lawful = [ground for ground in grounds if _is_lawful(facts, task, ground)]
        kind = AnswerKind.OUTSIDE if lawful and not stops else AnswerKind.NO
        stopped_by = tuple(sorted(stops, key=lambda reason: reason.on))
        return answer(kind, None, outside=(lawful or grounds)[-1], stopped_by=stopped_by)
    if valid:
        stopped_by = forbidden[id(max(valid, key=_last_decision))]
        stopping = [verdict for verdict in verdicts if any(reason in stopped_by for reason in verdict.stops)]
        return answer(AnswerKind.NO, stopping[-1] if stopping else latest, stopped_by=stopped_by)
    return answer(AnswerKind.NO, latest)


def _allowed_once(
    facts: Facts, register: Register, pa: Pa, answer: Answer, stops: Iterable[Reason], at: str | None
) -> Answer:
    """A no, or what it is where a professional allowed the task once on this day.

    It is a yes within the hours, and only where the question names a time.
    """
    entries = [
        entry
        for index, entry in enumerate(pa.one_offs)
        if (entry.task, entry.person) == (answer.task, answer.person)
        and runs_on(entry, facts.on)
        and once_refused(facts, register, pa, index, facts.on, stops) is None
    ]
    doubts = {entry: tuple(_doubts_about_once(facts, register, pa, entry)) for entry in entries}
    now = next((entry for entry in entries if at is not None and covers(entry, facts.on, at)), None)
    if now is None:
        return replace(answer, at_other_hours=tuple(entry for entry in entries if not doubts[entry]))
    return replace(answer, kind=AnswerKind.UNKNOWN if doubts[now] else AnswerKind.YES, once=now, doubts=doubts[now])


def once_refused(
    facts: Facts, register: Register, pa: Pa, index: int, on: date, stops: Iterable[Reason] | None = None
) -> tuple[str, str] | None:
    """Why a task that was allowed once (entry `index` of `one_offs`) is not allowed on a day: the field, and a sentence.

    None where it is. `stops` are those of the sign-offs of the same on that day, where they are known already. Who was
    not entitled is taken as it is known on the day of the facts.
    """
    entry = pa.one_offs[index]
    task, person = facts.chain_validator.rules.task(entry.task, on), register.persons.get(entry.person)
    if entry.first == entry.until:
        return "until", f"it begins and ends at {entry.first}"
    if task is None or not is_delegated(task):
        return "task", f"{entry.task} may not be delegated"
    if fault := facts.chain_validator.links.could_allow_once(pa, index, facts.on):
        return "by", fault.sentence
    if pa.active_until is not None and pa.active_until < on:
        return "on", f"{pa.id} left on {pa.active_until}"
    if person is not None and person.ended_on is not None and person.ended_on <= on:
        return "on", f"the support of {person.id} ended on {person.ended_on}"
    same = [
        (number, sign_off)
        for number, sign_off in enumerate(pa.sign_offs)
        if (sign_off.task, sign_off.person) == (entry.task, entry.person)
    ]
    if stops is None:
        stops = [stop for number, _ in same for stop in facts.chain_validator.verdict(pa, number, on).stops]
    if withdrawn := next((stop for stop in stops if stop.code == "SGN021"), None):
        return "on", f"it was {withdrawn.sentence}"
    yeses = facts.chain_validator.links.yeses
    if entry.agreed_by is None and not any(
        yes.is_in_force(on) for _, sign_off in same if not is_outside(sign_off) for yes in yeses(sign_off, "person")
    ):
        return "person", f"no one recorded that {entry.person} agreed"
    return None


def _doubts_about_once(facts: Facts, register: Register, pa: Pa, entry: OneOff) -> Iterator[Reason]:
    """Why what was allowed once is in doubt: a file that could say otherwise cannot be read."""
    of_person = facts.register_doubts.of("person", entry.person)
    yield from facts.register_doubts.of("pa", pa.id)
    yield from of_person
    if entry.person not in register.persons and not of_person:
        yield Reason("SGN037", pa.origin.at("one_offs"), f"{entry.person} has no file", facts.on)
    for name in _with_their_authorisers(register, [entry.by]):
        yield from facts.register_doubts.of("practitioner", name)
        yield from (*_unknown_humans(register, name, facts.on), *_reversed_days(register, name, facts.on))


def allowed_once(
    facts: Facts, pa: str | None = None, task: str | None = None, person: str | None = None
) -> tuple[Answer, ...]:
    """The answers to questions without a time about which something is allowed once on the day, in the order of the files.

    Only for the PA, task and person that are given.
    """
    named = (
        (record.id, entry.task, entry.person)
        for record in (facts.register or Register()).pas.values()
        if pa in (None, record.id)
        for entry in record.one_offs
        if runs_on(entry, facts.on) and task in (None, entry.task) and person in (None, entry.person)
    )
    found = (may_do(facts, *key) for key in dict.fromkeys(named))
    return tuple(answer for answer in found if answer.at_other_hours)


def _is_lawful(facts: Facts, task: str, ground: str) -> bool:
    """Whether a task may be done on a ground outside the register, by the rules of the day."""
    record = facts.chain_validator.rules.task(task, facts.on)
    return record is None or record.grounds_outside is None or ground in record.grounds_outside


def _stops_elsewhere(candidate: Verdict, stops: Iterable[Reason]) -> tuple[Reason, ...]:
    """The stops of any record that a candidate's whole chain is not after, by day. A candidate has none of its own."""
    return tuple(sorted((reason for reason in stops if reason.on >= candidate.began), key=lambda reason: reason.on))


def _last_decision(verdict: Verdict) -> date:
    """The day of the last decision; before there is one, of the last act."""
    return verdict.decided or max((act.on for act in verdict.acts), default=date.min)


def _doubts(facts: Facts, register: Register, verdict: Verdict, setting: str | None) -> Iterator[Reason]:
    """Why a yes is in doubt: a fact that could stop is not known."""
    yield from _framework_doubts(facts, verdict)
    yield from _unknown_requirements_of_roles(facts, register, verdict)
    yield from _unreadable_competences(facts, register, verdict)
    yield from _order_doubts(facts, verdict)
    yield from _place_doubts(facts, register, verdict) if setting is None else ()
    doubts = facts.register_doubts
    yield from doubts.of("pa", verdict.pa)
    yield from doubts.of("person", verdict.person)
    if verdict.person not in register.persons and not doubts.of("person", verdict.person):
        sentence = f"{verdict.person} has no file, so no one knows what happened since"
        yield Reason("SGN037", verdict.span, sentence, verdict.on)
    everyone = _with_their_authorisers(register, practitioners_in(_sign_off(register, verdict), verdict.on))
    for name in everyone:
        yield from doubts.of("practitioner", name)
        yield from _unknown_humans(register, name, verdict.on)
        yield from _reversed_days(register, name, verdict.on)
    for name in _took_over(register, verdict):
        if name not in register.practitioners and not doubts.of("practitioner", name):
            yield Reason("SGN037", verdict.span, f"{name}, who took it over, is not in the register", verdict.on)
    yield from _unclear_facts(facts, register, verdict)
    person = register.persons.get(verdict.person)
    for number, event in enumerate(person.events if person else ()):
        is_since = (verdict.settled or date.min) <= event.on <= verdict.on
        if person and is_since and (unknown := _unknown(facts, register, event, verdict)):
            sentence = f"the event of {event.on} names {join_words(unknown)}, which does not exist"
            yield Reason("SGN037", person.origin.at("events", number, "trigger"), sentence, event.on)
    for name in _sign_off(register, verdict).conditions:
        if name not in facts.records.conditions:
            sentence = f"the condition {name} is not in the policy's list"
            yield Reason("SGN037", verdict.span, sentence, verdict.on)


def _place_doubts(facts: Facts, register: Register, verdict: Verdict) -> Iterator[Reason]:
    """Where the person is, where that is not known and the task may be done in some places only."""
    task = facts.chain_validator.rules.task(verdict.task, verdict.on)
    person = register.persons.get(verdict.person)
    if task is None or not task.settings_are_limits or person is None:
        return
    for number, entry in enumerate(person.settings):
        if entry.until is not None and entry.until < entry.first and entry.until <= verdict.on:
            sentence = f"a place of {person.id} ends on {entry.until}, before it begins on {entry.first}"
            yield Reason("SGN037", person.origin.at("settings", number, "until"), sentence, verdict.on)
    here = setting_on(person, verdict.on, verdict.on)
    if here is None:
        sentence = f"no one recorded where {person.id} is, and {task.id} is done in some places only"
        yield Reason("SGN037", person.origin.at("settings"), sentence, verdict.on)
    elif here.id not in facts.records.settings:
        sentence = f"the place {here.id} of {person.id} is not in the policy's list, and {task.id} is done in some only"
        place = person.origin.at("settings", person.settings.index(here), "id")
        yield Reason("SGN037", place, sentence, verdict.on)


def _order_doubts(facts: Facts, verdict: Verdict) -> Iterator[Reason]:
    """Orders that may be about the task: one that changes rules, and names a task that does not exist."""
    records = facts.records
    if facts.orders_unreadable:
        yield _unreadable_rules(facts, "framework/orders.yaml")
    first = min((act.on for act in verdict.acts), default=verdict.on)
    for order in records.orders.values():
        unknown = [] if order.tasks == EVERY_TASK else [name for name in order.tasks if name not in records.tasks]
        unknown = [name for name in unknown if ("task", name) not in records.left_out]
        if unknown and order.changes and max(first, order.first) <= order.until and order.first <= verdict.on:
            sentence = f"the order {order.id} is about {join_words(unknown)}, which does not exist"
            yield Reason("SGN037", order.origin.at("tasks"), sentence, verdict.on)


def _unknown_humans(register: Register, name: str, on: date) -> Iterator[Reason]:
    """Ids that a practitioner names as the same human, and that do not exist: who must be apart is not known."""
    practitioner = register.practitioners.get(name)
    if practitioner is None:
        return
    for field_name, same, known in (
        ("same_as", practitioner.same_as, register.practitioners),
        ("is_pa", practitioner.is_pa, register.pas),
    ):
        if same and same not in known:
            sentence = f"{name} is the same human as {same}, which does not exist"
            yield Reason("SGN037", practitioner.origin.at(field_name), sentence, on)


def _reversed_days(register: Register, name: str, on: date) -> Iterator[Reason]:
    """What takes a duty from a practitioner and has its days the wrong way round: from when it does is not known."""
    practitioner = register.practitioners.get(name)
    for number, entry in enumerate(practitioner.roles if practitioner else ()):
        if practitioner and entry.until is not None and entry.until < entry.first and entry.until <= on:
            sentence = f"a role of {name} ends on {entry.until}, before it begins on {entry.first}"
            yield Reason("SGN037", practitioner.origin.at("roles", number, "until"), sentence, on)
    found = practitioner.discredited if practitioner else None
    if practitioner and found and found.on is not None and found.on < found.first and found.on <= on:
        sentence = f"{name} was found on {found.on} not to be entitled, before that begins on {found.first}"
        yield Reason("SGN037", practitioner.origin.at("discredited", "on"), sentence, on)


def _unclear_facts(facts: Facts, register: Register, verdict: Verdict) -> Iterator[Reason]:
    """Facts about the PA and the person that may stop, and name what does not exist or have their days the wrong way."""
    tasks, on = facts.records.tasks, verdict.on
    pa, person = register.pas[verdict.pa], register.persons.get(verdict.person)
    for number, absence in enumerate(pa.away):
        if absence.until is not None and absence.until < absence.first and absence.until <= on:
            sentence = f"a time away of {pa.id} ends on {absence.until}, before it begins on {absence.first}"
            yield Reason("SGN037", pa.origin.at("away", number, "until"), sentence, on)
    named = _required(facts, verdict.task, _days_of_rules(facts, verdict))
    for number, entry in enumerate(pa.credentials if any(isinstance(it, CredentialInForce) for it in named) else ()):
        if entry.credential not in facts.records.credentials and entry.result != "in-force" and entry.on <= on:
            sentence = f"a credential of {pa.id} is {entry.result}: {entry.credential}, which does not exist"
            yield Reason("SGN037", pa.origin.at("credentials", number, "credential"), sentence, on)
    for number, sign_off in enumerate(pa.sign_offs):
        unknown = [sign_off.person] if sign_off.person not in register.persons else []
        unknown += [sign_off.task] if sign_off.task not in tasks else []
        may_be_meant = sign_off.task in (verdict.task, *unknown) and sign_off.person in (verdict.person, *unknown)
        if unknown and may_be_meant and _has_stop(sign_off, on):
            sentence = f"another sign-off of {pa.id} was stopped and names {join_words(unknown)}, which does not exist"
            yield Reason("SGN037", pa.origin.at("sign_offs", number), sentence, on)
    for number, device in enumerate(person.devices if person else ()):
        reversed_days = device.until is not None and device.until < device.first and device.task == verdict.task
        if person and device.task not in tasks and device.first <= on:
            sentence = f"a device of {person.id} is for {device.task}, which does not exist"
            yield Reason("SGN037", person.origin.at("devices", number, "task"), sentence, on)
        if person and reversed_days:
            sentence = f"the use of {device.device} ends on {device.until}, before it begins on {device.first}"
            yield Reason("SGN037", person.origin.at("devices", number, "until"), sentence, on)
    task = tasks.get(verdict.task)
    since = [event for event in (person.events if person else ()) if (verdict.settled or date.min) <= event.on <= on]
    for number, name in enumerate(task.decide_again_when if task and since else ()):
        if task and name not in facts.records.triggers:
            sentence = f"{task.id} names the trigger {name}, which does not exist, and something happened since"
            yield Reason("SGN037", task.origin.at("decide_again_when", number), sentence, on)


def _has_stop(sign_off: RecordedSignOff, on: date) -> bool:
    """Whether a sign-off was withdrawn, or a review of it said to stop, up to a day."""
    stops = [withdrawal.on for withdrawal, _ in withdrawals(sign_off)]
    stops += [review.on for review in sign_off.reviews if review.outcome != "continues"]
    return any(day <= on for day in stops)


def _doubts_about_a_no(
    facts: Facts, register: Register, pa: str, task: str, verdicts: Iterable[Verdict]
) -> Iterator[Reason]:
    """Why even a no is in doubt: the file of the PA, the rules, or someone who acted cannot be read."""
    yield from facts.register_doubts.of("pa", pa)
    records = facts.records
    if ("task", task) in records.left_out or "task" in records.unknown_kinds:
        yield _unreadable_rules(facts, f"the record of {task}")
        return
    if {"tier", "trigger"} & records.unknown_kinds:
        yield _unreadable_rules(facts, "the delegation policy")
    if facts.orders_unreadable:
        yield _unreadable_rules(facts, "framework/orders.yaml")
    yield from _unknown_requirements(facts, task, _days_of_rules(facts, *verdicts))
    for verdict in verdicts:
        yield from _unknown_reasons(facts, register, verdict)
        yield from _unreadable_roles(facts, register, verdict)
        yield from _unknown_requirements_of_roles(facts, register, verdict)
        for name in _with_their_authorisers(register, practitioners_in(_sign_off(register, verdict), verdict.on)):
            if ("practitioner", name) in register.left_out:
                yield from facts.register_doubts.of("practitioner", name)


def _unknown_reasons(facts: Facts, register: Register, verdict: Verdict) -> Iterator[Reason]:
    """Withdrawals that were taken back, and whose reason no list has: it may have been clinical, or not."""
    sign_off, reasons = _sign_off(register, verdict), facts.records.withdrawal_reasons
    for withdrawal, route in withdrawals(sign_off):
        is_known = withdrawal.because is None or withdrawal.because in reasons
        if not is_known and facts.chain_validator.is_taken_back(sign_off, withdrawal, verdict.on):
            sentence = f"it was withdrawn on {withdrawal.on} because of {withdrawal.because}, which is not in the policy's list"
            span = register.pas[verdict.pa].origin.at("sign_offs", verdict.index, *route, "because")
            yield Reason("SGN037", span, sentence, verdict.on)


def _framework_doubts(facts: Facts, verdict: Verdict) -> Iterator[Reason]:
    """Rules that a verdict rests on and that could not be read."""
    records = facts.records
    if ("task", verdict.task) in records.left_out:
        yield _unreadable_rules(facts, f"the record of {verdict.task}")
    else:
        yield from _unknown_requirements(facts, verdict.task, _days_of_rules(facts, verdict))
    if {"tier", "trigger"} & records.unknown_kinds:
        yield _unreadable_rules(facts, "the delegation policy")
    if records.framework is None:
        yield _unreadable_rules(facts, "framework.yaml")
    rules = facts.chain_validator.rules
    days = {verdict.on, verdict.choice.signed.on if verdict.choice.signed else verdict.on}
    tasks = [task for day in sorted(days) if (task := rules.task(verdict.task, day)) is not None]
    for name in dict.fromkeys(ground_id(task) for task in tasks):
        if name != DELEGATION and name not in records.grounds:
            sentence = f"{verdict.task} is done under {name}, which is not in the policy's list of grounds"
            yield Reason("SGN037", tasks[0].origin.at("sign_off", "ground"), sentence, verdict.on)


def _unreadable_roles(facts: Facts, register: Register, verdict: Verdict) -> Iterator[Reason]:
    """Roles, of those who acted in a record, whose own records could not be read."""
    acted = [(register.practitioners.get(act.by), act.on) for act in verdict.acts]
    roles = {role_on(practitioner, on) for practitioner, on in acted if practitioner is not None}
    for role in sorted(roles):
        if ("role", role) in facts.records.left_out:
            yield _unreadable_rules(facts, f"the record of the role {role}")


def _unknown_requirements_of_roles(facts: Facts, register: Register, verdict: Verdict) -> Iterator[Reason]:
    """Credentials that the roles of those who acted require, by the rules of the day, and that do not exist."""
    for role, required in _required_of_roles(facts, register, verdict):
        for name in _unknown_names(facts, required):
            sentence = f"the role {role.id} requires {name}, which does not exist"
            yield Reason("SGN037", role.origin.key("requires"), sentence, facts.on)


def _required_of_roles(facts: Facts, register: Register, verdict: Verdict) -> Iterator[tuple[Role, list[Leaf]]]:
    """The roles of those who acted that require something by the rules of the day of the act, and what they require."""
    for act in verdict.acts:
        practitioner = register.practitioners.get(act.by)
        acting = facts.records.roles.get(role_on(practitioner, act.on)) if practitioner is not None else None
        if acting is not None and (requires := as_of(acting, act.on).requires):
            yield acting, list(leaves(parse(requires)))


def _unreadable_competences(facts: Facts, register: Register, verdict: Verdict) -> Iterator[Reason]:
    """Competences that a yes needs and whose records cannot be read: they may be valid for a time that is over."""
    required = _required(facts, verdict.task, _days_of_rules(facts, verdict))
    for _, of_role in _required_of_roles(facts, register, verdict):
        required += of_role
    for name in dict.fromkeys(leaf.competence for leaf in required if isinstance(leaf, CompetenceAtStep)):
        if ("competence", name) in facts.records.left_out:
            yield _unreadable_rules(facts, f"the record of the competence {name}")


def _unknown_requirements(facts: Facts, task: str, days: Iterable[date]) -> Iterator[Reason]:
    """Credentials and sign-offs that a task, by the rules of these days, requires, and that do not exist."""
    for name in _unknown_names(facts, _required(facts, task, days)):
        sentence = f"{task} requires {name}, which does not exist"
        yield Reason("SGN037", facts.records.tasks[task].origin.key("requires"), sentence, facts.on)


def _days_of_rules(facts: Facts, *verdicts: Verdict) -> list[date]:
    """The days by whose rules it is judged what a task requires: the day asked, and those of the signings chosen."""
    return [facts.on, *(verdict.choice.signed.on for verdict in verdicts if verdict.choice.signed)]


def _required(facts: Facts, task: str, days: Iterable[date]) -> list[Leaf]:
    """What a task requires by the rules of some days; nothing where it is not known."""
    rules = (facts.chain_validator.rules.task(task, day) for day in days)
    return [leaf for found in rules if found is not None for leaf in leaves(parse(found.requires))]


def _unknown_names(facts: Facts, named: Iterable[Leaf]) -> list[str]:
    """The ids of credentials and tasks in requirements that no list knows, each once."""
    records = facts.records
    ids = [
        (leaf.credential, records.credentials) if isinstance(leaf, CredentialInForce) else (leaf.task, records.tasks)
        for leaf in named
        if isinstance(leaf, CredentialInForce | SignedOff)
    ]
    return list(dict.fromkeys(name for name, known in ids if name not in known))


def _unreadable_rules(facts: Facts, what: str) -> Reason:
    spans = [finding.span for finding in facts.records.findings]
    return Reason("SGN037", spans[0] if spans else Span("framework/framework.yaml"), f"{what} cannot be read", facts.on)


def _took_over(register: Register, verdict: Verdict) -> list[str]:
    """To whom a sign-off was handed over up to the day."""
    return [entry.to for entry in _sign_off(register, verdict).handed_over if entry.on <= verdict.on]


def _with_their_authorisers(register: Register, names: Iterable[str]) -> list[str]:
    """Practitioners, the same humans under other ids, who authorised them, who authorised those, and so on."""
    found = list(dict.fromkeys(names))
    for name in found:
        practitioner = register.practitioners.get(name)
        above = [entry.by for entry in practitioner.authorised] if practitioner else []
        above += [practitioner.same_as] if practitioner and practitioner.same_as else []
        found += [one for one in dict.fromkeys(above) if one not in found]
    return found


def _sign_off(register: Register, verdict: Verdict) -> RecordedSignOff:
    return register.pas[verdict.pa].sign_offs[verdict.index]


def _unknown(facts: Facts, register: Register, event: Event, verdict: Verdict) -> list[str]:
    """The ids in an event that do not exist, unless it names another PA or another task that does."""
    tasks, pas, triggers = facts.records.tasks, register.pas, facts.records.triggers
    is_known = event.trigger in triggers
    may_stop_all = not is_known and any(trigger.stops == "all" for trigger in triggers.values())
    other_task = event.task in tasks and event.task != verdict.task and not may_stop_all
    if (event.pa in pas and event.pa != verdict.pa) or other_task:
        return []
    unknown = [] if is_known else [event.trigger]
    unknown += [event.task] if event.task and event.task not in tasks else []
    return unknown + ([event.pa] if event.pa and event.pa not in pas else [])
