"""Every format, what it is for, and which fields of records it holds. docs/exchange.md has the table of what each leaves out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from msgspec import Struct

from pa_framework.exchange import case, csv_package, ctdl_asn, json_documents, moodle, open_badges, parquet
from pa_framework.exchange.json_documents import encode
from pa_framework.exchange.published import Published
from pa_framework.exchange.shape import PUBLISHED_KINDS, fields
from pa_framework.text.sentences import join_words

#: Fields by the kind of their record.
FieldsByKind = Mapping[str, tuple[str, ...]]


def _fields(**held: str) -> FieldsByKind:
    return MappingProxyType({kind: tuple(names.split()) for kind, names in held.items()})


class Format(Struct, frozen=True):
    """A format.

    `holds` are the fields that come back from its files; None where it holds all that is published. `files` gives each file
    by its path below the folder of the format.
    """

    name: str
    title: str
    purpose: str
    files: Callable[[Published], Iterator[tuple[str, bytes]]]
    holds: FieldsByKind | None = None

    def leaves_out(self, kind: str) -> tuple[str, ...]:
        """The fields of a kind that it has no place for."""
        held = fields(kind) if self.holds is None else self.holds.get(kind, ())
        return tuple(name for name in fields(kind) if name not in held)


_CASE = _fields(
    framework="title summary version publisher licence language status site",
    area="id title summary",
    step="id title summary",
    competence="id title area summary why_it_matters statements prerequisites maps_to tags replaced_by",
    level="id title order summary expects replaced_by",
)
FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format(
            "json", "JSON", "For programs: one document for each kind of record, and one for all.", json_documents.files
        ),
        Format(
            "csv", "CSV", "For reading in a spreadsheet or a database: tables, and a data package.", csv_package.files
        ),
        Format("parquet", "Parquet", "For analysts: the same tables, with their types.", parquet.files),
        Format(
            "case-1.0",
            "CASE 1.0",
            "For learning systems that read version 1.0, such as OpenSALT and CaSS.",
            partial(case.files, version="1.0"),
            _CASE,
        ),
        Format(
            "case-1.1",
            "CASE 1.1",
            "For learning systems that read version 1.1.",
            partial(case.files, version="1.1"),
            _CASE,
        ),
        Format(
            "moodle",
            "Moodle",
            "For Moodle: the competences, to import as a framework.",
            moodle.files,
            _fields(
                framework="title summary",
                area="id title summary",
                step="id title summary",
                competence="id title area summary why_it_matters statements",
                level="id title summary expects",
            ),
        ),
        Format(
            "ctdl-asn",
            "CTDL-ASN",
            "For the Credential Engine and CaSS: linked data.",
            ctdl_asn.files,
            _fields(
                framework="title summary publisher status",
                area="id title summary",
                step="id title summary",
                competence="id title area summary why_it_matters statements prerequisites tags",
                level="id title order summary",
            ),
        ),
        Format(
            "openbadges",
            "Open Badges 3.0",
            "For issuers of badges: what an achievement is. It names no one.",
            open_badges.files,
            _fields(
                framework="title version publisher language",
                step="id title summary",
                competence="id title summary statements tags",
            ),
        ),
    )
}
#: A file of an export, about what the formats have no place for.
LOSSES = "losses.json"


class Loss(Struct, frozen=True):
    """What a format leaves out of the records of a kind. `whole`: it holds no record of this kind."""

    format: str
    kind: str
    fields: tuple[str, ...]
    records: int
    whole: bool


def losses(published: Published, format: Format) -> tuple[Loss, ...]:
    """What a format leaves out of these records: only fields that some record has."""
    found = []
    for kind in PUBLISHED_KINDS:
        left_out, records = format.leaves_out(kind), published.by_kind[kind]
        names = tuple(name for name in left_out if any(name in record for record in records))
        if names:
            touched = sum(any(name in record for name in names) for record in records)
            found.append(Loss(format.name, kind, names, touched, format.holds is not None and kind not in format.holds))
    return tuple(found)


def losses_in_words(found: Iterable[Loss]) -> Iterator[str]:
    """One line for each kind that loses fields, and one for the kinds that are left out."""
    found = tuple(found)
    for name in dict.fromkeys(loss.format for loss in found):
        own = [loss for loss in found if loss.format == name]
        for loss in own:
            if not loss.whole:
                yield f"{name} has no place for these fields of {loss.kind}: {join_words(loss.fields)}"
        if whole := [loss.kind for loss in own if loss.whole]:
            yield f"{name} has no place for records of the kinds {join_words(whole)}"


def files_of(published: Published, formats: Iterable[Format]) -> Iterator[tuple[str, bytes]]:
    """The files of some formats, each format in a folder of its name, and the report on what they leave out."""
    formats = tuple(formats)
    for one in formats:
        for path, content in one.files(published):
            yield f"{one.name}/{path}", content
    report = [
        {"format": loss.format, "kind": loss.kind, "records": loss.records, "fields": loss.fields}
        for one in formats
        for loss in losses(published, one)
    ]
    yield LOSSES, encode({**published.head, "losses": report})
