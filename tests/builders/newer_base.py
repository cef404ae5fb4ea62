"""A base in two releases, 31 changes apart, and an area with 12 changes of its own: what `pa-framework update` is about."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from pa_framework.records.bases import content_hash
from tests.builders.worlds import FRAMEWORK, NEVER, OWN, POLICY, TASK, edited, renamed_everywhere, role, texts
from tests.paths import SMALL

CARE = "framework/tasks/tube-site-care.yaml"
DRINKS = "framework/tasks/thickened-drinks.yaml"
DROPS = "framework/tasks/eye-drops.yaml"
CONTACT = "framework/support/pa-contact.yaml"
ADVICE = "framework/support/employer-advice.yaml"
RECORDS = "competences/record-keeping.yaml"
GERMS = "competences/infection-prevention.yaml"
LEVEL = "framework/levels/starting-out.yaml"
BAND = "framework/pay_bands/band-1.yaml"
WAGE = "framework/law/minimum-wage.yaml"
COURSE = "framework/learning/core-training.yaml"
WARD = "framework/agreements/pas-in-hospital.yaml"
TRAINING = "framework/learning/tube-feeding-training.yaml"
PAGE = "framework/pages/guides/nights.md"
_LOW = """\
id: {id}
title: {title}
category: {category}
status: delegable
scope: one-person
risk: low
summary: {summary}
requires: {{infection-prevention: assisted}}
sign_off:
  agreed_by: [person, pa, employer]
  delegated_by: [community-nurse]
  trained_by: [community-nurse]
  assessed_by: [community-nurse]
  signed_off_by: [phb-clinical-lead]
  reviewed_by: [community-nurse]
  observed_practices: {{at_least: 2, basis: design-default}}
  review_every: {{months: 12, basis: design-default}}
the_pa_does: [Does it as the plan says]
the_pa_does_not: [Change the plan]
before_you_start: [The plan is here]
stop_when:
  emergency: {{signs: [choking, cannot-be-woken]}}
  urgent: {{tell: community-nurse, out_of_hours: nhs-111, signs: [There is pain]}}
omission: can-wait
equipment: [Gloves]
decide_again_when: [incident]
easy_read: [A PA can learn this.]
owner: framework-team
approval: {{state: draft}}
sources: [principles]
"""
_TASKS = {
    CARE: ("tube-site-care", "Clean the skin around a tube", "nutrition", "The skin around the tube is kept clean."),
    DRINKS: ("thickened-drinks", "Thicken a drink", "nutrition", "A powder makes a drink thicker."),
    DROPS: ("eye-drops", "Put drops into an eye", "medicines", "Drops that someone has prescribed."),
    "framework/tasks/eye-care.yaml": ("eye-care", "Care for an eye", "medicines", "Cleaning an eye, and its drops."),
}


def _low(id: str, title: str, category: str, summary: str) -> str:
    return _LOW.format(id=id, title=title, category=category, summary=summary)


_STOPS = "  - {id: new-home, title: A new home, summary: Much is new., holds_for: every-task, does: stop, meanwhile: [Ask the nurse.], basis: design-default}\n"
#: What version 1.0.0 of the base has besides the small world.
_MORE = {path: _low(*of) for path, of in _TASKS.items()} | {
    TRAINING: texts()[TRAINING].replace(
        "[gastrostomy-feed]", "[gastrostomy-feed, tube-site-care, thickened-drinks, eye-care]"
    ),
    POLICY: texts()[POLICY].replace("decision_aid:\n", f"{_STOPS}decision_aid:\n", 1),
    PAGE: "# Nights\n\nA night has a beginning and an end. Write both into the rota.\n",
}


class Change(Struct, frozen=True):
    """One change of the base: where, what it said, what it says now, and words by which a report must name it.

    With no `find`, `write` is the whole of a new file; with neither, the file goes.
    """

    name: str
    path: str
    find: str
    write: str
    named: str


_NEW_TASK = _low("suction", "Clear a mouth with suction", "nutrition", "A small pump clears the mouth.")
_NEW_COMPETENCE = texts()["competences/communication-plans.yaml"]
for _old, _new in (
    ("id: communication-plans", "id: calm-nights"),
    ("Following a communication plan", "Keeping a night calm"),
    ("You talk with the person in the way that they have chosen.", "You keep the house quiet at night."),
    ("No one can choose who is not understood.", "People need their sleep."),
    ("Says how the person says no", "Names what wakes the person"),
    ("Uses the person's board with someone near", "Keeps a night quiet with someone near"),
    ("Uses the person's board on every day", "Keeps every night quiet"),
    ("Shows a new PA the person's signs", "Shows a new PA how to be quiet"),
    ("You learn the person's way.", "You are quiet at night."),
):
    assert _old in _NEW_COMPETENCE, _old
    _NEW_COMPETENCE = _NEW_COMPETENCE.replace(_old, _new)

_PAY = texts()[BAND].partition("  - {funder: council, from: 2026")[2].partition("supplements")[0]

CHANGES = (
    # looser
    Change("a competence at a lower step", TASK, "record-keeping: independent", "record-keeping: assisted", "gastrostomy-feed: requires, “Keeping records”: Independent → Assisted"),
    Change("a sign that is gone", TASK, "      - There is pain\n", "", "gastrostomy-feed: urgent: There is pain → nothing"),
    Change("one more role that delegates", CARE, "delegated_by: [community-nurse]", "delegated_by: [community-nurse, dietitian]", "tube-site-care: who may delegate it: nothing → Community dietitian"),
    Change("fewer observed practices", POLICY, "observed_practices: 2", "observed_practices: 1", "delegation: tiers, “low”, demands, observed practices: 2 → 1"),
    Change("an event that no longer stops", POLICY, "Health may have changed., holds_for: every-task, does: stop", "Health may have changed., holds_for: every-task, does: go-on-until, days: 3", "delegation: triggers, “hospital-admission”, days that the PA may go on: nothing → 3"),
    Change("a role that may do more", role("pharmacist"), "may_delegate: {medicines: medium}", "may_delegate: {medicines: high}", "pharmacist: what it may delegate, “Medicines”: Medium risk → High risk"),
    # tighter
    Change("shorter reviews of a task", TASK, "review_every: {months: 12,", "review_every: {months: 6,", "gastrostomy-feed: time between reviews, months: 12 → 6"),
    Change("more practices of a task", "framework/tasks/eye-care.yaml", "at_least: 2", "at_least: 4", "eye-care: observed practices: 2 → 4"),
    Change("a role that may do less", role("dietitian"), "may_delegate: {nutrition: high}", "may_delegate: {nutrition: medium}", "dietitian: what it may delegate, “Food and feeding”: High risk → Medium risk"),
    Change("shorter reviews of a tier", POLICY, "      observed_practices: 3\n      review_within_months: 12\n      apart: [[trained_by, assessed_by]", "      observed_practices: 3\n      review_within_months: 6\n      apart: [[trained_by, assessed_by]", "high: demands, review within months: 12 → 6"),
    # new, gone, renamed, retired
    Change("a new task", "framework/tasks/suction.yaml", "", _NEW_TASK, "suction is added"),
    Change("a new competence", "competences/calm-nights.yaml", "", _NEW_COMPETENCE, "calm-nights is added"),
    Change("a retired task", DROPS, "id: eye-drops\n", "id: eye-drops\nreplaced_by: eye-care\n", "eye-drops is retired"),
    Change("support that is gone", ADVICE, "", "", "employer-advice is removed"),
    Change("a page that is new", "framework/pages/guides/days.md", "", "# Days\n\nA day has breaks.\n", "framework/pages/guides/days.md: a new page"),
    # people and words
    Change("a step of a competence", RECORDS, "Writes every note on the day", "Writes every note at once", "record-keeping: what can be seen at the step, “Independent”: Writes every note on the day → Writes every note at once"),
    Change("why a competence matters", GERMS, "An infection may put the person in hospital.", "Infections put people in hospital.", "infection-prevention: why it matters: An infection may put the person in hospital. → Infections put people in hospital."),
    Change("words of a task that no PA does", NEVER, "It is a clinical decision.", "Only a prescriber may decide it.", "changing-a-dose: why it is never delegated: It is a clinical decision. → Only a prescriber may decide it."),
    Change("words of a task of every PA", OWN, "Saying that it is time, when the person has asked you to.", "Saying that it is time, if the person asked you to.", "reminding-about-medicines: summary: "),
    Change("a contact", FRAMEWORK, "address: mailto:framework@example.org", "address: mailto:team@example.org", "framework: contacts, “framework-team”, address: mailto:framework@example.org → mailto:team@example.org"),
    Change("what a number is for", POLICY, "Medical help that is no emergency.", "Medical help when it is not an emergency.", "delegation: phone lines, “nhs-111”, summary: "),
    Change("equipment", CARE, "equipment: [Gloves]", "equipment: [Gloves, Saline]", "tube-site-care: equipment: nothing → Saline"),
    Change("words of a sign", POLICY, "text: The skin is sore,", "text: The skin is sore or wet,", "delegation: signs, “sore-skin”, sign: The skin is sore → The skin is sore or wet"),
    Change("a page in other words", PAGE, "Write both into the rota.", "Write both into the plan.", "framework/pages/guides/nights.md: what the page says"),
    # money, law, agreements
    Change("a minimum that was announced", WAGE, "    history:\n      - {value: 12.71,", "    history:\n      - {value: 13.05, from: 2027-04-01, state: announced, announced_on: 2026-11-20, source: wages, seen: whole, from_age: 21}\n      - {value: 12.71,", "minimum-wage: values, “adult”, history, “1 April 2027”: nothing → value: 13.05"),
    Change("pay", BAND, _PAY, _PAY.replace("13.10", "13.20"), "band-1: Council, paid to the PA: £13.10 → £13.20"),
    Change("an addition", BAND, "{for: rural, amount: 0.60", "{for: rural, amount: 0.80", "band-1: supplements, “rural both”, amount: £0.60 → £0.80"),
    Change("weeks of pay in hospital", WARD, "paid_weeks: 4", "paid_weeks: 6", "pas-in-hospital: hospital, fewest weeks paid: 4 → 6"),
    Change("how long a course takes", COURSE, "takes: Three days", "takes: Four days", "core-training: takes: Three days → Four days"),
    Change("what a level expects", LEVEL, "record-keeping: assisted", "record-keeping: aware", "starting-out: expects, “Keeping records”: Assisted → Aware"),
)  # fmt: skip
#: One more: an id, with everything in the base that names it.
RENAMED = ("pa-contact", "pa-helpline")
RENAMING = "pa-helpline is renamed"

#: The 12 changes of the area, by file.
OURS: Mapping[str, str] = {
    TASK: "changes: gastrostomy-feed\nbecause: Our nurses look sooner.\nsign_off:\n  review_every: {months: 9}\n",
    CARE: "changes: tube-site-care\nbecause: We use saline.\nequipment: {add: [Saline]}\n",
    DRINKS: "changes: thickened-drinks\nbecause: Our therapists ask for it.\nsign_off:\n  observed_practices: {at_least: 5}\n",
    DROPS: "changes: eye-drops\nbecause: We look sooner.\nsign_off: {review_every: {months: 6}}\n",
    ADVICE: "changes: employer-advice\nbecause: Another service answers here.\ndeputy: The manager on duty\n",
    CONTACT: "changes: pa-contact\nbecause: Another number.\nhow_to_reach: Ring 0300 123 9999 on weekdays\n",
    RECORDS: "changes: record-keeping\nbecause: We write by phone too.\nstatements:\n  independent: {add: [Writes notes by phone]}\n",
    POLICY: "tiers:\n  - changes: high\n    because: We look sooner.\n    demands: {review_within_months: 9}\n",
    role("dietitian"): "changes: dietitian\nbecause: This is what ours are called.\ntitle: Community dietitian\n",
    BAND: "changes: band-1\nbecause: Ours is another example.\ntitle: First band\nsupplements: null\n",
    COURSE: "changes: core-training\nbecause: Ours is spread over two weeks.\ntakes: Three and a half days\n",
    WARD: "changes: pas-in-hospital\nbecause: Our wards agreed to six weeks.\nhospital: {paid_weeks: 6}\n",
}  # fmt: skip


def adopted(folder: Path) -> Path:
    """Writes version 1.0.0 of the base."""
    shutil.copytree(SMALL, folder)
    _write(folder, _MORE)
    return folder


def newer(folder: Path) -> Path:
    """Writes version 1.1.0 of the base."""
    shutil.copytree(SMALL, folder)
    before = {**texts(), **_MORE}
    world = edited(before, [(change.path, change.find, change.write) for change in CHANGES])
    world = edited(world, [(FRAMEWORK, 'version: "1.0.0"', 'version: "1.1.0"')])
    for path, text in world.items():
        world[path] = "".join(line for line in text.splitlines(keepends=True) if "employer-advice" not in line)
    world = renamed_everywhere(world, *RENAMED)
    world["framework/support/pa-helpline.yaml"] = world["framework/support/pa-helpline.yaml"].replace(
        "kind: pa-helpline", "kind: pa-contact"
    )
    _write(folder, world)
    for path in (CONTACT, ADVICE):
        (folder / path).unlink()
    return folder


def area(folder: Path, base: Path, settings: str) -> Path:
    """Writes the area, which builds on a folder with version 1.0.0 of the base."""
    text = settings.replace("../small", base.as_posix()).replace(content_hash(SMALL), content_hash(base))
    _write(folder, {FRAMEWORK: text, **OURS})
    return folder


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
