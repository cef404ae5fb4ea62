"""The links of one sign-off: who did what and when, and which faults that has.

`docs/decisions/0009-the-verdict-of-a-sign-off.md` is the specification; numbers in brackets refer to its numbers.
verdict.py turns the faults into a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pa_framework.facts.authority import AuthorityPath, AuthorityPaths, is_active
from pa_framework.facts.delegation_chain import DUTIES, PARTY_NAMES, is_delegated, separated_duties
from pa_framework.records.field_meaning import labels
from pa_framework.records.load import Records
from pa_framework.records.model import Task
from pa_framework.records.register_model import HeldCompetence, Pa, Practitioner, RecordedSignOff
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span
from pa_framework.text.sentences import id_as_words, with_article


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is: the rule's code, the place in the register, a sentence, the day from which it is so."""

    code: str
    span: Span
    sentence: str
    on: date


class Fault(NamedTuple):
    """Something that breaks or changes a chain, as a `Reason` whose place is a route below the sign-off.

    `until` is the last day on which the PA may go on in spite of it, if there is one.
    """

    code: str
    route: Route
    sentence: str
    on: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One link of the chain along time: a duty that a practitioner held on a day, with their path of authority.

    `verb` is the duty in a sentence (`trained`); `route` is the place of the practitioner's id below the sign-off.
    """

    duty: str
    verb: str
    by: str
    on: date
    route: Route
    path: AuthorityPath


#: Acts that either count or do not count, and never break a chain.
_OPTIONAL_DUTIES = frozenset({"observe", "review"})
_DUTY_ORDER = {
    duty: number for number, duty in enumerate(("delegate", "train", "observe", "assess", "sign-off", "review"))
}
_DUTY_BY_FIELD = {duty.by: duty.id for duty in DUTIES}
#: Duty → the infinitive after `may not`, and the verb after `nobody` and before `themselves`.
_DUTY_VERBS = {
    "delegate": ("delegate", "delegates to"),
    "train": ("train for", "trains"),
    "observe": ("observe", "observes"),
    "assess": ("assess", "assesses"),
    "sign-off": ("sign off", "signs off"),
    "review": ("review", "reviews"),
}
_STATUS_TEXT = labels("task", "status", "sign-off")


@dataclass(slots=True)
class Case:
    """One sign-off as of a day. `counted` are the observed practices and reviews that count; `reason` places a fault."""

    pa: Pa
    sign_off: RecordedSignOff
    task: Task | None
    on: date
    acts: tuple[Act, ...]
    reason: Callable[[Fault], Reason]
    counted: list[Act] = field(default_factory=list)

    @property
    def observed_practices(self) -> int:
        """The number of observed practices that count."""
        return sum(act.duty == "observe" for act in self.counted)

    @property
    def last_decision(self) -> date | None:
        """The day of the sign-off or of the last review that counts and continues; None before the sign-off."""
        signed = as_of(self.sign_off.signed_off_on, self.on)
        if signed is None:
            return None
        counted = {act.route for act in self.counted}
        decisions = [
            review.on
            for number, review in enumerate(self.sign_off.reviews)
            if review.outcome == "continues" and ("reviews", number, "by") in counted
        ]
        return max([signed, *decisions])


class LinkValidator:
    """Validates the links of sign-offs of one register, under one framework."""

    def __init__(self, records: Records, practitioners: Mapping[str, Practitioner]) -> None:
        self._records = records
        self._practitioners = practitioners
        self._steps = records.step_order()
        self._tiers = records.tier_order()
        self._authorities = AuthorityPaths(records, practitioners)

    def case(self, pa: Pa, index: int, on: date) -> tuple[Case, tuple[Reason, ...]]:
        """The sign-off number `index` (from 0) of a PA as of a day, and remarks on the acts in it that do not count."""
        sign_off = pa.sign_offs[index]
        task = self._records.tasks.get(sign_off.task)

        def reason(fault: Fault) -> Reason:
            return Reason(fault.code, pa.origin.at("sign_offs", index, *fault.route), fault.sentence, fault.on)

        case = Case(pa, sign_off, task, on, tuple(self._acts(sign_off, task, on)), reason)
        remarks = []
        for act in case.acts:
            if act.duty in _OPTIONAL_DUTIES and task is not None and is_delegated(task):
                fault = self._not_counted(case, task, act)
                if fault:
                    remarks.append(reason(fault))
                else:
                    case.counted.append(act)
        return case, tuple(remarks)

    def faults(self, case: Case) -> Iterator[Fault]:
        """Everything that breaks the chain of a case (1 to 11)."""
        task = case.task
        began = min((act.on for act in case.acts), default=case.on)
        if task is None:
            # REF001 reports the unknown id, so here it only breaks the chain.
            yield Fault("REF001", ("task",), f"{case.sign_off.task} is not a task of the framework", began)
            return
        if not is_delegated(task) or task.sign_off is None:
            yield Fault("SGN016", ("task",), f"{task.id} is {_STATUS_TEXT[task.status]}", began)
            return
        yield from self._out_of_order(case, task)
        for act in case.acts:
            if act.duty not in _OPTIONAL_DUTIES:
                fault = self._actor_fault(case.pa, task, act)
                if fault:
                    yield fault
                yield from self._not_separated(case, task, act)
                yield from self._sole_assessor(task, act)
        if signed := as_of(case.sign_off.signed_off_on, case.on):
            yield from self._prerequisites_missing(case, task, signed)
            yield from self._competences_missing(case.pa, task, signed)
        with_another = case.sign_off.assessed_with not in (None, case.sign_off.person)
        assessed = as_of(case.sign_off.assessed_on, case.on)
        if with_another and assessed and task.scope != "transferable":
            sentence = (
                f"{case.pa.id} was assessed with {case.sign_off.assessed_with}; {task.id} counts for one person only"
            )
            yield Fault("SGN013", ("assessed_with",), sentence, assessed)

    def required_agreements(self, task: Task) -> tuple[str, ...]:
        """The parties who must agree before the task is delegated: `person`, `pa`, `employer`, `insurer`."""
        tier = self._records.tiers.get(task.risk or "")
        required = [*(task.sign_off.agreed_by if task.sign_off else ()), *(tier.demands.agreed_by if tier else ())]
        return tuple(dict.fromkeys(required))

    def required_observations(self, task: Task) -> int:
        """The number of observed practices that must count before the sign-off."""
        tier = self._records.tiers.get(task.risk or "")
        own = task.sign_off.observed_practices.at_least if task.sign_off and task.sign_off.observed_practices else 0
        return max(own, tier.demands.observed_practices if tier else 0)

    def held_competence(self, pa: Pa, competence: str, step: str, on: date) -> HeldCompetence | None:
        """The first record that a PA held a competence on a day, at a step or a higher one; None where there is none."""
        for held in pa.competences:
            assessor = self._practitioners.get(held.assessed_by)
            if (
                held.competence == competence
                and self._steps.get(held.step, -1) >= self._steps.get(step, 0)
                and held.on <= on
                and (held.until is None or on <= held.until)
                and assessor is not None
                and is_active(assessor, held.on)
            ):
                return held
        return None

    def _acts(self, sign_off: RecordedSignOff, task: Task | None, on: date) -> Iterator[Act]:
        """The acts on or before a day, in the order of the chain."""
        recorded: list[tuple[str, str, str | None, date | None, Route]] = [
            ("delegate", "delegated", sign_off.delegated_by, sign_off.delegated_on, ("delegated_by",)),
            ("train", "trained", sign_off.trained_by, sign_off.trained_on, ("trained_by",)),
            *(
                ("observe", "observed", practice.by, practice.on, ("observed", number, "by"))
                for number, practice in enumerate(sign_off.observed)
            ),
            ("assess", "assessed", sign_off.assessed_by, sign_off.assessed_on, ("assessed_by",)),
            ("sign-off", "signed off", sign_off.signed_off_by, sign_off.signed_off_on, ("signed_off_by",)),
            *(
                ("review", "reviewed", review.by, review.on, ("reviews", number, "by"))
                for number, review in enumerate(sign_off.reviews)
            ),
        ]
        for duty, verb, by, day, route in recorded:
            if by is not None and day is not None and day <= on:
                path = self._authorities.path(by, task, day) if task else AuthorityPath((by,))
                yield Act(duty, verb, by, day, route, path)

    def _out_of_order(self, case: Case, task: Task) -> Iterator[Fault]:
        """Links that are dated before the link that they rest on, or whose link to rest on is missing (1 to 3)."""
        sign_off = case.sign_off
        links = [
            ("trained", "trained_on", sign_off.trained_on, "the delegation", sign_off.delegated_on),
            ("assessed", "assessed_on", sign_off.assessed_on, "the training", sign_off.trained_on),
            ("signed off", "signed_off_on", sign_off.signed_off_on, "the assessment", sign_off.assessed_on),
        ]
        if "person" in self.required_agreements(task):
            links.insert(
                0, ("delegated", "delegated_on", sign_off.delegated_on, "the person's yes", sign_off.agreed.person)
            )
        for verb, name, later, before, earlier in links:
            day, first = as_of(later, case.on), as_of(earlier, case.on)
            if day is not None and first is None:
                yield Fault("SGN020", (name,), f"{verb} on {day}, and {before} is not there", day)
            elif day is not None and first is not None and day < first:
                yield Fault("SGN001", (name,), f"{verb} on {day}, before {before} on {first}", day)

    def _prerequisites_missing(self, case: Case, task: Task, signed: date) -> Iterator[Fault]:
        """Agreements and observed practices that a sign-off needs and does not have (2)."""
        for party in self.required_agreements(task):
            day = as_of(getattr(case.sign_off.agreed, party), case.on)
            if day is None or day > signed:
                sentence = f"signed off without the yes of {PARTY_NAMES[party]}"
                yield Fault("SGN010", ("signed_off_on",), sentence, signed)
        # Where training or assessment is missing, no practice can count: SGN020 reports the missing link instead.
        trained_and_assessed = as_of(case.sign_off.trained_on, case.on) and as_of(case.sign_off.assessed_on, case.on)
        observed, required = case.observed_practices, self.required_observations(task)
        if trained_and_assessed and observed < required:
            count = "1 observed practice counts" if observed == 1 else f"{observed or 'no'} observed practices count"
            yield Fault("SGN008", ("signed_off_on",), f"{count}; {required} are needed before the sign-off", signed)

    def _not_counted(self, case: Case, task: Task, act: Act) -> Fault | None:
        """Why an observed practice or a review does not count, or None where it does."""
        sign_off = case.sign_off
        if act.duty == "observe":
            bounds = [(sign_off.trained_on, "the training")]
            bounds += [
                (getattr(sign_off.agreed, party), f"the yes of {PARTY_NAMES[party]}")
                for party in self.required_agreements(task)
            ]
            assessed = as_of(sign_off.assessed_on, case.on)
            if assessed and act.on > assessed:
                sentence = f"observed on {act.on}, after the assessment on {assessed}: it does not count"
                return Fault("SGN023", act.route, sentence, act.on)
        else:
            bounds = [(sign_off.signed_off_on, "the sign-off")]
        for bound, name in bounds:
            first = as_of(bound, case.on)
            if first is not None and act.on < first:
                sentence = f"{act.verb} on {act.on}, before {name} on {first}: it does not count"
                return Fault("SGN023", act.route, sentence, act.on)
        fault = self._actor_fault(case.pa, task, act)
        if fault is None and act.duty == "review":
            fault = next(self._not_separated(case, task, act), None)
        return Fault("SGN023", act.route, f"{fault.sentence}: it does not count", act.on) if fault else None

    def _actor_fault(self, pa: Pa, task: Task, act: Act) -> Fault | None:
        """Why the practitioner who did this could not hold the duty (4 to 7), or None where they could."""
        actor = self._practitioners.get(act.by)
        infinitive, verb = _DUTY_VERBS[act.duty]
        if actor is None:
            # REF001 reports the unknown id, so here it only breaks the chain.
            sentence = f"{act.by} {act.verb} on {act.on} and is not in the register"
            return Fault("REF001", act.route, sentence, act.on)
        if actor.is_pa == pa.id:
            return Fault("SGN002", act.route, f"{act.by} is {pa.id}: nobody {verb} themselves", act.on)
        if not is_active(actor, act.on):
            sentence = f"{act.by} {act.verb} on {act.on} and was not active on that day"
            return Fault("SGN005", act.route, sentence, act.on)
        if not self._role_may(actor, act.duty, task):
            may_not = f"{with_article(id_as_words(actor.role))} may not {infinitive} {id_as_words(task.category)} tasks"
            sentence = f"{act.by} {act.verb} on {act.on}; {may_not} of {task.risk} risk"
            return Fault("SGN004", act.route, sentence, act.on)
        if not act.path.holds:
            sentence = f"{act.by} {act.verb} on {act.on}, and {act.path.fault}"
            return Fault(act.path.code, act.route, sentence, act.on)
        return None

    def _role_may(self, actor: Practitioner, duty: str, task: Task) -> bool:
        """Whether a practitioner's role may hold a duty for the task's category, up to its tier or a higher one."""
        role = self._records.roles.get(actor.role)
        if role is None or task.risk not in self._tiers:
            return False
        fields = ("may_assess", "may_train") if duty == "observe" else (f"may_{duty.replace('-', '_')}",)
        limits = (self._tiers.get(getattr(role, name).get(task.category, ""), -1) for name in fields)
        return any(limit >= self._tiers[task.risk] for limit in limits)

    def _not_separated(self, case: Case, task: Task, act: Act) -> Iterator[Fault]:
        """Earlier duties of the same practitioner that must be held by someone else than this act (8)."""
        pairs = separated_duties(task, self._records.tiers.get(task.risk or ""))
        separated = {frozenset((_DUTY_BY_FIELD[first], _DUTY_BY_FIELD[second])) for first, second in pairs}
        for other in case.acts:
            earlier = other.duty not in _OPTIONAL_DUTIES and _DUTY_ORDER[other.duty] < _DUTY_ORDER[act.duty]
            if other.by == act.by and earlier and frozenset((other.duty, act.duty)) in separated:
                sentence = f"{act.by} {other.verb} and {act.verb}; these two are kept apart"
                yield Fault("SGN003", act.route, sentence, max(act.on, other.on))

    def _sole_assessor(self, task: Task, act: Act) -> Iterator[Fault]:
        """An assessment by a role that the tier does not let assess alone (9)."""
        tier, actor = self._records.tiers.get(task.risk or ""), self._practitioners.get(act.by)
        if act.duty == "assess" and tier and actor and actor.role in tier.demands.never_sole_assessor:
            sentence = f"{act.by} is the only assessor; {with_article(id_as_words(actor.role))} may not be"
            yield Fault("SGN019", act.route, sentence, act.on)

    def _competences_missing(self, pa: Pa, task: Task, signed: date) -> Iterator[Fault]:
        """Competences that the task requires and the PA did not hold on the day of the sign-off (10)."""
        for competence, step in task.requires.items():
            if self.held_competence(pa, competence, step, signed) is None:
                sentence = f"{pa.id} did not hold {competence} at `{step}` on {signed}"
                yield Fault("SGN009", ("signed_off_on",), sentence, signed)


def as_of(day: date | None, on: date) -> date | None:
    """A recorded day as it is known on the day `on`: None where it is later, or not recorded."""
    return day if day is not None and day <= on else None
