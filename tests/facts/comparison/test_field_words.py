"""Fields and values in words, from the labels of the schemas."""

from decimal import Decimal
from typing import Any

import pytest

from pa_framework.facts.comparison.field_words import in_words, label
from tests.builders.worlds import TODAY, WORLD, tree

SNAPSHOT = tree(WORLD).snapshot("head", TODAY)


@pytest.mark.parametrize(
    ("kind", "names", "words"),
    [
        ("task", ("stop_when",), "signs to stop at"),
        ("task", ("settings",), "where it may be done"),
        ("framework", ("settings",), "settings"),
        ("task", ("sign_off", "review_every", "basis"), "time between reviews, basis"),
        ("task", ("sign_off",), "the chain"),
        ("task", ("sign_off", "observed_practices", "at_least"), "observed practices"),
        ("task", ("requires", "infection-prevention"), "requires, “Preventing infection”"),
        ("pay-band", ("rates", "council 2026-04-01", "paid"), "rates, “council 1 April 2026”, paid to the PA"),
        ("agreement", ("hospital", "signed_by"), "hospital, who signs"),
        ("task", ("of_a_newer_schema",), "of a newer schema"),
        ("task", (), "the record"),
    ],
)
def test_a_field_is_called_what_people_call_it(kind: str, names: tuple[str, ...], words: str) -> None:
    assert label(kind, names, SNAPSHOT) == words


@pytest.mark.parametrize(
    ("kind", "names", "value", "words"),
    [
        ("task", ("status",), "never", "Never delegated"),
        ("task", ("status",), "of-a-newer-schema", "of-a-newer-schema"),
        ("task", ("sign_off", "agreed_by"), ["person", "pa"], "the person, the PA"),
        (
            "task",
            ("requires",),
            {"any": [{"credential": "aide"}, {"competence": "infection-prevention", "step": "independent"}]},
            "one of: aide, or Preventing infection at “Independent”",
        ),
        ("task", ("requires",), {"any": "what no one can read"}, "{'any': 'what no one can read'}"),
        ("task", ("sign_off", "apart"), [["trained_by", "assessed_by"]], "the one who trains, the one who assesses"),
        ("task", ("sign_off", "assessed_by"), ["community-nurse"], "Community nurse"),
        ("task", ("sign_off", "review_every"), {"months": 6, "basis": "law"}, "months 6"),
        (
            "task",
            ("sign_off", "review_every"),
            {"months": 6, "basis": "law", "source": "x"},
            "months: 6; basis: law; source: x",
        ),
        ("pay-band", ("rates", "council 2026-04-01", "paid"), Decimal("13.1"), "£13.10"),
        ("pay-band", ("rates", "council 2026-04-01", "until"), "2027-03-31", "31 March 2027"),
        ("role", ("may_train",), {"nutrition": "low"}, "Food and feeding up to lower risk"),
        ("role", ("accountable",), True, "yes"),
        ("task", ("note",), None, "nothing"),
    ],
)
def test_a_value_is_called_what_people_call_it(kind: str, names: tuple[str, ...], value: Any, words: str) -> None:
    assert in_words(kind, names, value, SNAPSHOT) == words
