"""What Click says of a slip on the command line, in the words of this project: what is wrong, and what to write."""

import re
from typing import Any, TextIO

import click

from pa_framework.text.sentences import quote_ids
from pa_framework.text.suggestions import closest_match


class Slip(click.UsageError):
    """A command that can not be understood: one sentence, how the command is written, and where more stands."""

    def show(self, file: Any | None = None) -> None:
        _told(self.message, self.ctx, file)


def _told(sentence: str, ctx: click.Context | None, file: TextIO | None) -> None:
    click.echo(f"pa-framework: {sentence}", file=file, err=True)
    if ctx is not None:
        click.echo(f"{ctx.get_usage()}\nMore:  {ctx.command_path} --help", file=file, err=True)


def in_plain_words(error: click.UsageError) -> click.UsageError:
    """The same slip in plain words. What Click says in a way that is not known here stays as it is."""
    if isinstance(error, Slip | click.exceptions.NoArgsIsHelpError):
        return error
    return Slip(_sentence(error), error.ctx)


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return _no_option(error)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _missing(error.param, error.ctx)
    if isinstance(error, click.BadParameter) and error.param is not None:
        words = _misfit(error.param.type, error.message)
        return f"{_called(error.param)}: {words}" if isinstance(error.param, click.Option) else words
    if isinstance(error, click.BadOptionUsage):
        if "not take a value" in error.message:
            return f"`{error.option_name}` stands alone; take the `=` and what follows away"
        return f"`{error.option_name}` needs a word after it"
    if extra := re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", error.message, re.DOTALL):
        return f"`{extra[1]}` is too much here; words with spaces in them need quotes around them"
    return error.message


def _no_option(error: click.NoSuchOption) -> str:
    wrong, ctx = error.option_name, error.ctx
    said = f"there is no option `{wrong}`"
    if ctx is None:
        return said
    known = [name for each in ctx.command.params if isinstance(each, click.Option) for name in each.opts]
    known = [name for name in [*known, "--help"] if name.startswith("--")]
    if isinstance(ctx.command, click.Group) and closest_match(wrong, known) is None:
        return f"{said} before the name of a command; write options after it, such as `{ctx.command_path} … {wrong}`"
    if wrong.startswith("--"):
        near = [each for each in [closest_match(wrong, known)] if each]
    else:
        near = [name for name in known if name.startswith(f"-{wrong}")]
    return f"{said}; did you mean {quote_ids(near)}?" if near else said


def _missing(param: click.Parameter, ctx: click.Context | None) -> str:
    name = _called(param)
    if isinstance(param, click.Option):
        return f"`{name}` is missing; write `{name} {param.make_metavar(ctx or click.Context(click.Command(None)))}`"
    return f"{name} is missing"


def _called(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.metavar or (param.name or "").upper()


def _misfit(kind: click.ParamType[Any], message: str) -> str:
    """What is wrong with a value. Only what Click itself says of a type is put in other words."""
    if isinstance(kind, click.Choice) and (found := re.match(r"'(.*)' is not one of ", message, re.DOTALL)):
        choices = [str(each) for each in kind.choices]
        near = closest_match(found[1], choices)
        return f"there is no `{found[1]}`; write {quote_ids(choices)}" + (f"; did you mean `{near}`?" if near else "")
    if isinstance(kind, click.IntRange) and (found := re.match(r"'?(.*?)'? is not (?:a valid|in the) ", message)):
        return f"`{found[1]}` is not a whole number from {kind.min:,} to {kind.max:,}"
    if isinstance(kind, click.Path):
        if found := re.fullmatch(r"\w+ '(.*)' is a file\.", message, re.DOTALL):
            return f"`{found[1]}` is a file; name a folder"
        if found := re.fullmatch(r"\w+ '(.*)' is a directory\.", message, re.DOTALL):
            return f"`{found[1]}` is a folder; name a file in it"
    return message
