"""How the decision aid weakens what guards tasks: what it asks, in which words, and what its answers come to."""

from pa_framework.facts.comparison.sentence_diff import compare_sentences
from pa_framework.facts.comparison.weakened import Comparison, Weakened, Weaknesses
from pa_framework.facts.decision import SEVERITY_ORDER
from pa_framework.facts.titles import title_of
from pa_framework.records.model import Answer, DecisionAid, Policy
from pa_framework.text.findings import Span

_AID = "May this task be delegated?"


def weaker_aid(comparison: Comparison, found: Weaknesses) -> None:
    """Adds what the questions, answers and outcomes of the decision aid weaken."""
    old, new = comparison.base.records.policy, comparison.head.records.policy
    if old is None or old.decision_aid is None or new is None:
        return
    was, now = old.decision_aid, new.decision_aid
    here = old.origin.at
    if now is None:
        _add(found, "aid-gone", "the whole decision aid", "there", "deleted", here("decision_aid"))
        return
    places = {question.id: place for place, question in enumerate(now.questions)}
    for number, question in enumerate(was.questions):
        if question.id in places:
            _question(found, (old, new), (was, now), (number, places[question.id]))
        else:
            place = here("decision_aid", "questions", number)
            _add(found, "aid-gone", "a question", question.ask, "no longer asked", place)
    outcomes = {outcome.id: outcome for outcome in now.outcomes}
    for number, result in enumerate(was.outcomes):
        there_now = outcomes[result.id].do if result.id in outcomes else ()
        for step in compare_sentences(result.do, there_now).removed:
            route = ("decision_aid", "outcomes", number, "do", result.do.index(step))
            _add(found, "aid-gone", f"what to do at “{result.title}”", step, "", here(*route))


def _add(found: Weaknesses, kind: str, field: str, before: str, after: str, span: Span, is_new: bool = False) -> None:
    found.weakened.append(Weakened(kind, "delegation", "", _AID, field, before, after, span, is_new))


def _question(
    found: Weaknesses, policies: tuple[Policy, Policy], aids: tuple[DecisionAid, DecisionAid], places: tuple[int, int]
) -> None:
    """A question that is asked before and after: what its answers mean and call for."""
    (old, new), (was, now) = policies, aids
    question, asked = was.questions[places[0]], now.questions[places[1]]
    here, there = (("decision_aid", "questions", place) for place in places)
    answers = {answer.id: (place, answer) for place, answer in enumerate(asked.answers)}
    for number, answer in enumerate(question.answers):
        place, same = answers.get(answer.id, (0, None))
        if _milder(answer, same):
            means = f"“{answer.says}” to “{question.ask}” means", _outcome(was, answer.means)
            after = _outcome(now, same.means) if same else "no longer an answer"
            span = new.origin.at(*there, "answers", place, "means") if same else old.origin.at(*here, "answers", number)
            _add(found, "aid-milder", *means, after, span, same is not None)
        if same is None:
            continue
        calls_for = f"what “{same.says}” to “{asked.ask}” calls for"
        if answer.do and not same.do:
            _add(found, "aid-gone", calls_for, answer.do, "", old.origin.at(*here, "answers", number, "do"))
    ids = {answer.id for answer in question.answers}
    highest = max((_severity(answer) for answer in question.answers), default=0)
    for place, answer in enumerate(asked.answers):
        if answer.id not in ids and _severity(answer) < highest:
            means = f"“{answer.says}” to “{asked.ask}” means", "was no answer"
            route = (*there, "answers", place)
            _add(found, "aid-milder", *means, _outcome(now, answer.means), new.origin.at(*route), True)


def _severity(answer: Answer) -> int:
    """The position of an answer's outcome in SEVERITY_ORDER; 0 for the mildest, and for one that is not in it."""
    return SEVERITY_ORDER.index(answer.means) if answer.means in SEVERITY_ORDER else 0


def _milder(answer: Answer, there: Answer | None) -> bool:
    if there is None:
        return _severity(answer) > 0
    return there.means in SEVERITY_ORDER and _severity(there) < _severity(answer)


def _outcome(aid: DecisionAid, name: str) -> str:
    """The title of an outcome of the decision aid."""
    return title_of({outcome.id: outcome for outcome in aid.outcomes}, name)
