"""The law records that the program ships, for a framework that gets them from `init` or from `upgrade`."""

from collections.abc import Collection, Iterable

from pa_framework.edit.yaml_lists import append_entries, entry_lines, mappings_in
from pa_framework.records.editor_schemas import MODELINE, modeline
from pa_framework.records.yaml_source import Document, parse_document
from pa_framework.text.package_data import law_sources

SOURCES = "framework/sources.yaml"


def for_framework(text: str, path: str, contacts: Collection[str]) -> str:
    """A shipped record for a framework: without an owner that is no contact there, with its own line for editors."""
    owner = parse_document(text, path).data.get("owner")
    lines = [line for line in text.split("\n") if not line.startswith(MODELINE)]
    if owner is not None and owner not in contacts:
        lines = [line for line in lines if not line.startswith("owner:")]
    return "\n".join([modeline(path, "law"), *lines])


def cited_sources(document: Document) -> set[str]:
    """The sources that a law record names."""
    values = mappings_in(document.data, "values")
    return {str(row.get("source")) for value in values for row in mappings_in(value, "history")}


def with_sources(document: Document, wanted: Iterable[str]) -> tuple[str, int]:
    """A list of sources with the shipped ones that are wanted and missing, and how many they are.

    Raises UnsupportedYaml where nothing can be added to the list.
    """
    shipped = parse_document(law_sources(), SOURCES)
    known = {entry.get("id") for entry in mappings_in(document.data, "sources")}
    missing = [
        entry_lines(shipped, ("sources",), place)
        for place, entry in enumerate(mappings_in(shipped.data, "sources"))
        if entry["id"] in set(wanted) - known
    ]
    return append_entries(document, ("sources",), missing), len(missing)
