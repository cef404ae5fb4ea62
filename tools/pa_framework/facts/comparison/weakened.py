"""A safety rule that holds less than it did: what was weakened, where, for which tasks, and why that matters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from pa_framework.facts.comparison.chain_guards import OF_THE_TIER, RIGHTS, ChainGuards
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.delegation_chain import DUTIES, is_accountable, is_delegated
from pa_framework.facts.urgency import Urgency, urgency_of
from pa_framework.records.base import Located, Record
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Approval, Policy, Task
from pa_framework.text.findings import Severity, Span
from pa_framework.text.sentences import join_some, join_words, lower_first

#: Every way in which a safety rule can be weakened, with why it matters.
WHY: Mapping[str, str] = {
    "no-longer-never": "No one was to hand this on; now someone may.",
    "never-task-gone": "What was never to be delegated is no longer on the list that says so.",
    "no-chain": "No one has to train, assess or sign off a PA for it any more.",
    "transferable": "A sign-off counts for people with whom no one has watched this PA.",
    "risk-lower": "A lower tier of risk asks for less before a PA may do it.",
    "category-wider": "Other roles hold the duties for the new category.",
    "requires-less": "A PA may be signed off with less behind them.",
    "fewer-agree": "Someone whose yes was needed is no longer asked.",
    "duty-wider": "A role that did not hold this duty may hold it now.",
    "fewer-observed": "A PA may be signed off after being watched less often.",
    "term-longer": "What once was done counts for longer, or is easier to renew.",
    "review-longer": "Skills fade and health changes; more time passes before anyone looks again.",
    "fewer-apart": "One person may hold both duties, and no one else looks.",
    "fewer-triggers": "What happens to the person no longer calls for a new decision.",
    "stop-sign-gone": "A PA is no longer told to stop at this.",
    "does-not-gone": "A PA is no longer told to leave this alone.",
    "before-gone": "This no longer has to be in place before a PA starts.",
    "tell-gone": "A PA who stops knows less well whom to call.",
    "more-places": "The task may be done where it was not to be done.",
    "approval-stretched": "An approval holds for longer, and no one says that they looked again.",
    "approval-by-lay": "An approval of a clinical record no longer rests on someone registered.",
    "role-may-more": "A role has a right that it did not have.",
    "new-role": "A new kind of actor comes into the chain.",
    "answers-for-itself": "A path of authority may end here, so no one has to authorise this role any more.",
    "registration-gone": "No one checks a professional register for this role any more.",
    "authorised-by-wider": "More roles may give this one its authority.",
    "authority-given": "What this role does counted for nothing; now it counts.",
    "limit-gone": "A limit of this role is no longer written down.",
    "tier-demands-less": "The tier is what no task of this risk may fall below.",
    "tier-gone": "Tasks of this tier have no demands to meet any more.",
    "tier-order": "Roles may act up to a tier of risk; in another order, that is more.",
    "alone-again": "Someone who depends on the PA may be the only judge of a clinical task.",
    "trigger-gone": "What happens to the person no longer calls for a new decision.",
    "trigger-answered-sooner": "A decision lets the PA go on that did not before.",
    "trigger-goes-on": "The PA goes on with the task until someone has decided.",
    "aid-gone": "The person who decides about a task is asked less.",
    "aid-milder": "An answer leads to a milder outcome than before.",
    "registration-checked-less": "A check of a professional's registration counts for longer.",
    "review-limit-longer": "Tasks may go longer without anyone looking again.",
    "dbs-older": "A PA may work on a ward with an older DBS check.",
    "drafts-offered": "Tasks that no clinician has approved are shown as if they were on offer.",
    "policy-gone": "Nothing says any more what a task of which risk needs.",
    "competence-asks-less": "A PA is held to hold this competence with less.",
    "competence-gone": "Tasks require it, and nothing says any more what it is.",
    "repeated-less": "Skills that are not practised again fade, and no one sees it until they are needed.",
    "ward-agreement-less": "A PA works on a ward with less written down and fewer who signed.",
    "finding-waived": "The rule stands, and what it finds here no longer counts.",
    "not-ruled-out": "What was ruled out is no longer said to be.",
    "needed-gone": "What had to be there is no longer asked for.",
    "allowed-more": "What was not allowed may be done now.",
    "number-lower": "Less is enough than before.",
    "number-higher": "A limit is higher or later than before, or is gone.",
    "value-milder": "A milder value took the place of a stricter one.",
    "clinicians-not-asked": "Professionals who had to agree to changes of delegation no longer have to.",
    "support-older": "Support that no one has confirmed is shown for longer.",
    "rule-of-use-gone": "What protected the people who use it is no longer written down.",
    "sign-moved-down": "The sign moved down to a lower level, so help is called later.",
    "shared-sign-replaced": "A sentence of this task took the place of a sign of the policy, and may say less.",
    "shared-sign-gone": "Tasks that list this sign lose it, and no sentence is held against it any more.",
    "sign-floor-lower": "Tasks may list this sign at a lower level, and help is called later.",
    "found-less": "The checker no longer finds a sentence with these words that is at too low a level.",
    "no-emergency": "No one is told any more when to call an emergency number for this task.",
    "first-step-gone": "No one is told any more what to do before help comes.",
    "contact-lower": "Someone who can do less, or is there at fewer hours, is rung.",
    "phone-line-gone": "Tasks that name this line name no one to ring.",
    "number-gone": "The number is no longer there, and someone has to look for it.",
    "staffed-less": "No one answers at hours at which someone did.",
    "emergency-numbers": "These numbers are on every page and sheet, and tasks may name no others.",
    "omission-can-wait": "No one has to say who does the task when no PA may do it.",
    "fallback-gone": "When no PA may do the task, it is less clear who does it.",
    "refresher-longer": "A rescue task is done seldom, and more time passes before a PA practises it again.",
    "rescue-now": "A long time without doing it no longer stops the PA, and practices need not be with the person.",
    "plan-not-required": "A PA may do the task without a plan that a professional wrote for this person.",
    "no-longer-exception": "No one has to allow the exception, and its condition no longer counts.",
    "exception-wider": "What the exception depends on is no longer written down.",
    "trigger-narrower": "Tasks that do not name it go on without a new decision.",
    "trigger-days-longer": "The PA goes on for longer without a new decision.",
    "meanwhile-gone": "No one is told any more what to do until there is a new decision.",
    "gap-longer": "Skills fade, and a longer time without doing the task calls for no new decision.",
    "holds-less": "Taken together, the changes leave this task with a weaker chain.",
}


class Weakened(Struct, frozen=True):
    """One safety rule that is weaker in the head than in the base.

    Attributes:
        kind: In which way it is weaker, a key of `WHY`.
        record_kind: The kind of the record, whose id and title are `id` and `title`.
        field: What changed in it, in words, as are `before` and `after`.
        span: Its place, in the head if `in_head` and in the base if not.
        tasks: The ids of the tasks that it reaches.
        guards: The guards of their chains (names of `chain_guards`) that it explains.
        note: What makes it weigh more or less than it looks.
        also: Other places that it speaks of: whether each is in the head.
        of_whole: Whether it follows from several records or fields, so that it says nothing of a single change.
    """

    kind: str
    record_kind: str
    id: str
    title: str
    field: str
    before: str
    after: str
    span: Span
    in_head: bool
    tasks: tuple[str, ...] = ()
    guards: frozenset[str] = frozenset()
    note: str = ""
    also: tuple[tuple[Span, bool], ...] = ()
    of_whole: bool = False

    @property
    def places(self) -> tuple[tuple[Span, bool], ...]:
        """The places of what it says, each with whether it is in the head."""
        return () if self.of_whole else ((self.span, self.in_head), *self.also)

    @property
    def why(self) -> str:
        """Why it matters, in one sentence."""
        return WHY[self.kind]


class Weaknesses(Struct, frozen=True):
    """What a comparison finds.

    `judged_whole` are the kinds and ids of records whose fields are not compared one by one, because what became of
    the record as a whole says more.
    """

    weakened: list[Weakened] = field(default_factory=list)
    judged_whole: set[tuple[str, str]] = field(default_factory=set)


#: Kind of file → the guards that cannot be judged where such a file cannot be judged.
_RESTS_ON: Mapping[str, frozenset[str]] = {
    "delegation": OF_THE_TIER | RIGHTS | {"triggers", "stopping"},
    "role": RIGHTS,
    "framework": frozenset({"limit", "check"}),
    "steps": frozenset({"steps"}),
}


class Comparison(Struct, frozen=True, dict=True):
    """The two snapshots that are compared. `severities` are those of all rules, by code."""

    base: Snapshot
    head: Snapshot
    severities: Mapping[str, Severity]

    def tasks(self) -> Iterator[tuple[Task, Task]]:
        """The tasks that are delegable in both, as (base, head)."""
        for name, new in self.head.records.tasks.items():
            old = self.base.records.tasks.get(name)
            if old is not None and is_delegated(old) and is_delegated(new) and old.sign_off and new.sign_off:
                yield old, new

    @cached_property
    def base_guards(self) -> ChainGuards:
        """The guards of every chain in the base."""
        return ChainGuards(self.base.facts)

    @cached_property
    def head_guards(self) -> ChainGuards:
        """The guards of every chain in the head."""
        return ChainGuards(self.head.facts)

    @cached_property
    def base_urgency(self) -> Mapping[str, Urgency]:
        """The signs of every task in the base, as they are written, with who is rung; by the id of the task."""
        return _urgency(self.base)

    @cached_property
    def head_urgency(self) -> Mapping[str, Urgency]:
        """The signs of every task in the head, as they are written, with who is rung; by the id of the task."""
        return _urgency(self.head)

    @cached_property
    def unjudged_guards(self) -> frozenset[str]:
        """The guards of chains that cannot be judged, because a file that they rest on cannot."""
        guards: frozenset[str] = frozenset()
        for unjudged in (*self.base.unjudged, *self.head.unjudged):
            if unjudged.wholly:
                guards |= _RESTS_ON.get(unjudged.kind, frozenset())
        return guards

    def place(self, old: Located | None, new: Located | None, *route: str | int) -> tuple[Span, bool]:
        """The place of a field, and whether it is in the head: there if it is written there, else in the base."""
        if new is not None and (new.origin.has_field(*route) or old is None or not old.origin.has_field(*route)):
            return new.origin.at(*route), True
        assert old is not None
        return old.origin.at(*route), False

    def titles(self, kind: str, names: Sequence[str]) -> str:
        """Titles of records, as a sentence lists them."""
        in_head = self.head.records.of_kind(kind)
        titles = [(self.head if name in in_head else self.base).title(kind, name) for name in names]
        return join_some([lower_first(title) for title in titles] if kind in ("role", "tier") else titles)


def _urgency(snapshot: Snapshot) -> Mapping[str, Urgency]:
    return {name: urgency_of(snapshot.records, task) for name, task in snapshot.records.tasks.items()}


def duties_apart_in_words(pair: Iterable[str]) -> str:
    """Two duties for two different people: `the one who assesses and the one who signs off`."""
    words = labels("task", "sign_off.apart")
    return join_words(words[duty.by] for duty in DUTIES if duty.by in pair)


def compare_approval(
    found: Weaknesses,
    record_kind: str,
    comparison: Comparison,
    pair: tuple[Record | Policy, Record | Policy],
    tasks: tuple[str, ...] = (),
) -> None:
    """Adds an approval that was stretched without a new look, or that rests on someone who is on no register."""
    old, new = pair
    was, now = (getattr(record, "approval", None) or Approval(state="draft") for record in pair)
    if was.state != "approved" or now.state != "approved":
        return
    title = str(getattr(new, "title", "") or getattr(new, "id", ""))
    name = getattr(new, "id", "")
    looked_again = now.on is not None and (was.on is None or now.on > was.on)
    longer = was.review_by is not None and (now.review_by is None or now.review_by > was.review_by)
    if longer and not looked_again:
        span, is_new = comparison.place(old, new, "approval", "review_by")
        found.weakened.append(
            Weakened(
                "approval-stretched",
                record_kind,
                name,
                title,
                "the approval is to be looked at again by",
                str(was.review_by),
                str(now.review_by or "no day"),
                span,
                is_new,
                tasks,
            )
        )
    roles_old, roles_new = comparison.base.records.roles, comparison.head.records.roles
    by, by_now = roles_old.get(was.by_role or ""), roles_new.get(now.by_role or "")
    if by and is_accountable(by) and was.by_role != now.by_role and not (by_now and is_accountable(by_now)):
        span, is_new = comparison.place(old, new, "approval", "by_role")
        found.weakened.append(
            Weakened(
                "approval-by-lay",
                record_kind,
                name,
                title,
                "approved by",
                by.title,
                by_now.title if by_now else (now.by_role or "no one"),
                span,
                is_new,
                tasks,
            )
        )
