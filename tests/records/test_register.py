"""What is a register, and how it is read: by several processes as by one."""

import pickle
import shutil
from pathlib import Path

import pytest
from msgspec.structs import fields

from pa_framework.check.run import OWN_REGISTER, Report, check, check_records
from pa_framework.records import register as module
from pa_framework.records.kinds import folder_kinds
from pa_framework.records.load import read_records
from pa_framework.records.register import is_in_register, is_register, read_register
from pa_framework.records.yaml_source import compact, parse_document
from tests.builders.invented_register import make_register
from tests.builders.worlds import TODAY
from tests.paths import REFERENCE, SMALL

#: What can go wrong with a file, laid over some of those of a register.
FAULTS = (
    "pa: [",
    "pa: pa-0001\npa: pa-0001\n",
    "pa: pa-0001\n",  # the id of another file
    "pa: {file}\nsign_offs: [{{task: no-such-task, person: person-999}}]\n",
    "pa: {file}\ncompetences: [{{competence: first-aid, step: aware, assessed_by: pr-999, on: 2026-02-30}}]\n",
    "pa: {file}\nwrong: field\n",
    "- a\n- list\n",
    "",
    "pa: {file}\nsign_offs: []\n",
)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("shared")
    make_register(out, 150, 3)
    for number, path in enumerate(sorted(out.glob("pas/*.yaml"))[5::11]):
        path.write_text(FAULTS[number % len(FAULTS)].format(file=path.stem))
    (out / "pas/stray.yml").write_text("pa: x\n")
    return out


def report(folder: Path, monkeypatch: pytest.MonkeyPatch, shared_from: int) -> Report:
    monkeypatch.setattr(module, "_PARALLEL_FROM", shared_from)
    monkeypatch.setattr(module, "_CHUNK_SIZE", 7)
    monkeypatch.setattr(module, "cpu_count", lambda: 2)
    return check_records(read_records(REFERENCE), TODAY, (), read_register(folder, "there/"))


def test_shared_and_unshared_reading_come_to_the_same(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone, shared = (report(faulty, monkeypatch, number) for number in (10**6, 0))

    assert len(alone.findings) > 100
    assert shared.findings == alone.findings
    assert shared.facts.verdicts == alone.facts.verdicts
    first, second = alone.facts.register, shared.facts.register
    assert first
    assert second
    for field in fields(first):
        assert getattr(first, field.name) == getattr(second, field.name), field.name


def test_places_in_little_room_are_the_same_places() -> None:
    for path in [*REFERENCE.glob("framework/**/*.yaml"), *REFERENCE.glob("competences/register/*/*.yaml")]:
        plain = parse_document(path.read_bytes(), path.name)
        small = compact(plain)

        assert list(small.values.items()) == list(plain.values.items())
        assert list(small.keys.items()) == list(plain.keys.items())
        assert all(
            small.span(route, key=key) == plain.span(route, key=key) for route in plain.values for key in (True, False)
        )
        assert small.span(("nowhere", 3)) == plain.span(("nowhere", 3))


def test_places_in_little_room_go_from_process_to_process() -> None:
    plain = parse_document((REFERENCE / "competences/register/pas/pa-0001.yaml").read_bytes(), "pas/pa-0001.yaml")
    there = pickle.loads(pickle.dumps(compact(plain)))

    assert there == compact(plain)
    assert there.span(("sign_offs", 1, "signed_off_by")) == plain.span(("sign_offs", 1, "signed_off_by"))


@pytest.mark.parametrize("name", [kind.folder for kind in folder_kinds(in_register=True)])
def test_one_folder_of_records_makes_a_register(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "notes.md").touch()

    assert is_register(tmp_path)
    assert read_register(tmp_path).findings == ()
    assert not is_in_register(tmp_path / name / "notes.md"), "a site may have pages about agreements"

    (tmp_path / name / "a-record.YAML").touch()

    assert is_in_register(tmp_path / name / "notes.md")
    assert not is_in_register(tmp_path / "register-of-services.md")


@pytest.mark.parametrize("name", [kind.folder for kind in folder_kinds(in_register=True)])
def test_a_register_with_records_of_one_kind_is_checked(name: str, tmp_path: Path) -> None:
    root = shutil.copytree(SMALL, tmp_path / "small")
    for kind in folder_kinds(in_register=True):
        if kind.folder != name:
            shutil.rmtree(root / OWN_REGISTER / kind.folder, ignore_errors=True)
    (root / OWN_REGISTER / name).mkdir(exist_ok=True)
    (root / OWN_REGISTER / name / "bad.yaml").write_text("a: [")

    assert f"{OWN_REGISTER}/{name}/bad.yaml" in {finding.span.path for finding in check(root, TODAY).findings}


@pytest.mark.parametrize("name", [kind.folder for kind in folder_kinds(in_register=True)])
def test_a_framework_may_be_in_a_folder_with_the_name_of_one_of_a_register(name: str, tmp_path: Path) -> None:
    root = shutil.copytree(SMALL, tmp_path / name / "small")

    assert not is_register(root / "framework")
    assert not any(is_in_register(path) for path in (root / "framework").rglob("*.yaml"))
    assert all(is_in_register(path) for path in (root / OWN_REGISTER).glob("*/*.yaml"))
