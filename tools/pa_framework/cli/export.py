"""The command `export`."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from pa_framework.cli._options import on_option, root_argument
from pa_framework.cli._reports import read_valid_report
from pa_framework.edit.output_folder import output_folder
from pa_framework.text.errors import UserError

#: The names of exchange.formats.FORMATS; a test compares the two. The list of all commands imports this module.
NAMES = ("json", "csv", "parquet", "case-1.0", "case-1.1", "moodle", "ctdl-asn", "openbadges")


class _Format(click.Choice[str]):
    """The name of a format. `case` alone is none, since the two versions are read by different systems."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if str(value).lower() == "case":
            self.fail("`case` has two versions; write `case-1.1`, the newer one, or `case-1.0`", param, ctx)
        return super().convert(value, param, ctx)


@click.command("export")
@root_argument
@click.option(
    "--format",
    "names",
    type=_Format([*NAMES, "all"]),
    multiple=True,
    required=True,
    help="A format; may be given several times.",
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="A new or empty folder to write to."
)
@on_option
def export_command(root: Path, names: tuple[str, ...], out: Path, on: date | None) -> None:
    """Writes the records in formats that other systems read, each in a folder of its name below OUT.

    Only what the site shows is written: no story without consent, and nothing of a register. What a format has no place
    for is printed, and is in `losses.json`.
    """
    from pa_framework.exchange import formats, moodle
    from pa_framework.exchange.published import published

    if out.is_dir() and any(out.iterdir()):
        raise UserError(f"`{out}` is not empty; name a new folder, or empty this one first")
    data = published(read_valid_report(root, on).facts)
    wanted = [one for name, one in formats.FORMATS.items() if name in names or "all" in names]
    number, made = 0, set[Path]()
    with output_folder(out, root, replace=False) as folder:
        for path, content in formats.files_of(data, wanted):
            target = folder / path
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            target.write_bytes(content)
            number += 1
    click.echo(f"{number:,} files written to {out}")
    lost = [loss for one in wanted for loss in formats.losses(data, one)]
    lines = [*formats.losses_in_words(lost), *(moodle.shortened(data) if "moodle" in names or "all" in names else ())]
    for line in lines:
        click.echo(line, err=True)
