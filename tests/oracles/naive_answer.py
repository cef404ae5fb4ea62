"""A naive oracle of decision 9 (second edition): the verdict of a sign-off, and the answer.

Written from that page by someone who had not seen the program; where the page could be read in two ways it was made
clearer since, and so was this.

Plain data in, plain data out; nothing is cached, everything is looked at again and again.
Quotes in comments are sentences of that page.
"""

from __future__ import annotations

import calendar
import itertools
from datetime import date, timedelta

#: Which rules fired (for the histogram of worlds.py only; no rule reads it).
FIRED: set = set()


def fire(rule: str) -> None:
    FIRED.add(rule)


DAY = timedelta(days=1)
DUTIES = {
    "delegated": ("may_delegate", "delegated_by"),
    "trained": ("may_train", "trained_by"),
    "assessed": ("may_assess", "assessed_by"),
    "signed": ("may_sign_off", "signed_off_by"),
    "reviewed": ("may_review", "reviewed_by"),
}
MAY_BE_DELEGATED = ("delegable", "by-exception")


class World:
    """What is asked: the data and the day of the question. Only facts known on `day` are looked at."""

    def __init__(self, framework: dict, register: dict, pa_id: str, day: date):
        self.framework = framework
        self.register = register
        self.pa_id = pa_id
        self.day = day
        self.setting = None  # the place that the question names


# ---------------------------------------------------------------------------------------------- days


def add_months(day: date, months: int) -> date:
    """ "Months are added by the calendar: 31 August and six months is 28 February (29 in a leap year)." """
    number = day.year * 12 + (day.month - 1) + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_interval(day: date, interval: dict) -> date:
    """ "counts `days`, `weeks` or `months`"; "Weeks are seven days." """
    day = add_months(day, interval.get("months", 0))
    return day + timedelta(days=interval.get("days", 0) + 7 * interval.get("weeks", 0))


def counts_something(interval: dict | None) -> bool:
    return bool(interval) and any(key in interval for key in ("days", "weeks", "months"))


def as_list(value) -> list:
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return list(value)
    return [value]


def known(w: World, entries: list, field: str = "on") -> list:
    """ "Only facts known on *d* are looked at." """
    return [entry for entry in entries if entry.get(field) is not None and entry[field] <= w.day]


# ---------------------------------------------------------------------------------------------- earlier


def overlay(base: dict, over: dict) -> dict:
    """Lists are replaced, maps merge, null is absent."""
    result = dict(base)
    for key, value in over.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict):
            below = result.get(key)
            result[key] = overlay(below if isinstance(below, dict) else {}, value)
        else:
            result[key] = value
    return result


def as_of(record: dict | None, day: date) -> dict | None:
    """The record as it was on `day`: every entry of `earlier` whose `until` is not before it, newest first."""
    if record is None:
        return None
    result = {key: value for key, value in record.items() if key != "earlier"}
    entries = [entry for entry in as_list(record.get("earlier")) if entry["until"] >= day]
    if entries:
        fire("earlier")
    for entry in sorted(entries, key=lambda one: one["until"], reverse=True):
        changed = {k: v for k, v in entry.items() if k not in ("until", "asks_of_old_sign_offs")}
        result = overlay(result, changed)
    return result


def task_on(w: World, task_id: str, day: date) -> dict | None:
    return as_of(w.framework["tasks"].get(task_id), day)


def tier_record(w: World, tier_id: str | None) -> dict | None:
    for tier in w.framework["tiers"]:
        if tier["id"] == tier_id:
            return tier
    return None


def tier_on(w: World, task_id: str, day: date) -> dict:
    """What the tier of the task demands, by the rules of a day."""
    task = task_on(w, task_id, day) or {}
    tier = as_of(tier_record(w, task.get("risk")), day) or {}
    return tier.get("demands") or {}


def role_record_on(w: World, role_id: str | None, day: date) -> dict | None:
    return as_of(w.framework["roles"].get(role_id), day)


def trigger_on(w: World, trigger_id: str, day: date) -> dict | None:
    return as_of(w.framework["triggers"].get(trigger_id), day)


def tier_number(w: World, tier_id: str | None) -> int:
    for number, tier in enumerate(w.framework["tiers"]):
        if tier["id"] == tier_id:
            return number
    return -1


def is_rescue(task: dict) -> bool:
    return task.get("rescue") is not None and task.get("rescue") is not False


def sign_off_rules(task: dict) -> dict:
    return task.get("sign_off") or {}


# ---------------------------------------------------------------------------------------------- yeses


def yes_entries(w: World, sign_off: dict, party: str) -> list:
    """ "A day alone means the usual case … and every party may have a list of entries." """
    entries = []
    for value in as_list((sign_off.get("agreed") or {}).get(party)):
        entries.append(dict(value) if isinstance(value, dict) else {"on": value, "by": "self"})
    return known(w, entries)


def yes_from(entry: dict) -> date:
    """ "from the later of `on` and `seen_on`" """
    return max(entry["on"], entry["seen_on"]) if entry.get("seen_on") else entry["on"]


def yes_until(w: World, party: str, entry: dict) -> date:
    """ "up to and including `until`"; the insurer's without `until` for `insurance_months`."""
    if entry.get("until"):
        return entry["until"]
    if party == "insurer":
        return add_months(entry["on"], w.framework["settings"].get("insurance_months", 12))
    return date.max


def yeses_in_force(w: World, sign_off: dict, party: str, day: date) -> list:
    return [entry for entry in yes_entries(w, sign_off, party) if yes_from(entry) <= day <= yes_until(w, party, entry)]


def in_force(w: World, sign_off: dict, party: str, day: date) -> bool:
    """ "A yes of a party is in force on a day *t* if one of its entries is." """
    return bool(yeses_in_force(w, sign_off, party, day))


def first_day_in_force(w: World, sign_off: dict, party: str) -> date | None:
    days = [
        yes_from(entry) for entry in yes_entries(w, sign_off, party) if yes_from(entry) <= yes_until(w, party, entry)
    ]
    return min(days) if days else None


def needed_yeses(w: World, task_id: str, day: date) -> list:
    """ "all whom the task or its tier names in `agreed_by`" """
    task = task_on(w, task_id, day) or {}
    named = as_list(sign_off_rules(task).get("agreed_by")) + as_list(tier_on(w, task_id, day).get("agreed_by"))
    return sorted(set(named))


# ---------------------------------------------------------------------------------------------- practitioners


def practitioner_of(w: World, who: str | None) -> dict | None:
    if ("practitioner", who) in w.register["left_out"]:
        return None
    return w.register["practitioners"].get(who)


def role_on(w: World, who: str, day: date) -> str | None:
    """ "the entry of `roles` which runs on that day, the latest to begin if there are several; where none runs `role`" """
    practitioner = practitioner_of(w, who)
    if practitioner is None:
        return None
    best = None
    for entry in as_list(practitioner.get("roles")):
        if entry["from"] <= day and (entry.get("until") is None or day <= entry["until"]):
            if best is None or entry["from"] >= best["from"]:
                best = entry
    if best is not None:
        fire("dated-role")
        return best["role"]
    return practitioner.get("role")


def active_on(w: World, who: str | None, day: date) -> bool:
    practitioner = practitioner_of(w, who)
    if practitioner is None or practitioner.get("active_from") is None:
        return False
    if day < practitioner["active_from"]:
        return False
    return practitioner.get("active_until") is None or day <= practitioner["active_until"]


def names_same(w: World, who: str) -> str | None:
    return (practitioner_of(w, who) or {}).get("same_as")


def one_human_by_words(w: World, one: str, other: str) -> bool:
    if one == other:
        return True
    if names_same(w, one) == other or names_same(w, other) == one:
        return True
    return names_same(w, one) is not None and names_same(w, one) == names_same(w, other)


def one_human(w: World, one: str | None, other: str | None) -> bool:
    """ "the same id, `same_as` of one names the other, or both are one human with a third" """
    if one is None or other is None:
        return False
    everyone = set(w.register["practitioners"]) | {one, other}
    group = {one}
    grown = True
    while grown:
        more = {x for x in everyone if any(one_human_by_words(w, x, y) for y in group)}
        grown = not more <= group
        group |= more
    return other in group


def discredited_for(w: World, who: str | None, act_day: date) -> bool:
    """ "From the day it was found, nothing that they did or gave on or after `from` carries anything." """
    practitioner = practitioner_of(w, who)
    found = practitioner.get("discredited") if practitioner else None
    if not found:
        return False
    known_from = found.get("on") or found["from"]
    return known_from <= w.day and act_day >= found["from"]


def is_the_pa(w: World, who: str | None) -> bool:
    """7. "neither they nor anyone who is the same human has the PA in `is_pa`" """
    for other, practitioner in w.register["practitioners"].items():
        if practitioner_of(w, other) is None:
            continue
        if w.pa_id in as_list(practitioner.get("is_pa")) and one_human(w, who, other):
            return True
    return False


def checks_of(w: World, who: str, day: date) -> list:
    """The checks known on `day`, as (day, result)."""
    checks = []
    for entry in as_list((practitioner_of(w, who) or {}).get("register_checked_on")):
        if isinstance(entry, dict):
            checks.append((entry["on"], entry.get("result", "registered")))
        else:
            checks.append((entry, "registered"))
    return [check for check in checks if check[0] <= day and check[0] <= w.day]


def latest_checks(w: World, who: str, day: date) -> list:
    """ "the latest checks on or before *t* (there may be several on one day)" """
    checks = checks_of(w, who, day)
    return [check for check in checks if check[0] == max(one[0] for one in checks)]


def too_old(w: World, check_day: date, day: date) -> bool:
    return day > add_months(check_day, w.framework["settings"]["register_check_valid_months"])


def registration_good(w: World, who: str, day: date) -> bool:
    latest = latest_checks(w, who, day)
    if not latest:
        return False
    if any(result not in ("registered", "conditions") for _, result in latest):
        return False
    return not too_old(w, latest[0][0], day)


def registered_and_accountable(w: World, role_id: str | None, day: date) -> bool:
    role = role_record_on(w, role_id, day)
    return role is not None and role.get("kind") == "registered" and role.get("accountable") is True


def has_authority(w: World, who: str, task_id: str, day: date, path: tuple = ()) -> bool:
    """ "Authority on a day for a task." `path` are the (practitioner, day) passed: no circles."""
    if (who, day) in path:
        fire("circle")
        return False
    if practitioner_of(w, who) is None:
        return False
    role_id = role_on(w, who, day)
    if registered_and_accountable(w, role_id, day):
        return registration_good(w, who, day) and not discredited_for(w, who, day)
    for entry in as_list(practitioner_of(w, who).get("authorised")):
        if authorisation_carries(w, who, role_id, entry, task_id, day, path):
            return True
    return False


def authorisation_carries(w, who, role_id, entry, task_id, day, path) -> bool:
    task = task_on(w, task_id, day) or {}
    names_it = task_id in as_list(entry.get("tasks")) or task.get("category") in as_list(entry.get("categories"))
    if not names_it:
        return False
    given = entry["on"]
    if not given <= day:  # "was given (`on`) on or before that day"
        return False
    if entry.get("from") is not None and day < entry["from"]:  # "runs on that day (`from` to `until`)"
        return False
    if entry.get("until") is not None and day > entry["until"]:
        return False
    giver = entry["by"]
    # "given by a practitioner who was active on the day it was given and not discredited for it"
    if not active_on(w, giver, given) or discredited_for(w, giver, given):
        return False
    # "whose role then stands in `authorised_by` of theirs"
    role = role_record_on(w, role_id, day) or {}
    if role_on(w, giver, given) not in as_list(role.get("authorised_by")):
        return False
    # "and who had authority for the task on the day it was given"
    return has_authority(w, giver, task_id, given, (*path, (who, day)))


# ---------------------------------------------------------------------------------------------- actors (4 to 7)


def in_register_active(w: World, who: str | None, day: date) -> bool:
    """4. "in the register, active on that day, and not discredited for it" """
    if practitioner_of(w, who) is None:
        fire("4-not-in-register")
        return False
    if not active_on(w, who, day):
        fire("4-not-active")
        return False
    if discredited_for(w, who, day):
        fire("4-discredited")
        return False
    return True


def role_may(w: World, role_id: str | None, may: str, task: dict, day: date) -> bool:
    """ "may hold that duty for the task's category up to its tier" """
    role = role_record_on(w, role_id, day) or {}
    highest = (role.get(may) or {}).get(task.get("category"))
    own = tier_number(w, task.get("risk"))
    return highest is not None and own >= 0 and tier_number(w, highest) >= own


def role_named(task: dict, role_id: str | None, field: str) -> bool:
    return role_id is not None and role_id in as_list(sign_off_rules(task).get(field))


def role_holds_duty(w: World, who: str, duty: str, task_id: str, day: date) -> bool:
    """5."""
    task = task_on(w, task_id, day)
    if task is None:
        return False
    role_id = role_on(w, who, day)
    if duty != "observed":
        may, named = DUTIES[duty]
        return role_may(w, role_id, may, task, day) and role_named(task, role_id, named)
    assess, train = role_may(w, role_id, "may_assess", task, day), role_may(w, role_id, "may_train", task, day)
    as_assessor, as_trainer = role_named(task, role_id, "assessed_by"), role_named(task, role_id, "trained_by")
    return (assess and as_assessor) or (train and as_trainer)


def actor_could(w: World, who: str | None, duty: str, task_id: str, day: date) -> bool:
    """4 to 7."""
    if not in_register_active(w, who, day):
        return False
    if not role_holds_duty(w, who, duty, task_id, day):
        fire("5-role")
        return False
    if not has_authority(w, who, task_id, day):
        fire("6-authority")
        return False
    if is_the_pa(w, who):
        fire("7-pa-themselves")
        return False
    return True


def sole_assessor_fault(w: World, act: dict, task_id: str) -> bool:
    """9. "by the rules of the day of the assessment" """
    never = as_list(tier_on(w, task_id, act["on"]).get("never_sole_assessor"))
    return role_on(w, act["by"], act["on"]) in never


def could_assess(w: World, act: dict, task_id: str) -> bool:
    """4 to 7, 9."""
    return actor_could(w, act["by"], "assessed", task_id, act["on"]) and not sole_assessor_fault(w, act, task_id)


# ---------------------------------------------------------------------------------------------- acts, long and short


def acts(w: World, sign_off: dict, short: str, long: str) -> list:
    """Short form first, then the list; only what is known. An act without a day is known on no day."""
    found = []
    if sign_off.get(short + "_by") is not None or sign_off.get(short + "_on") is not None:
        found.append({"by": sign_off.get(short + "_by"), "on": sign_off.get(short + "_on"), "outcome": "competent"})
    for entry in as_list(sign_off.get(long)):
        found.append(dict(entry))
    return known(w, found)


def delegation_of(w: World, sign_off: dict) -> dict | None:
    found = known(w, [{"by": sign_off.get("delegated_by"), "on": sign_off.get("delegated_on")}])
    return found[0] if found else None


def trainings(w: World, sign_off: dict) -> list:
    return acts(w, sign_off, "trained", "trained")


def assessments(w: World, sign_off: dict, outcome: str) -> list:
    return [act for act in acts(w, sign_off, "assessed", "assessed") if act.get("outcome") == outcome]


def signings(w: World, sign_off: dict) -> list:
    return acts(w, sign_off, "signed_off", "signed_off")


def practices(w: World, sign_off: dict) -> list:
    """ "Entries that are alike in every field count once." """
    different = []
    for entry in known(w, as_list(sign_off.get("observed"))):
        if entry not in different:
            different.append(entry)
    return different


def reviews(w: World, sign_off: dict) -> list:
    return known(w, as_list(sign_off.get("reviews")))


# ---------------------------------------------------------------------------------------------- the chain


def latest_first(entries: list) -> list:
    """ "of two on one day the later in the file" """
    numbered = sorted(enumerate(entries), key=lambda pair: (pair[1]["on"], pair[0]), reverse=True)
    return [entry for _, entry in numbered]


def choices(w: World, sign_off: dict) -> list:
    """ "Choices are tried with the latest first: by the day of the signing, then of the assessment, then of the training" """
    result = []
    for signing in latest_first(signings(w, sign_off)) or [None]:
        for assessment in latest_first(assessments(w, sign_off, "competent")) or [None]:
            for training in latest_first(trainings(w, sign_off)) or [None]:
                result.append(
                    {
                        "delegated": delegation_of(w, sign_off),
                        "trained": training,
                        "assessed": assessment,
                        "signed": signing,
                    }
                )
    return result


def rules_day(w: World, choice: dict) -> date:
    """ "by the rules of the day of its signing (of *d*, where it has none)" """
    return choice["signed"]["on"] if choice["signed"] else w.day


def rule_1_yes_before_delegation(w, sign_off, choice) -> bool:
    task_id = sign_off["task"]
    if choice["delegated"] is None or "person" not in needed_yeses(w, task_id, rules_day(w, choice)):
        return True
    first = first_day_in_force(w, sign_off, "person")
    return first is not None and choice["delegated"]["on"] >= first


def rule_2_order(w, sign_off, choice) -> bool:
    order = [choice[link] for link in ("delegated", "trained", "assessed", "signed")]
    for before, after in itertools.pairwise(order):
        if before is not None and after is not None and after["on"] < before["on"]:
            return False
    return True


def rule_2_yeses(w, sign_off, choice) -> bool:
    if choice["signed"] is None:
        return True
    signed = choice["signed"]["on"]
    return all(in_force(w, sign_off, party, signed) for party in needed_yeses(w, sign_off["task"], signed))


def practices_asked(w, sign_off, choice) -> int:
    """ "as many as the task or its tier asks for, whichever is more" """
    day = rules_day(w, choice)
    task = task_on(w, sign_off["task"], day) or {}
    of_task = (sign_off_rules(task).get("observed_practices") or {}).get("at_least", 0)
    return max(of_task, tier_on(w, sign_off["task"], day).get("observed_practices", 0))


def practices_that_count(w, sign_off, choice) -> list:
    counted = []
    for entry in practices(w, sign_off):
        if entry.get("outcome") == "not-yet":
            fire("practice-not-yet")
            continue
        if choice["trained"] is not None and entry["on"] < choice["trained"]["on"]:
            fire("practice-before-training")
            continue
        if choice["assessed"] is not None and entry["on"] > choice["assessed"]["on"]:
            fire("practice-after-assessment")
            continue
        if with_another_device(sign_off, entry):
            fire("practice-device")
            continue
        if practice_before_a_yes(w, sign_off, choice, entry):
            fire("practice-before-yes")
            continue
        if not actor_could(w, entry.get("by"), "observed", sign_off["task"], entry["on"]):
            fire("practice-actor")
            continue
        counted.append(entry)
    return counted


def with_another_device(sign_off: dict, entry: dict) -> bool:
    """ "names a `device` … a sign-off that names `devices` and not that one" """
    named = as_list(sign_off.get("devices"))
    return entry.get("device") is not None and bool(named) and entry["device"] not in named


def practice_before_a_yes(w, sign_off, choice, entry) -> bool:
    """ "A yes … that is not there is no bound" """
    for party in needed_yeses(w, sign_off["task"], rules_day(w, choice)):
        first = first_day_in_force(w, sign_off, party)
        if first is not None and entry["on"] < first:
            return True
    return False


def rule_2_practices(w, sign_off, choice) -> bool:
    if choice["signed"] is None:
        return True
    return len(practices_that_count(w, sign_off, choice)) >= practices_asked(w, sign_off, choice)


def rule_3_rests_on(w, sign_off, choice) -> bool:
    """ "A link that is there while the one that it rests on is not there is out of order too." """
    order = [choice[link] for link in ("delegated", "trained", "assessed", "signed")]
    return all(before is not None or after is None for before, after in itertools.pairwise(order))


def apart_pairs(w, sign_off, choice) -> list:
    """8. "each pair in `apart` (of the task and of its tier)" """
    day = rules_day(w, choice)
    task = task_on(w, sign_off["task"], day) or {}
    return as_list(sign_off_rules(task).get("apart")) + as_list(tier_on(w, sign_off["task"], day).get("apart"))


DUTY_OF_FIELD = {
    "delegated_by": "delegated",
    "trained_by": "trained",
    "assessed_by": "assessed",
    "signed_off_by": "signed",
}


def rule_8_apart(w, sign_off, choice) -> bool:
    for one, other in apart_pairs(w, sign_off, choice):
        first, second = choice.get(DUTY_OF_FIELD.get(one)), choice.get(DUTY_OF_FIELD.get(other))
        if first and second and one_human(w, first["by"], second["by"]):
            return False
    return True


def review_breaks_apart(w, sign_off, choice, review) -> bool:
    """8. "Where a pair names reviews, a review by the wrong one does not count." """
    for one, other in apart_pairs(w, sign_off, choice):
        if "reviewed_by" not in (one, other):
            continue
        act = choice.get(DUTY_OF_FIELD.get(other if one == "reviewed_by" else one))
        if act and one_human(w, act["by"], review.get("by")):
            fire("8-review")
            return True
    return False


def step_number(w: World, step: str | None) -> int:
    steps = w.framework["steps"]
    return steps.index(step) if step in steps else -1


def competences_held(w: World, competence: str, step: str, day: date) -> list:
    """10. "assessed on or before it at that step or a higher one, and not ended before it" """
    if step_number(w, step) < 0:
        return []
    held = []
    for entry in known(w, as_list((pa_of(w, w.pa_id) or {}).get("competences"))):
        if entry["competence"] != competence or entry["on"] > day:
            continue
        if step_number(w, entry.get("step")) < step_number(w, step):
            continue
        if entry.get("until") is not None and entry["until"] < day:
            continue
        # "Who assessed it is a practitioner who was active that day, and is not the PA themselves."
        who = entry.get("assessed_by")
        if not active_on(w, who, entry["on"]) or is_the_pa(w, who):
            continue
        if discredited_for(w, who, entry["on"]):
            continue
        held.append(entry)
    return held


def required_competences(w, sign_off, day) -> dict:
    return (task_on(w, sign_off["task"], day) or {}).get("requires") or {}


def rule_10_competences(w, sign_off, choice) -> bool:
    if choice["signed"] is None:
        return True
    signed = choice["signed"]["on"]
    required = required_competences(w, sign_off, signed)
    return all(competences_held(w, competence, step, signed) for competence, step in required.items())


def rule_11_task(w, sign_off, choice) -> bool:
    """ "known, and on *d* its status is delegable or by exception" """
    task = task_on(w, sign_off["task"], w.day)
    return task is not None and task.get("status") in MAY_BE_DELEGATED


def rule_11_person(w, sign_off, choice) -> bool:
    """ "Once there is an assessment, its person is the person asked about, unless the task is transferable." """
    if choice["assessed"] is None:
        return True
    task = task_on(w, sign_off["task"], rules_day(w, choice)) or {}
    if task.get("scope") == "transferable":
        return True
    return (sign_off.get("assessed_with") or sign_off["person"]) == sign_off["person"]


def rule_12_quality(w, sign_off, choice) -> bool:
    """ "Judged only where 2 found enough of them." """
    if choice["signed"] is None or not rule_2_practices(w, sign_off, choice):
        return True
    signed = choice["signed"]["on"]
    demands = tier_on(w, sign_off["task"], signed)
    task = task_on(w, sign_off["task"], signed) or {}
    counted = practices_that_count(w, sign_off, choice)
    with_person = [entry for entry in counted if entry.get("how", "with-person") == "with-person"]
    if not is_rescue(task) and len(with_person) < demands.get("with_person", 0):
        return False
    return len({entry["on"] for entry in counted}) >= demands.get("different_days", 0)


def rule_13_not_too_late(w, sign_off, choice) -> bool:
    within = tier_on(w, sign_off["task"], rules_day(w, choice)).get("assessed_within_days")
    if within is None or choice["trained"] is None or choice["assessed"] is None:
        return True
    return choice["assessed"]["on"] <= choice["trained"]["on"] + timedelta(days=within)


def rule_14_not_yet(w, sign_off, choice) -> bool:
    if choice["assessed"] is None or choice["signed"] is None:
        return True
    for act in assessments(w, sign_off, "not-yet"):
        if choice["assessed"]["on"] <= act["on"] <= choice["signed"]["on"]:
            return False
    return True


def rule_9_sole_assessor(w, sign_off, choice) -> bool:
    return choice["assessed"] is None or not sole_assessor_fault(w, choice["assessed"], sign_off["task"])


RULES = {
    "1-delegated-before-yes": rule_1_yes_before_delegation,
    "2-order": rule_2_order,
    "2-yeses": rule_2_yeses,
    "2-practices": rule_2_practices,
    "3-rests-on-nothing": rule_3_rests_on,
    "8-apart": rule_8_apart,
    "9-sole-assessor": rule_9_sole_assessor,
    "10-competence": rule_10_competences,
    "11-task": rule_11_task,
    "11-person": rule_11_person,
    "12-quality": rule_12_quality,
    "13-too-late": rule_13_not_too_late,
    "14-not-yet": rule_14_not_yet,
}


def faults(w: World, sign_off: dict, choice: dict) -> set:
    """What is wrong in 1 to 14 with this choice."""
    found = set()
    for name, rule in RULES.items():
        if not rule(w, sign_off, choice):
            found.add(name)
    for link in ("delegated", "trained", "assessed", "signed"):
        act = choice[link]
        if act is not None and not actor_could(w, act["by"], link, sign_off["task"], act["on"]):
            found.add("actor-" + link)
    return found


def best_choice(w: World, sign_off: dict) -> tuple:
    """ "The first that has no fault counts; if all have faults, the first one's are shown." """
    first = None
    for choice in choices(w, sign_off):
        wrong = faults(w, sign_off, choice)
        if not wrong:
            if first is not None:
                fire("not-the-latest-choice")
            return choice, wrong
        if first is None:
            first = (choice, wrong)
    return first


# ---------------------------------------------------------------------------------------------- decisions


def could_count(w, sign_off, choice, review) -> bool:
    """ "not before the sign-off, is not bound to a setting, its reviewer could review (4 to 7), and no pair … is broken" """
    if choice["signed"] is None or review["on"] < choice["signed"]["on"]:
        return False
    if review.get("setting") is not None:
        return False
    if not actor_could(w, review.get("by"), "reviewed", sign_off["task"], review["on"]):
        fire("review-actor")
        return False
    return not review_breaks_apart(w, sign_off, choice, review)


def interval_of_rules(w, sign_off, signed: date, decided: date) -> dict | None:
    """ "by the rules of the decision's day" """
    task = task_on(w, sign_off["task"], decided) or {}
    every = sign_off_rules(task).get("review_every") or {}
    end = signed
    for step in as_list(every.get("steps")):
        end = add_interval(end, step["for"])
        if decided < end:
            fire("steps")
            return step["every"]
    if counts_something(every):
        return every
    months = tier_on(w, sign_off["task"], decided).get("review_within_months")
    return {"months": months} if months is not None else None


def review_date_after(w, sign_off, signed: date, decision: dict, before: date | None = None) -> date:
    """ "the earliest of: the day that the rules of the decision's day give, and `review_on`" """
    interval = interval_of_rules(w, sign_off, signed, decision["on"])
    day = add_interval(decision["on"], interval) if interval else date.max
    own = [sign_off.get("review_on")] if decision.get("is_sign_off") else []
    for review in reviews(w, sign_off):  # "whoever made it and whatever it said"
        later = before is None or review["on"] < before
        if review.get("setting") is None and decision["on"] <= review["on"] and later:
            own.append(review.get("review_on"))
    for review_on in own:
        if review_on is not None and review_on < day:
            fire("review_on")
            day = review_on
    return day


def lapsed_too_long(w, sign_off, before: dict, review: dict) -> bool:
    """The first exception of "Each is a decision, unless"."""
    days = tier_on(w, sign_off["task"], review["on"]).get("reassess_after_lapse_days")
    date_before = before["review_date"]
    if days is None or date_before == date.max or review["on"] <= date_before + timedelta(days=days):
        return False
    for act in assessments(w, sign_off, "competent"):
        if date_before < act["on"] <= review["on"] and could_assess(w, act, sign_off["task"]):
            return False
    return True


def trained_again(w, sign_off, after: date, until: date) -> bool:
    """ "a training and then an assessment `competent`, both by actors who could (4 to 7, 9)" """
    for training in trainings(w, sign_off):
        if not after < training["on"] <= until:
            continue
        if not actor_could(w, training["by"], "trained", sign_off["task"], training["on"]):
            continue
        for act in assessments(w, sign_off, "competent"):
            if training["on"] <= act["on"] <= until and could_assess(w, act, sign_off["task"]):
                return True
    return False


def to_be_retrained(w, sign_off, before: dict, review: dict) -> bool:
    """The second exception. "a review of any actor said `retrain`" """
    for other in reviews(w, sign_off):
        if other["outcome"] != "retrain" or not before["on"] <= other["on"] <= review["on"]:
            continue
        if not trained_again(w, sign_off, other["on"], review["on"]):
            return True
    return False


def not_yet_unanswered(w, sign_off, signed: date, before: dict, review: dict) -> bool:
    """The third exception."""
    for act in assessments(w, sign_off, "not-yet"):
        if not (act["on"] <= review["on"] and act["on"] > signed and act["on"] >= before["on"]):
            continue
        good = [
            other
            for other in assessments(w, sign_off, "competent")
            if act["on"] < other["on"] <= review["on"] and could_assess(w, other, sign_off["task"])
        ]
        if not good:
            return True
    return False


def decisions(w, sign_off, choice) -> list:
    """Decisions as {on, review_on, review_date, devices}."""
    if choice["signed"] is None:
        return []
    signed = choice["signed"]["on"]
    first = {"on": signed, "is_sign_off": True, "devices": as_list(sign_off.get("devices"))}
    first["review_date"] = review_date_after(w, sign_off, signed, first)
    result = [first]
    counting = [r for r in reviews(w, sign_off) if r["outcome"] == "continues" and could_count(w, sign_off, choice, r)]
    for review in sorted(counting, key=lambda one: one["on"]):  # stable: "on one day, in the order of the file"
        before = result[-1]
        before = {**before, "review_date": review_date_after(w, sign_off, signed, before, review["on"])}
        if lapsed_too_long(w, sign_off, before, review):
            fire("no-decision-lapsed")
            continue
        if to_be_retrained(w, sign_off, before, review):
            fire("no-decision-retrain")
            continue
        if not_yet_unanswered(w, sign_off, signed, before, review):
            fire("no-decision-not-yet")
            continue
        fire("decision-by-review")
        decision = {
            "on": review["on"],
            "devices": as_list(review.get("devices")),
        }
        decision["review_date"] = review_date_after(w, sign_off, signed, decision)
        result.append(decision)
    return result


# ---------------------------------------------------------------------------------------------- stops


#: "a party (the person, who decides for the person, the PA, the employer or the insurer)"
PARTIES = ("person", "best-interests", "attorney", "deputy", "court", "parent", "pa", "employer", "insurer")


def resumed(w, sign_off, withdrawal: dict) -> bool:
    """ "It ends on the day of an entry of `resumed` which is on or after the withdrawal and by the same party" """
    by_a_party = withdrawal["by"] in PARTIES
    if not (by_a_party and withdrawal.get("because") is None) and withdrawal.get("because") not in (
        "person-said-no",
        "pa-said-no",
        "no-longer-needed",
    ):
        return False  # clinical
    for entry in known(w, as_list(sign_off.get("resumed"))):
        months = tier_on(w, sign_off["task"], entry["on"]).get("resume_within_months", 3)
        in_time = withdrawal["on"] <= entry["on"] <= add_months(withdrawal["on"], months)
        if in_time and entry["by"] == withdrawal["by"] and not discredited_for(w, entry["by"], entry["on"]):
            fire("resumed")
            return True
    return False


def withdrawals(w, sign_off) -> list:
    return [one for one in known(w, as_list(sign_off.get("withdrawn"))) if not resumed(w, sign_off, one)]


def pa_of(w: World, pa_id: str) -> dict | None:
    if ("pa", pa_id) in w.register["left_out"]:
        return None
    return w.register["pas"].get(pa_id)


def person_of(w: World, person_id: str) -> dict | None:
    if ("person", person_id) in w.register["left_out"]:
        return None
    return w.register["persons"].get(person_id)


def trigger_holds(w, trigger_id: str, task_id: str, day: date) -> bool:
    """ "A trigger holds for a task that names it in `decide_again_when`", by the rules of the event's day."""
    trigger, task = trigger_on(w, trigger_id, day), task_on(w, task_id, day)
    if trigger is None or task is None:
        return False
    if trigger_id in as_list(task.get("decide_again_when")):
        return True
    if trigger.get("holds_for") != "every-task" or task.get("status") not in MAY_BE_DELEGATED:
        return False
    # "where it has a `gap` and the task is a rescue task, it holds only where the task names it"
    return not (trigger.get("gap") and is_rescue(task))


def events_for(w, sign_off) -> list:
    """The events of the person and the long times away of the PA, as far as their trigger holds for the task."""
    found = []
    for event in known(w, as_list((person_of(w, sign_off["person"]) or {}).get("events"))):
        if event.get("pa") not in (None, w.pa_id) or event.get("task") not in (None, sign_off["task"]):
            continue  # "that names no other PA and no other task"
        found.append({"trigger": event["trigger"], "on": event["on"]})
    found += events_of_away(w)
    return [e for e in found if trigger_holds(w, e["trigger"], sign_off["task"], e["on"])]


def events_of_away(w) -> list:
    """ "an event of that trigger on the day after its end" """
    found = []
    aways = [dict(away) for away in known(w, as_list((pa_of(w, w.pa_id) or {}).get("away")), "from")]
    merged: list = []  # "Times away that overlap or adjoin are one"
    for away in sorted(aways, key=lambda one: one["from"]):
        last = merged[-1] if merged else None
        if last is not None and (last.get("until") is None or away["from"] <= last["until"] + DAY):
            ends = [one.get("until") for one in (last, away)]
            last["until"] = None if None in ends else max(ends)
        else:
            merged.append(away)
    for away in merged:
        if away.get("until") is None or away["until"] + DAY > w.day:
            continue
        on = away["until"] + DAY
        for trigger_id in w.framework["triggers"]:
            months = (trigger_on(w, trigger_id, on).get("gap") or {}).get("months")
            if months is None:
                continue
            if add_months(away["from"], months) <= on:
                found.append({"trigger": trigger_id, "on": on})
                fire("gap")
    return found


def lifted(w, sign_off, event: dict) -> bool:
    """ "A review bound to a setting … lifts the triggers of events before or on its day, from its day until its `until`" """
    for review in reviews(w, sign_off):
        if review.get("setting") is None or review.get("until") is None or review["outcome"] != "continues":
            continue
        if not review["on"] <= w.day <= review["until"] or event["on"] > review["on"]:
            continue
        if w.setting != review["setting"]:
            continue
        if actor_could(w, review.get("by"), "reviewed", sign_off["task"], review["on"]):
            return True
    return False


def event_stops(w, event: dict) -> bool:
    trigger = trigger_on(w, event["trigger"], event["on"])
    if trigger.get("does") == "stop":
        return True
    if trigger.get("does") == "go-on-until":
        # "`go-on-until` and without `days` lets no one go on after the day of the event"
        return w.day > event["on"] + timedelta(days=trigger.get("days") or 0)
    return False


def stops_of(w, sign_off, choice, made: list) -> set:
    found = set()
    last = made[-1]["on"] if made else None
    if withdrawals(w, sign_off):
        found.add("stop-withdrawn")
    for review in reviews(w, sign_off):
        # "before the sign-off … stops whatever its day"; "`retrain` … on or after the day of the last decision";
        # "`stops` … unless the whole chain is after it"
        if review["outcome"] == "retrain" and (last is None or review["on"] >= last):
            found.add("stop-review-retrain")
        if review["outcome"] == "stops" and not (
            last and all(day > review["on"] for day in chain_days(w, sign_off, choice))
        ):
            found.add("stop-review-stops")
    if last is None:
        return found  # "and a trigger changes nothing"
    for act in assessments(w, sign_off, "not-yet"):
        if act["on"] > choice["signed"]["on"] and act["on"] >= last:
            found.add("stop-not-yet")
    for event in events_for(w, sign_off):
        if event["on"] >= last and event_stops(w, event):
            if lifted(w, sign_off, event):
                fire("lifted")
            else:
                found.add("stop-event-" + trigger_on(w, event["trigger"], event["on"])["does"])
    return found


# ---------------------------------------------------------------------------------------------- part four: now


def hand_overs_that_count(w, sign_off, day: date) -> list:
    """ "where `to` could delegate on that day, 4 to 7" """
    found = []
    for entry in known(w, as_list(sign_off.get("handed_over"))):
        if entry["on"] <= day:
            if actor_could(w, entry["to"], "delegated", sign_off["task"], entry["on"]):
                fire("hand-over")
                found.append(entry)
            else:
                fire("hand-over-does-not-count")
    return found


def hand_overs(w, sign_off, day: date) -> list:
    return [entry for entry in known(w, as_list(sign_off.get("handed_over"))) if entry["on"] <= day]


def accountable_on(w, sign_off, choice, day: date) -> str:
    """ "the last to whom it was handed over, else who delegated" """
    found = hand_overs(w, sign_off, day)
    return latest_first(found)[0]["to"] if found else choice["delegated"]["by"]


def in_post(w, sign_off, choice, day: date) -> bool:
    who = accountable_on(w, sign_off, choice, day)
    found = hand_overs(w, sign_off, day)
    if found and latest_first(found)[0] not in hand_overs_that_count(w, sign_off, day):
        return False
    if not active_on(w, who, day) or discredited_for(w, who, day):
        return False
    if registered_and_accountable(w, role_on(w, who, day), day):
        return not any(result in ("suspended", "removed") for _, result in latest_checks(w, who, day))
    return has_authority(w, who, sign_off["task"], day)


def first_day_without_accountable(w, sign_off, choice) -> date:
    """The first day of the run without a gap that reaches *d*, back to the delegation."""
    day = w.day
    while day > choice["delegated"]["on"] and not in_post(w, sign_off, choice, day - DAY):
        day -= DAY
    return day


def now_accountable(w, sign_off, choice, made, demands) -> set:
    if in_post(w, sign_off, choice, w.day):
        return set()
    days = demands.get("without_accountable_days", 28)
    if w.day >= first_day_without_accountable(w, sign_off, choice) + timedelta(days=days):
        return {("stopped", "no-one-accountable-too-long"), ("due", "no-one-accountable")}
    return {("due", "no-one-accountable")}


def now_registration(w, sign_off, choice, made, demands) -> set:
    """ "The latest check of the one accountable says `conditions`, or is older than `register_check_valid_months`" """
    who = accountable_on(w, sign_off, choice, w.day)
    if not registered_and_accountable(w, role_on(w, who, w.day), w.day):
        return set()  # "where their role is registered and accountable"
    latest = latest_checks(w, who, w.day)
    if not latest:
        return {("due", "registration-never-looked-at")}
    if any(result == "conditions" for _, result in latest) or too_old(w, latest[0][0], w.day):
        return {("due", "registration-to-be-looked-at")}
    return set()


def now_insurer(w, sign_off, choice, made, demands) -> set:
    if "insurer" not in needed_yeses(w, sign_off["task"], w.day):
        return set()
    entries = yeses_in_force(w, sign_off, "insurer", w.day)
    if not entries:
        return {(demands.get("expired_insurance", "lapsed"), "insurance-ended")}
    last = max(yes_until(w, "insurer", entry) for entry in entries)
    if w.day >= last - warning(w):
        return {("due", "insurance-ends-soon")}
    return set()


def warning(w) -> timedelta:
    return timedelta(days=w.framework["settings"]["review_warning_days"])


def now_other_yes(w, sign_off, choice, made, demands) -> set:
    for party in needed_yeses(w, sign_off["task"], w.day):
        if party != "insurer" and not in_force(w, sign_off, party, w.day):
            return {("stopped", "yes-ended")}
    return set()


def now_yes_to_be_looked_at(w, sign_off, choice, made, demands) -> set:
    """ "`review_on` of the entry of the person's yes that is in force (the latest of them) has passed" """
    entries = yeses_in_force(w, sign_off, "person", w.day)
    if entries:
        latest = latest_first(entries)[0]
        if latest.get("review_on") is not None and w.day > latest["review_on"]:
            return {("due", "yes-to-be-looked-at")}
    return set()


def now_employer(w, sign_off, choice, made, demands) -> set:
    employers = known(w, as_list((person_of(w, sign_off["person"]) or {}).get("employers")), "from")
    if not employers or "employer" not in needed_yeses(w, sign_off["task"], w.day):
        return set()
    latest = employers[0]
    for employer in employers:
        if employer["from"] >= latest["from"]:
            latest = employer
    for entry in yeses_in_force(w, sign_off, "employer", w.day):
        if entry.get("id") == latest["id"]:
            return set()
        if entry.get("id") is None and entry["on"] >= latest["from"]:
            return set()
    return {("stopped", "employer-changed")}


def effect_of_competence(w, sign_off, demands) -> str:
    """ "`expired_competence` of the tier, else `lapsed` in the highest tier and `due` in the others" """
    if demands.get("expired_competence"):
        return demands["expired_competence"]
    risk = (task_on(w, sign_off["task"], w.day) or {}).get("risk")
    return "lapsed" if risk == w.framework["tiers"][-1]["id"] else "due"


def now_competences(w, sign_off, choice, made, demands) -> set:
    found = set()
    effect = effect_of_competence(w, sign_off, demands)
    for competence, step in required_competences(w, sign_off, choice["signed"]["on"]).items():
        held = competences_held(w, competence, step, w.day)
        if not held:
            found.add((effect, "competence-ended"))
        elif effect in ("lapsed", "stopped"):
            last = max(entry.get("until") or date.max for entry in held)
            if last != date.max and w.day >= last - warning(w):
                found.add(("due", "competence-ends-soon"))
    return found


def now_device(w, sign_off, choice, made, demands) -> set:
    """ "The person uses a device for this task on *d* that neither the sign-off nor a review that was a decision names" """
    used = [
        entry["device"]
        for entry in known(w, as_list((person_of(w, sign_off["person"]) or {}).get("devices")), "from")
        if entry["task"] == sign_off["task"] and (entry.get("until") is None or w.day <= entry["until"])
    ]
    named = [device for decision in made for device in decision["devices"]]
    if used and not named:
        return {("due", "device-not-named")}
    if any(device not in named for device in used):
        return {(demands.get("other_device", "stopped"), "other-device")}
    return set()


def now_pa(w, sign_off, choice, made, demands) -> set:
    pa = pa_of(w, w.pa_id)
    if pa.get("active_until") is not None and pa["active_until"] < w.day:
        return {("stopped", "pa-left")}
    for away in known(w, as_list(pa.get("away")), "from"):
        if away.get("until") is None or w.day <= away["until"]:
            return {("stopped", "pa-away")}
    return set()


def now_person(w, sign_off, choice, made, demands) -> set:
    ended = (person_of(w, sign_off["person"]) or {}).get("ended_on")
    return {("stopped", "support-ended")} if ended is not None and ended <= w.day else set()


def now_changes(w, sign_off, choice, made, demands) -> set:
    """ "A change asks it of old sign-offs" of the task, and of the tier that it has on *d*."""
    found = set()
    task = w.framework["tasks"][sign_off["task"]]
    tier = tier_record(w, (as_of(task, w.day) or {}).get("risk")) or {}
    for entry in as_list(task.get("earlier")) + as_list(tier.get("earlier")):
        asks = entry.get("asks_of_old_sign_offs")
        if not asks or not entry["until"] < w.day:
            continue
        old_review = asks["do"] == "review" and made[-1]["on"] <= entry["until"]
        old_assessment = asks["do"] == "reassess" and choice["assessed"]["on"] <= entry["until"]
        if old_review or old_assessment:
            found.add(("due", "change-asks-" + asks["do"]))
            if asks.get("by") is not None and w.day > asks["by"]:
                found.add(("lapsed", "change-asked-too-late"))
    return found


NOW = [
    now_accountable,
    now_registration,
    now_insurer,
    now_other_yes,
    now_yes_to_be_looked_at,
    now_employer,
    now_competences,
    now_device,
    now_pa,
    now_person,
    now_changes,
]


# ---------------------------------------------------------------------------------------------- the verdict


def is_outside(sign_off: dict) -> bool:
    return sign_off.get("done_under") in ("family", "self")


def judged(w: World, sign_off: dict) -> dict:
    """The verdict, with the choice and the decisions that the answer needs."""
    if is_outside(sign_off):
        return {"state": "outside", "review_date": None, "codes": set(), "choice": None, "decisions": []}
    choice, wrong = best_choice(w, sign_off)
    result = {"review_date": None, "codes": set(wrong), "choice": choice, "decisions": [], "now": set()}
    if wrong:
        result["state"] = "broken"
        return result
    made = decisions(w, sign_off, choice)
    result["decisions"] = made
    stops = stops_of(w, sign_off, choice, made)
    result["codes"] |= stops
    if made:
        date_of_review = made[-1]["review_date"]
        result["review_date"] = None if date_of_review == date.max else date_of_review
        demands = tier_on(w, sign_off["task"], w.day)
        for judge in NOW:
            result["now"] |= judge(w, sign_off, choice, made, demands)
        result["codes"] |= {reason for _, reason in result["now"]}
    effects = {effect for effect, _ in result["now"]}
    if stops or "stopped" in effects:
        result["state"] = "stopped"
    elif not made:
        result["state"] = "incomplete"
    elif w.day > made[-1]["review_date"] or "lapsed" in effects:
        result["state"] = "lapsed"
        if w.day > made[-1]["review_date"]:
            result["codes"].add("after-review-date")
    elif is_due(w, sign_off, made, effects, result["codes"]):
        result["state"] = "due"
    else:
        result["state"] = "holds"
    return result


def is_due(w, sign_off, made, effects, codes) -> bool:
    due = "due" in effects
    if made[-1]["review_date"] != date.max and w.day >= made[-1]["review_date"] - warning(w):
        codes.add("review-due")
        due = True
    # "an event whose trigger holds fell on or after the day of the last decision and does not stop on *d*"
    # (an event that is lifted does not stop: "The sign-off is then due.")
    if any(event["on"] >= made[-1]["on"] for event in events_for(w, sign_off)):
        codes.add("event-decide-again")
        due = True
    return due


def verdict(framework: dict, register: dict, pa_id: str, index: int, day: date) -> dict:
    """State ("holds", "due", "lapsed", "stopped", "incomplete", "broken"; "outside" has no verdict)."""
    w = World(framework, register, pa_id, day)
    result = judged(w, register["pas"][pa_id]["sign_offs"][index])
    return {
        "state": result["state"],
        "review_date": result["review_date"],
        "codes": result["codes"],
        "decisions": [decision["on"] for decision in result["decisions"]],
        "choice": result["choice"],
    }


# ---------------------------------------------------------------------------------------------- the answer


def records_of_the_same(w, task_id: str, person_id: str) -> list:
    sign_offs = as_list((pa_of(w, w.pa_id) or {}).get("sign_offs"))
    return [one for one in sign_offs if one["task"] == task_id and one["person"] == person_id]


def chain_days(w, sign_off, choice) -> list:
    """ "every act (delegated, trained, assessed, signed off, as chosen)", and the yeses"""
    links = [choice[link]["on"] for link in ("delegated", "trained", "assessed", "signed")]
    return links + needed_yeses_began(w, sign_off, choice)


def needed_yeses_began(w, sign_off, choice) -> list:
    """ "of each yes that is needed, other than the insurer's, the entry that begins last" """
    found = []
    for party in needed_yeses(w, sign_off["task"], choice["signed"]["on"]):
        began = [yes_from(entry) for entry in yes_entries(w, sign_off, party)]
        began = [day for day in began if day <= w.day]
        if party != "insurer" and began:
            found.append(max(began))
    return found


def forbidden_by(w, other: dict, sign_off: dict, choice: dict) -> bool:
    """ "which no stop in another record of the same forbids" """
    result = judged(w, other) if not is_outside(other) else {"state": "broken", "decisions": []}
    decided = result["decisions"] and result["state"] != "broken"
    last = result["decisions"][-1]["on"] if decided else date.min
    first = min(chain_days(w, other, result["choice"])) if decided else date.min
    days = [one["on"] for one in withdrawals(w, other)]
    days += [r["on"] for r in reviews(w, other) if r["outcome"] == "retrain" and r["on"] >= last]
    days += [r["on"] for r in reviews(w, other) if r["outcome"] == "stops" and r["on"] >= first]
    links = chain_days(w, sign_off, choice)
    for stop in days:
        if not all(day > stop for day in links):
            fire("forbidden-by-another")
            return True
        fire("signed-anew-after-stop")
    return False


def said_to_stop(w, sign_off: dict) -> bool:
    """Whether a review of a record without decisions is a stop of it."""
    return any(review["outcome"] in ("stops", "retrain") for review in reviews(w, sign_off))


def candidates(w, same: list) -> list:
    found = []
    for number, sign_off in enumerate(same):
        if is_outside(sign_off):
            continue
        result = judged(w, sign_off)
        if result["state"] not in ("holds", "due"):
            continue
        others = [other for place, other in enumerate(same) if place != number]
        if not any(forbidden_by(w, other, sign_off, result["choice"]) for other in others):
            found.append((sign_off, result))
    return found


FOLDERS = {"pas": "pa", "persons": "person", "practitioners": "practitioner"}
TABLES = {"pa": "pas", "person": "persons", "practitioner": "practitioners"}


def is_a_record(w, kind: str, name: str | None) -> bool:
    return name in w.register[TABLES[kind]] or (kind, name) in w.register["left_out"]


def unclear_reach(w) -> set:
    """What files of no clear kind or id reach: (kind, id), (kind, "*") or ("everyone", "*")."""
    reached = set()
    for folder, name, inner in w.register["unclear"]:
        own = FOLDERS.get(folder)
        if own and inner == name and not is_a_record(w, own, name):
            continue  # its name and its id agree, and there is no other: it is clear
        kinds = [own] if own else list(TABLES)
        named = {(kind, name) for kind in kinds if is_a_record(w, kind, name)}
        if own and inner is not None and inner != name:  # "both ids, of the kind of its folder"
            reached |= {(own, name), (own, inner)}
        elif named:
            reached |= named
        elif own:
            reached.add((own, "*"))
        else:
            reached.add(("everyone", "*"))
    return reached


def file_in_doubt(w, kind: str, name: str | None) -> bool:
    if (kind, name) in w.register["left_out"] or (kind, name) in w.register["duplicates"]:
        return True
    reach = unclear_reach(w)
    return (kind, name) in reach or (kind, "*") in reach or ("everyone", "*") in reach


def actors_of(w, sign_off, result) -> set:
    """Who acts in the chain, or to whom it was handed over."""
    handed = {entry["to"] for entry in known(w, as_list(sign_off.get("handed_over")))}
    chosen = {act["by"] for act in result["choice"].values() if act}
    every = trainings(w, sign_off) + signings(w, sign_off) + practices(w, sign_off) + reviews(w, sign_off)
    every += acts(w, sign_off, "assessed", "assessed")
    return chosen | handed | {act.get("by") for act in every}


def doubt_of_event(w, event: dict, task_id: str, last: date | None) -> bool:
    """ "names a trigger, a task or a PA that does not exist, and does not name another PA or another task that does exist" """
    if last is not None and event["on"] < last:
        return False
    pas = set(w.register["pas"]) - {name for kind, name in w.register["left_out"] if kind == "pa"}
    pa, task, trigger = event.get("pa"), event.get("task"), event.get("trigger")
    missing = (
        trigger not in w.framework["triggers"]
        or (task is not None and task not in w.framework["tasks"])
        or (pa is not None and pa not in pas)
    )
    another = (pa is not None and pa != w.pa_id and pa in pas) or (
        task is not None and task != task_id and task in w.framework["tasks"]
    )
    return missing and not another


def with_authorisers(w, names: set) -> set:
    """ "or of anyone who authorised one of these, and so on" """
    found, more = set(), set(names)
    while more:
        found |= more
        above = set()
        for name in more:
            practitioner = w.register["practitioners"].get(name) or {}
            if ("practitioner", name) in w.register["left_out"]:
                practitioner = {}
            above |= {entry["by"] for entry in as_list(practitioner.get("authorised"))}
            above |= {practitioner["same_as"]} if practitioner.get("same_as") else set()
        more = above - found
    return found


def roles_of_chain(w, sign_off, result) -> set:
    chosen = {(act["by"], act["on"]) for act in result["choice"].values() if act}
    return {role_on(w, who, day) for who, day in chosen}


def readable(w, folder: str, kind: str, name: str) -> bool:
    return name in w.register[folder] and (kind, name) not in w.register["left_out"]


def names_no_human(w, who: str) -> bool:
    """ "names in `same_as` or `is_pa` an id that does not exist" """
    if not readable(w, "practitioners", "practitioner", who):
        return False
    practitioner = w.register["practitioners"][who]
    same, pa = practitioner.get("same_as"), practitioner.get("is_pa")
    return bool(same and not readable(w, "practitioners", "practitioner", same)) or bool(
        pa and not readable(w, "pas", "pa", pa)
    )


def unclear_facts(w, sign_off, result, task_id: str, person_id: str) -> bool:
    """ "another sign-off of the PA, which names a person or a task that does not exist …"; "ends before it begins" …"""
    pa, person = pa_of(w, w.pa_id) or {}, person_of(w, person_id) or {}
    tasks = w.framework["tasks"]
    for away in as_list(pa.get("away")):
        if away.get("until") is not None and away["until"] < away["from"] and away["until"] <= w.day:
            return True
    for other in as_list(pa.get("sign_offs")):
        unknown = {other["person"]} if not readable(w, "persons", "person", other["person"]) else set()
        unknown |= {other["task"]} if other["task"] not in tasks else set()
        meant = other["task"] in {task_id} | unknown and other["person"] in {person_id} | unknown
        stops = [one["on"] for one in known(w, as_list(other.get("withdrawn")))]
        stops += [r["on"] for r in reviews(w, other) if r["outcome"] != "continues"]
        if unknown and meant and stops:
            return True
    for device in as_list(person.get("devices")):
        if device["task"] not in tasks and device["from"] <= w.day:
            return True
        if device["task"] == task_id and device.get("until") is not None and device["until"] < device["from"]:
            return True
    last = result["decisions"][-1]["on"] if result["decisions"] else date.min
    since = [event for event in known(w, as_list(person.get("events"))) if event["on"] >= last]
    named = (tasks.get(task_id) or {}).get("decide_again_when") or []
    return bool(since) and any(one not in w.framework["triggers"] for one in named)


def doubts(w, sign_off, result, task_id: str, person_id: str) -> set:
    found = set()
    left_out = w.register["left_out"]
    if file_in_doubt(w, "pa", w.pa_id):
        found.add("doubt-pa")
    if person_of(w, person_id) is None:
        found.add("doubt-person-not-there")
    if file_in_doubt(w, "person", person_id):
        found.add("doubt-person")
    if any(file_in_doubt(w, "practitioner", who) for who in with_authorisers(w, actors_of(w, sign_off, result))):
        found.add("doubt-practitioner")
    for entry in known(w, as_list(sign_off.get("handed_over"))):
        if entry["to"] not in w.register["practitioners"]:
            found.add("doubt-hand-over")
    for who in with_authorisers(w, actors_of(w, sign_off, result)):
        if names_no_human(w, who):
            found.add("doubt-human")
    if unclear_facts(w, sign_off, result, task_id, person_id):
        found.add("doubt-unclear")
    last = result["decisions"][-1]["on"] if result["decisions"] else None
    for event in known(w, as_list((person_of(w, person_id) or {}).get("events"))):
        if doubt_of_event(w, event, task_id, last):
            found.add("doubt-event")
    if any(one not in w.framework["conditions"] for one in as_list(sign_off.get("conditions"))):
        found.add("doubt-condition")
    if framework_in_doubt(w, task_id) or any(("role", one) in left_out for one in roles_of_chain(w, sign_off, result)):
        found.add("doubt-framework")
    return found


def framework_in_doubt(w, task_id: str) -> bool:
    """Optional marks in `left_out`: ("task", id), ("policy", any) and ("settings", any)."""
    return any(
        kind in ("policy", "settings") or (kind, name) == ("task", task_id) for kind, name in w.register["left_out"]
    )


def answer_and_why(framework, register, pa_id, task_id, person_id, day) -> tuple:
    w = World(framework, register, pa_id, day)
    task = task_on(w, task_id, day)
    if task is not None and task.get("status") == "own-role":
        return "yes", {"own-role"}  # 1
    same = records_of_the_same(w, task_id, person_id)
    found = candidates(w, same)  # 2
    if found:  # 3
        each = [doubts(w, sign_off, result, task_id, person_id) for sign_off, result in found]
        every = set().union(*each)
        return ("yes", set()) if any(not one for one in each) else ("unknown", every)
    unreadable = ("task", task_id) in register["left_out"] or any(k == "policy" for k, _ in register["left_out"])
    if file_in_doubt(w, "pa", pa_id) or unreadable:  # 4
        return "unknown", {"doubt-pa-without-candidate"}
    for sign_off in same:
        if not is_outside(sign_off):
            everyone = with_authorisers(w, actors_of(w, sign_off, judged(w, sign_off)))
            if any(("practitioner", one) in register["left_out"] for one in everyone):
                return "unknown", {"doubt-practitioner-without-candidate"}
    if same and all(is_outside(one) for one in same):  # 5
        if any(withdrawals(w, one) or said_to_stop(w, one) for one in same):
            return "no", {"stopped-outside"}
        return "outside", set()
    return "no", set()  # 6


def answer(framework, register, pa_id, task_id, person_id, day) -> str:
    """ "yes", "no", "unknown" or "outside"."""
    return answer_and_why(framework, register, pa_id, task_id, person_id, day)[0]


# ---------------------------------------------------------------------------------------------- allowed once


def hours_of(entry: dict) -> tuple | None:
    """The first and the last moment of an entry of `one_offs`, as (day, time); None where it counts for nothing."""
    if entry["until"] == entry["from"]:
        return None
    last = entry["on"] if entry["until"] > entry["from"] else entry["on"] + DAY
    return (entry["on"], entry["from"]), (last, entry["until"])


def person_agrees(w, entry: dict, same: list) -> bool:
    """ "`agreed_by` of the entry says who agreed to it, or the person's yes is in force on *d* in a record of the same" """
    if entry.get("agreed_by"):
        return True
    return any(in_force(w, one, "person", w.day) for one in same if not is_outside(one))


def allowed_once(framework, register, pa_id, task_id, person_id, day) -> list:
    """The entries of the PA that are allowed on the day, whatever the answer is without them."""
    w = World(framework, register, pa_id, day)
    task, pa, person = task_on(w, task_id, day), pa_of(w, pa_id) or {}, person_of(w, person_id) or {}
    same = records_of_the_same(w, task_id, person_id)
    left = pa.get("active_until") is not None and pa["active_until"] < day
    ended = person.get("ended_on") is not None and person["ended_on"] <= day
    if task is None or task.get("status") not in MAY_BE_DELEGATED or left or ended:
        return []
    if any(withdrawals(w, one) for one in same):
        return []
    found = []
    for entry in as_list(pa.get("one_offs")):
        hours = hours_of(entry)
        if (entry["task"], entry["person"]) != (task_id, person_id) or hours is None:
            continue
        if not hours[0][0] <= day <= hours[1][0]:
            continue
        if actor_could(w, entry["by"], "delegated", task_id, entry["on"]) and person_agrees(w, entry, same):
            found.append(entry)
    return found


def answer_at(framework, register, pa_id, task_id, person_id, day, time: str) -> str:
    """The answer at a time of the day."""
    kind = answer(framework, register, pa_id, task_id, person_id, day)
    if kind != "no":
        return kind
    w = World(framework, register, pa_id, day)
    for entry in allowed_once(framework, register, pa_id, task_id, person_id, day):
        first, last = hours_of(entry)
        if not first <= (day, time) <= last:
            continue
        who = with_authorisers(w, {entry["by"]})
        in_doubt = person_of(w, person_id) is None or file_in_doubt(w, "person", person_id)
        in_doubt = in_doubt or file_in_doubt(w, "pa", pa_id)
        in_doubt = in_doubt or any(file_in_doubt(w, "practitioner", one) or names_no_human(w, one) for one in who)
        return "unknown" if in_doubt else "yes"
    return kind
