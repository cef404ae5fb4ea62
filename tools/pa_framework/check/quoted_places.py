"""The line of the words that a finding quotes, where its place is a text that goes on over several lines.

A rule that knows a field and not the place in it names the whole value, which begins at `>-` or with its first line. The
words that its message quotes first lead on: “two weeks” stands on some line of the value.
"""

import re
from functools import lru_cache

from pa_framework.check.rules.registry import Problem
from pa_framework.facts.facts import Facts
from pa_framework.text.findings import Span

_QUOTED = re.compile(r"“([^“”]+)”")
_NAME_OF_FIELD = re.compile(r"(?:- +)*(?:[\w-]+:(?: +|$))?")
#: Where a line of a value begins: `>-` and the like are no words of it.
_BLOCK = re.compile(r"[|>][-+\d]*\s*$")


def at_quoted_words(problem: Problem, facts: Facts) -> Problem:
    """The problem at the words that its message quotes, if its place is a value with them below its first line."""
    words = _QUOTED.findall(problem.message) if "“" in problem.message else ()
    text = _texts(facts).get(problem.span.path) if words else None
    if text is None:
        return problem
    lines = text.split("\n")
    first = problem.span.line - 1
    last = _last_line(lines, problem.span) if first < len(lines) else first
    if last == first or not _is_to_the_end(lines[first], problem.span):
        return problem
    start = 0 if not _BLOCK.match(lines[first], problem.span.column - 1) else 1
    value = "\n".join([lines[first][problem.span.column - 1 :], *lines[first + 1 : last + 1]][start:])
    for each in words:
        pattern = r"\s+".join(map(re.escape, each.split()))
        found = re.search(rf"(?<!\w){pattern}(?!\w)", value, re.IGNORECASE)
        if found is not None:
            return problem._replace(span=_span(problem.span, found, value, first + start))
    return problem


def _span(value: Span, found: re.Match[str], text: str, first: int) -> Span:
    """The place of words in a text whose first line is `first`, up to the end of the line on which they begin."""
    begins = text.rfind("\n", 0, found.start()) + 1
    line = first + text.count("\n", 0, found.start())
    column = found.start() - begins + (value.column if line == value.line - 1 else 1)
    return Span(value.path, line + 1, column, column + len(found[0].partition("\n")[0]))


def _is_to_the_end(line: str, span: Span) -> bool:
    """Whether a place is what a line ends with, so that more of the value may follow."""
    return not line[span.end_column - 1 :].strip() or bool(_BLOCK.match(line, span.column - 1))


def _last_line(lines: list[str], span: Span) -> int:
    """The last line of the value at a place: all that follow and begin further right than its field or its mark."""
    first = span.line - 1
    line = lines[first]
    indent = len(line) - len(line.lstrip())
    before = _NAME_OF_FIELD.match(line, indent)
    if before is not None and before.end() <= span.column - 1 and ":" in before[0]:
        indent += len(before[0]) - len(before[0].lstrip("- "))
    last = first
    for place in range(first + 1, len(lines)):
        if lines[place].strip():
            if len(lines[place]) - len(lines[place].lstrip()) <= indent:
                break
            last = place
    return last


@lru_cache(maxsize=1)
def _texts(facts: Facts) -> dict[str, str]:
    """What is written in every file of the records, by its name in findings."""
    return {file.name: file.text for document, _ in facts.records_as_written.documents for file in document.files}
