"""Pages of stories and case studies. A story that is withheld for lack of consent has no page."""

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.addresses import address, story_form_url
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import CASE_STUDIES, FIND_WORK, STORIES, Link
from pa_framework.facts.stories import visible_stories
from pa_framework.look.page import Banner, SourceLine, link_to, links_to, record_link, source_lines
from pa_framework.look.share_images import image_of
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import CaseStudy, Figure
from pa_framework.site.feeds import feed_link
from pa_framework.site.figures import FigureLine, figure_line
from pa_framework.site.front_matter import Share
from pa_framework.site.hand_written import hand_written_link
from pa_framework.site.linked_data import Data, article
from pa_framework.site.page_kinds import Banners, Pages, RecordPages, StandalonePage
from pa_framework.text.sentences import upper_first

ILLUSTRATIVE = Banner("illustrative", "An illustrative story. It is made up, to show what the work can be like.")
ROUTE_WORDS = labels("case-study", "route")
AGE_WORDS = labels("case-study", "age_group")
_ASKS_A_PA, _ASKS_AN_EMPLOYER = "Could you do this?", "Would you like a PA?"


class Card(Struct, frozen=True):
    """A story as a card. `route`, `age` and `level` are ids for the filters, empty where they are not known."""

    link: Link
    quote: str
    summary: str
    who: str
    image: str
    alt: str
    route: str
    age: str
    level: str


class StoryView(Struct, frozen=True):
    """What the page of a story or case study shows besides the record.

    A story ends with a question to its reader (`could_you`), the page that answers it (`door`), where a PA finds work
    (`find_work`, for the story of a PA), and the next story.
    """

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
    could_you: str
    door: Link | None
    find_work: Link | None
    next: Card | None


class StoryIndexView(Struct, frozen=True):
    """`routes`, `ages` and `levels` are the choices of the filters: id and label."""

    cards: tuple[Card, ...]
    employers: tuple[Card, ...]
    suggest: Link | None
    routes: tuple[tuple[str, str], ...]
    ages: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, str], ...]
    feed: Link | None


def _stories(facts: Facts) -> list[CaseStudy]:
    return [story for story in visible_stories(facts) if story.kind != "organisation"]


def _case_studies(facts: Facts) -> list[CaseStudy]:
    return [story for story in visible_stories(facts) if story.kind == "organisation"]


def card(story: CaseStudy) -> Card:
    """A story as the index of stories and the home page show it."""
    return Card(
        record_link("case-study", story),
        story.pull_quote or "",
        story.summary,
        story.told_by or "",
        story.image.file if story.image else "",
        story.image.alt if story.image else "",
        story.route or "",
        story.age_group or "",
        story.level or "",
    )


def _story(facts: Facts, story: CaseStudy) -> StoryView:
    is_of_a_pa = story.kind == "pa-story"
    return StoryView(
        who=_who(story),
        image=story.image.file if story.image else "",
        alt=story.image.alt if story.image else "",
        level=link_to(facts, "level", story.level) if story.level else None,
        tasks=links_to(facts, "task", story.tasks),
        competences=links_to(facts, "competence", story.competences),
        support=links_to(facts, "support", story.support),
        learning=links_to(facts, "learning", story.learning),
        agreements=links_to(facts, "agreement", story.agreements),
        figures=tuple(_figure(facts, figure) for figure in story.figures),
        sources=source_lines(facts, [*story.sources, *(figure.source for figure in story.figures)]),
        could_you=_ASKS_A_PA if is_of_a_pa else _ASKS_AN_EMPLOYER,
        door=hand_written_link(facts, "become-a-pa.md" if is_of_a_pa else "i-employ-a-pa.md"),
        find_work=FIND_WORK if is_of_a_pa else None,
        next=_next(facts, story),
    )


def _next(facts: Facts, story: CaseStudy) -> Card | None:
    """The story to read next: the one that follows, or the first after the last. None for the only one, or a case study."""
    stories = _stories(facts)
    places = [index for index, other in enumerate(stories) if other.id == story.id]
    if not places or len(stories) < 2:
        return None
    return card(stories[(places[0] + 1) % len(stories)])


def _figure(facts: Facts, figure: Figure) -> FigureLine:
    """A figure in words, without its year where the year is the figure."""
    line = figure_line(facts, figure)
    return replace(line, year="") if line.year == line.value else line


def _who(story: CaseStudy) -> tuple[str, ...]:
    """Who tells a story, in a few lines."""
    lines = (
        upper_first(AGE_WORDS[story.age_group]) if story.age_group else "",
        upper_first(ROUTE_WORDS[story.route]) if story.route else "",
        story.setting or "",
        story.hours or "",
    )
    return tuple(line for line in lines if line)


def _suggest(facts: Facts) -> Link | None:
    form = story_form_url(facts.records.framework) if facts.records.framework else None
    return Link("Suggest a story", form) if form else None


def _story_index(facts: Facts) -> StoryIndexView:
    stories = _stories(facts)
    routes, ages, levels = ({getattr(story, field) for story in stories} for field in ("route", "age_group", "level"))
    return StoryIndexView(
        tuple(card(story) for story in stories if story.kind != "employer-story"),
        tuple(card(story) for story in stories if story.kind == "employer-story"),
        _suggest(facts),
        tuple((id, upper_first(words)) for id, words in ROUTE_WORDS.items() if id in routes),
        tuple((id, upper_first(words)) for id, words in AGE_WORDS.items() if id in ages),
        tuple((level.id, level.title) for level in facts.records.levels_in_order() if level.id in levels),
        feed_link(facts, "follow new stories", "stories"),
    )


def _index_banners(facts: Facts, view: object) -> Banners:
    """Whether all, some or none of the stories are illustrative."""
    stories = _stories(facts)
    illustrative = sum(story.illustrative for story in stories)
    if not illustrative:
        return ()
    some = (
        "These are illustrative stories" if illustrative == len(stories) else "Some of these stories are illustrative"
    )
    return (Banner("illustrative", f"{some}. They are made up, to show what the work can be like."),)


def _case_study_index(facts: Facts) -> tuple[tuple[Link, str, str], ...]:
    return tuple(
        (record_link("case-study", study), study.organisation or "", study.summary) for study in _case_studies(facts)
    )


def _share(story: CaseStudy) -> Share | None:
    image = image_of(story)
    if image is None:
        return None
    words = f"{story.told_by}: {story.pull_quote}" if story.pull_quote else story.title
    return Share(image, f"{words} An illustrative story." if story.illustrative else words, "article")


def _article(facts: Facts, story: CaseStudy) -> tuple[Data, ...]:
    framework = facts.records.framework
    if framework is None or framework.site is None:
        return ()
    image = address(framework.site, path) if (path := image_of(story)) else ""
    author = "" if story.illustrative else story.told_by or ""
    return (article(story.title, story.summary, story.published_on, author, framework.publisher, image),)


_FROM_A_REPORT = Banner("historic", "Written from a published report. It says how things were then.")

PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=STORIES,
        kind="stories",
        template="story_index.md.j2",
        view=_story_index,
        description="Personal assistants say what the work is like: what is good about it, and what is hard.",
        banners=_index_banners,
        wide=True,
        scripts=("filters",),
    ),
    RecordPages(
        kind="case-study",
        page_kind="story",
        template="story.md.j2",
        select=_stories,
        view=_story,
        banners=lambda facts, story: (ILLUSTRATIVE,) if story.illustrative else (),
        share=_share,
        linked_data=_article,
        neighbours=False,
        scripts=("share",),
    ),
    StandalonePage(
        page=CASE_STUDIES,
        kind="case-studies",
        template="case_study_index.md.j2",
        view=_case_study_index,
        description="What organisations did about personal assistants' work, what came of it, and what they learnt.",
    ),
    RecordPages(
        kind="case-study",
        template="case_study.md.j2",
        select=_case_studies,
        view=_story,
        banners=lambda facts, study: (_FROM_A_REPORT,),
        linked_data=_article,
    ),
)
