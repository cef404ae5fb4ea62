"""Orders that change rules for a time, in words, for the page of the policy and the pages of tasks."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.requirements import in_words, parse, titles
from pa_framework.facts.site_pages import Link
from pa_framework.facts.titles import title_of
from pa_framework.look.page import SourceLine, link_to, source_lines
from pa_framework.records.field_meaning import field_meanings
from pa_framework.records.json_schema import schema
from pa_framework.records.model import Order
from pa_framework.records.orders import EVERY_TASK, by_words, touches
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import count, join_words, lower_first, upper_first


class OrderLine(Struct, frozen=True):
    """An order: when it holds and who gave it, as a sentence; what it changes, line by line; for which tasks (none: all)."""

    id: str
    title: str
    when: str
    changes: tuple[str, ...]
    tasks: tuple[Link, ...]
    sources: tuple[SourceLine, ...]


def orders_in_words(facts: Facts) -> tuple[OrderLine, ...]:
    """All orders, the latest to begin first."""
    orders = sorted(facts.records.orders.values(), key=lambda order: (order.first, order.id), reverse=True)
    return tuple(_line(facts, order) for order in orders)


def orders_in_force(facts: Facts, task: str) -> tuple[OrderLine, ...]:
    """The orders that hold for a task on the day of the facts."""
    orders = (order for order in facts.records.orders.values() if order.first <= facts.on <= order.until)
    return tuple(_line(facts, order) for order in orders if touches(order, task))


def _line(facts: Facts, order: Order) -> OrderLine:
    days = f"from {format_date(order.first)} to {format_date(order.until)}, by {by_words(order)}"
    tense = (
        "It holds"
        if order.first <= facts.on <= order.until
        else "It held"
        if order.until < facts.on
        else "It will hold"
    )
    tasks = () if order.tasks == EVERY_TASK else order.tasks
    return OrderLine(
        order.id,
        order.title,
        f"{tense} {days}.",
        tuple(_changes(facts, order)),
        tuple(link for name in tasks if (link := link_to(facts, "task", name))),
        source_lines(facts, [order.source]),
    )


def _changes(facts: Facts, order: Order) -> Iterator[str]:
    """What an order changes, each as a label and a value."""
    meanings = field_meanings("orders")
    fields: Mapping[str, Any] = schema("orders")["properties"]["orders"]["items"]["properties"]["changes"]["properties"]
    for name, value in order.changes.items():
        label = upper_first(meanings["orders", "changes", name].label)
        words = (
            in_words(parse(value), titles(facts.records)) if name == "requires" else _words(facts, fields[name], value)
        )
        yield f"{label}: {words}"
    if order.terms_run_on is not None:
        days = count(order.terms_run_on.days, "day")
        yield f"Review dates, and the ends of competences that the task needs: {days} later, until the order ends"


def _words(facts: Facts, part: Mapping[str, Any], value: Any) -> str:
    """A value in words: titles for ids, the words of closed lists, and a number as it is."""
    if isinstance(value, list):
        return join_words(_words(facts, part.get("items", {}), inner) for inner in value) or "no one"
    if isinstance(value, dict):
        inner = part.get("properties", {})
        return ", ".join(f"{_words(facts, inner[name], one)} {inner[name]['x-label']}" for name, one in value.items())
    if str(value) in part.get("x-labels", {}):
        return str(part["x-labels"][str(value)])
    if refers := part.get("x-refers-to"):
        return lower_first(title_of(facts.records.of_kind(refers), str(value)))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
