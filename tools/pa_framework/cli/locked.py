"""The command `locked`."""

import click

from pa_framework.cli._options import print_document
from pa_framework.text.package_data import locked_versions


@click.command("locked")
def locked_command() -> None:
    """Prints the versions, with hashes, that this program was tested with: the requirements.lock of an area."""
    print_document(locked_versions())
