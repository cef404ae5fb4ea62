"""Family SIT, pages written by hand: they are checked as records are. Links, pictures, headings, words that are to come."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from pa_framework.check.rules.registry import RULES, Problem, rule
from pa_framework.facts.addresses import further_pages, is_hand_written, record_pages
from pa_framework.facts.facts import Facts
from pa_framework.facts.forge_files import forge_faults, pages_of_settings
from pa_framework.facts.page_anchors import anchors_at
from pa_framework.facts.pages import HandWrittenPage, front_matter_texts
from pa_framework.facts.site_pages import SITE_PAGES
from pa_framework.facts.stories import withheld_reason
from pa_framework.facts.unfinished import placeholders_in_pages
from pa_framework.facts.visibility import has_page, withheld_stories
from pa_framework.facts.withheld import links_to_withheld_stories
from pa_framework.facts.written_markup import (
    FRONT_MATTER_NAMES,
    Heading,
    Link,
    Tag,
    broken_marks,
    front_matter_fault,
    front_matter_keys,
    headings,
    links,
    resolved,
    resolved_address,
    span_in,
    tags,
    tags_in,
    undefined_references,
    uneven_rows,
    unpaired,
)
from pa_framework.records.kinds import PAGES_FOLDER
from pa_framework.text.findings import Note, Severity, Span
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import count, join_words
from pa_framework.text.suggestions import closest_match, is_one_slip

_RULES_FOLDER = "about/rules/"
#: Folders of the site with files that the program makes.
_MADE_FOLDERS = ("feeds/", "schemas/", "share/", "assets/")
_SCHEME = LazyPattern(r"[A-Za-z][A-Za-z0-9+.-]*:")


class _Target(NamedTuple):
    """What is wrong with the target of a link, and what to do."""

    message: str
    fix: str


@rule("SIT004")
def written_link_leads_nowhere(facts: Facts) -> Iterator[Problem]:
    """A link on a page written by hand leads to a page or file that is not there.

    Readers see "not found", and the site is not built. Links are relative paths to the Markdown file, such as
    `../support/index.md`: they work on every address at which the site is shown. A page that is not shown at present,
    such as a record that another one replaces, cannot be linked to.

    ```text bad framework/pages/about/us.md
    [Support](../suport/index.md)
    ```

    ```text good framework/pages/about/us.md
    [Support](../support/index.md)
    ```
    """
    pages = _pages(facts)
    for page in facts.pages:
        for link in links(page):
            fault = None if link.is_picture else _fault_of_target(facts, page, link, pages)
            if fault:
                yield Problem(link.span, *fault)
        for name, span in undefined_references(page):
            yield Problem(
                span,
                f"the page does not say where `[{name}]` leads",
                f"add a line `[{name}]: address`, or write the link out",
            )


def _pages(facts: Facts) -> dict[str, bool]:
    """The pages of the site, each with whether it is shown at present.

    Links to support entries that are not shown lead to the list of support (site/hand_written.py).
    """
    made = {path: kind == "support" or has_page(facts, record) for path, kind, record in record_pages(facts.records)}
    papers = {path: has_page(facts, record) for path, _, record in further_pages(facts.records)}
    rules = dict.fromkeys((f"{_RULES_FOLDER}{code}.md" for code in RULES), True)
    return {**made, **papers, **rules, **dict.fromkeys(SITE_PAGES, True), **{page.page: True for page in facts.pages}}


def _fault_of_target(facts: Facts, page: HandWrittenPage, link: Link, pages: dict[str, bool]) -> _Target | None:
    target = link.target.partition("#")[0]
    if not link.target:
        return _Target("the link has no target", "write the page to which it leads between the brackets")
    if "((" in target or _SCHEME.match(target):
        return None
    if target.startswith("/"):
        if target.startswith("//"):
            return None
        return _Target(
            f"`{target}` begins with `/`, which leads out of the site where it has an address of its own",
            "write the path from this page, such as `../support/index.md`",
        )
    if not target:
        return None
    path = resolved(page.page, target.partition("?")[0])
    if link.is_tag:
        address = resolved_address(page.page, target.partition("?")[0])
        if pages.get(f"{address}.md") or pages.get(f"{address}/index.md"):
            return None
    if path in pages:
        if pages[path] or path in withheld_stories(facts):
            return None  # what is said around it is left out of the site, and SIT028 asks someone to take it out
        return _Target(f"the page `{path}` is not shown at present", "take the link out until it is shown")
    stem = PurePosixPath(path).stem
    if facts.left_out_may_mention(stem) or any(stem == name for _, name in facts.misnamed):
        return None
    if path.endswith(".md") or not PurePosixPath(path).suffix:
        near = closest_match(path, pages) or next(
            (one for one in pages if PurePosixPath(one).name == PurePosixPath(path).name), None
        )
        as_page = next((one for one in (f"{path}.md", f"{path}/index.md") if pages.get(one)), None)
        better = as_page or near
        return _Target(
            f"there is no page `{path}`" + (f"; did you mean `{better}`?" if better else ""),
            "write the path of the Markdown file of a page, from this page, such as `../support/index.md`",
        )
    if is_hand_written(facts.records, path) or path.startswith(_MADE_FOLDERS):
        return None
    return _Target(f"there is no file `{PAGES_FOLDER}/{path}`", "put the file there, or correct the link")


@rule("SIT005")
def written_link_leads_to_no_heading(facts: Facts) -> Iterator[Problem]:
    """A link names a heading that the page does not have.

    Readers land at the top of a long page and look for what was promised. It happens when a heading is reworded: its
    anchor is made from its words.

    ```text bad framework/pages/about/us.md
    ## How to join
    [Join](#how-to-joyn)
    ```

    ```text good framework/pages/about/us.md
    ## How to join
    [Join](#how-to-join)
    ```
    """
    for page in facts.pages:
        for link in links(page):
            target, hash_sign, anchor = link.target.partition("#")
            if not hash_sign or not anchor or link.is_picture or _SCHEME.match(target) or target.startswith("/"):
                continue
            path = resolved(page.page, target) if target else page.page
            there = anchors_at(facts, path)
            if there is not None and anchor not in there:
                near = closest_match(anchor, there)
                yield Problem(
                    link.span,
                    f"`{path}` has no heading with the anchor `{anchor}`"
                    + (f"; did you mean `{near}`?" if near else ""),
                    "write the words of the heading in small letters, with hyphens between them",
                )


@rule("SIT025")
def anchor_given_twice(facts: Facts) -> Iterator[Problem]:
    """Two headings of a page have the same anchor.

    A link to the second leads to the first.

    ```text bad framework/pages/about/us.md
    ## Choking { #choking }
    ## A fall { #choking }
    ```

    ```text good framework/pages/about/us.md
    ## Choking { #choking }
    ## A fall { #a-fall }
    ```
    """
    for page in facts.pages:
        first: dict[str, Heading] = {}
        for heading in (one for one in headings(page) if one.is_given):
            before = first.setdefault(heading.anchor, heading)
            if before is not heading:
                yield Problem(
                    heading.span,
                    f"“{heading.words}” has the anchor `{heading.anchor}`, and so has “{before.words}”",
                    "give it an anchor of its own, such as its words in small letters with hyphens between them",
                    (Note(before.span, "the first one"),),
                )


@rule("SIT006")
def written_picture_missing(facts: Facts) -> Iterator[Problem]:
    """A picture on a page written by hand is not there.

    Readers see a broken frame. Pictures are files in `framework/pages`, next to the pages.

    ```text bad framework/pages/about/us.md
    ![Two people in a kitchen](../images/kichen.svg)
    ```

    ```text good framework/pages/about/us.md
    ![Two people in a kitchen](../images/kitchen.svg)
    ```
    """
    for page in facts.pages:
        for link in links(page):
            if not link.is_picture or _is_elsewhere(link.target) or link.target.startswith("data:"):
                continue
            target = link.target.partition("#")[0].partition("?")[0]
            path = resolved(page.page, target)
            paths = [path, *([resolved_address(page.page, target)] if link.is_tag else [])]
            is_there = any(is_hand_written(facts.records, one) for one in paths)
            if link.target.startswith("/") or not (is_there or path.startswith(_MADE_FOLDERS)):
                yield Problem(
                    link.span,
                    f"there is no picture `{PAGES_FOLDER}/{path}`" if link.target else "the picture has no file",
                    "put the picture there, or correct its path from this page",
                )


#: What says nothing about a picture.
_NO_WORDS = LazyPattern(
    r"\s*(?:image|picture|photo|photograph|img|pic|alt|alt text|screenshot|logo|icon|figure|untitled)?[\s\d_-]*\.?\s*|\S+\.(?:png|jpe?g|svg|gif|webp)",
    re.IGNORECASE,
)


@rule("SIT007", Severity.WARNING)
def written_picture_without_words(facts: Facts) -> Iterator[Problem]:
    """A picture on a page written by hand has no words for people who do not see it.

    A screen reader reads them aloud (WCAG 2.2, 1.1.1), and they stand in for a picture that does not load. Say what the
    picture shows, as you would on the phone. Public bodies have to do this by law.

    ```text bad framework/pages/about/us.md
    ![](../images/kitchen.svg)
    ```

    ```text good framework/pages/about/us.md
    ![Two people cook at a kitchen table](../images/kitchen.svg)
    ```
    """
    for page in facts.pages:
        for link in links(page):
            if link.is_picture and not link.is_tag and _NO_WORDS.fullmatch(link.words):
                yield _without_words(link.span, link.words)
        for tag in tags(page):
            if tag.name == "img" and (
                "alt" not in tag.attributes or (tag.attributes["alt"] and _NO_WORDS.fullmatch(tag.attributes["alt"]))
            ):
                yield _without_words(tag.span, tag.attributes.get("alt", ""))


def _without_words(span: Span, words: str) -> Problem:
    said = (
        f"the words for the picture are only “{words.strip()}”"
        if words.strip()
        else "the picture has no words for people who do not see it"
    )
    return Problem(span, said, "write what it shows: between the square brackets, or as `alt` of the tag")


@rule("SIT008")
def written_front_matter_not_read(facts: Facts) -> Iterator[Problem]:
    """The front matter of a page written by hand cannot be read, or has a name that nothing reads.

    Front matter is the lines between two lines `---` at the top. Where it cannot be read, it is shown to readers as
    text, and the page loses its title and description.

    ```text bad framework/pages/about/us.md
    ---
    titel: About us
    ---
    ```

    ```text good framework/pages/about/us.md
    ---
    title: About us
    ---
    ```
    """
    for page in facts.pages:
        fault = front_matter_fault(page)
        if fault:
            yield Problem(
                fault.span,
                fault.message,
                "write a line `---`, then a name, a colon and a text on each line, with quotes around a text that has a "
                "colon, then another line `---`",
            )
            continue
        seen: set[str] = set()
        for key, span in front_matter_keys(page):
            if key not in FRONT_MATTER_NAMES:
                near = closest_match(key.lower(), FRONT_MATTER_NAMES)
                yield Problem(
                    span,
                    f"nothing reads `{key}` in the front matter of a page"
                    + (f"; did you mean `{near}`?" if near else ""),
                    f"write one of {join_words((f'`{name}`' for name in ('title', 'description', 'hide')), 'or')}, or take the line out",
                )
            elif key in seen:
                yield Problem(span, f"`{key}` is written twice in the front matter", "keep one of the two")
            seen.add(key)


_CONFLICT = LazyPattern(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)


@rule("SIT009")
def unsettled_merge(facts: Facts) -> Iterator[Problem]:
    """A page or file holds the marks of a merge that no one finished.

    Two versions of the text are in it, one after the other, with the marks that git puts around them. Readers would see
    both.

    ```text bad framework/pages/about/us.md
    (a line that begins with seven signs `<`, and one with seven signs `>`)
    ```

    ```text good framework/pages/about/us.md
    (one version of the text)
    ```
    """
    texts = [(page.path, page.text) for page in facts.pages] + [
        (file.path, file.text) for file in facts.repository_files
    ]
    for path, text in texts:
        found = _CONFLICT.search(text) if "<<<<<<<" in text or ">>>>>>>" in text else None
        if found:
            yield Problem(
                span_in(path, text, *found.span()),
                "here begins or ends a merge that is not finished",
                "keep the version that is right, and delete the other with the lines of `<`, `=` and `>`",
            )


@rule("SIT010")
def written_page_hides_another(facts: Facts) -> Iterator[Problem]:
    """A page written by hand has the path of a page that the site makes from records.

    Only one of the two can be at that address, and the other is lost without a word.

    ```text bad framework/pages/career/pay.md
    # Pay
    ```

    ```text good framework/pages/about/pay-in-our-area.md
    # Pay in our area
    ```
    """
    made = {path for path, _, _ in record_pages(facts.records)} | set(SITE_PAGES)
    made |= {path for path, _, _ in further_pages(facts.records)}
    for page in facts.pages:
        path = page.page
        if path in made or path.startswith(_RULES_FOLDER) or path.lower() in made:
            yield Problem(
                Span(page.path),
                f"the site makes the page `{path}` itself",
                "give this page another name or folder, or put its text into the record from which the site makes the page",
            )
        elif PurePosixPath(path).name == "README.md" and any(
            one.page == str(PurePosixPath(path).with_name("index.md")) for one in facts.pages
        ):
            yield Problem(
                Span(page.path), "`README.md` and `index.md` of one folder have the same address", "keep one of the two"
            )


_LOADING = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "embed": "src",
    "audio": "src",
    "video": "src",
    "source": "src",
    "track": "src",
    "object": "data",
    "link": "href",
    "image": "href",
    "use": "href",
    "form": "action",
    "input": "src",
    "frame": "src",
}
_LOADED_BY_STYLE = LazyPattern(
    r"(?:url\(\s*[\"']?|@import\s+[\"'])(?P<address>(?:https?:)?//[^\s\"')]+)", re.IGNORECASE
)
#: A name of a language of markup looks like an address, and is none.
_LOADED_BY_TAG = LazyPattern(r"(?<!xmlns)(?<!xmlns:xlink)=\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE)
_MAY_RUN = LazyPattern(r"<script|\son[a-z]{3,}\s*=|javascript:", re.IGNORECASE)
_LOADED_BY_SCRIPT = LazyPattern(
    r"(?:fetch\(\s*|import\s*\(?\s*|from\s+|sendBeacon\(\s*)[\"'](?P<address>(?:https?:)?//[^\s\"')]+)"
)
_NOT_LOADED = ("canonical", "alternate", "author", "license", "me", "next", "prev", "help")


@rule("SIT011")
def loads_from_another_site(facts: Facts) -> Iterator[Problem]:
    """A page, picture or style loads something from another site.

    The other site learns who reads what, and when, from every reader. What it sends can change or vanish. Everything that
    a browser loads comes from this site: put the picture, script or style next to the pages. Links to other sites are fine.

    ```text bad framework/pages/about/us.md
    ![A map](https://maps.example.org/us.png)
    ```

    ```text good framework/pages/about/us.md
    ![A map](../images/us.png)
    ```
    """
    for page in facts.pages:
        for link in links(page):
            if link.is_picture and not link.is_tag and _is_elsewhere(link.target):
                yield _loads(link.span, "a picture", link.target)
        yield from _loaded(tags(page))
        yield from _loaded_by_text(page.path, page.text, _LOADED_BY_STYLE)
    for file in facts.repository_files:
        if file.path.endswith((".html", ".svg", ".htm", ".j2")) and _LOADED_BY_TAG.search(file.text):
            yield from _loaded(tags_in(file.path, file.text))
        if file.path.endswith((".html", ".svg", ".css")):
            yield from _loaded_by_text(file.path, file.text, _LOADED_BY_STYLE)
        if file.path.endswith((".js", ".mjs")):
            yield from _loaded_by_text(file.path, file.text, _LOADED_BY_SCRIPT)
        if PurePosixPath(file.path).name in _SETTINGS_FILES:
            yield from _loaded_by_settings(file.path, file.text)


def _is_elsewhere(target: str) -> bool:
    return target.lower().startswith(("http:", "https:", "//"))


def _loads(span: Span, what: str, address: str) -> Problem:
    return Problem(
        span,
        f"{what} is loaded from another site: {address[:80]}",
        f"put it into `{PAGES_FOLDER}` and name it by its path, or write a link",
    )


_TAG_WORDS = {
    "img": "a picture",
    "image": "a picture",
    "link": "a style or font",
    "iframe": "a page in a frame",
    "form": "a form",
}


def _loaded(found: Iterable[Tag]) -> Iterator[Problem]:
    for tag in found:
        address = tag.attributes.get(_LOADING.get(tag.name, ""), "") or tag.attributes.get(
            "xlink:href" if tag.name in ("image", "use") else "srcset", ""
        )
        if tag.name == "link" and tag.attributes.get("rel", "").lower() in _NOT_LOADED:
            continue
        if tag.name in _LOADING and _is_elsewhere(address.strip()):
            yield _loads(tag.span, _TAG_WORDS.get(tag.name, f"a {tag.name}"), address.strip())


def _loaded_by_text(path: str, text: str, pattern: LazyPattern) -> Iterator[Problem]:
    if "//" in text:
        for match in pattern.finditer(text):
            yield _loads(span_in(path, text, *match.span("address")), "a style, font or script", match["address"])


_SETTING = LazyPattern(r"^(?P<indent>\s*)-?\s*(?P<key>[\w-]+)\s*:(?P<rest>.*)$")


def _loaded_by_settings(path: str, text: str) -> Iterator[Problem]:
    """Styles and scripts of other sites in the settings of MkDocs."""
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        written = re.sub(r"(?:^|\s)#.*", "", line)
        found = _SETTING.match(written)
        if found and not found["indent"]:
            inside = found["key"] in ("extra_css", "extra_javascript")
        address = re.search(r"(?:https?:)?//[^\s\"'\]},]+", written) if inside else None
        if address:
            span = Span(path, number, address.start() + 1, address.end() + 1)
            yield _loads(span, "a style or script", address.group())


#: Settings of the engines that a site can be built with.
_SETTINGS_FILES = frozenset({"mkdocs.yml", "mkdocs.yaml", "properdocs.yml"})
_OUR_PLUGIN = LazyPattern(r"^plugins:(?:[^\n#]*|(?:[^\n]*\n[ \t-][^\n#]*)*?)\bpa-framework\b", re.MULTILINE)
_PAGES_SETTING = LazyPattern(r"^docs_dir:[ \t]*(?P<quote>[\"']?)(?P<folder>[^\s#\"']+)(?P=quote)", re.MULTILINE)


@rule("SIT024")
def settings_name_other_pages(facts: Facts) -> Iterator[Problem]:
    """The settings of the site take hand-written pages from a folder that is not the one of the framework.

    The site would be built without these pages, or not at all.

    ```text bad mkdocs.yml
    docs_dir: framework/page
    plugins: [pa-framework]
    ```

    ```text good mkdocs.yml
    docs_dir: framework/pages
    plugins: [pa-framework]
    ```
    """
    for file in facts.repository_files:
        found = _PAGES_SETTING.search(file.text) if file.path in _SETTINGS_FILES else None
        if found is None or not _OUR_PLUGIN.search(file.text):
            continue
        if PurePosixPath(found["folder"]) != PurePosixPath(PAGES_FOLDER):
            line = file.text.count("\n", 0, found.start()) + 1
            begins = found.start("folder") - found.start() + 1
            yield Problem(
                Span(file.path, line, begins, begins + len(found["folder"])),
                f"`docs_dir` is `{found['folder']}`, and the pages of the framework are in `{PAGES_FOLDER}`",
                f"write `docs_dir: {PAGES_FOLDER}`",
            )


@rule("SIT026")
def settings_cannot_work(facts: Facts) -> Iterator[Problem]:
    """A workflow, a form or the settings of the site have a fault that keeps them from working.

    The program that reads the file says so only after someone has pushed, or not at all: a check that does not run finds
    nothing. If the file is not yours to mend, send the finding to the people who look after the repository. Names, values and lists are compared with the shape that GitHub, GitLab, Dependabot and MkDocs publish; jobs,
    steps, outputs, inputs and times with the rest of the file.

    ```text bad .github/workflows/check.yml
    on: push
    jobs:
      build:
        runs-on: ubuntu-latest
        steps: [run: make site]
      publish:
        needs: builds
        runs-on: ubuntu-latest
        steps: [run: make publish]
    ```

    ```text good .github/workflows/check.yml
    on: push
    jobs:
      build:
        runs-on: ubuntu-latest
        steps: [run: make site]
      publish:
        needs: build
        runs-on: ubuntu-latest
        steps: [run: make publish]
    ```
    """
    for found in forge_faults(facts):
        yield Problem(found.span, found.says, found.fix)


_HANDLER = LazyPattern(r"on[a-z]{3,}")


@rule("SIT027")
def menu_leads_nowhere(facts: Facts) -> Iterator[Problem]:
    """The menu of the site, or the foot of its pages, names a page that is not there.

    A line of the foot without a page is left out: no one sees that “In an emergency” is missing.

    ```text bad mkdocs.yml
    nav:
      - Home: index.md
      - Support: suport/index.md
    plugins: [pa-framework]
    ```

    ```text good mkdocs.yml
    nav:
      - Home: index.md
      - Support: support/index.md
    plugins: [pa-framework]
    ```
    """
    pages = _pages(facts)
    addresses = {path.removesuffix("index.md") if path.endswith("index.md") else f"{path[:-3]}/" for path in pages}
    for named in pages_of_settings(facts):
        known = addresses if named.is_address else pages.keys()
        path = named.path.split("#")[0]
        if path in known or path.startswith(_MADE_FOLDERS) or _SCHEME.match(path):
            continue
        near = closest_match(path, known)
        is_slip = near is not None and is_one_slip(path, near)
        if is_slip or not named.is_address:  # a line of the foot may name a page that this framework does not have
            yield Problem(
                named.span,
                f"there is no page `{path}`" + (f"; did you mean `{near}`?" if near else ""),
                f"write `{near}`, if that is meant" if near else "write the path of a page, or take the line out",
            )


@rule("SIT012")
def script_in_a_page(facts: Facts) -> Iterator[Problem]:
    """A page or picture has a script in it.

    The site allows only its own scripts (its content security policy), so that no text can make a browser do something.
    A script in a page does not run; what it should do is missing, and no one sees why.

    ```text bad framework/pages/about/us.md
    (a tag `script` in the text, or a tag with `onclick`)
    ```

    ```text good framework/pages/about/us.md
    (a link, or a part of the site that a component makes)
    ```
    """
    found = [(page.path, tag) for page in facts.pages for tag in tags(page)]
    pictures = (file for file in facts.repository_files if file.path.startswith(f"{PAGES_FOLDER}/"))
    may_run = (file for file in pictures if file.path.endswith((".svg", ".html")) and _MAY_RUN.search(file.text))
    found += [(file.path, tag) for file in may_run for tag in tags_in(file.path, file.text)]
    for _, tag in found:
        handler = next((name for name in tag.attributes if _HANDLER.fullmatch(name)), "")
        runs = any(value.strip().lower().startswith("javascript:") for value in tag.attributes.values())
        if tag.name == "script" and _is_elsewhere(tag.attributes.get("src", "")):
            continue  # SIT011 reports it
        if tag.name == "script" or handler or runs:
            what = f"`{handler}`" if handler else "a link that runs a script" if runs else "a script"
            yield Problem(
                tag.span, f"the page has {what} in it", "take it out; scripts belong to a component of the site"
            )
    for page in facts.pages:
        for link in links(page):
            if link.target.lower().startswith("javascript:"):
                yield Problem(link.span, "the page has a link that runs a script", "write the address of a page")


@rule("SIT013", Severity.WARNING)
def written_headings_out_of_order(facts: Facts) -> Iterator[Problem]:
    """The headings of a page written by hand do not make an outline.

    People who use a screen reader jump from heading to heading. A page has one main heading (`#`), and a heading below
    another is one level deeper: `###` comes below `##`.

    ```text bad framework/pages/about/us.md
    # About us
    #### Who we are
    ```

    ```text good framework/pages/about/us.md
    # About us
    ## Who we are
    ```
    """
    for page in facts.pages:
        if page.unreadable or not page.text[page.body_start :].strip():
            continue
        level, mains = 0, 0
        for heading in headings(page):
            if not heading.words:
                yield Problem(heading.span, "the heading has no words", "write the heading, or take its line out")
            mains += heading.level == 1
            if heading.level == 1 and mains > 1:
                yield Problem(heading.span, f"“{heading.words}” is a second main heading", "write `##` before it")
            elif level and heading.level > level + 1:
                yield Problem(
                    heading.span,
                    f"“{heading.words}” is {heading.level - level} levels below the heading before it",
                    f"write `{'#' * (level + 1)}` before it",
                )
            level = heading.level
        if not mains and "<h1" not in page.text:
            yield Problem(
                Span(page.path, page.text.count("\n", 0, page.body_start) + 1),
                "the page has no main heading",
                "begin the text with a line `# …`, with the title of the page",
            )


@rule("SIT014", Severity.WARNING)
def two_pages_with_one_title(facts: Facts) -> Iterator[Problem]:
    """A page written by hand has the title of another page.

    In search results, tabs and menus no one can tell them apart.

    ```text bad framework/pages/about/us-too.md
    # About us
    ```

    ```text good framework/pages/about/our-team.md
    # Our team
    ```
    """
    seen: dict[str, str] = {site.heading.casefold(): path for path, site in SITE_PAGES.items()}
    for page in facts.pages:
        main = next((heading for heading in headings(page) if heading.level == 1 and heading.words), None)
        title = next((entry for entry in front_matter_texts(page.text) if entry.field == "title"), None)
        named = [(main.words, main.span)] if main else []
        if title:
            named.append((title.value, span_in(page.path, page.text, title.start, title.end)))
        for words, span in named:
            other = seen.get(words.casefold())
            if other and other != page.page:
                yield Problem(
                    span, f"“{words}” is the title of `{other}` as well", "give one of the two pages another title"
                )
                break
        for words, _ in named:
            seen.setdefault(words.casefold(), page.page)


@rule("SIT015")
def written_page_is_empty(facts: Facts) -> Iterator[Problem]:
    """A page written by hand says nothing.

    It has no text below its heading. Readers follow a link and find nothing.

    ```text bad framework/pages/about/us.md
    # About us
    ```

    ```text good framework/pages/about/us.md
    # About us
    We are six people in three towns.
    ```
    """
    for page in facts.pages:
        if page.unreadable:
            continue
        body = re.sub(r"<!--.*?-->", "", page.text[page.body_start :], flags=re.DOTALL)
        if not re.search(r"\w", re.sub(r"^\s{0,3}#.*$|^\S.*\n[=-]+[ \t]*$", "", body, flags=re.MULTILINE)):
            yield Problem(Span(page.path), "the page has no text", "write it, or delete the file")


_OTHER_ENDING = LazyPattern(
    r"\.(?:markdown|mdown|mkdn?|mdwn|mdtext|mdx|rst|adoc|docx?|odt|rtf)$|\.md\.\w+$|\.(?:MD|Md|mD)$|\.md[~ ]$|\.\s+md$|\.txt\.md$",
    re.ASCII,
)


@rule("SIT016")
def page_with_another_ending(facts: Facts) -> Iterator[Problem]:
    """A file beside the pages looks like a page and has another ending.

    Only files that end with `.md` become pages. Others are published as they are, or lost.

    ```text bad framework/pages/about/us.md.txt
    # About us
    ```

    ```text good framework/pages/about/us.md
    # About us
    ```
    """
    paths = [file.path for file in facts.repository_files if file.path.startswith(f"{PAGES_FOLDER}/")]
    for path in [*paths, *(page.path for page in facts.pages)]:
        found = _OTHER_ENDING.search(path)
        if found:
            stem = PurePosixPath(path[: found.start()]).name.strip()
            yield Problem(
                Span(path), f"`{PurePosixPath(path).name}` does not become a page", f"rename it to `{stem}.md`"
            )


@rule("SIT022")
def box_is_not_closed(facts: Facts) -> Iterator[Problem]:
    """An HTML element of a page written by hand is left open, or is closed once too often.

    Everything below an open box is shown inside of it: a whole page becomes part of a checklist. Compared are elements that
    hold others, such as `div`, `details` and `table`.

    ```text bad framework/pages/about/us.md
    (a line `<div class="checklist" markdown>`, and no line `</div>` after it)
    ```

    ```text good framework/pages/about/us.md
    (a line `</div>` for each `<div>`)
    ```
    """
    for page in facts.pages:
        for found in unpaired(page):
            if found.ends:
                yield Problem(
                    found.span, f"`</{found.name}>` closes nothing", "take it out, or write the tag that it closes"
                )
            else:
                yield Problem(
                    found.span,
                    f"`<{found.name}>` is not closed",
                    f"write `</{found.name}>` in a line of its own where it ends",
                )


@rule("SIT028", Severity.WARNING)
def withheld_story_on_a_page(facts: Facts) -> Iterator[Problem]:
    """A page written by hand links to a story that is withheld, because its consent has ended or was withdrawn.

    The site leaves out the paragraph, entry or row around the link, and the picture of the story. What the rest of the page
    tells of the person stays until someone takes it out: do it today.

    ```text bad framework/pages/about/us.md
    (a link to a story whose consent was withdrawn, and a sentence about the person)
    ```

    ```text good framework/pages/about/us.md
    (the same page without the link and without the sentence)
    ```
    """
    for page in facts.pages:
        for span, story in links_to_withheld_stories(facts, page):
            yield Problem(
                span,
                f"{story.id} is withheld: {withheld_reason(story, facts.on)}. The site leaves out what stands around this link",
                "take out what the page tells of the person, or ask them again and record their consent",
            )


@rule("SIT029")
def mark_is_not_whole(facts: Facts) -> Iterator[Problem]:
    """A link, a heading or bold words of a page written by hand lack a bracket, a space or a star.

    Readers see the marks, and the link leads nowhere.

    ```text bad framework/pages/about/us.md
    Ask [the team](../support/index.md first.
    ```

    ```text good framework/pages/about/us.md
    Ask [the team](../support/index.md) first.
    ```
    """
    for page in facts.pages:
        for found in broken_marks(page):
            yield Problem(found.span, found.says, found.fix)


@rule("SIT023", Severity.WARNING)
def table_row_with_other_cells(facts: Facts) -> Iterator[Problem]:
    """A row of a table on a page written by hand has another number of cells than the table has columns.

    A cell too many is not shown at all. With one too few, what is said of one thing stands below the heading of another. A
    line directly below a table is a row of it, even without a `|`: everything up to an empty line is.

    ```text bad framework/pages/about/us.md
    | Journey | Is it paid? |
    | --- | --- |
    | From home to work, usually no |
    ```

    ```text good framework/pages/about/us.md
    | Journey | Is it paid? |
    | --- | --- |
    | From home to work | Usually no |
    ```
    """
    for page in facts.pages:
        for row in uneven_rows(page):
            yield Problem(
                row.span,
                f"this row has {count(row.cells, 'cell')}, and its table has {count(row.columns, 'column')}",
                _CELLS if row.has_bars else "put an empty line between the table and this line, if it is no row",
            )


_CELLS = (
    "with too few, add `|` and the missing cell (empty: `| |`); with too many, take a `|` out, or write `\\|` where it is part "
    "of the text"
)


@rule("SIT017", Severity.WARNING)
def written_page_is_to_come(facts: Facts) -> Iterator[Problem]:
    """A page written by hand has placeholder words.

    ```text bad framework/pages/about/us.md
    Our office is open from TBC.
    ```

    ```text good framework/pages/about/us.md
    Our office is open from 9 to 5.
    ```

    Readers of the site should not meet them.
    """
    for text, found in placeholders_in_pages(facts):
        yield Problem(
            text.span(found.start(), found.end()),
            f"“{found.group()}” stands for words that are still to come",
            "write them, or take the sentence out",
        )
