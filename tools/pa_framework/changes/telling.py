"""A report as sections of sentences, the same for a terminal and for a comment. Formats only put them out.

Nothing here is marked up: every text may come from a record, and each format makes it safe in its own way.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.changes.asks import Ask
from pa_framework.changes.field_words import KINDS, cut
from pa_framework.changes.follows import Counted, SignOffs
from pa_framework.changes.loosening import Loosening
from pa_framework.changes.records_changed import FieldInWords, RecordChange
from pa_framework.changes.report import SAFETY, Report
from pa_framework.changes.sides import Unjudged
from pa_framework.changes.weakened import Reworded, in_a_row
from pa_framework.changes.weaker_tasks import STATUS_WORDS
from pa_framework.findings import Span
from pa_framework.register.words import counted, in_words

_WHAT = {"added": "new", "removed": "removed", "renamed": "renamed", "retired": "retired", "changed": "changed"}
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


def headline(report: Report) -> tuple[str, ...]:
    """The first sentences: whether a safety rule is loosened, and whose yes is needed."""
    if not report.differs and not report.unjudged:
        others = f" {counted(len(report.others), 'other file')} changed." if report.others else ""
        return (f"No record and no page differs between the two.{others}",)
    said = []
    number = len(report.loosenings)
    if number:
        said.append(f"This change loosens {'a safety rule' if number == 1 else f'{number} safety rules'}.")
    unsure = _unsure(report)
    if unsure:
        said.append(
            f"{counted(unsure, 'thing')} could not be judged."
            if number
            else f"{counted(unsure, 'thing')} could not be judged, so nobody can say that no safety rule is loosened."
        )
    elif not number:
        said.append("No safety rule is loosened.")
    if report.new_tasks:
        said.append(f"{counted(len(report.new_tasks), 'new task')} for a clinician to look at.")
    if number or unsure or report.new_tasks:
        said.append(agreement(report, report.signing, 2))
    return tuple(said)


def _unsure(report: Report) -> int:
    return len(_dangerous(report)) + sum(each.turned for each in report.reworded)


def _dangerous(report: Report) -> list[Unjudged]:
    """What nobody can say anything of. A base of an older schema, judged as far as it goes, is told further down."""
    return [each for each in report.unjudged if each.kind in SAFETY and (each.wholly or each.side != "base")]


def agreement(report: Report, roles: tuple[str, ...], tasks: int) -> str:
    """Whose yes a change needs before it goes in; for each task it is one of those who may sign it off."""
    if not roles:
        return "It needs the agreement of a registered professional. The framework names none who signs off."
    titles = [report.base.title("role", role) for role in roles]
    if len(titles) == 1:
        return f"It needs the agreement of: {titles[0]}."
    whom = "one of these" if tasks < 2 else "one of these for each task"
    return f"It needs the agreement of {whom}: {in_a_row(titles, most=len(titles), joint='or')}."


def sections(report: Report, *, exact: bool) -> Iterator[Section]:
    """Everything, in the order in which a reader needs it. Without `exact`, small numbers are not told."""
    yield from (each for each in _safety(report) if each.items)
    yield from (each for each in _asked(report) if each.items)
    yield from _what_follows(report, exact)
    yield from (each for each in _changed(report) if each.items)
    yield from _touched(report)


# --- safety


def _safety(report: Report) -> Iterator[Section]:
    yield Section(
        "Loosens a safety rule",
        "A named clinician agrees to each of these before the change goes in.",
        tuple(_loosening(report, each) for each in report.loosenings),
        "danger",
        fold=False,
    )
    yield Section(
        "Could not be judged",
        "Nobody can say what these change. Mend the file, or let a clinician read both sides.",
        (
            *(_unjudged(each, report) for each in _dangerous(report)),
            *(_reworded(each) for each in report.reworded if each.turned),
        ),
        "danger",
        fold=False,
    )
    yield Section(
        "Reworded: read again",
        "These say the same in other words, as far as a program can tell.",
        tuple(_reworded(each) for each in report.reworded if not each.turned),
        "care",
    )
    yield Section(
        "New tasks",
        "They loosen no rule that was there. A clinician must look at each.",
        tuple(
            Item(named(each.title, "task", each.id), _status(report, each.id), (each.path,))
            for each in report.new_tasks
        ),
        "care",
        fold=False,
    )


def _status(report: Report, task: str) -> str:
    known = report.head.records.tasks.get(task)
    return STATUS_WORDS.get(known.status, known.status) if known else "can not be judged"


def _loosening(report: Report, loosening: Loosening) -> Item:
    what = loosening.what
    points = [what.why]
    if what.note:
        points.append(what.note)
    if what.tasks and what.tasks != (what.id,):
        points.append(f"Reaches {_tasks(report, what.tasks)}.")
    elif not what.tasks:
        points.append("No task is reached today.")
    points.append(agreement(report, loosening.agreement_of, len(what.tasks)))
    points.append(where(what.span, what.new))
    return Item(named(what.title, what.noun, what.id), from_to(what.field, what.before, what.after), tuple(points))


def _tasks(report: Report, tasks: tuple[str, ...]) -> str:
    head = report.head.records.tasks
    if len(tasks) > 2 and set(tasks) >= {each.id for each in head.values() if each.status == "delegable"}:
        return f"all {len(tasks)} tasks that may be delegated"
    return f"{counted(len(tasks), 'task')}: {in_a_row(head[each].title if each in head else each for each in tasks)}"


def named(title: str, noun: str, name: str) -> str:
    """A record by its title, with its kind and id."""
    kind = KINDS.get(noun, (noun.replace("-", " "), ""))[0]
    if not name and noun != "framework":
        return title
    return f"{title} ({kind} {name})" if name else f"{title} ({kind})"


def from_to(field: str, before: str, after: str) -> str:
    """What a field was and is: `time between reviews: 6 months → 24 months`."""
    before, after = cut(before), cut(after)
    if not after:
        return f"{field}: “{before}” is gone"
    if not before:
        return f"{field}: “{after}” is new"
    return f"{field}: {before} → {after}"


def where(span: Span, new: bool) -> str:
    """A place: file and line, with a word where it is one of the base."""
    return f"{span.path}:{span.line}" if new else f"{span.path}:{span.line}, before the change"


def _unjudged(each: Unjudged, report: Report | None = None) -> Item:
    side = {"head": "after the change", "base": "before the change", "both": "before and after the change"}[each.side]
    said = [f"line {finding.span.line}: {finding.message} ({finding.code}); {finding.fix}" for finding in each.findings]
    if len(said) > _FINDINGS:
        said = [*said[:_FINDINGS], f"{len(said) - _FINDINGS} more; `pa-framework check` lists them"]
    for change in report.changed.records if report and each.wholly else ():
        if change.path == each.path:
            said += [f"changed in it: {_field(field)}" for field in change.fields[:_FIELDS]]
    how = "can not be judged" if each.wholly else "is not in order, and was judged as far as it goes"
    return Item(each.path, f"{how} {side}", tuple(said))


def _reworded(each: Reworded) -> Item:
    points = [f"was: {cut(each.before)}", f"is: {cut(each.after)}"]
    if each.turned:
        points.append(
            "A word or figure that bounds it changed. Only a reader can say whether it is stricter or looser."
        )
    points.append(where(each.span, True))
    return Item(named(each.title, each.noun, each.id), each.field, tuple(points))


# --- what is asked, and what follows


def _asked(report: Report) -> Iterator[Section]:
    yield Section("Asks more", "", tuple(_ask(report, each) for each in report.asks.more), "care")
    yield Section("Asks less", "", tuple(_ask(report, each) for each in report.asks.less))


def _ask(report: Report, each: Ask) -> Item:
    points = [where(each.span, each.new)]
    if each.tasks and each.tasks != (each.id,):
        points.insert(0, f"Reaches {_tasks(report, each.tasks)}.")
    return Item(each.title, each.says, tuple(points))


def _what_follows(report: Report, exact: bool) -> Iterator[Section]:
    items = []
    for each in report.follows:
        said = []
        if each.assess_again:
            said.append("PAs who hold a sign-off are assessed again.")
        if each.read_again:
            said.append("PAs who do it read its page again.")
        if each.approved_on:
            said.append(f"Its approval of {each.approved_on} was given before this change, and does not cover it.")
        items.append(Item(each.title, " ".join(said)))
    if report.sign_offs is not None:
        words = f"judged by both sides, on {in_words(report.on)}"
        items.append(Item("The register", words, tuple(register_in_words(report.sign_offs, exact))))
    if items:
        yield Section("What follows", "", tuple(items))


def register_in_words(found: SignOffs, exact: bool) -> Iterator[str]:
    """How many sign-offs are touched, and how many verdicts change. Small numbers are told on a terminal only."""

    def many(number: Counted) -> str:
        if exact or not number.small:
            return f"{number.number:,}"
        return f"fewer than {found.least}" if number.number < found.least else "not told, because too few are left over"

    yield f"sign-offs that are touched: {many(found.touched)}"
    yield f"with another verdict than before: {many(found.turned)}"
    yield f"the PA may do the task no longer: {many(found.stops)}"
    yield f"the PA may do the task now, and might not before: {many(found.starts)}"
    if exact:
        yield from (f"{was} → {now}: {number}" for was, now, number in found.states)
    if found.unreadable:
        yield f"{counted(found.unreadable, 'file')} of the register can not be used."
    if found.invented:
        yield "This register is invented."


# --- what changed


def _changed(report: Report) -> Iterator[Section]:
    changed = report.changed
    items = [_record(each) for each in changed.records]
    dangerous = _dangerous(report)
    items += [_unjudged(each) for each in report.unjudged if each not in dangerous]
    if changed.laid_out:
        files = counted(len(changed.laid_out), "file")
        items.append(
            Item("Only layout or comments", f"changed in {files}: nothing to judge", (in_a_row(changed.laid_out),))
        )
    if changed.followed:
        files = counted(len(changed.followed), "file")
        items.append(Item("Only new names", f"followed in {files}", (in_a_row(changed.followed),)))
    if report.others:
        words = f"{counted(len(report.others), 'file')} that {'is no record' if len(report.others) == 1 else 'are no records'}"
        says = f"{words} changed as well; this report says nothing of what they do"
        items.append(Item("Other files", says, (in_a_row(report.others),)))
    items += [Item(path, "is a file that nothing reads") for path in changed.strays]
    yield Section("What changed", "", tuple(items))


def _record(change: RecordChange) -> Item:
    says = f"renamed, was {change.was}" if change.what == "renamed" else _WHAT[change.what]
    return Item(
        named(change.title, change.kind, change.id),
        says,
        (*change.effects, *(_field(each) for each in change.fields)),
    )


def _field(field: FieldInWords) -> str:
    if field.how == "moved":
        return f"{field.field}: in another order"
    if field.how == "reworded":
        return f"{field.field}, reworded: {field.before} → {field.after}"
    return from_to(field.field, field.before, field.after)


def _touched(report: Report) -> Iterator[Section]:
    found, head, base = report.touched, report.head, report.base

    def titles(kind: str, names: tuple[str, ...]) -> str:
        there = head.records.of_kind(kind)
        return in_a_row(((head if name in there else base).title(kind, name) for name in names), 40)

    items = [
        Item(words, titles(kind, names))
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
