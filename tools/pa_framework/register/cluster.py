"""Shares jobs of facts_by_pa.py among the workers of a Dask cluster: an extra that nothing else needs.

Only places, ids and hashes of files are sent to workers; they read the files themselves, and send back ids, days and
states. Before the first job, each worker says which version it has. A worker that dies is replaced by another; where
none is left, or a job fails again and again, the command ends with a sentence and nothing is written.
"""

import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

from pa_framework.register import facts_by_pa
from pa_framework.register.facts_by_pa import Differs, Doer, Job, Place
from pa_framework.text.errors import UserError

#: How long a scheduler may take to answer, and how long the command waits while no worker is there, in seconds.
_TO_CONNECT, _WITHOUT_WORKERS = "20s", 30.0
#: How often a job is tried again when its worker dies.
_TRIES = 3
#: How many jobs each thread of the workers has at a time: one to do, and the next.
_AHEAD = 2


def on_cluster(address: str) -> Doer:
    """Does jobs on the workers of the scheduler at an address. Raises UserError where that cannot be done, at once if so."""
    distributed = _distributed()
    with _connected(distributed, address) as client:
        _check_workers(client, address)

    def do(place: Place, jobs: Iterable[tuple[int, Job]]) -> Iterator[tuple[int, bytes]]:
        with _connected(distributed, address) as client:
            try:
                yield from _results(distributed, client, address, place, iter(jobs))
            except distributed.KilledWorker:
                raise UserError(
                    f"workers of `{address}` died {_TRIES} times over one part, perhaps for lack of memory; nothing was written; "
                    "give them more, or leave `--scheduler` out"
                ) from None
            except (OSError, distributed.CancelledError, distributed.comm.CommClosedError):
                raise _lost(address) from None

    return do


def _lost(address: str) -> UserError:
    return UserError(f"the scheduler at `{address}` is gone; nothing was written; run the command again")


@contextmanager
def _connected(distributed: ModuleType, address: str) -> Iterator[Any]:
    try:
        if not address:  # Dask would start a cluster of its own
            raise ValueError(address)
        client = distributed.Client(address, timeout=_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, TimeoutError):
        raise UserError(
            f"there is no Dask scheduler at `{address}`; write its address as the scheduler shows it, such as tcp://10.0.0.5:8786"
        ) from None
    try:
        yield client
    finally:
        with suppress(Exception):  # what closing it meets changes nothing
            client.close(timeout=2)


def version_there() -> tuple[str, str]:
    """The versions of the program and of Python where this runs."""
    return facts_by_pa.program_version(), sys.version


def _check_workers(client: Any, address: str) -> None:
    """Raises UserError where no worker is there, or one of them has other versions."""
    try:
        client.wait_for_workers(1, timeout=_WITHOUT_WORKERS)
    except TimeoutError:
        raise UserError(
            f"the scheduler at `{address}` has no worker; start some with `dask worker {address}`"
        ) from None
    for worker, found in client.run(version_there, on_error="return").items():
        if isinstance(found, ModuleNotFoundError | AttributeError):
            raise UserError(f"the worker {worker} does not have this program; install the same version there")
        if found != version_there():
            raise UserError(
                f"the worker {worker} has another version of this program or of Python; install the same there"
            )


def _results(
    distributed: ModuleType, client: Any, address: str, place: Place, jobs: Iterator[tuple[int, Job]]
) -> Iterator[tuple[int, bytes]]:
    running: dict[Any, int] = {}
    without = 0.0
    left = True
    while True:
        threads = sum(client.nthreads().values())
        while left and len(running) < max(1, threads * _AHEAD):
            number, job = next(jobs, (None, None))
            if number is None or job is None:
                left = False
            else:
                running[client.submit(facts_by_pa.work_at, place, job, pure=False, retries=0)] = number
        if not running:
            return
        try:
            with client.as_current():
                done = distributed.wait(list(running), timeout=1.0, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            done = ()
        for future in done:
            number = running.pop(future)
            try:
                result = future.result()
            except Differs as error:
                raise UserError(f"a worker of `{address}` does not see the same files: {error} differs there") from None
            yield number, result
        without = 0.0 if threads else without + 1.0
        if client.status != "running":
            raise _lost(address)
        if without > _WITHOUT_WORKERS:
            raise UserError(
                f"the workers of `{address}` are gone; nothing was written; start some and run the command again"
            )


def _distributed() -> ModuleType:
    try:
        import distributed
    except ImportError:
        raise UserError(
            "Dask shares work among machines and is not installed; run `pip install 'pa-framework[cluster]'`"
        ) from None
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":  # what goes wrong is told in a sentence, not with its tracebacks
            logging.getLogger(name).setLevel(logging.CRITICAL)
    return distributed
