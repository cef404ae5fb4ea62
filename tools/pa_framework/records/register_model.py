"""The nouns of a competence register, as its files hold them. Ids only: never a name, a date of birth, a number."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field

from pa_framework.records.model import Origin


class About(Struct, frozen=True, kw_only=True):
    """register.yaml: what this register is. `kind` is invented or real."""

    origin: Origin
    title: str
    kind: str
    summary: str | None = None


class Authorisation(Struct, frozen=True):
    """Somebody let a practitioner hold duties for tasks or categories, from a day until a day (both included)."""

    by: str
    on: date
    first: date = field(name="from")
    until: date | None = None
    tasks: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


class Practitioner(Struct, frozen=True, kw_only=True):
    origin: Origin
    id: str = field(name="practitioner")
    role: str
    organisation: str
    active_from: date
    active_until: date | None = None
    register_checked_on: tuple[date, ...] = ()
    authorised: tuple[Authorisation, ...] = ()
    is_pa: str | None = None


class HeldCompetence(Struct, frozen=True):
    competence: str
    step: str
    assessed_by: str
    on: date
    until: date | None = None


class Agreed(Struct, frozen=True):
    """The days of the four yeses."""

    person: date | None = None
    pa: date | None = None
    employer: date | None = None
    insurer: date | None = None


class Observation(Struct, frozen=True):
    by: str
    on: date


class Review(Struct, frozen=True):
    """`outcome` is continues, retrain or stops."""

    by: str
    on: date
    outcome: str


class Withdrawal(Struct, frozen=True):
    """`by` is person, pa, employer, or a practitioner."""

    by: str
    on: date
    because: str | None = None


class RecordedSignOff(Struct, frozen=True, kw_only=True):
    """A sign-off of a PA for a task and a person, on its way or complete, with everything that it rests on."""

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


class Pa(Struct, frozen=True, kw_only=True):
    origin: Origin
    id: str = field(name="pa")
    competences: tuple[HeldCompetence, ...] = ()
    sign_offs: tuple[RecordedSignOff, ...] = ()


class Event(Struct, frozen=True):
    """Something that calls for a new decision; `pa` and `task` narrow what it concerns."""

    trigger: str
    on: date
    pa: str | None = None
    task: str | None = None


class Person(Struct, frozen=True, kw_only=True):
    origin: Origin
    id: str = field(name="person")
    needs: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()


class WardPa(Struct, frozen=True):
    pa: str
    designation: str
    dbs_checked_on: date | None = None
    inducted_on: date | None = None
    tasks: tuple[str, ...] = ()
    decided_by: str | None = None


class Shift(Struct, frozen=True):
    pa: str
    on: date
    start: str
    finish: str


class Signatures(Struct, frozen=True):
    ward_manager: date | None = None
    phb_lead: date | None = None
    induction_lead: date | None = None
    person: date | None = None


class HospitalAgreement(Struct, frozen=True, kw_only=True):
    """The paper that lets PAs support a person on a ward. Names are written on the printed paper, never here."""

    origin: Origin
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
