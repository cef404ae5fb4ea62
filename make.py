"""The verbs of this project, for Windows, macOS and Linux: `python make.py site`. `make site` runs the same.

Nothing but git and Python 3.11 or newer has to be installed first. Each verb puts what it needs into `.venv`, and does
so again only when a file that names versions has changed. Words after a verb go to its last command.
Made from tools/pa_framework/edit/templates/common/, as is the file of every new area.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0])

import hashlib
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
VERBS: dict[str, Callable[..., None]] = {}


def verb(function: Callable[..., None]) -> Callable[..., None]:
    """Makes a function a verb, with the words of its docstring as its help."""
    VERBS[function.__name__.replace("_", "-")] = function
    return function


# The verbs


@verb
def site(*words: str) -> None:
    """Checks the records and builds the site."""
    schemas()
    run("pa-framework", "build", ".", *words)


@verb
def test(*words: str) -> None:
    """Runs every test of the program and of the content; --cov measures branches as well."""
    lint()
    run("pa-framework", "fmt", "--check", ".")
    run("pa-framework", "codeowners", ".", "--check")
    run("pytest", "-q", "-n", "auto", "--dist", "worksteal", *words)


@verb
def setup() -> None:
    """Puts the program into .venv."""
    inputs = ("requirements.lock", "pyproject.toml")
    install("program", inputs, ("--require-hashes", "-r", "requirements.lock"), PROGRAM)


@verb
def check(*words: str) -> None:
    """Says whether the records hold together."""
    schemas()
    run("pa-framework", "check", ".", *words)


@verb
def serve(*words: str) -> None:
    """Shows the site while you edit."""
    schemas()
    run("pa-framework", "serve", ".", *words)


@verb
def schemas() -> None:
    """Writes the schemas that editors use."""
    setup()
    run("pa-framework", "schema", ".")


@verb
def codeowners() -> None:
    """Writes CODEOWNERS from the records."""
    setup()
    run("pa-framework", "codeowners", ".")


@verb
def fmt() -> None:
    """Lays out the records and the Python code."""
    set_up_tests()
    run("pa-framework", "fmt", ".")
    run("ruff", "check", "--fix", *CODE)
    run("ruff", "format", *CODE)


@verb
def test_program(*words: str) -> None:
    """Runs the tests of the program, which read no live record."""
    lint()
    run("pytest", "-q", "-n", "auto", "--dist", "worksteal", "--ignore", "tests/content", *words)


@verb
def test_content(*words: str) -> None:
    """Runs the tests of the records and pages, for their authors."""
    set_up_tests()
    check_layout()
    run("pa-framework", "codeowners", ".", "--check")
    run("pytest", "-q", "tests/content", *words)


@verb
def lint() -> None:
    """Asks ruff, mypy and import-linter about the code, and zizmor about the workflows."""
    set_up_tests()
    run("ruff", "check", *CODE)
    run("ruff", "format", "--check", *CODE)
    run("mypy")
    run("lint-imports", "--no-cache")
    run("zizmor", "--offline", "--quiet", "--no-progress", ".")


@verb
def structs() -> None:
    """Writes the Python types of records from their schemas."""
    setup()
    run("python", "-m", "pa_framework.records.struct_generator")


@verb
def bless(*words: str) -> None:
    """Accepts what the golden tests print now; read the diff."""
    set_up_tests()
    run("pytest", "-q", *words, BLESS="1")


@verb
def bench(*words: str) -> None:
    """Measures the ratios of benchmarks/README.md."""
    set_up_tests()
    run("python", "-m", "benchmarks.run", *words)


@verb
def lock(*words: str) -> None:
    """Renews the locked versions; `--upgrade` takes the newest."""
    set_up_tests()
    how = ["-q", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header"]
    how += ["--extra", "share-images", "--extra", "lsp", "--extra", "papers"]
    for group, file in (("lock", "requirements.lock"), ("dev", "requirements-dev.lock")):
        run("uv", "pip", "compile", *how, "--group", group, "pyproject.toml", "-o", file, *words)


@verb
def clean() -> None:
    """Deletes what was made."""
    delete(".venv", "site", "build", ".schemas")


#: What ruff reads.
CODE = ("tools", "tests", "benchmarks", "make.py")
#: The program itself, installed in place; all that it needs is installed before it.
PROGRAM = ("--no-deps", "--no-build-isolation", "-e", ".")


def set_up_tests() -> None:
    """Puts what the tests need into .venv as well."""
    setup()
    install("tests", ("requirements-dev.lock",), ("--require-hashes", "-r", "requirements-dev.lock"))


def check_layout() -> None:
    """Says where files are laid out otherwise than the rest, which is no reason to refuse a change."""
    if run("pa-framework", "fmt", ".", "--check", allowed=(0, 1)):
        print('Only layout, and no fault: the verb "fmt" corrects it.', flush=True)


# What the verbs are made of

#: What a program ends with that was stopped with Ctrl+C.
STOPPED = 130
PIP = ("python", "-m", "pip", "install", "-q", "--disable-pip-version-check")


def install(name: str, inputs: Sequence[str], *steps: Sequence[str]) -> None:
    """Installs into .venv, step by step, unless that was done before for the same inputs, place and Python.

    A stamp in .venv holds their hash. It is written last: an installation that was stopped is done again.
    """
    if not all(Path(program(part)).exists() for part in ("python", "pip")):  # or the Python of .venv is gone
        import venv  # seldom needed, and slow to import

        venv.create(VENV, clear=True, symlinks=os.name != "nt", with_pip=True)
    known = [str(HERE).encode(), (VENV / "pyvenv.cfg").read_bytes(), *((HERE / path).read_bytes() for path in inputs)]
    wanted = hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in known)).hexdigest()
    stamp = VENV / f"{name}.stamp"
    if stamp.is_file() and stamp.read_text(encoding="ascii", errors="replace") == wanted:
        return
    stamp.unlink(missing_ok=True)
    for words in steps:
        run(*PIP, *words)
    stamp.write_text(wanted, encoding="ascii")


def program(name: str, system: str = os.name) -> str:
    """The path of a program in .venv, as an operating system has it there: `nt` is Windows."""
    return str(VENV / "Scripts" / f"{name}.exe" if system == "nt" else VENV / "bin" / name)


def run(name: str, *words: str, allowed: Sequence[int] = (0,), **environment: str) -> int:
    """Runs a program of .venv, here, and returns its exit code. One that is not allowed ends this process with it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with subprocess.Popen([program(name), *words], cwd=HERE, env={**os.environ, **environment}) as process:
        try:
            code = ended(process)
            while code is None:
                code = ended(process)
        finally:
            process.terminate()  # nothing happens where it has ended
    if code not in allowed:
        if code > 0 and code != STOPPED:
            print(ascii(" ".join((name, *words)))[1:-1], "ended with", code, file=sys.stderr)
        sys.exit(code if code >= 0 else 128 - code)
    return code


def ended(process: subprocess.Popen[bytes]) -> int | None:
    """The exit code of a program that has ended; None after Ctrl+C, which reached it too: it ends in its own way."""
    try:
        return process.wait()
    except KeyboardInterrupt:
        return None


def delete(*names: str) -> None:
    """Deletes folders of this folder, where they are."""
    for name in names:
        if (HERE / name).exists():
            shutil.rmtree(HERE / name)


def help_text() -> str:
    """The verbs, one a line."""
    lines = (f"  {name:13} {function.__doc__}" for name, function in VERBS.items())
    return "\n".join(("python make.py VERB", *lines))


def main(name: str = "help", *words: str) -> None:
    """Does what a verb says."""
    if name in ("help", "-h", "--help"):
        print(help_text())
    elif name not in VERBS:
        sys.exit(f"There is no verb {name!a}.\n{help_text()}")
    elif words and "words" not in VERBS[name].__annotations__:
        sys.exit(f"The verb {name} takes no words after it.")
    else:
        try:
            VERBS[name](*words)
        except KeyboardInterrupt:
            sys.exit(STOPPED)
        except (OSError, subprocess.CalledProcessError) as error:
            sys.exit(f"{name}: {ascii(str(error))[1:-1]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
