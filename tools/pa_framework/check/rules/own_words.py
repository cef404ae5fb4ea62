"""Families DEL and TXT: a record that says in words what its own fields, or its other words, say otherwise."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.left_over import lines_left_over
from pa_framework.facts.opposites import done_although_never
from pa_framework.facts.own_words import broken_limits, numbers_of_other_services, times_that_differ
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import quote_ids


@rule("DEL110")
def number_of_another_service(facts: Facts) -> Iterator[Problem]:
    """A phone number belongs to another service than the one that is named beside it.

    A PA rings it at night, with someone who is ill. The police do not answer questions about a feeding tube. The checker
    compares a number in a title with `number`, and knows the short numbers of the United Kingdom.

    ```yaml bad framework/delegation.yaml
    phone_lines:
      - {id: nhs-111, title: NHS 111, number: "101", staffed: day-and-night, summary: Medical help.}  # <- DEL110
    ```

    ```yaml good framework/delegation.yaml
    phone_lines:
      - {id: nhs-111, title: NHS 111, number: "111", staffed: day-and-night, summary: Medical help.}
    ```
    """
    for found in numbers_of_other_services(facts):
        yield Problem(
            found.span,
            f"{found.number} is not the number of {found.name}",
            f"write {found.right}, or correct the title"
            if found.right
            else "write the number of that service, or name the service that answers",
        )


@rule("DEL111")
def role_against_its_own_limits(facts: Facts) -> Iterator[Problem]:
    """A role may do by its fields what its own words say that it does not do.

    Sign-offs are judged by `may_delegate`, `may_train`, `may_assess`, `may_sign_off` and `may_review`. Readers go by the
    words. One of the two is wrong, and if it is the field, a sign-off counts that should not.

    ```yaml bad framework/roles/pa-trainer.yaml
    may_assess: {nutrition: medium}  # <- DEL111
    limits: [Does not assess or sign off]
    ```

    ```yaml good framework/roles/pa-trainer.yaml
    may_train: {nutrition: medium}
    limits: [Does not assess or sign off]
    ```
    """
    for found in broken_limits(facts):
        yield Problem(
            found.role.origin.at(*found.field),
            f"{found.role.id} has `{'.'.join(str(part) for part in found.field)}`, and its own words say “{found.denied}”",
            "correct the one that is wrong",
            (Note(found.role.origin.at(*found.words), f"`{found.words[0]}`"),),
        )


@rule("DEL112")
def done_although_it_is_never_delegated(facts: Facts) -> Iterator[Problem]:
    """A task that is never delegated lets the PA do it, under what the PA does.

    The list is for what a PA may do around such a task: watch, ring, keep things ready. A PA who reads "gives half of the
    dose" will do it.

    ```yaml bad framework/tasks/changing-a-dose.yaml
    the_pa_does:
      - Records the refusal
      - Gives half of the medicine when the person is dizzy  # <- DEL112
    ```

    ```yaml good framework/tasks/changing-a-dose.yaml
    the_pa_does:
      - Records the refusal
      - Rings when the dose does not seem right
    ```
    """
    for task, route in done_although_never(facts):
        yield Problem(
            task.origin.at(*route),
            f"{task.id} is never delegated, and this line lets the PA do it",
            "say what the PA does around the task, such as whom they ring; or for which other task they are signed off",
            (Note(task.origin.at("status"), "never"),),
        )


@rule("DEL113")
def line_for_other_tasks(facts: Facts) -> Iterator[Problem]:
    """A task rings a phone line that is for other kinds of task.

    The helpline of a feed company cannot help with breathing. `categories` of a phone line says for which kinds of task it
    is; a line without it is for all.

    ```yaml bad framework/delegation.yaml
    phone_lines:
      - {id: nhs-111, title: Tablet line, number: "0300 123 4567", staffed: day-and-night, summary: Tablets., categories: [medicines]}
    ```

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    category: nutrition
    stop_when:
      urgent:
        tell: community-nurse
        out_of_hours: nhs-111  # <- DEL113
        signs: [The tube has moved]
    ```

    ```yaml good framework/delegation.yaml
    phone_lines:
      - {id: nhs-111, title: NHS 111, number: "111", staffed: day-and-night, summary: Medical help.}
    ```
    """
    lines = {line.id: line for line in facts.records.phone_lines.values() if line.categories}
    tasks = {task.origin.path: task for task in facts.records.tasks.values()}
    for reference in facts.records.references if lines else ():
        line, task = lines.get(reference.id), tasks.get(reference.document.path)
        if line and task and reference.route[-1] in ("tell", "out_of_hours") and task.category not in line.categories:
            yield Problem(
                reference.document.span(reference.route),
                f"{line.id} is for {quote_ids(line.categories, 'and')}, and {task.id} is `{task.category}`",
                "write a role or a phone line that knows about this kind of task",
                (Note(line.origin.at("categories"), "what the line is for"),),
            )


@rule("TXT020")
def times_of_one_event_differ(facts: Facts) -> Iterator[Problem]:
    """A record gives two different times for one event, or two whose digits changed places.

    "In the first 72 hours after the tube was put in" cannot be 27 hours two lines below. Times are compared in one record,
    where the same words say from what they are counted; numbers with the same digits also without.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    the_pa_does_not: [Feed in the first 72 hours after the tube was changed]
    equipment: [Feed pump, A new set for the first 48 hours after the tube was changed]  # <- TXT020
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    the_pa_does_not: [Feed in the first 72 hours after the tube was changed]
    equipment: [Feed pump, A new set for the first 72 hours after the tube was changed]
    ```
    """
    for found in times_that_differ(facts):
        yield Problem(
            found.span,
            f"the text says {found.written}, and another line of this record {found.otherwise}, {found.why}",
            "correct the one that is wrong",
            (Note(found.other, found.otherwise),),
        )


@rule("TXT026", Severity.WARNING)
def line_of_another_record(facts: Facts) -> Iterator[Problem]:
    """A line is that of another record, and speaks of something that stands nowhere else in this one.

    Lines that are equal, or nearly, are compared in tasks and in roles. Records are often begun as a copy. What is left of the other tells a PA to look at a tube where there is none. Lines that two
    records share are fine where both are about it.

    ```yaml bad framework/roles/pharmacist.yaml
    easy_read: [A pharmacist watches the swallow of the person.]  # <- TXT026
    ```

    ```yaml bad framework/roles/dietitian.yaml
    summary: Looks at how people swallow, and plans food that they can swallow.
    does: [Checks the swallow]
    easy_read: [A dietitian watches the swallow of the person.]
    ```

    ```yaml good framework/roles/pharmacist.yaml
    easy_read: [A pharmacist knows about medicines.]
    ```
    """
    for found in lines_left_over(facts):
        yield Problem(
            found.span,
            f"this line is also in {found.of}, which is about “{found.word}”; nothing else here is",
            "write what is true of this record, or take the line out",
            (Note(found.other, found.of),),
        )
