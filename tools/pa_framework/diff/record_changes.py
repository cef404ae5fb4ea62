"""What changed, record by record: added, removed, renamed, retired, changed, or only laid out anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pa_framework.diff.field_words import change_in_words
from pa_framework.facts.comparison.field_diff import FieldChange, field_changes
from pa_framework.facts.comparison.record_matching import Name, Thing
from pa_framework.facts.comparison.record_matching import things as things_of
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.stories import withheld_reason
from pa_framework.records.json_schema import is_day
from pa_framework.records.kinds import in_report_order
from pa_framework.records.model import CaseStudy
from pa_framework.text.dates import in_words as day_in_words
from pa_framework.text.findings import Span

_FUNDERS = {"council": "Council", "nhs": "NHS"}
_RATES = (
    ("paid", "paid to the PA"),
    ("funded", "funded for each hour"),
    ("self_employed", "what a self-employed PA may charge"),
)


@dataclass(frozen=True, slots=True)
class FieldInWords:
    """A field that changed. `before` is empty where it came, `after` where it is gone."""

    field: str
    before: str
    after: str
    span: Span
    new: bool
    how: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What became of a record. `what` is added, removed, renamed, retired or changed.

    `id` is that of the head, or of the base where it was removed; `was` the old id of a renamed one.
    `effects` are sentences about what follows for readers of the site.
    """

    what: str
    kind: str
    id: str
    title: str
    path: str
    was: str = ""
    fields: tuple[FieldInWords, ...] = ()
    effects: tuple[str, ...] = ()
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """`laid_out` are files in which only layout, comments or the order of fields changed; `followed` name new ids only."""

    records: tuple[RecordChange, ...]
    laid_out: tuple[str, ...]
    followed: tuple[str, ...]
    strays: tuple[str, ...]


def records_changed(
    base: Snapshot, head: Snapshot, things: tuple[Mapping[Name, Thing], Mapping[Name, Thing]], names: Mapping[Name, str]
) -> Changed:
    """Every record that is not the same on both sides; `base` is told in the names of the head, `things` are not."""
    was, now = ({name: each for name, each in end.items() if not each.route} for end in things)
    told = {name: each for name, each in things_of(base.documents).items() if not each.route}
    old_names = {(kind, new): old for (kind, old), new in names.items()}
    records: list[RecordChange] = []
    laid_out: list[str] = []
    followed: list[str] = []
    for name, new in now.items():
        old_id = old_names.get(name, "")
        old = told.get(name)
        if old is None:
            records.append(_added(head, new))
            continue
        made = _compared(base, head, new, old, old_id)
        if made is not None:
            records.append(made)
        else:
            before = was.get((new.kind, new.id))
            if before is not None and field_changes(before.data, new.data):
                followed.append(new.document.path)
            elif before is not None and before.document.text != new.document.text:
                laid_out.append(new.document.path)
    for name, old in was.items():
        if name not in now and name not in names and not head.lost(*name) and old.document.path not in _broken(head):
            records.append(_removed(old))
    records.sort(key=lambda each: (in_report_order(each.kind), each.title, each.id))
    strays = sorted(set(head.strays) - set(base.strays))
    return Changed(tuple(records), tuple(sorted(laid_out)), tuple(sorted(followed)), tuple(strays))


def _broken(side: Snapshot) -> frozenset[str]:
    return frozenset(each.path for each in side.unjudged if each.wholly)


def _title(thing: Thing) -> str:
    title = thing.data.get("title")
    if isinstance(title, str) and title.strip():
        return title
    return thing.id.replace("-", " ") or thing.document.path


def _added(head: Snapshot, new: Thing) -> RecordChange:
    return RecordChange(
        "added",
        new.kind,
        new.id,
        _title(new),
        new.document.path,
        effects=(*_shown(None, head, new), *_waives(None, new)),
    )


def _removed(old: Thing) -> RecordChange:
    links = "Links to its page lead nowhere. A record that is retired stays, with `replaced_by`."
    effects = (*([links] if old.id else []), *_waives(old, None))
    return RecordChange("removed", old.kind, old.id, _title(old), old.document.path, effects=effects)


def _compared(base: Snapshot, head: Snapshot, new: Thing, old: Thing, old_id: str) -> RecordChange | None:
    changes = tuple(each for each in field_changes(old.data, new.data) if each.names != ("id",))
    if not changes and not old_id:
        return None
    what = "renamed" if old_id else "changed"
    if any(each.names == ("replaced_by",) and each.how == "added" for each in changes):
        what = "retired"
    effects = [*_shown(base, head, new), *_pay(old, new), *_waives(old, new)]
    if what == "renamed":
        effects.append("Old links lead nowhere. Once published, an id is retired with `replaced_by` and never renamed.")
    fields = []
    for each in changes:
        if new.kind == "pay-band" and _is_said_of_pay(each) and _pay(old, new):
            continue
        words, before, after = change_in_words(new.kind, each, base, head)
        document = old.document if each.how == "removed" else new.document
        fields.append(FieldInWords(words, before, after, document.span(each.route), each.how != "removed", each.how))
    return RecordChange(
        what, new.kind, new.id, _title(new), new.document.path, old_id, tuple(fields), tuple(effects), changes
    )


def _shown(base: Snapshot | None, head: Snapshot, new: Thing) -> tuple[str, ...]:
    """What becomes of a story on the site."""
    now = head.records.case_studies.get(new.id)
    if new.kind != "case-study" or not isinstance(now, CaseStudy):
        return ()
    because = withheld_reason(now, head.on)
    old = base.records.case_studies.get(new.id) if base else None
    withheld = old is not None and withheld_reason(old, head.on) is not None
    said: list[str] = []
    if because and not withheld:
        said.append(f"The story is withheld with the next build: {because}.")
    elif old is not None and withheld and not because:
        said.append("The story is shown again with the next build.")
    if old is not None and old.consent.state == "given" and now.consent.state == "not-needed":
        said.append("It no longer says that somebody gave consent.")
    if old is not None and old.consent.review_by and now.consent.review_by:
        later = now.consent.review_by > old.consent.review_by
        if later and now.consent.given_on == old.consent.given_on:
            said.append("Consent is to be asked again later, and no day says that anybody was asked.")
    return tuple(said)


def _pay(old: Thing, new: Thing) -> list[str]:
    """What a change of rates means: from what to what, for whom, from when."""
    if new.kind != "pay-band":
        return []
    before, after = _rates(old), _rates(new)
    if before is None or after is None:
        return []
    said: list[str] = []
    for (funder, first), rate in sorted(after.items(), key=lambda each: (each[0][0], each[0][1])):
        there = before.get((funder, first))
        earlier = there or _until(after, funder, first) or _until(before, funder, first)
        for field, words in _RATES:
            now, was = rate.get(field), (earlier or {}).get(field)
            if now is not None and now != was:
                change = f"{_pounds(was)} → {_pounds(now)}" if was is not None else _pounds(now)
                said.append(f"{_FUNDERS.get(funder, funder)}, {words}: {change} an hour from {day_in_words(first)}.")
    for (funder, first), rate in sorted(before.items(), key=lambda each: (each[0][0], each[0][1])):
        now_rate, whose = after.get((funder, first)), _FUNDERS.get(funder, funder)
        if now_rate is None:
            said.append(
                f"{whose}: the rate from {day_in_words(first)} is gone ({_pounds(rate.get('paid'))} an hour to the PA)."
            )
        elif rate.get("until") != now_rate.get("until"):
            until = str(now_rate.get("until") or "")
            ends = f"ends on {day_in_words(date.fromisoformat(until))}" if is_day(until) else "stays open"
            said.append(f"{whose}: the rate from {day_in_words(first)} {ends}.")
    return said


def _waives(old: Thing | None, new: Thing | None) -> list[str]:
    """Which findings count no longer, or again. Waivers of delegation are loosenings, and are told as such."""
    was, now = _waivers(old), _waivers(new)
    said = [
        f"{of} no longer counts as wrong, until {until}. The reason given: {reason or 'none'}"
        for of, (until, reason) in now.items()
        if not of.startswith("DEL") and (of not in was or was[of][0] < until)
    ]
    return said + [f"{of} counts as wrong again." for of in was if of not in now]


def _waivers(thing: Thing | None) -> dict[str, tuple[str, str]]:
    """By code and record, in words: until when a finding is waived at the latest, and why."""
    entries = thing.data.get("waivers") if thing and thing.kind == "waivers" else None
    found: dict[str, tuple[str, str]] = {}
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict):
            code, record, field, until, reason = (
                str(entry.get(name) or "") for name in ("code", "record", "field", "until", "reason")
            )
            of = f"{code} for {record}" + (f", {field}" if field else "")
            if of not in found or found[of][0] < until:
                found[of] = until, reason
    return found


def _is_said_of_pay(change: FieldChange) -> bool:
    """Whether the sentences about pay say it already; what a rate rests on, they do not say."""
    said = {*(field for field, _ in _RATES), "until"}
    return change.names[:1] == ("rates",) and (len(change.names) == 2 or change.names[-1] in said)


def _rates(thing: Thing) -> dict[tuple[str, date], Mapping[str, Any]] | None:
    rates = thing.data.get("rates")
    found: dict[tuple[str, date], Mapping[str, Any]] = {}
    for rate in rates if isinstance(rates, list) else ():
        first = rate.get("from") if isinstance(rate, dict) else None
        if not isinstance(first, str) or not is_day(first) or not isinstance(rate.get("funder"), str):
            return None
        if any(not isinstance(rate.get(field), int | Decimal | None) for field, _ in _RATES):
            return None
        found[rate["funder"], date.fromisoformat(first)] = rate
    return found


def _until(rates: Mapping[tuple[str, date], Mapping[str, Any]], funder: str, day: date) -> Mapping[str, Any] | None:
    """The rate of a funder that began last before a day."""
    began = [first for of, first in rates if of == funder and first < day]
    return rates[funder, max(began)] if began else None


def _pounds(amount: Any) -> str:
    return f"£{Decimal(amount):.2f}" if amount is not None else "nothing"


def new_tasks(changed: Changed, head: Snapshot) -> Iterator[RecordChange]:
    """Tasks that came and may be done: no old rule is loosened by them, and a clinician must look at each."""
    for each in changed.records:
        task = head.records.tasks.get(each.id)
        if each.kind == "task" and each.what == "added" and (task is None or task.status != "never"):
            yield each
