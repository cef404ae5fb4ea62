"""What is behind a place, where else it is named, what a file holds, and another id for a record everywhere."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from lsprotocol import types
from msgspec import Struct, field

from pa_framework.check.rules import RULES
from pa_framework.check.run import Report
from pa_framework.edit.rename import Renaming, check_renaming, mentions, plan_rename, read_world
from pa_framework.lsp.cursor import Spot, spot_at, spots
from pa_framework.lsp.fields import field_words, part_at
from pa_framework.lsp.frameworks import Framework
from pa_framework.lsp.named import (
    Named,
    place_of,
    record_named,
    record_of_reference,
    record_words,
    records_of_kind,
    reference_at,
    resolved,
    said,
)
from pa_framework.lsp.texts import Places
from pa_framework.records.json_schema import fields_of
from pa_framework.records.kinds import KIND, kinds_with_ids
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Finding, Span


def named_at(report: Report | None, kind: str | None, text: str, offset: int) -> Named | None:
    """The record that is named at an offset of a file of a kind; None is a hand-written page."""
    if (reference := reference_at(text, offset)) is not None:
        return record_of_reference(text, reference)
    spot = spot_at(spots(text), offset) if kind is not None else None
    return record_named(report, kind, text, spot) if report and kind is not None and spot is not None else None


def definition(report: Report, kind: str | None, text: str, offset: int) -> Span | None:
    """Where what is named at an offset is written: the value of a reference in a text, or the id of a record."""
    if (reference := reference_at(text, offset)) is not None:
        found = resolved(report, reference)
        return found.place if found else None
    named = named_at(report, kind, text, offset)
    return place_of(report, named) if named is not None else None


def hover(
    report: Report | None, kind: str | None, places: Places, offset: int, findings: tuple[Finding, ...]
) -> types.Hover | None:
    """What is at an offset: the record behind an id, what a reference becomes, what a field means, why a finding matters."""
    text, at, parts = places.text, None, list[str]()
    if (reference := reference_at(text, offset)) is not None:
        at = places.range(reference.start, reference.end)
        found = resolved(report, reference) if report else None
        parts += [f"**{found.words}**, from `{found.place.path}`"] if found else []
    elif kind is not None and (spot := spot_at(spots(text), offset)) is not None:
        at = places.range(spot.start, spot.end)
        named = record_named(report, kind, text, spot) if report else None
        parts += [words] if report and named and (words := record_words(report, named)) else []
        parts += _words_of_field(kind, spot)
    line = text.count("\n", 0, offset) + 1
    for code in sorted({finding.code for finding in findings if finding.span.line == line} & RULES.keys()):
        parts.append(f"{code}: {RULES[code].summary}\n\n{RULES[code].why}".strip())
    if not parts:
        return None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(parts)), at)


def _words_of_field(kind: str, spot: Spot) -> Iterator[str]:
    """What the field means whose name or value is at a place; the label of a closed value before it."""
    names = [step for step in spot.route if isinstance(step, str)]
    part = part_at(kind, spot.route)
    if part is None or not names:
        return
    label = part.get("x-labels", {}).get(spot.text) if not spot.is_key else None
    if label:
        yield f"`{spot.text}`: {label}"
    length = max(index for index, step in enumerate(spot.route) if isinstance(step, str)) + 1
    field, around = part_at(kind, spot.route[:length]), part_at(kind, spot.route[: length - 1])
    if field is not None and names[-1] in (fields_of(around) if around else {}):
        yield field_words(names[-1], field)


def references(framework: Framework, texts: Mapping[Path, str], named: Named) -> list[Span]:
    """Every place that names a record, in records, in the register and in hand-written pages."""
    world = read_world(framework.root, files=framework.overlay.over(texts), despite_findings=True)
    found = mentions(world, named.kind, named.id)
    return [Span(edit.path, edit.line, edit.column, edit.column + len(edit.before)) for edit in found]


def renaming(framework: Framework, texts: Mapping[Path, str], named: Named, new: str, on: date) -> Renaming:
    """The changes that give a record another id everywhere. Raises UserError where that is not possible."""
    world = read_world(framework.root, files=framework.overlay.over(texts))
    planned = plan_rename(world, named.kind, named.id, new)
    check_renaming(world, planned, on)
    return planned


class _Node(Struct):
    """A name or an entry of a list in a file: where it begins and ends, and what is in it."""

    route: Route
    start: int
    end: int
    name_end: int
    text: str = ""
    inner: dict[str | int, "_Node"] = field(default_factory=dict)


#: How deep the outline of a file goes: a list of a file, its entry, the fields of that.
_DEEPEST = 4


def symbols(places: Places) -> list[types.DocumentSymbol]:
    """The outline of a record: its fields, and the entries of its lists by their ids or titles."""
    root = _Node((), 0, 0, 0)
    for spot in spots(places.text):
        node = root
        for depth, step in enumerate(spot.route[:_DEEPEST], 1):
            end = spot.end
            node = node.inner.setdefault(step, _Node(spot.route[:depth], spot.start, end, end))
            node.end = max(node.end, end)
        if len(spot.route) <= _DEEPEST and not spot.is_key:
            node.text = spot.text
    return [_symbol(node, places) for node in root.inner.values()]


def _symbol(node: _Node, places: Places) -> types.DocumentSymbol:
    step = node.route[-1]
    known = [node.inner[name].text for name in ("id", "title", "term", "until") if name in node.inner]
    name = step if isinstance(step, str) else next(iter(known), "") or node.text or str(step + 1)
    is_group = bool(node.inner)
    kind = types.SymbolKind.Struct if isinstance(step, int) and is_group else types.SymbolKind.Field
    return types.DocumentSymbol(
        name=name[:80] or "…",
        detail=node.text[:80] if isinstance(step, str) and not is_group else None,
        kind=kind,
        range=places.range(node.start, node.end),
        selection_range=places.range(node.start, min(node.name_end, node.end)),
        children=[_symbol(inner, places) for inner in node.inner.values()] if is_group else None,
    )


#: The most records that a search for a symbol gives.
_MOST = 200


def records_like(report: Report, query: str) -> Iterator[tuple[str, str, Span]]:
    """Records whose id or title holds what is searched for: words for it, its kind, and its place."""
    wanted, left = query.lower(), _MOST
    for kind in kinds_with_ids():
        for name in records_of_kind(report, kind):
            title = said(records_of_kind(report, kind)[name], "title")
            place = place_of(report, Named(kind, name, 0, 0))
            if place is not None and left and (wanted in name or wanted in title.lower()):
                left -= 1
                yield f"{name}: {title}" if title else name, KIND[kind].singular, place
