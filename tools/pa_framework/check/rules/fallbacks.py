"""Family DEL: what happens when no PA may do a task, and tasks that are delegated by exception only."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback_sentences import sentences_for_a_pa
from pa_framework.facts.urgency import emergency_numbers
from pa_framework.text.findings import Note
from pa_framework.text.sentences import join_words, quote_ids


@rule("DEL026")
def no_fallback(facts: Facts) -> Iterator[Problem]:
    """A task that harms the person when no one does it does not say what happens when no PA may do it.

    A review is missed, a sign-off is stopped, a PA is ill. "May not do now: insulin" says nothing about the dose
    that is due in an hour. The task says whom to ring and what to say, before the evening on which it is needed.
    Where a PA calls the emergency number as part of a rescue task, what to do first says so, and anyone who is there
    when no PA may do it calls too.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    omission: harmful  # <- DEL026
    if_no_one_may: null
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    omission: harmful
    if_no_one_may: [Ring the community nursing team. Say that the feed is due.]
    ```
    """
    for task in facts.records.tasks.values():
        if task.omission == "harmful" and is_delegated(task) and not task.replaced_by and not task.if_no_one_may:
            yield Problem(
                task.origin.at("omission"),
                f"it harms the person when no one does {task.id}, and the task does not say what happens then",
                "add `if_no_one_may:` with sentences: whom to ring, by day and at night, and what to say",
            )
    numbers = emergency_numbers(facts.records)
    for task in facts.records.tasks.values():
        if task.rescue is None or task.replaced_by or not is_delegated(task):
            continue
        called = next((number for number in numbers if any(number in line for line in task.the_pa_does)), None)
        for field, lines, who in (
            ("do_first", task.do_first, "what to do first does not say so"),
            ("if_no_one_may", task.if_no_one_may, "no one does when no PA may do it"),
        ):
            if called and lines and not any(number in line for line in lines for number in numbers):
                yield Problem(
                    task.origin.at(field, 0),
                    f"a PA who does {task.id} calls {called}, and {who}",
                    f"say that someone calls {called}",
                    (Note(task.origin.key("the_pa_does"), f"calls {called}"),),
                )


@rule("DEL031")
def fallback_leaves_it_to_a_pa(facts: Facts) -> Iterator[Problem]:
    """What happens when no PA may do a task says that a PA does it.

    The list is read when no PA is signed off. "Another PA gives the dose" makes someone do what no one has taught
    or watched. A PA may ring, wait, watch and stay with the person; a nurse, the person, or a relative who was taught
    does the task.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    if_no_one_may:
      - Ring the community nursing team.
      - Ask the other PA to give it.  # <- DEL031
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    if_no_one_may:
      - Ring the community nursing team. The PA stays with the person until the nurse comes.
    ```
    """
    for task in facts.records.tasks.values():
        for place in sentences_for_a_pa(task) if task.if_no_one_may else ():
            yield Problem(
                task.origin.at("if_no_one_may", place),
                f"this sentence says that a PA does {task.id}, and it is for when no PA may",
                "say who else does it, such as a nurse or a relative who was taught, or whom the PA rings",
            )


@rule("DEL032")
def exception_not_explained(facts: Facts) -> Iterator[Problem]:
    """A task by exception does not say who must allow it or when, or another task does.

    "By exception" without an authority is a door that is left open. On a task that may always be delegated, or never,
    the same words make readers believe that someone has to be asked, or can be.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    status: by-exception  # <- DEL032
    authority: The clinical lead of the integrated care board, under its policy on feeding
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    status: by-exception
    authority: The clinical lead of the integrated care board, under its policy on feeding
    condition: No nurse can come in time, and the tube has been in place for a year
    ```
    """
    for task in facts.records.tasks.values():
        given = {"authority": task.authority, "condition": task.condition}
        if task.status == "by-exception":
            missing = [name for name, sentence in given.items() if not sentence]
            if missing:
                yield Problem(
                    task.origin.at("status"),
                    f"{task.id} is delegated only by exception and has no {quote_ids(missing)}",
                    join_words([_TO_ADD[name] for name in missing]),
                )
        elif strange := [name for name, sentence in given.items() if sentence]:
            yield Problem(
                task.origin.key(strange[0]),
                f"{task.id} is `{task.status}` and has {quote_ids(strange, 'and')}, which belongs to a task by exception",
                f"take {quote_ids(strange, 'and')} away, or write `status: by-exception`",
                (Note(task.origin.at("status"), task.status),),
            )


_TO_ADD = {
    "authority": "add `authority:` with who must allow it, under which policy",
    "condition": "add `condition:` with when it may be allowed",
}
