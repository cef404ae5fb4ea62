"""Gives a record another id, and follows every reference to the old one.

Everything is computed in memory: where the id stands, what the files will hold, and whether the records still
hold together then. Only text at the exact places changes, so layout and comments stay. Nothing here writes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from pa_framework.check.rules import REGISTER_RULES
from pa_framework.check.run import INSIDE, judged, register_of
from pa_framework.edit.page_links import HAND_WRITTEN, Edit, edits_in_text
from pa_framework.facts.addresses import page_path
from pa_framework.facts.site_pages import SITE_PAGES
from pa_framework.facts.waivers import record_path
from pa_framework.records.base import Record
from pa_framework.records.kinds import KIND, folder_kinds, kinds_with_ids
from pa_framework.records.load import Records, gather, read_records
from pa_framework.records.references import Reference
from pa_framework.records.register import Register, gather_register, shape
from pa_framework.records.yaml_source import Document, Route, read
from pa_framework.text.findings import Finding
from pa_framework.text.sentences import quote_ids
from pa_framework.text.suggestions import nearest

#: Every kind whose records have an id of their own.
KINDS = (*kinds_with_ids(), *kinds_with_ids(in_register=True))
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Rules that look for a picture on the disk: one that is moved is not there yet.
_PICTURES = frozenset({"REF005"})


class NotRenamed(Exception):
    """Why nothing can be renamed. The message is one sentence, and what to do."""


@dataclass(frozen=True, slots=True)
class World:
    """What a rename may touch: the records, the registers that name them, pages by hand, the settings of the site."""

    root: Path
    records: Records
    registers: tuple[Register, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def documents(self) -> Iterator[Document]:
        for document, _ in self.records.documents:
            yield document
        for register in self.registers:
            yield from (document for document, _ in register.documents)

    def of_kind(self, kind: str) -> Mapping[str, Record]:
        found: dict[str, Record] = dict(self.records.of_kind(kind))
        for register in self.registers:
            found |= register.of_kind(kind)
        return found

    def naming(self, kind: str, name: str) -> Iterator[Reference]:
        """Every place where a record or a register names an id."""
        yield from (each for each in self.records.references if (each.kind, each.id) == (kind, name))
        for register in self.registers:
            yield from register.naming(lambda one, other: (one, other) == (kind, name))


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a rename comes to. `texts` are the files that change, by path from the root; None: the file goes.

    `moved` are files that get another name, records and pictures, from and to. `retired`: the old record stays.
    """

    kind: str
    old: str
    new: str
    edits: tuple[Edit, ...]
    texts: Mapping[str, str | None]
    moved: tuple[tuple[str, str], ...]
    retired: str | None = None


def world_of(root: Path, register: Path | None = None) -> World:
    """Everything below `root`, the register in it, and the one in `register`.

    Raises NoFramework or NoRegister where there is none, and NotRenamed where a file can not be read.
    """
    records = read_records(root)
    folders = (
        [root / INSIDE]
        if any((root / INSIDE / kind.folder).is_dir() for kind in folder_kinds(in_register=True))
        else []
    )
    if register is not None and register.resolve() not in [folder.resolve() for folder in folders]:
        folders.append(register)
    registers = tuple(register_of(root, folder) for folder in folders)
    unread: list[Finding] = [*records.findings, *(finding for each in registers for finding in each.findings)]
    if unread:
        first, others = unread[0], len({finding.span.path for finding in unread}) - 1
        raise NotRenamed(
            f"`{first.span.path}` does not read on line {first.span.line} ({first.message})"
            + (f", nor do {others} other files" if others else "")
            + "; mend that first, or a reference in it would be missed"
        )
    pages = [path for path in sorted((root / HAND_WRITTEN).rglob("*.md")) if path.is_file()]
    found = [path for path in [*pages, root / "mkdocs.yml"] if path.is_file()]
    try:
        texts = {path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8") for path in found}
    except (OSError, UnicodeDecodeError) as error:
        raise NotRenamed(f"a page written by hand can not be read ({error}); mend that first") from None
    return World(root, records, registers, texts)


def renamed(world: World, kind: str, old: str, new: str, *, keep_old: bool = False) -> Renaming:
    """What changes where the record `old` of a kind gets the id `new`. Raises NotRenamed."""
    noun = _asked_for(world, kind, old, new)
    if keep_old and not can_be_kept(kind):
        raise NotRenamed(f"a {_said(kind)} can not be kept as a retired record; leave `--keep-old` away")
    spots = list(_ids(world, kind, noun, old, new))
    own = noun.origin.document.path
    page = (page_path(kind, noun), _with_id(page_path(kind, noun), old, new)) if KIND[kind].pages else None
    picture = None if keep_old else _picture(world, kind, noun, old, new)
    spots += [*_paths(world, page, picture), *(_waived(world, own, old, new) if KIND[kind].folder else ())]
    edits = [_edit(document, route, key, before, after) for document, route, key, before, after in spots]
    for path, text in world.texts.items():
        edits += edits_in_text(path, text, page, picture, KIND[kind].shown_on, old, new)
    texts = _edited(world, edits)
    moved: list[tuple[str, str]] = [picture] if picture else []
    if KIND[kind].folder and PurePosixPath(own).stem == old:
        target = str(PurePosixPath(own).with_name(f"{new}.yaml"))
        if (world.root / target).exists():
            raise NotRenamed(f"there is a file `{target}` already")
        texts[target] = texts[own] or ""
        texts[own] = _retired(noun.origin.document, new) if keep_old else None
        moved += [] if keep_old else [(own, target)]
    return Renaming(kind, old, new, tuple(sorted(edits)), texts, tuple(moved), own if keep_old else None)


def can_be_kept(kind: str) -> bool:
    """Whether a record of a kind can stay, retired, and say what took its place."""
    return KIND[kind].can_retire


def _said(kind: str) -> str:
    return kind.replace("-", " ")


def _asked_for(world: World, kind: str, old: str, new: str) -> Record:
    if kind not in KINDS:
        near = nearest(kind, KINDS)
        raise NotRenamed(
            f"there is no kind `{kind}`"
            + (f"; did you mean `{near}`?" if near else f"; there are {quote_ids(KINDS, 'and', 40)}")
        )
    known = world.of_kind(kind)
    if old not in known:
        near = nearest(old, known)
        raise NotRenamed(f"there is no {_said(kind)} `{old}`" + (f"; did you mean `{near}`?" if near else ""))
    if not _ID.fullmatch(new):
        raise NotRenamed(
            f"`{new}` is not an id; write lower-case words joined by hyphens, such as `{_as_id(new, old)}`"
        )
    if new in known:
        raise NotRenamed(f"there is a {_said(kind)} `{new}` already; choose another id, or merge the two by hand")
    dangling = next(world.naming(kind, new), None)
    if dangling is not None:
        raise NotRenamed(
            f"`{dangling.document.path}` names a {_said(kind)} `{new}` that does not exist; it would come to mean `{old}`. "
            "Correct it first, or choose another id"
        )
    doubles = [*world.records.doubles, *(double for register in world.registers for double in register.doubles)]
    if any(double[:2] == (kind, old) for double in doubles):
        raise NotRenamed(f"two records are the {_said(kind)} `{old}`; give one of them another id by hand first")
    noun = known[old]
    if KIND[kind].pages:
        page = _with_id(page_path(kind, noun), old, new)
        if page in SITE_PAGES or f"{HAND_WRITTEN}/{page}" in world.texts:
            raise NotRenamed(f"the address of `{new}` would be `{page}`, which is another page; choose another id")
    return noun


def _as_id(text: str, otherwise: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", text.lower())) or otherwise


def _with_id(path: str, old: str, new: str) -> str:
    pure = PurePosixPath(path)
    return str(pure.with_name(new + pure.suffix)) if pure.stem == old else path


#: A text in a document: where, whether it is a name, and what takes its place.
_Spot = tuple[Document, Route, bool, str, str]


def _ids(world: World, kind: str, noun: Record, old: str, new: str) -> Iterator[_Spot]:
    yield noun.origin.document, (*noun.origin.route, KIND[kind].id_field), False, old, new
    for reference in world.naming(kind, old):
        yield reference.document, reference.route, reference.key, old, new


def _picture(world: World, kind: str, noun: Record, old: str, new: str) -> tuple[str, str] | None:
    """The picture that carries the id of a story in its name, with its new name; paths from the root."""
    file = getattr(getattr(noun, "image", None), "file", None)
    if kind != "case-study" or file is None or PurePosixPath(file).stem != old:
        return None
    was, becomes = f"{HAND_WRITTEN}/{file}", f"{HAND_WRITTEN}/{_with_id(file, old, new)}"
    if not (world.root / was).is_file():
        return None
    if (world.root / becomes).exists():
        raise NotRenamed(f"there is a picture `{becomes}` already; choose another id, or rename that picture first")
    return was, becomes


def _paths(world: World, page: tuple[str, str] | None, picture: tuple[str, str] | None) -> Iterator[_Spot]:
    """Where records name a page or a picture by its path."""
    for row in world.records.trace.values() if page else ():
        for index, path in enumerate(row.at):
            if page and path == page[0]:
                yield row.origin.document, (*row.origin.route, "at", index), False, *page
    for story in world.records.case_studies.values() if picture else ():
        if picture and story.image and f"{HAND_WRITTEN}/{story.image.file}" == picture[0]:
            was, becomes = (path.removeprefix(f"{HAND_WRITTEN}/") for path in picture)
            yield story.origin.document, (*story.origin.route, "image", "file"), False, was, becomes


def _waived(world: World, own: str, old: str, new: str) -> Iterator[_Spot]:
    """Waivers of the record: they name its file."""
    for waiver in world.records.waivers:
        if record_path(waiver) == own and waiver.record == old:
            yield waiver.origin.document, (*waiver.origin.route, "record"), False, old, new


def _edit(document: Document, route: Route, key: bool, before: str, after: str) -> Edit:
    span = document.span(route, key=key)
    line = document.text.split("\n")[span.line - 1]
    written = line[span.column - 1 : span.end_column - 1]
    if written.strip("\"'") != before:
        raise NotRenamed(
            f"`{document.path}` writes `{before}` over several lines, from line {span.line}; run `pa-framework fmt` first"
        )
    return Edit(document.path, span.line, span.column + written.index(before), before, after)


def _edited(world: World, edits: list[Edit]) -> dict[str, str | None]:
    texts = dict(world.texts) | {document.path: document.text for document in world.documents()}
    made: dict[str, str | None] = {}
    for path in sorted({edit.path for edit in edits}):
        lines = texts[path].split("\n")
        for edit in sorted({each for each in edits if each.path == path}, reverse=True):
            line, start = lines[edit.line - 1], edit.column - 1
            lines[edit.line - 1] = line[:start] + edit.after + line[start + len(edit.before) :]
        made[path] = "\n".join(lines)
    return made


def _retired(document: Document, instead: str) -> str:
    """The old record as it stays: everything as it was, and what takes its place."""
    return f"{document.text.rstrip()}\nreplaced_by: {instead}\n"


def must_hold(world: World, renaming: Renaming, on: date) -> None:
    """Reads the renamed world again, in memory, and judges it. Raises NotRenamed where something is wrong that was not."""
    found = _judged(after_it(world, renaming), on)
    before = _judged(world, on) if found else []
    more = Counter(each.code for each in found) - Counter(each.code for each in before)
    for finding in found:
        if more[finding.code] and finding.code not in _PICTURES:
            raise NotRenamed(f"then `{finding.span.path}` would not hold: {finding.message}; nothing was changed")


def after_it(world: World, renaming: Renaming) -> World:
    """The world as it will be, read again in memory."""
    new_path = dict(renaming.moved)

    def again(document: Document) -> Iterator[Document]:
        path = document.path
        if path not in renaming.texts:
            yield document
            return
        for each in dict.fromkeys(
            (path, new_path.get(path, path), *(_added(renaming) if path == renaming.retired else ()))
        ):
            text = renaming.texts[each]
            if text is not None:
                yield read(text, each)

    records = gather(
        [(made, kind) for document, kind in world.records.documents for made in again(document)],
        world.records.strays,
        world.records.roots,
    )
    registers = tuple(
        gather_register(
            [shape(made, kind) for document, kind in register.documents for made in again(document)],
            register.strays,
            register.root,
        )
        for register in world.registers
    )
    pages = {path: renaming.texts.get(path) or text for path, text in world.texts.items()}
    return World(world.root, records, registers, pages)


def _added(renaming: Renaming) -> list[str]:
    return [path for path in renaming.texts if PurePosixPath(path).name == f"{renaming.new}.yaml"]


def _judged(world: World, on: date) -> list[Finding]:
    findings: list[Finding] = []
    for register in world.registers or (None,):
        invented = register is not None and register.about is not None and register.about.kind == "invented"
        findings += judged(world.records, on, REGISTER_RULES if invented else (), register).findings
    return findings
