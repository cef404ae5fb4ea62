"""Throws damaged records, damaged worlds and odd command lines at the program.

`python -m benchmarks.fuzz [--records N] [--worlds N] [--commands N] [--first K]` prints how many were tried and every fault, with
its number. To repeat `record 14`: `--records 1 --first 14`; to repeat `records from 8`, which were checked together:
`--records 8 --first 8`. Ends with 1 if there is a fault.

What must hold: no traceback; only documented exit codes; every file gives its records or has a finding; every finding has a
file and a line; a check says the same twice; `fmt` keeps the data, words and comments of every file. What is done to the files
is in `tests/builders/fuzz.py`.
"""

import argparse
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random

from pa_framework.records.yaml_source import Document, parse_document
from tests.builders import fuzz
from tests.paths import REFERENCE, SMALL

#: How many damaged records are in one world that is checked.
TOGETHER = 8
#: One world of so many is the reference world, which is eight times as large.
LARGE = 25

Fault = tuple[str, str]


def records(number: int, first: int = 0) -> list[Fault]:
    """The faults of so many damaged records, each with what makes it again. Groups of TOGETHER are checked in one world."""
    world = _documents(SMALL)
    names = sorted(world)
    texts = tuple(world[name].text for name in names)
    faults: list[Fault] = []
    for start in range(first, first + number, TOGETHER):
        made: dict[str, Document] = {}
        for case in range(start, min(start + TOGETHER, first + number)):
            random = Random(f"record {case}")
            name = random.choice(names)
            data = fuzz.damaged(random, world[name].text, texts)

            def read(data: bytes = data, name: str = name, made: dict[str, Document] = made) -> None:
                made[name] = fuzz.read(data, name)
                fuzz.assert_layout_loses_nothing(made[name])

            faults += _tried(f"record {case}", read)
        closely = start // TOGETHER % 20 == 0
        faults += _tried(
            f"records from {start}",
            lambda made=made, closely=closely: fuzz.assert_check_ends({**world, **made}, closely=closely),
        )
    return faults


def worlds(number: int, first: int = 0) -> list[Fault]:
    """The faults of so many damaged worlds on disk."""
    return _in_folders("world", number, first, _world)


def commands(number: int, first: int = 0) -> list[Fault]:
    """The faults of so many command lines."""
    return _in_folders("command", number, first, _command)


def _world(case: int, folder: Path) -> None:
    random = Random(f"world {case}")
    base = REFERENCE if case % LARGE == LARGE - 1 else SMALL
    shutil.copytree(base, folder / "world", ignore=shutil.ignore_patterns("images"))
    fuzz.damage_world(random, folder / "world")
    fuzz.assert_world_is_answered(random, folder / "world")


def _command(case: int, folder: Path) -> None:
    fuzz.assert_command_ends(Random(f"command {case}"), folder, SMALL)


def _in_folders(what: str, number: int, first: int, judge: Callable[[int, Path], None]) -> list[Fault]:
    """The faults of cases that each have a folder of their own."""
    faults: list[Fault] = []
    for case in range(first, first + number):
        with tempfile.TemporaryDirectory() as folder:
            faults += _tried(f"{what} {case}", lambda case=case, folder=folder: judge(case, Path(folder)))
    return faults


def _tried(case: str, judge: Callable[[], None]) -> list[Fault]:
    """The fault of a case, if it has one."""
    try:
        judge()
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return [(case, f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}: {str(error)[:500]}")]
    return []


def _documents(root: Path) -> dict[str, Document]:
    """Every record of a world, by path."""
    names = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*.yaml"))}
    return {name: parse_document(path.read_bytes(), name) for name, path in names.items()}


def main() -> int:
    """Runs what the arguments ask for, and prints what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=0, metavar="N")
    parser.add_argument("--worlds", type=int, default=0, metavar="N")
    parser.add_argument("--commands", type=int, default=0, metavar="N")
    parser.add_argument("--first", type=int, default=0, metavar="K", help="the number of the first case")
    asked = parser.parse_args()
    found = 0
    for what, number, judge in (
        ("mutations of records", asked.records, records),
        ("damaged worlds", asked.worlds, worlds),
        ("command lines", asked.commands, commands),
    ):
        if number:
            begun = time.process_time()
            faults = judge(number, asked.first)
            found += len(faults)
            print(
                f"{number:,} {what}, from {asked.first:,}: {len(faults)} faults ({time.process_time() - begun:.0f} s of CPU)"
            )
            for case, fault in faults:
                print(f"  {case}: {fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
