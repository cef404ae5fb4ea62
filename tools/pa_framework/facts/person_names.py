"""Names of people in a text in its normal form, by what shows that words are a name.

That is a title before it; a first name and a surname that many people have; one of the two beside a word that is used for
nothing else; or what people do with each other: ask, ring, thank. Names of organisations, places, papers and laws have the
same capitals, and end with what they are.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pa_framework.facts.name_lists import ambiguous_first_names, ambiguous_surnames, first_names, surnames
from pa_framework.facts.personal_numbers import Found
from pa_framework.text.lazy_pattern import Clue, LazyPattern

_INITIAL = "[A-ZÀ-ÖØ-ÞŚŁŻŹĆŠŽČ]"
_CAPITAL = rf"{_INITIAL}[\w'-]*"
_PARTICLE = r"(?:(?:van|de|der|den|von|al|el|bin|ap|ab|di|da|la|le|ten|ter)\s){0,2}"
_TITLES = r"Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Revd?|Reverend|Cllr|Councillor|Doctor|Nurse|Sister|Matron"
#: Every text with a name has one of these: two words with capitals, one after a verb, or a title in small letters.
CLUES: tuple[Clue | re.Pattern[str], ...] = (
    re.compile(
        r"[A-ZÀ-Þ](?:(?<=(?:sk|ng|ll|ct|ne|il|ge|to|by|th|nk|ks|cc|DO|O:|c:)[ \n:].)[a-z]"
        rf"|[\w'-]*+\.?+\s{_PARTICLE}[A-ZÀ-Þ][\w'-]*)"
    ),
    Clue(" mr", LazyPattern(r" mr[s. ]")),
    Clue(" ms", LazyPattern(r" ms[. ]")),
    Clue(" dr", LazyPattern(r" dr[. ]")),
)
_RUN = LazyPattern(
    rf"{_INITIAL}(?<![\w@/.'-].)[\w'-]*(?:(?:(?<=\b[A-Z])|(?<=\bDr)|(?<=\bM[rs])|(?<=\bMrs))\.)?(?:\s{_PARTICLE}{_CAPITAL}(?:(?<=\s[A-Z])\.)?)*"
)
_WORD = LazyPattern(rf"{_PARTICLE}(?P<word>{_CAPITAL})\.?")
_TITLED = LazyPattern(
    rf"\b(?P<title>{_TITLES}|MRS|MISS|DR)\.?\s(?:[A-Z]\.?\s){{0,2}}(?P<name>{_CAPITAL}(?:[ -]{_CAPITAL})?)"
)
_SMALL_TITLED = LazyPattern(r"\b(?:mrs?|ms|dr)\.?\s(?P<name>[a-z]{3,})\b")
#: Titles that begin names of jobs as well: `Nurse Practitioner`.
_JOB_TITLES = frozenset({"nurse", "sister", "matron", "doctor", "professor", "sir", "dame", "prof", "ms", "councillor"})
_NAME_FIRST = LazyPattern(rf"(?P<surname>{_INITIAL}(?<![\w@].)[\w'-]*),\s(?P<first>{_CAPITAL})(?!\w)")
_SMALL_WORDS = LazyPattern(
    r"(?<![\w@/])(?P<first>[a-z]{2,}) (?=(?P<surname>[a-z]{2,})(?![\w@]|\.\w|[._-]\w*@|\s?[\[({<]?\s?(?:at\b|@)))"
)
_FILE_WORD = LazyPattern(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_INITIALS = LazyPattern(rf"(?<![\w.&-])(?P<initials>(?:[A-Z]\.[ ]?|[A-Z][ ]){{1,3}})(?P<surname>{_CAPITAL})")
#: Surnames that are the names of buildings and streets far more often.
_NAMES_OF_PLACES_TEXT = """
church close court day drive gate grove house lane park place road square street way
"""
_NAMES_OF_PLACES = frozenset(_NAMES_OF_PLACES_TEXT.split())
#: How surnames of some languages begin or end, in small letters and without apostrophes.
_SURNAME_FORM = re.compile(
    r"(?!macbook|macos|macmillan|macro|mackerel|machine)(?:mc[a-z]{3,}|o(?:reil|rour|mar|rear|dris|sull|don|con|bri|kee|lear|nei|hal|hag)[a-z]+)"
    r"|[a-z]{3,}(?:wicz|czyk|owski|owska|escu|enko|ovic|opoulos|oglu|shvili|anathan|murthy|wala|chukwu|adeh|ogunde)"
)
_IN_A_SENTENCE = LazyPattern(r"[a-z,]\s\Z")
#: First names that are places, which have compass points and streets beside them.
_FIRST_AND_PLACE_TEXT = """
austin beverley carlisle chelsea chester florence georgia jordan kent lincoln paris preston sydney victoria york verona
brooklyn milton lorne
"""
_FIRST_AND_PLACE = frozenset(_FIRST_AND_PLACE_TEXT.split())
#: What a person does whose name comes before it.
_DOES = LazyPattern(
    r"\s(?:signed|said|says|rang|called|phoned|emailed|agreed|asked|told|wrote|lives|moved|checked|approved)\b"
)
#: What people do with a person whom they name, at the end of what comes before the name.
_WITH_A_PERSON = LazyPattern(
    r"\b(?:ask(?:s|ed|ing)?(?:\sfor)?|calls?|texts?|ring|rang|phone[ds]?|e-?mail(?:s|ed)?|contact(?:s|ed)?|tell(?:s|ing)?|told|messag(?:e|ed)|whatsapp"
    r"|(?:speak|spoke|spoken|talk|talked|talking|chat|write|wrote|according|thanks)\s(?:to|with)|thank(?:s|\syou)?,?"
    r"|\w{2,}(?:ed|en|done)\sby|(?:agreed|checked|discussed|arranged|confirmed|shared)\swith"
    r"|signed\s(?:off\s)?by|cc|fao|attn|c/o|care\sof|todo|fixme|xxx)[\s:,]*\Z",
    re.IGNORECASE,
)
_BY_A_PERSON = LazyPattern(
    r"\b(?:call(?:ed|s)?|text(?:ed)?|met|meets?(?:\swith)?|met\swith|visit(?:s|ed)?|by|from|photo(?:graph)?\s(?:of|by)|(?:picture|portrait|drawing)\sof"
    r"|author|owner|lead|contact|manager|nurse|neighbour|daughter|son|mother|father|mum|dad|wife|husband|partner|named?|called|is)[\s:,]*\Z",
    re.IGNORECASE,
)
#: Words with which names of organisations, places, papers, prizes and streets end.
_ENDS_TEXT = """
academy act age agency air alliance and appeal associates association award awards bank bill board borough brothers
building care carers cars cathedral cause center centre chambers charity church clinic close cohort college
commission community company consulting cottage council court crescent criteria cup day dementia disease drive
education estate fellowship ferry festival foundation fund gallery gardens gate golf grammar grant green group grove guide
guidance hall health homes hospice hospital hotel house housing index infirmary initiative inquiry institute
institution junction lab laboratory lane law lecture library limited llp lodge ltd mandatory manor market
marketplace medal medical mews mill museum network nhs office orchestra park partners partnership pharmacy place plc
primary prize programme project protocol publishing quarter recruitment report republic review road room rooms rule
sales scale schedule scheme school score services society solicitors square stadium station street studio
supermarket surgery syndrome tables team terrace test theatre theory tool tower trading training treatment trophy
trust tube tunnel unit university valley view village villas ward way wing works ysbyty ysgol
"""
_ENDS = frozenset(_ENDS_TEXT.split())
#: Words with a capital in such names and at the beginning of sentences, which are no names of people.
_NO_NAMES_TEXT = """
practitioner manager consultant assessor adviser advisor coordinator director officer prescriber educator trainer
team's assistants visitor navigator therapist midwife student apprentice cadet colleague nurse's
a about accessibility accountable action after again all also am an annual any appendix april are area as assistant
at august autumn band barring be because before best better both british but by call can certificate
chapter chief christmas clinical code commissioning common competence complex confident contact continuing core
county court dear december delegated delegation department desk did digital direct disability do does each early
easter easy email employer employers employment english even every few figure for form framework free friday from
full general good government greater guide had has have he hello help her here hi his home how human i icb if in
independent individual information integrated into is it its january joint july june just key king know lay lead
learning less let level life like live living local london look lower main make many map march may me mental mid
mind minimum mon monday money more most mr mrs ms my name national neither never new next no nor north northern not
nothing notice november now number nurses nursing october of old on once one only open or other our out over pa
parent pas pathway pathways pay payment peer people perhaps person personal phb photo picture plan please policy
practice prince princess public quality queen question read real record regulation regulations rights ring risk role
royal rules s safe safeguarding saint same saturday save say scotland scottish section see senior september she
should sign signs since skill skilled skills so social some something source south southern special specialist
spring st staff starting state statutory step still stop story study summer sunday support table task tasks tell ten
text thank thanks that the their them then there these they this those three thursday time to today together too
tuesday two uk under united until up upper us use very voice voluntary wage wales was we wednesday week welsh were
west western what when where whether which while who why will winter with within without word work workforce working
world write year yes yet you your youth
"""
_NO_NAMES = _ENDS | frozenset(_NO_NAMES_TEXT.split())
#: People after whom organisations, laws and papers are called, and firms.
_CALLED_AFTER_TEXT = """
ada lovelace|agnes hunt|alan turing|aneurin bevan|ann craft|barthel index|betsi cadwaladr|beverley minster|
bramley apple|charles darwin|christopher robin|cicely saunders|claire's law|dutton gregory|edith cavell|
edward jenner|elizabeth anderson|elizabeth garrett|florence nightingale|garrett anderson|glasgow coma|
helen keller|helen sanderson|herbert protocol|hywel dda|jack brignall|james lind|james paget|jo cox|
john lewis|john radcliffe|joseph rowntree|judy heumann|katharine house|king charles|leonard cheshire|
lewis silkin|lily allen|lloyd george|louis braille|marie curie|marie stopes|martha's rule|mary seacole|
max planck|michael sobell|milton keynes|nelson mandela|nigella sativa|noah's ark|oliver mcgowan|
oliver mcgowan's|paul lambert|queen victoria|robert jones|ronald mcdonald|rosa parks|sarah's law|
stephen lawrence|sue ryder|thomas cook|william harvey|winston churchill|
"""
_CALLED_AFTER = frozenset(_CALLED_AFTER_TEXT.replace("\n", "").split("|"))
_CITED = LazyPattern(
    r"'?s?,?\s(?:et\sal|and\sothers|\(?(?:19|20)\d\d\b)|\s(?:&|and)\s[A-Z][\w'-]+,?\s\(?(?:19|20)\d\d\b"
)


def may_be_name(match: re.Match[str]) -> bool:
    """Whether a match of `CLUES` is more than two words with capitals of which neither is a frequent name or a title."""
    words = match.group().split()
    if len(words) < 2:
        return True
    first, last = _plain(words[0].rstrip(".")), _plain(words[-1])
    return _is_first(first) or _is_surname(last) or _is_frequent(last) or first in _TITLE_WORDS or len(first) == 1


class NameFinder(NamedTuple):
    """Finds names of people.

    Attributes:
        is_word: Whether the framework uses a word in small letters, so that its capital says nothing.
        in_stories: First names of people in stories, in small letters.
    """

    is_word: Callable[[str], bool]
    in_stories: frozenset[str]

    def titled(self, text: str) -> Iterator[Found]:
        """Names after a title such as Mrs, Dr or Nurse."""
        for match in _TITLED.finditer(text):
            name = match["name"].split()[0].split("-")[0]
            plain = _plain(name)
            last = match["name"].split()[-1]
            is_organisation = _ends_as_organisation(text, match.end()) or (last != name and _plain(last) in _ENDS)
            if is_organisation or plain in _WEEKDAYS or plain in ("right", "and", "or"):
                continue
            if match["title"].lower() in _JOB_TITLES and not (
                _is_surname(plain) or _is_first(plain) or self._is_unused(name)
            ):
                continue
            yield Found(*match.span(), match.group())
        for match in _SMALL_TITLED.finditer(text):
            if match["name"] in surnames() or match["name"] in first_names():
                yield Found(*match.span(), match.group())

    def whole(self, text: str) -> Iterator[Found]:
        """First names with a surname, or an initial with one, without those after a title."""
        for run in _RUN.finditer(text):
            words = [(match["word"], run.start() + match.start("word")) for match in _WORD.finditer(run.group())]
            words = [word for word in words if word[0]]
            for index in range(len(words) - 1):
                found = self._name_at(text, words, index)
                if found:
                    yield found
                    break
        for match in _INITIALS.finditer(text):
            surname = _plain(match["surname"])
            is_name = _is_frequent(surname) or ("." in match["initials"] and surname in ambiguous_surnames())
            if is_name and not _ends_as_organisation(text, match.end()) and not _CITED.match(text, match.end()):
                yield Found(*match.span(), match.group())
        for match in _NAME_FIRST.finditer(text):
            surname, first = _plain(match["surname"]), _plain(match["first"])
            if surname in surnames() and surname not in first_names() and first in first_names():
                yield Found(*match.span(), match.group())

    def single(self, text: str) -> Iterator[Found]:
        """A first name or a surname alone, after what people do with a person whom they name: `Ask Sarah`."""
        for run in _RUN.finditer(text):
            word = run.group()
            verb, _, rest = word.partition(" ")
            if rest and _WITH_A_PERSON.search(f" {verb}"):
                start, word, before = run.start() + len(verb) + 1, rest, verb
            else:
                start, before = run.start(), text[max(0, run.start() - 24) : run.start()]
            plain = _plain(word)
            is_name = plain in first_names() or (plain in surnames() and not word.endswith("'s"))
            if is_name and plain not in self.in_stories and _WITH_A_PERSON.search(before):
                yield Found(start, start + len(word), word)

    def small(self, text: str, *, of_file: bool = False) -> Iterator[Found]:
        """Names in small letters, as in names of files and in notes; with `of_file`, capitals and joined words as well."""
        if of_file:
            words = [(match.group().lower(), *match.span()) for match in _FILE_WORD.finditer(text)]
            for (first, start, end), (surname, second, last) in pairwise(words):
                if second - end <= 1 and text[end:second] in ("", "-", "_", " ", ".") and _is_certain(first, surname):
                    yield Found(start, last, text[start:last])
            return
        if first_names().isdisjoint(text.split()):
            return
        for match in _SMALL_WORDS.finditer(text):
            if match["first"] in first_names() and match["surname"] in surnames():
                yield Found(match.start(), match.end("surname"), text[match.start() : match.end("surname")])

    def _name_at(self, text: str, words: list[tuple[str, int]], index: int) -> Found | None:
        """The name that begins with a word of a run of words with capitals; None where it is none."""
        (first, start), (second, second_start) = words[index], words[index + 1]
        if len(second) == 1 and index + 2 < len(words):  # a middle initial
            second, second_start = words[index + 2]
        end = second_start + len(second)
        plain, surname = _plain(first), _plain(second)
        if f"{plain} {surname}" in _CALLED_AFTER or _ends_as_organisation(text, end) or _CITED.match(text, end):
            return None
        if index and _plain(words[index - 1][0]) in _TITLE_WORDS:
            return None
        if self._is_name(
            first,
            second,
            text[max(0, start - 32) : start] + " ".join(word for word, _ in words[:index]),
            text[end : end + 16],
        ):
            return Found(start, end, text[start:end])
        return None

    def _is_name(self, first: str, second: str, before: str, after: str) -> bool:
        plain, surname = _plain(first), _plain(second)
        if plain in _NO_NAMES and plain not in ambiguous_first_names():
            return False
        if surname in _NO_NAMES and surname not in ambiguous_surnames():
            return False
        if first.endswith("'s") or plain in _TITLE_WORDS:
            return False
        named = bool(_WITH_A_PERSON.search(before) or _DOES.match(after))
        if surname in _NAMES_OF_PLACES and not named:
            return False
        if any(part in first_names() for part in (plain, plain.partition("-")[0])):
            return _is_surname(surname) or surname in first_names() or self._is_unused(second)
        if plain in ambiguous_first_names():
            in_a_sentence = _IN_A_SENTENCE.search(before) and plain not in _FIRST_AND_PLACE and surname not in _NO_NAMES
            return (
                _is_frequent(surname)
                or bool(in_a_sentence and surname in ambiguous_surnames())
                or (named and (_is_surname(surname) or self._is_unused(second)))
            )
        if _is_frequent(surname):
            return self._is_unused(first)
        return (named or bool(_BY_A_PERSON.search(before) and surname in ambiguous_surnames())) and (
            self._is_unused(first) and (self._is_unused(second) or surname in ambiguous_surnames())
        )

    def _is_unused(self, word: str) -> bool:
        """Whether a word with a capital is no abbreviation, and no word that is used for anything else."""
        plain = _plain(word)
        return (
            len(plain) > 2
            and not (word.isupper() and len(word) < 6)
            and plain not in _NO_NAMES
            and not self.is_word(plain)
        )


_WEEKDAYS_TEXT = """
friday monday saturday sunday thursday tuesday wednesday
"""
_WEEKDAYS = frozenset(_WEEKDAYS_TEXT.split())
_TITLE_WORDS = frozenset(_TITLES.lower().split("|")) | {"st"}


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    """A word in small letters, without accents, apostrophes, and `'s` at its end."""
    small = word.lower().removesuffix("'s").rstrip("'").replace("'", "")
    if small.isascii():
        return small
    return "".join(letter for letter in unicodedata.normalize("NFKD", small) if not unicodedata.combining(letter))


def _is_first(plain: str) -> bool:
    return plain in first_names() or plain in ambiguous_first_names()


def _is_surname(plain: str) -> bool:
    return any(part in surnames() or part in ambiguous_surnames() for part in (plain, *plain.split("-")))


def _is_frequent(plain: str) -> bool:
    """Whether a word, or a part of it, is a surname that is hardly anything else."""
    return any(part in surnames() or _SURNAME_FORM.fullmatch(part) for part in (plain, *plain.split("-")))


def _is_certain(first: str, surname: str) -> bool:
    """Whether two words in the name of a file are a name."""
    if first in first_names():
        return surname in surnames() or surname in ambiguous_surnames()
    return first in ambiguous_first_names() and surname in surnames()


_PART_END = re.compile(r"[.,|<]|\n\s*\n")


def _ends_as_organisation(text: str, end: int) -> bool:
    """Whether what follows a name makes it that of an organisation, a place or a paper: `James Paget Hospital`."""
    following = re.findall(r"[\w'-]+", _PART_END.split(text[end : end + 60], maxsplit=1)[0])[:5]
    for position, word in enumerate(following):
        if word.lower() in _ENDS and word != "and" and (word[0].isupper() or position == 0):
            return True
        if not (word[0].isupper() or word in ("and", "of", "for", "the")):
            return False
    return False
