"""Builds after random edits: what earlier builds kept gives the bytes, the warnings and the findings of a clean build.

`python -m benchmarks.sequences [--sequences 200] [--first 0] [--builds 2]` prints each difference with the number of its
sequence, and ends with 1 where there is one. To repeat sequence 14: `--sequences 1 --first 14`.

A sequence begins with a world that was built once. Before each build come one or two edits (tests/builders/random_edits.py), sometimes
another day. What does not hold is mended after its build, so that the next one has something to compare. Each build runs in
a process of its own, so that nothing but what is kept on disk lasts from one to the next. One build in eight is made by
two processes at once.

The pages of most rules are left out, because they take half of the time and depend on no record; every twentieth sequence has them.
"""

import argparse
import logging
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from random import Random

from click.testing import CliRunner
from jinja2.bccache import Bucket, BytecodeCache

from pa_framework.cli.main import main as command_line
from pa_framework.site import engine, plugin, rules
from pa_framework.site.page_kinds import TEMPLATES
from pa_framework.text.kept import FOLDER, SWITCH
from tests.builders.random_edits import EDITS, NothingToEdit, world_to_edit

#: One sequence of so many has the pages of all rules.
WHOLE = 20
_DAY = date(2026, 11, 22)
_FORK = multiprocessing.get_context("fork")


class _Compiled(BytecodeCache):
    """Compiled templates of our pages, in memory."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()

    def fill(self) -> None:
        """Compiles every template."""
        TEMPLATES.bytecode_cache = self
        for name in TEMPLATES.list_templates():
            TEMPLATES.get_template(name)
        TEMPLATES.bytecode_cache = None
        TEMPLATES.cache.clear()


_COMPILED = _Compiled()


@dataclass(slots=True)
class Tally:
    """What was compared."""

    builds: int = 0
    refused: int = 0
    bytes: int = 0
    edits: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def differences(first: Path, second: Path) -> list[str]:
    """The files of two folders that are not the same, by path."""
    one, other = (
        {path.relative_to(top).as_posix(): path for path in top.rglob("*") if path.is_file()} for top in (first, second)
    )
    lone = one.keys() ^ other.keys()
    return sorted(
        [*lone, *(path for path in one.keys() & other.keys() if one[path].read_bytes() != other[path].read_bytes())]
    )


def _build(root: Path, out: Path, day: date, keep: bool, whole: bool) -> None:
    """In a process of its own: what a check says of a framework, its site, and what is printed of it, into a folder."""
    os.environ |= {SWITCH: "on" if keep else "off", "PA_FRAMEWORK_ON": day.isoformat()}
    if not whole:
        if not keep:  # no edit changes a template, and to compile all of them takes a third of a build
            plugin.KeptTemplates = lambda _: _COMPILED
        rules.RULES = {code: rule for code, rule in rules.RULES.items() if code.endswith(("001", "003"))}
    out.mkdir()
    with (out / "printed").open("w", encoding="utf-8") as printed, redirect_stderr(printed):
        logging.basicConfig(stream=printed, format="%(levelname)s: %(message)s", level=logging.WARNING, force=True)
        said = CliRunner().invoke(command_line, ["check", str(root), "--format", "json", "--on", day.isoformat()])
        (out / "check.json").write_text(f"{said.exit_code} {said.output}", encoding="utf-8")
        try:
            engine.build_site(root / "mkdocs.yml", out / "site")
        except (engine.Abort, engine.MkDocsException) as error:
            print(f"{type(error).__name__}: {error}".replace(str(out), ""), file=printed)
    (out.parent / "modules").write_text("\n".join(sys.modules), encoding="utf-8")


def built(root: Path, *builds: tuple[Path, date, bool], whole: bool) -> None:
    """Builds into folders, all at once. Raises AssertionError where a process fails."""
    for out, _, _ in builds:
        shutil.rmtree(out, ignore_errors=True)
    processes = [_FORK.Process(target=_build, args=(root, *build, whole)) for build in builds]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0, f"a build ended with {process.exitcode}"


def _edited(random: Random, root: Path) -> Iterator[str]:
    """Makes one or two edits; yields what they are."""
    for _ in range(random.choice((1, 1, 2))):
        while True:
            kind = random.choice(sorted(EDITS))
            try:
                EDITS[kind](random, root)
            except NothingToEdit:
                continue
            yield kind
            break


def run_sequence(number: int, start: Path, folder: Path, builds: int, tally: Tally) -> None:
    """One sequence of edits and builds in a folder, from a copy of a world that was built."""
    random = Random(f"sequence {number}")
    root, kept, twin, clean, good = (folder / name for name in ("world", "kept", "twin", "clean", "good"))
    shutil.copytree(start, root)
    day = _DAY
    for step in range(builds):
        shutil.rmtree(good, ignore_errors=True)
        shutil.copytree(root, good, ignore=shutil.ignore_patterns(FOLDER))
        edits = list(_edited(random, root))
        if random.random() < 0.25:
            edits.append("another day")
            day = _DAY + timedelta(days=random.randrange(-400, 800))
        tally.edits.update(edits)
        at_once = [(twin, day, True)] if random.random() < 0.125 else []
        built(root, (kept, day, True), *at_once, whole=number % WHOLE == 0)
        built(root, (clean, day, False), whole=number % WHOLE == 0)
        for made in (kept, *(out for out, _, _ in at_once)):
            found = differences(made, clean)
            if found:
                tally.faults.append(
                    f"sequence {number}, build {step}, after {', '.join(edits)}: {', '.join(found[:5])}"
                )
        sizes = [path.stat().st_size for path in (clean / "site").rglob("*") if path.is_file()]
        tally.builds += 1
        tally.bytes += sum(sizes)
        if not (clean / "site/index.html").is_file():  # mended: what was written before comes back, what is kept stays
            tally.refused += 1
            keeps = root / FOLDER
            if keeps.exists():
                shutil.move(keeps, good / FOLDER)
            shutil.rmtree(root)
            shutil.move(good, root)


def main() -> int:
    """Runs what the arguments ask for, and prints what was compared and what was not the same."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sequences", type=int, default=200, metavar="N")
    parser.add_argument("--first", type=int, default=0, metavar="K", help="the number of the first sequence")
    parser.add_argument("--builds", type=int, default=2, metavar="N", help="how many builds a sequence has")
    asked = parser.parse_args()
    tally, begun = Tally(), time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"XDG_STATE_HOME": str(folder / "state"), "LOCALAPPDATA": str(folder / "state")}
        start = world_to_edit(folder / "start")
        built(start, (folder / "first", _DAY, True), whole=False)
        assert (folder / "first/site/index.html").is_file(), (folder / "first/printed").read_text(encoding="utf-8")
        for module in (
            (folder / "modules").read_text(encoding="utf-8").splitlines()
        ):  # so that no copy imports them again
            with suppress(ImportError):
                import_module(module)
        _COMPILED.fill()
        done = 0
        with suppress(KeyboardInterrupt):  # what was compared until then is printed
            for number in range(asked.first, asked.first + asked.sequences):
                before = len(tally.faults)
                with tempfile.TemporaryDirectory(dir=folder) as place:
                    run_sequence(number, start, Path(place), asked.builds, tally)
                for fault in tally.faults[before:]:
                    print(f"  {fault}", flush=True)
                done += 1
    cpu = sum(os.times()[:4])
    print(
        f"{done:,} sequences from {asked.first:,}, {tally.builds:,} builds ({tally.refused:,} of records that do not"
        f" hold), {sum(tally.edits.values()):,} edits, {tally.bytes / 1e6:,.0f} MB compared: {len(tally.faults)} differ"
        f" ({time.monotonic() - begun:.0f} s, {cpu:.0f} s of CPU)"
    )
    for kind, count in sorted(tally.edits.items()):
        print(f"  {kind}: {count}")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
