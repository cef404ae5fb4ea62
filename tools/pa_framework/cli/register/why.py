"""The command `register why`."""

import sys

import click

from pa_framework.cli._options import use_colour
from pa_framework.cli.register._options import register_options
from pa_framework.facts.facts import Facts
from pa_framework.register.why import why
from pa_framework.register.why_output import why_json, why_text
from pa_framework.text.errors import EXIT_FINDINGS


@click.command("why")
@click.argument("pa")
@click.argument("task")
@click.argument("person", required=False)
@register_options("text", "json")
def why_command(facts: Facts, form: str, pa: str, task: str, person: str | None) -> None:
    """Says whether a PA may do a task for a person on a day, and shows why, link by link.

    Ends with 0 where the PA may do it; with 1 where not, or where that cannot be said, or is outside this register.
    """
    answer = why(facts, pa, task, person)
    click.echo(why_text(answer, colour=use_colour(sys.stdout)) if form == "text" else why_json(answer), nl=False)
    if not answer.answer.may_do:
        sys.exit(EXIT_FINDINGS)
