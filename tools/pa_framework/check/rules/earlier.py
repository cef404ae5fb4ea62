"""Family DEL: what tasks, tiers, roles and triggers say about rules that held earlier."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.records.dated_documents import EARLIER
from pa_framework.records.earlier import entries_that_change_nothing, records_with_earlier
from pa_framework.records.field_meaning import field_meanings
from pa_framework.records.kinds import KIND
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Note, Severity

#: Fields that guard nothing and belong to a rule all the same: what it rests on, and why a task was never delegated.
_WITH_A_RULE = frozenset({"basis", "sources", "why_never", "done_by"})


@rule("DEL041")
def earlier_rules_out_of_order(facts: Facts) -> Iterator[Problem]:
    """Of two earlier rules of a record, the lower one does not end before the upper one.

    Each entry of `earlier` says what held until its day, and holds from the day after the entry below it. The newest
    is at the top. With two entries that end on one day, or in the wrong order, no one can tell which rule a sign-off
    of that time is judged by.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    earlier:
      - until: 2025-08-31
        sign_off: {observed_practices: {at_least: 2}}
      - until: 2026-03-31  # <- DEL041
        sign_off: {observed_practices: {at_least: 1}}
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    earlier:
      - until: 2026-03-31
        sign_off: {observed_practices: {at_least: 2}}
      - until: 2025-08-31
        sign_off: {observed_practices: {at_least: 1}}
    ```
    """
    for _, record in records_with_earlier(facts.records):
        for number, (above, entry) in enumerate(zip(record.earlier, record.earlier[1:], strict=False), start=1):
            if entry.until < above.until:
                continue
            same = entry.until == above.until
            yield Problem(
                record.origin.at(EARLIER, number, "until"),
                f"two earlier rules of {record.id} end on {entry.until}"
                if same
                else f"this earlier rule of {record.id} ends on {entry.until}, after the one above it",
                "put what both say into one entry, or write the day on which each ended"
                if same
                else "put the entries in order, the one that ended last at the top",
                (Note(record.origin.at(EARLIER, number - 1, "until"), "the entry above"),),
            )


@rule("DEL042")
def earlier_rule_not_over(facts: Facts) -> Iterator[Problem]:
    """The last day of an earlier rule is today, or still to come.

    Pages show what a record says now, and sign-offs are judged by what it says about the day. Until the last day of an
    earlier rule has passed, the two differ: people would read a rule that does not hold yet.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    earlier:
      - until: 2027-03-31  # <- DEL042
        sign_off: {observed_practices: {at_least: 2}}
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    earlier:
      - until: 2026-03-31
        sign_off: {observed_practices: {at_least: 2}}
    ```
    """
    for _, record in records_with_earlier(facts.records):
        for number, entry in enumerate(record.earlier):
            if entry.until >= facts.on:
                yield Problem(
                    record.origin.at(EARLIER, number, "until"),
                    f"this earlier rule of {record.id} holds until {entry.until}, and that day has not passed",
                    "make the change on the day after, or write the last day on which the earlier rule held",
                )


@rule("DEL043", Severity.WARNING)
def earlier_rule_changes_nothing(facts: Facts) -> Iterator[Problem]:
    """An entry of `earlier` says the same as what held after it.

    Most often the new value was copied in place of the old one. Then the old rule is lost, and sign-offs of that time
    are judged by the new one.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    earlier:
      - until: 2026-03-31  # <- DEL043
        sign_off: {observed_practices: {at_least: 3}}
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    earlier:
      - until: 2026-03-31
        sign_off: {observed_practices: {at_least: 2}}
    ```
    """
    for _, record in records_with_earlier(facts.records):
        for number in entries_that_change_nothing(record):
            yield Problem(
                record.origin.at(EARLIER, number, "until"),
                f"what held for {record.id} until {record.earlier[number].until} is what held after that day, too",
                "write the values that were different until that day, or take the entry out",
            )


@rule("DEL044")
def asked_by_a_day_before_the_change(facts: Facts) -> Iterator[Problem]:
    """A change asks something of older sign-offs by a day on which it was not made yet.

    Every older sign-off would lapse on the first day of the new rule, and no one had time to do what is asked.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    earlier:
      - until: 2026-03-31
        sign_off: {observed_practices: {at_least: 2}}
        asks_of_old_sign_offs: {do: review, by: 2026-03-01}  # <- DEL044
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    earlier:
      - until: 2026-03-31
        sign_off: {observed_practices: {at_least: 2}}
        asks_of_old_sign_offs: {do: review, by: 2026-09-30}
    ```
    """
    for _, record in records_with_earlier(facts.records):
        for number, entry in enumerate(record.earlier):
            asks = entry.asks_of_old_sign_offs
            if asks is not None and asks.by is not None and asks.by <= entry.until:
                yield Problem(
                    record.origin.at(EARLIER, number, "asks_of_old_sign_offs", "by"),
                    f"`by` is {asks.by}; the rule changed after {entry.until}",
                    "write a day that leaves time after the change",
                    (Note(record.origin.at(EARLIER, number, "until"), "the last day of the earlier rule"),),
                )


@rule("DEL045", Severity.WARNING)
def earlier_holds_no_rule(facts: Facts) -> Iterator[Problem]:
    """An entry of `earlier` holds a field that is no rule, such as a title or a summary.

    `earlier` is there to judge sign-offs by the rules of their day. Words that only explain are in the history of
    the file. Here they would hide what differed.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    earlier:
      - until: 2026-03-31
        title: Feed through a tube  # <- DEL045
        sign_off: {observed_practices: {at_least: 2}}
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    earlier:
      - until: 2026-03-31
        sign_off: {observed_practices: {at_least: 2}}
    ```
    """
    for kind, record in records_with_earlier(facts.records):
        listed_in = KIND[kind].listed_in
        meanings = field_meanings(listed_in[0] if listed_in else kind)
        around = (listed_in[1],) if listed_in else ()
        for number in range(len(record.earlier)):
            entry: Route = (EARLIER, number)
            for (*within, name), meaning in meanings.items():
                is_rule = meaning.guard != "none" and name != "approval"
                if tuple(within) != around or is_rule or name in _WITH_A_RULE or name == EARLIER:
                    continue
                if record.origin.has_field(*entry, name):
                    yield Problem(
                        record.origin.key(*entry, name),
                        f"`{name}` stands in an earlier rule of {record.id}; no sign-off is judged by it",
                        f"take `{name}` out of the entry; the history of the file keeps it",
                    )
