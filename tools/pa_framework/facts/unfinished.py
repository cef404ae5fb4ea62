"""Texts that are not finished: placeholders, and words that were copied from another kind of document."""

import re
from collections.abc import Iterator

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.prose import prose

#: Values that are nothing but a placeholder, in small letters.
_WHOLE = frozenset(
    {
        "tbc",
        "tbd",
        "tba",
        "todo",
        "fixme",
        "xxx",
        "xxxx",
        "xx",
        "?",
        "??",
        "-",
        "--",
        ".",
        "..",
        "...",
        "…",
        "asdf",
        "placeholder",
        "dummy",
    }
)
#: What every placeholder within a text contains, in small letters, and how it looks there.
_WITHIN = {
    "todo": re.compile(r"\b(?:TODO|ToDo)\b|\btodo:"),
    "fixme": re.compile(r"\bfixme\b", re.IGNORECASE),
    "xxx": re.compile(r"\bx{3,8}\b", re.IGNORECASE),
    "tbc": re.compile(r"\btbc\b", re.IGNORECASE),
    "tbd": re.compile(r"\btbd\b", re.IGNORECASE),
    "tba": re.compile(r"\b(?:TBA|tba)\b"),
    "lorem": re.compile(r"\blorem\s+ipsum\b|^lorem\b", re.IGNORECASE),
    "???": re.compile(r"\?{3,}"),
    "[": re.compile(
        r"\[\s*(?:insert|fill in|enter|tbc|todo|xx+|\.\.\.|…)\b[^\]\n]{0,60}\](?![(\[:])"
        r"|\[\s*(?:add |your |the )?(?:name|date|number|address|email|phone|text|figure|link)s?(?: here)?\s*\](?![(\[:])"
        r"|\[\s*(?:\.\.\.|…|\?+|_+)\s*\](?![(\[:])",
        re.IGNORECASE,
    ),
    "<insert": re.compile(r"<insert\b[^>\n]*>", re.IGNORECASE),
    "___": re.compile(r"_{3,}"),
    "placeholder": re.compile(r"\bplaceholder(?: text)?\b", re.IGNORECASE),
    "text goes here": re.compile(r"\b(?:\w+ )?text goes here\b", re.IGNORECASE),
    "check with": re.compile(r"\((?:to )?(?:check|confirm) with [A-Z][^)]*\)"),
    "ask ": re.compile(r"\((?:to )?ask [A-Z][a-z]+\)"),
}
#: What a statement begins with that says what someone is able to do, and not what they do.
ABILITY = re.compile(
    r"(?:is|are) (?:able|competent|capable|confident|expected|required)\b(?: to| of| in)?|can\b|could\b|should\b|must\b|will\b"
    r"|has (?:the |an? )?(?:ability|skills?|knowledge|understanding|awareness|confidence|competence)\b"
    r"|knows how to\b|(?:demonstrates|shows|displays) (?:the |an? |good |full )*(?:ability|understanding|knowledge|awareness)\b|is aware\b",
    re.IGNORECASE,
)

_PATIENT = re.compile(
    r"(?P<before>[\w’']+)?(?P<space>[\s,(“\"]*)\b(?P<noun>patients?(?:['’]s?)?)(?![\w-])(?P<after>[^\w\n]*\s*)(?P<next>[\w’']+)?",
    re.IGNORECASE,
)
_DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "each",
        "every",
        "your",
        "their",
        "our",
        "another",
        "any",
        "one",
        "his",
        "her",
        "no",
        "my",
        "some",
        "these",
        "those",
        "many",
        "most",
        "all",
        "other",
        "which",
        "whose",
    ]
)
_BEFORE_A_NOUN = _DETERMINERS | frozenset(
    [
        "of",
        "for",
        "with",
        "to",
        "by",
        "from",
        "as",
        "when",
        "if",
        "where",
        "while",
        "until",
        "unless",
        "after",
        "before",
        "and",
        "or",
    ]
)
#: Verbs and other words that follow a noun, and no adjective.
_AFTER_A_NOUN = frozenset(
    [
        "is",
        "was",
        "has",
        "had",
        "can",
        "may",
        "must",
        "should",
        "will",
        "would",
        "does",
        "did",
        "who",
        "whose",
        "whom",
        "cannot",
        "could",
        "needs",
        "wants",
        "takes",
        "gets",
        "says",
        "asks",
        "becomes",
        "feels",
        "coughs",
        "stops",
        "starts",
        "refuses",
        "agrees",
        "in",
        "on",
        "at",
        "to",
        "with",
        "by",
        "before",
        "after",
        "when",
        "if",
        "while",
        "until",
        "without",
        "about",
        "from",
        "during",
        "or",
        "but",
    ]
)
#: Names of things that have the word in them.
_THINGS = frozenset(
    [
        "safety",
        "experience",
        "transport",
        "information",
        "group",
        "groups",
        "participation",
        "advice",
        "leaflet",
        "leaflets",
        "liaison",
        "record",
        "records",
        "service",
        "services",
        "survey",
        "surveys",
        "notes",
        "rights",
        "list",
        "lists",
        "outcome",
        "outcomes",
        "story",
        "stories",
        "safe",
        "specific",
        "facing",
        "held",
        "association",
        "charter",
        "choice",
        "voice",
        "voices",
        "education",
        "portal",
        "flow",
        "journey",
        "journeys",
        "care",
        "access",
        "line",
        "feedback",
    ]
)


def placeholders(facts: Facts) -> Iterator[tuple[Text, str]]:
    """Texts of records that are a placeholder or have one, with its words. SIT017 looks at hand-written pages."""
    for text in facts.texts:
        if text.text.strip().lower() in _WHOLE:
            yield text, text.text.strip()
    for clue, pattern in _WITHIN.items():
        for text in prose(facts).containing(clue):
            found = pattern.search(text.text)
            if found and text.text.strip().lower() not in _WHOLE:
                yield text, " ".join(found[0].split())


def calls_someone_a_patient(text: str) -> str:
    """The word with which a text calls the person a patient; empty where it does not, as in "be patient"."""
    for found in _PATIENT.finditer(text):
        before, following = (found["before"] or "").lower(), (found["next"] or "").lower()
        noun, joined = found["noun"].lower(), found["after"]
        if following in _THINGS and not joined.strip():
            continue
        if joined.startswith("-") or text[: found.start("noun")].endswith("-"):
            continue
        if noun in ("patients", "patient's", "patient’s", "patients'", "patients’"):
            return found["noun"]
        ends = not following or (bool(joined.strip()) and joined.strip()[0] in '.;:!?)”"')
        is_verb = following in _AFTER_A_NOUN or (
            following.endswith("s") and not following.endswith(("ss", "us", "is", "ous")) and before not in ("a", "an")
        )
        if before in _DETERMINERS and (ends or joined.startswith(",") or is_verb):
            return found["noun"]
        if before in _DETERMINERS and following == "and" and before not in ("a", "an"):
            return found["noun"]
        if (
            before in _BEFORE_A_NOUN - {"and", "or"}
            and before not in _DETERMINERS
            and is_verb
            and following not in ("in", "on", "at", "to", "with", "about", "but", "or", "when", "while", "if")
        ):
            return found["noun"]
    return ""
