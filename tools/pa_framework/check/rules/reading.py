"""Families YML and SCH: their words and examples.

The reader reports what cannot be read (yaml_source.py, json_schema.py); rules report slips in what can (slips.py).
"""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, add, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.run_together import run_together, without_an_end, words_cut_off
from pa_framework.records import json_schema as schemas
from pa_framework.records import yaml_source as source
from pa_framework.text.findings import Severity

_TASK = "framework/tasks/gastrostomy-feed.yaml"

_WORDS = {
    "YML001": f"""The file is not YAML.

    Nothing in it can be read until this is mended. Most often a colon stands inside a text, a quotation mark is
    not closed, or a line is not indented like its neighbours.

    ```yaml bad {_TASK}
    title: Feed: through a tube  # <- YML001
    ```

    ```yaml good {_TASK}
    title: "Feed: through a tube"
    ```
    """,
    "YML002": f"""A name is written twice in the same group.

    Only one of the two can count, and no one can tell which was meant.

    ```yaml bad {_TASK}
    risk: medium
    risk: high  # <- YML002
    ```

    ```yaml good {_TASK}
    risk: high
    ```
    """,
    "YML003": f"""An anchor (`&`) or alias (`*`) is used.

    They hide in one place what is said in another, and can make a small file endless. A text that begins with one
    of these signs needs quotes.

    ```yaml bad {_TASK}
    equipment: &things [Feed pump]  # <- YML003
    ```

    ```yaml good {_TASK}
    equipment: [Feed pump]
    ```
    """,
    "YML004": f"""The file is too large.

    A record of this project is a page or two. A file of this size is something else, or it holds up every check.

    ```text bad {_TASK}
    (a file of more than 1,000,000 bytes)
    ```

    ```text good {_TASK}
    (a page or two)
    ```
    """,
    "YML005": f"""Groups are nested too deep.

    Nothing here needs such depth. Files like this are made to hold a reader up.

    ```yaml bad {_TASK}
    equipment: [[[[[[[[[[[[[[[[[[[[[[[[[[Feed pump]]]]]]]]]]]]]]]]]]]]]]]]]]  # <- YML005
    ```

    ```yaml good {_TASK}
    equipment: [Feed pump]
    ```
    """,
    "YML006": f"""A second document begins in the file.

    One file holds one thing. What comes after `---` would be lost.

    ```yaml bad {_TASK}
    title: Give a feed
    ---  # <- YML006
    title: Give another feed
    ```

    ```yaml good {_TASK}
    title: Give a feed
    ```
    """,
    "YML007": f"""A YAML tag (`!`) is used.

    Tags change how a value is read, in ways that a reader does not see. A text that begins with `!` needs quotes.

    ```yaml bad {_TASK}
    title: !!binary Give a feed  # <- YML007
    ```

    ```yaml good {_TASK}
    title: Give a feed
    ```
    """,
    "YML008": f"""The file is not UTF-8 text, or holds a character that no one can see.

    Such characters come from copying out of other programs. They can also hide what a line really says.

    ```text bad {_TASK}
    (a file saved as UTF-16, or a text with a null character in it)
    ```

    ```text good {_TASK}
    (a file saved as UTF-8)
    ```
    """,
    "YML009": f"""The file is empty.

    An empty file is probably a mistake.

    ```yaml bad {_TASK}
    --- # <- YML009
    ```

    ```yaml good {_TASK}
    id: gastrostomy-feed
    ```
    """,
    "YML010": f"""The file does not begin with a name and a colon.

    A record is a group of names and values, such as `id: gastrostomy-feed`.

    ```yaml bad {_TASK}
    - gastrostomy-feed  # <- YML010
    ```

    ```yaml good {_TASK}
    id: gastrostomy-feed
    ```
    """,
    "YML011": f"""The file cannot be read.

    It may be a folder, a link that leads out of the framework, or a file that you may not open.

    ```text bad {_TASK}
    (a folder named gastrostomy-feed.yaml)
    ```

    ```text good {_TASK}
    (a file named gastrostomy-feed.yaml)
    ```
    """,
    "YML012": f"""A group stands where a name should be.

    Before a colon comes a plain word.

    ```yaml bad {_TASK}
    ? [title]  # <- YML012
    : Give a feed
    ```

    ```yaml good {_TASK}
    title: Give a feed
    ```
    """,
    "SCH001": f"""A field is not known.

    What it says is read by no one. Most often its name is misspelt.

    ```yaml bad {_TASK}
    beforeyoustart: [The feeding plan is here]  # <- SCH001
    ```

    ```yaml good {_TASK}
    before_you_start: [The feeding plan is here]
    ```
    """,
    "SCH002": f"""A field is missing that every record of this kind must have.

    A page without it would have a hole where readers look for an answer.

    ```yaml bad {_TASK}
    stop_when:
      urgent:  # <- SCH002
        tell: null
    ```

    ```yaml good {_TASK}
    stop_when:
      urgent:
        tell: community-nurse
    ```
    """,
    "SCH003": f"""A value is of the wrong type.

    A list was expected and there is a text, or a text and there is a number.

    ```yaml bad {_TASK}
    before_you_start: The feeding plan is here  # <- SCH003
    ```

    ```yaml good {_TASK}
    before_you_start: [The feeding plan is here]
    ```
    """,
    "SCH004": f"""A value is not one of those that this field can have.

    The field has a short list of values. Each of them changes what rules and pages do.

    ```yaml bad {_TASK}
    status: allowed  # <- SCH004
    ```

    ```yaml good {_TASK}
    status: delegable
    ```
    """,
    "SCH005": """A date is not a day of the calendar.

    Whether an approval holds depends on its days. A day is written year, month, day.

    ```yaml bad framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-02-30, paid: 13.10, funded: 15.60, basis: design-default}  # <- SCH005
    ```

    ```yaml good framework/pay_bands/band-1.yaml
    rates:
      - {funder: council, from: 2026-04-01, paid: 13.10, funded: 15.60, basis: design-default}
    ```
    """,
    "SCH006": f"""A text does not have the form that this field needs.

    Ids are lower-case words joined by hyphens; web addresses begin with https://.

    ```yaml bad {_TASK}
    owner: The Framework Team  # <- SCH006
    ```

    ```yaml good {_TASK}
    owner: framework-team
    ```
    """,
    "SCH007": f"""There is too little or too much of something: an empty text or list, a number out of range.

    An empty field looks as if someone had answered.

    ```yaml bad {_TASK}
    equipment: []  # <- SCH007
    ```

    ```yaml good {_TASK}
    equipment: [Feed pump]
    ```
    """,
    "SCH008": f"""A field has the form of an earlier edition.

    The first edition had one list of signs, and one contact for all of them. So a fire could ring a nurse who is not
    there at night. Each sign has a level now, and each level says who to ring. `pa-framework upgrade` writes the new
    form, keeps your comments, and asks what the old form did not say.

    Rows of the trace could be `answered`, which did not say that anything can be used. The upgrade writes `described`.

    ```yaml bad {_TASK}
    stop_when: [The tube has moved]  # <- SCH008
    ```

    ```yaml good {_TASK}
    stop_when:
      urgent:
        tell: community-nurse
        out_of_hours: nhs-111
        signs: [The tube has moved]
    ```
    """,
}


_WORDS["SCH009"] = """A record lies in the folder of another kind.

    The folder says what a record is. One that lies in another is read as something that it is not, and none of its
    own rules look at it.

    ```yaml bad framework/roles/hand-feeding.yaml
    id: hand-feeding  # <- SCH009
    title: Help to eat
    category: feeding
    status: own-role
    summary: You help the person to eat.
    does: [Sits with the person]
    approval: {state: draft}
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    id: gastrostomy-feed
    ```
    """


def _slips(code: str, facts: Facts) -> Iterator[Problem]:
    """What one rule reports of files that can be read and do not say what was written.

    Where the shape of the same value is at fault, that is said and nothing else: one cause, one finding.
    """
    held = facts.register
    said = {
        (finding.span.path, finding.span.line)
        for finding in (*facts.records.findings, *(held.findings if held else ()))
    }
    for document, _ in (*facts.records.documents, *(held.documents if held else ())):
        for slip in document.slips:
            places = (slip.span, *(note.span for note in slip.notes))
            if slip.code == code and said.isdisjoint((place.path, place.line) for place in places):
                yield Problem(slip.span, slip.message, slip.fix, slip.notes)


for _code, _words in _WORDS.items():
    add(_code, (source.CODES | schemas.CODES)[_code], Severity.ERROR, _words, None)


@rule("YML013")
def text_cut_by_a_comment(facts: Facts) -> Iterator[Problem]:
    """A `#` cuts off a text.

    YAML takes a `#` after a space as the beginning of a comment: what follows on the line is read by no one and is on
    no page. A sentence may lose the half that matters. A comment with a space after its `#` is no fault.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    before_you_start:
      - The rate is that of chart #2 of the plan  # <- YML013
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    before_you_start:
      - "The rate is that of chart #2 of the plan"
    ```
    """
    yield from _slips("YML013", facts)


@rule("YML014")
def character_no_one_can_see(facts: Facts) -> Iterator[Problem]:
    r"""A text holds a character that no one can see.

    It comes from copying, or is written as an escape such as `\u202e`. It can turn the order of letters, split a
    word so that no search finds it, or hide what a line says. Signs that belong to a picture or to the words of a
    script are no fault.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    before_you_start:
      - "The feeding plan\u200b is here"  # <- YML014
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    before_you_start:
      - The feeding plan is here
    ```
    """
    yield from _slips("YML014", facts)


@rule("YML015")
def quotation_mark_alone(facts: Facts) -> Iterator[Problem]:
    """A quotation mark ends a text, and none begins it.

    One of the two was lost. YAML reads the mark as a part of the text, and pages show it. After a figure it stands for
    inches, and in a list it may end words that an earlier entry begins.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    before_you_start:
      - The feeding plan is here"  # <- YML015
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    before_you_start:
      - "The feeding plan is here"
    ```
    """
    yield from _slips("YML015", facts)


@rule("YML016")
def line_read_as_text(facts: Facts) -> Iterator[Problem]:
    """A line that looks like an entry or a name is read as a part of the text above.

    It is indented too far, or after a space that is none of the keyboard. Two entries become one sentence, and what
    the second says is lost as an entry.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    before_you_start:
      - The feeding plan is here
        - Hands are clean  # <- YML016
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    before_you_start:
      - The feeding plan is here
      - Hands are clean
    ```
    """
    yield from _slips("YML016", facts)
    for text, second, are_ids in run_together(facts):
        if not are_ids:
            continue  # TXT033 asks about them
        yield Problem(
            text.span,
            f"two entries of `{text.field}` stand on one line, with a hyphen between them",
            f"begin a line of its own for the second: `- {second}`",
        )


@rule("YML017")
def text_ends_in_the_middle(facts: Facts) -> Iterator[Problem]:
    """A text ends in the middle: at the end of the file, or as the only one of a list.

    The last text breaks off, and the file has no line end. A file that was saved or copied in part looks like this;
    what came after is lost. It can also be one entry of a list whose last sentence has no full stop, where all others have one. Get the
    rest from an earlier version, and do not make it up.

    ```text bad framework/tasks/gastrostomy-feed.yaml
    (a file whose last line is `- A nurse teaches the PA and`)
    ```

    ```text good framework/tasks/gastrostomy-feed.yaml
    (a file whose last line is `- A nurse teaches the PA and signs.`)
    ```
    """
    yield from _slips("YML017", facts)
    for span, word in words_cut_off(facts):
        yield Problem(
            span,
            f"the file ends with `{word}`, which no other text has as a word, and without a line end: it may have been saved only in part",
            "bring the rest back from an earlier version of the file",
        )
    for text in without_an_end(facts):
        yield Problem(
            text.span,
            f"the last sentence of this entry of `{text.field}` has no end; all entries beside it have one",
            "write its full stop, or bring the rest back from an earlier version",
        )
