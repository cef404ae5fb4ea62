"""Imports go down. Doors do not know one another."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "tools" / "pa_framework"

#: From the ground up, in storeys. Modules of one floor do not import one another. A room (a folder such as `writing`)
#: may reach over several storeys: each of its modules stands no higher than what it needs.
FLOORS = [
    # Text, shape and nouns: what a file says.
    {"findings", "nearest", "beside", "slips", "days", "aside"},
    {"source", "writing.parts", "writing.links", "brand"},
    {"schemas", "assets"},
    {"model"},
    {"register.nouns"},
    {"build", "references", "files", "writing.layout"},
    {"writing.disk", "writing.asking"},
    # Records, read together, and facts about them: chains and verdicts.
    {"records", "register.reading"},
    {"graph", "pay", "filled"},
    {"signoff"},
    {"register.authority"},
    {"register.links"},
    {"register.verdict"},
    {"facts"},
    {
        "stories",
        "support",
        "waivers",
        "addresses",
        "comparison",
        "history",
        "decision",
        "register.hospital",
        "personal",
        "register.totals",
    },
    # Judging: rules, the check that runs them, and how findings are shown.
    {"rules.registry"},
    {"rules.verdicts"},
    {"rules.*"},
    {"rules"},
    {"check", "explain"},
    {"reporters"},
    # Writing records, where what is written must hold.
    {"writing.renaming", "writing.beginnings"},
    {"writing.drafting"},
    # Answers of a register, and its papers.
    {"register.words"},
    {"register.papers"},
    {"register.paper_for_the_ward"},
    {"register.reports"},
    {"register.impact", "register.coverage", "register.why", "register.due"},
    {"register.drawn", "register.review_calendar"},
    # Pages of the site, and what a new area begins with.
    {"pages.markdown", "pages.linked_data", "pages.searching", "codeowners", "start.program"},
    {"pages.frame", "pages.drawings", "pages.pay_over_time"},
    {"pages.plan_over_time"},
    {"pages.words", "pages.written", "pages.share_images"},
    {"pages.figures", "pages.wages", "pages.feeds"},
    {"start.area", "start.laying", "release"},
    {"pages.sections"},
    {"pages.home"},
    {"pages.site"},
    # What a change means: two sides, what differs, what is weaker, what follows, and the report in three forms.
    {"changes.texts", "changes.revisions", "changes.version"},
    {"changes.sides", "changes.fields"},
    {"changes.names", "changes.field_words", "changes.chain_guards"},
    {"changes.weakened", "changes.records_changed"},
    {"changes.weaker_tasks", "changes.weaker_roles", "changes.weaker_waivers", "changes.weaker_aid"},
    {"changes.weaker_policy"},
    {"changes.loosening"},
    {"changes.asks", "changes.follows", "changes.touched"},
    {"changes.report"},
    {"changes.items"},
    {"changes.safety_told", "changes.changes_told"},
    {"changes.telling"},
    {"changes.as_text", "changes.as_markdown", "changes.as_json"},
    # Doors.
    {"cli_words"},
    {"cli_options"},
    {"cli_changes", "cli_register", "cli_schema", "cli_start", "cli_writing", "cli_new"},
    {"mkdocs_plugin", "mkdocs_run", "cli"},
    {"__main__"},
]
#: Modules that belong to a floor by the folder they stand in.
ROOMS = {
    "rules.*": "rules",
    "pages.sections": "pages",
}
NAMED = {name: height for height, names in enumerate(FLOORS) for name in names if name not in ROOMS}


def modules() -> dict[str, Path]:
    """Every module by its name. The face of a room that says nothing is none."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return {name: path for name, path in found.items() if name and (path.stem != "__init__" or name == "rules")}


MODULES = modules()


def floor_of(name: str) -> int:
    if name in NAMED:
        return NAMED[name]
    for room, folder in ROOMS.items():
        if name.startswith(f"{folder}."):
            return next(height for height, names in enumerate(FLOORS) if room in names)
    raise AssertionError(f"{name} has no floor; give it one in tests/test_floors.py")


def imports(path: Path) -> Iterator[str]:
    """Modules of the package that a module imports, wherever in its text."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pa_framework"):
            base = node.module.removeprefix("pa_framework").removeprefix(".")
            for alias in node.names:
                full = f"{base}.{alias.name}".removeprefix(".")
                yield full if full in MODULES else base
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("pa_framework."):
                    yield alias.name.removeprefix("pa_framework.")


def outside(path: Path) -> set[str]:
    """Top-level packages that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
    return found


def test_every_import_goes_down():
    climbs = [
        f"{name} imports {target}"
        for name, path in MODULES.items()
        for target in imports(path)
        if target and floor_of(target) >= floor_of(name)
    ]

    assert climbs == []


@pytest.mark.parametrize(
    ("package", "doors"),
    [
        ("mkdocs", {"mkdocs_plugin", "mkdocs_run"}),
        ("click", {name for name in MODULES if name.split("_")[0] == "cli"}),
    ],
)
def test_only_its_door_knows_a_host(package, doors):
    assert {name for name, path in MODULES.items() if package in outside(path)} == doors


def test_no_module_is_longer_than_350_lines_but_the_nouns():
    """`model.py` is a list of nouns; `source.py` one walk with its table of plain words."""
    long = {name: lines for name, path in MODULES.items() if (lines := path.read_text().count("\n")) > 350}

    assert set(long) <= {"model", "source"}
