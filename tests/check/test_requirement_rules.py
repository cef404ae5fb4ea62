"""What requirements name exists, and does not go round in a circle."""

import pytest

from tests.builders.worlds import OWN, POLICY, REGISTER, TASK, Judge

NONE_OF_THE_PLAIN = "infection-prevention: null, record-keeping: null"
PA = f"{REGISTER}pas/pa-0001.yaml"
CERTIFICATE = (
    POLICY,
    "credentials: [{id: care-certificate, title: Care Certificate, body: The employer, summary: What all learn.}]",
)


@pytest.mark.parametrize(
    ("requires", "said"),
    [
        ("credential: care-certificate", []),
        ("credential: care-certficate", ["there is no credential `care-certficate`; did you mean `care-certificate`?"]),
        (
            "any: [{all: [{competence: record-keping, step: aware}, {credential: care-certificate}]}, {age: 18}]",
            ["there is no competence `record-keping`; did you mean `record-keeping`?"],
        ),
        (
            "all: [{competence: record-keeping, step: awar}, {competence: infection-prevention, step: aware}]",
            ["there is no step `awar`; did you mean `aware`?"],
        ),
        ("any: [{sign_off: gastrostomy-fed}]", ["there is no task `gastrostomy-fed`; did you mean `gastrostomy-feed`?"]),
        (
            "learning_hours: 2, about: care-certificat",
            ["there is no credential, competence or task `care-certificat`; did you mean `care-certificate`?"],
        ),
        ("credentail: aware", ["there is no competence `credentail`; did you mean `credential`?"]),
    ],
)  # fmt: skip
def test_every_id_in_a_requirement_exists(judge: Judge, requires: str, said: list[str]) -> None:
    report = judge(CERTIFICATE, (TASK, f"requires: {{{NONE_OF_THE_PLAIN}, {requires}}}"))

    assert [one.message for one in report.findings if one.code == "REF001"] == said


def test_a_circle_over_two_tasks_is_reported_at_both(judge: Judge) -> None:
    report = judge(
        (TASK, f"requires: {{{NONE_OF_THE_PLAIN}, any: [{{sign_off: reminding-about-medicines}}, {{age: 18}}]}}"),
        (OWN, "requires: {sign_off: gastrostomy-feed}"),
    )

    circles = [(one.span.path, one.message) for one in report.findings if one.code == "DEL060"]
    assert circles == [
        (TASK, "gastrostomy-feed requires a sign-off that requires this one: "
               "gastrostomy-feed → reminding-about-medicines → gastrostomy-feed"),
        (OWN, "reminding-about-medicines requires a sign-off that requires this one: "
              "reminding-about-medicines → gastrostomy-feed → reminding-about-medicines"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("care-certificate", []),
        ("record-keeping", []),
        ("gastrostomy-feed", []),
        (
            "gastrostomy-fed",
            ["there is no credential, competence or task `gastrostomy-fed`; did you mean `gastrostomy-feed`?"],
        ),
    ],
)
def test_what_was_learned_is_about_a_record_of_one_of_several_kinds(judge: Judge, about: str, said: list[str]) -> None:
    report = judge(CERTIFICATE, (PA, f"learning: [{{on: 2026-02-01, hours: 2, about: {about}}}]"))

    assert [one.message for one in report.findings if one.code == "REF001"] == said
