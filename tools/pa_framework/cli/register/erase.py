"""The command `register erase`."""

from pathlib import Path

import click

from pa_framework.cli.register._options import register_options
from pa_framework.edit.register_erase import Erasure, StillKept, erasable, plan_erasure, still_kept
from pa_framework.edit.transaction import encode_like, write_all
from pa_framework.facts.answers import ANSWER_WORDS
from pa_framework.facts.facts import Facts
from pa_framework.records.register import Register
from pa_framework.register.output import as_csv
from pa_framework.text.dates import format_date
from pa_framework.text.errors import EXIT_FINDINGS, UserError
from pa_framework.text.kept import FOLDER, forget
from pa_framework.text.sentences import count, join_words
from pa_framework.text.terminal import escape_unprintable

#: The most answers and places that are listed one by one.
_MOST = 20
#: The file of a register that says what was erased before its time. It is no record: no command reads it.
EARLY = "erased-early.csv"
_EARLY_COLUMNS = ("erased_on", "kind", "id", "last_day", "erasable_from", "reason")


@click.command("erase")
@click.argument("kind", required=False)
@click.argument("name", metavar="ID", required=False)
@click.option(
    "--years",
    type=click.IntRange(1, 100),
    help="How long a record is kept after its last day.  [default: retention_years of the framework]",
)
@click.option(
    "--before-time",
    "reason",
    metavar="REASON",
    help="Erase it although its time is not over, as where the law or the person's right asks for it. The reason goes "
    f"into {EARLY}; name no one in it.",
)
@click.option("--write", is_flag=True, help="Erase the record. Without it, only what would happen is shown.")
@register_options()
def erase_command(
    facts: Facts, kind: str | None, name: str | None, years: int | None, reason: str | None, *, write: bool
) -> None:
    """Lists the records that may be erased; with KIND and ID, shows what falls with one, and erases it.

    KIND is pa, person or practitioner. With a person go the sign-offs for them. A record whose time is not over is
    erased only with --before-time. Erasing takes the record out of the folder. It stays in the history of git until
    that is cleaned too.
    """
    kept = _retention_years(facts)
    if kind is None or name is None:
        if kind is not None or write or reason is not None:
            raise click.UsageError("say which record: KIND and ID, such as `person person-017`")
        _list(facts, years or kept)
        return
    if reason is not None and not reason.strip():
        raise click.UsageError("say why: `--before-time` needs a reason, in words that name no one")
    erasure = plan_erasure(facts, kind, name)
    early = still_kept(facts, kind, name, max(years or kept, kept))
    refusal = _refusal(name, early, max(years or kept, kept)) if early and reason is None else None
    if refusal and write:
        raise UserError(refusal, EXIT_FINDINGS)
    for line in _lines(erasure):
        click.echo(escape_unprintable(line))
    if not write:
        click.echo(
            escape_unprintable(f"Nothing was erased: {refusal}.")
            if refusal
            else "Nothing was erased. To erase it, add `--write`."
        )
        return
    _write(facts, erasure, early, reason)
    click.echo(f"Erased. {name} is still in the history of git, and in every copy of it.")
    if early:
        click.echo(f"Written to {EARLY} of the register, with the reason.")


def _retention_years(facts: Facts) -> int:
    settings = facts.records.framework.settings if facts.records.framework else None
    return settings.retention_years if settings else 8


def _refusal(name: str, kept: StillKept, years: int) -> str:
    """A sentence: that a record is kept, until when and why, and what erases it all the same."""
    if kept.is_named:
        why = f"`{name}` is kept as long as a sign-off that is kept names it"
    elif kept.last_day and kept.since:
        why = (
            f"`{name}` is kept for {count(years, 'year')} after its last day, {format_date(kept.last_day)}; "
            f"it may be erased from {format_date(kept.since)}"
        )
    else:
        why = f"`{name}` has no last day yet (`{kept.field}`), and is kept for {count(years, 'year')} after it"
    return (
        f"{why}. Health and care records are kept for complaints, claims and inquiries. Where the law or the person's "
        'right asks for an erasure now, say why with `--before-time "REASON"`, in words that name no one'
    )


def _list(facts: Facts, kept: int) -> None:
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


def _write(facts: Facts, erasure: Erasure, early: StillKept | None, reason: str | None) -> None:
    """Writes the files after an erasure: all of them, or none. What was kept of them for speed goes with them."""
    register = facts.register or Register()
    assert register.root is not None
    targets = {register.root / path: text for path, text in erasure.texts.items()}
    contents = {path: None if text is None else encode_like(text, path.read_bytes()) for path, text in targets.items()}
    if early and reason:
        path = register.root / EARLY
        contents[path] = _with_line(path, facts, erasure, early, reason)
    write_all(contents)
    if left := forget(register.root / FOLDER):
        raise UserError(
            "the record is erased; what was kept of it for speed cannot be deleted. Delete "
            + join_words(f"`{file}`" for file in left)
        )


def _with_line(path: Path, facts: Facts, erasure: Erasure, early: StillKept, reason: str) -> bytes:
    """The file of early erasures with one more line."""
    erasable_from = early.since.isoformat() if early.since else None
    last = early.last_day.isoformat() if early.last_day else None
    row = (facts.on.isoformat(), erasure.kind, erasure.name, last, erasable_from, " ".join(reason.split()))
    text = as_csv(_EARLY_COLUMNS, [row])
    if not path.exists():
        return text.encode()
    before = path.read_bytes()
    line = text.partition("\n")[2].encode()
    return (before if before.endswith(b"\n") else before + b"\n") + line
