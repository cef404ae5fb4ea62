"""The chain of a sign-off as somebody at a bedside reads it, and as data."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pa_framework.facts.sign_off_links import Reason
from pa_framework.facts.verdict import State, Verdict
from pa_framework.records.register_model import Authorisation
from pa_framework.register.output import (
    a_role,
    as_json,
    iso,
    label,
    place_in_words,
    reason_as_data,
    role_in_words,
    verdict_as_data,
    who,
    wrapped,
)
from pa_framework.register.why import ChainLink, Line, Mark, Upward, Why
from pa_framework.text.dates import in_words
from pa_framework.text.sentences import days_in_words

_SIGNS: Mapping[Mark, str] = {Mark.RIGHT: "✓", Mark.WRONG: "✗", Mark.NOT_COUNTED: "·", Mark.NOT_YET: "–"}
_TONES: Mapping[str, str] = {"✓": "\x1b[32m", "✗": "\x1b[31m", "·": "\x1b[33m", "–": "\x1b[33m"}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
#: The longest day: 22 September 2026.
_DAY = 17
#: Steps of a path of authority that are drawn; of a longer one, the first and the last.
_STEPS = 8
#: Lines of a link that are drawn; of more, so many of the first and of the last.
_LINES, _SHOWN = 24, 10

Paint = Callable[[str, str], str]


def why_text(answer: Why, *, colour: bool = False) -> str:
    """The answer in one sentence; then each link; then reasons, remarks and what to do."""

    def paint(tone: str, words: str) -> str:
        return f"{tone}{words}{_PLAIN}" if colour else words

    blocks = [[paint(_BOLD, line) for line in wrapped(sentence(answer))]]
    if answer.links:
        blocks.append(list(_chain(answer, paint)))
    blocks += filter(None, (_reasons(answer), _remarks(answer), list(_next(answer)), list(_where(answer))))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n" + label(answer.facts)


# --- the answer


def sentence(answer: Why) -> str:
    """The answer in one sentence."""
    task = f"“{answer.noun.title}”" if answer.noun else answer.task
    whom = f" for {answer.person}" if answer.person else ""
    verb = "may" if answer.may_do else "may NOT"
    return f"{answer.pa} {verb} do {task}{whom} on {in_words(answer.facts.on)}: {_because(answer)}."


def _because(answer: Why) -> str:
    verdict = answer.verdict
    if verdict is None:
        return _unrecorded(answer)
    first = days_in_words(verdict.reasons[0].sentence) if verdict.reasons else ""
    more = f" (and {len(verdict.reasons) - 1} more)" if len(verdict.reasons) > 1 else ""
    since = f" since {in_words(verdict.since)}" if verdict.since else ""
    review = in_words(verdict.review_date) if verdict.review_date else ""
    if verdict.state is State.HOLDS:
        return f"the sign-off holds until {review}, when its review is due" if review else "the sign-off holds"
    if verdict.state is State.DUE:
        return f"the sign-off holds until {review}, but somebody must look at it now: {first}{more}"
    if verdict.state is State.LAPSED:
        return f"the sign-off lapsed on {in_words(verdict.since or verdict.on)}; {first}"
    if verdict.state is State.INCOMPLETE:
        return f"there is no sign-off yet; {first.removeprefix('on the way; ')}"
    named = "stopped" if verdict.state is State.STOPPED else "the chain is broken"
    return f"{named}{since}; {first}{more}"


def _unrecorded(answer: Why) -> str:
    status = answer.noun.status if answer.noun else None
    if status == "own-role":
        return "it is part of a PA's own role and needs no sign-off"
    if status == "never":
        return "it is never delegated to a PA"
    other = f"; what is recorded for {' and '.join(answer.elsewhere)} does not count here" if answer.elsewhere else ""
    return f"no sign-off is recorded{other}"


# --- the chain


def _chain(answer: Why, paint: Paint) -> Iterator[str]:
    told: set[str] = set()
    for link in answer.links:
        sign = _SIGNS[link.mark]
        head = f"{paint(_TONES[sign], sign)} {link.name}"
        if link.words:
            head += f": {link.words}"
        elif not link.lines:
            head += ": not yet"
        yield head
        many = len(link.lines) > _LINES
        for line in link.lines[:_SHOWN] if many else link.lines:
            yield from _line(answer, link, line, told, paint)
        if many:
            yield f"    … {len(link.lines) - 2 * _SHOWN:,} more …"
            for line in link.lines[-_SHOWN:]:
                yield from _line(answer, link, line, told, paint)


def _line(answer: Why, link: ChainLink, line: Line, told: set[str], paint: Paint) -> Iterator[str]:
    """One line of a link, and below it the authority of who acted, where that was not told already."""
    sign = _SIGNS[line.mark]
    day = in_words(line.on) if line.on else "not yet" if line.mark is Mark.NOT_YET else "missing"
    codes = " ".join(f"[{code}]" for code in line.codes)
    role = role_in_words(line.role, answer.facts.records.roles)
    by = f"{line.who}, {role}" if line.role else line.who
    said = days_in_words(line.words)
    words = f"{said}: assessed by {by}" if link.name == "Competences" and by else ": ".join(filter(None, (by, said)))
    painted = wrapped(f"{words} {codes}".rstrip(), f"    {sign} {day:<{_DAY}}  ")
    yield painted[0].replace(f"    {sign}", f"    {paint(_TONES[sign], sign)}", 1)
    yield from painted[1:]
    steps = [*_upward(answer, line)]
    if steps and (drawn := "\n".join([line.who, *steps])) not in told:
        told.add(drawn)
        yield from (part for step in steps for part in wrapped(step, " " * (8 + _DAY) + "↑ "))


def _upward(answer: Why, line: Line) -> Iterator[str]:
    """The path of authority in sentences, nearest first; of a long one, both ends. Then what stops it."""
    worded = [words for step in line.upward if (words := _step(answer, line, step))]
    if len(worded) > _STEPS:
        yield from worded[: _STEPS - 3]
        yield f"… {len(worded) - _STEPS + 1:,} more …"
        yield from worded[-2:]
    else:
        yield from worded
    if line.stopped:
        yield f"the path of authority stops here: {days_in_words(line.stopped)}"


def _step(answer: Why, line: Line, step: Upward) -> str:
    whom = "" if step is line.upward[0] else f"{who(answer.facts, step.practitioner)}: "
    if step.body or step.checked_on:
        checked = f"checked on {in_words(step.checked_on)}" if step.checked_on else "and nobody had checked that"
        return f"{whom}on the register of the {step.body}, {checked}"
    if step.given is None:
        return ""
    return f"{whom}authorised by {step.given.by} {_given(answer, step.given)}"


def _given(answer: Why, given: Authorisation) -> str:
    """When an authorisation was given, for what that is asked about, and from when until when it runs."""
    category = answer.noun.category if answer.noun else ""
    what = [each for each in given.tasks if each == answer.task]
    what += [f"{each.replace('-', ' ')} tasks" for each in given.categories if each == category]
    first = f", from {in_words(given.first)}" if given.first != given.on else ""
    until = f", until {in_words(given.until)}" if given.until else ""
    return f"on {in_words(given.on)} for {' and '.join(what) or 'nothing'}{first}{until}"


# --- below the chain


def _reasons(answer: Why) -> list[str]:
    verdict = answer.verdict
    if verdict is None or not verdict.reasons or verdict.state is State.INCOMPLETE:
        return []
    lines = ["What to look at now" if verdict.may_do else "Why not"]
    for reason, fix in zip(verdict.reasons, answer.fixes, strict=True):
        lines += _said(reason)
        if fix:
            lines += wrapped(f"to do: {fix}", "      ")
    return lines


def _remarks(answer: Why) -> list[str]:
    verdict = answer.verdict
    if verdict is None or not verdict.remarks:
        return []
    return ["What does not count", *(line for remark in verdict.remarks for line in _said(remark))]


def _said(reason: Reason) -> list[str]:
    code = f"{reason.code} " if reason.code else ""
    return wrapped(f"{code}{days_in_words(reason.sentence)} ({place_in_words(reason.span)})", "  ", "      ")


def _next(answer: Why) -> Iterator[str]:
    """What to do now, and whom to ask."""
    task, verdict, roles = answer.noun, answer.verdict, answer.facts.records.roles
    steps: list[str] = []
    sign_off = task.sign_off if task else None
    reviewers = " or ".join(a_role(each, roles) for each in (sign_off.reviewed_by if sign_off else ()))
    if not answer.may_do:
        steps.append(f"{answer.pa} does not do this task" + _until(answer, reviewers))
    elif verdict is not None and verdict.state is State.DUE:
        steps.append(f"Arrange the review now, by {reviewers or 'somebody who may review'}.")
    elif verdict is not None and verdict.review_date:
        steps.append(f"Review by {in_words(verdict.review_date)}, by {reviewers or 'somebody who may review'}.")
    if task and task.tell:
        first = role_in_words(task.tell.first, roles)
        steps.append(f"If something is wrong: tell the {first} first. In an emergency: {task.tell.emergency}.")
    if steps:
        yield "What to do"
        for step in steps:
            yield from wrapped(step, "  ")


def _until(answer: Why, reviewers: str) -> str:
    verdict, task = answer.verdict, answer.noun
    if task is None or task.status != "delegable":
        return ": it stays with a registered professional." if task and task.status == "never" else "."
    if verdict is None:
        return " until it was handed over, trained, assessed and signed off for this person."
    if verdict.state is State.INCOMPLETE:
        return f" yet. Next: {verdict.reasons[0].sentence.removeprefix('on the way; next: ')}."
    codes = {each.code for each in verdict.reasons}
    may = f"; {reviewers or 'somebody who may review'} may review."
    if "SGN021" in codes:
        return " unless everybody agrees again and it is signed off anew."
    if "SGN022" in codes:
        return f" until what the review asks for is done, and it has been reviewed again and continues{may}"
    if verdict.state in (State.LAPSED, State.STOPPED):
        return f" until it has been reviewed and continues{may}"
    return " until what is wrong is put right, or it is signed off anew."


def _where(answer: Why) -> Iterator[str]:
    """Where the record is, and further records of the same."""
    if answer.verdict is not None:
        yield f"Recorded in {place_in_words(answer.verdict.span)}."
    for other in answer.others:
        yield from wrapped(f"Another record of the same is {other.state}: {place_in_words(other.span)}.")


# --- as data


def why_json(answer: Why) -> str:
    """Everything that is drawn, and paths of authority in full."""
    verdict = answer.verdict
    return as_json(
        answer.facts,
        {
            "pa": answer.pa,
            "task": {"id": answer.task, "title": answer.noun.title if answer.noun else None},
            "person": answer.person,
            "may_do": answer.may_do,
            "answer": sentence(answer),
            "verdict": _verdict(answer, verdict) if verdict else None,
            "links": [_link_as_data(each) for each in answer.links],
            "others": [verdict_as_data(each) for each in answer.others],
        },
    )


def _verdict(answer: Why, verdict: Verdict) -> dict[str, Any]:
    data = verdict_as_data(verdict)
    data["reasons"] = [
        {**reason_as_data(reason), "fix": fix or None}
        for reason, fix in zip(verdict.reasons, answer.fixes, strict=True)
    ]
    return {**data, "remarks": [reason_as_data(each) for each in verdict.remarks]}


def _link_as_data(link: ChainLink) -> dict[str, Any]:
    return {
        "link": link.name.lower(),
        "mark": str(link.mark),
        "words": link.words or None,
        "lines": [
            {
                "mark": str(line.mark),
                "who": line.who or None,
                "role": line.role or None,
                "on": iso(line.on),
                "words": line.words or None,
                "codes": list(line.codes),
                "authority": [_step_as_data(step) for step in line.upward],
                "stopped": line.stopped or None,
            }
            for line in link.lines
        ],
    }


def _step_as_data(step: Upward) -> dict[str, Any]:
    given = step.given
    return {
        "practitioner": step.practitioner,
        "role": step.role or None,
        "on": step.on.isoformat(),
        "register": step.body or None,
        "checked_on": iso(step.checked_on),
        "authorised": {
            "by": given.by,
            "on": given.on.isoformat(),
            "from": given.first.isoformat(),
            "until": iso(given.until),
            "tasks": list(given.tasks),
            "categories": list(given.categories),
        }
        if given
        else None,
    }
