"""Rules with dates: what a record was on a day, and what a change asks of sign-offs that are older."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pa_framework.records.decode import decode
from pa_framework.records.earlier import DatedRules, RuleChange, as_of
from pa_framework.records.load import Records, gather
from pa_framework.records.model import Role, Task, Tier, Trigger
from pa_framework.records.unreadable import UnreadableField
from pa_framework.records.yaml_source import parse_document
from pa_framework.text.findings import Finding, Span
from tests.builders.effort import examples
from tests.builders.worlds import NEVER, POLICY, TASK, role
from tests.paths import SMALL

NURSE = role("community-nurse")


def text_of(path: str, *edits: tuple[str, str], end: str = "") -> str:
    """The text of a record of the small world with edits, each of which must fit once, and more lines at its end."""
    text = (SMALL / path).read_text(encoding="utf-8")
    for find, write in edits:
        assert text.count(find) == 1, find
        text = text.replace(find, write)
    return text + end


def task(earlier: str, *edits: tuple[str, str]) -> Task:
    """The feeding task with these lines under `earlier`."""
    document = parse_document(text_of(TASK, *edits, end=f"earlier:\n{earlier}"), TASK)
    records, findings = decode(document, "task")
    assert findings == ()
    ((_, found),) = records
    assert isinstance(found, Task)
    return found


def small(*changed: tuple[str, str]) -> Records:
    """The tasks, roles and policy of the small world; `changed` has other texts by path."""
    texts = {path: text_of(path) for path in (TASK, NURSE, POLICY)} | dict(changed)
    kinds = {TASK: "task", NURSE: "role", POLICY: "delegation"}
    return gather([(parse_document(text, path), kinds[path]) for path, text in texts.items()])


def findings_of(path: str, kind: str, text: str) -> tuple[Finding, ...]:
    return decode(parse_document(text, path), kind)[1]


def value(of: Any, way: str) -> Any:
    for name in way.split("."):
        of = of[name] if isinstance(of, dict) else getattr(of, name)
    return of


TWO = """\
  - until: 2026-08-31
    sign_off:
      observed_practices: {at_least: 2}
  - until: 2025-12-31
    sign_off:
      observed_practices: {at_least: 1}
      review_every: {months: 24}
"""
#: What is so: entries of `earlier`, a day, the way to a value, the value.
CASES: dict[str, tuple[str, str, str, Any]] = {
    "after every entry": (TWO, "2026-09-01", "sign_off.observed_practices.at_least", 3),
    "on the last day of the newest": (TWO, "2026-08-31", "sign_off.observed_practices.at_least", 2),
    "an older entry does not reach it": (TWO, "2026-01-01", "sign_off.review_every.months", 12),
    "on the last day of the older": (TWO, "2025-12-31", "sign_off.observed_practices.at_least", 1),
    "what only the older says": (TWO, "2025-12-31", "sign_off.review_every.months", 24),
    "long before": (TWO, "1999-01-01", "sign_off.review_every.months", 24),
    "what is not named in a map stays": (TWO, "2025-01-01", "sign_off.review_every.basis", "design-default"),
    "what no entry names stays": (TWO, "2025-01-01", "risk", "medium"),
    "a list is replaced": (
        "  - {until: 2026-08-31, sign_off: {trained_by: [dietitian]}}\n",
        "2026-01-01",
        "sign_off.trained_by",
        ("dietitian",),
    ),
    "a list that was empty": ("  - {until: 2026-08-31, settings: null}\n", "2026-01-01", "settings", ()),
    "a map gains a key": (
        "  - {until: 2026-08-31, requires: {first-aid: assisted}}\n",
        "2026-01-01",
        "requires",
        {"infection-prevention": "independent", "record-keeping": "independent", "first-aid": "assisted"},
    ),
    "a key is taken away": (
        "  - {until: 2026-08-31, requires: {record-keeping: null}}\n",
        "2026-01-01",
        "requires",
        {"infection-prevention": "independent"},
    ),
    "a whole map is taken away": (
        "  - {until: 2026-08-31, sign_off: {review_every: null}}\n",
        "2026-01-01",
        "sign_off.review_every",
        None,
    ),
    "taken away, and older there again": (
        "  - {until: 2026-08-31, sign_off: {review_every: null}}\n"
        "  - {until: 2025-08-31, sign_off: {review_every: {months: 6, basis: law}}}\n",
        "2025-01-01",
        "sign_off.review_every.months",
        6,
    ),
    "there, and older taken away": (
        "  - {until: 2026-08-31, equipment: [Syringe]}\n  - {until: 2025-08-31, equipment: null}\n",
        "2025-01-01",
        "equipment",
        (),
    ),
    "another kind of value": (
        "  - {until: 2026-08-31, stop_when: {urgent: null, same_day: null}}\n",
        "2026-01-01",
        "stop_when.urgent",
        None,
    ),
    "the older first in the file": (
        "  - {until: 2025-08-31, risk: low}\n  - {until: 2026-08-31, risk: high}\n",
        "2026-01-01",
        "risk",
        "high",
    ),
    "what a change asks is no rule": (
        "  - {until: 2026-08-31, risk: low, asks_of_old_sign_offs: {do: review}}\n",
        "2026-01-01",
        "id",
        "gastrostomy-feed",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_record_is_as_it_was(case: str) -> None:
    earlier, day, way, wanted = CASES[case]
    assert value(as_of(task(earlier), date.fromisoformat(day)), way) == wanted


def test_after_every_entry_it_is_the_record_itself() -> None:
    record = task(TWO)
    assert as_of(record, date(2026, 9, 1)) is record


def test_it_is_of_the_same_type_and_keeps_the_older_entries() -> None:
    record = as_of(task(TWO), date(2026, 8, 31))
    assert type(record) is Task
    assert [entry.until for entry in record.earlier] == [date(2025, 12, 31)]
    assert as_of(record, date(2025, 12, 31)) == as_of(task(TWO), date(2025, 12, 31))


def test_each_value_has_the_place_where_it_is_written() -> None:
    text = text_of(TASK, end=f"earlier:\n{TWO}")
    line = {part: number for number, part in enumerate(text.splitlines(), start=1)}
    record = as_of(task(TWO), date(2025, 12, 31))
    assert (
        record.origin.at("sign_off", "observed_practices", "at_least").line
        == line["      observed_practices: {at_least: 1}"]
    )
    assert record.origin.key("sign_off", "review_every").line == line["      review_every: {months: 24}"]
    assert record.origin.at("risk").line == line["risk: medium"]


def with_earlier_tier(rules: str) -> str:
    """The policy of the small world, in which medium risk has an earlier rule."""
    text = text_of(POLICY)
    before, found, after = text.partition("  - id: medium\n")
    assert found
    return f"{before}{found}    earlier: [{{until: 2026-08-31, {rules}}}]\n{after}"


def test_what_was_not_there_has_no_place() -> None:
    record = task("  - {until: 2026-08-31, requires: {record-keeping: null}}\n")
    then = as_of(record, date(2026, 8, 31))
    assert record.origin.has_field("requires", "record-keeping")
    assert not then.origin.has_field("requires", "record-keeping")
    assert then.origin.has_field("requires", "infection-prevention")


@pytest.mark.parametrize("kind", ["tier", "role", "trigger"])
def test_the_other_kinds_have_earlier_rules_too(kind: str) -> None:
    policy = with_earlier_tier("demands: {observed_practices: 1}")
    assert policy.count("id: incident,") == 1
    records = small(
        (NURSE, text_of(NURSE, end="earlier:\n  - {until: 2026-08-31, accountable: false}\n")),
        (POLICY, policy.replace("id: incident,", "id: incident, earlier: [{until: 2026-08-31, does: stop}],")),
    )
    rules, before, after = DatedRules(records), date(2026, 8, 31), date(2026, 9, 1)
    if kind == "tier":
        feed = records.tasks["gastrostomy-feed"]
        tiers = rules.tier(feed, before), rules.tier(feed, after)
        assert [each.demands.observed_practices for each in tiers if isinstance(each, Tier)] == [1, 3]
    elif kind == "role":
        roles = rules.role("community-nurse", before), rules.role("community-nurse", after)
        assert [each.accountable for each in roles if isinstance(each, Role)] == [False, True]
    else:
        triggers = rules.trigger("incident", before), rules.trigger("incident", after)
        assert [each.does for each in triggers if isinstance(each, Trigger)] == ["stop", "go-on"]


# --- whatever the entries are

DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
RULES = st.fixed_dictionaries(
    {},
    optional={
        "risk": st.sampled_from(["low", "medium", "high"]),
        "owner": st.sampled_from(["team", "null"]),
        "scope": st.sampled_from(["one-person", "transferable"]),
        "settings": st.sampled_from(["[home]", "[hospital, home]", "null"]),
        "sign_off": st.integers(1, 9).map(lambda number: f"{{observed_practices: {{at_least: {number}}}}}"),
    },
)


def written(entries: dict[date, dict[str, str]]) -> str:
    newest_first = sorted(entries.items(), reverse=True)
    return "".join(
        f"  - {{until: {until}{''.join(f', {name}: {said}' for name, said in rules.items())}}}\n"
        for until, rules in newest_first
    )


@settings(max_examples=examples(60), deadline=None)
@given(entries=st.dictionaries(DAYS, RULES, min_size=1, max_size=4), day=DAYS)
def test_whatever_the_entries_are(entries: dict[date, dict[str, str]], day: date) -> None:
    """The record holds after the last day; between two last days nothing changes; the oldest reaching entry wins."""
    record = task(written(entries))
    assert as_of(record, max(entries) + timedelta(days=1)) is record
    reaching = [until for until in sorted(entries) if until >= day]
    if reaching:
        assert as_of(record, day) == as_of(record, reaching[0])
        assert len(as_of(record, day).earlier) == len(entries) - len(reaching)
        for name, now in (("risk", "medium"), ("owner", "framework-team")):
            said = next((entries[until][name] for until in reaching if name in entries[until]), now)
            assert getattr(as_of(record, day), name) == (None if said == "null" else said)


# --- what a change asks


ASKS = """\
  - {until: 2026-08-31, risk: low, asks_of_old_sign_offs: {do: reassess, by: 2026-12-31}}
  - {until: 2026-03-31, risk: high, asks_of_old_sign_offs: {do: nothing}}
  - {until: 2025-08-31, risk: low, asks_of_old_sign_offs: {do: review}}
"""


@pytest.mark.parametrize(
    ("decided", "on", "wanted"),
    [
        ("2026-08-31", "2026-09-01", ["reassess"]),  # on the last day of the old rule
        ("2026-09-01", "2026-10-01", []),  # by the new rule
        ("2026-08-31", "2026-08-31", []),  # the old rule holds still
        ("2025-08-31", "2026-10-01", ["reassess", "review"]),
        ("2025-01-01", "2026-08-31", ["review"]),
    ],
)
def test_what_changes_ask_of_a_sign_off(decided: str, on: str, wanted: list[str]) -> None:
    rules = DatedRules(small((TASK, text_of(TASK, end=f"earlier:\n{ASKS}"))))
    found = rules.changes("gastrostomy-feed", date.fromisoformat(decided), date.fromisoformat(on))
    assert [change.do for change in found] == wanted


def test_what_a_change_of_the_tier_asks() -> None:
    policy = with_earlier_tier("demands: {observed_practices: 1}, asks_of_old_sign_offs: {do: review}")
    (change,) = DatedRules(small((POLICY, policy))).changes("gastrostomy-feed", date(2026, 1, 1), date(2026, 9, 1))
    place = next(
        (number, line.index("asks_of") + 1) for number, line in enumerate(policy.splitlines(), 1) if "asks_of" in line
    )
    span = Span(POLICY, *place, place[1] + len("asks_of_old_sign_offs"))
    assert change == RuleChange("tier", "medium", date(2026, 8, 31), "review", None, span)


def test_an_unknown_id_has_no_rules() -> None:
    rules, day = DatedRules(small()), date(2026, 1, 1)
    of_no_tier = replace(small().tasks["gastrostomy-feed"], risk="x")
    assert (rules.task("x", day), rules.tier(of_no_tier, day)) == (None, None)
    assert (rules.role("x", day), rules.trigger("x", day)) == (None, None)
    assert rules.changes("x", day, day) == ()


def test_without_earlier_rules_every_day_has_the_record_itself() -> None:
    records = small()
    rules = DatedRules(records)
    assert rules.task("gastrostomy-feed", date(1999, 1, 1)) is records.tasks["gastrostomy-feed"]


def test_what_was_so_on_a_day_is_made_once() -> None:
    rules = DatedRules(small((TASK, text_of(TASK, end=f"earlier:\n{TWO}"))))
    first, again = (rules.task("gastrostomy-feed", date(2026, 8, day)) for day in (1, 31))
    assert first is not None
    assert first is again


# --- faults

#: What is wrong: the entries of `earlier`, and the findings: the code, what stands at the place, words of the message.
FAULTS: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "unknown field": ("  - {until: 2026-08-31, rsk: low}\n", [("SCH001", "rsk", "did you mean `risk`?")]),
    "unknown field in a group": (
        "  - until: 2026-08-31\n    sign_off: {asessed_by: [dietitian]}\n",
        [("SCH001", "asessed_by", "did you mean `assessed_by`?")],
    ),
    "wrong type": ("  - {until: 2026-08-31, risk: [low]}\n", [("SCH003", "[", "it must be text")]),
    "wrong value": ("  - {until: 2026-08-31, scope: one}\n", [("SCH004", "one", "`one-person`")]),
    "a group that is text": ("  - {until: 2026-08-31, sign_off: none}\n", [("SCH003", "none", "a group of names")]),
    "a part is missing": (
        "  - until: 2026-08-31\n    rescue: {refresh_every: {months: 6}}\n",
        [("SCH002", "refresh_every", "`basis` is missing")],
    ),
    "a field that must be there": ("  - {until: 2026-08-31, status: null}\n", [("SCH002", "status", "taken away")]),
    "an id": ("  - {until: 2026-08-31, id: other}\n", [("SCH001", "id", "no rule")]),
    "earlier in earlier": ("  - {until: 2026-08-31, earlier: []}\n", [("SCH001", "earlier", "no rule")]),
    "no day": ("  - {risk: low}\n", [("SCH002", "{", "`until` is missing")]),
    "no such day": ("  - {until: 2026-06-31, risk: low}\n", [("SCH005", "2026-06-31", "")]),
    "asks what no one can": (
        "  - {until: 2026-08-31, risk: low, asks_of_old_sign_offs: {do: reasess}}\n",
        [("SCH004", "reasess", "did you mean `reassess`?")],
    ),
    "one in two entries is one finding": (
        "  - {until: 2026-08-31, rsk: low}\n  - {until: 2025-08-31, scope: transferable}\n",
        [("SCH001", "rsk", "")],
    ),
    "one in each of two entries": (
        "  - {until: 2026-08-31, rsk: low}\n  - {until: 2025-08-31, scope: [x]}\n",
        [("SCH001", "rsk", ""), ("SCH003", "[", "")],
    ),
    "no list": ("  until: 2026-08-31\n", [("SCH003", "until", "it must be a list")]),
    "no group": ("  - 2026-08-31\n", [("SCH003", "2026-08-31", "")]),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_of_an_earlier_rule_is_found_where_it_is_written(case: str) -> None:
    entries, wanted = FAULTS[case]
    text = text_of(TASK, end=f"earlier:\n{entries}")
    first = text.splitlines().index("earlier:") + 1
    found = findings_of(TASK, "task", text)
    assert [finding.code for finding in found] == [code for code, _, _ in wanted]
    for finding, (_, at, words) in zip(found, wanted, strict=True):
        assert finding.span.line >= first
        assert text.splitlines()[finding.span.line - 1][finding.span.column - 1 :].startswith(at)
        assert words in finding.message


def test_what_is_wrong_now_is_not_said_again_for_earlier_days() -> None:
    text = text_of(TASK, ("scope: one-person", "scope: one"), end="earlier:\n  - {until: 2026-08-31, risk: low}\n")
    assert [finding.code for finding in findings_of(TASK, "task", text)] == ["SCH004"]


def test_an_entry_that_makes_other_fields_necessary_is_named_itself() -> None:
    text = text_of(NEVER, end="earlier:\n  - {until: 2026-08-31, status: delegable}\n")
    found = findings_of(NEVER, "task", text)
    assert {finding.code for finding in found} == {"SCH002"}
    assert {finding.span.line for finding in found} == {len(text.splitlines())}
    assert "`risk` is missing in this record" in {finding.message for finding in found}


def test_a_rule_that_cannot_be_read_stops_only_what_needs_it() -> None:
    records = small((TASK, text_of(TASK, end="earlier:\n  - {until: 2026-08-31, rsk: low}\n")))
    assert "gastrostomy-feed" not in records.tasks
    found = records.partly_readable_records().tasks["gastrostomy-feed"]
    assert as_of(found, date(2026, 9, 1)).risk == "medium"
    then = as_of(found, date(2026, 8, 31))
    assert then.scope == "one-person"
    with pytest.raises(UnreadableField):
        _ = then.risk


def test_references_of_an_entry_are_found() -> None:
    records = small((TASK, text_of(TASK, end="earlier:\n  - {until: 2026-08-31, sign_off: {trained_by: [nurse]}}\n")))
    assert [(reference.kind, reference.id) for reference in records.references if "earlier" in reference.route] == [
        ("role", "nurse")
    ]
