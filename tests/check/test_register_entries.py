"""What is wrong with the entries of a register is said at its place, with the names in it, and with what to do."""

from datetime import date

import pytest

from pa_framework.facts.answers import AnswerKind, may_do
from tests.builders.worlds import REGISTER, Judge

PA = f"{REGISTER}pas/pa-0001.yaml"
PERSON = f"{REGISTER}persons/person-001.yaml"
LEAD = f"{REGISTER}practitioners/pr-003.yaml"
NURSE = f"{REGISTER}practitioners/pr-011.yaml"
ASSESSOR = f"{REGISTER}practitioners/pr-012.yaml"
TRAINER = f"{REGISTER}practitioners/pr-030.yaml"
POLICY = "framework/delegation.yaml"
WHOSE = "pa-0001, gastrostomy-feed, person-001"


def with_field(line: str) -> tuple[str, str]:
    """A change of one field of the sign-off; the field is on line 2."""
    return PA, f"sign_offs:\n  - {line}\n"


#: Which task was allowed once.
ONCE = "pa-0001, gastrostomy-feed for person-001, once on 2026-06-01"


def once(says: str, sign_off: str = "") -> tuple[str, str]:
    """A task that was allowed once on 1 June, on line 2, where `says` changes the usual; perhaps a field of the sign-off."""
    usual = {"person": "person-001", "by": "pr-011"}
    usual = {name: value for name, value in usual.items() if f"{name}: " not in says.replace("agreed_by: ", "")}
    more = "".join(f"{name}: {value}, " for name, value in usual.items())
    entry = f"{{task: gastrostomy-feed, on: 2026-06-01, {more}{says}, because: The road is closed.}}"
    return PA, f"one_offs:\n  - {entry}\n" + (f"sign_offs:\n  - {sign_off}\n" if sign_off else "")


#: What is wrong → the changes to the small world, and the findings: code, path, line, what the message says.
FAULTS: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str, int, str]]]] = {
    "handed over to who delegated it": (
        [with_field("handed_over: [{to: pr-011, on: 2026-06-01}]")],
        [("SGN042", PA, 2, f"{WHOSE}: handed over to pr-011 on 2026-06-01, who was accountable already")],
    ),
    "handed over to the same human": (
        [with_field("handed_over: [{to: pr-012, on: 2026-06-01}]"), (ASSESSOR, "same_as: pr-011")],
        [("SGN042", PA, 2, f"{WHOSE}: handed over to pr-012 on 2026-06-01, who was accountable already")],
    ),
    "handed over twice to the same": (
        [with_field("handed_over: [{to: pr-012, on: 2026-06-01}, {to: pr-012, on: 2026-07-01}]")],
        [("SGN042", PA, 2, f"{WHOSE}: handed over to pr-012 on 2026-07-01, who was accountable already")],
    ),
    "a loop of hand-overs on one day": (
        [with_field("handed_over: [{to: pr-012, on: 2026-06-01}, {to: pr-011, on: 2026-06-01}]")],
        [("SGN042", PA, 2, f"{WHOSE}: handed over on 2026-06-01 to pr-012 and to pr-011: pr-011 counts")],
    ),
    "handed over before it was delegated": (
        [with_field("handed_over: [{to: pr-012, on: 2026-02-01}]")],
        [
            (
                "SGN042",
                PA,
                2,
                f"{WHOSE}: handed over to pr-012 on 2026-02-01, before it was delegated on 2026-02-20",
            )
        ],
    ),
    "handed over to someone who could not delegate": (
        [with_field("handed_over: [{to: pr-003, on: 2026-06-01}]")],
        [
            (
                "SGN035",
                PA,
                2,
                f"{WHOSE}: the hand-over does not count: pr-003 took it over on 2026-06-01; "
                "a PHB clinical lead may not delegate nutrition tasks of medium risk",
            )
        ],
    ),
    "handed over to no one known": (
        [with_field("handed_over: [{to: pr-013, on: 2026-06-01}]")],
        [("REF001", PA, 2, "there is no practitioner `pr-013`")],
    ),
    "two roles at once": (
        [(LEAD, "roles: [{role: community-nurse, from: 2024-01-01}, {role: phb-clinical-lead, from: 2025-04-01}]")],
        [
            (
                "SGN043",
                LEAD,
                1,
                "pr-003 is community-nurse from 2024-01-01 without a last day, and phb-clinical-lead from 2025-04-01",
            )
        ],
    ),
    "away twice": (
        [(PA, "away: [{from: 2026-05-01, until: 2026-05-20}, {from: 2026-05-20, until: 2026-05-25}]")],
        [("SGN043", PA, 1, "pa-0001 is away from 2026-05-01 to 2026-05-20, and again from 2026-05-20")],
    ),
    "two employers from one day": (
        [(PERSON, "employers: [{id: employer-001, from: 2026-01-01}, {id: employer-002, from: 2026-01-01}]")],
        [
            (
                "SGN043",
                PERSON,
                1,
                "the PAs of person-001 have two employers from 2026-01-01: employer-001 and employer-002",
            )
        ],
    ),
    "away until before it began": (
        [(PA, "away: [{from: 2026-05-20, until: 2026-05-02}]")],
        [("SGN044", PA, 1, "`until` is 2026-05-02, before `from` on 2026-05-20")],
    ),
    "a competence that ended before it was held": (
        [
            (
                PA,
                "competences:\n"
                "  - {competence: infection-prevention, step: independent, assessed_by: pr-030, on: 2026-01-25}\n"
                "  - {competence: record-keeping, step: independent, assessed_by: pr-030, on: 2026-01-26}\n"
                "  - {competence: record-keeping, step: aware, assessed_by: pr-030, on: 2026-01-26, until: 2026-01-02}\n",
            )
        ],
        [("SGN044", PA, 4, "`until` is 2026-01-02, before `on` on 2026-01-26")],
    ),
    "a yes that ended before it was given": (
        [with_field("agreed: {pa: [2026-02-21, {on: 2026-03-05, until: 2026-03-04}]}")],
        [("SGN044", PA, 2, "`until` is 2026-03-04, before `on` on 2026-03-05")],
    ),
    "a practitioner who left before they began": (
        [
            (
                f"{REGISTER}practitioners/pr-014.yaml",
                "practitioner: pr-014\nrole: community-nurse\norganisation: x\n"
                "active_from: 2026-02-01\nactive_until: 2026-01-01\n",
            )
        ],
        [
            (
                "SGN044",
                f"{REGISTER}practitioners/pr-014.yaml",
                5,
                "`active_until` is 2026-01-01, before `active_from` on 2026-02-01",
            )
        ],
    ),
    "a role that ended before it began": (
        [(LEAD, "roles: [{role: phb-clinical-lead, from: 2025-04-01, until: 2025-03-01}]")],
        [("SGN044", LEAD, 1, "`until` is 2025-03-01, before `from` on 2025-04-01")],
    ),
    "a ward review that ended before it was made": (
        [
            with_field(
                "reviews: [{by: pr-011, on: 2026-08-30, outcome: continues}, "
                "{by: pr-011, on: 2026-11-16, outcome: continues, setting: ward-7, until: 2026-11-06}]"
            )
        ],
        [("SGN044", PA, 2, "`until` is 2026-11-06, before `on` on 2026-11-16")],
    ),
    "found before the first day": (
        [
            (
                f"{REGISTER}practitioners/pr-014.yaml",
                "practitioner: pr-014\nrole: community-nurse\norganisation: x\nactive_from: 2026-02-01\n"
                "discredited: {from: 2026-06-01, on: 2026-05-01, because: never registered}\n",
            )
        ],
        [
            (
                "SGN044",
                f"{REGISTER}practitioners/pr-014.yaml",
                5,
                "`on` is 2026-05-01, before `from` on 2026-06-01",
            )
        ],
    ),
    "a first review before the sign-off": (
        [with_field("review_on: 2026-03-01")],
        [("SGN044", PA, 2, "`review_on` is 2026-03-01, before `signed_off_on` on 2026-03-05")],
    ),
    "an attorney whose power no one has seen": (
        [with_field("agreed: {person: {on: 2026-02-20, by: attorney}}")],
        [
            (
                "SGN045",
                PA,
                2,
                f"{WHOSE}: attorney agreed on 2026-02-20, and it is not recorded when the lasting power of attorney was seen",
            )
        ],
    ),
    "a deputy whose order was seen later": (
        [with_field("agreed: {person: {on: 2026-02-18, by: deputy, seen_on: 2026-02-19}}")],
        [
            (
                "SGN045",
                PA,
                2,
                f"{WHOSE}: deputy agreed on 2026-02-18; it counts from 2026-02-19, when the court order that appoints the "
                "deputy was seen",
            )
        ],
    ),
    "a best-interests decision of no one": (
        [with_field("agreed: {person: [{on: 2026-02-20, by: best-interests}]}")],
        [("SGN046", PA, 2, f"{WHOSE}: the best-interests decision of 2026-02-20 does not say who made it")],
    ),
    "a review before the sign-off": (
        [with_field("reviews: [{by: pr-011, on: 2026-03-01, outcome: continues}]")],
        [("SGN023", PA, 2, f"{WHOSE}: reviewed on 2026-03-01, before the sign-off on 2026-03-05: it does not count")],
    ),
    "a review that is set too late": (
        [with_field("review_on: 2028-03-05")],
        [
            (
                "SGN034",
                PA,
                2,
                f"{WHOSE}: the next review is set for 2028-03-05, and the rules ask for it by 2027-03-05",
            )
        ],
    ),
    "someone who is the same as themselves": (
        [(ASSESSOR, "same_as: pr-012")],
        [("SGN047", ASSESSOR, 1, "pr-012 is entered as the same human as pr-012")],
    ),
    "someone who is the same as no one known": (
        [(ASSESSOR, "same_as: pr-112")],
        [("REF001", ASSESSOR, 1, "there is no practitioner `pr-112`")],
    ),
    "resumed without a withdrawal": (
        [with_field("resumed: {by: person, on: 2026-10-20}")],
        [("SGN048", PA, 2, f"{WHOSE}: resumed by person on 2026-10-20; nothing was withdrawn before")],
    ),
    "resumed before the withdrawal": (
        [with_field("{withdrawn: {by: person, on: 2026-10-21}, resumed: {by: person, on: 2026-10-20}}")],
        [("SGN048", PA, 2, f"{WHOSE}: resumed by person on 2026-10-20; nothing was withdrawn before")],
    ),
    "resumed by someone else": (
        [with_field("{withdrawn: {by: person, on: 2026-10-01}, resumed: {by: pa, on: 2026-10-20}}")],
        [("SGN048", PA, 2, f"{WHOSE}: resumed by pa on 2026-10-20; person withdrew it")],
    ),
    "resumed after a clinical withdrawal": (
        [
            with_field(
                "{withdrawn: [{by: pr-011, on: 2026-10-01, because: concern}], resumed: [{by: pr-011, on: 2026-10-20}]}"
            )
        ],
        [("SGN048", PA, 2, f"{WHOSE}: resumed by pr-011 on 2026-10-20; it was withdrawn for a clinical reason")],
    ),
    "resumed too late": (
        [with_field("{withdrawn: {by: pa, on: 2026-04-01}, resumed: {by: pa, on: 2026-07-02}}")],
        [("SGN048", PA, 2, f"{WHOSE}: resumed by pa on 2026-07-02; it could be resumed until 2026-07-01")],
    ),
    "allowed once for no time": (
        [once('from: "22:00", until: "22:00"')],
        [("SGN053", PA, 2, f"{ONCE}: it begins and ends at 22:00, so it does not count")],
    ),
    "allowed once by a trainer": (
        [once('by: pr-030, from: "22:00", until: "06:00"')],
        [
            (
                "SGN053",
                PA,
                2,
                f"{ONCE}: pr-030 allowed it once on 2026-06-01; a PA trainer may not delegate nutrition tasks of medium "
                "risk, so it does not count",
            )
        ],
    ),
    "allowed once against the person": (
        [once('from: "14:30", until: "18:00"', "{withdrawn: {by: person, on: 2026-05-01}, reviews: null}")],
        [
            (
                "SGN053",
                PA,
                2,
                f"{ONCE}: it was withdrawn by the person on 2026-05-01, so it does not count",
            ),
        ],
    ),
    "allowed once without the person": (
        [
            once('person: person-002, from: "14:30", until: "18:00"'),
            (f"{REGISTER}persons/person-002.yaml", "person: person-002"),
        ],
        [
            (
                "SGN053",
                PA,
                2,
                f"{ONCE}: no one recorded that person-002 agreed, so it does not count".replace(
                    "person-001", "person-002"
                ),
            )
        ],
    ),
    "a parent who agreed for ever": (
        [with_field("agreed: {person: [{on: 2026-02-20, by: parent, record: care plan}]}")],
        [
            (
                "SGN073",
                PA,
                2,
                f"{WHOSE}: a parent agreed on 2026-02-20, and no one recorded until when that counts",
            )
        ],
    ),
    "a parent who agreed for ever, before the young person": (
        [with_field("agreed: {person: [{on: 2026-02-20, by: parent}, 2026-03-01]}")],
        [
            (
                "SGN073",
                PA,
                2,
                f"{WHOSE}: a parent agreed on 2026-02-20, and no one recorded until when that counts",
            )
        ],
    ),
    "withdrawn by someone of no known word": (
        [with_field("withdrawn: {by: solicitor, on: 2026-10-01, because: person-said-no}")],
        [("SGN018", PA, 2, "solicitor withdrew a sign-off of pa-0001 and is not in the register")],
    ),
    "an attorney's no that the person took back": (
        [with_field("{withdrawn: {by: attorney, on: 2026-10-01}, resumed: {by: person, on: 2026-10-20}}")],
        [("SGN048", PA, 2, f"{WHOSE}: resumed by person on 2026-10-20; attorney withdrew it")],
    ),
    "a correction of no field": (
        [with_field("corrected: [{on: 2026-03-20, field: trainedon, was: pr-011, because: slip of the pen}]")],
        [("SGN049", PA, 2, f"{WHOSE}: a sign-off has no field `trainedon`; did you mean `trained_on`?")],
    ),
    "an assessment that is written twice": (
        [with_field("assessed: [{by: pr-012, on: 2026-03-04, outcome: competent}]")],
        [("SGN050", PA, 2, f"{WHOSE}: the assessment by pr-012 on 2026-03-04 is written twice")],
    ),
    "a signature that is written twice": (
        [with_field("signed_off: [{by: pr-003, on: 2026-03-05}]")],
        [("SGN050", PA, 2, f"{WHOSE}: the signature by pr-003 on 2026-03-05 is written twice")],
    ),
    "a review that ends without a setting": (
        [with_field("reviews: [{by: pr-011, on: 2026-08-30, outcome: continues, until: 2026-12-31}]")],
        [
            ("SCH002", PA, 2, "`until` is there without `setting`"),
        ],
    ),
    "an act without its day": (
        [(PA, "sign_offs:\n  - trained_by: pr-030\n    trained_on: null\n")],
        [("SCH002", PA, 2, "`trained_by` is there without `trained_on`")],
    ),
    "a day under another name": (
        [(PA, "sign_offs:\n  - trained_bi: pr-030\n    trained_by: null\n")],
        [
            (
                "SCH001",
                PA,
                2,
                "`trained_bi` is not a field of an entry of `sign_offs`; did you mean `trained_by`?",
            )
        ],
    ),
    "a condition that no one knows": (
        [
            with_field("conditions: [daytime-onli]"),
            (POLICY, "conditions: [{id: daytime-only, title: By day only, summary: Between 7 and 22.}]"),
        ],
        [("REF001", PA, 2, "there is no condition `daytime-onli`; did you mean `daytime-only`?")],
    ),
    "two sign-offs with one id": (
        [
            (
                PA,
                "sign_offs:\n"
                "  - {id: feed-1, task: gastrostomy-feed, person: person-001}\n"
                "  - {id: feed-1, task: gastrostomy-feed, person: person-001}\n",
            )
        ],
        [("REF014", PA, 3, "`feed-1` is already the id of another entry of `sign_offs`")],
    ),
    "two files of one PA": (
        [(f"{REGISTER}pas/pa-0002.yaml", "pa: pa-0001")],
        [
            (
                "REF002",
                f"{REGISTER}pas/pa-0002.yaml",
                1,
                "the id is `pa-0001` and the file is named `pa-0002.yaml`; another file has the id `pa-0001`, so no one can say which of them holds",
            )
        ],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), FAULTS.values(), ids=FAULTS)
def test_bad_input_has_a_finding_at_its_place(
    changes: list[tuple[str, str]], expected: list[tuple[str, str, int, str]], judge: Judge
) -> None:
    found = judge(*changes).findings

    assert [(one.code, one.span.path, one.span.line, one.message) for one in found] == expected
    assert all(one.fix for one in found)


#: What is unusual, and in order → the changes.
IN_ORDER: dict[str, list[tuple[str, str]]] = {
    "two sign-offs that say opposite things": [
        (
            PA,
            "sign_offs:\n"
            "  - {task: gastrostomy-feed, person: person-001}\n"
            "  - {task: gastrostomy-feed, person: person-001, withdrawn: {by: pa, on: 2026-05-01}}\n",
        )
    ],
    "handed over and taken back": [
        with_field("handed_over: [{to: pr-012, on: 2026-06-01}, {to: pr-011, on: 2026-11-02}]")
    ],
    "two devices at once": [
        (
            PERSON,
            "devices: [{task: gastrostomy-feed, device: pump-model-a, from: 2026-01-01}, "
            "{task: gastrostomy-feed, device: pump-model-b, from: 2026-01-01}]",
        ),
        with_field("devices: [pump-model-a, pump-model-b]"),
    ],
    "an employer who came back": [
        (
            PERSON,
            "employers: [{id: employer-001, from: 2025-01-01}, {id: employer-002, from: 2025-06-01}, "
            "{id: employer-001, from: 2026-01-01}]",
        )
    ],
    "an employer who agrees twice": [
        with_field("agreed: {employer: [{on: 2026-02-20, id: employer-001}, {on: 2026-09-20, id: employer-001}]}")
    ],
    "a role that is to begin": [(LEAD, "roles: [{role: community-nurse, from: 2027-04-01}]")],
    "away from the day after": [
        (PA, "away: [{from: 2026-05-01, until: 2026-05-20}, {from: 2026-05-21, until: 2026-05-25}]")
    ],
    "found after the first day": [
        (
            f"{REGISTER}practitioners/pr-014.yaml",
            "practitioner: pr-014\nrole: community-nurse\norganisation: x\nactive_from: 2026-02-01\n"
            "discredited: {from: 2026-06-01, on: 2026-07-01, because: never registered}\n",
        )
    ],
    "an attorney whose power was seen": [
        with_field("agreed: {person: {on: 2026-02-20, by: attorney, seen_on: 2026-02-20, record: with the agreement}}")
    ],
    "a correction of a field in a field": [
        with_field("corrected: [{on: 2026-03-20, field: agreed.insurer, was: '2026-02-02', because: slip of the pen}]")
    ],
    "resumed on the last day": [with_field("{withdrawn: {by: pa, on: 2026-04-01}, resumed: {by: pa, on: 2026-07-01}}")],
    "allowed once over midnight": [once('from: "22:00", until: "02:00"')],
    "allowed once after a review that stops": [
        once('from: "14:30", until: "18:00"', "reviews: [{by: pr-011, on: 2026-05-01, outcome: stops}]")
    ],
    "allowed once for someone who agreed on the phone": [
        once('person: person-002, agreed_by: person, from: "14:30", until: "18:00"'),
        (f"{REGISTER}persons/person-002.yaml", "person: person-002"),
    ],
    "a parent who agreed until a day": [
        with_field("agreed: {person: {on: 2026-02-20, by: parent, until: 2028-05-31}}")
    ],
    "a yes of the person without an end": [with_field("agreed: {person: {on: 2026-02-20, by: self}}")],
    "withdrawn by a parent": [with_field("withdrawn: {by: parent, on: 2026-10-01, because: person-said-no}")],
    "withdrawn by the insurer": [with_field("withdrawn: {by: insurer, on: 2026-10-01}")],
    "withdrawn and resumed by a deputy": [
        with_field("{withdrawn: {by: deputy, on: 2026-10-01}, resumed: {by: deputy, on: 2026-10-20}}")
    ],
    "assessed by two on one day": [with_field("assessed: [{by: pr-011, on: 2026-03-04, outcome: competent}]")],
    "a ward review": [
        with_field(
            "reviews: [{by: pr-011, on: 2026-08-30, outcome: continues}, "
            "{by: pr-011, on: 2026-11-16, outcome: continues, setting: ward-7, until: 2026-12-14}]"
        )
    ],
}


@pytest.mark.parametrize("changes", IN_ORDER.values(), ids=IN_ORDER)
def test_what_is_in_order_has_no_finding(changes: list[tuple[str, str]], judge: Judge) -> None:
    assert judge(*changes).findings == ()


#: What leaves a fact in doubt that could stop → the changes; another rule than SGN037 reports the place.
DOUBTS: dict[str, list[tuple[str, str]]] = {
    "a second file of the PA": [(f"{REGISTER}pas/pa-0002.yaml", "pa: pa-0001")],
    "a second file of the person": [(f"{REGISTER}persons/person-002.yaml", "person: person-001")],
    "a second file of someone who acts": [
        (
            f"{REGISTER}practitioners/pr-099.yaml",
            "practitioner: pr-011\nrole: community-nurse\norganisation: x\nactive_from: 2024-01-01",
        )
    ],
    "the file of the person is gone": [(PERSON, "# gone")],
    "the file of the person cannot be read": [(PERSON, "ended_on: soon")],
    "the file of someone who acts cannot be read": [(NURSE, "active_from: once")],
    "an event of an unknown trigger": [(PERSON, "events: [{trigger: hospital-admision, on: 2026-10-01}]")],
    "an event about an unknown PA": [(PERSON, "events: [{trigger: incident, on: 2026-10-01, pa: pa-0009}]")],
    "an unknown condition": [with_field("conditions: [daytime-only]")],
    "the policy cannot be read": [(POLICY, "triggers: none"), with_field("task: gastrostomy-feed")],
}


@pytest.mark.parametrize("changes", DOUBTS.values(), ids=DOUBTS)
def test_every_doubt_is_reported_by_the_rule_of_its_cause(changes: list[tuple[str, str]], judge: Judge) -> None:
    report = judge(*changes)
    answer = may_do(report.facts, "pa-0001", "gastrostomy-feed", "person-001")

    assert answer.kind is AnswerKind.UNKNOWN
    assert answer.doubts
    assert {finding.code[:3] for finding in report.findings if finding.severity == "error"} & {"REF", "SCH", "YML"}


#: A day that has not come, in a field → whether that is said.
DAYS_AHEAD: dict[str, tuple[tuple[str, str], bool]] = {
    "a yes": (with_field("agreed: {insurer: [2026-02-22, 2027-02-20]}"), True),
    "a yes that says more": (with_field("agreed: {person: [2026-02-20, {on: 2027-02-20}]}"), True),
    "the last day of a yes": (with_field("agreed: {insurer: {on: 2026-02-22, until: 2027-10-01}}"), False),
    "a hand-over": (with_field("handed_over: [{to: pr-012, on: 2027-02-20}]"), True),
    "a training": (with_field("trained: [{by: pr-030, on: 2027-02-20}]"), True),
    "an assessment": (with_field("assessed: [{by: pr-012, on: 2027-02-20, outcome: competent}]"), True),
    "a correction": (
        with_field("corrected: [{on: 2027-03-20, field: person, was: person-002, because: slip of the pen}]"),
        True,
    ),
    "a day to look at it again": (
        with_field(
            "agreed: {person: {on: 2026-02-20, by: best-interests, decided_by: community-nurse, review_on: 2027-02-20}}"
        ),
        False,
    ),
    "a check with a result": ((LEAD, "register_checked_on: [2026-01-10, {on: 2027-01-10, result: registered}]"), True),
    "a role": ((LEAD, "roles: [{role: community-nurse, from: 2027-04-01, until: 2027-05-01}]"), False),
    "a time away": ((PA, "away: [{from: 2027-01-01, until: 2027-02-01}]"), False),
    "an employer": ((PERSON, "employers: [{id: employer-002, from: 2027-01-01}]"), False),
    "a device": ((PERSON, "devices: [{task: gastrostomy-feed, device: pump-model-b, from: 2027-01-01}]"), False),
    "the last day of a PA": ((PA, "active_until: 2027-01-31"), False),
    "the next review": (
        with_field("reviews: [{by: pr-011, on: 2026-08-30, outcome: continues, review_on: 2027-03-01}]"),
        False,
    ),
}


#: Where a record of the register names a task that is never delegated, other than in what happened → the changes, and the place.
NEVER = "changing-a-dose"
NEVER_NAMED: dict[str, tuple[tuple[str, str], tuple[str, int]]] = {
    "a need": ((PERSON, f"needs: [gastrostomy-feed, {NEVER}]"), (PERSON, 1)),
    "a device": ((PERSON, f"devices: [{{task: {NEVER}, device: pump-model-b, from: 2026-01-01}}]"), (PERSON, 1)),
    "an authorisation": (
        (
            TRAINER,
            f"authorised:\n  - {{by: pr-003, to: [train], tasks: [{NEVER}], from: 2025-01-01, until: 2027-01-01}}",
        ),
        (TRAINER, 2),
    ),
}


@pytest.mark.parametrize(("change", "place"), NEVER_NAMED.values(), ids=NEVER_NAMED)
def test_no_one_plans_a_task_that_is_never_delegated(
    change: tuple[str, str], place: tuple[str, int], judge: Judge
) -> None:
    found = [(each.span.path, each.span.line) for each in judge(change).findings if each.code == "DEL090"]

    assert found == [place]


@pytest.mark.parametrize(("change", "is_said"), DAYS_AHEAD.values(), ids=DAYS_AHEAD)
def test_what_was_done_is_not_in_the_future(change: tuple[str, str], is_said: bool, judge: Judge) -> None:
    assert [finding.code for finding in judge(change).findings] == (["SGN015"] if is_said else [])


def test_the_power_of_an_attorney_is_not_seen_in_the_future(judge: Judge) -> None:
    seen = with_field("agreed: {person: [2026-02-20, {on: 2026-02-20, by: attorney, seen_on: 2027-02-20}]}")

    assert [finding.code for finding in judge(seen).findings] == ["SGN015", "SGN045"]


def test_a_sign_off_that_is_no_delegation_has_no_verdict_to_report(judge: Judge) -> None:
    by_family = with_field("{done_under: family, signed_off_by: pr-030}")

    assert judge(by_family).findings == ()


def test_a_hand_over_that_does_not_count_is_one_finding(judge: Judge) -> None:
    """It leaves no one accountable, and that has the same cause; a hand-over to someone who left later has not."""
    refused = with_field("handed_over: [{to: pr-003, on: 2026-06-01}, {to: pr-012, on: 2026-07-01}]")
    left = (ASSESSOR, "active_until: 2026-11-01")

    assert [finding.code for finding in judge(refused).findings] == ["SGN035"]
    assert [finding.code for finding in judge(refused, left, on=date(2026, 11, 22)).findings] == ["SGN027", "SGN035"]
