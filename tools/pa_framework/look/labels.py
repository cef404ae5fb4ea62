"""Labels that several sections of the site use for the same things."""

from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from pa_framework.facts.addresses import page_path
from pa_framework.facts.site_pages import Link
from pa_framework.records.field_meaning import labels, labels_for
from pa_framework.records.load import Records
from pa_framework.records.model import Area, Competence, Level, StandardItem
from pa_framework.text.sentences import join_words

#: What figures rest on, in words.
BASES = labels("task", "sign_off.review_every.basis")
#: What rates of pay rest on, where the words differ.
PAY_BASES = labels("pay-band", "rates.basis")
#: The audiences of all kinds of record.
AUDIENCES: Mapping[str, str] = {
    **labels("case-study", "audience"),
    **labels("support", "serves"),
    **labels("learning", "for"),
}
#: Tasks: whether they may be delegated.
STATUS_WORDS = labels("task", "status")
#: How urgent a sign is.
LEVEL_WORDS = labels("delegation", "signs.level")
#: The duties of a chain: as the label of a line, and as a verb in a sentence.
DUTY_LABELS = labels("delegation", "duties.id", "page")
DUTY_VERBS = labels("delegation", "duties.id", "verb")


class ValueGroup(Struct, frozen=True):
    """A group of an index: the values of a field whose records it lists. `id` is the first of them."""

    id: str
    title: str
    summary: str
    values: tuple[str, ...]


@cache
def value_groups(kind: str, field: str) -> tuple[ValueGroup, ...]:
    """The groups in which an index lists the records of a kind by the value of a closed list.

    The schema declares them: `x-labels-for` gives each value the heading of its group, in the order of the index, and
    at least one value of a group its summary. A value without a heading is a group of its own, last, with the value's
    label as the title and no summary, so that an index lists the records of every value.
    """
    summaries = labels_for(kind, field, "summary")
    titles: dict[str, list[str]] = {}
    for value, title in labels(kind, field, "heading").items():
        titles.setdefault(title, []).append(value)
    return tuple(
        ValueGroup(
            values[0], title, next((summaries[value] for value in values if value in summaries), ""), tuple(values)
        )
        for title, values in titles.items()
    )


def months(number: int) -> str:
    """An interval in words: `every month`, `every 12 months`."""
    return "every month" if number == 1 else f"every {number} months"


def level_link(level: Level) -> Link:
    """A link to the page of a level, with its summary as the hint."""
    return Link(level.title, page_path("level", level), level.summary)


def in_areas(records: Records) -> list[tuple[Area, list[Competence]]]:
    """The areas in order, with their competences by title; retired competences are left out."""
    found: dict[str, list[Competence]] = {area: [] for area in records.areas}
    for competence in sorted(records.competences.values(), key=lambda competence: competence.title):
        if not competence.replaced_by and competence.area in found:
            found[competence.area].append(competence)
    return [(area, found[name]) for name, area in records.areas.items()]


def audiences(names: Sequence[str]) -> str:
    """The audience in words: `PAs and employers of PAs`."""
    return join_words([words for name, words in AUDIENCES.items() if name in names])


def item_words(item: StandardItem) -> str:
    """An item of a standard: `3. Duty of care`, or without the number where it has none."""
    return f"{item.number}. {item.title}" if item.number else item.title
