"""The commands `pa-framework sheet …`: records out into a workbook, and changes of a workbook in again."""

import click

from pa_framework.cli._group import Group


@click.group("sheet", cls=Group, package=__name__)
def sheet_group() -> None:
    """Gives records to people who work in a spreadsheet, and takes their changes back.

    A workbook is .xlsx, of Excel, LibreOffice or another program. CSV is never taken: programs change it on the way.
    """
