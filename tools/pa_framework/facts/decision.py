"""What the answers of the decision aid amount to: the gravest of them counts."""

from collections.abc import Mapping

from pa_framework.records.model import DecisionAid

#: What an answer can mean, from the lightest to the gravest.
SEVERITY_ORDER = ("go-on", "add-safeguard", "ask-first", "do-not-delegate")


def most_severe(aid: DecisionAid, answers: Mapping[str, str]) -> str | None:
    """The gravest of the answers, given as question → answer (ids). None where nothing was answered."""
    means = [
        answer.means
        for question in aid.questions
        for answer in question.answers
        if answers.get(question.id) == answer.id
    ]
    return max(means, key=SEVERITY_ORDER.index, default=None)


def outcome(aid: DecisionAid, answers: Mapping[str, str]) -> str | None:
    """What the aid comes to, or None while it is open: it ends when all is answered, or at one `do-not-delegate`."""
    worst = most_severe(aid, answers)
    whole = all(question.id in answers for question in aid.questions)
    return worst if whole or worst == SEVERITY_ORDER[-1] else None
