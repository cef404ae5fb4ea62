"""What a register records in a short or a long form, in one form: yeses, acts, roles with dates, registrations.

`docs/decisions/0009-the-verdict-of-a-sign-off.md`, part one, is the specification.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.grounds import OUTSIDE
from pa_framework.facts.terms import add_interval
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Interval, WithdrawalReason
from pa_framework.records.register_model import (
    Agreed,
    DatedSetting,
    Pa,
    Person,
    PersonYes,
    Practitioner,
    RecordedSignOff,
    RegisterResult,
    Resumption,
    Withdrawal,
    YesBy,
)
from pa_framework.records.yaml_source import Route
from pa_framework.text.dates import add_months

Entry = TypeVar("Entry")


class Yes(Struct, frozen=True):
    """One entry of a party's yes: in force from `first`, up to and including `until`, or without an end.

    `route` is its place below the sign-off. `is_spoken` says that it was given by voice, and `written_on` when that was put
    in writing, if it was. `employer` is the id that an employer's yes names. `by` is who gave the
    yes of the person, on which ground; `decided_by` the role that decided on their behalf. `spoken_until` is the last
    day of a yes by voice that is to be put in writing; `given` the first day of the entry, where its writing came later.
    """

    first: date
    until: date | None
    route: Route
    by: YesBy = "self"
    decided_by: str | None = None
    seen_on: date | None = None
    review_on: date | None = None
    record: str | None = None
    employer: str | None = None
    spoken_until: date | None = None
    written_after: date | None = None
    is_spoken: bool = False
    written_on: date | None = None

    @property
    def given(self) -> date:
        """The first day on which the entry was in force; writing it down begins no other."""
        return self.written_after or self.first

    @property
    def is_ever_in_force(self) -> bool:
        """Whether there is a day on which it is in force: it does not end before it begins."""
        return self.until is None or self.first <= self.until

    def is_in_force(self, on: date) -> bool:
        """Whether the yes is in force on a day."""
        return self.first <= on and (self.until is None or on <= self.until)


class RecordedAct(NamedTuple):
    """A training, an assessment or a signing: who, when, and the places of both below the sign-off."""

    by: str
    on: date
    by_route: Route
    on_route: Route


#: How long a yes by voice counts that is not put in writing, by the rules of a day; None where that is not asked for.
WrittenWithin = Callable[[date], Interval | None]


def yeses(agreed: Agreed, party: str, insurance_months: int, written_within: WrittenWithin) -> tuple[Yes, ...]:
    """The entries of a party's yes, in the order of the file. An insurer's yes without an end gets its usual one.

    A yes by voice that is to be put in writing is one entry until the last day for that, and a second one from the day
    on which it was put in writing.
    """
    recorded = getattr(agreed, party)
    found: list[Yes] = []
    for index, entry in enumerate(_several(recorded)):
        route: Route = ("agreed", party, index) if isinstance(recorded, tuple) else ("agreed", party)
        if isinstance(entry, date):
            first, until, more = entry, None, {}
        else:
            first, until = entry.on, entry.until
            more = _more(entry) | {"is_spoken": entry.how == "voice", "written_on": entry.written_on}
        if party == "insurer" and until is None:
            until = add_months(first, insurance_months)
        given = first
        if seen_on := more.get("seen_on"):
            first = max(first, seen_on)
        yes = Yes(first, until, route, **more)
        if not isinstance(entry, date) and entry.how == "voice" and (within := written_within(given)):
            found += _spoken(yes, add_interval(given, within), entry.written_on)
        else:
            found.append(yes)
    return tuple(found)


def _spoken(yes: Yes, last: date, written_on: date | None) -> Iterator[Yes]:
    """A yes by voice, which counts until a last day, and from the day on which it was put in writing."""
    is_shorter = yes.until is None or last < yes.until
    yield replace(yes, until=last, spoken_until=last) if is_shorter else yes
    if written_on is not None and is_shorter:
        yield replace(yes, first=max(written_on, yes.first), written_after=yes.first)


def _more(entry: Any) -> dict[str, Any]:
    """What a long form of a yes says besides its days."""
    if isinstance(entry, PersonYes):
        return {
            "by": entry.by or "self",
            "decided_by": entry.decided_by,
            "seen_on": entry.seen_on,
            "review_on": entry.review_on,
            "record": entry.record,
        }
    employer = getattr(entry, "id", None)
    return {"employer": employer} if employer else {}


def first_yes(entries: Iterable[Yes], on: date) -> date | None:
    """The first day on which one of these yeses was in force, as it is known on a day."""
    first = min((entry.first for entry in entries if entry.is_ever_in_force), default=None)
    return first if first is not None and first <= on else None


def yes_in_force(entries: Iterable[Yes], on: date) -> Yes | None:
    """The yes in force on a day that lasts longest, or None."""
    in_force = [entry for entry in entries if entry.is_in_force(on)]
    return max(in_force, key=lambda entry: (entry.until or date.max, entry.first), default=None)


def trainings(sign_off: RecordedSignOff) -> tuple[RecordedAct, ...]:
    """The trainings of a sign-off: the short form, then the list."""
    listed = [
        RecordedAct(entry.by, entry.on, ("trained", number, "by"), ("trained", number, "on"))
        for number, entry in enumerate(sign_off.trained)
    ]
    return (*_short(sign_off.trained_by, sign_off.trained_on, "trained"), *listed)


def assessments(sign_off: RecordedSignOff) -> tuple[RecordedAct, ...]:
    """The assessments of a sign-off that said `competent`."""
    listed = [
        RecordedAct(entry.by, entry.on, ("assessed", number, "by"), ("assessed", number, "on"))
        for number, entry in enumerate(sign_off.assessed)
        if entry.outcome == "competent"
    ]
    return (*_short(sign_off.assessed_by, sign_off.assessed_on, "assessed"), *listed)


def not_yet(sign_off: RecordedSignOff) -> tuple[RecordedAct, ...]:
    """The assessments of a sign-off that said `not-yet`."""
    return tuple(
        RecordedAct(entry.by, entry.on, ("assessed", number, "by"), ("assessed", number, "outcome"))
        for number, entry in enumerate(sign_off.assessed)
        if entry.outcome == "not-yet"
    )


def signings(sign_off: RecordedSignOff) -> tuple[RecordedAct, ...]:
    """The signatures of a sign-off: the short form, then the list."""
    listed = [
        RecordedAct(entry.by, entry.on, ("signed_off", number, "by"), ("signed_off", number, "on"))
        for number, entry in enumerate(sign_off.signed_off)
    ]
    return (*_short(sign_off.signed_off_by, sign_off.signed_off_on, "signed_off"), *listed)


def _short(by: str | None, on: date | None, name: str) -> tuple[RecordedAct, ...]:
    return (RecordedAct(by, on, (f"{name}_by",), (f"{name}_on",)),) if by is not None and on is not None else ()


def practitioners_in(sign_off: RecordedSignOff, known: date) -> list[str]:
    """Everyone who did an act that a sign-off holds up to a day, chosen or not, and to whom it was handed over.

    An id can be there several times.
    """
    acts = [*trainings(sign_off), *assessments(sign_off), *not_yet(sign_off), *signings(sign_off)]
    days = [(act.by, act.on) for act in acts]
    days += [(entry.by, entry.on) for entry in sign_off.observed]
    days += [(entry.by, entry.on) for entry in sign_off.reviews]
    days += [(entry.by, entry.on) for entry in sign_off.instructions]
    days += [(entry.to, entry.on) for entry in sign_off.handed_over]
    if sign_off.delegated_by is not None and sign_off.delegated_on is not None:
        days.append((sign_off.delegated_by, sign_off.delegated_on))
    return [name for name, on in days if on <= known]


def withdrawals(sign_off: RecordedSignOff) -> tuple[tuple[Withdrawal, Route], ...]:
    """The withdrawals of a sign-off, with their places below it."""
    recorded = sign_off.withdrawn
    if isinstance(recorded, tuple):
        return tuple((entry, ("withdrawn", number)) for number, entry in enumerate(recorded))
    return ((recorded, ("withdrawn",)),) if recorded else ()


def is_clinical(withdrawal: Withdrawal, reasons: Mapping[str, WithdrawalReason]) -> bool:
    """Whether a withdrawal ends by a new chain only: its reason is clinical, or no list has it; or a professional gave none."""
    if withdrawal.because is None:
        return withdrawal.by not in PARTIES_IN_WORDS
    reason = reasons.get(withdrawal.because)
    return reason is None or reason.clinical


#: Who gave a yes of the person → words.
YES_GIVERS: Mapping[str, str] = labels("pa", "sign_offs.agreed.person.by")
#: Those who may end a yes of their own, for whatever reason → words: the parties, and who decides for the person.
PARTIES_IN_WORDS: Mapping[str, str] = {
    **labels("task", "sign_off.agreed_by"),
    **{by: f"{words}, on behalf of the person" for by, words in YES_GIVERS.items() if by != "self"},
}


def party_words(by: str) -> str:
    """Who withdrew or agreed again, in words: a party, or the id of a practitioner."""
    return PARTIES_IN_WORDS.get(by, by)


def resumptions(sign_off: RecordedSignOff) -> tuple[Resumption, ...]:
    """What resumed a sign-off after a withdrawal."""
    return tuple(_several(sign_off.resumed))


def days_agreed(sign_off: RecordedSignOff) -> list[date]:
    """The days on which someone agreed to a sign-off, as they are written."""
    agreed = sign_off.agreed
    parties = (agreed.person, agreed.pa, agreed.employer, agreed.insurer)
    return [said if isinstance(said, date) else said.on for party in parties for said in _several(party)]


#: Grounds on which someone else agrees for the person, and that are papers to be seen.
POWERS: Mapping[str, str] = {
    "attorney": "lasting power of attorney",
    "deputy": "court order that appoints the deputy",
    "court": "court order",
}


def power_not_seen(yes: Yes) -> str:
    """The paper on which someone agreed for the person, where no one recorded that it was seen; else empty."""
    return POWERS.get(yes.by, "") if yes.seen_on is None else ""


def _several(recorded: Any) -> tuple[Any, ...]:
    """One entry, a list of them, or none, as a tuple."""
    if recorded is None:
        return ()
    return recorded if isinstance(recorded, tuple) else (recorded,)


def role_on(practitioner: Practitioner, on: date) -> str:
    """The id of a practitioner's role on a day: the latest of `roles` that runs then, or else `role`."""
    if not practitioner.roles:  # asked for every act of every sign-off
        return practitioner.role
    running = [
        (entry.first, number, entry.role)
        for number, entry in enumerate(practitioner.roles)
        if entry.first <= on and (entry.until is None or on <= entry.until)
    ]
    return max(running)[2] if running else practitioner.role


def setting_on(person: Person, on: date, known: date) -> DatedSetting | None:
    """Where a person is on a day, as it is known on the day `known`: the entry that began last; None where none runs."""
    running = [
        (entry.first, number, entry)
        for number, entry in enumerate(person.settings)
        if entry.first <= min(on, known) and (entry.until is None or on <= entry.until)
    ]
    return max(running, key=lambda found: found[:2])[2] if running else None


def is_active(practitioner: Practitioner, on: date) -> bool:
    """Whether a practitioner was active on a day."""
    return practitioner.active_from <= on and (practitioner.active_until is None or on <= practitioner.active_until)


def is_discredited(practitioner: Practitioner, on: date, known: date) -> bool:
    """Whether what a practitioner did on a day carries nothing, as it is known on the day `known`."""
    found = practitioner.discredited
    return found is not None and (found.on or found.first) <= known and on >= found.first


def latest_check(practitioner: Practitioner, on: date) -> tuple[date, frozenset[RegisterResult]] | None:
    """The day of the latest check of a registration on or before a day, and what it said; None where there is none."""
    checks: list[tuple[date, RegisterResult]] = [
        (entry, "registered") if isinstance(entry, date) else (entry.on, entry.result)
        for entry in practitioner.register_checked_on
    ]
    day = max((checked for checked, _ in checks if checked <= on), default=None)
    return (day, frozenset(result for checked, result in checks if checked == day)) if day else None


def is_outside(sign_off: RecordedSignOff) -> bool:
    """Whether a sign-off is outside the register, so that it has no verdict, such as what the family does."""
    return sign_off.done_under in OUTSIDE


def humans(practitioners: Mapping[str, Practitioner]) -> dict[str, str]:
    """One id for each human: practitioners that `same_as` joins have the same one."""
    above: dict[str, str] = {}

    def root(name: str) -> str:
        while above.get(name, name) != name:
            name = above[name]
        return name

    for practitioner in practitioners.values():
        if practitioner.same_as:
            first, second = sorted((root(practitioner.id), root(practitioner.same_as)))
            above[second] = first
    return {name: root(name) for name in {*practitioners, *above}}


def is_away(pa: Pa, on: date) -> bool:
    """Whether a PA is away on a day."""
    return any(entry.first <= on and (entry.until is None or on <= entry.until) for entry in pa.away)


def absences(pa: Pa, known: date) -> list[tuple[date, date]]:
    """The times in which a PA is away, up to a day, each with its first and last day; those that adjoin are one."""
    found: list[tuple[date, date]] = []
    if not pa.away:  # as of most
        return found
    for entry in sorted((entry for entry in pa.away if entry.first <= known), key=lambda entry: entry.first):
        first, until = entry.first, entry.until or date.max
        if found and first.toordinal() <= found[-1][1].toordinal() + 1:
            first, until = found[-1][0], max(until, found[-1][1])
            found.pop()
        found.append((first, until))
    return found
