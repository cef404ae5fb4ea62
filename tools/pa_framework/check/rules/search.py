"""Family FND: what people type into the search, and where it leads."""

import re
import unicodedata
from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.text.dates import format_date
from pa_framework.text.findings import Note, Severity, Span

#: After so many days without a review, an entry may lead to pages that others answer better.
_LONG = 2 * 365
_NO_WORD = re.compile(r"[\W_]+")


@rule("FND001")
def phrase_leads_to_two_places(facts: Facts) -> Iterator[Problem]:
    """Two entries of the search have the same phrase.

    Each says which pages answer it and which of them comes first. With two entries, neither does. The same phrase twice in
    one entry does nothing. Capitals, accents, hyphens and
    punctuation make no difference: the search does not see them.

    ```yaml bad framework/search.yaml
    entries:
      - id: pay
        asked:
          - wages
          - Wages?  # <- FND001
        leads_to: [{page: career/pay.md}]
        owner: framework-team
        reviewed: 2026-11-01
    ```

    ```yaml good framework/search.yaml
    entries:
      - id: pay
        asked: [wages]
        leads_to: [{page: career/pay.md}]
        owner: framework-team
        reviewed: 2026-11-01
    ```
    """
    seen: dict[str, tuple[str, Span]] = {}
    for entry in facts.records.search_entries.values():
        for index, phrase in enumerate(entry.asked):
            words, place = _as_searched(phrase), entry.origin.at("asked", index)
            if not words:
                continue
            if words not in seen:
                seen[words] = entry.id, place
                continue
            other, first = seen[words]
            where = "twice in this entry" if other == entry.id else f"in the entries {other} and {entry.id}"
            yield Problem(
                place,
                f"“{phrase}” is {where}",
                "keep it once; the pages that answer it are a list, best first",
                (Note(first, "the same phrase"),),
            )


@rule("FND002")
def phrase_without_a_word(facts: Facts) -> Iterator[Problem]:
    """A phrase of the search has no letter and no figure in it.

    The search looks at letters and figures only, so no one finds anything with this phrase.

    ```yaml bad framework/search.yaml
    entries:
      - id: pay
        asked: [wages, "!!"]  # <- FND002
        leads_to: [{page: career/pay.md}]
        owner: framework-team
        reviewed: 2026-11-01
    ```

    ```yaml good framework/search.yaml
    entries:
      - id: pay
        asked: [wages]
        leads_to: [{page: career/pay.md}]
        owner: framework-team
        reviewed: 2026-11-01
    ```
    """
    for entry in facts.records.search_entries.values():
        for index, phrase in enumerate(entry.asked):
            if not _as_searched(phrase):
                yield Problem(
                    entry.origin.at("asked", index),
                    f"`{phrase}` has no word in it",
                    "write what people type, or take it out",
                )


@rule("FND003", Severity.WARNING)
def entry_not_reviewed(facts: Facts) -> Iterator[Problem]:
    """No one has tried the phrases of an entry for two years, or the day of the review is still to come.

    New pages may answer these questions better now. Type the phrases into the search, look at what comes first, and write
    the day.

    ```yaml bad framework/search.yaml
    entries:
      - id: pay
        asked: [wages]
        leads_to: [{page: career/pay.md}]
        owner: framework-team
        reviewed: 2024-06-01  # <- FND003
    ```

    ```yaml good framework/search.yaml
    entries:
      - id: pay
        asked: [wages]
        leads_to: [{page: career/pay.md}]
        owner: framework-team
        reviewed: 2026-06-01
    ```
    """
    for entry in facts.records.search_entries.values():
        days = (facts.on - entry.reviewed).days
        if 0 <= days <= _LONG:
            continue
        when = format_date(entry.reviewed)
        yield Problem(
            entry.origin.at("reviewed"),
            f"{entry.id} was last reviewed on {when}"
            if days > 0
            else f"{entry.id} says that it was reviewed on {when}",
            "type its phrases into the search, correct where they lead, and write the day on which you did",
        )


def _as_searched(phrase: str) -> str:
    """A phrase as the search sees it: small letters, no accents, no punctuation."""
    if phrase.isascii():
        return _NO_WORD.sub("", phrase).lower()
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", phrase) if not unicodedata.combining(sign))
    return _NO_WORD.sub("", plain).lower()
