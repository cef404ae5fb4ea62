"""What the invented register shows besides its usual chains: one situation for each thing that a register may record.

Each is a change of a record that the program made. A date here is one that someone chose; the others follow the chain.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

Entry = dict[str, Any]

#: Practitioners besides the teams.
PRACTITIONERS: Mapping[str, Entry] = {
    # promoted from nursing associate to community nurse
    "pr-031": {
        "practitioner": "pr-031",
        "role": "community-nurse",
        "roles": [
            {"role": "nursing-associate", "from": date(2023, 5, 1), "until": date(2026, 3, 31)},
            {"role": "community-nurse", "from": date(2026, 4, 1)},
        ],
        "organisation": "riverside-community-trust",
        "register_checked_on": [
            date(2024, 4, 20),
            date(2025, 4, 15),
            {"on": date(2026, 3, 30), "result": "registered"},
        ],
        "active_from": date(2023, 5, 1),
    },
    # the same human, who also works as a clinical lead on two days of the week
    "pr-032": {
        "practitioner": "pr-032",
        "role": "phb-clinical-lead",
        "organisation": "two-rivers-icb",
        "register_checked_on": [{"on": date(2026, 3, 30), "result": "registered"}],
        "active_from": date(2026, 4, 1),
        "same_as": "pr-031",
    },
    # registered, with conditions since October
    "pr-033": {
        "practitioner": "pr-033",
        "role": "community-nurse",
        "organisation": "riverside-community-trust",
        "register_checked_on": [
            date(2025, 1, 13),
            date(2026, 1, 12),
            {"on": date(2026, 10, 5), "result": "conditions"},
        ],
        "active_from": date(2024, 2, 5),
    },
    # suspended this month
    "pr-034": {
        "practitioner": "pr-034",
        "role": "community-nurse",
        "organisation": "riverside-community-trust",
        "register_checked_on": [
            date(2025, 1, 13),
            date(2026, 1, 12),
            {"on": date(2026, 11, 12), "result": "suspended"},
        ],
        "active_from": date(2024, 2, 5),
    },
    # it came out that someone who assessed was never entitled to
    "pr-035": {
        "practitioner": "pr-035",
        "role": "community-nurse",
        "organisation": "market-street-surgery",
        "register_checked_on": [date(2026, 1, 12)],
        "active_from": date(2026, 1, 12),
        "active_until": date(2026, 10, 15),
        "discredited": {
            "from": date(2026, 1, 12),
            "on": date(2026, 10, 15),
            "because": "The registration number was that of another nurse.",
        },
    },
}

#: Who left, who is away: fields of a PA's file.
PAS: Mapping[str, Entry] = {
    "pa-0049": {"active_until": date(2026, 10, 31)},
    "pa-0056": {"away": [{"from": date(2026, 11, 9)}]},
    "pa-0067": {"away": [{"from": date(2026, 8, 3), "until": date(2026, 8, 23)}]},
}

#: PA, competence → the day on which it ended: not assessed again yet.
COMPETENCES_ENDED: Mapping[tuple[str, str], date] = {("pa-0029", "moving-and-assisting"): date(2026, 10, 31)}

#: Devices, employers, the end of the support: fields of a person's file.
PERSONS: Mapping[str, Entry] = {
    "person-001": {
        "devices": [
            {"task": "cough-assist", "device": "cough-machine-a", "from": date(2026, 5, 2), "until": date(2026, 11, 8)},
            {"task": "cough-assist", "device": "cough-machine-b", "from": date(2026, 11, 9)},
        ]
    },
    "person-013": {"devices": [{"task": "cough-assist", "device": "cough-machine-a", "from": date(2026, 7, 1)}]},
    "person-016": {"ended_on": date(2026, 11, 16)},
    "person-022": {
        "devices": [
            {"task": "cough-assist", "device": "cough-machine-a", "from": date(2024, 2, 1), "until": date(2026, 10, 5)},
            {"task": "cough-assist", "device": "cough-machine-b", "from": date(2026, 10, 6)},
            {"task": "tracheostomy-suction", "device": "suction-unit-a", "from": date(2025, 3, 3)},
        ]
    },
    "person-041": {
        "employers": [
            {"id": "employer-041", "from": date(2024, 1, 8)},
            {"id": "employer-two-rivers", "from": date(2026, 9, 1)},
        ]
    },
}

Situation = Callable[[Entry], None]


def _fields(**fields: Any) -> Situation:
    return lambda entry: entry.update(fields)


def _yes(party: str, **more: Any) -> Situation:
    """The yes of a party as a map, on the day on which it was given."""

    def change(entry: Entry) -> None:
        given = entry["agreed"][party]
        entry["agreed"][party] = {"on": given[-1] if isinstance(given, list) else given, **more}

    return change


def _yeses(party: str, more: Mapping[str, Any], *later: Any) -> Situation:
    """The yes of a party as it was given, and what they said later."""

    def change(entry: Entry) -> None:
        first = entry["agreed"][party]
        entry["agreed"][party] = [{"on": first, **more} if more else first, *later]

    return change


def _reviewed(**review: Any) -> Situation:
    return lambda entry: entry.setdefault("reviews", []).append(review)


def _all(*situations: Situation) -> Situation:
    def change(entry: Entry) -> None:
        for each in situations:
            each(entry)

    return change


def _as_lists(entry: Entry) -> None:
    """Two trainings, an assessment that said `not-yet`, a better one, and two signatures."""
    trained, assessed, signed = (entry.pop(f"{name}_on") for name in ("trained", "assessed", "signed_off"))
    trainer, assessor, signer = (entry.pop(f"{name}_by") for name in ("trained", "assessed", "signed_off"))
    observed = entry["observed"]
    observed.insert(0, {**observed[0], "on": trained, "outcome": "not-yet"})
    entry["trained"] = [{"by": trainer, "on": trained}, {"by": trainer, "on": observed[1]["on"]}]
    entry["assessed"] = [
        {"by": assessor, "on": assessed - timedelta(days=1), "outcome": "not-yet"},
        {"by": assessor, "on": assessed, "outcome": "competent"},
    ]
    entry["signed_off"] = [{"by": signer, "on": signed}]


def _trained_long_before(entry: Entry) -> None:
    for name in ("delegated_on", "trained_on"):
        entry[name] -= timedelta(days=120)
    for party in ("person", "pa", "employer", "insurer"):
        first = entry["agreed"][party]
        earlier = (first[0] if isinstance(first, list) else first) - timedelta(days=120)
        entry["agreed"][party] = [earlier, *(first if isinstance(first, list) else [first])]


def _practised(*ways: str) -> Situation:
    """How the practices were done, in their order."""

    def change(entry: Entry) -> None:
        entry["observed"] = [{**each, "how": way} for each, way in zip(entry["observed"], ways, strict=True)]

    return change


def _with_device(device: str) -> Situation:
    def change(entry: Entry) -> None:
        entry["observed"] = [{**each, "device": device} for each in entry["observed"]]
        entry["devices"] = [device]

    return change


#: PA, task, person → what is special about their sign-off.
SIGN_OFFS: Mapping[tuple[str, str, str], Situation] = {
    # the person cannot decide this alone: others decided in their best interests, or hold a power to decide
    ("pa-0011", "simple-dressing", "person-007"): _yes(
        "person",
        by="best-interests",
        decided_by="community-nurse",
        review_on=date(2027, 5, 7),
        record="best-interests record in section 4 of the care plan",
    ),
    ("pa-0010", "simple-dressing", "person-007"): _yes(
        "person",
        by="best-interests",
        decided_by="community-nurse",
        review_on=date(2026, 10, 15),
        record="best-interests record in section 4 of the care plan",
    ),
    ("pa-0030", "therapy-programme", "person-020"): lambda entry: _yes(
        "person", by="attorney", seen_on=entry["agreed"]["person"]
    )(entry),
    ("pa-0030", "gastrostomy-feed", "person-020"): lambda entry: _yes(
        "person", by="attorney", seen_on=entry["agreed"]["person"]
    )(entry),
    # a parent decides until the 18th birthday; the young person has not been asked about the last task yet
    ("pa-0009", "creams-and-patches", "person-036"): _yeses(
        "person", {"by": "parent", "until": date(2026, 10, 29)}, date(2026, 10, 30)
    ),
    ("pa-0054", "therapy-programme", "person-036"): _yeses(
        "person", {"by": "parent", "until": date(2026, 10, 29)}, date(2026, 10, 30)
    ),
    ("pa-0054", "gastrostomy-medicines", "person-036"): _yes("person", by="parent", until=date(2026, 10, 29)),
    # a PA who said yes until the end of October
    ("pa-0046", "oral-medicines", "person-031"): _yes("pa", until=date(2026, 10, 31)),
    # a policy that says until when
    ("pa-0037", "creams-and-patches", "person-031"): _yes("insurer", until=date(2027, 6, 30)),
    # an agency took over the employment in September, and has not agreed to one of the tasks
    ("pa-0062", "inhalers-and-nebulisers", "person-041"): _yeses(
        "employer",
        {"id": "employer-041", "until": date(2026, 8, 31)},
        {"on": date(2026, 9, 2), "id": "employer-two-rivers"},
    ),
    ("pa-0062", "when-required-medicines", "person-041"): _yeses("employer", {}, date(2026, 9, 2)),
    ("pa-0061", "when-required-medicines", "person-041"): _yeses("employer", {}, date(2026, 9, 2)),
    ("pa-0061", "gastrostomy-feed", "person-041"): _yes("employer", id="employer-041"),
    # the nurse who delegated left at the end of March: handed over, not handed over, and to someone who cannot
    ("pa-0016", "catheter-care", "person-011"): _fields(
        delegated_by="pr-003", handed_over=[{"to": "pr-001", "on": date(2026, 3, 30)}]
    ),
    ("pa-0041", "when-required-medicines", "person-027"): _fields(delegated_by="pr-003"),
    ("pa-0033", "creams-and-patches", "person-027"): _fields(
        delegated_by="pr-003", handed_over=[{"to": "pr-026", "on": date(2026, 3, 28)}]
    ),
    # delegated by someone who is registered with conditions now, or was suspended
    ("pa-0052", "oral-medicines", "person-038"): _fields(delegated_by="pr-033"),
    ("pa-0054", "oral-medicines", "person-038"): _fields(delegated_by="pr-034"),
    # by the nurse who was promoted: as a nursing associate, as a nurse, and with the other hat on
    ("pa-0031", "vital-signs", "person-021"): _fields(trained_by="pr-031", assessed_by="pr-031"),
    ("pa-0018", "blood-glucose-check", "person-012"): _fields(assessed_by="pr-031", signed_off_by="pr-032"),
    # assessed by someone who was not entitled
    ("pa-0024", "pressure-area-care", "person-023"): _fields(assessed_by="pr-035"),
    # delegated by a nurse whom the task does not name
    ("pa-0022", "oral-medicines", "person-015"): _fields(delegated_by="pr-015"),
    # several trainings and assessments; a practice that did not go well
    ("pa-0017", "blood-glucose-check", "person-015"): _as_lists,
    # assessed again after the sign-off, and not yet competent
    ("pa-0050", "catheter-care", "person-033"): _fields(
        assessed=[{"by": "pr-002", "on": date(2026, 11, 10), "outcome": "not-yet"}]
    ),
    # trained four months before the assessment
    ("pa-0034", "when-required-medicines", "person-025"): _trained_long_before,
    # rescue medicine is practised on a manikin; other tasks with the person
    ("pa-0039", "buccal-midazolam", "person-026"): _practised("manikin", "manikin", "simulated", "video", "manikin"),
    ("pa-0055", "stoma-bag-change", "person-037"): _practised("manikin", "with-person"),
    ("pa-0032", "simple-dressing", "person-021"): _practised("manikin", "manikin", "with-person"),
    # a new cough machine in October: assessed with it, only with the old one, reviewed with it, and not written down
    ("pa-0033", "cough-assist", "person-022"): _with_device("cough-machine-b"),
    ("pa-0025", "cough-assist", "person-022"): _with_device("cough-machine-a"),
    ("pa-0033", "tracheostomy-suction", "person-022"): _fields(devices=["suction-unit-a"]),
    ("pa-0025", "tracheostomy-suction", "person-022"): _fields(devices=["suction-unit-a"]),
    ("pa-0001", "cough-assist", "person-001"): _all(
        _with_device("cough-machine-a"),
        _fields(id="cough-assist-001"),
        lambda entry: entry["reviews"][-1].update(devices=["cough-machine-b"]),
    ),
    # under conditions
    ("pa-0036", "cough-assist", "person-024"): _fields(conditions=["daytime-only"]),
    ("pa-0063", "suppositories-and-micro-enemas", "person-046"): _fields(conditions=["with-a-second-pa"]),
    ("pa-0071", "insulin-by-pen", "person-047"): _fields(conditions=["trial-period"], review_on=date(2027, 2, 7)),
    # an earlier review was agreed; one that is later than the rules allow changes nothing
    ("pa-0072", "therapy-programme", "person-048"): _fields(review_on=date(2027, 2, 8)),
    ("pa-0070", "gastrostomy-site-care", "person-047"): _fields(review_on=date(2028, 6, 20)),
    ("pa-0038", "pressure-area-care", "person-025"): _reviewed(
        by="pr-001", on=date(2026, 11, 10), outcome="continues", review_on=date(2027, 3, 10)
    ),
    # on the ward the ward manager lets the PA go on with one task
    ("pa-0026", "catheter-care", "person-018"): _reviewed(
        by="pr-024", on=date(2026, 11, 17), outcome="continues", setting="ward-6", until=date(2026, 12, 7)
    ),
    # to be trained again first; someone renewed the sign-off without it
    ("pa-0020", "catheter-care", "person-013"): _all(
        _reviewed(by="pr-001", on=date(2026, 9, 10), outcome="retrain"),
        _reviewed(by="pr-013", on=date(2026, 10, 8), outcome="continues"),
    ),
    # said no, and took it back; twice
    ("pa-0040", "creams-and-patches", "person-027"): _fields(
        withdrawn={"by": "person", "on": date(2026, 9, 1), "because": "person-said-no"},
        resumed={"by": "person", "on": date(2026, 9, 14)},
    ),
    ("pa-0045", "eye-and-ear-drops", "person-030"): _fields(
        withdrawn=[
            {"by": "pa", "on": date(2026, 9, 20), "because": "pa-said-no"},
            {"by": "person", "on": date(2026, 10, 20), "because": "no-longer-needed"},
        ],
        resumed=[{"by": "pa", "on": date(2026, 9, 28)}, {"by": "person", "on": date(2026, 11, 2)}],
    ),
    # a slip that was put right
    ("pa-0001", "therapy-programme", "person-001"): _fields(
        id="therapy-programme-001",
        corrected=[{"on": date(2026, 6, 1), "field": "trained_on", "was": "2026-05-02", "because": "slip of the pen"}],
    ),
}

#: Records besides the delegated ones: what family does, and what the person directs themselves.
MORE_SIGN_OFFS: Mapping[str, tuple[Entry, ...]] = {
    "pa-0014": ({"task": "catheter-care", "person": "person-009", "done_under": "family"},),
    "pa-0071": ({"task": "blood-glucose-check", "person": "person-047", "done_under": "self"},),
}


def add_to(kind: str, made: Entry) -> None:
    """Adds to a record of a kind (`pa` or `person`) what is special about it."""
    name = made[kind]
    made.update({"pa": PAS, "person": PERSONS}[kind].get(name, {}))
    for entry in made.get("sign_offs", ()):
        if change := SIGN_OFFS.get((name, entry["task"], entry["person"])):
            change(entry)
    for held in made.get("competences", ()):
        if ended := COMPETENCES_ENDED.get((name, held["competence"])):
            held["until"] = ended
    if kind == "pa":
        made["sign_offs"] += MORE_SIGN_OFFS.get(name, ())
