"""The command `check`."""

import os
import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import click

from pa_framework.check.kept_answers import Answer, KeptAnswers
from pa_framework.cli._options import (
    on_option,
    place_in_repository,
    print_document,
    progress_after,
    root_argument,
    use_colour,
)
from pa_framework.cli._rule_code import RuleCode
from pa_framework.text.errors import EXIT_FINDINGS

#: What `--format` can be: see `reporters.FORMATS`.
FORMS = ("text", "json", "github", "gitlab", "sarif", "junit")


@click.command("check")
@root_argument
@on_option
@click.option("--register", type=click.Path(path_type=Path), help="A competence register, checked as well.")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings count as well.")
@click.option("--skip", type=RuleCode(), multiple=True, metavar="CODE", help="Leave a rule out. Can be given again.")
def check_command(
    root: Path, on: date | None, register: Path | None, form: str, strict: bool, skip: tuple[str, ...]
) -> None:
    """Says whether the records hold together, and if not, where and what to do.

    Ends with 0 where nothing is wrong, 1 where something is, 2 where ROOT or the register cannot be read.
    """
    day, colour, within = on or date.today(), form == "text" and use_colour(sys.stdout), place_in_repository(root)[1]
    question = (f"{day}", form, f"{colour}", within, *skip)
    kept = None if form == "github" else KeptAnswers(root, *question, register=register)
    answer = kept.find() if kept else None
    if answer is None:
        answer = _answer(root, day, skip, register, form, within, colour=colour, kept=kept)
    if form == "text":
        click.echo(answer.output, nl=False)
    else:
        print_document(answer.output)
    if answer.errors or (strict and answer.warnings):
        sys.exit(EXIT_FINDINGS)


def _answer(
    root: Path,
    day: date,
    skip: tuple[str, ...],
    register: Path | None,
    form: str,
    within: str,
    *,
    colour: bool,
    kept: KeptAnswers | None,
) -> Answer:
    """Reads and judges the records, and keeps the answer.

    What it tells of a register of real people is only kept in the folder of that register, where it is named.
    """
    # None of it is needed where the answer is kept; and the rules are imported while other processes read the records.
    from pa_framework.records.load import read_records

    with progress_after("Reading the records"):
        records = read_records(root, keeps=True, meanwhile=lambda: import_module("pa_framework.check.run"))
        from pa_framework.check import reporters, run

        basis = kept.basis if kept else None
        report = run.check(root, day, skip, register, keeps=True, records=records, basis=basis)
    if form == "text":
        output = reporters.text(report, colour=colour)
    else:
        shown = report if form == "json" else reporters.placed(report, within)
        output = reporters.FORMATS[form](shown)
        if form == "github":
            _write_summary(reporters.github_summary(shown))
    answer = Answer(output, report.errors, report.warnings)
    is_public = report.facts.register is None or report.register_unjudged
    if kept and (is_public or register is not None):
        kept.keep(answer)
    return answer


def _write_summary(summary: str) -> None:
    """Adds the summary to that of the job on GitHub. A summary that cannot be written takes no finding away."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8", newline="\n") as written:
            written.write(summary)
    except OSError as error:
        click.echo(f"the summary of the job cannot be written ({error.strerror})", err=True)
