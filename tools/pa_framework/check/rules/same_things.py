"""Families LAW, PLN, SIT, STO and TXT: things that two fields, records or pages tell, and tell in two ways."""

from collections.abc import Iterator
from itertools import chain

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.ages_told import ages_that_differ
from pa_framework.facts.duties_of_all import duties_of_everyone_and_no_one
from pa_framework.facts.facts import Facts
from pa_framework.facts.framework_counts import counts_of_the_framework
from pa_framework.facts.law_arithmetic import law_misfits
from pa_framework.facts.numbers_taken_up import people_taken_up_otherwise, shares_taken_up_otherwise
from pa_framework.facts.retold import told_otherwise
from pa_framework.facts.ruled_out import offers_against_the_rules
from pa_framework.facts.same_event import (
    editions_with_other_numbers,
    events_of_another_year,
    shares_that_are_not_the_whole,
)
from pa_framework.facts.same_times import ends_before_their_year, ends_of_another_year, times_with_another_end
from pa_framework.facts.times_retold import (
    times_of_what_an_answer_leads_to,
    times_taken_up_again,
    times_ten_times_over,
)
from pa_framework.facts.told_against import (
    done_and_never_done,
    meanings_against_their_names,
    needed_and_not_needed,
    paid_and_unpaid,
    roles_at_another_organisation,
    without_and_with_a_limit,
)
from pa_framework.facts.told_in_a_story import times_of_a_story_that_differ
from pa_framework.facts.told_twice import (
    counts_that_differ,
    learning_of_another_length,
    lengths_of_learning_that_differ,
    parts_of_a_course_that_differ,
    parts_that_do_not_add_up,
    rows_against_triggers,
    targets_of_the_past,
)
from pa_framework.facts.worked_examples import sums_that_are_wrong
from pa_framework.text.findings import Note, Severity

_OUTCOMES = {
    "stop": "the PA stops",
    "go-on": "the PA goes on",
    "go-on-until": "the PA goes on for some days, and then stops",
}


@rule("LAW020")
def law_values_that_do_not_fit(facts: Facts) -> Iterator[Problem]:
    """Two values in one record of the law do not fit: a week is not 7 days, an upper limit is below the lower one.

    Also found is the one row that is not the multiple of another value which all other rows are, such as most redundancy
    pay, which is 30 times the limit on a week's pay. Most often two digits changed places, or one is missing.

    ```yaml bad framework/law/home-offset.yaml
    id: home-offset
    title: Offset for a home
    summary: What you may count for a home.
    order: 3
    values:
      - id: day
        title: Offset for a day
        applies_to: Employers who give a home
        unit: pound-per-day
        history:
          - {value: 11.10, from: 2026-04-01, state: in-force, source: wages, seen: whole}
      - id: week
        title: Offset for a week
        applies_to: Employers who give a home
        unit: pound-per-week
        history:
          - {value: 70.77, from: 2026-04-01, state: in-force, source: wages, seen: whole}  # <- LAW020
    ```

    ```yaml good framework/law/home-offset.yaml
    id: home-offset
    title: Offset for a home
    summary: What you may count for a home.
    order: 3
    values:
      - id: day
        title: Offset for a day
        applies_to: Employers who give a home
        unit: pound-per-day
        history:
          - {value: 11.10, from: 2026-04-01, state: in-force, source: wages, seen: whole}
      - id: week
        title: Offset for a week
        applies_to: Employers who give a home
        unit: pound-per-week
        history:
          - {value: 77.70, from: 2026-04-01, state: in-force, source: wages, seen: whole}
    ```
    """
    for found in law_misfits(facts):
        yield Problem(
            found.span,
            f"`{found.name}` is {found.amount}, and `{found.other_name}` is {found.other_amount} on the same day: {found.how}",
            "correct the one that is wrong",
            (Note(found.other, found.other_amount),),
        )


@rule("STO020")
def shares_that_are_not_the_whole_are_wrong(facts: Facts) -> Iterator[Problem]:
    """The shares of the answers to one question add up to more than 100 per cent, or to less.

    Those who say that PAs go on, those who say that they do not, and those who do not know are all who were asked. Rounding
    explains half a per cent for each answer, and no more. Only figures of the same people, year and source are compared.

    ```yaml bad framework/evidence/supply-of-pas.yaml
    figures:
      - {id: good, says: Councils that say there is a good supply of PAs, value: 33, unit: per-cent, base: 72, base_of: councils, year: 2016, source: pa-research}
      - {id: not-good, says: Councils that say there is no good supply of PAs, value: 77, unit: per-cent, base: 72, base_of: councils, year: 2016, source: pa-research}  # <- STO020
    ```

    ```yaml good framework/evidence/supply-of-pas.yaml
    figures:
      - {id: good, says: Councils that say there is a good supply of PAs, value: 33, unit: per-cent, base: 72, base_of: councils, year: 2016, source: pa-research}
      - {id: not-good, says: Councils that say there is no good supply of PAs, value: 67, unit: per-cent, base: 72, base_of: councils, year: 2016, source: pa-research}
    ```
    """
    for found in shares_that_are_not_the_whole(facts):
        yield Problem(
            found.span,
            f"the answers to this question add up to {found.total} per cent",
            "read the source again, and correct the share that is wrong",
            tuple(Note(other, "another answer") for other in found.others),
        )


@rule("TXT021", Severity.WARNING)
def event_of_another_year(facts: Facts) -> Iterator[Problem]:
    """A text gives another year for an event than other texts do, or another number of levels or standards than there are.

    Readers who find 2012 on one page and 2022 on another trust neither. What has an abbreviation, or a name in the
    glossary, is compared: when it began, and when it ended. So are times such as "9 September 2026 to 28 February 2027" that
    begin on the same day, if their sentences are about one thing and the ends differ as after a slip: two courses may begin
    on one day and end on two. So is the day until which something lasts, where other texts give it with another year. What most
    texts say counts as right. The number of standards of an edition, of its "role categories", and of the levels, steps and
    pay bands of the framework is compared with the records.

    ```yaml bad framework/roles/pharmacist.yaml
    does: [Helped until July 2022 a CCG]
    limits: [The CCG closed in July 2012]  # <- TXT021
    summary: The CCG ended in July 2022.
    ```

    ```yaml good framework/roles/pharmacist.yaml
    does: [Helped until July 2022 a CCG]
    limits: [The CCG closed in July 2022]
    ```
    """
    ends = {each.span: each for each in (*ends_before_their_year(facts), *ends_of_another_year(facts))}
    for found in chain(
        events_of_another_year(facts),
        times_with_another_end(facts),
        ends.values(),
        editions_with_other_numbers(facts),
        counts_of_the_framework(facts),
    ):
        yield Problem(
            found.span,
            f"the text says “{found.written}” for {found.what}, and another place says {found.right}",
            "correct the one that is wrong",
            (Note(found.source, found.right),),
        )


@rule("TXT022", Severity.WARNING)
def told_in_two_ways(facts: Facts) -> Iterator[Problem]:
    """A record says in two places how long or how many, and the two differ; or the parts of a time do not add up.

    Compared are how long learning takes with the beginning of its summary and with "the 4 nights" in its cost; its parts in
    one field with those in the others; the easy words of a story with its summary and hours; whether learning is paid;
    whether someone may stay for a time, or as long as they like; the meaning of a term with its name; what the summary has
    someone do, with what they never do in easy words; what support offers with its rules; what is not needed in one field with
    what is needed in another; for whom a role works; and an age, such as "the change at 18". What most fields say counts as right. So are
    times of the one who tells a story: "seven years at home" in the summary and "nine years at home" in their words, or a
    stay of nine days that ends on the twelfth. "Nine years, four by the council and three by the NHS" leaves two years that
    no one pays for. A sum that a text works out is done again: "2 days a week", "£104", "each day costs £65".

    ```yaml bad framework/learning/core-training.yaml
    summary: A day on what every PA should know.
    takes: Half an hour  # <- TXT022
    ```

    ```yaml bad case_studies/rosa.yaml
    summary: Rosa was at home with her children for seven years.
    story:
      - I had nine years at home with three kids.  # <- TXT022
    ```

    ```yaml good framework/learning/core-training.yaml
    summary: A day on what every PA should know.
    takes: One day
    ```
    """
    told = chain(
        learning_of_another_length(facts),
        counts_that_differ(facts),
        parts_of_a_course_that_differ(facts),
        lengths_of_learning_that_differ(facts),
        times_of_a_story_that_differ(facts),
        paid_and_unpaid(facts),
        without_and_with_a_limit(facts),
        meanings_against_their_names(facts),
        done_and_never_done(facts),
        offers_against_the_rules(facts),
        needed_and_not_needed(facts),
        roles_at_another_organisation(facts),
        ages_that_differ(facts),
    )
    for found in {each.span: each for each in told}.values():
        yield Problem(
            found.span,
            f"this says “{found.written}”, and another field of the record “{found.right}”, for {found.what}",
            "correct the one that is wrong",
            (Note(found.source, found.right),),
        )
    for result in sums_that_are_wrong(facts):
        yield Problem(
            result.span,
            f"the text gives {result.says} for a sum; {result.but}",
            "correct the number that is wrong",
            (Note(result.other, "the sum"),),
        )
    for wrong in parts_that_do_not_add_up(facts):
        yield Problem(
            wrong.span,
            f"the text divides {wrong.written} into parts that add up to {wrong.total}",
            "correct the number that is wrong",
        )


@rule("PLN010", Severity.WARNING)
def target_of_the_past(facts: Facts) -> Iterator[Problem]:
    """The target of a plan that holds now was to be reached on a day that has passed.

    Most often a year is mistyped. If the day has come, say what was reached, or set a new target.

    ```yaml bad framework/plan/better-support.yaml
    measures:
      - {id: pas-supported, title: PAs who know whom to ask, baseline: Four of ten, target: Half by December 2017, source: pa-research}  # <- PLN010
    ```

    ```yaml good framework/plan/better-support.yaml
    measures:
      - {id: pas-supported, title: PAs who know whom to ask, baseline: Four of ten, target: Half by December 2027, source: pa-research}
    ```
    """
    for found in targets_of_the_past(facts):
        yield Problem(
            found.span,
            f"the target of this plan was to be reached “{found.written}”, and that has passed",
            "correct the day; or say in `baseline` what was reached, and set a new target",
        )


@rule("SIT020")
def row_against_a_trigger(facts: Facts) -> Iterator[Problem]:
    """A table on a page says what a PA does when something happens, and the delegation policy says otherwise.

    A PA who reads "goes on" where the policy says stop does a task that no one answers for. The first cell of the row is
    compared with the titles of `triggers` in framework/delegation.yaml.

    ```text bad framework/pages/about/us.md
    | What happened | What the PA does |
    |---|---|
    | Hospital admission | Goes on as before. |
    ```

    ```text good framework/pages/about/us.md
    | What happened | What the PA does |
    |---|---|
    | Hospital admission | Stops, and rings the nurse. |
    ```
    """
    for found in rows_against_triggers(facts):
        yield Problem(
            found.span,
            f"the table says “{found.written}”; by the policy, {_OUTCOMES[found.trigger.does]}",
            "write what the policy says; if the policy is wrong, ask those who approve it",
            (Note(found.trigger.origin.at("does"), found.trigger.does),),
        )


@rule("TXT029", Severity.WARNING)
def told_otherwise_elsewhere(facts: Facts) -> Iterator[Problem]:
    """A sentence is nearly that of another text, and has another number, or a word for its opposite.

    One of the two is wrong, and readers of that page do what it says. Where more texts say it, what most of them say counts
    as right. An answer of the search is compared with what it leads to, and every text with those of whose minutes or hours
    it says ten times as many, or a tenth. "The 28 days are our suggestion" takes up a time that the record or page says before;
    so do "any of the six" and "Read 54 per cent as the least".
    The same goes for one record or page by which everyone has to do something, and no one has to.

    ```yaml bad framework/roles/community-nurse.yaml
    limits: ["For children, the project teaches carers suction to 5 cm past the end of the tube."]  # <- TXT029
    summary: "For children, the project teaches carers suction to 0.5 cm past the end of the tube."  # <- TXT029
    ```

    ```yaml good framework/roles/community-nurse.yaml
    limits: ["For children, the project teaches carers suction to 0.5 cm past the end of the tube."]
    summary: "For children, the project teaches carers suction to 0.5 cm past the end of the tube."
    ```
    """
    times = (*times_ten_times_over(facts), *times_of_what_an_answer_leads_to(facts))
    taken_up = chain(people_taken_up_otherwise(facts), shares_taken_up_otherwise(facts))
    times_once = {(each.span.path, each.written): each for each in times}
    for found in chain(told_otherwise(facts), times_once.values(), duties_of_everyone_and_no_one(facts), taken_up):
        yield Problem(
            found.span,
            f"this says “{found.written}”, and a sentence on the same says “{found.right}”",
            "find out which is right, and correct the other",
            (Note(found.other, found.right),),
        )
    for found in times_taken_up_again(facts):
        yield Problem(
            found.span,
            f"this takes up “{found.written}”, which is nowhere else here; another time is “{found.right}”",
            "find out which is right, and correct the other",
            (Note(found.other, found.right),),
        )
