"""The engine that builds the site: MkDocs, or its fork ProperDocs. Only this module imports either of them.

ProperDocs can answer to the name `mkdocs` as well, so that the imports below are the same for both. In a process where
an engine runs already, it is that one. Otherwise it is ProperDocs where the environment variable `ENGINE_VARIABLE`
of `engine_process` says so, or where MkDocs is not installed. `engine_process` decides, for a framework, which one to start.
"""

import os
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from pa_framework.site.engine_process import ENGINE_VARIABLE

if "mkdocs" not in sys.modules and (os.environ.get(ENGINE_VARIABLE) == "properdocs" or find_spec("mkdocs") is None):
    import properdocs.__main__  # noqa: F401 - its command makes `mkdocs` another name of `properdocs`

import mkdocs
from jinja2 import FileSystemLoader
from markdown.util import get_installed_extensions
from mkdocs.commands.build import build as _build
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc as contents_of

__all__ = [
    "LUNR",
    "Abort",
    "BasePlugin",
    "BuildError",
    "Config",
    "File",
    "Files",
    "InclusionLevel",
    "LazySite",
    "MkDocsConfig",
    "MkDocsException",
    "Navigation",
    "Page",
    "PluginError",
    "Type",
    "build_site",
    "contents_of",
    "installed_extension",
    "is_left_out",
]


#: The engine of the search, lunr (MIT), which both engines ship for their own search.
LUNR = Path(mkdocs.__file__).parent / "contrib" / "search" / "templates" / "search" / "lunr.js"


def installed_extension(name: str) -> Callable[..., Any] | None:
    """What makes the Markdown extension with a short name, such as `tables`; None where none has it."""
    found: Callable[..., Any] | None = next(
        (point.load() for point in get_installed_extensions() if point.name == name), None
    )
    return found


def is_left_out(file: File) -> bool:
    """Whether a file will not be in the site, because the settings exclude it, or it is a draft."""
    return file.inclusion in (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


def build_site(settings: Path, folder: Path, given: object = None) -> None:
    """Builds the site of a settings file into a folder; a warning, such as of a dead link, is an error.

    Plugins that have an attribute `given` get that object. Raises Abort, MkDocsException or OSError.
    """
    config = load_config(str(settings), strict=True, site_dir=str(folder))
    for plugin in config.plugins.values():
        if hasattr(plugin, "given"):
            plugin.given = given
    config.plugins.on_startup(command="build", dirty=False)
    try:
        _build(config)
    finally:
        config.plugins.on_shutdown()


class LazySite:
    """A site for a preview: its files are found, and each page is rendered when it is asked for.

    Plugins that have an attribute `lazy` belong to this site alone. They get True for it: they need not make what no
    one asks for. They get the same plugin of the site `before` as their attribute `before`, if there is one.
    `mount` is the path below which it is served.
    """

    _config: MkDocsConfig

    def __init__(self, settings: Path, address: str, before: "LazySite | None" = None) -> None:
        """`address` is that of the preview, such as `127.0.0.1:8000`. `before` is the last site whose records hold.

        Raises Abort, MkDocsException or OSError, and what a plugin raises about its files.
        """
        _forget_plugins()
        config = load_config(str(settings), dev_addr=address, site_dir=str(settings.parent / "site"))
        for name, plugin in config.plugins.items():
            if hasattr(plugin, "lazy"):
                plugin.lazy = True
                plugin.before = before._config.plugins.get(name) if before else None
        config.plugins.on_startup(command="serve", dirty=False)
        self.mount = (urlsplit(config.site_url or "/").path.rstrip("/") or "") + "/"
        config.site_url = f"http://{address}{self.mount}"
        config = config.plugins.on_config(config)
        files = get_files(config)
        env = config.theme.get_env()
        env.loader = _VisibleFiles(config.theme.dirs)
        files.add_files_from_theme(env, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        alone = config.theme.custom_dir is None and len(config.plugins) == 1  # else someone may ask for any page
        listed = cast(Files, _OfNavigation(files)) if alone and config.nav else files
        nav = config.plugins.on_nav(get_navigation(listed, config), config=config, files=files)
        if not alone:
            self._make_pages(files.documentation_pages(inclusion=InclusionLevel.is_in_serve), config)
        self._env = config.plugins.on_env(env, config=config, files=files)
        self.plugins = list(config.plugins.values())
        self._config, self._files, self._nav = config, files, nav
        self._by_address = {file.dest_uri: file for file in files if file.inclusion.is_in_serve()}  # type: ignore[no-untyped-call]
        self._pages = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        self._paths = {file.dest_uri for file in self._pages}
        self._made: dict[str, bytes] = {}

    def has(self, path: str) -> bool:
        """Whether the site has a page or file at a path."""
        return path in self._by_address or path in self._config.theme.static_templates

    def content(self, path: str) -> bytes | None:
        """The page or file at a path of the site; None where there is none."""
        if path not in self._made:
            file = self._by_address.get(path)
            if file is not None and path in self._paths:
                self._make_pages([file], self._config)
            if file is not None and file.page is not None:
                self._made[path] = self._render(file.page).encode(errors="xmlcharrefreplace")
            elif file is not None:
                content: bytes = file.content_bytes
                return content
            elif path in self._config.theme.static_templates:
                self._make_pages(self._pages, self._config)
                context = get_context(self._nav, self._pages, self._config, base_url=self.mount)
                return str(self._env.get_template(path).render(context)).encode()
            else:
                return None
        return self._made[path]

    def text_of_all(self) -> None:
        """Renders the text of every page, for what is made of all of them."""
        self._make_pages(self._pages, self._config)
        for file in self._pages:
            if file.page is not None and file.page.content is None:
                self._populate(file.page)

    def _make_pages(self, files: Iterable[File], config: MkDocsConfig) -> None:
        """Makes the engine's pages of those files that have none yet. Their text comes later."""
        for file in files:
            if file.page is None:
                Page(None, file, config)

    def _populate(self, page: Page) -> None:
        plugins, config, files = self._config.plugins, self._config, self._files
        page = plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        page.render(config, files)
        page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)

    def _render(self, page: Page) -> str:
        if page.content is None:
            self._populate(page)
        plugins, config = self._config.plugins, self._config
        context = get_context(self._nav, self._pages, config, page)
        template = self._env.get_template(str(page.meta.get("template", "main.html")))
        context = plugins.on_page_context(context, page=page, config=config, nav=self._nav)
        page.active = True
        try:
            output = template.render(context)
        finally:
            page.active = False
        return plugins.on_post_page(output, page=page, config=config)


class _OfNavigation:
    """Files for the navigation of the settings alone: the engine makes a page of each of them, and of no other."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def documentation_pages(self, *, inclusion: object = None) -> list[File]:
        """None, so that no page is made before it is asked for."""
        return []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


class _VisibleFiles(FileSystemLoader):
    """Templates of a theme. Hidden folders, from which no site takes a file, are not listed: Material has 11,000 icons."""

    def list_templates(self) -> list[str]:
        """The names of all templates, sorted."""
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                within = Path(folder).relative_to(top).as_posix()
                found.update(name if within == "." else f"{within}/{name}" for name in names)
        return sorted(found)


def _forget_plugins() -> None:
    """Makes the next settings have lazy plugins of their own: an engine keeps those that ask for its start."""
    for _, option in MkDocsConfig._schema:
        known = getattr(option, "plugin_cache", {})
        for name in [name for name, plugin in known.items() if hasattr(plugin, "lazy")]:
            del known[name]
