"""Whom to ask about something that ends a sign-off, or has ended it, and what for."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from pa_framework.facts.answers import Ending
from pa_framework.facts.facts import Facts
from pa_framework.facts.sign_off_links import About, Reason
from pa_framework.facts.sign_off_now import Change
from pa_framework.register.output import role_with_article
from pa_framework.text.sentences import join_words


class Asking(Struct, frozen=True):
    """What has to be seen to, as a label (`what`), and who has to do what about it. `roles` are empty where no role has to."""

    what: str
    roles: tuple[str, ...]
    who: str
    do: str

    @property
    def sentence(self) -> str:
        """The instruction."""
        return f"Ask {self.who} to {self.do}."


class _Kind(NamedTuple):
    """The label; the field of a task's `sign_off` with the roles, or words for others; what they do; the label once it is so."""

    what: str
    who: str
    do: str
    is_so: str = ""


#: Rule → what to do about it. A reason with another rule is for a reviewer to decide.
_KINDS: Mapping[str, _Kind] = {
    "SGN027": _Kind("no one accountable", "delegated_by", "take the sign-off over, so that someone is accountable"),
    "SGN028": _Kind("competence ends", "assessed_by", "assess the competence again", "competence not current"),
    "SGN029": _Kind(
        "agreement ends", "the person, the PA or the employer", "say whether they still agree", "agreement not in force"
    ),
    "SGN030": _Kind("PA or person leaves", "the person who arranges the support", "plan who does the task then"),
    "SGN031": _Kind("other equipment", "assessed_by", "assess the PA with the equipment that the person uses"),
    "SGN080": _Kind("another place", "the person who arranges the support", "plan who does the task there"),
    "SGN082": _Kind("an order", "reviewed_by", "look at what the order changed, before it ends"),
    "SGN036": _Kind("registration check", "the person who keeps the register", "look the professional up again"),
    "SGN071": _Kind(
        "requirement ends", "signed_off_by", "see that the PA has again what the task requires", "requirement not met"
    ),
    "SGN038": _Kind("rules changed", "assessed_by", "do what the new rules ask of older sign-offs"),
    "SGN039": _Kind(
        "decision to look at again", "the professional who decided for the person", "look at the decision again"
    ),
}
#: What to do about agreements that have the rule of the others, and are seen to in another way.
_KINDS_ABOUT: Mapping[About, _Kind] = {
    "insurance": _Kind("insurance ends", "the employer", "renew the insurance", "insurance not in force"),
    "writing": _Kind("agreement in writing", "the person, the PA or the employer", "put the agreement in writing"),
}
#: Rules about what is so on the day, besides the chain itself.
CODES_OF_NOW = frozenset(_KINDS)


def asking(facts: Facts, task: str, reason: Reason | Change | Ending) -> Asking | None:
    """What to do about a reason for a verdict, or what will be one; None where a review of the sign-off decides it."""
    kind = _KINDS_ABOUT.get(reason.about, _KINDS.get(reason.code)) if reason.about else _KINDS.get(reason.code)
    if kind is None:
        return None
    what = kind.is_so or kind.what if isinstance(reason, Reason) else kind.what
    record = facts.records.tasks.get(task)
    if not kind.who.endswith("_by"):
        return Asking(what, (), kind.who, kind.do)
    roles: tuple[str, ...] = getattr(record.sign_off, kind.who) if record and record.sign_off else ()
    return Asking(what, roles, roles_in_words(facts, roles) or "a registered professional", kind.do)


def reviewing(facts: Facts, task: str, what: str) -> Asking:
    """Whom to ask for a review of a sign-off."""
    record = facts.records.tasks.get(task)
    roles = record.sign_off.reviewed_by if record and record.sign_off else ()
    return Asking(what, roles, roles_in_words(facts, roles) or "someone who may review", "review it")


def roles_in_words(facts: Facts, roles: tuple[str, ...]) -> str:
    """Roles with their articles, joined with *or*."""
    return join_words((role_with_article(role, facts.records.roles) for role in roles), "or")
