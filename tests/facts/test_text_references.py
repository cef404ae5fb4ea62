"""What a reference in a text becomes, where it is resolved, and that nothing else changes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_framework.check.run import check_records
from pa_framework.facts.facts import Facts
from pa_framework.facts.text_references import Resolved, resolve
from pa_framework.records.text_references import find_references
from pa_framework.records.yaml_source import parse_document
from tests.builders.worlds import TODAY, WORLD, World, changed, edited, split

AGREEMENT = "framework/agreements/moving-between-funders.yaml"
EVIDENCE = "framework/evidence/supply-of-pas.yaml"
MOVING = "moving-between-funders"
#: What someone writes → what readers see.
WORDS = {
    "((evidence.supply-of-pas.no-good-supply))": "57%",
    "((evidence.supply-of-pas.no-good-supply.number))": "57",
    "((evidence.supply-of-pas.no-good-supply.year))": "2016",
    "((evidence.supply-of-pas.mean-pay))": "£9.53 an hour",
    "((evidence.supply-of-pas.mean-pay.value))": "£9.53 an hour",
    "((evidence.supply-of-pas.mean-pay.number))": "£9.53",
    "((settings.funding_transfer_weeks))": "8 weeks",
    "((settings.funding_transfer_weeks.number))": "8",
    "((settings.small_number_threshold))": "8",
    "For ((settings.hospital_pay_weeks)), then (((settings.dbs_valid_years)))": "For 4 weeks, then (3 years)",
}
LAW = "framework/law/minimum-wage.yaml"
#: The same for values of law.
LAW_WORDS = {
    "((law.minimum-wage.adult))": "£12.71 an hour since 1 April 2026",
    "((law.minimum-wage.adult.value))": "£12.71 an hour",
    "((law.minimum-wage.adult.number))": "£12.71",
    "((law.minimum-wage.adult.since))": "1 April 2026",
    "((law.minimum-wage.adult@2025-12-31))": "£12.21 an hour",
    "((law.minimum-wage.adult.since@2025-12-31))": "1 April 2025",
    "((law.minimum-wage.adult.number@2025-12-31))": "£12.21",
    "((law.minimum-wage.adult@2027-06-01))": "£12.71 an hour",
    "((law.minimum-wage.adult.for-16-hours))": "£203.36",
    "((law.minimum-wage.adult.for-1-hours@2025-12-31))": "£12.21",
}
#: References to a value on a day on which it has none → what the message says, and what to write.
OTHER_DAYS = {
    "((law.minimum-wage.adult@2015-06-01))": ("it begins on 1 April 2024", "((law.minimum-wage.adult@2024-04-01))"),
    "((law.minimum-wage.old))": ("it ended on 31 March 2025", "((law.minimum-wage.old@2025-03-31))"),
    "((law.minimum-wage.old.number))": ("it ended on 31 March 2025", "((law.minimum-wage.old.number@2025-03-31))"),
    "((law.minimum-wage.new))": ("it begins on 1 April 2027", "((law.minimum-wage.new@2027-04-01))"),
    "((law.minimum-wage.hoped))": ("is only expected, so it is not law on 22 November 2026", "say in words"),
}
OTHER_VALUES = """
values:
  - {id: adult, title: A, applies_to: A, unit: pound-per-hour, history: [{value: 12.71, from: 2024-04-01, state: in-force, source: wages, seen: whole}]}
  - {id: old, title: B, applies_to: A, unit: pound-per-hour, history: [{value: 12, from: 2024-04-01, until: 2025-03-31, state: in-force, source: wages, seen: whole}]}
  - {id: new, title: C, applies_to: A, unit: text, history: [{value: X, from: 2027-04-01, announced_on: 2026-11-01, state: announced, source: wages, seen: whole}]}
  - {id: hoped, title: D, applies_to: A, unit: text, history: [{value: X, from: 2026-04-01, state: expected, source: wages, seen: whole}]}
"""
#: What leads nowhere → words of the message, and of what to do.
NOWHERE = {
    "((settings.funding_transfer_week))": ("no setting `funding_transfer_week`", "((settings.funding_transfer_weeks))"),
    "((evidence.supply-of-pa.mean-pay))": ("no evidence record `supply-of-pa`", "((evidence.supply-of-pas.mean-pay))"),
    "((evidence.supply-of-pas.pay))": ("`supply-of-pas` has no figure `pay`", "((evidence.supply-of-pas.mean-pay))"),
    "((law.minimum-wage.adlut))": ("`minimum-wage` has no value `adlut`", "((law.minimum-wage.adult))"),
    "((law.minimum-wage.age-19))": (
        "`minimum-wage` has no value `age-19`",
        "write one of `((law.minimum-wage.adult))`",
    ),
    "((law.minimum-wages.adult))": ("no law record `minimum-wages`", "((law.minimum-wage.adult))"),
    "((law.minimum-wage.adult@2026-02-30))": ("February 2026 has 28 days", "year-month-day"),
    "((lawn.x.y))": ("begins with `lawn`", "write it as in"),
    "((Settings.dbs_valid_years))": ("does not have the form of a reference", "((settings.dbs_valid_years))"),
    "((law.minimum-wage.adult.for-0-hours))": ("has no form `for-0-hours`", "or `for-16-hours` after the name"),
    "((settings.dbs_valid_years.for-2-hours))": ("a setting has no form `for-2-hours`", "`value` or `number`"),
    "((settings.dbs_valid_years.since))": ("a setting has no form `since`", "`value` or `number`"),
}


def facts_with(world: World, *changes: tuple[str, str]) -> Facts:
    return Facts(changed(world, changes)[0], TODAY)


def summary(text: str) -> tuple[str, str]:
    return AGREEMENT, f"summary: |-\n  {text}\n"


@pytest.mark.parametrize("text", WORDS)
def test_a_reference_becomes_words(text: str, world: World) -> None:
    facts = facts_with(world, summary(text))

    assert facts.records.agreements[MOVING].summary == WORDS[text]
    assert facts.records_as_written.agreements[MOVING].summary == text


@pytest.mark.parametrize("text", LAW_WORDS)
def test_law_is_that_of_the_day(text: str, world: World) -> None:
    assert facts_with(world, summary(text)).records.agreements[MOVING].summary == LAW_WORDS[text]


def test_law_follows_the_day_of_the_facts(world: World) -> None:
    written = changed(world, [summary("((law.minimum-wage.adult))")])[0]

    assert [
        Facts(written, day).records.agreements[MOVING].summary for day in (date(2026, 3, 31), date(2026, 4, 1))
    ] == [
        "£12.21 an hour since 1 April 2025",
        "£12.71 an hour since 1 April 2026",
    ]


@pytest.mark.parametrize("text", OTHER_DAYS)
def test_a_value_of_another_day_is_reported(text: str, world: World) -> None:
    facts = facts_with(world, summary(text), (LAW, OTHER_VALUES))
    (finding,) = (each for each in check_records(facts.records_as_written, TODAY).findings if each.code == "REF012")

    assert facts.records.agreements[MOVING].summary == text
    assert OTHER_DAYS[text][0] in finding.message
    assert OTHER_DAYS[text][1] in finding.fix


@pytest.mark.parametrize("text", NOWHERE)
def test_a_reference_that_leads_nowhere_stays_and_is_reported(text: str, world: World) -> None:
    facts = facts_with(world, summary(text))
    (finding,) = check_records(facts.records_as_written, TODAY).findings
    message, fix = NOWHERE[text]

    assert facts.records.agreements[MOVING].summary == text
    assert (finding.code, finding.span.path) == ("REF010", AGREEMENT)
    assert message in finding.message
    assert fix in finding.fix


def test_only_documents_with_a_reference_are_read_again(world: World) -> None:
    facts = facts_with(world, summary("((settings.dbs_valid_years))"))
    written, resolved = facts.records_as_written, facts.records

    assert {
        new.path for (new, _), (old, _) in zip(resolved.documents, written.documents, strict=True) if new is not old
    } == {AGREEMENT}
    assert resolved.tasks == written.tasks
    assert all(resolved.tasks[name] is task for name, task in written.tasks.items())
    assert all((resolved.agreements[name] is record) == (name != MOVING) for name, record in written.agreements.items())
    assert Facts(written, TODAY).records.agreements[MOVING] == resolved.agreements[MOVING]


def test_without_references_the_records_are_the_same(world: World) -> None:
    facts = facts_with(world)

    assert facts.records is facts.records_as_written
    assert facts.texts_as_written is facts.texts


def test_a_value_is_never_searched_for_references(world: World) -> None:
    text = "((settings.dbs_valid_years))"
    facts = facts_with(
        world,
        summary("((evidence.supply-of-pas.no-good-supply))"),
        (
            EVIDENCE,
            f'figures: [{{id: no-good-supply, says: A, value: "{text}", unit: text, year: 2016, source: pa-research}}]',
        ),
    )

    assert facts.records.agreements[MOVING].summary == text
    assert facts.with_register(facts.register or changed(world, ())[1]).records.agreements[MOVING].summary == text
    assert [finding.code for finding in check_records(facts.records_as_written, TODAY).findings] == ["REF011"]


def test_a_partly_readable_record_is_resolved(world: World) -> None:
    written = changed(
        world, [(AGREEMENT, "summary: ((settings.dbs_valid_years))\nfunding_transfer: {continued_weeks: many}\n")]
    )[0]
    facts = Facts(written.partly_readable_records(), TODAY)

    assert facts.records.agreements[MOVING].summary == "3 years"
    assert [finding.code for finding in check_records(written, TODAY).findings if finding.span.path == AGREEMENT] == [
        "SCH003"
    ]


def test_a_value_that_cannot_be_read_is_one_finding(world: World) -> None:
    broken = "figures: [{id: mean-pay, says: A, value: [], unit: text, year: 2016, source: pa-research}]"
    written = changed(world, [summary("((evidence.supply-of-pas.mean-pay))"), (EVIDENCE, broken)])[0]

    assert [(finding.code, finding.span.path) for finding in check_records(written, TODAY).findings] == [
        ("SCH003", EVIDENCE)
    ]


#: How a summary is written → line and column of the reference in it, from its own line on, or of the whole value.
PLACES = {
    "summary: >-\n  Funding goes on\n  for ((settings.weeks)), as before\n  and after.\n": (3, 7),
    'summary: "Funding for ((settings.weeks))"\n': (1, 23),
    "summary: One ((settings.dbs_valid_years)) and ((settings.weeks)) two\n": (1, 47),
    "summary: One ((settings.dbs_valid_years)), ((settings.weeks)) two\n": (1, 44),
    "summary: |-\n  First ((settings.weeks))\n\n  Second\n": (2, 9),
    'summary: "Funding for \\u0028(settings.weeks))"\nredundancy: {note: ((settings.weeks))}\n': (1, 10),
}


@pytest.mark.parametrize("yaml", PLACES)
def test_a_place_is_where_the_reference_is_written(yaml: str) -> None:
    line = next(line for line in WORLD[AGREEMENT].splitlines(keepends=True) if line.startswith("summary: "))
    world = edited(WORLD, [(AGREEMENT, line, yaml)])
    records, _ = split(parse_document(text, path) for path, text in world.items())
    span = next(found.span for found in check_records(records, TODAY).findings if found.code == "REF010")

    assert (span.line - WORLD[AGREEMENT].splitlines().index(line.rstrip()), span.column) == PLACES[yaml]


def test_other_rules_read_the_words_and_point_at_the_text(world: World) -> None:
    value = "A service user, 07700 900123"
    figures = (
        f'figures: [{{id: no-good-supply, says: A, value: "{value}", unit: text, year: 2016, source: pa-research}}]'
    )
    written = changed(world, [summary("See ((evidence.supply-of-pas.no-good-supply))"), (EVIDENCE, figures)])[0]

    found = {(finding.code, finding.span.path) for finding in check_records(written, TODAY).findings}

    assert {("PRV004", AGREEMENT), ("TXT001", AGREEMENT), ("PRV004", EVIDENCE), ("TXT001", EVIDENCE)} == found


#: What is written around a reference → what the text goes on with, where that is a fault.
AROUND = {
    "((settings.dbs_valid_years)) years": "“years”, which says the unit twice",
    "((settings.dbs_valid_years)) months": "“months”, which is another unit",
    "((settings.dbs_valid_years.number)) months": "“months”, which is another unit",
    "((settings.dbs_valid_years.number)) years": "",
    "((settings.dbs_valid_years.number))-year rule": "",
    "((settings.dbs_valid_years)). Years later": "",
    "((settings.small_number_threshold)) people": "",
    "((evidence.supply-of-pas.no-good-supply))%": "“%”, which says the unit twice",
    "((evidence.supply-of-pas.no-good-supply.number)) per cent": "",
    "((evidence.supply-of-pas.mean-pay)) an hour": "“an hour”, which says the unit twice",
    "((evidence.supply-of-pas.mean-pay.number)) an hour": "",
    "((evidence.supply-of-pas.mean-pay.number)) a week": "“a week”, which is another unit",
    "((evidence.supply-of-pas.mean-pay)) and hours": "",
    "((law.minimum-wage.adult)) an hour": "“an hour”, which says the unit twice",
    "((law.minimum-wage.adult)) a week": "“a week”, which is another unit",
    "((law.minimum-wage.adult)) since 1 April": "“since” a second time",
    "((law.minimum-wage.adult.number)) an hour": "",
    "((law.minimum-wage.adult.number)) per week": "“per week”, which is another unit",
    "((law.minimum-wage.adult.since)) a week later": "",
    "£((evidence.supply-of-pas.mean-pay))": "another £ before it",
    "((evidence.supply-of-pas.mean-pay.year)) years": "",
    "**((law.minimum-wage.adult.value))** an hour": "“an hour”, which says the unit twice",
    "<strong>((law.minimum-wage.adult.value))</strong> a week": "“a week”, which is another unit",
    "[((settings.dbs_valid_years))](dbs.md) years": "“years”, which says the unit twice",
    "£**((evidence.supply-of-pas.mean-pay))**": "another £ before it",
    "**((law.minimum-wage.adult.number))** an hour": "",
}


def test_a_reference_in_an_address_is_reported(world: World) -> None:
    path = "framework/sources.yaml"
    address = "    address: https://example.org/((settings.dbs_valid_years))\n"
    line = next(line for line in WORLD[path].splitlines(keepends=True) if line.lstrip().startswith("address: "))
    records, _ = split(parse_document(text, at) for at, text in edited(WORLD, [(path, line, address)]).items())

    found = [(each.code, each.message) for each in check_records(records, TODAY).findings if each.span.path == path]
    assert found == [("REF011", "`((settings.dbs_valid_years))` is in `address`, where a reference is not replaced")]


@pytest.mark.parametrize("text", AROUND)
def test_words_around_a_reference_fit_its_unit(text: str, world: World) -> None:
    found = [
        each for each in check_records(changed(world, [summary(text)])[0], TODAY).findings if each.code == "REF013"
    ]

    assert bool(found) == bool(AROUND[text])
    assert all(AROUND[text] in finding.message for finding in found)


@given(st.text(st.sampled_from("(). @lawsetingvdc-_0123456789"), max_size=40), st.dates())
def test_resolving_never_raises(text: str, on: date) -> None:
    records = changed(_WORLD, ())[0]

    for reference in find_references(f"(({text}))(({'settings.' + text}))"):
        assert resolve(reference, records, on) is not None


_WORLD = World()


def test_every_setting_is_resolved(world: World) -> None:
    facts = facts_with(world)

    for name in facts.records.framework.settings.__struct_fields__ if facts.records.framework else ():
        (reference,) = find_references(f"((settings.{name}))")
        assert isinstance(resolve(reference, facts.records, TODAY), Resolved)
