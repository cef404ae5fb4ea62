"""What a framework permits, written from the design alone: plain data in, a set of permissions out.

A state is weaker than another where it permits something that the other does not. Nothing here is shared with the
program that it is held against: it knows no chains, no guards, no causes, only what someone may do.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

Data = Mapping[str, Any]
YESES = ("person", "pa", "employer", "insurer")
DUTIES = {
    "delegated_by": "may_delegate",
    "trained_by": "may_train",
    "assessed_by": "may_assess",
    "signed_off_by": "may_sign_off",
    "reviewed_by": "may_review",
}
PAIRS = [frozenset(pair) for pair in combinations(DUTIES, 2)]
MONTHS, PRACTICES, DAYS = range(1, 61), range(0, 13), range(0, 91)
#: The signs that tasks may list, in words that have nothing in common.
SENTENCES = (
    "The person is choking",
    "The person cannot be woken",
    "The skin is sore",
    "The tube has moved or come out",
    "There is pain",
)


def permitted(world: Mapping[str, Data]) -> set[tuple[object, ...]]:
    """Everything that the records of a world (by path) let someone do."""
    policy, settings = world["framework/delegation.yaml"], world["framework/framework.yaml"]["settings"]
    tiers = {tier["id"]: tier for tier in policy["tiers"]}
    ranks = list(tiers)
    steps = [step["id"] for step in world["framework/steps.yaml"]["steps"]]
    roles = {data["id"]: data for path, data in world.items() if path.startswith("framework/roles/")}
    triggers = {trigger["id"]: trigger for trigger in policy["triggers"]}
    signs = {sign["id"]: sign for sign in policy["signs"]}
    found: set[tuple[object, ...]] = set()
    for name, tier in tiers.items():
        found |= {("a tier", name, *loosening) for loosening in _lets(tier["demands"], tier["demands"], roles)}
    for role in roles.values():
        found |= {("a role", role["id"], *loosening) for loosening in _rights(role, ranks)}
        found |= {("a role", role["id"], *loosening) for loosening in _rests(role)}
    for name, trigger in triggers.items():
        found |= {("after", name, *loosening) for loosening in _goes_on(trigger)}
        if trigger["holds_for"] == "named-tasks":
            found.add(("a new task need not name", name))
        found |= {("not done for", name, months) for months in MONTHS if months <= _months(trigger.get("gap"))}
    found |= {
        ("a check counts after", months) for months in MONTHS if months <= settings["register_check_valid_months"]
    }
    found |= {("any review after", months) for months in MONTHS if months <= settings["longest_review_months"]}
    for path, task in world.items():
        if not path.startswith("framework/tasks/") or task["status"] not in ("delegable", "by-exception"):
            continue
        demands, asks = tiers[task["risk"]]["demands"], task["sign_off"]
        here: set[tuple[object, ...]] = set(_lets(asks, demands, roles))
        here |= {("as low as", rank) for rank in ranks if ranks.index(rank) >= ranks.index(task["risk"])}
        here |= {("named", by, role) for by in DUTIES for role in asks.get(by, ())}
        here |= {
            ("acts", by, role["id"])
            for by in DUTIES
            for role in roles.values()
            if (DUTIES[by], task["category"], task["risk"]) in _rights(role, ranks) and _answered_for(role["id"], roles)
        }
        for competence in ("infection-prevention", "record-keeping", "communication-plans"):
            wanted = task["requires"].get(competence)
            if wanted is None:
                found.add(("a task", task["id"], "without", competence))
            here |= {
                ("at", competence, step) for step in steps if wanted is None or steps.index(step) >= steps.index(wanted)
            }
        for name, trigger in triggers.items():
            if _holds_for(trigger, task):
                here |= {("after", name, *each) for each in _goes_on(trigger)}
            else:
                here |= {
                    ("no new decision after", name),
                    *(("after", name, *each) for each in _goes_on({"does": "go-on"})),
                }
        here |= set(_waits(task["stop_when"], signs))
        if "rescue" in task:
            here.add(("no new decision after any gap that a policy may name",))
        refresher = task.get("rescue", {}).get("refresh_every")
        here |= {("no refresher for", months) for months in MONTHS if months <= _months(refresher)}
        if task["status"] == "delegable":
            here.add(("and no named authority has to allow it",))
        if task["scope"] == "transferable":
            here.add(("for others",))
        found |= {("a task", task["id"], *loosening) for loosening in here}
    return found


def _months(limit: Data | None) -> int:
    """The months of a limit. Where there is none, nothing is too long."""
    return limit["months"] if limit else max(MONTHS)


def _holds_for(trigger: Data, task: Data) -> bool:
    """Whether a trigger calls for a new decision about a task. A long gap is usual for a rescue task: it must name it."""
    if trigger["id"] in task["decide_again_when"]:
        return True
    return trigger["holds_for"] == "every-task" and not ("gap" in trigger and "rescue" in task)


def _goes_on(trigger: Data) -> Iterator[tuple[object, ...]]:
    """For how long the PA goes on without a new decision. Without `days`, only on the day of the event, which is 0."""
    if trigger["does"] == "go-on":
        yield ("for good",)
    if trigger["does"] != "stop":
        longest = trigger.get("days", 0) if trigger["does"] == "go-on-until" else max(DAYS)
        yield from (("for", number) for number in DAYS if number <= longest)


def _waits(stop_when: Data, signs: Mapping[str, Data]) -> Iterator[tuple[object, ...]]:
    """How late help may be called at each sign, where no one need answer at night, and what need not be done first.

    At night someone answers an emergency, and a level that says who is rung out of hours.
    """
    soonest: dict[str, int] = {}
    answered = set()
    first_steps = set()
    for wait, level in enumerate(("emergency", "urgent", "same_day")):
        for entry in stop_when.get(level, {}).get("signs", ()):
            sign = signs.get(entry, {"text": entry})
            is_answered = level == "emergency" or "out_of_hours" in stop_when[level]
            if is_answered and sign["text"] not in soonest:
                answered.add(sign["text"])
            soonest.setdefault(sign["text"], wait)
            if "do" in sign:
                first_steps.add(sign["text"])
    for sentence in SENTENCES:
        yield from (("called", wait, "at", sentence) for wait in range(4) if wait <= soonest.get(sentence, 3))
        if sentence not in answered:
            yield "no one at night at", sentence
        if sentence not in first_steps:
            yield "nothing first at", sentence


def _lets(asks: Data, demands: Data, roles: Mapping[str, Data]) -> Iterator[tuple[object, ...]]:
    """What a task lets through that asks for this, in a tier that demands that. A tier alone is both."""
    for who in YESES:
        if who not in asks.get("agreed_by", ()):
            yield "not asked", who
            if who not in demands["agreed_by"]:
                yield "signed off without the yes of", who
    watched = asks.get("observed_practices", 0)
    own = watched if isinstance(watched, int) else watched["at_least"]
    every = asks.get("review_every")
    months = every["months"] if every else None
    for number in PRACTICES:
        if number >= own:
            yield "asks for", number
            if number >= demands["observed_practices"]:
                yield "signed off after", number
    for number in MONTHS:
        if months is None or number <= months:
            yield "names", number
        if number <= (months or demands["review_within_months"]):
            yield "reviewed after", number
        if number <= demands["review_within_months"]:
            yield "may name", number
    apart = {frozenset(pair) for pair in (*asks.get("apart", ()), *demands.get("apart", ()))}
    for pair in PAIRS:
        if pair not in apart:
            yield "one person for", pair
    for role in roles:
        if role not in demands.get("never_sole_assessor", ()):
            yield "assesses alone", role


def _rights(role: Data, ranks: list[str]) -> set[tuple[str, str, str]]:
    return {
        (may, category, tier)
        for may in DUTIES.values()
        for category, up_to in role.get(may, {}).items()
        for tier in ranks[: ranks.index(up_to) + 1]
    }


def _rests(role: Data) -> Iterator[tuple[object, ...]]:
    """What a role's authority may rest on."""
    if _answers(role):
        yield ("acts by itself",)
        if not role.get("register"):
            yield ("on no register",)
    else:
        for above in role.get("authorised_by", ()):
            yield "acts for", above


def _answers(role: Data) -> bool:
    return bool(role["accountable"] and role["kind"] == "registered")


def _answered_for(name: str, roles: Mapping[str, Data], seen: frozenset[str] = frozenset()) -> bool:
    role = roles.get(name)
    if role is None or name in seen:
        return False
    return _answers(role) or any(_answered_for(giver, roles, seen | {name}) for giver in role.get("authorised_by", ()))
