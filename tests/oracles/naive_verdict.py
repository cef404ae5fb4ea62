"""The verdict of a sign-off a second time: slow, obvious, and written from the decision page alone.

Numbers are those of `docs/decisions/0009-the-verdict-of-a-sign-off.md`. Nothing here is shared with the
program but the records, so that a slip of one is not a slip of both.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from pa_framework.records.load import Records
from pa_framework.records.model import Role, Task
from pa_framework.records.register_model import Authorisation, Event, HeldCompetence, Pa, Person, Practitioner


def naive_verdict(
    records: Records,
    practitioners: Mapping[str, Practitioner],
    persons: Mapping[str, Person],
    pa: Pa,
    index: int,
    on: date,
) -> str:
    """The state of a PA's sign-off on a day: holds, due, lapsed, stopped, incomplete or broken."""
    task = pa.sign_offs[index].task
    if task not in records.tasks or records.tasks[task].status not in ("delegable", "by-exception"):  # 11
        return "broken"
    return _Asked(records, practitioners, persons, pa, index, on).verdict()


class _Asked:
    """One question. Every fact later than the day asked about is left out before anything is judged."""

    def __init__(
        self,
        records: Records,
        practitioners: Mapping[str, Practitioner],
        persons: Mapping[str, Person],
        pa: Pa,
        index: int,
        on: date,
    ) -> None:
        self.records = records
        self.practitioners = practitioners
        self.pa = pa
        self.on = on
        self.sign_off = sign_off = pa.sign_offs[index]
        self.task: Task = records.tasks[sign_off.task]
        assert self.task.sign_off is not None
        assert records.framework is not None
        self.asks = self.task.sign_off
        self.tier = records.tiers[self.task.risk or ""]
        self.settings = records.framework.settings

        self.yes: dict[str, date] = {}
        for who in ("person", "pa", "employer", "insurer"):
            day = getattr(sign_off.agreed, who)
            if day is not None and day <= on:
                self.yes[who] = day
        self.day: dict[str, date] = {}
        self.by: dict[str, str] = {}
        for link in ("delegated", "trained", "assessed", "signed_off"):
            day = getattr(sign_off, link + "_on")
            if day is not None and day <= on:
                self.day[link] = day
                self.by[link] = getattr(sign_off, link + "_by")
        self.observed = [observation for observation in sign_off.observed if observation.on <= on]
        self.reviews = [review for review in sign_off.reviews if review.on <= on]
        self.withdrawn = sign_off.withdrawn is not None and sign_off.withdrawn.on <= on
        self.events = []
        if sign_off.person in persons:
            for event in persons[sign_off.person].events:
                mine = event.pa in (None, pa.id) and event.task in (None, self.task.id)
                if event.on <= on and mine and self.holds_for_the_task(event.trigger):
                    self.events.append(event)

    def verdict(self) -> str:
        if self.broken():
            return "broken"
        if self.withdrawn:
            return "stopped"
        if "signed_off" not in self.day:
            no_good = any(review.outcome in ("stops", "retrain") for review in self.reviews)
            return "stopped" if no_good else "incomplete"
        decided = self.last_decision()
        for review in self.reviews:
            if review.outcome in ("stops", "retrain") and review.on >= decided:
                return "stopped"
        for event in self.events:
            if event.on >= decided and self.stops_now(event):
                return "stopped"
        months = self.tier.demands.review_within_months
        if self.asks.review_every is not None:
            months = self.asks.review_every.months
        review_date = months_later(decided, months)
        if self.on > review_date:
            return "lapsed"
        if (review_date - self.on).days <= self.settings.review_warning_days:
            return "due"
        for event in self.events:
            if event.on >= decided and not self.stops_now(event):
                return "due"
        return "holds"

    def broken(self) -> bool:
        return (
            self.out_of_order()  # 1 to 3
            or self.wrong_actor()  # 4 to 7
            or self.not_apart()  # 8
            or self.sole_assessor()  # 9
            or self.competence_missing()  # 10
            or self.wrong_person()  # 11
        )

    # --- 1 to 3

    def needed(self) -> set[str]:
        return {*self.asks.agreed_by, *self.tier.demands.agreed_by}

    def out_of_order(self) -> bool:
        if "delegated" in self.day and "person" in self.needed():
            if "person" not in self.yes:
                return True
            if self.day["delegated"] < self.yes["person"]:
                return True
        for before, after in (("delegated", "trained"), ("trained", "assessed"), ("assessed", "signed_off")):
            if after in self.day:
                if before not in self.day:
                    return True
                if self.day[after] < self.day[before]:
                    return True
        if "signed_off" in self.day:
            for who in self.needed():
                if who not in self.yes:
                    return True
                if self.yes[who] > self.day["signed_off"]:
                    return True
            enough = self.tier.demands.observed_practices
            if self.asks.observed_practices is not None:
                enough = max(enough, self.asks.observed_practices.at_least)
            if self.practices_that_count() < enough:
                return True
        return False

    def practices_that_count(self) -> int:
        count = 0
        for practice in self.observed:
            after_training = "trained" in self.day and practice.on >= self.day["trained"]
            before_assessment = "assessed" in self.day and practice.on <= self.day["assessed"]
            after_every_yes = all(who in self.yes and practice.on >= self.yes[who] for who in self.needed())
            if (
                after_training
                and before_assessment
                and after_every_yes
                and self.could_observe(practice.by, practice.on)
            ):
                count += 1
        return count

    # --- 4 to 7

    def wrong_actor(self) -> bool:
        duty = {"delegated": "delegate", "trained": "train", "assessed": "assess", "signed_off": "sign_off"}
        return any(not self.could_act(self.by[link], self.day[link], duty[link]) for link in self.day)

    def could_observe(self, who: str, day: date) -> bool:
        return self.could_act(who, day, "assess") or self.could_act(who, day, "train")

    def could_act(self, who: str, day: date, duty: str) -> bool:
        return (
            self.active(who, day)  # 4
            and self.may_hold(who, duty)  # 5
            and self.has_authority(who, day, [])  # 6
            and self.practitioners[who].is_pa != self.pa.id  # 7
        )

    def active(self, who: str, day: date) -> bool:
        if who not in self.practitioners:
            return False
        here = self.practitioners[who]
        return here.active_from <= day and (here.active_until is None or day <= here.active_until)

    def role(self, who: str) -> Role:
        return self.records.roles[self.practitioners[who].role]

    def may_hold(self, who: str, duty: str) -> bool:
        held = getattr(self.role(who), "may_" + duty)
        if self.task.category not in held:
            return False
        tiers = list(self.records.tiers)
        return tiers.index(held[self.task.category]) >= tiers.index(self.tier.id)

    def has_authority(self, who: str, day: date, came_by: list[tuple[str, date]]) -> bool:
        """By walking every way up. A way that comes back to someone on a day where it has been is a circle."""
        if (who, day) in came_by or who not in self.practitioners:
            return False
        if self.role(who).kind == "registered" and self.role(who).accountable:
            months = self.settings.register_check_valid_months
            checks = self.practitioners[who].register_checked_on
            return any(check <= day <= months_later(check, months) for check in checks)
        for given in self.practitioners[who].authorised:
            if (
                self.covers(given)
                and given.on <= day
                and given.first <= day
                and (given.until is None or day <= given.until)
                and self.active(given.by, given.on)
                and self.practitioners[given.by].role in self.role(who).authorised_by
                and self.has_authority(given.by, given.on, [*came_by, (who, day)])
            ):
                return True
        return False

    def covers(self, given: Authorisation) -> bool:
        return self.task.id in given.tasks or self.task.category in given.categories

    # --- 8 to 11

    def apart(self) -> list[tuple[str, str]]:
        return [*self.asks.apart, *self.tier.demands.apart]

    def not_apart(self) -> bool:
        for one, other in self.apart():
            first, second = one.removesuffix("_by"), other.removesuffix("_by")
            if first in self.by and second in self.by and self.by[first] == self.by[second]:
                return True
        return False

    def sole_assessor(self) -> bool:
        if "assessed" not in self.by or self.by["assessed"] not in self.practitioners:
            return False
        return self.practitioners[self.by["assessed"]].role in self.tier.demands.never_sole_assessor

    def competence_missing(self) -> bool:
        if "signed_off" not in self.day:
            return False
        for competence, step in self.task.requires.items():
            if not any(self.shows(held, competence, step) for held in self.pa.competences):
                return True
        return False

    def shows(self, held: HeldCompetence, competence: str, step: str) -> bool:
        steps = list(self.records.steps)
        return (
            held.competence == competence
            and steps.index(held.step) >= steps.index(step)
            and held.on <= self.day["signed_off"]
            and (held.until is None or held.until >= self.day["signed_off"])
            and self.active(held.assessed_by, held.on)
        )

    def wrong_person(self) -> bool:
        if "assessed" not in self.day or self.task.scope == "transferable":
            return False
        return self.sign_off.assessed_with not in (None, self.sign_off.person)

    # --- triggers

    def holds_for_the_task(self, name: str) -> bool:
        if name not in self.records.triggers:
            return False
        if name in self.task.decide_again_when:
            return True
        if self.records.triggers[name].holds_for != "every-task":
            return False
        return self.records.triggers[name].gap is None or self.task.rescue is None

    def stops_now(self, event: Event) -> bool:
        trigger = self.records.triggers[event.trigger]
        if trigger.does == "stop":
            return True
        if trigger.does == "go-on":
            return False
        last_day = event.on
        for _ in range(trigger.days or 0):
            last_day = last_day + timedelta(days=1)
        return self.on > last_day

    # --- decisions

    def last_decision(self) -> date:
        last = self.day["signed_off"]
        for review in self.reviews:
            if review.outcome == "continues" and review.on > last and self.review_counts(review.by, review.on):
                last = review.on
        return last

    def review_counts(self, who: str, day: date) -> bool:
        if day < self.day["signed_off"] or not self.could_act(who, day, "review"):
            return False
        for one, other in self.apart():
            if one == "reviewed_by" and self.by.get(other.removesuffix("_by")) == who:
                return False
            if other == "reviewed_by" and self.by.get(one.removesuffix("_by")) == who:
                return False
        return True


def months_later(day: date, months: int) -> date:
    """By the calendar: the same day of a later month, or that month's last."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))
