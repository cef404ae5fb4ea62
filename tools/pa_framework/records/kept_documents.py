"""Keeps what YAML files say, by the hash of their content, so that a file that did not change is not parsed again.

Only a file in which nothing is wrong is kept: a fault is always found in the file itself. What is kept is plain data and
places. It is validated and decoded on each run like the data of a file that was just parsed.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec
import yaml

from pa_framework.records.dated_documents import value_at
from pa_framework.records.files import read_contents
from pa_framework.records.yaml_source import CompactMarks, Document, as_text, leaves, parse_document
from pa_framework.text.kept import FOLDER, Kept
from pa_framework.text.program_version import version_of
from pa_framework.text.shares import in_shares, processes_at_once

#: The name of the file in which documents are kept.
_NAME = "documents"
#: What decides what a document holds: the reader, the schemas, and what they use.
_READER = ("records/*.py", "records/schemas/*.json", "text/*.py")
_LIBRARIES = ("pyyaml", "msgspec")


class _Form(NamedTuple):
    """A document as it is kept. `decimals` are exact numbers, which the data has as text at these routes."""

    data: dict[str, object]
    decimals: list[tuple[list[str | int], str]]
    values: bytes
    keys: bytes


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Form)
#: Most files have no exact number. The point comes first, because to look for one letter is fast.
_MAY_BE_DECIMAL = re.compile(r"\.(?<=[0-9]\.)[0-9]")


def reader_version() -> str:
    """A hash of everything of this program that decides what is read from a file."""
    parser = "libyaml" if yaml.__with_libyaml__ else "yaml"
    return f"{version_of(*_READER, libraries=_LIBRARIES)} {parser}"


def document_key(content: bytes) -> str:
    """The key of what a file with this content says, by this program."""
    return f"{reader_version()} {blake2b(content, digest_size=20).hexdigest()}"


def kept_beside(root: Path) -> Kept:
    """The store of what the files below a root say."""
    return Kept(root / FOLDER, _NAME)


class KeptReader:
    """Reads YAML files below a root, those that did not change from a store. `save` keeps those that were parsed."""

    def __init__(self, root: Path, store: Kept | None) -> None:
        self._root, self._store = root, store

    def documents(
        self, paths: Iterable[tuple[str, str]], meanwhile: Callable[[], object] = lambda: None
    ) -> Iterator[Document]:
        """The documents at paths below the root, each path given with its name in findings, in the same order.

        `meanwhile` is done while other processes read, if they do.
        """
        named = list(paths)
        read = list(read_contents(self._root, named))
        contents = [(one, shown_as) for one, (_, shown_as) in zip(read, named, strict=True) if isinstance(one, bytes)]
        keys = [document_key(content) for content, _ in contents] if self._store and self._store.is_on else []
        kept = self._store.get_all(keys) if self._store and keys else {}
        forms = [kept.get(key) for key in keys] or [None] * len(contents)
        found = [
            kept_document(content, shown_as, form, remembers=True)
            for (content, shown_as), form in zip(contents, forms, strict=True)
        ]
        new = [place for place, document in enumerate(found) if document is None]
        parsed = _parsed([contents[place] for place in new], keeps=bool(keys), meanwhile=meanwhile)
        for place, (document, form) in zip(new, parsed, strict=True):
            found[place] = document
            if form is not None and self._store is not None and keys:
                self._store.put(keys[place], form)
        documents = iter(found)
        for one in read:
            read_one = one if isinstance(one, Document) else next(documents)
            assert read_one is not None
            yield read_one

    def save(self) -> None:
        """Keeps what was parsed."""
        if self._store is not None:
            self._store.save()


#: From how many files on they are parsed in several processes, and how many are parsed in one step.
_SHARED_FROM, _AT_ONCE = 200, 16


def _parsed(
    files: list[tuple[bytes, str]], *, keeps: bool, meanwhile: Callable[[], object]
) -> Iterator[tuple[Document, bytes | None]]:
    """The documents of files, given as their contents and names in findings, each with what is to be kept of it."""
    processes = processes_at_once() if len(files) >= _SHARED_FROM else 1
    if processes < 2:
        for content, shown_as in files:
            document = parse_document(content, shown_as)
            yield document, form_of(document) if keeps else None
        return
    here: dict[int, Document] = {}  # what this process parsed itself; a copy has one of its own
    process = os.getpid()

    def parse(part: int) -> list[bytes | None]:
        forms: list[bytes | None] = []
        for place in range(part * _AT_ONCE, min(len(files), (part + 1) * _AT_ONCE)):
            here[place] = parse_document(*files[place])
            is_needed = keeps or os.getpid() != process  # to be kept, or to be sent by a copy
            forms.append(form_of(here[place]) if is_needed else None)
        return forms

    parts = -(-len(files) // _AT_ONCE)
    forms = chain.from_iterable(in_shares(parse, parts, list[bytes | None], processes, meanwhile))
    for place, ((content, shown_as), form) in enumerate(zip(files, forms, strict=True)):
        found = here.get(place) or kept_document(content, shown_as, form, remembers=True)
        yield found or parse_document(content, shown_as), form


def form_of(document: Document) -> bytes | None:
    """What is kept of a document; None where anything is wrong with it, or its data has no such form."""
    if document.findings or document.slips:
        return None
    decimals = [
        ([*route], str(value))
        for route, value in (leaves(document.data) if _MAY_BE_DECIMAL.search(document.text) else ())
        if type(value) is Decimal
    ]
    values, keys = document.values, document.keys
    if not isinstance(values, CompactMarks) or not isinstance(keys, CompactMarks):
        return None
    try:
        return _ENCODER.encode(_Form(document.data, decimals, values.as_bytes(), keys.as_bytes()))
    except (UnicodeError, OverflowError, msgspec.MsgspecError):
        return None


def kept_document(content: bytes, path: str, form: bytes | None, *, remembers: bool) -> Document | None:
    """The document of a file with this content, from what was kept of it; None where that is not its form.

    `remembers` is that of `CompactMarks`.
    """
    if form is None:
        return None
    try:
        kept = _DECODER.decode(form)
        for route, number in kept.decimals:
            around, last = value_at(kept.data, tuple(route[:-1])), route[-1]
            if around[last] != number:
                return None
            around[last] = Decimal(number)
        values = CompactMarks.from_bytes(kept.data, kept.values, of_keys=False, remembers=remembers)
        keys = CompactMarks.from_bytes(kept.data, kept.keys, of_keys=True, remembers=remembers)
        return Document(path, as_text(content), kept.data, values, keys)
    except (msgspec.MsgspecError, ValueError, LookupError, TypeError, InvalidOperation):
        return None
