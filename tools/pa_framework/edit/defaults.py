"""Default values for the fields of a new record: valid with the present records, and never a false claim.

A new record is a draft, an example is illustrative, and a sign-off chain has roles with authority for it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_UP, Decimal
from typing import Any

from msgspec import Struct

from pa_framework.facts.delegation_chain import DUTIES, is_accountable
from pa_framework.facts.needed_fields import roles_for
from pa_framework.facts.pay import MINIMUM_WAGE, minimum_on, minimums
from pa_framework.facts.prose import UNWRITTEN
from pa_framework.records.json_schema import schema
from pa_framework.records.load import Records


class DraftContext(Struct, frozen=True):
    """What a default can depend on: the records, the new id, the day that counts as today, and the answers so far."""

    records: Records
    id: str
    on: date
    data: Mapping[str, Any]


def default_value(kind: str, name: str, draft: DraftContext) -> Any:
    """The default of a field, or None where there is nothing better than an example."""
    default = _DEFAULTS.get((kind, name)) or _DEFAULTS.get(("", name))
    return default(draft) if default else None


def allowed_values(kind: str, name: str, draft: DraftContext) -> list[str]:
    """The roles that may hold the duty of a field; empty for any other field, where the schema alone decides."""
    for duty in DUTIES if kind == "task" else ():
        if name == f"sign_off.{duty.by}":
            return _roles_for(duty.may, draft, draft.data.get("category", ""))
    return []


def _title_from_id(draft: DraftContext) -> str:
    return draft.id.replace("-", " ").capitalize()


def _next_order(kind: str) -> Callable[[DraftContext], int]:
    return lambda draft: (
        max((getattr(record, "order", 0) for record in draft.records.of_kind(kind).values()), default=0) + 1
    )


def _expected_competences(draft: DraftContext) -> dict[str, str]:
    """What the highest level expects: the next one may expect more, never less."""
    levels = draft.records.levels_in_order()
    if levels:
        return dict(levels[-1].expects)
    return {name: next(iter(draft.records.steps)) for name in list(draft.records.competences)[:1]}


def _pay_band(draft: DraftContext) -> str | None:
    levels = draft.records.levels_in_order()
    return levels[-1].pay_band if levels and levels[-1].pay_band else next(iter(draft.records.pay_bands), None)


def _required_competences(draft: DraftContext) -> dict[str, str]:
    """One competence that the highest level expects, at most at the last step but one."""
    levels = draft.records.levels_in_order()
    expected = dict(levels[-1].expects) if levels else {}
    name = "infection-prevention" if "infection-prevention" in expected else next(iter(expected), None)
    if name is None:
        return {}
    steps, order = list(draft.records.steps), draft.records.step_order()
    return {name: min(expected[name], steps[-2:][0], key=lambda step: order.get(step, 0))}


def _roles_for(may: str, draft: DraftContext, category: str) -> list[str]:
    """Roles that may hold a duty for a category at the chosen risk."""
    return roles_for(draft.records, may, category, draft.data.get("risk", ""))


def _first_category(draft: DraftContext) -> str | None:
    """The first category in which there is a role for every duty."""
    for category in draft.records.categories:
        if all(_roles_for(duty.may, draft, category) for duty in DUTIES):
            return category
    return next(iter(draft.records.categories), None)


def _role_for(may: str) -> Callable[[DraftContext], list[str] | None]:
    """A default with one role for a duty: an accountable one if there is one, not the one that may not assess alone."""

    def default(draft: DraftContext) -> list[str] | None:
        roles = _roles_for(may, draft, draft.data.get("category", ""))
        tier = draft.records.tiers.get(draft.data.get("risk", ""))
        alone = tier.demands.never_sole_assessor if tier else ()
        fit = [role for role in roles if role not in alone] or roles
        return sorted(fit, key=lambda role: not is_accountable(draft.records.roles[role]))[:1] or None

    return default


def _observed_practices(draft: DraftContext) -> dict[str, Any]:
    tier = draft.records.tiers.get(draft.data.get("risk", ""))
    return {"at_least": tier.demands.observed_practices if tier else 3, "basis": "design-default"}


def _review_every(draft: DraftContext) -> dict[str, Any]:
    tier = draft.records.tiers.get(draft.data.get("risk", ""))
    return {"months": tier.demands.review_within_months if tier else 12, "basis": "design-default"}


def _first_to_tell(draft: DraftContext) -> str | None:
    sign_off = draft.data.get("sign_off", {})
    return next(iter(sign_off.get("delegated_by", ())), None)


def _emergency_signs(draft: DraftContext) -> list[str] | None:
    """A sign of the policy that is an emergency whatever the task: that the person cannot be woken, if it has that."""
    signs = [sign.id for sign in draft.records.signs.values() if sign.level == "emergency"]
    return [min(signs, key=lambda sign: sign != "cannot-be-woken")] if signs else None


def _out_of_hours(draft: DraftContext) -> str | None:
    """A phone line that is staffed day and night: NHS 111, if there is one of that name."""
    lines = [line.id for line in draft.records.phone_lines.values() if line.staffed == "day-and-night"]
    return min(lines, key=lambda line: line != "nhs-111", default=None)


def _paid_rate(draft: DraftContext) -> Decimal:
    """50 pence an hour above the legal minimum of the day, rounded up to ten pence."""
    minimum = minimum_on(draft.on, minimums(draft.records.law.get(MINIMUM_WAGE), draft.on))
    least = minimum.amount if minimum else Decimal("13.20")
    return (least + Decimal("0.50")).quantize(Decimal("0.1"), ROUND_UP).quantize(Decimal("0.01"))


def _consent_state(draft: DraftContext) -> str:
    return "not-needed" if draft.data.get("illustrative", True) else "given"


def _today(draft: DraftContext) -> str:
    return draft.on.isoformat()


def _years_ahead(years: int) -> Callable[[DraftContext], str]:
    return lambda draft: f"{draft.on.year + years}-{draft.on.month:02}-{min(draft.on.day, 28):02}"


#: Kind (empty for every kind) and field → the function that gives its default.
_DEFAULTS: Mapping[tuple[str, str], Callable[[DraftContext], Any]] = {
    ("", "title"): _title_from_id,
    ("", "illustrative"): lambda draft: True,
    ("", "approval.state"): lambda draft: "draft",
    ("level", "order"): _next_order("level"),
    ("level", "expects"): _expected_competences,
    ("level", "pay_band"): _pay_band,
    ("plan", "order"): _next_order("plan"),
    ("plan", "status"): lambda draft: "current",
    ("evidence", "order"): _next_order("evidence"),
    ("task", "category"): _first_category,
    ("task", "risk"): lambda draft: next(iter(draft.records.tiers), None),
    ("task", "requires"): _required_competences,
    ("task", "sign_off.observed_practices"): _observed_practices,
    ("task", "sign_off.review_every"): _review_every,
    **{("task", f"sign_off.{duty.by}"): _role_for(duty.may) for duty in DUTIES},
    ("task", "stop_when.emergency.signs"): _emergency_signs,
    ("task", "stop_when.urgent.tell"): _first_to_tell,
    ("task", "stop_when.urgent.out_of_hours"): _out_of_hours,
    ("task", "omission"): lambda draft: "harmful",
    ("pay-band", "rates.paid"): _paid_rate,
    ("pay-band", "rates.funded"): lambda draft: (_paid_rate(draft) * Decimal("1.2")).quantize(Decimal("0.01")),
    ("pay-band", "rates.from"): _today,
    ("pay-band", "rates.basis"): lambda draft: "design-default",
    ("support", "last_confirmed"): _today,
    ("support", "kind"): lambda draft: "advice",
    ("case-study", "consent.state"): _consent_state,
    ("case-study", "consent.given_on"): _today,
    ("case-study", "consent.review_by"): _years_ahead(5),
    ("case-study", "consent.pseudonym"): lambda draft: True,
    ("agreement", "agreed"): lambda draft: False,
    ("agreement", "funding_transfer.recharge.payer"): lambda draft: "ICB",
    ("agreement", "funding_transfer.recharge.payee"): lambda draft: "Council",
    ("agreement", "hospital.must_record"): lambda draft: list(
        schema("agreement")["properties"]["hospital"]["properties"]["must_record"]["items"]["enum"]
    ),
    ("standard", "edition"): lambda draft: draft.on.year,
    ("standard", "items.verified"): lambda draft: False,
    ("evidence", "figures.value"): lambda draft: UNWRITTEN,
    ("evidence", "figures.unit"): lambda draft: "text",
    ("evidence", "figures.year"): lambda draft: draft.on.year,
    ("law", "values.history.from"): _years_ahead(1),
    ("law", "values.history.state"): lambda draft: "expected",
    ("law", "values.history.seen"): lambda draft: "second-hand",
    ("role", "kind"): lambda draft: "lay",
    ("role", "accountable"): lambda draft: False,
    ("standard", "current"): lambda draft: True,
}
