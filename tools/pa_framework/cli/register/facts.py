"""The command `register facts`."""

from pathlib import Path

import click

from pa_framework.cli.register._options import register_options
from pa_framework.facts.facts import Facts
from pa_framework.register.queries import register_of
from pa_framework.text.errors import UserError
from pa_framework.text.sentences import count


@click.command("facts")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder for the files."
)
@register_options()
def facts_command(facts: Facts, out: Path) -> None:
    """Writes every sign-off, and its state on every day, as Parquet files for questions in SQL.

    The files are as confidential as the register. They name no one, and their ids stand for people. Keep them outside of
    the framework, which is published.
    """
    from pa_framework.register.facts_export import write_facts  # needs an extra
    from pa_framework.register.known_days import all_intervals, intervals_beside

    for root in facts.records.roots:
        if out.resolve().is_relative_to(root.resolve()):
            raise UserError(f"`{out}` is in the framework, which is published; name a folder outside of it")
    folder = register_of(facts).root
    store = intervals_beside(folder) if folder is not None else None
    sign_offs, without = write_facts(facts, all_intervals(facts, store), out)
    click.echo(f"{count(sign_offs, 'sign-off')} written to {out}. Keep these files as you keep the register.", err=True)
    if without:
        click.echo(f"{count(without, 'sign-off')} without states: ask `register why` about each day.", err=True)
