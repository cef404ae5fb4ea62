"""The command `register totals`."""

from datetime import date
from pathlib import Path

import click

from pa_framework.cli._options import Day
from pa_framework.cli.register._options import TABLE_FORMS, out_option, write_answer


@click.command("totals")
@click.argument("areas", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DIR...")
@click.option("--format", "form", type=click.Choice(TABLE_FORMS), default=TABLE_FORMS[0], show_default=True)
@out_option
@click.option("--on", type=Day(), help="The day of the answers.  [default: that of the files]")
def totals_command(areas: tuple[Path, ...], form: str, out: Path | None, on: date | None) -> None:
    """Adds up areas, with small numbers hidden, so that the totals can be published.

    Each DIR is a folder that `register facts` wrote for an area, under the name of the area. All must be of one day; --on
    says which, so that a wrong one is found. The largest threshold of the areas holds for all of them.
    """
    from pa_framework.register.area_totals import FORMS, area_totals  # needs an extra

    write_answer(FORMS[form](area_totals(areas, on)), form, out)
