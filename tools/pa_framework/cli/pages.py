"""The command `pages`."""

from datetime import date
from pathlib import Path

import click

from pa_framework.cli._options import on_option, root_argument
from pa_framework.cli._reports import read_valid_report
from pa_framework.edit.output_folder import output_folder
from pa_framework.site.engine_process import settings_file


@click.command("pages")
@root_argument
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where to write.")
@click.option(
    "--engine",
    type=click.Choice(["mkdocs", "properdocs", "zensical"]),
    help="Also write settings, look and README for this engine; the pages go into OUT/docs.",
)
@on_option
def pages_command(root: Path, out: Path, engine: str | None, on: date | None) -> None:
    """Writes the pages of the site as a tree of Markdown, for any site generator."""
    # The list of all commands imports this module, and not the site.
    from pa_framework.site.engine_project import write_project
    from pa_framework.site.tree import page_files, write_files

    report = read_valid_report(root, on)
    if engine is None:
        with output_folder(out, root, replace=False) as folder:
            number = write_files(page_files(report.facts), folder)
    else:
        settings = settings_file(root)
        with output_folder(out, root, replace=False) as folder, output_folder(out / "docs", root, replace=True) as docs:
            number = write_project(report.facts, engine, settings, folder, docs)
    click.echo(f"{number:,} files written to {out}")
