"""The outcome of the decision aid: the most severe of the answers given."""

from collections.abc import Mapping

from pa_framework.records.field_meaning import field_meanings
from pa_framework.records.model import DecisionAid

#: What an answer can mean, from the least to the most severe.
SEVERITY_ORDER: tuple[str, ...] = field_meanings("delegation")["decision_aid", "questions", "answers", "means"].order


def most_severe(aid: DecisionAid, answers: Mapping[str, str]) -> str | None:
    """The most severe of the answers, given as question → answer (ids). None where nothing was answered."""
    means = [
        answer.means
        for question in aid.questions
        for answer in question.answers
        if answers.get(question.id) == answer.id
    ]
    return max(means, key=SEVERITY_ORDER.index, default=None)


def outcome(aid: DecisionAid, answers: Mapping[str, str]) -> str | None:
    """The outcome of the aid. It is None until every question is answered, or one answer is `do-not-delegate`."""
    worst = most_severe(aid, answers)
    complete = all(question.id in answers for question in aid.questions)
    return worst if complete or worst == SEVERITY_ORDER[-1] else None
