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
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import markdown
import pytest
import yaml
from click.testing import CliRunner
from msgspec import Struct

from pa_framework.cli.main import main
from pa_framework.edit.init_files import TEMPLATES
from pa_framework.facts.addresses import edit_url, report_form_url
from pa_framework.site import engine_process, needs_plugin
from pa_framework.site.engine_process import Engine, engine_for
from pa_framework.text.errors import UserError
from tests.builders.pages import front_matters
from tests.builders.sites import made_once, with_settings
from tests.builders.worlds import facts_of
from tests.paths import REFERENCE, ROOT, SMALL

ON = ["--on", "2026-11-22"]
GUARD = "pa_framework.site.needs_plugin"
SETTINGS = {"mkdocs": "mkdocs.yml", "properdocs": "properdocs.yml", "zensical": "mkdocs.yml"}
PROGRAM = os.fspath(ROOT / "tools")
#: Where the environments of other engines are: DIR/properdocs and DIR/zensical.
ENVIRONMENTS = os.environ.get("PA_FRAMEWORK_ENGINES")


def run(command: list[object], **settings: object) -> subprocess.CompletedProcess[str]:
    words = [os.fspath(word) if isinstance(word, Path) else str(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, check=False, **settings)


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
    return with_settings(tmp_path_factory.mktemp("engines") / "world")


def pages(world: Path, out: Path, *options: str) -> dict[str, bytes]:
    """Runs `pages`; returns what it wrote, by path."""
    result = CliRunner().invoke(main, ["pages", str(world), "--out", str(out), *ON, *options])
    assert result.exit_code == 0, result.output
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.mark.parametrize("engine", SETTINGS)
def test_a_project_holds_the_whole_tree_and_what_its_engine_needs(small, tmp_path, engine):
    tree = pages(small, tmp_path / "tree")
    made = pages(small, tmp_path / "project", "--engine", engine)

    same = [path for path in tree if engine != "zensical" or path.endswith("index.md") or not path.endswith(".md")]
    assert [path for path in tree if f"docs/{path}" not in made] == []
    assert [path for path in same if made[f"docs/{path}"] != tree[path]] == []
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


def test_zensical_gets_addresses_in_html_from_the_folder_of_the_source(small, tmp_path):
    """It moves them as it moves those of Markdown links; MkDocs and ProperDocs leave them as they are."""
    world = tmp_path / "world"
    shutil.copytree(small, world)
    pictures, below = world / "framework/pages/images", world / "framework/pages/guide"
    pictures.mkdir(parents=True, exist_ok=True)
    (pictures / "a.png").write_bytes(b"PNG")
    below.mkdir()
    (below / "part.md").write_text("# Part\n\nMore of it.\n")
    (world / "framework/pages/guide.md").write_text(
        """# Guide

        <a href="../career/#pay">A</a> <img alt="" src="../images/a.png"> <a href="part/">B</a>
        <a href="#guide">C</a> <a href="https://example.org/">D</a> [E](career/index.md)

        ```html
        <a href="../career/">
        ```
        """.replace("\n        ", "\n")
    )
    made = pages(world, tmp_path / "project", "--engine", "zensical")

    assert (
        made["docs/guide.md"]
        .decode()
        .startswith(
            """# Guide

        <a href="career/#pay">A</a> <img alt="" src="images/a.png"> <a href="guide/part/">B</a>
        <a href="#guide">C</a> <a href="https://example.org/">D</a> [E](career/index.md)

        ```html
        <a href="../career/">
        ```
        """.replace("\n        ", "\n")
        )
    )


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
    (tmp_path / "notes.txt").write_text("someone's own file")
    made = pages(small, tmp_path, "--engine", "zensical")

    assert ("docs/withdrawn.md" in made, "notes.txt" in made) == (False, True)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (None, "mkdocs.yml` is missing"),
        ("site_name: !ENV NAME\n", "mkdocs.yml` cannot be read"),
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


# --- whole sites of the reference framework, with every engine that is there


def program(engine: str, name: str) -> Path:
    """A program in the environment of an engine. Skips the test where there is none, unless it is required."""
    if engine == "mkdocs":
        return Path(sys.executable).parent / name
    if ENVIRONMENTS is None:
        pytest.skip(f"PA_FRAMEWORK_ENGINES names no folder with an environment for {engine}")
    found = Path(ENVIRONMENTS) / engine / "bin" / name
    assert found.exists(), f"{found} is missing"
    return found


class Site(Struct, frozen=True, dict=True):
    """A site that an engine built from the project that `pages --engine` wrote."""

    engine: str
    folder: Path

    @cached_property
    def pages(self) -> dict[str, "Html"]:
        """Every page, by its path in the site."""
        files = {file.relative_to(self.folder).as_posix(): file for file in sorted(self.folder.rglob("*.html"))}
        pages = {path: file for path, file in files.items() if not path.startswith("data/")}
        return {path: Html(file.read_text(encoding="utf-8")) for path, file in pages.items()}


class Html(HTMLParser):
    """What a page says, where it leads, what it loads, and the anchors that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self._silent = False
        self.feed(text)
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._silent = tag in ("script", "style")
        self.anchors.update(value for name in ("id", "name") if (value := given.get(name)))
        self.links.extend(value for name in ("href", "src") if (value := given.get(name)))
        if tag == "link" and given.get("rel") not in ("canonical", "prev", "next", "alternate", "edit"):
            self.loads.append(given.get("href") or "")
        elif tag != "a" and (source := given.get("src") or given.get("srcset")):
            self.loads.append(source)

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


@pytest.fixture(scope="module", params=SETTINGS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the reference framework, built by the second command of the README that `pages` writes."""
    engine = request.param
    folder = program(engine, engine).parent

    def build(out: Path) -> None:
        made = pages(REFERENCE, out, "--engine", engine)
        command = re.search(r"\npip install .*\n(.+)\n```", made["README.md"].decode())
        assert command
        done = run(["sh", "-c", command[1]], cwd=out, env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"})
        assert done.returncode == 0, done.stdout + done.stderr

    return Site(engine, made_once(tmp_path_factory, f"{engine}-project", build) / "site")


@pytest.mark.slow
def test_a_site_says_and_links_all_that_its_records_ask_for(site):
    facts = facts_of(REFERENCE)
    framework = facts.records.framework
    assert framework
    asked: dict[str, list[tuple[str, str]]] = {"banners": [], "foot lines": [], "report links": [], "edit links": []}
    for path, page in front_matters(facts).items():
        asked["banners"] += [(path, banner.text) for banner in page.banners]
        asked["foot lines"] += [(path, line) for line in page.footer]
        asked["report links"].append((path, report_form_url(framework, path, page.record) or ""))
        if page.record:
            asked["edit links"].append((path, edit_url(framework, page.record) or ""))
    found = {what: [entry for entry in entries if has(site, *entry)] for what, entries in asked.items()}

    count = ", ".join(f"{len(found[what])} of {len(entries)} {what}" for what, entries in asked.items())
    print(f"{site.engine}: {count}")
    assert found == asked, count
    assert {what: len(entries) > 200 for what, entries in asked.items()} == dict.fromkeys(asked, True)


def has(site: Site, path: str, words: str) -> bool:
    """Whether the page of a path of the tree says these words, or has a link to this address."""
    built = path if path.endswith("index.md") else f"{path.removesuffix('.md')}/index.md"
    page = site.pages[built.removesuffix(".md") + ".html"]
    return words in page.links if "://" in words else " ".join(words.split()) in page.text


@pytest.mark.slow
def test_no_link_of_a_site_is_dead(site):
    prefix = urlsplit(yaml.safe_load((site.folder.parent / SETTINGS[site.engine]).read_text())["site_url"]).path
    links = [(path, link) for path, page in site.pages.items() for link in page.links if not urlsplit(link).scheme]
    dead = [(path, link) for path, link in links if not leads_somewhere(site, prefix, path, link)]

    print(f"{site.engine}: {len(dead)} of {len(links)} links are dead")
    assert dead == []
    assert len(links) > 10_000


def leads_somewhere(site: Site, prefix: str, path: str, link: str) -> bool:
    """Whether a link of a page leads to a file of the site, and to an anchor there where it names one."""
    parts = urlsplit(link)
    if parts.netloc:
        return False
    target = path
    if parts.path.startswith("/"):
        target = parts.path.removeprefix(prefix).lstrip("/")
    elif parts.path:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    if (site.folder / target).is_dir():
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    anchor = unquote(parts.fragment)
    if target in site.pages:
        return not anchor or anchor in site.pages[target].anchors
    return (site.folder / target).is_file()


@pytest.mark.slow
def test_a_site_loads_nothing_from_other_hosts(site):
    loaded = {(path, address) for path, page in site.pages.items() for address in page.loads}
    for style in site.folder.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        loaded |= {(style.name, address) for address in re.findall(r"(?:url\(|@import )[\"']?([^)\"';]+)", text)}

    assert [entry for entry in loaded if urlsplit(entry[1]).netloc] == []
    assert any(address.endswith("pages.css") for _, address in loaded)


@pytest.mark.slow
def test_properdocs_builds_the_same_bytes_as_mkdocs(reference_site, tmp_path):
    python = program("properdocs", "python")
    assert run([python, "-c", "import mkdocs"]).returncode != 0, "MkDocs is installed as well"
    done = run([python, "-m", "pa_framework", "build", REFERENCE, "--site-dir", tmp_path / "site", *ON])

    assert done.returncode == 0, done.stdout + done.stderr
    built = {path.relative_to(tmp_path / "site"): path for path in (tmp_path / "site").rglob("*") if path.is_file()}
    wanted = {path.relative_to(reference_site): path for path in reference_site.rglob("*") if path.is_file()}
    different = [
        name for name, path in wanted.items() if name in built and built[name].read_bytes() != path.read_bytes()
    ]
    print(f"{len(wanted)} files from MkDocs, {len(built)} from ProperDocs, {len(different)} of them different")
    assert (built.keys() ^ wanted.keys(), different) == (set(), [])


def test_properdocs_refuses_a_dead_link_in_one_sentence(small, tmp_path):
    python = program("properdocs", "python")
    world = tmp_path / "world"
    shutil.copytree(small, world)
    (world / "framework/pages").mkdir(exist_ok=True)
    (world / "framework/pages/lost.md").write_text("# Lost\n\n[nowhere](nowhere.md)\n")
    done = run([python, "-m", "pa_framework", "build", world, "--site-dir", tmp_path / "site", *ON])

    assert (done.returncode, (tmp_path / "site").exists()) == (1, False)
    assert "there is no page `nowhere.md`" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("engine", ["properdocs", "zensical"])
def test_no_engine_builds_anything_without_the_plugin(tmp_path, engine):
    command = program(engine, engine)
    world = without_plugin(tmp_path)
    done = run([command, "build", "-f", world / "mkdocs.yml"], cwd=world, env={**os.environ, "PYTHONPATH": PROGRAM})

    refused(done, world / "site")


def test_zensical_builds_nothing_without_the_program(tmp_path):
    command = program("zensical", "zensical")
    world = without_plugin(tmp_path)
    done = run([command, "build"], cwd=world, env={**os.environ, "PYTHONPATH": ""})

    assert (done.returncode != 0, list((world / "site").rglob("index.html"))) == (True, [])
    assert "No module named 'pa_framework'" in done.stdout + done.stderr
