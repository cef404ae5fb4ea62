"""The sign-offs of a register, their states on every day and the answers of one day as Parquet files, for questions in SQL.

Ids in them stand for people. So the files are as confidential as the register, and a text beside them says so.
"""

from collections.abc import Mapping
from pathlib import Path

from pa_framework.exchange.parquet import table_writer
from pa_framework.facts.facts import Facts
from pa_framework.facts.totals import LOWEST_THRESHOLD, counted_entries, counted_tasks
from pa_framework.facts.verdict_intervals import FIRST, LAST
from pa_framework.register.known_days import Intervals
from pa_framework.register.queries import register_of
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
#: The number of this form of files. Another form is not read.
FORM = 1

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


def write_facts(facts: Facts, found: Mapping[tuple[str, int], Intervals], out: Path) -> tuple[int, int]:
    """Writes the files to a folder, the same bytes for the same facts. Returns how many sign-offs, and without states.

    Raises UserError where the part of the program that writes them is not installed.
    """
    pas = register_of(facts).pas
    sign_offs = [
        (pa, index, (one := pas[pa].sign_offs[index]).task, one.person, states is not None)
        for (pa, index), states in sorted(found.items())
    ]
    runs = (
        (pa, index, one.first, one.last, one.state.value)
        for (pa, index), states in sorted(found.items())
        for one in states or ()
    )
    answers = sorted((one.pa, one.task, one.person, one.kind, one.category) for one in counted_entries(facts))
    tables = {"sign-offs": sign_offs, "states": runs, "answers": answers, "about": [_about(facts)]}
    with staged_folder(out, exclusive=False) as folder, table_writer() as write:
        for name, rows in tables.items():
            write(folder / f"{name}.parquet", TABLES[name], rows)
        (folder / "README.txt").write_text(_README, encoding="utf-8", newline="\n")
    return len(sign_offs), sum(not row[4] for row in sign_offs)


def _about(facts: Facts) -> tuple[object, ...]:
    register, framework = register_of(facts), facts.records.framework
    threshold = max(framework.settings.small_number_threshold if framework else 0, LOWEST_THRESHOLD)
    is_whole = not (register.findings or register.duplicates or register.strays)
    is_invented = register.about is not None and register.about.kind == "invented"
    return (FORM, facts.on, threshold, is_whole, is_invented, sorted(counted_tasks(facts)))
