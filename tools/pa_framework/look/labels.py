"""Labels that several sections of the site use for the same things."""

from collections.abc import Mapping, Sequence
from typing import Any

from pa_framework.facts.site_pages import Link
from pa_framework.records.field_meaning import labels
from pa_framework.records.load import Records
from pa_framework.records.model import Area, Competence, Level, StandardItem
from pa_framework.text.sentences import join_words, upper_first

#: What figures rest on, in words.
BASES = labels("task", "sign_off.review_every.basis")
#: What rates of pay rest on, where the words differ.
PAY_BASES = labels("pay-band", "rates.basis")
_SHORT = frozenset({"pa", "phb", "nhs", "icb"})
#: Audiences.
_AUDIENCES = {**labels("case-study", "audience"), **labels("learning", "for")}
AUDIENCES = {
    name: _AUDIENCES[name] for name in ("pa", "recruit", "employer", "clinician", "practitioner", "training-lead")
}
#: Tasks: whether they may be handed over, and where they are done.
STATUS_WORDS = labels("task", "status")
SETTING_WORDS = labels("task", "settings")

DUTY_DOES = labels("delegation", "duties.id", "page")

DUTY_SHORT = labels("delegation", "duties.id", "verb")


#: The verb of every duty, by the field of a record that lists its roles.
_DOES = labels("task", "sign_off.apart", "apart")


def apart_words(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Duties that two different people must hold: `Whoever trains is not the one who assesses`."""
    return tuple(f"Whoever {_DOES[one]} is not the one who {_DOES[other]}" for one, other in pairs)


def months(number: int) -> str:
    """An interval in words: `every month`, `every 12 months`."""
    return "every month" if number == 1 else f"every {number} months"


def title_of(records: Mapping[str, Any], id: str) -> str:
    """The title of a record, or its id as words where there is no such record."""
    found = records.get(id)
    return str(found.title) if found else id.replace("-", " ")


def level_link(level: Level) -> Link:
    """A link to the page of a level, with its summary as the hint."""
    return Link(level.title, f"career/{level.id}.md", level.summary)


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


def name_words(name: str) -> str:
    """The short name of an organisation as words: `pa-together` is `PA Together`."""
    return " ".join(part.upper() if part in _SHORT else upper_first(part) for part in name.split("-"))


def item_words(item: StandardItem) -> str:
    """An item of a standard: `3. Duty of care`, or without the number where it has none."""
    return f"{item.number}. {item.title}" if item.number else item.title
