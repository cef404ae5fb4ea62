"""Measures the check of a register: sign-offs a second and peak memory, as one whole process each.

python -m benchmarks.register [--sizes 1000 10000 100000] [--repeat 3]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.builders.invented_register import ON, make_register
from tests.paths import ROOT

_PER_FILE = 10
#: One check, in a process of its own: what it took in each part, and what it needed of the machine.
_CHECK = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
began = time.perf_counter()
from pa_framework.check.run import check_records, load_register
from pa_framework.records.load import read_records
root, register, on = Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3])
records = read_records(root)
read = time.perf_counter()
held = load_register(root, register)
judge = time.perf_counter()
report = check_records(records, on, (), held)
ended = time.perf_counter()
own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "sign_offs": len(report.facts.verdicts), "files": len(held.documents), "findings": len(report.findings),
    "wall": ended - began, "reading": judge - read, "judging": ended - judge,
    "cpu": own.ru_utime + own.ru_stime, "cpu_workers": workers.ru_utime + workers.ru_stime,
    "mb": own.ru_maxrss / 1024, "mb_worker": workers.ru_maxrss / 1024,
}))
"""


def measured(register: Path) -> dict[str, float]:
    command = [sys.executable, "-c", _CHECK, str(ROOT), str(register), ON.isoformat()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, best of {options.repeat} runs\n")
    print(
        "| sign-offs | files | findings | whole process | sign-offs a second | reading | judging"
        " | CPU: first process + workers | peak memory: first process, largest worker |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            register = Path(folder) / str(size)
            make_register(register, size // _PER_FILE, 1, (_PER_FILE, _PER_FILE), up="../../")
            found = min((measured(register) for _ in range(options.repeat)), key=lambda run: run["wall"])
            print(
                f"| {found['sign_offs']:,} | {found['files']:,} | {found['findings']:,} | {found['wall']:.1f} s"
                f" | {found['sign_offs'] / found['wall']:,.0f} | {found['reading']:.1f} s | {found['judging']:.1f} s"
                f" | {found['cpu']:.1f} + {found['cpu_workers']:.1f} s | {found['mb']:.0f}, {found['mb_worker']:.0f} MB |",
                flush=True,
            )


if __name__ == "__main__":
    main()
