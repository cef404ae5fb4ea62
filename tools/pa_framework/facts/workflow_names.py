"""What workflows of GitHub name, and is not there: jobs, steps, outputs, inputs, functions, files, times.

Shapes are not judged here (settings_shape.py). Source: the reference of workflow syntax and of contexts at docs.github.com,
as of December 2026.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pa_framework.facts.plain_yaml import PlainYaml, Way
from pa_framework.facts.settings_shape import ShapeFault
from pa_framework.facts.workflow_habits import place_of_slip
from pa_framework.text.findings import Span
from pa_framework.text.sentences import count
from pa_framework.text.suggestions import closest_match, is_one_slip

#: The lowest and highest number of each part of a time in `cron`, its name, and the words that may stand for a number.
_CRON_PARTS: tuple[tuple[int, int, str, str], ...] = (
    (0, 59, "minute", ""),
    (0, 23, "hour", ""),
    (1, 31, "day", ""),
    (1, 12, "month", "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
    (0, 6, "day of the week", "SUN MON TUE WED THU FRI SAT"),
)
_CRON_PART = re.compile(
    r"(?:\*|(?P<first>\d{1,4}|[a-z]{3})(?:-(?P<last>\d{1,4}|[a-z]{3}))?)(?:/(?P<step>\d{1,4}))?", re.IGNORECASE
)
_CONTEXTS = frozenset(
    ("github", "env", "vars", "job", "jobs", "steps", "runner", "secrets", "strategy", "matrix", "needs", "inputs")
)
_FUNCTIONS = frozenset(
    (
        "contains",
        "startswith",
        "endswith",
        "format",
        "join",
        "tojson",
        "fromjson",
        "hashfiles",
        "case",
        "success",
        "always",
        "cancelled",
        "failure",
    )
)
_WORDS = frozenset(("true", "false", "null", "nan", "infinity"))
_OF_GITHUB = frozenset(
    """action action_path action_ref action_repository action_status actor actor_id api_url base_ref env event event_name
    event_path graphql_url head_ref job job_workflow_sha output path ref ref_name ref_protected ref_type repository
    repository_id repository_owner repository_owner_id repositoryUrl repository_visibility retention_days run_id run_number
    run_attempt secret_source server_url sha state step_summary token triggering_actor workflow workflow_ref workflow_sha
    workspace artifact_cache_size_limit""".lower().split()
)
#: Groups whose values may be empty texts, and permissions, of which the shape says more.
_MAY_BE_EMPTY = frozenset(["env", "with", "inputs", "outputs", "secrets", "permissions"])
_OF_STEP = frozenset(("outputs", "outcome", "conclusion"))
_OF_NEED = frozenset(("outputs", "result"))
#: What is between the marks may have them in quotes: `'}}'`. It never reaches over the beginning of the next one.
_EXPRESSION = re.compile(r"\$\{\{(?P<inner>(?:'[^'\n]{0,500}'|(?!\$\{\{|\}\})[^'])*)\}\}")
_QUOTED = re.compile(r"'(?:[^']|'')*'")
_NAME = re.compile(r"(?<![\w.\-\]])(?P<name>[A-Za-z_][\w-]*(?:\.(?:[A-Za-z_][\w-]*|\*))*)(?P<call>\s*\()?")
_ACTION = re.compile(r"(?P<action>[\w.-]+/[\w./-]+)@(?P<version>\S+)")
_COMMIT_LIKE = re.compile(r"[0-9a-f]{20,80}", re.IGNORECASE)
_COMMIT_LENGTH = 40
#: How far below its beginning the words of a value are looked for, in lines.
_MOST_LINES = 200


def faults_of_names(text: str, read: PlainYaml, names: Iterable[str], files: frozenset[str]) -> Iterator[ShapeFault]:
    """What a workflow or an action names and is not there.

    `text` is what is written, and `read` what it says; `names` are the workflows of the repository, `files` its files.
    """
    lines = text.split("\n")
    data: dict[str, Any] = read.data if isinstance(read.data, dict) else {}
    jobs = _map(data.get("jobs"))
    for way in _empty(data, ()):
        if way[0] != "on" and isinstance(way[-1], str) and _MAY_BE_EMPTY.isdisjoint(way):
            yield ShapeFault(read.named(way), f"`{way[-1]}` has no value", "write its value, or take the name out")
    for way in ((), *(("jobs", name) for name in jobs)):
        given = (_map(jobs.get(way[1])) if way else data).get("permissions")
        if given == "write-all":
            place = read.place((*way, "permissions"))
            yield ShapeFault(
                place,
                "this lets the workflow change everything in the repository",
                "name the rights that the job needs, or write `{}`",
            )
    yield from _faults_of_times(data, read)
    yield from _faults_of_events(data, read, frozenset(names))
    yield from _faults_of_needs(jobs, text, read)
    inputs = {name for event in _map(data.get("on")).values() for name in _map(_map(event).get("inputs"))}
    inputs |= _map(data.get("inputs")).keys()
    runs = _map(data.get("runs"))
    parts: list[tuple[Way, Mapping[str, Any]]] = [
        *((("jobs", name), _map(job)) for name, job in jobs.items()),
        (("runs",), runs),
    ]
    for way, job in parts:
        yield from _faults_of_steps(way, job, read, files)
    for way, value in texts_in(data):
        name = str(way[1]) if way[:1] == ("jobs",) and len(way) > 1 else ""
        scope = _Scope(jobs, name, _map(jobs.get(name)) if name else runs, inputs)
        for written, wrong in _faults_of_text(scope, value, is_condition=way[-1:] == ("if",)):
            place = _place_of(written, read.place(way), lines)
            near = _near(wrong.name, wrong.known)
            if near and wrong.group and (*wrong.group, near) in read.keys:
                place, slip, meant = place_of_slip(text, wrong.name, near, place, read.named((*wrong.group, near)))
                if slip == near:
                    yield ShapeFault(
                        place,
                        f"it is `{near}` here, and `{meant}` where it is used",
                        f"write `{meant}`, if that is meant",
                    )
                    continue
            says = wrong.says + (f"; did you mean `{near}`?" if near else "")
            yield ShapeFault(
                place, says, f"write `{near}`, if that is meant" if near else "compare it with the names in this file"
            )


class _Scope(NamedTuple):
    """Where an expression stands: its job, by name, among all, or the runs of an action; and the inputs of the file."""

    jobs: Mapping[str, Any]
    name: str
    job: Mapping[str, Any]
    inputs: Iterable[str]


class _Wrong(NamedTuple):
    """What is wrong: in words, the name that is not there, those that are, and the way to the group that has them."""

    says: str
    name: str = ""
    known: Iterable[str] = ()
    group: Way = ()


def _faults_of_times(data: Mapping[str, Any], read: PlainYaml) -> Iterator[ShapeFault]:
    schedule = _map(data.get("on")).get("schedule")
    for number, entry in enumerate(_list(schedule)):
        cron = _map(entry).get("cron")
        said = fault_of_cron(cron) if isinstance(cron, str) else ""
        if said:
            place = read.place(("on", "schedule", number, "cron"))
            yield ShapeFault(place, said, "write minute, hour, day, month and day of the week, such as `17 1 * * *`")


def fault_of_cron(written: str) -> str:
    """What is wrong with a time in `cron`; empty where nothing is."""
    parts = written.split()
    if len(parts) != len(_CRON_PARTS):
        return f"`cron` has {count(len(parts), 'part')} and needs {len(_CRON_PARTS)}"
    for part, (lowest, highest, name, words) in zip(parts, _CRON_PARTS, strict=True):
        for one in part.split(","):
            found = _CRON_PART.fullmatch(one)
            ends = [end for end in (found["first"], found["last"]) if end] if found else []
            right = found is not None and all(
                lowest <= int(end) <= highest if end.isdigit() else end.upper() in words.split() for end in ends
            )
            numbers = [int(end) for end in ends if end.isdigit()]
            if not right or numbers != sorted(numbers) or (found and found["step"] and not int(found["step"])):
                return f"`cron` has {one} as its {name}, which is not one"
    return ""


def _faults_of_events(data: Mapping[str, Any], read: PlainYaml, names: frozenset[str]) -> Iterator[ShapeFault]:
    followed = _map(_map(data.get("on")).get("workflow_run")).get("workflows")
    for number, name in enumerate(_list(followed)):
        if isinstance(name, str) and name not in names and _near(name, names):  # GitHub has workflows of its own
            place = read.place(("on", "workflow_run", "workflows", number))
            yield _not_there(place, f"there is no workflow with the name `{name}`", name, names)


def _faults_of_needs(jobs: Mapping[str, Any], text: str, read: PlainYaml) -> Iterator[ShapeFault]:
    named = {name.lower(): name for name in jobs}  # case does not matter to GitHub
    waits = {name: [named.get(needed.lower(), needed) for needed in _needs_of(_map(job))] for name, job in jobs.items()}
    for name, job in jobs.items():
        needs = _map(job).get("needs")
        for number, needed in enumerate(waits[name]):
            way: Way = ("jobs", name, "needs", number) if isinstance(needs, list) else ("jobs", name, "needs")
            near = _near(needed, jobs) if needed not in jobs else None
            if near:
                place, written, meant = place_of_slip(text, needed, near, read.place(way), read.named(("jobs", near)))
                yield ShapeFault(
                    place,
                    f"the job is `{written}` here and `{meant}` where it is waited for"
                    if written == near
                    else f"there is no job `{needed}`; did you mean `{near}`?",
                    f"write `{meant}`, if that is meant",
                )
            elif needed not in jobs:
                yield _not_there(
                    read.place(way), f"there is no job `{needed}`", needed, jobs, "the name of a job of this workflow"
                )
            elif name in _all_needed(needed, waits):
                yield ShapeFault(
                    read.place(way),
                    f"job `{name}` waits for `{needed}`, which waits for `{name}`: neither ever runs"
                    if needed != name
                    else f"job `{name}` waits for itself, so it never runs",
                    "take one of these waits out",
                )


def _all_needed(name: str, waits: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    left = [name]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += waits.get(one, [])
    return found


def _needs_of(job: Mapping[str, Any]) -> list[str]:
    needs = job.get("needs")
    return [one for one in (needs if isinstance(needs, list) else [needs]) if isinstance(one, str) and one]


def _faults_of_steps(way: Way, job: Mapping[str, Any], read: PlainYaml, files: frozenset[str]) -> Iterator[ShapeFault]:
    seen: set[str] = set()
    steps = job.get("steps")
    for here, part in (
        (way, job),
        *(((*way, "steps", number), _map(step)) for number, step in enumerate(_list(steps))),
    ):
        minutes = part.get("timeout-minutes")
        if isinstance(minutes, int | float) and not isinstance(minutes, bool) and minutes <= 0:
            yield ShapeFault(
                read.place((*here, "timeout-minutes")),
                f"it would end after {minutes} minutes",
                "write a number above 0",
            )
    brought = tuple(f"{path}/" for step in _list(steps) if (path := _map(_map(step).get("with")).get("path")))
    if isinstance(uses := job.get("uses"), str):
        yield from _faults_of_use((*way, "uses"), uses, read, files)
    for number, step in enumerate(_list(steps)):
        known, here = _map(step), (*way, "steps", number)
        name, uses = known.get("id"), known.get("uses")
        if isinstance(name, str):
            if name in seen:
                yield ShapeFault(
                    read.place((*here, "id")), f"two steps of a job have the id `{name}`", "give each an id of its own"
                )
            seen.add(name)
        if isinstance(uses, str) and not uses.removeprefix("./").startswith(brought):  # from another repository
            yield from _faults_of_use((*here, "uses"), uses, read, files)
        if "run" in known and "uses" in known:
            yield ShapeFault(read.named((*here, "run")), "a step has both `uses` and `run`", "make two steps of it")


def _faults_of_use(way: Way, uses: str, read: PlainYaml, files: frozenset[str]) -> Iterator[ShapeFault]:
    place = read.place(way)
    if uses.startswith(("./", "$/")):
        path = uses[2:].strip("/")
        there = {path, f"{path}/action.yml", f"{path}/action.yaml"} if path else {"action.yml", "action.yaml"}
        if files.isdisjoint(there) and not path.startswith(".github/actions-"):
            yield ShapeFault(place, f"there is no action or workflow `{uses}`", "write the path of one, from the root")
        return
    if uses.startswith("docker://") or "${{" in uses:
        return
    found = _ACTION.fullmatch(uses)
    if found is None:
        yield ShapeFault(
            place, f"`{uses}` names no version of an action", "write OWNER/NAME@ and the commit of a version"
        )
    elif _COMMIT_LIKE.fullmatch(found["version"]) and len(found["version"]) != _COMMIT_LENGTH:
        yield ShapeFault(
            place,
            f"the commit after `@` has {len(found['version'])} letters and figures, and a commit has {_COMMIT_LENGTH}",
            "copy the commit of the version again",
        )


def _faults_of_text(scope: _Scope, text: str, *, is_condition: bool) -> Iterator[tuple[str, _Wrong]]:
    """The expressions in a text with which something is wrong, and what."""
    inner = [found["inner"] for found in _EXPRESSION.finditer(text)]
    if text.count("${{") != len(inner) and _QUOTED.sub("", text).count("}}") <= len(inner):
        yield "${{", _Wrong("an expression begins with `${{` and does not end with `}}`")
        return
    for expression in inner or ([text] if is_condition else ()):
        bare = _QUOTED.sub("''", expression)
        if bare.count("(") != bare.count(")"):
            yield expression, _Wrong("brackets of the expression are not closed")
        elif bare.count("'") % 2:
            yield expression, _Wrong("a quoted text of the expression does not end")
        elif '"' in bare:
            yield expression, _Wrong("an expression takes texts in single quotes only")
        elif wrong := _wrong_name(scope, bare):
            yield expression, wrong


def _place_of(written: str, begins: Span, lines: list[str]) -> Span:
    """Where words stand of a value that begins at a place, and may have several lines."""
    first = written.strip().split("\n")[0]
    for number in range(begins.line - 1, min(begins.line + _MOST_LINES, len(lines))):
        at = lines[number].find(first)
        if at >= 0 and first:
            return Span(begins.path, number + 1, at + 1, at + 1 + len(first))
    return begins


def _wrong_name(scope: _Scope, expression: str) -> _Wrong | None:
    """What an expression names and is not there."""
    for found in _NAME.finditer(expression):
        name, *parts = found["name"].split(".")
        if found["call"]:
            wrong = _unless_in(name.lower(), _FUNCTIONS, f"there is no function `{name}`")
        elif name.lower() in _WORDS or "*" in parts:
            continue
        else:
            wrong = _unless_in(name.lower(), _CONTEXTS, f"`{name}` is no name that expressions know")
            wrong = wrong or (_wrong_part(scope, name.lower(), parts) if parts else None)
        if wrong:
            return wrong
    return None


def _wrong_part(scope: _Scope, context: str, parts: list[str]) -> _Wrong | None:
    first, second, third = (*parts, "", "")[:3]
    if context == "github":
        return _unless_in(first.lower(), _OF_GITHUB, f"`github` has no `{first}`")
    if context == "inputs":
        return _unless_in(first, scope.inputs, f"there is no input `{first}`", ("inputs",))
    if context == "needs" and scope.name:
        return _wrong_need(scope, first, second, third)
    if context == "steps" and scope.job:
        return _wrong_step(scope.job, first, second, third)
    if context == "matrix" and scope.job:
        return _wrong_matrix(scope.job, first)
    return None


def _wrong_need(scope: _Scope, name: str, second: str, output: str) -> _Wrong | None:
    other = _map({job.lower(): content for job, content in scope.jobs.items()}.get(name.lower()))
    wrong = _unless_in(name, _needs_of(scope.job), f"the job does not wait for `{name}`")
    if wrong or not second:
        return wrong
    if second != "outputs" or not output or "uses" in other:
        return _unless_in(second, _OF_NEED, f"a job that was waited for has no `{second}`")
    outputs = _map(other.get("outputs"))
    return _unless_in(output, outputs, f"job `{name}` has no output `{output}`", ("jobs", name, "outputs"))


def _wrong_step(job: Mapping[str, Any], name: str, second: str, output: str) -> _Wrong | None:
    by_id = {step["id"].lower(): step for step in _list(job.get("steps")) if isinstance(_map(step).get("id"), str)}
    wrong = _unless_in(name, by_id, f"no step of the job has the id `{name}`")
    if wrong or not second:
        return wrong
    run = by_id[name.lower()].get("run")
    if second == "outputs" and output and _writes_no(output, run):
        return _Wrong(f"step `{name}` writes no output `{output}`")
    return _unless_in(second, _OF_STEP, f"a step has no `{second}`")


def _writes_no(output: str, run: object) -> bool:
    """Whether a script writes its outputs by itself, and not this one. What a program writes is not known."""
    lines = [line for line in run.split("\n") if "GITHUB_OUTPUT" in line] if isinstance(run, str) else []
    are_plain = all(re.search(r"\b(?:echo|printf)\b.*=", line) for line in lines)
    return bool(lines) and are_plain and output not in f"{run}"


def _wrong_matrix(job: Mapping[str, Any], name: str) -> _Wrong | None:
    matrix = _map(job.get("strategy")).get("matrix")
    if isinstance(matrix, str) or isinstance(_map(matrix).get("include"), str):
        return None  # an expression makes it
    known = {key for entry in _list(_map(matrix).get("include")) for key in _map(entry)}
    known = (known | _map(matrix).keys()) - {"include", "exclude"}
    if not any(is_one_slip(name, one) for one in known):
        return None  # entries may leave a name out; it is empty then
    return _unless_in(name, known, f"the matrix of the job has no `{name}`")


def _unless_in(name: str, known: Iterable[str], says: str, group: Way = ()) -> _Wrong | None:
    return (
        None if name.lower() in {one.lower() for one in known} else _Wrong(says, name, known, group)
    )  # as GitHub does


def _not_there(place: Span, says: str, name: str, known: Iterable[str], wanted: str = "the name of one") -> ShapeFault:
    near = _near(name, known)
    says += f"; did you mean `{near}`?" if near else ""
    return ShapeFault(place, says, f"write `{near}`, if that is meant" if near else f"write {wanted}")


def _near(name: str, known: Iterable[str]) -> str | None:
    """The one of some names, in any case, that another is most like."""
    written = {one.lower(): one for one in known}
    return written.get(closest_match(name, written) or "")


def _empty(data: Any, way: Way) -> Iterator[Way]:
    if isinstance(data, dict | list):
        for name, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _empty(value, (*way, name))
    elif data is None and way:
        yield way


def texts_in(data: Any, way: Way = ()) -> Iterator[tuple[Way, str]]:
    """The texts in maps and lists, each with its way."""
    if isinstance(data, str):
        yield way, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from texts_in(value, (*way, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from texts_in(value, (*way, number))


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []


def _map(data: Any) -> Mapping[str, Any]:
    return data if isinstance(data, dict) else {}
