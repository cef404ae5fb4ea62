"""CSV tables with a `datapackage.json` (Frictionless Table Schema). They are for reading: spreadsheets change CSV on the way.

A text that a spreadsheet would take for a formula has an apostrophe before it. So has a text that has one there already, so
that a reader gets every text back: take one apostrophe away where `=`, `+`, `-`, `@`, a tab or a line end follows it.
"""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from io import StringIO
from typing import Any

from pa_framework.exchange.json_documents import encode, encode_line
from pa_framework.exchange.published import Published
from pa_framework.exchange.tables import Column, Table, all_tables, rows

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
#: The words that a Table Schema has for the types of columns.
_TYPES = {"json": "any"}


def files(published: Published) -> Iterator[tuple[str, bytes]]:
    """A CSV file for each table, and `datapackage.json`."""
    resources = []
    for table in all_tables():
        content = _csv(published, table)
        resources.append(_resource(table, content))
        yield f"{table.name}.csv", content
    yield "datapackage.json", encode(_package(published, resources))


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> neutral("=1+1"), neutral("'=1+1"), neutral("1+1")
    ("'=1+1", "''=1+1", '1+1')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def _csv(published: Published, table: Table) -> bytes:
    columns = (*table.keys, *table.columns)
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(column.name for column in columns)
    writer.writerows(
        [_cell(value, column) for value, column in zip(row, columns, strict=True)] for row in rows(published, table)
    )
    return stream.getvalue().encode()


def _cell(value: Any, column: Column) -> str:
    if value is None:
        return ""
    if column.type in ("array", "object", "json"):
        return neutral(encode_line(value).decode()) if not isinstance(value, Decimal | int) else str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return neutral(value) if isinstance(value, str) else str(value)


def _package(published: Published, resources: list[dict[str, Any]]) -> dict[str, Any]:
    head = published.head
    framework = head["framework"]
    return {
        "profile": "tabular-data-package",
        "name": "framework",
        "id": published.identifier("framework"),
        "title": framework["title"],
        "version": head["format_version"],
        "homepage": framework["address"],
        "licenses": [{"title": framework["licence"], "name": re.sub(r"[^A-Za-z0-9.]+", "-", framework["licence"])}],
        "sources": [{"title": f"{framework['title']} {framework['version']}", "path": framework["address"]}],
        "as_of": head["as_of"],
        "resources": resources,
    }


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in (*table.keys, *table.columns)],
        "missingValues": [""],
        "primaryKey": [column.name for column in table.keys],
    }
    if table.parent:
        key = table.keys[0]
        refers_to = {"resource": table.parent, "fields": list(key.path)}
        schema["foreignKeys"] = [{"fields": [key.name], "reference": refers_to}]
    return {
        "name": table.name.lower(),
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, str]:
    words = {"title": column.title, "description": column.description}
    return {"name": column.name, "type": _TYPES.get(column.type, column.type), **{k: v for k, v in words.items() if v}}
