"""How learning that prepares for delegated tasks weakens them: it is no longer said to be repeated, or less often."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pa_framework.facts.comparison.weakened import Comparison, Weakened, Weaknesses
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.records.model import Learning
from pa_framework.records.yaml_source import Route
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS, sentences_of
from pa_framework.text.word_forms import has_negative

_FIELDS = ("takes", "summary", "recognises", "easy_read")
_EVERY = rf"(?:each|every) (?:(?P<number>\d+|{'|'.join(NUMBER_WORDS)}) )?(?P<unit>week|month|year)s?\b"
_AGAIN = LazyPattern(
    rf"\b(?:repeat(?:s|ed|ing)?|refresh(?:es|ed|er|ers|ing)?|renew(?:s|ed|al)?|retrain(?:s|ed|ing)?|yearly|annual(?:ly)?"
    rf"|(?:done|do it|taken|take it|practised?|given|trained|assessed|watched) again(?! and again))\b|\b{_EVERY}",
    re.IGNORECASE,
)
_HOW_OFTEN = LazyPattern(rf"\b{_EVERY}|\b(?P<yearly>yearly|annual(?:ly)?)\b", re.IGNORECASE)
_WEEKS = {"week": 1, "month": 4, "year": 52}


class _Demand(NamedTuple):
    """A sentence that asks for something to be repeated: where it is, and after how many weeks (None: not said)."""

    route: Route
    sentence: str
    weeks: int | None


def weaker_learning(comparison: Comparison, found: Weaknesses) -> None:
    """Adds learning for delegated tasks whose words no longer ask for it to be repeated, or ask for it less often."""
    for name, old in comparison.base.records.learning.items():
        new = comparison.head.records.learning.get(name)
        tasks = tuple(task for task in old.prepares_for if _is_delegated(comparison, task))
        was, now = list(_demands(old)) if tasks else [], list(_demands(new)) if new else []
        if new is None or new.replaced_by or not was:
            continue
        before, after = _longest(was), _longest(now)
        lost = was[0] if not now else None
        if before is not None and (after is None or after > before):
            lost = next(demand for demand in was if demand.weeks == before)
        if lost is not None:
            in_place = next((demand for demand in now if demand.weeks == after), None)
            route = in_place.route if in_place else lost.route[:1]
            place = comparison.place(old, new, *route)
            words = (
                "what is repeated",
                lost.sentence,
                in_place.sentence if in_place else "nothing is said to be repeated",
            )
            found.weakened.append(Weakened("repeated-less", "learning", new.id, new.title, *words, *place, tasks))


def _is_delegated(comparison: Comparison, name: str) -> bool:
    task = comparison.base.records.tasks.get(name)
    return task is not None and is_delegated(task)


def _demands(learning: Learning) -> Iterator[_Demand]:
    """The sentences of a record of learning that ask for something to be repeated, and do not deny it."""
    for field in _FIELDS:
        value = getattr(learning, field)
        lines = (
            [((field,), value)]
            if isinstance(value, str)
            else [((field, place), line) for place, line in enumerate(value or ())]
        )
        for route, line in lines:
            for sentence, _ in sentences_of(" ".join(line.split())):
                if _AGAIN.search(sentence) and not has_negative(sentence):
                    yield _Demand(route, sentence, _weeks(sentence))


def _weeks(sentence: str) -> int | None:
    found = _HOW_OFTEN.search(sentence)
    if found is None:
        return None
    if found["yearly"]:
        return _WEEKS["year"]
    number = (found["number"] or "1").lower()
    return (NUMBER_WORDS.get(number) or int(number)) * _WEEKS[found["unit"].lower()]


def _longest(demands: list[_Demand]) -> int | None:
    return max((demand.weeks for demand in demands if demand.weeks is not None), default=None)
