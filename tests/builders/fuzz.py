"""Damaged records, damaged worlds and odd command lines, and what must hold for each of them.

Everything follows from a `Random`, so that a number names a case again. `benchmarks/fuzz.py` runs many, a test a few.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import click
from click.testing import CliRunner
from msgspec import Struct

from pa_framework.check import reporters
from pa_framework.check.run import check_records
from pa_framework.cli.main import main
from pa_framework.edit.formatter import format_document
from pa_framework.edit.yaml_parts import comments, scalars
from pa_framework.records.kinds import KIND, PAGES_FOLDER, kind_at, kind_at_in_register, kinds_with_ids
from pa_framework.records.load import Records
from pa_framework.records.register import Register
from pa_framework.records.yaml_source import Document, leaves, parse_document
from tests.builders.worlds import REGISTER, TODAY, split

#: What a value, or a piece of a line, may become.
JUNK = (
    "", " ", "~", "null", "true", "no", "-1", "0", "1e9", "99999999999999999999", "1.5", "2026-13-45", "2026-02-30", "0001-01-01",
    "9999-12-31", "21:30", "0x1f", "x" * 300, "word " * 80, "`tick`", "%s {0} \\", "a: b", "- x", "[a, b", "{a: b}", "[[]]", "{}",
    "[]", "'", '"', "'it''s'", '"\\u0000"', '"\\u202e"', "|", ">-", "&a x", "*a", "!!python/object:os.system x", "# no", " #cut",
    "é ŵ 日本 🙂", "\u00a0", "\u200b", "\u202e", "\ufeff", "\t", "((law.minimum-wage.adult))", "((law.no.such))", "((a((b))", "</script>",
    "0" * 5000, "nobody", "community-nurse", "gastrostomy-feed", "999", "07700 900123", "<<: *a", "---", "...", "=======",
)  # fmt: skip
_NAMES = ("id", "title", "status", "colour", "replaced_by", "sign_off", "earlier", "sources", "x", "é", "")


# --- records


def damaged(random: Random, text: str, others: tuple[str, ...]) -> bytes:
    """A file with one to three things wrong in it. `others` are the texts of other files, of which a line may slip in."""
    lines = text.split("\n")
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        random.choice(_LINE_DAMAGES)(random, lines, others)
    made = "\n".join(lines)
    if random.random() < 0.25:
        made = random.choice(_TEXT_DAMAGES)(random, made)
    data = made.encode("utf-8", "surrogatepass")
    if random.random() < 0.05 and data:
        place = random.randrange(len(data))
        data = data[:place] + bytes([random.randrange(256)]) + data[place + 1 :]
    return data


def _put_value(random: Random, lines: list[str], others: tuple[str, ...]) -> None:
    place = random.randrange(len(lines))
    name, found, _ = lines[place].partition(":")
    lines[place] = f"{name}{found} {random.choice(JUNK)}"


def _put_junk(random: Random, lines: list[str], others: tuple[str, ...]) -> None:
    place = random.randrange(len(lines))
    column = random.randint(0, len(lines[place]))
    lines[place] = lines[place][:column] + random.choice(JUNK) + lines[place][column:]


def _rename(random: Random, lines: list[str], others: tuple[str, ...]) -> None:
    place = random.randrange(len(lines))
    line = lines[place]
    indent = line[: len(line) - len(line.lstrip(" -"))]
    lines[place] = f"{indent}{random.choice(_NAMES)}:{line.partition(':')[2]}"


def _drop(random: Random, lines: list[str], others: tuple[str, ...]) -> None:
    if len(lines) > 1:
        del lines[random.randrange(len(lines))]


def _double(random: Random, lines: list[str], others: tuple[str, ...]) -> None:
    lines.insert(random.randrange(len(lines)), random.choice(lines))


def _slip_in(random: Random, lines: list[str], others: tuple[str, ...]) -> None:
    lines.insert(random.randrange(len(lines)), random.choice(random.choice(others).split("\n")))


def _indent(random: Random, lines: list[str], others: tuple[str, ...]) -> None:
    place = random.randrange(len(lines))
    lines[place] = random.choice((" ", "  ", "   ", "\t", "\u00a0\u00a0")) + lines[place]


def _outdent(random: Random, lines: list[str], others: tuple[str, ...]) -> None:
    place = random.randrange(len(lines))
    lines[place] = lines[place][random.randint(1, 3) :]


def _lose_sign(random: Random, lines: list[str], others: tuple[str, ...]) -> None:
    place = random.randrange(len(lines))
    signs = [column for column, sign in enumerate(lines[place]) if sign in ":-'\"[]{},>|#"]
    if signs:
        column = random.choice(signs)
        lines[place] = lines[place][:column] + lines[place][column + 1 :]


def _conflict(random: Random, lines: list[str], others: tuple[str, ...]) -> None:
    place = random.randrange(len(lines))
    lines[place:place] = ["<<<<<<< HEAD", random.choice(lines), "=======", random.choice(lines), ">>>>>>> theirs"]


def _figure(random: Random, lines: list[str], others: tuple[str, ...]) -> None:
    place = random.randrange(len(lines))
    lines[place] = "".join(random.choice("0123456789.") if sign.isdecimal() else sign for sign in lines[place])


def _comment(random: Random, lines: list[str], others: tuple[str, ...]) -> None:
    place = random.randrange(len(lines))
    if random.random() < 0.5:
        lines[place] += random.choice((" # why: so", "  #", '\t# "é"', " ## - x"))
    else:
        lines.insert(place, " " * random.randrange(7) + random.choice(("# why: so", "#", "#- x", "# ŵ: '")))


_LINE_DAMAGES: tuple[Callable[[Random, list[str], tuple[str, ...]], None], ...] = (
    _put_value, _put_value, _put_value, _put_junk, _rename, _drop, _double, _slip_in, _indent, _outdent, _lose_sign, _conflict, _figure, _comment,
)  # fmt: skip


def _cut(random: Random, text: str) -> str:
    return text[: random.randint(0, len(text))]


def _other_line_ends(random: Random, text: str) -> str:
    return text.replace("\n", random.choice(("\r\n", "\r", "\n\n", "\u2028")))


def _other_signs(random: Random, text: str) -> str:
    old, new = random.choice((('"', "“"), ("'", "’"), ("- ", "– "), (":", "："), ("  ", "\u00a0\u00a0"), (" ", "\t")))
    return text.replace(old, new, random.choice((1, 3, -1)))


def _twice(random: Random, text: str) -> str:
    return text + random.choice(("", "---\n")) + text


def _as_json(random: Random, text: str) -> str:
    """The same data as JSON, which YAML reads too, with one value replaced."""
    document = parse_document(text, "record.yaml")
    if document.findings or not isinstance(document.data, dict):
        return text
    data = json.loads(json.dumps(document.data, default=str))
    routes = [route[:length] for route, _ in leaves(data) for length in range(1, len(route) + 1)]
    if routes:
        *way, last = random.choice(routes)
        here: Any = data
        for part in way:
            here = here[part]
        here[last] = random.choice(
            (None, True, -1, 10**17, 1.5, "", "x", [], {}, [[]], [{}], [None, 1, "a"], {"a": {"b": [1]}})
        )
    return json.dumps(data, ensure_ascii=random.random() < 0.5)


_TEXT_DAMAGES: tuple[Callable[[Random, str], str], ...] = (
    _cut, _other_line_ends, _other_signs, _twice, _as_json, _as_json, _as_json,
)  # fmt: skip


def read(data: bytes, path: str) -> Document:
    """A damaged file, as the program reads it. Raises AssertionError where a finding has no place in it."""
    document = parse_document(data, path)
    last = len(data.splitlines()) + 1
    for finding in (*document.findings, *document.slips):
        assert 1 <= finding.span.line <= max(last, document.text.count("\n") + 2), (
            f"{finding.code} at line {finding.span.line}"
        )
        assert finding.message, f"{finding.code} says nothing"
    return document


def assert_layout_loses_nothing(document: Document) -> None:
    """Whether a file that can be read has the same data, words and comments when it is laid out, and stays so."""
    if document.findings:
        return
    made = format_document(document)
    if made.unchanged_reason:
        assert made.text == document.text, "left as it is, and yet changed"
        return
    again = parse_document(made.text, document.path)
    assert not again.findings, "laid out, it cannot be read"
    assert _typed(again.data) == _typed(document.data), "laid out, it does not say the same"
    assert [text for text, _ in scalars(made.text)] == [text for text, _ in scalars(document.text)], "a word is lost"
    assert comments(made.text) == comments(document.text), "a comment is lost"
    assert format_document(again).text == made.text, "laid out twice is not laid out once"


def _typed(data: Any) -> Any:
    """Data in which 1.50 differs from 1.5, 1 from true, and the order of names counts."""
    if isinstance(data, dict):
        return [(name, _typed(value)) for name, value in data.items()]
    if isinstance(data, list):
        return [_typed(value) for value in data]
    return type(data).__name__, str(data)


def assert_check_ends(documents: Mapping[str, Document], *, closely: bool) -> None:
    """Whether a check of these files ends; `closely`: says the same twice, and prints in every format."""
    records, register = split(documents.values())
    report = check_records(records, TODAY, register=register)
    _assert_none_is_lost(documents, records, register)
    for finding in report.findings:
        assert all((finding.span.path, finding.message, finding.fix)), f"{finding.code} says too little"
        if (document := documents.get(finding.span.path)) and document.text:
            last = max(document.text.count("\n"), len(document.text.splitlines())) + 2
            assert 1 <= finding.span.line <= last, f"{finding.code} at line {finding.span.line} of {last}"
    if not closely:
        return
    assert check_records(records, TODAY, register=register).findings == report.findings, (
        "a second check says something else"
    )
    for form in (*reporters.FORMATS.values(), reporters.text):
        assert form(report)


def _assert_none_is_lost(documents: Mapping[str, Document], records: Records, register: Register) -> None:
    """Whether every file about which nothing was found while it was read gives as many records as it has."""
    named = {finding.span.path for finding in (*records.findings, *register.findings)}
    named |= {origin.path for _, _, *origins in (*records.duplicates, *register.duplicates) for origin in origins}
    held = Counter(record.origin.path for record in _all_records(records, register))
    for path, document in documents.items():
        inside = path.removeprefix(REGISTER)
        kind = kind_at_in_register(inside) if inside != path else kind_at(path)
        if kind is None or path in named:
            continue
        whole = int(bool(KIND[kind].attribute))
        entries = (each.listed_in for each in KIND.values() if each.listed_in and each.listed_in[0] == kind)
        wanted = whole + sum(len(document.data.get(name) or ()) for _, name in entries)
        assert held[path] == wanted, f"{path} has {wanted} records, {held[path]} are read, and nothing is said"


def _all_records(records: Records, register: Register) -> Iterator[Any]:
    for kind in KIND.values():
        found = getattr(register if kind.in_register else records, kind.attribute) if kind.attribute else None
        if isinstance(found, Mapping | tuple):
            yield from found.values() if isinstance(found, Mapping) else found
        elif found is not None:
            yield found


# --- worlds


def damage_world(random: Random, root: Path) -> None:
    """Damages some files and folders of a framework on disk."""
    texts = tuple(path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.yaml"))[:20])
    for _ in range(random.randint(1, 6)):
        files = sorted(path for path in root.rglob("*.yaml") if path.is_file() and not path.is_symlink())
        if not files:
            return
        random.choice(_WORLD_DAMAGES)(random, root, random.choice(files), texts)


def _damage_file(random: Random, root: Path, file: Path, texts: tuple[str, ...]) -> None:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    file.write_bytes(damaged(random, text, texts))


def _remove(random: Random, root: Path, file: Path, texts: tuple[str, ...]) -> None:
    file.unlink()


def _rename_file(random: Random, root: Path, file: Path, texts: tuple[str, ...]) -> None:
    name = random.choice((f"{file.stem}.yml", f"{file.name}.txt", file.name.upper(), f"{file.stem} copy.yaml", "é.yaml", f"{file.stem}.json", ".hidden.yaml"))  # fmt: skip
    file.rename(file.with_name(name))


def _move(random: Random, root: Path, file: Path, texts: tuple[str, ...]) -> None:
    folders = sorted(path for path in root.rglob("*") if path.is_dir())
    target = random.choice(folders) / file.name
    if not target.exists():
        file.rename(target)


def _copy(random: Random, root: Path, file: Path, texts: tuple[str, ...]) -> None:
    shutil.copyfile(file, file.with_name(f"{file.stem}-2.yaml"))


def _swap(random: Random, root: Path, file: Path, texts: tuple[str, ...]) -> None:
    file.write_text(random.choice(texts), encoding="utf-8")


def _binary(random: Random, root: Path, file: Path, texts: tuple[str, ...]) -> None:
    file.write_bytes(random.randbytes(random.choice((0, 1, 40, 4000))))


def _folder_in_place(random: Random, root: Path, file: Path, texts: tuple[str, ...]) -> None:
    file.unlink()
    file.mkdir()


def _link_in_place(random: Random, root: Path, file: Path, texts: tuple[str, ...]) -> None:
    file.unlink()
    file.symlink_to(random.choice((file.name, "nowhere.yaml", "..", ".")))


def _remove_folder(random: Random, root: Path, file: Path, texts: tuple[str, ...]) -> None:
    if file.parent != root and random.random() < 0.3:
        shutil.rmtree(file.parent)


def _file_in_place_of_folder(random: Random, root: Path, file: Path, texts: tuple[str, ...]) -> None:
    if file.parent.parent not in (root, root.parent) and random.random() < 0.3:
        shutil.rmtree(file.parent)
        file.parent.write_text("x", encoding="utf-8")


_WORLD_DAMAGES: tuple[Callable[[Random, Path, Path, tuple[str, ...]], None], ...] = (
    _damage_file, _damage_file, _damage_file, _damage_file, _damage_file, _remove, _rename_file, _move, _copy, _swap, _binary,
    _folder_in_place, _link_in_place, _remove_folder, _file_in_place_of_folder,
)  # fmt: skip


class Ran(Struct, frozen=True):
    """A command that was run in this process: its exit code, and what it printed to stdout and stderr."""

    words: tuple[str, ...]
    code: int
    output: str
    errors: str


def run(*words: str) -> Ran:
    """Runs a command. Raises AssertionError for a fault of the program, or an exit code that none has."""
    done = CliRunner().invoke(main, list(words), input="")
    shown = f"`{' '.join(words)}` ends with {done.exit_code}"
    assert "a fault of the program" not in done.output, f"{shown}: {done.output[:400]}"
    assert "Traceback" not in done.output, f"{shown} with a traceback"
    assert done.exception is None or isinstance(done.exception, SystemExit), f"{shown}: {done.exception!r}"
    assert done.exit_code in (0, 1, 2, 130), shown
    return Ran(words, done.exit_code, done.stdout, done.stderr)


def assert_world_is_answered(random: Random, root: Path) -> None:
    """Whether `check`, `fmt` and `pages` end as they should for a damaged world, and `fmt` loses nothing in any file."""
    on = ("--on", TODAY.isoformat())
    asked = run("check", str(root), "--format", "json", *on)
    if asked.code == 2:
        assert asked.errors.startswith("pa-framework: "), f"no reason: {asked.errors[:200]}"
    else:
        said = json.loads(asked.output)
        assert asked.code == int(said["errors"] > 0), f"ends with {asked.code} at {said['errors']} errors"
        assert len(said["findings"]) == said["errors"] + said["warnings"]
        assert all(finding["path"] and finding["line"] >= 1 for finding in said["findings"]), "a finding has no place"
        silent = set(_unread(root)) - {finding["path"] for finding in said["findings"]}
        assert not silent, f"nothing is said about {sorted(silent)}"
    form = random.choice((*reporters.FORMATS, "text"))
    assert run("check", str(root), "--format", form, *on).code == asked.code, f"{form} ends otherwise than json"
    if random.random() < 0.05:
        run("pages", str(root), "--out", str(root.parent / "pages"), *on)
        shutil.rmtree(root.parent / "pages", ignore_errors=True)
    before = dict(_readable(root))
    run("fmt", str(root))
    after = dict(_readable(root))
    assert after.keys() == before.keys(), "fmt loses a file, or the sense of one"
    for path, content in before.items():
        assert after[path] == content, f"fmt changes what {path} says"


def _unread(root: Path) -> Iterator[str]:
    """The YAML files in the folders of records that give no record: they are in the wrong place, or cannot be read."""
    for folder in ("framework", "competences", "case_studies"):
        for path in sorted((root / folder).rglob("*.yaml")):
            name = path.relative_to(root).as_posix()
            if not path.is_file() or path.is_symlink() or name.startswith((REGISTER, f"{PAGES_FOLDER}/")):
                continue
            if kind_at(name) is None or parse_document(path.read_bytes(), name).findings:
                yield name


def _readable(root: Path) -> Iterator[tuple[str, Any]]:
    """What each file says that can be read, and the bytes of each that cannot."""
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(root).as_posix()
            data = path.read_bytes()
            document = parse_document(data, name) if path.suffix.lower() in (".yaml", ".yml") else None
            if document is None or document.findings:
                yield name, data
            else:
                yield name, (_typed(document.data), comments(document.text))


# --- the command line

#: Commands that do not end by themselves, or take too long to run many times.
_LEFT_OUT = frozenset({"serve", "build"})
_WORDS = (
    "", " ", "-", "--", "task", "competence", "role", "gastrostomy-feed", "infection-prevention", "pa-0001", "person-001", "pr-011",
    "DEL002", "YML001", "del2", "XXX999", "2026-11-22", "2026-02-30", "22/11/2026", "9999-12-31", "0001-01-01", "0", "-1", "7", "1e9",
    "é", "🙂", "x" * 300, "a b", "../up", "title=A title", "title", "=x", "status=never", "v0.2.0", "HEAD", "HEAD~99", "json", "text", "%s",
    "\udcff",
)  # fmt: skip


def commands() -> dict[tuple[str, ...], click.Command]:
    """Every command that can be tried, by its words."""
    found: dict[tuple[str, ...], click.Command] = {}

    def collect(group: click.Group, words: tuple[str, ...]) -> None:
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if isinstance(command, click.Group):
                collect(command, (*words, name))
            elif command is not None and name not in _LEFT_OUT:
                found[(*words, name)] = command

    collect(main, ())
    return found


def command_line(random: Random, words: tuple[str, ...], command: click.Command, paths: tuple[str, ...]) -> list[str]:
    """A command with some of its options and arguments, most of them of the right form. `paths` are all it may touch."""
    line = list(words)
    for parameter in command.params:
        is_argument = isinstance(parameter, click.Argument)
        if parameter.name == "help" or (not is_argument and random.random() < 0.6):
            continue
        if is_argument and random.random() < 0.05:
            continue
        for _ in range(random.choice((1, 1, 2)) if parameter.multiple or parameter.nargs == -1 else 1):
            if not is_argument:
                line.append(random.choice([*parameter.opts, *parameter.secondary_opts]))
                if getattr(parameter, "is_flag", False):
                    continue
            line.append(_value(random, parameter, paths))
    if random.random() < 0.08:
        line.insert(
            random.randint(len(words), len(line)),
            random.choice(("--no-such", "-x", "--help", "extra", "--format=yaml", "--")),
        )
    return line


def _value(random: Random, parameter: click.Parameter, paths: tuple[str, ...]) -> str:
    if isinstance(parameter.type, click.Path | click.File):
        return random.choice(paths)
    if random.random() < 0.15:
        return random.choice(_WORDS)
    if isinstance(parameter.type, click.Choice):
        return str(random.choice(tuple(parameter.type.choices)))
    name = str(parameter.name)
    if name in ("on", "since", "until") or "date" in type(parameter.type).__name__.lower():
        return random.choice(("2026-11-22", "2026-03-05", "2027-01-01", "2026-02-30"))
    if name == "kind":
        return random.choice(tuple(kinds_with_ids()))
    return random.choice(_WORDS)


def assert_command_ends(random: Random, root: Path, base: Path) -> list[str]:
    """Runs one odd command line in a copy of a world; returns it. What only reads must say the same twice.

    `root` is the empty folder to work in, `base` the world to copy.
    """
    world = root / "world"
    shutil.copytree(base, world, ignore=shutil.ignore_patterns("pages"))
    (root / "file").write_text("x", encoding="utf-8")
    (root / "empty").mkdir()
    paths = tuple(map(str, (world, world, world, world / "competences/register", world / "framework", root / "file", root / "empty", root / "none", root / "none/none")))  # fmt: skip
    found = commands()
    words = random.choice(sorted(found))
    line = command_line(random, words, found[words], paths)
    here = Path.cwd()
    os.chdir(world)
    try:
        first = run(*line)
        if words[0] in ("check", "explain"):
            assert run(*line) == first, "the second time, it says something else"
    finally:
        os.chdir(here)
    if words == ("check",) and first.code in (0, 1) and line[-2:] == ["--format", "json"]:
        assert first.code == int(json.loads(first.output)["errors"] > 0)
    return line
