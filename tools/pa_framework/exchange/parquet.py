"""Parquet, written and read by DuckDB: an extra that nothing else needs."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import msgspec

from pa_framework.exchange.json_documents import encode_line
from pa_framework.exchange.published import Published
from pa_framework.exchange.tables import Column, all_tables, rows
from pa_framework.text.errors import UserError

#: The types of columns in DuckDB. A number has as many digits as a record may have; what has no fixed form is JSON text.
_TYPES: Mapping[str, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DECIMAL(18, 6)",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


def can_write() -> bool:
    """Whether DuckDB is installed."""
    try:
        _duckdb()
    except UserError:
        return False
    return True


def files(published: Published) -> Iterator[tuple[str, bytes]]:
    """A Parquet file for each table, with its types. Raises UserError where DuckDB is not installed."""
    with TemporaryDirectory(prefix="pa-framework-") as folder, table_writer() as write:
        for table in all_tables():
            columns = (*table.keys, *table.columns)
            types = {column.name: _TYPES.get(column.type, "VARCHAR") for column in columns}
            made = ([_value(*each) for each in zip(row, columns, strict=True)] for row in rows(published, table))
            file = Path(folder) / f"{table.name}.parquet"
            write(file, types, made)
            yield file.name, file.read_bytes()


def _value(value: Any, column: Column) -> Any:
    if value is None or column.type in _TYPES:
        return value
    return encode_line(value).decode()


#: Writes a table to a file: its columns with their types in DuckDB, and its sorted rows; None is an empty cell.
TableWriter = Callable[[Path, Mapping[str, str], Iterable[Sequence[Any]]], None]


@contextmanager
def table_writer() -> Iterator[TableWriter]:
    """A writer of tables. One thread writes, so the bytes are the same each time.

    Raises UserError where DuckDB is not installed.
    """
    connection = _duckdb().connect(config={"threads": 1, "preserve_insertion_order": True})

    def write(file: Path, types: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        lines = file.with_name(f"{file.name}.json")
        names = tuple(types)
        encode = msgspec.json.Encoder(enc_hook=str).encode
        with lines.open("wb") as stream:
            stream.writelines(encode(dict(zip(names, row, strict=True))) + b"\n" for row in rows)
        columns = ", ".join(f"{_quoted(name)}: '{of_type}'" for name, of_type in types.items())
        read = f"SELECT * FROM read_json({_pattern(lines)}, format = 'newline_delimited', columns = {{{columns}}}, {_NO_COLUMNS_FROM_FOLDERS})"
        connection.execute(f"COPY ({read}) TO {_quoted(file)} (FORMAT parquet, COMPRESSION zstd)")
        lines.unlink()

    try:
        yield write
    finally:
        connection.close()


#: Reads the columns of a table from a file, in the order of the file. Raises UserError for what is no such table.
TableReader = Callable[[Path, Mapping[str, str]], Iterator[tuple[Any, ...]]]
_AT_ONCE = 10_000


@contextmanager
def table_reader() -> Iterator[TableReader]:
    """A reader of tables. Raises UserError where DuckDB is not installed."""
    duckdb = _duckdb()
    connection = duckdb.connect(config={"threads": 1, "preserve_insertion_order": True})

    def read(file: Path, types: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        if not file.is_file():
            raise UserError(f"`{file}` is not there; make it with `pa-framework register facts`")
        source = f"read_parquet([{_pattern(file)}], {_NO_COLUMNS_FROM_FOLDERS})"
        try:
            found = {name: of_type for name, of_type, *_ in connection.execute(f"DESCRIBE FROM {source}").fetchall()}
            if any(found.get(name) != of_type for name, of_type in types.items()):
                raise UserError(f"`{file}` has other columns; make it again with `pa-framework register facts`")
            cursor = connection.execute("SELECT " + ", ".join(f'"{name}"' for name in types) + f" FROM {source}")
            while rows := cursor.fetchmany(_AT_ONCE):
                yield from rows
        except duckdb.Error:
            raise UserError(f"`{file}` cannot be read; make it again with `pa-framework register facts`") from None

    try:
        yield read
    finally:
        connection.close()


#: DuckDB takes a folder such as `on=2026-01-01` for a column otherwise, which replaces that of the file.
_NO_COLUMNS_FROM_FOLDERS = "hive_partitioning = false"


def _pattern(file: Path) -> str:
    """A pattern that only this file has: DuckDB takes each name of a file that it reads for a pattern."""
    return _quoted(re.sub(r"[\[*?]", r"[\g<0>]", str(file.resolve())))


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def _duckdb() -> ModuleType:
    try:
        import duckdb
    except ImportError:
        raise UserError(
            "DuckDB writes and reads these files and is not installed; run `pip install 'pa-framework[export]'`"
        ) from None
    return duckdb
