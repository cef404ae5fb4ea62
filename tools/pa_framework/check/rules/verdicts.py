"""What verdicts say, as problems that rules give."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem
from pa_framework.facts.facts import Facts


def problems_with_code(facts: Facts, code: str, fix: str, *, remarks: bool = False) -> Iterator[Problem]:
    """What the verdicts of the register say under a code, each with what to do."""
    for verdict in facts.verdicts:
        for reason in verdict.remarks if remarks else verdict.reasons:
            if reason.code == code:
                yield Problem(reason.span, f"{verdict.pa}, {verdict.task}, {verdict.person}: {reason.sentence}", fix)
