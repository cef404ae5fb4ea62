"""A group of commands that finds each command in a module of its own, suggests names and takes `help` as a command."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from pa_framework.cli._usage_errors import plain_usage_error
from pa_framework.text.errors import UserError
from pa_framework.text.suggestions import closest_match


class Group(click.Group):
    """The commands of a package: `release_notes.py` in its folder holds the command `release-notes`.

    A folder with an `__init__.py` holds a group in the same way. Modules whose names begin with an underscore, and
    `main`, hold no command. A module is imported when its command runs, or when all are listed with their summaries,
    so that a command loads only what it needs itself. Raises UserError for a module without the command of its name.
    """

    def __init__(self, *arguments: Any, package: str, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._package = package

    def _modules(self) -> dict[str, str]:
        """The name of each command, and of the module that holds it."""
        folders = [Path(folder) for folder in sys.modules[self._package].__path__]
        paths = [path for folder in folders for path in folder.iterdir()]
        modules = [path.stem for path in paths if path.suffix == ".py" or (path / "__init__.py").is_file()]
        return {stem.replace("_", "-"): stem for stem in modules if not stem.startswith("_") and stem != "main"}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self.commands, *self._modules()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.commands and (stem := self._modules().get(cmd_name)):
            members = vars(import_module(f"{self._package}.{stem}")).values()
            commands = {member.name: member for member in members if isinstance(member, click.Command)}
            if cmd_name not in commands:
                raise UserError(
                    f"the module `{self._package}.{stem}` has no command `{cmd_name}`; give its command the name of its file"
                )
            self.add_command(commands[cmd_name])
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
            flags = {option.lstrip("-"): option for param in self.params for option in param.opts}
            near = closest_match(args[0], [*self.list_commands(ctx), *flags])
            near = flags.get(near or "", near)
            ctx.fail(f"there is no command `{args[0]}`" + (f"; did you mean `{near}`?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists every command with its whole first sentence, on as many lines as that takes."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, command.get_short_help_str(limit=1000)) for name, command in commands if command is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise plain_usage_error(error) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise plain_usage_error(error) from None
