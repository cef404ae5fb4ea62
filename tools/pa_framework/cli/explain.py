"""The command `explain`."""

import click

from pa_framework.check.explain import explanation
from pa_framework.check.rules import RULES
from pa_framework.cli._rule_code import RuleCode


@click.command("explain")
@click.argument("code", type=RuleCode())
def explain_command(code: str) -> None:
    """Says what a rule means, why it is there, and shows a bad and a good example."""
    click.echo(explanation(RULES[code]), nl=False)
