"""The command `register erase`."""

import click

from pa_framework.cli.register._options import register_options
from pa_framework.edit.register_erase import Erasure, erasable, plan_erasure
from pa_framework.edit.transaction import encode_like, write_all
from pa_framework.facts.answers import ANSWER_WORDS
from pa_framework.facts.facts import Facts
from pa_framework.records.register import Register
from pa_framework.text.dates import format_date
from pa_framework.text.errors import UserError
from pa_framework.text.kept import FOLDER, forget
from pa_framework.text.sentences import count, join_words
from pa_framework.text.terminal import escape_unprintable

#: The most answers and places that are listed one by one.
_MOST = 20


@click.command("erase")
@click.argument("kind", required=False)
@click.argument("name", metavar="ID", required=False)
@click.option(
    "--years",
    type=click.IntRange(1, 100),
    help="How long a record is kept after its last day.  [default: retention_years of the framework]",
)
@click.option("--write", is_flag=True, help="Erase the record. Without it, only what would happen is shown.")
@register_options()
def erase_command(facts: Facts, kind: str | None, name: str | None, years: int | None, *, write: bool) -> None:
    """Lists the records that may be erased; with KIND and ID, shows what falls with one, and erases it.

    KIND is pa, person or practitioner. With a person go the sign-offs for them. Erasing takes the record out of the
    folder. It stays in the history of git until that is cleaned too.
    """
    if kind is None or name is None:
        if kind is not None or write:
            raise click.UsageError("say which record: KIND and ID, such as `person person-017`")
        _list(facts, years)
        return
    erasure = plan_erasure(facts, kind, name)
    for line in _lines(erasure):
        click.echo(escape_unprintable(line))
    if not write:
        click.echo("Nothing was erased. To erase it, add `--write`.")
        return
    _write(facts.register or Register(), erasure)
    click.echo(f"Erased. {name} is still in the history of git, and in every copy of it.")


def _list(facts: Facts, years: int | None) -> None:
    settings = facts.records.framework.settings if facts.records.framework else None
    kept = years or (settings.retention_years if settings else 8)
    found = erasable(facts, kept)
    for each in found:
        click.echo(
            escape_unprintable(
                f"{each.kind} {each.name}: last day {format_date(each.last_day)}; may be erased since {format_date(each.since)}"
            )
        )
    click.echo(
        f"{count(len(found), 'record')} may be erased: kept for {count(kept, 'year')}. "
        "Check first that no complaint, claim or inquiry needs one of them."
        if found
        else f"No record may be erased yet: kept for {count(kept, 'year')}."
    )


def _lines(erasure: Erasure) -> list[str]:
    """What an erasure does, in lines."""
    lines = [f"Erasing {erasure.kind} {erasure.name}", f"  {_file(erasure)}: the file goes"]
    if erasure.sign_offs:
        files = count(len(erasure.texts) - 1, "file")
        lines.append(f"  {count(erasure.sign_offs, 'sign-off')} for {erasure.name} in {files} of PAs go with it")
    if erasure.changed:
        lines.append(f"{count(len(erasure.changed), 'answer')} would be another:")
        for changed in erasure.changed[:_MOST]:
            pa, task, person = changed.key
            after = ANSWER_WORDS[changed.after] if changed.after else "no record is left"
            lines.append(f"  {pa}, {task}, {person}: {ANSWER_WORDS[changed.before]} → {after}")
        lines += [f"  … {len(erasure.changed) - _MOST} more …"] if len(erasure.changed) > _MOST else []
    if erasure.left:
        lines.append(
            f"{count(len(erasure.left), 'place')} still {'names' if len(erasure.left) == 1 else 'name'} it. Take it out there:"
        )
        for reference in erasure.left[:_MOST]:
            span = reference.document.span(reference.route, key=reference.key)
            lines.append(f"  {span.path}:{span.line}")
        lines += [f"  … {len(erasure.left) - _MOST} more …"] if len(erasure.left) > _MOST else []
    return lines


def _file(erasure: Erasure) -> str:
    """The file that goes, below the folder of the register."""
    return next(path for path, text in erasure.texts.items() if text is None)


def _write(register: Register, erasure: Erasure) -> None:
    """Writes the files after an erasure: all of them, or none. What was kept of them for speed goes with them."""
    assert register.root is not None
    targets = {register.root / path: text for path, text in erasure.texts.items()}
    write_all({path: None if text is None else encode_like(text, path.read_bytes()) for path, text in targets.items()})
    if left := forget(register.root / FOLDER):
        raise UserError(
            "the record is erased; what was kept of it for speed cannot be deleted. Delete "
            + join_words(f"`{file}`" for file in left)
        )
