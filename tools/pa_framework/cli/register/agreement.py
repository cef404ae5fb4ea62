"""The command `register agreement`."""

from pathlib import Path

import click

from pa_framework.cli.register._options import out_option, print_paper, register_options
from pa_framework.facts.facts import Facts


@click.command("agreement")
@click.argument("agreement")
@register_options()
@out_option
def agreement_command(facts: Facts, agreement: str, out: Path | None) -> None:
    """Makes a hospital working agreement, filled in from its record, to print and sign.

    Ends with 1 where no one can say whether a PA on it may do a task.
    """
    from pa_framework.register.ward_agreement import ward_agreement  # see the command `passport`

    print_paper(ward_agreement(facts, agreement), out)
