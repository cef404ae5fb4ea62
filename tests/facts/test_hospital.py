"""What the documented examples of AGR007 to AGR015 cannot show: bounds, other days, several faults at once."""

from datetime import date

import pytest

from tests.builders.worlds import REGISTER, Judge

WARD = f"{REGISTER}agreements/ha-001.yaml"
PA = f"{REGISTER}pas/pa-0001.yaml"


def with_pa(**fields: str) -> tuple[str, str]:
    held = {"designation": "Personal assistant", "dbs_checked_on": "2025-03-01", "inducted_on": "2026-11-16", **fields}
    return WARD, "pas:\n  - pa: pa-0001\n" + "".join(f"    {name}: {value}\n" for name, value in held.items() if value)


def shift(on: str, start: str, finish: str) -> tuple[str, str]:
    return WARD, f'rota:\n  - {{pa: pa-0001, on: {on}, start: "{start}", finish: "{finish}"}}\n'


#: What is written → the codes that say so.
BOUNDS: dict[str, tuple[tuple[str, str], list[str]]] = {
    "over midnight": (shift("2026-11-16", "22:00", "06:00"), []),
    "one minute": (shift("2026-11-16", "22:00", "22:01"), []),
    "no length": (shift("2026-11-16", "22:00", "22:00"), ["AGR010"]),
    "DBS three years old to the day": (with_pa(dbs_checked_on="2023-11-16"), []),
    "DBS a day older": (with_pa(dbs_checked_on="2023-11-15"), ["AGR008"]),
    "DBS after the first day": (with_pa(dbs_checked_on="2026-11-17"), ["AGR008"]),
    "no DBS": (with_pa(dbs_checked_on=""), ["AGR008"]),
    "induction on the first day": (with_pa(inducted_on="2026-11-16"), []),
    "induction on the first day of the calendar": (with_pa(inducted_on="0001-01-01"), ["SGN056"]),
    "no induction, and the first shift was": (with_pa(inducted_on=""), ["AGR011"]),
    "review after four weeks to the day": ((WARD, "review_on: 2026-12-14"), []),
    "review a day earlier": ((WARD, "review_on: 2026-12-13"), ["AGR014"]),
    "tasks that nobody decided": (with_pa(tasks="[gastrostomy-feed]"), ["AGR012"]),
    "tasks that somebody decided": (with_pa(tasks="[gastrostomy-feed]", decided_by="pr-011"), []),
    "a task without a sign-off": (with_pa(tasks="[changing-a-dose]", decided_by="pr-011"), ["AGR013"]),
    "no tasks": (with_pa(tasks="[]"), []),
    "signed on the first day": ((WARD, "signed: {person: 2026-11-16}"), []),
    "signed a day later": ((WARD, "signed: {person: 2026-11-17}"), ["AGR015"]),
    "a signature in the future": ((WARD, "signed: {person: 2026-11-30}"), ["AGR015", "SGN015"]),
    "nobody on the rota": ((WARD, "rota: []"), ["AGR007"]),
    "not under direction": ((WARD, "under_ward_direction: false"), ["AGR007"]),
    "a PA who does not exist": (
        (WARD, 'rota: [{pa: pa-0100, on: 2026-11-20, start: "08:00", finish: "09:00"}]'),
        ["REF001"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "codes"), BOUNDS.values(), ids=BOUNDS)
def test_bounds(change: tuple[str, str], codes: list[str], judge: Judge) -> None:
    found = judge(change).findings

    assert [finding.code for finding in found] == codes


#: All that can be missing of one agreement, as one finding.
EMPTY = "\n".join(
    f"{name}: null"
    for name in (
        "pas", "rota", "under_ward_direction", "copy_carried", "on_call_nurse", "training_evidence_by", "review_on",
        "signed",
    )
)  # fmt: skip


def test_everything_that_is_missing_is_one_finding(judge: Judge) -> None:
    (found,) = judge((WARD, EMPTY)).findings

    assert found.code == "AGR007"
    assert found.message == (
        "ha-001 lacks the PAs, the rota, the ward's direction of PAs, a copy that every PA carries,"
        " the on-call nurse, who shows evidence of training, the day on which funding is reviewed, the signature of"
        " the ward or unit manager, the signature of the PHB lead, the signature of the induction lead"
        " and the signature of the person"
    )
    assert "`signed.ward_manager`" in found.fix


def test_before_the_first_day_no_signature_and_no_induction_is_needed(judge: Judge) -> None:
    """A planned stay: the paper is still going round."""
    unsigned = (WARD, "signed: null")

    assert judge(unsigned, with_pa(inducted_on=""), on=date(2026, 11, 15)).findings == ()
    assert [finding.code for finding in judge(unsigned, on=date(2026, 11, 16)).findings] == ["AGR007"]


def test_a_sign_off_that_lapses_after_the_stay_is_not_held_against_it(judge: Judge) -> None:
    tasks = with_pa(tasks="[gastrostomy-feed]", decided_by="pr-011")
    found = judge(tasks, on=date(2027, 9, 30)).findings  # much else is out of date by then

    assert [finding.code for finding in found if finding.code[:3] in ("AGR", "SGN")] == ["SGN011", "SGN029"]


def test_a_task_whose_sign_off_is_broken_is_named_with_the_reason(judge: Judge) -> None:
    tasks = with_pa(tasks="[gastrostomy-feed]", decided_by="pr-011")
    found = judge(tasks, (PA, "sign_offs:\n  - agreed: {insurer: null}")).findings

    assert [finding.code for finding in found] == ["AGR013", "SGN010"]
    assert found[0].message == (
        "ha-001 lets pa-0001 do gastrostomy-feed for person-001: the sign-off is broken;"
        " signed off without the agreement of the insurer"
    )
    assert found[0].notes[0].span.path == PA
