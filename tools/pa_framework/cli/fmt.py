"""The commands that write records: `fmt`, `rename`, `new`. Another part of the door (see cli.py)."""

import sys
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import NoReturn

import click

from pa_framework.check.reporters import escape_unprintable
from pa_framework.cli.options import UNREADABLE, WRONG, on_option, patience
from pa_framework.edit.formatter import LaidOut, laid_out
from pa_framework.edit.rename import NotRenamed, Renaming, can_be_kept, must_hold, renamed, world_of
from pa_framework.edit.transaction import NotOurs, NotWritten, as_it_was_written, write_all, yaml_below
from pa_framework.records.files import read_file
from pa_framework.records.load import NoFramework
from pa_framework.records.register import NoRegister
from pa_framework.text.findings import Finding


def _refuse(message: object) -> NoReturn:
    click.echo(f"pa-framework: {message}", err=True)
    sys.exit(UNREADABLE)


@click.command("fmt")
@click.argument("root", default=".", type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with 1 where a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change, line by line.")
def fmt_command(root: Path, only_check: bool, diff: bool) -> None:
    """Lays out all YAML files in one way. Comments stay, words stay, and no file comes to say anything else.

    ROOT is the folder of a framework, or of a competence register. A file that can not be read is left as it is.
    """
    changed: list[LaidOut] = []
    left = 0
    try:
        paths = yaml_below(root)
    except NotOurs as error:
        _refuse(error)
    with patience("Laying out the files"):
        for path in paths:
            document = read_file(root, path, path)
            if document.findings:
                click.echo("\n".join(_finding(each) for each in document.findings), err=True)
                left += 1
                continue
            made = laid_out(document)
            if made.kept:
                click.echo(f"{escape_unprintable(path)}: left as it is, because {made.kept}", err=True)
                left += 1
            elif made.text.encode() != (root / path).read_bytes():
                changed.append(made)
    only_show = only_check or diff
    for made in changed:
        if diff:
            click.echo(_shown(made), nl=False)
        else:
            click.echo(escape_unprintable(made.document.path))
        if not only_show:
            try:
                write_all({root / made.document.path: made.text.encode()})
            except NotWritten as error:
                _refuse(error)
    click.echo(_summary(len(paths), len(changed), left, only_show), err=diff)
    if left or (changed and only_show):
        sys.exit(WRONG)


def _finding(finding: Finding) -> str:
    span = finding.span
    message, fix = escape_unprintable(finding.message), escape_unprintable(finding.fix)
    return f"{escape_unprintable(span.path)}:{span.line}:{span.column}: {finding.code} {message}; left as it is\n  fix: {fix}"


def _shown(made: LaidOut) -> str:
    path = made.document.path
    before, after = made.document.text.splitlines(keepends=True), made.text.splitlines(keepends=True)
    return "".join(unified_diff(before, after, path, path))


def _summary(files: int, changed: int, left: int, only_show: bool) -> str:
    if not changed:
        said = f"{files - left:,} files, all in the one layout already"
    elif only_show:
        said = f"{changed:,} of {files:,} files would change; `pa-framework fmt` lays them out"
    else:
        said = f"{changed:,} of {files:,} files laid out; what they say is the same"
    return said + (f"; {left:,} left as they are" if left else "")


@click.command("rename")
@click.argument("kind")
@click.argument("old")
@click.argument("new")
@click.option("--root", default=".", type=click.Path(path_type=Path), help="The framework.  [default: this folder]")
@click.option(
    "--register", type=click.Path(path_type=Path), help="A competence register that names its records as well."
)
@click.option("--keep-old", is_flag=True, help="The old record stays, retired, with `replaced_by: NEW`.")
@click.option("--dry-run", is_flag=True, help="Show every change, and write nothing.")
@on_option
def rename_command(
    kind: str, old: str, new: str, root: Path, register: Path | None, keep_old: bool, dry_run: bool, on: date | None
) -> None:
    """Gives a record another id, and follows every reference to it.

    KIND is the kind of record, such as task, role, competence or source. An id that has been published should stay,
    because people have kept its address: then use --keep-old.
    """
    try:
        with patience("Reading the records"):
            world = world_of(root, register.resolve() if register else None)
            renaming = renamed(world, kind.replace("_", "-"), old, new, keep_old=keep_old)
            must_hold(world, renaming, on or date.today())
        for line in _told(renaming):
            click.echo(line)
        if dry_run:
            click.echo("nothing was written, because of --dry-run")
            return
        contents = {root / path: _as_before(root, path, text, renaming) for path, text in renaming.texts.items()}
        for was, becomes in renaming.moved:
            if was not in renaming.texts:
                contents |= {root / becomes: (root / was).read_bytes(), root / was: None}
        write_all(contents)
    except (NoFramework, NoRegister, NotRenamed, NotWritten) as error:
        _refuse(error)
    click.echo(f"`{old}` is `{new}` now; what held before holds")
    if not keep_old:
        click.echo(
            f"Was `{old}` published already? Then its address leads nowhere now. To mend that, undo this with "
            f"`pa-framework rename {kind} {new} {old}`"
            + (", and rename it with `--keep-old`." if can_be_kept(renaming.kind) else ", and leave the id as it was."),
            err=True,
        )


def _as_before(root: Path, path: str, text: str | None, renaming: Renaming) -> bytes | None:
    """What a file will hold; a new one is written as the record that it was made of."""
    if text is None:
        return None
    made_of = {becomes: was for was, becomes in renaming.moved}.get(path, path)
    file = root / made_of if (root / made_of).exists() else root / (renaming.retired or path)
    return as_it_was_written(text, file.read_bytes())


def _told(renaming: Renaming) -> list[str]:
    lines = [f"{each.path}:{each.line}:{each.column}: {each.before} → {each.after}" for each in renaming.edits]
    lines += [f"{was} → {becomes}" for was, becomes in renaming.moved]
    if renaming.retired:
        lines.append(f"{renaming.retired}: stays, with replaced_by: {renaming.new}")
    return lines
