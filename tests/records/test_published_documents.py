"""Published documents as records: how many lines they take, and what the checker says of them."""

from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from pa_framework.check.rules.agreements import hospital_agreement_incomplete
from pa_framework.check.rules.overlays import loosens_the_base
from pa_framework.check.run import check_records
from pa_framework.facts.facts import Facts
from pa_framework.facts.pay import hours_that_count, rate_on
from pa_framework.records.kinds import kind_at
from pa_framework.records.load import gather
from pa_framework.records.model import Party, SignOff, Task
from pa_framework.records.yaml_source import parse_document
from pa_framework.site.wages import other_rates
from tests.builders.areas import area, settings
from tests.builders.worlds import texts
from tests.paths import REFERENCE, ROOT, SMALL

#: The day on which all were seen.
TODAY = date(2026, 11, 30)
PUBLISHED = SMALL.parent / "published"
SOURCES = "framework/sources.yaml"
#: Warnings about the framework around a record: no course for the task.
_AROUND = frozenset({"DEL014"})
#: The version of the frozen copy of the reference.
_VERSION = "0.1.0"
#: The tasks that each policy lists, with those of them that the reference has too.
POLICIES = {"gloucestershire": (9, 6), "new-hampshire": (25, 8)}


def own_files(name: str) -> dict[str, str]:
    """The files of a document by path."""
    folder = PUBLISHED / name
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}


def overlay(files: dict[str, str]) -> Facts:
    """Files laid over the copy of the reference."""
    return Facts(area(files, settings(REFERENCE, _VERSION)), TODAY)


@cache
def published(name: str) -> Facts:
    return overlay(own_files(name))


@cache
def reference() -> Facts:
    """The copy of the reference, as an area has it that changes nothing."""
    return overlay({})


def said(facts: Facts, *paths: str) -> list[str]:
    """The findings, of some files only where these are named."""
    found = check_records(facts.records_as_written, facts.on).findings
    return sorted(
        f"{one.code} {one.span.path}"
        for one in found
        if one.code not in _AROUND and (not paths or one.span.path in paths)
    )


def tasks_of(name: str) -> dict[str, str]:
    """The tasks of a policy as they are written, by id."""
    start, end = "framework/tasks/", ".yaml"
    files = own_files(name).items()
    return {path.removeprefix(start).removesuffix(end): text for path, text in files if path.startswith(start)}


def chain(facts: Facts, name: str) -> SignOff:
    found = facts.records.tasks[name].sign_off
    assert found
    return found


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_is_an_overlay_without_a_fault_of_fewer_than_six_lines_a_task(name: str) -> None:
    number, changed = POLICIES[name]
    written = tasks_of(name)
    lines = [len(text.splitlines()) for text in written.values()]

    assert said(published(name)) == []
    assert len(written) == number
    assert sum(text.startswith("changes:") for text in written.values()) == changed
    assert sum(lines) / number < 6
    assert max(lines) <= 6


def test_one_policy_has_at_least_twenty_tasks() -> None:
    assert max(number for number, _ in POLICIES.values()) >= 20


@pytest.mark.parametrize("name", POLICIES)
def test_no_policy_gives_up_anyones_agreement(name: str) -> None:
    """Neither for the tasks that it lists, nor for those that it inherits."""
    facts = published(name)
    delegated = {task.id for task in facts.records.tasks.values() if task.status == "delegable"}
    parties: frozenset[Party] = frozenset({"person", "pa", "employer", "insurer"})

    assert tasks_of(name).keys() - delegated <= {"reminding-about-medicines"}  # needs no one to delegate it
    for one in delegated:
        assert parties.issubset(chain(facts, one).agreed_by), one
        assert facts.chains[one].holds, one


@pytest.mark.parametrize("name", POLICIES)
def test_what_a_policy_does_not_say_is_as_strict_as_in_the_reference(name: str) -> None:
    def figures(task: Task) -> tuple[int, int]:
        assert task.sign_off
        assert task.sign_off.observed_practices
        assert task.sign_off.review_every
        return -task.sign_off.observed_practices.at_least, task.sign_off.review_every.months or 99

    tasks, before = published(name).records.tasks, reference().records.tasks
    for one in tasks_of(name):
        if one in before and tasks[one].sign_off:
            assert figures(tasks[one]) <= figures(before[one])
        elif tasks[one].sign_off:
            assert figures(tasks[one]) <= (-1, 12)
        assert tasks[one].scope in (None, "one-person")
        assert tasks[one].approval.state == "draft"


def test_the_county_asks_for_written_procedures_and_keeps_trainers_of_no_register_out() -> None:
    facts = published("gloucestershire")
    roles = facts.records.roles

    assert {tier.demands.written_instructions for tier in facts.records.tiers.values()} == {"required"}
    for one in tasks_of("gloucestershire"):
        task, found = facts.records.tasks[one], chain(facts, one)
        assert task.local_level == "Category 2"
        assert found.review_every
        assert (found.review_every.set_by, found.review_every.months) == ("professional", 12)
        assert {roles[role].kind for role in (*found.trained_by, *found.assessed_by)} == {"registered"}


def test_the_table_of_the_county_has_as_many_rules_of_each_kind_as_it_says() -> None:
    text = (PUBLISHED / "README.md").read_text(encoding="utf-8")
    rows = [line.split("|")[3].strip() for line in text.splitlines() if line.startswith("| ") and line[2].isdigit()]
    counted = ", ".join(f"{rows.count(kind)} {kind}" for kind in ("stated", "inherited", "prose", "not possible"))

    assert f"\n{counted}." in text
    assert f"| {len(rows)} | {rows.count('stated')} |" in (ROOT / "docs" / "areas.md").read_text(encoding="utf-8")


#: What a document says and an overlay may not: the file, what is written in it, and what is looser.
REFUSED = {
    "New Hampshire lists taking blood": (
        "new-hampshire",
        "framework/tasks/taking-blood.yaml",
        "changes: taking-blood\nbecause: It is listed.\nstatus: delegable\nrisk: listed\nwhy_never: null\ndone_by: null\n",
        "what it is was never delegated and is may be delegated, with a chain",
    ),
    "the county lets one professional hold every duty": (
        "gloucestershire",
        "framework/tasks/simple-dressing.yaml",
        "changes: simple-dressing\nbecause: One professional may do all.\nsign_off: {signed_off_by: {add: [nursing-associate]}}\n",
        "who may sign it off",
    ),
    "the county lets a line manager look again": (
        "gloucestershire",
        "framework/tasks/stoma-bag-change.yaml",
        "changes: stoma-bag-change\nbecause: A manager may.\nsign_off: {reviewed_by: {add: [individual-employer]}}\n",
        "who may review it",
    ),
    "no document says so, and the agreement of the person is left out": (
        "gloucestershire",
        "framework/tasks/gastrostomy-feed.yaml",
        "changes: gastrostomy-feed\nbecause: No one asks.\nsign_off: {agreed_by: {remove: [person]}}\n",
        "whose yes is needed",
    ),
}


@pytest.mark.parametrize(("name", "path", "text", "looser"), REFUSED.values(), ids=REFUSED)
def test_what_an_overlay_may_not_say_is_refused_where_it_is_written(
    name: str, path: str, text: str, looser: str
) -> None:
    problems = list(loosens_the_base(overlay(own_files(name) | {path: text})))
    before = len(list(loosens_the_base(published(name))))

    (found,) = (problem for problem in problems if looser in problem.message)
    assert found.span.path == path
    assert len(problems) == before + 1


# --- places, a register and funders


@pytest.mark.parametrize("name", ["greater-manchester", "milton-keynes", "coventry"])
def test_a_short_document_is_an_overlay_without_a_fault(name: str) -> None:
    assert said(published(name)) == []


def test_ten_places_of_one_board_have_answers_of_their_own() -> None:
    records = published("greater-manchester").records
    agreement = records.agreements["hospital-in-direct-payments"]
    places = [one.id for one in records.organisations.values() if one.part_of == "greater-manchester"]

    assert len(places) == 10
    assert {*agreement.positions} == {"greater-manchester", *places}
    assert agreement.hospital is None  # none of them says for how many weeks
    assert all(position.source == "gm-foi-hospital-2025" for position in agreement.positions.values())


def test_an_agreement_about_hospital_that_is_reached_says_what_it_asks_for() -> None:
    path = "framework/agreements/hospital-in-direct-payments.yaml"
    files = own_files("greater-manchester")

    assert list(hospital_agreement_incomplete(overlay(files))) == []
    for agreed in ("agreed: true", "# not said"):
        reached = files | {path: files[path].replace("agreed: false", agreed)}
        (problem,) = hospital_agreement_incomplete(overlay(reached))
        assert (problem.span.path, problem.span.line) == (path, 3)


# --- pay


def test_salaries_and_hourly_rates_of_five_nhs_bands_are_entered_as_they_are() -> None:
    facts = published("nhs-pay")
    bands = {name: band for name, band in facts.records.pay_bands.items() if name.startswith("nhs-")}

    assert said(facts) == [f"PAY005 framework/pay_bands/{name}.yaml" for name in sorted(bands)]
    assert len(bands) == 5 >= 4
    assert sum(len(band.rates) for band in bands.values()) == 22
    assert not any(facts.shortfalls[name] for name in bands)
    assert all(rate.source for band in bands.values() for rate in band.rates)


def test_a_salary_for_our_weeks_is_the_hourly_rate_that_was_published() -> None:
    """Of 2025/26, salaries and hourly rates were published side by side."""
    for band in published("nhs-pay").records.pay_bands.values():
        rates = [rate for rate in band.rates if rate.source == "nhs-pay-2025"]
        for hourly, yearly in (
            (one, two) for one in rates for two in rates if (one.unit, two.unit) == ("hour", "year")
        ):
            weeks = hours_that_count(yearly)
            assert weeks
            for of_hour, of_year in ((hourly.paid, yearly.paid), (hourly.paid_up_to, yearly.paid_up_to)):
                assert (of_hour is None) == (of_year is None)
                if of_hour is not None and of_year is not None:
                    assert abs(of_year / weeks - of_hour) < Decimal("0.01")


def test_a_salary_that_stays_is_below_a_minimum_that_rises() -> None:
    path = "framework/pay_bands/nhs-band-2.yaml"
    left = own_files("nhs-pay")[path].replace(", until: 2026-03-31", "")
    found = overlay(own_files("nhs-pay") | {path: left}).shortfalls["nhs-band-2"]

    assert [(one.amount, one.least, one.first) for one in found] == [
        (Decimal("12.51"), Decimal("12.71"), date(2026, 4, 1)),
        (Decimal(24465), Decimal("24852.59"), date(2026, 4, 1)),
    ]


def test_a_salary_is_on_the_page_with_its_hours() -> None:
    facts = Facts(published("nhs-pay").records, date(2025, 3, 1))
    shown = other_rates(facts, facts.records.pay_bands["nhs-band-3"])

    assert [(one.what, one.paid) for one in shown] == [
        ("Less than 2 years, year, 37.5 hours a week", "£24,071.00 a year"),
        ("2 years and more, year, 37.5 hours a week", "£25,674.00 a year"),
    ]


def rates_of_a_provider() -> Facts:
    """The small world with the rates of a provider; its source is added to the list."""
    world = texts()
    for path, text in own_files("pay").items():
        if path == "framework/source.yaml":
            world[SOURCES] += text
        else:
            world[path] = text
    return Facts(
        gather((parse_document(text, path), kind) for path, text in world.items() if (kind := kind_at(path))), TODAY
    )


def test_a_table_of_pay_is_entered_as_it_is_and_only_what_is_unlawful_is_an_error() -> None:
    facts = rates_of_a_provider()
    bands = facts.records.pay_bands

    assert said(facts, *own_files("pay")) == [
        "PAY001 framework/pay_bands/premium.yaml",
        "PAY001 framework/pay_bands/premium.yaml",
        "PAY001 framework/pay_bands/standard.yaml",
        "PAY001 framework/pay_bands/standard.yaml",
    ]
    assert sum(len(bands[name].rates) for name in ("standard", "premium", "sleeper", "live-in")) == 14
    assert rate_on(bands["sleeper"], "universal-care", TODAY) is None


def test_each_rate_of_the_table_is_on_the_page_with_what_the_law_makes_of_it() -> None:
    facts = rates_of_a_provider()
    shown = other_rates(facts, facts.records.pay_bands["sleeper"])

    assert [(one.what, one.paid) for one in shown] == [
        ("Monday to Thursday, sleep-in, 10 hours", "£62.50 a sleep-in"),
        ("Friday to Sunday, sleep-in, 10 hours", "£71.50 a sleep-in"),
        ("Public holiday, bank holidays, sleep-in, 10 hours", "£125.00 a sleep-in"),
        ("Woken, Monday to Friday, each time", "£3.56 each time"),
        ("Woken, at the weekend, weekends, each time", "£4.24 each time"),
        ("Woken, public holiday, bank holidays, each time", "£7.12 each time"),
    ]
    assert shown[0].caution.startswith("The minimum wage counts only time awake for work.")
