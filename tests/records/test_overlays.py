"""What an area writes, laid over what its base says."""

import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from pa_framework.check.kept_answers import hash_of_framework
from pa_framework.check.run import check, check_records
from pa_framework.facts.overlays import differences
from pa_framework.records.bases import content_hash
from pa_framework.records.earlier import as_of
from pa_framework.records.effective import as_json, as_yaml, effective
from pa_framework.records.load import Records
from pa_framework.records.yaml_source import parse_document
from pa_framework.text import package_data
from pa_framework.text.errors import UserError
from tests.builders.areas import BASE, area, settings
from tests.builders.worlds import FRAMEWORK, POLICY, TASK, TODAY
from tests.paths import SMALL

HEAD = "changes: gastrostomy-feed\nbecause: It is so here.\n"


def told(files: dict[str, str]) -> list[tuple[str, str, int]]:
    return [(one.code, one.span.path, one.span.line) for one in check_records(area(files), TODAY).findings]


def place(records: Records, *route: str | int) -> tuple[str, int]:
    span = records.tasks["gastrostomy-feed"].origin.at(*route)
    return span.path, span.line


def test_everything_is_inherited_but_what_a_framework_says_of_itself() -> None:
    records = area({})

    assert records.tasks.keys() >= {"gastrostomy-feed", "changing-a-dose"}
    assert records.framework
    assert (records.framework.title, records.framework.area) == ("Our framework", "Ourshire")
    assert (records.framework.site, records.changes, records.waivers) == (None, {}, ())
    assert records.contacts.keys() == {"framework-team", "training-leads"}


def test_each_value_knows_where_it_is_written() -> None:
    records = area({TASK: f"{HEAD}sign_off:\n  review_every: {{months: 6}}\n  delegated_by: {{remove: [dietitian]}}\n"})
    task = records.tasks["gastrostomy-feed"]

    assert task.sign_off
    assert task.sign_off.delegated_by == ("community-nurse",)
    assert place(records, "sign_off", "review_every", "months") == (TASK, 4)
    assert place(records, "sign_off", "delegated_by", 0) == (f"{BASE}/{TASK}", 11)
    assert place(records, "risk") == (f"{BASE}/{TASK}", 6)
    assert place(records, "id") == (TASK, 1)


def test_of_names_that_exclude_one_another_the_last_word_counts() -> None:
    task = area({TASK: f"{HEAD}sign_off: {{review_every: {{days: 90}}}}\n"}).tasks["gastrostomy-feed"]

    assert task.sign_off
    assert task.sign_off.review_every
    assert (task.sign_off.review_every.months, task.sign_off.review_every.days) == (None, 90)


def test_an_entry_of_a_list_is_changed_left_out_or_new() -> None:
    signs = """\
because: Our nurses asked for it.
signs:
  - {changes: sore-skin, text: The skin is sore or red}
  - {id: leaking, text: The feed leaks, level: same-day}
triggers:
  - {changes: hospital-admission, leave_out: true}
"""
    records = area({POLICY: signs})

    assert [*records.signs] == ["choking", "cannot-be-woken", "sore-skin", "leaking"]
    assert records.signs["sore-skin"].text == "The skin is sore or red"
    assert [*records.triggers] == ["incident"]
    assert records.signs["choking"].origin.at("text").path == f"{BASE}/{POLICY}"
    assert records.signs["leaking"].origin.at("text").line == 4


def test_the_rules_of_a_day_are_those_of_the_base_with_those_of_the_area() -> None:
    text = f"""\
{HEAD}sign_off: {{review_every: {{months: 6}}}}
settings: [home]
earlier:
  - until: 2026-06-30
    sign_off: {{review_every: {{months: 9}}}}
    settings: null
"""
    task = area({TASK: text}).tasks["gastrostomy-feed"]
    then = as_of(task, date(2026, 6, 30))

    assert task.sign_off
    assert then.sign_off
    assert task.sign_off.review_every
    assert then.sign_off.review_every
    assert (task.sign_off.review_every.months, task.settings) == (6, ("home",))
    assert (then.sign_off.review_every.months, then.settings) == (9, ("home", "out-and-about"))
    assert then.origin.at("sign_off", "review_every", "months").line == 7
    assert told({TASK: text}) == []


def test_a_record_can_have_had_a_field_less_than_the_base_says_now() -> None:
    text = f"{HEAD}earlier:\n  - {{until: 2026-06-30, settings: null, stop_when: {{same_day: null}}}}\n"
    task = area({TASK: text}).tasks["gastrostomy-feed"]
    then = as_of(task, date(2026, 6, 30))

    assert task.settings == ("home", "out-and-about")
    assert (then.settings, then.stop_when and then.stop_when.same_day) == ((), None)
    assert then.stop_when
    assert then.stop_when.urgent
    assert told({TASK: text}) == []
    assert ("SCH002", TASK, 4) in told({TASK: text.replace("settings", "title")})


WRONG: dict[str, tuple[dict[str, str], list[tuple[str, str, int]]]] = {
    "an unknown field": ({TASK: f"{HEAD}risc: high\n"}, [("SCH001", TASK, 3)]),
    "a value that is none": ({TASK: f"{HEAD}status: maybe\n"}, [("SCH004", TASK, 3)]),
    "an unknown id": ({TASK: f"{HEAD}sign_off: {{reviewed_by: [comunity-nurse]}}\n"}, [("REF001", TASK, 3)]),
    "a change that names nothing": ({TASK: "changes: 5\nbecause: It is so.\n"}, [("OVR014", TASK, 1)]),
    "an id and a change": ({TASK: f"{HEAD}id: gastrostomy-feed\ntitle: A feed\n"}, [("OVR014", TASK, 3)]),
    "left out with no": ({TASK: f"{HEAD}leave_out: false\n"}, [("OVR014", TASK, 3)]),
    "an empty reason": ({TASK: 'changes: gastrostomy-feed\nbecause: ""\ntitle: A feed\n'}, [("OVR005", TASK, 2)]),
    "added twice": ({TASK: f"{HEAD}equipment: {{add: [Feed pump]}}\n"}, [("OVR012", TASK, 3)]),
    "taken from nothing": ({TASK: f"{HEAD}rescue: null\n"}, [("OVR012", TASK, 3)]),
    "an entry changed twice": (
        {POLICY: "because: So.\nsigns:\n  - {changes: sore-skin, text: It is sore}\n  - {changes: sore-skin, text: It is red}\n"},
        [("OVR004", POLICY, 4)],
    ),
    "an entry written again": ({POLICY: "signs:\n  - {id: choking, text: They choke, level: emergency}\n"}, [("OVR004", POLICY, 2)]),
    "a policy without a reason": ({POLICY: "title: How we hand on tasks\n"}, [("OVR005", POLICY, 1)]),
    "no hash": ({FRAMEWORK: "builds_on: {sha256: null}\n"}, [("OVR008", FRAMEWORK, 1)]),
    "no base": ({FRAMEWORK: "builds_on: reference\n"}, [("OVR007", FRAMEWORK, 1)]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_once_and_at_its_line(name: str) -> None:
    files, expected = WRONG[name]
    found = told(files)

    assert [one[:2] for one in found] == [one[:2] for one in expected]
    assert [one[2] for one in found] == [one[2] for one in expected] or name.startswith("an entry written")


def test_inherited_records_that_no_longer_fit_one_line_are_one_finding() -> None:
    never = f"{HEAD}status: never\nwhy_never: Our nurses do it.\nsign_off: null\n"
    found = [one for one in check_records(area({TASK: never}), TODAY).findings if one.code == "DEL090"]

    assert [(one.span.path, one.span.line) for one in found] == [(TASK, 3)]
    assert [note.span.path for note in found[0].notes if note.message == "is where the base has it"] == [
        f"{BASE}/framework/learning/tube-feeding-training.yaml",
        f"{BASE}/framework/orders.yaml",
        f"{BASE}/case_studies/rosa.yaml",
    ]
    assert "in a change of that record" in found[0].fix


IN_DOUBT = {
    "another record": ({TASK: "changes: gastrostomy-fed\nbecause: So.\nrisk: high\n"}, ("OVR002", TASK, 1)),
    "no record": ({TASK: "changes: 5\nbecause: So.\nrisk: high\n"}, ("OVR014", TASK, 1)),
    "another tier": ({POLICY: "because: So.\ntiers: [{changes: mediun, title: Some}]\n"}, ("OVR002", POLICY, 2)),
}


@pytest.mark.parametrize("name", IN_DOUBT)
def test_what_a_lost_change_may_have_meant_cannot_be_relied_on(name: str) -> None:
    files, finding = IN_DOUBT[name]
    records = area(files)

    assert told(files) == [finding]
    assert (records.policy is None) == (POLICY in files)
    assert (("task", "gastrostomy-feed") in records.left_out) == (TASK in files)
    assert ("gastrostomy-feed" in records.tasks) == (POLICY in files)


def test_a_record_is_changed_in_one_file() -> None:
    competences = {
        "competences/record-keeping.yaml": "changes: record-keeping\nbecause: It is so.\ntitle: Keeping records\n",
        "competences/ours/record-keeping.yaml": "changes: record-keeping\nbecause: It is so.\ntitle: Records\n",
    }

    assert [one[:2] for one in told(competences)] == [("OVR004", "competences/record-keeping.yaml")]


def test_a_change_without_a_base_says_so(tmp_path: Path) -> None:
    write(tmp_path, {FRAMEWORK: settings().partition("builds_on")[0], TASK: f"{HEAD}risk: high\n"})

    codes = {(finding.code, finding.span.path) for finding in check(tmp_path, TODAY).findings}

    assert ("OVR007", TASK) in codes
    assert not {code for code, path in codes if path == TASK} - {"OVR007"}


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def zipped(target: Path) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for file in sorted(SMALL.rglob("*")):
            if file.is_file():
                archive.write(file, f"small-1.0.0/{file.relative_to(SMALL).as_posix()}")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """An area beside a zip file of the small world, and a place that builds on the area."""
    zipped(tmp_path / "small.zip")
    write(tmp_path / "county", {FRAMEWORK: settings().replace("../small", "../small.zip"), TASK: f"{HEAD}risk: high\n"})
    made = settings().replace("../small", "../county").replace(content_hash(SMALL), content_hash(tmp_path / "county"))
    write(tmp_path / "place", {FRAMEWORK: made, TASK: f"{HEAD}scope: one-person\nsettings: [home]\n"})
    return tmp_path


def test_a_base_is_a_zip_file_and_may_have_a_base_of_its_own(county: Path) -> None:
    report = check(county / "place", TODAY)
    task = report.records.tasks["gastrostomy-feed"]

    assert [(one.code, one.span.path) for one in report.findings if one.code.startswith("OVR")] == []
    assert (task.risk, task.settings) == ("high", ("home",))
    assert task.origin.at("risk").path == f"county@1.0.0/{TASK}"
    assert task.origin.at("category").path == f"{BASE}/{TASK}"


def adopted(county: Path, text: str) -> list[tuple[str, str, int]]:
    """What is found in the place after the county has written this of the feed, and the place has adopted it."""
    write(county, {f"county/{TASK}": f"{HEAD}{text}"})
    made = settings().replace("../small", "../county")
    hashed = content_hash(county / "county")
    write(county, {f"place/{FRAMEWORK}": made.replace(content_hash(SMALL), hashed)})
    return [(one.code, one.span.path, one.span.line) for one in check(county / "place", TODAY).findings]


def test_what_a_base_loosens_of_its_own_base_is_not_agreed_by_the_area(county: Path) -> None:
    at_the_base = ("OVR001", FRAMEWORK, 9)

    assert adopted(county, "before_you_start: [Hands are clean]\n") == [at_the_base]
    assert adopted(county, "before_you_start: {add: [Hands are clean]}\n") == []


def test_what_the_area_takes_back_of_a_loosened_base_is_not_told(county: Path) -> None:
    write(county, {f"place/{TASK}": f"{HEAD}before_you_start: {{add: [The feeding plan is here]}}\n"})

    assert adopted(county, "before_you_start: [Hands are clean]\n") == []


def test_what_both_loosen_is_told_once_at_the_line_of_the_area(county: Path) -> None:
    write(county, {f"place/{TASK}": f"{HEAD}sign_off: {{review_every: {{months: 12}}}}\n"})

    assert adopted(county, "sign_off: {review_every: {months: 6}}\n") == [("OVR001", TASK, 3)]


def test_errors_of_the_base_are_told_once_unless_it_has_waived_them(county: Path) -> None:
    weaker = "sign_off: {observed_practices: {at_least: 1}, review_every: {months: 60}}\n"
    waivers = "".join(
        f"  - {{code: {code}, record: gastrostomy-feed, reason: There are too few of them here, by_role: phb-clinical-lead, until: 2027-06-30}}\n"
        for code in ("DEL005", "DEL006")
    )
    errors = [one for one in adopted(county, weaker) if one[0] != "OVR001"]
    write(county, {"county/framework/tasks/waivers.yaml": f"waivers:\n{waivers}"})
    waived = [one for one in adopted(county, weaker) if one[0] != "OVR001"]

    assert (errors, waived) == ([("OVR018", FRAMEWORK, 9)], [])


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("framework/organisations.yaml", "organisations: [{id: [a], title: A council, kind: council}]\n", "SCH003"),
        (POLICY, "because: So.\nsigns: [{id: {a: b}, text: It is red, level: urgent}]\n", "SCH003"),
        (TASK, f"{HEAD}earlier: true\n", "SCH003"),
        (TASK, f"{HEAD}earlier: null\n", "SCH003"),
    ],
)
def test_a_value_of_another_form_is_one_finding_at_its_line(path: str, text: str, code: str) -> None:
    assert {one[:2] for one in told({path: text})} == {(code, path)}


def test_a_file_that_cannot_be_read_stops_no_list_of_differences() -> None:
    facts = check_records(area({POLICY: "signs: [\n", TASK: f"{HEAD}title: A tube feed\n"}), TODAY).facts

    assert [one.id for one in differences(facts).values()] == ["gastrostomy-feed"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (TASK, "changes: gastrostomy-feed\nbecause: {}\ntitle: A tube feed\n"),
        (POLICY, "because: {}\nsigns:\n  - {changes: sore-skin, text: The skin is red}\n"),
        (POLICY, "signs:\n  - {changes: sore-skin, text: The skin is red, because: {}}\n"),
        ("framework/support/employer-advice.yaml", "changes: employer-advice\nbecause: {}\nleave_out: true\n"),
    ],
)
def test_reasons_are_read_by_the_rules_about_texts(path: str, text: str) -> None:
    found = {one[0] for one in told({path: text.replace("{}", '"Ring 07700 900123, and ask for somebody."')})}

    assert {"PRV004", "TXT014"} <= found


def test_pictures_of_a_page_of_the_base_are_found_there(tmp_path: Path) -> None:
    """One that the page has as Markdown, and one in a tag, whose address is that of the page in the site."""
    shutil.copytree(SMALL, tmp_path / "small")
    pages = tmp_path / "small/framework/pages"
    picture = next(pages.rglob("*.svg")).relative_to(pages).as_posix()
    text = f'# Us\n\n![A person at work]({picture})\n\n<img src="../{picture}" alt="A person at work">\n'
    (pages / "us.md").write_text(text, encoding="utf-8")
    hashed = content_hash(tmp_path / "small")
    write(tmp_path / "area", {FRAMEWORK: settings().replace(content_hash(SMALL), hashed)})

    assert check(tmp_path / "area", TODAY).findings == ()


def test_what_is_no_zip_file_is_said_to_be_none(county: Path) -> None:
    (county / "small.zip").write_bytes(b"PK\x03\x04 and no more")

    found = check(county / "county", TODAY).findings

    assert [(one.code, one.span.line) for one in found] == [("OVR007", 10)]


def test_frameworks_that_build_on_one_another_are_a_loop(county: Path) -> None:
    looped = settings().replace("../small", "../place")
    write(county, {f"county/{FRAMEWORK}": looped})

    found = check(county / "county", TODAY).findings

    assert [(one.code, one.span.line) for one in found] == [("OVR010", 10)]


def test_a_base_that_needs_a_newer_program_is_not_read(county: Path) -> None:
    write(county, {f"county/{FRAMEWORK}": settings() + 'needs_program: "99.0.0"\n'})

    assert [one.code for one in check(county / "place", TODAY).findings] == ["OVR009"]


def test_a_base_with_a_fault_is_not_inherited(county: Path) -> None:
    write(county, {f"county/{TASK}": "changes: [\n"})
    hashed = content_hash(county / "county")
    write(
        county, {f"place/{FRAMEWORK}": settings().replace("../small", "../county").replace(content_hash(SMALL), hashed)}
    )

    assert [one.code for one in check(county / "place", TODAY).findings] == ["OVR015"]


def test_the_reference_is_what_the_program_brings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_data, "REFERENCE_ROOT", SMALL)
    write(tmp_path, {FRAMEWORK: settings().replace("../small", "reference")})

    report = check(tmp_path, TODAY)

    assert report.findings == ()
    assert report.records.tasks["gastrostomy-feed"].origin.at("risk").path == f"reference@1.0.0/{TASK}"


def test_a_whole_record_shows_where_each_value_is_written() -> None:
    records = area({TASK: f'{HEAD}risk: high\nequipment: {{add: ["Yes"]}}\n'})
    lines = as_yaml(*effective(records, "task", "gastrostomy-feed")).splitlines()

    assert [" ".join(line.split()) for line in lines if line.startswith(("id:", "risk:", "scope:"))] == [
        f"id: gastrostomy-feed # {TASK}:1",
        f"scope: one-person # {BASE}/{TASK}:5",
        f"risk: high # {TASK}:3",
    ]
    assert parse_document("\n".join(lines), TASK).data == records.tasks["gastrostomy-feed"].origin.document.data
    assert json.loads(as_json(*effective(records, "tier", "low"), "tier", "low"))["origins"]["/title"] == {
        "path": f"{BASE}/{POLICY}",
        "line": 8,
        "column": 12,
    }


@pytest.mark.parametrize(
    ("kind", "name", "says"),
    [
        ("taks", "a", "there is no kind of record `taks`; did you mean `task`?"),
        ("task", "gastrostomy-fed", "there is no task `gastrostomy-fed`; did you mean `gastrostomy-feed`?"),
        ("trigger", "hospital-admission", "the trigger `hospital-admission` of the base is left out here"),
    ],
)
def test_what_is_not_there_is_said_to_be_missing(kind: str, name: str, says: str) -> None:
    out = "triggers: [{changes: hospital-admission, because: So., leave_out: true}]\n"

    with pytest.raises(UserError, match=re.escape(says)):
        effective(area({POLICY: out}), kind, name)


def test_a_kept_answer_rests_on_the_base_too(county: Path) -> None:
    before = hash_of_framework(county / "place")
    write(county, {f"county/{TASK}": f"{HEAD}risk: high\nsettings: [home]\n"})

    assert before
    assert hash_of_framework(county / "place") not in (before, None)
    (county / "small.zip").unlink()
    assert hash_of_framework(county / "place") is None


#: A standard that an area gives to a tier of the base. A task of five lines inherits it.
STANDARD = """\
because: Our policy says little of each task.
tiers:
  - changes: medium
    standard:
      local_level: LEVEL
      requires: {keeping-calm: independent}
      sign_off: {every_duty_by: [community-nurse]}
      stop_when:
        emergency: {signs: [choking]}
        urgent: {tell: community-nurse, out_of_hours: nhs-111, signs: [Something is wrong]}
      omission: can-wait
"""
SHORT = "framework/tasks/tube-flush.yaml"
FIVE_LINES = "id: tube-flush\ntitle: Flush the tube\ncategory: nutrition\nstatus: delegable\nrisk: medium\n"


@pytest.mark.parametrize("change", ["", f"{HEAD}settings: [home]\n"])
def test_a_task_of_the_base_inherits_nothing_from_a_standard_that_only_the_area_has(change: str) -> None:
    tasks = area({POLICY: STANDARD, SHORT: FIVE_LINES, **({TASK: change} if change else {})}).tasks
    whole = area({}).tasks["gastrostomy-feed"]

    assert tasks["tube-flush"].local_level == "LEVEL"
    assert tasks["gastrostomy-feed"].local_level is None
    assert tasks["gastrostomy-feed"].requires == whole.requires


def test_a_task_of_the_base_that_the_area_gives_its_tier_inherits_what_it_lacks() -> None:
    task = area({POLICY: STANDARD, TASK: f"{HEAD}risk: medium\n"}).tasks["gastrostomy-feed"]

    assert task.local_level == "LEVEL"
    assert task.requires == {**area({}).tasks["gastrostomy-feed"].requires, "keeping-calm": "independent"}


def test_a_standard_counts_for_the_framework_that_has_it_and_for_those_that_build_on_it(county: Path) -> None:
    write(county / "county", {POLICY: STANDARD.replace("LEVEL", "County level"), SHORT: FIVE_LINES})
    (county / "county" / TASK).unlink()
    made = settings().replace("../small", "../county").replace(content_hash(SMALL), content_hash(county / "county"))
    own = {
        FRAMEWORK: made,
        POLICY: "because: So.\ntiers:\n  - {changes: medium, standard: {local_level: Place level}}\n",
        SHORT.replace("flush", "rinse"): FIVE_LINES.replace("flush", "rinse"),
    }
    write(county / "place", own)
    tasks = check(county / "place", TODAY).records.tasks

    assert {name: tasks[name].local_level for name in ("tube-flush", "tube-rinse", "gastrostomy-feed")} == {
        "tube-flush": "Place level",
        "tube-rinse": "Place level",
        "gastrostomy-feed": None,
    }
    assert check(county / "county", TODAY).records.tasks["gastrostomy-feed"].local_level is None


#: A band of the area's own that pays more than the next level does in the base, with a policy that has nothing to do with it.
DEARER = """\
id: evenings
title: Evenings
summary: What we pay for evenings.
illustrative: true
rates:
  - {funder: council, from: 2026-04-01, paid: 19.40, funded: 24.00, basis: design-default}
sources: [wages]
owner: framework-team
approval: {state: draft}
"""
BAND, LEVEL = "framework/pay_bands/evenings.yaml", "framework/levels/starting-out.yaml"
LINKED = "changes: starting-out\nbecause: We pay so.\npay_band: evenings\n"
RISEN = "changes: band-1\nbecause: We pay so.\nrates:\n  - {funder: nhs, from: 2026-04-01, paid: 19.40, funded: 24.00, basis: design-default}\n"
TIER = "because: It is so here.\ntiers:\n  - {changes: low, because: We mean this., title: Small risk}\n"


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({BAND: DEARER, LEVEL: LINKED}, (BAND, 6)),
        ({BAND: DEARER, LEVEL: LINKED, POLICY: TIER}, (BAND, 6)),
        ({"framework/pay_bands/band-1.yaml": RISEN, POLICY: TIER}, ("framework/pay_bands/band-1.yaml", 4)),
    ],
)
def test_lower_pay_of_an_inherited_level_is_at_the_pay_that_causes_it(
    files: dict[str, str], place: tuple[str, int]
) -> None:
    found = [one for one in check_records(area(files), TODAY).findings if one.code == "PAY009"]

    assert [(one.span.path, one.span.line) for one in found] == [place]


def test_of_a_task_that_says_little_one_finding_lists_what_is_missing() -> None:
    short = "id: wound-dressing\ntitle: Changing a dressing\ncategory: nutrition\nstatus: by-exception\nrisk: medium\nsummary: A dry dressing.\n"
    path = "framework/tasks/wound-dressing.yaml"
    found = [one for one in check_records(area({path: short}), TODAY).findings if one.code == "SCH002"]

    assert [(one.span.path, one.span.line) for one in found] == [(path, 1)]
    assert all(f"`{name}`" in found[0].message for name in ("omission", "sign_off", "stop_when"))
    assert "`standard` of the tier `medium` in framework/delegation.yaml" in found[0].fix
