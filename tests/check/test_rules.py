"""Every rule behaves as its own words and examples say."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pa_framework.check.rules import FAMILIES, RETIRED, RULES, Rule
from pa_framework.check.rules.registry import Example
from pa_framework.check.run import check_records
from pa_framework.records import json_schema as schemas
from pa_framework.records import yaml_source as source
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Finding, Severity
from tests.builders.areas import BASE
from tests.builders.effort import examples
from tests.builders.worlds import POLICY, TODAY, Judge, World, split
from tests.paths import SMALL

#: Faults that cannot be written down in a docstring (test_yaml_source.py, test_slips.py, test_main.py, test_pages.py and
#: test_reach_rules.py have them), and verdicts that are no faults.
SHOWN_ONLY = {
    "YML004",
    "YML008",
    "YML011",
    "YML017",
    "SGN021",
    "SGN022",
    "SGN030",
    "SGN037",
    "SGN041",
    "SGN074",
    "REF024",
    "SIT003",
    "DEL038",
    "OVR003",
    "OVR009",
    "OVR015",
    "OVR018",
    *(f"SIT{number:03}" for number in range(4, 18)),
    "SIT020",
    "SIT021",
    "SIT022",
    "SIT023",
    "SIT024",
    "SIT025",
    "SIT026",
    "SIT027",
    "SIT028",
    "SIT029",
}
#: What is found in the bad examples of a rule.
Found = Callable[[Rule], tuple[Finding, ...]]
_MARK = re.compile(r"# <- (.+)$")
_RUN = [
    pytest.param(rule, kind, id=f"{rule.code}-{kind}")
    for rule in RULES.values()
    for kind in ("bad", "good")
    if rule.code not in SHOWN_ONLY
]


def _marks(examples: list[Example]) -> list[tuple[str, str, int]]:
    return sorted(
        (code, example.path, number)
        for example in examples
        for number, line in enumerate(example.text.splitlines(), 1)
        if (mark := _MARK.search(line))
        for code in mark[1].split()
    )


def _examples(rule: Rule, kind: str) -> list[Example]:
    return [example for example in rule.examples if example.kind == kind]


def test_the_corpus_is_clean(judge: Judge) -> None:
    assert judge().findings == ()


@pytest.mark.parametrize(("rule", "kind"), _RUN)
def test_documented_example_behaves_as_documented(rule: Rule, kind: str, judge: Judge, found_in_bad: Found) -> None:
    """The marked lines are flagged, and no other line of any record is."""
    examples = _examples(rule, kind)
    found = found_in_bad(rule) if kind == "bad" else judge(*examples).findings

    assert _marks(examples) == sorted((finding.code, finding.span.path, finding.span.line) for finding in found), [
        f"{finding.span.path}:{finding.span.line}: {finding.code} {finding.message}" for finding in found
    ]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_rule_shows_one_bad_and_one_good(rule: Rule) -> None:
    assert {example.kind for example in rule.examples} == {"bad", "good"}
    assert {example.runs for example in rule.examples} == {rule.code not in SHOWN_ONLY}
    marked = {code for code, _, _ in _marks(_examples(rule, "bad"))}
    assert marked == (set() if rule.code in SHOWN_ONLY else {rule.code})
    assert _marks(_examples(rule, "good")) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_rule_is_named_and_explained(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}[0-9]{3}", rule.code)
    assert rule.family in FAMILIES
    assert rule.summary.endswith(".")
    assert rule.why
    if rule.judge is not None:
        assert rule.name == rule.judge.__name__.replace("_", "-")


def test_no_two_rules_have_one_name() -> None:
    names = [rule.name for rule in RULES.values()]

    assert sorted(set(names)) == sorted(names)


def test_every_family_has_rules() -> None:
    assert {rule.family for rule in RULES.values()} == set(FAMILIES)


def test_retired_codes_are_not_used() -> None:
    assert not RETIRED.keys() & RULES.keys()


def test_reading_and_declaring_know_the_same_codes() -> None:
    declared = {rule.code: rule.name for rule in RULES.values() if rule.family in ("YML", "SCH")}

    assert declared == source.CODES | schemas.CODES


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if rule.code not in SHOWN_ONLY], ids=lambda rule: rule.code
)
def test_what_a_rule_says_is_one_plain_sentence(rule: Rule, found_in_bad: Found) -> None:
    for finding in found_in_bad(rule):
        for said in (finding.message, finding.fix, *(note.message for note in finding.notes)):
            assert said == said.strip()
            assert said
            assert not said.endswith(".")
            assert not re.search(r"\b(?:invalid|illegal|must be valid)\b", said, re.IGNORECASE)
            assert "None" not in said


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if rule.code not in SHOWN_ONLY], ids=lambda rule: rule.code
)
def test_every_place_is_in_its_file(rule: Rule, found_in_bad: Found, world: World) -> None:
    examples = _examples(rule, "bad")
    findings = found_in_bad(rule)
    # An example lies over a file of the corpus: a place is in one of the two. One without a file is the first of all.
    texts = [(example.path, example.text) for example in examples] + [
        (name, content.text) for name, content in world.items()
    ]

    assert findings
    for finding in findings:
        for span in (finding.span, *(note.span for note in finding.notes)):
            lines = [text.split("\n") for path, text in texts if path == span.path.removeprefix(f"{BASE}/")] or [[""]]
            assert 1 <= span.column <= span.end_column
            assert any(
                1 <= span.line <= len(file_lines) and span.end_column <= len(file_lines[span.line - 1]) + 1
                for file_lines in lines
            ), span


# --- what may stand in a public record, and what may not

STORY = "case_studies/rosa.yaml"
CONTACT = "framework/support/pa-contact.yaml"
#: What someone writes → the codes that say no.
PRIVATE: dict[str, list[str]] = {
    "NHS number 943 476 5919": ["PRV001"],
    "NHS 9434765919.": ["PRV001"],
    "943-476-5919": ["PRV001"],
    "943 476 5918 is no NHS number": [],
    "Order 1111111111": [],
    "In 2023/24 there were 9434765 of them": [],
    "QQ 12 34 56 C": ["PRV002"],
    "ab123456c": ["PRV002"],
    "Form SA100 of 2026": [],
    "Nurse 12A3456E": ["PRV003"],
    "Registered as PA12345": ["PRV003"],
    "Registered as PYL123456": ["PRV003"],
    "HCPC OT1234": ["PRV003"],
    "GMC number 7654321": ["PRV003"],
    "GPhC 2071234": ["PRV003"],
    "NMC Code 2018, HCPC standards 2024": [],
    "The report of the GMC has 1234 pages": [],
    "PA 12345 of the register": [],
    "PR810 and PR1363": [],
    "pa-0042 and pr-011": [],
    "7654321 views": [],
    "07700 900123": ["PRV004"],
    "+44 7700 900123": ["PRV004"],
    "+44 (0)20 7946 0000": ["PRV004"],
    "(020) 7946 0000": ["PRV004"],
    "01273 496012": ["PRV004"],
    "Ring 0300 123 4567 or 0800 123 4567": [],
    "Ring 999 or 111; 116 123 for the Samaritans": [],
    "In 2016, 2017, 2018 and 2019": [],
    "From 2026-04-01 until 2027-03-31": [],
    "jo.bloggs@example.org": ["PRV005"],
    "jo@council.gov.uk": ["PRV005"],
    "info@example.org": [],
    "pa.support@council.gov.uk": [],
    "@home": [],
    "BN1 1EE": ["PRV006"],
    "SW1A1AA": ["PRV006"],
    "PO12 3AB": ["PRV006"],
    "NG67 and NEWS2": [],
    "H2O, B12 and 4G": [],
    "Born on 3 May 1984": ["PRV007"],
    "date of birth: 03/05/1984": ["PRV007"],
    "DOB 1984-05-03": ["PRV007"],
    "Never write a date of birth": [],
    "Born in Hull": [],
    "Ask the team of 3 May 2026": [],
    "Mrs Smith": ["PRV008"],
    "Dr Ama Mensah-Jones": ["PRV008"],
    "Miss Tuesday's shift": [],
    "The Dr is in": [],
    "miss breakfast": [],
}


@pytest.mark.parametrize(("written", "codes"), PRIVATE.items(), ids=PRIVATE)
def test_personal_data_is_found(written: str, codes: list[str], judge: Judge) -> None:
    found = judge((CONTACT, f'summary: "{written}"')).findings

    assert [(finding.code, finding.span.line, finding.span.column) for finding in found] == [
        (code, 1, 10) for code in codes
    ]


def test_a_number_is_seen_where_yaml_reads_a_number(judge: Judge) -> None:
    found = judge((CONTACT, "deputy: 9434765919")).findings

    assert [finding.code for finding in found] == ["PRV001", "SCH003"]


def test_what_is_split_over_lines_is_seen(judge: Judge) -> None:
    found = judge((STORY, "story:\n  - >-\n    Ring me on 07700\n    900123\n")).findings

    assert [(finding.code, finding.span.line) for finding in found] == [("PRV004", 2)]


def test_web_addresses_and_titles_of_sources_are_not_looked_at(judge: Judge) -> None:
    address = "address: https://example.org/07700900123/BN1-1EE"
    sources = (
        "sources:\n"
        "  - {id: pa-research, title: Dr Foster's guide, publisher: x, published: '2016', last_checked: 2026-11-01,"
        " state: historic, seen: whole}\n"
        "  - {id: wages, title: x y, publisher: x, published: '2016', last_checked: 2026-11-01, state: current, seen: part}\n"
        "  - {id: principles, title: x y, publisher: x, published: '2016', last_checked: 2026-11-01, state: gone, seen: part}\n"
    )

    assert judge((CONTACT, address), ("framework/sources.yaml", sources)).findings == ()


def test_a_consent_dated_in_the_future_withholds_the_story(judge: Judge) -> None:
    consent = "{state: given, reference: consent-0007, given_on: 2027-05-01, review_by: 2028-05-01, pseudonym: true}"
    (finding,) = judge((STORY, f"illustrative: false\nconsent: {consent}")).findings

    assert finding.code == "STO001"
    assert finding.message == "the consent is dated 2027-05-01, which has not come yet; rosa is withheld"


def test_a_surname_in_an_invented_story_belongs_to_no_one(judge: Judge) -> None:
    told = "setting: The home of Mrs Smith\n"
    true = "illustrative: false\nconsent: {state: given, reference: c-1, given_on: 2026-01-01, review_by: 2028-01-01}\n"

    assert judge((STORY, told)).findings == ()
    assert judge((STORY, told + true)).findings == ()
    named = judge((STORY, told + true.replace("{", "{pseudonym: false, "))).findings
    assert [finding.code for finding in named] == ["PRV008"]


def words(number: int) -> str:
    """So many words, none of which is twice in a row."""
    return " ".join("one" if each % 2 else "word" for each in range(number))


#: What someone writes → the codes that say so.
WORDING: dict[str, list[str]] = {
    "For a service user": ["TXT001"],
    "For service-users": ["TXT001"],
    "The CCG pays": ["TXT001"],
    "It has run since 2012. It asks for a CRB check": ["TXT001"],
    "In 2012 it asked for a CRB check": [],
    "The CCG paid until July 2022": [],
    "It was called CCG": [],
    "Never say “service user”": [],
    "One form called me a service user": [],
    "They were calling my brother a service user": [],
    "The council labelled us service users": [],
    "Call a service user first": ["TXT001"],
    "A competency": ["TXT001"],
    "A competence": [],
    "She suffers from asthma": ["TXT002"],
    "He is wheelchair-bound": ["TXT002"],
    "Her challenging behaviour": ["TXT002"],
    "Help for the disabled.": ["TXT002"],
    "Help for the disabled people of the town": [],
    "Help for the elderly and their families": ["TXT002"],
    "Help for the disabled woman next door": [],
    "A victim of domestic abuse": [],
    "Leave out 'suffers from'": [],
    words(35) + ".": [],
    words(36) + ".": ["TXT003"],
    f"{words(20)}. {words(20)}.": [],
    f"{words(20)} – {words(15)}.": [],
    "Somebody to ask": ["TXT014"],
    "Nobody real is meant": ["TXT014"],
    "Everybody who employs a PA": ["TXT014"],
    "For anybody's use": ["TXT014"],
    "The same for all, whoever pays": ["TXT014"],
    "You can not break it": ["TXT014"],
    "You can not only read but copy it": [],
    "Did someone else than the assessor sign off?": ["TXT014"],
    "Did someone other than the assessor sign off?": [],
    "No one else than you": ["TXT014"],
    "What stands in it": ["TXT014"],
    "What stands in the way": [],
    "The list stands here too": ["TXT014"],
    "The rates stand below": ["TXT014"],
    "The hoist is folded: it stands in the hall": [],
    "The person stands in the frame for an hour": [],
    "A deputy stands in when the adviser is away": [],
    "The rota stands in for a plan": [],
    "They stand beside the bed": [],
    "It stands beside the bed, on the left": [],
    "No one stands behind this entry": ["TXT014"],
    "The person's own yes comes first": ["TXT014"],
    "Nothing is told without the teller's written yes": ["TXT014"],
    "Your yes is needed, and your no is as good": ["TXT014", "TXT014"],
    "A question with your yes or no at the end": [],
    "Their no-lifting rule": [],
    "In your no more than 2 hours": [],
    "Not knowing is a no": ["TXT014"],
    "It is a no-go area": [],
    "Tasks that come into reach": ["TXT014"],
    "The bell is within reach": [],
    "While two tasks hold for one person": ["TXT014"],
    "The tasks hold no danger": [],
    "Hours that still fall away are paid": ["TXT014"],
    "Leaves fall away from the path": [],
    "Someone near enough to ask": ["TXT014"],
    "Hands forget": ["TXT014"],
    "No yes in 28 days: the PA stops": ["TXT014"],
    "There is no yes or no answer": [],
    "No chain makes it right": ["TXT014"],
    "No chain makes the hoist safe": [],
    "Ask the insurer before the day the money changes": ["TXT014"],
    "They meet after the money changes hands": [],
    "When no one takes over, or if no PA may do it": ["TXT014"],
    "Say who does it if no PA is there": [],
    "The day was read second-hand": ["TXT014"],
    "She reads second-hand books": [],
    "The gravest answer counts": ["TXT014"],
    "No one has to climb": ["TXT014"],
    "No one has to climb the stairs": [],
    "Medium risk and up": ["TXT014"],
    "Posts that do nothing but train": ["TXT014"],
    "The terms come never": ["TXT014"],
    "Reviews again and again": ["TXT014"],
    "A fast pulse, which means calling 999": ["TXT014"],
    "The agreement is a link of every chain": ["TXT014"],
    "Someone to turn to": ["TXT014"],
    "Turn to the left side": [],
    "It is no test": ["TXT014"],
    "There is no test today": [],
    "Hands over the notes and the keys": [],
    "Hands over the tasks that are left to the next PA": [],
    "May hand over clinical tasks": ["TXT014"],
    "She said “nobody knows”": [],
}


@pytest.mark.parametrize(("written", "codes"), WORDING.items(), ids=[text[:40] for text in WORDING])
def test_words_are_weighed(written: str, codes: list[str], judge: Judge) -> None:
    found = judge((CONTACT, f'summary: "{written}"')).findings

    assert [finding.code for finding in found] == codes


def test_what_people_say_is_in_their_own_words(judge: Judge) -> None:
    said = (
        "triggers: [{id: incident, title: The nurse left, summary: %s, holds_for: every-task, does: go-on-until,"
        " days: 1, basis: design-default, also_called: [somebody left us]}]"
    )

    assert "TXT014" not in {finding.code for finding in judge((POLICY, said % "Who decides now?")).findings}
    assert "TXT014" in {finding.code for finding in judge((POLICY, said % "Has somebody left?")).findings}


def test_a_story_speaks_as_its_teller_speaks(judge: Judge) -> None:
    told = 'summary: "Nobody asked, so somebody had to."\n'
    study = "kind: organisation\norganisation: A council\n"

    assert judge((STORY, told)).findings == ()
    assert "TXT014" in {finding.code for finding in judge((STORY, told + study)).findings}


STATEMENTS: dict[str, list[str]] = {
    "Says when hands must be washed": [],
    "Washes and dries hands": [],
    "Names risks and hazards": [],
    "Reports faults and incidents": [],
    "Tells when the person coughs and holds their breath": [],
    "Asks what the person wants and follows it": [],
    "Finds the record and tells a fact from an opinion": ["TXT004"],
    "Washes hands; dries them": ["TXT004"],
    "Opens the plan, then writes the time": ["TXT004"],
    "Says why.": ["TXT005"],
    "Safely moves the bed": [],
    "Never, ever guesses": ["TXT006"],
    "Never guesses": [],
    "Knowledge of infection": ["TXT006"],
    "To wash hands": ["TXT006"],
}


@pytest.mark.parametrize(("written", "codes"), STATEMENTS.items(), ids=STATEMENTS)
def test_statements_say_one_thing_that_can_be_seen(written: str, codes: list[str], judge: Judge) -> None:
    found = judge(("competences/record-keeping.yaml", f'statements: {{aware: ["{written}"]}}')).findings

    assert [finding.code for finding in found] == codes


#: The day of a change, and what is said of it on TODAY: a day to come is no fault, a slip is.
DAYS = {
    TODAY - timedelta(days=400): [],
    TODAY: [],
    TODAY + timedelta(days=1): [],
    TODAY + timedelta(days=366): [],
    TODAY + timedelta(days=367): ["DEL023"],
}


@pytest.mark.parametrize(("day", "codes"), DAYS.items(), ids=str)
def test_a_change_may_be_announced_a_year_ahead(day: date, codes: list[str], judge: Judge) -> None:
    entry = (
        f"changes:\n  - id: feeds-twice-a-year\n    on: {day}\n    title: Feeds twice a year\n"
        "    what: Six months at most.\n    asks: more\n    loosens: false\n    about: [{task: gastrostomy-feed}]\n"
    )

    assert [finding.code for finding in judge(("framework/changes.yaml", entry)).findings] == codes


# --- one cause, one finding; and nothing stops a check


#: What is exchanged in a file, and the one finding that follows: (path, what stands there, what is put there, code).
ONE_CAUSE: dict[str, tuple[str, str, str, str]] = {
    "a level cannot be read": ("framework/levels/confident-pa.yaml", "title: C", "title: a: C", "YML001"),
    "a level has no shape": ("framework/levels/confident-pa.yaml", "order: 2", "order: second", "SCH003"),
    "the only learning cannot be read": (
        "framework/learning/tube-feeding-training.yaml",
        "title: F",
        "title: a: F",
        "YML001",
    ),
    "other learning has no shape": ("framework/learning/core-training.yaml", "cost: Free", "cost: 0", "SCH003"),
    "a competence has no shape": ("competences/infection-prevention.yaml", "tags: [safety]", "tags: safety", "SCH003"),
    "a role cannot be read": ("framework/roles/community-nurse.yaml", "title: C", "title: a: C", "YML001"),
    "the steps have no shape": ("framework/steps.yaml", "summary: You know what it is about.", 'summary: ""', "SCH007"),
    "the policy has no shape": ("framework/delegation.yaml", "summary: A mistake can kill.", "summary: 1", "SCH003"),
    "the sources cannot be read": ("framework/sources.yaml", "title: T", "title: a: T", "YML001"),
    "the wage table has no shape": (
        "framework/law/minimum-wage.yaml",
        "value: 12.71",
        "value: much",
        "SCH003",
    ),
    "the framework has no shape": ("framework/framework.yaml", "status: reference", "status: ready", "SCH004"),
    "the areas have no shape": ("framework/areas.yaml", "title: Communication", "title: 7", "SCH003"),
    "a competence is misnamed": ("competences/record-keeping.yaml", "id: record", "id: records", "REF002"),
    "a level is misnamed": ("framework/levels/starting-out.yaml", "id: starting", "id: beginning", "REF002"),
    "a role is misnamed": ("framework/roles/community-nurse.yaml", "id: community", "id: district", "REF002"),
    "a band is misnamed": ("framework/pay_bands/band-1.yaml", "id: band-1", "id: band-one", "REF002"),
    "a task is misnamed": ("framework/tasks/gastrostomy-feed.yaml", "id: gastro", "id: tube", "REF002"),
    "learning is misnamed": ("framework/learning/core-training.yaml", "id: core", "id: first", "REF002"),
    "a standard is misnamed": ("framework/standards/care-certificate-2025.yaml", "id: care", "id: caring", "REF002"),
}


@pytest.mark.parametrize(("path", "there", "instead", "code"), ONE_CAUSE.values(), ids=ONE_CAUSE)
def test_one_cause_gives_one_finding(
    path: str, there: str, instead: str, code: str, judge: Judge, world: World
) -> None:
    text = world[path].text
    assert there in text
    found = judge((path, "# gone"), (path, text.replace(there, instead, 1))).findings

    assert [(finding.code, finding.span.path) for finding in found] == [(code, path)]


@pytest.mark.parametrize("path", sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yaml")))
def test_a_record_that_is_gone_stops_nothing(path: str, judge: Judge) -> None:
    for finding in judge((path, "# gone")).findings:
        assert finding.severity in tuple(Severity)


#: Values that are of no use anywhere, or only somewhere.
NASTY = st.one_of(
    st.sampled_from([None, True, 0, -1, 10**17, Decimal("0.001"), "", " ", "x", "`", "%s {0} \\", "a-" * 60, "²" * 10]),
    st.sampled_from(["2026-02-30", "0001-01-01", "9999-12-31", "nobody", "low", "rosa", "infection-prevention"]),
    st.sampled_from([[], ["x"], {}, {"x": "y"}, [[]], [None]]),
)


@pytest.mark.no_cover
@given(st.integers(min_value=0, max_value=10**6), NASTY)
@settings(max_examples=examples(200))
def test_no_value_anywhere_stops_a_check(world: World, place: int, value: Any) -> None:
    """Any value may stand anywhere: the check ends, and says the same twice."""
    places = [(path, route) for path, document in world.items() for route in document.values]
    path, route = places[place % len(places)]
    changed = replace(world[path], data=_put(world[path].data, route, value))
    records, register = split({**world, path: changed}.values())

    first, again = (check_records(records, TODAY, register=register).findings for _ in range(2))
    assert first == again
    for finding in first:
        assert finding.span.line >= 1


def _put(data: Any, route: Route, value: Any) -> Any:
    """`data` with the value at `route` exchanged."""
    if not route:
        return value
    head, *rest = route
    made = dict(data) if isinstance(data, dict) else list(data)
    made[head] = _put(made[head], tuple(rest), value)
    return made
