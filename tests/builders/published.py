"""Schemas that others publish for their own files, as check-jsonschema brings them along."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import validators

_FOLDER = files("check_jsonschema") / "builtin_schemas"


@cache
def _validator(name: str) -> Any:
    folder, _, file = name.partition(".")
    schema = json.loads((_FOLDER / folder / f"{file}.json").read_text(encoding="utf-8"))
    return validators.validator_for(schema)(schema)


def faults(name: str, data: object) -> list[str]:
    """Why data has not the form of a published schema, such as `vendor.dependabot`."""
    return [f"{error.json_path}: {error.message}" for error in _validator(name).iter_errors(data)]
