"""Stories and case studies. Consent decides what is shown: a withheld story has no page at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pa_framework.facts.addresses import story_form_url
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import CASE_STUDIES, STORIES, Link
from pa_framework.facts.stories import visible_stories
from pa_framework.look.linked_data import Data, address, article
from pa_framework.look.page import (
    Banner,
    Frame,
    Page,
    Share,
    SourceLine,
    feed,
    foot_of,
    link_to,
    links_to,
    page,
    source_lines,
)
from pa_framework.look.share_images import image_of
from pa_framework.records.model import CaseStudy
from pa_framework.site.figures import FigureLine, figure_line
from pa_framework.text.sentences import upper_first

ILLUSTRATIVE = Banner(
    "illustrative", "An illustrative story. Nobody real is meant; it shows what the work can be like."
)
ROUTE_WORDS = {
    "family-and-friends": "came through family or friends",
    "circle-of-support": "came from the person's circle of support",
    "unpaid-carer": "was an unpaid carer",
    "student": "studies",
    "parent-returning": "came back to work as a parent",
    "armed-forces-family": "comes from the armed forces",
    "jobseeker": "was looking for work",
    "care-work": "worked in care",
    "nhs-work": "worked in the NHS",
    "other": "took another way in",
}
AGE_WORDS = {"under-25": "under 25", "25-39": "25 to 39", "40-54": "40 to 54", "55-and-over": "55 or over"}


@dataclass(frozen=True, slots=True)
class Card:
    link: Link
    quote: str
    summary: str
    who: str
    image: str
    alt: str
    route: str
    age: str
    level: str


@dataclass(frozen=True, slots=True)
class StoryView:
    story: CaseStudy
    who: tuple[str, ...]
    image: str
    alt: str
    level: Link | None
    tasks: tuple[Link, ...]
    competences: tuple[Link, ...]
    support: tuple[Link, ...]
    learning: tuple[Link, ...]
    agreements: tuple[Link, ...]
    figures: tuple[FigureLine, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class WallView:
    """`routes`, `ages` and `levels` are what the stories can be chosen by: id and words."""

    cards: tuple[Card, ...]
    employers: tuple[Card, ...]
    suggest: Link | None
    routes: tuple[tuple[str, str], ...]
    ages: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, str], ...]
    feed: Link | None


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below stories/ and case-studies/."""
    told = [story for story in visible_stories(facts) if story.kind != "organisation"]
    studies = [story for story in visible_stories(facts) if story.kind == "organisation"]
    yield _wall(facts, told)
    for before, story, after in zip([None, *told], told, [*told[1:], None], strict=False):
        yield _story(facts, story, before, after)
    yield _case_study_index(facts, studies)
    for before, study, after in zip([None, *studies], studies, [*studies[1:], None], strict=False):
        yield _case_study(facts, study, before, after)


def card(story: CaseStudy) -> Card:
    """A story as the wall and the home page show it."""
    return Card(
        _link(story) or STORIES,
        story.pull_quote or "",
        story.summary,
        story.told_by or "",
        story.image.file if story.image else "",
        story.image.alt if story.image else "",
        story.route or "",
        story.age_group or "",
        story.level or "",
    )


def _link(story: CaseStudy | None) -> Link | None:
    if story is None:
        return None
    folder = "case-studies" if story.kind == "organisation" else "stories"
    return Link(story.title, f"{folder}/{story.id}.md")


def _view(facts: Facts, story: CaseStudy) -> StoryView:
    who = [
        *([upper_first(AGE_WORDS[story.age_group])] if story.age_group else []),
        *([upper_first(ROUTE_WORDS[story.route])] if story.route else []),
        *([story.setting] if story.setting else []),
        *([story.hours] if story.hours else []),
    ]
    return StoryView(
        story=story,
        who=tuple(who),
        image=story.image.file if story.image else "",
        alt=story.image.alt if story.image else "",
        level=link_to(facts, "level", story.level) if story.level else None,
        tasks=links_to(facts, "task", story.tasks),
        competences=links_to(facts, "competence", story.competences),
        support=links_to(facts, "support", story.support),
        learning=links_to(facts, "learning", story.learning),
        agreements=links_to(facts, "agreement", story.agreements),
        figures=tuple(figure_line(facts, figure) for figure in story.figures),
        sources=source_lines(facts, [*story.sources, *(each.source for each in story.figures if each.source)]),
    )


def _suggest(facts: Facts) -> Link | None:
    form = story_form_url(facts.records.framework) if facts.records.framework else None
    return Link("Suggest a story", form) if form else None


def _wall(facts: Facts, told: list[CaseStudy]) -> Page:
    view = WallView(
        tuple(card(story) for story in told if story.kind == "pa-story"),
        tuple(card(story) for story in told if story.kind == "employer-story"),
        _suggest(facts),
        tuple(each for each in _choices(ROUTE_WORDS) if any(story.route == each[0] for story in told)),
        tuple(each for each in _choices(AGE_WORDS) if any(story.age_group == each[0] for story in told)),
        tuple(
            (level.id, level.title)
            for level in facts.records.levels_in_order()
            if any(story.level == level.id for story in told)
        ),
        feed(facts, "follow new stories", "stories"),
    )
    frame = Frame(
        "Stories",
        "Personal assistants say what the work is like: what is good about it, and what is hard.",
        "stories",
        banners=_wall_banner(told),
        wide=True,
        scripts=("filters",),
    )
    return page(facts, STORIES.path, "story_index.md.j2", frame, view)


def _choices(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, upper_first(each)) for name, each in words.items()]


def _wall_banner(told: list[CaseStudy]) -> tuple[Banner, ...]:
    """Says whether all of these stories are illustrative, or some, or none."""
    made_up = sum(story.illustrative for story in told)
    if not made_up:
        return ()
    some = "These are illustrative stories" if made_up == len(told) else "Some of these stories are illustrative"
    return (Banner("illustrative", f"{some}. Nobody real is meant; they show what the work can be like."),)


def _share(story: CaseStudy) -> Share:
    words = f"{story.told_by}: {story.pull_quote}" if story.pull_quote else story.title
    return Share(image_of(story), f"{words} An illustrative story." if story.illustrative else words, "article")


def _article(facts: Facts, story: CaseStudy) -> tuple[Data, ...]:
    framework = facts.records.framework
    if framework is None or framework.site is None:
        return ()
    image = address(framework.site, image_of(story))
    author = "" if story.illustrative else story.told_by or ""
    return (article(story.title, story.summary, story.published_on, author, framework.publisher, image),)


def _story(facts: Facts, story: CaseStudy, before: CaseStudy | None, after: CaseStudy | None) -> Page:
    frame = Frame(
        story.title,
        story.summary,
        "story",
        (STORIES,),
        story.origin.path,
        (ILLUSTRATIVE,) if story.illustrative else (),
        foot_of(facts, story),
        _link(before),
        _link(after),
        share=_share(story),
        data=_article(facts, story),
    )
    return page(facts, f"stories/{story.id}.md", "story.md.j2", frame, _view(facts, story))


def _case_study_index(facts: Facts, studies: list[CaseStudy]) -> Page:
    frame = Frame(
        "Case studies",
        "What organisations did about personal assistants' work, what came of it, and what they learnt.",
        "case-studies",
    )
    rows = tuple((_link(study), study.organisation or "", study.summary) for study in studies)
    return page(facts, CASE_STUDIES.path, "case_study_index.md.j2", frame, rows)


def _case_study(facts: Facts, study: CaseStudy, before: CaseStudy | None, after: CaseStudy | None) -> Page:
    frame = Frame(
        study.title,
        study.summary,
        "case-study",
        (CASE_STUDIES,),
        study.origin.path,
        (Banner("historic", "Written from a published report. It says how things were then."),),
        foot_of(facts, study),
        _link(before),
        _link(after),
        data=_article(facts, study),
    )
    return page(facts, f"case-studies/{study.id}.md", "case_study.md.j2", frame, _view(facts, study))
