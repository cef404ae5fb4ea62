"""The command `init`."""

import sys
from datetime import date
from pathlib import Path

import click
from msgspec.structs import replace

from pa_framework.cli._errors import message_when_stopped
from pa_framework.cli._options import on_option, shell_word
from pa_framework.edit.ids import suggested_id
from pa_framework.edit.init import area_name, check_target, create_area, repository_address
from pa_framework.edit.init_files import FORGES, Area, Forge, forge_of, reference_of_today
from pa_framework.edit.init_requirement import parse_requirement, running_requirement
from pa_framework.text.errors import UserError

_FORGES: dict[str, tuple[Forge, ...]] = {"github": ("github",), "gitlab": ("gitlab",), "both": FORGES}


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
@click.option("--council", help="The council that pays for PAs.  [default: The council]")
@click.option("--icb", help="The integrated care board.  [default: The integrated care board (ICB)]")
@click.option("--contact", metavar="ADDRESS", help="Where to reach the framework team, as a web address or mailto:.")
@click.option("--empty", is_flag=True, help="A small framework of its own, which builds on nothing.")
@on_option
def init_command(
    directory: Path,
    title: str | None,
    area: str | None,
    publisher: str | None,
    repository: str | None,
    forge: str | None,
    program: str | None,
    council: str | None,
    icb: str | None,
    contact: str | None,
    empty: bool,
    on: date | None,
) -> None:
    """Makes the framework of a new area in DIRECTORY: it has all that the reference framework has, to be made its own.

    It asks on a terminal for what no option says. DIRECTORY is missing, empty, or a git repository without files.
    Ends with 2, and writes nothing, where that cannot be done.
    """
    target = directory.resolve()
    with message_when_stopped("Nothing was written."):
        check_target(target)
        requirement = parse_requirement(program) if program is not None else running_requirement()
        area = _value("Which area is it for?", area, area_name(target.name))
        title = _value("What is it called?", title, f"PA Pathways in {area}")
        publisher = _value("Who publishes it?", publisher, "The framework team")
        address = _value(
            "Where will its files be kept?", repository, f"https://example.org/{suggested_id(area, 'framework')}"
        )
        repository = repository_address(address)
        if forge is None:
            forge = _value("Workflows for github, gitlab or both?", None, forge_of(repository) or "both")
        if forge not in _FORGES:
            raise UserError(f"there are no workflows for `{forge}`; choose github, gitlab or both")
        new = Area(title, area, publisher, repository, _FORGES[forge], requirement, on or date.today())
        if not empty:
            council = _value("Which council pays for PAs?", council, new.council)
            icb = _value("Which integrated care board (ICB)?", icb, new.icb)
            contact = _value("Where can people reach the team?", contact, f"{repository}/issues")
            new = replace(new, base=reference_of_today(), council=council, icb=icb, contact=contact)
        number = create_area(new, target)
    what = "a first framework for" if empty else "the reference framework, to be made your own in"
    click.echo(f"Made {number} files in {directory}: {what} {area}, all of it draft or example.")
    click.echo("\nNext:")
    if target != Path.cwd():
        click.echo(f"  cd {shell_word(directory)}")
    if not (target / ".git").exists():
        click.echo("  git init --initial-branch main")
    click.echo("  git add .")
    click.echo('  git commit -m "A first framework"')
    click.echo("  make site     checks the records and builds the site; without make: python make.py site")
    click.echo("  make test     all that a change must pass")
    click.echo("Then read README.md: it says what to replace before anyone relies on it.")
    if requirement.is_local:
        click.echo(
            f"\nrequirements.txt names `{requirement.line}`: a folder of this machine, which works here only.\n"
            "Before you share the framework, write there where others can get the program, for example\n"
            "`pa-framework @ git+https://ADDRESS@COMMIT`, and run `make update`."
        )


def _value(question: str, option: str | None, default: str) -> str:
    """The value of an option, or the answer on a terminal, or the default; on one line."""
    if option is None and sys.stdin.isatty() and sys.stdout.isatty():
        option = click.prompt(question, default=default)
    value = " ".join((default if option is None else option).split())
    if not value:
        raise UserError(f"“{question}” has an empty answer; write something, or leave the option out")
    return value
