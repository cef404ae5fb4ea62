"""The commands of a register, as someone types them."""

import csv
import html
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from pa_framework.check.run import load_register
from pa_framework.cli.main import main
from pa_framework.facts.facts import Facts
from pa_framework.facts.verdict import ChainValidator, State
from pa_framework.records.load import read_records
from pa_framework.register.impact import impact
from pa_framework.text.sentences import spell_out_dates
from tests.builders.effort import in_part
from tests.paths import GOLDEN, REFERENCE, SMALL

FEED = "gastrostomy-feed"
PA_FILE = "competences/register/pas/pa-0001.yaml"
PERSON_FILE = "competences/register/persons/person-001.yaml"
NURSE_FILE = "competences/register/practitioners/pr-011.yaml"
TRAINER_FILE = "competences/register/practitioners/pr-030.yaml"
REGISTER_CACHE = "competences/register/.pa-framework-cache"
REVIEWS = "reviews: [{by: pr-011, on: 2026-08-30, outcome: continues}]"


class World:
    """A copy of the corpus that may be changed, and asked."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(SMALL, root)

    def write(self, path: str, text: str) -> "World":
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)
        return self

    def change(self, path: str, old: str, new: str) -> "World":
        text = (self.root / path).read_text()
        assert old in text
        return self.write(path, text.replace(old, new))

    def add(self, path: str, text: str) -> "World":
        return self.write(path, (self.root / path).read_text() + text)

    def ask(self, *words: str, on: str = "2026-11-22"):
        return CliRunner().invoke(main, ["register", *words, "--root", str(self.root), "--on", on])

    def json(self, *words: str, on: str = "2026-11-22"):
        result = self.ask(*words, "--format", "json", on=on)
        assert result.exit_code in (0, 1), result.output
        return json.loads(result.stdout)


@pytest.fixture
def world(tmp_path):
    return World(tmp_path / "world")


def second_pa(world: World, **changes: str) -> World:
    """The same again for pa-0002."""
    text = (world.root / PA_FILE).read_text().replace("pa-0001", "pa-0002")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return world.write("competences/register/pas/pa-0002.yaml", text)


# --- why


def insured(world: World) -> World:
    """Insurance and checks of the professional register last through 2027."""
    world.change(PA_FILE, "insurer: 2026-02-22", "insurer: {on: 2026-02-22, until: 2028-02-22}")
    return world.change(NURSE_FILE, "[2026-01-12]", "[2026-01-12, 2027-01-10]")


def holds(world: World) -> str:
    return "2026-11-22"


def due(world: World) -> str:
    insured(world)
    return "2027-07-15"


def lapsed(world: World) -> str:
    insured(world)
    world.change(
        PA_FILE, "outcome: continues}]", "outcome: continues}, {by: pr-030, on: 2026-09-30, outcome: continues}]"
    )
    return "2027-09-15"


def stopped(world: World) -> str:
    world.add(PERSON_FILE, "events: [{trigger: hospital-admission, on: 2026-10-01}]\n")
    return "2026-11-22"


def incomplete(world: World) -> str:
    return "2026-03-03"


def broken(world: World) -> str:
    """The trainer's authority goes round in a circle, a yes is missing, and an observer may not observe."""
    world.change("framework/roles/pa-trainer.yaml", "[community-nurse]", "[pa-trainer]")
    world.change(TRAINER_FILE, "by: pr-011", "by: pr-031")
    world.write(
        "competences/register/practitioners/pr-031.yaml",
        (world.root / TRAINER_FILE).read_text().replace("pr-030", "pr-03x").replace("pr-031", "pr-030")
        .replace("pr-03x", "pr-031"),
    )  # fmt: skip
    world.change(PA_FILE, ", insurer: 2026-02-22", "")
    world.change(PA_FILE, "{by: pr-012, on: 2026-03-04}", "{by: pr-003, on: 2026-03-04}")
    return "2026-11-22"


@pytest.mark.parametrize("make", [holds, due, lapsed, stopped, incomplete, broken])
def test_why_is_as_a_stranger_would_read_it(make, world):
    result = world.ask("why", "pa-0001", FEED, "person-001", on=make(world))
    golden = GOLDEN / f"why-{make.__name__}.txt"
    if os.environ.get("BLESS"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(result.stdout)

    assert result.stdout == golden.read_text(), "if it is right: BLESS=1 pytest, then read the diff"
    assert result.exit_code == (0 if make in (holds, due) else 1)


@pytest.mark.parametrize("make", [holds, due, lapsed, stopped, incomplete, broken])
def test_why_as_json_says_the_same(make, world):
    on = make(world)
    answer = world.json("why", "pa-0001", FEED, "person-001", on=on)

    assert list(answer) == [
        "version", "on", "register", "pa", "task", "person", "setting", "answer", "may_do", "sentence", "last_day", "ends_first",
        "conditions", "doubts", "stopped_by", "if_no_one_may", "older_rules", "verdict", "links", "others",
    ]  # fmt: skip
    assert (answer["version"], answer["on"], answer["register"]) == (1, on, "invented")
    may = make in (holds, due)
    assert (answer["verdict"]["state"], answer["may_do"], answer["answer"]) == (
        make.__name__,
        may,
        "yes" if may else "no",
    )
    assert (answer["ends_first"] is not None) is may
    assert [link["link"] for link in answer["links"]][:8] == [
        "agreed", "delegated", "trained", "observed", "assessed", "competences", "signed off", "reviewed",
    ]  # fmt: skip
    assert answer["verdict"]["path"] == PA_FILE
    assert {link["mark"] for link in answer["links"]} <= {"right", "wrong", "not-counted", "not-yet"}
    wrong = {code for link in answer["links"] for line in link["lines"] for code in line["codes"]}
    assert {reason["code"] for reason in answer["verdict"]["reasons"]} - {"SGN008", "SGN012", "SGN074"} <= wrong


@pytest.mark.parametrize("make", [holds, due, lapsed, stopped, incomplete, broken])
def test_why_as_a_page_says_the_same(make, world, tmp_path):
    on, file = make(world), tmp_path / "why.html"
    result = world.ask("why", "pa-0001", FEED, "person-001", "--format", "html", on=on)
    world.ask("why", "pa-0001", FEED, "person-001", "--format", "html", "--out", str(file), on=on)
    data = world.json("why", "pa-0001", FEED, "person-001", on=on)
    page = html.unescape(re.sub(r"<[^>]+>", "", result.stdout[result.stdout.index("<body") :]))

    assert result.exit_code == (0 if data["may_do"] else 1)
    assert result.stdout == file.read_text()
    assert result.stdout.startswith("<!doctype html>")
    assert not re.search(r"<(script|img|link|a)\b|src=|url\(", result.stdout)
    assert data["sentence"] in page
    assert ("Yes, the PA may do it" in page) is data["may_do"]
    for link in data["links"]:
        assert link["link"].capitalize() in page
        assert all(code in page for line in link["lines"] for code in line["codes"])
    for reason in data["verdict"]["reasons"] if make is not incomplete else ():
        assert spell_out_dates(reason["sentence"]) in page
    assert all(step in page for step in data["if_no_one_may"])


#: Days, and what is put after the reviews → what `why` says first, with its day.
FIRST_REASONS = {
    "the insurance, then the review": ("2027-09-10", "", "lapsed on 23 February 2027; the insurance ended on 22 February 2027 (and 1"),
    "the review alone": ("2027-09-10", "insured", "lapsed on 31 August 2027; the review was due on 30 August 2027."),
    "an event before a withdrawal": (
        "2026-11-22",
        "    withdrawn: {by: pa, on: 2026-10-20}\n",
        "stopped since 1 October 2026; event on 1 October 2026 (hospital admission), and no decision since (and 1",
    ),
    "a withdrawal before an event": (
        "2026-11-22",
        "    withdrawn: {by: pa, on: 2026-09-20}\n",
        "stopped since 20 September 2026; withdrawn by the PA on 20 September 2026 (and 1",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("on", "more", "words"), FIRST_REASONS.values(), ids=FIRST_REASONS)
def test_the_reason_that_is_told_first_is_the_one_of_the_day_that_is_told(on, more, words, world):
    if more == "insured":
        insured(world)
    elif more:
        stopped(world)
        world.add(PA_FILE, more)

    said = world.json("why", "pa-0001", FEED, "person-001", on=on)

    assert words in said["sentence"]
    assert said["verdict"]["reasons"][0]["since"] == said["verdict"]["since"]


def test_why_as_a_page_says_why_no_one_can_say(world):
    world.add(PERSON_FILE, "events: [{trigger: <b>bold</b>, on: 2026-10-81}]\n")
    result = world.ask("why", "pa-0001", FEED, "person-001", "--format", "html")

    assert result.exit_code == 1
    assert "No one can say" in result.stdout
    assert "the file of " in result.stdout
    assert "<b>" not in result.stdout


def test_a_review_for_a_ward_counts_only_where_the_ward_is_asked_about(world):
    stopped(world)
    world.change(
        PA_FILE,
        "outcome: continues}]",
        "outcome: continues}, {by: pr-011, on: 2026-10-02, outcome: continues, setting: ward-7, until: 2026-12-31}]",
    )

    assert world.ask("why", "pa-0001", FEED).exit_code == 1
    on_ward = world.ask("why", "pa-0001", FEED, "--setting", "ward-7")
    assert on_ward.exit_code == 0
    assert "for person-001 in ward-7 on 22 November 2026" in " ".join(on_ward.stdout.split())
    assert "until 31 December 2026" in " ".join(on_ward.stdout.split())


def test_why_without_a_person_asks_for_whom_where_there_are_several(world):
    assert world.ask("why", "pa-0001", FEED).exit_code == 0
    text = (world.root / PA_FILE).read_text()
    world.add(PA_FILE, text[text.index("  - task") :].replace("person-001", "person-002"))

    result = world.ask("why", "pa-0001", FEED)

    assert result.exit_code == 2
    assert result.output == (
        f"pa-framework: pa-0001 has sign-offs of {FEED} for person-001 and person-002; say for whom you ask\n"
    )
    assert world.ask("why", "pa-0001", FEED, "person-001").exit_code == 0


def test_why_where_nothing_is_recorded(world):
    world.write("competences/register/pas/pa-0002.yaml", "pa: pa-0002\n")
    world.write("competences/register/persons/person-002.yaml", "person: person-002\n")

    nothing = world.ask("why", "pa-0002", FEED, "person-001")
    another = world.ask("why", "pa-0001", FEED, "person-002")
    never = world.ask("why", "pa-0001", "changing-a-dose")
    own = world.ask("why", "pa-0001", "reminding-about-medicines", "person-001")

    assert [result.exit_code for result in (nothing, another, never, own)] == [1, 1, 1, 0]
    assert "no sign-off is recorded" in " ".join(nothing.stdout.split())
    assert "what is recorded for person-001 does not count here" in " ".join(another.stdout.split())
    assert "it is never delegated to a PA" in " ".join(never.stdout.split())
    assert "it is part of a PA's own role and needs no sign-off" in " ".join(own.stdout.split())
    assert world.json("why", "pa-0002", FEED, "person-001")["verdict"] is None


def test_of_two_records_the_one_that_lets_answers_unless_the_other_was_taken_back_since(world):
    text = (world.root / PA_FILE).read_text()
    again = text[text.index("  - task") :]
    world.add(PA_FILE, again.replace("insurer: 2026-02-22", "pa: 2026-02-22").replace("pa: 2026-02-21, ", ""))

    answer = world.json("why", "pa-0001", FEED)
    assert (answer["verdict"]["state"], [other["state"] for other in answer["others"]]) == ("holds", ["broken"])

    world.write(PA_FILE, text + again.rstrip() + "\n    withdrawn: {by: person, on: 2026-10-01}\n")
    answer = world.json("why", "pa-0001", FEED)
    assert (answer["verdict"]["state"], answer["may_do"]) == ("stopped", False)


def test_a_path_of_authority_leads_up_to_a_register(world):
    trained = world.json("why", "pa-0001", FEED)["links"][2]["lines"][0]

    assert [(step["practitioner"], step["register"], step["checked_on"]) for step in trained["authority"]] == [
        ("pr-030", None, None),
        ("pr-011", "Nursing and Midwifery Council", "2026-01-12"),
    ]
    assert trained["authority"][0]["authorised"]["by"] == "pr-011"


def test_ten_thousand_observations_and_a_long_path_are_answered(world):
    world.change(PA_FILE, "observed: [", "observed: [" + "{by: pr-011, on: 2026-03-01}, " * 10_000)
    world.change("framework/roles/pa-trainer.yaml", "[community-nurse]", "[community-nurse, pa-trainer]")
    folder = world.root / "competences/register/practitioners"
    one = (world.root / TRAINER_FILE).read_text()
    length = 3_000
    for number in range(length):
        above = f"pr-x{number + 1}" if number + 1 < length else "pr-011"
        (folder / f"pr-x{number}.yaml").write_text(one.replace("pr-030", f"pr-x{number}").replace("pr-011", above))
    world.change(TRAINER_FILE, "by: pr-011", "by: pr-x0")

    result = world.ask("why", "pa-0001", FEED)

    assert result.exit_code == 0
    assert "Observed: 3 of 3" in result.stdout
    assert len(result.stdout.splitlines()) < 100


# --- status


def test_status_is_a_table_with_counts(world):
    result = world.ask("status")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == [
        "pa", "task", "person", "answer", "state", "since", "until", "review", "date", "first", "reason",
    ]  # fmt: skip
    assert result.stdout.splitlines()[1].split() == [
        "pa-0001", FEED, "person-001", "yes", "holds", "2026-08-30", "2026-12-23", "2027-08-30",
    ]  # fmt: skip
    assert "1 sign-off on 22 November 2026: 1 hold\nMay the PA do the task? 1 yes\n" in result.stdout
    assert result.stdout.endswith("This register is invented.\n")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--pa", "pa-0001"], 1),
        (["--task", "changing-a-dose"], 0),
        (["--person", "person-001"], 1),
        (["--practitioner", "pr-030"], 1),
        (["--practitioner", "pr-011", "--state", "holds"], 1),
        (["--state", "broken"], 0),
        (["--state", "broken", "--state", "holds"], 1),
    ],
)
def test_status_is_narrowed(words, found, world):
    report = world.json("status", *words)

    assert len(report["sign_offs"]) == sum(report["totals"].values()) == found
    assert list(report["totals"]) == list(State)
    assert report["answers"] == {"yes": found, "no": 0, "unknown": 0, "outside": 0}


def test_status_names_those_whose_authority_carries_an_act(world):
    """pr-040 acts nowhere and authorised the trainer."""
    nurse = (world.root / "competences/register/practitioners/pr-011.yaml").read_text()
    world.write("competences/register/practitioners/pr-040.yaml", nurse.replace("pr-011", "pr-040"))
    assert world.json("status", "--practitioner", "pr-040")["sign_offs"] == []

    world.change(TRAINER_FILE, "by: pr-011", "by: pr-040")
    assert len(world.json("status", "--practitioner", "pr-040")["sign_offs"]) == 1


def test_status_as_csv(world):
    stopped(world)
    rows = list(csv.reader(StringIO(world.ask("status", "--format", "csv").stdout)))

    assert len(rows) == 2
    assert dict(zip(rows[0], rows[1], strict=True)) == {
        "pa": "pa-0001",
        "task": FEED,
        "person": "person-001",
        "answer": "no",
        "state": "stopped",
        "since": "2026-10-01",
        "until": "",
        "review date": "2027-08-30",
        "first reason": "SGN014 event on 2026-10-01 (hospital admission), and no decision since",
    }


# --- due


def test_due_puts_first_what_lapsed_or_waits_for_a_decision(world):
    insured(world)
    second_pa(world, **{REVIEWS: "reviews: []"})
    text = (world.root / PA_FILE).read_text().replace("pa-0001", "pa-0003")
    world.write("competences/register/pas/pa-0003.yaml", text)
    world.add(PERSON_FILE, "events: [{trigger: incident, on: 2027-06-01, pa: pa-0003}]\n")
    report = world.json("due", "--within", "90", on="2027-06-10")

    assert [(event["pa"], event["what"], event["state"], event["days"]) for event in report["waiting"]] == [
        ("pa-0002", "review overdue", "lapsed", -97),
        ("pa-0003", "decision needed", "due", 81),
        ("pa-0001", "review due", "holds", 81),
    ]
    assert world.json("due", "--within", "80", on="2027-06-10")["waiting"][-1]["pa"] == "pa-0003"
    rows = list(csv.reader(StringIO(world.ask("due", "--format", "csv", on="2027-06-10").stdout)))
    assert [row[1] for row in rows] == ["pa", "pa-0002", "pa-0003", "pa-0001"]
    assert "1 review overdue, 1 decision needed, 1 review due" in world.ask("due", on="2027-06-10").stdout


def test_due_leaves_out_what_was_withdrawn_and_counts_what_is_broken(world):
    world.add(PA_FILE, "    withdrawn: {by: person, on: 2026-10-01}\n")
    second_pa(world, **{"assessed_by: pr-012": "assessed_by: pr-030", "withdrawn: {by: person, on: 2026-10-01}": ""})

    result = world.ask("due", "--within", "400")

    assert "nothing is due" in result.stdout
    assert "1 chain is broken and not listed" in result.stdout


def test_due_asks_for_training_where_a_review_said_so(world):
    world.change(PA_FILE, "continues", "retrain")
    assert [event["what"] for event in world.json("due")["waiting"]] == ["training needed"]

    world.change(PA_FILE, "retrain", "stops")
    assert world.json("due")["waiting"] == []


def test_calendar_is_one_that_others_read(world, tmp_path):
    insured(world)
    second_pa(world, **{REVIEWS: "reviews: []"})
    file = tmp_path / "reviews.ics"
    result = world.ask("due", "--within", "90", "--ics", str(file), on="2027-06-10")
    raw = file.read_bytes()

    assert (result.exit_code, f"2 events written to {file}" in result.stderr) == (0, True)
    assert raw.count(b"\n") == raw.count(b"\r\n") > 0
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    calendar = Calendar.from_ical(raw)
    events = calendar.walk("VEVENT")
    assert [event.errors for event in (calendar, *events)] == [[], [], []]
    assert [(event["UID"], event.start, event.end, str(event["SUMMARY"])) for event in events] == [
        (
            f"pa-0002.{FEED}.person-001@register.pa-framework",
            date(2027, 6, 10),
            date(2027, 6, 11),
            f"Review overdue: pa-0002, {FEED}, person-001",
        ),
        (
            f"pa-0001.{FEED}.person-001@register.pa-framework",
            date(2027, 8, 30),
            date(2027, 8, 31),
            f"Review due: pa-0001, {FEED}, person-001",
        ),
    ]
    assert all(event["DTSTAMP"].dt.isoformat() == "2027-06-10T00:00:00+00:00" for event in events)
    assert "the review was due on 5 March 2027" in str(events[0]["DESCRIPTION"])


def test_calendar_is_empty_and_whole_where_nothing_is_due(world, tmp_path):
    world.ask("due", "--within", "0", "--ics", str(tmp_path / "none.ics"))

    assert Calendar.from_ical((tmp_path / "none.ics").read_bytes()).walk("VEVENT") == []


def test_what_left_a_calendar_is_cancelled_in_the_next(world, tmp_path):
    file = tmp_path / "reviews.ics"
    insured(world)
    second_pa(world, **{REVIEWS: "reviews: []"})
    world.ask("due", "--within", "90", "--ics", str(file), on="2027-06-10")
    world.ask("due", "--within", "0", "--ics", str(file), on="2027-06-10")
    states = {
        str(event["UID"])[:7]: str(event.get("STATUS", ""))
        for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    }

    assert states == {"pa-0002": "", "pa-0001": "CANCELLED"}


def test_calendar_that_can_not_be_written_ends_with_2(world, tmp_path):
    result = world.ask("due", "--ics", str(tmp_path / "nowhere" / "x.ics"))

    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)


# --- impact


def test_impact_names_what_falls_directly_and_through_whom(world):
    report = world.json("impact", "pr-011", "--never")

    assert (report["falls"], report["never"], report["from"]) == (1, True, None)
    change = report["changes"][0]
    assert (change["before"], change["after"], change["falls"]) == ("holds", "broken", True)
    assert [act["words"] for act in change["acts"] if act["directly"]] == [
        "delegated on 20 February 2026",
        "observed on 1 March 2026",
        "observed on 2 March 2026",
        "reviewed on 30 August 2026",
    ]
    assert [(act["words"], act["path"]) for act in change["acts"] if not act["directly"]] == [
        ("trained on 25 February 2026", ["pr-030", "pr-011"])
    ]
    assert [
        (authorisation["practitioner"], authorisation["by"], authorisation["path"])
        for authorisation in report["authorisations"]
    ] == [("pr-030", "pr-011", ["pr-030", "pr-011"])]
    text = world.ask("impact", "pr-011", "--never").stdout
    assert "through pr-030, who trained on 25 February 2026: pr-030 → pr-011" in text


def test_impact_from_a_day_leaves_what_was_done_before_it(world):
    """The authorisation of January still counts; the last review falls, and with it its later review date."""
    assert world.json("impact", "pr-011", "--from", "2026-08-01")["falls"] == 1, "no one took it over"
    world.change(PA_FILE, "    reviews:", "    handed_over: [{to: pr-012, on: 2026-07-20}]\n    reviews:")
    report = world.json("impact", "pr-011", "--from", "2026-08-01")

    assert (report["falls"], report["authorisations"]) == (0, [])
    change = report["changes"][0]
    assert (change["before"], change["after"]) == ("holds", "holds")
    assert (change["review_date_before"], change["review_date_after"]) == ("2027-08-30", "2027-03-05")
    assert "review date: 30 August 2027 → 5 March 2027" in world.ask("impact", "pr-011", "--from", "2026-08-01").stdout


def test_impact_counts_the_day_itself(world):
    assert world.json("impact", "pr-003", "--from", "2026-03-05")["falls"] == 1
    assert world.json("impact", "pr-003", "--from", "2026-03-06")["falls"] == 0


def test_impact_walks_up_several_steps(world):
    """pr-003 lets a provider, the provider lets the trainer."""
    world.change("framework/roles/pa-trainer.yaml", "[community-nurse]", "[clinical-training-provider]")
    world.change(
        "framework/roles/clinical-training-provider.yaml", "authorised_by: [", "authorised_by: [phb-clinical-lead, "
    )
    world.change(TRAINER_FILE, "by: pr-011", "by: pr-050")
    world.write(
        "competences/register/practitioners/pr-050.yaml",
        "practitioner: pr-050\nrole: clinical-training-provider\norganisation: smalltown-training\n"
        "active_from: 2024-01-01\n"
        "authorised: [{by: pr-003, on: 2026-01-15, from: 2026-01-15, tasks: [gastrostomy-feed]}]\n",
    )
    report = world.json("impact", "pr-003", "--never")

    assert [act["path"] for act in report["changes"][0]["acts"] if not act["directly"]] == [
        ["pr-030", "pr-050", "pr-003"]
    ]
    assert [(authorisation["practitioner"], authorisation["path"]) for authorisation in report["authorisations"]] == [
        ("pr-030", ["pr-030", "pr-050", "pr-003"]),
        ("pr-050", ["pr-050", "pr-003"]),
    ]


def test_impact_of_who_assessed_a_competence(world):
    report = world.json("impact", "pr-030", "--from", "2026-01-26")

    assert report["falls"] == 1
    assert {"directly": True, "words": "assessed record-keeping on 26 January 2026", "path": ["pr-030"]} in report[
        "changes"
    ][0]["acts"]


@pytest.mark.no_cover
def test_impact_equals_what_removal_from_the_register_changes():
    """Over the invented register, whose chains have every fault; each change names the acts that it comes from."""
    root = REFERENCE
    records, register = read_records(root), load_register(root, root / "competences/register")
    facts = Facts(records, date(2026, 11, 22), register)
    for name in in_part(register.practitioners):
        report = impact(facts, name, None)
        others = {other: record for other, record in register.practitioners.items() if other != name}
        chains = ChainValidator(records, others, register.persons)
        without = [
            chains.verdict(pa, number, facts.on)
            for pa in register.pas.values()
            for number, sign_off in enumerate(pa.sign_offs)
            if sign_off.done_under in (None, "delegation")
        ]
        fallen = [now.span for now, then in zip(facts.verdicts, without, strict=True) if now.may_do and not then.may_do]

        assert [change.before.span for change in report.lost_permissions] == fallen
        assert all(change.invalidated for change in report.changes)


def test_impact_as_csv(world):
    rows = list(csv.DictReader(StringIO(world.ask("impact", "pr-011", "--never", "--format", "csv").stdout)))

    assert [(row["pa"], row["falls"], row["through"]) for row in rows] == [("pa-0001", "yes", "pr-030 → pr-011")]


@pytest.mark.parametrize("words", [[], ["--never", "--from", "2026-01-01"]])
def test_impact_wants_a_day_or_never(words, world):
    result = world.ask("impact", "pr-011", *words)

    assert (result.exit_code, "say either --from DATE or --never" in result.output) == (2, True)


# --- coverage


def test_coverage_says_where_it_all_depends_on_one(world):
    report = world.json("coverage", "person-001")

    need = report["needs"][0]
    assert (need["task"], need["may"], need["warning"]) == (FEED, ["pa-0001"], "it all depends on pa-0001")
    assert need["pas"][0]["until"] == "2027-02-22"
    assert need["pas"][0]["ends_first"] == {"last_day": "2027-02-22", "because": "the insurance ends on 2027-02-22"}
    assert "! gastrostomy-feed: it all depends on pa-0001" in world.ask("coverage", "person-001").stdout


#: What is written already of a later day: the file, and what is added or changed → the last day of the yes, and why.
PLANNED = {
    "the support ends": (PERSON_FILE, "", "ended_on: 2027-01-15\n", "2027-01-14", "the support of person-001 ends on 2027-01-15"),
    "a time away": (
        PA_FILE,
        "pa: pa-0001\n",
        "pa: pa-0001\naway: [{from: 2027-02-01, until: 2027-02-14}, {from: 2027-01-04, until: 2027-01-08}]\n",
        "2027-01-03",
        "pa-0001 is away from 2027-01-04 until 2027-01-08",
    ),
    "a time away without an end": (PA_FILE, "pa: pa-0001\n", "pa: pa-0001\naway: [{from: 2026-12-24}]\n", "2026-12-23", "pa-0001 is away from 2026-12-24"),
    "an employer": (
        PERSON_FILE,
        "",
        "employers: [{id: emp-1, from: 2026-01-01}, {id: emp-2, from: 2027-02-01}]\n",
        "2027-01-31",
        "emp-2 employs the PAs of person-001 from 2027-02-01, and has not agreed",
    ),
    "a device": (
        PERSON_FILE,
        "",
        "devices: [{task: gastrostomy-feed, device: pump-a, from: 2026-01-01, until: 2027-01-09}, {task: gastrostomy-feed, device: pump-c, from: 2027-01-10}]\n",
        "2027-01-09",
        "the person uses pump-c from 2027-01-10; pa-0001 was assessed with pump-a",
    ),
    "after the insurance": (PERSON_FILE, "", "ended_on: 2027-02-24\n", "2027-02-22", "the insurance ends on 2027-02-22"),
    "a time away of years ago": (PA_FILE, "pa: pa-0001\n", "pa: pa-0001\naway: [{from: 2026-10-01, until: 2026-10-03}]\n", "2027-02-22", "the insurance ends on 2027-02-22"),
    "a time away that ends before it begins": (
        PA_FILE,
        "pa: pa-0001\n",
        "pa: pa-0001\naway: [{from: 2027-01-08, until: 2027-01-04}]\n",
        "2027-02-22",
        "the insurance ends on 2027-02-22",
    ),
    "a device of another task": (PERSON_FILE, "", "devices: [{task: changing-a-dose, device: pump-c, from: 2027-01-10}]\n", "2027-02-22", "the insurance ends on 2027-02-22"),
    "the device that was assessed": (PERSON_FILE, "", "devices: [{task: gastrostomy-feed, device: pump-a, from: 2027-01-10}]\n", "2027-02-22", "the insurance ends on 2027-02-22"),
}  # fmt: skip


def planned(world: World, path: str, old: str, new: str) -> None:
    world.change(PA_FILE, "    delegated_by: pr-011\n", "    devices: [pump-a]\n    delegated_by: pr-011\n")
    if old:
        world.change(path, old, new)
    else:
        world.add(path, new)


@pytest.mark.parametrize(("path", "old", "new", "last", "because"), PLANNED.values(), ids=PLANNED)
def test_a_yes_says_what_ends_it_first_also_where_that_is_planned(path, old, new, last, because, world):
    planned(world, path, old, new)

    answer = world.json("why", "pa-0001", FEED, "person-001")
    listed = world.json("coverage", "person-001")["needs"][0]["pas"][0]

    assert (answer["answer"], answer["verdict"]["state"], answer["verdict"]["reasons"]) == ("yes", "holds", [])
    assert answer["ends_first"] == listed["ends_first"] == {"last_day": last, "because": because}
    assert answer["last_day"] == listed["until"] == last
    assert spell_out_dates(f"until {last}") in answer["sentence"]
    passport = html.unescape(re.sub(r"<[^>]+>", "", world.ask("passport", "pa-0001").stdout))
    assert spell_out_dates(last) in passport
    assert spell_out_dates(because).lower() in passport.lower()
    assert world.json("status")["sign_offs"][0]["until"] <= last


@pytest.mark.parametrize("name", ["the support ends", "a time away", "an employer", "a device"])
def test_what_is_planned_is_so_the_day_after_the_last_day(name, world):
    path, old, new, last, _ = PLANNED[name]
    planned(world, path, old, new)
    after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()

    assert world.json("why", "pa-0001", FEED, on=last)["answer"] == "yes"
    assert world.json("why", "pa-0001", FEED, on=after)["answer"] == "no"


def test_an_employer_of_a_later_day_who_has_agreed_ends_nothing(world):
    planned(world, *PLANNED["an employer"][:3])
    world.change(PA_FILE, "employer: 2026-02-20", "employer: [2026-02-20, {on: 2026-11-20, id: emp-2}]")

    assert world.json("why", "pa-0001", FEED)["last_day"] == "2027-02-22"


#: Where the person will be, and the last day and why: the task may be done at home and out and about.
PLANNED_PLACES = {
    "hospital": ("[{id: home, from: 2026-01-01, until: 2027-01-11}, {id: hospital, from: 2027-01-12}]", "2027-01-11"),
    "hospital on top of home": ("[{id: home, from: 2026-01-01}, {id: hospital, from: 2027-01-12}]", "2027-01-11"),
    "out and about": ("[{id: home, from: 2026-01-01}, {id: out-and-about, from: 2027-01-12}]", "2027-02-22"),
    "hospital after the insurance": ("[{id: home, from: 2026-01-01}, {id: hospital, from: 2027-02-24}]", "2027-02-22"),
}  # fmt: skip


@pytest.mark.parametrize(("settings", "last"), PLANNED_PLACES.values(), ids=PLANNED_PLACES)
def test_a_yes_ends_where_the_person_will_be_elsewhere(settings, last, world):
    world.change("framework/tasks/gastrostomy-feed.yaml", "settings: [", "settings_are_limits: true\nsettings: [")
    world.add(PERSON_FILE, f"settings: {settings}\n")

    answer = world.json("why", "pa-0001", FEED, "person-001")
    ends = answer["ends_first"]

    assert (answer["answer"], answer["last_day"], ends["last_day"]) == ("yes", last, last)
    assert ("in hospital from 2027-01-12" in ends["because"]) == (last == "2027-01-11")
    after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    assert world.json("why", "pa-0001", FEED, on=after)["answer"] == "no"


def test_coverage_by_two_is_enough_until_one_ends_soon(world):
    insured(world)
    second_pa(world)
    world.change(PERSON_FILE, "team: [pa-0001]", "team: [pa-0001, pa-0002]")
    assert world.json("coverage", "person-001")["needs"][0]["warning"] is None

    world.change("competences/register/pas/pa-0002.yaml", REVIEWS, "reviews: []")
    assert world.json("coverage", "person-001", on="2027-02-01")["needs"][0]["warning"] == (
        "after 5 March 2027 it all depends on pa-0001, unless the others are renewed before"
    )


def test_coverage_without_anyone_names_those_outside_the_team(world):
    world.write("competences/register/pas/pa-0009.yaml", "pa: pa-0009\n")
    world.change(PERSON_FILE, "team: [pa-0001]", "team: [pa-0009]")
    need = world.json("coverage", "person-001")["needs"][0]

    assert (need["may"], need["warning"]) == ([], "no one in the team may do it; pa-0001 may, and is not in it")
    rows = list(csv.DictReader(StringIO(world.ask("coverage", "person-001", "--format", "csv").stdout)))
    assert [(row["PA"], row["may do it"], row["state"]) for row in rows] == [
        ("pa-0009", "no", "no sign-off"),
        ("pa-0001 (not in the team)", "yes", "holds"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["coverage", "person-001"],
        ["status"],
        ["due", "--within", "400"],
        ["device", "pump-a"],
        ["impact", "pr-011", "--never"],
        ["why", "pa-0001", FEED],
    ],
    ids=lambda words: words[0],
)
def test_conditions_of_a_sign_off_are_printed_wherever_it_is_listed(words, world):
    world.change(PA_FILE, "    delegated_by: pr-011\n", "    devices: [pump-a]\n    delegated_by: pr-011\n")
    world.add(
        "framework/delegation.yaml",
        "conditions: [{id: two-pas, title: With a second PA, summary: A second PA is in the room.}]\n",
    )
    assert "second PA" not in world.ask(*words).stdout

    world.add(PA_FILE, "    conditions: [two-pas]\n")

    assert "with a second PA" in " ".join(world.ask(*words).stdout.split())
    data = world.ask(*words, "--format", "json").stdout
    assert '"conditions": [' in data
    assert '"title": "With a second PA"' in data


#: Who withdrew a sign-off, and in which record → the lines below the sign-off.
WITHDRAWN_WITH_MORE = {
    "a sign-off": "    withdrawn: {by: person, on: 2026-10-01, instead: the day nurse gives the feed}\n",
    "one of two": "    withdrawn:\n      - {by: pa, on: 2026-05-01}\n"
    "      - {by: attorney, on: 2026-10-01, instead: The day nurse gives the feed.}\n",
    "care by the family": "    done_under: family\n"
    "    withdrawn: {by: person, on: 2026-10-01, instead: The day nurse gives the feed}\n",
}


@pytest.mark.parametrize("lines", WITHDRAWN_WITH_MORE.values(), ids=WITHDRAWN_WITH_MORE)
def test_what_happens_instead_of_what_was_withdrawn_is_told_with_every_no(lines, world):
    world.add(PA_FILE, lines)

    for words in (["why", "pa-0001", FEED], ["passport", "pa-0001"]):
        page = re.sub(r"<[^>]+>", " ", world.ask(*words).stdout)
        assert "Instead: The day nurse gives the feed." in " ".join(page.split())
    assert "instead: The day nurse gives the feed" in world.ask("coverage", "person-001").stdout
    need = world.json("coverage", "person-001")["needs"][0]
    assert need["pas"][0]["instead"] == need["if_no_one_may"][:1] == ["The day nurse gives the feed."]
    assert world.json("why", "pa-0001", FEED)["instead"] == ["The day nurse gives the feed."]


def test_what_was_taken_up_again_needs_nothing_instead(world):
    world.add(
        PA_FILE,
        "    withdrawn: {by: person, on: 2026-10-01, instead: The day nurse gives the feed}\n"
        "    resumed: {by: person, on: 2026-10-20}\n",
    )

    assert "Instead" not in world.ask("passport", "pa-0001").stdout
    assert "instead:" not in world.ask("coverage", "person-001").stdout
    assert "instead" not in world.json("why", "pa-0001", FEED)


#: What is allowed once in the night of 10 November, and in words.
AT_NIGHT = (
    "one_offs:\n  - {task: gastrostomy-feed, person: person-001, by: pr-011, on: 2026-11-10, from: '22:00', "
    "until: '02:00', because: The nurse is snowed in.}\n"
)
IN_THE_NIGHT = "from 22:00 on 10 November 2026 to 02:00 on 11 November 2026"


@pytest.mark.parametrize("on", ["2026-11-10", "2026-11-11"])
def test_what_is_allowed_once_is_named_wherever_the_task_is_listed(on, world):
    world.add(PERSON_FILE, "events: [{trigger: hospital-admission, on: 2026-10-01}]\n")
    world.add(PA_FILE, AT_NIGHT)
    said = {words: " ".join(world.ask(*words, on=on).stdout.split()) for words in ONCE_LISTED}

    assert all(IN_THE_NIGHT in spell_out_dates(text) for text in said.values())
    assert all("pr-011" in text for text in said.values())
    once = {"by": "pr-011", "on": "2026-11-10", "from": "22:00", "until": "02:00", "until_on": "2026-11-11"}
    once |= {"agreed_by": None, "because": "The nurse is snowed in."}
    assert world.json("why", "pa-0001", FEED, on=on)["allowed_once"] == [once]
    assert world.json("coverage", "person-001", on=on)["needs"][0]["pas"][0]["allowed_once"] == [once]
    whose = {"pa": "pa-0001", "task": FEED, "person": "person-001"}
    assert world.json("status", on=on)["allowed_once"] == [{**whose, "allowed_once": [once]}]
    assert world.ask("coverage", "person-001", on=on).exit_code == 0


ONCE_LISTED = (("why", "pa-0001", FEED), ("coverage", "person-001"), ("status",))
#: What makes something that was allowed once count for nothing → a change of a file, or a day.
NOT_ALLOWED_ONCE = {
    "the day before": (PA_FILE, "", "", "2026-11-09"),
    "two days later": (PA_FILE, "", "", "2026-11-12"),
    "no hours": (PA_FILE, "until: '02:00'", "until: '22:00'", "2026-11-10"),
    "by someone who may not": (PA_FILE, "by: pr-011, on: 2026-11-10", "by: pr-030, on: 2026-11-10", "2026-11-10"),
    "the person had said no": (
        PA_FILE,
        "one_offs:",
        "    withdrawn: {by: person, on: 2026-11-01}\none_offs:",
        "2026-11-10",
    ),
    "the person's yes has ended": (
        PA_FILE,
        "person: 2026-02-20",
        "person: {on: 2026-02-20, until: 2026-10-31}",
        "2026-11-10",
    ),
    "a second file of the person": (PERSON_FILE, "", "", "2026-11-10"),
}


@pytest.mark.parametrize(("path", "old", "new", "on"), NOT_ALLOWED_ONCE.values(), ids=NOT_ALLOWED_ONCE)
def test_what_counts_for_nothing_is_not_named_as_allowed_once(path, old, new, on, world):
    world.add(PERSON_FILE, "events: [{trigger: hospital-admission, on: 2026-10-01}]\n")
    world.add(PA_FILE, AT_NIGHT).change(path, old, new)
    if path == PERSON_FILE:
        world.write(PERSON_FILE.replace("001", "002"), (world.root / PERSON_FILE).read_text())
    for words in (*ONCE_LISTED, ("passport", "pa-0001")):
        assert "once by phone" not in world.ask(*words, on=on).stdout

    assert "allowed_once" not in world.json("why", "pa-0001", FEED, on=on)
    assert world.json("status", on=on)["allowed_once"] == []


def test_what_is_allowed_once_needs_no_sign_off(world):
    world.write(PA_FILE, "pa: pa-0001\n" + AT_NIGHT.replace("because", "agreed_by: parent, because"))

    for words in ONCE_LISTED:
        said = " ".join(world.ask(*words, on="2026-11-11").stdout.split())
        assert IN_THE_NIGHT in spell_out_dates(said)
    passport = world.ask("passport", "pa-0001", on="2026-11-11").stdout
    assert "someone with parental responsibility, on behalf of the person, agreed" in passport
    assert world.ask("why", "pa-0001", FEED, "person-001", "--at", "01:30", on="2026-11-11").exit_code == 0
    assert world.ask("why", "pa-0001", FEED, "person-001", "--at", "02:01", on="2026-11-11").exit_code == 1


# --- wrong usage, and records that do not hold


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["why", "pa-001", FEED], "there is no PA `pa-001` here; did you mean `pa-0001`?"),
        (["why", "pa-0001", "gastrostomy-fed"], "there is no task `gastrostomy-fed` here; did you mean `gastrostomy-feed`?"),
        (["why", "pa-0001", FEED, "person-1"], "there is no person `person-1` here; did you mean `person-001`?"),
        (["status", "--pa", "zzz"], "there is no PA `zzz` here; write an id such as `pa-0001`"),
        (["status", "--practitioner", "pr-11"], "there is no practitioner `pr-11` here; did you mean `pr-011`?"),
        (["impact", "pr-11", "--never"], "there is no practitioner `pr-11` here; did you mean `pr-011`?"),
        (["coverage", "person-01"], "there is no person `person-01` here; did you mean `person-001`?"),
    ],
)  # fmt: skip
def test_an_unknown_id_ends_with_2_and_one_sentence(words, sentence, world):
    result = world.ask(*words)

    assert (result.exit_code, result.output) == (2, f"pa-framework: {sentence}\n")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["register", "stauts"], "did you mean `status`?"),
        (["register", "status", "--on", "soon"], "`soon` is not a day"),
        (["register", "status", "--state", "brokn"], "there is no `brokn`; write"),
        (["register", "status", "--root", "/nowhere"], "is not a folder"),
        (["register", "status", "--root", str(SMALL), "--register", str(SMALL)], "holds no register"),
        (["check", str(SMALL), "--register", "/nowhere"], "`/nowhere` is not a folder"),
    ],
)
def test_wrong_usage_ends_with_2(words, hint):
    result = CliRunner().invoke(main, words)

    assert (result.exit_code, hint in result.output) == (2, True), result.output


def test_check_judges_a_register_as_well(world):
    world.change(PA_FILE, "assessed_by: pr-012", "assessed_by: pr-030")
    words = ["check", str(world.root), "--on", "2026-11-22", "--register", str(world.root / "competences/register")]

    result = CliRunner().invoke(main, words)

    assert result.exit_code == 1
    assert f"{PA_FILE}:" in result.output
    assert "error SGN004" in result.output
    assert "assessed_by: pr-030" in result.output, "the line is shown"
    assert CliRunner().invoke(main, words[:4]).exit_code == 0, "without the register nothing is wrong"


def test_a_framework_with_errors_is_named_once_and_the_answer_is_given(world):
    world.change("framework/tasks/changing-a-dose.yaml", "status: never", "status: nver")

    result = world.ask("why", "pa-0001", FEED)

    assert result.exit_code == 0
    assert result.stderr.count("the framework has 1 error, so answers may be wrong") == 1
    assert result.stdout.startswith("pa-0001 may do")


# --- what no one can say


#: Change of a file → why no one can say.
DOUBTS = {
    "the PA's file": (PA_FILE, "colour: red\n", "the file of pa-0001 cannot be read"),
    "the person's file": (PERSON_FILE, "events: [{trigger: hospital-admission, on: 2026-10-81}]\n", "the file of person-001 cannot be read"),
    "a practitioner's file": (NURSE_FILE, "colour: red\n", "the file of pr-011 cannot be read"),
    "an unknown trigger": (
        PERSON_FILE,
        "events: [{trigger: hospital-admision, on: 2026-09-10}]\n",
        "the event of 10 September 2026 names hospital-admision, which does not exist",
    ),
    "a second file": ("competences/register/pas/pa-0001b.yaml", "pa: pa-0001\n", "there is a second file of pa-0001"),
    "an unknown condition": (PA_FILE, "    conditions: [by-moon]\n", "the condition by-moon is not in the policy's list"),
    "a stray file": ("competences/register/spare/pa-0001.yaml", "pa: pa-0001\n", "is in no folder of the register"),
}  # fmt: skip


def doubtful(world: World, path: str, text: str) -> World:
    return world.add(path, text) if (world.root / path).exists() else world.write(path, text)


@pytest.mark.parametrize(("path", "text", "because"), DOUBTS.values(), ids=DOUBTS)
def test_no_command_says_yes_where_a_fact_that_could_stop_is_in_doubt(path, text, because, world):
    assert world.ask("why", "pa-0001", FEED, "person-001").exit_code == 0
    doubtful(world, path, text)

    result = world.ask("why", "pa-0001", FEED, "person-001")
    answer = world.json("why", "pa-0001", FEED, "person-001")

    assert result.exit_code == 1
    assert result.stdout.startswith("Cannot say whether pa-0001 may do “Give a feed through a gastrostomy tube”")
    assert because in " ".join(result.stdout.split())
    assert "If no PA may do it: Ring the community nursing team. Say that the feed is due." in result.stdout
    assert (answer["answer"], answer["may_do"], answer["last_day"], answer["ends_first"]) == (
        "unknown",
        False,
        None,
        None,
    )
    assert {doubt["code"] for doubt in answer["doubts"]} == {"SGN037"}
    assert answer["if_no_one_may"] == ["Ring the community nursing team. Say that the feed is due."]
    for words in (["status"], ["coverage", "person-001"], ["due"]):
        shown, data = world.ask(*words), world.json(*words)
        assert shown.exit_code == 1
        assert because in " ".join(shown.stdout.split())
        assert data["cannot_say"][0]["code"] == "SGN037"
        assert world.ask(*words, "--format", "csv").exit_code == 1
    coverage = world.json("coverage", "person-001")["needs"][0]
    assert (coverage["may"], [pa["answer"] for pa in coverage["pas"]]) == ([], ["unknown"])
    assert [entry["answer"] for entry in world.json("status")["sign_offs"]] in (["unknown"], [])
    assert "pa-0001, no one can say" in coverage["warning"]


def test_an_unreadable_file_is_named_with_its_finding(world):
    world.add(PA_FILE, "colour: red\n")

    result = world.ask("why", "pa-0001", FEED, "person-001")

    assert "1 file of the register cannot be used" in result.stderr
    assert "SCH" in result.stdout
    assert "`colour`" in result.stdout
    assert world.json("why", "pa-0001", FEED, "person-001")["doubts"][0]["findings"][0]["code"].startswith("SCH")


def test_a_doubt_about_someone_else_changes_no_answer(world):
    for name in ("pas/pa-0002", "persons/person-002", "practitioners/pr-099"):
        world.write(f"competences/register/{name}.yaml", "events: [\n")

    assert world.ask("why", "pa-0001", FEED, "person-001").exit_code == 0
    assert world.ask("coverage", "person-001").exit_code == 0
    assert world.ask("status", "--pa", "pa-0001").exit_code == 0
    assert world.ask("status").exit_code == 1, "what pa-0002 may do cannot be said"
    assert world.ask("why", "pa-0002", FEED, "person-001").exit_code == 1


def test_care_by_the_family_is_outside_this_register(world):
    world.add(PA_FILE, "    done_under: family\n")

    result, answer = world.ask("why", "pa-0001", FEED), world.json("why", "pa-0001", FEED)

    assert (result.exit_code, answer["answer"], answer["may_do"]) == (1, "outside", False)
    assert "outside this register, because it is recorded as care by the family" in " ".join(result.stdout.split())
    assert "If no PA may do it" not in result.stdout
    assert [pa["answer"] for pa in world.json("coverage", "person-001")["needs"][0]["pas"]] == ["outside"]
    status = world.json("status")
    assert (status["sign_offs"][0]["answer"], status["sign_offs"][0]["state"]) == ("outside", None)
    assert status["answers"]["outside"] == 1
    assert sum(status["totals"].values()) == 0
    assert world.ask("status").exit_code == 0


def test_a_stop_of_another_record_is_a_no_everywhere(world):
    text = (world.root / PA_FILE).read_text()
    again = text[text.index("  - task") :]
    world.add(PA_FILE, again.replace("insurer: 2026-02-22", "") + "    withdrawn: {by: person, on: 2026-10-01}\n")

    answer = world.json("why", "pa-0001", FEED)

    assert (answer["answer"], [reason["code"] for reason in answer["stopped_by"]]) == ("no", ["SGN021"])
    assert "withdrawn by the person on 1 October 2026" in " ".join(world.ask("why", "pa-0001", FEED).stdout.split())
    assert [entry["answer"] for entry in world.json("status")["sign_offs"]] == ["no", "no"]
    assert world.json("status")["answers"] == {"yes": 0, "no": 1, "unknown": 0, "outside": 0}
    assert world.json("coverage", "person-001")["needs"][0]["may"] == []


# --- long forms


def test_why_shows_the_long_forms(world):
    world.change(
        "framework/delegation.yaml", "decision_aid:", "conditions: [{id: by-day, title: By day}]\ndecision_aid:"
    )
    world.change(
        PA_FILE,
        "agreed: {person: 2026-02-20, ",
        "agreed: {person: {on: 2026-02-20, by: best-interests, decided_by: community-nurse, review_on: 2027-02-01}, ",
    )
    world.change(
        PA_FILE, "{by: pr-012, on: 2026-03-04}]", "{by: pr-012, on: 2026-03-04, at: '14:30', how: with-person}]"
    )
    world.add(
        PA_FILE,
        "    trained: [{by: pr-030, on: 2026-02-26}]\n"
        "    assessed: [{by: pr-012, on: 2026-03-01, outcome: not-yet}]\n"
        "    handed_over: [{to: pr-012, on: 2026-07-01}]\n"
        "    devices: [pump-a]\n    conditions: [by-day]\n"
        "    withdrawn: {by: pa, on: 2026-04-01, because: pa-said-no}\n    resumed: {by: pa, on: 2026-04-20}\n"
        "    corrected: [{on: 2026-03-10, field: trained_on, was: 2026-02-15, because: The year's sheet was misread}]\n",
    )
    world.add(PERSON_FILE, "devices: [{task: gastrostomy-feed, device: pump-a, from: 2026-01-01}]\n")

    result = world.ask("why", "pa-0001", FEED)
    text = " ".join(result.stdout.split())

    assert result.exit_code == 0, result.stdout
    for said in (
        "20 February 2026 a best-interests decision by a community nurse, on behalf of the person: to be looked at again by 1 February 2027",
        "✓ 26 February 2026 pr-030, PA trainer",
        "· 25 February 2026 pr-030, PA trainer: another record of this step",
        "✓ 4 March 2026 pr-012, community nurse: at 14:30, with the person",
        "· 1 March 2026 pr-012, community nurse: not yet competent",
        "1 July 2026 pr-012, community nurse: is accountable from this day",
        "signed off with pump-a",
        "✓ Only: by day",
        "· 1 April 2026 the PA: because: the PA said no",
        "✓ 20 April 2026 the PA: agrees again",
        "trained_on was 15 February 2026 until it was corrected on 10 March 2026, because The year's sheet was misread",
    ):
        assert said in text, said
    assert "20 February 2026 the person" not in text, "no yes of the person's own"


def test_due_says_ahead_of_time_what_ends_by_when_and_whom_to_ask(world):
    world.change(NURSE_FILE, "active_from: 2024-01-01", "active_from: 2024-01-01\nactive_until: 2026-12-31")
    world.change(
        PA_FILE,
        "step: independent, assessed_by: pr-030, on: 2026-01-25}",
        "step: independent, assessed_by: pr-030, on: 2026-01-25, until: 2027-01-31}",
    )
    world.change(PA_FILE, "person: 2026-02-20", "person: {on: 2026-02-20, review_on: 2027-01-15}")
    world.add(PERSON_FILE, "devices: [{task: gastrostomy-feed, device: pump-a, from: 2026-01-01}]\n")

    report = world.json("due", "--within", "120")

    assert [(entry["what"], entry["by"], entry["to_do"]) for entry in report["waiting"]] == [
        ("other equipment", "2026-11-22", "Ask a community nurse to assess the PA with the equipment that the person uses."),
        ("no one accountable", "2026-12-31", "Ask a community nurse or a dietitian to take the sign-off over, so that someone is accountable."),
        ("registration check", "2027-01-12", "Ask the person who keeps the register to look the professional up again."),
        ("decision to look at again", "2027-01-15", "Ask the professional who decided for the person to look at the decision again."),
        ("competence ends", "2027-01-31", "Ask a community nurse to assess the competence again."),
        ("insurance ends", "2027-02-22", "Ask the employer to renew the insurance."),
    ]  # fmt: skip
    text = world.ask("due", "--within", "120")
    assert text.exit_code == 0
    assert "insurance ends, gastrostomy-feed: Ask the employer to renew the insurance." in text.stdout
    assert [entry["what"] for entry in world.json("due", "--within", "39")["waiting"]] == [
        "other equipment",
        "no one accountable",
    ]


def test_a_register_may_lie_elsewhere(world, tmp_path):
    shutil.move(world.root / "competences/register", tmp_path / "private")

    result = world.ask("status", "--register", str(tmp_path / "private"))

    assert (result.exit_code, "1 hold" in result.stdout) == (0, True)
    assert world.ask("status").exit_code == 2


@pytest.mark.parametrize(
    "words",
    [["why", "pa-0001", FEED], ["status"], ["due"], ["impact", "pr-011", "--never"], ["coverage", "person-001"]],
    ids=lambda words: words[0],
)
def test_same_records_give_the_same_bytes(words, world):
    """Sets change order with the hash seed; answers must not."""
    second_pa(broken(world) and world)
    made = {
        subprocess.run(
            [sys.executable, "-m", "pa_framework", "register", *words, "--root", str(world.root),
             "--on", "2026-11-22", "--format", "json"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        ).stdout
        for seed in "12"
    }  # fmt: skip

    assert len(made) == 1
    assert next(iter(made))


# --- device


def pump(world: World) -> World:
    """A person with a pump, a PA who was signed off with it."""
    world.add(PERSON_FILE, f"devices: [{{task: {FEED}, device: pump-a, from: 2026-03-01}}]\n")
    return world.change(PA_FILE, f"  - task: {FEED}\n", f"  - task: {FEED}\n    devices: [pump-a]\n")


def test_a_recalled_device_finds_everyone_whom_it_concerns(world):
    pump(world)
    second_pa(world, **{"person: person-001": "person: person-002"})
    report = world.json("device", "pump-a")

    assert [(use["person"], use["task"], use["from"]) for use in report["uses"]] == [("person-001", FEED, "2026-03-01")]
    assert [(pa["pa"], pa["person"]) for pa in report["pas"]] == [("pa-0001", "person-001"), ("pa-0002", "person-002")]
    text = world.ask("device", "pump-a").stdout
    assert "1 person uses it, 2 PAs concerned" in text
    assert "if it cannot be done with this device" in text


def test_a_device_that_was_used_and_is_no_more_concerns_other_days(world):
    pump(world).change(PERSON_FILE, "from: 2026-03-01}", "from: 2026-03-01, until: 2026-04-01}")
    report = world.json("device", "pump-a")

    assert (report["uses"], report["other_days"][0]["until"]) == ([], "2026-04-01")
    assert [pa["pa"] for pa in report["pas"]] == ["pa-0001"], "the PA learned with it"


def test_an_unknown_device_is_asked_back_and_an_unreadable_file_is_said(world):
    pump(world)
    assert "Did you mean `pump-a`?" in world.ask("device", "pump-b").stdout

    world.add(PERSON_FILE, "needs: [\n")
    result = world.ask("device", "pump-a")
    assert (result.exit_code, "These files may name it too" in result.stdout) == (1, True)


# --- what a nurse does with an answer


def test_each_number_is_there_once_and_each_level_names_its_signs(world):
    said = in_one_line(world.ask("why", "pa-0001", FEED, "person-001"))
    assert "call 999 at any of these signs: the person is choking; the person cannot be woken." in said
    assert "out of hours NHS 111, at any of these signs: the tube has moved or come out; there is pain." in said

    policy, task = "framework/delegation.yaml", "framework/tasks/gastrostomy-feed.yaml"
    world.change(policy, "title: NHS 111, number", "title: Night nurses, number").change(
        policy, 'number: "111"', 'number: "01632 960001"'
    )
    world.change(task, "- There is pain", "- {text: The pump is silent, tell: nhs-111}")
    said = in_one_line(world.ask("why", "pa-0001", FEED, "person-001"))
    assert "out of hours Night nurses (01632 960001), at any of these signs: the tube has" in said
    assert "the pump is silent (ring Night nurses (01632 960001))." in said


def test_a_spare_device_is_not_signed_off(world):
    assert "another one" not in world.ask("why", "pa-0001", FEED, "person-001").stdout
    world.change(PA_FILE, "    signed_off_on:", "    devices: [pump-a]\n    signed_off_on:")
    said = in_one_line(world.ask("why", "pa-0001", FEED, "person-001"))
    assert "Only with pump-a: pa-0001 is not signed off with another one, such as a spare of another make." in said
    assert "do not use it: ring the community nurse, out of hours NHS 111." in said

    world.change("framework/tasks/gastrostomy-feed.yaml", "if_no_one_may:\n", "if_no_one_may:\n  - Stop the feed.\n")
    assert "Meanwhile: Stop the feed." in in_one_line(world.ask("why", "pa-0001", FEED, "person-001"))


def test_only_the_answer_ends_a_stop_and_not_that_someone_asked(world):
    lapsed = in_one_line(world.ask("why", "pa-0001", FEED, "person-001", on="2027-09-01"))
    assert "reviewed and continues; asking for a review is not enough. A community nurse may review." in lapsed

    world.add(PERSON_FILE, "devices: [{task: gastrostomy-feed, device: pump-b, from: 2026-10-01}]\n")
    world.change(PA_FILE, "    signed_off_on:", "    devices: [pump-a]\n    signed_off_on:")
    other = in_one_line(world.ask("why", "pa-0001", FEED, "person-001"))
    assert "until what is asked for here is done; asking for it is not enough. Ask a" in other
    assert "Asking does not end the stop" in world.ask("passport", "pa-0001").stdout


def test_who_agrees_again_to_what(world):
    world.add(PA_FILE, "    withdrawn: {by: person, on: 2026-10-01}\n    resumed: {by: person, on: 2026-10-09}\n")
    said = in_one_line(world.ask("why", "pa-0001", FEED, "person-001"))
    assert "9 October 2026 the person: agrees again that the PA does this task" in said

    world.change(PA_FILE, "resumed: {by: person, on: 2026-10-09}", "conditions: []")
    said = in_one_line(world.ask("why", "pa-0001", FEED, "person-001"))
    assert "until the person, the PA and the employer agree to it again, the insurer confirms the cover, and it" in said


def in_one_line(result) -> str:
    return " ".join(result.stdout.split())


# --- erase

RIGHT = "The person asked for it, and no one has to keep it."
EARLY = "competences/register/erased-early.csv"


def test_what_may_be_erased_and_what_is_kept_for_it(world):
    world.add(PERSON_FILE, "ended_on: 2026-06-30\n").change(
        PA_FILE, "pa: pa-0001\n", "pa: pa-0001\nactive_until: 2026-06-30\n"
    )
    world.change(NURSE_FILE, "active_from:", "active_until: 2026-05-31\nactive_from:")

    before = world.ask("erase", "--years", "8", on="2034-06-30").stdout
    after = world.ask("erase", "--years", "8", on="2034-07-01").stdout
    assert before.startswith("No record may be erased yet"), "a practitioner whom a kept sign-off names is kept"
    assert "pa pa-0001: last day 30 June 2026; may be erased since 1 July 2034" in after
    assert "person person-001" in after
    assert "practitioner pr-011: last day 31 May 2026" in after


def test_an_erased_person_takes_their_sign_offs_along(world):
    other = (world.root / PA_FILE).read_text().split("sign_offs:\n", 1)[1].replace("person-001", "person-002")
    world.add(PA_FILE, other)
    shown = world.ask("erase", "person", "person-001")
    assert "1 sign-off for person-001 in 1 file of PAs go" in shown.stdout
    assert f"pa-0001, {FEED}, person-001: may do → no record is left" in shown.stdout
    assert (world.root / PERSON_FILE).exists(), "nothing is erased without --write"
    kept = world.write("competences/register/.pa-framework-cache/documents.sqlite", "").root / REGISTER_CACHE

    done = world.ask("erase", "person", "person-001", "--before-time", RIGHT, "--write")
    assert not list(kept.iterdir()), "what was kept of the register goes too"
    assert (done.exit_code, (world.root / PERSON_FILE).exists()) == (0, False)
    text = (world.root / PA_FILE).read_text()
    assert ("person-001" in text, "person-002" in text) == (False, True)


def test_erase_says_what_was_kept_and_stays(world):
    world.write("competences/register/.pa-framework-cache/facts.sqlite/in-use", "")
    done = world.ask("erase", "person", "person-001", "--before-time", RIGHT, "--write")
    assert "the record is erased; what was kept of it for speed cannot be deleted. Delete `" in done.stderr
    assert (done.exit_code, (world.root / PERSON_FILE).exists()) == (2, False)


@pytest.mark.parametrize(
    ("kind", "name", "file", "ends", "why"),
    [
        (
            "person",
            "person-001",
            PERSON_FILE,
            "",
            "`person-001` has no last day yet (`ended_on`), and is kept for 8 years",
        ),
        (
            "pa",
            "pa-0001",
            PA_FILE,
            "",
            "`pa-0001` has no last day yet (`active_until`), and is kept for 8 years after it",
        ),
        (
            "person",
            "person-001",
            PERSON_FILE,
            "ended_on: 2020-02-29\n",
            "after its last day, 29 February 2020; it may be erased from 1 March 2028.",
        ),
        (
            "pa",
            "pa-0001",
            PA_FILE,
            "active_until: 2026-12-24\n",
            "after its last day, 24 December 2026; it may be erased from 25 December 2034.",
        ),
        (
            "practitioner",
            "pr-011",
            NURSE_FILE,
            "active_until: 2010-05-31\n",
            "`pr-011` is kept as long as a sign-off that is kept names it.",
        ),
    ],
)
def test_no_record_is_erased_before_its_time_without_a_reason(world, kind, name, file, ends, why):
    world.add(file, ends)
    shown = world.ask("erase", kind, name, "--years", "1")
    assert (shown.exit_code, "Nothing was erased: " in shown.stdout, why in shown.stdout) == (0, True, True)

    refused = world.ask("erase", kind, name, "--years", "1", "--write")
    assert (refused.exit_code, (world.root / file).exists()) == (1, True), "fewer years are no way around it"
    assert why in refused.stderr
    assert '`--before-time "REASON"`' in refused.stderr
    assert world.ask("erase", kind, name, "--before-time", " ", "--write").exit_code == 2
    assert (world.root / file).exists()


def test_an_early_erasure_is_written_down_with_its_reason(world):
    done = world.ask("erase", "person", "person-001", "--before-time", "=A court\nordered it", "--write")
    assert "Written to erased-early.csv of the register" in done.stdout
    world.add(PA_FILE, "active_until: 2026-10-31\n").ask("erase", "pa", "pa-0001", "--before-time", RIGHT, "--write")

    lines = (world.root / EARLY).read_text().splitlines()
    assert lines == [
        "erased_on,kind,id,last_day,erasable_from,reason",
        "2026-11-22,person,person-001,,,'=A court ordered it",
        f'2026-11-22,pa,pa-0001,2026-10-31,2034-11-01,"{RIGHT}"',
    ]
    read = CliRunner().invoke(main, ["check", str(world.root), "--on", "2026-11-22"])
    assert "erased-early" not in read.output, "it is no record"


def test_after_its_time_a_record_is_erased_without_a_reason(world):
    world.add(PERSON_FILE, "ended_on: 2026-06-30\n")
    assert world.ask("erase", "person", "person-001", "--years", "10", "--write", on="2034-07-01").exit_code == 1
    done = world.ask("erase", "person", "person-001", "--write", on="2034-07-01")
    assert (done.exit_code, (world.root / PERSON_FILE).exists(), (world.root / EARLY).exists()) == (0, False, False)


def test_an_erased_last_sign_off_leaves_an_empty_list(world):
    world.ask("erase", "person", "person-001", "--before-time", RIGHT, "--write")

    assert "sign_offs: []" in (world.root / PA_FILE).read_text()
    assert world.ask("erase", "pa", "pa-0001").exit_code == 0, "the file can still be read"


def test_an_erased_practitioner_makes_no_yes_and_what_names_them_is_listed(world):
    shown = world.ask("erase", "practitioner", "pr-011").stdout

    assert f"pa-0001, {FEED}, person-001: may do → may not do" in shown
    assert "still name it. Take it out there:" in shown
    assert f"{PA_FILE}:" in shown


def test_erase_asks_back(world):
    assert "did you mean `pa-0001`?" in world.ask("erase", "pa", "pa-001").output
    assert "write `pa`, `person` or `practitioner`" in world.ask("erase", "nurse", "x").output
    assert "say which record" in world.ask("erase", "pa").output
