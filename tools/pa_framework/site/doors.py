"""The ways into the site, one for each kind of reader: the doors of the first page, and the entries of the header."""

from collections.abc import Mapping

from msgspec import Struct

from pa_framework.facts.site_pages import (
    ADD,
    CALCULATORS,
    CAREER,
    CASE_STUDIES,
    COMPETENCES,
    DELEGATION,
    EVIDENCE,
    LAW,
    LEARNING,
    PAPERS,
    PLAN,
    STANDARDS,
    STORIES,
    SUPPORT,
    TOGETHER,
    Link,
)

#: The folder of hand-written pages on what the law asks of an employer, step by step. It has no page of its own: the door
#: lists them.
EMPLOYING = Link("What the law asks of an employer", "employing/index.md")


class Door(Link, frozen=True, kw_only=True):
    """A hand-written page for one kind of reader. The first page shows its title and hint.

    `entry` is what the header calls it. Doors may share an entry: it leads to the first of them that there is, and is
    marked on all. `sections` are the sections whose pages are written for these readers first: they mark it too.
    """

    entry: str
    sections: tuple[Link, ...]

    @property
    def id(self) -> str:
        """The name of its page, which is that of its picture too."""
        return self.path.removesuffix(".md")


DOORS = (
    Door(
        "Become a PA",
        "become-a-pa.md",
        "What PAs do, what they earn and how to start",
        entry="Become a PA",
        sections=(STORIES,),
    ),
    Door(
        "I am a PA",
        "i-am-a-pa.md",
        "Check your level, see what you could do next, find help",
        entry="I'm a PA",
        sections=(CAREER, COMPETENCES, LEARNING, SUPPORT),
    ),
    Door(
        "I employ a PA",
        "i-employ-a-pa.md",
        "What you can ask a PA to do, and what is up to you",
        entry="I employ a PA",
        sections=(LAW, EMPLOYING, TOGETHER, PAPERS, CALCULATORS),
    ),
    Door(
        "I am a clinician",
        "i-am-a-clinician.md",
        "Check whether a task can be delegated, who to, and who is accountable",
        entry="Clinicians",
        sections=(DELEGATION,),
    ),
    Door(
        "Councils and ICBs",
        "councils-and-icbs.md",
        "What this site offers your area, what it costs to run, and the evidence",
        entry="Councils and ICBs",
        sections=(CASE_STUDIES, PLAN, EVIDENCE, STANDARDS, ADD),
    ),
    Door(
        "I lead training",
        "i-lead-training.md",
        "Edit records, plan courses and keep sign-offs up to date",
        entry="Councils and ICBs",
        sections=(CASE_STUDIES, PLAN, EVIDENCE, STANDARDS, ADD),
    ),
)


class Entry(Struct, frozen=True):
    """An entry of the header. `here` is the value of aria-current: `page`, or `true` on a page that belongs to it."""

    title: str
    url: str
    here: str | None


def header_entries(addresses: Mapping[str, str], path: str | None) -> tuple[Entry, ...]:
    """The entries of the header on the page at `path`, each with its address; without a page for it there is none.

    `addresses` leads from the paths of the page tree to addresses of the site. `path` is None on a page outside of it.
    """
    doors: dict[str, Door] = {}
    for door in DOORS:
        if door.path in addresses:
            doors.setdefault(door.entry, door)
    return tuple(Entry(name, addresses[door.path], _here(door, path)) for name, door in doors.items())


def _here(door: Door, path: str | None) -> str | None:
    if path is None or path == door.path:
        return "page" if path else None
    shared = {other.path for other in DOORS if other.entry == door.entry}
    folders = tuple(section.path.removesuffix("index.md") for section in door.sections)
    return "true" if path in shared or path.startswith(folders) else None
