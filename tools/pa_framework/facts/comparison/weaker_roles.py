"""How a role's record weakens what guards the tasks in whose chains it acts."""

from pa_framework.facts.comparison.chain_guards import RIGHTS
from pa_framework.facts.comparison.weakened import (
    Comparison,
    Weakened,
    Weaknesses,
    compare_approval,
)
from pa_framework.facts.delegation_chain import DUTIES, is_accountable
from pa_framework.facts.terms import full_words, may_loosen
from pa_framework.records.model import Role
from pa_framework.text.sentences import join_some


def weaker_roles(comparison: Comparison, found: Weaknesses) -> None:
    """Adds what the roles' own records weaken."""
    for name, new in comparison.head.records.roles.items():
        old = comparison.base.records.roles.get(name)
        if old is not None:
            _rights(comparison, found, old, new)
            _authority(comparison, found, old, new)
            compare_approval(found, "role", comparison, (old, new), _under(comparison, name))
        elif not comparison.base.is_unjudged("role", name):
            _came(comparison, found, new)


def _rights(comparison: Comparison, found: Weaknesses, old: Role, new: Role) -> None:
    was, now = comparison.base_guards, comparison.head_guards
    for duty in DUTIES:
        before, after = getattr(old, duty.may), getattr(new, duty.may)
        more = {
            (category, tier)
            for category, tier in now.may(new, duty.may) - was.may(old, duty.may)
            if f"category {category}" in was.vocabulary and f"tier {tier}" in was.vocabulary
        }
        more = {pair for pair in more if before.get(pair[0]) != after.get(pair[0])}
        if not more:
            continue
        gained = sorted({category for category, _ in more})
        span, is_new = comparison.place(old, new, duty.may, gained[0])
        found.weakened.append(
            Weakened(
                "role-may-more",
                "role",
                new.id,
                new.title,
                f"what it may {duty.verb}",
                _rights_in_words(comparison, {category: before[category] for category in gained if category in before}),
                _rights_in_words(comparison, {category: after[category] for category in gained}),
                span,
                is_new,
                tuple(task.id for _, task in comparison.tasks() if (task.category, task.risk) in more),
                RIGHTS,
                _reach(comparison, new),
            )
        )


def _rights_in_words(comparison: Comparison, rights: dict[str, str]) -> str:
    return (
        join_some(
            f"{comparison.titles('category', [category])} up to {comparison.titles('tier', [up_to])}"
            for category, up_to in rights.items()
        )
        or "nothing of this"
    )


def _reach(comparison: Comparison, role: Role) -> str:
    if not comparison.head.facts.authorities[role.id].holds:
        return "No one accountable stands behind this role, so nothing that it does counts yet."
    return ""


def _authority(comparison: Comparison, found: Weaknesses, old: Role, new: Role) -> None:
    def add(kind: str, route: tuple[str, ...], field: str, before: str, after: str, note: str = "") -> None:
        span, is_new = comparison.place(old, new, *route)
        reached = _under(comparison, new.id)
        found.weakened.append(
            Weakened(kind, "role", new.id, new.title, field, before, after, span, is_new, reached, RIGHTS, note)
        )

    answered, answers = is_accountable(old), is_accountable(new)
    if answers and not answered:
        route = "accountable" if new.accountable != old.accountable else "kind"
        add(
            "answers-for-itself",
            (route,),
            "what its authority rests on",
            _rests(comparison, old),
            _rests(comparison, new),
        )
    elif answered and not answers and comparison.head.facts.authorities[new.id].holds:
        route = "accountable" if new.accountable != old.accountable else "kind"
        add(
            "registration-gone",
            (route,),
            "what its authority rests on",
            _rests(comparison, old),
            _rests(comparison, new),
        )
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
    term, now = old.authorisation_valid_for, new.authorisation_valid_for
    if term and (now is None or may_loosen(term, now)):
        words = full_words(term), full_words(now) if now else "it has no end"
        add("term-longer", ("authorisation_valid_for",), "how long an authorisation counts", *words)
    more = [role_id for role_id in dict.fromkeys(new.authorised_by) if role_id not in old.authorised_by]
    if more and not answered and not answers:
        before, after = (
            comparison.titles("role", old.authorised_by) or "no one",
            comparison.titles("role", new.authorised_by),
        )
        kind = "authorised-by-wider" if comparison.base.facts.authorities[old.id].holds else "authority-given"
        add(kind, ("authorised_by",), "who may give it its authority", before, after)


def _rests(comparison: Comparison, role: Role) -> str:
    if is_accountable(role):
        return f"its own registration ({role.register.body})" if role.register else "its own registration"
    above = comparison.titles("role", role.authorised_by)
    return f"being authorised by {above}" if above else "no one's authority"


def _came(comparison: Comparison, found: Weaknesses, role: Role) -> None:
    rights = [
        f"{duty.verb} {_rights_in_words(comparison, getattr(role, duty.may))}"
        for duty in DUTIES
        if getattr(role, duty.may)
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
                _under(comparison, role.id),
                RIGHTS,
                "" if is_accountable(role) else "It is on no professional register.",
            )
        )


def _under(comparison: Comparison, name: str) -> tuple[str, ...]:
    """The tasks in which this role may act, or a role whose authority comes from it."""
    roles = comparison.head.records.roles
    below, queue = {name}, [name]
    for role_id in queue:
        for role in roles.values():
            if role_id in role.authorised_by and role.id not in below:
                below.add(role.id)
                queue.append(role.id)
    now = comparison.head_guards
    pairs = {
        pair for role_id in below if role_id in roles for duty in DUTIES for pair in now.may(roles[role_id], duty.may)
    }
    return tuple(task.id for _, task in comparison.tasks() if (task.category, task.risk) in pairs)
