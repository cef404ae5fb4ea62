"""What the commands of a register share: their options, reading the register, and printing a paper."""

import sys
from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pa_framework.check.rules import RULES
from pa_framework.check.run import OWN_REGISTER, check_records, load_register, load_register_of
from pa_framework.cli._options import on_option, print_answer, print_document, progress_after, root_option, write_output
from pa_framework.facts.facts import Facts
from pa_framework.facts.sign_off_links import Reason
from pa_framework.records.load import read_records
from pa_framework.text.errors import EXIT_FINDINGS
from pa_framework.text.sentences import count, join_words

if TYPE_CHECKING:
    from pa_framework.register.paper import Printed

#: The forms of an answer that is a table.
TABLE_FORMS = ("text", "json", "csv")

out_option = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.  [default: standard output]"
)


def register_options(*forms: str, of_one: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Adds --root, --register and --on to a command, which gets `facts` for them; and --format where it has forms.

    With `of_one`, the facts are those that bear on the PA, and on the person, if any, that the command is asked about.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def with_facts(root: Path, register: Path | None, on: date | None, **arguments: Any) -> None:
            wanted = [(kind, name) for kind in ("pa", "person") if of_one and (name := arguments.get(kind))]
            command(_read_facts(root, register, on, wanted), **arguments)

        options = [
            root_option(),
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
        decorated: Callable[..., None] = with_facts
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


def _read_facts(root: Path, register: Path | None, on: date | None, wanted: Sequence[tuple[str, str]] = ()) -> Facts:
    """The framework and the register on a day, with a warning on stderr where answers may be wrong.

    Of the register, what bears on the records that are `wanted` (kind and id), or all of it.
    """
    with progress_after("Reading the register"):
        records = read_records(root, keeps=True)  # first: a wrong folder is found before a large register is read
        folder = register or root / OWN_REGISTER
        held = load_register_of(root, folder, *wanted) if wanted else load_register(root, folder, keeps=True)
        facts = Facts(records, on or date.today(), held)
        warn_of_faults(facts)
        return facts


#: Rules about what cannot be read, or is not there, or in which order rules held.
_BEARING = frozenset(code for code in RULES if code[:3] in ("YML", "SCH", "REF")) | {"DEL041"}


def warn_of_faults(facts: Facts) -> None:
    """Warns of records of the framework that cannot be read, and of register files that cannot be used.

    Other errors, such as one of publication, bear on no answer; `check` shows them.
    """
    errors = check_records(facts.records, facts.on, [code for code in RULES if code not in _BEARING]).errors
    if errors:
        click.echo(
            f"pa-framework: the framework has {count(errors, 'error')}, so answers may be wrong; "
            "`pa-framework check` shows them",
            err=True,
        )
    unusable = len({finding.span.path for finding in facts.register.findings}) if facts.register else 0
    if unusable:
        click.echo(
            f"pa-framework: {count(unusable, 'file')} of the register cannot be used, so some answers cannot be said; "
            "`pa-framework check --register DIR` says why",
            err=True,
        )


def exit_where_unsaid(reasons: Collection[Reason]) -> None:
    """Ends a command with EXIT_FINDINGS where there are reasons why something cannot be said."""
    if reasons:
        sys.exit(EXIT_FINDINGS)


def write_answer(text: str, form: str, out: Path | None) -> None:
    """Writes an answer in one of its forms to a file, or to stdout."""
    if out is None:
        print_answer(text, form)
    else:
        write_output(out, text)
        click.echo(f"Written to {out}.", err=True)


def print_paper(paper: "Printed", out: Path | None) -> None:
    """Writes a paper to a file or to stdout; ends with EXIT_FINDINGS where something on it cannot be said."""
    if out is not None:
        write_output(out, paper.html)
        click.echo(f"Written to {out}. Open it in a browser and print it on A4.", err=True)
    else:
        print_document(paper.html)
        if sys.stdout.isatty():
            click.echo("That was the page as a browser reads it. To print it, add `--out page.html`.", err=True)
    if paper.unsaid:
        click.echo(
            "Something on it cannot be said: " + join_words(doubt.sentence for doubt in paper.unsaid) + ".", err=True
        )
    exit_where_unsaid(paper.unsaid)
