"""Family DEL: what calls for a new decision about a task, and what a PA does until then."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.triggers import triggers_of
from pa_framework.text.findings import Note
from pa_framework.text.sentences import count


@rule("DEL027")
def rescue_task_that_stops_unused(facts: Facts) -> Iterator[Problem]:
    """A rescue task stops because it was not needed, or its refresher is further away than the longest review.

    A medicine for a long seizure may not be given for years, and must be at hand all the same. For such a task
    a long gap since the last time says nothing about the PA. A refresher keeps the skill.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    rescue: {refresh_every: {months: 12, basis: design-default}}
    decide_again_when:
      - incident
      - not-done-for-long  # <- DEL027
    ```

    ```yaml bad framework/delegation.yaml
    triggers:
      - {id: hospital-admission, title: Hospital admission, summary: Health may have changed., holds_for: every-task, does: stop, meanwhile: [Ask the nurse.], basis: design-default}
      - {id: incident, title: Something went wrong, summary: Look at the task again., holds_for: named-tasks, does: go-on, meanwhile: [Tell the nurse.], basis: design-default}
      - {id: not-done-for-long, title: A long gap, summary: People lose skill., holds_for: named-tasks, does: stop, gap: {months: 3, basis: design-default}, meanwhile: [Ask the nurse to watch.], basis: design-default}
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    rescue: {refresh_every: {months: 12, basis: design-default}}
    ```
    """
    longest = facts.records.framework.settings.longest_review_months if facts.records.framework else None
    for task in facts.records.tasks.values():
        if task.rescue is None:
            continue
        for trigger in triggers_of(facts.records, task):
            if trigger.gap is None or trigger.does == "go-on":
                continue
            named = trigger.id in task.decide_again_when
            yield Problem(
                task.origin.at("decide_again_when", task.decide_again_when.index(trigger.id))
                if named
                else task.origin.key("rescue"),
                f"{task.id} is a rescue task, and `{trigger.id}` stops it after"
                f" {count(trigger.gap.months, 'month')} without need",
                f"take `{trigger.id}` away from this task"
                if named and trigger.holds_for == "named-tasks"
                else f"write `holds_for: named-tasks` for `{trigger.id}`, and name it in the tasks that are no rescue tasks",
                (Note(trigger.origin.at("gap", "months"), "the gap"),),
            )
        months = task.rescue.refresh_every.months
        if longest is not None and months > longest:
            yield Problem(
                task.origin.at("rescue", "refresh_every", "months"),
                f"{task.id} is refreshed every {count(months, 'month')}; this framework allows {longest} at most",
                f"write {longest} or less",
                (Note(facts.records.framework.origin.at("settings", "longest_review_months"), "allowed here"),)
                if facts.records.framework
                else (),
            )


@rule("DEL035")
def trigger_without_its_days(facts: Facts) -> Iterator[Problem]:
    """A trigger does not say for how many days a PA may go on, or what to do until there is a new decision.

    "My nurse left: may my PA go on?" is asked on a Friday evening. Go on until when, and what to do meanwhile,
    is the answer. Give days only where a PA goes on for a time.

    ```yaml bad framework/delegation.yaml
    triggers:
      - {id: hospital-admission, title: Hospital admission, summary: Health may have changed., holds_for: every-task, does: stop, meanwhile: [Ask the nurse.], basis: design-default}
      - id: incident
        title: Something went wrong
        summary: Look at the task again.
        holds_for: named-tasks
        does: go-on-until  # <- DEL035
        meanwhile: [Tell the nurse.]
        basis: design-default
    ```

    ```yaml good framework/delegation.yaml
    triggers:
      - {id: hospital-admission, title: Hospital admission, summary: Health may have changed., holds_for: every-task, does: stop, meanwhile: [Ask the nurse.], basis: design-default}
      - id: incident
        title: Something went wrong
        summary: Look at the task again.
        holds_for: named-tasks
        does: go-on-until
        days: 28
        meanwhile: [Tell the nurse.]
        basis: design-default
    ```
    """
    for trigger in facts.records.triggers.values():
        origin = trigger.origin
        if trigger.does == "go-on-until" and trigger.days is None:
            yield Problem(
                origin.at("does"),
                f"after `{trigger.id}` a PA goes on for a time, and it is not said for how long",
                "add `days:` with how many days from the event, such as `days: 28`",
            )
        elif trigger.does != "go-on-until" and trigger.days is not None:
            yield Problem(
                origin.at("days"),
                f"`{trigger.id}` has `days` and says `does: {trigger.does}`",
                "take `days` away, or write `does: go-on-until`",
                (Note(origin.at("does"), trigger.does),),
            )
        if not trigger.meanwhile:
            yield Problem(
                origin.at("id"),
                f"`{trigger.id}` does not say what to do until there is a new decision",
                "add `meanwhile:` with sentences: whom to ask, and who does the task until then",
            )


@rule("DEL036")
def nothing_stops_every_task(facts: Facts) -> Iterator[Problem]:
    """The policy has no trigger for every task, or none of those stops a task.

    Someone comes home from hospital with a new plan. If the policy does not say that every sign-off waits for a new
    decision, each task must remember it, and one of them will not.

    ```yaml bad framework/delegation.yaml
    triggers:  # <- DEL036
      - id: hospital-admission
        title: Hospital admission
        summary: Health may have changed.
        holds_for: every-task
        does: go-on
        meanwhile: [Ask the nurse.]
        basis: design-default
      - {id: incident, title: Something went wrong, summary: Look at the task again., holds_for: named-tasks, does: stop, meanwhile: [Tell the nurse.], basis: design-default}
    ```

    ```yaml good framework/delegation.yaml
    triggers:
      - id: hospital-admission
        title: Hospital admission
        summary: Health may have changed.
        holds_for: every-task
        does: stop
        meanwhile: [Ask the nurse.]
        basis: design-default
      - {id: incident, title: Something went wrong, summary: Look at the task again., holds_for: named-tasks, does: stop, meanwhile: [Tell the nurse.], basis: design-default}
    ```
    """
    policy, triggers = facts.records.policy, facts.records.triggers.values()
    may_be_there = "trigger" in {*facts.records.unknown_kinds, *(kind for kind, _ in facts.records.left_out)}
    if policy is None or not triggers or may_be_there:
        return
    for_every_task = [trigger for trigger in triggers if trigger.holds_for == "every-task"]
    if not any(trigger.does == "stop" for trigger in for_every_task):
        yield Problem(
            policy.origin.key("triggers"),
            "no trigger for every task stops a task" if for_every_task else "no trigger holds for every task",
            "write `holds_for: every-task` and `does: stop` for what makes every sign-off doubtful, such as a stay in"
            " hospital or a change in the person's condition",
        )
