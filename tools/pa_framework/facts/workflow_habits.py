"""What differs in one place of the workflows of a repository from all others, and looks like a slip.

No list of all actions and their inputs exists; but the same action, its version and its inputs stand in several places.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pa_framework.facts.plain_yaml import PlainYaml, Way
from pa_framework.facts.settings_shape import ShapeFault
from pa_framework.text.findings import Span
from pa_framework.text.suggestions import is_one_slip

_RUNNERS = frozenset(
    f"{system}-{version}"
    for system, versions in {
        "ubuntu": "latest 22.04 24.04 26.04 22.04-arm 24.04-arm 26.04-arm slim",
        "windows": "latest 2022 2025 11-arm",
        "macos": "latest 14 15 26 latest-large 14-large 15-large 14-xlarge 15-xlarge latest-xlarge",
    }.items()
    for version in versions.split()
)
_USES = re.compile(r"(?P<action>[\w.-]+/[\w./-]+)@(?P<version>\S+)")
_COMMIT = re.compile(r"[0-9a-fA-F]{10,}")  # of another length: workflow_names.py
_NOTE = re.compile(r"#[ \t]*(?P<note>v?\d[\w.+-]*)")
_USED = re.compile(r"\$(?:\{(?P<braced>[A-Z][A-Z0-9_]*)|(?P<bare>[A-Z][A-Z0-9_]*))")
_SET = re.compile(
    r"\b(?P<name>[A-Z][A-Z0-9_]*)=|(?:read|for|export|local)[ \t]+(?:-\w+[ \t]+)*(?P<read>[A-Z][A-Z0-9_]*)"
)
_OF_RUNNER = ("GITHUB_", "RUNNER_", "ACTIONS_", "CI_")
#: Variables that programs read by themselves.
_TOKENS = ("GH_TOKEN", "GITHUB_TOKEN")


class _Use(NamedTuple):
    action: str
    version: str
    note: str
    inputs: Mapping[str, Any]
    read: PlainYaml
    way: Way


def faults_of_habits(workflows: Sequence[tuple[str, PlainYaml]]) -> Iterator[ShapeFault]:
    """The likely slips in workflows, each given as its text and what that says."""
    uses = [use for text, read in workflows for use in _uses(text, read)]
    yield from _odd_actions(uses)
    yield from _odd_versions(uses)
    yield from _not_pinned(uses)
    yield from _odd_inputs(uses)
    yield from _odd_values(uses)
    for text, read in workflows:
        yield from _odd_runners(read)
        yield from _odd_variables(text, read)


def _jobs(read: PlainYaml) -> Iterator[tuple[Way, dict[str, Any]]]:
    data = read.data if isinstance(read.data, dict) else {}
    jobs = data.get("jobs")
    for name, job in jobs.items() if isinstance(jobs, dict) else ():
        if isinstance(job, dict):
            yield ("jobs", name), job
    if isinstance(runs := data.get("runs"), dict):
        yield ("runs",), runs


def _steps(way: Way, job: Mapping[str, Any]) -> Iterator[tuple[Way, dict[str, Any]]]:
    steps = job.get("steps")
    for number, step in enumerate(steps if isinstance(steps, list) else ()):
        if isinstance(step, dict):
            yield (*way, "steps", number), step


def _uses(text: str, read: PlainYaml) -> Iterator[_Use]:
    lines = text.split("\n")
    for way, job in _jobs(read):
        for here, step in (*_steps(way, job), (way, job)):
            found = _USES.fullmatch(uses) if isinstance(uses := step.get("uses"), str) else None
            if found:
                line = lines[read.place((*here, "uses")).line - 1]
                note = _NOTE.search(line)
                inputs = step.get("with")
                yield _Use(
                    found["action"],
                    found["version"],
                    note["note"] if note else "",
                    inputs if isinstance(inputs, dict) else {},
                    read,
                    here,
                )


def _odd_actions(uses: Sequence[_Use]) -> Iterator[ShapeFault]:
    times = Counter(use.action for use in uses)
    for use in uses:
        near = next(
            (other for other in times if times[other] > times[use.action] and is_one_slip(use.action, other)), None
        )
        if near and times[use.action] == 1:
            place = use.read.place((*use.way, "uses"))
            yield ShapeFault(
                place,
                f"only here the action is `{use.action}`; did you mean `{near}`?",
                f"write `{near}`, if that is meant",
            )


def _odd_versions(uses: Sequence[_Use]) -> Iterator[ShapeFault]:
    """Of uses of one action: one commit under two versions, or one version with two commits."""
    for part, other in (("version", "note"), ("note", "version")):
        groups: dict[tuple[str, str], list[_Use]] = {}
        for use in uses:
            if use.note:
                groups.setdefault((use.action, getattr(use, part)), []).append(use)
        for group in groups.values():
            times = Counter(getattr(use, other) for use in group)
            usual, most = times.most_common(1)[0]
            for use in group:
                value = getattr(use, other)
                if value != usual and times[value] < most:
                    place = use.read.place((*use.way, "uses"))
                    said = f"`{use.action}` of {use.note} is `{usual[:12]}…` elsewhere, and `{value[:12]}…` here"
                    if part == "version":
                        said = f"the commit of `{use.action}` is called {usual} elsewhere, and {value} here"
                    yield ShapeFault(place, said, "copy the line from the other place, if the same version is meant")


def _not_pinned(uses: Sequence[_Use]) -> Iterator[ShapeFault]:
    """Actions by a name that can move to other code, where most of the repository names the commit."""
    loose = [use for use in uses if not _COMMIT.fullmatch(use.version) and "${{" not in use.version]
    for use in loose if len(loose) * 2 < len(uses) else ():
        place = use.read.place((*use.way, "uses"))
        yield ShapeFault(
            place,
            f"`{use.action}` is named by `{use.version}`, which its owner can move to other code; the others are named by a commit",
            "write the commit of the version after `@`, and the version as a comment",
        )


def _odd_inputs(uses: Iterable[_Use]) -> Iterator[ShapeFault]:
    by_action: dict[str, list[_Use]] = {}
    for use in uses:
        by_action.setdefault(use.action, []).append(use)
    for group in by_action.values():
        times = Counter(name for use in group for name in use.inputs)
        for use in group:
            for name in use.inputs:
                others = [other for other in times if times[other] > times[name] and other not in use.inputs]
                near = next((other for other in others if is_one_slip(name, other)), None) if times[name] == 1 else None
                if near:
                    place = use.read.named((*use.way, "with", name))
                    yield ShapeFault(
                        place,
                        f"only here `{use.action}` has `{name}`; did you mean `{near}`?",
                        f"write `{near}`, if that is meant",
                    )


def _odd_values(uses: Sequence[_Use]) -> Iterator[ShapeFault]:
    """Values of an input that are of another kind than all others of it, such as a text among truth values."""
    values: dict[tuple[str, str], list[tuple[Any, _Use]]] = {}
    for use in uses:
        for name, value in use.inputs.items():
            values.setdefault((use.action, name), []).append((value, use))
    for (action, name), given in values.items():
        for value, use in given:
            kinds = {_kind_of(other) for other, one in given if one is not use}
            if len(kinds) == 1 and kinds <= {"true or false", "a number"} and _kind_of(value) not in (*kinds, "?"):
                place = use.read.place((*use.way, "with", name))
                kind = kinds.pop()
                yield ShapeFault(
                    place, f"elsewhere `{name}` of `{action}` is {kind}, and `{value}` is none", f"write {kind}"
                )


def _kind_of(value: Any) -> str:
    if isinstance(value, str) and "${{" in value:
        return "?"
    if isinstance(value, bool) or value in ("true", "false"):
        return "true or false"
    return "a number" if f"{value}".isdecimal() else "another"


def _odd_runners(read: PlainYaml) -> Iterator[ShapeFault]:
    for way, job in _jobs(read):
        wanted = job.get("runs-on")
        near = next(
            (known for known in sorted(_RUNNERS) if isinstance(wanted, str) and is_one_slip(wanted, known)), None
        )
        if near and str(wanted).lower() not in _RUNNERS:
            place = read.place((*way, "runs-on"))
            yield ShapeFault(
                place, f"there is no runner `{wanted}`; did you mean `{near}`?", f"write `{near}`, if that is meant"
            )


def _odd_variables(text: str, read: PlainYaml) -> Iterator[ShapeFault]:
    """A variable that a step sets and does not use, where it uses one of nearly that name that no one sets."""
    for way, job in _jobs(read):
        for here, step in _steps(way, job):
            own, run = step.get("env"), step.get("run")
            if not isinstance(own, dict) or not isinstance(run, str):
                continue
            used = {found["braced"] or found["bare"] for found in _USED.finditer(run)}
            known = {*own, *(found["name"] or found["read"] for found in _SET.finditer(run))}
            strange = {name for name in used - known if not name.startswith(_OF_RUNNER) and f"{name}:" not in text}
            for name in own:
                is_used = name in run or name in _TOKENS
                near = (
                    None
                    if is_used
                    else next((other for other in (*sorted(strange), *_TOKENS) if is_one_slip(name, other)), None)
                )
                if near:
                    place = read.named((*here, "env", name))
                    yield ShapeFault(
                        place,
                        f"nothing in this step uses `{name}`; did you mean `{near}`?",
                        f"write `{near}`, if that is meant",
                    )


def place_of_slip(text: str, name: str, near: str, named: Span, defined: Span) -> tuple[Span, str, str]:
    """Where a slip is between a name that is not there and one that is nearly it: at the one that the file has less often.

    Gives the place, what is written there, and what it should be.
    """
    times = {word: len(re.findall(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)) for word in (name, near)}
    return (defined, near, name) if times[name] > times[near] else (named, name, near)
