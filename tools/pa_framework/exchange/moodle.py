"""The CSV file that Moodle imports as a competency framework (`tool_lpimportcsv`): 14 columns, read by their order.

Rows are areas, competences and their steps, then levels. A step's description lists its statements; a level's row names the
steps that it expects as cross-references. The scale of a step has two values: not yet, and shown.
"""

import csv
import html
import json
from collections import defaultdict
from collections.abc import Iterator
from io import StringIO

from pa_framework.exchange.competence_tree import Node, Tree, competence_tree
from pa_framework.exchange.published import Published

COLUMNS = (
    "Parent ID number",
    "ID number",
    "Short name",
    "Description",
    "Description format",
    "Scale values",
    "Scale configuration",
    "Rule type (optional)",
    "Rule outcome (optional)",
    "Rule config (optional)",
    "Cross-referenced competency ID numbers",
    "Exported ID (optional)",
    "Is framework",
    "Taxonomy",
)
#: The most characters that Moodle keeps of an ID number or a short name.
MOST = 100
_SCALE = "Not yet,Shown"
_SCALE_VALUES = [
    {"scaleid": "1"},
    {"id": 1, "scaledefault": 1, "proficient": 0},
    {"id": 2, "scaledefault": 0, "proficient": 1},
]
_HTML = "1"


def files(published: Published) -> Iterator[tuple[str, bytes]]:
    """`framework.csv`."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(published))
    # Moodle's reader takes a backslash before a quote for an escape.
    yield "framework.csv", stream.getvalue().replace('\\"', '\\ "').encode()


def shortened(published: Published) -> Iterator[str]:
    """The titles that Moodle has no room for, each in a sentence."""
    for node in competence_tree(published).nodes:
        if node.kind != "statement" and len(node.title) > MOST:
            yield f"moodle: the title of `{node.code}` has more than {MOST} characters and is shortened"


def _rows(published: Published) -> Iterator[tuple[str, ...]]:
    framework, tree = published.framework, competence_tree(published)
    yield _row(
        id=published.identifier("framework"),
        name=framework.title,
        description=f"<p>{html.escape(framework.summary)}</p>",
        scale=_SCALE,
        configuration=json.dumps(_SCALE_VALUES, separators=(",", ":")),
        is_framework="1",
        taxonomy="domain,competency,level",
    )
    codes = {node.identifier: _id_number(node) for node in tree.nodes}
    statements = _statements(tree)
    crossed = _expected(tree, codes)
    for number, node in enumerate((node for node in tree.nodes if node.kind != "statement"), 1001):
        yield _row(
            parent=codes.get(node.parent, ""),
            id=codes[node.identifier],
            name=node.title,
            description=_description(node, statements[node.identifier]),
            crossed=",".join(crossed[node.identifier]),
            exported=str(number),
        )


def _row(
    *,
    id: str,
    name: str,
    description: str,
    parent: str = "",
    scale: str = "",
    configuration: str = "",
    crossed: str = "",
    exported: str = "",
    is_framework: str = "",
    taxonomy: str = "",
) -> tuple[str, ...]:
    rule = ("", "", "")
    name = " ".join(name.split())
    short = name if len(name) <= MOST else f"{name[: MOST - 1].rstrip()}…"
    return (
        *(parent, id, short, description, _HTML, scale, configuration, *rule),
        *(crossed, exported, is_framework, taxonomy),
    )


def _id_number(node: Node) -> str:
    return node.code if len(node.code) <= MOST else node.identifier


def _statements(tree: Tree) -> defaultdict[str, list[str]]:
    found = defaultdict(list)
    for node in tree.nodes:
        if node.kind == "statement":
            found[node.parent].append(node.text)
    return found


def _expected(tree: Tree, codes: dict[str, str]) -> defaultdict[str, list[str]]:
    found = defaultdict(list)
    for link in tree.links:
        if link.kind == "expects":
            found[link.target].append(codes[link.origin])
    return found


def _description(node: Node, statements: list[str]) -> str:
    parts = [f"<p>{html.escape(text)}</p>" for text in (node.text, *node.notes.split("\n\n")) if text]
    if statements:
        items = "".join(f"<li>{html.escape(statement)}</li>" for statement in statements)
        parts.append(f"<ul>{items}</ul>")
    return "".join(parts)
