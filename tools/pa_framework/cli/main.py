"""The command `pa-framework`. Only `cli` imports Click; each other module here holds the command of its name."""

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress
from io import TextIOWrapper
from typing import Any, NoReturn

import click

from pa_framework import __version__
from pa_framework.cli._errors import null_stream, report
from pa_framework.cli._group import Group


class _Program(Group):
    """The group at the top: no exception of a command gets past it, and no character that the console lacks stops it."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # a file name, or a terminal, may lack a character: escape it
                stream.reconfigure(errors="backslashreplace")
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit):
            raise  # Click prints a wrong usage, and ends
        except (Exception, KeyboardInterrupt) as error:
            ctx.exit(report(error))


@click.group(cls=_Program, package=__package__, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pa-framework")
def main() -> None:
    """Checks, builds and shows a framework for personal assistants.

    ROOT is the folder that holds `framework`, `competences` and `case_studies`; without it, this folder.
    """


def run() -> NoReturn:
    """Runs the command line of this process: what the installed program calls."""
    gc.disable()  # a run is short, and looking for cycles among its many small values takes a tenth of it
    sys.stdout = sys.stdout or null_stream()  # None where the caller has closed it
    sys.stderr = sys.stderr or null_stream()
    try:
        main()
    except SystemExit as ended:
        _end(ended.code)
    except (Exception, KeyboardInterrupt) as error:  # outside of a command: help that cannot be printed, say
        _end(report(error))
    _end(0)


def _end(code: str | int | None) -> NoReturn:
    """Ends this process as Python does, without freeing its values one by one: after a check there are a million."""
    if isinstance(code, int) and threading.active_count() == 1:
        atexit._run_exitfuncs()
        with suppress(OSError, ValueError):  # the output cannot be written: Python says so
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    sys.exit(code)
