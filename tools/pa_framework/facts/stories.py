"""Which stories and case studies may be shown.

A story is shown only while its consent is valid. Published reports and illustrative stories need no consent. A story
that is withheld has no page, no link and no entry in the search.
"""

from datetime import date

from pa_framework.facts.facts import Facts
from pa_framework.records.model import CaseStudy, Consent


def withheld_reason(story: CaseStudy, on: date) -> str | None:
    """Why a story is not shown on a day, as a clause; None where it is shown."""
    consent: Consent = story.consent
    if consent.state == "withdrawn":
        return "the consent was withdrawn"
    if consent.withdrawn_on and consent.withdrawn_on <= on:
        return f"the consent was withdrawn on {consent.withdrawn_on}"
    if consent.state == "not-needed":
        real = not story.illustrative and story.kind != "organisation"
        return "it is about somebody real and has no consent" if real else None
    if consent.given_on is None:
        return "no day says when consent was given"
    if consent.given_on > on:
        return f"the consent is dated {consent.given_on}, which has not come yet"
    if consent.review_by is None:
        return "no day says when consent must be asked again"
    if consent.review_by < on:
        return f"the consent lapsed on {consent.review_by}"
    return None


def visible_stories(facts: Facts) -> list[CaseStudy]:
    """The stories and case studies that may be listed, by title, without those that another replaces."""
    return sorted(
        (
            story
            for story in facts.records.case_studies.values()
            if not story.replaced_by and withheld_reason(story, facts.on) is None
        ),
        key=lambda story: story.title,
    )
