"""A report in words: its headline and its sections, in the order in which a reader needs them.

The same for a terminal and for a comment. Nothing here is marked up: every text may come from a record, and each
format makes it safe in its own way.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.diff.asks import Ask
from pa_framework.diff.consequences import Counted, SignOffs
from pa_framework.diff.file_changes import FileChange
from pa_framework.diff.followed import Follower
from pa_framework.diff.open_changes import OpenChange, guardians
from pa_framework.diff.past_lines import lines_to_paste, where_to_paste
from pa_framework.diff.record_changes import FieldInWords, RecordChange
from pa_framework.diff.report import Report
from pa_framework.facts.comparison.field_words import cut
from pa_framework.facts.comparison.loosening import Loosening
from pa_framework.facts.comparison.past_rules import RewrittenPast, UndatedChange
from pa_framework.facts.comparison.snapshot import Unjudged
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.records.field_meaning import field_meanings, labels
from pa_framework.records.first_edition import is_first_edition
from pa_framework.records.kinds import KIND
from pa_framework.text.dates import format_date
from pa_framework.text.findings import Span
from pa_framework.text.sentences import count, join_some, join_words

#: At most so many findings of one file are listed.
_MAX_FINDINGS = 5
#: At most so many changed fields of a record that cannot be judged are listed with it.
_MAX_FIELDS = 12
#: At most so many changed lines of a page, or files of one sort, are listed.
_MAX_LINES = 20
#: At most so many titles are listed in one line.
_MAX_TITLES = 8


class Item(Struct, frozen=True):
    """One entry of a section: whom or what it is about, what is the case, details of it, and lines to paste."""

    title: str
    text: str
    details: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


class Section(Struct, frozen=True):
    """`tone` is danger, care or plain. `fold` lets a format fold a long section away."""

    title: str
    intro: str
    items: tuple[Item, ...]
    tone: str = "plain"
    fold: bool = True


def sections(report: Report, *, exact: bool, ours: Iterable[Section] = ()) -> Iterator[Section]:
    """Every section that has something in it. Without `exact`, small numbers of a register are left out.

    `ours` are sections about the files of an area; they come after what is loosened.
    """
    loosens, *others = _safety(report)
    yield from (section for section in (loosens, *ours, *others) if section.items)
    yield from (section for section in _asked(report) if section.items)
    yield from _consequences(report, exact)
    yield from (section for section in _changes(report) if section.items)
    yield from _followed(report)
    yield from _impact(report)


# --- the headline


def headline(report: Report) -> tuple[str, ...]:
    """The first sentences: whether a safety rule is loosened, and who must agree."""
    if not report.differs and not report.unjudged:
        return ("No record, no page and no other file differs between the two.",)
    sentences = []
    number = len(report.loosenings)
    if number:
        sentences.append(f"This change loosens {'a safety rule' if number == 1 else f'{number} safety rules'}.")
    uncertain = len(_unjudged_files(report))
    if uncertain:
        sentences.append(f"{count(uncertain, 'file')} could not be judged.")
    reads = len(report.open_to("clinician"))
    if reads:
        they_are = "it is" if reads == 1 else "they are"
        sentences.append(f"A clinician must read {count(reads, 'change')}: no program can say whether {they_are} safe.")
    if (uncertain or reads) and not number:
        sentences.append("Until then, no one can say that this change loosens nothing.")
    guards = len(report.open_to("oversight")) + sum(file.guards for file in report.files)
    if guards:
        concern = "concerns" if guards == 1 else "concern"
        sentences.append(f"{count(guards, 'change')} {concern} who guards the rules, or the program.")
    if agreed := len(report.open_to("agreement")):
        concern = "concerns" if agreed == 1 else "concern"
        sentences.append(f"{count(agreed, 'change')} {concern} money, consent or fairness.")
    if is_closed(report):
        sentences.append("No safety rule is loosened.")
    elif is_closed(report, but_for_undated=True):
        sentences.append("No rule asks less from today on.")
    if rewritten := len({(past.kind, past.id) for past in report.past.rewritten}):
        sentences.append(f"This change rewrites the past of {count(rewritten, 'record')}.")
    if undated := len(report.past.undated):
        missing = f"What held until now is missing from {count(undated, 'record')}."
        sentences.append(f"{missing} Add it before the change goes in.")
    if report.new_tasks:
        sentences.append(f"{count(len(report.new_tasks), 'new task')} for a clinician to look at.")
    if number or uncertain or reads or rewritten or report.new_tasks:
        named = dict.fromkeys(one.title for change in report.open_to("clinician") for one in change.agreement_of)
        by_contacts = f"It needs the agreement of: {join_words(named, 'or')}."
        is_of_pages = named and not report.agreement_of
        sentences.append(by_contacts if is_of_pages else agreement(report, report.agreement_of, 2))
    return tuple(sentences)


def is_closed(report: Report, *, but_for_undated: bool = False) -> bool:
    """Whether nothing in a report is left to judge or to add: nothing is loosened, and all of it is proven.

    With `but_for_undated`, what held until now may be missing.
    """
    left: tuple[Iterable[object], ...] = (
        report.loosenings,
        report.open,
        _unjudged_files(report),
        report.past.rewritten,
        () if but_for_undated else report.past.undated,
        report.new_tasks,
        [file for file in report.files if file.guards],
    )
    return not any(list(part) for part in left)


def agreement(report: Report, roles: tuple[str, ...], tasks: int) -> str:
    """Who must agree before a change goes in. For each of several tasks it is one of those who may sign it off."""
    if not roles:
        return "It needs the agreement of a registered professional. The framework names none who signs off."
    titles = [report.base.title("role", role) for role in roles]
    if len(titles) == 1:
        return f"It needs the agreement of: {titles[0]}."
    whom = "one of these" if tasks < 2 else "one of these for each task"
    return f"It needs the agreement of {whom}: {join_words(titles, 'or')}."


# --- safety: what is loosened, what could not be judged, what to read again, what is new


def _safety(report: Report) -> Iterator[Section]:
    yield Section(
        "Loosens a safety rule",
        "A named clinician agrees to each of these before the change goes in.",
        tuple(_loosening(report, loosening) for loosening in report.loosenings),
        "danger",
        fold=False,
    )
    yield Section(
        "Could not be judged",
        "No one can say what these change. Mend the file, or let a clinician read both sides.",
        (*_unjudged_items(report),),
        "danger",
        fold=False,
    )
    yield Section(
        "A clinician reads this",
        "No program can prove that these are neutral or stricter. A clinician reads each sentence, before and after.",
        tuple(_open(report, report.open_to("clinician"))),
        "danger",
        fold=False,
    )
    yield Section(
        "Rewrites the past",
        "Sign-offs of these days are judged by other rules after the change than before it.",
        tuple(_rewritten(past) for past in report.past.rewritten),
        "danger",
        fold=False,
    )
    yield Section(
        "Does not say what held before",
        "Sign-offs of yesterday would be judged by the new rule. Add the lines, so that each day keeps its own rule.",
        tuple(_undated(change) for change in report.past.undated),
        "care",
        fold=False,
    )
    yield Section(
        "New tasks",
        "They loosen no rule that was there. A clinician must look at each.",
        tuple(
            Item(
                _record(change.title, "task", change.id),
                _status(report, change.id),
                (change.path, *change.effects, *(_field(field) for field in change.fields)),
            )
            for change in report.new_tasks
        ),
        "care",
        fold=False,
    )
    yield Section(
        "Who guards the rules",
        "These change who is asked, who has agreed, or the program that checks the rules and makes the pages.",
        (*_open(report, report.open_to("oversight")), *_files_that_guard(report)),
        "care",
        fold=False,
    )
    yield Section(
        "Money, consent and fairness",
        "Each needs the agreement of those whose money, consent or fair treatment it is.",
        tuple(_open(report, report.open_to("agreement"))),
        "care",
        fold=False,
    )


def _open(report: Report, changes: Iterable[OpenChange]) -> Iterator[Item]:
    """Changes to read: of one record or page one entry after the other; the lines of one page are one entry."""
    pages: dict[str, list[OpenChange]] = {}
    for change in changes:
        if change.record_kind:
            details = [*_sides(change), *_agreed_by(change), _place(change.span, in_head=change.in_head)]
            title = _record(change.title, change.record_kind, change.id)
            yield Item(title, change.field, tuple(details))
        else:
            pages.setdefault(change.id, []).append(change)
    for lines in pages.values():
        details = [side for line in lines[:_MAX_LINES] for side in _sides(line)]
        if len(lines) > _MAX_LINES:
            details.append(f"{len(lines) - _MAX_LINES} more; read both sides of the file")
        details += [*_agreed_by(lines[0]), _place(lines[0].span, in_head=lines[0].in_head)]
        yield Item(lines[0].title, lines[0].field, tuple(details))


def _sides(change: OpenChange) -> Iterator[str]:
    yield f"was: {change.before or 'nothing'}"
    yield f"is: {change.after or 'nothing'}"


def _agreed_by(change: OpenChange) -> Iterator[str]:
    """Whose agreement a change needs. The headline names the clinicians of all tasks already."""
    if change.reader == "clinician" and change.record_kind and not change.tasks:
        return
    if change.agreement_of:
        joiner = "and" if change.reader == "agreement" else "or"
        yield f"Whose agreement: {join_words([one.title for one in change.agreement_of], joiner)}."


def _files_that_guard(report: Report) -> Iterator[Item]:
    """Files that are no records and that rules rest on, each sort once."""
    words = {"added": "new", "removed": "gone", "changed": "changed"}
    sorts: dict[tuple[str, str], list[FileChange]] = {}
    for file in report.files:
        if file.guards:
            sorts.setdefault((file.sort, file.effect), []).append(file)
    titles = [one.title for one in guardians(report.base)]
    for (sort, effect), files in sorts.items():
        shown = [f"{file.path}: {words[file.what]}" for file in files[:_MAX_LINES]]
        if len(files) > _MAX_LINES:
            shown.append(f"and {len(files) - _MAX_LINES} more")
        whom = f"Whose agreement: {join_words(titles, 'or')}." if titles else ""
        yield Item(sort[:1].upper() + sort[1:], effect, (*shown, *filter(None, [whom])))


def _status(report: Report, task_id: str) -> str:
    task = report.head.records.tasks.get(task_id)
    return labels("task", "status", "effect")[task.status] if task else "cannot be judged"


def _loosening(report: Report, loosening: Loosening) -> Item:
    weakened = loosening.weakened
    details = [weakened.why]
    if weakened.note:
        details.append(weakened.note)
    if weakened.tasks and weakened.tasks != (weakened.id,):
        details.append(f"Reaches {_tasks(report, weakened.tasks)}.")
    elif not weakened.tasks:
        details.append("No task is reached today.")
    details.append(agreement(report, loosening.agreement_of, len(weakened.tasks)))
    details.append(_place(weakened.span, in_head=weakened.in_head))
    return Item(
        _record(weakened.title, weakened.record_kind, weakened.id),
        _from_to(weakened.field, weakened.before, weakened.after),
        tuple(details),
    )


def _rewritten(past: RewrittenPast) -> Item:
    if past.first is None:
        days = f"until {format_date(past.last)}"
    elif past.first == past.last:
        days = f"on {format_date(past.last)}"
    else:
        days = f"from {format_date(past.first)} to {format_date(past.last)}"
    text = f"{join_words(past.fields)}, {days}"
    return Item(_record(past.title, past.kind, past.id), text, (_place(past.span, in_head=past.in_head),))


def _undated(change: UndatedChange) -> Item:
    details = (_place(change.span, in_head=True), where_to_paste(change))
    return Item(
        _record(change.title, change.kind, change.id), join_words(change.fields), details, lines_to_paste(change)
    )


def _unjudged_files(report: Report) -> list[Unjudged]:
    """Files that no one can judge.

    A base of an older schema, judged as far as it goes, is listed with the changes.
    """
    return [unjudged for unjudged in report.unjudged if unjudged.wholly or unjudged.side != "base"]


def _unjudged_items(report: Report) -> Iterator[Item]:
    """The files that no one can judge. Many of the first edition are one entry: they have one cause."""
    files = _unjudged_files(report)
    old = [file for file in files if file.side == "base" and any(map(is_first_edition, file.findings))]
    if len(old) > 1:
        yield Item(
            f"{len(old)} files of the first edition",
            "cannot be compared with what they are now",
            (
                "Before the change, signs have no level of urgency, and triggers do not say which tasks they hold for.",
                "Read each file after the change as if it were new. To compare them, run `pa-framework upgrade` on"
                " the records before the change first.",
                *(file.path for file in old),
            ),
        )
        files = [file for file in files if file not in old]
    yield from (_unjudged(file, report) for file in files)


_REVISIONS = {"head": "after the change", "base": "before the change", "both": "before and after the change"}


def _unjudged(unjudged: Unjudged, report: Report | None = None) -> Item:
    details = [
        f"line {finding.span.line}: {finding.message} ({finding.code}); {finding.fix}" for finding in unjudged.findings
    ]
    if len(details) > _MAX_FINDINGS:
        more = len(details) - _MAX_FINDINGS
        details = [*details[:_MAX_FINDINGS], f"{more} more; `pa-framework check` lists them"]
    for change in report.changed.records if report and unjudged.wholly else ():
        if change.path == unjudged.path:
            details += [f"changed in it: {_field(field)}" for field in change.fields[:_MAX_FIELDS]]
    how = "cannot be judged" if unjudged.wholly else "is not in order, and was judged as far as it goes"
    return Item(unjudged.path, f"{how} {_REVISIONS[unjudged.side]}", tuple(details))


# --- what is asked, and what follows


def _asked(report: Report) -> Iterator[Section]:
    yield Section("Asks more", "", tuple(_ask(report, ask) for ask in report.asks.more), "care")
    yield Section("Asks less", "", tuple(_ask(report, ask) for ask in report.asks.less))


def _ask(report: Report, ask: Ask) -> Item:
    details = [_place(ask.span, in_head=ask.in_head)]
    if ask.tasks and ask.tasks != (ask.id,):
        details.insert(0, f"Reaches {_tasks(report, ask.tasks)}.")
    return Item(ask.title, ask.text, tuple(details))


def _consequences(report: Report, exact: bool) -> Iterator[Section]:
    items = []
    for consequence in report.consequences:
        sentences = []
        if consequence.assess_again:
            sentences.append("PAs who hold a sign-off are assessed again.")
        if consequence.read_again:
            sentences.append("PAs who do it read its page again.")
        if consequence.approved_on:
            sentences.append(
                f"Its approval of {consequence.approved_on} was given before this change, and does not cover it."
            )
        items.append(Item(consequence.title, " ".join(sentences)))
    if report.sign_offs is not None:
        text = f"judged by both sides, on {format_date(report.on)}"
        items.append(Item("The register", text, tuple(register_in_words(report.sign_offs, exact))))
    if items:
        yield Section("What follows", "", tuple(items))


def register_in_words(sign_offs: SignOffs, exact: bool) -> Iterator[str]:
    """How many sign-offs are reached, and how many verdicts change. Small numbers only where they are `exact`."""

    def number(counted: Counted) -> str:
        if exact or not counted.small:
            return f"{counted.number:,}"
        if counted.number < sign_offs.threshold:
            return f"fewer than {sign_offs.threshold}"
        return "not told, because too few are left over"

    yield f"sign-offs that are touched: {number(sign_offs.reached)}"
    yield f"with another verdict than before: {number(sign_offs.changed)}"
    yield f"the PA may do the task no longer: {number(sign_offs.lost)}"
    yield f"the PA may do the task now, and might not before: {number(sign_offs.gained)}"
    if exact:
        yield from (f"{before} → {after}: {number}" for before, after, number in sign_offs.states)
    if sign_offs.unreadable:
        yield f"{count(sign_offs.unreadable, 'file')} of the register cannot be used."
    if sign_offs.invented:
        yield "This register is invented."


# --- what changed, what it reaches, and the version

_CHANGES = {"added": "new", "removed": "removed", "renamed": "renamed", "retired": "retired", "changed": "changed"}


def _changes(report: Report) -> Iterator[Section]:
    changed = report.changed
    items = [_change(change) for change in changed.records]
    listed_above = _unjudged_files(report)
    items += [_unjudged(unjudged) for unjudged in report.unjudged if unjudged not in listed_above]
    if report.unchanged:
        files = count(len(report.unchanged), "file")
        text = f"{files} that {'does' if len(report.unchanged) == 1 else 'do'} not pass the checker, before as after"
        items.append(_files("Not changed", text, dict.fromkeys(unjudged.path for unjudged in report.unchanged)))
    if report.layout_only:
        files = count(len(report.layout_only), "file")
        items.append(_files("Only layout or comments", f"changed in {files}: nothing to judge", report.layout_only))
    if changed.ids_only:
        files = count(len(changed.ids_only), "file")
        items.append(_files("Only new names", f"followed in {files}", changed.ids_only))
    others = [file.path for file in report.files if not file.guards and not file.of_register]
    if others:
        files = count(len(others), "file")
        text = f"{files} that {'is no record' if len(others) == 1 else 'are no records'} changed as well"
        items.append(_files("Other files", text, others))
    items += [Item(path, "is a file that nothing reads") for path in changed.strays]
    yield Section("What changed", "", tuple(items))


def _files(title: str, text: str, paths: Iterable[str]) -> Item:
    return Item(title, text, (join_some(paths),))


def _change(change: RecordChange) -> Item:
    text = f"renamed, was {change.old_id}" if change.what == "renamed" else _CHANGES[change.what]
    details = (*change.effects, *(_field(field) for field in change.fields))
    return Item(_record(change.title, change.kind, change.id), text, details)


def _impact(report: Report) -> Iterator[Section]:
    impact, head, base = report.impact, report.head, report.base

    def titles(kind: str, names: tuple[str, ...]) -> list[str]:
        in_head = head.records.of_kind(kind)
        return [(head if name in in_head else base).title(kind, name) for name in names]

    items = [
        _title_list(heading, titles(kind, names))
        for heading, kind, names in (
            ("Levels", "level", impact.levels),
            ("Tasks", "task", impact.tasks),
            ("Pay bands", "pay-band", impact.pay_bands),
            ("Competences", "competence", impact.competences),
        )
        if names
    ]
    if impact.pages is None:
        items.append(Item("Pages", impact.why_no_pages))
    if items:
        yield Section("Touched", "", tuple(items), fold=False)
    if impact.pages:
        words = {"added": "new", "removed": "gone", "changed": "changed"}
        pages = (Item(page.title, f"{words[page.what]} ({page.path})") for page in impact.pages)
        yield Section("Pages touched", "", tuple(pages))
    for day, later in report.later_pages:
        if later:
            items = [Item(page.title, page.path) for page in later]
            yield Section(f"Pages that change on {format_date(day)}", "", tuple(items))
    yield Section("Version", "", (_version(report),))


def _followed(report: Report) -> Iterator[Section]:
    """Values that texts refer to, and the texts that say another figure now."""
    items = []
    for value in report.followed:
        since = f" from {format_date(value.since)}" if value.since else ""
        texts = [f"{text.title} ({text.page or text.span.path})" for text in dict.fromkeys(_without_place(value.texts))]
        number = count(len(value.texts), "text")
        details = (_place(value.span, in_head=value.in_head), f"{number} {_FOLLOW[len(value.texts) == 1]}:", *texts)
        items.append(Item(value.target, f"{value.before or 'nothing'} → {value.after or 'nothing'}{since}", details))
    if items:
        intro = "No one has to change these texts: they take the value from its record."
        yield Section("Figures that texts take from a record", intro, tuple(items))


_FOLLOW = {True: "follows", False: "follow"}


def _without_place(texts: Iterable[Follower]) -> Iterator[Follower]:
    """Texts without their lines, so that several on one page are listed once."""
    return (replace(text, span=Span(text.span.path)) for text in texts)


def _title_list(heading: str, titles: list[str]) -> Item:
    """A few titles in one line. Many have a line each, because no one reads a long line."""
    if len(titles) <= _MAX_TITLES:
        return Item(heading, join_some(titles))
    return Item(heading, f"{len(titles):,}", tuple(titles))


STEPS = {
    "major": "a major step: more is asked of someone",
    "minor": "a minor step: something is new or gone, less is asked, or a safety rule is loosened",
    "patch": "a patch: words, figures, dates or layout",
    "none": "no step",
}


def _version(report: Report) -> Item:
    version = report.version
    text = f"This change is {STEPS[version.step]}."
    if not version.suggested:
        without = f"{text} framework.yaml does not say a version of three numbers on both sides."
        return Item(version.after or "none", without)
    if version.step == "none":
        return Item(version.after, text)
    if version.raised_enough:
        return Item(f"{version.before} → {version.after}", f"{text} The version was raised enough.")
    step = f"{version.before} → {version.after}" if version.before != version.after else version.before
    return Item(step, f"{text} Write {version.suggested} in framework.yaml with the next release.")


# --- phrases that several sections share


def _record(title: str, kind: str, name: str) -> str:
    """A record by its title, with its kind and id."""
    singular = KIND[kind].singular
    if not name and kind != "framework":
        return title
    return f"{title} ({singular} {name})" if name else f"{title} ({singular})"


def _from_to(field: str, before: str, after: str) -> str:
    """What a field was and is: `time between reviews: 6 months → 24 months`."""
    before, after = cut(before), cut(after)
    if field == field_meanings("task")["replaced_by",].label and after and not before:
        return f"{field}: {after}"
    if not after:
        return f"{field}: “{before}” is gone"
    if not before:
        return f"{field}: “{after}” is new"
    return f"{field}: {before} → {after}"


def _field(field: FieldInWords) -> str:
    if field.how == "moved":
        return f"{field.label}: in another order"
    if field.how == "reworded":
        return f"{field.label}, reworded: {field.before} → {field.after}"
    return _from_to(field.label, field.before, field.after)


def _place(span: Span, *, in_head: bool) -> str:
    """A file and line, with a word where it is one of the base."""
    return f"{span.path}:{span.line}" if in_head else f"{span.path}:{span.line}, before the change"


def _tasks(report: Report, tasks: tuple[str, ...]) -> str:
    head = report.head.records.tasks
    delegated = {task.id for task in head.values() if is_delegated(task)}
    if len(delegated) > 2 and set(tasks) >= delegated:
        others = len(set(tasks) - delegated)
        return f"all {len(delegated)} tasks that may be delegated" + (
            f", and {count(others, 'other')}" if others else ""
        )
    titles = (head[name].title if name in head else name for name in tasks)
    return f"{count(len(tasks), 'task')}: {join_some(titles)}"
