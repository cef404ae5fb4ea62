"""The command `schema`: the schemas of the records, filled for editors."""

import sys
from pathlib import Path

import click

from pa_framework.cli.options import UNREADABLE, free_folder, root_argument
from pa_framework.edit.transaction import NotWritten, write_all
from pa_framework.records.editor_schemas import FOR_EDITORS, filled_schemas
from pa_framework.records.load import NoFramework, read_records


@click.command("schema")
@root_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help=f"Where to write.  [default: ROOT/{FOR_EDITORS}, where the first line of every record points]",
)
def schema_command(root: Path, out: Path | None) -> None:
    """Writes the schemas for editors, with the ids of the records in their lists.

    Then an editor offers roles, competences and sources while you type. The records need not hold together.
    """
    try:
        records = read_records(root)
    except NoFramework as error:
        click.echo(f"pa-framework: {error}", err=True)
        sys.exit(UNREADABLE)
    target = free_folder(out or root / FOR_EDITORS, root)
    made = {target / name: text.encode() for name, text in filled_schemas(records)}
    try:
        write_all(made)
    except NotWritten as error:
        click.echo(f"pa-framework: {error}", err=True)
        sys.exit(UNREADABLE)
    click.echo(f"{len(made)} schemas written to {out or root / FOR_EDITORS}")
