"""A walk over every page of a built site: what each page asks for, what it says, and what axe-core finds on it."""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from browser import addresses, chromium, served

#: Where the site stands: not at the root, so that an address that begins with `/` shows.
UNDER = "/pa-pathways"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
#: What may change between light and dark, or between a phone and a desk, when the words stay the same.
LOOKS = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
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
_AXE = """async (only) => (await axe.run(document, { runOnly: only, preload: false, iframes: false, resultTypes: ["violations"] })).violations
  .flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.join(" ")}: ${node.failureSummary}`))"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page of the walk: faults of its requests and scripts; what axe-core finds; widths at which it overflows."""

    address: str
    faults: tuple[str, ...]
    barriers: tuple[str, ...] = ()
    too_wide: tuple[int, ...] = ()


@dataclass(slots=True)
class Watched:
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
    return Watched(browser.new_page(**options), home)


def walk(site: Path, axe: Path | None) -> list[Seen]:
    """Every page of a site, shared between the cores of this machine. Without `axe` nothing is said of barriers."""
    found = addresses(site)
    hands = min(os.cpu_count() or 1, 4)
    shares = [found[start::hands] for start in range(hands)]
    with ProcessPoolExecutor(hands, get_context("spawn"), _start, (sys.path,)) as pool:
        parts = list(pool.map(_walk, [site] * hands, shares, [axe] * hands))
    return sorted((seen for part in parts for seen in part), key=lambda seen: seen.address)


def _start(path: list[str]) -> None:
    sys.path[:] = path


def _walk(site: Path, share: Sequence[str], axe: Path | None) -> list[Seen]:
    script = axe.read_text(encoding="utf-8") if axe else ""
    seen = []
    with served(site, UNDER) as home, chromium() as browser:
        watch = watched(browser, home, viewport={"width": 1280, "height": 900})
        page = watch.page
        for address in share:
            page.goto(f"{home}/{address}", wait_until="load")
            faults = watch.faults()
            if page.locator("meta[http-equiv=Content-Security-Policy]").count() != 1:
                faults = (*faults, "no content security policy")
            barriers, too_wide = _barriers(page, script) if script else ((), ())
            seen.append(Seen(address, faults, barriers, too_wide))
    return seen


def _barriers(page: Page, script: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    page.evaluate(script)
    found: list[str] = []
    too_wide = []
    for width, scheme, rules in (
        (1280, "light", RULES),
        (1280, "dark", LOOKS),
        (320, "dark", RULES),
        (320, "light", LOOKS),
    ):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{width} px, {scheme}: {line}" for line in page.evaluate(_AXE, list(rules))]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(width)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    return tuple(found), tuple(dict.fromkeys(too_wide))
