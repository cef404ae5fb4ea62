"""Connects what is known of frameworks to an editor, by the Language Server Protocol 3.17 over standard input and output.

Edits are answered in three steps. After a short pause, the record itself is read again: what is wrong with its form shows
at once, and what rules said of lines that did not change stays. After a longer pause the rules about references run, then
every rule, in a thread of their own, over the files of disk with the open texts over them; a new edit ends that run.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from msgspec import Struct, field
from pygls.exceptions import JsonRpcException, PyglsError
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

import pa_framework
from pa_framework.check.rules import RULES
from pa_framework.check.run import Report
from pa_framework.edit.rename import Renaming
from pa_framework.lsp import navigation
from pa_framework.lsp.completion import TRIGGERS, completions
from pa_framework.lsp.findings import carried_over, diagnostic, quick_fixes, rule_page
from pa_framework.lsp.frameworks import Framework, normal_path, root_of
from pa_framework.lsp.named import Named, place_of
from pa_framework.lsp.texts import Places, plain
from pa_framework.text.errors import UserError, fault_report
from pa_framework.text.findings import Finding, Span, sort_findings

T = TypeVar("T")

#: Seconds after the last edit until the open record is read again, and until every rule runs.
READ_AFTER = 0.1
CHECK_AFTER = 0.4
#: The rules that run after those about form and references: together they take much longer.
_LATER = frozenset(code for code in RULES if code[:3] not in ("YML", "SCH", "REF"))
#: The code of an error that is only a sentence for the person who asked (`RequestFailed`).
_REQUEST_FAILED = -32803
#: What belongs to a framework, for the editor to say when it changes on disk.
_WATCHED = "**/*.{yaml,yml,md}"


class _Superseded(Exception):
    """A run is of no use any more, because something has changed since it began."""


class Session(Struct, eq=False):
    """A framework in an editor: what was found last, and what is to be done.

    Attributes:
        framework: Its files.
        found: The findings that are shown, by the path of the file.
        sent: The marks that the editor has, by the address of the file.
        edits: How often something has changed.
        task: What waits or runs.
    """

    framework: Framework
    found: dict[str, list[Finding]] = field(default_factory=dict)
    sent: dict[str, list[types.Diagnostic]] = field(default_factory=dict)
    edits: int = 0
    task: asyncio.Task[None] | None = None


class Server(LanguageServer):
    """The language server. `today` is asked for the day of each run."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(
            "pa-framework", pa_framework.__version__, text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self.today = today
        self.sessions: dict[Path, Session] = {}
        self.fix_apart = False
        self._addresses: dict[Path, str] = {}
        self._checker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")

    # which framework

    def session_of(self, uri: str) -> tuple[Session, Path] | None:
        """The framework that a file belongs to, and the file; None where it belongs to none."""
        path = to_fs_path(uri) if uri.startswith("file:") else None
        if not path:
            return None
        file = normal_path(path)
        root = root_of(file)
        return (self._session(root), file) if root is not None else None

    def _session(self, root: Path) -> Session:
        if root not in self.sessions:
            self.sessions[root] = Session(Framework(root))
        return self.sessions[root]

    def address(self, file: Path) -> str:
        """The address of a file, as the editor writes it where it has it open."""
        return self._addresses.get(file) or from_fs_path(str(file)) or file.as_uri()

    def places(self, session: Session, path: str) -> Places:
        """The text of a file as it is now, with places in the units of the editor."""
        return Places(session.framework.text(path) or "", self.workspace.position_codec.client_num_units)

    # what changes

    def opened(self, uri: str, text: str) -> None:
        """A file was opened or changed in the editor."""
        if (found := self.session_of(uri)) is not None:
            session, file = found
            before = session.framework.overlay.texts.get(file)
            self._addresses[file] = uri
            session.framework.overlay.texts[file] = plain(text)
            path = session.framework.relative(file)
            if before is not None and path in session.found:
                session.found[path] = list(carried_over(session.found[path], before, plain(text)))
            self.later(session, path)

    def closed(self, uri: str) -> None:
        """A file was closed: what is on disk counts again."""
        path = to_fs_path(uri) if uri.startswith("file:") else None
        for session in self.sessions.values():
            if path and session.framework.overlay.texts.pop(normal_path(path), None) is not None:
                self.later(session)

    def later(self, session: Session, path: str | None = None) -> None:
        """Reads a record again, and runs the rules, after their pauses. What waited or ran before is of no use any more."""
        session.edits += 1
        if session.task is not None:
            session.task.cancel()
        session.task = asyncio.get_running_loop().create_task(self._judge(session, path))

    async def _judge(self, session: Session, path: str | None) -> None:
        with self.told("a check"):
            await asyncio.sleep(READ_AFTER)
            if path is not None:
                self._show_form(session, path)
            await asyncio.sleep(CHECK_AFTER)
            edits, texts = session.edits, dict(session.framework.overlay.texts)

            def still_wanted() -> None:
                if session.edits != edits:
                    raise _Superseded

            for skipped in (_LATER, frozenset[str]()):
                run = partial(session.framework.check, self.today(), texts, still_wanted, skipped)
                try:
                    report = await asyncio.get_running_loop().run_in_executor(self._checker, run)
                except (_Superseded, asyncio.CancelledError):
                    return
                except UserError as error:  # there is no framework any more
                    self._show(session, {})
                    self.window_log_message(types.LogMessageParams(types.MessageType.Info, str(error)))
                    return
                session.framework.report = report
                stay = (one for findings in session.found.values() for one in findings if one.code in skipped)
                found: dict[str, list[Finding]] = {}
                for finding in sort_findings((*report.findings, *stay)):
                    found.setdefault(finding.span.path, []).append(finding)
                self._show(session, found)

    def _show_form(self, session: Session, path: str) -> None:
        """Shows what is wrong with the form of a record, beside what rules said of it that may still hold."""
        form = session.framework.read_findings(path)
        others = [one for one in session.found.get(path, ()) if not one.code.startswith(("YML", "SCH"))]
        found = {**session.found, path: list(sort_findings([*form, *others]))}
        session.found = found
        self._send(session, self.address(session.framework.root / path), self._marks(session, path))

    def _show(self, session: Session, found: dict[str, list[Finding]]) -> None:
        """Sends the marks of files that have others than before, or none any more."""
        session.found = found
        marks = {self.address(session.framework.root / path): self._marks(session, path) for path in found}
        for address in sorted({*session.sent, *marks}):
            self._send(session, address, marks.get(address, []))

    def _marks(self, session: Session, path: str) -> list[types.Diagnostic]:
        """The findings of a file as marks."""
        report, places, locate = session.framework.report, self.places(session, path), partial(self.location, session)
        return [
            diagnostic(
                finding,
                places,
                rule_page(report.records, finding.code) if report else None,
                locate,
                fix_apart=self.fix_apart,
            )
            for finding in session.found[path]
        ]

    def _send(self, session: Session, address: str, marks: list[types.Diagnostic]) -> None:
        if session.sent.get(address, []) != marks:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(address, marks))
        session.sent = {**session.sent, address: marks}
        if not marks:
            del session.sent[address]

    # answers

    def location(self, session: Session, span: Span) -> types.Location | None:
        """A place as the editor writes it; None where the file is not there."""
        if session.framework.text(span.path) is None:
            return None
        at = self.places(session, span.path).range_of(span)
        return types.Location(self.address(session.framework.file(span.path)), at)

    def workspace_edit(self, session: Session, renaming: Renaming) -> types.WorkspaceEdit:
        """A planned rename as edits of the editor: texts first, then the names of files.

        Raises UserError where a file must get another name and the editor cannot do that.
        """
        edits: dict[str, list[types.TextEdit]] = {}
        for edit in renaming.edits:
            span = Span(edit.path, edit.line, edit.column, edit.column + len(edit.before))
            at = self.places(session, edit.path).range_of(span)
            edits.setdefault(edit.path, []).append(types.TextEdit(at, edit.after))
        able = self.client_capabilities.workspace and self.client_capabilities.workspace.workspace_edit
        operations = (able and able.resource_operations) or ()
        root = session.framework.root
        if not (able and able.document_changes and types.ResourceOperationKind.Rename in operations):
            if renaming.moved:
                raise UserError(
                    "this editor cannot give files another name; save, and run "
                    f"`pa-framework rename {renaming.kind} {renaming.old} {renaming.new}`"
                )
            return types.WorkspaceEdit(changes={self.address(root / path): made for path, made in edits.items()})
        documents = self.workspace.text_documents
        changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
        for path, made in edits.items():
            address = self.address(root / path)
            version = documents[address].version if address in documents else None
            changes.append(
                types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(address, version), list(made))
            )
        for source, target in renaming.moved:
            changes.append(types.RenameFile(self.address(root / source), self.address(root / target)))
        return types.WorkspaceEdit(document_changes=changes)

    @contextmanager
    def told(self, what: str) -> Iterator[None]:
        """Turns a fault of the program into two lines in the log of the editor, never more."""
        try:
            yield
        except (asyncio.CancelledError, JsonRpcException):
            raise
        except UserError as error:
            raise JsonRpcException(str(error), _REQUEST_FAILED) from None
        except Exception as error:
            message = f"{what}: {fault_report(error)}"
            with suppress(Exception):
                self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Writes what went wrong with a message into the log of the editor, without its content."""
        refused = isinstance(error, JsonRpcException | PyglsError)
        message = f"a message could not be answered: {type(error).__name__ if refused else fault_report(error)}"
        with suppress(Exception):
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))


def make_server(today: Callable[[], date]) -> Server:
    """The server with everything that it answers."""
    for name in ("pygls", "asyncio"):  # they write tracebacks, which may quote records
        logging.getLogger(name).setLevel(logging.CRITICAL)
    server = Server(today)
    _listen(server)
    _answer(server)
    return server


def _listen(server: Server) -> None:
    """What an editor tells."""

    @server.feature(types.INITIALIZE)
    def _(params: types.InitializeParams) -> None:
        documents = params.capabilities.text_document
        marks = documents.publish_diagnostics if documents else None
        options = params.initialization_options if isinstance(params.initialization_options, dict) else {}
        server.fix_apart = bool(marks and marks.related_information) and not options.get("fix_in_message")

    @server.feature(types.INITIALIZED)
    def _(params: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        if watched and watched.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_WATCHED)])
            asked = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(types.RegistrationParams([asked]))
        _look_into(list(server.workspace.folders.values()))

    def _look_into(folders: list[types.WorkspaceFolder]) -> None:
        with server.told("opening a folder"):
            for folder in folders:
                path = to_fs_path(folder.uri)
                if path and (normal_path(path) / "framework").is_dir():
                    server.later(server._session(normal_path(path)))

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def _(params: types.DidChangeWorkspaceFoldersParams) -> None:
        for gone in params.event.removed:
            path = to_fs_path(gone.uri)
            session = server.sessions.get(normal_path(path)) if path else None
            if session is not None and not session.framework.overlay.texts:
                server._show(session, {})
                del server.sessions[session.framework.root]
        _look_into(list(params.event.added))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _(params: types.DidOpenTextDocumentParams) -> None:
        with server.told("opening a file"):
            server.opened(params.text_document.uri, params.text_document.text)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _(params: types.DidChangeTextDocumentParams) -> None:
        with server.told("an edit"):
            uri = params.text_document.uri
            server.opened(uri, server.workspace.get_text_document(uri).source)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _(params: types.DidCloseTextDocumentParams) -> None:
        with server.told("closing a file"):
            server.closed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _(params: types.DidSaveTextDocumentParams) -> None:
        with server.told("saving a file"):
            if found := server.session_of(params.text_document.uri):
                server.later(found[0])

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def _(params: types.DidChangeWatchedFilesParams) -> None:
        with server.told("a change on disk"):
            changed = [found[0] for change in params.changes if (found := server.session_of(change.uri))]
            for session in dict.fromkeys(changed):
                server.later(session)

    @server.feature(types.SHUTDOWN)
    def _(params: None) -> None:
        for session in server.sessions.values():
            session.edits += 1
            if session.task is not None:
                session.task.cancel()
        server._checker.shutdown(wait=False, cancel_futures=True)


class _Asked(Struct, frozen=True):
    """A file and a place in it that an editor asks about."""

    session: Session
    path: str
    kind: str | None
    places: Places
    offset: int = 0

    @property
    def framework(self) -> Framework:
        return self.session.framework

    @property
    def report(self) -> Report | None:
        return self.session.framework.report


def _answer(server: Server) -> None:
    """What an editor asks."""

    def asked(document: types.TextDocumentIdentifier, position: types.Position | None = None) -> _Asked | None:
        found = server.session_of(document.uri)
        if found is None:
            return None
        session, file = found
        path = session.framework.relative(file)
        places = server.places(session, path)
        kind = session.framework.kind(path)
        if kind is None and not path.endswith(".md"):
            return None
        return _Asked(session, path, kind, places, places.offset(position) if position else 0)

    def named(at: _Asked) -> Named | None:
        return navigation.named_at(at.report, at.kind, at.places.text, at.offset)

    def texts_of(at: _Asked) -> dict[Path, str]:
        return dict(at.framework.overlay.texts)

    async def in_thread(work: Callable[[], T]) -> T:
        """What takes long is done beside the answers to other questions."""
        return await asyncio.get_running_loop().run_in_executor(None, work)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=list(TRIGGERS)))
    def _(params: types.CompletionParams) -> types.CompletionList | None:
        with server.told("completion"):
            if at := asked(params.text_document, params.position):
                return types.CompletionList(False, completions(at.report, at.kind, at.places, at.offset))
        return None

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def _(params: types.HoverParams) -> types.Hover | None:
        with server.told("hover"):
            if at := asked(params.text_document, params.position):
                found = tuple(at.session.found.get(at.path, ()))
                return navigation.hover(at.report, at.kind, at.places, at.offset, found)
        return None

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def _(params: types.DefinitionParams) -> types.Location | None:
        with server.told("definition"):
            if (at := asked(params.text_document, params.position)) and at.report:
                span = navigation.definition(at.report, at.kind, at.places.text, at.offset)
                return server.location(at.session, span) if span else None
        return None

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def _(params: types.ReferenceParams) -> list[types.Location] | None:
        with server.told("references"):
            if (at := asked(params.text_document, params.position)) and (found := named(at)) and at.report:
                own = place_of(at.report, found)
                spans = await in_thread(partial(navigation.references, at.framework, texts_of(at), found))
                wanted = [
                    span
                    for span in spans
                    if params.context.include_declaration
                    or own is None
                    or (span.path, span.line) != (own.path, own.line)
                ]
                return [place for span in wanted if (place := server.location(at.session, span))]
        return None

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def _(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        with server.told("the outline"):
            if (at := asked(params.text_document)) and at.kind:
                return navigation.symbols(at.places)
        return None

    @server.feature(types.WORKSPACE_SYMBOL)
    def _(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        found: list[types.WorkspaceSymbol] = []
        with server.told("a search for records"):
            for session in server.sessions.values():
                if session.framework.report is not None:
                    for name, kind, span in navigation.records_like(session.framework.report, params.query):
                        if (place := server.location(session, span)) is not None:
                            found.append(
                                types.WorkspaceSymbol(place, name, types.SymbolKind.Object, container_name=kind)
                            )
        return found

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def _(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        with server.told("renaming"):
            if (at := asked(params.text_document, params.position)) and (found := named(at)):
                return types.PrepareRenamePlaceholder(at.places.range(found.start, found.end), found.id)
        return None

    @server.feature(types.TEXT_DOCUMENT_RENAME)
    async def _(params: types.RenameParams) -> types.WorkspaceEdit | None:
        with server.told("renaming"):
            if at := asked(params.text_document, params.position):
                if (found := named(at)) is None:
                    raise UserError("only the id of a record can be renamed; put the cursor on one")
                planned = await in_thread(
                    partial(navigation.renaming, at.framework, texts_of(at), found, params.new_name, server.today())
                )
                return server.workspace_edit(at.session, planned)
        return None

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    def _(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        with server.told("quick fixes"):
            if at := asked(params.text_document):
                uri = params.text_document.uri
                found = at.session.found.get(at.path, [])
                actions = list(quick_fixes(found, at.places, params.range, uri))
                return [replace_marks(action, params.context.diagnostics) for action in actions]
        return None

    def replace_marks(action: types.CodeAction, marks: Any) -> types.CodeAction:
        """The action with the marks of the editor that it repairs."""
        code = action.title.partition(":")[0]
        action.diagnostics = [mark for mark in marks if mark.code == code] or None
        return action
