"""The command `check`."""

import os
import sys
from datetime import date
from pathlib import Path

import click

from pa_framework.check import reporters
from pa_framework.cli._options import on_option, place_in_repository, print_document, root_argument, use_colour
from pa_framework.cli._reports import read_report
from pa_framework.cli._rule_code import RuleCode
from pa_framework.text.errors import EXIT_FINDINGS


@click.command("check")
@root_argument
@on_option
@click.option("--register", type=click.Path(path_type=Path), help="A competence register, checked as well.")
@click.option("--format", "form", type=click.Choice(list(reporters.FORMATS)), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings count as well.")
@click.option("--skip", type=RuleCode(), multiple=True, metavar="CODE", help="Leave a rule out. Can be given again.")
def check_command(
    root: Path, on: date | None, register: Path | None, form: str, strict: bool, skip: tuple[str, ...]
) -> None:
    """Says whether the records hold together, and if not, where and what to do.

    Ends with 0 where nothing is wrong, 1 where something is, 2 where ROOT or the register cannot be read.
    """
    report = read_report(root, on, skip, register)
    if form == "text":
        click.echo(reporters.text(report, colour=use_colour(sys.stdout)), nl=False)
    else:
        shown = report if form == "json" else reporters.placed(report, place_in_repository(root)[1])
        print_document(reporters.FORMATS[form](shown))
        if form == "github":
            _write_summary(reporters.github_summary(shown))
    if report.errors or (strict and report.warnings):
        sys.exit(EXIT_FINDINGS)


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
