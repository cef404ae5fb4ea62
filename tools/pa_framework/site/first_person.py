"""Statements of competences in the first person, as the self-check asks them: "I ask before I help", not "Asks before they help".

A statement begins with a verb in the third person, and leaves out who does it. What it calls "they" is the personal assistant,
unless someone else was named before: then the word stays as it is.
"""

import re
from typing import Final

#: Verbs of what someone shows by talking: "I can say" is what a reader would say of themselves.
_CAN: Final = frozenset({"say", "name", "explain", "describe", "show", "list", "demonstrate", "recognise"})
#: Someone else whom "they" may mean from there on.
_SOMEONE_ELSE: Final = re.compile(
    r"\b(?:person|people|someone|anyone|colleagues?|team|PAs?|visitors?|family|employers?|staff|friends?|relatives?|children|child|others|parent)\b"
)
_OWN_WORDS: Final = (
    (re.compile(r"\bthey are\b"), "I am"),
    (re.compile(r"\bthey were\b"), "I was"),
    (re.compile(r"\bthey have\b"), "I have"),
    (re.compile(r"\bthey\b"), "I"),
    (re.compile(r"\bthemselves\b"), "myself"),
    (re.compile(r"\btheir\b"), "my"),
    (re.compile(r"\bthem\b"), "me"),
    (re.compile(r"(?<!\bmy )(?<!\bits )(?<!\bwho )\bown\b"), "my own"),
)
#: Words for the reader, wherever they are.
_THE_PA: Final = ((re.compile(r"\bthe PA would\b"), "I would"), (re.compile(r"\bthe PA's\b"), "my"))
#: A second verb beside the first: "Orders or collects".
_SECOND_VERB: Final = re.compile(r"^(?P<word>or|and) (?P<verb>[a-z]+s)\b")


def _plain(verb: str) -> str:
    """A verb of the third person without its ending: `Carries` as `carry`, `Teaches` as `teach`."""
    low = verb.lower()
    if low.endswith("ies") and len(low) > 4:
        return f"{low[:-3]}y"
    if low.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return low[:-2]
    return low[:-1]


def in_first_person(statement: str) -> str:
    """What the statement says, as the reader would say it. A statement that begins with no such verb is returned as it is."""
    verb, _, rest = statement.partition(" ")
    if not verb.isalpha() or not verb.endswith("s") or not rest:
        return statement
    rest = _SECOND_VERB.sub(lambda found: f"{found['word']} {_plain(found['verb'])}", rest)
    for the_pa, mine in _THE_PA:
        rest = the_pa.sub(mine, rest)
    named = _SOMEONE_ELSE.search(rest)
    own, others = (rest[: named.start()], rest[named.start() :]) if named else (rest, "")
    for theirs, mine in _OWN_WORDS:
        own = theirs.sub(mine, own)
    plain = _plain(verb)
    return f"I {'can ' if plain in _CAN else ''}{plain} {own}{others}"
