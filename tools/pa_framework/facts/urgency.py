"""How urgent the signs of a task are, and who is rung at each of them.

A task lists its signs by level. Each level has a contact, and a sign may have one of its own. A contact is a role, a
phone line, or an emergency number. A sign that many tasks share is named by its id in the delegation policy.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

from pa_framework.facts.delegation_chain import is_accountable
from pa_framework.records.base import Origin
from pa_framework.records.load import Records
from pa_framework.records.model import (
    EmergencySign,
    EmergencyStop,
    PolicySign,
    SameDayStop,
    Staffed,
    Task,
    TaskSign,
    UrgencyLevel,
    UrgentStop,
)
from pa_framework.records.references import looks_like_id
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span
from pa_framework.text.word_forms import same_words

#: The levels, most urgent first, with their fields in `stop_when`.
LEVELS: dict[UrgencyLevel, str] = {"emergency": "emergency", "urgent": "urgent", "same-day": "same_day"}
#: Numbers that a mobile phone connects to the emergency service in every country (3GPP TS 22.101, section 10.1.1), less
#: those that are the number of something else in some.
EMERGENCY_ON_ANY_PHONE = frozenset({"000", "112", "911", "999"})


#: The emergency numbers of a country, by the region of its language. Others would reach no one there.
NUMBERS_OF_A_REGION: Mapping[str, frozenset[str]] = {
    "GB": frozenset({"999", "112"}),
    "IE": frozenset({"999", "112"}),
    "AU": frozenset({"000", "112"}),
    "NZ": frozenset({"111"}),
    "US": frozenset({"911"}),
    "CA": frozenset({"911"}),
}


class Contact(Struct, frozen=True):
    """Who is rung. `number` is None where it is not in the records, so that a page leaves a blank for it.

    `rank` orders contacts by how surely someone answers who can act: 4 an emergency number, 3 a phone line that is
    staffed day and night, 2 an accountable role, 1 another registered role, 0 any other.
    """

    id: str
    title: str
    kind: Literal["number", "phone-line", "role"]
    number: str | None
    staffed: Staffed
    rank: int

    @property
    def is_there_at_night(self) -> bool:
        """Whether someone answers at night and at weekends."""
        return self.staffed != "office-hours"

    @property
    def with_number(self) -> str:
        """The title and the number, once where the title has it: `NHS 111`, `Community nurse (01632 960001)`."""
        is_said = self.number is None or self.number in self.title
        return self.title if is_said else f"{self.title} ({self.number})"


class Sign(Struct, frozen=True):
    """A sign of a task: `id` where it is one of the policy, `do` what to do first, `contact` who to ring for it.

    `easy` is the sign in easy words, None where the record has none. `route` leads to its entry in the task.
    """

    id: str | None
    text: str
    do: str | None
    easy: str | None
    contact: Contact | None
    out_of_hours: Contact | None
    route: Route


class CareLevel(Struct, frozen=True):
    """The signs of one level, and who to ring; None where the record names no one who exists."""

    level: UrgencyLevel
    contact: Contact | None
    out_of_hours: Contact | None
    signs: tuple[Sign, ...]
    none_because: str | None = None


class Urgency(Struct, frozen=True):
    """The levels that a task has, most urgent first."""

    levels: tuple[CareLevel, ...]

    def level(self, name: UrgencyLevel) -> CareLevel | None:
        """One level, if the task has it."""
        return next((level for level in self.levels if level.level == name), None)

    @property
    def signs(self) -> Iterator[tuple[UrgencyLevel, Sign]]:
        """Every sign with its level."""
        return ((level.level, sign) for level in self.levels for sign in level.signs)

    @property
    def at_night(self) -> Contact | None:
        """Who is rung about what is urgent at night and at weekends; None where the record names no one."""
        urgent = self.level("urgent")
        if urgent is None:
            return None
        by_day = urgent.contact if urgent.contact and urgent.contact.is_there_at_night else None
        return urgent.out_of_hours or by_day

    @property
    def contacts(self) -> Iterator[Contact]:
        """Everyone who is rung, some more than once."""
        everyone: list[CareLevel | Sign] = [*self.levels, *(sign for _, sign in self.signs)]
        for rung in everyone:
            yield from (contact for contact in (rung.contact, rung.out_of_hours) if contact is not None)


class ListedSign(Struct, frozen=True):
    """A sign as a task lists it. `policy` is the sign of the policy that it is, by its id or word by word.

    `words` are equal for signs that say the same; empty for an id that the policy does not have.
    """

    level: UrgencyLevel
    sign: Sign
    policy: PolicySign | None
    words: str


class WrittenSign(NamedTuple):
    """A sign as it is written, in the policy or in a task: its words, and the origin and route of its entry."""

    origin: Origin
    route: Route
    level: UrgencyLevel
    text: str
    do: str | None
    easy: str | None

    def place(self, field: str) -> Span:
        """The place of one of its fields."""
        return self.origin.at(*self.route, field)


def is_below(level: UrgencyLevel, other: UrgencyLevel) -> bool:
    """Whether a level is less urgent than another."""
    order = list(LEVELS)
    return order.index(level) > order.index(other)


def listed_signs(records: Records, urgency: Mapping[str, Urgency]) -> dict[str, tuple[ListedSign, ...]]:
    """The signs of each task, most urgent first, by the task's id. `urgency` is that of all tasks."""
    known = {same_words(sign.id): sign for sign in records.signs.values()}
    known |= {same_words(sign.text): sign for sign in records.signs.values()}
    return {
        task: tuple(
            ListedSign(level, sign, records.signs[sign.id], sign.id) if sign.id else _listed(level, sign, known)
            for level, sign in of.signs
        )
        for task, of in urgency.items()
    }


def written_signs(records: Records, urgency: Mapping[str, Urgency]) -> Iterator[WrittenSign]:
    """The signs of the policy, and those that tasks have of their own, each once. `urgency` is that of all tasks."""
    for shared in records.signs.values():
        yield WrittenSign(shared.origin, (), shared.level, shared.text, shared.do, shared.easy)
    for task in records.tasks.values():
        for level, sign in urgency[task.id].signs:
            if sign.id is None:
                yield WrittenSign(task.origin, sign.route, level, sign.text, sign.do, sign.easy)


def _listed(level: UrgencyLevel, sign: Sign, known: Mapping[str, PolicySign]) -> ListedSign:
    words = same_words(sign.text)
    policy = known.get(words)
    return ListedSign(level, sign, policy, "" if policy is None and looks_like_id(sign.text) else words)


def emergency_numbers(records: Records) -> tuple[str, ...]:
    """The emergency numbers of the framework, the usual one first, without spaces."""
    settings = records.framework.settings if records.framework else None
    return tuple(digits_of(number) for number in settings.emergency_numbers) if settings else ()


def numbers_of_other_countries(records: Records) -> Iterator[tuple[int, str, frozenset[str]]]:
    """Emergency numbers of the framework that are none where its language is spoken: place, number, and those that are.

    Numbers of more than three digits, such as one for text messages, are not judged.
    """
    framework = records.framework
    own = NUMBERS_OF_A_REGION.get(framework.language.rpartition("-")[2]) if framework else None
    for place, number in enumerate(framework.settings.emergency_numbers) if framework and own else ():
        if len(digits_of(number)) == _SHORT and digits_of(number) not in (own or ()):
            yield place, digits_of(number), own or frozenset()


_SHORT = 3


def contact_of(records: Records, written: str | None) -> Contact | None:
    """The contact that a record names by an id or a number; None where there is none such."""
    if written is None:
        return None
    if (role := records.roles.get(written)) is not None:
        rank = 2 if is_accountable(role) else 1 if role.kind == "registered" else 0
        return Contact(written, role.title, "role", None, role.staffed or "office-hours", rank)
    digits = digits_of(written)
    line = records.phone_lines.get(written) or next(
        (line for line in records.phone_lines.values() if line.number and digits_of(line.number) == digits), None
    )
    if line is not None:
        rank = 3 if line.staffed == "day-and-night" else 0
        return Contact(line.id, line.title, "phone-line", line.number, line.staffed, rank)
    if digits in emergency_numbers(records):
        return Contact(digits, digits, "number", digits, "day-and-night", 4)
    return None


def urgency_of(records: Records, task: Task) -> Urgency:
    """The signs of a task by level, each with the contact that it rings."""
    found = task.stop_when
    if found is None:
        return Urgency(())
    levels: list[CareLevel] = []
    if found.emergency is not None:
        numbers = emergency_numbers(records)
        contact = contact_of(records, found.emergency.tell or (numbers[0] if numbers else None))
        levels.append(_level(records, "emergency", found.emergency, contact, None))
    rest: tuple[tuple[UrgencyLevel, UrgentStop | SameDayStop | None], ...] = (
        ("urgent", found.urgent),
        ("same-day", found.same_day),
    )
    for name, stop in rest:
        if stop is not None:
            out_of_hours = contact_of(records, stop.out_of_hours)
            levels.append(_level(records, name, stop, contact_of(records, stop.tell), out_of_hours))
    return Urgency(tuple(levels))


def _level(
    records: Records,
    name: UrgencyLevel,
    stop: EmergencyStop | UrgentStop | SameDayStop,
    contact: Contact | None,
    out_of_hours: Contact | None,
) -> CareLevel:
    signs = tuple(
        _sign(records, entry, ("stop_when", LEVELS[name], "signs", index), contact, out_of_hours)
        for index, entry in enumerate(stop.signs)
    )
    reason = stop.none_because if isinstance(stop, EmergencyStop) else None
    return CareLevel(name, contact, out_of_hours, signs, reason)


def _sign(
    records: Records,
    entry: str | EmergencySign | TaskSign,
    route: Route,
    contact: Contact | None,
    out_of_hours: Contact | None,
) -> Sign:
    if isinstance(entry, str):
        known = records.signs.get(entry)
        if known is None:
            return Sign(None, entry, None, None, contact, out_of_hours, route)
        return Sign(known.id, known.text, known.do, known.easy, contact, out_of_hours, route)
    if isinstance(entry, TaskSign) and entry.tell is not None:
        contact, out_of_hours = contact_of(records, entry.tell), contact_of(records, entry.out_of_hours)
    elif isinstance(entry, TaskSign) and entry.out_of_hours is not None:
        out_of_hours = contact_of(records, entry.out_of_hours)
    return Sign(None, entry.text, entry.do, entry.easy, contact, out_of_hours, route)


def digits_of(number: str) -> str:
    """A telephone number without spaces, as it is compared."""
    return number.replace(" ", "")
