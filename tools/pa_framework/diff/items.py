"""The parts of a report as sentences, and the words that its sections share.

Nothing here is marked up: every text may come from a record, and each format makes it safe in its own way.
"""

from dataclasses import dataclass

from pa_framework.diff.field_words import SUCCESSOR, cut
from pa_framework.diff.record_changes import FieldInWords
from pa_framework.diff.report import Report
from pa_framework.facts.comparison.snapshot import Unjudged
from pa_framework.records.kinds import KIND
from pa_framework.text.findings import Span
from pa_framework.text.sentences import count, join_some

#: Of one file, so many findings are told.
_FINDINGS = 5
#: Of one record that can not be judged, so many changes are told beside it.
_FIELDS = 12


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: whom or what it is about, what is so, and what more there is to know of it."""

    lead: str
    says: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """`tone` is danger, care or plain. `fold` lets a format fold a long section away."""

    title: str
    intro: str
    items: tuple[Item, ...]
    tone: str = "plain"
    fold: bool = True


def named(title: str, noun: str, name: str) -> str:
    """A record by its title, with its kind and id."""
    kind = KIND[noun].singular
    if not name and noun != "framework":
        return title
    return f"{title} ({kind} {name})" if name else f"{title} ({kind})"


def from_to(field: str, before: str, after: str) -> str:
    """What a field was and is: `time between reviews: 6 months → 24 months`."""
    before, after = cut(before), cut(after)
    if field == SUCCESSOR and after and not before:
        return f"{field}: {after}"
    if not after:
        return f"{field}: “{before}” is gone"
    if not before:
        return f"{field}: “{after}” is new"
    return f"{field}: {before} → {after}"


def where(span: Span, new: bool) -> str:
    """A place: file and line, with a word where it is one of the base."""
    return f"{span.path}:{span.line}" if new else f"{span.path}:{span.line}, before the change"


def field_in_words(field: FieldInWords) -> str:
    if field.how == "moved":
        return f"{field.field}: in another order"
    if field.how == "reworded":
        return f"{field.field}, reworded: {field.before} → {field.after}"
    return from_to(field.field, field.before, field.after)


def tasks_in_words(report: Report, tasks: tuple[str, ...]) -> str:
    head = report.head.records.tasks
    if len(tasks) > 2 and set(tasks) >= {each.id for each in head.values() if each.status == "delegable"}:
        return f"all {len(tasks)} tasks that may be delegated"
    return f"{count(len(tasks), 'task')}: {join_some(head[each].title if each in head else each for each in tasks)}"


def dangerous(report: Report) -> list[Unjudged]:
    """What nobody can say anything of. A base of an older schema, judged as far as it goes, is told further down."""
    return [each for each in report.unjudged if KIND[each.kind].safety and (each.wholly or each.side != "base")]


def unjudged_item(each: Unjudged, report: Report | None = None) -> Item:
    side = {"head": "after the change", "base": "before the change", "both": "before and after the change"}[each.side]
    said = [f"line {finding.span.line}: {finding.message} ({finding.code}); {finding.fix}" for finding in each.findings]
    if len(said) > _FINDINGS:
        said = [*said[:_FINDINGS], f"{len(said) - _FINDINGS} more; `pa-framework check` lists them"]
    for change in report.changed.records if report and each.wholly else ():
        if change.path == each.path:
            said += [f"changed in it: {field_in_words(field)}" for field in change.fields[:_FIELDS]]
    how = "can not be judged" if each.wholly else "is not in order, and was judged as far as it goes"
    return Item(each.path, f"{how} {side}", tuple(said))
