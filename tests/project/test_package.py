"""What is installed elsewhere holds all that a site needs: the look, the templates, the schemas, the locked versions."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.paths import REFERENCE, ROOT

PARTS = ("tools", "site_overrides", "pyproject.toml", "setup.py", "MANIFEST.in", "requirements.lock", "README.md")
LITTER = shutil.ignore_patterns("__pycache__", "*.egg-info")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    """A wheel made from the sdist, as an index would have it made."""
    folder = tmp_path_factory.mktemp("package")
    source = folder / "source"
    source.mkdir()
    for part in ("framework", "competences", "case_studies"):
        shutil.copytree(REFERENCE / part, source / part)
    for part in (*PARTS, "LICENSE", "LICENSE-CONTENT"):
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, source / part, ignore=LITTER)
        else:
            shutil.copyfile(ROOT / part, source / part)
    made = built("build_sdist", source, folder)
    with tarfile.open(made) as packed:
        packed.extractall(folder / "unpacked", filter="data")
    (unpacked,) = (folder / "unpacked").iterdir()
    return zipfile.ZipFile(built("build_wheel", unpacked, folder))


def built(what: str, source: Path, out: Path) -> Path:
    code = f"from setuptools import build_meta; print(build_meta.{what}({str(out)!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out / done.stdout.splitlines()[-1]


def test_a_wheel_holds_every_file_of_the_package(wheel):
    package = ROOT / "tools/pa_framework"
    files = {f"pa_framework/{path.relative_to(package).as_posix()}" for path in package.rglob("*") if path.is_file()}
    wanted = {path for path in files if "__pycache__" not in path}

    assert wanted - set(wheel.namelist()) == set()


def test_a_wheel_holds_the_reference_without_its_register(wheel):
    folders = [REFERENCE / part for part in ("framework", "competences", "case_studies")]
    files = (
        path.relative_to(REFERENCE).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()
    )
    wanted = {path for path in files if not path.startswith("competences/register/") and "/." not in path}

    names = {name for name in wheel.namelist() if name.startswith("pa_framework/reference/")}
    assert names == {f"pa_framework/reference/{path}" for path in wanted}


def test_a_wheel_holds_the_look_and_the_locked_versions_as_they_are_here(wheel):
    look = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "site_overrides").rglob("*") if path.is_file()}
    beside = {**look, "requirements.lock": ROOT / "requirements.lock"}

    assert {name for name in wheel.namelist() if name.startswith("pa_framework/site_overrides/")} == {
        f"pa_framework/{name}" for name in look
    }
    assert [name for name, path in beside.items() if wheel.read(f"pa_framework/{name}") != path.read_bytes()] == []


def test_an_installed_wheel_finds_its_look_and_its_locked_versions(wheel, tmp_path):
    wheel.extractall(tmp_path)
    code = "from pa_framework.text import package_data; print(package_data.look_folder()); print(len(package_data.locked_versions()))"

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    look, length = done.stdout.splitlines()
    assert Path(look) == tmp_path / "pa_framework/site_overrides"
    assert int(length) == len((ROOT / "requirements.lock").read_text(encoding="utf-8"))
