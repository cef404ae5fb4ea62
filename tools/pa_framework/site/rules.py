"""Pages about the rules of the checker, made from their docstrings."""

import re
from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from pa_framework.check.rules import FAMILIES, RETIRED, RULES
from pa_framework.check.rules.registry import Example, Rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import RULES_INDEX, Link
from pa_framework.look.markdown import Md, with_code
from pa_framework.site.front_matter import FrontMatter, PageContent
from pa_framework.site.page_kinds import Draft, Pages, StandalonePage, build_page, with_neighbours
from pa_framework.text.findings import Severity

SEVERITY_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


class RuleRow(Struct, frozen=True):
    """A rule in the index."""

    link: Link
    name: str
    severity: str
    summary: Md


class Family(Struct, frozen=True):
    """A family of rules."""

    code: str
    title: str
    rows: tuple[RuleRow, ...]


class RulesView(Struct, frozen=True):
    """The index of rules, retired codes with their reasons, and counts by severity."""

    families: tuple[Family, ...]
    retired: tuple[tuple[str, str], ...]
    errors: int
    warnings: int


class RuleView(Struct, frozen=True):
    """A rule: its explanation as paragraphs, and its examples as code blocks."""

    code: str
    name: str
    severity: str
    family: str
    summary: Md
    why: tuple[Md, ...]
    bad: tuple[Md, ...]
    good: tuple[Md, ...]


class RulePages(Pages):
    """A page for each rule, in the order of the families."""

    def drafts(self, facts: Facts) -> Iterator[Draft]:
        """The pages of the rules."""
        rules = [rule for family in FAMILIES for rule in _of_family(family)]
        for previous, rule, following in with_neighbours(rules):
            yield Draft(_link(rule).path, partial(_page_of, facts, previous, rule, following))


def _page_of(facts: Facts, previous: Rule | None, rule: Rule, following: Rule | None) -> PageContent:
    front_matter = FrontMatter(
        title=f"{rule.code}: {rule.name}",
        description=rule.summary,
        kind="rule",
        previous=_link(previous) if previous else None,
        next=_link(following) if following else None,
    )
    return build_page(facts, _link(rule).path, "rule.md.j2", front_matter, view=_rule(rule))


def _of_family(family: str) -> list[Rule]:
    return sorted((rule for rule in RULES.values() if rule.family == family), key=lambda rule: rule.code)


def _link(rule: Rule) -> Link:
    return Link(rule.code, f"about/rules/{rule.code}.md")


def _index(facts: Facts) -> RulesView:
    return RulesView(
        tuple(
            Family(family, title, tuple(_row(rule) for rule in _of_family(family)))
            for family, title in FAMILIES.items()
            if _of_family(family)
        ),
        tuple(RETIRED.items()),
        sum(rule.severity is Severity.ERROR for rule in RULES.values()),
        sum(rule.severity is Severity.WARNING for rule in RULES.values()),
    )


def _row(rule: Rule) -> RuleRow:
    return RuleRow(_link(rule), rule.name, SEVERITY_WORDS[rule.severity], with_code(rule.summary))


def _rule(rule: Rule) -> RuleView:
    return RuleView(
        rule.code,
        rule.name,
        SEVERITY_WORDS[rule.severity],
        FAMILIES[rule.family],
        with_code(rule.summary),
        tuple(with_code(paragraph) for paragraph in rule.why.split("\n\n") if paragraph),
        tuple(_fence(example) for example in rule.examples if example.kind == "bad"),
        tuple(_fence(example) for example in rule.examples if example.kind == "good"),
    )


_MARKER = re.compile(r"\s*# <- [A-Z]{3}[0-9]{3}.*")


def _fence(example: Example) -> Md:
    """An example as a code block in which the line that the rule would flag is highlighted, without its marker."""
    text = "\n".join(_MARKER.sub("", line) for line in example.text.rstrip("\n").splitlines())
    marked = " ".join(str(number) for number in example.flagged_lines)
    lines = f' hl_lines="{marked}"' if marked else ""
    language = "yaml" if example.runs else "text"
    return Md(f'````{language} title="{example.path}"{lines}\n{text}\n````')


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=RULES_INDEX,
        kind="rules",
        template="rule_index.md.j2",
        view=_index,
        description=f"{len(RULES)} rules that every record is held against, by family, with why each is there.",
    ),
    RulePages(),
)
