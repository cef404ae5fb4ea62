"""Sentences that say the opposite of what holds for everyone: an engine, for tables of what holds.

An entry of a table says what is so, and the parts that a sentence has which says otherwise, in any order. A sentence that
denies the same, asks it, or tells of a mistake says nothing of the kind. The tables are in `turned_round_law`,
`turned_round_delegation` and `turned_round_support`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import Literal, NamedTuple

from pa_framework.facts.facts import Facts, Text, words_in
from pa_framework.facts.pages import PageText
from pa_framework.facts.principles import Broken
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.text.guarded_pattern import has_one_of_each
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import sentences_of
from pa_framework.text.word_forms import has_negative
from pa_framework.text.word_index import WordIndex, numbers_in

About = Literal["delegation", "law", "duty", "danger", "practice", "private", "support"]
#: What a sentence is taken for: one that says so, one whose parts deny it already, or either.
Says = Literal["so", "anyhow"]
#: Parts that many entries share, by the name in braces with which an entry writes them.
PARTS: Mapping[str, str] = {
    "free": (
        r"(do|does|did|would|will|should)(n't| not) (\w+ )?(have|need)( to)?|needs? not|needn't|needs? no(?! one)|no need|"
        r"not (needed|necessary|required|obliged|compulsory)|(is|are) optional|(can|may) (skip|leave out|do without|drop|miss)|unnecessary|no longer needs?|"
        r"(can|may) be (skipped|left out|dropped|waived)|no one (has to|needs to|must)|nobody (has to|needs to|must)"
    ),
    "may": r"can|may|could|is allowed to|are allowed to|is free to|are free to|has the right to|will|must|should",
    "must": r"must|has to|have to|needs? to|is obliged to|are obliged to|is bound to|requires?",
    "pa": r"PAs?|personal assistants?|colleagues?|you|they",
    "lay": r"employers?|famil(y|ies)|relatives?|parents?|partners?|PAs?|personal assistants?|carers?|council|manager|adviser|commissioner|PHB lead|mentors?|lead PA",
    "family": r"relatives?|famil(y|ies)|parents?|mothers?|fathers?|mum|dad|next of kin|spouse|husband|wife|partner|brother|sister|son|daughter|children?",
    "later": (
        r"(within|in|after|by the end of|during|until the end of|at the end of) (the |a |an |your |their |its |his |her )?(first |next |following )?(few |couple of |\d+ |two |three |four |five |six |eight |twelve |thirteen )?(day|week|fortnight|month|year|shift|quarter)s?"
        r"|later( on)?|afterwards|when (there is|you have|they have|it suits|the) \w* ?time|at the next (visit|review|meeting|shift|appointment)|next (week|month|year|visit|review|spring|time)"
        r"|in due course|eventually|sooner or later|once (they|she|he|the PA|your PA|a PA) (has|have) (started|settled|begun|worked)|after (they|the PA|your PA|a PA) (has |have )?(start\w*|beg[iu]n\w*|settle\w*)"
        r"|tomorrow|on (monday|friday)|in the morning|after the weekend|once a (year|month|week)"
    ),
    "unpaid": r"unpaid|without (any )?(pay|wages?)|(not|never) (be )?paid|no (pay|wages?)|for free|for nothing|in (your|their|her|his) own time|as volunteers?|gives? the hours|give this time",
    "end": r"dismiss\w*|sack\w*|fire[sd]?|let (them|her|him|someone|a PA|your PA|the PA) go|end(s|ed|ing)? the (job|contract|employment)|terminate\w*|get rid of",
    "signoff": r"sign(s|ed|ing)?[ -]?(\w+ )?off|sign-offs?|assess\w*",
    "task": r"(healthcare|health|delegated|clinical|nursing|medical) tasks?|tasks?|delegat\w*",
}


class Wrong(NamedTuple):
    """What is so, and how a sentence says otherwise.

    Attributes:
        about: The subject.
        holds: What is so, as a sentence.
        parts: What such a sentence has, in any order. After `@`: what is in it or around it.
        unless: Words with which the sentence means something else; empty for none.
        says: Whether a sentence that denies the parts breaks it all the same.
        kinds: The kinds of record in which it is looked for, and `page`; all where it is empty.
        fields: The fields in which it is looked for; all where it is empty.
    """

    about: About
    holds: str
    parts: tuple[str, ...]
    unless: str = ""
    says: Says = "so"
    kinds: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


def wrong(
    about: About,
    holds: str,
    *parts: str,
    unless: str = "",
    says: Says = "so",
    kinds: str = "",
    fields: str = "",
) -> Wrong:
    """An entry of a table.

    A part has `|` between words that may stand for each other, `*` for any ending of a word, and `~` for some
    words between two of one sentence. `{free}` is the part of this name in `PARTS`.
    """
    return Wrong(about, holds, parts, unless, says, frozenset(kinds.split()), frozenset(fields.split()))


class Alternative:
    """One of the alternatives of a part: its pattern, and what every text with it contains, in small letters.

    `needs` are sets of strings: one of each set is in the text. Patterns are compiled when a text has them all, which few
    have. An alternative without a word to look for raises ValueError when its needs are asked for.
    """

    def __init__(self, words: str) -> None:
        self._words = words

    @cached_property
    def first_needs(self) -> list[frozenset[str]]:
        """The needs that take little time to find: the words for which no others may stand."""
        return _clues_of_words(_outside_of_groups(_without_optional(self._words)))

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """The sets of strings, those that fewest texts have first."""
        found = sorted(set(_all_clues_of(self._words)), key=sorted)
        if not found:
            raise ValueError(f"{self._words!r} has no word to look for")
        return tuple(sorted(found, key=_weight_of))[:_MOST_NEEDS]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The alternative as a regular expression: few are ever asked for."""
        first, *rest = (_written(piece) for piece in self._words.split(" ~ "))
        gaps = (rf"\b(?P<gap{place}>[^.;?|]{{0,80}}?)(?<!\w){piece}" for place, piece in enumerate(rest))
        return re.compile(rf"(?<!\w)(?:{first}{''.join(gaps)})(?!\w)", re.IGNORECASE)

    def may_be_in(self, text: str) -> bool:
        """Whether a text in small letters has what is needed."""
        return has_one_of_each(self.needs, text)


def _written(piece: str) -> str:
    """A piece of an alternative as a regular expression."""
    for name, words in PARTS.items():
        piece = piece.replace("{" + name + "}", f"({words})")
    return re.sub(r"(?<=\w)\*", r"\\w*", piece).replace(" ", r"\s+")


def alternatives_of(part: str) -> tuple[Alternative, ...]:
    """The alternatives of a part of an entry."""
    return tuple(map(Alternative, _split(part)))


def _split(part: str) -> list[str]:
    """The alternatives of a part: what is between those `|` that are not in brackets."""
    if "(" not in part:
        return [words.strip() for words in part.split("|")]
    found, depth = list[str](), 0
    for words in part.split("|"):
        if depth:
            found[-1] += f"|{words}"
        else:
            found.append(words)
        depth += words.count("(") - words.count(")")
    return [words.strip() for words in found]


#: How many sets of strings are looked for before a pattern is tried: those that fewest texts have.
_MOST_NEEDS = 6


@lru_cache(maxsize=4096)
def _all_clues_of(piece: str) -> tuple[frozenset[str], ...]:
    """Sets of strings, of each of which every text that has a piece has one.

    A string begins with a space, and ends with one where the word ends there: see `TextIndex.words`.
    """
    if _PLAIN_WORD.fullmatch(piece):
        return (_clue_of(piece),)
    plain = _without_optional(piece)
    outside = _outside_of_groups(plain)
    found = _clues_of_words(outside)
    if outside is not plain:
        found += [_clues_of_all(PARTS[name]) for name in _NAMED_PART.findall(plain)]
        found += [_clues_of_all(inner[1]) for inner in _OUTER_GROUP.finditer(plain)]
    return tuple(clues for clues in found if clues)


def _without_optional(piece: str) -> str:
    """A piece without what may be left out of it."""
    while _HAS_OPTIONAL(piece) and (
        (shorter := _OPTIONAL_END.sub("*", piece)) != piece or (shorter := _OPTIONAL.sub(" ", piece)) != piece
    ):
        piece = shorter
    return piece


def _outside_of_groups(plain: str) -> str:
    """What of a piece is in no brackets; the piece itself where it has none."""
    outside = _NAMED_PART.sub(" ", plain) if "{" in plain else plain
    while "(" in outside and (
        (shorter := _GROUP_AFTER_LETTER.sub("*", outside)) != outside
        or (shorter := _GROUP.sub(" ", outside)) != outside
    ):
        outside = shorter
    return outside


def _clues_of_words(outside: str) -> list[frozenset[str]]:
    return [_clue_of(word) for word in _PLAIN_WORD.findall(outside)]


#: Whether there is one of the marks without which nothing is optional.
_HAS_OPTIONAL = re.compile(r"[?\[\\]").search
_OPTIONAL_END = re.compile(
    r"(?<=\w)(?:(?:-\?|\[ -\]\?)\w+|\((?:[^()]++|\([^()]*+\))*+\)\?|\w\?|\[[^]]*\][*+]?\??|\\.[*+]?)"
)
_NAMED_PART = re.compile(r"\{(\w+)\}")
_GROUP_AFTER_LETTER = re.compile(r"(?<=\w)\([^()]*\)")
_GROUP = re.compile(r"\([^()]*\)")
_OUTER_GROUP = re.compile(r"(?<!\w)\(((?:[^()]++|\([^()]*+\))*+)\)")
_PLAIN_WORD = re.compile(r"[A-Za-z0-9£-]{2,}\*?")
_OPTIONAL = re.compile(r"\((?:[^()]++|\([^()]*+\))*+\)\?|\w\?|\[[^]]*\][*+]?\??|\\.[*+]?")


@lru_cache(maxsize=4096)
def _clue_of(word: str) -> frozenset[str]:
    """A word, or the beginning of words before `*`, as it is looked for."""
    begins = word.rstrip("*").lower()
    return frozenset({f" {begins}" if word.endswith("*") else f" {begins} "})


@lru_cache(maxsize=512)
def _clues_of_all(group: str) -> frozenset[str]:
    """The clues of a group of alternatives; none where one of them has none."""
    found = [_all_clues_of(words) for words in _split(group)]
    if not all(found):
        return frozenset()
    return frozenset().union(*(clues[0] if len(clues) == 1 else min(clues, key=_weight_of) for clues in found))


#: Words that so many texts have that they are hardly worth looking for, and those that nearly all have.
_COMMON = frozenset(
    [
        "him",
        "her",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "must",
        "did",
        "done",
        "from",
        "at",
        "any",
        "all",
        "each",
        "every",
        "not",
        "what",
        "when",
        "as",
        "by",
        "with",
        "this",
        "their",
        "your",
        "his",
        "its",
        "an",
        "only",
        "day",
        "days",
        "week",
        "time",
        "work",
        "works",
        "task",
        "tasks",
        "person",
        "people",
        "pay",
        "paid",
        "need",
        "needs",
        "ask",
        "asks",
        "say",
        "says",
        "get",
        "gets",
        "tell",
        "tells",
        "use",
        "used",
        "give",
        "gives",
        "take",
        "takes",
        "make",
        "makes",
        "come",
        "comes",
        "go",
        "goes",
        "after",
        "before",
        "once",
        "until",
        "first",
        "then",
        "else",
        "other",
        "another",
        "new",
        "own",
        "more",
        "less",
        "some",
        "good",
        "know",
        "help",
        "see",
        "nurse",
        "employer",
        "council",
        "nhs",
        "month",
        "months",
        "year",
        "years",
        "hours",
        "hour",
        "so",
        "my",
        "me",
        "up",
        "out",
        "off",
        "over",
        "about",
        "too",
        "also",
        "never",
        "does",
        "plan",
        "check",
        "keep",
        "training",
        "home",
    ]
)
_EVERYWHERE = frozenset(
    [
        "pa",
        "pas",
        "you",
        "they",
        "the",
        "them",
        "it",
        "is",
        "are",
        "be",
        "can",
        "may",
        "do",
        "for",
        "to",
        "of",
        "in",
        "on",
        "or",
        "and",
        "no",
        "who",
        "if",
        "that",
        "a",
        "one",
    ]
)


def _weight_of(clues: Iterable[str]) -> int:
    """How often texts have one of some strings, about."""
    return sum(map(_weight, clues))


@lru_cache(maxsize=4096)
def _weight(clue: str) -> int:
    word = clue.strip()
    if word in _EVERYWHERE:
        return 5000
    return 300 if word in _COMMON else 12 if len(word) < _SHORT else 3


_SHORT = 4


class _Entry:
    """An entry with its patterns."""

    def __init__(self, entry: Wrong) -> None:
        self.entry = entry
        self.inside = [alternatives_of(part) for part in entry.parts if not part.startswith("@")]
        if not self.inside:
            raise ValueError(f"{entry.holds!r} has no part inside of a text")
        self.around = [alternatives_of(part[1:]) for part in entry.parts if part.startswith("@")]
        unless = _written(entry.unless.replace("no one", "(no one|nobody|no-one)"))
        self.unless = LazyPattern(rf"(?<!\w)(?:{unless})(?!\w)", re.IGNORECASE) if unless else None

    def among(self, with_one_of: "_WithOneOf") -> "dict[int, _Parts]":
        """The texts that have, for each part inside of them, the words of one of its alternatives → these alternatives."""
        texts = -1
        having: list[list[tuple[Alternative, int]]] = []
        for part in self.inside:
            having.append([(one, with_one_of.words_of(one, texts)) for one in part])
            texts = reduce(or_, (having_it for _, having_it in having[-1]))
            if not texts:
                return {}
        found: dict[int, _Parts] = {number: [[] for _ in having] for number in numbers_in(texts)}
        for place, part_having in enumerate(having):
            for one, having_it in part_having:
                for number in numbers_in(having_it & texts):
                    found[number][place].append(one)
        return found

    def concerns(self, kind: str, field: str) -> bool:
        """Whether it is looked for in texts of a kind of record, or of pages, and of a field."""
        kinds, fields = self.entry.kinds, self.entry.fields
        return (not kinds or kind in kinds) and (not fields or field in fields)


#: For each part of an entry, alternatives of it.
_Parts = list[list[Alternative]]


class Table:
    """Entries, and which of them many texts may break."""

    def __init__(self, entries: Sequence[Wrong]) -> None:
        self.entries = [_Entry(entry) for entry in entries]

    def by_text(self, index: WordIndex) -> dict[int, list[tuple[_Entry, _Parts]]]:
        """The number of each text that may break entries → these, in the order of the table, with how it may."""
        with_one_of = _WithOneOf(index)
        found: dict[int, list[tuple[_Entry, _Parts]]] = {}
        for entry in self.entries:
            for number, parts in entry.among(with_one_of).items():
                found.setdefault(number, []).append((entry, parts))
        return dict(sorted(found.items()))

    def of(self, sentence: str) -> list[tuple[_Entry, int, int]]:
        """The entries that a sentence breaks, as far as it says so itself, each with the place of its words."""
        words = words_in(sentence)
        return list(_broken(sentence, words, self.by_text(WordIndex([words])).get(0, ())))


class _WithOneOf(dict[frozenset[str], int]):
    """Clues → the texts of an index that have one of them."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index

    def __missing__(self, clues: frozenset[str]) -> int:
        texts = 0
        for clue in clues:
            word = clue.strip()
            texts |= self._index.with_word(word) if clue.endswith(" ") else self._index.with_beginning(word)
        self[clues] = texts
        return texts

    def words_of(self, alternative: Alternative, texts: int) -> int:
        """Those of some texts that have the words of an alternative."""
        texts = self._each(texts, alternative.first_needs)
        return self._each(texts, alternative.needs) if texts else 0

    def _each(self, texts: int, needs: Iterable[frozenset[str]]) -> int:
        for clues in needs:
            texts &= self[clues]
            if not texts:
                break
        return texts


def _broken(sentence: str, lower: str, entries: Iterable[tuple[_Entry, _Parts]]) -> Iterator[tuple[_Entry, int, int]]:
    """The entries that a sentence breaks. `lower` are its words, as `words_in` gives them."""
    if sentence.rstrip('*_”" ').endswith("?"):
        return
    for one, parts in entries:
        found = _broken_in(sentence, lower, one, parts)
        if found is not None:
            yield one, *found


def _broken_in(sentence: str, lower: str, one: _Entry, parts: _Parts) -> tuple[int, int] | None:
    """Where a sentence says otherwise than an entry: in each part of it, by one of some alternatives."""
    spans: list[tuple[int, int]] = []
    for part in parts:
        found = _first_match(part, sentence, lower)
        if found is None:
            return None
        spans += _outside_of_gaps(found)
    if one.unless is not None and one.unless.search(sentence):
        return None
    if one.entry.says == "so" and is_denied_outside(sentence, spans):
        return None
    if one.entry.says == "anyhow" and _MISTAKE.search(sentence):
        return None
    return min(start for start, _ in spans), max(end for _, end in spans)


def _first_match(part: Sequence[Alternative], text: str, lower: str) -> re.Match[str] | None:
    for alternative in part:
        found = alternative.pattern.search(text) if alternative.may_be_in(lower) else None
        if found is not None:
            return found
    return None


def _outside_of_gaps(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The places of what an entry writes, without the words between its parts."""
    start = found.start()
    for name, words in found.groupdict().items():
        if words is not None:
            yield start, found.start(name)
            start = found.end(name)
    yield start, found.end()


def is_denied_outside(sentence: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence denies what is in some places of it: by a negative word outside of them that is not in a condition."""
    characters = list(sentence)
    for start, end in spans:
        characters[start:end] = "·" * (end - start)
    rest = _CONDITION.sub("", "".join(characters))
    return has_negative(rest) or bool(_NOTHING.search(rest)) or bool(_MISTAKE.search(rest))


#: Parts of a sentence whose negative words deny nothing of the rest.
_CONDITION = LazyPattern(
    r"\b(?:if|when|where|once|because|although|though|so that|even if|even when|unless|who|that|which|since|as long as)\b[^,;.·]*(?:,|(?=[;.])|$)",
    re.IGNORECASE,
)
_NOTHING = LazyPattern(r"\b(?:nothing|nobody|rather than|instead of)\b", re.IGNORECASE)
#: A sentence that tells of a mistake, a rumour or a question.
_MISTAKE = LazyPattern(
    r"\b(?:wrongly|wrong to|(?:is|was) wrong|by mistake|a mistake to|myth|untrue|unlawful|discriminat\w+|illegal|offence|breaks the law|against the law|whether|think that|thought that|"
    r"believes?d?|used to|until \d{4}|no longer true|should not|must not|never)\b",
    re.IGNORECASE,
)
#: Fields whose lines say what is not done.
_FORBIDDING = frozenset({"the_pa_does_not", "limits", "why_never", "not_expected"})
#: Fields that quote, ask, or tell what goes wrong.
_OF_OTHERS = frozenset({"goes_wrong", "asks", "quote", "instead_of", "challenge"})
#: Kinds of record that quote others.
_NOT_READ = frozenset({"sources"})


def said_otherwise(facts: Facts, table: Table) -> Iterator[Broken]:
    """Sentences of records and hand-written pages that break an entry of a table, at most one of each text."""
    for index in (prose(facts), page_prose(facts)):
        texts: Sequence[Text | PageText] = index.texts
        for number, entries in table.by_text(index.word_index).items():
            text = texts[number]
            if len(index.words[number]) < _SHORTEST:
                continue
            found = None if _is_left_out(text) else _first_in(facts, text, index.words[number], entries)
            if found is not None:
                yield found


def _is_left_out(text: Text | PageText) -> bool:
    return _is_of_others(text) if isinstance(text, Text) else text.page.startswith("guides/")


def _is_of_others(text: Text) -> bool:
    """Whether a text of a record says what others say, or what a task is called."""
    return (
        text.kind in _NOT_READ
        or not _OF_OTHERS.isdisjoint(text.route)
        or (text.kind == "task" and text.field == "title")
    )


#: A shorter text says nothing that can be judged.
_SHORTEST = 12


def _first_in(
    facts: Facts, text: Text | PageText, words: str, entries: Iterable[tuple[_Entry, _Parts]]
) -> Broken | None:
    """The first of some entries that a text breaks. `words` are those of the text, as `words_in` gives them."""
    around: str | None = None
    kind = text.kind if isinstance(text, Text) else "page"
    if isinstance(text, Text):
        said = text.text.replace("\n", " ")
    else:
        said = _told_in(facts, text).replace("*", " ")
        words = words_in(said)
    same_places = len(words) == len(said) + 2  # not where a letter is two in lower case
    forbidding = isinstance(text, Text) and text.route[0] in _FORBIDDING
    concerning = [(one, parts) for one, parts in entries if one.concerns(kind, text.field)]
    for sentence, start in sentences_of(said):
        low = f" {words[start + 1 : start + 1 + len(sentence)]} " if same_places else words_in(sentence)
        for one, begins, ends in _broken(sentence, low, concerning):
            entry = one.entry
            if forbidding and not start and text.field not in entry.fields:
                continue  # what is not done; sentences after it say what is
            if one.around:
                around = words_around(facts, text) if around is None else around
                if not all(_first_match(part, around, words_in(around)) for part in one.around):
                    continue
            span = place_in(text, start + begins, start + ends)
            return Broken(span, _short(sentence[begins:ends]), entry.holds)
    return None


def _told_in(facts: Facts, text: PageText) -> str:
    """A text of a page, without the cells of a column of a table that says what not to do, or how not to say it."""
    said = text.text
    start = 1 - text.column  # where its line begins
    for line, words in enumerate(said.split("\n"), text.line):
        for first, end in _forbidding_cells(facts).get((text.path, line), ()):
            first, end = max(start + first, 0), min(start + end, len(said))
            said = said[:first] + " " * (end - first) + said[end:]
        start = max(start, 0) + len(words) + 1
    return said.replace("\n", " ")


@lru_cache(maxsize=1)
def _forbidding_cells(facts: Facts) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """The cells of tables in hand-written pages below a header that says what not to do, by file and line."""
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for page in facts.pages:
        lines = page.text.split("\n") if page.tables else []
        for table in page.tables:
            words = (lines[table.header.line - 1][first:end].strip(" *") for first, end in table.header.cells)
            places = [place for place, said in enumerate(words) if _NOT_TO_DO.fullmatch(said)]
            for row in table.rows if places else ():
                found[page.path, row.line] = [row.cells[place] for place in places if place < len(row.cells)]
    return found


_NOT_TO_DO = LazyPattern(r"do not|don't|never|not|instead of|in place of|myth|wrong", re.IGNORECASE)


def _short(words: str) -> str:
    """Words for a message: all of a few, and the beginning and the end of many."""
    parts = words.split()
    return " ".join(parts if len(parts) <= _MOST_WORDS else [*parts[:9], "…", *parts[-4:]])


_MOST_WORDS = 16


def words_around(facts: Facts, text: Text | PageText) -> str:
    """What is around a text, and the text: the title, summary and id of its record and the groups that hold it, or its section of a page."""
    if isinstance(text, PageText):
        return f"{sections_of_pages(facts).get(text, '')} {text.text}"
    data = text.document.data if isinstance(text.document.data, dict) else {}
    found = [str(data.get(name, "")) for name in ("id", "title", "summary", "tags")]
    group: object = data
    for step in text.route[:-1]:
        try:
            group = group[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(group, dict):
            found += [str(value) for value in group.values() if isinstance(value, str)]
    return " ".join([*found, text.text])


@lru_cache(maxsize=1)
def sections_of_pages(facts: Facts) -> dict[PageText, str]:
    """Each text of a hand-written page → the title of the page, and all that it says below the same heading."""
    found: dict[PageText, str] = {}
    for page in facts.pages:
        title = " ".join(one.text for one in page.texts if one.field in ("title", "description"))
        section: list[PageText] = []
        for text in (*page.texts, None):
            if text is None or text.is_heading:
                found |= dict.fromkeys(section, " ".join([title, *(one.text for one in section)]))
                section = []
            section += [text] if text else []
    return found
