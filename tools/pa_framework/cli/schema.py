"""The command `schema`."""

from pathlib import Path

import click

from pa_framework.cli._options import root_argument
from pa_framework.edit.output_folder import checked_output_folder
from pa_framework.edit.transaction import write_all
from pa_framework.records.editor_schemas import EDITOR_FOLDER, editor_schemas
from pa_framework.records.load import read_records


@click.command("schema")
@root_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help=f"Where to write.  [default: ROOT/{EDITOR_FOLDER}, where the first line of every record points]",
)
def schema_command(root: Path, out: Path | None) -> None:
    """Writes the schemas for editors, with the ids of the records in their lists.

    Then an editor offers roles, competences and sources while you type. The records need not hold together.
    """
    records = read_records(root)
    folder = checked_output_folder(out or root / EDITOR_FOLDER, root)
    contents = {folder / name: text.encode() for name, text in editor_schemas(records)}
    write_all(contents)
    click.echo(f"{len(contents)} schemas written to {out or root / EDITOR_FOLDER}")
