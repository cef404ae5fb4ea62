"""The command `upgrade`."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from pa_framework.cli._options import on_option, progress_after, root_argument
from pa_framework.edit.upgrade import Upgrade, plan_upgrade, write_upgrade
from pa_framework.text.errors import EXIT_FINDINGS
from pa_framework.text.sentences import count
from pa_framework.text.terminal import escape_unprintable


@click.command("upgrade")
@root_argument
@click.option("--dry-run", is_flag=True, help="Show every change and every question, and write nothing.")
@on_option
def upgrade_command(root: Path, dry_run: bool, on: date | None) -> None:
    """Brings a framework of an earlier edition to the form of this one.

    ROOT is the folder of the framework. It lists every change. It does not change what only a person can decide. It asks
    you, and proposes lines to paste. Comments and layout stay. Ends with 0 where nothing is left to decide, and with 1 otherwise.
    """
    with progress_after("Reading the framework"):
        upgrade = plan_upgrade(root, on or date.today())
    for line in _lines(upgrade):
        click.echo(escape_unprintable(line))
    if upgrade.texts and not dry_run:
        write_upgrade(root, upgrade)
    for line in _summary(upgrade, dry_run):
        click.echo(line)
    if upgrade.open_points:
        sys.exit(EXIT_FINDINGS)


def _lines(upgrade: Upgrade) -> Iterator[str]:
    """The changes by step, the questions, and the files that were left as they are."""
    for step, changes in upgrade.changes:
        yield f"{step.heading}:"
        for change in changes:
            yield f"  {change.path}{f':{change.line}' if change.line else ''} {change.words}"
        yield ""
    for question in upgrade.questions:
        yield f"{question.span.path}:{question.span.line}:{question.span.column}: to decide"
        yield f"  {question.words}"
        yield f"  {question.proposal}"
        for line in question.lines:
            yield f"    {line}"
        yield ""
    for finding in upgrade.unreadable:
        yield f"{finding.span.path}:{finding.span.line}:{finding.span.column}: left as it is ({finding.code})"
        yield f"  {finding.message}"
        yield f"  fix: {finding.fix}"
        yield ""


def _summary(upgrade: Upgrade, dry_run: bool) -> Iterator[str]:
    files = count(len(upgrade.texts), "file")
    if not upgrade.texts:
        done = not upgrade.open_points
        yield "Nothing to change: the framework has the form of this edition." if done else "Nothing was changed."
    elif dry_run:
        yield f"{files} would change. Nothing was written, because of --dry-run."
    else:
        yield f"{files} changed. Look at them, then run `pa-framework check`."
    if upgrade.open_points:
        yield f"{count(upgrade.open_points, 'point')} left for you to decide. Run `pa-framework upgrade` again to see what is left."
