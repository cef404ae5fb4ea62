"""The words of the design: which words no file of this repository uses, and what to write instead."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.paths import ROOT

#: Patterns of words that are never right → what to write.
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
FORBIDDEN_IN_IDS = re.compile("competency|skill-|procedure|user")
_SUFFIXES = {".md", ".yaml", ".py", ".j2", ".html", ".json", ".css", ".js", ".toml", ".yml"}


def text_files(*folders: str) -> Iterator[Path]:
    """Every text file below some folders of the repository; `.` stands for the files at its top alone."""
    for folder in folders:
        for path in sorted((ROOT / folder).glob("*" if folder == "." else "**/*")):
            if path.is_file() and path.suffix in _SUFFIXES and not {"worlds", "node_modules"} & set(path.parts):
                yield path


def forbidden_words(paths: Iterable[Path], allowed: Iterable[str] = ()) -> list[str]:
    """One line for each forbidden word in some files: where it is and what to write. `allowed` are paths of files."""
    found = []
    for path in paths:
        name = path.relative_to(ROOT).as_posix()
        if name in allowed:
            continue
        text = path.read_text(encoding="utf-8")
        found += [
            f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]!r}; write {instead}"
            for pattern, instead in FORBIDDEN.items()
            for match in re.finditer(pattern, text, re.IGNORECASE)
        ]
    return found
