"""The command `fmt`."""

import sys
from difflib import unified_diff
from pathlib import Path

import click

from pa_framework.cli._options import progress_after, root_argument
from pa_framework.edit.formatter import Formatted, format_document, yaml_paths
from pa_framework.edit.transaction import write_all
from pa_framework.records.files import read_file
from pa_framework.text.errors import EXIT_FINDINGS
from pa_framework.text.findings import Finding
from pa_framework.text.terminal import escape_unprintable


@click.command("fmt")
@root_argument
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with 1 where a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change, line by line.")
def fmt_command(root: Path, only_check: bool, diff: bool) -> None:
    """Lays out all YAML files in one way. Comments stay, words stay, and no file comes to say anything else.

    ROOT is the folder of a framework, or of a competence register. A file that cannot be read is left as it is.
    """
    changed: list[Formatted] = []
    left = 0
    paths = yaml_paths(root)
    with progress_after("Laying out the files"):
        for path in paths:
            document = read_file(root, path, path)
            if document.findings:
                click.echo("\n".join(_finding_text(finding) for finding in document.findings), err=True)
                left += 1
                continue
            formatted = format_document(document)
            if formatted.unchanged_reason:
                click.echo(f"{escape_unprintable(path)}: left as it is, because {formatted.unchanged_reason}", err=True)
                left += 1
            elif formatted.text.encode() != (root / path).read_bytes():
                changed.append(formatted)
    dry_run = only_check or diff
    for formatted in changed:
        path = formatted.document.path
        click.echo(_diff_text(formatted) if diff else f"{escape_unprintable(path)}\n", nl=False)
        if not dry_run:
            write_all({root / path: formatted.text.encode()})
    click.echo(_summary(len(paths), len(changed), left, dry_run), err=diff)
    if left or (changed and dry_run):
        sys.exit(EXIT_FINDINGS)


def _finding_text(finding: Finding) -> str:
    span = finding.span
    message, fix = escape_unprintable(finding.message), escape_unprintable(finding.fix)
    return f"{escape_unprintable(span.path)}:{span.line}:{span.column}: {finding.code} {message}; left as it is\n  fix: {fix}"


def _diff_text(formatted: Formatted) -> str:
    path = formatted.document.path
    before, after = formatted.document.text.splitlines(keepends=True), formatted.text.splitlines(keepends=True)
    return "".join(unified_diff(before, after, path, path))


def _summary(files: int, changed: int, left: int, dry_run: bool) -> str:
    if not changed:
        summary = f"{files - left:,} files, all in the one layout already"
    elif dry_run:
        summary = f"{changed:,} of {files:,} files would change; `pa-framework fmt` lays them out"
    else:
        summary = f"{changed:,} of {files:,} files laid out; what they say is the same"
    return summary + (f"; {left:,} left as {'it is' if left == 1 else 'they are'}" if left else "")
