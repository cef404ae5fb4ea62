"""Snippets for VS Code: every value that a text may refer to, with the words that it has today."""

import json
from collections.abc import Iterator
from datetime import date

from pa_framework.facts.law import law_value
from pa_framework.facts.text_references import Resolved, known_targets, resolve
from pa_framework.records.field_meaning import field_meanings
from pa_framework.records.load import Records
from pa_framework.records.text_references import TextReference, find_references
from pa_framework.records.unreadable import UnreadableField
from pa_framework.text.sentences import upper_first

#: Where VS Code finds the snippets of a folder. The file is generated and never committed.
SNIPPETS_FILE = ".vscode/references.code-snippets"


def reference_snippets(records: Records, on: date) -> str:
    """The text of the file of snippets. The same records and day give the same bytes.

    A snippet is offered for the name of the value, with brackets or without. Values that have no words on the day are
    left out.
    """
    made = {}
    for target in known_targets(records):
        (reference,) = find_references(f"(({target}))")
        found = resolve(reference, records, on)
        if isinstance(found, Resolved):
            made[target] = {
                "scope": "yaml,markdown",
                "prefix": [target, f"(({target}))"],
                "body": f"(({target}))",
                "description": ": ".join((*_titles(reference, records), found.words)),
            }
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _titles(reference: TextReference, records: Records) -> Iterator[str]:
    """What a value is called; nothing where that cannot be read."""
    try:
        if reference.namespace == "law" and (value := law_value(records, *reference.names)):
            yield value.title
        elif reference.namespace == "evidence":
            record, name = reference.names
            yield from (figure.says for figure in records.evidence[record].figures if figure.id == name)
        elif reference.namespace == "settings":
            yield upper_first(field_meanings("framework")["settings", *reference.names].label)
    except UnreadableField:
        return
