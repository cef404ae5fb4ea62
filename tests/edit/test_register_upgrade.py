"""An upgrade of a register: ids for sign-offs, questions about what the first edition did not say, nothing invented."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pa_framework.check.run import load_register
from pa_framework.cli.main import main
from pa_framework.edit.register_upgrade import NOT_KNOWN, plan_register_upgrade
from pa_framework.edit.upgrade import Upgrade, write_upgrade
from pa_framework.records.yaml_source import parse_document
from tests.paths import SMALL

TODAY = date(2026, 11, 29)
#: A file of the first edition as someone might have it: with comments, in layouts of their own.
OLD = """\
# Looked at each spring.
pa: pa-0001   # the night PA
sign_offs:
- # the tube
  task: gastrostomy-feed
  person: person-001
  agreed: {person: 2025-02-20, pa: 2025-02-21, employer: 2025-02-20, insurer: 2025-02-22}
  observed:
    - {by: pr-011, on: 2025-03-01}   # in the morning
    - {by: pr-011, on: 2025-03-01}
    - {by: pr-012, on: 2025-03-04}
- {task: gastrostomy-feed, person: person-001, agreed: {insurer: 2026-02-22}}
- id: by-hand
  task: gastrostomy-feed
  person: someone
- {
    task: gastrostomy-feed, person: someone
  }
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register of one PA, below a framework."""
    shutil.copytree(SMALL, tmp_path / "root")
    folder = tmp_path / "root/competences/register"
    shutil.rmtree(folder / "pas", ignore_errors=True)
    (folder / "pas").mkdir(parents=True)
    (folder / "pas/pa-0001.yaml").write_text(OLD, encoding="utf-8")
    return folder


def plan(register: Path) -> Upgrade:
    return plan_register_upgrade(load_register(register.parents[1], register), TODAY, 12)


def written(register: Path) -> str:
    write_upgrade(register, plan(register))
    return (register / "pas/pa-0001.yaml").read_text(encoding="utf-8")


def test_each_sign_off_gets_the_id_of_its_task_and_person_once(register: Path) -> None:
    data = parse_document(written(register), "pa-0001.yaml").data

    assert [entry["id"] for entry in data["sign_offs"]] == [
        "gastrostomy-feed-001",
        "gastrostomy-feed-001-2",
        "by-hand",
        "gastrostomy-feed-someone",
    ]


def test_comments_and_layout_stay(register: Path) -> None:
    new = written(register)

    assert "- # the tube\n  id: gastrostomy-feed-001\n  task: gastrostomy-feed\n" in new
    assert "- {id: gastrostomy-feed-001-2, task: gastrostomy-feed, person: person-001," in new
    for gone in ("  id: gastrostomy-feed-001\n", "id: gastrostomy-feed-001-2, ", "id: gastrostomy-feed-someone, "):
        assert gone in new
        new = new.replace(gone, "", 1)
    assert new == OLD


def test_line_ends_stay(register: Path) -> None:
    file = register / "pas/pa-0001.yaml"
    file.write_bytes(OLD.replace("\n", "\r\n").encode())
    write_upgrade(register, plan(register))

    assert file.read_bytes().count(b"\r\n") == file.read_bytes().count(b"\n") == OLD.count("\n") + 1


def test_alike_practices_are_asked_about_with_lines_to_paste(register: Path) -> None:
    question = plan(register).questions[0]

    assert (question.span.line, question.lines) == (10, ("- {by: pr-011, on: 2025-03-01, at: …}",) * 2)
    assert "2 observed practices of gastrostomy-feed for person-001 are alike (pr-011 on 2025-03-01)" in question.words


def test_an_insurers_yes_that_has_run_out_is_asked_about(register: Path) -> None:
    asked = [question for question in plan(register).questions if "insurer" in question.words]

    assert [question.span.line for question in asked] == [7]
    assert "the insurance ended on 2026-02-22" in asked[0].words
    assert asked[0].lines == ("insurer: [2025-02-22, {on: …, until: …}]",)


@pytest.mark.parametrize(
    ("insurer", "is_asked"),
    [
        ("2025-11-29", False),
        ("2025-11-28", True),
        ("[2024-11-28, 2025-11-29]", False),
        ("[2024-11-28, {on: 2025-11-20, until: 2026-11-20}]", False),
        ("{on: 2024-11-20, until: 2025-11-20}", False),
        ("soon", False),
    ],
)
def test_only_plain_days_that_do_not_count_any_more_are_asked_about(
    insurer: str, is_asked: bool, register: Path
) -> None:
    file = register / "pas/pa-0001.yaml"
    sign_off = f"{{task: gastrostomy-feed, person: person-001, agreed: {{insurer: {insurer}}}}}"
    file.write_text(f"pa: pa-0001\nsign_offs:\n  - {sign_off}\n", encoding="utf-8")

    assert bool(plan(register).questions) == is_asked


def test_an_upgrade_of_its_own_result_changes_nothing(register: Path) -> None:
    first = written(register)
    again = plan(register)

    assert again.texts == {}
    assert again.changes == ()
    assert len(again.questions) == 2
    assert written(register) == first


def test_where_an_id_has_no_place_it_is_asked_for(register: Path) -> None:
    file = register / "pas/pa-0001.yaml"
    old = "pa: pa-0001\nsign_offs:\n  - { # here\n      task: gastrostomy-feed, person: person-001}\n"
    file.write_text(old, encoding="utf-8")
    upgrade = plan(register)

    assert upgrade.texts == {}
    assert [question.proposal for question in upgrade.questions] == ["Write `id` first in each of them."]


def run(register: Path, *words: str) -> tuple[int, str]:
    command = ["register", "upgrade", str(register.parents[1]), "--on", TODAY.isoformat(), *words]
    result = CliRunner().invoke(main, command)
    return result.exit_code, result.output


def test_a_dry_run_writes_nothing(register: Path) -> None:
    code, output = run(register, "--dry-run")

    assert code == 1
    assert "`id: gastrostomy-feed-001` added" in output
    assert "1 file would change. Nothing was written, because of --dry-run." in output
    assert (register / "pas/pa-0001.yaml").read_text(encoding="utf-8") == OLD


def test_the_command_says_what_it_could_not_know(register: Path) -> None:
    code, output = run(register, "--register", str(register))

    assert code == 1
    assert all(words in output for words in NOT_KNOWN)
    assert "2 points left for you to decide. Run `pa-framework register upgrade` again" in output
    assert "id: gastrostomy-feed-001\n" in (register / "pas/pa-0001.yaml").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_is_named_and_left(register: Path) -> None:
    (register / "pas/pa-0002.yaml").write_text("pa: [\n", encoding="utf-8")
    code, output = run(register)

    assert code == 1
    assert "competences/register/pas/pa-0002.yaml:2:1: left as it is (YML" in output
    assert (register / "pas/pa-0002.yaml").read_text(encoding="utf-8") == "pa: [\n"
