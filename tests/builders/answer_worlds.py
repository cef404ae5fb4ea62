"""Random small worlds: a valid chain first, then mutations of every kind that decision 9 knows.

`world(random) -> (framework, register)`, as plain data; `asked_days(random, register)` gives days worth asking, and
`questions(framework, register)` what to ask.
"""

from __future__ import annotations

import copy
import random as random_module
from datetime import date, timedelta

from tests.oracles import naive_answer as oracle

BASE = date(2025, 1, 1)
PARTIES = ["person", "pa", "employer", "insurer"]
MAYS = ["may_delegate", "may_train", "may_assess", "may_sign_off", "may_review"]
NAMED = ["delegated_by", "trained_by", "assessed_by", "signed_off_by", "reviewed_by"]


def days(number: int) -> timedelta:
    return timedelta(days=number)


def some_day(r) -> date:
    return BASE + days(r.randint(0, 730))


# ------------------------------------------------------------------------------------------ the framework


def a_framework(r) -> dict:
    tier_ids = ["low", "medium", "high"] if r.random() < 0.6 else ["low", "high"]
    apart = {
        "low": [],
        "medium": [["assessed_by", "signed_off_by"]],
        "high": [["trained_by", "assessed_by"], ["assessed_by", "signed_off_by"]],
    }
    tiers = []
    for tier in tier_ids:
        demands = {
            "agreed_by": list(PARTIES) if r.random() < 0.6 else ["person", "pa"],
            "observed_practices": r.choice([1, 2, 3]),
            "with_person": 1,
            "different_days": 1,
            "review_within_months": r.choice([6, 12]),
            "assessed_within_days": 90,
            "reassess_after_lapse_days": r.choice([28, 90]),
            "apart": copy.deepcopy(apart[tier]),
            "never_sole_assessor": ["lay"],
        }
        if r.random() < 0.6:
            demands["expired_competence"] = r.choice(["due", "lapsed", "stopped"])
        if r.random() < 0.4:
            demands["expired_insurance"] = r.choice(["due", "lapsed", "stopped"])
        if r.random() < 0.4:
            demands["other_device"] = r.choice(["due", "lapsed", "stopped"])
        if r.random() < 0.3:
            demands["without_accountable_days"] = r.choice([0, 14, 40])
        if r.random() < 0.3:
            demands["resume_within_months"] = r.choice([1, 6])
        tiers.append({"id": tier, "demands": demands})
    roles = {
        "nurse": {"kind": "registered", "register": {"body": "NMC"}, "accountable": True},
        "lead": {"kind": "registered", "register": {"body": "NMC"}, "accountable": True},
        "trainer": {"kind": "authorised", "accountable": False, "authorised_by": ["nurse", "lead"]},
        "lay": {"kind": "lay", "accountable": False, "authorised_by": ["nurse", "trainer"]},
        "senior": {"kind": "authorised", "accountable": False, "authorised_by": ["lead", "senior", "trainer"]},
    }
    for left in r.sample(["lay", "senior"], r.choice([0, 0, 1, 2])):
        del roles[left]
    may = {
        "nurse": MAYS,
        "lead": ["may_delegate", "may_sign_off", "may_review", "may_assess"],
        "trainer": ["may_train", "may_assess"],
        "lay": ["may_train", "may_assess"],
        "senior": MAYS,
    }
    categories = ["medicines", "skin"]
    for role_id, role in roles.items():
        role["id"] = role_id
        for one in may[role_id]:
            role[one] = dict.fromkeys(categories, "high")
    triggers = {
        "hospital": {"holds_for": "every-task", "does": "stop"},
        "nurse-left": {"holds_for": "every-task", "does": "go-on-until", "days": 28},
        "funder": {"holds_for": "every-task", "does": "go-on"},
        "prescription": {"holds_for": "named-tasks", "does": r.choice(["stop", "go-on"])},
        "long-gap": {
            "holds_for": r.choice(["named-tasks", "every-task"]),
            "does": r.choice(["stop", "go-on-until"]),
            "gap": {"months": r.choice([1, 3])},
        },
    }
    for trigger_id, trigger in triggers.items():
        trigger["id"] = trigger_id
    tasks = {}
    for number in range(r.choice([2, 3])):
        task_id = f"task-{number + 1}"
        task = {
            "id": task_id,
            "category": r.choice(categories),
            "status": r.choice(["delegable", "delegable", "by-exception"]),
            "scope": "one-person",
            "risk": r.choice(tier_ids),
            "requires": {"skin-care": "assisted"} if r.random() < 0.6 else {},
            "sign_off": {"agreed_by": list(PARTIES) if r.random() < 0.5 else ["person", "employer"]},
            "decide_again_when": [t for t in ("prescription", "long-gap") if r.random() < 0.5],
        }
        if r.random() < 0.15:
            task["scope"] = "transferable"
        if r.random() < 0.25:
            task["rescue"] = {"refresh_every": {"months": 12}}
        chain = task["sign_off"]
        for named in NAMED:
            chain[named] = sorted(roles)
        if r.random() < 0.6:
            chain["observed_practices"] = {"at_least": r.choice([1, 2, 4])}
        if r.random() < 0.5:
            chain["review_every"] = {r.choice(["months"] * 3 + ["weeks"]): r.choice([6, 12])}
        if r.random() < 0.15:
            chain["apart"] = [["delegated_by", "assessed_by"]]
        if r.random() < 0.15:
            chain["apart"] = [["assessed_by", "reviewed_by"]]
        tasks[task_id] = task
    if r.random() < 0.12:
        tasks[r.choice(list(tasks))]["status"] = "own-role"
    elif r.random() < 0.03:
        tasks[r.choice(list(tasks))]["status"] = "never"
    settings = {"review_warning_days": r.choice([14, 60]), "register_check_valid_months": 12}
    if r.random() < 0.3:
        settings["insurance_months"] = r.choice([6, 12, 18])
    return {
        "settings": settings,
        "steps": ["aware", "assisted", "independent"],
        "tiers": tiers,
        "triggers": triggers,
        "conditions": ["two-pas", "by-day"],
        "roles": roles,
        "tasks": tasks,
    }


# ------------------------------------------------------------------------------------------ the register


def a_register(r, framework) -> dict:
    roles = ["nurse", "nurse", "lead", "trainer"]
    others = [role for role in ("lay", "senior") if role in framework["roles"]]
    for _ in range(r.choice([0, 1, 2, 3])):
        roles.append(r.choice([*others, "nurse", "trainer"]))
    practitioners = {}
    for number, role in enumerate(roles):
        who = f"pr-{number + 1}"
        one = {"practitioner": who, "role": role, "active_from": date(2023, 1, 1)}
        if framework["roles"][role].get("register"):
            start = date(2024, 5, 1) + days(r.randint(0, 60))
            one["register_checked_on"] = [start + days(300 * n) for n in range(4)]
        else:
            one["authorised"] = [
                {
                    "by": r.choice(["pr-3", "pr-3", "pr-1"]),
                    "on": date(2024, 9, 1) + days(r.randint(0, 90)),
                    "from": date(2024, 12, 1),
                    **r.choice([{"categories": ["medicines", "skin"]}, {"tasks": sorted(framework["tasks"])}]),
                }
            ]
            if role == "senior":
                one["authorised"][0]["by"] = "pr-3"
            if role == "lay":
                one["authorised"][0].update(r.choice([{"by": "pr-1"}, {"by": "pr-4", "on": date(2024, 12, 10)}]))
        practitioners[who] = one
    persons = {f"person-{n + 1}": {"person": f"person-{n + 1}", "events": []} for n in range(r.choice([1, 2]))}
    pas = {}
    for number in range(r.choice([1, 2])):
        pa_id = f"pa-{number + 1}"
        pas[pa_id] = {
            "pa": pa_id,
            "competences": [
                {
                    "competence": "skin-care",
                    "step": r.choice(["assisted", "independent"]),
                    "assessed_by": "pr-1",
                    "on": date(2024, 12, 15),
                }
            ],
            "sign_offs": [],
        }
        for task_id in framework["tasks"]:
            for person_id in persons:
                if r.random() < 0.4:
                    pas[pa_id]["sign_offs"].append(a_sign_off(r, framework, practitioners, task_id, person_id))
                    if r.random() < 0.35:
                        pas[pa_id]["sign_offs"].append(a_sign_off(r, framework, practitioners, task_id, person_id))
        if not pas[pa_id]["sign_offs"]:
            first = sorted(framework["tasks"])[0]
            pas[pa_id]["sign_offs"].append(a_sign_off(r, framework, practitioners, first, "person-1"))
    return {
        "practitioners": practitioners,
        "pas": pas,
        "persons": persons,
        "left_out": set(),
        "duplicates": set(),
        "unclear": [],
    }


def with_role(practitioners, *roles) -> list:
    return [who for who, one in practitioners.items() if one["role"] in roles]


def a_sign_off(r, framework, practitioners, task_id, person_id) -> dict:
    """A chain that is right by the rules of today."""
    task = framework["tasks"][task_id]
    demands = next(t["demands"] for t in framework["tiers"] if t["id"] == task["risk"])
    start = BASE + days(r.randint(0, 480))
    agreed = {party: start - days(r.randint(0, 6)) for party in PARTIES}
    agreed["person"] = start - days(r.randint(0, 3))
    delegated = start + days(r.randint(0, 5))
    trained = delegated + days(r.randint(0, 10))
    number = max(task["sign_off"].get("observed_practices", {}).get("at_least", 0), demands["observed_practices"])
    number += r.choice([0, 0, 1])
    observed, day = [], trained
    for _ in range(number):
        day += days(r.randint(1, 5))
        observed.append({"by": r.choice(["pr-1", "pr-2", "pr-4"]), "on": day})
    assessed = day + days(r.randint(0, 8))
    signed = assessed + days(r.randint(0, 8))
    trainers = [who for who in with_role(practitioners, "nurse", "trainer") if who != "pr-2"]
    one = {
        "task": task_id,
        "person": person_id,
        "agreed": agreed,
        "delegated_by": r.choice(["pr-1", "pr-1", *with_role(practitioners, "senior")]),
        "delegated_on": delegated,
        "trained_by": r.choice(trainers),
        "trained_on": trained,
        "observed": observed,
        "assessed_by": "pr-2",
        "assessed_on": assessed,
        "signed_off_by": r.choice(["pr-3", "pr-3", "pr-1"]),
        "signed_off_on": signed,
    }
    for years in (1, 2):
        if r.random() < 0.75:  # the insurer says yes again
            again = start + days(345 * years)
            if not isinstance(one["agreed"]["insurer"], list):
                one["agreed"]["insurer"] = [one["agreed"]["insurer"]]
            one["agreed"]["insurer"].append(again)
    if r.random() < 0.5:
        review = signed + days(r.randint(60, 330))
        one["reviews"] = [{"by": "pr-1", "on": review, "outcome": "continues"}]
        if r.random() < 0.4:
            one["reviews"].append({"by": "pr-1", "on": review + days(r.randint(60, 330)), "outcome": "continues"})
    return one


# ------------------------------------------------------------------------------------------ mutations
# Each takes (r, framework, register, pa, sign_off) and changes them in place.


def near(r, one, before=20, after=200) -> date:
    return (one.get("signed_off_on") or BASE + days(200)) + days(r.randint(-before, after))


def anyone(r, register) -> str:
    return r.choice(sorted(register["practitioners"]))


def actor_in(r, register, one) -> dict:
    who = r.choice([one.get(k) for k in ("delegated_by", "trained_by", "assessed_by", "signed_off_by")])
    return register["practitioners"].get(who) or register["practitioners"]["pr-1"]


def tier_of(framework, one) -> dict:
    risk = framework["tasks"][one["task"]]["risk"] if one["task"] in framework["tasks"] else "low"
    return next(t for t in framework["tiers"] if t["id"] == risk)


def drop_links(r, f, g, pa, one):
    chain = ["signed_off", "assessed", "trained"]
    for link in chain[: r.choice([1, 1, 2, 3])]:
        one.pop(link + "_by", None)
        one.pop(link + "_on", None)
        one.pop(link if link != "signed_off" else "signed_off", None)
    if r.random() < 0.5:
        one["reviews"] = []


def drop_middle(r, f, g, pa, one):
    link = r.choice(["delegated", "trained", "assessed"])
    one.pop(link + "_by", None)
    one.pop(link + "_on", None)


def move_link(r, f, g, pa, one):
    field = r.choice(["delegated_on", "trained_on", "assessed_on", "signed_off_on"])
    if field in one:
        one[field] += days(r.choice([-30, -8, -2, 1, 3, 10, 40]))


def drop_practices(r, f, g, pa, one):
    one["observed"] = one["observed"][: r.randint(0, 2)]


def practices_change(r, f, g, pa, one):
    for entry in one["observed"]:
        if r.random() < 0.5:
            change = r.choice(["not-yet", "how", "how", "day", "by", "twin", "well"])
            if change == "not-yet":
                entry["outcome"] = "not-yet"
            elif change == "well":
                entry["outcome"] = "went-well"
                entry["device"] = "dev-1"
            elif change == "how":
                entry["how"] = r.choice(["manikin", "simulated", "video", "with-person"])
            elif change == "day":
                entry["on"] += days(r.choice([-30, -3, 2, 30]))
            elif change == "by":
                entry["by"] = anyone(r, g)
    if one["observed"] and r.random() < 0.4:
        one["observed"].append(dict(r.choice(one["observed"])))


def practices_one_day(r, f, g, pa, one):
    for entry in one["observed"]:
        entry["on"] = one["observed"][0]["on"]
    for n, entry in enumerate(one["observed"]):
        entry["at"] = f"{10 + n}:00"
    tier_of(f, one)["demands"]["different_days"] = r.choice([1, 2])


def practices_apart_from_person(r, f, g, pa, one):
    for entry in one["observed"]:
        entry["how"] = "manikin"


def long_yes(r, f, g, pa, one):
    party = r.choice([*PARTIES, "person"])
    old = one["agreed"].get(party)
    day = old if isinstance(old, date) else one.get("delegated_on", BASE)
    entry = {"on": day}
    if party == "person":
        entry["by"] = r.choice(["self", "best-interests", "attorney", "deputy"])
        if r.random() < 0.4:
            entry["seen_on"] = day + days(r.choice([0, 3, 12]))
        if r.random() < 0.7:
            entry["review_on"] = day + days(r.randint(20, 200))
    if r.random() < 0.5:
        entry["until"] = day + days(r.choice([20, 150, 300]))
    if party == "employer" and r.random() < 0.6:
        entry["id"] = r.choice(["emp-1", "emp-2"])
    entries = [entry]
    if r.random() < 0.5:
        entries.append({"on": day + days(r.randint(30, 300)), **({"by": "self"} if party == "person" else {})})
    one["agreed"][party] = entries if len(entries) > 1 or r.random() < 0.5 else entry


def drop_yes(r, f, g, pa, one):
    one["agreed"].pop(r.choice(PARTIES), None)


def late_yes(r, f, g, pa, one):
    party = r.choice(PARTIES)
    if isinstance(one["agreed"].get(party), date):
        one["agreed"][party] += days(r.choice([5, 20, 60]))


def person_no_longer(r, f, g, pa, one):
    party = r.choice(["person", "pa", "employer"])
    if isinstance(one["agreed"].get(party), date):
        one["agreed"][party] = {"on": one["agreed"][party], "until": near(r, one, 0, 250)}


def list_of_trainings(r, f, g, pa, one):
    day = one.get("trained_on", near(r, one))
    one["trained"] = [{"by": anyone(r, g), "on": day + days(r.choice([-20, 0, 0, 5, 60, 150]))}]
    if r.random() < 0.4 and "trained_on" in one:
        one["trained"].append({"by": one.pop("trained_by"), "on": one.pop("trained_on")})


def list_of_assessments(r, f, g, pa, one):
    day = one.get("assessed_on", near(r, one))
    outcome = r.choice(["competent", "competent", "not-yet"])
    one.setdefault("assessed", []).append(
        {"by": anyone(r, g), "on": day + days(r.choice([-15, 0, 0, 3, 70, 200])), "outcome": outcome}
    )
    if r.random() < 0.4 and "assessed_on" in one:
        one["assessed"].append(
            {"by": one.pop("assessed_by", "pr-2"), "on": one.pop("assessed_on"), "outcome": "competent"}
        )


def not_yet(r, f, g, pa, one):
    day = one.get("assessed_on", near(r, one))
    one.setdefault("assessed", []).append(
        {"by": "pr-2", "on": r.choice([day - days(3), day, day + days(2), near(r, one, 0, 150)]), "outcome": "not-yet"}
    )


def not_yet_then_decided(r, f, g, pa, one):
    if "signed_off_on" not in one:
        return
    day = one["signed_off_on"] + days(r.randint(1, 100))
    one.setdefault("assessed", []).append({"by": "pr-2", "on": day, "outcome": "not-yet"})
    if r.random() < 0.5:
        one["assessed"].append({"by": "pr-2", "on": day + days(r.choice([0, 1, 9])), "outcome": "competent"})
    one.setdefault("reviews", []).append({"by": "pr-1", "on": day + days(r.choice([0, 5, 20])), "outcome": "continues"})


def list_of_signings(r, f, g, pa, one):
    day = one.get("signed_off_on", near(r, one))
    one["signed_off"] = [{"by": r.choice(["pr-1", "pr-2", "pr-3"]), "on": day + days(r.choice([-10, 0, 20, 100]))}]


def wrong_actor(r, f, g, pa, one):
    one[r.choice(["delegated_by", "trained_by", "assessed_by", "signed_off_by"])] = anyone(r, g)


def unknown_actor(r, f, g, pa, one):
    one[r.choice(["delegated_by", "trained_by", "assessed_by", "signed_off_by"])] = "pr-99"


def lay_assessor(r, f, g, pa, one):
    lays = with_role(g["practitioners"], "lay")
    if lays:
        one["assessed_by"] = lays[0]
    else:
        tier_of(f, one)["demands"]["never_sole_assessor"] = ["trainer", "nurse"][r.randint(0, 1) :]


def review_added(r, f, g, pa, one):
    review = {
        "by": r.choice(["pr-1", "pr-1", "pr-2", anyone(r, g)]),
        "on": near(r, one, 10, 400),
        "outcome": r.choice(["continues", "continues", "stops", "retrain"]),
    }
    if r.random() < 0.3:
        review["review_on"] = review["on"] + days(r.randint(20, 500))
    if r.random() < 0.2:
        review["devices"] = [r.choice(["dev-1", "dev-2"])]
    one.setdefault("reviews", []).append(review)


def retrained(r, f, g, pa, one):
    if "signed_off_on" not in one:
        return
    day = near(r, one, 0, 150)
    one.setdefault("reviews", []).append({"by": anyone(r, g), "on": day, "outcome": "retrain"})
    if r.random() < 0.75:
        again = day + days(r.choice([0, 1, 5]))
        one.setdefault("trained", []).append({"by": r.choice(["pr-1", "pr-1", "pr-4"]), "on": again})
        tested = again + days(r.choice([-1, 0, 4]))
        one.setdefault("assessed", []).append({"by": "pr-2", "on": tested, "outcome": "competent"})
    one["reviews"].append({"by": "pr-1", "on": day + days(r.choice([0, 9, 15])), "outcome": "continues"})


def late_review(r, f, g, pa, one):
    if "signed_off_on" not in one:
        return
    if r.random() < 0.6:
        one["review_on"] = one["signed_off_on"] + days(r.randint(20, 120))
        day = one["review_on"] + days(r.choice([20, 28, 29, 90, 91, 150]))
    else:
        day = one["signed_off_on"] + days(r.randint(400, 520))
    one["reviews"] = [{"by": "pr-1", "on": day, "outcome": "continues"}]
    if r.random() < 0.4:
        one.setdefault("assessed", []).append(
            {"by": "pr-2", "on": day - days(r.choice([0, 2, 10])), "outcome": "competent"}
        )


def own_review_date(r, f, g, pa, one):
    if "signed_off_on" in one:
        one["review_on"] = one["signed_off_on"] + days(r.choice([30, 90, 200, 600]))


def setting_review(r, f, g, pa, one):
    if "signed_off_on" not in one:
        return
    day = near(r, one, 0, 200)
    trigger = r.choice(["hospital", "hospital", "nurse-left", "prescription"])
    g["persons"][one["person"]]["events"].append({"trigger": trigger, "on": day + days(r.choice([-5, -1, 0, 0, 2]))})
    review = {
        "by": r.choice(["pr-1", "pr-2", anyone(r, g)]),
        "on": day,
        "outcome": r.choice(["continues"] * 4 + ["stops"]),
        "setting": "hospital",
    }
    if r.random() < 0.9:
        review["until"] = day + days(r.choice([10, 60, 250]))
    one["reviews"] = [x for x in one.get("reviews", []) if x["on"] < day] + [review]


def withdrawn(r, f, g, pa, one):
    entry = {"by": r.choice(["person", "pa", "attorney", "parent", "pr-1"]), "on": near(r, one, 10, 250)}
    because = r.choice(["person-said-no", "pa-said-no", "change-in-health", "concern", "no-longer-needed", None, None])
    if because:
        entry["because"] = because
    one["withdrawn"] = entry if r.random() < 0.6 else [entry]
    if r.random() < 0.7:
        back = {
            "by": entry["by"] if r.random() < 0.85 else "employer",
            "on": entry["on"] + days(r.choice([-1, 0, 5, 40, 89, 93, 150])),
        }
        one["resumed"] = back if r.random() < 0.6 else [back]


def withdrawn_elsewhere(r, f, g, pa, one):
    """A second record of the same with a stop, before or after."""
    other = copy.deepcopy(one)
    if r.random() < 0.6:
        shift = r.choice([-150, -60, 60])
        for field in ("delegated_on", "trained_on", "assessed_on", "signed_off_on"):
            if field in other:
                other[field] += days(shift)
        for entry in other["observed"]:
            entry["on"] += days(shift)
        other["reviews"] = []
    if r.random() < 0.5:
        other["withdrawn"] = {"by": "person", "on": near(r, other, 5, 100)}
        if r.random() < 0.3:
            other["resumed"] = {"by": "person", "on": other["withdrawn"]["on"] + days(10)}
    else:
        other.setdefault("reviews", []).append(
            {"by": anyone(r, g), "on": near(r, other, 5, 100), "outcome": r.choice(["stops", "retrain"])}
        )
    pa["sign_offs"].insert(r.randint(0, len(pa["sign_offs"])), other)


def event(r, f, g, pa, one):
    entry = {
        "trigger": r.choice([*sorted(f["triggers"]), *sorted(f["triggers"]), "no-such-trigger"]),
        "on": near(r, one, 10, 300),
    }
    if r.random() < 0.3:
        entry["pa"] = r.choice(["pa-1", "pa-2", "pa-77"])
    if r.random() < 0.3:
        entry["task"] = r.choice([*sorted(f["tasks"]), "no-such-task"])
    g["persons"][one["person"]]["events"].append(entry)


def event_unknown(r, f, g, pa, one):
    entry = {"trigger": "no-such-trigger" if r.random() < 0.5 else "funder", "on": near(r, one, 10, 200)}
    other = r.random()
    if other < 0.3:
        entry["pa"] = "pa-77"
    elif other < 0.5:
        entry["task"] = "no-such-task"
    elif other < 0.6:
        entry["pa"] = "pa-2"
    g["persons"][one["person"]]["events"].append(entry)


def trigger_without_days(r, f, g, pa, one):
    f["triggers"]["nurse-left"].pop("days", None)
    g["persons"][one["person"]]["events"].append({"trigger": "nurse-left", "on": near(r, one, 0, 300)})


def away(r, f, g, pa, one):
    start = near(r, one, 30, 250)
    entry = {"from": start}
    if r.random() < 0.85:
        entry["until"] = start + days(r.choice([5, 27, 29, 30, 31, 88, 89, 90, 91, 92, 120]))
    pa.setdefault("away", []).append(entry)


def away_months(r, f, g, pa, one):
    start = near(r, one, 0, 150)
    months = f["triggers"]["long-gap"].get("gap", {}).get("months", 3)
    until = oracle.add_months(start, months) + days(r.choice([-2, -1, 0, 3]))
    pa.setdefault("away", []).append({"from": start, "until": until})


def pa_left(r, f, g, pa, one):
    pa["active_until"] = near(r, one, 0, 300)


def ended(r, f, g, pa, one):
    g["persons"][one["person"]]["ended_on"] = near(r, one, 0, 300)


def employers(r, f, g, pa, one):
    first = BASE - days(300)
    g["persons"][one["person"]]["employers"] = [
        {"id": "emp-1", "from": first},
        {"id": "emp-2", "from": near(r, one, 60, 250)},
    ]
    if r.random() < 0.5:
        day = g["persons"][one["person"]]["employers"][1]["from"] + days(r.choice([-10, 0, 15]))
        again = {"on": day, **({"id": "emp-2"} if r.random() < 0.5 else {})}
        old = one["agreed"].get("employer")
        one["agreed"]["employer"] = (old if isinstance(old, list) else [old] if old else []) + [again]


def devices(r, f, g, pa, one):
    entries = [{"task": one["task"], "device": r.choice(["dev-1", "dev-2"]), "from": near(r, one, 60, 200)}]
    if r.random() < 0.3:
        entries[0]["until"] = entries[0]["from"] + days(100)
    g["persons"][one["person"]].setdefault("devices", []).extend(entries)
    if r.random() < 0.75:
        one["devices"] = r.choice([["dev-1"], ["dev-1", "dev-2"], ["dev-2"]])
    if one.get("reviews") and r.random() < 0.3:
        one["reviews"][0]["devices"] = ["dev-2"]
    if r.random() < 0.4:
        for entry in one["observed"]:
            entry["device"] = r.choice(["dev-1", "dev-1", "dev-1", "dev-2"])


def condition(r, f, g, pa, one):
    one["conditions"] = [r.choice(["two-pas", "by-day", "no-such-condition", "no-such-condition"])]


def competence(r, f, g, pa, one):
    entry = pa["competences"][0]
    change = r.choice(["until", "until", "step", "by", "on", "list"])
    if change == "until":
        entry["until"] = near(r, one, 20, 300)
        tier_of(f, one)["demands"]["expired_competence"] = r.choice(["lapsed", "stopped", "due"])
    elif change == "step":
        entry["step"] = "aware"
    elif change == "by":
        entry["assessed_by"] = r.choice([*sorted(g["practitioners"]), "pr-99"])
    elif change == "on":
        entry["on"] = near(r, one, 60, 60)
    else:
        entry["until"] = near(r, one, 0, 100)
        pa["competences"].append(
            {"competence": "skin-care", "step": "independent", "assessed_by": "pr-2", "on": near(r, one, 0, 150)}
        )
    if one["task"] in f["tasks"]:
        f["tasks"][one["task"]]["requires"] = {"skin-care": r.choice(["assisted", "independent"])}


def competence_ends(r, f, g, pa, one):
    pa["competences"][0]["until"] = near(r, one, 0, 330)
    tier_of(f, one)["demands"]["expired_competence"] = r.choice(["lapsed", "stopped"])
    f["tasks"][one["task"]]["requires"] = {"skin-care": "assisted"}


def insurer(r, f, g, pa, one):
    start = one.get("delegated_on", BASE)
    one["agreed"]["insurer"] = r.choice(
        [
            start - days(5),
            {"on": start - days(5), "until": near(r, one, 5, 200)},
            [start - days(300), start - days(1)],
            [start - days(400), {"on": start, "until": start + days(100)}],
        ]
    )
    f["tasks"][one["task"]]["sign_off"]["agreed_by"] = list(PARTIES)


def checks(r, f, g, pa, one):
    who = actor_in(r, g, one)
    old = who.get("register_checked_on") or [BASE - days(100)]
    change = r.choice(["result", "result", "fewer", "same-day", "twice"])
    if change == "result":
        old = [
            *old,
            {"on": near(r, one, 60, 300), "result": r.choice(["conditions", "conditions", "suspended", "removed"])},
        ]
    elif change == "fewer":
        old = old[: r.randint(0, 2)]
    elif change == "same-day":
        day = old[-1] if isinstance(old[-1], date) else old[-1]["on"]
        old = [*old, {"on": day, "result": r.choice(["registered", "suspended"])}]
    else:
        day = near(r, one, 0, 150)
        old = [*old, {"on": day, "result": "suspended"}, {"on": day + days(40), "result": "registered"}]
    who["register_checked_on"] = old


def practitioner_leaves(r, f, g, pa, one):
    who = actor_in(r, g, one)
    who["active_until"] = near(r, one, 40, 300)


def delegator_leaves(r, f, g, pa, one):
    who = g["practitioners"].get(one.get("delegated_by"))
    if who:
        who["active_until"] = near(r, one, 0, 200)
        if r.random() < 0.5:
            one["handed_over"] = [{"to": anyone(r, g), "on": who["active_until"] + days(r.choice([-10, 0, 15, 40]))}]


def hand_over(r, f, g, pa, one):
    entry = {"to": r.choice([*sorted(g["practitioners"]), "pr-99"]), "on": near(r, one, 20, 250)}
    one.setdefault("handed_over", []).append(entry)


def discredited(r, f, g, pa, one):
    who = actor_in(r, g, one)
    start = near(r, one, 60, 250)
    who["discredited"] = {"from": start, "because": "never-registered"}
    if r.random() < 0.7:
        who["discredited"]["on"] = start + days(r.choice([0, 30, 120]))


def dated_role(r, f, g, pa, one):
    who = actor_in(r, g, one)
    start = near(r, one, 120, 200)
    entry = {"role": r.choice(sorted(f["roles"])), "from": start}
    if r.random() < 0.6:
        entry["until"] = start + days(r.choice([10, 100, 200]))
    who["roles"] = [entry]
    if r.random() < 0.4:
        who["roles"].insert(r.randint(0, 1), {"role": who["role"], "from": start + days(r.choice([-30, 0, 30]))})


def becomes_registered(r, f, g, pa, one):
    """Who delegated by an authorisation has a registered role later, and no check."""
    who = g["practitioners"].get(one.get("delegated_by"))
    seniors = with_role(g["practitioners"], "senior")
    if seniors:
        one["delegated_by"] = seniors[0]
        who = g["practitioners"][seniors[0]]
    if who:
        who["roles"] = [{"role": r.choice(["nurse", "lead"]), "from": near(r, one, 5, 150)}]


def same_as(r, f, g, pa, one):
    left, right = r.sample(sorted(g["practitioners"]), 2)
    g["practitioners"][left]["same_as"] = r.choice([right, "pr-50"])
    if g["practitioners"][left]["same_as"] == "pr-50":
        g["practitioners"][right]["same_as"] = "pr-50"


def same_as_apart(r, f, g, pa, one):
    if one.get("assessed_by") in g["practitioners"] and one.get("signed_off_by"):
        if one["assessed_by"] != one["signed_off_by"]:
            g["practitioners"][one["assessed_by"]]["same_as"] = one["signed_off_by"]


def is_pa(r, f, g, pa, one):
    who = r.choice([one.get("trained_by"), one.get("assessed_by"), anyone(r, g)])
    if who in g["practitioners"]:
        g["practitioners"][who]["is_pa"] = pa["pa"]


def authorisation(r, f, g, pa, one):
    helpers = [who for who in g["practitioners"].values() if who.get("authorised")]
    if not helpers:
        return
    who = r.choice(helpers)
    entry = who["authorised"][0]
    change = r.choice(["until", "late", "by", "tasks", "from", "drop", "two"])
    if change == "until":
        entry["until"] = near(r, one, 60, 200)
    elif change == "late":
        entry["on"] = near(r, one, 60, 30)
    elif change == "from":
        entry["from"] = near(r, one, 60, 30)
    elif change == "by":
        entry["by"] = anyone(r, g)
    elif change == "tasks":
        entry.pop("categories", None)
        entry["tasks"] = [r.choice(sorted(f["tasks"]))]
    elif change == "two":
        who["authorised"].append({**entry, "by": anyone(r, g), "on": near(r, one, 60, 30)})
    else:
        who["authorised"] = []


def circle(r, f, g, pa, one):
    """Two who authorise each other, on the same day."""
    day = BASE - days(20)
    helpers = [who for who, x in g["practitioners"].items() if x["role"] == "trainer"]
    if "pr-4" not in helpers:
        return
    other = r.choice([who for who in g["practitioners"] if who != "pr-4"])
    f["roles"]["trainer"]["authorised_by"] = ["nurse", "lead", "trainer", "senior", "lay"]
    both = {"on": day, "from": day, "categories": ["medicines", "skin"]}
    g["practitioners"]["pr-4"]["authorised"] = [{**both, "by": other}, {**both, "by": "pr-4"}]
    g["practitioners"][other].setdefault("authorised", []).insert(0, {**both, "by": "pr-4"})
    one["trained_by"] = "pr-4"


def assessed_with(r, f, g, pa, one):
    one["assessed_with"] = r.choice(["person-1", "person-2", "person-9"])


def outside(r, f, g, pa, one):
    how = r.choice(["family", "self", "family", "self", "delegation"])
    for other in pa["sign_offs"]:
        if other["task"] == one["task"] and other["person"] == one["person"]:
            if other is one or r.random() < 0.8:
                other["done_under"] = how


def left_out(r, f, g, pa, one):
    kind = r.choice(["pa", "pa", "person", "practitioner"])
    if kind == "pa":
        g["left_out"].add(("pa", r.choice(sorted(g["pas"]))))
    elif kind == "person":
        g["left_out"].add(("person", one["person"]))
    else:
        entries = one.get("handed_over") or one["observed"] or [{"by": "pr-1"}]
        entry = r.choice(entries)
        g["left_out"].add(("practitioner", entry.get("to") or entry.get("by")))


def hand_over_unreadable(r, f, g, pa, one):
    one["handed_over"] = [{"to": "pr-60", "on": near(r, one, 10, 200)}]
    g["left_out"].add(("practitioner", "pr-60"))


def review_unreadable(r, f, g, pa, one):
    one.setdefault("reviews", []).append(
        {"by": "pr-61", "on": near(r, one, 0, 200), "outcome": r.choice(["continues", "continues", "stops"])}
    )
    g["left_out"].add(("practitioner", "pr-61"))


def duplicate(r, f, g, pa, one):
    kind = r.choice(["pa", "person", "practitioner"])
    name = {"pa": pa["pa"], "person": one["person"], "practitioner": anyone(r, g)}[kind]
    g["duplicates"].add((kind, name))


def unclear(r, f, g, pa, one):
    folder = r.choice(["pas", "persons", "practitioners", "", "old"])
    name = r.choice(["pa-1", "pa-2", "person-1", "pr-1", "pr-3", "notes", "x"])
    inner = r.choice([None, None, "pa-1", "pr-2", "person-1", name])
    g["unclear"].append((folder, name, inner))


def no_person(r, f, g, pa, one):
    g["persons"].pop(one["person"], None)


def steps(r, f, g, pa, one):
    f["tasks"][one["task"]]["sign_off"]["review_every"] = {
        "months": r.choice([3, 6]),
        "steps": [
            {"every": {"weeks": r.choice([2, 8])}, "for": {"weeks": r.choice([4, 10])}},
            {"every": {"days": r.choice([60, 120])}, "for": {"months": r.choice([3, 6])}},
        ][: r.choice([1, 2])],
    }


def status(r, f, g, pa, one):
    f["tasks"][one["task"]]["status"] = r.choice(["never", "by-exception", "own-role"])


def unknown_task(r, f, g, pa, one):
    one["task"] = "no-such-task"


def role_may_less(r, f, g, pa, one):
    role = f["roles"][r.choice(sorted(f["roles"]))]
    may = r.choice([m for m in MAYS if m in role])
    role[may] = {"medicines": r.choice(["low", "high"])}


def role_not_named(r, f, g, pa, one):
    chain = f["tasks"][one["task"]]["sign_off"]
    named = r.choice(NAMED)
    chain[named] = [role for role in chain[named] if role != r.choice(["nurse", "lead", "trainer"])]


def apart_reviews(r, f, g, pa, one):
    f["tasks"][one["task"]]["sign_off"]["apart"] = [
        r.choice([["delegated_by", "reviewed_by"], ["reviewed_by", "assessed_by"], ["trained_by", "signed_off_by"]])
    ]


def too_late(r, f, g, pa, one):
    tier_of(f, one)["demands"]["assessed_within_days"] = r.choice([3, 10, 20])


def with_earlier(r, record, changes, asks=True):
    entry = {"until": BASE + days(r.randint(60, 500)), **changes}
    if asks and r.random() < 0.6:
        ask = {"do": r.choice(["review", "review", "reassess", "nothing"])}
        if r.random() < 0.6:
            ask["by"] = entry["until"] + days(r.choice([10, 60, 200]))
        entry["asks_of_old_sign_offs"] = ask
    entries = [*record.get("earlier", []), entry]
    kept = {one["until"]: one for one in entries}
    record["earlier"] = [kept[day] for day in sorted(kept, reverse=True)]


def earlier_task(r, f, g, pa, one):
    task = f["tasks"][one["task"]]
    changes = r.choice(
        [
            {"sign_off": {"agreed_by": ["person"]}},
            {"sign_off": {"observed_practices": {"at_least": r.choice([1, 5])}}},
            {"sign_off": {"observed_practices": None}},
            {"sign_off": {"review_every": {"months": r.choice([1, 3])}}},
            {"sign_off": {"review_every": None}},
            {"sign_off": {r.choice(NAMED): ["lead"]}},
            {"sign_off": {r.choice(NAMED): ["nurse", "trainer", "lead", "senior"]}},
            {"sign_off": {"apart": [["delegated_by", "trained_by"]]}},
            {"requires": {"skin-care": r.choice(["independent", None])}},
            {"requires": {"lifting": "aware"}},
            {"risk": r.choice([t["id"] for t in f["tiers"]])},
            {"status": r.choice(["never", "delegable"])},
            {"scope": "transferable"},
            {"decide_again_when": r.choice([[], ["prescription", "long-gap"]])},
            {"rescue": None},
            {"rescue": {"refresh_every": {"months": 6}}},
            {"category": r.choice(["medicines", "skin", "other"])},
        ]
    )
    with_earlier(r, task, changes)


def earlier_tier(r, f, g, pa, one):
    changes = r.choice(
        [
            {"agreed_by": ["person"]},
            {"agreed_by": list(PARTIES)},
            {"observed_practices": r.choice([1, 4])},
            {"review_within_months": r.choice([1, 3, 24])},
            {"assessed_within_days": r.choice([5, None])},
            {"apart": r.choice([[], [["trained_by", "assessed_by"]]])},
            {"never_sole_assessor": ["nurse"]},
            {"reassess_after_lapse_days": 1},
            {"with_person": r.choice([0, 6])},
            {"different_days": 9},
            {"expired_insurance": "stopped"},
        ]
    )
    with_earlier(r, tier_of(f, one), {"demands": changes})


def earlier_role(r, f, g, pa, one):
    role_id = r.choice(["nurse", "lead", "trainer"])
    role = f["roles"][role_id]
    changes = r.choice(
        [
            {r.choice([m for m in MAYS if m in role]): r.choice([None, {"medicines": "low"}])},
            {"accountable": False, "kind": "authorised", "register": None}
            if role_id != "trainer"
            else {"authorised_by": ["lead"]},
            {"authorised_by": ["nurse"]},
            {r.choice(MAYS): {"medicines": None}},
        ]
    )
    with_earlier(r, role, changes, asks=False)


def earlier_trigger(r, f, g, pa, one):
    trigger = f["triggers"][r.choice(["hospital", "nurse-left", "long-gap", "prescription"])]
    changes = r.choice(
        [
            {"does": r.choice(["stop", "go-on", "go-on-until"])},
            {"days": r.choice([None, 5, 60])},
            {"holds_for": r.choice(["every-task", "named-tasks"])},
            {"gap": r.choice([None, {"months": 2}])},
        ]
    )
    with_earlier(r, trigger, changes, asks=False)


def add_event_stop(r, f, g, pa, one):
    g["persons"][one["person"]]["events"].append(
        {"trigger": r.choice(["hospital", "nurse-left", "funder"]), "on": near(r, one, 0, 350)}
    )


#: (weight, mutation)
MUTATIONS = [
    (3, drop_links), (2, drop_middle), (2, move_link), (2, drop_practices), (3, practices_change),
    (1, practices_one_day), (2, practices_apart_from_person), (6, long_yes), (1, drop_yes), (2, late_yes),
    (2, person_no_longer), (3, list_of_trainings), (3, list_of_assessments), (2, not_yet), (3, not_yet_then_decided),
    (3, list_of_signings), (1, wrong_actor), (1, unknown_actor), (3, lay_assessor), (4, review_added), (4, retrained),
    (4, late_review), (3, own_review_date), (6, setting_review), (6, withdrawn), (6, withdrawn_elsewhere), (4, event),
    (5, event_unknown), (2, trigger_without_days), (3, away), (3, away_months), (2, pa_left), (2, ended),
    (3, employers), (7, devices), (5, condition), (6, competence), (4, competence_ends), (3, insurer), (4, checks), (2, practitioner_leaves),
    (4, delegator_leaves), (3, hand_over), (3, discredited), (3, dated_role), (2, same_as), (3, becomes_registered), (1, same_as_apart),
    (4, is_pa), (2, authorisation), (4, circle), (2, assessed_with), (12, outside), (2, left_out),
    (2, hand_over_unreadable), (2, review_unreadable), (4, duplicate), (4, unclear), (1, no_person), (3, steps),
    (1, status), (1, unknown_task), (1, role_may_less), (1, role_not_named), (4, apart_reviews), (1, too_late),
    (6, earlier_task), (5, earlier_tier), (2, earlier_role), (3, earlier_trigger), (3, add_event_stop),
]  # fmt: skip


def world(r: random_module.Random) -> tuple:
    framework = a_framework(r)
    register = a_register(r, framework)
    weights = [weight for weight, _ in MUTATIONS]
    for _ in range(r.choice([0, 1, 2, 3, 3, 4, 4, 4, 4])):
        pa = register["pas"][r.choice(sorted(register["pas"]))]
        one = r.choice(pa["sign_offs"])
        mutate = r.choices([m for _, m in MUTATIONS], weights)[0]
        if one["task"] not in framework["tasks"] or one["person"] not in register["persons"]:
            continue
        mutate(r, framework, register, pa, one)
    if r.random() < 0.15:  # a map or a short form must not matter
        for pa in register["pas"].values():
            for one in pa["sign_offs"]:
                if "signed_off_on" in one and "signed_off" not in one:
                    one["signed_off"] = [{"by": one.pop("signed_off_by"), "on": one.pop("signed_off_on")}]
    drop_left_out(register)
    return framework, register


def drop_left_out(register) -> None:
    """A file that cannot be read is not among the records."""
    for kind, name in register["left_out"]:
        register[oracle.TABLES[kind]].pop(name, None)


def all_days(value) -> list:
    if isinstance(value, date):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [day for one in value for day in all_days(one)] if isinstance(value, list) else []


def asked_days(r, register, number: int = 3) -> list:
    """Any days, and days on and beside those that stand in the register."""
    written = [day for day in all_days(register["pas"]) + all_days(register["persons"]) if day >= BASE]
    result = []
    for _ in range(number):
        if written and r.random() < 0.4:
            result.append(r.choice(written) + days(r.choice([-1, 0, 1, 28, 29])))
        else:
            signed = [
                one["signed_off_on"]
                for pa in register["pas"].values()
                for one in pa["sign_offs"]
                if one.get("signed_off_on")
            ]
            result.append(r.choice(signed or [BASE + days(200)]) + days(r.randint(-15, 400)))
    return result


def questions(framework, register) -> list:
    """Every (pa, task, person) of a record, those of files that are left out, and a few that have no record."""
    asked = {(pa_id, one["task"], one["person"]) for pa_id, pa in register["pas"].items() for one in pa["sign_offs"]}
    first = sorted(framework["tasks"])[0]
    asked |= {(name, first, "person-1") for kind, name in register["left_out"] if kind == "pa"}
    asked |= {("pa-1", first, "person-1")}
    own = [task_id for task_id, task in framework["tasks"].items() if task["status"] == "own-role"]
    asked |= {("pa-1", task_id, "person-1") for task_id in own}
    return sorted(asked)


#: Times of a day at which something may begin, end, or be asked about.
TIMES = ("00:00", "02:00", "10:00", "14:30", "22:00", "23:59")


def add_one_offs(r, asked, register, on) -> None:
    """Allows what is asked about once, now and then, by someone or other, at some hours of a day near the one asked about."""
    for pa, task, person in asked:
        if pa not in register["pas"] or r.random() < 0.2:
            continue
        entry = {"task": task, "person": person, "on": on - days(r.choice([-1, 0, 0, 1, 1, 2]))}
        entry |= {"from": r.choice(TIMES), "until": r.choice(TIMES), "because": "snow"}
        entry["by"] = r.choice(["pr-1", "pr-1", "pr-1", *sorted(register["practitioners"])])
        if r.random() < 0.4:
            entry["agreed_by"] = r.choice(["person", "attorney"])
        register["pas"][pa].setdefault("one_offs", []).append(entry)
        if r.random() < 0.15:
            register["duplicates"].add(r.choice([("person", person), ("practitioner", entry["by"])]))
