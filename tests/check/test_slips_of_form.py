"""Slips that no field's own rule sees: entries that are there twice, days far away, words to be replaced, addresses of no one."""

import pytest

from tests.builders.worlds import REGISTER, Judge

STORY, COURSE = "case_studies/rosa.yaml", "framework/learning/tube-feeding-training.yaml"
TASK = "framework/tasks/gastrostomy-feed.yaml"
SOURCES, GLOSSARY = "framework/sources.yaml", "framework/glossary.yaml"
FRAMEWORK, WAGE = "framework/framework.yaml", "framework/law/minimum-wage.yaml"
BAND, START, NEXT = (
    f"framework/{name}.yaml" for name in ("pay_bands/band-1", "levels/starting-out", "levels/confident-pa")
)
PA, PERSON = f"{REGISTER}pas/pa-0001.yaml", f"{REGISTER}persons/person-001.yaml"
WARD, NURSE = f"{REGISTER}agreements/ha-001.yaml", f"{REGISTER}practitioners/pr-011.yaml"
RATE = "{funder: council, from: 2026-04-01, paid: 13.10, funded: 16.40, basis: design-default}"
SOURCE = """sources:
  - {id: principles, title: Principles, publisher: A body, published: "2024", last_checked: 2026-11-01, state: current, seen: whole}
  - {id: pa-research, title: The workforce, publisher: A body, published: "2016", last_checked: 2026-11-01, state: historic, seen: whole}
  - {id: wages, title: TITLE, publisher: PUBLISHER, published: "2026", last_checked: 2026-11-01, state: current, seen: whole}
"""


def source(title: str = "Rates", publisher: str = "GOV.UK") -> str:
    return SOURCE.replace("TITLE", title).replace("PUBLISHER", publisher)


def employers(*names: str) -> str:
    said = "".join(f"        - {{on: 2026-02-2{number}, id: {name}}}\n" for number, name in enumerate(names))
    return f"sign_offs:\n  - agreed:\n      person: 2026-02-20\n      pa: 2026-02-21\n      insurer: 2026-02-22\n      employer:\n{said}"


#: What is wrong → changes of the small world, and what is found: code, path, line and words of the message.
FOUND: dict[str, tuple[list[tuple[str, str]], tuple[str, str, int, str]]] = {
    "a competence twice in a story": (
        [(STORY, "competences:\n  - record-keeping\n  - infection-prevention\n  - record-keeping")],
        ("TXT012", STORY, 4, "`competences` has record-keeping twice"),
    ),
    "a moment of a day twice": (
        [
            (
                STORY,
                'day:\n  - {at: "06:45", what: Tea}\n  - {at: "21:30", what: Handover}\n  - {at: "06:45", what: Tea}',
            )
        ],
        ("TXT012", STORY, 4, "`day` has this entry twice"),
    ),
    "a source twice": ([(COURSE, "sources: [principles, principles]")], ("TXT012", COURSE, 1, "principles twice")),
    "a file that ends within a word": (
        [(COURSE, "easy_read:\n  - You learn how to help with feedi")],
        ("YML017", COURSE, 2, "the file ends with `feedi`"),
    ),
    "two signs on one line": (
        [(TASK, "stop_when:\n  emergency:\n    signs:\n      - choking - cannot-be-woken")],
        ("YML016", TASK, 4, "two entries of `signs` stand on one line"),
    ),
    "two lines of a list on one": (
        [(TASK, "the_pa_does:\n  - Checks the pump - Washes both hands\n  - Stays beside the person")],
        ("TXT033", TASK, 2, "two entries may stand on one line"),
    ),
    "a paragraph without its end": (
        [(STORY, "story:\n  - I began at night.\n  - It was quiet. They paid more for\n  - Then I moved.")],
        ("YML017", STORY, 3, "the last sentence of this entry of `story` has no end"),
    ),
    "a need twice": (
        [(PERSON, "needs: [gastrostomy-feed, gastrostomy-feed]")],
        ("SGN055", PERSON, 1, "`needs` has gastrostomy-feed twice"),
    ),
    "a PA twice in a team": (
        [(PERSON, "team:\n  - pa-0001\n  - pa-0001")],
        ("SGN055", PERSON, 3, "`team` has pa-0001 twice"),
    ),
    "a course that is open until a year far away": (
        [(COURSE, "funding: [{title: A fund, who: PAs, open_from: 2026-09-01, open_until: 2062-03-31}]")],
        ("REF025", COURSE, 1, "`open_until` is 2062-03-31, which is more than 10 years ahead"),
    ),
    "a story that was published long before": (
        [(STORY, "published_on: 1926-11-01")],
        ("REF025", STORY, 1, "`published_on` is 1926-11-01, which is too long ago for this"),
    ),
    "a rate that began long ago": (
        [(BAND, f"rates:\n  - {RATE.replace('2026-04-01', '1926-04-01')}")],
        ("REF025", BAND, 2, "`from` is 1926-04-01"),
    ),
    "a PA who works until a year far away": (
        [(PA, "active_until: 2062-03-31")],
        ("SGN056", PA, 1, "`active_until` is 2062-03-31, which is more than 5 years ahead"),
    ),
    "a practitioner who began in another century": (
        [(NURSE, "active_from: 1926-03-31")],
        ("SGN056", NURSE, 1, "`active_from` is 1926-03-31, which is too long ago for this"),
    ),
    "a word to be replaced in the reason of a correction": (
        [(PA, "sign_offs:\n  - corrected: [{on: 2026-10-01, field: trained_on, was: 2026-02-01, because: xxx}]")],
        ("SGN057", PA, 2, "“xxx”"),
    ),
    "events that go back": (
        [
            (
                PERSON,
                "events:\n  - {trigger: hospital-admission, on: 2026-02-20}\n  - {trigger: hospital-admission, on: 2026-01-11}",
            )
        ],
        ("SGN058", PERSON, 3, "this entry is of 2026-01-11, and the one before it of 2026-02-20"),
    ),
    "places that go back": (
        [
            (
                PERSON,
                "settings:\n  - {id: home, from: 2026-02-20}\n  - {id: home, from: 2026-01-11, until: 2026-02-01}",
            )
        ],
        ("SGN058", PERSON, 3, "`settings` is written oldest first"),
    ),
    "an employer of someone else": (
        [
            (PERSON, "employers: [{id: employer-041, from: 2024-01-08}]"),
            (PA, employers("employer-014", "employer-041")),
        ],
        ("SGN059", PA, 7, "employer-014 agreed for person-001"),
    ),
    "a ward decision by a trainer": (
        [
            (
                WARD,
                "pas:\n  - pa: pa-0001\n    designation: PA\n    dbs_checked_on: 2025-03-01\n    inducted_on: 2026-11-16\n    tasks: [gastrostomy-feed]\n    decided_by: pr-030",
            )
        ],
        ("AGR023", WARD, 7, "pr-030 decided for the ward that pa-0001 goes on, and is not accountable: PA trainer"),
    ),
    "a word to be replaced in the title of a source": (
        [(SOURCES, source("Rates TODO"))],
        ("TXT008", SOURCES, 4, "“TODO”"),
    ),
    "a word to be replaced in the name of a publisher": (
        [(SOURCES, source(publisher="xxx of the UK"))],
        ("TXT008", SOURCES, 4, "“xxx”"),
    ),
    "letters of another encoding in the name of a publisher": (
        [(FRAMEWORK, "publisher: The â€™Smallshire project")],
        ("TXT025", FRAMEWORK, 1, "“â€™”"),
    ),
    "a mobile in the title of a source": (
        [(SOURCES, source("Rates - ring 07700 900123"))],
        ("PRV004", SOURCES, 4, "a phone number"),
    ),
    "an address that opens here alone": (
        [(COURSE, "address: http://localhost:8000/course")],
        ("REF026", COURSE, 1, "no reader can open http://localhost:8000/course"),
    ),
    "an address in a network": (
        [(COURSE, "address: https://192.168.0.12/course")],
        ("REF026", COURSE, 1, "no reader can open https://192.168.0.12/course"),
    ),
    "an address without a domain": (
        [(FRAMEWORK, "repository: {address: 'https://intranet/pas', edit: 'https://forge.test/e/'}")],
        ("REF026", FRAMEWORK, 1, "no reader can open https://intranet/pas"),
    ),
    "a law that someone will have looked for": (
        [
            (
                WAGE,
                "values:\n  - id: adult\n    title: National Living Wage\n    applies_to: People aged 21 and over\n    unit: pound-per-hour\n    changes_every: April\n    looked_for_on: 2027-11-29\n    history: [{value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}]",
            )
        ],
        ("SUP004", WAGE, 7, "someone looked for `adult` on 2027-11-29"),
    ),
    "the lower of two levels with one number": (
        [(START, "order: 2"), (NEXT, "order: 2")],
        ("CMP008", START, 1, "starting-out and confident-pa are both number 2"),
    ),
    "the higher of two levels with one number": (
        [(NEXT, "order: 1")],
        ("CMP008", NEXT, 1, "confident-pa and starting-out are both number 1"),
    ),
    "a rate that ends on the first day of the next": (
        [
            (
                BAND,
                f"rates:\n  - {{funder: council, from: 2025-04-01, until: 2026-04-01, paid: 12.90, funded: 15.60, basis: design-default}}\n  - {RATE}\n  - {RATE.replace('council', 'nhs')}",
            )
        ],
        ("PAY003", BAND, 2, "two Council rates on 2026-04-01"),
    ),
    "a lay role on a professional register": (
        [("framework/roles/dietitian.yaml", "kind: lay")],
        ("DEL096", "framework/roles/dietitian.yaml", 1, "dietitian has a `register` and is accountable"),
    ),
    "a registered role that delegates and is not accountable": (
        [("framework/roles/dietitian.yaml", "accountable: false")],
        ("DEL096", "framework/roles/dietitian.yaml", 1, "dietitian has a `register` and may delegate"),
    ),
    "a rate that ends after those of all funders change": (
        [
            (
                BAND,
                f"rates:\n  - {{funder: council, from: 2025-04-01, until: 2026-04-30, paid: 12.90, funded: 15.60, basis: design-default}}\n  - {RATE}\n  - {RATE.replace('council', 'nhs')}",
            )
        ],
        ("PAY003", BAND, 2, "two Council rates from 2026-04-01 until 2026-04-30"),
    ),
    "an anchor of a source that is not there": (
        [
            (
                "framework/agreements/moving-between-funders.yaml",
                "opening:\n  - title: x\n    lines: [One thing]\n    links:\n      - {words: The rates, page: 'about/sources.md#wagess'}",
            )
        ],
        ("REF009", "framework/agreements/moving-between-funders.yaml", 5, "did you mean `wages`?"),
    ),
    "a shift before the agreement": (
        [(WARD, "rota:\n  - {pa: pa-0001, on: 2026-11-08, start: '08:00', finish: '14:00'}")],
        ("AGR024", WARD, 2, "pa-0001 has a shift on 2026-11-08, and ha-001 begins on 2026-11-16"),
    ),
    "withdrawn before it began": (
        [(PA, "sign_offs:\n  - withdrawn:\n      - {by: pa, on: 2025-10-23}")],
        ("SGN068", PA, 3, "withdrawn on 2025-10-23, and it began on 2026-02-20"),
    ),
    "a share with a decimal comma": (
        [
            (
                "framework/evidence/supply-of-pas.yaml",
                "figures:\n  - {says: A share, value: '20,1', unit: per-cent, year: 2016, source: pa-research}",
            )
        ],
        ("STO019", "framework/evidence/supply-of-pas.yaml", 2, "a number that is written as text"),
    ),
    "a count in a vague word": (
        [
            (
                "framework/evidence/supply-of-pas.yaml",
                "figures:\n  - {says: Councils, value: several, unit: count, year: 2016, source: pa-research}",
            )
        ],
        ("STO019", "framework/evidence/supply-of-pas.yaml", 2, "the value is no number, and its unit asks for one"),
    ),
    "letters of another encoding in a register": (
        [
            (
                PA,
                "sign_offs:\n  - corrected: [{on: 2026-10-01, field: trained_on, was: 2026-02-01, because: It wasnâ€™t so}]",
            )
        ],
        ("SGN057", PA, 2, "this has “â€™”"),
    ),
    "an amount with its sign": (
        [
            (
                "framework/evidence/supply-of-pas.yaml",
                "figures:\n  - {says: Pay, value: £12.45, unit: pounds-per-hour, year: 2016, source: pa-research}",
            )
        ],
        ("STO019", "framework/evidence/supply-of-pas.yaml", 2, "a number that is written as text"),
    ),
    "a sign in capitals": (
        [(TASK, "stop_when:\n  emergency:\n    signs: [CHEST-PAIN]")],
        ("REF001", TASK, 3, "there is no sign `CHEST-PAIN`"),
    ),
    "a sign with a line below": (
        [(TASK, "stop_when:\n  emergency:\n    signs: [chest_pain]")],
        ("REF001", TASK, 3, "there is no sign `chest_pain`"),
    ),
}


@pytest.mark.parametrize(("changes", "expected"), FOUND.values(), ids=FOUND)
def test_a_slip_is_found_once_at_its_line(
    changes: list[tuple[str, str]], expected: tuple[str, str, int, str], judge: Judge
) -> None:
    code, path, line, words = expected
    found = [one for one in judge(*changes).findings if (one.span.path, one.span.line) == (path, line)]

    assert [one.code for one in found] == [code]
    assert words in found[0].message


#: What is right, or has nothing to do with these rules → changes, and a code that is not found.
QUIET: dict[str, tuple[list[tuple[str, str]], str]] = {
    "a range with a hyphen": ([(STORY, "story:\n  - I worked 9 - 5 then.\n  - It was dull.")], "YML016"),
    "paragraphs without stops": (
        [(STORY, "story:\n  - It was quiet. I liked it\n  - Then I moved\n  - Well.")],
        "YML017",
    ),
    "a file without a line end": ([(COURSE, "easy_read:\n  - You learn how to help with a feed")], "YML017"),
    "a new word at the end of a file": ([(COURSE, "easy_read:\n  - You learn how to help with feedi\n")], "YML017"),
    "a nurse who began long ago": ([(NURSE, "active_from: 1992-09-01")], "SGN056"),
    "law that is announced for a year far ahead": (
        [
            (
                WAGE,
                "values:\n  - id: adult\n    title: National Living Wage\n    applies_to: People aged 21 and over\n    unit: pound-per-hour\n    history:\n      - {value: 14, from: 2046-03-06, state: announced, announced_on: 2026-11-01, source: wages, seen: whole}\n      - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}",
            )
        ],
        "REF025",
    ),
    "withdrawn after an agreement and before training": (
        [(PA, "sign_offs:\n  - withdrawn: {by: person, on: 2026-02-23}\n    delegated_on: 2026-02-24")],
        "SGN068",
    ),
    "an event without a day": (
        [
            (
                PERSON,
                "events:\n  - {trigger: hospital-admission, on: null}\n  - {trigger: hospital-admission, on: 2026-01-11}",
            )
        ],
        "SGN058",
    ),
    "an address with half a bracket": ([(COURSE, "address: 'https://[x/'")], "REF026"),
    "an address with a letter that no host has": ([(COURSE, "address: 'https://a℀b.org/'")], "REF026"),
}


@pytest.mark.parametrize(("changes", "code"), QUIET.values(), ids=QUIET)
def test_what_is_right_stays_quiet(changes: list[tuple[str, str]], code: str, judge: Judge) -> None:
    assert code not in [one.code for one in judge(*changes).findings]
