"""The command `register why`."""

import re
import sys
from pathlib import Path

import click

from pa_framework.cli._options import use_colour
from pa_framework.cli.register._options import out_option, register_options, write_answer
from pa_framework.facts.facts import Facts
from pa_framework.register.why import Why, why
from pa_framework.register.why_output import why_json, why_text
from pa_framework.text.errors import EXIT_FINDINGS


@click.command("why")
@click.argument("pa")
@click.argument("task")
@click.argument("person", required=False)
@register_options("text", "json", "html", of_one=True)
@click.option("--setting", metavar="ID", help="Where, such as a ward: reviews that count only there are counted.")
@click.option("--item", metavar="ID", help="One item of the task, such as one medicine.")
@click.option("--at", metavar="HH:MM", help="The time of day, where a professional allowed the task once by phone.")
@out_option
def why_command(
    facts: Facts,
    form: str,
    pa: str,
    task: str,
    person: str | None,
    setting: str | None,
    item: str | None,
    at: str | None,
    out: Path | None,
) -> None:
    """Says whether a PA may do a task for a person on a day, and shows why, link by link.

    Ends with 0 where the PA may do it; with 1 where not, or where that cannot be said, or is outside this register.
    """
    answer = why(facts, pa, task, person, setting, item, _time(at))
    write_answer(_rendered(answer, form, colour=out is None and use_colour(sys.stdout)), form, out)
    if not answer.answer.may_do:
        sys.exit(EXIT_FINDINGS)


def _time(at: str | None) -> str | None:
    """A time as the register writes it. Raises a usage error for anything else."""
    if at is not None and not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", at):
        raise click.BadParameter("write hours and minutes, such as 09:30", param_hint="--at")
    return at


def _rendered(answer: Why, form: str, *, colour: bool) -> str:
    """The answer as text, JSON or HTML."""
    if form == "json":
        return why_json(answer)
    if form == "text":
        return why_text(answer, colour=colour)
    from pa_framework.register.why_paper import why_page  # with its templates, which the other forms need not load

    return why_page(answer)
