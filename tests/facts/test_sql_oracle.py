"""The program against the third oracle, which judges many worlds at once in SQL, from decisions 9 and 37 alone."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import NamedTuple

import pytest

from tests.builders.answer_worlds import TIMES, add_one_offs, asked_days, questions, world
from tests.builders.effort import examples, in_part
from tests.builders.judged_worlds import ReadWorld, judged_by_program, read_worlds
from tests.builders.means_worlds import world_with_means
from tests.builders.plain_worlds import records_of, register_of
from tests.oracles import sql_answer
from tests.oracles.sql_answer import AskedWorld, Judgements

#: Not the worlds that the first oracle judges every day.
FIRST_SEED = 20_000
FIRST_SEED_OF_MEANS = 30_000
FIRST_SEED_OF_ONCE = 40_000
EVERY_RESULT = ["broken", "stopped", "incomplete", "lapsed", "due", "holds", "outside"]
EVERY_RESULT += ["answer yes", "answer no", "answer unknown", "answer outside"]
#: What the oracle says of decision 9, and the same with a mistake.
MISTAKES = {
    "two duties of one human": ("p.one = a.link\n", "FALSE\n"),
    "one practice too few": ("p.counted < r.practices\n", "p.counted < r.practices - 1\n"),
    "two files of one id": ("UNION SELECT w, kind, id FROM second_file\n", ""),
}
#: The same of decision 37.
MISTAKES_ABOUT_MEANS = {
    "a decision by phone moves the date": ("NOT z.visit AND z.counts_from <> 'act'", "FALSE"),
    "no grace ends": ("(late AND NOT cured) AS decides", "(late AND NOT cured AND NOT has_grace) AS decides"),
    "after the grace an assessment is enough": ("AND after_grace IS DISTINCT FROM 'reassess'", "AND FALSE"),
    "no competence ends by its term": (
        "coalesce(term_end(own_base, day, months, days, ends), DATE '9999-12-31')",
        "DATE '9999-12-31'",
    ),
    "a term runs on past the order": ("to_days(o.days))::DATE, o.until)", "to_days(o.days))::DATE)"),
    "an order changes nothing": ("FROM ordered x JOIN stretch s USING (sid)", "FROM ordered x JOIN stretch s ON FALSE"),
}
#: The same of what is allowed once.
MISTAKES_ABOUT_ONCE = {
    "the night ends at midnight": ("CASE WHEN until_time < from_time THEN day + 1 ELSE day END", "day"),
    "once without the person": ("AND (h.agreed_by IS NOT NULL OR EXISTS (", "AND (TRUE OR EXISTS ("),
    "once on any yes": ("AND y.party = 'person'));", "));"),
    "once against the person": (
        "SELECT 1 FROM withdrawal u JOIN asked_case j USING (c)",
        "SELECT 1 FROM withdrawal u JOIN asked_case j ON FALSE",
    ),
}


class Judged(NamedTuple):
    """Worlds, and what the program says of them."""

    worlds: list[ReadWorld]
    found: Judgements

    def oracle(self, mistake: tuple[str, str] | None = None) -> Judgements:
        """What the oracle says of them, with a mistake if there is to be one."""
        return sql_answer.judged((world.plain for world in self.worlds), mistake)


@pytest.fixture(scope="module")
def usual() -> Judged:
    """Worlds of decision 9."""
    worlds = list(read_worlds(range(FIRST_SEED, FIRST_SEED + examples(180)), days=3))
    return Judged(worlds, judged_by_program(worlds))


@pytest.fixture(scope="module")
def with_means() -> Judged:
    """Worlds with terms and orders."""
    seeds = range(FIRST_SEED_OF_MEANS, FIRST_SEED_OF_MEANS + examples(150))
    worlds = list(read_worlds(seeds, 3, world_with_means))
    return Judged(worlds, judged_by_program(worlds))


@pytest.mark.parametrize(
    ("kind", "may_be_rare"),
    [("usual", set()), ("with_means", {"outside", "answer outside"})],
    ids=["usual", "with_means"],
)
def test_program_and_oracle_in_sql_never_differ(kind, may_be_rare, request):
    """Each verdict and each answer is the same, and every state and every answer occurs."""
    judged: Judged = request.getfixturevalue(kind)
    found, expected = judged.found, judged.oracle()
    assert found.states == expected.states
    assert found.answers == expected.answers
    counts = Counter(found.states.values()) + Counter(f"answer {answer}" for answer in found.answers.values())
    assert {name for name in EVERY_RESULT if counts[name] < 3} <= may_be_rare


@pytest.fixture(scope="module")
def once() -> Judged:
    """Worlds in which something is allowed once, asked about at times of two days."""
    worlds = []
    for seed in range(FIRST_SEED_OF_ONCE, FIRST_SEED_OF_ONCE + examples(150)):
        random = Random(seed)
        framework, register = world(random)
        on = asked_days(random, register, 1)[0]
        asked = questions(framework, register)
        add_one_offs(random, asked, register, on)
        plain = AskedWorld(seed, framework, register, [on, on + timedelta(days=1)], asked, list(TIMES))
        worlds.append(ReadWorld(plain, records_of(framework), register_of(register)))
    return Judged(worlds, judged_by_program(worlds))


def test_what_is_allowed_once_is_the_same(once):
    """At each time of the day, and it is a yes, a no and neither often enough."""
    expected = once.oracle()
    assert once.found.at == expected.at
    changed = Counter(
        (once.found.answers[key[:3]], answer)
        for key, answer in once.found.at.items()
        if answer != once.found.answers[key[:3]]
    )
    assert changed.keys() == {("no", "yes"), ("no", "unknown")}
    assert min(changed.values()) > 3


@pytest.mark.parametrize("mistake", in_part(MISTAKES_ABOUT_ONCE.values()), ids=in_part(MISTAKES_ABOUT_ONCE))
def test_a_mistake_about_what_is_allowed_once_is_noticed(once, mistake):
    """And so can those with what is allowed once."""
    assert once.oracle(mistake).at != once.found.at


@pytest.mark.parametrize("mistake", in_part(MISTAKES.values()), ids=in_part(MISTAKES))
def test_a_mistake_is_noticed(usual, mistake):
    """These worlds can tell a right judge from one that makes a small mistake."""
    assert usual.oracle(mistake) != usual.found


@pytest.mark.parametrize("mistake", in_part(MISTAKES_ABOUT_MEANS.values()), ids=in_part(MISTAKES_ABOUT_MEANS))
def test_a_mistake_about_means_is_noticed(with_means, mistake):
    """And so can those with terms and orders."""
    assert with_means.oracle(mistake) != with_means.found
