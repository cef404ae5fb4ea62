"""The sign-off chain of one PA, one task and one person on a day, and its verdict.

`docs/decisions/0009-the-verdict-of-a-sign-off.md` says exactly what is asked; numbers in brackets are its numbers.
The order of work is the order of that page:

1. only facts dated on or before the day are looked at;
2. the links along time, each judged against the one that it rests on;
3. every act: who did it, whether their role may, and their path of authority upward;
4. duties apart, sole assessor, competences, person;
5. the first state of the list that is true, with every reason for it.

A verdict is a value that explains itself. It never changes what it is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pa_framework.facts.delegation_chain import PARTY_NAMES
from pa_framework.facts.sign_off_links import Act, Case, Fault, LinkValidator, Reason, as_of
from pa_framework.records.load import Records
from pa_framework.records.model import Task
from pa_framework.records.register_model import Pa, Person, Practitioner
from pa_framework.text.dates import add_months
from pa_framework.text.findings import Span


class State(StrEnum):
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
    """What a chain amounts to on a day. `until` is the last day of the state as far as is known, or None.

    `remarks` say which observed practices and reviews do not count, and why; they do not change the state.
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
    place: Span

    @property
    def may_do(self) -> bool:
        return self.state in MAY_DO


class ChainValidator:
    """Judges chains over one register and one framework."""

    def __init__(
        self, records: Records, practitioners: Mapping[str, Practitioner], persons: Mapping[str, Person]
    ) -> None:
        self._records = records
        self._persons = persons
        self._links = LinkValidator(records, practitioners)
        self._warning_days = records.framework.settings.review_warning_days if records.framework else 60

    def verdict(self, pa: Pa, index: int, on: date) -> Verdict:
        """The verdict on the sign-off number `index` of a PA on a day."""
        case, remarks = self._links.case(pa, index, on)
        wrong = [case.reason(each) for each in self._links.wrong(case)]
        state, since, until, review_date, reasons = self._state(case, wrong)
        return Verdict(
            pa=pa.id,
            task=case.sign_off.task,
            person=case.sign_off.person,
            on=on,
            state=state,
            since=since,
            until=until,
            review_date=review_date,
            reasons=tuple(reasons),
            remarks=remarks,
            acts=case.acts,
            place=pa.origin.at("sign_offs", index),
        )

    def _state(
        self, case: Case, wrong: list[Reason]
    ) -> tuple[State, date | None, date | None, date | None, list[Reason]]:
        """State, since, until, review date, reasons."""
        decided = case.last_decision
        review_date = self._review_date(case.task, decided)
        if wrong:
            return State.BROKEN, min(each.on for each in wrong), None, review_date, wrong
        stopped = [case.reason(each) for each in [*_withdrawals_and_stops(case), *self._triggered(case, stops=True)]]
        if stopped:
            return State.STOPPED, min(each.on for each in stopped), None, review_date, stopped
        if decided is None:
            return State.INCOMPLETE, None, None, None, [case.reason(("", (), self._next_step(case), case.on))]
        if review_date is None:
            return State.HOLDS, decided, None, None, []
        if case.on > review_date:
            day = review_date + timedelta(days=1)
            return State.LAPSED, day, None, review_date, [
                case.reason(("SGN011", (), f"the review was due on {review_date}", day))
            ]  # fmt: skip
        due = [case.reason(each) for each in self._triggered(case, stops=False)]
        warned = date.fromordinal(max(review_date.toordinal() - self._warning_days, 1))
        if case.on >= warned:
            due.append(case.reason(("SGN012", (), f"the review is due on {review_date}", max(warned, decided))))
        if due:
            return State.DUE, min(each.on for each in due), review_date, review_date, due
        return State.HOLDS, decided, warned - timedelta(days=1), review_date, []

    def _triggered(self, case: Case, *, stops: bool) -> Iterator[Fault]:
        """Triggers on or after the last decision: those that stop, or those that only call for a decision."""
        person, task, decided = self._persons.get(case.sign_off.person), case.task, case.last_decision
        if person is None or task is None or decided is None:
            return
        for event in person.events:
            trigger = self._records.triggers.get(event.trigger)
            concerns = event.pa in (None, case.pa.id) and event.task in (None, task.id)
            named = trigger is not None and event.trigger in task.decide_again_when and trigger.stops is stops
            if trigger and named and concerns and decided <= event.on <= case.on:
                yield "SGN014", (), f"{trigger.title.lower()} on {event.on}, and no decision since", event.on

    def _review_date(self, task: Task | None, decided: date | None) -> date | None:
        """As many months after the last decision as the task says, or else as its tier allows."""
        if decided is None or task is None or task.sign_off is None:
            return None
        if task.sign_off.review_every is not None:
            return add_months(decided, task.sign_off.review_every.months)
        tier = self._records.tiers.get(task.risk or "")
        return add_months(decided, tier.demands.review_within_months) if tier else None

    def _next_step(self, case: Case) -> str:
        """What is not there yet, in the order of the chain."""
        sign_off, task, on = case.sign_off, case.task, case.on
        if task is None:
            return "the task is not known"
        yeses = [
            PARTY_NAMES[who] for who in self._links.agreements(task) if as_of(getattr(sign_off.agreed, who), on) is None
        ]
        if yeses:
            return f"on the way; next: the yes of {' and '.join(yeses)}"
        if as_of(sign_off.delegated_on, on) is None:
            return "on the way; next: a registered professional decides to hand it over"
        if as_of(sign_off.trained_on, on) is None:
            return "on the way; next: training"
        seen = sum(act.duty == "observe" for act in case.counted)
        if seen < self._links.observations(task):
            return f"on the way; next: observed practices ({seen} of {self._links.observations(task)} so far)"
        return f"on the way; next: {'sign-off' if as_of(sign_off.assessed_on, on) else 'assessment'}"


def _withdrawals_and_stops(case: Case) -> Iterator[Fault]:
    """A withdrawal, and reviews that did not let it continue, on or after the last decision."""
    taken, decided = case.sign_off.withdrawn, case.last_decision
    if taken and taken.on <= case.on:
        yield "SGN021", ("withdrawn",), f"withdrawn by {PARTY_NAMES.get(taken.by, taken.by)} on {taken.on}", taken.on
    for number, review in enumerate(case.sign_off.reviews):
        if review.on <= case.on and review.outcome != "continues" and (decided is None or review.on >= decided):
            words = "stop" if review.outcome == "stops" else "train again first"
            yield "SGN022", ("reviews", number), f"the review of {review.on} said: {words}", review.on
