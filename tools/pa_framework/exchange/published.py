"""The records of a framework as they are published: those that the site shows, in the shape of `shape.py`.

An identifier is a UUID of version 5, made from the address of the framework, the kind and the id. So it stays when a
title changes, and differs between frameworks.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from msgspec import Struct

from pa_framework.exchange.shape import DATA_FOLDER, FORMAT_VERSION, PUBLISHED_KINDS, shape
from pa_framework.facts.addresses import address, page_path
from pa_framework.facts.facts import Facts
from pa_framework.facts.visibility import has_page
from pa_framework.records.base import Located, Record
from pa_framework.records.kinds import KIND
from pa_framework.records.load import Records
from pa_framework.records.model import Framework
from pa_framework.text.errors import UserError

#: One record in its published shape: plain data, with `Decimal` for numbers that are not whole.
Data = Mapping[str, Any]


class Published(Struct, frozen=True, eq=False, dict=True):
    """What a framework publishes on a day. References in texts are resolved for it."""

    facts: Facts
    framework: Framework

    @property
    def on(self) -> date:
        """The day."""
        return self.facts.on

    @property
    def records(self) -> Records:
        """All records, with the references in their texts resolved. Ask `shows` before one is published."""
        return self.facts.records

    @cached_property
    def base(self) -> str:
        """The address of the framework, with `/` at its end: its site, or the repository where it has no site."""
        return f"{(self.framework.site or self.framework.repository.address).rstrip('/')}/"

    @property
    def data_address(self) -> str:
        """The address of the published files, with `/` at its end."""
        return f"{self.base}{DATA_FOLDER}/"

    @cached_property
    def _identifiers(self) -> dict[str, str]:
        """Those that were asked for already: formats ask for the same ones."""
        return {}

    @cached_property
    def _namespace(self) -> UUID:
        return uuid5(NAMESPACE_URL, self.base)

    def identifier(self, kind: str, name: str = "") -> str:
        """The identifier of a record, or of a thing that a format makes from records, such as a statement."""
        key = f"{kind}/{name}"
        if key not in self._identifiers:
            self._identifiers[key] = str(uuid5(self._namespace, key))
        return self._identifiers[key]

    def page(self, kind: str, record: Record) -> str:
        """The address of the page that shows a record; empty where there is none, or the framework has no site."""
        path = page_path(kind, record) if self.framework.site else ""
        if not path:
            return ""
        return address(self.base, path) + ("" if KIND[kind].pages else f"#{record.id}")

    def shows(self, record: Record) -> bool:
        """Whether a record is published: what the site does not show is not."""
        return has_page(self.facts, record)

    def of_kind(self, kind: str) -> Iterator[Record]:
        """The records of a kind that are published, in their order."""
        return (record for record in self.records.of_kind(kind).values() if self.shows(record))

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Data, ...]]:
        """Every published record in its shape, by kind."""
        return {kind: tuple(self._data_of_kind(kind)) for kind in PUBLISHED_KINDS}

    def _data_of_kind(self, kind: str) -> Iterator[Data]:
        if KIND[kind].is_single:
            single = getattr(self.records, KIND[kind].attribute)
            if single is not None:
                yield {"identifier": self.identifier(kind), **_projected(_written(single), shape(kind))}
            return
        for record in self.of_kind(kind):
            page = self.page(kind, record)
            head = {"id": record.id, "identifier": self.identifier(kind, record.id), **({"page": page} if page else {})}
            yield {**head, **_projected({**_written(record), "id": record.id}, shape(kind))}

    @property
    def head(self) -> dict[str, Any]:
        """What every published document says about itself."""
        framework = self.framework
        return {
            "format_version": FORMAT_VERSION,
            "framework": {
                "identifier": self.identifier("framework"),
                "title": framework.title,
                "version": framework.version,
                "status": framework.status,
                "publisher": framework.publisher,
                "licence": framework.licence,
                "address": self.base,
            },
            "as_of": self.on.isoformat(),
        }


def published(facts: Facts) -> Published:
    """What a framework publishes. Raises UserError where it has no settings."""
    if facts.records.framework is None:
        raise UserError("framework/framework.yaml does not hold; `pa-framework check` says why")
    return Published(facts, facts.records.framework)


def _written(record: Located) -> Mapping[str, Any]:
    """The data of a record, with the references in its texts resolved."""
    data: Any = record.origin.document.data
    for part in record.origin.route:
        data = data[part]
    found: Mapping[str, Any] = data
    return found


def _projected(data: Any, part: Mapping[str, Any]) -> Any:
    """Data without what the shape does not name."""
    if isinstance(data, dict) and "properties" in part:
        fields = part["properties"]
        return {name: _projected(data[name], field) for name, field in fields.items() if name in data}
    if isinstance(data, dict) and "additionalProperties" in part:
        return {key: _projected(value, part["additionalProperties"]) for key, value in data.items()}
    if isinstance(data, list) and "items" in part:
        return [_projected(value, part["items"]) for value in data]
    return data
