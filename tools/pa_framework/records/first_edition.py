"""What has another place or form now than in an earlier edition. Each gives one finding, and nothing else.

`pa-framework upgrade` brings it to the present form.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pa_framework.records.json_schema import Fault
from pa_framework.records.kinds import MINIMUM_WAGE_FILE
from pa_framework.records.old_urgency import has_old_urgency, lines_in_new_form
from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.findings import Finding, Severity, Span
from pa_framework.text.sentences import count

#: The ids of the law records that have replaced the table of the legal minimum.
MINIMUM_WAGE_IDS = ("minimum-wage", "real-living-wage")
CODE = "LAW008"
NAME = "first-edition-minimum-wage"
_FORM = "SCH008"
#: The state of rows of the trace that is gone, and the one that claims least in its place.
OLD_STATE, STATE_IN_ITS_PLACE = "answered", "described"


def first_edition_finding(document: Document) -> Finding | None:
    """The finding that says what to do with a file of the first edition; None for any other file."""
    if document.path != MINIMUM_WAGE_FILE:
        return None
    return Finding(
        Span(document.path),
        CODE,
        NAME,
        Severity.ERROR,
        "this table of the legal minimum is in the form of the first edition",
        "run `pa-framework upgrade`; it moves the rates to `framework/law/minimum-wage.yaml`",
    )


def is_first_edition(finding: Finding) -> bool:
    """Whether a finding is about content in the form of an earlier edition."""
    return finding.code in (CODE, _FORM)


def with_first_edition_faults(faults: Sequence[Fault], data: dict[str, Any], kind: str) -> tuple[Fault, ...]:
    """The faults of a document, in which those of a field in the form of an earlier edition are one, with the new form."""
    found = list(_first_edition_faults(data, kind))
    covered = [(route, fault.unreadable) for fault in found for route in _covered(fault)]
    rest = [fault for fault in faults if not any(_is_part(fault, route, also) for route, also in covered)]
    return (*found, *rest)


def _first_edition_faults(data: dict[str, Any], kind: str) -> Iterator[Fault]:
    if kind == "task" and has_old_urgency(data):
        yield _task_fault(data)
    if kind == "trace" and (routes := routes_of_old_states(data)):
        yield _trace_fault(routes)
    triggers = data.get("triggers") if kind == "delegation" else None
    for place, trigger in enumerate(triggers if isinstance(triggers, list) else []):
        # A text is a word of the present form (`stops: all`), or a slip in one; in the first edition it was true or false.
        if isinstance(trigger, dict) and not isinstance(trigger.get("stops", ""), str):
            yield _trigger_fault(trigger, ("triggers", place))


def routes_of_old_states(data: Any) -> list[Route]:
    """Where rows of a trace have the state that is gone, in order."""
    rows = data.get("rows") if isinstance(data, dict) else None
    listed = enumerate(rows if isinstance(rows, list) else [])
    return [("rows", at, "state") for at, row in listed if isinstance(row, dict) and row.get("state") == OLD_STATE]


def _trace_fault(routes: Sequence[Route]) -> Fault:
    has = "this row has" if len(routes) == 1 else f"this and {count(len(routes) - 1, 'more row', 'more rows')} have"
    return Fault(
        routes[0],
        _FORM,
        f"{has} the state `{OLD_STATE}` of an earlier edition; a state says now what someone can use today",
        f"run `pa-framework upgrade`, or write `{STATE_IN_ITS_PLACE}`, or `works` with `use` where someone can use it",
        tuple(routes),
    )


def _task_fault(data: dict[str, Any]) -> Fault:
    missing: list[Route] = [(name,) for name in ("omission", "if_no_one_may") if name not in data]
    unreadable = (("stop_when",), ("tell",), *missing)
    run = "run `pa-framework upgrade`"
    if isinstance(data.get("stop_when"), list):
        says = "the signs of this task are one list, as in the first edition; each has a level of urgency now"
        route: Route = ("stop_when",)
        what = "`stop_when` and `tell`" if "tell" in data else "`stop_when`"
        fix = f"{run}, or replace {what} by these lines; read each sign, and move it if its level is wrong"
    elif "stop_when" in data:
        says, route = "`tell` is a part of each level of `stop_when` now, and no field of a task", ("tell",)
        return Fault(
            route, _FORM, says, "take `tell` away; write in each level who to ring", (("tell",), *missing), key=True
        )
    else:
        says, route = "`tell` is a part of each level of `stop_when` now, and this task has no signs", ("tell",)
        fix = "take `tell` away, or replace it by signs with their level, as in these lines"
    lines = tuple(lines_in_new_form(data))
    return Fault(
        route, _FORM, says, fix if lines else f"{run} after mending the list", unreadable, key=True, lines=lines
    )


def _trigger_fault(trigger: dict[str, Any], route: Route) -> Fault:
    does = {True: "stop", False: "go-on"}.get(trigger["stops"]) if isinstance(trigger["stops"], bool) else None
    missing = tuple((*route, name) for name in ("holds_for", "does") if name not in trigger)
    return Fault(
        (*route, "stops"),
        _FORM,
        "`stops` is of the first edition; a trigger says which tasks it holds for, and what it does",
        "run `pa-framework upgrade`, or replace `stops` by these lines",
        ((*route, "stops"), *missing),
        key=True,
        lines=("holds_for: named-tasks  # or every-task", f"does: {does or 'stop'}  # or go-on-until, go-on"),
    )


def _covered(fault: Fault) -> tuple[Route, ...]:
    """The routes at or below which a fault of an old form takes the place of all others."""
    if fault.route[0] == "rows":
        return fault.unreadable
    return (("stop_when",), ("tell",)) if len(fault.route) == 1 else (fault.route,)


def _is_part(fault: Fault, route: Route, unreadable: Sequence[Route]) -> bool:
    """Whether a fault is at or below a route of the old form, or is only about what is missing because of it."""
    missing = fault.code == "SCH002" and set(fault.unreadable) <= set(unreadable)
    return missing or fault.route[: len(route)] == route
