"""What a browser loads besides the pages: style sheets and scripts joined from components, manifest, offline list."""

import hashlib
import html
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypedDict

import msgspec

from pa_framework.facts.brand import branded_palette, palette
from pa_framework.look.tokens import brand_sheet, risk_sheet, token_sheet

_STORED = re.compile(r"(?:.*/)?index\.html|assets/.*|images/.*")
_LEFT_OUT = re.compile(r"about/rules/|data/|versions/|assets/fonts/LICENSE|images/share/")
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
    """components.yaml: names of components. Style sheets that are not named follow by name."""

    styles_first: tuple[str, ...]
    scripts_everywhere: tuple[str, ...]
    only_our_frame: tuple[str, ...] = ()

    def by_style(self, names: Iterable[str]) -> list[str]:
        """All components, in the order of their style sheets."""
        return [*self.styles_first, *(name for name in names if name not in self.styles_first)]


def join_components(files: Mapping[str, bytes], colours: Mapping[str, str], tiers: int) -> dict[str, bytes]:
    """Style sheets and scripts of a site, by their paths in it.

    `files` are components.yaml and the files of all components, by their paths in the look; `colours` are those of a
    brand, `tiers` is the number of tiers of risk. There is one style sheet for every medium, one script for all pages,
    and one for each other component that has a script: on a phone, each request costs more than the bytes in it.
    """
    order, names = _order(files)
    by_style = order.by_style(names)
    light = (token_sheet("light"), brand_sheet(colours, "light"), risk_sheet(tiers), *_parts(files, by_style, "css"))
    dark = (token_sheet("dark"), brand_sheet(colours, "dark"), *_parts(files, by_style, "dark.css"))
    on_paper = (token_sheet("print"), *_parts(files, by_style, "print.css"))
    made = {
        "assets/stylesheets/site.css": without_comments(join(light)),
        "assets/stylesheets/night.css": without_comments(join(dark)),
        "assets/stylesheets/print.css": without_comments(join(on_paper)),
        "assets/javascripts/site.js": without_comment_lines(join(_parts(files, order.scripts_everywhere, "js"))),
    }
    for name in names:
        script = files.get(f"components/{name}/{name}.js")
        if script is not None and name not in order.scripts_everywhere:
            made[f"assets/javascripts/{name}.js"] = without_comment_lines(script)
    return made


#: What holds the text of a page in the themes of other engines. No element has this id: it makes our rules count more
#: than those of a theme.
_TEXT = b':is(#pa-framework, .md-content__inner, [role="main"])'


def content_sheet(files: Mapping[str, bytes], colours: Mapping[str, str], tiers: int, theme: str) -> bytes:
    """One style sheet, in light colours, for what our pages contain, in the theme of another engine.

    Takes what `join_components` takes, and files of `engines/` of the look; `theme` names the one that gives a theme
    our type and colours. Rules are nested, so that they reach nothing but the text of a page; `.words`, which holds it
    in our own frame, becomes the nesting selector.
    """
    order, names = _order(files)
    chosen = [name for name in order.by_style(names) if name not in (*order.only_our_frame, "fonts")]
    ours = join((risk_sheet(tiers), *_parts(files, chosen, "css"), files["engines/text.css"]))
    on_paper = join(_parts(files, chosen, "print.css"))
    # No script of ours runs there, so no room is needed for what one would add.
    ours = ours.replace(b"(scripting: enabled)", b"(max-width: 0)")
    nested = re.sub(rb"\.words(?![\w-])", b"&", ours + b"@media print {\n" + on_paper + b"}\n")
    outside = (
        *_parts(files, ["fonts"], "css"),
        token_sheet("light"),
        brand_sheet(colours, "light"),
        b"@media print {\n" + token_sheet("print") + b"}",
        files[f"engines/{theme}.css"],
    )
    return without_comments(join((*outside, _TEXT + b" {\n" + nested + b"}")))


def _order(files: Mapping[str, bytes]) -> tuple[JoinOrder, list[str]]:
    """components.yaml, and the names of all components, sorted. Raises LookError."""
    try:
        order = msgspec.yaml.decode(files["components.yaml"], type=JoinOrder)
    except KeyError:
        raise LookError("components.yaml is missing") from None
    except msgspec.DecodeError as error:
        raise LookError(f"components.yaml: {error}") from error
    names = sorted({path.split("/")[1] for path in files if path.startswith("components/") and path.count("/") == 2})
    missing = sorted({*order.styles_first, *order.scripts_everywhere, *order.only_our_frame}.difference(names))
    if missing:
        raise LookError(f"components.yaml names `{missing[0]}`, and there is no folder `components/{missing[0]}`")
    return order, names


def _parts(files: Mapping[str, bytes], names: Iterable[str], ending: str) -> Iterator[bytes]:
    """The files of these components with this ending, as far as they are there."""
    paths = (f"components/{name}/{name}.{ending}" for name in names)
    return (files[path] for path in paths if path in files)


def join(parts: Iterable[bytes]) -> bytes:
    """Several style sheets or scripts as one file."""
    return b"\n".join(part.strip() for part in parts if part) + b"\n"


def without_comments(style: bytes) -> bytes:
    """A style sheet without its comments and empty lines. No string of a style sheet may contain `/*`."""
    first, *rest = style.split(b"/*")
    whole = first + b"".join(part.partition(b"*/")[2] for part in rest)
    return b"\n".join(line for line in whole.splitlines() if line.strip()) + b"\n"


def without_comment_lines(script: bytes) -> bytes:
    """A script without empty lines and without lines that are comments from beginning to end.

    No line of a string that goes over several lines may begin as a comment does.
    """
    left: list[bytes] = []
    inside = False
    for line in script.splitlines():
        text = line.strip()
        if inside:
            inside = b"*/" not in text
            if not inside and not text.endswith(b"*/"):
                raise LookError(f"a comment ends within a line of a script: {text.decode(errors='replace')}")
        elif text.startswith(b"/*") and b"*/" not in text:
            inside = True
        elif text and not text.startswith(b"//") and not (text.startswith(b"/*") and text.endswith(b"*/")):
            left.append(line)
    return b"\n".join(left) + b"\n"


def versioned(address: str, content: bytes) -> str:
    """An address that changes when the content does, so that no browser shows a page with an outdated look.

    >>> versioned("a.css", b"")
    'a.css?v=e3b0c44298'
    """
    return f"{address}?v={hashlib.sha256(content).hexdigest()[:10]}"


def offline_contents(site: Path) -> Contents:
    """What a device stores when a reader asks for the whole framework.

    `site` is the folder of the built site. Pages about the rules of the checker, schemas, feeds, data,
    earlier versions and pictures for other sites are left out: no one needs them at a bedside.
    """
    names: list[str] = []
    titles: dict[str, str] = {}
    size, whole = 0, hashlib.sha256()
    for file in sorted(
        file for path, file in _files_below(site) if _STORED.fullmatch(path) and not _LEFT_OUT.match(path)
    ):
        path, content = file.relative_to(site).as_posix(), file.read_bytes()
        name = path.removesuffix("index.html") if path.endswith("index.html") else path
        names.append(name)
        whole.update(path.encode() + hashlib.sha256(content).digest())
        packed = path.endswith((".woff2", ".png", ".jpg"))
        size += len(content) if packed else len(zlib.compress(content, 1))
        if path.endswith(".html"):
            title = _TITLE.search(content)
            titles[name] = html.unescape(title[1].decode("utf-8").rsplit(" - ", 1)[0]) if title else name
    return {"version": whole.hexdigest()[:12], "bytes": size, "files": names, "titles": titles}


def _files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file of a folder, with its path in it."""
    for name, _, files in os.walk(folder):
        place = Path(name)
        below = place.relative_to(folder).as_posix()
        yield from ((file if below == "." else f"{below}/{file}", place / file) for file in files)


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
