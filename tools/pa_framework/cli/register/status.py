"""The command `register status`."""

from typing import Any

import click

from pa_framework.cli._options import print_answer
from pa_framework.cli.register._options import TABLE_FORMS, exit_where_unsaid, register_options
from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import State
from pa_framework.register.status import status, status_csv, status_json, status_text


@click.command("status")
@register_options(*TABLE_FORMS)
@click.option("--pa", metavar="ID", help="Only this PA.")
@click.option("--task", metavar="ID", help="Only this task.")
@click.option("--person", metavar="ID", help="Only for this person.")
@click.option("--practitioner", metavar="ID", help="Only where they acted, or an act rests on their authority.")
@click.option("--state", "states", type=click.Choice(list(map(str, State))), multiple=True, help="Can be given again.")
def status_command(facts: Facts, form: str, **filters: Any) -> None:
    """Shows the state of every sign-off, or of those that are asked about, and whether the PA may do the task.

    Ends with 1 where something cannot be said, else with 0.
    """
    report = status(facts, **filters)
    print_answer({"text": status_text, "json": status_json, "csv": status_csv}[form](report), form)
    exit_where_unsaid(report.unsaid)
