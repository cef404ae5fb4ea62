"""The command `release-notes`."""

from pathlib import Path

import click

from pa_framework.cli._options import print_document, root_argument
from pa_framework.cli._reports import read_framework
from pa_framework.site.release_notes import release_notes


@click.command("release-notes")
@click.argument("tag")
@root_argument
def release_notes_command(tag: str, root: Path) -> None:
    """Prints what is new in the version that TAG names, such as v1.2.0, from changes.yaml and CHANGELOG.md.

    Ends with 1 where framework.yaml names another version, or where neither has words about it.
    """
    print_document(release_notes(read_framework(root), root, tag))
