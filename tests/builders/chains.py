"""Chains as lines of arrows: a tiny language for one sign-off, its register and its task.

``chain("...; assessed n2 7; no signed @ 20")``: the good chain of `GOOD`, then assessed by n2 on day 7, without a
sign-off, asked about on day 20. Statements follow one another and the last one counts. Days are numbers (1 is
1 January 2026) or dates.

    agreed 1                        all four say yes on day 1; `agreed pa 3`: one of them
    delegated n1 2                  and so trained, assessed, signed
    observed n1 4,5 t1 6            three observed practices
    no trained                      there is none; `no agreed insurer`, `no observed`
    reviewed n1 20 continues        one more review
    withdrawn person 20
    happened incident 20 pa-2       an event of the person; of one PA, or of one task
    with q2                         assessed with another person
    n1 active 0..5                  and so `n1 checked 0,30`, `n1 never-checked`, `n1 gone`, `n1 is pa-1`
    t1 by n1 0 0..30 nutrition      one more authorisation: by whom, given when, from..until, for what
    t1 by nobody                    none
    held record-keeping aware 0..5 n1 · no held record-keeping
    task risk high                  fields of the task; `asks review_every 2`: what it asks of its sign-off
    trigger long-gap does stop      a field of a trigger of the policy
    tier never_sole_assessor nursing-associate
    role pa-trainer authorised_by pa-trainer · role pa-trainer kind lay
    setting review_warning_days 0
    sign-off devices [pump-a]       any field of the sign-off, as a register writes it; days are numbers here too
    pa away [{from: 5}] · person ended_on 20 · practitioner n1 roles [{role: phb-clinical-lead, from: 5}]
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import convert
from msgspec.structs import fields, replace

from pa_framework.facts.verdict import Verdict
from pa_framework.records.model import Gap, ObservedPractices, ValidityTerm
from pa_framework.records.register_model import (
    Agreed,
    Authorisation,
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
from tests.builders.registers import (
    FEED,
    NOWHERE,
    RESCUE,
    YESES,
    Register,
    day,
    framework,
    with_asks,
    with_demands,
    with_role,
    with_settings,
    with_task,
    with_trigger,
)

GOOD = "agreed 1; delegated n1 2; trained t1 3; observed n1 4,5,6; assessed n2 7; signed p1 8"

#: Who is there, in which role, checked on day 0 or authorised on day 0 by whom.
CAST: Mapping[str, tuple[str, str | None]] = {
    "n1": ("community-nurse", None),
    "n2": ("community-nurse", None),
    "p1": ("phb-clinical-lead", None),
    "d1": ("dietitian", None),
    "t1": ("pa-trainer", "n1"),
    "t2": ("pa-trainer", "t1"),  # not a role that authorises trainers
    "c1": ("clinical-training-provider", "p1"),
    "a1": ("nursing-associate", "n1"),
    "a2": ("nursing-associate", "a1"),
    "a3": ("nursing-associate", "a2"),
    "e1": ("individual-employer", "n1"),
}


def chain(line: str) -> tuple[Register, date]:
    """The register of a line, with one sign-off; and the day that is asked about."""
    words, _, on = line.replace("...", GOOD).rpartition("@")
    here = Register(
        records=framework(),
        practitioners={name: _cast(name, *each) for name, each in CAST.items()},
        persons={"q1": Person(origin=NOWHERE, id="q1")},
        pa=Pa(
            origin=NOWHERE,
            id="pa-1",
            competences=tuple(
                HeldCompetence(competence=name, step="independent", assessed_by="n1", on=_day("0"))
                for name in ("infection-prevention", "record-keeping")
            ),
            sign_offs=(RecordedSignOff(task=FEED, person="q1"),),
        ),
    )
    for statement in filter(None, map(str.strip, words.split(";"))):
        verb, *rest = statement.split()
        here = STATEMENTS[verb](here, *rest) if verb in STATEMENTS else _of_practitioner(here, verb, *rest)
    return here, _day(on.strip())


def _cast(name: str, role: str, by: str | None) -> Practitioner:
    given = (Authorisation(by=by, on=_day("0"), first=_day("0"), categories=("nutrition",)),) if by else ()
    checks = () if by else (_day("0"),)
    return Practitioner(
        origin=NOWHERE,
        id=name,
        role=role,
        organisation="trust",
        active_from=_day("0"),
        register_checked_on=checks,
        authorised=given,
    )


def _day(word: str) -> date:
    return date.fromisoformat(word) if word.count("-") == 2 and not word.startswith("-") else day(int(word))


def _span(word: str) -> tuple[date, date | None]:
    first, _, last = word.partition("..")
    return _day(first), _day(last) if last else None


def _agreed(here: Register, *words: str) -> Register:
    whose, when = (YESES, words[0]) if len(words) == 1 else (words[:1], words[1])
    agreed = replace(here.pa.sign_offs[0].agreed, **{who: _day(when) for who in whose})
    return here.with_sign_off(0, agreed=agreed)


def _link(name: str) -> Callable[..., Register]:
    def linked(here: Register, by: str, on: str) -> Register:
        return here.with_sign_off(0, **{f"{name}_by": by, f"{name}_on": _day(on)})

    return linked


def _observed(here: Register, *words: str) -> Register:
    pairs = zip(words[::2], words[1::2], strict=True)
    practices: list[Observation] = []
    for by, days in pairs:
        for on in days.split(","):
            alike = sum((each.by, each.on) == (by, _day(on)) for each in practices)
            practices.append(Observation(by=by, on=_day(on), at=f"{8 + alike:02}:00" if alike else None))
    return here.with_sign_off(0, observed=tuple(practices))


def _no(here: Register, what: str, which: str = "") -> Register:
    if what == "agreed":
        return here.with_sign_off(
            0, agreed=replace(here.pa.sign_offs[0].agreed, **{which: None}) if which else Agreed()
        )
    if what == "observed":
        return here.with_sign_off(0, observed=())
    if what == "held":
        held = tuple(each for each in here.pa.competences if each.competence != which)
        return replace(here, pa=replace(here.pa, competences=held))
    name = "signed_off" if what == "signed" else what
    return here.with_sign_off(0, **{f"{name}_by": None, f"{name}_on": None})


def _reviewed(here: Register, by: str, on: str, outcome: str) -> Register:
    return here.with_sign_off(0, reviews=(*here.pa.sign_offs[0].reviews, Review(by=by, on=_day(on), outcome=outcome)))


def _withdrawn(here: Register, by: str, on: str) -> Register:
    return here.with_sign_off(0, withdrawn=Withdrawal(by=by, on=_day(on)))


def _happened(here: Register, trigger: str, on: str, whose: str = "") -> Register:
    narrowed = {"pa" if whose.startswith("pa-") else "task": whose} if whose else {}
    return here.with_event("q1", Event(trigger=trigger, on=_day(on), **narrowed))


def _held(here: Register, competence: str, step: str, days: str, by: str) -> Register:
    first, last = _span(days)
    held = HeldCompetence(competence=competence, step=step, assessed_by=by, on=first, until=last)
    return replace(here, pa=replace(here.pa, competences=(*here.pa.competences, held)))


def _written(kind: type, field: str, words: Sequence[str]) -> dict[str, Any]:
    """A field of a record as a register writes it."""
    data = parse_document(f"{field}: {' '.join(words)}\n", "line.yaml").data
    found = {each.encode_name: (each.name, each.type) for each in fields(kind)}[field]
    return {found[0]: convert(_with_days(data[field], field), found[1])}


def _with_days(value: Any, field: str) -> Any:
    """Numbers of days as dates, in the fields that hold days."""
    if isinstance(value, Mapping):
        return {name: _with_days(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_with_days(each, field) for each in value]
    is_day = field in _DAY_FIELDS or field.endswith(("_on", "_until"))
    return _day(str(value)).isoformat() if is_day and str(value).lstrip("-").isdigit() else value


#: Fields whose numbers are days; the parties of `agreed` too.
_DAY_FIELDS = frozenset({"on", "from", "until", *YESES})


def _of_sign_off(here: Register, field: str, *words: str) -> Register:
    return here.with_sign_off(0, **_written(RecordedSignOff, field, words))


def _of_pa(here: Register, field: str, *words: str) -> Register:
    return replace(here, pa=replace(here.pa, **_written(Pa, field, words)))


def _of_person(here: Register, field: str, *words: str) -> Register:
    person = replace(here.persons["q1"], **_written(Person, field, words))
    return replace(here, persons={**here.persons, "q1": person})


def _of_anyone(here: Register, name: str, field: str, *words: str) -> Register:
    return here.with_practitioner(name, **_written(Practitioner, field, words))


def _of_practitioner(here: Register, name: str, verb: str, *words: str) -> Register:
    if verb == "gone":
        return replace(here, practitioners={key: who for key, who in here.practitioners.items() if key != name})
    if verb == "active":
        first, last = _span(words[0])
        return here.with_practitioner(name, active_from=first, active_until=last)
    if verb == "checked":
        return here.with_practitioner(name, register_checked_on=tuple(_day(each) for each in words[0].split(",")))
    if verb == "never-checked":
        return here.with_practitioner(name, register_checked_on=())
    if verb == "is":
        return here.with_practitioner(name, is_pa=words[0])
    assert verb == "by", f"{name} {verb}: no such statement"
    if words == ("nobody",):
        return here.with_practitioner(name, authorised=())
    by, on, days, what = words
    first, last = _span(days)
    field = "tasks" if what in here.records.tasks else "categories"
    given = Authorisation(by=by, on=_day(on), first=first, until=last, **{field: (what,)})
    return here.with_practitioner(name, authorised=(*here.practitioners[name].authorised, given))


#: How a value of the framework is written, where it is not one word.
VALUES: Mapping[str, Callable[[str], Any]] = {
    "apart": lambda word: tuple(tuple(pair.split("/")) for pair in word.split(",") if pair),
    "agreed_by": lambda word: tuple(word.split(",")),
    "authorised_by": lambda word: tuple(word.split(",")),
    "never_sole_assessor": lambda word: tuple(word.split(",")),
    "delegated_by": lambda word: tuple(word.split(",")),
    "trained_by": lambda word: tuple(word.split(",")),
    "assessed_by": lambda word: tuple(word.split(",")),
    "signed_off_by": lambda word: tuple(word.split(",")),
    "reviewed_by": lambda word: tuple(word.split(",")),
    "decide_again_when": lambda word: tuple(word.split(",")) if word != "nothing" else (),
    "rescue": lambda word: {"yes": RESCUE, "no": None}[word],
    "days": lambda word: int(word) if word != "none" else None,
    "gap": lambda word: Gap(months=int(word), basis="law") if word != "none" else None,
    "review_every": lambda word: ValidityTerm(months=int(word), basis="law") if word != "none" else None,
    "observed_practices": lambda word: ObservedPractices(at_least=int(word), basis="law"),
    "accountable": lambda word: word == "true",
}


def _value(field: str, word: str) -> Any:
    if field.startswith("may_"):
        return {"nutrition": word} if word != "nothing" else {}
    return VALUES[field](word) if field in VALUES else word


def _tier(here: Register, field: str, word: str) -> Register:
    value = int(word) if word.isdigit() else _value(field, word)
    return replace(here, records=with_demands(here.records, "medium", **{field: value}))


def _task(here: Register, field: str, word: str) -> Register:
    if field == "named":
        return here.with_sign_off(0, task=word)
    return replace(here, records=with_task(here.records, FEED, **{field: _value(field, word)}))


STATEMENTS: Mapping[str, Callable[..., Register]] = {
    "agreed": _agreed,
    "delegated": _link("delegated"),
    "trained": _link("trained"),
    "observed": _observed,
    "assessed": _link("assessed"),
    "signed": _link("signed_off"),
    "no": _no,
    "reviewed": _reviewed,
    "withdrawn": _withdrawn,
    "happened": _happened,
    "sign-off": _of_sign_off,
    "pa": _of_pa,
    "person": _of_person,
    "practitioner": _of_anyone,
    "with": lambda here, person: here.with_sign_off(0, assessed_with=person),
    "held": _held,
    "task": _task,
    "asks": lambda here, field, word: replace(
        here, records=with_asks(here.records, FEED, **{field: _value(field, word)})
    ),
    "tier": _tier,
    "role": lambda here, name, field, word: replace(
        here, records=with_role(here.records, name, **{field: _value(field, word)})
    ),
    "trigger": lambda here, name, field, word: replace(
        here, records=with_trigger(here.records, name, **{field: _value(field, word)})
    ),
    "setting": lambda here, field, word: replace(here, records=with_settings(here.records, **{field: int(word)})),
}


def verdict_codes(found: Verdict) -> str:
    """The state, the codes of the reasons, and with `~` those of the remarks."""
    codes = [reason.code for reason in found.reasons] + [f"~{remark.code}" for remark in found.remarks]
    return " ".join([found.state, *filter(None, codes)])


#: A name, the line, and what it comes to, in the words of `verdict_codes`.
CHAINS: dict[str, tuple[str, str]] = {
    # --- along time
    "everything in order": ("... @ 20", "holds"),
    "everything on one day": (
        "agreed 5; delegated n1 5; trained t1 5; observed n1 5,5,5; assessed n2 5; signed p1 5 @ 5",
        "holds",
    ),
    "nothing yet": ("@ 20", "incomplete SGN074"),
    "on the way: only the person has said yes": ("agreed person 1 @ 20", "incomplete SGN074"),
    "on the way: trained": ("agreed 1; delegated n1 2; trained t1 3 @ 20", "incomplete SGN074"),
    "on the way: observed too little so far": ("...; observed n1 4; no signed @ 20", "incomplete SGN074"),
    "on the way: everything but the sign-off": ("...; no signed @ 20", "incomplete SGN074"),
    "the day before the sign-off": ("... @ 7", "incomplete SGN074"),
    "delegated before the person's yes": ("...; agreed person 3 @ 20", "broken SGN001"),
    "delegated before a yes that is not needed": (
        "...; tier agreed_by pa; asks agreed_by pa; agreed person 3 @ 20",
        "holds",
    ),
    "delegated without the person's yes": (
        "...; no agreed person; no signed @ 20",
        "broken SGN020",
    ),
    "trained before it was delegated": ("...; trained t1 1 @ 20", "broken SGN001"),
    "trained and never delegated": ("...; no delegated @ 20", "broken SGN020"),
    "assessed before the training": (
        "...; trained t1 4; assessed n2 3; observed n1 4,4,4 @ 20",
        "broken SGN001 SGN008 ~SGN023 ~SGN023 ~SGN023",
    ),
    "assessed and never trained": ("...; no trained @ 20", "broken SGN020"),
    "signed off before the assessment": ("...; signed p1 6 @ 20", "broken SGN001"),
    "signed off before the assessment, asked between the two": ("...; signed p1 6 @ 6", "broken SGN020"),
    "signed off and never assessed": ("...; no assessed @ 20", "broken SGN020"),
    "signed off and nothing else": ("agreed 1; signed p1 8 @ 20", "broken SGN020"),
    "the insurer said nothing": ("...; no agreed insurer @ 20", "broken SGN010"),
    "the insurer said yes on the day of the sign-off": (
        "...; agreed insurer 8; observed n1 4,5,6 @ 20",
        "broken SGN008 ~SGN023 ~SGN023 ~SGN023",
    ),
    "the insurer said yes after the sign-off": (
        "...; agreed insurer 9 @ 20",
        "broken SGN010 SGN008 ~SGN023 ~SGN023 ~SGN023",
    ),
    "a yes that only the task asks for": (
        "...; tier agreed_by pa; no agreed insurer @ 20",
        "broken SGN010",
    ),
    "a yes that only the tier asks for": (
        "...; asks agreed_by pa; no agreed insurer @ 20",
        "broken SGN010",
    ),
    # --- observed practices
    "one practice too few": ("...; observed n1 4,5 @ 20", "broken SGN008"),
    "the task asks for more than its tier": ("...; asks observed_practices 4 @ 20", "broken SGN008"),
    "the task asks for less than its tier": ("...; asks observed_practices 1; observed n1 4,5 @ 20", "broken SGN008"),
    "practices on the days of training and assessment": ("...; observed n1 3,5,7 @ 20", "holds"),
    "a practice before the training": ("...; observed n1 2,4,5 @ 20", "broken SGN008 ~SGN023"),
    "a practice after the assessment": ("...; observed n1 4,5,8 @ 20", "broken SGN008 ~SGN023"),
    "a practice before a yes": ("...; agreed employer 5; observed n1 4,5,6 @ 20", "broken SGN008 ~SGN023"),
    "a practice more, which does not count": ("...; observed n1 2,4,5,6 @ 20", "holds ~SGN023"),
    "a practice that a trainer watched": ("...; observed t1 4 n1 5,6 @ 20", "holds"),
    "a practice that a dietitian watched": ("...; observed d1 4 n1 5,6 @ 20", "broken SGN008 ~SGN023"),
    "a practice that nobody known watched": ("...; observed x9 4 n1 5,6 @ 20", "broken SGN008 ~SGN023"),
    # --- who acts
    "somebody unknown trained": ("...; trained x9 3 @ 20", "broken REF001"),
    "the assessor began the day after": ("...; n2 active 8.. @ 20", "broken SGN005"),
    "the assessor left on that day": ("...; n2 active 0..7 @ 20", "holds"),
    "the assessor had left the day before": ("...; n2 active 0..6 @ 20", "broken SGN005"),
    "a nurse who retires later breaks nothing": ("...; n1 active 0..6 @ 20", "due SGN027"),
    "a role that may not": ("...; delegated p1 2 @ 20", "broken SGN004"),
    "a role that may for less risk only": ("...; role community-nurse may_assess low @ 20", "broken SGN004"),
    "a role that may for just this risk": ("...; role community-nurse may_assess medium @ 20", "holds"),
    "a role that may for more risk": ("...; role community-nurse may_assess high @ 20", "holds"),
    "the one who signs off is the PA": ("...; p1 is pa-1 @ 20", "broken SGN002"),
    "the one who signs off is another PA": ("...; p1 is pa-2 @ 20", "holds"),
    "the one who watched is the PA": (
        "...; n1 is pa-1; delegated d1 2; no held record-keeping; no held infection-prevention;"
        " held record-keeping independent 0.. n2; held infection-prevention independent 0.. n2 @ 20",
        "broken SGN008 ~SGN023 ~SGN023 ~SGN023",
    ),
    # --- authority upward
    "a registration that was never checked": ("...; n2 never-checked @ 20", "broken SGN017"),
    "a registration checked on the day": ("...; n2 checked 7 @ 20", "holds"),
    "a registration checked the day after": ("...; n2 checked 8 @ 20", "broken SGN017"),
    "a check on its last day": ("...; n2 checked 2025-12-07 @ 20", "holds"),
    "a check that is a day too old": ("...; n2 checked 2025-12-06 @ 20", "broken SGN017"),
    "one good check among old and late ones": ("...; n2 checked 2024-01-01,7,300 @ 20", "holds"),
    "nobody authorised the trainer": ("...; t1 by nobody @ 20", "broken SGN006"),
    "authorised for the task by name": (f"...; t1 by nobody; t1 by n1 0 0..30 {FEED} @ 20", "holds"),
    "authorised for another category": ("...; t1 by nobody; t1 by n1 0 0..30 medicines @ 20", "broken SGN006"),
    "authorised the day after": ("...; t1 by nobody; t1 by n1 4 0..30 nutrition @ 20", "broken SGN006"),
    "authorised from the day after": ("...; t1 by nobody; t1 by n1 0 4..30 nutrition @ 20", "broken SGN006"),
    "authorised until that day": ("...; t1 by nobody; t1 by n1 3 3..3 nutrition @ 20", "holds"),
    "authorised until the day before": ("...; t1 by nobody; t1 by n1 0 0..2 nutrition @ 20", "broken SGN006"),
    "authorised by a role that does not authorise this one": ("...; trained t2 3 @ 20", "broken SGN006"),
    "authorised by a nurse who was not active that day": (
        "...; d1 active 0..; delegated d1 2; observed n2 4,5,6; n1 active 1..; held infection-prevention independent 0.. n2; held record-keeping independent 0.. n2 @ 20",
        "broken SGN006",
    ),
    "authorised by somebody who is gone": (
        "...; delegated d1 2; observed n2 4,5,6; n1 gone; held infection-prevention independent 0.. n2; held record-keeping independent 0.. n2 @ 20",
        "broken SGN006",
    ),
    "authorised by a nurse whose check had lapsed": (
        "...; t1 by nobody; n1 checked 1; t1 by n1 0 0..30 nutrition @ 20",
        "broken SGN017",
    ),
    "authorised in three links": ("...; trained a3 3 @ 20", "holds"),
    "three links, the second given before the first": (
        "...; trained a2 3; a1 by nobody; a1 by n1 1 1.. nutrition @ 20",
        "broken SGN006",
    ),
    "three links, the first ended when the third was given": (
        "...; trained a2 3; a1 by nobody; a1 by n1 0 0..0 nutrition; a2 by nobody; a2 by a1 1 1.. nutrition @ 20",
        "broken SGN006",
    ),
    "the first link ended after the third was given": (
        "...; trained a2 3; a1 by nobody; a1 by n1 0 0..1 nutrition; a2 by nobody; a2 by a1 1 1.. nutrition @ 20",
        "holds",
    ),
    "authorises themselves": ("...; trained a1 3; a1 by nobody; a1 by a1 0 0.. nutrition @ 20", "broken SGN007"),
    "authorises themselves, while somebody else's authorisation runs": (
        "...; trained a1 3; a1 by nobody; a1 by n1 0 0..1 nutrition; a1 by a1 1 1.. nutrition @ 20",
        "holds",
    ),
    "two authorise one another": ("...; trained a1 3; a1 by nobody; a1 by a2 0 0.. nutrition @ 20", "broken SGN007"),
    "a circle with a way out": ("...; trained a1 3; a1 by a2 0 0.. nutrition @ 20", "holds"),
    "a circle that two ways lead into": (
        "...; trained a1 3; a1 by nobody; a1 by a2 0 0.. nutrition; a1 by a3 0 0.. nutrition;"
        " a2 by nobody; a2 by a3 0 0.. nutrition @ 20",
        "broken SGN007",
    ),
    "on a register and not accountable": (
        "...; role community-nurse accountable false; delegated d1 2; trained c1 3; observed c1 4,5,6 @ 20",
        "broken SGN006",
    ),
    "accountable and on no register": (
        "...; role community-nurse kind authorised; delegated d1 2; trained c1 3; observed c1 4,5,6 @ 20",
        "broken SGN006",
    ),
    # --- apart, assessor, competence, task, person
    "the assessor signed off": ("...; role community-nurse may_sign_off high; signed n2 8 @ 20", "broken SGN003"),
    "the assessor signed off, which this tier lets": (
        "...; tier apart ,; role community-nurse may_sign_off high; signed n2 8 @ 20",
        "holds",
    ),
    "the assessor trained, which only the task forbids": (
        "...; asks apart assessed_by/trained_by; trained n2 3 @ 20",
        "broken SGN003",
    ),
    "the assessor delegated, which the task forbids": (
        "...; asks apart delegated_by/assessed_by; assessed n1 7; no signed @ 20",
        "broken SGN003",
    ),
    "the employer is the sole assessor": ("...; assessed e1 7 @ 20", "broken SGN019"),
    "the employer watched": ("...; observed e1 4,5,6 @ 20", "holds"),
    "a competence is missing": ("...; no held record-keeping @ 20", "broken SGN009"),
    "a competence at a lower step": (
        "...; no held record-keeping; held record-keeping assisted 0.. n1 @ 20",
        "broken SGN009",
    ),
    "a competence at a higher step": (
        "...; no held record-keeping; held record-keeping guides-others 0.. n1 @ 20",
        "holds",
    ),
    "a competence from the day of the sign-off": (
        "...; no held record-keeping; held record-keeping independent 8.. n1 @ 20",
        "holds",
    ),
    "a competence from the day after": (
        "...; no held record-keeping; held record-keeping independent 9.. n1 @ 20",
        "broken SGN009",
    ),
    "a competence until the day of the sign-off": (
        "...; no held record-keeping; held record-keeping independent 0..8 n1 @ 20",
        "due SGN028",
    ),
    "a competence until the day before": (
        "...; no held record-keeping; held record-keeping independent 0..7 n1 @ 20",
        "broken SGN009",
    ),
    "a competence that nobody known assessed": (
        "...; no held record-keeping; held record-keeping independent 0.. x9 @ 20",
        "broken SGN009",
    ),
    "a competence that somebody assessed before they began": (
        "...; no held record-keeping; held record-keeping independent -1.. n1 @ 20",
        "broken SGN009",
    ),
    "a competence is missing and nobody has signed off": (
        "...; no held record-keeping; no signed @ 20",
        "incomplete SGN074",
    ),
    "a task that nobody may hand on": ("...; task status never @ 20", "broken SGN016"),
    "a task that nobody may hand on, and nothing done yet": ("task status never @ 20", "broken SGN016"),
    "a task that is not there": ("...; task named unheard-of @ 20", "broken REF001"),
    "assessed with another person": ("...; with q2 @ 20", "broken SGN013"),
    "to be assessed with another person": ("...; with q2 @ 6", "incomplete SGN074"),
    "assessed with another person, for a task that transfers": ("...; with q2; task scope transferable @ 20", "holds"),
    "assessed with the same person": ("...; with q1 @ 20", "holds"),
    # --- after the sign-off
    "the last day before the warning": ("... @ 28", "holds"),
    "the first day of the warning": ("... @ 29", "due SGN012"),
    "the review date": ("...; n1 checked 0,30 @ 39", "due SGN012"),
    "the day after the review date": ("... @ 40", "lapsed SGN011"),
    "no warning": ("...; n1 checked 0,30; setting review_warning_days 0 @ 38", "holds"),
    "no warning, on the review date": ("...; n1 checked 0,30; setting review_warning_days 0 @ 39", "due SGN012"),
    "a task that says no months: the tier's": (
        "...; n1 checked 0,60; asks review_every none; tier review_within_months 2 @ 2026-03-08",
        "due SGN012",
    ),
    "a task that says no months, a day later": (
        "...; asks review_every none; tier review_within_months 2 @ 2026-03-09",
        "lapsed SGN011",
    ),
    "signed off on 31 January: the review date": (
        "...; n1 checked 0,30; p1 checked 30; signed p1 2026-01-31 @ 2026-02-28",
        "due SGN012",
    ),
    "signed off on 31 January: the day after": (
        "...; p1 checked 30; signed p1 2026-01-31 @ 2026-03-01",
        "lapsed SGN011",
    ),
    "a review that continues": ("...; n1 checked 0,30; reviewed n1 35 continues @ 50", "holds"),
    "a review that continues, not yet": ("...; n1 checked 0,30; reviewed n1 45 continues @ 44", "lapsed SGN011"),
    "a late review that continues": ("...; n1 checked 0,30; reviewed n1 45 continues @ 50", "holds"),
    "a review by somebody who may not": ("...; reviewed t1 30 continues @ 50", "lapsed SGN011 ~SGN023"),
    "a review before the sign-off": ("...; reviewed n1 7 continues @ 40", "lapsed SGN011 ~SGN023"),
    "a review by the assessor, which the task forbids": (
        "...; asks apart reviewed_by/assessed_by; reviewed n2 30 continues @ 45",
        "lapsed SGN011 ~SGN023",
    ),
    "a review by another, where the task forbids the assessor's": (
        "...; n1 checked 0,30; asks apart reviewed_by/assessed_by; reviewed n1 30 continues @ 45",
        "holds",
    ),
    "a review by the PA": (
        "...; n1 is pa-1; delegated d1 2; observed n2 4,5,6; reviewed n1 30 continues;"
        " no held record-keeping; no held infection-prevention; held record-keeping independent 0.. n2;"
        " held infection-prevention independent 0.. n2 @ 45",
        "lapsed SGN011 ~SGN023",
    ),
    "a review does not repair a broken link": ("...; trained t1 1; reviewed n1 20 continues @ 21", "broken SGN001"),
    "a review that says retrain": ("...; reviewed n1 20 retrain @ 21", "stopped SGN022"),
    "a review that says stop, by somebody who may not": ("...; reviewed x9 20 stops @ 21", "stopped SGN022 ~SGN023"),
    "a review that says stop, and one later that continues": (
        "...; reviewed n1 20 stops; reviewed n1 21 continues @ 22",
        "stopped SGN022",
    ),
    "a review that says stop, and one on the same day that continues": (
        "...; reviewed n1 20 stops; reviewed n1 20 continues @ 22",
        "stopped SGN022",
    ),
    "a review that says stop before the sign-off": ("...; no signed; reviewed n1 7 stops @ 20", "stopped SGN022"),
    "a review that said stop before the sign-off was given": (
        "...; reviewed n1 7 stops @ 20",
        "stopped SGN022 ~SGN023",
    ),
    "withdrawn": ("...; withdrawn person 20 @ 20", "stopped SGN021"),
    "withdrawn tomorrow": ("...; withdrawn person 21 @ 20", "holds"),
    "withdrawn before it was signed off": ("agreed 1; withdrawn pa 2 @ 20", "stopped SGN021"),
    "withdrawn and broken": ("...; trained t1 1; withdrawn person 20 @ 20", "broken SGN001"),
    "withdrawn, and reviewed since": ("...; withdrawn person 20; reviewed n1 21 continues @ 22", "stopped SGN021"),
    "withdrawn, and the review is late": ("...; withdrawn person 20 @ 60", "stopped SGN021"),
    "a trigger that stops": ("...; happened hospital-admission 20 @ 20", "stopped SGN014"),
    "a trigger that stops, tomorrow": ("...; happened hospital-admission 21 @ 20", "holds"),
    "a trigger that stops, on the day of the sign-off": ("...; happened hospital-admission 8 @ 20", "stopped SGN014"),
    "a trigger that stops, the day before the sign-off": ("...; happened hospital-admission 7 @ 20", "holds"),
    "a trigger that stops, and a review since": (
        "...; happened hospital-admission 20; reviewed n1 21 continues @ 22",
        "holds",
    ),
    "a trigger that stops, and a review that does not count": (
        "...; happened hospital-admission 20; reviewed t1 21 continues @ 22",
        "stopped SGN014 ~SGN023",
    ),
    "a trigger that does not stop, on the day of the sign-off": ("...; happened incident 8 @ 20", "due SGN014"),
    "a trigger that does not stop, the day before the sign-off": ("...; happened incident 7 @ 20", "holds"),
    "a trigger that does not stop": ("...; happened incident 20 @ 20", "due SGN014"),
    "a trigger that does not stop, in the warning": ("...; happened incident 20 @ 30", "due SGN014 SGN012"),
    "a trigger that does not stop, and the review is late": ("...; happened incident 20 @ 40", "lapsed SGN011"),
    "both triggers": ("...; happened incident 20; happened hospital-admission 20 @ 20", "stopped SGN014"),
    "a trigger that the task does not name": ("...; happened new-equipment 20 @ 20", "holds"),
    "a trigger that no policy has": ("...; happened unheard-of 20 @ 20", "holds"),
    "a trigger for every task, which the task does not name": (
        "...; task decide_again_when nothing; happened hospital-admission 20 @ 20",
        "stopped SGN014",
    ),
    "a trigger for every task, which the task names as well": (
        "...; task decide_again_when hospital-admission; happened hospital-admission 20 @ 20",
        "stopped SGN014",
    ),
    "a trigger that holds for named tasks, and no task names it": (
        "...; trigger hospital-admission holds_for named-tasks; happened hospital-admission 20 @ 20",
        "holds",
    ),
    "a trigger that holds for named tasks, and the task names it": (
        "...; task decide_again_when new-equipment; happened new-equipment 20 @ 20",
        "stopped SGN014",
    ),
    "a trigger for every task that does not stop": ("...; happened change-of-funder 20 @ 20", "due SGN014"),
    # --- go on until
    "on the day of a trigger with five days": ("...; happened change-of-delegator 10 @ 10", "due SGN014"),
    "five days after a trigger with five days": ("...; happened change-of-delegator 10 @ 15", "due SGN014"),
    "six days after a trigger with five days": ("...; happened change-of-delegator 10 @ 16", "stopped SGN014"),
    "six days after, and the review is late": ("...; happened change-of-delegator 35 @ 41", "stopped SGN014"),
    "five days after, and the review is late": ("...; happened change-of-delegator 35 @ 40", "lapsed SGN011"),
    "within the days, in the warning": ("...; happened change-of-delegator 28 @ 30", "due SGN014 SGN012"),
    "after the days, and a review within them": (
        "...; happened change-of-delegator 10; reviewed n1 12 continues @ 16",
        "holds",
    ),
    "after the days, and a review after them": (
        "...; happened change-of-delegator 10; reviewed n1 17 continues @ 18",
        "holds",
    ),
    "after the days, and a review on the day of the trigger": (
        "...; happened change-of-delegator 10; reviewed n1 10 continues @ 16",
        "stopped SGN014",
    ),
    "five days before the sign-off, and one more has passed": ("...; happened change-of-delegator 7 @ 20", "holds"),
    "two triggers with days, and the first has run out": (
        "...; happened change-of-delegator 10; happened change-of-delegator 14 @ 16",
        "stopped SGN014",
    ),
    "a trigger with days that the task names": (
        "...; task decide_again_when new-prescription; happened new-prescription 20 @ 22",
        "due SGN014",
    ),
    "a trigger with days that the task names, a day later": (
        "...; task decide_again_when new-prescription; happened new-prescription 20 @ 23",
        "stopped SGN014",
    ),
    "a trigger with days that the task does not name": ("...; happened new-prescription 20 @ 23", "holds"),
    "no days, on the day itself": ("...; happened change-of-employer 20 @ 20", "due SGN014"),
    "no days, a day later": ("...; happened change-of-employer 20 @ 21", "stopped SGN014"),
    "days of a trigger that stops count for nothing": (
        "...; trigger hospital-admission days 5; happened hospital-admission 20 @ 20",
        "stopped SGN014",
    ),
    "days of a trigger that lets go on count for nothing": (
        "...; trigger change-of-funder days 5; happened change-of-funder 10 @ 16",
        "due SGN014",
    ),
    "after the days, before it was signed off": (
        "...; no signed; happened change-of-delegator 7 @ 20",
        "incomplete SGN074",
    ),
    # --- gaps and rescue tasks, tasks by exception
    "a gap": ("...; happened long-gap 20 @ 20", "stopped SGN014"),
    "a gap, and a rescue task": ("...; task rescue yes; happened long-gap 20 @ 20", "holds"),
    "a gap that a rescue task names": (
        "...; task rescue yes; task decide_again_when long-gap; happened long-gap 20 @ 20",
        "stopped SGN014",
    ),
    "a gap for named tasks, which a rescue task names": (
        "...; task rescue yes; trigger long-gap holds_for named-tasks; task decide_again_when long-gap;"
        " happened long-gap 20 @ 20",
        "stopped SGN014",
    ),
    "no gap, and a rescue task": (
        "...; task rescue yes; happened hospital-admission 20 @ 20",
        "stopped SGN014",
    ),
    "a gap that lets go on, and a rescue task": (
        "...; task rescue yes; trigger long-gap does go-on; happened long-gap 20 @ 20",
        "holds",
    ),
    "a task by exception": ("...; task status by-exception @ 20", "holds"),
    "a task by exception, and nothing done yet": ("task status by-exception @ 20", "incomplete SGN074"),
    "a task by exception, and a trigger for every task": (
        "...; task status by-exception; happened hospital-admission 20 @ 20",
        "stopped SGN014",
    ),
    "a task of the PA's own role": ("...; task status own-role @ 20", "broken SGN016"),
    "a trigger of another PA": ("...; happened hospital-admission 20 pa-2 @ 20", "holds"),
    "a trigger of this PA": ("...; happened hospital-admission 20 pa-1 @ 20", "stopped SGN014"),
    "a trigger of another task": ("...; happened hospital-admission 20 giving-tablets @ 20", "holds"),
    "a trigger of this task": (f"...; happened hospital-admission 20 {FEED} @ 20", "stopped SGN014"),
    "a trigger before it was signed off": ("...; no signed; happened hospital-admission 20 @ 20", "incomplete SGN074"),
    # --- second edition: yeses
    "the insurer's yes after a year": (
        "...; asks review_every none; tier review_within_months 24; n1 checked 0,360 @ 366",
        "due SGN029",
    ),
    "the insurer's yes after a year and a day": (
        "...; asks review_every none; tier review_within_months 24; n1 checked 0,360 @ 367",
        "lapsed SGN029",
    ),
    "the insurer's yes has ended": (
        "...; sign-off agreed {person: 1, pa: 1, employer: 1, insurer: {on: 1, until: 19}} @ 20",
        "lapsed SGN029",
    ),
    "the insurer's yes ends within the warning": (
        "...; sign-off agreed {person: 1, pa: 1, employer: 1, insurer: {on: 1, until: 20}} @ 20",
        "due SGN029",
    ),
    "the insurer's yes was renewed": (
        "...; sign-off agreed {person: 1, pa: 1, employer: 1, insurer: [{on: 1, until: 19}, 18]} @ 20",
        "holds",
    ),
    "the insurance has ended, and the tier says due": (
        "...; tier expired_insurance due;"
        " sign-off agreed {person: 1, pa: 1, employer: 1, insurer: {on: 1, until: 19}} @ 20",
        "due SGN029",
    ),
    "the PA's yes has ended": (
        "...; sign-off agreed {person: 1, pa: {on: 1, until: 19}, employer: 1, insurer: 1} @ 20",
        "stopped SGN029",
    ),
    "an attorney, before the power was seen": (
        "...; sign-off agreed {person: {on: 1, by: attorney, seen_on: 3}, pa: 1, employer: 1, insurer: 1} @ 20",
        "broken SGN001",
    ),
    "a decision to be looked at again": (
        "...;"
        " sign-off agreed {person: {on: 1, by: best-interests, decided_by: community-nurse, review_on: 19},"
        " pa: 1, employer: 1, insurer: 1} @ 20",
        "due SGN039",
    ),
    "another employer": ("...; person employers [{id: e-1, from: 0}, {id: e-2, from: 15}] @ 20", "stopped SGN029"),
    "another employer, who agreed": (
        "...; person employers [{id: e-1, from: 0}, {id: e-2, from: 15}];"
        " sign-off agreed {person: 1, pa: 1, employer: [1, {on: 15, id: e-2}], insurer: 1} @ 20",
        "holds",
    ),
    # --- second edition: practices, trainings, assessments
    "alike practices count once": (
        "...; sign-off observed [{by: n1, on: 4}, {by: n1, on: 4}, {by: n1, on: 5}] @ 20",
        "broken SGN008 ~SGN023",
    ),
    "practices at two times of a day": (
        '...; sign-off observed [{by: n1, on: 4}, {by: n1, on: 4, at: "14:30"}, {by: n1, on: 5}] @ 20',
        "holds",
    ),
    "a practice that did not go well": (
        "...; sign-off observed [{by: n1, on: 4, outcome: not-yet}, {by: n1, on: 4}, {by: n1, on: 5}] @ 20",
        "broken SGN008 ~SGN023",
    ),
    "too few practices with the person": (
        "...; tier with_person 2; sign-off observed [{by: n1, on: 4, how: manikin},"
        " {by: n1, on: 5, how: video}, {by: n1, on: 6}] @ 20",
        "broken SGN033",
    ),
    "practices on too few days": ("...; tier different_days 2; observed n1 4,4,4 @ 20", "broken SGN033"),
    "assessed too late": ("...; tier assessed_within_days 3 @ 20", "broken SGN025"),
    "a second training breaks nothing": ("...; sign-off trained [{by: x9, on: 4}] @ 20", "holds"),
    "a second training stands in": ("...; trained x9 3; sign-off trained [{by: t1, on: 3}] @ 20", "holds"),
    "not yet competent, then competent": ("...; sign-off assessed [{by: n2, on: 6, outcome: not-yet}] @ 20", "holds"),
    "not yet competent, before the sign-off": (
        "...; sign-off assessed [{by: n2, on: 8, outcome: not-yet}] @ 20",
        "broken SGN032",
    ),
    "not yet competent since": ("...; sign-off assessed [{by: n2, on: 15, outcome: not-yet}] @ 20", "stopped SGN032"),
    # --- second edition: who
    "a role that the task does not name": ("...; asks trained_by community-nurse @ 20", "broken SGN024"),
    "the role of the day": (
        "...; practitioner n2 roles [{role: individual-employer, from: -30, until: 6},"
        " {role: community-nurse, from: 7}] @ 20",
        "holds",
    ),
    "the role of the day before": (
        "...; practitioner n2 roles [{role: pa-trainer, from: -30, until: 7}, {role: community-nurse, from: 8}] @ 20",
        "broken SGN004",
    ),
    "the same human assessed and signed off": ("...; practitioner p1 same_as n2 @ 20", "broken SGN003"),
    "discredited since before the training": (
        "...; practitioner t1 discredited {from: 2, on: 15, because: a false certificate} @ 20",
        "broken SGN026",
    ),
    "discredited, and not found out yet": (
        "...; practitioner t1 discredited {from: 2, on: 21, because: a false certificate} @ 20",
        "holds",
    ),
    "a registration that was suspended": (
        "...; practitioner n2 register_checked_on [0, {on: 6, result: suspended}] @ 20",
        "broken SGN017",
    ),
    # --- second edition: now
    "the delegator left": ("...; n1 active 0..10 @ 20", "due SGN027"),
    "the delegator left four weeks ago": ("...; asks review_every 3; n1 active 0..6 @ 34", "due SGN027 SGN036"),
    "the delegator left more than four weeks ago": ("...; asks review_every 3; n1 active 0..6 @ 35", "stopped SGN027"),
    "the delegator left, and handed over": (
        "...; n1 active 0..10; sign-off handed_over [{to: n2, on: 9}] @ 20",
        "holds",
    ),
    "the delegator left, and handed over to a trainer": (
        "...; n1 active 0..10; sign-off handed_over [{to: t1, on: 9}] @ 20",
        "due SGN027",
    ),
    "the delegator has conditions": (
        "...; practitioner n1 register_checked_on [0, {on: 15, result: conditions}] @ 20",
        "due SGN036",
    ),
    "the delegator is suspended": (
        "...; practitioner n1 register_checked_on [0, {on: 15, result: suspended}] @ 20",
        "due SGN027",
    ),
    "another device": (
        "...; sign-off devices [pump-a]; person devices [{task: gastrostomy-feed, device: pump-b, from: 10}] @ 20",
        "stopped SGN031",
    ),
    "the same device": (
        "...; sign-off devices [pump-a]; person devices [{task: gastrostomy-feed, device: pump-a, from: 0}] @ 20",
        "holds",
    ),
    "a device, and none recorded": (
        "...; person devices [{task: gastrostomy-feed, device: pump-b, from: 10}] @ 20",
        "due SGN031",
    ),
    "another device, and a review with it": (
        "...; sign-off devices [pump-a];"
        " person devices [{task: gastrostomy-feed, device: pump-b, from: 10}];"
        " sign-off reviews [{by: n1, on: 15, outcome: continues, devices: [pump-b]}] @ 20",
        "holds",
    ),
    "practised with another device": (
        "...; sign-off devices [pump-a];"
        " sign-off observed [{by: n1, on: 4, device: pump-b}, {by: n1, on: 5, device: pump-a}, {by: t1, on: 6}] @ 20",
        "broken SGN008 ~SGN023",
    ),
    "practised with the devices of the sign-off, or with one that is not named": (
        "...; sign-off devices [pump-a, pump-b];"
        " sign-off observed [{by: n1, on: 4, device: pump-b}, {by: n1, on: 5, device: pump-a}, {by: t1, on: 6}] @ 20",
        "holds",
    ),
    "practised with a device, and the sign-off names none": (
        "...; sign-off observed [{by: n1, on: 4, device: pump-b}, {by: n1, on: 5}, {by: t1, on: 6}] @ 20",
        "holds",
    ),
    "the PA left": ("...; pa active_until 19 @ 20", "stopped SGN030"),
    "the PA is away": ("...; pa away [{from: 19}] @ 20", "stopped SGN030"),
    "the PA was away": ("...; pa away [{from: 15, until: 19}] @ 20", "holds"),
    "the PA was away for as long as a gap": (
        "...; n1 checked 0,30; sign-off review_on 80; pa away [{from: 9, until: 45}]; reviewed n1 30 continues @ 50",
        "stopped SGN014",
    ),
    "the support ended": ("...; person ended_on 20 @ 20", "stopped SGN030"),
    # --- second edition: decisions and stops
    "an earlier review date": ("...; sign-off review_on 19 @ 20", "lapsed SGN011"),
    "a later review date than the rules allow": ("...; sign-off review_on 90 @ 40", "lapsed SGN011"),
    "withdrawn by the person, and resumed": (
        "...; sign-off withdrawn {by: person, on: 10, because: person-said-no};"
        " sign-off resumed {by: person, on: 15} @ 20",
        "holds",
    ),
    "withdrawn by the person, and resumed by the PA": (
        "...; sign-off withdrawn {by: person, on: 10}; sign-off resumed {by: pa, on: 15} @ 20",
        "stopped SGN021",
    ),
    "withdrawn for a concern, and resumed": (
        "...; sign-off withdrawn {by: n1, on: 10, because: concern}; sign-off resumed {by: n1, on: 15} @ 20",
        "stopped SGN021",
    ),
    "withdrawn twice, and resumed once": (
        "...; sign-off withdrawn [{by: person, on: 10}, {by: pa, on: 12}]; sign-off resumed {by: person, on: 15} @ 20",
        "stopped SGN021",
    ),
    "retrain, and a review without training": (
        "...; reviewed n1 15 retrain; reviewed n1 18 continues @ 20",
        "stopped SGN022 ~SGN040",
    ),
    "retrain, training, assessment, review": (
        "...; reviewed n1 15 retrain; reviewed n1 18 continues; sign-off trained [{by: t1, on: 16}];"
        " sign-off assessed [{by: n2, on: 17, outcome: competent}] @ 20",
        "holds",
    ),
    "a ward lets the PA go on, and no one asks about the ward": (
        "...; happened hospital-admission 15;"
        " sign-off reviews [{by: n1, on: 16, outcome: continues, setting: ward-6, until: 25}] @ 20",
        "stopped SGN014",
    ),
    "a yes that had ended before the sign-off": (
        "...; sign-off agreed {person: 1, pa: {on: 1, until: 7}, employer: 1, insurer: 1} @ 20",
        "broken SGN010",
    ),
    "signed off after an assessment that said not yet": (
        "...; no assessed; sign-off assessed [{by: n2, on: 7, outcome: not-yet}] @ 20",
        "broken SGN020",
    ),
    "assessed on the last day": ("...; tier assessed_within_days 4 @ 20", "holds"),
    "another device, until the sign-off": (
        "...; sign-off devices [pump-a];"
        " person devices [{task: gastrostomy-feed, device: pump-b, from: 0, until: 10}] @ 20",
        "holds",
    ),
}
