"""The command `build`."""

import sys
import time
from datetime import date
from pathlib import Path

import click

from pa_framework.cli._options import on_option, root_argument, shell_word
from pa_framework.cli._reports import read_valid_report
from pa_framework.edit.output_folder import output_folder
from pa_framework.site.engine_process import engine_for
from pa_framework.site.engine_run import build


@click.command("build")
@root_argument
@click.option(
    "--site-dir", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes.  [default: ROOT/site]"
)
@click.option("--no-cache", is_flag=True, help="Make every page anew, whatever earlier builds kept.")
@on_option
def build_command(root: Path, site_dir: Path | None, no_cache: bool, on: date | None) -> None:
    """Checks the records, then builds the site."""
    started = time.monotonic()
    report = read_valid_report(root, on)
    engine = engine_for(root)
    target = (site_dir or root / "site").resolve()
    with output_folder(target, root, replace=True) as folder:
        click.echo(f"Building the site from {len(report.records.documents):,} records …", err=True)
        if exit_code := build(engine, folder, report, keep=not no_cache):
            click.echo("The site was not built; the lines above say why.", err=True)
            sys.exit(exit_code)
    click.echo(f"Built in {time.monotonic() - started:.0f} s: {target}")
    if report.warnings:
        click.echo(f"{report.warnings:,} warnings; `pa-framework check` lists them.")
    click.echo(f"To look at it: pa-framework serve {shell_word(root)}   or open {target / 'index.html'}")
