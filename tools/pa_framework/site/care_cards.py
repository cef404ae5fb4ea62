"""Care cards: the signs of a task by how urgent they are, what to do first at each, and who to ring."""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.facts import Facts
from pa_framework.facts.urgency import CareLevel, Contact, Sign, contact_of, emergency_numbers
from pa_framework.facts.while_ringing import goes_on, while_ringing
from pa_framework.records.model import Task, UrgencyLevel
from pa_framework.text.sentences import count, upper_first


class Ring(Struct, frozen=True):
    """Someone to ring. `number` is empty where the records have none: each person has another one.

    `when` says at which hours, as the beginning of a sentence; it is empty where there is only one contact. `is_reserve`
    is true for who is rung about what is urgent, named again for what can usually wait until the day.
    """

    title: str
    number: str
    when: str = ""
    is_reserve: bool = False

    @property
    def brief(self) -> str:
        """`when` in fewer words, for a line of a sheet that has a blank as well."""
        return _BRIEF.get(self.when, self.when)

    @property
    def digits(self) -> str:
        """The number as a `tel:` link has it."""
        return self.number.replace(" ", "")


class CareSign(Struct, frozen=True):
    """A sign, what to do first, and an explanation; `ring` is empty where the contacts of the card are rung.

    `easy` is the sign in easy words; where the record has none, it is the sign itself, so that no sign is left out.
    """

    text: str
    do: str
    why: str
    ring: tuple[Ring, ...]
    easy: str

    @property
    def limit(self) -> str:
        """`Limit` or `Limits` where the sign speaks of a limit of the person's own plan, which paper has a blank for."""
        found = _LIMIT.search(self.text)
        return upper_first(found[1]) if found else ""


class RungSigns(Struct, frozen=True):
    """Signs for which the same people are rung, and who they are."""

    signs: tuple[CareSign, ...]
    ring: tuple[Ring, ...]

    @property
    def number(self) -> Ring | None:
        """Who to ring about the only sign, where one number is known: paper has it on the line of the sign."""
        return self.ring[0] if len(self.signs) == len(self.ring) == 1 and self.ring[0].number else None


class CareCard(Struct, frozen=True):
    """The signs of one level. `anchor` is the id of its heading, `count` their number in words.

    `none_because` is empty, or says why the task has no sign of this level. `meanwhile` is empty, or says what the PA
    keeps going, or does not leave out, while ringing.
    """

    level: UrgencyLevel
    anchor: str
    title: str
    count: str
    ring: tuple[Ring, ...]
    signs: tuple[CareSign, ...]
    none_because: str
    meanwhile: str = ""

    @property
    def by_contact(self) -> tuple[RungSigns, ...]:
        """The signs by who is rung, in the order in which each contact is first rung: on sheets and in booklets alike."""
        parts: dict[tuple[Ring, ...], list[CareSign]] = {}
        for sign in self.signs:
            parts.setdefault(sign.ring or self.ring, []).append(sign)
        return tuple(RungSigns(tuple(signs), ring) for ring, signs in parts.items())


_LIMIT = re.compile(r"\b(?:the|plan's) (limits?)\b", re.IGNORECASE)
_ANCHORS: dict[UrgencyLevel, str] = {
    "emergency": "emergency-help",
    "urgent": "urgent-help",
    "same-day": "same-day-help",
}
_OFFICE_HOURS, _NIGHT = "In office hours", "Nights and weekends"
_BRIEF = {_NIGHT: "Out of hours"}
_CANNOT_WAIT = "If it cannot wait"


def care_cards(facts: Facts, task: Task) -> tuple[CareCard, ...]:
    """The care cards of a task, most urgent first."""
    return tuple(_card(facts, task, level) for level in facts.urgency[task.id].levels)


def shared_card(facts: Facts) -> CareCard | None:
    """The signs that are an emergency whatever the task; None where the policy has none."""
    signs = [sign for sign in facts.records.signs.values() if sign.level == "emergency"]
    numbers = emergency_numbers(facts.records)
    contact = contact_of(facts.records, numbers[0]) if numbers else None
    return (
        CareCard(
            "emergency",
            _ANCHORS["emergency"],
            f"{_call(contact)} now if",
            "",
            tuple(_rings(contact, None)),
            tuple(
                CareSign(sign.text.rstrip("."), sign.do or "", "", (), sign.easy or sign.text.rstrip("."))
                for sign in signs
            ),
            "",
        )
        if signs
        else None
    )


def _call(contact: Contact | None) -> str:
    return f"Call {contact.number}" if contact else "Get emergency help"


def _card(facts: Facts, task: Task, level: CareLevel) -> CareCard:
    reserve = facts.urgency[task.id].at_night if level.level == "same-day" else None
    signs = tuple(_sign(facts, level, sign, reserve) for sign in level.signs)
    return CareCard(
        level.level,
        _ANCHORS[level.level],
        card_title(facts, task, level),
        _count(level),
        tuple(_rings(level.contact, level.out_of_hours, reserve)),
        signs,
        level.none_because or "",
        while_ringing(facts, task) if level.level == "urgent" else "",
    )


def card_title(facts: Facts, task: Task, level: CareLevel) -> str:
    """The heading of a card, which its signs complete: `Call 999 now if`, `Stop and ring now if`."""
    if level.level == "emergency":
        call = _call(level.contact)
        return f"{call} now if" if level.signs else f"{call} in any emergency"
    if level.level == "urgent":
        return "Ring now if" if task.status == "never" or goes_on(facts, task) else "Stop and ring now if"
    return "Tell someone the same day if"


def _count(level: CareLevel) -> str:
    """What a link to a card says: `Call 999: 4 signs`."""
    if level.level == "emergency":
        call = f"Call {level.contact.number}" if level.contact else "Emergency"
    else:
        call = "Ring now" if level.level == "urgent" else "Same day"
    return f"{call}: {count(len(level.signs), 'sign')}" if level.signs else call


def _sign(facts: Facts, level: CareLevel, sign: Sign, reserve: Contact | None) -> CareSign:
    shared = facts.records.signs.get(sign.id or "")
    own = (sign.contact, sign.out_of_hours) != (level.contact, level.out_of_hours)
    return CareSign(
        sign.text.rstrip("."),
        sign.do or "",
        (shared.summary if shared else None) or "",
        tuple(_rings(sign.contact, sign.out_of_hours, reserve)) if own else (),
        sign.easy or sign.text.rstrip("."),
    )


def _rings(contact: Contact | None, out_of_hours: Contact | None, reserve: Contact | None = None) -> Iterator[Ring]:
    """Who to ring. `reserve` is rung at night where no one else answers then, and it cannot wait until the day."""
    needed = reserve if out_of_hours is None and contact and not contact.is_there_at_night else None
    night = out_of_hours or needed
    if contact:
        yield _ring(contact, _OFFICE_HOURS if night and not contact.is_there_at_night else "")
    if night and night != contact:
        yield replace(_ring(night, (_CANNOT_WAIT if needed else _NIGHT) if contact else ""), is_reserve=bool(needed))


def _ring(contact: Contact, when: str) -> Ring:
    if contact.kind == "number":
        return Ring(str(contact.number), str(contact.number), when)
    return Ring(upper_first(contact.title), contact.number or "", when)
