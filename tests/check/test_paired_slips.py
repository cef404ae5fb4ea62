"""A fault of shape in a file hides no other fault of the file: every rule finds its own bad examples beside one."""

import pytest
from msgspec.structs import replace

from pa_framework.check.rules import RULES, Rule
from pa_framework.check.rules.registry import Example
from pa_framework.check.run import check_records
from pa_framework.text.findings import Finding
from tests.builders.effort import in_part
from tests.builders.worlds import TODAY, World, changed
from tests.check.test_rules import SHOWN_ONLY

#: A field that no kind of record has, and that can mean none.
SLIP = "qqzzy: {qq: 1}\n"
#: Rules whose bad example is no file that is read, or one whose text names what the rule says no file names.
_NO_FILE = {"REF006", "REF007", "PAY015", "SCH009", "LAW008", "CMP003", "CMP004"}
_RULES = [rule for rule in RULES.values() if rule.code not in SHOWN_ONLY | _NO_FILE and rule.family != "YML"]


def _paired(examples: list[Example], path: str) -> list[Example]:
    """The examples, of which those at `path` have the slip at their end."""
    last = max(place for place, example in enumerate(examples) if example.path == path)
    return [
        replace(example, text=f"{example.text.rstrip()}\n{SLIP}") if place == last else example
        for place, example in enumerate(examples)
    ]


def _said(findings: tuple[Finding, ...], code: str) -> set[tuple[str, int, str]]:
    return {(finding.span.path, finding.span.line, finding.message) for finding in findings if finding.code == code}


@pytest.mark.parametrize("rule", in_part(_RULES), ids=lambda rule: rule.code)
def test_a_fault_is_found_beside_a_fault_of_shape(rule: Rule, world: World) -> None:
    examples = [example for example in rule.examples if example.kind == "bad"]

    def found(changes: list[Example]) -> tuple[Finding, ...]:
        records, register = changed(world, changes)
        return check_records(records, TODAY, register=register).findings

    wanted = _said(found(examples), rule.code)
    for path in dict.fromkeys(example.path for example in examples if example.path.endswith(".yaml")):
        paired = found(_paired(examples, path))
        lost = wanted - _said(paired, rule.code)
        slips = [finding for finding in paired if (finding.span.path, finding.code) == (path, "SCH001")]

        assert lost == set(), path
        assert any("qqzzy" in finding.message for finding in slips), path
