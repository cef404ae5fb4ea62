"""Writes the invented register of this repository, or one of any size. The same seed gives the same bytes.

python -m tests.builders.invented_register competences/register [--pas 72] [--seed 2029]

No one real is meant. Practitioners work in teams of thirty; each team looks after 72 PAs and 48 people. What the
framework asks for is written down here as it was in November 2026: a register does not follow a framework that changes,
so a change there shows up as verdicts, as it would in a real place.
"""

import argparse
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct, field

from pa_framework.edit.formatter import WIDTH, format_document
from pa_framework.records.yaml_source import parse_document
from tests.builders.invented_situations import PRACTITIONERS, add_to

#: The day for which every verdict occurs.
ON = date(2026, 11, 22)
PAS, PERSONS, TEAM = 72, 48, 30
_SEED = 2029
_FIRST = date(2024, 1, 8)

#: A team: key → role, organisation. The place in this table is the number of the practitioner in the team.
ROLES: Mapping[str, tuple[str, str]] = {
    "cn1": ("community-nurse", "riverside-community-trust"),
    "cn2": ("community-nurse", "riverside-community-trust"),
    "cn3": ("community-nurse", "riverside-community-trust"),
    "lead0": ("phb-clinical-lead", "two-rivers-icb"),
    "lead1": ("phb-clinical-lead", "two-rivers-icb"),
    "lead2": ("phb-clinical-lead", "two-rivers-icb"),
    "dn1": ("diabetes-nurse", "riverside-community-trust"),
    "dn2": ("diabetes-nurse", "riverside-community-trust"),
    "en1": ("epilepsy-nurse", "hilltop-hospital-trust"),
    "rn1": ("respiratory-nurse", "hilltop-hospital-trust"),
    "rn2": ("respiratory-nurse", "hilltop-hospital-trust"),
    "rn3": ("respiratory-nurse", "hilltop-hospital-trust"),
    "cs1": ("continence-and-stoma-nurse", "riverside-community-trust"),
    "cs2": ("continence-and-stoma-nurse", "riverside-community-trust"),
    "nn1": ("nutrition-nurse", "hilltop-hospital-trust"),
    "tv1": ("tissue-viability-nurse", "riverside-community-trust"),
    "diet": ("dietitian", "hilltop-hospital-trust"),
    "ot1": ("occupational-therapist", "two-rivers-council"),
    "pt1": ("physiotherapist", "riverside-community-trust"),
    "slt": ("speech-and-language-therapist", "riverside-community-trust"),
    "ph1": ("pharmacist", "market-street-surgery"),
    "gp": ("general-practitioner", "market-street-surgery"),
    "na1": ("nursing-associate", "market-street-surgery"),
    "wm": ("ward-manager", "hilltop-hospital-trust"),
    "ctp": ("clinical-training-provider", "harbour-clinical-training"),
    "tr1": ("pa-trainer", "two-rivers-pa-hub"),
    "tr2": ("pa-trainer", "two-rivers-pa-hub"),
    "tr3": ("pa-trainer", "two-rivers-pa-hub"),
    "emp": ("individual-employer", "own-home"),
    "self": ("person", "own-home"),
}
_ON_A_REGISTER = frozenset(list(ROLES)[:24])
#: Who left, and when; who came late.
_LEFT = {"lead0": date(2025, 10, 31), "cn3": date(2026, 3, 31)}
_CAME = {"lead2": date(2025, 9, 1), "rn3": date(2025, 2, 3)}
#: Whose registration no one looked up for more than a year, and the tasks in which they act.
_UNCHECKED = {"diabetes": "dn2", "continence": "cs2", "bowel": "cs2", "respiratory": "rn2"}
#: The times of day of practices that are alike in everything else.
_TIMES = ("08:30", "13:00", "18:30", "21:00", "10:15")
#: People whose employer forgot to renew the insurance this year, and those where it runs out next month.
_NOT_RENEWED, _RENEWED_IN_DECEMBER = frozenset({31, 41}), frozenset({7})
_TRAINED_BY_ALL = ("medicines", "diabetes", "nutrition", "continence", "skin", "monitoring")


class Task(Struct, frozen=True):
    """What a task asks for, and who acts in it here: keys of `ROLES`, and competences with their steps."""

    id: str
    category: str
    often: int
    observed: int
    months: int
    delegate: str
    train: str
    assess: str
    sign: str
    review: str
    needs: str
    #: Requirements that were added later. They have random numbers of their own, so that no other entry changes.
    needs_since: str = ""

    @property
    def requires(self) -> dict[str, str]:
        return _steps(self.needs)

    @property
    def requires_since(self) -> dict[str, str]:
        return _steps(self.needs_since)


def _steps(needs: str) -> dict[str, str]:
    steps = {"1": "aware", "2": "assisted", "3": "independent"}
    return {name: steps[step] for name, step in (each.split("=") for each in needs.split())}


_INF, _REC, _KNOW, _KNOWN = (
    "infection-prevention=3",
    "record-keeping=3",
    "working-to-a-delegated-task=2",
    "medicines-support",
)
_WELL = "working-to-a-delegated-task=3"
TASKS = (
    Task("oral-medicines", "medicines", 15, 2, 12, "cn1 ph1 gp", "tr1 na1 cn2", "cn2 na1", "cn1 lead1", "cn1 ph1", f"{_KNOWN}=3 {_REC} {_KNOW}"),
    Task("when-required-medicines", "medicines", 6, 3, 12, "cn1 gp", "tr1 ph1", "cn2", "lead1 lead2", "cn1 ph1", f"{_KNOWN}=3 {_REC} noticing-changes=3 {_KNOW}"),
    Task("creams-and-patches", "medicines", 13, 2, 12, "cn1 cn2", "tr1 tr2 na1", "cn2 na1", "cn1 lead1", "cn2 na1", f"{_INF} skin-care=2 {_KNOWN}=2 {_KNOW}"),
    Task("eye-and-ear-drops", "medicines", 8, 2, 12, "cn1 cn2", "tr1 ph1", "cn1 na1", "cn2 lead1", "cn1 na1", f"{_INF} {_REC} {_KNOWN}=2 {_KNOW}"),
    Task("inhalers-and-nebulisers", "respiratory", 8, 2, 12, "rn1 pt1", "rn1 cn1", "rn3 pt1", "cn1 lead1", "rn1 cn1", f"{_INF} {_KNOWN}=2 breathing-support-awareness=1 {_KNOW}"),
    Task("buccal-midazolam", "seizures", 5, 5, 12, "en1", "ctp", "en1", "lead1 lead2", "en1", f"epilepsy-awareness=3 emergency-response=2 {_REC} {_WELL}"),
    Task("insulin-by-pen", "diabetes", 7, 5, 12, "dn1 cn1", "ctp cn2", "dn1 cn1", "lead1 lead2", "dn1 cn1", f"{_INF} {_REC} diabetes-awareness=3 {_WELL}"),
    Task("blood-glucose-check", "diabetes", 9, 3, 12, "dn1 cn1", "tr1 na1", "cn1 dn1", "lead1 cn2", "dn1 cn1", f"{_INF} {_REC} diabetes-awareness=1 {_KNOW}"),
    Task("subcutaneous-injection", "injections", 2, 5, 12, "cn1 cn2", "ctp cn1", "cn2", "lead1 lead2", "cn1 cn2", f"{_INF} {_REC} {_KNOWN}=3 {_WELL}"),
    Task("gastrostomy-feed", "nutrition", 12, 3, 12, "cn1 diet", "tr1 tr2", "cn1 cn2", "lead1 lead2", "cn1 cn2", f"{_INF} {_REC}", f"tube-feeding-awareness=3 {_WELL}"),
    Task("gastrostomy-medicines", "medicines", 9, 5, 12, "cn1 ph1", "ctp ph1", "nn1 cn2", "lead1 lead2", "nn1 cn1", f"{_INF} {_REC} {_KNOWN}=3 tube-feeding-awareness=3 {_WELL}"),
    Task("gastrostomy-site-care", "nutrition", 9, 2, 12, "nn1 cn1", "tr2 na1", "cn2 nn1", "cn1 lead1", "nn1 wm", f"{_INF} skin-care=2 tube-feeding-awareness=1 {_KNOW}"),
    Task("catheter-care", "continence", 12, 2, 12, "cn1 cs1", "tr1 na1", "cn2 na1", "cs1 lead1", "cn1 cs1", f"{_INF} continence-care=2 privacy-and-dignity=3 {_KNOW}"),
    Task("intermittent-catheterisation", "continence", 3, 5, 6, "cs1", "ctp", "cs1", "lead1 lead2", "cs1", f"{_INF} continence-care=3 privacy-and-dignity=3 {_REC} {_WELL}"),
    Task("stoma-bag-change", "continence", 7, 2, 12, "cs1 wm", "tr1 cn1", "cn2 cs1", "cn1 lead1", "cs1 cn1", f"{_INF} continence-care=2 skin-care=2 {_KNOW}"),
    Task("suppositories-and-micro-enemas", "bowel", 4, 3, 12, "cn1 cs1", "na1 ctp", "cn2", "cs1 lead1", "cn1 cs1", f"{_INF} continence-care=2 privacy-and-dignity=3 capacity-and-consent=2 {_KNOW}"),
    Task("digital-removal-of-faeces", "bowel", 3, 5, 12, "cs1", "ctp", "cs1", "lead1 lead2", "cs1", f"{_INF} continence-care=3 privacy-and-dignity=3 emergency-response=2 {_WELL}"),
    Task("simple-dressing", "skin", 6, 3, 12, "cn1 tv1", "na1 tv1", "cn2 ctp", "tv1 lead1", "cn1 tv1", f"{_INF} skin-care=3 {_REC} {_KNOW}"),
    Task("pressure-area-care", "skin", 14, 2, 12, "cn1 tv1 ot1", "tr1 pt1", "cn2 ot1", "tv1 lead1", "cn1 ot1", f"skin-care=3 moving-and-assisting=3 {_REC} {_KNOW}"),
    Task("oxygen-and-mask-ventilation", "respiratory", 3, 5, 6, "rn1 pt1", "ctp pt1", "rn1 rn3", "lead1 lead2", "rn1 pt1", f"breathing-support-awareness=3 emergency-response=2 equipment-care=3 {_REC} {_WELL}"),
    Task("cough-assist", "respiratory", 3, 5, 6, "pt1", "ctp rn1", "pt1 rn3", "lead1 lead2", "pt1 rn1", f"breathing-support-awareness=3 equipment-care=3 {_INF} emergency-response=2 {_WELL}"),
    Task("tracheostomy-suction", "respiratory", 2, 5, 6, "rn1", "ctp", "rn1 rn3", "lead1 lead2", "rn1", f"breathing-support-awareness=3 emergency-response=3 {_INF} equipment-care=3 {_WELL}"),
    Task("vital-signs", "monitoring", 12, 2, 12, "cn1 na1", "tr1 na1", "cn2 na1", "cn1 lead1", "cn1 na1", f"taking-observations=2 noticing-changes=3 {_REC} {_KNOW}"),
    Task("therapy-programme", "therapy", 11, 2, 12, "ot1 pt1 slt", "pt1 emp self ot1", "ot1 slt", "ot1 lead1", "pt1 slt", f"record-keeping=2 listening-and-talking=3 noticing-changes=2 {_KNOW}"),
)  # fmt: skip
#: What becomes of a sign-off, and how often in a hundred.
_FATES = {"holds": 52, "due": 11, "lapsed": 9, "stopped": 8, "incomplete": 8, "broken": 12}

SignOff = dict[str, Any]


class Made(Struct):
    """One sign-off in the making: the days and hands of a whole chain, which a fate then changes."""

    random: Random
    team: "Team"
    pa: int
    person: int
    task: Task
    signed: date
    entry: SignOff = field(default_factory=dict)
    held_late: str = ""

    def who(self, keys: str, on: date, *others: str) -> str:
        """Someone of the team who is there on that day, and none of those who have another duty."""
        names = [key for key in keys.split() if self.team.there(key, on) and self.team.id(key) not in others]
        return self.team.id(self.random.choice(names or keys.split()))

    def back(self, day: date, least: int, most: int) -> date:
        return day - timedelta(days=self.random.randint(least, most))

    def whole(self) -> SignOff:
        """Every link, in order, by someone who may."""
        task, signed = self.task, self.signed
        assessed = self.back(signed, 0, 5)
        observed = sorted(self.back(assessed, 0, 9) for _ in range(task.observed))
        trained = self.back(observed[0], 0, 6)
        delegated = self.back(trained, 1, 9)
        trainer = self.who(task.train, trained)
        assessor = self.who(task.assess, assessed, trainer)
        signer = self.who(task.sign, signed, assessor)
        self.entry = {
            "task": task.id,
            "person": _person(self.person),
            "agreed": {who: self.back(delegated, 0, 8) for who in ("person", "pa", "employer", "insurer")},
            "delegated_by": self.who(task.delegate, delegated),
            "delegated_on": delegated,
            "trained_by": trainer,
            "trained_on": trained,
            "observed": [{"by": self.who(task.assess, day), "on": day} for day in observed],
            "assessed_by": assessor,
            "assessed_on": assessed,
            "signed_off_by": signer,
            "signed_off_on": signed,
        }
        return self.entry

    def reviewed(self, on: date, outcome: str = "continues") -> None:
        self.entry.setdefault("reviews", []).append(
            {"by": self.who(self.task.review, on), "on": on, "outcome": outcome}
        )


class Team(Struct, frozen=True):
    """Thirty practitioners."""

    number: int

    def id(self, key: str) -> str:
        return f"pr-{self.number * TEAM + list(ROLES).index(key) + 1:03}"

    @staticmethod
    def there(key: str, on: date) -> bool:
        return _CAME.get(key, date.min) <= on <= _LEFT.get(key, date.max)


def _person(number: int) -> str:
    return f"person-{number + 1:03}"


def _pa(number: int) -> str:
    return f"pa-{number + 1:04}"


def _told_apart(observed: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Practices that are alike get the time of day."""
    told = []
    for number, each in enumerate(observed):
        earlier = sum(other == each for other in observed[:number])
        is_alone = observed.count(each) == 1
        told.append(dict(each) if is_alone else {**each, "at": _TIMES[earlier]})
    return told


# --- what may go wrong: each a whole chain with one thing changed, or None where the chain is none of its kind

Fault = Callable[[Made], bool]


def _out_of_order(made: Made) -> bool:
    made.entry["assessed_on"] = made.entry["trained_on"] - timedelta(days=3)
    made.entry["observed"] = []
    return True


def _by_themselves(made: Made) -> bool:
    if made.pa % PAS != 6:
        return False
    made.entry["trained_by"] = made.team.id("tr2")
    return True


def _not_apart(made: Made) -> bool:
    if made.task.observed < 3:
        return False
    made.entry["signed_off_by"] = made.entry["assessed_by"]
    return True


def _role_may_not(made: Made) -> bool:
    made.entry["assessed_by"] = made.team.id("gp" if made.task.category != "therapy" else "diet")
    return True


def _had_left(made: Made) -> bool:
    made.entry["signed_off_by"] = made.team.id("lead0")
    return made.signed > _LEFT["lead0"]


def _not_authorised(made: Made) -> bool:
    if made.task.category not in ("skin", "continence", "nutrition", "medicines") or made.task.observed > 3:
        return False
    made.entry["trained_by"] = made.team.id("tr3")
    return bool(made.entry["trained_on"] > date(2025, 12, 31))


def _too_few(made: Made) -> bool:
    made.entry["observed"] = made.entry["observed"][1:]
    return True


def _competence_late(made: Made) -> bool:
    made.held_late = next(iter(made.task.requires))
    return True


def _no_yes(made: Made) -> bool:
    del made.entry["agreed"][made.random.choice(["pa", "employer", "insurer"])]
    return True


def _with_another(made: Made) -> bool:
    made.entry["assessed_with"] = _person(made.person + (1 if made.person % PERSONS < PERSONS - 1 else -1))
    return True


def _never_delegated(made: Made) -> bool:
    swapped = {"gastrostomy-site-care": "nasogastric-tube-insertion", "insulin-by-pen": "changing-a-dose"}
    made.entry["task"] = swapped.get(made.task.id, "reminding-about-medicines")
    return made.task.id in (*swapped, "oral-medicines")


def _unchecked(made: Made) -> bool:
    made.entry["delegated_by"] = made.team.id(_UNCHECKED.get(made.task.category, "dn2"))
    return made.task.category in _UNCHECKED


def _by_the_employer(made: Made) -> bool:
    made.entry["assessed_by"] = made.team.id("emp")
    return made.task.category == "therapy"


def _missing(made: Made) -> bool:
    del made.entry["trained_by"], made.entry["trained_on"]
    return True


FAULTS: Sequence[Fault] = (
    _by_themselves,
    _by_the_employer,
    _never_delegated,
    _unchecked,
    _not_authorised,
    _not_apart,
    _out_of_order,
    _role_may_not,
    _had_left,
    _too_few,
    _no_yes,
    _with_another,
    _missing,
    _competence_late,
)


# --- the register


class World:
    """Everything of one register, made in order; `files` gives it path by path."""

    def __init__(
        self, pas: int = PAS, seed: int = _SEED, per_pa: tuple[int, int] = (3, 8), sound: bool = False
    ) -> None:
        self.random = Random(seed)
        self.sound = sound
        #: Whether the situations of `invented_situations.py` are part of it: in the committed register only.
        self.is_committed = (pas, seed, sound) == (PAS, _SEED, False)
        self.per_pa = per_pa
        self.pas = pas
        self.teams = [Team(number) for number in range((pas + PAS - 1) // PAS)]
        self.needs: dict[int, list[Task]] = {}
        self.team_of: dict[int, list[int]] = {}
        self.events: dict[int, list[dict[str, Any]]] = {}
        self.faults = 0

    def files(self) -> Iterable[tuple[str, dict[str, Any]]]:
        yield (
            "register.yaml",
            {
                "title": "An invented register",
                "kind": "invented",
                "summary": f"{self.pas} PAs and the people around them. All of them are invented: nobody real is meant.",
            },
        )
        for team in self.teams:
            for key in ROLES:
                yield f"practitioners/{team.id(key)}.yaml", self.practitioner(team, key)
        if self.is_committed:
            yield from ((f"practitioners/{name}.yaml", {**made}) for name, made in PRACTITIONERS.items())
        for number in range(len(self.teams) * PERSONS):
            count = self.random.randint(3, 6)
            often = self.random.choices(TASKS, [task.often for task in TASKS], k=count + 4)
            self.needs[number] = list(dict.fromkeys(often))[:count]
        for number in range(self.pas):
            made = self.pa(number)
            if self.is_committed:
                add_to("pa", made)
            yield f"pas/{_pa(number)}.yaml", made
        for number in self.needs:
            if self.team_of.get(number):
                made = self.person(number)
                if self.is_committed:
                    add_to("person", made)
                yield f"persons/{_person(number)}.yaml", made
        if self.pas <= PAS:
            yield from self.agreements()

    def practitioner(self, team: Team, key: str) -> dict[str, Any]:
        role, organisation = ROLES[key]
        made: dict[str, Any] = {"practitioner": team.id(key), "role": role, "organisation": organisation}
        shift = timedelta(days=(list(ROLES).index(key) * 7 + team.number) % 60)
        if key in _UNCHECKED.values():
            made["register_checked_on"] = [date(2024, 1, 15) + shift, date(2026, 11, 2)]
        elif key in _ON_A_REGISTER:
            checks = [date(2023, 9, 4), date(2024, 7, 1), date(2025, 5, 6), date(2026, 3, 2)]
            left = _LEFT.get(key, date.max)
            made["register_checked_on"] = [day + shift for day in checks if day + shift <= left]
        given = self.authorised(team, key)
        if given:
            made["authorised"] = given
        made["active_from"] = _CAME.get(key, date(2023, 3, 1) + shift)
        if key in _LEFT:
            made["active_until"] = _LEFT[key]
        if key == "tr2":
            made["is_pa"] = _pa(team.number * PAS + 6)
        return made

    def authorised(self, team: Team, key: str) -> list[dict[str, Any]]:
        """Renewed each year, by someone who could."""
        spans = [(date(2023, 12, 4), date(2024, 12, 3)), (date(2024, 12, 2), date(2025, 12, 1)), (date(2025, 12, 1), date(2026, 12, 31))]  # fmt: skip
        by = {"tr1": "cn1", "tr2": "lead1", "ctp": "lead1", "emp": "ot1", "self": "pt1"}
        if key == "tr3":  # by a nurse who has left since; not renewed
            spans, by = [(date(2025, 1, 6), date(2025, 12, 31))], {"tr3": "cn3"}
        if key not in by:
            return []
        covers: dict[str, Any] = {"categories": list(_TRAINED_BY_ALL)}
        if key == "ctp":
            covers = {"categories": [*_TRAINED_BY_ALL, "injections", "respiratory", "bowel", "seizures"]}
        elif key in ("emp", "self"):
            covers = {"tasks": ["therapy-programme"]}
        return [
            {"by": team.id(by[key]), "on": first, "from": first, "until": until, **covers} for first, until in spans
        ]

    def insured(self, person: int, first: date) -> date | list[date]:
        """The insurer's yes, and its renewals: for all tasks of one employer on about one day of the year."""
        random = Random(f"insurance {person}")
        usual = 350 if person % PERSONS in _RENEWED_IN_DECEMBER else random.randint(40, 290)
        last = ON.year - (not self.sound and person % PERSONS in _NOT_RENEWED)
        days = [first]
        for year in range(first.year, last + 1):
            day = date(year, 1, 1) + timedelta(days=usual - 2 * (year - _FIRST.year))
            is_needed = ON - days[-1] > timedelta(days=290)
            if is_needed and days[-1] < day <= ON:
                days.append(day)
        return days if len(days) > 1 else first

    def pa(self, number: int) -> dict[str, Any]:
        """A PA in one or two people's teams, with the sign-offs for what these need."""
        team = self.teams[number // PAS]
        home = team.number * PERSONS
        first = number % PAS * PERSONS // PAS
        people = [home + first, home + (first + self.random.randint(1, 7)) % PERSONS]
        wanted = [(person, task) for person in people for task in self.needs[person]]
        while len(wanted) < self.per_pa[1]:  # for registers of many sign-offs a PA
            person = home + self.random.randrange(PERSONS)
            wanted += [(person, task) for task in self.needs[person] if (person, task) not in wanted]
        count = self.random.randint(*self.per_pa)
        made = [
            self.sign_off(
                number, team, person, task, "broken" if number % PAS == 6 and not index and not self.sound else ""
            )
            for index, (person, task) in enumerate(wanted[:count])
        ]
        for each in made:
            if insured := each.entry["agreed"].get("insurer"):
                each.entry["agreed"]["insurer"] = self.insured(each.person, insured)
            if "observed" in each.entry:
                each.entry["observed"] = _told_apart(each.entry["observed"])
            members = self.team_of.setdefault(each.person, [])
            if number not in members:
                members.append(number)
        return {
            "pa": _pa(number),
            "competences": self.competences(number, team, made),
            "sign_offs": [each.entry for each in made],
        }

    def competences(self, number: int, team: Team, made: Sequence[Made]) -> list[dict[str, Any]]:
        steps = ("aware", "assisted", "independent")
        needed: dict[str, str] = {}
        since: list[str] = []
        for each in made:
            for name, step in each.task.requires.items():
                needed[name] = max(needed.get(name, "aware"), step, key=steps.index)
        for each in made:
            for name, step in each.task.requires_since.items():
                since += [name] if name not in needed else []
                needed[name] = max(needed.get(name, "aware"), step, key=steps.index)
        first = min(each.signed for each in made)
        late = {each.held_late: each.signed + timedelta(days=9) for each in made if each.held_late}
        rows = []
        for name, step in needed.items():
            random = Random(f"{number} {name}") if name in since else self.random
            on = late.get(name) or first - timedelta(days=random.randint(45, 200))
            by = "cn1" if name in late else random.choice(["cn1", "na1", "tr1"])
            row = {"competence": name, "step": step, "assessed_by": team.id(by), "on": on}
            rows.append({**row, "until": date(2027, on.month, min(on.day, 28))} if random.random() < 0.2 else row)
        return rows

    def sign_off(self, pa: int, team: Team, person: int, task: Task, fate: str) -> Made:
        fate = fate or self.random.choices(list(_FATES), list(_FATES.values()))[0]
        fate = "holds" if self.sound and fate in ("stopped", "broken") else fate
        span = task.months * 30
        ago = {"due": span - self.random.randint(5, 40), "lapsed": span + self.random.randint(12, 150)}
        decided = ON - timedelta(days=ago.get(fate) or self.random.randint(12, span - 75))
        made = Made(self.random, team, pa, person, task, decided)
        before = []
        while fate != "broken" and self.random.random() < 0.45 and decided - timedelta(days=span + 100) > _FIRST:
            before.append(decided)
            decided -= timedelta(days=self.random.randint(span - 90, span - 3))
        made.signed = decided
        made.whole()
        for day in reversed(before):
            made.reviewed(day)
        last = before[0] if before else decided
        getattr(self, f"_{fate}")(made, last)
        return made

    def _holds(self, made: Made, last: date) -> None:
        chance = 1 if self.sound else self.random.random()
        if chance < 0.04:  # planned, and written down as if it were done
            made.reviewed(ON + timedelta(days=self.random.randint(20, 90)))
        elif chance < 0.08:  # by someone who may not review: it does not count
            reviews = made.entry.setdefault("reviews", [])
            reviews.append({"by": made.team.id("tr1"), "on": last + timedelta(days=10), "outcome": "continues"})

    def _due(self, made: Made, last: date) -> None:
        pass

    def _lapsed(self, made: Made, last: date) -> None:
        pass

    def _stopped(self, made: Made, last: date) -> None:
        day = last + timedelta(days=self.random.randint(1, max((ON - last).days, 1)))
        chance = self.random.random()
        if chance < 0.35:
            who, why = self.random.choice(
                [("person", "person-said-no"), ("pa", "pa-said-no"), ("employer", "no-longer-needed")]
            )
            made.entry["withdrawn"] = {"by": who, "on": day, "because": why}
        elif chance < 0.4:
            made.entry["withdrawn"] = {"by": "pr-999", "on": day, "because": "concern"}
        elif chance < 0.65:
            made.reviewed(day, self.random.choice(["retrain", "stops"]))
        else:
            trigger = self.random.choice(["hospital-admission", "change-in-condition", "incident", "long-gap"])
            event = {"trigger": trigger, "on": day, "pa": _pa(made.pa), "task": made.task.id}
            self.events.setdefault(made.person, []).append(event)

    def _incomplete(self, made: Made, last: date) -> None:
        entry, reached = made.entry, self.random.randint(0, 4)
        shift = ON - made.signed - timedelta(days=self.random.randint(1, 9))
        for name in ("delegated_on", "trained_on", "assessed_on"):
            entry[name] += shift
        entry["agreed"] = {who: day + shift for who, day in entry["agreed"].items()}
        entry["observed"] = [{**each, "on": each["on"] + shift} for each in entry["observed"]]
        made.signed += shift
        for name in ("signed_off_by", "signed_off_on", "reviews"):
            entry.pop(name, None)
        for step, gone in enumerate([("assessed",), ("observed",), ("trained",), ("delegated",)], 1):
            if reached >= step:
                for name in (gone[0], f"{gone[0]}_by", f"{gone[0]}_on"):
                    entry.pop(name, None)
        if reached == 4:
            del entry["agreed"]["insurer"]
        for name in ("delegated", "trained", "assessed"):  # someone of today
            if f"{name}_by" in entry:
                keys = getattr(made.task, {"delegated": "delegate", "trained": "train", "assessed": "assess"}[name])
                other = entry.get("trained_by", "") if name == "assessed" else ""
                entry[f"{name}_by"] = made.who(keys, entry[f"{name}_on"], other)

    def _broken(self, made: Made, last: date) -> None:
        whole = dict(made.entry)
        turn = list(FAULTS[:5]) + [FAULTS[5 + (self.faults + step) % (len(FAULTS) - 5)] for step in range(len(FAULTS))]
        if made.pa % PAS != 6 and self.random.random() < 0.45:
            turn = turn[5:]
        self.faults += 1
        for fault in turn:
            made.entry = {**whole, "agreed": dict(whole["agreed"])}
            if fault(made):
                return

    def person(self, number: int) -> dict[str, Any]:
        made: dict[str, Any] = {
            "person": _person(number),
            "needs": [task.id for task in self.needs[number]],
            "team": [_pa(each) for each in self.team_of[number]],
        }
        events = self.events.get(number, [])
        if number % PERSONS == 17:  # everything that rests on this person's health stops
            events.append({"trigger": "hospital-admission", "on": ON - timedelta(days=6)})
        if number % 5 == 3:
            events.append({"trigger": "new-prescription", "on": ON - timedelta(days=self.random.randint(3, 25))})
        if events:
            made["events"] = sorted(events, key=lambda event: (event["on"], event["trigger"]))
        return made

    def agreements(self) -> Iterable[tuple[str, dict[str, Any]]]:
        """Six papers for work on a ward: some whole, one without signatures, one with an old DBS check."""
        people, faulty = sorted(self.team_of), (0, 0, 0) if self.sound else (3, 4, 5)
        for number, person in enumerate([17, *people[3::9]][:6], 1):
            if person not in self.team_of:
                continue
            first = ON - timedelta(days=6 if person == 17 else 20 * number)
            pas = self.team_of[person][:2]
            team = self.teams[0]
            tasks = [] if self.sound else [task.id for task in self.needs[person][:2]]
            yield (
                f"agreements/ha-{number:03}.yaml",
                {
                    "agreement": f"ha-{number:03}",
                    "person": _person(person),
                    "hospital": "hilltop-hospital",
                    "ward": f"ward-{number + 3}",
                    "from": first,
                    **({"review_on": first + timedelta(days=28)} if number != faulty[1] else {}),
                    "pas": [
                        {
                            "pa": _pa(each),
                            "designation": "Personal assistant",
                            "dbs_checked_on": date(2022 if number == faulty[0] else 2025, 5, 12),
                            **({"inducted_on": first} if number != faulty[2] else {}),
                            "tasks": tasks,
                            "decided_by": team.id("wm"),
                        }
                        for each in pas
                    ],
                    "rota": [
                        {"pa": _pa(each), "on": first + timedelta(days=day), "start": "08:00", "finish": "14:00"}
                        for day, each in enumerate(pas * 2, 1)
                    ],
                    "under_ward_direction": True,
                    "copy_carried": number != faulty[1],
                    "on_call_nurse": team.id("cn1"),
                    "training_evidence_by": "two-rivers-pa-hub",
                    "signed": dict.fromkeys(("ward_manager", "phb_lead", "induction_lead", "person")[:2 if number == faulty[2] else 4], first),
                },
            )  # fmt: skip


# --- as a person would write it


def as_yaml(data: Mapping[str, Any], schema: str, up: str) -> str:
    """Our small dialect: groups in blocks, the innermost in one line."""
    head = f"# yaml-language-server: $schema={up}.schemas/{schema}.schema.json\n# Invented: nobody real is meant.\n"
    text = head + "".join(_lines(data, ""))
    return text if max(map(len, text.splitlines())) <= WIDTH else format_document(parse_document(text, schema)).text


def _lines(data: Mapping[str, Any], indent: str) -> Iterable[str]:
    for name, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict) and name in ("sign_offs", "pas"):
            yield f"{indent}{name}:\n"
            for each in value:
                first, *rest = _lines(each, f"{indent}    ")
                yield f"{indent}  - {first.lstrip()}"
                yield from rest
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{indent}{name}:\n"
            yield from (f"{indent}  - {_flow(each)}\n" for each in value)
        else:
            yield f"{indent}{name}: {_flow(value)}\n"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f'"{text}"' if ": " in text or (text[:1].isdigit() and ":" in text) else text


_SCHEMAS = {"practitioners": "practitioner", "pas": "pa", "persons": "person", "agreements": "hospital-agreement"}


def make_register(
    out: Path, pas: int = PAS, seed: int = _SEED, per_pa: tuple[int, int] = (3, 8), up: str = "../../"
) -> int:
    """Writes a register to the folder `out` in place of what is there; returns how many sign-offs it holds.

    `up` leads from `out` to the folder that holds `tools`.
    """
    for folder in _SCHEMAS:
        shutil.rmtree(out / folder, ignore_errors=True)
        (out / folder).mkdir(parents=True)
    number = 0
    for path, data in World(pas, seed, per_pa).files():
        folder = path.rpartition("/")[0]
        text = as_yaml(data, _SCHEMAS.get(folder, "register"), f"../{up}" if folder else up)
        (out / path).write_text(text, encoding="utf-8", newline="\n")
        number += len(data.get("sign_offs", ()))
    return number


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Writes an invented register.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--pas", type=int, default=PAS)
    parser.add_argument("--seed", type=int, default=_SEED)
    options = parser.parse_args()
    print(f"{make_register(options.out, options.pas, options.seed):,} sign-offs")
