"""CODEOWNERS from the records: which team must review a change to which file.

The first contact of framework.yaml owns everything. Contacts with `clinical` own the files that safety depends on, and
the `owner` of a record owns its file. Only contacts with a handle can be named.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from pa_framework.records.kinds import folder_kinds, framework_kinds
from pa_framework.records.load import Records
from pa_framework.text.findings import Span
from pa_framework.text.sentences import join_words

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


class Line(NamedTuple):
    """A line of a CODEOWNERS file that is not empty: its number, as it is written, and with one space between words."""

    number: int
    written: str
    words: str

    @property
    def span(self) -> Span:
        """The whole line."""
        return Span(FILE, self.number, 1, len(self.written) + 1)


class Difference(NamedTuple):
    """A place where a CODEOWNERS file is not as it should be: what is so, and what to do."""

    span: Span
    message: str
    fix: str


class Part(NamedTuple):
    """The lines of a framework in a folder, such as `sub/pa/`: its two marks, and what is between them."""

    within: str
    begin: Line
    lines: tuple[Line, ...]
    end: Line


class OwnersFile(Struct, frozen=True):
    """A CODEOWNERS file: the lines outside of parts, the parts, and marks of parts that cannot be understood."""

    lines: tuple[str, ...]
    own: tuple[Line, ...]
    parts: tuple[Part, ...]
    faults: tuple[Difference, ...]

    @property
    def is_made_by_program(self) -> bool:
        """Whether its own lines begin as those that are made from the records; a file of parts alone has none."""
        return self.own[0].words == _HEAD.partition("\n")[0] if self.own else bool(self.parts)

    def block(self, part: Part) -> str:
        """A part as it is written, with its marks."""
        return "".join(f"{line}\n" for line in self.lines[part.begin.number - 1 : part.end.number])


class Comparison(Struct, frozen=True):
    """A CODEOWNERS file beside the records.

    Attributes:
        file: The file as it is.
        made: What it should say, as far as these records say it.
        faults: What `made` does not mend: it is in a part of another framework, or the program cannot know what is meant.
        differences: What the records say otherwise; `made` mends it.
    """

    file: OwnersFile
    made: str
    faults: tuple[Difference, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def all(self) -> tuple[Difference, ...]:
        """All that is not as it should be."""
        return (*self.faults, *self.differences)


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


def compare_owners(records: Records, present: str, within: str = "") -> Comparison:
    """A CODEOWNERS file beside the records of a framework at the top of a repository, or of one in the folder `within`.

    The lines of a framework in a folder are a part of the file; the rest of it rests on records that are not read here,
    and stays. Line ends, spaces, empty lines and a byte order mark make no difference.
    """
    file = _parsed(present)
    foreign = () if within else tuple(filter(None, map(_foreign_line, file.parts)))
    if file.faults:
        return Comparison(file, present, file.faults)
    made = codeowners(records, within)
    part = next((part for part in file.parts if part.within == within), None)
    if not within:
        whole = "\n".join([made, *map(file.block, file.parts)])
        lines = file.own
    else:
        whole = _with_part(file, made, within, part)
        lines = part.lines if part else ()
    found = _difference(made, lines, within, is_whole=not records.findings)
    if found is None and not within:
        found = _below_a_part(file)
    return Comparison(file, whole, foreign, (found,) if found else ())


def _parsed(text: str) -> OwnersFile:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    own: list[Line] = []
    parts: dict[str, Part] = {}
    faults: list[Difference] = []
    begin: Line | None = None
    inside: list[Line] = []
    for number, written in enumerate(lines, 1):
        line = Line(number, written, " ".join(written.split()))
        mark = _MARK.fullmatch(line.words)
        if mark is None:
            if line.words:
                (own if begin is None else inside).append(line)
            continue
        within = mark["within"]
        if mark["what"] == "begins":
            if begin is not None:
                faults.append(_without_end(begin))
            begin, inside = line, []
        elif begin is None or begin.words != _begin(within):
            faults.append(_without_begin(line, within))
        else:
            if within in parts:
                faults.append(_twice(parts[within], begin))
            parts.setdefault(within, Part(within, begin, tuple(inside), line))
            begin = None
    if begin is not None:
        faults.append(_without_end(begin))
    return OwnersFile(tuple(lines), tuple(own), tuple(parts.values()), tuple(faults))


#: The marks around the part of a framework in a folder.
_MARK = re.compile(r"# pa-framework (?P<what>begins|ends): (?P<within>.+)")


def _begin(within: str) -> str:
    return f"# pa-framework begins: {within}"


def _end(within: str) -> str:
    return f"# pa-framework ends: {within}"


def _without_end(begin: Line) -> Difference:
    within = begin.words.removeprefix(_begin(""))
    return Difference(
        begin.span,
        f"the part of `{within}` begins here, and has no end",
        f"write `{_end(within)}` on a line of its own, below the last line that names a file in `{within}`",
    )


def _without_begin(end: Line, within: str) -> Difference:
    return Difference(
        end.span,
        f"the part of `{within}` ends here, and has no beginning",
        f"write `{_begin(within)}` above the first line that names a file in `{within}`; "
        "if there is no such line, delete this one",
    )


def _twice(first: Part, begin: Line) -> Difference:
    return Difference(
        begin.span,
        f"the part of `{first.within}` is here twice; the first begins in line {first.begin.number}",
        f"delete one of them with its marks, and run `{_command(first.within)}`",
    )


def _foreign_line(part: Part) -> Difference | None:
    """The first line of a part that names a file outside of its folder."""
    for line in part.lines:
        pattern = line.words.partition(" ")[0]
        if not (pattern.startswith(("#", "[", "^[")) or pattern.startswith(f"/{part.within}")):
            return Difference(
                line.span,
                f"`{pattern}` is not in `{part.within}`, but is in its part of this file",
                f"run `{_command(part.within)}`, which makes the part again without this line; "
                "the lines for other files are made from the records that are outside of this folder",
            )
    return None


def _below_a_part(file: OwnersFile) -> Difference | None:
    """The first own line below a part: of several lines that fit a file, the last one counts, so the part counts less."""
    above = min((part.begin.number for part in file.parts), default=len(file.lines) + 1)
    line = next((line for line in file.own if line.number > above and not line.words.startswith("#")), None)
    if line is None:
        return None
    part = max((part for part in file.parts if part.begin.number < line.number), key=lambda part: part.begin.number)
    return Difference(
        line.span,
        f"`{line.words}` is below the part of `{part.within}`; of several lines that fit a file, the last one counts",
        _write_again(),
    )


def _with_part(file: OwnersFile, made: str, within: str, part: Part | None) -> str:
    """The text of a file with the part that was made: where it was, or at the end."""
    block = [_begin(within), *made.splitlines(), _end(within)]
    if part:
        lines = [*file.lines[: part.begin.number - 1], *block, *file.lines[part.end.number :]]
        return "\n".join(lines).rstrip("\n") + "\n"
    before = "\n".join(file.lines).rstrip()
    return "\n".join([before, "", *block, ""] if before else [*block, ""])


def _difference(made: str, present: Sequence[Line], within: str, *, is_whole: bool) -> Difference | None:
    """The first line of a framework that the records say otherwise.

    Unless all records could be read, only the lines that do not depend on all of them are compared.
    """
    wanted = [line for line in made.splitlines() if line]
    teams = {pattern: names for pattern, _, names in (line.partition(" ") for line in wanted) if pattern[0] not in "#["}
    for line in present:
        pattern, _, names = line.words.partition(" ")
        is_certain = is_whole or not pattern.endswith("/") or pattern.removeprefix(f"/{within}") in CLINICAL
        if is_certain and names != teams.get(pattern, names):
            return Difference(
                line.span,
                f"{pattern} is said to be owned by {_shown(names)}; the records say {_shown(teams[pattern])}",
                _write_again(within),
            )
    if not is_whole or [line.words for line in present] == wanted:
        return None
    apart = next(
        (place for place, (line, words) in enumerate(zip(present, wanted, strict=False)) if line.words != words),
        min(len(present), len(wanted)),
    )
    return Difference(
        present[min(apart, len(present) - 1)].span if present else Span(FILE),
        f"the records say `{wanted[apart]}` here" if apart < len(wanted) else "the records say nothing from here on",
        _write_again(within),
    )


def _shown(names: str) -> str:
    return join_words(names.split()) or "no one"


def _command(within: str = "") -> str:
    return f"pa-framework codeowners {within}".rstrip(" /")


def _write_again(within: str = "") -> str:
    return f"run `{_command(within)}`, and read what it changes"


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
