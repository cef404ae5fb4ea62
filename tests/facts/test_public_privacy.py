"""Personal data is found in every text that is published or kept, however it is written, and nothing else is."""

import re
from collections.abc import Iterable

import pytest

from pa_framework.check.rules import RULES
from pa_framework.facts.facts import Facts
from pa_framework.facts.pages import HandWrittenPage
from pa_framework.records.kinds import kind_at
from pa_framework.records.repository_files import RepositoryFile, repository_files
from pa_framework.text.normal_form import normal_form
from tests.builders.worlds import TODAY, World, changed

CONTACT = "framework/support/pa-contact.yaml"
STORY = "case_studies/rosa.yaml"
TASK = "framework/tasks/gastrostomy-feed.yaml"
PAGE = "framework/pages/about/us.md"
PUBLIC = [rule for rule in RULES.values() if rule.family == "PRV" and rule.code != "PRV009" and rule.judge]


def found(world: World, *files: tuple[str, str]) -> list[tuple[str, str, int]]:
    """The code, path and line of what the rules find with files laid over the small world."""
    records, _ = changed(world, [(path, text) for path, text in files if kind_at(path)])
    others = [(path, text) for path, text in files if not kind_at(path)]
    pages = tuple(HandWrittenPage(path[16:], path, text) for path, text in others if path.endswith(".md"))
    facts = Facts(records, TODAY, pages=pages)
    facts.repository_files = tuple(RepositoryFile(path, text) for path, text in others if not path.endswith(".md"))
    problems = ((rule.code, problem.span) for rule in PUBLIC for problem in (rule.judge(facts) if rule.judge else ()))
    return sorted({(code, span.path, span.line) for code, span in problems})


def in_one_page(texts: Iterable[str]) -> str:
    """A page with a text on every third line, from the first."""
    return "\n\n\n".join(texts) + "\n"


#: What someone writes, by the code that says no.
WAYS: dict[str, str] = {
    "PRV001": "943.476.5919|943\u00a0476\u00a05919|９４３ ４７６ ５９１９|943–476–5919|943 4765919|NHS number: 943 476 5918"
    "|NHS no. 4857773457|Patient ID 1234567|943&nbsp;476&nbsp;5919|943\u200b476\u200b5919"
    "|943/476/5919|(943) 476 5919|943_476_5919|NHS no 943 476 591 9",
    "PRV002": "QQ-12-34-56-C|QQ.12.34.56.C|qq123456c|ab 12 34 56 c|QQ\u00a012\u00a034\u00a056\u00a0C|ＱＱ１２３４５６Ｃ|QQ 123456 C"
    "|J G 10 37 59 A",
    "PRV003": "12a3456e|NMC 12A 3456 E|PH 123456, HCPC|HCPC no. OT-12345|HCPC: ph123456|registration number 7654321"
    "|Social Work England SW123456|nmc pin 98i1234o|GPhC 2071234"
    "|18C 0123 E|HCPC reg. OT 67890|registered with the NMC as 18C0123E",
    "PRV004": "07700.900.123|07700\u00a0900\u00a0123|０７７００ ９００１２３|+44(0)7700900123|(07700) 900-123|07700—900123|0 7 7 0 0 9 0 0 1 2 3"
    "|0044 7700 900123|(+44) 7700 900123|447700900123|020-7946-0958|01273/496012|**07700** 900123|<b>07700</b> 900123"
    "|07700<br>900123|07\u200b700 900123|&#48;7700 900123|[ring](tel:+441632960001)|https://wa.me/447700900123|+353 86 123 4567"
    "|oh seven seven double oh nine double oh one two three|Tel 496 0123|Call 7700 900123|☎07700900123|07700  900123"
    "|+44·7700·900123|٠٧٧٠٠٩٠٠١٢٣|𝟎𝟕𝟕𝟎𝟎 𝟗𝟎𝟎𝟏𝟐𝟑|07 700 900 123|07700_900_123",
    "PRV005": "jane (at) example.org|jane[at]example[dot]org|jane at example dot org|jane dot smith at example dot co dot uk"
    "|jane.smith at nhs.net|jane.smith @ example.org|jane.smith＠example.org|jane.smith&#64;example.org|jane%40example.org"
    "|[write](mailto:jsmith@example.org)|JANE.SMITH@EXAMPLE.ORG|jane {at} example.org|j.smith@sussex.nhs.uk",
    "PRV006": "bn1 1ee|bn11ee|Bn3 2Le|BN1-1EE|BN1\u00a01EE|ｂｎ１ １ｅｅ|ec1a1bb|cf10 1ep|sw1a 1aa",
    "PRV007": "DOB 3.5.84|d.o.b. 03/05/1984|Born: May 3, 1984|date of birth — 1984-05-03|born on the 3rd of May 1984"
    "|Date of Birth (confirmed): 3 May 1984|**DOB** 3 May 1984|birthday 3 May 1984|born 3 May '84|she was born on Tuesday 3 May 1984"
    "|DoB: 12.03.67|DOB 120367|date-of-birth: 12/03/1967",
    "PRV010": "14 Rose Lane|14a, Rose Lane|14 rose lane|Flat 3, Marlborough House|27 High Street|No. 3 The Mews|7 Ffordd y Bryn"
    "|12 St Anne's Road|14-16 Station Road|33 Preston Drove|6 St. John's Rd"
    "|Rose Cottage, Mill Lane|5 Y Stryd Fawr|7/9 North Street|45 queens road",
}


@pytest.mark.parametrize("code", WAYS)
def test_every_way_to_write_it_is_seen(code: str, world: World) -> None:
    ways = WAYS[code].split("|")

    assert found(world, (PAGE, in_one_page(ways))) == [(code, PAGE, 3 * index + 1) for index in range(len(ways))]


#: What names a person.
NAMES = (
    "Spoke to Jane Whitcombe on Tuesday|thanks to J. Whitcombe|Ask Sarah|TODO ask Sarah|Contact Sarah Okonkwo-Bright|JANE SMITH has it"
    "|jane smith rang|Smith, Jane|Dr Ama Mensah-Jones|Mrs O'Brien|Mr J Smith|mrs patel|Prof Helen Cartwright|Nurse Okafor"
    "|Sister Bernadette|Siân Llewellyn|Oluwaseun Adeyemi|Grace Okafor|Mark Hill signed it|Will Thompson|ask Kamila Nowakowska"
    "|Mohammed Khan|Priya Venkataraman|signed off by Tendai Mukanya|approved by Mrs Green|Kelly Johnson|Jo Bloggs|Sarah Green"
    "|Rosa Delgado-Pinto|Jane M. Smith|Tell Marcus|Photo of Aisha Rahman|J.P. Okafor|Ring Patel on Fridays|Rev. Thomas Pritchard"
    "|Cllr Davies|written by Xiulan Zhao|Ieuan Rhys-Jones|Zoë Fletcher|Ask for Denise|Call Hussein|Lisa-Marie Cole|Liz Truscott|cc: Amit|Lucy & Tom Barraclough|Peter van der Berg|MRS SMITH"
    "|Jane Smith|the form was left with Henry Woodward|Pádraig Ó Briain and Aoife Murphy|Ｊａｎｅ Ｓｍｉｔｈ"
)
#: What has the same capitals and names no person.
NO_NAMES = (
    "Mental Capacity Act|Skills for Care|Oliver McGowan Mandatory Training|Marie Curie nurses|Sue Ryder|Betsi Cadwaladr University Board"
    "|Hywel Dda|Leonard Cheshire|James Paget Hospital|Guy's and St Thomas'|St John Ambulance|Will you ask|Mark the day|May Day"
    "|Grace period|Rose Lane|Miss Tuesday's shift|The Dr is in|miss breakfast|Ask your nurse|Ask Skills for Care|Ring NHS 111"
    "|Contact Disability Rights UK|Tell the nurse|Jordan and Priya|Rosa works nights|Derek's story|Milton Keynes|Great Ormond Street"
    "|Florence Nightingale Foundation|Victoria Park|Real Living Wage|Nurse Practitioner|Sister Act|Matron on duty|Ask Rosa"
    "|Dr Gray's Hospital|Dr Foster's guide|Elizabeth House|Charlotte Street|Herbert Protocol|Martha's Rule|Glasgow Coma Scale"
    "|Parkinson's UK|Down's Syndrome Association|Jill Manthorpe (2013)|Smith and Jones, 2020|Queen Elizabeth Hospital|John Lewis"
    "|Tom after the army|Hope House Hospice|Joy and Grace|April 2026|Call Carers Direct|Ring Samaritans on 116 123|Ask Scope"
    "|MS Teams|MR scan|Microsoft Teams|Stoke Mandeville|Kent Community Health|Norfolk and Norwich|Huntington's Disease|Tell Me More"
    "|Maria is signed off|Professor of Nursing|Thomas Pocklington Trust|Siân and Llinos work nights|Ysbyty Gwynedd|Cwm Taf Morgannwg"
    "|Robert Jones and Agnes Hunt Hospital|Chester Road|Lincoln West|Ann Craft Trust|Jane has a view|Sarah and Jo work nights"
)


def test_names_of_people_are_seen(world: World) -> None:
    names = NAMES.split("|")

    assert found(world, (PAGE, in_one_page(names))) == [("PRV008", PAGE, 3 * index + 1) for index in range(len(names))]


def test_names_of_anything_else_are_left_alone(world: World) -> None:
    assert found(world, (PAGE, in_one_page(NO_NAMES.split("|")))) == []


def test_a_name_is_seen_in_every_place(world: World) -> None:
    for path, text, line in (
        (TASK, "# spoke to jane whitcombe\ntitle: Give a feed", 1),
        (CONTACT, "deputy: Sarah Okonkwo-Bright", 1),
        (CONTACT, "summary: Call in the office, and ask Sarah", 1),
        (STORY, "setting: The home of Sarah Okonkwo", 1),
        (PAGE, "# Us\n\n![Sarah Okonkwo smiles](a.svg)\n", 3),
        ("framework/pages/images/map.svg", "<svg>\n<title>Sarah Okonkwo</title></svg>", 2),
        ("framework/pages/images/sarah-okonkwo.jpg", "", 1),
        ("framework/pages/images/JaneSmith.png", "", 1),
        ("framework/pages/jane_smith.md", "# Us\n", 1),
        ("case_studies/jane-whitcombe.yaml", "title: A story", 1),
        ("mkdocs.yml", "site_name: PAs\nsite_author: Jane Whitcombe\n", 2),
        ("framework/pages/team.csv", "name\nJane Whitcombe\n", 2),
    ):
        assert found(world, (path, text)) == [("PRV008", path, line)]


def test_a_source_names_its_authors(world: World) -> None:
    assert (
        found(world, ("framework/sources.yaml", "sources: [{id: a, title: Jane Smith on pay, publisher: Tom Barnes}]"))
        == []
    )


#: What looks like personal data and is none.
NOTHING = (
    "12 weeks street-based|£07.70|0300 123 4567|0800 1111|call 999|ring 112|NHS 111|116 123|text 85258|In 2016, 2017, 2018 and 2019"
    "|From 2026-04-01 until 2027-03-31|01.02.2026, 03.04.2027|01/02/2026 to 03/04/2027|ISBN 978-0-14-312755-0|ISBN 0143127551"
    "|doi:10.1136/bmj.n1234567890|https://doi.org/10.1016/0140673685922|https://x.org/a?id=20220403172054750620"
    "|sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08|commit 12a3456e7f|actions/checkout@v4.2.2"
    "|git@github.com:org/repo.git|icon@2x.png|@pa-pathways/training-leads|Care Act 2014|Mental Capacity Act 2005|£1,234,567.89"
    "|between 10 20 and 30 a day|Born in Hull|babies born on or after 6 April 2025|pa.support@council.gov.uk"
    "|direct.payments@westsussex.gov.uk|adultsocialcare@brighton-hove.gov.uk|NG67 and NEWS2|L3 3rd floor|e1 2nd edition|M25 motorway"
    "|5 minutes walk|2019 Supreme Court|the 2014 Court of Protection Rules|3 PAs on Green Lane|the 12 Green Park estate"
    "|12 Steps Way Forward|SNOMED 385763009|CQC 1-123456789|registered charity number 1108313|Company registration number 04156317"
    "|NMC Code 2018, HCPC standards 2024|#12a3456e|uuid 12a3456e-1234-4abc-9def-123456789012|07:00-19:00, 19:00-07:00"
    "|0.5 mg in 100 ml|2024/25 to 2026/27|1.1.1 to 1.1.12|09:30 to 17:30 on 3 May 2026|Look at example.org|meet at gov.uk offices"
    "|call 2024-2026 bids|0191 is the code of Newcastle|pp. 1234-1240|135,000 to 150,000|2 St John Ambulance courses|1 in 4 work close to home"
)


def test_what_only_looks_like_it_is_left_alone(world: World) -> None:
    assert found(world, (PAGE, in_one_page(NOTHING.split("|")))) == []


#: A file, what is in it, the code, and the line that is named.
PLACES: dict[str, tuple[str, str, str, int]] = {
    "a comment above a value": (TASK, "# Jo is on 07700 900123\ntitle: Give a feed", "PRV004", 1),
    "a comment after a value": (STORY, "setting: A flat  # ask jane@example.org", "PRV005", 1),
    "a comment at the end": (CONTACT, "deputy: A second worker\n#\n# moved to bn1 1ee", "PRV006", 3),
    "a line of a text": (
        "case_studies/jo.yaml",
        "story:\n  - |-\n    A line\n    Ring 07700 900123 at night\n    A line\n",
        "PRV004",
        4,
    ),
    "an escape": (CONTACT, 'deputy: "Ring \\u00307700 900123"', "PRV004", 1),
    "a comment of a page": (PAGE, "# Us\n\n<!-- NHS number 943 476 5919 -->\n", "PRV001", 3),
    "the front matter of a page": (PAGE, "---\ntitle: Us\ndescription: born 3 May 1984\n---\n\n# Us\n", "PRV007", 3),
    "a table of a page": (PAGE, "# Us\n\n| Who | Where |\n| --- | --- |\n| Jo | 14 Rose Lane |\n", "PRV010", 5),
    "the words of a picture in a page": (PAGE, "# Us\n\n![The door of 14 Rose Lane](a.svg)\n", "PRV010", 3),
    "code in a page": (PAGE, "# Us\n\n```\nQQ 12 34 56 C\n```\n", "PRV002", 4),
    "a picture": (
        "framework/pages/images/map.svg",
        '<svg><path d="M07700900123 01"/>\n<title>BN1 1EE</title></svg>',
        "PRV006",
        2,
    ),
    "settings": ("mkdocs.yml", "site_name: PAs\n# webmaster: jo.bloggs@example.org\n", "PRV005", 2),
    "a table of figures": ("framework/pages/pay.csv", "who,phone\nA PA,07700900123\n", "PRV004", 2),
    "a form": (".github/ISSUE_TEMPLATE/story.yml", "name: Story\nabout: ring 01273 496012\n", "PRV004", 2),
    "a template": ("site_overrides/components/foot/foot.html", "<p>\n<a href='tel:01632960001'>Ring</a>", "PRV004", 2),
    "a notebook": ("notes.ipynb", '{"source": ["a\\n",\n "12A3456E is the nurse"]}', "PRV003", 2),
    "a record with a wrong ending": (
        "framework/tasks/feed.yaml.txt",
        "id: feed\nsummary: NHS 943 476 5919\n",
        "PRV001",
        2,
    ),
    "a record that is no YAML": (TASK, "title: Feed: a\nsummary: ring 07700 900123\n", "PRV004", 2),
    "the name of a file": ("framework/pages/images/07700900123.png", "", "PRV004", 1),
}


@pytest.mark.parametrize(("path", "text", "code", "line"), PLACES.values(), ids=PLACES)
def test_every_place_is_read(path: str, text: str, code: str, line: int, world: World) -> None:
    assert found(world, (path, text)) == [(code, path, line)]


def test_an_office_may_say_where_it_is(world: World) -> None:
    office = "how_to_reach: Ring 01273 496012 or come to 14 Rose Lane, Hove BN3 1AA"

    assert found(world, (CONTACT, office)) == []
    assert found(world, (CONTACT, "how_to_reach: Ring 07700 900123")) == [("PRV004", CONTACT, 1)]


def test_a_sign_in_a_text_begins_no_comment(world: World) -> None:
    text = 'summary: >-\n  Ask for line\n  # 07700 900123 today\nsetting: "A flat # 2"\n'

    path = "case_studies/jo.yaml"

    assert found(world, (path, text)) == [("PRV004", path, 3)]


def test_files_that_are_published_or_kept_are_read_and_no_others(tmp_path) -> None:
    kept = [
        "README.md",
        "mkdocs.yml",
        ".github/workflows/check.yml",
        "framework/pages/a.svg",
        "framework/pages/us.markdown",
    ]
    kept += ["framework/task/stray.yaml", "docs/site/notes.txt", "tools/count.py", "competences/register/notes.txt"]
    others = [".git/config", "site/index.html", ".venv/lib.py", "node_modules/a/a.js", "uv.lock", "package-lock.json"]
    others += [
        "build/a.txt",
        "own/pyvenv.cfg",
        "own/lib/a.py",
        "sub/.git",
        "sub/a.md",
        "LICENSE",
        "framework/pages/us.md",
    ]
    others += ["framework/tasks/feed.yaml", "competences/register/pas/pa-0001.yaml"]
    for path in (*kept, *others):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("words")
    (tmp_path / "photo.txt").write_bytes(b"\xff\x00\x01")
    (tmp_path / "wide.txt").write_bytes("words".encode("utf-16"))
    (tmp_path / "link.txt").symlink_to("/etc/hostname")

    assert sorted(file.path for file in repository_files(tmp_path) if file.text) == sorted([*kept, "wide.txt"])


def test_the_code_of_the_program_itself_is_not_read(tmp_path) -> None:
    for path in ("tools/pa_framework/a.py", "tests/a.py", "benchmarks/a.md", "docs/a.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("words")

    assert [file.path for file in repository_files(tmp_path)] == ["docs/a.md"]


@pytest.mark.parametrize(
    "text", ["plain", "0７7\u200b00", "a &amp; b＠c", "&nbsp;&#48;７\u00ad7 x", "ﬁve – 5 ﬁ\u200b&lt;é", "\\u0030７%40"]
)
def test_a_place_in_the_normal_form_is_a_place_in_the_text(text: str) -> None:
    normal = normal_form(f"{text} END {text} END", encoded=True)
    whole = f"{text} END {text} END"

    for found_at in re.finditer("END", normal.text):
        start = normal.original(found_at.start())
        assert whole[start : start + 3] == "END"
