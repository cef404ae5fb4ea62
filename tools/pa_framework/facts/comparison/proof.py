"""What a change of a record leaves open: every value of it that is not proven to be neutral or stricter.

The default is open. A change is proven where the schema says in which direction a field guards and the value moved that
way, or where the comparison of what takes effect found it stricter. Free text proves nothing: a sentence that is new in
a list of things never done may say that something is done after all.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from pa_framework.facts.comparison.field_diff import FieldChange
from pa_framework.facts.comparison.record_matching import RawRecord
from pa_framework.facts.comparison.requirement_diff import direction, requirement_in_words
from pa_framework.facts.comparison.sentence_diff import plain
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import Weakened
from pa_framework.facts.requirements import titles
from pa_framework.records.dated_documents import EARLIER, OF_THE_ENTRY, value_at
from pa_framework.records.field_meaning import FieldMeaning, meaning_at, schema_at
from pa_framework.records.json_schema import schema
from pa_framework.records.yaml_source import Route, leaves
from pa_framework.text.findings import Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of

#: Who reads an open change: a clinician, those who guard the rules, or those whose money, consent or fairness it is.
Reader = Literal["clinician", "oversight", "agreement"]
READERS: tuple[Reader, ...] = ("clinician", "oversight", "agreement")
_OF_AGREEMENT = frozenset({"money", "consent", "fairness"})
#: Words of a sentence that someone must agree to, in whatever field it is: plans, stories and standards tell of these too.
_READ_BY_WORDS: tuple[tuple[Reader, LazyPattern], ...] = (
    (
        "agreement",
        LazyPattern(
            r"\b(?:consents?|consented|withdr[ae]wn?|taken? down|pseudonyms?|anonym\w+|confidential\w*|private|privacy)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "clinician",
        LazyPattern(
            r"\b(?:999|112|111|emergenc(?:y|ies)|sign(?:s|ed|ing)?(?: \w+)?[ -]offs?|delegat\w+|doses?|prescri\w+|medicines?|insulin"
            r"|(?:train|assess)(?:s|es|ed)? (?:and|or) assess\w*)\b",
            re.IGNORECASE,
        ),
    ),
)
#: Kinds that tell of documents, and of what readers type: their words are about what others say.
_ABOUT_DOCUMENTS = frozenset({"trace", "sources", "search"})
#: Guards for which one more entry asks more, where the entry is no free text.
_MORE_IS_STRICTER = frozenset({"stops", "comes-before", "must-not", "needs"})
#: Signs that differ between two ways to type the same words.
_TYPED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u202f": " "})


class Leaf(Struct, frozen=True):
    """One value of a change, with the names and the route that lead to it. `None` stands for absent."""

    names: tuple[str, ...]
    route: Route
    in_head: bool
    before: Any
    after: Any


class Judged(Struct, frozen=True):
    """What the comparison of two snapshots has found: the places of what is looser, and of what is stricter."""

    looser: frozenset[tuple[Span, bool]]
    stricter: frozenset[tuple[Span, bool]]

    @classmethod
    def of(cls, weakened: Sequence[Weakened], stricter: Sequence[Weakened]) -> "Judged":
        """From the weaknesses of the head, and from those of the base if the head came first."""
        return cls(
            frozenset(place for one in weakened for place in one.places),
            frozenset((span, not in_head) for one in stricter for span, in_head in one.places),
        )


def reader_of(kind: str, names: Sequence[str]) -> Reader | None:
    """Who reads a change of the field at a place; None where it is no one's to agree to."""
    meaning = meaning_at(kind, names)
    if meaning is None:
        return "clinician" if schema(kind)["x-clinical"] else None
    if "oversight" in meaning.concerns:
        return "oversight"
    if meaning.clinical or (_refers_to_source(kind, names) and schema(kind)["x-clinical"]):
        return "clinician"
    inherited = schema(kind)["x-clinical"] and meaning.concerns == frozenset(schema(kind)["x-concerns"])
    return "agreement" if meaning.concerns & _OF_AGREEMENT and not inherited else None


def reader_of_leaf(kind: str, leaf: Leaf) -> Reader | None:
    """Who reads a value of a change: by its field, or else by what its sentences say."""
    if reader := reader_of(kind, leaf.names):
        return reader
    values = (leaf.before, leaf.after)
    if (
        kind in _ABOUT_DOCUMENTS
        or is_closed(kind, leaf.names, None)
        or not all(isinstance(one, str | None) for one in values)
    ):
        return None
    before, after = ({plain(words) for words, _ in sentences_of(one or "")} for one in values)
    differs = " ".join(sorted(before ^ after))
    return next((reader for reader, words in _READ_BY_WORDS if words.search(differs)), None)


def readers(
    kind: str, change: FieldChange, old: RawRecord, new: RawRecord, judged: Judged, head: Snapshot
) -> tuple[Reader, ...]:
    """Who must read a change of a record that is in both snapshots; no one where all of it is judged or proven."""
    found = {reader_of_leaf(kind, leaf) for leaf in left_open(kind, change, old, new, judged, head)}
    return tuple(reader for reader in READERS if reader in found)


def left_open(
    kind: str, change: FieldChange, old: RawRecord, new: RawRecord, judged: Judged, head: Snapshot
) -> list[Leaf]:
    """The values of a change that someone must read, because they are neither judged nor proven."""
    proof = _Proof(kind, old, new, judged, head)
    left = [leaf for leaf in leaves_of(kind, change) if reader_of_leaf(kind, leaf) and not proof.settles(change, leaf)]
    if change.how in ("added", "removed") and proof.is_looser(change):
        left = [leaf for leaf in left if guard_of(kind, leaf) != "none"]
    return left


def leaves_of(kind: str, change: FieldChange) -> Iterator[Leaf]:
    """The values of a change, one by one: what is gone from a list and what is new in it are two."""
    names, route = change.names, change.route
    if change.how == "moved":
        yield Leaf(names, route, True, change.before, change.after)
    elif change.how == "added":
        yield from _all(names, route, change.after, in_head=True)
    elif change.how == "removed":
        yield from _all(names, route, change.before, in_head=False)
    elif isinstance(change.before, list) and isinstance(change.after, list):
        yield from (Leaf(names, route, True, entry, None) for entry in change.before if entry not in change.after)
        yield from (Leaf(names, route, True, None, entry) for entry in change.after if entry not in change.before)
    elif change.how == "reworded" and is_closed(kind, names, None):
        yield from (
            Leaf(names, route, True, change.before, None),
            Leaf(names, route, True, None, change.after),
        )
    else:
        yield Leaf(names, route, True, change.before, change.after)


def _all(names: tuple[str, ...], route: Route, value: Any, *, in_head: bool) -> Iterator[Leaf]:
    if not isinstance(value, dict | list) or not value:
        yield Leaf(names, route, in_head, None if in_head else value, value if in_head else None)
        return
    for way, leaf in leaves(value):
        within = (*names, *names_of(way))
        yield Leaf(within, (*route, *way), in_head, None if in_head else leaf, leaf if in_head else None)


def names_of(route: Route) -> tuple[str, ...]:
    """A route as names, with an empty name for each entry of a list."""
    return tuple(part if isinstance(part, str) else "" for part in route)


def is_closed(kind: str, names: Sequence[str], head: Snapshot | None, value: Any = None) -> bool:
    """Whether a field holds no free text: an id, a day, a number, a yes or no, or a value of a closed list.

    Where a field may hold an id or a sentence, `value` decides: it is closed if a record of `head` has this id.
    """
    part = _part(kind, names)
    if part.get("x-or-text") or isinstance(part.get("x-refers-to"), list):
        kinds = part["x-refers-to"]
        kinds = [kinds] if isinstance(kinds, str) else kinds
        return head is not None and any(value in head.records.of_kind(one) for one in kinds)
    return bool({"enum", "format", "x-refers-to"} & part.keys()) or part.get("type") in ("integer", "number", "boolean")


def _part(kind: str, names: Sequence[str]) -> Mapping[str, Any]:
    """The schema of a value, or of the entries of a list of values."""
    part: Mapping[str, Any] = schema_at(kind, names) or {}
    while isinstance(items := part.get("items"), Mapping) and ("properties" not in items or "x-or-text" in items):
        part = items
    return part


def _refers_to_source(kind: str, names: Sequence[str]) -> bool:
    return bool(_part(kind, names).get("x-refers-to") == "source")


def guard_of(kind: str, leaf: Leaf) -> str:
    """Which kind of guard the field of a value is."""
    meaning = meaning_at(kind, leaf.names)
    return meaning.guard if meaning else "none"


class _Proof(Struct, frozen=True):
    """One record in both snapshots."""

    kind: str
    old: RawRecord
    new: RawRecord
    judged: Judged
    head: Snapshot

    def settles(self, change: FieldChange, leaf: Leaf) -> bool:
        """Whether a value is called looser elsewhere, or is proven to be neutral or stricter."""
        if self._is_at(self.judged.looser, change, leaf):
            return True
        if EARLIER in leaf.names:
            return OF_THE_ENTRY[1] not in leaf.names
        if change.how == "moved":
            return self._is_set(leaf)
        if change.how == "added" and self._is_entry_on_which_nothing_rests(change):
            return True
        if leaf.before is not None and leaf.after is not None and _same_words(leaf.before, leaf.after):
            return True
        meaning = meaning_at(self.kind, leaf.names)
        if meaning is not None and meaning.compared_by == "waivers" and leaf.after is None:
            return True  # the finding counts again
        if meaning is None or meaning.either_way or reader_of(self.kind, leaf.names) != "clinician":
            return False  # a direction says what is safe, not who agrees to what
        if _refers_to_source(self.kind, leaf.names) and leaf.before is None and "sources" in leaf.names:
            return True  # one more source takes nothing away
        if isinstance(leaf.before, dict) and isinstance(leaf.after, dict):
            return self._is_stricter_requirement(leaf)
        if self._is_at(self.judged.stricter, change, leaf) and (self._is_closed(leaf) or self._is_known_text(leaf)):
            return True
        return self._is_closed(leaf) and (_moved_to_the_stricter(meaning, leaf) or self._is_higher_step(meaning, leaf))

    def _is_entry_on_which_nothing_rests(self, change: FieldChange) -> bool:
        """Whether a whole entry is new, in a list that says so. A new field of a record that was there is no new entry."""
        around = change.names[:-1]
        return bool(around) and bool((schema_at(self.kind, around) or {}).get("x-new-asks-no-one"))

    def _is_higher_step(self, meaning: FieldMeaning, leaf: Leaf) -> bool:
        """Whether a competence is needed at a higher step than before."""
        height = self.head.records.step_order()
        return (
            meaning.guard == "needs"
            and _part(self.kind, leaf.names).get("x-refers-to") == "step"
            and isinstance(leaf.before, str)
            and leaf.before in height
            and height.get(leaf.after, -1) >= height[leaf.before]
        )

    def _is_stricter_requirement(self, leaf: Leaf) -> bool:
        """Whether who meets a requirement, which is compared as a whole, meets what it was."""
        if "x-expression" not in (schema_at(self.kind, leaf.names) or {}):
            return False
        named = titles(self.head.records)
        if not all(requirement_in_words(value, named) for value in (leaf.before, leaf.after)):
            return False  # it cannot be read
        return direction(leaf.before, leaf.after, self.head.records.step_order()) == "stricter"

    def is_looser(self, change: FieldChange) -> bool:
        """Whether a part of what is new or gone is called looser."""
        return any(self._is_at(self.judged.looser, change, leaf) for leaf in leaves_of(self.kind, change))

    def _is_at(self, places: Collection[tuple[Span, bool]], change: FieldChange, leaf: Leaf) -> bool:
        """Whether one of the places is that of a value, of the change around it, or of a guard around that."""
        return any(
            (document.span(route[:length]), in_head) in places
            for route, in_head in ((leaf.route, leaf.in_head), (change.other, not leaf.in_head))
            for document in ((self.new if in_head else self.old).document,)
            for length in range(1, len(route) + 1)
            if length >= len(change.route) or self._guards_whole(route[:length])
        )

    def _guards_whole(self, route: Route) -> bool:
        """Whether what is said of a part of a record is said of all in it: a guard, and no group of several fields."""
        meaning = meaning_at(self.kind, names_of(route))
        return meaning is not None and meaning.guard not in ("none", "parts")

    def _is_set(self, leaf: Leaf) -> bool:
        meaning = meaning_at(self.kind, leaf.names)
        if meaning is None or not meaning.sequence:
            return True
        return [_typed(entry) for entry in leaf.before] == [_typed(entry) for entry in leaf.after]

    def _is_closed(self, leaf: Leaf) -> bool:
        document = self.new.document if leaf.in_head else self.old.document
        values = [value for value in (leaf.before, leaf.after) if value is not None]
        if isinstance(value_at(document.data, leaf.route), dict) and not isinstance(values[0], dict):
            return False  # a sign with more about it
        if any(isinstance(value, list | dict) for value in values):
            flat = [one for value in values for _, one in leaves(value)]
            return all(is_closed(self.kind, leaf.names, self.head, one) for one in flat)
        return all(is_closed(self.kind, leaf.names, self.head, value) for value in values)

    def _is_known_text(self, leaf: Leaf) -> bool:
        """Whether a text was in the same field before, or is in it still, so that it only moved."""
        text, record = (leaf.after, self.old) if leaf.before is None else (leaf.before, self.new)
        there = record.data.get(leaf.names[0]) if leaf.names else None
        return any(_typed(value) == _typed(text) for _, value in leaves(there))


def _moved_to_the_stricter(meaning: FieldMeaning, leaf: Leaf) -> bool:
    """Whether a value that is no free text guards at least as much as before, by the direction of its field."""
    before, after = leaf.before, leaf.after
    if meaning.guard in ("at-least", "at-most"):
        if after is None or not _comparable(before, after):
            return False
        return before is None or bool(after >= before if meaning.guard == "at-least" else after <= before)
    if meaning.guard == "ordered" and meaning.order:
        order = meaning.order
        if (before is not None and before not in order) or after not in order:
            return False
        return before is None or order.index(after) >= order.index(before)
    if meaning.guard in _MORE_IS_STRICTER:
        return before is None or (before is False and after is True)
    return False


def _comparable(before: Any, after: Any) -> bool:
    numbers = not isinstance(after, str | bool | list | dict)
    return (
        before is None
        or (isinstance(before, str) and isinstance(after, str))
        or (numbers and not isinstance(before, str | bool | list | dict))
    )


def _same_words(before: Any, after: Any) -> bool:
    """Whether two values are the same but for spaces, capitals, the way quotes are typed, and a closing full stop."""
    if isinstance(before, str) and isinstance(after, str):
        return _typed(before) == _typed(after)
    return type(before) is not bool and type(after) is not bool and bool(before == after)


def _typed(value: Any) -> str:
    return plain(str(value).translate(_TYPED))
