"""The whole tree of pages: what is made from records, what was written by hand, and what is there to download."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from pa_framework.facts.facts import Facts
from pa_framework.look.page import Page
from pa_framework.look.share_images import images
from pa_framework.records.editor_schemas import filled_schemas
from pa_framework.site import (
    about,
    career,
    changed,
    compare,
    competences,
    coverage,
    decide,
    delegation,
    evidence,
    home,
    learning,
    offline,
    pay_bands,
    plan,
    register,
    roles,
    rules,
    standards,
    stories,
    style,
    support,
    task_index,
    tasks,
    together,
    trace,
    where,
)
from pa_framework.site.feeds import feeds
from pa_framework.site.hand_written import hand_written, text_of

#: The modules that declare pages, in the order of the site.
SECTIONS = (
    home,
    career,
    compare,
    where,
    pay_bands,
    competences,
    delegation,
    decide,
    task_index,
    tasks,
    changed,
    roles,
    learning,
    support,
    stories,
    together,
    plan,
    evidence,
    standards,
    about,
    offline,
    style,
    coverage,
    trace,
    register,
    rules,
)


def made_pages(facts: Facts) -> Iterator[Page]:
    """Every page that is made from records, section by section."""
    for section in SECTIONS:
        for pages in section.PAGES:
            yield from pages.build(facts)


def downloads(facts: Facts) -> Iterator[tuple[str, bytes]]:
    """Files that the site offers besides pages: path of the tree, what stands in it."""
    for name, text in filled_schemas(facts.records):
        yield f"schemas/{name}", text.encode()
    yield from feeds(facts)
    yield from images(facts)


def write_pages(facts: Facts, out: Path) -> int:
    """Writes the whole tree below `out`, over what is there; returns how many files it wrote."""
    number = 0
    for each in hand_written(facts):
        target = _ready(out / each.path)
        if each.is_page:
            text = text_of(facts, each.path, each.file.read_text(encoding="utf-8"))
            target.write_text(text, encoding="utf-8", newline="\n")
        else:
            shutil.copyfile(each.file, target)
        number += 1
    for page in made_pages(facts):
        _ready(out / page.path).write_text(page.markdown, encoding="utf-8", newline="\n")
        number += 1
    for path, content in downloads(facts):
        _ready(out / path).write_bytes(content)
        number += 1
    return number


def _ready(target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return target
