"""What a browser loads besides the pages: style sheets and scripts joined from components, manifest, offline list."""

import hashlib
import html
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TypedDict

import msgspec

from pa_framework.facts.brand import branded_palette, palette
from pa_framework.look.tokens import brand_sheet, risk_sheet, token_sheet

_STORED = re.compile(r"(?:.*/)?index\.html|assets/.*|images/.*|search/search_index\.json")
_LEFT_OUT = re.compile(r"about/rules/|assets/fonts/LICENSE|images/share/")
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)


class Contents(TypedDict):
    """offline.json: `bytes` is the size of all files, compressed; `titles` are those of the pages among `files`."""

    version: str
    bytes: int
    files: list[str]
    titles: dict[str, str]


class LookError(Exception):
    """The files of the look do not fit together."""


class JoinOrder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """components.yaml: what comes first, by the names of components. Everything else follows by name."""

    styles_first: tuple[str, ...]
    scripts_everywhere: tuple[str, ...]


def join_components(files: Mapping[str, bytes], colours: Mapping[str, str], tiers: int) -> dict[str, bytes]:
    """Style sheets and scripts of a site, by their paths in it.

    `files` are components.yaml and the files of all components, by their paths in the look; `colours` are those of a
    brand, `tiers` is the number of tiers of risk. There is one style sheet for every medium, one script for all pages,
    and one for each other component that has a script: on a phone, each request costs more than the bytes in it.
    """
    try:
        order = msgspec.yaml.decode(files["components.yaml"], type=JoinOrder)
    except KeyError:
        raise LookError("components.yaml is missing") from None
    except msgspec.DecodeError as error:
        raise LookError(f"components.yaml: {error}") from error
    names = sorted({path.split("/")[1] for path in files if path.count("/") == 2})
    missing = sorted({*order.styles_first, *order.scripts_everywhere}.difference(names))
    if missing:
        raise LookError(f"components.yaml names `{missing[0]}`, and there is no folder `components/{missing[0]}`")
    by_style = [*order.styles_first, *(name for name in names if name not in order.styles_first)]

    def parts(names: Iterable[str], ending: str) -> Iterator[bytes]:
        paths = (f"components/{name}/{name}.{ending}" for name in names)
        return (files[path] for path in paths if path in files)

    light = (token_sheet("light"), brand_sheet(colours, "light"), risk_sheet(tiers), *parts(by_style, "css"))
    dark = (token_sheet("dark"), brand_sheet(colours, "dark"), *parts(by_style, "dark.css"))
    on_paper = (token_sheet("print"), *parts(by_style, "print.css"))
    made = {
        "assets/stylesheets/site.css": without_comments(join(light)),
        "assets/stylesheets/night.css": without_comments(join(dark)),
        "assets/stylesheets/print.css": without_comments(join(on_paper)),
        "assets/javascripts/site.js": join(parts(order.scripts_everywhere, "js")),
    }
    for name in names:
        script = files.get(f"components/{name}/{name}.js")
        if script is not None and name not in order.scripts_everywhere:
            made[f"assets/javascripts/{name}.js"] = script
    return made


def join(parts: Iterable[bytes]) -> bytes:
    """Several style sheets or scripts as one file."""
    return b"\n".join(part.strip() for part in parts if part) + b"\n"


def without_comments(style: bytes) -> bytes:
    """A style sheet without its comments and empty lines. No string of a style sheet may contain `/*`."""
    first, *rest = style.split(b"/*")
    whole = first + b"".join(part.partition(b"*/")[2] for part in rest)
    return b"\n".join(line for line in whole.splitlines() if line.strip()) + b"\n"


def versioned(address: str, content: bytes) -> str:
    """An address that changes when the content does, so that no browser shows a page with an outdated look.

    >>> versioned("a.css", b"")
    'a.css?v=e3b0c44298'
    """
    return f"{address}?v={hashlib.sha256(content).hexdigest()[:10]}"


def offline_contents(files: Iterable[tuple[str, bytes]]) -> Contents:
    """What a device stores when a reader asks for the whole framework.

    Takes every file of the built site, path and content. Pages about the rules of the checker, schemas, feeds and
    pictures for other sites are left out: no one needs them at a bedside.
    """
    names: list[str] = []
    titles: dict[str, str] = {}
    size, whole = 0, hashlib.sha256()
    for path, content in files:
        if not _STORED.fullmatch(path) or _LEFT_OUT.match(path):
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
    """The web app manifest: name, colours and icons of the site on a home screen."""
    ground = branded_palette(colours, "light")["plum"]
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
