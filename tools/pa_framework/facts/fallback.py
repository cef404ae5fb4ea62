"""What happens instead where no PA may do a task: every no is followed by it, on pages and papers alike."""

from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.records.model import Task


def instead(task: Task | None) -> tuple[str, ...]:
    """What happens when no PA may do a task, as sentences or short lines; None is a task that the framework does not have."""
    if task is None:
        return ("Ask the professional who knows this person who does the task.",)
    if task.status == "never":
        return tuple(f"Who does it: {line}" for line in task.done_by) or ("A registered professional does it.",)
    if not is_delegated(task):
        return ()
    if task.if_no_one_may:
        return task.if_no_one_may
    if task.omission == "can-wait":
        return ("It can wait until a PA may do it again, or a registered professional does it.",)
    return ("Ring the professional who delegated it, and ask who does it until then.",)
