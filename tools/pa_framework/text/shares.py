"""Shares work among copies of this process, so that it takes less time where a machine has several cores.

Copies have all that this process has, so only numbers and results are sent. Where there can be none (one core, another
system, other threads), and for whatever a copy did not finish, the work is done in this process.
"""

import os
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import msgspec

T = TypeVar("T")

#: More copies than this cost more than they save.
_MOST_PROCESSES = 4
_NUMBER = struct.Struct("<H")
#: How many numbers fit into a pipe whose other end no one reads yet: 4,096 bytes, the least that a system gives.
MOST_PARTS = 4_096 // _NUMBER.size


def processes_at_once() -> int:
    """How many processes can share work: 1 where this one cannot be copied safely."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)


def in_shares(
    work: Callable[[int], T],
    parts: int,
    form: type[T],
    processes: int,
    meanwhile: Callable[[], object] = lambda: None,
) -> list[T]:
    """The results of `work` for each of the numbers below `parts`, in order, made by so many processes.

    Each takes the next part when it has done one, so the longest parts should come first. `form` is the type of a result,
    as msgspec writes and reads it. `work` must depend on nothing that another part changes. What it raises in this process
    is raised; in a copy, the part is done here again. `meanwhile` is done by this process first, while copies work.
    """
    if processes < 2 or parts > MOST_PARTS:
        return [work(part) for part in range(parts)]
    found: dict[int, T] = {}
    with _copies(work, parts, processes - 1) as (queue, results):
        meanwhile()
        found.update((part, work(part)) for part in _taken(queue))
        for result in results:
            with suppress(msgspec.MsgspecError, OSError):
                found |= msgspec.msgpack.decode(_all_of(result), type=dict[int, form])  # type: ignore[valid-type]
    return [found[part] if part in found else work(part) for part in range(parts)]


@contextmanager
def _copies(work: Callable[[int], T], parts: int, number: int) -> Iterator[tuple[int, list[int]]]:
    """So many copies at work: the queue of the numbers of parts, and what gives the results of each copy."""
    queue, write_end = os.pipe()
    opened, children, parent = [queue], list[int](), os.getpid()
    try:
        os.write(write_end, b"".join(_NUMBER.pack(part) for part in range(parts)))
        os.close(write_end)
        for _ in range(number):
            try:
                result, into = os.pipe()
            except OSError:  # no more files: this process does the work
                break
            try:
                child = os.fork()
            except OSError:  # no more processes, or no memory, likewise
                os.close(result)
                os.close(into)
                break
            if child == 0:
                for end in (result, *opened[1:]):  # else a copy would wait for itself to read, if this process ends
                    os.close(end)
                _work_in_copy(work, queue, into, parent)
            os.close(into)
            opened.append(result)
            children.append(child)
        yield queue, opened[1:]
    finally:
        for end in opened:
            os.close(end)
        for child in children:
            with suppress(OSError):
                if os.waitpid(child, os.WNOHANG) == (0, 0):
                    os.kill(child, signal.SIGKILL)
                    os.waitpid(child, 0)


def _work_in_copy(work: Callable[[int], T], queue: int, into: int, parent: int) -> None:
    """Does parts until there is none, sends the results, and ends this process, whatever happens."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the parent as well, which ends its copies
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        found: dict[int, T] = {}
        for part in _taken(queue):
            try:
                found[part] = work(part)
            except Exception:  # it fails in the parent again, with its message
                break
            if os.getppid() != parent:  # it was killed: no one waits for the rest
                return
        with open(into, "wb") as sent:
            sent.write(msgspec.msgpack.encode(found))
    finally:
        os._exit(0)


def _taken(queue: int) -> Iterator[int]:
    """The next part that no process has taken yet, until there is none."""
    while len(number := os.read(queue, _NUMBER.size)) == _NUMBER.size:
        yield _NUMBER.unpack(number)[0]


def _all_of(result: int) -> bytes:
    """What a copy sends, when it has done its part."""
    with open(result, "rb", closefd=False) as sent:
        return sent.read()
