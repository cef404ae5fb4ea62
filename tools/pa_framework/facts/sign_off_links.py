"""The links of one sign-off: who did what and when, which faults that has, and which decisions were made.

`docs/decisions/0009-the-verdict-of-a-sign-off.md`, parts two and three, is the specification; numbers in brackets refer
to its numbers. verdict.py turns the faults into a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import Any, Literal, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from pa_framework.facts.authority import AuthorityPath, AuthorityPaths, VoidAuthorisation
from pa_framework.facts.delegation_chain import DUTIES, PARTY_NAMES, is_delegated, separated_duties
from pa_framework.facts.grounds import OUTSIDE, ground_id, ground_of, ground_words
from pa_framework.facts.recorded_forms import (
    RecordedAct,
    Yes,
    assessments,
    first_yes,
    humans,
    is_active,
    is_discredited,
    not_yet,
    role_on,
    signings,
    trainings,
    yeses,
)
from pa_framework.facts.requirements import (
    CompetenceAtStep,
    Found,
    Holder,
    Requirement,
    RequirementJudge,
    SignedOff,
    SignOffFinder,
    circle_of_sign_offs,
    in_words,
    leaves,
    outermost,
    parse,
)
from pa_framework.facts.terms import (
    Entry,
    RunOn,
    Standing,
    as_written,
    entry_ends,
    first_standing,
    hours_learned,
    interval_words,
    is_after_grace,
    refusal_words,
    renew,
)
from pa_framework.facts.traced_day import Remembered, not_the_same_again
from pa_framework.records.earlier import DatedRules
from pa_framework.records.field_meaning import labels
from pa_framework.records.load import Records
from pa_framework.records.model import Grace, Interval, Task, Tier, Trigger, ValidityTerm
from pa_framework.records.register_model import (
    Authorisation,
    HeldCompetence,
    Observation,
    Pa,
    Practitioner,
    RecordedSignOff,
)
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span
from pa_framework.text.sentences import count, id_as_words, join_words, with_article

#: What a reason is about, where one rule covers things that are seen to in different ways: agreements, and reviews that stop.
About = Literal["insurance", "writing", "stop"]


class Reason(Struct, frozen=True):
    """Why a verdict is what it is: the rule's code, the place in the register, a sentence, the day from which it is so.

    `trigger` is the id of the trigger of an event that it comes from, if it comes from one. `until` is the last day on
    which the PA may go on in spite of it, if there is one. `item` is what of the task it is about, such as one medicine:
    where there is no `until`, that must not be done, and the task goes on without it.
    """

    code: str
    span: Span
    sentence: str
    on: date
    trigger: str = ""
    item: str = ""
    until: date | None = None
    about: About | None = None


class Fault(NamedTuple):
    """Something that breaks or changes a chain, as a `Reason` whose place is a route below the sign-off.

    `until`, `trigger`, `item` and `about` are those of a `Reason`.
    """

    code: str
    route: Route
    sentence: str
    on: date
    until: date | None = None
    trigger: str = ""
    item: str = ""
    about: About | None = None


class Act(Struct, frozen=True):
    """One link of the chain along time: a duty that a practitioner held on a day, with their path of authority.

    `verb` is the duty in a sentence (`trained`); `route` is the place of the practitioner's id below the sign-off,
    `on_route` that of the day.
    """

    duty: str
    verb: str
    by: str
    on: date
    route: Route
    path: AuthorityPath
    on_route: Route


#: Acts that either count or do not count, and never break a chain.
_OPTIONAL_DUTIES = frozenset({"observe", "review"})
_DUTY_ORDER = {
    duty: number for number, duty in enumerate(("delegate", "train", "observe", "assess", "sign-off", "review"))
}
#: The ids of all duties.
DUTY_IDS: frozenset[str] = frozenset(duty.id for duty in DUTIES)
_DUTY_BY_FIELD = {duty.by: duty.id for duty in DUTIES}
_FIELD_BY_DUTY: Mapping[str, str] = {duty.id: duty.by for duty in DUTIES}
#: Duty → the verb of an act, as it is said after who did it.
_VERBS = {
    "delegate": "delegated",
    "train": "trained",
    "observe": "observed",
    "assess": "assessed",
    "sign-off": "signed off",
    "review": "reviewed",
}
#: Duty → the infinitive after `may not`, and the verb after `no one` and before `themselves`.
_DUTY_VERBS = {
    "delegate": ("delegate", "delegates to"),
    "train": ("train for", "trains"),
    "observe": ("observe", "observes"),
    "assess": ("assess", "assesses"),
    "sign-off": ("sign off", "signs off"),
    "review": ("review", "reviews"),
}
_STATUS_TEXT = labels("task", "status", "sign-off")


class Decision(NamedTuple):
    """A sign-off, or a review that says `continues`: its day, and the number of the review (from 0), None for the sign-off.

    `stood` is what stands after it by the term of the reviews.
    """

    on: date
    review: int | None
    stood: Standing

    @property
    def is_seen(self) -> bool:
        """Whether it answers the dates that were set for a visit: it was one, or renewed the sign-off."""
        return self.stood.refusal != "no-visit"


class Choice(Struct, frozen=True):
    """One training, one assessment and one signing of a sign-off; None where there is none."""

    trained: RecordedAct | None
    assessed: RecordedAct | None
    signed: RecordedAct | None

    def of(self, duties: frozenset[str]) -> Choice:
        """The choice with the links of these duties alone."""
        if duties == DUTY_IDS:
            return self
        return Choice(
            self.trained if "train" in duties else None,
            self.assessed if "assess" in duties else None,
            self.signed if "sign-off" in duties else None,
        )


class Faults:
    """What is wrong with something, found one after the other when it is asked for, and each once."""

    __slots__ = ("_found", "_is_any", "_left")

    def __init__(self, left: Iterator[Fault], *, is_any: bool = False) -> None:
        """`is_any` says that there is one, where that is known already."""
        self._found: list[Fault] = []
        self._left: Iterator[Fault] | None = left
        self._is_any = is_any

    def __bool__(self) -> bool:
        """Whether anything is wrong: finds the first fault alone."""
        if self._is_any:
            return True
        if not self._found and self._left is not None:
            first = next(self._left, None)
            if first is None:
                self._left = None
            else:
                self._found.append(first)
        return bool(self._found)

    def __iter__(self) -> Iterator[Fault]:
        if self._left is not None:
            self._found += self._left
            self._left = None
        return iter(self._found)


class Case(Struct):
    """One sign-off as of a day, by the best choice of its trainings, assessments and signings.

    `task` and `tier` are by the rules of the day of the signing, or of the day asked where there is none. `duties` are
    those of the ground of the task: the chain has no other links, which are `links`. `reason` places a fault. `changes`
    are what sign_off_now.py found of it, by name.

    All else is found when it is asked for, once: a state needs less than what explains it.
    """

    pa: Pa
    sign_off: RecordedSignOff
    task: Task | None
    tier: Tier | None
    duties: frozenset[str]
    on: date
    choice: Choice
    links: tuple[Act, ...]
    reason: Callable[[Fault], Reason]
    faults: Faults
    _of: LinkValidator
    changes: dict[str, Remembered[Any]] = field(default_factory=dict)
    _acts: tuple[Act, ...] | None = None
    _counted: list[Act] | None = None
    _not_counted: list[Fault] = field(default_factory=list)
    _decisions: list[Decision] | None = None
    _not_renewed: list[Fault] = field(default_factory=list)
    _notes: list[Fault] = field(default_factory=list)

    def on_another(self, day: date) -> Case:
        """The case as of another day, on which everything that was compared with the day comes out the same.

        What was found is taken over but for its faults, which may name the day; the rest is found anew.
        """
        other = Case(
            *(self.pa, self.sign_off, self.task, self.tier, self.duties, day, self.choice, self.links, self.reason),
            self.faults,
            self._of,
            self.changes,
        )
        if self.faults:
            other.faults = Faults(self._of.faults(other), is_any=True)
        if self._counted is not None:
            other._counted, other._not_counted = self._counted, self._not_counted
        if self._decisions is not None:
            other._decisions, other._not_renewed, other._notes = self._decisions, self._not_renewed, self._notes
        return other

    @property
    def acts(self) -> tuple[Act, ...]:
        """The links, and the observed practices and reviews, in the order of the chain."""
        if self._acts is None:
            self._acts = tuple(self._of.acts(self))
        return self._acts

    @property
    def counted(self) -> list[Act]:
        """The observed practices and reviews that count."""
        if self._counted is None:
            self._counted = []
            self._of.count(self, self._counted, self._not_counted)
        return self._counted

    @property
    def decisions(self) -> list[Decision]:
        """The sign-off and the reviews that renewed it, by day."""
        if self._decisions is None:
            self._decisions = []
            if self.choice.signed:
                self._of.decide(self, self.choice.signed, self._not_renewed, self._notes)
        return self._decisions

    def days(self) -> Iterator[date | None]:
        """The days that were found so far and are taken over to another day."""
        for decision in self._decisions or ():
            yield from (decision.on, decision.stood.base, decision.stood.end)

    def decided(self) -> Case:
        """This case, with its decisions found."""
        _ = self.decisions
        return self

    @property
    def remarks(self) -> list[Fault]:
        """What does not count, and why."""
        _ = self.counted, self.decisions
        return [*self._not_counted, *self._not_renewed]

    @property
    def notes(self) -> list[Fault]:
        """What a review that counts does to the date of the next one."""
        _ = self.decisions
        return self._notes

    @property
    def agreed_on(self) -> list[date]:
        """The days of the yeses, other than of the insurer."""
        return self._of.agreed_on(self)

    def place(self, *route: str | int) -> Span:
        """The place of a value below the sign-off."""
        return self.reason(Fault("", route, "", self.on)).span

    @property
    def observed_practices(self) -> int:
        """The number of observed practices that count."""
        return sum(act.duty == "observe" for act in self.counted)

    @property
    def asks_for_practice(self) -> bool:
        """Whether the ground has a duty that observed practices belong to."""
        return bool(self.duties & {"train", "assess"})

    @property
    def signed_on(self) -> date | None:
        """The day of the sign-off."""
        return self.choice.signed.on if self.choice.signed else None

    @property
    def began(self) -> date:
        """The first day of what the chain rests on: its acts as chosen, and the yeses, other than of the insurer."""
        return min([*(act.on for act in self.links), *self.agreed_on], default=date.min)

    def answers(self, decision: Decision, trigger: Trigger, event_on: date) -> bool:
        """Whether a decision answers an event of a trigger on a day. The sign-off answers everything before it."""
        return event_on < decision.on and (
            decision.review is None or self.is_enough_for(trigger, event_on, decision.review)
        )

    def is_enough_for(self, trigger: Trigger, event_on: date, number: int) -> bool:
        """Whether a review is what a trigger asks for after an event: a visit, or checked with the prescriber since."""
        review = self.sign_off.reviews[number]
        is_visited = review.kind != "decision" or trigger.answered_by != "visit"
        verified_on = as_of(review.verified.on, self.on) if review.verified else None
        is_verified = not trigger.needs_verification or (verified_on is not None and verified_on >= event_on)
        return is_visited and is_verified

    @property
    def review_end(self) -> date | None:
        """The day by which the rules ask for the next review; None where there is no decision, or no day is set."""
        return self.decisions[-1].stood.end if self.decisions else None

    @property
    def last_decision(self) -> date | None:
        """The day of the sign-off, or of the last review that renewed it; None before the sign-off."""
        return self.decisions[-1].on if self.decisions else None


#: Of how many sign-offs it is remembered what does not depend on the day: more than one PA has.
_RECORDED_AT_ONCE = 128
#: Of how many competences of someone it is remembered who assessed them.
_HELD_AT_ONCE = 2_000


class _Recorded:
    """What a sign-off records in one form, each found once.

    `choices` are its signings, assessments and trainings, the latest first. `cases`, and the faults of its `acts`, are
    those of the PA.
    """

    __slots__ = ("acts", "cases", "choices", "pa", "sign_off", "yeses")

    def __init__(self, sign_off: RecordedSignOff) -> None:
        self.sign_off = sign_off
        self.yeses: dict[str, tuple[Yes, ...]] = {}
        self.choices = tuple(
            tuple(act for _, _, act in sorted(((act.on, number, act) for number, act in enumerate(done)), reverse=True))
            for done in (signings(sign_off), assessments(sign_off), trainings(sign_off))
        )
        self.pa: Pa | None = None
        self.cases: Remembered[Case] = Remembered()
        self.acts: dict[Act, Remembered[Fault | None]] = {}


class LinkValidator:
    """Validates the links of sign-offs of one register, under one framework."""

    def __init__(
        self,
        records: Records,
        practitioners: Mapping[str, Practitioner],
        rules: DatedRules,
        signed_off: SignOffFinder | None = None,
    ) -> None:
        """`signed_off` says whether a PA has another sign-off; without it, a requirement of one is not met."""
        self._practitioners = practitioners
        self._rules = rules
        self._steps = records.step_order()
        self._tiers = records.tier_order()
        self._with_terms = {
            competence.id for competence in records.competences.values() if competence.valid_for or competence.earlier
        }
        settings = records.framework.settings if records.framework else None
        self._insurance_months = settings.insurance_months if settings else 12
        self._authorities = AuthorityPaths(
            rules, practitioners, settings.register_check_valid_months if settings else 12
        )
        self._required_by: dict[int, tuple[Task, tuple[Requirement, ...]]] = {}
        self._recorded_in: dict[int, _Recorded] = {}
        self._held_by: dict[tuple[str, str, str], tuple[Holder, tuple[tuple[HeldCompetence, Practitioner], ...]]] = {}
        self._humans = humans(practitioners)
        self._pas_of_human: dict[str, set[str]] = {}
        for practitioner in practitioners.values():
            if practitioner.is_pa:
                self._pas_of_human.setdefault(self._humans[practitioner.id], set()).add(practitioner.is_pa)
        self.judge = RequirementJudge(
            practitioners,
            self.held,
            self._is_holder,
            signed_off,
            {credential.id: credential.valid_for for credential in records.credentials.values()},
        )

    def case(self, pa: Pa, index: int, on: date) -> Case:
        """The sign-off number `index` (from 0) of a PA as of a day, by its best choice."""
        recorded = self._recorded(pa.sign_offs[index])
        if recorded.pa is not pa:
            recorded.pa, recorded.cases, recorded.acts = pa, Remembered(), {}
        found = recorded.cases.on(on, lambda day: self._best(pa, index, day), Case.days)
        return found if found.on is on else found.on_another(on)

    def _best(self, pa: Pa, index: int, on: date) -> Case:
        sign_off = pa.sign_offs[index]

        def reason(fault: Fault) -> Reason:
            place = pa.origin.at("sign_offs", index, *fault.route)
            return Reason(
                fault.code, place, fault.sentence, fault.on, fault.trigger, fault.item, fault.until, fault.about
            )

        first: Case | None = None
        for choice in _choices(self._recorded(sign_off).choices, on):
            case = self._case(pa, sign_off, choice, on, reason)
            if not case.faults:
                return case.decided()
            first = first or case
        assert first is not None
        return first

    def _case(
        self, pa: Pa, sign_off: RecordedSignOff, choice: Choice, on: date, reason: Callable[[Fault], Reason]
    ) -> Case:
        judged_on = choice.signed.on if choice.signed else on
        task = self._rules.task(sign_off.task, judged_on)
        tier = self._rules.tier(task, judged_on) if task else None
        duties = frozenset(ground_of(self._rules.records, task).duties if task else DUTY_IDS)
        choice = choice.of(duties)
        links = tuple(self._links(sign_off, choice, on, duties))
        case = Case(pa, sign_off, task, tier, duties, on, choice, links, reason, Faults(iter(())), self)
        case.faults = Faults(self.faults(case))
        return case

    def agreed_on(self, case: Case) -> list[date]:
        """The days of the yeses of a case, other than of the insurer."""
        found: list[date] = []
        for party in self.required_agreements(case.task, case.tier) if case.task else ():
            if party != "insurer":
                known = self.known_yeses(case, party)
                found += [max(entry.given for entry in known)] if known else []
        return found

    def count(self, case: Case, counted: list[Act], remarks: list[Fault]) -> None:
        """Sorts observed practices and reviews into those that count, and what is said of those that do not."""
        task, now = case.task, self._rules.task(case.sign_off.task, case.on)
        if task is None or now is None or not is_delegated(now):
            return
        seen = set()
        for act in case.acts:
            if act.duty not in _OPTIONAL_DUTIES or self._is_bound_to_setting(case, act):
                continue
            fault = self._not_counted(case, task, act)
            if act.duty == "observe" and fault is None:
                practice = case.sign_off.observed[_number(act)]
                if practice in seen:
                    sentence = f"observed on {act.on} by {act.by} is written twice: it counts once"
                    fault = Fault("SGN023", act.route, sentence, act.on)
                seen.add(practice)
            if fault:
                remarks.append(fault)
            else:
                counted.append(act)

    @staticmethod
    def _is_bound_to_setting(case: Case, act: Act) -> bool:
        return act.duty == "review" and case.sign_off.reviews[_number(act)].setting is not None

    # What breaks a chain

    def faults(self, case: Case) -> Iterator[Fault]:
        """Everything that breaks the chain of a case (1 to 14)."""
        task, now = case.task, self._rules.task(case.sign_off.task, case.on)
        if now is None or task is None:
            # REF001 reports the unknown id, so here it only breaks the chain.
            yield Fault("REF001", ("task",), f"{case.sign_off.task} is not a task of the framework", _first_act(case))
            return
        if not is_delegated(now) or now.sign_off is None:
            yield Fault("SGN016", ("task",), f"{now.id} is {_STATUS_TEXT[now.status]}", _first_act(case))
            return
        yield from self._other_ground(case, task)
        yield from self._out_of_order(case, task)
        for act in case.links:
            fault = self._act_fault(case, act)
            if fault:
                yield fault
            yield from self._not_separated(case, task, act)
            yield from self._sole_assessor(act, case.sign_off.task)
        if case.choice.signed:
            yield from self._prerequisites_missing(case, task, case.choice.signed)
            yield from self._requirements_missing(case, task, case.choice.signed)
            yield from self._instructions_missing(case, task, case.choice.signed)
        assessed = case.choice.assessed
        with_another = case.sign_off.assessed_with not in (None, case.sign_off.person)
        if with_another and assessed and task.scope != "transferable":
            sentence = (
                f"{case.pa.id} was assessed with {case.sign_off.assessed_with}; {task.id} counts for one person only"
            )
            yield Fault("SGN013", ("assessed_with",), sentence, assessed.on)
        yield from self._evidence_faults(case)

    def _other_ground(self, case: Case, task: Task) -> Iterator[Fault]:
        """A sign-off that says it was done on another ground than that of the task."""
        own, said = ground_id(task), case.sign_off.done_under
        if said is not None and said not in (own, *OUTSIDE):
            grounds = self._rules.records.grounds
            words = (
                f"it was done under {ground_words(grounds, said)}; {task.id} is done under {ground_words(grounds, own)}"
            )
            yield Fault("SGN083", ("done_under",), words, _first_act(case))

    def required_agreements(self, task: Task, tier: Tier | None) -> tuple[str, ...]:
        """The parties who must agree before the task is delegated: `person`, `pa`, `employer`, `insurer`."""
        required = [*(task.sign_off.agreed_by if task.sign_off else ()), *(tier.demands.agreed_by if tier else ())]
        return tuple(dict.fromkeys(required))

    def required_observations(self, task: Task, tier: Tier | None) -> int:
        """The number of observed practices that must count before the sign-off."""
        own = task.sign_off.observed_practices.at_least if task.sign_off and task.sign_off.observed_practices else 0
        return max(own, tier.demands.observed_practices if tier else 0)

    def held(
        self, holder: Holder, competence: str, step: str, on: date, known: date, run_on: RunOn = as_written
    ) -> list[HeldCompetence]:
        """The records, up to a day, that a PA or a practitioner held a competence at a step or a higher one.

        Only those that count; `until` is the last day that their terms, and orders that let it `run_on`, leave on the day.
        `known` is the day as of which it is known who was discredited.
        """
        until = on if on is known else min(on, known)
        counting = [
            held
            for held, assessor in self._assessed(holder, competence, step)
            if held.on <= until and not is_discredited(assessor, held.on, known)
        ]
        ends = [held.until for held in counting]
        if competence in self._with_terms:
            rules = [self._rules.competence(competence, held.on) for held in counting]
            entries = [
                Entry(held.on, rule.valid_for if rule else None, held.until, held.whole_course)
                for held, rule in zip(counting, rules, strict=True)
            ]
            found = entry_ends(entries, partial(hours_learned, holder.learning), run_on)
            ends = [end.end for end in found]
        last_days = [end and run_on(end, on) for end in ends]
        return [
            held if held.until == last else replace(held, until=last)
            for held, last in zip(counting, last_days, strict=True)
        ]

    def _assessed(self, holder: Holder, competence: str, step: str) -> tuple[tuple[HeldCompetence, Practitioner], ...]:
        """The records that someone held a competence at a step or a higher one, by assessors who could say so that day."""
        key = (holder.id, competence, step)
        found = self._held_by.get(key)
        if found is not None and found[0] is holder:
            return found[1]
        lowest = self._steps.get(step, len(self._steps))
        assessed = tuple(
            (held, assessor)
            for held in holder.competences
            if held.competence == competence
            and self._steps.get(held.step, -1) >= lowest
            and (assessor := self._practitioners.get(held.assessed_by)) is not None
            and is_active(assessor, held.on)
            and not self._is_holder(assessor, holder)
        )
        if len(self._held_by) >= _HELD_AT_ONCE:
            self._held_by.clear()
        self._held_by[key] = holder, assessed
        return assessed

    def held_competence(
        self, pa: Pa, competence: str, step: str, on: date, known: date | None = None, task: str = ""
    ) -> HeldCompetence | None:
        """The first record that a PA held a competence on a day, at a step or a higher one; None where there is none.

        An order lets it run on for the task that requires it, where that is given.
        """
        found = self.held(pa, competence, step, on, known or on, self.run_on(task))
        return next((held for held in found if held.until is None or on <= held.until), None)

    def run_on(self, task: str) -> RunOn:
        """The last day of something that a task needs, as it is on a day: later where an order lets it run on."""
        return partial(self._rules.orders.run_on, task)

    def yeses(self, sign_off: RecordedSignOff, party: str) -> tuple[Yes, ...]:
        """The entries of a party's yes, in one form."""
        known = self._recorded(sign_off).yeses
        if party not in known:
            known[party] = yeses(
                sign_off.agreed, party, self._insurance_months, partial(self._written_within, sign_off.task)
            )
        return known[party]

    def _recorded(self, sign_off: RecordedSignOff) -> _Recorded:
        """What does not depend on the day of one of the latest sign-offs: each is asked about often."""
        found = self._recorded_in.get(id(sign_off))
        if found is None or found.sign_off is not sign_off:
            if len(self._recorded_in) >= _RECORDED_AT_ONCE:
                self._recorded_in.clear()
            found = self._recorded_in[id(sign_off)] = _Recorded(sign_off)
        return found

    def _written_within(self, task_id: str, on: date) -> Interval | None:
        """How long a yes by voice counts that is not put in writing, by the rules of a day."""
        task = self._rules.task(task_id, on)
        tier = self._rules.tier(task, on) if task else None
        return tier.demands.written_within if tier else None

    def known_yeses(self, case: Case, party: str) -> list[Yes]:
        """The entries of a party's yes that are known on the day of a case, and were in force on some day."""
        return [
            entry for entry in self.yeses(case.sign_off, party) if entry.first <= case.on and entry.is_ever_in_force
        ]

    def authority(self, practitioner: str, task: Task, on: date, known: date | None = None) -> AuthorityPath:
        """The path of authority of a practitioner on a day, as it is known on the day `known`, or else on that day."""
        return self._authorities.path(practitioner, task, on, known or on)

    def void_authorisations(self, practitioner: Practitioner) -> Iterator[VoidAuthorisation]:
        """The authorisations of a practitioner by someone who could not give them."""
        return self._authorities.void(practitioner)

    def authorisations(self, practitioner: Practitioner, task: Task, on: date) -> list[Authorisation]:
        """The authorisations of a practitioner for a task that run on a day."""
        return self._authorities.authorisations(practitioner, task, on)

    def _links(self, sign_off: RecordedSignOff, choice: Choice, on: date, duties: frozenset[str]) -> Iterator[Act]:
        """The links of a choice on or before a day, in the order of the chain; those of these duties alone."""
        by, day = sign_off.delegated_by, sign_off.delegated_on
        if "delegate" in duties and by is not None and day is not None and day <= on:
            delegated = RecordedAct(by, day, ("delegated_by",), ("delegated_on",))
            yield self._act(sign_off.task, "delegate", delegated, on)
        # What is chosen is on or before the day.
        for duty, done in (("train", choice.trained), ("assess", choice.assessed), ("sign-off", choice.signed)):
            if done is not None:
                yield self._act(sign_off.task, duty, done, on)

    def acts(self, case: Case) -> Iterator[Act]:
        """The acts of a case, in the order of the chain: its links, observed practices and reviews."""
        sign_off, on = case.sign_off, case.on
        is_later = {"assess", "sign-off"}
        yield from (link for link in case.links if link.duty not in is_later)
        for number, practice in enumerate(sign_off.observed if case.asks_for_practice else ()):
            if practice.on <= on:
                place = ("observed", number)
                done = RecordedAct(practice.by, practice.on, (*place, "by"), (*place, "on"))
                yield self._act(sign_off.task, "observe", done, on)
        yield from (link for link in case.links if link.duty in is_later)
        for number, review in enumerate(sign_off.reviews if "review" in case.duties else ()):
            if review.on <= on:
                place = ("reviews", number)
                done = RecordedAct(review.by, review.on, (*place, "by"), (*place, "on"))
                yield self._act(sign_off.task, "review", done, on)

    def _out_of_order(self, case: Case, task: Task) -> Iterator[Fault]:
        """Links that are dated before the link that they rest on, or whose link to rest on is missing (1 to 3)."""
        sign_off, choice = case.sign_off, case.choice
        delegated = as_of(sign_off.delegated_on, case.on)
        links: list[tuple[str, Route, date | None, str, date | None]] = []
        #: The link before, as words, with its day. A link that the ground does not have is passed over.
        rests_on: tuple[str, date | None] | None = None
        if "delegate" in case.duties:
            if "person" in self.required_agreements(task, case.tier):
                yes = first_yes(self.yeses(sign_off, "person"), case.on) if delegated is not None else None
                links.append(("delegated", ("delegated_on",), delegated, "the person's agreement", yes))
            rests_on = "the delegation", delegated
        for duty, done, words in (
            ("train", choice.trained, "the training"),
            ("assess", choice.assessed, "the assessment"),
            ("sign-off", choice.signed, ""),
        ):
            if duty in case.duties:
                if done is not None and rests_on is not None:
                    links.append((_VERBS[duty], done.on_route, done.on, *rests_on))
                rests_on = words, done.on if done else None
        for verb, route, day, before, first in links:
            if day is not None and first is None:
                yield Fault("SGN020", route, f"{verb} on {day}, and {before} is not there", day)
            elif day is not None and first is not None and day < first:
                yield Fault("SGN001", route, f"{verb} on {day}, before {before} on {first}", day)

    def _prerequisites_missing(self, case: Case, task: Task, signed: RecordedAct) -> Iterator[Fault]:
        """Agreements and observed practices that a sign-off needs and does not have (2 and 12)."""
        for party in self.required_agreements(task, case.tier):
            if not any(entry.is_in_force(signed.on) for entry in self.yeses(case.sign_off, party)):
                sentence = f"signed off without the agreement of {PARTY_NAMES[party]}"
                yield Fault("SGN010", signed.on_route, sentence, signed.on)
        # Where training or assessment is missing, no practice can count: SGN020 reports the missing link instead.
        there = {"train": case.choice.trained, "assess": case.choice.assessed}
        if not case.asks_for_practice or any(there[duty] is None for duty in there.keys() & case.duties):
            return
        observed, required = case.observed_practices, self.required_observations(task, case.tier)
        if observed < required:
            number = "1 observed practice counts" if observed == 1 else f"{observed or 'no'} observed practices count"
            sentence = f"{number}; {required} are needed before the sign-off"
            others = [practice for practice in case.sign_off.observed if practice.on <= case.on]
            others = [practice for practice in others if _is_with_another_device(case.sign_off, practice)]
            if others:
                names = join_words(dict.fromkeys(practice.device for practice in others if practice.device))
                sentence += (
                    f", and {len(others)} with {names} {'does' if len(others) == 1 else 'do'} not count, because the "
                )
                sentence += f"sign-off is for {join_words(case.sign_off.devices, 'or')}"
            yield Fault("SGN008", signed.on_route, sentence, signed.on)
            return
        demands = case.tier.demands if case.tier else None
        practices = [case.sign_off.observed[_number(act)] for act in case.counted if act.duty == "observe"]
        with_person = sum(practice.how in (None, "with-person") for practice in practices)
        if demands and demands.with_person and not task.rescue and with_person < demands.with_person:
            number = "1 observed practice was" if with_person == 1 else f"{with_person or 'no'} observed practices were"
            sentence = f"{number} with the person; {demands.with_person} are needed"
            yield Fault("SGN033", signed.on_route, sentence, signed.on)
        days = len({practice.on for practice in practices})
        if demands and demands.different_days and days < demands.different_days:
            on_days = count(days, "different day")
            sentence = f"the observed practices are on {on_days}; {demands.different_days} are needed"
            yield Fault("SGN033", signed.on_route, sentence, signed.on)

    def _instructions_missing(self, case: Case, task: Task, signed: RecordedAct) -> Iterator[Fault]:
        """Written instructions that a sign-off needs and does not have, by someone who could delegate (15)."""
        of_tier = case.tier.demands.written_instructions if case.tier else None
        if "required" not in (of_tier, task.sign_off.written_instructions if task.sign_off else None):
            return
        refused = ""
        for number, entry in enumerate(case.sign_off.instructions):
            if entry.on <= signed.on:
                place = ("instructions", number)
                done = RecordedAct(entry.by, entry.on, (*place, "by"), (*place, "on"))
                act = replace(self._act(task.id, "delegate", done, case.on), verb="wrote instructions")
                fault = self._actor_fault(case.pa, task.id, act, case.on)
                if fault is None:
                    return
                refused = f": {fault.sentence}"
        sentence = f"signed off without written instructions of someone who may delegate it{refused}"
        yield Fault("SGN065", signed.on_route, sentence, signed.on)

    def _evidence_faults(self, case: Case) -> Iterator[Fault]:
        """An assessment too long after the training (13), or followed by one that said not yet (14)."""
        trained, assessed, signed = case.choice.trained, case.choice.assessed, case.choice.signed
        longest = case.tier.demands.assessed_within_days if case.tier else None
        if trained and assessed and longest is not None and (assessed.on - trained.on).days > longest:
            days = count((assessed.on - trained.on).days, "day")
            sentence = f"assessed {days} after the training; {longest} is the most"
            yield Fault("SGN025", assessed.on_route, sentence, assessed.on)
        if assessed and signed:
            for failed in self.not_yet(case):
                if assessed.on <= failed.on <= signed.on:
                    sentence = f"the assessment of {failed.on} said: not yet competent"
                    yield Fault("SGN032", failed.on_route, sentence, failed.on)

    def _not_counted(self, case: Case, task: Task, act: Act) -> Fault | None:
        """Why an observed practice or a review does not count, or None where it does."""
        sign_off = case.sign_off
        bounds: list[tuple[date | None, str]]
        if act.duty == "observe":
            practice = sign_off.observed[_number(act)]
            if practice.outcome == "not-yet":
                return Fault("SGN023", act.route, f"observed on {act.on}: not yet well done, it does not count", act.on)
            if _is_with_another_device(sign_off, practice):
                own = join_words(sign_off.devices, "or")
                sentence = (
                    f"observed on {act.on} with {practice.device}, and the sign-off is for {own}: it does not count"
                )
                return Fault("SGN023", act.route, sentence, act.on)
            bounds = [(case.choice.trained.on if case.choice.trained else None, "the training")]
            bounds += [
                (first_yes(self.yeses(sign_off, party), case.on), f"the agreement of {PARTY_NAMES[party]}")
                for party in self.required_agreements(task, case.tier)
            ]
            assessed = case.choice.assessed
            if assessed and act.on > assessed.on:
                sentence = f"observed on {act.on}, after the assessment on {assessed.on}: it does not count"
                return Fault("SGN023", act.route, sentence, act.on)
        else:
            bounds = [(case.signed_on, "the sign-off")]
        for first, name in bounds:
            if first is not None and act.on < first:
                sentence = f"{act.verb} on {act.on}, before {name} on {first}: it does not count"
                return Fault("SGN023", act.route, sentence, act.on)
        fault = self._act_fault(case, act)
        if fault is None and act.duty == "review":
            fault = next(self._not_separated(case, task, act), None)
        return Fault("SGN023", act.route, f"{fault.sentence}: it does not count", act.on) if fault else None

    def _is_pa(self, practitioner: Practitioner, pa: Pa) -> bool:
        """Whether a practitioner is the same human as a PA."""
        return pa.id in self._pas_of_human.get(self._humans[practitioner.id], ())

    def _is_holder(self, practitioner: Practitioner, holder: Holder) -> bool:
        """Whether a practitioner is the same human as a PA, or as another practitioner."""
        if isinstance(holder, Pa):
            return self._is_pa(practitioner, holder)
        return self._same_human(practitioner.id, holder.id)

    def _act_fault(self, case: Case, act: Act) -> Fault | None:
        """Why the practitioner who did an act of a case could not hold the duty (4 to 7), or None where they could."""
        known = self._recorded(case.sign_off).acts
        if act not in known:
            known[act] = Remembered()
        return known[act].on(case.on, lambda day: self._actor_fault(case.pa, case.sign_off.task, act, day))

    def _actor_fault(self, pa: Pa, task_id: str, act: Act, known: date) -> Fault | None:
        """Why the practitioner who did this could not hold the duty (4 to 7), or None where they could."""
        actor = self._practitioners.get(act.by)
        infinitive, verb = _DUTY_VERBS[act.duty]
        if actor is None:
            # REF001 reports the unknown id, so here it only breaks the chain.
            sentence = f"{act.by} {act.verb} on {act.on} and is not in the register"
            return Fault("REF001", act.route, sentence, act.on)
        if self._is_pa(actor, pa):
            return Fault("SGN002", act.route, f"{act.by} is {pa.id}: no one {verb} themselves", act.on)
        if not is_active(actor, act.on):
            sentence = f"{act.by} {act.verb} on {act.on} and was not active on that day"
            return Fault("SGN005", act.route, sentence, act.on)
        if is_discredited(actor, act.on, known):
            sentence = f"{act.by} {act.verb} on {act.on} and was found not to be entitled on that day"
            return Fault("SGN026", act.route, sentence, act.on)
        task = self._rules.task(task_id, act.on)
        role = role_on(actor, act.on)
        duties = ("assess", "train") if act.duty == "observe" else (act.duty,)
        may = [duty for duty in duties if task is not None and self._role_may(role, duty, task, act.on)]
        if task is None or not may:
            risk = f"{id_as_words(task.category)} tasks of {task.risk} risk" if task else "this task"
            may_not = f"{with_article(id_as_words(role))} may not {infinitive} {risk}"
            return Fault("SGN004", act.route, f"{act.by} {act.verb} on {act.on}; {may_not}", act.on)
        if not any(role in _named_roles(task, duty) for duty in may):
            not_named = f"{task.id} does not name {with_article(id_as_words(role))} for this"
            return Fault("SGN024", act.route, f"{act.by} {act.verb} on {act.on}; {not_named}", act.on)
        if not act.path.holds:
            sentence = f"{act.by} {act.verb} on {act.on}, and {act.path.fault}"
            return Fault(act.path.code, act.route, sentence, act.on)
        if lacking := self.role_requirement_missing(actor, act.on, known):
            return Fault("SGN072", act.route, f"{act.by} {act.verb} on {act.on}, and {lacking}", act.on)
        return None

    def role_requirement_missing(self, practitioner: Practitioner, on: date, known: date) -> str:
        """What a practitioner lacks on a day of what their role of that day requires, as a sentence; empty for nothing."""
        role_id = role_on(practitioner, on)
        role = self._rules.role(role_id, on)
        if role is None or not role.requires:
            return ""
        requirement = parse(role.requires)
        if self.judge.found(requirement, practitioner, "", on, known).met:
            return ""
        return f"did not have on that day what {with_article(id_as_words(role_id))} must have: {in_words(requirement)}"

    def _role_may(self, role_id: str, duty: str, task: Task, on: date) -> bool:
        """Whether a role may hold a duty for the task's category, up to its tier or a higher one, on a day."""
        role = self._rules.role(role_id, on)
        if role is None or task.risk not in self._tiers:
            return False
        limit = getattr(role, f"may_{duty.replace('-', '_')}").get(task.category, "")
        return self._tiers.get(limit, -1) >= self._tiers[task.risk]

    def _not_separated(self, case: Case, task: Task, act: Act) -> Iterator[Fault]:
        """Earlier duties of the same human that must be held by someone else than this act (8)."""
        for other in case.links:
            earlier = _DUTY_ORDER[other.duty] < _DUTY_ORDER[act.duty]
            if earlier and self._same_human(other.by, act.by) and _are_apart(other, act, task, case.tier):
                who = act.by if other.by == act.by else f"{act.by} is the same human as {other.by}, who"
                sentence = f"{who} {other.verb} and {act.verb}; these two are kept apart"
                yield Fault("SGN003", act.route, sentence, max(act.on, other.on))

    def _same_human(self, first: str, second: str) -> bool:
        return self._humans.get(first, first) == self._humans.get(second, second)

    def _sole_assessor(self, act: Act, task_id: str) -> Iterator[Fault]:
        """An assessment by a role that the tier does not let assess alone (9)."""
        task, actor = self._rules.task(task_id, act.on), self._practitioners.get(act.by)
        tier = self._rules.tier(task, act.on) if task else None
        if act.duty == "assess" and tier and actor:
            role = role_on(actor, act.on)
            if role in tier.demands.never_sole_assessor:
                sentence = f"{act.by} is the only assessor; {with_article(id_as_words(role))} may not be"
                yield Fault("SGN019", act.route, sentence, act.on)

    def _requirements_missing(self, case: Case, task: Task, signed: RecordedAct) -> Iterator[Fault]:
        """What the task requires and the PA did not have on the day of the sign-off (10): competences, and more."""
        for one in self.requirements(task):
            if isinstance(one, CompetenceAtStep):
                if self.held_competence(case.pa, one.competence, one.step, signed.on, case.on, task.id) is None:
                    sentence = f"{case.pa.id} did not hold {one.competence} at `{one.step}` on {signed.on}"
                    yield Fault("SGN009", signed.on_route, sentence, signed.on)
            elif not self.requirement(case, one, signed.on).met:
                sentence = f"on {signed.on}, {case.pa.id} did not have what {task.id} requires: {in_words(one)}"
                if circle := self._circle(task.id, one, signed.on):
                    sentence = f"what {task.id} requires goes round in a circle: {' → '.join(circle)}"
                yield Fault("SGN070", signed.on_route, sentence, signed.on)

    def requirements(self, task: Task) -> tuple[Requirement, ...]:
        """What a task requires, as what must each be met."""
        found = self._required_by.get(id(task))
        if found is None or found[0] is not task:
            found = self._required_by[id(task)] = task, outermost(parse(task.requires))
        return found[1]

    def requirement(self, case: Case, requirement: Requirement, on: date) -> Found:
        """Whether the PA of a case meets a requirement on a day, as it is known on the day of the case.

        A sign-off that is required and leads back to the task of the case, by the rules of its day, is not there.
        """
        signed = case.signed_on or case.on
        others = [leaf for leaf in leaves(requirement) if isinstance(leaf, SignedOff)]
        if others:  # whether they count depends on what else is being asked
            not_the_same_again(case.on)
        circular = frozenset(leaf.task for leaf in others if self._circle(case.sign_off.task, leaf, signed))
        return self.judge.found(
            requirement,
            case.pa,
            case.sign_off.person,
            on,
            case.on,
            circular,
            self.run_on(case.sign_off.task),
        )

    def _circle(self, task_id: str, requirement: Requirement, on: date) -> tuple[str, ...]:
        """The tasks by which sign-offs that are required lead back to a task, by the rules of a day; empty for none."""
        return circle_of_sign_offs(task_id, requirement, lambda name: self._rules.task(name, on))

    # Decisions

    def decide(self, case: Case, signed: RecordedAct, remarks: list[Fault], notes: list[Fault]) -> None:
        """Adds the decisions of a case: the sign-off and the reviews that renewed it; remarks on those that did not."""
        case.decisions.append(Decision(signed.on, None, first_standing(self._term(case, signed.on), signed.on)))
        reviews = case.sign_off.reviews
        counted = {_number(act) for act in case.counted if act.duty == "review"}
        candidates = [number for number in counted if reviews[number].outcome == "continues"]
        for number in sorted(candidates, key=lambda number: (reviews[number].on, number)):
            review = reviews[number]
            on, term = review.on, self._term(case, review.on)
            due = self.review_date(case, on)
            is_late = bool(term and term.grace and due and is_after_grace(term, due, on))
            if refusal := self._does_not_renew(case, on, due, term.grace if term else None, is_late=is_late):
                sentence = f"reviewed on {on}; {refusal}: it does not count"
                remarks.append(Fault("SGN040", ("reviews", number, "by"), sentence, on))
                continue
            before, is_visit = case.decisions[-1].stood, review.kind != "decision"
            learned = partial(hours_learned, case.pa.learning)
            stood = renew(before, term, on, learned=learned, is_visit=is_visit, is_late=is_late)
            case.decisions.append(Decision(on, number, stood))
            if stood.refusal is not None:
                fault = Fault(
                    "SGN064", ("reviews", number), refusal_words(stood.refusal, "reviewed", on, before, term), on
                )
                (notes if stood.refusal == "no-visit" else remarks).append(fault)
            elif term and term.counts_from == "old-end" and before.end and on > before.end and not is_late:
                words = f"renewed after the end: it runs from the old end, {before.end}"
                notes.append(Fault("SGN064", ("reviews", number), words, on))

    def _does_not_renew(self, case: Case, on: date, due: date | None, grace: Grace | None, *, is_late: bool) -> str:
        """Why a review on a day that says `continues` is no decision; empty where it is one.

        `due` is the review date as it stood before that day; `is_late` is whether the grace after it is over.
        """
        before = case.decisions[-1].on
        if is_late and due and grace:
            again = self._assessed_again if grace.then == "reassess" else self._retrained
            if not again(case, due, on):
                first = "an assessment comes" if grace.then == "reassess" else "training and an assessment come"
                return f"the review was due on {due}, more than {interval_words(grace)} before, so {first} first"
        task = self._rules.task(case.sign_off.task, on)
        tier = self._rules.tier(task, on) if task else None
        longest = tier.demands.reassess_after_lapse_days if tier and grace is None else None
        if due and longest is not None and (on - due).days > longest and not self._assessed_again(case, due, on):
            return (
                f"the review was due on {due}, more than {count(longest, 'day')} before, so an assessment comes first"
            )
        for review in case.sign_off.reviews:
            if review.outcome == "retrain" and before <= review.on <= on and not self._retrained(case, review.on, on):
                return f"the review of {review.on} asked for training and assessment first"
        for failed in self.not_yet(case):
            is_after = before <= failed.on <= on and case.decisions[0].on < failed.on
            if is_after and not self._assessed_again(case, failed.on, on):
                return f"the assessment of {failed.on} said: not yet competent"
        return ""

    @staticmethod
    def not_yet(case: Case) -> tuple[RecordedAct, ...]:
        """The assessments of a case that said `not-yet`; none where the ground has no assessment."""
        return not_yet(case.sign_off) if "assess" in case.duties else ()

    def _assessed_again(self, case: Case, after: date, until: date) -> bool:
        """Whether someone who could assessed the PA as competent after a day, up to another."""
        return any(
            after < done.on <= until and self._could(case, "assess", done) for done in assessments(case.sign_off)
        )

    def _retrained(self, case: Case, after: date, until: date) -> bool:
        """Whether the PA was trained after a day and then assessed as competent, both up to another day."""
        trained = [
            done.on
            for done in trainings(case.sign_off)
            if after < done.on <= until and self._could(case, "train", done)
        ]
        return any(
            min(trained) <= done.on <= until and self._could(case, "assess", done)
            for done in (assessments(case.sign_off) if trained else ())
        )

    def _could(self, case: Case, duty: str, done: RecordedAct) -> bool:
        """Whether the practitioner who did an act could hold its duty (4 to 7, and 9)."""
        task = case.sign_off.task
        act = self._act(task, duty, done, case.on)
        return (
            self._actor_fault(case.pa, task, act, case.on) is None
            and next(self._sole_assessor(act, task), None) is None
        )

    def _act(self, task_id: str, duty: str, done: RecordedAct, known: date) -> Act:
        """An act with its path of authority."""
        task = self._rules.task(task_id, done.on)
        path = self._authorities.path(done.by, task, done.on, known) if task else AuthorityPath((done.by,))
        return Act(duty, _VERBS[duty], done.by, done.on, done.by_route, path, done.on_route)

    def could_delegate(self, case: Case, by: str, on: date, route: Route) -> Fault | None:
        """Why a practitioner could not delegate the task of a case on a day (4 to 7), or None where they could."""
        act = replace(
            self._act(case.sign_off.task, "delegate", RecordedAct(by, on, route, route), case.on), verb="took it over"
        )
        return self._actor_fault(case.pa, case.sign_off.task, act, case.on)

    def could_allow_once(self, pa: Pa, index: int, known: date) -> Fault | None:
        """Why the one who allowed a task once (entry `index` of `one_offs`) could not delegate it that day, or None."""
        entry, route = pa.one_offs[index], ("one_offs", index, "by")
        act = self._act(entry.task, "delegate", RecordedAct(entry.by, entry.on, route, route), known)
        return self._actor_fault(pa, entry.task, replace(act, verb="allowed it once"), known)

    def could_review(self, case: Case, number: int) -> bool:
        """Whether the practitioner who made a review could review (4 to 7)."""
        act = next((act for act in case.acts if act.route == ("reviews", number, "by")), None)
        return act is not None and self._actor_fault(case.pa, case.sign_off.task, act, case.on) is None

    def review_date(self, case: Case, before: date | None = None) -> date | None:
        """The day by which the last decision asks for a review: by the rules of its day, or earlier where that was said.

        A review on or after the last decision that was a visit, or renewed, may say so, by any reviewer; only those before
        the day `before`, where it is given. None where there is no decision, or no day is set.
        """
        if not case.decisions:
            return None
        decision = next(decision for decision in reversed(case.decisions) if decision.is_seen)
        earlier = [
            review.review_on
            for review in case.sign_off.reviews
            if review.review_on
            and review.setting is None
            and decision.on <= review.on < (before or case.on + timedelta(days=1))
        ]
        own = case.sign_off.review_on if decision.review is None else None
        date_ = min(filter(None, (case.review_end, own, *earlier)), default=None)
        return self._rules.orders.run_on(case.sign_off.task, date_, before or case.on) if date_ else None

    def _term(self, case: Case, on: date) -> ValidityTerm | None:
        """How long a decision counts by the rules of a day: as the task says, or else its tier."""
        task = self._rules.task(case.sign_off.task, on)
        if task is None or task.sign_off is None:
            return None
        if task.sign_off.review_every is not None:
            return task.sign_off.review_every
        tier = self._rules.tier(task, on)
        return ValidityTerm(months=tier.demands.review_within_months) if tier else None


def _is_with_another_device(sign_off: RecordedSignOff, practice: Observation) -> bool:
    """Whether a practice names a device, and the sign-off names others."""
    return practice.device is not None and bool(sign_off.devices) and practice.device not in sign_off.devices


def _first_act(case: Case) -> date:
    """The day of the first act of a case, or the day asked where there is none."""
    return min((act.on for act in case.acts), default=case.on)


def _choices(recorded: Iterable[tuple[RecordedAct, ...]], on: date) -> Iterator[Choice]:
    """Every choice of a signing, an assessment and a training on or before a day, of those recorded, the latest first."""
    lists: Iterator[Sequence[RecordedAct | None]] = (
        [act for act in done if act.on <= on] or (None,) for done in recorded
    )
    for signed, assessed, trained in product(*lists):
        yield Choice(trained, assessed, signed)


def _are_apart(one: Act, other: Act, task: Task, tier: Tier | None) -> bool:
    """Whether a task, or its tier, wants the duties of two acts held by different practitioners."""
    fields = {_FIELD_BY_DUTY[one.duty], _FIELD_BY_DUTY[other.duty]}
    return any(fields == set(pair) for pair in separated_duties(task, tier))


def _named_roles(task: Task, duty: str) -> tuple[str, ...]:
    """The roles that a task names for a duty."""
    if task.sign_off is None:
        return ()
    named: tuple[str, ...] = getattr(task.sign_off, _FIELD_BY_DUTY[duty])
    return named


def _number(act: Act) -> int:
    """The number (from 0) of the entry of a list that an act is recorded in."""
    return int(act.route[1])


def as_of(day: date | None, on: date) -> date | None:
    """A recorded day as it is known on the day `on`: None where it is later, or not recorded."""
    return day if day is not None and day <= on else None
