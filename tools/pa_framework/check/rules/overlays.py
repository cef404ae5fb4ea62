"""Family OVR: a framework that builds on another one.

The reader notes what does not fit between the two (records/overlays.py, records/bases.py); these rules report it. What
the area loosens is found by the code that `diff` uses.
"""

from collections.abc import Iterator

from pa_framework.check.rules import registry
from pa_framework.check.rules.registry import Problem, add, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.overlays import loosened, reworded, still_needed
from pa_framework.records.kinds import KIND
from pa_framework.records.overlays import FaultKind
from pa_framework.text.dates import format_date
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import count, quote_ids

_TASK = "framework/tasks/gastrostomy-feed.yaml"
_SETTINGS = "framework/framework.yaml"
#: A change as it is meant to be.
_GOOD = f"""```yaml good {_TASK}
    changes: gastrostomy-feed
    because: Our nurses look at every feed twice a year.
    sign_off:
      review_every: {{months: 6}}
    ```"""


@rule("OVR001")
def loosens_the_base(facts: Facts) -> Iterator[Problem]:
    """A rule that keeps someone safe holds less than in the base.

    An area may ask for more than the framework that it builds on, and never for less. Reviews may be shorter, practices
    more, and a task may become one that no PA does. Where a rule must be loosened, a clinician agrees to it in a waiver,
    with a reason and a last day.

    What is loosened is found as `pa-framework diff` finds it, which compares what takes effect. Where the base builds on
    another framework, what it loosens there counts here too: what was agreed elsewhere was not agreed here.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    changes: gastrostomy-feed
    because: Our dietitians hold the plans.
    before_you_start: [Your hands are clean]  # <- OVR001
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    changes: gastrostomy-feed
    because: Our nurses look at every feed twice a year.
    sign_off:
      review_every: {months: 6}
    ```
    """
    severities = {code: rule.severity for code, rule in registry.RULES.items()}
    for found in loosened(facts, severities):
        weak = found.weakened
        notes = (Note(weak.span, "is where the base has it"),) if weak.span != found.span else ()
        base = f"`{found.under}`, which the base builds on" if found.under else "the base"
        yield Problem(
            found.span,
            f"“{weak.title}” asks for less than {base}: {weak.field} was {weak.before or 'not there'} "
            f"and is {weak.after or 'gone'}",
            "ask for as much as the base does; or let a clinician agree in a waiver, with a last day",
            notes,
        )


_WORDS: dict[str, tuple[FaultKind, str, Severity, str]] = {
    "OVR002": (
        "unknown-target",
        "changes-an-unknown-record",
        Severity.ERROR,
        f"""A change names a record that the base does not have.

    What it says would be nowhere. Most often the id has a slip, or the record is a new one of the area: then it has
    `id` and not `changes`.

    ```yaml bad {_TASK}
    changes: gastrostomy-fed  # <- OVR002
    because: Our nurses look at every feed twice a year.
    sign_off:
      review_every: {{months: 6}}
    ```

    {_GOOD}
    """,
    ),
    "OVR003": (
        "retired-target",
        "changes-a-retired-record",
        Severity.ERROR,
        """A change is of a record that the base has retired.

    No one is led to that record any more, so no one would see what differs. Another record has taken its place.

    ```text bad framework/support/old-helpline.yaml
    changes: old-helpline
    because: It has another name here.
    title: The line of our county
    ```

    ```text good framework/support/helpline.yaml
    changes: helpline
    because: It has another name here.
    title: The line of our county
    ```
    """,
    ),
    "OVR004": (
        "changed-twice",
        "changed-twice",
        Severity.ERROR,
        f"""A record of the base is changed in two places, or written again as a new one.

    Only one of the two can count, and no one can tell which was meant.

    ```yaml bad {_TASK}
    id: gastrostomy-feed  # <- OVR004
    title: Give a feed through a tube
    ```

    ```yaml good {_TASK}
    changes: gastrostomy-feed
    because: This is what people here call it.
    title: Give a feed through a tube
    ```
    """,
    ),
    "OVR005": (
        "no-reason",
        "change-without-a-reason",
        Severity.ERROR,
        f"""A change does not say why something is different here.

    A page of the site lists what differs from the base. PAs who come from another area read there why.

    ```yaml bad {_TASK}
    changes: gastrostomy-feed  # <- OVR005
    sign_off:
      review_every: {{months: 6}}
    ```

    {_GOOD}
    """,
    ),
    "OVR006": (
        "nothing-differs",
        "nothing-differs",
        Severity.WARNING,
        f"""A change says what the base says.

    It does nothing today. When the base changes, it would hold back what is new without anyone having meant to.

    ```yaml bad {_TASK}
    changes: gastrostomy-feed  # <- OVR006
    because: We care about it.
    risk: medium
    ```

    {_GOOD}
    """,
    ),
    "OVR007": (
        "no-base",
        "base-not-found",
        Severity.ERROR,
        f"""The framework that this one builds on cannot be found.

    Nothing is inherited then, and nothing else is judged until it is there.

    ```yaml bad {_SETTINGS}
    builds_on:
      framework: ../smal  # <- OVR007
    ```

    ```yaml good {_SETTINGS}
    builds_on:
      framework: ../small
    ```
    """,
    ),
    "OVR008": (
        "base-changed",
        "base-is-another-one",
        Severity.ERROR,
        f"""The base that is here is not the one that was adopted.

    Its version or its hash is another one. Someone has to see what is different before it counts for people here, so
    nothing of it is inherited until then.

    ```yaml bad {_SETTINGS}
    builds_on:
      version: "0.9.0"  # <- OVR008
    ```

    ```yaml good {_SETTINGS}
    builds_on:
      version: "1.0.0"
    ```
    """,
    ),
    "OVR009": (
        "base-newer",
        "base-needs-a-newer-program",
        Severity.ERROR,
        f"""The base needs a newer version of the program.

    Its records may say something that this program would not see, such as a rule that keeps someone safe.

    ```text bad {_SETTINGS}
    builds_on:
      framework: ../county-3.0.0.zip
    ```

    ```text good {_SETTINGS}
    builds_on:
      framework: ../county-1.0.0.zip
    ```
    """,
    ),
    "OVR010": (
        "bases-in-a-loop",
        "bases-in-a-loop",
        Severity.ERROR,
        f"""A framework builds on itself, perhaps through another one.

    Then no one has written what all of them inherit.

    ```yaml bad {_SETTINGS}
    builds_on:
      framework: ../first_edition  # <- OVR010
    ```

    ```yaml good {_SETTINGS}
    builds_on:
      framework: ../small
    ```
    """,
    ),
    "OVR011": (
        "required-removed",
        "required-field-taken-away",
        Severity.ERROR,
        f"""A change takes away what a record must have.

    Null takes a field away. Some fields have to say something, in the base and in each area.

    ```yaml bad {_TASK}
    changes: gastrostomy-feed
    because: We do not sort tasks.
    category: null  # <- OVR011
    ```

    {_GOOD}
    """,
    ),
    "OVR012": (
        "list-change",
        "change-does-not-fit",
        Severity.ERROR,
        f"""A change adds what is there already, or takes away what is not there.

    It was written for another version of the base, or has a slip. Either way it does not do what was meant.

    ```yaml bad {_TASK}
    changes: gastrostomy-feed
    because: Our dietitians have no time for it.
    sign_off:
      delegated_by:
        remove: [dietician]  # <- OVR012
    ```

    ```yaml good {_TASK}
    changes: gastrostomy-feed
    because: Our dietitians have no time for it.
    sign_off:
      delegated_by:
        remove: [dietitian]
    ```
    """,
    ),
    "OVR014": (
        "form",
        "change-in-no-form",
        Severity.ERROR,
        f"""A change is not written in the form of one.

    `changes` names one record, `leave_out` can only be `true`, and `add` and `remove` hold a list each.

    ```yaml bad {_TASK}
    changes: gastrostomy-feed
    because: Our dietitians have no time for it.
    sign_off:
      delegated_by:
        remove: dietitian  # <- OVR014
    ```

    ```yaml good {_TASK}
    changes: gastrostomy-feed
    because: Our dietitians have no time for it.
    sign_off:
      delegated_by:
        remove: [dietitian]
    ```
    """,
    ),
    "OVR015": (
        "base-has-faults",
        "base-has-faults",
        Severity.ERROR,
        f"""The base has a file that cannot be read, or builds on another framework in a way that does not fit.

    What is in that file would be missing here without anyone noticing, so nothing of the base is inherited.

    ```text bad {_SETTINGS}
    builds_on:
      framework: ../county-1.1.0.zip
    ```

    ```text good {_SETTINGS}
    builds_on:
      framework: ../county-1.0.0.zip
    ```
    """,
    ),
}


def _reporting(kind: FaultKind, name: str) -> registry.Judge:
    def judge(facts: Facts) -> Iterator[Problem]:
        overlay = facts.records.overlay
        for fault in overlay.faults if overlay else ():
            if fault.kind == kind:
                yield Problem(fault.span, fault.message, fault.fix, fault.notes)

    judge.__name__ = name
    return judge


for _code, (_kind, _name, _severity, _documentation) in _WORDS.items():
    add(_code, _name, _severity, _documentation, _reporting(_kind, _name))

add(  # check/run.py reports it: it judges the base alone
    "OVR018",
    "base-has-errors",
    Severity.ERROR,
    f"""The base has errors of its own, and what they are about holds here too.

    A finding of the base is not repeated here for each record, because only its publisher can mend it. But a chain that
    the checker refuses there is no better here. What the clinicians of the base have agreed to in waivers is not counted.

    ```text bad {_SETTINGS}
    builds_on:
      framework: ../county-1.1.0.zip
    ```

    ```text good {_SETTINGS}
    builds_on:
      framework: ../county-1.0.0.zip
    ```
    """,
    None,
)


@rule("OVR013")
def left_out_and_still_needed(facts: Facts) -> Iterator[Problem]:
    """A record of the base is left out, and something still names it.

    Readers who follow the reference find nothing. Change what names it as well, or keep the record.

    ```yaml bad framework/roles/dietitian.yaml
    changes: dietitian
    because: We have none.
    leave_out: true  # <- OVR013
    ```

    ```yaml good framework/roles/dietitian.yaml
    changes: dietitian
    because: This is what ours are called.
    title: Community dietitian
    ```
    """
    for gone, needed_by in still_needed(facts):
        places = [reference.document.span(reference.route, key=reference.key) for reference in needed_by]
        files = list(dict.fromkeys(reference.document.path for reference in needed_by))
        yield Problem(
            gone.span,
            f"the {KIND[gone.kind].words} `{gone.id}` is left out, and {count(len(files), 'file')} still "
            f"{'names' if len(files) == 1 else 'name'} it: {quote_ids(files, 'and', 3)}",
            "take it out of these as well, each with a change of its own; or keep the record",
            tuple(Note(place, "names it") for place in places[:3]),
        )


@rule("OVR016")
def base_counts_from_a_later_day(facts: Facts) -> Iterator[Problem]:
    """The base is said to count from a day that has not come.

    Pages and answers would show rules that do not hold yet. Adopt a base on the day from which it counts.

    ```yaml bad framework/framework.yaml
    builds_on:
      since: 2027-01-01  # <- OVR016
    ```

    ```yaml good framework/framework.yaml
    builds_on:
      since: 2026-11-01
    ```
    """
    framework = facts.records.framework
    if framework is not None and framework.builds_on is not None and framework.builds_on.since > facts.on:
        yield Problem(
            framework.origin.at("builds_on", "since"),
            f"the base counts from {format_date(framework.builds_on.since)}, which has not come",
            "write the day on which the area adopted it; adopt a later base on its day",
        )


@rule("OVR017", Severity.WARNING)
def safety_words_differ(facts: Facts) -> Iterator[Problem]:
    """Words that keep someone safe are not those of the base, and no program can say what they come to.

    A sign to stop at, a sentence that the PA never does, or a statement that an assessor holds someone to may say less in
    other words. The area's professional reads both. Where they have approved the change, it says so itself.

    ```yaml bad framework/delegation.yaml
    because: Our staff use other words.
    signs:
      - changes: choking
        because: It is milder.
        text: The person coughs a little  # <- OVR017
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    changes: gastrostomy-feed
    because: We ask for one more thing.
    before_you_start:
      add: [Your hands are clean]
    ```
    """
    severities = {code: rule.severity for code, rule in registry.RULES.items()}
    for found in reworded(facts, severities):
        yield Problem(
            found.span,
            f"“{found.title}” has other words than the base for {found.field}: “{found.before}” there, and "
            + (f"“{found.after}” here" if found.after else "none here"),
            "let your clinical lead read both; then "
            + (
                "write `approval` with their role and the day in this change"
                if found.may_be_approved
                else "write a waiver with their role and a last day"
            ),
        )
