"""A field that cannot be read hides nothing that can be judged without it, and gives no second finding."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from pa_framework.check.run import check_records
from pa_framework.records.first_edition import with_first_edition_faults
from pa_framework.records.json_schema import schema_faults, schema_findings
from pa_framework.records.kinds import kind_at
from pa_framework.records.load import Records
from pa_framework.records.yaml_source import Document, Route, parse_document
from pa_framework.text.findings import Finding
from tests.builders.effort import examples
from tests.builders.worlds import FRAMEWORK, POLICY, TASK, TODAY, WORLD, Edit, edited, role, split

BAND = "framework/pay_bands/band-1.yaml"
LEVEL = "framework/levels/confident-pa.yaml"
WAGE = "framework/law/minimum-wage.yaml"
LEARNING = "framework/learning/core-training.yaml"
#: A fault of meaning in one field, and its code.
BELOW_MINIMUM: Edit = (BAND, "nhs, from: 2026-04-01, paid: 13.10", "nhs, from: 2026-04-01, paid: 11.10")
NO_INSURER: Edit = (TASK, "agreed_by: [person, pa, employer, insurer]", "agreed_by: [person, pa, employer]")
SLIP_OF_A_SIGN: Edit = (TASK, "decide_again_when: [incident", "decide_again_when: [incidnt")


def _documents(*edits: Edit) -> dict[str, Document]:
    return {path: parse_document(text, path) for path, text in edited(WORLD, edits).items()}


def _records(documents: dict[str, Document]) -> Records:
    return split(documents.values())[0]


def _findings(documents: dict[str, Document]) -> tuple[Finding, ...]:
    return check_records(_records(documents), TODAY).findings


def _codes(*edits: Edit) -> list[str]:
    return sorted(finding.code for finding in _findings(_documents(*edits)))


def test_a_fault_of_shape_does_not_hide_a_rate_below_the_minimum() -> None:
    alone = _codes(BELOW_MINIMUM)

    assert "PAY001" in alone
    assert _codes(BELOW_MINIMUM, (BAND, "illustrative: true", "illustrative: TRUE")) == sorted([*alone, "SCH003"])


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        ((FRAMEWORK, "settings:", "setings:"), "SCH001"),
        ((TASK, "settings: [home", "setings: [home"), "SCH001"),
        ((TASK, "easy_read: [Some", "easy_read: [1, Some"), "SCH003"),
        ((TASK, "stop_when:", "stop_whn:"), "SCH001"),
        ((TASK, "equipment: [Feed pump]", "equipment: []"), "SCH007"),
        ((TASK, "owner: framework-team", "owner: The Team"), "SCH006"),
    ],
)
def test_a_fault_of_shape_does_not_hide_a_missing_agreement(slip: Edit, code: str) -> None:
    assert _codes(NO_INSURER) == ["DEL008"]
    assert _codes(NO_INSURER, slip) == ["DEL008", code]


def test_a_fault_of_shape_does_not_hide_an_unknown_id() -> None:
    assert _codes(SLIP_OF_A_SIGN, (TASK, "title: Give", "titel: Give")) == ["REF001", "SCH001"]


@pytest.mark.parametrize(
    ("path", "old", "new", "codes"),
    [
        (POLICY, "title: Medium risk", "title: [Medium, risk]", ["SCH003"]),
        (POLICY, "    title: Medium risk\n", "", ["SCH002"]),
        (POLICY, "- id: medium\n", "- id: Medium\n", ["SCH006"]),
        (POLICY, "review_within_months: 12\n      never_sole_assessor", "review_within: 12\n      never_sole_assessor", ["SCH001"]),
        (POLICY, "does: stop", "does: maybe", ["SCH004"]),
        (POLICY, "duties:", "dutys:", ["SCH001"]),
        (POLICY, "phone_lines:", "phone_lins:", ["SCH001"]),
        (POLICY, "signs:", "sings:", ["SCH001"]),
        (FRAMEWORK, "status: reference", "status: alive", ["SCH004"]),
        (FRAMEWORK, "review_warning_days: 60", "review_warning_days: sixty", ["SCH003"]),
        (FRAMEWORK, "hospital_pay_weeks: 4", "hospital_pay_weeks: 4.5", ["SCH003"]),
        (role("community-nurse"), "kind: registered", "kind: register", ["SCH004"]),
        (role("community-nurse"), "accountable: true", "accountable: yes", ["SCH003"]),
        (role("pa-trainer"), "authorised_by:", "authorized_by:", ["SCH001"]),
        ("framework/agreements/moving-between-funders.yaml", "payee: ", "paye: ", ["SCH001"]),
        ("framework/areas.yaml", "title: Safe practice", "titel: Safe practice", ["SCH001"]),
        ("framework/steps.yaml", "id: assisted,", "id: As sisted,", ["SCH006"]),
        (WAGE, "state: in-force", "state: [announced]", ["SCH003"]),
        (WAGE, "state: in-force", "state: {is: announced}", ["SCH003"]),
        ("framework/sources.yaml", "id: wages", "di: wages", ["SCH001", "SCH002"]),
    ],
)  # fmt: skip
def test_one_cause_gives_one_finding(path: str, old: str, new: str, codes: list[str]) -> None:
    text = WORLD[path]
    assert old in text

    assert sorted(finding.code for finding in _findings(_documents((path, text, text.replace(old, new, 1))))) == codes


def test_two_faults_of_the_framework_file_are_found_in_one_run() -> None:
    slips = [
        (FRAMEWORK, "status: reference", "status: alive"),
        (FRAMEWORK, "dbs_valid_years: 3", "dbs_valid_years: -3"),
    ]

    assert _codes(*slips, BELOW_MINIMUM) == sorted([*_codes(BELOW_MINIMUM), "SCH004", "SCH007"])


def test_a_report_holds_whole_records_only() -> None:
    records = _records(_documents((BAND, "illustrative: true", "illustrative: TRUE")))

    assert check_records(records, TODAY).records is records
    assert "band-1" not in records.pay_bands


def test_more_faults_than_a_rule_can_do_without_one_by_one_are_left_out_together() -> None:
    text = WORLD[role("pa-trainer")]
    more = {
        role(f"trainer-{number}"): text.replace("id: pa-trainer\ntitle: PA", f"id: trainer-{number}\ntitle: {number}")
        for number in range(40)
    }
    documents = _documents(BELOW_MINIMUM) | {
        path: parse_document(words.replace("kind: ", "kind: un"), path) for path, words in more.items()
    }
    codes = [finding.code for finding in _findings(documents)]

    assert codes.count("SCH004") == 40
    assert sorted(code for code in codes if code != "SCH004") == _codes(BELOW_MINIMUM)


# --- any fault of shape, anywhere


class Fault(Struct, frozen=True):
    """The value at a route is replaced, taken away, or given another name."""

    path: str
    route: Route
    how: str

    def done(self, document: Document) -> Document:
        return replace(document, data=_changed(document.data, self.route, _WAYS[self.how]))


def _named(rename: Callable[[str], str]) -> Callable[[Any, Any], None]:
    def change(group: Any, key: Any) -> None:
        renamed = {(rename(name) if name == key else name): value for name, value in group.items()}
        group.clear()
        group.update(renamed)

    return change


def _set(value: Any) -> Callable[[Any, Any], None]:
    def change(group: Any, key: Any) -> None:
        group[key] = value

    return change


def _delete(group: Any, key: Any) -> None:
    del group[key]


_WAYS: dict[str, Callable[[Any, Any], None]] = {
    "another type": _set(True),
    "a list": _set([["x"]]),
    "a group": _set({"x": "y"}),
    "nothing": _set(None),
    "another word": _set("alive"),
    "no day": _set("2026-02-30"),
    "empty text": _set(""),
    "empty list": _set([]),
    "missing": _delete,
    "misspelt": _named(lambda name: name[:-2] + name[-1] if len(name) > 3 else name + "x"),
    "unknown": _named(lambda name: "qqzzy"),
}


def _changed(data: Any, route: Route, change: Callable[[Any, Any], None]) -> Any:
    made = dict(data) if isinstance(data, dict) else list(data)
    if len(route) == 1:
        change(made, route[0])
    else:
        made[route[0]] = _changed(made[route[0]], route[1:], change)
    return made


def _kind(path: str) -> str:
    kind = kind_at(path)
    assert kind is not None
    return kind


@cache
def _places() -> tuple[tuple[str, Route], ...]:
    """Every value of every record. Waivers are not among them: one that is not whole waives nothing."""
    return tuple(
        (path, route)
        for path, document in _documents().items()
        if _kind(path) != "waivers"
        for route in document.values
        if route
    )


def _is_fault(fault: Fault) -> bool:
    """Whether a schema sees it."""
    if isinstance(fault.route[-1], int) and fault.how in ("missing", "misspelt", "unknown"):
        return False
    return any(schema_findings(fault.done(_world(None)[fault.path]), _kind(fault.path)))


@cache
def _world(meaning: str | None) -> dict[str, Document]:
    return _documents(*([MEANING[meaning][0]] if meaning else []))


@cache
def _found_in_world(meaning: str | None) -> tuple[Finding, ...]:
    return _findings(_world(meaning))


def _apart(faults: list[Fault]) -> bool:
    """Whether no fault stands in or around another."""
    return all(
        one.path != other.path or not _within(one.route, other.route)
        for one in faults
        for other in faults
        if one is not other
    )


def _within(route: Route, other: Route) -> bool:
    return route[: len(other)] == other or other[: len(route)] == route


#: A fault of meaning → what its finding needs: paths, each with the routes that must be readable there.
MEANING: dict[str, tuple[Edit, dict[str, tuple[Route, ...]]]] = {
    "PAY001": (BELOW_MINIMUM, {BAND: (("rates",), ("id",)), WAGE: ((),)}),
    "DEL008": (
        NO_INSURER,
        {TASK: (("sign_off",), ("id",), ("status",), ("category",), ("risk",)), POLICY: (("tiers",),), FRAMEWORK: (("settings",),)},
    ),
    "REF001": (SLIP_OF_A_SIGN, {TASK: (("decide_again_when",), ("id",)), POLICY: (("triggers",),)}),
}  # fmt: skip


def _hidden(needs: dict[str, tuple[Route, ...]], faults: list[Fault]) -> Iterator[Fault]:
    """The faults that may hide a finding. An unknown name may mean any field, so it may hide all in its file."""
    for fault in faults:
        routes = needs.get(fault.path, ())
        if (
            fault.path.startswith("framework/roles/")
            or any(_within(fault.route, route) for route in routes)
            or (routes and fault.how == "unknown")
        ):
            yield fault


def _fault(place: tuple[str, Route], how: str) -> Fault:
    return Fault(*place, how)


FAULTS = st.builds(_fault, st.deferred(lambda: st.sampled_from(_places())), st.sampled_from(sorted(_WAYS)))


@pytest.mark.no_cover
@given(st.lists(FAULTS, min_size=1, max_size=4), st.sampled_from([None, *MEANING]))
@settings(max_examples=examples(200))
def test_faults_of_shape_hide_nothing_else_and_make_nothing_else(drawn: list[Fault], meaning: str | None) -> None:
    faults = [fault for fault in drawn if _is_fault(fault)]
    assume(faults and _apart(faults))
    documents = dict(_world(meaning))
    for fault in faults:
        documents[fault.path] = fault.done(documents[fault.path])
    before, found = _found_in_world(meaning), _findings(documents)

    # Every fault is reported.
    assert set(_records(documents).findings) <= set(found)
    for fault in faults:
        if [other.path for other in faults].count(fault.path) == 1:
            document, kind = documents[fault.path], _kind(fault.path)
            alone = with_first_edition_faults(schema_faults(document, kind), document.data, kind)
            assert {one.code for one in alone} <= {finding.code for finding in found}
    # What needs none of the fields that cannot be read is found as before. Otherwise, another rule may say it instead.
    if meaning and any(_hidden(MEANING[meaning][1], faults)):
        return
    assert set(before) <= set(found)
    # One cause gives one finding. What a text says is judged as text, whatever its field.
    seen = {(finding.code, finding.span.path) for finding in before}
    more = [
        finding
        for finding in found
        if finding.code[:3] not in ("SCH", "TXT", "PRV") and (finding.code, finding.span.path) not in seen
    ]
    assert more == []
