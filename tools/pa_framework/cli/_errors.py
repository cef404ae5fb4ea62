"""The one place where an exception becomes a line on stderr and an exit code. `text/errors.py` lists the errors."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

import click

from pa_framework.text.errors import EXIT_ERROR, EXIT_STOPPED, UserError, fault_report

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
        click.echo(_message(error), nl=False, err=True)
    if isinstance(error, UserError):
        return error.exit_code
    return EXIT_STOPPED if isinstance(error, KeyboardInterrupt | EOFError | click.Abort) else EXIT_ERROR


def _message(error: BaseException) -> str:
    if isinstance(error, UserError):
        return f"pa-framework: {error}\n"
    if isinstance(error, KeyboardInterrupt | EOFError):
        return "\nStopped.\n"
    if isinstance(error, click.Abort):
        return f"\n{str(error) or 'Stopped.'}\n"
    if isinstance(error, OSError) and error.strerror:
        if error.filename is not None:
            return f"pa-framework: `{os.fsdecode(error.filename)}` cannot be read or written ({error.strerror})\n"
        subject = "the output cannot be written" if error.errno in _OUTPUT_FAILED else "the system refused something"
        return f"pa-framework: {subject} ({error.strerror})\n"
    return fault_report(error)


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
