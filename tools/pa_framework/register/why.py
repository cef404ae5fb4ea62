"""Why a PA may or may not do a task for a person on a day: the sign-off chain link by link, with its evidence.

The answer comes from `facts.answers`. Here the acts, reasons and remarks of its verdict are put in the order of the chain.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.check.rules import RULES
from pa_framework.facts.answers import Answer, may_do
from pa_framework.facts.delegation_chain import PARTY_NAMES, is_accountable, is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.grounds import DELEGATION, ground_id, ground_words
from pa_framework.facts.recorded_forms import (
    PARTIES_IN_WORDS,
    RecordedAct,
    Yes,
    assessments,
    latest_check,
    not_yet,
    party_words,
    resumptions,
    role_on,
    signings,
    trainings,
    withdrawals,
    yes_in_force,
)
from pa_framework.facts.requirements import CompetenceAtStep, Requirement, in_words, outermost, parse, titles
from pa_framework.facts.sign_off_links import Act, Reason
from pa_framework.facts.verdict import MAY_DO, State, Verdict
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Task
from pa_framework.records.register import Register
from pa_framework.records.register_model import Authorisation, Pa, RecordedSignOff
from pa_framework.register.asking import asking
from pa_framework.register.output import condition_words, power_note, voice_note, yes_giver
from pa_framework.register.queries import check_id, register_of
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Span
from pa_framework.text.sentences import join_words, lower_first

_HOW = labels("pa", "sign_offs.observed.how")
#: Duty → the acts of a sign-off that hold it.
_RECORDED: Mapping[str, Callable[[RecordedSignOff], tuple[RecordedAct, ...]]] = {
    "train": trainings,
    "assess": assessments,
    "sign-off": signings,
}
#: Reasons about a whole link, which no entry of it shows, or about the next one.
_OF_A_LINK = frozenset({"SGN008", "SGN012", "SGN074"})


class Mark(StrEnum):
    """The state of a link, or of one entry of it."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_COUNTED = "not-counted"
    NOT_YET = "not-yet"


class AuthorityStep(Struct, frozen=True):
    """One step of a path of authority: a practitioner on a day, and where their authority comes from.

    That is the register of a profession (`body`) with the day of the last check, an authorisation, or nothing.
    """

    practitioner: str
    role: str
    on: date
    body: str = ""
    checked_on: date | None = None
    authorisation: Authorisation | None = None


class LinkEntry(Struct, frozen=True):
    """One entry of a link: who did what when. `who` is a practitioner, or a person who agrees.

    `authority` is the path of authority, nearest first, and `stopped` says why it ends early.
    """

    mark: Mark
    who: str
    on: date | None
    words: str = ""
    role: str = ""
    authority: tuple[AuthorityStep, ...] = ()
    stopped: str = ""
    codes: tuple[str, ...] = ()


class ChainLink(Struct, frozen=True):
    """One link of the chain. `words` say how much of it there is, where that can be counted."""

    name: str
    mark: Mark
    entries: tuple[LinkEntry, ...] = ()
    words: str = ""


class Why(Struct, frozen=True):
    """The answer, with the links of the chain of the sign-off that decides it.

    `fixes` say what to do about each reason of the verdict, and are empty for a reason without a rule. `others` are the
    verdicts on further sign-offs of the same; `elsewhere` are the persons for whom the PA has a sign-off of the task,
    where there is none for this person. `setting` is where, such as a ward, if that is asked.
    """

    facts: Facts
    answer: Answer
    record: Task | None
    setting: str | None = None
    links: tuple[ChainLink, ...] = ()
    fixes: tuple[str, ...] = ()
    others: tuple[Verdict, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that decides; None where no sign-off is recorded that is a delegation."""
        return self.answer.verdict


def why(
    facts: Facts,
    pa: str,
    task: str,
    person: str | None = None,
    setting: str | None = None,
    item: str | None = None,
    at: str | None = None,
) -> Why:
    """The answer for a PA, a task and a person, perhaps in a setting, such as a ward, at a time, or about one item of it.

    Raises UserError for unknown ids, or where the person is missing.
    """
    check_id(facts, "pa", pa)
    check_id(facts, "task", task)
    if person is not None:
        check_id(facts, "person", person)
    record, pa_record = facts.chain_validator.rules.task(task, facts.on), register_of(facts).pas.get(pa)
    named = [(entry.task, entry.person) for entry in (pa_record.sign_offs if pa_record else ())]
    named += [(entry.task, entry.person) for entry in (pa_record.one_offs if pa_record else ())]
    persons = sorted({each for of_task, each in named if of_task == task})
    if person is None and len(persons) > 1:
        raise UserError(f"{pa} has sign-offs of {task} for {join_words(persons)}; say for whom you ask")
    asked = person or next(iter(persons), None)
    answer = may_do(facts, pa, task, asked or "", setting, item, at)
    if asked is None:
        answer = replace(answer, person=None)
    verdict = answer.verdict
    if verdict is None or pa_record is None:
        return Why(facts, answer, record, setting, elsewhere=() if asked in persons else tuple(persons))
    is_delegable = record is not None and is_delegated(record)
    return Why(
        facts=facts,
        answer=answer,
        record=record,
        setting=setting,
        links=tuple(_Chain(facts, pa_record, answer, verdict).links()) if is_delegable else (),
        fixes=tuple(_fixes(facts, pa_record, verdict)),
        others=tuple(other for other in answer.verdicts if other is not verdict),
    )


def _fixes(facts: Facts, pa: Pa, verdict: Verdict) -> Iterator[str]:
    """What the rules say to do about each reason. They run on a register with this PA alone."""
    register = register_of(facts)
    one_pa = Register(
        about=register.about,
        pas={pa.id: pa},
        practitioners=register.practitioners,
        persons=register.persons,
        root=register.root,
    )
    facts_of_pa = facts.with_register(one_pa)
    codes = {reason.code for reason in verdict.reasons}
    fixes = {
        (code, problem.span): problem.fix
        for code in sorted(codes)
        if code.startswith("SGN") and (rule := RULES.get(code)) is not None and rule.judge is not None
        for problem in rule.judge(facts_of_pa)
    }
    for reason in verdict.reasons:
        # Some findings are at the sign-off, where the reason is at what it comes from; some are left to another rule.
        fix = fixes.get((reason.code, reason.span)) or fixes.get((reason.code, verdict.span))
        ask = None if fix else asking(facts, verdict.task, reason)
        yield fix or (lower_first(ask.sentence.removesuffix(".")) if ask else "")


class _Chain:
    """The links of the chain for one verdict, in their order."""

    def __init__(self, facts: Facts, pa: Pa, answer: Answer, verdict: Verdict) -> None:
        self._facts, self._pa, self._index, self._verdict = facts, pa, verdict.index, verdict
        self._case = facts.chain_validator.links.case(pa, verdict.index, facts.on)
        #: By the rules by which the sign-off is judged.
        self._task = self._case.task or facts.records.tasks[verdict.task]
        self._people = register_of(facts).practitioners
        self._links = facts.chain_validator.links
        self._tier = self._case.tier
        self._sign_off: RecordedSignOff = pa.sign_offs[verdict.index]
        self._reasons = _by_span(verdict.reasons)
        self._remarks = _by_span(verdict.remarks)
        self._notes = _by_span(verdict.notes)
        self._stopped_by = answer.stopped_by

    def links(self) -> Iterator[ChainLink]:
        duties = self._case.duties
        links = [
            *self._ground(),
            self._agreements(),
            *([self._act("delegate", "Delegated", "SGN001", "SGN020")] if "delegate" in duties else []),
            *self._hand_overs(),
            *([self._act("train", "Trained", "SGN001", "SGN020")] if "train" in duties else []),
            *([self._observations()] if self._case.asks_for_practice else []),
            *([self._act("assess", "Assessed", "SGN001", "SGN020", "SGN013", "SGN025")] if "assess" in duties else []),
            self._competences(),
            *([self._act("sign-off", "Signed off", "SGN001", "SGN020")] if "sign-off" in duties else []),
            *self._instructions(),
            *self._devices(),
            *self._conditions(),
            *([self._reviews()] if "review" in duties or self._sign_off.reviews else []),
            *self._withdrawals(),
        ]
        shown = {code for link in links for entry in link.entries for code in entry.codes}
        yield from links
        yield from self._since_then(shown)
        yield from self._corrections()

    def _ground(self) -> Iterator[ChainLink]:
        """The ground on which the task is done, where it is another one than delegation."""
        task = self._case.task
        is_wrong = "SGN083" in self._codes_at("done_under")
        if task is not None and (is_wrong or ground_id(task) != DELEGATION):
            said = ground_words(self._facts.records.grounds, self._sign_off.done_under or ground_id(task))
            yield ChainLink("Ground", Mark.WRONG if is_wrong else Mark.RIGHT, words=said)

    def _span(self, *route: str | int) -> Span:
        return self._pa.origin.at("sign_offs", self._index, *route)

    def _codes_at(self, *route: str | int) -> list[str]:
        return [reason.code for reason in self._reasons.get(self._span(*route), [])]

    def _agreements(self) -> ChainLink:
        """Who must agree and who has agreed: every yes that is known on the day."""
        needed = self._links.required_agreements(self._task, self._tier)
        missing = [reason for reason in self._verdict.reasons if reason.code == "SGN010"]
        entries = []
        for name, words in PARTY_NAMES.items():
            known = [yes for yes in self._links.yeses(self._sign_off, name) if yes.first <= self._verdict.on]
            in_force = yes_in_force(known, self._verdict.on)
            wrong = [reason.code for reason in missing if reason.sentence.endswith(f" {words}")]
            if name == "employer":
                wrong += [code for code in self._codes_at("agreed") if code == "SGN029"]
            for yes in known:
                codes = [*wrong, *(code for code in self._codes_at(*yes.route) if code in ("SGN029", "SGN039"))]
                is_over = bool(codes) and (bool(wrong) or in_force is None)
                mark = Mark.WRONG if is_over else Mark.NOT_YET if codes else Mark.RIGHT
                notes = [*_yes_notes(yes, self._verdict.on), "" if name in needed else "not asked for"]
                who = yes_giver(self._facts, yes) if name == "person" else words
                note = "; ".join(filter(None, notes))
                entries.append(LinkEntry(mark, who, yes.first, note, codes=tuple(dict.fromkeys(codes))))
            if name in needed and not known:
                entries.append(LinkEntry(Mark.WRONG if wrong else Mark.NOT_YET, words, None, codes=tuple(wrong)))
        return ChainLink("Agreed", _combined_mark(entries), tuple(entries))

    def _hand_overs(self) -> Iterator[ChainLink]:
        """Who took the accountability over, where anyone did."""
        entries = []
        for number, entry in enumerate(self._sign_off.handed_over):
            if entry.on <= self._verdict.on:
                fault = self._links.could_delegate(self._case, entry.to, entry.on, ("handed_over", number, "to"))
                words = f"it does not count: {fault.sentence}" if fault else "is accountable from this day"
                mark = Mark.NOT_COUNTED if fault else Mark.RIGHT
                entries.append(LinkEntry(mark, entry.to, entry.on, words, self._role(entry.to, entry.on)))
        if entries:
            yield ChainLink("Handed over", Mark.RIGHT, tuple(entries))

    def _act(self, duty: str, title: str, *codes: str) -> ChainLink:
        """The link of a duty: the act that counts, with the codes of what is wrong with it, and the others by day."""
        entries = []
        act = next((act for act in self._verdict.acts if act.duty == duty), None)
        if act is not None:
            wrong = self._codes_at(*act.route)
            for route in (act.on_route, ("assessed_with",)) if duty == "assess" else (act.on_route,):
                wrong += [code for code in self._codes_at(*route) if code in codes]
            other = self._sign_off.assessed_with if duty == "assess" else None
            entries.append(
                self._entry(act, Mark.WRONG if wrong else Mark.RIGHT, f"with {other}" if other else "", wrong)
            )
        mark = entries[0].mark if entries else Mark.NOT_YET
        for done in _RECORDED[duty](self._sign_off) if duty in _RECORDED else ():
            if done.on <= self._verdict.on and act is not None and done.by_route != act.route:
                entries.append(
                    LinkEntry(
                        Mark.NOT_COUNTED, done.by, done.on, "another record of this step", self._role(done.by, done.on)
                    )
                )
        for failed in not_yet(self._sign_off) if duty == "assess" else ():
            if failed.on <= self._verdict.on:
                stops = self._codes_at(*failed.on_route)
                said = Mark.WRONG if stops else Mark.NOT_COUNTED
                mark = Mark.WRONG if stops else mark
                role = self._role(failed.by, failed.on)
                entries.append(LinkEntry(said, failed.by, failed.on, "not yet competent", role, codes=tuple(stops)))
        entries.sort(key=lambda entry: entry.on or date.max)
        return ChainLink(title, mark, tuple(entries))

    def _observations(self) -> ChainLink:
        """The observed practices, and how many of those needed count."""
        entries = []
        for act in self._verdict.acts:
            if act.duty == "observe":
                practice = self._sign_off.observed[int(act.route[1])]
                remarks = self._remarks.get(self._span(*act.route), [])
                mark = Mark.NOT_COUNTED if remarks else Mark.RIGHT
                words = [
                    f"at {practice.at}" if practice.at else "",
                    _HOW[practice.how] if practice.how else "",
                    f"with {practice.device}" if practice.device else "",
                    "not yet well done" if practice.outcome == "not-yet" else "",
                ]
                codes = [remark.code for remark in remarks]
                entries.append(self._entry(act, mark, ", ".join(filter(None, words)), codes))
        number = sum(entry.mark is Mark.RIGHT for entry in entries)
        needed = self._links.required_observations(self._task, self._tier)
        wrong = [reason for reason in self._verdict.reasons if reason.code in ("SGN008", "SGN033")]
        entries += [
            LinkEntry(Mark.WRONG, "", None, reason.sentence, codes=(reason.code,))
            for reason in wrong
            if reason.code == "SGN033"
        ]
        mark = Mark.WRONG if wrong else Mark.RIGHT if number >= needed else Mark.NOT_YET
        return ChainLink("Observed", mark, tuple(entries), f"{number} of {needed}")

    def _competences(self) -> ChainLink:
        """What is required, as it was on the day of the sign-off; before it, on the day of the verdict."""
        signed = self._verdict.choice.signed.on if self._verdict.choice.signed else None
        entries = []
        required = outermost(parse(self._task.requires))
        on = self._verdict.on
        for one in required:
            if not isinstance(one, CompetenceAtStep):
                entries.append(self._requirement(one, signed))
                continue
            name, step = one.competence, one.step
            held = self._links.held_competence(self._pa, name, step, signed or on, on, self._task.id)
            if held is not None:
                role = self._role(held.assessed_by, held.on)
                entries.append(LinkEntry(Mark.RIGHT, held.assessed_by, held.on, f"{name} at {held.step}", role))
            elif signed:
                entries.append(LinkEntry(Mark.WRONG, "", None, f"{name} at {step}", codes=("SGN009",)))
            else:
                entries.append(LinkEntry(Mark.NOT_YET, "", None, f"{name} at {step}"))
        title = "Competences" if all(isinstance(one, CompetenceAtStep) for one in required) else "Required"
        return ChainLink(
            title, _combined_mark(entries), tuple(entries), "" if entries else "no competence is asked for"
        )

    def _requirement(self, requirement: Requirement, signed: date | None) -> LinkEntry:
        """A requirement that is not one competence, in words."""
        words = in_words(requirement, titles(self._facts.records))
        if self._links.requirement(self._case, requirement, signed or self._verdict.on).met:
            return LinkEntry(Mark.RIGHT, "", signed or self._verdict.on, words)
        return LinkEntry(Mark.WRONG if signed else Mark.NOT_YET, "", None, words, codes=("SGN070",) if signed else ())

    def _instructions(self) -> Iterator[ChainLink]:
        """The written instructions that are known, and whether those that are asked for are there."""
        missing = [reason for reason in self._verdict.reasons if reason.code == "SGN065"]
        entries = [
            LinkEntry(
                Mark.NOT_COUNTED if missing else Mark.RIGHT, entry.by, entry.on, "", self._role(entry.by, entry.on)
            )
            for entry in self._sign_off.instructions
            if entry.on <= self._verdict.on
        ]
        entries += [LinkEntry(Mark.WRONG, "", None, reason.sentence, codes=(reason.code,)) for reason in missing]
        if entries:
            yield ChainLink("Written instructions", Mark.WRONG if missing else Mark.RIGHT, tuple(entries))

    def _devices(self) -> Iterator[ChainLink]:
        """The devices of the sign-off, and those that the person uses on the day."""
        entries = []
        signed = self._verdict.choice.signed
        for device in self._sign_off.devices:
            entries.append(LinkEntry(Mark.RIGHT, "", signed.on if signed else None, f"signed off with {device}"))
        for reason in self._verdict.reasons:
            if reason.code == "SGN031":
                mark = Mark.NOT_YET if self._verdict.may_do else Mark.WRONG
                entries.append(LinkEntry(mark, "", reason.on, reason.sentence, codes=(reason.code,)))
        if entries:
            yield ChainLink("Equipment", _combined_mark(entries), tuple(entries))

    def _conditions(self) -> Iterator[ChainLink]:
        """The conditions under which the PA may do the task."""
        if words := condition_words(self._facts, self._sign_off):
            known = self._facts.records.conditions
            is_known = all(name in known for name in self._sign_off.conditions)
            yield ChainLink("Only", Mark.RIGHT if is_known else Mark.WRONG, (), join_words(words))

    def _reviews(self) -> ChainLink:
        """The reviews with their outcomes, and the day of the next one."""
        entries = []
        for act in self._verdict.acts:
            if act.duty != "review":
                continue
            number = int(act.route[1])
            review = self._sign_off.reviews[number]
            remarks = [
                *self._remarks.get(self._span(*act.route), []),
                *self._remarks.get(self._span("reviews", number), []),
            ]
            stops = [
                reason for reason in self._reasons.get(self._span("reviews", number), []) if reason.code != "SGN041"
            ]
            mark = Mark.WRONG if stops else Mark.NOT_COUNTED if remarks else Mark.RIGHT
            words = [{"continues": "it continues", "stops": "stop", "retrain": "train again first"}[review.outcome]]
            if review.setting:
                words.append(
                    f"only in {review.setting}, until {review.until}" if review.until else f"only in {review.setting}"
                )
            words += [note.sentence for note in self._notes.get(self._span("reviews", number), [])]
            if review.verified is not None:
                words.append(f"checked with {review.verified.checked_with} on {review.verified.on}")
            words += [f"next review by {review.review_on}"] if review.review_on else []
            words += [f"with {join_words(review.devices)}"] if review.devices else []
            entries.append(self._entry(act, mark, ", ".join(words), [reason.code for reason in (*stops, *remarks)]))
        is_overdue = any(reason.code == "SGN011" for reason in self._verdict.reasons)
        if is_overdue or any(entry.mark is Mark.WRONG for entry in entries):
            mark = Mark.WRONG
        else:
            mark = Mark.RIGHT if any(entry.mark is Mark.RIGHT for entry in entries) else Mark.NOT_YET
        codes = ("SGN011",) if is_overdue else ()
        due = self._verdict.review_date
        if due and self._verdict.state in (*MAY_DO, State.LAPSED):  # a chain that is not valid has no review to come
            entries.append(
                LinkEntry(Mark.WRONG if codes else Mark.NOT_YET, "", due, "the next review, at the latest", codes=codes)
            )
        return ChainLink("Reviewed", mark, tuple(entries), "" if entries else "not yet")

    def _reason_words(self, reason: str) -> str:
        """A reason to withdraw in words; an id where the policy has no such reason."""
        known = self._facts.records.withdrawal_reasons
        return lower_first(known[reason].title) if reason in known else reason

    def _withdrawals(self) -> Iterator[ChainLink]:
        """Withdrawals, and what took them back."""
        entries = []
        for withdrawal, route in withdrawals(self._sign_off):
            if withdrawal.on <= self._verdict.on:
                stops = self._codes_at(*route)
                mark = Mark.WRONG if stops else Mark.NOT_COUNTED
                words = f"because: {self._reason_words(withdrawal.because)}" if withdrawal.because else ""
                words = "; ".join(filter(None, (words, f"instead: {withdrawal.instead}" if withdrawal.instead else "")))
                by, role = self._party(withdrawal.by, withdrawal.on)
                entries.append(LinkEntry(mark, by, withdrawal.on, words, role, codes=tuple(stops)))
        for resumed in resumptions(self._sign_off):
            if resumed.on <= self._verdict.on:
                by, role = self._party(resumed.by, resumed.on)
                entries.append(LinkEntry(Mark.RIGHT, by, resumed.on, "agrees again that the PA does this task", role))
        if entries:
            entries.sort(key=lambda entry: entry.on or date.max)
            is_stopped = any(entry.mark is Mark.WRONG for entry in entries)
            yield ChainLink("Withdrawn", Mark.WRONG if is_stopped else Mark.NOT_COUNTED, tuple(entries))

    def _party(self, by: str, on: date) -> tuple[str, str]:
        """Who withdrew or agreed again, in words, with their role: a party, or a practitioner."""
        return (party_words(by), "" if by in PARTIES_IN_WORDS else self._role(by, on))

    def _since_then(self, shown: set[str]) -> Iterator[ChainLink]:
        """What has changed since the last decision, and stops of other records, besides what other links have shown."""
        calls = [reason for reason in self._verdict.reasons if reason.code and reason.code not in {*shown, *_OF_A_LINK}]
        calls += [reason for reason in self._stopped_by if reason not in self._verdict.reasons]
        if calls:
            mark = Mark.NOT_YET if self._verdict.may_do and not self._stopped_by else Mark.WRONG
            entries = tuple(LinkEntry(mark, "", reason.on, reason.sentence, codes=(reason.code,)) for reason in calls)
            yield ChainLink("Since then", mark, entries)
        elif self._verdict.may_do:
            yield ChainLink("Since then", Mark.RIGHT, (), "nothing that calls for a new decision")

    def _corrections(self) -> Iterator[ChainLink]:
        """What was corrected in the record after it was written."""
        entries = tuple(
            LinkEntry(
                Mark.NOT_COUNTED,
                "",
                entry.on,
                f"{entry.field} was {entry.was} until it was corrected on {entry.on}, because {entry.because}",
            )
            for entry in self._sign_off.corrected
            if entry.on <= self._verdict.on
        )
        if entries:
            yield ChainLink("Corrected", Mark.NOT_COUNTED, entries)

    def _entry(self, act: Act, mark: Mark, words: str, codes: Iterable[str]) -> LinkEntry:
        authority = tuple(self._authority(act))
        codes = tuple(dict.fromkeys(codes))
        return LinkEntry(mark, act.by, act.on, words, self._role(act.by, act.on), authority, act.path.fault, codes)

    def _role(self, practitioner: str, on: date) -> str:
        record = self._people.get(practitioner)
        return role_on(record, on) if record else ""

    def _authority(self, act: Act) -> Iterator[AuthorityStep]:
        """The path of authority of an act, nearest first, up to where it ends."""
        day = act.on
        for name, above in pairwise((*act.path.practitioners, "")):
            record = self._people.get(name)
            role_id = self._role(name, day)
            role = self._facts.records.roles.get(role_id)
            if record is None:
                yield AuthorityStep(name, "", day)
            elif role is not None and is_accountable(role):
                check = latest_check(record, day)
                body = role.register.body if role.register else ""
                yield AuthorityStep(name, role_id, day, body, check[0] if check else None)
            else:
                given = self._authorisation(name, above, day, is_valid=act.path.holds) if above else None
                yield AuthorityStep(name, role_id, day, authorisation=given)
                day = given.on if given else day

    def _authorisation(self, name: str, by: str, day: date, *, is_valid: bool) -> Authorisation | None:
        """The authorisation that gives a step of a path its authority: of several, the first whose giver had it."""
        fitting = [given for given in self._links.authorisations(self._people[name], self._task, day) if given.by == by]
        if not is_valid or len(fitting) < 2:  # a long path is not followed again from every step of it
            return next(iter(fitting), None)
        return next((given for given in fitting if self._links.authority(by, self._task, given.on).holds), None)


def _yes_notes(yes: Yes, on: date) -> Iterator[str]:
    """What a yes says besides its day and who gave it."""
    voice = voice_note(yes, on)
    if yes.written_after is not None:
        yield "in writing"
    elif voice:  # what was put in writing, where that was asked for, is an entry of its own
        is_listed = yes.spoken_until is not None and yes.written_on is not None and yes.written_on <= on
        yield "by voice" if is_listed else voice
    if power := power_note(yes):
        yield power
    if yes.seen_on is not None:
        yield f"the power was seen on {yes.seen_on}"
    if yes.employer:
        yield yes.employer
    if yes.until is not None:
        yield f"until {yes.until}"
    if yes.review_on is not None:
        yield f"to be looked at again by {yes.review_on}"
    if yes.record:
        yield f"recorded in {yes.record}"


def _by_span(reasons: Iterable[Reason]) -> dict[Span, list[Reason]]:
    by_span: dict[Span, list[Reason]] = {}
    for reason in reasons:
        by_span.setdefault(reason.span, []).append(reason)
    return by_span


def _combined_mark(entries: Iterable[LinkEntry]) -> Mark:
    """WRONG where an entry is, else NOT_YET where an entry is, else RIGHT."""
    marks = {entry.mark for entry in entries}
    return Mark.WRONG if Mark.WRONG in marks else Mark.NOT_YET if Mark.NOT_YET in marks else Mark.RIGHT
