"""The command `codeowners`."""

import sys
from pathlib import Path

import click

from pa_framework.cli._options import place_in_repository, root_argument
from pa_framework.cli._reports import read_framework
from pa_framework.edit.transaction import encode_like, write_all
from pa_framework.facts.codeowners import FILE, Comparison, compare_owners
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
    present = _content(file)
    compared = compare_owners(records, _text(file, present or b""), within)
    if present is not None and not compared.all:
        click.echo(f"{file} says what the records say{'' if not records.findings else ', as far as they can be read'}.")
    elif only_check or compared.faults:
        click.echo(_said(file, compared, present is None, root), err=True)
        sys.exit(EXIT_FINDINGS)
    elif records.findings:
        raise UserError("some records do not hold; `pa-framework check` says which. Nothing was written", EXIT_FINDINGS)
    else:
        write_all({file: encode_like(compared.made, present or b"")})
        click.echo(f"{file} written.")


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes() if file.is_file() else None
    except OSError as error:
        raise UserError(f"`{file}` cannot be read ({error.strerror})") from None


def _text(file: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"`{file}` is not UTF-8 text; save it as UTF-8") from None


def _said(file: Path, compared: Comparison, is_missing: bool, root: Path) -> str:
    """What is not as it should be, a line each; where writing the file mends it, the command."""
    if is_missing:
        return f"{file} is missing; run `pa-framework codeowners {root}`, and look at it."
    lines = [f"{file}:{one.span.line}: {one.message}; {one.fix}" for one in compared.faults]
    lines += [f"{file}:{one.span.line}: {one.message}" for one in compared.differences]
    if compared.differences and not compared.faults:
        lines.append(
            f"{file} does not say what the records say; run `pa-framework codeowners {root}`, and look at the difference."
        )
    return "\n".join(lines)


def _file_of(repository: Path) -> Path:
    """The file that a forge reads: the first that there is, in its order; without one, that at the top."""
    places = [repository / folder / FILE for folder in (".github", "", "docs", ".gitlab")]
    return next((place for place in places if place.is_file()), repository / FILE)
