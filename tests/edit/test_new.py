"""A new record of every kind holds from the start, asked for or not, and no one's words are put into it."""

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pa_framework.check.run import check, check_records
from pa_framework.cli.main import main
from pa_framework.edit.formatter import format_document
from pa_framework.edit.new import Draft, draft_record
from pa_framework.edit.prompts import Question, parse_answer
from pa_framework.facts.prose import UNWRITTEN
from pa_framework.records.editor_schemas import modeline
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import folder_kinds
from pa_framework.records.load import Records, gather, read_records
from pa_framework.records.yaml_source import parse_document
from pa_framework.text.findings import Finding, Severity
from tests.builders.worlds import TODAY
from tests.paths import REFERENCE, SMALL

KINDS = tuple(kind.id for kind in folder_kinds())
#: What a kind of record can be besides what it is without an answer.
OTHERWISE = {
    "task, part of the job": ("task", {"status": ["own-role"]}),
    "task, never": ("task", {"status": ["never"]}),
    "task by exception": ("task", {"status": ["by-exception"]}),
    "task that can wait": ("task", {"omission": ["can-wait"]}),
    "task of high risk": ("task", {"risk": ["high"]}),
    "task of another category": ("task", {"category": ["nutrition"]}),
    "story of an employer": ("case-study", {"kind": ["employer-story"]}),
    "case study": ("case-study", {"kind": ["organisation"]}),
    "story of somebody real": ("case-study", {"illustrative": ["no"], "consent.reference": ["consent-2026-009"]}),
    "registered role": ("role", {"kind": ["registered"], "accountable": ["yes"]}),
    "rule that both share": ("agreement", {"kind": ["consistency"]}),
    "sharing redundancy": ("agreement", {"kind": ["redundancy"]}),
    "PAs in hospital": ("agreement", {"kind": ["hospital"]}),
    "way of employing": ("agreement", {"kind": ["employment-model"]}),
    "old plan": ("plan", {"status": ["historic"]}),
}
#: Words for the form of a question, as someone would type them.
WORDS = {"text": "Somebody helps with this", "texts": "Says when to ask for help", "whole": "3", "number": "14.50"}


def run(*words: str, root: Path, typed: str | None = None):
    return CliRunner().invoke(main, ["new", *words, "--root", str(root), "--on", str(TODAY)], input=typed)


@pytest.fixture(scope="module", params=[REFERENCE, SMALL], ids=["reference", "small"])
def records(request) -> Records:
    return read_records(request.param)


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(SMALL, tmp_path / "world")
    return tmp_path / "world"


def findings_with(records: Records, draft: Draft) -> tuple[Finding, ...]:
    """What is found in the records with a draft among them."""
    documents = [*records.documents, (parse_document(draft.text, draft.path), draft.kind)]
    return check_records(gather(documents, records.strays, records.roots), TODAY).findings


@pytest.fixture(scope="module")
def unanswered(records: Records) -> Callable[[str], tuple[Draft, tuple[Finding, ...]]]:
    """A record of a kind, drafted without an answer and judged, once for all tests."""

    @cache
    def drafted(kind: str) -> tuple[Draft, tuple[Finding, ...]]:
        draft = draft_record(records, kind, "a-new-one", TODAY, {})
        return draft, findings_with(records, draft)

    return drafted


def assert_it_holds(draft: Draft, found: tuple[Finding, ...]) -> None:
    assert [finding.message for finding in found if finding.severity is Severity.ERROR] == []
    assert draft.text.startswith(modeline(draft.path, draft.kind) + "\n")
    made = format_document(parse_document(draft.text, draft.path))
    assert (made.text, made.unchanged_reason) == (draft.text, "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_holds_without_an_answer(unanswered, kind):
    assert_it_holds(*unanswered(kind))


@pytest.mark.parametrize(("kind", "given"), OTHERWISE.values(), ids=OTHERWISE)
def test_a_record_of_every_variant_holds(records, kind, given):
    if given.get("category") and given["category"][0] not in records.categories:
        pytest.skip("no such category here")
    if given.get("risk") and not records.tiers.get(given["risk"][0]):
        pytest.skip("no such tier here")

    draft = draft_record(records, kind, "a-new-one", TODAY, given)
    assert_it_holds(draft, findings_with(records, draft))


def asked_of(records: Records, kind: str) -> list[tuple[Question, list[str]]]:
    """Every question that is asked for a kind, with an answer as lines to type."""
    asked: list[tuple[Question, list[str]]] = []

    def ask(question: Question) -> Any:
        lines = (
            [""]
            if question.is_suggestion
            else ["1"]
            if question.choices
            else [WORDS.get(question.form, question.example)]
        )
        if question.choices and question.form == "pairs" and not question.is_suggestion:
            lines = [f"{next(iter(question.choices))}: {question.values[0]}"]
        if question.schema.get("pattern", "\\S") != "\\S" and not question.is_suggestion:
            lines = [question.example]
        asked.append((question, [*lines, ""] if question.form == "texts" and lines != [""] else lines))
        return question.default if lines == [""] else parse_answer(question, lines)

    draft_record(records, kind, "a-new-one", TODAY, {}, ask)
    return asked


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_can_be_answered_on_a_terminal(copy, kind):
    asked = asked_of(read_records(copy), kind)
    typed = "".join(f"{line}\n" for _, lines in asked for line in lines)
    result = run(kind, "a-new-one", "--ask", root=copy, typed=typed)
    report = check(copy, TODAY)

    assert result.exit_code == 0, result.output
    assert [finding.message for finding in report.findings if finding.severity is Severity.ERROR] == []
    assert [
        question.name
        for question, _ in asked
        if " ".join(question.about.split()) not in " ".join(result.output.split())
    ] == []
    made = next(copy.rglob("a-new-one.yaml")).read_text()
    assert UNWRITTEN not in made.replace(f"“{UNWRITTEN}”", "")


def examples(part: Any) -> Iterator[str]:
    """Every text that a schema gives as an example."""
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from texts(inner) if name == "examples" else examples(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from examples(inner)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


@pytest.mark.parametrize("kind", KINDS)
def test_what_has_no_words_yet_says_so_and_never_holds_another_records(unanswered, kind):
    """An example that is left standing would be read as guidance. It stands in a comment only."""
    draft, found = unanswered(kind)
    said = [line for line in draft.text.splitlines() if not line.lstrip().startswith("#")]

    assert any(UNWRITTEN in line for line in said)
    assert [text for text in examples(schema(kind)) if " " in text and len(text) > 20 and text in "\n".join(said)] == []
    assert "TXT007" in {finding.code for finding in found if finding.span.path == draft.path}


def test_a_new_record_claims_nothing(records):
    """A draft is a draft, an example says that it is one, nothing counts as verified, and no one is accountable."""
    data = {kind: parse_document(draft_record(records, kind, "a-new-one", TODAY, {}).text, kind).data for kind in KINDS}

    assert data["task"]["approval"] == data["competence"]["approval"] == data["level"]["approval"] == {"state": "draft"}
    assert all(
        data[kind]["illustrative"] is True
        for kind in ("pay-band", "learning", "support", "agreement", "plan", "case-study")
    )
    assert data["standard"]["items"][0]["verified"] is False
    assert data["agreement"]["agreed"] is False
    assert data["role"]["accountable"] is False
    assert data["evidence"]["figures"][0]["value"] == UNWRITTEN
    assert data["law"]["values"][0]["history"][0]["state"] == "expected"


def test_answers_can_be_given_in_a_script(copy):
    result = run(
        *("competence", "hand-washing", "--set", "title=Washing hands: when", "--set", "area=communication"),
        *("--set", "statements.aware=Says when", "--set", "statements.aware=Says why", "--set", "easy_read=You wash."),
        *("--set", "tags=safety", "--set", "owner=framework-team"),
        root=copy,
    )
    made = parse_document((copy / "competences/communication/hand-washing.yaml").read_text(), "made").data

    assert result.exit_code == 0, result.output
    assert (made["title"], made["area"], made["owner"]) == ("Washing hands: when", "communication", "framework-team")
    assert (made["statements"]["aware"], made["tags"]) == (["Says when", "Says why"], ["safety"])
    assert "competences/communication/hand-washing.yaml is there, and it holds" in result.output


def test_a_mistake_on_the_terminal_is_answered_and_asked_again(copy):
    asked = asked_of(read_records(copy), "task")
    place = next(number for number, (question, _) in enumerate(asked) if question.name == "category")
    lines = [line for _, answers in asked[:place] for line in answers] + ["nutritoin", "nutrition"]
    typed = "".join(f"{line}\n" for line in [*lines, *(line for _, answers in asked[place + 1 :] for line in answers)])
    result = run("task", "a-new-one", "--ask", root=copy, typed=typed)

    assert result.exit_code == 0, result.output
    assert "did you mean `nutrition`?" in result.output
    assert parse_document((copy / "framework/tasks/a-new-one.yaml").read_text(), "made").data["category"] == "nutrition"


def test_an_end_half_way_writes_nothing(copy):
    before = sorted(copy.rglob("*"))
    result = run("task", "a-new-one", "--ask", root=copy, typed="A title\n")

    assert (result.exit_code, "Nothing was written." in result.output) == (130, True)
    assert sorted(copy.rglob("*")) == before


REFUSED = {
    "an unknown kind": (["taks", "x"], "there is no kind `taks`; did you mean `task`?"),
    "an entry of a list": (["source", "x"], "a source is an entry of `framework/sources.yaml`; add it there"),
    "an id that is there": (["task", "gastrostomy-feed"], "already, in `framework/tasks/gastrostomy-feed.yaml`"),
    "what is no id": (["task", "Tube Feed"], "such as `tube-feed`"),
    "an id that leads elsewhere": (["task", "../x"], "is not an id"),
    "an unknown field": (["task", "x", "--set", "titel=X"], "did you mean `title`?"),
    "a value that is not in the list": (["task", "x", "--set", "category=nutritoin"], "did you mean `nutrition`?"),
    "a number longer than any list": (["task", "x", "--set", f"category={'9' * 5_000}"], "`category` cannot be `999"),
    "a role that may not": (
        ["task", "x", "--set", "category=nutrition", "--set", "sign_off.assessed_by=dietitian"],
        "cannot be `dietitian`",
    ),
    "what is no number": (["level", "x", "--set", "order=third"], "`order` is a number"),
    "what is no day": (["support", "x", "--set", "last_confirmed=soon"], "not a day of the calendar"),
    "what is neither yes nor no": (["learning", "x", "--set", "illustrative=perhaps"], "is yes or no"),
    "no answer": (["learning", "x", "--set", "title="], "needs an answer"),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_a_mistake_is_refused_in_one_sentence_and_nothing_is_written(copy, words, said):
    before = sorted(copy.rglob("*"))
    result = run(*words, root=copy)

    assert (result.exit_code, result.output.count("\n")) == (2, 1), result.output
    assert said in result.output
    assert sorted(copy.rglob("*")) == before


def test_a_file_that_is_there_is_never_written_over(copy):
    there = copy / "framework/tasks/tube-feed.yaml"
    there.write_text("id: [\n")
    result = run("task", "tube-feed", root=copy)

    assert (result.exit_code, "mend it first" in result.output) == (2, True)
    assert there.read_text() == "id: [\n"


def test_typed_text_cannot_become_yaml_syntax(copy):
    evil = "x: y # z\n- *a &b !c\n\"q\" 'r' {s} [t] \\u0041"
    assert run("learning", "a-new-one", "--set", f"summary={evil}", root=copy).exit_code == 0
    made = parse_document((copy / "framework/learning/a-new-one.yaml").read_text(), "made")

    assert made.findings == ()
    assert made.data["summary"] == " ".join(evil.split())


def test_it_asks_on_a_terminal(copy):
    """A real one: a pseudo-terminal, with all answers typed ahead."""
    asked = asked_of(read_records(copy), "learning")
    typed = "".join(f"{line}\n" for _, lines in asked for line in lines)
    door, terminal = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "pa_framework",
        "new",
        "learning",
        "a-new-one",
        "--root",
        str(copy),
        "--on",
        str(TODAY),
    ]
    with subprocess.Popen(command, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as program:
        os.close(terminal)
        os.write(door, typed.encode())
        said = program.stdout.read().decode() if program.stdout else ""
    os.close(door)

    assert program.returncode == 0, said
    assert "Enter takes what stands in [ ]" in said
    assert (
        parse_document((copy / "framework/learning/a-new-one.yaml").read_text(), "made").data["summary"]
        == WORDS["text"]
    )
