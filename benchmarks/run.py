"""Measures whole processes side by side and prints ratios. The bars are those of the design.

python -m benchmarks.run [--repeat 3] [--sizes 250 1000] [--cpu]

With --cpu, seconds are those of the processor, of a process and all that it started: for a machine that others use too.
"""

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.worlds import make_world
from pa_framework.records.json_schema import FOLDER as SCHEMAS
from pa_framework.records.kinds import kind_at
from pa_framework.text.kept import FOLDER
from tests.paths import ROOT

BIN = Path(sys.executable).parent
_PLAIN = """site_name: Plain
docs_dir: docs
theme: {{name: material, font: false}}
plugins: [search]
markdown_extensions: [admonition, attr_list, def_list, md_in_html, tables, toc, pymdownx.highlight, pymdownx.superfences]
"""


#: How seconds are counted: `clock`, or `cpu`.
measure = "clock"


def count_cpu(cpu: bool) -> None:
    """Counts seconds of the processor from now on, or those of the clock."""
    global measure
    measure = "cpu" if cpu else "clock"


def _seconds() -> float:
    if measure == "clock":
        return perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(*command: str | Path, codes: tuple[int, ...] = (0,), most: float | None = None) -> float:
    """Seconds that a whole process takes. Raises TimeoutExpired after `most` seconds of the clock."""
    began = _seconds()
    done = subprocess.run(
        [str(part) for part in command],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "true"},
        capture_output=True,
        text=True,
        check=False,
        timeout=most,
    )
    if done.returncode not in codes:
        raise SystemExit(f"{command} ended with {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return _seconds() - began


def check(world: Path) -> float:
    """A first check: nothing is kept."""
    shutil.rmtree(world / FOLDER, ignore_errors=True)
    return run(BIN / "pa-framework", "check", world)


def check_again(world: Path) -> float:
    """A check of files that were checked before."""
    run(BIN / "pa-framework", "check", world)
    return run(BIN / "pa-framework", "check", world)


def check_after_an_edit(world: Path) -> float:
    """A check after one title has changed."""
    run(BIN / "pa-framework", "check", world)
    _edit(world)
    return run(BIN / "pa-framework", "check", world)


def version(_: Path) -> float:
    return run(BIN / "pa-framework", "--version")


def check_jsonschema(world: Path) -> float:
    """The same files against the same schemas: one call for each kind, since a call takes one schema."""
    files: dict[str, list[Path]] = {}
    for path in sorted(world.rglob("*.yaml")):
        kind = kind_at(path.relative_to(world).as_posix())
        if kind:
            files.setdefault(kind, []).append(path)
    return sum(
        run(BIN / "check-jsonschema", "--schemafile", SCHEMAS / f"{kind}.schema.json", *paths)
        for kind, paths in files.items()
    )


def build(world: Path) -> float:
    return run(BIN / "pa-framework", "build", world, "--no-cache", "--site-dir", world / "site")


def build_after_an_edit(world: Path) -> float:
    """A build of a world that was built before, with another word in one title."""
    run(BIN / "pa-framework", "build", world, "--site-dir", world / "site")
    _edit(world)
    return run(BIN / "pa-framework", "build", world, "--site-dir", world / "site")


def _edit(world: Path) -> None:
    """Adds a word to the title of a task."""
    task = next((world / "framework" / "tasks").glob("made-task-*.yaml"))
    text = task.read_text(encoding="utf-8")
    task.write_text(re.sub(r"(?m)^title: (.*)$", r"title: \1 again", text, count=1), encoding="utf-8")


def plain_build(world: Path) -> float:
    """A plain MkDocs build of the same Markdown with its default navigation."""
    plain = world.with_name(f"{world.name}-plain")
    shutil.rmtree(plain, ignore_errors=True)
    run(BIN / "pa-framework", "pages", world, "--out", plain / "docs")
    (plain / "mkdocs.yml").write_text(_PLAIN.format())
    return run(BIN / "python", "-m", "mkdocs", "build", "-q", "-f", plain / "mkdocs.yml")


def paired(
    ours: Callable[[Path], float], theirs: Callable[[Path], float], world: Path, repeat: int
) -> tuple[float, float, float]:
    """Medians of both, and the median of the ratios of neighbouring runs (theirs ÷ ours)."""
    pairs = [(ours(world), theirs(world)) for _ in range(repeat)]
    return median(a for a, _ in pairs), median(b for _, b in pairs), median(b / a for a, b in pairs)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[250, 1000])
    parser.add_argument("--cpu", action="store_true")
    options = parser.parse_args()
    count_cpu(options.cpu)
    print(
        f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, medians of {options.repeat} paired runs, {measure}\n"
    )
    own = median(check(ROOT) for _ in range(max(3, options.repeat)))
    again = median(check_again(ROOT) for _ in range(max(3, options.repeat)))
    print(f"check of this repository: {own:.2f} s, again {again:.2f} s (bar: under 0.6 s)\n")
    built: dict[int, float] = {}
    print(
        "| records | check | check-jsonschema | times faster | again ÷ --version | after an edit ÷ --version | build | plain mkdocs build | ours ÷ plain | after an edit | ÷ plain |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            world = Path(folder) / f"world-{size}"
            number = make_world(world, size)
            ours, theirs, ratio = paired(check, check_jsonschema, world, options.repeat)
            _, _, second = paired(version, check_again, world, options.repeat)
            _, _, after = paired(version, check_after_an_edit, world, options.repeat)
            built[size], plain, slower = paired(build, plain_build, world, options.repeat)
            edited = median(build_after_an_edit(world) for _ in range(options.repeat))
            print(
                f"| {number:,} | {ours:.2f} s | {theirs:.2f} s | {ratio:.1f} | {second:.1f} | {after:.1f} | {built[size]:.1f} s | {plain:.1f} s | {1 / slower:.2f} "
                f"| {edited:.1f} s | {edited / plain:.2f} |",
                flush=True,
            )
    sizes = sorted(built)
    if len(sizes) > 1:
        grown = built[sizes[-1]] / built[sizes[0]]
        print(f"\nbuild time from {sizes[0]} to {sizes[-1]:,} records: {grown:.1f} times (bar: at most 4.5)")


if __name__ == "__main__":
    main()
