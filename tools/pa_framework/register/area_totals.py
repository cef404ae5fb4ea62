"""Totals over many areas, from the files that `register facts` wrote for each of them: reading, and as text, JSON and CSV."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from pa_framework.exchange.parquet import TableReader, table_reader
from pa_framework.facts.answers import AnswerKind
from pa_framework.facts.totals import Category, Counted
from pa_framework.facts.totals_of_areas import Area, TotalsOfAreas, totals_of_areas
from pa_framework.facts.verdict import State
from pa_framework.register.facts_export import FORM, TABLES, About
from pa_framework.register.output import as_csv, table
from pa_framework.text.dates import format_date
from pa_framework.text.errors import UserError
from pa_framework.text.sentences import count, join_words

_CATEGORIES: Mapping[str, Category] = {
    **{state.value: state for state in State},
    "cannot say": "cannot say",
    "outside": "outside",
}


class TotalsOfDay(Struct, frozen=True):
    """Totals over areas on a day. `invented` are the names of areas whose register is an invented example."""

    on: date
    found: TotalsOfAreas
    invented: tuple[str, ...]


def area_totals(folders: Sequence[Path], on: date | None) -> TotalsOfDay:
    """The totals of the areas in folders that `register facts` wrote. The name of a folder is that of the area.

    Raises UserError where folders are no such folders, or where they cannot be added up: another day than `on` or than each
    other, one area twice, a register that could not be read as a whole.
    """
    _check_names(folders)
    with table_reader() as read:
        abouts = {folder: _about(read, folder) for folder in folders}
        day = _one_day({folder.resolve().name: about.on for folder, about in abouts.items()}, on)
        found = totals_of_areas(_areas(read, abouts), [about.threshold for about in abouts.values()])
    invented = sorted(folder.resolve().name for folder, about in abouts.items() if about.is_invented)
    return TotalsOfDay(day, found, tuple(invented))


def _areas(read: TableReader, abouts: Mapping[Path, About]) -> Iterator[Area]:
    """The areas, one after the other. Raises UserError where one has all answers of another: it is a copy."""
    seen: dict[bytes, str] = {}
    for folder, about in abouts.items():
        name, entries = folder.resolve().name, _entries(read, folder)
        answers = blake2b((folder / "answers.parquet").read_bytes()).digest()
        if entries and answers in seen:
            raise UserError(f"`{name}` has the same answers as `{seen[answers]}`; leave the copy out")
        seen[answers] = name
        yield Area(name, entries, about.tasks)


def _check_names(folders: Sequence[Path]) -> None:
    seen: set[str] = set()
    for folder in folders:
        name = folder.resolve().name
        if name in seen:
            raise UserError(f"two folders are called `{name}`; name each area once, by a folder with its own name")
        seen.add(name)


def _about(read: TableReader, folder: Path) -> About:
    if not folder.is_dir():
        raise UserError(f"`{folder}` is not a folder; make it with `pa-framework register facts --out {folder}`")
    rows = list(read(folder / "about.parquet", TABLES["about"]))
    if len(rows) != 1 or None in rows[0] or None in rows[0][-1] or rows[0][0] != FORM or not _has_day(rows[0]):
        raise UserError(
            f"the files in `{folder}` are of another version; make them again with `pa-framework register facts`"
        )
    about = About(*rows[0])
    if not about.is_whole:
        raise UserError(
            f"part of the register of `{folder}` could not be read, so nothing is counted; "
            "`pa-framework check --register DIR` says what is wrong with it"
        )
    return about


def _has_day(row: Sequence[object]) -> bool:
    """Whether there is a day of the calendar among the values: DuckDB gives a day outside of years 1 to 9999 as text."""
    return any(isinstance(value, date) for value in row)


def _one_day(days: Mapping[str, date], on: date | None) -> date:
    """The day of all areas. Raises UserError where they have several, or another one than is asked for."""
    wanted = on or min(days.values())
    others = [f"`{name}` of {format_date(day)}" for name, day in sorted(days.items()) if day != wanted]
    if others:
        raise UserError(
            f"totals are of one day, here of {format_date(wanted)}; but the answers of {join_words(others)} are not; "
            f"make them with `pa-framework register facts --on {wanted}`"
        )
    return wanted


def _entries(read: TableReader, folder: Path) -> list[Counted]:
    file = folder / "answers.parquet"
    try:
        found = [
            Counted(pa, task, person, AnswerKind(answer), _CATEGORIES[category])
            for pa, task, person, answer, category in read(file, TABLES["answers"])
        ]
    except (ValueError, KeyError):
        raise UserError(
            f"`{file}` has an answer that is none; make it again with `pa-framework register facts`"
        ) from None
    if any(None in entry for entry in found) or len({entry[:3] for entry in found}) < len(found):
        raise UserError(f"`{file}` counts someone twice, or no one; make it again with `pa-framework register facts`")
    return found


def totals_text(totals: TotalsOfDay) -> str:
    """The totals for people, with what is not counted and why."""
    found = totals.found
    lines = [
        f"Totals of {count(len(found.areas), 'area')} on {format_date(totals.on)}",
        f"Each PA, task and person is counted once. Numbers of fewer than {found.threshold} PAs or people are hidden.",
    ]
    if found.areas:
        rows = [(area.name, f"{area.on_record:,}", _number(area.may_do)) for area in found.areas]
        lines += ["", table(("area", "on record", "PA may do it"), [*rows, _sum_row(found)]).rstrip()]
        tasks = [(row.task, f"{row.on_record:,}", f"{row.areas} of {len(found.areas)}") for row in found.tasks]
        if found.other_tasks:
            tasks.append(("other tasks, and few of any task", f"{found.other_tasks:,}", ""))
        lines += ["", table(("task", "on record", "areas that can show it"), tasks).rstrip()]
        lines += ["", "By task, there are at least as many: areas where the number is small are not in it."]
    if found.may_do and any(area.may_do is None for area in found.areas):
        lines.append("Where an area has “–”, the number is hidden, and the sum of that column is of the other areas.")
    if found.too_small:
        lines += ["", f"Nothing is counted of {join_words(found.too_small)}: too few are on record there."]
    if totals.invented:
        lines += ["", f"The register of {join_words(totals.invented)} is invented."]
    return "".join(f"{line}\n" for line in lines)


def _sum_row(found: TotalsOfAreas) -> tuple[str, str, str]:
    may = found.may_do
    of = f"{may[0]:,} of {may[1]:,}" if may else _number(None)
    return ("together", f"{found.on_record:,}", of)


def _number(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"


def totals_json(totals: TotalsOfDay) -> str:
    """The totals for programs; a number that is not published is null."""
    found = totals.found
    may = found.may_do
    data = {
        "on": totals.on.isoformat(),
        "threshold": found.threshold,
        "invented": list(totals.invented),
        "too_small": list(found.too_small),
        "on_record": found.on_record,
        "may_do": {"number": may[0], "of": may[1]} if may else None,
        "tasks": [{"task": row.task, "on_record": row.on_record, "areas": row.areas} for row in found.tasks],
        "other_tasks": found.other_tasks,
        "areas": [
            {
                "area": area.name,
                "on_record": area.on_record,
                "may_do": area.may_do,
                "tasks": dict(area.tasks),
                "other_tasks": area.other_tasks,
            }
            for area in found.areas
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def totals_csv(totals: TotalsOfDay) -> str:
    """A row for each area and task. `task` is empty where the number is of all tasks, and `other` for the rest."""
    return as_csv(("area", "task", "on record", "PA may do it"), _rows(totals.found))


def _rows(found: TotalsOfAreas) -> Iterator[Sequence[object]]:
    for area in found.areas:
        yield (area.name, None, area.on_record, area.may_do)
        yield from ((area.name, task, number, None) for task, number in area.tasks)
        if area.other_tasks:
            yield (area.name, "other", area.other_tasks, None)


#: The forms of the totals.
FORMS: Mapping[str, Callable[[TotalsOfDay], str]] = {"text": totals_text, "json": totals_json, "csv": totals_csv}
