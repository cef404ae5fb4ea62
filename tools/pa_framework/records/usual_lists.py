"""Lists that every framework has: grounds and organisations that are always there, usual places and reasons where it lists none.

They are the `default` of their lists in the schemas. Their records have an origin without a file.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from pa_framework.records.base import Record
from pa_framework.records.decode import decode_records
from pa_framework.records.json_schema import schema
from pa_framework.records.yaml_source import parse_document

#: The path in the origin of these records.
BUILT_IN = "(built in)"
#: Kinds whose usual records are there one by one, whatever the framework lists.
_ALWAYS_THERE = frozenset({"ground", "organisation"})
#: Kinds whose usual records are all there are where the file that could list more is not there.
NEEDS_NO_FILE = frozenset({"organisation"})
#: The schemas in which the lists are.
_SCHEMAS = ("delegation", "organisations")


@cache
def usual_records() -> Mapping[str, tuple[Record, ...]]:
    """The records that a framework has without listing them, by kind."""
    found: dict[str, list[Record]] = {}
    for name in _SCHEMAS:
        fields: Mapping[str, Any] = schema(name)["properties"]
        lists = {field: part["default"] for field, part in fields.items() if "default" in part}
        for kind, record in decode_records(parse_document(json.dumps(lists), BUILT_IN), name, only_lists=True):
            found.setdefault(kind, []).append(record)
    return {kind: tuple(records) for kind, records in found.items()}


def with_usual(kind: str, listed: Mapping[str, Record]) -> Mapping[str, Record]:
    """The records of a kind by id, with those that are there without being listed."""
    usual = usual_records().get(kind, ())
    if not usual or (listed and kind not in _ALWAYS_THERE):
        return listed
    return {**listed, **{record.id: record for record in usual if record.id not in listed}}
