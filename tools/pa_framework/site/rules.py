"""Pages about the rules of the checker, made from what each rule says of itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.check.rules import FAMILIES, RETIRED, RULES
from pa_framework.check.rules.registry import Example, Rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import ABOUT, RULES_INDEX, Link
from pa_framework.look.markdown import Md, with_code
from pa_framework.look.page import Frame, Page, page
from pa_framework.text.findings import Severity

SEVERITY_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


@dataclass(frozen=True, slots=True)
class RuleRow:
    link: Link
    name: str
    severity: str
    summary: Md


@dataclass(frozen=True, slots=True)
class Family:
    code: str
    title: str
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class RulesView:
    families: tuple[Family, ...]
    retired: tuple[tuple[str, str], ...]
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class RuleView:
    code: str
    name: str
    severity: str
    family: str
    summary: Md
    why: tuple[Md, ...]
    bad: tuple[Md, ...]
    good: tuple[Md, ...]


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below about/rules/."""
    yield _rules(facts)
    rules = [rule for family in FAMILIES for rule in _of_family(family)]
    for before, rule, after in zip([None, *rules], rules, [*rules[1:], None], strict=False):
        yield _rule(facts, rule, before, after)


def _of_family(family: str) -> list[Rule]:
    return sorted((rule for rule in RULES.values() if rule.family == family), key=lambda rule: rule.code)


def _rule_path(rule: Rule) -> str:
    return f"about/rules/{rule.code}.md"


def _rules(facts: Facts) -> Page:
    view = RulesView(
        tuple(
            Family(
                family,
                title,
                tuple(
                    RuleRow(
                        Link(rule.code, _rule_path(rule)),
                        rule.name,
                        SEVERITY_WORDS[rule.severity],
                        with_code(rule.summary),
                    )
                    for rule in _of_family(family)
                ),
            )
            for family, title in FAMILIES.items()
            if _of_family(family)
        ),
        tuple(RETIRED.items()),
        sum(rule.severity is Severity.ERROR for rule in RULES.values()),
        sum(rule.severity is Severity.WARNING for rule in RULES.values()),
    )
    frame = Frame(
        RULES_INDEX.title,
        f"{len(RULES)} rules that every record is held against, by family, with why each is there.",
        "rules",
        (ABOUT,),
    )
    return page(facts, RULES_INDEX.path, "rule_index.md.j2", frame, view)


def _rule(facts: Facts, rule: Rule, before: Rule | None, after: Rule | None) -> Page:
    view = RuleView(
        rule.code,
        rule.name,
        SEVERITY_WORDS[rule.severity],
        FAMILIES[rule.family],
        with_code(rule.summary),
        tuple(with_code(paragraph) for paragraph in rule.why.split("\n\n") if paragraph),
        tuple(_fence(example) for example in rule.examples if example.kind == "bad"),
        tuple(_fence(example) for example in rule.examples if example.kind == "good"),
    )
    frame = Frame(
        f"{rule.code}: {rule.name}",
        rule.summary,
        "rule",
        (ABOUT, RULES_INDEX),
        before=Link(before.code, _rule_path(before)) if before else None,
        after=Link(after.code, _rule_path(after)) if after else None,
    )
    return page(facts, _rule_path(rule), "rule.md.j2", frame, view)


_MARKER = re.compile(r"\s*# <- [A-Z]{3}[0-9]{3}.*")


def _fence(example: Example) -> Md:
    """An example as a fence that marks the line a rule would flag, without the comment that says so."""
    text = "\n".join(_MARKER.sub("", line) for line in example.text.rstrip("\n").splitlines())
    marked = " ".join(str(number) for number in example.flagged_lines)
    lines = f' hl_lines="{marked}"' if marked else ""
    language = "yaml" if example.runs else "text"
    return Md(f'````{language} title="{example.path}"{lines}\n{text}\n````')
