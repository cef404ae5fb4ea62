"""A small client of a language server: what an editor asks while someone types.

It speaks the Language Server Protocol 3.17 over the server's standard input and output. The server is our own, or the
YAML language server that `tests/editors/package.json` names; `npm ci --prefix tests/editors` puts that in place.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

SERVER = Path(__file__).parent / "node_modules/yaml-language-server/bin/yaml-language-server"
_LENGTH = re.compile(rb"Content-Length: *(\d+)", re.IGNORECASE)


class Editor:
    """One session with the server. A cursor is where `|` stands in a text."""

    def __init__(self, process: "subprocess.Popen[bytes]", settings: Mapping[str, Any]) -> None:
        self._process = process
        self._settings = settings
        self._number = 0
        self._is_set = False
        self._seen: dict[str, list[dict[str, Any]]] = {}

    def marked(self, address: str, wanted: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """What is marked in a file, as soon as it is as `wanted`."""
        while address not in self._seen or not wanted(self._seen[address]):
            self.take()
        return self._seen[address]

    def start(self, folder: Path) -> None:
        """Says hello, and which folder is open."""
        able = {
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {"relatedInformation": True},
            },
            "workspace": {
                "configuration": True,
                "workspaceFolders": True,
                "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]},
                "didChangeWatchedFiles": {"dynamicRegistration": True},
            },
        }
        here = folder.resolve().as_uri()
        self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": here,
                "workspaceFolders": [{"uri": here, "name": folder.name}],
                "capabilities": able,
            },
        )
        self.tell("initialized", {})
        if self._settings:
            self.tell("workspace/didChangeConfiguration", {"settings": self._settings})
        while self._settings and not self._is_set:
            self.take()

    def marks(self, file: Path, text: str) -> list[tuple[int, str]]:
        """Line (from 1) and words of everything that is marked in a text."""
        address = self._open(file, text)
        return sorted((finding["range"]["start"]["line"] + 1, finding["message"]) for finding in self._seen[address])

    def offers(self, file: Path, text: str) -> dict[str, str]:
        """What is offered at the cursor: label → what is said of it."""
        result = self._at_cursor("textDocument/completion", file, text)
        items = result if isinstance(result, list) else result["items"]
        return {item["label"]: _words(item.get("documentation")) or item.get("detail") or "" for item in items}

    def hover(self, file: Path, text: str) -> str:
        """What is shown of the word at the cursor."""
        result = self._at_cursor("textDocument/hover", file, text)
        return _words(result["contents"]) if result else ""

    def ended(self) -> int:
        """The exit code of the server, which was told to end."""
        return self._process.wait(timeout=30)

    def _open(self, file: Path, text: str) -> str:
        """Opens a file as if `text` stood in it, and waits until it is marked; gives its address.

        Opened once more it gets a new name beside `file`: late marks of one text are never taken for another's.
        """
        address = file.resolve().as_uri()
        if address in self._seen:
            self._number += 1
            address = file.resolve().with_name(f"{file.stem}-{self._number}.yaml").as_uri()
        self.tell(
            "textDocument/didOpen",
            {"textDocument": {"uri": address, "languageId": "yaml", "version": 1, "text": text}},
        )
        while address not in self._seen:
            self.take()
        return address

    def _at_cursor(self, method: str, file: Path, text: str) -> Any:
        before, _, after = text.partition("|")
        address = self._open(file, before + after)
        place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return self.ask(method, {"textDocument": {"uri": address}, "position": place})

    def ask(self, method: str, params: Any) -> Any:
        """The result of a request; what comes before it is kept."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self.take()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, params: Any) -> None:
        """Sends what needs no answer."""
        self._send({"method": method, "params": params})

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def take(self) -> dict[str, Any]:
        """The next message of the server. What it asks is answered; what it marks is kept."""
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            if found := _LENGTH.match(line):
                length = int(found[1])
        assert length, "the language server went away"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if message.get("method") == "workspace/configuration":
            self._is_set = True
            asked = [item.get("section", "") for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": [self._settings.get(section, {}) for section in asked]})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self._seen[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            self._send({"id": message["id"], "result": None})
        return message


def _words(said: Any) -> str:
    return said["value"] if isinstance(said, dict) else str(said or "")


@contextmanager
def editor(folder: Path, **yaml: Any) -> Iterator[Editor]:
    """An editor with `folder` open, its `yaml.*` settings given.

    Where there is no server, the test is skipped, unless one is required.
    """
    node = shutil.which("node")
    if node is None or not SERVER.is_file():
        missing = "node" if node is None else "the YAML language server (npm ci --prefix tests/editors)"
        if os.environ.get("PA_FRAMEWORK_EDITOR") == "required":
            pytest.fail(f"an editor is required, and {missing} is not on this machine")
        pytest.skip(f"{missing} is not on this machine")
    settings = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}, **yaml}}
    with language_server(folder, [node, str(SERVER), "--stdio"], settings) as session:
        yield session


@contextmanager
def language_server(folder: Path, command: list[str], settings: Mapping[str, Any]) -> Iterator[Editor]:
    """A session with the language server that a command starts, with `folder` open."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        session = Editor(process, settings)
        too_long = Timer(300, process.kill)
        too_long.start()
        try:
            session.start(folder)
            yield session
        finally:
            too_long.cancel()
            process.kill()
