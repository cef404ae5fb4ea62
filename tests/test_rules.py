"""Every rule behaves as its own words and examples say."""

import re

import pytest

from conftest import Judge, World
from pa_framework import schemas, source
from pa_framework.rules import FAMILIES, RETIRED, RULES, Rule
from pa_framework.rules.registry import Example

#: Faults that can not be written down in a docstring; tests/test_source.py and tests/test_records.py have them.
SHOWN_ONLY = {"YML004", "YML008", "YML011"}
_MARK = re.compile(r"# <- (.+)$")
_RUN = [
    pytest.param(rule, kind, id=f"{rule.code}-{kind}")
    for rule in RULES.values()
    for kind in ("bad", "good")
    if rule.code not in SHOWN_ONLY
]


def _marks(examples: list[Example]) -> list[tuple[str, str, int]]:
    return sorted(
        (code, example.path, number)
        for example in examples
        for number, line in enumerate(example.text.splitlines(), 1)
        if (mark := _MARK.search(line))
        for code in mark[1].split()
    )


def _examples(rule: Rule, kind: str) -> list[Example]:
    return [example for example in rule.examples if example.kind == kind]


def test_the_corpus_is_clean(judge: Judge) -> None:
    assert judge().findings == ()


@pytest.mark.parametrize(("rule", "kind"), _RUN)
def test_documented_example_behaves_as_documented(rule: Rule, kind: str, judge: Judge) -> None:
    """The marked lines are flagged, and no other line of any record is."""
    examples = _examples(rule, kind)
    found = judge(*examples).findings

    assert _marks(examples) == sorted((each.code, each.span.path, each.span.line) for each in found), [
        f"{each.span.path}:{each.span.line}: {each.code} {each.message}" for each in found
    ]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_rule_shows_one_bad_and_one_good(rule: Rule) -> None:
    assert {example.kind for example in rule.examples} == {"bad", "good"}
    assert {example.runs for example in rule.examples} == {rule.code not in SHOWN_ONLY}
    marked = {code for code, _, _ in _marks(_examples(rule, "bad"))}
    assert marked == (set() if rule.code in SHOWN_ONLY else {rule.code})
    assert _marks(_examples(rule, "good")) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_rule_is_named_and_explained(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}[0-9]{3}", rule.code)
    assert rule.family in FAMILIES
    assert rule.summary.endswith(".")
    assert rule.why
    if rule.judge is not None:
        assert rule.name == rule.judge.__name__.replace("_", "-")


def test_no_two_rules_have_one_name() -> None:
    names = [rule.name for rule in RULES.values()]

    assert sorted(set(names)) == sorted(names)


def test_every_family_has_rules() -> None:
    assert {rule.family for rule in RULES.values()} == set(FAMILIES)


def test_retired_codes_are_not_used() -> None:
    assert not RETIRED.keys() & RULES.keys()


def test_reading_and_declaring_know_the_same_codes() -> None:
    declared = {rule.code: rule.name for rule in RULES.values() if rule.judge is None}

    assert declared == source.CODES | schemas.CODES


@pytest.mark.parametrize(
    "rule", [each for each in RULES.values() if each.code not in SHOWN_ONLY], ids=lambda rule: rule.code
)
def test_what_a_rule_says_is_one_plain_sentence(rule: Rule, judge: Judge) -> None:
    for finding in judge(*_examples(rule, "bad")).findings:
        for said in (finding.message, finding.fix, *(note.message for note in finding.notes)):
            assert said == said.strip()
            assert said
            assert not said.endswith(".")
            assert not re.search(r"\b(?:invalid|illegal|must be valid)\b", said, re.IGNORECASE)
            assert "None" not in said


@pytest.mark.parametrize(
    "rule", [each for each in RULES.values() if each.code not in SHOWN_ONLY], ids=lambda rule: rule.code
)
def test_every_place_lies_in_its_file(rule: Rule, judge: Judge, world: World) -> None:
    for finding in judge(*_examples(rule, "bad")).findings:
        for span in (finding.span, *(note.span for note in finding.notes)):
            assert span.line >= 1
            assert span.column >= 1
            assert span.end_column >= span.column
