"""The page about data for other systems, and the published files below `data/`, which carry the version of their shape.

Parquet is left to the command `export`: it needs an extra, and a site is the same whatever is installed.
"""

from collections.abc import Iterator
from functools import partial

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pa_framework.exchange import case
from pa_framework.exchange.formats import FORMATS, LOSSES, files_of
from pa_framework.exchange.published import published
from pa_framework.exchange.shape import DATA_FOLDER, FORMAT_VERSION
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import DATA, Link
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.text.kept_results import NOTHING_KEPT, KeptResults, key_of

#: What a site offers. A consumer of CASE finds associations in the package, and items of both versions at those of 1.1.
_ON_SITE = {
    **{name: one for name, one in FORMATS.items() if name != "parquet"},
    "case-1.0": replace(FORMATS["case-1.0"], files=partial(case.files, version="1.0", parts="package")),
    "case-1.1": replace(FORMATS["case-1.1"], files=partial(case.files, version="1.1", parts="items")),
}
#: The files that the page links to, by format.
_LINKED = {
    "json": ("json/all.json", "json/schemas/all.schema.json"),
    "csv": ("csv/datapackage.json", "csv/task.csv", "csv/competence.csv", "csv/pay-band.rates.csv"),
    "case-1.0": ("case-1.0/package.json",),
    "case-1.1": ("case-1.1/package.json",),
    "moodle": ("moodle/framework.csv",),
    "ctdl-asn": ("ctdl-asn/framework.jsonld",),
    "openbadges": ("openbadges/achievements.json",),
}


class FormatRow(Struct, frozen=True):
    """A format: what it is called, what it is for, and its files."""

    title: str
    purpose: str
    files: tuple[Link, ...]


class DataView(Struct, frozen=True):
    """What is offered, in which version of the shape, and under which licence."""

    rows: tuple[FormatRow, ...]
    version: str
    folder: str
    losses: Link
    licence: str


def data_files(facts: Facts, kept: KeptResults = NOTHING_KEPT) -> Iterator[tuple[str, bytes]]:
    """Every published file, by its path in the tree. They are kept by what they are made from: the files and the day."""
    if facts.records.framework is None:
        return
    written = sorted((document.path, document.text) for document, _ in facts.records_as_written.documents)
    key = key_of("data", facts.on, written)
    made = kept.get(key)
    if made is None:
        made = msgspec.msgpack.encode(list(files_of(published(facts), _ON_SITE.values())))
        kept.put(key, made)
    for path, content in msgspec.msgpack.decode(made, type=list[tuple[str, bytes]]):
        yield f"{DATA_FOLDER}/{path}", content


def _view(facts: Facts) -> DataView:
    framework = facts.records.framework
    rows = tuple(
        FormatRow(
            FORMATS[name].title,
            FORMATS[name].purpose,
            tuple(Link(path.rpartition("/")[2], f"{DATA_FOLDER}/{path}") for path in paths),
        )
        for name, paths in _LINKED.items()
    )
    licence = framework.licence if framework else ""
    return DataView(rows, FORMAT_VERSION, DATA_FOLDER, Link(LOSSES, f"{DATA_FOLDER}/{LOSSES}"), licence)


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=DATA,
        kind="data",
        template="data.md.j2",
        view=_view,
        description="The records of this framework for spreadsheets, programs and learning systems, and what each file is for.",
    ),
)
