"""The tables of what holds for everyone, as one, and the sentences of a framework that say otherwise."""

from collections.abc import Iterator
from functools import lru_cache

from pa_framework.facts.facts import Facts
from pa_framework.facts.principles import Broken
from pa_framework.facts.turned_round import Table, said_otherwise
from pa_framework.facts.turned_round_delegation import DELEGATION
from pa_framework.facts.turned_round_law import LAW
from pa_framework.facts.turned_round_support import SUPPORT


@lru_cache(maxsize=1)
def _table() -> Table:
    """All entries: made when they are first asked for."""
    return Table((*LAW, *DELEGATION, *SUPPORT))


def turned_round(facts: Facts) -> Iterator[Broken]:
    """Sentences that turn round what holds for everyone, at most one of each text."""
    return said_otherwise(facts, _table())
