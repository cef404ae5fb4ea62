"""The page about reading without signal. What is on the device, only the device knows: offline.js writes it."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import ABOUT, OFFLINE
from pa_framework.look.page import Frame, Page, page


@dataclass(frozen=True, slots=True)
class OfflineView:
    title: str


def pages(facts: Facts) -> Iterator[Page]:
    """about/offline.md"""
    frame = Frame(
        OFFLINE.title,
        "Pages that you opened can be read without signal. You can keep all of them on this device, and forget them.",
        "offline",
        crumbs=(ABOUT,),
        scripts=("offline",),
    )
    yield page(facts, OFFLINE.path, "offline.md.j2", frame, OfflineView(OFFLINE.title))
