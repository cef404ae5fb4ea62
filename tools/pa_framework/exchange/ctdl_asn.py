"""CTDL-ASN, the vocabulary of Credential Engine, as one JSON-LD graph. The mapping is that of its converter from CASE."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pa_framework.exchange.competence_tree import NODE_KINDS, Node, competence_tree
from pa_framework.exchange.json_documents import encode
from pa_framework.exchange.published import Published

CONTEXT = "https://credreg.net/ctdlasn/schema/context/json"
_PUBLISHED = {
    "live": "http://credreg.net/ctdlasn/vocabs/publicationStatus/Published",
    "reference": "http://credreg.net/ctdlasn/vocabs/publicationStatus/Draft",
}


def files(published: Published) -> Iterator[tuple[str, bytes]]:
    """`framework.jsonld`."""
    yield "framework.jsonld", encode(graph(published))


def graph(published: Published) -> dict[str, Any]:
    """The framework and its competences, with links in both directions: readers know one or the other."""
    tree = competence_tree(published)
    children, needed = defaultdict(list), defaultdict(list)
    for node in tree.nodes:
        children[node.parent].append(_address(published, node.identifier))
    for link in tree.links:
        if link.kind == "needs":
            needed[link.target].append(_address(published, link.origin))
    own = published.identifier("framework")
    framework = published.framework
    head = {
        "@id": _address(published, own),
        "@type": "ceasn:CompetencyFramework",
        "ceterms:ctid": f"ce-{own}",
        "ceasn:name": _text(framework.title),
        "ceasn:description": _text(framework.summary),
        "ceasn:inLanguage": ["en"],
        "ceasn:creator": [published.base],
        "ceasn:publisherName": [_text(framework.publisher)],
        "ceasn:publicationStatusType": [_PUBLISHED[framework.status]],
        "ceasn:source": [published.base],
        "ceasn:hasTopChild": children[""],
    }
    nodes = [_node(published, node, children[node.identifier], needed[node.identifier]) for node in tree.nodes]
    return {
        "@context": CONTEXT,
        "@id": f"{published.data_address}ctdl-asn/graph/ce-{own}",
        "@graph": [head, *nodes],
    }


def _node(published: Published, node: Node, children: list[str], needed: list[str]) -> dict[str, Any]:
    framework = _address(published, published.identifier("framework"))
    return {
        "@id": _address(published, node.identifier),
        "@type": "ceasn:Competency",
        "ceterms:ctid": f"ce-{node.identifier}",
        "ceasn:competencyText": _text(node.text),
        **({"ceasn:competencyLabel": _text(node.title)} if node.title else {}),
        "ceasn:competencyCategory": [_text(NODE_KINDS[node.kind][0])],
        "ceasn:codedNotation": node.code,
        "ceasn:listID": str(node.number),
        "ceasn:isPartOf": [framework],
        **({"ceasn:isChildOf": [_address(published, node.parent)]} if node.parent else {}),
        **({} if node.parent else {"ceasn:isTopChildOf": framework}),
        **({"ceasn:hasChild": children} if children else {}),
        **({"ceasn:prerequisiteAlignment": needed} if needed else {}),
        **({"ceasn:conceptKeyword": [_text(word) for word in node.keywords]} if node.keywords else {}),
        **({"ceasn:comment": _text(node.notes)} if node.notes else {}),
    }


def _address(published: Published, identifier: str) -> str:
    return f"{published.data_address}ctdl-asn/resources/ce-{identifier}"


def _text(words: str) -> dict[str, str]:
    return {"en": words}
