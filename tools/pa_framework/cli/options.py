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

from pa_framework.cli.usage_errors import in_plain_words
from pa_framework.records.kinds import TOP_FOLDERS
from pa_framework.text.plain_errors import not_a_day
from pa_framework.text.suggestions import nearest

#: Exit codes beside 0. Who stops a command gets what shells say of that: no code that could be taken for an answer.
WRONG, UNREADABLE, STOPPED = 1, 2, 130


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
            self.fail("; ".join(not_a_day(str(value))), param, ctx)


class Group(click.Group):
    """Suggests the nearest command for one that does not exist, takes `help`, and speaks plainly of slips.

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
            module = import_module(f"pa_framework.cli.{self._later.pop(cmd_name)}")
            self.add_command(next(each for each in vars(module).values() if _is_called(each, cmd_name)))
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] == "help":  # `help`, `help check`: what people type first
            if not args[1:]:
                click.echo(ctx.get_help())
                ctx.exit()
            args = [*args[1:], "--help"]
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            flags = {name.lstrip("-"): name for each in self.params for name in each.opts}
            near = nearest(args[0], [*self.list_commands(ctx), *flags])
            near = flags.get(near or "", near)
            ctx.fail(f"there is no command `{args[0]}`" + (f"; did you mean `{near}`?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every command with its whole first sentence, on as many lines as that takes."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, each.get_short_help_str(limit=1000)) for name, each in commands if each is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise in_plain_words(error) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise in_plain_words(error) from None
        except (KeyboardInterrupt, EOFError, click.Abort):
            click.echo("\nStopped.", err=True)
            ctx.exit(STOPPED)


def _is_called(thing: object, name: str) -> bool:
    return isinstance(thing, click.Command) and thing.name == name


def root_argument(function: Callable[..., None]) -> Callable[..., None]:
    """ROOT: the folder that holds the records."""
    return click.argument("root", default=".", type=click.Path(path_type=Path))(function)


def free_folder(target: Path, root: Path) -> Path:
    """A folder that may be written and emptied: it holds no records, and lies in none of their folders."""
    target, root = target.resolve(), root.resolve()
    inside = any(target.is_relative_to(root / top) for top in TOP_FOLDERS)
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
