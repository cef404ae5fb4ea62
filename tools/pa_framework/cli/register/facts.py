"""The command `register facts`."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pa_framework.check.run import OWN_REGISTER, load_register
from pa_framework.cli._options import on_option, progress_after, root_option
from pa_framework.cli.register._options import warn_of_faults
from pa_framework.facts.facts import Facts
from pa_framework.records.kept_documents import kept_beside
from pa_framework.records.load import read_records
from pa_framework.records.register_index import index_of, indexed_register
from pa_framework.text.errors import UserError
from pa_framework.text.sentences import count

if TYPE_CHECKING:
    from pa_framework.register.facts_by_pa import Doer


@click.command("facts")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder for the files."
)
@root_option()
@click.option(
    "--register",
    type=click.Path(path_type=Path),
    help="The folder of the register.  [default: ROOT/competences/register]",
)
@on_option
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="A Dask scheduler, such as tcp://10.0.0.5:8786, whose workers judge the sign-offs. They must see the same files.",
)
def facts_command(out: Path, root: Path, register: Path | None, on: date | None, scheduler: str | None) -> None:
    """Writes every sign-off with its state on every day, and the answers of one day, as Parquet files.

    The files are as confidential as the register. They name no one, and their ids stand for people. Keep them outside of
    the framework, which is published. The bytes are the same on one machine and on many.
    """
    from pa_framework.register import facts_by_pa, facts_export  # needs an extra

    with progress_after("Reading the register"):
        records = read_records(root, keeps=True)  # first: a wrong folder is found before a large register is read
        facts = Facts(records, on or date.today())
        for each in records.roots:
            if out.resolve().is_relative_to(each.resolve()):
                raise UserError(f"`{out}` is in the framework, which is published; name a folder outside of it")
        do = _doer(facts, scheduler)
        folder = register or root / OWN_REGISTER
        index = indexed_register(folder, "", kept_beside(folder), index_of(folder))
        if index is None:
            whole = load_register(root, folder, keeps=True)
            facts = facts.with_register(whole)
            about = facts_export.about(facts, whole)
            pas, find = sorted(whole.pas), partial(facts_by_pa.find_in_whole, facts, whole)
        else:
            parts = facts_by_pa.Parts(facts, folder, index, facts_by_pa.facts_beside(folder))
            about = facts_export.about(facts, parts.without_pas())
            pas, find = parts.pas, partial(parts.find, do)
        warn_of_faults(facts)
    if index is None and scheduler is not None:
        raise UserError(
            "several machines can only share a register that is in order; `pa-framework check --register DIR` says what "
            "is wrong with it; or leave `--scheduler` out"
        )
    with progress_after("Judging the sign-offs"):
        written = facts_export.write_facts(about, pas, find, out)
    click.echo(
        f"{count(written.sign_offs, 'sign-off')} written to {out}. Keep these files as you keep the register.", err=True
    )
    if written.without_states:
        click.echo(
            f"{count(written.without_states, 'sign-off')} without states: ask `register why` about each day.", err=True
        )


def _doer(facts: Facts, scheduler: str | None) -> "Doer":
    """Who judges parts of the register: this machine, or the workers of a scheduler."""
    from pa_framework.register.cluster import on_cluster  # as above
    from pa_framework.register.facts_by_pa import on_this_machine

    return on_this_machine(facts) if scheduler is None else on_cluster(scheduler)
