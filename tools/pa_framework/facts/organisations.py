"""Organisations in words, and which of them fund pay. A framework has six without listing them, one of each kind."""

from collections.abc import Iterable

from msgspec import Struct

from pa_framework.facts.titles import title_of
from pa_framework.records.load import Records
from pa_framework.records.model import Agreement, PayBand
from pa_framework.text.sentences import count, join_words

#: Organisations that a sentence names with an article, unless the framework gives them a name of their own.
_WITH_ARTICLE = {"Council": "the council", "NHS": "the NHS"}
#: Kinds of organisation that have a budget of the public, so that people have a right to know why two of them differ.
_PUBLIC = frozenset({"council", "nhs"})
#: The two that are asked where an agreement names no others.
COUNCIL_AND_NHS = ("council", "nhs")
#: So many organisations are named one by one in a sentence; more are counted.
_MOST_NAMED = 3


class SameAnswer(Struct, frozen=True):
    """Organisations that give the same answer, in order. `answer` is it in a few words, empty where no one says them."""

    answer: str
    organisations: tuple[str, ...]


def organisation_title(records: Records, name: str) -> str:
    """The title of an organisation: `Council`, `North Shire ICB`."""
    return title_of(records.organisations, name)


def organisation_words(records: Records, name: str) -> str:
    """An organisation within a sentence: `the council`, `North Shire ICB`."""
    title = organisation_title(records, name)
    return _WITH_ARTICLE.get(title, title)


def in_order(records: Records, names: Iterable[str]) -> tuple[str, ...]:
    """Organisations, each once: the listed ones as they are listed, then those that are always there, then unknown ones."""
    found = set(names)
    return (*(name for name in records.organisations if name in found), *sorted(found - set(records.organisations)))


def funders(records: Records, *bands: PayBand) -> tuple[str, ...]:
    """The organisations that some pay bands name as funders of a rate, in order; without bands, those of all bands."""
    return in_order(records, {rate.funder for band in bands or records.pay_bands.values() for rate in band.rates})


def answers_of(records: Records, agreement: Agreement) -> tuple[SameAnswer, ...]:
    """The organisations of an agreement by their answers; of most organisations first.

    Where a position has no `answer`, what it says counts. Spaces, capitals and a full stop make no difference.
    """
    alike: dict[str, list[str]] = {}
    for name in in_order(records, agreement.positions):
        position = agreement.positions[name]
        alike.setdefault(_normalised(position.answer or position.says), []).append(name)
    found = [SameAnswer(agreement.positions[names[0]].answer or "", tuple(names)) for names in alike.values()]
    return tuple(sorted(found, key=lambda same: -len(same.organisations)))


def _normalised(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


def sides_words(records: Records, agreement: Agreement) -> str:
    """Who an agreement is between, within a sentence: `council and NHS`, `North Shire and South Shire`, `10 organisations`."""
    names = in_order(records, agreement.positions)
    if set(names) <= set(COUNCIL_AND_NHS):
        names = COUNCIL_AND_NHS
    if len(names) > _MOST_NAMED:
        return count(len(names), "organisation")
    return join_words(organisation_words(records, name).removeprefix("the ") for name in names)


def is_public(records: Records, name: str) -> bool:
    """Whether an organisation is a council or part of the NHS."""
    organisation = records.organisations.get(name)
    return organisation is not None and organisation.kind in _PUBLIC
