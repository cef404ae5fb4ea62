"""Pages of a kind of record that no module of the site builds: a declaration and a template are enough."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import A_TO_Z, DELEGATION, HOME, LEARNING, NOW, SITE_PAGES, parents_of
from pa_framework.look.markdown import Md, environment, render
from pa_framework.records.kinds import KIND, Pages
from pa_framework.records.load import read_records
from pa_framework.site import page_kinds
from pa_framework.site.front_matter import FrontMatter, PageContent
from pa_framework.site.generic_pages import GenericPages, add_lists, further_lists, further_sections
from pa_framework.site.page_kinds import StandalonePage
from pa_framework.site.tree import SECTIONS, generic_kinds
from tests.builders.worlds import TODAY
from tests.paths import SMALL

LIST = """# {{ view.title }}
{{ view.summary }}
{% for target in view.links %}
- {{ link(target) }}
{% endfor %}
"""
PAGE = """# {{ record.title }}
Takes: {{ record.takes }}
{% for target in view.links_of("teaches") %}
- teaches {{ link(target) }}
{% endfor %}
{% for source in view.sources %}
- {{ source.detail }}
{% endfor %}
"""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(read_records(SMALL), TODAY)


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates for learning, as if the site had no module for it."""
    (tmp_path / "learning.md.j2").write_text(PAGE)
    (tmp_path / "record_index.md.j2").write_text(LIST)
    monkeypatch.setattr(page_kinds, "TEMPLATES", environment(tmp_path))


@pytest.mark.usefixtures("templates")
def test_each_record_has_a_page_from_the_template_of_its_kind(facts: Facts) -> None:
    pages = {page.path: page for page in GenericPages(KIND["learning"], has_own_list=False).build(facts)}

    page = pages["learning/tube-feeding-training.md"]
    assert set(pages) == {f"learning/{id}.md" for id in facts.records.learning}
    assert page.front_matter.record == "framework/learning/tube-feeding-training.yaml"
    assert "# Feeding through a tube\nTakes: Half a day\n" in page.text
    assert "- teaches [Preventing infection](<../competences/infection-prevention.md>)" in page.text


@pytest.mark.usefixtures("templates")
def test_the_list_is_a_page_of_its_own_where_no_other_is_at_that_address(facts: Facts) -> None:
    first, *others = GenericPages(KIND["learning"], has_own_list=True).build(facts)

    assert first.path == LEARNING.path
    assert "# Learning\n" in first.text
    assert all(f"](<{page.path.removeprefix('learning/')}>)" in first.text for page in others)


def test_a_list_below_a_page_is_named_at_the_end_of_that_page(facts: Facts) -> None:
    (view,) = further_lists(facts, [GenericPages(KIND["role"], has_own_list=True)], DELEGATION.path)

    assert (view.title, [link.path for link in view.links]) == ("More", ["delegation/roles/index.md"])


def test_records_without_a_list_of_their_own_are_listed_at_the_end_of_their_section(facts: Facts) -> None:
    kind = replace(KIND["role"], pages=Pages(folder="delegation/roles", section=DELEGATION.path))
    (view,) = further_lists(facts, [GenericPages(kind, has_own_list=False)], DELEGATION.path)
    front_matter = FrontMatter(title="Delegation", description="", kind="delegation")
    page = add_lists(PageContent(DELEGATION.path, front_matter, Md("# Delegation\n")), [view])

    assert view.title == "Roles"
    assert "## Roles" in page.text
    assert "(<roles/community-nurse.md>)" in page.text


def test_a_list_at_the_top_of_the_tree_is_a_section_of_the_navigation(facts: Facts) -> None:
    generic = [GenericPages(KIND[kind], has_own_list=True) for kind in ("learning", "role")]

    assert further_sections(facts, generic) == (LEARNING,)
    assert [view.title for view in further_lists(facts, generic, HOME.path)] == ["More"]


def test_a_template_puts_out_a_date_in_words(tmp_path: Path) -> None:
    (tmp_path / "day.md.j2").write_text("By {{ day }}")

    assert render(environment(tmp_path), "day.md.j2", "a.md", day=date(2027, 2, 28)) == "By 28 February 2027\n"


def test_every_declared_page_is_built_by_one_declaration() -> None:
    declared = [pages for section in SECTIONS for pages in section.PAGES]
    paths = [pages.page.path for pages in declared if isinstance(pages, StandalonePage)]
    own_lists = [pages.kind.pages.section for pages in generic_kinds() if pages.kind.pages and pages.has_own_list]

    assert sorted([*paths, *own_lists, A_TO_Z.path, NOW.path]) == sorted(SITE_PAGES)


def test_breadcrumbs_follow_from_the_path() -> None:
    assert [page.path for page in parents_of("about/rules/DEL001.md")] == [
        "index.md",
        "about/index.md",
        "about/rules/index.md",
    ]
    assert parents_of("index.md") == ()
