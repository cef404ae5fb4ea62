"""The commands `pa-framework register …`: who may do what, for whom, until when, and why."""

import click

from pa_framework.cli._group import Group


@click.group("register", cls=Group, package=__name__)
def register_group() -> None:
    """Says who may do what, for whom, until when, and why.

    A register is a folder with `practitioners`, `pas`, `persons` and `agreements` in it. Answers hold for one day.
    """
