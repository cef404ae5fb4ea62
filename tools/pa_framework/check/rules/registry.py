"""Declaration of rules: code, name, severity, documentation, examples and function in one place.

The docstring of a rule's function is its documentation, in a fixed order: one sentence that says what is wrong;
paragraphs that say why it matters; a bad and a good example, as fences:

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      reviewed_by: []  # <- DEL001
    ```

The path after `bad` or `good` is the record that the example changes. What it does not mention stays as it
is in the small world of `tests/worlds/small`; a value of null deletes a field. `# <- CODE` marks the line that
the rule must report, and no other line may be reported. Fences of one kind make one change together; a fence that
has only a comment deletes its file. A `text` fence is shown and not run, because its fault cannot be written in a
docstring (a file too large, bytes that are not text); `tests/records/test_yaml_source.py` has it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from inspect import cleandoc
from typing import Literal, NamedTuple

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.text.findings import Finding, Note, Severity, Span


class Problem(NamedTuple):
    """A fault that a rule found at a place: what is wrong (`message`), what to do (`fix`), and related places."""

    span: Span
    message: str
    fix: str
    notes: tuple[Note, ...] = ()


Judge = Callable[[Facts], Iterable[Problem]]


class Run(NamedTuple):
    """The findings of all other rules before any is waived, for rules that check these. `skipped` rules did not run."""

    facts: Facts
    findings: tuple[Finding, ...]
    skipped: frozenset[str]


FindingsJudge = Callable[[Run], Iterable[Problem]]


class Example(Struct, frozen=True):
    """An example in a rule's documentation: the change of one file. `runs` is False for one that is only shown."""

    kind: Literal["bad", "good"]
    path: str
    text: str
    runs: bool = True

    @property
    def flagged_lines(self) -> tuple[int, ...]:
        """The lines of the text, from 1, that the rule must report."""
        return tuple(number for number, line in enumerate(self.text.splitlines(), 1) if "# <- " in line)


class Rule(Struct, frozen=True, eq=False, dict=True):
    """A rule. `judge` is None where the reader reports the fault (YML, SCH) or there is no fault to report (SGN021).

    A rule about the findings of the other rules has `findings_judge` instead, and runs last. `documentation` has the
    form of a rule's docstring; it is read when someone asks what the rule means, which a check does not.
    """

    code: str
    name: str
    severity: Severity
    documentation: str
    judge: Judge | None
    findings_judge: FindingsJudge | None = None

    @cached_property
    def summary(self) -> str:
        """One sentence that says what is wrong."""
        return self._prose[0]

    @cached_property
    def why(self) -> str:
        """Why it matters: paragraphs with an empty line between them."""
        return "\n\n".join(self._prose[1:])

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """The bad and the good examples, in order."""
        return tuple(_examples(cleandoc(self.documentation)))

    @cached_property
    def _prose(self) -> tuple[str, ...]:
        """The paragraphs of the documentation, each on one line; the first is the summary."""
        paragraphs = _FENCE.sub("", cleandoc(self.documentation)).strip().split("\n\n")
        return tuple(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip()) or ("",)

    @property
    def family(self) -> str:
        """The first three letters of the code."""
        return self.code[:3]


RULES: dict[str, Rule] = {}

#: Codes of former rules, with the reason for their removal. They are never used again.
RETIRED: dict[str, str] = {
    "PAY008": "asked for the newest row of the legal minimum; LAW006 asks this of every value of the law that changes",
}

_FENCE = re.compile(r"```(yaml|text) (bad|good) (\S+)\n(.*?)```", re.DOTALL)


def rule(code: str, severity: Severity = Severity.ERROR) -> Callable[[Judge], Judge]:
    """Declares the decorated function as the rule `code`; the rule's name is the function's, with hyphens."""

    def declare(judge: Judge) -> Judge:
        add(code, judge.__name__.replace("_", "-"), severity, judge.__doc__ or "", judge)
        return judge

    return declare


def findings_rule(code: str, severity: Severity = Severity.ERROR) -> Callable[[FindingsJudge], FindingsJudge]:
    """Declares the decorated function as the rule `code`, which checks the findings of the others."""

    def declare(judge: FindingsJudge) -> FindingsJudge:
        add(code, judge.__name__.replace("_", "-"), severity, judge.__doc__ or "", None, judge)
        return judge

    return declare


def add(
    code: str,
    name: str,
    severity: Severity,
    documentation: str,
    judge: Judge | None,
    findings_judge: FindingsJudge | None = None,
) -> None:
    """Declares a rule. `documentation` has the form of a rule's docstring. Raises ValueError where the code is taken."""
    if code in RULES or code in RETIRED:
        raise ValueError(f"{code} is taken")
    RULES[code] = Rule(code, name, severity, documentation, judge, findings_judge)


def _examples(text: str) -> Iterator[Example]:
    """The fenced examples in a rule's documentation, in order."""
    for language, kind, path, body in _FENCE.findall(text):
        yield Example("bad" if kind == "bad" else "good", path, body, language == "yaml")
