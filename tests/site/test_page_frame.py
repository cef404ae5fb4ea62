"""Banners, foot and feedback links are in the text of every page, whatever site generator reads the tree."""

import re
from html import unescape

import markdown
import pytest
import yaml
from msgspec import Struct

from pa_framework.facts.addresses import edit_url, new_file_page, page_path, report_form_url, story_form_url
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import DELEGATION, Link
from pa_framework.look.markdown import escaped
from pa_framework.look.page import Banner
from pa_framework.site import generic_pages, tree
from pa_framework.site.front_matter import FrontMatter
from pa_framework.site.page_frame import with_banners, with_foot
from pa_framework.site.tree import MadePages
from tests.builders.pages import every_text, front_matters, pages_of
from tests.builders.worlds import TASK, Judge, facts_of
from tests.paths import REFERENCE, ROOT, SMALL

#: What an engine needs to know besides plain Markdown.
EXTENSIONS = ["attr_list", "md_in_html", "tables", "def_list", "admonition"]


class World(Struct, frozen=True):
    """The frozen reference framework: its facts, what its pages say about themselves, and their Markdown."""

    facts: Facts
    about: dict[str, FrontMatter]
    texts: dict[str, str]

    @property
    def report_links(self) -> dict[str, str]:
        """The address of the form for mistakes, by page."""
        framework = self.facts.records.framework
        assert framework
        links = {path: report_form_url(framework, path, page.record) for path, page in self.about.items()}
        return {path: link for path, link in links.items() if link}

    @property
    def edit_links(self) -> dict[str, str]:
        """The address at which the file behind a page is edited, by page."""
        framework = self.facts.records.framework
        assert framework
        return {path: edit_url(framework, page.record) for path, page in self.about.items() if page.record}


@pytest.fixture(scope="module")
def reference() -> World:
    facts = facts_of(REFERENCE)
    about = front_matters(facts)
    texts = every_text(facts, pages_of(facts))
    return World(facts, about, {path: body(texts[path]) for path in about})


def body(page: str) -> str:
    """The Markdown of a page, without its front matter."""
    return page.split("---\n", 2)[2] if page.startswith("---\n") else page


def as_html(text: str) -> str:
    """A text as an engine with only the usual extensions builds it."""
    return markdown.markdown(text, extensions=EXTENSIONS)


def plain(html: str) -> str:
    """What someone reads."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


# --- counted on the whole tree


def test_every_banner_is_in_the_text_below_the_heading(reference: World) -> None:
    banners = [(path, banner) for path, page in reference.about.items() for banner in page.banners]
    pages = {path for path, _ in banners}
    missing = [
        (path, banner.text)
        for path, banner in banners
        if f"**{escaped(banner.text)}**" not in reference.texts[path].partition("</div>\n\n</div>")[0]
    ]
    low = [path for path in pages if not re.match(r'\s*# .*\n\n<div class="banners"', reference.texts[path])]

    assert (missing, low) == ([], []), f"{len(banners) - len(missing)} of {len(banners)} banners of {len(pages)} pages"
    assert len(banners) > 200


def test_every_line_of_a_foot_is_in_the_text(reference: World) -> None:
    lines = [(path, line) for path, page in reference.about.items() for line in page.footer]
    missing = [(path, line) for path, line in lines if f"\n\n{escaped(line)}\n\n" not in foot(reference.texts[path])]

    assert missing == [], f"{len(lines) - len(missing)} of {len(lines)} lines of a foot"
    assert len(lines) > 600


def test_every_page_has_its_links_for_feedback(reference: World) -> None:
    reports, edits = reference.report_links, reference.edit_links
    missing = [
        (path, title)
        for title, links in (("Report a mistake", reports), ("Suggest a change to this page", edits))
        for path, address in links.items()
        if f"[{title}](<{address}>)" not in foot(reference.texts[path])
    ]

    assert missing == [], f"{len(missing)} of {len(reports)} report links and {len(edits)} edit links are not there"
    assert len(reports) == len(reference.texts) > 300
    assert len(edits) > 200


def test_every_neighbour_is_linked(reference: World) -> None:
    links = [(path, end) for path, page in reference.about.items() for end in (page.previous, page.next) if end]
    missing = [
        (path, link.title)
        for path, link in links
        if f"</span> {escaped(link.title)}](<" not in foot(reference.texts[path])
    ]

    assert missing == [], f"{len(links) - len(missing)} of {len(links)} links to the page before or after"
    assert len(links) > 300


def foot(text: str) -> str:
    return text.partition('<div class="page-foot" markdown>')[2]


# --- built by plain Python-Markdown


def test_one_page_of_each_kind_has_everything_as_html(reference: World) -> None:
    kinds = {page.kind: path for path, page in sorted(reference.about.items(), key=lambda item: len(item[1].banners))}
    for kind, path in kinds.items():
        page, html = reference.about[path], as_html(reference.texts[path])
        words = plain(html)
        said = [*(banner.text for banner in page.banners), *page.footer]
        linked = [
            reference.report_links[path],
            *([reference.edit_links[path]] if page.record else []),
            *(banner.link.title for banner in page.banners if banner.link),
        ]
        assert [text for text in said if " ".join(text.split()) not in words] == [], (kind, path)
        assert [address for address in linked if not is_link(address, html)] == [], (kind, path)
        assert html.count("<div") == html.count("</div>"), (kind, path)
        assert " markdown" not in re.sub(r">[^<]*<", "><", html), (kind, path)
        assert "{ ." not in plain(foot_html(html)), (kind, path)
    assert len(kinds) > 40, f"{len(kinds)} kinds of page"


def is_link(wanted: str, html: str) -> bool:
    """Whether a link leads to an address, or shows these words."""
    return any(
        wanted in (unescape(href), plain(words)) for href, words in re.findall(r'<a href="([^"]*)">(.*?)</a>', html)
    )


def foot_html(html: str) -> str:
    return html.partition('<div class="page-foot">')[2]


def test_a_forge_shows_no_attribute_list_in_banners_and_foot(reference: World) -> None:
    """A forge knows HTML and Markdown between empty lines, but neither `{ .class }` nor Markdown right after a tag."""
    for path, text in reference.texts.items():
        banners = re.search(r'<div class="banners".*?</div>\n\n</div>', text, re.DOTALL)
        for part in (banners[0] if banners else "", '<div class="page-foot" markdown>' + foot(text)):
            for block in filter(None, part.strip().split("\n\n")):
                assert re.fullmatch(r"</?(?:div|nav)[^<>]*>|[^<{\n].*", block), (path, block)


# --- places


BANNER = Banner("draft", "Not *yet* approved.", Link("The <new> one", "b/index.md"))


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("# Title { #x }\n\nWords\n{ .lead }\n", '# Title { #x }\n\n<div class="banners"'),
        ("# Title", '# Title\n\n<div class="banners"'),
        ("Words\n\n# Later\n", '<div class="banners"'),
        ('<div class="hero" markdown>\n\n# Title\n\n</div>\n', '<div class="banners"'),
        ("", '<div class="banners"'),
    ],
)
def test_banners_are_below_the_first_heading_or_at_the_top(text: str, begins: str) -> None:
    made = with_banners("a/page.md", text, [BANNER])

    assert made.startswith(begins)
    assert "**Not &#42;yet&#42; approved.** [The &#60;new&#62; one](<../b/index.md>)" in made
    assert plain(as_html(made)).replace("Not *yet* approved. The <new> one", "").split() == plain(as_html(text)).split()


def test_a_page_without_banners_is_as_it_was() -> None:
    assert with_banners("a.md", "# Title\n", []) == "# Title\n"


@pytest.mark.parametrize(
    "text",
    [
        "# Us\n\n- one\n- two",
        "# Us\n\n    code",
        "# Us\n\n| a |\n| --- |\n| b |",
        "# Us\n\n<div>\n\nx\n\n</div>",
        "# Us\r\n",
    ],
)
def test_the_foot_of_a_hand_written_page_is_outside_of_what_comes_before(text: str) -> None:
    html = as_html(with_foot(facts_of(SMALL), "us.md", text, mark="3F9A-21C4", record="framework/pages/us.md"))

    assert html.startswith(as_html(text).rstrip())
    assert plain(foot_html(html)).endswith(
        "Sheet mark 3F9A-21C4. Is this sheet still current? smallshire.example.org/now/ Suggest a change to this page"
    )


def test_without_a_framework_the_foot_says_when_the_page_was_built(judge: Judge) -> None:
    facts = judge(("framework/framework.yaml", "")).facts

    html = as_html(with_foot(facts, "us.md", "# Us\n", mark="3F9A-21C4", record="framework/pages/us.md"))

    assert plain(html) == "Us Built on 22 November 2026. Sheet mark 3F9A-21C4."


def test_a_copy_without_an_address_says_that_it_takes_no_reports(judge: Judge) -> None:
    """example.org is where a new framework begins: a link there would lose what someone reports."""
    copy = "repository: {address: https://example.org/pas, edit: https://example.org/pas/edit/main/, forge: github}"
    facts = judge(("framework/framework.yaml", copy)).facts
    framework = facts.records.framework
    assert framework

    html = as_html(with_foot(facts, "us.md", "# Us\n", mark="3F9A-21C4", record="framework/pages/us.md"))

    assert "Found a mistake? You cannot contact us yet." in plain(foot_html(html))
    assert "example.org/pas" not in html
    assert (story_form_url(framework), new_file_page(framework)) == (None, None)

    reached = (
        "contacts: [{id: framework-team, title: The framework team, does: Helps., address: mailto:pas@county.gov.uk}]"
    )
    facts = judge(("framework/framework.yaml", f"{copy}\n{reached}")).facts
    html = as_html(with_foot(facts, "us.md", "# Us\n", mark="3F9A-21C4", record="framework/pages/us.md"))

    assert "Found a mistake? Tell the framework team" in plain(foot_html(html))
    assert "mailto:pas@county.gov.uk" in html


def test_easy_words_of_an_example_say_so_first(reference: World) -> None:
    """Someone who reads only these must not take an example for a promise."""
    easy = {
        path: text.partition("**In easy words**\n\n")[2]
        for path, text in reference.texts.items()
        if "**In easy words**" in text
    }
    records = {
        page_path(kind, record): record.illustrative
        for kind in ("learning", "support", "agreement", "case-study")
        for record in reference.facts.records.of_kind(kind).values()
    }

    marked = {path for path, text in easy.items() if text.startswith("- This is an example.")}

    assert marked == {path for path in easy if records.get(path)}
    assert len(marked) > 20


def test_the_foot_comes_after_lists_that_are_added_to_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    view = generic_pages.ListView("Devices", "", (Link("A pump", "delegation/devices/pump.md"),))
    monkeypatch.setattr(tree, "further_lists", lambda facts, generic, path: (view,) if path == DELEGATION.path else ())
    page = MadePages(facts_of(SMALL))[DELEGATION.path]

    assert 0 < page.markdown.index("## Devices") < page.markdown.index('<div class="page-foot"')


def test_front_matter_no_longer_holds_what_the_text_says(reference: World) -> None:
    page = next(page for page in pages_of(reference.facts).values() if page.kind == "task")
    matter = yaml.safe_load(page.markdown.split("---\n", 2)[1])

    assert not {"banners", "foot", "record", "edit", "report"} & matter.keys()


# --- what readers must know in lists and tables


def test_a_link_to_an_illustrative_story_says_so(reference: World) -> None:
    stories = [story for story in reference.facts.records.case_studies.values() if story.illustrative]
    lists = [
        (path, line)
        for path, text in reference.texts.items()
        for line in text.splitlines()
        if not path.startswith(("stories/", "about/"))
        and any(line.startswith("- ") and f"stories/{story.id}.md>)" in line for story in stories)
    ]

    assert [(path, line) for path, line in lists if not line.endswith(" · an illustrative story")] == [], len(lists)
    assert len(lists) > 30


APPROVED = "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2027-10-01}"


@pytest.mark.parametrize(
    ("approvals", "words"),
    [
        (["approval: {state: draft}"], "Draft. No clinician has approved these tasks yet."),
        (["approval: {state: draft}", APPROVED], "Some of these tasks are drafts."),
        ([APPROVED], None),
    ],
)
def test_the_list_of_tasks_says_whether_they_are_drafts(judge: Judge, approvals: list[str], words: str | None) -> None:
    text = (SMALL / TASK).read_text(encoding="utf-8")
    changes = [
        (TASK.replace("gastrostomy-feed", id), text.replace("id: gastrostomy-feed", f"id: {id}") + f"\n{approval}\n")
        for id, approval in zip(("gastrostomy-feed", "another-feed"), approvals, strict=False)
    ]
    changes = [
        (path, re.sub(r"^approval: \{state: draft\}\n", "", text, count=1, flags=re.MULTILINE))
        for path, text in changes
    ]
    facts = judge(*changes).facts
    page = MadePages(facts)["delegation/tasks/index.md"].markdown
    brief = MadePages(facts)["delegation/decide.md"].markdown

    assert words in page if words else "banner--draft" not in page
    assert ("May be delegated. Not approved yet." in brief) == (words is not None)
    assert ("May be delegated. Approved by" in brief) == (APPROVED in approvals)


def test_the_roles_of_a_duty_are_alternatives_in_words(reference: World) -> None:
    html = as_html(reference.texts["delegation/tasks/gastrostomy-feed.md"])
    chain = html.partition('<ol class="chain chain--brief">')[2].partition("</ol>")[0]
    duties = [re.sub(r"<a [^>]*>.*?</a>", "@", duty) for duty in re.findall(r"</strong>(.*?)</li>", chain, re.DOTALL)]

    assert len(duties) == 5
    assert [duty for duty in duties if not re.fullmatch(r" (?:(?:@, )*@ or )?@", duty)] == []
    assert any("@ or @" in duty for duty in duties)


# --- addresses


def test_every_address_in_html_of_a_template_comes_from_one_function() -> None:
    """`href` knows the folders of built pages. The query of an address, and places on the same page, may follow it."""
    templates = sorted(
        folder
        for package in ("site", "look")
        for folder in (ROOT / "tools/pa_framework" / package / "templates").rglob("*.j2")
    )
    wrong = [
        (file.name, address)
        for file in templates
        for address in re.findall(r'\b(?:href|src)="([^"]*)"', file.read_text(encoding="utf-8"))
        if not re.match(r"\{\{ href\([\w.\[\]]+\) \}\}|#|tel:", address)
    ]

    assert wrong == []
    assert len(templates) > 40


def test_every_other_link_of_a_page_is_a_markdown_link(reference: World) -> None:
    """An engine checks those, and only those."""
    links = sum(text.count("](<") for text in reference.texts.values())
    written = sum(len(re.findall(r"<a\s[^>]*>", text)) for text in reference.texts.values())
    prose = [
        (path, block)
        for path, text in reference.texts.items()
        for block in re.sub(r"~~~~.*?~~~~|```.*?```", "", text, flags=re.DOTALL).split("\n\n")
        if "<a " in block and not block.lstrip().startswith("<")
    ]

    assert prose == [], f"{links} Markdown links, {written} in HTML"


def test_no_item_of_a_list_goes_on_in_the_line_of_another(reference: World) -> None:
    """A tag of a template at the end of a line takes the end of the line with it."""
    joined = re.compile(r"\S- (?=\*\*|\[)")
    found = [
        f"{path}: …{text[max(0, each.start() - 40) : each.end() + 40]}…"
        for path, text in reference.texts.items()
        for each in joined.finditer(text)
    ]

    assert not found, "\n".join(found)
