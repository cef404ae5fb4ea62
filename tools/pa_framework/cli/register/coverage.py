"""The command `register coverage`."""

import click

from pa_framework.cli._options import print_answer
from pa_framework.cli.register._options import TABLE_FORMS, exit_where_unsaid, register_options
from pa_framework.facts.facts import Facts
from pa_framework.register.coverage import coverage, coverage_csv, coverage_json, coverage_text


@click.command("coverage")
@click.argument("person")
@register_options(*TABLE_FORMS)
def coverage_command(facts: Facts, form: str, person: str) -> None:
    """Shows which PAs may do what a person needs, until when, and what depends on one of them.

    Ends with 1 where something cannot be said, else with 0.
    """
    report = coverage(facts, person)
    print_answer({"text": coverage_text, "json": coverage_json, "csv": coverage_csv}[form](report), form)
    exit_where_unsaid(report.unsaid)
