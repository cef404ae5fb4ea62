"""Family SGN: what a sign-off amounts to on the day, and what is remarkable about the records of it."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, add, rule
from pa_framework.check.rules.verdicts import problems_with_code
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import PARTIES_IN_WORDS, withdrawals
from pa_framework.records.json_schema import is_iso_date
from pa_framework.records.yaml_source import leaves
from pa_framework.text.findings import Severity
from pa_framework.text.sentences import quote_ids

#: Fields with the day of something that was done. Days of a plan (`from`, `until`) may be in the future.
_PAST_FIELDS = {
    "on",
    "seen_on",
    "delegated_on",
    "trained_on",
    "assessed_on",
    "signed_off_on",
    "dbs_checked_on",
    "inducted_on",
    "register_checked_on",
}
_PARTIES = {"person", "pa", "employer", "insurer"}


@rule("SGN011", Severity.WARNING)
def lapsed(facts: Facts) -> Iterator[Problem]:
    """The review date of a sign-off has passed.

    The PA may not do the task until someone who may review has reviewed it.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - task: gastrostomy-feed  # <- SGN011
        agreed: {person: 2025-02-20, pa: 2025-02-21, employer: 2025-02-20, insurer: {on: 2025-02-22, until: 2027-02-21}}
        delegated_on: 2025-02-20
        trained_on: 2025-02-25
        observed: [{by: pr-011, on: 2025-03-01}, {by: pr-011, on: 2025-03-02}, {by: pr-012, on: 2025-03-04}]
        assessed_on: 2025-03-04
        signed_off_on: 2025-03-05
        reviews: null
    competences:
      - {competence: infection-prevention, step: independent, assessed_by: pr-011, on: 2025-01-25}
      - {competence: record-keeping, step: independent, assessed_by: pr-011, on: 2025-01-26}
    ```

    ```yaml bad competences/register/practitioners/pr-003.yaml
    register_checked_on: [2025-01-10]
    ```

    ```yaml bad competences/register/practitioners/pr-011.yaml
    register_checked_on: [2025-01-10]
    ```

    ```yaml bad competences/register/practitioners/pr-012.yaml
    register_checked_on: [2025-01-10]
    ```

    ```yaml bad competences/register/practitioners/pr-030.yaml
    active_from: 2024-06-01
    authorised:
      - {by: pr-011, on: 2025-01-20, from: 2025-01-20, categories: [nutrition]}
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews: [{by: pr-011, on: 2026-08-30, outcome: continues}]
    ```
    """
    yield from problems_with_code(facts, "SGN011", "stop the task, and ask someone who may review to review it")


@rule("SGN012", Severity.WARNING)
def review_due(facts: Facts) -> Iterator[Problem]:
    """The review of a sign-off is due soon.

    `review_warning_days` of the framework says how long before.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - task: gastrostomy-feed  # <- SGN012
        agreed: {insurer: {on: 2026-02-22, until: 2027-12-31}}
        reviews: null
    ```

    ```yaml bad framework/framework.yaml
    settings: {review_warning_days: 120}
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews: [{by: pr-011, on: 2026-08-30, outcome: continues}]
    ```
    """
    yield from problems_with_code(facts, "SGN012", "ask someone who may review for a day before then")


@rule("SGN014", Severity.WARNING)
def trigger_since(facts: Facts) -> Iterator[Problem]:
    """Something happened that calls for a new decision, and none was made since.

    The task lists such events in `decide_again_when`. Some of them stop the task until there is a new decision.

    ```yaml bad competences/register/persons/person-001.yaml
    events: [{trigger: hospital-admission, on: 2026-09-10}]
    ```

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - task: gastrostomy-feed  # <- SGN014
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - task: gastrostomy-feed
    ```
    """
    yield from problems_with_code(
        facts, "SGN014", "ask someone who may review to review the task, and record the decision with its day"
    )


@rule("SGN015")
def dated_in_the_future(facts: Facts) -> Iterator[Problem]:
    """Something is recorded as done on a day that has not come yet.

    It is a slip, or someone recorded what they planned to do.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews: [{by: pr-011, on: 2027-08-30, outcome: continues}]  # <- SGN015
        signed_off_on: 2026-03-05
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews: [{by: pr-011, on: 2026-08-30, outcome: continues}]
    ```
    """
    today = facts.on.isoformat()
    for document, kind in facts.register.documents if facts.register else ():
        if document.findings or kind == "register":
            continue
        for route, value in leaves(document.data):
            if not isinstance(value, str) or not today < value < "9999" or not is_iso_date(value):
                continue  # of a day that is written otherwise, SCH005 says how to write it
            names = [part for part in route if isinstance(part, str)]
            if not names or names[0] == "rota":  # a rota is a plan
                continue
            happened = (
                names[-1] in _PAST_FIELDS or (names[-1] in _PARTIES and "agreed" in names) or names[0] == "signed"
            )
            if happened:
                yield Problem(
                    document.span(route),
                    f"`{names[-1]}` is {value}, which has not come yet",
                    "write the day on which it was done, or take it out until it is",
                )


@rule("SGN016")
def task_is_not_delegable(facts: Facts) -> Iterator[Problem]:
    """A sign-off names a task that no one may hand to a PA, or that needs no sign-off.

    A sign-off looks like permission. For such a task there is none.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - task: changing-a-dose  # <- SGN016
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - task: gastrostomy-feed
    ```
    """
    yield from problems_with_code(
        facts, "SGN016", "stop the task at once and tell the PHB clinical lead; record `withdrawn` with its day"
    )


@rule("SGN018")
def withdrawn_by_no_one_known(facts: Facts) -> Iterator[Problem]:
    """A sign-off was withdrawn by someone who is neither one of the people involved nor in the register.

    A reader must know whom to ask. Where someone decided for the person, `by` says so in the words of the agreement:
    `best-interests`, `attorney`, `deputy`, `court` or `parent`.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - withdrawn: {by: pr-999, on: 2026-10-01}  # <- SGN018
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - withdrawn: {by: person, on: 2026-10-01}
    ```
    """
    held = facts.register
    for pa in held.pas.values() if held else ():
        for index, sign_off in enumerate(pa.sign_offs):
            for taken, route in withdrawals(sign_off):
                if not held or taken.by in PARTIES_IN_WORDS or taken.by in held.practitioners:
                    continue
                yield Problem(
                    pa.origin.at("sign_offs", index, *route, "by"),
                    f"{taken.by} withdrew a sign-off of {pa.id} and is not in the register",
                    f"write {quote_ids(('person', 'pa', 'employer'))}, who decided for the person, such as `attorney`, "
                    "or the id of a practitioner",
                )


@rule("SGN023", Severity.WARNING)
def does_not_count(facts: Facts) -> Iterator[Problem]:
    """An observed practice or a review does not count.

    It does not change the sign-off. But someone thought that it did.

    ```yaml bad competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews: [{by: pr-030, on: 2026-08-30, outcome: continues}]  # <- SGN023
    ```

    ```yaml good competences/register/pas/pa-0001.yaml
    sign_offs:
      - reviews: [{by: pr-011, on: 2026-08-30, outcome: continues}]
    ```
    """
    yield from problems_with_code(
        facts, "SGN023", "ask someone who may do it to do it at the right time, and record that", remarks=True
    )


#: Codes of verdicts that are not faults: `register why` shows them, and `check` reports nothing.
_NOT_FAULTS = {
    ("SGN021", "withdrawn"): """A sign-off was withdrawn.

    The person, the PA and the employer may withdraw at any time, and so may a practitioner who had agreed.
    The PA may not do the task until there is a new sign-off. This is no fault of the record.

    ```text bad competences/register/pas/pa-0001.yaml
    withdrawn: {by: person, on: 2026-10-01, because: person-said-no}
    (the PA goes on all the same)
    ```

    ```text good competences/register/pas/pa-0001.yaml
    withdrawn: {by: person, on: 2026-10-01, because: person-said-no}
    (the PA stops)
    ```
    """,
    ("SGN022", "review-did-not-continue"): """A review said that the PA must stop, or train again first.

    Stop the PA now, and tell the person and the employer. Never add a review that did not happen. After `retrain`, the PA may not do the task until they have trained again and a later review says `continues`. After `stops`
    no review ends it: the task is agreed, delegated, trained, assessed and signed off anew, all after that review. This is
    no fault of the record.

    ```text bad competences/register/pas/pa-0001.yaml
    reviews: [{by: pr-011, on: 2026-08-30, outcome: retrain}]
    (the PA goes on all the same)
    ```

    ```text good competences/register/pas/pa-0001.yaml
    reviews: [{by: pr-011, on: 2026-08-30, outcome: retrain}, {by: pr-012, on: 2026-09-20, outcome: continues}]
    (the PA trains, and a review says so)
    ```
    """,
    ("SGN030", "not-active-now"): """The PA has left or is away, or the person's support has ended.

    The sign-off does not hold on such a day. This is no fault of the record.

    ```text bad competences/register/pas/pa-0001.yaml
    away: [{from: 2026-05-01, until: 2026-10-31}]
    (the PA does the task in July)
    ```

    ```text good competences/register/pas/pa-0001.yaml
    away: [{from: 2026-05-01, until: 2026-10-31}]
    (someone else does the task until the PA is back)
    ```
    """,
    (
        "SGN037",
        "cannot-say",
    ): """Something that could stop a task is not known, so no one can say whether the PA may do it.

    A file of the register cannot be read, or is there twice, or names something that does not exist. The rules about
    reading, shape and references (YML, SCH and REF) report the place, so that one cause has one finding. Correct what
    they report. Until then the PA asks a registered professional before doing the task.

    ```text bad competences/register/persons/person-001.yaml
    events: [{trigger: hospital-admision, on: 2026-10-01}]
    (no one can say whether this stops the task)
    ```

    ```text good competences/register/persons/person-001.yaml
    events: [{trigger: hospital-admission, on: 2026-10-01}]
    (the task stops until it is reviewed)
    ```
    """,
    ("SGN041", "only-in-one-setting"): """A review lets the PA go on in one place only, such as a ward, and until a day.

    Something happened that stops the task. A review with a `setting` and an `until` lifts that there, and nowhere else:
    `register why --setting ward-7` asks about it. At home the task stays stopped until someone decides about it, and SGN014 says so.

    ```text bad competences/register/pas/pa-0001.yaml
    reviews: [{by: pr-011, on: 2026-09-12, outcome: continues, setting: ward-7, until: 2026-12-31}]
    (the PA does the task at home as well)
    ```

    ```text good competences/register/pas/pa-0001.yaml
    reviews:
      - {by: pr-011, on: 2026-09-12, outcome: continues, setting: ward-7, until: 2026-12-31}
      - {by: pr-011, on: 2026-10-05, outcome: continues}
    (the person is back home, and the nurse has reviewed the task there)
    ```
    """,
    (
        "SGN074",
        "on-the-way",
    ): """A sign-off is on its way: a step of the chain comes next, and no one has signed it off yet.

    Someone agrees, delegates, trains, observes, assesses or signs off next; `register why` says which it is. The PA does
    not do the task until then, other than to practise it while someone who may observe is there. This is no fault of
    the record.

    ```text bad competences/register/pas/pa-0001.yaml
    assessed_on: 2026-03-04
    (the PA does the task alone from 4 March)
    ```

    ```text good competences/register/pas/pa-0001.yaml
    assessed_on: 2026-03-04
    signed_off_on: 2026-03-05
    (the PA does the task alone from 5 March)
    ```
    """,
}

for (_code, _name), _words in _NOT_FAULTS.items():
    add(_code, _name, Severity.ERROR if _code == "SGN037" else Severity.WARNING, _words, None)
