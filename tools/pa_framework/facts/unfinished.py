"""Texts that are not finished: placeholders, and words that were copied from another kind of document."""

import re
from collections.abc import Iterator, Mapping

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import page_prose, prose, quoted_words
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.word_forms import word_set

#: Values of records that are nothing but a placeholder, in small letters.
_WHOLE = word_set("##### ###### ####### tbc tbd tba todo fixme xxx xxxx xx ? ?? - -- . .. ... … asdf placeholder dummy")
_LONGEST, _AROUND = 16, " \n\"'“”‘’"
#: What a gap in brackets is for. With an address or a name after it, it is a link.
_GAP = (
    r"(?:insert|fill in|enter|tbc|todo|xx+)\b[^\]\n]{0,60}|\?+|_+"
    r"|(?:add |your |the )?(?:name|date|number|address|email|phone|text|figure|link|organisation|council)s?(?: here| of [^\]\n]{0,60})?"
)
#: What a placeholder within a text contains, in small letters, and how it looks there.
_WITHIN: Mapping[str, LazyPattern] = {
    "todo": LazyPattern(r"\btodo\b(?! lists?\b)", re.IGNORECASE),
    "fixme": LazyPattern(r"\bfixme\b", re.IGNORECASE),
    "xxx": LazyPattern(r"\bx{3,8}\b(?![ -](?:large|sizes?)\b)", re.IGNORECASE),
    "xx": LazyPattern(
        r"(?:£\s?|\b(?:about|around|roughly|nearly|almost|at least|at most|up to|over|under|more than|less than|every|within)\s)"
        r"(?:XX|xx)\b(?!\s?(?:chromosom|centur|gene|or XY|and XY|females?|males?|men|women)|[-/]\w)"
        r"|\b(?:XX|xx)(?=\s?%|\s(?:[a-z]+\s)?(?:per\s?cent|hours?|days?|weeks?|months?|years?|people|PAs|pounds|pence|miles|minutes|times)\b)"
        r"|\b20(?:XX|xx)\b|\b(?:XX|xx)[/.](?:XX|xx)\b"
        r"|(?<!Part )(?<!Chapter )(?<!Schedule )(?<!Article )(?<!Volume )\b(?:XX|xx)(?=\s(?:(?:in|by|before|until|within)\s(?:20\d\d|the\s(?:first|next|last|second|coming|end)|an?\s(?:day|week|month|year))"
        r"|(?:an?|per|each|every)\s(?:day|week|month|year|hour)|out\sof\s\d))"
    ),
    "tbc": LazyPattern(r"\btbc\b", re.IGNORECASE),
    "tbd": LazyPattern(r"\btbd\b", re.IGNORECASE),
    "tba": LazyPattern(r"\b(?:TBA|tba)\b"),
    "lorem": LazyPattern(r"\blorem\s+ipsum\b|^lorem\b", re.IGNORECASE),
    "???": LazyPattern(r"\?{3,}"),
    "[": LazyPattern(rf"\[\s*(?:{_GAP})\s*\](?![(\[:])", re.IGNORECASE),
    "<insert": LazyPattern(r"<insert\b[^>\n]*>", re.IGNORECASE),
    "insert ": LazyPattern(r"\binsert \w+ here\b", re.IGNORECASE),
    "placeholder": LazyPattern(r"\bplaceholder(?: text)?\b(?! (?:name|value|word)s?\b)", re.IGNORECASE),
    "text goes here": LazyPattern(r"\b(?:\w+ )?text goes here\b", re.IGNORECASE),
    "your text here": LazyPattern(r"\byour text here\b", re.IGNORECASE),
    "in later": LazyPattern(r"\bfill (?:this )?in later\b", re.IGNORECASE),
    " later": LazyPattern(
        r"\b(?:will|shall|is to|are to) be (?:described|written|explained|added|filled in|completed|covered|set out) (?:\w+ )?(?:later(?! (?:than|by|on the same))"
        r"|in (?:a|the next|one of the) (?:later|next|future|coming) (?:version|edition|release|update)s?)",
        re.IGNORECASE,
    ),
    "in the next ": LazyPattern(
        r"\b(?:will|is to|are to) (?:be (?:described|written|explained|added|completed|covered)|follow|come) (?:\w+ )?in the next (?:version|edition|release|update)\b",
        re.IGNORECASE,
    ),
    "(to ": LazyPattern(r"\(to (?:(?:check|confirm) with [A-Z][^)]*|ask [A-Z][a-z]+)\)"),
    "(check with ": LazyPattern(r"\(check with (?P<name>[A-Z][a-z]*)\b[^)]*\)"),
    "(confirm with ": LazyPattern(r"\(confirm with (?P<name>[A-Z][a-z]*)\b[^)]*\)"),
    "(ask ": LazyPattern(r"\(ask (?P<name>[A-Z][a-z]+)\)"),
    # What a spreadsheet shows where it cannot say the value of a cell.
    "#": LazyPattern(r"(?<![\w&])#(?:REF!|N/A\b|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!)"),
}
#: The same in records only: a page may quote with words left out, and be a form with a line to write on.
_WITHIN_RECORDS: Mapping[str, LazyPattern] = {
    "___": LazyPattern(r"_{3,}"),
    "...": LazyPattern(r"\[\s*\.\.\.[^\]\n]{0,60}\](?![(\[:])"),
    "…": LazyPattern(r"\[\s*…[^\]\n]{0,60}\](?![(\[:])"),
}
#: The same in pages only: a plan may say of a meeting that its day is to be decided.
_WITHIN_PAGES: Mapping[str, LazyPattern] = {
    "to be ": LazyPattern(
        r"(?<!has )(?<!have )(?<!had )(?<!need )(?<!needs )\bto be (?:written|added|confirmed|decided|completed)\b"
        r"(?! (?:to|by|before|with|each|every)\b)",
        re.IGNORECASE,
    ),
    "coming soon": LazyPattern(r"\bcoming soon\b", re.IGNORECASE),
    "under construction": LazyPattern(r"\bunder construction\b", re.IGNORECASE),
    "in progress": LazyPattern(r"\bwork in progress\b", re.IGNORECASE),
    "more to ": LazyPattern(r"\bmore to (?:come|follow)\b", re.IGNORECASE),
}
#: Those that are no part of a title, a name or what someone said.
_IN_QUOTED_WORDS = ("todo", "fixme", "xxx", "tbc", "tbd", "lorem", "???")
#: First words of the names of offices, which a text may tell readers to ask.
_OFFICES = word_set(
    "access acas adult age carers citizens companies contact council direct disability health jobcentre local mencap mind "
    "pensions scope skills social think unison your"
)
_QUOTE = re.compile(r"[“\"'‘`]\s*\Z")

#: What a statement begins with that says what someone is able to do, and not what they do.
ABILITY = LazyPattern(
    r"(?:is|are) (?:able|competent|capable|confident|expected|required)\b(?: to| of| in)?|can\b|could\b|should\b|must\b|will\b"
    r"|has (?:the |an? )?(?:ability|skills?|knowledge|understanding|awareness|confidence|competence)\b"
    r"|knows how to\b|(?:demonstrates|shows|displays) (?:the |an? |good |full )*(?:ability|understanding|knowledge|awareness)\b|is aware\b",
    re.IGNORECASE,
)

_PATIENT = LazyPattern(
    r"(?P<before>[\w’']+)?(?P<space>[\s,(“\"]*)\b(?P<noun>patients?(?:['’]s?)?)(?![\w-])(?P<after>[^\w\n]*\s*)(?P<next>[\w’']+)?",
    re.IGNORECASE,
)
_DETERMINERS = word_set(
    "a an the this that each every your their our another any one his her no my some these those many most all "
    "other which whose"
)
_BEFORE_A_NOUN = _DETERMINERS | word_set(
    "of for with to by from as when if where while until unless after before and or"
)
#: Verbs and other words that follow a noun, and no adjective.
_AFTER_A_NOUN = word_set(
    "is was has had can may must should will would does did who whose whom cannot could needs wants takes gets "
    "says asks becomes feels coughs stops starts refuses agrees in on at to with by before after when if while "
    "until without about from during or but"
)
#: Names of things that have the word in them.
_THINGS = word_set(
    "safety experience transport information group groups participation advice leaflet leaflets liaison record "
    "records service services survey surveys notes rights list lists outcome outcomes story stories safe "
    "specific facing held association charter choice voice voices education portal flow journey journeys care "
    "access line feedback"
)


def placeholders(facts: Facts) -> Iterator[tuple[Text, str]]:
    """Texts of records that are a placeholder or have one, with its words."""
    whole = dict.fromkeys(text for text in facts.texts if _is_placeholder(text.text))
    yield from ((text, text.text.strip()) for text in whole)
    for clue, pattern in {**_WITHIN, **_WITHIN_RECORDS}.items():
        for text in prose(facts).containing(clue):
            found = _first(pattern, text.text)
            if found and text not in whole:
                yield text, " ".join(found[0].split())
    for clue in _IN_QUOTED_WORDS:
        for text in quoted_words(facts).containing(clue):
            found = _first(_WITHIN[clue], text.text)
            if found and text not in whole:
                yield text, " ".join(found[0].split())


def placeholder_in(text: str) -> str:
    """The placeholder that a text in a register is or has; empty where there is none."""
    if _is_placeholder(text):
        return text.strip()
    small = text.lower()
    matches = (_first(_WITHIN[clue], text) for clue in _IN_QUOTED_WORDS if clue in small)
    return next((match[0] for match in matches if match), "")


def _is_placeholder(text: str) -> bool:
    """Whether a text is nothing but a placeholder."""
    return len(text) <= _LONGEST and text.strip(_AROUND).lower() in _WHOLE


def placeholders_in_pages(facts: Facts) -> Iterator[tuple[PageText, re.Match[str]]]:
    """The first placeholder in each text of a hand-written page that has one."""
    found: dict[PageText, re.Match[str]] = {}
    for clue, pattern in {**_WITHIN, **_WITHIN_PAGES}.items():
        for text in page_prose(facts).containing(clue):
            match = _first(pattern, text.text)
            if match and (text not in found or match.start() < found[text].start()):
                found[text] = match
    yield from found.items()


def _first(pattern: LazyPattern, text: str) -> re.Match[str] | None:
    """The first placeholder of one kind in a text. One in quotation marks is spoken of, and is none."""
    return next((match for match in pattern.finditer(text) if _is_meant(match, text)), None)


def _is_meant(match: re.Match[str], text: str) -> bool:
    """Whether a match stands for words to come: it is not quoted, and who is to be asked is a person."""
    name = match.groupdict().get("name")
    return not _QUOTE.search(text[: match.start()]) and (name is None or name.lower() not in _OFFICES)


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
