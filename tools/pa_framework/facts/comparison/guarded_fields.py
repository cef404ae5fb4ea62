"""Every field that its schema calls a guard, compared in every kind of record, as plain data.

What a field guards, and in which direction it is loosened, is in the schema (`records/field_meaning.py`). A field with
`x-compared-by` is left to the code that it names.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.comparison.field_diff import entries_by_name
from pa_framework.facts.comparison.record_matching import RawRecord, raw_records
from pa_framework.facts.comparison.requirement_diff import direction, requirement_in_words
from pa_framework.facts.comparison.sentence_diff import compare_sentences
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import Comparison, Weakened, Weaknesses
from pa_framework.facts.requirements import titles
from pa_framework.records.field_meaning import FieldMeaning, Guard, Names, field_meanings
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import KIND
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span
from pa_framework.text.sentences import count, id_as_words, join_some, spell_out_dates

#: Which weakening it is where a guard is loosened, unless `x-weakness` says otherwise.
_WEAKNESS: Mapping[Guard, str] = {
    "stops": "stop-sign-gone",
    "comes-before": "before-gone",
    "must-not": "not-ruled-out",
    "needs": "needed-gone",
    "informs": "tell-gone",
    "allows": "allowed-more",
    "at-least": "number-lower",
    "at-most": "number-higher",
    "ordered": "value-milder",
}
_NUMBERS = frozenset({"at-least", "at-most"})
_YES_NO = {True: "yes", False: "no"}


def weaker_fields(comparison: Comparison, found: Weaknesses) -> None:
    """Adds every guarded field that is looser in a record that is in both snapshots."""
    was, now = _records(comparison.base), _records(comparison.head)
    for name, new in now.items():
        old = was.get(name) or _without_entries(new)
        if old is not None and old.data != new.data and name not in found.judged_whole:
            _RecordComparison(comparison, found, old, new, "").of_fields(
                (), schema(new.kind), old.data, new.data, (), ()
            )


def _without_entries(new: RawRecord) -> RawRecord | None:
    """A file that is new, and is nothing but a list, as it was before: without entries. None for any other record."""
    kind = KIND[new.kind]
    is_list = kind.file and not kind.attribute and not kind.in_any_folder
    return replace(new, data={}) if is_list else None


def weaker_group(comparison: Comparison, found: Weaknesses, old: RawRecord, new: RawRecord, group: str) -> None:
    """Adds the guarded fields that are looser in one group of a record, which `x-compared-by` leaves to its own code.

    The two records are those that the code has matched; `group` names the field of the group.
    """
    meaning = field_meanings(new.kind)[group,]
    part = schema(new.kind)["properties"][group]
    record = _RecordComparison(comparison, found, old, new, meaning.compared_by)
    record.of_fields((group,), part, old.data[group], new.data[group], (group,), (group,))


def _records(snapshot: Snapshot) -> dict[tuple[str, str], RawRecord]:
    """The records of a snapshot that are whole files and can be judged."""
    broken = {unjudged.path for unjudged in snapshot.unjudged if unjudged.wholly}
    documents = {path: document for path, document in snapshot.documents.items() if path not in broken}
    return {name: thing for name, thing in raw_records(documents).items() if not thing.route}


class _RecordComparison(Struct, frozen=True):
    """One record in both snapshots. Only fields that `compared_by` judges are looked at; it is empty for all others."""

    comparison: Comparison
    found: Weaknesses
    old: RawRecord
    new: RawRecord
    compared_by: str

    def of_fields(self, names: Names, part: Mapping[str, Any], old: Any, new: Any, was: Route, now: Route) -> None:
        """Compares the fields of a group. `names` leads to it in the schema, `was` and `now` in the two files.

        A value of an order that is left out is the one that is meant then.
        """
        if not isinstance(old, dict) or not isinstance(new, dict):
            return
        meanings = field_meanings(self.new.kind)
        for name, field in part.get("properties", {}).items():
            meaning = meanings[*names, name]
            otherwise = field.get("x-default") if meaning.guard == "ordered" else None
            before, after = old.get(name, otherwise), new.get(name, otherwise)
            if before == after or meaning.guard == "none" or meaning.compared_by != self.compared_by:
                continue
            self.of_field(meaning, field, before, after, (*was, name), (*now, name))

    def of_field(
        self, meaning: FieldMeaning, field: Mapping[str, Any], before: Any, after: Any, was: Route, now: Route
    ) -> None:
        """Compares one field that differs."""
        items = field.get("items") if isinstance(field.get("items"), Mapping) else None
        if meaning.guard in _NUMBERS:
            self._number(meaning, before, after, was, now)
        elif meaning.guard == "ordered":
            self._ordered(meaning, field, before, after, was, now)
        elif "x-expression" in field:
            self._expression(meaning, before or {}, after or {}, was, now)
        elif "properties" in field:
            self._group(meaning, field, before, after, was, now)
        elif items is not None and "properties" in items:
            self._list_of_groups(meaning, field, before, after, was, now)
        elif isinstance(field.get("additionalProperties"), Mapping):
            self._map(meaning, field, before, after, was, now)
        elif _is_text(items or field):
            self._sentences(meaning, before, after, was, now)
        else:
            self._values(meaning, items or field, before, after, was, now)

    def _number(self, meaning: FieldMeaning, before: Any, after: Any, was: Route, now: Route) -> None:
        if before is None:
            return
        gone = after is None
        if gone or (after < before if meaning.guard == "at-least" else after > before):
            without = meaning.absent or "none"
            self._weaker(
                meaning, _amount(before, meaning.unit), without if gone else _amount(after, meaning.unit), was, now
            )

    def _ordered(
        self, meaning: FieldMeaning, field: Mapping[str, Any], before: Any, after: Any, was: Route, now: Route
    ) -> None:
        order = meaning.order
        if before not in order or (after is not None and after not in order):
            return
        if order.index(before) > (order.index(after) if after is not None else 0):
            words = [self._words(field, value) for value in (before, after) if value is not None]
            self._weaker(meaning, words[0], words[1] if len(words) > 1 else meaning.absent or "not said", was, now)

    def _expression(
        self, meaning: FieldMeaning, before: Mapping[str, Any], after: Mapping[str, Any], was: Route, now: Route
    ) -> None:
        """A requirement that is looser. One that changed in a way of which no one can tell is left open."""
        base, head = self.comparison.base, self.comparison.head
        words = requirement_in_words(before, titles(base.records)), requirement_in_words(after, titles(head.records))
        if not before or not all((words[0], words[1] or not after)):
            return
        way = direction(before, after, head.records.step_order(), base.records.step_order()) if after else "looser"
        if way == "looser":
            self._weaker(meaning, words[0], words[1] or "nothing", was, now)

    def _group(
        self, meaning: FieldMeaning, field: Mapping[str, Any], before: Any, after: Any, was: Route, now: Route
    ) -> None:
        if meaning.guard != "parts" and (before is None or after is None):
            if (after is None) is (meaning.guard != "allows"):
                self._weaker(meaning, *(("there", "gone") if after is None else ("not there", "there")), was, now)
            return
        self.of_fields(meaning.names, field, before or {}, after or {}, was, now)

    def _list_of_groups(
        self, meaning: FieldMeaning, field: Mapping[str, Any], before: Any, after: Any, was: Route, now: Route
    ) -> None:
        """Entries are matched by what names them. Where that is not possible, one without an equal is gone or new."""
        items, named_by = field["items"], field.get("x-named-by", ())
        old, new = (entries_by_name(entries or [], named_by) for entries in (before, after))
        if old is None or new is None:
            old, new = (
                {repr(entry): (index, entry) for index, entry in enumerate(comparison or [])}
                for comparison in (before, after)
            )
        for name in dict.fromkeys([*old, *new]):
            was_index, was_entry = old.get(name, (0, {}))
            now_index, now_entry = new.get(name, (0, {}))
            here, there = (*was, was_index), (*now, now_index)
            if name not in new and meaning.guard not in ("parts", "allows"):
                self._weaker(meaning, _title(was_entry, name), "", here, here, is_new=False)
            elif name not in old and meaning.guard == "allows":
                self._weaker(meaning, "", _title(now_entry, name), there, there, is_new=True)
            elif meaning.guard == "parts" or (name in old and name in new):
                self.of_fields(meaning.names, items, was_entry, now_entry, here, there)

    def _map(
        self, meaning: FieldMeaning, field: Mapping[str, Any], before: Any, after: Any, was: Route, now: Route
    ) -> None:
        """A map from ids or words to values. Nothing says which of two values of one key guards more: it is left open."""
        old, new = before or {}, after or {}
        keys, values = field.get("propertyNames", {}), field["additionalProperties"]
        for key in dict.fromkeys([*old, *new]):
            here, there = (*was, key), (*now, key)
            if "items" in values and _is_text(values["items"]):
                self._sentences(meaning, old.get(key), new.get(key), here, there)
            elif key not in new and meaning.guard != "allows":
                self._weaker(meaning, self._words(keys, key), "no longer", here, there)
            elif key not in old and meaning.guard == "allows":
                self._weaker(meaning, "", self._words(keys, key), here, there, is_new=True)

    def _sentences(self, meaning: FieldMeaning, before: Any, after: Any, was: Route, now: Route) -> None:
        """A sentence, or a list of them: what is gone or new. What is in other words is left open."""
        old, new = _as_list(before), _as_list(after)
        change = compare_sentences(old, new)
        if isinstance(before, str) and isinstance(after, str):
            return
        for sentence in () if meaning.guard == "allows" else change.removed:
            place = was if isinstance(before, str) else (*was, old.index(sentence))
            self._weaker(meaning, sentence, "", place, place, is_new=False)
        for sentence in change.added if meaning.guard == "allows" else ():
            place = now if isinstance(after, str) else (*now, new.index(sentence))
            self._weaker(meaning, "", sentence, place, place, is_new=True)

    def _values(
        self, meaning: FieldMeaning, items: Mapping[str, Any], before: Any, after: Any, was: Route, now: Route
    ) -> None:
        """Values of a closed list, ids, or `true`: as a set. What allows everything while it is absent is no empty set."""
        old, new = _as_list(before), _as_list(after)
        allowed_all, allows_all = (bool(meaning.absent) and value is None for value in (before, after))
        if meaning.guard != "allows":
            gone = [value for value in old if value not in new]
            if gone:
                self._weaker(meaning, self._listed(items, gone), "no longer", was, now)
        elif not allowed_all and (allows_all or any(value not in old for value in new)):
            words = meaning.absent if allows_all else self._listed(items, new)
            nothing = "none" if meaning.absent else ""
            self._weaker(meaning, self._listed(items, old) or nothing, words, was, now)

    def _listed(self, items: Mapping[str, Any], values: Sequence[Any]) -> str:
        return join_some(self._words(items, value) for value in values)

    def _words(self, part: Mapping[str, Any], value: Any) -> str:
        """A value as people call it: its label, the title of the record that it names, or itself."""
        if isinstance(value, bool):
            return _YES_NO[value]
        if isinstance(value, str):
            if (of_kind := part.get("x-refers-to")) is not None:
                kinds = [of_kind] if isinstance(of_kind, str) else of_kind
                there = [one for one in kinds if value in self.comparison.head.records.of_kind(one)]
                named = there[0] if there else kinds[0]
                return self.comparison.titles(self.new.kind if named == "self" else named, [value])
            return str(part.get("x-labels", {}).get(value, spell_out_dates(value)))
        if isinstance(value, list):
            return self._listed(part.get("items") or {}, value)
        return str(value)

    def _weaker(
        self, meaning: FieldMeaning, before: str, after: str, was: Route, now: Route, is_new: bool | None = None
    ) -> None:
        if is_new is None:
            is_new = now in self.new.document.values or was not in self.old.document.values
        self.found.weakened.append(
            Weakened(
                meaning.weakness or _WEAKNESS[meaning.guard],
                self.new.kind,
                self.new.id,
                self._title,
                meaning.label,
                before,
                after,
                self._span(was, now, is_new=is_new),
                is_new,
                self._tasks,
            )
        )

    def _span(self, was: Route, now: Route, *, is_new: bool) -> Span:
        return self.new.document.span(now) if is_new else self.old.document.span(was)

    @property
    def _title(self) -> str:
        return _title(self.new.data, self.new.id)

    @property
    def _tasks(self) -> tuple[str, ...]:
        return (self.new.id,) if self.new.kind == "task" else ()


def _is_text(part: Mapping[str, Any]) -> bool:
    """Whether a value is a sentence: a text that is no id, no day and none of a closed list."""
    return part.get("type") == "string" and not {"enum", "format", "x-refers-to"} & part.keys()


def _as_list(value: Any) -> list[Any]:
    if value is None or value is False:
        return []
    return list(value) if isinstance(value, list) else [value]


def _amount(value: Any, unit: str) -> str:
    if isinstance(value, str):
        return spell_out_dates(value)
    return count(value, unit) if unit else str(value)


def _title(entry: Mapping[str, Any], name: str) -> str:
    """What a record or an entry is called: its title, or the sentence that it is about, or its id as words."""
    words = (entry.get(field) for field in ("title", "what", "says", "text", "ask"))
    return next((word for word in words if isinstance(word, str) and word), id_as_words(name))
