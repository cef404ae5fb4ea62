"""A report as sections, in the order in which a reader needs them; the same for a terminal and for a comment."""

from collections.abc import Iterator

from pa_framework.diff.asks import Ask
from pa_framework.diff.changes_section import changed_records, touched_records
from pa_framework.diff.consequences import Counted, SignOffs
from pa_framework.diff.items import Item, Section, tasks_in_words, where
from pa_framework.diff.report import Report
from pa_framework.diff.safety_section import safety
from pa_framework.text.dates import in_words
from pa_framework.text.sentences import count


def sections(report: Report, *, exact: bool) -> Iterator[Section]:
    """Everything, in the order in which a reader needs it. Without `exact`, small numbers are not told."""
    yield from (each for each in safety(report) if each.items)
    yield from (each for each in _asked(report) if each.items)
    yield from _what_follows(report, exact)
    yield from (each for each in changed_records(report) if each.items)
    yield from touched_records(report)


def _asked(report: Report) -> Iterator[Section]:
    yield Section("Asks more", "", tuple(_ask(report, each) for each in report.asks.more), "care")
    yield Section("Asks less", "", tuple(_ask(report, each) for each in report.asks.less))


def _ask(report: Report, each: Ask) -> Item:
    points = [where(each.span, each.new)]
    if each.tasks and each.tasks != (each.id,):
        points.insert(0, f"Reaches {tasks_in_words(report, each.tasks)}.")
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
        yield f"{count(found.unreadable, 'file')} of the register can not be used."
    if found.invented:
        yield "This register is invented."
