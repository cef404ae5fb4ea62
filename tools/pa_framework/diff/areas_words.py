"""Two areas side by side, in words: for a terminal, as Markdown and for programs."""

import json
from collections.abc import Iterator
from typing import Any

from pa_framework.diff.areas import AsksMore, Compared, DifferentRecord, OnlyIn
from pa_framework.diff.as_markdown import safe, sections_as_markdown
from pa_framework.diff.as_text import sections_as_text
from pa_framework.diff.wording import Item, Section
from pa_framework.records.field_meaning import labels
from pa_framework.records.kinds import KIND
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import count, upper_first

_STATUS = labels("task", "status")


def areas_as_text(compared: Compared, *, width: int = 100, colour: bool = False) -> str:
    """The whole comparison for a terminal."""
    lines = [_title(compared), "", *_headline(compared)]
    return "\n".join(lines) + "\n" + sections_as_text(tuple(_sections(compared)), width=width, colour=colour)


def areas_as_markdown(compared: Compared) -> str:
    """The whole comparison as Markdown."""
    blocks = [f"## {safe(_title(compared))}", " ".join(safe(sentence) for sentence in _headline(compared))]
    return "\n\n".join([*blocks, sections_as_markdown(tuple(_sections(compared)))]).rstrip() + "\n"


def areas_as_json(compared: Compared) -> str:
    """The whole comparison for programs. Pairs are of the first and the second area."""
    fields: dict[str, Any] = {
        "version": 1,
        "on": compared.on.isoformat(),
        "areas": list(compared.names),
        "same_records": compared.same,
        "asks_more": [[_more_fields(one) for one in side] for side in compared.asks_more],
        "differ": [
            {
                "record": {"kind": one.kind, "id": one.id or None, "title": one.title or None},
                "because": [reason or None for reason in one.because],
                "fields": [
                    {"field": field.field, "says": [field.first or None, field.second or None]} for field in one.fields
                ],
            }
            for one in compared.differ
        ],
        "only_in": [
            [{"kind": one.kind, "id": one.id, "title": one.title, "status": one.status or None} for one in side]
            for side in compared.only
        ],
        "unreadable": [list(side) for side in compared.unjudged],
    }
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


def _more_fields(one: AsksMore) -> dict[str, Any]:
    return {
        "record": {"kind": one.kind, "id": one.id or None, "title": one.title},
        "field": one.field,
        "here": one.here or None,
        "there": one.there or None,
        "why": one.why,
        "because": [reason or None for reason in one.because],
    }


def _title(compared: Compared) -> str:
    first, second = compared.names
    return f"{first} and {second} side by side, as of {format_date(compared.on)}"


def _headline(compared: Compared) -> Iterator[str]:
    if unjudged := sum(len(side) for side in compared.unjudged):
        yield f"{count(unjudged, 'file')} could not be read, so no one can say that this is all."
    yield f"{count(compared.same, 'record')} {'says' if compared.same == 1 else 'say'} the same in both."
    if compared.is_same:
        yield "Nothing differs."
        return
    for name, side in zip(compared.names, compared.asks_more, strict=True):
        yield f"{name} asks for more in {count(len(side), 'place')}." if side else f"{name} asks for more nowhere."
    if compared.differ:
        yield f"{count(len(compared.differ), 'record')} {'differs' if len(compared.differ) == 1 else 'differ'} in other ways."


def _sections(compared: Compared) -> Iterator[Section]:
    for name, files in zip(compared.names, compared.unjudged, strict=True):
        intro = "Run `pa-framework check` there. Nothing is known of what they say."
        yield Section(
            f"Could not be read in {name}", intro, tuple(Item(file, "") for file in files), "danger", fold=False
        )
    first, second = compared.names
    for here, there, side in ((first, second, compared.asks_more[0]), (second, first, compared.asks_more[1])):
        intro = f"Someone who goes from {here} to {there} has less of this."
        yield Section(
            f"{here} asks for more", intro, tuple(_more(one, here, there) for one in side), "care", fold=False
        )
    kinds = dict.fromkeys(one.kind for one in compared.differ)
    for kind in kinds:
        records = [one for one in compared.differ if one.kind == kind]
        title = f"{KIND[kind].heading}: what differs"
        yield Section(title, "", tuple(_different(one, first, second) for one in records))
    for name, only in zip(compared.names, compared.only, strict=True):
        yield Section(f"Only in {name}", "", tuple(_only_items(only)))


def _more(one: AsksMore, here: str, there: str) -> Item:
    title = f"{one.title} ({KIND[one.kind].singular})" if one.id else one.title
    details = (
        f"{here}: {one.here or 'asked for'}",
        f"{there}: {one.there or 'not asked for'}",
        f"Why it matters: {one.why}",
        *_reasons(one.because, here, there),
    )
    return Item(title, one.field, details)


def _different(one: DifferentRecord, first: str, second: str) -> Item:
    details = [
        f"{name}, {field.field}: {says or 'nothing'}"
        for field in one.fields
        for name, says in ((first, field.first), (second, field.second))
    ]
    title = one.title or upper_first(KIND[one.kind].singular)
    return Item(title, "", (*details, *_reasons(one.because, first, second)))


def _reasons(because: tuple[str, str], first: str, second: str) -> Iterator[str]:
    for name, reason in zip((first, second), because, strict=True):
        if reason:
            yield f"{name} says why: {reason}"


def _only_items(only: tuple[OnlyIn, ...]) -> Iterator[Item]:
    for kind in dict.fromkeys(one.kind for one in only):
        titles = [
            f"{one.title} ({_STATUS.get(one.status, one.status)})" if one.status else one.title
            for one in only
            if one.kind == kind
        ]
        yield Item(KIND[kind].heading, "", tuple(titles))
