"""The command `sheet out`."""

from datetime import date
from pathlib import Path

import click

from pa_framework.cli._options import root_argument
from pa_framework.text.errors import UserError
from pa_framework.text.sentences import count, quote_ids


@click.command("out")
@root_argument
@click.option("--kind", required=True, help="The kind of record, such as `task` or `pay-band`.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The workbook to write.")
def out_command(root: Path, kind: str, out: Path) -> None:
    """Writes the records of a kind to a workbook that someone can edit and hand in again."""
    from pa_framework.cli._reports import read_framework
    from pa_framework.edit.git_branch import head_of
    from pa_framework.edit.record_sheet import record_sheet, sheet_kinds
    from pa_framework.exchange.workbook import write_sheet
    from pa_framework.facts.facts import Facts

    if kind not in sheet_kinds():
        raise UserError(f"there is no kind `{kind}`; there are {quote_ids(sheet_kinds(), 'and', 40)}")
    if out.suffix.lower() != ".xlsx":
        raise UserError(f"a workbook is written as .xlsx; name it `{out.with_suffix('.xlsx').name}`")
    if out.exists():
        raise UserError(f"`{out}` exists already, perhaps with someone's changes; name another file")
    records = read_framework(root)
    sheet = record_sheet(Facts(records, date.today()), kind, head_of(root))
    write_sheet(sheet, out)
    click.echo(f"{count(len(sheet.rows), 'record')} written to {out}. Hand it in with `pa-framework sheet in`.")
