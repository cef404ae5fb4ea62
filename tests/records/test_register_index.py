"""The index of a register: what a part of it says of a PA is what all of it says, and any doubt is seen."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from pa_framework.check.run import OWN_REGISTER, load_register, load_register_of
from pa_framework.cli.main import main
from pa_framework.facts.facts import Facts
from pa_framework.records import register_index
from pa_framework.records.register import Register, decode_file, gather_register
from pa_framework.records.register_index import parts_of
from pa_framework.register.why import why
from pa_framework.register.why_output import why_json
from pa_framework.text import kept
from pa_framework.text.errors import UserError
from tests.builders.answer_worlds import world
from tests.builders.judged_worlds import ReadWorld, read_worlds
from tests.builders.means_worlds import world_with_means
from tests.builders.plain_worlds import facts_of

FEED = "gastrostomy-feed"
PA = f"{OWN_REGISTER.as_posix()}/pas/pa-0001.yaml"


pytestmark = pytest.mark.usefixtures("keeping")


def part(register: Register, *wanted: tuple[str, str]) -> Register | None:
    """The part of a register that was read, as `read_part` chooses it."""
    parts = parts_of(register)
    paths = parts.paths(wanted) if parts is not None else None
    files = (decode_file(document, kind) for document, kind in register.documents if document.path in (paths or ()))
    return None if paths is None else gather_register(files)


def said(facts: Facts, pa: str, task: str, person: str) -> str:
    try:
        return why_json(why(facts, pa, task, person))
    except UserError as error:
        return str(error)


def worlds() -> Iterator[ReadWorld]:
    yield from read_worlds(range(30), 2, world)
    yield from read_worlds(range(30), 2, world_with_means)


def test_a_part_says_what_all_says() -> None:
    compared = smaller = 0
    for read in worlds():
        for pa, task, person in read.plain.questions[:4]:
            chosen = part(read.register, ("pa", pa), ("person", person))
            if chosen is None:
                continue
            smaller += len(chosen.documents) < len(read.register.documents)
            for on in read.plain.days:
                all_facts, part_facts = (facts_of(read.records, held, on) for held in (read.register, chosen))
                assert said(part_facts, pa, task, person) == said(all_facts, pa, task, person), (read.plain.number, on)
                compared += 1
    assert compared > 100
    assert smaller > 20


def test_whoever_is_the_same_human_is_in_the_part() -> None:
    practitioner = "practitioner: {0}\nrole: nurse\norganisation: trust\nactive_from: 2020-01-01\n"
    texts = {
        (
            "pas/pa-1.yaml",
            "pa",
        ): "pa: pa-1\nsign_offs: []\ncompetences: [{competence: x, step: y, assessed_by: pr-1, on: 2026-01-01}]\n",
        ("pas/pa-2.yaml", "pa"): "pa: pa-2\nsign_offs: []\n",
        ("practitioners/pr-1.yaml", "practitioner"): practitioner.format("pr-1"),
        ("practitioners/pr-2.yaml", "practitioner"): practitioner.format("pr-2") + "same_as: pr-1\n",
        ("practitioners/pr-3.yaml", "practitioner"): practitioner.format("pr-3") + "is_pa: pa-1\n",
        ("practitioners/pr-4.yaml", "practitioner"): practitioner.format("pr-4") + "is_pa: pa-2\n",
    }
    from pa_framework.records.yaml_source import parse_document

    files = {path: decode_file(parse_document(text, path), kind) for (path, kind), text in texts.items()}
    assert not any(file.findings for file in files.values())
    parts = parts_of(gather_register(files.values()))
    assert parts is not None
    assert parts.paths([("pa", "pa-1")]) == {
        "pas/pa-1.yaml",
        *(f"practitioners/pr-{number}.yaml" for number in (1, 2, 3)),
    }


def read_of_one(root: Path) -> Register:
    return load_register_of(root, root / OWN_REGISTER, ("pa", "pa-0001"))


def test_only_what_bears_on_the_pa_is_read(root: Path) -> None:
    shutil.copy(root / PA, root / PA.replace("0001", "0009"))
    other = root / PA.replace("0001", "0009")
    other.write_text(other.read_text(encoding="utf-8").replace("pa-0001", "pa-0009"), encoding="utf-8")
    for _ in range(2):
        found = read_of_one(root)
        assert "pa-0001" in found.pas
        assert len(found.documents) < len(load_register(root, root / OWN_REGISTER).documents)


def ask(root: Path) -> str:
    return (
        CliRunner()
        .invoke(main, ["register", "why", "pa-0001", FEED, "person-001", "--root", str(root), "--on", "2026-11-22"])
        .output
    )


@pytest.fixture
def settled(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A root whose index is there and believed."""
    monkeypatch.setattr(register_index, "_TICK", -(10**12))
    assert "may do" in ask(root)
    return root


def test_a_second_file_of_the_pa_is_noticed(settled: Path) -> None:
    shutil.copy(settled / PA, settled / PA.replace("pa-0001", "another"))
    assert "there is a second file of pa-0001" in ask(settled)


@pytest.mark.parametrize("name", ["pas/pa-0001.yaml.txt", "notes/pa-0001.yaml"])
def test_a_file_that_nothing_reads_is_noticed(settled: Path, name: str) -> None:
    place = settled / OWN_REGISTER / name
    place.parent.mkdir(exist_ok=True)
    shutil.copy(settled / PA, place)
    before = ask(settled)
    shutil.rmtree(settled / OWN_REGISTER / kept.FOLDER)
    assert before == ask(settled)
    assert before.startswith("Cannot say")


@pytest.mark.skipif(os.name != "posix", reason="the day of an entry cannot be told from that of its making here")
def test_a_change_that_hides_its_day_is_noticed(settled: Path) -> None:
    file = settled / PA
    before = file.stat()
    text = file.read_text(encoding="utf-8")
    changed = text.replace("signed_off_by: pr-", "signed_off_by: xx-", 1)
    assert len(changed) == len(text) != 0
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "xx-" in ask(settled)


def test_random_edits_are_answered_as_without_an_index(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {path: path.read_bytes() for path in (root / OWN_REGISTER).rglob("*.yaml")}
    random = Random(5)
    for _ in range(12):
        path = random.choice(sorted(whole))
        lines = whole[path].decode().split("\n")
        del lines[random.randrange(len(lines))]
        path.write_bytes(random.choice((whole[path], "\n".join(lines).encode())))
        monkeypatch.delenv(kept.SWITCH, raising=False)
        first = ask(root)
        monkeypatch.setenv(kept.SWITCH, "off")
        assert first == ask(root)
