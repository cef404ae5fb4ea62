"""Linked data of a page: schema.org, as JSON-LD. Absolute addresses begin with `site` of framework.yaml."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from pa_framework.facts.addresses import address

#: Characters that could end the script element, or that a page may read as markup.
_SAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029"}

Data = Mapping[str, object]


def breadcrumbs(site: str, crumbs: Sequence[tuple[str, str]]) -> Data:
    """The breadcrumbs of a page, from the home page down: pairs of title and path of the tree."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": title, "item": address(site, path)}
            for number, (title, path) in enumerate(crumbs, 1)
        ],
    }


def article(title: str, summary: str, published: date | None, author: str, publisher: str, image: str) -> Data:
    """A story or case study.

    `image` is an absolute address, or empty. `author` is the person who tells it; if it is empty, the publisher is the author.
    """
    return {
        "@type": "Article",
        "headline": title,
        "description": summary,
        **({"datePublished": published.isoformat()} if published else {}),
        "author": {"@type": "Person", "name": author} if author else {"@type": "Organization", "name": publisher},
        "publisher": {"@type": "Organization", "name": publisher},
        **({"image": image} if image else {}),
    }


def as_text(data: Sequence[Data]) -> str:
    """Linked data as the text of one JSON-LD script element, escaped so that no value can end the element."""
    whole = {"@context": "https://schema.org", "@graph": list(data)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_SAFE)
