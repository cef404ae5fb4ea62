"""Measures `register facts`: seconds of CPU and peak memory of registers of several sizes, as one whole process each.

python -m benchmarks.facts [--sizes 1000 10000] [--given]

A large register is made of copies of one of 10,000 sign-offs under other ids. With `--given`, verdicts and answers are not
asked for but given, so that what is left (reading, index, parts, writing) is measured at sizes whose verdicts take hours.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.builders.invented_register import ON, make_register
from tests.paths import ROOT

_PER_FILE, _AT_MOST = 10, 10_000
_ID = re.compile(r"\b(pa|pr|person)-(\d{3,5})\b")
_MEASURED = """
import resource, sys
from pa_framework.register import facts_by_pa as module
if sys.argv.pop(1) == "given":
    runs = [module.Run(711_858 + n * 100, 711_957 + n * 100, state) for n, state in enumerate(module.State)]
    module._sign_offs = lambda facts, pa: [
        module.OfSignOff(n, one.task, one.person, runs) for n, one in enumerate(pa.sign_offs)
    ]
    module._answers = lambda facts, pa: sorted(
        {module.OfAnswer(one.task, one.person, module.AnswerKind.YES, "holds") for one in pa.sign_offs}
    )
from pa_framework.cli.main import main
main(standalone_mode=False)
own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
print(f"{cpu:.1f} s | {own.ru_maxrss / 1024:.0f}, {others.ru_maxrss / 1024:.0f} MB")
"""


def copies(source: Path, out: Path, number: int) -> None:
    """Copies a register so many times into one, each time under other ids."""
    files = [(file.relative_to(source), file.read_text(encoding="utf-8")) for file in sorted(source.rglob("*.yaml"))]
    for copy in range(number):
        for path, text in files:
            name = _ID.sub(rf"\1-{copy:03}-\2", path.as_posix())
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_text(_ID.sub(rf"\1-{copy:03}-\2", text), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--given", action="store_true")
    options = parser.parse_args()
    print("| sign-offs | run | by the clock | CPU | peak memory: first process, largest other |")
    print("| ---: | --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            source, register = Path(folder) / "source", Path(folder) / f"{size}"
            small = min(size, _AT_MOST)
            make_register(source / f"{small}", small // _PER_FILE, 1, (_PER_FILE, _PER_FILE), up="../../")
            copies(source / f"{small}", register, size // small)
            command = [sys.executable, "-c", _MEASURED, "given" if options.given else "asked", "register", "facts"]
            command += ["--root", str(ROOT), "--register", str(register), "--on", ON.isoformat()]
            for run in ("first", "again"):
                began = time.perf_counter()
                out = ["--out", f"{folder}/{size}-{run}"]
                done = subprocess.run([*command, *out], capture_output=True, text=True, check=True)
                wall = time.perf_counter() - began
                print(f"| {size:,} | {run} | {wall:.1f} s | {done.stdout.strip().splitlines()[-1]} |", flush=True)


if __name__ == "__main__":
    main()
