"""One layout for all YAML: what a file says and its comments stay, and laying out twice is laying out once."""

import os
import shutil
import stat

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pa_framework.cli.main import main
from pa_framework.edit.formatter import WIDTH, ContentChanged, check_same_content, format_document, yaml_paths
from pa_framework.edit.transaction import write_all
from pa_framework.edit.yaml_parts import comments, scalars
from pa_framework.records.yaml_source import parse_document
from pa_framework.text.errors import UserError
from tests.builders.effort import examples
from tests.paths import REFERENCE, SMALL

FILES = [root / path for root in (REFERENCE, SMALL) for path in yaml_paths(root)]


def run(*words: str):
    return CliRunner().invoke(main, ["fmt", *words])


def made_of(text: str | bytes) -> str:
    """A text in the one layout."""
    made = format_document(parse_document(text, "record.yaml"))
    assert made.unchanged_reason == ""
    return made.text


def values(data: object) -> object:
    """Data in which 1.50 differs from 1.5, 1 from true, and the order of names counts."""
    if isinstance(data, dict):
        return [(name, values(value)) for name, value in data.items()]
    if isinstance(data, list):
        return [values(value) for value in data]
    return (type(data).__name__, str(data))


def assert_same_but_for_layout(before: str, after: str) -> None:
    one, other = parse_document(before, "record.yaml"), parse_document(after, "record.yaml")

    assert (one.findings, other.findings) == ((), ())
    assert values(other.data) == values(one.data)
    assert [text for text, _ in scalars(after)] == [text for text, _ in scalars(one.text)]
    assert comments(after) == comments(one.text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_record_stays_what_it_is(path):
    text = path.read_text(encoding="utf-8")
    made = made_of(text)

    assert_same_but_for_layout(text, made)
    assert made_of(made) == made


CASES = {
    "quotes go where none are needed": ("a: 'x'\nb: \"it's\"\n", "a: x\nb: it's\n"),
    "quotes stay where they are needed": (
        "a: 'x: y'\nb: '999'\nc: \"\"\nd: 'a #b'\ne: '-'\n",
        'a: "x: y"\nb: "999"\nc: ""\nd: "a #b"\ne: "-"\n',
    ),
    "quotes stay where another reader would see a number, a time or a yes": (
        "a: '007'\nb: \"no\"\nc: '21:30'\nd: no\ne: '2026-03-01'\n",
        'a: "007"\nb: "no"\nc: "21:30"\nd: no\ne: 2026-03-01\n',
    ),
    "numbers keep their figures": ("a: 1.50\nb: 12.00\nc: 0.10\n", "a: 1.50\nb: 12.00\nc: 0.10\n"),
    "a list stands two spaces further in": ("a:\n- x\n-   y\nb:\n    - z\n", "a:\n  - x\n  - y\nb:\n  - z\n"),
    "groups stand two spaces further in": ("a:\n    b:\n        c: x\n", "a:\n  b:\n    c: x\n"),
    "a list in brackets stays": ("a: [x,y ,  z]\nb: {k: v,l:  w}\n", "a: [x, y, z]\nb: {k: v, l: w}\n"),
    "a list in brackets over two lines that fits on one is one line": ("a: [x,\n  y]\n", "a: [x, y]\n"),
    "a comment in brackets makes lines of them": (
        "a: [x, # one\n  # two\n  y] # three\n",
        "a:\n  - x  # one\n  # two\n  - y\n  # three\n",
    ),
    "a comment behind brackets stays on the line": ("a: [x]   # one\n", "a: [x]  # one\n"),
    "one empty line at most": ("a: x\n\n\n\nb: y\n\n\n", "a: x\n\nb: y\n"),
    "no empty line at the beginning or the end": ("\n\na: x\n\n\n# end\n\n", "a: x\n\n# end\n"),
    "an empty text stays empty": ("a:\nb: ~\nc: null\n", "a:\nb: ~\nc: null\n"),
    "a text over several lines that fits on one is one line": (
        "a: one\n  two\nb: >-\n  three\n",
        "a: one two\nb: three\n",
    ),
    "text with line ends keeps its sign": (
        "a: |\n    one\n     two\nb: >\n  one\n\n  two\nc: |2+\n   x\n\n\nd: x\n",
        "a: |\n  one\n   two\nb: >\n  one\n\n  two\nc: |2+\n   x\n\n\nd: x\n",
    ),
    "a comment behind the sign of a folded text stays there": (
        f"a: >-   # why\n  {'word ' * 29}end\n",
        f"a: >-  # why\n  {('word ' * 21).strip()}\n  {'word ' * 8}end\n",
    ),
    "a comment of an empty name stays below it": ("a:\n    # b: c\nd: e\n", "a:\n  # b: c\nd: e\n"),
    "a comment at the end of a list stays in it": ("a:\n  - x\n  # - y\nb: z\n", "a:\n  - x\n  # - y\nb: z\n"),
    "a comment above a name stays above it": ("a:\n- x\n# about b\nb: z\n", "a:\n  - x\n# about b\nb: z\n"),
    "a comment between a name and its text stays there": ("a: # x\n  text # y\n", "a:  # x\n  text  # y\n"),
    "a sign that begins a comment is text inside a text": ("a: 'b # c' # d\ne: f#g\n", 'a: "b # c"  # d\ne: f#g\n'),
    "names that are written out lose their sign": ("? a # x\n: b\n", "# x\na: b\n"),
    "lists in lists": ("a:\n  - - x\n    - y\n  -\n    - z\n", "a:\n  - - x\n    - y\n  - - z\n"),
    "a long text that needs quotes is folded without": (
        f'a: "one: {"word " * 24}end"\n',
        f"a: >-\n  one: {('word ' * 20).strip()}\n  {'word ' * 4}end\n",
    ),
    "a text with quotes that would need signs before them is folded": (
        "a: '\"Yes: no\" he said'\n",
        'a: >-\n  "Yes: no" he said\n',
    ),
    "the sign of a document goes": ("--- # x\na: b\n...\n", "# x\na: b\n"),
    "quotes stay where brackets would read `?` as a key": (
        "settings:  [ \"?why\", 'a' ]\n",
        'settings: ["?why", a]\n',
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_layout(text, expected):
    made = made_of(text)

    assert made == expected
    assert_same_but_for_layout(text, made)
    assert made_of(made) == made


def test_line_ends_and_the_mark_of_byte_order_are_made_ours():
    assert made_of(b"\xef\xbb\xbfa: x\r\nb: y\r\n") == "a: x\nb: y\n"


def test_a_list_that_does_not_fit_becomes_lines():
    ids = [f"a-rather-long-name-of-a-task-{number}" for number in range(4)]

    assert made_of(f"needs: [{', '.join(ids)}]\n") == "needs:\n" + "".join(f"  - {name}\n" for name in ids)


def test_no_line_of_text_is_wider_than_it_should_be():
    made = made_of(f"a:\n  - {'some words and ' * 30}end\n")

    assert max(map(len, made.splitlines())) <= WIDTH
    assert len(made.splitlines()[2]) > WIDTH - 6


def test_a_reference_is_never_broken_over_lines():
    made = made_of(f"a: {'some words and ((law.minimum-wage.adult.value@2026-04-01)), ' * 12}end\n")

    assert sum(line.count("((law.minimum-wage.adult.value@2026-04-01)),") for line in made.splitlines()) == 12


# --- any document of our dialect, with comments wherever one can stand

_WORDS = st.sampled_from(
    ["word", "no", "007", "12", "1.50", "true", "null", "~", "2026-03-01", "21:30", "it's", "a#b", "-x", "a:b", "é", "日本", "🙂",
     "https://example.org/a/rather/long/address/that/no/line/can/break/and/that/goes/on/and/on/and/on/for/ever", "x" * 30]
)  # fmt: skip
_TEXTS = st.lists(_WORDS, min_size=1, max_size=30).map(" ".join)
_SHARP = st.sampled_from(
    ["a: b", "x #y", "- z", "? q", "*s", "&a", "!t", "%d", "@at", "`tick`", "[b]", "{c}", 'say "hi"', '"hi"', "'q'", "#x",
     "a, b", "", " lead", "trail ", "a  b", "tab\tin", "back\\slash", "colon:", "---", "...", "|", ">", "=", "<<", "one\ntwo",
     "one\n\ntwo\n", "\nlead", " lead\ntwo", "one\n  more\nless", "keep\n\n\n", "end \nx", "\a"]
)  # fmt: skip


@st.composite
def _comment(draw) -> str:
    """A comment with spaces before it, or nothing."""
    return draw(
        st.sampled_from(["", "", "", " # plain", "   #tight", '\t# it\'s: "here"', " # - not [a list]", " # é 🙂  "])
    )


@st.composite
def _own_lines(draw, indent: int) -> str:
    """Empty lines and comments on lines of their own."""
    lines = draw(st.lists(st.sampled_from(["", "  ", "# above", "#: x", "    # in", "  # two"]), max_size=2))
    return "".join(f"{' ' * draw(st.integers(0, indent)) if line else ''}{line}\n" for line in lines)


def _double(text: str) -> str:
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\a": "\\a"}
    return '"' + "".join(signs.get(sign, sign) for sign in text) + '"'


@st.composite
def _line_scalar(draw, flow: bool = False) -> str:
    text = draw(st.one_of(_TEXTS, _SHARP))
    kind = draw(st.sampled_from(["plain", "double", "single"]))
    if kind == "single" and "\n" not in text and "\a" not in text:
        return "'" + text.replace("'", "''") + "'"
    safe = (
        text
        and text not in ("|", ">", "---", "...")
        and text[0].isalnum()
        and not (flow and any(c in text for c in ",[]{}:"))
    )
    if (
        kind == "plain"
        and safe
        and text.strip() == text
        and not any(sign in text for sign in (": ", " #", "\n", "\a"))
        and text[-1] != ":"
    ):
        return text
    return _double(text)


@st.composite
def _block_scalar(draw, indent: int) -> str:
    lines = draw(
        st.lists(
            st.one_of(_TEXTS, st.sampled_from(["", "# no comment", "- x", "a: b", "  deeper", "'q"])),
            min_size=1,
            max_size=4,
        )
    )
    sign, chomp = draw(st.sampled_from("|>")), draw(st.sampled_from(["", "-", "+"]))
    marked = "2" if not lines[0] or lines[0].startswith(" ") else draw(st.sampled_from(["", "2"]))
    header = f"{sign}{marked}{chomp}{draw(_comment())}\n"
    pad = " " * (indent + 2)
    return (
        header
        + "".join(f"{pad}{line}\n" if line else "\n" for line in lines)
        + draw(st.sampled_from(["", "\n", "\n\n"]))
    )


@st.composite
def _flow_value(draw, indent: int, depth: int = 0) -> str:
    def gap() -> str:
        said = draw(_comment())
        return f"{said}\n{' ' * (indent + 2)}" if said or draw(st.booleans()) else draw(st.sampled_from(["", " "]))

    items = draw(st.integers(0, 3))
    keyed = draw(st.booleans())
    pieces = []
    for number in range(items):
        value = (
            draw(_flow_value(indent, depth + 1)) if depth < 2 and draw(st.booleans()) else draw(_line_scalar(flow=True))
        )
        pieces.append(f"k{number}: {value}" if keyed else value)
    inside = "".join(
        f"{gap()}{piece}{gap()}{',' if number < items - 1 or draw(st.booleans()) else ''}"
        for number, piece in enumerate(pieces)
    )
    return f"{{{inside}{gap()}}}" if keyed else f"[{inside}{gap()}]"


@st.composite
def _value(draw, indent: int, depth: int) -> str:
    """What stands after a name or a dash in the column `indent`, with its line ends."""
    kinds = ["line", "line", "block", "flow", "empty", "several", "below"] + (["group", "list"] if depth < 3 else [])
    kind = draw(st.sampled_from(kinds))
    inner = indent + draw(st.sampled_from([2, 2, 3, 4]))
    if kind == "line":
        return f" {draw(_line_scalar())}{draw(_comment())}\n"
    if kind == "block":
        return f" {draw(_block_scalar(indent))}"
    if kind == "flow":
        return f" {draw(_flow_value(indent))}{draw(_comment())}\n"
    if kind == "empty":
        return f"{draw(_comment())}\n"
    if kind == "several":
        quote = draw(st.sampled_from(["", '"', "'"]))
        return f" {quote}one\n{' ' * inner}two words\n\n{' ' * inner}three{quote}{draw(_comment())}\n"
    if kind == "below":
        return f"{draw(_comment())}\n{draw(_own_lines(inner))}{' ' * inner}{draw(_line_scalar())}{draw(_comment())}\n"
    head = f"{draw(_comment())}\n"
    if kind == "group":
        return head + draw(_group(inner, depth + 1))
    return head + draw(_list(indent if draw(st.booleans()) and depth == 0 else inner, depth + 1))


@st.composite
def _group(draw, indent: int, depth: int) -> str:
    names = draw(
        st.lists(st.sampled_from(["a", "b-c", "'007'", '"x: y"', "no", "é"]), min_size=1, max_size=3, unique=True)
    )
    return "".join(f"{draw(_own_lines(indent))}{' ' * indent}{name}:{draw(_value(indent, depth))}" for name in names)


@st.composite
def _list(draw, indent: int, depth: int) -> str:
    size = draw(st.integers(1, 3))
    return "".join(f"{draw(_own_lines(indent))}{' ' * indent}-{draw(_value(indent, depth))}" for _ in range(size))


@st.composite
def _documents(draw) -> str:
    text = draw(st.sampled_from(["", "# modeline\n", "\n# one\n\n# two\n"])) + draw(_group(0, 0))
    return text + draw(_own_lines(4)) if draw(st.booleans()) else text.rstrip("\n")


def neighbours(text: str) -> list[tuple[str, int, bool]]:
    """Every comment with the number of names and texts that begin before it, and whether it stands behind a bracket."""
    begins = [
        token.start_mark.index for token in yaml.scan(text, yaml.CSafeLoader) if isinstance(token, yaml.ScalarToken)
    ]
    found, place = [], 0
    ends = [token.end_mark.index for token in yaml.scan(text, yaml.CSafeLoader) if isinstance(token, yaml.ScalarToken)]
    blocks = [
        token.style in ("|", ">") for token in yaml.scan(text, yaml.CSafeLoader) if isinstance(token, yaml.ScalarToken)
    ]
    for comment in comments(text):
        place = text.index(comment, place)
        while any(
            begin <= place < end and not (block and "\n" not in text[begin:place])
            for begin, end, block in zip(begins, ends, blocks, strict=True)
        ):
            place = text.index(comment, place + 1)
        found.append((comment, sum(begin < place for begin in begins), text[:place].rstrip(" \t").endswith(("]", "}"))))
        place += len(comment)
    return found


@pytest.mark.no_cover
@given(_documents())
@settings(max_examples=examples(400))
def test_any_document_keeps_what_it_says_and_every_comment(text):
    document = parse_document(text, "record.yaml")
    assume(not document.findings)

    made = made_of(text)

    assert_same_but_for_layout(text, made)
    assert made_of(made) == made
    for (_, old, behind_bracket), (_, new, _) in zip(neighbours(document.text), neighbours(made), strict=True):
        assert old == new or behind_bracket  # behind a list that becomes lines, it goes to the line that begins it
    assert all(line == line.rstrip() for line in made.splitlines() if "|" not in made and ">" not in made)


# --- the command


@pytest.fixture
def world(tmp_path):
    copy = tmp_path / "world"
    shutil.copytree(SMALL, copy)
    assert run(str(copy)).exit_code == 0
    return copy


def test_check_writes_nothing_ends_with_1_and_lists_what_would_change(world):
    file = world / "framework/areas.yaml"
    file.write_bytes(before := file.read_bytes().replace(b"areas:\n", b"areas:   # all of them\r\n\n\n\n"))
    result = run(str(world), "--check")

    assert result.exit_code == 1
    assert result.output.splitlines()[0] == "framework/areas.yaml"
    assert "1 of" in result.output
    assert file.read_bytes() == before


def test_diff_shows_the_lines(world):
    file = world / "framework/areas.yaml"
    file.write_text(file.read_text().replace("areas:\n", "areas:   # all of them\n"))
    result = run(str(world), "--diff")

    assert result.exit_code == 1
    assert "-areas:   # all of them\n+areas:  # all of them\n" in result.output


def test_a_file_that_can_not_be_read_is_named_and_left_and_the_others_are_laid_out(world):
    broken, crooked = world / "framework/steps.yaml", world / "framework/areas.yaml"
    broken.write_text("steps: [\n")
    crooked.write_text(crooked.read_text().replace("areas:\n", "areas:   # all of them\n"))
    result = run(str(world))

    assert result.exit_code == 1
    assert "framework/steps.yaml:2:1: YML001" in result.output
    assert broken.read_text() == "steps: [\n"
    assert "areas:  # all of them\n" in crooked.read_text()


def test_a_file_keeps_its_mode_and_a_link_stays_a_link(world):
    file = world / "framework/areas.yaml"
    real = world / "framework/pages/areas-kept-here.txt"
    real.parent.mkdir(exist_ok=True)
    real.write_text(file.read_text().replace("areas:\n", "areas:   # all of them\n"))
    real.chmod(0o640)
    file.unlink()
    file.symlink_to(real)

    assert run(str(world)).exit_code == 0
    assert file.is_symlink()
    assert "areas:  # all of them" in real.read_text()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_register_of_its_own_is_laid_out(tmp_path):
    (tmp_path / "pas").mkdir()
    file = tmp_path / "pas/pa-0001.yaml"
    file.write_text("pa:   pa-0001\n")

    assert run(str(tmp_path)).exit_code == 0
    assert file.read_text() == "pa: pa-0001\n"


@pytest.mark.parametrize("made", [True, False])
def test_a_folder_that_holds_nothing_of_ours_ends_with_2_and_one_sentence(tmp_path, made):
    folder = tmp_path / "nowhere"
    if made:
        folder.mkdir()
    result = run(str(folder))

    assert (result.exit_code, result.output.count("\n")) == (2, 1)


def test_where_one_file_can_not_be_written_those_that_were_are_put_back(tmp_path):
    kept, made, never = tmp_path / "kept.yaml", tmp_path / "new/made.yaml", tmp_path / "never.yaml"
    kept.write_bytes(b"a: x\n")

    with pytest.raises(UserError, match=r"never\.yaml` cannot be written"):
        write_all({kept: b"a: y\n", made: b"b: z\n", never: None})  # what is not there cannot be taken away

    assert kept.read_bytes() == b"a: x\n"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["kept.yaml", "new"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_ends_with_2_and_one_sentence(world):
    file = world / "framework/areas.yaml"
    file.write_text(file.read_text().replace("areas:\n", "areas:   # all of them\n"))
    file.parent.chmod(0o500)
    try:
        result = run(str(world))
    finally:
        file.parent.chmod(0o700)

    assert result.exit_code == 2
    assert "cannot be written" in result.output


# --- the guard


@pytest.mark.parametrize(
    ("before", "made"),
    [
        ("a: x  # why\n", "a: x\n"),
        ("# one\na: x  # two\n", "# two\na: x  # one\n"),
        ("a: 1.50\n", "a: 1.5\n"),
        ("a: '1'\n", "a: 1\n"),
        ("a: ~\n", "a:\n"),
        ("a: x\nb: y\n", "b: y\na: x\n"),
        ("a: [x, y]\n", "a: [y, x]\n"),
        ("a: x  y\n", "a: x y\n"),
        ("a: x\n", "a: [\n"),
    ],
)
def test_the_guard_sees_every_change(before, made):
    with pytest.raises(ContentChanged):
        check_same_content(parse_document(before, "record.yaml"), made)


def test_a_file_that_cannot_be_laid_out_without_a_change_is_left_and_named(world):
    """A name of more than 1,024 signs can only be written out with `?`, which the layout does not do."""
    file = world / "framework/areas.yaml"
    file.write_text(before := file.read_text() + f"? {'x' * 1100}\n: y\n")
    result = run(str(world))

    assert result.exit_code == 1
    assert "framework/areas.yaml: left as it is, because laid out, it would not say the same" in result.output
    assert file.read_text() == before


def test_the_name_of_a_file_stays_on_its_line(tmp_path):
    """A line that begins with `::` is a command to a forge's runner."""
    folder = tmp_path / "framework"
    folder.mkdir()
    (folder / "a\n::error::b.yaml").write_text("id:   a\n")
    (folder / "c\n::error::d.yaml").write_text("")

    result = CliRunner().invoke(main, ["fmt", str(tmp_path), "--check"])

    assert result.exit_code == 1
    assert "framework/a·::error::b.yaml" in result.output
    assert [line for line in result.output.splitlines() if line.startswith("::")] == []
