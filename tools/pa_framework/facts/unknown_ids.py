"""Ids that a record names and no record has, each with the id that is most likely meant."""

from collections.abc import Iterator
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.sign_phrases import SignPhrases
from pa_framework.records.json_schema import definition
from pa_framework.records.references import Reference
from pa_framework.records.register import Register
from pa_framework.text.suggestions import closest_match

#: Kinds of record that stand for a human. Their ids differ by a number: the nearest one is someone else.
PEOPLE = frozenset({"practitioner", "pa", "person"})


class UnknownId(NamedTuple):
    """An id that no record has, the places that name it, and for each the id that is most likely meant, if any is."""

    id: str
    places: tuple[tuple[Reference, str | None], ...]


def unknown_ids(facts: Facts) -> Iterator[UnknownId]:
    """The ids that are named and that no record has, or may have because it cannot be read."""
    held = facts.register or Register()

    def unknown(kind: str, name: str) -> bool:
        return not (
            name in facts.records.of_kind(kind)
            or name in held.of_kind(kind)
            or (kind, name) in facts.records.left_out
            or (kind, name) in held.left_out
            or (kind, name) in facts.misnamed
            or kind in facts.records.unknown_kinds
        )

    overlay = facts.records.overlay
    in_records = (
        reference
        for reference in facts.records.references
        if unknown(reference.kind, reference.id)
        and not (overlay and overlay.has_left_out(reference.kind, reference.id))  # OVR013 reports it once
    )
    in_register = (
        reference
        for reference in held.references_to(unknown)
        if all(unknown(kind, reference.id) for kind in reference.all_kinds)
    )
    groups: dict[tuple[str, str], list[Reference]] = {}
    for reference in [*in_records, *in_register]:
        groups.setdefault((reference.kind, reference.id), []).append(reference)
    for (_, name), found in groups.items():
        near = {look: _meant(facts, held, name, *look) for look in {_look(one) for one in found}}
        yield UnknownId(name, tuple((one, near[_look(one)]) for one in found))


def _look(reference: Reference) -> tuple[tuple[str, ...], bool]:
    """What decides which id may be meant: the kinds, and whether it stands where a part of an expression may."""
    return reference.all_kinds, reference.key and reference.route[0] == "requires"


def _meant(facts: Facts, held: Register, name: str, kinds: tuple[str, ...], is_required: bool) -> str | None:
    names = [one for kind in kinds for one in (*facts.records.of_kind(kind), *held.of_kind(kind))]
    near = closest_match(name, names)
    if near is None and is_required and kinds[0] == "competence":
        near = closest_match(name, definition("requirement")["properties"])
    return near or (_sign_meant(facts, name) if kinds[0] == "sign" else None)


def _sign_meant(facts: Facts, written: str) -> str | None:
    """The sign of the policy that words written like an id sound like."""
    found = SignPhrases(facts.records.signs.values()).in_sentence(written.replace("-", " "))
    return found[0].sign.id if found else None
