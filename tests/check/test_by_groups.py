"""What is found in a register of which only what changed is judged is what is found in all of it."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from pa_framework.check import by_groups, judging, reporters
from pa_framework.check.kept_answers import basis_of
from pa_framework.check.rules import RULES
from pa_framework.check.rules.registry import Problem, Rule
from pa_framework.check.run import Report, check
from pa_framework.cli.main import main
from pa_framework.facts.facts import Facts
from pa_framework.records.register import Register, decode_file, gather_register
from pa_framework.records.register_groups import Group, groups, names_in
from pa_framework.text import kept
from pa_framework.text.findings import Finding, Severity
from pa_framework.text.kept import FOLDER
from tests.builders.areas import settings
from tests.builders.effort import examples
from tests.builders.keeping import keep_as
from tests.builders.register_edits import damage_kept, edit, edit_framework, restore, teams
from tests.builders.worlds import FRAMEWORK, REGISTER, TASK, TODAY, World, changed

pytestmark = pytest.mark.usefixtures("keeping")
PA = "pas/pa-10001.yaml"
PERSON = "persons/person-1001.yaml"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register of three teams beside the framework."""
    return teams(tmp_path / "register", 3)


def whole(root: Path, register: Path, on: date = TODAY) -> Report:
    return check(root, on, (), register)


def by_group(root: Path, register: Path, on: date = TODAY) -> Report:
    return check(root, on, (), register, keeps=True, basis=basis_of(root, register))


def shown(report: Report) -> str:
    return reporters.text(report) + reporters.as_json(report)


def same(root: Path, register: Path, on: date = TODAY) -> Report:
    """The report by groups, which must say what a report says for which nothing is kept."""
    found = by_group(root, register, on)
    assert shown(found) == shown(whole(root, register, on))
    return found


def write(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The files of the groups that are judged, one set for each time that some are."""
    found: list[set[str]] = []
    judge = by_groups.FindingsByGroup._judged

    def note(self: by_groups.FindingsByGroup, missing: list[Group], *others: object) -> object:
        found.append({path for group in missing for path in group.own})
        return judge(self, missing, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(by_groups.FindingsByGroup, "_judged", note)
    return found


def of_team(files: set[str], team: int) -> set[str]:
    return {path for path in files if f"-{team}0" in path}


def test_only_the_group_of_a_changed_file_is_judged(root: Path, register: Path, judged: list[set[str]]) -> None:
    by_group(root, register)
    judged.clear()
    assert by_group(root, register).facts.register is None
    assert judged == []
    write(register / PA, "delegated_by: pr-1011", "delegated_by: pr-1030")
    report = same(root, register)
    assert [one.code for one in report.findings if one.span.path.endswith(PA)] != []
    (files,) = judged
    assert files == of_team(files, 1)
    assert {PA, PERSON} <= files
    assert not any(path.startswith("practitioners") for path in files)


def test_a_practitioner_reaches_those_whom_they_are_around(root: Path, register: Path, judged: list[set[str]]) -> None:
    by_group(root, register)
    judged.clear()
    file = register / "practitioners/pr-2011.yaml"
    write(file, "active_from: 2024-01-01", "active_from: 2026-08-01")
    same(root, register)
    alone, others = judged
    assert alone == {"practitioners/pr-2011.yaml", "practitioners/pr-2030.yaml"}  # and whom they authorised
    assert others == of_team(others, 2)
    assert "pas/pa-20001.yaml" in others


#: Edits of the register of three teams → the teams whose PAs are judged then. An id that no one has may be meant for one of
#: all three.
REACHES: dict[str, tuple[Callable[[Path], None], set[int]]] = {
    "the same PA in two files": (lambda of: shutil.copy(of / PA, of / "pas/pa-10009.yaml") and None, {1}),
    "a PA in the file of another": (lambda of: write(of / PA, "pa: pa-10001", "pa: pa-20001"), {1, 2, 3}),
    "a practitioner is removed": (lambda of: (of / "practitioners/pr-3012.yaml").unlink(), {3}),
    "a person changes team": (lambda of: write(of / PERSON, "[pa-10001]", "[pa-30001]"), {1, 3}),
    "a sign-off in another file": (lambda of: shutil.copy(of / PA, of / "pas/pa-20001.yaml") and None, {1, 2, 3}),
    "a practitioner of another team": (lambda of: write(of / PA, "signed_off_by: pr-1003", "signed_off_by: pr-3003"), {1}),
    "a practitioner who is a PA": (lambda of: _add(of / "practitioners/pr-1012.yaml", "is_pa: pa-20001"), {1, 2}),
    "the same human in two teams": (lambda of: _add(of / "practitioners/pr-1012.yaml", "same_as: pr-2012"), {1, 2}),
    "an id that is nearly one of another team": (lambda of: write(of / PA, "person-1001", "person-2011"), {1, 2, 3}),
    "a file that cannot be read": (lambda of: (of / PA).write_text("pa: [", encoding="utf-8") and None, {1}),
}  # fmt: skip


def _add(file: Path, line: str) -> None:
    file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n{line}\n", encoding="utf-8")


@pytest.mark.parametrize("name", REACHES)
def test_a_fault_that_crosses_files_is_found_as_in_all(
    root: Path, register: Path, judged: list[set[str]], name: str
) -> None:
    by_group(root, register)
    judged.clear()
    change, reached = REACHES[name]
    change(register)
    report = same(root, register)
    assert report.facts.register is None
    files = {path for one in judged for path in one}
    assert {team for team in (1, 2, 3) if of_team({path for path in files if path.startswith("pas")}, team)} == reached
    judged.clear()
    shutil.rmtree(register / FOLDER)
    assert shown(by_group(root, register)) == shown(report)


def test_files_with_faults_are_judged_together(root: Path, register: Path) -> None:
    """A rule that needs a field that cannot be read leaves out every record with a fault, of whatever team."""
    other = register / "pas/pa-20001.yaml"
    entry = other.read_text(encoding="utf-8").partition("sign_offs:\n")[2]
    other.write_text(f"{other.read_text(encoding='utf-8')}{entry}nickname: x\n", encoding="utf-8")
    assert "SGN060" in {one.code for one in same(root, register).findings}
    write(register / PA, "signed_off_on: 2026-03-05", "signed_off_on: soon")
    report = same(root, register)
    assert report.facts.register is None
    assert "SGN060" not in {one.code for one in report.findings}


def test_places_of_one_unknown_id_are_one_finding(root: Path, register: Path) -> None:
    for team in (1, 2, 3):
        for number in (1, 2):
            write(register / f"pas/pa-{team}000{number}.yaml", "gastrostomy-feed", "some-other-task")
            report = same(root, register)
            assert report.facts.register is None
    (finding,) = (one for one in report.findings if one.code == "REF001")
    assert "6 places name it" in finding.message


def test_another_day_and_another_framework_are_judged_anew(root: Path, register: Path, judged: list[set[str]]) -> None:
    by_group(root, register)
    for change in (
        lambda: date(2027, 2, 27),
        lambda: date(2027, 2, 28),  # the review of a sign-off is due
        lambda: _add(root / TASK, "# a comment") or date(2027, 2, 28),
    ):
        judged.clear()
        same(root, register, change())
        assert len({path for files in judged for path in files}) == len(list(register.rglob("*.yaml")))


def test_an_area_is_judged_by_groups_too(root: Path, register: Path, judged: list[set[str]]) -> None:
    """Before and after it changes a task of the framework that it builds on."""
    area = root.parent / "area"
    (area / "framework").mkdir(parents=True)
    (area / FRAMEWORK).write_text(settings(root), encoding="utf-8")
    for _ in range(2):
        judged.clear()
        assert same(area, register).facts.register is None
        assert judged != []
        judged.clear()
        _add(register / PA, "# a comment")
        assert same(area, register).facts.register is None
        assert {path for files in judged for path in files} == of_team({path for files in judged for path in files}, 1)
        (area / "framework/tasks").mkdir(exist_ok=True)
        (area / TASK).write_text(
            "changes: gastrostomy-feed\nbecause: It is so here.\nsign_off: {observed_practices: {at_least: 4}}\n",
            encoding="utf-8",
        )


def test_a_framework_with_a_slip_is_judged_as_a_whole(root: Path, register: Path) -> None:
    """What follows from a slip is not reported, in whatever file it would be."""
    by_group(root, register)
    write(root / TASK, "infection-prevention", "infection-prevension")
    report = same(root, register)
    assert "REF001" in {one.code for one in report.findings}
    assert report.facts.register is not None


def test_a_register_inside_of_the_framework_is_judged_as_a_whole(root: Path, register: Path) -> None:
    inside = Path(shutil.move(register, root / "competences" / "ours"))
    assert same(root, inside).facts.register is not None
    assert not list((inside / FOLDER).glob("findings-*"))


def test_codes_that_are_left_out_are_another_question(root: Path, register: Path) -> None:
    by_group(root, register)
    write(register / PA, "signed_off_by: pr-1003", "signed_off_by: pr-9")
    codes = {one.code for one in same(root, register).findings}
    assert "REF001" in codes
    report = check(root, TODAY, ("REF001",), register, keeps=True, basis=basis_of(root, register))
    assert shown(report) == shown(check(root, TODAY, ("REF001",), register))


def test_random_edits_find_what_is_found_in_all(root: Path, tmp_path: Path, register: Path) -> None:
    random, source = Random(7), teams(tmp_path / "source", 3)
    framework = shutil.copytree(root, tmp_path / "framework")
    reports = []
    for _ in range(examples(90)):
        names = [edit(random, register) for _ in range(random.choice((1, 1, 2)))]
        if random.random() < 0.15:
            edit_framework(random, root)
        if random.random() < 0.1 and (register / FOLDER).exists():
            damage_kept(random, register / FOLDER)
        on = random.choice((TODAY, TODAY, TODAY, date(2026, 8, 1), date(2027, 3, 1)))
        found, expected = by_group(root, register, on), whole(root, register, on)
        assert shown(found) == shown(expected), names
        reports.append(found)
        if random.random() < 0.7:
            shutil.copytree(framework, root, dirs_exist_ok=True)
        restore(random, register, source, random.choice((0, 0.2, 0.3, 1)))
    assert sum(report.facts.register is None for report in reports) > len(reports) / 3


ON_REGISTERS = [
    pytest.param(rule, kind, id=f"{rule.code}-{kind}")
    for rule in RULES.values()
    for kind in ("bad", "good")
    if any(one.kind == kind and one.runs and one.path.startswith(REGISTER) for one in rule.examples)
]


@pytest.mark.parametrize(("rule", "kind"), ON_REGISTERS)
def test_the_groups_of_an_example_give_what_all_of_it_gives(rule: Rule, kind: str, world: World) -> None:
    records, register = changed(world, [one for one in rule.examples if one.kind == kind])
    files = {document.path: decode_file(document, of_kind) for document, of_kind in register.documents}
    made = groups({path: names_in(file) for path, file in files.items()}, records.of_kind)
    assert made is not None
    rules = [one for one in judging.judging_rules(()) if one.code == rule.code or one.code in judging.OF_SLIPS]

    def found(paths: Iterable[str]) -> set[Finding]:
        part = gather_register(files[path] for path in sorted({*paths, f"{REGISTER}register.yaml"}))
        return set(judging.applied(judging.Views(Facts(records, TODAY, part)), rules))

    of_groups = {one for group in made for one in found((*group.own, *group.around)) if one.span.path in group.own}
    everything = found(files)
    assert {one for one in everything if one.span.path in files} == of_groups
    assert {one for one in everything if one.span.path not in files} == {
        one for one in found(()) if one.span.path not in files
    }
    assert sorted(path for group in made for path in group.own) == sorted(files)


@pytest.mark.parametrize("change", ["a file is edited meanwhile", "the framework is edited meanwhile"])
def test_nothing_is_kept_of_what_changes_meanwhile(
    root: Path, register: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    applied = by_groups.applied

    def edited(views: judging.Views, rules: list[Rule]) -> object:
        file = register / PA if "file" in change else root / FRAMEWORK
        file.write_bytes(file.read_bytes() + b"# more\n")
        return applied(views, rules)

    with monkeypatch.context() as patched:
        patched.setattr(by_groups, "applied", edited)
        assert by_group(root, register).facts.register is not None
    assert not list((register / FOLDER).glob("findings-*"))
    assert same(root, register).facts.register is None


@pytest.mark.parametrize("place", ["framework", "practitioner", "register.yaml"])
def test_what_a_group_causes_elsewhere_is_found(
    root: Path, register: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """A rule that finds something in a file that is not of the group is not kept by group."""

    def judge(facts: Facts) -> Iterator[Problem]:
        held = facts.register or Register()
        for pa in held.pas.values():
            span = {
                "framework": facts.records.tasks[pa.sign_offs[0].task].origin.at("id"),
                "practitioner": held.practitioners[pa.sign_offs[0].delegated_by or ""].origin.at("role"),
                "register.yaml": held.about.origin.at("title") if held.about else None,
            }[place]
            assert span is not None
            yield Problem(span, f"named by {pa.id}", "nothing")

    monkeypatch.setitem(RULES, "SGN999", Rule("SGN999", "named", Severity.WARNING, "", judge))
    for _ in range(2):
        report = same(root, register)
        assert report.facts.register is not None
        assert sum(one.code == "SGN999" for one in report.findings) == 6


def test_a_rule_that_never_asks_for_the_register_is_not_applied_to_it(
    root: Path, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def judge(facts: Facts) -> Iterator[Problem]:
        asked.append("register" in vars(facts))
        yield from ()

    monkeypatch.setitem(RULES, "SGN999", Rule("SGN999", "never-asks", Severity.WARNING, "", judge))
    by_group(root, register)
    assert asked == [False]


def test_what_others_kept_is_not_believed(
    root: Path, register: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    by_group(root, register)
    (kept_here,) = (register / FOLDER).glob("findings-*.sqlite")
    brought = kept_here.read_bytes()
    keep_as(tmp_path / "another user", monkeypatch)
    by_group(root, register)
    (kept_there,) = (register / FOLDER).glob("findings-*.sqlite")
    kept_there.write_bytes(brought)
    with sqlite3.connect(kept_there) as connection:
        connection.execute("UPDATE kept SET value = substr(value, 1, 16)")
    connection.close()
    same(root, register)


def test_two_runs_at_once_keep_what_both_found(root: Path, register: Path, judged: list[set[str]]) -> None:
    first = by_groups.Kept(register / FOLDER, "findings")
    by_group(root, register)
    first.put("of another run", b"x")
    first.save()
    judged.clear()
    same(root, register)
    assert judged == []


def test_findings_are_kept_in_the_register_alone_and_erased_with_it(root: Path, register: Path) -> None:
    arguments = ["check", str(root), "--on", f"{TODAY}", "--register", str(register)]
    CliRunner().invoke(main, arguments)
    assert list((register / FOLDER).glob("findings-*"))
    assert not list((root / FOLDER).glob("findings-*"))
    kept.forget(register / FOLDER)
    assert not list((register / FOLDER).glob("*.sqlite"))


def test_the_command_says_the_same_after_each_edit(root: Path, register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for form in ("text", "json", "sarif", "gitlab", "github"):
        _add(register / PA, f"# {form}")
        arguments = ["check", str(root), "--on", f"{TODAY}", "--register", str(register), "--format", form]
        monkeypatch.delenv(kept.SWITCH, raising=False)
        found = CliRunner().invoke(main, arguments)
        monkeypatch.setenv(kept.SWITCH, "off")
        expected = CliRunner().invoke(main, arguments)
        assert (found.output, found.exit_code) == (expected.output, expected.exit_code)


def test_what_a_change_does_not_reach_stays_kept_for_many_runs(
    root: Path, register: Path, judged: list[set[str]]
) -> None:
    by_group(root, register)
    for number in range(8):
        _add(register / PA, f"# {number}")
        by_group(root, register)
    judged.clear()
    (documents,) = (register / FOLDER).glob("documents-*.sqlite")
    with sqlite3.connect(documents) as connection:
        (number,) = connection.execute("SELECT count(*) FROM kept").fetchone()
    connection.close()
    assert number >= len(list(register.rglob("*.yaml")))
    _add(register / "persons/person-3001.yaml", "# x")
    same(root, register)
    assert all(files == of_team(files, 3) for files in judged)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are text there")
def test_a_name_that_is_not_utf_8_is_found_as_in_all(root: Path, register: Path) -> None:
    by_group(root, register)
    file = register / os.fsdecode(b"persons/\xff.yaml")
    shutil.copy(register / PERSON, file)
    report = same(root, register)
    assert any("not UTF-8" in one.message for one in report.findings)
    file.unlink()
    assert same(root, register).facts.register is None
