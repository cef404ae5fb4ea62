"""Authority of practitioners: who could hold a duty on a day, and through whom.

Paths are validated as certificate chains are: each authorisation must be valid on the day it is relied on, and the
path must reach a practitioner who is accountable on a professional register. Where the ground of the task asks for no
one accountable, it may end at a role that needs no authorisation as well. A path that loops or ends elsewhere gives no
authority.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.delegation_chain import is_accountable
from pa_framework.facts.grounds import ground_of
from pa_framework.facts.recorded_forms import is_active, is_discredited, latest_check, role_on
from pa_framework.facts.terms import Entry, entry_ends, hours_learned
from pa_framework.records.earlier import DatedRules
from pa_framework.records.model import Role, Task
from pa_framework.records.register_model import Authorisation, Practitioner
from pa_framework.text.dates import add_days, add_months
from pa_framework.text.sentences import count, id_as_words, join_words, with_article

#: A practitioner's id, and the day on which their authority is asked about.
_Node = tuple[str, date]


class AuthorityPath(Struct, frozen=True):
    """A path of authority on a day: practitioner ids, from the one asked about upward.

    `fault` is a sentence that says why the path gives no authority, and `code` its rule; both are empty where it does.
    """

    practitioners: tuple[str, ...]
    fault: str = ""
    code: str = ""

    @property
    def holds(self) -> bool:
        """Whether the path gives authority."""
        return not self.fault


class _DeadEnd(NamedTuple):
    """A point at which the search for a path stopped. `via` is the practitioner above it that was refused, if any."""

    node: _Node
    via: str
    fault: str
    code: str


class VoidAuthorisation(NamedTuple):
    """An authorisation by someone who could not give it: its number (from 0), why that is so, and which roles may give it."""

    number: int
    why: str
    may: tuple[str, ...]


def authorisation_covers(authorisation: Authorisation, task: Task) -> bool:
    """Whether an authorisation names a task or its category."""
    return task.id in authorisation.tasks or task.category in authorisation.categories


class AuthorityPaths:
    """Finds the paths of authority of one register, and caches them."""

    def __init__(self, rules: DatedRules, practitioners: Mapping[str, Practitioner], check_valid_months: int) -> None:
        self._rules = rules
        self._practitioners = practitioners
        self._paths: dict[tuple[str, str, date, int], AuthorityPath] = {}
        self._months = check_valid_months
        found = (practitioner.discredited for practitioner in practitioners.values())
        #: The days since which it is known of someone that they were not entitled. What is known changes on no other day.
        self._found_on = sorted(one.on or one.first for one in found if one is not None)

    def path(self, practitioner: str, task: Task, on: date, known: date) -> AuthorityPath:
        """The shortest path that gives a practitioner (id) authority for a task on a day, or the reason for having none.

        `known` is the day as of which it is known who was discredited.
        """
        key = (practitioner, task.id, on, bisect_right(self._found_on, known))
        if key not in self._paths:
            self._paths[key] = self._search(practitioner, task, on, known)
        return self._paths[key]

    def _search(self, practitioner: str, task: Task, on: date, known: date) -> AuthorityPath:
        """Breadth first over (practitioner, day), with a queue in place of recursion: paths can be of any length."""
        below: dict[_Node, _Node | None] = {(practitioner, on): None}
        queue: list[_Node] = [(practitioner, on)]
        onward: dict[_Node, _Node] = {}
        dead_ends: list[_DeadEnd] = []
        no_one_registered = ground_of(self._rules.records, task).accountable == "none"
        for node in queue:
            name, day = node
            current = self._practitioners.get(name)
            if current is None:
                dead_ends.append(_DeadEnd(node, "", f"{name} is not in the register", "SGN006"))
                continue
            if is_discredited(current, day, known):
                dead_ends.append(_DeadEnd(node, "", f"{name} was found not to be entitled on {day}", "SGN026"))
                continue
            role = self._rules.role(role_on(current, day), day)
            if role is not None and is_accountable(role):
                fault, code = self._registration_fault(current, day)
                if not fault:
                    return AuthorityPath(_path_to(node, below))
                dead_ends.append(_DeadEnd(node, "", fault, code))
                continue
            if no_one_registered and role is not None and not role.authorised_by:
                return AuthorityPath(_path_to(node, below))
            valid = self.authorisations(current, task, day)
            for authorisation in valid:
                # The issuer must have had authority on the day of issue, which may be earlier than this act.
                above = (authorisation.by, authorisation.on)
                issuer = self._practitioners.get(authorisation.by)
                if issuer is not None and is_discredited(issuer, authorisation.on, known):
                    fault = (
                        f"{authorisation.by}, who authorised {name} on {authorisation.on}, was found not to be entitled"
                    )
                    dead_ends.append(_DeadEnd(node, authorisation.by, fault, "SGN026"))
                    continue
                if (
                    issuer is None
                    or not is_active(issuer, authorisation.on)
                    or role is None
                    or role_on(issuer, authorisation.on) not in role.authorised_by
                ):
                    fault = f"{authorisation.by} could not authorise {name} on {authorisation.on}"
                    dead_ends.append(_DeadEnd(node, authorisation.by, fault, "SGN006"))
                    continue
                onward.setdefault(node, above)
                if above not in below:
                    below[above] = node
                    queue.append(above)
                else:
                    dead_ends.append(_DeadEnd(node, authorisation.by, "", "SGN007"))
            if not valid:
                fault = f"no one had authorised {name} for {task.id} on {day}"
                dead_ends.append(_DeadEnd(node, "", fault, "SGN006"))
        return _failure(dead_ends, below, onward)

    def authorisations(self, practitioner: Practitioner, task: Task, on: date) -> list[Authorisation]:
        """The authorisations of a practitioner for a task that run on a day; their `until` is as their roles leave it.

        An authorisation is an act on its first day, by the term that the practitioner's role has on that day.
        """
        begun = [
            given
            for given in practitioner.authorised
            if authorisation_covers(given, task) and given.on <= on and given.first <= on
        ]
        roles = [self._rules.role(role_on(practitioner, given.first), given.first) for given in begun]
        terms = [role.authorisation_valid_for if role else None for role in roles]
        if any(terms):
            entries = [
                Entry(given.first, term, given.until, given.whole_course)
                for given, term in zip(begun, terms, strict=True)
            ]
            ends = entry_ends(entries, partial(hours_learned, practitioner.learning))
            begun = [replace(given, until=end.end) for given, end in zip(begun, ends, strict=True)]
        return [given for given in begun if given.until is None or on <= given.until]

    def void(self, holder: Practitioner) -> Iterator[VoidAuthorisation]:
        """The authorisations of a practitioner that no one may ever rely on, because of who gave them.

        Left out are those by someone whose file is missing or says a role that is unknown, which is reported already, and
        those in a role that needs none.
        """
        for number, given in enumerate(holder.authorised):
            roles = self._roles_while(holder, given)
            needing = [role for role in roles if role is not None and not is_accountable(role)]
            if len(needing) == len(roles) and (why := self._why_void(given, needing)):
                may = dict.fromkeys(name for role in needing for name in role.authorised_by)
                yield VoidAuthorisation(number, why, tuple(may))

    def _why_void(self, given: Authorisation, needing: list[Role]) -> str:
        issuer = self._practitioners.get(given.by)
        above = self._rules.role(role_on(issuer, given.on), given.on) if issuer is not None else None
        if issuer is None or above is None:
            return ""
        if not is_active(issuer, given.on):
            return f"{issuer.id} was not active on that day"
        if not any(above.id in role.authorised_by for role in needing):
            return f"{with_article(id_as_words(above.id))} may not authorise {with_article(id_as_words(needing[0].id))}"
        if is_accountable(above) or not above.authorised_by:
            return ""
        found = (self._rules.task(name, given.on) for name in self._rules.records.tasks)
        tasks = [task for task in found if task is not None and authorisation_covers(given, task)]
        if not tasks or any(self.authorisations(issuer, task, given.on) for task in tasks):
            return ""
        return f"no one had authorised {issuer.id} on that day for anything that it covers"

    def _roles_while(self, holder: Practitioner, given: Authorisation) -> list[Role | None]:
        """The roles of a practitioner, as they are on each day on which they change while an authorisation runs."""
        first, last = max(given.on, given.first), given.until or date.max
        changes = [entry.first for entry in holder.roles]
        changes += [add_days(entry.until, 1) for entry in holder.roles if entry.until is not None]
        names = {holder.role, *(entry.role for entry in holder.roles)}
        held = [self._rules.records.roles[name] for name in names if name in self._rules.records.roles]
        changes += [add_days(entry.until, 1) for role in held for entry in role.earlier]
        days = sorted({first, *(day for day in changes if first < day <= last)})
        return [self._rules.role(role_on(holder, day), day) for day in days]

    def _registration_fault(self, practitioner: Practitioner, on: date) -> tuple[str, str]:
        """Why a registration is not good on a day, with the code of the rule; two empty strings where it is."""
        check = latest_check(practitioner, on)
        if check is None or add_months(check[0], self._months) < on:
            months = count(self._months, "month")
            return f"no one had checked {practitioner.id}'s registration in the {months} before {on}", "SGN017"
        if bad := check[1] & {"suspended", "removed"}:
            results = join_words(sorted(bad))
            return f"on {check[0]} the professional register showed {practitioner.id} as {results}", "SGN017"
        return "", ""


def _failure(
    dead_ends: list[_DeadEnd], below: Mapping[_Node, _Node | None], onward: Mapping[_Node, _Node]
) -> AuthorityPath:
    """Why a search found no path: a loop that one path closes, or else what stopped the shortest path."""
    visited = {name for name, _ in below}
    for dead_end in dead_ends:
        if dead_end.via in visited and dead_end.via in (path := _path_to(dead_end.node, below)):
            return _loop((*path, dead_end.via))
    for dead_end in dead_ends:
        if dead_end.fault:
            path = _path_to(dead_end.node, below)
            return AuthorityPath((*path, dead_end.via) if dead_end.via else path, dead_end.fault, dead_end.code)
    # Every path joins another and none ends, so following them leads into a loop that no single path closes.
    node = next(iter(below))
    walked = {node: None}
    while (node := onward[node]) not in walked:
        walked[node] = None
    return _loop((*(name for name, _ in walked), node[0]))


def _loop(path: tuple[str, ...]) -> AuthorityPath:
    """A path that loops, cut after the first practitioner who appears in it for the second time."""
    seen: set[str] = set()
    for number, name in enumerate(path):
        if name in seen:
            path = path[: number + 1]
            break
        seen.add(name)
    return AuthorityPath(path, f"authority goes round in a circle: {_format_path(path)}", "SGN007")


def _format_path(path: tuple[str, ...]) -> str:
    """`a → b → c`; the middle of a long path is left out."""
    shown = path if len(path) <= 8 else (*path[:4], "…", *path[-3:])
    return " → ".join(shown)


def _path_to(node: _Node, below: Mapping[_Node, _Node | None]) -> tuple[str, ...]:
    """The practitioners from the one who was asked about up to this node."""
    path, step = [node[0]], below[node]
    while step is not None:
        path.append(step[0])
        step = below[step]
    return tuple(reversed(path))
