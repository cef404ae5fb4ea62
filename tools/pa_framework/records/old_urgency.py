"""Signs and contacts of a task in the form of the first edition: a flat list `stop_when`, and `tell` beside it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

#: Words at the end of a sign that say what its level says now.
_MEANS_EMERGENCY = re.compile(
    r",? (?:which|that) means (?P<plan>(?:following )?the (?:person's )?emergency plan and )?(?:call(?:ing)? |ring(?:ing)? )?"
    r"(?:999|112)\.?$"
)
_NAMES_EMERGENCY = re.compile(r"\b(?:999|112)\b")
#: What a sign whose words sent the PA to the emergency plan asks for first.
FOLLOW_PLAN = "Follow the emergency plan."
#: Who is rung when the first contact is not there. The first edition did not say.
OUT_OF_HOURS = "nhs-111"
USUAL_NUMBER = "999"


@dataclass(frozen=True, slots=True)
class OldSign:
    """A sign of the first edition with the level that it has now. `do` is what to do first; empty where it said nothing."""

    level: Literal["emergency", "urgent"]
    text: str
    do: str = ""


def read_old_sign(text: str, emergency_words: Collection[str]) -> OldSign:
    """A sign with its level. `emergency_words` are the `sounds_like` of the emergency signs of the policy."""
    found = _MEANS_EMERGENCY.search(text)
    if found and found.start():
        return OldSign("emergency", text[: found.start()], FOLLOW_PLAN if found["plan"] else "")
    if _NAMES_EMERGENCY.search(text) or any(_has_words(text, words) for words in emergency_words):
        return OldSign("emergency", text)
    return OldSign("urgent", text)


def emergency_words(policy: Any) -> frozenset[str]:
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


def _has_words(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None
