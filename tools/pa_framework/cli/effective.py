"""The command `effective`."""

from pathlib import Path

import click

from pa_framework.cli._options import print_answer
from pa_framework.records.effective import as_json, as_yaml, effective
from pa_framework.records.kinds import TOP_FOLDERS
from pa_framework.records.load import NoFramework, read_records


@click.command("effective")
@click.argument("kind")
@click.argument("id", default="")
@click.argument("root", default=None, required=False, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def effective_command(kind: str, id: str, root: Path | None, form: str) -> None:
    """Prints a whole record, as it is effective, and where each of its values is written.

    KIND is the kind of record, such as task, role, tier or source. Of a framework that builds on another one, what it
    changes and what it inherits are shown together.
    """
    kind = kind.replace("_", "-")
    if root is None and id and (Path(id) / TOP_FOLDERS[0]).is_dir() and not _is_known_here(kind, id):
        id, root = "", Path(id)
    document, route = effective(read_records(root or Path()), kind, id)
    print_answer(as_yaml(document, route) if form == "text" else as_json(document, route, kind, id), form)


def _is_known_here(kind: str, id: str) -> bool:
    """Whether the framework of this folder has a record of this id: a folder of the same name is not meant then."""
    try:
        return id in read_records(Path()).of_kind(kind)
    except NoFramework:
        return False
