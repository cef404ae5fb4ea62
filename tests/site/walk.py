"""A walk over every page of a built site: what each page asks for, what it says, and what axe-core finds on it."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, field
from playwright.sync_api import Browser, Page

#: Where the site stands: not at the root, so that an address that begins with `/` shows.
UNDER = "/pa-pathways"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
#: What may change between light and dark, and what between a phone and a desk as well, when the words stay the same.
COLOURS = ("color-contrast", "link-in-text-block")
LOOKS = (*COLOURS, "target-size", "scrollable-region-focusable")
#: One of every kind of page.
KINDS = (
    "",
    "become-a-pa/",
    "career/",
    "career/confident-pa/",
    "career/pay/",
    "competences/",
    "competences/matrix/",
    "competences/record-keeping/",
    "delegation/",
    "delegation/decide/",
    "delegation/tasks/",
    "delegation/tasks/gastrostomy-feed/",
    "delegation/roles/",
    "learning/",
    "stories/",
    "stories/rosa-night-shifts/",
    "case-studies/portsmouth-noticeboard/",
    "support/",
    "working-together/",
    "plan/",
    "evidence/",
    "about/",
    "about/trace/",
    "about/glossary/",
    "about/style/",
    "about/offline/",
    "career/compare/",
    "career/where-am-i/",
    "delegation/changed/",
)
_WATCH = """
window.broken = [];
addEventListener("securitypolicyviolation", (event) =>
  window.broken.push(`${event.violatedDirective} refused ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`));
"""
_AXE = """async (only) => (await axe.run(document, { runOnly: only, preload: false, iframes: false, reporter: "no-passes" })).violations
  .flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.join(" ")}: ${[...node.any, ...node.all, ...node.none].map((each) => each.message).join("; ")}`))"""


class Seen(Struct, frozen=True):
    """A page of the walk: faults of its requests and scripts; what axe-core finds; widths at which it overflows."""

    address: str
    faults: tuple[str, ...]
    barriers: tuple[str, ...] = ()
    too_wide: tuple[int, ...] = ()


class Watched(Struct):
    """A page whose faults are written down: requests elsewhere, messages, errors, answers that are missing."""

    page: Page
    home: str
    _faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        host, faults = urlsplit(self.home).netloc, self._faults
        self.page.add_init_script(_WATCH)
        self.page.on("request", lambda it: faults.append(f"left for {it.url}") if _elsewhere(it.url, host) else None)
        self.page.on("response", lambda it: faults.append(f"{it.status} for {it.url}") if it.status >= 400 else None)
        self.page.on("console", lambda it: faults.append(f"console: {it.text}"))
        self.page.on("pageerror", lambda it: faults.append(f"error: {it}"))

    def faults(self) -> tuple[str, ...]:
        """What went wrong since the last question."""
        found = (*self._faults, *self.page.evaluate("window.broken"))
        self._faults.clear()
        self.page.evaluate("window.broken.length = 0")
        return found


def _elsewhere(address: str, host: str) -> bool:
    return urlsplit(address).netloc != host


def watched(browser: Browser, home: str, **options: Any) -> Watched:
    """A new page with all that a reader's browser does, also the service worker."""
    return Watched(browser.new_page(service_workers="allow", **options), home)


def walk(
    browser: Browser,
    home: str,
    pages: Iterable[str],
    axe: str,
    is_read: Callable[[str], bool] = lambda page: True,
    in_both_looks: Callable[[str], bool] = lambda page: True,
) -> Iterator[Seen]:
    """Each page in turn. `axe` is the text of the script axe-core; where it is empty nothing is said of barriers.

    axe-core reads a page where `is_read` says so of its address; of other pages only the width is measured. By day there
    are two looks: a page that is not read in both is read in one of them, the next such page in the other.
    """
    turn = 0
    watch = watched(browser, home, viewport={"width": 1280, "height": 900})
    for address in pages:
        watch.page.goto(f"{home}/{address}", wait_until="load")
        faults = watch.faults()
        if watch.page.locator("meta[http-equiv=Content-Security-Policy]").count() != 1:
            faults = (*faults, "no content security policy")
        if axe and is_read(address):
            looks = _LOOKS
            if EVERY_LOOK:
                looks = (*_LOOKS, *_OTHER_LOOKS)
            elif not in_both_looks(address):
                looks, turn = (_LOOKS[turn % 2],), turn + 1
            yield Seen(address, faults, *_barriers(watch.page, axe, looks))
        else:
            yield Seen(address, faults, too_wide=_too_wide(watch.page, NARROW))
            watch.page.set_viewport_size({"width": 1280, "height": 900})


def barriers_now(page: Page, axe: str) -> list[str]:
    """What axe-core (its text) finds on a page as it stands, by every rule in light, and by those of colours in dark."""
    page.evaluate(axe)
    found: list[str] = []
    for scheme, rules in (("light", RULES), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{scheme}: {line}" for line in page.evaluate(_AXE, list(rules))]
    return found


def one_of_each_kind(site: Path, pages: Iterable[str]) -> set[str]:
    """The first page of each kind, by the class that its frame has; `pages` are addresses of the built site."""
    found: dict[str, str] = {}
    for address in pages:
        kind = re.search(r'class="page (page--[\w-]+)', (site / address / "index.html").read_text(encoding="utf-8"))
        found.setdefault(kind[1] if kind else "", address)
    return set(found.values())


#: Whether this run, as the nightly one, reads every page, and each in every look.
EVERY_LOOK = os.environ.get("PA_FRAMEWORK_WALK") == "every-look"
#: Pixels of the narrowest screen: a desk of 1280 px that is enlarged to 400 %.
NARROW = 320
#: Width, colour scheme and rules of the looks in which axe-core reads a page. By day each width and each scheme once.
_LOOKS = ((NARROW, "dark", RULES), (1280, "light", RULES))
_OTHER_LOOKS = ((NARROW, "light", LOOKS), (1280, "dark", LOOKS))


def _barriers(
    page: Page, script: str, looks: Sequence[tuple[int, str, tuple[str, ...]]]
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    page.evaluate(script)
    found: list[str] = []
    too_wide: list[int] = []
    if all(width != NARROW for width, _, _ in looks):
        too_wide += _too_wide(page, NARROW)
    for width, scheme, rules in looks:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        too_wide += _too_wide(page, width)
        found += [f"{width} px, {scheme}: {line}" for line in page.evaluate(_AXE, list(rules))]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    return tuple(found), tuple(dict.fromkeys(too_wide))


def _too_wide(page: Page, width: int) -> tuple[int, ...]:
    """The width, in pixels, if the page is wider than a window of it."""
    page.set_viewport_size({"width": width, "height": 800})
    return (width,) if page.evaluate("document.documentElement.scrollWidth") > width else ()
