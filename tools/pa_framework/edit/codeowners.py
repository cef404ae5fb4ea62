"""CODEOWNERS from the records: which team is asked about a change to which file.

The first contact of framework.yaml keeps everything. A contact that is `clinical` keeps what safety rests on. A record's
`owner` keeps that record. Only contacts with a handle can be asked.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pa_framework.records.kinds import folder_kinds, framework_kinds
from pa_framework.records.load import Records

FILE = "CODEOWNERS"
#: Where a safety rule can be weakened: the policy, who may do what, the steps that tasks ask for, each task, the
#: settings, and what is waived. Agreements on hospital working come to it (`_safety`).
CLINICAL = tuple(
    f"{kind.folder}/" if kind.folder else f"framework/{kind.file}" if kind.in_any_folder else kind.file
    for kind in framework_kinds()
    if kind.clinicians_own
)

#: Paths that stand for themselves in CODEOWNERS. Others can not be ids either, and the checker says so.
_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")

_HEAD = """\
# Who is asked about a change. Made from the records by `pa-framework codeowners`; `--check` says whether it still is so.
# The handles are those of the contacts in framework/framework.yaml. Of several lines that fit a file, the last one counts.
"""
_ONE_IS_ENOUGH = """\

# What safety rests on. Any one owner of a line may approve, so these lines name the clinical group alone:
# whoever merges stands for the framework team as well.
"""


def codeowners(records: Records) -> str:
    """The text of CODEOWNERS: the same records give the same text.

    GitLab asks each section for an approval of its own. GitHub knows no sections, and one owner of a line is enough.
    """
    handles = {name: each.handle for name, each in records.contacts.items() if each.handle}
    first = next(iter(records.contacts), None)
    clinical = [name for name, each in records.contacts.items() if each.clinical and name in handles]
    asked = _Lines(handles)
    sections = records.framework is not None and records.framework.repository.forge == "gitlab"
    parts = [_HEAD]
    if sections:
        parts.append("\n[Framework]\n")
    if first in handles:
        parts.append(asked.line("*", [first]))
    parts += [asked.line(path, [owner]) for path, owner in _kept(records, handles, first)]
    if clinical:
        parts.append("\n[Clinicians]\n" if sections else _ONE_IS_ENOUGH)
        parts += [asked.line(f"/{path}", clinical) for path in _safety(records)]
    if not handles:
        parts.append("# No contact has a handle yet, so nobody is asked.\n")
    return "".join(parts)


class _Lines:
    def __init__(self, handles: dict[str, str]) -> None:
        self._handles = handles

    def line(self, pattern: str, names: Sequence[str]) -> str:
        return f"{pattern} {' '.join(self._handles[name] for name in names)}\n"


def _kept(records: Records, handles: dict[str, str], first: str | None) -> Iterator[tuple[str, str]]:
    """Pattern and owner, where it is not the first contact: a line for a folder, then one for each record that differs.

    A folder is its commonest owner's, so that a new record of theirs changes nothing here.
    """
    safety = _safety(records)
    folders: dict[str, dict[str, str | None]] = {}
    for kind in folder_kinds():
        for noun in records.of_kind(kind.id).values():
            path, owner = noun.origin.path, getattr(noun, "owner", None)
            if _PLAIN.fullmatch(path) and not path.startswith(safety):
                folders.setdefault(path.rpartition("/")[0], {})[path] = owner if owner in handles else first
    said: dict[str, str | None] = {}
    for folder, owners in sorted(folders.items()):
        around = next((said[above] for above in _above(folder) if above in said), first)
        common = min(Counter(owners.values()).items(), key=lambda each: (-each[1], each[0] != first, str(each[0])))[0]
        if common != around and common in handles:
            said[folder] = common
            yield f"/{folder}/", str(common)
        for path, owner in sorted(owners.items()):
            if owner != said.get(folder, around) and owner in handles:
                yield f"/{path}", str(owner)


def _safety(records: Records) -> tuple[str, ...]:
    """What safety rests on: paths, and folders that end in `/`."""
    wards = (each.origin.path for each in records.agreements.values() if each.hospital)
    return tuple(sorted((*CLINICAL, *filter(_PLAIN.fullmatch, wards))))


def _above(folder: str) -> Iterator[str]:
    """The folders around a folder, nearest first."""
    while folder := folder.rpartition("/")[0]:
        yield folder
