"""Which records of a register may be erased, what falls with one of them, and its erasure.

Personal data is kept no longer than it is needed. A record may be erased so many years after its last day
(`retention_years` of the framework's settings). A person's missing file is never a yes: what rested on it cannot be said.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.edit.yaml_lists import without_entries
from pa_framework.edit.yaml_parts import UnsupportedYaml
from pa_framework.facts.answers import AnswerKind
from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import practitioners_in
from pa_framework.records.references import Reference
from pa_framework.records.register import Register
from pa_framework.text.dates import add_days, add_months
from pa_framework.text.errors import UserError
from pa_framework.text.suggestions import closest_match

#: The kinds of record that hold a human being.
KINDS = ("pa", "person", "practitioner")


class Erasable(Struct, frozen=True):
    """A record whose time has passed: its last day, and the first day on which it may be erased."""

    kind: str
    name: str
    last_day: date
    since: date


class StillKept(Struct, frozen=True):
    """Why a record may not be erased yet: its last day, if it has one, and the first day on which it may be erased.

    `field` is where a last day is written. Without `since`, its time does not end: it has no last day, or it is that of
    a practitioner (`is_named`) whom a sign-off names that is kept.
    """

    field: str
    last_day: date | None
    since: date | None
    is_named: bool = False


class ChangedAnswer(Struct, frozen=True):
    """A PA, a task and a person whose answer an erasure changes. `after` is None where nothing of it is left."""

    key: tuple[str, str, str]
    before: AnswerKind
    after: AnswerKind | None


class Erasure(Struct, frozen=True):
    """The erasure of a record: `texts` are the files after it, by path below the folder of the register (None: gone).

    `sign_offs` is how many sign-offs of PAs go with a person. `changed` are the answers that change. `left` are the
    places that still name the record afterwards, which someone has to see to.
    """

    kind: str
    name: str
    texts: Mapping[str, str | None]
    sign_offs: int
    changed: tuple[ChangedAnswer, ...]
    left: tuple[Reference, ...]


def erasable(facts: Facts, years: int) -> tuple[Erasable, ...]:
    """The records whose last day is so many years ago or more, by kind and id.

    A PA's and a practitioner's last day is `active_until`, a person's `ended_on`. A practitioner whom a sign-off of a
    PA that is kept names is kept too.
    """
    register = facts.register or Register()
    found: list[Erasable] = []
    for kind in KINDS:
        named = _practitioners_named(register, {each.name for each in found}) if kind == "practitioner" else set()
        for name in sorted(register.of_kind(kind)):
            _, last = _last_day(register, kind, name)
            since = _since(last, years)
            if last and since and since <= facts.on and name not in named:
                found.append(Erasable(kind, name, last, since))
    return tuple(found)


def still_kept(facts: Facts, kind: str, name: str, years: int) -> StillKept | None:
    """Why a record may not be erased on the day of the facts; None where it may. Its kind and id are known."""
    if any((each.kind, each.name) == (kind, name) for each in erasable(facts, years)):
        return None
    field, last = _last_day(facts.register or Register(), kind, name)
    since = _since(last, years)
    passed = since is not None and since <= facts.on
    return StillKept(field, last, None if passed else since, is_named=passed)


def _last_day(register: Register, kind: str, name: str) -> tuple[str, date | None]:
    """The field with the last day of a record, and that day, if there is one."""
    if kind == "person":
        return "ended_on", register.persons[name].ended_on
    record = register.pas[name] if kind == "pa" else register.practitioners[name]
    return "active_until", record.active_until


def _since(last: date | None, years: int) -> date | None:
    """The first day on which a record with this last day may be erased."""
    return add_days(add_months(last, 12 * years), 1) if last else None


def _practitioners_named(register: Register, erased: set[str]) -> set[str]:
    """The practitioners whom sign-offs name, and who authorised them, of PAs and persons that are not `erased`."""
    named = {
        name
        for pa in register.pas.values()
        if pa.id not in erased
        for sign_off in pa.sign_offs
        if sign_off.person not in erased
        for name in practitioners_in(sign_off, date.max)
    }
    queue = sorted(named)
    for name in queue:
        practitioner = register.practitioners.get(name)
        above = {entry.by for entry in practitioner.authorised} if practitioner else set()
        queue += sorted(above - named)
        named |= above
    return named


def plan_erasure(facts: Facts, kind: str, name: str) -> Erasure:
    """What an erasure would do. Raises UserError for an unknown kind or id, or a file that cannot be changed by program."""
    register = facts.register or Register()
    if kind not in KINDS:
        raise UserError(f"there is no kind `{kind}` here; write `pa`, `person` or `practitioner`")
    records = register.of_kind(kind)
    if name not in records:
        near = closest_match(name, records)
        raise UserError(f"there is no {kind} `{name}` here" + (f"; did you mean `{near}`?" if near else ""))
    gone_file = records[name].origin.document.path
    texts: dict[str, str | None] = {_below(gone_file): None}
    number = 0
    for pa in register.pas.values() if kind == "person" else ():
        gone = [index for index, sign_off in enumerate(pa.sign_offs) if sign_off.person == name]
        if gone:
            number += len(gone)
            document = pa.origin.document
            try:
                texts[_below(document.path)] = without_entries(document, ("sign_offs",), gone)
            except UnsupportedYaml as error:
                raise UserError(
                    f"the sign-offs for `{name}` in `{document.path}` cannot be taken out by program ({error}); "
                    "take them out by hand, then erase again"
                ) from None
    left = tuple(
        reference
        for reference in register.references_to(lambda found, target: (found, target) == (kind, name))
        if reference.document.path != gone_file and not (kind == "person" and reference.route[:1] == ("sign_offs",))
    )
    return Erasure(kind, name, texts, number, tuple(_changed(facts, register, kind, name)), left)


def _below(path: str) -> str:
    """The path of a file below the folder of its register."""
    return "/".join(PurePosixPath(path).parts[-2:])


def _changed(facts: Facts, register: Register, kind: str, name: str) -> Iterator[ChangedAnswer]:
    """The answers that are others without a record."""
    attribute = {"pa": "pas", "person": "persons", "practitioner": "practitioners"}[kind]
    kept = {each: record for each, record in register.of_kind(kind).items() if each != name}
    smaller = replace(register, **{attribute: kept})
    if kind == "person":
        pas = {
            pa.id: replace(pa, sign_offs=tuple(sign_off for sign_off in pa.sign_offs if sign_off.person != name))
            for pa in register.pas.values()
        }
        smaller = replace(smaller, pas=pas)
    after = facts.with_register(smaller).answers
    for key, answer in facts.answers.items():
        other = after.get(key)
        if other is None or other.kind is not answer.kind:
            yield ChangedAnswer(key, answer.kind, other.kind if other else None)
