"""The engine that builds the site: MkDocs, or its fork ProperDocs. Only this module imports either of them.

ProperDocs can answer to the name `mkdocs` as well, so that the imports below are the same for both. In a process where
an engine runs already, it is that one. Otherwise it is ProperDocs where the environment variable `ENGINE_VARIABLE`
of `engine_process` says so, or where MkDocs is not installed. `engine_process` decides, for a framework, which one to start.
"""

import logging
import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pa_framework.site.engine_process import ENGINE_VARIABLE

if "mkdocs" not in sys.modules and (os.environ.get(ENGINE_VARIABLE) == "properdocs" or find_spec("mkdocs") is None):
    import properdocs.__main__  # noqa: F401 - its command makes `mkdocs` another name of `properdocs`

import mkdocs
from markdown.util import get_installed_extensions
from mkdocs.commands.build import build as _build
from mkdocs.commands.serve import serve as _serve
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
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
    "LiveReloadServer",
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
    "serve_site",
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


def serve_site(settings: Path, address: str) -> None:
    """Serves a preview of the site at an address, such as `127.0.0.1:8000`, until the process is interrupted.

    Raises Abort, MkDocsException or OSError.
    """
    # A page that is missing is reported by the browser.
    logging.getLogger(LiveReloadServer.__module__).setLevel(logging.ERROR)
    _serve(str(settings), dev_addr=address)
