"""Changes to the small world of `corpus/`, as data: what to find, what to write. For tests that compare two states."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from conftest import CORPUS, TODAY
from pa_framework.check.rules import SEVERITIES
from pa_framework.diff.git_tree import Tree, tree_of_folder
from pa_framework.diff.report import Report, report_on
from pa_framework.facts.comparison.loosening import Loosening, loosenings
from pa_framework.facts.comparison.record_matching import in_the_names_of_the_head, renamed, things
from pa_framework.records.yaml_source import read

TASK = "framework/tasks/gastrostomy-feed.yaml"
NEVER = "framework/tasks/changing-a-dose.yaml"
OWN = "framework/tasks/reminding-about-medicines.yaml"
POLICY = "framework/delegation.yaml"
FRAMEWORK = "framework/framework.yaml"
Edit = tuple[str, str, str]


def role(name: str) -> str:
    return f"framework/roles/{name}.yaml"


def texts(folder: Path = CORPUS) -> dict[str, str]:
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
    return Tree(name, "", {path: read(text, path) for path, text in world.items()})


def loosened(base: Mapping[str, str], head: Mapping[str, str]) -> list[str]:
    """The kinds of what `head` loosens, in order."""
    return sorted(each.what.kind for each in found(base, head))


def reached(base: Mapping[str, str], head: Mapping[str, str]) -> set[str]:
    """The tasks that what `head` loosens reaches."""
    return {task for each in found(base, head) for task in each.what.tasks}


def found(base: Mapping[str, str], head: Mapping[str, str]) -> tuple[Loosening, ...]:
    original, then = tree(base).snapshot("base", TODAY), tree(head).snapshot("head", TODAY)
    ends = things(original.documents), things(then.documents)
    told = in_the_names_of_the_head(original, renamed(*ends), ends[1])
    return loosenings(told, then, SEVERITIES)[0]


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
