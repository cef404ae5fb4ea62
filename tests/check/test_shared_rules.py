"""Files and rules that are shared among processes give the report that they give in one."""

import os
from pathlib import Path

import pytest

from pa_framework.check import judging, reporters
from pa_framework.check.rules import RULES
from pa_framework.check.run import Report, check
from pa_framework.facts.facts import Facts
from pa_framework.records import kept_documents
from pa_framework.records.load import read_records
from pa_framework.records.register import Register
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


def test_two_processes_write_what_one_does(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in (root / "framework").rglob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace("title: ", "titel: "), encoding="utf-8")
    report = check(root, TODAY)
    assert len(report.findings) > 4
    alone = reporters.text(report, colour=True)
    monkeypatch.setattr(reporters, "processes_at_once", lambda: 2)
    monkeypatch.setattr(reporters, "_SHARED_FROM", 1)
    monkeypatch.setattr(reporters, "_AT_ONCE", 2)
    assert reporters.text(report, colour=True) == alone


def test_the_rules_that_ask_for_verdicts_are_judged_by_one_process(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    module = ""
    monkeypatch.setattr(Facts, "verdicts", property(lambda facts: asked.add(module) or ()))
    facts = Facts(read_records(root), TODAY, Register())
    for rule in RULES.values():
        if rule.judge is not None:
            module = rule.judge.__module__
            list(rule.judge(facts))
    assert asked == judging.ASK_FOR_VERDICTS


def test_what_is_judged_first_are_rules_and_modules_that_have_some() -> None:
    modules = {rule.judge.__module__ for rule in RULES.values() if rule.judge is not None}
    assert {*judging.LONGEST} <= modules | RULES.keys()


def _checked(root: Path, monkeypatch: pytest.MonkeyPatch, processes: int) -> Report:
    for module in (judging, kept_documents):
        monkeypatch.setattr(module, "processes_at_once", lambda: processes)
        monkeypatch.setattr(module, "_SHARED_FROM", 1)
    return check(root, TODAY)
