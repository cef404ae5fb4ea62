"""Bodies that keep a professional register: the names, the hosts of their sites, and the professions that each registers."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from pa_framework.facts.facts import Facts
from pa_framework.records.model import Role
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.phrases import Phrases, plain_words


class Body(NamedTuple):
    """A body: its short name, how a text names it, the host of its site, and how a title names its professions."""

    name: str
    names: Phrases
    host: str
    professions: Phrases


def _body(name: str, names: str, host: str, professions: str) -> Body:
    singular_and_plural = ",".join(f"{profession}/{profession.split()[-1]}s" for profession in professions.split(","))
    return Body(name, Phrases(f"{name.lower()}, {names}"), host, Phrases(singular_and_plural))


_SOCIAL_WORKER = "social worker"
#: The statutory bodies of the United Kingdom.
BODIES = (
    _body("NMC", "nursing and midwifery council", "nmc.org.uk", "nurse, midwife, midwives, nursing associate, health visitor, matron"),
    _body(
        "HCPC", "health and care professions council", "hcpc-uk.org",
        "physiotherapist, occupational therapist, speech and language therapist, speech language therapist, speech therapist, "
        "dietitian, podiatrist, chiropodist, paramedic, radiographer, orthoptist, orthotist, prosthetist, "
        "art/arts/music/drama therapist, art/arts/music/drama psychotherapist, clinical/biomedical scientist, "
        "operating department practitioner, clinical/practitioner psychologist",
    ),
    _body("GPhC", "general pharmaceutical council", "pharmacyregulation.org", "pharmacist, pharmacy technician"),
    _body("PSNI", "pharmaceutical society of ni, pharmaceutical society of northern ireland, pharmaceutical society ni, pharmaceutical society northern ireland", "psni.org.uk", "pharmacist"),
    _body("GMC", "general medical council", "gmc-uk.org", "doctor, gp, general practitioner, physician, surgeon, psychiatrist, paediatrician"),
    _body("GDC", "general dental council", "gdc-uk.org", "dentist, dental nurse/hygienist/therapist, orthodontist"),
    _body("GOC", "general optical council", "optical.org", "optometrist, dispensing optician"),
    _body("SWE", "social work england", "socialworkengland.org.uk", _SOCIAL_WORKER),
    _body("SSSC", "scottish social services council", "sssc.uk.com", _SOCIAL_WORKER),
    _body("SCW", "social care wales", "socialcare.wales", _SOCIAL_WORKER),
    _body("NISCC", "northern ireland social care council", "niscc.info", _SOCIAL_WORKER),
    _body("GOsC", "general osteopathic council", "osteopathy.org.uk", "osteopath"),
    _body("GCC", "general chiropractic council", "gcc-uk.org", "chiropractor"),
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
        words = plain_words(role.register.body)
        named = tuple(body for body in BODIES if body.names.are_in(words))
        fitting = _fitting(role.title)
        linked = _linked(role.register.check or "")
        if named and fitting and not set(named) & set(fitting):
            yield WrongBody(role, "body", named[0], fitting)
        elif linked and fitting and linked not in fitting:
            yield WrongBody(role, "check", linked, fitting)
        elif linked and named and linked not in named:
            yield WrongBody(role, "check", linked, named)
        elif (said := _said_register(role.summary)) and fitting and said not in fitting:
            yield WrongBody(role, "summary", said, fitting)


def _fitting(title: str) -> tuple[Body, ...]:
    """The bodies that register a profession in a title. A dental nurse is registered as such, and not as a nurse."""
    words_of_title = plain_words(title)
    found = [(body, body.professions.found_in(words_of_title)) for body in BODIES]
    return tuple(
        body
        for body, words in found
        if any(not any(word != other and word in other for _, others in found for other in others) for word in words)
    )


_ON_REGISTER = LazyPattern(
    r"\b(?:on|in) the (?P<before>[^.;]{2,60}?) register\b|\bregister(?:ed)? (?:with|of|by|at) (?:the )?(?P<after>[^.;]{2,60})",
    re.IGNORECASE,
)


def _said_register(summary: str) -> Body | None:
    """The body on whose register a summary says that a role is."""
    found = _ON_REGISTER.search(" ".join(summary.split()))
    words = plain_words(found["before"] or found["after"]) if found else None
    return next((body for body in BODIES if body.names.are_in(words)), None) if words else None


def _linked(address: str) -> Body | None:
    """The body on whose site an address is."""
    host = (urlsplit(address).hostname or "").lower()
    return next((body for body in BODIES if host == body.host or host.endswith(f".{body.host}")), None)
