"""The commands of a register, as someone types them."""

import csv
import json
import os
import shutil
import subprocess
import sys
from datetime import date
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
from tests.paths import GOLDEN, REFERENCE, SMALL

FEED = "gastrostomy-feed"
PA_FILE = "competences/register/pas/pa-0001.yaml"
PERSON_FILE = "competences/register/persons/person-001.yaml"
TRAINER_FILE = "competences/register/practitioners/pr-030.yaml"
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


def holds(world: World) -> str:
    return "2026-11-22"


def due(world: World) -> str:
    return "2027-07-15"


def lapsed(world: World) -> str:
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
        "version", "on", "register", "pa", "task", "person", "may_do", "answer", "if_no_one_may", "verdict", "links", "others",
    ]  # fmt: skip
    assert (answer["version"], answer["on"], answer["register"]) == (1, on, "invented")
    assert (answer["verdict"]["state"], answer["may_do"]) == (make.__name__, make in (holds, due))
    assert [link["link"] for link in answer["links"]][:8] == [
        "agreed", "delegated", "trained", "observed", "assessed", "competences", "signed off", "reviewed",
    ]  # fmt: skip
    assert answer["verdict"]["path"] == PA_FILE
    assert {link["mark"] for link in answer["links"]} <= {"right", "wrong", "not-counted", "not-yet"}
    wrong = {code for link in answer["links"] for line in link["lines"] for code in line["codes"]}
    assert {reason["code"] for reason in answer["verdict"]["reasons"]} - {"SGN008", "SGN012", None} <= wrong


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
    assert "Observed: 10003 of 3" in result.stdout
    assert len(result.stdout.splitlines()) < 100


# --- status


def test_status_is_a_table_with_counts(world):
    result = world.ask("status")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == [
        "pa", "task", "person", "state", "since", "until", "review", "date", "first", "reason",
    ]  # fmt: skip
    assert result.stdout.splitlines()[1].split() == [
        "pa-0001", FEED, "person-001", "holds", "2026-08-30", "2027-06-30", "2027-08-30",
    ]  # fmt: skip
    assert "1 sign-off on 22 November 2026: 1 hold" in result.stdout
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
        "state": "stopped",
        "since": "2026-10-01",
        "until": "",
        "review date": "2027-08-30",
        "first reason": "SGN014 event on 2026-10-01 (hospital admission), and no decision since",
    }


# --- due


def test_due_puts_first_what_lapsed_or_waits_for_a_decision(world):
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
    """The authorisation of January stands; the last review falls, and with it its later review date."""
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
    for name in register.practitioners:
        report = impact(facts, name, None)
        others = {other: record for other, record in register.practitioners.items() if other != name}
        chains = ChainValidator(records, others, register.persons)
        without = [chains.verdict(pa, n, facts.on) for pa in register.pas.values() for n in range(len(pa.sign_offs))]
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


def test_coverage_says_where_it_all_hangs_on_one(world):
    report = world.json("coverage", "person-001")

    need = report["needs"][0]
    assert (need["task"], need["may"], need["warning"]) == (FEED, ["pa-0001"], "it all hangs on pa-0001")
    assert need["pas"][0]["until"] == "2027-08-30"
    assert "! gastrostomy-feed: it all hangs on pa-0001" in world.ask("coverage", "person-001").stdout


def test_coverage_by_two_is_enough_until_one_ends_soon(world):
    second_pa(world)
    world.change(PERSON_FILE, "team: [pa-0001]", "team: [pa-0001, pa-0002]")
    assert world.json("coverage", "person-001")["needs"][0]["warning"] is None

    world.change("competences/register/pas/pa-0002.yaml", REVIEWS, "reviews: []")
    assert world.json("coverage", "person-001", on="2027-02-01")["needs"][0]["warning"] == (
        "after 5 March 2027 it all hangs on pa-0001, unless a review comes before"
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


def test_an_unusable_file_is_named(world):
    world.add(PA_FILE, "colour: red\n")

    result = world.ask("why", "pa-0001", FEED)

    assert result.exit_code == 2
    assert "1 file of the register cannot be used" in result.stderr
    assert "the file of PA `pa-0001` cannot be used" in result.stderr


@pytest.mark.parametrize("person", [[], ["person-001"]])
def test_nothing_is_answered_of_a_person_whose_events_can_not_be_read(person, world):
    world.add(PERSON_FILE, "events: [{trigger: hospital-admission, on: 2026-10-81}]\n")

    result = world.ask("why", "pa-0001", FEED, *person)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "the file of person `person-001` cannot be used" in result.stderr


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
        for seed in "123"
    }  # fmt: skip

    assert len(made) == 1
    assert next(iter(made))
