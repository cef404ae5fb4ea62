"""Reading without signal: what was visited is there, says from when it is, and never hides a newer page."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.browser import served, until
from tests.site.walk import UNDER

pytestmark = pytest.mark.browser
TASK = "delegation/tasks/gastrostomy-feed/"


class Device:
    """A browser at a site whose signal can go away."""

    def __init__(self, browser: Browser, site: Path, signal: ExitStack) -> None:
        self.signal = signal
        self.home = signal.enter_context(served(site, UNDER))
        self.page: Page = browser.new_page(service_workers="allow")
        self.page.goto(f"{self.home}/")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        until(self.page, "() => navigator.serviceWorker.controller !== null")

    def visit(self, address: str) -> None:
        self.page.goto(f"{self.home}/{address}", wait_until="load")

    def wait_until_stored(self, address: str) -> None:
        """Waits until a page is on the device."""
        until(self.page, "async (address) => Boolean(await caches.match(address))", f"{self.home}/{address}")

    def wait_until_gone(self, address: str) -> None:
        """Waits until a page is on the device no longer."""
        until(self.page, "async (address) => !(await caches.match(address))", f"{self.home}/{address}")


@pytest.fixture
def device(browser, reference_site) -> Iterator[Device]:
    with ExitStack() as signal:
        it = Device(browser, reference_site, signal)
        yield it
        it.page.context.close()


def test_the_page_that_was_opened_first_is_cached_as_well(device):
    device.wait_until_stored("")
    device.signal.close()

    device.visit("")

    assert device.page.locator(".offline-notice").is_visible()
    assert device.page.locator("h1").inner_text() == "Help someone live the life they choose"


def test_a_visited_page_is_read_again_without_signal_and_says_from_when_it_is(device):
    device.visit(TASK)
    device.wait_until_stored(TASK)
    assert device.page.locator(".offline-notice").count() == 0
    device.signal.close()

    device.visit(TASK)

    notice = device.page.inner_text(".offline-notice")
    assert re.search(r"You are offline\. This copy is from \d{1,2} \w+ 20\d\d\.", notice)
    assert "Give a feed through a gastrostomy tube" in device.page.inner_text("h1")
    for width in (320, 390, 1280):
        device.page.set_viewport_size({"width": width, "height": 800})
        box, switch = (device.page.locator(it).bounding_box() for it in (".offline-notice", "[data-easy-switch]"))
        assert box
        assert switch
        assert box["y"] + box["height"] <= switch["y"], f"the day of the copy is hidden at {width} px"
    assert device.page.evaluate("getComputedStyle(document.querySelector('.site-header')).position") == "relative"


def test_a_slow_connection_is_not_called_offline(device, monkeypatch):
    device.visit(TASK)
    device.wait_until_stored(TASK)
    monkeypatch.setattr("tests.site.browser._Files.seconds", 6.0)

    device.visit(TASK)

    notice = device.page.inner_text(".offline-notice")
    assert re.search(r"^The connection is slow\. This copy is from \d{1,2} \w+ 20\d\d\. Load the page again", notice)
    assert "offline" not in notice


def test_a_page_that_was_never_opened_leads_to_what_is_there(device):
    device.visit(TASK)
    device.wait_until_stored(TASK)
    device.signal.close()

    device.visit("career/pay/")

    assert device.page.is_visible("text=this page is not saved on this device")
    device.page.wait_for_selector("[data-offline-list] a >> text=Give a feed through a gastrostomy tube")


def test_search_works_without_signal_after_one_visit(device):
    device.wait_until_stored("")
    device.signal.close()

    device.visit("?q=tube")

    assert "tube" in device.page.inner_text("[data-finder=result] >> nth=0").lower()


def test_one_button_caches_the_whole_framework_and_another_deletes_it(device, reference_site):
    device.visit("about/offline/")
    device.page.wait_for_selector("text=This downloads about")
    device.page.click("[data-offline-keep]")
    device.page.wait_for_selector("text=The whole framework is saved on this device", timeout=120_000)
    titles = json.loads((reference_site / "offline.json").read_text(encoding="utf-8"))["titles"]
    expect(device.page.locator("[data-offline-list] li")).to_have_count(len(titles), timeout=30_000)
    device.signal.close()

    for address in ("career/pay/", "delegation/never/", "stories/rosa-night-shifts/"):
        device.visit(address)
        assert device.page.locator(".offline-notice").count() == 1
    device.visit("?q=insulin")
    device.page.wait_for_selector("[data-finder=result]")

    device.visit("about/offline/")
    device.page.click("[data-offline-forget]")
    device.page.wait_for_selector("text=Deleted. No pages are saved")
    device.visit("career/pay/")
    assert device.page.is_visible("text=this page is not saved on this device")


def test_a_new_version_replaces_the_old_and_leaves_nothing_of_it(browser, reference_site, tmp_path):
    site = tmp_path / "site"
    shutil.copytree(reference_site, site)
    with ExitStack() as signal:
        device = Device(browser, site, signal)
        device.visit(TASK)
        worker, task = site / "service-worker.js", site / TASK / "index.html"
        old = json.loads(worker.read_text().split("self.SHELL = ", 1)[1].split(";\n", 1)[0])["version"]
        worker.write_text(worker.read_text().replace(old, "another"))
        task.write_text(task.read_text(encoding="utf-8").replace("<h1", "<h1 data-new", 1), encoding="utf-8")

        device.visit(TASK)

        assert device.page.locator("h1[data-new]").count() == 1, "with signal, a page is that of today"
        device.page.evaluate("navigator.serviceWorker.getRegistration().then((it) => it.update())")
        until(
            device.page,
            "async () => { const names = await caches.keys();"
            " return names.some((it) => it.endsWith(' another')) && names.filter((it) => it.startsWith('shell')).length === 1 }",
        )
        device.page.context.close()


@pytest.mark.parametrize("visited", [True, False], ids=["when it is asked for", "with the next version"])
def test_a_page_that_was_taken_away_leaves_the_device(browser, reference_site, tmp_path, visited):
    site = tmp_path / "site"
    shutil.copytree(reference_site, site)
    story = "stories/rosa-night-shifts/"
    with ExitStack() as signal:
        device = Device(browser, site, signal)
        for address in (story, TASK, "about/rules/DEL001/"):
            device.visit(address)
            device.wait_until_stored(address)
        shutil.rmtree(site / story)
        if visited:
            device.visit(story)
        else:
            worker, contents = site / "service-worker.js", site / "offline.json"
            old = json.loads(worker.read_text().split("self.SHELL = ", 1)[1].split(";\n", 1)[0])["version"]
            worker.write_text(worker.read_text().replace(old, "another"))
            contents.write_text(contents.read_text(encoding="utf-8").replace(f'"{story}", ', ""), encoding="utf-8")
            device.page.evaluate("navigator.serviceWorker.getRegistration().then((it) => it.update())")

        device.wait_until_gone(story)
        device.wait_until_stored(TASK)
        device.wait_until_stored("about/rules/DEL001/")
        device.page.context.close()


def test_what_a_device_is_offered_holds_no_rules_and_no_schemas(reference_site):
    files = json.loads((reference_site / "offline.json").read_text(encoding="utf-8"))["files"]

    assert TASK in files
    assert [file for file in files if file.startswith(("about/rules/", "schemas/", "feeds/"))] == []
    assert [file for file in files if not (reference_site / file).exists()] == []
