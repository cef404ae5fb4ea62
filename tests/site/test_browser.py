"""What happens in a real browser."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.builders.effort import in_part
from tests.builders.hostile import make_hostile
from tests.builders.sites import FirstBuild
from tests.paths import REFERENCE, SMALL
from tests.site.browser import addresses, served
from tests.site.walk import one_of_each_kind

pytestmark = pytest.mark.browser
#: Whether an attack ran, the addresses of a page that are no ordinary ones, and its attributes that run something.
_ATTACKED = """() => {
  const all = [...document.querySelectorAll("*")];
  const links = all.flatMap((it) => ["href", "src", "action"].map((name) => it.getAttribute(name)))
    .filter((value) => value !== null).map((value) => new URL(value, location).href)
    .filter((address) => !/^(https?:|mailto:|tel:[0-9+]+$|data:image)/i.test(address));
  const names = all.flatMap((it) => it.getAttributeNames()).filter((name) => name.startsWith("on"));
  return [Boolean(window.attacked), links, names];
}"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory, small_build: FirstBuild) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    assert make_hostile(SMALL, folder / "world") > 250
    shutil.copyfile(REFERENCE / "mkdocs.yml", folder / "world" / "mkdocs.yml")
    return small_build.build_after(folder / "world", folder / "site")


def test_nothing_written_into_a_record_runs_or_loads_from_elsewhere(hostile_site, browser):
    """By day on a page of each kind and a third of the rest; test_pages.py reads the markup of every page."""
    site = hostile_site
    attacked, left, errors = [], set(), []

    with served(site) as home:
        page = browser.new_page()
        page.on("dialog", lambda dialog: (attacked.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: left.add(request.url) if urlsplit(request.url).netloc != urlsplit(home).netloc and not request.url.startswith(("data:", "blob:")) else None)  # fmt: skip
        page.on("pageerror", lambda error: errors.append(str(error)))
        # Pages of rules are left out: they are made from our own words.
        pages = [target for target in addresses(site) if not target.startswith("about/rules/")]
        first = one_of_each_kind(site, pages)
        found = [*sorted(first), *in_part(target for target in pages if target not in first)]
        for address in found:
            page.goto(f"{home}/{address}", wait_until="load")
            ran, links, names = page.evaluate(_ATTACKED)
            attacked += [address] if ran else []
            attacked += [f"{address}: {link}" for link in links]
            attacked += [f"{address}: attribute {name}" for name in names]

    assert len(pages) > 80
    assert len(found) > 40
    assert (attacked, left, errors) == ([], set(), [])


def test_searching_a_hostile_site_runs_nothing(hostile_site, browser):
    with served(hostile_site) as home:
        page = browser.new_page()
        page.goto(f"{home}/?q=attacked")
        page.wait_for_selector("[data-finder=result]")

        assert page.locator("[data-finder=result]").count() > 0
        assert page.evaluate("window.attacked") is None
