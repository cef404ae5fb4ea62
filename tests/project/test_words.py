"""One word for one thing, in prose, YAML, Python and addresses alike (the words of the design)."""

import re

import pytest

from tests.paths import ROOT

#: Words that are never right, with what to write. Files that explain them are named beside the test.
FORBIDDEN = {
    r"competenc(?:y|ies)\b": "competence, competences",
    r"service[- ]users?\b": "people who draw on care and support",
    r"wheelchair[- ]bound": "uses a wheelchair",
    r"challenging behaviou?rs?": "distress",
    r"suffers? from": "has",
    r"testimonials?": "story",
    r"sign[- ]offs? certificates?": "sign-off",
    r"handicapped": "disabled",
}
EXPLAINED_IN = {
    "CONTRIBUTING.md",
    "tools/pa_framework/check/rules/wording.py",
    "tests/project/test_words.py",
    "tests/check/test_rules.py",
    "tests/check/test_seeded_faults.py",
    "framework/glossary.yaml",
    "framework/sources.yaml",
}
FILES = [
    path
    for folder in (
        "framework",
        "competences",
        "case_studies",
        "tools",
        "site_overrides",
        "tests",
        "docs",
        "benchmarks",
        ".",
    )
    for path in sorted((ROOT / folder).glob("*" if folder == "." else "**/*"))
    if path.is_file()
    and path.suffix in {".md", ".yaml", ".py", ".j2", ".html", ".json", ".css", ".js", ".toml", ".yml"}
    and not {"worlds", "node_modules"} & set(path.parts)
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_uses_a_word_that_we_do_not_use(path):
    if path.relative_to(ROOT).as_posix() in EXPLAINED_IN:
        pytest.skip("explains the word")
    text = path.read_text(encoding="utf-8")
    found = [
        f"line {text.count(chr(10), 0, match.start()) + 1}: {match[0]!r}; write {instead}"
        for pattern, instead in FORBIDDEN.items()
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]

    assert found == []


def test_ids_and_addresses_use_our_words():
    ids = [path.stem for path in FILES if path.suffix == ".yaml"]

    assert [name for name in ids if re.search("competency|skill-|procedure|user", name)] == []
