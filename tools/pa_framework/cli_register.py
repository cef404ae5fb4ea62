"""The commands `pa-framework register …`: who may do what, for whom, until when, and why."""

import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from pa_framework.check import register_of
from pa_framework.cli_options import UNREADABLE, Group, on_option, patience
from pa_framework.facts import Facts
from pa_framework.records import NoFramework, read_records
from pa_framework.register import NoRegister


@click.group("register", cls=Group)
def register_group() -> None:
    """Says who may do what, for whom, until when, and why.

    A register is a folder with `practitioners`, `pas`, `persons` and `agreements` in it. Answers hold for one day.
    """


def asks_register(*forms: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options of every command of a register. The command is given `facts`, and `form` where it has forms."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def asked(root: Path, register: Path | None, on: date | None, **rest: Any) -> None:
            command(_read(root, register, on), **rest)

        options = [
            click.option("--root", default=".", type=click.Path(path_type=Path), help="The folder of the framework."),
            click.option(
                "--register",
                type=click.Path(path_type=Path),
                help="The folder of the register.  [default: ROOT/competences/register]",
            ),
            on_option,
        ]
        if forms:
            options.append(
                click.option("--format", "form", type=click.Choice(forms), default=forms[0], show_default=True)
            )
        for option in reversed(options):
            asked = option(asked)
        return asked

    return decorate


def _read(root: Path, register: Path | None, on: date | None) -> Facts:
    """The framework and the register on a day; one sentence and the end where one of them is not there."""
    with patience("Reading the register"):
        try:
            held = register_of(root, register or root / "competences" / "register")
            return Facts(read_records(root), on or date.today(), held)
        except (NoFramework, NoRegister) as error:
            stop(str(error))


def stop(sentence: str) -> NoReturn:
    """Says in one sentence why there is no answer, and ends."""
    click.echo(f"pa-framework: {sentence}", err=True)
    sys.exit(UNREADABLE)
