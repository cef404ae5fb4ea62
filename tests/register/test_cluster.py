"""`register facts --scheduler`: the bytes of one machine, or a sentence."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import count
from logging import ERROR, getLogger
from pathlib import Path
from threading import Thread, get_ident

import pytest
from click.testing import CliRunner, Result

from pa_framework.check.run import OWN_REGISTER
from pa_framework.cli.main import main
from pa_framework.register import cluster, facts_by_pa
from pa_framework.text.errors import UserError
from tests.builders.invented_register import make_register
from tests.paths import REFERENCE

distributed = pytest.importorskip("distributed")

pytestmark = pytest.mark.filterwarnings("default")  # those of Dask and its libraries are theirs


def facts(root: Path, out: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["register", "facts", "--root", str(root), "--out", str(out), *more])


def said_by(out: Path) -> list[bytes]:
    return [file.read_bytes() for file in sorted(out.iterdir())]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A cluster of one worker in this process."""
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=":0"
    ) as found:
        yield found.scheduler_address


def test_a_cluster_gives_the_same_bytes(
    root: Path, tmp_path: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts_by_pa, "_PAS_AT_ONCE", 1)
    assert facts(root, tmp_path / "here").exit_code == 0
    result = facts(root, tmp_path / "there", "--scheduler", scheduler)
    assert (result.exit_code, result.exception) == (0, None)
    assert said_by(tmp_path / "there") == said_by(tmp_path / "here")


def test_what_cannot_work_is_one_sentence(
    root: Path, tmp_path: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(words: str, address: str = scheduler) -> None:
        result = facts(root, tmp_path / "out", "--scheduler", address)
        assert (result.exit_code, words in result.output, result.output.count("\n")) == (2, True, 1), result.output
        assert not (tmp_path / "out").exists()

    with monkeypatch.context() as patched:
        patched.setattr(cluster, "_TO_CONNECT", "1s")
        for address in ("tcp://127.0.0.1:1", "nonsense://", "127.0.0.1", "tcp://nowhere.invalid:8786", ""):
            refused("there is no Dask scheduler at", address)
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "distributed", None)
        refused("pip install 'pa-framework[cluster]'")
    with monkeypatch.context() as patched:
        patched.setattr(cluster, "version_there", lambda: (f"{get_ident()}", ""))  # workers have threads of their own
        refused("has another version of this program or of Python")
    for name in ("distributed", "distributed.client", "distributed.core"):
        assert not getLogger(name).isEnabledFor(ERROR)  # else Dask prints its own tracebacks above the sentence
    with monkeypatch.context() as patched:  # what the worker reads is changed, as where a disk is not shared
        numbers = count()
        patched.setattr(facts_by_pa, "_text_hash", lambda _: f"{next(numbers)}")
        refused("does not see the same files")
    (root / OWN_REGISTER / "pas/pa-0009.yaml").write_text("pa: [", encoding="utf-8")
    result = facts(root, tmp_path / "out", "--scheduler", scheduler)
    assert (result.exit_code, "only share a register that is in order" in result.output) == (2, True)


def test_a_scheduler_without_workers_is_one_sentence(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_WITHOUT_WORKERS", 0.5)
    with distributed.LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address=":0") as empty:
        result = facts(root, tmp_path / "out", "--scheduler", empty.scheduler_address)
    assert (result.exit_code, "has no worker; start some with `dask worker" in result.output) == (2, True)


@pytest.mark.skipif(os.environ.get("PA_FRAMEWORK_EXAMPLES") != "all", reason="takes half a minute; run at night")
def test_a_worker_that_is_killed_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = tmp_path / "register"
    make_register(register, 40, 1, (5, 5), up="../../")
    more = ("--register", str(register))
    assert facts(REFERENCE, tmp_path / "here", *more).exit_code == 0
    monkeypatch.setattr(facts_by_pa, "_PAS_AT_ONCE", 4)
    killed: list[int] = []
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as two:

        def kill() -> None:
            while not any(worker.process.process.pid for worker in two.workers.values()) or not started():
                time.sleep(0.05)
            victim = next(iter(two.workers.values())).process.process.pid
            os.kill(victim, 9)
            killed.append(victim)

        def started() -> bool:
            return any(ws.processing for ws in two.scheduler.workers.values())

        thread = Thread(target=kill)
        thread.start()
        result = facts(REFERENCE, tmp_path / "there", "--scheduler", two.scheduler_address, *more)
        thread.join()
    assert killed
    assert (result.exit_code, said_by(tmp_path / "there") == said_by(tmp_path / "here")) == (0, True)


def test_where_every_worker_is_gone_the_command_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_WITHOUT_WORKERS", 3.0)

    class Client:
        """Of a cluster whose workers have all gone."""

        status = "running"
        as_current = nullcontext

        def nthreads(self) -> dict[str, int]:
            return {}

        def submit(self, *_: object, **__: object) -> object:
            return object()

    class Silent:
        @staticmethod
        def wait(*_: object, **__: object) -> None:
            raise TimeoutError

    job = facts_by_pa.Job([], [], [])
    with pytest.raises(UserError, match="the workers of `here` are gone; nothing was written"):
        list(cluster._results(Silent, Client(), "here", facts_by_pa.Place("", "", "", ""), iter([(0, job)])))
