"""Which fields a new record needs: what its schema requires, and what rules would report if it were not there."""

from collections.abc import Callable, Mapping
from typing import Any

from pa_framework.facts.delegation_chain import DUTIES, authority_path
from pa_framework.records.load import Records

#: Fields that a rule asks for in addition to the required ones, by status of a task and by kind of an agreement.
_DELEGATED_FIELDS = (
    *(
        f"sign_off.{name}"
        for name in ("agreed_by", *(duty.by for duty in DUTIES), "observed_practices", "review_every")
    ),
    "the_pa_does",
    "stop_when.emergency.signs",
    "stop_when.urgent.tell",
    "stop_when.urgent.out_of_hours",
    "stop_when.urgent.signs",
)
_TASK_FIELDS: Mapping[str, tuple[str, ...]] = {
    "delegable": _DELEGATED_FIELDS,
    "by-exception": ("authority", "condition", *_DELEGATED_FIELDS),
    "never": ("why_never", "done_by"),
}
_POSITION_FIELDS = ("positions.council.says", "positions.nhs.says", "agreed", "differs_because")
_AGREEMENT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "funding-transfer": (
        "funding_transfer.continued_weeks",
        "funding_transfer.recharge.payer",
        "funding_transfer.recharge.payee",
    ),
    "redundancy": ("redundancy.shared", "redundancy.payers"),
    "hospital": tuple(f"hospital.{name}" for name in ("paid_weeks", "dbs_within_years", "must_record", "signed_by")),
}


def _task_fields(data: Mapping[str, Any]) -> tuple[str, ...]:
    fields = _TASK_FIELDS.get(data.get("status", ""), ())
    return (*fields, "if_no_one_may") if data.get("omission") == "harmful" else fields


def _story_fields(data: Mapping[str, Any]) -> tuple[str, ...]:
    fields: tuple[str, ...] = ("consent.pseudonym",)
    if data.get("illustrative") is False:
        fields = ("consent.reference", "consent.scope", "consent.given_on", "consent.review_by", "consent.pseudonym")
    return (*fields, "benefit", "challenge", "competences") if data.get("kind") != "organisation" else fields


#: Fields without which a rule would report the record, in addition to the required ones: kind → fields for its data.
_BY_RULES: Mapping[str, Callable[[Mapping[str, Any]], tuple[str, ...]]] = {
    "level": lambda data: ("pay_band", "leads_to.outside"),
    "task": _task_fields,
    "case-study": _story_fields,
    "agreement": lambda data: (*_POSITION_FIELDS, *_AGREEMENT_FIELDS.get(data.get("kind", ""), ())),
    "pay-band": lambda data: ("rates.paid", "rates.funded"),
    "plan": lambda data: ("actions.by_whom", "actions.by_when"),
    "evidence": lambda data: ("figures.source",),
}


def required_fields(schema: Mapping[str, Any], so_far: Mapping[str, Any]) -> set[str]:
    """The required fields of a group by its schema, with those that the values so far make required."""
    from jsonschema_rs import Draft202012Validator

    required = set(schema.get("required", ()))
    for rule in (schema, *schema.get("allOf", ())):
        if "if" in rule and Draft202012Validator(rule["if"]).is_valid(dict(so_far)):
            required |= set(rule.get("then", {}).get("required", ()))
    return required


def needed_by_rules(kind: str, so_far: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields without which a rule would report a record of a kind, each with its groups before it (`sign_off.agreed_by`)."""
    return _BY_RULES[kind](so_far) if kind in _BY_RULES else ()


def roles_for(records: Records, may: str, category: str, risk: str) -> list[str]:
    """The ids of roles that may hold a duty (`may` is its field of a role, such as `may_train`) for a category at a risk.

    Retired roles are left out, and those without a path of authority to an accountable role.
    """
    order = records.tier_order()
    required = order.get(risk, 0)
    return [
        role.id
        for role in records.roles.values()
        if not role.replaced_by
        and order.get(getattr(role, may).get(category, ""), -1) >= required
        and authority_path(role.id, records.roles).holds
    ]
