"""The records of a competence register, as typed, frozen data: ids only, never a name or a number of a person.

Made from the schemas by `make structs`: change a schema or records/kinds.py, and make it again. Amounts of money are
exact decimals (pounds per hour). Ids that a record names are text: whether they exist is for rules to say.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

from pa_framework.records.base import Located, Record

RegisterKind = Literal["invented", "real"]
RegisterResult = Literal["registered", "conditions", "suspended", "removed"]
CredentialResult = Literal["in-force", "conditions", "suspended", "removed"]
OnceAgreedBy = Literal["person", "best-interests", "attorney", "deputy", "court", "parent"]
YesForm = Literal["voice", "writing"]
YesBy = Literal["self", "best-interests", "attorney", "deputy", "court", "parent"]
ObservationOutcome = Literal["went-well", "not-yet"]
ObservationWay = Literal["with-person", "manikin", "simulated", "video"]
AssessmentOutcome = Literal["competent", "not-yet"]
ReviewOutcome = Literal["continues", "retrain", "stops"]
ReviewKind = Literal["visit", "decision"]


class AboutRegister(Located, frozen=True, kw_only=True):
    """What this register is. A register of real people lives in a private repository."""

    title: str
    kind: RegisterKind
    summary: str | None = None


class DatedRole(Struct, frozen=True, kw_only=True):
    """A role with dates."""

    role: str
    first: date = field(name="from")
    until: date | None = None


class RegisterCheck(Struct, frozen=True, kw_only=True):
    """A check of the professional register."""

    on: date
    result: RegisterResult


class Authorisation(Struct, frozen=True, kw_only=True):
    """An authorisation."""

    by: str
    on: date
    first: date = field(name="from")
    until: date | None = None
    whole_course: bool = False
    tasks: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


class HeldCompetence(Struct, frozen=True, kw_only=True):
    """A competence that was assessed."""

    competence: str
    step: str
    assessed_by: str
    on: date
    until: date | None = None
    whole_course: bool = False


class HeldCredential(Struct, frozen=True, kw_only=True):
    """What is known of a credential from a day on."""

    credential: str
    on: date
    until: date | None = None
    whole_course: bool = False
    result: CredentialResult = "in-force"
    seen_by: str | None = None
    seen_on: date | None = None


class LearnedHours(Struct, frozen=True, kw_only=True):
    """Learning on a day."""

    on: date
    hours: Decimal
    about: str | None = None


class Discredit(Struct, frozen=True, kw_only=True):
    """It was found that they were not entitled. What they did from that day carries nothing."""

    first: date = field(name="from")
    on: date | None = None
    because: str


class Practitioner(Record, frozen=True, kw_only=True):
    """One actor of the sign-off chain, known by an id. Never a name, a number or an address."""

    id: str = field(name="practitioner")
    role: str
    roles: tuple[DatedRole, ...] = ()
    organisation: str
    register_checked_on: tuple[date | RegisterCheck, ...] = ()
    authorised: tuple[Authorisation, ...] = ()
    competences: tuple[HeldCompetence, ...] = ()
    credentials: tuple[HeldCredential, ...] = ()
    learning: tuple[LearnedHours, ...] = ()
    active_from: date
    active_until: date | None = None
    is_pa: str | None = None
    same_as: str | None = None
    discredited: Discredit | None = None


class Absence(Struct, frozen=True, kw_only=True):
    """A time away."""

    first: date = field(name="from")
    until: date | None = None


class OneOff(Struct, frozen=True, kw_only=True):
    """A task allowed once."""

    task: str
    person: str
    by: str
    on: date
    first: str = field(name="from")
    until: str
    agreed_by: OnceAgreedBy | None = None
    because: str


class SeenAge(Struct, frozen=True, kw_only=True):
    """A proof of age that someone saw."""

    at_least: int
    by: str
    on: date


class PersonYes(Struct, frozen=True, kw_only=True):
    """The person's agreement: a day, or a map that says who gave it and on what ground."""

    on: date
    until: date | None = None
    how: YesForm | None = None
    written_on: date | None = None
    by: YesBy | None = None
    decided_by: str | None = None
    seen_on: date | None = None
    review_on: date | None = None
    record: str | None = None


class PaYes(Struct, frozen=True, kw_only=True):
    """The PA's agreement."""

    on: date
    until: date | None = None
    how: YesForm | None = None
    written_on: date | None = None


class EmployerYes(Struct, frozen=True, kw_only=True):
    """The employer's agreement: a day, or a map that says which employer."""

    on: date
    until: date | None = None
    how: YesForm | None = None
    written_on: date | None = None
    id: str | None = None


class InsurerYes(Struct, frozen=True, kw_only=True):
    """The day on which the insurer confirmed cover.

    Without `until` it counts for `insurance_months` of the framework's settings.
    """

    on: date
    until: date | None = None
    how: YesForm | None = None
    written_on: date | None = None


class Agreed(Struct, frozen=True, kw_only=True):
    """Who agreed, and when. A day is the usual case; a map says more; a list holds several, such as yearly renewals."""

    person: date | PersonYes | tuple[date | PersonYes, ...] | None = None
    pa: date | PaYes | tuple[date | PaYes, ...] | None = None
    employer: date | EmployerYes | tuple[date | EmployerYes, ...] | None = None
    insurer: date | InsurerYes | tuple[date | InsurerYes, ...] | None = None


class HandOver(Struct, frozen=True, kw_only=True):
    """A hand-over to another professional."""

    to: str
    on: date


class Training(Struct, frozen=True, kw_only=True):
    """A training."""

    by: str
    on: date


class Observation(Struct, frozen=True, kw_only=True):
    """An observed practice."""

    by: str
    on: date
    at: str | None = None
    outcome: ObservationOutcome | None = None
    how: ObservationWay | None = None
    device: str | None = None


class Assessment(Struct, frozen=True, kw_only=True):
    """An assessment."""

    by: str
    on: date
    outcome: AssessmentOutcome


class Signing(Struct, frozen=True, kw_only=True):
    """A signature."""

    by: str
    on: date


class Instruction(Struct, frozen=True, kw_only=True):
    """Written instructions."""

    by: str
    on: date


class Verification(Struct, frozen=True, kw_only=True):
    """That it was checked with the prescriber, or with someone else who ordered it."""

    checked_with: str = field(name="with")
    on: date


class Review(Struct, frozen=True, kw_only=True):
    """A review."""

    by: str
    on: date
    outcome: ReviewOutcome
    kind: ReviewKind | None = None
    review_on: date | None = None
    setting: str | None = None
    until: date | None = None
    devices: tuple[str, ...] = ()
    verified: Verification | None = None


class Withdrawal(Struct, frozen=True, kw_only=True):
    """Taken back: a map, or a list of them."""

    by: str
    on: date
    because: str | None = None
    instead: str | None = None


class Resumption(Struct, frozen=True, kw_only=True):
    """A withdrawal that was not clinical is taken back by the same who withdrew: a map, or a list of them."""

    by: str
    on: date


class Correction(Struct, frozen=True, kw_only=True):
    """A correction."""

    on: date
    field: str
    was: str
    because: str


class RecordedSignOff(Struct, frozen=True, kw_only=True):
    """One sign-off, on its way or complete."""

    id: str | None = None
    task: str
    person: str
    done_under: str | None = None
    assessed_with: str | None = None
    agreed: Agreed = Agreed()
    delegated_by: str | None = None
    delegated_on: date | None = None
    handed_over: tuple[HandOver, ...] = ()
    trained_by: str | None = None
    trained_on: date | None = None
    trained: tuple[Training, ...] = ()
    trained_in: tuple[str, ...] = ()
    observed: tuple[Observation, ...] = ()
    assessed_by: str | None = None
    assessed_on: date | None = None
    assessed: tuple[Assessment, ...] = ()
    signed_off_by: str | None = None
    signed_off_on: date | None = None
    signed_off: tuple[Signing, ...] = ()
    review_on: date | None = None
    devices: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    reviews: tuple[Review, ...] = ()
    withdrawn: Withdrawal | tuple[Withdrawal, ...] | None = None
    resumed: Resumption | tuple[Resumption, ...] | None = None
    corrected: tuple[Correction, ...] = ()


class Pa(Record, frozen=True, kw_only=True):
    """One PA: competences held, and sign-offs with everything they are based on. Ids only."""

    id: str = field(name="pa")
    active_until: date | None = None
    away: tuple[Absence, ...] = ()
    competences: tuple[HeldCompetence, ...] = ()
    credentials: tuple[HeldCredential, ...] = ()
    one_offs: tuple[OneOff, ...] = ()
    learning: tuple[LearnedHours, ...] = ()
    ages_seen: tuple[SeenAge, ...] = ()
    sign_offs: tuple[RecordedSignOff, ...] = ()


class Event(Struct, frozen=True, kw_only=True):
    """Something that calls for a new decision."""

    trigger: str
    on: date
    pa: str | None = None
    task: str | None = None
    item: str | None = None


class DeviceInUse(Struct, frozen=True, kw_only=True):
    """A model in use."""

    task: str
    device: str
    first: date = field(name="from")
    until: date | None = None


class DatedEmployer(Struct, frozen=True, kw_only=True):
    """An employer with dates."""

    id: str
    first: date = field(name="from")


class DatedSetting(Struct, frozen=True, kw_only=True):
    """A place with dates."""

    id: str
    first: date = field(name="from")
    until: date | None = None


class Person(Record, frozen=True, kw_only=True):
    """One person whom PAs support: what they need, and what happened. Ids only."""

    id: str = field(name="person")
    needs: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    devices: tuple[DeviceInUse, ...] = ()
    employers: tuple[DatedEmployer, ...] = ()
    settings: tuple[DatedSetting, ...] = ()
    ended_on: date | None = None


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


class GroupTraining(Record, frozen=True, kw_only=True):
    """One training that several PAs had together. Sign-offs refer to it by its id. Ids only."""

    id: str = field(name="training")
    tasks: tuple[str, ...]
    by: str
    on: date
    pas: tuple[str, ...]


class RegisterRecords(Struct, frozen=True):
    """The records of a competence register by kind. The mappings go from id to record, in the order of the files."""

    about: AboutRegister | None = None
    practitioners: Mapping[str, Practitioner] = field(default_factory=dict)
    pas: Mapping[str, Pa] = field(default_factory=dict)
    persons: Mapping[str, Person] = field(default_factory=dict)
    agreements: Mapping[str, HospitalAgreement] = field(default_factory=dict)
    group_trainings: Mapping[str, GroupTraining] = field(default_factory=dict)


#: The struct type of each kind of record, by the id of the kind.
STRUCTS: Mapping[str, type[Located]] = {
    "register": AboutRegister,
    "practitioner": Practitioner,
    "pa": Pa,
    "person": Person,
    "hospital-agreement": HospitalAgreement,
    "group-training": GroupTraining,
}
