"""Pages of tasks: what a PA at night, a nurse with four minutes and an employer find, and in which order.

They read the Markdown, which is what every engine and a reader without scripts and styles get.
"""

import re
from functools import cache

import pytest

from pa_framework.facts.delegation_chain import agreement_words, is_delegated
from pa_framework.facts.demands import checks_before
from pa_framework.facts.facts import Facts
from pa_framework.facts.triggers import triggers_of
from pa_framework.facts.urgency import CareLevel
from pa_framework.look.markdown import attribute, escaped
from pa_framework.records.model import Party, Task
from pa_framework.site.tree import MadePages
from tests.builders.pages import pages_of, texts_under
from tests.builders.worlds import NEVER, OWN, POLICY, TASK, Judge, facts_of
from tests.paths import REFERENCE

FOLD = re.compile(r"<details.*?</details>", re.DOTALL)
ORDER = ("emergency", "urgent", "same-day")


@cache
def reference() -> tuple[Facts, dict[str, str]]:
    facts = facts_of(REFERENCE)
    return facts, texts_under(pages_of(facts))


def page_of(facts: Facts, path: str = TASK) -> str:
    wanted = f"delegation/tasks/{path.rpartition('/')[2].removesuffix('.yaml')}.md"
    return MadePages(facts)[wanted].markdown


def tasks() -> list[Task]:
    return [task for task in reference()[0].records.tasks.values() if not task.replaced_by]


def pages_of_tasks() -> list[tuple[Task, str]]:
    return [(task, reference()[1][f"delegation/tasks/{task.id}.md"]) for task in tasks()]


def card(page: str, level: str) -> str:
    """The part of a page between the start of a care card and the next part; empty where there is no such card."""
    _, start, rest = page.partition(f'<div class="care care--{level}" markdown>')
    return rest.partition("\n</div>")[0] if start else ""


def is_in_order(page: str, *parts: str) -> bool:
    places = [page.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


# --- care cards


def test_every_sign_and_what_to_do_first_is_in_the_card_of_its_level_and_never_folded() -> None:
    facts, _ = reference()
    missing, found = [], 0
    for task, page in pages_of_tasks():
        seen = FOLD.sub("", page)
        for level, sign in facts.urgency[task.id].signs:
            shared = facts.records.signs.get(sign.id or "")
            words = (
                escaped(sign.text.rstrip(".")),
                escaped(sign.do or ""),
                attribute((shared.summary if shared else "") or ""),
            )
            found += 1
            missing += [(task.id, level, text) for text in words if text not in card(seen, level)]

    assert found > 100
    assert missing == []


def test_a_sign_of_the_policy_has_its_explanation_beside_it(judge: Judge) -> None:
    sign = "{id: choking, text: The person is choking, level: emergency, summary: They cannot cough or speak.}"
    page = page_of(judge((POLICY, f"signs: [{sign}]")).facts)

    assert '<span class="care__why">They cannot cough or speak.</span>' in FOLD.sub("", card(page, "emergency"))


def test_what_to_do_if_no_pa_may_is_never_folded() -> None:
    missing, found = [], 0
    for task, page in pages_of_tasks():
        part = FOLD.sub("", page).partition("## If no signed-off PA is available")[2].partition("\n</div>")[0]
        found += len(task.if_no_one_may) if is_delegated(task) else 0
        lines = [f"- {escaped(line)}" for line in task.if_no_one_may] if is_delegated(task) else []
        # without an empty line before it, a list is no list
        missing += [(task.id, line) for line in lines if line not in part]
        missing += [(task.id, line) for line in lines[:1] if f"\n\n{line}" not in part]

    assert found > 10
    assert missing == []


def numbers(level: CareLevel) -> set[str]:
    contacts = [level.contact, level.out_of_hours]
    contacts += [contact for sign in level.signs for contact in (sign.contact, sign.out_of_hours)]
    return {contact.number.replace(" ", "") for contact in contacts if contact and contact.number}


def test_every_contact_number_is_a_link_in_its_card() -> None:
    facts, _ = reference()
    wrong, found = [], 0
    for task, page in pages_of_tasks():
        for level in facts.urgency[task.id].levels:
            links = set(re.findall(r'<a href="tel:([^"]*)">', card(page, level.level)))
            found += len(links)
            if links != numbers(level):
                wrong.append((task.id, level.level, links, numbers(level)))

    assert wrong == []
    assert found > 40


def test_a_contact_without_a_number_is_written_on_the_wall_sheet(judge: Judge) -> None:
    page = page_of(judge().facts)

    assert "In office hours:</span> <strong>Community nurse</strong>. Write the number on the wall sheet." in page
    assert 'Nights and weekends:</span> <a href="tel:111">NHS 111</a>' in card(page, "urgent")


def test_a_number_with_spaces_is_dialled_without_them(judge: Judge) -> None:
    line = (
        "phone_lines: [{id: nhs-111, title: Night line, number: 0300 123 456, staffed: day-and-night, summary: Help.}]"
    )
    page = page_of(judge((POLICY, line)).facts)

    assert '<a href="tel:0300123456">Night line, 0300 123 456</a>' in card(page, "urgent")


def test_a_sign_that_rings_someone_else_says_who(judge: Judge) -> None:
    urgent = "{tell: community-nurse, out_of_hours: nhs-111, signs: [{text: You pricked yourself, tell: nhs-111}, There is pain]}"
    page = page_of(judge((TASK, f"stop_when: {{emergency: {{signs: [choking]}}, urgent: {urgent}}}")).facts)

    assert '- **You pricked yourself**. Ring: <a href="tel:111">NHS 111</a>.' in card(page, "urgent")
    assert card(page, "urgent").endswith("- **There is pain**")


def test_without_an_emergency_sign_the_card_says_why_and_still_has_the_number(judge: Judge) -> None:
    page = page_of(judge((TASK, "stop_when: {emergency: {none_because: Nothing here is one., signs: null}}")).facts)

    assert "## Call 999 in any emergency" in page
    assert "is an emergency by itself: Nothing here is one." in card(page, "emergency")
    assert '<a href="tel:999">Call 999</a>' in card(page, "emergency")


# --- order


def test_the_first_answers_come_before_the_cards_and_the_cards_before_everything_else() -> None:
    wrong, delegated = [], 0
    for task, page in pages_of_tasks():
        levels = [level.level for level in reference()[0].urgency[task.id].levels]
        cards = [f"care--{level}" for level in ORDER if level in levels]
        parts = ["# ", "Can a PA do this?", *cards]
        if is_delegated(task):
            delegated += 1
            parts[2:2] = ["How risky is it?", "Who decides?", "When to get help"]
            parts += [
                "## If no signed-off PA is available",
                "## If something changes",
                "## Who decides, trains and signs off",
                f"## {checks_before(task)}",
            ]
        if not is_in_order(page.partition("---\n\n")[2], *parts):
            wrong.append(task.id)

    assert delegated > 20
    assert wrong == []


def test_the_links_of_the_first_answers_lead_to_parts_of_the_page() -> None:
    wrong, found = [], 0
    for task, page in pages_of_tasks():
        targets = re.findall(r'class="jump[^"]*" href="#([^"]*)"', page)
        found += len(targets)
        wrong += [(task.id, target) for target in targets if page.count(f"{{ #{target} }}") != 1]

    assert found > 80
    assert wrong == []


def test_the_number_of_signs_is_in_the_first_answers(judge: Judge) -> None:
    page = page_of(judge().facts)

    for words in ("Call 999: 2 signs", "Ring now: 2 signs", "Same day: 1 sign<"):
        assert words in page.partition("</dl>")[0]


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ("status: delegable", "Yes, if they are signed off for it."),
        ("status: by-exception", "Only by exception."),
    ],
)
def test_the_page_says_first_whether_a_task_may_be_delegated(judge: Judge, change: str, answer: str) -> None:
    page = page_of(judge((TASK, f"{change}\nauthority: The ICB lead, in writing\ncondition: No nurse can come")).facts)

    assert f"<strong>{attribute(answer)}</strong>" in page
    assert is_in_order(page, "Who must agree?", "The ICB lead, in writing", "When can they agree?", "care--emergency")
    assert "No nurse can come" in page.partition("care--emergency")[0]


def test_a_task_with_an_individual_plan_says_so_at_the_top(judge: Judge) -> None:
    page = page_of(judge((TASK, "individual_plan: required")).facts)

    assert "Only with a plan written for this person." in page.partition("</dl>")[0]
    assert "written for this person" not in page_of(judge().facts)


def test_a_task_that_is_never_delegated_says_who_does_it_and_when_to_get_help(judge: Judge) -> None:
    signs = "stop_when: {emergency: {signs: [choking]}, urgent: {tell: community-nurse, signs: [The dose looks wrong]}}"
    page = page_of(judge((NEVER, f"{signs}\ndone_by: [A prescriber]")).facts, NEVER)

    assert is_in_order(
        page, "<strong>No, never.</strong>", "A prescriber", "## When to get help", "### Call 999 now if"
    )
    assert "### Ring now if" in page
    assert "Stop and ring" not in page
    assert "## Who decides, trains and signs off" not in page
    assert "## If no signed-off PA is available" not in page
    assert "## If something changes" not in page


def test_a_task_of_the_pas_own_role_has_the_same_cards(judge: Judge) -> None:
    page = page_of(judge((OWN, "stop_when: {emergency: {signs: [choking]}}")).facts, OWN)

    assert "<strong>Yes. No delegation needed" in page
    assert "## Call 999 now if" in page
    assert "you need no sign-off for this" in page
    assert "## Who decides, trains and signs off" not in page


@pytest.mark.parametrize(
    ("parties", "words"),
    [
        (
            ("person", "pa", "employer", "insurer"),
            "the person, the PA and the employer agree, and the insurer confirms the cover",
        ),
        (("person", "pa"), "the person and the PA agree"),
        (("pa",), "the PA agrees"),
        (("insurer",), "the insurer confirms the cover"),
        ((), ""),
    ],
)
def test_people_agree_and_an_insurer_confirms_the_cover(parties: tuple[Party, ...], words: str) -> None:
    assert agreement_words(parties) == words


def test_a_rescue_is_never_practised_in_a_real_emergency() -> None:
    parts = {task.id: (task, page.partition("Practice and review")[2][:400]) for task, page in pages_of_tasks()}

    assert parts["buccal-midazolam"][0].rescue
    assert [
        name
        for name, (task, part) in parts.items()
        if task.sign_off and ("not in a real emergency" in part) is not (task.rescue is not None)
    ] == []


def test_what_to_do_first_is_above_the_signs_with_what_anyone_does_below_it(judge: Judge) -> None:
    rescue = "rescue: {refresh_every: {months: 6, basis: local-policy}}\n"
    before = page_of(judge((TASK, rescue)).facts)
    after = page_of(judge((TASK, f"{rescue}do_first: [Call 999., Follow the plan.]")).facts)
    answers, _, rest = after.partition("</dl>")

    assert "Do this first" not in before
    assert is_in_order(before, "care--emergency", "## If no signed-off PA is available")
    assert 'href="#do-first">Do this first</a>' in answers
    assert "<strong>In an emergency, help at once, with or without a plan.</strong>" in answers
    assert 'href="#if-no-pa-may">“If no signed-off PA is available”</a> says, and no more.' in answers
    assert "help at once, with" not in before.partition("</dl>")[0]
    assert is_in_order(
        rest,
        "## If you are signed off: do this first { #do-first }",
        "1. Call 999.",
        "1. Follow the plan.",
        "## If no signed-off PA is available",
        "care--emergency",
    )
    assert after.count("{ #if-no-pa-may }") == 1


def test_the_page_speaks_to_those_who_decide_for_the_person_too(judge: Judge) -> None:
    page = page_of(judge().facts)

    assert is_in_order(
        page, "**The person:** you can say no at any time.", "**Do you decide for the person?**", "**The PA:**"
    )
    assert "the PA stops, unless their plan says that stopping is dangerous" in page


# --- when to decide again


def test_every_trigger_says_whether_the_pa_goes_on_and_what_to_do() -> None:
    facts, _ = reference()
    effects = {"stop": "stop", "go-on": "carry on only if you do these steps"}
    missing, found = [], 0
    for task, page in pages_of_tasks():
        if not is_delegated(task):
            continue
        part = page.partition("## If something changes")[2].partition("## Who decides, trains and signs off")[0]
        for trigger in triggers_of(facts.records, task):
            stop, then = ("not signed off for now", "not signed off") if task.rescue else ("stop", "stop")
            until = f"carry on for {trigger.days} days at most, then {then} (our suggestion)"
            effect = {**effects, "stop": stop}.get(trigger.does, until)
            if task.rescue and trigger.does != "go-on":
                effect += ", but still help in an emergency"
            line = f'{attribute(trigger.title)}: <span class="effect effect--{trigger.does}">{effect}</span></summary>'
            found += 1
            missing += [(task.id, trigger.id, line) for line in [line, escaped(trigger.summary)] if line not in part]
            missing += [(task.id, trigger.id, line) for line in trigger.meanwhile if f"- {escaped(line)}" not in part]

    assert found > 150
    assert missing == []


def test_a_rescue_task_says_that_a_long_time_without_it_does_not_stop_it(judge: Judge) -> None:
    rescue = (TASK, "rescue: {refresh_every: {months: 6, basis: local-policy}}")
    before, after = page_of(judge().facts), page_of(judge(rescue).facts)

    assert "You do not have to stop" not in before
    assert "You do not have to stop, but you must do refresher training every 6 months." in after
    page = next(page for task, page in pages_of_tasks() if task.rescue)
    assert "You do not have to stop" in page


def test_the_page_of_changes_has_each_trigger_with_the_words_that_people_use() -> None:
    facts, pages = reference()
    page = pages["delegation/decide-again.md"]

    assert facts.records.triggers
    for trigger in facts.records.triggers.values():
        before, _, rest = page.partition(f" {{ #{trigger.id} }}")
        heading, part = before.rpartition("\n## ")[2], rest.partition("\n## ")[0]
        assert heading.startswith(escaped(trigger.title))
        assert [line for line in trigger.meanwhile if escaped(line) not in part] == []
        assert [words for words in trigger.also_called if attribute(words) not in heading + part] == []


def test_words_that_people_use_for_a_trigger_are_not_searched_on_every_task(judge: Judge) -> None:
    triggers = (
        "triggers: [{id: incident, title: The nurse left, summary: Who answers now?, holds_for: every-task,"
        " does: go-on-until, days: 1, basis: design-default, also_called: [my nurse left, nurse retired]}]"
    )
    facts = judge((POLICY, triggers)).facts

    assert "nurse retired" not in page_of(facts)
    assert "carry on for 1 day at most, then stop (our suggestion)" in page_of(facts)
    changes = MadePages(facts)["delegation/decide-again.md"].markdown
    assert "## The nurse left: “my nurse left” { #incident }" in changes
    assert "People also say: nurse retired." in changes
    assert changes.count("our suggestion. A clinician must confirm it.") == 1
    assert "This is based on" not in changes
    assert "data-search-exclude>People" not in changes


# --- demands of the tier


def test_what_the_tier_demands_is_on_the_page_with_its_basis(judge: Judge) -> None:
    demands = (
        "tiers: [{id: medium, title: Medium risk, summary: Harm., basis: local-policy, demands: {agreed_by: [person],"
        " observed_practices: 3, review_within_months: 12, with_person: 2, different_days: 2, assessed_within_days: 56,"
        " reassess_after_lapse_days: 90, expired_competence: lapsed}}]"
    )
    page = page_of(judge((POLICY, demands)).facts)
    part = page.partition("<summary>Practice and review")[2].partition("</details>")[0]

    assert part.startswith(": at least 3 watched, reviewed every 12 months</summary>")
    for words in (
        "at least 2 of the practices",
        "at least 2.",
        "no more than 56 days; if longer, train again",
        "assess again if it is late by more than 90 days",
        "the PA stops until it is renewed",
        "What every task of “Medium risk” requires is based on local policy.",
    ):
        assert words in part
    rescue = page_of(judge((POLICY, demands), (TASK, "rescue: {refresh_every: {months: 6, basis: law}}")).facts)
    assert "of the practices" not in rescue


# --- the list of tasks


def test_the_list_has_every_task_from_a_to_z_with_its_status_before_any_card() -> None:
    page = reference()[1]["delegation/tasks/index.md"]
    first = page.partition('<ul class="az">')[2].partition("</ul>")[0]
    titles = re.findall(r"<a [^>]*>([^<]*)</a>", first)

    assert titles == [attribute(task.title) for task in sorted(tasks(), key=lambda task: task.title)]
    assert '<ul class="cards' not in page.partition('<ul class="az">')[0]
    assert len(re.findall(r'class="state state--(?:delegable|never|own-role|by-exception)"', first)) == len(titles)


def test_the_list_knows_exceptions_and_individual_plans(judge: Judge) -> None:
    changes = "status: by-exception\nauthority: The lead\ncondition: No one else can\nindividual_plan: required"
    facts = judge((TASK, changes)).facts
    page = MadePages(facts)["delegation/tasks/index.md"].markdown

    assert 'data-status="by-exception individual-plan"' in page
    assert '<option value="individual-plan">Needs an individual plan</option>' in page
    assert (
        '<span class="state state--by-exception">Only by exception</span> <span class="state">Needs an individual plan'
        in page
    )
    assert page.count("## Only by exception") == 1
    plain = MadePages(judge().facts)["delegation/tasks/index.md"].markdown
    assert "individual-plan" not in plain


# --- the index of the section


def test_the_section_begins_with_signs_that_are_an_emergency_whatever_the_task(judge: Judge) -> None:
    page = MadePages(judge().facts)["delegation/index.md"].markdown
    signs = card(page, "emergency")

    assert "- **The person is choking**. Stop the feed.\n" in signs
    assert "The skin is sore" not in signs
    assert is_in_order(page, '<ul class="doors">', "care--emergency", "## The steps in order")


def test_the_decision_aid_says_the_tier_and_what_to_do_first_at_each_sign(judge: Judge) -> None:
    """An answer that no harm can be done does not lower the tier, and a sign alone would let someone give another dose."""
    stops = (
        "stop_when:\n  emergency: {signs: [choking]}\n  urgent: {tell: community-nurse, out_of_hours: nhs-111, signs:"
        " [{text: No one knows, do: Do not give another.}]}\n  same_day: {tell: community-nurse, signs: [The skin is red]}"
    )
    facts = judge((TASK, stops)).facts
    text = MadePages(facts)["delegation/decide.md"].markdown
    brief = text.partition('data-task="gastrostomy-feed"')[2].partition("</section>")[0]
    task = facts.records.tasks["gastrostomy-feed"]
    first = brief.partition('<ul class="brief__first">')[2].partition("</ul>")[0]

    assert f"“{facts.records.tiers[task.risk or ''].title}”, whatever you answer" in first
    assert "<li>No one knows. Do not give another.</li>" in brief
    assert f"<li>{task.before_you_start[0]}</li>" in brief
