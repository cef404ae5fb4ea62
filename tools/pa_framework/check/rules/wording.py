"""Family TXT: words that people understand, and that say of people what they would say of themselves."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.prose import UNWRITTEN, prose
from pa_framework.text.findings import Severity, Span
from pa_framework.text.lazy_pattern import LazyPattern

LONGEST_SENTENCE = 25

#: Kinds of record that may be about the past as a whole.
_HISTORICAL_KINDS = ("case-study", "evidence", "plan", "standard")
_QUOTED = LazyPattern(r"\"[^\"]*\"|“[^”]*”|‘[^’]*’|`[^`]*`|(?<!\w)'[^']*'(?!\w)")
_PAST = LazyPattern(
    r"\b(?:(?:19\d\d|20[01]\d|202[0-2])\b|then\b|until\b|former|before\b|called\b|old\b|replaced\b|became\b|once\b|was\b|were\b|had\b)"
)


class _Word(NamedTuple):
    """A word or phrase to avoid, and what to write instead. Every text that `pattern` matches contains `clue` in lower case.

    A text is not reported where `fine_with` matches as well.
    """

    clue: str
    pattern: LazyPattern
    instead: str
    fine_with: LazyPattern | None = None


def _word(clue: str, pattern: str, instead: str, fine_with: LazyPattern | None = None, *, exact: bool = False) -> _Word:
    return _Word(clue, LazyPattern(rf"\b(?:{pattern})\b", 0 if exact else re.IGNORECASE), instead, fine_with)


#: Official and outdated words. Outdated ones are not reported in a text about the past.
_WORDS = (
    _word("service", r"service[- ]users?", "people who draw on care and support"),
    _word("competency", r"competency", "competence"),
    _word("competencies", r"competencies", "competences"),
    _word("paid carer", r"paid carers?", "personal assistant (PA)"),
    _word("testimonial", r"testimonials?", "story"),
    _word("ccg", r"CCGs?", "ICB", _PAST, exact=True),
    _word("crb", r"CRB", "DBS", _PAST, exact=True),
    _word("qcf", r"QCF", "RQF", _PAST, exact=True),
)
#: Deficit language.
_DEFICITS = (
    _word("suffer", r"suffer(?:s|ed|ing)? from", "has"),
    _word(
        "wheelchair",
        r"wheelchair[- ]bound|(?:confined|bound) to (?:a|his|her|their) wheelchair",
        "uses a wheelchair",
    ),
    _word("bed", r"bed[- ]?bound|bed[- ]?ridden", "stays in bed"),
    _word("challenging behavio", r"challenging behaviou?rs?", "distress"),
    _word("victim", r"victims? of (?!crime|a crime|abuse|domestic|violence|fraud|theft|modern|hate)", "has"),
    _word("afflicted", r"afflicted (?:by|with)", "has"),
    _word("handicap", r"handicap(?:s|ped)?", "disabled"),
    _word("mental age", r"mental age of", "what the person understands and enjoys"),
    _word("special needs", r"special needs", "the support that the person needs"),
    _word("functioning", r"(?:low|high)[- ]functioning", "what the person does alone and with support"),
    _word("compliant", r"non-?compliant", "has chosen not to"),
    _word("seeking", r"attention[- ]seeking", "asks for contact"),
    *(
        _word(
            f"the {group}",
            rf"the {group}(?=[.,;:!?)]|$| (?:and|or|who|are|have|in|with|at|to|on)\b)",
            f"{people} people",
        )
        for group, people in (
            ("disabled", "disabled"),
            ("elderly", "older"),
            ("vulnerable", "these"),
            ("mentally ill", "these"),
        )
    ),
)
#: Third-person verbs that are not also nouns in the plural.
_VERBS = (
    "adapts|adjusts|agrees|applies|arranges|asks|brings|carries|chooses|cleans|communicates|completes|considers|corrects"
    "|decides|demonstrates|describes|discusses|does|encourages|ensures|explains|finds|follows|gets|gives|goes|holds"
    "|identifies|improves|includes|involves|keeps|knows|lets|listens|maintains|makes|manages|passes|prepares|prevents"
    "|protects|puts|reads|recognises|refers|removes|replaces|responds|says|seeks|sends|speaks|takes|teaches|tells|tries"
    "|understands|waits|writes"
)
#: Verbs that are nouns in the plural as well: they count where a thing follows that is done to.
_VERBS_OR_NOUNS = (
    "calls|changes|checks|cleans|closes|collects|deletes|dries|helps|labels|lifts|lists|locks|moves|names|notes|notices|offers|"
    "opens|orders|plans|posts|raises|records|reports|rings|sends|sets|shares|shows|signs|starts|stops|stores|supports|tests|turns|"
    "uses|washes|watches"
)
_SECOND_ABILITY = LazyPattern(
    rf"(?:,| and|, and)(?: then| also)? (?:(?:{_VERBS})\b|(?:{_VERBS_OR_NOUNS}) (?:the|a|an|their|it|them|what|when|how|why|who|any|each)\b"
    r"|\w{2,}s (?:it|them)\b)| as well as \w+ing\b|; |(?:,| and|, and) (?:then|afterwards|also|next) (?:\w+ly )?\w{2,}(?<!s)s\b"
    rf"| as well as (?:{_VERBS}|(?:{_VERBS_OR_NOUNS}) (?:the|a|an|their|it|them))\b| while also \w+ing\b| but also \w{{2,}}(?<!s)s\b"
)
_SUBORDINATE = LazyPattern(
    r"\b(?:when|if|that|who|whom|whose|what|which|how|where|why|while|so|because|until|before|after|as|than)\b"
)
#: Sentences of a page go on over lines, and end with a cell of a table as well.
_SENTENCE_END_IN_A_PAGE = LazyPattern(r"(?<=[.!?:;])[\"”’')*_]*\s+|\s*\|\s*|\s-\s")
_SENTENCE_END = LazyPattern(r"(?<=[.!?])[\"”’')]*\s+|\n+")


@rule("TXT001", Severity.WARNING)
def word_we_do_not_use(facts: Facts) -> Iterator[Problem]:
    """A text uses a word for which the framework has another.

    One word for one thing, in every record, so that nobody wonders whether two words mean two things. A word in
    quotation marks is fine, and so is an old word in a text about the past.

    ```yaml bad case_studies/rosa.yaml
    summary: Rosa supports a service user at night.  # <- TXT001
    ```

    ```yaml good case_studies/rosa.yaml
    summary: Rosa supports a young man at night.
    ```
    """
    yield from _occurrences(facts, _WORDS, "use")


@rule("TXT002", Severity.WARNING)
def deficit_language(facts: Facts) -> Iterator[Problem]:
    """A text speaks of a person as less than they are.

    People read what is written of them. Say what somebody has, does and needs, not what is wrong with them.

    ```yaml bad case_studies/rosa.yaml
    summary: Rosa supports a young man who suffers from muscular dystrophy.  # <- TXT002
    ```

    ```yaml good case_studies/rosa.yaml
    summary: Rosa supports a young man who has muscular dystrophy.
    ```
    """
    yield from _occurrences(facts, _DEFICITS, "say")


@rule("TXT003", Severity.WARNING)
def sentence_too_long(facts: Facts) -> Iterator[Problem]:
    """A sentence has more than 25 words.

    Long sentences are read twice, or not at all. Most of them are two sentences.

    ```yaml bad case_studies/rosa.yaml
    summary: >-  # <- TXT003
      Rosa works three nights a week with a young man who sleeps with a mask and a machine and who wants to go out with
      his friends and come home late.
    ```

    ```yaml good case_studies/rosa.yaml
    summary: >-
      Rosa works three nights a week with a young man who sleeps with a mask and a machine. He wants to go out with
      his friends and come home late.
    ```
    """
    for text in prose(facts).texts:
        for words in _long_sentences(text.text, _SENTENCE_END) if _may_be_long(text.text) else ():
            yield _too_long(text.span, f"`{text.field}`", words)
    for page in facts.pages:
        for part in page.texts:
            for words in _long_sentences(part.text, _SENTENCE_END_IN_A_PAGE) if _may_be_long(part.text) else ():
                start = part.text.find(" ".join(words[:2]))
                yield _too_long(part.span(max(start, 0)), "the page", words)


def _may_be_long(text: str) -> bool:
    """Whether a text has as many words as a sentence that is too long."""
    return len(text) > 2 * LONGEST_SENTENCE and text.count(" ") + text.count("\n") >= LONGEST_SENTENCE


def _long_sentences(text: str, end: LazyPattern) -> Iterator[list[str]]:
    """The words of each sentence that is too long."""
    for sentence in end.split(text):
        words = sentence.split()
        if len(words) > LONGEST_SENTENCE:
            words = [word for word in words if any(map(str.isalnum, word))]
            if len(words) > LONGEST_SENTENCE:
                yield words


def _too_long(span: Span, where: str, words: list[str]) -> Problem:
    return Problem(
        span,
        f"a sentence of {where} has {len(words)} words: “{' '.join(words[:5])} …”",
        f"make two of it; {LONGEST_SENTENCE} words are the most",
    )


@rule("TXT004", Severity.WARNING)
def statement_joins_two_abilities(facts: Facts) -> Iterator[Problem]:
    """A statement of a competence holds two abilities.

    Somebody may have one and not the other, and then nobody can say whether the statement is met.

    ```yaml bad competences/record-keeping.yaml
    statements:
      aware: [Finds the record and tells a fact from an opinion]  # <- TXT004
    ```

    ```yaml good competences/record-keeping.yaml
    statements:
      aware: [Finds the record, Tells a fact from an opinion]
    ```
    """
    for text in _statements(facts):
        found = _SECOND_ABILITY.search(text.text)
        if found is None:
            continue
        before = text.text[: found.start()]
        if len(before.split()) > 1 and (
            found.group() == "; " or found.group().startswith(" while") or not _SUBORDINATE.search(before)
        ):
            yield Problem(
                text.span,
                f"the statement “{_truncate(text.text)}” joins two abilities",
                "make two statements of it",
            )


@rule("TXT005", Severity.WARNING)
def closing_full_stop(facts: Facts) -> Iterator[Problem]:
    """A title or a statement ends with a full stop.

    They stand in lists and headings, where a full stop is a stumbling block.

    ```yaml bad competences/record-keeping.yaml
    statements:
      aware: [Says where the record is kept.]  # <- TXT005
    ```

    ```yaml good competences/record-keeping.yaml
    statements:
      aware: [Says where the record is kept]
    ```
    """
    titles = (text for text in prose(facts).texts if text.field == "title")
    for text in (*_statements(facts), *titles):
        if text.text.rstrip().endswith(".") and not text.text.rstrip().endswith(("…", "...", "etc.")):
            yield Problem(
                text.span,
                f"“{_truncate(text.text)}” ends with a full stop",
                "take the full stop away",
            )


@rule("TXT006", Severity.WARNING)
def statement_without_a_verb_first(facts: Facts) -> Iterator[Problem]:
    """A statement of a competence does not begin with what somebody does.

    Statements are read after “The PA …”, and they must say what can be seen: a verb, in the third person.

    ```yaml bad competences/record-keeping.yaml
    statements:
      aware: [Knowledge of where the record is kept]  # <- TXT006
    ```

    ```yaml good competences/record-keeping.yaml
    statements:
      aware: [Says where the record is kept]
    ```
    """
    for text in _statements(facts):
        words = [word.strip(",") for word in text.text.split()]
        first = next((word for word in words if not _may_come_first(word)), "")
        if not first.endswith("s") or first.endswith("ss"):
            yield Problem(
                text.span,
                f"the statement “{_truncate(text.text)}” does not begin with a verb",
                "begin with what can be seen, such as `Says`, `Shows` or `Writes`",
            )


@rule("TXT007", Severity.WARNING)
def words_to_come(facts: Facts) -> Iterator[Problem]:
    """A text still says “To be written”.

    A new record begins with these words, so that it can be kept and talked about before it is whole. A reader of the
    site should not meet them.

    ```yaml bad case_studies/rosa.yaml
    summary: To be written  # <- TXT007
    ```

    ```yaml good case_studies/rosa.yaml
    summary: Rosa supports a young man at night.
    ```
    """
    for text in facts.texts:
        if text.text == UNWRITTEN:
            yield Problem(
                text.span,
                f"`{text.field}` is still to be written",
                "write it, or take the field away where it may be left out",
            )


def _may_come_first(word: str) -> bool:
    """Whether a word may come before the verb: `Always`, `Safely`, `Never`."""
    return word.lower() in ("always", "never", "often", "only", "also", "sometimes") or word.lower().endswith("ly")


def _occurrences(facts: Facts, words: tuple[_Word, ...], verb: str) -> Iterator[Problem]:
    pages = [(page, page.text.lower()) for page in facts.pages]
    for word in words:
        for text in prose(facts).containing(word.clue):
            about = text.document.text if text.kind in _HISTORICAL_KINDS else None
            if found := _found(word, text.text, about):
                yield _occurrence(text.span, f"`{text.field}`", found, word, verb)
        for page, small in pages:
            for part in page.texts if word.clue in small else ():
                if found := _found(word, part.text):
                    start = part.text.find(found.group())
                    span = part.span(max(start, 0), start + len(found.group()) if start >= 0 else None)
                    yield _occurrence(span, "the page", found, word, verb)


def _found(word: _Word, text: str, about: str | None = None) -> re.Match[str] | None:
    """Where a text uses a word, outside of quotation marks; `about` is what says whether an old word is fine."""
    words = " ".join(text.split())
    if not word.pattern.search(words):
        return None
    without_quotes = _QUOTED.sub(" … ", words)
    found = word.pattern.search(without_quotes)
    return found if found and not (word.fine_with and word.fine_with.search(about or without_quotes)) else None


def _occurrence(span: Span, where: str, found: re.Match[str], word: _Word, verb: str) -> Problem:
    return Problem(
        span,
        f"{where} says “{found.group().strip()}”, which we do not {verb}",
        f"write “{word.instead}”, or put it in other words",
    )


def _statements(facts: Facts) -> Iterator[Text]:
    for text in facts.texts:
        of_a_step = text.kind == "competence" and text.route[:1] == ("statements",) and len(text.route) == 3
        if of_a_step and text.text != UNWRITTEN:
            yield text


def _truncate(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:57]}…"
