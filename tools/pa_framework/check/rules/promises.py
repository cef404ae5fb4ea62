"""Families STO and SUP: what a record that is made up, or that has consent for less, must not promise or tell."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.promises import consent_for_something_else, details_that_name_someone, invented_help_at_any_hour
from pa_framework.text.findings import Note, Severity


@rule("SUP007", Severity.WARNING)
def invented_help_at_any_hour_promised(facts: Facts) -> Iterator[Problem]:
    """Support that is only an example promises an answer at any hour, or within minutes.

    Someone in trouble reads it and waits for a call that no one makes.

    ```yaml bad framework/support/pa-contact.yaml
    summary: Someone for PAs. Ring at any time, day or night.  # <- SUP007
    ```

    ```yaml good framework/support/pa-contact.yaml
    summary: Someone for PAs. This is an example, so no one answers at any time of day or night.
    ```
    """
    for support, route, words in invented_help_at_any_hour(facts):
        yield Problem(
            support.origin.at(*route),
            f"“{words}”, and {support.id} is an example: no one is there",
            "say that it is an example, and whom to ask; or take `illustrative` away, if it is real",
            (Note(support.origin.at("illustrative"), "an example"),),
        )


@rule("STO025", Severity.WARNING)
def consent_for_another_place(facts: Facts) -> Iterator[Problem]:
    """The consent for a story is for something else than this site.

    Someone who agreed to a newsletter on paper has not agreed to a page that anyone can find for years.

    ```yaml bad case_studies/rosa.yaml
    illustrative: false
    consent: {state: given, reference: consent-0001, scope: A talk in the staff room, given_on: 2026-05-01, review_by: 2028-05-01, pseudonym: true}  # <- STO025
    ```

    ```yaml good case_studies/rosa.yaml
    illustrative: false
    consent: {state: given, reference: consent-0001, scope: The public site of the area, given_on: 2026-05-01, review_by: 2028-05-01, pseudonym: true}
    ```
    """
    for story, scope in consent_for_something_else(facts):
        yield Problem(
            story.origin.at("consent", "scope"),
            f"the consent is for “{scope}”, and {story.id} is published on a site",
            "ask again before it is published, and write what was agreed; until then take the story out",
        )


@rule("STO026", Severity.WARNING)
def pseudonym_that_hides_no_one(facts: Facts) -> Iterator[Problem]:
    """A real story under another name tells what only one person of a named place is.

    The mayor of a town is known to everyone there. The same is true of their PA.

    ```yaml bad case_studies/rosa.yaml
    illustrative: false
    consent: {state: given, reference: consent-0001, given_on: 2026-05-01, review_by: 2028-05-01, pseudonym: true}
    story:
      - I work for the former mayor of Smalltown.  # <- STO026
    ```

    ```yaml good case_studies/rosa.yaml
    illustrative: false
    consent: {state: given, reference: consent-0001, given_on: 2026-05-01, review_by: 2028-05-01, pseudonym: true}
    story:
      - I work for someone who was in public life.
    ```
    """
    for story, route, words in details_that_name_someone(facts):
        yield Problem(
            story.origin.at(*route),
            f"“{words}” tells who is meant, and the story is told under another name",
            "leave the office, the place or what is unlike anyone else out; ask the person to read it again",
            (Note(story.origin.at("consent", "pseudonym"), "another name"),),
        )
