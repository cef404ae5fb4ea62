"""axe-core on every page of the real site, and what it can not see: where keys lead, and words without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from browser import chromium, served
from site_tools import tool
from walk import UNDER

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(real_site) -> Iterator[str]:
    with served(real_site, UNDER) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as it:
        yield it


def test_axe_finds_nothing_on_any_page(walked):
    """WCAG 2.0 to 2.2 A and AA and best practice, at 320 px and 1280 px, in light and in dark.

    Every rule runs at 1280 px in light and at 320 px in dark. In the other two, the rules run whose answer can
    change with colours or width (`walk.LOOKS`): the rest read the same elements and would say the same.
    """
    tool("axe-core/axe.min.js")

    assert len(walked) > 400
    assert {seen.address: seen.barriers for seen in walked if seen.barriers} == {}


def test_every_page_fits_320_pixels_which_is_400_percent_of_a_desk(walked):
    tool("axe-core/axe.min.js")

    assert {seen.address: seen.too_wide for seen in walked if seen.too_wide} == {}
