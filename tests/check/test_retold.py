"""What a text says again, and otherwise: each fault is found at its words, and of sentences that are right nothing is said.

The records are a copy of the reference world, with more of them where one is needed.
"""

from pathlib import Path

import pytest

from pa_framework.check.run import check
from tests.check.test_seeded_faults import ON, Fault, copy_of_reference, put_in

E = "framework/evidence"
W, PAGES, C, R = "framework/law", "framework/pages", "case_studies", "framework/roles"
T, N, L, S = "framework/tasks", "framework/learning", "framework/levels", "framework/support"
ROW = "from: 2024-04-06, from_is: or-earlier, state: in-force, source: gov-uk-minimum-wage-rates, seen: part"
TERMS = f"""\
id: written-terms
title: Written terms
summary: Give the main terms on or before the first day. Keep the records of hours for years after.
order: 12
values:
  - id: statement
    title: Written statement of the main terms
    applies_to: Every employee
    unit: text
    history:
      - {{value: On or before the first day; a few further details within 2 months, {ROW}}}
  - id: records
    title: How long to keep pay records
    applies_to: Every employer
    unit: years
    history:
      - {{value: 6, {ROW}}}
"""
ENDING = f"""\
id: ending-a-job
title: When a job ends
summary: >-
  What you pay when there is no more work. An employee needs 2 years in the job for it.

  The employee has 6 months to claim the money.
order: 13
values:
  - id: service
    title: Time in the job needed for redundancy pay
    applies_to: Employees
    unit: years
    history:
      - {{value: 2, {ROW}}}
  - id: formula
    title: How it is worked out
    applies_to: Each full year of work
    unit: text
    history:
      - value: >-
          Under 22: half a week's pay. From 22 to 40: one week's pay.
          From 41: one and a half weeks' pay
        {ROW.replace(", ", chr(10) + "        ")}
  - id: young
    title: Pay for each full year under 22
    applies_to: Each full year that began before age 22
    unit: weeks
    history:
      - {{value: 0.5, {ROW}}}
  - id: middle
    title: Pay for each full year from 22 to 40
    applies_to: Each full year that began at an age of 22 to 40
    unit: weeks
    history:
      - {{value: 1, {ROW}}}
  - id: older
    title: Pay for each full year from 41
    applies_to: Each full year that began at 41 or later
    unit: weeks
    history:
      - {{value: 1.5, {ROW}}}
  - id: notice
    title: Weeks of notice that the employer gives for each full year
    applies_to: Employees who have worked for a month or more
    unit: weeks
    history:
      - {{value: 1, {ROW}}}
  - id: claim
    title: Time to claim redundancy pay
    applies_to: Employees
    unit: months
    history:
      - {{value: 6, {ROW}}}
"""
LAW = [Fault("", f"{W}/written-terms.yaml", "", TERMS), Fault("", f"{W}/ending-a-job.yaml", "", ENDING)]

MILES = [
    Fault("", f"{W}/mileage.yaml", "", f"""\
id: mileage
title: Mileage
summary: What you can pay a PA for driving.
order: 14
values:
  - id: first-10000
    title: Car, first 10,000 miles in a year
    applies_to: The PA's own car
    unit: pound-per-mile
    history:
      - {{value: 0.55, {ROW}}}
  - id: over-10000
    title: Car, miles above 10,000 miles in a year
    applies_to: The PA's own car
    unit: pound-per-mile
    history:
      - {{value: 0.25, {ROW}}}
"""),
]  # fmt: skip


def on_page(says: str, law: str, code: str = "LAW025", page: str = "i-employ-a-pa") -> Fault:
    """A paragraph on a hand-written page, with a link to a record of the law."""
    up = "../" * page.count("/")
    return Fault(code, f"{PAGES}/{page}.md", "\n\n", f"\n\n{says} [The law]({up}law/{law}.md)\n\n")


FAULTS = {
    "a page against the law": [
        *LAW,
        on_page("A few details may follow within §12 months.", "written-terms"),
        on_page("You must keep pay records for §three years.", "written-terms", page="i-am-a-pa"),
        on_page("An employee must have §5 years in the job for redundancy pay.", "ending-a-job", page="become-a-pa"),
        on_page("You have §3 months to claim redundancy pay.", "ending-a-job", page="i-lead-training"),
    ],
    "words of the law against its rows": [
        Fault("", f"{W}/written-terms.yaml", "", TERMS),
        Fault("LAW025", f"{W}/ending-a-job.yaml", "", ENDING.replace("one and a half weeks' pay", "§two weeks' pay")),
    ],
    "half as much": [
        Fault("", f"{W}/written-terms.yaml", "", TERMS),
        Fault("LAW025", f"{W}/ending-a-job.yaml", "", ENDING.replace("half a week's pay. From 22", "§one and a half weeks' pay. From 22")),
    ],
    "a summary of the law against its rows": [
        Fault("LAW025", f"{W}/ending-a-job.yaml", "", ENDING.replace("6 months to claim the", "§3 months to claim the")),
        Fault("LAW025", f"{W}/written-terms.yaml", "", TERMS.replace("Give the main terms on or before the first day. Keep the records of hours for years after.", "§You keep pay records for 10 years.")),
    ],
    "another day in the history": [
        Fault("LAW025", f"{W}/minimum-wage.yaml", "moved to 23 in April 2021 and to 21 in April 2024.", "moved to 23 in April 2021 and to 21 in April §2025."),
        Fault("LAW025", f"{PAGES}/become-a-pa.md", "\n\n", "\n\nThe National Living Wage moved to 23 in §October 2021.\n\n"),
        Fault("LAW025", f"{PAGES}/i-am-a-pa.md", "\n\n", "\n\nThe National Living Wage was lowered to age §22 in April 2024.\n\n"),
        Fault("LAW025", "framework/agreements/consistency-pay-rates.yaml", "points:\n", "points:\n  - §The age for the National Living Wage fell to 23 on 1 April 2022.\n"),
    ],
    "ten times in an emergency": [
        Fault("", "framework/support/pa-contact.yaml", "offers:\n", "offers:\n  - Call 999 when a seizure lasts more than 5 minutes, or is their first\n"),
        Fault("", f"{PAGES}/i-am-a-pa.md", "\n\n", "\n\nCall 999 when the seizure lasts 5 minutes without a plan.\n\n"),
        Fault("TXT029", f"{PAGES}/become-a-pa.md", "\n\n", "\n\n§A seizure that lasts 50 minutes? Call 999.\n\n"),
        Fault("", "framework/support/pa-voice.yaml", "offers:\n", "offers:\n  - Hold the burn under cool running water for 20 minutes\n"),
        Fault("", "framework/support/advice-on-rights.yaml", "offers:\n", "offers:\n  - A burn is cooled under cool running water for 20 minutes\n"),
        Fault("TXT029", "framework/support/pa-register.yaml", "offers:\n", "offers:\n  - §Cool the burn under running water for 2 minutes\n"),
    ],
    "an answer of the search": [
        Fault("", f"{W}/ending-a-job.yaml", "", ENDING),
        Fault("", f"{PAGES}/i-am-a-pa.md", "\n\n", "\n\nRing the team within 2 hours when a feed was missed.\n\n"),
        Fault("TXT029", "framework/search.yaml", "entries:\n", "entries:\n  - id: missed-feed\n    asked: [missed feed]\n    leads_to: [{page: i-am-a-pa.md}]\n    answer: §Ring the team within 3 hours if you missed a feed.\n    owner: clinical-reference-group\n    reviewed: 2026-11-01\n  - id: no-more-work\n    asked: [no more work]\n    leads_to: [{law: ending-a-job}]\n    answer: You have 6 months to claim the redundancy pay.\n    owner: clinical-reference-group\n    reviewed: 2026-11-01\n"),
    ],
    "the base of a share": [
        Fault("STO015", "framework/evidence/employment-models.yaml", "\"Base: 71 councils and 46 NHS areas, in 2016.", "§\"Base: 71 councils and 64 NHS areas, in 2016."),
        Fault("STO015", "framework/evidence/hospital.yaml", "reading:\n", "reading:\n  - §The NHS figures come from 64 areas.\n"),
        Fault("STO015", "framework/agreements/model-pool.yaml", "With 46 NHS areas, 2 per cent", "With §40 NHS areas, 2 per cent"),
        Fault("STO015", "framework/evidence/supply-of-pas.yaml", "note: The base of this chart cannot be read in our copy. 46 is the number that", "note: §The base of this chart cannot be read in our copy. 49 is the number that"),
        Fault("STO015", "case_studies/continuing-independence-agency.yaml", "and 46 NHS areas answered this question", "and §45 NHS areas answered this question"),
    ],
    "a list of another length": [
        Fault("TXT027", "framework/glossary.yaml", "There are four: aware,", "§There are five: aware,".replace("§There are ", "There are §")),
        Fault("TXT027", "framework/support/pa-voice.yaml", "offers:\n", "offers:\n  - §\"A talk about three things: pay and holidays\"\n"),
        Fault("TXT027", f"{PAGES}/become-a-pa.md", "\n\n", "\n\nThe signs are in §two groups: call 999, ring now, tell someone the same day. Rest then.\n\n"),
        Fault("TXT027", f"{PAGES}/i-am-a-pa.md", "\n\n", "\n\nAsk §four questions:\n\n- Who trains me?\n- Who signs?\n- When?\n\nThen start.\n\n"),
        Fault("TXT027", f"{PAGES}/about/share.md", "\n\n", "\n\nBring §four things:\n\n1. Your card.\n2. Your form.\n\n    It has a photo.\n\n3. Your pen.\n\nThen wait.\n\n"),
        Fault("TXT027", f"{PAGES}/about/privacy.md", "\n\n", "\n\nLook for §five signs: pale, cold, clammy skin and a fast pulse.\n\n"),
        Fault("TXT027", f"{C}/marta-mentor.yaml", "benefit:\n", "benefit:\n  - §\"She names 5 steps: look, ask, listen, do, write, rest and learn\"\n"),
    ],
    "two fields of one record": [
        Fault("TXT022", f"{N}/core-training.yaml", "takes: Six modules", "takes: §Eight modules"),
        Fault("TXT022", f"{N}/food-hygiene-elearning.yaml", "takes: About 90 minutes", "takes: §About four hours"),
        Fault("TXT022", f"{N}/mentoring-course.yaml", "takes: Four half days", "takes: §Six half days"),
        Fault("TXT022", f"{N}/working-in-hospital-briefing.yaml", "takes: 40 minutes", "takes: §20 minutes"),
        Fault("TXT022", f"{N}/makaton-and-signalong-taster.yaml", "takes: Two evenings", "takes: §Three evenings"),
        Fault("TXT022", f"{N}/infection-prevention-elearning.yaml", "It takes one hour.", "§It takes three hours."),
        Fault("TXT022", f"{N}/employer-training.yaml", "easy_read:\n", "easy_read:\n  - §It has five sessions.\n"),
        Fault("TXT022", f"{N}/induction.yaml", "takes: About two days, spread over the first two weeks", "takes: §Five sessions, spread over the first two weeks"),
        Fault("", f"{N}/induction.yaml", "easy_read:\n", "easy_read:\n  - It has four sessions.\n  - It comes in four sessions.\n"),
    ],
    "the one field of three": [
        Fault("", f"{C}/rosa-night-shifts.yaml", "easy_read:\n", "easy_read:\n  - She works three nights a week.\n"),
        Fault("TXT022", f"{C}/rosa-night-shifts.yaml", "hours: Three waking", "hours: §Five waking"),
        Fault("", f"{C}/derek-second-career.yaml", "easy_read:\n", "easy_read:\n  - He works four afternoons a week.\n  - Derek works four afternoons a week.\n"),
        Fault("TXT022", f"{C}/derek-second-career.yaml", "hours: Five afternoons", "hours: §Five afternoons"),
        Fault("", f"{C}/kelly-back-to-work.yaml", "easy_read:\n", "easy_read:\n  - She works 18 hours a week.\n"),
        Fault("TXT022", f"{C}/kelly-back-to-work.yaml", "easy_read:\n", "easy_read:\n  - §She works 28 hours a week.\n"),
    ],
    "what the framework has": [
        Fault("TXT021", "framework/changes.yaml", "lead to six levels", "lead to §seven levels"),
        Fault("TXT021", "framework/standards/care-workforce-pathway.yaml", "social care: eight role", "social care: §nine role"),
        Fault("TXT021", "framework/standards/care-workforce-pathway.yaml", "categories and seven values", "categories and §five values"),
        Fault("TXT021", "framework/glossary.yaml", "with eight role categories", "with §six role categories"),
        Fault("TXT021", "framework/trace.yaml", "the 16 standards of 2025. The 15 of 2015", "the §15 standards of 2025. Those of 2015"),
        Fault("TXT021", f"{PAGES}/become-a-pa.md", "shows six levels", "shows §five levels"),
        Fault("TXT021", f"{PAGES}/i-am-a-pa.md", "at one of four steps", "at one of §five steps"),
        Fault("TXT021", f"{PAGES}/become-a-pa.md", "\n\n", "\n\nEach of the §9 levels of our career map asks for more.\n\n"),
        Fault("TXT021", f"{PAGES}/about/share.md", "\n\n", "\n\nLook at the career map. For each of §8 levels it has a page.\n\n"),
    ],
    "beside a reference to the law": [
        *MILES,
        Fault("LAW025", f"{PAGES}/become-a-pa.md", "if you are 21 or over", "if you are §23 or over"),
        Fault("LAW025", f"{PAGES}/become-a-pa.md", "From 18 to 20 it is", "§From 18 to 22 it is"),
        Fault("LAW025", f"{PAGES}/i-employ-a-pa.md", "from age 21, since", "§from age 25, since"),
        Fault("LAW025", f"{PAGES}/about/share.md", "\n\n", "\n\nThe PA's own car, up to §1,000 miles: ((law.mileage.first-10000))\n\n"),
        Fault("LAW025", f"{PAGES}/about/privacy.md", "\n\n", "\n\n- above §12,000 miles ((law.mileage.over-10000))\n- up to 10,000 miles ((law.mileage.first-10000))\n\n"),
        Fault("LAW025", f"{S}/payroll-service.yaml", "offers:\n", "offers:\n  - From age 18 that is §((law.minimum-wage.adult)).\n"),
    ],
    "a figure, a gap and a month of the record": [
        Fault("DEL124", "framework/delegation.yaml", "After about three months", "After about §six months"),
        Fault("DEL124", "framework/delegation.yaml", "    gap: {months: 3, basis: design-default}\n", "    gap: {months: 3, basis: design-default}\n    easy: §You have not done it for 2 months.\n"),
        Fault("STO017", f"{E}/recruitment.yaml", "reading:\n", "reading:\n  - §The vacancy rate of PAs is 11.7 per cent.\n"),
        Fault("STO017", f"{E}/recruitment.yaml", "reading:\n", "reading:\n  - §A vacancy rate of 12.4% is a lot.\n"),
        Fault("LAW025", f"{W}/ending-a-job.yaml", "", ENDING.replace("The employee has", "Weeks of notice are due to employees who have worked for §a year.\n\n  The employee has")),
    ],
    "easy words against the record": [
        Fault("DEL101", f"{T}/taking-blood.yaml", "easy_read:\n", "easy_read:\n  - §A PA can take your blood.\n"),
        Fault("DEL101", f"{T}/intramuscular-injection.yaml", "easy_read:\n", "easy_read:\n  - §PAs give the injection.\n"),
        Fault("DEL101", f"{T}/syringe-driver.yaml", "easy_read:\n", "easy_read:\n  - §Your PA may set up the syringe driver.\n"),
        Fault("DEL101", f"{T}/complex-wound-care.yaml", "easy_read:\n", "easy_read:\n  - §The PA cleans your wound.\n"),
        Fault("TXT022", f"{L}/confident-pa.yaml", "  - You work alone with one person.\n", "  - §You never work on your own.\n"),
        Fault("TXT022", f"{L}/lead-pa.yaml", "easy_read:\n", "easy_read:\n  - §You do not coordinate a team.\n"),
        Fault("TXT022", f"{L}/specialist-pa.yaml", "easy_read:\n", "easy_read:\n  - §PAs never hold several delegated tasks.\n"),
        Fault("TXT022", f"{R}/phb-clinical-lead.yaml", "  - This nurse works for the ICB.", "  - §This nurse works for the council."),
        Fault("TXT022", f"{R}/phb-lead.yaml", "easy_read:\n", "easy_read:\n  - §They are employed by a charity.\n"),
        Fault("TXT022", f"{R}/respiratory-nurse.yaml", "easy_read:\n", "easy_read:\n  - §This nurse works for a school.\n"),
        Fault("TXT022", f"{R}/ward-manager.yaml", "easy_read:\n", "easy_read:\n  - §They work for the council.\n"),
    ],
    "saying no": [
        Fault("DEL118", "framework/search.yaml", "entries:\n", "entries:\n  - {id: may-i-refuse, asked: [cannot say no], leads_to: [{page: i-am-a-pa.md}], answer: §\"No, you have to do it once a nurse has asked you.\", owner: framework-team, reviewed: 2026-11-20}\n"),
        Fault("DEL118", f"{L}/skilled-pa.yaml", "  - You can say no.\n", "  - §You have to do it once a nurse has asked you.\n"),
        Fault("DEL118", f"{PAGES}/i-am-a-pa.md", "\n\n", "\n\nIt is a rule: a §PA may not refuse a task.\n\n"),
        Fault("DEL118", f"{PAGES}/become-a-pa.md", "\n\n", "\n\n§You must do what the nurse asks.\n\n"),
        Fault("DEL118", f"{S}/pa-voice.yaml", "offers:\n", "offers:\n  - §A leaflet. You can never say no to a healthcare task\n"),
        Fault("DEL118", f"{PAGES}/about/share.md", "\n\n", "\n\n**§You may not say no** to a healthcare task.\n\n"),
        Fault("DEL118", f"{R}/personal-assistant.yaml", "easy_read:\n", "easy_read:\n  - §PAs cannot say no.\n"),
    ],
    "choosing, and not choosing": [
        Fault("DEL100", f"{T}/reminding-about-medicines.yaml", "the_pa_does:\n", "the_pa_does:\n  - §Chooses which tablet when the person is not sure\n"),
        Fault("", f"{T}/insulin-by-pen.yaml", "the_pa_does_not:\n", "the_pa_does_not:\n  - Choose which pen\n"),
        Fault("DEL100", f"{T}/insulin-by-pen.yaml", "the_pa_does:\n", "the_pa_does:\n  - §Picks the pen if the person cannot\n"),
        Fault("", f"{T}/creams-and-patches.yaml", "the_pa_does_not:\n", "the_pa_does_not:\n  - Decide which cream\n"),
        Fault("DEL100", f"{T}/creams-and-patches.yaml", "the_pa_does:\n", "the_pa_does:\n  - §Selects which cream because no one else can\n"),
    ],
    "a limit of a role": [
        Fault("DEL100", f"{R}/dietitian.yaml", "does:\n", "does:\n  - §Lets the PA give medicines through the tube\n"),
        Fault("DEL100", f"{R}/community-nurse.yaml", "does:\n", "does:\n  - §Decides with the person whether a PA may start breathing machines\n"),
        Fault("DEL100", f"{R}/continence-and-stoma-nurse.yaml", "easy_read:\n", "easy_read:\n  - §Your PA can put in a catheter that stays in.\n"),
        Fault("", f"{R}/physiotherapist.yaml", "limits:\n", "limits:\n  - Does not delegate cutting nails or hard skin for someone with diabetes or poor circulation\n  - Does not let PAs clean or debride a deep wound\n"),
        Fault("DEL100", f"{R}/physiotherapist.yaml", "does:\n", "does:\n  - §Teaches PAs to trim the nails of people with diabetes\n"),
    ],
    "a rule of the framework that stands in the sentence before": [
        Fault("AGR018", f"{PAGES}/i-am-a-pa.md", "\n\n", "\n\n### My nurse has left. May I go on?\n\nGo on while the next one reads the plan. This draft suggests §21 days at most.\n\n"),
        Fault("AGR018", f"{PAGES}/become-a-pa.md", "\n\n", "\n\nIf the therapist leaves, the PA carries on. Our suggestion is §five weeks.\n\n"),
        Fault("AGR018", "framework/support/pa-contact.yaml", "offers:\n", "offers:\n  - §What to do when a nurse has moved on. The PA continues for a time. We suggest 38 days.\n"),
    ],
    "a sign in other units": [
        Fault("DEL124", f"{T}/gastrostomy-feed.yaml", "  emergency:\n    signs:\n", "  emergency:\n    signs:\n      - text: §They have been sick for 48 hours after a feed\n        easy: You have been sick for 3 days after a feed.\n"),
        Fault("DEL124", f"{T}/stoma-bag-change.yaml", "signs:\n", "signs:\n      - text: §No stoma output for 2 hours\n        easy: Nothing has come out for 90 minutes.\n"),
    ],
    "a time that is taken up again": [
        Fault("TXT029", "framework/agreements/pas-in-hospital.yaml", "    The four weeks come from", "    The §six weeks come from"),
        Fault("TXT029", f"{PAGES}/i-lead-training.md", "\n\n", "\n\nA course has a call after 6 weeks. The §16 weeks are our suggestion.\n\n"),
        Fault("TXT029", "framework/support/pa-contact.yaml", "offers:\n", "offers:\n  - §A call after two weeks. The three weeks begin on the first day.\n"),
    ],
    "paid and unpaid": [
        Fault("TXT022", f"{N}/induction.yaml", "takes: About two days, spread over the first two weeks, all of it paid", "takes: §About two days, spread over the first two weeks, in your own unpaid time"),
        Fault("TXT022", f"{N}/core-training.yaml", "easy_read:\n", "easy_read:\n  - §You do it in your own time.\n"),
        Fault("TXT022", f"{N}/dementia-course.yaml", "cost: Free to PAs in the area", "cost: §Free to PAs, without pay for you"),
        Fault("", f"{N}/dementia-course.yaml", "easy_read:\n", "easy_read:\n  - You are paid for this day.\n"),
    ],
    "as long as they like, and not": [
        Fault("TXT022", f"{L}/confident-pa.yaml", "easy_read:\n", "easy_read:\n  - §After two years you move up.\n"),
        Fault("", f"{S}/pa-peer-network.yaml", "offers:\n", "offers:\n  - Come for as long as you like\n"),
        Fault("TXT022", f"{S}/pa-peer-network.yaml", "easy_read:\n", "easy_read:\n  - §You can come for at most 6 months.\n"),
        Fault("", f"{L}/starting-out.yaml", "easy_read:\n", "easy_read:\n  - You never have to move on.\n  - You must leave the level after a year.\n"),
        Fault("TXT022", f"{L}/starting-out.yaml", "  - You must leave the level after a year.\n", "  - §You must leave the level after a year.\n"),
    ],
    "a name and its meaning": [
        Fault("TXT022", "framework/glossary.yaml", "who supports someone without pay.", "§who is employed to support someone."),
        Fault("TXT022", "framework/glossary.yaml", "terms:\n", "terms:\n  - id: unregistered-carer\n    term: Unregistered carer\n    means: §Someone who is registered with the council\n"),
        Fault("TXT022", "framework/glossary.yaml", "terms:\n", "terms:\n  - id: shared-budget\n    term: Shared budget\n    means: §A budget that is not shared by two funders\n"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS)
def test_every_fault_is_found_at_its_words(faults: list[Fault], tmp_path: Path) -> None:
    world = copy_of_reference(tmp_path)
    expected = put_in(world, faults)

    found = {(each.code, each.span.path, each.span.line, each.span.column) for each in check(world, ON).findings}
    assert (expected - found, found - expected) == (set(), set())


#: The law in words, without a value for each of its parts.
IN_WORDS = f"""\
id: time-to-go
title: Time to go
summary: From 2 years in the job you give a week for each year. You need not give more than 12 weeks.
order: 14
values:
  - id: formula
    title: How it is worked out
    applies_to: Each full year of work
    unit: text
    history:
      - value: "Under 22: half a week's pay. From 22 to 40: one week's pay. From 41: one and a half weeks' pay"
        {ROW.replace(", ", chr(10) + "        ")}
      - value: "Under 21: a week's pay. From 21 to 40: two weeks' pay"
        from: 2020-04-06
        state: in-force
        source: gov-uk-minimum-wage-rates
        seen: part
"""
RIGHT = [
    *LAW,
    Fault("", f"{W}/time-to-go.yaml", "", IN_WORDS),
    on_page("From age 30 an employee has 3 weeks of pay for each full year.", "time-to-go", "", "guides/index"),
    on_page("A few details may follow within two months.", "written-terms", ""),
    on_page("Keep the pay records for 6 years, and for 7 years to be safe.", "written-terms", "", "i-am-a-pa"),
    on_page("Many employers give 4 weeks of notice for each full year.", "ending-a-job", "", "become-a-pa"),
    on_page("We suggest that you give 4 weeks of notice.", "ending-a-job", "", "i-lead-training"),
    on_page("Give 4 weeks of notice and the employer gives 4 weeks too.", "ending-a-job", "", "i-am-a-clinician"),
    on_page("After 3 years in the job the employer must give 3 weeks of notice.", "ending-a-job", "", "about/share"),
    on_page("Meet after 3 weeks in the job, and talk.", "ending-a-job", "", "about/equality"),
    on_page("In 2015 an employee needed 1 year in the job for redundancy pay.", "ending-a-job", "", "about/privacy"),
    on_page("Claim the redundancy pay early: a claim takes 4 months.", "written-terms", "", "about/about"),
    Fault("", "framework/evidence/employment-models.yaml", "reading:\n", "reading:\n  - The base was 71 councils, and 12 councils gave two answers.\n  - The examples come from 10 areas of the NHS.\n  - Twelve councils answered that no one had asked them.\n  - With 46 NHS areas, 2 per cent is about one area.\n  - The NHS figures come from about 50 areas in all.\n"),
    Fault("", "framework/support/payroll-service.yaml", "offers:\n", "".join(("offers:\n", *(f'  - "{line}"\n' for line in (
        "Help in three ways: by post, by phone and online",
        "Two questions: who pays, and from when?",
        "For two PAs: rota, handover, breaks",
        "The four nations: England, Wales, Scotland and Northern Ireland",
        "Forms in three parts: tax and pay, bank, leave and pension",
        "At least two things: a pen, paper, a lamp",
        "Until you are 18: school, training, sport",
        "Four things: the rota, pens and so on",
        "There are two: see the list below",
        "Three people: Ann, who cooks, Ben and Cy",
    ))))),
    Fault("", f"{PAGES}/about/code-of-conduct.md", "\n\n", "\n\nThree things help:\n\n1. Tea\n2. Time\n    - an hour\n    - or two\n3. Talk\n\nThen rest.\n\n"),
    Fault("", f"{R}/physiotherapist.yaml", "limits:\n", "limits:\n  - Does not delegate cutting nails or hard skin for someone with diabetes or poor circulation\n"),
    Fault("", f"{R}/physiotherapist.yaml", "does:\n", "".join(("does:\n", *(f"  - {line}\n" for line in (
        "Lets the PA cut the nails of people with good circulation",
        "Teaches PAs to wash the feet of someone with diabetes",
        "Shows PAs how to file nails",
        "Does not let the PA cut the hard skin of someone with diabetes",
        "Asks the PA to cut the nails only if the feet of the person with diabetes were seen first",
    ))))),
    Fault("", f"{R}/community-nurse.yaml", "does:\n", "does:\n  - Lets the PA clean the mask of breathing machines\n  - Decides whether a PA may fetch breathing machines\n  - Teaches the PA what breathing machines do\n"),
    Fault("", f"{R}/dietitian.yaml", "does:\n", "does:\n  - Lets the PA give water through the tube\n  - Decides whether a PA may give medicines by mouth\n"),
    Fault("", f"{N}/induction.yaml", "easy_read:\n", "easy_read:\n  - The reading is in your own time.\n  - Ask who pays if a day is unpaid.\n  - Unpaid carers can come too.\n  - In 2016 many were not paid for this.\n  - You should never learn without pay.\n"),
    Fault("", f"{L}/confident-pa.yaml", "easy_read:\n", "easy_read:\n  - After two years you can move up.\n  - After two years most people move up.\n  - Many stay for two years or more.\n"),
    Fault("", f"{S}/pa-peer-network.yaml", "offers:\n", "offers:\n  - Come for as long as you like\n  - A room that you can use for up to 3 months if you move house\n"),
    Fault("", "framework/glossary.yaml", "terms:\n", "".join(("terms:\n", *(f"  - {{id: {name.lower().replace(' ', '-')}, term: {name}, means: \"{means}\"}}\n" for name, means in {
        "Untrained helper": "Someone who was never trained for the task",
        "Unregistered nurse": "A nurse who is not registered at this time",
        "Approved place": "A place that the council is paid to approve",
        "Unpaid leave": "Days off for someone who works and gets no wage for them",
        "Registered manager": "Someone who is on a register and is not a PA",
        "Unpaid helper": "Someone who helps a relative, and is paid elsewhere for other work",
        "Unpaid relative": "A relative who gets paid only by Carer's Allowance",
        "Unregulated role": "A role in a firm that is regulated by the CQC",
        "Uninsured driver": "A driver who has no car, or who uses a car that is insured by a firm",
        "Agreed hours": "The hours that both sides have settled, also where they are not agreed in writing",
    }.items())))),
    Fault("", f"{PAGES}/delegation/how-it-works.md", "\n\n", "\n\nIf the nurse leaves, the PA carries on. We suggest 4 weeks at most.\n\nSomeone has left? We suggest that you ask twice in 10 days.\n\n"),
    Fault("", f"{T}/gastrostomy-feed.yaml", "  emergency:\n    signs:\n", "  emergency:\n    signs:\n      - text: They have been sick for 48 hours after a feed\n        easy: You have been sick for 2 days after a feed.\n"),
    Fault("", f"{PAGES}/i-am-a-clinician.md", "\n\n", "\n\n" + "\n\n".join((
        "The course has two parts: theory in the morning, practice in the afternoon and a test at the end.",
        "A course has a call after 6 weeks. The 6 weeks are our suggestion. The four months before it are hard.",
        "The kit has four things: gloves, apron, wipes and bags, all in one box.",
        "The paper has three parts: who you are and where you live, what you need, and who pays.",
        "There are two ways to pay: by bank transfer, or in cash with a receipt.",
        "She has three roles: mother, PA and cook, sometimes all at once.",
        "There are four: a nurse, two PAs and the person.",
        "There are two signs: pale, cold, clammy skin and a fast pulse.",
        "Two places: Leeds, West Yorkshire, and York, North Yorkshire",
        "The form has two parts: name, address and date of birth, and what was agreed.",
        "Two examples: milk, left out in the sun, and eggs.",
        "Two rules: ring 999 first, never wait, whatever happens.",
        "There are three: tea, four cups and a jug.",
        "There are four: aware, assisted and two more.",
        "Two signs: hot, dry skin, and a headache.",
        "Two records: charts kept at home, seen by nurses, and notes.",
        "Bring three things:\n\n1. Your card.\n2. Your form.\n\n    It has a photo.\n\n3. Your pen.",
        "NHS staff are on nine pay bands of Agenda for Change.",
        "Our council has seven pay bands for its own care staff.",
        "The competence covers washing hands in eight steps.",
        "Career advice for nurses names five levels of practice.",
        "The career map of Leeds is one page; competences have eight levels in Wales.",
        "The bursary moved to £500 in April 2025, and the minimum wage rose as well.",
        "The minimum wage rose, and our bursary was raised to £13 in April 2024.",
        "Every employer must register with HMRC. PAs do not have to register with HMRC.",
        "All councils have to publish their rates. PAs do not have to publish their rates.",
        "Someone aged 30 or over earns at least ((law.minimum-wage.adult)).",
        "From 25, many funders pay more than ((law.minimum-wage.adult)).",
        "If your PA is aged 18 to 20, ((law.minimum-wage.adult)) is not for them.",
        "People aged 40 and over also have ((law.minimum-wage.adult)).",
        "For a trip of 12 miles, your employer may pay ((law.mileage.first-10000)).",
        "Wait 10 minutes before the next reading, and 1 minute after washing your hands.",
        "Rest for 30 minutes after the feed. Flush for 3 minutes before the feed.",
        "The living wage went to 21-year-olds in April 2024 and to me in May 2025.",
        "Your nurse has left and a new one takes over? Our suggestion: meet within 10 days.",
    )) + "\n\n"),
    Fault("", "framework/evidence/hospital.yaml", "reading:\n", "reading:\n  - The survey was of 152 councils, and 71 councils answered this question.\n  - Answers came from 30 councils in the north and 41 in the south.\n  - Of the 46 NHS areas, 10 answered by telephone.\n"),
    Fault("", f"{N}/dementia-course.yaml", "easy_read:\n", "easy_read:\n  - You are paid for this day.\n  - A test at home is unpaid.\n"),
    Fault("", f"{PAGES}/about/safe-recruitment.md", "\n\n", "\n\nThe National Living Wage moved to 21 in April 2024, and our team to £13 in June 2026.\n\n"),
    Fault("", f"{PAGES}/about/in-your-area.md", "\n\n", "\n\nOur rate, above the National Living Wage, went up to £12.21 in March 2026.\n\n"),
    Fault("", "framework/support/pa-voice.yaml", "offers:\n", "offers:\n  - Wash your hands for 20 seconds before the meal\n  - Rinse your hands for 2 seconds after the soap\n"),
    Fault("", f"{T}/taking-blood.yaml", "easy_read:\n", "easy_read:\n  - A PA can take your blood pressure.\n  - A PA can put a plaster on after the blood test.\n  - A PA cleans the table.\n"),
    Fault("", f"{T}/urethral-catheter-insertion.yaml", "easy_read:\n", "easy_read:\n  - A PA can wash around the catheter.\n  - The PA changes another catheter, if the nurse says so.\n  - The nurse comes. They put in the catheter.\n"),
    Fault("", f"{L}/confident-pa.yaml", "easy_read:\n", "easy_read:\n  - You never work alone with a new machine.\n  - You do not work alone if you are unsure.\n  - You never know it all.\n"),
    Fault("", f"{L}/lead-pa.yaml", "easy_read:\n", "easy_read:\n  - You do not coordinate a team until you are trained.\n  - You never decide who works there.\n  - You do not have to coordinate a team of PAs.\n"),
    Fault("", f"{R}/phb-clinical-lead.yaml", "easy_read:\n", "easy_read:\n  - This nurse works for the NHS.\n  - They do not work for the council.\n  - They work with the council.\n"),
    Fault("", f"{R}/ward-manager.yaml", "easy_read:\n", "easy_read:\n  - They work at the hospital.\n  - Your PA may work for an agency or the council.\n"),
    Fault("", f"{PAGES}/i-am-a-pa.md", "\n\n", "\n\nYou do not have to do it once a nurse has asked you. Some think that a PA cannot say no. No one may say that you must do what the nurse asks. If you have to do this alone, ring us. You must do it as the nurse taught you. You cannot refuse leave.\n\n"),
    Fault("", f"{R}/pharmacist.yaml", "does:\n", "does:\n  - Cannot say no when a doctor asks for a review\n"),
    Fault("", f"{T}/reminding-about-medicines.yaml", "the_pa_does:\n", "the_pa_does:\n  - Asks which tablet when the person is not sure\n  - Chooses a quiet time when the person is not in a hurry\n  - Does not choose which tablet if the person is not sure\n  - Chooses which cup for the tablet\n"),
    *MILES,
    Fault("", f"{PAGES}/about/share.md", "\n\n", "\n\nOn 5 April, a trip at ((law.mileage.first-10000)) and 3,000 at ((law.mileage.over-10000)) come to more. Up to 10,000 miles: ((law.mileage.first-10000)), then ((law.mileage.over-10000)).\n\n"),
    Fault("", f"{PAGES}/about/about.md", "\n\n", "\n\nAt 21 and over the rate is ((law.minimum-wage.adult)), and from 18 to 20 it is ((law.minimum-wage.age-18-to-20)). Until 2021 it began at age 25. From 20 hours a week, ((law.minimum-wage.adult)) adds up.\n\n"),
    Fault("", "framework/delegation.yaml", "    gap: {months: 3, basis: design-default}\n", "    gap: {months: 3, basis: design-default}\n    easy: Three months went by. Ask again every 6 months.\n"),
    Fault("", f"{E}/recruitment.yaml", "reading:\n", "reading:\n  - Vacancies were at 11.4 per cent, and before at 11.7 per cent.\n  - Rents grew by 11.5 per cent.\n  - About 11 per cent is the vacancy rate.\n"),
    Fault("", f"{N}/employer-training.yaml", "easy_read:\n", "easy_read:\n  - It has three sessions.\n  - It takes nine hours in all.\n"),
    Fault("", f"{N}/makaton-and-signalong-taster.yaml", "easy_read:\n", "easy_read:\n  - It takes four hours.\n  - It has two parts.\n"),
    Fault("", f"{N}/mentoring-course.yaml", "easy_read:\n", "easy_read:\n  - It has four sessions.\n  - You can miss two sessions.\n"),
    Fault("", f"{N}/safeguarding-children-elearning.yaml", "takes: About one hour", "takes: About 60 minutes, in six sections"),
    Fault("", f"{N}/digital-skills-course.yaml", "takes: Two evenings, two hours each", "takes: Two evenings of the first six evenings, and one more of two sessions"),
    Fault("", f"{C}/rosa-night-shifts.yaml", "easy_read:\n", "easy_read:\n  - At first she worked two nights a week.\n  - She works three nights a week.\n"),
    Fault("", f"{PAGES}/about/in-your-area.md", "\n\n", "\n\nCompetences for the first three levels are new. In our career map, 3 levels of 6 ask for more. Four other pay bands were planned.\n\n"),
    Fault("", "framework/support/pa-register.yaml", "offers:\n", "offers:\n  - A call of 10 minutes with someone who knows the rules\n  - A call of 1 hour with someone else\n"),
    Fault("", f"{R}/pharmacist.yaml", "easy_read:\n", "easy_read:\n  - They do not give medicine.\n  - They give medicine charts to families.\n"),
    Fault("", f"{R}/respiratory-nurse.yaml", "easy_read:\n", "easy_read:\n  - They work in a school.\n  - They work at the council two days a week.\n"),
    Fault("", f"{N}/induction.yaml", "easy_read:\n", "easy_read:\n  - It takes a day online and a day in a room.\n"),
    Fault("", f"{N}/core-training.yaml", "easy_read:\n", "easy_read:\n  - Self-employed PAs learn without pay.\n  - Employees get paid time.\n"),
    Fault("", f"{PAGES}/about/about.md", "\n\n", "\n\nAsk for a fortnight of notice, and call in 5 weeks. The two weeks begin on the day of the letter.\n\nMeet once a quarter, and plan for 8 months. The three months begin in April.\n\n"),
    Fault("", "framework/support/pa-contact.yaml", "offers:\n", "offers:\n  - Hold the burn under cool running water for 20 minutes\n"),
    Fault("", "framework/support/advice-on-rights.yaml", "offers:\n", "offers:\n  - Wash the cut under cool running water for 2 minutes\n"),
    Fault("", "framework/evidence/hospital.yaml", "reading:\n", "reading:\n  - In the survey of 2017, 64 councils answered the question.\n  - Data come from 31 English councils.\n  - The base is 12 councils more than before.\n  - The shares are of 9 councils fewer.\n"),
]  # fmt: skip


def test_nothing_is_said_of_sentences_that_are_right(tmp_path: Path) -> None:
    world = copy_of_reference(tmp_path)
    put_in(world, RIGHT)

    assert [f"{each.code} {each.span.path}:{each.span.line} {each.message}" for each in check(world, ON).findings] == []
