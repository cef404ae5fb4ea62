"""Sentences that turn round what holds for everyone are found in many words; those that say what holds are left alone."""

from collections.abc import Sequence

import pytest

from pa_framework.facts.duty_words import duties_beyond_the_limits, limits_that_limit_nothing
from pa_framework.facts.facts import Facts
from pa_framework.facts.pages import HandWrittenPage
from pa_framework.facts.turned_round import Table, wrong
from pa_framework.facts.turned_round_tables import turned_round
from tests.builders.worlds import TODAY, WORLD, role, tree

PATH = "framework/support/pa-contact.yaml"
#: A subject, as the title of a contact → lines that turn round what holds.
WRONG: dict[str, tuple[str, ...]] = {
    "Pay": (
        "If you both agree, the pay can be below the legal minimum",
        "Shadow shifts in the first week are unpaid",
        "A trial shift without pay shows who is keen",
        "Keep the cost of broken things from the wages",
        "Your PA gets a payslip if they ask",
        "On a waking night only the hours with a task count",
    ),
    "Statutory sick pay": (
        "HMRC refunds it to you in the next month",
        "It is paid from the fourth day of illness",
        "They get the weekly rate or a share of earnings, whichever is higher",
    ),
    "Employing someone": (
        "With fewer than five staff you do not have to offer a pension",
        "You may offer more pay in place of a pension",
        "Get employers' liability insurance once the trial time is over",
        "Keep the passport of your PA until the job ends",
        "You can dismiss a PA at any time without a reason",
        "With only one PA you can refuse maternity leave",
        "The payroll service becomes the employer",
        "If both sides wish it, the PA is self-employed",
        "Ask about children and faith in the interview",
        "A stay in hospital ends the job",
        "Ask Acas after you have dismissed someone",
    ),
    "A healthcare task": (
        "An employer can sign off a task when the nurse cannot come",
        "The sign-off moves with you to the next person",
        "A certificate takes the place of an assessment",
        "The PA says when they are ready",
        "If you hear nothing from the insurer, the task is covered",
        "The person is told afterwards",
        "You can change your mind at the next review",
        "Someone with dementia is presumed unable to decide",
        "Relatives can sign for the person",
        "If you are not sure, try it carefully",
        "A PA who refuses lets the person down",
    ),
    "Danger and harm": (
        "Even if someone is in danger, you never tell",
        "Ring the people on this list first, and then 999",
        "Tell your employer first, so that they hear it from you",
        "Collect proof before you ring the council",
        "What you say is confidential, always and without exception",
    ),
    "Private things": (
        "Everyone says the name of the person they work for",
        "Photos from work are welcome if the face is hidden",
        "Put their documents into a shared folder",
        "Door codes stay the same",
    ),
    "Help": (
        "The same person advises you and your employer, advised by the same adviser",
        "References are not needed, because the team checks every PA",
        "Say when you are alone, so that people know when to come",
        "The HCPC registers nurses",
    ),
    "Who decides, and who may refuse": (
        "Once you have agreed, you cannot change your mind",
        "After the PA is signed off, they can no longer refuse",
        "If you look after her money, you can agree to a task for her",
        "The next of kin can sign the form for him",
        "A next of kin consents by telephone",
        "Only a paramedic may give naloxone",
        "They end the contract of a PA who refuses a task",
        "You cannot say no after that",
        "The PA can give insulin to anyone with diabetes",
        "Once they are signed off, they go on a course",
        "Ring the council only when your employer agrees",
        "A claim has no time limit",
        "Wait two years before you ring Acas",
        "ICBs took over from CCGs in April 2015",
    ),
    "The right to work": (
        "Check within the first month of the job",
        "Do the check once the PA has started",
    ),
    "Employing family": (
        "Her direct payment could employ me, because I live with her",
        "The council pays a niece because she lives with her",
        "Because they share a home, the daughter is paid",
        "The budget employs his son because they live together",
    ),
    "Written terms": ("Within 2 months of the first day", "After three weeks"),
}
#: The same subjects, with lines that say what holds.
RIGHT: dict[str, tuple[str, ...]] = {
    "Pay": (
        "The pay can never be below the legal minimum, even if you both agree",
        "Shadow shifts in the first week are paid",
        "A trial shift without pay breaks the law",
        "Take nothing from the wages for broken things",
        "Your PA gets a payslip on every payday, and does not have to ask",
        "On a waking night every hour counts, and not only those with a task",
    ),
    "Statutory sick pay": (
        "You cannot claim it back from HMRC",
        "It is paid from the first day of illness",
        "They get the weekly rate or a share of earnings, whichever is lower",
    ),
    "Employing someone": (
        "You must offer a pension, even with fewer than five staff",
        "You must not offer more pay in place of a pension",
        "Get employers' liability insurance before the first day",
        "Keep a copy of the passport in a safe place, and give it back",
        "You cannot dismiss a PA without a reason",
        "You cannot refuse maternity leave, also with only one PA",
        "You stay the employer, and the payroll service works out the pay",
        "A wish of both sides does not make a PA self-employed",
        "Do not ask about children or faith in the interview",
        "A stay in hospital does not end the job",
        "Ask Acas before you dismiss someone",
    ),
    "A healthcare task": (
        "An employer never signs off a task, even when the nurse cannot come",
        "The sign-off does not move with you to the next person",
        "A certificate does not take the place of an assessment",
        "The nurse says when the PA is ready",
        "If you hear nothing from the insurer, the task does not start",
        "The person is asked first, and not told afterwards",
        "You can change your mind at any time",
        "Someone with dementia is presumed able to decide, like anyone else",
        "Relatives do not sign for the person",
        "If you are not sure, say no and ring the nurse",
        "A PA who refuses is doing the right thing",
        "Wait until the nurse has watched you",
    ),
    "Danger and harm": (
        "Even if you promised, you tell when someone is in danger",
        "They keep quiet during the slow music",
        "Call 999 first. Do not ring the people on this list before it",
        "Do not tell your employer first",
        "You need no proof before you ring the council",
        "What you say is confidential, unless someone is in danger",
    ),
    "Private things": (
        "No one says the name of the person they work for",
        "Photos from work are never welcome, even if the face is hidden",
        "Never put their documents into a shared folder",
        "Door codes are changed",
    ),
    "Help": (
        "No one who advises your employer advises you",
        "Ask for two references, because the team checks no one",
        "Never say when you are alone",
        "The NMC registers nurses, the HCPC therapists",
    ),
    "Who decides, and who may refuse": (
        "Once you have agreed, you can still change your mind",
        "If you look after her money, you cannot agree to a task for her",
        "If you handle the benefits, you can agree on the hours",
        "The next of kin has no power to sign for an adult",
        "The next of kin, as an attorney who can sign, agrees",
        "Anyone may give naloxone in an emergency",
        "You do not need to be a nurse to work as a PA",
        "You do not need a nurse to help you choose what to wear",
        "A PA who refuses a task keeps the job",
        "You can say no after the sign-off as well",
        "The PA can give insulin to one person only",
        "Once they are signed off, they go on a refresher course each year",
        "Ring the council, whether or not your employer agrees",
        "No one should wait two years: a claim has a time limit",
        "ICBs took over from CCGs in July 2022",
    ),
    "The right to work": (
        "Check it before the first day, and again when the visa ends",
        "Check the documents of everyone in the same way",
    ),
    "Employing family": (
        "Her direct payment could employ me, because I live elsewhere",
        "She cannot be paid because she lives with her father",
        "Because they live together, the son is not paid",
        "We pay less rent because we live together",
        "The council pays a sister because she lives with her and no one else can do it: that is necessary",
        "The council pays the agency because it has a contract",
    ),
    "Written terms": ("On or before the first day; a few further details within 2 months",),
}


def found(title: str, lines: Sequence[str]) -> list[str]:
    """Those lines of a contact with this title of which something is found."""
    kept = [line for line in WORLD[PATH].splitlines() if not line.startswith(("title:", "offers:", "summary:"))]
    offers = "".join(f"  - {line!r}\n" if "'" not in line else f'  - "{line}"\n' for line in lines)
    text = "\n".join(kept) + f"\ntitle: {title}\nsummary: What an area offers.\noffers:\n{offers}"
    made = tree({**WORLD, PATH: text}).snapshot("head", TODAY).records
    facts = Facts(made, TODAY)
    contact = made.support["pa-contact"]
    places = {contact.origin.at("offers", place): line for place, line in enumerate(lines)}
    spans = {one.span for one in turned_round(facts)}
    return [line for place, line in places.items() if place in spans]


@pytest.mark.parametrize("title", WRONG)
def test_what_turns_something_round_is_found(title: str) -> None:
    assert [line for line in WRONG[title] if line not in found(title, WRONG[title])] == []


@pytest.mark.parametrize("title", RIGHT)
def test_what_holds_is_left_alone(title: str) -> None:
    assert found(title, RIGHT[title]) == []


def test_a_question_and_a_mistake_say_nothing_of_the_kind() -> None:
    lines = ("Can a relative sign for the person?", "It is wrong to keep the passport of your PA")

    assert found("A healthcare task", lines) == []


#: Rows with what must not be said → whether something is found in them.
SAID = "The next of kin can sign for the person"
TABLES: dict[str, bool] = {
    f"| Say | Do not |\n| --- | --- |\n| The person decides | {SAID} |": False,
    f"| Do not | Say |\n| --- | --- |\n| The person decides | {SAID} |": True,
    f"Say | Do not\n--- | ---\nThe person decides | {SAID}": False,
    f"Do not | Say\n--- | ---\nThe person decides | {SAID}": True,
    f"| Say | **Never** |\n| --- | --- |\n| The person decides | {SAID} |": False,
    f"| Say | Do not |\n| --- | --- |\n| `yes | no` | {SAID} |": False,
    f"| Say | Do not | Why |\n| --- | --- | --- |\n| `yes | no` | A question | {SAID} |": True,
    f"| Say | Do not |\n| --- | --- |\n| Yes \\| no | {SAID} |": False,
    f"| Do not | Say |\n| --- | --- |\n| Yes \\| no | {SAID} |": True,
    f"| Yes \\| no | Do not | Say |\n| --- | --- | --- |\n| A | B | {SAID} |": True,
    f"> | Say | Do not |\n> | --- | --- |\n> | The person decides | {SAID} |": False,
    f"> | Do not | Say |\n> | --- | --- |\n> | The person decides | {SAID} |": True,
    f"| Say | Do not |\n| --- | --- |\n| The person decides | It is for others |\n\n{SAID}.": True,
}


@pytest.mark.parametrize("table", TABLES, ids=repr)
def test_a_column_that_says_what_not_to_do_is_left_out(table: str) -> None:
    text = f"---\ntitle: Agreeing\n---\n\n# Agreeing to a healthcare task\n\n{table}\n"
    page = HandWrittenPage("about/agreeing.md", "framework/pages/about/agreeing.md", text)
    records = tree(WORLD).snapshot("head", TODAY).records
    found = [one.span for one in turned_round(Facts(records, TODAY, pages=(page,))) if one.span.path == page.path]

    assert bool(found) is TABLES[table]
    for span in found:
        assert text.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1] in SAID


def test_parts_are_found_in_any_order_and_a_context_around_them() -> None:
    table = Table([wrong("law", "the sky is blue", "sky|skies", "green*|red ~ colour", "@weather")])

    assert [len(table.of(line)) for line in ("Greenish is the sky.", "A red and warm colour of skies", "The sky")] == [
        1,
        1,
        0,
    ]
    assert table.of("The sky is not green.") == []


def test_words_are_looked_for_whole_or_by_their_beginning() -> None:
    table = Table([wrong("law", "no one runs", "run|jump* high", "fast")])

    assert [bool(table.of(line)) for line in ("Run fast!", "runs fast", "Jumping high, fast")] == [True, False, True]


def test_entries_come_in_the_order_of_the_table() -> None:
    said = ["nine", "one", "seven", "four", "two", "eight", "three", "six", "five"]
    table = Table([wrong("law", name, f"{name}|never said") for name in said])

    assert [found.entry.holds for found, _, _ in table.of("One two three four five six seven eight nine")] == said


def role_facts(limit: str, trains: str = "medium") -> Facts:
    text = WORLD[role("pa-trainer")]
    lines = [line for line in text.splitlines() if not line.startswith(("limits:", "may_train:"))]
    changed = "\n".join(lines) + f"\nlimits: [{limit!r}]\nmay_train: {{nutrition: {trains}}}\n"
    return Facts(tree({**WORLD, role("pa-trainer"): changed}).snapshot("head", TODAY).records, TODAY)


@pytest.mark.parametrize(
    "limit", ["Assesses after the course", "May sign off a task", "Also stands in for the assessor"]
)
def test_a_limit_that_bounds_nothing_is_found(limit: str) -> None:
    assert [words for _, _, words in limits_that_limit_nothing(role_facts(limit))] == [limit]


@pytest.mark.parametrize(
    "limit",
    [
        "Never signs off",
        "Delegates feeds only",
        "Answers for her own acts",
        "Updates their own entry",
        "Does not assess",
        "Often works far away, so name a nurse nearby",
    ],
)
def test_a_limit_that_bounds_something_is_left_alone(limit: str) -> None:
    assert list(limits_that_limit_nothing(role_facts(limit))) == []


def test_a_duty_for_the_highest_risk_beside_a_limit_that_forbids_it_is_found() -> None:
    limit = "Does not train for high-risk tasks"

    assert [field for _, field, _, _ in duties_beyond_the_limits(role_facts(limit, "high"))] == [
        ("may_train", "nutrition")
    ]
    assert list(duties_beyond_the_limits(role_facts(limit, "medium"))) == []
    assert list(duties_beyond_the_limits(role_facts("Does not train and assess the same PA", "high"))) == []
