"""What every page has around its own text, as Markdown: banners below its heading, and a foot.

It is part of the text so that no site generator can leave it out. A `<div markdown>` gives each part its class; where a
reader of Markdown does not know that attribute, such as a forge, the text and the links are still there.
"""

from collections.abc import Iterable, Sequence
from html import escape

from pa_framework.facts.addresses import is_example_address, report_form_url
from pa_framework.facts.facts import Facts
from pa_framework.facts.overlays import edit_address
from pa_framework.facts.papers import made_from
from pa_framework.facts.site_pages import NOW, Link
from pa_framework.look.markdown import Md, escaped, link, link_target
from pa_framework.look.page import Banner, version_line
from pa_framework.site.sheet_mark import sheet_mark
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import lower_first

#: What a page says in place of its links for feedback, where neither the repository nor a contact has an address yet.
_NO_REPORTS = "Found a mistake? You cannot contact us yet. Tell the team that sent you here."


def with_banners(path: str, text: str, banners: Sequence[Banner]) -> str:
    """The Markdown of a page with banners below its heading; at the top where the text does not begin with one."""
    if not banners:
        return text
    parts = [_div(f"banner banner--{banner.tone}", [_words(path, banner)]) for banner in banners]
    notice = f'<div class="banners" role="note" markdown>\n\n{_blocks(parts)}\n\n</div>\n'
    if not text.startswith("# "):
        return f"{notice}\n{text}"
    heading, _, rest = text.partition("\n")
    return f"{heading}\n\n{notice}\n{rest.lstrip()}"


def with_foot(
    facts: Facts,
    path: str,
    text: str,
    *,
    mark: str,
    lines: Sequence[str] = (),
    record: str | None = None,
    previous: Link | None = None,
    following: Link | None = None,
) -> str:
    """The Markdown of a page with its foot at the end.

    `mark` is its sheet mark. `lines` are sentences about this page. `record` is the file that its edit link opens, relative to the root.
    """
    parts = [_div("keeps", foot_lines(facts, path, mark, lines))]
    if ways := feedback_links(facts, path, record):
        parts.append(_div("ways not-printed", ways))
    if previous or following:
        parts.append(_neighbours(path, previous, following))
    return f'{text.rstrip()}\n\n<div class="page-foot" markdown>\n\n{_blocks(parts)}\n\n</div>\n'


def page_mark(facts: Facts, text: str, lines: Sequence[str] = ()) -> str:
    """The sheet mark of a page: of its Markdown above the foot, and of the lines of its foot but for the version.

    A new version of the framework must not make a sheet look out of date whose page says what it said. So the sentence
    of a paper or a calculator that says when and from which version it was made is left out too.
    """
    made = made_from(facts).removeprefix("This blank ")
    return sheet_mark(
        text.replace(made, "").replace(escape(made), ""), (line for line in lines if line != version_line(facts))
    )


def foot_lines(facts: Facts, path: str, mark: str, lines: Sequence[str]) -> tuple[Md, ...]:
    """The sentences in the foot of the page at a path of the tree, as Markdown: one paragraph each.

    `mark` is the sheet mark of the page. `lines` are the sentences that the page itself has: who keeps it, approval,
    version. The last paragraph has the mark, which only paper shows: a reader of the screen has the page itself.
    """
    return (*(escaped(line) for line in lines), _built(facts, path, mark))


def _built(facts: Facts, path: str, mark: str) -> Md:
    """When the page was built; on paper also its sheet mark, and where to compare it. The list of marks itself has none."""
    built = f"Built on {format_date(facts.on)}."
    if path == NOW.path:
        return Md(built)
    framework = facts.records.framework
    ask = link(path, NOW)
    if framework and framework.site and not is_example_address(framework.site):
        address = f"{framework.site.partition('://')[2].rstrip('/')}/{NOW.path.removesuffix('index.md')}"
        ask = Md(f" {ask} {escaped(address)}")
    else:
        ask = Md("")
    return Md(f'{built}<span class="on-paper"> <span class="sheet-mark">Sheet mark {mark}.</span>{ask}</span>')


def feedback_links(facts: Facts, path: str, record: str | None) -> tuple[Md, ...]:
    """Where a reader can answer: a form to say what is wrong, and the file behind the page, if `record` is given.

    One sentence where the framework has no address yet to which a reader could send anything.
    """
    framework = facts.records.framework
    if framework is None:
        return ()
    example = is_example_address(framework.repository.address)
    report = report_form_url(framework, path, record)
    if example and report is None:
        contacts = facts.records.contacts.values()
        reached = ((one.title, one.address) for one in contacts if one.address and not is_example_address(one.address))
        told = next((link(path, Link(lower_first(title), address)) for title, address in reached), None)
        return (Md(f"Found a mistake? Tell {told}." if told else _NO_REPORTS),)
    edit = edit_address(facts, record) if record else None
    links = (("Report a mistake", report), ("Suggest a change to this page", edit))
    return tuple(link(path, Link(title, address)) for title, address in links if address)


def _words(path: str, banner: Banner) -> Md:
    """The words of a banner. They are strong, so that they are noticed where no style sheet of ours is used."""
    more = f" {link(path, banner.link)}" if banner.link else ""
    return Md(f"**{escaped(banner.text)}**{more}")


def _neighbours(path: str, previous: Link | None, following: Link | None) -> Md:
    """Links to the pages before and after. The span within a link is its first line where our styles are used."""
    ends = (("before", "Previous", previous), ("after", "Next", following))
    links = [
        f'[<span class="onward__{end}">{word}:</span> {escaped(target.title)}]({link_target(path, target.path)})'
        for end, word, target in ends
        if target
    ]
    opening = '<nav class="onward" aria-label="Previous and next page" data-search-exclude markdown>'
    return Md(f"{opening}\n\n{_blocks(links)}\n\n</nav>")


def _div(classes: str, blocks: Iterable[str]) -> Md:
    """A part of the frame. The search leaves it out: every page has it."""
    return Md(f'<div class="{classes}" data-search-exclude markdown>\n\n{_blocks(blocks)}\n\n</div>')


def _blocks(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks)
