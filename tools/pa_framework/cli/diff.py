"""The command `diff`."""

import shutil
import sys
from datetime import date
from pathlib import Path

import click

from pa_framework.check.run import load_register
from pa_framework.cli._options import on_option, print_document, progress_after, root_option, use_colour
from pa_framework.text.errors import UserError


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@root_option()
@click.option("--register", type=click.Path(path_type=Path), help="A register: count the sign-offs that are touched.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option(
    "--areas", is_flag=True, help="BASE and HEAD are two frameworks, each a folder or a zip file: side by side."
)
@on_option
def diff_command(
    base: str, head: str | None, root: Path, register: Path | None, form: str, areas: bool, on: date | None
) -> None:
    """Says what a change means: what it loosens first, then what it asks, and what follows.

    BASE and HEAD are revisions of git, such as `main` or `HEAD~1`. Exactly these two are compared, not what they both
    came from. Without HEAD, the files as they stand now are. Nothing is checked out.

    With --areas they are two areas: which of them asks for more and where, what else differs, what only one has.

    Ends with 0 where there is a report, whatever it says, and 2 where a side cannot be read.
    """
    if areas:
        _print_areas(base, head, register, form, on or date.today())
        return
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


def _print_areas(first: str, second: str | None, register: Path | None, form: str, on: date) -> None:
    """Two areas side by side. Raises UserError."""
    from pa_framework.diff.areas import compare_areas
    from pa_framework.diff.areas_words import areas_as_json, areas_as_markdown, areas_as_text
    from pa_framework.records.bases import folder_at

    if second is None:
        raise UserError("`--areas` needs two frameworks; name the second one too, or `reference`")
    if register is not None:
        raise UserError("two areas are compared without a register; leave `--register` out")
    with progress_after("Comparing"):
        compared = compare_areas(folder_at(Path(), first), folder_at(Path(), second), on, (first, second))
    if form == "json":
        print_document(areas_as_json(compared))
    elif form == "markdown":
        print_document(areas_as_markdown(compared))
    else:
        width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
        click.echo(areas_as_text(compared, width=width, colour=use_colour(sys.stdout)), nl=False)
