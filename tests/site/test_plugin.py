"""The door to MkDocs: one strict build, one refused build, and the pages that leave by it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pa_framework.cli.main import main
from pa_framework.site import engine_run
from pa_framework.site.kept_versions import pack
from tests.builders.keeping import keep_as
from tests.builders.sites import FirstBuild, with_settings

ON = ["--on", "2026-11-22"]


@pytest.fixture(scope="module", autouse=True)
def kept(small_build: FirstBuild) -> Iterator[None]:
    """Builds here use what earlier ones kept, as on every day: that of a world comes along where the world is copied."""
    with pytest.MonkeyPatch.context() as patched:
        keep_as(small_build.user, patched)
        yield


@pytest.fixture(scope="module")
def world(tmp_path_factory, small_build: FirstBuild) -> Path:
    """The small world, with a kept version of one page."""
    folder = with_settings(tmp_path_factory.mktemp("plugin") / "world")
    small_build.lend(folder)
    page = tmp_path_factory.mktemp("old") / "index.html"
    page.write_text("<html><head></head><body><p>As it was.</p></body></html>", encoding="utf-8")
    pack(page.parent, folder / "versions" / "0.9.0.zip", "0.9.0", date(2026, 1, 5))
    return folder


@pytest.fixture(scope="module")
def site(world, tmp_path_factory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    out = tmp_path_factory.mktemp("built") / "site"
    return out, build(world, out)


def build(world: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pa_framework", "build", str(world), "--site-dir", str(out), *ON]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_kept_version_is_below_its_number_and_is_listed(site):
    copy = (site[0] / "versions/0.9.0/index.html").read_text(encoding="utf-8")

    assert "<p>As it was.</p>" in copy
    assert "This is version 0.9.0, as it was published on 5 January 2026. Do not work from it." in copy
    assert 'href="../../versions/0.9.0/"' in (site[0] / "about/versions/index.html").read_text(encoding="utf-8")
    assert (site[0] / "assets/stylesheets/kept-version.css").is_file()


def test_every_page_we_made_is_built(world, site, tmp_path):
    """A host that loses pages without a word must not pass (it has happened: see docs/decisions)."""
    made = tmp_path / "pages"
    assert CliRunner().invoke(main, ["pages", str(world), "--out", str(made), *ON]).exit_code == 0

    out, done = site

    assert done.returncode == 0, done.stdout + done.stderr
    wanted = {
        (path.parent if path.name == "index.md" else path.with_suffix("")).relative_to(made).as_posix()
        for path in made.rglob("*.md")
    }
    built = {path.parent.relative_to(out).as_posix() for path in out.rglob("index.html")}
    assert wanted <= built


def test_the_build_says_how_to_open_the_site(site):
    out, done = site

    assert str(out / "index.html") in done.stdout


def test_a_broken_world_is_not_built(world, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(world, broken)
    task = broken / "framework/tasks/gastrostomy-feed.yaml"
    task.write_text(task.read_text().replace("risk: medium", "risk: meduim"))

    done = build(broken, tmp_path / "site")

    assert (done.returncode, (tmp_path / "site").exists()) == (1, False)
    assert "did you mean `medium`?" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_dead_link_is_named_and_leaves_the_last_site_as_it_was(world, tmp_path):
    broken, site = tmp_path / "broken", tmp_path / "site"
    shutil.copytree(world, broken)
    (broken / "framework/pages/lost.md").write_text("# Lost\n\n[nowhere](nowhere.md)\n")
    site.mkdir()
    (site / "index.html").write_text("the last good one")

    done = build(broken, site)

    assert done.returncode == 1
    assert "there is no page `nowhere.md`" in done.stderr
    assert "Nothing was built" in done.stderr
    assert {path.name: path.read_text() for path in site.iterdir()} == {"index.html": "the last good one"}


@pytest.mark.parametrize("words", [["build", "--site-dir"], ["pages", "--out"]])
def test_a_place_that_can_not_be_written_is_one_sentence(world, tmp_path, words):
    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(main, [words[0], str(world), words[1], str(tmp_path / "file" / "site"), *ON])

    assert (result.exit_code, "cannot be written" in result.output) == (2, True), result.output
    assert isinstance(result.exception, SystemExit)


def test_a_port_in_use_is_named_and_another_offered(world):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", str(world), "--port", str(port), *ON])

    assert result.exit_code == 2
    assert f"something uses port {port} already" in result.output
    assert re.search(r"add `--port \d+`", result.output)


@pytest.mark.slow
def test_a_preview_that_is_stopped_ends_without_a_word(world):
    command = [sys.executable, "-m", "pa_framework", "serve", str(world), "--port", "0", *ON]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as preview:
        line = preview.stderr.readline()
        os.killpg(preview.pid, signal.SIGINT)
        more = preview.communicate(timeout=30)[1]

    assert re.fullmatch(r"Look at http://127\.0\.0\.1:[1-9]\d*/ and edit; Ctrl\+C ends it\n", line)
    assert (preview.returncode, more) == (0, "")


def test_mkdocs_alone_refuses_a_broken_world_too(world, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(world, broken)
    task = broken / "framework/tasks/gastrostomy-feed.yaml"
    task.write_text(task.read_text().replace("risk: medium", "risk: meduim"))

    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(broken / "mkdocs.yml"), "-d", str(tmp_path / "site")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "the records do not hold together" in done.stderr


def test_leaves_stand_outside_of_the_navigation(site):
    """Drawing 1,000 leaves on every page would make a build many times slower."""
    page = (site[0] / "delegation/tasks/gastrostomy-feed/index.html").read_text(encoding="utf-8")
    navigation = page[page.index("<nav") : page.index("<main")]

    assert "changing-a-dose" not in navigation


def test_the_look_comes_with_the_program(site):
    page = (site[0] / "index.html").read_text(encoding="utf-8")

    assert 'class="site-header"' in page
    styles = [path.read_text(encoding="utf-8") for path in (site[0] / "assets").rglob("*.css")]
    assert any(".site-header" in style for style in styles)


def test_robots_txt_allows_everything_and_names_the_sitemap(world, site, tmp_path):
    area = tmp_path / "area"
    shutil.copytree(world, area)
    framework = area / "framework/framework.yaml"
    lines = framework.read_text(encoding="utf-8").splitlines(keepends=True)
    framework.write_text("".join(line for line in lines if not line.startswith("site:")), encoding="utf-8")

    assert build(area, tmp_path / "nowhere").returncode == 0
    assert (tmp_path / "nowhere/robots.txt").read_text() == "User-agent: *\nDisallow:\n"
    address = next(line for line in lines if line.startswith("site:")).partition(":")[2].strip()
    assert (site[0] / "robots.txt").read_text() == f"User-agent: *\nDisallow:\n\nSitemap: {address}sitemap.xml\n"
    assert "feeds/changes.atom" not in (tmp_path / "nowhere/delegation/changed/index.html").read_text(encoding="utf-8")
    feed = '<a href="feeds/changes.atom">Follow what changes (feed)</a>'
    pages = [(folder / "index.html").read_text(encoding="utf-8") for folder in (site[0], tmp_path / "nowhere")]
    assert [feed in page for page in pages] == [True, False], "a line of the footer leads somewhere, or is not there"
    assert ["Without signal</a>" in page for page in pages] == [True, True]


def test_files_of_the_area_override_ours(world, site, tmp_path):
    area = tmp_path / "area"
    shutil.copytree(world, area)
    config = area / "mkdocs.yml"
    config.write_text(config.read_text().replace("name: material", "name: material\n  custom_dir: our_look"))
    (area / "our_look/components/logo").mkdir(parents=True)
    (area / "our_look/components/logo/logo.html").write_text('<b class="logo-of-smallshire"></b>')
    (area / "our_look/components/hills").mkdir()
    (area / "our_look/components/hills/hills.css").write_text(".hills {\n  color: var(--ink);\n}\n")
    (area / "our_look/components/hills/hills.dark.css").write_text(":root {\n  --hill: #123456;\n}\n")
    (area / "framework/pages/robots.txt").write_text("User-agent: *\nDisallow: /\n")
    (area / "framework/pages/components").mkdir()
    (area / "framework/pages/components/index.md").write_text(
        "# Components of a wheelchair\n\nWheels, a seat and brakes.\n"
    )

    assert build(area, tmp_path / "site").returncode == 0
    assert (tmp_path / "site/robots.txt").read_text() == "User-agent: *\nDisallow: /\n"
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert ("logo-of-smallshire" in page, 'class="site-header"' in page) == (True, True)
    sheets = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "site/assets/stylesheets").iterdir()}
    assert (".hills {" in sheets["site"], "--hill: #123456" in sheets["night"]) == (True, True)
    assert [path.name for path in (tmp_path / "site/components").iterdir()] == ["index.html"], "a page is no component"


def test_a_framework_with_more_tiers_shows_each_of_them(world, site, tmp_path):
    area = tmp_path / "area"
    shutil.copytree(world, area)
    policy = area / "framework/delegation.yaml"
    high = policy.read_text().partition("  - id: high\n")[2].partition("duties:")[0]
    policy.write_text(
        policy.read_text().replace("duties:", "  - id: extreme\n" + high.replace("High", "Extreme") + "duties:", 1)
    )
    task = area / "framework/tasks/gastrostomy-feed.yaml"
    task.write_text(task.read_text().replace("risk: medium", "risk: high"))
    for role in (area / "framework/roles").iterdir():
        role.write_text(
            re.sub(r"(may_\w+: .*)", lambda line: re.sub(r"\b(medium|high)\b", "extreme", line[1]), role.read_text())
        )

    done = build(area, tmp_path / "site")

    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "site/delegation/tasks/gastrostomy-feed/index.html").read_text(encoding="utf-8")
    assert '<span class="risk risk--3">High risk</span>' in page
    assert "risk risk--3" in (tmp_path / "site/delegation/tasks/index.html").read_text(encoding="utf-8")
    style = (tmp_path / "site/assets/stylesheets/site.css").read_text(encoding="utf-8")
    assert ".tiers > div:nth-child(4) {\n  border-top-color: var(--stop);\n}" in style
    assert ".facts > li.risk--4 {" in style


def test_a_preview_that_begins_with_records_that_do_not_hold_shows_what_is_wrong(world, tmp_path, monkeypatch):
    from mkdocs.commands.build import build as build_site
    from mkdocs.config import load_config

    broken = tmp_path / "broken"
    shutil.copytree(world, broken)
    framework = broken / "framework/framework.yaml"
    framework.write_text(framework.read_text() + 'brand:\n  logo: images/nobody.svg\n  colours: {ground: "#eeeeee"}\n')
    monkeypatch.setenv("PA_FRAMEWORK_ON", "2026-11-22")

    config = load_config(str(broken / "mkdocs.yml"), site_dir=str(tmp_path / "site"), strict=False)
    config.plugins.on_startup(command="serve", dirty=False)
    build_site(config)

    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "SIT001" in page
    assert "SIT002" in page
    assert 'name="theme-color" content="#3a1d42"' in page
    assert not (tmp_path / "site" / "service-worker.js").exists(), "a preview shows what was edited, never a copy"


def test_a_fault_of_the_program_while_mkdocs_runs_is_two_lines(tmp_path, monkeypatch, capsys):
    def fail(*_: object) -> None:
        raise ValueError("Mrs Smith")

    monkeypatch.setattr("pa_framework.site.engine.build_site", fail)

    assert engine_run.main("build", str(tmp_path / "mkdocs.yml"), str(tmp_path / "site")) == 2
    output = capsys.readouterr().err
    assert output.startswith(
        "pa-framework: a fault of the program, not of your records: ValueError in site/engine_run.py"
    )
    assert (output.count("\n"), "Smith" in output) == (2, False)
