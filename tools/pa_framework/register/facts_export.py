"""The sign-offs of a register, their states on every day and the answers of one day as Parquet files, for questions in SQL.

Ids in them stand for people. So the files are as confidential as the register, and a text beside them says so.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from os import SEEK_END
from pathlib import Path
from typing import NamedTuple

import msgspec

from pa_framework.exchange.parquet import table_writer
from pa_framework.facts.facts import Facts
from pa_framework.facts.totals import LOWEST_THRESHOLD, counted_tasks
from pa_framework.facts.verdict_intervals import FIRST, LAST
from pa_framework.records.register import Register
from pa_framework.register.facts_by_pa import OfPa, Put
from pa_framework.text.atomic_write import staged_folder
from pa_framework.text.dates import format_date

#: Table → its columns with their types in DuckDB. Rows are sorted by the first columns, which name them.
TABLES: Mapping[str, Mapping[str, str]] = {
    "sign-offs": {
        "pa": "VARCHAR",
        "sign_off": "INTEGER",
        "task": "VARCHAR",
        "person": "VARCHAR",
        "has_states": "BOOLEAN",
    },
    "states": {"pa": "VARCHAR", "sign_off": "INTEGER", "first": "DATE", "last": "DATE", "state": "VARCHAR"},
    "answers": {
        "pa": "VARCHAR",
        "task": "VARCHAR",
        "person": "VARCHAR",
        "answer": "VARCHAR",
        "category": "VARCHAR",
    },
    "about": {
        "form": "INTEGER",
        "on": "DATE",
        "threshold": "INTEGER",
        "is_whole": "BOOLEAN",
        "is_invented": "BOOLEAN",
        "tasks": "VARCHAR[]",
    },
}
_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(OfPa)
#: The number of this form of files. Another form is not read.
FORM = 1


class About(NamedTuple):
    """What the files of an area say about themselves: the columns of `about.parquet`."""

    form: int
    on: date
    threshold: int
    is_whole: bool
    is_invented: bool
    tasks: list[str]


_README = f"""Sign-offs of a register, and what each amounts to on every day

KEEP THESE FILES AS YOU KEEP THE REGISTER. They are personal data. An id such as pa-0001 is no name, but anyone who knows
the register, or the person's support, knows who is meant. Do not publish them, send them by email or put them into a
public repository. Delete them when you have your answer, and when a record is erased from the register.

sign-offs.parquet: one row for each sign-off that is a delegation.
  pa, sign_off: the PA, and the number of the sign-off in their file, from 0
  task, person: what is done, and for whom
  has_states: false where the states cannot be told for all days at once; ask `pa-framework register why` then

states.parquet: one row for each run of days, from {format_date(FIRST)} to {format_date(LAST)}.
  pa, sign_off: as above
  first, last: the first and the last day of the run
  state: holds, due, lapsed, stopped, incomplete or broken

answers.parquet: one row for each PA, task and person for whom a sign-off is on record, on one day.
  pa, task, person: as above
  answer: yes, no, unknown or outside
  category: the state that decides, or "cannot say" or "outside"

about.parquet: one row.
  on: the day of the answers
  threshold: numbers below this are small, by the settings of the framework
  is_whole: whether every file of the register could be read; is_invented: whether the register is an invented example
  tasks: the tasks that have a row of their own in totals

A state is that of one sign-off. Whether a PA may do a task is more than that: another record may stop it, and a file may
be in doubt. Ask `pa-framework register why` before anyone acts on an answer. States on later days hold if nothing more
is recorded.

To publish totals, of one area or of many, run `pa-framework register totals`. It hides small numbers. If you count in
another way, hide small numbers first: decision 10 of the framework says how.
"""


class Written(NamedTuple):
    """How many sign-offs were written, and how many of them without states."""

    sign_offs: int
    without_states: int


def write_facts(about: About, pas: Sequence[str], find: Callable[[Put], None], out: Path) -> Written:
    """Writes the files to a folder, the same bytes for the same facts. `find` hands over what is found of each PA.

    It is put on the disk until all of it is there, so memory does not grow with it. Raises UserError where the part of the
    program that writes Parquet is not installed.
    """
    with staged_folder(out, exclusive=False) as folder, table_writer() as write, _Spool(folder / "spool") as spool:
        find(spool.put)
        number = without = 0

        def sign_offs() -> Iterator[Sequence[object]]:
            nonlocal number, without
            for pa in pas:
                for one in spool.get(pa).sign_offs:
                    number, without = number + 1, without + (one.states is None)
                    yield pa, one.number, one.task, one.person, one.states is not None

        def states() -> Iterator[Sequence[object]]:
            for pa in pas:
                for one in spool.get(pa).sign_offs:
                    for run in one.states or ():
                        days = date.fromordinal(run.first), date.fromordinal(run.last)
                        yield pa, one.number, *days, run.state.value

        answers = ((pa, *one) for pa in pas for one in spool.get(pa).answers)
        for table, rows in {"sign-offs": sign_offs(), "states": states(), "answers": answers, "about": [about]}.items():
            write(folder / f"{table}.parquet", TABLES[table], rows)
        spool.delete()
        (folder / "README.txt").write_text(_README, encoding="utf-8", newline="\n")
    return Written(number, without)


class _Spool:
    """What is found of PAs in a file, to be read again by the id of the PA."""

    def __init__(self, file: Path) -> None:
        self._path, self._file = file, file.open("x+b")
        self._places: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> "_Spool":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, name: str, of_pa: OfPa) -> None:
        content = _ENCODER.encode(of_pa)
        self._places[name] = (self._file.seek(0, SEEK_END), len(content))
        self._file.write(content)

    def get(self, name: str) -> OfPa:
        place, length = self._places[name]
        self._file.seek(place)
        return _DECODER.decode(self._file.read(length))

    def delete(self) -> None:
        self._file.close()
        self._path.unlink()


def about(facts: Facts, register: Register) -> About:
    """What the files of a register say about themselves; `facts` are those of the framework on the day."""
    framework = facts.records.framework
    threshold = max(framework.settings.small_number_threshold if framework else 0, LOWEST_THRESHOLD)
    is_whole = not (register.findings or register.duplicates or register.strays)
    is_invented = register.about is not None and register.about.kind == "invented"
    return About(FORM, facts.on, threshold, is_whole, is_invented, sorted(counted_tasks(facts)))
