"""Every field that a format says it holds comes back equal, and what it leaves out is as docs/exchange.md says."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from pa_framework.exchange.formats import FORMATS
from pa_framework.exchange.published import Published
from pa_framework.exchange.shape import FIELDS_KEPT_BACK, KEPT_BACK, PUBLISHED_KINDS
from tests.builders.exchange_readers import (
    Read,
    exact,
    read_badges,
    read_case,
    read_ctdl,
    read_json,
    read_moodle,
    read_package,
)
from tests.builders.exports import Exported
from tests.paths import ROOT

WORLDS = ("small", "hard", "reference")
READERS: Mapping[str, Callable[[Mapping[str, bytes]], Read]] = {
    "case-1.0": lambda files: read_case(exact(files["package.json"])),
    "case-1.1": lambda files: read_case(exact(files["package.json"])),
    "moodle": lambda files: read_moodle(files["framework.csv"]),
    "ctdl-asn": lambda files: read_ctdl(exact(files["framework.jsonld"])),
    "openbadges": lambda files: read_badges(exact(files["achievements.json"])),
}


def without_empty(data: Any) -> Any:
    """Data as tables can hold it: an empty list of groups, or an empty group, is not told from none."""
    if isinstance(data, dict):
        made = {key: without_empty(value) for key, value in data.items()}
        return {key: value for key, value in made.items() if value != {} and value != []}
    return [without_empty(value) for value in data] if isinstance(data, list) else data


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("name", READERS)
def test_every_field_that_a_format_holds_comes_back(name: str, world: str, worlds: Mapping[str, Exported]) -> None:
    data = worlds[world].published
    read, compared = READERS[name](worlds[world][name]), 0
    for kind, fields in (FORMATS[name].holds or {}).items():
        found = list(read[kind].values())
        records = in_their_order(kind, data) if name != "openbadges" else data.by_kind[kind]
        assert [one.get("id") for one in found] == [one.get("id") for one in records]
        for record, own in zip(records, found, strict=True):
            for field in fields:
                if field == "order":  # a place among its siblings
                    continue
                came_back, written = without_empty([own.get(field), record.get(field)])
                assert (came_back or None) == (written or None), (kind, record.get("id"), field)
                compared += field in record
    assert compared > 20


def in_their_order(kind: str, data: Published) -> Sequence[Mapping[str, Any]]:
    """Levels by their order, competences by area, all others as they are."""
    records = data.by_kind[kind]
    if kind == "level":
        return sorted(records, key=lambda one: one["order"])
    areas = list(data.records.areas)
    return sorted(records, key=lambda one: areas.index(one["area"])) if kind == "competence" else records


@pytest.mark.parametrize("world", WORLDS)
def test_json_and_tables_hold_everything(world: str, worlds: Mapping[str, Exported]) -> None:
    data = worlds[world].published
    documents = read_json(worlds[world]["json"])
    assert documents == {kind: list(data.by_kind[kind]) for kind in PUBLISHED_KINDS}
    tables = read_package(worlds[world]["csv"])
    for kind in PUBLISHED_KINDS:
        assert without_empty(tables[kind]) == without_empty(documents[kind]), kind


def test_the_table_of_losses_is_in_the_documentation() -> None:
    text = (ROOT / "docs/exchange.md").read_text(encoding="utf-8")
    for name, one in FORMATS.items():
        for kind, held in (one.holds or {}).items():
            row = f"| {name} | {kind} | {', '.join(held)} | {', '.join(one.leaves_out(kind)) or 'nothing'} |"
            assert row in text, row


def test_what_is_not_published_is_in_the_documentation() -> None:
    text = (ROOT / "docs/exchange.md").read_text(encoding="utf-8")
    for kind, why in KEPT_BACK.items():
        assert f"| {kind} | {why} |" in text, kind
    for (kind, field), why in FIELDS_KEPT_BACK.items():
        assert f"| `{field}` of {kind} | {why} |" in text, field


def test_what_is_lost_is_said_by_field(exported: Exported, small: Published) -> None:
    from pa_framework.exchange.formats import losses, losses_in_words

    words = "\n".join(losses_in_words(losses(small, FORMATS["openbadges"])))
    fields = re.search(r"openbadges has no place for these fields of competence: (.*)", words)
    assert fields is not None
    assert "why_it_matters" in fields[1]
    assert re.search(r"openbadges has no place for records of the kinds .*\btask\b", words)
    assert not losses(small, FORMATS["json"])
