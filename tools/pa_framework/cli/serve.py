"""The command `serve`."""

import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from pa_framework.cli._options import on_option, root_argument
from pa_framework.cli._reports import read_report
from pa_framework.site.engine_process import engine_for, free_port, run_engine


@click.command("serve")
@root_argument
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 shows it to other machines.")
@on_option
def serve_command(root: Path, port: int, host: str, on: date | None) -> None:
    """Shows the site while you edit: it follows every change, and keeps the last good site where one does not hold."""
    read_report(root, on)
    engine = engine_for(root)
    with suppress(KeyboardInterrupt):  # the way to end it
        sys.exit(run_engine("serve", engine, f"{host}:{free_port(host, port)}", on))
