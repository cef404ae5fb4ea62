"""What an editor shows while someone types, asked of the YAML language server itself."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pa_framework.records.editor_schemas import EDITOR_FOLDER, editor_schemas, modeline
from pa_framework.records.kinds import kind_at, kind_at_in_register
from pa_framework.records.load import read_records
from tests.builders.worlds import REGISTER
from tests.editors.language_server import Editor, editor
from tests.paths import ROOT, SMALL

_UNHEARD_OF = "Property unheard_of is not allowed."
TASK = "framework/tasks/gastrostomy-feed.yaml"
LINE = modeline(TASK, "task") + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small world with its filled schemas, as `pa-framework schema` leaves it."""
    here = tmp_path_factory.mktemp("edited") / "world"
    shutil.copytree(SMALL, here)
    (here / EDITOR_FOLDER).mkdir()
    for name, text in editor_schemas(read_records(here)):
        (here / EDITOR_FOLDER / name).write_text(text, encoding="utf-8")
    return here


@pytest.fixture(scope="module")
def session(folder: Path) -> Iterator[Editor]:
    with editor(folder) as opened:
        yield opened


@pytest.mark.parametrize("written", ["[|]", "[com|]", "[dietitian, |]", "\n    - |", "\n    - com|"])
def test_roles_are_offered_with_their_titles(written: str, session: Editor, folder: Path) -> None:
    offers = session.offers(folder / TASK, f"{LINE}sign_off:\n  delegated_by: {written}\n")

    assert offers["community-nurse"] == "Community nurse"


def test_an_id_is_offered_as_the_only_value_of_a_field(session: Editor, folder: Path) -> None:
    offers = session.offers(folder / TASK, f"{LINE}sign_off:\n  delegated_by:\n    - |\n")

    assert offers["community-nurse"] == "Community nurse"


@pytest.mark.parametrize("written", ["\n  |", "\n  inf|", "{inf|}"])
def test_competences_are_offered_as_names_of_fields(written: str, session: Editor, folder: Path) -> None:
    offers = session.offers(folder / TASK, f"{LINE}requires: {written}\n")

    title = read_records(SMALL).competences["infection-prevention"].title
    assert offers["infection-prevention"].startswith(title)


def test_steps_are_offered_after_the_name_of_a_competence(session: Editor, folder: Path) -> None:
    offers = session.offers(folder / TASK, f"{LINE}requires:\n  infection-prevention: |\n")

    assert set(read_records(SMALL).steps) <= offers.keys()


def test_fields_are_offered_with_what_they_mean(session: Editor, folder: Path) -> None:
    offers = session.offers(folder / TASK, f"{LINE}id: gastrostomy-feed\n|\n")

    assert offers["stop_when"].startswith("Signs at which to stop or get help, by how urgent they are")
    assert "((law.minimum-wage.adult))" in offers["the_pa_does"]


def test_hovering_shows_what_a_field_means(session: Editor, folder: Path) -> None:
    shown = session.hover(
        folder / TASK, f"{LINE}sign_off:\n  review|_every:\n    months: 12\n    basis: local-policy\n"
    )

    assert "How often it is looked at again." in shown


def test_hovering_shows_whose_id_it_is(session: Editor, folder: Path) -> None:
    shown = session.hover(folder / TASK, f"{LINE}sign_off:\n  delegated_by: [commu|nity-nurse]\n")

    assert "The id of a role." in shown
    assert "`community-nurse`: Community nurse" in shown


def test_an_unknown_field_is_marked_on_its_line(session: Editor, folder: Path) -> None:
    text = (folder / TASK).read_text(encoding="utf-8")
    number = len(text.rstrip("\n").split("\n")) + 2

    assert session.marks(folder / TASK, f"{LINE}{text.rstrip()}\nstopwhen: [x]\n") == [
        (number, "Property stopwhen is not allowed.")
    ]


def test_an_unknown_id_gets_a_helpful_message(session: Editor, folder: Path) -> None:
    text = (folder / TASK).read_text(encoding="utf-8")
    assert "\nrisk: medium\n" in text

    ((_, said),) = session.marks(folder / TASK, LINE + text.replace("\nrisk: medium\n", "\nrisk: meduim\n"))
    assert said == "No tier with this id is known here. If its record is new, run: pa-framework schema"


@pytest.mark.parametrize("path", sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yaml")))
def test_nothing_is_marked_in_a_record_that_holds(path: str, session: Editor, folder: Path) -> None:
    kind = kind_at_in_register(path.removeprefix(REGISTER)) if path.startswith(REGISTER) else kind_at(path)
    assert kind is not None
    text = (folder / path).read_text(encoding="utf-8")

    assert session.marks(folder / path, f"{modeline(path, kind)}\n{text}") == []


# --- this repository as it is cloned


def test_the_settings_of_the_repository_help_in_a_file_without_a_first_line(tmp_path: Path) -> None:
    """VS Code reads them; they lead to schemas that are there before any command has run."""
    here = tmp_path / "cloned"
    shutil.copytree(SMALL, here)
    shutil.copytree(ROOT / "tools/pa_framework/records/schemas", here / "tools/pa_framework/records/schemas")
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    with editor(here, schemas=settings["yaml.schemas"]) as session:
        offers = session.offers(here / "framework/tasks/a-new-task.yaml", "id: a-new-task\n|\n")
        marked = {
            path: session.marks(path, path.read_text(encoding="utf-8") + "unheard_of: 1\n")
            for path in sorted(here.rglob("*.yaml"))
        }

    assert offers["stop_when"] == "Signs at which to stop or get help, by how urgent they are, with who to ring."
    assert {path for path, marks in marked.items() if [said for _, said in marks] != [_UNHEARD_OF]} == set()
