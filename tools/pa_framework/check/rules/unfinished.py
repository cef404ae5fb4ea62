"""Family TXT, second part: texts that are not finished, or were made for another kind of reader."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.prose import place_in, with_words
from pa_framework.facts.run_together import run_together, small_beginnings
from pa_framework.facts.spelling import misspelt_words
from pa_framework.facts.typing_slips import typing_slips
from pa_framework.facts.unfinished import ABILITY, calls_someone_a_patient, placeholders
from pa_framework.facts.written_twice import written_twice
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Note, Severity
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.word_forms import repeated, word_set

#: A word with so many letters is too long for easy words, unless it is the name of something in the framework.
_LONGEST_EASY_WORD = 12
#: So many words are too many for one easy sentence.
_LONGEST_EASY_SENTENCE = 18
_LONG_WORD = LazyPattern(rf"(?<![\w'’-])[a-z]{{{_LONGEST_EASY_WORD + 1},}}(?![\w])")
_SENTENCE_END = LazyPattern(r"[.!?]\s")
#: Long words that everyone knows.
_EVERYDAY = word_set(
    "understanding understandable grandchildren granddaughter granddaughters grandparents uncomfortable "
    "uncomfortably neighbourhood neighbourhoods unfortunately embarrassment entertainment advertisement "
    "advertisements independently qualification qualifications congratulations conversations photographers "
    "refrigerators disappointed disappointing disappointment thunderstorms professionals appointments "
    "international responsibility"
)
#: Fields in easy words: lines about a record, and a sign or a trigger for the easy booklet.
_EASY = frozenset({"easy_read", "easy"})
#: In these fields, lines say what someone does.
_DOING = frozenset({"statements", "the_pa_does", "does"})
#: A list has sentences, and no names, where its entries have so many words.
_FEWEST_WORDS = 3
_SIGNS = "stop_when"
_ONE_OF_THEM = "take one of them away, or write what was meant"
#: Lists of words to look for, in which small letters and capitals are two entries.
_NAMES = frozenset({"names", "sounds_like", "also", "also_called", "instead_of"})


@rule("TXT008")
def placeholder_left(facts: Facts) -> Iterator[Problem]:
    """A text has a placeholder in it, such as “TODO”, “xxx” or “tbc”.

    It was meant to be replaced before anyone reads it. Readers do not know what belongs there.

    ```yaml bad case_studies/rosa.yaml
    summary: Rosa supports a young man at night. TODO ask her about the weekend.  # <- TXT008
    ```

    ```yaml good case_studies/rosa.yaml
    summary: Rosa supports a young man at night, and every second weekend.
    ```
    """
    for text, words in placeholders(facts):
        yield Problem(
            text.span,
            f"`{text.field}` says “{words}”, which was to be replaced",
            "write what belongs there, or take it away",
        )


@rule("TXT009", Severity.WARNING)
def ability_instead_of_act(facts: Facts) -> Iterator[Problem]:
    """A statement says what someone is able to do, and not what they do.

    “Is able to wash hands” cannot be seen; “Washes hands” can.

    ```yaml bad competences/record-keeping.yaml
    statements:
      aware: [Is able to say where the record is kept]  # <- TXT009
    ```

    ```yaml good competences/record-keeping.yaml
    statements:
      aware: [Says where the record is kept]
    ```
    """
    for text in facts.texts:
        in_list = text.field in _DOING or (text.kind == "competence" and text.route[:1] == ("statements",))
        found = ABILITY.match(text.text) if in_list and text.kind in ("competence", "task", "role") else None
        if found:
            yield Problem(
                text.span,
                f"“{found[0]}” says what someone is able to do",
                "begin with what they do, such as `Says`, `Shows` or `Writes`",
            )


@rule("TXT010", Severity.WARNING)
def person_called_patient(facts: Facts) -> Iterator[Problem]:
    """A text calls the person a patient.

    At home someone is a person who draws on care and support. A professional body may have the word in its name, and a
    PA may be patient.

    ```yaml bad case_studies/rosa.yaml
    summary: Rosa is awake so that the patient can sleep.  # <- TXT010
    ```

    ```yaml good case_studies/rosa.yaml
    summary: Rosa is patient, and awake so that a young man can sleep.
    ```
    """
    for text in with_words(facts, "patient"):
        word = calls_someone_a_patient(_QUOTED.sub(" … ", text.text))
        if word:
            where = f"`{text.field}`" if text.field else "the page"
            place = max(text.text.find(word), 0)
            yield Problem(
                place_in(text, place, place + len(word)),
                f"{where} says “{word}”",
                "write “person” or “people”, as the sentence needs",
            )


_QUOTED = LazyPattern(r"\"[^\"]*\"|“[^”]*”|`[^`]*`")


@rule("TXT011", Severity.WARNING)
def easy_words_too_hard(facts: Facts) -> Iterator[Problem]:
    """The easy words of a record have a very long word, or a long sentence.

    Easy words are for people who read little or find reading hard. A long word may stay where it is the name of a role,
    a task or another record. Signs in easy words are read in an emergency: they are judged alike.

    ```yaml bad case_studies/rosa.yaml
    easy_read: [Rosa works at night and takes responsibilities.]  # <- TXT011
    ```

    ```yaml good case_studies/rosa.yaml
    easy_read: [Rosa works at night. She looks after the machine.]
    ```
    """
    lines = [text for text in facts.texts if text.field in _EASY]
    if not any(_LONG_WORD.search(text.text) or len(text.text.split()) > _LONGEST_EASY_SENTENCE for text in lines):
        return
    names = {word for text in facts.texts if text.field in ("title", "term") for word in text.text.lower().split()}
    for text in lines:
        long = [
            word
            for word in (found[0] for found in _LONG_WORD.finditer(text.text))
            if word not in _EVERYDAY and word not in names and word.removesuffix("s") not in names
        ]
        longest = max((len(sentence.split()) for sentence in _SENTENCE_END.split(text.text)), default=0)
        if long:
            yield Problem(
                text.span,
                f"“{long[0]}” is a long word for easy words",
                "write a short word in its place, or say in a few short words what it means",
            )
        elif longest > _LONGEST_EASY_SENTENCE:
            yield Problem(
                text.span,
                f"a sentence of the easy words has {longest} words",
                "make two or more sentences of it, with one thought in each",
            )


@rule("TXT012", Severity.WARNING)
def said_twice(facts: Facts) -> Iterator[Problem]:
    """A list says the same twice.

    Most often a line was copied to be changed, and was not.

    ```yaml bad framework/support/pa-contact.yaml
    offers:
      - An ear, and an answer within two days
      - An ear, and an answer within two days.  # <- TXT012
    ```

    ```yaml good framework/support/pa-contact.yaml
    offers:
      - An ear, and an answer within two days
      - A second pair of eyes on a pay slip
    ```
    """
    lists: dict[tuple[str, Route], list[Text]] = {}
    for text in facts.texts:
        if text.route and isinstance(text.route[-1], int) and text.text.count(" ") >= _FEWEST_WORDS - 1:
            lists.setdefault((text.document.path, text.route[:-1]), []).append(text)
    for lines in lists.values():
        field = lines[0].field
        if len(lines) < 2 or field in _NAMES or _is_compared_elsewhere(lines[0].kind, lines[0].route):
            continue
        for place, first in repeated([text.text for text in lines]):
            yield Problem(
                lines[place].span,
                f"`{field}` says this twice",
                _ONE_OF_THEM,
                (Note(lines[first].span, "the first one"),),
            )
    for document, kind in facts.records.documents:
        by_schema = {found.span.line for found in document.findings if found.code == "SCH007"}
        for found in written_twice(document):
            span, has_id = document.span(found.again), isinstance(found.entry, dict) and "id" in found.entry
            is_sentence = found.said.count(" ") >= _FEWEST_WORDS - 1 and isinstance(found.entry, str)
            if has_id or span.line in by_schema or _is_compared_elsewhere(kind, found.again):
                continue  # REF003 and REF014 compare ids
            if not is_sentence or found.field in _NAMES:
                earlier = Note(document.span(found.first), "the first one")
                yield Problem(span, f"`{found.field}` has {found.said} twice", _ONE_OF_THEM, (earlier,))


def _is_compared_elsewhere(kind: str, route: Route) -> bool:
    """Whether an entry is in a list that another rule compares: DEL030 and CMP012."""
    return route[0] == _SIGNS or (kind == "competence" and route[0] == "statements")


@rule("TXT033", Severity.WARNING)
def slip_of_typing(facts: Facts) -> Iterator[Problem]:
    """A text has a slip of typing: a word twice, a bracket that is not closed, a letter in a number, a day that no month has.

    Readers stop and wonder what was meant. In an amount, a day or a time it can be something else than they take it for. Found are
    also a space before a comma, two full stops, a space that is missing between two sentences, an address that no browser
    opens, amounts such as £13,10, a weekday that does not fit its date, and a text that ends with “and” or a comma.

    ```yaml bad case_studies/rosa.yaml
    summary: Rosa works at the the flat three nights a week.  # <- TXT033
    ```

    ```yaml good case_studies/rosa.yaml
    summary: Rosa works at the flat three nights a week.
    ```
    """
    for found in typing_slips(facts):
        yield Problem(found.span, found.says, found.fix)
    for text, second, are_ids in run_together(facts):
        if not are_ids:
            yield Problem(
                text.span,
                f"a hyphen stands between two parts of this entry of `{text.field}`: two entries may stand on one line",
                f"begin a line of its own for the second: `- {second}`; or write a full stop in place of the hyphen",
            )
    for text in small_beginnings(facts):
        yield Problem(
            text.span,
            f"this entry of `{text.field}` begins with a small letter, and the others do not",
            "write a capital",
        )


@rule("TXT034", Severity.WARNING)
def word_is_misspelt(facts: Facts) -> Iterator[Problem]:
    """A word is likely misspelt.

    The search does not find it, and a screen reader reads it out as it stands. The check knows common misspellings, and looks for
    rare words that are one letter away from a common one.

    ```yaml bad case_studies/rosa.yaml
    summary: Rosa recieved training for three nights a week.  # <- TXT034
    ```

    ```yaml good case_studies/rosa.yaml
    summary: Rosa received training for three nights a week.
    ```
    """
    for found in misspelt_words(facts):
        yield Problem(
            found.span, f"“{found.word}” is likely “{found.meant}”", f"write “{found.meant}”, if that is meant"
        )
