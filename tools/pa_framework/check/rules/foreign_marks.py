"""Families SIT and TXT: what other programs leave in a text, so that readers see signs in place of words."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.foreign_marks import decoded_twice, links_in_two_parts, markup_in_records
from pa_framework.text.findings import Severity


@rule("TXT025", Severity.WARNING)
def sign_of_another_program(facts: Facts) -> Iterator[Problem]:
    """A text has letters that were decoded twice, or HTML in a record.

    Spreadsheets and mail turn `£` into `Â£` when they read a file in the wrong encoding. Text from a web page brings its tags
    along, and readers see them.

    ```yaml bad framework/support/employer-advice.yaml
    summary: A course for Â£40.  # <- TXT025
    ```

    ```yaml good framework/support/employer-advice.yaml
    summary: A course for £40.
    ```
    """
    for found in decoded_twice(facts):
        yield Problem(
            found.span,
            f"“{found.written}” was “{found.meant}” before a program read it in the wrong encoding",
            f"write `{found.meant}`; look for more of them in this file",
        )
    for found in markup_in_records(facts):
        yield Problem(
            found.span,
            f"`{found.written}` is HTML, and readers see it as it is written",
            "write plain text, without tags and with ordinary spaces",
        )


@rule("SIT021")
def link_in_two_parts(facts: Facts) -> Iterator[Problem]:
    """The two parts of a link on a page written by hand are apart, or in the wrong brackets.

    Readers see the brackets and the name of a file, and nothing to click.

    ```text bad framework/pages/about/us.md
    [Support] (../support/index.md)
    ```

    ```text good framework/pages/about/us.md
    [Support](../support/index.md)
    ```
    """
    for found in links_in_two_parts(facts):
        yield Problem(found.span, f"`{found.written}` is no link", f"write `{found.meant}`")
