"""The command `sheet in`."""

import re
import sys
from datetime import date
from difflib import unified_diff
from pathlib import Path

import click
from msgspec.structs import replace

from pa_framework.cli._options import on_option, root_argument, shell_word
from pa_framework.edit.transaction import encode_like, write_all
from pa_framework.text.errors import EXIT_FINDINGS, UserError
from pa_framework.text.sentences import count


@click.command("in")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@root_argument
@click.option("--branch", help="The branch to make.  [default: sheet-KIND-DATE]")
@click.option("--patch", type=click.Path(path_type=Path, dir_okay=False), help="Write a patch, and make no branch.")
@on_option
def in_command(file: Path, root: Path, branch: str | None, patch: Path | None, on: date | None) -> None:
    """Takes the changes of a workbook over, as a new branch or a patch, and says what they mean.

    FILE is a workbook that `sheet out` made. The files in the folder stay as they are. A cell that was emptied changes
    nothing, and nor does a row that was deleted; `(remove)` takes a value away. Where a value changed in the framework
    meanwhile, nothing is taken over, and the cells are named.

    Ends with 1 where nothing was taken over, or where the records would have new errors.
    """
    from pa_framework.check.run import check_with_own_register, load_own_register
    from pa_framework.cli._reports import read_framework
    from pa_framework.diff.as_text import as_text
    from pa_framework.diff.git_tree import tree_of_folder
    from pa_framework.diff.report import report_on
    from pa_framework.edit.git_branch import write_branch
    from pa_framework.edit.record_sheet import sheet_edits
    from pa_framework.exchange.workbook import without_effect
    from pa_framework.exchange.workbook_reader import read_sheet
    from pa_framework.facts.facts import Facts
    from pa_framework.records.files import ChangedFiles
    from pa_framework.records.load import read_records
    from pa_framework.records.yaml_source import parse_document
    from pa_framework.text.findings import Severity

    if branch is not None and patch is not None:
        raise UserError("give `--branch` or `--patch`, not both")
    day = on or date.today()
    records = read_framework(root)
    sheet = read_sheet(file)
    found, texts = sheet_edits(Facts(records, day), sheet, file)
    unread = list(without_effect(sheet))
    if not texts:
        click.echo("\n".join(("The sheet changes nothing.", *unread)))
        return
    lines = [
        f"{change.address}  {change.row}  {change.column}: {_in_words(change.before, change.after or '')}"
        for change in found
    ]
    if unread:
        lines += ["", *unread]
    register = load_own_register(root)
    before = check_with_own_register(records, register, day)
    after = check_with_own_register(read_records(root, files=ChangedFiles(texts)), register, day)
    known = {(one.code, one.span.path, one.message) for one in before.findings}
    new = [one for one in after.findings if (one.code, one.span.path, one.message) not in known]
    lines += ["", "Check: nothing new is found." if not new else f"Check: {count(len(new), 'new finding')}."]
    lines += [f"  {one.span.path}:{one.span.line} {one.code} {one.severity}: {one.message}; {one.fix}" for one in new]
    tree = tree_of_folder(root)
    changed = {path: parse_document(text, path) for path, text in texts.items()}
    report = report_on(tree, replace(tree, name=file.name, records={**tree.records, **changed}), day)
    lines += ["", as_text(report, width=100, colour=False).rstrip()]
    words = "\n".join(lines)
    title = f"{count(len(found), 'cell')} of {file.name}"
    if patch is not None:
        changed_files = "".join(_patch(root, path, text) for path, text in sorted(texts.items()))
        write_all({patch: changed_files.encode()})
        made = f"{title} written to {patch}. Nothing in your folder has changed yet."
        following = f"To take the changes over: git apply {shell_word(patch)}"
    else:
        name = branch or f"sheet-{sheet.name}-{day.isoformat()}"
        contents = {path: encode_like(text, _original(root / path)) for path, text in texts.items()}
        write_branch(root, name, contents, f"{title}\n\n{words}\n")
        made = f"{title} written to the branch {name}. Nothing in your folder has changed."
        following = f"Read the report above. Then send the branch, and ask for a review: git push -u origin {name}"
    errors = sum(one.severity is Severity.ERROR for one in new)
    if errors > 0:
        following = (
            f"Do not send it yet: the check has {count(errors, 'new error')}. Correct the cells, and hand the workbook in again"
            + (" with another name for the branch (`--branch`)." if patch is None else ".")
        )
    click.echo(f"{words}\n\n{made}\n{following}")
    if errors > 0:
        sys.exit(EXIT_FINDINGS)


def _in_words(before: str, after: str) -> str:
    """What changed in a cell: of a list the lines that differ, and of a long text the part that does."""
    old, new = before.split("\n"), after.split("\n")
    if len(old) > 1 or len(new) > 1:
        gone, added = [one for one in old if one not in new], [one for one in new if one not in old]
        if not gone and not added:
            return "the lines are in another order"
        if not gone or not added:
            return ", ".join((*(f"without {_shown(one)}" for one in gone), *(f"also {_shown(one)}" for one in added)))
        before, after = " / ".join(gone), " / ".join(added)
    differing = (number for number, (one, other) in enumerate(zip(before, after, strict=False)) if one != other)
    start = next(differing, min(len(before), len(after)))
    start = before.rfind(" ", 0, start - _LEAD) + 1 if start > 2 * _LEAD else 0
    return f"{_shown(before, start)} → {_shown(after, start)}"


#: How much of a long text is shown before what differs, and how much in all.
_LEAD, _MOST = 20, 80


def _shown(text: str, start: int = 0) -> str:
    words = " ".join(text[start:].split())
    return (
        f"“{'…' if start else ''}{words if len(words) <= _MOST else words[: _MOST - 1] + '…'}”" if words else "nothing"
    )


def _original(file: Path) -> bytes:
    """The bytes of a file; none where it is not there yet."""
    return file.read_bytes() if file.exists() else b""


def _patch(root: Path, path: str, text: str) -> str:
    """The change of a file as git reads it."""
    original = _original(root / path)
    old, new = (_lines(content.decode()) for content in (original, encode_like(text, original)))
    lines = unified_diff(old, new, f"a/{path}" if (root / path).exists() else "/dev/null", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """The lines as git has them, with their ends."""
    return [line for line in re.split(r"(?<=\n)", text) if line]
