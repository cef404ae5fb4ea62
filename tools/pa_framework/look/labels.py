"""Labels that several sections of the site use for the same things."""

from collections.abc import Mapping, Sequence
from typing import Any

from pa_framework.facts.site_pages import Link
from pa_framework.records.load import Records
from pa_framework.records.model import Area, Competence, Level, StandardItem
from pa_framework.text.sentences import join_words, upper_first

#: What figures rest on, in words.
BASES = {
    "law": "law",
    "national-guidance": "national guidance",
    "local-policy": "local policy",
    "published-figure": "a published figure",
    "design-default": "no evidence: a starting value of this framework, to be confirmed by a clinician",
}
#: What rates of pay rest on, where the words differ.
PAY_BASES = {**BASES, "design-default": "nothing agreed: an example, for the funder to set"}
_SHORT = frozenset({"pa", "phb", "nhs", "icb"})
#: Audiences.
AUDIENCES = {
    "pa": "PAs",
    "recruit": "future PAs",
    "employer": "employers of PAs",
    "clinician": "clinicians",
    "practitioner": "practitioners",
    "training-lead": "training leads",
}
#: Tasks: whether they may be handed over, and where they are done.
STATUS_WORDS = {
    "own-role": "Part of a PA's own role",
    "delegable": "May be delegated",
    "never": "Never delegated",
}
SETTING_WORDS = {
    "home": "at home",
    "out-and-about": "out and about",
    "work-or-study": "at work or study",
    "hospital": "in hospital",
    "short-break": "on a short break",
}

DUTY_DOES = {
    "delegate": "Decides to hand it over",
    "train": "Trains the PA",
    "assess": "Judges that the PA can do it",
    "sign-off": "Signs off",
    "review": "Reviews",
}

DUTY_SHORT = {
    "delegate": "delegates",
    "train": "trains",
    "assess": "assesses",
    "sign-off": "signs off",
    "review": "reviews",
}


#: The verb of every duty, by the field of a record that lists its roles.
_DOES = {
    "delegated_by": "decides to hand the task over",
    "trained_by": "trains",
    "assessed_by": "assesses",
    "signed_off_by": "signs off",
    "reviewed_by": "reviews",
}


def apart_words(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Duties that two different people must hold: `Whoever trains is not the one who assesses`."""
    return tuple(f"Whoever {_DOES[one]} is not the one who {_DOES[other]}" for one, other in pairs)


def months(number: int) -> str:
    """`every month`, `every 12 months`"""
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
