"""The home page: what a PA is, stories, and a way in for every kind of reader."""

from collections.abc import Iterable

from msgspec import Struct

from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.pay import format_pounds
from pa_framework.facts.pictures import PicturedLink, with_picture
from pa_framework.facts.site_pages import CAREER, COMPETENCES, HOME, LEARNING, PAY, STORIES, TASKS, Link
from pa_framework.facts.stories import visible_stories
from pa_framework.facts.visibility import listed_tasks
from pa_framework.look.page import record_link
from pa_framework.records.model import CaseStudy
from pa_framework.site.doors import DOORS
from pa_framework.site.hand_written import hand_written_link
from pa_framework.site.page_kinds import Pages, StandalonePage, active
from pa_framework.site.stories import Card, card
from pa_framework.site.wages import illustrative_pay, pay_words


class HomeView(Struct, frozen=True):
    """The home page: ways in, story cards, counts of records, and the span of pay in words.

    `least_pay` is the legal minimum of today; empty where none is known. The pay of the levels is shown only where it is
    no example.
    """

    summary: str
    doors: tuple[PicturedLink, ...]
    cards: tuple[Card, ...]
    stories: Link
    numbers: tuple[tuple[str, str, Link], ...]
    first_level: Link | None
    first_pay: str
    last_pay: str
    pay_is_example: bool
    least_pay: str
    least_pay_age: int | None
    pay: Link
    illustrative: bool


def _view(facts: Facts) -> HomeView:
    records = facts.records
    stories = [story for story in visible_stories(facts) if story.kind == "pa-story"]
    levels = records.levels_in_order()
    least = facts.minimum_today
    return HomeView(
        summary=records.framework.summary if records.framework else "",
        doors=tuple(
            with_picture(records, "door", door.id, door) for door in DOORS if hand_written_link(facts, door.path)
        ),
        cards=tuple(card(story) for story in _three(stories)),
        stories=STORIES,
        numbers=_numbers(facts),
        first_level=record_link("level", levels[0]) if levels else None,
        first_pay=pay_words(facts, levels[0]) if levels else "",
        last_pay=pay_words(facts, levels[-1]) if len(levels) > 1 else "",
        pay_is_example=bool(illustrative_pay(facts)),
        least_pay=f"{format_pounds(least.amount)} an hour" if least else "",
        least_pay_age=least.age if least else None,
        pay=PAY,
        illustrative=any(story.illustrative for story in stories),
    )


def _numbers(facts: Facts) -> tuple[tuple[str, str, Link], ...]:
    """Counts of the framework's records: the number, what is counted, and the page that lists them."""
    records = facts.records
    delegable = sum(is_delegated(task) for task in listed_tasks(facts))
    levels = "levels, each with example pay" if illustrative_pay(facts) else "levels, each linked to pay"
    offers = active(records.learning.values())
    ways = "examples of ways to learn" if any(offer.illustrative for offer in offers) else "ways to learn"
    return (
        (str(len(records.levels_in_order())), levels, CAREER),
        (str(len(active(records.competences.values()))), "skills, each at four levels", COMPETENCES),
        (
            str(delegable),
            "healthcare tasks that a nurse or therapist may ask a PA to do, and who signs each one off",
            TASKS,
        ),
        (str(len(offers)), ways, LEARNING),
    )


def _three(stories: Iterable[CaseStudy]) -> list[CaseStudy]:
    """The first three stories whose tellers came to the work in different ways."""
    chosen: dict[str | None, CaseStudy] = {}
    for story in stories:
        chosen.setdefault(story.route, story)
    return list(chosen.values())[:3]


def _title(facts: Facts) -> str:
    return facts.records.framework.title if facts.records.framework else HOME.title


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=HOME,
        kind="home",
        template="home.md.j2",
        view=_view,
        title=_title,
        description=lambda view: view.summary,
        record="framework/framework.yaml",
        wide=True,
    ),
)
