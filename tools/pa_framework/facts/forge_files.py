"""Faults in workflows and forms of GitHub that keep them from running: it says so only after someone has pushed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from pa_framework.facts.facts import Facts
from pa_framework.facts.written_markup import YAML_LOADER, nesting_depth
from pa_framework.records.yaml_source import MAX_DEPTH
from pa_framework.text.findings import Span
from pa_framework.text.suggestions import closest_match

_WORKFLOWS, _FORMS = ".github/workflows", ".github/ISSUE_TEMPLATE"
_ENDINGS = (".yml", ".yaml")
#: The lowest and highest number of each part of a time in `cron`, and its name.
_CRON_PARTS = ((0, 59, "minute"), (0, 23, "hour"), (1, 31, "day"), (1, 12, "month"), (0, 7, "day of the week"))
_CRON_PART = re.compile(
    r"(?:\*|(?P<first>\d{1,4}|[a-z]{3})(?:-(?P<last>\d{1,4}|[a-z]{3}))?)(?:/\d{1,4})?", re.IGNORECASE
)


class ForgeFault(NamedTuple):
    """What is wrong with a workflow or a form: its place, what is so, and what to do."""

    span: Span
    says: str
    fix: str


def forge_faults(facts: Facts) -> Iterator[ForgeFault]:
    """What keeps workflows and issue forms of the repository from running, in the order of the files."""
    for file in facts.repository_files:
        folder, _, name = file.path.rpartition("/")
        if folder in (_WORKFLOWS, _FORMS) and name.endswith(_ENDINGS):
            read = _read(file.path, file.text)
            if isinstance(read, ForgeFault):
                yield read
            else:
                yield from (_of_workflow if folder == _WORKFLOWS else _of_form)(file.path, read)


def _read(path: str, text: str) -> yaml.Node | ForgeFault | None:
    """The YAML of a file, or why it is none."""
    line, problem = 1, "it cannot be read"
    try:
        if nesting_depth(text) <= MAX_DEPTH:  # a loader would call itself for each level
            return yaml.compose(text, Loader=YAML_LOADER)
        problem = f"it is nested more than {MAX_DEPTH} deep"
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, problem = mark.line + 1 if mark else 1, error.problem or problem
    except (yaml.YAMLError, RecursionError, ValueError):
        pass
    return ForgeFault(Span(path, line, 1, 2), f"this is no YAML: {problem}", "compare the line with those above it")


def _of_workflow(path: str, node: yaml.Node | None) -> Iterator[ForgeFault]:
    jobs = _field(node, "jobs")
    names = [key.value for key, _ in jobs.value] if isinstance(jobs, yaml.MappingNode) else []
    for _, job in jobs.value if isinstance(jobs, yaml.MappingNode) else ():
        needs = _field(job, "needs")
        for needed in needs.value if isinstance(needs, yaml.SequenceNode) else [needs]:
            if isinstance(needed, yaml.ScalarNode) and needed.value and needed.value not in names:
                near = closest_match(needed.value, names)
                yield ForgeFault(
                    _span(path, needed),
                    f"there is no job `{needed.value}`" + (f"; did you mean `{near}`?" if near else ""),
                    f"write `{near}`, if that is meant" if near else "write the name of a job of this workflow",
                )
    schedule = _field(_field(node, "on"), "schedule")
    for entry in schedule.value if isinstance(schedule, yaml.SequenceNode) else ():
        cron = _field(entry, "cron")
        said = _fault_of_cron(cron.value) if isinstance(cron, yaml.ScalarNode) else ""
        if cron is not None and said:
            yield ForgeFault(
                _span(path, cron), said, "write minute, hour, day, month and day of the week, such as `17 1 * * *`"
            )


def _of_form(path: str, node: yaml.Node | None) -> Iterator[ForgeFault]:
    body, seen = _field(node, "body"), set[str]()
    for part in body.value if isinstance(body, yaml.SequenceNode) else ():
        name = _field(part, "id")
        if isinstance(name, yaml.ScalarNode):
            if name.value in seen:
                yield ForgeFault(
                    _span(path, name), f"two parts of the form have the id `{name.value}`", "give each an id of its own"
                )
            seen.add(name.value)


def _fault_of_cron(written: str) -> str:
    parts = written.split()
    if len(parts) != len(_CRON_PARTS):
        return f"`cron` has {len(parts)} parts and needs {len(_CRON_PARTS)}"
    for part, (lowest, highest, name) in zip(parts, _CRON_PARTS, strict=True):
        for one in part.split(","):
            found = _CRON_PART.fullmatch(one)
            numbers = [int(number) for number in found.groups() if number and number.isdigit()] if found else []
            if found is None or any(not lowest <= number <= highest for number in numbers):
                return f"`cron` has {one} as its {name}, which is none"
    return ""


def _field(node: yaml.Node | None, name: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if key.value == name), None)


def _span(path: str, node: yaml.Node) -> Span:
    begins = node.start_mark.column + 1
    return Span(path, node.start_mark.line + 1, begins, begins + max(len(str(node.value)), 1))
