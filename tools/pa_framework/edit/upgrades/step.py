"""What a step of an upgrade receives and returns.

A step is a function from the files of a framework to what changes in them. It writes nothing. A step sees what the steps
before it changed, changes only what it is sure of, and asks about the rest. Applied to its own result, it changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import replace

from pa_framework.records.kinds import kind_at
from pa_framework.records.load import Records, gather
from pa_framework.records.yaml_source import Document, parse_document
from pa_framework.text.findings import Span


class Change(Struct, frozen=True, order=True):
    """A change in words. `line` is the line before the change, from 1; 0 where the whole file is meant."""

    path: str
    line: int
    words: str


class Question(Struct, frozen=True):
    """Something that only a person can decide.

    Attributes:
        span: The place that it is about.
        words: What is so, and why the program does not decide it. A sentence.
        proposal: What to do, as an instruction.
        lines: Lines to paste, without their indentation; empty where there are none.
    """

    span: Span
    words: str
    proposal: str
    lines: tuple[str, ...] = ()


class Tree(Struct, frozen=True):
    """The files of a framework: path from its root → text, with `\\n` at the ends of lines.

    `on` is the day that counts as today. Files that cannot be read are in `unreadable`, and never in `texts`.
    """

    texts: Mapping[str, str]
    on: date
    unreadable: frozenset[str] = frozenset()

    def document(self, path: str) -> Document | None:
        """A YAML file, parsed; None where it is missing or cannot be read."""
        return _parsed(self.texts[path], path) if path in self.texts else None

    def records(self) -> Records:
        """The records of the files as they are now."""
        kinds = ((path, kind_at(path)) for path in sorted(self.texts) if path.endswith((".yaml", ".yml")))
        return gather((_parsed(self.texts[path], path), kind) for path, kind in kinds if kind)

    def changed(self, texts: Mapping[str, str | None]) -> "Tree":
        """The same with some files changed or added; None removes one."""
        after = {path: text for path, text in {**self.texts, **texts}.items() if text is not None}
        return replace(self, texts=after)

    def paths(self, *endings: str) -> Iterator[str]:
        """The paths with one of these endings, sorted."""
        return (path for path in sorted(self.texts) if path.endswith(endings))


@lru_cache(maxsize=4096)
def _parsed(text: str, path: str) -> Document:
    return parse_document(text, path)


class Outcome(Struct, frozen=True):
    """What a step found. `texts` are the files that it changes or adds, as path → new text; None removes a file."""

    texts: Mapping[str, str | None] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    questions: tuple[Question, ...] = ()

    @staticmethod
    def asking(questions: Iterable[Question]) -> "Outcome":
        """The outcome of a step that changes nothing."""
        return Outcome(questions=tuple(questions))


class Step(Struct, frozen=True):
    """A step with its name, and with what it does in a few words, as a heading of the list of changes."""

    name: str
    heading: str
    run: Callable[[Tree], Outcome]
