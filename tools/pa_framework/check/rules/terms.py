"""Rules about terms: what runs out, what renews it, and what must be written down in time."""

from collections.abc import Iterator
from functools import partial

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.check.rules.verdicts import problems_with_code
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import role_on, withdrawals
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
from pa_framework.records.earlier import DatedRules
from pa_framework.records.model import ValidityTerm
from pa_framework.records.register_model import LearnedHours
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Severity, Span
from pa_framework.text.sentences import join_words, quote_ids

_NEEDED_WORDS = {"because": "why", "instead": "what happens instead"}


@rule("DEL070")
def term_that_makes_no_sense(facts: Facts) -> Iterator[Problem]:
    """A time after which something runs out says two things that do not go together.

    `review_every` of a task, `valid_for` of a competence and `authorisation_valid_for` of a role have one form. A time
    that runs to a day of the calendar has no steps. What comes after a grace (`then`) is said of reviews only: a
    competence or an authorisation that is renewed later begins anew.

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
        if term.grace is not None and term.grace.then is not None and not is_review:
            yield Problem(
                origin.at(*route, "grace", "then"),
                "what comes after the grace is said of reviews only; here a later entry begins anew",
                "take `then` out",
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

    It was earlier than the task allows, or the PA had not learned the hours that a renewal needs. The PA goes on until
    the date that stood before.

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
    """A competence was assessed again, or an authorisation given again, and the end stays where it was.

    It was earlier than the rules allow, or the hours of learning that a renewal needs are not there.

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
    register, rules = facts.register, DatedRules(facts.records)
    for pa in register.pas.values() if register else ():
        for competence in dict.fromkeys(held.competence for held in pa.competences):
            numbered = [(number, held) for number, held in enumerate(pa.competences) if held.competence == competence]
            numbered = [(number, held) for number, held in numbered if held.on <= facts.on]
            # Another step is no renewal: it is judged by itself.
            for step in dict.fromkeys(held.step for _, held in numbered):
                of_step = [(number, held) for number, held in numbered if held.step == step]
                if len(of_step) == 1:
                    continue
                records = [rules.competence(competence, held.on) for _, held in of_step]
                terms = [record.valid_for if record else None for record in records]
                entries = [Entry(held.on, term, held.until) for (_, held), term in zip(of_step, terms, strict=True)]
                places = [pa.origin.at("competences", number, "on") for number, _ in of_step]
                yield from _refused(f"{pa.id}, {competence}", "assessed", entries, places, pa.learning)
    for practitioner in register.practitioners.values() if register else ():
        given = [(number, entry) for number, entry in enumerate(practitioner.authorised) if entry.on <= facts.on]
        roles = [rules.role(role_on(practitioner, entry.first), entry.first) for _, entry in given]
        entries = [
            Entry(entry.first, role.authorisation_valid_for if role else None, entry.until)
            for (_, entry), role in zip(given, roles, strict=True)
        ]
        covered = {(entry.tasks, entry.categories) for _, entry in given}
        # Authorisations for other tasks are no renewals of one another.
        if len(covered) == 1 and any(entry.term for entry in entries):
            places = [practitioner.origin.at("authorised", number, "from") for number, _ in given]
            yield from _refused(practitioner.id, "authorised", entries, places, practitioner.learning)


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
    rules = DatedRules(facts.records)
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
    for role in facts.records.roles.values():
        if role.authorisation_valid_for is not None:
            yield role.origin, ("authorisation_valid_for",), role.authorisation_valid_for


def _refused(
    who: str, act: str, entries: list[Entry], places: list[Span], learning: tuple[LearnedHours, ...]
) -> Iterator[Problem]:
    """A problem for each entry that renews nothing."""
    ends = entry_ends(entries, partial(hours_learned, learning))
    for entry, end, place in zip(entries, ends, places, strict=True):
        if end.refusal is not None and end.standing is not None:
            words = refusal_words(end.refusal, act, entry.on, end.standing, entry.term)
            yield Problem(
                place,
                f"{who}: {words}",
                "do it again when it is time; or record the learning, if there was more, with its days and hours",
            )
