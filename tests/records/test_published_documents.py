"""Two published documents as records: how many lines they take, and what the checker says of them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pa_framework.check.run import check_records
from pa_framework.facts.facts import Facts
from pa_framework.facts.pay import rate_on
from pa_framework.records.kinds import kind_at
from pa_framework.records.load import gather
from pa_framework.records.yaml_source import parse_document
from pa_framework.site.wages import other_rates
from tests.builders.worlds import POLICY, texts
from tests.paths import SMALL

#: The day on which both were seen.
TODAY = date(2026, 11, 30)
PUBLISHED = SMALL.parent / "published"
SOURCES = "framework/sources.yaml"
NURSE = "framework/roles/community-nurse.yaml"
#: Warnings about the framework around a record: no course for the task, no level that uses it.
_AROUND = frozenset({"DEL014", "DEL010", "DEL011"})


def laid_over(folder: Path) -> dict[str, str]:
    """The small world with the files of a folder; its source and its tier are added to their lists."""
    world = texts()
    for path in sorted(folder.rglob("*.yaml")):
        name, text = path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
        if name == "framework/source.yaml":
            world[SOURCES] += text
        elif name == "framework/delegation-tier.yaml":
            categories = "".join(
                f"  - {{id: {one}, title: {one.capitalize()}, summary: A group of the policy.}}\n"
                for one in ("skin", "bowel", "tests", "senses")
            )
            policy = world[POLICY].replace("tiers:\n", f"tiers:\n{text}", 1)
            world[POLICY] = policy.replace("categories:\n", f"categories:\n{categories}", 1)
            may = "{nutrition: high, medicines: high, skin: high, bowel: high, tests: high, senses: high}"
            nurse = world[NURSE].replace("{nutrition: high, medicines: high}", may)
            world[NURSE] = nurse.replace("may_review:", f"may_sign_off: {may}\nmay_review:", 1)
        else:
            world[name] = text
    return world


def facts_of(world: dict[str, str]) -> Facts:
    return Facts(
        gather((parse_document(text, path), kind) for path, text in world.items() if (kind := kind_at(path))), TODAY
    )


def said(facts: Facts, folder: Path) -> Iterator[str]:
    own = {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}
    for one in check_records(facts.records, TODAY).findings:
        if one.span.path in {*own, POLICY} and one.code not in _AROUND:
            yield f"{one.code} {one.span.path}: {one.message}"


def test_nine_tasks_of_a_policy_take_at_most_six_lines_each_and_are_not_refused() -> None:
    folder = PUBLISHED / "policy"
    facts = facts_of(laid_over(folder))
    tasks = sorted((folder / "framework/tasks").iterdir())

    assert list(said(facts, folder)) == []
    assert len(tasks) == 9
    assert [path.name for path in tasks if len(path.read_text(encoding="utf-8").splitlines()) > 6] == []
    for path in tasks:
        task = facts.records.tasks[path.stem]
        assert task.sign_off is not None
        assert task.sign_off.review_every is not None
        assert (task.local_level, task.sign_off.review_every.months) == ("Category 2", 12)
        assert facts.chains[task.id].holds


def test_a_table_of_pay_is_entered_as_it_is_and_only_what_is_unlawful_is_an_error() -> None:
    folder = PUBLISHED / "pay"
    facts = facts_of(laid_over(folder))
    bands = facts.records.pay_bands

    assert sorted(text[: text.index(":")] for text in said(facts, folder)) == [
        "PAY001 framework/pay_bands/premium.yaml",
        "PAY001 framework/pay_bands/premium.yaml",
        "PAY001 framework/pay_bands/standard.yaml",
        "PAY001 framework/pay_bands/standard.yaml",
    ]
    assert sum(len(bands[name].rates) for name in ("standard", "premium", "sleeper", "live-in")) == 14
    assert rate_on(bands["sleeper"], "universal-care", TODAY) is None


def test_each_rate_of_the_table_is_on_the_page_with_what_the_law_makes_of_it() -> None:
    facts = facts_of(laid_over(PUBLISHED / "pay"))
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
