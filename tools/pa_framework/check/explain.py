"""The documentation of a rule, as text for a terminal."""

from textwrap import fill, indent

from pa_framework.check.rules import FAMILIES, RETIRED
from pa_framework.check.rules.registry import Rule


def explanation(rule: Rule) -> str:
    """The documentation of a rule: code and name, what is wrong, why it matters, a bad and a good example."""
    parts = [
        f"{rule.code} {rule.name} ({rule.severity}) · {FAMILIES[rule.family]}",
        fill(rule.summary, 100),
        *(fill(paragraph, 100) for paragraph in rule.why.split("\n\n") if paragraph),
    ]
    for heading, kind in (("Not so:", "bad"), ("But so:", "good")):
        for example in rule.examples:
            if example.kind == kind:
                parts.append(f"{heading}  {example.path}\n\n{indent(example.text.rstrip(), '    ')}")
    return "\n\n".join(parts) + "\n"


def retired_explanation(code: str) -> str | None:
    """Why a code is no longer used, as a line of text; None where it was never used."""
    return f"{code} is no longer used: {RETIRED[code]}\n" if code in RETIRED else None
