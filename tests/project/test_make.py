"""`make.py`: the verbs, with make and without, on every system."""

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import ModuleType, SimpleNamespace

import pytest

from tests.builders.verbs import verbs_module
from tests.paths import ROOT
from tests.project.test_workflows import AN_AREAS, OURS

FILES = {"here": OURS, "area": AN_AREAS}
READMES = {"here": ROOT / "README.md", "area": ROOT / "tools/pa_framework/edit/templates/area/README.md"}


OLD_PYTHON = SimpleNamespace(version_info=(3, 6, 15), version="3.6.15 (default)", exit=sys.exit)


class Made:
    """A folder with a `make.py` whose programs are noted and not run."""

    def __init__(self, folder: Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.module: ModuleType = verbs_module(FILES[where]["make.py"], folder)
        self.ran: list[tuple[str, ...]] = []
        for name in ("requirements.lock", "requirements-dev.lock", "requirements.txt", "pyproject.toml"):
            (folder / name).write_text("a==1\n")
        (folder / ".venv/bin").mkdir(parents=True)
        for path in ("bin/python", "bin/pip", "pyvenv.cfg"):
            (folder / ".venv" / path).write_text("version = 3.11.7\n")
        monkeypatch.setattr(self.module, "run", self._note)

    def _note(self, *words: str, **_: object) -> int:
        self.ran.append(words)
        return 0

    def do(self, *words: str) -> list[tuple[str, ...]]:
        """Does what a verb says; returns the commands."""
        self.ran.clear()
        self.module.main(*words)
        return list(self.ran)


@pytest.fixture(params=FILES)
def made(request, tmp_path, monkeypatch) -> Made:
    return Made(tmp_path, request.param, monkeypatch)


@pytest.mark.parametrize("where", FILES)
def test_a_readme_names_every_verb(where):
    readme = READMES[where].read_text(encoding="utf-8")
    verbs = verbs_module(FILES[where]["make.py"]).VERBS

    assert len(verbs) > 8
    assert [verb for verb in verbs if f"make {verb}" not in readme] == []
    assert "python make.py site" in readme
    assert "python make.py test" in readme


def test_make_has_no_steps_of_its_own():
    recipes = [line for line in OURS["Makefile"].splitlines() if line.startswith("\t")]

    assert recipes == ["\t@$(PYTHON) make.py $@ $(ARGS)"]


@pytest.mark.parametrize("words", [[], ["site"], ["test"], ["check", "ARGS=--strict -x"]], ids=str)
def test_make_hands_each_verb_on_also_where_a_folder_has_its_name(tmp_path, words):
    (tmp_path / "Makefile").write_text(OURS["Makefile"])
    (tmp_path / "make.py").write_text("import sys; print(*sys.argv[1:])")
    (tmp_path / "site").mkdir()
    done = subprocess.run(
        ["make", "--no-print-directory", f"PYTHON={sys.executable}", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == (words[0:1] or ["site"]) + (["--strict", "-x"] if len(words) > 1 else [])


def test_what_was_installed_is_not_installed_again(made):
    first = made.do("setup")

    assert [words[-1] for words in first] == ["requirements.lock", first[-1][-1]]
    assert all("--require-hashes" in words or "--no-deps" in words for words in first)
    assert made.do("setup") == []


@pytest.mark.parametrize("changed", ["requirements.lock", ".venv/pyvenv.cfg"])
def test_other_versions_or_another_python_are_installed(made, tmp_path, changed):
    made.do("setup")
    (tmp_path / changed).write_text("another")

    assert len(made.do("setup")) == 2


def test_a_folder_that_was_moved_is_set_up_again(made, tmp_path):
    made.do("setup")
    made.module.HERE = tmp_path / "elsewhere"
    (tmp_path / "elsewhere").mkdir()
    for path in tmp_path.glob("*.t*"):
        (tmp_path / "elsewhere" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "elsewhere/requirements.lock").write_bytes((tmp_path / "requirements.lock").read_bytes())

    assert len(made.do("setup")) == 2


def test_an_installation_that_was_stopped_is_done_again(made, monkeypatch):
    def stop(*_: str) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(made.module, "run", stop)
        with pytest.raises(SystemExit) as end:
            made.do("setup")

    assert end.value.code == 130
    assert len(made.do("setup")) == 2


def test_an_environment_without_its_python_is_made_again(made, tmp_path, monkeypatch):
    import venv

    asked = []
    (tmp_path / ".venv/bin/python").unlink()
    monkeypatch.setattr(venv, "create", lambda *place, **how: asked.append((place, how)))
    made.do("setup")

    assert asked == [((tmp_path / ".venv",), {"clear": True, "symlinks": True, "with_pip": True})]


def test_words_after_a_verb_go_to_its_last_command(made):
    assert made.do("check", "--strict")[-1] == ("pa-framework", "check", ".", "--strict")
    assert made.do("serve", "--port", "9000")[-1] == ("pa-framework", "serve", ".", "--port", "9000")


@pytest.mark.parametrize(
    ("words", "says"), [(["sites"], "There is no verb 'sites'"), (["setup", "x"], "takes no words")], ids=str
)
def test_a_wrong_word_is_a_sentence(made, words, says):
    with pytest.raises(SystemExit, match=says):
        made.do(*words)
    assert made.ran == []


def test_a_file_that_is_missing_is_a_sentence(made, tmp_path):
    (tmp_path / "requirements.lock").unlink()

    with pytest.raises(SystemExit, match=r"setup: .*requirements\.lock"):
        made.do("setup")


def test_what_it_says_fits_every_console(made, capsys):
    with pytest.raises(SystemExit) as end:
        made.do("sité")
    made.do("help")

    assert (str(end.value) + capsys.readouterr().out).isascii()
    assert made.module.__doc__.isascii()


def test_an_older_python_can_read_it_and_say_what_is_needed():
    for text in (OURS["make.py"], AN_AREAS["make.py"]):
        ast.parse(text, feature_version=(3, 6))
        head = text.partition("import hashlib")[0]
        with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed; this is 3\.6\.15"):
            exec(head.replace("import sys\n", ""), {"sys": OLD_PYTHON})


def test_programs_are_where_windows_has_them(made, monkeypatch):
    monkeypatch.setattr(made.module, "VENV", PureWindowsPath(r"C:\PA files\.venv"))
    assert made.module.program("ruff", "nt") == r"C:\PA files\.venv\Scripts\ruff.exe"

    monkeypatch.setattr(made.module, "VENV", PurePosixPath("/srv/pa files/.venv"))
    assert made.module.program("ruff", "posix") == "/srv/pa files/.venv/bin/ruff"


# Programs that are run

SLEEPER = "import sys, time\ntry:\n    print('ready', flush=True)\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    sys.exit(7)\n"


@pytest.fixture
def real(tmp_path) -> Path:
    """A folder with a `make.py` and, as its only program, this Python."""
    (tmp_path / "make.py").write_text(OURS["make.py"], encoding="utf-8")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    return tmp_path


def running(folder: Path, code: str) -> list[str]:
    return [sys.executable, "-c", f"import make; make.run('python', '-c', {code!r}); print('after')"]


@pytest.mark.parametrize(("code", "ends"), [("", 0), ("raise SystemExit(3)", 3)])
def test_a_verb_ends_with_the_code_of_its_program(real, code, ends):
    done = subprocess.run(running(real, code), cwd=real, capture_output=True, text=True, check=False)

    assert done.returncode == ends
    assert ("after" in done.stdout) == (ends == 0)
    assert ("ended with 3" in done.stderr) == (ends == 3)


@pytest.mark.parametrize(("sent", "ends"), [(signal.SIGINT, 7), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_program_and_leaves_nothing_running(real, sent, ends):
    process = subprocess.Popen(
        running(real, SLEEPER), cwd=real, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    if sent == signal.SIGINT:  # a terminal sends it to both
        os.killpg(process.pid, sent)
    else:
        process.send_signal(sent)
    _, error = process.communicate(timeout=20)

    assert process.returncode == ends, error
    assert "Traceback" not in error
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
