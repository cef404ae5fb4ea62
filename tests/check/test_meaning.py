"""Faults of meaning, laid into copies of the reference world: each is found at its place, and nothing else is.

Every rule has several, which differ in record, field and wording. The controls are legitimate edits that look like such
faults: nothing is said of them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from msgspec.structs import replace

from pa_framework.check.run import Report, check
from pa_framework.facts.days_in_order import pair_of
from pa_framework.facts.duty_words import clinical_groups_of_lay_people
from pa_framework.facts.facts import Facts
from pa_framework.facts.principles import given_by_mouth
from pa_framework.facts.scale import levels_with_another_band
from pa_framework.records import json_schema as schemas
from pa_framework.records.load import Records, read_records
from tests.builders.effort import at_night
from tests.check.test_seeded_faults import ON, A, D, Fault, L, R, S, T, copy_of_reference, put_in
from tests.paths import REFERENCE

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
    Fault("DEL094", f"{T}/gastrostomy-site-care.yaml", "omission: can-wait\n", "  same_day: {tell: §person, signs: [The dressing is loose]}\nomission: can-wait\n"),
    Fault("DEL026", f"{T}/buccal-midazolam.yaml", "  - Call 999 as soon as a seizure starts.", "  - §Ring the epilepsy nurse.", gone="  - Calls for help as the plan says, and records times\n"),
    Fault("DEL026", f"{T}/buccal-midazolam.yaml", "the_pa_does:\n", "do_first:\n  - §Time the seizure.\nthe_pa_does:\n  - Calls 999 as the plan says\n"),
    Fault("", f"{T}/buccal-midazolam.yaml", "the_pa_does:\n", "the_pa_does:\n  - Calls 999 as the plan says, and records times\n"),
    Fault("DEL033", "framework/framework.yaml", '["999", "112"]', '["999", "112", §"000"]'),
    Fault("DEL095", f"{R}/direct-payments-adviser.yaml", "authorised_by: [phb-clinical-lead]", "authorised_by: §[]"),
    Fault("DEL096", f"{R}/pa-trainer.yaml", "accountable: false", "accountable: §true"),
    Fault("DEL096", f"{R}/clinical-training-provider.yaml", "accountable: false", "accountable: §true"),
    Fault("DEL097", f"{T}/vital-signs.yaml", "category: monitoring", "category: §clinical-judgement"),
    Fault("DEL097", f"{R}/dietitian.yaml", "may_train: {nutrition: medium}", "may_train: {nutrition: medium, §clinical-judgement: low}"),
    Fault("DEL097", f"{R}/pharmacist.yaml", "may_delegate: {medicines: high}", "may_delegate: {medicines: high, §clinical-judgement: low}"),
    Fault("DEL098", f"{T}/cough-assist.yaml", "scope: one-person", "scope: §transferable"),
    Fault("DEL098", f"{T}/tracheostomy-suction.yaml", "scope: one-person", "scope: §transferable"),
    Fault("DEL098", f"{T}/insulin-by-pen.yaml", "scope: one-person", "scope: §transferable"),
    Fault("DEL099", f"{T}/cough-assist.yaml", "approval: {state: draft}", "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: §2029-10-01}"),
    Fault("DEL099", f"{R}/pharmacist.yaml", "approval: {state: draft}", "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-02-28, review_by: §2028-02-29}"),
    Fault("DEL099", f"{P}/band-3.yaml", "approval: {state: draft}", "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: §2062-10-01}"),
    Fault("DEL100", f"{T}/gastrostomy-feed.yaml", "the_pa_does_not:\n", "the_pa_does_not:\n  - §Check the tube and the person before each feed, as the plan says\n"),
    Fault("DEL100", f"{R}/epilepsy-nurse.yaml", "limits:\n", "limits:\n  - §Does not look again at the plan after each use of the rescue medicine\n"),
    Fault("DEL100", f"{C}/leila-employer.yaml", "challenge:\n", "challenge:\n  - §I choose who helps me with the most private thing there is\n"),
    Fault("DEL100", f"{T}/stoma-bag-change.yaml", "the_pa_does_not:\n", "the_pa_does_not:\n  - §Change the stoma bag\n"),
    Fault("DEL101", f"{T}/taking-blood.yaml", "easy_read:\n", "easy_read:\n  - §A PA can take your blood.\n"),
    Fault("DEL101", f"{T}/insulin-by-pen.yaml", "  - The PA never changes the amount.", "  - §The PA can change the amount."),
    Fault("DEL101", f"{T}/syringe-driver.yaml", "easy_read:\n", "easy_read:\n  - §Your PA can learn to set up the pump.\n"),
    Fault("DEL101", f"{T}/gastrostomy-feed.yaml", "  - A nurse must check the PA first.", "  - §The PA does not need a nurse for it."),
]  # fmt: skip

MONEY = [
    Fault("PAY016", f"{P}/band-3.yaml", "funded: 16.65", "funded: §166.50"),
    Fault("PAY016", f"{P}/band-4.yaml", "self_employed: 18.75", "self_employed: §1.87"),
    Fault("PAY016", f"{P}/band-5.yaml", "amount: 1.40", "amount: §14.00"),
    Fault("PAY023", f"{P}/band-3.yaml", "illustrative: true", "illustrative: §false"),
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
    Fault("REF022", f"{R}/occupational-therapist.yaml", "title: Occupational therapist", "title: §dietitian"),
    Fault("REF022", f"{L}/mentor-pa.yaml", "title: Mentor PA", "title: §Skilled PA"),
    Fault("STO012", f"{C}/jordan-first-job.yaml", "told_by: Jordan", "told_by: §Jamie"),
    Fault("STO012", f"{C}/leila-employer.yaml", '"Leila: I', '§"Layla: I'),
    Fault("STO012", f"{C}/owen-in-hospital.yaml", "told_by: Owen", "told_by: §Siân"),
    Fault("STO012", f"{C}/marta-mentor.yaml", "told_by: Marta", "told_by: §Freya"),
    Fault("STO012", f"{C}/marta-mentor.yaml", "easy_read:\n", "easy_read:\n  - §Marta knows Shabana from the bus.\n"),
    Fault("STO012", f"{C}/rosa-night-shifts.yaml", "benefit:\n", "benefit:\n  - §Malcolm sleeps in his own bed\n"),
    Fault("TXT032", f"{C}/rosa-night-shifts.yaml", "story:\n", "story:\n  - §I turned down his pressure a little, and he slept.\n"),
    Fault("TXT032", f"{C}/priya-learning-insulin.yaml", "story:\n", "story:\n  - §That day I gave him two fewer units, and rang afterwards.\n"),
    Fault("DEL101", f"{T}/taking-blood.yaml", "  - A PA does not take the blood.", "  - §A PA can take blood while no nurse is there."),
    Fault("STO017", "framework/pages/guides/first-change.md", "Until then it stays at £13.35.", "Until then it stays at §£13.53."),
    Fault("STO013", f"{C}/marta-mentor.yaml", "consent: {state: not-needed, pseudonym: true}", "consent: " + GIVEN.replace("given,", "§given,", 1) % ("2026-05-01", "2028-05-01")),
    Fault("STO013", f"{C}/kelly-back-to-work.yaml", "consent: {state: not-needed, pseudonym: true}", "consent: {state: §given, given_on: 2026-01-01, review_by: 2029-01-01, reference: c-1}"),
    Fault("STO014", f"{C}/tom-after-the-army.yaml", MADE_UP, "illustrative: false\nconsent: " + GIVEN % ("§2026-11-25", "2028-05-01")),
    Fault("STO014", f"{C}/colin-lead-pa.yaml", MADE_UP, "illustrative: false\nconsent: " + GIVEN % ("2026-11-01", "§2026-01-11")),
    Fault("SUP005", f"{S}/pa-contact.yaml", "serves: [pa, recruit]", "serves: [pa, §employer]"),
    Fault("SUP006", f"{S}/payroll-service.yaml", "deputy: The second payroll clerk", "deputy: §payroll service"),
    Fault("SUP006", "framework/framework.yaml", "deputy: training-leads", "deputy: §framework-team"),
    Fault("AGR016", f"{A}/consistency-pay-rates.yaml", "agreed: false", "agreed: §true"),
    Fault("AGR016", f"{A}/model-pool.yaml", "agreed: false", "agreed: §true"),
    Fault("AGR016", f"{A}/consistency-dbs.yaml", "agreed: true", "agreed: §true\ndiffers_because: Each has its own form."),
    Fault("AGR017", f"{A}/sharing-redundancy.yaml", "payers:\n    - Council\n    - ICB", "payers:\n    §- ICB"),
    Fault("PLN006", f"{PLAN}/local-working-across-funders.yaml", "by_when: 2027-07\n    state: planned", "by_when: 2027-07\n    state: §done"),
    Fault("PLN006", f"{PLAN}/local-hearing-from-pas.yaml", "by_when: 2027-03\n    state: ", "by_when: 2027-03-15\n    state: §done #"),
]  # fmt: skip

TEXTS = [
    Fault("STO009", "framework/pages/i-lead-training.md", "\n\n", "\n\nAbout §740% of councils said so in 2016.\n\n"),
    Fault("STO009", f"{A}/model-self-employed.yaml", "points:\n", "points:\n  - §In 2016, 102 per cent of the NHS areas had one.\n"),
    Fault("STO015", f"{A}/model-pool.yaml", "council_per_cent: 10", "council_per_cent: §40"),
    Fault("STO015", f"{A}/model-agency.yaml", "says: Found in 51 per cent", "says: §Found in 15 per cent"),
    Fault("AGR018", "framework/pages/i-employ-a-pa.md", "\n\n", "\n\nIf you move to NHS money, the council goes on paying for §twelve weeks.\n\n"),
    Fault("AGR018", "framework/pages/i-am-a-pa.md", "\n\n", "\n\nWhen your employer is in hospital you are paid for §6 weeks.\n\n"),
    Fault("AGR018", f"{L}/starting-out.yaml", "learning_ahead:\n", "learning_ahead:\n  - §A DBS check that is no older than five years\n"),
    Fault("PAY019", "framework/pages/become-a-pa.md", "\n\n", "\n\nA Skilled PA earns §£19.35 an hour from the council.\n\n"),
    Fault("TXT008", f"{R}/pharmacist.yaml", "does:\n", "does:\n  - §(ask Priya) Talks to the prescriber\n"),
    Fault("TXT008", f"{N}/induction.yaml", "provider: ", "provider: §XXXX and "),
    Fault("TXT008", f"{C}/sam-self-employed.yaml", "hours: About 30", "hours: §About XX"),
    Fault("TXT008", f"{S}/pa-voice.yaml", "offers:\n", "offers:\n  - §A meeting every xx weeks\n"),
    Fault("SIT017", "framework/pages/i-lead-training.md", "\n\n", "\n\nThe next course costs §£XX and begins in spring.\n\n"),
    Fault("TXT008", f"{N}/first-aid-course.yaml", "easy_read:\n", "easy_read:\n  - §tbc\n"),
    Fault("TXT008", f"{S}/payroll-service.yaml", "offers:\n", "offers:\n  - §Ring [name of the adviser] first\n"),
    Fault("TXT008", f"{C}/marta-mentor.yaml", "benefit:\n", "benefit:\n  - §Write todo how it went\n"),
    Fault("TXT009", "competences/digital-and-records/digital-skills.yaml", "  aware:\n    - ", "  aware:\n    - §Has the ability to send a photo\n    - "),
    Fault("TXT004", "competences/safe-practice/first-aid.yaml", "  assisted:\n    - ", "  assisted:\n    - §Checks the kit and reports what is missing\n    - "),
    Fault("TXT004", "competences/communication/hard-conversations.yaml", "  assisted:\n    - ", "  assisted:\n    - §Listens to a complaint as well as writing it down\n    - "),
    Fault("TXT004", "competences/health-and-wellbeing/skin-care.yaml", "  assisted:\n    - ", "  assisted:\n    - §Tells the nurse of a sore and orders new cushions\n    - "),
    Fault("TXT004", "competences/health-and-wellbeing/eating-and-drinking.yaml", "  assisted:\n    - ", "  assisted:\n    - §Lays the table and fetches the thickener\n    - "),
    Fault("TXT010", f"{S}/advice-on-rights.yaml", "offers:\n", "offers:\n  - §Help for patients who leave hospital\n"),
    Fault("TXT010", f"{T}/vital-signs.yaml", "the_pa_does:\n", "the_pa_does:\n  - §Asks the patient to sit down\n"),
    Fault("TXT011", f"{L}/skilled-pa.yaml", "easy_read:\n", "easy_read:\n  - §You read the multidisciplinary notes.\n"),
    Fault("TXT012", f"{L}/lead-pa.yaml", "easy_read:\n", "easy_read:\n  - You plan who is off.\n  - §You plan who is off\n"),
    Fault("TXT013", f"{PLAN}/local-working-across-funders.yaml", "what: Sign the agreement on sharing redundancy", "what: §Sign the agreement on sharing redundancy by June 2028"),
    Fault("DEL102", "framework/pages/i-am-a-clinician.md", "\n\n", "\n\nIf the person stops breathing, dial §911 at once.\n\n"),
    Fault("DEL102", f"{T}/catheter-care.yaml", "easy_read:\n", "easy_read:\n  - §Ring 000 if you feel very ill.\n"),
]  # fmt: skip

#: Faults of the same kinds in other words: who does a task, who keeps a register, and which number is called.
WHO_AND_WHERE = [
    Fault("DEL104", f"{T}/syringe-driver.yaml", "done_by:\n", "done_by:\n  - §A trained personal assistant\n"),
    Fault("DEL104", f"{T}/taking-blood.yaml", "  - A phlebotomist, nurse or doctor\n", "  - A phlebotomist, nurse or doctor\n  - §A doctor or a Lead PA with five years in the job\n"),
    Fault("DEL104", f"{T}/deep-suction.yaml", "done_by:\n", "done_by:\n  - §A care worker who has seen it done\n"),
    Fault("DEL104", f"{T}/intramuscular-injection.yaml", "done_by:\n", "done_by:\n  - §The employer\n"),
    Fault("DEL105", f"{R}/diabetes-nurse.yaml", "body: Nursing and Midwifery Council (NMC)", "body: §General Medical Council"),
    Fault("DEL105", f"{R}/pharmacist.yaml", "https://www.pharmacyregulation.org/registers", "§https://www.hcpc-uk.org/check-the-register/"),
    Fault("DEL105", f"{R}/occupational-therapist.yaml", "body: Health and Care Professions Council (HCPC)", "body: §Social Work England"),
    Fault("DEL105", f"{R}/phb-clinical-lead.yaml", "https://www.nmc.org.uk/registration/search-register/", "§https://www.gmc-uk.org/registrants"),
    Fault("DEL105", f"{R}/general-practitioner.yaml", "https://www.gmc-uk.org/registrants", "§https://olr.gdc-uk.org/searchregister"),
    Fault("DEL106", "framework/pages/i-employ-a-pa.md", "\n\n", "\n\nIn an emergency, ring §111 and say who you are.\n\n"),
    Fault("DEL106", f"{T}/cough-assist.yaml", "easy_read:\n", "easy_read:\n  - §If you cannot breathe, the PA calls 101.\n"),
    Fault("DEL106", f"{S}/pa-contact.yaml", "easy_read:\n", "easy_read:\n  - §Dial 105 in an emergency.\n"),
    Fault("TXT004", "competences/safe-practice/food-hygiene.yaml", "  assisted:\n    - ", "  assisted:\n    - §Warms the plate, then seasons the meal\n    - "),
    Fault("TXT004", "competences/digital-and-records/digital-skills.yaml", "  assisted:\n    - ", "  assisted:\n    - §Opens the app and afterwards photographs the page\n    - "),
    Fault("TXT004", "competences/safe-practice/moving-and-assisting.yaml", "  assisted:\n    - ", "  assisted:\n    - §Steadies the hoist while also talking to the person\n    - "),
]  # fmt: skip

ORDER_AND_SCALE = [
    Fault("REF023", f"{N}/core-training.yaml", "open_until: 2027", "open_until: §2023"),
    Fault("REF023", f"{N}/employer-training.yaml", "open_until: 2027", "open_until: §2025"),
    Fault("REF023", "framework/sources.yaml", "published: 31 May 2023\n    last_checked: 2026-11-22", "published: 31 May 2023\n    last_checked: §2022-11-22"),
    Fault("PAY020", f"{P}/band-4.yaml", "amount: 2.00", "amount: §20.00"),
    Fault("PAY016", f"{P}/band-1.yaml", "amount: 0.40", "amount: §4.00"),
    Fault("PAY016", f"{P}/band-2.yaml", "amount: 1.20", "amount: §12.00"),
    Fault("PAY009", f"{L}/specialist-pa.yaml", "pay_band: band-4", "pay_band: §band-2"),
]  # fmt: skip

NUMBERS = [
    Fault("STO017", f"{E}/workforce-size.yaml", "summary: >-\n  England had 123,000", "summary: >-\n  England had §132,000"),
    Fault("STO017", f"{E}/pa-pay-over-time.yaml", "summary: >-\n  The latest median that we found, £10.50", "summary: >-\n  The latest median that we found, §£105.0"),
    Fault("STO017", f"{E}/pa-pay-over-time.yaml", "reading:\n", "reading:\n  - §In February 2020 PAs were paid £9.35 an hour.\n"),
    Fault("STO017", f"{E}/hospital.yaml", "  - \"Going on can", "  - §In 2016 the routine way was known to 95 per cent of them.\n  - \"Going on can"),
    Fault("STO018", f"{E}/pa-pay-over-time.yaml", "value: 10.42", "value: §10.24"),
    Fault("STO018", f"{E}/pa-pay-over-time.yaml", "value: 7.83", "value: §7.38"),
    Fault("STO019", f"{E}/workforce-size.yaml", "value: 130000", "value: §130,000"),
    Fault("STO019", f"{E}/retention.yaml", "value: 20.1", "value: §20.1%"),
]  # fmt: skip

IN_OTHER_WORDS = [
    Fault("DEL100", f"{T}/oral-medicines.yaml", "the_pa_does:\n", "the_pa_does:\n  - §Adjusts the dose when a meal is small\n"),
    Fault("DEL100", f"{T}/reminding-about-medicines.yaml", "the_pa_does:\n", "the_pa_does:\n  - §Puts a tablet into the person's mouth\n"),
    Fault("DEL100", f"{T}/washing-and-dressing-near-a-device.yaml", "the_pa_does:\n", "the_pa_does:\n  - §Notices leaks and flushes the device\n"),
    Fault("DEL100", f"{T}/stoma-bag-change.yaml", "the_pa_does:\n", "the_pa_does:\n  - §Washes out the stoma twice a week\n"),
    Fault("DEL100", f"{T}/simple-dressing.yaml", "the_pa_does:\n", "the_pa_does:\n  - §Cleans the wound and dries it\n"),
    Fault("DEL101", f"{T}/oral-medicines.yaml", "easy_read:\n", "easy_read:\n  - §The PA can adjust the dose.\n"),
    Fault("DEL101", f"{T}/gastrostomy-feed.yaml", "easy_read:\n", "easy_read:\n  - §Your PA may alter the speed of the feed.\n"),
    Fault("DEL101", f"{T}/washing-and-dressing-near-a-device.yaml", "easy_read:\n", "easy_read:\n  - §The PA can turn the device.\n"),
]  # fmt: skip

RULES_QUOTED = [
    Fault("AGR018", "framework/pages/i-employ-a-pa.md", "\n\n", "\n\nIf your nurse leaves, your PA may go on for §14 days.\n\n"),
    Fault("AGR018", "framework/pages/about/privacy.md", "Ours is 8", "Ours is §5"),
    Fault("AGR018", "framework/pages/i-lead-training.md", "\n\n", "\n\nFewer than §ten people are never published as a number.\n\n"),
    Fault("AGR018", "framework/pages/i-am-a-clinician.md", "\n\n", "\n\nA check of the registration counts for §18 months.\n\n"),
    Fault("AGR018", f"{S}/advice-on-rights.yaml", "offers:\n", "offers:\n  - §The rule that no task goes on for longer than three years without a review\n"),
    Fault("AGR018", "framework/pages/i-am-a-pa.md", "\n\n", "\n\nIn hospital, a DBS check may be up to §two years old.\n\n"),
]  # fmt: skip

QUOTED_ELSEWHERE = [
    Fault("TXT021", "framework/pages/i-lead-training.md", "9 September 2026 to 28 February 2027", "9 September 2026 to §28 March 2027"),
    Fault("TXT021", "framework/pages/i-am-a-pa.md", "\n\n", "\n\nThe fund pays from 9 September 2026 until §27 February 2027.\n\n"),
    Fault("TXT021", f"{S}/paper-pack.yaml", "offers:\n", "offers:\n  - §Courses from 9 September to 27 February 2027\n"),
    Fault("TXT021", f"{S}/pa-contact.yaml", "offers:\n", "offers:\n  - §Courses between 9 September 2026 and 28 February 2028\n"),
    Fault("TXT021", "framework/pages/i-am-a-clinician.md", "\n\n", "\n\nMarch 2025: the Care Certificate grows from 15 to §17 standards.\n\n"),
    Fault("STO015", "framework/pages/i-employ-a-pa.md", "\n\n", "\n\nIn 2016 Staffordshire paid from the budget for §six weeks before a review.\n\n"),
    Fault("STO015", "framework/pages/about/in-your-area.md", "\n\n", "\n\nIn 2016, in Herts Valleys, the council goes on paying for §10 weeks or longer.\n\n"),
    Fault("STO015", f"{S}/advice-on-rights.yaml", "offers:\n", "offers:\n  - §What Staffordshire did when it paid PAs from the budget for two weeks before a review\n"),
    Fault("AGR020", f"{A}/moving-between-funders.yaml", "points:\n", "points:\n  - §Six weeks is what one area agreed in 2016. Pay for at least that long.\n"),
    Fault("STO009", "framework/pages/about/equality.md", "\n\n", "\n\nAt least §175% of the board must be disabled.\n\n"),
    Fault("STO009", f"{S}/online-peer-group.yaml", "offers:\n", "offers:\n  - A group that 130 per cent of its members meet twice\n".replace("- A", "- §A")),
    Fault("TXT008", f"{S}/online-peer-group.yaml", "easy_read:\n", "easy_read:\n  - §We meet XX in the first month.\n"),
    Fault("TXT008", f"{E}/workforce-size.yaml", "value: 123000", 'value: §"#REF!"'),
    Fault("TXT008", f"{S}/paper-pack.yaml", "offers:\n", "offers:\n  - §\"#N/A\"\n"),
    Fault("SIT017", "framework/pages/about/privacy.md", "\n\n", "\n\nThe register has §#DIV/0! entries.\n\n"),
    Fault("CMP017", "framework/standards/care-certificate-2025.yaml", "number: 12", "number: §13"),
    Fault("CMP017", "framework/standards/care-certificate-2015.yaml", "number: 15", "number: §14"),
    Fault("SCH002", "framework/changes.yaml", "loosens: false\n  - id: easy-words-and-pictures", "loosens: §true\n  - id: easy-words-and-pictures"),
    Fault("SIT017", "framework/pages/i-am-a-pa.md", "\n## ", "\nThe group meets §XX every month.\n\n## "),
]  # fmt: skip

OWN_WORDS = [
    Fault("DEL110", "framework/delegation.yaml", 'number: "111"', 'number: §"119"'),
    Fault("DEL110", "framework/pages/i-am-a-pa.md", "\n\n", "\n\nAt night, §NHS 101 can tell you what to do.\n\n"),
    Fault("DEL110", "framework/pages/i-am-a-clinician.md", "\n\n", "\n\nRing §the police on **111** about a theft.\n\n"),
    Fault("DEL110", f"{S}/pa-contact.yaml", "easy_read:\n", "easy_read:\n  - §The police on 111 can help you.\n"),
    Fault("DEL111", f"{R}/physiotherapist.yaml", "may_sign_off: {therapy: low, ", "may_sign_off: {therapy: low, respiratory: §low, "),
    Fault("DEL111", f"{R}/dietitian.yaml", "does:\n", "may_assess: §{nutrition: low}\ndoes:\n"),
    Fault("DEL111", f"{R}/phb-lead.yaml", "does:\n", "may_review: §{nutrition: low}\ndoes:\n"),
    Fault("DEL112", f"{T}/taking-blood.yaml", "the_pa_does:\n", "the_pa_does:\n  - §Takes some of the blood when the arm is warm\n"),
    Fault("DEL112", f"{T}/syringe-driver.yaml", "the_pa_does:\n", "the_pa_does:\n  - §Sets up the driver in the evening\n"),
    Fault("DEL112", f"{T}/complex-wound-care.yaml", "the_pa_does:\n", "the_pa_does:\n  - §Treats the wound with the cream\n"),
    Fault("TXT020", f"{T}/gastrostomy-feed.yaml", "equipment:\n", "equipment:\n  - No bath in the first 72 hours after the tube was put in\n  - §A new set for the first 48 hours after the tube was put in or changed\n"),
    Fault("TXT020", f"{A}/moving-between-funders.yaml", "points:\n", "points:\n  - Write within 14 days after the budget moves.\n  - §Ring within 10 days after the budget moves.\n"),
    Fault("TXT020", f"{T}/insulin-by-pen.yaml", "equipment:\n", "equipment:\n  - A pen that is used for 28 days\n  - Needles for 28 days\n  - §Strips for 82 days\n"),
]  # fmt: skip

OF_OTHER_PROGRAMS = [
    Fault("TXT025", f"{R}/dietitian.yaml", "does:\n", "does:\n  - §Reads the personâ\u20ac™s plan\n"),
    Fault("TXT025", "framework/pages/i-am-a-pa.md", "\n\n", "\n\nA cafÃ§© in the park costs nothing.\n\n".replace("Ã§©", "§Ã©")),
    Fault("TXT025", f"{S}/pa-contact.yaml", "offers:\n", "offers:\n  - §A <b>phone</b> call\n"),
    Fault("TXT025", f"{T}/catheter-care.yaml", "equipment:\n", "equipment:\n  - §Soap &amp; water\n"),
    Fault("SIT021", "framework/pages/i-employ-a-pa.md", "\n\n", "\n\nSee §[the pay page]\n(career/pay.md#rates) first.\n\n"),
    Fault("SIT021", "framework/pages/i-am-a-clinician.md", "\n\n", "\n\nSee §(the pay page)[career/pay.md] first.\n\n"),
]  # fmt: skip

PARTING_PAY = """id: parting-pay
title: Parting pay
summary: What you pay when a job ends.
order: 8
values:
  - id: limit
    title: A week's pay at most
    applies_to: Employees
    unit: pound-per-week
    history:
      - {value: 751, from: 2026-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
      - {value: 719, from: 2025-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
      - {value: 700, from: 2024-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
  - id: most
    title: All of it
    applies_to: Employees
    unit: pound
    history:
      - {value: 22530, from: 2026-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
      - {value: §25170, from: 2025-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
      - {value: 21000, from: 2024-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
"""
PENSION_LIMITS = """id: pension-limits
title: Limits of the pension
summary: Between which earnings you pay in.
order: 9
values:
  - id: lower
    title: Lower limit of earnings
    applies_to: Employees
    unit: pound-per-year
    history:
      - {value: 6240, from: 2024-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
  - id: upper
    title: Upper limit of earnings
    applies_to: Employees
    unit: pound-per-year
    history:
      - {value: §5027, from: 2024-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
"""
TOLD_TWICE = [
    Fault("LAW020", f"{W}/parting-pay.yaml", "", PARTING_PAY),
    Fault("LAW020", f"{W}/pension-limits.yaml", "", PENSION_LIMITS),
    Fault("LAW003", "framework/pages/i-am-a-pa.md", "\n\n", "\n\nNo one may pay you less than the legal minimum, §£12.17 an hour.\n\n"),
    Fault("LAW003", f"{S}/pa-contact.yaml", "easy_read:\n", "easy_read:\n  - If you are 30, the minimum wage is §£17.12 an hour.\n"),
    Fault("STO020", f"{E}/hospital.yaml", "value: 11\n", "value: §21\n"),
    Fault("STO020", f"{E}/supply-of-pas.yaml", "figures:\n", "figures:\n  - {id: sure, says: Nurses that say PAs stay, value: 60, unit: per-cent, base: 9, base_of: nurses, year: 2016, source: pa-workforce-research-2016}\n"
          "  - {id: not-sure, says: Nurses that say PAs do not stay, value: §45, unit: per-cent, base: 9, base_of: nurses, year: 2016, source: pa-workforce-research-2016}\n"),
    Fault("STO017", f"{E}/pa-pay-over-time.yaml", "reading:\n", "reading:\n  - §In 2023/24 there were 132,000 posts.\n"),
    Fault("TXT021", "framework/pages/i-am-a-clinician.md", "\n\n", "\n\nThe WDQ ended in March 2021. The WDQ was closed in March 2021. A WDQ closed in May §2023.\n\n"),
    Fault("TXT021", f"{S}/advice-on-rights.yaml", "offers:\n", "offers:\n  - Help from the QRS until 2019\n  - Papers of the QRS, which was dissolved in 2019\n  - §What to ask instead, as QRS ended in 2009\n".replace("which was", "and how the QRS was")),
    Fault("TXT021", "framework/pages/i-lead-training.md", "\n\n", "\n\nThe standards of the Care Certificate: 2025 with §15, 2015 with 15.\n\n"),
    Fault("TXT022", f"{N}/dementia-course.yaml", "takes: ", "takes: §Two months and "),
    Fault("TXT022", f"{N}/first-aid-course.yaml", "takes: One day", "takes: §Ten minutes"),
    Fault("TXT022", f"{C}/leila-employer.yaml", "easy_read:\n", "easy_read:\n  - §She employs nine PAs.\n"),
    Fault("TXT022", f"{A}/sharing-redundancy.yaml", "points:\n", "points:\n  - §Of twelve months, six are paid by the council and seven by the NHS.\n"),
    Fault("PLN010", f"{PLAN}/local-hearing-from-pas.yaml", "target: Ten by the end of 2027", "target: §Ten by the end of 2017"),
    Fault("PLN010", f"{PLAN}/local-finding-and-keeping-pas.yaml", "target: Eight weeks or less by December 2027", "target: §Eight weeks or less by September 2026"),
    Fault("SIT020", "framework/pages/i-employ-a-pa.md", "\n\n", "\n\n| What happened | What the PA does |\n|---|---|\n§| Hospital admission | Goes on, and tells the ward. |\n\n"),
]  # fmt: skip

RIGHTS = """id: rights-in-a-job
title: Rights in a job
summary: A PA can ask for a written reason for a dismissal after 2 years. An employer who pays late has a penalty of £400 the first time.
order: 3
values:
  - id: reason
    title: Time needed to ask for a written reason
    applies_to: Employees
    unit: text
    history:
      - {value: §2 months, from: 2024-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
  - id: rest
    title: Rest in a year
    applies_to: Workers
    unit: weeks
    history:
      - {value: 4, from: 2024-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
  - id: rest-days
    title: Days of rest in a year
    applies_to: Workers
    unit: days
    history:
      - {value: 20, from: 2024-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
  - id: jury
    title: Longest time of leave for a jury
    applies_to: Each trial. Trials with 3 weeks or less between them count as one
    unit: weeks
    history:
      - {value: 14, from: 2024-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
  - id: late
    title: Penalty for the second time
    applies_to: Employers who pay late
    unit: pound
    history:
      - {value: 600, from: 2024-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
  - id: first-late
    title: Penalty for the first time
    applies_to: Employers who pay late
    unit: pound
    history:
      - {value: 400, from: 2024-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
  - id: lodging
    title: A lodging sum
    applies_to: Employers
    unit: pound-per-week
    history:
      - {value: 31.50, from: 2026-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
      - {value: 31.05, from: 2025-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
      - {value: 29.00, from: 2024-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
      - {value: 28.00, from: 2023-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
  - id: cards
    title: Cards for visitors
    applies_to: Everyone
    unit: text
    history:
      - {value: No paper card is accepted at the border, from: 2024-10-14, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}
"""
MADE_OF_PARTS = [
    Fault("LAW022", f"{W}/rights-in-a-job.yaml", "", RIGHTS),
    Fault("LAW022", f"{W}/rights-in-a-job.yaml", "    unit: weeks\n    history:\n      - {value: 14", "    unit: §days\n    history:\n      - {value: 14"),
    Fault("LAW020", f"{W}/rights-in-a-job.yaml", "value: 20,", "value: §22,"),
    Fault("LAW020", f"{W}/rights-in-a-job.yaml", "value: 600,", "value: §300,"),
    Fault("LAW021", f"{W}/rights-in-a-job.yaml", "value: 31.50,", "value: §30.15,"),
    Fault("LAW023", "framework/pages/i-am-a-pa.md", "\n\n", "\n\nSince §14 November 2024 the border accepts no card of paper.\n\n"),
    Fault("LAW023", "framework/pages/i-lead-training.md", "\n\n", "\n\nPay late, and the penalty for an employer is §£450 the first time.\n\n"),
    Fault("LAW023", f"{S}/pa-voice.yaml", "offers:\n", "offers:\n  - §Help with cards of paper at the border. Since 14 May 2024 visitors have no card that is accepted.\n"),
    Fault("TXT022", "framework/pages/i-employ-a-pa.md", "\n\n", "\n\nIf a PA works 4 days a week and is owed £80, each missed day costs §£25.\n\n"),
    Fault("TXT022", f"{S}/payroll-service.yaml", "offers:\n", "offers:\n  - §What you put aside, such as 20 per cent of £90, which is £17\n"),
    Fault("AGR018", "framework/pages/i-am-a-clinician.md", "\n\n", "\n\n| What happened | What the PA does |\n|---|---|\n| The nurse who delegated it leaves | Rings the team. Carries on for §42 days at most. |\n\n"),
    Fault("STO015", f"{C}/herts-valleys-moving-between-funders.yaml", "payment for eight weeks, or", "payment for §six weeks, or"),
    Fault("STO020", f"{E}/hospital.yaml", "value: 10\n", "value: §1\n"),
    Fault("STO020", f"{E}/hospital.yaml", "value: 9\n", "value: §3\n"),
    Fault("STO017", f"{E}/workforce-size.yaml", "reading:\n", "reading:\n  - §An employer has 1.78 PAs, on average.\n"),
    Fault("STO021", f"{E}/moving-between-funders.yaml", "    note: Two thirds of almost three quarters. It fits.\n", "    note: §Two fifths of almost three quarters. It fits.\n"),
    Fault("STO021", f"{E}/hospital.yaml", "    note: The chart prints 42. That is 59 per cent of 71,", "    note: §The chart prints 42. That is 95 per cent of 71,"),
    Fault("STO021", f"{E}/what-funders-pay.yaml", "figures:\n", "figures:\n  - {says: Paid in one town, value: §10.05, unit: pounds-per-hour, year: 2024, source: shropshire-standard-rates-2024, note: Lawful at that time.}\n"),
    Fault("STO022", f"{C}/jordan-first-job.yaml", "age_group: under-25\n", "age_group: §under-25\nstory:\n  - I was thirty-one when I began, and I had never cooked.\n", gone="story:\n"),
    Fault("PAY019", f"{P}/band-6.yaml", "    self_employed: 22.90\n    basis: design-default\ndiffers_because: >-\n  In this example the NHS rate is 70p to ", "    self_employed: 22.90\n    paid: 17.65\n    funded: 20.55\n    basis: design-default\ndiffers_because: >-\n  In this example the NHS rate is 70p to §", gone="    paid: 17.20\n    funded: 20.55\n"),
    Fault("AGR019", f"{A}/model-pool.yaml", "points:\n", "points:\n  - §A pool ran for ten years, two of them paid by the council and eight by the NHS. The NHS should pay one half.\n"),
]  # fmt: skip

COMMANDS = [
    Fault("TXT022", f"{N}/first-aid-course.yaml", "easy_read:\n", "easy_read:\n  - §It has three lessons.\n"),
    Fault("TXT022", f"{N}/core-training.yaml", "It has six parts.", "§It has sixty modules."),
    Fault("", f"{N}/first-aid-course.yaml", "takes: One day", "takes: One day in two sessions"),
    Fault("TXT026", f"{T}/insulin-by-pen.yaml", "before_you_start:\n", "  - §Put a tube back, or push on one that moved\nbefore_you_start:\n"),
    Fault("TXT026", f"{T}/stoma-bag-change.yaml", "before_you_start:\n", "  - §Keep a mask on someone who wants it off, without ringing\nbefore_you_start:\n"),
    Fault("DEL114", f"{T}/gastrostomy-feed.yaml", "the_pa_does_not:\n", "  - §Helps the person to lie flat and sleep after the feed\nthe_pa_does_not:\n  - Let the person lie flat, even for a moment\n"),
    Fault("DEL114", f"{T}/oxygen-and-mask-ventilation.yaml", "easy_read:\n", "easy_read:\n  - §The PA turns up the oxygen at night.\n"),
    Fault("DEL114", f"{T}/oxygen-and-mask-ventilation.yaml", "the_pa_does:\n", "do_first:\n  - §Turn up the oxygen at once.\nthe_pa_does:\n"),
    Fault("DEL114", f"{T}/buccal-midazolam.yaml", "the_pa_does_not:\n", "  - §Looks for the family's number before giving the medicine\nthe_pa_does_not:\n  - Delay the medicine to find a number of the family\n"),
    Fault("DEL114", f"{T}/cough-assist.yaml", "the_pa_does_not:\n", "  - Calls 999 first when nothing comes up\n  - §Raises the pressures a little\nthe_pa_does_not:\n"),
    Fault("DEL115", f"{T}/cough-assist.yaml", "easy_read:\n", "easy_read:\n  - §The PA rings the nurse first.\n"),
    Fault("DEL115", f"{T}/blood-glucose-check.yaml", "easy_read:\n", "easy_read:\n  - §When you are unconscious, the PA waits beside you.\n"),
    Fault("DEL116", f"{T}/insulin-by-pen.yaml", "the_pa_does_not:\n", '  - §Rings 999 and says "sepsis"\n  - Rings 999 and says "very low sugar"\nthe_pa_does_not:\n'),
    Fault("DEL116", f"{T}/vital-signs.yaml", "the_pa_does:\n", 'do_first:\n  - Ring 999 and say "sepsis".\nthe_pa_does:\n  - §Rings 999 and says "very low sugar"\n'),
    Fault("", "competences/working-life/boundaries.yaml", "why_it_matters: ", "  Dressing a wound is a task of its own.\nwhy_it_matters: "),
    Fault("CMP015", "competences/working-life/boundaries.yaml", "easy_read:\n", "easy_read:\n  - §A PA can dress a small wound without training.\n"),
    Fault("CMP015", "competences/safe-practice/first-aid.yaml", "  aware:\n", "  aware:\n    - §Dresses a wound unsupervised\n"),
    Fault("CMP015", "competences/communication/hard-conversations.yaml", "  aware:\n", "  aware:\n    - §Holds a first talk by themselves\n"),
]  # fmt: skip


def law(name: str, summary: str, *values: tuple[str, str, str, str], title: str = "Workplace pension") -> str:
    """A record of the law; a value is its title, the people, the unit and the value."""
    lines = [f"id: {name}", f"title: {title} {name}", f'summary: "{summary}"', "order: 9", "values:"]
    for place, (says, people, unit, value) in enumerate(values):
        lines += [f"  - id: v{place}", f'    title: "{says}"', f'    applies_to: "{people}"', f"    unit: {unit}"]
        lines += [
            "    history:",
            f"      - {{value: {value}, from: 2026-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}}",
        ]
    return "\n".join(lines) + "\n"


TRIGGER = ("Earnings from which you must enrol a PA", "Workers aged 22 to State Pension age", "pound-per-year", "10000")
AGE = ("Age from which you must enrol a PA", "Workers who earn enough", "years", "22")
YOUNG = ("Pay for each full year under 22", "Each full year that began before age 22", "weeks", "0.5")
MIDDLE = ("Pay for each full year from 22 to 40", "Each full year that began at an age of 22 to 40", "weeks", "1")
OLDER = ("Pay for each full year from 41", "Each full year that began at 41 or later", "weeks", "1.5")
NEEDED = ("Time in the job needed to claim unfair dismissal", "Employees", "text", "6 months")
GIVEN_BY = ("Notice that the employer gives", "Employees", "text", '"1 week for each full year, up to 12 weeks"')
MOST = ("Most weeks of notice that the employer must give", "Employees", "weeks", "12")
MILES = ("Car or van, first 10,000 miles in a year", "Everyone", "pound-per-mile", "0.45")
MORE_MILES = ("Car or van, miles above 10,000 in a year", "Everyone", "pound-per-mile", "0.25")
ENROL = "You must put your PA into a pension if they are 22 or over and earn enough."

AGES_AND_LIMITS = [
    Fault("LAW025", f"{W}/minimum-wage.yaml", "title: Rate for people aged 18 to 20", "title: §Rate for people aged 18 to 21"),
    Fault("LAW025", f"{W}/minimum-wage.yaml", "title: Rate for people aged 21 to 24", "title: §Rate for people aged 21 to 25"),
    Fault("LAW025", f"{W}/minimum-wage.yaml", "names: [under 18 rate", "names: [§under 19 rate"),
    Fault("LAW025", f"{W}/pension-a.yaml", "", law("pension-a", ENROL.replace("22", "25"), TRIGGER, AGE).replace('summary: "', 'summary: §"')),
    Fault("LAW025", f"{W}/pension-b.yaml", "", law("pension-b", ENROL, TRIGGER, (*AGE[:3], "§21"))),
    Fault("LAW025", f"{W}/pension-c.yaml", "", law("pension-c", ENROL, TRIGGER, AGE).replace('"Workers aged 22', '§"Workers aged 24')),
    Fault("LAW025", f"{W}/redundancy-a.yaml", "", law("redundancy-a", "It depends on age.", YOUNG, MIDDLE, OLDER).replace('"Each full year that began at an age of 22 to 40', '§"Each full year that began at an age of 22 to 45')),
    Fault("LAW025", f"{W}/redundancy-b.yaml", "", law("redundancy-b", "It depends on age.", ("How it is worked out", "Each full year", "text", '§"Under 22: half a week. From 22 to 40: one week. From 45: more."'), YOUNG, MIDDLE, OLDER)),
    Fault("LAW025", f"{W}/redundancy-c.yaml", "", law("redundancy-c", "It depends on age.", YOUNG, MIDDLE, OLDER).replace('title: "Pay for each full year from 41', 'title: §"Pay for each full year from 44')),
    Fault("LAW025", f"{W}/dismissal.yaml", "", law("dismissal", "A PA can claim unfair dismissal after 9 months in the job.", NEEDED, title="Dismissal").replace('summary: "', 'summary: §"')),
    Fault("LAW025", f"{W}/dismissal-b.yaml", "", law("dismissal-b", "Ask Acas first.", NEEDED, ("Claims", "Those who claim unfair dismissal", "text", "§They need 8 months in the job to claim unfair dismissal"), title="Dismissal")),
    Fault("LAW025", f"{W}/notice.yaml", "", law("notice", "Give it in writing.", (*GIVEN_BY[:3], '§"1 week for each full year, up to 10 weeks"'), MOST, title="Notice")),
    Fault("LAW025", f"{W}/notice-b.yaml", "", law("notice-b", "Give it in writing.", (*GIVEN_BY[:3], '§"1 week for each full year, at most 14 weeks"'), MOST, title="Notice")),
    Fault("LAW025", f"{W}/mileage.yaml", "", law("mileage", "What is free of tax.", MILES, MORE_MILES, title="Mileage").replace('"Car or van, miles above 10,000', '§"Car or van, miles above 12,000')),
    Fault("LAW025", f"{W}/mileage-b.yaml", "", law("mileage-b", "What is free of tax.", ("Car or van, up to 8,000 miles in a year", *MILES[1:]), ("§Car or van, miles over 10,000 in a year", *MORE_MILES[1:]), title="Mileage").replace('"§', '§"')),
    Fault("TXT022", f"{N}/shadowing-a-pa.yaml", "takes: Three shifts", "takes: §Two shifts"),
    Fault("TXT022", f"{N}/shadowing-a-pa.yaml", "  - You do it three times.", "  - §You do it four times."),
    Fault("TXT022", f"{N}/core-training.yaml", "  - It has six parts.", "  - §It has eight parts."),
    Fault("TXT022", f"{N}/breathing-support-training.yaml", "note: Ask for the two nights", "note: §Ask for the three nights"),
    Fault("TXT022", f"{N}/mentoring-course.yaml", "easy_read:\n", "easy_read:\n  - §You meet five times.\n"),
    Fault("", f"{N}/first-aid-course.yaml", "easy_read:\n", "easy_read:\n  - You do it two times.\n  - It has two parts.\n"),
    Fault("", f"{N}/core-training.yaml", "  - It is free.", "  - It is free.\n  - You come two times a week.\n  - There are three other parts."),
    Fault("", f"{N}/shadowing-a-pa.yaml", "recognises: >-\n", "recognises: >-\n  You may ask for two more shifts, or do the first two shifts with someone else.\n"),
    Fault("", f"{N}/person-specific-training.yaml", "easy_read:\n", "easy_read:\n  - You practise three times.\n"),
    Fault("", f"{N}/mentoring-course.yaml", "recognises: ", "recognises: The last two sessions are for everyone. "),
    Fault("TXT022", f"{R}/community-nurse.yaml", "easy_read:\n", "easy_read:\n  - §At 21 another nurse takes over.\n"),
    Fault("", f"{R}/community-nurse.yaml", "limits:\n", "limits:\n  - A nurse for adults takes over by name before the change at 18\n"),
    Fault("TXT022", f"{S}/pa-register.yaml", "easy_read:\n", "easy_read:\n  - §You can stand at an election if you are 16 or over.\n"),
    Fault("", f"{S}/pa-register.yaml", "rules:\n", "rules:\n  - Those who stand at an election are 18 or over.\n"),
    Fault("TXT022", f"{N}/induction.yaml", "easy_read:\n", "easy_read:\n  - §You may join the course alone if you are 19 or over.\n"),
    Fault("", f"{N}/induction.yaml", "where: ", "where: People aged 18 or over may join the course alone. "),
    Fault("TXT022", f"{T}/reminding-about-medicines.yaml", "easy_read:\n", "easy_read:\n  - §PAs must be 16 or over.\n"),
    Fault("", f"{T}/reminding-about-medicines.yaml", "requires: {medicines-support: assisted,", "requires: {all: [{competence: medicines-support, step: assisted}, {age: 18}]}  # {"),
    Fault("", f"{T}/washing-and-dressing-near-a-device.yaml", "easy_read:\n", "easy_read:\n  - PAs must be 18 or over.\n"),
    Fault("", f"{T}/washing-and-dressing-near-a-device.yaml", "requires: {personal-care: independent,", "requires: {all: [{competence: personal-care, step: independent}, {age: 18}]}  # {"),
    Fault("", f"{R}/dietitian.yaml", "easy_read:\n", "easy_read:\n  - Children under 12 see another dietitian.\n"),
    Fault("", f"{R}/epilepsy-nurse.yaml", "limits:\n", "limits:\n  - Children under 18 see the nurse of the hospital\n  - Adults from age 18 see the nurse of the hospital or the clinic\n"),
    Fault("", f"{S}/pa-noticeboard.yaml", "rules:\n", "rules:\n  - A PA of 16 or over may put up a CV.\n  - A PA of 18 or over may drive the van.\n  - For young people aged 16 to 25 there is a list of its own.\n"),
    Fault("", f"{N}/level-2-certificate.yaml", "easy_read:\n", "easy_read:\n  - Public money starts at age 19.\n  - The college takes people aged 16 or over.\n"),
    Fault("", f"{L}/lead-pa.yaml", "week:\n", "week:\n  - A team talk at 18:00, and the rota out by 20 to nine\n  - The oven at 18 degrees, with 16 jars in it\n"),
    Fault("TXT029", f"{S}/pa-voice.yaml", "  Speak to any of the six at a network", "  Speak to §any of the eight at a network"),
    Fault("TXT029", f"{S}/payroll-service.yaml", "easy_read:\n", "easy_read:\n  - Three advisers help you.\n  - Three people answer the phone.\n  - §Ring any of the five.\n"),
    Fault("TXT029", f"{S}/online-peer-group.yaml", "easy_read:\n", "easy_read:\n  - Four PAs run it.\n  - §Seven PAs read what you write.\n  - The four meet each week.\n"),
    Fault("TXT029", f"{A}/model-direct-employment.yaml", "    The 95 per cent are", "    The §59 per cent are"),
    Fault("TXT029", f"{E}/moving-between-funders.yaml", "  - A council that does not know may well have had such moves. Read 54 per cent", "  - §A council that does not know may well have had such moves. Read 52 per cent"),
    Fault("TXT029", f"{E}/phb-support.yaml", 'note: The summary prints "over 85%"', 'note: §The summary prints "over 87%"'),
    Fault("TXT029", f"{E}/recruitment.yaml", "  - The second figure of 2022 is a share of the first. Do not read it as 69 per cent", "  - §The second figure of 2022 is a share of the first. Do not read it as 68 per cent"),
    Fault("", f"{S}/pa-peer-network.yaml", "easy_read:\n", "easy_read:\n  - Four PAs run the group.\n  - Four PAs meet each month, three of them at night.\n  - Write to any of the three.\n"),
    Fault("", f"{S}/drop-in-peer-support.yaml", "easy_read:\n", "easy_read:\n  - Two nurses come.\n  - Nine people came to the first meeting.\n  - Ask one of the two at the door.\n"),
    Fault("", f"{E}/retention.yaml", "reading:\n", 'reading:\n  - The report prints "over 88%", but its table has another number.\n  - Read 22 per cent of areas as a small part.\n'),
    Fault("", f"{E}/hospital.yaml", "reading:\n", "reading:\n  - Do not read this as 100 per cent of people.\n"),
    Fault("", f"{A}/model-agency.yaml", "points:\n", "points:\n  - The 51 per cent are councils, and the six who answered later are not in it.\n"),
    Fault("", f"{W}/pension-d.yaml", "", law("pension-d", f"{ENROL} A PA of 16 or over who earns less may ask to join the pension. Keep what you need for 25 years.", TRIGGER, AGE)),
    Fault("", f"{W}/pension-e.yaml", "", law("pension-e", "From age 21 a PA gets the National Living Wage. Until 2012 the age was 25 and over. Workers aged 16 to 21 may ask.", TRIGGER, AGE)),
    Fault("", f"{W}/redundancy-d.yaml", "", law("redundancy-d", "From 22 to 24 December ask Acas. It takes from 21 to 30 days, or at least 20 weeks.", ("How it is worked out", "Each full year, under 20 years", "text", '"Under 22: half a week. From 22 to 40: one week. From 41: more."'), YOUNG, MIDDLE, OLDER)),
    Fault("", f"{W}/dismissal-c.yaml", "", law("dismissal-c", "Plan talks inside the first 3 months in the job. A PA can claim unfair dismissal within 3 months, less a day.", NEEDED, title="Dismissal")),
    Fault("", f"{W}/notice-c.yaml", "", law("notice-c", "Give it in writing.", GIVEN_BY, ("Most weeks of notice that the PA must give", "Employees", "weeks", "12"), ("Sick pay that the employer gives", "Employees", "text", "For up to 28 weeks"), title="Notice")),
    Fault("", f"{W}/mileage-c.yaml", "", law("mileage-c", "What is free of tax.", MILES, MORE_MILES, ("Motorcycle, miles above 5,000 in a year", "Everyone", "pound-per-mile", "0.24"), title="Mileage")),
]  # fmt: skip

#: Legitimate edits: what each looks like, the file, what is replaced, and by what.
CONTROLS = [
    ('more than a sum', 'framework/pages/i-employ-a-pa.md', '\n\n', '\n\n20–25 hours at £10 an hour is £200–£250.\n\n10 hours at £12 an hour and 5 hours at £15 an hour is £195.\n\nTwo PAs for 10 hours at £12 an hour is £240.\n\nHalf of 80 per cent of £130 is £52.\n\n50 per cent of 80 per cent of £130 is £52.\n\n10 hours a week at £12 an hour is £240 a fortnight.\n\n10 hours at £12 an hour costs £20 more than 10 hours at £10 an hour.\n\n10 per cent of £15,000,000 is £1.5 million.\n\nAbout 10 hours at £13.10 an hour is £130.\n\nThe PA works five days a week, 8 hours a day at £12 an hour. Each day costs £96.\n\nPay is £260 a week for 5 days a week, and travel is £40. Each day costs £52.\n\nPay is £520 a fortnight, for 5 days a week. Each day costs £52.\n\n'),
    ('two nouns and what is said of them', 'competences/communication/hard-conversations.yaml', '  assisted:\n    - ', '  assisted:\n    - Names the colours and shapes the tablets come in\n    - Lists the tasks and duties a PA does\n    - Names the hospitals and clinics the person goes to\n    - '),
    ('a sum that is right', 'framework/pages/i-employ-a-pa.md', '\n\n', '\n\nIf a PA works 3 days a week and is owed £80, each missed day costs £27. That is 10 per cent of £270, which is £27.\n\n'),
    ('days of a trigger', 'framework/pages/i-am-a-clinician.md', '\n\n', '\n\n| What happened | What the PA does |\n|---|---|\n| The nurse who delegated it leaves | Rings the team. Carries on for 4 weeks at most. |\n\n'),
    ('a figure in other words', 'framework/agreements/pas-in-hospital.yaml', 'points:\n', 'points:\n  - In 2016, 59 per cent of councils said that PAs go on in hospital.\n'),
    ('two letters that are no gap', 'case_studies/marta-mentor.yaml', 'benefit:\n', 'benefit:\n  - Room XX of the college, size XXL, and about XX chromosomes\n'),
    ('a number for texts', 'framework/framework.yaml', '["999", "112"]', '["999", "112", "18000"]'),
    ('two nouns and a week', 'competences/choice-and-control/everyday-routines.yaml', '  assisted:\n    - ', '  assisted:\n    - Keeps lists and orders up to date, two nights and weekends a month\n    - '),
    ('risks the person took', 'competences/communication/hard-conversations.yaml', '  assisted:\n    - ', '  assisted:\n    - Repeats the risks and wishes the person has named\n    - '),
    ('up in another way', 'framework/tasks/oxygen-and-mask-ventilation.yaml', 'easy_read:\n', 'easy_read:\n  - The PA turns the oxygen up when the nurse on the phone says so.\n'),
    ('alone but not the PA', 'competences/safe-practice/food-hygiene.yaml', '  aware:\n', '  aware:\n    - Describes what the person cooks on their own\n'),
    ('an emergency in easy words', 'framework/tasks/gastrostomy-medicines.yaml', 'easy_read:\n', 'easy_read:\n  - If you choke, the PA pats your back and shouts.\n  - They call 999.\n'),
    ('an amount as decided', 'case_studies/priya-learning-insulin.yaml', 'story:\n', 'story:\n  - Once I gave him two fewer units, because the nurse had written a new plan. He turned down the volume.\n'),
    ('a name of the story in easy words', 'case_studies/rosa-night-shifts.yaml', 'easy_read:\n', 'easy_read:\n  - Dan likes loud music.\n'),
    ('an amount that is alike', 'framework/pages/guides/first-change.md', '\n\n', '\n\nIn another year it was £14.53.\n\n'),
    ('salt water that helps', 'framework/tasks/eye-and-ear-drops.yaml', 'the_pa_does:\n', "the_pa_does:\n  - Gives salt water as a fine mist, through the person's own nebuliser\n  - Rinses the eye with salt water (saline), as prescribed\n"),
    ('a line that two tasks share', 'framework/tasks/gastrostomy-medicines.yaml', 'before_you_start:\n', '  - Put a tube back, or push on one that has moved\nbefore_you_start:\n'),
    ('words to two people', 'framework/tasks/catheter-care.yaml', 'the_pa_does:\n', 'the_pa_does:\n  - Says "may I?" before each step\n  - Rings the nurse and says "no urine"\n'),
    ('a time of another right', 'framework/law/minimum-wage.yaml', 'summary: >-\n', 'summary: >-\n  A new right to ask for a written reason begins after 2 weeks.\n'),
    ('another rule of a page', 'framework/pages/i-am-a-pa.md', '\n\n', '\n\nOn 14 November 2024 we opened a new office near the border.\n\n'),
    ('yes and no of some', 'framework/evidence/supply-of-pas.yaml', 'figures:\n', 'figures:\n  - {id: like, says: Nurses that say PAs stay, value: 40, unit: per-cent, base: 9, base_of: nurses, year: 2016, source: pa-workforce-research-2016}\n  - {id: unlike, says: Nurses that say PAs do not stay, value: 20, unit: per-cent, base: 9, base_of: nurses, year: 2016, source: pa-workforce-research-2016}\n'),
    ('another average', 'framework/evidence/workforce-size.yaml', 'reading:\n', 'reading:\n  - Version 9.12 of the data had 2.5 jobs for each.\n'),
    ('a third of a half', 'framework/evidence/moving-between-funders.yaml', "    note: One area's agreement.", "    note: A third of the budget pays for it. One area's agreement."),
    ('younger once', 'case_studies/rosa-night-shifts.yaml', 'story:\n', 'story:\n  - I was 19 when I came here, and my aunt was 61.\n'),
    ('age of someone else', 'case_studies/sam-self-employed.yaml', 'story:\n', 'story:\n  - He is 58, and at 60, he says, he will stop.\n'),
    ('years of both', 'framework/agreements/model-direct-employment.yaml', 'points:\n', 'points:\n  - In nine years, six paid by the council and three by the NHS, no one asked. The insurer paid one half.\n'),
    ('be patient', 'case_studies/jordan-first-job.yaml', 'benefit:\n', 'benefit:\n  - I learned to be patient, and to wait for an answer\n'),
    ('patient PA', 'framework/levels/skilled-pa.yaml', 'week:\n', 'week:\n  - A patient hour with a man who takes his time over breakfast.\n'),
    ('patient as noun compound', 'framework/support/advice-on-rights.yaml', 'offers:\n', 'offers:\n  - The way to the Patient Advice and Liaison Service of your hospital\n'),
    ('patient safety', 'framework/agreements/pas-in-hospital.yaml', 'points:\n', 'points:\n  - The ward reports what goes wrong as a patient safety event, like any other.\n'),
    ('patient and kind', 'case_studies/marta-mentor.yaml', 'benefit:\n', 'benefit:\n  - A patient and kind newcomer stays for years\n'),
    ('100%', 'framework/agreements/model-pool.yaml', 'points:\n', 'points:\n  - Ask who covers 100% of the hours when two PAs are ill.\n'),
    ('150% pay', 'framework/agreements/consistency-pay-rates.yaml', 'points:\n', 'points:\n  - Some areas pay 150% of the rate on bank holidays.\n'),
    ('400 per cent zoom', 'framework/pages/about/accessibility.md', '\n\n', '\n\nYou can enlarge this page to 400% and read it in one column.\n\n'),
    ('growth >100', 'framework/evidence/workforce-size.yaml', 'figures:\n', 'figures:\n  - id: growth-of-budgets\n    says: Growth in the number of personal health budgets since 2014\n    value: 240\n    unit: per-cent\n    year: 2016\n    source: pa-workforce-research-2016\n'),
    ('history 1948', 'framework/agreements/model-direct-employment.yaml', 'points:\n', 'points:\n  - Until 1948 most help at home was unpaid.\n'),
    ('year 1996', 'framework/agreements/model-direct-employment.yaml', 'points:\n', 'points:\n  - Direct payments became lawful in 1996, after years of pressure by disabled people.\n'),
    ('future plan', 'framework/plan/local-working-across-funders.yaml', 'by_when: 2027-07', 'by_when: 2029-12'),
    ('leap day approval', 'framework/tasks/cough-assist.yaml', 'approval: {state: draft}', 'approval: {state: approved, by_role: phb-clinical-lead, on: 2026-02-28, review_by: 2028-02-28}'),
    ('leap day consent', 'case_studies/tom-after-the-army.yaml', 'illustrative: true\nconsent: {state: not-needed, pseudonym: true}', 'illustrative: false\nconsent: {state: given, reference: consent-0004, given_on: 2024-02-29, review_by: 2028-02-29, pseudonym: true}'),
    ('story Grace title only', 'case_studies/grace-and-her-aunt.yaml', '"Grace: paid to be there, still her niece"', '"Paid to be there, still her niece"'),
    ('story Will', 'case_studies/jordan-first-job.yaml', 'title: "Jordan: my first boss taught me to sign"\n', 'title: "Will: my first boss taught me to sign"\n'),
    ('story Will', 'case_studies/jordan-first-job.yaml', 'told_by: Jordan', 'told_by: Will'),
    ('story Hope title a word', 'case_studies/leila-employer.yaml', '"Leila: I stopped', '"Hope: why I stopped'),
    ('story Nights title', 'case_studies/rosa-night-shifts.yaml', '"Rosa: nights that let', '"Nights: what lets'),
    ('Welsh name', 'case_studies/owen-in-hospital.yaml', '"Owen: nine days on Ward 12"', '"Siân: nine days on Ward 12"'),
    ('Welsh name', 'case_studies/owen-in-hospital.yaml', 'told_by: Owen', 'told_by: Siân'),
    ('accented', 'case_studies/leila-employer.yaml', 'benefit:\n', 'benefit:\n  - My PA Zoë and my PA Łukasz get on like old friends\n'),
    ('does not reworded', 'framework/tasks/catheter-care.yaml', 'the_pa_does_not:\n', 'the_pa_does_not:\n  - Pull on the tube, or put it back when it has come out\n'),
    ('easy can', 'framework/tasks/insulin-by-pen.yaml', 'easy_read:\n', 'easy_read:\n  - The PA can help you to eat after it.\n'),
    ('easy never task', 'framework/tasks/taking-blood.yaml', 'easy_read:\n', 'easy_read:\n  - A PA can hold your hand.\n'),
    ('easy never task2', 'framework/tasks/verifying-death.yaml', 'easy_read:\n', 'easy_read:\n  - The PA can stay with you and your family.\n'),
    ('easy learn why', 'framework/tasks/deep-suction.yaml', 'easy_read:\n', 'easy_read:\n  - A PA can learn to see when you need the nurse.\n'),
    ('easy give feed', 'framework/tasks/gastrostomy-feed.yaml', 'easy_read:\n', 'easy_read:\n  - The PA can give you the feed when you want it.\n'),
    ('easy meds by mouth', 'framework/tasks/oral-medicines.yaml', 'easy_read:\n', 'easy_read:\n  - A PA can give you your tablets.\n'),
    ('101 police', 'framework/support/advice-on-rights.yaml', 'offers:\n', 'offers:\n  - When to ring 101 and when to ring 999\n'),
    ('call 120 people', 'framework/support/pa-register.yaml', 'offers:\n', 'offers:\n  - The team will call 120 PAs this winter to ask how they are\n'),
    ('PHB set up six weeks', 'framework/agreements/moving-between-funders.yaml', 'points:\n', 'points:\n  - The first meeting takes place within two weeks, and most budgets are ready after six weeks.\n'),
    ('hospital review two weeks', 'framework/agreements/pas-in-hospital.yaml', 'points:\n', 'points:\n  - The rota is looked at every two weeks with the ward.\n'),
    ('notice weeks', 'framework/agreements/model-direct-employment.yaml', 'points:\n', 'points:\n  - A PA who has worked for three years is owed three weeks of notice.\n'),
    ('dbs other', 'framework/learning/induction.yaml', 'easy_read:\n', 'easy_read:\n  - You have two years to finish.\n'),
    ('month ok', 'framework/support/pa-register.yaml', 'offers:\n', 'offers:\n  - A letter every three months with the training dates\n'),
    ('done this month', 'framework/plan/local-working-across-funders.yaml', 'by_when: 2027-01\n    state: planned', 'by_when: 2026-11\n    state: done'),
    ('agreed', 'framework/agreements/model-pool.yaml', 'agreed: false\ndiffers_because: >-\n  The report gives no reason. With 46 NHS areas, 2 per cent is about one area: too few to read anything into.\n', 'agreed: true\n'),
    ('three payers', 'framework/agreements/sharing-redundancy.yaml', '    - Council\n    - ICB', "    - Council\n    - ICB\n    - The employer's insurer"),
    ('outside way', 'framework/levels/skilled-pa.yaml', 'leads_to:\n', 'leads_to:\n  - outside: A break to care for a child\n    how: Keep your record. You can come back at any level that fits.\n'),
    ('an office to ask', 'framework/support/advice-on-rights.yaml', 'offers:\n', 'offers:\n  - How holiday is counted (ask Acas), and which tax is due (check with HMRC)\n'),
    ('a quoted placeholder', 'framework/support/payroll-service.yaml', 'offers:\n', 'offers:\n  - What it means when a pay slip says “TBC”\n'),
    ('to do list', 'case_studies/kelly-back-to-work.yaml', 'benefit:\n', 'benefit:\n  - My to-do list is on the fridge, and so is his\n'),
    ('double question', 'case_studies/kelly-back-to-work.yaml', 'challenge:\n', 'challenge:\n  - Who feeds the parrot when I am ill? Who tells him?\n'),
    ('XXL', 'case_studies/kelly-back-to-work.yaml', 'challenge:\n', 'challenge:\n  - An XXL glove never fits my hands\n'),
    ('statement with and', 'competences/safe-practice/first-aid.yaml', '    - Says when to ring 999\n', '    - Says when and how to ring 999\n'),
    ('easy long ok', 'framework/levels/skilled-pa.yaml', 'easy_read:\n', 'easy_read:\n  - The occupational therapist or the physiotherapist shows you how.\n'),
    ('easy everyday long', 'framework/levels/skilled-pa.yaml', 'easy_read:\n', 'easy_read:\n  - It can be uncomfortable, and your neighbourhood knows it.\n'),
    ('long true', 'framework/levels/skilled-pa.yaml', 'week:\n', 'week:\n  - Two buses, one long wait at the surgery, and a talk about the football that neither of you wanted to end.\n'),
    ('true percent', 'framework/agreements/consistency-self-employment.yaml', 'points:\n', 'points:\n  - In 2016 half of the NHS areas said so, and 73 per cent of councils.\n'),
    ('rounded', 'framework/agreements/model-agency.yaml', 'points:\n', 'points:\n  - About three in four NHS areas, and about half of the councils, knew this model in 2016.\n'),
    ('other year', 'framework/agreements/model-agency.yaml', 'points:\n', 'points:\n  - In 2012, 40 per cent of councils said that a care agency offers PA services.\n'),
    ('other weeks', 'framework/agreements/moving-between-funders.yaml', 'points:\n', 'points:\n  - The new funder answers in 2 weeks and pays the PA from that day.\n  - Wages are paid 4 weeks in arrears.\n  - Pay covers 48 weeks a year and the holidays.\n'),
    ('part XX', 'framework/pages/i-lead-training.md', '\n\n', '\n\nPart XX in 2014 and Schedule XX in the last year were about other things.\n\n'),
    ('more than a budget', 'framework/pages/i-lead-training.md', '\n\n', '\n\nCover came to 103% of the team budget, and to 110 per cent of staff costs.\n\n'),
    ('pay quote right', 'framework/levels/confident-pa.yaml', 'week:\n', 'week:\n  - A payslip that says £13.35 an hour, as Band 2 does.\n'),
    ('funded note', 'framework/pay_bands/band-3.yaml', 'In this example the NHS pays 30p to 35p more.', 'In this example the NHS pays up to 35p an hour more.'),
    ('moved date', 'framework/plan/local-working-across-funders.yaml', '    note: Insurance is the sticking point. Settle it first.', '    note: Moved from March 2027, because the ward is being rebuilt.'),
    ('supplement small', 'framework/pay_bands/band-1.yaml', 'supplements:\n', 'supplements:\n  - for: travel\n    amount: 0.25\n    funder: both\n    when: For a bus between two homes\n    basis: design-default\n'),
    ('role does vs limits', 'framework/roles/community-nurse.yaml', 'limits:\n', 'limits:\n  - Does not teach a task by telephone\n'),
    ('benefit and challenge', 'case_studies/sam-self-employed.yaml', 'challenge:\n', 'challenge:\n  - I decide when I work, and I decide when I do not get paid\n'),
    ('same sentence other list', 'framework/tasks/catheter-care.yaml', 'before_you_start:\n', 'before_you_start:\n  - The person wants it now\n'),
    ('published year range', 'framework/sources.yaml', 'published: "2016"', 'published: "2016, updated 2024"'),
    ('guidelines year plan', 'framework/agreements/moving-between-funders.yaml', 'points:\n', 'points:\n  - The two offices meet again in spring 2027 and will publish what they learn by 2028.\n'),
    ('you can as adj', 'framework/support/advice-on-rights.yaml', 'offers:\n', 'offers:\n  - An adviser who is able to visit you at home\n'),
    ('done by a relative', 'framework/tasks/syringe-driver.yaml', 'done_by:\n', 'done_by:\n  - A nurse, with the PA beside them\n  - A relative whom the hospital has taught, never a PA\n'),
    ('the employer of the nurse', 'framework/tasks/taking-blood.yaml', 'done_by:\n', "done_by:\n  - The nurse whom the practice sends to the PA's shift\n  - A nurse from the PA's own surgery\n"),
    ('dental nurse', 'framework/roles/dietitian.yaml', 'title: Dietitian', 'title: Dietitian at the hospital'),
    ('address of a trust', 'framework/roles/pharmacist.yaml', 'https://www.pharmacyregulation.org/registers', 'https://www.example.org/find-a-pharmacist'),
    ('address without www', 'framework/roles/diabetes-nurse.yaml', 'https://www.nmc.org.uk/registration/search-register/', 'https://nmc.org.uk/registration/'),
    ('999 then 111', 'framework/pages/i-employ-a-pa.md', '\n\n', '\n\nIn an emergency call 999. If it is not an emergency, ring 111. In an emergency dial 999, and tell NHS 111 later.\n\n'),
    ('no emergency', 'framework/support/advice-on-rights.yaml', 'offers:\n', 'offers:\n  - Ring 101 for the police when it is no emergency\n'),
    ('then as noun', 'competences/safe-practice/food-hygiene.yaml', '  aware:\n    - ', '  aware:\n    - Says what is cooked first, then what comes after\n    - '),
    ('while', 'competences/safe-practice/moving-and-assisting.yaml', '  aware:\n    - ', '  aware:\n    - Watches the face of the person while moving\n    - '),
    ('as well as things', 'competences/digital-and-records/digital-skills.yaml', '  aware:\n    - ', '  aware:\n    - Keeps the notes of the day as well as letters and photos\n    - '),
    ('one day open', 'framework/learning/core-training.yaml', 'open_until: 2027', 'open_until: 2028'),
    ('checked in the month', 'framework/sources.yaml', 'published: 31 May 2023\n    last_checked: 2026-11-22', 'published: November 2026\n    last_checked: 2026-11-22'),
    ('published over years', 'framework/sources.yaml', 'published: May 2023, refreshed November 2024', 'published: 2019 to 2026, every spring'),
    ('two levels, one band', 'framework/levels/mentor-pa.yaml', 'pay_band: band-5', 'pay_band: band-4'),
    ('rounded count', 'framework/evidence/workforce-size.yaml', 'reading:\n', 'reading:\n  - About 120,000 posts, and 8 per cent of the workforce; 1,200 employers answered.\n'),
    ('other share', 'framework/evidence/hospital.yaml', 'reading:\n', 'reading:\n  - In 2012 some 65 per cent of wards had no rule at all.\n'),
    ('law in another year', 'framework/evidence/pa-pay-over-time.yaml', 'reading:\n', 'reading:\n  - In 2014 the minimum was £6.50 an hour, and £9.35 was the mean in one county.\n'),
    ('washes around', 'framework/tasks/stoma-bag-change.yaml', 'the_pa_does:\n', 'the_pa_does:\n  - Washes around the stoma\n'),
    ('as the plan says', 'framework/tasks/oral-medicines.yaml', 'the_pa_does:\n', 'the_pa_does:\n  - Gives the dose as written, and writes down a missed dose\n'),
    ('another thing', 'framework/tasks/gastrostomy-feed.yaml', 'the_pa_does:\n', 'the_pa_does:\n  - Changes the feed bag and notes its speed\n'),
    ('looks at', 'framework/tasks/washing-and-dressing-near-a-device.yaml', 'the_pa_does:\n', 'the_pa_does:\n  - Opens the shirt over the device, and turns the shower away from it\n'),
    ('28 days', 'framework/pages/i-am-a-pa.md', '\n\n', '\n\nWhen your nurse leaves you may go on for 28 days. Your nurse is away for 10 days? Ask the team.\n\n'),
    ('other thresholds', 'framework/pages/i-lead-training.md', '\n\n', '\n\nA course with fewer than five people is hard to fund. Rates below 12 pounds are hidden in no table.\n\n'),
    ('a known number', 'framework/support/pa-contact.yaml', 'easy_read:\n', 'easy_read:\n  - NHS 111 answers at night, and the police on 101.\n'),
    ('a count of the NHS', 'framework/agreements/model-pool.yaml', 'points:\n', 'points:\n  - The NHS paid 400 people, and NHS 24 answers in Scotland.\n'),
    ('denied for some', 'framework/roles/diabetes-nurse.yaml', 'limits:\n', 'limits:\n  - Does not sign off a PA whom they have taught, and does not review by telephone\n'),
    ('denied alone', 'framework/roles/community-nurse.yaml', 'limits:\n', 'limits:\n  - Does not assess and sign off the same PA for one task\n'),
    ('around a never-task', 'framework/tasks/complex-wound-care.yaml', 'the_pa_does:\n', 'the_pa_does:\n  - Puts the dressing box where the nurse wants it\n  - Cleans the tray, and takes away the old dressing bag\n'),
    ('around a dose', 'framework/tasks/changing-a-dose.yaml', 'the_pa_does:\n', 'the_pa_does:\n  - Gives the person the phone to ring the surgery\n  - Writes down the time of each medicine\n'),
    ('other event', 'framework/tasks/gastrostomy-site-care.yaml', 'equipment:\n', 'equipment:\n  - A clean dressing for the first 24 hours after a bath\n'),
    ('other reckoning', 'framework/agreements/moving-between-funders.yaml', 'points:\n', 'points:\n  - Write at least 21 days before the budget moves, and again within 14 days after the budget moves.\n'),
    ('one place', 'framework/pages/about/older-resources.md', '\n\n', '\n\nThe West Hampshire CCG closed in April 2021, and ICBs opened elsewhere in May 2023.\n\n'),
    ('other parts', 'framework/agreements/sharing-redundancy.yaml', 'points:\n', 'points:\n  - Of nine years, six of the council are over and two more people began.\n'),
    ('longer with a break', 'framework/learning/first-aid-course.yaml', 'takes: One day', 'takes: Two mornings'),
    ('met target', 'framework/plan/local-hearing-from-pas.yaml', 'target: Ten by the end of 2027', 'target: Ten by the end of 2026'),
    ('hours at a stretch', 'case_studies/leila-employer.yaml', 'easy_read:\n', 'easy_read:\n  - She pays three PAs for the night.\n'),
    ('above the law', 'framework/support/employer-advice.yaml', 'offers:\n', 'offers:\n  - A letter for those who should earn more than the legal minimum, £14.00 in this team\n'),
    ('goes on with something', 'framework/pages/i-employ-a-pa.md', '\n\n', '\n\n| When | What the PA does |\n|---|---|\n| The person goes to bed | Goes on with the washing. |\n\n'),
    ('letters of Wales', 'framework/support/pa-contact.yaml', 'offers:\n', 'offers:\n  - A walk to Siân’s café, Llanbedr-y-cennin, for £4 and 3 < 5 & more\n'),
    ('brackets after a link', 'framework/pages/i-am-a-pa.md', '\n\n', '\n\n- [ ] (optional) Ask [the hub](index.md) (by phone), or [see] (page 3).\n\n'),
    ('a year is 12 months', 'framework/pages/i-am-a-clinician.md', '\n\n', '\n\nA check of the registration is valid for one year. No task goes two years without a review.\n\n'),
    ("watches high-risk tasks", f"{R}/nursing-associate.yaml", "does:\n", "does:\n  - Signs off low-risk tasks and watches practice for high-risk ones\n  - Signs off every low-risk task\n"),
    ("asks whether it is safe to delegate", f"{R}/direct-payments-adviser.yaml", "does:\n", "does:\n  - Advises the employer to ask a nurse whether a task is safe to delegate\n  - Tells the employer whether a task is insured\n"),
    ("passes on a message", f"{R}/personal-assistant.yaml", "easy_read:\n", "easy_read:\n  - A PA can pass a message on to another PA.\n"),
    ("how to say no", f"{S}/online-peer-group.yaml", "offers:\n", "offers:\n  - Tips on how to say no to a healthcare task\n  - Someone who knows whom to ask how to do a healthcare task\n  - Photos of the meetings, without names\n"),
    ("a night with someone", f"{L}/starting-out.yaml", "week:\n", "week:\n  - Two nights beside an experienced PA, to see how he sleeps.\n  - Night notes, read together at handover.\n  - A night at the theatre, with popcorn.\n"),
    ("what is not pay", f"{L}/lead-pa.yaml", "week:\n", "week:\n  - You set the pay slips in order for the employer.\n  - You hire a hoist for the holiday.\n  - You see that nurses sign them off in time.\n"),
    ("other changes", f"{L}/specialist-pa.yaml", "week:\n", "week:\n  - You change the plan for Saturday, as it rains.\n  - You change the setting of the radio.\n  - You ask the nurse to change the dose.\n"),
    ("mentors in paid time", f"{L}/mentor-pa.yaml", "week:\n", "week:\n  - You mentor two newcomers in paid time.\n"),
    ("it stops by itself", f"{T}/syringe-driver.yaml", "easy_read:\n", "easy_read:\n  - The PA sees that it stops. Then the PA rings.\n  - A PA can start to ring the nurse when it stops.\n  - The PA can set the table near it.\n"),
    ("not needed at times", f"{T}/vital-signs.yaml", "easy_read:\n", "easy_read:\n  - A thermometer is not needed every day.\n  - You do not need a watch.\n"),
    ("not needed after it is out", f"{T}/tracheostomy-suction.yaml", "easy_read:\n", "easy_read:\n  - Once the tube is out, a suction machine is no longer needed.\n"),
    ("teaches other things", f"{C}/marta-mentor.yaml", "story:\n", "story:\n  - I taught her to use the washing machine.\n  - I show them the bag, and then the nurse signs them off.\n"),
    ("signs off timesheets", f"{C}/colin-lead-pa.yaml", "story:\n", "story:\n  - I train the team on the rota, and I sign off their timesheets.\n"),
]  # fmt: skip

#: What holds for everyone, turned round in one sentence.
PRINCIPLES = [
    Fault("DEL118", f"{L}/skilled-pa.yaml", "easy_read:\n", "easy_read:\n  - §PAs cannot refuse a delegated task.\n"),
    Fault("DEL118", f"{R}/community-nurse.yaml", "does:\n", "does:\n  - §Hands it over, and is no longer accountable for it\n"),
    Fault("DEL118", f"{L}/confident-pa.yaml", "week:\n", "week:\n  - §A chat with a man whose sign-offs count for every person in the house.\n"),
    Fault("DEL118", "framework/pages/i-am-a-pa.md", "\n\n", "\n\nThen §you may give it to everyone in the home.\n\n"),
    Fault("DEL119", f"{R}/direct-payments-adviser.yaml", "does:\n", "does:\n  - §Assesses PAs at home, when a nurse is late\n"),
    Fault("DEL119", f"{L}/mentor-pa.yaml", "week:\n", "week:\n  - §A Thursday on which a mentor signs a new PA off at the end of the shift.\n"),
    Fault("DEL119", "framework/pages/i-employ-a-pa.md", "\n\n", "\n\nOnce it goes well, §your family can assess the PA on their own.\n\n"),
    Fault("DEL121", f"{T}/gastrostomy-feed.yaml", "  emergency:\n    signs:\n", "  emergency:\n    signs:\n      - text: The person has a seizure while the pump runs\n        do: §Offer them some juice, then call.\n        easy: You have a fit while the pump runs.\n"),
    Fault("DEL122", f"{T}/insulin-by-pen.yaml", "if_no_one_may:\n", "if_no_one_may:\n  - §Wait until the next day and write it down.\n"),
    Fault("DEL122", f"{T}/oral-medicines.yaml", "if_no_one_may:\n", "if_no_one_may:\n  - §One late tablet may be put off to the evening.\n"),
    Fault("DEL122", f"{T}/oral-medicines.yaml", "the_pa_does:\n", "do_first:\n  - §One late tablet may be put off to the evening.\nthe_pa_does:\n"),
    Fault("DEL122", f"{T}/tracheostomy-suction.yaml", "easy_read:\n", "easy_read:\n  - §If the PA is busy, you can wait.\n"),
    Fault("DEL123", f"{L}/lead-pa.yaml", "easy_read:\n", "easy_read:\n  - §You never tell anyone that a PA has been hurt.\n"),
    Fault("DEL123", f"{S}/pa-peer-network.yaml", "offers:\n", "offers:\n  - §A friend who stays silent about abuse\n"),
    Fault("DEL123", "framework/pages/become-a-pa.md", "\n\n", "\n\nThey told you of harm? §Keep it to yourself: harm at home is private.\n\n"),
    Fault("LAW024", "framework/pages/i-employ-a-pa.md", "## ", "You do §not need to check someone with a British name.\n\n## "),
    Fault("LAW024", f"{S}/employer-advice.yaml", "offers:\n", "offers:\n  - §A share code, once they have started, and how to read it\n"),
    Fault("LAW024", f"{A}/consistency-dbs.yaml", "points:\n", "points:\n  - §People with epilepsy may never work as PAs.\n"),
    Fault("LAW024", f"{S}/payroll-service.yaml", "offers:\n", "offers:\n  - §An appointee may agree to treatment as well\n"),
    Fault("LAW024", f"{A}/model-direct-employment.yaml", "points:\n", "points:\n  - §Individual employers need to register with the CQC.\n"),
]  # fmt: skip

#: Numbers in words, beside the field, the list or the rule that has them.
BESIDE = [
    Fault("AGR020", f"{A}/pas-in-hospital.yaml", "  council:\n    says: Goes on paying PAs for at least four weeks", "  council:\n    says: §Goes on paying PAs for up to eight weeks"),
    Fault("AGR020", f"{A}/pas-in-hospital.yaml", "  nhs:\n    says: Goes on paying PAs for at least four weeks", "  nhs:\n    says: §Funds the wages for the first 3 weeks"),
    Fault("DEL124", D, "    days: 28\n    meanwhile:\n", "    days: 28\n    meanwhile:\n      - §Go on for three weeks, and tell the lead.\n"),
    Fault("DEL124", D, "    also_called: [my nurse left]\n", "    easy: §If no one takes over within 40 days, the PA stops.\n    also_called: [my nurse left]\n"),
    Fault("DEL124", f"{T}/gastrostomy-feed.yaml", "  emergency:\n    signs:\n", "  emergency:\n    signs:\n      - text: §They cough for 10 minutes after a feed\n        easy: You cough for one minute after a feed.\n"),
    Fault("LAW025", f"{W}/minimum-wage.yaml", "applies_to: People aged 21 and over", "applies_to: §People aged 18 and over"),
    Fault("LAW025", f"{W}/minimum-wage.yaml", "applies_to: People aged 18 to 20", "applies_to: §People of 19 or older"),
    Fault("LAW025", f"{W}/sick-pay.yaml", "", "id: sick-pay\ntitle: Sick pay\nsummary: §You pay from the 3rd day of absence.\norder: 9\nvalues:\n  - id: begins\n    title: When it begins\n    applies_to: Employees\n    unit: text\n    history:\n      - {value: On the first day of absence, from: 2026-04-06, state: in-force, source: gov-uk-minimum-wage-rates, seen: part}\n"),
    Fault("STO023", f"{E}/workforce-size.yaml", "summary: >-\n  England had 123,000 filled posts for personal assistants (PAs) in 2023/24, fewer than", "summary: >-\n  England had 123,000 filled posts for personal assistants (PAs) in 2023/24, §higher than"),
    Fault("STO023", f"{E}/workforce-size.yaml", "reading:\n", "reading:\n  - §The vacancy rate was 11 per cent, more than a year earlier and more than in the year before.\n"),
    Fault("STO023", f"{PLAN}/local-hearing-from-pas.yaml", "target: Ten by the end of 2027", "target: §Six out of five PAs"),
    Fault("STO023", "framework/pages/i-am-a-clinician.md", "\n\n", "\n\nIn this survey §40 in 30 people answered.\n\n"),
    Fault("STO024", f"{C}/derek-second-career.yaml", "story:\n", "story:\n  - §The nurse observed me on one visit, and that was all.\n"),
    Fault("STO024", f"{C}/colin-lead-pa.yaml", "easy_read:\n", "easy_read:\n  - §A nurse checked Colin two times.\n"),
    Fault("STO024", f"{C}/leila-employer.yaml", "story:\n", "story:\n  - §The nurse saw her do it one times, and she was nervous.\n"),
    Fault("TXT027", "framework/standards/care-certificate-2025.yaml", "summary: >-\n  Standards for people new to care, updated in March 2025. There are now 16,", "summary: >-\n  Standards for people new to care, updated in March 2025. §There are now seventeen,"),
    Fault("TXT027", f"{N}/care-certificate-route.yaml", "easy_read:\n", "easy_read:\n  - §You learn all twelve parts.\n"),
    Fault("TXT027", f"{N}/care-certificate-route.yaml", "recognises: >-\n  ", "recognises: >-\n  All §14 standards are in it. "),
]  # fmt: skip

#: Two fields of one record that cannot both be so, and what an example or a consent does not reach.
TWO_SIDES = [
    Fault("CMP015", "competences/health-and-wellbeing/medicines-support.yaml", "easy_read:\n", "easy_read:\n  - §You can give the tablets yourself.\n"),
    Fault("CMP016", "framework/steps.yaml", "      - You follow the person's plan.\n", "      - §You do the rest alone.\n"),
    Fault("CMP016", f"{L}/starting-out.yaml", "week:\n", "week:\n  - §A first shift by yourself, on a Sunday.\n"),
    Fault("CMP016", "competences/communication/listening-and-talking.yaml", "easy_read:\n", "easy_read:\n  - §You talk over the person to a relative or a nurse.\n"),
    Fault("CMP016", "competences/safe-practice/first-aid.yaml", "  assisted:\n    - ", "  assisted:\n    - §Rings a relative first for advice\n    - "),
    Fault("CMP016", "competences/safeguarding-and-rights/safeguarding-adults.yaml", "    - Reports a concern on the same day\n", "    - Reports a concern on the same day\n    - §Mentions a small concern when there is time\n"),
    Fault("CMP016", "competences/safe-practice/infection-prevention.yaml", "easy_read:\n", "easy_read:\n  - §You tell the nurse of an infection next week.\n"),
    Fault("DEL126", "framework/trace.yaml", 'answer: "A hospital admission is a trigger: the task stops until someone decides again."', 'answer: §"At a hospital admission the task goes on."'),
    Fault("DEL126", "framework/trace.yaml", "    answer: The case study tells of it, and the hospital agreement asks for it.", "    answer: §With new equipment the PA carries on."),
    Fault("DEL126", "framework/trace.yaml", "    answer: >-\n      Every task has a page with its chain,", "    answer: >-\n      §Every task continues at a change in the condition of the person. Every task has a page with its chain,"),
    Fault("DEL100", f"{T}/stoma-bag-change.yaml", "title: Change a two-piece stoma bag", "title: §Wash out a stoma and change its bag"),
    Fault("DEL100", f"{T}/syringe-driver.yaml", "the_pa_does:\n", "the_pa_does:\n  - §Sets the pump for the night\n"),
    Fault("DEL105", f"{R}/dietitian.yaml", "summary: A registered professional for food", "summary: §On the General Medical Council register, for food"),
    Fault("DEL105", f"{R}/pharmacist.yaml", "summary: >-\n  A registered professional for", "summary: >-\n  Registered with the §NMC, and looks after"),
    Fault("DEL105", f"{R}/physiotherapist.yaml", "summary: >-\n  A registered professional for", "summary: >-\n  On the §GPhC register, for"),
    Fault("TXT008", f"{R}/pharmacist.yaml", "does:\n", "does:\n  - §More duties will be added later\n"),
    Fault("TXT008", f"{S}/payroll-service.yaml", "offers:\n", "offers:\n  - §A form that will follow in the next version\n"),
    Fault("TXT008", f"{L}/lead-pa.yaml", "week:\n", "week:\n  - §A day that is to be written in the next edition.\n"),
    Fault("DEL106", "framework/pages/become-a-pa.md", "\n\n", "\n\nIs someone in immediate danger? Call §111 and wait.\n\n"),
    Fault("DEL106", f"{S}/pa-contact.yaml", "offers:\n", "offers:\n  - §When a life is at risk, ring 101\n"),
    Fault("DEL106", f"{S}/pa-peer-network.yaml", "offers:\n", "offers:\n  - §What to do when you are being attacked (ring 101)\n"),
    Fault("SUP007", f"{S}/payroll-service.yaml", "offers:\n", "offers:\n  - §A clerk who calls you back within twenty minutes\n"),
    Fault("SUP007", f"{S}/advice-on-rights.yaml", "offers:\n", "offers:\n  - §A line that is open 24 hours\n"),
    Fault("SUP007", f"{S}/pa-register.yaml", "offers:\n", "offers:\n  - §A number to call round the clock\n"),
    Fault("STO025", f"{C}/tom-after-the-army.yaml", MADE_UP, "illustrative: false\nconsent: {state: given, reference: consent-0009, scope: §Slides at a conference, given_on: 2026-05-01, review_by: 2028-05-01, pseudonym: true}"),
    Fault("STO025", f"{C}/marta-mentor.yaml", MADE_UP, "illustrative: false\nconsent: {state: given, reference: consent-0009, scope: §A film for staff, given_on: 2026-05-01, review_by: 2028-05-01, pseudonym: true}"),
    Fault("STO025", f"{C}/kelly-back-to-work.yaml", MADE_UP, "illustrative: false\nconsent: {state: given, reference: consent-0009, scope: §\"A leaflet, and not the internet\", given_on: 2026-05-01, review_by: 2028-05-01, pseudonym: true}"),
    Fault("STO026", f"{C}/kelly-back-to-work.yaml", "story:\n", "story:\n  - §She was a vicar in Seaton before her illness.\n"),
    Fault("STO026", f"{C}/marta-mentor.yaml", "story:\n", "story:\n  - §He is the only wheelchair user on the island.\n"),
    Fault("STO026", f"{C}/tom-after-the-army.yaml", "challenge:\n", "challenge:\n  - §He was the last harbourmaster of Whitby, and people stare\n"),
]  # fmt: skip


#: What someone does, against what the same record rules out; what is needed and not needed; PAs who sign off others.
RULED_OUT = [
    Fault("DEL100", f"{R}/nursing-associate.yaml", "  - They do not sign off the risky ones.", "  - §They can sign off every task, also the risky ones."),
    Fault("DEL100", f"{R}/direct-payments-adviser.yaml", "does:\n", "does:\n  - §Gives paid time and advises the employer whether a task is safe to delegate\n"),
    Fault("DEL100", f"{R}/direct-payments-adviser.yaml", "easy_read:\n", "easy_read:\n  - §They tell you whether a task is safe to delegate.\n"),
    Fault("DEL100", f"{R}/community-nurse.yaml", "easy_read:\n", "easy_read:\n  - §The nurse can sign off risky tasks.\n"),
    Fault("DEL100", f"{R}/pharmacist.yaml", "easy_read:\n", "easy_read:\n  - §A pharmacist can change what the prescriber decided.\n"),
    Fault("DEL100", f"{R}/phb-clinical-lead.yaml", "does:\n", "does:\n  - §Signs off tasks in clinical judgement\n"),
    Fault("TXT022", f"{S}/online-peer-group.yaml", "offers:\n", "offers:\n  - §Tips from other PAs on how to do a healthcare task that is new to you\n"),
    Fault("TXT022", f"{S}/online-peer-group.yaml", "offers:\n", "offers:\n  - §An album with photos from work\n"),
    Fault("TXT022", f"{S}/employer-advice.yaml", "offers:\n", "offers:\n  - §A page that advises your PA about a dispute with you\n"),
    Fault("TXT022", f"{S}/pa-voice.yaml", "offers:\n", "offers:\n  - §Someone who negotiates your contract for you\n"),
    Fault("CMP016", f"{L}/starting-out.yaml", "week:\n", "week:\n  - §Two waking nights on your own, because the night PA is on holiday.\n"),
    Fault("CMP016", f"{L}/starting-out.yaml", "week:\n", "week:\n  - §On call on Sunday, with the phone by the bed.\n"),
    Fault("CMP016", f"{L}/specialist-pa.yaml", "week:\n", "week:\n  - §A Tuesday on which you change the dose yourself, as he looks better.\n"),
    Fault("CMP016", f"{L}/lead-pa.yaml", "easy_read:\n", "easy_read:\n  - §You hire new PAs and set their pay.\n"),
    Fault("CMP016", f"{L}/skilled-pa.yaml", "week:\n", "week:\n  - §You work out what the reading means.\n"),
    Fault("CMP016", f"{L}/confident-pa.yaml", "easy_read:\n", "easy_read:\n  - §You settle a quarrel between the person and their family.\n"),
    Fault("DEL119", f"{L}/mentor-pa.yaml", "easy_read:\n", "easy_read:\n  - §You teach them in the task and then sign them off.\n"),
    Fault("DEL119", f"{L}/lead-pa.yaml", "week:\n", "week:\n  - §A morning on which you train two new PAs in suction and sign them off.\n"),
    Fault("DEL101", f"{T}/syringe-driver.yaml", "  - Only a nurse sets it.", "  - §Your PA can stop it if you feel too sleepy."),
    Fault("DEL101", f"{T}/syringe-driver.yaml", "easy_read:\n", "easy_read:\n  - §A PA may start the pump again after a bath.\n"),
    Fault("TXT022", f"{T}/tracheostomy-suction.yaml", "easy_read:\n", "easy_read:\n  - §Spare tubes are not needed any more.\n"),
    Fault("TXT022", f"{T}/gastrostomy-feed.yaml", "easy_read:\n", "easy_read:\n  - §You no longer need a feeding plan.\n"),
    Fault("TXT022", f"{T}/blood-glucose-check.yaml", "before_you_start:\n", "before_you_start:\n  - §A sharps box is no longer needed with this device\n"),
    Fault("TXT022", f"{T}/vital-signs.yaml", "easy_read:\n", "easy_read:\n  - §No thermometer is needed.\n"),
    Fault("DEL119", f"{C}/colin-lead-pa.yaml", "story:\n", "story:\n  - §I train them in it and sign them off. That saves the nurses a journey.\n"),
    Fault("TXT032", f"{C}/marta-mentor.yaml", "story:\n", "story:\n  - §I train them in the rescue medicine myself. It saves a day.\n"),
    Fault("TXT032", f"{C}/rosa-night-shifts.yaml", "story:\n", "story:\n  - §I taught the new PA to use the mask, one evening, and then signed her off.\n"),
    Fault("TXT032", f"{C}/priya-learning-insulin.yaml", "benefit:\n", "benefit:\n  - §I assess my colleagues on insulin now, and the list is shorter.\n"),
]  # fmt: skip


def in_few_worlds(groups: Mapping[str, list[Fault]], together: Sequence[Sequence[str]]) -> dict[str, list[Fault]]:
    """The faults of groups by world: one for the groups of each line, under the name of the first, and one for each other."""
    few = {names[0]: [fault for name in names for fault in groups[name]] for names in together}
    return {**{name: faults for name, faults in groups.items() if not any(name in names for names in together)}, **few}


SEEDED = {
    "who does what": WHO_DOES_WHAT,
    "money": MONEY,
    "stories and plans": STORIES_AND_PLANS,
    "texts": TEXTS,
    "who and where": WHO_AND_WHERE,
    "order and scale": ORDER_AND_SCALE,
    "numbers": NUMBERS,
    "in other words": IN_OTHER_WORDS,
    "rules quoted": RULES_QUOTED,
    "own words": OWN_WORDS,
    "quoted elsewhere": QUOTED_ELSEWHERE,
    "told twice": TOLD_TWICE,
    "of other programs": OF_OTHER_PROGRAMS,
    "made of parts": MADE_OF_PARTS,
    "commands": COMMANDS,
    "principles": PRINCIPLES,
    "numbers beside their field": BESIDE,
    "two sides": TWO_SIDES,
    "ruled out": RULED_OUT,
    "ages and limits": AGES_AND_LIMITS,
}


#: Groups that are put into one world by day, because their faults do not touch one another: a check of a world takes two
#: seconds. A group that is not named here, or whose new faults touch those of others, has a world of its own.
TOGETHER = (
    ("who does what", "money", "who and where", "order and scale", "numbers", "in other words", "rules quoted",
     "of other programs", "commands", "principles"),
    ("stories and plans", "texts", "own words", "made of parts", "numbers beside their field"),
    ("told twice", "two sides"),
)  # fmt: skip
WORLDS = SEEDED if at_night() else in_few_worlds(SEEDED, TOGETHER)


@pytest.fixture(scope="module", params=WORLDS.values(), ids=WORLDS)
def seeded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Report, set[tuple[str, str, int, int]]]:
    world = copy_of_reference(tmp_path_factory.mktemp("meaning"))
    expected = put_in(world, request.param)
    return check(world, ON), expected


def test_every_fault_of_meaning_is_found_at_its_place(seeded: tuple[Report, set[tuple[str, str, int, int]]]) -> None:
    report, expected = seeded

    found = {(each.code, each.span.path, each.span.line, each.span.column) for each in report.findings}
    assert (expected - found, found - expected) == (set(), set())


@pytest.fixture(scope="module")
def reference() -> Records:
    return read_records(REFERENCE)


@pytest.mark.parametrize(
    ("level", "band"),
    [("skilled-pa", "band-6"), ("lead-pa", "band-1"), ("confident-pa", "band-5"), ("mentor-pa", "band-1")],
)
def test_a_level_with_the_band_of_another_is_one_finding(level: str, band: str, reference: Records) -> None:
    facts = Facts(reference, ON)
    changed = {**facts.records.levels, level: structs.replace(facts.records.levels[level], pay_band=band)}
    facts = Facts(replace(facts.records, levels=changed), ON)

    assert [found.level.id for found in levels_with_another_band(facts)] == [level]


@pytest.mark.parametrize(
    ("says", "found"),
    [
        ("Parents of the area who read each task and approve it.", ["training-leads"]),
        ("Members of the public, chosen by lot.", ["training-leads"]),
        ("Council officers who send tasks back.", ["training-leads"]),
        ("Physiotherapists and relatives who read each task.", []),
        ("Look at each task, and talk to the employers.", []),
    ],
)
def test_a_group_that_approves_clinical_records_is_of_clinicians(
    says: str, found: list[str], reference: Records
) -> None:
    group = structs.replace(reference.contacts["training-leads"], does=says, title="The group", clinical=True)
    facts = Facts(replace(reference, contacts={"training-leads": group}), ON)

    assert [contact.id for contact, _ in clinical_groups_of_lay_people(facts)] == found


@pytest.mark.parametrize(
    ("sign", "do", "is_found"),
    [
        ("They choke on food", "Give a glass of water.", True),
        ("The person is unconscious", "Turn them over, then help them to drink.", True),
        ("They have a fit", "Offer them something to eat.", True),
        ("They choke on food", "Give nothing to eat or drink.", False),
        ("Glucose is very low", "Give them a sweet drink.", False),
        ("They have a fit", "Give the rescue medicine as the plan says.", False),
    ],
)
def test_nothing_is_given_by_mouth_to_someone_who_cannot_swallow(
    sign: str, do: str, is_found: bool, reference: Records
) -> None:
    first = structs.replace(next(iter(reference.signs.values())), text=sign, do=do, level="emergency")
    facts = Facts(replace(reference, signs={first.id: first}, tasks={}), ON)

    assert bool(list(given_by_mouth(facts))) == is_found


def test_every_group_of_days_in_a_schema_has_a_begin_and_an_end() -> None:
    """A group of fields with several days that is added is compared. Registers have rules of their own."""
    groups = [
        (f"{path.stem}.{route}", days)
        for path in sorted(Path(schemas.__file__).parent.joinpath("schemas").glob("*.schema.json"))
        if not path.name.startswith(("pa.", "person.", "practitioner.", "hospital-agreement."))
        for route, days in _groups_of_days(json.loads(path.read_text(encoding="utf-8")))
    ]

    assert len(groups) > 3
    assert [name for name, days in groups if not any(pair_of(one, other) for one in days for other in days)] == []


def _groups_of_days(schema: Any, route: str = "") -> Iterator[tuple[str, list[str]]]:
    """The groups of fields below a schema that have two days or more, with their routes."""
    if isinstance(schema, dict):
        fields = schema.get("properties")
        if isinstance(fields, dict):
            days = [name for name, field in fields.items() if str(field.get("$ref", "")).endswith("$defs/date")]
            if len(days) > 1:
                yield route, days
        for name, part in schema.items():
            yield from _groups_of_days(part, f"{route}.{name}")


def test_nothing_is_said_of_legitimate_edits(tmp_path: Path) -> None:
    world = copy_of_reference(tmp_path)
    for what, name, old, new in CONTROLS:
        path = world / name
        text = path.read_text(encoding="utf-8")
        assert old in text, what
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    assert [f"{each.code} {each.span.path}:{each.span.line} {each.message}" for each in check(world, ON).findings] == []
