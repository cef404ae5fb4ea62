"""The links of one sign-off: what was done, by whom, and what is wrong with it.

`docs/decisions/0009-the-verdict-of-a-sign-off.md` says exactly what is asked; numbers in brackets are its numbers.
What a chain amounts to is for verdict.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pa_framework.facts.authority import AuthorityPath, AuthorityPaths, is_active
from pa_framework.facts.delegation_chain import PARTY_NAMES
from pa_framework.records.load import Records
from pa_framework.records.model import Task
from pa_framework.records.register_model import HeldCompetence, Pa, Practitioner, RecordedSignOff
from pa_framework.text.findings import Span


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is: the rule's code, the place in the register, a plain sentence, the day it began."""

    code: str
    span: Span
    sentence: str
    on: date


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody did on a day: one link of the chain along time, with the path of authority upward."""

    duty: str
    words: str
    by: str
    on: date
    route: tuple[str | int, ...]
    path: AuthorityPath


#: Code, route below the sign-off, sentence, the day it began.
Fault = tuple[str, tuple[str | int, ...], str, date]
#: Acts that count or do not count, and never break a chain.
_OPTIONAL_DUTIES = frozenset({"observe", "review"})
_DUTY_ORDER = {
    duty: number for number, duty in enumerate(("delegate", "train", "observe", "assess", "sign-off", "review"))
}
_STATUS_TEXT = {
    "never": "never delegated",
    "own-role": "part of a PA's own role and needs no sign-off",
    "delegable": "unclear",
}
_DUTY_OF = {
    "delegated_by": "delegate",
    "trained_by": "train",
    "assessed_by": "assess",
    "signed_off_by": "sign-off",
    "reviewed_by": "review",
}
#: Duty → what a role may not do, what nobody does to themselves.
_DUTY_VERBS = {
    "delegate": ("delegate", "delegates to"),
    "train": ("train for", "trains"),
    "observe": ("observe", "observes"),
    "assess": ("assess", "assesses"),
    "sign-off": ("sign off", "signs off"),
    "review": ("review", "reviews"),
}


@dataclass(slots=True)
class Case:
    """What is asked, and what is found out on the way: which observed practices and reviews count."""

    pa: Pa
    sign_off: RecordedSignOff
    task: Task | None
    on: date
    acts: tuple[Act, ...]
    reason: Callable[[Fault], Reason]
    counted: list[Act] = field(default_factory=list)

    @property
    def last_decision(self) -> date | None:
        """The day of the sign-off or of the last review that counts and continues; None before the sign-off."""
        signed = as_of(self.sign_off.signed_off_on, self.on)
        if signed is None:
            return None
        counted = {act.route for act in self.counted}
        reviews = enumerate(self.sign_off.reviews)
        return max(
            [signed]
            + [
                each.on
                for number, each in reviews
                if each.outcome == "continues" and ("reviews", number, "by") in counted
            ]
        )


class LinkValidator:
    """Judges the links of sign-offs over one register and one framework."""

    def __init__(self, records: Records, practitioners: Mapping[str, Practitioner]) -> None:
        self._records = records
        self._practitioners = practitioners
        self._steps = records.step_order()
        self._tiers = records.tier_order()
        self._authorities = AuthorityPaths(records, practitioners)

    def case(self, pa: Pa, index: int, on: date) -> tuple[Case, tuple[Reason, ...]]:
        """A sign-off as known on a day, with what counts in it; and remarks on what does not count."""
        sign_off = pa.sign_offs[index]
        task = self._records.tasks.get(sign_off.task)

        def reason(wrong: Fault) -> Reason:
            code, route, sentence, day = wrong
            return Reason(code, pa.origin.at("sign_offs", index, *route), sentence, day)

        case = Case(pa, sign_off, task, on, tuple(self._acts(sign_off, task, on)), reason)
        remarks = []
        for act in case.acts:
            if act.duty in _OPTIONAL_DUTIES and task is not None and task.status == "delegable":
                why_not = self._does_not_count(case, task, act)
                if why_not:
                    remarks.append(reason(why_not))
                else:
                    case.counted.append(act)
        return case, tuple(remarks)

    def _acts(self, sign_off: RecordedSignOff, task: Task | None, on: date) -> Iterator[Act]:
        named: list[tuple[str, str, str | None, date | None, tuple[str | int, ...]]] = [
            ("delegate", "delegated", sign_off.delegated_by, sign_off.delegated_on, ("delegated_by",)),
            ("train", "trained", sign_off.trained_by, sign_off.trained_on, ("trained_by",)),
            *(
                ("observe", "observed", each.by, each.on, ("observed", n, "by"))
                for n, each in enumerate(sign_off.observed)
            ),
            ("assess", "assessed", sign_off.assessed_by, sign_off.assessed_on, ("assessed_by",)),
            ("sign-off", "signed off", sign_off.signed_off_by, sign_off.signed_off_on, ("signed_off_by",)),
            *(
                ("review", "reviewed", each.by, each.on, ("reviews", n, "by"))
                for n, each in enumerate(sign_off.reviews)
            ),
        ]
        for duty, words, by, day, route in named:
            if by is not None and day is not None and day <= on:
                yield Act(
                    duty, words, by, day, route, self._authorities.path(by, task, day) if task else AuthorityPath((by,))
                )

    def wrong(self, case: Case) -> Iterator[Fault]:
        """Everything that breaks the chain (1 to 11)."""
        task = case.task
        began = min((act.on for act in case.acts), default=case.on)
        if task is None:
            # REF001 names the unknown id; here it only breaks the chain
            yield "REF001", ("task",), f"{case.sign_off.task} is not a task of the framework", began
            return
        if task.status != "delegable" or task.sign_off is None:
            yield "SGN016", ("task",), f"{task.id} is {_STATUS_TEXT[task.status]}", began
            return
        yield from self._out_of_order(case, task)
        for act in case.acts:
            if act.duty not in _OPTIONAL_DUTIES:
                fault = self._fault(case.pa, task, act)
                if fault:
                    yield fault
                yield from self._apart_from(case, task, act)
                yield from self._sole_assessor(task, act)
        if signed := as_of(case.sign_off.signed_off_on, case.on):
            yield from self._not_there(case, task, signed)
            yield from self._not_held(case.pa, task, signed)
        elsewhere = case.sign_off.assessed_with not in (None, case.sign_off.person)
        assessed = as_of(case.sign_off.assessed_on, case.on)
        if elsewhere and assessed and task.scope != "transferable":
            sentence = (
                f"{case.pa.id} was assessed with {case.sign_off.assessed_with}; {task.id} counts for one person only"
            )
            yield "SGN013", ("assessed_with",), sentence, assessed

    def _out_of_order(self, case: Case, task: Task) -> Iterator[Fault]:
        """Links that come before the one that they rest on, or stand on one that is not there (1 to 3)."""
        sign_off = case.sign_off
        rests = [
            ("trained", "trained_on", sign_off.trained_on, "the delegation", sign_off.delegated_on),
            ("assessed", "assessed_on", sign_off.assessed_on, "the training", sign_off.trained_on),
            ("signed off", "signed_off_on", sign_off.signed_off_on, "the assessment", sign_off.assessed_on),
        ]
        if "person" in self.agreements(task):
            rests.insert(
                0, ("delegated", "delegated_on", sign_off.delegated_on, "the person's yes", sign_off.agreed.person)
            )
        for words, name, later, before, earlier in rests:
            day, first = as_of(later, case.on), as_of(earlier, case.on)
            if day is not None and first is None:
                yield "SGN020", (name,), f"{words} on {day}, and {before} is not there", day
            elif day is not None and first is not None and day < first:
                yield "SGN001", (name,), f"{words} on {day}, before {before} on {first}", day

    def agreements(self, task: Task) -> tuple[str, ...]:
        """Whose yes is needed."""
        tier = self._records.tiers.get(task.risk or "")
        wanted = [*(task.sign_off.agreed_by if task.sign_off else ()), *(tier.demands.agreed_by if tier else ())]
        return tuple(dict.fromkeys(wanted))

    def observations(self, task: Task) -> int:
        """How many observed practices are needed."""
        tier = self._records.tiers.get(task.risk or "")
        own = task.sign_off.observed_practices.at_least if task.sign_off and task.sign_off.observed_practices else 0
        return max(own, tier.demands.observed_practices if tier else 0)

    def _not_there(self, case: Case, task: Task, signed: date) -> Iterator[Fault]:
        """What a sign-off rests on and does not have: yeses, and enough observed practices (2)."""
        for who in self.agreements(task):
            day = as_of(getattr(case.sign_off.agreed, who), case.on)
            if day is None or day > signed:
                yield "SGN010", ("signed_off_on",), f"signed off without the yes of {PARTY_NAMES[who]}", signed
        seen = sum(act.duty == "observe" for act in case.counted)
        carried = as_of(case.sign_off.trained_on, case.on) and as_of(case.sign_off.assessed_on, case.on)
        if carried and seen < self.observations(task):  # where one of the two is missing, SGN020 says so
            count = "1 observed practice counts" if seen == 1 else f"{seen or 'no'} observed practices count"
            yield (
                "SGN008",
                ("signed_off_on",),
                f"{count}; {self.observations(task)} are needed before the sign-off",
                signed,
            )

    def _does_not_count(self, case: Case, task: Task, act: Act) -> Fault | None:
        """Why an observed practice or a review does not count, or None where it does."""
        sign_off = case.sign_off
        if act.duty == "observe":
            bounds = [(sign_off.trained_on, "the training")]
            bounds += [
                (getattr(sign_off.agreed, who), f"the yes of {PARTY_NAMES[who]}") for who in self.agreements(task)
            ]
            assessed = as_of(sign_off.assessed_on, case.on)
            if assessed and act.on > assessed:
                sentence = f"observed on {act.on}, after the assessment on {assessed}: it does not count"
                return "SGN023", act.route, sentence, act.on
        else:
            bounds = [(sign_off.signed_off_on, "the sign-off")]
        for bound, words in bounds:
            first = as_of(bound, case.on)
            if first is not None and act.on < first:
                sentence = f"{act.words} on {act.on}, before {words} on {first}: it does not count"
                return "SGN023", act.route, sentence, act.on
        fault = self._fault(case.pa, task, act)
        if fault is None and act.duty == "review":
            fault = next(self._apart_from(case, task, act), None)
        return ("SGN023", act.route, f"{fault[2]}: it does not count", act.on) if fault else None

    def _fault(self, pa: Pa, task: Task, act: Act) -> Fault | None:
        """Why whoever did this could not do it (4 to 7), or None where they could."""
        who = self._practitioners.get(act.by)
        may_not, does = _DUTY_VERBS[act.duty]
        if who is None:
            # REF001 names the unknown id; here it only breaks the chain
            return "REF001", act.route, f"{act.by} {act.words} on {act.on} and is not in the register", act.on
        if who.is_pa == pa.id:
            return "SGN002", act.route, f"{act.by} is {pa.id}: nobody {does} themselves", act.on
        if not is_active(who, act.on):
            return "SGN005", act.route, f"{act.by} {act.words} on {act.on} and was not active on that day", act.on
        if not self._role_may(who, act.duty, task):
            words = f"{_with_article(who.role)} may not {may_not} {task.category.replace('-', ' ')} tasks"
            return "SGN004", act.route, f"{act.by} {act.words} on {act.on}; {words} of {task.risk} risk", act.on
        if not act.path.holds:
            return act.path.code, act.route, f"{act.by} {act.words} on {act.on}, and {act.path.why}", act.on
        return None

    def _role_may(self, who: Practitioner, duty: str, task: Task) -> bool:
        role = self._records.roles.get(who.role)
        if role is None or task.risk not in self._tiers:
            return False
        fields = ("may_assess", "may_train") if duty == "observe" else (f"may_{duty.replace('-', '_')}",)
        up_to = (self._tiers.get(getattr(role, name).get(task.category, ""), -1) for name in fields)
        return any(height >= self._tiers[task.risk] for height in up_to)

    def _apart_from(self, case: Case, task: Task, act: Act) -> Iterator[Fault]:
        """Duties before this act that the same practitioner held and that are kept apart from it (8)."""
        tier = self._records.tiers.get(task.risk or "")
        pairs = [*(tier.demands.apart if tier else ()), *(task.sign_off.apart if task.sign_off else ())]
        kept = {frozenset((_DUTY_OF[one], _DUTY_OF[other])) for one, other in pairs}
        for held in case.acts:
            earlier = held.duty not in _OPTIONAL_DUTIES and _DUTY_ORDER[held.duty] < _DUTY_ORDER[act.duty]
            if held.by == act.by and earlier and frozenset((held.duty, act.duty)) in kept:
                sentence = f"{act.by} {held.words} and {act.words}; these two are kept apart"
                yield "SGN003", act.route, sentence, max(act.on, held.on)

    def _sole_assessor(self, task: Task, act: Act) -> Iterator[Fault]:
        """The assessor's role is one that may not assess alone (9)."""
        tier, who = self._records.tiers.get(task.risk or ""), self._practitioners.get(act.by)
        if act.duty == "assess" and tier and who and who.role in tier.demands.never_sole_assessor:
            sentence = f"{act.by} is the only assessor; {_with_article(who.role)} may not be"
            yield "SGN019", act.route, sentence, act.on

    def _not_held(self, pa: Pa, task: Task, signed: date) -> Iterator[Fault]:
        """Competences that the task requires and that were not held on the day of the sign-off (10)."""
        for name, step in task.requires.items():
            if self.held(pa, name, step, signed) is None:
                yield "SGN009", ("signed_off_on",), f"{pa.id} did not hold {name} at `{step}` on {signed}", signed

    def held(self, pa: Pa, competence: str, step: str, on: date) -> HeldCompetence | None:
        """A record that a PA held a competence on a day, at a step or a higher one."""
        for held in pa.competences:
            judge = self._practitioners.get(held.assessed_by)
            if (
                held.competence == competence
                and self._steps.get(held.step, -1) >= self._steps.get(step, 0)
                and held.on <= on
                and (held.until is None or on <= held.until)
                and judge is not None
                and is_active(judge, held.on)
            ):
                return held
        return None


def as_of(day: date | None, on: date) -> date | None:
    """The day, where it is not later than `on`."""
    return day if day is not None and day <= on else None


def _with_article(role: str) -> str:
    """`a community nurse`, `an individual employer`, `a PA trainer`"""
    words = " ".join(part.upper() if part in ("pa", "phb") else part for part in role.split("-"))
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
