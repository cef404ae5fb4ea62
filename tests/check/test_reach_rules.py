"""Rules about lists that contradict each other, for more than their examples show."""

import pytest

from tests.builders.worlds import TASK, Judge

FEED = (
    "id: {id}\ntitle: Another feed\ncategory: {category}\nstatus: delegable\nscope: one-person\nrisk: {risk}\n"
    "summary: Liquid food.\nrequires: {{{requires}}}\n"
    "sign_off:\n  agreed_by: [person, pa, employer, insurer]\n  delegated_by: [community-nurse]\n"
    "  trained_by: [community-nurse]\n  assessed_by: [community-nurse]\n  signed_off_by: [phb-clinical-lead]\n"
    "  reviewed_by: [community-nurse]\n  observed_practices: {{at_least: 3, basis: design-default}}\n"
    "  review_every: {{months: 12, basis: design-default}}\n"
    "stop_when: {{emergency: {{signs: [choking]}}}}\nomission: can-wait\napproval: {{state: draft}}\n"
)
LEARNING = ("framework/learning/tube-feeding-training.yaml", "prepares_for: [gastrostomy-feed, one, two, three]")
BOTH = "infection-prevention: independent, record-keeping: independent"


def feeds(requires: str, risk: str = "low", category: str = "nutrition", number: int = 3) -> list[tuple[str, str]]:
    return [
        (f"framework/tasks/{name}.yaml", FEED.format(id=name, requires=requires, risk=risk, category=category))
        for name in ("one", "two", "three")[:number]
    ]


#: A change that takes one of the two competences of the feeding task away.
LESS = (TASK, "requires: {record-keeping: null}")
SAME = (TASK, "risk: medium")


@pytest.mark.parametrize(
    ("task", "others", "said"),
    [
        (LESS, feeds(BOTH), ["DEL038"]),
        (LESS, feeds(BOTH, "medium"), ["DEL038"]),
        (LESS, feeds(BOTH, number=2), []),
        (LESS, feeds("record-keeping: aware, communication-plans: aware"), ["DEL038"]),
        (LESS, [*feeds(BOTH, number=2), *feeds("infection-prevention: independent")[2:]], []),
        (SAME, feeds(BOTH), []),
        (SAME, feeds("record-keeping: guides-others"), []),
    ],
)
def test_the_odd_one_out_asks_for_less(
    task: tuple[str, str], others: list[tuple[str, str]], said: list[str], judge: Judge
) -> None:
    report = judge(task, LEARNING, *others)

    assert [finding.code for finding in report.findings if finding.span.path == TASK] == said


def test_those_of_lower_risk_beside_it_are_compared_alone(judge: Judge) -> None:
    """Of a task of another category, which requires neither, nothing is asked."""
    other = ("framework/tasks/four.yaml", FEED.format(id="four", requires="communication-plans: aware", risk="low", category="medicines"))  # fmt: skip
    found = judge(LESS, LEARNING, other, *feeds(BOTH)).findings
    (finding,) = (finding for finding in found if finding.code == "DEL038" and finding.span.path == TASK)

    assert finding.message == (
        "gastrostomy-feed does not require record-keeping, which all 3 tasks of lower risk in nutrition require"
    )


def test_a_task_that_cannot_be_read_is_not_compared(judge: Judge) -> None:
    others = feeds(BOTH)
    broken = (others[0][0], others[0][1].replace("risk: low", "risk: [low]"))
    report = judge(LESS, LEARNING, broken, *others[1:])

    assert "DEL038" not in {finding.code for finding in report.findings}


def test_all_that_is_missing_is_named_once(judge: Judge) -> None:
    found = judge(LESS, LEARNING, *feeds(BOTH)).findings
    (finding,) = (finding for finding in found if finding.code == "DEL038")

    assert finding.message == (
        "gastrostomy-feed does not require record-keeping, which all 3 other delegated tasks require"
    )


def test_a_story_without_a_level_or_of_a_task_that_needs_no_chain_is_no_contradiction(judge: Judge) -> None:
    story = "case_studies/rosa.yaml"

    assert judge((story, "level: starting-out\ntasks: [reminding-about-medicines]")).findings == ()
    assert judge((story, "level: null")).findings == ()
