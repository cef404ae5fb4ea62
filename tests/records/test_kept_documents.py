"""What files say, kept by the hash of their content: the same findings and records as from reading each file anew."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from msgspec.structs import fields

from pa_framework.check.run import OWN_REGISTER, load_register
from pa_framework.cli.main import main
from pa_framework.records import kept_documents
from pa_framework.records.files import read_content, read_contents
from pa_framework.records.kept_documents import KeptReader, form_of, kept_beside, kept_document
from pa_framework.records.load import Records, read_records
from pa_framework.records.register import Register
from pa_framework.records.yaml_source import MAX_BYTES, Document, parse_document
from pa_framework.text import kept
from tests.builders.fuzz import damaged

EDITS = 120


pytestmark = pytest.mark.usefixtures("keeping")


def same_documents(first: Records | Register, second: Records | Register) -> None:
    for (one, kind), (other, other_kind) in zip(first.documents, second.documents, strict=True):
        assert (one, kind) == (other, other_kind)
        assert list(one.values.items()) == list(other.values.items())
        assert [type(value) for value in one.values.values()] == [type(value) for value in other.values.values()]


def edited(random: Random, root: Path, whole: dict[Path, bytes]) -> None:
    """One edit of a file: damaged, as it was before, gone, under another name, or twice."""
    path = random.choice(sorted(whole))
    kinds = ("damage", "damage", "damage", "mend", "mend", "delete", "rename", "copy")
    match random.choice(kinds):
        case "damage":
            text = whole[path].decode()
            path.write_bytes(damaged(random, text, (text,)))
        case "mend":
            path.write_bytes(whole[path])
        case "delete":
            path.unlink(missing_ok=True)
        case "rename" | "copy" as kind if path.exists():
            other = path.with_name(f"{path.stem}-2{random.choice(('.yaml', '.yml', '.yaml.txt'))}")
            (path.rename if kind == "rename" else lambda to: shutil.copy(path, to))(other)


def test_kept_and_new_reading_come_to_the_same(root: Path) -> None:
    whole = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    random = Random(17)
    for number in range(EDITS):
        edited(random, root, whole)
        if number % 4:
            continue
        records = read_records(root, keeps=True)
        clean = read_records(root)
        same_documents(records, clean)
        assert records == clean
        register, clean_register = (load_register(root, root / OWN_REGISTER, keeps=keeps) for keeps in (True, False))
        same_documents(register, clean_register)
        for field in fields(Register):
            assert getattr(register, field.name) == getattr(clean_register, field.name), field.name


def test_many_files_are_read_as_one_is(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for folder in ("plain", "folder.yaml"):
        (root / folder).mkdir(parents=True)
    (tmp_path / "outside.yaml").write_text("id: outside\n")
    (root / "plain" / "one.yaml").write_text("id: one\n")
    (root / "plain" / "nothing.yaml").touch()
    (root / "plain" / "long.yaml").write_bytes(b"#" * (MAX_BYTES + 9))
    (root / "plain" / "within.yaml").symlink_to(root / "plain" / "one.yaml")
    (root / "plain" / "out.yaml").symlink_to(tmp_path / "outside.yaml")
    (root / "linked").symlink_to(root / "plain")
    (root / "away").symlink_to(tmp_path)
    names = ["one", "nothing", "long", "within", "out", "gone"]
    paths = [f"{folder}/{name}.yaml" for folder in ("plain", "linked") for name in names]
    paths += ["away/outside.yaml", "gone/one.yaml", "folder.yaml", "plain/no-utf-8-\udcff.yaml"]

    read = list(read_contents(root, [(path, f"as {path}") for path in paths]))

    assert read == [read_content(root, path, f"as {path}") for path in paths]
    assert [path for path, one in zip(paths, read, strict=True) if isinstance(one, Document)] == [
        "plain/out.yaml",
        "plain/gone.yaml",
        "linked/out.yaml",
        "linked/gone.yaml",
        *paths[-4:],
    ]


def test_a_check_prints_the_same_from_what_was_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    random = Random(3)
    for _ in range(10):
        edited(random, root, whole)

    def printed() -> str:
        return CliRunner().invoke(main, ["check", str(root), "--on", "2026-11-22", "--format", "json"]).output

    first, second = printed(), printed()
    monkeypatch.setenv(kept.SWITCH, "off")
    assert printed() == first == second


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit to the size of a file")
@pytest.mark.parametrize("most", [0, 9_000, 200_000])
def test_a_check_says_the_same_where_the_disk_is_full(root: Path, most: int) -> None:
    """No file may get larger than so many bytes: none at all, the first values, or some of them."""
    limited = (
        "import resource, sys; from pa_framework.cli.main import run; "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); run()"
    )
    command = [sys.executable, "-c", limited, "check", str(root), "--on", "2026-11-22", "--format", "json"]
    ran = [subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(2)]
    clean = CliRunner().invoke(main, command[3:])
    assert [(one.returncode, one.stdout, one.stderr) for one in ran] == [(clean.exit_code, clean.output, "")] * 2


def test_a_clock_that_goes_back_changes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files with times of another century, and edits that leave time and size as they were."""
    file = root / "framework/tasks/gastrostomy-feed.yaml"
    for moment, word in ((4_102_444_800, "Liquid"), (946_684_800, "Runny "), (0, "Liquid")):
        file.write_text(re.sub(r"(?<=^summary: )\w+\s?(?= ?food)", word, file.read_text(), flags=re.M))
        for each in (*root.rglob("*.yaml"), *(root / kept.FOLDER).glob("*")):
            os.utime(each, (moment, moment))
        assert read_records(root, keeps=True) == read_records(root)
        assert word.strip() in read_records(root, keeps=True).tasks["gastrostomy-feed"].summary


def test_an_unchanged_file_is_not_parsed_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_records(root, keeps=True), load_register(root, root / OWN_REGISTER, keeps=True)

    def refuse(content: bytes, path: str) -> Document:
        raise AssertionError(f"{path} is parsed again")

    monkeypatch.setattr(kept_documents, "parse_document", refuse)
    monkeypatch.setattr("pa_framework.records.register.parse_document", refuse)
    assert (read_records(root, keeps=True), load_register(root, root / OWN_REGISTER, keeps=True)) == before


def test_what_another_version_of_the_reader_kept_is_not_used(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_records(root, keeps=True)
    parsed: list[str] = []

    def note(content: bytes, path: str) -> Document:
        parsed.append(path)
        return parse_document(content, path)

    monkeypatch.setattr(kept_documents, "parse_document", note)
    monkeypatch.setattr(kept_documents, "reader_version", lambda: "another")
    read_records(root, keeps=True)
    assert len(parsed) > 40


def test_a_fault_is_never_kept(tmp_path: Path) -> None:
    for text in ("a: [", "a: b #cut\n", "title: >\n  one\n  two"):
        document = parse_document(text, "x.yaml")
        assert (form_of(document) is None) == bool(document.findings or document.slips)
    (tmp_path / "x.yaml").write_text("a: [", encoding="utf-8")
    store = kept_beside(tmp_path)
    for _ in range(2):
        reader = KeptReader(tmp_path, store)
        assert [document.findings[0].code for document in reader.documents([("x.yaml", "x.yaml")])] == ["YML001"]
        reader.save()
    assert not (tmp_path / kept.FOLDER).exists()


@pytest.mark.parametrize(
    "form",
    [
        b"",
        b"\xc1",
        b"\x94\x80\x91\x92\x91\xa1a\xa31.5\xc4\x00\xc4\x00",  # a number at a place that is not there
        b"\x94\x81\xa1a\xa1b\x90\xc4\x01x\xc4\x00",  # places that are no whole numbers
    ],
)
def test_what_is_not_of_the_form_is_not_there(form: bytes) -> None:
    assert kept_document(b"a: b\n", "x.yaml", form, remembers=True) is None


def test_exact_numbers_stay_exact() -> None:
    content = b"rates: [{rate: 12.60}, {rate: 1.5, hours: 3}]\nid: x\n"
    document = parse_document(content, "x.yaml")
    found = kept_document(content, "x.yaml", form_of(document), remembers=False)
    assert found == document
    assert repr(found.data) == repr(document.data)
