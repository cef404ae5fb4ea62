"""What a change leaves open, and to whom: every way to weaken lands in its section, and harmless edits in none.

Pages are not rendered here: which pages a change touches has tests of its own.
"""

import json
import re
from collections.abc import Iterator
from functools import cache

import pytest

from pa_framework.diff import git_tree
from pa_framework.diff.as_json import as_json
from pa_framework.diff.as_markdown import as_markdown
from pa_framework.diff.as_text import as_text
from pa_framework.diff.git_tree import Tree
from pa_framework.diff.open_changes import around_difference
from pa_framework.diff.report import Report, report_on
from pa_framework.diff.wording import headline
from pa_framework.facts.comparison.proof import names_of
from pa_framework.records.field_meaning import meaning_at, schema_at
from pa_framework.records.kinds import kind_at
from pa_framework.records.yaml_source import leaves, parse_document
from tests.builders.worlds import FRAMEWORK, NEVER, OWN, POLICY, TASK, TODAY, WORLD, Edit, edited, role

LEVEL, BAND, WAGE = (
    "framework/levels/starting-out.yaml",
    "framework/pay_bands/band-1.yaml",
    "framework/law/minimum-wage.yaml",
)
WARD, MOVING, DBS = (
    f"framework/agreements/{name}.yaml" for name in ("pas-in-hospital", "moving-between-funders", "one-rule-for-dbs")
)
HANDS, ROSA, CONTACT = (
    "competences/infection-prevention.yaml",
    "case_studies/rosa.yaml",
    "framework/support/pa-contact.yaml",
)
PAPER = "framework/papers/task-agreement.yaml"
COURSE, CORE = "framework/learning/tube-feeding-training.yaml", "framework/learning/core-training.yaml"
ORGANISATIONS = "framework/organisations.yaml"
STEPS, TERMS, SOURCES = "framework/steps.yaml", "framework/glossary.yaml", "framework/sources.yaml"
ORDERS = "framework/orders.yaml"
CHANGES, FIGURES = "framework/changes.yaml", "framework/evidence/supply-of-pas.yaml"
WAIVERS, STANDARD, PLAN = (
    "framework/evidence/waivers.yaml",
    "framework/standards/care-certificate-2015.yaml",
    "framework/plan/better-support.yaml",
)
PAGE, PICTURE = "framework/pages/delegation/how-it-works.md", "framework/pages/images/stop.svg"

APPROVED = "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2027-10-01}"
#: What the small world lacks, so that every kind of field is there to be changed.
BASE = edited(
    WORLD,
    [
        (TASK, "", "note: The 3 practices are a starting value.\nindividual_plan: required\n"),
        (TASK, "approval: {state: draft}", APPROVED),
        (OWN, "", "the_pa_does: [Says that it is time]\nthe_pa_does_not: [Put a tablet in a mouth]\nnote: The person asks for it.\n"),
        (NEVER, "", "note: A prescriber decides.\neasy_read: [A PA never changes a dose.]\n"),
        (FRAMEWORK, "    deputy: training-leads\n", "    deputy: training-leads\n    handle: \"@small/team\"\n"),
        (FRAMEWORK, "  - id: training-leads\n", "  - id: nurses\n    title: The nurses\n    does: Read every change of a task.\n    clinical: true\n    handle: \"@small/nurses\"\n  - id: training-leads\n"),
        (role("dietitian"), "Health and Care Professions Council}", "Health and Care Professions Council, limits: Only food}"),
        (CONTACT, "", "rules: [Never tells an employer who rang]\n"),
        (ROSA, "illustrative: true\nconsent: {state: not-needed, pseudonym: true}", "illustrative: false\nconsent: {state: given, reference: c-1, scope: The site and the leaflet, given_on: 2026-10-01, review_by: 2027-10-01, pseudonym: true}"),
        (POLICY, "phone_lines:\n", "phone_lines:\n  - {id: pump-line, title: Pump company, staffed: out-of-hours, summary: For the pump.}\n  - {id: feed-line, title: Feed company, staffed: office-hours, summary: For the feed.}\n"),
        (role("dietitian"), "", "staffed: office-hours\n"),
        (HANDS, "tags: [safety]", "tags: [safety, prevention]\nshown_by: [Seen before three meals]\ngoes_wrong: [Gloves in place of washing]"),
    ],
)  # fmt: skip
FILES = {
    "CODEOWNERS": "1", ".github/workflows/check.yml": "1", ".github/workflows/report.yml": "1", ".gitlab-ci.yml": "1",
    "tools/pa_framework/check/rules/chains.py": "1", "tools/pa_framework/records/schemas/task.schema.json": "1",
    "tools/pa_framework/site/templates/task.md.j2": "1", "tools/pa_framework/site/tree.py": "1", "mkdocs.yml": "1",
    "site_overrides/components/banner/banner.css": "1", "site_overrides/components/menu/menu.js": "1",
    "site_overrides/tokens.yaml": "1", "requirements.lock": "1", "pyproject.toml": "1", ".pre-commit-config.yaml": "1",
    "Makefile": "1", ".ci/run": "1", "tests/check/test_rules.py": "1", "setup.py": "1", ".gitattributes": "1",
    "odd.bin": "1", "README.md": "1", "docs/decisions/0001-why.md": "1", "LICENSE": "1",
    "competences/register/pas/pa-0001.yaml": "1", "../../.github/workflows/ci.yml": "1",
}  # fmt: skip
PAGES = {
    PAGE: "---\ntitle: How it works\n---\n\n# How it works\n\nStop, and call 999 if they cannot be woken.\n\nAsk the nurse.\n"
}


_parsed = cache(parse_document)


def a_tree(name: str, world: dict[str, str], files: dict[str, str], pages: dict[str, str]) -> Tree:
    return Tree(
        name,
        "",
        {path: _parsed(text, path) for path, text in world.items()},
        {path: git_tree._text_hash(text.encode()) for path, text in pages.items()},
        dict.fromkeys(pages, "How it works"),
        {path: text for path, text in pages.items() if path.endswith(".md")},
        files,
        knows_others=True,
    )


_BASE_TREE = a_tree("base", BASE, FILES, {**PAGES, PICTURE: "<svg/>"})


def reported(
    *edits: Edit, files: dict[str, str | None] | None = None, pages: dict[str, str | None] | None = None
) -> Report:
    all_files = {path: text for path, text in {**FILES, **(files or {})}.items() if text is not None}
    all_pages = {path: text for path, text in {**PAGES, PICTURE: "<svg/>", **(pages or {})}.items() if text is not None}
    return report_on(_BASE_TREE, a_tree("head", edited(BASE, edits), all_files, all_pages), TODAY)


def sections_of(report: Report) -> set[str]:
    """The sections that a report has for a reader: loosened, clinician, new task, guards, agreement, unjudged, past."""
    found = {change.reader for change in report.open}
    return {
        *found,
        *(["loosened"] if report.loosenings else []),
        *(["oversight"] if any(file.guards for file in report.files) else []),
        *(["unjudged"] if report.unjudged else []),
        *(["new task"] if report.new_tasks else []),
        *(["past"] if report.past.rewritten else []),
    }


NEW_TASK = BASE[TASK].replace("id: gastrostomy-feed", "id: tube-feed").replace("at_least: 3", "at_least: 1")
COPY = "framework/tasks/tube-feed.yaml"
#: Ways to weaken, by the section in which each must be.
WEAKER: dict[str, list[tuple[Edit, ...]]] = {
    "loosened": [
        ((TASK, "at_least: 3", "at_least: 2"),),
        ((TASK, "months: 12", "months: 24"),),
        ((TASK, "agreed_by: [person, pa, employer, insurer]", "agreed_by: [person, pa, employer]"),),
        ((TASK, "assessed_by: [community-nurse]", "assessed_by: [community-nurse, pa-trainer]"),),
        ((TASK, "      - There is pain\n", ""),),
        ((TASK, "[choking, cannot-be-woken]", "[choking]"),),
        ((TASK, "the_pa_does_not: [Change the feed or its speed]\n", ""),),
        ((TASK, "before_you_start: [The feeding plan is here]\n", ""),),
        ((TASK, "out_of_hours: nhs-111\n", "out_of_hours: dietitian\n"),),
        ((TASK, "tell: community-nurse\n    signs", "tell: pa-trainer\n    signs"),),
        ((TASK, "risk: medium", "risk: low"),),
        ((TASK, "scope: one-person", "scope: transferable"),),
        ((TASK, "infection-prevention: independent", "infection-prevention: aware"),),
        ((TASK, ", record-keeping: independent}", "}"),),
        ((TASK, "settings: [home, out-and-about]", "settings: [home, out-and-about, hospital]"),),
        ((TASK, "settings: [home, out-and-about]\n", ""),),
        ((TASK, "decide_again_when: [incident]\n", ""),),
        ((TASK, "omission: harmful", "omission: can-wait"),),
        ((TASK, "individual_plan: required\n", ""),),
        ((TASK, "review_by: 2027-10-01", "review_by: 2029-10-01"),),
        ((TASK, "by_role: phb-clinical-lead", "by_role: pa-trainer"),),
        ((OWN, "the_pa_does_not: [Put a tablet in a mouth]\n", ""),),
        ((NEVER, "", ""),),
        ((role("pa-trainer"), "may_train: {nutrition: high}", "may_train: {nutrition: high}\nmay_assess: {nutrition: high}"),),
        ((role("pa-trainer"), "limits: [Never signs off]\n", ""),),
        ((role("pa-trainer"), "authorised_by: [community-nurse]", "authorised_by: [community-nurse, dietitian]"),),
        ((role("dietitian"), ", limits: Only food}", "}"),),
        (("framework/roles/agency.yaml", "", "id: agency\ntitle: Agency\nsummary: It sends PAs.\nkind: lay\naccountable: false\nmay_train: {nutrition: high}\nsources: [principles]\n"),),
        ((POLICY, "observed_practices: 2", "observed_practices: 1"),),
        ((POLICY, "    id: high\n".replace("    id", "  - id") + "    title: High risk", "  - id: high\n    title: High risk"), (POLICY, "apart: [[trained_by, assessed_by], [assessed_by, signed_off_by]]", "apart: [[assessed_by, signed_off_by]]")),
        ((POLICY, "holds_for: every-task, does: stop", "holds_for: named-tasks, does: stop"),),
        ((POLICY, "holds_for: every-task, does: stop", "holds_for: every-task, does: go-on"),),
        ((POLICY, "    level: emergency\n    do: Stop the feed.", "    level: urgent\n    do: Stop the feed."),),
        ((POLICY, "    do: Stop the feed.\n", ""),),
        ((POLICY, "  - {id: sore-skin, text: The skin is sore, level: same-day}\n", ""), (TASK, "signs: [sore-skin]", "signs: [Something]")),
        ((POLICY, "sounds_like: [choking, chokes]", "sounds_like: [choking]"),),
        ((POLICY, "staffed: day-and-night", "staffed: office-hours"),),
        ((POLICY, "says: No, means: do-not-delegate", "says: No, means: ask-first"),),
        ((POLICY, ", do: Add a second assessor.}", "}"),),
        ((POLICY, "meanwhile: [Ask the nurse.]", "meanwhile: []"),),
        ((HANDS, "    - Never wears the same gloves twice\n", ""),),
        ((HANDS, "", ""),),
        ((WARD, "    - induction\n", ""),),
        ((WARD, "dbs_within_years: 3", "dbs_within_years: 6"),),
        ((WARD, "[ward-manager, phb-lead, induction-lead]", "[ward-manager]"),),
        ((FRAMEWORK, '["999", "112"]', '["999"]'),),
        ((FRAMEWORK, "register_check_valid_months: 12", "register_check_valid_months: 36"),),
        ((FRAMEWORK, "longest_review_months: 24", "longest_review_months: 60"),),
        ((FRAMEWORK, "dbs_valid_years: 3", "dbs_valid_years: 5"),),
        ((FRAMEWORK, "support_stale_after_months: 6", "support_stale_after_months: 36"),),
        ((FRAMEWORK, "    clinical: true\n", "    clinical: false\n"),),
        ((CONTACT, "rules: [Never tells an employer who rang]\n", ""),),
        ((COPY, "", NEW_TASK),),
        ((COPY, "", NEW_TASK.replace("title: Give a feed through", "title: Give some feed through")), (TASK, "", "")),
        ((COPY, "", NEW_TASK), (TASK, "sources: [principles]\n", "sources: [principles]\nreplaced_by: tube-feed\n")),
        (("framework/tasks/dose.yaml", "", BASE[TASK].replace("id: gastrostomy-feed", "id: dose").replace("title: Give a feed through a gastrostomy tube", "title: Change the dose of a medicine")),),
        (("framework/tasks/waivers.yaml", "", "waivers:\n  - {code: DEL005, record: gastrostomy-feed, reason: It is busy here, by_role: phb-clinical-lead, until: 2027-06-30}\n"),),
        ((TASK, "Ring the community nursing team. Say that the feed is due.", "Wait until the morning."),),
        ((TASK, "category: nutrition", "category: medicines"),),
        ((POLICY, "do: [Write the chain down]", "do: [Begin]"),),
        ((ORDERS, "until: 2020-08-01", "until: 2030-08-01"),),
        ((ORDERS, "tasks: [gastrostomy-feed]", "tasks: [gastrostomy-feed, changing-a-dose]"),),
    ],
    "clinician": [
        ((PAPER, "    text: This is not a sign-off.\n", ""),),
        (("framework/papers/plan.yaml", "", BASE[PAPER].replace("id: task-agreement", "id: plan").replace("This is not a sign-off.", "This is a sign-off.")),),
        (("framework/search.yaml", "shows what each level pays", "says that any PA may give insulin"),),
        ((ORDERS, "title: Skills checks could be remote", "title: Skills checks are remote"),),
        ((TASK, "tell: community-nurse\n    out", "tell: phb-clinical-lead\n    out"),),
        ((TASK, "tell: community-nurse\n    signs", "tell: dietitian\n    signs"),),
        ((TASK, "[Starts, watches and ends the feed]", "[Starts the feed]"),),
        ((TASK, "[Starts, watches and ends the feed]", "[Starts, watches and ends the feed, Changes the tube]"),),
        ((TASK, "[Change the feed or its speed]", "[Change the feed]"),),
        ((TASK, "[Change the feed or its speed]", "[Change the feed or its speed, Ring anyone at night]"),),
        ((TASK, "[The feeding plan is here]", "[The feeding plan may be here]"),),
        ((TASK, "[The feeding plan is here]", "[The feeding plan is here, A relative said that it is fine to go on]"),),
        ((TASK, "      - There is pain\n", "      - There is severe pain\n"),),
        ((TASK, "      - There is pain\n", "      - There is discomfort\n      - There is pain that lasts\n"),) ,
        ((TASK, "      - There is pain\n", "      - There is pain\n      - Coughing alone is no sign\n"),),
        ((TASK, "      - The tube has moved or come out\n", "      - {text: The tube has moved or come out, do: Push it back.}\n"),),
        ((TASK, "equipment: [Feed pump]", "equipment: [Any pump]"),),
        ((TASK, "equipment: [Feed pump]\n", ""),),
        ((TASK, "summary: Liquid food goes", "summary: Liquid food or crushed tablets go"),),
        ((TASK, "title: Give a feed", "title: Give a feed or medicine"),),
        ((TASK, "easy_read: [Some people are fed through a tube.]", "easy_read: [A PA can do this.]"),),
        ((TASK, "note: The 3 practices", "note: The 3 or fewer practices"),),
        ((TASK, "note: The 3 practices are a starting value.\n", ""),),
        ((TASK, "at_least: 3, basis: design-default", "at_least: 3, basis: national-guidance"),),
        ((TASK, "months: 12, basis: design-default", "months: 12, basis: law"),),
        ((TASK, "sources: [principles]", "sources: [wages]"),),
        ((OWN, "the_pa_does: [Says that it is time]", "the_pa_does: [Says that it is time, Gives the tablets]"),),
        ((OWN, "the_pa_does_not: [Put a tablet in a mouth]", "the_pa_does_not: [Put two tablets in a mouth]"),),
        ((OWN, "summary: Saying that it is time, when the person has asked you to.", "summary: Deciding that it is time."),),
        ((OWN, "note: The person asks for it.", "note: Anyone may ask for it."),),
        ((NEVER, "why_never: It is a clinical decision.", "why_never: It is a matter of taste."),),
        ((NEVER, "title: Change the dose of a medicine", "title: Change the dose of a strong medicine"),),
        ((NEVER, "done_by: [The prescriber]", "done_by: [Anyone on duty]"),),
        ((NEVER, "easy_read: [A PA never changes a dose.]", "easy_read: [A PA seldom changes a dose.]"),),
        ((NEVER, "note: A prescriber decides.", "note: A prescriber decides, unless it is late."),),
        ((OWN, "", ""),),
        ((TASK, "", ""),),
        ((role("community-nurse"), "does: [Decides with", "does: [Decides without"),),
        ((role("community-nurse"), "summary: A registered nurse", "summary: A nurse"),),
        ((role("community-nurse"), "body: Nursing and Midwifery Council", "body: Any council"),),
        ((role("community-nurse"), ', check: "https://example.org/register"', ', check: "https://example.com/x"'),),
        ((role("community-nurse"), "title: Community nurse", "title: Community worker"),),
        ((role("individual-employer"), "kind: lay", "kind: registered"),),
        ((role("pa-trainer"), "limits: [Never signs off]", "limits: [Seldom signs off]"),),
        ((role("dietitian"), "limits: Only food", "limits: Mostly food"),),
        ((role("pharmacist"), "", ""),),
        ((POLICY, "summary: A mistake can kill.", "summary: A mistake is a nuisance."),),
        ((POLICY, "title: High risk", "title: Some risk"),),
        ((POLICY, "summary: Health may have changed.", "summary: Health has surely changed."),),
        ((POLICY, "meanwhile: [Tell the nurse.]", "meanwhile: [Tell the nurse in a week.]"),),
        ((POLICY, "    text: The person is choking\n", "    text: The person is choking badly\n"),),
        ((POLICY, "    do: Stop the feed.", "    do: Slow the feed."),),
        ((POLICY, "title: NHS 111", "title: A chat line"),),
        ((POLICY, 'number: "111"', 'number: "0300 000 000"'),),
        ((POLICY, "Medical help that is no emergency.", "Help."),),
        ((POLICY, "ask: How bad can a mistake be?", "ask: How often is there a mistake?"),),
        ((POLICY, "why: More harm needs more care.", "why: It is good to know."),),
        ((POLICY, "says: It lasts", "says: It lasts for ever"),),
        ((POLICY, "introduction: It helps you think. It does not decide.", "introduction: It decides."),),
        ((POLICY, "summary: Someone checks every earlier link.", "summary: Someone signs."),),
        ((POLICY, "summary: Feeding tubes and what goes through them.", "summary: Anything."),),
        ((POLICY, "summary: Which healthcare tasks may", "summary: Which of all tasks may"),),
        ((STEPS, "summary: You do it well alone.", "summary: You have done it once."),),
        ((STEPS, "  - {id: guides-others, title: Guides others, summary: You show it to others.}\n", "  - {id: guides-others, title: Guides others, summary: You have seen it.}\n"),),
        ((HANDS, "    - Washes hands before every meal\n", "    - Washes hands before most meals\n"),),
        ((HANDS, "assisted: [Washes hands when reminded]", "assisted: [Washes hands]"),),
        ((HANDS, "shown_by: [Seen before three meals]", "shown_by: [Says so]"),),
        ((HANDS, "goes_wrong: [Gloves in place of washing]\n", ""),),
        ((HANDS, "summary: You keep germs from passing", "summary: You try to keep germs from passing"),),
        (("competences/record-keeping.yaml", "title: Keeping records", "title: Keeping some records"),),
        ((TERMS, "means: Personal health budget. NHS money that a person plans with.", "means: Money."),),
        ((TERMS, "  - id: phb\n    term: PHB\n    means: Personal health budget. NHS money that a person plans with.\n", ""), (TERMS, "    see: [phb]\n", "")),
        ((WARD, "planned_admission: [The person says which PAs they want]", "planned_admission: [The ward says which PAs it wants]"),),
        ((LEVEL, "infection-prevention: assisted", "infection-prevention: aware"),),
        ((LEVEL, "not_expected: [A shift alone before you are ready]", "not_expected: [A shift alone on your first day]"),),
        ((LEVEL, "summary: You are new, and someone is near.", "summary: You are new."),),
        ((FRAMEWORK, "review_warning_days: 60", "review_warning_days: 3"),),
        ((COURSE, "prepares_for: [gastrostomy-feed]", "prepares_for: [changing-a-dose]"),),
        ((COURSE, "", ""),),
        ((CONTACT, "rules: [Never tells an employer who rang]", "rules: [Seldom tells an employer who rang]"),),
        ((CONTACT, "rules: [Never tells an employer who rang]", "rules: [Never tells an employer who rang, A nurse answers at night]"),),
        # What is only said of a contact or a supplier: that someone answers, trains or is registered.
        ((POLICY, "title: Pump company, staffed: out-of-hours", "title: Pump company, staffed: day-and-night"),),
        ((POLICY, "title: Feed company, staffed: office-hours", "title: Feed company, staffed: day-and-night"),),
        ((POLICY, "title: Pump company, staffed", 'title: Pump company, number: "0300 222", staffed'),),
        ((role("dietitian"), "staffed: office-hours", "staffed: day-and-night"),),
        ((role("pharmacist"), "", "staffed: day-and-night\n"),),
        ((role("pa-trainer"), "kind: authorised", "kind: registered\nregister: {body: Council of trainers}"),),
        ((role("dietitian"), "accountable: true", "accountable: false"),),
        ((TASK, "    out_of_hours: nhs-111\n", "    out_of_hours: pump-line\n"),),
        ((TASK, "  same_day:\n    tell: community-nurse\n", "  same_day:\n    tell: community-nurse\n    out_of_hours: nhs-111\n"),),
        ((TASK, "tell: community-nurse\n    out_of", "tell: phb-clinical-lead\n    out_of"),),
        ((COURSE, "prepares_for: [gastrostomy-feed]", "prepares_for: [gastrostomy-feed, reminder-to-take-medicine]"),),
        ((CORE, "", "prepares_for: [gastrostomy-feed]\n"),),
        # What no field is about: the words decide.
        ((ROSA, "One night the machine alarmed.", "One night the machine alarmed. I gave a second dose."),),
        ((ROSA, "challenge: [Nights are lonely]", "challenge: [Nights are lonely, No one signed me off]"),),
        ((PLAN, "what: Open the phone line", "what: Open the phone line in place of 111"),),
        ((CORE, "summary: ", "summary: After it you need no sign-off. "),),
    ],
    "oversight": [
        ((FRAMEWORK, '    handle: "@small/nurses"\n', '    handle: "@small/anyone"\n'),),
        ((FRAMEWORK, '    handle: "@small/nurses"\n', ""),),
        ((FRAMEWORK, "title: The nurses", "title: The office"),),
        ((FRAMEWORK, "does: Read every change of a task.", "does: Help out."),),
        ((FRAMEWORK, "address: mailto:framework@example.org", "address: mailto:other@example.org"),),
        ((FRAMEWORK, "    deputy: training-leads\n", "    deputy: framework-team\n"),),
        ((FRAMEWORK, "status: reference", "status: live"),),
        ((FRAMEWORK, "address: https://forge.test/smallshire\n", "address: https://forge.test/fork\n"),),
        ((FRAMEWORK, "site: https://smallshire.example.org/", "site: https://elsewhere.example.org/"),),
        ((FRAMEWORK, "publisher: The Smallshire partners", "publisher: Someone"),),
        ((TASK, "owner: framework-team", "owner: training-leads"),),
        ((TASK, "on: 2026-10-01, review_by", "on: 2026-11-01, review_by"),),
        ((NEVER, "approval: {state: draft}", APPROVED),),
        ((role("community-nurse"), "approval: {state: draft}", APPROVED),),
        ((POLICY, "approval: {state: draft}", APPROVED),),
        ((BAND, "approval: {state: draft}", APPROVED),),
        ((LEVEL, "owner: framework-team", "owner: training-leads"),),
        ((ROSA, "owner: framework-team", "owner: training-leads"),),
        ((WAIVERS, "until: 2027-06-30", "until: 2028-06-30"),),
        ((WAIVERS, "reason: One thought, which two sentences would tear apart", "reason: None"),),
        (("framework/agreements/waivers.yaml", "", "waivers:\n  - {code: AGR002, record: feeds, reason: The council has not answered, by_role: phb-clinical-lead, until: 2026-12-31}\n"),),
        ((CHANGES, "    agreed_by_role: phb-clinical-lead\n", ""),),
        ((CHANGES, "what: It is an offer, never a condition.", "what: It is a condition now."),),
        ((CHANGES, "    loosens: true\n    agreed_by_role: phb-clinical-lead\n", "    loosens: false\n"),),
    ],
    "agreement": [
        ((BAND, "{funder: council, from: 2026-04-01, paid: 13.10", "{funder: council, from: 2026-04-01, paid: 12.80"),),
        ((BAND, "{funder: nhs, from: 2026-04-01, paid: 13.10, funded: 16.40", "{funder: nhs, from: 2026-04-01, paid: 13.10, funded: 15.40"),),
        ((BAND, "amount: 0.60", "amount: 0.20"),),
        ((BAND, "when: Where the person lives far from buses", "when: Never"),),
        ((BAND, "illustrative: true", "illustrative: false"),),
        ((BAND, "amount: 0.60, funder: both", "amount: 0.60, unit: shift, funder: both"),),
        ((ORGANISATIONS, "kind: nhs", "kind: charity"),),
        ((ORGANISATIONS, "places: [Northtown, Westbury]", "places: [Northtown]"),),
        ((BAND, "summary: An example of what a step in a career pays.", "summary: What everyone pays."),),
        ((WAGE, "{value: 12.71,", "{value: 12.01,"),),
        ((WAGE, "applies_to: People aged 21 and over", "applies_to: People aged 25 and over"),),
        ((WAGE, "value: 8, from: 2026-04-01, state: in-force, source: wages", "value: 8, from: 2026-04-01, state: in-force, source: principles"),),
        ((MOVING, "continued_weeks: 8", "continued_weeks: 2"),),
        ((MOVING, "agreed: true", "agreed: false\ndiffers_because: They do not talk."),),
        ((MOVING, "says: Pays the overlap back.", "says: Pays nothing back."),),
        ((MOVING, "illustrative: true", "illustrative: false"),),
        ((DBS, "counterparts: {council: Direct payments manager, nhs: PHB lead}", "counterparts: {council: Nobody, nhs: PHB lead}"),),
        ((WARD, "paid_weeks: 4", "paid_weeks: 1"),),
        ((FRAMEWORK, "small_number_threshold: 8", "small_number_threshold: 5"),),
        ((FRAMEWORK, "funding_transfer_weeks: 8", "funding_transfer_weeks: 1"),),
        ((FRAMEWORK, "hospital_pay_weeks: 4", "hospital_pay_weeks: 1"),),
        ((ROSA, "scope: The site and the leaflet", "scope: The site, the leaflet and the press"),),
        ((ROSA, "state: given, reference: c-1, scope: The site and the leaflet, given_on: 2026-10-01, review_by: 2027-10-01, pseudonym: true", "state: not-needed"),),
        ((ROSA, "review_by: 2027-10-01", "review_by: 2031-10-01"),),
        ((ROSA, "pseudonym: true", "pseudonym: false"),),
        ((ROSA, "illustrative: false", "illustrative: true"),),
        ((ROSA, "published_on: 2026-11-01", "published_on: 2026-09-01"),),
        ((ROSA, "", ""),),
        ((LEVEL, "pay_band: band-1", "pay_band: band-2"),),
        ((LEVEL, "ways_in:\n  - {from: jobseeker, how: Bring an honest account of what you have looked after.}", "ways_in:\n  - {from: nhs-work, how: Bring an honest account of what you have looked after.}"),),
        ((COURSE, "cost: Free", "cost: 200 pounds, from your own pocket"),),
        ((CORE, "who: Employers of PAs", "who: Large employers"),),
        ((CORE, "accepted_by: [council, nhs]", "accepted_by: [council]"),),
        ((CONTACT, "serves: [pa]", "serves: [employer]"),),
        ((CONTACT, "serves: [pa]", "serves: [pa, employer]"),),
        ((COURSE, "", "accepted_by: [nhs]\n"),),
        ((COURSE, "for: [pa]", "for: [pa, employer]"),),
        ((CONTACT, "how_to_reach: Ring 0300 123 4567 on weekdays", "how_to_reach: Write a letter"),),
        ((CONTACT, "illustrative: true", "illustrative: false"),),
        ((FIGURES, "value: 9.53", "value: 19.53"),),
        ((FIGURES, "    year: 2020\n    source: pa-research", "    year: 2020\n    source: wages"),),
        ((SOURCES, "address: https://example.org/wages", "address: https://example.com/blog"),),
        ((BAND, "", ""),),
        ((MOVING, "", ""),),
        ((PLAN, "target: Nine of ten", "target: Half of them"),),
        ((PLAN, "by_when: 2027-03, state: planned", "by_when: 2031-03, state: planned"),),
        ((PLAN, "ambition: Every PA knows", "ambition: Most PAs know"),),
        ((PLAN, "what: Write to every PA,", "what: Write to every PA and to the press without consent,"),),
        ((ROSA, "challenge: [Nights are lonely]", "challenge: [Nights are lonely, My picture was not taken down]"),),
        ((FIGURES, "summary: ", "summary: Names are given on request, because nothing of it is confidential. "),),
    ],
}  # fmt: skip
#: Other files and pages that change, each with its section.
OTHER_FILES = [path for path in FILES if not path.startswith(("README", "docs/", "LICENSE", "competences/"))]
#: Edits that ask nothing of anyone, or that are proven stricter.
HARMLESS: list[tuple[Edit, ...]] = [
    ((SOURCES, "", "  - {id: a-new-one, title: A new guide, publisher: A body, published: \"2026\", last_checked: 2026-11-20, state: current, seen: whole}\n"),),
    ((TASK, "", "# a comment\n"),),
    ((TASK, "id: gastrostomy-feed\n", "# yaml-language-server: none\n\nid: gastrostomy-feed\n"),),
    ((TASK, "equipment: [Feed pump]", "equipment:\n  - Feed pump"),),
    ((TASK, "equipment: [Feed pump]", 'equipment: ["Feed pump"]'),),
    ((TASK, "agreed_by: [person, pa, employer, insurer]", "agreed_by: [pa, person, insurer, employer]"),),
    ((TASK, "[community-nurse, dietitian]", "[dietitian, community-nurse]"),),
    ((TASK, "settings: [home, out-and-about]", "settings: [out-and-about, home]"),),
    ((TASK, "      - The tube has moved or come out\n      - There is pain\n", "      - There is pain\n      - The tube has moved or come out\n"),),
    ((TASK, "[choking, cannot-be-woken]", "[cannot-be-woken, choking]"),),
    ((TASK, "      - There is pain\n", "      - There is pain.\n"),),
    ((TASK, "summary: Liquid food goes through a tube into the stomach.", "summary: >-\n  Liquid food goes through\n  a tube into the stomach."),),
    ((TASK, "at_least: 3", "at_least: 5"),),
    ((TASK, "months: 12", "months: 6"),),
    ((TASK, "risk: medium", "risk: high"),),
    ((TASK, "delegated_by: [community-nurse, dietitian]", "delegated_by: [community-nurse]"),),
    ((TASK, "settings: [home, out-and-about]", "settings: [home]"),),
    ((TASK, "decide_again_when: [incident]", "decide_again_when: [incident, hospital-admission]"),),
    ((TASK, "infection-prevention: independent", "infection-prevention: guides-others"),),
    ((TASK, "    signs: [sore-skin]", "    signs: [sore-skin, choking]"),),
    ((TASK, "sources: [principles]", "sources: [principles, pa-research]"),),
    ((OWN, "status: own-role", "status: never"),),
    ((TASK, "status: delegable", "status: never\nwhy_never: It is too much.\ndone_by: [A nurse]"),),
    ((role("pharmacist"), "may_train: {medicines: medium}\n", ""),),
    ((role("pharmacist"), "may_delegate: {medicines: medium}", "may_delegate: {medicines: low}"),),
    ((role("pa-trainer"), "id: pa-trainer\ntitle: PA trainer\n", "title: PA trainer\nid: pa-trainer\n"),),
    ((POLICY, "observed_practices: 2", "observed_practices: 4"),),
    ((POLICY, "    demands:\n      agreed_by: [person, pa, employer]\n", "    demands:\n      agreed_by: [person, pa, employer, insurer]\n"),),
    ((POLICY, "holds_for: named-tasks, does: go-on", "holds_for: named-tasks, does: stop"),),
    ((POLICY, "says: It mends, means: go-on", "says: It mends, means: ask-first"),),
    ((POLICY, "{id: sore-skin, text: The skin is sore, level: same-day}", "{id: sore-skin, text: The skin is sore, level: urgent}"),),
    ((FRAMEWORK, "longest_review_months: 24", "longest_review_months: 12"),),
    ((FRAMEWORK, "dbs_valid_years: 3", "dbs_valid_years: 2"),),
    ((FRAMEWORK, 'version: "1.0.0"', 'version: "1.0.1"'),),
    ((FRAMEWORK, "summary: A small world that holds together.", "summary: A small world, all in one piece."),),
    ((WARD, "dbs_within_years: 3", "dbs_within_years: 1"),),
    ((WARD, "signed_by: [ward-manager, phb-lead, induction-lead]", "signed_by: [phb-lead, induction-lead, ward-manager]"),),
    ((HANDS, "tags: [safety, prevention]", "tags: [prevention, safety]"),),
    ((HANDS, "tags: [safety, prevention]", "tags: [safety]"),),
    ((LEVEL, "infection-prevention: assisted", "infection-prevention: independent"),),
    ((ROSA, "One night the machine alarmed.", "One night the machine rang."),),
    ((ROSA, "pull_quote: I keep the night boring.", "pull_quote: I keep nights boring."),),
    ((ROSA, "challenge: [Nights are lonely]", "challenge: [Nights are long]"),),
    ((CORE, "takes: Three days", "takes: 3 days"),),
    ((CORE, "last_confirmed: 2026-10-01", "last_confirmed: 2026-11-01"),),
    (("framework/learning/first-aid.yaml", "", BASE[CORE].replace("id: core-training", "id: first-aid").replace("title: Core training", "title: First aid")),),
    (("competences/first-aid.yaml", "", BASE[HANDS].replace("id: infection-prevention", "id: first-aid").replace("title: Preventing infection", "title: First aid")),),
    ((CONTACT, "summary: Someone for PAs, who does not work for their employers.", "summary: Someone for PAs who does not work for their employers."),),
    ((CONTACT, "last_confirmed: 2026-10-01", "last_confirmed: 2026-11-01"),),
    ((PLAN, "state: planned", "state: done"),),
    ((PLAN, "what: Write to every PA", "what: Write a letter to every PA"),),
    ((STANDARD, "summary: Fifteen standards", "summary: 15 standards"),),
    ((SOURCES, "last_checked: 2026-11-01\n    state: historic", "last_checked: 2026-11-20\n    state: historic"),),
    ((WAIVERS, "", ""),),
    ((FIGURES, "summary: More than half said", "summary: Over half said"),),
    ((WAGE, "seen: whole, from_age: 21}\n      - {value: 12.21", "seen: part, from_age: 21}\n      - {value: 12.21"),),
]  # fmt: skip

CASES = [(section, edits) for section, ways in WEAKER.items() for edits in ways]


def name_of(edits: tuple[Edit, ...]) -> str:
    path, find, write = edits[0]
    return re.sub(r"\s+", " ", f"{path.rpartition('/')[2]} {find[:40]} - {write[:40]}")


@pytest.mark.parametrize(("section", "edits"), CASES, ids=[f"{one}-{name_of(two)}" for one, two in CASES])
def test_a_way_to_weaken_is_in_its_section_and_the_headline_says_so(section: str, edits: tuple[Edit, ...]) -> None:
    report = reported(*edits)
    said = " ".join(headline(report))

    assert section in sections_of(report)
    assert "No safety rule is loosened" not in said
    assert ("This change loosens" in said) is (section == "loosened")
    if section != "loosened":
        assert report.loosenings == ()


@pytest.mark.parametrize("edits", HARMLESS, ids=[name_of(edits) for edits in HARMLESS])
def test_a_harmless_edit_is_called_nothing_else(edits: tuple[Edit, ...]) -> None:
    report = reported(*edits)

    assert sections_of(report) == set()
    closed = "No rule asks less from today on." if report.past.undated else "No safety rule is loosened."
    assert closed in headline(report)
    assert json.loads(as_json(report))["nothing_is_open"] is not bool(report.past.undated)


def test_there_are_enough_of_both() -> None:
    assert (len(CASES) + len(OTHER_FILES) >= 200, len(HARMLESS) >= 50) == (True, True)
    kinds = {kind_at(edit[0]) for _, edits in CASES for edit in edits}
    assert {kind_at(path) for path in BASE} - NO_ONES <= kinds


@pytest.mark.parametrize("path", OTHER_FILES)
@pytest.mark.parametrize("text", ["2", None], ids=["changed", "removed"])
def test_a_file_that_can_change_what_pages_say_is_called_what_it_is(path: str, text: str | None) -> None:
    report = reported(files={path: text})

    assert sections_of(report) == {"oversight"}
    assert headline(report)[0] == "1 change concerns who guards the rules, or the program."
    assert path in as_text(report)
    assert json.loads(as_json(report))["files"][0]["guards_rules"]


def test_a_new_workflow_and_a_program_are_named_with_whose_agreement_they_need() -> None:
    said = as_text(reported(files={".github/workflows/new.yml": "1", "tools/x.py": "1"}))

    assert "Workflow: It runs the checks and publishes the pages." in said
    assert ".github/workflows/new.yml: new" in said
    assert "Program: It can change what pages say, and what the checks find." in said
    assert "Whose agreement: The nurses." in said


def test_guides_for_engineers_guard_nothing() -> None:
    report = reported(files={"README.md": "2", "docs/decisions/0002-new.md": "1"})

    assert sections_of(report) == set()
    assert "2 files that are no records changed as well" in " ".join(as_text(report).split())


def test_a_file_of_the_register_is_named_and_not_quoted() -> None:
    report = reported(
        files={"competences/register/pas/pa-0001.yaml": "2", "competences/register/pas/pa-0002.yaml": "1"}
    )

    assert [(change.reader, change.id) for change in report.open] == [
        ("clinician", "competences/register/pas/pa-0001.yaml"),
        ("clinician", "competences/register/pas/pa-0002.yaml"),
    ]
    assert "No safety rule is loosened" not in as_text(report)


@pytest.mark.parametrize(
    ("find", "write"),
    [
        ("call 999", "call 111"),
        ("Ask the nurse.\n", ""),
        ("title: How it works", "title: How it hurts"),
        ("Ask", "Do not ask"),
    ],
)
def test_a_line_of_a_page_written_by_hand_is_for_a_clinician(find: str, write: str) -> None:
    report = reported(pages={PAGE: PAGES[PAGE].replace(find, write)})
    (change,) = report.open

    assert (change.reader, change.id) == ("clinician", PAGE)
    assert find.strip() in change.before
    assert write.strip() in change.after
    assert "No safety rule is loosened" not in as_markdown(report)


def test_a_line_of_a_page_has_its_place() -> None:
    (change,) = reported(pages={PAGE: PAGES[PAGE].replace("call 999", "call 111")}).open

    assert (change.span.line, change.in_head) == (7, True)


#: Kinds on which no rule, no money and no consent rests. Whether a plan is invented is a matter of fairness; who keeps the
#: questions of the self-check is one of oversight.
NO_ONES = {"areas", "trace", "standard"}


@pytest.mark.parametrize("path", sorted(BASE))
def test_a_record_of_any_kind_that_is_deleted_is_named(path: str) -> None:
    report = reported((path, "", ""))
    kind = kind_at(path)

    assert path in as_text(report) or any(change.path == path for change in report.changed.records)
    assert bool(sections_of(report)) is (kind not in NO_ONES - {"areas"} and kind != "waivers")


def test_pages_that_are_new_or_gone_and_pictures_are_for_a_clinician() -> None:
    for pages in ({PAGE: None}, {"framework/pages/new.md": "# New\n\nGo on.\n"}, {PICTURE: "<svg>go on</svg>"}):
        assert sections_of(reported(pages=pages)) == {"clinician"}


def test_the_layout_of_a_page_is_nothing() -> None:
    text = PAGES[PAGE].replace("\n\n", "\n\n\n").replace("Ask the nurse.", "Ask  the nurse. ")

    assert "No safety rule is loosened." in headline(reported(pages={PAGE: text}))


def test_a_copy_says_what_it_is_a_copy_of_and_what_differs() -> None:
    report = reported((COPY, "", NEW_TASK))
    (loosening,) = report.loosenings

    assert (loosening.weakened.kind, loosening.weakened.id) == ("fewer-observed", "tube-feed")
    assert "nearly the same content as “Give a feed through a gastrostomy tube”, which stays" in loosening.weakened.note
    said = " ".join(as_text(report).split())
    assert "(gastrostomy-feed), which stays. What differs:" in said
    assert "observed practices: 3 → 1" in said


def test_a_copy_with_another_title_is_a_new_task_that_says_what_differs() -> None:
    report = reported((COPY, "", NEW_TASK.replace("title: Give a feed", "title: Give water")))

    assert sections_of(report) == {"new task", "oversight"}  # it says that it is approved
    assert "observed practices: 3 → 1" in " ".join(as_text(report).split())
    assert "No safety rule is loosened" not in as_text(report)


def test_every_form_has_the_sentence_before_and_after_and_whose_agreement() -> None:
    report = reported(
        (TASK, "equipment: [Feed pump]\n", ""),
        (FRAMEWORK, '    handle: "@small/nurses"\n', '    handle: "@small/anyone"\n'),
        (BAND, "amount: 0.60", "amount: 0.20"),
    )
    text, markdown, said = as_text(report), as_markdown(report), json.loads(as_json(report))

    for heading in ("A clinician reads this", "Who guards the rules", "Money, consent and fairness"):
        assert heading in text
        assert f"### {heading}" in markdown
    assert "was: Feed pump" in text
    assert "is: nothing" in text
    assert "Whose agreement: the council, the NHS and The framework team." in text
    assert said["nothing_is_open"] is False
    assert said["headline"] == list(headline(report))
    assert said["clinician_reads"][0]["before"] == "Feed pump"
    assert said["clinician_reads"][0]["agreement_of"] == [
        {"kind": "role", "id": "phb-clinical-lead", "title": "PHB clinical lead"}
    ]
    assert [one["agreement_of"][0]["id"] for one in said["who_guards"]] == ["nurses"]
    assert [one["after"] for one in said["money_consent_fairness"]] == ["£0.20"]


def test_a_competence_that_an_expression_names_is_about_its_tasks() -> None:
    plain = "requires: {infection-prevention: independent, record-keeping: independent}"
    either = "requires: {any: [{competence: infection-prevention, step: independent}, {age: 18}]}"
    world = edited(BASE, [(TASK, plain, either)])
    words = (HANDS, "summary: You keep germs from passing", "summary: You try to keep germs from passing")
    (change,) = report_on(a_tree("base", world, {}, {}), a_tree("head", edited(world, [words]), {}, {}), TODAY).open

    assert change.tasks == ("gastrostomy-feed",)


def test_a_long_sentence_shows_its_difference() -> None:
    words = " ".join(f"word{number}" for number in range(400))
    before, after = around_difference(f"{words} never {words}", f"{words} always {words}")

    assert "never" in before
    assert "always" in after
    assert max(len(before), len(after)) < 400


def one_of_each_field() -> Iterator[tuple[str, str, tuple[str, ...], str, str]]:
    """One text of every field of every kind in the base, and the file with other words there."""
    seen = set()
    for path in sorted(BASE):
        kind = kind_at(path)
        document = _parsed(BASE[path], path)
        for route, value in leaves(document.data) if kind else ():
            names = names_of(route)
            meaning, part = meaning_at(kind or "", names), schema_at(kind or "", names) or {}
            text = isinstance(value, str) and not {"enum", "format", "x-refers-to"} & {*part, *part.get("items", {})}
            if meaning and text and " " in value and (kind, meaning.names) not in seen and BASE[path].count(value) == 1:
                seen.add((kind, meaning.names))
                yield kind or "", path, names, value, f"{value.rstrip('.')} perhaps"


FIELDS = list(one_of_each_field())


@pytest.mark.parametrize(
    ("kind", "path", "names", "value", "other"), FIELDS, ids=[f"{one[0]}-{'.'.join(one[2])}" for one in FIELDS]
)
def test_other_words_in_a_field_are_open_to_those_whom_its_schema_names(
    kind: str, path: str, names: tuple[str, ...], value: str, other: str
) -> None:
    """The default: what the schema says of a field, and not which fields this test knows."""
    meaning = meaning_at(kind, names)
    assert meaning is not None
    report = reported((path, value, other))
    agreed = meaning.concerns & {"money", "consent", "fairness"}
    expected = (
        "oversight"
        if "oversight" in meaning.concerns
        else "clinician"
        if meaning.clinical
        else "agreement"
        if agreed
        else ""
    )

    assert sections_of(report) - {"loosened"} == ({expected} if expected else set())
    assert ("No safety rule is loosened." in headline(report)) is not bool(expected)


PHARMACY = BASE[TASK].replace("category: nutrition", "category: medicines").replace("phb-clinical-lead]", "pharmacist]")
TWO_CHAINS: list[Edit] = [
    (role("pharmacist"), "", "may_sign_off: {medicines: medium}\n"),
    ("framework/tasks/eye-drops.yaml", "", PHARMACY.replace("id: gastrostomy-feed", "id: eye-drops").replace("Give a feed through a gastrostomy tube", "Give eye drops").replace("Liquid food goes through a tube into the stomach.", "Drops fall into the eye.")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (BASE[TASK].replace("id: gastrostomy-feed", "id: jejunal").replace("a gastrostomy tube", "another tube"), "phb-clinical-lead"),
        (PHARMACY.replace("id: gastrostomy-feed", "id: jejunal").replace("Give a feed through a gastrostomy tube", "Put in ear drops").replace("Liquid food goes through a tube into the stomach.", "Drops fall into the ear.").replace("There is pain", "The ear hurts"), "pharmacist"),
    ],
)  # fmt: skip
def test_a_new_task_asks_those_of_the_nearest_task(text: str, wanted: str) -> None:
    before = edited(BASE, TWO_CHAINS)
    made = report_on(
        a_tree("base", before, {}, {}), a_tree("head", edited(before, [("framework/tasks/jejunal.yaml", "", text)]), {}, {}), TODAY
    )  # fmt: skip

    assert [task.id for task in made.new_tasks] == ["jejunal"]
    assert made.agreement_of == (wanted,)
