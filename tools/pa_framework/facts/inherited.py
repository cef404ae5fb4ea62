"""What a task inherits from the standard of its tier, because its own record does not say it."""

from collections.abc import Iterator

from pa_framework.records.field_meaning import field_meanings
from pa_framework.records.kinds import KIND
from pa_framework.records.model import Task
from pa_framework.records.yaml_source import Route

#: Groups whose fields are named one by one.
_GROUPS = frozenset({"sign_off", "stop_when"})
#: Fields that say what others do, in fewer words.
_SHORT_FORMS = frozenset({"every_duty_by"})


def inherited(task: Task) -> tuple[str, ...]:
    """The labels of the fields of a task that are written in the policy, in the order of the schema."""
    return tuple(dict.fromkeys(_inherited(task)))


def _inherited(task: Task) -> Iterator[str]:
    files = task.origin.document.made_of
    policy = {one.name for one in files if one.path == KIND["delegation"].file}
    for names, meaning in field_meanings("task").items() if policy else ():
        route: Route = names
        is_named = len(names) == (2 if names[0] in _GROUPS else 1) and names[-1] not in _SHORT_FORMS
        if is_named and task.origin.has_field(*route) and task.origin.at(*route).path in policy:
            yield meaning.label
