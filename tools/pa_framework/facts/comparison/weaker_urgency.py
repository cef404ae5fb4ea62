"""How a task's own record weakens its signs: what is gone, moved to a lower level, or rings a weaker contact.

A sign is the same in both where it has the same id, the same words, or nearly the same words. What the policy, a role
or a phone line changes for many tasks is judged there, once (`weaker_shared_urgency`).
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pa_framework.facts.comparison.contact_order import Contacts, contact_words, weaker_contacts
from pa_framework.facts.comparison.sentence_diff import compare_sentences, plain
from pa_framework.facts.comparison.weakened import Comparison, Weakened, Weaknesses
from pa_framework.facts.urgency import LEVELS, CareLevel, Contact, Sign, Urgency, contact_of
from pa_framework.records.field_meaning import field_meanings, labels
from pa_framework.records.model import Task, UrgencyLevel
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span
from pa_framework.text.sentences import count


def weaker_urgency(comparison: Comparison, found: Weaknesses) -> None:
    """Adds what the signs of every task, and the contacts at them, weaken."""
    for old, new in tasks_with_signs(comparison):
        _TaskUrgency(comparison, found, old, new).compare()


def tasks_with_signs(comparison: Comparison) -> Iterator[tuple[Task, Task]]:
    """The tasks in both, as (base, head), without those that may no longer be done: a PA meets none of their signs."""
    for name, new in comparison.head.records.tasks.items():
        old = comparison.base.records.tasks.get(name)
        if old is not None and (new.status != "never" or old.status == "never"):
            yield old, new


class _Listed(Struct, frozen=True):
    """A sign with the highest level at which a task lists it."""

    level: UrgencyLevel
    sign: Sign


class _Pair(Struct, frozen=True):
    """A sign of the base with the one of the head that says the same; `is_reworded`: in nearly the same words."""

    old: _Listed
    new: _Listed
    is_reworded: bool = False


class _TaskUrgency:
    """The urgency of one task in both snapshots."""

    def __init__(self, comparison: Comparison, found: Weaknesses, old: Task, new: Task) -> None:
        self._comparison, self._found, self._old, self._new = comparison, found, old, new
        self._before, self._after = comparison.base_urgency[old.id], comparison.head_urgency[new.id]

    def compare(self) -> None:
        """Adds what is weaker."""
        pairs, gone = _matched(_listed(self._before), _listed(self._after))
        for listed in gone:
            self._gone(listed)
        for pair in pairs:
            self._moved(pair)
            self._words(pair)
            self._first_steps(pair)
        for name in LEVELS:
            before, after = self._before.level(name), self._after.level(name)
            # Who is rung at a level matters to the signs that stay there; one that is new there rang no one before.
            if before and after and any(pair.old.level == pair.new.level == name for pair in pairs):
                self._contacts(before, after)
            if before:
                self._reason_for_none(before, after)
        for pair in pairs:
            if _height(pair.new.level) >= _height(pair.old.level):
                self._contacts_of_sign(pair)

    def _gone(self, listed: _Listed) -> None:
        sign, field = listed.sign, LEVELS[listed.level]
        deleted = sign.id is not None and sign.id not in self._comparison.head.records.signs
        if not deleted:  # else the policy's own record says so, once for all tasks
            label = field_meanings("task")["stop_when", field, "signs"].label
            self._weaker("stop-sign-gone", label, sign.text, "", self._old.origin.at(*sign.route), is_new=False)

    def _moved(self, pair: _Pair) -> None:
        old, new = pair.old, pair.new
        if _height(new.level) < _height(old.level):
            before, after = _level_words(old), _level_words(new)
            place = self._new.origin.at(*new.sign.route)
            left = (self._old.origin.at(*old.sign.route), False)
            self._weaker("sign-moved-down", f"how urgent “{old.sign.text}” is", before, after, place, also=left)

    def _words(self, pair: _Pair) -> None:
        if not pair.is_reworded:
            return
        old, new = pair.old.sign, pair.new.sign
        if old.id is not None:
            self._weaker("shared-sign-replaced", "sign of the policy", old.text, new.text, self._at(new.route))

    def _first_steps(self, pair: _Pair) -> None:
        old, new = pair.old.sign, pair.new.sign
        if old.do is None or (old.id is not None and old.id in (new.id, new.text)):
            return  # what the policy says about its own signs is judged there
        field = f"what to do first at “{new.text}”"
        if new.do is None:
            place = self._old.origin.at(*old.route, *(() if old.id else ("do",)))
            self._weaker("first-step-gone", field, old.do, "", place, is_new=False)

    def _contacts(self, before: CareLevel, after: CareLevel) -> None:
        route: Route = ("stop_when", LEVELS[after.level])
        self._weaker_contacts(Contacts.of(before), Contacts.of(after), _level_label(after.level), route, route)

    def _contacts_of_sign(self, pair: _Pair) -> None:
        old, new = pair.old, pair.new
        before, after = Contacts.of(old.sign), Contacts.of(new.sign)
        of_level, of_new_level = self._before.level(old.level), self._after.level(new.level)
        assert of_level is not None
        assert of_new_level is not None
        same_level = old.level == new.level
        if same_level and (before, after) == (Contacts.of(of_level), Contacts.of(of_new_level)):
            return  # the level says so, once for all its signs
        self._weaker_contacts(before, after, f"“{new.sign.text}”", old.sign.route, new.sign.route)

    def _weaker_contacts(self, before: Contacts, after: Contacts, what: str, was: Route, now: Route) -> None:
        for weaker in weaker_contacts(before, after):
            if not weaker.after and not self._can_tell(before):
                continue
            is_new = self._new.origin.has_field(*now, weaker.field) or not self._old.origin.has_field(
                *was, weaker.field
            )
            span = self._at((*now, weaker.field)) if is_new else self._old.origin.at(*was, weaker.field)
            kind = "contact-lower" if weaker.after else "tell-gone"
            self._weaker(kind, f"{weaker.label}, {what}", weaker.before, weaker.after, span, is_new=is_new)

    def _can_tell(self, before: Contacts) -> bool:
        """Whether it is this task that names no one any more.

        Where a contact is gone from the records, its own record says so; where records cannot be judged, no one knows.
        """
        head = self._comparison.head
        if any(file.wholly and file.kind in ("role", "delegation", "framework") for file in head.unjudged):
            return False
        contacts: tuple[Contact | None, ...] = (before.day, before.night)
        return all(contact is None or contact_of(head.records, contact.id) is not None for contact in contacts)

    def _reason_for_none(self, before: CareLevel, after: CareLevel | None) -> None:
        """Adds signs of an emergency that a reason for having none replaced, and a reason that is gone."""
        route = ("stop_when", LEVELS[before.level], "none_because")
        old, new = before.none_because, after.none_because if after else None
        if before.signs and new is not None and after is not None and not after.signs:
            words = count(len(before.signs), "sign"), f"none, because: {new}"
            self._weaker(
                "no-emergency", field_meanings("task")["stop_when", "emergency", "signs"].label, *words, self._at(route)
            )
        elif old is not None and new is None and not (after and after.signs):
            field, place = field_meanings("task")[route].label, self._old.origin.at(*route)
            self._weaker("no-emergency", field, old, "", place, is_new=False)

    def _at(self, route: Route) -> Span:
        return self._new.origin.at(*route)

    def _weaker(
        self,
        kind: str,
        field: str,
        before: str,
        after: str,
        span: Span,
        *,
        is_new: bool = True,
        also: tuple[Span, bool] | None = None,
    ) -> None:
        new, others = self._new, (also,) if also else ()
        self._found.weakened.append(
            Weakened(kind, "task", new.id, new.title, field, before, after, span, is_new, (new.id,), also=others)
        )


def _height(level: UrgencyLevel) -> int:
    return -list(LEVELS).index(level)


def _level_label(level: UrgencyLevel) -> str:
    return labels("delegation", "signs.level")[level]


def _level_words(listed: _Listed) -> str:
    """A level with who is rung: `emergency, 999`."""
    contact = listed.sign.contact
    level = _level_label(listed.level)
    return f"{level}, {contact_words(contact)}" if contact else level


def _listed(urgency: Urgency) -> list[_Listed]:
    """The signs of a task, each once, at the highest level at which it is listed."""
    found: dict[str, _Listed] = {}
    for level, sign in urgency.signs:
        found.setdefault(plain(sign.text), _Listed(level, sign))
    return list(found.values())


def _matched(before: Sequence[_Listed], after: Sequence[_Listed]) -> tuple[list[_Pair], list[_Listed]]:
    """The signs that are in both, and those of `before` that are gone."""
    left = list(after)
    pairs: list[_Pair] = []
    rest: list[_Listed] = []
    for old in before:
        new = next((new for new in left if _is_same(old.sign, new.sign)), None)
        if new is None:
            rest.append(old)
        else:
            left.remove(new)
            pairs.append(_Pair(old, new))
    change = compare_sentences([old.sign.text for old in rest], [new.sign.text for new in left])
    by_words = {listed.sign.text: listed for listed in rest}
    new_by_words = {listed.sign.text: listed for listed in left}
    for was, now in (*change.reworded, *change.uncertain):
        old, new = by_words[was], new_by_words[now]
        if old.sign.id is None or new.sign.id is None:  # two signs of the policy are two
            pairs.append(_Pair(old, new, is_reworded=True))
            rest.remove(old)
    return pairs, rest


def _is_same(old: Sign, new: Sign) -> bool:
    """Whether two entries are one sign. An id that the policy of one snapshot does not have is the text of its entry."""
    if old.id is not None and new.id is not None:
        return old.id == new.id
    return plain(old.text) == plain(new.text) or old.id == new.text or new.id == old.text
