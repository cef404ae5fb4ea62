"""The command `diff`."""

import shutil
import sys
from datetime import date
from pathlib import Path

import click

from pa_framework.check.run import load_register
from pa_framework.cli._options import on_option, print_document, progress_after, root_option, use_colour


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@root_option()
@click.option("--register", type=click.Path(path_type=Path), help="A register: count the sign-offs that are touched.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@on_option
def diff_command(base: str, head: str | None, root: Path, register: Path | None, form: str, on: date | None) -> None:
    """Says what a change means: what it loosens first, then what it asks, and what follows.

    BASE and HEAD are revisions of git, such as `main` or `HEAD~1`. Exactly these two are compared, not what they both
    came from. Without HEAD, the files as they stand now are. Nothing is checked out.

    Ends with 0 where there is a report, whatever it says, and 2 where a side cannot be read.
    """
    from pa_framework.diff.git_tree import Repository  # as in the command `pages`
    from pa_framework.diff.report import report_on

    with progress_after("Comparing"):
        repository = Repository(root)
        trees = repository.tree(base), repository.tree(head) if head is not None else repository.folder()
        sign_offs = load_register(root, register) if register is not None else None
        old, new = (tree.with_inherited_pages() for tree in trees)
        report = report_on(old, new, on or date.today(), sign_offs)
    if form == "json":
        from pa_framework.diff.as_json import as_json

        print_document(as_json(report))
    elif form == "markdown":
        from pa_framework.diff.as_markdown import as_markdown

        print_document(as_markdown(report))
    else:
        from pa_framework.diff.as_text import as_text

        width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
        click.echo(as_text(report, width=width, colour=use_colour(sys.stdout)), nl=False)
