"""What two fields of one record tell that cannot both be so: paid and unpaid, needed and not needed, a name and what it means."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.lines import lines_of
from pa_framework.facts.quoted import Misquoted
from pa_framework.records.base import Record
from pa_framework.records.yaml_source import Route
from pa_framework.text.guarded_pattern import has_one_of_each
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS, sentences_of
from pa_framework.text.word_forms import has_negative, stems_of, word_set, words_of


class _Line(NamedTuple):
    """A sentence of a record, with the words in it that matter."""

    route: Route
    found: str


def _lines(record: Record, pattern: LazyPattern, unless: LazyPattern, *fields: str) -> list[_Line]:
    """The sentences of some fields that say something without a condition."""
    return [
        _Line(route, found[0])
        for route, line in lines_of(record, *fields)
        for sentence, _ in sentences_of(" ".join(line.split()))
        if (found := pattern.search(sentence)) and not unless.search(sentence)
    ]


# --- paid, and not

_TIME = r"(?:hours?|time|days?|training|learning|cover)"
_PAID = LazyPattern(
    rf"\b(?:your|the PA['’]s|their|PAs['’]|all|these|the|learning|training) (?:\w+ )?{_TIME} (?:is|are|counts? as) (?:always |also |all |fully )?(?:paid|work(?:ing)?\b)"
    rf"|\b(?:you|PAs|they|the PA) (?:are|is|get|gets) (?:always |also |fully )?paid\b(?: for (?:this|these|the|your|all)\b)?|\ball of it (?:is )?paid\b|\bin paid (?:work(?:ing)? )?time\b"
    rf"|\bpaid {_TIME}\b",
    re.IGNORECASE,
)
_UNPAID = LazyPattern(
    rf"\bunpaid {_TIME}\b|\b(?:it|this|you|PAs|they|the (?:course|day|training|time)|your {_TIME}) (?:is|are) unpaid\b|^(?:all )?unpaid\W*$|\bwithout (?:any |your )?(?:pay|wages?)\b|\bin (?:your|their|the PA['’]s) own (?:\w+ )?time\b"
    rf"|\b(?:your|the PA['’]s|their|these|the) (?:\w+ )?{_TIME} (?:is|are) (?:not|never) paid\b|\b(?:you|PAs|they|the PA) (?:are|is|get|gets) (?:not paid|no pay|no wages?)\b",
    re.IGNORECASE,
)
#: Only some of the time, or only for some people.
_PARTLY = LazyPattern(
    r"\b(?:if|unless|ask|agree|may|can|could|should|some|part|half|rest|except|but|only|not all|many|most|often|sometimes|until|extra|reading|homework|where|when|others?"
    r"|first (?:day|hour|evening|week|month)|travel\w*|break|lunch|optional|volunteers?|self-employed|employees?|was|were|instead|rather|no one|does not|do not)\b(?! paid)",
    re.IGNORECASE,
)


def paid_and_unpaid(facts: Facts) -> Iterator[Misquoted]:
    """Learning whose hours are paid by one of its fields, and unpaid by another."""
    fields = ("takes", "cost", "where", "summary", "recognises", "easy_read")
    for learning in facts.records.learning.values():
        unpaid = _lines(learning, _UNPAID, _PARTLY, *fields) if not learning.replaced_by else []
        paid = _lines(learning, _PAID, _PARTLY, *fields) if unpaid else []
        if paid:
            wrong, right = (unpaid, paid) if len(unpaid) <= len(paid) else (paid, unpaid)
            for line in wrong:
                place = learning.origin.at(*right[0].route)
                yield Misquoted(
                    learning.origin.at(*line.route), line.found, right[0].found, place, "whether it is paid"
                )


# --- without a limit, and with one

_SOME = rf"(?:\d+|an?|{'|'.join(NUMBER_WORDS)})"
_NO_LIMIT = LazyPattern(
    r"\b(?:stay|come|remain|use it|keep it|be here|go on)\b[^.;]{0,30}\bas long as (?:you|they|someone|people|the PA|PAs) (?:likes?|wants?|wish(?:es)?|needs?)\b"
    r"|\bno time limit (?:for staying|on (?:how long|it|this level|staying|your stay))\b|\b(?:never|not) (?:have|has|need) to (?:move (?:on|up)|leave)\b",
    re.IGNORECASE,
)
_LIMIT = LazyPattern(
    rf"^(?:After|In|Within) {_SOME} (?:weeks?|months?|years?),? (?:you|they|PAs|a PA|the PA|people|someone) (?:(?:must|have to|has to|need to|will|should) )?(?:moves?|goes|go|leaves?|stops?|ends?|finish|are moved|is moved)\b"
    rf"|\b(?:must|have to|has to|need to) (?:move|leave|go|stop)\b[^.;]{{0,30}}\bafter {_SOME} (?:weeks?|months?|years?)\b"
    rf"|\b(?:stay|come|remain|be here|use it)\b[^.;,]{{0,30}}\b(?:for )?(?:at most|up to|no (?:more|longer) than|only) (?:for )?{_SOME} (?:weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_NOT_ALWAYS = LazyPattern(
    r"\b(?:if|unless|(?<!at )most|many|some|often|usually|would|could|might|example|break|holiday|leave of|while (?:you|they) are)\b",
    re.IGNORECASE,
)


def without_and_with_a_limit(facts: Facts) -> Iterator[Misquoted]:
    """Levels, learning and support in which someone may stay as long as they like, and only for a time."""
    fields = ("summary", "takes", "offers", "rules", "how_to_reach", "easy_read")
    for record in (
        *facts.records.levels.values(),
        *facts.records.learning.values(),
        *facts.records.support.values(),
    ):
        limits = _lines(record, _LIMIT, _NOT_ALWAYS, *fields)
        free = _lines(record, _NO_LIMIT, _NOT_ALWAYS, *fields) if limits else []
        if free and free[0].route != limits[0].route:
            place = record.origin.at(*free[0].route)
            yield Misquoted(
                record.origin.at(*limits[0].route), limits[0].found, free[0].found, place, "how long someone may stay"
            )


# --- done, and never done

_DENIES = LazyPattern(
    r"^(?:You|PAs?|They|A PA|The PA) (?:never|do not|does not|don['’]t|cannot|must not|must never|may not|can never) (?P<what>[a-z][^,;.]*)",
    re.IGNORECASE,
)
_DOES = LazyPattern(
    r"(?:^|[,;]\s|\b(?:and|but)\s)(?:You|PAs?|They|A PA|The PA) (?:(?:can|may|also|often|mostly|usually|now) )*(?P<what>[a-z][^,;.]*)",
    re.IGNORECASE,
)
_ALONE = LazyPattern(
    r"\b(?:on (?:your|their|its|his|her) own|by (?:yourself|themselves|itself)|unaccompanied)\b", re.IGNORECASE
)
#: With these words, a line holds in some cases only, or allows something.
_SOMETIMES = LazyPattern(
    r"\b(?:if|unless|when|while|until|before|after|only|without|at first|yet|again|just|have to|has to|need to|needs to|but|except|all|every|each|more|most|always|alone (?:with|at|in|on))\b",
    re.IGNORECASE,
)
_FEWEST, _MOST = 2, 5


def done_and_never_done(facts: Facts) -> Iterator[Misquoted]:
    """Levels, learning, support and roles in which someone does by one field what, by the easy words, they never do."""
    for record in (
        *facts.records.levels.values(),
        *facts.records.learning.values(),
        *facts.records.support.values(),
        *facts.records.roles.values(),
    ):
        denied = [
            (route, found)
            for route, line in lines_of(record, "easy_read")
            if not _SOMETIMES.search(line) and (found := _DENIES.match(_plain(line)))
        ]
        for route, found in denied:
            act = _act(found["what"])
            done = _does_it(record, act) if _FEWEST <= len(act) <= _MOST else None
            if done is not None:
                place = record.origin.at(*done.route)
                yield Misquoted(record.origin.at(*route), found[0], done.found, place, "what is done")


# --- needed, and not needed

#: A line that does without something has one of each.
_CLUES = (("need", "required", "necessary"), ("no", "n't", "n’t", "never"))
_NOT_NEEDED = LazyPattern(
    r"^(?P<what>[^.;:,]{3,60}?) (?:is|are) (?:no longer|not|never) (?:really )?(?:needed|required|necessary)(?: any ?more| either| at all| now)?(?=\W*$| as an? [\w-]+\W*$| with (?:this|the|a) [\w-]+\W*$)"
    r"|\b(?:there is|there's) no (?:longer any )?need (?:for|of|to have) (?P<what2>[^.;:,]{3,40}?)(?: any ?more| at all| now)?(?=\W*$)"
    r"|^(?:You|They|It|PAs?|The PA|This|The person) (?:(?:do|does|did) not|don['’]t|doesn['’]t|no longer) needs? (?P<what3>(?!to\b)[^.;:,]{3,40}?)(?: any ?more| any longer| at all| for (?:it|this))?(?=\W*$)"
    r"|^(?:No|Not any) (?P<what4>[^.;:,]{3,40}?) (?:is|are) (?:needed|required|necessary)(?: any ?more| at all| now)?(?=\W*$)",
    re.IGNORECASE,
)
_NEEDED = LazyPattern(
    r"\b(?:need(?:s|ed)?|required|requires?|necessary|back-up|spare|ready|to hand|(?:is|are) (?:there|here))\b",
    re.IGNORECASE,
)
_NEEDED_FOR_SOMETHING = LazyPattern(
    r"\b(?:if|when|unless|until|once|some (?:people|areas|councils)|to (?:claim|get|become|apply|join|work))\b",
    re.IGNORECASE,
)
#: What is not needed by these words is so in some cases, at some times or for some people only.
_IN_SOME_CASES = LazyPattern(
    r"\b(?:if|when|while|unless|until|before|once|after|where|usually|often|mostly|sometimes|every|each|most|some|many|everyone|yet|extra|other|another|second|alone|only|then|on (?:the|that) day|in (?:an|the) emergency)\b",
    re.IGNORECASE,
)
_FIELDS_OF_NEEDS = (
    "equipment",
    "before_you_start",
    "summary",
    "the_pa_does",
    "do_first",
    "if_no_one_may",
    "offers",
    "rules",
    "how_to_reach",
    "where",
    "cost",
    "recognises",
    "note",
    "easy_read",
)


def needed_and_not_needed(facts: Facts) -> Iterator[Misquoted]:
    """Tasks, learning and support that do without something by one sentence, and need it by another field."""
    for record in (
        *facts.records.tasks.values(),
        *facts.records.learning.values(),
        *facts.records.support.values(),
    ):
        for route, line in lines_of(record, *_FIELDS_OF_NEEDS):
            for sentence, _ in sentences_of(" ".join(line.split())) if has_one_of_each(_CLUES, line.lower()) else ():
                found = _NOT_NEEDED.search(sentence)
                what = next(filter(None, found.groups()), "") if found else ""
                thing = _act(what)
                if not found or not thing or _IN_SOME_CASES.search(sentence) or _NO_THING.search(what):
                    continue
                needed = _needs(record, route, thing)
                if needed is not None:
                    place = record.origin.at(*needed.route)
                    yield Misquoted(
                        record.origin.at(*route), sentence.rstrip("."), needed.found, place, "what is needed"
                    )


#: Words that name no thing, or someone, of whom other lines may say much.
_NO_THING = LazyPattern(
    r"^(?:it|this|that|they|them|these|one|more|any|help|you|anything)$|\b(?:training|sign-off|checks?|delegation|nurses?|doctors?|PAs?|person|professional|pharmacist|therapist|employer)\b",
    re.IGNORECASE,
)


def _needs(record: Record, route: Route, thing: list[str]) -> _Line | None:
    """The line by which a thing is needed: it is in a list of what is there, or in a sentence that says so."""
    for other, line in lines_of(record, *_FIELDS_OF_NEEDS):
        for sentence, _ in sentences_of(" ".join(line.split())):
            stems = [word.stem for word in words_of(sentence.replace("-", " "))]
            is_said = other[0] == "equipment" or (
                _NEEDED.search(sentence) and not _NEEDED_FOR_SOMETHING.search(sentence)
            )
            if other != route and is_said and _follow(thing, stems) and not has_negative(sentence):
                return _Line(other, sentence.rstrip("."))
    return None


def _follow(thing: list[str], stems: list[str]) -> bool:
    """Whether the words of a thing follow each other in a sentence, and no other thing is called after them."""
    return any(stems[place : place + len(thing)] == thing for place in range(len(stems) - len(thing) + 1))


def _plain(line: str) -> str:
    return _ALONE.sub("alone", " ".join(line.split()))


def _act(words: str) -> list[str]:
    return [word.stem for word in words_of(words) if word.text.isalpha() and word.text not in _SMALL_WORDS]


_SMALL_WORDS = word_set("a an the your their any")
_AFTER_THE_ACT = stems_of("about and around as at by for from in near of on to under when with")


def _does_it(record: Record, act: list[str]) -> _Line | None:
    """The line by which what is denied is done: it has the same words, and no more of what is done than where, when and for whom."""
    for route, line in lines_of(record, "summary", "easy_read"):
        for sentence, _ in sentences_of(_plain(line)):
            for found in _DOES.finditer(sentence):
                done = _act(found["what"])
                is_all = done[: len(act)] == act and (len(done) == len(act) or done[len(act)] in _AFTER_THE_ACT)
                if is_all and not has_negative(sentence):
                    return _Line(route, found[0].strip(" ,;"))
    return None


# --- for whom a role works

_PLACES = (
    "council",
    "ICB",
    "NHS",
    "hospital",
    "hospice",
    "charity",
    "school",
    "agency",
    "government",
    "police",
    "care home",
)
_WORKS_FOR = LazyPattern(
    rf"\b(?:works? for|(?:is|are) (?:employed|paid) by|(?:is|are) part of) (?:the|a|an|your) (?:\w+ )?(?P<place>{'|'.join(_PLACES)})\b",
    re.IGNORECASE,
)
#: What is a part of the NHS.
_OF_THE_NHS = frozenset({"nhs", "icb", "hospital"})


def roles_at_another_organisation(facts: Facts) -> Iterator[Misquoted]:
    """Roles that work for one organisation by their easy words, and for another by their summary, which does not name the first."""
    pattern = re.compile(rf"\b(?:{'|'.join(_PLACES)})\b", re.IGNORECASE)
    for role in facts.records.roles.values():
        summary = " ".join(role.summary.split())
        named = {found[0].lower(): found[0] for found in pattern.finditer(summary)}
        everything = " ".join((role.title, *(line for _, line in lines_of(role, "does")))).lower()
        for route, line in lines_of(role, "easy_read") if named else ():
            found = _WORKS_FOR.search(line)
            place = found["place"].lower() if found else ""
            fits = (
                place in everything
                or place in named
                or ("nhs" in (place, *named) and _OF_THE_NHS & {place} and _OF_THE_NHS & set(named))
            )
            if found and not fits and not has_negative(line) and " or " not in line:
                where = role.origin.at("summary")
                yield Misquoted(
                    role.origin.at(*route), found[0], next(iter(named.values())), where, "the place where it works"
                )


# --- what a name says, and what it means

_IS = r"(?:is|are|gets?|works?(?: as)?|has been|have been)(?: (?:also|always|usually|officially))?"
#: What is said of the one that a meaning names first: of "a role in a firm that", the words after "that" are of the firm.
_WHO = r"\b(?:who|that|which)\b"
_IT = (
    rf"^(?:(?!{_WHO}|\b(?:in|of|for|with|at|by|from|on|to|under)\b)[^.;])*"
    rf"(?:{_WHO}(?:(?!{_WHO})[^.;])*(?=\band\b))?"
)
_WHO_OR_AND = r"\b(?:who|that|which|and)"
#: Of the first word of a name, what someone or something of that name is not.
_NOT_SO: Mapping[str, str] = {
    "unpaid": rf"{_IT}(?P<says>{_WHO_OR_AND} {_IS} (?:paid|employed)\b)|\bfor (?:pay|money|a wage|wages)\b|\bearns?\b|^(?:A|An|Any) (?:paid|employed)\b",
    "self-employed": rf"{_IT}(?P<says>{_WHO_OR_AND} {_IS} employed by\b)|\bhas an employer\b|\bon the payroll\b|\ban employee\b",
}
#: It is of something else that the one who is named does or has.
_BESIDES = LazyPattern(r"\b(?:elsewhere|only by|other)\b", re.IGNORECASE)
_UN = re.compile(
    r"un(?P<what>registered|regulated|insured|trained|supervised|certified|qualified|signed|approved|delegated|known)\b"
)
#: Words of a name that a meaning may take back.
_SO = word_set(
    "paid registered regulated trained delegated approved certified qualified signed shared agreed written voluntary individual"
)


def meanings_against_their_names(facts: Facts) -> Iterator[Misquoted]:
    """Terms whose meaning begins with the opposite of what their name says: an unpaid carer who is employed."""
    for term in facts.records.terms.values():
        meaning = " ".join(next(iter(sentences_of(term.means)), ("", 0))[0].split())
        denies = has_negative(meaning) or bool(_BESIDES.search(meaning))
        for word in re.findall(r"[a-z]+(?:-[a-z]+)*", term.term.lower()):
            un = _UN.match(word)
            pattern = _NOT_SO.get(word) or (rf"{_IT}(?P<says>{_WHO_OR_AND} {_IS} {un['what']}\b)" if un else "")
            found = re.search(pattern, meaning) if pattern and not denies else None
            if found is None and word in _SO:
                found = re.search(
                    rf"{_IT}(?P<says>{_WHO_OR_AND} (?:is|are) (?:not|never) {word}\b)|\bun{word}\b|\bwithout being {word}\b",
                    meaning,
                )
            if found is not None:
                says = found.groupdict().get("says") or found[0]
                yield Misquoted(
                    term.origin.at("means"), says, term.term, term.origin.at("term"), "what the name says otherwise"
                )
                break
