"""Programmes of delegation in other countries, stated with our means: their rules, and cases with the answers of their texts.

A folder of `tests/register/programmes/` is a programme. `framework.yaml` is laid over the small world (as situations are,
see situations.py), `register.yaml` is its register, both as file → content. `cases.yaml` is a list of situations;
`ground` names the text that an answer rests on. `rows.yaml` says how each rule of the programme is stated.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.records.load import Records
from pa_framework.records.register import read_register
from tests.builders.situations import Situation, laid, read_yaml, records_of_texts, small_framework
from tests.paths import TESTS

PROGRAMMES = TESTS / "register" / "programmes"
_REGISTER = "competences/register/"
_OF_THE_FRAMEWORK = ("framework/", "competences/")


class Case(Struct, frozen=True):
    """A situation of a programme, and the text that its answer rests on."""

    programme: str
    ground: str
    situation: Situation


@cache
def cases() -> dict[str, Case]:
    """All cases by `programme-id`, in the order of the files."""
    found = {}
    for folder in sorted(path for path in PROGRAMMES.iterdir() if path.is_dir()):
        for row in read_yaml(folder / "cases.yaml"):
            ground = row.pop("ground")
            key = f"{folder.name}-{row['id']}"
            assert key not in found, f"two cases are {key}"
            found[key] = Case(folder.name, ground, Situation(**row))
    return found


def rows(programme: str) -> list[dict[str, Any]]:
    """How each rule of a programme is stated: `number`, `rule`, `stated` (judged, prose, not), `how`, `cases`."""
    listed: list[dict[str, Any]] = read_yaml(PROGRAMMES / programme / "rows.yaml")
    return listed


def table(programme: str) -> str:
    """How each rule of a programme is stated, as the table of docs/programmes.md."""
    lines = ["| # | Rule | Stated | How | Cases |", "| --- | --- | --- | --- | --- |"]
    for row in rows(programme):
        names = ", ".join(f"`{name}`" for name in row.get("cases", ()))
        lines.append(f"| {row['number']} | {row['rule']} | {row['stated']} | {row['how']} | {names} |")
    return "\n".join(lines) + "\n"


def facts_on(case: Case, folder: Path) -> Iterator[tuple[date, Facts]]:
    """The facts of a case on each of its days. Its register is written to `folder` and read from there."""
    changes = case.situation.change
    own = {path: to for path, to in changes.items() if path.startswith(_OF_THE_FRAMEWORK)}
    records = records_of_texts(laid(_framework(case.programme), own)) if own else framework_records(case.programme)
    texts = laid(_register(case.programme), {path: to for path, to in changes.items() if path not in own})
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    register = read_register(folder, _REGISTER)
    for on in case.situation.days:
        yield on, Facts(records, on, register)


@cache
def _framework(programme: str) -> Mapping[str, str]:
    return laid(small_framework(), read_yaml(PROGRAMMES / programme / "framework.yaml"))


@cache
def _register(programme: str) -> Mapping[str, str]:
    return laid({}, read_yaml(PROGRAMMES / programme / "register.yaml"))


@cache
def framework_records(programme: str) -> Records:
    """The records of the framework of a programme."""
    return records_of_texts(_framework(programme))
