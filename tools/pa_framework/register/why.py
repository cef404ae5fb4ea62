"""Why a PA may or may not do a task for a person on a day: the sign-off chain link by link, with its evidence.

The verdict comes from `facts.verdict`. Here its acts, reasons and remarks are put in the order of the chain.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from pa_framework.check.rules import RULES
from pa_framework.facts.authority import authorisation_covers, is_authorisation_valid
from pa_framework.facts.delegation_chain import PARTY_NAMES, is_accountable, is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import Yes, latest_check, role_on, withdrawals, yes_in_force
from pa_framework.facts.sign_off_links import Act, Reason
from pa_framework.facts.verdict import MAY_DO, State, Verdict
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Task
from pa_framework.records.register import Register
from pa_framework.records.register_model import Authorisation, Pa, RecordedSignOff
from pa_framework.register.output import role_with_article
from pa_framework.register.queries import check_id, deciding_verdict, register_of, verdicts
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Span
from pa_framework.text.sentences import join_words

#: Who gave a yes of the person → words.
GROUNDS = labels("pa", "sign_offs.agreed.person.by")


class Mark(StrEnum):
    """The state of a link, or of one entry of it."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_COUNTED = "not-counted"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class AuthorityStep:
    """One step of a path of authority: a practitioner on a day, and where their authority comes from.

    That is the register of a profession (`body`) with the day of the last check, an authorisation, or nothing.
    """

    practitioner: str
    role: str
    on: date
    body: str = ""
    checked_on: date | None = None
    authorisation: Authorisation | None = None


@dataclass(frozen=True, slots=True)
class LinkEntry:
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


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of the chain. `words` say how much of it there is, where that can be counted."""

    name: str
    mark: Mark
    entries: tuple[LinkEntry, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """The answer. `verdict` is None where there is no sign-off; `others` are the verdicts on further ones.

    `fixes` say what to do about each reason, and are empty for a reason without a rule. `elsewhere` are the persons
    for whom the PA has a sign-off of the task, where there is none for this person.
    """

    facts: Facts
    pa: str
    task: str
    person: str | None
    record: Task | None
    verdict: Verdict | None
    may_do: bool
    links: tuple[ChainLink, ...] = ()
    fixes: tuple[str, ...] = ()
    others: tuple[Verdict, ...] = ()
    elsewhere: tuple[str, ...] = ()


def why(facts: Facts, pa: str, task: str, person: str | None = None) -> Why:
    """The answer for a PA, a task and a person. Raises UserError for unknown ids, or where the person is missing."""
    check_id(facts, "pa", pa)
    check_id(facts, "task", task)
    if person is not None:
        check_id(facts, "person", person)
    record = facts.records.tasks.get(task)
    found = list(verdicts(facts, pa, task, person))
    persons = sorted({verdict.person for _, _, verdict in found})
    if len(persons) > 1:
        raise UserError(f"{pa} has sign-offs of {task} for {join_words(persons)}; say for whom you ask")
    verdict = deciding_verdict(candidate for _, _, candidate in found)
    if verdict is None:
        is_own_role = record is not None and record.status == "own-role"
        elsewhere = sorted({other.person for _, _, other in verdicts(facts, pa, task)})
        return Why(facts, pa, task, person, record, None, is_own_role, elsewhere=tuple(elsewhere))
    check_id(facts, "person", verdict.person)  # an event that cannot be read could turn a no into a yes
    pa_record, index = next((holder, number) for holder, number, candidate in found if candidate is verdict)
    is_delegable = record is not None and is_delegated(record)
    return Why(
        facts=facts,
        pa=pa,
        task=task,
        person=verdict.person,
        record=record,
        verdict=verdict,
        may_do=verdict.may_do,
        links=tuple(_Chain(facts, pa_record, index, verdict).links()) if is_delegable else (),
        fixes=tuple(_fixes(facts, pa_record, verdict)),
        others=tuple(other for _, _, other in found if other is not verdict),
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
    fixes = {
        (code, problem.span): problem.fix
        for code in sorted({reason.code for reason in verdict.reasons})
        if code.startswith("SGN") and (rule := RULES.get(code)) is not None and rule.judge is not None
        for problem in rule.judge(facts_of_pa)
    }
    for reason in verdict.reasons:
        yield fixes.get((reason.code, reason.span), "")


class _Chain:
    """The links of the chain for one verdict, in their order."""

    def __init__(self, facts: Facts, pa: Pa, index: int, verdict: Verdict) -> None:
        task = facts.records.tasks[verdict.task]
        self._facts, self._pa, self._index, self._verdict, self._task = facts, pa, index, verdict, task
        self._people = register_of(facts).practitioners
        self._links = facts.chain_validator.links
        self._tier = facts.records.tiers.get(task.risk or "")
        self._sign_off: RecordedSignOff = pa.sign_offs[index]
        self._reasons = _by_span(verdict.reasons)
        self._remarks = _by_span(verdict.remarks)

    def links(self) -> Iterator[ChainLink]:
        yield self._agreements()
        yield self._act("delegate", "Delegated", "SGN001", "SGN020")
        yield from self._hand_overs()
        yield self._act("train", "Trained", "SGN001", "SGN020")
        yield self._observations()
        yield self._act("assess", "Assessed", "SGN001", "SGN020", "SGN013", "SGN025")
        yield self._competences()
        yield self._act("sign-off", "Signed off", "SGN001", "SGN020")
        yield self._reviews()
        yield from self._events_since()

    def _span(self, *route: str | int) -> Span:
        return self._pa.origin.at("sign_offs", self._index, *route)

    def _agreements(self) -> ChainLink:
        """Who must agree and who has agreed."""
        needed = self._links.required_agreements(self._task, self._tier)
        missing = [reason for reason in self._verdict.reasons if reason.code == "SGN010"]
        entries = []
        for name, words in PARTY_NAMES.items():
            known = [yes for yes in self._links.yeses(self._sign_off, name) if yes.first <= self._verdict.on]
            yes = yes_in_force(known, self._verdict.on) or (known[-1] if known else None)
            if name in needed or yes:
                wrong = [reason.code for reason in missing if reason.sentence.endswith(f" {words}")]
                ended = [self._reasons.get(self._span(*entry.route), []) for entry in known]
                wrong += [reason.code for reasons in ended for reason in reasons if reason.code == "SGN029"]
                mark = Mark.WRONG if wrong else Mark.RIGHT if yes else Mark.NOT_YET
                notes = [*(yes_in_words(self._facts, yes) if yes else ()), "" if name in needed else "not asked for"]
                note = "; ".join(filter(None, notes))
                entries.append(
                    LinkEntry(mark, words, yes.first if yes else None, note, codes=tuple(dict.fromkeys(wrong)))
                )
        return ChainLink("Agreed", _combined_mark(entries), tuple(entries))

    def _hand_overs(self) -> Iterator[ChainLink]:
        """Who took the accountability over, where anyone did."""
        entries = tuple(
            LinkEntry(Mark.RIGHT, entry.to, entry.on, "took it over", self._role(entry.to, entry.on))
            for entry in self._sign_off.handed_over
            if entry.on <= self._verdict.on
        )
        if entries:
            yield ChainLink("Handed over", Mark.RIGHT, entries)

    def _act(self, duty: str, title: str, *codes: str) -> ChainLink:
        """The link of a duty that has one act, with the codes of what is wrong with it."""
        act = next((act for act in self._verdict.acts if act.duty == duty), None)
        if act is None:
            return ChainLink(title, Mark.NOT_YET)
        wrong = [reason.code for reason in self._reasons.get(self._span(*act.route), [])]
        for route in (act.on_route, ("assessed_with",)) if duty == "assess" else (act.on_route,):
            wrong += [reason.code for reason in self._reasons.get(self._span(*route), []) if reason.code in codes]
        other = self._sign_off.assessed_with if duty == "assess" else None
        entry = self._entry(act, Mark.WRONG if wrong else Mark.RIGHT, f"with {other}" if other else "", wrong)
        return ChainLink(title, entry.mark, (entry,))

    def _observations(self) -> ChainLink:
        """The observed practices, and how many of those needed count."""
        entries = []
        for act in self._verdict.acts:
            if act.duty == "observe":
                remarks = self._remarks.get(self._span(*act.route), [])
                mark = Mark.NOT_COUNTED if remarks else Mark.RIGHT
                entries.append(self._entry(act, mark, "", [remark.code for remark in remarks]))
        number = sum(entry.mark is Mark.RIGHT for entry in entries)
        needed = self._links.required_observations(self._task, self._tier)
        short = any(reason.code == "SGN008" for reason in self._verdict.reasons)
        mark = Mark.WRONG if short else Mark.RIGHT if number >= needed else Mark.NOT_YET
        return ChainLink("Observed", mark, tuple(entries), f"{number} of {needed}")

    def _competences(self) -> ChainLink:
        """The required competences, as held on the day of the sign-off; before it, on the day of the verdict."""
        signed = self._verdict.choice.signed.on if self._verdict.choice.signed else None
        entries = []
        for name, step in self._task.requires.items():
            held = self._links.held_competence(self._pa, name, step, signed or self._verdict.on)
            if held is not None:
                role = self._role(held.assessed_by, held.on)
                entries.append(LinkEntry(Mark.RIGHT, held.assessed_by, held.on, f"{name} at {held.step}", role))
            elif signed:
                entries.append(LinkEntry(Mark.WRONG, "", None, f"{name} at {step}", codes=("SGN009",)))
            else:
                entries.append(LinkEntry(Mark.NOT_YET, "", None, f"{name} at {step}"))
        return ChainLink(
            "Competences", _combined_mark(entries), tuple(entries), "" if entries else "no competence is asked for"
        )

    def _reviews(self) -> ChainLink:
        """The reviews with their outcomes, and the day of the next one."""
        entries = []
        for act in self._verdict.acts:
            if act.duty != "review":
                continue
            number = act.route[1]
            assert isinstance(number, int)
            outcome = self._sign_off.reviews[number].outcome
            remarks = self._remarks.get(self._span(*act.route), [])
            stops = self._reasons.get(self._span("reviews", number), [])
            mark = Mark.WRONG if stops else Mark.NOT_COUNTED if remarks else Mark.RIGHT
            words = {"continues": "it continues", "stops": "stop", "retrain": "train again first"}[outcome]
            entries.append(self._entry(act, mark, words, [reason.code for reason in (*stops, *remarks)]))
        state = self._verdict.state
        if state is State.LAPSED or any(entry.mark is Mark.WRONG for entry in entries):
            mark = Mark.WRONG
        else:
            mark = Mark.RIGHT if any(entry.mark is Mark.RIGHT for entry in entries) else Mark.NOT_YET
        codes = ("SGN011",) if state is State.LAPSED else ()
        due = self._verdict.review_date
        if due and state in (*MAY_DO, State.LAPSED):  # a chain that is not valid has no review to come
            entries.append(
                LinkEntry(Mark.WRONG if codes else Mark.NOT_YET, "", due, "the next review, at the latest", codes=codes)
            )
        return ChainLink("Reviewed", mark, tuple(entries), "" if entries else "not yet")

    def _events_since(self) -> Iterator[ChainLink]:
        """What happened after the last decision: a withdrawal, and whatever calls for a new decision."""
        for withdrawal, route in withdrawals(self._sign_off):
            if withdrawal.on > self._verdict.on:
                continue
            stops = [reason.code for reason in self._reasons.get(self._span(*route), [])]
            mark = Mark.WRONG if stops else Mark.NOT_COUNTED
            words = f"because: {withdrawal.because.replace('-', ' ')}" if withdrawal.because else ""
            by = PARTY_NAMES.get(withdrawal.by, withdrawal.by)
            role = "" if withdrawal.by in PARTY_NAMES else self._role(withdrawal.by, withdrawal.on)
            yield ChainLink("Withdrawn", mark, (LinkEntry(mark, by, withdrawal.on, words, role, codes=tuple(stops)),))
        calls = [reason for reason in self._verdict.reasons if reason.code == "SGN014"]
        if calls:
            mark = Mark.WRONG if self._verdict.state is State.STOPPED else Mark.NOT_YET
            entries = tuple(LinkEntry(mark, "", reason.on, reason.sentence, codes=("SGN014",)) for reason in calls)
            yield ChainLink("Since then", mark, entries)
        elif self._verdict.may_do:
            yield ChainLink("Since then", Mark.RIGHT, (), "nothing that calls for a new decision")

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
        fitting = [
            given
            for given in self._people[name].authorised
            if given.by == by
            and authorisation_covers(given, self._task)
            and given.on <= day
            and is_authorisation_valid(given, day)
        ]
        if not is_valid or len(fitting) < 2:  # a long path is not followed again from every step of it
            return next(iter(fitting), None)
        return next((given for given in fitting if self._links.authority(by, self._task, given.on).holds), None)


def yes_in_words(facts: Facts, yes: Yes) -> Iterator[str]:
    """What a yes says besides its day: who gave it on which ground, and until when it counts."""
    if yes.by != "self":
        role = f" by {role_with_article(yes.decided_by, facts.records.roles)}" if yes.decided_by else ""
        yield f"{GROUNDS[yes.by]}{role}, on behalf of the person"
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
