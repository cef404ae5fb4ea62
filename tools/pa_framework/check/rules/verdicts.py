"""Problems made from the reasons and remarks of verdicts."""

from collections.abc import Collection, Iterator

from pa_framework.check.rules.registry import Problem
from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import State


def problems_with_code(
    facts: Facts, code: str, fix: str, *, remarks: bool = False, states: Collection[State] = tuple(State)
) -> Iterator[Problem]:
    """A problem for every reason (or remark) of the register's verdicts that has a code, with the given fix.

    Only verdicts whose state is one of `states` are looked at.
    """
    for verdict in facts.verdicts:
        for reason in verdict.remarks if remarks else verdict.reasons:
            if reason.code == code and verdict.state in states:
                yield Problem(reason.span, f"{verdict.pa}, {verdict.task}, {verdict.person}: {reason.sentence}", fix)
