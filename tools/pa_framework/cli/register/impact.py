"""The command `register impact`."""

from datetime import date

import click

from pa_framework.cli._options import Day, print_answer
from pa_framework.cli.register._options import TABLE_FORMS, register_options
from pa_framework.facts.facts import Facts
from pa_framework.register.impact import impact, impact_csv, impact_json, impact_text


@click.command("impact")
@click.argument("practitioner")
@register_options(*TABLE_FORMS)
@click.option("--from", "first", type=Day(), help="What they did on this day or later would not count.")
@click.option("--never", is_flag=True, help="Nothing that they did would count.")
def impact_command(facts: Facts, form: str, practitioner: str, first: date | None, never: bool) -> None:
    """Shows which sign-offs would fall if a practitioner's authority ended, or had never been there."""
    if never == (first is not None):
        raise click.UsageError("say either --from DATE or --never")
    report = impact(facts, practitioner, first)
    print_answer({"text": impact_text, "json": impact_json, "csv": impact_csv}[form](report), form)
