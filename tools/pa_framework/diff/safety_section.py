"""What a report says first: what is loosened, what could not be judged, what to read again, what is new."""

from collections.abc import Iterator

from pa_framework.diff.field_words import cut
from pa_framework.diff.items import Item, Section, dangerous, from_to, named, tasks_in_words, unjudged_item, where
from pa_framework.diff.report import Report
from pa_framework.facts.comparison.loosening import Loosening
from pa_framework.facts.comparison.weakened import Reworded
from pa_framework.records.field_meaning import labels
from pa_framework.text.sentences import count, join_words


def headline(report: Report) -> tuple[str, ...]:
    """The first sentences: whether a safety rule is loosened, and whose yes is needed."""
    if not report.differs and not report.unjudged:
        others = f" {count(len(report.others), 'other file')} changed." if report.others else ""
        return (f"No record and no page differs between the two.{others}",)
    said = []
    number = len(report.loosenings)
    if number:
        said.append(f"This change loosens {'a safety rule' if number == 1 else f'{number} safety rules'}.")
    unsure = _unsure(report)
    if unsure:
        said.append(
            f"{count(unsure, 'thing')} could not be judged."
            if number
            else f"{count(unsure, 'thing')} could not be judged, so nobody can say that no safety rule is loosened."
        )
    elif not number:
        said.append("No safety rule is loosened.")
    if report.new_tasks:
        said.append(f"{count(len(report.new_tasks), 'new task')} for a clinician to look at.")
    if number or unsure or report.new_tasks:
        said.append(agreement(report, report.signing, 2))
    return tuple(said)


def _unsure(report: Report) -> int:
    return len(dangerous(report)) + sum(each.turned for each in report.reworded)


def agreement(report: Report, roles: tuple[str, ...], tasks: int) -> str:
    """Whose yes a change needs before it goes in; for each task it is one of those who may sign it off."""
    if not roles:
        return "It needs the agreement of a registered professional. The framework names none who signs off."
    titles = [report.base.title("role", role) for role in roles]
    if len(titles) == 1:
        return f"It needs the agreement of: {titles[0]}."
    whom = "one of these" if tasks < 2 else "one of these for each task"
    return f"It needs the agreement of {whom}: {join_words(titles, 'or')}."


def safety(report: Report) -> Iterator[Section]:
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
            *(unjudged_item(each, report) for each in dangerous(report)),
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
    return labels("task", "status", "effect")[known.status] if known else "can not be judged"


def _loosening(report: Report, loosening: Loosening) -> Item:
    what = loosening.what
    points = [what.why]
    if what.note:
        points.append(what.note)
    if what.tasks and what.tasks != (what.id,):
        points.append(f"Reaches {tasks_in_words(report, what.tasks)}.")
    elif not what.tasks:
        points.append("No task is reached today.")
    points.append(agreement(report, loosening.agreement_of, len(what.tasks)))
    points.append(where(what.span, what.new))
    return Item(named(what.title, what.noun, what.id), from_to(what.field, what.before, what.after), tuple(points))


def _reworded(each: Reworded) -> Item:
    points = [f"was: {cut(each.before)}", f"is: {cut(each.after)}"]
    if each.turned:
        points.append(
            "A word or figure that bounds it changed. Only a reader can say whether it is stricter or looser."
        )
    points.append(where(each.span, True))
    return Item(named(each.title, each.noun, each.id), each.field, tuple(points))
