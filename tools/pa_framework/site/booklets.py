"""The booklet of each task and each level: easy words in large letters, a drawing beside each part, made to be printed.

It is read by the person and the PA together. What stands in it is what the pages say, and nothing more: the easy words
of the record, the signs with who to ring, what happens if no one may do the task, and lines for names and numbers.
"""

from collections.abc import Iterator

from msgspec import Struct

from pa_framework.facts.addresses import booklet_path
from pa_framework.facts.delegation_chain import PARTY_NAMES, is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.level_comparison import step_increases
from pa_framework.facts.pay import bands_of
from pa_framework.facts.site_pages import Link
from pa_framework.facts.terms import every_words
from pa_framework.facts.triggers import may_keep_alive, triggers_of
from pa_framework.facts.visibility import listed_tasks
from pa_framework.look.page import record_link
from pa_framework.records.model import Level, Task
from pa_framework.site.care_cards import CareCard, RungSigns, care_cards
from pa_framework.site.page_kinds import Pages, RecordPages
from pa_framework.site.tasks import approval_of_task, not_for_use
from pa_framework.site.wages import illustrative_pay_of, pay_lines
from pa_framework.text.sentences import join_words

#: So many of the things that are new at a level are named.
_NAMED = 6
_GOES_ON = "What keeps you alive goes on until someone takes over. The PA rings at once."
_NO_WAITING = (
    "If it is an emergency, no one waits. The PA, or anyone with you, does what is in “If no signed-off PA is there”."
)
_BLANKS = (
    "Nurse or therapist",
    "Number by day",
    "Number at night",
    "Next check by",
    "How I say yes and no",
    "How I show that something is wrong",
)


class Part(Struct, frozen=True):
    """A part of a booklet: a drawing (a name in `parts/_drawing.md.j2`), a heading and lines.

    `signs` are grouped by who to ring for them. `blanks` are words before a line to write on.
    """

    drawing: str
    title: str
    lines: tuple[str, ...]
    signs: tuple[RungSigns, ...] = ()
    blanks: tuple[str, ...] = ()


class Booklet(Struct, frozen=True):
    """What a booklet shows: the page that it belongs to, and its parts.

    `mark` says that it may not be used, because no approval holds; empty where one does.
    """

    of: Link
    readers: str
    parts: tuple[Part, ...]
    mark: str = ""


_DRAWINGS = {"emergency": "ambulance", "urgent": "phone", "same-day": "clock"}
_TITLES = {
    "emergency": "The PA calls {number} now if",
    "urgent": "The PA rings straight away if",
    "same-day": "The PA tells someone the same day if",
}
#: Why it matters, in easy words, for all signs of a level.
_WHY = {
    "emergency": "You could become very ill in minutes. Do not wait.",
    "urgent": "You could become very ill if no one helps soon. Ring, day or night.",
    "same-day": "It can get worse if no one knows. If it gets worse, ring straight away.",
}


def _task(facts: Facts, task: Task) -> Booklet:
    parts = tuple(_parts_of_task(facts, task))
    return Booklet(record_link("task", task), "Read this together with your PA.", parts, not_for_use(facts, task))


def _parts_of_task(facts: Facts, task: Task) -> Iterator[Part]:
    yield Part("talk", "What it is", task.easy_read)
    if task.status == "by-exception":
        yield Part("stop", "Most PAs do not do this", (f"Who must agree: {task.authority}", f"When: {task.condition}"))
    if is_delegated(task):
        yield _choice(task)
        yield _sign_off(facts, task)
    for card in care_cards(facts, task):
        if card.signs:
            yield _signs(card)
    if task.done_by:
        yield Part("people", "Who does it", tuple(f"{who}." for who in task.done_by))
    if is_delegated(task):
        readers = "This part is for your PA, or for anyone who is with you."
        also = "Do the same if the PA's sign-off is out of date, at night too."
        yield Part("people", "If no signed-off PA is there", (readers, *instead(task), also))
        if changes := tuple(trigger.easy for trigger in triggers_of(facts.records, task) if trigger.easy):
            rescue = (_NO_WAITING,) if task.rescue is not None else ()
            alive = (_GOES_ON,) if may_keep_alive(facts.records, task) else ()
            yield Part("steps", "If something changes", (*rescue, *alive, *changes))
        yield Part("pen", "Write it here", (), blanks=_BLANKS)


def _choice(task: Task) -> Part:
    """Who decides: the person, or who decides for them; and that saying no is never left without help."""
    lines = ["You can say no at any time.", "The PA can say no too."]
    if task.omission != "can-wait":
        lines.append("If you say no, the PA stays with you and rings for help.")
    lines += [
        "You can say it in your own way: with words, signs or your face.",
        "If you cannot decide this, others decide what is best for you. They ask you first.",
        "For a child, a parent usually decides. The PA still asks the child.",
    ]
    return Part("hand", "You decide", tuple(lines))


def _sign_off(facts: Facts, task: Task) -> Part:
    """Who agrees and what must happen before a PA does the task. Names of people are written by hand."""
    sign_off, chain = task.sign_off, facts.chains.get(task.id)
    lines = []
    if sign_off and sign_off.agreed_by:
        agreeing = ["you" if party == "person" else PARTY_NAMES[party] for party in sign_off.agreed_by]
        lines.append(f"First these people say yes: {join_words(agreeing)}.")
    duties = {duty.duty.id for duty in chain.duties} if chain else set()
    least = sign_off.observed_practices.at_least if sign_off and sign_off.observed_practices else 0
    said = {
        "delegate": "Then a nurse or other professional says yes.",
        "train": "Someone teaches the PA.",
        "assess": f"Someone watches the PA do it {least} times." if least > 1 else "Someone watches the PA do it.",
        "sign-off": "A nurse or other professional signs a form. It is for this PA"
        + (" and you." if task.scope == "one-person" else "."),
    }
    lines += [words for duty, words in said.items() if duty in duties]
    if sign_off and sign_off.review_every:
        lines.append(f"Someone checks the PA again {every_words(sign_off.review_every)}, or sooner.")
    return Part("paper", "Before a PA does it", tuple(lines))


def _signs(card: CareCard) -> Part:
    number = join_words([ring.number or ring.title for ring in card.ring], "or")
    lines = (_WHY[card.level], *((card.meanwhile,) if card.meanwhile else ()))
    return Part(_DRAWINGS[card.level], _TITLES[card.level].format(number=number), lines, card.by_contact)


def _level(facts: Facts, level: Level) -> Booklet:
    return Booklet(
        record_link("level", level), "For PAs, and for people who may become one.", tuple(_parts_of_level(facts, level))
    )


def _parts_of_level(facts: Facts, level: Level) -> Iterator[Part]:
    records, levels = facts.records, facts.records.levels_in_order()
    place = levels.index(level)
    yield Part("talk", "What it is", level.easy_read)
    increases = [
        record for increase in step_increases(facts, levels[place - 1] if place else None, level)
        if (record := records.competences.get(increase.competence))
    ]  # fmt: skip
    if increases:
        more = len(increases) - _NAMED
        lines = [f"{record.title}." for record in increases[:_NAMED]]
        yield Part(
            "learn", "What you learn", (*lines, *((f"There are {more} more on the website.",) if more > 0 else ()))
        )
    if paid := [line for line in pay_lines(facts, level) if line.paid]:
        is_example = any(band.illustrative for band in bands_of(records, level))
        example = ("This is an example. It may be different where you live.",) if is_example else ()
        yield Part("coins", "What you are paid", (*(f"{line.funder}: {line.paid} an hour." for line in paid), *example))
    if place + 1 < len(levels):
        after = levels[place + 1]
        yield Part("steps", "What can come next", (f"The next level is {after.title}.", "You do not have to move up."))
    yield Part("pen", "Write it here", (), blanks=("Who can help me", "Number"))


def _tasks(facts: Facts) -> list[Task]:
    return [task for task in listed_tasks(facts) if task.easy_read]


def _levels(facts: Facts) -> list[Level]:
    return [level for level in facts.records.levels_in_order() if level.easy_read]


PAGES: tuple[Pages, ...] = (
    RecordPages(
        kind="task",
        page_kind="booklet",
        template="booklet.md.j2",
        select=_tasks,
        view=_task,
        title=lambda task: f"Easy booklet: {task.title}",
        description=lambda task: f"To print and read together, in easy words. {task.title}.",
        approval=approval_of_task,
        path=lambda task: booklet_path("task", task),
        neighbours=False,
        scripts=("wall-sheet",),
    ),
    RecordPages(
        kind="level",
        page_kind="booklet",
        template="booklet.md.j2",
        select=_levels,
        view=_level,
        title=lambda level: f"Easy booklet: {level.title}",
        description=lambda level: f"To print and read, in easy words. {level.title}.",
        banners=illustrative_pay_of,
        path=lambda level: booklet_path("level", level),
        neighbours=False,
        scripts=("wall-sheet",),
    ),
)
