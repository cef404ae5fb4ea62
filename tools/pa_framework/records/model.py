"""The nouns of the framework, as records hold them.

A noun is plain, frozen data. Its fields are those of its JSON Schema, which explains them; amounts of
money are exact decimals (pounds per hour). `origin` says where a noun stands in which file; it is the
only way in which a rule names a place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.findings import Span


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a noun stands."""

    document: Document
    route: Route = ()

    @property
    def path(self) -> str:
        """The file, relative to the root, with `/`."""
        return self.document.path

    def at(self, *route: str | int) -> Span:
        """The place of a value of this noun, or of the nearest part that is written."""
        return self.document.span(self.route + route)

    def key(self, *route: str | int) -> Span:
        """The place of the name of a field of this noun."""
        return self.document.span(self.route + route, key=True)

    def written(self, *route: str | int) -> bool:
        """Whether this field is written in the file."""
        return self.route + route in self.document.values


class Noun(Struct, frozen=True, kw_only=True):
    """Anything with an id that others may refer to."""

    origin: Origin
    id: str


class Approval(Struct, frozen=True):
    state: str = "draft"
    by_role: str | None = None
    on: date | None = None
    review_by: date | None = None


class Image(Struct, frozen=True):
    file: str
    alt: str
    credit: str | None = None


# --- framework.yaml and the small closed lists


class Repository(Struct, frozen=True):
    address: str
    edit: str
    forge: str | None = None
    report: str | None = None


class BrandColours(Struct, frozen=True):
    ground: str | None = None
    warm: str | None = None
    bright: str | None = None
    link: str | None = None
    link_in_the_dark: str | None = None


class Brand(Struct, frozen=True):
    name: str | None = None
    colours: BrandColours | None = None
    logo: str | None = None


class Settings(Struct, frozen=True):
    review_warning_days: int
    small_number_threshold: int
    support_stale_after_months: int
    register_check_valid_months: int
    funding_transfer_weeks: int
    hospital_pay_weeks: int
    dbs_valid_years: int
    longest_review_months: int


class Framework(Struct, frozen=True, kw_only=True):
    origin: Origin
    title: str
    summary: str
    area: str
    version: str
    publisher: str
    licence: str
    language: str
    status: str
    repository: Repository
    settings: Settings
    site: str | None = None
    brand: Brand | None = None
    sources: tuple[str, ...] = ()


class Contact(Noun, frozen=True, kw_only=True):
    title: str
    does: str
    address: str | None = None
    deputy: str | None = None
    handle: str | None = None
    clinical: bool = False


class Area(Noun, frozen=True, kw_only=True):
    title: str
    summary: str
    easy_read: tuple[str, ...] = ()


class Step(Noun, frozen=True, kw_only=True):
    title: str
    summary: str
    easy_read: tuple[str, ...] = ()


class Term(Noun, frozen=True, kw_only=True):
    term: str
    means: str
    also: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Source(Noun, frozen=True, kw_only=True):
    title: str
    publisher: str
    published: str
    last_checked: date
    state: str
    seen: str
    address: str | None = None
    note: str | None = None


class TraceRow(Noun, frozen=True, kw_only=True):
    """What a source document describes, and where it is answered. `at` are pages of the tree."""

    source: str
    asks: str
    answer: str
    state: str
    at: tuple[str, ...] = ()


class About(Struct, frozen=True):
    """What a change is about: one record, or every record of a kind. Exactly one field is given."""

    task: str | None = None
    level: str | None = None
    competence: str | None = None
    pay_band: str | None = None
    role: str | None = None
    learning: str | None = None
    support: str | None = None
    agreement: str | None = None
    every: str | None = None


class Change(Noun, frozen=True, kw_only=True):
    """What changed on a day, told to those who rely on it. Without `about` it is about the whole framework."""

    on: date
    title: str
    what: str
    asks: str
    loosens: bool
    agreed_by_role: str | None = None
    about: tuple[About, ...] = ()
    version: str | None = None


class Waiver(Struct, frozen=True, kw_only=True):
    """A finding that may stand until a day. `record` is a file's name without `.yaml`, in the waiver's own folder."""

    origin: Origin
    code: str
    record: str
    reason: str
    by_role: str
    until: date
    field: str | None = None


# --- delegation.yaml, roles, tasks


class Category(Noun, frozen=True, kw_only=True):
    title: str
    summary: str


class Demands(Struct, frozen=True):
    """What every task of a tier must have at least."""

    agreed_by: tuple[str, ...]
    observed_practices: int
    review_within_months: int
    apart: tuple[tuple[str, str], ...] = ()
    never_sole_assessor: tuple[str, ...] = ()


class Tier(Noun, frozen=True, kw_only=True):
    title: str
    summary: str
    demands: Demands
    basis: str
    sources: tuple[str, ...] = ()


class Trigger(Noun, frozen=True, kw_only=True):
    title: str
    summary: str
    stops: bool
    basis: str
    sources: tuple[str, ...] = ()


class DutyWords(Struct, frozen=True):
    id: str
    title: str
    summary: str


class Answer(Struct, frozen=True):
    id: str
    says: str
    means: str
    do: str | None = None


class Question(Struct, frozen=True):
    id: str
    about: str
    ask: str
    why: str
    answers: tuple[Answer, ...]


class Outcome(Struct, frozen=True):
    id: str
    title: str
    do: tuple[str, ...]


class DecisionAid(Struct, frozen=True):
    introduction: str
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]


class Policy(Struct, frozen=True, kw_only=True):
    """delegation.yaml: what stands in it besides categories, tiers and triggers."""

    origin: Origin
    title: str
    summary: str
    duties: tuple[DutyWords, ...]
    decision_aid: DecisionAid | None = None
    approval: Approval = Approval()
    sources: tuple[str, ...] = ()


class ProfessionalRegister(Struct, frozen=True):
    body: str
    check: str | None = None
    limits: str | None = None


class Role(Noun, frozen=True, kw_only=True):
    """`may_…` map a category of task to the highest tier of risk for which the role holds that duty."""

    title: str
    summary: str
    kind: str
    accountable: bool
    register: ProfessionalRegister | None = None
    authorised_by: tuple[str, ...] = ()
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
    replaced_by: str | None = None


class ObservedPractices(Struct, frozen=True):
    at_least: int
    basis: str
    source: str | None = None


class ReviewEvery(Struct, frozen=True):
    months: int
    basis: str
    source: str | None = None


class SignOff(Struct, frozen=True):
    """The chain that a task asks for: whose yes, and which roles may hold each duty."""

    agreed_by: tuple[str, ...] = ()
    delegated_by: tuple[str, ...] = ()
    trained_by: tuple[str, ...] = ()
    assessed_by: tuple[str, ...] = ()
    signed_off_by: tuple[str, ...] = ()
    reviewed_by: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    observed_practices: ObservedPractices | None = None
    review_every: ReviewEvery | None = None


class Tell(Struct, frozen=True):
    first: str
    emergency: str
    then: str | None = None


class Task(Noun, frozen=True, kw_only=True):
    title: str
    category: str
    status: str
    summary: str
    approval: Approval
    scope: str | None = None
    risk: str | None = None
    requires: dict[str, str] = {}
    sign_off: SignOff | None = None
    the_pa_does: tuple[str, ...] = ()
    the_pa_does_not: tuple[str, ...] = ()
    before_you_start: tuple[str, ...] = ()
    stop_when: tuple[str, ...] = ()
    tell: Tell | None = None
    equipment: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    decide_again_when: tuple[str, ...] = ()
    why_never: str | None = None
    done_by: tuple[str, ...] = ()
    note: str | None = None
    easy_read: tuple[str, ...] = ()
    owner: str | None = None
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


# --- competences, levels, pay


class Example(Struct, frozen=True):
    setting: str
    text: str


class Competence(Noun, frozen=True, kw_only=True):
    title: str
    area: str
    summary: str
    why_it_matters: str
    statements: dict[str, tuple[str, ...]]
    approval: Approval
    easy_read: tuple[str, ...] = ()
    example: Example | None = None
    shown_by: tuple[str, ...] = ()
    goes_wrong: tuple[str, ...] = ()
    prerequisites: dict[str, str] = {}
    maps_to: dict[str, tuple[str, ...]] = {}
    tags: tuple[str, ...] = ()
    owner: str | None = None
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class WayIn(Struct, frozen=True):
    how: str
    route: str = field(name="from")


class LeadsTo(Struct, frozen=True):
    how: str
    level: str | None = None
    outside: str | None = None


class Level(Noun, frozen=True, kw_only=True):
    title: str
    order: int
    summary: str
    week: tuple[str, ...]
    expects: dict[str, str]
    not_expected: tuple[str, ...]
    ways_in: tuple[WayIn, ...]
    leads_to: tuple[LeadsTo, ...]
    approval: Approval
    pay_band: str | None = None
    learning_ahead: tuple[str, ...] = ()
    easy_read: tuple[str, ...] = ()
    owner: str | None = None
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class Rate(Struct, frozen=True):
    """What one funder pays, in pounds per hour, from one day until another (both included)."""

    funder: str
    paid: Decimal
    funded: Decimal
    basis: str
    first: date = field(name="from")
    until: date | None = None
    self_employed: Decimal | None = None
    source: str | None = None


class Supplement(Struct, frozen=True):
    amount: Decimal
    funder: str
    when: str
    basis: str
    purpose: str = field(name="for")


class PayBand(Noun, frozen=True, kw_only=True):
    title: str
    summary: str
    illustrative: bool
    rates: tuple[Rate, ...]
    differs_because: str | None = None
    supplements: tuple[Supplement, ...] = ()
    approval: Approval | None = None
    owner: str | None = None
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class AgeRate(Struct, frozen=True):
    min_age: int
    amount: Decimal
    name: str | None = None


class StatutoryRates(Struct, frozen=True):
    """The legal minimum from one day on; `rates` by age, oldest first."""

    rates: tuple[AgeRate, ...]
    source: str
    first: date = field(name="from")
    apprentice: Decimal | None = None


class RealLivingWage(Struct, frozen=True):
    year: str
    uk: Decimal
    london: Decimal
    first: date = field(name="from")
    source: str | None = None
    unverified: bool = False


class MinimumWage(Struct, frozen=True, kw_only=True):
    origin: Origin
    title: str
    summary: str
    statutory: tuple[StatutoryRates, ...]
    real_living_wage: tuple[RealLivingWage, ...] = ()


# --- standards, learning, support, agreements, plan, evidence


class StandardItem(Struct, frozen=True):
    id: str
    title: str
    verified: bool
    number: int | None = None
    summary: str | None = None


class Standard(Noun, frozen=True, kw_only=True):
    title: str
    summary: str
    edition: int
    publisher: str
    current: bool
    items: tuple[StandardItem, ...]
    sources: tuple[str, ...]
    superseded_by: str | None = None
    replaced_by: str | None = None


class Funding(Struct, frozen=True):
    title: str
    who: str
    open_from: date | None = None
    open_until: date | None = None
    note: str | None = None
    source: str | None = None


class Learning(Noun, frozen=True, kw_only=True):
    title: str
    kind: str
    summary: str
    takes: str
    provider: str
    cost: str
    illustrative: bool
    serves: tuple[str, ...] = field(name="for")
    teaches: dict[str, str] = {}
    prepares_for: tuple[str, ...] = ()
    where: str | None = None
    funding: tuple[Funding, ...] = ()
    accepted_by: tuple[str, ...] = ()
    maps_to: dict[str, tuple[str, ...]] = {}
    recognises: str | None = None
    address: str | None = None
    last_confirmed: date | None = None
    owner: str | None = None
    easy_read: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class Support(Noun, frozen=True, kw_only=True):
    title: str
    kind: str
    summary: str
    serves: tuple[str, ...]
    run_by: str
    offers: tuple[str, ...]
    how_to_reach: str
    last_confirmed: date
    illustrative: bool
    rules: tuple[str, ...] = ()
    address: str | None = None
    deputy: str | None = None
    owner: str | None = None
    easy_read: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class Position(Struct, frozen=True):
    says: str
    source: str | None = None


class Positions(Struct, frozen=True):
    council: Position | None = None
    nhs: Position | None = None


class Recharge(Struct, frozen=True):
    payer: str | None = None
    payee: str | None = None
    reason: str | None = field(name="for", default=None)


class FundingTransfer(Struct, frozen=True):
    continued_weeks: int | None = None
    recharge: Recharge | None = None
    early_alert: str | None = None
    accrued_leave: str | None = None


class Redundancy(Struct, frozen=True):
    shared: str
    insurance_first: bool
    payers: tuple[str, ...] = ()
    note: str | None = None


class HospitalWorking(Struct, frozen=True):
    paid_weeks: int | None = None
    dbs_within_years: int | None = None
    must_record: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    planned_admission: tuple[str, ...] = ()
    reduced_hours: str | None = None


class EmploymentModel(Struct, frozen=True):
    council_per_cent: int | None = None
    nhs_per_cent: int | None = None
    council_base: int | None = None
    nhs_base: int | None = None
    year: int | None = None
    source: str | None = None


class Counterparts(Struct, frozen=True):
    council: str | None = None
    nhs: str | None = None


class Agreement(Noun, frozen=True, kw_only=True):
    title: str
    kind: str
    summary: str
    illustrative: bool
    positions: Positions | None = None
    agreed: bool | None = None
    differs_because: str | None = None
    funding_transfer: FundingTransfer | None = None
    redundancy: Redundancy | None = None
    hospital: HospitalWorking | None = None
    model: EmploymentModel | None = None
    points: tuple[str, ...] = ()
    counterparts: Counterparts | None = None
    easy_read: tuple[str, ...] = ()
    owner: str | None = None
    approval: Approval | None = None
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class Action(Struct, frozen=True):
    id: str
    what: str
    state: str
    by_whom: tuple[str, ...] = ()
    by_when: str | None = None
    note: str | None = None
    links: tuple[str, ...] = ()


class Measure(Struct, frozen=True):
    id: str
    title: str
    objective: str | None = None
    kind: str | None = None
    baseline: str | None = None
    target: str | None = None
    source: str | None = None


class PlanArea(Noun, frozen=True, kw_only=True):
    title: str
    order: int
    status: str
    plan: str
    ambition: str
    actions: tuple[Action, ...]
    illustrative: bool
    measures: tuple[Measure, ...] = ()
    owner: str | None = None
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


class Figure(Struct, frozen=True):
    """A published figure. `value` is a whole number, an exact decimal or text, as written."""

    says: str
    value: Any
    unit: str
    year: int
    id: str | None = None
    base: int | None = None
    base_of: str | None = None
    group: str | None = None
    source: str | None = None
    note: str | None = None


class Evidence(Noun, frozen=True, kw_only=True):
    title: str
    summary: str
    order: int
    figures: tuple[Figure, ...]
    reading: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    replaced_by: str | None = None


# --- stories and case studies


class Consent(Struct, frozen=True):
    state: str
    reference: str | None = None
    scope: str | None = None
    given_on: date | None = None
    review_by: date | None = None
    withdrawn_on: date | None = None
    pseudonym: bool | None = None


class Moment(Struct, frozen=True):
    at: str
    what: str


class CaseStudy(Noun, frozen=True, kw_only=True):
    """A story (`kind` pa-story or employer-story) or a case study (`kind` organisation)."""

    title: str
    kind: str
    summary: str
    illustrative: bool
    consent: Consent
    published_on: date | None = None
    told_by: str | None = None
    age_group: str | None = None
    route: str | None = None
    setting: str | None = None
    hours: str | None = None
    level: str | None = None
    audience: tuple[str, ...] = ()
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
