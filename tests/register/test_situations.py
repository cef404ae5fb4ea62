"""What really happens, and what the register must answer: the table in `situations/`, read from practice and decision 9."""

from pathlib import Path

import pytest

from pa_framework.facts.answers import may_do
from tests.builders.situations import Situation, facts_on, in_words, situations

#: Situations in which the program does not answer yet what the table says: id → why.
NOT_YET: dict[str, str] = {
    "competence-assessor-discredited": "who was discredited is taken as it was known on the day of the sign-off",
}

_ALL = [
    pytest.param(
        row, id=row.id, marks=[pytest.mark.xfail(reason=NOT_YET[row.id], strict=True)] if row.id in NOT_YET else []
    )
    for row in situations().values()
]


@pytest.mark.parametrize("situation", _ALL)
def test_the_answer_is_what_practice_expects(situation: Situation, tmp_path: Path) -> None:
    wrong = []
    for on, facts in facts_on(situation, tmp_path):
        kind, state, codes = in_words(may_do(facts, *situation.asked, situation.setting))
        expected = situation.days[on].split(", ")
        right = expected[0] == kind and expected[1] in ("*", state) and codes.issuperset(expected[2:])
        if expected[1] == "holds" and kind == "yes" and len(expected) == 2:
            right = right and not codes - REMARKS
        if not right:
            wrong.append(f"{on}: expected {situation.days[on]}; got {kind}, {state}, {', '.join(sorted(codes))}")

    assert not wrong, "\n".join([situation.what, *wrong])


#: Codes that only remark on what does not count.
REMARKS = {"SGN023", "SGN035", "SGN040"}
