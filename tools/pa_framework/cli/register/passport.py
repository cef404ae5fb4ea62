"""The command `register passport`."""

from pathlib import Path

import click

from pa_framework.cli.register._options import out_option, print_paper, register_options
from pa_framework.facts.facts import Facts


@click.command("passport")
@click.argument("pa")
@register_options(of_one=True)
@out_option
def passport_command(facts: Facts, pa: str, out: Path | None) -> None:
    """Makes the passport of a PA: one page to print, with what they may do on the day, for whom and until when.

    Ends with 1 where something on it cannot be said; that is never under “May do”.
    """
    from pa_framework.register.passport import (
        passport,  # with its templates, which the help of `register` need not load
    )

    print_paper(passport(facts, pa), out)
