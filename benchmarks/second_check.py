"""Measures `check --register` again: the first time, with nothing changed, and after one file has changed.

python -m benchmarks.second_check [--sizes 1000 10000 100000]

A large register is made of copies of one of 10,000 sign-offs under other ids. Each run is a whole process.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from hashlib import blake2b
from pathlib import Path

from benchmarks.facts import copies
from pa_framework.text.kept import SWITCH
from tests.builders.invented_register import ON, make_register
from tests.paths import ROOT

_PER_FILE, _AT_MOST = 10, 10_000
_MEASURED = """
import resource, sys
from pa_framework.cli.main import main
try:
    main()
finally:
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    print(f"{cpu:.1f} s | {own.ru_maxrss / 1024:.0f} MB", file=sys.stderr)
"""


def measured(register: Path, run: str, *, keeps: bool = True) -> str:
    """Measures one run and prints its row; returns a hash of what it printed."""
    command = [sys.executable, "-c", _MEASURED, "check", str(ROOT), "--register", str(register), "--on", ON.isoformat()]
    environment = {**os.environ, SWITCH: "on" if keeps else "off"}
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    wall = time.perf_counter() - began
    print(f"| {run} | {wall:.1f} s | {done.stderr.decode().strip().splitlines()[-1]} |", flush=True)
    return blake2b(done.stdout).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            source, register = Path(folder) / f"source-{size}", Path(folder) / f"{size}"
            small = min(size, _AT_MOST)
            make_register(source, small // _PER_FILE, 1, (_PER_FILE, _PER_FILE), up="../../")
            copies(source, register, size // small)
            print(
                f"\n| {size:,} sign-offs | by the clock | CPU | peak memory |\n| --- | ---: | ---: | ---: |", flush=True
            )
            measured(register, "first")
            measured(register, "again, nothing changed")
            for kind in ("pas", "practitioners", "persons"):
                file = sorted((register / kind).glob("*.yaml"))[7]
                file.write_bytes(file.read_bytes() + b"# another line\n")
                found = measured(register, f"again, one file of `{kind}` changed")
            expected = measured(register, "the same, with nothing kept", keeps=False)
            print("\nthe same bytes" if found == expected else "\nOTHER BYTES", flush=True)


if __name__ == "__main__":
    main()
