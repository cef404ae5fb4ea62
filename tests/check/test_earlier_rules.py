"""What is said about rules that held earlier, and that nothing written in them stops a check."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pa_framework.check.run import check_records
from pa_framework.facts.facts import Facts
from pa_framework.records.yaml_source import Route, parse_document
from tests.builders.effort import examples
from tests.builders.worlds import NEVER, TASK, TODAY, Judge, World, split

HEAD = "earlier:\n  - until: 2026-03-31\n"
WRONG = {
    "an unknown role": ("    sign_off: {trained_by: [comunity-nurse]}\n", "REF001", "did you mean `community-nurse`?"),
    "an unknown competence": ("    requires: {record-keping: assisted}\n", "REF001", "did you mean `record-keeping`?"),
    "an unknown step": ("    requires: {record-keeping: assist}\n", "REF001", "did you mean `assisted`?"),
    "an unknown tier": ("    risk: middle\n", "REF001", "there is no tier `middle`"),
    "an unknown trigger": ("    decide_again_when: [incidents]\n", "REF001", "did you mean `incident`?"),
    "an approval": ("    approval: {state: draft}\n    scope: transferable\n", "DEL045", "`approval`"),
    "one that equals what followed": ("    risk: medium\n    sign_off: {}\n", "DEL043", "until 2026-03-31"),
    "a list in the same order": ("    decide_again_when: [incident]\n", "DEL043", "until 2026-03-31"),
    "two that end on one day": (
        "    risk: high\n  - {until: 2026-03-31, risk: low}\n",
        "DEL041",
        "end on 2026-03-31",
    ),
}


@pytest.mark.parametrize(("entry", "code", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_an_earlier_rule_is_one_finding_in_it(
    entry: str, code: str, words: str, judge: Judge
) -> None:
    (found,) = judge((TASK, HEAD + entry)).findings
    assert (found.code, found.span.path) == (code, TASK)
    assert words in found.message
    assert 2 <= found.span.line <= HEAD.count("\n") + entry.count("\n")


RIGHT = {
    "a task that was never delegated": (
        NEVER,
        "    why_never: It needed a nurse.\n    done_by: [A nurse]\n",
    ),
    "what a rule rested on": (TASK, "    sign_off: {review_every: {basis: local-policy}}\n    sources: null\n"),
    "an empty list": (TASK, "    decide_again_when: null\n"),
}


@pytest.mark.parametrize(("path", "entry"), RIGHT.values(), ids=RIGHT)
def test_an_earlier_rule_may_say_so(path: str, entry: str, judge: Judge) -> None:
    assert judge((path, HEAD + entry)).findings == ()


def test_an_earlier_rule_may_end_yesterday_and_not_today(judge: Judge) -> None:
    for day, codes in ((TODAY, ["DEL042"]), (TODAY.replace(day=TODAY.day - 1), [])):
        found = judge((TASK, f"earlier: [{{until: {day}, risk: low}}]\n")).findings
        assert [finding.code for finding in found] == codes


def test_an_earlier_rule_may_name_a_role_that_is_retired(judge: Judge) -> None:
    role = "framework/roles/former-nurse.yaml"
    retired = (role, "id: former-nurse\ntitle: F\nsummary: A role.\nkind: other\naccountable: false\nreplaced_by: community-nurse\n")  # fmt: skip
    assert "REF004" in {
        finding.code
        for finding in judge(retired, (TASK, "sign_off: {trained_by: [community-nurse, former-nurse]}\n")).findings
    }
    found = judge(retired, (TASK, f"{HEAD}    sign_off: {{trained_by: [former-nurse]}}\n")).findings
    assert "REF004" not in {finding.code for finding in found}


def test_what_was_named_earlier_is_not_used_now(world: World) -> None:
    document = parse_document(f"{world[TASK].text}{HEAD}    risk: low\n", TASK)
    facts = Facts(split({**world, TASK: document}.values())[0], TODAY)
    assert ("tier", "low") not in facts.graph.used_by
    assert ("tier", "medium") in facts.graph.used_by


# --- whatever is written


EARLIER = {
    TASK: """\
earlier:
  - until: 2026-03-31
    risk: low
    requires: {record-keeping: null}
    sign_off: {trained_by: [dietitian], review_every: {months: 6}}
    asks_of_old_sign_offs: {do: review, by: 2026-12-31}
  - {until: 2025-03-31, scope: transferable, stop_when: {urgent: {signs: [There is pain]}}}
""",
    "framework/roles/community-nurse.yaml": "earlier: [{until: 2026-03-31, may_train: {nutrition: low}}]\n",
}
NASTY = st.one_of(
    st.sampled_from([None, True, 0, -1, "", "x", "low", "2026-02-30", "0001-01-01", "9999-12-31"]),
    st.sampled_from([[], ["x"], [[]], [None], {}, {"x": "y"}, {"earlier": []}, {"trained_by": {}}]),
    st.sampled_from([{"until": "2026-01-01", "id": "x"}, [{"until": "2026-01-01"}]]),
)


@pytest.mark.no_cover
@given(st.integers(0, 10**6), NASTY)
@settings(max_examples=examples(150), deadline=None)
def test_no_value_in_an_earlier_rule_stops_a_check(world: World, place: int, value: Any) -> None:
    documents = {path: parse_document(world[path].text + more, path) for path, more in EARLIER.items()}
    places = [
        (path, route) for path, document in documents.items() for route in document.values if route[:1] == ("earlier",)
    ]
    path, route = places[place % len(places)]
    changed = replace(documents[path], data=_put(documents[path].data, route, value))
    records, register = split({**world, **documents, path: changed}.values())
    for finding in check_records(records, TODAY, register=register).findings:
        if finding.code.startswith(("SCH", "REF")) and finding.span.path == path:
            assert finding.span.line >= documents[path].span(("earlier",), key=True).line


def _put(data: Any, route: Route, value: Any) -> Any:
    """`data` with the value at `route` exchanged."""
    if not route:
        return value
    made = dict(data) if isinstance(data, dict) else list(data)
    made[route[0]] = _put(made[route[0]], route[1:], value)
    return made


def test_a_misspelt_earlier_is_met_with_the_right_word(judge: Judge) -> None:
    (found,) = (finding for finding in judge((TASK, "earlyer: []\n")).findings if finding.code == "SCH001")
    assert "did you mean `earlier`?" in found.message
