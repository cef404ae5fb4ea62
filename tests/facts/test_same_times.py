"""Times that begin on one day are compared where they are of one thing, and their ends differ as after a slip."""

from collections.abc import Callable, Iterator
from itertools import chain

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.pages import HandWrittenPage
from pa_framework.facts.quoted import Misquoted
from pa_framework.facts.same_times import ends_before_their_year, ends_of_another_year, times_with_another_end
from tests.builders.worlds import TODAY, WORLD, tree

FUND = """\
# The money for training

A fund pays for courses and for cover. Training runs from 9 September 2026 to 28 February 2027.

The Kent Skills Grant runs from 14 October 2026 to 31 March 2028.
"""
DAYS = """\
# Days of the training fund

- Training runs between 9 September 2026 and 28 February 2027
- The Kent Skills Grant runs from 14 October 2026 to 31 March 2028
"""


Judged = Callable[[Facts], Iterator[Misquoted]]
ENDINGS = (ends_before_their_year, ends_of_another_year)


def found(text: str, *judged: Judged) -> list[str]:
    """The ends that are reported in a third page with a text, and what would be right."""
    pages = tuple(
        HandWrittenPage(f"about/{name}.md", f"framework/pages/about/{name}.md", body)
        for name, body in (("fund", FUND), ("days", DAYS), ("us", f"# About us\n\n{text}\n"))
    )
    facts = Facts(tree(WORLD).snapshot("head", TODAY).records, TODAY, pages=pages)
    ends = chain.from_iterable(judge(facts) for judge in judged or (times_with_another_end,))
    return [f"{one.written}, not {one.right}" for one in ends if one.span.path.endswith("us.md")]


#: What is said of the same thing with another end.
WRONG: dict[str, str] = {
    "Training runs from 9 September 2026 to 27 February 2027.": "27 February 2027",
    "Courses must run between 9 September 2026 and 28 February 2028.": "28 February 2028",
    "The fund pays from 9 September until 28 March 2027.": "28 March 2027",
    "In 2026, training with the fund, for all PAs, runs from 9 September 2026 to 26 February 2027.": "26 February 2027",
    "From 9 September 2026 to 27 February 2027 the fund pays for courses.": "27 February 2027",
    "The Kent Skills Grant pays from 14 October 2026 to 30 June 2027.": "30 June 2027",
}


@pytest.mark.parametrize("text", WRONG)
def test_another_end_of_the_same_thing_is_found(text: str) -> None:
    right = "31 March 2028" if "Kent" in text else "28 February 2027"

    assert found(text) == [f"{WRONG[text]}, not {right}"]


#: What begins on the same day, and rightly ends on another.
RIGHT = (
    "The consultation on training runs from 9 September 2026 to 27 February 2027.",
    "Our office is closed from 9 September 2026 to 27 February 2027.",
    "Rosa is away from 9 September 2026 to 27 February 2027.",
    "The evening course runs from 9 September 2026 to 27 February 2027.",
    "The course in Hove runs from 9 September 2026 to 26 February 2027.",
    "Training on epilepsy runs from 9 September 2026 to 27 February 2027.",
    "Courses run from 9 September to 4 December 2026.",
    "The fund pays from 9 September 2026 to 8 September 2027, and training starts at any time.",
    "Training runs from 9 September 2026 to 31 March 2027.",
    "The Sussex Skills Grant runs from 14 October 2026 to 30 June 2027.",
    "The Kent Skills Grant runs from 15 October 2026 to 30 June 2027.",
    "A grant runs from 14 October 2026 to 30 June 2027.",
    "It runs from 9 September 2026 to 27 February 2027.",
    "The rota is from 9 September 2026 to 28 March 2027.",
    "Training runs from 9 September 2026 to 28 February 2027, and is paid until 31 March 2027.",
    "Two courses are free: the first from 9 September to 2 December 2026, the second from 9 September to 4 December 2026.",
)


@pytest.mark.parametrize("text", RIGHT)
def test_other_things_may_end_on_other_days(text: str) -> None:
    assert found(text) == []


def test_two_pages_count_more_than_one_and_a_tie_is_left_alone() -> None:
    both = "Training runs from 3 May 2027 to {} July 2027."
    pages = [(f"about/{name}.md", both.format(day)) for name, day in (("a", 16), ("b", 16), ("c", 15))]

    def ends(held: list[tuple[str, str]]) -> list[str]:
        made = tuple(
            HandWrittenPage(name, f"framework/pages/{name}", f"# About {name}\n\n{text}\n") for name, text in held
        )
        facts = Facts(tree(WORLD).snapshot("head", TODAY).records, TODAY, pages=made)
        return [one.written for one in times_with_another_end(facts)]

    assert ends(pages) == ["15 July 2027"]
    assert ends(pages[1:]) == []


#: What lasts until the day of other texts, in another year; and what ends before the year it is of.
ENDS = {
    "Free training near you, until 28 February 2026.": "28 February 2026, not 28 February 2027",
    "The fund trains every PA until 28 February 2025.": "28 February 2025, not 28 February 2027",
    "Courses for cover are free up to 28 February 2026.": "28 February 2026, not 28 February 2027",
    "In 2026/27 the grant pays for travel until 14 May 2025.": "14 May 2025, not 2026/27",
}


@pytest.mark.parametrize("text", ENDS)
def test_an_end_in_another_year_is_found(text: str) -> None:
    assert found(text, *ENDINGS) == [ENDS[text]]


@pytest.mark.parametrize(
    "text",
    [
        "The next round covers training until 28 February 2028.",
        "The last fund paid for courses until 28 February 2026.",
        "Our office is closed until 28 February 2026.",
        "Lessons in the hall are open until 28 February 2028.",
        "Training is free until 31 March 2026.",
        "Training is free until 28 February 2027.",
        "You can apply for training until 28 February 2026.",
        "For 2026/27, applications for the fund are open until 14 March 2026.",
        "In 2026/27 the grant pays for travel until 14 May 2026.",
        "The lease of the van runs until 28 February 2025.",
        "The fund of 2027/28 pays for training, courses and cover until 28 February 2028.",
        "Free training until 28 February 2026 was full.",
    ],
)
def test_another_end_may_be_right(text: str) -> None:
    assert found(text, *ENDINGS) == []
