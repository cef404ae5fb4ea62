"""The command `new`: makes a record, and asks for what it needs on a terminal."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from pa_framework.check.reporters import escape_unprintable
from pa_framework.cli.options import STOPPED, UNREADABLE, on_option, patience
from pa_framework.edit.new import NotMade, drafted, findings_of, must_be_free
from pa_framework.edit.prompts import NotAnAnswer, Question, answered, typed
from pa_framework.edit.transaction import NotWritten, write_all
from pa_framework.records.files import read_file
from pa_framework.records.load import NoFramework, read_records
from pa_framework.text.findings import Severity


def _refuse(message: object) -> NoReturn:
    click.echo(f"pa-framework: {message}", err=True)
    sys.exit(UNREADABLE)


class _Answer(click.ParamType[tuple[str, str]]):
    name = "answer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        field, sign, text = str(value).partition("=")
        if not sign or not field.strip():
            self.fail(f"`{value}` is not an answer; write `field=value`, such as `title=Wash hands`", param, ctx)
        return field.strip(), text.strip()


@click.command("new")
@click.argument("kind")
@click.argument("name", metavar="ID")
@click.option("--root", default=".", type=click.Path(path_type=Path), help="The framework.  [default: this folder]")
@click.option(
    "--set",
    "answers",
    type=_Answer(),
    multiple=True,
    metavar="FIELD=VALUE",
    help="An answer, such as title=… or tell.first=…. Give it again for each entry of a list.",
)
@click.option("--ask/--no-ask", default=None, help="Ask for what is needed, or do not.  [default: ask on a terminal]")
@on_option
def new_command(
    kind: str, name: str, root: Path, answers: tuple[tuple[str, str], ...], ask: bool | None, on: date | None
) -> None:
    """Makes a new record that holds from the start, with help in comments.

    KIND is the kind of record, such as task, competence, case-study or learning; ID is its id, such as tube-feed.
    What nobody has answered says “To be written”, and the checker reminds you of it.
    """
    kind, today = kind.replace("_", "-"), on or date.today()
    given: dict[str, list[str]] = {}
    for field, text in answers:
        given.setdefault(field, []).append(text)
    asking = sys.stdin.isatty() if ask is None else ask
    try:
        with patience("Reading the records"):
            records = read_records(root)
            must_be_free(records, kind, name)
        if asking:
            click.echo(
                f"A new {kind.replace('-', ' ')}: `{name}`. Enter takes what stands in [ ]. Ctrl+C ends without a file."
            )
        draft = drafted(records, kind, name, today, given, _asked if asking else None)
        place = root / draft.path
        if place.exists() or read_file(root, draft.path, draft.path).text:
            raise NotMade(f"there is a file `{draft.path}` already")
        findings = findings_of(records, draft, today)
        write_all({place: draft.text.encode()})
    except (NoFramework, NotMade, NotWritten) as error:
        _refuse(error)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nNothing was written.", err=True)
        sys.exit(STOPPED)
    holds = not any(each.severity is Severity.ERROR for each in findings)
    click.echo(f"{draft.path} is there, and it holds" if holds else f"{draft.path} is there, and does not hold yet")
    if findings:
        click.echo("What `pa-framework check` says of it now:")
        for each in findings:
            click.echo(
                f"  {each.span.path}:{each.span.line}: {each.severity.value} {each.code} {escape_unprintable(each.message)}"
            )
    click.echo("Next: open it, put your own words in, and run `pa-framework check`.")


def _asked(question: Question) -> Any:
    """Asks on the terminal until there is an answer that fits."""
    click.echo(f"\n{click.style(question.name, bold=True)}")
    click.echo(click.wrap_text(question.about, _WIDTH, "  ", "  "))
    width = max((len(value) for value in question.choices), default=0)
    for number, (value, title) in enumerate(question.choices.items(), 1):
        click.echo(f"  {number:>3}  {value:<{width}}  {title}".rstrip())
    if not question.choices and question.form != "yes-no" and question.example:
        click.echo(click.wrap_text(f"For example: {question.example}", _WIDTH, "  ", "  "))
    while True:
        try:
            return _ANSWERS.get(question.form, _one)(question)
        except NotAnAnswer as error:
            click.echo(f"  {error}")


def _one(question: Question) -> Any:
    text = click.prompt(
        f"  {_HOW.get(question.form, 'your words')}",
        default=typed(question.first) if question.honest else "",
        show_default=question.honest,
        prompt_suffix=": ",
    )
    if question.honest and text == typed(question.first):
        return question.first
    return answered(question, [text])


def _lines(question: Question) -> Any:
    """A list, one entry a line."""
    lines: list[str] = []
    while text := click.prompt(f"  {'one more, or Enter' if lines else 'the first'}", default="", show_default=False):
        lines.append(text)
    if not lines and question.honest:
        return question.first
    if not lines:
        raise NotAnAnswer(f"`{question.name}` needs at least one entry, such as: {question.example}")
    return answered(question, lines)


_WIDTH = 100
_ANSWERS: dict[str, Callable[[Question], Any]] = {"texts": _lines}
_HOW = {
    "choice": "number or word",
    "choices": "numbers or words, with commas between",
    "pairs": "as `word: word`, with commas between",
    "whole": "a whole number",
    "number": "a number",
    "yes-no": "yes or no",
    "day": "year-month-day",
}
