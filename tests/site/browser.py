"""A real browser, and a built site to open in it."""

import contextlib
import functools
import gzip
import http.server
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

#: Chromium without its windows takes half the time for an address, and a third for a new page.
_CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@functools.lru_cache(maxsize=64)
def _compressed(content: bytes) -> bytes:
    """As a web host compresses it. Styles, scripts and the index of the search are asked for by every page."""
    return gzip.compress(content, 6)


class _Files(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below a path, compressed as a web host does it, with the site's own page for what is missing."""

    protocol_version = "HTTP/1.1"
    under = ""
    seconds = 0.0  # that a page waits before it is sent

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if not path.startswith(f"{self.under}/"):
            return self._send(404, b"", "text/plain")
        file = Path(self.translate_path(path.removeprefix(self.under)))
        if file.is_dir() and not path.endswith("/"):
            self.send_response(301)
            self.send_header("Location", f"{path}/" + (f"?{query}" if query else ""))
            self.send_header("Content-Length", "0")
            return self.end_headers()
        file = file / "index.html" if file.is_dir() else file
        if file.is_file():
            return self._send(200, file.read_bytes(), self.guess_type(str(file)))
        missing = Path(self.directory) / "404.html"
        return self._send(404, missing.read_bytes() if missing.is_file() else b"", "text/html")

    def _send(self, status: int, content: bytes, kind: str) -> None:
        if kind.startswith("text/html"):
            time.sleep(self.seconds)
        self.send_response(status)
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml", "+json", "+xml"))
        if text and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = _compressed(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # a browser may leave before the end
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    """A server that can be gone: its end closes the connections that browsers keep open as well."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no error."""

    def server_close(self) -> None:
        super().server_close()
        for request in list(self._open):
            with contextlib.suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)


@contextmanager
def served(site: Path, under: str = "") -> Iterator[str]:
    """The address at which a folder is served while the block runs; `under` is a path such as `/pa-pathways`."""
    handler = type("_Here", (_Files,), {"under": under})
    server = _Server(("127.0.0.1", 0), functools.partial(handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{under}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium. Where there is none the test is skipped, unless a browser is required."""
    path = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if path is None:
        if os.environ.get("PA_FRAMEWORK_BROWSER") == "required":
            pytest.fail("a browser is required and there is no Chromium on this machine")
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def without_worker(browser: Browser) -> Browser:
    """The same browser, whose pages open without the service worker unless they say `service_workers="allow"`.

    Starting it takes a third of the time to open a page.
    """
    for name in ("new_page", "new_context"):
        setattr(browser, name, functools.partial(getattr(browser, name), service_workers="block"))
    return browser


def until(page: Page, asked: str, arg: Any = None, seconds: float = 10) -> None:
    """Waits until a function of the page answers yes. `wait_for_function` takes the promise of a no for a yes."""
    last = time.monotonic() + seconds
    while not page.evaluate(asked, arg):
        assert time.monotonic() < last, f"after {seconds} seconds still no: {asked}"
        page.wait_for_timeout(50)


def addresses(site: Path) -> list[str]:
    """The address of every page of a built site, relative to its root. A file of data may be named as a page is."""
    return [
        path.relative_to(site).as_posix().removesuffix("index.html")
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html" and path.relative_to(site).parts[0] != "data"
    ]
