"""Family TXT: words that people understand, and that say of people what they would say of themselves."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.long_sentences import long_sentences
from pa_framework.facts.pages import HandWrittenPage
from pa_framework.facts.prose import UNWRITTEN, prose
from pa_framework.text.findings import Severity, Span
from pa_framework.text.guarded_pattern import GuardedPattern, has_one_of_each
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentence_at
from pa_framework.text.vocabulary import Vocabulary

LONGEST_SENTENCE = 35

#: Kinds of record that may be about the past as a whole.
_HISTORICAL_KINDS = ("case-study", "evidence", "plan", "standard")
_QUOTED = LazyPattern(r"\"[^\"]*\"|“[^”]*”|‘[^’]*’|`[^`]*`|(?<!\w)'[^']*'(?!\w)")
#: A line of a quotation in Markdown.
_QUOTED_LINE = LazyPattern(r"^ {0,3}>.*$", re.MULTILINE)
_PAST = LazyPattern(
    r"\b(?:(?:19\d\d|20[01]\d|202[0-2])\b|then\b|until\b|former|before\b|called\b|old\b|replaced\b|became\b|once\b|was\b|were\b|had\b)"
)


class _Word(NamedTuple):
    """A word or phrase to avoid, and what to write instead. Every text that `pattern` matches contains `clue` in lower case.

    A text is not reported where `fine_with` matches as well. `first` is looked for before `pattern`, where a clue is so
    short that many other words have it.
    """

    clue: str
    pattern: LazyPattern | GuardedPattern
    instead: str
    fine_with: LazyPattern | None = None
    first: LazyPattern | None = None


def _word(clue: str, pattern: str, instead: str, fine_with: LazyPattern | None = None, *, exact: bool = False) -> _Word:
    first = LazyPattern(rf"{clue}\b", re.IGNORECASE) if len(clue) < _SHORT else None
    whole = rf"\b(?:{pattern})\b"
    return _Word(clue, LazyPattern(whole) if exact else GuardedPattern(whole), instead, fine_with, first)


#: A clue of fewer letters ends a word.
_SHORT = 3


#: Where a word stands in a text; who says yes or no.
_PLACES = "in|on|under|below|above|here|there|beside"
_OWNERS = "the person's|person's|the PA's|the teller's|teller's|the employer's|your|their|whose|his|her|my|our|every|each|a clear"

#: A word that someone was called is told of, and not used.
_WAS_CALLED = LazyPattern(
    r"\b(?:call(?:s|ed|ing)?|labell?(?:s|ed|ing)?|named?) (?:me|us|him|her|them|you|my \w+) (?:an? )?[\"“'‘]?service[- ]users?\b",
    re.IGNORECASE,
)
#: Official and outdated words. Outdated ones are not reported in a text about the past.
_WORDS = (
    _word("service", r"service[- ]users?", "people who draw on care and support", _WAS_CALLED),
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
#: What reads as a translation, as a saying or as the words of a program, and what a content designer in the UK writes.
_ODD = (
    _word("somebody", r"somebody", "someone"),
    _word("nobody", r"nobody", "no one"),
    _word("everybody", r"everybody", "everyone"),
    _word("anybody", r"anybody", "anyone"),
    _word("whoever", r"whoever", "anyone who, or no matter who"),
    _word("whomever", r"whomever", "anyone whom"),
    _word("can not", r"can not(?! only\b)", "cannot"),
    _word("one else than", r"(?:some|any|every|no )one else than", "someone other than"),
    _word("real is meant", r"no (?:one|person) real is meant", "this is made up"),
    _word("near enough to ask", r"near enough to ask", "on hand to ask"),
    _word("hands forget", r"hands forget", "people lose skill without practice"),
    _word("gravest", r"gravest", "most serious"),
    _word(
        "into reach", r"(?:tasks?|levels?|competences?) (?:that )?comes? into reach", "tasks you could be trained for"
    ),
    _word("hold", r"(?:tasks|sign-offs) hold(?= (?:for|on|in)\b|[.,;]|$)", "are signed off, or are valid"),
    _word("fall", r"hours (?:that )?(?:still )?(?:fall|fell|fallen) away", "hours are cancelled"),
    _word("stand", rf"what stands (?:{_PLACES})(?! the way)", "what it contains, or what it says"),
    _word(
        "stand",
        rf"(?:texts?|sentences?|words?|titles?|lists?|dates?|reasons?|findings?|values?|ids?|rules?|rates?) stands? (?:{_PLACES})",
        "is here, or is listed",
        LazyPattern(r"\bstands? in (?:for|the way)\b", re.IGNORECASE),
    ),
    _word("stands behind", r"(?:no one|someone|anyone|who) stands behind", "this is an example, not a real service"),
    _word(
        "yes",
        rf"(?:{_OWNERS}) (?:(?:own|written|spoken) )?yes(?![-/ ]*(?:or|and|/|no|vote|box|button|answer|column)\b)",
        "agreement, or consent",
    ),
    _word("no", rf"(?:{_OWNERS}) (?:own )?no(?= (?:is|counts|means|stands|ends)\b|[.,;:!?]|$)", "that they can refuse"),
    _word("is a no", r"is (?:also )?an? (?:no|yes)(?=[.,;:!?]|$)", "if you are not sure, say no"),
    _word("climb", r"no one has to climb(?=[.,;:!?]|$| and\b)", "you do not have to move up"),
    _word("amounts to", r"what (?:a|the) chain amounts to", "is the sign-off still valid"),
    _word("again and again", r"reviews? again and again", "reviews by the date set"),
    _word("come never", r"comes? never(?! mind\b)", "never come"),
    _word("means", r"(?:which|that|this) means (?:calling|ringing) \d{3}", "call this number if"),
    _word("to turn to", r"(?:some|any|no )one to turn to|who to turn to", "someone to ask for help"),
    _word("and up", r"(?:low|medium) risk and up", "medium or high risk"),
    _word("do nothing but", r"(?:posts?|roles?|jobs?) that do nothing but", "dedicated posts"),
    _word("forget", r"(?:forget|forgets|forgot) (?:my|your|all|these) answers", "delete the answers"),
    _word("link", r"links? of (?:a|the|every|each|this) chains?", "step"),
    _word("rests on no", r"rests? on no evidence", "is our suggestion, not based on evidence"),
    _word(
        "hand",
        r"hand(?:s|ed|ing)? over (?:an? |the |some |which )?(?:healthcare|clinical|nursing|medical) tasks?",
        "delegate",
    ),
    _word(
        "handed over",
        r"tasks? (?:that |which )?(?:may|can|cannot|must|are|is) (?:not |never )?(?:be )?handed over to (?:a|the|an) (?:PAs?|personal assistants?)",
        "may be delegated",
    ),
    _word("no yes", r"no yes (?:in|within|by|after) \w+", "if they have not agreed by then"),
    _word("chain makes", r"no chain makes (?:it|this|that) right", "a PA must not do this, even with training"),
    _word(
        "the money",
        r"(?:when|before|after|because|once|until|day) the money (?:changes|moves)(?! hands\b)",
        "when the funding changes",
    ),
    _word("no pa may do", r"if no PA may do (?:it|this|the task|this task)", "if no signed-off PA is available"),
    _word("second-hand", r"read second-hand", "we have not checked this at its source"),
    _word("make it plain", r"to make it plain(?=[.:]|$)", "for example"),
    _word("is no", r"(?<!there )(?<!where )is no (?:test|proof|permission|legal advice|cryptographic proof)", "is not"),
)
#: Fields with what people say, in their own words.
_SAID = frozenset({"also_called", "sounds_like"})
#: Kinds of story: their tellers speak as they speak.
_STORIES = ("pa-story", "employer-story")
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
    "calls|changes|checks|cleans|closes|collects|deletes|dries|fetches|helps|labels|lifts|lists|locks|moves|names|notes|notices|offers|"
    "opens|orders|plans|posts|raises|records|reports|rings|sends|sets|shares|shows|signs|starts|stops|stores|supports|tests|turns|"
    "uses|washes|watches"
)
#: What is done to, after a verb that is a noun in the plural as well.
_DONE_TO = (
    "new|clean|fresh|more|extra|enough|spare|used|dirty|old|another|all|every|both|some|someone|anyone|people|others|family|staff|colleagues"
    "|two|three|four"
)
#: What every statement with a second ability has.
_JOINTS = (",", " and", "; ", " as well as ", " while also ", " but also ")
_SECOND_ABILITY = LazyPattern(
    rf"(?:,| and|, and)(?: then| also)? (?:(?:{_VERBS})\b|(?:{_VERBS_OR_NOUNS}) (?:the|a|an|their|it|them|what|when|how|why|who|any|each|{_DONE_TO})\b"
    r"|\w{2,}s (?:it|them)\b)| as well as \w+ing\b|; |(?:,| and|, and) (?:then|afterwards|also|next) (?:\w+ly )?\w{2,}(?<!s)s\b"
    rf"| as well as (?:{_VERBS}|(?:{_VERBS_OR_NOUNS}) (?:the|a|an|their|it|them))\b| while also \w+ing\b| but also \w{{2,}}(?<!s)s\b"
)
_SUBORDINATE = LazyPattern(
    r"\b(?:when|if|that|who|whom|whose|what|which|how|where|why|while|so|because|until|before|after|as|than)\b"
)


@rule("TXT001", Severity.WARNING)
def word_we_do_not_use(facts: Facts) -> Iterator[Problem]:
    """A text uses a word for which the framework has another.

    One word for one thing, in every record, so that no one wonders whether two words mean two things. A word in
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
    """A text describes a person by what is wrong with them.

    People read what is written about them. Say what someone has, does and needs, not what is wrong with them.

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
    """A sentence has more than 35 words.

    Long sentences are hard to follow. Most of them are two sentences. Aim for 20 words: one of 30 that is true and clear may
    stay, and is not reported.

    ```yaml bad case_studies/rosa.yaml
    summary: >-  # <- TXT003
      Rosa works three nights a week with a young man who sleeps with a mask and a machine and who wants to go out with
      his friends on most evenings of the week and come home late.
    ```

    ```yaml good case_studies/rosa.yaml
    summary: >-
      Rosa works three nights a week with a young man who sleeps with a mask and a machine. He wants to go out with
      his friends on most evenings of the week and come home late.
    ```
    """
    for sentence in long_sentences(facts, LONGEST_SENTENCE):
        yield Problem(
            sentence.span,
            f"a sentence of {sentence.where} has {len(sentence.words)} words: “{' '.join(sentence.words[:5])} …”",
            "split it into sentences of about 20 words",
        )


@rule("TXT004", Severity.WARNING)
def statement_joins_two_abilities(facts: Facts) -> Iterator[Problem]:
    """A statement of a competence holds two abilities.

    Someone may have one and not the other. Then no one can say whether the statement is met.

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
        found = _SECOND_ABILITY.search(text.text) if has_one_of_each((_JOINTS,), text.text) else None
        if found is None:
            continue
        before = text.text[: found.start()]
        if len(before.split()) > 1 and (
            found.group() == "; " or found.group().startswith(" while") or not _SUBORDINATE.search(before)
        ):
            yield Problem(
                text.span,
                f"the statement “{_truncate(text.text)}” joins two abilities",
                "make it two statements",
            )


@rule("TXT005", Severity.WARNING)
def closing_full_stop(facts: Facts) -> Iterator[Problem]:
    """A title or a statement ends with a full stop.

    They are shown in lists and headings, which have no full stops.

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
    """A statement of a competence does not begin with what someone does.

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

    A new record begins with these words, so that people can discuss it before it is complete. Readers of the site
    should not see them.

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


@rule("TXT014", Severity.WARNING)
def phrase_that_people_do_not_say(facts: Facts) -> Iterator[Problem]:
    """A text uses a phrase that reads as a translation, a saying or a rule of the program.

    People read these pages on a phone or on a break. They look for plain instructions: who does what, and when. A story
    may speak as its teller speaks, and words in quotation marks are left alone.

    ```yaml bad framework/support/pa-contact.yaml
    summary: Somebody for PAs to ask about work.  # <- TXT014
    ```

    ```yaml good framework/support/pa-contact.yaml
    summary: Someone for PAs to ask about work.
    ```
    """
    yield from _occurrences(facts, _ODD, "say here", without=_STORIES)


def odd_phrases(text: str) -> Iterator[tuple[str, str]]:
    """The phrases of a text that people do not say, outside of quotation marks, each with what to write instead."""
    small = text.lower()
    for word in _ODD:
        if word.clue in small and (found := _found(word, text)):
            yield found.group(), word.instead


def _may_come_first(word: str) -> bool:
    """Whether a word may come before the verb: `Always`, `Safely`, `Never`."""
    return word.lower() in ("always", "never", "often", "only", "also", "sometimes") or word.lower().endswith("ly")


def _occurrences(
    facts: Facts, words: tuple[_Word, ...], verb: str, *, without: tuple[str, ...] = ()
) -> Iterator[Problem]:
    """Where texts of records and pages use one of `words`.

    With `without`, case studies of these kinds, what people say and names without a space are left out.
    """
    pages = _pages_in_small_letters(facts)
    of_pages = _vocabulary_of_pages(facts)
    for word in words:
        for text in prose(facts).containing(word.clue):
            if without and _is_in_other_words(text, without):
                continue
            about = text.document.text if text.kind in _HISTORICAL_KINDS else None
            if found := _found(word, text.text, about):
                yield _occurrence(text.span, f"`{text.field}`", found, word, verb)
        for page, small in pages if of_pages.may_have(word.clue) else ():
            for part in page.texts if word.clue in small else ():
                if found := _found(word, _QUOTED_LINE.sub("…", part.text)):
                    start = part.text.find(found.group())
                    span = part.span(max(start, 0), start + len(found.group()) if start >= 0 else None)
                    yield _occurrence(span, "the page", found, word, verb)


@lru_cache(maxsize=1)
def _pages_in_small_letters(facts: Facts) -> tuple[tuple[HandWrittenPage, str], ...]:
    return tuple((page, page.text.lower()) for page in facts.pages)


@lru_cache(maxsize=1)
def _vocabulary_of_pages(facts: Facts) -> Vocabulary:
    return Vocabulary(" ".join(small for _, small in _pages_in_small_letters(facts)))


def _found(word: _Word, text: str, about: str | None = None) -> re.Match[str] | None:
    """Where a text uses a word, outside of quotation marks; `about` is what says whether an old word is fine."""
    if word.first is not None and not word.first.search(text):
        return None
    words = " ".join(text.split())
    if not word.pattern.search(words):
        return None
    without_quotes = _QUOTED.sub(" … ", words)
    found = word.pattern.search(without_quotes)
    if found is None or word.fine_with is None:
        return found
    # The past of another sentence excuses nothing.
    around = about or (sentence_at(without_quotes, found.start()) if word.fine_with is _PAST else without_quotes)
    return None if word.fine_with.search(around) else found


def _occurrence(span: Span, where: str, found: re.Match[str], word: _Word, verb: str) -> Problem:
    return Problem(
        span,
        f"{where} says “{found.group().strip()}”, which we do not {verb}",
        f"write “{word.instead}”, or put it in other words",
    )


def _is_in_other_words(text: Text, kinds: tuple[str, ...]) -> bool:
    """Whether a text is a name or what people say, or is in a case study of one of these kinds."""
    if " " not in text.text or text.field in _SAID:
        return True
    data = text.document.data  # the kind of the text is that of the folder, which may be another one
    return isinstance(data, dict) and data.get("kind") in kinds


@lru_cache(maxsize=1)
def _statements(facts: Facts) -> tuple[Text, ...]:
    return tuple(
        text
        for text in facts.texts
        if text.kind == "competence"
        and len(text.route) == 3
        and text.route[0] == "statements"
        and text.text != UNWRITTEN
    )


def _truncate(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:57]}…"
