"""Keeps what took long to compute: bytes by key, in a folder that git ignores, beside what they were computed from.

A value is kept for speed alone. Whatever is wrong with the folder (another program wrote to it, a disk is full, a file is
damaged, two programs write at once) costs time and nothing else: a value that is not certain is not there.

Each value is sealed with a secret of this user on this machine, which is not in the folder. So no one can bring values
along with records, such as in a change that someone proposes: without the secret, what they say is not believed. The
name of the file follows from the secret too, so a database or a link that came along is not even opened.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

#: The environment variable that, set to `off`, keeps nothing and believes nothing that was kept.
SWITCH = "PA_FRAMEWORK_CACHE"
#: The folder, below the one whose files the values are computed from.
FOLDER = ".pa-framework-cache"
#: What is in the folder besides values: git ignores the folder, and others know it as one of kept values.
OWN_FILES = {".gitignore": "*\n", "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n"}

_SECRET_SIZE, _SEAL_SIZE, _KEY_SIZE = 32, 16, 20
#: How many runs that keep something new a value outlives without being asked for.
_GENERATIONS = 5
_BUSY_SECONDS = 2.0
#: What SQLite says where nothing is wrong with the file: others use it, or the disk or the memory is the matter.
_FILE_IS_RIGHT = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOMEM,
    }
)
#: The first bytes of the number of this form of file; a file of another form is made anew.
_FORM = 1


class Kept:
    """Bytes by key in one file of a folder. Nothing here raises: what cannot be read or written is not kept.

    Keys are text of any length. A program asks for values with `get` or `get_all` and hands over new ones with `put` or
    `put_all`; `save` writes them in one step. Several programs may do so at once.
    """

    def __init__(self, folder: Path, name: str, most_bytes: int = 500_000_000) -> None:
        """The name of the file begins with `name`. `most_bytes` limits the sum of values: the oldest are dropped.

        A folder that is a link leads to what is someone else's: nothing is kept there.
        """
        is_off = os.environ.get(SWITCH) == "off" or os.path.islink(folder)  # noqa: PTH114 - this one never raises
        self._secret = None if is_off else _secret()
        mark = blake2b(name.encode(), key=self._secret or b"", digest_size=8).hexdigest()
        self._name, self._file, self._most = name, folder / f"{name}-{mark}.sqlite", most_bytes
        self._asked: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}

    @property
    def is_on(self) -> bool:
        """Whether values are kept at all."""
        return self._secret is not None

    def get(self, key: str) -> bytes | None:
        """The value of a key; None where there is none, or it is not certain."""
        return self.get_all([key]).get(key)

    def get_all(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The values of those keys that have one."""
        if self._secret is None:
            return {}
        wanted = {self._sealed_key(key): key for key in keys}
        found = {key: self._new[hashed] for hashed, key in wanted.items() if hashed in self._new}
        try:
            if not self._file.is_file():
                return found
            with closing(self._connection()) as connection:
                for hashed, sealed in _rows(connection, list(wanted)):
                    value = self._opened(hashed, sealed)
                    if value is not None:
                        found[wanted[hashed]] = value
                        self._asked.add(hashed)
        except Exception as error:  # a damaged file may give anything
            self._give_up(error)
        return found

    def put(self, key: str, value: bytes) -> None:
        """Notes a value; `save` writes it."""
        self.put_all({key: value})

    def put_all(self, values: Mapping[str, bytes]) -> None:
        """Notes several values; `save` writes them."""
        if self._secret is not None:
            self._new |= {self._sealed_key(key): value for key, value in values.items()}

    def save(self, *, of_some: bool = False) -> None:
        """Writes what was put since the last time, in one step, and drops what was not asked for in a long time.

        With `of_some`, this run asked for some of what is still needed: only what is too much is dropped.
        """
        if self._secret is None or not self._new:
            return
        new = [(hashed, self._seal(hashed, value) + value) for hashed, value in self._new.items()]
        try:
            _ignored_folder(self._file.parent)
            self._delete_others()
            with closing(self._connection()) as connection, _transaction(connection):
                (last,) = connection.execute("SELECT coalesce(max(used), 0) FROM kept").fetchone()
                number = int(last)
                if last != number:
                    raise ValueError(f"`{last}` is no number of a run")
                used = max(1, number) if of_some else number + 1
                connection.executemany("UPDATE kept SET used = ? WHERE key = ?", [(used, key) for key in self._asked])
                connection.executemany(
                    "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", [(key, used, value) for key, value in new]
                )
                connection.execute("DELETE FROM kept WHERE used <= ?", (used - _GENERATIONS,))
                connection.execute(_DROP_OLDEST, (self._most,))
        except Exception as error:  # as above
            self._give_up(error)
        self._asked |= self._new.keys()
        self._new.clear()

    def _connection(self) -> sqlite3.Connection:
        _make_own(self._file)
        connection = sqlite3.connect(self._file, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = OFF")  # what a loss of power damages is not believed
            connection.execute("PRAGMA secure_delete = ON")  # what is dropped leaves no trace in the file
            if not _has_form(connection):
                with _transaction(connection):
                    if not _has_form(connection):  # another program may have made it by now
                        connection.execute("DROP TABLE IF EXISTS kept")
                        connection.execute("CREATE TABLE kept (key BLOB PRIMARY KEY, used INTEGER, value BLOB)")
                        connection.execute(f"PRAGMA user_version = {_FORM}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _give_up(self, error: Exception) -> None:
        """Makes room for a new file where this one is damaged. Others may use it at this moment: then it stays."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        if not isinstance(error, OSError) and code & 0xFF not in _FILE_IS_RIGHT:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _delete_others(self) -> None:
        """Deletes files of this name under another secret, which no one can read any more."""
        for file in (
            *self._file.parent.glob(f"{self._name}.sqlite*"),
            *self._file.parent.glob(f"{self._name}-*.sqlite*"),
        ):
            if not file.name.startswith(self._file.name):
                with suppress(OSError):
                    file.unlink(missing_ok=True)

    def _sealed_key(self, key: str) -> bytes:
        return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_KEY_SIZE).digest()

    def _seal(self, hashed: bytes, value: bytes) -> bytes:
        seal = blake2b(hashed, key=self._secret or b"", digest_size=_SEAL_SIZE)
        seal.update(value)
        return seal.digest()

    def _opened(self, hashed: bytes, sealed: object) -> bytes | None:
        """The value under its seal; None where the seal is not ours, or the value is not what was sealed."""
        if not isinstance(sealed, bytes):
            return None
        value = sealed[_SEAL_SIZE:]
        return value if sealed[:_SEAL_SIZE] == self._seal(hashed, value) else None


def forget(folder: Path) -> list[Path]:
    """Deletes everything that is kept in a folder: where what it was computed from is erased.

    Returns the files that could not be deleted.
    """
    left: list[Path] = []
    for file in () if folder.is_symlink() else sorted(folder.glob("*.sqlite*")):
        try:
            file.unlink(missing_ok=True)
        except OSError:
            left.append(file)
    return left


#: Drops the values that were not asked for the longest, until the rest is not larger than so many bytes.
_DROP_OLDEST = """
DELETE FROM kept WHERE key IN (
    SELECT key FROM (SELECT key, sum(length(value)) OVER (ORDER BY used DESC, key) AS size FROM kept) WHERE size > ?
)
"""
_AT_ONCE = 500


def _rows(connection: sqlite3.Connection, keys: list[bytes]) -> Iterator[tuple[bytes, object]]:
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        yield from connection.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", some)


def _has_form(connection: sqlite3.Connection) -> bool:
    (form,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(form == _FORM)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block, or nothing of it. Only one program is in such a block at a time."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _make_own(file: Path) -> None:
    """Makes a file that no one else may read, or takes it away from others: what it is about may be for this user alone.

    SQLite gives the files that it writes beside it for a while the same mode.
    """
    with suppress(OSError):  # where it cannot be written, it can perhaps be read
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, _OWN_MODE))
        if file.stat().st_mode & 0o077 and os.name != "nt":
            file.chmod(_OWN_MODE)


_OWN_MODE = 0o600


def _ignored_folder(folder: Path) -> None:
    """Makes a folder that git ignores, and that others know as one of kept values."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in OWN_FILES.items():
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _secret() -> bytes | None:
    """The secret of this user on this machine, made where there is none; None where it can be neither read nor made."""
    try:
        file = _state_folder() / "secret"
        with suppress(FileNotFoundError):
            found = file.read_bytes()
            if len(found) == _SECRET_SIZE:
                return found
            file.unlink(missing_ok=True)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = file.with_name(f"secret-{os.urandom(8).hex()}")
        try:
            with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as written:  # noqa: PTH123
                written.write(os.urandom(_SECRET_SIZE))
            with suppress(FileExistsError):  # of two programs that make one at once, the first one's counts
                file.hardlink_to(draft)
            found = file.read_bytes()
        finally:
            draft.unlink(missing_ok=True)
    except (OSError, RuntimeError):  # there may be no home, or no links in it
        return None
    return found if len(found) == _SECRET_SIZE else None


def _state_folder() -> Path:
    """Where programs of this user keep what is no setting: outside of every project."""
    variable, below_home = ("LOCALAPPDATA", "AppData/Local") if os.name == "nt" else ("XDG_STATE_HOME", ".local/state")
    named = Path(os.environ.get(variable, ""))  # a relative path would lead into the project; its standard rules it out
    folder = (named if named.is_absolute() else Path.home() / below_home) / "pa-framework"
    if not folder.is_absolute():
        raise RuntimeError("there is no home")
    return folder
