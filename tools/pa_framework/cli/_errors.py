"""The one place where an exception becomes a line on stderr and an exit code. `text/errors.py` lists the errors."""

import errno
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

import click

import pa_framework
from pa_framework.text.errors import EXIT_ERROR, EXIT_STOPPED, UserError

#: Set to anything, it shows the traceback of a fault of the program.
TRACEBACK = "PA_FRAMEWORK_TRACEBACK"
_PACKAGE = Path(pa_framework.__file__).parent
#: Errors of the operating system that mean, without the name of a file, that stdout or stderr takes nothing more.
_OUTPUT_FAILED = frozenset({errno.ENOSPC, errno.EIO, errno.EBADF})
#: What Click ends with where the program that reads the output is gone, as `head` is.
_EXIT_BROKEN_PIPE = 1


def report(error: BaseException) -> int:
    """Prints on stderr why the command ends, and returns its exit code."""
    if isinstance(error, OSError) and error.filename is None and error.errno in {errno.EPIPE, *_OUTPUT_FAILED}:
        sys.stdout = null_stream()  # Python would flush it once more on its way out, and complain
        if error.errno == errno.EPIPE:
            sys.stderr = null_stream()
            return _EXIT_BROKEN_PIPE
    with suppress(OSError):
        click.echo(_message(error), err=True)
        if os.environ.get(TRACEBACK) and not isinstance(error, UserError):
            click.echo("".join(traceback.format_exception(error)), nl=False, err=True)
    if isinstance(error, UserError):
        return error.exit_code
    return EXIT_STOPPED if isinstance(error, KeyboardInterrupt | EOFError | click.Abort) else EXIT_ERROR


def _message(error: BaseException) -> str:
    if isinstance(error, UserError):
        return f"pa-framework: {error}"
    if isinstance(error, KeyboardInterrupt | EOFError):
        return "\nStopped."
    if isinstance(error, click.Abort):
        return f"\n{str(error) or 'Stopped.'}"
    if isinstance(error, OSError) and error.strerror:
        if error.filename is not None:
            return f"pa-framework: `{os.fsdecode(error.filename)}` can not be read or written ({error.strerror})"
        subject = "the output can not be written" if error.errno in _OUTPUT_FAILED else "the system refused something"
        return f"pa-framework: {subject} ({error.strerror})"
    return (
        f"pa-framework: a fault of the program, not of your records: {type(error).__name__}{_place(error)}\n"
        f"Please report that line with the command that you typed; with {TRACEBACK}=1 before it, it shows the details."
    )


def _place(error: BaseException) -> str:
    """The last place in this package that an exception came through, and the version.

    The words of the exception are left out: they may quote a register.
    """
    frames = [(Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [(path.relative_to(_PACKAGE), line) for path, line in frames if path.is_relative_to(_PACKAGE)]
    place = f" in {ours[-1][0].as_posix()}, line {ours[-1][1]}" if ours else ""
    return f"{place} (version {pa_framework.__version__})"


@contextmanager
def message_when_stopped(message: str) -> Iterator[None]:
    """Replaces the word "Stopped." for someone who presses Ctrl+C, or ends the input, inside the block."""
    try:
        yield
    except (KeyboardInterrupt, EOFError, click.Abort):
        raise click.Abort(message) from None


def null_stream() -> TextIO:
    """A stream that takes everything and keeps nothing, in place of stdout or stderr where these are closed."""
    return Path(os.devnull).open("w", encoding="utf-8")
