"""Builds an area on a world: its own files, and everything else as the base has it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pa_framework.records.bases import content_hash
from pa_framework.records.kinds import kind_at
from pa_framework.records.load import Records, gather, with_base
from pa_framework.records.yaml_source import parse_document
from tests.builders.worlds import FRAMEWORK, World, merged
from tests.paths import SMALL

#: What findings call files of the small world where it is a base.
BASE = "small@1.0.0"


@cache
def settings(base: Path = SMALL, version: str = "1.0.0") -> str:
    """The `framework.yaml` of an area that changes nothing. It is as if it were in the folder beside the world."""
    return f"""\
title: Our framework
summary: What personal assistants can become here.
area: Ourshire
version: "1.0.0"
publisher: The partners of Ourshire
repository:
  address: https://forge.test/ours
  edit: https://forge.test/ours/edit/main/
builds_on:
  framework: ../{base.name}
  version: "{version}"
  sha256: {content_hash(base)}
  since: 2026-11-01
"""


def area(files: Mapping[str, str], text: str = "") -> Records:
    """The records of an area with these files, by path, and these settings, or those of an area of the small world.

    What the files say of `framework.yaml` is laid over the settings.
    """
    documents = World({FRAMEWORK: parse_document(text or settings(), FRAMEWORK)})
    for path, text in files.items():
        document = parse_document(text, path)
        documents[path] = merged(documents[path], document) if path in documents else document
    known = tuple((document, kind) for path, document in sorted(documents.items()) if (kind := kind_at(path)))
    own, overlay = with_base(SMALL.parent / "first_edition", known)  # any framework beside these worlds will do
    return gather(own, overlay=overlay)


def is_of_an_area(text: str) -> bool:
    """Whether a documented example is about an area, and no change to the small world."""
    return "# <- OVR" in text or text.startswith("changes: ") or "builds_on:" in text
