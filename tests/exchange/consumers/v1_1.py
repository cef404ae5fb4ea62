"""What a reader of version 1.1 wrote on the day it came out. Never edited: if it fails, a version broke its promise."""

import csv
import json
from collections.abc import Mapping
from io import StringIO

Files = Mapping[str, bytes]


def parts_of_papers(files: Files) -> dict[str, list[str]]:
    """From `json`: id of a paper → the headings of its parts."""
    papers = json.loads(files["paper.json"])["records"]
    return {one["id"]: [part["title"] for part in one["sections"]] for one in papers}


def headings_in_tables(files: Files) -> dict[str, list[str]]:
    """The same from `csv`."""
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(StringIO(files["paper.sections.csv"].decode(), newline="")):
        found.setdefault(row["paper_id"], []).append(row["title"])
    return found
