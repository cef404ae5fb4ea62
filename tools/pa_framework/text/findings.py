"""What the checker says: a finding is a value with a place, a code and a way out."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """`error`: the record cannot be relied on. `warning`: it holds, but somebody will stumble."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A place in a file. Lines and columns count from 1; `end_column` is the first column after it.

    `end_column` equals `column` where only a point is known.
    """

    path: str
    line: int = 1
    column: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """Another place that a reader of the finding should see, with a few words."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not right: what is so (`message`) and what to do (`fix`)."""

    span: Span
    code: str
    name: str
    severity: Severity
    message: str
    fix: str
    notes: tuple[Note, ...] = ()

    @property
    def sort_key(self) -> tuple[Span, str, str]:
        return self.span, self.code, self.message


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted by place, then code; the same finding said twice is said once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key))
