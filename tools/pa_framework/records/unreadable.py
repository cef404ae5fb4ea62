"""Fields that cannot be read: a record with one can be used, and asking for the field raises UnreadableField."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, NoReturn

from msgspec import Struct, defstruct

from pa_framework.records.yaml_source import Route


class RecordPlace(NamedTuple):
    """Where a record is: its kind, the path of its file and the route to it inside of the file."""

    kind: str
    path: str
    route: Route


class UnreadableField(Exception):
    """A field was asked for that is wrong in the file, or missing there.

    `record` is the record that holds it, `route` leads to the field from the top of the file.
    """

    def __init__(self, record: RecordPlace, route: Route) -> None:
        super().__init__(f"{record.path}: {'.'.join(map(str, route))} cannot be read")
        self.record = record
        self.route = route


class Unreadable(Struct, frozen=True):
    """Takes the place of a value that cannot be read, inside of a struct that raises when the field is asked for."""

    record: RecordPlace
    route: Route


def partly_readable(struct: type[Struct], values: Mapping[str, Any], unreadable: Mapping[str, Unreadable]) -> Any:
    """An instance of `struct` with `values`, both by attribute, whose attributes in `unreadable` raise UnreadableField.

    It is an instance of a subclass of `struct`. Comparing or hashing it raises as well, because that would need
    every field.
    """
    if not unreadable:
        return struct(**values)
    return _subclass(struct, tuple(sorted(unreadable)))(**values, **unreadable)


@cache
def _subclass(struct: type[Struct], names: tuple[str, ...]) -> Any:
    """The subclass of `struct` whose attributes `names` raise UnreadableField."""

    def refuse(self: object, *_: object) -> NoReturn:
        _raise(self, slots[names[0]])

    slots = {name: _slot(struct, name) for name in names}
    namespace: dict[str, Any] = {name: property(_refusal(slot)) for name, slot in slots.items()}
    namespace |= {"__eq__": refuse, "__hash__": refuse, "__module__": struct.__module__}
    return defstruct(struct.__name__, (), bases=(struct,), namespace=namespace, frozen=True)


def _refusal(slot: Any) -> Any:
    def refuse(self: object) -> NoReturn:
        _raise(self, slot)

    return refuse


def _raise(of: object, slot: Any) -> NoReturn:
    value: Unreadable = slot.__get__(of)
    raise UnreadableField(value.record, value.route)


def _slot(struct: type[Struct], name: str) -> Any:
    """The descriptor through which the value of a field is stored, which a property of the same name hides."""
    return next(vars(base)[name] for base in struct.__mro__ if name in vars(base))
