"""The guides agree with the program: the checker and the reports answer with the words that the guides quote.

Each message says what the author of a guide should do.
"""

import html
import re
import shutil
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pa_framework.check.rules import RULES
from pa_framework.check.run import check
from pa_framework.diff.as_markdown import as_markdown
from pa_framework.edit.formatter import format_document
from pa_framework.records.yaml_source import parse_document
from pa_framework.text.findings import Finding
from tests.builders.worlds import TODAY, WORLD, prepared, report
from tests.paths import CHANGES, ROOT, SMALL

PAGES = ROOT / "framework" / "pages"
GUIDES = sorted((PAGES / "guides").glob("*.md"))
PICTURES = sorted((PAGES / "images" / "guides").glob("*.svg"))
FIRST = PAGES / "guides" / "first-change.md"
WRONG_EXAMPLE = f"The checker finds a fault in an example of {FIRST.name}: correct the example in the guide."
STORY = "case_studies/ada-at-the-allotment.yaml"
BAND = "framework/pay_bands/band-2.yaml"

#: The band of the guide before the first change: the pictures and the quoted lines are about this one.
BEFORE = """\
# yaml-language-server: $schema=../../.schemas/pay-band.schema.json
id: band-2
title: Band 2
summary: >-
  For PAs who work alone with one person. The step up pays for being the only one in the house. The rates are
  examples; your funder sets its own, in writing.
illustrative: true
rates:
  - funder: council
    from: 2025-04-01
    until: 2026-03-31
    paid: 12.80
    funded: 16.40
    self_employed: 17.00
    basis: design-default
  - funder: council
    from: 2026-04-01
    paid: 13.35
    funded: 17.15
    self_employed: 17.75
    basis: design-default
  - funder: nhs
    from: 2025-04-01
    until: 2026-03-31
    paid: 12.80
    funded: 16.40
    self_employed: 17.00
    basis: design-default
  - funder: nhs
    from: 2026-04-01
    paid: 13.35
    funded: 17.15
    self_employed: 17.75
    basis: design-default
"""


def fences(page: Path) -> list[str]:
    """The YAML that a page shows."""
    return re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


RATES, ADA = fences(FIRST)  # the guide shows two: the new rate, and the story
OLD_RATE = RATES[: RATES.index("  - funder", 4)].replace("    until: 2027-03-31\n", "")


@pytest.fixture(scope="module")
def area(tmp_path_factory) -> Path:
    """The small world with the band of the guide."""
    folder = tmp_path_factory.mktemp("area")
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    (folder / BAND).write_text(BEFORE, encoding="utf-8")
    return folder


def found(area: Path, path: str, text: str) -> list[Finding]:
    """What the checker says of a file that is written in place of the one that is there."""
    file = area / path
    before = file.read_text(encoding="utf-8") if file.exists() else None
    file.write_text(text, encoding="utf-8")
    try:
        return [finding for finding in check(area, TODAY).findings if finding.span.path == path]
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_text(before, encoding="utf-8")


def assert_quotes(page: Path, words: str) -> None:
    """The page holds these words; where it does not, the message shows what to write into it."""
    assert words in page.read_text(encoding="utf-8"), f"Write into {page.name} what the program says now:\n{words}"


def changed(funders: tuple[str, ...]) -> str:
    """The band with the new rate of the guide, for these funders."""
    text = BEFORE
    for funder in funders:
        old, new = (rates.replace("council", funder) for rates in (OLD_RATE, RATES))
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


# --- the rate


def test_the_band_of_the_guide_has_no_fault_before_it_is_changed(area):
    assert found(area, BAND, BEFORE) == []


def test_a_new_rate_of_the_council_alone_gives_the_finding_that_the_guide_shows(area):
    (finding,) = found(area, BAND, changed(("council",)))

    assert (finding.code, finding.span.line) == ("PAY010", 38)
    assert_quotes(FIRST, f"> {finding.message}.\n> Fix: {finding.fix}\n")


def test_the_same_rate_of_the_nhs_corrects_it(area):
    assert found(area, BAND, changed(("council", "nhs"))) == [], WRONG_EXAMPLE


def test_a_reason_corrects_it_too(area):
    (reason,) = re.findall(r"`(differs_because: [^`]+)`", FIRST.read_text(encoding="utf-8"))

    assert found(area, BAND, f"{changed(('council',))}{reason}\n") == [], WRONG_EXAMPLE


# --- the story


def story(area: Path, text: str) -> list[Finding]:
    """The story in the small framework, which has neither its competence nor its level nor its contact."""
    known = text.replace("[community-life]", "[infection-prevention]").replace("level: starting-out\n", "")
    return found(area, STORY, known.replace("owner: framework-team\n", ""))


def test_the_story_of_the_guide_has_no_fault(area):
    assert story(area, ADA) == [], WRONG_EXAMPLE


def test_the_story_names_only_what_the_records_have():
    there = (
        list(ROOT.glob("competences/*/community-life.yaml")),
        (ROOT / "framework/levels/starting-out.yaml").is_file(),
        "- id: framework-team" in (ROOT / "framework/framework.yaml").read_text(encoding="utf-8"),
    )

    assert all(there), (
        "The story of framework/pages/guides/first-change.md names the competence community-life, the level"
        " starting-out and the contact framework-team. One of them is gone: name another in the guide."
    )


def test_the_story_begins_like_every_story():
    begins = {path.read_text(encoding="utf-8").split("\n", 1)[0] for path in ROOT.glob("case_studies/*.yaml")}

    assert begins == {ADA.split("\n", 1)[0]}, f"Begin each story, and that of {FIRST.name}, with the same line."


@pytest.mark.parametrize("text", [ADA, BEFORE], ids=["story", "band"])
def test_what_the_guide_shows_is_laid_out_as_the_check_wants_it(text):
    assert format_document(parse_document(text, "a.yaml")).text == text, (
        f"Lay out the example of {FIRST.name} as `make fmt` would."
    )


def test_a_title_without_quotes_brings_the_finding_that_the_guide_shows(area):
    (finding,) = story(area, ADA.replace('"Ada: Saturdays outside"', "Ada: Saturdays outside"))

    assert (finding.code, finding.span.line) == ("YML001", 3)
    assert_quotes(FIRST, f"> {finding.message}.\n> Fix: {finding.fix}\n")


def test_a_story_whose_consent_has_no_date_is_withheld_as_the_guide_says(area):
    (finding,) = story(area, ADA.replace("  given_on: 2026-05-01\n", ""))

    assert finding.code == "STO001"
    assert finding.message.endswith("the story is withheld")


# --- what the report says


def quoted(page: Path) -> set[str]:
    """The lines that a page quotes, without the marks of a list."""
    return {
        line.lstrip("> -").strip()
        for line in page.read_text(encoding="utf-8").splitlines()
        if line.startswith("> ") and not line.startswith("> Fix:")
    }


def report_text(base: dict[str, str], head: dict[str, str]) -> str:
    """The report on a change, as text without markup."""
    return html.unescape(as_markdown(report(base, head)).replace("**", ""))


def test_the_report_on_the_new_rate_has_the_lines_that_the_guide_quotes():
    before = {**WORLD, BAND: BEFORE}
    text = report_text(before, {**before, BAND: BOTH})

    assert "\n4 changes concern money, consent or fairness.\n" in text
    assert quoted(FIRST) & set(re.findall(r"- (.*)", text)) == {
        "Council, paid to the PA: £13.35 → £13.70 an hour from 1 April 2027.",
        "Council: the rate from 1 April 2026 ends on 31 March 2027.",
    }


def test_the_report_on_the_new_story_has_the_line_that_the_guide_quotes():
    text = report_text(WORLD, {**WORLD, STORY: ADA})

    assert "\n1 change concerns money, consent or fairness.\n" in text
    assert quoted(FIRST) & set(re.findall(r"- (.*)", text)) == {
        "Ada: Saturdays outside (story or case study ada-at-the-allotment): new"
    }


def test_the_entry_that_the_guide_for_clinicians_quotes_is_one_of_a_report():
    page = PAGES / "guides" / "review-delegation.md"
    _, before, after = prepared(CHANGES / "review-stretched.yaml")

    assert quoted(page), f"{page.name} quotes no entry of a report; quote one with `> `."
    assert quoted(page) <= set(re.findall(r"- (.*)", report_text(before, after)))


def test_the_guide_names_the_sections_of_a_report_in_their_order():
    text = (PAGES / "guides" / "review-delegation.md").read_text(encoding="utf-8")
    named = re.findall(r"^\d\. \*\*(.+?)\.?\*\*", text, re.MULTILINE)
    source = (ROOT / "tools/pa_framework/diff/wording.py").read_text(encoding="utf-8")

    assert named[:6] == [
        "Loosens a safety rule",
        "Could not be judged",
        "A clinician reads this",
        "New tasks",
        "Who guards the rules",
        "Money, consent and fairness",
    ]
    places = [source.index(f'"{title}"') for title in [*named[:6], "Asks more", "Asks less", "What follows"]]
    assert places == sorted(places)


# --- what the checker says

BOTH = changed(("council", "nhs"))
#: The first column of the guide's table → which file, what is replaced, by what.
MISTAKES = {
    "the Tab key before `paid`": (BAND, "    paid: 13.70", "\tpaid: 13.70"),
    "`paid:13.70`": (BAND, "paid: 13.70", "paid:13.70"),
    "`paid: £13.70`": (BAND, "paid: 13.70", "paid: £13.70"),
    "`until: 31/04/2027`": (BAND, "until: 2027-03-31", "until: 31/04/2027"),
    "`from: 1 April 2027`": (BAND, "from: 2027-04-01", "from: 1 April 2027"),
    "`self-employed: 18.20`": (BAND, "self_employed: 18.20", "self-employed: 18.20"),
    "a new rate without `- `": (BAND, "  - funder: council\n    from: 2027", "    funder: council\n    from: 2027"),
    "a new rate, the old one still open": (BAND, "    until: 2027-03-31\n", ""),
    "a wrong day in `until`": (BAND, "until: 2027-03-31", "until: 2027-03-01"),
    "`title: Ada: Saturdays outside`": (STORY, '"Ada: Saturdays outside"', "Ada: Saturdays outside"),
    "`competences: [comunity-life]`": (STORY, "[infection-prevention]", "[infection-prevension]"),
    "`level: Starting out`": (STORY, "level: starting-out", "level: Starting out"),
    "another name for the file": (STORY, "id: ada-at-the-allotment", "id: ada"),
    "a phone number": (STORY, "no one can take my place", "ring 07700 900123"),
}
TABLE = {
    cells[0].strip(): cells[1].strip()
    for line in FIRST.read_text(encoding="utf-8").split("| You wrote |")[1].split("\n\n")[0].splitlines()[2:]
    if len(cells := line.strip("|").split(" | ")) == 3
}


def test_every_mistake_of_the_table_is_tried():
    assert list(TABLE) == list(MISTAKES), f"Add the new row of {FIRST.name} to MISTAKES in {Path(__file__).name}."


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_checker_answers_a_mistake_with_the_message_of_the_table(area, mistake):
    path, old, new = MISTAKES[mistake]
    text = BOTH if path == BAND else ADA.replace("[community-life]", "[infection-prevention]")
    assert old in text
    written = text.replace(old, new, 1)
    findings = story(area, written) if path == STORY else found(area, path, written)
    ids = {"comunity-life": "infection-prevension", "community-life": "infection-prevention"}
    wanted = re.sub("|".join(ids), lambda match: ids[match[0]], TABLE[mistake])
    messages = [finding.message for finding in findings]

    assert wanted in messages, f"Write what the checker says into the row of {FIRST.name}: {messages}"


# --- pictures


def numbered_lines(picture: Path) -> dict[int, str]:
    """The lines of code that a picture shows, by their number."""
    texts = [node.text or "" for node in ElementTree.parse(picture).iter("{http://www.w3.org/2000/svg}text")]
    pairs = zip(texts, texts[2:], strict=False)
    return {int(number): line for number, line in pairs if number.isdigit() and re.match(r" *(- )?\w+:| +- ", line)}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("file-and-pencil", BEFORE),
        ("editor-rate", changed(("council",))),
        ("finding-on-line", changed(("council",))),
        ("mend-rate", BOTH),
        ("editor-story", ADA),
    ],
)
def test_a_picture_shows_the_lines_of_the_file(name, text):
    lines = text.splitlines()
    shown = numbered_lines(PAGES / "images" / "guides" / f"{name}.svg")

    assert len(shown) >= 2
    for number, line in shown.items():
        assert lines[number - 1].startswith(line.removesuffix(" …")), (
            f"Line {number} in {name}.svg must show: {lines[number - 1]}"
        )


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_plain_and_legible_on_a_phone(picture):
    root = ElementTree.parse(picture).getroot()
    sizes = [float(element.get("font-size", "16")) for element in root.iter() if element.tag.endswith("}text")]

    assert min(sizes) >= 13, f"Use letters of 13 or more in {picture.name}: they are 11 or more on a phone."
    assert root.get("viewBox", "").startswith("0 0 400 "), f"Draw {picture.name} 400 wide."
    for element in root.iter():
        assert "style" not in element.attrib
        assert element.tag.rpartition("}")[2] in {"svg", "title", "rect", "path", "circle", "text"}
        assert not [name for name in element.attrib if name.startswith("on") or name.endswith("href")]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_used_with_its_size_and_a_description(picture):
    used = [
        (alt, width, height)
        for guide in GUIDES
        for alt, width, height in re.findall(
            rf"!\[([^\]]*)\]\([./]*images/guides/{picture.name}\)\{{ \.screen width=(\d+) height=(\d+) \}}",
            guide.read_text(encoding="utf-8"),
        )
    ]
    (_, _, width, height) = ElementTree.parse(picture).getroot().get("viewBox", "").split()

    assert used, f"no guide shows {picture.name}"
    for alt, *size in used:
        assert len(alt.split()) >= 8, f"Describe {picture.name} in eight words or more where a guide shows it."
        assert size == [width, height], f"Write `width={width} height={height}` where a guide shows {picture.name}."


# --- proofs

THREATS = PAGES / "guides" / "threat-model.md"


def proofs() -> list[str]:
    """The files that the threat model names as proofs, by the names that the page gives them."""
    rows = [line for line in THREATS.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    brackets = [inside for row in rows for inside in re.findall(r"\(([^()]*)\) \|$", row)]
    return sorted({name for inside in brackets for name in re.findall(r"`([^`]+)`", inside)})


@pytest.mark.parametrize("name", proofs())
def test_a_file_that_the_threat_model_names_exists(name):
    places = [ROOT / name, ROOT / ".github" / "workflows" / name, *(ROOT / "tests").rglob(f"{name}.py")]

    assert any(place.is_file() for place in places), f"{THREATS.name} names `{name}`: name a file that exists."


def test_every_row_of_the_threat_model_names_its_proof():
    rows = THREATS.read_text(encoding="utf-8").split("## Ways through the records")[1].split("## Switch these on")[0]
    ways = [row for row in rows.splitlines() if row.startswith("| ") and not row.startswith(("| The way", "| ---"))]

    assert len(ways) > 25
    open_rows = [row for row in ways if not re.search(r"(\([^()]+\)|\(#switch-these-on\)) \|$", row)]
    assert not open_rows, "\n".join([f"End these rows of {THREATS.name} with their proof in brackets:", *open_rows])


# --- words


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_code_that_a_guide_names_is_a_rule(guide):
    named = set(re.findall(r"\b[A-Z]{3}[0-9]{3}\b", guide.read_text(encoding="utf-8")))

    assert named <= set(RULES), f"{guide.name} names rules that do not exist: {named - set(RULES)}"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_no_sentence_of_a_guide_is_longer_than_25_words(guide):
    body = re.sub(
        r"```.*?```|\n\|.*|!\[[^\]]*\]", "\n", guide.read_text(encoding="utf-8").split("---\n", 2)[2], flags=re.DOTALL
    )
    body = re.sub(r"\n\|[^\n]*", "\n", body)
    sentences = re.split(r"[.?!:](?:\s|\*|$)|\n\n|\n[-#>]|\n\d+\. ", body)

    long = [text for text in sentences if len(re.findall(r"[\w'’£.]+", re.sub(r"\([^)]*\)", "", text))) > 25]
    assert not long, "\n".join([f"Make two sentences of each of these in {guide.name}:", *long])


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_a_guide_spells_out_pa_where_it_says_it_first(guide):
    body = guide.read_text(encoding="utf-8").split("---\n", 2)[2]
    first = re.search(r"\bPAs?\b", body)

    spelled_out = first is None or re.search(r"personal assistants?", body[: first.end() + 40])
    assert spelled_out, f"Write `personal assistant (PA)` where {guide.name} says PA for the first time."


def test_the_consent_of_the_story_has_not_lapsed():
    (review_by,) = re.findall(r"review_by: (\S+)", ADA)

    assert date.fromisoformat(review_by) > TODAY, f"Give the story of {FIRST.name} a `review_by` that is to come."
