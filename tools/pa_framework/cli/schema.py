"""The command `schema`."""

from datetime import date
from pathlib import Path, PurePosixPath

import click

from pa_framework.cli._options import root_argument
from pa_framework.edit.output_folder import checked_output_folder
from pa_framework.edit.transaction import write_all
from pa_framework.facts.reference_snippets import SNIPPETS_FILE, reference_snippets
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

    It also writes snippets for VS Code, into the folder `.vscode`, or into the folder of `--out`: type `law.`, `evidence.`
    or `settings.` in a text, and choose the figure to refer to.
    """
    records = read_records(root)
    folder = checked_output_folder(out or root / EDITOR_FOLDER, root)
    schemas = {folder / name: text.encode() for name, text in editor_schemas(records)}
    snippets = folder / PurePosixPath(SNIPPETS_FILE).name if out else root.resolve() / SNIPPETS_FILE
    write_all({**schemas, snippets: reference_snippets(records, date.today()).encode()})
    click.echo(f"{len(schemas)} schemas written to {out or root / EDITOR_FOLDER}")
    click.echo(f"Snippets for references written to {out or root / SNIPPETS_FILE}")
