"""Addresses in HTML: relative to the page that is built, with the anchor that the target names."""

import pytest

from pa_framework.look.markdown import href


@pytest.mark.parametrize(
    ("page", "path", "address"),
    [
        ("index.md", "career/index.md", "career/"),
        ("career/index.md", "index.md", "../"),
        ("career/skilled-pa.md", "career/index.md", "../"),
        ("career/skilled-pa.md", "images/levels/skilled-pa.svg", "../../images/levels/skilled-pa.svg"),
        ("evidence/consistency.md", "about/sources.md#pa-research-2016", "../../about/sources/#pa-research-2016"),
        ("about/sources.md", "about/sources.md#pa-research-2016", "./#pa-research-2016"),
        ("index.md", "images/logo.svg#mark", "images/logo.svg#mark"),
        ("index.md", "https://example.org/a.md#b", "https://example.org/a.md#b"),
        ("add/contact.md", "mailto:team@example.org", "mailto:team@example.org"),
    ],
)
def test_an_address_leads_from_the_built_page_to_the_built_target(page: str, path: str, address: str) -> None:
    assert href(page, path) == address
