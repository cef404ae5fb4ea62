"""What changed, record by record: added, removed, renamed, retired, changed, or only in layout."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from pa_framework.facts.comparison.field_diff import FieldChange, field_changes
from pa_framework.facts.comparison.field_words import change_in_words, in_words
from pa_framework.facts.comparison.record_matching import Name, RawRecord, raw_records
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.stories import withheld_reason
from pa_framework.records.field_meaning import field_meanings, labels
from pa_framework.records.json_schema import is_iso_date
from pa_framework.records.kinds import report_sort_key
from pa_framework.records.model import CaseStudy
from pa_framework.text.dates import format_date as day_in_words
from pa_framework.text.findings import Span
from pa_framework.text.sentences import id_as_words

_LABELS = {
    names[1]: meaning.label
    for names, meaning in field_meanings("pay-band").items()
    if names[0] == "rates" and len(names) == 2
}
#: The fields of a rate that say what it is for, besides its funder.
_THING = ("title", "unit", "times", "ages", "apprentice", "point")
_UNITS = labels("pay-band", "rates.unit")
_RATES = tuple((name, field_meanings("pay-band")["rates", name].label) for name in ("paid", "funded", "self_employed"))


class FieldInWords(Struct, frozen=True):
    """A field that changed. `before` is empty where it is new, `after` where it is gone."""

    label: str
    before: str
    after: str
    span: Span
    in_head: bool
    how: str


class RecordChange(Struct, frozen=True):
    """A record that changed. `what` is added, removed, renamed, retired or changed.

    `id` is that of the head, or of the base where it was removed; `old_id` that of the base if it was renamed.
    `effects` are sentences about what follows for readers of the site.
    """

    what: str
    kind: str
    id: str
    title: str
    path: str
    old_id: str = ""
    fields: tuple[FieldInWords, ...] = ()
    effects: tuple[str, ...] = ()
    changes: tuple[FieldChange, ...] = ()


class Changed(Struct, frozen=True):
    """What changed in files.

    `layout_only` are paths of files in which only layout, comments or the order of fields changed, `ids_only` of files
    that only name new ids. `strays` are new files that nothing reads.
    """

    records: tuple[RecordChange, ...]
    layout_only: tuple[str, ...]
    ids_only: tuple[str, ...]
    strays: tuple[str, ...]


def records_changed(
    base: Snapshot,
    head: Snapshot,
    records: tuple[Mapping[Name, RawRecord], Mapping[Name, RawRecord]],
    new_ids: Mapping[Name, str],
    copies: Mapping[Name, str],
) -> Changed:
    """Every record that differs. `base` has the ids of the head; `records`, those of base and head, have their own.

    `copies` are the new records that hold nearly the same as an old one, each with its id.
    """
    was, now = ({name: record for name, record in revision.items() if not record.route} for revision in records)
    with_new_ids = {name: record for name, record in raw_records(base.documents).items() if not record.route}
    old_ids = {(kind, new): old for (kind, old), new in new_ids.items()}
    changes: list[RecordChange] = []
    layout_only: list[str] = []
    ids_only: list[str] = []
    for name, new in now.items():
        old = with_new_ids.get(name)
        if old is None:
            changes.append(_added(base, head, new, with_new_ids.get((new.kind, copies.get(name, "")))))
            continue
        change = _change(base, head, new, old, old_ids.get(name, ""))
        if change is not None:
            changes.append(change)
        else:
            before = was.get((new.kind, new.id))
            if before is not None and field_changes(new.kind, before.data, new.data):
                ids_only.append(new.document.path)
            elif before is not None and before.document.files[0].text != new.document.files[0].text:
                layout_only.append(new.document.path)
    broken = {unjudged.path for unjudged in head.unjudged if unjudged.wholly}
    for name, old in was.items():
        is_gone = name not in now and name not in new_ids and not head.is_unjudged(*name)
        if is_gone and old.document.path not in broken:
            changes.append(_removed(old))
    changes.sort(key=lambda change: (report_sort_key(change.kind), change.title, change.id))
    strays = sorted(set(head.strays) - set(base.strays))
    return Changed(tuple(changes), tuple(sorted(layout_only)), tuple(sorted(ids_only)), tuple(strays))


def _title(record: RawRecord) -> str:
    title = record.data.get("title")
    if isinstance(title, str) and title.strip():
        return title
    return id_as_words(record.id) or record.document.path


def _added(base: Snapshot, head: Snapshot, new: RawRecord, copied: RawRecord | None) -> RecordChange:
    """A new record; `copied` is the old one that it is nearly the same as, if there is one."""
    effects = [*_story_effects(None, head, new), *_waiver_effects(None, new)]
    fields: tuple[FieldInWords, ...] = ()
    if copied is not None:
        effects.append(f"Nearly the same as “{_title(copied)}” ({copied.id}), which stays. What differs:")
        changes = (change for change in field_changes(new.kind, copied.data, new.data) if change.names != ("id",))
        fields = tuple(_in_words(base, head, copied, new, change) for change in changes)
    path = new.document.path
    return RecordChange("added", new.kind, new.id, _title(new), path, fields=fields, effects=tuple(effects))


def _removed(old: RawRecord) -> RecordChange:
    links = "Links to its page lead nowhere. A record that is retired stays, with `replaced_by`."
    effects = (*([links] if old.id else []), *_waiver_effects(old, None))
    return RecordChange("removed", old.kind, old.id, _title(old), old.document.path, effects=effects)


def _change(base: Snapshot, head: Snapshot, new: RawRecord, old: RawRecord, old_id: str) -> RecordChange | None:
    changes = tuple(change for change in field_changes(new.kind, old.data, new.data) if change.names != ("id",))
    if not changes and not old_id:
        return None
    what = "renamed" if old_id else "changed"
    if any(change.names == ("replaced_by",) and change.how == "added" for change in changes):
        what = "retired"
    pay = _pay_effects(head, old, new)
    effects = [*_story_effects(base, head, new), *pay, *_waiver_effects(old, new)]
    if what == "renamed":
        effects.append("Old links lead nowhere. Once published, an id is retired with `replaced_by` and never renamed.")
    fields = []
    for change in changes:
        if pay and _is_in_pay_effects(change):
            continue
        fields.append(_in_words(base, head, old, new, change))
    return RecordChange(
        what, new.kind, new.id, _title(new), new.document.path, old_id, tuple(fields), tuple(effects), changes
    )


def _in_words(base: Snapshot, head: Snapshot, old: RawRecord, new: RawRecord, change: FieldChange) -> FieldInWords:
    label, before, after = change_in_words(new.kind, change, base, head)
    in_head = change.how != "removed"
    document = new.document if in_head else old.document
    return FieldInWords(label, before, after, document.span(change.route), in_head, change.how)


def _story_effects(base: Snapshot | None, head: Snapshot, new: RawRecord) -> tuple[str, ...]:
    """What follows for a story on the site."""
    now = head.records.case_studies.get(new.id)
    if new.kind != "case-study" or not isinstance(now, CaseStudy):
        return ()
    reason = withheld_reason(now, head.on)
    old = base.records.case_studies.get(new.id) if base else None
    withheld = old is not None and withheld_reason(old, head.on) is not None
    sentences: list[str] = []
    if reason and not withheld:
        sentences.append(f"The story is withheld with the next build: {reason}.")
    elif old is not None and withheld and not reason:
        sentences.append("The story is shown again with the next build.")
    if old is not None and old.consent.state == "given" and now.consent.state == "not-needed":
        sentences.append("It no longer says that someone gave consent.")
    if old is not None and old.consent.pseudonym and not now.consent.pseudonym:
        sentences.append("It no longer says that the name in it is not the real one.")
    if old is not None and old.consent.review_by and now.consent.review_by:
        later = now.consent.review_by > old.consent.review_by
        if later and now.consent.given_on == old.consent.given_on:
            sentences.append("Consent is to be asked again later, and no day says that anyone was asked.")
    return tuple(sentences)


def _pay_effects(head: Snapshot, old: RawRecord, new: RawRecord) -> list[str]:
    """What a change of rates means: from what to what, for whom, from when."""
    if new.kind != "pay-band":
        return []
    before, after = _rates(head, old), _rates(head, new)
    if before is None or after is None:
        return []
    sentences: list[str] = []
    for (whose, first), rate in sorted(after.items(), key=lambda item: item[0]):
        there = before.get((whose, first))
        earlier = there or _until(after, whose, first) or _until(before, whose, first)
        unit = _UNITS.get(str(rate.get("unit", "hour")), "")
        for field, words in _RATES:
            now, was = rate.get(field), (earlier or {}).get(field)
            if now is not None and now != was:
                before_it, after_it = (_amount(value, rate) for value in (was, now))
                change = f"{before_it} → {after_it}" if was is not None else after_it
                sentences.append(f"{whose}, {words}: {change} {unit} from {day_in_words(first)}.")
    for (whose, first), rate in sorted(before.items(), key=lambda item: item[0]):
        now_rate = after.get((whose, first))
        if now_rate is None:
            unit = _UNITS.get(str(rate.get("unit", "hour")), "")
            sentences.append(
                f"{whose}: the rate from {day_in_words(first)} is gone ({_amount(rate.get('paid'), rate)} {unit} to the PA)."
            )
        elif rate.get("until") != now_rate.get("until"):
            until = str(now_rate.get("until") or "")
            ends = f"ends on {day_in_words(date.fromisoformat(until))}" if is_iso_date(until) else "stays open"
            sentences.append(f"{whose}: the rate from {day_in_words(first)} {ends}.")
    return sentences


def _waiver_effects(old: RawRecord | None, new: RawRecord | None) -> list[str]:
    """Which findings no longer count, or count again. Waivers of delegation are loosenings, and have their own section."""
    was, now = _waivers(old), _waivers(new)
    sentences = [
        f"{of} no longer counts as wrong, until {until}. The reason given: {reason or 'none'}"
        for of, (until, reason) in now.items()
        if not of.startswith("DEL") and (of not in was or was[of][0] < until)
    ]
    return sentences + [f"{of} counts as wrong again." for of in was if of not in now]


def _waivers(record: RawRecord | None) -> dict[str, tuple[str, str]]:
    """By code and record, in words: until when a finding is waived at the latest, and why."""
    entries = record.data.get("waivers") if record and record.kind == "waivers" else None
    found: dict[str, tuple[str, str]] = {}
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict):
            code, record_id, field, until, reason = (
                str(entry.get(name) or "") for name in ("code", "record", "field", "until", "reason")
            )
            of = f"{code} for {record_id}" + (f", {field}" if field else "")
            if of not in found or found[of][0] < until:
                found[of] = until, reason
    return found


def _is_in_pay_effects(change: FieldChange) -> bool:
    """Whether the sentences about pay have it already. They leave out what a rate is based on."""
    fields = {*(field for field, _ in _RATES), "until"}
    return change.names[:1] == ("rates",) and (len(change.names) == 2 or change.names[-1] in fields)


def _rates(head: Snapshot, record: RawRecord) -> dict[tuple[str, date], Mapping[str, Any]] | None:
    """The rates of a band by whose they are, with what they are for, and the first day; None where that is not certain."""
    rates = record.data.get("rates")
    found: dict[tuple[str, date], Mapping[str, Any]] = {}
    for rate in rates if isinstance(rates, list) else ():
        first = rate.get("from") if isinstance(rate, dict) else None
        if not isinstance(first, str) or not is_iso_date(first) or not isinstance(rate.get("funder"), str):
            return None
        if any(not isinstance(rate.get(field), int | Decimal | None) for field, _ in _RATES):
            return None
        key = _whose(head, rate), date.fromisoformat(first)
        if key in found:
            return None
        found[key] = rate
    return found


def _whose(head: Snapshot, rate: Mapping[str, Any]) -> str:
    """Whose a rate is and what it is for, as words that differ where the rates are not for the same thing."""
    words = [head.title("organisation", rate["funder"])]
    for field in _THING:
        value = rate.get(field)
        if value not in (None, False, "hour"):
            words.append(f"{_LABELS[field]} {in_words('pay-band', ('rates', field), value, head)}")
    return ", ".join(words)


def _until(rates: Mapping[tuple[str, date], Mapping[str, Any]], funder: str, day: date) -> Mapping[str, Any] | None:
    """The rate of a funder that began last before a day."""
    began = [first for of, first in rates if of == funder and first < day]
    return rates[funder, max(began)] if began else None


def _amount(amount: Any, rate: Mapping[str, Any]) -> str:
    """An amount of a rate without its unit: pounds, or a number of per cent."""
    if amount is None:
        return "nothing"
    return f"{Decimal(amount).normalize():f}" if rate.get("unit") == "per-cent" else f"£{Decimal(amount):.2f}"


def new_tasks(changed: Changed, head: Snapshot) -> Iterator[RecordChange]:
    """Added tasks that may be done: they loosen no old rule, and a clinician must look at each."""
    for change in changed.records:
        task = head.records.tasks.get(change.id)
        if change.kind == "task" and change.what == "added" and (task is None or task.status != "never"):
            yield change
