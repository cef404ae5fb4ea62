"""What the commands share: days, folders, groups that suggest, exit codes, patience."""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
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
    """Suggests the nearest command for one that does not exist."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = nearest(args[0], self.list_commands(ctx))
            ctx.fail(f"there is no command `{args[0]}`" + (f"; did you mean `{near}`?" if near else ""))
        return super().resolve_command(ctx, args)


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
