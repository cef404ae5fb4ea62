"""What several tests need: the small valid world of `corpus/`, and a way to change it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from pa_framework.check.rules.registry import Example
from pa_framework.check.run import Report, judged
from pa_framework.records.load import Records, gather, kind_of
from pa_framework.records.register import Register, gather_register, shape
from pa_framework.records.register import kind_of as kind_in_register
from pa_framework.records.yaml_source import Document, read

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CORPUS = Path(__file__).parent / "corpus"
#: The day that counts as today. On it, nothing is wrong with the corpus.
TODAY = date(2026, 11, 22)
REGISTER = "competences/register/"

# The same cases on every run and every machine; nothing is remembered between runs.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


class World(dict[str, Document]):
    """Records by path."""

    def __repr__(self) -> str:
        return f"World of {len(self)}"


Judge = Callable[..., Report]


@pytest.fixture(scope="session")
def world() -> World:
    """Every record of the corpus, by path."""
    paths = sorted(CORPUS.rglob("*.yaml"))
    names = [path.relative_to(CORPUS).as_posix() for path in paths]
    return World({name: read(path.read_bytes(), name) for name, path in zip(names, paths, strict=True)})


@pytest.fixture(scope="session")
def judge(world: World) -> Judge:
    """Judges the corpus with changes laid over it, as documented examples describe them."""

    def judge(*changes: Example | tuple[str, str], on: date = TODAY) -> Report:
        records, register = changed(world, changes)
        return judged(records, on, register=register)

    return judge


def changed(world: World, changes: Iterable[Example | tuple[str, str]]) -> tuple[Records, Register]:
    """The records and the register of `world` with changes laid over them: pairs of path and text, or examples."""
    documents, changes = dict(world), tuple(changes)
    for change in changes:
        path, text = (change.path, change.text) if isinstance(change, Example) else change
        if not _says_anything(text):
            documents.pop(path, None)
            continue
        over = read(text, path)
        documents[path] = merged(documents[path], over) if path in documents else over
    records, register = split(documents[path] for path in sorted(documents))
    if not any((change.path if isinstance(change, Example) else change[0]).startswith(REGISTER) for change in changes):
        register = Register()  # a fault of the framework shows in every sign-off that rests on it: not asked here
    return records, register


def merged(base: Document, change: Document) -> Document:
    """`base` with the groups and values of `change` laid over it; places of `change` win.

    Lists are replaced whole; only a PA's one sign-off is laid over the one that is there. A value of null in `change`
    takes the field away. Documented examples are such changes to a complete record, so that they can be short.
    """
    data = _laid_over(base.data, change.data)
    values = dict(base.values) | dict(change.values)
    keys = dict(base.keys) | dict(change.keys)
    return Document(change.path, change.text, data, values, keys, change.findings)


def _laid_over(base: Any, change: Any) -> Any:
    if not isinstance(base, dict) or not isinstance(change, dict):
        return change
    made = dict(base)
    for key, value in change.items():
        if value is None:
            made.pop(key, None)
        elif key == "sign_offs" and len(made.get(key) or ()) == len(value) == 1:
            made[key] = [_laid_over(made[key][0], value[0])]
        else:
            made[key] = _laid_over(base.get(key), value)
    return made


def split(documents: Iterable[Document]) -> tuple[Records, Register]:
    """Documents of a world as its records and its register."""
    known: list[tuple[Document, str]] = []
    strays: list[str] = []
    apart: list[tuple[Document, str]] = []
    for document in documents:
        if document.path.startswith(REGISTER):
            kind = kind_in_register(document.path.removeprefix(REGISTER))
            apart += [(document, kind)] if kind else []
        elif kind := kind_of(document.path):
            known.append((document, kind))
        else:
            strays.append(document.path)
    return gather(known, strays, (CORPUS,)), gather_register(shape(*each) for each in apart)


def _says_anything(text: str) -> bool:
    return any(line.strip() and not line.strip().startswith("#") for line in text.splitlines())


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository's records, built once for every test that looks at it."""
    from browser import built

    return built(CORPUS.parent.parent, tmp_path_factory.mktemp("real") / "site")


@pytest.fixture(scope="session")
def running_browser() -> "Iterator[Browser]":
    """The machine's Chromium, started once; without one, tests that ask for it are skipped or fail (browser.py)."""
    from browser import chromium

    with chromium() as running:
        yield running


@pytest.fixture
def browser(running_browser: "Browser") -> "Iterator[Browser]":
    """The running browser; what a test opens in it is closed after the test."""
    yield running_browser
    for context in running_browser.contexts:
        context.close()
