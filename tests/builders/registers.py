"""Small random registers over variants of the corpus, for tests that hold two programs against each other.

A register starts whole: every act in order, by someone who may. Then some things in it go wrong. So every verdict
comes up often, and a chain is rarely broken for ten reasons at once, which would hide the eleventh. All choices
come from one `Random`: hypothesis' own, which makes a failing register smaller, or a seeded one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from pa_framework.records.base import Origin
from pa_framework.records.load import Records, read_records
from pa_framework.records.model import (
    Gap,
    ObservedPractices,
    RefreshEvery,
    Rescue,
    Role,
    Task,
    Trigger,
    ValidityTerm,
)
from pa_framework.records.register_model import (
    Absence,
    Agreed,
    Assessment,
    Authorisation,
    DatedEmployer,
    DeviceInUse,
    Discredit,
    Event,
    HeldCompetence,
    Observation,
    Pa,
    Person,
    Practitioner,
    RecordedSignOff,
    Review,
    Withdrawal,
)
from pa_framework.records.yaml_source import parse_document
from tests.paths import SMALL

NOWHERE = Origin(parse_document("id: x\n", "x.yaml"))
#: Day 0. It is the last of a month with 31 days, so that months of all lengths follow.
START = date(2025, 12, 31)
LINKS = ("delegated", "trained", "assessed", "signed_off")
YESES = ("person", "pa", "employer", "insurer")
FEED, TABLETS = "gastrostomy-feed", "giving-tablets"
#: A trigger that events of a register may name, and that no policy has.
UNHEARD = "unheard-of"
RESCUE = Rescue(refresh_every=RefreshEvery(months=12, basis="design-default"))


class Register(Struct, frozen=True):
    """One PA, and everyone and everything that the verdicts on their sign-offs rest on."""

    records: Records
    practitioners: dict[str, Practitioner]
    persons: dict[str, Person]
    pa: Pa

    def with_sign_off(self, index: int, **changes: Any) -> "Register":
        sign_offs = list(self.pa.sign_offs)
        sign_offs[index] = replace(sign_offs[index], **changes)
        return replace(self, pa=replace(self.pa, sign_offs=tuple(sign_offs)))

    def with_practitioner(self, name: str, **changes: Any) -> "Register":
        changed = replace(self.practitioners[name], **changes)
        return replace(self, practitioners={**self.practitioners, name: changed})

    def with_event(self, person: str, event: Event) -> "Register":
        here = self.persons[person]
        return replace(self, persons={**self.persons, person: replace(here, events=(*here.events, event))})


def day(number: int) -> date:
    return START + timedelta(days=number)


@cache
def corpus() -> Records:
    return read_records(SMALL)


# --- the framework


def with_role(records: Records, name: str, **changes: Any) -> Records:
    return replace(records, roles={**records.roles, name: replace(records.roles[name], **changes)})


def with_task(records: Records, name: str, **changes: Any) -> Records:
    return replace(records, tasks={**records.tasks, name: replace(records.tasks[name], **changes)})


def with_trigger(records: Records, name: str, **changes: Any) -> Records:
    """A trigger of the policy changed, or a new one: it stops tasks that name it, where nothing else is said."""
    new = Trigger(
        origin=NOWHERE,
        id=name,
        title=name,
        summary="Something happened.",
        holds_for="named-tasks",
        does="stop",
        basis="design-default",
    )
    changed = replace(records.triggers.get(name, new), **changes)
    return replace(records, triggers=MappingProxyType({**records.triggers, name: changed}))


def with_asks(records: Records, name: str, **changes: Any) -> Records:
    """Changes of what a task asks of its sign-off."""
    return with_task(records, name, sign_off=replace(records.tasks[name].sign_off, **changes))


def with_demands(records: Records, tier: str, **changes: Any) -> Records:
    here = records.tiers[tier]
    changed = replace(here, demands=replace(here.demands, **changes))
    return replace(records, tiers=MappingProxyType({**records.tiers, tier: changed}))


def with_settings(records: Records, **changes: Any) -> Records:
    assert records.framework is not None
    settings = replace(records.framework.settings, **changes)
    return replace(records, framework=replace(records.framework, settings=settings))


@cache
def framework() -> Records:
    """The corpus, with short spans of time, more roles that can authorise one another, triggers, and a second task."""
    records = with_settings(corpus(), review_warning_days=10, register_check_valid_months=1)
    both = {"nutrition": "high", "medicines": "high"}
    records = with_role(records, "pa-trainer", authorised_by=("community-nurse", "clinical-training-provider"))
    records = with_role(records, "pa-trainer", may_train=both)
    records = with_role(records, "clinical-training-provider", authorised_by=("phb-clinical-lead", "pa-trainer"))
    records = with_role(records, "individual-employer", authorised_by=("community-nurse",), may_assess=both)
    # On a register and not accountable: acts only because someone authorised them.
    associate = Role(
        origin=NOWHERE,
        id="nursing-associate",
        title="Nursing associate",
        summary="A registered worker who acts for a nurse.",
        kind="registered",
        accountable=False,
        authorised_by=("community-nurse", "nursing-associate", "phb-clinical-lead"),
        may_train=both,
        may_assess=both,
        may_sign_off={"nutrition": "medium"},
        may_review=both,
    )
    records = replace(records, roles={**records.roles, associate.id: associate})
    feed = records.tasks[FEED]
    assert feed.sign_off is not None
    asks = replace(
        feed.sign_off,
        review_every=ValidityTerm(months=1, basis="design-default"),
        observed_practices=None,
        **dict.fromkeys(
            ("delegated_by", "trained_by", "assessed_by", "signed_off_by", "reviewed_by"), (*records.roles,)
        ),
    )
    tasks: dict[str, Task] = {
        **records.tasks,
        FEED: replace(feed, sign_off=asks),
        TABLETS: replace(feed, id=TABLETS, category="medicines", risk="low", scope="transferable", sign_off=asks),
    }
    records = replace(records, tasks=tasks)
    for name, fields in TRIGGERS.items():
        records = with_trigger(records, name, **fields)
    return records


#: Triggers besides those of the corpus: hospital-admission stops every task, incident lets those go on that name it.
TRIGGERS: Mapping[str, dict[str, Any]] = {
    "change-of-delegator": {"holds_for": "every-task", "does": "go-on-until", "days": 5},
    "change-of-employer": {"holds_for": "every-task", "does": "go-on-until", "days": None},
    "change-of-funder": {"holds_for": "every-task", "does": "go-on"},
    "long-gap": {"holds_for": "every-task", "does": "stop", "gap": Gap(months=1, basis="design-default")},
    "new-equipment": {"holds_for": "named-tasks", "does": "stop"},
    "new-prescription": {"holds_for": "named-tasks", "does": "go-on-until", "days": 2},
}


@cache
def all_rounders() -> Records:
    """The framework, with nurses and leads who may hold every duty: so that duties kept apart can meet."""
    both = {"nutrition": "high", "medicines": "high"}
    every = {f"may_{duty}": both for duty in ("delegate", "train", "assess", "sign_off", "review")}
    return with_role(with_role(framework(), "community-nurse", **every), "phb-clinical-lead", **every)


def _another_framework(random: Random, records: Records) -> Records:
    """Something of the framework is otherwise."""
    task = random.choice((FEED, TABLETS))
    tier = random.choice(("low", "medium", "high"))
    pair = (
        random.choice(("delegated_by", "trained_by", "assessed_by")),
        random.choice(("signed_off_by", "reviewed_by")),
    )
    pair = pair if random.random() < 0.5 else (pair[1], pair[0])
    some = tuple(who for who in YESES if random.random() < 0.5)
    changes: Sequence[Callable[[], Records]] = (
        lambda: with_task(records, task, risk=tier),
        lambda: with_task(records, task, scope=random.choice(("one-person", "transferable", None))),
        lambda: with_task(records, task, status=random.choice(("never", "own-role", "by-exception"))),
        lambda: with_task(records, task, requires={}),
        lambda: with_task(records, task, requires={"communication-plans": random.choice(("aware", "guides-others"))}),
        lambda: with_asks(records, task, apart=(pair,)),
        lambda: with_asks(records, task, agreed_by=some),
        lambda: with_asks(with_demands(records, tier, agreed_by=("person",)), task, agreed_by=some),
        lambda: with_asks(
            records, task, observed_practices=ObservedPractices(at_least=random.randint(0, 4), basis="law")
        ),
        lambda: with_asks(records, task, review_every=ValidityTerm(months=random.randint(1, 3), basis="law")),
        lambda: with_asks(records, task, review_every=None),
        lambda: with_demands(records, tier, agreed_by=some or ("pa",)),
        lambda: with_demands(records, tier, apart=(pair,)),
        lambda: with_demands(records, tier, observed_practices=random.randint(1, 4)),
        lambda: with_demands(records, tier, review_within_months=random.randint(1, 3)),
        lambda: with_demands(records, tier, never_sole_assessor=(random.choice(("community-nurse", "pa-trainer")),)),
        lambda: with_settings(records, register_check_valid_months=random.randint(1, 3)),
        lambda: with_settings(records, review_warning_days=random.randint(0, 35)),
        lambda: with_role(records, "community-nurse", may_assess={"nutrition": tier}),
        lambda: with_role(records, "community-nurse", may_train={}, may_review={"medicines": tier}),
        lambda: with_role(records, "phb-clinical-lead", may_sign_off={"nutrition": tier}),
        lambda: with_role(records, "phb-clinical-lead", accountable=False, authorised_by=("community-nurse",)),
        lambda: with_role(records, "community-nurse", kind="authorised", authorised_by=("phb-clinical-lead",)),
        lambda: with_role(
            records, "pa-trainer", authorised_by=random.choice((("pa-trainer",), ("nursing-associate",)))
        ),
    )
    return random.choice(changes)()


def _another_policy(random: Random, records: Records) -> Records:
    """Triggers that hold for other tasks and do otherwise; tasks that name others, for rescue, or by exception."""
    for name in records.triggers:
        if random.random() < 0.3:
            records = with_trigger(records, name, **_another_trigger(random))
    for task in (FEED, TABLETS):
        records = with_task(
            records,
            task,
            status=random.choice(("delegable", "delegable", "by-exception")),
            rescue=random.choice((None, RESCUE)),
            decide_again_when=tuple(name for name in records.triggers if random.random() < 0.3),
        )
    return records


def _another_trigger(random: Random) -> dict[str, Any]:
    """Any fields, sound or not: days without `go-on-until`, and `go-on-until` without days."""
    return {
        "holds_for": random.choice(("every-task", "named-tasks")),
        "does": random.choice(("stop", "go-on-until", "go-on-until", "go-on")),
        "days": random.choice((None, 1, 2, 7, 30)),
        "gap": random.choice((None, Gap(months=1, basis="design-default"))),
    }


# --- people


def _practitioner(name: str, role: str, **fields: Any) -> Practitioner:
    return Practitioner(origin=NOWHERE, id=name, role=role, organisation="trust", **{"active_from": day(-40), **fields})


def _authorised(random: Random, by: str, on: int) -> Authorisation:
    what: dict[str, tuple[str, ...]] = random.choice(
        ({"tasks": (FEED, TABLETS)}, {"categories": ("nutrition", "medicines")}, {"categories": ("nutrition",)})
    )
    until = random.choice((None, None, day(on + 120)))
    return Authorisation(by=by, on=day(on), first=day(on + random.choice((0, 0, 1))), until=until, **what)


def _staff(random: Random) -> dict[str, Practitioner]:
    """Two nurses and a lead who are checked each month, and up to five others, authorised in a line or a tangle."""
    checks = tuple(day(number) for number in (-15, -5, 20, 48, 70, 95, 120))
    found = {
        name: _practitioner(name, role, register_checked_on=checks)
        for name, role in (("n1", "community-nurse"), ("n2", "community-nurse"), ("p1", "phb-clinical-lead"))
    }
    others = (
        ("t1", "pa-trainer", "n1", -9),
        ("c1", "clinical-training-provider", "p1", -9),
        ("a1", "nursing-associate", "n2", -9),
        ("t2", "pa-trainer", "c1", -6),
        ("a2", "nursing-associate", "a1", -6),
        ("a3", "nursing-associate", "a2", -3),
        ("e1", "individual-employer", "n1", -3),
    )
    for name, role, by, on in others:
        if by in found and len(found) < 8 and random.random() < 0.6:
            found[name] = _practitioner(name, role, authorised=(_authorised(random, by, on),))
    return found


def _sign_off(random: Random, staff: Sequence[str]) -> RecordedSignOff:
    """A sign-off with nothing wrong in it, as long as they whom it names had authority."""
    trainers = [name for name in staff if name in ("n1", "t1", "t2", "c1", "a1")]
    assessors = [name for name in staff if name in ("n2", "a1", "a2", "a3")]
    now = random.choice((0, 1, 2, 3, 4, 27, 29))
    yes = {who: day(now - random.choice((0, 0, 1))) for who in YESES}
    on: dict[str, int] = {}
    for link in ("delegated", "trained", "assessed", "signed_off"):
        on[link] = now
        now += random.randint(0, 3) if link != "trained" else random.randint(1, 6)
    practices = [
        Observation(by=random.choice(trainers), on=day(random.randint(on["trained"], on["assessed"])))
        for _ in range(random.choice((3, 3, 4)))
    ]
    reviews: list[Review] = []
    for _ in range(random.choice((0, 0, 1, 2))):
        now += random.randint(0, 30)
        reviews.append(Review(by=random.choice(["n1", *assessors]), on=day(now), outcome=random.choice(OUTCOMES)))
    return RecordedSignOff(
        task=random.choice((FEED, FEED, TABLETS)),
        person=random.choice(("q1", "q2")),
        agreed=Agreed(**yes),
        delegated_by="n1",
        delegated_on=day(on["delegated"]),
        trained_by=random.choice(trainers),
        trained_on=day(on["trained"]),
        observed=tuple(practices),
        assessed_by=random.choice(assessors),
        assessed_on=day(on["assessed"]),
        signed_off_by="p1",
        signed_off_on=day(on["signed_off"]),
        reviews=tuple(reviews),
    )


OUTCOMES = ("continues", "continues", "continues", "retrain", "stops")


def register(random: Random) -> Register:
    """A register: whole first, then with some changes, more often few than many."""
    records = random.choice((framework(), all_rounders()))
    if random.random() < 0.5:
        records = _another_policy(random, records)
    for _ in range(random.choice((0, 0, 0, 1, 2))):
        records = _another_framework(random, records)
    found = _whole(random, records)
    for _ in range(random.choice((0, 0, 1, 2))):
        found = happened(random, found)
    for _ in range(random.choice((0, 0, 1, 1, 1, 2, 2, 3, 5))):
        found = random.choice(CHANGES)(random, found)
    return found


def happening(random: Random) -> Register:
    """A register in which most sign-offs hold but for what happened, under any policy."""
    found = _whole(random, _another_policy(random, random.choice((framework(), all_rounders()))))
    for _ in range(random.randint(1, 3)):
        found = happened(random, found)
    if random.random() < 0.2:
        found = random.choice(CHANGES)(random, found)
    return found


def _whole(random: Random, records: Records) -> Register:
    """A register with nothing wrong in it."""
    staff = _staff(random)
    competences = tuple(
        HeldCompetence(
            competence=name,
            step="independent",
            assessed_by=random.choice(("n1", "n2", "p1")),
            on=day(random.randint(-9, -1)),
        )
        for name in ("infection-prevention", "record-keeping", "communication-plans")
    )
    return Register(
        records=records,
        practitioners=staff,
        persons={name: Person(origin=NOWHERE, id=name) for name in ("q1", "q2")[: random.randint(1, 2)]},
        pa=Pa(
            origin=NOWHERE,
            id="pa-1",
            competences=competences,
            sign_offs=tuple(_sign_off(random, list(staff)) for _ in range(random.choice((1, 1, 2, 3)))),
        ),
    )


# --- what goes wrong


def _moved(random: Random, when: date) -> date:
    return when + timedelta(days=random.choice((-8, -3, -2, -1, 1, 2, 3, 8)))


def _anybody(random: Random, here: Register) -> str:
    return random.choice([*here.practitioners, "nobody-knows"])


def _index(random: Random, here: Register) -> int:
    return random.randrange(len(here.pa.sign_offs))


def _some_day(random: Random, here: Register) -> date:
    """A day on which something was done, or was authorised; or the day before or after."""
    sign_off = here.pa.sign_offs[_index(random, here)]
    days = [getattr(sign_off, f"{link}_on") for link in LINKS] + [each.on for each in sign_off.reviews]
    days += [given.on for each in here.practitioners.values() for given in each.authorised]
    return random.choice([each for each in days if each] or [day(9)]) + timedelta(days=random.choice((-1, 0, 0, 1)))


def _link_left_out(random: Random, here: Register) -> Register:
    """A link and all after it are not there; seldom, only the link itself."""
    at = random.randrange(len(LINKS))
    links = LINKS[at:] if random.random() < 0.7 else LINKS[at : at + 1]
    gone = {f"{link}_{what}": None for link in links for what in ("by", "on")}
    return here.with_sign_off(_index(random, here), **gone)


def _link_moved(random: Random, here: Register) -> Register:
    index, link = _index(random, here), random.choice(LINKS)
    when = getattr(here.pa.sign_offs[index], f"{link}_on")
    return here.with_sign_off(index, **{f"{link}_on": _moved(random, when)}) if when else here


def _link_by_another(random: Random, here: Register) -> Register:
    index, link = _index(random, here), random.choice(LINKS)
    there = getattr(here.pa.sign_offs[index], f"{link}_on") is not None
    return here.with_sign_off(index, **{f"{link}_by": _anybody(random, here)}) if there else here


def _by_the_same(random: Random, here: Register) -> Register:
    """One practitioner holds two duties, or reviews their own work."""
    index = _index(random, here)
    sign_off = here.pa.sign_offs[index]
    held = [link for link in LINKS if getattr(sign_off, f"{link}_by")]
    if not held:
        return here
    one = random.choice(held)
    who = getattr(sign_off, f"{one}_by")
    if sign_off.reviews and random.random() < 0.5:
        other = "reviewed"
        here = here.with_sign_off(index, reviews=tuple(replace(each, by=who) for each in sign_off.reviews))
    else:
        other = random.choice(held)
        here = here.with_sign_off(index, **{f"{other}_by": who})
    pair = random.choice(((f"{one}_by", f"{other}_by"), (f"{other}_by", f"{one}_by")))
    if one != other and sign_off.task in (FEED, TABLETS) and random.random() < 0.5:
        return replace(here, records=with_asks(here.records, sign_off.task, apart=(pair,)))
    return here


def _yes_changed(random: Random, here: Register) -> Register:
    index, who = _index(random, here), random.choice(YESES)
    agreed = here.pa.sign_offs[index].agreed
    when = getattr(agreed, who)
    new = None if when is None or random.random() < 0.4 else _moved(random, when)
    return here.with_sign_off(index, agreed=replace(agreed, **{who: new}))


def _practices_changed(random: Random, here: Register) -> Register:
    index = _index(random, here)
    practices = list(here.pa.sign_offs[index].observed)
    if not practices:
        return here
    at = random.randrange(len(practices))
    if random.random() < 0.3:
        del practices[at]
    elif random.random() < 0.5:
        practices[at] = replace(practices[at], on=_moved(random, practices[at].on))
    else:
        practices[at] = replace(practices[at], by=_anybody(random, here))
    return here.with_sign_off(index, observed=tuple(practices))


def _reviewed(random: Random, here: Register) -> Register:
    index = _index(random, here)
    reviews = list(here.pa.sign_offs[index].reviews)
    on = (here.pa.sign_offs[index].signed_off_on or day(9)) + timedelta(days=random.choice((-1, 0, 1, 12, 25, 31, 45)))
    by = random.choice(("n1", "n2", _anybody(random, here)))
    reviews.insert(random.randint(0, len(reviews)), Review(by=by, on=on, outcome=random.choice(OUTCOMES)))
    return here.with_sign_off(index, reviews=tuple(reviews))


def _withdrawn(random: Random, here: Register) -> Register:
    withdrawal = Withdrawal(by=random.choice(("person", "pa", "n1")), on=day(random.randint(0, 70)))
    return here.with_sign_off(_index(random, here), withdrawn=withdrawal)


def _assessed_with(random: Random, here: Register) -> Register:
    return here.with_sign_off(_index(random, here), assessed_with=random.choice(("q1", "q2", "q3")))


def happened(random: Random, here: Register, trigger: str | None = None) -> Register:
    """One event more, often near a decision: of a trigger of the policy, or seldom of one that no policy has."""
    sign_off = here.pa.sign_offs[_index(random, here)]
    days = [when for when in (sign_off.signed_off_on, *(each.on for each in sign_off.reviews)) if when]
    on = random.choice(days or [day(9)]) + timedelta(days=random.choice((-1, 0, 0, 1, 7)))
    event = Event(
        trigger=trigger or random.choice([*here.records.triggers, *here.records.triggers, UNHEARD]),
        on=on,
        pa=random.choice((None, None, None, "pa-1", "pa-2")),
        task=random.choice((None, None, None, sign_off.task, FEED, TABLETS)),
    )
    likely = [sign_off.person, sign_off.person] if sign_off.person in here.persons else []
    return here.with_event(random.choice([*here.persons, *likely]), event)


def _activity_changed(random: Random, here: Register) -> Register:
    name = random.choice(list(here.practitioners))
    if random.random() < 0.3:
        return here.with_practitioner(name, active_from=_some_day(random, here))
    return here.with_practitioner(name, active_until=_some_day(random, here))


def _checks_changed(random: Random, here: Register) -> Register:
    checked = [name for name, each in here.practitioners.items() if each.register_checked_on]
    if not checked:
        return here
    checks = [_some_day(random, here) - timedelta(days=random.choice((0, 0, 28, 30, 31))) for _ in range(2)]
    return here.with_practitioner(random.choice(checked), register_checked_on=tuple(checks[: random.randint(0, 2)]))


def _authorisation_changed(random: Random, here: Register) -> Register:
    authorised = [name for name, each in here.practitioners.items() if each.authorised]
    if not authorised:
        return here
    name = random.choice(authorised)
    given = list(here.practitioners[name].authorised)
    at = random.randrange(len(given))
    changes: Sequence[Callable[[], dict[str, Any]]] = (
        lambda: {"by": _anybody(random, here)},
        lambda: {"by": random.choice(authorised)},
        lambda: {"on": _moved(random, given[at].on)},
        lambda: {"on": _some_day(random, here)},
        lambda: {"first": _some_day(random, here)},
        lambda: {"until": _some_day(random, here)},
        lambda: {"tasks": (random.choice((FEED, TABLETS)),), "categories": ()},
        lambda: {"tasks": (), "categories": (random.choice(("nutrition", "medicines")),)},
    )
    given[at] = replace(given[at], **random.choice(changes)())
    return here.with_practitioner(name, authorised=tuple(given))


def _authorised_again(random: Random, here: Register) -> Register:
    """One more authorisation: by anyone, themselves included."""
    name = random.choice(list(here.practitioners))
    given = _authorised(random, _anybody(random, here), random.randint(-8, 8))
    return here.with_practitioner(name, authorised=(*here.practitioners[name].authorised, given))


def _another_role(random: Random, here: Register) -> Register:
    return here.with_practitioner(random.choice(list(here.practitioners)), role=random.choice(list(here.records.roles)))


def _authorised_in_a_ring(random: Random, here: Register) -> Register:
    """Nursing associates authorise one another on one day: some of them, in some directions."""
    names = [name for name, each in here.practitioners.items() if each.role == "nursing-associate"]
    on = random.choice((-9, -6, -3))
    for name in names:
        given = tuple(
            Authorisation(by=by, on=day(on), first=day(on), categories=("nutrition", "medicines"))
            for by in names
            if random.random() < 0.6
        )
        kept = here.practitioners[name].authorised if random.random() < 0.5 else ()
        here = here.with_practitioner(name, authorised=(*given, *kept))
    return here


def _another_task(random: Random, here: Register) -> Register:
    names = (FEED, TABLETS, "changing-a-dose", "reminding-about-medicines", "unheard-of")
    return here.with_sign_off(_index(random, here), task=random.choice(names))


def _is_the_pa(random: Random, here: Register) -> Register:
    name = random.choice(list(here.practitioners))
    return here.with_practitioner(name, is_pa=random.choice(("pa-1", "pa-1", "pa-2")))


def _gone(random: Random, here: Register) -> Register:
    name = random.choice(list(here.practitioners))
    left = {each: practitioner for each, practitioner in here.practitioners.items() if each != name}
    return replace(here, practitioners=left) if left else here


def _competence_changed(random: Random, here: Register) -> Register:
    held = list(here.pa.competences)
    if not held:
        return here
    at = random.randrange(len(held))
    changes: Sequence[Callable[[], dict[str, Any]]] = (
        lambda: {"step": random.choice(list(here.records.steps))},
        lambda: {"on": _some_day(random, here)},
        lambda: {"on": day(-45)},
        lambda: {"until": _some_day(random, here)},
        lambda: {"assessed_by": _anybody(random, here)},
    )
    if random.random() < 0.2:
        del held[at]
    else:
        held[at] = replace(held[at], **random.choice(changes)())
    return replace(here, pa=replace(here.pa, competences=tuple(held)))


CHANGES: Sequence[Callable[[Random, Register], Register]] = (
    _link_left_out,
    _link_left_out,
    _link_moved,
    _link_by_another,
    _by_the_same,
    _by_the_same,
    _yes_changed,
    _yes_changed,
    _practices_changed,
    _reviewed,
    _reviewed,
    _withdrawn,
    _assessed_with,
    happened,
    happened,
    happened,
    _activity_changed,
    _checks_changed,
    _authorisation_changed,
    _authorisation_changed,
    _authorised_again,
    _authorised_in_a_ring,
    _another_task,
    _another_role,
    _is_the_pa,
    _gone,
    _competence_changed,
)

#: Chance from hypothesis, so that a failing register becomes smaller.
chance = st.randoms(use_true_random=False)


def days_of(here: Register, index: int) -> list[date]:
    """The days on which the verdict of a sign-off may change, the days beside them, and some far away."""
    sign_off = here.pa.sign_offs[index]
    events = [event for person in here.persons.values() for event in person.events]
    known = [event for event in events if event.trigger in here.records.triggers]
    days = {
        *(getattr(sign_off.agreed, who) for who in YESES),
        *(getattr(sign_off, f"{link}_on") for link in LINKS),
        *(each.on for each in (*sign_off.observed, *sign_off.reviews)),
        *(event.on for event in events),
        *(event.on + timedelta(days=here.records.triggers[event.trigger].days or 0) for event in known),
        sign_off.withdrawn.on if sign_off.withdrawn else None,
    } - {None}
    decided = [each for each in (sign_off.signed_off_on, *(review.on for review in sign_off.reviews)) if each]
    days |= {each + timedelta(days=number) for each in decided for number in (18, 21, 28, 31, 59, 62, 92)}
    days |= {day(-20), day(0), day(140)}
    return sorted({each + timedelta(days=number) for each in days for number in (-1, 0, 1)})


def days_of_events(here: Register, index: int) -> list[date]:
    """The days on which a trigger may change the verdict of a sign-off, and the days beside them."""
    person = here.persons.get(here.pa.sign_offs[index].person)
    events = [event for event in person.events if event.trigger in here.records.triggers] if person else []
    ends = [event.on + timedelta(days=here.records.triggers[event.trigger].days or 0) for event in events]
    around = {*(event.on for event in events), *ends}
    return sorted({each + timedelta(days=number) for each in around for number in (-1, 0, 1, 2)})


# --- poorer, worse, quieter and earlier registers, and stricter policies


def poorer(here: Register) -> Iterator[tuple[str, Register]]:
    """The register with one supporting fact left out, in every way; and what was left out."""
    for index, sign_off in enumerate(here.pa.sign_offs):
        for who in YESES:
            if getattr(sign_off.agreed, who):
                yield f"the yes of {who}", here.with_sign_off(index, agreed=replace(sign_off.agreed, **{who: None}))
        for link in LINKS:
            if getattr(sign_off, f"{link}_by"):
                yield link, here.with_sign_off(index, **{f"{link}_by": None, f"{link}_on": None})
        for at in range(len(sign_off.observed)):
            yield f"practice {at}", here.with_sign_off(index, observed=_without(sign_off.observed, at))
        for at, review in enumerate(sign_off.reviews):
            if review.outcome == "continues":
                yield f"review {at}", here.with_sign_off(index, reviews=_without(sign_off.reviews, at))
    for name, practitioner in here.practitioners.items():
        for at in range(len(practitioner.authorised)):
            fewer = _without(practitioner.authorised, at)
            yield f"authorisation {at} of {name}", here.with_practitioner(name, authorised=fewer)
        for at in range(len(practitioner.register_checked_on)):
            checks = _without(practitioner.register_checked_on, at)
            yield f"check {at} of {name}", here.with_practitioner(name, register_checked_on=checks)
    for at in range(len(here.pa.competences)):
        fewer = _without(here.pa.competences, at)
        yield f"competence {at}", replace(here, pa=replace(here.pa, competences=fewer))


def worse(random: Random, here: Register) -> Iterator[tuple[str, Register]]:
    """The register with one fact more that only stops; and what was added."""
    for person in here.persons:
        for trigger in random.sample([*here.records.triggers], 4):
            yield (
                f"{trigger} of {person}",
                here.with_event(person, Event(trigger=trigger, on=day(random.randint(0, 70)))),
            )
    for index, sign_off in enumerate(here.pa.sign_offs):
        if sign_off.withdrawn is None:
            withdrawal = Withdrawal(by="person", on=day(random.randint(0, 70)))
            yield "withdrawn", here.with_sign_off(index, withdrawn=withdrawal)
    for name, practitioner in here.practitioners.items():
        if practitioner.active_until is None:
            yield f"the last day of {name}", here.with_practitioner(name, active_until=day(random.randint(-10, 40)))
        for at, given in enumerate(practitioner.authorised):
            if given.until is None:
                ended = replace(given, until=day(random.randint(-5, 20)))
                changed = (*practitioner.authorised[:at], ended, *practitioner.authorised[at + 1 :])
                yield f"the end of authorisation {at} of {name}", here.with_practitioner(name, authorised=changed)
    for at, held in enumerate(here.pa.competences):
        if held.until is None:
            ended = replace(held, until=day(random.randint(-5, 20)))
            changed = (*here.pa.competences[:at], ended, *here.pa.competences[at + 1 :])
            yield f"the end of competence {at}", replace(here, pa=replace(here.pa, competences=changed))
    some = day(random.randint(-5, 60))
    for name, person in here.persons.items():
        moved: dict[str, Person] = {
            "the support ended": replace(person, ended_on=some),
            "another employer": replace(person, employers=(DatedEmployer(id="e-2", first=some),)),
            "a device": replace(person, devices=(DeviceInUse(task=FEED, device="pump-b", first=some),)),
        }
        for what, changed_person in moved.items():
            yield f"{what}: {name}", replace(here, persons={**here.persons, name: changed_person})
    yield "the PA left", replace(here, pa=replace(here.pa, active_until=some))
    yield "the PA is away", replace(here, pa=replace(here.pa, away=(Absence(first=some),)))
    for name in here.practitioners:
        found = Discredit(first=some, because="a false certificate")
        yield f"{name} was not entitled", here.with_practitioner(name, discredited=found)
    for index, sign_off in enumerate(here.pa.sign_offs):
        not_yet = Assessment(by="n2", on=some, outcome="not-yet")
        yield "not yet competent", here.with_sign_off(index, assessed=(*sign_off.assessed, not_yet))
        yield "a nearer review", here.with_sign_off(index, review_on=some)


def quieter(here: Register) -> Iterator[tuple[str, Register]]:
    """The register with one event left out, in every way; and what was left out."""
    for name, person in here.persons.items():
        for at, event in enumerate(person.events):
            left = replace(person, events=_without(person.events, at))
            yield f"{event.trigger} of {name}", replace(here, persons={**here.persons, name: left})


def stricter(random: Random, here: Register) -> Iterator[tuple[str, Register]]:
    """The register under a policy in which one trigger holds for more, or stops sooner; and what is stricter."""

    def trigger(name: str, **changes: Any) -> Register:
        return replace(here, records=with_trigger(here.records, name, **changes))

    does = random.choice(("stop", "go-on-until", "go-on"))
    yield (
        f"a new one, which says {does}",
        trigger(UNHEARD, holds_for="every-task", does=does, days=random.randint(1, 9)),
    )
    for name, each in here.records.triggers.items():
        if each.holds_for == "named-tasks":
            yield f"{name} holds for every task", trigger(name, holds_for="every-task")
        if each.gap:
            yield f"{name} is no gap", trigger(name, gap=None)
        if each.does == "go-on":
            yield (
                f"{name} lets no one go on for long",
                trigger(name, does="go-on-until", days=random.choice((None, 1, 9))),
            )
        if each.does == "go-on-until":
            yield f"{name} stops", trigger(name, does="stop")
            yield f"{name} has fewer days", trigger(name, days=random.choice((None, (each.days or 1) - 1)))
    for name in (FEED, TABLETS):
        task = here.records.tasks[name]
        if task.rescue:
            yield f"{name} is no rescue task", replace(here, records=with_task(here.records, name, rescue=None))
        more = random.choice([*here.records.triggers])
        named = (*task.decide_again_when, more)
        yield f"{name} names {more}", replace(here, records=with_task(here.records, name, decide_again_when=named))


def earlier(here: Register, on: date) -> Register:
    """The register as it stood on a day: every fact dated later is left out. Practices and reviews stand in order."""

    def kept(when: date | None) -> bool:
        return when is not None and when <= on

    sign_offs = []
    for sign_off in here.pa.sign_offs:
        changes: dict[str, Any] = {
            "agreed": Agreed(**{who: when for who in YESES if kept(when := getattr(sign_off.agreed, who))}),
            "observed": tuple(each for each in _in_order(sign_off.observed) if kept(each.on)),
            "reviews": tuple(each for each in _in_order(sign_off.reviews) if kept(each.on)),
        }
        for link in LINKS:
            if not kept(getattr(sign_off, f"{link}_on")):
                changes |= {f"{link}_by": None, f"{link}_on": None}
        if sign_off.withdrawn and not kept(sign_off.withdrawn.on):
            changes["withdrawn"] = None
        sign_offs.append(replace(sign_off, **changes))
    return Register(
        records=here.records,
        practitioners={
            name: replace(
                each,
                active_until=each.active_until if kept(each.active_until) else None,
                register_checked_on=tuple(filter(kept, each.register_checked_on)),
                authorised=tuple(
                    replace(given, until=given.until if kept(given.until) else None)
                    for given in each.authorised
                    if kept(given.on)
                ),
            )
            for name, each in here.practitioners.items()
        },
        persons={
            name: replace(each, events=tuple(event for event in each.events if kept(event.on)))
            for name, each in here.persons.items()
        },
        pa=replace(
            here.pa,
            sign_offs=tuple(sign_offs),
            competences=tuple(
                replace(held, until=held.until if kept(held.until) else None)
                for held in here.pa.competences
                if kept(held.on)
            ),
        ),
    )


def _in_order(many: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(many, key=lambda each: each.on))


def _without(many: tuple[Any, ...], at: int) -> tuple[Any, ...]:
    return (*many[:at], *many[at + 1 :])
