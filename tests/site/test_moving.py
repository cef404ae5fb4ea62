"""The dates of a change of funder, and the calendar file that is made on the device."""

from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Browser, expect

from pa_framework.facts.facts import Facts
from pa_framework.site.tree import MadePages
from tests.builders.worlds import facts_of
from tests.paths import ROOT, SMALL
from tests.site.test_pages import as_html, site_extensions

SCRIPT = ROOT / "site_overrides" / "components" / "timeline" / "timeline.js"


def markdown(facts: Facts) -> str:
    return MadePages(facts)["calculators/when-the-funder-changes.md"].markdown


def test_without_scripts_it_is_a_table_of_weeks() -> None:
    facts = facts_of(SMALL)
    framework = facts.records.framework
    assert framework
    weeks = framework.settings.funding_transfer_weeks

    assert f'data-weeks="{weeks}"' in markdown(facts)
    assert f"{weeks} weeks after the decision" in markdown(facts)


@pytest.mark.browser
def test_a_day_gives_dates_and_a_calendar_file(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(accept_downloads=True)
    page.route("**/*", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=html))
    html = f"<!doctype html><title>Move</title><main>{as_html(markdown(facts_of(SMALL)), site_extensions())}</main>"
    page.goto("http://move.test/")
    page.add_script_tag(path=str(SCRIPT))

    page.get_by_label("Day of the decision").fill("2027-03-01")
    expect(page.locator("[data-when]").first).to_have_text("Monday 1 March 2027 (on the day of the decision)")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a calendar file").click()
    download.value.save_as(tmp_path / "move.ics")
    events = icalendar.Calendar.from_ical((tmp_path / "move.ics").read_bytes()).walk("VEVENT")

    assert len(events) == page.locator("[data-weeks]").count()
    assert events[0]["DTSTART"].dt.isoformat() == "2027-03-01"
    assert str(events[0]["SUMMARY"]) == "Decision to change the funder"
    assert "early alert, if no one has yet" in str(events[0]["DESCRIPTION"])
    page.close()
