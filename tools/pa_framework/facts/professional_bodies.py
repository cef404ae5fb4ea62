"""Bodies that keep a professional register: the names, the hosts of their sites, and the professions that each registers."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from pa_framework.facts.facts import Facts
from pa_framework.records.model import Role


class Body(NamedTuple):
    """A body: its short name, how a text names it, the host of its site, and how a title names its professions."""

    name: str
    names: re.Pattern[str]
    host: str
    professions: re.Pattern[str]


def _body(name: str, names: str, host: str, professions: str) -> Body:
    return Body(
        name,
        re.compile(rf"\b(?:{name}|{names})\b", re.IGNORECASE),
        host,
        re.compile(rf"\b(?:{professions})s?\b", re.IGNORECASE),
    )


_SOCIAL_WORKER = "social worker"
#: The statutory bodies of the United Kingdom.
BODIES = (
    _body("NMC", "Nursing and Midwifery Council", "nmc.org.uk", "nurse|midwife|midwives|nursing associate|health visitor|matron"),
    _body(
        "HCPC", "Health and Care Professions Council", "hcpc-uk.org",
        "physiotherapist|occupational therapist|speech (?:and|&) language therapist|speech therapist|dietitian|podiatrist|chiropodist|"
        "paramedic|radiographer|orthoptist|orthotist|prosthetist|(?:art|music|drama)s? (?:psycho)?therapist|"
        "clinical scientist|biomedical scientist|operating department practitioner|(?:clinical|practitioner) psychologist",
    ),
    _body("GPhC", "General Pharmaceutical Council", "pharmacyregulation.org", "pharmacist|pharmacy technician"),
    _body("PSNI", "Pharmaceutical Society (?:of )?(?:NI|Northern Ireland)", "psni.org.uk", "pharmacist"),
    _body("GMC", "General Medical Council", "gmc-uk.org", "doctor|GP|general practitioner|physician|surgeon|psychiatrist|paediatrician"),
    _body("GDC", "General Dental Council", "gdc-uk.org", "dentist|dental (?:nurse|hygienist|therapist)|orthodontist"),
    _body("GOC", "General Optical Council", "optical.org", "optometrist|dispensing optician"),
    _body("SWE", "Social Work England", "socialworkengland.org.uk", _SOCIAL_WORKER),
    _body("SSSC", "Scottish Social Services Council", "sssc.uk.com", _SOCIAL_WORKER),
    _body("SCW", "Social Care Wales", "socialcare.wales", _SOCIAL_WORKER),
    _body("NISCC", "Northern Ireland Social Care Council", "niscc.info", _SOCIAL_WORKER),
    _body("GOsC", "General Osteopathic Council", "osteopathy.org.uk", "osteopath"),
    _body("GCC", "General Chiropractic Council", "gcc-uk.org", "chiropractor"),
)  # fmt: skip


class WrongBody(NamedTuple):
    """A role whose register cannot be right: the field that is wrong, the body there, and those that fit."""

    role: Role
    field: str
    body: Body
    fitting: tuple[Body, ...]


def wrong_bodies(facts: Facts) -> Iterator[WrongBody]:
    """Roles whose register is kept by a body that does not register them, or whose address is of another body.

    A body, an address or a profession that is not known here is compared with nothing.
    """
    for role in facts.records.roles.values():
        if role.register is None:
            continue
        named = tuple(body for body in BODIES if body.names.search(role.register.body))
        fitting = _fitting(role.title)
        linked = _linked(role.register.check or "")
        if named and fitting and not set(named) & set(fitting):
            yield WrongBody(role, "body", named[0], fitting)
        elif linked and fitting and linked not in fitting:
            yield WrongBody(role, "check", linked, fitting)
        elif linked and named and linked not in named:
            yield WrongBody(role, "check", linked, named)


def _fitting(title: str) -> tuple[Body, ...]:
    """The bodies that register a profession in a title. A dental nurse is registered as such, and not as a nurse."""
    found = [(body, {match[0].lower() for match in body.professions.finditer(title)}) for body in BODIES]
    return tuple(
        body
        for body, words in found
        if any(not any(word != other and word in other for _, others in found for other in others) for word in words)
    )


def _linked(address: str) -> Body | None:
    """The body on whose site an address is."""
    host = (urlsplit(address).hostname or "").lower()
    return next((body for body in BODIES if host == body.host or host.endswith(f".{body.host}")), None)
