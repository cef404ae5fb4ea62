"""The facts as they would be without the slips that a rule reports: what is wrong then does not follow from them."""

from collections import defaultdict
from collections.abc import Mapping

from msgspec.structs import replace

from pa_framework.facts.facts import Facts
from pa_framework.facts.register_days import in_order
from pa_framework.facts.unknown_ids import unknown_ids
from pa_framework.records.dated_documents import value_at, with_value_at
from pa_framework.records.decode import decode
from pa_framework.records.load import gather
from pa_framework.records.references import Reference
from pa_framework.records.register import decode_file, gather_register
from pa_framework.records.yaml_source import Document, Mark, Route


def without_slips(facts: Facts) -> Facts:
    """The facts with the id that is most likely meant for each unknown one, and without what ends before it begins.

    A document that would be invalid then stays as it is. The places in documents stay those of the files. No one may be
    told by these facts what a PA may do.
    """
    meant: defaultdict[str, list[tuple[Reference, str]]] = defaultdict(list)
    for _, places in unknown_ids(facts):
        for reference, near in places:
            if near:
                meant[reference.document.path].append((reference, near))

    def mended(document: Document, kind: str, *, in_register: bool) -> Document:
        if document.findings:
            return document
        made = _with_ids(document, meant.get(document.path, ()))
        if in_register and kind != "register":
            made = in_order(made)
        return document if made is document or decode(made, kind)[1] else made

    records, register = facts.records_as_written, facts.register
    documents = [(mended(document, kind, in_register=False), kind) for document, kind in records.documents]
    if register is not None:
        files = ((mended(document, kind, in_register=True), kind) for document, kind in register.documents)
        register = gather_register((decode_file(*file) for file in files), register.strays, register.root)
    found = gather(documents, records.strays, records.roots, records.overlay)
    found = replace(found, stray_texts=records.stray_texts, left_out=found.left_out | records.left_out)
    return Facts(found, facts.on, register, facts.pages)


def _with_ids(document: Document, meant: list[tuple[Reference, str]] | tuple[()]) -> Document:
    """The document with other ids at the places of some references; of names of fields, the innermost first."""
    for reference, near in sorted(meant, key=lambda one: (-len(one[0].route), one[0].key)):
        route = reference.route
        if not reference.key:
            document = replace(document, data=with_value_at(document.data, route, near))
            continue
        fields = value_at(document.data, route[:-1])
        if near not in fields:
            renamed = {near if name == route[-1] else name: value for name, value in fields.items()}
            document = replace(
                document,
                data=with_value_at(document.data, route[:-1], renamed),
                values=_moved(document.values, route, near),
                keys=_moved(document.keys, route, near),
            )
    return document


def _moved(places: Mapping[Route, Mark], route: Route, name: str) -> dict[Route, Mark]:
    """The places, of which those below `route` are below a field with another name."""
    end = len(route)
    return {(*at[: end - 1], name, *at[end:]) if at[:end] == route else at: place for at, place in places.items()}
