"""Family REF: the file CODEOWNERS names the teams that the records name."""

from collections.abc import Iterator
from itertools import starmap

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.codeowners import FILE, compare_owners
from pa_framework.facts.facts import Facts
from pa_framework.text.findings import Severity, Span

_READ_FIRST = f".github/{FILE}"


@rule("REF024", Severity.WARNING)
def owners_file_says_otherwise(facts: Facts) -> Iterator[Problem]:
    """The file CODEOWNERS names other teams for a file than the records do.

    GitHub and GitLab ask the teams in this file about a change. If a line is wrong, a change to a healthcare task may be
    merged without a clinician. The file is made from the records, which say who owns what: never edit it by hand.

    Where a repository has frameworks in folders, each has a part of this file between two marks. A part may name files in its
    own folder only: a line for any other file would count more than the lines of the framework whose file it is.

    GitHub reads a file in `.github/` first, so one beside ours would count alone.

    A file that someone wrote by hand, without the first lines that the program writes, is not judged.

    ```text bad CODEOWNERS
    # Who is asked about a change. Made from the records by `pa-framework codeowners`; `--check` says whether it still is so.
    # The handles are those of the contacts in framework/framework.yaml. Of several lines that fit a file, the last one counts.
    * @someone/else
    ```

    ```text good CODEOWNERS
    # Who is asked about a change. Made from the records by `pa-framework codeowners`; `--check` says whether it still is so.
    # The handles are those of the contacts in framework/framework.yaml. Of several lines that fit a file, the last one counts.
    # No contact has a handle yet, so no one is asked.
    ```
    """
    written = next((file.text for file in facts.repository_files if file.path == FILE), "")
    if len(facts.records_as_written.roots) > 1:
        return
    compared = compare_owners(facts.records_as_written, written)
    if compared.file.is_made_by_program:
        yield from starmap(Problem, compared.all)
        read_first = next((file.path for file in facts.repository_files if file.path == _READ_FIRST), None)
        framework = facts.records.framework
        if read_first and not (framework and framework.repository.forge == "gitlab"):
            yield Problem(
                Span(read_first, 1, 1, 2),
                f"GitHub reads this file in place of `{FILE}`, which is made from the records",
                "delete this file; whom it asks besides, name in the contacts of `framework/framework.yaml`",
            )
