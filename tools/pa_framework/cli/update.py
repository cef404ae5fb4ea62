"""The command `update`."""

import os
import shutil
import sys
from datetime import date
from pathlib import Path

import click

from pa_framework.cli._options import on_option, print_document, progress_after, root_argument, use_colour
from pa_framework.records.bases import REFERENCE
from pa_framework.records.kinds import TOP_FOLDERS
from pa_framework.text.errors import EXIT_FINDINGS, UserError


@click.command("update")
@root_argument
@click.option("--to", metavar="PATH", help="The newer base: `reference`, a folder or a zip file.  [default: the same]")
@click.option("--old", type=click.Path(path_type=Path), help="The release that was adopted, if it is not at its place.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--write", is_flag=True, help="Write the change on a new branch of git.")
@click.option("--branch", help="The branch that --write makes.  [default: base-VERSION]")
@on_option
def update_command(
    root: Path, to: str | None, old: Path | None, form: str, write: bool, branch: str | None, on: date | None
) -> None:
    """Says what a newer version of its base means for an area, and adopts it on a branch.

    The area on its adopted base is compared with the area on the newer one: what that loosens first, what of the area no
    longer fits, and what is asked of whom. Nothing changes by itself. --write makes a branch with the new version, its
    hash and the day from which it counts; past days keep the rules that held then.

    Ends with 0 where nothing is newer or the branch is written, and 1 where there is something to read.
    """
    from pa_framework.diff.update import adopted_by, update
    from pa_framework.diff.update_words import update_as_json, update_as_markdown, update_as_text
    from pa_framework.edit.git_branch import head_of, uncommitted, write_branch
    from pa_framework.edit.transaction import encode_like

    if branch and not write:
        raise UserError("`--branch` names the branch that `--write` makes; give both, or neither")
    day = on or date.today()
    adopted = adopted_by(root)
    if write:
        if not head_of(root):
            raise UserError(
                f"`{root}` is in no git repository with a commit, so there is no branch to write; leave `--write` out to read"
            )
        if changed := uncommitted(root, *(top for top in TOP_FOLDERS if (root / top).exists())):
            raise UserError(f"`{changed}` has changes that are not committed; commit them first, then write the branch")
    with progress_after("Comparing"):
        found = update(root, day, _from_root(root, to), old)
    if found is None:
        click.echo(f"Nothing is newer: this area builds on version {adopted.version} of `{adopted.framework}`.")
        return
    name = ""
    if write:
        if found.report is None:
            raise UserError(f"{found.not_compared[:1].lower()}{found.not_compared[1:].rstrip('.')}, then write")
        name = branch or f"base-{found.newer.version}"
        contents = {
            path: encode_like(text, (root / path).read_bytes()) if (root / path).exists() else text.encode()
            for path, text in found.texts.items()
        }
        write_branch(
            root, name, contents, f"Build on version {found.newer.version} of the base\n\n{update_as_text(found)}"
        )
    if form == "json":
        print_document(update_as_json(found, name))
    elif form == "markdown":
        print_document(update_as_markdown(found))
    else:
        width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
        click.echo(update_as_text(found, width=width, colour=use_colour(sys.stdout)), nl=False)
    if not write:
        sys.exit(EXIT_FINDINGS)
    if form != "json":
        click.echo(
            f"\nWritten on the branch {name}. Read it, mend what no longer fits, and let those agree who are named."
        )


def _from_root(root: Path, to: str | None) -> str | None:
    """A path that was typed here, as `builds_on` has it: from the root of the area."""
    if to is None or to == REFERENCE:
        return to
    if not Path(to).exists():
        raise UserError(f"`{to}` is not there; name `{REFERENCE}`, or a folder or a zip file with another framework")
    try:
        return Path(os.path.relpath(Path(to).resolve(), root.resolve())).as_posix()
    except ValueError:  # on another drive of Windows
        return Path(to).resolve().as_posix()
