"""Family SGN: entries of a register that contradict one another, or that cannot count."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.check.rules.verdicts import VOID_AUTHORISATION
from pa_framework.facts.answers import once_refused
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import (
    POWERS,
    RecordedAct,
    assessments,
    humans,
    is_clinical,
    not_yet,
    resumptions,
    signings,
    trainings,
    withdrawals,
)
from pa_framework.facts.register_days import days_reversed
from pa_framework.records.base import Located
from pa_framework.records.field_meaning import field_meanings
from pa_framework.records.register_model import (
    Absence,
    DatedEmployer,
    DatedRole,
    Pa,
    PersonYes,
    RecordedSignOff,
    Resumption,
)
from pa_framework.records.yaml_source import Route
from pa_framework.text.dates import add_days
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import id_as_words, join_words, with_article
from pa_framework.text.suggestions import closest_match

#: Field of a task that was allowed once, for which it does not count → what to do.
_ONCE_FIXES = {
    "until": "ask the professional for the hours, and write both",
    "task": "tell the professional that no one may do this task in their place; correct `task` if it is a slip",
    "by": "ask someone who may delegate this task; record who allowed it, if that was someone else",
    "on": "tell the professional, who decides with the person what happens now; correct `on` if it is a slip",
    "person": "ask the person, or who decides for them, and write who agreed in `agreed_by`, such as `person`",
}


@rule("SGN042", Severity.WARNING)
def hand_over_unclear(facts: Facts) -> Iterator[Problem]:
    """A hand-over does not change who is accountable, or it is not clear who is.

    Someone hands a task over to themselves, it is handed over twice on one day, or before it was delegated. Of two on
    one day the later in the file counts.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - handed_over:
          - {to: pr-012, on: 2026-06-01}
          - {to: pr-011, on: 2026-06-01}  # <- SGN042
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - handed_over:
          - {to: pr-012, on: 2026-06-01}
          - {to: pr-011, on: 2026-11-02}
    ```
    """
    held = facts.register
    human = humans(held.practitioners) if held else {}
    for pa, index, sign_off in _sign_offs(facts):
        holder, since = sign_off.delegated_by, sign_off.delegated_on
        is_first = True
        for number, entry in sorted(enumerate(sign_off.handed_over), key=lambda pair: (pair[1].on, pair[0])):
            said = ""
            if since is not None and entry.on < since:
                said = f"handed over to {entry.to} on {entry.on}, before it was delegated on {since}"
            elif holder is not None and human.get(holder, holder) == human.get(entry.to, entry.to):
                said = f"handed over to {entry.to} on {entry.on}, who was accountable already"
            elif entry.on == since and not is_first:
                said = f"handed over on {entry.on} to {holder} and to {entry.to}: {entry.to} counts"
            if said:
                yield Problem(
                    pa.origin.at("sign_offs", index, "handed_over", number),
                    f"{_words(pa, sign_off)}: {said}",
                    "ask the professionals who is accountable now; keep the hand-over that took place, with its day",
                )
            if since is None or entry.on >= since:
                holder, since, is_first = entry.to, entry.on, False


@rule("SGN043", Severity.WARNING)
def periods_overlap(facts: Facts) -> Iterator[Problem]:
    """Two entries with dates overlap, where only one can hold on a day.

    These are the roles of a practitioner, the times in which a PA is away, and the employers of a person's PAs. Of two
    roles on one day, the one that began later counts, and what was done in the other role may not count.

    ```yaml bad competences/register/practitioners/pr-003.yaml
    roles:
      - {role: community-nurse, from: 2024-01-01}
      - {role: phb-clinical-lead, from: 2025-04-01}  # <- SGN043
    ```

    ```yaml good competences/register/practitioners/pr-003.yaml
    roles:
      - {role: community-nurse, from: 2024-01-01, until: 2025-03-31}
      - {role: phb-clinical-lead, from: 2025-04-01}
    ```
    """
    held = facts.register
    for practitioner in held.practitioners.values() if held else ():
        for number, entry, before in _overlaps(practitioner.roles):
            first, second = before.role, entry.role  # type: ignore[union-attr]
            yield _overlap(
                practitioner,
                ("roles", number),
                f"{practitioner.id} is {first} from {_period(before)}, and {second} from {entry.first}",
                f"write `until: {add_days(entry.first, -1)}` at {first}, if that role ended; if both go on, ask which role "
                "they act in, and keep that one",
            )
    for pa in held.pas.values() if held else ():
        for number, entry, before in _overlaps(pa.away):
            yield _overlap(
                pa,
                ("away", number),
                f"{pa.id} is away from {_period(before)}, and again from {entry.first}",
                "write one time away, or correct the days",
            )
    for person in held.persons.values() if held else ():
        for number, entry, before in _overlaps(person.employers):
            yield _overlap(
                person,
                ("employers", number),
                f"the PAs of {person.id} have two employers from {entry.first}: {before.id} and {entry.id}",  # type: ignore[union-attr]
                "ask who employs the PAs, and keep that entry",
            )


@rule("SGN044")
def days_the_wrong_way_round(facts: Facts) -> Iterator[Problem]:
    """Something ends, or is to be looked at again, before it begins.

    Such an entry never counts, or says something else than was meant. What else would not be reported if it never ended
    is not reported as well.

    ```yaml bad competences/register/practitioners/pr-030.yaml
    authorised:
      - {by: pr-011, on: 2026-01-20, from: 2026-01-20, until: 2027-01-19, categories: [nutrition]}
      - {by: pr-011, on: 2026-10-01, from: 2026-10-01, until: 2026-01-09, categories: [nutrition]}  # <- SGN044
    ```

    ```yaml good competences/register/practitioners/pr-030.yaml
    authorised:
      - {by: pr-011, on: 2026-01-20, from: 2026-01-20, until: 2027-01-19, categories: [nutrition]}
      - {by: pr-011, on: 2026-10-01, from: 2026-10-01, until: 2027-09-30, categories: [nutrition]}
    ```
    """
    for document, kind in facts.register.documents if facts.register else ():
        if document.findings or kind == "register":
            continue
        for route, later, day, earlier, first in days_reversed(document):
            yield Problem(
                document.span((*route, later)),
                f"`{later}` is {day}, before `{earlier}` on {first}",
                "correct the one that is a slip",
            )


@rule("SGN045", Severity.WARNING)
def power_not_seen(facts: Facts) -> Iterator[Problem]:
    """Someone agreed for the person by a power or an order that no one had seen on that day.

    An attorney, a deputy or a court can agree only as far as their paper goes. `seen_on` says when someone looked at
    it. The agreement counts from the later of the two days.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed: {person: {on: 2026-02-18, by: attorney, seen_on: 2026-02-20}}  # <- SGN045
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed: {person: {on: 2026-02-18, by: attorney, seen_on: 2026-02-11}}
    ```
    """
    for pa, index, sign_off in _sign_offs(facts):
        for entry, route in _yeses_of_the_person(sign_off):
            power = POWERS.get(entry.by or "self")
            if power is None or (entry.seen_on is not None and entry.seen_on <= entry.on):
                continue
            if entry.seen_on is None:
                said, field = f"agreed on {entry.on}, and it is not recorded when the {power} was seen", "by"
                fix = f"ask to see the {power}, and record the day in `seen_on`"
            else:
                said, field = (
                    f"agreed on {entry.on}; it counts from {entry.seen_on}, when the {power} was seen",
                    "seen_on",
                )
                fix = "correct the day if it is a slip; if it is right, write the day on which it was seen as `on` as well"
            yield Problem(
                pa.origin.at("sign_offs", index, *route, field), f"{_words(pa, sign_off)}: {entry.by} {said}", fix
            )


@rule("SGN046", Severity.WARNING)
def no_one_named_who_decided(facts: Facts) -> Iterator[Problem]:
    """A best-interests decision does not say who made it.

    Where a person cannot decide about a task, someone decides in their best interests, and answers for it. A reader
    must know whom to ask.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed: {person: {on: 2026-02-20, by: best-interests}}  # <- SGN046
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed: {person: {on: 2026-02-20, by: best-interests, decided_by: community-nurse}}
    ```
    """
    for pa, index, sign_off in _sign_offs(facts):
        for entry, route in _yeses_of_the_person(sign_off):
            if entry.by == "best-interests" and entry.decided_by is None:
                yield Problem(
                    pa.origin.at("sign_offs", index, *route, "by"),
                    f"{_words(pa, sign_off)}: the best-interests decision of {entry.on} does not say who made it",
                    "write the role of the person who decided in `decided_by`, such as `community-nurse`",
                )


@rule("SGN073", Severity.WARNING)
def parent_without_an_end(facts: Facts) -> Iterator[Problem]:
    """A parent agreed for a child, and the record does not say until when.

    A child grows up, and decides then. Without a last day the parent's agreement would count for ever. The day need not
    be that of a birthday: an earlier one is right as well, and says less about the child.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed: {person: {on: 2026-02-20, by: parent}}  # <- SGN073
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed: {person: {on: 2026-02-20, by: parent, until: 2028-05-31}}
    ```
    """
    for pa, index, sign_off in _sign_offs(facts):
        for entry, route in _yeses_of_the_person(sign_off):
            if entry.by == "parent" and entry.until is None:
                yield Problem(
                    pa.origin.at("sign_offs", index, *route, "by"),
                    f"{_words(pa, sign_off)}: a parent agreed on {entry.on}, and no one recorded until when that counts",
                    "ask until when the parent decides for the child, and write that day in `until`",
                )


@rule("SGN047")
def same_as_themselves(facts: Facts) -> Iterator[Problem]:
    """A practitioner is entered as the same human as themselves.

    `same_as` names the other id under which someone is entered. Without it, two duties that are kept apart could both
    be held by one human.

    ```yaml bad competences/register/practitioners/pr-012.yaml
    same_as: pr-012  # <- SGN047
    ```

    ```yaml good competences/register/practitioners/pr-012.yaml
    same_as: pr-011
    ```
    """
    for practitioner in facts.register.practitioners.values() if facts.register else ():
        if practitioner.same_as == practitioner.id:
            yield Problem(
                practitioner.origin.at("same_as"),
                f"{practitioner.id} is entered as the same human as {practitioner.id}",
                "write the other id of this human, or take `same_as` out",
            )


@rule("SGN048", Severity.WARNING)
def resumption_does_not_count(facts: Facts) -> Iterator[Problem]:
    """A sign-off was resumed, and that does not end the withdrawal.

    Only the one who withdrew can resume, within `resume_within_months` of the tier (3, if it says nothing). A
    withdrawal because of a change in health or a concern ends by a new sign-off only.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - withdrawn: {by: person, on: 2026-10-01, because: change-in-health}
        resumed: {by: person, on: 2026-10-20}  # <- SGN048
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - withdrawn: {by: person, on: 2026-10-01, because: person-said-no}
        resumed: {by: person, on: 2026-10-20}
    ```
    """
    for pa, index, sign_off in _sign_offs(facts):
        for number, resumed in enumerate(resumptions(sign_off)):
            why = _does_not_resume(facts, sign_off, resumed)
            if why:
                route: Route = ("resumed", number) if isinstance(sign_off.resumed, tuple) else ("resumed",)
                yield Problem(
                    pa.origin.at("sign_offs", index, *route, "by"),
                    f"{_words(pa, sign_off)}: resumed by {resumed.by} on {resumed.on}; {why}",
                    "the task stays stopped; ask a registered professional to decide on it anew, in a new sign-off",
                )


@rule("SGN049")
def corrected_field_unknown(facts: Facts) -> Iterator[Problem]:
    """A correction names a field that a sign-off does not have.

    A reader must be able to see what was corrected. A field below another is written with a full stop between the two,
    such as `agreed.insurer`.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - corrected: [{on: 2026-03-20, field: assessor, was: pr-011, because: slip of the pen}]  # <- SGN049
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - corrected: [{on: 2026-03-20, field: assessed_by, was: pr-011, because: slip of the pen}]
    ```
    """
    known = {".".join(names[1:]) for names in field_meanings("pa") if names[0] == "sign_offs" and len(names) > 1}
    for pa, index, sign_off in _sign_offs(facts):
        for number, correction in enumerate(sign_off.corrected):
            if correction.field in known:
                continue
            near = closest_match(correction.field, known)
            yield Problem(
                pa.origin.at("sign_offs", index, "corrected", number, "field"),
                f"{_words(pa, sign_off)}: a sign-off has no field `{correction.field}`"
                + (f"; did you mean `{near}`?" if near else ""),
                f"write `{near}`" if near else "write the name of a field of a sign-off, such as `trained_on`",
            )


@rule("SGN050", Severity.WARNING)
def written_twice(facts: Facts) -> Iterator[Problem]:
    """A training, an assessment or a signature is recorded twice.

    It counts once. If two took place, one of the entries has the wrong day or the wrong practitioner.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - trained_by: pr-030
        trained_on: 2026-02-25
        trained: [{by: pr-030, on: 2026-02-25}]  # <- SGN050
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - trained_by: pr-030
        trained_on: 2026-02-25
    ```
    """
    for pa, index, sign_off in _sign_offs(facts):
        if not (sign_off.trained or sign_off.assessed or sign_off.signed_off):
            continue
        for what, acts in (
            ("training", trainings(sign_off)),
            ("assessment", assessments(sign_off)),
            ("assessment", not_yet(sign_off)),
            ("signature", signings(sign_off)),
        ):
            first: dict[tuple[str, date], RecordedAct] = {}
            for act in acts:
                before = first.setdefault((act.by, act.on), act)
                if before is not act:
                    yield Problem(
                        pa.origin.at("sign_offs", index, *act.by_route),
                        f"{_words(pa, sign_off)}: the {what} by {act.by} on {act.on} is written twice",
                        "take one of the two out, or correct it",
                        (Note(pa.origin.at("sign_offs", index, *before.by_route), "the first one"),),
                    )


@rule("SGN051", Severity.WARNING)
def setting_without_an_end(facts: Facts) -> Iterator[Problem]:
    """A review has a `setting` and no `until`.

    A review for one setting, such as a ward, lets the PA go on there until a day. Without the day it lets no one go on
    anywhere, and it does not renew the sign-off.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews:
          - {by: pr-011, on: 2026-08-30, outcome: continues}
          - {by: pr-011, on: 2026-11-16, outcome: continues, setting: ward-7}  # <- SGN051
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews:
          - {by: pr-011, on: 2026-08-30, outcome: continues}
          - {by: pr-011, on: 2026-11-16, outcome: continues, setting: ward-7, until: 2026-12-14}
    ```
    """
    for pa, index, sign_off in _sign_offs(facts):
        for number, review in enumerate(sign_off.reviews):
            if review.setting is not None and review.until is None and review.outcome == "continues":
                yield Problem(
                    pa.origin.at("sign_offs", index, "reviews", number, "setting"),
                    f"{_words(pa, sign_off)}: the review of {review.on} has `setting` without `until`, so it lets no one "
                    "go on anywhere",
                    "write the last day on which it counts there in `until`; or take `setting` out, if it counts "
                    "everywhere",
                )


def _sign_offs(facts: Facts) -> Iterator[tuple[Pa, int, RecordedSignOff]]:
    """Every sign-off of the register, with its PA and its number (from 0)."""
    for pa in facts.register.pas.values() if facts.register else ():
        for index, sign_off in enumerate(pa.sign_offs):
            yield pa, index, sign_off


def _words(pa: Pa, sign_off: RecordedSignOff) -> str:
    """Which sign-off a message is about."""
    return f"{pa.id}, {sign_off.task}, {sign_off.person}"


_Period = DatedRole | Absence | DatedEmployer


def _overlaps(entries: tuple[_Period, ...]) -> Iterator[tuple[int, _Period, _Period]]:
    """Entries that begin before an earlier one has ended: the number of each, the entry, and the earlier one.

    Employers have no last day: the next one takes their place, so only two with the same first day overlap.
    """
    in_order = sorted(enumerate(entries), key=lambda pair: (pair[1].first, pair[0]))
    for (_, before), (number, entry) in pairwise(in_order):
        until = before.first if isinstance(before, DatedEmployer) else before.until
        if until is None or entry.first <= until:
            yield number, entry, before


def _overlap(record: Located, route: Route, said: str, fix: str) -> Problem:
    return Problem(record.origin.at(*route), said, fix)


def _period(entry: _Period) -> str:
    """The days of an entry, after `from`."""
    until = None if isinstance(entry, DatedEmployer) else entry.until
    return f"{entry.first} to {until}" if until else f"{entry.first} without a last day"


@rule("SGN053", Severity.WARNING)
def one_off_does_not_count(facts: Facts) -> Iterator[Problem]:
    """A task that a professional allowed once does not count: they could not allow it, or the person did not agree.

    In an emergency a professional who may delegate the task may allow it once, by phone, for some hours. An `until`
    that is earlier than `from` is a time of the next day. It is no sign-off, and after these hours no one may rely on
    it. It takes the place of what professionals have not done, never of the person's yes: `agreed_by` says who agreed, if
    there is no sign-off with a yes of the person in force.

    ```yaml bad competences/register/pas/pa-0001.yaml
    one_offs:
      - {task: gastrostomy-feed, person: person-001, by: pr-030, on: 2026-06-01, from: "14:30", until: "18:00", agreed_by: person, because: The nurse could not come.}  # <- SGN053
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    one_offs:
      - {task: gastrostomy-feed, person: person-001, by: pr-011, on: 2026-06-01, from: "22:00", until: "02:00", agreed_by: person, because: The nurse could not come.}
    ```
    """
    held = facts.register
    for pa in held.pas.values() if held else ():
        for number, entry in enumerate(pa.one_offs):
            refused = once_refused(facts, held, pa, number, entry.on) if held and entry.on <= facts.on else None
            if entry.first == entry.until or refused:
                field, said = refused or ("until", f"it begins and ends at {entry.first}")
                words = f"{pa.id}, {entry.task} for {entry.person}, once on {entry.on}"
                place = pa.origin.at("one_offs", number, field)
                yield Problem(place, f"{words}: {said}, so it does not count", _ONCE_FIXES[field])


@rule(VOID_AUTHORISATION, Severity.WARNING)
def authorised_by_someone_who_may_not(facts: Facts) -> Iterator[Problem]:
    """A practitioner was authorised by someone who could not do so on that day. The authorisation does not count.

    The role of the practitioner says in `authorised_by` which roles may authorise it. The one who gives it must
    be active then, and have authority themselves. What the practitioner trains, assesses or signs off with such an
    authorisation breaks the sign-off: SGN006 reports that at each sign-off.

    ```yaml bad competences/register/practitioners/pr-030.yaml
    authorised:
      - {by: pr-011, on: 2026-01-20, from: 2026-01-20, until: 2027-01-19, categories: [nutrition]}
      - {by: pr-003, on: 2026-06-01, from: 2026-06-01, until: 2027-05-31, categories: [medicines]}  # <- SGN054
    ```

    ```yaml good competences/register/practitioners/pr-030.yaml
    authorised:
      - {by: pr-011, on: 2026-01-20, from: 2026-01-20, until: 2027-01-19, categories: [nutrition]}
      - {by: pr-011, on: 2026-06-01, from: 2026-06-01, until: 2027-05-31, categories: [medicines]}
    ```
    """
    for holder in facts.register.practitioners.values() if facts.register else ():
        for number, why, may in facts.chain_validator.links.void_authorisations(holder):
            given = holder.authorised[number]
            who = join_words((with_article(id_as_words(role)) for role in may), "or")
            yield Problem(
                holder.origin.at("authorised", number, "by"),
                f"{given.by} could not authorise {holder.id} on {given.on}: {why}",
                f"ask {who} to authorise {holder.id}; it counts from that day. If `by` or `on` is a slip, correct it"
                if who
                else f"take the entry out: no role may authorise {holder.id}",
            )


@rule("SGN052", Severity.WARNING)
def group_training_without_pa(facts: Facts) -> Iterator[Problem]:
    """A sign-off refers to a training in a group that does not name this PA, or this task. It does not count.

    One record of the training serves all who were there. The trainer writes down who that was, and what was taught.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - trained_in: [tr-001]  # <- SGN052
    ```

    ```yaml bad competences/register/group_trainings/tr-001.yaml
    training: tr-001
    tasks: [reminding-about-medicines]
    by: pr-030
    on: 2026-02-25
    pas: [pa-0001]
    ```

    ```yaml good competences/register/group_trainings/tr-001.yaml
    training: tr-001
    tasks: [gastrostomy-feed]
    by: pr-030
    on: 2026-02-25
    pas: [pa-0001]
    ```
    """
    known = facts.register.group_trainings if facts.register else {}
    for pa, index, sign_off in _sign_offs(facts):
        for number, name in enumerate(sign_off.trained_in):
            training = known.get(name)
            if training is not None and not (pa.id in training.pas and sign_off.task in training.tasks):
                what = f"the PA {pa.id}" if pa.id not in training.pas else f"the task {sign_off.task}"
                yield Problem(
                    pa.origin.at("sign_offs", index, "trained_in", number),
                    f"{_words(pa, sign_off)}: the group training {name} does not name {what}, so it does not count",
                    f"ask {training.by} who was there and what was taught; correct {name}, or record another training",
                )


def _yeses_of_the_person(sign_off: RecordedSignOff) -> Iterator[tuple[PersonYes, Route]]:
    """The entries of the person's yes that say more than a day, with their places below the sign-off."""
    recorded = sign_off.agreed.person
    if isinstance(recorded, tuple):
        for number, entry in enumerate(recorded):
            if isinstance(entry, PersonYes):
                yield entry, ("agreed", "person", number)
    elif isinstance(recorded, PersonYes):
        yield recorded, ("agreed", "person")


def _does_not_resume(facts: Facts, sign_off: RecordedSignOff, resumed: Resumption) -> str:
    """Why a resumption ends no withdrawal; empty where it ends one."""
    before = [withdrawal for withdrawal, _ in withdrawals(sign_off) if withdrawal.on <= resumed.on]
    own = [withdrawal for withdrawal in before if withdrawal.by == resumed.by]
    not_clinical = [withdrawal for withdrawal in own if not is_clinical(withdrawal, facts.records.withdrawal_reasons)]
    until = [
        facts.chain_validator.resume_until(sign_off.task, withdrawal.on, resumed.on) for withdrawal in not_clinical
    ]
    if any(resumed.on <= last for last in until):
        return ""
    if not before:
        return "nothing was withdrawn before"
    if not own:
        return f"{before[-1].by} withdrew it"
    if not not_clinical:
        return "it was withdrawn for a clinical reason"
    return f"it could be resumed until {max(until)}"
