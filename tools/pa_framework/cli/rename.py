"""The command `rename`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from pa_framework.cli._options import on_option, progress_after, root_option
from pa_framework.edit.rename import (
    Renaming,
    can_be_retired,
    check_renaming,
    plan_rename,
    read_world,
    write_renaming,
)


@click.command("rename")
@click.argument("kind")
@click.argument("old")
@click.argument("new")
@root_option("The framework.  [default: this folder]")
@click.option(
    "--register", type=click.Path(path_type=Path), help="A competence register that names its records as well."
)
@click.option("--keep-old", is_flag=True, help="The old record stays, retired, with `replaced_by: NEW`.")
@click.option("--dry-run", is_flag=True, help="Show every change, and write nothing.")
@on_option
def rename_command(
    kind: str, old: str, new: str, root: Path, register: Path | None, keep_old: bool, dry_run: bool, on: date | None
) -> None:
    """Gives a record another id, and follows every reference to it.

    KIND is the kind of record, such as task, role, competence or source. An id that has been published should stay,
    because people have kept its address: then use --keep-old.
    """
    with progress_after("Reading the records"):
        world = read_world(root, register.resolve() if register else None)
        renaming = plan_rename(world, kind.replace("_", "-"), old, new, keep_old=keep_old)
        check_renaming(world, renaming, on or date.today())
    for line in _lines(renaming):
        click.echo(line)
    if dry_run:
        click.echo("nothing was written, because of --dry-run")
        return
    write_renaming(root, renaming)
    click.echo(f"`{old}` is `{new}` now; what held before holds")
    if not keep_old:
        click.echo(
            f"Was `{old}` published already? Then its address leads nowhere now. To mend that, undo this with "
            f"`pa-framework rename {kind} {new} {old}`"
            + (
                ", and rename it with `--keep-old`."
                if can_be_retired(renaming.kind)
                else ", and leave the id as it was."
            ),
            err=True,
        )


def _lines(renaming: Renaming) -> Iterator[str]:
    """Every change of a rename, on a line each."""
    for edit in renaming.edits:
        yield f"{edit.path}:{edit.line}:{edit.column}: {edit.before} → {edit.after}"
    for source, target in renaming.moved:
        yield f"{source} → {target}"
    if renaming.retired:
        yield f"{renaming.retired}: stays, with replaced_by: {renaming.new}"
