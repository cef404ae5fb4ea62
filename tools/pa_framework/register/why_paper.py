"""The answer of `register why` as a page to print: the same words as on a terminal."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from pa_framework.facts.answers import AnswerKind
from pa_framework.register.output import findings_at, reason_in_words
from pa_framework.register.paper import Paper, paper_of, render
from pa_framework.register.why import ChainLink, Mark, Why
from pa_framework.register.why_output import (
    OLDER_RULES,
    SYMBOLS,
    answer_sentence,
    coming_sentences,
    day_of,
    entry_words,
    older_sentences,
    order_sentences,
    path_sentences,
    reasons,
    reasons_title,
    remarks,
    shown_entries,
    steps,
)

#: The answer as a heading.
_HEADINGS: Mapping[AnswerKind, str] = {
    AnswerKind.YES: "Yes, the PA may do it",
    AnswerKind.NO: "No, the PA may not do it",
    AnswerKind.UNKNOWN: "No one can say",
    AnswerKind.OUTSIDE: "Outside this register",
}
#: What a mark means, for those who cannot tell the symbols apart.
_MEANINGS: Mapping[Mark, str] = {
    Mark.RIGHT: "right",
    Mark.WRONG: "wrong",
    Mark.NOT_COUNTED: "does not count",
    Mark.NOT_YET: "not yet",
}


class EntryRow(Struct, frozen=True):
    """One entry of a link, and the path of authority below it."""

    symbol: str
    meaning: str
    day: str
    words: str
    path: tuple[str, ...]


class LinkRow(Struct, frozen=True):
    """One link of the chain."""

    symbol: str
    meaning: str
    name: str
    words: str
    entries: tuple[EntryRow, ...]


class Block(Struct, frozen=True):
    """A title with sentences below it; each may be followed by what to do."""

    title: str
    lines: tuple[tuple[str, str], ...]


class WhyPage(Struct, frozen=True):
    """What the template shows."""

    paper: Paper
    heading: str
    sentence: str
    doubts: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    links: tuple[LinkRow, ...]
    blocks: tuple[Block, ...]


def why_page(answer: Why) -> str:
    """The answer as HTML, to print on A4."""
    found = answer.answer
    blocks = (
        Block(
            reasons_title(answer),
            tuple((reason_in_words(reason), f"To do: {fix}." if fix else "") for reason, fix in reasons(answer)),
        ),
        Block("What does not count", tuple((remark, "") for remark in remarks(answer))),
        Block("What comes next", tuple((coming, "") for coming in coming_sentences(answer))),
        Block(OLDER_RULES, tuple((older, "") for older in older_sentences(answer))),
        Block("Orders", tuple((order, "") for order in order_sentences(answer))),
    )
    shown_paths: set[str] = set()
    return render(
        "why.html.j2",
        WhyPage(
            paper=paper_of(answer.facts, "May the PA do this task?", found.pa, many_pages=True),
            heading=_HEADINGS[found.kind],
            sentence=answer_sentence(answer),
            doubts=tuple(_doubts(answer)),
            steps=tuple(steps(answer)),
            links=tuple(_link(answer, link, shown_paths) for link in answer.links),
            blocks=tuple(block for block in blocks if block.lines),
        ),
    )


def _doubts(answer: Why) -> Iterator[tuple[str, str]]:
    """Why no one can say, each with what is wrong with the file."""
    for doubt in answer.answer.doubts:
        found = findings_at(answer.facts, doubt.span.path)[:1]
        yield reason_in_words(doubt), "".join(f"{finding.message}. To do: {finding.fix}." for finding in found)


def _link(answer: Why, link: ChainLink, shown_paths: set[str]) -> LinkRow:
    words = link.words or ("" if link.entries else "not yet")
    rows = tuple(
        EntryRow("", "", "", entry, ())
        if isinstance(entry, str)
        else EntryRow(
            SYMBOLS[entry.mark],
            _MEANINGS[entry.mark],
            day_of(entry),
            entry_words(answer, link, entry),
            tuple(path_sentences(answer, entry, shown_paths)),
        )
        for entry in shown_entries(link)
    )
    return LinkRow(SYMBOLS[link.mark], _MEANINGS[link.mark], link.name, words, rows)
