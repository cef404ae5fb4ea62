"""The command `pa-framework`. Only this door and the modules beside it that are called `cli_…` know Click."""

import errno
import gc
import os
import re
import sys
import time
from contextlib import suppress
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from shlex import quote
from typing import Any, NoReturn, TextIO

import click

from pa_framework import __version__
from pa_framework.check import reporters
from pa_framework.check.explain import explanation, retired_explanation
from pa_framework.check.rules import RULES
from pa_framework.check.run import Report, check
from pa_framework.cli.options import (
    UNREADABLE,
    WRONG,
    Group,
    coloured,
    free_folder,
    on_option,
    patience,
    root_argument,
)
from pa_framework.records.load import NoFramework
from pa_framework.records.register import NoRegister
from pa_framework.text.atomic_write import filled_aside
from pa_framework.text.findings import Severity
from pa_framework.text.suggestions import nearest


class _Code(click.ParamType[str]):
    name = "code"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        code = re.sub(r"^([A-Z]{3})[ -]?0*([0-9]{1,3})$", _three_figures, str(value).strip().upper())
        if code not in RULES:
            near = nearest(code.lower(), {known.lower(): known for known in RULES})
            known_name = next((rule.code for rule in RULES.values() if rule.name == str(value).lower()), None)
            if known_name:
                return known_name
            self.fail(
                retired_explanation(code)
                or f"there is no rule {code}" + (f"; did you mean {near.upper()}?" if near else ""),
                param,
                ctx,
            )
        return code


def _three_figures(code: re.Match[str]) -> str:
    return f"{code[1]}{code[2]:>03}"


#: Commands that stand in modules of their own.
_ELSEWHERE = {
    "register": "register",
    "diff": "diff",
    "schema": "schema",
    "new": "new",
    "fmt": "fmt",
    "rename": "fmt",
    "init": "init",
    "codeowners": "init",
    "release-notes": "init",
    "locked": "init",
}


@click.group(cls=Group, later=_ELSEWHERE, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pa-framework")
def main() -> None:
    """Checks, builds and shows a framework for personal assistants.

    ROOT is the folder that holds `framework`, `competences` and `case_studies`; without it, this folder.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a file's name or a terminal may not know every sign; nothing is lost
            stream.reconfigure(errors="backslashreplace")


@main.command("check")
@root_argument
@on_option
@click.option("--register", type=click.Path(path_type=Path), help="A competence register, checked as well.")
@click.option("--format", "form", type=click.Choice(list(reporters.FORMATS)), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings count as well.")
@click.option("--skip", type=_Code(), multiple=True, metavar="CODE", help="Leave a rule out. Can be given again.")
def check_command(
    root: Path, on: date | None, register: Path | None, form: str, strict: bool, skip: tuple[str, ...]
) -> None:
    """Says whether the records hold together, and if not, where and what to do.

    Ends with 0 where nothing is wrong, 1 where something is, 2 where ROOT or the register can not be read.
    """
    report = _checked(root, on, skip, register)
    if form == "text":
        click.echo(reporters.text(report, colour=coloured(sys.stdout)), nl=False)
    else:
        click.echo(reporters.FORMATS[form](report), nl=False)
    if report.errors or (strict and report.warnings):
        sys.exit(WRONG)


def _checked(root: Path, on: date | None, skip: tuple[str, ...] = (), register: Path | None = None) -> Report:
    with patience("Reading the records"):
        try:
            return check(root, on or date.today(), skip, register)
        except (NoFramework, NoRegister) as error:
            click.echo(f"pa-framework: {error}", err=True)
            sys.exit(UNREADABLE)


@main.command("explain")
@click.argument("code", type=_Code())
def explain_command(code: str) -> None:
    """Says what a rule means, why it is there, and shows a bad and a good example."""
    click.echo(explanation(RULES[code]), nl=False)


@main.command("pages")
@root_argument
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where to write.")
@on_option
def pages_command(root: Path, out: Path, on: date | None) -> None:
    """Writes the pages of the site as a tree of Markdown, for any site generator."""
    from pa_framework.site.tree import write_pages

    report = _holding(root, on)
    target = free_folder(out, root)
    try:
        with filled_aside(target, alone=False) as whole:
            number = write_pages(report.facts, whole)
    except OSError as error:
        _can_not_be_written(out, error)
    click.echo(f"{number:,} files written to {out}")


def _holding(root: Path, on: date | None) -> Report:
    """The report on records that hold; where they do not, what is wrong, and the end."""
    report = _checked(root, on)
    if report.errors:
        shown = Report(report.facts, tuple(each for each in report.findings if each.severity is Severity.ERROR))
        click.echo(reporters.text(shown, colour=coloured(sys.stderr)), nl=False, err=True)
        click.echo("Nothing was built, because the records do not hold together yet.", err=True)
        sys.exit(WRONG)
    return report


@main.command("build")
@root_argument
@click.option(
    "--site-dir", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes.  [default: ROOT/site]"
)
@on_option
def build_command(root: Path, site_dir: Path | None, on: date | None) -> None:
    """Checks the records, then builds the site."""
    began = time.monotonic()
    report = _holding(root, on)
    config = _site_settings(root)
    target = free_folder(site_dir or root / "site", root)
    click.echo(f"Building the site from {len(report.records.documents):,} records …", err=True)
    try:
        with filled_aside(target, alone=True) as whole:
            if code := _mkdocs("build", config, str(whole), on):
                click.echo("The site was not built; the lines above say why.", err=True)
                sys.exit(code)
    except OSError as error:
        _can_not_be_written(target, error)
    click.echo(f"Built in {time.monotonic() - began:.0f} s: {target}")
    if report.warnings:
        click.echo(f"{report.warnings:,} warnings; `pa-framework check` lists them.")
    click.echo(f"To look at it: pa-framework serve {quote(str(root))}   or open {target / 'index.html'}")


@main.command("serve")
@root_argument
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 shows it to other machines.")
@on_option
def serve_command(root: Path, port: int, host: str, on: date | None) -> None:
    """Shows the site while you edit: it follows every change, and keeps the last good site where one does not hold."""
    _checked(root, on)
    config = _site_settings(root)
    try:
        sys.exit(_mkdocs("serve", config, f"{host}:{_free(host, port)}", on))
    except KeyboardInterrupt:
        sys.exit(0)


def _mkdocs(command: str, config: Path, where: str, on: date | None) -> int:
    """Runs MkDocs, and the code that it ends with. Ctrl+C reaches it as well: it is given time to tidy up."""
    import subprocess  # starting the program is quicker without it

    words = [sys.executable, "-m", "pa_framework.site.mkdocs_run", command, str(config), where]
    process = subprocess.Popen(words, env=_environment(on))
    try:
        return process.wait()
    except KeyboardInterrupt:
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.terminate()
        raise


def _free(host: str, port: int) -> int:
    """The port, where nothing listens on it yet; 0 asks for any. Else one sentence and the end."""
    try:
        return _bound(host, port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            click.echo(f"pa-framework: `{host}:{port}` can not be used ({error.strerror})", err=True)
            sys.exit(UNREADABLE)
    for other in (*range(port + 1, min(port + 50, 65536)), 0):
        with suppress(OSError):
            click.echo(
                f"pa-framework: something uses port {port} already, perhaps another preview; "
                f"end that one with Ctrl+C, or add `--port {_bound(host, other)}`",
                err=True,
            )
            break
    sys.exit(UNREADABLE)


def _bound(host: str, port: int) -> int:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])


def _can_not_be_written(target: Path, error: OSError) -> NoReturn:
    named = Path(error.filename or target)
    source = named.is_file() and named not in (target, *target.parents)  # a picture, say, that is not ours to read
    what = f"`{error.filename}` can not be read" if source else f"`{target}` can not be written"
    click.echo(f"pa-framework: {what} ({error.strerror})", err=True)
    sys.exit(UNREADABLE)


def _site_settings(root: Path) -> Path:
    config = root / "mkdocs.yml"
    if not config.is_file():
        click.echo(f"pa-framework: `{config}` is missing; it says how the site is built", err=True)
        sys.exit(UNREADABLE)
    return config


def _environment(on: date | None) -> dict[str, str]:
    extra = {"PA_FRAMEWORK_ON": on.isoformat()} if on else {}
    return {**os.environ, "NO_MKDOCS_2_WARNING": "true", **extra}


def run() -> None:
    """What the installed command calls."""
    gc.disable()  # a run is short, and looking for circles among its many small values takes a tenth of it
    sys.stdout = sys.stdout or _nowhere()  # None where the caller has closed them
    sys.stderr = sys.stderr or _nowhere()
    try:
        main()
    except OSError as error:
        if error.filename is not None or error.errno not in (errno.ENOSPC, errno.EIO, errno.EBADF):
            raise
        sys.stdout = _nowhere()  # or the interpreter would try once more, and complain
        print(f"pa-framework: the output can not be written ({error.strerror})", file=sys.stderr)
        sys.exit(UNREADABLE)


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
