"""A contact for PAs that says that it helps their employers is found; one that sends employers elsewhere is not."""

import json

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.support import contacts_that_help_employers
from tests.builders.worlds import TODAY, WORLD, tree

CONTACT = "framework/support/pa-contact.yaml"


def found(field: str, line: str) -> list[tuple[object, ...]]:
    """The routes of what is found in the contact for PAs with one line in a field."""
    kept = [
        each
        for each in WORLD[CONTACT].splitlines()
        if not each.startswith(("summary:", "offers:", "rules:", "easy_read:", "  -"))
    ]
    fields: dict[str, object] = {"summary": "Someone PAs can ask about work.", "offers": ["Answers about contracts"]}
    fields[field] = line if field == "summary" else [line]
    text = "\n".join([*kept, *(f"{name}: {json.dumps(value)}" for name, value in fields.items()), ""])
    facts = Facts(tree({**WORLD, CONTACT: text}).snapshot("head", TODAY).records, TODAY)
    return [route for _, route, _ in contacts_that_help_employers(facts)]


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("summary", "Someone PAs can ask. They would also advise your employer."),
        ("offers", "Advice for employers and PAs"),
        ("rules", "The contact helps both sides to agree."),
        ("easy_read", "They help you and your boss."),
        ("rules", "The service is open to PAs and employers."),
        ("summary", "A line for PAs, with someone who advises employers too."),
        ("offers", "Support for people who employ PAs"),
    ],
)
def test_a_contact_that_helps_employers_is_found(field: str, line: str) -> None:
    assert len(found(field, line)) == 1


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("summary", "They would be on your side. They would not advise employers."),
        ("rules", "Advice for employers is with another organisation."),
        ("rules", "The contact is never run by an organisation that supports employers."),
        ("easy_read", "They do not work for your boss."),
        ("offers", "Help to talk to your employer"),
        ("offers", "Ideas for how to support your employer in hospital"),
        ("offers", "Answers to your employer's letter, with words to try"),
        ("rules", "They write to your employer only if you ask them to."),
        ("summary", "Someone PAs can ask, if talking to the employer has not helped."),
        ("rules", "Employers have a separate adviser: it helps employers from Monday to Friday."),
        ("offers", "What to do when your employer asks for help with a task"),
        ("easy_read", "You help your boss. Who helps you?"),
    ],
)
def test_a_contact_on_one_side_is_left_alone(field: str, line: str) -> None:
    assert found(field, line) == []
