"""The step by which a change must raise the version of the framework, and whether framework.yaml was raised by it.

Major: more is asked of someone. Minor: something is new or gone, less is asked, or a safety rule is loosened. Patch:
words, figures, dates, layout.
"""

import re

from msgspec import Struct

_NUMBERS = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})")


class Version(Struct, frozen=True):
    """`before` and `after` are the versions in framework.yaml of base and head, empty where none can be read.

    `step` is the step that the change implies, `suggested` the version after it. `raised_enough`: framework.yaml was
    raised by at least this step.
    """

    before: str
    after: str
    step: str
    suggested: str
    raised_enough: bool


def version_step(before: str, after: str, *, more: bool, new: bool, words: bool) -> Version:
    """The step from `before` to `after`.

    `more`: more is asked of someone. `new`: something is new or gone, less is asked, or loosened. `words`: anything else.
    """
    step = "major" if more else "minor" if new else "patch" if words else "none"
    was, now = _NUMBERS.fullmatch(before), _NUMBERS.fullmatch(after)
    if was is None or now is None:
        return Version(before, after, step, "", step == "none")
    old, new_ = (tuple(int(part) for part in found.groups()) for found in (was, now))
    major, minor, patch = old
    wanted = {"major": (major + 1, 0, 0), "minor": (major, minor + 1, 0), "patch": (major, minor, patch + 1)}.get(
        step, old
    )
    return Version(before, after, step, ".".join(map(str, wanted)), new_ >= wanted)
