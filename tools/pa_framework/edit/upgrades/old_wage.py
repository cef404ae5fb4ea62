"""Reads `framework/minimum_wage.yaml`, the form in which the first edition had the legal minimum, with its comments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from pa_framework.edit.yaml_parts import Comment, Entry, Group, Scalar, parse
from pa_framework.records.yaml_source import Document, Route

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_AMOUNT = re.compile(r"\d{1,6}(\.\d{1,4})?")
_AGE = re.compile(r"\d{1,3}")


class NotTheOldForm(Exception):
    """Something in the file is not as the first edition had it: the route to it, and what is so, as a sentence."""

    def __init__(self, route: Route, words: str) -> None:
        super().__init__(words)
        self.route, self.words = route, words


class OldRate(Struct, frozen=True):
    """An amount of a row, as it is written. `age` is None for apprentices."""

    age: int | None
    amount: str
    name: str
    comments: tuple[Comment, ...]


class OldRow(Struct, frozen=True):
    """The rates from one day on. `source` is empty where none is named."""

    first: str
    rates: tuple[OldRate, ...]
    source: str
    comments: tuple[Comment, ...]


class OldVoluntaryRow(Struct, frozen=True):
    """The Real Living Wage from one day on; `year` as the foundation names it."""

    first: str
    year: str
    uk: str
    london: str
    source: str
    unverified: bool
    comments: tuple[Comment, ...]


class OldWage(Struct, frozen=True):
    """The whole file. Comments of a field are those before it and within it; `top` and `end` those around all."""

    title: Scalar
    summary: Scalar
    statutory: tuple[OldRow, ...]
    voluntary: tuple[OldVoluntaryRow, ...]
    top: tuple[Comment, ...]
    of_field: Mapping[str, tuple[Comment, ...]]
    end: tuple[Comment, ...]


def read_old_wage(document: Document) -> OldWage:
    """The content of the file. Raises NotTheOldForm, or UnsupportedYaml, where it is another form."""
    root = parse(document.text)
    fields = _fields(root, (), required=("title", "summary", "statutory"), allowed=("real_living_wage",))
    title, summary = fields["title"].value, fields["summary"].value
    if not isinstance(title, Scalar) or not isinstance(summary, Scalar):
        raise NotTheOldForm(("title",), "The title or the summary is no text.")
    lists = ("statutory", "real_living_wage")
    statutory = [_row(entry, ("statutory", at)) for at, entry in _list(fields, "statutory")]
    voluntary = [_voluntary(entry, ("real_living_wage", at)) for at, entry in _list(fields, "real_living_wage")]
    for name, rows in (("statutory", statutory), ("real_living_wage", voluntary)):
        _check_days(name, [row.first for row in rows])
    return OldWage(
        title=title,
        summary=summary,
        statutory=tuple(statutory),
        voluntary=tuple(voluntary),
        top=tuple(root.between),
        of_field={
            name: (*entry.before, *(_around(entry.value) if name in lists else ())) for name, entry in fields.items()
        },
        end=_at_end(root),
    )


def _check_days(name: str, days: Sequence[str]) -> None:
    """Raises NotTheOldForm where two rows of a list begin on the same day, or a day is not in the calendar."""
    for place, day in enumerate(days):
        if day in days[:place]:
            raise NotTheOldForm((name, place, "from"), "Two rows begin on the same day.")
        try:
            date.fromisoformat(day)
        except ValueError:
            raise NotTheOldForm((name, place, "from"), f"{day} is no day of the calendar.") from None


def _comments_in(entry: Entry) -> tuple[Comment, ...]:
    """All comments of an entry, in the order of the file."""
    value = entry.value
    entries = value.entries if isinstance(value, Group) else []
    inside = (comment for inner in entries for comment in _comments_in(inner))
    return (*entry.before, *value.between, *inside, *_at_end(value))


def _around(value: Scalar | Group) -> tuple[Comment, ...]:
    return (*value.between, *_at_end(value))


def _at_end(value: Scalar | Group) -> tuple[Comment, ...]:
    after = value.after if isinstance(value, Group) else ()
    return (*after, *([value.line_comment] if value.line_comment else []))


def _fields(
    group: Scalar | Group, route: Route, *, required: tuple[str, ...], allowed: tuple[str, ...]
) -> dict[str, Entry]:
    """The fields of a mapping by name."""
    if not isinstance(group, Group) or not group.keyed:
        raise NotTheOldForm(route, "Names with values are expected here.")
    fields = {entry.key.text: entry for entry in group.entries if entry.key}
    for name in fields:
        if name not in (*required, *allowed):
            raise NotTheOldForm((*route, name), f"`{name}` was no field of the first edition.")
    for name in required:
        if name not in fields:
            raise NotTheOldForm(route, f"`{name}` is missing.")
    return fields


def _list(fields: Mapping[str, Entry], name: str) -> Iterator[tuple[int, Entry]]:
    if name not in fields:
        return
    value = fields[name].value
    if not isinstance(value, Group) or value.keyed or not value.entries:
        raise NotTheOldForm((name,), f"`{name}` is no list.")
    yield from enumerate(value.entries)


def _row(entry: Entry, route: Route) -> OldRow:
    fields = _fields(entry.value, route, required=("from", "rates", "source"), allowed=("apprentice",))
    rates = [_rate(rate, (*route, "rates", at)) for at, rate in _list(fields, "rates")]
    ages = [rate.age for rate in rates]
    if len(set(ages)) < len(ages):
        raise NotTheOldForm((*route, "rates"), "Two rates of one day are for the same age.")
    if "apprentice" in fields:
        apprentice = _text(fields, "apprentice", route, _AMOUNT)
        rates.append(OldRate(None, apprentice, "", _comments_in(fields["apprentice"])))
    of_rates = fields["rates"]
    comments = [*entry.before, *entry.value.between]
    comments += [comment for name in ("from", "source") for comment in _comments_in(fields[name])]
    comments += [*of_rates.before, *_around(of_rates.value), *_at_end(entry.value)]
    return OldRow(
        _text(fields, "from", route, _DAY),
        tuple(rates),
        _text(fields, "source", route),
        tuple(comments),
    )


def _rate(entry: Entry, route: Route) -> OldRate:
    fields = _fields(entry.value, route, required=("min_age", "amount"), allowed=("name",))
    return OldRate(
        int(_text(fields, "min_age", route, _AGE)),
        _text(fields, "amount", route, _AMOUNT),
        _text(fields, "name", route) if "name" in fields else "",
        _comments_in(entry),
    )


def _voluntary(entry: Entry, route: Route) -> OldVoluntaryRow:
    fields = _fields(entry.value, route, required=("from", "year", "uk", "london"), allowed=("source", "unverified"))
    unverified = _text(fields, "unverified", route) if "unverified" in fields else "false"
    if unverified not in ("true", "false"):
        raise NotTheOldForm((*route, "unverified"), "`unverified` is neither true nor false.")
    return OldVoluntaryRow(
        _text(fields, "from", route, _DAY),
        _text(fields, "year", route),
        _text(fields, "uk", route, _AMOUNT),
        _text(fields, "london", route, _AMOUNT),
        _text(fields, "source", route) if "source" in fields else "",
        unverified == "true",
        _comments_in(entry),
    )


def _text(fields: Mapping[str, Entry], name: str, route: Route, form: re.Pattern[str] | None = None) -> str:
    value = fields[name].value
    if not isinstance(value, Scalar) or value.missing or (form and not form.fullmatch(value.text)):
        raise NotTheOldForm((*route, name), f"`{name}` cannot be read.")
    return value.text
