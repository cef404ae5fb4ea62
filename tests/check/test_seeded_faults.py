"""Many faults in copies of the real records: one run reports each, where it is, with a way out.

One copy has faults of all families, the other those of what tasks say in an emergency, at night, and when no PA may.
"""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct

from pa_framework.check import reporters
from pa_framework.check.rules import FAMILIES
from pa_framework.check.run import Report, check
from tests.paths import REFERENCE

ON = date(2026, 11, 27)


class Fault(Struct, frozen=True):
    """`old` is replaced by `new`, and `gone` is taken out; `§` in `new` marks the place that the finding must name.

    Where there is no file, `new` is one. Without a mark, the edit is what another fault needs.
    """

    code: str
    path: str
    old: str
    new: str
    gone: str = ""


T, R, L, A, S = "framework/tasks", "framework/roles", "framework/levels", "framework/agreements", "framework/support"
FAULTS = [
    Fault("TRC001", "framework/trace.yaml", "All of them\n      are drafts until a clinician approves them.\n    state: described", "All of them\n      are drafts until a clinician approves them.\n    state: §works"),
    Fault("YML001", f"{T}/vital-signs.yaml", "title: ", "title: Take§: "),
    Fault("YML002", f"{T}/cough-assist.yaml", "status: delegable", "status: delegable\n§status: delegable"),
    Fault("YML003", f"{T}/stoma-bag-change.yaml", "risk: low", "risk: §&low low"),
    Fault("YML007", f"{T}/simple-dressing.yaml", "title: ", "title: §!text "),
    Fault("SCH001", f"{T}/insulin-by-pen.yaml", "stop_when:", "§stop_wen:"),
    Fault("SCH002", f"{T}/blood-glucose-check.yaml", "id: blood-glucose-check\n", "§id: blood-glucose-check\n", gone="scope: one-person\n"),
    Fault("SCH003", f"{T}/oral-medicines.yaml", "scope: one-person", "scope: §[one-person]"),
    Fault("SCH004", f"{T}/catheter-care.yaml", "status: delegable", "status: §delegatable"),
    Fault("SCH005", "framework/support/paper-pack.yaml", "last_confirmed: 2026", "last_confirmed: §2026-13-45 #"),
    Fault("SCH006", "framework/support/pa-voice.yaml", "run_by: ", "run_by: §The "),
    Fault("REF001", f"{T}/eye-and-ear-drops.yaml", "category: medicines", "category: §medicine"),
    Fault("REF002", "competences/communication/hard-conversations.yaml", "id: hard-conversations", "id: §hard-talks"),
    Fault("REF001", "case_studies/marta-mentor.yaml", "level: mentor-pa", "level: §mentor"),
    Fault("REF005", "case_studies/rosa-night-shifts.yaml", "file: images/portraits/rosa", "file: §images/portraits/rosie"),
    Fault("CMP002", "competences/safe-practice/first-aid.yaml", "  aware:\n    - Says when to ring 999\n    - Finds the person's emergency plan with the address on it\n    - Says whether this person has recorded wishes about resuscitation\n", "  aware: §[]\n"),
    Fault("CMP005", "competences/safe-practice/food-hygiene.yaml", "care-certificate-2025: [", "care-certificate-2025: [§washing-up, "),
    Fault("CMP007", f"{L}/mentor-pa.yaml", "  record-keeping: ", "  record-keeping: §aware #"),
    Fault("PAY001", "framework/pay_bands/band-1.yaml", "paid: 12.95", "paid: §12.05"),
    Fault("PAY003", "framework/pay_bands/band-4.yaml", "until: 2026-03-31\n    paid: 14.10\n    funded: 16.85\n    self_employed: 18.75\n    basis: design-default\n  - funder: council\n    from: ", "until: §2026-04-15\n    paid: 14.10\n    funded: 16.85\n    self_employed: 18.75\n    basis: design-default\n  - funder: council\n    from: "),
    Fault("LAW002", "framework/support/payroll-service.yaml", "before the legal minimum rises in April", "when the legal minimum of §£12.71 rises"),
    Fault("LAW003", f"{A}/consistency-pay-rates.yaml", "Check every rate against the legal minimum each spring", "The legal minimum is §£12.17 now. Check every rate against it each spring"),
    Fault("LAW003", "framework/pages/about/share.md", "at least the legal minimum (", "the legal minimum is §£11.27 (", ),
    Fault("PAY012", f"{L}/lead-pa.yaml", "id: lead-pa\n", "id: §lead-pa\n", gone="pay_band: band-6\n"),
    Fault("DEL001", f"{T}/creams-and-patches.yaml", "  reviewed_by: [", "  reviewed_by: §[] #["),
    Fault("DEL002", f"{T}/gastrostomy-feed.yaml", "delegated_by: [community-nurse, dietitian]", "delegated_by: [community-nurse, §pharmacist]"),
    Fault("DEL003", f"{R}/pa-trainer.yaml", "authorised_by: [", "authorised_by: §[] #["),
    Fault("DEL005", f"{T}/buccal-midazolam.yaml", "at_least: 5", "at_least: §2"),
    Fault("DEL006", f"{T}/pressure-area-care.yaml", "months: 12", "months: §36"),
    Fault("DEL007", f"{T}/therapy-programme.yaml", "agreed_by: [person, pa,", "agreed_by: §[pa,"),
    Fault("DEL009", f"{T}/taking-blood.yaml", "status: never", "status: never\n§sign_off: {delegated_by: [community-nurse]}"),
    Fault("DEL017", f"{T}/intermittent-catheterisation.yaml", "approval: {state: draft}", "approval: {state: approved, by_role: §individual-employer, on: 2026-10-01, review_by: 2027-10-01}"),
    Fault("STO002", "case_studies/colin-lead-pa.yaml", "state: not-needed", "state: §withdrawn"),
    Fault("STO007", "case_studies/portsmouth-noticeboard.yaml", "  - id: cvs-on-the-noticeboard\n    says: PAs with a CV on the noticeboard in September 2016 (the report says more than this number)\n    value: 151\n    unit: people\n    year: 2016\n    source: pa-workforce-research-2016\n", "  - §id: cvs-on-the-noticeboard\n    says: PAs with a CV\n    value: 151\n    unit: people\n    year: 2016\n"),
    Fault("SUP001", f"{S}/pa-contact.yaml", "run_by: pa-together", "run_by: §independent-living-hub"),
    Fault("SUP002", f"{S}/drop-in-peer-support.yaml", "last_confirmed: 2026", "last_confirmed: §2025"),
    Fault("AGR002", f"{A}/moving-between-funders.yaml", "continued_weeks: 8", "continued_weeks: §6"),
    Fault("AGR005", f"{A}/pas-in-hospital.yaml", "dbs_within_years: 3", "dbs_within_years: §5"),
    Fault("PLN001", "framework/plan/local-finding-and-keeping-pas.yaml", "  - id: open-noticeboard\n    what: Open the noticeboard to self-employed PAs and to people with NHS funding\n    by_whom:\n      - Council direct payments team\n", "  - §id: open-noticeboard\n    what: Open the noticeboard to self-employed PAs\n"),
    Fault("PLN003", "framework/plan/local-hearing-from-pas.yaml", "by_when: 2027-03\n    state: ", "by_when: 2024-03\n    state: §"),
    Fault("PRV005", "competences/working-life/boundaries.yaml", "summary: >-\n  ", "summary: >-\n  Write to §ann.other@gmail.com. "),
    Fault("PRV002", "framework/learning/induction.yaml", "provider: ", "provider: §QQ123456C "),
    Fault("TXT001", "framework/learning/first-aid-course.yaml", "provider: ", "provider: §service users and "),
    Fault("WVR002", f"{T}/waivers.yaml", "", "waivers:\n  - code: TXT003\n    record: §tracheostomy-suction\n    reason: The wording is the manufacturer's own\n    by_role: phb-clinical-lead\n    until: 2027-03-31\n"),
    Fault("WVR003", "competences/working-life/waivers.yaml", "", "waivers:\n  - code: §PRV005\n    record: boundaries\n    reason: She wants to be written to\n    by_role: phb-clinical-lead\n    until: 2027-03-31\n"),
    Fault("SIT002", "framework/framework.yaml", "status: reference\n", "status: reference\nbrand: {logo: §images/no-such-logo.svg}\n"),
    Fault("TXT005", "competences/digital-and-records/digital-skills.yaml", "  aware:\n    - ", "  aware:\n    - §Sends a photo.\n    - "),
    Fault("FND001", "framework/search.yaml", "      - peg\n", "      - peg\n      - §Peg?\n"),
]  # fmt: skip

D = "framework/delegation.yaml"
URGENCY = [
    Fault("DEL011", f"{T}/eye-and-ear-drops.yaml", "stop_when:", "§stop_when:", gone="  emergency:\n    none_because: Nothing that drops can do here is an emergency by itself\n"),
    Fault("DEL011", f"{T}/catheter-care.yaml", "  emergency:\n", "  emergency:\n    §none_because: No sign of it ever is\n"),
    Fault("DEL024", f"{T}/gastrostomy-feed.yaml", "      - The tube has moved or come out", "      - §choking"),
    Fault("DEL024", f"{T}/pressure-area-care.yaml", "      - The mattress or cushion has failed", "      - §The person is choking."),
    Fault("DEL025", f"{T}/creams-and-patches.yaml", "      - A patch is missing or has come loose", "      - §The person is very drowsy"),
    Fault("DEL025", f"{T}/when-required-medicines.yaml", "      - The limit for the day is reached", "      - {text: §They won’t wake up when spoken to, do: Call their name}"),
    Fault("DEL026", f"{T}/gastrostomy-medicines.yaml", "omission: harmful", "omission: §harmful", gone="if_no_one_may:\n  - Ring the community nursing team. Say which medicine is due.\n"),
    Fault("DEL027", f"{T}/buccal-midazolam.yaml", "decide_again_when:\n", "decide_again_when:\n  - §long-gap\n"),
    Fault("DEL027", f"{T}/buccal-midazolam.yaml", "{months: 24, basis: national", "{months: §36, basis: national"),
    Fault("DEL028", f"{T}/gastrostomy-feed.yaml", "    tell: community-nurse\n    out_of_hours: nhs-111\n", "    tell: §community-nurse\n"),
    Fault("DEL028", f"{T}/gastrostomy-site-care.yaml", "out_of_hours: nhs-111", "out_of_hours: §pharmacist"),
    Fault("DEL028", f"{T}/oxygen-and-mask-ventilation.yaml", "- An alarm does not clear", "- {text: An alarm does not clear, tell: §physiotherapist}"),
    Fault("DEL028", f"{T}/stoma-bag-change.yaml", "tell: continence-and-stoma-nurse", "tell: §community-nursing-out-of-hours"),
    Fault("DEL029", f"{T}/cough-assist.yaml", "tell: physiotherapist", 'tell: §"105"'),
    Fault("DEL029", f"{T}/when-required-medicines.yaml", "tell: community-nurse", "tell: §individual-employer"),
    Fault("DEL030", f"{T}/digital-removal-of-faeces.yaml", "      - There is bleeding", "      - §There is a sudden pounding headache"),
    Fault("DEL030", f"{T}/simple-dressing.yaml", "      - Pain is worse\n", "      - Pain is worse\n      - §pain is  worse.\n"),
    Fault("DEL031", f"{T}/gastrostomy-feed.yaml", "  - Ring the community nursing team.", "  - §The other PA gives the feed."),
    Fault("DEL031", f"{T}/insulin-by-pen.yaml", "  - Ring the diabetes nurse.", "  - §Give the insulin as usual."),
    Fault("DEL031", f"{T}/taking-blood.yaml", "status: never", "status: never\nif_no_one_may: [§It is done by another PA]"),
    Fault("DEL032", f"{T}/gastrostomy-site-care.yaml", "status: delegable", "status: delegable\n§condition: When no nurse can come"),
    Fault("DEL032", f"{T}/oral-medicines.yaml", "status: delegable", "status: §by-exception"),
    Fault("DEL033", f"{T}/inhalers-and-nebulisers.yaml", "  emergency:\n", '  emergency:\n    tell: §"998"\n'),
    Fault("DEL033", D, "    staffed: out-of-hours\n", '    number: §"911"\n    staffed: out-of-hours\n'),
    Fault("DEL034", "framework/learning/first-aid-course.yaml", "teaches:\n  first-aid: ", "prepares_for: [buccal-midazolam]\nteaches:\n  first-aid: §"),
    Fault("DEL035", D, "    does: go-on-until\n    days: 28\n", "    does: §go-on-until\n"),
    Fault("DEL035", D, "    does: stop\n", "    does: stop\n    days: §3\n"),
    Fault("DEL035", D, "  - id: hospital-admission", "  - id: §hospital-admission", gone="    meanwhile:\n      - Ask the ward who does the task while the person is there.\n"),
    Fault("DEL037", D, "      observed_practices: 5\n", "      observed_practices: 5\n      with_person: §6\n"),
    Fault("DEL038", f"{T}/cough-assist.yaml", "requires:", "§requires:", gone="  working-to-a-delegated-task: independent\n"),
    Fault("DEL039", "case_studies/jordan-first-job.yaml", "level: starting-out\n", "level: starting-out\ntasks: [§insulin-by-pen]\n"),
    Fault("DEL040", "framework/pay_bands/band-2.yaml", "  - for: rural\n", "  - §for: complex\n"),
    Fault("REF001", f"{T}/cough-assist.yaml", "      - There is blood in what comes up", "      - §choke"),
    Fault("REF001", f"{T}/intermittent-catheterisation.yaml", "tell: continence-and-stoma-nurse", "tell: §continence-nurse"),
    Fault("SCH001", f"{T}/subcutaneous-injection.yaml", "  urgent:\n", "  §high:\n"),
    Fault("SCH002", f"{T}/tracheostomy-suction.yaml", "{text: The tube has come out or moved, do", "§{do"),
    Fault("SCH003", f"{T}/suppositories-and-micro-enemas.yaml", "      - There is pain\n", "      - §7\n"),
    Fault("SCH003", f"{T}/vital-signs.yaml", "tell: community-nurse", "tell: §111"),
    Fault("SCH007", f"{T}/therapy-programme.yaml", "      - There is pain that is new or worse", '      - §""'),
    Fault("SCH007", f"{T}/blood-glucose-check.yaml", "      - The reading is outside the limits in the plan", f"      - §{'X' * 301}"),
]  # fmt: skip
SEEDED = {"all families": FAULTS, "urgency": URGENCY}


def put_in(world: Path, faults: list[Fault]) -> set[tuple[str, str, int, int]]:
    """Puts every fault into a copy of the records; returns code, path, line and column of what must be found."""
    texts: dict[str, str] = {}
    marks = {chr(0xE000 + place): fault for place, fault in enumerate(faults)}
    for mark, fault in marks.items():
        path = world / fault.path
        text = texts.get(fault.path) or (path.read_text(encoding="utf-8") if path.exists() else "")
        text = text.replace(fault.gone, "", 1)
        assert fault.old in text, f"{fault.path} has no {fault.old!r}"
        texts[fault.path] = text.replace(fault.old, fault.new.replace("§", mark), 1)
    without_marks = str.maketrans(dict.fromkeys(marks))
    expected = set()
    for mark, fault in marks.items():
        text = texts[fault.path]
        if "§" not in fault.new:
            continue
        before = text[: text.index(mark)].translate(without_marks)
        expected.add((fault.code, fault.path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1))
    for name, text in texts.items():
        (world / name).write_text(text.translate(without_marks), encoding="utf-8")
    return expected


def copy_of_reference(world: Path) -> Path:
    """Copies the records of the reference world into a folder, which is returned."""
    for name in ("framework", "competences", "case_studies"):
        shutil.copytree(REFERENCE / name, world / name)
    return world


@pytest.fixture(scope="module", params=SEEDED.values(), ids=SEEDED)
def seeded(request, tmp_path_factory) -> tuple[Report, set[tuple[str, str, int, int]]]:
    world = copy_of_reference(tmp_path_factory.mktemp("seeded"))
    expected = put_in(world, request.param)
    return check(world, ON), expected


def test_every_fault_is_found_where_it_is_and_nothing_else_is(seeded):
    report, expected = seeded

    assert {
        (finding.code, finding.span.path, finding.span.line, finding.span.column) for finding in report.findings
    } == expected


def test_there_are_faults_of_every_family():
    """Sign-offs (SGN) and areas with a base (OVR) have worlds of their own: facts/test_verdict.py, records/test_overlays.py."""
    assert {fault.code[:3] for fault in FAULTS} == set(FAMILIES) - {"SGN", "OVR"}
    assert len(FAULTS) >= 30
    assert len(URGENCY) >= 30


def test_every_finding_says_what_to_do(seeded):
    assert [finding.code for finding in seeded[0].findings if len(finding.fix) < 10] == []


def test_every_format_carries_every_finding(seeded):
    report, _ = seeded
    from_json = json.loads(reporters.as_json(report))
    from_sarif = json.loads(reporters.sarif(report))["runs"][0]["results"]

    assert (from_json["errors"], from_json["warnings"]) == (report.errors, report.warnings)
    assert [finding["code"] for finding in from_json["findings"]] == [finding.code for finding in report.findings]
    assert [result["ruleId"] for result in from_sarif] == [finding.code for finding in report.findings]
    assert reporters.github(report).count("\n::") == len(report.findings)
    assert reporters.text(report).count("\n  fix: ") == len(report.findings)
