"""One word for one thing in code, documentation and tests (the words of the design), and plain words for readers."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pa_framework.check.rules.wording import odd_phrases
from tests.paths import ROOT
from tests.wording import forbidden_words, text_files

FOLDERS = ("tools", "site_overrides", "tests", "docs", "benchmarks", ".")
#: Files that name the words in order to refuse them, or write them as a format of others does.
EXPLAIN = {
    "CONTRIBUTING.md",
    "benchmarks/exchange.py",
    "docs/exchange.md",
    "tools/pa_framework/check/rules/wording.py",
    "tools/pa_framework/exchange/ctdl_asn.py",
    "tools/pa_framework/exchange/moodle.py",
    "tools/pa_framework/exchange/open_badges.py",
    "tests/check/test_rules.py",
    "tests/check/test_seeded_faults.py",
    "tests/check/test_written_pages.py",
    "tests/exchange/consumers/v1_0.json",
    "tests/exchange/consumers/v1_1.json",
    "tests/exchange/test_acceptance.py",
    "tests/facts/test_text_references.py",
    "tests/site/test_finder_index.py",
    "tests/wording.py",
}


def test_no_file_of_the_program_uses_a_forbidden_word():
    files = list(text_files(*FOLDERS))

    assert len(files) > 200
    assert forbidden_words(files, EXPLAIN) == []


#: Folders of the program with words for readers, and what finds the words of a file there.
READ = (
    "tools/pa_framework/site",
    "tools/pa_framework/look",
    "tools/pa_framework/edit/templates",
    "tools/pa_framework/register/templates",
    "tools/pa_framework/records/schemas",
    "site_overrides",
)
_TAGS = re.compile(r"\{[{%#].*?[}%#]\}|<[^>]*>|`[^`\n]*`", re.DOTALL)
_STORIES = re.compile(r"^kind: (?:pa|employer)-story$", re.MULTILINE)
#: Fields of a schema whose values are words for readers.
_SCHEMA_WORDS = ("description", "x-label", "x-labels", "x-labels-for", "x-question", "title")


def _in_python(text: str) -> Iterator[str]:
    """The texts of a module, without docstrings and without what is written as code."""
    tree = ast.parse(text)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def _in_schema(data: object, named: bool = False) -> Iterator[str]:
    """The texts of a schema that readers of forms and pages see."""
    if isinstance(data, str):
        yield from (re.sub(r"`[^`]*`", "", data),) if named else ()
    elif isinstance(data, list):
        for value in data:
            yield from _in_schema(value, named)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key != "examples":
                yield from _in_schema(value, named or key in _SCHEMA_WORDS)


def _in_script(text: str) -> Iterator[str]:
    """The texts of a script that have a space in them: words, and not names."""
    for match in re.finditer(
        r"\"[^\"\n]* [^\"\n]*\"|`[^`]* [^`]*`", re.sub(r"^\s*(?://|\*|/\*).*$", "", text, flags=re.MULTILINE)
    ):
        yield match.group()[1:-1]


def words_for_readers(path: Path, text: str) -> Iterator[str]:
    """The texts that readers see, of a file of the program."""
    if path.suffix == ".py":
        yield from _in_python(text)
    elif path.name.endswith(".schema.json"):
        yield from _in_schema(json.loads(text))
    elif path.suffix == ".js":
        yield from _in_script(text)
    elif path.suffix in (".j2", ".html", ".md", ".yaml", ".yml", ".svg") and not _STORIES.search(text):
        yield _TAGS.sub(" … ", text)
        if path.suffix in (".j2", ".html"):
            yield from (
                words
                for tag in re.findall(r"\{%.*?%\}", text, re.DOTALL)
                for words in re.findall(r'"([^"]* [^"]*)"', tag)
            )


def test_readers_see_no_phrase_that_people_do_not_say() -> None:
    files = [path for path in text_files(*READ) if path.suffix != ".css"]
    found = [
        f"{path.relative_to(ROOT)}: “{phrase}”; write “{instead}”"
        for path in files
        for words in words_for_readers(path, path.read_text(encoding="utf-8"))
        for phrase, instead in odd_phrases(words)
    ]

    assert len(files) > 200
    assert found == []


@pytest.mark.parametrize(
    ("name", "text", "phrases"),
    [
        ("a.py", 'def a():\n    """Somebody."""\n    return "Nobody is named"\n', ["Nobody"]),
        ("a.j2", '{% with lines = ["Nobody has to."] %}\n<p>Ask somebody.</p>', ["somebody", "Nobody"]),
        ("a.schema.json", '{"description": "What stands here.", "examples": ["Somebody"]}', ["What stands here"]),
        ("a.js", '// Whoever\nsay("Whoever uses it");', ["Whoever"]),
        ("a.md", "You can not `can not` break it.", ["can not"]),
        ("a.yaml", "kind: pa-story\nsummary: Nobody asked.\n", []),
    ],
)
def test_words_for_readers_are_found_in_files_of_each_kind(name: str, text: str, phrases: list[str]) -> None:
    found = [phrase for words in words_for_readers(Path(name), text) for phrase, _ in odd_phrases(words)]

    assert found == phrases
