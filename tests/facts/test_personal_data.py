"""A register holds ids: whatever looks like someone's own is seen, in every field and in comments, once."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from pa_framework.check.run import check_records
from pa_framework.records.kinds import kind_at_in_register
from pa_framework.records.yaml_source import Route, leaves, parse_document
from tests.builders.worlds import REGISTER, TODAY, Judge, World, split
from tests.paths import SMALL

WARD = f"{REGISTER}agreements/ha-001.yaml"
PA = f"{REGISTER}pas/pa-0001.yaml"

#: What someone writes as a designation → the codes that say no.
DESIGNATIONS: dict[str, list[str]] = {
    "Personal assistant": [],
    "Senior Personal Assistant": [],
    "Night PA": [],
    "Live-in assistant": [],
    "PA 2 of 3": [],
    "Nights 20:00 to 07:00": [],
    "943 476 5919": ["PRV001"],
    "943-476-5918": ["PRV001"],
    "1234567890": ["PRV001"],
    "PA, qq 12 34 56 c": ["PRV002"],
    "PA 12a3456e": ["PRV003"],
    "PA, GMC 7654321": ["PRV003"],
    "07700 900123": ["PRV004"],
    "0300 123 4567": ["PRV004"],
    "+44 (0)20 7946 0000": ["PRV004"],
    "info@example.org": ["PRV005"],
    "jo.bloggs@example.org": ["PRV005"],
    "BN1 1EE": ["PRV006"],
    "bn1 1ee": ["PRV006"],
    "born 3 May 1984": ["PRV007"],
    "PA since 03/05/1984": ["PRV007"],
    "03051984": ["PRV007"],
    "Jane Smith": ["PRV009"],
    "Sarah": ["PRV009"],
    "SMITH": ["PRV009"],
    "Élodie": ["PRV009"],
    "Mrs Smith": ["PRV009"],
    "Sarah, 07700 900123": ["PRV004", "PRV009"],
}


def designated(words: str) -> tuple[str, str]:
    return WARD, (
        f'pas:\n  - pa: pa-0001\n    designation: "{words}"\n    dbs_checked_on: 2025-03-01\n    inducted_on: 2026-11-16\n'
    )


@pytest.mark.parametrize(("written", "codes"), DESIGNATIONS.items(), ids=DESIGNATIONS)
def test_a_designation_is_the_name_of_a_job(written: str, codes: list[str], judge: Judge) -> None:
    found = judge(designated(written)).findings

    assert [(finding.code, finding.span.line, finding.span.column) for finding in found] == [
        (code, 3, 18) for code in codes
    ]


#: An id → the codes that say no.
IDS: dict[str, list[str]] = {
    "person-0002": [],
    "person-100000": [],
    "p-2": [],
    "person-7f3a": [],
    "jane": ["PRV009"],
    "jsmith84": ["PRV009"],
    "person-jane-smith": ["PRV009"],
    "smith-04": ["PRV009"],
    "person-jo": ["PRV009"],
    "dr-jones-3": ["PRV009"],
    "person-9434765919": ["PRV001"],
    "9434765919": ["PRV001"],
    "person-943-476-5919": ["PRV001"],
    "person-1984-05-03": ["PRV007"],
    "person-19840503": ["PRV007"],
    "1984-05-03": ["PRV007"],
    "person-03-05-1984": ["PRV007"],
    "person-qq123456c": ["PRV002"],
    "person-12a3456e": ["PRV003"],
    "person-07700900123": ["PRV004"],
    "person-bn1-1ee": ["PRV006"],
}


@pytest.mark.parametrize(("name", "codes"), IDS.items(), ids=IDS)
def test_an_id_is_a_kind_and_a_number(name: str, codes: list[str], judge: Judge) -> None:
    path = f"{REGISTER}persons/{name}.yaml"
    found = judge((path, f'person: "{name}"')).findings

    assert [(finding.code, finding.span.path, finding.span.line) for finding in found] == [
        (code, path, 1) for code in codes
    ]


def test_a_name_where_an_id_belongs_is_a_name_and_no_id(judge: Judge) -> None:
    found = judge((f"{REGISTER}pas/pa-0002.yaml", "pa: Jane Smith")).findings

    assert [finding.code for finding in found] == ["PRV009", "SCH006"]


def test_a_known_id_is_named_where_it_is_given(judge: Judge) -> None:
    name = "person-jane"
    found = judge(
        (f"{REGISTER}persons/{name}.yaml", f"person: {name}\nteam: [pa-0001]"),
        (WARD, f"person: {name}"),
    ).findings

    assert [(finding.code, finding.span.path) for finding in found] == [("PRV009", f"{REGISTER}persons/{name}.yaml")]


def test_what_follows_a_day_is_read_and_the_day_is_no_date_of_birth(judge: Judge) -> None:
    found = judge((WARD, "review_on: 2026-12-14 jo.bloggs@example.org")).findings

    assert [finding.code for finding in found] == ["PRV005", "SCH005"]
    assert [finding.code for finding in judge((WARD, "review_on: 2026-12-14 10:00")).findings] == ["SCH005"]


@pytest.mark.parametrize(("field", "codes"), [("trained_on", []), ("task", ["PRV007"])])
def test_what_a_date_was_before_it_was_corrected_is_no_date_of_birth(
    field: str, codes: list[str], judge: Judge
) -> None:
    corrected = f'sign_offs: [{{corrected: [{{on: 2026-03-20, field: {field}, was: "1984-05-03", because: a slip}}]}}]'

    assert [finding.code for finding in judge((PA, corrected)).findings] == codes


#: What someone writes in a free text of a sign-off → the codes that say no.
FREE_TEXTS: dict[str, list[str]] = {
    "care plan, section 4": [],
    "Best interests meeting, Care Plan section 4": [],
    "Lasting Power of Attorney, seen by the nurse": [],
    "Mental Capacity Act form MCA2. It is in the folder": [],
    "Court of Protection order 13579246": [],
    "held at the Smalltown Trust": [],
    "Slip of the pen; corrected on Monday": [],
    "the NMC struck them off": [],
    "pr-012": [],
    "943 476 5919": ["PRV001"],
    "qq 12 34 56 c": ["PRV002"],
    "registered as 12A3456E": ["PRV003"],
    "ring 07700 900123": ["PRV004"],
    "jane@example.org": ["PRV005"],
    "at BN1 1EE": ["PRV006"],
    "born 3 May 1984": ["PRV007"],
    "at 14 Rose Lane": ["PRV009"],
    "Mrs Smith keeps it": ["PRV009"],
    "Jane Smith keeps it": ["PRV009"],
    "kept by JANE SMITH": ["PRV009"],
    "kept by Sarah": ["PRV009"],
    "the folder of Nurse Jones": ["PRV009"],
}
#: Each free text of a register, as a change of the small world with a gap.
FREE_TEXT_FIELDS = {
    "record": (
        PA,
        "sign_offs: [{agreed: {person: {on: 2026-02-20, by: best-interests, decided_by: community-nurse, record: GAP}}}]",
    ),
    "record in a list": (
        PA,
        "sign_offs: [{agreed: {person: [{on: 2026-02-20, by: attorney, seen_on: 2026-02-20, record: GAP}]}}]",
    ),
    "was": (PA, "sign_offs: [{corrected: [{on: 2026-03-20, field: trained_by, was: GAP, because: slip}]}]"),
    "because of a correction": (
        PA,
        "sign_offs: [{corrected: [{on: 2026-03-20, field: trained_by, was: pr-012, because: GAP}]}]",
    ),
    "because of a discredit": (
        f"{REGISTER}practitioners/pr-014.yaml",
        "{practitioner: pr-014, role: community-nurse, organisation: smalltown-trust, active_from: 2026-02-01, "
        "discredited: {from: 2026-06-01, because: GAP}}",
    ),
}


@pytest.mark.parametrize(("written", "codes"), FREE_TEXTS.items(), ids=FREE_TEXTS)
@pytest.mark.parametrize(("path", "text"), FREE_TEXT_FIELDS.values(), ids=FREE_TEXT_FIELDS)
def test_a_free_text_names_papers_and_no_person(
    path: str, text: str, written: str, codes: list[str], judge: Judge
) -> None:
    found = judge((path, text.replace("GAP", f'"{written}"'))).findings

    assert [finding.code for finding in found] == codes


def test_the_agreement_of_the_person_may_be_a_map_with_days(judge: Judge) -> None:
    long = "{on: 2026-02-20, until: 2027-02-19, by: attorney, seen_on: 2026-02-11, review_on: 2027-02-01}"

    assert judge((PA, f"sign_offs: [{{agreed: {{person: {long}}}}}]")).findings == ()
    assert judge((PA, f"sign_offs: [{{agreed: {{person: [2026-02-20, {long}]}}}}]")).findings == ()


def test_a_comment_may_say_what_was_done_on_a_day_and_where(judge: Judge) -> None:
    comments = "# Ward last confirmed on 2 November 2026.\n# The hospital is called Ysbyty Pen-y-Bryn in Welsh.\n"

    assert judge((WARD, f"{comments}ward: ward-7\n")).findings == ()
    found = judge((WARD, "ward: ward-7  # confirmed by phone, 3 May 1984\n")).findings
    assert [finding.code for finding in found] == ["PRV007"]


def test_a_comment_is_no_hiding_place(judge: Judge) -> None:
    written = "# Jane Smith is away; ring 07700 900123\nward: ward-7  # born 3 May 1984\n# the ward knows\n"
    found = judge((WARD, written)).findings

    assert [(finding.code, finding.span.line, finding.span.column) for finding in found] == [
        ("PRV004", 1, 3),
        ("PRV009", 1, 3),
        ("PRV007", 2, 17),
    ]


def test_the_title_of_a_register_may_name_a_place_but_no_person(judge: Judge) -> None:
    about = f"{REGISTER}register.yaml"

    assert judge((about, "title: Milton Keynes register of 22 November 2026")).findings == ()
    assert [finding.code for finding in judge((about, "title: The register of Mrs Smith")).findings] == ["PRV009"]


def test_a_hospital_may_be_called_after_a_doctor(judge: Judge) -> None:
    assert judge((WARD, "hospital: dr-grays-hospital")).findings == ()
    assert [finding.code for finding in judge((WARD, "training_evidence_by: dr-grays")).findings] == ["PRV009"]


def places() -> Iterator[tuple[str, Route]]:
    """Every field of every file of the corpus' register."""
    for path in sorted((SMALL / REGISTER).rglob("*.yaml")):
        name = path.relative_to(SMALL).as_posix()
        assert kind_at_in_register(name.removeprefix(REGISTER))
        for route, _ in leaves(parse_document(path.read_bytes(), name).data):
            yield name, route


@pytest.mark.parametrize(
    ("path", "route"), list(places()), ids=lambda part: part if isinstance(part, str) else str(part)
)
def test_no_field_hides_a_number_or_an_address(path: str, route: Route, world: World) -> None:
    """Whether or not the shape holds, and whatever else is then wrong."""

    def put(data: Any, way: Route, value: str) -> Any:
        made = dict(data) if isinstance(data, dict) else list(data)
        made[way[0]] = put(made[way[0]], way[1:], value) if len(way) > 1 else value
        return made

    marker = "943 476 5919 jo.bloggs@example.org 07700 900124"
    document = replace(world[path], data=put(world[path].data, route, marker))
    records, register = split({**world, path: document}.values())
    span = document.span(route)
    found = {
        finding.code for finding in check_records(records, TODAY, register=register).findings if finding.span == span
    }

    assert {"PRV001", "PRV004", "PRV005"} <= found
