"""Words that several sections of the site use for the same things."""

from collections.abc import Mapping, Sequence
from typing import Any

from pa_framework.pages.frame import Link

DELEGATION = Link("Delegation", "delegation/index.md")
TASKS = Link("Tasks", "delegation/tasks/index.md")
ROLES = Link("Roles", "delegation/roles/index.md")

#: What figures rest on, in words.
BASES = {
    "law": "law",
    "national-guidance": "national guidance",
    "local-policy": "local policy",
    "published-figure": "a published figure",
    "design-default": "no evidence: a starting value of this framework, to be confirmed by a clinician",
}
DUTY_DOES = {
    "delegate": "Decides to hand it over",
    "train": "Trains the PA",
    "assess": "Judges that the PA can do it",
    "sign-off": "Signs off",
    "review": "Reviews",
}


def months(number: int) -> str:
    """`every month`, `every 12 months`"""
    return "every month" if number == 1 else f"every {number} months"


def title_of(nouns: Mapping[str, Any], name: str) -> str:
    """The title of a noun, or its id as words where there is none."""
    found = nouns.get(name)
    return str(found.title) if found else name.replace("-", " ")


def and_list(words: Sequence[str]) -> str:
    """`a, b and c`"""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
