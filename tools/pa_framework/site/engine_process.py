"""Starts the engine in a process of its own (see engine_run), and finds what it needs: settings and a free port."""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from msgspec import Struct

from pa_framework.text.errors import UserError

#: Engines that run the plugin, preferred first, by the names of their packages, and the settings that each reads first.
_SETTINGS = {"mkdocs": ("mkdocs.yml", "properdocs.yml"), "properdocs": ("properdocs.yml", "mkdocs.yml")}
#: The environment variable that chooses one of them where both are installed.
ENGINE_VARIABLE = "PA_FRAMEWORK_ENGINE"
#: Seconds that the engine has to tidy up after Ctrl+C.
_SECONDS_TO_END = 5


class Engine(Struct, frozen=True):
    """An engine that is installed, `mkdocs` or `properdocs`, and the settings of the site that it builds."""

    name: str
    settings: Path


def engine_for(root: Path) -> Engine:
    """The engine that builds the site below a root.

    It is the one that PA_FRAMEWORK_ENGINE names; otherwise the one that is installed; of both, the one that the settings
    are named after, and MkDocs where there are settings for both. Raises UserError where the engine or the settings are
    missing.
    """
    name = os.environ.get(ENGINE_VARIABLE) or _installed_engine(root)
    if name not in _SETTINGS:
        raise UserError(f"{ENGINE_VARIABLE} is `{name}`; set it to `mkdocs` or `properdocs`")
    if find_spec(name) is None:
        raise UserError(f"{ENGINE_VARIABLE} is `{name}`, which is not installed; install it with `pip install {name}`")
    return Engine(name, settings_file(root, name))


def settings_file(root: Path, engine: str = "mkdocs") -> Path:
    """The settings of the site below a root; those of an engine, where there are some for both.

    Raises UserError where there are none.
    """
    files = [root / name for name in _SETTINGS[engine]]
    for file in files:
        if file.is_file():
            return file
    raise UserError(f"`{files[0]}` is missing; it says how the site is built")


def _installed_engine(root: Path) -> str:
    installed = [name for name in _SETTINGS if find_spec(name)]
    if not installed:
        raise UserError("neither MkDocs nor ProperDocs is installed; install one with `pip install mkdocs-material`")
    return next((name for name in installed if (root / f"{name}.yml").is_file()), installed[0])


def run_engine(command: Literal["build", "serve"], engine: Engine, target: str, on: date | None) -> int:
    """Runs a command of the engine, and returns its exit code. `target` is the folder to build, or the address to serve.

    `on` is the day that counts as today. Ctrl+C reaches the engine as well; it is given time to tidy up. Any other signal
    that ends this process ends the engine too. One that cannot be caught is noticed by the engine (see engine_run).
    """
    arguments = [sys.executable, "-m", "pa_framework.site.engine_run", command, str(engine.settings), target]
    day = {"PA_FRAMEWORK_ON": on.isoformat()} if on else {}
    environment = {**os.environ, ENGINE_VARIABLE: engine.name, "NO_MKDOCS_2_WARNING": "true", **day}
    process = subprocess.Popen(arguments, env=environment)
    try:
        with ending_signals_raise():
            return process.wait()
    except Ended as ended:
        process.terminate()
        _wait_or_kill(process)
        return 128 + ended.signal
    except KeyboardInterrupt:
        _wait_or_kill(process)
        raise


class Ended(BaseException):
    """A signal that ends a process came."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


@contextmanager
def ending_signals_raise() -> Iterator[None]:
    """Raises `Ended` where a signal comes that ends a process, such as that of `kill`, or of a terminal that is closed."""

    def end(number: int, _: object) -> None:
        raise Ended(number)

    if threading.current_thread() is not threading.main_thread():  # only there can signals be handled
        yield
        return
    names = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK")
    before = {
        getattr(signal, name): signal.signal(getattr(signal, name), end) for name in names if hasattr(signal, name)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    """Gives a process that was told to end time to tidy up, and no more."""
    try:
        process.wait(timeout=_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port(host: str, port: int) -> int:
    """The port, if nothing listens on it; 0 finds any. Raises UserError, with another port, where it is taken."""
    try:
        return _bind(host, port)
    except (OSError, UnicodeError) as error:  # Python encodes a host name, and refuses one that can be none
        if not isinstance(error, OSError) or error.errno != errno.EADDRINUSE:
            reason = error.strerror if isinstance(error, OSError) else "this is no name of a machine"
            raise UserError(f"`{host}:{port}` cannot be used ({reason})") from None
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
