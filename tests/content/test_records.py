"""The records of this repository: they hold together, and what they promise is kept."""

from datetime import date

import pytest

from pa_framework.check.run import Report, check
from tests.paths import ROOT

ON = date(2026, 11, 27)


@pytest.fixture(scope="module")
def report() -> Report:
    return check(ROOT, ON)


def test_the_records_hold_together(report):
    assert [(each.span, each.code, each.message) for each in report.findings] == []


def test_there_is_as_much_as_a_first_framework_needs(report):
    records = report.records
    tasks = list(records.tasks.values())

    assert len(records.areas) >= 8
    assert len(records.competences) >= 40
    assert len(records.levels) == 6
    assert len(records.roles) >= 14
    assert len(records.tiers) == 3
    assert sum(task.status == "delegable" for task in tasks) >= 24
    assert sum(task.status == "never" for task in tasks) >= 12
    assert sum(story.kind != "organisation" for story in records.case_studies.values()) >= 10
    assert sum(story.kind == "organisation" for story in records.case_studies.values()) >= 6
    assert len(records.learning) >= 25


def test_every_competence_has_statements_for_every_step(report):
    steps = list(report.records.steps)
    short = [
        each.id for each in report.records.competences.values() if any(not each.statements.get(step) for step in steps)
    ]

    assert short == []


def test_every_chain_holds(report):
    assert [name for name, chain in report.facts.chains.items() if not chain.holds] == []
    assert len(report.facts.chains) >= 24


def test_the_reference_framework_approves_nothing(report):
    """No clinician has approved a record of this repository."""
    approved = [task.id for task in report.records.tasks.values() if task.approval.state == "approved"]

    assert (report.records.framework.status, approved) == ("reference", [])


def test_bands_pay_more_than_the_law_asks_on_every_day_they_run(report):
    """Once more by hand for the day of this version: every rate that runs today is above £12.71."""
    from decimal import Decimal

    from pa_framework.facts.pay import rate_applies_on

    paid = [rate.paid for band in report.records.pay_bands.values() for rate in band.rates if rate_applies_on(rate, ON)]

    assert len(paid) >= 12
    assert min(paid) > Decimal("12.71")


def test_figures_of_stories_and_evidence_have_year_and_source(report):
    figures = [
        (noun.id, figure)
        for nouns in (report.records.evidence, report.records.case_studies)
        for noun in nouns.values()
        for figure in noun.figures
    ]

    assert len(figures) >= 60
    assert [(name, figure.says) for name, figure in figures if not (figure.year and figure.source)] == []
