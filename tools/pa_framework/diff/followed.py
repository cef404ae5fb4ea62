"""Values that texts refer to and that a change gives other words: each once, with the texts and pages that follow."""

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.diff.git_tree import PAGES_FOLDER, Tree
from pa_framework.diff.open_changes import OpenChange, clinicians
from pa_framework.facts.addresses import page_path
from pa_framework.facts.comparison.field_words import label
from pa_framework.facts.comparison.record_matching import Name
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.law import law_value
from pa_framework.facts.pages import HandWrittenPage
from pa_framework.facts.text_references import Resolved, TextUse, resolve, uses_in_records
from pa_framework.facts.titles import title_of
from pa_framework.records.field_meaning import meaning_at
from pa_framework.records.kinds import KIND, kinds_in_file
from pa_framework.records.text_references import MARK, TextReference
from pa_framework.text.findings import Span

#: At most so many later days on which a value changes are told.
_MAX_DAYS = 3


class Follower(Struct, frozen=True):
    """A text that follows a value: where it is, and the page of the site that shows it, if there is one."""

    title: str
    page: str
    span: Span


class FollowedValue(Struct, frozen=True):
    """A value that has other words after the change.

    Attributes:
        target: What texts call it: `law.minimum-wage.adult`.
        before: Its words before the change; empty where it had none.
        after: Its words after the change; empty where it has none.
        since: The later day from which this is so; None where it is so on the day of the report.
        span: Where the value is, after the change or else before it (`in_head`).
        texts: The texts that follow.
    """

    target: str
    before: str
    after: str
    since: date | None
    span: Span
    in_head: bool
    texts: tuple[Follower, ...]


class Followed(Struct, frozen=True):
    """What follows from changed values.

    `sentences` are those that a clinician reads again, because they have another figure now. `later_days` are days after that of the report on
    which a value of law is another one than before the change, whether or not a text refers to it.
    """

    values: tuple[FollowedValue, ...]
    sentences: tuple[OpenChange, ...]
    later_days: tuple[date, ...]


def followed(base: tuple[Tree, Snapshot], head: tuple[Tree, Snapshot], new_ids: Mapping[Name, str]) -> Followed:
    """What follows from the values that differ. The snapshot of `base` has its own ids."""
    old_ids = {(kind, new): old for (kind, old), new in new_ids.items()}
    later = _later_days(base[1], head[1], old_ids)
    by_value: dict[tuple[str, str], list[TextUse]] = {}
    for use in _uses(*head):
        if use.allowed and not use.reference.fault:
            by_value.setdefault((use.reference.target, use.reference.day), []).append(use)
    values, sentences = [], list[OpenChange]()
    for (_, day), uses in sorted(by_value.items()):
        for since in (None, *(() if day else later)):
            if found := _changed(base[1], head[1], uses, since, old_ids, head[0].titles):
                values.append(found)
        sentences += _sentences(base[1], head[1], uses, old_ids)
    return Followed(tuple(values), tuple(sentences), later)


def _uses(tree: Tree, snapshot: Snapshot) -> Iterator[TextUse]:
    yield from uses_in_records(snapshot.records)
    for page in hand_written_pages(tree):
        yield from page.uses


def hand_written_pages(tree: Tree) -> Iterator[HandWrittenPage]:
    """The hand-written pages of a tree in which a reference may be."""
    for path, text in tree.pages.items():
        if MARK in text:
            yield HandWrittenPage(path.removeprefix(f"{PAGES_FOLDER}/"), path, text)


def _words(reference: TextReference, snapshot: Snapshot, day: date, old_ids: Mapping[Name, str]) -> Resolved | None:
    """What a reference of the head becomes by a snapshot; `old_ids` are the ids there of records that were renamed."""
    first = reference.names[0]
    names = (old_ids.get((reference.namespace, first), first), *reference.names[1:])
    found = resolve(replace(reference, names=names), snapshot.records, day)
    return found if isinstance(found, Resolved) else None


def _changed(
    base: Snapshot,
    head: Snapshot,
    uses: list[TextUse],
    since: date | None,
    old_ids: Mapping[Name, str],
    titles: Mapping[str, str],
) -> FollowedValue | None:
    """The value that texts refer to, where one of them has other words; None where none has."""
    forms = dict.fromkeys(("value", *(use.reference.form for use in uses)))
    for form in forms:
        reference = replace(uses[0].reference, form=form)
        before, after = (
            _words(reference, base, since or base.on, old_ids),
            _words(reference, head, since or head.on, {}),
        )
        if (before and before.words) != (after and after.words) and (before or after):
            place = after or before
            assert place is not None
            if since and _same_as_today(reference, (base, head), since, old_ids):
                return None
            return FollowedValue(
                reference.target,
                before.words if before else "",
                after.words if after else "",
                since,
                place.place,
                after is not None,
                tuple(_follower(head, use, titles) for use in uses),
            )
    return None


def _same_as_today(
    reference: TextReference, sides: tuple[Snapshot, Snapshot], since: date, old_ids: Mapping[Name, str]
) -> bool:
    """Whether the words of a later day are those of today on both sides, so that they are told already."""
    return all(
        _words(reference, side, since, ids) == _words(reference, side, side.on, ids)
        for side, ids in zip(sides, (old_ids, {}), strict=True)
    )


def _follower(head: Snapshot, use: TextUse, titles: Mapping[str, str]) -> Follower:
    """The text of a reference. `titles` are those of the hand-written pages, by path."""
    if not use.kind:
        page = use.path.removeprefix(f"{PAGES_FOLDER}/")
        return Follower(titles.get(use.path, page), page, use.span)
    for kind in kinds_in_file(use.kind):
        for record in head.records.of_kind(kind.id).values():
            origin = record.origin
            if origin.path == use.path and use.route[: len(origin.route)] == origin.route:
                page = page_path(kind.id, record) if kind.pages or kind.shown_on else ""
                return Follower(title_of(head.records.of_kind(kind.id), record.id), page, use.span)
    return Follower(KIND[use.kind].singular, "", use.span)


def _sentences(
    base: Snapshot, head: Snapshot, uses: list[TextUse], old_ids: Mapping[Name, str]
) -> Iterator[OpenChange]:
    """Sentences for clinicians, whose words are the same as before but for a value that changed."""
    for use in uses:
        names = tuple(part for part in use.route if isinstance(part, str))
        meaning = meaning_at(use.kind, names) if use.kind else None
        if meaning is None or not meaning.clinical or meaning.guard in ("none", "parts"):
            continue
        before, after = _words(use.reference, base, base.on, old_ids), _words(use.reference, head, head.on, {})
        if before is None or after is None or before.words == after.words:
            continue
        around = use.text[: use.reference.start], use.text[use.reference.end :]
        follower = _follower(head, use, {})
        record_id = next((i for i, r in head.records.of_kind(use.kind).items() if r.origin.path == use.path), "")
        yield OpenChange(
            "clinician",
            use.kind,
            record_id,
            follower.title,
            label(use.kind, names, head),
            before.words.join(around),
            after.words.join(around),
            use.span,
            True,
            clinicians(base, (record_id,) if use.kind == "task" else ()),
            (record_id,) if use.kind == "task" else (),
        )


def _later_days(base: Snapshot, head: Snapshot, old_ids: Mapping[Name, str]) -> tuple[date, ...]:
    """The first days, after that of the report, of rows of law that only one of the snapshots has."""
    days: set[date] = set()
    for law in head.records.law.values():
        for value in law.values:
            old = law_value(base.records, old_ids.get(("law", law.id), law.id), value.id)
            rows = {(entry.first, entry.until, entry.value, entry.state) for entry in value.history}
            were = {(entry.first, entry.until, entry.value, entry.state) for entry in old.history} if old else set()
            days |= {first for first, *_ in rows ^ were if first > head.on}
    return tuple(sorted(days)[:_MAX_DAYS])
