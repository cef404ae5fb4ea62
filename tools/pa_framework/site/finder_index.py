"""The index of the search: what is known of each page, and which words are on which pages.

The plugin gives it every page after Markdown was rendered. components/find/find.js reads the result. Text that is on
many pages, charts, tables of figures, and what a page marks with `data-search-exclude` say nothing about a page and
are left out.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from html import unescape

import msgspec
from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import GLOSSARY
from pa_framework.site.search_terms import KindOfPage, SearchTerms, term_path
from pa_framework.text.kept_results import NOTHING_KEPT, KeptResults, key_of

#: Elements whose content is not indexed.
_SKIPPED = frozenset({"svg", "script", "style", "nav", "template", "form", "dialog", "figure", "pre"})
#: Elements that are part of a sentence; all others end a block of text.
_INLINE = frozenset({"a", "abbr", "b", "code", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "source", "meta", "link", "col"})
_HEADINGS = frozenset({"h2", "h3"})
_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<close>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<attributes>[^>]*)>|(?P<text>[^<]+)", re.DOTALL
)
_LEFT_OUT = re.compile(r'data-search-exclude|class="(?:banners|page-foot)\b')
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_HYPHENED = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")
#: A block of text that more pages than this have is no text of any of them; the same of a heading.
_SHARED_BY = 3
#: A word that more than this part of all pages have says nothing about any of them.
_COMMON = 0.12
#: Kinds of pages that only repeat what others say.
_WITHOUT_TEXT = frozenset(
    {"glossary", "sources", "changes", "matrix", "downloads", "tasks", "stories", "compare", "where", "signs"}
)
#: So many characters of a summary are shown with a result, if a sentence does not take more.
_SHORT = 150
#: How much a part of a page counts where no one typed a phrase that leads to it: less than the page.
_PART = 0.5
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"

#: Words of every sentence. find.js leaves them out of questions too; it reads them from the index.
SMALL_WORDS = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "anyone",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "but",
        "by",
        "can",
        "cannot",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "done",
        "for",
        "from",
        "get",
        "gets",
        "give",
        "given",
        "go",
        "goes",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "hers",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "just",
        "let",
        "like",
        "made",
        "make",
        "may",
        "me",
        "might",
        "more",
        "most",
        "much",
        "must",
        "my",
        "no",
        "not",
        "of",
        "on",
        "one",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "same",
        "shall",
        "she",
        "should",
        "so",
        "some",
        "someone",
        "such",
        "take",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "too",
        "under",
        "until",
        "up",
        "us",
        "use",
        "used",
        "very",
        "want",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "within",
        "without",
        "would",
        "yes",
        "you",
        "your",
        "yours",
    ]
)


class RenderedPage(Struct, frozen=True):
    """A page whose Markdown is rendered: path in the page tree, address in the site, title, summary, kind, HTML."""

    path: str
    address: str
    title: str
    summary: str
    kind: str
    html: str


class _Text(Struct, frozen=True):
    """What a page says: its headings, and its blocks of text."""

    headings: tuple[str, ...]
    blocks: tuple[str, ...]


def finder_index(pages: Iterable[RenderedPage], terms: SearchTerms, kept: KeptResults = NOTHING_KEPT) -> bytes:
    """The index as JSON. The same pages and terms give the same bytes. What the text of a page says may be kept."""
    whole = [page for page in pages if terms.kind_of(page.path, page.kind)]
    shown = sorted([*whole, *_parts(whole, terms)], key=lambda page: page.address)
    texts = _texts(["" if page.kind in _WITHOUT_TEXT else page.html for page in shown], kept)
    many = Counter(part for text in texts for part in {*text.headings, *text.blocks})
    kinds: dict[KindOfPage, int] = {}
    rows: list[list[object]] = []
    words_on: dict[str, list[int]] = {}
    for number, (page, text) in enumerate(zip(shown, texts, strict=True)):
        kind = terms.kind_of(page.path, page.kind)
        assert kind is not None
        headings = [heading for heading in text.headings if many[heading] <= _SHARED_BY and heading != page.title]
        summary = _beginning(page.summary)
        names, asked, status = terms.names_of(page.path), terms.asked_for(page.path), terms.status_of(page.path)
        if page.kind != "term" and "#" in page.path:
            status *= _PART
        row = [
            page.address,
            page.title,
            kinds.setdefault(kind, len(kinds)),
            summary,
            list(names),
            list(dict.fromkeys(headings)),
            status,
        ]
        rows.append(row)
        known = set(words_in(" ".join((page.title, summary, *names, *headings, *asked))))
        blocks = (block for block in text.blocks if many[block] <= _SHARED_BY)
        for word in sorted(set(words_in(" ".join((page.summary, *blocks)))) - known):
            words_on.setdefault(word, []).append(number)
    limit = _COMMON * len(rows)
    words = {word: places for word, places in sorted(words_on.items()) if len(places) <= limit}
    width = 2 if len(rows) <= len(_DIGITS) ** 2 else 3
    places = {page.path: number for number, page in enumerate(shown)}
    index: dict[str, object] = {
        "kinds": [[kind.label, kind.weight] for kind in kinds],
        "pages": rows,
        "asked": [
            [list(entry.asked), [places[path] for path in entry.pages if path in places], entry.answer]
            for entry in terms.entries
            if any(path in places for path in entry.pages)
        ],
        "small": " ".join(sorted(SMALL_WORDS)),
        "common": " ".join(sorted(words_on.keys() - words.keys())),
        "words": " ".join(words),
        "width": width,
        "places": " ".join(_packed(numbers, width) for numbers in words.values()),
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()


def glossary_pages(facts: Facts) -> Iterator[RenderedPage]:
    """Each term of the glossary as a page of its own: a place on the page of the glossary."""
    address = GLOSSARY.path.removesuffix(".md")
    for term in facts.records.terms.values():
        yield RenderedPage(term_path(term.id), f"{address}/#{term.id}", term.term, term.means, "term", "")


def _parts(pages: Sequence[RenderedPage], terms: SearchTerms) -> Iterator[RenderedPage]:
    """The parts of pages to which phrases lead, each as a page of its own: its heading, and how its text begins.

    A part whose heading is not on the page is left out.
    """
    by_path = {page.path: page for page in pages}
    for path in dict.fromkeys(path for entry in terms.entries for path in entry.pages):
        before, _, anchor = path.partition("#")
        page = by_path.get(before)
        if not anchor or path in by_path or page is None:
            continue
        heading = re.search(rf'<(?P<tag>h[23]) id="{re.escape(anchor)}".*?</(?P=tag)>', page.html, re.DOTALL)
        if heading is None:
            continue
        title = " ".join(_text_of(heading[0]).headings)
        text = _text_of(re.split(r"<h[23]\b", page.html[heading.end() :], maxsplit=1)[0])
        yield RenderedPage(
            path, f"{page.address}#{anchor}", f"{page.title}: {title}", " ".join(text.blocks[:2]), page.kind, ""
        )


def words_in(text: str) -> Iterator[str]:
    """The words of a text that say something, in small letters and without accents.

    Hyphened words are there in parts and as one word. Words of two letters are kept where they are abbreviations.

    >>> list(words_in("Check the person's BP at a sleep-in"))
    ['sleepin', 'check', 'person', 'bp', 'sleep']
    """
    plain = text
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()
    for found in _HYPHENED.finditer(plain):
        yield found[0].replace("-", "").lower()
    for found in _WORD.finditer(plain):
        word = found[0].partition("'")[0]
        low = word.lower()
        if low not in SMALL_WORDS and (len(word) > 2 or (len(word) == 2 and word.isupper())):
            yield low


def _beginning(summary: str) -> str:
    """The first sentence of a summary, and the second where the first is short."""
    first, *rest = re.split(r"(?<=[.?!]) (?=[A-Z“])", summary)
    return f"{first} {rest[0]}" if rest and len(first) + len(rest[0]) < _SHORT else first


def _packed(numbers: Sequence[int], width: int) -> str:
    """Numbers of pages, in order, as so many digits of base 64 each.

    >>> _packed([1, 64], 2)
    '0110'
    """
    return "".join(_DIGITS[number // 64**place % 64] for number in numbers for place in range(width - 1, -1, -1))


def _texts(pages: Sequence[str], kept: KeptResults) -> list[_Text]:
    keys = [key_of("text", html) for html in pages]
    kept.expect(keys)
    return [_kept_text(key, html, kept) for key, html in zip(keys, pages, strict=True)]


def _kept_text(key: str, html: str, kept: KeptResults) -> _Text:
    if (data := kept.get(key)) is not None:
        with suppress(msgspec.DecodeError):
            return msgspec.msgpack.decode(data, type=_Text)
    text = _text_of(html)
    kept.put(key, msgspec.msgpack.encode(text))
    return text


def _text_of(html: str) -> _Text:
    headings: list[str] = []
    blocks: list[str] = []
    block: list[str] = []
    skipping = ""  # the tag of the element that is left out, and how many of them are open
    depth = 0
    heading = False

    def end() -> None:
        words = " ".join(unescape("".join(block)).split())
        block.clear()
        if words:
            (headings if heading else blocks).append(words)

    for found in _TOKEN.finditer(html):
        tag = (found["tag"] or "").lower()
        if skipping:
            if tag == skipping:
                depth += -1 if found["close"] else 1
                skipping = skipping if depth else ""
        elif found["text"] is not None:
            block.append(found["text"])
        elif tag in _INLINE and not _LEFT_OUT.search(found["attributes"]):
            block.append(" ")
        elif tag and tag not in _INLINE:
            end()
            heading = tag in _HEADINGS and not found["close"]
            if not found["close"] and tag not in _VOID and (tag in _SKIPPED or _LEFT_OUT.search(found["attributes"])):
                skipping, depth = tag, 1
            elif tag == "h1" and not found["close"]:
                skipping, depth = tag, 1  # the title is known
        elif tag and not found["close"]:
            skipping, depth = tag, 1
    end()
    return _Text(tuple(headings), tuple(blocks))
