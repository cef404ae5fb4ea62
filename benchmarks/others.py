"""Builds the same pages with other programs, side by side: plain MkDocs, Zensical, sphinx-needs and StrictDoc.

python -m benchmarks.others --programs DIR [--sizes 250 1000] [--repeat 1] [--cpu] [--most 1800]

DIR holds the environments of the others, each made by `python -m venv` and filled by its pip: `zensical` with zensical;
`sphinx` with sphinx-needs and myst-parser; `strictdoc` with strictdoc. What is not there is left out. A program is stopped
after --most seconds of the clock. With --cpu, seconds are those of the processor (see benchmarks.run).

All take the Markdown that `pa-framework pages` writes. Sphinx gets each page through MyST, with one need; StrictDoc has no
Markdown, so each page is one requirement with the words of the page. None of the three checks what our check does, and
none makes our search, feeds, share images and downloads.
"""

import argparse
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from benchmarks.run import build, build_after_an_edit, count_cpu, plain_build, run
from benchmarks.worlds import make_world

_SPHINX = """project = "Plain"
extensions = ["myst_parser", "sphinx_needs"]
suppress_warnings = ["myst", "needs", "toc", "misc"]
exclude_patterns = []
"""
_ZENSICAL = '[project]\nsite_name = "Plain"\ndocs_dir = "docs"\n'


def _pages(world: Path) -> Iterator[tuple[str, str, str]]:
    """Path without ending, title and text of each page that plain MkDocs gets."""
    docs = world.with_name(f"{world.name}-plain") / "docs"
    for file in sorted(docs.rglob("*.md")):
        text = re.sub(r"\A---\n.*?\n---\n", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        heading = re.search(r"(?m)^# (.+)$", text)
        yield file.relative_to(docs).with_suffix("").as_posix(), heading[1] if heading else file.stem, text


def _fresh(world: Path, name: str) -> Path:
    folder = world.with_name(f"{world.name}-{name}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def zensical(world: Path, program: Path, most: float) -> float:
    folder = _fresh(world, "zensical")
    shutil.copytree(world.with_name(f"{world.name}-plain") / "docs", folder / "docs")
    (folder / "zensical.toml").write_text(_ZENSICAL)
    return run(program / "bin" / "zensical", "build", "--config-file", folder / "zensical.toml", most=most)


def sphinx(world: Path, program: Path, most: float) -> float:
    folder = _fresh(world, "sphinx")
    (folder / "conf.py").write_text(_SPHINX)
    for number, (path, title, text) in enumerate(_pages(world)):
        target = folder / f"{path}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w ]", "", title)
        need = f"\n\n```{{need}} {name}\n:id: N_{number}\n\n{name}\n```\n"
        target.write_text(
            re.sub(r"(?m)^# .+$", lambda found, need=need: found[0] + need, text, count=1), encoding="utf-8"
        )
    return run(
        program / "bin" / "sphinx-build",
        "-q",
        "-j",
        str(os.cpu_count()),
        "-b",
        "html",
        folder,
        folder / "_out",
        most=most,
    )


def strictdoc(world: Path, program: Path, most: float) -> float:
    folder = _fresh(world, "strictdoc")
    for number, (_, title, text) in enumerate(_pages(world)):
        words = re.sub(r"[<>\[\]{}#|`*_\\]", " ", text)
        said = "\n".join(
            line.strip() for line in words.splitlines() if line.strip() and not line.strip().startswith(">>>")
        )
        name = re.sub(r"[^\w ]", "", title)
        (folder / f"page-{number}.sdoc").write_text(
            f"[DOCUMENT]\nTITLE: {name} {number}\n\n"
            f"[REQUIREMENT]\nUID: N-{number}\nTITLE: {name}\nSTATEMENT: >>>\n{said or 'Nothing'}\n<<<\n",
            encoding="utf-8",
        )
    return run(program / "bin" / "strictdoc", "export", folder, "--output-dir", folder / "_out", most=most)


_OTHERS: dict[str, Callable[[Path, Path, float], float]] = {
    "zensical": zensical,
    "sphinx": sphinx,
    "strictdoc": strictdoc,
}


def _or_stopped(make: Callable[[Path, Path, float], float], world: Path, program: Path, most: float) -> float:
    """Seconds that a program takes; infinitely many where it was stopped."""
    try:
        return make(world, program, most)
    except subprocess.TimeoutExpired:
        return float("inf")


def main() -> None:
    """Prints a row for each size: seconds, medians; `inf` where a program was stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[250, 1000])
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--cpu", action="store_true")
    parser.add_argument("--most", type=float, default=1800)
    options = parser.parse_args()
    count_cpu(options.cpu)
    there = {name: make for name, make in _OTHERS.items() if (options.programs / name).is_dir()}
    print(f"| records | ours | after an edit | plain MkDocs | {' | '.join(there)} |")
    print(f"| ---: | {'---: | ' * (3 + len(there))}".rstrip())
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            world = Path(folder) / f"world-{size}"
            number = make_world(world, size)
            ways: list[Callable[[Path], float]] = [build, build_after_an_edit, plain_build]
            rows = [[way(world) for way in ways] for _ in range(options.repeat)]
            rows = [
                row + [_or_stopped(make, world, options.programs / name, options.most) for name, make in there.items()]
                for row in rows
            ]
            print(
                f"| {number:,} | {' | '.join(f'{median(each):.1f} s' for each in zip(*rows, strict=True))} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
