"""Problems made from the reasons and remarks of verdicts."""

from collections.abc import Collection, Iterator
from itertools import pairwise

from pa_framework.check.rules.registry import Problem
from pa_framework.facts.facts import Facts
from pa_framework.facts.sign_off_links import Reason
from pa_framework.facts.verdict import State, Verdict
from pa_framework.text.findings import Note

#: The rules about an act whose authority comes from no one: their notes are the authorisations that do not count.
CIRCLE = "SGN007"
WITHOUT_AUTHORITY = frozenset({"SGN006", CIRCLE})
#: The rule about such an authorisation, whether a sign-off rests on it or not.
VOID_AUTHORISATION = "SGN054"


def problems_with_code(
    facts: Facts, code: str, fix: str, *, remarks: bool = False, states: Collection[State] = tuple(State)
) -> Iterator[Problem]:
    """A problem for every reason (or remark) of the register's verdicts that has a code, with the given fix.

    Only verdicts whose state is one of `states` are looked at.
    """
    for verdict in facts.verdicts:
        for reason in verdict.remarks if remarks else verdict.reasons:
            if reason.code == code and verdict.state in states:
                words = f"{verdict.pa}, {verdict.task}, {verdict.person}: {reason.sentence}"
                yield Problem(reason.span, words, fix, tuple(_void_authorisations(facts, verdict, reason)))


def _void_authorisations(facts: Facts, verdict: Verdict, reason: Reason) -> Iterator[Note]:
    """Where the authorisations are on which the authority of an act fails, because someone gave them who could not."""
    if reason.code not in WITHOUT_AUTHORITY or facts.register is None:
        return
    origin = facts.register.pas[verdict.pa].origin
    paths = (
        act.path.practitioners
        for act in verdict.acts
        if act.path.code == reason.code and origin.at("sign_offs", verdict.index, *act.route) == reason.span
    )
    links, practitioners = facts.chain_validator.links, facts.register.practitioners
    for below, above in dict.fromkeys(pair for path in paths for pair in pairwise(path)):
        holder = practitioners.get(below)
        for number, why, _ in links.void_authorisations(holder) if holder is not None else ():
            if holder is not None and holder.authorised[number].by == above:
                yield Note(holder.origin.at("authorised", number, "by"), why)
