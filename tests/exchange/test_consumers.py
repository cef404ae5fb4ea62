"""Readers of earlier versions read what this version writes. A reader in `consumers/` is never edited."""

import json
from collections.abc import Mapping
from decimal import Decimal

from pa_framework.exchange.published import Published
from tests.exchange.consumers import v1_0

Exported = Mapping[str, Mapping[str, bytes]]


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
