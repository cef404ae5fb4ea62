"""What changed in the framework, as `changes.yaml` tells it: facts that pages and feeds show."""

from pa_framework.facts.facts import Facts
from pa_framework.records.model import Change


def announced_changes(facts: Facts) -> tuple[Change, ...]:
    """The changes up to and including the day of the facts, newest first.

    Of those of one day, what loosens a safety rule stands first; else they stand as the file has them.
    """
    changes = [change for change in facts.records.changes.values() if change.on <= facts.on]
    return tuple(sorted(changes, key=lambda change: (change.on, change.loosens), reverse=True))


def is_about(change: Change, kind: str, name: str) -> bool:
    """Whether a change is about a record: by its id, as one of its kind, or as part of the whole framework."""
    field = kind.replace("-", "_")
    return not change.about or any(getattr(each, field) == name or each.every == field for each in change.about)


def latest_change(facts: Facts, kind: str, name: str) -> Change | None:
    """The newest change that says of a record, or of all of its kind, what is different. None where none does.

    What is told of the framework as a whole is no change of one record.
    """
    return next((change for change in announced_changes(facts) if change.about and is_about(change, kind, name)), None)
