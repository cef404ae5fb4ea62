"""A preview of the site: it follows every edit, and renders a page only when a browser asks for it.

A change is shown at once, with a note that it is being checked. Records that do not hold leave the last good site as it
is. The browser shows the findings over the page (decision 7).
"""

import html
import json
import mimetypes
import os
import posixpath
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from pa_framework.check.run import OWN_REGISTER
from pa_framework.records.kinds import TOP_FOLDERS
from pa_framework.site.engine import LazySite
from pa_framework.site.judging import Judgement, Judging, judgement_of, prepare
from pa_framework.site.plugin import INDEX, FrameworkPlugin, KeepLastSite, say
from pa_framework.text.findings import Finding
from pa_framework.text.package_data import look_folder

#: Addresses that only a preview has.
_SCRIPT, _STYLE, _STATE = "preview-of-edits.js", "preview-of-edits.css", "preview-of-edits.json"
_UNJUDGED = (
    b'<p class="preview-unjudged" role="status">This change is being checked. Do not rely on this page yet.</p>\n'
)
_FILES = Path(__file__).parent / "preview_page"
#: Seconds between two looks at the files, and until a browser that waits for a change asks again.
_LOOK, _WAIT = 0.15, 20.0


class Preview:
    """The site as it is now. One thread renders at a time.

    After a change, the site is made from the new records as soon as they can be read, and every rule is asked about them in
    the meantime. If they do not hold, the site is again the last one whose records do.
    """

    def __init__(self, settings: Path, address: str) -> None:
        """Builds nothing yet. Raises what the engine raises about the settings."""
        self._settings, self._address = settings, address
        self._site: LazySite | None = None
        self._good: LazySite | None = None
        self._judging: Judging | None = None
        self._lock = threading.RLock()
        self._changed = threading.Condition()
        self._findings: list[dict[str, object]] = []
        self._more = ""
        self.epoch = 0
        self.refresh()
        prepare()

    @property
    def root(self) -> Path:
        """The folder of the records."""
        return self._plugin.root

    @property
    def _plugin(self) -> FrameworkPlugin:
        assert self._site is not None
        return _plugin_of(self._site)

    @property
    def unjudged(self) -> bool:
        """Whether the rules have not yet said that the records of this site hold."""
        return self._judging is not None and self._site is not self._good

    @property
    def mount(self) -> str:
        """The path below which the site is served, as `/` or `/pa/`."""
        assert self._site is not None
        return self._site.mount

    def refresh(self) -> None:
        """Reads the records again, and asks the rules about them. Where they cannot be read, the last good site stays."""
        with self._lock:
            self._stop_judging()
            findings: list[dict[str, object]] = []
            more = ""
            site: LazySite | None = None
            errors: tuple[Finding, ...] = ()
            try:
                site = LazySite(self._settings, self._address, self._good)
            except KeepLastSite as kept:
                judgement = judgement_of(kept.report)
                errors = judgement.errors
                findings, more = self._not_shown(judgement)
            except Exception as error:  # the preview goes on, whatever failed
                if self._site is None:
                    raise
                more = f"The site stays as it was: {error}"
                say(more)
            self._site = site or self._good or self._site
            if site is not None and _plugin_of(site).holds:
                self._good = site
                if self.epoch:
                    say("The site shows your change")
            elif self._good is not None:
                self._judge(site, errors)
            self._show(findings, more)

    def _show(self, findings: list[dict[str, object]], more: str) -> None:
        """Tells browsers that there is something new."""
        with self._changed:
            self._findings, self._more = findings, more
            self.epoch += 1
            self._changed.notify_all()

    def _not_shown(self, judgement: Judgement) -> tuple[list[dict[str, object]], str]:
        say(f"{judgement.text}\nThe site stays as it was until this is mended.")
        return _findings(judgement.errors)

    def _judge(self, site: LazySite | None, errors: tuple[Finding, ...]) -> None:
        """Asks every rule about the records as they are now, and then shows what follows.

        `site` is what is made from them; `errors` are what was found already.
        """
        assert self._good is not None
        self._judging = judging = Judging(self.root, _plugin_of(site or self._good).on)

        def wait() -> None:
            judgement = judging.result()
            with self._lock:
                if self._judging is not judging:  # a newer change came
                    return
                self._judging = None
                if judgement is None:
                    self._site = self._good
                    self._show(
                        [], "Your change could not be checked. This is the last page that held. Save the file again."
                    )
                elif judgement.errors:
                    self._site = self._good
                    if judgement.errors != errors:
                        self._show(*self._not_shown(judgement))
                elif site is not None:
                    self._site = self._good = site
                    say("The site shows your change")
                    self._show([], "")

        threading.Thread(target=wait, daemon=True).start()

    def _stop_judging(self) -> None:
        if self._judging is not None:
            self._judging.stop()
            self._judging = None

    def content(self, path: str) -> bytes | None:
        """The page or file at a path below the mount; None where there is none."""
        try:
            return self._content(path)
        except Exception:
            if self._judging is None:
                raise
        with self._changed:  # what does not hold may not be shown either: the rules say soon what is wrong
            self._changed.wait_for(lambda: self._judging is None, timeout=_WAIT)
        return self._content(path)

    def _content(self, path: str) -> bytes | None:
        with self._lock:
            assert self._site is not None
            if path == INDEX:  # it is made of all pages, so it is made when someone searches
                self._site.text_of_all()
                return self._plugin.finder_index()
            if path == "service-worker.js":
                return None
            made = self._plugin.download(path)
            return self._site.content(path) if made is None else made

    def page_of(self, path: str) -> str | None:
        """The path of a page, given its address without the mount; None where there is none."""
        page = f"{path}index.html" if path == "" or path.endswith("/") else path
        with self._lock:
            assert self._site is not None
            return page if self._site.has(page) else None

    def state(self, page: str, seen: int, hash: str) -> dict[str, object]:
        """What a browser that shows a page must know, as soon as there is something new."""
        with self._changed:
            self._changed.wait_for(lambda: self.epoch != seen, timeout=_WAIT)
            state = {"epoch": self.epoch, "findings": self._findings, "more": self._more, "unjudged": self.unjudged}
        path = self.page_of(page)
        content = self.content(path) if path else None
        state["reload"] = content is not None and hash_of(content) != hash
        return state


def _plugin_of(site: LazySite) -> FrameworkPlugin:
    return next(plugin for plugin in site.plugins if isinstance(plugin, FrameworkPlugin))


def hash_of(content: bytes) -> str:
    """What tells one state of a page from another."""
    return blake2b(content, digest_size=10).hexdigest()


def _findings(errors: tuple[Finding, ...]) -> tuple[list[dict[str, object]], str]:
    """The errors for the browser, and a sentence. Those of a register are left out: they contain ids of people."""
    inside = f"{OWN_REGISTER.as_posix()}/"
    shown = [
        {
            "path": finding.span.path,
            "line": finding.span.line,
            "column": finding.span.column,
            "message": f"{finding.code}: {finding.message}",
            "fix": finding.fix or "",
        }
        for finding in errors
        if not finding.span.path.startswith(inside)
    ]
    return shown, "" if len(shown) == len(errors) else "The register has faults; the terminal names them."


class _Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    server: "_Server"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Sends a page, a file of the site, or what only a preview has."""
        address = urlsplit(self.path)
        preview, path = self.server.preview, unquote(address.path)
        if not path.startswith(preview.mount):
            self._redirect(preview.mount)
            return
        path = posixpath.normpath("/" + path.removeprefix(preview.mount)).lstrip("/") + "/" * path.endswith("/")
        path = "" if path == "/" else path
        if path == _STATE:
            self._send_state(parse_qs(address.query))
        elif path in (_SCRIPT, _STYLE):
            name = "preview.js" if path == _SCRIPT else "preview.css"
            self._send(HTTPStatus.OK, (_FILES / name).read_bytes(), path)
        else:
            self._send_file(path)

    def _send_state(self, asked: dict[str, list[str]]) -> None:
        preview = self.server.preview
        page = asked.get("page", [""])[0].removeprefix(preview.mount)
        seen = asked.get("seen", ["0"])[0]
        state = preview.state(unquote(page), int(seen) if seen.isdecimal() else 0, asked.get("hash", [""])[0])
        self._send(HTTPStatus.OK, json.dumps(state).encode(), _STATE)

    def _send_file(self, path: str) -> None:
        preview = self.server.preview
        page = preview.page_of(path)
        content = preview.content(page) if page else None
        status = HTTPStatus.OK
        if content is None:
            if preview.page_of(f"{path}/"):
                self._redirect(f"{preview.mount}{quote(path)}/")
                return
            page, content, status = "404.html", preview.content("404.html") or b"", HTTPStatus.NOT_FOUND
        assert page is not None
        if page.endswith(".html"):
            content = _with_script(content, preview.mount, preview.unjudged)
        self._send(status, content, page)

    def _redirect(self, target: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, content: bytes, name: str) -> None:
        kind = (
            "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0] or "application/octet-stream"
        )
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Prints nothing: a page that is missing is reported by the browser."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], preview: Preview) -> None:
        self.preview = preview
        super().__init__(address, _Handler)

    def handle_error(self, *_: Any) -> None:
        """A browser that went away is none; a fault of the program is named."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            say(f"A page could not be shown: {type(error).__name__}: {error}")


def _with_script(content: bytes, mount: str, unjudged: bool) -> bytes:
    """A page with the script and the style of the preview, which come from files as the security policy wants it.

    Where it is `unjudged`, it says so, on paper as well.
    """
    base = html.escape(mount)
    head = f'<link rel="stylesheet" href="{base}{_STYLE}">\n'.encode()
    script = (
        f'<script src="{base}{_SCRIPT}" data-state="{base}{_STATE}" data-hash="{hash_of(content)}"></script>\n'
    ).encode()
    end = (_UNJUDGED if unjudged else b"") + script + b"</body>"
    return content.replace(b"</head>", head + b"</head>", 1).replace(b"</body>", end, 1)


def serve(settings: Path, address: str) -> None:
    """Serves a preview at an address, such as `127.0.0.1:8000`, until the process is interrupted.

    Raises Abort, MkDocsException or OSError.
    """
    host, _, port = address.rpartition(":")
    preview = Preview(settings, address)
    with _Server((host, int(port)), preview) as server:
        threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
        say(f"Look at http://{address}{preview.mount} and edit; Ctrl+C ends it")
        try:
            _follow(preview, settings)
        finally:
            server.shutdown()


def _follow(preview: Preview, settings: Path) -> None:
    """Refreshes the preview after each change of a file, once the changes have come to rest."""
    before = dict(_watched(preview.root, settings))
    while True:
        time.sleep(_LOOK)
        now = dict(_watched(preview.root, settings))
        if now == before:
            continue
        while (later := dict(_watched(preview.root, settings))) != now:
            now = later
            time.sleep(_LOOK / 3)
        before = now
        preview.refresh()


def _watched(root: Path, settings: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """The files that a site is made from, with time and size. It is asked several times a second."""
    for folder in (*(root / top for top in TOP_FOLDERS), look_folder()):
        yield from _states_in(str(folder))
    with suppress(OSError):
        yield str(settings), _state(settings.stat())


def _states_in(folder: str) -> Iterator[tuple[str, tuple[int, int]]]:
    with suppress(OSError), os.scandir(folder) as entries:  # a folder or a file may be gone between two looks
        for entry in entries:
            with suppress(OSError):
                yield entry.path, _state(entry.stat())
                if entry.is_dir(follow_symlinks=False):
                    yield from _states_in(entry.path)


def _state(found: os.stat_result) -> tuple[int, int]:
    return found.st_mtime_ns, found.st_size
