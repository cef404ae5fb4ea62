"""The command `lsp`."""

import sys
from datetime import date

import click

from pa_framework.cli._options import on_option
from pa_framework.text.errors import UserError


@click.command("lsp")
@on_option
def lsp_command(on: date | None) -> None:
    """Helps an editor while you type: findings, names of fields, ids with titles, what is behind an id.

    An editor starts it and talks to it over standard input and output. docs/editors.md says how to set up yours.
    """
    try:
        from pa_framework.lsp.server import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UserError(
            "the language server needs pygls, which is not installed; run `pip install 'pa-framework[lsp]'`"
        ) from None
    if sys.stdin.isatty():
        raise UserError(
            "an editor starts this, and talks to it over standard input; docs/editors.md says how to set up yours"
        )
    make_server(lambda: on or date.today()).start_io()
