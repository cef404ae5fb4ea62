"""The live papers: what goes to someone else has nothing of its writer's, and what the pages promise is on them."""

import re

import pytest

from pa_framework.facts.papers import FilledPaper, filled_paper, papers_in_order
from pa_framework.site.tree import made_pages


@pytest.fixture(scope="module")
def papers(report) -> dict[str, FilledPaper]:
    return {paper.id: filled_paper(report.facts, paper) for paper in papers_in_order(report.facts)}


@pytest.fixture(scope="module")
def pages(report) -> dict[str, str]:
    return {page.path: page.markdown for page in made_pages(report.facts)}


def test_checklists_before_sending_are_for_the_writer_alone(papers):
    before = re.compile("before you (send|publish|ask|write)", re.IGNORECASE)
    handed_over = [
        (id, part.title)
        for id, paper in papers.items()
        for part in paper.parts
        if before.match(part.title) and not part.for_writer
    ]

    assert any(part.for_writer for paper in papers.values() for part in paper.parts)
    assert handed_over == []


def test_an_advert_and_a_letter_of_notice_are_finished_papers(papers):
    letter = [part for part in papers["leaving-a-job-as-a-pa"].parts if not part.for_writer]

    assert papers["job-advert"].finished
    assert papers["leaving-a-job-as-a-pa"].finished
    assert not any(part.checks or part.points or part.text for part in letter)


def test_the_agreement_has_what_the_form_must_record(papers):
    """The list of the page on delegation: equipment, renewal, practices with this person, who takes over, who to ring."""
    agreement = papers["delegated-task-agreement"]
    asked = " ".join(
        [field.label for part in agreement.parts for field in part.fields]
        + [
            heading
            for part in agreement.parts
            for table in part.tables
            for heading in (*table.columns, *(row[0] for row in table.rows))
        ]
    ).casefold()

    for word in (
        "equipment",
        "plan is, and its date",
        "renews",
        "registration number",
        "with this person",
        "assessment",
        "sign-off",
        "review by",
        "takes over",
        "no signed-off pa",
        "who to ring",
    ):
        assert word in asked, word


def test_insulin_has_five_practices_and_its_own_numbers(papers):
    chosen = papers["delegated-task-agreement"].for_chosen({"insulin-by-pen"})
    practices = next(part for part in chosen.parts if part.practices).tables[0].rows
    ring = next(part for part in chosen.parts if part.rings).tables[0].rows

    assert len(practices) == 5
    assert {row[0] for row in ring if row[0]} == {
        "Life in danger",
        "NHS 111",
        "Diabetes specialist nurse",
        "Out-of-hours nurses (if none, NHS 111)",
    }


def test_each_skill_that_is_taught_says_who_pays(report, pages):
    taught = [id for id in report.facts.records.competences if report.facts.graph.taught_by.get(id)]
    without = [id for id in taught if "#who-pays-for-training" not in pages[f"competences/{id}.md"]]

    assert len(taught) > 20
    assert without == []
    assert "#who-pays-for-training" in pages["learning/makaton-and-signalong-taster.md"]
