"""What the commands share: days, folders, groups that suggest and that read late, exit codes, patience."""

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from importlib import import_module
from pathlib import Path
from threading import Timer
from typing import Any, TextIO

import click

from pa_framework.nearest import nearest
from pa_framework.records import TOP

#: Exit codes beside 0.
WRONG, UNREADABLE = 1, 2


class Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            if len(value) != 10:
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"`{value}` is not a day; write year-month-day, such as 2026-03-31", param, ctx)


class Group(click.Group):
    """Suggests the nearest command for one that does not exist.

    `later` names commands and the modules of this package in which they stand. A module is read when its command, or
    the list of all with their words, is asked for: a check starts without what only other commands need.
    """

    def __init__(self, *arguments: Any, later: Mapping[str, str] | None = None, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._later = dict(later or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self.commands, *self._later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self._later:
            module = import_module(f"pa_framework.{self._later.pop(cmd_name)}")
            self.add_command(next(each for each in vars(module).values() if _is_called(each, cmd_name)))
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = nearest(args[0], self.list_commands(ctx))
            ctx.fail(f"there is no command `{args[0]}`" + (f"; did you mean `{near}`?" if near else ""))
        return super().resolve_command(ctx, args)


def _is_called(thing: object, name: str) -> bool:
    return isinstance(thing, click.Command) and thing.name == name


def root_argument(function: Callable[..., None]) -> Callable[..., None]:
    """ROOT: the folder that holds the records."""
    return click.argument("root", default=".", type=click.Path(path_type=Path))(function)


def free_folder(target: Path, root: Path) -> Path:
    """A folder that may be written and emptied: it holds no records, and lies in none of their folders."""
    target, root = target.resolve(), root.resolve()
    inside = any(target.is_relative_to(root / top) for top in TOP)
    if inside or root.is_relative_to(target) or (target / "framework").is_dir():
        click.echo(f"pa-framework: `{target}` holds the records themselves; name another folder", err=True)
        sys.exit(UNREADABLE)
    return target


on_option = click.option("--on", type=Day(), help="The day that counts as today.  [default: today]")


def coloured(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR")


def patience(what: str) -> AbstractContextManager[None]:
    """Says what is going on, on a terminal, where it takes more than a second."""
    return _Patience(what) if sys.stderr.isatty() else nullcontext()


class _Patience(AbstractContextManager[None]):
    def __init__(self, what: str) -> None:
        self._timer = Timer(1.0, lambda: click.echo(f"{what} …", err=True))
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
