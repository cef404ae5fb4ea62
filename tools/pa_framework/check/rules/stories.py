"""Family STO: stories and case studies: consent, honesty, and both sides of the work."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.scale import records_with_figures
from pa_framework.facts.stories import (
    is_consent_lapsed,
    is_consent_withdrawn,
    strangers_in_stories,
    tellers_who_differ,
    withheld_reason,
)
from pa_framework.records.model import CaseStudy, Evidence
from pa_framework.text.findings import Note, Severity, Span
from pa_framework.text.sentences import join_words

#: Fields that refer to other records.
_LINK_FIELDS = ("competences", "tasks", "agreements", "support", "learning")


@rule("STO001", Severity.WARNING)
def consent_missing(facts: Facts) -> Iterator[Problem]:
    """A story says that consent was given, and not when, or under which reference.

    The person who told it must be able to find their consent and to withdraw it. Until it is recorded, the story is
    withheld: no page shows it. The signed form itself never belongs here.

    ```yaml bad case_studies/rosa.yaml
    illustrative: false
    consent: {state: given, given_on: 2026-05-01, review_by: 2028-05-01, pseudonym: true}  # <- STO001
    ```

    ```yaml good case_studies/rosa.yaml
    illustrative: false
    consent: {state: given, reference: consent-0007, given_on: 2026-05-01, review_by: 2028-05-01, pseudonym: true}
    ```
    """
    for story in _current(facts):
        consent, reason = story.consent, withheld_reason(story, facts.on)
        if (
            consent.state != "given"
            or is_consent_withdrawn(story.consent, facts.on)
            or is_consent_lapsed(story.consent, facts.on)
        ):
            continue
        missing = [name for name in ("reference", "given_on", "review_by") if not getattr(consent, name)]
        if missing:
            yield Problem(
                story.origin.at("consent", "state"),
                f"the consent for {story.id} has no {' and no '.join(f'`{name}`' for name in missing)}"
                + ("; the story is withheld" if reason else ""),
                f"add {join_words(f'`{name}:`' for name in missing)} from the record of consent, which is kept elsewhere",
            )
        elif reason:
            yield Problem(
                story.origin.at("consent", "given_on"),
                f"{reason}; {story.id} is withheld",
                "write the day on which consent was given",
            )


@rule("STO002", Severity.WARNING)
def consent_withdrawn(facts: Facts) -> Iterator[Problem]:
    """Consent for a story was taken back.

    The story is withheld: no page shows it. It stays in the history of the records all the same, so that deleting
    it later does not undo what was published before.

    ```yaml bad case_studies/rosa.yaml
    consent: {state: withdrawn, withdrawn_on: 2026-10-01}  # <- STO002
    ```

    ```yaml good case_studies/rosa.yaml
    consent: {state: not-needed, pseudonym: true}
    ```
    """
    for story in _current(facts):
        if is_consent_withdrawn(story.consent, facts.on):
            consent = story.consent
            when = f" on {consent.withdrawn_on}" if consent.withdrawn_on else ""
            yield Problem(
                story.origin.at("consent", "state" if consent.state == "withdrawn" else "withdrawn_on"),
                f"consent for {story.id} was withdrawn{when}; the story is"
                f" {'withheld' if withheld_reason(story, facts.on) else 'still shown'}",
                "delete the file and its picture, and tell everyone who keeps copies",
            )


@rule("STO003", Severity.WARNING)
def consent_lapsed(facts: Facts) -> Iterator[Problem]:
    """The day on which consent for a story should have been asked again has passed.

    The story is withheld until someone has asked. People change their minds, and their lives change.

    ```yaml bad case_studies/rosa.yaml
    illustrative: false
    consent: {state: given, reference: consent-0007, given_on: 2021-05-01, review_by: 2026-05-01, pseudonym: true}  # <- STO003
    ```

    ```yaml good case_studies/rosa.yaml
    illustrative: false
    consent: {state: given, reference: consent-0007, given_on: 2026-05-01, review_by: 2028-05-01, pseudonym: true}
    ```
    """
    for story in _current(facts):
        given, again = story.consent.given_on, story.consent.review_by
        in_order = given is None or again is None or given <= again  # STO014 reports the others
        if is_consent_lapsed(story.consent, facts.on) and in_order:
            yield Problem(
                story.origin.at("consent", "review_by"),
                f"consent for {story.id} was to be asked again by {story.consent.review_by}; the story is withheld",
                "ask again, then write the new `review_by`; or delete the story",
            )


@rule("STO004")
def illustrative_not_labelled(facts: Facts) -> Iterator[Problem]:
    """A story needs no consent because it is made up, and does not say that it is made up.

    Readers would take it for a true one. An illustrative story says so on its page.

    ```yaml bad case_studies/rosa.yaml
    illustrative: false  # <- STO004
    consent: {state: not-needed}
    ```

    ```yaml good case_studies/rosa.yaml
    illustrative: true
    consent: {state: not-needed}
    ```
    """
    for story in _current(facts):
        if story.consent.state == "not-needed" and withheld_reason(story, facts.on):
            yield Problem(
                story.origin.at("illustrative"),
                f"{story.id} is told as true and has no one's consent",
                "write `illustrative: true`, or record the consent of the person who tells it",
            )


@rule("STO005", Severity.WARNING)
def one_sided(facts: Facts) -> Iterator[Problem]:
    """A story or case study names no benefit, or no challenge.

    People who hear only the good side may leave when they meet the hard side.

    ```yaml bad case_studies/rosa.yaml
    id: rosa  # <- STO005
    challenge: null
    ```

    ```yaml good case_studies/rosa.yaml
    challenge: [Nights are lonely]
    ```
    """
    for story in _current(facts):
        missing = [name for name in ("benefit", "challenge") if not getattr(story, name)]
        if missing:
            yield Problem(
                story.origin.at("id"),
                f"{story.id} names no {' and no '.join(missing)}",
                f"add {join_words(f'`{name}:`' for name in missing)}",
            )


@rule("STO006", Severity.WARNING)
def linked_to_nothing(facts: Facts) -> Iterator[Problem]:
    """A story or case study is linked to nothing else.

    A reader who is moved by it has nowhere to go on: no competence, no task, no level, no help.

    ```yaml bad case_studies/rosa.yaml
    id: rosa  # <- STO006
    level: null
    competences: []
    tasks: []
    support: null
    learning: null
    ```

    ```yaml good case_studies/rosa.yaml
    competences: [infection-prevention]
    ```
    """
    for story in _current(facts):
        if not story.level and not any(getattr(story, name) for name in _LINK_FIELDS):
            yield Problem(
                story.origin.at("id"),
                f"{story.id} is linked to nothing",
                "name the `competences`, `tasks`, `learning` or `support` that it is about",
            )


@rule("STO007")
def figure_without_source(facts: Facts) -> Iterator[Problem]:
    """A published figure names no source.

    Readers cannot check a number without a source.

    ```yaml bad framework/evidence/supply-of-pas.yaml
    figures:
      - says: Councils that say there is no good supply of PAs  # <- STO007
        value: 57
        unit: per-cent
        year: 2016
    ```

    ```yaml good framework/evidence/supply-of-pas.yaml
    figures:
      - says: Councils that say there is no good supply of PAs
        value: 57
        unit: per-cent
        year: 2016
        source: pa-research
    ```
    """
    for record in records_with_figures(facts):
        for index, figure in enumerate(record.figures):
            if not figure.source:
                yield Problem(
                    record.origin.at("figures", index),
                    f"a figure of {record.id} names no source: {figure.says}",
                    "add `source:` with an id of framework/sources.yaml",
                )


@rule("STO008")
def small_number(facts: Facts) -> Iterator[Problem]:
    """A figure counts so few people that someone might be recognised.

    In one area, three people with the same condition are neighbours. Counts below the framework's threshold are
    never published; a share per hundred can give the same number away.

    ```yaml bad framework/evidence/supply-of-pas.yaml
    figures:
      - says: People with a tracheostomy who employ PAs in the area
        value: 3  # <- STO008
        unit: people
        year: 2026
        source: pa-research
    ```

    ```yaml good framework/evidence/supply-of-pas.yaml
    figures:
      - says: People with a tracheostomy who employ PAs in the area
        value: fewer than 8
        unit: text
        year: 2026
        source: pa-research
    ```
    """
    framework = facts.records.framework
    for record in records_with_figures(facts) if framework else ():
        for index, figure in enumerate(record.figures):
            least = framework.settings.small_number_threshold if framework else 0
            if figure.unit == "people" and isinstance(figure.value, int) and 0 < figure.value < least:
                yield Problem(
                    _value(record, index),
                    f"a figure of {record.id} counts {figure.value} people; fewer than {least} are not published",
                    f"write `value: fewer than {least}` and `unit: text`, or take the figure out",
                )


@rule("STO012", Severity.WARNING)
def teller_not_in_title(facts: Facts) -> Iterator[Problem]:
    """The title of a story names one person, and `told_by` another; or its easy words name someone whom it does not.

    Readers do not know whose story it is. If a name was changed to protect someone, the old one must be gone.

    ```yaml bad case_studies/rosa.yaml
    title: "Rosa: nights that let somebody sleep at home"
    told_by: Marek  # <- STO012
    ```

    ```yaml good case_studies/rosa.yaml
    title: "Rosa: nights that let somebody sleep at home"
    told_by: Rosa
    ```
    """
    for story, name, field in tellers_who_differ(facts):
        yield Problem(
            story.origin.at(field),
            f"the title of {story.id} names {name}, and `told_by` says {story.told_by}",
            "write the same name in both",
            (Note(story.origin.at("title" if field == "told_by" else "told_by"), "the other name"),),
        )
    for story, route, name in strangers_in_stories(facts):
        yield Problem(
            story.origin.at(*route),
            f"this names {name}, and the story of {story.id} names no one so",
            "write the name that the story has",
        )


@rule("STO013")
def made_up_with_real_consent(facts: Facts) -> Iterator[Problem]:
    """A story is made up, and someone gave consent for it.

    One of the two is wrong. If a person told it, their story would be shown as an invention; if no one did, the page
    would rest on a consent that no one gave.

    ```yaml bad case_studies/rosa.yaml
    illustrative: true
    consent: {state: given, reference: consent-0007, given_on: 2026-05-01, review_by: 2028-05-01}  # <- STO013
    ```

    ```yaml good case_studies/rosa.yaml
    illustrative: true
    consent: {state: not-needed, pseudonym: true}
    ```
    """
    for story in _current(facts):
        if story.illustrative and story.consent.state == "given":
            yield Problem(
                story.origin.at("consent", "state"),
                f"{story.id} is made up, and its consent is `given`",
                "write `illustrative: false` if a person told it; else write `consent: {state: not-needed}`",
                (Note(story.origin.at("illustrative"), "made up"),),
            )


@rule("STO014")
def consent_dates_do_not_fit(facts: Facts) -> Iterator[Problem]:
    """Consent for a story was given after it was published, or is asked again or withdrawn before it was given.

    A story may be published from the day of the consent on. When consent is asked again, `given_on` stays the first day.

    ```yaml bad case_studies/rosa.yaml
    illustrative: false
    published_on: 2026-05-01
    consent: {state: given, reference: consent-0007, given_on: 2026-06-20, review_by: 2028-05-01, pseudonym: true}  # <- STO014
    ```

    ```yaml good case_studies/rosa.yaml
    illustrative: false
    published_on: 2026-05-01
    consent: {state: given, reference: consent-0007, given_on: 2026-04-20, review_by: 2028-05-01, pseudonym: true}
    ```
    """
    for story in _current(facts):
        consent, given = story.consent, story.consent.given_on
        if given is None:
            continue
        if story.published_on and story.published_on < given <= facts.on:
            yield Problem(
                story.origin.at("consent", "given_on"),
                f"{story.id} was published on {story.published_on}, and consent was given on {given}",
                "write the day on which consent was first given; if that was later, take the story down",
                (Note(story.origin.at("published_on"), "published"),),
            )
        for field, said in (("review_by", "to be asked again by"), ("withdrawn_on", "withdrawn on")):
            day = getattr(consent, field)
            if day is not None and day < given:
                yield Problem(
                    story.origin.at("consent", field),
                    f"consent for {story.id} is {said} {day}, before it was given",
                    "write a day after the one on which it was given",
                    (Note(story.origin.at("consent", "given_on"), "given"),),
                )


def _current(facts: Facts) -> Iterator[CaseStudy]:
    """Stories and case studies that no other replaces."""
    return (story for story in facts.records.case_studies.values() if not story.replaced_by)


def _value(record: CaseStudy | Evidence, index: int) -> Span:
    """The place of the value of a figure."""
    return record.origin.at("figures", index, "value")
