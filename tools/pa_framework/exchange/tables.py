"""Published records as tables: one for each kind, and a long table for each list or map within it that has parts.

A table has a row for each record, or for each entry. The first columns of a long table say which: the id of the record
(`law_id`), then for each list around the entry its position (from 1), and for each map its key. A group is columns with
dotted names. A list of single values, and what has no fixed form, is one column that holds JSON.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.exchange.published import Published
from pa_framework.exchange.shape import PUBLISHED_KINDS, shape

#: What a column holds. Those of `json` hold a value of any form; the others are named as Table Schema names them.
ColumnType = Literal["string", "integer", "number", "boolean", "date", "array", "object", "json"]
_PLAIN: Mapping[str, ColumnType] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
}


class Column(Struct, frozen=True):
    """A column: its name, the way to its value in a record or entry, and its meaning."""

    name: str
    path: tuple[str, ...]
    type: ColumnType
    title: str = ""
    description: str = ""


class Table(Struct, frozen=True):
    """A table of a kind. `path` leads from a record to the list or map that it holds; it is empty for the records.

    `keys` are the columns that name a row; `within` says of each list or map on the way whether it is a map.
    """

    kind: str
    path: tuple[tuple[tuple[str, ...], bool], ...]
    keys: tuple[Column, ...]
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """The kind, then the fields that lead to the list or map: `law.values.history`."""
        return ".".join((self.kind, *(name for way, _ in self.path for name in way)))

    @property
    def parent(self) -> str:
        """The name of the table that the first key column refers to; empty for that table itself."""
        return self.kind if self.path else ""


_ID = Column("id", ("id",), "string", "id", "The id of the record.")
_IDENTIFIER = Column("identifier", ("identifier",), "string", "identifier", "Stays when the title changes.")
_PAGE = Column("page", ("page",), "string", "page", "The page that shows it.")


@cache
def tables(kind: str) -> tuple[Table, ...]:
    """The tables of a kind, that of its records first."""
    own = shape(kind)
    return tuple(_tables(kind, own, (), (_ID if "id" in own["properties"] else _IDENTIFIER,)))


def _tables(
    kind: str, part: Mapping[str, Any], path: tuple[tuple[tuple[str, ...], bool], ...], keys: tuple[Column, ...]
) -> Iterator[Table]:
    columns, nested = [], []
    if "properties" in part:
        for way, field in _fields(part, ()):
            if (inner := _inner(field)) is None:
                columns.append(_column(way, field))
            else:
                nested.append((way, inner, "additionalProperties" in field))
    elif part.get("type") == "array" and _inner(part) is None and _is_plain(part["items"]):
        nested.append(((), part["items"], False))
    else:
        columns.append(replace(_column((), part), name="value"))
    taken = {key.name for key in keys}
    extra = [column for column in (_IDENTIFIER, _PAGE) if not path and column.name not in taken]
    if columns or not nested:
        yield Table(kind, path, keys, (*extra, *(column for column in columns if path or column.name not in taken)))
    if not path:  # an entry may have an id of its own
        keys = (replace(keys[0], name=f"{kind.replace('-', '_')}_{keys[0].name}"),)
    for way, inner, is_map in nested:
        name = ".".join(way) or "value"
        key = Column(
            f"{name}_key" if is_map else f"{name}_position",
            (),
            "string" if is_map else "integer",
            description="The name of the entry." if is_map else "Which entry it is, from 1.",
        )
        yield from _tables(kind, inner, (*path, (way, is_map)), (*keys, key))


def _fields(part: Mapping[str, Any], way: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """The fields of a group, and in their place those of groups within it."""
    for name, field in part["properties"].items():
        if field.get("type") == "object" and "properties" in field:
            yield from _fields(field, (*way, name))
        else:
            yield (*way, name), field


def _inner(field: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What a long table of the field holds in a row; None where the field is one column."""
    if isinstance(found := field.get("additionalProperties"), Mapping):
        return found
    items = field.get("items", {})
    return items if items.get("type") == "object" and "properties" in items else None


def _is_plain(field: Mapping[str, Any]) -> bool:
    return field.get("type") in _PLAIN


def _column(way: tuple[str, ...], field: Mapping[str, Any]) -> Column:
    of_type = field.get("type")
    found: ColumnType = "json"
    if field.get("format") == "date":
        found = "date"
    elif isinstance(of_type, str) and of_type in _PLAIN:
        found = _PLAIN[of_type]
    elif of_type in ("array", "object"):
        found = "array" if of_type == "array" else "object"
    return Column(".".join(way), way, found, field.get("title", ""), field.get("description", ""))


def all_tables() -> Iterator[Table]:
    """Every table of every kind."""
    return (table for kind in PUBLISHED_KINDS for table in tables(kind))


def rows(published: Published, table: Table) -> Iterator[tuple[Any, ...]]:
    """The rows of a table: the values of its key columns, then those of its columns. None is an empty cell."""
    (first,) = table.keys[0].path
    for record in published.by_kind[table.kind]:
        for keys, entry in _entries(record, table.path, ()):
            yield (record[first], *keys, *(_at(entry, column.path) for column in table.columns))


def _entries(
    data: Any, path: tuple[tuple[tuple[str, ...], bool], ...], keys: tuple[Any, ...]
) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The entries that a path leads to, each with its positions and keys."""
    if not path:
        yield keys, data
        return
    (way, is_map), *rest = path
    held = _at(data, way)
    entries = (held or {}).items() if is_map else enumerate(held or (), 1)
    for key, entry in entries:
        yield from _entries(entry, tuple(rest), (*keys, key))


def _at(data: Any, way: tuple[str, ...]) -> Any:
    """The value at the end of a way; None where it is not there."""
    for name in way:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data
