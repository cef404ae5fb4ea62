"""Which stories and case studies may be shown.

A story is shown only while its consent is valid. Published reports and illustrative stories need no consent. A story
that is withheld has no page, no link and no entry in the search.
"""

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher

from pa_framework.facts.facts import Facts
from pa_framework.facts.lines import lines_of
from pa_framework.facts.name_lists import first_names
from pa_framework.records.model import CaseStudy, Consent
from pa_framework.records.yaml_source import Route

#: The name before the colon of a title: one or two words with a capital.
_NAME_FIRST = re.compile(r"(?P<name>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?):\s")
#: Names that are so much alike are one name, misspelt.
_ALIKE = 0.6


def is_consent_withdrawn(consent: Consent, on: date) -> bool:
    """Whether consent was withdrawn on or before a day."""
    return consent.state == "withdrawn" or (consent.withdrawn_on is not None and consent.withdrawn_on <= on)


def is_consent_lapsed(consent: Consent, on: date) -> bool:
    """Whether consent was given and not withdrawn, and the day on which to ask again has passed."""
    return (
        consent.state == "given"
        and not is_consent_withdrawn(consent, on)
        and consent.review_by is not None
        and consent.review_by < on
    )


def withheld_reason(story: CaseStudy, on: date) -> str | None:
    """Why a story is not shown on a day, as a clause; None where it is shown."""
    consent: Consent = story.consent
    if is_consent_withdrawn(consent, on):
        when = f" on {consent.withdrawn_on}" if consent.withdrawn_on and consent.state != "withdrawn" else ""
        return f"the consent was withdrawn{when}"
    if consent.state == "not-needed":
        # A story is about a person, unless it is invented; the case study of an organisation is not.
        is_about_person = not story.illustrative and story.kind != "organisation"
        return "it is about a real person and has no consent" if is_about_person else None
    if consent.given_on is None:
        return "no day says when consent was given"
    if consent.given_on > on:
        return f"the consent is dated {consent.given_on}, which has not come yet"
    if consent.review_by is None:
        return "no day says when consent must be asked again"
    if is_consent_lapsed(consent, on):
        return f"the consent lapsed on {consent.review_by}"
    return None


def visible_stories(facts: Facts) -> list[CaseStudy]:
    """The stories and case studies that may be listed, by title, without those that another replaces."""
    return sorted(
        (
            story
            for story in facts.records.case_studies.values()
            if not story.replaced_by and withheld_reason(story, facts.on) is None
        ),
        key=lambda story: story.title,
    )


def tellers_who_differ(facts: Facts) -> Iterator[tuple[CaseStudy, str, str]]:
    """Stories whose title names another person than `told_by`: the story, that name, and the field that is likely wrong.

    The word before a colon in a title may be no name ("Nights: what I learned"). It is taken for one where the story's
    id begins with it, where it is much like the teller's name, or where no text of the framework has the word in small
    letters.
    """
    for story in facts.records.case_studies.values():
        found = _NAME_FIRST.match(story.title)
        if story.replaced_by or story.kind == "organisation" or not story.told_by or not found:
            continue
        teller, name = story.told_by.casefold(), found["name"]
        if teller.split()[0] in name.casefold() or not name[0].isupper():
            continue
        if story.id.startswith(name.casefold().replace(" ", "-")):
            yield story, name, "told_by"
        elif teller not in story.title.casefold() and _is_name(name, story, facts):
            yield story, name, "title" if teller.split()[0] in story.id.split("-") else "told_by"


#: Texts of a story that tell in short what the story tells.
_SHORT_TEXTS = ("summary", "pull_quote", "benefit", "challenge", "easy_read")


def strangers_in_stories(facts: Facts) -> Iterator[tuple[CaseStudy, Route, str]]:
    """Short texts of a story that call someone by a first name that nothing else in it has, where it names others besides its teller."""
    for story in facts.records.case_studies.values():
        if story.replaced_by or story.kind == "organisation":
            continue
        texts = [*lines_of(story, "title", "told_by", "story", *_SHORT_TEXTS)]
        texts += [(("day", index, "what"), entry.what) for index, entry in enumerate(story.day)]
        named = {route: frozenset(_first_names(text)) for route, text in texts}
        told = frozenset(name for route, names in named.items() if route[0] in ("story", "day") for name in names)
        in_the_story = told - named.get(("told_by",), frozenset())
        for route in named if in_the_story else ():
            others = frozenset(name for other, names in named.items() if other != route for name in names)
            for name in sorted(named[route] - others) if route[0] in _SHORT_TEXTS else ():
                yield story, route, name


def _first_names(text: str) -> Iterator[str]:
    return (found[0] for found in _CAPITAL.finditer(text) if found[0].casefold() in first_names() - _THINGS)


#: A name before another word with a capital is that of an organisation or a place: "Marie Curie".
_CAPITAL = re.compile(r"(?<![\w'’-])[A-ZÀ-Þ][^\W\d_]+(?![\w-]| [A-ZÀ-Þ])")
#: Names that things have as well.
_THINGS = frozenset({"alexa", "jack"})


def _is_name(word: str, story: CaseStudy, facts: Facts) -> bool:
    """Whether a word with a capital is a name."""
    if SequenceMatcher(None, word.casefold(), (story.told_by or "").casefold()).ratio() >= _ALIKE:
        return True
    small = re.compile(rf"(?<![\w-]){re.escape(word.lower())}(?:s|ed|ing)?(?![\w-])")
    return " " not in word and not any(small.search(text.text) for text in facts.texts)
