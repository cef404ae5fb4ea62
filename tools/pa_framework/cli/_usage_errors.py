"""Puts Click's messages about a wrong command line into the words of this project: what is wrong, and what to write."""

import re
from typing import Any

import click

from pa_framework.text.sentences import quote_ids
from pa_framework.text.suggestions import closest_match


class PlainUsageError(click.UsageError):
    """A wrong command line. It is shown as one sentence, the usage of the command, and where to find its help."""

    def show(self, file: Any | None = None) -> None:
        click.echo(f"pa-framework: {self.message}", file=file, err=True)
        if self.ctx is not None:
            click.echo(f"{self.ctx.get_usage()}\nMore:  {self.ctx.command_path} --help", file=file, err=True)


def plain_usage_error(error: click.UsageError) -> click.UsageError:
    """The same error in plain words; with Click's own message where this module has no other."""
    if isinstance(error, PlainUsageError | click.exceptions.NoArgsIsHelpError):
        return error
    return PlainUsageError(_message(error), error.ctx)


def _message(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return _unknown_option(error)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _missing_parameter(error.param, error.ctx)
    if isinstance(error, click.BadParameter) and error.param is not None:
        message = _bad_value(error.param.type, error.message)
        return f"{_display_name(error.param)}: {message}" if isinstance(error.param, click.Option) else message
    if isinstance(error, click.BadOptionUsage):
        if "not take a value" in error.message:
            return f"`{error.option_name}` stands alone; take the `=` and what follows away"
        return f"`{error.option_name}` needs a word after it"
    if extra := re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", error.message, re.DOTALL):
        return f"`{extra[1]}` is too much here; words with spaces in them need quotes around them"
    return error.message


def _unknown_option(error: click.NoSuchOption) -> str:
    name, ctx = error.option_name, error.ctx
    message = f"there is no option `{name}`"
    if ctx is None:
        return message
    options = [option for param in ctx.command.params if isinstance(param, click.Option) for option in param.opts]
    options = [option for option in [*options, "--help"] if option.startswith("--")]
    near = closest_match(name, options)
    if isinstance(ctx.command, click.Group) and near is None:
        return f"{message} before the name of a command; write options after it, such as `{ctx.command_path} … {name}`"
    if name.startswith("--"):
        suggestions = [near] if near else []
    else:  # `-on`, of which Click reports `-o`
        suggestions = [option for option in options if option.startswith(f"-{name}")]
    return f"{message}; did you mean {quote_ids(suggestions)}?" if suggestions else message


def _missing_parameter(param: click.Parameter, ctx: click.Context | None) -> str:
    name = _display_name(param)
    if isinstance(param, click.Option):
        return f"`{name}` is missing; write `{name} {param.make_metavar(ctx or click.Context(click.Command(None)))}`"
    return f"{name} is missing"


def _display_name(param: click.Parameter) -> str:
    """The long form of an option; the name of an argument in capitals."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.metavar or (param.name or "").upper()


def _bad_value(type_: click.ParamType[Any], message: str) -> str:
    """What is wrong with a value. Only the messages of Click's own types are replaced."""
    if isinstance(type_, click.Choice) and (found := re.match(r"'(.*)' is not one of ", message, re.DOTALL)):
        choices = [str(choice) for choice in type_.choices]
        near = closest_match(found[1], choices)
        return f"there is no `{found[1]}`; write {quote_ids(choices)}" + (f"; did you mean `{near}`?" if near else "")
    if isinstance(type_, click.IntRange) and (found := re.match(r"'?(.*?)'? is not (?:a valid|in the) ", message)):
        return f"`{found[1]}` is not a whole number from {type_.min:,} to {type_.max:,}"
    if isinstance(type_, click.Path):
        if found := re.fullmatch(r"\w+ '(.*)' is a file\.", message, re.DOTALL):
            return f"`{found[1]}` is a file; name a folder"
        if found := re.fullmatch(r"\w+ '(.*)' is a directory\.", message, re.DOTALL):
            return f"`{found[1]}` is a folder; name a file in it"
    return message
