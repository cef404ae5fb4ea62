"""Family SUP: who can be turned to, and whether that still holds."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.support import contacts_that_help_employers, is_stale
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import count
from pa_framework.text.word_forms import same_words

#: Kinds of support that are a single contact, and so need a deputy.
_CONTACT_KINDS = ("pa-contact", "employer-support")


@rule("SUP001")
def pa_contact_supports_employers(facts: Facts) -> Iterator[Problem]:
    """The contact for PAs is run by those who support their employers.

    A PA who is not paid, or who is asked to do what is not safe, needs someone who does not work for the employer.

    ```yaml bad framework/support/pa-contact.yaml
    run_by: employer-advice-service  # <- SUP001
    ```

    ```yaml bad framework/support/employer-advice.yaml
    run_by: employer-advice-service
    ```

    ```yaml good framework/support/pa-contact.yaml
    run_by: pa-union-branch
    ```
    """
    support = [entry for entry in facts.records.support.values() if not entry.replaced_by]
    for contact in (entry for entry in support if entry.kind == "pa-contact"):
        same = [entry for entry in support if entry.kind == "employer-support" and entry.run_by == contact.run_by]
        if same:
            yield Problem(
                contact.origin.at("run_by"),
                f"{contact.id} is run by {contact.run_by}, which also supports employers",
                "let another organisation run the contact for PAs",
                tuple(Note(entry.origin.at("run_by"), f"{entry.id} supports employers") for entry in same),
            )


@rule("SUP002", Severity.WARNING)
def not_confirmed_for_long(facts: Facts) -> Iterator[Problem]:
    """No one has confirmed a support entry for longer than the framework allows.

    The page hides it until someone has checked that it is still right. Readers must not ring a number that no one
    answers.

    ```yaml bad framework/support/pa-contact.yaml
    last_confirmed: 2026-03-01  # <- SUP002
    ```

    ```yaml good framework/support/pa-contact.yaml
    last_confirmed: 2026-10-01
    ```
    """
    framework = facts.records.framework
    if framework is None:
        return
    months = framework.settings.support_stale_after_months
    for entry in facts.records.support.values():
        if is_stale(entry, facts) and not entry.replaced_by:
            yield Problem(
                entry.origin.at("last_confirmed"),
                f"{entry.id} was last confirmed on {entry.last_confirmed}, more than {count(months, 'month')} ago; it is hidden",
                "ask whether it still holds, then write the day on which you asked",
                (Note(framework.origin.at("settings", "support_stale_after_months"), count(months, "month")),),
            )


@rule("SUP003", Severity.WARNING)
def no_deputy(facts: Facts) -> Iterator[Problem]:
    """A contact for PAs or for employers has no deputy.

    One name is enough until that person is ill.

    ```yaml bad framework/support/pa-contact.yaml
    id: pa-contact  # <- SUP003
    deputy: null
    ```

    ```yaml good framework/support/pa-contact.yaml
    deputy: A second worker on Fridays
    ```
    """
    for entry in facts.records.support.values():
        if entry.kind in _CONTACT_KINDS and not entry.deputy and not entry.replaced_by:
            yield Problem(
                entry.origin.at("id"),
                f"{entry.id} has no deputy",
                "add `deputy:` with who stands in, as a role",
            )


@rule("SUP004")
def confirmed_in_the_future(facts: Facts) -> Iterator[Problem]:
    """An entry says that it was confirmed, a source that it was checked, or a law that someone looked, on a day to come.

    Such a date is a slip, and it would keep the entry on its page when no one has asked.

    ```yaml bad framework/support/pa-contact.yaml
    last_confirmed: 2027-10-01  # <- SUP004
    ```

    ```yaml good framework/support/pa-contact.yaml
    last_confirmed: 2026-10-01
    ```
    """
    for law in facts.records.law.values():
        for index, value in enumerate(law.values):
            if value.looked_for_on is not None and value.looked_for_on > facts.on:
                yield Problem(
                    law.origin.at("values", index, "looked_for_on"),
                    f"someone looked for `{value.id}` on {value.looked_for_on}, which has not come yet",
                    "write the day on which someone last looked",
                )
    for kind, field in (("support", "last_confirmed"), ("learning", "last_confirmed"), ("source", "last_checked")):
        for record in facts.records.of_kind(kind).values():
            day = getattr(record, field)
            if day is not None and day > facts.on:
                yield Problem(
                    record.origin.at(field),
                    f"{record.id} was confirmed on {day}, which has not come yet",
                    "write the day on which someone last looked",
                )


@rule("SUP005")
def pa_contact_serves_employers(facts: Facts) -> Iterator[Problem]:
    """The contact for PAs also serves the people who employ them, or says that it advises them.

    A PA who has a dispute with their employer must know that the contact is on no other side.

    ```yaml bad framework/support/pa-contact.yaml
    serves: [pa, employer]  # <- SUP005
    summary: Someone PAs can ask about work. They would also advise your employer.  # <- SUP005
    ```

    ```yaml good framework/support/pa-contact.yaml
    serves: [pa]
    ```
    """
    for entry in facts.records.support.values():
        if entry.kind == "pa-contact" and "employer" in entry.serves and not entry.replaced_by:
            yield Problem(
                entry.origin.at("serves", entry.serves.index("employer")),
                f"{entry.id} is the contact for PAs and serves employers too",
                "take `employer` away; employers have an entry with `kind: employer-support`",
            )
    for entry, route, words in contacts_that_help_employers(facts):
        yield Problem(
            entry.origin.at(*route),
            f"{entry.id} is the contact for PAs and says “{words}”",
            "say that someone else advises employers, or take the words away",
        )


@rule("SUP006", Severity.WARNING)
def deputy_is_the_contact(facts: Facts) -> Iterator[Problem]:
    """A contact is its own deputy.

    When it does not answer, its deputy does not answer either.

    ```yaml bad framework/support/pa-contact.yaml
    deputy: The contact for PAs  # <- SUP006
    ```

    ```yaml good framework/support/pa-contact.yaml
    deputy: A second worker on Fridays
    ```
    """
    for contact in facts.records.contacts.values():
        if contact.deputy == contact.id:
            yield Problem(
                contact.origin.at("deputy"),
                f"{contact.id} is its own deputy",
                "write the id of another contact, or take `deputy` away",
            )
    for entry in facts.records.support.values():
        if entry.deputy and not entry.replaced_by and _bare(entry.deputy) in (_bare(entry.title), _bare(entry.id)):
            yield Problem(
                entry.origin.at("deputy"),
                f"{entry.id} is its own deputy",
                "write who stands in, as a role",
                (Note(entry.origin.at("title"), "the contact"),),
            )


def _bare(name: str) -> str:
    """A name without its article, case and marks."""
    return same_words(name).removeprefix("the ")
