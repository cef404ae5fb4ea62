"""Families DEL and SGN: orders that change rules for a time, and sign-offs that rest on one."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.check.rules.verdicts import problems_with_code
from pa_framework.facts.facts import Facts
from pa_framework.text.findings import Note, Severity


@rule("DEL073")
def order_that_ends_before_it_begins(facts: Facts) -> Iterator[Problem]:
    """An order ends before it begins, so it holds on no day.

    Most often a month or a year is wrong. Until that is put right, the rules are as they are without the order.

    ```yaml bad framework/orders.yaml
    orders:
      - {id: relief, title: Relief, from: 2020-03-18, until: 2019-08-01, by: The department, source: principles, tasks: every-task, terms_run_on: {days: 180}}  # <- DEL073
    ```

    ```yaml good framework/orders.yaml
    orders:
      - {id: relief, title: Relief, from: 2020-03-18, until: 2020-08-01, by: The department, source: principles, tasks: every-task, terms_run_on: {days: 180}}
    ```
    """
    for order in facts.records.orders.values():
        if order.until < order.first:
            yield Problem(
                order.origin.at("until"),
                f"the order {order.id} ends on {order.until}, before it begins on {order.first}",
                "compare both days with the order as it was published",
                (Note(order.origin.at("from"), "begins"),),
            )


@rule("SGN082", Severity.WARNING)
def rests_on_an_order(facts: Facts) -> Iterator[Problem]:
    """A sign-off is as it is because of an order that changed the rules for a time.

    When the order ends, the rules are as before. What the order left out is then missing, unless someone does it while
    there is time.

    ```yaml bad framework/orders.yaml
    orders:
      - {id: relief, title: Fewer practices, from: 2026-02-01, until: 2026-12-31, by: The department, source: principles, tasks: every-task, changes: {observed_practices: 1}}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - task: gastrostomy-feed  # <- SGN082
        observed: [{by: pr-030, on: 2026-02-27}]
    ```

    ```yaml good framework/orders.yaml
    orders:
      - {id: relief, title: Fewer practices, from: 2026-02-01, until: 2026-12-31, by: The department, source: principles, tasks: every-task, changes: {observed_practices: 1}}
    ```
    """
    yield from problems_with_code(
        facts, "SGN082", "do what the rules ask without the order, and record it, before the order ends"
    )
