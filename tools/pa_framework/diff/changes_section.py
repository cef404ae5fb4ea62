"""What a report says of the records themselves: what changed, what it reaches, and the version."""

from collections.abc import Iterator

from pa_framework.diff.items import Item, Section, dangerous, field_in_words, named, unjudged_item
from pa_framework.diff.record_changes import RecordChange
from pa_framework.diff.report import Report
from pa_framework.text.sentences import count, join_some

#: So many titles stand in one row at most.
_ROW = 8
_WHAT = {"added": "new", "removed": "removed", "renamed": "renamed", "retired": "retired", "changed": "changed"}


def changed_records(report: Report) -> Iterator[Section]:
    changed = report.changed
    items = [_record(each) for each in changed.records]
    told_first = dangerous(report)
    items += [unjudged_item(each) for each in report.unjudged if each not in told_first]
    if report.unchanged:
        files = count(len(report.unchanged), "file")
        says = f"{files} that {'does' if len(report.unchanged) == 1 else 'do'} not pass the checker, before as after"
        items.append(Item("Not changed", says, (join_some(dict.fromkeys(each.path for each in report.unchanged)),)))
    if changed.laid_out:
        files = count(len(changed.laid_out), "file")
        items.append(
            Item("Only layout or comments", f"changed in {files}: nothing to judge", (join_some(changed.laid_out),))
        )
    if changed.followed:
        files = count(len(changed.followed), "file")
        items.append(Item("Only new names", f"followed in {files}", (join_some(changed.followed),)))
    if report.others:
        words = f"{count(len(report.others), 'file')} that {'is no record' if len(report.others) == 1 else 'are no records'}"
        says = f"{words} changed as well; this report says nothing of what they do"
        items.append(Item("Other files", says, (join_some(report.others),)))
    items += [Item(path, "is a file that nothing reads") for path in changed.strays]
    yield Section("What changed", "", tuple(items))


def _record(change: RecordChange) -> Item:
    says = f"renamed, was {change.was}" if change.what == "renamed" else _WHAT[change.what]
    return Item(
        named(change.title, change.kind, change.id),
        says,
        (*change.effects, *(field_in_words(each) for each in change.fields)),
    )


def touched_records(report: Report) -> Iterator[Section]:
    found, head, base = report.touched, report.head, report.base

    def titles(kind: str, names: tuple[str, ...]) -> list[str]:
        there = head.records.of_kind(kind)
        return [(head if name in there else base).title(kind, name) for name in names]

    items = [
        _touched(words, titles(kind, names))
        for words, kind, names in (
            ("Levels", "level", found.levels),
            ("Tasks", "task", found.tasks),
            ("Pay bands", "pay-band", found.pay_bands),
            ("Competences", "competence", found.competences),
        )
        if names
    ]
    if found.pages is None:
        items.append(Item("Pages", found.why_no_pages))
    if items:
        yield Section("Touched", "", tuple(items), fold=False)
    if found.pages:
        words = {"added": "new", "removed": "gone", "changed": "changed"}
        pages = (Item(each.title, f"{words[each.what]} ({each.path})") for each in found.pages)
        yield Section("Pages touched", "", tuple(pages))
    yield Section("Version", "", (_version(report),))


def _touched(words: str, titles: list[str]) -> Item:
    """A few in a row; many each on a line of its own, because a long row is not read."""
    return Item(words, join_some(titles)) if len(titles) <= _ROW else Item(words, f"{len(titles):,}", tuple(titles))


def _version(report: Report) -> Item:
    now = report.version
    steps = {
        "major": "a major step: more is asked of somebody",
        "minor": "a minor step: something is new, less is asked, or a safety rule is loosened",
        "patch": "a patch: words, figures, dates or layout",
        "none": "no step",
    }
    implied = f"This change is {steps[now.step]}."
    if not now.suggested:
        return Item(
            now.written or "none", f"{implied} framework.yaml does not say a version of three numbers on both sides."
        )
    if now.step == "none":
        return Item(now.written, implied)
    if now.enough:
        return Item(f"{now.before} → {now.written}", f"{implied} The version was raised enough.")
    return Item(
        f"{now.before} → {now.written}" if now.before != now.written else now.before,
        f"{implied} Write {now.suggested} in framework.yaml with the next release.",
    )
