"""What pages show about a record besides its content."""

import pytest

from pa_framework.look.page import footer_of
from tests.builders.worlds import FRAMEWORK, Judge


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("The framework team", "Maintained by the framework team."),
        ("The NHS team", "Maintained by the NHS team."),
        ("NHS team", "Maintained by NHS team."),
    ],
)
def test_the_title_of_an_owner_keeps_its_capitals_within_a_sentence(judge: Judge, title: str, line: str) -> None:
    contact = f"contacts: [{{id: framework-team, title: {title}, does: Helps, address: 'mailto:a@example.org'}}]"
    facts = judge((FRAMEWORK, contact)).facts

    assert footer_of(facts, facts.records.competences["record-keeping"])[0] == line
