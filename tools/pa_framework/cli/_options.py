"""Options, arguments and parameter types that several commands share, and what they print in the same way."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from shlex import quote
from subprocess import list2cmdline
from threading import Timer
from typing import Any, TextIO, TypeVar

import click

from pa_framework.text.errors import UserError
from pa_framework.text.plain_errors import explain_bad_date

Function = TypeVar("Function", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day of the calendar, written year-month-day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            if len(value) != 10:
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.fail("; ".join(explain_bad_date(str(value))), param, ctx)


def root_argument(function: Function) -> Function:
    """ROOT: the folder that holds the records."""
    return click.argument("root", default=".", type=click.Path(path_type=Path))(function)


def root_option(help: str = "The folder of the framework.") -> Callable[[Function], Function]:
    """--root: the folder that holds the records, for commands that take other arguments."""
    return click.option("--root", default=".", type=click.Path(path_type=Path), help=help)


on_option = click.option("--on", type=Day(), help="The day that counts as today.  [default: today]")


def use_colour(stream: TextIO) -> bool:
    """Whether to write colours to a stream: it is a terminal, and NO_COLOR is not set."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def write_output(file: Path, content: str) -> None:
    """Writes what a command made to the file that an option names. Raises UserError where that fails."""
    try:
        file.write_bytes(content.encode())
    except OSError as error:
        raise UserError(f"`{file}` cannot be written ({error.strerror})") from None


def print_document(text: str) -> None:
    """Prints what other programs read, such as JSON: UTF-8, and its own line ends, whatever the console is set to."""
    click.echo(text.encode(errors="backslashreplace"), nl=False)


def print_answer(text: str, form: str) -> None:
    """Prints an answer in one of the forms that an option offers: `text` for people, any other for programs."""
    if form == "text":
        click.echo(text, nl=False)
    else:
        print_document(text)


def shell_word(path: Path, system: str = os.name) -> str:
    """A path as it is typed in the shell of this system; `nt` is Windows."""
    return list2cmdline([str(path)]) if system == "nt" else quote(str(path))


def place_in_repository(root: Path) -> tuple[Path, str]:
    """The root of the git repository around a folder, and where the folder is in it: empty, or such as `sub/pa/`.

    Without a repository, it is the folder itself.
    """
    folder = root.resolve()
    for around in (folder, *folder.parents):
        if (around / ".git").exists():
            within = folder.relative_to(around).as_posix()
            return around, "" if within == "." else f"{within}/"
    return folder, ""


def progress_after(message: str, seconds: float = 1.0) -> AbstractContextManager[None]:
    """Prints a message on a terminal where the block takes longer than so many seconds."""
    return _Progress(message, seconds) if sys.stderr.isatty() else nullcontext()


class _Progress(AbstractContextManager[None]):
    """By a signal, where the system has one for this: a second thread would keep work from being shared (text/shares.py)."""

    def __init__(self, message: str, seconds: float) -> None:
        self._message, self._seconds = message, seconds
        self._timer: Timer | None = None
        self._handler: Any = None

    def __enter__(self) -> None:
        if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
            self._handler = signal.signal(signal.SIGALRM, lambda *_: self._print())
            signal.setitimer(signal.ITIMER_REAL, self._seconds)
        else:
            self._timer = Timer(self._seconds, self._print)
            self._timer.daemon = True
            self._timer.start()

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
        else:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._handler)

    def _print(self) -> None:
        click.echo(f"{self._message} …", err=True)
