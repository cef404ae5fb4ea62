"""Files and rules that are shared among processes give the report that they give in one."""

import os
from pathlib import Path

import pytest

from pa_framework.check import run
from pa_framework.check.run import Report, check
from pa_framework.records import kept_documents
from tests.builders.worlds import TASK, TODAY
from tests.records.test_kept_documents import same_documents

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no copies of a process")


def test_two_processes_report_what_one_does(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = root / TASK
    text = (
        task.read_text(encoding="utf-8").replace("category: nutrition", "category: nutriton").replace("risk: ", "rsk: ")
    )
    task.write_text(text, encoding="utf-8")
    (root / "case_studies" / "rosa.yaml").write_text("id: [rosa\n", encoding="utf-8")
    alone = _checked(root, monkeypatch, processes=1)
    together = _checked(root, monkeypatch, processes=2)
    assert together.findings == alone.findings
    assert {found.span.path for found in alone.findings} >= {TASK, "case_studies/rosa.yaml"}
    same_documents(together.records, alone.records)


def _checked(root: Path, monkeypatch: pytest.MonkeyPatch, processes: int) -> Report:
    for module in (run, kept_documents):
        monkeypatch.setattr(module, "processes_at_once", lambda: processes)
        monkeypatch.setattr(module, "_SHARED_FROM", 1)
    return check(root, TODAY)
