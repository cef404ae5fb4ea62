"""Signs and contacts of a task in the form of the first edition: a flat list `stop_when`, and `tell` beside it."""

import json
import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from pa_framework.records.yaml_source import parse_scalar

#: Words at the end of a sign that say what its level says now.
_MEANS_EMERGENCY = re.compile(
    r",? (?:which|that) means (?P<plan>(?:following )?the (?:person's )?emergency plan and )?(?:call(?:ing)? |ring(?:ing)? )?"
    r"(?:999|112)\.?$"
)
_NAMES_EMERGENCY = re.compile(r"\b(?:999|112)\b")
#: Words of a sign that is an emergency by what NHS pages say of 999, where a policy names no words of its own.
EMERGENCY_WORDS = frozenset(
    """not breathing, stops breathing, stopped breathing, cannot breathe, trouble breathing, struggling to breathe,
    turn blue, turns blue, blue lips, blue or grey, choking, chokes, choke, unconscious, unresponsive, cannot be woken,
    passes out, collapses, sepsis, newly confused, new confusion, mottled, allergic reaction, anaphylaxis, a fire, smoke,
    smell of burning, flames, seizure goes on, seizure lasts, seizure does not stop, bleeding does not stop,
    heavy bleeding, bleeds heavily, overdose, shallow breathing, pounding headache, sudden headache, severe headache,
    pounding heart, chest pain, stroke, face drops, slurred speech, head injury, hard fall""".replace("\n", " ").split(
        ", "
    )
)
#: What a sign whose words sent the PA to the emergency plan asks for first.
FOLLOW_PLAN = "Follow the emergency plan."
#: Who is rung when the contact is not there. The first edition did not say.
OUT_OF_HOURS = "nhs-111"
USUAL_NUMBER = "999"
#: A text that YAML reads as itself without quotes. Others are written in quotes, and inside of braces more of them.
_PLAIN = re.compile(r"[A-Za-z][^:#\n\"\\]*(?<! )")
_NOT_IN_BRACES = frozenset(",[]{}")


class OldSign(Struct, frozen=True):
    """A sign of the first edition with the level that it has now. `do` is what to do first; empty where it said nothing."""

    level: Literal["emergency", "urgent"]
    text: str
    do: str = ""


def read_old_sign(text: str, policy_words: Collection[str] = ()) -> OldSign:
    """A sign with its level: emergency where it names 999, or sounds like an emergency; else urgent.

    `policy_words` are the `sounds_like` of the emergency signs of the policy.
    """
    found = _MEANS_EMERGENCY.search(text)
    if found and found.start():
        return OldSign("emergency", text[: found.start()], FOLLOW_PLAN if found["plan"] else "")
    if _NAMES_EMERGENCY.search(text) or _any_of(frozenset(policy_words)).search(text):
        return OldSign("emergency", text)
    return OldSign("urgent", text)


def policy_emergency_words(policy: Any) -> frozenset[str]:
    """The `sounds_like` of the emergency signs in the data of a policy, whatever else is wrong with it."""
    signs = policy.get("signs") if isinstance(policy, dict) else None
    listed = [sign for sign in signs if isinstance(sign, dict)] if isinstance(signs, list) else []
    return frozenset(
        word
        for sign in listed
        if sign.get("level") == "emergency" and isinstance(sign.get("sounds_like"), list)
        for word in sign["sounds_like"]
        if isinstance(word, str)
    )


def has_old_urgency(data: Any) -> bool:
    """Whether the data of a task has signs or contacts in the form of the first edition."""
    return isinstance(data, dict) and (isinstance(data.get("stop_when"), list) or "tell" in data)


def old_signs(data: dict[str, Any]) -> list[str] | None:
    """The signs of a task in the old form; None where the list cannot be read, or there is none."""
    signs = data.get("stop_when")
    readable = isinstance(signs, list) and signs and all(isinstance(sign, str) and sign for sign in signs)
    return list(signs) if readable and isinstance(signs, list) else None


def lines_in_new_form(data: dict[str, Any]) -> Iterator[str]:
    """The signs and contacts of a task in the form of now, as lines to paste; none where the old form cannot be read.

    Where the old form did not say what is asked now, the lines say it in the most careful way, with a comment.
    """
    signs, tell = old_signs(data), data.get("tell")
    first = tell.get("first") if isinstance(tell, dict) else None
    if signs is None and "stop_when" in data:
        return
    found = [read_old_sign(sign) for sign in signs or ["Someone asks the PA to do this task"]]
    number = str(tell.get("emergency", "")) if isinstance(tell, dict) else ""
    has_chain = data.get("status") in ("delegable", "by-exception")
    emergencies = [sign for sign in found if sign.level == "emergency"]
    urgent = [sign for sign in found if sign.level == "urgent"]
    yield "stop_when:"
    if emergencies:
        yield "  emergency:"
        if number and number != USUAL_NUMBER:
            yield f'    tell: "{number}"'
        yield "    signs:"
        yield from (f"      - {_written(sign)}" for sign in emergencies)
    elif has_chain:
        yield "  emergency:"
        yield "    signs: [cannot-be-woken]  # or none_because: and why no sign is an emergency"
    if urgent:
        yield "  urgent:"
        yield f"    tell: {first if isinstance(first, str) else 'community-nurse  # who is rung first'}"
        yield f"    out_of_hours: {OUT_OF_HOURS}"
        yield "    signs:"
        yield from (f"      - {_written(sign)}" for sign in urgent)
    if has_chain and "omission" not in data:
        yield "omission: harmful  # or can-wait"
        if "if_no_one_may" not in data:
            yield "if_no_one_may:"
            yield "  - Ring the nursing team and ask who will come.  # who does it when no PA may"


def _written(sign: OldSign) -> str:
    if sign.do:
        return f"{{text: {_text(sign.text, in_braces=True)}, do: {sign.do}}}"
    return _text(sign.text)


def _text(text: str, *, in_braces: bool = False) -> str:
    plain = _PLAIN.fullmatch(text) and isinstance(parse_scalar(text), str)
    plain = plain and not (in_braces and _NOT_IN_BRACES.intersection(text))
    return text if plain else json.dumps(text, ensure_ascii=False)


@cache
def _any_of(policy_words: frozenset[str]) -> re.Pattern[str]:
    """Any of the words of an emergency, and of those of a policy, as whole words."""
    words = "|".join(re.escape(words) for words in sorted({*EMERGENCY_WORDS, *policy_words}))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
