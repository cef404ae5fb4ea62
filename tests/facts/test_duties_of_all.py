"""What everyone has to do by one sentence of a page, and no one by another."""

import pytest

from pa_framework.facts.duties_of_all import duties_of_everyone_and_no_one
from pa_framework.facts.facts import Facts
from pa_framework.facts.pages import HandWrittenPage
from tests.builders.worlds import TODAY, WORLD, tree


def facts_with(body: str) -> Facts:
    page = HandWrittenPage("about/us.md", "framework/pages/about/us.md", f"---\ntitle: Us\n---\n\n# Us\n\n{body}\n")
    return Facts(tree(WORLD).snapshot("head", TODAY).records, TODAY, pages=(page,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("**Everyone has to sign this.** It is not a form for you or for us.", "You do not have to sign this."),
        ("No one has to join the peer group.", "You must join the peer group."),
        ("Every PA must keep a diary.", "PAs need not keep a diary."),
        ("Nobody needs to register with us.", "All employers are obliged to register with us."),
        ("Everybody needs to fill in the form.", "A PA does not need to fill in the form."),
    ],
)
def test_what_everyone_and_no_one_has_to_do_is_found(one: str, other: str) -> None:
    found = list(duties_of_everyone_and_no_one(facts_with(f"{one}\n\nMore words.\n\n- {other}")))

    assert [(each.span.line, each.other.line) for each in found] == [(11, 7)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("No one has to sign this.", "You do not have to sign this."),
        ("You must tell the council.", "You do not have to tell the council."),
        ("Everyone must tell the council.", "You do not have to tell the council why."),
        ("Everyone has to sign the contract.", "You do not have to sign this."),
        ("Everyone has to register.", "You do not have to register if you earn less."),
        ("No one has to work nights.", "If you took the night job, you must work nights."),
        ("Everyone must be paid.", "You do not have to be paid monthly."),
        ("Nobody has to share a room.", "Everyone must share the costs."),
        ("Everyone must have insurance.", "You do not have to have a car."),
        ("Everyone must not smoke.", "You do not have to smoke."),
        ("Must everyone sign this?", "You do not have to sign this."),
        ("All employers must have insurance.", "## With an agency\n\nYou do not have to have insurance."),
        ("No one has to be an expert.", "You must be kind."),
        ("Every employer must register with HMRC.", "PAs do not have to register with HMRC."),
        ("All councils have to publish their rates.", "PAs do not have to publish their rates."),
        ("Every PA must keep a diary.", "An employer does not need to keep a diary."),
    ],
)
def test_other_duties_are_left_alone(one: str, other: str) -> None:
    assert list(duties_of_everyone_and_no_one(facts_with(f"{one}\n\n{other}"))) == []
