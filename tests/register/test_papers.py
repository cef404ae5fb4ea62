"""Papers of a register: what is on them, and that each is one file that prints without anything else."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pa_framework.cli.main import main
from pa_framework.facts.facts import Facts
from pa_framework.register import passport as passports
from pa_framework.register import ward_agreement as agreements
from pa_framework.text.errors import UserError
from tests.builders.worlds import TODAY, World, changed
from tests.paths import SMALL
from tests.site.site_tools import tool
from tests.site.walk import barriers_now

PA = "competences/register/pas/pa-0001.yaml"
PERSON = "competences/register/persons/person-001.yaml"
PRACTITIONER = "competences/register/practitioners/pr-012.yaml"
WARD = "competences/register/agreements/ha-001.yaml"
ON = ["--on", TODAY.isoformat()]
#: Insurance, and checks of the professional register, that last through 2027.
THROUGH_2027 = (
    (PA, "sign_offs:\n  - agreed: {insurer: {on: 2026-02-22, until: 2028-02-22}}"),
    ("competences/register/practitioners/pr-011.yaml", "register_checked_on: [2026-01-12, 2027-01-10]"),
)
#: A PA on the ward, complete but for what a test changes.
ON_WARD = (
    "pas:\n  - pa: pa-0001\n    designation: Personal assistant\n    dbs_checked_on: 2025-03-01\n"
    "    inducted_on: 2026-11-16\n"
)
#: What tries to leave a text and become markup.
HOSTILE = "<script>alert(1)</script><img src=http://x.test/y onerror=alert(1)>{{ 7*7 }}\\\"'><b>"


@pytest.fixture
def facts(world: World):
    def facts(*changes: tuple[str, str], on: date = TODAY) -> Facts:
        records, register = changed(world, [*changes, ("competences/register/none.yaml", "# gone")])
        return Facts(records, on, register)

    return facts


def passport(facts: Facts, name: str) -> str:
    return passports.passport(facts, name).html


def ward_agreement(facts: Facts, name: str) -> str:
    return agreements.ward_agreement(facts, name).html


def words(page: str) -> str:
    """What a reader reads."""
    body = re.sub(r'<span class="nowrap">(.*?)</span>', r"\1", page[page.index("<body") :])
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").split())


def section(page: str, begin: str, end: str) -> str:
    text = words(page)
    return text[text.index(begin) : text.index(end, text.index(begin) + len(begin))]


# --- the passport


def test_passport_says_what_for_whom_until_when_and_who_signed_off(facts):
    may = section(passport(facts(), "pa-0001"), "May do on 22 November 2026", "May not do now")

    for said in (
        "Give a feed through a gastrostomy tube",
        "gastrostomy-feed",
        "person-001",
        "22 February 2027 The insurance ends on 22 February 2027.",
        "PHB clinical lead",
        "pr-003, 5 March 2026",
    ):
        assert said in may


def test_passport_says_its_day_its_register_how_to_check_it_and_leaves_the_name_blank(facts):
    text = words(passport(facts(), "pa-0001"))

    assert "pa-0001 22 November 2026" in text
    assert "Made-up example. No real person is in it." in text
    assert "Name of this PA, written by hand: May do" in text
    assert "pa-framework register why pa-0001 gastrostomy-feed person-001 --on 2026-11-22" in text
    assert "Register: The register of the small world. Framework: A small framework, version 1.0.0." in text


#: Change of the world → state and reason under “May not do now”.
NOT_NOW = {
    "withdrawn": (
        (PA, "sign_offs:\n  - withdrawn: {by: person, on: 2026-11-20}"),
        "Stopped since 20 November 2026 Withdrawn by the person on 20 November 2026.",
    ),
    "in hospital": (
        (PERSON, "events: [{trigger: hospital-admission, on: 2026-11-10}]"),
        "Stopped since 10 November 2026 Event on 10 November 2026 (hospital admission), and no decision since.",
    ),
    "broken": (
        (PA, "sign_offs:\n  - agreed: {insurer: null}"),
        "Not valid since 5 March 2026 Signed off without the agreement of the insurer.",
    ),
    "on the way": (
        (PA, "sign_offs:\n  - signed_off_by: null\n    signed_off_on: null\n    reviews: null"),
        "Not signed off yet On the way; next: sign-off.",
    ),
}


@pytest.mark.parametrize(("change", "said"), NOT_NOW.values(), ids=NOT_NOW)
def test_passport_says_what_a_pa_may_not_do_and_why(change, said, facts):
    page = passport(facts(change), "pa-0001")

    assert "No delegated task on this day." in section(page, "May do on", "May not do now")
    assert said in section(page, "May not do now", "Check it")


def test_passport_of_another_day_says_what_held_then(facts):
    page = passport(facts(*THROUGH_2027, on=date(2027, 8, 31)), "pa-0001")

    assert "Lapsed since 31 August 2027 The review was due on 30 August 2027." in words(page)


def test_passport_says_that_a_review_is_due(facts):
    page = passport(facts(*THROUGH_2027, on=date(2027, 8, 1)), "pa-0001")

    assert "30 August 2027 It needs attention now. The review is due on 30 August 2027." in section(
        page, "May do on", "May not do now"
    )


@pytest.mark.parametrize(("stopped_on", "may"), [("2026-02-10", True), ("2026-08-30", False)])
def test_a_stop_of_another_record_forbids_unless_the_whole_chain_is_later(stopped_on, may, facts, world):
    text = world[PA].text
    entry = text[text.index("  - task:") :]
    old = entry.replace("on: 2026-08-30, outcome: continues", f"on: {stopped_on}, outcome: stops")
    page = passport(facts((PA, f"sign_offs:\n{old}{entry}")), "pa-0001")

    assert ("gastrostomy-feed" in section(page, "May do on", "May not do now")) is may
    assert ("No sign-off of this PA has stopped" in words(page)) is may
    assert ("Stopped since 30 August 2026" in words(page)) is not may


def test_conditions_devices_and_on_whose_behalf_are_beside_what_a_pa_may_do(facts):
    bound = (
        PA,
        "sign_offs:\n  - conditions: [by-day]\n    devices: [pump-a, pump-b]\n"
        "    agreed: {person: {on: 2026-02-20, by: best-interests, decided_by: community-nurse}}",
    )
    policy = ("framework/delegation.yaml", "conditions: [{id: by-day, title: By day}]")
    said = (
        "Only: by day.",
        "With pump-a or pump-b.",
        "Is only another one there, such as a spare? Do not use it: ring the community nurse, out of hours NHS 111.",
        "Agreed: a best-interests decision by a community nurse, on behalf of the person.",
    )
    on_ward = (WARD, f"{ON_WARD}    tasks: [gastrostomy-feed]\n")

    for page in (passport(facts(bound, policy), "pa-0001"), ward_agreement(facts(bound, policy, on_ward), "ha-001")):
        assert all(each in words(page) for each in said)
    assert "Only" not in words(passport(facts(), "pa-0001"))
    unknown = passport(facts(bound), "pa-0001")
    assert "gastrostomy-feed" not in section(unknown, "May do on", "Cannot say")
    assert "The condition by-day is not in the policy's list." in section(unknown, "Cannot say", "May not do now")


def test_agreement_says_what_happens_instead_of_what_was_withdrawn(facts):
    taken = (PA, "sign_offs:\n  - withdrawn: {by: deputy, on: 2026-11-20, instead: The ward gives the feed}")
    text = words(ward_agreement(facts(taken, (WARD, f"{ON_WARD}    tasks: [gastrostomy-feed]\n")), "ha-001"))

    said = "Withdrawn by a deputy of the Court of Protection, on behalf of the person, on 20 November 2026."
    assert f"{said} Instead: The ward gives the feed." in text


#: How someone agreed → the field, and what the papers say of it; nothing where it says nothing.
HOW_AGREED = {
    "by voice": ("person: {on: 2026-02-20, how: voice}", "Agreed: the person; by voice, not in writing."),
    "by voice, and in writing since": (
        "person: {on: 2026-02-20, how: voice, written_on: 2026-06-20}",
        "Agreed: the person; by voice, put in writing on 20 June 2026.",
    ),
    "by voice, and in writing later": (
        "person: {on: 2026-02-20, how: voice, written_on: 2026-12-20}",
        "Agreed: the person; by voice, not in writing.",
    ),
    "the employer by voice": (
        "employer: {on: 2026-02-20, how: voice}",
        "Agreed: the employer; by voice, not in writing.",
    ),
    "an attorney whose power no one saw": (
        "person: {on: 2026-02-20, by: attorney}",
        "Agreed: an attorney for health and welfare, on behalf of the person; no one recorded that the lasting power of "
        "attorney was seen.",
    ),
    "a deputy whose order was seen": (
        "person: {on: 2026-02-20, by: deputy, seen_on: 2026-02-11}",
        "Agreed: a deputy of the Court of Protection, on behalf of the person.",
    ),
    "in writing": ("person: {on: 2026-02-20, how: writing}", ""),
}


@pytest.mark.parametrize(("how", "said"), HOW_AGREED.values(), ids=HOW_AGREED)
def test_papers_say_how_someone_agreed_where_that_is_not_the_usual(how, said, facts):
    agreed = (PA, f"sign_offs:\n  - agreed: {{{how}}}")
    on_ward = (WARD, f"{ON_WARD}    tasks: [gastrostomy-feed]\n")

    for page in (passport(facts(agreed), "pa-0001"), ward_agreement(facts(agreed, on_ward), "ha-001")):
        assert said in words(page) if said else "Agreed: the " not in words(page)


def test_an_unknown_trigger_is_under_cannot_say(facts):
    event = (PERSON, "events: [{trigger: hospital-admision, on: 2026-09-10}]")
    on_ward = (WARD, f"{ON_WARD}    tasks: [gastrostomy-feed]\n    decided_by: pr-011\n")
    made, ward = passports.passport(facts(event), "pa-0001"), agreements.ward_agreement(facts(event, on_ward), "ha-001")

    assert "Nothing, until" in section(made.html, "May do on", "Cannot say")
    why = "The event of 10 September 2026 names hospital-admision, which does not exist."
    assert why in section(made.html, "Cannot say", "May not do now")
    assert "If no signed-off PA is available: Ring the community nursing team." in section(
        made.html, "Cannot say", "May not do now"
    )
    assert [reason.code for reason in (*made.unsaid, *ward.unsaid)] == ["SGN037", "SGN037"]
    assert "Cannot say whether pa-0001 may do gastrostomy-feed" in words(ward.html)
    assert "decided again by" not in words(ward.html)


def test_care_by_the_family_is_outside_the_register(facts):
    page = passport(facts((PA, "sign_offs:\n  - done_under: family")), "pa-0001")

    assert "No delegated task on this day." in section(page, "May do on", "May not do now")
    assert "Outside this register Give a feed through a gastrostomy tube, for person-001: care by the family." in words(
        page
    )


def test_care_by_the_family_that_the_person_ended_is_stopped(facts):
    ended = "{by: person, on: 2026-10-01, instead: The day nurse gives the feed}"
    text = words(passport(facts((PA, f"sign_offs:\n  - done_under: family\n    withdrawn: {ended}")), "pa-0001"))

    assert "Stopped since 1 October 2026 Withdrawn by the person on 1 October 2026." in text
    assert "Outside this register" not in text
    assert "No sign-off of this PA has stopped" not in text


def test_an_unknown_pa_is_not_answered(facts):
    with pytest.raises(UserError, match="did you mean `pa-0001`"):
        passport(facts(), "pa-0011")


# --- the agreement


#: Every field of the template that the hospital in Staffordshire used → words on the paper.
TEMPLATE = {
    "training that a PA has received": "trained on 25 February 2026 by pr-030, PA trainer",
    "their competences": "Preventing infection (independent, assessed on 25 January 2026)",
    "verdict today": "Holds until 22 February 2027 The insurance ends on 22 February 2027.",
    "evidence of training": "Evidence of training is shown by: Smalltown Training",
    "ward direction": "Agreed: PAs work under the direction of the nursing staff on the ward.",
    "induction is the ward's": "Gives each PA a local induction before their first shift.",
    "day of the induction": "Personal assistant 1 March 2025 16 November 2026",
    "rota": "Monday 16 November 2026 pa-0001 Personal assistant 08:00 14:00",
    "rota over midnight": "Wednesday 18 November 2026 pa-0001 Personal assistant 20:00 07:00 next day",
    "DBS check": "DBS check (within 3 years)",
    "copy carried": "Agreed: Every PA carries a copy of this agreement at all times.",
    "on-call nurse": "pr-011, community nurse Name and number, by hand",
    "four weeks": "Go on paying the PAs for at least 4 weeks, until 14 December 2026. Then funding is reviewed.",
    "review of funding": "Funding is reviewed on 14 December 2026",
    "signature of the ward": "The ward or unit manager recorded as signed on 16 November 2026",
    "signature of the PHB lead": "The PHB lead recorded as signed on 13 November 2026",
    "signature of the induction lead": "The induction lead recorded as signed on 16 November 2026",
    "signature of the person": "The person recorded as signed on 13 November 2026",
}


@pytest.mark.parametrize("said", TEMPLATE.values(), ids=TEMPLATE)
def test_agreement_holds_every_field_of_the_template(said, facts):
    assert said in words(ward_agreement(facts(), "ha-001"))


def test_a_task_is_done_on_the_ward_only_where_it_was_decided_again_and_holds(facts):
    listed = f"{ON_WARD}    tasks: [gastrostomy-feed]\n"
    decided = (WARD, f"{listed}    decided_by: pr-011\n")
    stopped = (PERSON, "events: [{trigger: hospital-admission, on: 2026-11-16}]")

    assert "Yes decided again by pr-011, community nurse" in words(ward_agreement(facts(decided), "ha-001"))
    assert "No not decided again for this ward" in words(ward_agreement(facts(), "ha-001"))
    assert "No not decided again for this ward" in words(ward_agreement(facts((WARD, listed)), "ha-001"))
    page = ward_agreement(facts(decided, stopped), "ha-001")
    assert "decided again by" not in words(page)
    assert "pa-0001 may not do gastrostomy-feed: stopped; event on 16 November 2026 (hospital admission)" in words(page)


def test_what_is_missing_is_said_first(facts):
    gaps = "copy_carried: false\non_call_nurse: null\nreview_on: 2026-12-01\nrota: null\n"
    text = words(ward_agreement(facts((WARD, gaps + ON_WARD.replace("2025-03", "2022-03"))), "ha-001"))

    assert (
        "Correct this before anyone signs: Missing: the rota. Missing: a copy that every PA carries. Missing: the on-call nurse."
        " The DBS check of pa-0001 is of 1 March 2022, more than 3 years before their first day on 16 November 2026."
        " Funding is reviewed before 4 weeks are over." in text
    )
    assert "Not recorded. Tick when everyone who signs in section 6 agrees to this: Every PA carries a copy" in text
    assert "Put right" not in words(ward_agreement(facts(), "ha-001"))


# --- one file, and nothing but the file


def papers(facts: Facts) -> dict[str, str]:
    return {"passport": passport(facts, "pa-0001"), "agreement": ward_agreement(facts, "ha-001")}


def hostile(facts):
    designation = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    return facts(
        (WARD, ON_WARD.replace("Personal assistant", f'"{designation}"')),
        ("competences/register/register.yaml", f"title: '{HOSTILE.replace(chr(39), chr(39) * 2)[:100]}'"),
        ("framework/tasks/gastrostomy-feed.yaml", "title: <script src=//x.test></script>"),
    )


@pytest.mark.parametrize("paper", ["passport", "agreement"])
def test_a_paper_is_one_file_without_scripts_or_requests(paper, facts):
    for page in (papers(facts())[paper], papers(hostile(facts))[paper]):
        assert page.startswith("<!doctype html>")
        assert page.count("<style>") == 1
        tags = set(re.findall(r"<([a-z0-9]+)", page))
        assert not tags & {"script", "img", "link", "iframe", "object", "embed", "base", "form", "svg", "b", "a"}
        assert not re.search(r"<[^>]*\s(?:href|src|on\w+)\s*=", page)
        assert "url(" not in page
        assert "@import" not in page
        assert "default-src 'none'" in page


def test_what_a_record_says_is_text(facts):
    made = papers(hostile(facts))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in made["agreement"]
    assert "{{ 7*7 }}" in made["agreement"]
    assert "&lt;script src=//x.test&gt;&lt;/script&gt;" in made["passport"]


def test_the_same_register_gives_the_same_bytes(facts):
    assert papers(facts()) == papers(facts())


# --- the commands


def run(*asked: str):
    return CliRunner().invoke(main, ["register", *asked, "--root", str(SMALL), *ON])


@pytest.mark.parametrize(("command", "name"), [("passport", "pa-0001"), ("agreement", "ha-001")])
def test_command_writes_a_file_or_to_standard_output(command, name, tmp_path):
    out = tmp_path / "paper.html"
    written, shown = run(command, name, "--out", str(out)), run(command, name)

    assert (written.exit_code, shown.exit_code) == (0, 0)
    assert out.read_bytes() == shown.stdout_bytes
    assert str(out) in written.stderr


def test_command_ends_with_2_where_nothing_has_this_id_or_the_file_can_not_be_written(tmp_path):
    unknown, nowhere = run("agreement", "ha-002"), run("passport", "pa-0001", "--out", str(tmp_path / "no" / "x.html"))

    assert (unknown.exit_code, nowhere.exit_code) == (2, 2)
    assert "there is no hospital agreement `ha-002` here; did you mean `ha-001`?" in unknown.stderr
    assert "cannot be written" in nowhere.stderr


@pytest.mark.parametrize("fault", ["events: [", "event: []"])
@pytest.mark.parametrize("path", [PA, PERSON, PRACTITIONER])
def test_nothing_is_under_may_do_while_a_record_of_it_can_not_be_read(path, fault, tmp_path):
    """A file that is lost may hold the admission that stops a task."""
    world = tmp_path / "world"
    shutil.copytree(SMALL, world)
    with (world / path).open("a") as file:
        file.write(f"{fault}\n")
    result = CliRunner().invoke(main, ["register", "passport", "pa-0001", "--root", str(world), *ON])
    may, unknown = (
        section(result.stdout, "May do on", "Cannot say"),
        section(result.stdout, "Cannot say", "May not do now"),
    )

    assert result.exit_code == 1
    assert "gastrostomy-feed" not in may
    assert f"The file of {Path(path).stem} cannot be read." in unknown
    assert ("Cannot say " in unknown) is (path == PA) or "gastrostomy-feed" in unknown
    assert f"the file of {Path(path).stem} cannot be read" in result.stderr


def test_what_can_not_be_read_of_others_changes_nothing_on_a_paper(tmp_path):
    world = tmp_path / "world"
    shutil.copytree(SMALL, world)
    for name in ("pas/pa-0002", "persons/person-002", "practitioners/pr-099"):
        (world / f"competences/register/{name}.yaml").write_text("events: [\n")
    made = [
        CliRunner().invoke(main, ["register", "passport", "pa-0001", "--root", str(root), *ON])
        for root in (SMALL, world)
    ]

    assert [result.exit_code for result in made] == [0, 0]
    assert made[0].stdout == made[1].stdout


# --- on paper


def pages_of(page, html: str, at: Path) -> tuple[int, list[str]]:
    """How many sheets of A4 a file prints on, and what it asked the network for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    at.write_text(html, encoding="utf-8")
    page.goto(at.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    sizes = set(re.findall(rb"/MediaBox\s*\[0 0 (\d+)[.\d]* (\d+)", printed))
    assert sizes == {(b"594", b"841")} or sizes == {(b"595", b"841")} or sizes == {(b"595", b"842")}
    return len(re.findall(rb"/Type\s*/Page\b", printed)), asked


@pytest.mark.browser
def test_papers_print_on_a4_and_ask_for_nothing(facts, tmp_path, browser):
    dialogs: list[str] = []
    for world in (facts(), hostile(facts)):
        for name, html in papers(world).items():
            page = browser.new_page()
            page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
            sheets, asked = pages_of(page, html, tmp_path / f"{name}.html")
            assert sheets == 1 if name == "passport" else sheets <= 3
            assert asked == [(tmp_path / f"{name}.html").as_uri()]
    assert dialogs == []


@pytest.mark.browser
def test_papers_can_be_read_aloud_and_on_a_phone(facts, browser):
    axe = tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    long = ("framework/tasks/gastrostomy-feed.yaml", f"title: {'Long' * 25}")
    for name, html in papers(facts(long)).items():
        page = browser.new_page(viewport={"width": 320, "height": 800}, bypass_csp=True)
        page.set_content(html)
        assert barriers_now(page, axe) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") == 320, name


@pytest.mark.browser
def test_a_passport_with_eight_lines_is_still_one_page(facts, tmp_path, world, browser):
    text = world[PA].text
    entry = text[text.index("  - task:") :]
    many = "".join(entry.replace("person: person-001", f"person: person-{number:03}", 1) for number in range(1, 9))
    people = [
        (PERSON.replace("person-001", f"person-{number:03}"), f"person: person-{number:03}\n") for number in range(2, 9)
    ]
    html = passport(facts((PA, f"sign_offs:\n{many}"), *people), "pa-0001")

    assert html.count('scope="row"') == 8
    assert pages_of(browser.new_page(), html, tmp_path / "passport.html")[0] == 1
