"""The command `check`."""

import sys
from datetime import date
from pathlib import Path

import click

from pa_framework.check import reporters
from pa_framework.cli._options import on_option, root_argument, use_colour
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
        click.echo(reporters.FORMATS[form](report), nl=False)
    if report.errors or (strict and report.warnings):
        sys.exit(EXIT_FINDINGS)
