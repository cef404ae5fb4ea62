"""Findings of the checker: values with a place, a code, a message and a fix."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """`error`: the record cannot be relied on. `warning`: it is valid, and a reader will have trouble with it."""

    ERROR = "error"
    WARNING = "warning"


class Span(Struct, frozen=True, order=True):
    """A place in a file. Lines and columns count from 1; `end_column` is the first column after it.

    `end_column` equals `column` where only a point is known.
    """

    path: str
    line: int = 1
    column: int = 1
    end_column: int = 1


class Note(Struct, frozen=True):
    """Another place that a reader of the finding should see, with a few words."""

    span: Span
    message: str


class Finding(Struct, frozen=True):
    """One thing that is not right: what is the case (`message`) and what to do (`fix`), perhaps with lines to paste."""

    span: Span
    code: str
    name: str
    severity: Severity
    message: str
    fix: str
    notes: tuple[Note, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def sort_key(self) -> tuple[Span, str, str]:
        """Sorts by place, then by code."""
        return self.span, self.code, self.message


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings sorted by place, then code, without duplicates."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key))
