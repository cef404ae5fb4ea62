"""The sign-off chain of one PA, one task and one person on a day, and its verdict.

`docs/decisions/0009-the-verdict-of-a-sign-off.md` is the specification.
A verdict is found in this order:

1. only facts dated on or before the day are considered;
2. the links along time, each validated against the one that it rests on;
3. every act: who did it, whether their role may, and their path of authority;
4. separation of duties, sole assessor, competences, person;
5. the first state in the list of that page whose condition holds, with every reason for it.

A verdict explains itself: state, dates, reasons with their places, acts with their paths. Finding it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pa_framework.facts.delegation_chain import PARTY_NAMES
from pa_framework.facts.sign_off_links import Act, Case, Fault, LinkValidator, Reason, as_of
from pa_framework.facts.triggers import holds_for
from pa_framework.records.load import Records
from pa_framework.records.model import Task, Trigger
from pa_framework.records.register_model import Event, Pa, Person, Practitioner
from pa_framework.text.dates import add_months
from pa_framework.text.findings import Span
from pa_framework.text.sentences import join_words, lower_first


class State(StrEnum):
    """What a sign-off amounts to on a day."""

    HOLDS = "holds"
    DUE = "due"
    LAPSED = "lapsed"
    STOPPED = "stopped"
    INCOMPLETE = "incomplete"
    BROKEN = "broken"


#: States in which a PA may do the task.
MAY_DO = frozenset({State.HOLDS, State.DUE})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of a sign-off on a day, and why.

    `since` is the first day of the state; `until` its last day if nothing else happens, or None where that is open.
    `remarks` say which observed practices and reviews do not count, and why; they do not change the state.
    `span` is the place of the sign-off in the register.
    """

    pa: str
    task: str
    person: str
    on: date
    state: State
    since: date | None
    until: date | None
    review_date: date | None
    reasons: tuple[Reason, ...]
    remarks: tuple[Reason, ...]
    acts: tuple[Act, ...]
    span: Span

    @property
    def last_day(self) -> date | None:
        """Of a sign-off that holds or is due: the last day on which the PA may do the task without a new decision."""
        return self.until if self.state is State.DUE else self.review_date

    @property
    def may_do(self) -> bool:
        """Whether the PA may do the task on this day."""
        return self.state in MAY_DO


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The state of a case, with its dates and the reasons for it."""

    state: State
    reasons: list[Reason]
    since: date | None = None
    until: date | None = None
    review_date: date | None = None


class ChainValidator:
    """Finds the verdicts on the sign-offs of one register, under one framework."""

    def __init__(
        self, records: Records, practitioners: Mapping[str, Practitioner], persons: Mapping[str, Person]
    ) -> None:
        self._records = records
        self._persons = persons
        self._links = LinkValidator(records, practitioners)
        self._warning_days = records.framework.settings.review_warning_days if records.framework else 60

    def verdict(self, pa: Pa, index: int, on: date) -> Verdict:
        """The verdict on the sign-off number `index` (from 0) of a PA on a day."""
        case, remarks = self._links.case(pa, index, on)
        outcome = self._outcome(case, [case.reason(fault) for fault in self._links.faults(case)])
        return Verdict(
            pa=pa.id,
            task=case.sign_off.task,
            person=case.sign_off.person,
            on=on,
            state=outcome.state,
            since=outcome.since,
            until=outcome.until,
            review_date=outcome.review_date,
            reasons=tuple(outcome.reasons),
            remarks=remarks,
            acts=case.acts,
            span=pa.origin.at("sign_offs", index),
        )

    def _outcome(self, case: Case, faults: list[Reason]) -> _Outcome:
        """The first of the states that is true of a case."""
        decided = case.last_decision
        review_date = self._review_date(case.task, decided)
        if faults:
            return _Outcome(State.BROKEN, faults, _earliest(faults), None, review_date)
        stops = [case.reason(fault) for fault in [*_withdrawals_and_stops(case), *self._triggered(case, stops=True)]]
        if stops:
            return _Outcome(State.STOPPED, stops, _earliest(stops), None, review_date)
        if decided is None:
            return _Outcome(State.INCOMPLETE, [case.reason(Fault("", (), self._next_step(case), case.on))])
        if review_date is None:
            return _Outcome(State.HOLDS, [], decided)
        if case.on > review_date:
            day = review_date + timedelta(days=1)
            lapsed = case.reason(Fault("SGN011", (), f"the review was due on {review_date}", day))
            return _Outcome(State.LAPSED, [lapsed], day, None, review_date)
        due, last = [], review_date
        for fault in self._triggered(case, stops=False):
            due.append(case.reason(fault))
            last = min(last, fault.until or last)
        warned = date.fromordinal(max(review_date.toordinal() - self._warning_days, 1))
        if case.on >= warned:
            due.append(case.reason(Fault("SGN012", (), f"the review is due on {review_date}", max(warned, decided))))
        if due:
            return _Outcome(State.DUE, due, _earliest(due), last, review_date)
        return _Outcome(State.HOLDS, [], decided, warned - timedelta(days=1), review_date)

    def _triggered(self, case: Case, *, stops: bool) -> Iterator[Fault]:
        """Events on or after the last decision: those that stop the task, or those that only call for a decision."""
        person, task, decided = self._persons.get(case.sign_off.person), case.task, case.last_decision
        if person is None or task is None or decided is None:
            return
        for event in person.events:
            trigger = self._records.triggers.get(event.trigger)
            concerns = event.pa in (None, case.pa.id) and event.task in (None, task.id)
            if trigger and holds_for(trigger, task) and concerns and decided <= event.on <= case.on:
                fault, is_stop = _triggered(trigger, event, case.on)
                if is_stop is stops:
                    yield fault

    def _review_date(self, task: Task | None, decided: date | None) -> date | None:
        """The last decision plus the months that the task sets, or else its tier. None where neither sets any."""
        if decided is None or task is None or task.sign_off is None:
            return None
        if task.sign_off.review_every is not None:
            return add_months(decided, task.sign_off.review_every.months)
        tier = self._records.tiers.get(task.risk or "")
        return add_months(decided, tier.demands.review_within_months) if tier else None

    def _next_step(self, case: Case) -> str:
        """The first link of the chain that is still missing, as a sentence."""
        sign_off, task, on = case.sign_off, case.task, case.on
        if task is None:
            return "the task is not known"
        missing = [
            PARTY_NAMES[party]
            for party in self._links.required_agreements(task)
            if as_of(getattr(sign_off.agreed, party), on) is None
        ]
        if missing:
            return f"on the way; next: the yes of {join_words(missing)}"
        if as_of(sign_off.delegated_on, on) is None:
            return "on the way; next: a registered professional decides to hand it over"
        if as_of(sign_off.trained_on, on) is None:
            return "on the way; next: training"
        observed, required = case.observed_practices, self._links.required_observations(task)
        if observed < required:
            return f"on the way; next: observed practices ({observed} of {required} so far)"
        return f"on the way; next: {'sign-off' if as_of(sign_off.assessed_on, on) else 'assessment'}"


def _triggered(trigger: Trigger, event: Event, on: date) -> tuple[Fault, bool]:
    """What an event of a person amounts to on a day, and whether it stops the task."""
    what = f"event on {event.on} ({lower_first(trigger.title)}), and no decision since"
    if trigger.does != "go-on-until":
        return Fault("SGN014", (), what, event.on), trigger.does == "stop"
    last = date.fromordinal(min(event.on.toordinal() + (trigger.days or 0), date.max.toordinal() - 1))
    if on <= last:
        return Fault("SGN014", (), f"{what}; the PA may go on until {last}", event.on, last), False
    return Fault("SGN014", (), f"{what}; the PA could go on until {last}", last + timedelta(days=1)), True


def _earliest(reasons: list[Reason]) -> date:
    return min(reason.on for reason in reasons)


def _withdrawals_and_stops(case: Case) -> Iterator[Fault]:
    """A withdrawal, and the reviews on or after the last decision whose outcome is not `continues`."""
    withdrawn, decided = case.sign_off.withdrawn, case.last_decision
    if withdrawn and withdrawn.on <= case.on:
        sentence = f"withdrawn by {PARTY_NAMES.get(withdrawn.by, withdrawn.by)} on {withdrawn.on}"
        yield Fault("SGN021", ("withdrawn",), sentence, withdrawn.on)
    for number, review in enumerate(case.sign_off.reviews):
        if review.on <= case.on and review.outcome != "continues" and (decided is None or review.on >= decided):
            words = "stop" if review.outcome == "stops" else "train again first"
            yield Fault("SGN022", ("reviews", number), f"the review of {review.on} said: {words}", review.on)
