"""The store of kept values: whatever happens to its folder, a value is the one that was put, or it is not there."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from pa_framework.text import kept
from pa_framework.text.kept import Kept
from tests.builders.keeping import keep_as

pytestmark = pytest.mark.usefixtures("keeping")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "project" / kept.FOLDER


def stored(folder: Path, **values: bytes) -> None:
    store = Kept(folder, "facts")
    store.put_all(values)
    store.save()


def database(folder: Path) -> Path:
    """The file of the values that `stored` put."""
    (file,) = folder.glob("facts-*.sqlite")
    return file


def test_a_value_is_found_again(folder: Path) -> None:
    stored(folder, a=b"one", b=b"")
    assert Kept(folder, "facts").get_all(["a", "b", "c"]) == {"a": b"one", "b": b""}
    assert Kept(folder, "pages").get("a") is None


def test_a_value_is_there_before_it_is_written(folder: Path) -> None:
    store = Kept(folder, "facts")
    store.put("a", b"one")
    assert store.get("a") == b"one"
    assert not folder.exists()


def test_git_ignores_the_folder(folder: Path) -> None:
    stored(folder, a=b"one")
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"


@pytest.mark.skipif(os.name == "nt", reason="there, the folder says who may read it")
def test_no_one_else_may_read_what_is_kept(folder: Path) -> None:
    """The files that values are computed from may be for one user alone, in a folder that others can list."""
    before = os.umask(0)
    try:
        stored(folder, a=b"one")
        file = database(folder)
        assert file.stat().st_mode & 0o777 == 0o600
        file.chmod(0o664)  # as an earlier version made it
        assert Kept(folder, "facts").get("a") == b"one"
        assert file.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)


def test_switched_off_nothing_is_kept_or_believed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(folder, a=b"one")
    monkeypatch.setenv(kept.SWITCH, "off")
    store = Kept(folder, "facts")
    store.put("b", b"two")
    store.save()
    assert not store.is_on
    assert store.get_all(["a", "b"]) == {}


def test_a_changed_value_is_not_believed(folder: Path) -> None:
    stored(folder, a=b"may not do", b=b"other")
    with sqlite3.connect(database(folder)) as connection:
        connection.execute("UPDATE kept SET value = replace(value, CAST('not ' AS BLOB), CAST('' AS BLOB))")
        connection.execute(
            "UPDATE kept SET value = substr(value, 1, 16) || CAST('may do' AS BLOB) WHERE value LIKE '%may%'"
        )
    connection.close()
    assert Kept(folder, "facts").get("a") is None


def test_a_value_of_another_key_is_not_believed(folder: Path) -> None:
    stored(folder, a=b"may not do", b=b"may do")
    with sqlite3.connect(database(folder)) as connection:
        values = dict(connection.execute("SELECT key, value FROM kept"))
        first, second = values
        connection.execute("UPDATE kept SET value = ? WHERE key = ?", (values[second], first))
        connection.execute("UPDATE kept SET value = ? WHERE key = ?", (values[first], second))
    connection.close()
    assert Kept(folder, "facts").get_all(["a", "b"]) == {}


def test_values_that_come_with_the_records_are_not_believed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(folder, a=b"may do")
    keep_as(tmp_path / "another user", monkeypatch)
    assert Kept(folder, "facts").get("a") is None


@pytest.mark.parametrize("damage", [b"", b"not a database", None])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes | None) -> None:
    stored(folder, **{f"key-{number}": os.urandom(2_000) for number in range(30)})
    file = database(folder)
    whole = file.read_bytes()
    # None: every page after the first is noise
    file.write_bytes(whole[:4096] + b"\xa7" * (len(whole) - 4096) if damage is None else damage)
    assert Kept(folder, "facts").get_all([f"key-{number}" for number in range(30)]) == {}
    stored(folder, a=b"one")
    stored(folder, a=b"one")
    assert Kept(folder, "facts").get("a") == b"one"


@pytest.mark.parametrize("used", ["abc", 1e300, 2**63 - 1])
def test_a_damaged_number_of_a_run_is_made_anew(folder: Path, used: object) -> None:
    stored(folder, a=b"one")
    with sqlite3.connect(database(folder)) as connection:
        connection.execute("UPDATE kept SET used = ?", (used,))
    connection.close()
    stored(folder, b=b"two")
    stored(folder, b=b"two")
    assert Kept(folder, "facts").get("b") == b"two"


@pytest.mark.parametrize(
    "change",
    [(b"TABLE kept (key", b"TABLE \xff\xfept (key"), (b"SQLite format 3\0\x10\0\x01", b"SQLite format 3\0\x10\0\x09")],
)
def test_a_damaged_head_is_made_anew(folder: Path, change: tuple[bytes, bytes]) -> None:
    stored(folder, a=b"one")
    file = database(folder)
    file.write_bytes(file.read_bytes().replace(*change))
    assert Kept(folder, "facts").get("a") in (None, b"one")
    stored(folder, b=b"two")
    stored(folder, b=b"two")
    assert Kept(folder, "facts").get("b") == b"two"


_NEVER_ENDS = (
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS key, 1 AS used, x AS value FROM n"
)


def test_a_database_that_comes_with_the_records_is_not_opened(folder: Path, tmp_path: Path) -> None:
    folder.mkdir(parents=True)
    with sqlite3.connect(folder / "facts.sqlite") as connection:  # a query of it would never end
        connection.execute(f"CREATE VIEW kept AS {_NEVER_ENDS}")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    other = tmp_path / "another program"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE kept (mine)")
    connection.close()
    before = other.read_bytes()
    (folder / "facts-0123456789abcdef.sqlite").symlink_to(other)
    assert Kept(folder, "facts").get("a") is None
    stored(folder, a=b"one")
    assert Kept(folder, "facts").get("a") == b"one"
    assert other.read_bytes() == before
    assert len(list(folder.glob("*.sqlite*"))) == 1


def test_nothing_is_kept_where_the_folder_is_a_link(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.sqlite").write_text("")
    folder.parent.mkdir()
    folder.symlink_to(elsewhere)
    stored(folder, a=b"one")
    assert kept.forget(folder) == []
    assert [file.name for file in elsewhere.iterdir()] == ["mine.sqlite"]


def test_a_file_of_another_form_is_made_anew(folder: Path) -> None:
    stored(folder, a=b"one")
    with sqlite3.connect(database(folder)) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert Kept(folder, "facts").get("a") is None
    stored(folder, b=b"two")
    assert Kept(folder, "facts").get("b") == b"two"


def test_a_full_disk_costs_only_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(folder, a=b"one")
    store = Kept(folder, "facts")
    connection = store._connection()
    connection.execute("PRAGMA max_page_count = 1")  # no page more than there are
    monkeypatch.setattr(store, "_connection", lambda: connection)
    store.put("b", os.urandom(100_000))
    store.save()
    assert Kept(folder, "facts").get_all(["a", "b"]) == {"a": b"one"}


_SAVES = """
import os, sys
from pathlib import Path
from pa_framework.text.kept import Kept
for number in range(10_000):
    store = Kept(Path(sys.argv[1]), "facts")
    store.put_all({f"{number}-{each}": bytes([number % 256]) * 20_000 for each in range(5)})
    store.save()
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process in one way only")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_a_process_that_ends_while_it_writes_leaves_whole_values(folder: Path, name: str) -> None:
    chance = Random(name)
    for _ in range(3):
        command = [sys.executable, "-c", _SAVES, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as saving:
            assert saving.stdout
            last = int(saving.stdout.readline())
            time.sleep(chance.random() / 20)
            saving.send_signal(getattr(signal, name))
            last = max([last, *(int(line) for line in saving.stdout)])
            saving.wait()
        asked = [f"{number}-{each}" for number in range(last - 3, last + 2) for each in range(5)]
        found = Kept(folder, "facts").get_all(asked)
        assert all(value == bytes([int(key.partition("-")[0]) % 256]) * 20_000 for key, value in found.items())
        assert len([key for key in found if int(key.partition("-")[0]) > last]) in (0, 5), "all of a save, or nothing"
        stored(folder, a=b"one")
        assert Kept(folder, "facts").get("a") == b"one"


def test_a_folder_that_cannot_be_written_costs_only_time(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file is here", encoding="utf-8")
    stored(folder, a=b"one")
    assert Kept(folder, "facts").get("a") is None


def test_no_home_keeps_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    keep_as(tmp_path / "file", monkeypatch)
    stored(folder, a=b"one")
    assert not folder.exists()


def test_the_secret_is_never_below_the_folder_of_the_run(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, "state")
    stored(folder, a=b"one")
    assert not list(tmp_path.rglob("secret"))


def test_several_programs_at_once(folder: Path) -> None:
    def run(number: int) -> dict[str, bytes]:
        stored(folder, **{f"{number}-{each}": bytes([number]) * 50 for each in range(40)})
        return Kept(folder, "facts").get_all([f"{other}-{each}" for other in range(4) for each in range(40)])

    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(run, range(4)):
            assert all(value == bytes([int(key[0])]) * 50 for key, value in found.items())
    assert len(run(0)) == 160


def test_a_secret_of_another_length_is_made_anew(folder: Path, tmp_path: Path) -> None:
    stored(folder, a=b"one")
    (secret,) = (tmp_path / "state").rglob("secret*")
    secret.write_bytes(b"short")
    assert Kept(folder, "facts").get("a") is None
    stored(folder, b=b"two")
    assert Kept(folder, "facts").get("b") == b"two"


def test_what_is_not_asked_for_is_dropped_in_the_end(folder: Path) -> None:
    stored(folder, old=b"old", used=b"used")
    for number in range(6):
        store = Kept(folder, "facts")
        assert store.get("used") == b"used"
        store.put(f"new-{number}", b"")
        store.save()
    assert Kept(folder, "facts").get_all(["old", "used"]) == {"used": b"used"}


def test_the_oldest_go_first_where_there_is_too_much(folder: Path) -> None:
    for name in ("first", "second", "third"):
        store = Kept(folder, "facts", most_bytes=250)
        store.put(name, bytes(100))
        store.save()
    assert set(Kept(folder, "facts").get_all(["first", "second", "third"])) == {"second", "third"}


def test_forgotten_is_gone(folder: Path) -> None:
    stored(folder, a=b"one")
    assert kept.forget(folder) == []
    assert list(folder.glob("*.sqlite*")) == []


def test_what_cannot_be_forgotten_is_named(folder: Path) -> None:
    (folder / "facts.sqlite").mkdir(parents=True)
    assert kept.forget(folder) == [folder / "facts.sqlite"]
