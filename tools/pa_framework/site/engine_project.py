"""A project for an engine without our plugin: the tree of pages, the settings, the look, and how to build it.

The look is one style sheet and its fonts, because each of these engines brings a frame of its own. Scripts of ours are
left out: every page is complete without them.
"""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, field

from pa_framework.facts.brand import brand_colours, shown_brand
from pa_framework.facts.facts import Facts
from pa_framework.look.assets import content_sheet
from pa_framework.records.model import Brand
from pa_framework.site.generic_pages import further_sections
from pa_framework.site.tree import generic_kinds, page_files, write_files
from pa_framework.text.errors import UserError
from pa_framework.text.package_data import look_folder

_STYLE = "assets/stylesheets/pages.css"
_ICON = "assets/images/favicon.svg"


class _Target(Struct, frozen=True):
    """An engine: its name, settings file and theme, what pip installs, its command, and the style sheet of its theme.

    `moves_addresses` is true of an engine that reads addresses in HTML as it reads those of Markdown links: from the
    folder of the source file, not of the page that is built from it.
    """

    title: str
    settings: str
    theme: dict[str, Any]
    packages: str
    command: str
    style: str
    extra: dict[str, Any] = field(default_factory=dict)
    moves_addresses: bool = False


_MATERIAL = {
    "language": "en",
    "font": False,
    "palette": {"scheme": "default", "primary": "custom", "accent": "custom"},
    "favicon": _ICON,
}
#: What stops a build: links that lead nowhere.
_STRICT = {
    "validation": {
        "nav": {"omitted_files": "ignore", "not_found": "warn", "absolute_links": "warn"},
        "links": {"not_found": "warn", "anchors": "warn", "absolute_links": "warn", "unrecognized_links": "warn"},
    }
}
_TARGETS = {
    "mkdocs": _Target(
        title="MkDocs",
        settings="mkdocs.yml",
        theme={"name": "material", **_MATERIAL},
        packages='"mkdocs>=1.6,<2" "mkdocs-material>=9.6,<10"',
        command="mkdocs build --strict",
        style="material",
        extra=_STRICT,
    ),
    "properdocs": _Target(
        title="ProperDocs",
        settings="properdocs.yml",
        theme={"name": "mkdocs", "locale": "en", "highlightjs": False, "color_mode": "light", "navigation_depth": 2},
        packages='"properdocs>=1.6,<2" "properdocs-theme-mkdocs>=1.6,<2" pymdown-extensions',
        command="properdocs build --strict",
        style="bootstrap",
        extra=_STRICT,
    ),
    "zensical": _Target(
        title="Zensical",
        settings="mkdocs.yml",
        theme={"name": "material", **_MATERIAL},
        packages='"zensical>=0.0.73,<0.2"',
        command="zensical build --strict",
        style="material",
        moves_addresses=True,
    ),
}
#: The Markdown extensions that our pages are written for, with their settings.
_EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "md_in_html",
    "tables",
    {"toc": {"permalink": False, "toc_depth": "2-3"}},
    {"pymdownx.highlight": {"anchor_linenums": False, "pygments_lang_class": True}},
    "pymdownx.superfences",
]
_README = """\
# {site}, for {engine}

`pa-framework pages --engine {name}` wrote these files. To change a page, change the records and run it again.

Install {engine}, then build the site into `site/`:

```sh
pip install {packages}
{command}
```

The pages are complete: notices, approval and links are part of their text. This site has no filters, no decision form,
no self-check and no copies for use without signal, because their scripts belong to the site that `pa-framework build`
makes.
"""


def write_project(facts: Facts, engine: str, settings: Path, out: Path, docs: Path) -> int:
    """Writes the project for an engine, `mkdocs`, `properdocs` or `zensical`; returns the number of files.

    Pages and look go below `docs`, settings and README below `out`. `settings` is the settings file of our own site: name,
    description and navigation come from there. Raises UserError where it cannot be read.
    """
    target, framework = _TARGETS[engine], facts.records.framework
    brand = shown_brand(framework.brand if framework else None)
    made = _settings(facts, target, brand, _read_settings(settings))
    readme = _README.format(
        site=made["site_name"], engine=target.title, name=engine, packages=target.packages, command=target.command
    )
    (out / target.settings).write_text(
        yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=120), encoding="utf-8", newline="\n"
    )
    (out / "README.md").write_text(readme, encoding="utf-8", newline="\n")
    tree = dict(page_files(facts))
    if target.moves_addresses:
        tree = {path: _from_source(path, content) for path, content in tree.items()}
    files = {**dict(_look(facts, target, brand)), **tree}  # an area may have a file of its own
    write_files(files.items(), docs)
    return len(files) + 2


def _read_settings(file: Path) -> dict[str, Any]:
    try:
        read = yaml.safe_load(file.read_bytes())
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise UserError(f"`{file}` cannot be read: {reason}; for another engine, write it without tags") from None
    if not isinstance(read, dict):
        raise UserError(f"`{file}` holds no settings")
    return read


def _settings(facts: Facts, target: _Target, brand: Brand, own: dict[str, Any]) -> dict[str, Any]:
    framework = facts.records.framework
    theme = {**target.theme, **({"favicon": brand.logo} if brand.logo and "favicon" in target.theme else {})}
    made: dict[str, Any] = {
        "site_name": brand.name or own.get("site_name", "PA Pathways"),
        "site_description": own.get("site_description"),
        "site_url": own.get("site_url") or (framework.site if framework else None),
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": True,
        "theme": theme,
        "extra_css": [_STYLE],
        "plugins": ["search"],
        "markdown_extensions": _EXTENSIONS,
        "nav": _navigation(facts, own),
        **target.extra,
    }
    return {name: value for name, value in made.items() if value is not None}


def _navigation(facts: Facts, own: dict[str, Any]) -> list[Any] | None:
    nav = own.get("nav")
    if not isinstance(nav, list):
        return None
    return [*nav, *({link.title: link.path} for link in further_sections(facts, generic_kinds()))]


#: Fenced code, and the relative address of an HTML element.
_CODE_OR_ADDRESS = re.compile(
    r"""^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[ \t]*$
      | (?P<before><[A-Za-z][^<>]*?\s(?:href|src)=")(?P<address>(?![A-Za-z][\w+.-]*:|[/#])[^"]+)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


def _from_source(path: str, content: bytes) -> bytes:
    """A page whose HTML has addresses from the folder of its source file; any other file as it is.

    `about/trace.md` is built at `about/trace/`: from there `../../career/` leads to the career, and from its source
    `../career/` does.
    """
    folder = posixpath.basename(path).removesuffix(".md")
    if not path.endswith(".md") or folder == "index":
        return content

    def moved(found: re.Match[str]) -> str:
        address = found["address"]
        if address is None:
            return found[0]
        slash = "/" if address.endswith("/") else ""
        return f"{found['before']}{posixpath.normpath(posixpath.join(folder, address))}{slash}"

    return _CODE_OR_ADDRESS.sub(moved, content.decode()).encode()


def _look(facts: Facts, target: _Target, brand: Brand) -> Iterator[tuple[str, bytes]]:
    folder = look_folder()
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for path in sorted(files):
        if path.startswith("assets/"):
            yield path, files[path]
    yield _STYLE, content_sheet(files, brand_colours(brand), len(facts.records.tiers), target.style)
