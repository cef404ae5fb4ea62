"""The records of a framework, as typed, frozen data.

Made from the schemas by `make structs`: change a schema or records/kinds.py, and make it again. Amounts of money are
exact decimals (pounds per hour). Ids that a record names are text: whether they exist is for rules to say.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct, field

from pa_framework.records.base import Located, Record

Language = Literal["en-GB"]
FrameworkStatus = Literal["reference", "live"]
Forge = Literal["github", "gitlab"]
DutyId = Literal["delegate", "train", "assess", "sign-off", "review"]
QuestionAbout = Literal["choice", "harm", "complexity", "predictability", "people", "support"]
AidOutcome = Literal["go-on", "add-safeguard", "ask-first", "do-not-delegate"]
ApprovalState = Literal["draft", "approved"]
Party = Literal["person", "pa", "employer", "insurer"]
WrittenInstructions = Literal["required"]
ExpiredCompetence = Literal["due", "lapsed", "stopped"]
EffectNow = Literal["due", "lapsed", "stopped"]
DutyField = Literal["trained_by", "assessed_by", "signed_off_by", "delegated_by", "reviewed_by"]
WithdrawalNeed = Literal["because", "instead"]
TaskScope = Literal["one-person", "transferable"]
IndividualPlan = Literal["required"]
Basis = Literal["law", "national-guidance", "local-policy", "published-figure", "design-default"]
YearsOfTerm = Literal["odd", "even"]
TermBase = Literal["last-visit", "act", "old-end"]
AfterGrace = Literal["reassess", "whole-course"]
TermSetBy = Literal["professional"]
Omission = Literal["can-wait", "harmful"]
AskedOfOldSignOffs = Literal["nothing", "review", "reassess"]
Staffed = Literal["office-hours", "out-of-hours", "day-and-night"]
UrgencyLevel = Literal["same-day", "urgent", "emergency"]
TriggerScope = Literal["named-tasks", "every-task"]
TriggerEffect = Literal["stop", "go-on-until", "go-on"]
TriggerStops = Literal["item", "task", "all"]
TriggerAnswer = Literal["decision", "visit"]
GroundAccountable = Literal["none", "registered"]
SourceState = Literal["current", "superseded", "historic", "gone"]
SourceSeen = Literal["whole", "part", "second-hand"]
TraceState = Literal["works", "partly", "example-only", "described", "missing", "not-built"]
ChangeAsks = Literal["more", "less", "same"]
ChangeKind = Literal["task", "level", "competence", "pay_band", "role", "learning", "support", "agreement"]
WayInRoute = Literal[
    "family-and-friends",
    "circle-of-support",
    "unpaid-carer",
    "student",
    "parent-returning",
    "armed-forces-family",
    "jobseeker",
    "care-work",
    "nhs-work",
    "another-level",
    "other",
]
RateFromIs = Literal["exact", "seen"]
PayUnit = Literal["hour", "sleep-in", "waking-night", "shift", "week", "year", "each-time", "mile", "per-cent"]
PayTime = Literal[
    "weekdays",
    "evenings",
    "nights",
    "weekends",
    "saturdays",
    "sundays",
    "bank-holidays",
    "travel-time",
    "awake-on-sleep-in",
    "training",
]
SupplementPurpose = Literal[
    "rural",
    "complex",
    "unsocial-hours",
    "travel",
    "lone-night",
    "evenings",
    "weekends",
    "bank-holidays",
    "sleep-in",
    "waking-night",
    "mileage",
    "qualification",
    "other",
]
LawUnit = Literal[
    "pound",
    "pound-per-hour",
    "pound-per-day",
    "pound-per-week",
    "pound-per-month",
    "pound-per-year",
    "pound-per-mile",
    "per-cent",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "text",
]
FirstDayIs = Literal["exact", "month", "year", "or-earlier"]
LawState = Literal["in-force", "announced", "expected"]
CompetenceTag = Literal["safety", "prevention", "self-care", "choice", "communication", "digital", "rights", "leading"]
RoleKind = Literal["registered", "authorised", "lay"]
TaskStatus = Literal["own-role", "delegable", "by-exception", "never"]
GroundOutside = Literal["own-role", "family", "self"]
LearningKind = Literal[
    "induction",
    "course",
    "e-learning",
    "shadowing",
    "person-specific",
    "coaching",
    "qualification",
    "apprenticeship",
    "recognition",
    "peer-learning",
]
LearningAudience = Literal["pa", "employer", "practitioner", "recruit"]
SupportKind = Literal[
    "peer-network",
    "pa-contact",
    "employer-support",
    "core-offer",
    "pa-register",
    "noticeboard",
    "advice",
    "payroll",
    "paper-route",
    "representation",
    "template-library",
]
SupportAudience = Literal["pa", "employer", "recruit", "clinician", "training-lead"]
SupportSeen = Literal["whole", "part", "not-read"]
OrganisationKind = Literal["council", "nhs", "self-funder", "court", "charity", "other"]
AgreementKind = Literal["consistency", "funding-transfer", "redundancy", "hospital", "employment-model"]
RedundancyShare = Literal["pro-rata", "first-funder", "last-funder"]
HospitalRecord = Literal[
    "training-and-competences",
    "duties-of-all",
    "ward-direction",
    "induction",
    "rota",
    "dbs-date",
    "copy-carried",
    "on-call-nurse",
    "emergency-contact",
]
HospitalSignatory = Literal["ward-manager", "phb-lead", "induction-lead", "person", "pa"]
PaperGroup = Literal["hiring", "starting", "every-day", "healthcare", "hospital", "money", "ending"]
PaperAudience = Literal["pa", "employer", "recruit", "clinician", "training-lead"]
PaperFill = Literal["level", "tasks", "task", "care-certificate", "phone-lines", "practices", "steps", "stops"]
PaperFieldKind = Literal["text", "day", "time", "signature", "title"]
PlanStatus = Literal["historic", "current"]
ActionState = Literal["planned", "under-way", "done", "overdue", "dropped", "not-known"]
MeasureKind = Literal["capacity", "barriers", "information"]
FigureUnit = Literal["per-cent", "people", "pounds-per-hour", "count", "weeks", "months", "years", "text"]
CaseStudyKind = Literal["organisation", "pa-story", "employer-story"]
ConsentState = Literal["given", "withdrawn", "not-needed"]
AgeGroup = Literal["under-25", "25-39", "40-54", "55-and-over"]
StoryRoute = Literal[
    "family-and-friends",
    "circle-of-support",
    "unpaid-carer",
    "student",
    "parent-returning",
    "armed-forces-family",
    "jobseeker",
    "care-work",
    "nhs-work",
    "other",
]
StoryAudience = Literal["recruit", "pa", "employer", "clinician", "training-lead"]


class BrandColours(Struct, frozen=True, kw_only=True):
    """Colours, as # and six signs. Those that are left out stay as they are; others follow from them."""

    ground: str | None = None
    warm: str | None = None
    bright: str | None = None
    link: str | None = None
    link_in_the_dark: str | None = None


class Brand(Struct, frozen=True, kw_only=True):
    """What makes the site an area's own: its name, a few colours, a logo.

    Without it the site looks as this project drew it.
    """

    name: str | None = None
    colours: BrandColours | None = None
    logo: str | None = None


class BuildsOn(Struct, frozen=True, kw_only=True):
    """The framework whose records this one has, apart from what it changes: which version, and since when."""

    framework: str
    version: str
    sha256: str
    since: date


class Repository(Struct, frozen=True, kw_only=True):
    """Where the records are kept."""

    address: str
    edit: str
    forge: Forge | None = None
    report: str | None = None


class Settings(Struct, frozen=True, kw_only=True):
    """Figures that rules use. Change them to your local policy."""

    emergency_numbers: tuple[str, ...] = ()
    review_warning_days: int
    small_number_threshold: int
    support_stale_after_months: int
    register_check_valid_months: int
    insurance_months: int = 12
    retention_years: int = 8
    funding_transfer_weeks: int
    hospital_pay_weeks: int
    dbs_valid_years: int
    longest_review_months: int


class Framework(Located, frozen=True, kw_only=True):
    """Title, area, contacts and settings of this framework."""

    title: str
    summary: str
    area: str
    version: str
    publisher: str
    licence: str
    language: Language
    status: FrameworkStatus
    site: str | None = None
    brand: Brand | None = None
    needs_program: str | None = None
    builds_on: BuildsOn | None = None
    repository: Repository
    settings: Settings
    sources: tuple[str, ...] = ()


class Contact(Record, frozen=True, kw_only=True):
    """Whom to contact: a team, never a named person."""

    title: str
    does: str
    address: str | None = None
    deputy: str | None = None
    handle: str | None = None
    clinical: bool = False


class Area(Record, frozen=True, kw_only=True):
    """One area."""

    title: str
    summary: str
    easy_read: tuple[str, ...] = ()
    asked_first: str | None = None
    owner: str | None = None


class Step(Record, frozen=True, kw_only=True):
    """One step."""

    title: str
    summary: str
    easy_read: tuple[str, ...] = ()


class Term(Record, frozen=True, kw_only=True):
    """One word."""

    term: str
    means: str
    also: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class DutyWords(Struct, frozen=True, kw_only=True):
    """One duty of the chain."""

    id: DutyId
    title: str
    summary: str


class Answer(Struct, frozen=True, kw_only=True):
    """One answer."""

    id: str
    says: str
    means: AidOutcome
    do: str | None = None


class Question(Struct, frozen=True, kw_only=True):
    """One question."""

    id: str
    about: QuestionAbout
    ask: str
    why: str
    answers: tuple[Answer, ...]


class Outcome(Struct, frozen=True, kw_only=True):
    """What the answers amount to."""

    id: AidOutcome
    title: str
    do: tuple[str, ...]


class DecisionAid(Struct, frozen=True, kw_only=True):
    """Questions that help to decide whether a task may be delegated. An aid, not a score."""

    introduction: str
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]


class Approval(Struct, frozen=True, kw_only=True):
    """Who approved a record and until when that holds."""

    state: ApprovalState
    by_role: str | None = None
    on: date | None = None
    review_by: date | None = None


class Policy(Located, frozen=True, kw_only=True):
    """Categories, tiers of risk and what each demands, triggers for a new decision, and the decision aid."""

    title: str
    summary: str
    duties: tuple[DutyWords, ...]
    decision_aid: DecisionAid | None = None
    approval: Approval = Approval(state="draft")
    sources: tuple[str, ...] = ()


class Category(Record, frozen=True, kw_only=True):
    """One category of task."""

    title: str
    summary: str
    keeps_alive: bool = True


class Interval(Struct, frozen=True, kw_only=True):
    """A length of time, in one unit."""

    years: int | None = None
    months: int | None = None
    weeks: int | None = None
    days: int | None = None


class Demands(Struct, frozen=True, kw_only=True):
    """What every task of this tier must have at least."""

    agreed_by: tuple[Party, ...]
    written_within: Interval | None = None
    observed_practices: int
    with_person: int | None = None
    different_days: int | None = None
    written_instructions: WrittenInstructions | None = None
    assessed_within_days: int | None = None
    review_within_months: int
    reassess_after_lapse_days: int | None = None
    expired_competence: ExpiredCompetence | None = None
    expired_credential: EffectNow | None = None
    apart: tuple[tuple[DutyField, DutyField], ...] = ()
    never_sole_assessor: tuple[str, ...] = ()
    expired_insurance: EffectNow | None = None
    other_device: EffectNow | None = None
    without_accountable_days: int | None = None
    resume_within_months: int | None = None
    withdrawal_needs: tuple[WithdrawalNeed, ...] = ()


class ObservedPractices(Struct, frozen=True, kw_only=True):
    """How often someone must have watched the PA do it well."""

    at_least: int
    basis: Basis
    source: str | None = None


class TermStep(Struct, frozen=True, kw_only=True):
    """A step."""

    every: Interval
    lasting: Interval = field(name="for")


class Grace(Struct, frozen=True, kw_only=True):
    """How long after the end a renewal is enough. No one may do the task in this time: it is time to renew."""

    years: int | None = None
    months: int | None = None
    weeks: int | None = None
    days: int | None = None
    then: AfterGrace | None = None


class TermNeeds(Struct, frozen=True, kw_only=True):
    """What must have been learned since the renewal before, so that a renewal counts."""

    hours: Decimal
    about: str | None = None


class ValidityTerm(Struct, frozen=True, kw_only=True):
    """How long something that was done counts, and what renews it."""

    years: int | None = None
    months: int | None = None
    weeks: int | None = None
    days: int | None = None
    runs: Interval | None = None
    steps: tuple[TermStep, ...] = ()
    ends_on: str | None = None
    in_years: YearsOfTerm | None = None
    counts_from: TermBase | None = None
    open_before: Interval | None = None
    grace: Grace | None = None
    needs: TermNeeds | None = None
    basis: Basis | None = None
    source: str | None = None
    set_by: TermSetBy | None = None


class SignOff(Struct, frozen=True, kw_only=True):
    """The chain: who agrees, and which roles hold each duty."""

    ground: str | None = None
    agreed_by: tuple[Party, ...] = ()
    every_duty_by: tuple[str, ...] = ()
    delegated_by: tuple[str, ...] = ()
    trained_by: tuple[str, ...] = ()
    assessed_by: tuple[str, ...] = ()
    signed_off_by: tuple[str, ...] = ()
    reviewed_by: tuple[str, ...] = ()
    apart: tuple[tuple[DutyField, DutyField], ...] = ()
    observed_practices: ObservedPractices | None = None
    written_instructions: WrittenInstructions | None = None
    review_every: ValidityTerm | None = None


class EmergencySign(Struct, frozen=True, kw_only=True):
    """A sentence, the id of a sign of delegation.yaml, or a sentence with what to do first."""

    text: str
    do: str | None = None
    easy: str | None = None


class EmergencyStop(Struct, frozen=True, kw_only=True):
    """Signs at which to call the emergency number."""

    signs: tuple[str | EmergencySign, ...] = ()
    none_because: str | None = None
    tell: str | None = None


class TaskSign(Struct, frozen=True, kw_only=True):
    """A sentence, the id of a sign of delegation.yaml, or a sentence with what to do first."""

    text: str
    do: str | None = None
    easy: str | None = None
    tell: str | None = None
    out_of_hours: str | None = None


class UrgentStop(Struct, frozen=True, kw_only=True):
    """Signs at which to stop and ring at once."""

    tell: str
    out_of_hours: str | None = None
    signs: tuple[str | TaskSign, ...]


class SameDayStop(Struct, frozen=True, kw_only=True):
    """Signs to report by the end of the day."""

    tell: str
    out_of_hours: str | None = None
    signs: tuple[str | TaskSign, ...]


class StopWhen(Struct, frozen=True, kw_only=True):
    """Signs at which to stop or get help, by how urgent they are, with who to ring."""

    emergency: EmergencyStop | None = None
    urgent: UrgentStop | None = None
    same_day: SameDayStop | None = None


class StandardOfTier(Struct, frozen=True, kw_only=True):
    """What a task of this tier has where its record does not say it.

    With it, a task needs a title, a category, a status and its tier. Who agrees, how many practices and how often it is
    reviewed follow from what the tier demands.
    """

    local_level: str | None = None
    scope: TaskScope | None = None
    individual_plan: IndividualPlan | None = None
    requires: dict[str, Any] = {}
    sign_off: SignOff | None = None
    stop_when: StopWhen | None = None
    omission: Omission | None = None
    if_no_one_may: tuple[str, ...] = ()
    owner: str | None = None
    sources: tuple[str, ...] = ()


class AsksOfOldSignOffs(Struct, frozen=True, kw_only=True):
    """What the change that ended this rule asks of sign-offs that are older than the change."""

    do: AskedOfOldSignOffs
    by: date | None = None


class EarlierRule(Struct, frozen=True, kw_only=True):
    """A rule that held until a day: the day, and the fields that were different."""

    until: date
    asks_of_old_sign_offs: AsksOfOldSignOffs | None = None


class Tier(Record, frozen=True, kw_only=True):
    """One tier of risk."""

    title: str
    summary: str
    demands: Demands
    standard: StandardOfTier | None = None
    basis: Basis
    sources: tuple[str, ...] = ()
    earlier: tuple[EarlierRule, ...] = ()


class PhoneLine(Record, frozen=True, kw_only=True):
    """One phone line."""

    title: str
    number: str | None = None
    staffed: Staffed
    summary: str
    categories: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class PolicySign(Record, frozen=True, kw_only=True):
    """One sign."""

    text: str
    level: UrgencyLevel
    do: str | None = None
    easy: str | None = None
    sounds_like: tuple[str, ...] = ()
    summary: str | None = None
    sources: tuple[str, ...] = ()


class Gap(Struct, frozen=True, kw_only=True):
    """For a trigger about a long time without doing the task: how long."""

    months: int
    basis: Basis


class Trigger(Record, frozen=True, kw_only=True):
    """Something that calls for a new decision."""

    title: str
    summary: str
    holds_for: TriggerScope
    does: TriggerEffect
    stops: TriggerStops = "task"
    days: int | None = None
    answered_by: TriggerAnswer | None = None
    needs_verification: bool = False
    meanwhile: tuple[str, ...] = ()
    easy: str | None = None
    if_it_keeps_alive: tuple[str, ...] = ()
    gap: Gap | None = None
    also_called: tuple[str, ...] = ()
    basis: Basis
    sources: tuple[str, ...] = ()
    earlier: tuple[EarlierRule, ...] = ()


class Condition(Record, frozen=True, kw_only=True):
    """A condition of a sign-off."""

    title: str
    summary: str | None = None


class Credential(Record, frozen=True, kw_only=True):
    """A credential of an outside body."""

    title: str
    body: str
    summary: str
    valid_for: ValidityTerm | None = None
    sources: tuple[str, ...] = ()


class Ground(Record, frozen=True, kw_only=True):
    """A ground."""

    title: str
    summary: str | None = None
    duties: tuple[DutyId, ...] = ()
    accountable: GroundAccountable = "registered"
    sources: tuple[str, ...] = ()


class Setting(Record, frozen=True, kw_only=True):
    """A place in which tasks are done."""

    title: str


class WithdrawalReason(Record, frozen=True, kw_only=True):
    """A reason to withdraw a sign-off."""

    title: str
    clinical: bool


class TermsRunOn(Struct, frozen=True, kw_only=True):
    """How much later review dates, and the ends of competences that the tasks require, are on days in the order.

    They are never later than its last day by this.
    """

    days: int


class Order(Record, frozen=True, kw_only=True):
    """An order that changes rules for a time."""

    title: str
    first: date = field(name="from")
    until: date
    by: str
    source: str
    tasks: Any
    changes: dict[str, Any] = {}
    terms_run_on: TermsRunOn | None = None


class Source(Record, frozen=True, kw_only=True):
    """One document."""

    title: str
    publisher: str
    published: str
    address: str | None = None
    last_checked: date
    state: SourceState
    seen: SourceSeen
    note: str | None = None


class TraceRow(Record, frozen=True, kw_only=True):
    """One service, rule or number of a source document."""

    source: str
    asks: str
    answer: str
    state: TraceState
    at: tuple[str, ...] = ()
    use: tuple[str, ...] = ()


class SearchTarget(Struct, frozen=True, kw_only=True):
    """One page."""

    task: str | None = None
    competence: str | None = None
    level: str | None = None
    learning: str | None = None
    support: str | None = None
    law: str | None = None
    role: str | None = None
    agreement: str | None = None
    term: str | None = None
    story: str | None = None
    page: str | None = None


class SearchEntry(Record, frozen=True, kw_only=True):
    """Words and questions that mean the same, and where they lead."""

    asked: tuple[str, ...]
    leads_to: tuple[SearchTarget, ...]
    answer: str | None = None
    owner: str
    reviewed: date


class About(Struct, frozen=True, kw_only=True):
    """One record, or every record of a kind. Give exactly one field."""

    task: str | None = None
    level: str | None = None
    competence: str | None = None
    pay_band: str | None = None
    role: str | None = None
    learning: str | None = None
    support: str | None = None
    agreement: str | None = None
    every: ChangeKind | None = None


class Change(Record, frozen=True, kw_only=True):
    """One change."""

    on: date
    title: str
    what: str
    asks: ChangeAsks
    loosens: bool
    agreed_by_role: str | None = None
    about: tuple[About, ...] = ()
    version: str | None = None


class TypicalTime(Struct, frozen=True, kw_only=True):
    """How long PAs are usually at this level, where someone has counted it.

    Leave it out where no one has: the page then says nothing about time.
    """

    months_from: int
    months_to: int
    source: str | None = None
    illustrative: bool | None = None
    note: str | None = None


class WayIn(Struct, frozen=True, kw_only=True):
    """One way in."""

    route: WayInRoute = field(name="from")
    how: str


class LeadsTo(Struct, frozen=True, kw_only=True):
    """Where it can lead."""

    level: str | None = None
    outside: str | None = None
    how: str


class Level(Record, frozen=True, kw_only=True):
    """A stage of a PA's career: what it expects, what it pays, how to get there. An offer, never a condition."""

    title: str
    order: int
    summary: str
    week: tuple[str, ...]
    expects: dict[str, str]
    not_expected: tuple[str, ...]
    pay_band: str | None = None
    other_pay_bands: tuple[str, ...] = ()
    typical_time: TypicalTime | None = None
    ways_in: tuple[WayIn, ...]
    leads_to: tuple[LeadsTo, ...]
    learning_ahead: tuple[str, ...] = ()
    easy_read: tuple[str, ...] = ()
    owner: str | None = None
    approval: Approval
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class Ages(Struct, frozen=True, kw_only=True):
    """The ages for which it holds.

    Left out: every age. It is compared with the legal minimum for the oldest of them.
    """

    youngest: int | None = field(name="from", default=None)
    oldest: int | None = field(name="to", default=None)


class Rate(Struct, frozen=True, kw_only=True):
    """What one funder pays from one day until another."""

    funder: str
    title: str | None = None
    first: date = field(name="from")
    from_is: RateFromIs = "exact"
    until: date | None = None
    unit: PayUnit = "hour"
    times: tuple[PayTime, ...] = ()
    ages: Ages | None = None
    apprentice: bool = False
    point: int | None = None
    hours: Decimal | None = None
    hours_published: bool = True
    awake_hours: Decimal | None = None
    paid: Decimal | None = None
    paid_up_to: Decimal | None = None
    funded: Decimal | None = None
    ceiling: bool = False
    self_employed: Decimal | None = None
    basis: Basis
    source: str | None = None
    note: str | None = None


class Supplement(Struct, frozen=True, kw_only=True):
    """An addition to the rate."""

    purpose: SupplementPurpose = field(name="for")
    amount: Decimal
    unit: PayUnit = "hour"
    funder: str | None = None
    when: str
    basis: Basis
    source: str | None = None


class PayBand(Record, frozen=True, kw_only=True):
    """Dated rates per funder, as published: pounds with two decimals, by the hour unless a unit says otherwise."""

    title: str
    summary: str
    illustrative: bool
    rates: tuple[Rate, ...]
    differs_because: str | None = None
    supplements: tuple[Supplement, ...] = ()
    approval: Approval | None = None
    sources: tuple[str, ...] = ()
    owner: str | None = None
    replaced_by: str | None = None


class ChangesEvery(Struct, frozen=True, kw_only=True):
    """How often the value usually changes. The checker reminds you when that time has passed."""

    months: int


class LawEntry(Struct, frozen=True, kw_only=True):
    """The value from one day on."""

    value: Any
    first: date = field(name="from")
    from_is: FirstDayIs = "exact"
    until: date | None = None
    state: LawState
    announced_on: date | None = None
    source: str
    seen: SourceSeen
    from_age: int | None = None
    until_age: int | None = None
    note: str | None = None


class LawValue(Struct, frozen=True, kw_only=True):
    """One value, with its history."""

    id: str
    title: str
    applies_to: str
    names: tuple[str, ...] = ()
    unit: LawUnit
    changes_every: ChangesEvery | None = None
    looked_for_on: date | None = None
    history: tuple[LawEntry, ...]


class Law(Record, frozen=True, kw_only=True):
    """What the law says about pay and employment, as values with their days and sources."""

    title: str
    summary: str
    owner: str | None = None
    voluntary: bool = False
    order: int | None = None
    values: tuple[LawValue, ...]


class Example(Struct, frozen=True, kw_only=True):
    """An example from daily life."""

    setting: str
    text: str


class Competence(Record, frozen=True, kw_only=True):
    """What someone can do, in statements that can be seen, for each of the four steps."""

    title: str
    area: str
    summary: str
    why_it_matters: str
    statements: dict[str, tuple[str, ...]]
    example: Example | None = None
    shown_by: tuple[str, ...] = ()
    goes_wrong: tuple[str, ...] = ()
    easy_read: tuple[str, ...]
    prerequisites: dict[str, str] = {}
    valid_for: ValidityTerm | None = None
    maps_to: dict[str, tuple[str, ...]] = {}
    tags: tuple[CompetenceTag, ...] = ()
    owner: str | None = None
    approval: Approval
    sources: tuple[str, ...] = ()
    earlier: tuple[EarlierRule, ...] = ()
    replaced_by: str | None = None


class ProfessionalRegister(Struct, frozen=True, kw_only=True):
    """The professional register."""

    body: str
    check: str | None = None
    limits: str | None = None


class Role(Record, frozen=True, kw_only=True):
    """A kind of actor in the sign-off chain: what it may do, and who gives it authority."""

    title: str
    summary: str
    kind: RoleKind
    register: ProfessionalRegister | None = None
    accountable: bool
    staffed: Staffed | None = None
    authorised_by: tuple[str, ...] = ()
    requires: dict[str, Any] = {}
    authorisation_valid_for: ValidityTerm | None = None
    may_delegate: dict[str, str] = {}
    may_train: dict[str, str] = {}
    may_assess: dict[str, str] = {}
    may_sign_off: dict[str, str] = {}
    may_review: dict[str, str] = {}
    does: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    easy_read: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    approval: Approval | None = None
    earlier: tuple[EarlierRule, ...] = ()
    replaced_by: str | None = None


class RefreshEvery(Struct, frozen=True, kw_only=True):
    """How often the PA has refresher training."""

    months: int
    basis: Basis
    source: str | None = None


class Rescue(Struct, frozen=True, kw_only=True):
    """For a task that is done only in an emergency.

    A long time without doing it does not stop it; a refresher is due instead.
    """

    refresh_every: RefreshEvery


class Task(Record, frozen=True, kw_only=True):
    """A healthcare activity that a registered professional may delegate to a PA, or one that is never delegated.

    It says who decides, trains, assesses and signs off; it never says how to do the task.
    """

    title: str
    category: str
    status: TaskStatus
    local_level: str | None = None
    authority: str | None = None
    condition: str | None = None
    individual_plan: IndividualPlan | None = None
    scope: TaskScope | None = None
    risk: str | None = None
    summary: str
    requires: dict[str, Any] = {}
    sign_off: SignOff | None = None
    the_pa_does: tuple[str, ...] = ()
    the_pa_does_not: tuple[str, ...] = ()
    before_you_start: tuple[str, ...] = ()
    stop_when: StopWhen | None = None
    while_you_ring: str | None = None
    omission: Omission | None = None
    do_first: tuple[str, ...] = ()
    if_no_one_may: tuple[str, ...] = ()
    rescue: Rescue | None = None
    equipment: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    settings_are_limits: bool = False
    grounds_outside: tuple[GroundOutside, ...] | None = None
    decide_again_when: tuple[str, ...] = ()
    why_never: str | None = None
    done_by: tuple[str, ...] = ()
    note: str | None = None
    easy_read: tuple[str, ...] = ()
    owner: str | None = None
    approval: Approval
    sources: tuple[str, ...] = ()
    earlier: tuple[EarlierRule, ...] = ()
    replaced_by: str | None = None


class StandardItem(Struct, frozen=True, kw_only=True):
    """One item."""

    id: str
    number: int | None = None
    title: str
    summary: str | None = None
    verified: bool


class Standard(Record, frozen=True, kw_only=True):
    """A published standard that records map to, with its items."""

    title: str
    summary: str
    edition: int
    publisher: str
    current: bool
    superseded_by: str | None = None
    items: tuple[StandardItem, ...]
    sources: tuple[str, ...]
    replaced_by: str | None = None


class Funding(Struct, frozen=True, kw_only=True):
    """Money for it."""

    title: str
    who: str
    open_from: date | None = None
    open_until: date | None = None
    note: str | None = None
    source: str | None = None


class Learning(Record, frozen=True, kw_only=True):
    """A course, e-learning, shadowing or qualification: what it teaches, what it costs, who accepts it."""

    title: str
    kind: LearningKind
    summary: str
    serves: tuple[LearningAudience, ...] = field(name="for")
    teaches: dict[str, str] = {}
    prepares_for: tuple[str, ...] = ()
    takes: str
    provider: str
    where: str | None = None
    cost: str
    funding: tuple[Funding, ...] = ()
    accepted_by: tuple[str, ...] = ()
    maps_to: dict[str, tuple[str, ...]] = {}
    recognises: str | None = None
    illustrative: bool
    address: str | None = None
    last_confirmed: date | None = None
    owner: str | None = None
    easy_read: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class Support(Record, frozen=True, kw_only=True):
    """Someone to ask for help: peer networks, the PA contact, employer support, registers and noticeboards."""

    title: str
    kind: SupportKind
    summary: str
    serves: tuple[SupportAudience, ...]
    run_by: str
    offers: tuple[str, ...]
    how_to_reach: str
    rules: tuple[str, ...] = ()
    address: str | None = None
    deputy: str | None = None
    last_confirmed: date
    seen: SupportSeen | None = None
    illustrative: bool
    owner: str | None = None
    easy_read: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class Organisation(Record, frozen=True, kw_only=True):
    """An organisation, or one of its places."""

    title: str
    kind: OrganisationKind
    places: tuple[str, ...] = ()
    part_of: str | None = None
    address: str | None = None
    note: str | None = None


class OpeningLink(Struct, frozen=True, kw_only=True):
    """One link."""

    words: str
    page: str


class OpeningPart(Struct, frozen=True, kw_only=True):
    """One part, with a heading."""

    title: str
    lines: tuple[str, ...]
    in_order: bool | None = None
    links: tuple[OpeningLink, ...] = ()


class Position(Struct, frozen=True, kw_only=True):
    """Where one organisation stands."""

    says: str
    source: str | None = None
    answer: str | None = None
    because: str | None = None


class Recharge(Struct, frozen=True, kw_only=True):
    """Who pays whom back."""

    payer: str | None = None
    payee: str | None = None
    reason: str | None = field(name="for", default=None)


class FundingTransfer(Struct, frozen=True, kw_only=True):
    """Rules while someone moves."""

    continued_weeks: int | None = None
    recharge: Recharge | None = None
    early_alert: str | None = None
    accrued_leave: str | None = None


class Redundancy(Struct, frozen=True, kw_only=True):
    """How redundancy cost is shared."""

    shared: RedundancyShare
    insurance_first: bool
    payers: tuple[str, ...] = ()
    note: str | None = None


class HospitalWorking(Struct, frozen=True, kw_only=True):
    """Rules for PAs who support their employer in hospital."""

    paid_weeks: int | None = None
    dbs_within_years: int | None = None
    must_record: tuple[HospitalRecord, ...] = ()
    signed_by: tuple[HospitalSignatory, ...] = ()
    planned_admission: tuple[str, ...] = ()
    reduced_hours: str | None = None


class EmploymentModel(Struct, frozen=True, kw_only=True):
    """An employment model and its survey figures."""

    council_per_cent: int | None = None
    nhs_per_cent: int | None = None
    council_base: int | None = None
    nhs_base: int | None = None
    year: int | None = None
    source: str | None = None


class Agreement(Record, frozen=True, kw_only=True):
    """What council and NHS agreed, so that a PA's work does not change when the funder does."""

    title: str
    kind: AgreementKind
    summary: str
    opening: tuple[OpeningPart, ...] = ()
    positions: dict[str, Position] = {}
    agreed: bool | None = None
    differs_because: str | None = None
    funding_transfer: FundingTransfer | None = None
    redundancy: Redundancy | None = None
    hospital: HospitalWorking | None = None
    model: EmploymentModel | None = None
    points: tuple[str, ...] = ()
    counterparts: dict[str, str] = {}
    illustrative: bool
    easy_read: tuple[str, ...] = ()
    owner: str | None = None
    approval: Approval | None = None
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class PaperField(Struct, frozen=True, kw_only=True):
    """A question with lines to write on."""

    label: str
    words: str | None = None
    lines: int | None = None
    kind: PaperFieldKind | None = None
    each_sheet: bool | None = None


class PaperTable(Struct, frozen=True, kw_only=True):
    """A table to fill in."""

    columns: tuple[str, ...]
    first: tuple[str, ...] = ()
    rows: int | None = None


class PaperSection(Struct, frozen=True, kw_only=True):
    """One part of the paper, below one heading. What it has is shown in the order of these fields."""

    title: str
    untitled: bool | None = None
    for_writer: bool | None = None
    opening: str | None = None
    text: str | None = None
    points: tuple[str, ...] = ()
    fill: PaperFill | None = None
    fields: tuple[PaperField, ...] = ()
    checks: tuple[str, ...] = ()
    table: PaperTable | None = None


class Paper(Record, frozen=True, kw_only=True):
    """A form or checklist to fill in on the device, to print, or to open in a word processor."""

    title: str
    group: PaperGroup
    order: int
    summary: str
    audiences: tuple[PaperAudience, ...] = field(name="for")
    finished: bool | None = None
    sections: tuple[PaperSection, ...]
    pages: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    owner: str | None = None
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class Action(Struct, frozen=True, kw_only=True):
    """One action."""

    id: str
    what: str
    by_whom: tuple[str, ...] = ()
    by_when: str | None = None
    state: ActionState
    note: str | None = None
    links: tuple[str, ...] = ()


class Measure(Struct, frozen=True, kw_only=True):
    """One measure."""

    id: str
    title: str
    objective: str | None = None
    kind: MeasureKind | None = None
    baseline: str | None = None
    target: str | None = None
    source: str | None = None


class PlanArea(Record, frozen=True, kw_only=True):
    """An area of the plan: its ambition, its actions, how it is measured."""

    title: str
    order: int
    status: PlanStatus
    plan: str
    ambition: str
    actions: tuple[Action, ...]
    measures: tuple[Measure, ...] = ()
    illustrative: bool
    owner: str | None = None
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class Figure(Struct, frozen=True, kw_only=True):
    """One figure."""

    id: str | None = None
    says: str
    value: Any
    unit: FigureUnit
    base: int | None = None
    base_of: str | None = None
    group: str | None = None
    year: int
    source: str | None = None
    note: str | None = None


class Evidence(Record, frozen=True, kw_only=True):
    """Published figures on one topic. Every figure has its year and source."""

    title: str
    summary: str
    order: int
    figures: tuple[Figure, ...]
    reading: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class Consent(Struct, frozen=True, kw_only=True):
    """Consent to publish. The signed form is kept elsewhere."""

    state: ConsentState
    reference: str | None = None
    scope: str | None = None
    given_on: date | None = None
    review_by: date | None = None
    withdrawn_on: date | None = None
    pseudonym: bool | None = None


class Moment(Struct, frozen=True, kw_only=True):
    """A moment of the day."""

    at: str
    what: str


class Image(Struct, frozen=True, kw_only=True):
    """A picture kept under framework/pages/."""

    file: str
    alt: str
    credit: str | None = None


class CaseStudy(Record, frozen=True, kw_only=True):
    """A story told by or about a PA or an employer, or a case study of what an organisation did."""

    title: str
    kind: CaseStudyKind
    summary: str
    illustrative: bool
    consent: Consent
    published_on: date | None = None
    told_by: str | None = None
    age_group: AgeGroup | None = None
    route: StoryRoute | None = None
    setting: str | None = None
    hours: str | None = None
    level: str | None = None
    audience: tuple[StoryAudience, ...] = ()
    pull_quote: str | None = None
    story: tuple[str, ...] = ()
    day: tuple[Moment, ...] = ()
    organisation: str | None = None
    introduction: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    what_is_done: tuple[str, ...] = ()
    achieved: tuple[str, ...] = ()
    learnt: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    benefit: tuple[str, ...] = ()
    challenge: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    learning: tuple[str, ...] = ()
    image: Image | None = None
    easy_read: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    owner: str | None = None
    replaced_by: str | None = None


class Waiver(Located, frozen=True, kw_only=True):
    """One waiver."""

    code: str
    record: str
    field: str | None = None
    reason: str
    by_role: str
    until: date


class FrameworkRecords(Struct, frozen=True):
    """The records of a framework by kind. The mappings go from id to record, in the order of the files."""

    framework: Framework | None = None
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    steps: Mapping[str, Step] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    policy: Policy | None = None
    categories: Mapping[str, Category] = field(default_factory=dict)
    tiers: Mapping[str, Tier] = field(default_factory=dict)
    phone_lines: Mapping[str, PhoneLine] = field(default_factory=dict)
    signs: Mapping[str, PolicySign] = field(default_factory=dict)
    triggers: Mapping[str, Trigger] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    credentials: Mapping[str, Credential] = field(default_factory=dict)
    grounds: Mapping[str, Ground] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    withdrawal_reasons: Mapping[str, WithdrawalReason] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    trace: Mapping[str, TraceRow] = field(default_factory=dict)
    search_entries: Mapping[str, SearchEntry] = field(default_factory=dict)
    changes: Mapping[str, Change] = field(default_factory=dict)
    levels: Mapping[str, Level] = field(default_factory=dict)
    pay_bands: Mapping[str, PayBand] = field(default_factory=dict)
    law: Mapping[str, Law] = field(default_factory=dict)
    competences: Mapping[str, Competence] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    tasks: Mapping[str, Task] = field(default_factory=dict)
    standards: Mapping[str, Standard] = field(default_factory=dict)
    learning: Mapping[str, Learning] = field(default_factory=dict)
    support: Mapping[str, Support] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    papers: Mapping[str, Paper] = field(default_factory=dict)
    plan: Mapping[str, PlanArea] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    case_studies: Mapping[str, CaseStudy] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()


#: The struct type of each kind of record, by the id of the kind.
STRUCTS: Mapping[str, type[Located]] = {
    "framework": Framework,
    "contact": Contact,
    "area": Area,
    "step": Step,
    "term": Term,
    "delegation": Policy,
    "category": Category,
    "tier": Tier,
    "phone-line": PhoneLine,
    "sign": PolicySign,
    "trigger": Trigger,
    "condition": Condition,
    "credential": Credential,
    "ground": Ground,
    "setting": Setting,
    "withdrawal-reason": WithdrawalReason,
    "order": Order,
    "source": Source,
    "trace-row": TraceRow,
    "search-entry": SearchEntry,
    "change": Change,
    "level": Level,
    "pay-band": PayBand,
    "law": Law,
    "competence": Competence,
    "role": Role,
    "task": Task,
    "standard": Standard,
    "learning": Learning,
    "support": Support,
    "organisation": Organisation,
    "agreement": Agreement,
    "paper": Paper,
    "plan": PlanArea,
    "evidence": Evidence,
    "case-study": CaseStudy,
    "waiver": Waiver,
}
