"""The commands `pa-framework register …`: who may do what, for whom, until when, and why.

Each brings its report with it when it is run: starting the program for another command is quicker without.
"""

import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from pa_framework.check import reporters
from pa_framework.check.rules import RULES
from pa_framework.check.run import Report, judged, register_of
from pa_framework.cli.options import UNREADABLE, WRONG, Day, Group, coloured, on_option, patience
from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import State
from pa_framework.records.load import NoFramework, read_records
from pa_framework.records.register import NoRegister
from pa_framework.register.output import Unanswerable
from pa_framework.text.findings import Severity
from pa_framework.text.sentences import count


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
            records = read_records(root)  # first: a wrong folder is said before a large register is read
            facts = Facts(records, on or date.today(), register_of(root, register or root / "competences" / "register"))
            _warn(facts)
            return facts
        except (NoFramework, NoRegister) as error:
            stop(str(error))


def _warn(facts: Facts) -> None:
    """Says once what an answer does not rest on: faults of the framework, files that can not be used."""
    errors = judged(facts.records, facts.on).errors
    if errors:
        click.echo(
            f"pa-framework: the framework has {count(errors, 'error')}, so answers may be wrong; "
            "`pa-framework check` shows them",
            err=True,
        )
    lost = len({each.span.path for each in facts.register.findings}) if facts.register else 0
    if lost:
        click.echo(
            f"pa-framework: {count(lost, 'file')} of the register can not be used, so answers may be wrong; "
            "`pa-framework check --register DIR` says why",
            err=True,
        )


def stop(sentence: str) -> NoReturn:
    """Says in one sentence why there is no answer, and ends."""
    click.echo(f"pa-framework: {sentence}", err=True)
    sys.exit(UNREADABLE)


# --- the commands


_TABLE = ("text", "json", "csv")


def _answered(make: Callable[[], Any]) -> Any:
    """What was asked, or one sentence and the end where it can not be answered."""
    try:
        return make()
    except Unanswerable as error:
        stop(str(error))


@register_group.command("status")
@asks_register(*_TABLE)
@click.option("--pa", metavar="ID", help="Only this PA.")
@click.option("--task", metavar="ID", help="Only this task.")
@click.option("--person", metavar="ID", help="Only for this person.")
@click.option("--practitioner", metavar="ID", help="Only where they acted, or an act rests on their authority.")
@click.option(
    "--state", "states", type=click.Choice([str(each) for each in State]), multiple=True, help="Can be given again."
)
def status_command(facts: Facts, form: str, **asked: Any) -> None:
    """Shows the state of every sign-off, or of those that are asked about."""
    from pa_framework.register.reports import status, status_csv, status_json, status_text

    report = _answered(lambda: status(facts, **asked))
    click.echo({"text": status_text, "json": status_json, "csv": status_csv}[form](report), nl=False)


@register_group.command("why")
@click.argument("pa")
@click.argument("task")
@click.argument("person", required=False)
@asks_register("text", "json")
def why_command(facts: Facts, form: str, pa: str, task: str, person: str | None) -> None:
    """Says whether a PA may do a task for a person on a day, and shows why, link by link.

    Ends with 0 where the PA may do it, 1 where not.
    """
    from pa_framework.register.status_output import why_json, why_text
    from pa_framework.register.why import why

    answer = _answered(lambda: why(facts, pa, task, person))
    click.echo(why_text(answer, colour=coloured(sys.stdout)) if form == "text" else why_json(answer), nl=False)
    if not answer.may_do:
        sys.exit(WRONG)


@register_group.command("due")
@asks_register(*_TABLE)
@click.option("--within", default=90, show_default=True, type=click.IntRange(0, 100_000), help="So many days.")
@click.option("--ics", type=click.Path(path_type=Path, dir_okay=False), help="Write a calendar file as well.")
def due_command(facts: Facts, form: str, within: int, ics: Path | None) -> None:
    """Shows which sign-offs somebody has to look at: first what lapsed or waits, then what is due soon."""
    from pa_framework.register.calendar import as_calendar
    from pa_framework.register.due import due, due_csv, due_json, due_text

    report = due(facts, within)
    click.echo({"text": due_text, "json": due_json, "csv": due_csv}[form](report), nl=False)
    if ics is not None:
        try:
            ics.write_bytes(as_calendar(report).encode())
        except OSError as error:
            stop(f"`{ics}` can not be written ({error.strerror})")
        click.echo(f"{count(len(report.waiting), 'event')} written to {ics}", err=True)


@register_group.command("impact")
@click.argument("practitioner")
@asks_register(*_TABLE)
@click.option("--from", "first", type=Day(), help="What they did on this day or later would not count.")
@click.option("--never", is_flag=True, help="Nothing that they did would count.")
def impact_command(facts: Facts, form: str, practitioner: str, first: date | None, never: bool) -> None:
    """Shows which sign-offs would fall if a practitioner's authority ended, or had never been there."""
    from pa_framework.register.impact import impact, impact_csv, impact_json, impact_text

    if never == (first is not None):
        raise click.UsageError("say either --from DATE or --never")
    report = _answered(lambda: impact(facts, practitioner, first))
    click.echo({"text": impact_text, "json": impact_json, "csv": impact_csv}[form](report), nl=False)


@register_group.command("coverage")
@click.argument("person")
@asks_register(*_TABLE)
def coverage_command(facts: Facts, form: str, person: str) -> None:
    """Shows which PAs may do what a person needs, until when, and what hangs on one of them."""
    from pa_framework.register.coverage import coverage, coverage_csv, coverage_json, coverage_text

    report = _answered(lambda: coverage(facts, person))
    click.echo({"text": coverage_text, "json": coverage_json, "csv": coverage_csv}[form](report), nl=False)


_out_option = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.  [default: standard output]"
)


@register_group.command("passport")
@click.argument("pa")
@asks_register()
@_out_option
def passport_command(facts: Facts, pa: str, out: Path | None) -> None:
    """Makes the passport of a PA: one page to print, with what they may do on the day, for whom and until when."""
    from pa_framework.register.passport import passport

    _put_out(facts, lambda: passport(facts, pa), out)


@register_group.command("agreement")
@click.argument("agreement")
@asks_register()
@_out_option
def agreement_command(facts: Facts, agreement: str, out: Path | None) -> None:
    """Makes a hospital working agreement, filled in from its record, to print and sign."""
    from pa_framework.register.ward_agreement import agreement as made

    _put_out(facts, lambda: made(facts, agreement), out)


#: Families that say whether everything could be read, and is there.
_READING = ("YML", "SCH", "REF")


def _put_out(facts: Facts, make: Callable[[], str], out: Path | None) -> None:
    """Writes a paper. Whatever it rests on must be readable: an event that is lost could turn a no into a yes."""
    read = judged(facts.records, facts.on, [each for each in RULES if each[:3] not in _READING], facts.register)
    wrong = tuple(each for each in read.findings if each.severity is Severity.ERROR)
    if wrong:
        click.echo(reporters.text(Report(facts, wrong), colour=coloured(sys.stderr)), nl=False, err=True)
        click.echo("Nothing was printed: a paper must not rest on records that can not be read.", err=True)
        sys.exit(WRONG)
    paper = _answered(make)
    if out is None:
        click.echo(paper.encode(), nl=False)
        if sys.stdout.isatty():
            click.echo("That was the page as a browser reads it. To print it, add `--out page.html`.", err=True)
        return
    try:
        out.write_bytes(paper.encode())
    except OSError as error:
        stop(f"`{out}` can not be written ({error.strerror})")
    click.echo(f"Written to {out}. Open it in a browser and print it on A4.", err=True)
