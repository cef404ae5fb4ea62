"""The command `new`: creates a record, and on a terminal asks for what it needs."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from pa_framework.cli._errors import message_when_stopped
from pa_framework.cli._options import on_option, progress_after, root_option
from pa_framework.edit.new import check_new_id, draft_record, new_findings
from pa_framework.edit.prompts import AnswerError, Question, as_typed, parse_answer
from pa_framework.edit.transaction import write_all
from pa_framework.records.files import read_file
from pa_framework.records.load import read_records
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Severity
from pa_framework.text.terminal import escape_unprintable

#: Columns of a question on the terminal.
_WIDTH = 100
#: How to type an answer, by the form of its question.
_HOW = {
    "choice": "number or word",
    "choices": "numbers or words, with commas between",
    "pairs": "as `word: word`, with commas between",
    "whole": "a whole number",
    "number": "a number",
    "yes-no": "yes or no",
    "day": "year-month-day",
}


class _Answer(click.ParamType[tuple[str, str]]):
    """An answer on the command line: `field=value`."""

    name = "answer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        field, sign, text = str(value).partition("=")
        if not sign or not field.strip():
            self.fail(f"`{value}` is not an answer; write `field=value`, such as `title=Wash hands`", param, ctx)
        return field.strip(), text.strip()


@click.command("new")
@click.argument("kind")
@click.argument("name", metavar="ID")
@root_option("The framework.  [default: this folder]")
@click.option(
    "--set",
    "settings",
    type=_Answer(),
    multiple=True,
    metavar="FIELD=VALUE",
    help="An answer, such as title=… or tell.first=…. Give it again for each entry of a list.",
)
@click.option("--ask/--no-ask", default=None, help="Ask for what is needed, or do not.  [default: ask on a terminal]")
@on_option
def new_command(
    kind: str, name: str, root: Path, settings: tuple[tuple[str, str], ...], ask: bool | None, on: date | None
) -> None:
    """Makes a new record that holds from the start, with help in comments.

    KIND is the kind of record, such as task, competence, case-study or learning; ID is its id, such as tube-feed.
    What no one has answered says “To be written”, and the checker reminds you of it.
    """
    kind, today = kind.replace("_", "-"), on or date.today()
    answers: dict[str, list[str]] = {}
    for field, text in settings:
        answers.setdefault(field, []).append(text)
    interactive = sys.stdin.isatty() if ask is None else ask
    with message_when_stopped("Nothing was written."):
        with progress_after("Reading the records"):
            records = read_records(root)
            check_new_id(records, kind, name)
        if interactive:
            click.echo(
                f"A new {kind.replace('-', ' ')}: `{name}`. Enter takes what stands in [ ]. Ctrl+C ends without a file."
            )
        draft = draft_record(records, kind, name, today, answers, _ask if interactive else None)
        file = root / draft.path
        if file.exists() or read_file(root, draft.path, draft.path).text:
            raise UserError(f"there is a file `{draft.path}` already")
        findings = new_findings(records, draft, today)
        write_all({file: draft.text.encode()})
    valid = not any(finding.severity is Severity.ERROR for finding in findings)
    click.echo(f"{draft.path} is there, and it holds" if valid else f"{draft.path} is there, and does not hold yet")
    if findings:
        click.echo("What `pa-framework check` says of it now:")
        for finding in findings:
            place = f"{finding.span.path}:{finding.span.line}"
            click.echo(f"  {place}: {finding.severity.value} {finding.code} {escape_unprintable(finding.message)}")
    click.echo("Next: open it, put your own words in, and run `pa-framework check`.")


def _ask(question: Question) -> Any:
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
            return _ask_for_list(question) if question.form == "texts" else _ask_once(question)
        except AnswerError as error:
            click.echo(f"  {error}")


def _ask_once(question: Question) -> Any:
    text = click.prompt(
        f"  {_HOW.get(question.form, 'your words')}",
        default=as_typed(question.default) if question.is_suggestion else "",
        show_default=question.is_suggestion,
        prompt_suffix=": ",
    )
    if question.is_suggestion and text == as_typed(question.default):
        return question.default
    return parse_answer(question, [text])


def _ask_for_list(question: Question) -> Any:
    """Asks for the entries of a list, one a line; an empty line ends it."""
    lines: list[str] = []
    while text := click.prompt(f"  {'one more, or Enter' if lines else 'the first'}", default="", show_default=False):
        lines.append(text)
    if not lines and question.is_suggestion:
        return question.default
    if not lines:
        raise AnswerError(f"`{question.name}` needs at least one entry, such as: {question.example}")
    return parse_answer(question, lines)
