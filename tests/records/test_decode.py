"""What can be read of a document whose shape does not hold."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from pa_framework.records.decode import decode, decode_parts
from pa_framework.records.model import PayBand, Rate, SignOff, Task
from pa_framework.records.unreadable import RecordPlace, UnreadableField
from pa_framework.records.yaml_source import parse_document
from tests.builders.worlds import POLICY, TASK
from tests.paths import SMALL

BAND = "framework/pay_bands/band-1.yaml"


def _edited(path: str, old: str, new: str) -> Any:
    text = (SMALL / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    return parse_document(text.replace(old, new), path)


def _band(old: str, new: str) -> PayBand:
    ((_, band),) = decode_parts(_edited(BAND, old, new), "pay-band").records
    assert isinstance(band, PayBand)
    return band


def _task(old: str, new: str) -> Task:
    ((_, task),) = decode_parts(_edited(TASK, old, new), "task").records
    assert isinstance(task, Task)
    return task


def test_only_the_field_that_is_wrong_cannot_be_read() -> None:
    band = _band("illustrative: true", "illustrative: TRUE")

    assert (band.id, band.rates[0].first) == ("band-1", date(2025, 4, 1))
    with pytest.raises(UnreadableField) as caught:
        _ = band.illustrative
    assert caught.value.record == RecordPlace("pay-band", BAND, ())
    assert caught.value.route == ("illustrative",)


def test_the_smallest_group_around_a_fault_holds_it() -> None:
    band = _band("until: 2026-03-31, paid: 12.45, funded: 15.60, basis: design-default}\n  - {funder: council",
                 "until: 2026-03-32, paid: 12.45, funded: 15.60, basis: design-default}\n  - {funder: council")  # fmt: skip

    assert isinstance(band.rates[0], Rate)
    assert (band.rates[0].paid, band.rates[1].until) == (band.rates[2].paid, None)
    with pytest.raises(UnreadableField, match=r"band-1\.yaml: rates\.0\.until cannot be read"):
        _ = band.rates[0].until


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("scope: one-person\n", "", "scope"),
        ("stop_when:", "stop_whn:", "stop_when"),
        ("stop_when:", "halt_if:", "stop_when"),
        ("risk: medium", "risk: [medium]", "risk"),
        ("status: delegable", "status: delegabel", "status"),
        ("requires: {infection-prevention: independent", "requires: {infection-prevention: [independent]", "requires"),
        ("approval: {state: draft}", "approval: {stage: draft}", "approval"),
    ],
)
def test_what_is_missing_misspelt_or_wrong_cannot_be_read(old: str, new: str, field: str) -> None:
    task = _task(old, new)

    with pytest.raises(UnreadableField):
        getattr(task, field)
    assert task.title


def test_a_record_that_is_partly_readable_is_neither_equal_nor_hashed() -> None:
    sign_off = _task("agreed_by: [", "agreed_by: [9, ").sign_off
    assert isinstance(sign_off, SignOff)

    with pytest.raises(UnreadableField):
        _ = sign_off == SignOff()
    with pytest.raises(UnreadableField):
        _ = SignOff() == sign_off
    with pytest.raises(UnreadableField):
        hash(sign_off)


def test_a_copy_is_as_unreadable() -> None:
    copy = replace(_band("illustrative: true", "illustrative: TRUE"), id="other")

    assert copy.id == "other"
    with pytest.raises(UnreadableField):
        _ = copy.illustrative


def test_an_entry_of_a_list_is_a_record_of_its_own() -> None:
    found = decode_parts(_edited(POLICY, "title: Medium risk", "title: [Medium, risk]"), "delegation")
    tiers = {record.id: record for kind, record in found.records if kind == "tier"}

    assert set(tiers) == {"low", "medium", "high"}
    assert tiers["high"].title == "High risk"
    assert tiers["medium"].demands.observed_practices == 3
    with pytest.raises(UnreadableField) as caught:
        _ = tiers["medium"].title
    assert caught.value.record == RecordPlace("tier", POLICY, ("tiers", 1))
    assert found.complete_kinds == {"delegation", "category", "tier", "phone-line", "sign", "trigger"}


@pytest.mark.parametrize("new", ["- id: Low Risk\n", "- ident: low\n", "- id: [low]\n"])
def test_without_one_tier_there_is_no_order_of_tiers(new: str) -> None:
    found = decode_parts(_edited(POLICY, "- id: low\n", new), "delegation")

    assert [record.id for kind, record in found.records if kind == "tier"] == []
    assert found.complete_kinds == {"delegation", "category", "phone-line", "sign", "trigger"}


def test_an_entry_whose_id_cannot_be_read_is_left_out_and_may_be_any() -> None:
    found = decode_parts(_edited(POLICY, "{id: nutrition,", "{id: Nutrition,"), "delegation")

    assert [record.id for kind, record in found.records if kind == "category"] == ["medicines"]
    assert found.complete_kinds == {"delegation", "tier", "phone-line", "sign", "trigger"}


@pytest.mark.parametrize(
    ("old", "new"), [("id: band-1\n", "id: Band 1\n"), ("id: band-1\n", ""), ("title: B", "title: C: B")]
)
def test_a_record_without_an_id_or_that_is_not_yaml_is_left_out(old: str, new: str) -> None:
    found = decode_parts(_edited(BAND, old, new), "pay-band")

    assert found.records == ()
    assert found.findings


def test_a_value_that_the_schema_lets_pass_is_reported_where_it_is() -> None:
    document = _edited(
        "framework/levels/starting-out.yaml", "title: Starting out\norder: 1\n", "title: [x]\norder: 1.0\n"
    )
    _, findings = decode(document, "level")
    ((_, level),) = decode_parts(document, "level").records

    assert {finding.span.line for finding in findings} == {
        document.span(("order",)).line,
        document.span(("title",)).line,
    }
    with pytest.raises(UnreadableField):
        _ = level.order


def test_a_waiver_that_is_not_whole_waives_nothing() -> None:
    path = "framework/evidence/waivers.yaml"
    text = (SMALL / path).read_text(encoding="utf-8")

    assert decode_parts(parse_document(text.replace("until: ", "until: x"), path), "waivers").records == ()


def test_a_misspelt_field_is_not_missing_as_well() -> None:
    found = decode_parts(_edited("framework/framework.yaml", "settings:", "setings:"), "framework")

    assert [finding.code for finding in found.findings] == ["SCH001"]
