"""The records of a competence register, as typed, frozen data: ids only, never a name or a number of a person.

Made from the schemas by `make structs`: change a schema or records/kinds.py, and make it again. Amounts of money are
exact decimals (pounds per hour). Ids that a record names are text: whether they exist is for rules to say.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import Struct, field

from pa_framework.records.base import Located, Record

RegisterKind = Literal["invented", "real"]
ReviewOutcome = Literal["continues", "retrain", "stops"]
WithdrawalReason = Literal["person-said-no", "pa-said-no", "change-in-health", "concern", "no-longer-needed"]


class AboutRegister(Located, frozen=True, kw_only=True):
    """What this register is. A register of real people lives in a private repository."""

    title: str
    kind: RegisterKind
    summary: str | None = None


class Authorisation(Struct, frozen=True, kw_only=True):
    """An authorisation."""

    by: str
    on: date
    first: date = field(name="from")
    until: date | None = None
    tasks: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


class Practitioner(Record, frozen=True, kw_only=True):
    """One actor of the sign-off chain, known by an id. Never a name, a number or an address."""

    id: str = field(name="practitioner")
    role: str
    organisation: str
    register_checked_on: tuple[date, ...] = ()
    authorised: tuple[Authorisation, ...] = ()
    active_from: date
    active_until: date | None = None
    is_pa: str | None = None


class HeldCompetence(Struct, frozen=True, kw_only=True):
    """A competence that was assessed."""

    competence: str
    step: str
    assessed_by: str
    on: date
    until: date | None = None


class Agreed(Struct, frozen=True, kw_only=True):
    """The days of the yeses."""

    person: date | None = None
    pa: date | None = None
    employer: date | None = None
    insurer: date | None = None


class Observation(Struct, frozen=True, kw_only=True):
    """An observed practice."""

    by: str
    on: date


class Review(Struct, frozen=True, kw_only=True):
    """A review."""

    by: str
    on: date
    outcome: ReviewOutcome


class Withdrawal(Struct, frozen=True, kw_only=True):
    """Taken back."""

    by: str
    on: date
    because: WithdrawalReason | None = None


class RecordedSignOff(Struct, frozen=True, kw_only=True):
    """One sign-off, on its way or complete."""

    task: str
    person: str
    assessed_with: str | None = None
    agreed: Agreed = Agreed()
    delegated_by: str | None = None
    delegated_on: date | None = None
    trained_by: str | None = None
    trained_on: date | None = None
    observed: tuple[Observation, ...] = ()
    assessed_by: str | None = None
    assessed_on: date | None = None
    signed_off_by: str | None = None
    signed_off_on: date | None = None
    reviews: tuple[Review, ...] = ()
    withdrawn: Withdrawal | None = None


class Pa(Record, frozen=True, kw_only=True):
    """One PA: competences held, and sign-offs with everything they rest on. Ids only."""

    id: str = field(name="pa")
    competences: tuple[HeldCompetence, ...] = ()
    sign_offs: tuple[RecordedSignOff, ...] = ()


class Event(Struct, frozen=True, kw_only=True):
    """Something that calls for a new decision."""

    trigger: str
    on: date
    pa: str | None = None
    task: str | None = None


class Person(Record, frozen=True, kw_only=True):
    """One person whom PAs support: what they need, and what happened. Ids only."""

    id: str = field(name="person")
    needs: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()


class WardPa(Struct, frozen=True, kw_only=True):
    """One PA on the ward."""

    pa: str
    designation: str
    dbs_checked_on: date | None = None
    inducted_on: date | None = None
    tasks: tuple[str, ...] = ()
    decided_by: str | None = None


class Shift(Struct, frozen=True, kw_only=True):
    """One shift."""

    pa: str
    on: date
    start: str
    finish: str


class Signatures(Struct, frozen=True, kw_only=True):
    """The days of the signatures."""

    ward_manager: date | None = None
    phb_lead: date | None = None
    induction_lead: date | None = None
    person: date | None = None


class HospitalAgreement(Record, frozen=True, kw_only=True):
    """Who supports a person on a ward, under which conditions, signed by whom.

    Ids and roles only; names are written on the printed paper.
    """

    id: str = field(name="agreement")
    person: str
    hospital: str
    ward: str
    first: date = field(name="from")
    review_on: date | None = None
    pas: tuple[WardPa, ...] = ()
    rota: tuple[Shift, ...] = ()
    under_ward_direction: bool = False
    copy_carried: bool = False
    on_call_nurse: str | None = None
    training_evidence_by: str | None = None
    signed: Signatures = Signatures()


@dataclass(frozen=True, slots=True)
class RegisterRecords:
    """The records of a competence register by kind. The mappings go from id to record, in the order of the files."""

    about: AboutRegister | None = None
    practitioners: Mapping[str, Practitioner] = dataclasses.field(default_factory=dict)
    pas: Mapping[str, Pa] = dataclasses.field(default_factory=dict)
    persons: Mapping[str, Person] = dataclasses.field(default_factory=dict)
    agreements: Mapping[str, HospitalAgreement] = dataclasses.field(default_factory=dict)


#: The struct type of each kind of record, by the id of the kind.
STRUCTS: Mapping[str, type[Located]] = {
    "register": AboutRegister,
    "practitioner": Practitioner,
    "pa": Pa,
    "person": Person,
    "hospital-agreement": HospitalAgreement,
}
