"""What all records have in common: the file they come from, and for most an id."""

from msgspec import Struct

from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.findings import Span


class Origin(Struct, frozen=True):
    """Where a record is: its document, and the route to it where it is an entry of a list."""

    document: Document
    route: Route = ()

    @property
    def path(self) -> str:
        """The file, relative to the root, with `/`."""
        return self.document.path

    def at(self, *route: str | int) -> Span:
        """The place of a value of this record, or of the nearest part that the file has."""
        return self.document.span(self.route + route)

    def key(self, *route: str | int) -> Span:
        """The place of the name of a field of this record."""
        return self.document.span(self.route + route, key=True)

    def has_field(self, *route: str | int) -> bool:
        """Whether the file has this field."""
        return self.route + route in self.document.values


class Located(Struct, frozen=True, kw_only=True):
    """Something read from a file. `origin` is the only way in which rules name a place in that file."""

    origin: Origin


class Record(Located, frozen=True, kw_only=True):
    """Something with an id that others may refer to."""

    id: str
