"""Starts MkDocs in a process of its own (see mkdocs_run), and finds what it needs: its settings and a free port."""

import errno
import os
import socket
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Literal

from pa_framework.text.errors import UserError

#: Seconds that MkDocs has to tidy up after Ctrl+C.
_SECONDS_TO_END = 5


def settings_file(root: Path) -> Path:
    """The settings of the site below a root. Raises UserError where there are none."""
    file = root / "mkdocs.yml"
    if not file.is_file():
        raise UserError(f"`{file}` is missing; it says how the site is built")
    return file


def run_mkdocs(command: Literal["build", "serve"], settings: Path, target: str, on: date | None) -> int:
    """Runs a command of MkDocs, and returns its exit code. `target` is the folder to build, or the address to serve.

    `on` is the day that counts as today. Ctrl+C reaches MkDocs as well; it is given time to tidy up.
    """
    arguments = [sys.executable, "-m", "pa_framework.site.mkdocs_run", command, str(settings), target]
    day = {"PA_FRAMEWORK_ON": on.isoformat()} if on else {}
    process = subprocess.Popen(arguments, env={**os.environ, "NO_MKDOCS_2_WARNING": "true", **day})
    try:
        return process.wait()
    except KeyboardInterrupt:
        try:
            process.wait(timeout=_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.terminate()
        raise


def free_port(host: str, port: int) -> int:
    """The port, if nothing listens on it; 0 finds any. Raises UserError, with another port, where it is taken."""
    try:
        return _bind(host, port)
    except (OSError, UnicodeError) as error:  # Python encodes a host name, and refuses one that can be none
        if not isinstance(error, OSError) or error.errno != errno.EADDRINUSE:
            reason = error.strerror if isinstance(error, OSError) else "this is no name of a machine"
            raise UserError(f"`{host}:{port}` can not be used ({reason})") from None
    raise UserError(
        f"something uses port {port} already, perhaps another preview; "
        f"end that one with Ctrl+C, or add `--port {_next_free_port(host, port)}`"
    )


def _next_free_port(host: str, port: int) -> int:
    for candidate in range(port + 1, min(port + 50, 65536)):
        with suppress(OSError):
            return _bind(host, candidate)
    return _bind(host, 0)


def _bind(host: str, port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])
