"""The live records hold together, and agree with the files that are made from them.

Each message says what the author of a change should do.
"""

from datetime import date
from pathlib import Path

import pytest

from pa_framework.edit.init import create_area
from pa_framework.edit.init_files import Area
from pa_framework.edit.init_requirement import Requirement
from pa_framework.facts.long_sentences import long_sentences
from pa_framework.records.editor_schemas import modeline
from pa_framework.records.kinds import REGISTER_FOLDER, kind_at, kind_at_in_register
from pa_framework.text import package_data
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Severity
from pa_framework.text.kept import FOLDER
from tests.builders.invented_register import make_register
from tests.paths import ROOT
from tests.wording import FORBIDDEN_IN_IDS, forbidden_words, text_files

CONTENT = ("framework", "competences", "case_studies")
#: Records that explain a word that is not to be used, or quote a title that has it.
EXPLAIN = {"framework/glossary.yaml", "framework/search.yaml", "framework/sources.yaml"}


def test_the_checker_finds_no_error(report):
    errors = [
        f"{finding.span.path}:{finding.span.line}: {finding.code} {finding.message}; {finding.fix}"
        for finding in report.findings
        if finding.severity is Severity.ERROR
    ]

    assert not errors, "\n".join(["Correct these records; `make check` shows the lines:", *errors])


def test_sentences_are_short(report):
    """The checker lets an area write up to 35 words; this framework keeps to 25."""
    long = [
        f"{one.span.path}:{one.span.line}: {len(one.words)} words: {' '.join(one.words[:6])} …"
        for one in long_sentences(report.facts, 25)
    ]

    assert not long, "\n".join(["Make two sentences of each of these:", *long])


def test_a_new_area_can_have_the_law_records(tmp_path, monkeypatch):
    """`init` and `upgrade` give them to every area, with the sources that they name."""
    monkeypatch.setattr(package_data, "REFERENCE_ROOT", ROOT)
    requirement = Requirement("pa-framework")
    area = Area("Pathways", "Devon", "The team", "https://example.org/a", ("github",), requirement, date.today())

    try:
        create_area(area, tmp_path / "area")
    except UserError as error:
        pytest.fail(f"Correct framework/law/ so that it needs nothing but its sources: {error}")


def test_every_record_begins_with_the_line_that_leads_editors_to_its_schema():
    missing = []
    for path in sorted(path for folder in CONTENT for path in (ROOT / folder).rglob("*.yaml")):
        name = path.relative_to(ROOT).as_posix()
        kind = (
            kind_at_in_register(name.removeprefix(f"{REGISTER_FOLDER}/"))
            if name.startswith(REGISTER_FOLDER)
            else kind_at(name)
        )
        assert kind, f"{name} is in no folder for records. Move it, or delete it."
        if path.read_text(encoding="utf-8").split("\n", 1)[0] != modeline(name, kind):
            missing.append(f"{name}: {modeline(name, kind)}")

    assert not missing, "\n".join(["Put this line at the top of each file:", *missing])


def test_no_record_and_no_page_uses_a_forbidden_word():
    found = forbidden_words(text_files(*CONTENT), EXPLAIN)

    assert not found, "\n".join(["Use the other word:", *found])


def test_ids_use_the_words_of_the_design():
    names = [path.stem for path in text_files(*CONTENT) if path.suffix == ".yaml"]
    found = [name for name in names if FORBIDDEN_IN_IDS.search(name)]

    assert not found, f"Give these files another name: {', '.join(found)}"


def test_a_reference_framework_approves_no_task(report):
    if report.records.framework.status != "reference":
        pytest.skip("this framework is live")
    approved = [task.id for task in report.records.tasks.values() if task.approval.state == "approved"]

    assert not approved, (
        "No clinician approves the tasks of a reference framework. Write `approval: {state: draft}` in the task"
        f" {', '.join(approved)}, or `status: live` in framework/framework.yaml."
    )


def test_the_invented_register_is_what_its_program_writes(tmp_path: Path):
    make_register(tmp_path)
    made, committed = (
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and FOLDER not in path.parts
        }
        for folder in (tmp_path, ROOT / REGISTER_FOLDER)
    )
    other = sorted(path for path in made.keys() | committed.keys() if made.get(path) != committed.get(path))

    assert not other, (
        f"The invented register is not edited by hand. Put {REGISTER_FOLDER} back (`git checkout {REGISTER_FOLDER}`), or change"
        " tests/builders/invented_register.py and run"
        f" `.venv/bin/python -m tests.builders.invented_register {REGISTER_FOLDER}`. Different: {', '.join(other)}"
    )


def test_easy_words_and_steps_are_as_urgent_as_their_signs(report):
    """Some readers read nothing but the easy words; a step that allows an hour contradicts `Stop and ring now`."""
    tasks = report.records.tasks.values()
    silent = [
        task.id
        for task in tasks
        if task.stop_when and task.stop_when.emergency and task.stop_when.emergency.signs
        if "999" not in " ".join(task.easy_read)
    ]
    slow = [
        f"{task.id}: {sign.do}"
        for task in tasks
        if task.stop_when and task.stop_when.urgent
        for sign in task.stop_when.urgent.signs
        if not isinstance(sign, str) and "hour" in (sign.do or "") and "now" not in sign.do and "at once" not in sign.do
    ]

    assert not silent, f"Say in the easy words when the PA calls 999: {', '.join(silent)}"
    assert not slow, f"The heading says to ring now. Let the step say so too: {', '.join(slow)}"


def test_no_stop_leaves_a_person_without_what_keeps_them_alive(report):
    """A PA who reads `stop` and nothing else must not take a mask off or leave a tube blocked."""
    stops = [trigger for trigger in report.records.triggers.values() if trigger.does != "go-on"]
    silent = [trigger.id for trigger in stops if not trigger.if_it_keeps_alive]
    breathing = {
        task.category for task in report.records.tasks.values() if "suction" in task.id or "ventilation" in task.id
    }

    assert stops
    assert not silent, (
        f"Say in `if_it_keeps_alive` who carries on with what keeps the person alive: {', '.join(silent)}"
    )
    assert breathing
    assert all(report.records.categories[category].keeps_alive for category in breathing)


def test_what_to_do_meanwhile_is_no_dead_end_on_paper(report):
    """The same sentences are on the task's page and on the wall sheet: neither may send its reader to itself, or to a link."""
    sent_on = [
        f"{trigger.id}: {line}"
        for trigger in report.records.triggers.values()
        for line in (*trigger.if_it_keeps_alive, *trigger.meanwhile)
        if "wall sheet" in line or " page" in line
    ]

    assert report.records.triggers
    assert not sent_on, f"Say what to do, in words that hold on paper too: {', '.join(sent_on)}"


def test_why_never_names_what_it_is_about(report):
    """The line before it may end with another task, such as an emergency pen, that is allowed."""
    reasons = {task.id: task.why_never for task in report.records.tasks.values() if task.why_never}
    vague = [id for id, why in reasons.items() if why.split()[0] in {"It", "This", "That", "They", "These"}]

    assert reasons
    assert not vague, f"Begin `why_never` with the name of the task or the thing: {', '.join(vague)}"


def test_titles_of_tasks_name_the_task_and_give_no_order(report):
    """`Changing a dose` beside `Change a dressing` reads as if one were an instruction; a title is a name everywhere."""
    orders = "Assess Change Check Clean Confirm Do Empty Give Help Measure Put Read Remove Replace Respond Take Treat Use Watch"
    wrong = [
        task.title
        for task in report.records.tasks.values()
        if task.title.split()[0] in orders.split() and not task.title.startswith(("Help with", "Check of"))
    ]

    assert not wrong, f"Name the task, such as `Changing a dressing`: {', '.join(wrong)}"
