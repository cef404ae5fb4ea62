"""What a record says in one place and otherwise in another: where each of the two places is."""

from msgspec import Struct

from pa_framework.facts.lines import lines_of
from tests.builders.worlds import Judge

WAGE = "framework/law/minimum-wage.yaml"
ROWS = """values:
  - id: adult
    title: National Living Wage
    applies_to: People aged {applies} and over
    names: [National Living Wage, legal minimum, minimum wage]
    unit: pound-per-hour
    history:
      - {{value: 12.80, from: 2026-10-01, state: announced, announced_on: 2026-03-01, source: wages, seen: whole, from_age: 23}}
      - {{value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole, from_age: 21}}
"""


class Noted(Struct):
    title: str
    notes: tuple[str, ...]
    by_step: dict[str, tuple[str, ...]]
    number: int = 3
    nothing: str | None = None


def test_lines_have_their_routes() -> None:
    record = Noted("A", ("b", "c"), {"aware": ("d",), "alone": ("e",)})

    assert list(lines_of(record, "notes", "by_step", "title", "number", "nothing", "unknown")) == [
        (("notes", 0), "b"),
        (("notes", 1), "c"),
        (("by_step", "aware", 0), "d"),
        (("by_step", "alone", 0), "e"),
        (("title",), "A"),
    ]


def test_an_age_is_compared_with_the_row_in_force_alone(judge: Judge) -> None:
    codes = {
        applies: [one.code for one in judge((WAGE, ROWS.format(applies=applies))).findings] for applies in (21, 23)
    }

    assert ("LAW025" in codes[21], "LAW025" in codes[23]) == (False, True)


def test_what_no_one_does_alone_yet_is_shown_in_the_step(judge: Judge) -> None:
    steps = (
        "steps:\n"
        "  - {id: aware, title: Aware, summary: You know what it is about.}\n"
        "  - {id: assisted, title: Assisted, summary: You do not do it alone.}\n"
        "  - {id: independent, title: Independent, summary: You do it well.}\n"
        "  - {id: guides-others, title: Guides others, summary: You show it to others.}\n"
    )
    alone = "statements: {assisted: [Washes the person alone]}\n"

    report = judge(("framework/steps.yaml", steps), ("competences/infection-prevention.yaml", alone))

    (found,) = (one for one in report.findings if one.code == "CMP015")
    assert [(note.span.path, note.span.line, note.message) for note in found.notes] == [
        ("framework/steps.yaml", 3, "not do it alone")
    ]
