"""Family LAW: the values of the law, their days and sources, and figures of the law in texts."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache, reduce
from itertools import groupby, pairwise
from operator import getitem
from typing import NamedTuple

from pa_framework.check.rules.pay import AMOUNT_VERBS
from pa_framework.check.rules.registry import Problem, add, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.law import (
    MOST_TIMES_OF_A_WAGE,
    LawRow,
    first_day_words,
    format_law,
    has_come,
    looked_for_lately,
    overlaps_and_gaps,
    row_on,
    rows,
)
from pa_framework.facts.law_figures import LawFigure, LawFigures
from pa_framework.facts.organisations import organisation_title
from pa_framework.facts.pay import MINIMUM_WAGE, Minimum, format_pounds, minimums_of, shortfalls
from pa_framework.facts.prose import prose
from pa_framework.facts.text_references import text_span
from pa_framework.records import first_edition
from pa_framework.records.base import Origin
from pa_framework.records.model import Law, LawValue, Rate
from pa_framework.records.text_references import MARK
from pa_framework.text.dates import add_months, format_date
from pa_framework.text.findings import Note, Severity, Span
from pa_framework.text.sentences import count, join_words

#: After so many months, a source must be read again.
_SOURCE_LASTS_MONTHS = 12
#: A value that is more than so many times the one before it is taken for a slip; a wage by the hour sooner.
_MOST_TIMES = 10
#: Fields in which references are not replaced.
_TITLES = frozenset({"title", "term"})
#: A number with its unit, which every figure of the law without a pound sign has.
_COUNTS = re.compile(r"[0-9](?:%|p\b| ?per ?cent| (?:pound|gbp|million|thousand|hour|day|week|month|year))")
#: The law itself, what others published, and what was said of a change on its day.
_OTHER_KINDS = frozenset({"law", "sources", "changes"})


@rule("LAW001")
def law_values_overlap_or_gap(facts: Facts) -> Iterator[Problem]:
    """A value of the law has two rows for one day, or none between two rows, or a row that ends before it begins.

    Texts, pay bands and pages ask what the law is on a day. With two answers, two employers could pay different wages.
    With none, pages have no figure to show.

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}  # <- LAW001
          - {value: 12.21, from: 2025-04-01, until: 2025-12-31, state: in-force, source: wages, seen: whole}
          - {value: 11.44, from: 2024-04-01, state: in-force, source: wages, seen: whole}
    ```

    ```yaml good framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
          - {value: 12.21, from: 2025-04-01, state: in-force, source: wages, seen: whole}
          - {value: 11.44, from: 2024-04-01, state: in-force, source: wages, seen: whole}
    ```
    """
    for law, value, origin, place in _values(facts):
        for row in rows(value):
            if row.entry.until is not None and row.entry.until < row.first:
                yield Problem(
                    origin.at(*place, row.index, "until"),
                    f"a row of `{law.id}.{value.id}` ends on {row.entry.until}, before it begins on {row.first}",
                    "write a last day after the first, or take `until` out",
                    (Note(origin.at(*place, row.index, "from"), "begins here"),),
                )
        for seam in overlaps_and_gaps(value):
            days = f"on {seam.first}" if seam.first == seam.last else f"from {seam.first}"
            days += f" until {seam.last}" if seam.last and seam.last != seam.first else ""
            earlier = Note(origin.at(*place, seam.earlier.index, "from"), "the row before")
            yield Problem(
                origin.at(*place, seam.later.index, "from"),
                f"`{law.id}.{value.id}` has {'two values' if seam.overlap else 'no value'} {days}",
                "end the earlier row on the day before this one begins; a row without `until` does that by itself"
                if seam.overlap
                else f"take `until` out of the row before, or write `from: {seam.first}`",
                (earlier,),
            )


@rule("LAW002", Severity.WARNING)
def law_figure_by_hand(facts: Facts) -> Iterator[Problem]:
    """A figure of the law is typed by hand in a text.

    When the law changes, a typed figure stays, and no one knows on which pages it is. A reference in its place follows
    the law record, with its unit and its day.

    A figure counts where the sentence names the value, by one of its `names` or its title. Without a name it counts
    only in a text about pay, and only if it is the amount of today in pounds and pence. A figure of the past
    may stay, unless the sentence names its day: then a reference can name that day too. Figures in stories stay.

    ```yaml bad framework/support/employer-advice.yaml
    summary: They help you to pay at least the legal minimum of £12.71 an hour.  # <- LAW002
    ```

    ```yaml good framework/support/employer-advice.yaml
    summary: They help you to pay at least the legal minimum of ((law.minimum-wage.adult.value)).
    ```
    """
    for where, figure in _figures(facts):
        if figure.standing == "wrong" or figure.row is None:
            continue
        row, amount = figure.row, format_law(figure.value, figure.row.amount)
        if figure.standing == "now":
            said = f"“{figure.written}” is typed by hand; today's figure for {figure.value.title} is {amount}, since {row.first}"
        elif figure.standing == "coming":
            said = f"“{figure.written}” is typed by hand; it is the figure for {figure.value.title} from {row.first}"
        elif figure.certain:
            said = f"“{figure.written}” is typed by hand; it was the figure for {figure.value.title} from {row.first} until {row.last}"
        else:
            said = f"“{figure.written}” is out of date: it was the figure for {figure.value.title} until {row.last}"
        if where.in_title:
            fix = "take the figure out of the title; write a reference in a sentence instead"
        else:
            fix = f"write `{figure.reference}`" + ("" if figure.certain else ", if you mean that")
        yield Problem(where.span, said, fix, (_note(figure),))


@rule("LAW003")
def law_figure_wrong(facts: Facts) -> Iterator[Problem]:
    """A text gives a figure as the law, and the law record has another one for that time.

    Most often two digits changed places: £12.17 for £12.71. An employer who reads it pays too little.

    A sentence says what the law is, or was in a year that the record covers: a name of the value, then `is`, `was`, `of`,
    `at` or a colon, then the figure. An employer may give more than the law asks: a sentence on a contract, a team
    or a person does not count. Someone who says in a story what the law is today is read as well.

    ```yaml bad framework/support/employer-advice.yaml
    summary: They tell you that the legal minimum is £12.17 an hour.  # <- LAW003
    ```

    ```yaml good framework/support/employer-advice.yaml
    summary: They tell you that the legal minimum is ((law.minimum-wage.adult.value)).
    ```
    """
    for where, figure in _figures(facts):
        if figure.standing == "wrong":
            yield Problem(
                where.span,
                f"the text gives “{figure.written}” as {figure.value.title}; {_right_figure(figure, facts.on)}",
                "take the figure out of the title; write a reference in a sentence instead"
                if where.in_title
                else f"write `{figure.reference}`",
                (_note(figure),),
            )


def _right_figure(figure: LawFigure, on: date) -> str:
    """What the value is, or was in the days of which the sentence speaks, in words."""
    value = figure.value
    if figure.period is None:
        today = row_on(value, on)
        return f"it is {format_law(value, today.amount)} since {first_day_words(today.entry)}" if today else ""
    first, last = figure.period
    then = [row for row in rows(value) if row.counts and row.first <= last and (row.last is None or row.last >= first)]
    amounts = join_words(
        f"{format_law(value, row.amount)} {f'until {format_date(row.last)}' if row.last else f'since {first_day_words(row.entry)}'}"
        for row in then
    )
    return f"it was {amounts}"


@rule("LAW004", Severity.WARNING)
def announced_law_not_followed(facts: Facts) -> Iterator[Problem]:
    """A pay band will be below a legal minimum that has been announced.

    From the day of the announcement there is time to set a new rate. From the first day of the new minimum the band is
    against the law, and then rule PAY001 reports it as an error.

    ```yaml bad framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 13.10, funded: 16.40, basis: design-default}  # <- LAW004
    ```

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 13.21, from: 2027-04-01, state: announced, announced_on: 2026-11-02, source: wages, seen: whole}
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, until: 2027-03-31, paid: 13.10, funded: 16.40, basis: design-default}
      - {funder: council, from: 2027-04-01, paid: 13.60, funded: 16.90, basis: design-default}
    ```

    ```yaml good framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 13.21, from: 2027-04-01, state: announced, announced_on: 2026-11-02, source: wages, seen: whole}
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
    ```
    """
    law = facts.records.law.get(MINIMUM_WAGE)
    if law is None:
        return

    def coming(rate: Rate) -> list[Minimum]:
        return [
            minimum
            for minimum in minimums_of(law, facts.on, rate, announced=True)
            if minimum.state == "announced" and minimum.first > facts.on and _is_public(law, minimum.route, facts)
        ]

    for band in facts.records.pay_bands.values():
        for index, found in groupby(shortfalls(band, coming), key=lambda shortfall: shortfall.index):
            short = list(found)
            first, most = short[0], max(short, key=lambda one: one.least)
            rate = band.rates[index]
            yield Problem(
                band.origin.at("rates", index, first.field),
                f"{band.id} {AMOUNT_VERBS[first.field]} {format_pounds(first.amount)}"
                f" ({organisation_title(facts.records, rate.funder)}); the legal minimum announced"
                f" for {first.minimum.first} is {format_pounds(first.minimum.amount)}",
                f"pay {most.least:.2f} or more"
                + (
                    f" from {first.first}: end this rate the day before, and add a new one"
                    if first.first > rate.first
                    else ""
                ),
                tuple(
                    Note(
                        law.origin.at(*one.minimum.route, "from"),
                        f"{format_pounds(one.minimum.amount)} from {one.minimum.first}",
                    )
                    for one in short
                ),
            )


@rule("LAW013")
def in_force_before_its_day(facts: Facts) -> Iterator[Problem]:
    """A row of the law is in force from a day that has not come, and that had not come when its source was checked.

    Until that day it can still change. Pages would call it the law.

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - value: 13.00
            from: 2027-04-01  # <- LAW013
            state: in-force
            source: wages
            seen: whole
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
    ```

    ```yaml good framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 13.00, from: 2027-04-01, state: announced, announced_on: 2026-11-20, source: wages, seen: whole}
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
    ```
    """
    for law, value, origin, place in _values(facts):
        for index, entry in enumerate(value.history):
            source = facts.records.sources.get(entry.source)
            known = max(facts.on, source.last_checked or facts.on) if source else facts.on
            if entry.state == "in-force" and entry.first > known:
                yield Problem(
                    origin.at(*place, index, "from"),
                    f"`{law.id}.{value.id}` is in force from {entry.first}, which has not come yet",
                    "correct the day; or write `state: announced`, with `announced_on`",
                    (Note(origin.at(*place, index, "state"), "in-force"),),
                )


@rule("LAW005", Severity.WARNING)
def law_not_confirmed(facts: Facts) -> Iterator[Problem]:
    """A row of the law is still `announced` or `expected`, and its first day has come.

    What was announced can still change. What was expected may not have happened. Read a source of that day or later, and
    write what is so. If you find none, write the day as `looked_for_on`. The checker reminds you again 3 months later.

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - value: 12.71
            from: 2026-04-01
            state: announced  # <- LAW005
            announced_on: 2025-11-26
            source: wages
            seen: whole
          - {value: 12.21, from: 2025-04-01, state: in-force, source: wages, seen: whole}
    ```

    ```yaml good framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
          - {value: 12.21, from: 2025-04-01, state: in-force, source: wages, seen: whole}
    ```
    """
    for law, value, origin, place in _values(facts):
        if looked_for_lately(value, facts.on):
            continue
        for index, entry in enumerate(value.history):
            if entry.state != "in-force" and has_come(entry, facts.on):
                yield Problem(
                    origin.at(*place, index, "state"),
                    f"`{law.id}.{value.id}` was {entry.state} for {first_day_words(entry)}, and that day has come",
                    "read a source of that day or later; then write `state: in-force`, or correct the row."
                    f" If you find none, write `looked_for_on: {facts.on}` in the value",
                    (Note(origin.at(*place, index, "from"), "begins here"),),
                )


@rule("LAW006", Severity.WARNING)
def law_value_may_have_changed(facts: Facts) -> Iterator[Problem]:
    """A value of the law has usually changed by now, and its history has no newer row.

    `changes_every` says how often a value changes. When that time has passed, look for the new row. Until it is there,
    pages show the old value, and pay bands are compared with it. If you find none, write the day
    as `looked_for_on`. The checker reminds you again 3 months later.

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        changes_every: {months: 12}
        history:
          - {value: 12.21, from: 2025-04-01, state: in-force, source: wages, seen: whole}  # <- LAW006
    ```

    ```yaml good framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        changes_every: {months: 12}
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
          - {value: 12.21, from: 2025-04-01, state: in-force, source: wages, seen: whole}
    ```
    """
    for law, value, origin, place in _values(facts):
        newest = rows(value)[-1]
        if value.changes_every is None or newest.entry.until is not None or looked_for_lately(value, facts.on):
            continue
        months = value.changes_every.months
        if add_months(newest.first, months) < facts.on:
            yield Problem(
                origin.at(*place, newest.index, "from"),
                f"`{law.id}.{value.id}` usually changes every {count(months, 'month')}, and its newest row begins on {newest.first}",
                "look for the new value and add its row. If you find none, write "
                f"`looked_for_on: {facts.on}` in the value",
            )


@rule("LAW007", Severity.WARNING)
def law_source_expired(facts: Facts) -> Iterator[Problem]:
    """The source of a value in force is gone, historic or superseded, or was last checked more than 12 months ago.

    Readers act on these values. Read the source again each year, and cite the newer one where it was replaced. A source
    of several values gives one finding, with a note at each of the others.

    ```yaml bad framework/sources.yaml
    sources:
      - {id: pa-research, title: Research, publisher: Skills for Care, published: "2016", last_checked: 2026-11-01, state: historic, seen: whole}
      - {id: wages, title: Rates, publisher: GOV.UK, published: "2026", last_checked: 2026-11-01, state: current, seen: whole}
      - {id: principles, title: Principles, publisher: Skills for Care, published: "2024", last_checked: 2026-11-01, state: current, seen: part}
      - {id: old-rates, title: Rates, publisher: GOV.UK, published: "2024", last_checked: 2025-11-01, state: current, seen: whole}
    ```

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: old-rates, seen: whole}  # <- LAW007
    ```

    ```yaml good framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
    ```
    """
    found: dict[str, list[tuple[Law, LawValue, Span]]] = {}
    for law, value, origin, place in _values(facts):
        for row in rows(value):
            if row.state == "in-force" and row.applies_on(facts.on):
                at = origin.at(*place, row.index, "source")
                found.setdefault(row.entry.source, []).append((law, value, at))
    for source_id, uses in found.items():
        source = facts.records.sources.get(source_id)
        if source is None:
            continue
        if source.state != "current":
            why, fix = f"is {source.state}", "cite the page that took its place, and read the value there"
        elif add_months(source.last_checked, _SOURCE_LASTS_MONTHS) < facts.on:
            why, fix = (
                f"was last checked on {source.last_checked}",
                "read it again, and write the day in `last_checked`",
            )
        else:
            continue
        titles = join_words((value.title for _, value, _ in uses), most=3)
        field = "state" if source.state != "current" else "last_checked"
        others = (Note(at, f"{law.title}: {value.title}") for law, value, at in uses[1:])
        yield Problem(
            uses[0][2],
            f"the source of {titles}, `{source_id}`, {why}",
            fix,
            (Note(source.origin.at(field), "the source"), *others),
        )


@rule("LAW009")
def law_row_impossible(facts: Facts) -> Iterator[Problem]:
    """A row of the law cannot be right: crossed or missing ages, an announcement after the first day, no wage, a day twice.

    Most often two values changed places, or a year is mistyped. With crossed ages the row is about no one. Without
    `from_age`, where other rows have it, pay is compared with the rate of a younger age. A minimum wage of nothing would
    let every rate of pay pass. A figure that was announced takes the place of the one that was expected for that day.

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 21}
      - id: age-18-to-20
        title: Rate for people aged 18 to 20
        applies_to: People aged 18 to 20
        unit: pound-per-hour
        history:
          - {value: 10.85, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 20, until_age: 18}  # <- LAW009
    ```

    ```yaml good framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 21}
      - id: age-18-to-20
        title: Rate for people aged 18 to 20
        applies_to: People aged 18 to 20
        unit: pound-per-hour
        history:
          - {value: 10.85, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 18, until_age: 20}
    ```
    """
    for law, value, origin, place in _values(facts):
        for index, entry in enumerate(value.history):
            at, name = (*place, index), f"`{law.id}.{value.id}`"
            announced = entry.announced_on
            if entry.from_age is not None and entry.until_age is not None and entry.from_age > entry.until_age:
                yield Problem(
                    origin.at(*at, "until_age"),
                    f"a row of {name} is for people from {entry.from_age} until {entry.until_age}, so for no one",
                    "write the lower age as `from_age`, the higher one as `until_age`",
                    (Note(origin.at(*at, "from_age"), "the lower age"),),
                )
            if entry.from_age is None and (known := next((row for row in value.history if row.from_age), None)):
                yield Problem(
                    origin.at(*at, "from"),
                    f"a row of {name} has no `from_age`, and other rows have it",
                    f"add `from_age: {known.from_age}`, or the age from which the new figure counts",
                )
            above = value.history[index - 1] if index else None
            if above and above.first == entry.first and "expected" in (above.state, entry.state):
                yield Problem(
                    origin.at(*at, "from"),
                    f"two rows of {name} begin on {entry.first}, and one of them is only expected",
                    "take the row with `state: expected` out; if both have it, keep the one with the better source",
                    (Note(origin.at(*place, index - 1, "from"), "the other row"),),
                )
            if announced is not None and announced > entry.first and entry.from_is == "exact":
                yield Problem(
                    origin.at(*at, "announced_on"),
                    f"a row of {name} was announced on {announced}, after it began on {entry.first}",
                    "correct the day that is wrong",
                    (Note(origin.at(*at, "from"), "begins here"),),
                )
            if value.unit == "pound-per-hour" and Decimal(entry.value) <= 0:
                yield Problem(
                    origin.at(*at, "value"),
                    f"a row of {name} is {format_law(value, entry.value)}, and no wage is nothing",
                    "write the amount; if the value has ended, write `until` in its last row",
                )


@rule("LAW010", Severity.WARNING)
def law_step_implausible(facts: Facts) -> Iterator[Problem]:
    """A value of the law is more than ten times the one before it, or less than a tenth; for a wage, three times.

    The law rarely changes in such steps. Most often a point is missing, as in £1,271 for £12.71, or has moved.

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
          - {value: 1.02, from: 2025-04-01, state: in-force, source: wages, seen: whole}  # <- LAW010
          - {value: 11.44, from: 2024-04-01, state: in-force, source: wages, seen: whole}
    ```

    ```yaml good framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
          - {value: 12.21, from: 2025-04-01, state: in-force, source: wages, seen: whole}
          - {value: 11.44, from: 2024-04-01, state: in-force, source: wages, seen: whole}
    ```
    """
    for law, value, origin, place in _values(facts):
        amounts = [row for row in rows(value) if not isinstance(row.amount, str) and row.amount > 0]
        steps = [(before, row, _step(value, before, row)) for before, row in pairwise(amounts)]
        for number, (before, row, step) in enumerate(steps):
            back = number and steps[number - 1][2] * step < 0
            if not step or back:  # after one wrong row, the next step only goes back
                continue
            yield Problem(
                origin.at(*place, row.index, "value"),
                f"`{law.id}.{value.id}` is {format_law(value, row.amount)} from {row.first}, and was"
                f" {format_law(value, before.amount)} before",
                "look for a point or a digit too many or too few in one of the two",
                (Note(origin.at(*place, before.index, "value"), "the row before"),),
            )


def _step(value: LawValue, before: LawRow, row: LawRow) -> int:
    """1 where the amount of a row is far above the one before it, -1 where it is far below, else 0."""
    times = MOST_TIMES_OF_A_WAGE if value.unit == "pound-per-hour" else _MOST_TIMES
    earlier, later = Decimal(before.amount), Decimal(row.amount)
    return (later > earlier * times) - (later * times < earlier)


def _values(facts: Facts) -> Iterator[tuple[Law, LawValue, Origin, tuple[str | int, ...]]]:
    """Every value of the law, with the origin of its record and the route of its history."""
    for law in facts.records.law.values():
        for index, value in enumerate(law.values):
            yield law, value, law.origin, ("values", index, "history")


def _is_public(law: Law, route: tuple[str | int, ...], facts: Facts) -> bool:
    """Whether the announced row at a route of a law record was public on the day of the facts."""
    _, place, _, index = route
    announced_on = law.values[int(place)].history[int(index)].announced_on
    return announced_on is None or announced_on <= facts.on


class _Place(NamedTuple):
    """Where a figure is, and whether that is a title or a heading, in which no reference is replaced."""

    span: Span
    in_title: bool


@lru_cache(maxsize=1)
def _figures(facts: Facts) -> tuple[tuple[_Place, LawFigure], ...]:
    """Every figure of the law that someone typed into a text of a record or of a hand-written page, with its place."""
    finder = LawFigures(facts.records_as_written, facts.on)
    return (*_in_records(facts, finder), *_in_pages(facts, finder))


def _in_records(facts: Facts, finder: LawFigures) -> Iterator[tuple[_Place, LawFigure]]:
    texts = dict.fromkeys((*prose(facts).containing("£"), *prose(facts).with_figures.matching(_COUNTS)))
    written = {document.path: document for document, _ in facts.records_as_written.documents}
    for text in texts:
        if text.kind in _OTHER_KINDS or text.field == "names":
            continue
        document, words = text.document, text.text
        if MARK in document.text:
            document = written[document.path]
            words = str(reduce(getitem, text.route, document.data))
        for figure in finder.find(words, story=text.kind == "case-study"):
            span = text_span(document, text.route, words, figure.start, figure.end)
            yield _Place(span, text.field in _TITLES), figure


def _in_pages(facts: Facts, finder: LawFigures) -> Iterator[tuple[_Place, LawFigure]]:
    for page in facts.pages:
        if ("£" in page.text or _COUNTS.search(page.text)) and any(finder.find(page.text)):
            for text in page.texts:
                for figure in finder.find(text.text, around=page.text):
                    in_title = text.is_heading or text.field in _TITLES
                    yield _Place(text.span(figure.start, figure.end), in_title), figure


def _note(figure: LawFigure) -> Note:
    """A note at the row of the law that a figure is, or at the value where no row has it."""
    law, value = figure.law, figure.value
    index = law.values.index(value)
    row = figure.row.index if figure.row else 0
    return Note(law.origin.at("values", index, "history", row, "value"), f"{law.title}: {value.title}")


add(
    first_edition.CODE,
    first_edition.NAME,
    Severity.ERROR,
    """The legal minimum is still in the form of the first edition of this framework.

    Nothing reads `framework/minimum_wage.yaml` any more, so no pay band is compared with the law. The rates belong in
    `framework/law/minimum-wage.yaml`, each with its day, its state and its source. `pa-framework upgrade` moves them.

    ```yaml bad framework/minimum_wage.yaml
    title: The legal minimum  # <- LAW008
    ```

    ```yaml good framework/law/minimum-wage.yaml
    title: The legal minimum wage
    ```
    """,
    None,
)
