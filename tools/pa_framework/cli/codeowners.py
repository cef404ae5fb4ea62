"""The command `codeowners`."""

import sys
from pathlib import Path

import click

from pa_framework.cli._options import root_argument
from pa_framework.cli._reports import read_framework
from pa_framework.edit.codeowners import FILE, codeowners
from pa_framework.edit.transaction import write_all
from pa_framework.text.errors import EXIT_FINDINGS, UserError


@click.command("codeowners")
@root_argument
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; end with 1 where the file says something else."
)
def codeowners_command(root: Path, only_check: bool) -> None:
    """Writes ROOT/CODEOWNERS from the records: who is asked about a change to which file."""
    file, text = root / FILE, codeowners(read_framework(root))
    try:
        present = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
    except OSError as error:
        raise UserError(f"`{file}` cannot be read ({error.strerror})") from None
    if present == text:
        click.echo(f"{file} says what the records say.")
    elif only_check:
        what = "is missing" if present is None else "does not say what the records say"
        click.echo(f"{file} {what}; run `pa-framework codeowners {root}`, and look at the difference.", err=True)
        sys.exit(EXIT_FINDINGS)
    else:
        write_all({file: text.encode()})
        click.echo(f"{file} written.")
