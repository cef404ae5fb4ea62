"""The plugin of MkDocs and ProperDocs: it puts the generated pages and the look into a build."""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from typing import Literal

from jinja2 import Environment

from pa_framework.check import reporters
from pa_framework.check.rules import RULES
from pa_framework.check.run import OWN_REGISTER, Report, check
from pa_framework.facts.brand import brand_colours, branded_palette, shown_brand
from pa_framework.facts.facts import Facts
from pa_framework.look.assets import LookError, join_components, manifest, offline_contents, versioned
from pa_framework.look.share_images import CAN_DRAW, CANNOT_DRAW, SITE
from pa_framework.records.kinds import PAGES_FOLDER
from pa_framework.records.register import is_in_register
from pa_framework.site import needs_plugin
from pa_framework.site.doors import DOORS, Entry, header_entries
from pa_framework.site.engine import (
    LUNR,
    BasePlugin,
    Config,
    File,
    Files,
    InclusionLevel,
    MkDocsConfig,
    Navigation,
    Page,
    PluginError,
    Type,
)
from pa_framework.site.finder_index import RenderedPage, finder_index, glossary_pages
from pa_framework.site.frames import Frames, KeptTemplates
from pa_framework.site.front_matter import Page as MadePage
from pa_framework.site.front_matter import share_entry
from pa_framework.site.generic_pages import further_sections
from pa_framework.site.hand_written import body_of, hidden_pictures, meta_of
from pa_framework.site.kept_versions import first_pages, publish
from pa_framework.site.rendering import Rendering
from pa_framework.site.search_terms import LEFT_OUT, SearchTerms
from pa_framework.site.tree import MadePages, downloads, generic_kinds
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Severity
from pa_framework.text.kept_results import NOTHING_KEPT, KeptResults, results_beside
from pa_framework.text.package_data import look_folder


class FrameworkConfig(Config):
    """`records`: the folder of the records, relative to the settings file."""

    records = Type(str, default=".")


class KeepLastSite(Exception):
    """In a preview that has a site: the records cannot be read or refer to nothing, as a report says."""

    def __init__(self, report: Report) -> None:
        super().__init__(_errors(report))
        self.report = report


class FrameworkPlugin(BasePlugin[FrameworkConfig]):
    """Adds the pages made from the records; a build fails if the records have errors.

    A preview that has a site asks only the rules about form and references, and leaves the others to its own process;
    errors leave the last good site as it is. If there is none yet, the only page lists the errors.
    """

    #: The report on the records, where the command that started the build has made it already.
    given: Report | None = None
    #: Whether pages are made only when a browser asks for them.
    lazy = False
    #: In a preview: the plugin of the last site whose records hold, if there is one.
    before: "FrameworkPlugin | None" = None
    #: Whether the site is made from records that hold, as far as every rule says. False where not all were asked.
    holds = False
    #: The day that counts as today.
    on: date
    _serving = False
    _made_downloads: Mapping[str, bytes] = {}
    _downloads_of: Facts | None = None
    _kept: KeptResults = NOTHING_KEPT

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Records the command. A plugin that has this method is created once, and not for every rebuild of a preview."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Puts our look before that of the theme, and after a folder that the settings name as `custom_dir`.

        It also takes out the Markdown extension that stops an engine in which this plugin does not run.
        """
        if needs_plugin.__name__ in config.markdown_extensions:
            config.markdown_extensions.remove(needs_plugin.__name__)
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(look_folder()))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Checks the records, and adds our look and the pages that are made from records."""
        _without_material_looks(files)
        taken = [file.abs_src_path for file in files if file.abs_src_path and is_in_register(Path(file.abs_src_path))]
        if taken:
            raise PluginError(
                f"`{taken[0]}` is part of a register; no setting can publish it: move it out of the pages"
            )
        (self.before or self)._kept.save()  # what a preview made since the last change
        self._kept = results_beside(self._root(config))
        report = self._report(config)
        self._facts = report.facts
        self._rendered: list[RenderedPage] = []
        self._made: Mapping[str, MadePage] = {}
        self._download_files: dict[str, File] = {}
        self._add_look(files, config)
        if report.errors:
            if not self._serving:
                raise PluginError("the records do not hold together:\n\n" + _errors(report))
            if self.before:
                raise KeepLastSite(report)
            say(_errors(report))
            files.append(_generated(config, "index.md", _findings_page(report)))
            return files
        self.holds = self.before is None
        framework = report.facts.records.framework
        if framework and framework.site and not config.site_url and not self._serving:
            config.site_url = framework.site
        try:
            self._made = MadePages(report.facts, KeptTemplates(self._kept))
            for path in self._made:  # a preview makes a page when a browser asks for it
                text = "" if self.lazy else self._made[path].markdown
                files.append(_generated(config, path, text))
        except UserError as error:
            raise PluginError(str(error)) from error
        for path, content in self._downloads():
            if path not in self._download_files:  # those of a preview have no content of their own: see `download`
                self._download_files[path] = _generated(config, path, content)
            files.append(self._download_files[path])
        try:
            for path, content in first_pages(report.facts):
                files.append(_generated(config, path, content))
        except UserError as error:
            raise PluginError(str(error)) from error
        if not CAN_DRAW:
            say(CANNOT_DRAW)
        self._add_inherited(files, config)
        for path in hidden_pictures(report.facts):
            if (picture := files.get_file_from_path(path)) is not None:
                files.remove(picture)
        if isinstance(config.nav, list):
            config.nav += [{link.title: link.path} for link in further_sections(report.facts, generic_kinds())]
        if files.get_file_from_path("robots.txt") is None:  # an area may have written its own
            files.append(_generated(config, "robots.txt", _robots(config.site_url)))
        return files

    def _add_inherited(self, files: Files, config: MkDocsConfig) -> None:
        """Adds the hand-written pages and pictures of the base, but for those that the area has itself."""
        roots = self._facts.records.roots
        for path, _, root in self._facts.hand_written_files:
            if root not in roots and files.get_file_from_path(path) is None:
                folder = str(root / PAGES_FOLDER)
                inclusion: Literal[InclusionLevel.NOT_IN_NAV] = InclusionLevel.NOT_IN_NAV
                files.append(File(path, folder, config.site_dir, config.use_directory_urls, inclusion=inclusion))

    def _downloads(self) -> Iterable[tuple[str, bytes]]:
        """Files besides pages. Those of a preview are made when they are asked for; only their paths are used."""
        if not self.lazy:
            return downloads(self._facts, self._kept)
        if self.before:
            self._download_files = self.before._download_files
            self._made_downloads, self._downloads_of = self.before._made_downloads, self.before._downloads_of
        else:
            self._made_downloads, self._downloads_of = dict(downloads(self._facts, self._kept)), self._facts
        return self._made_downloads.items()

    def download(self, path: str) -> bytes | None:
        """In a preview: a file besides pages as it is now; None where there is none at that path."""
        if path in self._made_downloads and self._downloads_of is not self._facts:
            self._made_downloads = dict(downloads(self._facts, self._kept))
            self._downloads_of = self._facts
        return self._made_downloads.get(path)

    def _add_look(self, files: Files, config: MkDocsConfig) -> None:
        """Puts style sheets, scripts and manifest in place of the files that they are made from."""
        framework = self._facts.records.framework
        self._brand = shown_brand(framework.brand if framework else None)
        self._colours = brand_colours(self._brand)
        config.site_name = self._brand.name or config.site_name
        files.append(_generated(config, "app.webmanifest", manifest(config.site_name, self._colours, self._brand.logo)))
        look_files = [
            file for file in files if _LOOK_SOURCE.match(file.src_uri) and file.src_dir not in (None, config.docs_dir)
        ]
        try:
            made = join_components(
                {file.src_uri: file.content_bytes for file in look_files}, self._colours, len(self._facts.records.tiers)
            )
        except LookError as error:
            raise PluginError(str(error)) from error
        for file in look_files:
            files.remove(file)
        for path, content in made.items():
            if files.get_file_from_path(path) is None:  # an area may have a file of its own
                files.append(_generated(config, path, content))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Begins to render: all files are known now."""
        self._nav = nav
        self._rendering = Rendering(config, self._kept, self._made)
        if not self.lazy:
            self._rendering.render_ahead(files)
        return nav

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Renders the page by way of what is kept."""
        return self._rendering.take_over(page)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """What the templates use: versioned addresses, brand, entries of the header, footer, and the files of the search."""

        def content(path: str) -> bytes:
            file = files.get_file_from_path(path)
            if file is None:
                raise PluginError(f"`{path}` belongs to the look and is not there")
            return file.content_bytes

        brand = {
            "light": branded_palette(self._colours, "light")["plum"],
            "dark": branded_palette(self._colours, "dark")["plum"],
            "logo": self._brand.logo,
        }
        finder = self._add_finder(files, config)
        urls = {file.url for file in files}  # a site without a known address has no feeds to link to
        lines = config.extra.get("footer") or ()
        footer = [line for line in lines if ":" in line["path"] or line["path"].partition("#")[0] in urls]
        addresses = {file.src_uri: file.url for file in files}

        def doors(page: Page | None) -> tuple[Entry, ...]:
            return header_entries(addresses, page.file.src_uri if page else None)

        offline_copies = not self._serving  # a preview shows what was edited, never a copy
        share_image = SITE if files.get_file_from_path(SITE) else ""
        env.globals.update(
            brand=brand,
            finder=finder,
            footer=footer,
            doors=doors,
            share_image=share_image,
            offline_copies=offline_copies,
        )
        self._assets: dict[str, str] = {}

        def asset(path: str) -> str:  # called for every page; each file is read and hashed once
            if path not in self._assets:
                self._assets[path] = versioned(path, content(path))
            return self._assets[path]

        doors_at = [(door.path, addresses.get(door.path)) for door in DOORS]
        shown = (sorted(brand.items()), sorted(finder.items()), footer, doors_at, share_image, offline_copies)
        frames = Frames(self._kept, asset, config, shown)
        if not self.lazy:
            frames.expect([file.page for file in files.documentation_pages() if file.page], self._nav)
        frames.use_in(env)
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Fills in hand-written pages; generated ones are complete already."""
        if page.file.generated_by is not None:
            return markdown
        page.meta = meta_of(self._facts, page.meta)
        if share := share_entry(page.file.src_uri):
            page.meta.setdefault("share", share)
        return body_of(self._facts, page.file.src_uri, markdown)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Notes what the search may find on a page."""
        meta = page.meta
        if meta.get("search") == LEFT_OUT:
            return html
        title, summary = (unescape(str(meta.get(name) or "")) for name in ("title", "description"))
        kind = str(meta.get("kind") or "")
        self._rendered.append(
            RenderedPage(page.file.src_uri, page.file.url, title or str(page.title), summary, kind, html)
        )
        return html

    def finder_index(self) -> bytes:
        """The index of the search, from all pages that are rendered."""
        return finder_index([*self._rendered, *glossary_pages(self._facts)], SearchTerms(self._facts), self._kept)

    def _add_finder(self, files: Files, config: MkDocsConfig) -> dict[str, str]:
        """Adds the engine and the index of the search; returns their paths. All pages are rendered by now."""
        if not LUNR.is_file():
            raise PluginError(f"the search needs lunr, and `{LUNR}` is not there; install MkDocs or ProperDocs again")
        index = b"" if self.lazy else self.finder_index()
        for path, content in ((_LUNR, LUNR.read_bytes()), (INDEX, index)):
            files.append(_generated(config, path, content))
        return {"engine": _LUNR, "script": "assets/javascripts/find.js", "index": INDEX}

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes the list of files for a device without signal, and tells the service worker what every page needs."""
        self._kept.save()
        site = Path(config.site_dir)
        worker = site / "service-worker.js"
        if self._serving:
            worker.unlink(missing_ok=True)
            return
        publish(self._facts, site)
        contents = offline_contents(site)
        (site / "offline.json").write_text(json.dumps(contents, ensure_ascii=False), encoding="utf-8", newline="\n")
        fonts = [name for name in contents["files"] if name.endswith(".woff2")]
        pages = [page for page in _WITHOUT_SIGNAL if page in contents["titles"]]
        shell = {"version": contents["version"], "files": [*pages, "offline.json", *self._assets.values(), *fonts]}
        code = worker.read_text(encoding="utf-8")
        worker.write_text(f"self.SHELL = {json.dumps(shell)};\n{code}", encoding="utf-8", newline="\n")

    @property
    def root(self) -> Path:
        """The folder of the records of the last build."""
        return self._facts.records.roots[0]

    def _root(self, config: MkDocsConfig) -> Path:
        return (Path(config.config_file_path).parent / self.config.records).resolve()

    def _report(self, config: MkDocsConfig) -> Report:
        root = self._root(config)
        if self.given is not None and [folder.resolve() for folder in self.given.facts.records.roots] == [root]:
            return self.given
        day = os.environ.get("PA_FRAMEWORK_ON")
        self.on = date.fromisoformat(day) if day else date.today()
        return check(root, self.on, _NOT_OF_FORM if self.before else (), keeps=True)


#: The rules that a page can be made without: a preview asks them while the page is shown (site/judging.py).
_NOT_OF_FORM = frozenset(code for code in RULES if code[:3] not in ("YML", "SCH", "REF"))
#: Files of the look that a site is made from; no site has them as they are.
_LOOK_SOURCE = re.compile(r"components/|engines/|components\.yaml$|tokens\.yaml$")
#: Pages that every device stores, with or without being asked.
_WITHOUT_SIGNAL = ("", "about/offline/", "delegation/never/", "delegation/tasks/")
#: The engine of the search and its index, as they are in the site.
_LUNR = "assets/javascripts/lunr.js"
INDEX = "assets/finder.json"


def _without_material_looks(files: Files) -> None:
    """Removes the scripts and styles of Material, none of which a page of ours loads."""
    unused = re.compile(
        r"assets/(?:javascripts/(?:lunr/.*|workers/.*|bundle\..*)|stylesheets/(?:main|palette)\..*|images/favicon\.png)"
    )
    for file in [file for file in files if unused.fullmatch(file.src_uri)]:
        files.remove(file)


def _robots(site: str | None) -> str:
    """robots.txt: search engines may read everything. It names the sitemap if the site's address is known."""
    return "User-agent: *\nDisallow:\n" + (f"\nSitemap: {site.rstrip('/')}/sitemap.xml\n" if site else "")


def _errors(report: Report) -> str:
    return reporters.text(
        Report(report.facts, tuple(finding for finding in report.findings if finding.severity is Severity.ERROR))
    )


def _findings_page(report: Report) -> str:
    """The errors as a page. Those of a register are left out, because they contain ids of people."""
    inside = f"{OWN_REGISTER.as_posix()}/"
    shown = tuple(finding for finding in report.findings if not finding.span.path.startswith(inside))
    words = _errors(Report(report.facts, shown))
    more = "" if shown == report.findings else "\n\nThe register has faults as well; the terminal names them."
    return f"# The records do not hold together yet\n\nMend this; the page follows.{more}\n\n~~~~text\n{words}\n~~~~\n"


def say(words: str) -> None:
    """Prints words for the person at the terminal."""
    print(words, file=sys.stderr, flush=True)


def _generated(config: MkDocsConfig, path: str, content: str | bytes) -> File:
    kind: Literal[InclusionLevel.NOT_IN_NAV] = InclusionLevel.NOT_IN_NAV
    return File.generated(config, path, content=content, inclusion=kind)
