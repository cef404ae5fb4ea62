"""Lighthouse on seven kinds of page, phone profile, and the bytes of a first visit to each kind of page.

    python -m benchmarks.site [SITE]     # SITE: a built site; without it, one is built

Prints the tables of benchmarks/site-results.md. Needs Chromium, node and `npm ci --prefix tests/site --ignore-scripts`.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.builders.sites import built
from tests.paths import ROOT
from tests.site.browser import chromium, served
from tests.site.test_site_requests import BAR, cost
from tests.site.walk import KINDS, UNDER

SEVEN = (
    "",
    "career/confident-pa/",
    "career/where-am-i/",
    "delegation/tasks/gastrostomy-feed/",
    "delegation/decide/",
    "stories/rosa-night-shifts/",
    "competences/",
)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95


def lighthouse(address: str) -> dict[str, Any]:
    """The report of one run, phone profile as Lighthouse sets it (slow 4G, a slow processor, both simulated)."""
    program = ROOT / "tests/site/node_modules/lighthouse/cli/index.js"
    chrome = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    flags = "--headless=new --no-sandbox --disable-gpu"
    command = ["node", str(program), address, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "CHROME_PATH": chrome}
    )
    return dict(json.loads(done.stdout))


def scores(report: dict[str, Any]) -> list[int]:
    """Performance, accessibility, best practices and search engines, out of 100."""
    return [round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES]


def missing(report: dict[str, Any]) -> list[str]:
    """What keeps a report from 100, worst first: audits that count and are not passed."""
    found = []
    for name in CATEGORIES:
        for ref in report["categories"][name]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                found.append((audit["score"], f"{audit['title']} {audit.get('displayValue', '')}".strip()))
    return [words for _, words in sorted(found)]


def main() -> int:
    """Prints the tables; returns 1 where a score or a size misses its bar."""
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(sys.argv[1]) if len(sys.argv) > 1 else built(ROOT, Path(scratch) / "site")
        bad = 0
        with served(site, UNDER) as home:
            print("| Page | Performance | Accessibility | Best practices | Search engines | What is missing |")
            print("| --- | ---: | ---: | ---: | ---: | --- |")
            for address in SEVEN:
                report = lighthouse(f"{home}/{address}")
                row = scores(report)
                bad += any(score < LEAST for score in row)
                print(
                    f"| {address or 'home'} | {' | '.join(map(str, row))} | {'; '.join(missing(report))} |", flush=True
                )
            print(f"\n| First visit | kB of {BAR // 1000} |\n| --- | ---: |")
            with chromium() as browser:
                for address in KINDS:
                    size = cost(browser, f"{home}/{address}")
                    bad += size >= BAR
                    print(f"| {address or 'home'} | {size / 1000:.0f} |", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
