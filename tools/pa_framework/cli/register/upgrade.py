"""The command `register upgrade`."""

import sys
from datetime import date
from pathlib import Path

import click

from pa_framework.check.run import OWN_REGISTER, load_register
from pa_framework.cli._options import on_option, progress_after, root_argument
from pa_framework.cli._upgrades import upgrade_lines, upgrade_summary
from pa_framework.edit.register_upgrade import NOT_KNOWN, plan_register_upgrade
from pa_framework.edit.upgrade import write_upgrade
from pa_framework.records.load import read_records
from pa_framework.text.errors import EXIT_FINDINGS
from pa_framework.text.terminal import escape_unprintable


@click.command("upgrade")
@root_argument
@click.option(
    "--register",
    type=click.Path(path_type=Path),
    help="The folder of the register.  [default: ROOT/competences/register]",
)
@click.option("--dry-run", is_flag=True, help="Show every change and every question, and write nothing.")
@on_option
def upgrade_command(root: Path, register: Path | None, dry_run: bool, on: date | None) -> None:
    """Brings a register of the first edition to the form of this one.

    ROOT is the folder of the framework. Each sign-off gets an id. Nothing is invented: where the first edition did not say
    enough, it asks you, and proposes lines to paste. Comments and layout stay. Ends with 0 where nothing is left to decide,
    and with 1 otherwise.
    """
    folder = register or root / OWN_REGISTER
    with progress_after("Reading the register"):
        framework = read_records(root).framework
        months = framework.settings.insurance_months if framework else 12
        upgrade = plan_register_upgrade(load_register(root, folder), on or date.today(), months)
    for line in upgrade_lines(upgrade):
        click.echo(escape_unprintable(line))
    if upgrade.texts and not dry_run:
        write_upgrade(folder, upgrade)
    click.echo("What a register of the first edition does not say, and no program can know:")
    for words in NOT_KNOWN:
        click.echo(f"  {words}")
    click.echo()
    for line in upgrade_summary(upgrade, dry_run, "register", "register upgrade"):
        click.echo(line)
    if upgrade.open_points:
        sys.exit(EXIT_FINDINGS)
