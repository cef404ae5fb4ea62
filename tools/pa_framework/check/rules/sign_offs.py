"""Family SGN: what breaks the chain of a sign-off. The facts are those of verdict.py and sign_off_links.py."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.check.rules.verdicts import problems_with_code
from pa_framework.facts.facts import Facts


@rule("SGN001")
def out_of_order(facts: Facts) -> Iterator[Problem]:
    """A link of a sign-off is dated before the one that it rests on.

    First everyone agrees, then a professional delegates, then come training, assessment and sign-off. A step that
    comes too early was done without the one before it.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - trained_on: 2026-02-19  # <- SGN001
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - trained_on: 2026-02-25
    ```
    """
    yield from problems_with_code(
        facts, "SGN001", "correct the date if it is a slip; if it is right, do the later step again"
    )


@rule("SGN002")
def signed_off_by_themselves(facts: Facts) -> Iterator[Problem]:
    """A PA holds a duty of their own sign-off.

    No one can judge their own safety.

    ```yaml bad competences/register/practitioners/pr-003.yaml
    is_pa: pa-0001
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - signed_off_by: pr-003  # <- SGN002
    ```

    ```yaml good competences/register/practitioners/pr-003.yaml
    role: phb-clinical-lead
    ```
    """
    yield from problems_with_code(facts, "SGN002", "ask someone else to do it, and record what they did with its day")


@rule("SGN003")
def duties_not_apart(facts: Facts) -> Iterator[Problem]:
    """One practitioner holds two duties that the task or its tier keeps apart.

    A second person notices what the first has got used to.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed_by: pr-003
        signed_off_by: pr-003  # <- SGN003
    ```

    ```yaml bad framework/roles/phb-clinical-lead.yaml
    may_assess: {nutrition: high}
    ```

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off: {assessed_by: [community-nurse, phb-clinical-lead]}
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed_by: pr-012
        signed_off_by: pr-003
    ```
    """
    yield from problems_with_code(
        facts, "SGN003", "ask another practitioner to do one of the two, and record what they did with its day"
    )


@rule("SGN004")
def role_may_not(facts: Facts) -> Iterator[Problem]:
    """Someone acted whose role may not hold this duty for tasks of this category and risk.

    The record of the role in framework/roles lists what it may do. SGN024 is about a role that may hold the duty, and
    that the task does not name.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed_by: pr-030  # <- SGN004
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed_by: pr-012
    ```
    """
    yield from problems_with_code(
        facts, "SGN004", "ask someone whose role may do it; it counts from the day they do it"
    )


@rule("SGN005")
def not_active_that_day(facts: Facts) -> Iterator[Problem]:
    """Someone acted before they began in their role, or after they had left.

    On that day they did not have the authority of the role.

    ```yaml bad competences/register/practitioners/pr-012.yaml
    active_until: 2026-03-03
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed_by: pr-012  # <- SGN005
        observed: [{by: pr-011, on: 2026-03-01}, {by: pr-011, on: 2026-03-02}, {by: pr-011, on: 2026-03-04}]
    ```

    ```yaml good competences/register/practitioners/pr-012.yaml
    active_until: 2026-12-31
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN005",
        "correct `active_from` or `active_until`; if they are right, ask someone who is active to do it again",
    )


@rule("SGN006")
def no_authority_that_day(facts: Facts) -> Iterator[Problem]:
    """Someone acted whose authority does not come from anyone accountable on that day.

    A practitioner who is on no professional register needs an authorisation. It names the task or its category, and
    runs on the day of the act. The person who gave it must have had authority on the day they gave it.

    ```yaml bad competences/register/practitioners/pr-030.yaml
    authorised:
      - {by: pr-011, on: 2026-01-20, from: 2026-01-20, until: 2026-02-24, categories: [nutrition]}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - trained_by: pr-030  # <- SGN006
    ```

    ```yaml good competences/register/practitioners/pr-030.yaml
    authorised:
      - {by: pr-011, on: 2026-01-20, from: 2026-01-20, until: 2027-01-19, categories: [nutrition]}
    ```
    """
    yield from problems_with_code(
        facts, "SGN006", "record the authorisation that ran on that day; if there was none, do the link again"
    )


@rule("SGN007")
def authority_in_a_circle(facts: Facts) -> Iterator[Problem]:
    """Practitioners authorised one another in a circle.

    No one in the circle answers to a professional register, so none of them has authority.

    ```yaml bad competences/register/practitioners/pr-030.yaml
    authorised:
      - {by: pr-030, on: 2026-01-20, from: 2026-01-20, categories: [nutrition]}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - trained_by: pr-030  # <- SGN007
    ```

    ```yaml good competences/register/practitioners/pr-030.yaml
    authorised:
      - {by: pr-011, on: 2026-01-20, from: 2026-01-20, categories: [nutrition]}
    ```
    """
    yield from problems_with_code(
        facts, "SGN007", "ask a registered professional outside the circle to authorise one of them"
    )


@rule("SGN008")
def too_few_practices(facts: Facts) -> Iterator[Problem]:
    """A PA was signed off after fewer observed practices than the task asks for.

    A practice counts from the day of training to the day of the assessment, and once everyone has agreed. One with other
    equipment than the `devices` of the sign-off does not count.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - observed: [{by: pr-011, on: 2026-03-01}, {by: pr-011, on: 2026-03-02}]
        signed_off_on: 2026-03-05  # <- SGN008
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - observed: [{by: pr-011, on: 2026-03-01}, {by: pr-011, on: 2026-03-02}, {by: pr-012, on: 2026-03-04}]
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN008",
        "observe more, then assess and sign off again; add a practice that was left out with its true day and who saw it",
    )


@rule("SGN009")
def competence_not_held(facts: Facts) -> Iterator[Problem]:
    """A PA was signed off without a competence that the task requires.

    It must have been assessed by that day, at the step that the task asks for or a higher one.

    ```yaml bad competences/register/pas/pa-0001.yaml
    competences:
      - {competence: infection-prevention, step: independent, assessed_by: pr-030, on: 2026-01-25}
      - {competence: record-keeping, step: aware, assessed_by: pr-030, on: 2026-01-26}
    sign_offs:
      - signed_off_on: 2026-03-05  # <- SGN009
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    competences:
      - {competence: infection-prevention, step: independent, assessed_by: pr-030, on: 2026-01-25}
      - {competence: record-keeping, step: independent, assessed_by: pr-030, on: 2026-01-26}
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN009",
        "assess it and sign off again; if it was assessed and left out, record its true day and who assessed it",
    )


@rule("SGN010")
def without_a_yes(facts: Facts) -> Iterator[Problem]:
    """A PA was signed off without the agreement of the person, the PA, the employer or the insurer.

    The person decides, the PA may refuse, and without the insurer no one is covered.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed: {insurer: null}
        signed_off_on: 2026-03-05  # <- SGN010
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - agreed: {insurer: 2026-02-22}
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN010",
        "ask them, then do every later step again; if they agreed before and it was left out, record the true day",
    )


@rule("SGN013")
def assessed_with_another_person(facts: Facts) -> Iterator[Problem]:
    """A sign-off for one person rests on an assessment with another.

    What is safe with one person can be dangerous with another. Such a task is assessed with each person.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed_with: person-002  # <- SGN013
    ```

    ```yaml bad competences/register/persons/person-002.yaml
    person: person-002
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed_with: person-001
    ```
    """
    yield from problems_with_code(facts, "SGN013", "assess the PA with this person, and sign off for them")


@rule("SGN017")
def registration_not_checked(facts: Facts) -> Iterator[Problem]:
    """No one had checked a professional's registration in the time before they acted, or it was not in force.

    A registration can end, or be suspended. `register_check_valid_months` of the framework says how long a check counts.

    ```yaml bad competences/register/practitioners/pr-003.yaml
    register_checked_on: [2024-01-10]
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - signed_off_by: pr-003  # <- SGN017
    ```

    ```yaml good competences/register/practitioners/pr-003.yaml
    register_checked_on: [2026-01-10]
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN017",
        "look them up on their professional register; if a check was made in time, add its day and result; if not, ask another professional to do it again",
    )


@rule("SGN019")
def assessed_by_the_employer_alone(facts: Facts) -> Iterator[Problem]:
    """The assessor's role is one that may not assess alone.

    The person who employs a PA depends on that PA, so they should not be the only one to judge.

    ```yaml bad competences/register/practitioners/pr-012.yaml
    role: individual-employer
    authorised:
      - {by: pr-011, on: 2026-01-20, from: 2026-01-20, categories: [nutrition]}
    ```

    ```yaml bad framework/roles/individual-employer.yaml
    authorised_by: [community-nurse]
    may_assess: {nutrition: high}
    ```

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off: {assessed_by: [community-nurse, individual-employer]}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed_by: pr-012  # <- SGN019
    ```

    ```yaml good competences/register/practitioners/pr-012.yaml
    role: community-nurse
    ```
    """
    yield from problems_with_code(facts, "SGN019", "ask a registered professional to assess the PA")


@rule("SGN020")
def link_missing(facts: Facts) -> Iterator[Problem]:
    """A link of a sign-off is there, and the one that it rests on is not.

    A sign-off needs an assessment, and an assessment needs training.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - trained_by: null
        trained_on: null
        assessed_on: 2026-03-04  # <- SGN020
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - trained_by: pr-030
        trained_on: 2026-02-25
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN020",
        "record who did the missing step and when; if no one did, do it now, and do the later steps again",
    )


@rule("SGN024")
def role_not_named(facts: Facts) -> Iterator[Problem]:
    """Someone acted whose role may hold the duty, and the task does not name that role for it.

    The fields `delegated_by`, `trained_by`, `assessed_by`, `signed_off_by` and `reviewed_by` of a task name the roles
    for it. A physiotherapist may assess other tasks of the same risk, and still not know this one.

    ```yaml bad competences/register/practitioners/pr-003.yaml
    role: dietitian
    ```

    ```yaml bad framework/roles/dietitian.yaml
    may_sign_off: {nutrition: high}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - signed_off_by: pr-003  # <- SGN024
    ```

    ```yaml good competences/register/practitioners/pr-003.yaml
    role: phb-clinical-lead
    ```
    """
    yield from problems_with_code(
        facts,
        "SGN024",
        "ask someone with a role that the task names to do it again; or ask the task's owner to add the role",
    )


@rule("SGN026")
def not_entitled(facts: Facts) -> Iterator[Problem]:
    """Someone acted who was found later not to be entitled on that day.

    `discredited` in the record of the practitioner says from which day. What they did or gave from then on does not
    count.

    ```yaml bad competences/register/practitioners/pr-012.yaml
    discredited: {from: 2026-03-03, on: 2026-10-01, because: never registered}
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed_by: pr-012  # <- SGN026
        observed: [{by: pr-011, on: 2026-03-01}, {by: pr-011, on: 2026-03-02}, {by: pr-011, on: 2026-03-04}]
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - assessed_by: pr-011
    ```
    """
    yield from problems_with_code(
        facts, "SGN026", "stop the task; ask someone who is entitled to do this step again, and sign off again"
    )
