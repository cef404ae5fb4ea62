"""The command `upgrade`."""

import sys
from datetime import date
from pathlib import Path

import click

from pa_framework.cli._options import on_option, progress_after, root_argument
from pa_framework.cli._upgrades import upgrade_lines, upgrade_summary
from pa_framework.edit.upgrade import plan_upgrade, write_upgrade
from pa_framework.text.errors import EXIT_FINDINGS
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
    for line in upgrade_lines(upgrade):
        click.echo(escape_unprintable(line))
    if upgrade.texts and not dry_run:
        write_upgrade(root, upgrade)
    for line in upgrade_summary(upgrade, dry_run, "framework", "upgrade"):
        click.echo(line)
    if upgrade.open_points:
        sys.exit(EXIT_FINDINGS)
