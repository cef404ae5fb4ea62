"""CODEOWNERS from the records: which team must review a change to which file.

The first contact of framework.yaml owns everything. Contacts with `clinical` own the files that safety depends on, and
the `owner` of a record owns its file. Only contacts with a handle can be named.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pa_framework.records.kinds import folder_kinds, framework_kinds
from pa_framework.records.load import Records

FILE = "CODEOWNERS"
#: Where a safety rule can be weakened: the policy, the authority of roles, the steps that tasks require, the tasks, the
#: settings, and the waivers. `_safety_paths` adds the agreements on hospital working.
CLINICAL = tuple(
    f"{kind.folder}/" if kind.folder else f"framework/{kind.file}" if kind.in_any_folder else kind.file
    for kind in framework_kinds()
    if kind.clinicians_own
)

#: Paths without a character that CODEOWNERS gives a meaning. Others cannot be ids either, which the checker reports.
_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")

_HEAD = """\
# Who is asked about a change. Made from the records by `pa-framework codeowners`; `--check` says whether it still is so.
# The handles are those of the contacts in framework/framework.yaml. Of several lines that fit a file, the last one counts.
"""
_ONE_IS_ENOUGH = """\

# What safety rests on. Any one owner of a line may approve, so these lines name the clinical group alone:
# whoever merges stands for the framework team as well.
"""


def codeowners(records: Records, within: str = "") -> str:
    """The text of CODEOWNERS, which depends on the records alone; `within` is their folder in the repository, `sub/pa/`.

    GitLab needs one approval for each section. GitHub has no sections, and one owner of a line is enough for it.
    """
    handles = {name: contact.handle for name, contact in records.contacts.items() if contact.handle}
    first = next(iter(records.contacts), None)
    clinical = [name for name, contact in records.contacts.items() if contact.clinical and name in handles]

    def line(pattern: str, names: Sequence[str]) -> str:
        return f"{pattern} {' '.join(handles[name] for name in names)}\n"

    sections = records.framework is not None and records.framework.repository.forge == "gitlab"
    parts = [_HEAD]
    if sections:
        parts.append("\n[Framework]\n")
    if first in handles:
        parts.append(line(f"/{within}" if within else "*", [first]))
    parts += [line(f"/{within}{path}", [owner]) for path, owner in _owned_paths(records, handles, first)]
    if clinical:
        parts.append("\n[Clinicians]\n" if sections else _ONE_IS_ENOUGH)
        parts += [line(f"/{within}{path}", clinical) for path in _safety_paths(records)]
    if not handles:
        parts.append("# No contact has a handle yet, so no one is asked.\n")
    return "".join(parts)


def is_made_by_program(text: str) -> bool:
    """Whether a CODEOWNERS file begins as those that are made from the records."""
    return text.startswith(_HEAD.partition("\n")[0])


def whole_file(records: Records, present: str) -> str:
    """The text of CODEOWNERS for a framework at the top of a repository: its own lines, then the parts of frameworks in folders.

    These are taken from the `present` text: they rest on records that are not read here.
    """
    return "\n".join([codeowners(records), *(found[0] for found in _PART.finditer(present))])


#: The part of a framework in a folder, between its marks.
_PART = re.compile(
    r"^# pa-framework begins: (?P<within>.*)\n(?:.*\n)*?# pa-framework ends: (?P=within)(?:\n|\Z)", re.MULTILINE
)


def with_part(text: str, part: str, within: str) -> str:
    """The text of a CODEOWNERS file in which `part` stands between two marks that name the folder `within`, once.

    It is put where it was, or at the end, because of several lines that fit a file the last one counts.
    """
    begin, end = f"# pa-framework begins: {within}\n", f"# pa-framework ends: {within}\n"
    block = f"{begin}{part}{end}"
    start, stop = text.find(begin), text.find(end)
    if 0 <= start < stop:
        return text[:start] + block + text[stop + len(end) :]
    before = f"{text.rstrip()}\n\n" if text.strip() else ""
    return before + block


def _owned_paths(records: Records, handles: dict[str, str], first: str | None) -> Iterator[tuple[str, str]]:
    """Pattern and owner of paths that the first contact does not own: a folder, then its records with other owners.

    A folder belongs to its most common owner, so that a new record of theirs does not change the file.
    """
    safety = _safety_paths(records)
    folders: dict[str, dict[str, str | None]] = {}
    for kind in folder_kinds():
        for record in records.of_kind(kind.id).values():
            path, owner = record.origin.path, getattr(record, "owner", None)
            if record.origin.document.shown_as:
                continue  # it is in no file of this framework
            if _PLAIN.fullmatch(path) and not path.startswith(safety):
                folders.setdefault(path.rpartition("/")[0], {})[path] = owner if owner in handles else first
    folder_owners: dict[str, str | None] = {}
    for folder, owners in sorted(folders.items()):
        inherited = next((folder_owners[parent] for parent in _parents(folder) if parent in folder_owners), first)
        counts = Counter(owners.values()).items()
        common = min(counts, key=lambda pair: (-pair[1], pair[0] != first, str(pair[0])))[0]
        if common != inherited and common in handles:
            folder_owners[folder] = common
            yield f"{folder}/", str(common)
        for path, owner in sorted(owners.items()):
            if owner != folder_owners.get(folder, inherited) and owner in handles:
                yield path, str(owner)


def _safety_paths(records: Records) -> tuple[str, ...]:
    """The paths that safety depends on; those of folders end in `/`."""
    hospital = (agreement.origin.path for agreement in records.agreements.values() if agreement.hospital)
    return tuple(sorted((*CLINICAL, *filter(_PLAIN.fullmatch, hospital))))


def _parents(folder: str) -> Iterator[str]:
    """The folders around a folder, the nearest first."""
    while folder := folder.rpartition("/")[0]:
        yield folder
