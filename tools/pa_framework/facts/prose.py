"""Which texts this project wrote: in records, apart from quotations, names, addresses and ids, and on hand-written pages."""

import re
from functools import lru_cache
from itertools import islice

from pa_framework.facts.addresses import ADDRESS_FIELDS
from pa_framework.facts.facts import Facts, Text, TextIndex
from pa_framework.facts.pages import PageText
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span

#: The text of a field of a new record that is still to be written.
UNWRITTEN = "To be written"
#: Fields with quotations, names or addresses: of every record, and of the glossary.
_ADDRESSES = ADDRESS_FIELDS | {"file"}
_QUOTING_FIELDS = _ADDRESSES | {"plan", "publisher"}
_GLOSSARY_FIELDS = frozenset({"instead_of", "also", "term"})
#: What readers type into the search, in their own words.
_TYPED_BY_READERS = "asked"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=1)
def prose(facts: Facts) -> TextIndex[Text]:
    """The texts of records that this project wrote, to be searched in small letters. References in them are resolved."""
    return TextIndex((text for text in facts.texts if not _is_quoted(text) and not _is_id(text)), lower=True)


@lru_cache(maxsize=1)
def quoted_words(facts: Facts) -> TextIndex[Text]:
    """The names, titles and words of others in records, apart from addresses, to be searched in small letters."""
    return TextIndex(
        (text for text in facts.texts if text.field not in _ADDRESSES and _is_quoted(text) and not _is_id(text)),
        lower=True,
    )


def _is_quoted(text: Text) -> bool:
    """Whether a text is an address, a name, or in the words of others."""
    return (
        text.field in _QUOTING_FIELDS
        or text.kind == "sources"
        or (text.kind == "glossary" and text.field in _GLOSSARY_FIELDS)
        or (text.kind == "search" and text.field == _TYPED_BY_READERS)
        or (text.kind == "task" and _is_old_sign(text.route))
    )


def _is_id(text: Text) -> bool:
    return " " not in text.text and _NAME.fullmatch(text.text) is not None


def _is_old_sign(route: Route) -> bool:
    """Whether a text is a sign in the form of the first edition, a list of sentences. SCH008 has its new form."""
    return len(route) == 2 and route[0] == "stop_when" and isinstance(route[1], int)


@lru_cache(maxsize=1)
def page_prose(facts: Facts) -> TextIndex[PageText]:
    """The texts of the hand-written pages, to be searched in small letters. References in them are as they are written."""
    return TextIndex(facts.page_texts, lower=True)


def with_words(facts: Facts, *words: str) -> list[Text | PageText]:
    """The texts of records and of hand-written pages that have one of some words (in small letters), each once."""
    found: list[Text | PageText] = [text for word in words for text in prose(facts).containing(word)]
    found += [text for word in words for text in page_prose(facts).containing(word)]
    return list(dict.fromkeys(found))


def place_in(text: Text | PageText, start: int, end: int) -> Span:
    """The place of a part of a text, up to the end of its first line.

    In a record that is the whole value, where it is on one line, or where the part is not in the file as it is read.
    """
    if not isinstance(text, Text):
        return text.span(start, end)
    span = text.span
    return span if span.path != text.document.name else _below(text, start, end, span)


def _below(text: Text, start: int, end: int, value: Span) -> Span:
    """The place of a part of a value that goes on below its first line; that of the value for any other part."""
    words = text.text[start:end].split()
    if not words:
        return value
    pattern = r"\s+".join(map(re.escape, words))
    written = text.document.text
    from_line = 0
    for _ in range(value.line - 1):
        from_line = written.find("\n", from_line) + 1
    first = len(re.findall(pattern, text.text[:start]))
    found = next(islice(re.finditer(pattern, written[from_line:]), first, None), None)
    if found is None or "\n" not in written[from_line : from_line + found.start()]:
        return value
    place = from_line + found.start()
    begins = written.rfind("\n", 0, place) + 1
    column = place - begins + 1
    width = len(written[place : from_line + found.end()].partition("\n")[0])
    return Span(value.path, written.count("\n", 0, place) + 1, column, column + width)
