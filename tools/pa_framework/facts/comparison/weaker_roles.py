"""How a role's record weakens what guards the tasks in whose chains it acts."""

from pa_framework.facts.comparison.chain_guards import RIGHTS
from pa_framework.facts.comparison.weakened import (
    Ends,
    Found,
    Weakened,
    approval_weaker,
    in_other_words,
)
from pa_framework.facts.delegation_chain import DUTIES, is_accountable
from pa_framework.records.model import Role
from pa_framework.text.sentences import join_some


def weaker_roles(ends: Ends, found: Found) -> None:
    """Adds what the roles' own records weaken."""
    for name, new in ends.new.records.roles.items():
        old = ends.old.records.roles.get(name)
        if old is not None:
            _rights(ends, found, old, new)
            _authority(ends, found, old, new)
            approval_weaker(found, "role", ends, (old, new), _under(ends, name))
        elif not ends.old.lost("role", name):
            _came(ends, found, new)


def _rights(ends: Ends, found: Found, old: Role, new: Role) -> None:
    was, now = ends.was, ends.now
    for duty in DUTIES:
        before, after = getattr(old, duty.may), getattr(new, duty.may)
        more = {
            (category, tier)
            for category, tier in now.may(new, duty.may) - was.may(old, duty.may)
            if f"category {category}" in was.known and f"tier {tier}" in was.known
        }
        more = {each for each in more if before.get(each[0]) != after.get(each[0])}
        if not more:
            continue
        gained = sorted({category for category, _ in more})
        span, is_new = ends.place(old, new, duty.may, gained[0])
        found.weakened.append(
            Weakened(
                "role-may-more",
                "role",
                new.id,
                new.title,
                f"what it may {duty.verb}",
                _rights_in_words(ends, {each: before[each] for each in gained if each in before}),
                _rights_in_words(ends, {each: after[each] for each in gained}),
                span,
                is_new,
                tuple(task.id for _, task in ends.tasks() if (task.category, task.risk) in more),
                RIGHTS,
                _reach(ends, new),
            )
        )


def _rights_in_words(ends: Ends, rights: dict[str, str]) -> str:
    return (
        join_some(
            f"{ends.titles('category', [category])} up to {ends.titles('tier', [up_to])}"
            for category, up_to in rights.items()
        )
        or "nothing of this"
    )


def _reach(ends: Ends, role: Role) -> str:
    if not ends.new.facts.authorities[role.id].holds:
        return "Nobody accountable stands behind this role, so nothing that it does counts yet."
    return ""


def _authority(ends: Ends, found: Found, old: Role, new: Role) -> None:
    def add(kind: str, route: tuple[str, ...], field: str, before: str, after: str, note: str = "") -> None:
        span, is_new = ends.place(old, new, *route)
        reached = _under(ends, new.id)
        found.weakened.append(
            Weakened(kind, "role", new.id, new.title, field, before, after, span, is_new, reached, RIGHTS, note)
        )

    answered, answers = is_accountable(old), is_accountable(new)
    if answers and not answered:
        route = "accountable" if new.accountable != old.accountable else "kind"
        add("answers-for-itself", (route,), "what its authority rests on", _rests(ends, old), _rests(ends, new))
    elif answered and not answers and ends.new.facts.authorities[new.id].holds:
        route = "accountable" if new.accountable != old.accountable else "kind"
        add("registration-gone", (route,), "what its authority rests on", _rests(ends, old), _rests(ends, new))
    elif answered and answers and old.register and not new.register:
        add("registration-gone", ("register",), "professional register", old.register.body, "none is named")
    if old.register and new.register and old.register.limits and not new.register.limits:
        add(
            "limit-gone",
            ("register", "limits"),
            "what its registration does not cover",
            old.register.limits,
            "nothing is said",
        )
    elif old.register and new.register and old.register.limits and new.register.limits:
        pair = old.register.limits, new.register.limits
        in_other_words(
            found, "role", new, new.title, ("register", "limits"), "what its registration does not cover", pair
        )
    more = [each for each in dict.fromkeys(new.authorised_by) if each not in old.authorised_by]
    if more and not answered and not answers:
        before, after = ends.titles("role", old.authorised_by) or "nobody", ends.titles("role", new.authorised_by)
        kind = "authorised-by-wider" if ends.old.facts.authorities[old.id].holds else "authority-given"
        add(kind, ("authorised_by",), "who may give it its authority", before, after)


def _rests(ends: Ends, role: Role) -> str:
    if is_accountable(role):
        return f"its own registration ({role.register.body})" if role.register else "its own registration"
    above = ends.titles("role", role.authorised_by)
    return f"being authorised by {above}" if above else "nobody's authority"


def _came(ends: Ends, found: Found, role: Role) -> None:
    rights = [
        f"{duty.verb} {_rights_in_words(ends, getattr(role, duty.may))}" for duty in DUTIES if getattr(role, duty.may)
    ]
    if rights and not role.replaced_by:
        found.weakened.append(
            Weakened(
                "new-role",
                "role",
                role.id,
                role.title,
                "a new role",
                "not there",
                f"may {'; '.join(rights)}",
                role.origin.at(),
                True,
                _under(ends, role.id),
                RIGHTS,
                "" if is_accountable(role) else "It is on no professional register.",
            )
        )


def _under(ends: Ends, name: str) -> tuple[str, ...]:
    """The tasks in which this role may act, or a role whose authority comes from it."""
    roles = ends.new.records.roles
    below, queue = {name}, [name]
    for each in queue:
        for role in roles.values():
            if each in role.authorised_by and role.id not in below:
                below.add(role.id)
                queue.append(role.id)
    now = ends.now
    pairs = {pair for each in below if each in roles for duty in DUTIES for pair in now.may(roles[each], duty.may)}
    return tuple(task.id for _, task in ends.tasks() if (task.category, task.risk) in pairs)
