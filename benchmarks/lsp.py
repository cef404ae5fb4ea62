"""How long the language server takes for what an editor asks, in a world of N records.

python -m benchmarks.lsp [--records 1000] [--repeat 7]

Times are those of the processor (user and system) in one process, so that other programs matter little. Pauses after an
edit (`lsp.server.READ_AFTER`, `CHECK_AFTER`) come on top of the first two.
"""

import argparse
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.worlds import make_world
from pa_framework.lsp.completion import completions
from pa_framework.lsp.frameworks import Framework
from pa_framework.lsp.navigation import hover, named_at, references, renaming, symbols
from pa_framework.lsp.texts import Places
from tests.builders.worlds import TASK

ON = date(2026, 11, 22)


def milliseconds(work: Callable[[int], object], repeat: int) -> float:
    """The median of several calls, each with its number."""
    taken = []
    for number in range(repeat):
        began = process_time()
        work(number)
        taken.append(process_time() - began)
    return 1000 * median(taken)


def rows(root: Path, repeat: int) -> dict[str, float]:
    """What is asked → milliseconds."""
    framework = Framework(root)
    text = (root / TASK).read_text(encoding="utf-8")
    found = {"first check": milliseconds(lambda _: framework.check(ON, {}), 1)}

    def edited(number: int) -> str:
        return text.replace("risk: medium", f"risk: medium  # {number}")

    def form(number: int) -> None:
        framework.overlay.texts[root / TASK] = edited(number)
        framework.read_findings(TASK)

    found["form of the open record after an edit"] = milliseconds(form, repeat)
    framework.overlay.texts.clear()
    found["every rule after an edit"] = milliseconds(
        lambda number: framework.check(ON, {root / TASK: edited(number + 100)}), repeat
    )
    framework.report = report = framework.check(ON, {})
    typed = Places(text.replace("requires: {", "requires: {a"))
    end = typed.text.index("requires: {a") + len("requires: {a")
    at = text.index("record-keeping") + 1
    named = named_at(report, "task", text, at)
    assert named is not None
    found["completion of a competence"] = milliseconds(lambda _: completions(report, "task", typed, end), repeat)
    found["hover over an id"] = milliseconds(lambda _: hover(report, "task", Places(text), at, ()), repeat)
    found["outline"] = milliseconds(lambda _: symbols(Places(text)), repeat)
    found["all references"] = milliseconds(lambda _: references(framework, {}, named), repeat)
    found["rename, with its check"] = milliseconds(
        lambda number: renaming(framework, {}, named, f"keeping-records-{number}", ON), min(repeat, 3)
    )
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        number = make_world(Path(folder) / "world", options.records)
        print(f"{number:,} records, medians of {options.repeat}, CPU\n\n| Asked | ms |\n| --- | ---: |")
        for name, taken in rows(Path(folder) / "world", options.repeat).items():
            print(f"| {name} | {taken:,.0f} |" if taken >= 10 else f"| {name} | {taken:.1f} |")


if __name__ == "__main__":
    main()
