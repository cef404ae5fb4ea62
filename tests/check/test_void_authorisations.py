"""SGN054: an authorisation by someone who could not give it is found where it is, whether a sign-off rests on it or not."""

from pathlib import Path

import pytest

from pa_framework.check.run import check
from tests.builders.register_edits import teams
from tests.builders.worlds import REGISTER, TODAY, Judge
from tests.check.test_by_groups import by_group, shown, whole
from tests.paths import REFERENCE

TRAINER, ROLE = f"{REGISTER}practitioners/pr-030.yaml", "framework/roles/pa-trainer.yaml"
OTHER, LAY = f"{REGISTER}practitioners/pr-040.yaml", f"{REGISTER}practitioners/pr-041.yaml"
PA = f"{REGISTER}pas/pa-0001.yaml"
VALID = "{by: pr-011, on: 2026-01-20, from: 2026-01-20, until: 2027-01-19, categories: [nutrition]}"
PLACE = ("SGN054", TRAINER, 3)


def trainer(authorised: str, *more: str) -> tuple[str, str]:
    """The trainer of the sign-off, with its own authorisation on line 2, and another one on line 3."""
    return TRAINER, "\n".join(["authorised:", f"  - {VALID}", f"  - {authorised}", *more])


def given(
    by: str, on: str = "2026-06-01", until: str = "until: 2027-05-31, ", what: str = "categories: [medicines]"
) -> str:
    return f"{{by: {by}, on: {on}, from: {on}, {until}{what}}}"


def practitioner(path: str, role: str, *more: str) -> tuple[str, str]:
    name = path.rpartition("/")[2].removesuffix(".yaml")
    lines = [
        f"practitioner: {name}",
        f"role: {role}",
        "organisation: smalltown-training",
        "active_from: 2024-01-01",
        *more,
    ]
    return path, "\n".join(lines)


BY_PROVIDERS = (ROLE, "authorised_by: [community-nurse, clinical-training-provider]")
#: Changes of the small world → the finding, and words of what it says.
VOID: dict[str, tuple[list[tuple[str, str]], str]] = {
    "by an employer": (
        [trainer(given("pr-041")), practitioner(LAY, "individual-employer")],
        "pr-041 could not authorise pr-030 on 2026-06-01: an individual employer may not authorise a PA trainer",
    ),
    "by another trainer": (
        [trainer(given("pr-040")), practitioner(OTHER, "pa-trainer")],
        "a PA trainer may not authorise a PA trainer",
    ),
    "by themselves": ([trainer(given("pr-030"))], "pr-030 could not authorise pr-030"),
    "by a registered professional of another role": (
        [trainer(given("pr-003", what="tasks: [gastrostomy-feed]"))],
        "a PHB clinical lead may not authorise a PA trainer",
    ),
    "without a last day": ([trainer(given("pr-003", until=""))], "may not authorise"),
    "by someone who had left": (
        [trainer(given("pr-040")), practitioner(OTHER, "community-nurse", "active_until: 2026-05-31")],
        "pr-040 was not active on that day",
    ),
    "by someone before they began": (
        [trainer(given("pr-040", on="2023-12-31")), practitioner(OTHER, "community-nurse")],
        "pr-040 was not active on that day",
    ),
    "by someone who was no nurse yet": (
        [
            trainer(given("pr-040")),
            practitioner(OTHER, "community-nurse", "roles: [{role: pharmacist, from: 2024-01-01, until: 2026-06-30}]"),
        ],
        "a pharmacist may not authorise",
    ),
    "by someone whom no one had authorised": (
        [trainer(given("pr-040")), practitioner(OTHER, "clinical-training-provider"), BY_PROVIDERS],
        "no one had authorised pr-040 on that day for anything that it covers",
    ),
    "by someone who was authorised for another category": (
        [
            trainer(given("pr-040")),
            practitioner(OTHER, "clinical-training-provider", f"authorised: [{given('pr-003', on='2025-01-01', what='categories: [nutrition]')}]"),
            BY_PROVIDERS,
        ],
        "no one had authorised pr-040 on that day",
    ),
    "by someone whose authorisation had ended": (
        [
            trainer(given("pr-040")),
            practitioner(OTHER, "clinical-training-provider", f"authorised: [{given('pr-003', on='2025-01-01', until='until: 2026-05-31, ')}]"),
            BY_PROVIDERS,
        ],
        "no one had authorised pr-040 on that day",
    ),
    "by a role that may no longer": (
        [
            trainer(given("pr-040")),
            practitioner(OTHER, "pharmacist"),
            (ROLE, "earlier: [{until: 2026-05-31, authorised_by: [community-nurse, pharmacist]}]"),
        ],
        "a pharmacist may not authorise a PA trainer",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "says"), VOID.values(), ids=VOID)
def test_an_authorisation_by_someone_who_may_not_is_found(
    changes: list[tuple[str, str]], says: str, judge: Judge
) -> None:
    found = [(one.code, one.span.path, one.span.line, one.message) for one in judge(*changes).findings]

    assert [one[:3] for one in found] == [PLACE]
    assert says in found[0][3]


#: What is in order, or is reported otherwise: changes, and the codes of what is found.
NOT_VOID: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "by a nurse": ([trainer(given("pr-012"))], []),
    "by a nurse who left later": (
        [trainer(given("pr-040")), practitioner(OTHER, "community-nurse", "active_until: 2026-06-01")],
        [],
    ),
    "by a nurse who is a pharmacist now": (
        [
            trainer(given("pr-040")),
            practitioner(OTHER, "pharmacist", "roles: [{role: community-nurse, from: 2024-01-01, until: 2026-06-30}]"),
        ],
        [],
    ),
    "by someone with authority for a part of it": (
        [
            trainer(given("pr-040", what="categories: [medicines, nutrition]")),
            practitioner(OTHER, "clinical-training-provider", f"authorised: [{given('pr-003', on='2026-01-01')}]"),
            BY_PROVIDERS,
        ],
        [],
    ),
    "by a role that might then": (
        [
            trainer(given("pr-040")),
            practitioner(OTHER, "pharmacist"),
            (ROLE, "earlier: [{until: 2026-06-30, authorised_by: [community-nurse, pharmacist]}]"),
        ],
        [],
    ),
    "for a role that begins later": (
        [
            trainer(given("pr-003"), "roles: [{role: clinical-training-provider, from: 2026-08-01}]"),
        ],
        [],
    ),
    "of someone who needs none": (
        [practitioner(OTHER, "community-nurse", f"authorised: [{given('pr-003')}]")],
        [],
    ),
    "by someone unknown": ([trainer(given("pr-099"))], ["REF001"]),
    "by a role that is unknown": ([trainer(given("pr-040")), practitioner(OTHER, "wizard")], ["REF001"]),
    "one that is void and was relied on": (
        [(TRAINER, f"authorised: [{given('pr-003', on='2026-01-20', what='categories: [nutrition]')}]")],
        ["SGN006", "SGN054"],
    ),
    "relied on, by themselves": (
        [(TRAINER, f"authorised: [{given('pr-030', on='2026-01-20', what='categories: [nutrition]')}]")],
        ["SGN007"],
    ),
    "relied on, one step above": (
        [
            (TRAINER, f"authorised: [{given('pr-040', on='2026-01-20', what='categories: [nutrition]')}]"),
            practitioner(OTHER, "clinical-training-provider"),
            BY_PROVIDERS,
        ],
        ["SGN006", "SGN054"],
    ),
    "one that is relied on, and another": (
        [(TRAINER, f"authorised: [{given('pr-003', on='2026-01-20', what='categories: [nutrition]')}, {given('pr-041')}]"), practitioner(LAY, "individual-employer")],
        ["SGN006", "SGN054", "SGN054"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "codes"), NOT_VOID.values(), ids=NOT_VOID)
def test_what_rests_on_it_is_found_as_well_and_what_counts_is_none(
    changes: list[tuple[str, str]], codes: list[str], judge: Judge
) -> None:
    assert sorted(one.code for one in judge(*changes).findings) == codes


def test_a_finding_about_a_sign_off_names_the_authorisation(judge: Judge) -> None:
    void = f"authorised:\n  - {given('pr-003', on='2026-01-20', what='categories: [nutrition]')}"
    finding, cause = judge((TRAINER, void)).findings

    assert (cause.code, cause.span.path, cause.span.line) == ("SGN054", TRAINER, 2)
    assert (finding.code, finding.span.path) == ("SGN006", PA)
    assert [(note.span.path, note.span.line) for note in finding.notes] == [(TRAINER, 2)]


def test_the_authorisations_of_the_invented_register_count() -> None:
    report = check(REFERENCE, TODAY, (), REFERENCE / "competences/register")

    assert [one for one in report.findings if one.code == "SGN054"] == []


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize(("day", "codes"), [("2026-01-20", {"SGN006", "SGN054"}), ("2026-06-01", {"SGN054"})])
def test_a_register_in_groups_has_the_same_findings(root: Path, tmp_path: Path, day: str, codes: set[str]) -> None:
    register = teams(tmp_path / "register", 2)
    file = register / "practitioners/pr-1030.yaml"
    by_group(root, register)
    text = file.read_text()
    void = f"{{by: pr-1003, on: {day}, from: {day}, categories: [nutrition]}}"
    old = text[text.index("{by:") : text.index("}") + 1]
    file.write_text(text.replace(old, void if day < "2026-02" else f"{old}\n  - {void}"))
    for _ in range(2):
        report = by_group(root, register)

        assert report.facts.register is None
        assert {one.code for one in report.findings} & {"SGN006", "SGN054"} == codes
        assert shown(report) == shown(whole(root, register))
