"""The situations of practice: a table of what happened, and what the register must answer on which day.

A file in `tests/register/situations/` is a list of situations. `what` tells it. `change` is laid over the base: the small
world with `base/framework.yaml`, and the register in `base/`. `ask` names another PA, task or person than usual, a
`setting` or an `item`. `days` gives the answer on each day: the answer, the state of the sign-off that decides (`*` where it does not
matter), and codes that must be among the reasons.

Maps are laid over maps. A list of entries with an `id` is laid over entry by entry, another list is replaced. `null`
takes a field or a file away; a text is a whole file.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, field

from pa_framework.facts.answers import Answer
from pa_framework.facts.facts import Facts
from pa_framework.records.load import Records
from pa_framework.records.register import Register, read_register
from pa_framework.records.yaml_source import parse_document
from tests.builders.worlds import split
from tests.paths import SMALL, TESTS

SITUATIONS = TESTS / "register" / "situations"
WHY = SITUATIONS / "why"
_BASE = SITUATIONS / "base"
_REGISTER = "competences/register/"
_OF_THE_FRAMEWORK = ("framework/", "competences/")
#: What a situation changes: a file's path and what is laid over it, its whole text, or None where it goes.
Changes = Mapping[str, Any]


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Reads `on`, `yes` and `no` as words, as the program does."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Writes what two fields share twice, as records are written."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never a shorthand."""
        return True


class Situation(Struct, frozen=True):
    """One row of the table."""

    id: str
    what: str
    days: Mapping[date, str]
    change: Changes = field(default_factory=dict)
    ask: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[str, str, str]:
        """The PA, the task and the person."""
        asked = {"pa": "pa-0001", "task": "gastrostomy-feed", "person": "person-001"} | dict(self.ask)
        return asked["pa"], asked["task"], asked["person"]

    @property
    def at(self) -> str | None:
        """The time of the day, where one is asked about."""
        return self.ask.get("at")

    @property
    def setting(self) -> str | None:
        """Where, such as a ward; None for the home."""
        return self.ask.get("setting")

    @property
    def item(self) -> str | None:
        """One item of the task, such as one medicine; None where it is the task."""
        return self.ask.get("item")


@cache
def situations() -> dict[str, Situation]:
    """All situations by id, in the order of the files."""
    rows = [row for path in sorted(SITUATIONS.glob("*.yaml")) for row in read_yaml(path)]
    assert len({row["id"] for row in rows}) == len(rows), "two situations have one id"
    return {row["id"]: Situation(**row) for row in rows}


def framework_texts(situation: Situation) -> dict[str, str]:
    """The files of the framework of a situation, by path from the root."""
    return laid(
        _base_framework(), {path: to for path, to in situation.change.items() if path.startswith(_OF_THE_FRAMEWORK)}
    )


def register_texts(situation: Situation) -> dict[str, str]:
    """The files of the register of a situation, by path from the register."""
    base = {
        path.relative_to(_BASE).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(_BASE.rglob("*.yaml"))
        if path.name != "framework.yaml"
    }
    return laid(base, {path: to for path, to in situation.change.items() if not path.startswith(_OF_THE_FRAMEWORK)})


def write_world(situation: Situation, root: Path) -> None:
    """Writes the framework and the register of a situation, as a repository would hold them."""
    texts = {path.relative_to(SMALL).as_posix(): path.read_bytes() for path in SMALL.rglob("*") if path.is_file()}
    texts = {path: text for path, text in texts.items() if not path.startswith(_REGISTER)}
    texts |= {path: text.encode() for path, text in framework_texts(situation).items()}
    texts |= {_REGISTER + path: text.encode() for path, text in register_texts(situation).items()}
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text)


def facts_on(situation: Situation, folder: Path) -> Iterator[tuple[date, Facts]]:
    """The facts of a situation on each of its days. Its register is written to `folder` and read from there."""
    records = _records_of(situation)
    register = _register_in(situation, folder)
    for on in situation.days:
        yield on, Facts(records, on, register)


def in_words(answer: Answer) -> tuple[str, str, set[str]]:
    """An answer as the table writes it: the answer, the state, and the codes of all that is said."""
    kind = {"unknown": "cannot say"}.get(answer.kind.value, answer.kind.value)
    verdict = answer.verdict
    said = [*answer.doubts, *answer.stopped_by]
    said += [*verdict.reasons, *verdict.remarks] if verdict else []
    return kind, verdict.state.value if verdict else "no record", {reason.code for reason in said if reason.code}


def read_yaml(path: Path) -> Any:
    """The data of a YAML file, in which `on`, `yes` and `no` are words."""
    return _load(path.read_text(encoding="utf-8"))


def _load(text: str) -> Any:
    return yaml.load(text, _Loader)


def _records_of(situation: Situation) -> Records:
    if not any(path.startswith(_OF_THE_FRAMEWORK) for path in situation.change):
        return _base_records()
    return records_of_texts(framework_texts(situation))


@cache
def _base_records() -> Records:
    return records_of_texts(_base_framework())


def records_of_texts(texts: Mapping[str, str]) -> Records:
    """The records of files, by path from the root."""
    return split(parse_document(text, path) for path, text in sorted(texts.items()))[0]


def _register_in(situation: Situation, folder: Path) -> Register:
    for path, text in register_texts(situation).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return read_register(folder, _REGISTER)


@cache
def _base_framework() -> dict[str, str]:
    return laid(small_framework(), read_yaml(_BASE / "framework.yaml"))


@cache
def small_framework() -> dict[str, str]:
    """The records of the small world without its register, by path from the root."""
    small = {path.relative_to(SMALL).as_posix(): path.read_text(encoding="utf-8") for path in SMALL.rglob("*.yaml")}
    return {path: text for path, text in small.items() if not path.startswith(_REGISTER)}


def laid(texts: Mapping[str, str], changes: Changes) -> dict[str, str]:
    """Files with changes laid over them."""
    made = dict(texts)
    for path, change in changes.items():
        if change is None:
            del made[path]
        elif isinstance(change, str):
            made[path] = change
        else:
            base = _load(made.get(path, "{}"))
            made[path] = yaml.dump(_over(base, change), Dumper=_Dumper, sort_keys=False, allow_unicode=True)
    return made


def _over(base: Any, change: Any) -> Any:
    if isinstance(base, dict) and isinstance(change, dict):
        laid = {key: _over(base.get(key), value) for key, value in change.items() if value is not None}
        return {key: value for key, value in base.items() if key not in change} | laid
    if _have_ids(base) and _have_ids(change):
        changed = {entry["id"]: entry for entry in change}
        entries = [_over(entry, changed.pop(entry["id"], {})) for entry in base]
        return [*entries, *changed.values()]
    return change


def _have_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) and "id" in entry for entry in value)
