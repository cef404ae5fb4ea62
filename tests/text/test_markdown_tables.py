"""Tables and their cells are those that Python-Markdown makes."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.tables import PIPE_LEFT, PIPE_NONE, TableProcessor

from pa_framework.text.markdown_parts import zones
from pa_framework.text.markdown_tables import cells_of_row, tables

EXTENSIONS = ["admonition", "attr_list", "def_list", "md_in_html", "tables", "pymdownx.superfences"]
TABLE = "| a | b |\n| - | - |\n| 1 | 2 |"


def inside(sign: str) -> str:
    """A table with a sign before each line."""
    return "\n".join(f"{sign}{line}" for line in TABLE.split("\n"))


#: Texts → how many rows each of their tables has, with its header.
TEXTS: dict[str, tuple[int, ...]] = {
    TABLE: (2,),
    f"{TABLE}\n| 3 |": (3,),
    f"{TABLE}\nText": (3,),
    f"{TABLE}\n## Text": (3,),
    f"{TABLE}\n\nText": (2,),
    f"Text\n{TABLE}": (),
    f"Text\n\n{TABLE}": (2,),
    f"## Text\n{TABLE}": (2,),
    f"Text\n----\n{TABLE}": (2,),
    f"---\n{TABLE}": (2,),
    "a | b\n--- | ---\nc | d": (2,),
    "a | b\n--- | ---\n| c | d |": (2,),
    "| a |\n| - |\n| b |": (2,),
    "| a |\n| - |\nb": (),
    "a\n-\nb": (),
    "a | b": (),
    "| a | b |\n| --- |\n| c | d |": (),
    "`a | b`\n--- | ---\nc | d": (),
    inside("> "): (2,),
    inside("> > "): (2,),
    inside(">"): (2,),
    f"{inside('> ')}\n>\n> Text": (2,),
    f"> Text\n>\n{inside('> ')}\n\n{TABLE}": (2, 2),
    f"> Text\n{inside('> ')}": (),
    f"Text\n{inside('> ')}": (2,),
    f"- Item\n\n{inside('    ')}\n\n- Item": (2,),
    f"- Item\n{inside('    ')}": (),
    f"Text\n\n{inside('    ')}": (),
    f"!!! note\n{inside('    ')}": (2,),
    f"!!! note\n{inside('    ')}\nText": (2,),
    f"```\n{TABLE}\n```": (),
    f"```\nText\n```\n{TABLE}": (),
    f"```\nText\n```\n\n{TABLE}\n\n```\nText\n```": (2,),
    f"<!--\n{TABLE}\n-->": (),
    f"<!-- a | b -->\n{TABLE}": (2,),
    f"{TABLE}\n<!-- a | b -->": (2,),
    f"<div>\n{TABLE}\n</div>": (),
    f"<div>\n\n{TABLE}\n\n</div>": (),
    f"<div>\n<div></div>\n\n{TABLE}\n\n</div>\n\n{TABLE}": (2,),
    f"<table>\n<tr><td>\n\n{TABLE}\n\n</td></tr>\n</table>": (),
    f"<pre>\n{TABLE}\n</pre>": (),
    f"<div markdown>\n\n{TABLE}\n\n</div>": (2,),
    f"<div markdown>\n{TABLE}\n</div>": (2,),
    f'<div class="easy" markdown="1">\n\n{TABLE}\n\n</div>': (2,),
    f'<div markdown class="easy">\n\n{TABLE}\n\n</div>': (2,),
    f"<details markdown><summary>Text</summary>\n\n{TABLE}\n\n</details>": (2,),
    f"<div markdown>\n\n<div>\n\n{TABLE}\n\n</div>\n\n{TABLE}\n\n</div>": (2,),
    f'<div data-markdown="1">\n\n{TABLE}\n\n</div>': (),
    f"<DIV>\n\n{TABLE}\n\n</DIV>": (),
    f"Text <div>\n\n{TABLE}": (2,),
    f"<span>Text</span>\n\n{TABLE}": (2,),
    f"<b>Text\n\n{TABLE}": (2,),
}


@pytest.mark.parametrize("text", TEXTS, ids=repr)
def test_tables_are_those_of_the_engine(text: str) -> None:
    html = Markdown(extensions=EXTENSIONS).convert(text)

    assert tuple(len(table.rows) + 1 for table in tables(text, zones(text))) == TEXTS[text]
    assert tuple(part.count("<tr>") for part in html.split("<table>\n<thead>")[1:]) == TEXTS[text]


def test_a_row_says_its_line_and_where_its_cells_are() -> None:
    text = "Text\n\n> | a | b\\|c |\n> | - | - |\n> |`d|e`| f |"
    [table] = tables(text, zones(text), lines_before=4)
    lines = text.split("\n")

    assert [row.line for row in (table.header, *table.rows)] == [7, 9]
    assert [
        [lines[row.line - 5][start:end].strip() for start, end in row.cells] for row in (table.header, *table.rows)
    ] == [["a", "b\\|c"], ["`d|e`", "f"]]


@given(row=st.text("|`\\a ", max_size=14), has_borders=st.booleans())
def test_cells_are_those_of_the_engine(row: str, has_borders: bool) -> None:
    processor = TableProcessor(Markdown().parser, {})
    processor.border = PIPE_LEFT if has_borders else PIPE_NONE

    assert [row[start:end] for start, end in cells_of_row(row, has_borders=has_borders)] == processor._split_row(
        row.strip(" ")
    )


@pytest.mark.parametrize(
    "part",
    ["`a|", "`` | ` | ", "\\`|`", "<!-- | -->", "<b>x</b>|", "<div></div>|", "|", "\\\\|", "`" * 3 + "|" + "`" * 2],
    ids=repr,
)
def test_a_hostile_row_takes_no_longer_than_its_length(part: str) -> None:
    def seconds(times: int) -> float:
        text = f"| a | b |\n| - | - |\n{part * times}\n" + f"{part}\n" * (times // 10)
        begun = perf_counter()
        list(tables(text, zones(text)))
        return perf_counter() - begun

    seconds(100)
    assert seconds(20_000) < 5
