"""The command `pages`."""

from datetime import date
from pathlib import Path

import click

from pa_framework.cli._options import on_option, root_argument
from pa_framework.cli._reports import read_valid_report
from pa_framework.edit.output_folder import output_folder


@click.command("pages")
@root_argument
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where to write.")
@on_option
def pages_command(root: Path, out: Path, on: date | None) -> None:
    """Writes the pages of the site as a tree of Markdown, for any site generator."""
    from pa_framework.site.tree import write_pages  # the list of all commands imports this module, and not the site

    report = read_valid_report(root, on)
    with output_folder(out, root, replace=False) as folder:
        number = write_pages(report.facts, folder)
    click.echo(f"{number:,} files written to {out}")
