"""Reading and judging the records of a root, for every command that needs them in order."""

import sys
from datetime import date
from pathlib import Path

import click
from msgspec.structs import replace

from pa_framework.check import reporters
from pa_framework.check.run import Report, check
from pa_framework.cli._options import progress_after, use_colour
from pa_framework.records.load import Records, read_records
from pa_framework.text.errors import EXIT_FINDINGS, UserError
from pa_framework.text.findings import Severity


def read_report(root: Path, on: date | None) -> Report:
    """The report on the records below a root, as of a day; without one, as of today."""
    with progress_after("Reading the records"):
        return check(root, on or date.today(), keeps=True)


def read_valid_report(root: Path, on: date | None) -> Report:
    """The report on records without an error. Where there are errors, prints them and ends with EXIT_FINDINGS."""
    report = read_report(root, on)
    if report.errors:
        print_errors(report)
        click.echo("Nothing was built, because the records do not hold together yet.", err=True)
        sys.exit(EXIT_FINDINGS)
    return report


def print_errors(report: Report) -> None:
    """Prints the errors of a report on stderr, without its warnings and what is waived; then how many there are of each."""
    shown = reporters.text(replace(report, waived=()), colour=use_colour(sys.stderr), only=Severity.ERROR)
    click.echo(shown, nl=False, err=True)


def read_framework(root: Path) -> Records:
    """The records below a root. Raises UserError, with EXIT_FINDINGS, where `framework.yaml` has errors."""
    records = read_records(root)
    if records.framework is None:
        raise UserError("framework/framework.yaml does not hold; `pa-framework check` says why", EXIT_FINDINGS)
    return records
