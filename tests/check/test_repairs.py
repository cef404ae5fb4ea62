"""What a finding says to write is written, as a reader would: less is wrong then, and nothing new."""

import pytest
from msgspec.structs import replace

from pa_framework.check.repairs import repaired
from pa_framework.check.rules import RULES, Rule
from pa_framework.check.rules.registry import Example
from pa_framework.check.run import Report, check_records
from pa_framework.records.yaml_source import parse_document
from pa_framework.text.findings import Finding
from tests.builders.effort import in_part
from tests.builders.worlds import TASK, TODAY, WORLD, World, changed, split
from tests.check.test_rules import SHOWN_ONLY

_RULES = [rule for rule in RULES.values() if rule.code not in SHOWN_ONLY]


def _after(examples: list[Example], finding: Finding) -> list[Example] | None:
    """The examples after the repair of a finding; None where it is none that a machine can make."""
    for place, example in enumerate(examples):
        lines = example.text.split("\n")
        if example.path == finding.span.path and finding.span.line <= len(lines):
            line = repaired(finding, lines[finding.span.line - 1])
            if line is not None:
                lines[finding.span.line - 1] = line
                return [*examples[:place], replace(example, text="\n".join(lines)), *examples[place + 1 :]]
    return None


def _judged(examples: list[Example], world: World) -> Report:
    records, register = changed(world, examples)
    return check_records(records, TODAY, register=register)


@pytest.mark.parametrize("rule", in_part(_RULES), ids=lambda rule: rule.code)
def test_a_repair_leaves_less_to_repair_and_nothing_new(rule: Rule, world: World) -> None:
    examples = [example for example in rule.examples if example.kind == "bad"]
    before = _judged(examples, world).findings

    for finding in before:
        assert finding.fix.strip()
        if (after := _after(examples, finding)) is not None:
            left = _judged(after, world).findings
            assert len(left) < len(before), (finding.message, finding.fix, [one.message for one in left])
            assert {one.code for one in left} <= {one.code for one in before}, finding.fix


#: Slips of shape in a task → what the finding says to write leaves none.
_SHAPES = {
    "a misspelt name": ("stop_when:", "stop_wehn:"),
    "a misspelt value": ("status: delegable", "status: delegabel"),
    "a misspelt id": ("tell: community-nurse", "tell: comunity-nurse"),
    "a misspelt trigger": ("[incident", "[incidnt"),
    "a day of a spreadsheet": ("approval: {state: draft}", "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01 00:00:00, review_by: 2027-10-01}"),
    "a day as in Britain": ("approval: {state: draft}", "approval: {state: approved, by_role: phb-clinical-lead, on: 01/10/2026, review_by: 2027-10-01}"),
    "a wide colon": ("risk: medium", "risk：medium"),
    "no colon": ("risk: medium", "risk medium"),
    "no space": ("risk: medium", "risk:medium"),
    "a dash": ("- There is pain", "– There is pain"),
    "a mark out of another program": ("- The tube has", "•\u00a0The tube has"),
}  # fmt: skip


@pytest.mark.parametrize(("right", "slip"), _SHAPES.values(), ids=_SHAPES)
def test_a_repair_of_shape_leaves_nothing(right: str, slip: str) -> None:
    text = WORLD[TASK]
    if right not in text:
        pytest.fail(f"{right!r} is not in {TASK}")
    broken = {**WORLD, TASK: text.replace(right, slip, 1)}

    def found(world: dict[str, str]) -> tuple[Finding, ...]:
        return check_records(split(parse_document(text, path) for path, text in world.items())[0], TODAY).findings

    (finding, *others) = found(broken)
    lines = broken[TASK].split("\n")
    line = repaired(finding, lines[finding.span.line - 1])

    assert others == []
    assert line is not None, finding.fix
    lines[finding.span.line - 1] = line
    left = found({**broken, TASK: "\n".join(lines)})
    assert [one for one in left if one.code[:3] in ("YML", "SCH", "REF")] == []
