"""Family REF: the file CODEOWNERS names the teams that the records name."""

from collections.abc import Iterator, Mapping

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.codeowners import CLINICAL, FILE, codeowners, is_made_by_program, whole_file
from pa_framework.facts.facts import Facts
from pa_framework.text.findings import Severity, Span
from pa_framework.text.sentences import join_words

_COMMAND = "run `pa-framework codeowners`, and read what it changes"


@rule("REF024", Severity.WARNING)
def owners_file_says_otherwise(facts: Facts) -> Iterator[Problem]:
    """The file CODEOWNERS names other teams for a file than the records do.

    GitHub and GitLab ask the teams in this file about a change. If a line is wrong, a change to a healthcare task may be
    merged without a clinician. The file is made from the records, which say who owns what: never edit it by hand.

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
    if len(facts.records_as_written.roots) > 1 or not is_made_by_program(written):
        return
    lines = written.splitlines()
    made = whole_file(facts.records_as_written, "\n".join(lines)).splitlines()
    owners = _owners(codeowners(facts.records_as_written).splitlines())
    is_whole = not facts.records_as_written.findings
    if not is_whole:  # whose folder it is depends on all of its records
        owners = {path: owners[path] for path in owners if not path.endswith("/") or path[1:] in CLINICAL}
    for number, line in enumerate(lines, 1):
        path, *teams = line.split() or [""]
        if path in owners and teams != owners[path]:
            yield Problem(
                Span(FILE, number, 1, len(line) + 1),
                f"{path} is said to be owned by {_shown(teams)}; the records say {_shown(owners[path])}",
                _COMMAND,
            )
            return
    if not is_whole:  # a record that cannot be read may own any of the other lines
        return
    apart = next((place for place, line in enumerate(made) if place >= len(lines) or lines[place] != line), len(made))
    if made != lines:
        number = min(apart + 1, max(len(lines), 1))
        yield Problem(
            Span(FILE, number, 1, len(lines[number - 1]) + 1),
            f"the records say `{made[apart]}` here" if apart < len(made) else "the records say nothing from here on",
            _COMMAND,
        )


def _owners(lines: list[str]) -> Mapping[str, list[str]]:
    return {
        words[0]: words[1:] for words in map(str.split, lines) if len(words) > 1 and not words[0].startswith(("#", "["))
    }


def _shown(teams: list[str]) -> str:
    return join_words(teams) or "no one"
