"""What must still be so for a sign-off to hold on a day, besides its chain: insurance, competences, people, devices.

`docs/decisions/0009-the-verdict-of-a-sign-off.md`, part four, is the specification. Each thing that is not so any more,
or will not be, is a `Change` with its first day and its effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from msgspec import Struct

from pa_framework.facts.delegation_chain import PARTY_NAMES, is_accountable
from pa_framework.facts.grounds import ground_of
from pa_framework.facts.recorded_forms import (
    Yes,
    is_active,
    is_away,
    is_discredited,
    latest_check,
    role_on,
    setting_on,
    yes_in_force,
)
from pa_framework.facts.requirements import CompetenceAtStep, Requirement, covered, in_words, leaves
from pa_framework.facts.sign_off_links import About, Case, LinkValidator
from pa_framework.facts.titles import title_of
from pa_framework.facts.traced_day import Remembered
from pa_framework.records.earlier import DatedRules
from pa_framework.records.load import Records
from pa_framework.records.model import Tier
from pa_framework.records.register_model import DatedEmployer, Person, Practitioner
from pa_framework.text.dates import add_days, add_months
from pa_framework.text.findings import Span
from pa_framework.text.sentences import join_words, lower_first

Effect = Literal["due", "lapsed", "stopped"]


class Change(Struct, frozen=True):
    """Something that is not so from the day `first` on, with what that does to a sign-off.

    `warns` is whether the sign-off is due some days before that. `sentence` says it as of `first`; `coming` says it
    beforehand. `about` is that of a `Reason`.
    """

    code: str
    span: Span
    sentence: str
    coming: str
    first: date
    effect: Effect
    warns: bool = False
    about: About | None = None


class Gone(NamedTuple):
    """Why someone accountable is not in post; `refused` where they could not take the sign-off over in the first place."""

    sentence: str
    refused: bool = False


class Now:
    """Finds what has changed since a sign-off was decided on, in one register under one framework."""

    def __init__(
        self,
        records: Records,
        practitioners: Mapping[str, Practitioner],
        persons: Mapping[str, Person],
        rules: DatedRules,
        links: LinkValidator,
    ) -> None:
        self._practitioners = practitioners
        self._persons = persons
        self._rules = rules
        self._links = links
        settings = records.framework.settings if records.framework else None
        self._check_months = settings.register_check_valid_months if settings else 12
        self._highest = list(records.tiers)[-1] if records.tiers else ""

    def changes(self, case: Case, setting: str | None) -> Iterator[Change]:
        """What is not so any more on the day of the case, and what of it is known to end later.

        `setting` is where the PA would do the task, if that is asked.
        """
        yield from _remembered(case, "accountable", lambda case: self._accountable(case, self._tier(case)))
        yield from _remembered(case, "agreements", lambda case: self._agreements(case, self._tier(case)))
        yield from _remembered(case, "requirements", lambda case: self._requirements(case, self._tier(case)))
        yield from self._devices(case)
        yield from self._people(case)
        yield from self._place(case, setting)
        yield from self._rules_that_changed(case)

    def _tier(self, case: Case) -> Tier | None:
        """The tier of the task of a case by the rules of the day."""
        task = self._rules.task(case.sign_off.task, case.on)
        return self._rules.tier(task, case.on) if task else None

    def accountable(self, case: Case, on: date) -> str | None:
        """Who is accountable for a sign-off on a day: the last to whom it was handed over, else who delegated it.

        Where the ground has no delegation, what is recorded as one makes no one accountable.
        """
        entry = self._last_hand_over(case, on)
        if entry is not None:
            return case.sign_off.handed_over[entry].to
        return case.sign_off.delegated_by if "delegate" in case.duties else None

    @staticmethod
    def _last_hand_over(case: Case, on: date) -> int | None:
        """The number (from 0) of the last hand-over on or before a day; None where there is none."""
        known = [(entry.on, number) for number, entry in enumerate(case.sign_off.handed_over) if entry.on <= on]
        return max(known)[1] if known else None

    def _accountable(self, case: Case, tier: Tier | None) -> Iterator[Change]:
        """Whether someone accountable is in post, and for how long that has not been so."""
        name = self.accountable(case, case.on)
        task = self._rules.task(case.sign_off.task, case.on)
        if task is not None and ground_of(self._rules.records, task).accountable == "none":
            return
        practitioner = self._practitioners.get(name or "")
        gone = self._gone(case, case.on)
        leaves = practitioner.active_until if practitioner else None
        if gone or leaves is not None:
            first = self._first_without(case) if gone else add_days(leaves or case.on, 1)
            why = gone.sentence if gone else f"{name} left on {leaves}"
            days = tier.demands.without_accountable_days if tier else None
            days = 28 if days is None else days
            stops = add_days(first, days)
            sentence = why if gone and gone.refused else f"{why}, and no other professional took it over"
            goes_on = f"; the PA may go on until {stops - timedelta(days=1)}" if case.on < stops else ""
            coming = sentence
            if case.on < first:
                coming = f"{name} leaves on {first - timedelta(days=1)}: hand it over to another professional before"
            yield Change("SGN027", case.place(), f"{sentence}{goes_on}", coming, first, "due")
            yield Change("SGN027", case.place(), sentence, coming, stops, "stopped")
        if practitioner is not None:
            yield from self._registration(practitioner, case)

    def _registration(self, practitioner: Practitioner, case: Case) -> Iterator[Change]:
        """Whether the registration of someone accountable was looked at lately, and has no conditions."""
        name = practitioner.id
        role = self._rules.role(role_on(practitioner, case.on), case.on)
        check = latest_check(practitioner, case.on)
        if role is not None and is_accountable(role) and check is None:
            sentence = f"no one has checked {name}'s registration"
            yield Change("SGN036", case.place(), sentence, sentence, case.last_decision or case.on, "due")
        elif role is not None and is_accountable(role) and check is not None:
            day, results = check
            stale = add_days(add_months(day, self._check_months), 1)
            if "conditions" in results:
                sentence = f"on {day} the professional register showed {name} as registered with conditions"
                yield Change("SGN036", case.place(), sentence, sentence, day, "due")
            sentence = f"{name}'s registration was last checked on {day}"
            coming = f"{sentence}; check it again by {stale - timedelta(days=1)}"
            yield Change("SGN036", case.place(), sentence, coming, stale, "due")

    def _gone(self, case: Case, on: date) -> Gone | None:
        """Why the one accountable on a day is not in post, as it is known on the day of the case; None where they are."""
        name = self.accountable(case, on)
        practitioner = self._practitioners.get(name or "")
        if name is None:
            return Gone("no one is recorded who is accountable for it")
        if practitioner is None:
            return Gone(f"{name}, who took it over, is not in the register")
        if (number := self._last_hand_over(case, on)) is not None:
            entry, route = case.sign_off.handed_over[number], ("handed_over", number, "to")
            if fault := self._links.could_delegate(case, entry.to, entry.on, route):
                sentence = f"it was handed over on {entry.on} to {name}, who could not take it over: {fault.sentence}"
                return Gone(sentence, refused=True)
        if practitioner.active_until is not None and practitioner.active_until < on:
            return Gone(f"{name} left on {practitioner.active_until}")
        if not is_active(practitioner, on):
            return Gone(f"{name} is not active on {on}")
        if practitioner.discredited and is_discredited(practitioner, on, case.on):
            return Gone(f"{name} was found not to be entitled from {practitioner.discredited.first}")
        if lacking := self._links.role_requirement_missing(practitioner, on, case.on):
            return Gone(f"{name} {lacking}")
        role = self._rules.role(role_on(practitioner, on), on)
        if role is not None and is_accountable(role):
            check = latest_check(practitioner, on)
            bad = check[1] & {"suspended", "removed"} if check else frozenset()
            if check and bad:
                return Gone(f"on {check[0]} the professional register showed {name} as {join_words(sorted(bad))}")
            return None
        task = self._rules.task(case.sign_off.task, on)
        path = self._links.authority(name, task, on, case.on) if task else None
        return Gone(path.fault) if path and path.fault else None

    def _first_without(self, case: Case) -> date:
        """The first day from which no one accountable has been in post without a break."""
        first = case.on
        delegated_on = case.sign_off.delegated_on if "delegate" in case.duties else None
        earliest = delegated_on or case.signed_on or first
        while first > earliest:
            before = first - timedelta(days=1)
            if not self._gone(case, before):
                break
            practitioner = self._practitioners.get(self.accountable(case, before) or "")
            left = practitioner.active_until if practitioner else None
            handed_over = any((left or before) < entry.on <= before for entry in case.sign_off.handed_over)
            # The days after someone left are all alike, so they need not be looked at one by one.
            first = add_days(left, 1) if left is not None and left < before and not handed_over else before
        return max(first, earliest)

    def _agreements(self, case: Case, tier: Tier | None) -> Iterator[Change]:
        """The yeses that are needed, and whether they are in force still."""
        task = self._rules.task(case.sign_off.task, case.on)
        if task is None or case.signed_on is None:
            return
        effect: Effect = (tier.demands.expired_insurance if tier else None) or "lapsed"
        yield from self._decision_for_the_person(case, self._links.known_yeses(case, "person"))
        for party in self._links.required_agreements(task, tier):
            entries = self._links.known_yeses(case, party)
            in_force, day = _coverage((entry.until for entry in entries), case.on)
            if day is not None:
                last = entries[-1].route if entries else ("agreed",)
                first = add_days(day, 1) if in_force else day
                is_insurance = party == "insurer"
                name = "the insurance" if is_insurance else f"the agreement of {PARTY_NAMES[party]}"
                before = first - timedelta(days=1)
                sentence, coming = f"{name} ended on {before}", f"{name} ends on {before}"
                is_spoken = any(entry.spoken_until == before for entry in entries)
                if is_spoken:
                    sentence = f"{name} was given by voice, and was not put in writing by {before}"
                    coming = f"{name} was given by voice; put it in writing by {before}"
                yield Change(
                    "SGN029",
                    case.place(*last),
                    sentence,
                    coming,
                    first,
                    effect if is_insurance else "stopped",
                    warns=is_insurance,
                    about="insurance" if is_insurance else "writing" if is_spoken else None,
                )
            if party == "employer":
                yield from self._employer(case, entries)

    @staticmethod
    def _decision_for_the_person(case: Case, entries: Sequence[Yes]) -> Iterator[Change]:
        """The day by which a yes of the person, or on their behalf, is looked at again."""
        yes = yes_in_force(entries, case.on)
        if yes is not None and yes.review_on is not None:
            first = add_days(yes.review_on, 1)
            sentence = f"the decision made for the person was to be looked at again by {yes.review_on}"
            yield Change("SGN039", case.place(*yes.route), sentence, sentence, first, "due")

    def _employer(self, case: Case, entries: Sequence[Yes]) -> Iterator[Change]:
        """Whether the yes in force is one of the person's employer of the day."""
        person = self._persons.get(case.sign_off.person)
        known = [employer for employer in (person.employers if person else ()) if employer.first <= case.on]
        if not person or not known:
            return
        _, employer = max(enumerate(known), key=lambda pair: (pair[1].first, pair[0]))
        if _has_agreed(employer, entries, case.on):
            return
        sentence = f"{employer.id} has employed the PAs of {person.id} since {employer.first}, and has not agreed"
        yield Change("SGN029", case.place("agreed"), sentence, sentence, employer.first, "stopped")

    def _requirements(self, case: Case, tier: Tier | None) -> Iterator[Change]:
        """What the task required on the day of the sign-off, and whether it is so still: competences, and more."""
        if case.task is None:
            return
        effect: Effect | None = tier.demands.expired_competence if tier else None
        effect = effect or ("lapsed" if tier and tier.id == self._highest else "due")
        for one in self._links.requirements(case.task):
            if not isinstance(one, CompetenceAtStep):
                yield from self._requirement(case, tier, one, effect)
                continue
            competence, step = one.competence, one.step
            run_on = self._links.run_on(case.sign_off.task)
            held = self._links.held(case.pa, competence, step, case.on, case.on, run_on)
            in_force, day = _coverage((entry.until for entry in held), case.on)
            if day is not None:
                first = add_days(day, 1) if in_force else day
                before = first - timedelta(days=1)
                yield Change(
                    "SGN028",
                    case.place(),
                    f"{competence} at `{step}`, which the task requires, ended on {before}",
                    f"{competence} at `{step}`, which the task requires, ends on {before}",
                    first,
                    effect,
                    warns=effect != "due",
                )

    def _requirement(
        self, case: Case, tier: Tier | None, one: Requirement, expired_competence: Effect
    ) -> Iterator[Change]:
        """Whether something else than one competence is so still; `expired_competence` is what missing these does."""
        assert case.task is not None
        found = self._links.requirement(case, one, case.on)
        first = add_days(found.day, 1) if found.met and found.day else found.day
        if found.met and first is None:
            return
        first = first or case.signed_on or case.on
        missing = self._links.requirement(case, one, first).missing if found.met else found.missing
        # Nothing is missing where an order lets it run on from that day.
        only_competences = all(isinstance(leaf, CompetenceAtStep) for leaf in missing or leaves(one))
        other: Effect = (tier.demands.expired_credential if tier else None) or "lapsed"
        effect = expired_competence if only_competences else other
        what, before = f"what {case.task.id} requires ({in_words(one)})", first - timedelta(days=1)
        yield Change(
            "SGN071",
            case.place(),
            f"{case.pa.id} does not have {what} since {first}",
            f"{case.pa.id} has {what} until {before}",
            first,
            effect,
            warns=effect != "due",
        )

    def _devices(self, case: Case) -> Iterator[Change]:
        """Whether the PA was assessed, or reviewed, with the device that the person uses for the task."""
        person = self._persons.get(case.sign_off.person)
        if person is None or not person.devices:
            return
        tier = self._tier(case)
        used = [
            entry
            for entry in person.devices
            if entry.task == case.sign_off.task
            and entry.first <= case.on
            and (entry.until is None or case.on <= entry.until)
        ]
        seen_with = _seen_with(case)
        for entry in used:
            first = max(entry.first, case.signed_on or entry.first)
            if entry.device in seen_with:
                continue
            if seen_with:
                effect: Effect = (tier.demands.other_device if tier else None) or "stopped"
                names = join_words(sorted(seen_with), "or")
                sentence = (
                    f"the person has used {entry.device} since {entry.first}; {case.pa.id} was assessed with {names}"
                )
            else:
                effect = "due"
                sentence = (
                    f"the person uses {entry.device}; no one recorded with which device {case.pa.id} was assessed"
                )
            yield Change("SGN031", case.place(), sentence, sentence, first, effect)

    def _people(self, case: Case) -> Iterator[Change]:
        """Whether the PA works, and the person's support goes on."""
        if case.pa.active_until is not None:
            last = case.pa.active_until
            sentence = f"{case.pa.id} left on {last}"
            yield Change(
                "SGN030", case.place(), sentence, f"{case.pa.id} leaves on {last}", add_days(last, 1), "stopped"
            )
        if is_away(case.pa, case.on):
            absence = max((entry for entry in case.pa.away if entry.first <= case.on), key=lambda entry: entry.first)
            until = f" until {absence.until}" if absence.until else ""
            sentence = f"{case.pa.id} is away from {absence.first}{until}"
            yield Change("SGN030", case.place(), sentence, sentence, absence.first, "stopped")
        person = self._persons.get(case.sign_off.person)
        if person is not None and person.ended_on is not None and person.ended_on <= case.on:
            sentence = f"the support of {person.id} ended on {person.ended_on}"
            yield Change("SGN030", case.place(), sentence, sentence, person.ended_on, "stopped")

    def planned(self, case: Case, setting: str | None) -> Iterator[Change]:
        """What the register says already of a later day, and what is not known of before that day.

        It changes no verdict, and no requirement of another one. It says when a yes would end. `setting` is as above.
        """
        for absence in case.pa.away:
            if case.on < absence.first and (absence.until is None or absence.first <= absence.until):
                until = f" until {absence.until}" if absence.until else ""
                sentence = f"{case.pa.id} is away from {absence.first}{until}"
                yield Change("SGN030", case.place(), sentence, sentence, absence.first, "stopped")
        person = self._persons.get(case.sign_off.person)
        if person is None:
            return
        if person.ended_on is not None and case.on < person.ended_on:
            sentence, coming = (f"the support of {person.id} {ends} on {person.ended_on}" for ends in ("ended", "ends"))
            yield Change("SGN030", case.place(), sentence, coming, person.ended_on, "stopped")
        yield from self._planned_devices(case, person)
        yield from self._planned_employers(case, person)
        yield from self._planned_places(case, person) if setting is None else ()

    def _planned_devices(self, case: Case, person: Person) -> Iterator[Change]:
        """Devices that the person is to use for the task, with which no one assessed or reviewed the PA."""
        seen_with = _seen_with(case)
        tier = self._tier(case)
        other: Effect = (tier.demands.other_device if tier else None) or "stopped"
        for entry in person.devices:
            is_later = case.on < entry.first and (entry.until is None or entry.first <= entry.until)
            if entry.task == case.sign_off.task and is_later and entry.device not in seen_with:
                uses = f"the person uses {entry.device} from {entry.first}"
                names = join_words(sorted(seen_with), "or")
                with_what = f"{case.pa.id} was assessed with {names}"
                if not seen_with:
                    with_what = f"no one recorded with which device {case.pa.id} was assessed"
                sentence = f"{uses}; {with_what}"
                effect = other if seen_with else "due"
                yield Change("SGN031", case.place(), sentence, sentence, entry.first, effect)

    def _planned_employers(self, case: Case, person: Person) -> Iterator[Change]:
        """Employers from a later day who have not agreed; of two from one day, the later in the file counts."""
        task = self._rules.task(case.sign_off.task, case.on)
        later = {employer.first: employer for employer in person.employers if case.on < employer.first}
        if not later or task is None or "employer" not in self._links.required_agreements(task, self._tier(case)):
            return
        entries = self._links.known_yeses(case, "employer")
        for first, employer in sorted(later.items()):
            if not _has_agreed(employer, entries, first):
                coming = f"{employer.id} employs the PAs of {person.id} from {first}, and has not agreed"
                yield Change("SGN029", case.place("agreed"), coming, coming, first, "stopped")

    def _planned_places(self, case: Case, person: Person) -> Iterator[Change]:
        """Places where the person is to be, and where the task is not done."""
        task, places = self._rules.task(case.sign_off.task, case.on), self._rules.records.settings
        later = {entry.first for entry in person.settings if case.on < entry.first}
        if not later or task is None or not task.settings_are_limits:
            return
        for first in sorted(later):
            there = setting_on(person, first, first)
            if there is not None and there.id in places and there.id not in task.settings:
                allowed = join_words((lower_first(title_of(places, name)) for name in task.settings), "or")
                only = (
                    f"{task.id} is done {allowed} only" if allowed else f"{task.id} names no place in which it is done"
                )
                sentence = f"{person.id} is {lower_first(title_of(places, there.id))} from {first}; {only}"
                yield Change("SGN080", case.place(), sentence, sentence, first, "stopped")

    def _place(self, case: Case, setting: str | None) -> Iterator[Change]:
        """Whether the task may be done where the person is, or where it is asked about.

        A place of the person that no list knows, or none, is a doubt of the answer and changes nothing here.
        """
        task, person = self._rules.task(case.sign_off.task, case.on), self._persons.get(case.sign_off.person)
        if task is None or not task.settings_are_limits:
            return
        places = self._rules.records.settings
        allowed = join_words((lower_first(title_of(places, name)) for name in task.settings), "or")
        only = f"{task.id} is done {allowed} only" if allowed else f"{task.id} names no place in which it is done"
        if setting is not None:
            if setting not in task.settings:
                sentence = f"{only}, not in {setting}"
                yield Change("SGN080", case.place(), sentence, sentence, case.on, "stopped")
            return
        here = setting_on(person, case.on, case.on) if person else None
        if person is None or here is None or here.id not in places:
            return
        if here.id not in task.settings:
            sentence = f"{person.id} has been {lower_first(title_of(places, here.id))} since {here.first}; {only}"
            yield Change("SGN080", case.place(), sentence, sentence, here.first, "stopped")
        elif here.until is not None:
            after = add_days(here.until, 1)
            then = setting_on(person, after, case.on)
            if then is None or then.id not in task.settings:
                later = lower_first(title_of(places, then.id)) if then else "it is not known where after that"
                until = f"{lower_first(title_of(places, here.id))} until {here.until}"
                sentence = f"{person.id} is {until}, and {'then ' if then else ''}{later}; {only}"
                yield Change("SGN080", case.place(), sentence, sentence, after, "stopped")

    def _rules_that_changed(self, case: Case) -> Iterator[Change]:
        """What changes of the rules ask of sign-offs that are older."""
        assessed = case.choice.assessed.on if case.choice.assessed else None
        for change in self._rules.changes(case.sign_off.task, date.min, case.on):
            decided = assessed if change.do == "reassess" else case.last_decision
            if decided is None or decided > change.until:
                continue
            what = "a new assessment" if change.do == "reassess" else "a review"
            by = f" by {change.by}" if change.by else ""
            sentence = f"the rules changed after {change.until}, and ask for {what} of older sign-offs{by}"
            yield Change("SGN038", change.span, sentence, sentence, add_days(change.until, 1), "due")
            if change.by:
                yield Change("SGN038", change.span, sentence, sentence, add_days(change.by, 1), "lapsed")


def _remembered(case: Case, name: str, find: Callable[[Case], Iterator[Change]]) -> tuple[Change, ...]:
    """What is found of a case under a name; remembered for the days for which it is the same."""
    known: Remembered[tuple[Change, ...]] | None = case.changes.get(name)
    if known is None:
        known = case.changes[name] = Remembered()
    return known.on(
        case.on,
        lambda day: tuple(find(case if day is case.on else case.on_another(day))),
        lambda found: (change.first for change in found),
    )


def _seen_with(case: Case) -> set[str]:
    """The devices that a sign-off names, and the reviews of it that were decisions."""
    reviews = [case.sign_off.reviews[decision.review] for decision in case.decisions if decision.review is not None]
    return {*case.sign_off.devices, *(device for review in reviews for device in review.devices)}


def _has_agreed(employer: DatedEmployer, entries: Iterable[Yes], on: date) -> bool:
    """Whether an employer's yes that is in force on a day is one of this employer."""
    return any(
        entry.employer == employer.id or (not entry.employer and entry.given >= employer.first)
        for entry in entries
        if entry.is_in_force(on)
    )


def _coverage(ends: Iterable[date | None], on: date) -> tuple[bool, date | None]:
    """Whether periods that have begun cover a day, and the last day that they cover; or the first that they do not.

    `ends` are their last days. The day is None where the cover has no end.
    """
    met, day = covered(ends, on)
    return met, day if met else day or on
