"""The frame of pages: one that was drawn before around the same page is taken as it was, and templates stay compiled."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from jinja2 import Environment, Template, pass_context
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.runtime import Context

from pa_framework.site.engine import MkDocsConfig, Navigation, Page
from pa_framework.text.kept_results import KeptResults, key_of
from pa_framework.text.package_data import look_folder
from pa_framework.text.program_version import hash_of_files

#: Settings that say where files are on this machine, and those of which `rendering` knows.
_NOT_SHOWN = (
    "config_file_path",
    "docs_dir",
    "site_dir",
    "plugins",
    "hooks",
    "watch",
    "markdown_extensions",
    "mdx_configs",
)


class KeptTemplates(BytecodeCache):
    """Compiled templates, kept by the hash of their source."""

    def __init__(self, kept: KeptResults) -> None:
        self._kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills in what is kept of a template."""
        if (code := self._kept.get(self._key(bucket))) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a template that was compiled."""
        self._kept.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return key_of("template", bucket.key, bucket.checksum)


class _Frame(msgspec.Struct, array_like=True):
    """A page in its frame, and the files of the look that it names, in order: path and address with version."""

    html: str
    assets: list[tuple[str, str]]


class Frames:
    """Draws the frames of one build. `asset` is the filter by which templates find the address of a file of the look."""

    def __init__(self, kept: KeptResults, asset: Callable[[str], str], config: MkDocsConfig, shown: object) -> None:
        """`shown` is what the frames of all pages show, besides the settings. Its `repr` says all about it."""
        self._kept = kept
        self._asset = asset
        self._used: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        settings = {name: value for name, value in sorted(config.items()) if name not in _NOT_SHOWN}
        self._settings = key_of(
            json.dumps(settings, default=_plainly), shown, hash_of_files(look_folder(), "**/*.html")
        )
        own = config.theme.custom_dir is None and len(config.plugins) == 1
        self._may_keep = own  # templates of an area, or another plugin, may show anything

    def use_in(self, env: Environment) -> None:
        """Makes the templates of an environment, none of which is loaded yet, draw pages by way of these frames."""
        frames = self

        class FramedTemplate(Template):
            def render(self, *args: Any, **kwargs: Any) -> str:
                return frames.draw(super().render, dict(*args, **kwargs))

        env.template_class = FramedTemplate
        env.bytecode_cache = KeptTemplates(self._kept)
        env.filters["asset"] = self.asset

    @pass_context  # without it, Jinja asks once for an address, and compiles it into the template
    def asset(self, _: Context, path: str) -> str:
        """The address of a file of the look; noted as used by the page that is drawn."""
        self._used[path] = address = self._asset(path)
        return address

    def expect(self, pages: Iterable[Page], nav: Navigation) -> None:
        """Reads what is kept of the frames of all pages at once. Nothing about the pages changes from now on."""
        if self._may_keep:
            self._keys = {page.file.src_uri: self._key(page, nav) for page in pages}
            self._kept.expect(self._keys.values())

    def _key(self, page: Page, nav: Navigation) -> str:
        return key_of(
            "frame",
            self._settings,
            [_place(item) for item in nav.items],
            (page.file.src_uri, page.url, str(page.title), page.canonical_url, page.edit_url),
            json.dumps(page.meta, default=_plainly),
            [_heading(item) for item in page.toc],
            page.content,
        )

    def draw(self, render: Callable[..., str], context: dict[str, Any]) -> str:
        """A page in its frame. What belongs to no page, such as the list of addresses, is drawn each time."""
        page = context.get("page")
        if page is None or not self._may_keep:
            return render(context)
        key = self._keys.get(page.file.src_uri) or self._key(page, context["nav"])
        if (found := self._load(key)) is not None:
            return found
        self._used.clear()
        html = render(context)
        used = list(self._used.items())
        if not any(_version(address) in (page.content or "") for _, address in used):
            self._kept.put(key, msgspec.msgpack.encode(_Frame(html, used)))
        return html

    def _load(self, key: str) -> str | None:
        """A frame that is kept, with the addresses that the files of the look have now."""
        data = self._kept.get(key)
        if data is None:
            return None
        try:
            frame = msgspec.msgpack.decode(data, type=_Frame)
        except msgspec.DecodeError:
            return None
        html = frame.html
        for path, before in frame.assets:
            now = self._asset(path)
            if now != before:
                html = html.replace(_version(before), _version(now))
        return html


def _version(address: str) -> str:
    """The name and version in the address of a file, such as `site.css?v=1f2e3d4c`."""
    return address.rpartition("/")[2]


def _place(item: Any) -> object:
    """An entry of the navigation: title and address, and what is below it."""
    return (str(item.title), getattr(item, "url", None), [_place(child) for child in item.children or ()])


def _heading(item: Any) -> object:
    return (item.title, item.id, item.level, [_heading(child) for child in item.children])


def _plainly(value: Any) -> object:
    return dict(value) if isinstance(value, Mapping) else repr(value)
