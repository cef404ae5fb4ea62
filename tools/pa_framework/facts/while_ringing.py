"""What a PA keeps going, or does not leave out, while ringing about a sign: what pages, sheets and papers say alike."""

from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.triggers import may_keep_alive
from pa_framework.facts.urgency import emergency_numbers
from pa_framework.records.model import Task

#: Where a task has no words of its own: it may keep the person alive, it is done only in an emergency, or leaving it out
#: does harm.
_CARRY_ON = "If this keeps the person alive, carry on while you ring. If it does not, stop first."
_RESCUE = "Emergency? Hang up. Go to {steps}“If no signed-off PA is available”."
#: Before it, where the task has them: these steps say whether the call comes first.
_DO_FIRST = "“Do this first” or "
_NOT_LEFT_OUT = "Do not just leave this task out. Ask who will do it, and when."


#: What a PA who is not sure does.
_STOP_AND_ASK = "Not sure if it is an emergency? Call {number}. Not sure about anything else? Stop and ask."
_ASK_AND_GO_ON = (
    "Not sure if it is an emergency? Call {number}. Not sure about anything else? Ring and ask. "
    "Keep going what the person needs to stay alive."
)
_CALL = "Not sure in an emergency? Do not wait, call {number}."


def when_unsure(facts: Facts, task: Task) -> str:
    """What a PA who is not sure does: stopping is no answer where the person needs the task now."""
    if task.rescue is not None and is_delegated(task):
        words = _CALL
    else:
        words = _ASK_AND_GO_ON if goes_on(facts, task) else _STOP_AND_ASK
    numbers = emergency_numbers(facts.records)
    return words.format(number=numbers[0] if numbers else "for emergency help")


def goes_on(facts: Facts, task: Task) -> bool:
    """Whether a PA who stopped the task while ringing could leave the person without what keeps them alive."""
    return is_delegated(task) and bool(
        task.while_you_ring or task.rescue is not None or may_keep_alive(facts.records, task)
    )


def while_ringing(facts: Facts, task: Task) -> str:
    """What the PA keeps going, or does not leave out, while ringing about an urgent sign; empty where nothing is lost."""
    if task.while_you_ring or not is_delegated(task):
        return task.while_you_ring or ""
    if task.rescue is not None:
        return _RESCUE.format(steps=_DO_FIRST if task.do_first else "the plan or ")
    if may_keep_alive(facts.records, task):
        return _CARRY_ON
    return "" if task.omission == "can-wait" else _NOT_LEFT_OUT
