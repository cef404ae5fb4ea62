"""How a rule is declared: code, name, severity, words, examples and function, in one place.

A rule's docstring is its documentation, in a fixed order: a sentence that says what is wrong; why it
matters; then a bad and a good example, as fences:

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      reviewed_by: []  # <- DEL001
    ```

The path after `bad` or `good` says which record the example changes. What it does not mention stays as it
is in the small world of `tests/worlds/small`; a value of null takes a field away. `# <- CODE` marks the line that
the rule must flag, and no other line may be flagged. Fences of one kind make one change; a fence that holds
nothing but a comment takes its file away. A `text` fence is shown and not run: its fault can not be written
down in a docstring (a file too large, bytes that are no text); `tests/records/test_yaml_source.py` has it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import Literal, NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.text.findings import Finding, Note, Severity, Span


class Problem(NamedTuple):
    """What a rule says of one place."""

    span: Span
    message: str
    fix: str
    notes: tuple[Note, ...] = ()


Judge = Callable[[Facts], Iterable[Problem]]


class Run(NamedTuple):
    """What the other rules found, before any of it was waived. Rules in `skipped` were not asked."""

    facts: Facts
    findings: tuple[Finding, ...]
    skipped: frozenset[str]


JudgeOfRun = Callable[[Run], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Example:
    """A documented example: the text of a change to one file, and the lines that must be flagged."""

    kind: Literal["bad", "good"]
    path: str
    text: str
    runs: bool = True

    @property
    def flagged_lines(self) -> tuple[int, ...]:
        return tuple(number for number, line in enumerate(self.text.splitlines(), 1) if "# <- " in line)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `judge` is None where something else judges (reading: YML, SCH) or nothing is at fault (SGN021).

    A rule that judges what the others found has `judge_of_run` instead; it is asked last.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    examples: tuple[Example, ...]
    judge: Judge | None
    judge_of_run: JudgeOfRun | None = None

    @property
    def family(self) -> str:
        return self.code[:3]


RULES: dict[str, Rule] = {}

#: Codes that were used once, with the reason why they are no longer. They are never given again.
RETIRED: dict[str, str] = {}

_FENCE = re.compile(r"```(yaml|text) (bad|good) (\S+)\n(.*?)```", re.DOTALL)


def rule(code: str, severity: Severity = Severity.ERROR) -> Callable[[Judge], Judge]:
    """Declares the decorated function as the rule `code`. Its name is the function's name with hyphens."""

    def declare(judge: Judge) -> Judge:
        add(code, judge.__name__.replace("_", "-"), severity, judge.__doc__ or "", judge)
        return judge

    return declare


def rule_of_run(code: str, severity: Severity = Severity.ERROR) -> Callable[[JudgeOfRun], JudgeOfRun]:
    """Declares the decorated function as the rule `code`, which judges what the others found."""

    def declare(judge: JudgeOfRun) -> JudgeOfRun:
        add(code, judge.__name__.replace("_", "-"), severity, judge.__doc__ or "", None, judge)
        return judge

    return declare


def add(
    code: str,
    name: str,
    severity: Severity,
    words: str,
    judge: Judge | None,
    judge_of_run: JudgeOfRun | None = None,
) -> None:
    """Declares a rule from its words."""
    if code in RULES or code in RETIRED:
        raise ValueError(f"{code} is taken")
    text = cleandoc(words)
    prose = _FENCE.sub("", text).strip()
    summary, _, why = prose.partition("\n\n")
    RULES[code] = Rule(
        code,
        name,
        severity,
        " ".join(summary.split()),
        "\n\n".join(" ".join(paragraph.split()) for paragraph in why.split("\n\n") if paragraph.strip()),
        tuple(_examples(text)),
        judge,
        judge_of_run,
    )


def _examples(text: str) -> Iterator[Example]:
    for language, kind, path, body in _FENCE.findall(text):
        yield Example("bad" if kind == "bad" else "good", path, body, language == "yaml")
