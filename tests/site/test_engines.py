"""Engines: which one builds, what `pages --engine` writes for those without our plugin, and what their sites contain.

Whole sites are built with every engine that is there: MkDocs always; ProperDocs and Zensical where PA_FRAMEWORK_ENGINES
names a folder with an environment for each (.ci/nightly makes one).
"""

import os
import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path

import markdown
import pytest
import yaml
from click.testing import CliRunner

from pa_framework.cli.main import main
from pa_framework.edit.init_files import TEMPLATES
from pa_framework.site import engine_process, needs_plugin
from pa_framework.site.engine_process import Engine, engine_for
from pa_framework.text.errors import UserError
from tests.paths import REFERENCE, ROOT, SMALL

ON = ["--on", "2026-11-22"]
GUARD = "pa_framework.site.needs_plugin"
SETTINGS = {"mkdocs": "mkdocs.yml", "properdocs": "properdocs.yml", "zensical": "mkdocs.yml"}
#: Where the environments of other engines are: DIR/properdocs and DIR/zensical.
ENVIRONMENTS = os.environ.get("PA_FRAMEWORK_ENGINES")


# --- which engine builds


@pytest.mark.parametrize(
    ("installed", "files", "asked", "expected"),
    [
        (["mkdocs"], ["mkdocs.yml"], None, ("mkdocs", "mkdocs.yml")),
        (["properdocs"], ["mkdocs.yml"], None, ("properdocs", "mkdocs.yml")),
        (["mkdocs", "properdocs"], ["mkdocs.yml"], None, ("mkdocs", "mkdocs.yml")),
        (["mkdocs", "properdocs"], ["properdocs.yml"], None, ("properdocs", "properdocs.yml")),
        (["mkdocs", "properdocs"], ["mkdocs.yml", "properdocs.yml"], None, ("mkdocs", "mkdocs.yml")),
        (["mkdocs", "properdocs"], ["mkdocs.yml", "properdocs.yml"], "properdocs", ("properdocs", "properdocs.yml")),
        (["mkdocs", "properdocs"], ["mkdocs.yml"], "properdocs", ("properdocs", "mkdocs.yml")),
    ],
)
def test_the_engine_is_the_one_asked_for_or_installed_or_named_by_the_settings(
    tmp_path, monkeypatch, installed, files, asked, expected
):
    only(monkeypatch, installed, asked)
    for name in files:
        (tmp_path / name).touch()

    assert engine_for(tmp_path) == Engine(expected[0], tmp_path / expected[1])


@pytest.mark.parametrize(
    ("installed", "files", "asked", "words"),
    [
        ([], ["mkdocs.yml"], None, "neither MkDocs nor ProperDocs is installed"),
        (["mkdocs"], ["mkdocs.yml"], "properdocs", "is `properdocs`, which is not installed"),
        (["mkdocs"], ["mkdocs.yml"], "hugo", "is `hugo`; set it to `mkdocs` or `properdocs`"),
        (["mkdocs"], [], None, "mkdocs.yml` is missing; it says how the site is built"),
    ],
)
def test_an_engine_that_can_not_build_is_one_sentence(tmp_path, monkeypatch, installed, files, asked, words):
    only(monkeypatch, installed, asked)
    for name in files:
        (tmp_path / name).touch()

    with pytest.raises(UserError, match=re.escape(words)):
        engine_for(tmp_path)


def only(monkeypatch: pytest.MonkeyPatch, installed: list[str], asked: str | None) -> None:
    """Makes these engines the ones that are installed, and sets or removes the variable that asks for one."""
    monkeypatch.setattr(engine_process, "find_spec", lambda name: name if name in installed else None)
    monkeypatch.delenv("PA_FRAMEWORK_ENGINE", raising=False)
    if asked:
        monkeypatch.setenv("PA_FRAMEWORK_ENGINE", asked)


# --- an engine that does not run the plugin


def test_no_text_is_converted_where_the_plugin_does_not_run(monkeypatch):
    monkeypatch.delitem(sys.modules, "mkdocs", raising=False)

    with pytest.raises(needs_plugin.PluginMissingError, match="did not run the plugin `pa-framework`"):
        markdown.markdown("# A page", extensions=[GUARD])


@pytest.mark.parametrize("settings", [ROOT / "mkdocs.yml", TEMPLATES / "area/mkdocs.yml"], ids=["ours", "new area"])
def test_our_settings_stop_an_engine_without_the_plugin(settings):
    assert f"\nmarkdown_extensions:\n  - {GUARD} " in settings.read_text(encoding="utf-8")


def test_mkdocs_without_the_plugin_builds_nothing_and_says_why(tmp_path):
    world = without_plugin(tmp_path)
    done = run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", world / "mkdocs.yml", "-d", tmp_path / "site"])

    refused(done, tmp_path / "site")
    assert "Traceback" not in done.stderr


def without_plugin(folder: Path) -> Path:
    """The small world with a hand-written page, and with settings that do not name our plugin."""
    world = folder / "world"
    shutil.copytree(SMALL, world)
    (world / "framework/pages").mkdir(exist_ok=True)
    (world / "framework/pages/index.md").write_text("# Our framework\n")
    settings = (REFERENCE / "mkdocs.yml").read_text(encoding="utf-8")
    (world / "mkdocs.yml").write_text(settings.replace("  - pa-framework\n", ""), encoding="utf-8")
    return world


def refused(done: subprocess.CompletedProcess[str], site: Path) -> None:
    """Asserts that a build failed with the sentence of the guard and left no page."""
    output = " ".join((done.stdout + done.stderr).split())
    assert done.returncode != 0, output
    assert "the engine did not run the plugin `pa-framework`" in output
    assert list(site.rglob("index.html")) == []


# --- what `pages --engine` writes


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world, with the settings of the reference site."""
    folder = tmp_path_factory.mktemp("engines") / "world"
    shutil.copytree(SMALL, folder)
    shutil.copyfile(REFERENCE / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def pages(world: Path, out: Path, *options: str) -> dict[str, bytes]:
    """Runs `pages`; returns what it wrote, by path."""
    result = CliRunner().invoke(main, ["pages", str(world), "--out", str(out), *ON, *options])
    assert result.exit_code == 0, result.output
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.mark.parametrize("engine", SETTINGS)
def test_a_project_holds_the_same_pages_and_what_its_engine_needs(small, tmp_path, engine):
    tree = pages(small, tmp_path / "tree")
    made = pages(small, tmp_path / "project", "--engine", engine)

    assert {path: made.get(f"docs/{path}") for path in tree} == tree
    settings = yaml.safe_load(made[SETTINGS[engine]])
    assert (settings["site_name"], settings["docs_dir"], settings["use_directory_urls"]) == (
        "PA Pathways",
        "docs",
        True,
    )
    assert {"Career": "career/index.md"} in settings["nav"]
    assert [style for style in settings["extra_css"] if f"docs/{style}" not in made] == []
    assert settings["plugins"] == ["search"]
    assert GUARD not in settings["markdown_extensions"]
    readme = made["README.md"].decode()
    assert f"{engine} build --strict" in readme
    assert re.search(rf'pip install "{engine}>=', readme)
    assert len([path for path in made if not path.startswith("docs/")]) == 2


@pytest.mark.parametrize("engine", SETTINGS)
def test_a_project_loads_nothing_from_other_hosts(small, tmp_path, engine):
    made = pages(small, tmp_path, "--engine", engine)

    theme = yaml.safe_load(made[SETTINGS[engine]])["theme"]
    assert theme.get("font") is False or (theme["name"], theme["highlightjs"]) == ("mkdocs", False)
    style = made["docs/assets/stylesheets/pages.css"].decode()
    loaded = re.findall(r"url\(\"?([^)\"]+)", style)
    assert loaded
    for address in loaded:
        assert f"docs/{posixpath.normpath(posixpath.join('assets/stylesheets', address))}" in made


def test_a_project_has_the_colours_and_the_name_of_a_brand(small, tmp_path):
    world = tmp_path / "world"
    shutil.copytree(small, world)
    with (world / "framework/framework.yaml").open("a", encoding="utf-8") as file:
        file.write('brand:\n  name: Smallshire PAs\n  colours: {ground: "#123456"}\n')
    made = pages(world, tmp_path / "project", "--engine", "zensical")

    assert yaml.safe_load(made["mkdocs.yml"])["site_name"] == "Smallshire PAs"
    assert b"--plum: #123456" in made["docs/assets/stylesheets/pages.css"]


def test_a_page_that_is_no_longer_there_leaves_the_project(small, tmp_path):
    pages(small, tmp_path, "--engine", "zensical")
    (tmp_path / "docs/withdrawn.md").write_text("# A story that was withdrawn\n")
    (tmp_path / "notes.txt").write_text("somebody's own file")
    made = pages(small, tmp_path, "--engine", "zensical")

    assert ("docs/withdrawn.md" in made, "notes.txt" in made) == (False, True)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (None, "mkdocs.yml` is missing"),
        ("site_name: !ENV NAME\n", "mkdocs.yml` can not be read"),
        ("- a list\n", "mkdocs.yml` holds no settings"),
    ],
)
def test_settings_that_can_not_be_read_are_one_sentence(tmp_path, settings, words):
    shutil.copytree(SMALL, tmp_path / "world")
    if settings:
        (tmp_path / "world/mkdocs.yml").write_text(settings)
    arguments = ["pages", str(tmp_path / "world"), "--out", str(tmp_path / "out"), "--engine", "zensical", *ON]
    result = CliRunner().invoke(main, arguments)

    assert (result.exit_code, words in result.output, (tmp_path / "out/docs").exists()) == (2, True, False)


def run(command: list[object], **settings: object) -> subprocess.CompletedProcess[str]:
    words = [os.fspath(word) if isinstance(word, Path) else str(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, check=False, **settings)
