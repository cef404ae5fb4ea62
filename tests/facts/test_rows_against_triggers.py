"""Rows of tables that say another thing of a trigger than the policy does are found, in every form that a table has."""

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.pages import HandWrittenPage
from pa_framework.facts.told_twice import rows_against_triggers
from tests.builders.worlds import TODAY, WORLD, tree

HEAD = "| What happened | What the PA does |\n| --- | --- |\n"
#: Tables on a page from its third line → the lines that are found, and what they say.
TABLES: dict[str, list[tuple[int, str]]] = {
    f"{HEAD}| Hospital admission | Goes on as before. |": [(5, "Goes on")],
    f"{HEAD}| **Hospital admission** | Goes on as before. |": [(5, "Goes on")],
    f"{HEAD}| Hospital admission | Stops, and rings the nurse. |\n| Something went wrong | Stops. |": [(6, "Stops.")],
    "What happened | What the PA does\n--- | ---\nHospital admission | Goes on": [(5, "Goes on")],
    "> What happened | What the PA does\n> --- | ---\n> Hospital admission | May go on": [(5, "May go")],
    f"{HEAD}| Hospital admission \\| | Goes on |": [(5, "Goes on")],
    f"{HEAD}| `a | b` Hospital admission | Goes on |": [(5, "Goes on")],
    f"{HEAD}| Hospital admission | Rings `a | goes on` |": [],
    "| Hospital admission | Goes on |": [],
    f"```\n{HEAD}| Hospital admission | Goes on |\n```": [],
    f"<div>\n{HEAD}| Hospital admission | Goes on |\n</div>": [],
}


@pytest.mark.parametrize("table", TABLES, ids=repr)
def test_a_row_that_says_otherwise_is_found_at_its_line(table: str) -> None:
    page = HandWrittenPage("about/us.md", "framework/pages/about/us.md", f"# About us here\n\n{table}\n")
    facts = Facts(tree(WORLD).snapshot("head", TODAY).records, TODAY, pages=(page,))

    assert [(one.span.line, one.written) for one in rows_against_triggers(facts)] == TABLES[table]
