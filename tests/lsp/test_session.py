"""One session of an editor with `pa-framework lsp`, a process of its own, over standard input and output."""

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from pa_framework.cli.lsp import lsp_command
from pa_framework.text.errors import UserError
from tests.builders.worlds import TASK, TODAY, WORLD
from tests.editors.language_server import Editor, language_server
from tests.paths import SMALL

COMMAND = [sys.executable, "-m", "pa_framework", "lsp", "--on", str(TODAY)]


class _File:
    """A file that is open in an editor."""

    def __init__(self, session: Editor, file: Path, text: str) -> None:
        self.session, self.address, self.text, self.version = session, file.as_uri(), text, 1
        document = {"uri": self.address, "languageId": "yaml", "version": 1, "text": text}
        session.tell("textDocument/didOpen", {"textDocument": document})

    def edit(self, old: str, new: str) -> None:
        """Replaces what is there once, and sends the whole text."""
        assert self.text.count(old) == 1
        self.text, self.version = self.text.replace(old, new), self.version + 1
        document = {"uri": self.address, "version": self.version}
        self.session.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": self.text}]})

    def codes(self, *wanted: str) -> list[dict[str, Any]]:
        """The marks, as soon as they have exactly these codes."""
        return self.session.marked(self.address, lambda marks: [mark["code"] for mark in marks] == list(wanted))

    def ask(self, method: str, after: str, **more: Any) -> Any:
        """The answer to a question about the place after a text."""
        before = self.text[: self.text.index(after) + len(after)]
        units = len(before[before.rfind("\n") + 1 :].encode("utf-16-le")) // 2
        place = {"line": before.count("\n"), "character": units}
        document = {"uri": self.address}
        return self.session.ask(f"textDocument/{method}", {"textDocument": document, "position": place, **more})

    def after(self, edits: list[dict[str, Any]]) -> str:
        """The text after edits of an answer, all of which are within lines."""
        lines = self.text.split("\n")
        for edit in sorted(edits, key=lambda edit: str(edit["range"]["start"]), reverse=True):
            start, end = edit["range"]["start"], edit["range"]["end"]
            units = lines[start["line"]].encode("utf-16-le")
            made = units[: 2 * start["character"]] + edit["newText"].encode("utf-16-le") + units[2 * end["character"] :]
            lines[start["line"]] = made.decode("utf-16-le")
        return "\n".join(lines)


def test_a_session(tmp_path: Path) -> None:
    root = tmp_path / "siân 😀"
    shutil.copytree(SMALL, root)
    role = root / "framework/roles/dietitian.yaml"
    with language_server(root, COMMAND, {}) as session:
        task = _File(session, root / TASK, WORLD[TASK].replace("title: Give", "title: 😀 ŷ Give"))

        # a finding as it is typed, with what to do beside it, and gone again
        task.edit("status: delegable", "status: delegabel")
        (mark,) = task.codes("SCH004")
        line = WORLD[TASK].split("\n").index("status: delegable")
        assert mark["range"] == {"start": {"line": line, "character": 8}, "end": {"line": line, "character": 17}}
        assert mark["severity"] == 1
        assert mark["relatedInformation"][0]["message"].startswith("What to do: write `delegable`")

        (mark,) = session.marked(task.address, lambda marks: any("codeDescription" in mark for mark in marks))
        assert mark["codeDescription"]["href"].endswith("/about/rules/SCH004/")

        # the quick fix of that finding
        (action,) = session.ask(
            "textDocument/codeAction",
            {"textDocument": {"uri": task.address}, "range": mark["range"], "context": {"diagnostics": [mark]}},
        )
        assert action["kind"] == "quickfix"
        assert action["diagnostics"] == [mark]
        assert "status: delegable\n" in task.after(action["edit"]["changes"][task.address])
        task.edit("status: delegabel", "status: delegable")
        task.codes()

        # half-typed lines, offers, and what is behind an id
        task.edit("risk: medium", "risk: ")
        items = {item["label"]: item for item in task.ask("completion", "risk: ")["items"]}
        assert {"low", "medium", "high"} <= items.keys()
        assert task.after([items["medium"]["textEdit"]]).count("risk: medium") == 1
        task.edit("risk: ", "risk: medium")
        task.codes()
        assert "Dietitian" in task.ask("hover", "delegated_by: [community-nurse, diet")["contents"]["value"]
        place = task.ask("definition", "delegated_by: [community-nurse, diet")
        assert place["uri"] == role.as_uri()

        # an edit of one file shows in another, which is not open
        other = _File(session, role, WORLD["framework/roles/dietitian.yaml"].replace("\n", "\r\n"))
        other.edit("id: dietitian", "id: someone-else")
        session.marked(role.as_uri(), bool)
        session.tell("textDocument/didClose", {"textDocument": {"uri": other.address}})
        session.marked(role.as_uri(), lambda marks: not marks)

        # another id, in every file
        found = task.ask("prepareRename", "delegated_by: [community-nurse, diet")
        assert found["placeholder"] == "dietitian"
        changes = task.ask("rename", "delegated_by: [community-nurse, diet", newName="feeding-expert")[
            "documentChanges"
        ]
        moved = [(one["oldUri"], one["newUri"]) for one in changes if one.get("kind") == "rename"]
        assert moved == [(role.as_uri(), role.with_stem("feeding-expert").as_uri())]
        edits = {one["textDocument"]["uri"]: one["edits"] for one in changes if "textDocument" in one}
        assert task.after(edits[task.address]) == task.text.replace("dietitian", "feeding-expert")

        # what does not belong to a framework, is not answered, and breaks nothing
        outside = _File(session, tmp_path / "notes.yaml", "id: [")
        assert outside.ask("hover", "id") is None
        _File(session, Path("/no-such-place/a.yaml"), "a: b")
        with pytest.raises(AssertionError, match="lower-case words joined by hyphens"):
            task.ask("rename", "delegated_by: [community-nurse, diet", newName="Not An Id")

        assert session.ask("shutdown", None) is None
        session.tell("exit", None)
        assert session.ended() == 0


def test_without_pygls_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "pa_framework.lsp.server", raising=False)
    monkeypatch.setitem(sys.modules, "pygls.exceptions", None)

    with pytest.raises(UserError, match=r"pip install 'pa-framework\[lsp\]'"):
        lsp_command.main([], standalone_mode=False)


def test_on_a_terminal_it_says_who_starts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    with pytest.raises(UserError, match="an editor starts this"):
        lsp_command.main([], standalone_mode=False)
