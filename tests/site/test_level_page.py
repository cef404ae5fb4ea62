"""The page of a level: what the next level adds, what is new, and the learning that fits."""

import itertools
import re
from html import unescape

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.level_comparison import compare, learning_for_level
from pa_framework.facts.pay import paid_on
from pa_framework.look.markdown import Md
from pa_framework.records.model import Level
from pa_framework.site.career import PAGES, LevelView, months_range
from pa_framework.site.page_kinds import RecordPages, StandalonePage
from tests.builders.worlds import TODAY, World, changed, facts_of
from tests.paths import REFERENCE

FACTS = facts_of(REFERENCE)
RECORDS = FACTS.records
LEVELS = RECORDS.levels_in_order()
PAIRS = list(itertools.pairwise(LEVELS))
(DECLARED,) = (pages for pages in PAGES if isinstance(pages, RecordPages))
WRITTEN = {page.front_matter.title: page.text for page in DECLARED.build(FACTS)}


def view(level: Level) -> LevelView:
    made = DECLARED.view(FACTS, level)
    assert isinstance(made, LevelView)
    return made


def part(level: Level, heading: str) -> Md:
    """What is below a heading of the page, until the next one."""
    return Md(WRITTEN[level.title].partition(f"## {heading}\n")[2].partition("\n## ")[0])


def words(text: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text))).strip()


@pytest.mark.parametrize(("lower", "upper"), PAIRS, ids=lambda level: level.id)
def test_what_changes_next_comes_first_and_is_what_the_records_say(lower: Level, upper: Level) -> None:
    way, shown = compare(FACTS, lower, upper), part(lower, "What changes next")
    band, higher = (RECORDS.pay_bands[level.pay_band or ""] for level in (lower, upper))

    assert WRITTEN[lower.title].index("## What changes next") == WRITTEN[lower.title].index("\n## ") + 1
    for funder in FACTS.funders:
        before, after = paid_on(band, funder, TODAY), paid_on(higher, funder, TODAY)
        assert before
        assert after
        week = (after - before) * 30
        said = f"£{week:.0f}" if week == week.to_integral_value() else f"£{week:.2f}"
        assert f"from £{before:.2f} → to £{after:.2f}" in words(shown)
        assert f"With 30 hours that is {said} more a week, before tax." in words(shown)
    assert f"{len(way.increases)} competences of {upper.title}, new or at a higher step than at {lower.title}" in words(
        shown
    )
    new = f"{len(way.tasks)} more task{'s' * (len(way.tasks) != 1)} that you could be trained for"
    assert (new if way.tasks else "No new tasks at this level.") in words(shown)
    assert f"What is new after {lower.title}" in shown


def test_after_the_last_level_nothing_is_next() -> None:
    assert view(LEVELS[-1]).next is None
    assert "What changes next" not in WRITTEN[LEVELS[-1].title]
    assert view(LEVELS[-1]).place == "The sixth of six levels"


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.id)
def test_each_competence_is_in_its_area_with_its_step_and_what_changed(level: Level) -> None:
    before = next((lower for lower, upper in PAIRS if upper is level), None)
    order = RECORDS.step_order()
    expected = {}
    for name, step in level.expects.items():
        competence = RECORDS.competences[name]
        earlier = before.expects.get(name) if before else step
        change = "new" if earlier is None else ""
        if earlier and order[earlier] < order[step]:
            change = f"was {RECORDS.steps[earlier].title}"
        expected[RECORDS.areas[competence.area].title, competence.title] = (RECORDS.steps[step].title, change)
    shown = {
        (area.title, line.link.title): (line.step, line.change) for area in view(level).expected for line in area.lines
    }

    assert shown == expected
    changed = [change for _, change in expected.values() if change]
    assert (before is None) == (not changed)
    if before:
        new = changed.count("new")
        assert f"{new} {'is' if new == 1 else 'are'} new and {len(changed) - new}" in view(level).changed


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.id)
def test_what_is_new_is_in_sight_and_the_rest_opens(level: Level) -> None:
    for area in view(level).expected:
        folded = [line for _, lines in area.folds for line in lines]
        assert sorted((*area.new, *folded), key=repr) == sorted(area.lines, key=repr)
        assert {line.change for line in area.new} <= {"new"}
        assert "new" not in {line.change for line in folded}
    if view(level).folded:
        shown = part(level, "What is expected")
        in_sight = re.sub(r"<details>.*?</details>", "", shown, flags=re.DOTALL)
        assert shown.count('class="change">new<') == in_sight.count('class="change">new<')
        assert 'class="change">was' not in in_sight


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.id)
def test_the_ladder_has_each_level_and_marks_this_one(level: Level) -> None:
    ladder = WRITTEN[level.title].partition('<nav class="level-path"')[2].partition("</nav>")[0]
    titles = re.findall(r'level-path__title">(.*?)</span>', ladder)

    assert [unescape(title) for title in titles] == [each.title for each in LEVELS]
    assert ladder.count("aria-current") == 1
    assert level.title in ladder.partition("aria-current")[2].partition("</li>")[0]


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.id)
def test_learning_of_a_level_is_what_fits_it_and_the_rest_is_a_link_away(level: Level) -> None:
    fits = learning_for_level(FACTS, level)
    shown = view(level)
    courses = [course.link.title for course in (*shown.learning, *shown.more_learning)]

    assert courses == [RECORDS.learning[name].title for name in fits]
    assert len(courses) < len(RECORDS.learning)
    assert [len(taught) for taught in fits.values()] == sorted((len(taught) for taught in fits.values()), reverse=True)
    assert all(fits.values())
    assert "[Learning](<../learning/index.md>) has all the rest" in part(level, "Learning for this level")


def test_the_week_is_in_the_order_of_the_record() -> None:
    for level in LEVELS:
        lines = re.findall(r"<li>(.*?)</li>", part(level, "What a week looks like"))
        assert [words(line) for line in lines] == [" ".join(line.split()) for line in level.week]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (6, 18, "6 to 18 months"),
        (0, 6, "up to 6 months"),
        (9, 9, "about 9 months"),
        (0, 1, "up to 1 month"),
        (24, 36, "2 to 3 years"),
        (12, 12, "about 1 year"),
        (0, 24, "up to 2 years"),
        (12, 18, "12 to 18 months"),
    ],
)
def test_a_range_of_months_is_said_as_people_say_it(low: int, high: int, words: str) -> None:
    assert months_range(low, high) == words


CAREER = next(page for page in PAGES if isinstance(page, StandalonePage))
COUNTED = "{months_from: 6, months_to: 18, source: pa-research, note: Of one county.}"
GUESSED = "{months_from: 6, months_to: 18, illustrative: true}"
BOTH = "{months_from: 6, months_to: 18, illustrative: true, source: pa-research}"
BARE = "{months_from: 6, months_to: 18}"


@pytest.mark.parametrize(
    ("time", "on_the_level", "on_the_map"),
    [
        ("", "", "We have found no published figures on how long PAs stay at a level"),
        (COUNTED, "**Typical time at this level:** 6 to 18 months, by", "**Confident PA:** 6 to 18 months, by"),
        (GUESSED, "6 to 18 months. No one has counted it.", "An example; no one has counted it."),
        (BOTH, "6 to 18 months. No one has counted it.", "An example; no one has counted it."),
        (BARE, "", "We have found no published figures"),
        ("{months_from: 6, months_to: 18, source: no-such-source}", "", "We have found no published figures"),
    ],
    ids=["none", "counted", "example", "both", "neither", "unknown source"],
)
def test_typical_time_is_shown_with_who_says_so_or_not_at_all(
    world: World, time: str, on_the_level: str, on_the_map: str
) -> None:
    over = [("framework/levels/confident-pa.yaml", f"typical_time: {time}")] if time else []
    facts = Facts(changed(world, over)[0], TODAY)
    level = next(page.text for page in DECLARED.build(facts) if page.front_matter.title == "Confident PA")
    (career,) = (page.text for page in CAREER.build(facts))

    assert on_the_map in career
    if on_the_level:
        assert on_the_level in level
        assert "stay for as long as you like" in level
        assert "For the other levels we have found no published figures." in career
        assert ("Of one county." in level) == (time == COUNTED)
    else:
        assert "6 to 18 months" not in level + career
        assert "counted" not in level
