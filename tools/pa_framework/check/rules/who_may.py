"""Family DEL: who a record says may do a task, and who is on which professional register."""

import re
from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.professional_bodies import wrong_bodies
from pa_framework.text.findings import Note
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import join_words

#: Those who are paid to support and are no professionals, at the beginning of a line or of a part of it.
_LAY = LazyPattern(
    r"(?:^|\bor |\band |/)\s*(?:(?:a|an|the|your|their|any|another|one)\s+)?(?:(?!not\b|no\b)[\w'’-]+\s+){0,2}?"
    r"(?P<who>(?:lead |mentor |skilled )?PAs?|personal assistants?|(?:home ?care|care|support) (?:worker|assistant)s?|paid carers?|neighbours?|volunteers?"
    r"|(?:individual )?employers?)(?=\s*(?:$|[,.;(]|\bor\b|\band\b|\bwho\b|\bwhom\b|\bwith\b|\bafter\b|\bif\b|\bwhen\b|\bonce\b|\bat\b|\bon\b|\bin\b))",
    re.IGNORECASE,
)
#: Where a line stops naming who does the task.
_NO_LONGER_WHO = LazyPattern(
    r"[.;(]|\b(?:not|never|without|while|except|with|for|to|by|beside|who|whom|whose|where|that)\b", re.IGNORECASE
)


@rule("DEL104")
def never_task_done_by_a_pa(facts: Facts) -> Iterator[Problem]:
    """A task that is never delegated names a PA, or someone else who is no professional, as one who does it.

    Readers look there for the answer to “if not the PA, who?”.

    ```yaml bad framework/tasks/changing-a-dose.yaml
    done_by:
      - The prescriber
      - An experienced PA  # <- DEL104
    ```

    ```yaml good framework/tasks/changing-a-dose.yaml
    done_by:
      - The prescriber
    ```
    """
    for task in facts.records.tasks.values():
        for index, line in enumerate(task.done_by if task.status == "never" else ()):
            end = _NO_LONGER_WHO.search(line)
            found = _LAY.search(line[: end.start()] if end else line)
            if found:
                yield Problem(
                    task.origin.at("done_by", index),
                    f"{task.id} is never delegated, and “{found['who']}” is named as one who does it",
                    "name the professional who does it",
                    (Note(task.origin.at("status"), "never"),),
                )


@rule("DEL105")
def register_of_another_body(facts: Facts) -> Iterator[Problem]:
    """The register of a role is kept by a body that does not register it, or the address leads to another body.

    Someone who looks there finds no one, and takes a nurse for a stranger, or does not look at all.

    ```yaml bad framework/roles/community-nurse.yaml
    register:
      body: Health and Care Professions Council (HCPC)  # <- DEL105
    ```

    ```yaml bad framework/roles/dietitian.yaml
    register:
      body: HCPC
      check: https://www.nmc.org.uk/registration/search-register/  # <- DEL105
    ```

    ```yaml good framework/roles/dietitian.yaml
    register:
      body: HCPC
      check: https://www.hcpc-uk.org/check-the-register/
    ```
    """
    for found in wrong_bodies(facts):
        right = join_words((body.name for body in found.fitting), "or")
        what = f"the register of {found.role.id}"
        if found.field == "summary":
            yield Problem(
                found.role.origin.at("summary"),
                f"the summary of {found.role.id} has it on the register of “{found.body.name}”, and it is with {right}",
                f"write {right}, if that is meant",
            )
            continue
        yield Problem(
            found.role.origin.at("register", found.field),
            f"{what} is kept by {found.body.name} here, and it is with {right}"
            if found.field == "body"
            else f"the address of {what} leads to {found.body.name}, and the register is with {right}",
            f"write the {'body' if found.field == 'body' else 'address'} of {right}, if that is meant",
        )
