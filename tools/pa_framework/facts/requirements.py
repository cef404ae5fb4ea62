"""What a task or a role requires: parsed into a small tree, said in words, and judged of someone on a day.

`docs/decisions/0037-means-for-other-programmes.md`, section 2, is the specification.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from pa_framework.facts.recorded_forms import is_active, is_discredited
from pa_framework.facts.terms import Entry, RunOn, add_interval, as_written, entry_ends, hours_learned, interval_words
from pa_framework.facts.titles import title_of
from pa_framework.records.json_schema import definition
from pa_framework.records.load import Records
from pa_framework.records.model import Interval, Task, ValidityTerm
from pa_framework.records.register_model import HeldCompetence, HeldCredential, Pa, Practitioner
from pa_framework.text.dates import add_days
from pa_framework.text.sentences import join_words


class CompetenceAtStep(Struct, frozen=True):
    """A competence that is held at a step or a higher one."""

    competence: str
    step: str


class CredentialInForce(Struct, frozen=True):
    """A credential of an outside body that is in force; also with conditions of that body, where `conditions`.

    Where `seen`, only an entry counts that says who saw it.
    """

    credential: str
    conditions: bool = False
    seen: bool = False


class SignedOff(Struct, frozen=True):
    """Another task, for which the PA has a sign-off in date."""

    task: str


class HoursLearned(Struct, frozen=True):
    """At least so many hours of learning, about one thing where `about` is given, no longer ago than `within`."""

    hours: Decimal
    about: str | None = None
    within: Interval | None = None


class AgeSeen(Struct, frozen=True):
    """An age in years, of which someone saw proof."""

    age: int


class Joined(Struct, frozen=True):
    """Several requirements: all of them, or any of them."""

    by: Literal["all", "any"]
    parts: tuple["Requirement", ...]


#: The names that make a map an expression.
_EXPRESSION_NAMES = frozenset(definition("requirement")["properties"])

Leaf = CompetenceAtStep | CredentialInForce | SignedOff | HoursLearned | AgeSeen
Requirement = Leaf | Joined
Holder = Pa | Practitioner


def parse(requires: Mapping[str, Any]) -> Requirement:
    """The requirement that the data of a `requires` say: a plain map of competences with steps, or an expression.

    The data match the schema.
    """
    if is_plain(requires):
        return Joined("all", tuple(CompetenceAtStep(competence, step) for competence, step in requires.items()))
    if "all" in requires:
        return Joined("all", tuple(parse(part) for part in requires["all"]))
    if "any" in requires:
        return Joined("any", tuple(parse(part) for part in requires["any"]))
    if "competence" in requires:
        return CompetenceAtStep(requires["competence"], requires["step"])
    if "credential" in requires:
        return CredentialInForce(
            requires["credential"], requires.get("conditions") == "allowed", requires.get("seen") == "required"
        )
    if "sign_off" in requires:
        return SignedOff(requires["sign_off"])
    if "age" in requires:
        return AgeSeen(requires["age"])
    within = Interval(**requires["within"]) if "within" in requires else None
    return HoursLearned(Decimal(requires["learning_hours"]), requires.get("about"), within)


def is_plain(requires: Mapping[str, Any]) -> bool:
    """Whether a `requires` is a plain map of competences with steps, and no expression."""
    return _EXPRESSION_NAMES.isdisjoint(requires)


def competences_of(requires: Mapping[str, Any]) -> Mapping[str, str]:
    """Every competence that a `requires` names, with its step; of a competence that is named twice, the first."""
    if is_plain(requires):
        return requires
    found: dict[str, str] = {}
    for leaf in leaves(parse(requires)):
        if isinstance(leaf, CompetenceAtStep):
            found.setdefault(leaf.competence, leaf.step)
    return found


def leaves(requirement: Requirement) -> Iterator[Leaf]:
    """What a requirement is made of, in the order in which it is written."""
    if isinstance(requirement, Joined):
        for part in requirement.parts:
            yield from leaves(part)
    else:
        yield requirement


def outermost(requirement: Requirement) -> tuple[Requirement, ...]:
    """The requirements that must each be met: the parts of an `all`, and of each `all` in it, or else the one itself."""
    if isinstance(requirement, Joined) and requirement.by == "all":
        return tuple(one for part in requirement.parts for one in outermost(part))
    return (requirement,)


def circle_of_sign_offs(
    task_id: str, requirement: Requirement, task_of: Callable[[str], Task | None]
) -> tuple[str, ...]:
    """The tasks by which the sign-offs that a task requires lead back to it, from it to itself; empty where none do.

    `task_of` gives the task with an id, or None.
    """
    above: dict[str, str] = {}
    queue = [(task_id, requirement)]
    for name, wanted in queue:
        for leaf in leaves(wanted):
            if not isinstance(leaf, SignedOff):
                continue
            if leaf.task == task_id:
                path = [task_id, name]
                while path[-1] != task_id:
                    path.append(above[path[-1]])
                return tuple(reversed(path)) if name != task_id else (task_id, task_id)
            if leaf.task not in above and (task := task_of(leaf.task)) is not None:
                above[leaf.task] = name
                queue.append((leaf.task, parse(task.requires)))
    return ()


# In words


def titles(records: Records) -> Callable[[str, str], str]:
    """The title of a record by its kind and id, for `in_words`; its id as words where there is none."""

    def title(kind: str, name: str) -> str:
        kinds = ("credential", "competence", "task") if kind == "about" else (kind,)
        of_kind = (records.of_kind(one) for one in kinds)
        return title_of(next((found for found in of_kind if name in found), {}), name)

    return title


def in_words(requirement: Requirement, title: Callable[[str, str], str] = lambda kind, name: name) -> str:
    """A requirement as part of a sentence: `one of: aide-certificate, or registration together with core at `aware``.

    `title` gives the name of a record by its kind, or `about` where it is of several, and its id; without it, ids are used, and steps are in backticks.
    """
    if isinstance(requirement, Joined) and requirement.by == "any" and len(requirement.parts) > 1:
        words = [_within_words(part, title) for part in requirement.parts]
        return f"one of: {', '.join(words[:-1])}, or {words[-1]}"
    return _within_words(requirement, title)


def _within_words(requirement: Requirement, title: Callable[[str, str], str]) -> str:
    if isinstance(requirement, Joined):
        words = [_within_words(part, title) for part in requirement.parts]
        if len(words) == 1:
            return words[0]
        if requirement.by == "any":
            return f"either {join_words(words, 'or')}" if len(words) == 2 else f"one of {join_words(words, 'or')}"
        return f"{words[0]} together with {join_words(words[1:])}" if words else "nothing"
    return leaf_words(requirement, title)


def leaf_words(leaf: Leaf, title: Callable[[str, str], str] = lambda kind, name: name) -> str:
    """One requirement in words. `title` as in `in_words`."""
    if isinstance(leaf, CompetenceAtStep):
        step = title("step", leaf.step)
        return f"{title('competence', leaf.competence)} at {f'`{step}`' if step == leaf.step else f'“{step}”'}"
    if isinstance(leaf, CredentialInForce):
        words = title("credential", leaf.credential) + (" (also with conditions)" if leaf.conditions else "")
        return words + (" (seen by a practitioner)" if leaf.seen else "")
    if isinstance(leaf, SignedOff):
        return f"a sign-off for {title('task', leaf.task)}"
    if isinstance(leaf, AgeSeen):
        return f"proof of being {leaf.age} or older"
    hours = f"{leaf.hours.normalize():f}"
    words = f"{hours} {'hour' if hours == '1' else 'hours'} of learning"
    if leaf.about:
        words += f" about {title('about', leaf.about)}"
    if leaf.within:
        words += f" within {interval_words(leaf.within)}"
    return words


# On a day


class Found(NamedTuple):
    """What became of a requirement on a day.

    Where it is met, `day` is the last day on which it is, if nothing else happens; None where that has no end. Where it
    is not, `day` is the first day of the time without it, up to the day asked; None where it never was. `missing` are
    the parts that are not met.
    """

    met: bool
    day: date | None
    missing: tuple[Leaf, ...] = ()


#: Whether a PA (id) has a sign-off of a task for a person, or where that may be, for anyone, on a day.
SignOffFinder = Callable[[str, str, str, date], Found]
#: The records, up to a day, that someone held a competence at a step, as it is known on another day.
CompetenceFinder = Callable[[Holder, str, str, date, date, RunOn], list[HeldCompetence]]


class RequirementJudge:
    """Judges whether someone meets a requirement on a day, in one register."""

    def __init__(
        self,
        practitioners: Mapping[str, Practitioner],
        competences: CompetenceFinder,
        same_human: Callable[[Practitioner, Holder], bool],
        signed_off: SignOffFinder | None,
        valid_for: Mapping[str, ValidityTerm | None],
    ) -> None:
        """`valid_for` says of each credential how long it counts."""
        self._practitioners = practitioners
        self._competences = competences
        self._same_human = same_human
        self._signed_off = signed_off
        self._valid_for = valid_for

    def found(
        self,
        requirement: Requirement,
        holder: Holder,
        person: str,
        on: date,
        known: date,
        circular: frozenset[str] = frozenset(),
        run_on: RunOn = as_written,
    ) -> Found:
        """Whether a PA for a person, or a practitioner, meets a requirement on a day.

        `known` is the day as of which facts are known; what came to be known after the day asked does not help.
        `circular` are the tasks of which a sign-off counts for nothing. `run_on` lets a competence or a credential run on.
        """
        if isinstance(requirement, Joined):
            parts = [self.found(part, holder, person, on, known, circular, run_on) for part in requirement.parts]
            if requirement.by == "any":
                return _any(parts)
            found = _all(parts)
            if found.met or found.day is None or found.day == date.min:
                return found
            # What is missing now was there on the day before, and something else may not have been.
            before = add_days(found.day, -1)
            earlier = self.found(requirement, holder, person, before, known, circular, run_on)
            return found if earlier.met else found._replace(day=earlier.day)
        if isinstance(requirement, SignedOff) and requirement.task in circular:
            return Found(False, None, (requirement,))
        met, day = self._leaf(requirement, holder, person, on, known, run_on)
        return Found(met, day, () if met else (requirement,))

    def _leaf(
        self, leaf: Leaf, holder: Holder, person: str, on: date, known: date, run_on: RunOn
    ) -> tuple[bool, date | None]:
        until = min(on, known)
        if isinstance(leaf, CompetenceAtStep):
            held = self._competences(holder, leaf.competence, leaf.step, on, known, run_on)
            return covered((entry.until for entry in held), on)
        if isinstance(leaf, SignedOff):
            if not isinstance(holder, Pa) or self._signed_off is None:
                return False, None
            found = self._signed_off(holder.id, leaf.task, person, until)
            return (found.met, found.day) if on <= (found.day or on) or not found.met else (False, _next(found.day))
        if isinstance(leaf, AgeSeen):
            seen = holder.ages_seen if isinstance(holder, Pa) else ()
            return any(
                entry.at_least >= leaf.age and entry.on <= until and self._vouches(entry.by, holder, entry.on, known)
                for entry in seen
            ), None
        if isinstance(leaf, CredentialInForce):
            return self._credential(leaf, holder, on, known, run_on)
        return _hours(leaf, holder, on, known)

    def _credential(
        self, leaf: CredentialInForce, holder: Holder, on: date, known: date, run_on: RunOn
    ) -> tuple[bool, date | None]:
        entries = [entry for entry in holder.credentials if entry.credential == leaf.credential]

        def met_on(day: date) -> tuple[bool, date | None]:
            counting = [entry for entry in entries if _counts_from(entry) <= min(day, known)]
            last = max((entry.on for entry in counting), default=None)
            ends = [
                end and run_on(end, on) for entry, end in self._ends(leaf, holder, counting, run_on) if entry.on == last
            ]
            good = bool(ends) and all(
                self._is_good(entry, leaf, holder, known) for entry in counting if entry.on == last
            )
            end = min(filter(None, ends), default=None)
            return good and (end is None or day <= end), end

        def changes() -> Iterator[date]:
            for day in {_counts_from(entry) for entry in entries}:
                yield day
                counting = [entry for entry in entries if _counts_from(entry) <= day]
                yield from (
                    add_days(run_on(end, on), 1) for _, end in self._ends(leaf, holder, counting, run_on) if end
                )

        return _met_or_since(met_on, changes(), on)

    def _ends(
        self, leaf: CredentialInForce, holder: Holder, entries: Sequence[HeldCredential], run_on: RunOn
    ) -> list[tuple[HeldCredential, date | None]]:
        """Each entry with its last day; those that say that the credential is in force renew it as its term says."""
        term = self._valid_for.get(leaf.credential)
        acts = [entry for entry in entries if renews(entry)]
        found = entry_ends(
            [Entry(entry.on, term, entry.until, entry.whole_course) for entry in acts],
            partial(hours_learned, holder.learning),
            run_on,
        )
        others = [(entry, entry.until) for entry in entries if not renews(entry)]
        return [*zip(acts, (one.end for one in found), strict=True), *others]

    def _is_good(self, entry: HeldCredential, leaf: CredentialInForce, holder: Holder, known: date) -> bool:
        """Whether an entry says that a credential is in force, and was not seen by someone who could not vouch for it."""
        good = entry.result == "in-force" or (leaf.conditions and entry.result == "conditions")
        if entry.seen_by is None:
            return good and not leaf.seen
        return good and self._vouches(entry.seen_by, holder, entry.seen_on or entry.on, known)

    def _vouches(self, name: str, holder: Holder, on: date, known: date) -> bool:
        """Whether someone who saw or assessed something was active that day, not discredited for it, and not the holder."""
        practitioner = self._practitioners.get(name)
        return (
            practitioner is not None
            and is_active(practitioner, on)
            and not is_discredited(practitioner, on, known)
            and not self._same_human(practitioner, holder)
        )


def _all(parts: Iterable[Found]) -> Found:
    parts = list(parts)
    missing = tuple(leaf for part in parts for leaf in part.missing)
    wanting = [part.day for part in parts if not part.met]
    if wanting:
        return Found(False, None if None in wanting else min(day for day in wanting if day), missing)
    return Found(True, min((part.day for part in parts if part.day is not None), default=None))


def _any(parts: Iterable[Found]) -> Found:
    parts = list(parts)
    met = [part.day for part in parts if part.met]
    if met:
        return Found(True, None if None in met else max(day for day in met if day))
    missing = tuple(leaf for part in parts for leaf in part.missing)
    return Found(False, max((part.day for part in parts if part.day is not None), default=None), missing)


def covered(ends: Iterable[date | None], on: date) -> tuple[bool, date | None]:
    """Whether periods that have begun, with these last days, cover a day; with the last day that they cover.

    Where they do not cover it, with the first day that they do not; None where there is no period. A period without a
    last day has no end.
    """
    last = list(ends)
    if None in last:
        return True, None
    end = max((day for day in last if day is not None), default=None)
    if end is None:
        return False, None
    return (True, end) if end >= on else (False, _next(end))


def _met_or_since(
    met_on: Callable[[date], tuple[bool, date | None]], changes: Iterable[date], on: date
) -> tuple[bool, date | None]:
    """Whether something is so on a day, with its last day; or else with the first day of the time without it.

    `changes` are the days on which that can change.
    """
    met, last = met_on(on)
    if met:
        return True, last
    first: date | None = None
    for day in sorted({day for day in changes if day <= on}, reverse=True):
        if met_on(day)[0]:
            return False, first
        first = day
    return False, None


def renews(entry: HeldCredential) -> bool:
    """Whether an entry about a credential is an act of its term: it says that the credential is in force."""
    return entry.result in ("in-force", "conditions")


def _counts_from(entry: HeldCredential) -> date:
    """The day from which an entry about a credential counts: that on which it was seen, where it is later."""
    return max(entry.on, entry.seen_on or entry.on)


def _hours(leaf: HoursLearned, holder: Holder, on: date, known: date) -> tuple[bool, date | None]:
    entries = [
        (entry.on, add_interval(entry.on, leaf.within) if leaf.within else None, Decimal(entry.hours))
        for entry in holder.learning
        if entry.on <= known and leaf.about in (None, entry.about)
    ]

    def hours_on(day: date) -> Decimal:
        return sum(
            (hours for first, last, hours in entries if first <= day and (last is None or day <= last)), Decimal(0)
        )

    def met_on(day: date) -> tuple[bool, date | None]:
        ends = sorted({last for first, last, _ in entries if last is not None and last >= day and first <= day})
        end = next((last for last in ends if hours_on(last) >= leaf.hours > hours_on(_next(last) or last)), None)
        return hours_on(day) >= leaf.hours, end

    changes = [day for first, last, _ in entries for day in (first, _next(last)) if day is not None]
    return _met_or_since(met_on, changes, on)


def _next(day: date | None) -> date | None:
    return None if day is None else add_days(day, 1)
