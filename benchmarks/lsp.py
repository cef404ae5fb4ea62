"""How long the language server takes for what an editor asks, in a world of N records.

python -m benchmarks.lsp [--records 1000] [--repeat 7]

The first table has times of the processor (user and system) in one process, so that other programs matter less. The
second has times of a clock in a session with the server as a process: from an edit to its mark, pauses included.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from benchmarks.worlds import make_world
from pa_framework.lsp.completion import completions
from pa_framework.lsp.frameworks import Framework
from pa_framework.lsp.navigation import hover, named_at, references, renaming, symbols
from pa_framework.lsp.texts import Places
from tests.builders.worlds import TASK
from tests.editors.language_server import language_server

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


def session(root: Path, repeat: int) -> dict[str, list[float]]:
    """What is waited for → milliseconds, in a session over standard input and output."""
    text, address = (root / TASK).read_text(encoding="utf-8"), (root / TASK).as_uri()
    found: dict[str, list[float]] = {}
    with language_server(root, [sys.executable, "-m", "pa_framework", "lsp", "--on", str(ON)], {}) as editor:

        def timed(what: str, work: Callable[[], object]) -> None:
            began = perf_counter()
            work()
            found.setdefault(what, []).append(1000 * (perf_counter() - began))

        def sent(new: str, version: int) -> None:
            document = {"uri": address, "version": version}
            editor.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": new}]})

        def marked(code: str) -> Callable[[list[dict[str, Any]]], bool]:
            return lambda marks: code in {mark["code"] for mark in marks}

        document = {
            "uri": address,
            "languageId": "yaml",
            "version": 1,
            "text": text.replace("category: ", "category: x"),
        }
        editor.tell("textDocument/didOpen", {"textDocument": document})
        editor.marked(address, marked("REF001"))
        place = {"line": text[: text.index("risk: ")].count("\n"), "character": len("risk: ")}
        question = {"textDocument": {"uri": address}, "position": place}
        for number in range(repeat):
            sent(text.replace("status: delegable", "status: delegabel"), 4 * number + 2)
            timed("a fault of form is marked", lambda: editor.marked(address, marked("SCH004")))
            sent(text, 4 * number + 3)
            editor.marked(address, lambda marks: not marked("SCH004")(marks))
            sent(text.replace("category: ", "category: x"), 4 * number + 4)
            timed("a completion while the rules run", lambda: editor.ask("textDocument/completion", question))
            timed("an id without a record is marked", lambda: editor.marked(address, marked("REF001")))
            timed("a completion", lambda: editor.ask("textDocument/completion", question))
            sent(text, 4 * number + 5)
            editor.marked(address, lambda marks: not marked("REF001")(marks))
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
        print("\n| Waited for | median ms | worst ms |\n| --- | ---: | ---: |")
        for name, times in session(Path(folder) / "world", options.repeat).items():
            print(f"| {name} | {median(times):,.0f} | {max(times):,.0f} |")


if __name__ == "__main__":
    main()
