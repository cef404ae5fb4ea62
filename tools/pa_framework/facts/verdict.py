"""The sign-off chain of one PA, one task and one person on a day, and its verdict.

`docs/decisions/0009-the-verdict-of-a-sign-off.md` is the specification.
A verdict is found in this order:

1. only facts known on the day are considered;
2. the links along time, by the best choice of trainings, assessments and signings (sign_off_links.py);
3. the decisions, and the date of the next review;
4. what stops it, and what is not so any more (sign_off_now.py);
5. the first state in the list of that page whose condition holds, with every reason for it.

A verdict explains itself: state, dates, reasons with their places, acts with their paths. Finding it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.delegation_chain import PARTY_NAMES
from pa_framework.facts.recorded_forms import (
    absences,
    first_yes,
    is_clinical,
    is_outside,
    party_words,
    resumptions,
    withdrawals,
)
from pa_framework.facts.requirements import SignedOff, SignOffFinder, leaves, parse
from pa_framework.facts.sign_off_links import Act, Case, Choice, Fault, LinkValidator, Reason, as_of
from pa_framework.facts.sign_off_now import Change, Now
from pa_framework.facts.triggers import holds_for
from pa_framework.records.earlier import DatedRules
from pa_framework.records.load import Records
from pa_framework.records.model import Order, Tier, Trigger
from pa_framework.records.orders import Orders
from pa_framework.records.register_model import Event, Pa, Person, Practitioner, RecordedSignOff, Withdrawal
from pa_framework.text.dates import add_days, add_months
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


class Verdict(Struct, frozen=True):
    """The state of a sign-off on a day, and why.

    `since` is the first day of the state; `until` its last day if nothing else happens, or None where that is open.
    `remarks` say which observed practices and reviews do not count, and why; they do not change the state. `notes` say
    which reviews that count do not move the date of the next one as is usual.
    `coming` are known changes after this day, nearest first; `last_day` the last day on which the PA may do the task
    without another act, where they may do it now; `known_last_day` is that day without what begins later and is written
    already, such as the end of the person's support: what rests on this verdict does not know of it. `began` the first day of what the chain rests on. `stops` are withdrawals, and reviews that stop, since which there is
    no decision, whatever the state is. `choice` holds the training, assessment and signing that count.
    `index` is the number of the sign-off in the PA's file (from 0), `decided` the day of its last decision, `settled`
    that of the last one that answers every trigger, whichever it is, and `span` its place in the register. `orders` are
    those without which it would be another verdict.
    """

    pa: str
    index: int
    task: str
    person: str
    on: date
    state: State
    since: date | None
    until: date | None
    decided: date | None
    settled: date | None
    review_date: date | None
    reasons: tuple[Reason, ...]
    remarks: tuple[Reason, ...]
    notes: tuple[Reason, ...]
    acts: tuple[Act, ...]
    choice: Choice
    stops: tuple[Reason, ...]
    coming: tuple[Change, ...]
    last_day: date | None
    known_last_day: date | None
    began: date
    span: Span
    orders: tuple[Order, ...] = ()

    @property
    def stopped_items(self) -> tuple[str, ...]:
        """What of the task must not be done, such as one medicine, though the task goes on; each once, by its id."""
        return tuple(sorted({reason.item for reason in self.reasons if reason.item and reason.until is None}))

    @property
    def may_do(self) -> bool:
        """Whether the PA may do the task on this day."""
        return self.state in MAY_DO


class _Found(Struct):
    """The state of a case, with its dates and the reasons for it."""

    state: State
    reasons: list[Reason]
    since: date | None = None
    until: date | None = None
    coming: tuple[Change, ...] = ()
    last_day: date | None = None
    known_last_day: date | None = None


class ChainValidator:
    """Finds the verdicts on the sign-offs of one register, under one framework."""

    def __init__(
        self,
        records: Records,
        practitioners: Mapping[str, Practitioner],
        persons: Mapping[str, Person],
        signed_off_by: Callable[[ChainValidator], SignOffFinder] | None = None,
        orders: Orders | None = None,
    ) -> None:
        """`signed_off_by` makes of this validator what says whether a PA has another sign-off.

        Without it, a requirement of one is not met. `orders` are those that change the rules; without them, those of
        the records.
        """
        self._records, self._practitioners, self._signed_off_by = records, practitioners, signed_off_by
        signed_off = signed_off_by(self) if signed_off_by else None
        self.rules = DatedRules(records, Orders.of(records.orders.values()) if orders is None else orders)
        self._with_other_orders: dict[tuple[tuple[str, date], ...], ChainValidator] = {}
        self._triggers = tuple(records.triggers)
        self._reasons = records.withdrawal_reasons
        self._persons = persons
        self.links = LinkValidator(records, practitioners, self.rules, signed_off)
        self.now = Now(records, practitioners, persons, self.rules, self.links)
        self._warning_days = records.framework.settings.review_warning_days if records.framework else 60

    def verdict(self, pa: Pa, index: int, on: date, setting: str | None = None) -> Verdict:
        """The verdict on the sign-off number `index` (from 0) of a PA on a day.

        `setting` is where the PA would do it, where reviews for that setting alone are to count.
        """
        case = self.links.case(pa, index, on)
        verdict = self._verdict(case, index, setting)
        orders = self._orders_that_may_bear(case)
        if not orders:
            return verdict

        def otherwise(*changed: Order, until: date = date.min) -> Verdict:
            validator = self._with_orders_until(changed, until)
            return validator._verdict(validator.links.case(pa, index, on), index, setting)

        bearing = [order for order in orders if _differs(otherwise(order), verdict)]
        if not bearing and len(orders) > 1 and _differs(otherwise(*orders), verdict):
            bearing = [*orders]
        if not bearing:
            return verdict
        ended: list[Order] = []
        in_force = [order for order in orders if on <= order.until] if verdict.may_do else []
        for order in sorted(in_force, key=lambda order: order.until):
            ended.append(order)
            if not otherwise(*ended, until=add_days(on, -1)).may_do:
                return _in_orders(verdict, bearing, order)
        return _in_orders(verdict, bearing, None)

    def state(self, pa: Pa, index: int, on: date) -> State:
        """The state of the verdict on a sign-off on a day: by the same steps, without what only explains it."""
        case = self.links.case(pa, index, on)
        if self._orders_that_may_bear(case):
            return self.verdict(pa, index, on).state
        stops = (case.reason(fault) for fault in self._stops_of_the_record(case))
        return self._found(case, stops, None, explains=False).state

    def _orders_that_may_bear(self, case: Case) -> tuple[Order, ...]:
        """The orders about the task since its first act; where it requires other sign-offs, all that have begun."""
        if not self.rules.orders.orders:
            return ()
        signed, name = case.choice.signed, case.sign_off.task
        task = self.rules.task(name, signed.on) if signed else None
        if task is not None and any(isinstance(leaf, SignedOff) for leaf in leaves(parse(task.requires))):
            return tuple(order for order in self.rules.orders.orders if order.first <= min(order.until, case.on))
        first = min((act.on for act in case.acts), default=case.on)
        return self.rules.orders.up_to(name, first, case.on)

    def _with_orders_until(self, changed: Collection[Order], until: date) -> ChainValidator:
        """The validator for which some orders ended on a day already, or never held where that is before their first."""
        orders = []
        for order in self.rules.orders.orders:
            last = min(order.until, until) if order in changed else order.until
            orders += [order if last == order.until else replace(order, until=last)] if order.first <= last else []
        key = tuple((order.id, order.until) for order in orders)
        if key not in self._with_other_orders:
            other = ChainValidator(
                self._records, self._practitioners, self._persons, self._signed_off_by, Orders(tuple(orders))
            )
            # Those of the same orders are one, whichever of them was left out first.
            other._with_other_orders = self._with_other_orders
            self._with_other_orders[key] = other
        return self._with_other_orders[key]

    def _verdict(self, case: Case, index: int, setting: str | None) -> Verdict:
        """The verdict by the rules and orders of this validator, without saying which orders it rests on."""
        lasting = [case.reason(fault) for fault in self._stops_of_the_record(case)]
        found = self._found(case, lasting, setting)
        return Verdict(
            pa=case.pa.id,
            index=index,
            task=case.sign_off.task,
            person=case.sign_off.person,
            on=case.on,
            state=found.state,
            since=found.since,
            until=found.until,
            decided=case.last_decision,
            settled=self._settled(case),
            review_date=self.links.review_date(case),
            reasons=tuple(found.reasons),
            remarks=tuple(case.reason(fault) for fault in case.remarks),
            notes=tuple(case.reason(fault) for fault in case.notes),
            acts=case.acts,
            choice=case.choice,
            stops=tuple(reason for reason in lasting if reason.code != "SGN032"),
            coming=found.coming,
            last_day=found.last_day,
            known_last_day=found.known_last_day,
            began=case.began,
            span=case.place(),
        )

    def _settled(self, case: Case) -> date | None:
        """The day of the last decision that answers any event before it, by the triggers of the day of the case."""
        triggers = [trigger for name in self._triggers if (trigger := self.rules.trigger(name, case.on))]
        return max(
            (
                decision.on
                for decision in case.decisions
                if all(case.answers(decision, trigger, date.min) for trigger in triggers)
            ),
            default=None,
        )

    def _found(self, case: Case, lasting: Iterable[Reason], setting: str | None, *, explains: bool = True) -> _Found:
        """The first of the states that is true of a case. `lasting` are the stops of the record.

        Where the state alone is wanted, and it does not explain it, a broken or incomplete case has no reasons.
        """
        if case.faults:
            faults = [case.reason(fault) for fault in case.faults] if explains else []
            return _Found(State.BROKEN, faults, _earliest(faults) if explains else None)
        decided, review_date = case.last_decision, self.links.review_date(case)
        triggered = list(self._triggered(case, setting)) if decided else []
        stops = [*lasting, *(case.reason(fault) for fault, is_stop in triggered if is_stop)]
        changes = list(self.now.changes(case, setting)) if decided else []
        in_effect = [change for change in changes if change.first <= case.on]
        stops += [_reason(change) for change in in_effect if change.effect == "stopped"]
        if stops:
            return _Found(State.STOPPED, _by_day(stops), _earliest(stops))
        if decided is None:
            next_step = [case.reason(Fault("SGN074", (), self._next_step(case), case.on))] if explains else []
            return _Found(State.INCOMPLETE, next_step)
        lapses = [_reason(change) for change in in_effect if change.effect == "lapsed"]
        if review_date is not None and case.on > review_date:
            day = review_date + timedelta(days=1)
            lapses.insert(
                0, case.reason(Fault("SGN011", (), f"the review was due on {review_date}{_not_moved(case)}", day))
            )
        if lapses:
            return _Found(State.LAPSED, _by_day(lapses), _earliest(lapses))
        planned = [*self.now.planned(case, setting)] if explains else None
        return self._may_do(case, review_date, [fault for fault, _ in triggered], changes, planned)

    def _may_do(
        self,
        case: Case,
        review_date: date | None,
        triggered: list[Fault],
        changes: list[Change],
        planned: list[Change] | None,
    ) -> _Found:
        """The outcome for a case that nothing stops: due where something must be seen to, else holds.

        What is `planned` says only how long that is so; where it is None, the state alone is wanted.
        """
        due = [case.reason(fault) for fault in triggered]
        ends = [fault.until for fault in triggered if fault.until is not None and not fault.item]
        #: The first days on which the sign-off becomes due.
        warned: list[date] = []
        if review_date is not None:
            ends.append(review_date)
            first = self._warned(review_date)
            warned.append(first)
            if case.on >= first:
                first = max(first, case.last_decision or first)
                due.append(
                    case.reason(Fault("SGN012", (), f"the review is due on {review_date}{_not_moved(case)}", first))
                )
        for change in changes:
            if change.effect == "due":
                warned.append(change.first)
                due += [_reason(change)] if change.first <= case.on else []
            else:
                ends.append(change.first - timedelta(days=1))
            if change.warns and change.first > case.on:
                first = self._warned(change.first - timedelta(days=1))
                warned.append(first)
                if first <= case.on:
                    since = max(first, case.last_decision or first)
                    due.append(Reason(change.code, change.span, change.coming, since, about=change.about))
        if planned is None:
            return _Found(State.DUE if due else State.HOLDS, due)
        known = min(ends, default=None)
        warned += [change.first for change in planned if change.effect == "due"]
        ends += [add_days(change.first, -1) for change in planned if change.effect != "due"]
        later = [*planned, *(change for change in changes if change.first > case.on)]
        coming = tuple(sorted(later, key=lambda it: (it.first, it.code)))
        last_day = min(ends, default=None)
        if due:
            return _Found(State.DUE, due, _earliest(due), last_day, coming, last_day, known)
        next_due = [day - timedelta(days=1) for day in warned if day > case.on]
        until = min([*next_due, *ends], default=None)
        return _Found(State.HOLDS, [], case.last_decision, until, coming, last_day, known)

    def _warned(self, last: date) -> date:
        """The first day on which a last day is near."""
        return add_days(last, -self._warning_days)

    def _stops_of_the_record(self, case: Case) -> Iterator[Fault]:
        """Withdrawals that were not resumed, reviews that stop, and since the last decision what asks to train again."""
        decided = None if case.faults or is_outside(case.sign_off) else case.last_decision
        for withdrawal, route in withdrawals(case.sign_off):
            if withdrawal.on <= case.on and not self._resumed(case, withdrawal):
                who = party_words(withdrawal.by)
                who += "," if "," in who else ""
                yield Fault("SGN021", route, f"withdrawn by {who} on {withdrawal.on}", withdrawal.on)
        for number, review in enumerate(case.sign_off.reviews):
            if review.outcome == "continues" or review.on > case.on:
                continue
            # A stop ends by a whole chain after it, as that of another record does; retraining by a decision.
            ended = case.began if review.outcome == "stops" else decided
            if decided is None or ended is None or review.on >= ended:
                is_stop = review.outcome == "stops"
                words = f"the review of {review.on} said: {'stop' if is_stop else 'train again first'}"
                yield Fault("SGN022", ("reviews", number), words, review.on, about="stop" if is_stop else None)
        for failed in self.links.not_yet(case):
            signed = case.signed_on
            if signed is not None and decided is not None and signed < failed.on <= case.on and failed.on >= decided:
                yield Fault(
                    "SGN032", failed.on_route, f"the assessment of {failed.on} said: not yet competent", failed.on
                )

    def _resumed(self, case: Case, withdrawal: Withdrawal) -> bool:
        """Whether a withdrawal that was not clinical was taken back in time by the same party."""
        return not is_clinical(withdrawal, self._reasons) and self.is_taken_back(case.sign_off, withdrawal, case.on)

    def is_taken_back(self, sign_off: RecordedSignOff, withdrawal: Withdrawal, on: date) -> bool:
        """Whether the party that withdrew took that back in time, up to a day; of a clinical reason it ends nothing."""
        return any(
            resumed.by == withdrawal.by
            and withdrawal.on <= resumed.on <= min(self.resume_until(sign_off.task, withdrawal.on, resumed.on), on)
            for resumed in resumptions(sign_off)
        )

    def resume_until(self, task_id: str, withdrawn: date, resumed: date) -> date:
        """The last day on which a withdrawal of a task may be resumed, by the rules of the day on which it was."""
        task = self.rules.task(task_id, resumed)
        tier: Tier | None = self.rules.tier(task, resumed) if task else None
        months = tier.demands.resume_within_months if tier else None
        return add_months(withdrawn, 3 if months is None else months)

    def _triggered(self, case: Case, setting: str | None) -> Iterator[tuple[Fault, bool]]:
        """Events that no decision has answered yet, each with whether it stops the task."""
        decided = case.last_decision
        lifted = self._lifted(case, setting) if setting else []
        for event in self._events(case):
            task = self.rules.task(case.sign_off.task, event.on)
            trigger = self.rules.trigger(event.trigger, event.on)
            if decided is None or task is None or trigger is None or not holds_for(trigger, task):
                continue
            if event.on > case.on or any(case.answers(decision, trigger, event.on) for decision in case.decisions):
                continue
            fault, is_over = _triggered(trigger, event, case.on)
            enough = [each for each in lifted if event.on <= each[0] and case.is_enough_for(trigger, event.on, each[2])]
            if is_over and enough:
                _, until, number = max(enough)
                sentence = f"decided for {setting} alone, until {until}; nothing is decided for other places"
                yield Fault("SGN041", ("reviews", number), sentence, fault.on, until), False
            else:
                yield fault, is_over and not fault.item

    def _events(self, case: Case) -> Iterator[Event]:
        """The events that concern a sign-off, and long absences of the PA as events."""
        person = self._persons.get(case.sign_off.person)
        for event in person.events if person else ():
            trigger = self.rules.trigger(event.trigger, event.on)
            stops_all = trigger is not None and trigger.stops == "all"
            if event.pa in (None, case.pa.id) and (stops_all or event.task in (None, case.sign_off.task)):
                yield event
        for first, until in absences(case.pa, case.on):
            if until >= case.on:
                continue
            back = until + timedelta(days=1)
            for name in self._triggers:
                trigger = self.rules.trigger(name, back)
                if trigger and trigger.gap and add_months(first, trigger.gap.months) <= back:
                    yield Event(trigger=name, on=back)

    def _lifted(self, case: Case, setting: str) -> list[tuple[date, date, int]]:
        """Reviews for one setting that let the PA go on there on the day: their day, their end, their number."""
        return [
            (review.on, review.until, number)
            for number, review in enumerate(case.sign_off.reviews)
            if review.setting == setting
            and review.until is not None
            and review.outcome == "continues"
            and review.on <= case.on <= review.until
            and self.links.could_review(case, number)
        ]

    def _next_step(self, case: Case) -> str:
        """The first link of the chain that is still missing, as a sentence."""
        task, choice, on = case.task, case.choice, case.on
        if task is None:
            return "the task is not known"
        missing = [
            PARTY_NAMES[party]
            for party in self.links.required_agreements(task, case.tier)
            if first_yes(self.links.yeses(case.sign_off, party), on) is None
        ]
        if missing:
            return f"on the way; next: the agreement of {join_words(missing)}"
        if "delegate" in case.duties and as_of(case.sign_off.delegated_on, on) is None:
            return "on the way; next: a registered professional decides to delegate it"
        if "train" in case.duties and choice.trained is None:
            return "on the way; next: training"
        observed, required = case.observed_practices, self.links.required_observations(task, case.tier)
        if case.asks_for_practice and observed < required:
            return f"on the way; next: observed practices ({observed} of {required} so far)"
        failed = max((act.on for act in self.links.not_yet(case) if act.on <= on), default=None)
        if failed and (choice.assessed is None or failed >= choice.assessed.on):
            return f"on the way; next: assessment again, because the one of {failed} said: not yet competent"
        is_assessed = choice.assessed is not None or "assess" not in case.duties
        return f"on the way; next: {'sign-off' if is_assessed else 'assessment'}"


def _differs(one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts on one sign-off say something else, or for how long."""
    found = [(each.state, each.review_date, each.known_last_day) for each in (one, other)]
    return found[0] != found[1]


def _in_orders(verdict: Verdict, orders: Sequence[Order], last: Order | None) -> Verdict:
    """A verdict with the orders that it rests on: it is due, and ends at the latest with the order `last`."""
    verdict = replace(verdict, orders=tuple(orders))
    if not verdict.may_do:
        return verdict
    decided = verdict.decided or verdict.on
    reasons = [
        Reason(
            "SGN082",
            verdict.span,
            f"it rests on an order, from {order.first} to {order.until}: {lower_first(order.title)}",
            max(order.first, decided),
        )
        for order in orders
    ]
    coming, last_day, known = verdict.coming, verdict.last_day, verdict.known_last_day
    if last is not None:
        words = f"the order “{last.title}” ends on {last.until}"
        ends = Change("SGN082", verdict.span, words, words, add_days(last.until, 1), "lapsed")
        coming = tuple(sorted((ends, *coming), key=lambda change: change.first))
        last_day, known = (min(last.until, day or last.until) for day in (last_day, known))
    found = (*reasons, *verdict.reasons)
    return replace(
        verdict,
        state=State.DUE,
        reasons=found,
        since=_earliest(list(found)),
        until=last_day,
        last_day=last_day,
        known_last_day=known,
        coming=coming,
    )


def _triggered(trigger: Trigger, event: Event, on: date) -> tuple[Fault, bool]:
    """What an event of a person amounts to on a day, and whether it stops the task, or the item that the fault has."""
    item = event.item if trigger.stops == "item" else None
    wanted = "no visit since" if trigger.answered_by == "visit" else "no decision since"
    if trigger.needs_verification:
        wanted = f"{wanted} that was checked with the prescriber"
    what = f"event on {event.on} ({lower_first(trigger.title)}), and {wanted}"
    is_over, first, until = trigger.does == "stop", event.on, None
    if trigger.does == "go-on-until":
        last = add_days(event.on, trigger.days or 0)
        is_over = on > last
        first, until = (add_days(last, 1), None) if is_over else (event.on, last)
        what += f"; {item or 'the PA'} {'could' if is_over else 'may'} go on until {last}"
    what += f"; {item} waits" if item and is_over else ""
    return Fault("SGN014", (), what, first, until, trigger.id, item or ""), is_over


def _not_moved(case: Case) -> str:
    """Why the last decision did not move the review date, as the end of a sentence; empty where it did."""
    last = case.decisions[-1]
    if last.stood.refusal is None:
        return ""
    found = [fault.sentence for fault in (*case.notes, *case.remarks) if fault.route == ("reviews", last.review)]
    return f"; {found[-1]}" if found else ""


def _by_day(reasons: list[Reason]) -> list[Reason]:
    """Reasons with the earliest first: the one that is told beside the first day of a state is the one of that day."""
    return sorted(reasons, key=lambda reason: reason.on)


def _earliest(reasons: list[Reason]) -> date:
    return min(reason.on for reason in reasons)


def _reason(change: Change) -> Reason:
    return Reason(change.code, change.span, change.sentence, change.first, about=change.about)
