"""What the commands that upgrade a framework or a register print."""

from collections.abc import Iterator

from pa_framework.edit.upgrade import Upgrade
from pa_framework.text.sentences import count


def upgrade_lines(upgrade: Upgrade) -> Iterator[str]:
    """The changes by step, the questions, and the files that were left as they are."""
    for heading, changes in upgrade.changes:
        yield f"{heading}:"
        for change in changes:
            yield f"  {change.path}{f':{change.line}' if change.line else ''} {change.words}"
        yield ""
    for question in upgrade.questions:
        yield f"{question.span.path}:{question.span.line}:{question.span.column}: to decide"
        yield f"  {question.words}"
        yield f"  {question.proposal}"
        for line in question.lines:
            yield f"    {line}"
        yield ""
    for finding in upgrade.unreadable:
        yield f"{finding.span.path}:{finding.span.line}:{finding.span.column}: left as it is ({finding.code})"
        yield f"  {finding.message}"
        yield f"  fix: {finding.fix}"
        yield ""


def upgrade_summary(upgrade: Upgrade, dry_run: bool, what: str, command: str) -> Iterator[str]:
    """What was done and what is left, in the last lines. `what` was upgraded by `pa-framework COMMAND`."""
    files = count(len(upgrade.texts), "file")
    if not upgrade.texts:
        done = not upgrade.open_points
        yield f"Nothing to change: the {what} has the form of this edition." if done else "Nothing was changed."
    elif dry_run:
        yield f"{files} would change. Nothing was written, because of --dry-run."
    else:
        yield f"{files} changed. Look at them, then run `pa-framework check`."
    if upgrade.open_points:
        yield f"{count(upgrade.open_points, 'point')} left for you to decide. Run `pa-framework {command}` again to see what is left."
