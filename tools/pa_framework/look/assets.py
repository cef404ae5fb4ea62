"""What a browser loads around the words: files of the look, joined, and named by what stands in them."""

import hashlib
import html
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from typing import TypedDict

from pa_framework.facts.brand import branded, palette

_KEPT = re.compile(r"(?:.*/)?index\.html|assets/.*|images/.*|search/search_index\.json")
_LEFT = re.compile(r"about/rules/|assets/fonts/LICENSE|images/share/")
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)


class Contents(TypedDict):
    """offline.json: `bytes` is what it costs to fetch, compressed; `titles` are those of the pages among `files`."""

    version: str
    bytes: int
    files: list[str]
    titles: dict[str, str]


def joined(parts: Iterable[bytes]) -> bytes:
    """Several stylesheets or scripts as one file: on a phone, each request costs more than the bytes in it."""
    return b"\n".join(part.strip() for part in parts) + b"\n"


def named(address: str, content: bytes) -> str:
    """An address that changes when the content does, so that no browser shows a page with the look of another day.

    >>> named("a.css", b"")
    'a.css?v=e3b0c44298'
    """
    return f"{address}?v={hashlib.sha256(content).hexdigest()[:10]}"


def kept_offline(files: Iterable[tuple[str, bytes]]) -> Contents:
    """What a device keeps when somebody asks for the whole framework.

    Takes every file of the built site, path and content. Pages about the rules of the checker, schemas, feeds and
    pictures for other sites stay out: nobody needs them at a bedside.
    """
    names: list[str] = []
    titles: dict[str, str] = {}
    size, whole = 0, hashlib.sha256()
    for path, content in files:
        if not _KEPT.fullmatch(path) or _LEFT.match(path):
            continue
        name = path.removesuffix("index.html") if path.endswith("index.html") else path
        names.append(name)
        whole.update(path.encode() + hashlib.sha256(content).digest())
        packed = path.endswith((".woff2", ".png", ".jpg"))
        size += len(content) if packed else len(zlib.compress(content, 1))
        if path.endswith(".html"):
            title = _TITLE.search(content)
            titles[name] = html.unescape(title[1].decode("utf-8").rsplit(" - ", 1)[0]) if title else name
    return {"version": whole.hexdigest()[:12], "bytes": size, "files": names, "titles": titles}


def manifest(name: str, colours: Mapping[str, str], logo: str | None) -> bytes:
    """The web app manifest: how the site is called and looks when somebody puts it on their home screen."""
    ground = branded(colours, "light")["plum"]
    own = [{"src": logo, "sizes": "any" if logo.endswith(".svg") else "512x512"}] if logo else []
    ours = [
        {"src": "assets/images/favicon.svg", "sizes": "any", "type": "image/svg+xml"},
        {"src": "assets/images/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
    ]
    content = {
        "name": name,
        "short_name": name[:24],
        "lang": "en-GB",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": palette("light")["paper"],
        "theme_color": ground,
        "icons": own or ours,
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
