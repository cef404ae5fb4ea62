"""Family CMP, first part: competences, what they rest on, who teaches them, which standards they map to."""

import itertools
from collections.abc import Iterator
from pathlib import PurePosixPath

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.graph import cycles
from pa_framework.facts.prose import UNWRITTEN
from pa_framework.facts.self_check import MOST_QUESTIONS
from pa_framework.facts.standing import records_with_one_title
from pa_framework.records.model import Competence, Learning
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import quote_ids
from pa_framework.text.suggestions import closest_match
from pa_framework.text.word_forms import repeated

#: The order of a competence that no level expects: after all.
_NO_LEVEL = 1_000


@rule("CMP001")
def prerequisite_loop(facts: Facts) -> Iterator[Problem]:
    """Competences ask for one another in a circle.

    To learn one of them, a PA needs another first, and that one needs the first. No one can begin.

    ```yaml bad competences/infection-prevention.yaml
    prerequisites:
      record-keeping: aware  # <- CMP001
    ```

    ```yaml bad competences/record-keeping.yaml
    prerequisites:
      infection-prevention: aware
    ```

    ```yaml good competences/record-keeping.yaml
    prerequisites:
      infection-prevention: aware
    ```
    """
    competences = facts.records.competences
    edges = {
        name: [prerequisite for prerequisite in competence.prerequisites if prerequisite in competences]
        for name, competence in competences.items()
    }
    circles = cycles(edges)
    expected = facts.graph.expected_by if circles else {}
    first_level = {
        name: min((level.order for level in expected.get(name, ())), default=_NO_LEVEL) for name in competences
    }
    for found in circles:
        # What is expected first does not rest on what is expected later: most likely that line is the slip.
        steps = [first_level[onward] - first_level[name] for name, onward in itertools.pairwise(found)]
        start = steps.index(max(steps))
        loop = (*found[start:-1], *found[: start + 1])
        first = competences[loop[0]]
        yield Problem(
            first.origin.key("prerequisites", loop[1]),
            f"{first.id} asks for itself: {' → '.join(loop)}",
            f"take `{loop[1]}` away here, or break the circle at another of its competences",
            tuple(
                Note(competences[name].origin.key("prerequisites", onward), f"{name} asks for {onward}")
                for name, onward in itertools.pairwise(loop)
            ),
        )


@rule("CMP002")
def step_without_statement(facts: Facts) -> Iterator[Problem]:
    """A competence says nothing of one of the steps.

    A step is only real if someone can see it. Without a statement, no one can tell who has reached it.

    ```yaml bad competences/record-keeping.yaml
    statements:
      assisted: []  # <- CMP002
    ```

    ```yaml good competences/record-keeping.yaml
    statements:
      assisted: [Writes a clear note with someone beside them]
    ```
    """
    for competence in facts.records.competences.values():
        for step in facts.records.steps if not competence.replaced_by else ():
            if not competence.statements.get(step):
                origin = competence.origin
                has_field = origin.has_field("statements", step)
                yield Problem(
                    origin.at("statements", step) if has_field else origin.key("statements"),
                    f"{competence.id} has no statement for the step `{step}`",
                    f"write under `{step}:` what can be seen at that step, beginning with a verb",
                )


@rule("CMP003", Severity.WARNING)
def no_level_expects_it(facts: Facts) -> Iterator[Problem]:
    """No career level expects a competence.

    It is in the list, but no level asks for it and no pay is linked to it.

    ```yaml bad competences/record-keeping.yaml
    id: record-keeping  # <- CMP003
    ```

    ```yaml bad framework/levels/starting-out.yaml
    expects: {record-keeping: null}
    ```

    ```yaml bad framework/levels/confident-pa.yaml
    expects: {record-keeping: null}
    ```

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    requires: {record-keeping: null}
    ```

    ```yaml good framework/levels/starting-out.yaml
    expects: {record-keeping: assisted}
    ```
    """
    if not facts.records.levels_in_order():
        return
    for competence in _no_copies(facts):
        if competence.id not in facts.graph.expected_by and not facts.left_out_may_mention(competence.id, "level"):
            yield Problem(
                competence.origin.at("id"),
                f"no level expects {competence.id}",
                "add it to `expects` of the level at which it is needed, or name in `replaced_by` what covers it",
            )


@rule("CMP004", Severity.WARNING)
def nobody_teaches_it(facts: Facts) -> Iterator[Problem]:
    """No learning offer teaches a competence.

    A PA who is expected to hold it has nowhere to learn it.

    ```yaml bad competences/record-keeping.yaml
    id: record-keeping  # <- CMP004
    ```

    ```yaml bad framework/learning/core-training.yaml
    teaches: {record-keeping: null}
    ```

    ```yaml good framework/learning/core-training.yaml
    teaches: {record-keeping: independent}
    ```
    """
    for competence in _no_copies(facts):
        if competence.id not in facts.graph.taught_by and not facts.left_out_may_mention(competence.id, "learning"):
            yield Problem(
                competence.origin.at("id"),
                f"no learning offer teaches {competence.id}",
                "add it to `teaches` of an offer in framework/learning",
            )


@rule("CMP018", Severity.WARNING)
def competence_in_the_folder_of_another_area(facts: Facts) -> Iterator[Problem]:
    """The file of a competence is in the folder of another area.

    The site goes by `area`. People who look for the file go by the folder, and so does the list of who is asked about a
    change. One of the two is a slip.

    ```yaml bad competences/communication/showing-a-board.yaml
    id: showing-a-board
    title: Showing a board
    area: safe-practice  # <- CMP018
    summary: You show the board of the person you work for.
    why_it_matters: No one can choose who is not understood.
    statements:
      aware: [Says where the board is]
      assisted: [Holds the board with someone near]
      independent: [Holds the board on every day]
      guides-others: [Teaches a new PA where it is kept]
    easy_read: [You show a board.]
    replaced_by: communication-plans
    approval: {state: draft}
    ```

    ```yaml good competences/communication/showing-a-board.yaml
    id: showing-a-board
    title: Showing a board
    area: communication
    summary: You show the board of the person you work for.
    why_it_matters: No one can choose who is not understood.
    statements:
      aware: [Says where the board is]
      assisted: [Holds the board with someone near]
      independent: [Holds the board on every day]
      guides-others: [Teaches a new PA where it is kept]
    easy_read: [You show a board.]
    replaced_by: communication-plans
    approval: {state: draft}
    ```
    """
    areas = facts.records.areas
    for competence in facts.records.competences.values():
        folders = [name for name in PurePosixPath(competence.origin.path).parent.parts if name in areas]
        if folders and competence.area in areas and competence.area not in folders:
            yield Problem(
                competence.origin.at("area"),
                f"{competence.id} belongs to the area `{competence.area}`, and its file is in the folder `{folders[-1]}`",
                f"move the file to the folder of `{competence.area}`, or write `area: {folders[-1]}` if the folder is right",
            )


def _no_copies(facts: Facts) -> Iterator[Competence]:
    """The current competences, without pairs of which one is a copy of the other: REF022 reports the copy."""
    current, there = facts.current_competences, facts.records.competences
    pairs = [(one.id, other.id) for one, other in records_with_one_title(facts, ["competence"])]
    copies = {name for pair in pairs if there[pair[0]].statements == there[pair[1]].statements for name in pair}
    yield from (competence for name, competence in current.items() if name not in copies)


@rule("CMP005")
def standard_item_unknown(facts: Facts) -> Iterator[Problem]:
    """A record maps to an item that the standard does not have.

    Who counts on the mapping, to save a PA from learning twice, would count on nothing. Items were renamed between
    editions, so an item of one edition may be missing in another.

    ```yaml bad competences/infection-prevention.yaml
    maps_to:
      care-certificate-2025: [mental-health-dementia-learning-disability]  # <- CMP005
    ```

    ```yaml good competences/infection-prevention.yaml
    maps_to:
      care-certificate-2025: [infection-prevention-and-control]
    ```
    """
    standards = facts.records.standards
    for record in _mapped(facts):
        for name, items in record.maps_to.items():
            standard = standards.get(name)
            items_of_standard = {item.id for item in standard.items} if standard else set()
            for index, item in enumerate(items):
                if standard is None or item in items_of_standard:
                    continue
                near = closest_match(item, items_of_standard)
                elsewhere = [
                    other_standard
                    for other_standard in standards.values()
                    if any(other.id == item for other in other_standard.items)
                ]
                yield Problem(
                    record.origin.at("maps_to", name, index),
                    f"{name} has no item `{item}`" + (f"; did you mean `{near}`?" if near else ""),
                    f"write `{near}`"
                    if near
                    else f"write an item of {name}, such as {quote_ids(sorted(items_of_standard), most=5)}",
                    (
                        Note(standard.origin.key("items"), f"the items of {name}"),
                        *(
                            Note(other_standard.origin.at("id"), f"`{item}` is an item of {other_standard.id}")
                            for other_standard in elsewhere
                        ),
                    ),
                )


@rule("CMP006", Severity.WARNING)
def mapped_to_an_old_edition(facts: Facts) -> Iterator[Problem]:
    """A record maps to an edition of a standard that another has taken the place of, and not to the new one.

    The same number can mean two things: standard 9 of the Care Certificate was split in 2025. To map to both
    editions is fine; to know only the old one sends readers to a document that is no longer in use.

    ```yaml bad competences/infection-prevention.yaml
    maps_to:
      care-certificate-2025: null
      care-certificate-2015: [infection-prevention-and-control]  # <- CMP006
    ```

    ```yaml good competences/infection-prevention.yaml
    maps_to:
      care-certificate-2015: [infection-prevention-and-control]
      care-certificate-2025: [infection-prevention-and-control]
    ```
    """
    standards = facts.records.standards
    for record in _mapped(facts):
        for name in record.maps_to:
            standard = standards.get(name)
            if standard is None or (standard.current and not standard.superseded_by):
                continue
            newer = standard.superseded_by
            if newer is not None and newer in record.maps_to:
                continue
            yield Problem(
                record.origin.key("maps_to", name),
                f"{record.id} maps to {name}, an edition of {standard.edition} that is no longer in use",
                f"add what it is in `{newer}`" if newer else "map it to the edition that is in use",
                (Note(standard.origin.at("superseded_by" if newer else "current"), "no longer in use"),),
            )


@rule("CMP019")
def current_and_superseded(facts: Facts) -> Iterator[Problem]:
    """A standard is marked as current, and another one has taken its place.

    A PA would collect evidence against a document that assessors no longer use.

    ```yaml bad framework/standards/care-certificate-2015.yaml
    current: true  # <- CMP019
    ```

    ```yaml good framework/standards/care-certificate-2015.yaml
    current: false
    ```
    """
    for standard in facts.records.standards.values():
        if standard.current and standard.superseded_by:
            yield Problem(
                standard.origin.at("current"),
                f"{standard.id} is current, and {standard.superseded_by} takes its place",
                "write `current: false`, or take `superseded_by` out",
                (Note(standard.origin.at("superseded_by"), "what takes its place"),),
            )


@rule("CMP012", Severity.WARNING)
def statement_at_two_steps(facts: Facts) -> Iterator[Problem]:
    """A competence makes the same statement at two steps, or twice at one.

    Each step says what is new. A reader cannot tell from such a statement which of the two steps someone has reached.

    ```yaml bad competences/record-keeping.yaml
    statements:
      aware: [Says where the record is kept]
      assisted: [Says where the record is kept]  # <- CMP012
    ```

    ```yaml good competences/record-keeping.yaml
    statements:
      aware: [Says where the record is kept]
      assisted: [Writes in the record with a colleague]
    ```
    """
    for competence in facts.records.competences.values():
        said = [
            (step, index, statement)
            for step in facts.records.steps
            for index, statement in enumerate(competence.statements.get(step, ()))
        ]
        for place, earlier in repeated([statement for _, _, statement in said]):
            (step, index, statement), (other, first, _) = said[place], said[earlier]
            if statement != UNWRITTEN:
                yield Problem(
                    competence.origin.at("statements", step, index),
                    f"{competence.id} says this at `{other}`" + (" already" if other != step else " twice"),
                    "say what is new at this step, or take the statement away from one of them",
                    (Note(competence.origin.at("statements", other, first), f"at `{other}`"),),
                )


@rule("CMP014", Severity.WARNING)
def question_of_another_area(facts: Facts) -> Iterator[Problem]:
    """An area asks about a competence of another area in the five-minute self-check, or there are too many questions.

    The short version asks one question for each area, and at most 12. A question of another area is left out.

    ```yaml bad framework/areas.yaml
    areas:
      - {id: safe-practice, title: Safe practice, summary: Working so that no one comes to harm.}
      - id: communication
        title: Communication
        summary: Being understood.
        asked_first: infection-prevention  # <- CMP014
    ```

    ```yaml good framework/areas.yaml
    areas:
      - id: safe-practice
        title: Safe practice
        summary: Working so that no one comes to harm.
        asked_first: infection-prevention
      - {id: communication, title: Communication, summary: Being understood.}
    ```
    """
    asking = [area for area in facts.records.areas.values() if area.asked_first]
    for area in asking:
        competence = facts.records.competences.get(area.asked_first or "")
        if competence and competence.area != area.id and competence.area in facts.records.areas:
            yield Problem(
                area.origin.at("asked_first"),
                f"{area.id} asks about {competence.id}, which belongs to {competence.area}",
                f"name a competence of {area.id}, or take the line away",
                (Note(competence.origin.at("area"), f"its area is {competence.area}"),),
            )
    for area in asking[MOST_QUESTIONS:]:
        yield Problem(
            area.origin.at("asked_first"),
            f"this is question {asking.index(area) + 1} of the five-minute self-check; more than {MOST_QUESTIONS} take longer",
            "take the line away here or in another area; the full self-check asks about every competence",
        )


def _mapped(facts: Facts) -> Iterator[Competence | Learning]:
    """Competences and learning that can map to standards, without those that others replace."""
    yield from (competence for competence in facts.records.competences.values() if not competence.replaced_by)
    yield from (offer for offer in facts.records.learning.values() if not offer.replaced_by)
