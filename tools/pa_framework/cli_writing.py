"""The commands that write records: `fmt`, `rename`, `new`. Another part of the door (see cli.py)."""

import sys
from difflib import unified_diff
from pathlib import Path

import click

from pa_framework.cli_options import UNREADABLE, WRONG, patience
from pa_framework.files import read_file
from pa_framework.findings import Finding
from pa_framework.writing.disk import NotOurs, NotWritten, write_all, yaml_below
from pa_framework.writing.layout import LaidOut, laid_out


def _refuse(message: object) -> None:
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
                click.echo(f"{path}: left as it is, because {made.kept}", err=True)
                left += 1
            elif made.text.encode() != (root / path).read_bytes():
                changed.append(made)
    only_show = only_check or diff
    for made in changed:
        if diff:
            click.echo(_shown(made), nl=False)
        else:
            click.echo(made.document.path)
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
    return (
        f"{span.path}:{span.line}:{span.column}: {finding.code} {finding.message}; left as it is\n  fix: {finding.fix}"
    )


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
