"""The command `codeowners`."""

import sys
from pathlib import Path

import click

from pa_framework.cli._options import place_in_repository, root_argument
from pa_framework.cli._reports import read_framework
from pa_framework.edit.transaction import write_all
from pa_framework.facts.codeowners import FILE, codeowners, whole_file, with_part
from pa_framework.text.errors import EXIT_FINDINGS, UserError


@click.command("codeowners")
@root_argument
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; end with 1 where the file says something else."
)
def codeowners_command(root: Path, only_check: bool) -> None:
    """Writes CODEOWNERS from the records: who is asked about a change to which file.

    A forge reads one file, at the top of the repository. Where ROOT is a folder further down, its lines are a part of
    that file, between two marks; the other lines stay as they are.
    """
    records = read_framework(root)
    repository, within = place_in_repository(root)
    file = root / FILE if not within else _file_of(repository)
    try:
        present = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
    except OSError as error:
        raise UserError(f"`{file}` cannot be read ({error.strerror})") from None
    text = (
        with_part(present or "", codeowners(records, within), within) if within else whole_file(records, present or "")
    )
    if present == text:
        click.echo(f"{file} says what the records say.")
    elif only_check:
        what = "is missing" if present is None else "does not say what the records say"
        click.echo(f"{file} {what}; run `pa-framework codeowners {root}`, and look at the difference.", err=True)
        sys.exit(EXIT_FINDINGS)
    else:
        write_all({file: text.encode()})
        click.echo(f"{file} written.")


def _file_of(repository: Path) -> Path:
    """The file that a forge reads: the first that there is, in its order; without one, that at the top."""
    places = [repository / folder / FILE for folder in (".github", "", "docs", ".gitlab")]
    return next((place for place in places if place.is_file()), repository / FILE)
