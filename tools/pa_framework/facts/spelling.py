"""Words that are likely misspelt: those that many people misspell, and rare ones that are a common word with one slip.

There is no list of all English words here. A rare word counts only where two letters inside of a common word changed
places, or one inside of it is missing or there twice; not where its end differs, as in other forms of a word.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.text.findings import Span

#: Misspellings that are no other word, each with the right one.
_KNOWN: Mapping[str, str] = {
    wrong: right
    for right, wrongs in {
        "accommodation": "acommodation accomodation accommodaton",
        "across": "accross",
        "address": "adress addres",
        "agreed": "agred",
        "and": "adn nad",
        "appointment": "apointment appointmnet",
        "argument": "arguement",
        "because": "becuase becasue beacuse becouse",
        "before": "befor beofre",
        "beginning": "begining",
        "believe": "beleive",
        "breathing": "breahting breathign",
        "business": "buisness bussiness",
        "calendar": "calender",
        "catheter": "cathater cathetar cathether",
        "check": "chekc chcek",
        "colleague": "collegue coleague",
        "coming": "comming",
        "committee": "commitee comittee",
        "competence": "competance compitence",
        "completely": "completly",
        "definitely": "definately definatly",
        "diarrhoea": "diarrhea diarhoea diarrhoae",
        "different": "diffrent",
        "does not": "doesnt",
        "do not": "dont",
        "dysreflexia": "disreflexia dysreflexa",
        "embarrass": "embarass",
        "emergency": "emergancy emergncy",
        "environment": "enviroment",
        "equipment": "equiptment equipement",
        "especially": "expecially",
        "existence": "existance",
        "experience": "experiance",
        "from": "fomr frmo",
        "government": "goverment",
        "guarantee": "gaurantee",
        "happened": "happend",
        "have": "ahve hvae",
        "hygiene": "hygeine hygine higiene",
        "immediately": "immediatly imediately immediatley",
        "independent": "independant",
        "insulin": "insuline insullin",
        "interest": "intrest",
        "knowledge": "knowlege",
        "label": "lable",
        "liaise": "liase",
        "maintenance": "maintainance maintenence",
        "medicine": "medecine medicin medcine",
        "minutes": "minuts",
        "necessary": "neccessary necesary neccesary",
        "nurse": "nusre nurce",
        "occasion": "ocassion occassion",
        "occurred": "occured",
        "occurrence": "occurence",
        "pain": "apin",
        "people": "poeple peopel",
        "person": "perosn persno",
        "personnel": "personel",
        "possible": "possable posible",
        "practice": "practise practicce",
        "prescription": "perscription prescripton",
        "privilege": "priviledge",
        "publicly": "publically",
        "questionnaire": "questionaire",
        "receipt": "reciept",
        "receive": "recieve",
        "received": "recieved",
        "recommend": "reccomend recomend",
        "referred": "refered",
        "relevant": "relevent",
        "responsible": "responsable",
        "safeguarding": "safegaurding saveguarding",
        "schedule": "shedule",
        "seizure": "seisure siezure",
        "separate": "seperate",
        "separately": "seperately",
        "should": "shoud shuold",
        "similar": "similiar",
        "successful": "succesful successfull",
        "supersede": "supercede",
        "surprise": "suprise",
        "temperature": "temprature temperture",
        "that": "taht thta",
        "the": "teh hte",
        "their": "thier",
        "then": "hten",
        "they": "tehy",
        "this": "tihs thsi",
        "tongue": "tounge",
        "training": "trianing traning",
        "truly": "truely",
        "until": "untill",
        "vaccination": "vacination",
        "wait": "wiat",
        "which": "whcih wich",
        "with": "wiht",
        "would": "woud wuold",
        "writing": "writting",
        "your": "yoru",
    }.items()
    for wrong in wrongs.split()
    if wrong != "practise"
}
#: In how many texts a word is that others may be slips of, and how long such a slip is at least.
_COMMON, _SHORTEST = 8, 6
#: Words that look like a slip of another one and are none.
_REAL_TEXT = """
mediation contacts retain stores induced hosting derivation fiance inulin minuet minuets gastrotomy
anther apples averts badder baring bathed bating batted beard boated botchy bother bought caches caching career
careers carer carers cares caries caring carving casual cation causal clothes cloths coma comma compete compliant
cooing counsel countenance county curses dairy descried descries desert dessert device devise diary diner diners
diving fiends filing filling fining flexile froward grater handing haring holing hoping hopping incudes insect insects
inset insure insured inured judgment lability lading later latter laving leaned leaning licence license loosing manger
mangers marital martial medial meting minium moral mourning nether noting nuclear nursling panful panned panning
patent patents personnel picked planed planing polices portion potion practice practise priced principal principle
proscribed puling qualify quality quiet quite recoded recoding refection resect reserve reused reuses reverse ridding
riding sacral sacred sallow sanding scared scraping scrapping seating selling serous sever severe severed severs
simulator singalong singed singing sipped siting sleeper socking sopped sopping sorter splits stared staring starring
stated stating stationary stationery stoking suppler taches thorough though through tinner tired tracheotomy trail
trails trial trials tried trough tuning unclear united untied wander waning waring weather wether whether wonder
writing
"""
_REAL = frozenset(_REAL_TEXT.split())
_WORD = re.compile(r"[a-z]+")


class Misspelt(NamedTuple):
    """A word that is likely misspelt: its place, the word, and the one that is likely meant."""

    span: Span
    word: str
    meant: str


def misspelt_words(facts: Facts) -> Iterator[Misspelt]:
    """The words that are likely misspelt, in records and on hand-written pages; each once."""
    records, pages = prose(facts), page_prose(facts)
    times = records.word_index.times()
    on_pages = pages.word_index.times()
    slips = _slips_of(frozenset(word for word, number in times.items() if number >= _COMMON and _is_long(word)))
    for word, number in chain(times.items(), on_pages.items()):
        meant = _KNOWN.get(word) or (slips.get(word) if number == 1 else None)
        if not meant or word in _REAL or (word not in _KNOWN and times.get(word, 0) + on_pages.get(word, 0) > 1):
            continue
        for index in (records, pages):
            text: Text | PageText
            for text in index.containing(word):
                # With a capital it may be a name, but for the first word.
                found = re.search(rf"(?<![\w'’-])(?:{word}|\A{word.capitalize()})(?![\w'’-])", text.text)
                if found:
                    yield Misspelt(place_in(text, *found.span()), word, meant)


def _is_long(word: str) -> bool:
    return len(word) >= _SHORTEST and _WORD.fullmatch(word) is not None


@lru_cache(maxsize=2)
def _slips_of(common: frozenset[str]) -> Mapping[str, str]:
    """Words that are one of the common words with one slip inside, by themselves; no common word among them."""
    slips: dict[str, str] = {}
    for word in sorted(common):
        slips.setdefault(f"{word[:-2]}{word[-1]}{word[-2]}", word)
        for place in range(1, len(word) - 2):
            swapped = f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}"
            doubled = f"{word[:place]}{word[place]}{word[place:]}"
            slips.setdefault(swapped, word)
            slips.setdefault(doubled, word)
            if len(word) > _SHORTEST:
                slips.setdefault(f"{word[:place]}{word[place + 1 :]}", word)
    for word in common:
        slips.pop(word, None)
    return slips
