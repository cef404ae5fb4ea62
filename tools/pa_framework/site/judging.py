"""Asks every rule about the records in a process of its own, so that a preview can show a change in the meantime."""

import multiprocessing
import signal
from contextlib import suppress
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pa_framework.check import reporters
from pa_framework.check.run import Report, check
from pa_framework.text.findings import Finding, Severity

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

#: Where it can be had, one process imports the rules once and is copied for each run; else each run is started anew.
_COPIED = "forkserver" in multiprocessing.get_all_start_methods()
_CONTEXT: "ForkServerContext | SpawnContext" = (
    multiprocessing.get_context("forkserver") if _COPIED else multiprocessing.get_context("spawn")
)


class Judgement(NamedTuple):
    """The errors of the records, and the same as text."""

    errors: tuple[Finding, ...]
    text: str


class Judging:
    """A run of every rule over the records below a root, as of a day."""

    def __init__(self, root: Path, on: date) -> None:
        self._result, into = _CONTEXT.Pipe(duplex=False)
        self._process = _CONTEXT.Process(target=_judge, args=(root, on, into), daemon=True)
        self._process.start()
        into.close()

    def result(self) -> Judgement | None:
        """Waits for the end of the run; None where it was stopped, or failed."""
        found: Judgement | None = None
        with suppress(EOFError, OSError):
            found = self._result.recv()
        self._process.join()
        return found

    def stop(self) -> None:
        """Ends the run, because what it is about has changed."""
        self._process.kill()


def prepare() -> None:
    """Starts the process that is copied, if one is, so that the first run need not wait for it."""
    if _COPIED:
        from multiprocessing import forkserver, resource_tracker

        _CONTEXT.set_forkserver_preload([__name__])
        resource_tracker.ensure_running()  # the server needs it; when it starts, it lets interrupts through again
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # the server inherits this: Ctrl+C is not for it
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def judgement_of(report: Report) -> Judgement:
    """What a report says that has to be mended."""
    errors = tuple(finding for finding in report.findings if finding.severity is Severity.ERROR)
    return Judgement(errors, reporters.text(Report(report.facts, errors)))


def _judge(root: Path, on: date, into: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the preview, which ends this
    with suppress(BrokenPipeError):  # no one waits for it any more
        into.send(judgement_of(check(root, on, keeps=True)))
