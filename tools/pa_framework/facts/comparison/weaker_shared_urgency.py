"""How what tasks share weakens their signs: signs of the policy, phone lines, roles that are rung, emergency numbers.

Each cause is named once, with the tasks that it reaches.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from pa_framework.facts.comparison.contact_order import answers
from pa_framework.facts.comparison.sentence_diff import plain
from pa_framework.facts.comparison.weakened import Comparison, Weakened, Weaknesses
from pa_framework.facts.comparison.weaker_urgency import tasks_with_signs
from pa_framework.facts.urgency import Contact, contact_of, emergency_numbers
from pa_framework.records.field_meaning import field_meanings, labels
from pa_framework.records.model import PhoneLine, PolicySign, Role, Task
from pa_framework.text.sentences import join_some

#: The ranks of roles that are rung.
_RANKS = {2: "an accountable role", 1: "a registered role", 0: "a role on no professional register"}


def weaker_shared_urgency(comparison: Comparison, found: Weaknesses) -> None:
    """Adds what the records that signs and contacts of tasks rest on weaken. Roles must have been compared before."""
    if comparison.base.records.policy is not None and comparison.head.records.policy is not None:
        _signs(comparison, found)
        _phone_lines(comparison, found)
    _roles(comparison, found)
    _emergency_numbers(comparison, found)


# --- signs of the policy


def _signs(comparison: Comparison, found: Weaknesses) -> None:
    for name, old in comparison.base.records.signs.items():
        new = comparison.head.records.signs.get(name)
        if new is None:
            words = "the whole sign", "there", "deleted"
            tasks = tuple(_without_words(comparison, old))
            found.weakened.append(
                Weakened("shared-sign-gone", "sign", name, old.text, *words, old.origin.at(), False, tasks)
            )
        else:
            _sign(comparison, found, old, new)


def _listing(comparison: Comparison, sign: PolicySign) -> Iterator[str]:
    """The tasks that list a sign of the base."""
    for old, _ in tasks_with_signs(comparison):
        if any(listed.id == sign.id for _, listed in comparison.base_urgency[old.id].signs):
            yield old.id


def _without_words(comparison: Comparison, sign: PolicySign) -> Iterator[str]:
    """The tasks that list a sign of the base and do not have its words as a sentence of their own in the head."""
    for task in _listing(comparison, sign):
        if plain(sign.text) not in {plain(listed.text) for _, listed in comparison.head_urgency[task].signs}:
            yield task


def _sign(comparison: Comparison, found: Weaknesses, old: PolicySign, new: PolicySign) -> None:
    tasks = tuple(_listing(comparison, old))
    words, order = labels("delegation", "signs.level"), field_meanings("delegation")["signs", "level"].order

    def add(kind: str, field: str, before: str, after: str, tasks: tuple[str, ...]) -> None:
        span, is_new = comparison.place(old, new, field)
        label = field_meanings("delegation")["signs", field].label
        found.weakened.append(Weakened(kind, "sign", new.id, new.text, label, before, after, span, is_new, tasks))

    if order.index(new.level) < order.index(old.level):
        add("sign-floor-lower", "level", words[old.level], words[new.level], tasks)
    if old.do is not None and new.do is None:
        add("first-step-gone", "do", old.do, "", tasks)
    kept = {plain(phrase) for phrase in new.sounds_like}
    gone = [phrase for phrase in old.sounds_like if plain(phrase) not in kept]
    if gone:
        add("found-less", "sounds_like", join_some(f"“{phrase}”" for phrase in gone), "no longer", ())


# --- who is rung


def _rung_in_both(comparison: Comparison, contact: Contact) -> Iterator[str]:
    """The tasks that ring a contact of the base, and that name it in the head as well."""
    for old, new in tasks_with_signs(comparison):
        rings = any(rung.id == contact.id for rung in comparison.base_urgency[old.id].contacts)
        if rings and any(_names(written, contact) for written in _written(new)):
            yield new.id


def _written(task: Task) -> Iterator[str]:
    """The contacts that a task names, as it names them."""
    stop_when = task.stop_when
    for stop in (stop_when.urgent, stop_when.same_day) if stop_when else ():
        for named in (stop, *stop.signs) if stop else ():
            if not isinstance(named, str):
                yield from filter(None, (named.tell, named.out_of_hours))


def _names(written: str, contact: Contact) -> bool:
    return written == contact.id or (contact.number is not None and _digits(written) == _digits(contact.number))


def _digits(number: str) -> str:
    return number.replace(" ", "")


def _phone_lines(comparison: Comparison, found: Weaknesses) -> None:
    for name, old in comparison.base.records.phone_lines.items():
        new, contact = comparison.head.records.phone_lines.get(name), contact_of(comparison.base.records, name)
        if contact is None:
            continue
        tasks = tuple(_rung_in_both(comparison, contact))
        if new is None:
            words = "the whole phone line", "there", "deleted"
            found.weakened.append(
                Weakened("phone-line-gone", "phone-line", name, old.title, *words, old.origin.at(), False, tasks)
            )
        else:
            _phone_line(comparison, found, old, new, tasks)


def _phone_line(
    comparison: Comparison, found: Weaknesses, old: PhoneLine, new: PhoneLine, tasks: tuple[str, ...]
) -> None:
    if old.number is not None and new.number is None:
        words = field_meanings("delegation")["phone_lines", "number"].label, old.number, ""
        span = old.origin.at("number")
        found.weakened.append(Weakened("number-gone", "phone-line", new.id, new.title, *words, span, False, tasks))
    _staffed(comparison, found, old, new, tasks)


def _staffed(
    comparison: Comparison, found: Weaknesses, old: PhoneLine | Role, new: PhoneLine | Role, tasks: tuple[str, ...]
) -> None:
    """Adds that no one answers at an hour at which someone did."""
    was, now = old.staffed or "office-hours", new.staffed or "office-hours"
    if any(answers(was, at_night=hour) and not answers(now, at_night=hour) for hour in (False, True)):
        words, label = labels("role", "staffed"), field_meanings("role")["staffed",].label
        if is_line := isinstance(new, PhoneLine):
            label = field_meanings("delegation")["phone_lines", "staffed"].label
        kind = "phone-line" if is_line else "role"
        span, is_new = comparison.place(old, new, "staffed")
        found.weakened.append(
            Weakened("staffed-less", kind, new.id, new.title, label, words[was], words[now], span, is_new, tasks)
        )


def _roles(comparison: Comparison, found: Weaknesses) -> None:
    for name, old in comparison.base.records.roles.items():
        new, contact = comparison.head.records.roles.get(name), contact_of(comparison.base.records, name)
        if contact is None or comparison.head.is_unjudged("role", name):
            continue
        tasks = tuple(_rung_in_both(comparison, contact))
        if new is None:
            if tasks:
                words = "the whole role", "there", "deleted"
                found.weakened.append(
                    Weakened("tell-gone", "role", name, old.title, *words, old.origin.at(), False, tasks)
                )
            continue
        _staffed(comparison, found, old, new, tasks)
        _rank(comparison, found, old, new, tasks)


def _rank(comparison: Comparison, found: Weaknesses, old: Role, new: Role, tasks: tuple[str, ...]) -> None:
    """Adds that a role that tasks ring is of lower rank, to what its record weakens already, if it does."""
    was, now = (contact_of(side.records, old.id) for side in (comparison.base, comparison.head))
    if was is None or now is None or now.rank >= was.rank or not tasks:
        return
    for index, weakened in enumerate(found.weakened):
        if (weakened.kind, weakened.record_kind, weakened.id) == ("registration-gone", "role", new.id):
            reached = tuple(dict.fromkeys((*weakened.tasks, *tasks)))
            note = " ".join(filter(None, (weakened.note, "It is also who is rung at signs.")))
            found.weakened[index] = replace(weakened, tasks=reached, note=note)
            return
    span, is_new = comparison.place(old, new, "accountable" if old.accountable != new.accountable else "kind")
    words = "what kind of role is rung", _RANKS[was.rank], _RANKS[now.rank]
    found.weakened.append(Weakened("contact-lower", "role", new.id, new.title, *words, span, is_new, tasks))


def _emergency_numbers(comparison: Comparison, found: Weaknesses) -> None:
    """Adds other emergency numbers: one that is gone, one that records may name now, another usual one."""
    new = comparison.head.records.framework
    was, now = emergency_numbers(comparison.base.records), emergency_numbers(comparison.head.records)
    old = comparison.base.records.framework
    if new is None or not was or (was[:1] == now[:1] and set(was) == set(now)):
        return
    tasks = tuple(
        task.id
        for before, task in tasks_with_signs(comparison)
        if (level := comparison.base_urgency[before.id].level("emergency"))
        and level.signs
        and (after := comparison.head_urgency[task.id].level("emergency"))
        and (level.contact and level.contact.id) != (after.contact and after.contact.id)
    )
    route = "settings", "emergency_numbers"
    span, is_new = comparison.place(old, new, *route)
    label = field_meanings("framework")[route].label
    words = label, join_some(was), join_some(now) or "none"
    found.weakened.append(Weakened("emergency-numbers", "framework", "", new.title, *words, span, is_new, tasks))
