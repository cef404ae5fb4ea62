"""Text to Markdown. What a record says is text: whatever it contains, it cannot become markup.

Templates put finished text into Markdown. Every value that a template puts out is escaped, unless it is of type `Md`,
which only this package makes, so a template cannot forget to escape.
"""

import posixpath
import re
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError
from jinja2.ext import Extension

from pa_framework.records.text_references import MARK, NAMESPACES, TextReference, replace_references
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import lower_first

#: Drawings and parts that several folders use; every environment finds them after its own templates.
SHARED_TEMPLATES = Path(__file__).parent / "templates"


class Md(str):
    """Markdown or HTML that this package made; it is not escaped."""

    __slots__ = ()


#: Characters that Markdown or HTML may read as markup anywhere in a line.
_ANYWHERE = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_{}[]<>|~^="}
_ANYWHERE[ord("&")] = "&amp;"
_ANYWHERE[ord('"')] = "&quot;"
#: Characters that Markdown reads as markup at the start of a line.
_AT_START = re.compile(r"[#+\-!:?/%]|[0-9]+[.)]")


def escaped(text: str) -> Md:
    """Text as Markdown that shows exactly this text, on one line."""
    line = " ".join(text.split())
    start = _AT_START.match(line)
    if not start:
        return Md(line.translate(_ANYWHERE))
    sign = line[start.end() - 1]
    return Md(f"{line[: start.end() - 1]}&#{ord(sign)};{line[start.end() :].translate(_ANYWHERE)}")


def attribute(text: str) -> Md:
    """Text for an HTML attribute in double quotes, or between HTML tags."""
    return Md(" ".join(text.split()).translate(_ANYWHERE).replace("'", "&#39;"))


def with_code(text: str) -> Md:
    """Text of this program, in which only backticks are markup: what is between two of them becomes code."""
    parts = " ".join(text.split()).split("`")
    if len(parts) % 2 == 0:
        return escaped(text)
    made = [
        f"<code>{part.translate(_ANYWHERE)}</code>" if number % 2 else part.translate(_ANYWHERE)
        for number, part in enumerate(parts)
    ]
    made[0] = escaped(f"{parts[0]}.")[:-1] if parts[0] else ""
    return Md("".join(made))


#: The long form of “PA”; the group is the short form.
_SPELT_OUT = re.compile(r"[Pp]ersonal assistant(?:s|'s)? \((PA(?:s|'s)?)\)")


def briefly(text: str) -> str:
    """Text with the short form in place of “personal assistant (PA)”, for pages that have explained it already."""
    return _SPELT_OUT.sub(r"\1", text)


def _escape_value(value: Any) -> Any:
    if isinstance(value, Md):
        return value
    if value is None:
        raise TypeError("a template puts out a value that is not there")
    return escaped(format_date(value) if isinstance(value, date) else str(value))


def relative(page: str, target: str) -> str:
    """The relative path from one page to another file of the tree."""
    return _relative_path(target, posixpath.dirname(page))


def link(page: str, target: Any) -> Md:
    """A Markdown link from a page to a `Link`; its address is a path of the tree or a web address."""
    return Md(f"[{escaped(target.title)}]({link_target(page, target.path)})")


def link_target(page: str, path: str) -> Md:
    """The target of a Markdown link from a page: a path of the tree, or a web address."""
    return Md(f"<{path if _leads_away(path) else relative(page, path)}>")


def _leads_away(path: str) -> bool:
    """Whether a target is a web address or an address for mail, and no path of the tree."""
    return "://" in path or path.startswith("mailto:")


def href(page: str, path: str) -> Md:
    """The relative address of another built page or file, or a web or mail address, for an HTML attribute.

    It keeps an anchor.
    """
    if _leads_away(path):
        return attribute(path)
    file, mark, anchor = path.partition("#")
    folder = _built_folder(page)
    if file.endswith(".md"):
        return attribute(f"{_relative_path(_built_folder(file), folder)}/{mark}{anchor}")
    return attribute(f"{_relative_path(file, folder)}{mark}{anchor}")


@lru_cache(maxsize=1 << 16)
def _relative_path(target: str, folder: str) -> str:
    """The path from a folder to a file or folder, both from the top of the tree. Many pages of a folder share targets."""
    return posixpath.relpath(target or ".", folder or ".")


def _built_folder(page: str) -> str:
    stem = posixpath.splitext(page)[0]
    return posixpath.dirname(stem) if posixpath.basename(stem) == "index" else stem


#: A tag of a template, in which double brackets are code.
_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)


class _TextReferences(Extension):
    """Makes `((law.minimum-wage.adult))` in the source of a template a call of `reference`, which the page must give.

    Only the source is read, never what a template puts out: a value that looks like a reference stays text.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source with each reference as a tag. Raises TemplateSyntaxError where one has a wrong form."""
        if MARK not in source:
            return source
        parts, line = [], 1
        for number, part in enumerate(_TAG.split(source)):
            text = part if number % 2 else replace_references(part, partial(_as_tag, name, part, line))
            parts.append(text)
            line += part.count("\n")
        return "".join(parts)


def _as_tag(name: str | None, text: str, line: int, reference: TextReference) -> str | None:
    if reference.namespace not in NAMESPACES:
        return None
    if reference.fault:
        line += text.count("\n", 0, reference.start)
        raise TemplateSyntaxError(f"(({reference.written})) {reference.fault}", line, name)
    return f'{{{{ reference("{reference.written}") }}}}'


def environment(folder: Path) -> Environment:
    """The templates of a folder, and the shared ones, with escaping for Markdown.

    A value that is not defined, or is None, raises an error. A date is put out in words.
    """
    made = Environment(
        loader=FileSystemLoader([folder, SHARED_TEMPLATES]),
        autoescape=False,  # `finalize` escapes for Markdown, which is more than HTML
        undefined=StrictUndefined,
        finalize=_escape_value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=[_TextReferences],
    )
    made.filters["attribute"] = attribute
    made.filters["briefly"] = briefly
    made.filters["lower_first"] = lower_first
    made.filters["markup"] = Md  # for the output of macros
    return made


def render(templates: Environment, template: str, path: str, **values: Any) -> Md:
    """A template filled with values, for the page at this path of the tree. `link` and `href` lead from that page."""
    text = templates.get_template(template).render(link=partial(link, path), href=partial(href, path), **values)
    return Md(re.sub(r"\n{3,}", "\n\n", text).strip() + "\n")
