"""The first page: what a PA is, stories, five doors."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import PAY, STORIES, Link
from pa_framework.facts.stories import visible_stories
from pa_framework.look.page import Frame, Page, page, tasks_listed
from pa_framework.records.model import CaseStudy
from pa_framework.site.hand_written import written_page
from pa_framework.site.stories import Card, card
from pa_framework.site.wages import illustrative_pay, pay_words

DOORS = (
    Link("Become a PA", "become-a-pa.md", "What the work is, what it pays, how to begin"),
    Link("I am a PA", "i-am-a-pa.md", "Where you are, what is next, who can help"),
    Link("I employ a PA", "i-employ-a-pa.md", "What is reasonable to ask, and what stays your choice"),
    Link("I am a clinician", "i-am-a-clinician.md", "May this task be delegated, to whom, who is accountable"),
    Link("I lead training", "i-lead-training.md", "Change the framework, see what is missing"),
)


@dataclass(frozen=True, slots=True)
class HomeView:
    summary: str
    doors: tuple[Link, ...]
    cards: tuple[Card, ...]
    stories: Link
    numbers: tuple[tuple[str, str, Link], ...]
    first_level: Link | None
    first_pay: str
    last_pay: str
    pay_is_example: bool
    pay: Link
    illustrative: bool


def pages(facts: Facts) -> Iterator[Page]:
    """index.md"""
    records = facts.records
    told = [story for story in visible_stories(facts) if story.kind == "pa-story"]
    levels = records.levels_in_order()
    delegable = sum(task.status == "delegable" for task in tasks_listed(facts))
    competences, offers = (
        sum(not each.replaced_by for each in nouns.values()) for nouns in (records.competences, records.learning)
    )
    view = HomeView(
        summary=records.framework.summary if records.framework else "",
        doors=tuple(door for door in DOORS if written_page(facts, door.path)),
        cards=tuple(card(story) for story in _three(told)),
        stories=STORIES,
        numbers=(
            (str(len(levels)), "levels, each linked to pay", Link("Career", "career/index.md")),
            (str(competences), "competences in four steps", Link("Competences", "competences/index.md")),
            (
                str(delegable),
                "healthcare tasks that may be delegated, each with its chain",
                Link("Tasks", "delegation/tasks/index.md"),
            ),
            (str(offers), "ways to learn", Link("Learning", "learning/index.md")),
        ),
        first_level=Link(levels[0].title, f"career/{levels[0].id}.md") if levels else None,
        first_pay=pay_words(facts, levels[0]) if levels else "",
        last_pay=pay_words(facts, levels[-1]) if len(levels) > 1 else "",
        pay_is_example=bool(illustrative_pay(facts)),
        pay=PAY,
        illustrative=any(story.illustrative for story in told),
    )
    title = records.framework.title if records.framework else "Home"
    frame = Frame(title, view.summary, "home", record="framework/framework.yaml", wide=True)
    yield page(facts, "index.md", "home.md.j2", frame, view)


def _three(told: list[CaseStudy]) -> list[CaseStudy]:
    """Three stories that differ in how their tellers came to the work."""
    chosen: list[CaseStudy] = []
    routes: set[str | None] = set()
    for story in told:
        if story.route not in routes and len(chosen) < 3:
            chosen.append(story)
            routes.add(story.route)
    return chosen
