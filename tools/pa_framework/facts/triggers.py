"""Which triggers call for a new decision about a task: those that hold for every task, then its own."""

from pa_framework.records.load import Records
from pa_framework.records.model import Task, Trigger


def triggers_of(records: Records, task: Task) -> tuple[Trigger, ...]:
    """The triggers of a delegated task, in the order of the policy. Ids that the policy does not have are left out."""
    own = frozenset(task.decide_again_when)
    return tuple(
        trigger for trigger in records.triggers.values() if trigger.holds_for == "every-task" or trigger.id in own
    )
