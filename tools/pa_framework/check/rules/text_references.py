"""Family REF, references in text: `((law.minimum-wage.adult))` leads to a value, and the words around it fit."""

import re
from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.text_references import Resolved, Unresolved
from pa_framework.records.text_references import MARK, find_references
from pa_framework.records.yaml_source import leaves
from pa_framework.text.findings import Note

#: What follows a value: a period (`an hour`, `per week`, `/h`), or a noun (`weeks`, `%`).
_PERIOD = re.compile(r"\s*(?:(?:an?|per|each|every)\s+|/\s?)(hour|day|week|month|year|mile)\b", re.IGNORECASE)
_NOUN = re.compile(r"[\s-]?(pounds?|people|hours?|days?|weeks?|months?|years?|per\s?cent)\b|\s?(%)", re.IGNORECASE)
_PER = "-per-"
#: Markup between a value and the words around it: `**`, `_`, tags, the address of a link.
_MARKUP_BEFORE = re.compile(r"(?:[*_~]+|</?\w[^<>]*>|\[)+\Z")
_MARKUP_AFTER = re.compile(r"\A(?:[*_~]+|</?\w[^<>]*>|\]\([^()\s]*\))+")


@rule("REF010")
def unknown_text_reference(facts: Facts) -> Iterator[Problem]:
    """A reference in a text names no value that exists.

    Readers would see the brackets instead of a figure. Most often a name is misspelt, or the record was renamed. A
    reference names a value of law, a published figure or a setting, as `pa-framework schema` lists them for editors.

    ```yaml bad framework/agreements/moving-between-funders.yaml
    summary: Funding goes on for ((settings.funding_transfer_week)).  # <- REF010
    ```

    ```yaml good framework/agreements/moving-between-funders.yaml
    summary: Funding goes on for ((settings.funding_transfer_weeks)).
    ```
    """
    for use, found in facts.resolved_uses:
        if isinstance(found, Unresolved) and found.why == "unknown":
            yield Problem(use.span, found.message, found.fix)


@rule("REF011")
def text_reference_not_allowed(facts: Facts) -> Iterator[Problem]:
    """A reference is in a place where it is not replaced.

    Titles and headings become addresses, menus and search results, and a value that texts refer to must itself be plain text.
    So a reference belongs in the sentences of a record or page, and not in its title, its addresses or a register.

    ```yaml bad framework/agreements/moving-between-funders.yaml
    title: Funding for ((settings.funding_transfer_weeks))  # <- REF011
    ```

    ```yaml good framework/agreements/moving-between-funders.yaml
    title: Funding after a move
    ```
    """
    for use in facts.text_uses:
        if not use.allowed:
            yield Problem(
                use.span,
                f"`(({use.reference.written}))` is in {use.not_in}, where a reference is not replaced",
                "write the words themselves, or move the reference into a sentence of the text",
            )
    for document, _ in facts.register.documents if facts.register else ():
        for route, value in leaves(document.data) if MARK in document.text else ():
            for reference in find_references(value) if isinstance(value, str) else ():
                yield Problem(
                    document.span(route),
                    f"`(({reference.written}))` is in a register, where a reference is not replaced",
                    "write the words themselves",
                )


@rule("REF012")
def value_of_another_day(facts: Facts) -> Iterator[Problem]:
    """A reference names a value of law that has not begun, or has ended.

    It has no value on this day, and readers would see the brackets. Write a day after `@` to ask for the value of that
    day. What is only expected is not law on any day.

    ```yaml bad framework/agreements/moving-between-funders.yaml
    summary: In 2015 the legal minimum was ((law.minimum-wage.adult@2015-10-01)).  # <- REF012
    ```

    ```yaml good framework/agreements/moving-between-funders.yaml
    summary: In 2024 the legal minimum was ((law.minimum-wage.adult@2024-10-01)).
    ```
    """
    for use, found in facts.resolved_uses:
        if isinstance(found, Unresolved) and found.why == "other-day":
            yield Problem(use.span, found.message, found.fix)


@rule("REF013")
def words_repeat_the_unit(facts: Facts) -> Iterator[Problem]:
    """The words next to a reference repeat its unit, or contradict it.

    A reference brings its unit: `((settings.funding_transfer_weeks))` becomes “8 weeks”. With “weeks” after it, readers
    see “8 weeks weeks”; with another unit, they see a figure that is wrong. `.number` gives the figure alone.

    ```yaml bad framework/agreements/moving-between-funders.yaml
    summary: Funding goes on for ((settings.funding_transfer_weeks)) weeks.  # <- REF013
    ```

    ```yaml good framework/agreements/moving-between-funders.yaml
    summary: Funding goes on for ((settings.funding_transfer_weeks)), and no less than ((settings.funding_transfer_weeks.number)) weeks.
    ```
    """
    for use, found in facts.resolved_uses:
        if isinstance(found, Unresolved):
            continue
        before = _MARKUP_BEFORE.sub("", use.text[: use.reference.start])
        after = _MARKUP_AFTER.sub("", use.text[use.reference.end :], count=1)
        fault = _unit_fault(found, before, after)
        if fault:
            yield Problem(
                use.span,
                f"`(({use.reference.written}))` becomes “{found.words}”, and the text {fault}",
                _fix(use.reference.form, found),
                (Note(found.place, "the value is here"),),
            )


def _unit_fault(found: Resolved, before: str, after: str) -> str:
    """What is wrong with the words around a value, as the end of a sentence; empty where they fit."""
    if before.endswith("£") and found.words.startswith("£"):
        return "has another £ before it"
    if " since " in found.words and re.match(r"\s+since\b", after):
        return "says “since” a second time"
    period, noun = _PERIOD.match(after), _NOUN.match(after)
    amount, _, per = found.unit.partition(_PER)
    if period and per:
        return _repeats(found.shows_unit, period[1].lower() == per, period[0].strip())
    if noun and found.unit not in ("", "text", "count"):
        said = re.sub(r"\s", "-", (noun[1] or "per-cent").lower()).replace("percent", "per-cent").rstrip("s")
        own = amount.rstrip("s")
        shown = found.shows_unit or (own in ("pound", "per-cent") and found.words.strip("0123456789.,") != "")
        return _repeats(shown, said == own and not per, noun[0].strip(" -"))
    return ""


def _repeats(shown: bool, same: bool, words: str) -> str:
    if not same:
        return f"goes on with “{words}”, which is another unit"
    return f"goes on with “{words}”, which says the unit twice" if shown else ""


def _fix(form: str, found: Resolved) -> str:
    if form == "number":
        return "take the words of the unit out, or correct them"
    return "take the words of the unit out, or write `.number` before `))` for the figure alone"
