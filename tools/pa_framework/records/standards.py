"""Tasks with what they inherit from the standard of their tier, for policies that say little of each task.

A tier may have a `standard`: what a task of it has where its record does not say it. Who agrees, how many practices and
how often it is reviewed follow from what the tier demands. A record that is laid over the standard is a document like
that of a file, in which each value keeps the place where it is written, as in `overlays`.

A task of a base is whole without a standard that only the area has: it inherits nothing from it, unless the area says of
which tier the task is. Where the tier had a standard in the base, what the area changes of it counts for all its tasks.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from pa_framework.records.dated_documents import EARLIER, entries_newest_first, value_at
from pa_framework.records.json_schema import is_valid
from pa_framework.records.overlays import CHANGES, Merging
from pa_framework.records.yaml_source import Document, Route

#: The duties of a chain, in the words of a task.
_DUTIES = ("delegated_by", "trained_by", "assessed_by", "signed_off_by", "reviewed_by")
#: The statuses of tasks that have a chain.
_DELEGATED = ("delegable", "by-exception")  # no set: a file may have a list here
_Parts = dict[Route, tuple[Document, Route]]


def with_standards(documents: Iterable[tuple[Document, str]]) -> tuple[tuple[Document, str], ...]:
    """The documents, each with its kind; tasks have what they inherit. Nothing is inherited from a policy with faults."""
    documents = tuple(documents)
    policy = next((one for one, kind in documents if kind == "delegation"), None)
    if policy is None or policy.findings or not isinstance(policy.data, dict):
        return documents
    tiers = policy.data.get("tiers")
    places = {
        tier["id"]: place
        for place, tier in enumerate(tiers if isinstance(tiers, list) else ())
        if isinstance(tier, dict) and isinstance(tier.get("id"), str)
    }
    with_one = {name: place for name, place in places.items() if isinstance(tiers, list) and "standard" in tiers[place]}
    if with_one and not is_valid(policy.data, "delegation"):
        return documents
    return tuple(
        (_inheriting(document, policy, places, with_one) if kind == "task" else document, kind)
        for document, kind in documents
    )


def _has_standard(file: Document, tier: str) -> bool:
    """Whether a file of the policy writes the standard of a tier, as its own or as a change of a base's tier."""
    tiers = file.data.get("tiers") if isinstance(file.data, dict) else None
    return any(
        isinstance(one, dict) and tier in (one.get("id"), one.get(CHANGES)) and "standard" in one
        for one in (tiers if isinstance(tiers, list) else ())
    )


def _framework_of(file: Document) -> str:
    """The framework that a file is of, as findings call it: empty for the one that is judged."""
    return file.shown_as.removesuffix(file.path) if file.shown_as else ""


def _knew_the_standard(document: Document, policy: Document, tier: str) -> bool:
    """Whether the standard of a tier is written in the framework that gives a task this tier, or in one that it builds on."""
    where = document.span(("risk",)).path
    home = next((_framework_of(file) for file in document.files if file.name == where), "")
    layers = [_framework_of(file) for file in policy.files]  # the one that is judged first, then its bases
    above = layers.index(home) if home in layers else int(bool(home) and layers[0] == "")
    return any(_has_standard(file, tier) for file in policy.files[above:])


def _inheriting(
    document: Document, policy: Document, places: Mapping[str, int], with_one: Mapping[str, int]
) -> Document:
    data = document.data
    if document.findings or not isinstance(data, dict) or data.get("status") not in _DELEGATED:
        return document
    risk = data.get("risk")
    if isinstance(risk, str) and risk in with_one and _knew_the_standard(document, policy, risk):
        document = _over_the_standard(document, policy, with_one[risk])
    if isinstance(risk, str) and risk in places:
        document = _with_short_forms(document, policy, places[risk])
    return document


def _over_the_standard(document: Document, policy: Document, place: int) -> Document:
    """A task laid over the standard of its tier, at a place in the list of the policy."""
    standard, parts = _as_record(policy, place, document)
    if not _says_less(document.data, standard):
        return document
    below = replace(policy, data={}, made_of=())
    base = Merging(below, below, lambda *_: None).document(standard, parts)
    merging = Merging(document, replace(base, text="", made_of=(policy,)), lambda *_: None)
    made = merging.document(merging.record("task", (), (), ()))
    return replace(made, text=document.text, made_of=(*document.files, policy))


def _says_less(own: Mapping[str, Any], standard: Mapping[str, Any]) -> bool:
    """Whether a record lacks something that the standard has, in any group that both have."""
    return any(
        name not in own or (isinstance(value, dict) and isinstance(own[name], dict) and _says_less(own[name], value))
        for name, value in standard.items()
        if name != EARLIER
    )


def _as_record(policy: Document, place: int, document: Document) -> tuple[dict[str, Any], _Parts]:
    """The standard of a tier in the form of a task, now and earlier, with the places of its values."""
    route: Route = ("tiers", place)
    tier = value_at(policy.data, route)
    figures = {"basis": tier.get("basis")}
    if tier.get("sources"):
        figures["source"] = tier["sources"][0]
    found, parts = _of_day(policy, tier, route, figures, frozenset())
    said = frozenset((tier["standard"].get("sign_off") or {}).keys())
    parts[()] = (policy, (*route, "standard"))
    for name, value, there in (
        ("summary", document.data.get("title"), ("title",)),
        ("approval", {"state": "draft"}, ()),
    ):
        if name not in found and value is not None:
            found[name] = value
            parts[name,] = (document, there)
    for name, strictest in (("scope", "one-person"), ("requires", {})):
        if name not in found:
            found[name] = strictest
            parts[name,] = (policy, (*route, "standard"))
    entries = [
        (number, entry) for number, entry in entries_newest_first(tier) if {"standard", "demands"} & entry.keys()
    ]
    earlier: list[Any] = []
    for number, entry in entries:
        of_entry: Route = (*route, EARLIER, number)
        then, then_parts = _of_day(policy, entry, of_entry, figures, said)
        here: Route = (EARLIER, len(earlier))
        parts[here] = (policy, of_entry)
        parts.update({(*here, *inner): part for inner, part in then_parts.items()})
        for name in ("until", "asks_of_old_sign_offs"):
            if name in entry:
                then[name] = entry[name]
                parts[*here, name] = (policy, (*of_entry, name))
        earlier.append(then)
    if earlier:
        found[EARLIER] = earlier
        parts[EARLIER,] = (policy, (*route, EARLIER))
    return found, parts


def _of_day(
    policy: Document, tier: Mapping[str, Any], route: Route, figures: Mapping[str, Any], said: frozenset[str]
) -> tuple[dict[str, Any], _Parts]:
    """What a tier, or an entry of its earlier rules, gives to a task: its standard, and what follows from its demands.

    `figures` is what its numbers rest on. What the standard of today has, in `said`, does not follow from demands.
    """
    standard, demands = tier.get("standard") or {}, tier.get("demands") or {}
    found = {name: value for name, value in standard.items() if name != "sign_off"}
    parts: _Parts = {(name,): (policy, (*route, "standard", name)) for name in standard}
    sign_off = dict(standard.get("sign_off") or {})
    parts.update({("sign_off", name): (policy, (*route, "standard", "sign_off", name)) for name in sign_off})
    for name, wanted, value in (
        ("agreed_by", "agreed_by", demands.get("agreed_by")),
        ("observed_practices", "observed_practices", {"at_least": demands.get("observed_practices"), **figures}),
        ("review_every", "review_within_months", {"months": demands.get("review_within_months"), **figures}),
    ):
        if name not in {*sign_off, *said} and demands.get(wanted) is not None:
            sign_off[name] = value
            parts["sign_off", name] = (policy, (*route, "demands", wanted))
            for inner in value if isinstance(value, dict) else ():
                parts["sign_off", name, inner] = (policy, (*route, "demands", wanted))
    if sign_off:
        found["sign_off"] = sign_off
        parts.setdefault(("sign_off",), (policy, (*route, "demands")))
    return found, parts


def _with_short_forms(document: Document, policy: Document, place: int) -> Document:
    """A task in which `every_duty_by` gives the duties that no one else has, and a date set by a professional has its limit."""
    sign_off = document.data.get("sign_off")
    if not isinstance(sign_off, dict):
        return document
    added: dict[str, Any] = {}
    parts: _Parts = {(): (document, ())}
    if isinstance(everyone := sign_off.get("every_duty_by"), list):
        for duty in _DUTIES:
            if duty not in sign_off:
                added[duty] = everyone
                parts["sign_off", duty] = (document, ("sign_off", "every_duty_by"))
    review = sign_off.get("review_every")
    demands = value_at(policy.data, ("tiers", place)).get("demands")
    limit = demands.get("review_within_months") if isinstance(demands, dict) else None
    if isinstance(review, dict) and set(review) <= {"set_by", "basis", "source"} and limit is not None:
        added["review_every"] = {**review, "months": limit}
        parts["sign_off", "review_every", "months"] = (policy, ("tiers", place, "demands", "review_within_months"))
    if not added:
        return document
    data = {**document.data, "sign_off": {**sign_off, **added}}
    made = Merging(document, policy, lambda *_: None).document(data, parts)
    return replace(
        made, text=document.text, made_of=(*document.files, *(() if policy in document.files else (policy,)))
    )
