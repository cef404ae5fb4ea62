"""Plan and evidence as tables that people know: measure, baseline, target; figure, of whom, year and source."""

from html.parser import HTMLParser
from typing import Any

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.site import evidence, plan
from tests.builders.worlds import facts_of
from tests.paths import REFERENCE


class Rows(HTMLParser):
    """The rows of the tables with the class `stacked`, each as the words of its cells, without labels for phones."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = self._label = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = dict(attrs).get("class") or ""
        if tag == "table":
            self._inside = "stacked" in kind
        elif self._inside and tag == "tr":
            self.rows.append([])
        elif self._inside and tag in ("td", "th"):
            self.rows[-1].append("")
        self._label = "stacked__label" in kind

    def handle_endtag(self, tag: str) -> None:
        self._label = False
        self._inside = self._inside and tag != "table"
        if tag == "tr" and self._inside:
            self.rows[-1] = [" ".join(cell.split()) for cell in self.rows[-1]]

    def handle_data(self, data: str) -> None:
        if self._inside and not self._label and self.rows and self.rows[-1] and data.strip():
            self.rows[-1][-1] += data


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(REFERENCE)


def pages(facts: Facts, module: Any) -> dict[str, str]:
    return {content.path: content.text for made in module.PAGES for content in made.build(facts)}


def test_every_measure_is_a_row_below_its_objective(facts: Facts) -> None:
    made, seen = pages(facts, plan), 0
    for area in facts.records.plan.values():
        rows = Rows(made[f"plan/{area.id}.md"]).rows
        for measure in area.measures:
            place = next(
                number for number, row in enumerate(rows) if row[0].startswith(measure.title) and len(row) == 3
            )
            assert rows[place][1:] == [measure.baseline or "Not known", measure.target or "None set"]
            above = next((row[0] for row in reversed(rows[:place]) if len(row) == 1), "")
            assert above == (measure.objective or "")
            seen += 1

    assert seen > 5


def test_every_figure_is_a_row_with_of_whom_and_its_year(facts: Facts) -> None:
    made, seen = pages(facts, evidence), 0
    for topic in facts.records.evidence.values():
        rows = Rows(made[f"evidence/{topic.id}.md"]).rows[1:]
        assert len(rows) == len(topic.figures)
        for figure, (says, _, of, year) in zip(topic.figures, rows, strict=True):
            assert says.startswith(figure.says)
            assert year.startswith(str(figure.year))
            assert bool(figure.base or figure.base_of) == (of != "not given")
            seen += 1

    assert seen > 20
