"""The parameter type for the code of a rule."""

import re
from typing import Any

import click
from click.shell_completion import CompletionItem

from pa_framework.text.suggestions import closest_match


class RuleCode(click.ParamType[str]):
    """The code of a rule, also in small letters, with a space or without leading zeros; or the name of a rule.

    The rules are imported when a code is given: a check of which the answer is kept does without them.
    """

    name = "code"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from pa_framework.check.rules import RULES

        return [
            CompletionItem(code, help=rule.summary)
            for code, rule in RULES.items()
            if code.startswith(incomplete.upper())
        ]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from pa_framework.check.explain import retired_explanation
        from pa_framework.check.rules import RULES

        code = re.sub(r"^([A-Z]{3})[ -]?0*([0-9]{1,3})$", _three_digits, str(value).strip().upper())
        if code not in RULES:
            named = next((rule.code for rule in RULES.values() if rule.name == str(value).lower()), None)
            if named:
                return named
            near = closest_match(code.lower(), [rule_code.lower() for rule_code in RULES])
            hint = f"; did you mean {near.upper()}?" if near else ""
            self.fail(retired_explanation(code) or f"there is no rule {code}{hint}", param, ctx)
        return code


def _three_digits(code: re.Match[str]) -> str:
    return f"{code[1]}{code[2]:>03}"
