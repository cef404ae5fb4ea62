"""The command `effective`."""

from pathlib import Path

import click

from pa_framework.cli._options import print_answer
from pa_framework.records.effective import as_json, as_yaml, effective
from pa_framework.records.load import read_records


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
    document, route = effective(read_records(root or Path()), kind, id)
    print_answer(as_yaml(document, route) if form == "text" else as_json(document, route, kind, id), form)
