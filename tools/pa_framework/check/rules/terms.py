"""Rules about terms: what runs out, what renews it, and what must be written down in time."""

from collections.abc import Iterator
from functools import partial

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.check.rules.verdicts import problems_with_code
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import role_on, withdrawals
from pa_framework.facts.requirements import Holder, renews
from pa_framework.facts.terms import (
    Entry,
    entry_ends,
    hours_learned,
    interval_words,
    is_no_longer,
    length_of,
    refusal_words,
)
from pa_framework.records.base import Origin
from pa_framework.records.model import ValidityTerm
from pa_framework.records.register_model import Practitioner
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Severity
from pa_framework.text.sentences import join_words, quote_ids

_NEEDED_WORDS = {"because": "why", "instead": "what happens instead"}


@rule("DEL070")
def term_that_makes_no_sense(facts: Facts) -> Iterator[Problem]:
    """A time after which something runs out says two things that do not go together.

    `review_every` of a task, `valid_for` of a competence or a credential and `authorisation_valid_for` of a role have one
    form. A time that runs to a day of the calendar has no steps. `then: reassess` is said of reviews only: what is no
    review begins anew after the grace, or after the whole course.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      review_every:
        months: 12
        grace: {days: 60}  # <- DEL070
        basis: design-default
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      review_every:
        months: 12
        grace: {days: 60, then: whole-course}
        basis: design-default
    ```
    """
    for origin, route, term in _terms(facts):
        is_review = route[-1] == "review_every"
        length = length_of(term)
        if term.grace is not None and is_review and term.grace.then is None:
            yield Problem(
                origin.at(*route, "grace"),
                "the grace does not say what comes before a review that is later",
                "add `then: reassess`, for a new assessment, or `then: whole-course`, for training and assessment",
            )
        if term.grace is not None and term.grace.then == "reassess" and not is_review:
            yield Problem(
                origin.at(*route, "grace", "then"),
                "a new assessment after the grace is asked for of reviews only",
                "take `then` out, if a later entry begins anew; or write `then: whole-course`",
            )
        if term.steps and length is None:
            yield Problem(
                origin.at(*route, "steps"),
                "a time that runs to a day of the calendar has no steps",
                "take `steps` out, or write a length in place of `ends_on`",
            )
        for number, step in enumerate(term.steps):
            if length is not None and not is_no_longer(length, step.every):
                yield Problem(
                    origin.at(*route, "steps", number, "every"),
                    f"at first it is every {interval_words(step.every)}, and later every {interval_words(length)}: "
                    "the reviews at first must be closer",
                    "write a shorter time in this step",
                )
        if term.open_before is not None and length is None and term.counts_from != "old-end":
            yield Problem(
                origin.at(*route, "open_before"),
                "a renewal before the end gives the same day of the calendar again, so it renews nothing",
                "add `counts_from: old-end`",
            )
        if term.open_before is not None and length is not None and is_no_longer(term.open_before, length):
            yield Problem(
                origin.at(*route, "open_before"),
                f"it can be renewed in the last {interval_words(term.open_before)}, and counts for "
                f"{interval_words(length)}: that is always",
                "write a time that is shorter than the whole, or take `open_before` out",
            )


@rule("SGN064", Severity.WARNING)
def review_moves_no_date(facts: Facts) -> Iterator[Problem]:
    """A review says `continues`, and the date of the next review stays where it was.

    It was earlier than the task allows, or the PA had not learned the hours that a renewal needs. The PA goes on
    until the earlier date.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      review_every: {months: 12, open_before: {days: 90}, basis: design-default}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews: [{by: pr-011, on: 2026-08-30, outcome: continues}]  # <- SGN064
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      review_every: {months: 12, open_before: {days: 200}, basis: design-default}
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN064",
        "review again when it is time; or record the learning, if there was more, with its days and hours",
        remarks=True,
    )


@rule("SGN065")
def written_instructions_missing(facts: Facts) -> Iterator[Problem]:
    """A PA was signed off, and the written instructions that the rules ask for are not there.

    `written_instructions: required` of a task or a tier asks for them. They are written on or before the day of the
    sign-off, by someone who may delegate the task.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off: {written_instructions: required}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - signed_off_on: 2026-03-05  # <- SGN065
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - instructions: [{by: pr-011, on: 2026-03-01}]
    ```
    """
    yield from problems_with_code(
        facts, "SGN065", "record who wrote instructions and when; if no one did, write them and sign off again"
    )


@rule("SGN066", Severity.WARNING)
def entry_renews_nothing(facts: Facts) -> Iterator[Problem]:
    """A competence, a credential or an authorisation was renewed, and the end stays where it was.

    It was earlier than the rules allow, the hours of learning that a renewal needs are not there, or it was later than
    the rules allow and the whole course did not come first.

    ```yaml bad competences/record-keeping.yaml
    valid_for: {months: 24, open_before: {days: 90}, basis: design-default}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    competences:
      - {competence: infection-prevention, step: independent, assessed_by: pr-030, on: 2026-01-25}
      - {competence: record-keeping, step: independent, assessed_by: pr-030, on: 2026-01-26}
      - {competence: record-keeping, step: independent, assessed_by: pr-030, on: 2026-09-26}  # <- SGN066
    ```

    ```yaml good competences/record-keeping.yaml
    valid_for: {months: 12, open_before: {days: 150}, basis: design-default}
    ```
    """
    register = facts.register
    holders: list[Holder] = [*register.pas.values(), *register.practitioners.values()] if register else []
    for holder in holders:
        for what, act, acts in _acts_that_may_renew(facts, holder):
            ends = entry_ends([entry for entry, _ in acts], partial(hours_learned, holder.learning))
            for (entry, place), end in zip(acts, ends, strict=True):
                if end.refusal is not None and end.standing is not None and place is not None:
                    words = refusal_words(end.refusal, act, entry.on, end.standing, entry.term)
                    yield Problem(holder.origin.at(*place), f"{holder.id}{what}: {words}", _RENEW[end.refusal])


#: What to do about an entry that renews nothing.
_RENEW = {
    "too-early": "do it again when it is time",
    "too-few-hours": "record the learning, if there was more, with its days and hours; if there was not, learn first",
    "too-late": "write `whole_course: true` at this entry, if the whole course came before it; if not, it comes first",
}
#: The day of an act, its term, and the place of its day; the place is None of what is no renewal.
_Act = tuple[Entry, Route | None]


def _acts_that_may_renew(facts: Facts, holder: Holder) -> Iterator[tuple[str, str, list[_Act]]]:
    """The acts of someone up to the day, with those that may renew each other: what they are about, the verb, the acts."""
    rules, on = facts.chain_validator.rules, facts.on
    for competence, step in dict.fromkeys((held.competence, held.step) for held in holder.competences):
        acts: list[_Act] = []
        for number, held in enumerate(holder.competences):
            # Another step is no renewal: it is judged by itself.
            if (held.competence, held.step) == (competence, step) and held.on <= on:
                rule = rules.competence(competence, held.on)
                entry = Entry(held.on, rule.valid_for if rule else None, held.until, held.whole_course)
                acts.append((entry, ("competences", number, "on")))
        yield f", {competence}", "assessed", acts
    for name, credential in facts.records.credentials.items():
        acts, before = [], None
        known = [(has.on, number, has) for number, has in enumerate(holder.credentials) if has.on <= on]
        for _, number, has in sorted((one for one in known if one[2].credential == name), key=lambda one: one[:2]):
            if renews(has):
                entry = Entry(has.on, credential.valid_for, has.until, has.whole_course)
                # Where its result changed, the entry says that, and is no renewal.
                acts.append((entry, ("credentials", number, "on") if has.result == before else None))
            before = has.result
        yield f", {name}", "renewed", acts
    given = [entry for entry in holder.authorised if entry.on <= on] if isinstance(holder, Practitioner) else []
    # Authorisations for other tasks are no renewals of one another.
    if isinstance(holder, Practitioner) and len({(entry.tasks, entry.categories) for entry in given}) == 1:
        acts = []
        for number, authorisation in enumerate(holder.authorised):
            if authorisation.on <= on:
                role = rules.role(role_on(holder, authorisation.first), authorisation.first)
                term = role.authorisation_valid_for if role else None
                entry = Entry(authorisation.first, term, authorisation.until, authorisation.whole_course)
                acts.append((entry, ("authorised", number, "from")))
        yield "", "authorised", acts


@rule("SGN067", Severity.WARNING)
def withdrawal_without_what_is_needed(facts: Facts) -> Iterator[Problem]:
    """A sign-off was withdrawn, and the record does not say what the rules ask for.

    `withdrawal_needs` of a tier asks why (`because`), what happens instead (`instead`), or both. The withdrawal stops
    the task all the same.

    ```yaml bad framework/delegation.yaml
    tiers:
      - {id: low, title: Low, summary: x, basis: design-default, demands: {agreed_by: [person, pa, employer], observed_practices: 3, review_within_months: 12}}
      - {id: medium, title: Medium, summary: x, basis: design-default, demands: {agreed_by: [person, pa, employer], observed_practices: 3, review_within_months: 12, withdrawal_needs: [because, instead]}}
      - {id: high, title: High, summary: x, basis: design-default, demands: {agreed_by: [person, pa, employer], observed_practices: 3, review_within_months: 12}}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - withdrawn: {by: person, on: 2026-09-01, because: person-said-no}  # <- SGN067
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - withdrawn: {by: person, on: 2026-09-01, because: person-said-no, instead: The community nurse does it.}
    ```
    """
    rules = facts.chain_validator.rules
    for pa in facts.register.pas.values() if facts.register else ():
        for index, sign_off in enumerate(pa.sign_offs):
            for withdrawal, route in withdrawals(sign_off):
                task = rules.task(sign_off.task, withdrawal.on)
                tier = rules.tier(task, withdrawal.on) if task else None
                missing = [
                    name
                    for name in (tier.demands.withdrawal_needs if tier else ())
                    if getattr(withdrawal, name) is None
                ]
                if missing:
                    said = join_words([_NEEDED_WORDS[name] for name in missing])
                    yield Problem(
                        pa.origin.at("sign_offs", index, *route),
                        f"{pa.id}, {sign_off.task}, {sign_off.person}: the withdrawal of {withdrawal.on} does not say {said}",
                        f"add {quote_ids(missing, 'and')}",
                    )


def _terms(facts: Facts) -> Iterator[tuple[Origin, Route, ValidityTerm]]:
    """Every term of the framework, with its place."""
    for task in facts.records.tasks.values():
        if task.sign_off is not None and task.sign_off.review_every is not None:
            yield task.origin, ("sign_off", "review_every"), task.sign_off.review_every
    for competence in facts.records.competences.values():
        if competence.valid_for is not None:
            yield competence.origin, ("valid_for",), competence.valid_for
    for credential in facts.records.credentials.values():
        if credential.valid_for is not None:
            yield credential.origin, ("valid_for",), credential.valid_for
    for role in facts.records.roles.values():
        if role.authorisation_valid_for is not None:
            yield role.origin, ("authorisation_valid_for",), role.authorisation_valid_for
