"""Readers of earlier versions read what this version writes. A reader in `consumers/` is never edited."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from pa_framework.exchange.formats import FORMATS
from pa_framework.exchange.published import Published
from pa_framework.exchange.shape import FORMAT_VERSION
from tests.builders.exports import promised
from tests.exchange.consumers import v1_0, v1_1

Exported = Mapping[str, Mapping[str, bytes]]
CONSUMERS = Path(__file__).parent / "consumers"
PROMISES = sorted(file.name for file in CONSUMERS.glob("v*.json"))


def test_a_reader_of_version_1_0(exported: Exported, small: Published) -> None:
    tasks = v1_0.delegable_tasks(exported["json"])
    page = "https://smallshire.example.org/delegation/tasks/gastrostomy-feed/"
    title = "Give a feed through a gastrostomy tube"
    assert tasks == {"c9ed512b-12fa-5651-9b99-10c45dc0b158": (title, "medium", page)}
    assert v1_0.who_signs_off(exported["json"])["gastrostomy-feed"] == ["PHB clinical lead"]
    rates = v1_0.rates(exported["csv"])
    assert rates == {
        (band.id, rate.funder, rate.first.isoformat()): rate.paid
        for band in small.records.pay_bands.values()
        for rate in band.rates
    }
    assert all(isinstance(rate, Decimal) for rate in rates.values())
    titles = v1_0.competence_titles(json.loads(exported["case-1.0"]["package.json"]))
    assert titles == v1_0.competence_titles(json.loads(exported["case-1.1"]["package.json"]))
    assert sorted(one for below in titles.values() for one in below) == sorted(
        one.title for one in small.records.competences.values()
    )
    assert v1_0.moodle_tree(exported["moodle"]["framework.csv"])["infection-prevention.aware"] == "infection-prevention"
    assert "Preventing infection" in v1_0.badge_names(exported["openbadges"]).values()


def test_a_reader_of_version_1_1(exported: Exported, small: Published) -> None:
    parts = v1_1.parts_of_papers(exported["json"])
    assert parts == v1_1.headings_in_tables(exported["csv"])
    assert parts == {paper.id: [part.title for part in paper.sections] for paper in small.records.papers.values()}
    assert parts


@pytest.mark.parametrize("version", PROMISES)
def test_nothing_that_a_version_promised_is_gone(version: str, exported: Exported) -> None:
    """If this fails, a reader of that version breaks: what goes needs a new major version (docs/exchange.md)."""
    then = json.loads((CONSUMERS / version).read_text(encoding="utf-8"))
    now = promised({name: exported[name] for name in FORMATS})
    assert then["address"] == now["address"]
    assert then["moodle"] == now["moodle"]
    for part in ("files", "fields", "keys"):
        gone = {name: sorted({*held} - {*now[part].get(name, ())}) for name, held in then[part].items()}
        assert not {name: names for name, names in gone.items() if names}, part
    for table, columns in then["columns"].items():
        assert columns.items() <= now["columns"][table].items(), table


def test_this_version_is_promised() -> None:
    """If this fails, run `python -m tests.builders.exports VERSION` and write a reader beside the others."""
    assert f"v{FORMAT_VERSION.replace('.', '_')}.json" in PROMISES
