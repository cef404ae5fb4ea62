"""1EdTech CASE, versions 1.0 and 1.1: a package, and the files of its REST service for any web server.

Addresses of objects are those of version 1.1 in both, as the best practice asks: the latest version that is served. The day
of the last change is the day of the export, because a text may name a figure of that day.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Literal

from pa_framework.exchange.competence_tree import NODE_KINDS, Link, LinkKind, Node, competence_tree
from pa_framework.exchange.json_documents import encode_line
from pa_framework.exchange.published import Published

Version = Literal["1.0", "1.1"]
Parts = Literal["all", "items", "package"]
#: The folder of the REST service of each version, below the folder of its format.
SERVICE: dict[Version, str] = {"1.0": "ims/case/v1p0", "1.1": "ims/case/v1p1"}
#: A record's way through a link, in CASE's words. What a level expects is a part of it.
_TYPES: dict[LinkKind, str] = {
    "needs": "precedes",
    "expects": "isPartOf",
    "replaced-by": "replacedBy",
    "maps-to": "isRelatedTo",
}
_STATUS = {"reference": "Draft", "live": "Adopted"}


def files(published: Published, version: Version, *, parts: Parts = "all") -> Iterator[tuple[str, bytes]]:
    """`package.json`, and the files of the service: all, those of documents and items, or only of documents."""
    package = case_package(published, version)
    content = encode_line(package)
    yield "package.json", content
    folder = SERVICE[version]
    document = package["CFDocument"]
    listed = {**document, "CFPackageURI": _link(document["title"], document, published, "CFPackages")}
    yield f"{folder}/CFDocuments/index.html", encode_line({"CFDocuments": [listed]})
    yield f"{folder}/CFDocuments/{document['identifier']}", encode_line(listed)
    yield f"{folder}/CFPackages/{document['identifier']}", content
    for name in ("CFItemTypes", "CFLicenses"):
        for one in package["CFDefinitions"][name]:
            held = {name: [one]} if name == "CFItemTypes" else one
            yield f"{folder}/{name}/{one['identifier']}", encode_line(held)
    if parts == "package":
        return
    of_document = {"CFDocumentURI": _link(document["title"], document, published, "CFDocuments")}
    items = {item["identifier"]: {**item, **of_document} for item in package["CFItems"]}
    for identifier, item in items.items():
        yield f"{folder}/CFItems/{identifier}", encode_line(item)
    if parts == "items":
        return
    by_item = defaultdict(list)
    for association in package["CFAssociations"]:
        ends = {association[end]["identifier"] for end in ("originNodeURI", "destinationNodeURI")}
        for identifier in ends & items.keys():
            by_item[identifier].append(association)
        path = f"{folder}/CFAssociations/{association['identifier']}"
        yield path, encode_line({**association, **of_document})
    for identifier, item in items.items():
        held = {"CFItem": item, "CFAssociations": by_item[identifier]}
        yield f"{folder}/CFItemAssociations/{identifier}", encode_line(held)


def item_address(published: Published, identifier: str) -> str:
    """The address of an item of the newest version that is served."""
    return _uri(published, "CFItems", identifier)


def case_package(published: Published, version: Version) -> dict[str, Any]:
    """The CFPackage of a framework."""
    tree = competence_tree(published)
    day = {"lastChangeDateTime": f"{published.on.isoformat()}T00:00:00+00:00"}
    framework = published.framework
    licence = _object(published, "CFLicenses", published.identifier("licence", framework.licence)) | {
        "title": framework.licence,
        "licenseText": framework.licence,
        **day,
    }
    document = _object(published, "CFDocuments", published.identifier("framework")) | {
        **({"caseVersion": "1.1"} if version == "1.1" else {}),
        "creator": framework.publisher,
        "title": framework.title,
        **day,
        **({"officialSourceURL": framework.site} if framework.site else {}),
        "publisher": framework.publisher,
        "description": framework.summary,
        "language": framework.language,
        "version": framework.version,
        "adoptionStatus": _STATUS[framework.status],
        "licenseURI": _link_to(licence),
    }
    types = {
        kind: _object(published, "CFItemTypes", published.identifier("item-type", kind))
        | {"title": title, "description": text, "hierarchyCode": str(number), **day}
        for number, (kind, (title, text)) in enumerate(NODE_KINDS.items(), 1)
    }
    items = {node.identifier: _item(published, node, types[node.kind], _link_to(licence)) | day for node in tree.nodes}
    above = {node.identifier: items[node.parent] if node.parent else document for node in tree.nodes}
    associations = [
        _association(published, "isChildOf", items[node.identifier], _link_to(above[node.identifier]))
        | {"sequenceNumber": node.number, **day}
        for node in tree.nodes
    ]
    associations += [
        _association(published, _TYPES[link.kind], items[link.origin], _target(items, link)) | day
        for link in tree.links
    ]
    return {
        "CFDocument": document,
        "CFItems": list(items.values()),
        "CFAssociations": associations,
        "CFDefinitions": {"CFItemTypes": list(types.values()), "CFLicenses": [licence]},
    }


def _item(published: Published, node: Node, of_type: dict[str, Any], licence: dict[str, str]) -> dict[str, Any]:
    title = f"[DEPRECATED] {node.title}" if node.retired else node.title
    return _object(published, "CFItems", node.identifier) | {
        "fullStatement": node.text,
        **({"abbreviatedStatement": title} if title else {}),
        "humanCodingScheme": node.code,
        "listEnumeration": str(node.number),
        "CFItemType": of_type["title"],
        "CFItemTypeURI": _link_to(of_type),
        **({"notes": node.notes} if node.notes else {}),
        **({"conceptKeywords": list(node.keywords)} if node.keywords else {}),
        "language": published.framework.language,
        "licenseURI": licence,
    }


def _association(published: Published, of_type: str, origin: dict[str, Any], target: dict[str, str]) -> dict[str, Any]:
    name = f"{of_type}/{origin['identifier']}/{target['identifier']}"
    return _object(published, "CFAssociations", published.identifier("association", name)) | {
        "associationType": of_type,
        "originNodeURI": _link_to(origin),
        "destinationNodeURI": target,
    }


def _target(items: dict[str, dict[str, Any]], link: Link) -> dict[str, str]:
    if link.address:
        return {"title": link.title, "identifier": link.target, "uri": link.address}
    return _link_to(items[link.target])


def _object(published: Published, collection: str, identifier: str) -> dict[str, Any]:
    return {"identifier": identifier, "uri": _uri(published, collection, identifier)}


def _uri(published: Published, collection: str, identifier: str) -> str:
    return f"{published.data_address}case-1.1/{SERVICE['1.1']}/{collection}/{identifier}"


def _link_to(one: dict[str, Any]) -> dict[str, str]:
    title = one.get("title") or one.get("abbreviatedStatement") or one["fullStatement"]
    return {"title": title, "identifier": one["identifier"], "uri": one["uri"]}


def _link(title: str, one: dict[str, Any], published: Published, collection: str) -> dict[str, str]:
    identifier = one["identifier"]
    return {"title": title, "identifier": identifier, "uri": _uri(published, collection, identifier)}
