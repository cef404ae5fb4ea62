"""The intervals of every sign-off of a register, kept by everything that they rest on.

What they rest on is the program, the framework and the files that bear on the PA (records/register_index.py). They are
kept only where the register as a whole is in order, so that it is known which files these are.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path

import msgspec

from pa_framework.facts.facts import Facts
from pa_framework.facts.recorded_forms import is_outside
from pa_framework.facts.verdict import State
from pa_framework.facts.verdict_intervals import Interval, intervals
from pa_framework.records.register_index import Parts, parts_of
from pa_framework.records.register_model import Pa
from pa_framework.records.yaml_source import Document
from pa_framework.register.queries import register_of
from pa_framework.text.kept import FOLDER, Kept
from pa_framework.text.program_version import version_of

#: The states of a sign-off on every day; None where they cannot be had at once.
Intervals = tuple[Interval, ...] | None
#: The same as they are kept, with days as their numbers in the calendar.
_Kept = dict[int, list[tuple[int, int, State]] | None]

_NAME = "intervals"
_DECODER = msgspec.msgpack.Decoder(_Kept)
_PROGRAM = ("text/*.py", "records/*.py", "records/schemas/*.json", "facts/*.py", "register/*.py")


def intervals_beside(register: Path) -> Kept:
    """The store of the intervals of a register, in its folder."""
    return Kept(register / FOLDER, _NAME)


def all_intervals(facts: Facts, store: Kept | None) -> dict[tuple[str, int], Intervals]:
    """The intervals of every sign-off that is a delegation, by PA and the number of the sign-off, in the order of the files.

    Those of PAs about whom nothing changed come from `store`, which keeps the others.
    """
    register = register_of(facts)
    keys = _keys(facts, parts_of(register)) if store is not None and store.is_on else {}
    kept = store.get_all(keys.values()) if store is not None else {}
    found: dict[tuple[str, int], Intervals] = {}
    for pa in register.pas.values():
        key = keys.get(pa.id)
        of_pa = _opened(pa, kept.get(key)) if key is not None else None
        if of_pa is None:
            of_pa = {index: intervals(facts.chain_validator, pa, index) for index in _delegations(pa)}
            if store is not None and key is not None:
                store.put(key, _closed(of_pa))
        found |= {(pa.id, index): states for index, states in of_pa.items()}
    if store is not None:
        store.save()
    return found


def _delegations(pa: Pa) -> list[int]:
    return [index for index, sign_off in enumerate(pa.sign_offs) if not is_outside(sign_off)]


def _keys(facts: Facts, parts: Parts | None) -> dict[str, str]:
    """By PA, the key of everything that their intervals rest on; none where that is not known."""
    if parts is None:
        return {}
    register = register_of(facts)
    framework = _hash(version_of(*_PROGRAM), (document for document, _ in facts.records_as_written.documents))
    documents = {document.path: document for document, _ in register.documents}
    return {
        name: _hash(framework, (documents[path] for path in sorted(paths)))
        for name in register.pas
        if (paths := parts.paths([("pa", name)])) is not None
    }


def _hash(before: str, documents: Iterable[Document]) -> str:
    found = blake2b(before.encode())
    for document in documents:
        text = document.text.encode("utf-8", "surrogatepass")
        found.update(f"\n{document.path}\n{len(text)}\n".encode("utf-8", "surrogatepass"))
        found.update(text)
    return found.hexdigest()


def _closed(found: Mapping[int, Intervals]) -> bytes:
    return msgspec.msgpack.encode(
        {
            index: states and [(one.first.toordinal(), one.last.toordinal(), one.state) for one in states]
            for index, states in found.items()
        }
    )


def _opened(pa: Pa, kept: bytes | None) -> dict[int, Intervals] | None:
    """The intervals of a PA's sign-offs, from what was kept of them; None where that is not its form."""
    if kept is None:
        return None
    try:
        read: _Kept = _DECODER.decode(kept)
        if list(read) != _delegations(pa):
            return None
        return {
            index: None
            if states is None
            else tuple(Interval(date.fromordinal(one), date.fromordinal(other), state) for one, other, state in states)
            for index, states in read.items()
        }
    except (msgspec.MsgspecError, ValueError, OverflowError):
        return None
