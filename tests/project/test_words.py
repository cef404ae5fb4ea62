"""One word for one thing in code, documentation and tests (the words of the design)."""

from tests.wording import forbidden_words, text_files

FOLDERS = ("tools", "site_overrides", "tests", "docs", "benchmarks", ".")
#: Files that name the words in order to refuse them.
EXPLAIN = {
    "CONTRIBUTING.md",
    "tools/pa_framework/check/rules/wording.py",
    "tests/check/test_rules.py",
    "tests/check/test_seeded_faults.py",
    "tests/check/test_written_pages.py",
    "tests/facts/test_text_references.py",
    "tests/wording.py",
}


def test_no_file_of_the_program_uses_a_forbidden_word():
    files = list(text_files(*FOLDERS))

    assert len(files) > 200
    assert forbidden_words(files, EXPLAIN) == []
