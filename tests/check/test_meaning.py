"""Faults of meaning, laid into copies of the reference world: each is found at its place, and nothing else is.

Every rule has several, which differ in record, field and wording. The controls are legitimate edits that look like such
faults: nothing is said of them.
"""

import shutil
from pathlib import Path

import pytest

from pa_framework.check.run import Report, check
from tests.check.test_seeded_faults import ON, Fault, put_in
from tests.paths import REFERENCE

T, R, L, A, S = "framework/tasks", "framework/roles", "framework/levels", "framework/agreements", "framework/support"
P, W, E, N, C = "framework/pay_bands", "framework/law", "framework/evidence", "framework/learning", "case_studies"
PLAN = "framework/plan"
GIVEN = "{state: given, reference: consent-0009, given_on: %s, review_by: %s, pseudonym: true}"
MADE_UP = "illustrative: true\nconsent: {state: not-needed, pseudonym: true}"

WHO_DOES_WHAT = [
    Fault("DEL090", f"{N}/continence-and-bowel-training.yaml", "prepares_for:\n", "prepares_for:\n  - §urethral-catheter-insertion\n"),
    Fault("DEL090", f"{N}/tube-feeding-training.yaml", "gastrostomy-site-care]", "gastrostomy-site-care, §intravenous-medicines]"),
    Fault("DEL090", f"{C}/rosa-night-shifts.yaml", "tasks: [", "tasks: [§deep-suction, "),
    Fault("DEL091", f"{R}/phb-lead.yaml", "authorised_by: [phb-clinical-lead]", "authorised_by: [phb-clinical-lead, §individual-employer]"),
    Fault("DEL091", f"{L}/lead-pa.yaml", "approval: {state: draft}", "approval: {state: approved, by_role: §individual-employer, on: 2026-10-01, review_by: 2027-10-01}"),
    Fault("DEL091", f"{R}/dietitian.yaml", "approval: {state: draft}", "approval: {state: approved, by_role: §person, on: 2026-10-01, review_by: 2027-10-01}"),
    Fault("DEL092", f"{T}/reminding-about-medicines.yaml", "settings: ", "§sign_off: {agreed_by: [person], delegated_by: [community-nurse]}\nsettings: "),
    Fault("DEL092", f"{T}/washing-and-dressing-near-a-device.yaml", "equipment:\n", "§sign_off:\n  assessed_by: [community-nurse]\nequipment:\n"),
    Fault("DEL093", f"{T}/syringe-driver.yaml", "status: never", "status: §never", gone="why_never: >-\n  Strong medicines are mixed and their rate is set for one day and one person. A slip can take away all\n  relief, or stop breathing.\n"),
    Fault("DEL094", f"{T}/stoma-bag-change.yaml", "tell: continence-and-stoma-nurse", "tell: §personal-assistant"),
    Fault("DEL094", f"{T}/catheter-care.yaml", "stop_when:\n", "stop_when:\n  same_day: {tell: §personal-assistant, signs: [The bag smells]}\n"),
    Fault("DEL094", f"{T}/insulin-by-pen.yaml", "  - Ring the diabetes nurse. Out", "  - §Tell no one but ring the diabetes nurse. Out"),
    Fault("DEL095", f"{R}/direct-payments-adviser.yaml", "authorised_by: [phb-clinical-lead]", "authorised_by: §[]"),
    Fault("DEL096", f"{R}/pa-trainer.yaml", "accountable: false", "accountable: §true"),
    Fault("DEL096", f"{R}/clinical-training-provider.yaml", "accountable: false", "accountable: §true"),
    Fault("DEL097", f"{T}/vital-signs.yaml", "category: monitoring", "category: §clinical-judgement"),
    Fault("DEL098", f"{T}/cough-assist.yaml", "scope: one-person", "scope: §transferable"),
    Fault("DEL098", f"{T}/tracheostomy-suction.yaml", "scope: one-person", "scope: §transferable"),
    Fault("DEL098", f"{T}/insulin-by-pen.yaml", "scope: one-person", "scope: §transferable"),
    Fault("DEL099", f"{T}/cough-assist.yaml", "approval: {state: draft}", "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: §2029-10-01}"),
    Fault("DEL099", f"{R}/pharmacist.yaml", "approval: {state: draft}", "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-02-28, review_by: §2028-02-29}"),
    Fault("DEL099", f"{P}/band-3.yaml", "approval: {state: draft}", "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: §2062-10-01}"),
    Fault("DEL100", f"{T}/gastrostomy-feed.yaml", "the_pa_does_not:\n", "the_pa_does_not:\n  - §Check the tube and the person before each feed, as the plan says\n"),
    Fault("DEL100", f"{R}/epilepsy-nurse.yaml", "limits:\n", "limits:\n  - §Does not look again at the plan after each use of the rescue medicine\n"),
    Fault("DEL100", f"{C}/leila-employer.yaml", "challenge:\n", "challenge:\n  - §I choose who helps me with the most private thing there is\n"),
    Fault("DEL101", f"{T}/taking-blood.yaml", "easy_read:\n", "easy_read:\n  - §A PA can take your blood.\n"),
    Fault("DEL101", f"{T}/insulin-by-pen.yaml", "  - The PA never changes the amount.", "  - §The PA can change the amount."),
    Fault("DEL101", f"{T}/syringe-driver.yaml", "easy_read:\n", "easy_read:\n  - §Your PA can learn to set up the pump.\n"),
    Fault("DEL101", f"{T}/gastrostomy-feed.yaml", "  - A nurse must check the PA first.", "  - §The PA does not need a nurse for it."),
]  # fmt: skip

MONEY = [
    Fault("PAY016", f"{P}/band-3.yaml", "funded: 16.65", "funded: §166.50"),
    Fault("PAY016", f"{P}/band-4.yaml", "self_employed: 18.75", "self_employed: §1.87"),
    Fault("PAY016", f"{P}/band-5.yaml", "amount: 1.40", "amount: §14.00"),
    Fault("PAY017", f"{P}/band-6.yaml", "paid: 17.20", "paid: §16.48"),
    Fault("PAY017", f"{P}/band-4.yaml", "paid: 15.40", "paid: §14.70"),
    Fault("PAY018", f"{P}/band-1.yaml", "supplements:", "§differs_because: The NHS pays for the handover at night as well.\nsupplements:"),
    Fault("LAW010", f"{W}/real-living-wage.yaml", "value: 12.60", "value: §126.00"),
    Fault("LAW012", f"{W}/minimum-wage.yaml", "value: 9.50", "value: §8.50"),
    Fault("LAW012", f"{W}/real-living-wage.yaml", "value: 10.85", "value: §10.58"),
    Fault("STO009", f"{E}/consistency.yaml", "value: 73", "value: §730"),
    Fault("STO009", f"{A}/model-agency.yaml", "nhs_per_cent: 74", "nhs_per_cent: §174"),
    Fault("STO009", f"{E}/hospital.yaml", "value: 36\n", "value: §360\n"),
    Fault("STO010", f"{E}/hospital.yaml", "    year: 2016\n", "    year: §2061\n"),
    Fault("STO010", f"{A}/model-pool.yaml", "year: 2016", "year: §2106"),
    Fault("STO010", "framework/sources.yaml", 'published: "2016"', 'published: §"2061"'),
    Fault("STO010", f"{C}/portsmouth-noticeboard.yaml", "    year: 2016\n", "    year: §2061\n"),
    Fault("STO011", f"{E}/moving-between-funders.yaml", "base: 71", "base: §710"),
]  # fmt: skip

STORIES_AND_PLANS = [
    Fault("CMP011", f"{L}/skilled-pa.yaml", "level: specialist-pa", "level: §skilled-pa"),
    Fault("CMP011", f"{L}/mentor-pa.yaml", "level: lead-pa", "level: §confident-pa"),
    Fault("CMP011", f"{L}/lead-pa.yaml", "  - outside: Team leader", "  - level: §mentor-pa\n    how: Go back to it.\n  - outside: Team leader"),
    Fault("CMP012", "competences/safe-practice/first-aid.yaml", "    - Checks the first aid kit with a colleague", "    - §Says when to ring 999"),
    Fault("CMP012", "competences/communication/hard-conversations.yaml", "  guides-others:\n    - ", "  guides-others:\n    - §Plans what to say with a mentor or peer first\n    - "),
    Fault("REF020", f"{PLAN}/local-hearing-from-pas.yaml", "status: current", "replaced_by: §local-hearing-from-pas\nstatus: current"),
    Fault("REF022", f"{T}/stoma-bag-change.yaml", "title: Change a two-piece stoma bag", "title: §Help with inhalers and nebulisers"),
    Fault("REF022", f"{R}/pharmacist.yaml", "title: Pharmacist", "title: §dietitian"),
    Fault("REF022", f"{L}/mentor-pa.yaml", "title: Mentor PA", "title: §Skilled PA"),
    Fault("STO012", f"{C}/jordan-first-job.yaml", "told_by: Jordan", "told_by: §Jamie"),
    Fault("STO012", f"{C}/leila-employer.yaml", '"Leila: I', '§"Layla: I'),
    Fault("STO012", f"{C}/owen-in-hospital.yaml", "told_by: Owen", "told_by: §Siân"),
    Fault("STO013", f"{C}/marta-mentor.yaml", "consent: {state: not-needed, pseudonym: true}", "consent: " + GIVEN.replace("given,", "§given,", 1) % ("2026-05-01", "2028-05-01")),
    Fault("STO013", f"{C}/kelly-back-to-work.yaml", "consent: {state: not-needed, pseudonym: true}", "consent: {state: §given, given_on: 2026-01-01, review_by: 2029-01-01, reference: c-1}"),
    Fault("STO014", f"{C}/tom-after-the-army.yaml", MADE_UP, "illustrative: false\nconsent: " + GIVEN % ("§2026-11-25", "2028-05-01")),
    Fault("STO014", f"{C}/derek-second-career.yaml", MADE_UP, "illustrative: false\nconsent: " + GIVEN % ("2026-11-01", "§2026-01-11")),
    Fault("SUP005", f"{S}/pa-contact.yaml", "serves: [pa, recruit]", "serves: [pa, §employer]"),
    Fault("SUP006", f"{S}/payroll-service.yaml", "deputy: The second payroll clerk", "deputy: §payroll service"),
    Fault("SUP006", "framework/framework.yaml", "deputy: training-leads", "deputy: §framework-team"),
    Fault("AGR016", f"{A}/consistency-pay-rates.yaml", "agreed: false", "agreed: §true"),
    Fault("AGR016", f"{A}/model-pool.yaml", "agreed: false", "agreed: §true"),
    Fault("AGR016", f"{A}/sharing-redundancy.yaml", "agreed: true", "agreed: §false\ndiffers_because: Each has its own form."),
    Fault("AGR017", f"{A}/sharing-redundancy.yaml", "payers:\n    - Council\n    - ICB", "payers:\n    §- ICB"),
    Fault("PLN006", f"{PLAN}/local-working-across-funders.yaml", "by_when: 2027-07\n    state: planned", "by_when: 2027-07\n    state: §done"),
    Fault("PLN006", f"{PLAN}/local-hearing-from-pas.yaml", "by_when: 2027-03\n    state: ", "by_when: 2027-03-15\n    state: §done #"),
]  # fmt: skip

SEEDED = {"who does what": WHO_DOES_WHAT, "money": MONEY, "stories and plans": STORIES_AND_PLANS}


@pytest.fixture(scope="module", params=SEEDED.values(), ids=SEEDED)
def seeded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Report, set[tuple[str, str, int, int]]]:
    world = copy_of_reference(tmp_path_factory.mktemp("meaning"))
    expected = put_in(world, request.param)
    return check(world, ON), expected


def copy_of_reference(world: Path) -> Path:
    for name in ("framework", "competences", "case_studies"):
        shutil.copytree(REFERENCE / name, world / name)
    return world


def test_every_fault_of_meaning_is_found_at_its_place(seeded: tuple[Report, set[tuple[str, str, int, int]]]) -> None:
    report, expected = seeded

    found = {(each.code, each.span.path, each.span.line, each.span.column) for each in report.findings}
    assert (expected - found, found - expected) == (set(), set())
