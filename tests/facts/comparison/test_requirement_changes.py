"""What a change of what a task or a role requires is to a reader: a loosening, for a clinician to read, or neither."""

import pytest

from tests.builders.worlds import POLICY, TASK, WORLD, report, role

PLAIN = "requires: {infection-prevention: independent, record-keeping: independent}\n"
CREDENTIALS = "credentials:\n" + "".join(
    f"  - {{id: {name}, title: {title}, body: A council, summary: It is what it says.}}\n"
    for name, title in (("aide", "Aide certificate"), ("assistant", "Assistant certificate"))
)
EITHER = "requires: {any: [{credential: aide}, {credential: assistant}]}\n"
AIDE = "requires: {credential: aide}\n"
BOTH = "requires: {all: [{credential: aide}, {credential: assistant}]}\n"
AS_BEFORE = (
    "requires: {all: [{competence: infection-prevention, step: independent}, "
    "{competence: record-keeping, step: independent}]}\n"
)
LOWER = AS_BEFORE.replace("record-keeping, step: independent", "record-keeping, step: aware")
TRAINER = role("pa-trainer")


def world(requires: str, of_role: str = "") -> dict[str, str]:
    made = {**WORLD, POLICY: WORLD[POLICY] + CREDENTIALS}
    assert PLAIN in made[TASK]
    made[TASK] = made[TASK].replace(PLAIN, requires)
    made[TRAINER] += of_role
    return made


def read(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """What is looser, and what a clinician reads because no one can tell."""
    made = report(before, after)
    return [one.weakened.kind for one in made.loosenings] + ["to read" for _ in made.open_to("clinician")]


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (PLAIN, AS_BEFORE, []),
        (AS_BEFORE, PLAIN, []),
        (PLAIN, LOWER, ["requires-less"]),
        (LOWER, PLAIN, []),
        (EITHER, AIDE, []),
        (EITHER, BOTH, []),
        (AIDE, EITHER, ["requires-less"]),
        (BOTH, AIDE, ["requires-less"]),
        (AIDE, AIDE.replace("aide", "assistant"), ["to read"]),
        (PLAIN, AIDE, ["requires-less", "requires-less"]),
        (EITHER, "requires: {}\n", ["requires-less"]),
    ],
)
def test_a_change_of_what_a_task_requires(before: str, after: str, kinds: list[str]) -> None:
    assert read(world(before), world(after)) == kinds


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("", AIDE, []),
        (AIDE, "", ["needed-gone"]),
        (AIDE, EITHER, ["needed-gone"]),
        (EITHER, AIDE, []),
        (AIDE, AIDE.replace("aide", "assistant"), ["to read"]),
    ],
)
def test_a_change_of_what_a_role_requires(before: str, after: str, kinds: list[str]) -> None:
    assert read(world(PLAIN, before), world(PLAIN, after)) == kinds
