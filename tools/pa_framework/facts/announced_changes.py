"""The changes of the framework that `changes.yaml` announces."""

from pa_framework.facts.facts import Facts
from pa_framework.records.model import Change


def announced_changes(facts: Facts) -> tuple[Change, ...]:
    """The changes up to and including the day of the facts, newest first.

    Of one day, those that loosen a safety rule come first; otherwise they stay in the order of the file.
    """
    changes = [change for change in facts.records.changes.values() if change.on <= facts.on]
    return tuple(sorted(changes, key=lambda change: (change.on, change.loosens), reverse=True))


def is_about(change: Change, kind: str, name: str) -> bool:
    """Whether a change is about a record: by its id, as one of its kind, or as part of the whole framework."""
    field = kind.replace("-", "_")
    return not change.about or any(
        getattr(subject, field) == name or subject.every == field for subject in change.about
    )


def latest_change(facts: Facts, kind: str, name: str) -> Change | None:
    """The newest change about a record, or about all records of its kind; None where there is none.

    Changes of the framework as a whole do not count.
    """
    return next((change for change in announced_changes(facts) if change.about and is_about(change, kind, name)), None)
