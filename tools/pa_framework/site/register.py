"""The page about the register: how it works, what verdicts mean, and totals. It shows no person's record."""

from collections.abc import Iterator

from msgspec import Struct

from pa_framework.facts.answers import AnswerKind
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import DELEGATION, REGISTER, Link
from pa_framework.facts.totals import PublishedTotals, TaskTotal, Totals, published_totals
from pa_framework.facts.verdict import State
from pa_framework.look.page import Banner, link_to
from pa_framework.site.page_kinds import Banners, Pages, StandalonePage
from pa_framework.text.sentences import count, join_words, upper_first

#: The meaning of every verdict, and what the PA does.
_MEANS = {
    State.HOLDS: ("Every step is complete and the review is not due yet.", "The PA may do the task."),
    State.DUE: ("The review is due soon, or something changed that calls for one.", "The PA may do the task. Arrange the review now."),
    State.LAPSED: (
        "The day of the review has passed, or something has ended, such as the insurance.",
        "The PA stops until someone has reviewed or renewed it.",
    ),
    State.STOPPED: (
        "Someone withdrew, or something happened since, such as a stay in hospital.",
        "The PA stops until there is a new decision.",
    ),
    State.INCOMPLETE: ("It is on the way. Nothing is wrong, and it is not signed off yet.", "The PA does not do the task yet."),
    State.BROKEN: (
        "A link is wrong: for instance, someone acted who had no authority on that day.",
        "The PA stops. Repeat that step and every step after it.",
    ),
}  # fmt: skip
#: The meaning of every answer, and what the PA does.
_ANSWERS = {
    AnswerKind.YES: ("Yes", "A sign-off holds or is due, and nothing stops it.", "The PA may do the task."),
    AnswerKind.NO: ("No", "No sign-off holds, or something stops it.", "The PA does not do the task."),
    AnswerKind.UNKNOWN: (
        "Cannot say",
        "Something that could stop the task is not known: for instance, a file cannot be read.",
        "Do not rely on the record. Ask the professional who delegated the task who does it today.",
    ),
    AnswerKind.OUTSIDE: (
        "Outside this register",
        "It is not a delegated task, for example because a relative does it.",
        "This register does not decide it.",
    ),
}
_WITH_OTHERS = "with others"


class VerdictRow(Struct, frozen=True):
    """A verdict or an answer, its meaning, and what the PA does."""

    verdict: str
    means: str
    consequence: str


class TotalRow(Struct, frozen=True):
    """A row of the table of totals: the task, for how many it is recorded, and in how many of them the PA may do it."""

    link: Link | None
    title: str
    all: str
    may_do: str


class RegisterView(Struct, frozen=True):
    """The page about the register. Totals are empty where there is no register or numbers are too small."""

    answers: tuple[VerdictRow, ...]
    verdicts: tuple[VerdictRow, ...]
    delegation: Link
    ownership: str
    summary: str
    by_answer: tuple[tuple[str, str], ...]
    by_verdict: tuple[tuple[str, str], ...]
    by_task: tuple[TotalRow, ...]
    notes: tuple[str, ...]
    invented: bool


def _view(facts: Facts) -> RegisterView:
    found = published_totals(facts)
    totals = found.totals if found else None
    return RegisterView(
        tuple(VerdictRow(*words) for words in _ANSWERS.values()),
        tuple(VerdictRow(upper_first(state.value), *_MEANS[state]) for state in State),
        DELEGATION,
        _ownership(found),
        _summary(facts, found, totals),
        _by_answer(totals) if totals else (),
        _by_verdict(totals) if totals else (),
        tuple(_by_task(facts, totals)) if totals else (),
        _notes(totals) if totals and totals.sign_offs is not None else (),
        found is not None and found.invented,
    )


def _banners(facts: Facts, view: RegisterView) -> Banners:
    if not view.invented:
        return ()
    return (Banner("illustrative", "The totals on this page are of an invented register. No real person is in it."),)


def _ownership(found: PublishedTotals | None) -> str:
    if found is None:
        return "This framework has no register."
    if found.invented:
        return "This register is made up, so that anyone can try it. Its PAs, people and practitioners do not exist."
    return "The register beside this framework is of real people. No one's record in it is ever published."


def _summary(facts: Facts, found: PublishedTotals | None, totals: Totals | None) -> str:
    if found is None:
        return ""
    if totals is None:
        return "Some files of the register cannot be read, so no totals are shown."
    if totals.sign_offs is None:
        return f"Fewer than {totals.threshold} PAs or people are in the register, so no totals are shown."
    return (
        f"The register has sign-offs for {count(totals.sign_offs, 'combination', 'combinations')} of PA, task and person."
        + (f" In {totals.may_do:,} of them, the PA can do the task." if totals.may_do is not None else "")
    )


def _by_answer(totals: Totals) -> tuple[tuple[str, str], ...]:
    return tuple(
        (upper_first(join_words((_ANSWERS[kind][0].lower() for kind in kinds), "or")), f"{number:,}")
        for kinds, number in totals.answers
    )


def _by_verdict(totals: Totals) -> tuple[tuple[str, str], ...]:
    return tuple((upper_first(join_words(categories, "or")), f"{number:,}") for categories, number in totals.verdicts)


def _by_task(facts: Facts, totals: Totals) -> Iterator[TotalRow]:
    tasks = facts.records.tasks
    for total in sorted(totals.tasks, key=lambda total: (-total.sign_offs, total.task)):
        yield TotalRow(
            link_to(facts, "task", total.task), tasks[total.task].title, f"{total.sign_offs:,}", _may_do(total)
        )
    if totals.combined:
        title = "Other tasks, together" if totals.tasks else "All tasks, together"
        yield TotalRow(None, title, f"{totals.combined.sign_offs:,}", _may_do(totals.combined))


def _may_do(total: TaskTotal) -> str:
    return _WITH_OTHERS if total.may_do is None else f"{total.may_do:,}"


def _notes(totals: Totals) -> tuple[str, ...]:
    return (
        f"A number is never shown on its own where fewer than {totals.threshold} sign-offs, PAs or people are counted in it. "
        "This includes 0.",
        "Small numbers are added to the next smallest. This stops people being identified.",
        f"“{_WITH_OTHERS.capitalize()}” means that this number is only part of a larger one.",
    )


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=REGISTER,
        kind="register",
        template="register.md.j2",
        view=_view,
        description=(
            "How a register of sign-offs works, what its answers and verdicts mean, and the totals that may be published."
        ),
        banners=_banners,
    ),
)
