"""Slips of the hand: each is named where it stands, and answered with what to write."""

import json
from pathlib import Path

import pytest

from pa_framework.records import json_schema as schemas
from pa_framework.records.json_schema import schema_findings
from pa_framework.records.yaml_source import parse_document
from pa_framework.text.plain_errors import explain_bad_date
from pa_framework.text.values import parse_amount, slugify

#: name → (text, line, column, message, what the fix says)
NOT_YAML = {
    "a tab begins the line": (
        "rates:\n  - from: 2027-04-01\n\tpaid: 13.70\n",
        (3, 1, "a tab stands at the beginning of this line", "put spaces in place of the tab"),
    ),
    "a tab begins an entry of a list": (
        "benefit:\n\t- I am outside\n",
        (2, 1, "a tab stands at the beginning of this line", "put spaces in place of the tab"),
    ),
    "no space after the colon": (
        "from: 2027-04-01\npaid:13.70\nfunded: 16.35\n",
        (2, 1, "a space is missing after the colon", "write `paid: 13.70`"),
    ),
    "no space after the last colon": (
        "from: 2027-04-01\npaid:13.70\n",
        (2, 1, "a space is missing after the colon", "write `paid: 13.70`"),
    ),
    "a space out of another program": (
        "from: 2027-04-01\npaid:\u00a013.70\nfunded: 16.35\n",
        (2, 1, "the space after the colon is no ordinary space", "delete what stands after `paid:`"),
    ),
    "text goes on after a quotation": (
        'title: Ada\npull_quote: "She decides" is what I learnt\nlevel: starting-out\n',
        (2, 27, "the text goes on after its closing quotation mark", "put the whole text in double quotes"),
    ),
    "text goes on after a quotation in a list": (
        'benefit:\n  - "Together" is a word I use now\n  - Beans\n',
        (2, 16, "the text goes on after its closing quotation mark", "put the whole text in double quotes"),
    ),
    "a word and no colon": (
        "id: a\ntitle\nrisk: low\n",
        (2, 1, "a `:` is missing after this word", "write `name: text`"),
    ),
    "an address is no field": (
        "id: a\nhttps://example.org\nrisk: low\n",
        (2, 1, "a `:` is missing after this word", "write `name: text`"),
    ),
    "two colons": (
        "title: Ada: Saturdays\n",
        (1, 11, "a second `: ` stands where only one can be", "in double quotes"),
    ),
}


@pytest.mark.parametrize(("text", "told"), NOT_YAML.values(), ids=NOT_YAML)
def test_a_mistake_is_named_where_it_is(text, told):
    (finding,) = parse_document(text, "a.yaml").findings
    line, column, message, fix = told

    assert (finding.span.line, finding.span.column) == (line, column)
    assert message in finding.message
    assert fix in finding.fix


def test_a_forgotten_dash_is_one_finding():
    entry = "  - funder: council\n    from: 2026-04-01\n    paid: 13.35\n"
    document = parse_document("rates:\n" + entry + entry.replace("  - ", "    "), "a.yaml")

    (finding,) = document.findings
    assert (finding.code, finding.span.line) == ("YML002", 5)
    assert "put `- ` before it if a new entry of the list begins here" in finding.fix


def test_two_names_written_twice_are_two_findings_where_they_stand_apart():
    document = parse_document("a: 1\nb: 1\nc: 1\na: 2\nd: 1\nb: 2\n", "a.yaml")

    assert [finding.span.line for finding in document.findings] == [4, 6]


def band(change: str, instead: str) -> list[tuple[str, int, str, str]]:
    text = (
        "id: band-2\ntitle: Band 2\nsummary: For PAs who work alone.\nillustrative: true\n"
        "rates:\n  - funder: council\n    from: 2026-04-01\n    paid: 13.35\n    funded: 15.95\n    basis: design-default\n"
    )
    assert change in text
    document = parse_document(text.replace(change, instead), "framework/pay_bands/band-2.yaml")
    return [
        (finding.code, finding.span.line, finding.message, finding.fix)
        for finding in schema_findings(document, "pay-band")
    ]


@pytest.mark.parametrize("written", ["£13.70", "13,70", "£ 13.7", "13.70 an hour", "£13.70/h"])
def test_an_amount_with_more_than_figures_is_answered_with_the_amount(written):
    ((code, line, message, fix),) = band("13.35", f'"{written}"')

    assert (code, line) == ("SCH003", 8)
    assert message == f"`paid` is the text `{written}`; it must be a number"
    assert fix.startswith("write `13.70`")


@pytest.mark.parametrize("written", ["1370p", "about thirteen", "£1,370.00", "13.705", "13.35 to 13.70"])
def test_an_ambiguous_amount_is_not_guessed(written):
    assert parse_amount(written) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1 April 2027", "2027-04-01"),
        ("1st April 2027", "2027-04-01"),
        ("1 Apr 2027", "2027-04-01"),
        ("2027-4-1", "2027-04-01"),
        ("2027/04/01", "2027-04-01"),
        ("03/04/2027", "2027-04-03"),
        ("3.4.2027", "2027-04-03"),
    ],
)
def test_a_day_written_another_way_is_answered_with_the_day(written, meant):
    message, fix = explain_bad_date(written)

    assert message == f"`{written}` is not written year-month-day"
    assert fix.startswith(f"write `{meant}` for ")


@pytest.mark.parametrize("written", ["31/04/2027", "2027-04-31", "31 April 2027"])
def test_a_day_too_many_says_how_many_the_month_has(written):
    assert explain_bad_date(written)[0] == f"`{written}` is not a day of the calendar: April 2027 has 30 days"


@pytest.mark.parametrize("written", ["soon", "2027", "2027-13-01", "00/04/2027", "1 Smarch 2027", "0000-01-01", ""])
def test_an_impossible_date_is_not_guessed(written):
    assert explain_bad_date(written) == (
        f"`{written}` is not a day of the calendar",
        "write year-month-day, such as 2026-03-31",
    )


def test_a_title_in_place_of_an_id_is_answered_with_the_id():
    ((code, line, message, fix),) = band("id: band-2", "id: Band 2")

    assert (code, line) == ("SCH006", 1)
    assert message == "`Band 2` is not an id: lower-case words joined by hyphens"
    assert fix == "write `band-2`, if that is its id"


@pytest.mark.parametrize(
    ("written", "meant"), [("Carer's rights", "carers-rights"), ("  Band 2 ", "band-2"), ("?", None)]
)
def test_an_id_is_lower_case_words_joined_by_hyphens(written, meant):
    assert slugify(written) == meant


def test_the_form_of_an_id_is_the_one_of_the_schemas():
    common = json.loads((Path(schemas.FOLDER) / "common.schema.json").read_text(encoding="utf-8"))

    assert common["$defs"]["id"]["pattern"] == schemas.ID


STORY = (
    'id: ada\ntitle: "Ada: Saturdays"\nkind: pa-story\nsummary: Ada works on Saturdays.\nillustrative: true\n'
    "consent: {state: not-needed}\ntold_by: Ada\nsetting: A village\npull_quote: I carry the canes.\n"
    "story:\n  - Joan grows beans.\nbenefit:\n  - I am outside.\n"
)
#: name → (what stands there, what was written instead, line, what the fix says)
VALUES = {
    "a colon makes a group of a text": ("- Joan grows beans.", "- My rule: she decides.", 11, "in double quotes"),
    "a list begins without a space": (
        "- I am outside.",
        "-I am outside.",
        13,
        "a hyphen and a space: `- I am outside.`",
    ),
    "a list of one is written as text": (
        "\n  - I am outside.",
        " I am outside.",
        12,
        "below, after a hyphen and a space",
    ),
    "a group is written as one word": ("{state: not-needed}", "given", 6, "`{state: …}`"),
}


@pytest.mark.parametrize(("there", "instead", "line", "fix"), VALUES.values(), ids=VALUES)
def test_a_value_of_another_type_is_answered_with_how_to_write_it(there, instead, line, fix):
    assert there in STORY
    document = parse_document(STORY.replace(there, instead), "case_studies/ada.yaml")
    (finding,) = schema_findings(document, "case-study")

    assert (finding.code, finding.span.line) == ("SCH003", line)
    assert fix in finding.fix
