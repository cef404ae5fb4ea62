"""Whether one contact is weaker than another: it is of lower rank, or no one answers at an hour at which someone did.

A phone line ranks by whether it is staffed at the hour in question; a role keeps its rank, and may not be there.
"""

from collections.abc import Iterator

from msgspec import Struct

from pa_framework.facts.urgency import CareLevel, Contact, Sign
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Staffed

_STAFFED_LINE, _UNSTAFFED_LINE = 3, 0


def is_weaker(old: Contact, new: Contact | None, *, at_night: bool) -> bool:
    """Whether ringing `new` in place of `old` is weaker, by day or at night. No one is weaker than anyone who answers."""
    if new is None:
        return answers(old.staffed, at_night=at_night)
    return _rank(new, at_night=at_night) < _rank(old, at_night=at_night) or (
        answers(old.staffed, at_night=at_night) and not answers(new.staffed, at_night=at_night)
    )


def answers(staffed: Staffed, *, at_night: bool) -> bool:
    """Whether someone answers by day, or at night, at a contact that is staffed at these hours."""
    return staffed == "day-and-night" or (staffed == "out-of-hours") is at_night


def _rank(contact: Contact, *, at_night: bool) -> int:
    if contact.kind == "phone-line":
        return _STAFFED_LINE if answers(contact.staffed, at_night=at_night) else _UNSTAFFED_LINE
    return contact.rank


def contact_words(contact: Contact) -> str:
    """A contact as a reader compares it: with the hours at which someone answers, unless it is an emergency number."""
    if contact.kind == "number":
        return contact.title
    return f"{contact.title} ({labels('role', 'staffed')[contact.staffed]})"


class Contacts(Struct, frozen=True):
    """Who is rung at a level or at a sign: `day` at any hour, `night` in its place out of hours, if there is one."""

    day: Contact | None
    night: Contact | None

    @classmethod
    def of(cls, rung: CareLevel | Sign) -> "Contacts":
        """The contacts of a level, or of a sign."""
        return cls(rung.contact, rung.out_of_hours)


class WeakerContact(Struct, frozen=True):
    """A contact that is weaker. `field` is that of the record, `after` is empty where no one is rung any more."""

    field: str
    label: str
    before: str
    after: str


def weaker_contacts(old: Contacts, new: Contacts) -> Iterator[WeakerContact]:
    """Each contact of a level or a sign that is weaker because another one is named.

    The same contact with another record is no other one: its record says what became of it.
    """
    by_day = old.day is not None and _is_other(old.day, new.day) and is_weaker(old.day, new.day, at_night=False)
    if by_day and old.day is not None:
        yield WeakerContact("tell", "who to ring", contact_words(old.day), contact_words(new.day) if new.day else "")
    before, after = old.night or old.day, new.night or new.day
    if before is None or not _is_other(before, after) or not is_weaker(before, after, at_night=True):
        return
    if old.night is None and new.night is None:
        if not by_day:
            yield WeakerContact("tell", "who to ring", contact_words(before), contact_words(after) if after else "")
        return
    gone = new.night is None and (after is None or not after.is_there_at_night)
    words = "" if gone or after is None else contact_words(after)
    yield WeakerContact("out_of_hours", "who to ring out of hours", contact_words(before), words)


def _is_other(old: Contact, new: Contact | None) -> bool:
    return new is None or new.id != old.id
