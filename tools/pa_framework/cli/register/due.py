"""The command `register due`."""

from pathlib import Path

import click

from pa_framework.cli._options import print_answer, write_output
from pa_framework.cli.register._options import TABLE_FORMS, exit_where_unsaid, register_options
from pa_framework.facts.facts import Facts
from pa_framework.register.calendar import as_calendar
from pa_framework.register.due import due, due_csv, due_json, due_text
from pa_framework.text.errors import UserError
from pa_framework.text.sentences import count


@click.command("due")
@register_options(*TABLE_FORMS)
@click.option("--within", default=90, show_default=True, type=click.IntRange(0, 100_000), help="So many days.")
@click.option(
    "--ics",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a calendar file as well; what an earlier one had and is gone is cancelled.",
)
def due_command(facts: Facts, form: str, within: int, ics: Path | None) -> None:
    """Shows what someone has to see to, by when, and whom to ask: first what lapsed or waits, then what ends soon.

    Ends with 1 where something cannot be said, else with 0.
    """
    report = due(facts, within)
    print_answer({"text": due_text, "json": due_json, "csv": due_csv}[form](report), form)
    if ics is not None:
        write_output(ics, as_calendar(report, _earlier(ics)))
        click.echo(f"{count(len(report.waiting), 'event')} written to {ics}", err=True)
    exit_where_unsaid(report.unsaid)


def _earlier(file: Path) -> str:
    """The calendar that is there already, or nothing: its events are kept up, moved or cancelled."""
    try:
        return file.read_bytes().decode("utf-8", "replace") if file.is_file() else ""
    except OSError as error:
        raise UserError(f"`{file}` cannot be read ({error.strerror})") from None
