"""Reports on changes: the ten prepared ones, their order, their formats."""

import html
import json
import os
import re
import textwrap
from functools import cache

import pytest
import yaml

from pa_framework.check.run import load_register
from pa_framework.diff.as_json import as_json
from pa_framework.diff.as_markdown import MARKER, MAX_LENGTH, as_markdown, safe
from pa_framework.diff.as_text import as_text
from pa_framework.diff.past_lines import lines_to_paste
from pa_framework.diff.report import Report, report_on
from pa_framework.diff.version import version_step
from pa_framework.diff.wording import headline
from tests.builders.worlds import FRAMEWORK, POLICY, TASK, TODAY, WORLD, edited, prepared, report, role, tree
from tests.paths import CHANGES, GOLDEN, SMALL

PREPARED = {path.stem: path for path in sorted(CHANGES.glob("*.yaml"))}
#: The prepared changes that loosen a safety rule.
LOOSENING = {"review-stretched", "assessor-widened"}
#: Those of which something could not be judged.
UNJUDGED = {"schema-error"}


#: Which pages a change touches is a matter of the site, and has tests of its own.
PAGES = re.compile(r"### Pages touched.*?(?=### Version)", re.DOTALL)


@cache
def reported(name: str) -> Report:
    _, before, after = prepared(PREPARED[name])
    return report(before, after)


@pytest.mark.pages
@pytest.mark.parametrize("name", PREPARED)
def test_report_on_a_prepared_change_is_as_agreed(name):
    _, before, after = prepared(PREPARED[name])
    made = PAGES.sub("", as_markdown(report(before, after)))
    golden = GOLDEN / f"diff-{name}.md"
    if os.environ.get("BLESS"):
        golden.write_text(made, encoding="utf-8")

    assert made == golden.read_text(encoding="utf-8"), "if it is right: BLESS=1 pytest, then read the diff"


@pytest.mark.parametrize("name", PREPARED)
def test_what_loosens_is_named_first_and_nothing_else_is_called_so(name):
    made = reported(name)
    headings = re.findall(r"^### ([^(\n]+?)(?: \(\d+\))?$", as_markdown(made), re.MULTILINE)
    first = "Loosens a safety rule" if name in LOOSENING else "Could not be judged" if name in UNJUDGED else None

    assert (bool(made.loosenings), bool(made.unjudged)) == (name in LOOSENING, name in UNJUDGED)
    assert first is None or headings[0] == first
    assert first is not None or "Loosens a safety rule" not in headings


def test_every_loosening_names_the_clinician_who_must_agree():
    asked = [loosening.agreement_of for name in sorted(LOOSENING) for loosening in reported(name).loosenings]

    assert set(asked) == {("phb-clinical-lead",)}


@pytest.mark.parametrize("name", PREPARED)
def test_a_state_does_not_differ_from_itself(name):
    _, _, after = prepared(PREPARED[name])
    made = report(after, after)

    assert not made.differs
    assert (made.loosenings, made.open, made.asks.more, made.asks.less, made.changed.records) == (
        (),
        (),
        (),
        (),
        (),
    )


@pytest.mark.parametrize("name", PREPARED)
def test_the_same_change_gives_the_same_bytes(name):
    _, before, after = prepared(PREPARED[name])
    once, again = reported(name), report(before, after)

    assert [form(once) for form in (as_text, as_markdown, as_json)] == [
        form(again) for form in (as_text, as_markdown, as_json)
    ]


def test_json_is_the_object_that_others_rely_on():
    _, before, after = prepared(PREPARED["assessor-widened"])
    register = load_register(SMALL, SMALL / "competences/register")
    made = json.loads(as_json(report_on(tree(before, "main"), tree(after, "HEAD"), TODAY, register)))

    assert list(made) == [
        "version",
        "base",
        "head",
        "checked_on",
        "headline",
        "nothing_is_open",
        "loosenings",
        "unreadable",
        "unchanged_faults",
        "clinician_reads",
        "who_guards",
        "money_consent_fairness",
        "undated",
        "rewritten",
        "new_tasks",
        "agreement_of",
        "asks_more",
        "asks_less",
        "follows",
        "changes",
        "layout_only",
        "names_only",
        "read_by_nothing",
        "files",
        "touched",
        "figures",
        "touched_later",
        "sign_offs",
        "framework_version",
    ]
    assert list(made["loosenings"][0]) == [
        "kind",
        "record",
        "field",
        "before",
        "after",
        "path",
        "line",
        "side",
        "why",
        "note",
        "tasks",
        "agreement_of",
    ]
    assert list(made["touched"]) == ["levels", "tasks", "competences", "pay_bands", "pages"]
    assert list(made["sign_offs"]) == [
        "invented",
        "unreadable_files",
        "touched",
        "verdicts_changed",
        "may_no_longer",
        "may_now",
    ]
    assert list(made["framework_version"]) == ["written", "before", "step", "suggested", "enough"]
    assert (made["version"], made["checked_on"]) == (2, "2026-11-22")


#: What someone may write into a title, to be heard by others or to lead them elsewhere.
HOSTILE = [
    "@everyone look",
    "mail somebody@example.org",
    "<script>alert(1)</script>",
    "`code` and | a | table |",
    "[a link](https://example.org/x)",
    "https://example.org/x",
    "www.example.org",
    "![picture](https://example.org/x.png)",
    "fixes #12 and GH-12 and !12",
    "epic &12 and [vulnerability:12]",
    "-->  <!-- pa-framework diff -->",
    "# a heading",
    "- [ ] a task",
    "/approve",
    ":tada: 0123456789abcdef0123456789abcdef01234567",
    "**bold** _it_ ~~gone~~ $x$",
    "</details><details open>",
]


#: Lines to paste, in a block of code. A forge makes nothing of what is in it.
FENCED = re.compile(r"^    (`{3,})yaml\n(?:    .*\n)*?    \1\n", re.MULTILINE)


@pytest.mark.parametrize("attack", [*HOSTILE, "```", "a\n    ```\n@everyone", "`````"])
def test_no_text_of_a_record_ends_the_lines_to_paste(attack):
    body = "register: {body: Nursing and Midwifery Council"
    base = edited(WORLD, [(role("community-nurse"), body, f"register: {{body: {json.dumps(attack)}")])
    found = report(base, WORLD)
    (change,) = found.past.undated
    made = as_markdown(found)

    (block,) = re.finditer(r"^    (`{3,})yaml\n((?:    .*\n)*?)    \1\n", made, re.MULTILINE)
    assert block[2] == "".join(f"    {line}\n" for line in lines_to_paste(change))
    assert yaml.safe_load(textwrap.dedent(block[2]))["earlier"][0]["register"]["body"] == attack


@pytest.mark.parametrize("attack", HOSTILE)
def test_no_record_can_put_markup_a_mention_or_a_link_into_a_comment(attack):
    quoted = json.dumps(attack)
    base = edited(WORLD, [(TASK, "title: Give a feed through a gastrostomy tube", f"title: {quoted}")])
    head = edited(
        base, [(TASK, "      - There is pain\n", f"      - {quoted}\n"), (TASK, "at_least: 3", "at_least: 1")]
    )
    made = as_markdown(report(base, head))
    own = FENCED.sub("", made.removeprefix(MARKER))

    assert made.startswith(MARKER)
    assert "<" not in re.sub(r"</?details>|</?summary>", "", own)
    assert "](" not in own
    assert "$" not in own
    assert not re.search(r"@[\w-]|https?:/|www\.|\bGH-\d|[#!&]\d|\[\w+:|:\w+:|[0-9a-f]{40}", html.unescape(own))
    assert [
        line for line in own.split("\n") if line and not re.match(r"(#{2,3} |- \*\*|  - |</?details|\*\*|[A-Z])", line)
    ] == []


def test_text_that_is_made_safe_reads_as_it_was():
    for text in [*HOSTILE, "plain words, 3 of them: a–b", "a @ b  # c"]:
        shown = html.unescape(safe(text)).replace("\u200b", "")

        assert shown == " ".join(text.split())


def test_a_comment_is_never_longer_than_a_forge_takes():
    many = "".join(f"      - Sign number {number} that nobody has seen before {number}\n" for number in range(3_000))
    base = edited(WORLD, [(TASK, "      - There is pain\n", f"      - There is pain\n{many}")])

    assert len(as_markdown(report(base, WORLD))) <= MAX_LENGTH + 100


def test_one_cause_is_one_entry_with_the_tasks_that_it_reaches():
    base = edited(WORLD, [(FRAMEWORK, "register_check_valid_months: 12", "register_check_valid_months: 6")])
    made = report(base, WORLD)

    assert [
        (loosening.weakened.kind, loosening.weakened.tasks, loosening.weakened.span.path)
        for loosening in made.loosenings
    ] == [("registration-checked-less", ("gastrostomy-feed",), FRAMEWORK)]


def test_several_records_that_loosen_one_task_are_one_entry_each():
    head = edited(
        WORLD,
        [
            (POLICY, "does: stop", "does: go-on"),
            (
                role("dietitian"),
                "may_delegate: {nutrition: high}",
                "may_delegate: {nutrition: high}\nmay_assess: {nutrition: high}",
            ),
            (TASK, "months: 12", "months: 24"),
        ],
    )

    assert [loosening.weakened.kind for loosening in report(WORLD, head).loosenings] == [
        "review-longer",
        "trigger-goes-on",
        "role-may-more",
    ]


def test_a_file_that_no_longer_parses_is_never_passed_over():
    head = edited(WORLD, [(POLICY, "tiers:\n", "tiers: [\n")])
    made = report(WORLD, head)

    assert [(file.path, file.side, file.wholly) for file in made.unjudged] == [(POLICY, "head", True)]
    assert "Until then, no one can say that this change loosens nothing." in as_text(made)


def test_a_file_that_did_not_parse_before_is_never_passed_over():
    base = edited(WORLD, [(TASK, "risk: medium", "risk: [")])
    made = report(base, WORLD)

    assert [(file.path, file.side) for file in made.unjudged] == [(TASK, "base")]


STORY_TYPO = ("case_studies/rosa.yaml", "One night the machine alarmed.", "One night the machnie alarmed.")
FAULTS = {
    "a field of a newer program": (FRAMEWORK, "", "colour: blue\n"),
    "a policy that cannot be read": (POLICY, "tiers:\n", "tiers: [\n"),
    "a task of the wrong shape": (TASK, "at_least: 3", "at_least: three"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_no_one_is_asked_because_of_a_faulty_file_that_did_not_change(fault):
    base = edited(WORLD, [fault])
    made = report(base, edited(base, [STORY_TYPO]))

    assert (made.unjudged, made.agreement_of) == ((), ())
    assert [(file.path, file.side) for file in made.unchanged] == [(fault[0], "both")]
    assert "No safety rule is loosened." in as_text(made)
    assert "Not changed: 1 file that does not pass the checker, before as after" in as_text(made)
    assert [file["path"] for file in json.loads(as_json(made))["unchanged_faults"]] == [fault[0]]


def test_a_story_that_no_longer_has_an_invented_name_says_so():
    head = edited(WORLD, [("case_studies/rosa.yaml", "pseudonym: true", "pseudonym: false")])

    (change,) = report(WORLD, head).changed.records
    assert change.effects == ("It no longer says that the name in it is not the real one.",)
    (back,) = report(head, WORLD).changed.records
    assert back.effects == ()


@pytest.mark.parametrize("path", ["framework/tasks/waivers.yaml", "framework/support/advice.yaml"])
def test_a_file_with_safety_rules_that_cannot_be_read_leaves_the_report_unsure(path):
    made = report(WORLD, edited(WORLD, [(path, "", "- [\n")]))

    assert headline(made)[:2] == (
        "1 file could not be judged.",
        "Until then, no one can say that this change loosens nothing.",
    )


def test_two_records_with_one_id_are_no_news_where_neither_changed():
    base = {**WORLD, "framework/tasks/twin.yaml": WORLD[TASK].replace("at_least: 3", "at_least: 0")}

    assert report(base, edited(base, [STORY_TYPO])).unjudged == ()
    assert report(base, edited(base, [(TASK, "months: 12", "months: 11")])).unjudged != ()


def test_a_policy_that_can_not_be_read_is_in_the_way_of_a_task_that_changed():
    base = edited(WORLD, [FAULTS["a policy that cannot be read"]])
    made = report(base, edited(base, [(TASK, "  - The tube", "  - Perhaps the tube")]))

    assert [(file.path, file.side) for file in made.unjudged] == [(POLICY, "both")]
    assert made.agreement_of != ()


def test_a_faulty_file_that_was_changed_is_never_passed_over():
    base = edited(WORLD, [FAULTS["a policy that cannot be read"]])

    assert report(base, edited(base, [(POLICY, "", "# a word\n")])).unjudged != ()


def said_in(base: dict[str, str], head: dict[str, str]) -> str:
    return " ".join(as_text(report(base, head)).split())


def test_a_waiver_of_any_rule_is_reported_with_its_effect():
    waiver = (
        "waivers:\n  - code: AGR002\n    record: feeds\n    reason: The council has not answered\n"
        "    by_role: phb-lead\n    until: 2026-12-31\n"
    )
    head = {**WORLD, "framework/agreements/waivers.yaml": waiver}
    longer = edited(head, [("framework/agreements/waivers.yaml", "2026-12-31", "2027-03-31")])

    said = (
        "AGR002 for feeds no longer counts as wrong, until 2026-12-31. The reason given: The council has not answered"
    )
    assert report(WORLD, head).loosenings == ()
    assert said in said_in(WORLD, head)
    assert said.replace("2026-12-31", "2027-03-31") in said_in(head, longer)
    assert "no longer counts" not in said_in(longer, head)
    assert "AGR002 for feeds counts as wrong again." in said_in(head, WORLD)


def test_a_waiver_of_what_loosens_a_base_is_a_loosening():
    waiver = (
        "waivers:\n  - code: OVR001\n    record: gastrostomy-feed\n    reason: The plans are kept elsewhere\n"
        "    by_role: phb-clinical-lead\n    until: 2026-12-31\n"
    )
    head = {**WORLD, "framework/tasks/waivers.yaml": waiver}

    assert [each.weakened.kind for each in report(WORLD, head).loosenings] == ["finding-waived"]


def test_a_longer_waiver_before_an_existing_one_is_reported():
    path = "framework/tasks/waivers.yaml"
    one = (
        "  - {code: TXT003, record: gastrostomy-feed, reason: The wording is the manufacturer's own,"
        " by_role: phb-clinical-lead, until: %s}\n"
    )
    base = {**WORLD, path: f"waivers:\n{one % '2026-12-31'}"}
    head = {**WORLD, path: f"waivers:\n{one % '2027-06-30'}{one % '2026-12-31'}"}

    assert "TXT003 for gastrostomy-feed no longer counts as wrong, until 2027-06-30." in said_in(base, head)


def test_a_field_of_an_older_schema_does_not_stop_the_rest_from_being_judged():
    base = edited(WORLD, [(TASK, "", "colour: blue\n")])
    head = edited(WORLD, [(TASK, "at_least: 3", "at_least: 1")])
    made = report(base, head)

    assert [loosening.weakened.kind for loosening in made.loosenings] == ["fewer-observed"]
    assert [(file.path, file.wholly) for file in made.unjudged] == [(TASK, False)]


def test_a_misspelt_field_name_counts_as_the_removal_of_the_field():
    head = edited(WORLD, [(TASK, "stop_when:", "stop_whenn:")])

    assert {loosening.weakened.kind for loosening in report(WORLD, head).loosenings} == {"stop-sign-gone"}


def test_a_risk_that_is_no_tier_is_not_called_a_loosening_and_never_passed_over():
    report_ = report(WORLD, edited(WORLD, [(TASK, "risk: medium", "risk: meduim")]))

    assert report_.loosenings == ()
    assert [finding.message for file in report_.unjudged for finding in file.findings] == [
        "there is no tier `meduim`; did you mean `medium`?"
    ]
    assert headline(report_)[0] == "1 file could not be judged."
    assert report_.agreement_of == ("phb-clinical-lead",)


def test_other_loosenings_of_a_task_with_an_unknown_risk_are_reported():
    head = edited(WORLD, [(TASK, "risk: medium", "risk: meduim"), (TASK, "at_least: 3", "at_least: 1")])

    assert [loosening.weakened.kind for loosening in report(WORLD, head).loosenings] == ["fewer-observed"]


def test_a_number_of_another_kind_is_a_change_and_no_layout():
    changed = report(WORLD, edited(WORLD, [(TASK, "months: 12", "months: 12.0")])).changed

    assert changed.layout_only == ()
    assert [(field.before, field.after) for record in changed.records for field in record.fields] == [("12", "12.0")]


def test_many_touched_records_stand_each_on_a_line_of_its_own():
    titles = [f"Task number {number}" for number in range(12)]
    many = {
        TASK.replace("gastrostomy-feed", f"task-{number}"): WORLD[TASK]
        .replace("id: gastrostomy-feed", f"id: task-{number}")
        .replace("title: Give a feed through a gastrostomy tube", f"title: {title}")
        for number, title in enumerate(titles)
    }
    base = {**WORLD, **many}
    lines = as_text(report(base, edited(base, [(POLICY, "does: stop", "does: go-on")]))).splitlines()

    start = lines.index("  - Tasks: 13")
    assert {f"      {title}" for title in titles} < set(lines[start + 1 : start + 14])


def test_a_second_record_with_the_same_id_is_not_judged_in_silence():
    twin = WORLD[TASK].replace("at_least: 3", "at_least: 0")
    made = report(WORLD, {**WORLD, "framework/tasks/twin.yaml": twin})

    assert [(file.path, file.kind) for file in made.unjudged] == [("framework/tasks/twin.yaml", "task")]


@pytest.mark.parametrize(
    ("before", "written", "step", "suggested", "enough"),
    [
        ("1.2.3", "1.2.3", "major", "2.0.0", False),
        ("1.2.3", "2.0.0", "major", "2.0.0", True),
        ("1.2.3", "1.3.0", "minor", "1.3.0", True),
        ("1.2.3", "1.2.4", "minor", "1.3.0", False),
        ("1.2.3", "1.2.4", "patch", "1.2.4", True),
        ("1.2.3", "1.2.3", "none", "1.2.3", True),
        ("one", "1.2.3", "minor", "", False),
    ],
)
def test_the_version_is_raised_enough_or_not(before, written, step, suggested, enough):
    made = version_step(before, written, more=step == "major", new=step == "minor", words=step == "patch")

    assert (made.step, made.suggested, made.raised_enough) == (step, suggested, enough)


def test_a_level_that_expects_more_is_a_major_step_and_says_so():
    made = reported("competence-added-to-a-level")

    assert [ask.text for ask in made.asks.more] == [
        "now expects “Following a communication plan”, at the step “Assisted”"
    ]
    assert made.version.step == "major"


def test_a_new_task_is_for_a_clinician_to_look_at():
    new = WORLD[TASK].replace("gastrostomy-feed", "water-by-tube").replace("Give a feed", "Give water")
    new = new.replace("Liquid food goes", "Water goes").replace("There is pain", "There is fever")
    made = report(WORLD, {**WORLD, "framework/tasks/water-by-tube.yaml": new})

    assert ([loosening.weakened.kind for loosening in made.loosenings], [change.id for change in made.new_tasks]) == (
        [],
        ["water-by-tube"],
    )
    assert made.agreement_of == ("phb-clinical-lead",)
    assert "1 new task for a clinician to look at." in as_text(made)


def test_what_is_read_or_shown_again_follows_from_what_changed():
    words = edited(
        WORLD, [(TASK, "      - There is pain\n", "      - There is pain\n      - The person has a fever\n")]
    )
    practice = edited(WORLD, [(TASK, "at_least: 3", "at_least: 5")])
    title = edited(WORLD, [(TASK, "title: Give a feed", "title: Giving a feed")])

    assert [
        (consequence.read_again, consequence.assess_again) for consequence in report(WORLD, words).consequences
    ] == [(True, False)]
    assert [
        (consequence.read_again, consequence.assess_again) for consequence in report(WORLD, practice).consequences
    ] == [(False, True)]
    assert report(WORLD, title).consequences == ()


def test_an_approval_does_not_cover_what_changed_after_it():
    approved = "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2027-10-01}"
    base = edited(WORLD, [(TASK, "approval: {state: draft}", approved)])
    head = edited(base, [(TASK, "at_least: 3", "at_least: 5")])
    again = edited(head, [(TASK, "on: 2026-10-01", "on: 2026-11-20")])

    assert [consequence.approved_on for consequence in report(base, head).consequences] == ["2026-10-01"]
    assert [consequence.approved_on for consequence in report(base, again).consequences] == [""]


@pytest.mark.parametrize(
    ("edit", "days"),
    [
        ((TASK, "title: Give a feed", "title: Giving a feed"), ["2026-10-01"]),
        ((TASK, "", "note: Three is a starting value.\n"), ["2026-10-01"]),
        ((TASK, "owner: framework-team", "owner: training-leads"), []),
    ],
)
def test_an_approval_covers_only_what_no_clinician_has_to_read(edit, days):
    approved = "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-10-01, review_by: 2027-10-01}"
    base = edited(WORLD, [(TASK, "approval: {state: draft}", approved)])

    assert [consequence.approved_on for consequence in report(base, edited(base, [edit])).consequences] == days


def test_what_a_record_says_can_not_steer_a_terminal():
    head = edited(WORLD, [(TASK, "      - There is pain\n", '      - "\\e[31mred\\e[0m \\u202e turned"\n')])

    assert not re.search("[\x1b\u202e]", as_text(report(WORLD, head)))


def test_colour_is_there_only_where_it_is_asked_for():
    made = reported("review-stretched")

    assert "\x1b[" in as_text(made, colour=True)
    assert "\x1b[" not in as_text(made)
    assert max(map(len, as_text(made, width=60).split("\n"))) <= 60


@pytest.mark.pages
def test_pages_that_a_change_touches_are_reported():
    pages = pages_touched("competence-added-to-a-level")

    assert pages["career/starting-out.md"] == "changed"
    assert "stories/rosa.md" not in pages
    assert (
        pages_touched("role-renamed").items()
        >= {
            "delegation/roles/community-nurse.md": "removed",
            "delegation/roles/district-nurse.md": "added",
        }.items()
    )
    assert pages_touched("consent-withdrawn")["stories/rosa.md"] == "removed"


def pages_touched(name: str) -> dict[str, str]:
    """What happens to which page of a prepared change."""
    _, before, after = prepared(PREPARED[name])
    return {page.path: page.what for page in report(before, after).impact.pages or ()}


@pytest.mark.pages
def test_pages_are_not_compared_where_the_records_do_not_hold():
    _, before, after = prepared(PREPARED["schema-error"])
    made = report(before, after)

    assert made.impact.pages is None
    assert "after the change, the records do not hold together" in made.impact.why_no_pages


#: An edit, what is asked more, what is asked less; the other way round it is the reverse.
ASKS = {
    "a level expects a higher step": (
        ("framework/levels/starting-out.yaml", "record-keeping: assisted", "record-keeping: independent"),
        ["now expects “Keeping records” at the step “Independent”, not “Assisted”"],
        [],
    ),
    "nobody says any more that nobody should ask for it": (
        (
            "framework/levels/starting-out.yaml",
            "not_expected: [A shift alone before you are ready]",
            "not_expected: [A night]",
        ),
        ["no longer says that no one should ask for this: “A shift alone before you are ready”"],
        ["now says that no one should ask for this: “A night”"],
    ),
    "a competence says more at a step": (
        (
            "competences/infection-prevention.yaml",
            "[Says when hands must be washed]",
            "[Says when hands must be washed, Names three germs]",
        ),
        ["the step “Aware” (at Starting out and Confident PA) now also asks for this: “Names three germs”"],
        [],
    ),
    "a competence asks for another first": (
        (
            "competences/infection-prevention.yaml",
            "tags: [safety]",
            "tags: [safety]\nprerequisites: {record-keeping: aware}",
        ),
        ["now asks first for “Keeping records”, at the step “Aware”"],
        [],
    ),
    "a task asks for more practices": ((TASK, "at_least: 3", "at_least: 5"), ["observed practices: 3 → 5"], []),
    "a PA does more": (
        (
            TASK,
            "the_pa_does: [Starts, watches and ends the feed]",
            "the_pa_does: [Starts, watches and ends the feed, Flushes the tube]",
        ),
        ["the PA now also does this: “Flushes the tube”"],
        [],
    ),
}


@pytest.mark.parametrize(("change", "more", "less"), ASKS.values(), ids=ASKS)
def test_the_report_names_who_must_do_more(change, more, less):
    made = report(WORLD, edited(WORLD, [change])).asks

    assert ([ask.text for ask in made.more], [ask.text for ask in made.less]) == (more, less)


def test_what_was_asked_is_asked_less_the_other_way_round():
    head = edited(WORLD, [ASKS["a level expects a higher step"][0]])
    made = report(head, WORLD)

    assert [ask.text for ask in made.asks.less] == [
        "now expects “Keeping records” only at the step “Assisted”, not “Independent”"
    ]
    assert (made.asks.more, made.loosenings, made.version.step) == ((), (), "minor")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("There is bleeding around the tube", "There is heavy bleeding around the tube"),
        ("The person is sick or their stomach swells", "The person is sick and their stomach swells"),
        ("There is very bad pain in the stomach", "There is pain in the stomach"),
        ("There is any bleeding", "There is heavy bleeding"),
    ],
)
def test_a_stop_sign_softened_by_one_word_is_never_called_the_same(before, after):
    base = edited(WORLD, [(TASK, "There is pain", before)])
    made = report(base, edited(base, [(TASK, before, after)]))

    assert made.loosenings or [one.reader for one in made.open] == ["clinician"]
    assert made.agreement_of != ()
    assert "No safety rule is loosened." not in as_text(made)
