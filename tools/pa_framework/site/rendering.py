"""From Markdown to HTML: a page that was rendered before from the same text, settings and links is taken as it was.

Pages that were not are rendered on all cores, where the system can copy a process.
"""

import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache, partial
from importlib import import_module
from typing import Any

import msgspec

from pa_framework.site.engine import (
    File,
    Files,
    MkDocsConfig,
    Page,
    contents_of,
    installed_extension,
    is_left_out,
)
from pa_framework.site.front_matter import Page as MadePage
from pa_framework.text.kept_results import KeptResults, key_of

#: Packages whose Markdown extensions read nothing but the text and their settings, and those of their modules that do.
_PURE = ("markdown.extensions.", "pymdownx.")
_NOT_PURE = ("pymdownx.snippets", "pymdownx.b64", "pymdownx.pathconverter")
#: With fewer pages than this to render, a second process costs more than it saves.
_FEW = 60


class _Entry(msgspec.Struct, array_like=True):
    """An entry of the contents of a page, as the extension `toc` gives it."""

    level: int
    id: str
    name: str
    children: list["_Entry"]


class _Rendered(msgspec.Struct, array_like=True):
    """A rendered page: its HTML, and what the engine notes about it.

    `links` are the anchors that it links to, by path of the page tree: anchor → link as written. `looked_up` are the
    paths that its links were looked up by, with the address that was found, or None.
    """

    html: str
    title: str | None
    contents: list[_Entry]
    anchors: list[str]
    links: dict[str, dict[str, str]]
    looked_up: dict[str, str | None]


class Rendering:
    """Renders the pages of one build."""

    def __init__(self, config: MkDocsConfig, kept: KeptResults, made: Mapping[str, MadePage]) -> None:
        """`made` are the pages that are made from records, by path."""
        self.made = made
        self._kept = kept
        self._config = config
        self._makers = [_maker(name) for name in config.markdown_extensions]
        self._settings = key_of(
            config.markdown_extensions,
            config.mdx_configs,
            config.use_directory_urls,
            {name: repr(value) for name, value in sorted(config.validation.links.items())},
        )
        self._may_keep = all(_is_pure(name, maker) for name, maker in self._makers_by_name())
        self._ahead: dict[str, _Rendered] = {}

    def _makers_by_name(self) -> Iterator[tuple[str, Callable[..., Any] | None]]:
        return zip(self._config.markdown_extensions, self._makers, strict=True)

    def take_over(self, page: Page) -> Page:
        """The page, which from now on is rendered here."""
        page.__class__ = _Page
        assert isinstance(page, _Page)
        page.rendering = self
        return page

    def render_ahead(self, files: Files) -> None:
        """Renders the pages made from records that are not kept, on all cores."""
        if not self._may_keep:
            return
        found = ((files.get_file_from_path(path), made) for path, made in self.made.items())
        keys = {self._key(file, made.text.lstrip("\n")): file for file, made in found if file is not None}
        self._kept.expect(keys)
        missing = []
        for key, file in keys.items():
            if (rendered := self._load(key, files)) is None:
                missing.append((key, file))
            else:
                self._ahead[key] = rendered
        cores = os.cpu_count() or 1
        if cores < 2 or len(missing) < _FEW or sys.platform != "linux":  # elsewhere, a copy of a process may hang
            return
        for key, rendered in _in_processes(partial(self._render_quietly, files), missing, cores):
            self._ahead[key] = rendered
            self._kept.put(key, msgspec.msgpack.encode(rendered))

    def _render_quietly(self, files: Files, file: File) -> _Rendered | None:
        """A page that is rendered in another process; None where the engine has something to say about it."""
        logging.getLogger().handlers.clear()
        page = self.take_over(Page(None, file, self._config))
        page.read_source(self._config)
        assert isinstance(page, _Page)
        with _listening() as heard:
            rendered = self._render(page, files)
        return None if heard else rendered

    def render(self, page: "_Page", files: Files) -> None:
        """Fills in what the engine wants to know about a page: its HTML, contents, title, anchors and links."""
        assert page.markdown is not None
        key = self._key(page.file, page.markdown)
        found = self._ahead.pop(key, None) or self._load(key, files)
        if found is None:
            with _listening() as heard:
                found = self._render(page, files)
            if not heard and self._may_keep:
                self._kept.put(key, msgspec.msgpack.encode(found))
        else:
            _fill_in(page, found, files)

    def _key(self, file: File, markdown: str) -> str:
        return key_of("page", self._settings, file.src_uri, file.url, markdown)

    def _load(self, key: str, files: Files) -> _Rendered | None:
        """What is kept of a page, if its links lead where they led then."""
        data = self._kept.get(key) if self._may_keep else None
        if data is None:
            return None
        try:
            found = msgspec.msgpack.decode(data, type=_Rendered)
        except msgspec.DecodeError:
            return None
        same = all(_address(files, path) == address for path, address in found.looked_up.items())
        return found if same else None

    def _render(self, page: "_Page", files: Files) -> _Rendered:
        noted = _NotedFiles(files)
        names = self._config.markdown_extensions
        configs = self._config.mdx_configs or {}
        self._config["markdown_extensions"] = [
            maker(**configs.get(name, {})) if maker else name for name, maker in self._makers_by_name()
        ]
        try:
            page.render_now(self._config, noted)
        finally:
            self._config["markdown_extensions"] = names
        return _Rendered(
            page.content or "",
            page._title_from_render,
            [_entry(item) for item in page.toc],
            sorted(page.present_anchor_ids or ()),
            {file.src_uri: dict(links) for file, links in (page.links_to_anchors or {}).items()},
            noted.looked_up,
        )


class _Page(Page):
    """A page of the engine that is rendered by `rendering`."""

    rendering: Rendering

    def read_source(self, config: MkDocsConfig) -> None:
        """Sets text and front matter; those of a page made from records are known, and not parsed again."""
        made = self.rendering.made.get(self.file.src_uri)
        if made is None or self.file.generated_by is None:
            super().read_source(config)
        else:
            self.markdown, self.meta = made.text.lstrip("\n"), dict(made.entries)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Renders the page, or takes it as it was."""
        self.rendering.render(self, files)

    def render_now(self, config: MkDocsConfig, files: Any) -> None:
        """Renders the page as the engine does."""
        super().render(config, files)


class _NotedFiles:
    """The files of a site, for links: it notes what was asked for."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.looked_up: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path of the page tree."""
        self.looked_up[path] = _address(self._files, path)
        return self._files.get_file_from_path(path)


def _address(files: Files, path: str) -> str | None:
    """The address of the file at a path; None where there is none, or it will not be in the site."""
    file = files.get_file_from_path(path)
    return None if file is None or is_left_out(file) else file.url


def _fill_in(page: Page, rendered: _Rendered, files: Files) -> None:
    page.content = rendered.html
    page.toc = contents_of(_tokens(rendered.contents))
    page._title_from_render = rendered.title
    page.present_anchor_ids = set(rendered.anchors)
    found = ((files.get_file_from_path(path), links) for path, links in rendered.links.items())
    page.links_to_anchors = {file: links for file, links in found if file is not None}


def _entry(item: Any) -> _Entry:
    return _Entry(item.level, item.id, item.title, [_entry(child) for child in item.children])


def _tokens(entries: Sequence[_Entry]) -> list[Any]:
    return [msgspec.structs.asdict(entry) | {"children": _tokens(entry.children)} for entry in entries]


@lru_cache(maxsize=64)
def _maker(name: str) -> Callable[..., Any] | None:
    """What makes a Markdown extension, found once; None where the engine has to say that there is none."""
    if (found := installed_extension(name)) is not None:
        return found
    module, _, made = name.partition(":")
    try:
        loaded = import_module(module)
    except ImportError:
        return None
    maker: Callable[..., Any] | None = getattr(loaded, made or "makeExtension", None)
    return maker


def _is_pure(name: str, maker: Callable[..., Any] | None) -> bool:
    """Whether what an extension does to a text follows from the text and its settings alone."""
    module = getattr(maker, "__module__", name)
    return module.startswith(_PURE) and not module.startswith(_NOT_PURE)


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    """Notes what is logged; it is printed as well."""
    heard: list[logging.LogRecord] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record)

    logger, listener = logging.getLogger(), Listener()
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)


#: What a process that was copied does with a number of `_in_processes`; set before processes are copied.
_task: Callable[[int], bytes | None] | None = None


def _in_processes(
    render: Callable[[File], _Rendered | None], files: Sequence[tuple[str, File]], cores: int
) -> Iterator[tuple[str, _Rendered]]:
    """Renders files in copies of this process; yields key and result. What fails there is left out.

    The copies have all that this process has, so nothing but numbers and results is sent.
    """
    global _task

    def task(number: int) -> bytes | None:
        try:
            rendered = render(files[number][1])
        except Exception:  # it fails in this process again, with its message
            return None
        return msgspec.msgpack.encode(rendered) if rendered else None

    _task = task
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(cores, mp_context=context, initializer=_leave_signals_to_parent)
    try:
        chunk = max(1, len(files) // (cores * 8))
        for (key, _), data in zip(files, pool.map(_run_task, range(len(files)), chunksize=chunk), strict=True):
            if data is not None:
                yield key, msgspec.msgpack.decode(data, type=_Rendered)
    except (BrokenProcessPool, OSError):
        return
    finally:
        pool.shutdown(cancel_futures=True)
        _task = None


def _run_task(number: int) -> bytes | None:
    assert _task is not None
    return _task(number)


def _leave_signals_to_parent() -> None:
    """In a copied process: Ctrl+C reaches the parent as well, which ends its copies; other signals end it at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
