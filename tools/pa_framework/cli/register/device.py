"""The command `register device`."""

import click

from pa_framework.cli._options import print_answer
from pa_framework.cli.register._options import TABLE_FORMS, exit_where_unsaid, register_options
from pa_framework.facts.facts import Facts
from pa_framework.register.device import device_csv, device_json, device_report, device_text


@click.command("device")
@click.argument("device")
@register_options(*TABLE_FORMS)
def device_command(facts: Facts, form: str, device: str) -> None:
    """Shows everyone whom a device concerns, for instance when its maker recalls it.

    These are the people who use it, the PAs who do the task for them, and every PA who was signed off, reviewed or
    observed with it. Ends with 1 where a file that cannot be read may name it too, else with 0.
    """
    report = device_report(facts, device)
    print_answer({"text": device_text, "json": device_json, "csv": device_csv}[form](report), form)
    exit_where_unsaid(report.unsaid)
