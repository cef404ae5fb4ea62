"""Which triggers call for a new decision about a task: those that hold for every task, then its own; and what to do until then."""

from pa_framework.records.field_meaning import labels
from pa_framework.records.load import Records
from pa_framework.records.model import Task, Trigger
from pa_framework.text.sentences import count, upper_first

_EFFECTS = labels("delegation", "triggers.does")
#: Of a task for emergencies. A stop ends what rests on the sign-off; what anyone may do for the person, it never ends.
NO_WAITING = "In an emergency, do not wait for a decision. Follow “If no signed-off PA is available” at once."
#: What a stop of such a task is called: the sign-off is what stops.
_NOT_SIGNED_OFF = "not signed off"
_STILL_HELP = ", but still help in an emergency"


def holds_for(trigger: Trigger, task: Task) -> bool:
    """Whether a trigger holds for a delegated task.

    A long gap is usual for a rescue task, which has refreshers instead. So a trigger about a gap does not hold for it
    merely because it holds for every task. One that stops all tasks holds for each.
    """
    if trigger.stops == "all" or trigger.id in task.decide_again_when:
        return True
    return trigger.holds_for == "every-task" and not (trigger.gap and task.rescue)


def triggers_of(records: Records, task: Task) -> tuple[Trigger, ...]:
    """The triggers of a delegated task, in the order of the policy. Ids that the policy does not have are left out."""
    return tuple(trigger for trigger in records.triggers.values() if holds_for(trigger, task))


def may_keep_alive(records: Records, task: Task) -> bool:
    """Whether a task can keep the person alive from minute to minute.

    Only a category that says that its tasks do not do so makes it no: what is not known is said.
    """
    category = records.categories.get(task.category)
    return category is None or category.keeps_alive


def until_decided(records: Records, trigger: Trigger, task: Task) -> tuple[str, ...]:
    """What to do about a task after a trigger until there is a new decision, as sentences, in order.

    What holds in an emergency, and where the task keeps the person alive, comes first.
    """
    rescue = (NO_WAITING,) if task.rescue is not None else ()
    alive = trigger.if_it_keeps_alive if may_keep_alive(records, task) else ()
    return (*rescue, *alive, *trigger.meanwhile)


def effect_words(trigger: Trigger, *, keeps_alive: bool, rescue: bool = False) -> str:
    """What the PA does until there is a new decision: `Stop`, or `Carry on for 28 days at most, then stop`.

    Where the task may keep the person alive, and the trigger says what holds then, stopping has that exception. Where it
    is for emergencies (`rescue`), no one who reads it may think that the person is left without help: it is the sign-off
    that stops.

    No one carries on without limits: `Carry on only if you do these steps` leads to what must be true first. Days that rest on no
    source are told as a suggestion. Where not every decision ends it, also which: `Stop; only a visit ends this`.
    """
    keeps_on = keeps_alive and bool(trigger.if_it_keeps_alive)
    paused = rescue and not keeps_on
    does = upper_first(f"{_NOT_SIGNED_OFF} for now" if paused and trigger.does == "stop" else _EFFECTS[trigger.does])
    if trigger.does == "go-on-until" and trigger.days:
        does = f"Carry on for {count(trigger.days, 'day')} at most, then {_NOT_SIGNED_OFF if paused else 'stop'}"
        if trigger.basis == "design-default":
            does += " (our suggestion)"
    elif trigger.does == "go-on":
        does += " only if you do these steps"
    if trigger.does != "go-on" and keeps_on:
        does += ", unless this keeps the person alive"
    elif trigger.does != "go-on" and paused:
        does += _STILL_HELP
    ends = "only a visit" if trigger.answered_by == "visit" else "only a decision" if trigger.needs_verification else ""
    checked = " that was checked with the prescriber" if trigger.needs_verification else ""
    return f"{does}; {ends}{checked} ends this" if ends else does
