"""Pages say in words when something runs out, what renews it, and what must be written down."""

from pa_framework.site.tree import made_pages
from tests.builders.worlds import POLICY, TASK, WORLD, Judge, role


def test_terms_and_kinds_of_decision_are_in_words(judge: Judge) -> None:
    demands = "written_within: {days: 30}\n      withdrawal_needs: [because, instead]\n      observed_practices"
    policy = WORLD[POLICY].replace("observed_practices", demands, 1)
    policy = policy.replace("  - {id: incident,", "  - {id: incident, answered_by: visit, needs_verification: true,")
    task = WORLD[TASK].replace(
        "review_every: {months: 12,",
        "written_instructions: required\n  review_every: {months: 12, counts_from: old-end, open_before: {days: 30}, "
        "grace: {days: 60, then: whole-course}, needs: {hours: 2},",
    )
    trainer = WORLD[role("pa-trainer")] + 'authorisation_valid_for: {ends_on: "08-31", in_years: odd}\n'
    hand = WORLD["competences/record-keeping.yaml"] + "valid_for: {months: 24, basis: design-default}\n"
    changed = {
        POLICY: policy,
        TASK: task,
        role("pa-trainer"): trainer,
        "competences/record-keeping.yaml": hand,
    }
    pages = {page.path: page.markdown for page in made_pages(judge(*changed.items()).facts)}

    text = " ".join(pages.values())
    for words in (
        "every 12 months, at the latest",
        "Each renewal runs from the end before, whenever it is done",
        "It can be renewed in the last 30 days before the end",
        "If it is renewed more than 60 days after the end, the whole course comes first: training and assessment",
        "It can be renewed only after 2 hours of learning since the last time",
        "An authorisation is renewed every second year, by 31 August of odd years.",
        "An assessment is renewed every 24 months.",
        "counts for 30 days; after that, only in writing",
        "needed before the sign-off",
        "says why and what happens instead",
        "only a visit that was checked with the prescriber ends this",
    ):
        assert words in text, words
