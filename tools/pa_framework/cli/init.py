"""The commands that begin a framework and that a forge runs: `init`, `codeowners`, `release-notes`, `locked`."""

import re
import sys
from datetime import date
from pathlib import Path
from shlex import quote
from string import capwords

import click

from pa_framework.check.run import check
from pa_framework.cli.options import STOPPED, UNREADABLE, WRONG, on_option
from pa_framework.edit.area_files import Area, Forge, files_of, forge_of
from pa_framework.edit.area_target import Taken, lay, must_be_free
from pa_framework.edit.codeowners import FILE, codeowners
from pa_framework.edit.requirement import NoRequirement, named, running
from pa_framework.edit.transaction import NotWritten, write_all
from pa_framework.records.load import NoFramework, Records, read_records
from pa_framework.site.release_notes import NotReleasable, release_notes
from pa_framework.text.findings import Severity
from pa_framework.text.package_data import locked_versions

_FORGES: dict[str, tuple[Forge, ...]] = {"github": ("github",), "gitlab": ("gitlab",), "both": ("github", "gitlab")}
_ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^]+")


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--title", help="What readers see.  [default: PA Pathways in AREA]")
@click.option("--area", help="The area it is for.  [default: from the folder's name]")
@click.option("--publisher", help="The organisation that publishes it.  [default: The framework team]")
@click.option("--repository", metavar="URL", help="Where the files will be kept.  [default: an address on example.org]")
@click.option("--forge", type=click.Choice(list(_FORGES)), help="Which workflows to make.  [default: as URL tells]")
@click.option(
    "--program", metavar="REQUIREMENT", help="The program that it asks for, as for pip.  [default: the one that runs]"
)
@on_option
def init_command(
    directory: Path,
    title: str | None,
    area: str | None,
    publisher: str | None,
    repository: str | None,
    forge: str | None,
    program: str | None,
    on: date | None,
) -> None:
    """Makes the framework of a new area in DIRECTORY: records to begin with, settings and workflows.

    It asks on a terminal for what no option says. DIRECTORY is missing, empty, or a git repository without files.
    Ends with 2, and writes nothing, where that can not be done.
    """
    target = directory.resolve()
    try:
        must_be_free(target)
        wanted = named(program) if program is not None else running()
        area = _asked("Which area is it for?", area, _spelled_out(target.name))
        title = _asked("What is it called?", title, f"PA Pathways in {area}")
        publisher = _asked("Who publishes it?", publisher, "The framework team")
        repository = _address(_asked("Where will its files be kept?", repository, f"https://example.org/{_slug(area)}"))
        if forge is None:
            forge = _asked("Workflows for github, gitlab or both?", None, forge_of(repository) or "both")
        if forge not in _FORGES:
            raise _Refused(f"there are no workflows for `{forge}`; choose github, gitlab or both")
        new = Area(title, area, publisher, repository, _FORGES[forge], wanted, on or date.today())
        files = files_of(new)
        lay(files, target, lambda folder: _finish(folder, new.on))
    except (Taken, NoRequirement, _Refused) as error:
        click.echo(f"pa-framework: {error}", err=True)
        sys.exit(UNREADABLE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nNothing was written.", err=True)
        sys.exit(STOPPED)
    click.echo(f"Made {len(files) + 1} files in {directory}: a first framework for {area}, all of it draft or example.")
    click.echo("\nNext:")
    if target != Path.cwd():
        click.echo(f"  cd {quote(str(directory))}")
    if not (target / ".git").exists():
        click.echo("  git init --initial-branch main")
    click.echo('  git add . && git commit -m "A first framework"')
    click.echo("  make site     checks the records and builds the site")
    click.echo("  make test     all that a change must pass")
    click.echo("Then read README.md: it says what to replace before anybody relies on it.")
    if wanted.this_machine:
        click.echo(
            f"\nrequirements.txt names `{wanted.requirement}`: a folder of this machine, which works here only.\n"
            "Before you share the framework, write there where others can get the program, for example\n"
            "`pa-framework @ git+https://ADDRESS@COMMIT`, and run `make update`."
        )


class _Refused(Exception):
    """What was asked for does not make a framework that holds. The message is one sentence."""


def _asked(question: str, given: str | None, default: str) -> str:
    """What an option said, or the answer on a terminal, or the default, in one line."""
    if given is None and sys.stdin.isatty() and sys.stdout.isatty():
        given = click.prompt(question, default=default)
    words = " ".join((default if given is None else given).split())
    if not words:
        raise _Refused(f"“{question}” has an empty answer; write something, or leave the option out")
    return words


def _spelled_out(name: str) -> str:
    words = " ".join(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*|&", name)).strip("& ")
    if not words:
        return "our area"
    return words if words != words.lower() else capwords(words)


def _slug(words: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", words.lower())) or "framework"


def _address(words: str) -> str:
    """A web address without what git adds to it; `git@host:owner/name` is understood as well."""
    short = re.fullmatch(r"(?:ssh://)?git@([^:/]+)[:/](.+)", words)
    address = (f"https://{short[1]}/{short[2]}" if short else words).rstrip("/").removesuffix(".git")
    if not _ADDRESS.fullmatch(address):
        raise _Refused(f"`{words}` is no web address; write one that begins with https://")
    return address


def _finish(folder: Path, on: date) -> None:
    """CODEOWNERS from the new records, and a look at them all: what an option said may not hold.

    What lapses with time is no reason to refuse, such as a legal minimum of last year: the checker will say it.
    """
    (folder / FILE).write_text(codeowners(read_records(folder)), encoding="utf-8", newline="\n")
    for finding in check(folder, on).findings:
        if finding.severity is Severity.ERROR or finding.span.path == "framework/framework.yaml":
            raise _Refused(f"nothing was written: {finding.message} ({finding.code}); {finding.fix}")


@click.command("codeowners")
@click.argument("root", default=".", type=click.Path(path_type=Path))
@click.option(
    "--check", "only_look", is_flag=True, help="Write nothing; end with 1 where the file says something else."
)
def codeowners_command(root: Path, only_look: bool) -> None:
    """Writes ROOT/CODEOWNERS from the records: who is asked about a change to which file."""
    file, text = root / FILE, codeowners(_read(root))
    try:
        written = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
        if written == text:
            click.echo(f"{file} says what the records say.")
        elif only_look:
            what = "is missing" if written is None else "does not say what the records say"
            click.echo(f"{file} {what}; run `pa-framework codeowners {root}`, and look at the difference.", err=True)
            sys.exit(WRONG)
        else:
            write_all({file: text.encode()})
            click.echo(f"{file} written.")
    except NotWritten as error:
        click.echo(f"pa-framework: {error}", err=True)
        sys.exit(UNREADABLE)
    except OSError as error:
        click.echo(f"pa-framework: `{file}` can not be read ({error.strerror})", err=True)
        sys.exit(UNREADABLE)


@click.command("release-notes")
@click.argument("tag")
@click.argument("root", default=".", type=click.Path(path_type=Path))
def release_notes_command(tag: str, root: Path) -> None:
    """Prints what is new in the version that TAG names, such as v1.2.0, from changes.yaml and CHANGELOG.md.

    Ends with 1 where framework.yaml names another version, or where neither has words about it.
    """
    try:
        click.echo(release_notes(_read(root), root, tag), nl=False)
    except NotReleasable as error:
        click.echo(f"pa-framework: {error}", err=True)
        sys.exit(WRONG)


@click.command("locked")
def locked_command() -> None:
    """Prints the versions, with hashes, that this program was tested with: the requirements.lock of an area."""
    click.echo(locked_versions(), nl=False)


def _read(root: Path) -> Records:
    """The records below a root. Where framework.yaml can not be read, what is wrong is said, and that is the end."""
    try:
        records = read_records(root)
    except NoFramework as error:
        click.echo(f"pa-framework: {error}", err=True)
        sys.exit(UNREADABLE)
    if records.framework is None:
        click.echo("pa-framework: framework/framework.yaml does not hold; `pa-framework check` says why", err=True)
        sys.exit(WRONG)
    return records
