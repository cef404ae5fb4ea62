"""The pages of papers to fill in, in a browser and without one."""

import functools

import pytest
from playwright.sync_api import Browser, expect

from pa_framework.site.papers import word_files
from pa_framework.site.tree import made_pages
from tests.builders.worlds import facts_of
from tests.paths import ROOT, SMALL
from tests.site.test_pages import as_html, site_extensions

SCRIPT = ROOT / "site_overrides" / "components" / "paper-form" / "paper-form.js"
PATH = "papers/task-agreement.md"


@functools.cache
def pages() -> dict[str, str]:
    return {page.path: page.markdown for page in made_pages(facts_of(SMALL)) if page.path.startswith("papers/")}


def html(markdown: str) -> str:
    return f"<!doctype html><title>Paper</title><main>{as_html(markdown, site_extensions())}</main>"


def test_every_paper_is_in_the_list_and_offered_as_a_word_file() -> None:
    assert 'href="task-agreement/"' in pages()["papers/index.md"]
    assert 'href="../task-agreement.docx"' in pages()[PATH]
    assert [path for path, _ in word_files(facts_of(SMALL))] == ["papers/task-agreement.docx"]


def test_a_page_without_scripts_has_every_field_and_no_button() -> None:
    page = pages()[PATH]

    assert page.count("<textarea") >= 3
    assert page.count("<button") == page.count("hidden>Print") + page.count("hidden>Delete") == 2


@pytest.mark.browser
def test_a_chosen_task_is_shown_alone_and_deleting_hides_it_again(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(html(pages()[PATH]))
    page.add_script_tag(path=str(SCRIPT))
    task = page.locator('[data-option="gastrostomy-feed"]')

    expect(task).to_be_hidden()
    page.get_by_label("Choose the task").select_option("gastrostomy-feed")
    expect(task.get_by_text("Emergency: ring 999, if")).to_be_visible()
    page.get_by_label("Name of the PA").fill("<b>Sam & Co</b>")
    page.get_by_role("button", name="Delete what I wrote").click()
    expect(task).to_be_hidden()
    expect(page.get_by_label("Name of the PA")).to_have_value("")
    page.close()
