"""From documents whose shape holds to nouns."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import convert

from pa_framework.records.base import Located, Origin
from pa_framework.records.json_schema import holds_shape, misshapen, schema_findings
from pa_framework.records.kinds import entry_kinds
from pa_framework.records.model import STRUCTS as FRAMEWORK_STRUCTS
from pa_framework.records.register_model import STRUCTS as REGISTER_STRUCTS
from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.findings import Finding

#: The struct type of each kind of record, by the id of the kind.
STRUCTS: Mapping[str, type[Located]] = {**FRAMEWORK_STRUCTS, **REGISTER_STRUCTS}


def nouns(document: Document, kind: str) -> Iterator[tuple[str, Any]]:
    """The nouns that a document holds, each with its kind. The document's shape must hold."""
    if kind in STRUCTS:
        yield kind, _noun(document.data, STRUCTS[kind], Origin(document))
    for field, entry_kind in entry_kinds(kind):
        for index, data in enumerate(document.data[field]):
            route: Route = (field, index)
            yield entry_kind.id, _noun(data, STRUCTS[entry_kind.id], Origin(document, route))


def shaped(document: Document, kind: str) -> tuple[list[tuple[str, Any]], tuple[Finding, ...]]:
    """The nouns of a document, each with its kind; or what is wrong with its text or its shape."""
    if document.findings:
        return [], document.findings
    misfit = ""
    if holds_shape(document.data, kind):
        try:
            return list(nouns(document, kind)), ()
        except ValueError as error:  # msgspec's: a value that the schema lets pass and no noun can hold, such as 1.0
            misfit = str(error)
    return [], tuple(schema_findings(document, kind)) or (misshapen(document, misfit),)


def _noun(data: Mapping[str, Any], kind: type[Any], origin: Origin) -> Any:
    return convert({**data, "origin": origin}, kind, dec_hook=_carried)


def _carried(kind: type[Any], value: Any) -> Any:
    """An origin is no data of the record: it is carried as it is."""
    return value
