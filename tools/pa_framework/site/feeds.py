"""Stories and changes for feed readers, as Atom (RFC 4287) and JSON Feed 1.1.

The id of an entry is made from the id of its record and the host of the site, so it stays the same when the text
changes. Times come from the records, not from the clock.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit
from xml.etree import ElementTree

from msgspec import Struct

from pa_framework.facts.addresses import address, page_path
from pa_framework.facts.announced_changes import announced_changes
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import CHANGED, STORIES, Link
from pa_framework.facts.stories import visible_stories
from pa_framework.look.share_images import image_of
from pa_framework.site.front_matter import FEEDS

_ATOM = "http://www.w3.org/2005/Atom"
#: Characters that XML 1.0 does not allow.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: A tag URI (RFC 4151) contains a date on which its author owned the host.
_SINCE = "2026-11-22"


class Entry(Struct, frozen=True):
    """One entry: an id that never changes, absolute addresses, and the date of publication."""

    id: str
    address: str
    title: str
    text: str
    on: date
    image: str = ""
    tags: tuple[str, ...] = ()


class Feed(Struct, frozen=True):
    """A feed: `name` is the name of its files, `home` the page with the same content; entries are newest first."""

    name: str
    title: str
    summary: str
    home: str
    entries: tuple[Entry, ...]


def feed_link(facts: Facts, text: str, name: str) -> Link | None:
    """A link to a feed; None where the address of the site is not known, since feeds need it."""
    framework = facts.records.framework
    return Link(text, f"feeds/{name}.atom") if framework and framework.site else None


def feeds(facts: Facts) -> Iterator[tuple[str, bytes]]:
    """The files of every feed: path in the tree, and content. None where the framework has no `site`."""
    framework = facts.records.framework
    if framework is None or framework.site is None:
        return
    for feed in (_stories(facts, framework.site), _changes(facts, framework.site)):
        yield f"feeds/{feed.name}.atom", _atom(feed, framework.site, framework.publisher, framework.language)
        yield f"feeds/{feed.name}.json", _json(feed, framework.site, framework.publisher, framework.language)


def _stories(facts: Facts, site: str) -> Feed:
    """Stories that are shown and published by the day of the facts; a withheld story is in no feed."""
    published = [
        story
        for story in visible_stories(facts)
        if story.kind != "organisation" and story.published_on and story.published_on <= facts.on
    ]
    entries = tuple(
        Entry(
            _tag(site, f"story/{story.id}"),
            address(site, page_path("case-study", story)),
            story.title,
            f"{story.summary} “{story.pull_quote}”" + (" (An illustrative story.)" if story.illustrative else ""),
            story.published_on or facts.on,
            address(site, image) if (image := image_of(story)) else "",
        )
        for story in sorted(published, key=lambda story: story.published_on or facts.on, reverse=True)
    )
    title, summary = FEEDS["stories"]
    return Feed("stories", _titled(facts, title), summary, address(site, STORIES.path), entries)


def _changes(facts: Facts, site: str) -> Feed:
    entries = tuple(
        Entry(
            _tag(site, f"change/{change.id}"),
            f"{address(site, CHANGED.path)}#{change.id}",
            change.title,
            ("It loosens a safety rule. " if change.loosens else "") + change.what,
            change.on,
            tags=tuple(
                words
                for words, so in (
                    ("loosens a safety rule", change.loosens),
                    ("asks more", change.asks == "more"),
                    ("asks less", change.asks == "less"),
                )
                if so
            ),
        )
        for change in announced_changes(facts)
    )
    title, summary = FEEDS["changes"]
    return Feed("changes", _titled(facts, title), summary, address(site, CHANGED.path), entries)


def _titled(facts: Facts, title: str) -> str:
    framework = facts.records.framework
    return f"{framework.title}: {title}" if framework else title


def _tag(site: str, name: str) -> str:
    return f"tag:{urlsplit(site).hostname},{_SINCE}:{name}"


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _newest(entries: Sequence[Entry]) -> str:
    return _time(max((entry.on for entry in entries), default=date.fromisoformat(_SINCE)))


def _atom(feed: Feed, site: str, publisher: str, language: str) -> bytes:
    """A feed as Atom."""
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": language})

    def add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
        made = ElementTree.SubElement(parent, name, attributes)
        made.text = _NOT_XML.sub("", text) or None
        return made

    add(root, "id", _tag(site, f"feed/{feed.name}"))
    add(root, "title", feed.title)
    add(root, "subtitle", feed.summary)
    add(root, "updated", _newest(feed.entries))
    add(add(root, "author"), "name", publisher)
    add(root, "link", rel="self", type="application/atom+xml", href=f"{site}feeds/{feed.name}.atom")
    add(root, "link", rel="alternate", type="text/html", href=feed.home)
    for entry in feed.entries:
        made = add(root, "entry")
        add(made, "id", entry.id)
        add(made, "title", entry.title)
        add(made, "link", rel="alternate", type="text/html", href=entry.address)
        add(made, "published", _time(entry.on))
        add(made, "updated", _time(entry.on))
        for tag in entry.tags:
            add(made, "category", term=tag)
        add(made, "summary", entry.text)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _json(feed: Feed, site: str, publisher: str, language: str) -> bytes:
    """A feed as JSON Feed 1.1."""
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.summary,
        "home_page_url": feed.home,
        "feed_url": f"{site}feeds/{feed.name}.json",
        "language": language,
        "authors": [{"name": publisher}],
        "items": [
            {
                "id": entry.id,
                "url": entry.address,
                "title": entry.title,
                "content_text": entry.text,
                "date_published": _time(entry.on),
                **({"image": entry.image} if entry.image else {}),
                **({"tags": list(entry.tags)} if entry.tags else {}),
            }
            for entry in feed.entries
        ],
    }
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()
