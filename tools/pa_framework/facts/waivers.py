"""Which findings are waived, and which cannot be.

A waiver applies to the findings of one code in one record of its own folder, or in one field of it, until a day. A
waived finding is still shown and no longer counts. docs/decisions/0015 lists what cannot be waived, and why.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct

from pa_framework.facts.delegation_chain import is_accountable
from pa_framework.facts.facts import Facts
from pa_framework.records.decode import decode
from pa_framework.records.kinds import entry_kinds, kind_at
from pa_framework.records.load import Records
from pa_framework.records.model import Role, Waiver
from pa_framework.records.overlays import Overlay
from pa_framework.text.findings import Finding, Severity

_READ = "nothing can be said of a record that cannot be read"
_ASK = "consent is the person's to give, not ours to do without"
_EMERGENCY = "in an emergency there is no time to ask"
_NO_ONE_ANSWERS = "a number that no one answers costs the minutes that count"
_MADE_FROM = "pages and other findings are made from it"
_NO_RECORD = "a waiver names a record, and a page that is written by hand is none"
#: Families of rules, and codes of other families, that cannot be waived, with the reason.
NOT_WAIVABLE: Mapping[str, str] = {
    "YML": _READ,
    "SCH": _READ,
    "REF": "readers who follow the reference find nothing",
    "SGN": "a sign-off holds or it does not",
    "PRV": "personal details must not be in a record",
    "WVR": "a waiver cannot excuse a waiver",
    **dict.fromkeys((f"OVR{number:03}" for number in range(2, 17)), _READ),
    "CMP001": _MADE_FROM,
    "CMP005": _MADE_FROM,
    "CMP008": _MADE_FROM,
    "LAW001": _MADE_FROM,
    "LAW008": _READ,
    "PAY001": "the law sets it",
    "PAY003": _MADE_FROM,
    "PAY007": _MADE_FROM,
    **dict.fromkeys((f"SIT{number:03}" for number in (*range(4, 18), 20, 21)), _NO_RECORD),
    "DEL003": "someone must be accountable for every task",
    "DEL004": "someone must be accountable for every task",
    "DEL007": "it is the person who decides what is done for them",
    "DEL009": "a task that is never delegated has no chain",
    "DEL011": _EMERGENCY,
    "DEL024": _EMERGENCY,
    "DEL026": "the next dose is due, no matter who may give it",
    "DEL029": _NO_ONE_ANSWERS,
    "DEL031": "no one has taught or watched this PA",
    "DEL033": _NO_ONE_ANSWERS,
    "STO001": _ASK,
    "STO002": _ASK,
    "STO003": _ASK,
    "STO004": "readers must know whether a real person speaks",
    "STO008": "a small number can point to a person",
    "SIT003": _MADE_FROM,
    "SIT022": "what comes after it on the page stands in the wrong place, or is not shown",
}


class Waived(Struct, frozen=True):
    """A finding that does not count, and the waiver that applies to it."""

    finding: Finding
    waiver: Waiver


def why_not_waivable(code: str) -> str | None:
    """Why findings of a code cannot be waived, as a clause; None where they can."""
    return NOT_WAIVABLE.get(code[:3]) or NOT_WAIVABLE.get(code)


def has_expired(waiver: Waiver, on: date) -> bool:
    """Whether the last day of a waiver is before the day `on`."""
    return waiver.until < on


def record_path(waiver: Waiver) -> str:
    """The file of the record that a waiver is about, as a path relative to the root."""
    return str(PurePosixPath(waiver.origin.path).with_name(f"{waiver.record}.yaml"))


def agreed_by_clinician(waiver: Waiver, records: Records) -> bool | None:
    """Whether the role that agreed to a waiver is a clinician's; None where no record has its id.

    To what loosens a base only a clinician of the base can agree: an area could make any role one by a change of its own.
    """
    role = records.roles.get(waiver.by_role)
    if role is None:
        return None
    if waiver.code.startswith("OVR") and records.overlay is not None:
        role = _role_in_base(records.overlay, role.id)
    return role is not None and is_clinician(role)


def _role_in_base(overlay: Overlay, name: str) -> Role | None:
    """A role as the base has it."""
    for document, kind in overlay.base:
        if kind == "role" and isinstance(document.data, dict) and document.data.get("id") == name:
            return next((record for _, record in decode(document, kind)[0]), None)
    return None


def is_clinician(role: Role) -> bool:
    """Whether a role is accountable, on a professional register that its record names."""
    return is_accountable(role) and role.register is not None


def active_waivers(facts: Facts) -> Iterator[Waiver]:
    """The waivers that have not expired, of codes that can be waived.

    One that needs a clinician's agreement is among them, whether or not a clinician agreed.
    """
    return (
        waiver
        for waiver in facts.records.waivers
        if not has_expired(waiver, facts.on) and why_not_waivable(waiver.code) is None
    )


def waiver_applies(waiver: Waiver, finding: Finding, facts: Facts) -> bool:
    """Whether an active waiver applies to a finding."""
    if (waiver.code, record_path(waiver)) != (finding.code, finding.span.path):
        return False
    if needs_clinician(finding.code, finding.severity) and not agreed_by_clinician(waiver, facts.records):
        return False
    if covers_too_much(waiver):
        return False
    return waiver.field is None or waiver.field in _fields_around(finding, facts.records)


def covers_too_much(waiver: Waiver) -> bool:
    """Whether a waiver would excuse all that an area loosens in a file of many records, such as the whole policy."""
    kind = kind_at(record_path(waiver)) if waiver.code == "OVR001" and waiver.field is None else None
    return bool(kind and entry_kinds(kind))


def needs_clinician(code: str, severity: Severity) -> bool:
    """Whether a waiver of a finding needs a clinician's agreement: for errors about delegation, and what loosens a base."""
    return code.startswith(("DEL", "OVR")) and severity is Severity.ERROR


def split_waived(findings: Iterable[Finding], facts: Facts) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
    """Findings that count, and those that are waived, both in the order given."""
    by_code_and_path: dict[tuple[str, str], list[Waiver]] = {}
    for waiver in active_waivers(facts):
        by_code_and_path.setdefault((waiver.code, record_path(waiver)), []).append(waiver)
    counting: list[Finding] = []
    waived: list[Waived] = []
    for finding in findings:
        candidates = by_code_and_path.get((finding.code, finding.span.path), ())
        applicable = next((waiver for waiver in candidates if waiver_applies(waiver, finding, facts)), None)
        if applicable is None:
            counting.append(finding)
        else:
            waived.append(Waived(finding, applicable))
    return tuple(counting), tuple(waived)


def _fields_around(finding: Finding, records: Records) -> frozenset[str]:
    """The names of the fields that contain the place of a finding, at every depth."""
    written = (*(records.overlay.own if records.overlay else ()), *records.documents)
    document = next(document for document, _ in written if document.path == finding.span.path)
    place = (finding.span.line, finding.span.column)
    routes = [route for marks in (document.values, document.keys) for route, mark in marks.items() if mark[:2] == place]
    if not routes:  # The place is within a text: it belongs to the last key before it.
        before = [(mark[:2], route) for route, mark in document.keys.items() if mark[:2] <= place]
        routes = [route for _, route in sorted(before)[-1:]]
    return frozenset(part for route in routes for part in route if isinstance(part, str))
