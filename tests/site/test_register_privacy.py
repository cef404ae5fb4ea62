"""No record of a register leaves by any door of the site."""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pa_framework.check.run import check
from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import NOW
from pa_framework.facts.totals import published_totals
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import REGISTER_FOLDER, kind_at_in_register
from pa_framework.records.load import read_records
from pa_framework.records.register import is_in_register, read_register
from pa_framework.site.plugin import _findings_page
from pa_framework.site.tree import page_files, write_files
from tests.builders.effort import at_night, in_part
from tests.builders.invented_register import World
from tests.builders.sites import first_build, keeping_of, with_settings
from tests.builders.worlds import TODAY
from tests.paths import REFERENCE, ROOT, SMALL

MARK = "z9q4h7z"
PAGE = "about/register.md"
KINDS = ("real", "invented")
#: Kinds of the framework: their ids are public.
_PUBLIC = {"task", "category", "role", "competence", "step", "trigger", "withdrawal-reason", "ground", "setting"}


@cache
def kind_in(path: str) -> str:
    return kind_at_in_register(path) or ""


def marked(data: Any, part: Mapping[str, Any]) -> Any:
    """The data of a register file with a marker in every id and every text that is its own."""
    if isinstance(data, dict):
        return {key: marked(value, part["properties"][key]) for key, value in data.items()}
    if isinstance(data, list):
        return [marked(entry, part["items"]) for entry in data]
    own = part.get("x-refers-to") not in _PUBLIC and not {"enum", "format"} & set(part)
    if not isinstance(data, str) or not own or ":" in data:
        return data.isoformat() if hasattr(data, "isoformat") else data
    return f"{data}-{MARK}" if " " not in data else f"{data} {MARK}"


def write_marked(out: Path, kind: str) -> int:
    """A register in which every value that is its own carries the marker; returns how often.

    A real one has no faults: with faults, nothing would be built.
    """
    number = 0
    for path, data in World(pas=40, seed=5, sound=kind == "real").files():
        made = marked(data, schema(kind_in(path)))
        if path == "register.yaml":
            made["kind"] = kind
        target = out / path if "/" not in path else out / Path(path).parent / f"{Path(path).stem}-{MARK}.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(made, sort_keys=False)
        target.write_text(text, encoding="utf-8")
        number += text.count(MARK)
    return number


@pytest.fixture(scope="module", params=KINDS)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's framework with such a register, and the settings that hide least."""
    root = framework_in(tmp_path_factory.mktemp("private") / "world")
    assert write_marked(root / REGISTER_FOLDER, request.param) > 2000
    return root


@pytest.fixture(scope="module")
def files(world: Path) -> dict[str, bytes]:
    """Every file of the tree of its pages, by path."""
    return dict(page_files(Facts(read_records(world), TODAY)))


@pytest.fixture(scope="module")
def files_without(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same of the framework without a register."""
    root = framework_in(tmp_path_factory.mktemp("bare") / "world")
    return dict(page_files(Facts(read_records(root), TODAY)))


def framework_in(root: Path) -> Path:
    """This repository's framework in a folder that is made, with the settings that hide least."""
    for top in ("framework", "case_studies"):
        shutil.copytree(REFERENCE / top, root / top)
    shutil.copytree(ROOT / "site_overrides", root / "site_overrides")
    shutil.copytree(REFERENCE / "competences", root / "competences", ignore=shutil.ignore_patterns("register"))
    shutil.copyfile(REFERENCE / "mkdocs.yml", root / "mkdocs.yml")
    settings = root / "framework/framework.yaml"
    settings.write_text(settings.read_text().replace("small_number_threshold: 8", "small_number_threshold: 2"))
    return root


def holding(folder: Path) -> list[str]:
    """Files below a folder in which the marker stands, in their name or in any byte."""
    wanted = MARK.encode()
    return [str(path) for path, content in every_byte(folder) if wanted in content.lower() or MARK in path.name]


def every_byte(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            yield path, gzip.decompress(content) if path.suffix == ".gz" else content


def test_the_register_is_read_and_its_totals_are_shown(world: Path) -> None:
    facts = Facts(read_records(world), TODAY)
    register = read_register(world / REGISTER_FOLDER)
    found = published_totals(facts)

    assert register.findings == ()
    assert all(MARK in pa.id for pa in register.pas.values())
    assert found
    assert found.totals
    assert found.totals.sign_offs
    assert found.totals.tasks


def test_a_register_changes_no_page_but_its_own_and_its_mark(
    files: dict[str, bytes], files_without: dict[str, bytes]
) -> None:
    assert files.keys() == files_without.keys()
    assert [path for path in files if files[path] != files_without[path]] == [PAGE, NOW.path]
    marks, others = (tree[NOW.path].decode().splitlines() for tree in (files, files_without))
    (row,) = set(marks) - set(others)
    assert f"/{PAGE}>)" in row


def test_no_marker_leaves_by_the_door_of_pages(files: dict[str, bytes], tmp_path: Path) -> None:
    write_files(files.items(), tmp_path / "out")

    assert holding(tmp_path / "out") == []
    assert (tmp_path / "out" / PAGE).is_file()


@pytest.mark.slow
@pytest.mark.parametrize("world", in_part(KINDS), indirect=True)
def test_no_marker_is_in_any_byte_of_a_built_site(
    world: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """By day with a real register, and with the HTML that a build without it kept of pages that are the same.

    The pages themselves, of which a site is built, are tested above with both kinds.
    """
    if at_night():
        built = mkdocs(world, tmp_path / "site")
    else:
        first = first_build(tmp_path_factory, REFERENCE)
        first.lend(world)
        built = mkdocs(world, tmp_path / "site", user=first.user)

    assert built.returncode == 0, built.stderr
    assert (tmp_path / "site/about/register/index.html").is_file()
    assert holding(tmp_path / "site") == []
    assert [path.name for path, _ in every_byte(tmp_path / "site") if path.suffix in (".yaml", ".yml")] == []


def mkdocs(root: Path, out: Path, user: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml"), "-d", str(out)]
    environment = {
        **(keeping_of(user) if user else os.environ),
        "PA_FRAMEWORK_ON": TODAY.isoformat(),
        "NO_MKDOCS_2_WARNING": "true",
    }
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The corpus with its register, the settings and the look of the site."""
    root = with_settings(tmp_path / "small")
    shutil.copytree(ROOT / "site_overrides", root / "site_overrides")
    return root


@pytest.mark.parametrize("folder", ["competences", "competences/register", "competences/register/pas"])
def test_no_setting_makes_a_build_copy_a_register(small: Path, tmp_path: Path, folder: str) -> None:
    config = small / "mkdocs.yml"
    config.write_text(config.read_text().replace("docs_dir: framework/pages", f"docs_dir: {folder}"))

    refused(small, tmp_path)


def test_no_theme_folder_makes_a_build_copy_a_register(small: Path, tmp_path: Path) -> None:
    config = small / "mkdocs.yml"
    config.write_text(
        config.read_text().replace("name: material", "name: material\n  custom_dir: competences/register")
    )

    refused(small, tmp_path)


def test_no_link_makes_a_build_copy_a_register(small: Path, tmp_path: Path) -> None:
    (small / "framework/pages/files").symlink_to(small / REGISTER_FOLDER, target_is_directory=True)

    refused(small, tmp_path)
    write_files(page_files(Facts(read_records(small), TODAY)), tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").rglob("pa-0001*")] == []


def test_no_register_among_the_pages_is_copied(small: Path, tmp_path: Path) -> None:
    shutil.copytree(small / REGISTER_FOLDER, small / "framework/pages/records")

    refused(small, tmp_path)
    write_files(page_files(Facts(read_records(small), TODAY)), tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").rglob("pa-0001*")] == []


def refused(root: Path, tmp_path: Path) -> None:
    done = mkdocs(root, tmp_path / "site")

    assert done.returncode != 0
    assert "is part of a register" in done.stderr
    assert [path.name for path in (tmp_path / "site").rglob("*") if path.name.startswith(("pa-0", "pr-0"))] == []


def test_the_page_of_a_preview_does_not_say_what_is_wrong_with_a_register(small: Path) -> None:
    pa = small / REGISTER_FOLDER / "pas/pa-0001.yaml"
    pa.write_text(pa.read_text().replace("person: person-001", "person: person-999"))
    (small / REGISTER_FOLDER / "register.yaml").write_text("title: A register\nkind: real\n")
    report = check(small, TODAY)
    page = _findings_page(report)

    assert any(
        finding.span.path.startswith(REGISTER_FOLDER) for finding in report.findings if finding.severity == "error"
    )
    assert "pa-0001" not in page
    assert "person-999" not in page
    assert "The register has faults as well" in page


def test_a_file_is_part_of_a_register_by_its_folder() -> None:
    register = SMALL / REGISTER_FOLDER

    assert all(is_in_register(path) for path in register.rglob("*.yaml"))
    assert not any(is_in_register(path) for path in (SMALL / "framework").rglob("*.yaml"))
    assert not is_in_register(SMALL / "competences/infection-prevention.yaml")
