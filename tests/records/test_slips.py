"""What a file says and what was written differ: named at its line, and nothing else is said."""

import re

import pytest

from pa_framework.records.yaml_source import parse_document
from tests.paths import FIRST_EDITION

PATH = "framework/tasks/eye-drops.yaml"


def found(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of every finding that stops a file from being read, and of every slip."""
    document = parse_document(text, PATH)
    return [(one.code, one.span.line, one.span.column) for one in (*document.findings, *document.slips)]


#: name → (text, what is found)
SLIPS: dict[str, tuple[str, list[tuple[str, int, int]]]] = {
    "a stop sign is cut": ("signs:\n  - The dose is more than #2 on the chart\n", [("YML013", 2, 27)]),
    "a cost is cut": ("cost: Free to members #ask the hub for a code\n", [("YML013", 1, 23)]),
    "a title of one word is cut": ("title: Lifting #hoist\n", [("YML013", 1, 16)]),
    "a text of two lines is cut": ("note: The ward tells\n  the PA first #or the nurse\n", [("YML013", 2, 16)]),
    "a number with a space after its sign": ("note: Room # 2 of the ward, not room 3\n", [("YML013", 1, 12)]),
    "a number after two spaces": ("note: The plan says chart  #2\n", [("YML013", 1, 28)]),
    "a key of a phone": ("list:\n  - Press # to end the call\n", [("YML013", 2, 11)]),
    "the sign for a word": ("does:\n  - Tells the nurse the # of doses\n", [("YML013", 2, 25)]),
    "a sentence that stands in the middle": ("note: Ring the nurse, # the doctor is out\n", [("YML013", 1, 23)]),
    "a tab stands before the sign": ("note: The plan says\t# 3\n", [("YML013", 1, 21)]),
    "an entry in one line is cut": ("does: [Washes hands,\n  Says why #2\n  ]\n", [("YML013", 2, 12)]),
    "a comment after an id": ("tell: community-nurse # who is rung first\n", []),
    "a comment after a number": ("paid: 13.70 # as the letter of May says\n", []),
    "a comment set apart": ("title: Help with eye drops  # agreed in May\n", []),
    "a sign inside of quotes": ('note: "Room #2 of the ward"\n', []),
    "a sign inside of a word": ("note: The form C#4 is used\n", []),
    "a sign in a long text": ("note: >-\n  The dose is that of chart\n  #2 on the wall\n", []),
    "a comment line": ("# a #b\nnote: Ring first\n  # c\n", []),
    "a space without width": ("note: Ring\u200b the nurse\n", [("YML014", 1, 7)]),
    "writing that turns, as an escape": ('note: "Ring \\u202ethe nurse"\n', [("YML014", 1, 7)]),
    "a mark for isolation, as an escape": ('list:\n  - "\\u2066Ring\\u2069"\n', [("YML014", 2, 5)]),
    "an escape sequence of a terminal": ('note: "Ring \\e[31m the nurse"\n', [("YML014", 1, 7)]),
    "a null": ('note: "Ring\\0"\n', [("YML014", 1, 7)]),
    "a soft hyphen": ("note: Com\u00admunity\n", [("YML014", 1, 7)]),
    "letters that only machines read": ("note: Ring \U000e0041\U000e0042\n", [("YML014", 1, 7)]),
    "a lost letter": ("note: Caf\ufffd\n", [("YML014", 1, 7)]),
    "a name that no one can search": ('"no\\u200bte": x\n', [("YML014", 1, 1)]),
    "a join of two words": ('note: "follow\\u2060up"\n', [("YML014", 1, 7)]),
    "the flag of Wales": ("note: Cymru \U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f\n", []),
    "a picture of two signs": ("note: \U0001f469\u200d\U0001f9bd and \u2764\ufe0f\n", []),
    "a word with a joiner": ("note: \u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\n", []),
    "an accent and a dash": ("note: Siân – Llŷn, “5 °C”\n", []),
    "a space that does not break": ("note: 12\u00a0months\n", []),
    "an escape of a line end": ('note: "one\\ntwo"\n', []),
    "a mark at the end only": ('- x\n'.join(["list:\n  ", '  - Says when to ring"\n']), [("YML015", 3, 22)]),
    "an empty value before a comment": ("note: # to be written\nlist:\n  - # none yet\n", []),
    "half an inch": ('note: A step of 7½"\n', []),
    "an inch after a space": ('note: A step of 7 1/2 "\n', []),
    "words that go on in the next entry": ('story:\n  - He said, "It is late.\n  - We go home."\n', []),
    "a mark at the end of a title": ('title: Eye drops"\n', [("YML015", 1, 17)]),
    "inches": ('note: A step of 7"\n', []),
    "a word in marks at the end": ('note: The paper is called "the plan"\n', []),
    "an entry too far in": ("list:\n  - Wash hands\n   - Dry hands\n  - Ring\n", [("YML016", 3, 4)]),
    "two entries too far in": ("list:\n  - Wash\n    - Dry\n    - Ring\n", [("YML016", 3, 5), ("YML016", 4, 5)]),
    "an entry after a foreign space": ("list:\n  - Wash\n\u00a0\u00a0 - Dry\n", [("YML001", 3, 1)]),
    "a bullet too far in": ("list:\n  - Wash\n   • Dry\n", [("YML016", 3, 4)]),
    "a dash in a sentence": ("list:\n  - My sister\n    – Anna – came\n", []),
    "a sum in a sentence": ("note: It is 5\n  -3 degrees\n", []),
    "a long text with a list": ("note: >-\n  Ring\n  - the nurse\n", []),
    "a sentence that breaks off": ("easy_read:\n  - You wash.\n  - You dry.\n  - Then you ring the", [("YML017", 4, 21)]),
    "a word that ends nothing": ("does:\n  - Teaches the PA and", [("YML017", 2, 22)]),
    "a comma at the very end": ("what: I write, ", [("YML017", 1, 15)]),
    "a space at the very end": ("title: Help with eye drops ", []),
    "a text that ends with a little word": ("does:\n  - Says who to ring and what the pump is for", []),
    "a name with a short form in it": ("title: St. John Ambulance", []),
    "a letter as a name": ("title: What to do in plan A", []),
    "a page of a paper": ("note: See the leaflet, p. 12 of it", []),
    "a second sentence that breaks off": ("note: >-\n  Ring first. The nur", [("YML017", 2, 21)]),
    "a whole sentence": ("easy_read:\n  - You wash.\n  - You dry.\n  - Then you ring.", []),
    "an id at the end": ("id: x\ncategory: eyes", []),
    "a text in marks at the end": ('note: "First. Then you ring"', []),
    "a list at the end": ("list: [Wash the hands, then dry]", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_found_where_it_is(text: str, wanted: list[tuple[str, int, int]]) -> None:
    assert found(text) == wanted


#: Comments as people write them behind what they comment, one space before the sign.
COMMENTS = """
title: Help with eye drops # agreed in May
title: Suction # NB: never at night
title: Feeding pump # to be renamed
title: Ward sister # or charge nurse
provider: Skills for Care # checked 3 Nov 2026
provider: St Mary's # not Trinity
publisher: NICE # National Institute for Health and Care Excellence
cost: Free to members # ask again in April
cost: £40 # 2026 price
takes: Half a day # was a whole day
takes: 3 to 5 hours # depends on the group
hours: Monday to Friday # and Saturday from March
how_to_reach: Ring 0300 123 4567 # weekdays only
summary: You help the person to eat. # Ann to check the wording
summary: Drops for dry eyes # 2 drops, twice a day
says: Agreed # by the steering group, 12 October
area: North # of the river only
setting: Ward 7 # formerly Ward 6
reading: Most said yes # see #142
reading: One in three # https://example.org/minutes
note: Reviewed yearly # TODO?
when: Every Monday # is this still so?
plan: Use plan A # plan B is gone
who: Anyone # ↓ same list below
does: Washes hands ## moved
does: Washes hands #
does: Washes hands  #moved from the ward list
tell: community-nurse #first
logo: images/logo.svg # a file in framework/pages/images
paid: 13.70 # as the letter says
""".strip().split("\n")


@pytest.mark.parametrize("line", COMMENTS)
def test_a_comment_behind_a_value_is_no_slip(line: str) -> None:
    entry = line.partition(": ")[2]

    assert found(f"{line}\nlist:\n  - {entry}\n") == []


def test_the_guide_of_an_area_holds_no_slip() -> None:
    guide = (FIRST_EDITION / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)

    assert any(" # " in block for block in blocks)
    assert [found(block) for block in blocks] == [[]] * len(blocks)


#: name → (text, line, part of the message, part of the fix)
BROKEN = {
    "lost mark, found lines later": (
        'title: "Help with drops\nrisk: low\nlist:\n  - a\nat: "10:15"\n', 1, "never closed", 'write `"` at the end',
    ),
    "lost mark in an entry with names": ('day:\n  - at: "10:15\n    what: x\n  - at: "11:00"\n', 2, "never closed", "end"),
    "lost mark of an entry": ('list:\n  - "Wash\n  - "Dry"\n', 2, "never closed", "end of the text"),
    "lost single mark": ("list:\n  - 'Wash\n  - Dry it, don't rub\n", 2, "never closed", "write `'`"),
    "lost mark that YAML takes": ('title: "Drops\nnote: x "\nrisk: low\n', 1, "never closed", "end of the text"),
    "curly mark at the end": ('title: "Drops”\nrisk: "low"\n', 1, "ends with a curly one", "in place of `”`"),
    "curly mark with an umlaut sign": ('title: "Drops“\nrisk: "low"\n', 1, "ends with a curly one", "in place of `“`"),
    "curly marks around a colon": ("title: “Drops: eyes”\n", 1, "curly quotation marks", "in place of each"),
    "merge of two": ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n", 2, "merge was not finished", "keep one"),
    "merge inside a long text": ("a: >-\n  x\n<<<<<<< ours\n  y\n=======\n  z\n>>>>>>> x\n", 3, "merge", "delete the lines"),
    "merge of three": ("a: 1\n<<<<<<<\nb: 1\n|||||||\nb: 0\n=======\nb: 2\n>>>>>>>\n", 2, "merge", "keep one"),
    "mark that was left": ("a: 1\n>>>>>>> theirs\nb: 1\n", 2, "mark of an unfinished merge", "delete this line"),
    "foreign space before a name": ("tell:\n  who: x\n\u00a0\u00a0when: y\n", 3, "none of the keyboard", "type spaces"),
    "foreign space before an entry": ("list:\n  - a\n\u00a0 - b\n", 3, "none of the keyboard", "`- b`"),
    "wide space before a name": ("a:\n  b: 1\n\u3000c: 2\nd: 3\n", 3, "none of the keyboard", "`c: 2`"),
    "foreign space before a long text": ("l:\n  - a: x\n\u00a0   b: >-\n      Long\n      text\n    c: y\n", 3, "none of the", "`b: >-`"),
    "foreign space before a field": ("id: x\n\u00a0title: y\n", 2, "none of the keyboard", "`title: y`"),
    "foreign space after the hyphen": ("list:\n  - a\n  -\u00a0b\n", 3, "after the hyphen", "write `- b`"),
    "no space after the hyphen": ("list:\n  - a\n  -b\n  - c\n", 3, "after the hyphen", "write `- b`"),
    "en dash": ("list:\n  - a\n  – b\n", 3, "a long dash", "write `- b`"),
    "em dash before a name": ("list:\n  - text: a\n  — text: b\n", 3, "a long dash", "write `- text: b`"),
    "minus of a formula": ("list:\n  - a\n  − b\n  - c\n", 3, "a long dash", "write `- b`"),
    "bullet": ("list:\n  - a\n  • b\n", 3, "a bullet", "write `- b`"),
    "star": ("list:\n  - a\n  * b\n", 3, "a star", "write `- b`"),
    "semicolon": ("id: a\ntitle; Drops\nrisk: low\n", 2, "no colon of the keyboard", "write `title: Drops`"),
    "wide colon": ("id: a\ntitle：Drops\nrisk: low\n", 2, "no colon of the keyboard", "write `title: Drops`"),
    "wide colon in an entry": ("list:\n  - id：a\n    title: b\n", 2, "no colon of the keyboard", "write `id: a`"),
    "wide colon before a colon": ("title：Drops: eyes\nrisk: low\n", 1, "no colon of the keyboard", "`title: Drops: eyes`"),
    "equals sign": ("id = a\ntitle: Drops\n", 1, "no colon of the keyboard", "write `id: a`"),
    "no colon": ("id a\ntitle: Drops\n", 1, "a colon is missing after `id`", "write `id: a`"),
    "no space after a colon": ("list:\n  - outside:Social work\n    title: x\n", 2, "space is missing", "`outside: Social work`"),
    "no space before a mark": ('id: a\nsays:"Hull: one"\n', 2, "a space is missing after the colon", "write `says: "),
    "foreign space after a colon": ("id:\u00a0a\ntitle: b\n", 1, "no ordinary space", "after `id:`"),
    "list not closed": ("a: [x, y\nb: 1\n", 1, "not closed", "add the missing"),
    "group not closed": ("l:\n  - {a: 1, b: 2\n  - {a: 1}\n", 2, "not closed", "add the missing"),
    "first entry too far": ("a:\n     - x\n    - y\n", 2, "5 spaces", "begin it with 4 spaces"),
    "name too far": ("id: a\ntitle: b\n  cost: c\n", 3, "indented further", "begin it with 0 spaces"),
    "name not far enough": ("day:\n  same:\n  tell: a\n    signs: [b]\n", 3, "where the name of its group does", "4 spaces"),
    "half a list": ("id: a\ntitle: [x, y", 2, "ends in the middle of this line", "earlier version"),
    "half a name": ("id: a\ntitle: b\nris", 3, "ends in the middle of this line", "earlier version"),
    "pasted twice": ("# s\nid: a\ntitle: b\n# s\nid: a\ntitle: b\n", 4, "a second time", "keep one of the two copies"),
    "pasted twice with lists": ("id: a\nl:\n  - b: 1\nid: a\nl:\n  - b: 1\n", 4, "a second time", "newer"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "says", "fix"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_has_one_finding_that_names_the_cause(text: str, line: int, says: str, fix: str) -> None:
    (finding,) = parse_document(text, PATH).findings

    assert finding.span.line == line
    assert says in finding.message
    assert fix in finding.fix


WHOLE = {
    "a text in quotes goes on": 'title: "Help\n  with drops"\nrisk: low\n',
    "an entry in quotes goes on": 'list:\n  - "Help\n    with drops"\n  - x\n',
    "lines of equals signs in a text": "note: |\n  Title\n  =======\n  text\n",
    "apostrophes": "list:\n  - It's here\n  - 'It''s here'\n  - the others' plan\n",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_what_is_in_order_is_read(text: str) -> None:
    assert found(text) == []
