"""The language server without a process: which framework a file belongs to, what is sent when, and what is refused."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.workspace import Workspace

from pa_framework.edit.rename import Renaming
from pa_framework.lsp import server as module
from pa_framework.lsp.server import Server, make_server
from pa_framework.text.errors import UserError
from tests.builders.worlds import TASK, TODAY, WORLD
from tests.paths import SMALL

BROKEN = WORLD[TASK].replace("risk: medium", "risk: mdium")


class Told:
    """What the server tells the editor: the marks that each file has now, how often they came, and lines of the log."""

    def __init__(self) -> None:
        self.marks: dict[str, list[types.Diagnostic]] = {}
        self.times = 0
        self.log: list[str] = []

    def take(self, params: types.PublishDiagnosticsParams) -> None:
        self.marks[params.uri], self.times = list(params.diagnostics), self.times + 1

    def codes(self, file: Path) -> list[types.Diagnostic | object]:
        return [mark.code for mark in self.marks.get(file.as_uri(), [])]


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def server(told: Told, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that has said hello, and does not wait after edits."""
    monkeypatch.setattr(module, "READ_AFTER", 0)
    monkeypatch.setattr(module, "CHECK_AFTER", 0)
    made = make_server(lambda: TODAY)
    made.protocol._workspace = Workspace(None)
    made.protocol.client_capabilities = types.ClientCapabilities()
    monkeypatch.setattr(made, "text_document_publish_diagnostics", told.take)
    monkeypatch.setattr(made, "window_log_message", lambda params: told.log.append(params.message))
    yield made
    made.protocol.fm.features[types.SHUTDOWN](None)


@pytest.fixture
def world(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "one")
    return tmp_path / "one"


async def done(server: Server) -> None:
    """Waits until nothing is judged any more."""
    for session in server.sessions.values():
        if session.task is not None:
            await session.task


def played(play: Callable[[], Awaitable[None]]) -> None:
    """Runs what an editor does, in a thread of its own: a browser of other tests may have a loop in this one."""

    async def within() -> None:
        await play()

    with ThreadPoolExecutor(1) as own:
        own.submit(asyncio.run, within()).result()


def test_two_frameworks_closed_and_renamed_files(server: Server, told: Told, world: Path) -> None:
    other = world.with_name("two")
    shutil.copytree(SMALL, other)
    task, twin = world / TASK, other / TASK

    async def play() -> None:
        server.opened(task.as_uri(), BROKEN)
        server.opened(twin.as_uri(), WORLD[TASK].replace("\n", "\r\n"))
        await done(server)
        assert (told.codes(task), told.codes(twin)) == (["REF001"], [])
        assert set(server.sessions) == {world, other}

        # the same findings are not sent again
        times = told.times
        server.opened(twin.as_uri(), WORLD[TASK] + "# more\n")
        await done(server)
        assert told.times == times

        # closed without being saved: what is on disk counts
        server.closed(task.as_uri())
        await done(server)
        assert told.codes(task) == []

        # another name on disk, and in the editor
        task.rename(task.with_name("tube-feed.yaml"))
        server.opened(task.with_name("tube-feed.yaml").as_uri(), WORLD[TASK])
        await done(server)
        assert "REF002" in told.codes(task.with_name("tube-feed.yaml"))
        assert told.codes(task) == []

        # no framework any more
        shutil.rmtree(world / "framework")
        server.later(server.sessions[world])
        await done(server)
        assert not any(told.marks[address] for address in told.marks)
        assert [line for line in told.log if "holds no framework" not in line] == []

    played(play)


def test_a_newer_edit_ends_a_run(server: Server, told: Told, world: Path) -> None:
    task = world / TASK

    async def play() -> None:
        server.opened(task.as_uri(), WORLD[TASK])
        first = server.sessions[world].task
        await asyncio.sleep(0.01)
        server.opened(task.as_uri(), BROKEN)
        await done(server)
        assert first is not None
        assert first.done()
        assert told.codes(task) == ["REF001"]

    played(play)


@pytest.mark.parametrize(
    "address", ["untitled:Untitled-1", "git:/a/framework/tasks/a.yaml", "file:///a/b.yaml", "file:", "", "nonsense"]
)
def test_what_belongs_to_no_framework_is_left_alone(address: str, server: Server, told: Told) -> None:
    server.opened(address, "id: [")
    server.closed(address)

    assert server.session_of(address) is None
    assert server.sessions == {}
    document, position = types.TextDocumentIdentifier(address), types.Position(0, 0)
    features = server.protocol.fm.features
    assert features[types.TEXT_DOCUMENT_HOVER](types.HoverParams(document, position)) is None
    assert features[types.TEXT_DOCUMENT_COMPLETION](types.CompletionParams(document, position)) is None
    assert features[types.TEXT_DOCUMENT_DOCUMENT_SYMBOL](types.DocumentSymbolParams(document)) is None


def test_a_fault_of_the_program_is_two_lines_of_the_log(server: Server, told: Told) -> None:
    with server.told("hover"):
        raise ZeroDivisionError("a record says this")
    server.report_server_error(ValueError("a record says this"), JsonRpcException)

    server.report_server_error(JsonRpcException("a record says this"), JsonRpcException)

    assert [line.partition(":")[0] for line in told.log] == ["hover", *["a message could not be answered"] * 2]
    assert not any("a record says this" in line or "Traceback" in line for line in told.log)
    with pytest.raises(JsonRpcException, match="do that"), server.told("renaming"):
        raise UserError("do that")


def test_an_editor_that_cannot_rename_files_is_told_the_command(server: Server, world: Path) -> None:
    session, _ = server.session_of((world / TASK).as_uri()) or pytest.fail("no framework")
    moved = Renaming("role", "a", "b", (), {}, (("framework/roles/a.yaml", "framework/roles/b.yaml"),))
    stays = Renaming("source", "a", "b", (), {}, ())

    with pytest.raises(UserError, match="pa-framework rename role a b"):
        server.workspace_edit(session, moved)
    assert server.workspace_edit(session, stays) == types.WorkspaceEdit(changes={})


def test_records_are_found_in_the_workspace(server: Server, world: Path) -> None:
    async def play() -> None:
        server.opened((world / TASK).as_uri(), WORLD[TASK])
        await done(server)
        ask = server.protocol.fm.features[types.WORKSPACE_SYMBOL]
        (found,) = ask(types.WorkspaceSymbolParams("gastrostomy-feed"))
        assert (found.name.partition(":")[0], found.container_name) == ("gastrostomy-feed", "task")
        assert found.location.uri == (world / TASK).as_uri()

    played(play)
