"""The answer of `register why` as text for a terminal, and as JSON. why_paper.py prints the same as a page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from pa_framework.facts.answers import ANSWER_WORDS, AnswerKind
from pa_framework.facts.delegation_chain import PARTY_NAMES, is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.grounds import ground_words
from pa_framework.facts.older_rules import OlderRule, older_rules
from pa_framework.facts.one_offs import is_over_midnight, last_day
from pa_framework.facts.recorded_forms import PARTIES_IN_WORDS, is_clinical, party_words, withdrawals
from pa_framework.facts.sign_off_links import Reason
from pa_framework.facts.triggers import until_decided
from pa_framework.facts.urgency import CareLevel, Contact
from pa_framework.facts.verdict import State, Verdict
from pa_framework.look.labels import LEVEL_WORDS
from pa_framework.records.model import Task, Trigger
from pa_framework.records.register_model import Authorisation, RecordedSignOff
from pa_framework.register.asking import asking, roles_in_words
from pa_framework.register.output import (
    arranged_instead,
    as_json,
    beyond_as_data,
    condition_words,
    conditions_as_data,
    contact_words,
    devices_of,
    doubt_as_data,
    doubt_lines,
    ending_as_data,
    except_words,
    instead_of,
    invented_note,
    iso_day,
    once_as_data,
    once_in_words,
    order_words,
    practitioner_in_words,
    reason_as_data,
    reason_in_words,
    reason_lines,
    role_in_words,
    role_with_article,
    span_in_words,
    verdict_as_data,
    whom_to_ring,
    wrap_lines,
)
from pa_framework.register.queries import register_of
from pa_framework.register.why import AuthorityStep, ChainLink, LinkEntry, Mark, Why
from pa_framework.text.dates import add_days, format_date
from pa_framework.text.sentences import join_words, lower_first, spell_out_dates, upper_first

#: Mark → the symbol for it.
SYMBOLS: Mapping[Mark, str] = {Mark.RIGHT: "✓", Mark.WRONG: "✗", Mark.NOT_COUNTED: "·", Mark.NOT_YET: "–"}
_COLOURS: Mapping[str, str] = {"✓": "\x1b[32m", "✗": "\x1b[31m", "·": "\x1b[33m", "–": "\x1b[33m"}
_BOLD, _RESET = "\x1b[1m", "\x1b[0m"
#: Characters of the longest day: 22 September 2026.
_DAY_WIDTH = 17
#: The most steps of a path of authority that are shown; of a longer one, its ends.
_MOST_STEPS = 8
#: The most entries of a link that are shown; of more, so many at either end.
_MOST_ENTRIES, _ENTRIES_AT_ENDS = 24, 10
#: The most remarks that are shown.
_MOST_REMARKS = 6

#: Puts a colour on words: (escape sequence, words) → words.
Paint = Callable[[str, str], str]


def why_text(answer: Why, *, colour: bool = False) -> str:
    """The answer in one sentence; then the links; then reasons, remarks and what to do."""

    def paint(code: str, words: str) -> str:
        return f"{code}{words}{_RESET}" if colour else words

    blocks = [[paint(_BOLD, line) for line in wrap_lines(answer_sentence(answer))]]
    if answer.answer.doubts:
        blocks.append(["Why no one can say", *doubt_lines(answer.facts, answer.answer.doubts)])
    if answer.links:
        blocks.append(list(_chain_lines(answer, paint)))
    blocks += filter(
        None,
        (
            _block(reasons_title(answer), [line for text in reasons(answer) for line in _reason_line(text)]),
            _block(
                "What does not count",
                [line for remark in remarks(answer) for line in wrap_lines(remark, "  ", "      ")],
            ),
            _block(
                "What comes next",
                [line for coming in coming_sentences(answer) for line in wrap_lines(coming, "  ", "      ")],
            ),
            _block(
                OLDER_RULES,
                [line for older in older_sentences(answer) for line in wrap_lines(older, "  ", "      ")],
            ),
            _block("Orders", [line for order in order_sentences(answer) for line in wrap_lines(order, "  ", "      ")]),
            _block("What to do", [line for step in steps(answer) for line in wrap_lines(step, "  ")]),
            list(_place_lines(answer)),
        ),
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n" + invented_note(answer.facts)


def _block(title: str, lines: list[str]) -> list[str]:
    """Lines below a title; nothing where there are none."""
    return [title, *lines] if lines else []


# The answer


def answer_sentence(answer: Why) -> str:
    """The answer in one sentence."""
    found = answer.answer
    task = f"“{answer.record.title}”" if answer.record else found.task
    task += f" with {found.item}" if found.item else ""
    whom = f" for {found.person}" if found.person else ""
    whom += f" in {answer.setting}" if answer.setting else ""
    day = format_date(answer.facts.on)
    if found.kind is AnswerKind.UNKNOWN:
        return f"Cannot say whether {found.pa} may do {task}{whom} on {day}: {_first_of(found.doubts)}."
    if found.kind is AnswerKind.OUTSIDE:
        ground = ground_words(answer.facts.records.grounds, found.outside or "")
        what = f"{found.pa} does {task}{whom}"
        return f"{what} outside this register, because it is recorded as {ground}, which is no delegation ({day})."
    sign_off = _sign_off(answer)
    conditions = condition_words(answer.facts, sign_off) if sign_off and found.may_do else ()
    only = f" ({'; '.join(conditions)})" if conditions else ""
    only += f", {left_out}" if (left_out := except_words(answer.facts, found)) else ""
    return f"{found.pa} {ANSWER_WORDS[found.kind]} {task}{whom} on {day}{only}: {_because(answer)}."


def _sign_off(answer: Why) -> RecordedSignOff | None:
    """The sign-off that decides."""
    verdict = answer.verdict
    return register_of(answer.facts).pas[verdict.pa].sign_offs[verdict.index] if verdict else None


def _first_of(reasons: Sequence[Reason]) -> str:
    """The first of several reasons with its days in words, and the number of further ones."""
    first = spell_out_dates(reasons[0].sentence) if reasons else ""
    return first + (f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else "")


def _because(answer: Why) -> str:
    found = answer.answer
    if found.once is not None:
        more = "" if is_over_midnight(found.once) else ", on this day alone"
        return once_in_words(answer.facts, found.once, more)
    if not found.at_other_hours:
        return _because_of_the_chain(answer)
    allowed = "; ".join(once_in_words(answer.facts, once) for once in found.at_other_hours)
    return f"{_because_of_the_chain(answer)}; {allowed} (ask with `--at` and the time)"


def _because_of_the_chain(answer: Why) -> str:
    verdict = answer.verdict
    if answer.answer.stopped_by:
        since = format_date(min(reason.on for reason in answer.answer.stopped_by))
        return f"stopped since {since}; {_first_of(answer.answer.stopped_by)}"
    if verdict is None:
        return _without_sign_off(answer)
    first, since = _first_of(verdict.reasons), f" since {format_date(verdict.since)}" if verdict.since else ""
    if verdict.state is State.HOLDS:
        return f"the sign-off holds{_until(answer)}"
    if verdict.state is State.DUE:
        return f"the sign-off holds{_until(answer, verdict.reasons)}, but it needs attention now: {first}"
    if verdict.state is State.LAPSED:
        return f"the sign-off lapsed on {format_date(verdict.since or verdict.on)}; {first}"
    if verdict.state is State.INCOMPLETE:
        return f"there is no sign-off yet; {first.removeprefix('on the way; ')}"
    if verdict.state is State.STOPPED:
        return f"stopped{since}; {first}"
    return f"the sign-off is not valid; {first}"


def _until(answer: Why, said: Sequence[Reason] = ()) -> str:
    """The last day of a yes, and what ends it unless that is `said` beside it; empty where it has no known end."""
    ending = answer.answer.ends_first
    if ending is None:
        return ""
    last = format_date(ending.last_day)
    if {"SGN012" if ending.code == "SGN011" else ending.code} & {reason.code for reason in said}:
        return f" until {last}"
    if ending.code == "SGN011":
        return f" until {last}, when its review is due"
    if not ending.sentence:
        return f" until {last}"
    because = spell_out_dates(ending.sentence).removesuffix(f" on {last}")
    ends_then = because != spell_out_dates(ending.sentence)
    return f" until {last}, when {because}" if ends_then else f" until {last}, because {because}"


def _without_sign_off(answer: Why) -> str:
    status = answer.record.status if answer.record else None
    if status == "own-role":
        return "it is part of a PA's own role and needs no sign-off"
    if status == "never":
        return "it is never delegated to a PA"
    if answer.answer.outside:
        ground = ground_words(answer.facts.records.grounds, answer.answer.outside)
        return f"it is recorded as {ground}, which is not allowed for this task"
    other = f"; what is recorded for {join_words(answer.elsewhere)} does not count here" if answer.elsewhere else ""
    return f"no sign-off is recorded{other}"


# The chain


def _chain_lines(answer: Why, paint: Paint) -> Iterator[str]:
    shown_paths: set[str] = set()
    for link in answer.links:
        symbol = SYMBOLS[link.mark]
        head = f"{paint(_COLOURS[symbol], symbol)} {link.name}"
        if link.words:
            head += f": {link.words}"
        elif not link.entries:
            head += ": not yet"
        yield head
        for entry in shown_entries(link):
            if isinstance(entry, str):
                yield f"    {entry}"
            else:
                yield from _entry_lines(answer, link, entry, shown_paths, paint)


def _entry_lines(answer: Why, link: ChainLink, entry: LinkEntry, shown_paths: set[str], paint: Paint) -> Iterator[str]:
    """One entry of a link, and below it the path of authority, unless it is one of `shown_paths`, which get it."""
    symbol = SYMBOLS[entry.mark]
    words = entry_words(answer, link, entry)
    lines = wrap_lines(words, f"    {symbol} {day_of(entry):<{_DAY_WIDTH}}  ")
    yield lines[0].replace(f"    {symbol}", f"    {paint(_COLOURS[symbol], symbol)}", 1)
    yield from lines[1:]
    for step in path_sentences(answer, entry, shown_paths):
        yield from wrap_lines(step, " " * (8 + _DAY_WIDTH) + "↑ ")


def day_of(entry: LinkEntry) -> str:
    """The day of an entry in words; whether it is missing, or not there yet, where it has none."""
    if entry.on:
        return format_date(entry.on)
    return "not yet" if entry.mark is Mark.NOT_YET else "missing"


def entry_words(answer: Why, link: ChainLink, entry: LinkEntry) -> str:
    """Who did what, and the codes of what is wrong with it."""
    codes = " ".join(f"[{code}]" for code in entry.codes)
    role = role_in_words(entry.role, answer.facts.records.roles)
    by = f"{entry.who}, {role}" if entry.role else entry.who
    what = spell_out_dates(entry.words)
    words = f"{what}: assessed by {by}" if link.name == "Competences" and by else ": ".join(filter(None, (by, what)))
    return f"{words} {codes}".strip()


def path_sentences(answer: Why, entry: LinkEntry, shown_paths: set[str]) -> list[str]:
    """The path of authority of an entry in sentences, unless it is one of `shown_paths`, which get it."""
    steps = [*_authority_sentences(answer, entry)]
    path = "\n".join([entry.who, *steps])
    if not steps or path in shown_paths:
        return []
    shown_paths.add(path)
    return steps


def shown_entries(link: ChainLink) -> Iterator[LinkEntry | str]:
    """The entries of a link; of many, those at its ends, with the number of the others as words between them."""
    if len(link.entries) <= _MOST_ENTRIES:
        yield from link.entries
        return
    yield from link.entries[:_ENTRIES_AT_ENDS]
    yield f"… {len(link.entries) - 2 * _ENTRIES_AT_ENDS:,} more …"
    yield from link.entries[-_ENTRIES_AT_ENDS:]


def _authority_sentences(answer: Why, entry: LinkEntry) -> Iterator[str]:
    """The path of authority in sentences, nearest first; of a long one, both ends. Then what stops it."""
    sentences = [sentence for step in entry.authority if (sentence := _step_sentence(answer, entry, step))]
    if len(sentences) > _MOST_STEPS:
        yield from sentences[: _MOST_STEPS - 3]
        yield f"… {len(sentences) - _MOST_STEPS + 1:,} more …"
        yield from sentences[-2:]
    else:
        yield from sentences
    if entry.stopped:
        yield f"the path of authority stops here: {spell_out_dates(entry.stopped)}"


def _step_sentence(answer: Why, entry: LinkEntry, step: AuthorityStep) -> str:
    """One step of a path of authority; empty where nothing gives it authority."""
    is_first = step is entry.authority[0]
    subject = "" if is_first else f"{practitioner_in_words(answer.facts, step.practitioner)}: "
    if step.body or step.checked_on:
        checked = f"checked on {format_date(step.checked_on)}" if step.checked_on else "and no one had checked that"
        return f"{subject}on the register of the {step.body}, {checked}"
    if step.authorisation is None:
        return ""
    return f"{subject}authorised by {step.authorisation.by} {_authorisation_words(answer, step.authorisation)}"


def _authorisation_words(answer: Why, given: Authorisation) -> str:
    """When an authorisation was given, what of it covers the task, and from when until when it is valid."""
    category = answer.record.category if answer.record else ""
    what = [task for task in given.tasks if task == answer.answer.task]
    what += [f"{name.replace('-', ' ')} tasks" for name in given.categories if name == category]
    first = f", from {format_date(given.first)}" if given.first != given.on else ""
    until = f", until {format_date(given.until)}" if given.until else ""
    return f"on {format_date(given.on)} for {join_words(what) or 'nothing'}{first}{until}"


# Below the chain


def reasons_title(answer: Why) -> str:
    """The title of the reasons."""
    verdict = answer.verdict
    if answer.answer.once is not None and answer.answer.may_do:
        return "Why only once"
    return "What to look at now" if verdict and verdict.may_do and not answer.answer.stopped_by else "Why not"


def reasons(answer: Why) -> Iterator[tuple[Reason, str]]:
    """The reasons of the verdict and the stops of other records, each with what to do about it, if that is known.

    Where no one can say, the doubts are the reasons: what follows from a file that cannot be read may not be so.
    """
    verdict = answer.verdict
    if answer.answer.kind is AnswerKind.UNKNOWN:
        return
    found = verdict.reasons if verdict and verdict.state is not State.INCOMPLETE else ()
    yield from zip(found, answer.fixes, strict=bool(found))
    yield from ((reason, "") for reason in answer.answer.stopped_by if reason not in found)


def _reason_line(found: tuple[Reason, str]) -> list[str]:
    reason, fix = found
    return [*reason_lines(reason), *(wrap_lines(f"to do: {fix}", "      ") if fix else ())]


def remarks(answer: Why) -> Iterator[str]:
    """The remarks of the verdict, with their codes and places."""
    found = answer.verdict.remarks if answer.verdict else ()
    yield from (reason_in_words(remark) for remark in found[:_MOST_REMARKS])
    if len(found) > _MOST_REMARKS:
        yield f"… {len(found) - _MOST_REMARKS:,} more …"


def coming_sentences(answer: Why) -> Iterator[str]:
    """What is known to change a yes later, nearest first: the day, what happens, and what that does."""
    verdict = answer.verdict
    if verdict is None or not answer.answer.may_do:
        return
    days = [(add_days(change.first, -1), change.coming, _EFFECT_WORDS[change.effect]) for change in verdict.coming]
    if verdict.review_date and verdict.review_date >= verdict.on:
        days.append((verdict.review_date, "the review is due", _EFFECT_WORDS["lapsed"]))
    for day, sentence, effect in sorted(days):
        yield f"{format_date(day)}: {spell_out_dates(sentence)}. {effect}"


#: The title of what the sign-off rests on, where the rules are others now.
OLDER_RULES = "Signed off by an older rule"


def older_of(answer: Why) -> tuple[OlderRule, ...]:
    """What the rules of the day of the sign-off asked less than, or otherwise than, the rules of today."""
    return older_rules(answer.facts, answer.verdict) if answer.verdict else ()


def older_sentences(answer: Why) -> Iterator[str]:
    """The older rules beside those of today, one a sentence, and what that means where the change asks for nothing."""
    found, verdict = older_of(answer), answer.verdict
    yield from (older.sentence for older in found)
    if found and verdict and all(reason.code != "SGN038" for reason in verdict.reasons):
        yield "The sign-off is judged by the rule of its day, so this alone does not end it."


def order_sentences(answer: Why) -> Iterator[str]:
    """The orders without which the answer would be another one, or end on another day."""
    yield from (f"{order_words(answer.facts, order)}." for order in answer.answer.orders)


#: What a change does → what that means for the PA, as a sentence.
_EFFECT_WORDS: Mapping[str, str] = {
    "due": "After that, the sign-off needs attention.",
    "lapsed": "After that, the PA does not do the task until this is done.",
    "stopped": "After that, the PA does not do the task.",
}


def steps(answer: Why) -> Iterator[str]:
    """What to do now, and whom to ask."""
    task, verdict, roles = answer.record, answer.verdict, answer.facts.records.roles
    found = answer.answer
    sign_off = task.sign_off if task else None
    reviewers = join_words(
        (role_with_article(role, roles) for role in (sign_off.reviewed_by if sign_off else ())), "or"
    )
    if found.kind is AnswerKind.OUTSIDE:
        yield "This register does not decide it. Ask the person who arranged it."
        return
    if found.may_do and found.once is not None:
        day = f" on {format_date(last_day(found.once))}" if is_over_midnight(found.once) else ""
        yield (
            f"Stop at {found.once.until}{day}, or as soon as {found.once.by} says so. What was said: {found.once.because}"
        )
    elif not found.may_do:
        item = f" with {found.item}" if found.item else ""
        yield f"{found.pa} does not do this task{item}" + _until_when(answer, reviewers)
        yield from _asked(answer)
        yield from _until_decided(answer)
        yield from (f"Instead: {line}" for line in arranged_instead(answer.facts, found))
        yield from (f"If no PA may do it: {line}" if index == 0 else line for index, line in enumerate(instead(task)))
    elif verdict is not None:
        sign_off_record, known = _sign_off(answer), answer.facts.records.conditions
        for name in sign_off_record.conditions if sign_off_record else ():
            if name in known:
                yield f"{known[name].title}. {known[name].summary or ''}".rstrip()
        yield from _other_devices(answer, verdict, sign_off_record)
        if verdict.state is State.DUE:
            yield from _due_steps(answer.facts, verdict, reviewers)
            yield from _until_decided(answer)
        if renewal := _renewal(answer, verdict):
            yield renewal
        if verdict.state is State.HOLDS and verdict.review_date:
            yield f"Review by {format_date(verdict.review_date)}, by {reviewers or 'someone who may review'}."
    if task:
        yield from _conditions(task)
        for level in answer.facts.urgency[task.id].levels:
            if level.contact and level.signs:
                yield _ring_at_signs(level, level.contact)


def _ring_at_signs(level: CareLevel, contact: Contact) -> str:
    """Whom to ring at the signs of a level: `Emergency: call 999 at any of these signs: the person is choking`."""
    signs = []
    for sign in level.signs:
        own = sign.contact if (sign.contact, sign.out_of_hours) != (level.contact, level.out_of_hours) else None
        text = lower_first(sign.text.rstrip("."))
        signs.append(f"{text} ({contact_words(own, sign.out_of_hours)})" if own else text)
    ring = contact_words(contact, level.out_of_hours) + ("," if level.out_of_hours else "")
    return f"{upper_first(LEVEL_WORDS[level.level])}: {ring} at any of these signs: {'; '.join(signs)}."


def _other_devices(answer: Why, verdict: Verdict, sign_off: RecordedSignOff | None) -> Iterator[str]:
    """What to do where the device that is there is none of those of the sign-off, such as a spare one."""
    devices = devices_of(sign_off, verdict) if sign_off else ()
    if not devices:
        return
    yield (
        f"Only with {join_words(devices, 'or')}: {verdict.pa} is not signed off with another one, such as a spare of "
        f"another make. If only another one is there, do not use it: {whom_to_ring(answer.facts, verdict.task)}."
    )
    lines = instead(answer.record)
    if len(lines) > 1 or not any(line.startswith("Ring ") for line in lines):  # else it is said already
        yield from (f"Meanwhile: {line}" if index == 0 else line for index, line in enumerate(lines))


def _asked(answer: Why) -> Iterator[str]:
    """Whom to ask about what stops a sign-off, besides a review: each instruction once."""
    verdict = answer.verdict
    if verdict is not None and verdict.state in (State.LAPSED, State.STOPPED) and not answer.answer.doubts:
        found = [asking(answer.facts, verdict.task, reason) for reason in verdict.reasons]
        yield from dict.fromkeys(ask.sentence for ask in found if ask is not None)


def _until_decided(answer: Why) -> Iterator[str]:
    """What the policy says to do after an event until there is a new decision, for each of its triggers."""
    reasons = answer.verdict.reasons if answer.verdict and answer.answer.kind is not AnswerKind.UNKNOWN else ()
    for name in dict.fromkeys(reason.trigger for reason in reasons if reason.trigger):
        trigger = answer.facts.records.triggers.get(name)
        yield from (
            f"Until there is a decision: {line}" if index == 0 else line
            for index, line in enumerate(_lines_until_decided(answer, trigger) if trigger else ())
        )


def _lines_until_decided(answer: Why, trigger: Trigger) -> tuple[str, ...]:
    task = answer.record
    return until_decided(answer.facts.records, trigger, task) if task else trigger.meanwhile


def _renewal(answer: Why, verdict: Verdict) -> str:
    """What to arrange before a yes ends, where something other than the review ends it, and is not due; else empty."""
    ending = answer.answer.ends_first
    if ending and ending.code in {reason.code for reason in verdict.reasons}:
        return ""
    ask = asking(answer.facts, verdict.task, ending) if ending else None
    return f"By {format_date(ending.last_day)}: {ask.sentence}" if ending and ask else ""


def _due_steps(facts: Facts, verdict: Verdict, reviewers: str) -> Iterator[str]:
    """What to arrange for a sign-off that is due: a review, unless all that it is due for is something else."""
    found = [asking(facts, verdict.task, reason) for reason in verdict.reasons]
    asked = [ask.sentence for ask in found if ask is not None]
    yield from dict.fromkeys(asked)
    if len(asked) < len(verdict.reasons) or not verdict.reasons:
        yield f"Arrange the review now, by {reviewers or 'someone who may review'}."


def _conditions(task: Task) -> Iterator[str]:
    """What must be true of a task before anyone does it, besides its chain."""
    if task.status == "by-exception":
        unknown = "Not recorded. Do not start until you know."
        yield f"This task is delegated only by exception. Who must agree: {task.authority or unknown}"
        yield f"When: {task.condition or unknown}"
    if task.individual_plan:
        yield "It is done only by a plan that a professional has written for this person."


def _until_when(answer: Why, reviewers: str) -> str:
    """The end of the sentence that a PA does not do the task: until what has happened."""
    verdict, task, found = answer.verdict, answer.record, answer.answer
    if found.kind is AnswerKind.UNKNOWN:
        delegators = task.sign_off.delegated_by if task and task.sign_off else ()
        who = roles_in_words(answer.facts, delegators) or "a registered professional"
        return (
            f" on the strength of this record. Ask {who} now: they say who does it today. "
            "Then the records named above are put right."
        )
    if task is None or not is_delegated(task):
        return ": it stays with a registered professional." if task and task.status == "never" else "."
    if verdict is None and not found.stopped_by:
        return " until it is delegated, trained, assessed and signed off for this person."
    if verdict is not None and verdict.state is State.INCOMPLETE:
        return f" yet. Next: {verdict.reasons[0].sentence.removeprefix('on the way; next: ')}."
    reasons = (*(verdict.reasons if verdict else ()), *found.stopped_by)
    codes = {reason.code for reason in reasons}
    may = f"; {reviewers or 'someone who may review'} may review."
    if "SGN021" in codes:
        return _after_a_withdrawal(answer, _anew(answer.facts, task))
    stops = [reason.on for reason in reasons if reason.about == "stop"]
    if stops:
        return f" until {_anew(answer.facts, task)}, all after {format_date(max(stops))}. A later review does not end a stop."
    if "SGN022" in codes:
        return f" until what the review asks for is done, and it has been reviewed again and continues{may}"
    if "SGN011" in codes and verdict is not None and any(remark.code == "SGN040" for remark in verdict.remarks):
        return " until what that review needs first has been done: training or assessment. Then it is reviewed again."
    if codes & {"SGN011", "SGN014"}:
        reviewing = upper_first(reviewers) or "Someone who may review"
        return f" until it has been reviewed and continues; asking for a review is not enough. {reviewing} may review."
    if verdict is not None and verdict.state in (State.LAPSED, State.STOPPED):
        asked = " until what is asked for here is done; asking for it is not enough."
        return asked if any(_asked(answer)) else " until that is put right."
    return " until what is wrong is put right, or it is signed off anew."


def _anew(facts: Facts, task: Task) -> str:
    """What ends a stop by a review, and a withdrawal that was clinical: a whole new chain, from the agreements on."""
    parties = facts.chain_validator.links.required_agreements(task, facts.records.tiers.get(task.risk or ""))
    agreeing = [PARTY_NAMES[party] for party in parties if party != "insurer"]
    again = f"{join_words(agreeing)} {'agrees' if len(agreeing) == 1 else 'agree'} to it again, " if agreeing else ""
    cover = f"{PARTY_NAMES['insurer']} confirms the cover, " if "insurer" in parties else ""
    return f"{again}{cover}{'and ' if again or cover else ''}it is delegated, trained, assessed and signed off again"


def _after_a_withdrawal(answer: Why, anew: str) -> str:
    """What has to happen after a withdrawal: the same party may say yes again in time, where it was not clinical."""
    found = answer.answer
    pa = register_of(answer.facts).pas[found.pa]
    records = [entry for entry in pa.sign_offs if (entry.task, entry.person) == (found.task, found.person)]
    deciding = _sign_off(answer)
    reasons = answer.facts.records.withdrawal_reasons
    for withdrawal, _ in chain.from_iterable(withdrawals(entry) for entry in ([deciding] if deciding else records)):
        if withdrawal.by in PARTIES_IN_WORDS and not is_clinical(withdrawal, reasons):
            last = answer.facts.chain_validator.resume_until(found.task, withdrawal.on, answer.facts.on)
            if answer.facts.on <= last:
                who = party_words(withdrawal.by)
                until = f"{format_date(last)}, and that is recorded under `resumed`"
                comma = "," if "," in who else ""
                decided, again = f"{who}{comma} decided so", f"{who}{comma} says yes again by {until}"
                return f": {decided}. It may go on if {again}; or else until {anew}."
    return f" until {anew}."


def _place_lines(answer: Why) -> Iterator[str]:
    """Where the sign-off is recorded, and further ones of the same PA, task and person."""
    if answer.verdict is not None:
        yield f"Recorded in {span_in_words(answer.verdict.span)}."
    for other in answer.others:
        words = f"There is another record of this PA, task and person ({other.state}): {span_in_words(other.span)}."
        changes_nothing = "" if answer.answer.may_do else " It does not change this answer."
        yield from wrap_lines(f"{words}{changes_nothing}")


# As data


def why_json(answer: Why) -> str:
    """Everything that the text shows, and paths of authority in full."""
    verdict, found = answer.verdict, answer.answer
    return as_json(
        answer.facts,
        {
            "pa": found.pa,
            "task": {"id": found.task, "title": answer.record.title if answer.record else None},
            "person": found.person,
            "setting": answer.setting,
            **({"item": found.item} if found.item else {}),
            **once_as_data(found),
            "answer": str(found.kind),
            "may_do": found.may_do,
            "sentence": answer_sentence(answer),
            "last_day": iso_day(found.last_day),
            "ends_first": ending_as_data(found),
            "conditions": conditions_as_data(answer.facts, verdict),
            **beyond_as_data(found),
            "doubts": [doubt_as_data(answer.facts, doubt) for doubt in found.doubts],
            "stopped_by": [reason_as_data(reason) for reason in found.stopped_by],
            **({"instead": list(arranged)} if (arranged := arranged_instead(answer.facts, found)) else {}),
            "if_no_one_may": list(instead_of(answer.facts, found)),
            "older_rules": [
                {"field": older.field, "asked": older.was, "until": iso_day(older.until), "asks_now": older.now}
                for older in older_of(answer)
            ],
            "verdict": _verdict_as_data(answer, verdict) if verdict else None,
            "links": [_link_as_data(link) for link in answer.links],
            "others": [verdict_as_data(other) for other in answer.others],
        },
    )


def _verdict_as_data(answer: Why, verdict: Verdict) -> dict[str, Any]:
    data = verdict_as_data(verdict)
    data["reasons"] = [
        {**reason_as_data(reason), "fix": fix or None}
        for reason, fix in zip(verdict.reasons, answer.fixes, strict=True)
    ]
    return {**data, "remarks": [reason_as_data(remark) for remark in verdict.remarks]}


def _link_as_data(link: ChainLink) -> dict[str, Any]:
    return {
        "link": link.name.lower(),
        "mark": str(link.mark),
        "words": link.words or None,
        "lines": [
            {
                "mark": str(entry.mark),
                "who": entry.who or None,
                "role": entry.role or None,
                "on": iso_day(entry.on),
                "words": entry.words or None,
                "codes": list(entry.codes),
                "authority": [_step_as_data(step) for step in entry.authority],
                "stopped": entry.stopped or None,
            }
            for entry in link.entries
        ],
    }


def _step_as_data(step: AuthorityStep) -> dict[str, Any]:
    given = step.authorisation
    return {
        "practitioner": step.practitioner,
        "role": step.role or None,
        "on": step.on.isoformat(),
        "register": step.body or None,
        "checked_on": iso_day(step.checked_on),
        "authorised": {
            "by": given.by,
            "on": given.on.isoformat(),
            "from": given.first.isoformat(),
            "until": iso_day(given.until),
            "tasks": list(given.tasks),
            "categories": list(given.categories),
        }
        if given
        else None,
    }
