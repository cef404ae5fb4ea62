"""Builders of small worlds: records by path, with changes laid over them, for one state or for two that are compared."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pa_framework.check.rules import SEVERITIES
from pa_framework.check.rules.registry import Example
from pa_framework.check.run import Report as CheckReport
from pa_framework.diff.git_tree import Tree, tree_of_folder
from pa_framework.diff.report import Report, report_on
from pa_framework.facts.comparison.loosening import Loosening, loosenings
from pa_framework.facts.comparison.record_matching import match_renamed, raw_records, with_head_ids
from pa_framework.facts.facts import Facts
from pa_framework.records.kinds import kind_at, kind_at_in_register
from pa_framework.records.load import Records, gather, read_records
from pa_framework.records.register import Register, decode_file, gather_register
from pa_framework.records.yaml_source import Document, parse_document
from tests.paths import SMALL

#: The day that counts as today. On it, nothing is wrong with the small world.
TODAY = date(2026, 11, 22)
REGISTER = "competences/register/"
TASK = "framework/tasks/gastrostomy-feed.yaml"
NEVER = "framework/tasks/changing-a-dose.yaml"
OWN = "framework/tasks/reminding-about-medicines.yaml"
POLICY = "framework/delegation.yaml"
FRAMEWORK = "framework/framework.yaml"
#: Rules that report what lapses with time, without a fault of anyone: of shipped law, the program cannot know what is next.
_LAPSES = frozenset({"LAW006", "LAW007"})
Edit = tuple[str, str, str]
Judge = Callable[..., CheckReport]


def lasting_findings(report: CheckReport) -> list[str]:
    """The findings of a report without those that come with time, as text."""
    return [f"{one.code} {one.span.path} {one.message}" for one in report.findings if one.code not in _LAPSES]


class World(dict[str, Document]):
    """Records by path."""

    def __repr__(self) -> str:
        return f"World of {len(self)}"


def changed(world: World, changes: Iterable[Example | tuple[str, str]]) -> tuple[Records, Register]:
    """The records and the register of `world` with changes laid over them: pairs of path and text, or examples."""
    documents, changes = dict(world), tuple(changes)
    for change in changes:
        path, text = (change.path, change.text) if isinstance(change, Example) else change
        if not _says_anything(text):
            documents.pop(path, None)
            continue
        over = parse_document(text, path)
        documents[path] = merged(documents[path], over) if path in documents else over
    records, register = split(documents[path] for path in sorted(documents))
    if not any((change.path if isinstance(change, Example) else change[0]).startswith(REGISTER) for change in changes):
        register = Register()  # a fault of the framework shows in every sign-off that rests on it: not asked here
    return records, register


def merged(base: Document, change: Document) -> Document:
    """`base` with the groups and values of `change` laid over it; places of `change` win.

    Lists are replaced whole; only a PA's one sign-off is laid over the one that is there. A value of null in `change`
    takes the field away. Documented examples are such changes to a complete record, so that they can be short.
    """
    data = _laid_over(base.data, change.data)
    values = dict(base.values) | dict(change.values)
    keys = dict(base.keys) | dict(change.keys)
    return Document(change.path, change.text, data, values, keys, change.findings, change.slips)


def _laid_over(base: Any, change: Any) -> Any:
    if not isinstance(base, dict) or not isinstance(change, dict):
        return change
    made = dict(base)
    for key, value in change.items():
        if value is None:
            made.pop(key, None)
        elif key == "sign_offs" and len(made.get(key) or ()) == len(value) == 1:
            made[key] = [_laid_over(made[key][0], value[0])]
        else:
            made[key] = _laid_over(base.get(key), value)
    return made


def split(documents: Iterable[Document]) -> tuple[Records, Register]:
    """Documents of a world as its records and its register."""
    known: list[tuple[Document, str]] = []
    strays: list[str] = []
    apart: list[tuple[Document, str]] = []
    for document in documents:
        if document.path.startswith(REGISTER):
            kind = kind_at_in_register(document.path.removeprefix(REGISTER))
            apart += [(document, kind)] if kind else []
        elif kind := kind_at(document.path):
            known.append((document, kind))
        else:
            strays.append(document.path)
    return gather(known, strays, (SMALL,)), gather_register(decode_file(*each) for each in apart)


def _says_anything(text: str) -> bool:
    return any(line.strip() and not line.strip().startswith("#") for line in text.splitlines())


@cache
def facts_of(root: Path) -> Facts:
    """What follows from the records of a world on the day that counts as today, without its register."""
    return Facts(read_records(root), TODAY)


def role(name: str) -> str:
    return f"framework/roles/{name}.yaml"


def texts(folder: Path = SMALL) -> dict[str, str]:
    """Every record of a world by its path, without the register."""
    return {path: document.text for path, document in tree_of_folder(folder).records.items()}


WORLD = texts()


def edited(world: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """A world with edits: path, what to find (once), what to write.

    Nothing to find: the text is added at the end, or is a new file. Nothing to find nor write: the file is deleted.
    """
    made = dict(world)
    for path, find, write in edits:
        if not find and not write:
            del made[path]
        elif not find:
            made[path] = made.get(path, "") + write
        else:
            assert made[path].count(find) == 1, f"{find!r} stands {made[path].count(find)} times in {path}"
            made[path] = made[path].replace(find, write)
    return made


def renamed_everywhere(world: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    """A world in which an id is another one, in every record and in the names of files."""
    word = re.compile(rf"(?<![a-z0-9-]){re.escape(old)}(?![a-z0-9-])")
    return {word.sub(new, path): word.sub(new, text) for path, text in world.items()}


def tree(world: Mapping[str, str], name: str = "head") -> Tree:
    return Tree(name, "", {path: parse_document(text, path) for path, text in world.items()})


def loosened(base: Mapping[str, str], head: Mapping[str, str]) -> list[str]:
    """The kinds of what `head` loosens, in order."""
    return sorted(each.weakened.kind for each in found(base, head))


def reached(base: Mapping[str, str], head: Mapping[str, str]) -> set[str]:
    """The tasks that what `head` loosens reaches."""
    return {task for each in found(base, head) for task in each.weakened.tasks}


def found(base: Mapping[str, str], head: Mapping[str, str]) -> tuple[Loosening, ...]:
    original, then = tree(base).snapshot("base", TODAY), tree(head).snapshot("head", TODAY)
    ends = raw_records(original.documents), raw_records(then.documents)
    told = with_head_ids(original, match_renamed(*ends), ends[1])
    return loosenings(told, then, SEVERITIES)


def report(base: Mapping[str, str], head: Mapping[str, str]) -> Report:
    return report_on(tree(base, "base"), tree(head, "head"), TODAY)


def prepared(path: Path) -> tuple[str, dict[str, str], dict[str, str]]:
    """A change of `changes/`: what it is in one sentence, the world before it, the world after it."""
    said: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    before = _done(WORLD, said.get("before", ()))
    return said["what"], before, _done(before, said["change"])


def _done(world: Mapping[str, str], steps: Iterable[Mapping[str, str]]) -> dict[str, str]:
    made = dict(world)
    for step in steps:
        if "rename" in step:
            made = renamed_everywhere(made, step["rename"], step["to"])
        else:
            made = edited(made, [(step["file"], step.get("find", ""), step.get("write", ""))])
    return made
