"""Random worlds that use the means of decision 37: terms of reviews and of competences, and orders.

`world_with_means(random)` is a world of `answer_worlds.py` with some of them added, as plain data.
"""

from datetime import timedelta
from random import Random
from typing import Any

from tests.builders import answer_worlds
from tests.builders.answer_worlds import BASE, near, tier_of, with_earlier
from tests.oracles import naive_answer as oracle

Plain = dict[str, Any]


def world_with_means(random: Random) -> tuple[Plain, Plain]:
    """A framework and a register."""
    framework = answer_worlds.a_framework(random)
    register = answer_worlds.a_register(random, framework)
    chances = [(review_term, 0.9), (review_term, 0.5), (by_phone, 0.4), (late_or_early, 0.9), (late_or_early, 0.5)]
    chances += [
        (learnt, 0.5),
        (competence_term, 0.5),
        (an_order, 0.5),
        (an_order, 0.4),
        (an_order, 0.2),
        (earlier_term, 0.2),
    ]
    weights = [weight for weight, _ in answer_worlds.MUTATIONS]
    usual = random.choices([mutate for _, mutate in answer_worlds.MUTATIONS], weights, k=random.choice([0, 0, 1, 2]))
    pa = register["pas"][random.choice(sorted(register["pas"]))]
    one = random.choice(pa["sign_offs"])
    for change in [mean for mean, chance in chances if random.random() < chance] + usual:
        if random.random() < 0.2:  # most of it is about one sign-off
            pa = register["pas"][random.choice(sorted(register["pas"]))]
            one = random.choice(pa["sign_offs"])
        if one["task"] in framework["tasks"] and one["person"] in register["persons"]:
            change(random, framework, register, pa, one)
    answer_worlds.drop_left_out(register)
    return framework, register


def a_term(r: Random) -> Plain:
    """A term of about half a year to a year."""
    term: Plain = r.choice(
        [{"months": 6}, {"months": 12}, {"weeks": 26}, {"days": 90}, {"years": 1}, {"runs": {"months": 5}}]
        + [{"ends_on": r.choice(["08-31", "02-29", "05-15"])}] * 2
    )
    term = dict(term)
    if "ends_on" in term and r.random() < 0.4:
        term["in_years"] = r.choice(["odd", "even"])
    if r.random() < 0.6:
        term["counts_from"] = r.choice(["act", "old-end", "old-end", "last-visit"])
    if r.random() < 0.4:
        term["open_before"] = r.choice([{"days": 60}, {"days": 180}, {"months": 2}, {"weeks": 4}])
    if r.random() < 0.5:
        term["grace"] = {r.choice(["days", "days", "weeks"]): r.choice([0, 2, 10, 60])}
    if r.random() < 0.3:
        term["needs"] = {"hours": r.choice([1, 2, 2.5]), **r.choice([{}, {"about": "task-1"}])}
    return term


def review_term(r: Random, f: Plain, g: Plain, pa: Plain, one: Plain) -> None:
    term = a_term(r)
    if "grace" in term and r.random() < 0.7:
        term["grace"]["then"] = r.choice(["reassess", "whole-course"])
    if "ends_on" not in term and r.random() < 0.3:
        term["steps"] = [{"every": {"weeks": r.choice([2, 8])}, "for": {"weeks": r.choice([4, 12])}}]
    f["tasks"][one["task"]]["sign_off"]["review_every"] = term


def earlier_term(r: Random, f: Plain, g: Plain, pa: Plain, one: Plain) -> None:
    """The rules gave another term until a day: nothing of the one of today."""
    task = f["tasks"][one["task"]]
    if task["sign_off"].get("review_every"):
        none = dict.fromkeys(task["sign_off"]["review_every"])
        with_earlier(r, task, {"sign_off": {"review_every": {**none, **r.choice([{"months": 3}, {"days": 200}])}}})


def by_phone(r: Random, f: Plain, g: Plain, pa: Plain, one: Plain) -> None:
    for review in one.get("reviews", ()):
        if r.random() < 0.5:
            review["kind"] = r.choice(["decision", "decision", "visit"])
    if one.get("signed_off_on"):
        more = {"by": "pr-1", "on": near(r, one, 0, 400), "outcome": "continues", "kind": "decision"}
        if r.random() < 0.3:
            more["review_on"] = more["on"] + timedelta(r.choice([20, 100, 300]))
        one.setdefault("reviews", []).append(more)


def late_or_early(r: Random, f: Plain, g: Plain, pa: Plain, one: Plain) -> None:
    """Reviews about when the term ends, and what a late one needs before it."""
    if not one.get("signed_off_on"):
        return
    term = f["tasks"][one["task"]]["sign_off"].get("review_every", {})
    length = oracle.add_months(BASE, term.get("months", 12 * term.get("years", 0))) - BASE
    length += timedelta(7 * term.get("weeks", 0) + term.get("days", 0))
    day = one["signed_off_on"]
    for _ in range(r.choice([1, 2, 3])):
        late = r.choice([-90, -40, -10, -1, 0, 0, 1, 2, 3, 10, 11, 30, 61, 70, 100])
        end = day + (length or timedelta(200))
        day = max(day, end + timedelta(late))
        one.setdefault("reviews", []).append({"by": "pr-1", "on": day, "outcome": "continues"})
        since = max((day - end).days, 0)
        if r.random() < 0.5:
            tested = day - timedelta(r.choice([0, 1, since, since // 2, since + 1]))
            one.setdefault("assessed", []).append({"by": "pr-2", "on": tested, "outcome": "competent"})
            if r.random() < 0.6:
                again = tested - timedelta(r.choice([0, 0, 1, since // 2, since]))
                one.setdefault("trained", []).append({"by": "pr-1", "on": again})


def learnt(r: Random, f: Plain, g: Plain, pa: Plain, one: Plain) -> None:
    for _ in range(r.choice([1, 2, 4])):
        about = r.choice([{}, {}, {"about": r.choice(["task-1", "task-2"])}])
        pa.setdefault("learning", []).append({"on": near(r, one, 100, 500), "hours": r.choice([0.5, 1, 2, 3]), **about})


def competence_term(r: Random, f: Plain, g: Plain, pa: Plain, one: Plain) -> None:
    record: Plain = {"valid_for": a_term(r)}
    if r.random() < 0.2:
        with_earlier(r, record, {"valid_for": None}, asks=False)
    f["competences"] = {"skin-care": record}
    f["tasks"][one["task"]]["requires"] = {"skin-care": r.choice(["assisted", "independent"])}
    first = pa["competences"][0]
    for _ in range(r.choice([0, 1, 2, 3])):
        day = near(r, one, 250, 400)
        entry = {**first, "step": r.choice(["assisted", "independent", "independent"]), "on": day}
        entry.pop("until", None)
        if r.random() < 0.25:
            entry["until"] = day + timedelta(r.choice([30, 200, 500]))
        pa["competences"].insert(r.randint(0, len(pa["competences"])), entry)
    tier_of(f, one)["demands"]["expired_competence"] = r.choice(["lapsed", "stopped", "due"])


def an_order(r: Random, f: Plain, g: Plain, pa: Plain, one: Plain) -> None:
    start = near(r, one, 120, 330)
    orders = f.setdefault("orders", [])
    order: Plain = {"id": f"order-{len(orders) + 1}", "from": start}
    order["until"] = start + timedelta(r.choice([-1, 0, 20, 60, 150, 300]))
    order["tasks"] = r.choice(["every-task", [one["task"]], [one["task"], "task-1"], ["task-2"], ["no-such-task"]])
    changes = [
        {"with_person": 0}, {"observed_practices": r.choice([1, 4])}, {"agreed_by": ["person"]},
        {"agreed_by": ["person", "pa", "employer", "insurer"]}, {"apart": []}, {"apart": [["trained_by", "assessed_by"]]},
        {"review_every": {"months": r.choice([3, 18]), "basis": "design-default"}}, {"review_within_months": r.choice([3, 24])},
        {"assessed_within_days": r.choice([5, 300])}, {"requires": {}}, {"requires": {"skin-care": "independent"}},
        {"never_sole_assessor": ["nurse"]}, {"expired_insurance": "due"}, {"expired_competence": "due"},
        {"other_device": "due"}, {"without_accountable_days": 200}, {"different_days": 3}, {"signed_off_by": ["lead"]},
        {"delegated_by": ["nurse", "lead", "senior"]}, {"reassess_after_lapse_days": r.choice([1, 300])},
        {"resume_within_months": 12},
    ]  # fmt: skip
    if r.random() < 0.7:
        order["changes"] = {
            name: value for change in r.sample(changes, r.choice([1, 1, 2])) for name, value in change.items()
        }
    if r.random() < 0.6 or "changes" not in order:
        order["terms_run_on"] = {"days": r.choice([10, 30, 180])}
    orders.append(order)
