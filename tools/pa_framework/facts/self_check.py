"""Which competences the five-minute self-check asks about."""

from pa_framework.records.load import Records
from pa_framework.records.model import Competence

#: The short version takes about five minutes; with more questions it would not.
MOST_QUESTIONS = 12


def first_questions(records: Records) -> dict[str, Competence]:
    """Ids of areas, each with the competence that the short version asks about, in the order of the areas.

    An area chooses its own (`asked_first`). One that is retired, unknown or of another area is left out, and so is
    every question after the first `MOST_QUESTIONS`.
    """
    found = {
        area.id: competence
        for area in records.areas.values()
        if (competence := records.competences.get(area.asked_first or ""))
        and competence.area == area.id
        and not competence.replaced_by
    }
    return dict(list(found.items())[:MOST_QUESTIONS])
