"""The MkDocs plugin: it carries our pages into a build. The only module that knows MkDocs."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from pa_framework import reporters
from pa_framework.check import Report, check
from pa_framework.findings import Severity
from pa_framework.pages.site import downloads, made_pages
from pa_framework.records import TOP

log = get_plugin_logger("pa-framework")


class FrameworkConfig(Config):
    """`records`: the folder that holds the records, seen from mkdocs.yml."""

    records = Type(str, default=".")


class FrameworkPlugin(BasePlugin[FrameworkConfig]):
    """Adds the pages made from the records; refuses to build where the records do not hold."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        report = self._report(config)
        if report.errors:
            raise PluginError("the records do not hold together:\n\n" + _errors(report))
        for page in made_pages(report.facts):
            files.append(_generated(config, page.path, page.markdown))
        for path, text in downloads():
            files.append(_generated(config, path, text))
        return files

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Follows the records, and keeps the last good site while they do not hold."""
        for folder in TOP:
            server.watch(str(self._root(config) / folder))
        build = server.builder

        def guarded(*args: Any, **kwargs: Any) -> None:
            report = self._report(config)
            if report.errors:
                log.warning("the site stays as it was, until this is mended:\n\n%s", _errors(report))
                return
            build(*args, **kwargs)

        server.builder = guarded
        return server

    def _root(self, config: MkDocsConfig) -> Path:
        return (Path(config.config_file_path).parent / self.config.records).resolve()

    def _report(self, config: MkDocsConfig) -> Report:
        day = os.environ.get("PA_FRAMEWORK_ON")
        return check(self._root(config), date.fromisoformat(day) if day else date.today())


def _errors(report: Report) -> str:
    return reporters.text(Report(report.facts, tuple(each for each in report.findings if each.severity is Severity.ERROR)))


def _generated(config: MkDocsConfig, path: str, content: str) -> File:
    kind: Literal[InclusionLevel.NOT_IN_NAV] = InclusionLevel.NOT_IN_NAV
    return File.generated(config, path, content=content, inclusion=kind)
