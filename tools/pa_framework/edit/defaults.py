"""What a new record holds before anybody has thought about it: values that the records allow, never a false claim.

A draft is a draft, an example is illustrative, and a chain is one that holds with the roles that there are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal
from typing import Any

from pa_framework.check.rules.wording import UNWRITTEN
from pa_framework.facts.delegation_chain import DUTIES, authority_path, is_accountable
from pa_framework.facts.pay import minimum_on
from pa_framework.records.json_schema import schema
from pa_framework.records.load import Records


@dataclass(frozen=True, slots=True)
class Known:
    """What a first value may rest on: the records, the id, the day that counts as today, and the answers so far."""

    records: Records
    id: str
    on: date
    data: Mapping[str, Any]


_OF_TASKS: Mapping[str, tuple[str, ...]] = {
    "delegable": (
        *(
            f"sign_off.{name}"
            for name in ("agreed_by", *(duty.by for duty in DUTIES), "observed_practices", "review_every")
        ),
        "the_pa_does",
        "stop_when",
    ),
    "never": ("why_never", "done_by"),
}
_POSITIONS = ("positions.council.says", "positions.nhs.says", "agreed", "differs_because")
_OF_AGREEMENTS: Mapping[str, tuple[str, ...]] = {
    "funding-transfer": (
        "funding_transfer.continued_weeks",
        "funding_transfer.recharge.payer",
        "funding_transfer.recharge.payee",
    ),
    "redundancy": ("redundancy.shared", "redundancy.payers"),
    "hospital": tuple(f"hospital.{name}" for name in ("paid_weeks", "dbs_within_years", "must_record", "signed_by")),
}


def _of_stories(data: Mapping[str, Any]) -> tuple[str, ...]:
    fields: tuple[str, ...] = ("consent.pseudonym",)
    if data.get("illustrative") is False:
        fields = ("consent.reference", "consent.scope", "consent.given_on", "consent.review_by", "consent.pseudonym")
    return (*fields, "benefit", "challenge", "competences") if data.get("kind") != "organisation" else fields


#: Fields beside the required ones without which a rule would speak of the record: kind → fields.
ALSO: Mapping[str, Callable[[Mapping[str, Any]], tuple[str, ...]]] = {
    "level": lambda data: ("pay_band", "leads_to.outside"),
    "task": lambda data: _OF_TASKS.get(data.get("status", ""), ()),
    "case-study": _of_stories,
    "agreement": lambda data: (*_POSITIONS, *_OF_AGREEMENTS.get(data.get("kind", ""), ())),
    "plan": lambda data: ("actions.by_whom", "actions.by_when"),
    "evidence": lambda data: ("figures.source",),
}


def first_of(kind: str, name: str, known: Known) -> Any:
    """The first value of a field, or None where nothing better than an example is known."""
    found = _FIRST.get((kind, name)) or _FIRST.get(("", name))
    return found(known) if found else None


def allowed_of(kind: str, name: str, known: Known) -> list[str]:
    """The only values that a field may have here, where the records leave fewer than the schema: roles for a duty."""
    for duty in DUTIES if kind == "task" else ():
        if name == f"sign_off.{duty.by}":
            return _roles(duty.may, known.data.get("category", ""), known)
    return []


def _titled(known: Known) -> str:
    return known.id.replace("-", " ").capitalize()


def _next(kind: str) -> Callable[[Known], int]:
    return lambda known: (
        max((getattr(each, "order", 0) for each in known.records.of_kind(kind).values()), default=0) + 1
    )


def _expects(known: Known) -> dict[str, str]:
    """What the level before expects: the next one may ask for more, never for less."""
    levels = known.records.levels_in_order()
    if levels:
        return dict(levels[-1].expects)
    return {name: next(iter(known.records.steps)) for name in list(known.records.competences)[:1]}


def _band(known: Known) -> str | None:
    levels = known.records.levels_in_order()
    return levels[-1].pay_band if levels and levels[-1].pay_band else next(iter(known.records.pay_bands), None)


def _requires(known: Known) -> dict[str, str]:
    """A competence that the last level expects, at the step below the highest: alone, and well."""
    levels = known.records.levels_in_order()
    expected = dict(levels[-1].expects) if levels else {}
    name = "infection-prevention" if "infection-prevention" in expected else next(iter(expected), None)
    if name is None:
        return {}
    steps, height = list(known.records.steps), known.records.step_order()
    return {name: min(expected[name], steps[-2:][0], key=lambda step: height.get(step, 0))}


def _roles(may: str, category: str, known: Known) -> list[str]:
    """Roles that may hold a duty for a category at the chosen risk, with a path up to somebody accountable."""
    height = known.records.tier_order()
    wanted = height.get(known.data.get("risk", ""), 0)
    return [
        role.id
        for role in known.records.roles.values()
        if not role.replaced_by
        and height.get(getattr(role, may).get(category, ""), -1) >= wanted
        and authority_path(role.id, known.records.roles).holds
    ]


def _category(known: Known) -> str | None:
    """The first category in which every duty can be held by some role."""
    for category in known.records.categories:
        if all(_roles(duty.may, category, known) for duty in DUTIES):
            return category
    return next(iter(known.records.categories), None)


def _holding(may: str) -> Callable[[Known], list[str] | None]:
    def found(known: Known) -> list[str] | None:
        roles = _roles(may, known.data.get("category", ""), known)
        tier = known.records.tiers.get(known.data.get("risk", ""))
        alone = tier.demands.never_sole_assessor if tier else ()
        fit = [role for role in roles if role not in alone] or roles
        return sorted(fit, key=lambda role: not is_accountable(known.records.roles[role]))[:1] or None

    return found


def _observed(known: Known) -> dict[str, Any]:
    tier = known.records.tiers.get(known.data.get("risk", ""))
    return {"at_least": tier.demands.observed_practices if tier else 3, "basis": "design-default"}


def _reviewed(known: Known) -> dict[str, Any]:
    tier = known.records.tiers.get(known.data.get("risk", ""))
    return {"months": tier.demands.review_within_months if tier else 12, "basis": "design-default"}


def _tell(known: Known) -> str | None:
    sign_off = known.data.get("sign_off", {})
    return next(iter(sign_off.get("delegated_by", ())), None)


def _paid(known: Known) -> Decimal:
    """The least that the law allows today, to the next ten pence, where that is known."""
    minimum = minimum_on(known.on, known.records.minimum_wage)
    least = Decimal(str(minimum.amount)) if minimum else Decimal("13.20")
    return (least + Decimal("0.50")).quantize(Decimal("0.1"), ROUND_UP).quantize(Decimal("0.01"))


def _consent(known: Known) -> str:
    return "not-needed" if known.data.get("illustrative", True) else "given"


def _today(known: Known) -> str:
    return known.on.isoformat()


def _in_years(years: int) -> Callable[[Known], str]:
    return lambda known: f"{known.on.year + years}-{known.on.month:02}-{min(known.on.day, 28):02}"


_FIRST: Mapping[tuple[str, str], Callable[[Known], Any]] = {
    ("", "title"): _titled,
    ("", "illustrative"): lambda known: True,
    ("", "approval.state"): lambda known: "draft",
    ("level", "order"): _next("level"),
    ("level", "expects"): _expects,
    ("level", "pay_band"): _band,
    ("plan", "order"): _next("plan"),
    ("plan", "status"): lambda known: "current",
    ("evidence", "order"): _next("evidence"),
    ("task", "category"): _category,
    ("task", "risk"): lambda known: next(iter(known.records.tiers), None),
    ("task", "requires"): _requires,
    ("task", "sign_off.observed_practices"): _observed,
    ("task", "sign_off.review_every"): _reviewed,
    **{("task", f"sign_off.{duty.by}"): _holding(duty.may) for duty in DUTIES},
    ("task", "tell.first"): _tell,
    ("task", "tell.emergency"): lambda known: "999",
    ("task", "decide_again_when"): lambda known: list(known.records.triggers),
    ("pay-band", "rates.paid"): _paid,
    ("pay-band", "rates.funded"): lambda known: (_paid(known) * Decimal("1.2")).quantize(Decimal("0.01")),
    ("pay-band", "rates.from"): _today,
    ("pay-band", "rates.basis"): lambda known: "design-default",
    ("support", "last_confirmed"): _today,
    ("support", "kind"): lambda known: "advice",
    ("case-study", "consent.state"): _consent,
    ("case-study", "consent.given_on"): _today,
    ("case-study", "consent.review_by"): _in_years(5),
    ("case-study", "consent.pseudonym"): lambda known: True,
    ("agreement", "agreed"): lambda known: False,
    ("agreement", "funding_transfer.recharge.payer"): lambda known: "ICB",
    ("agreement", "funding_transfer.recharge.payee"): lambda known: "Council",
    ("agreement", "hospital.must_record"): lambda known: list(
        schema("agreement")["properties"]["hospital"]["properties"]["must_record"]["items"]["enum"]
    ),
    ("standard", "edition"): lambda known: known.on.year,
    ("standard", "items.verified"): lambda known: False,
    ("evidence", "figures.value"): lambda known: UNWRITTEN,
    ("evidence", "figures.unit"): lambda known: "text",
    ("evidence", "figures.year"): lambda known: known.on.year,
    ("role", "kind"): lambda known: "lay",
    ("role", "accountable"): lambda known: False,
    ("standard", "current"): lambda known: True,
}
