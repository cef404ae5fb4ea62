"""The program against the third oracle, which judges many worlds at once in SQL, from decision 9 alone."""

from collections import Counter

import pytest

from tests.builders.effort import examples, in_part
from tests.builders.judged_worlds import ReadWorld, judged_by_program, read_worlds
from tests.oracles import sql_answer
from tests.oracles.sql_answer import Judgements

#: Not the worlds that the first oracle judges every day.
FIRST_SEED = 20_000
#: What the oracle says of decision 9, and the same with a mistake.
MISTAKES = {
    "two duties of one human": ("p.one = a.link\n", "FALSE\n"),
    "one practice too few": ("p.counted < r.practices\n", "p.counted < r.practices - 1\n"),
    "the date that who signed off set": ("THEN least(d.day, o.review_on)", "THEN d.day"),
    "a doubt that is a yes": ("AND NOT x.doubtful\n", ""),
    "insurance that ended": ("p.expired_insurance, 'lapsed'", "p.expired_insurance, 'due'"),
    "two files of one id": ("UNION SELECT w, kind, id FROM second_file\n", ""),
}


@pytest.fixture(scope="module")
def worlds() -> list[ReadWorld]:
    """The same worlds for every test here."""
    return list(read_worlds(range(FIRST_SEED, FIRST_SEED + examples(180)), days=3))


@pytest.fixture(scope="module")
def found(worlds: list[ReadWorld]) -> Judgements:
    """What the program says of them."""
    return judged_by_program(worlds)


def test_program_and_oracle_in_sql_never_differ(worlds, found):
    """Each verdict and each answer is the same, and every state and every answer occurs."""
    expected = sql_answer.judged(world.plain for world in worlds)
    assert found.states == expected.states
    assert found.answers == expected.answers
    assert set(found.states.values()) == {"broken", "stopped", "incomplete", "lapsed", "due", "holds", "outside"}
    assert set(found.answers.values()) == {"yes", "no", "unknown", "outside"}
    assert min((Counter(found.states.values()) + Counter(found.answers.values())).values()) > 5


@pytest.mark.parametrize("mistake", in_part(MISTAKES.values()), ids=in_part(MISTAKES))
def test_a_mistake_is_noticed(worlds, found, mistake):
    """These worlds can tell a right judge from one that makes a small mistake."""
    assert sql_answer.judged((world.plain for world in worlds), mistake) != found
