"""Family TRC: whether what the trace calls working can be used."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.addresses import record_pages
from pa_framework.facts.facts import Facts
from pa_framework.text.sentences import join_words


@rule("TRC001")
def works_with_nothing_to_use(facts: Facts) -> Iterator[Problem]:
    """A row of the trace says that something works, and names nothing to use, or only invented examples.

    A council that reads it counts on a service. A page of an example cannot be rung, joined or filled in.

    ```yaml bad framework/trace.yaml
    rows:
      - id: d1
        source: pa-research
        asks: Advice for employers
        answer: There is a service.
        state: works  # <- TRC001
        at: [support/employer-advice.md]
        use: [support/employer-advice.md]
    ```

    ```yaml good framework/trace.yaml
    rows:
      - id: d1
        source: pa-research
        asks: Advice for employers
        answer: The page shows what such a service should offer.
        state: example-only
        at: [support/employer-advice.md]
    ```
    """
    invented = {path for path, _, record in record_pages(facts.records) if getattr(record, "illustrative", False)}
    for row in facts.records.trace.values():
        if row.state == "works" and not set(row.use) - invented:
            named = f"names only invented examples in `use`: {join_words(row.use)}" if row.use else "has no `use`"
            yield Problem(
                row.origin.at("state"),
                f"{row.id} says `works` and {named}",
                "name in `use` what someone can use today, or write `example-only` or `described`",
            )
