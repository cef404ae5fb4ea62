"""Gives a record another id, and changes every reference to the old one.

A rename is planned in memory: where the id is written, what the files will contain, and whether the records are still
valid then. Only the text at these places changes, so that layout and comments stay. `write_renaming` writes it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from pa_framework.check.rules import REGISTER_RULES
from pa_framework.check.run import OWN_REGISTER, check_records, load_register
from pa_framework.edit.ids import is_id, suggested_id
from pa_framework.edit.page_links import HAND_WRITTEN, Edit, Places, edit_at, page_edits
from pa_framework.edit.transaction import encode_like, write_all
from pa_framework.facts.addresses import named_pages, page_path
from pa_framework.facts.codeowners import FILE as OWNERS
from pa_framework.facts.codeowners import compare_owners
from pa_framework.facts.pages import HandWrittenPage
from pa_framework.facts.pictures import PICTURE_FOLDERS, picture_path
from pa_framework.facts.site_pages import SITE_PAGES
from pa_framework.facts.text_references import uses_in_records
from pa_framework.facts.waivers import record_path
from pa_framework.records.base import Record
from pa_framework.records.files import Files
from pa_framework.records.kinds import KIND, kinds_with_ids
from pa_framework.records.load import Records, gather, read_records, with_base
from pa_framework.records.references import Reference
from pa_framework.records.register import Register, decode_file, gather_register, is_register
from pa_framework.records.text_references import NAMESPACES, find_references
from pa_framework.records.usual_lists import BUILT_IN
from pa_framework.records.yaml_source import Document, Route, parse_document
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Finding, Span
from pa_framework.text.sentences import count, quote_ids, with_article
from pa_framework.text.suggestions import closest_match

#: Every kind whose records have an id of their own.
KINDS = (*kinds_with_ids(), *kinds_with_ids(in_register=True))
#: Files besides records and pages that a rename may change: settings of the site, and who is asked about a change.
_BESIDE = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml", OWNERS)


class World(Struct, frozen=True):
    """What a rename may change: records, registers that name them, hand-written pages and files beside them.

    `texts` are the pages and the files of `_BESIDE`, as path → text.
    """

    root: Path
    records: Records
    registers: tuple[Register, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def documents(self) -> Iterator[Document]:
        """Every file of the records and registers, as it is written."""
        for document, _ in self.records.own_documents:
            yield document
        for register in self.registers:
            yield from (document for document, _ in register.documents)

    def of_kind(self, kind: str) -> Mapping[str, Record]:
        """The records of a kind by id."""
        found: dict[str, Record] = dict(self.records.of_kind(kind))
        for register in self.registers:
            found |= register.of_kind(kind)
        return found

    def references_to(self, kind: str, name: str) -> Iterator[Reference]:
        """Every place where a record or a register names an id of a kind."""
        yield from (ref for ref in self.records.references if (ref.kind, ref.id) == (kind, name))
        for register in self.registers:
            for ref in register.references_to(lambda ref_kind, ref_id: (ref_kind, ref_id) == (kind, name)):
                if next((one for one in ref.all_kinds if name in self.of_kind(one)), ref.kind) == kind:
                    yield ref


class Renaming(Struct, frozen=True):
    """The changes of a rename. `texts` are the files that change, as path from the root → text; None deletes a file.

    `moved` are the old and new paths of files that get another name: records and pictures. `retired` is the path of
    the old record where it stays.
    """

    kind: str
    old: str
    new: str
    edits: tuple[Edit, ...]
    texts: Mapping[str, str | None]
    moved: tuple[tuple[str, str], ...]
    retired: str | None = None


def read_world(
    root: Path, register: Path | None = None, files: Files | None = None, *, despite_findings: bool = False
) -> World:
    """The framework below `root` with the register in it, and the register in the folder `register`.

    Raises UserError where there is none, or a file cannot be read; `despite_findings`, what can be read is enough.
    """
    records = read_records(root, files=files)
    folders = [root / OWN_REGISTER] if is_register(root / OWN_REGISTER) else []
    if register is not None and register.resolve() not in [folder.resolve() for folder in folders]:
        folders.append(register)
    registers = tuple(load_register(root, folder, files=files) for folder in folders)
    unread: list[Finding] = [*records.findings, *(finding for held in registers for finding in held.findings)]
    if unread and not despite_findings:
        first, others = unread[0], len({finding.span.path for finding in unread}) - 1
        raise UserError(
            f"`{first.span.path}` does not read on line {first.span.line} ({first.message})"
            + (f", nor {'does' if others == 1 else 'do'} {count(others, 'other file')}" if others else "")
            + "; mend that first, or a reference in it would be missed"
        )
    pages = [path for path in sorted((root / HAND_WRITTEN).rglob("*.md")) if path.is_file()]
    found = [path for path in [*pages, *(root / name for name in _BESIDE)] if path.is_file()]
    content = Path.read_bytes if files is None else files.content
    try:
        texts = {path.relative_to(root).as_posix(): content(path).decode("utf-8") for path in found}
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"a page or settings cannot be read ({error}); mend that first") from None
    return World(root, records, registers, texts)


def plan_rename(world: World, kind: str, old: str, new: str, *, keep_old: bool = False) -> Renaming:
    """The changes that give the record `old` of a kind the id `new`. Raises UserError where that is not possible."""
    record = _checked_record(world, kind, old, new)
    if keep_old and not can_be_retired(kind):
        raise UserError(f"{with_article(KIND[kind].words)} cannot be kept as a retired record; leave `--keep-old` away")
    own = record.origin.document.path
    picture = None if keep_old else _picture(world, kind, record, old, new)
    edits = list(_edits(world, kind, record, old, new, picture))
    _refuse_edits_of_the_base(world, kind, old, edits)
    texts = _apply(world, edits)
    moved: list[tuple[str, str]] = [picture] if picture else []
    if KIND[kind].folder and PurePosixPath(own).stem == old:
        target = str(PurePosixPath(own).with_name(f"{new}.yaml"))
        if (world.root / target).exists():
            raise UserError(f"there is a file `{target}` already")
        texts[target] = texts[own] or ""
        texts[own] = _retired_text(record.origin.document, new) if keep_old else None
        moved += [] if keep_old else [(own, target)]
    planned = Renaming(kind, old, new, tuple(sorted(edits)), texts, tuple(moved), own if keep_old else None)
    return _with_owners(world, planned) if KIND[kind].folder else planned


def _with_owners(world: World, renaming: Renaming) -> Renaming:
    """The renaming with the lines of CODEOWNERS that it changes, where that file says what the records say."""
    written = world.texts.get(OWNERS)
    if written is None:
        return renaming
    before = compare_owners(world.records, written)
    if before.all or not before.file.is_made_by_program:
        return renaming
    made = compare_owners(renamed_world(world, renaming).records, written).made
    edits = tuple(_line_edits(OWNERS, written.replace("\r", ""), made))
    texts = dict(renaming.texts) | ({OWNERS: made} if edits else {})
    return replace(renaming, edits=(*renaming.edits, *edits), texts=texts)


def _line_edits(path: str, before: str, after: str) -> Iterator[Edit]:
    """The lines of a text that become others. Where there are more of them afterwards, the last edit has several."""
    old, new = before.split("\n"), after.split("\n")
    for _, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[start:end] == new[first:last]:
            continue
        for offset in range(max(end - start, 1)):
            line = start + offset
            ends = last if offset == max(end - start, 1) - 1 else first + offset + 1
            words = [*new[first + offset : ends], *([old[line]] if start == end else [])]
            yield Edit(path, line + 1, 1, old[line], "\n".join(words))


def mentions(world: World, kind: str, name: str) -> list[Edit]:
    """Every place that names a record, in order: its own id first in its file, references, links. The edits change nothing.

    Raises UserError where a place is written over several lines.
    """
    record = world.of_kind(kind).get(name)
    return sorted(_edits(world, kind, record, name, name, None)) if record is not None else []


def _edits(
    world: World, kind: str, record: Record, old: str, new: str, picture: tuple[str, str] | None
) -> Iterator[Edit]:
    """The edit of every place that names a record, or its picture, which is None where that keeps its name."""
    own = record.origin.document.path
    places = _places(world, kind, record, picture)
    spots = [*_ids(world, kind, record, old, new), *_paths(world, places, picture, new)]
    spots += _waived(world, own, old, new) if KIND[kind].folder else ()
    for document, route, key, before, after in spots:
        if document.path != BUILT_IN:
            yield _edit(document, route, key, before, after)
    for path, text in world.texts.items():
        if path != OWNERS:
            yield from page_edits(path, text, places, new)
    yield from _text_references(world, kind, old, new)


def can_be_retired(kind: str) -> bool:
    """Whether a record of a kind can stay as a retired one that names the record in its place."""
    return KIND[kind].can_retire


def _checked_record(world: World, kind: str, old: str, new: str) -> Record:
    """The record to rename. Raises UserError where there is none, or `new` cannot be its id."""
    if kind not in KINDS:
        near = closest_match(kind, KINDS)
        raise UserError(
            f"there is no kind `{kind}`"
            + (f"; did you mean `{near}`?" if near else f"; there are {quote_ids(KINDS, 'and', 40)}")
        )
    records = world.of_kind(kind)
    if old not in records:
        near = closest_match(old, records)
        raise UserError(f"there is no {KIND[kind].words} `{old}`" + (f"; did you mean `{near}`?" if near else ""))
    if not is_id(new):
        raise UserError(
            f"`{new}` is not an id; write lower-case words joined by hyphens, such as `{suggested_id(new, old)}`"
        )
    if new in records:
        raise UserError(
            f"there is {with_article(KIND[kind].words)} `{new}` already; choose another id, or merge the two by hand"
        )
    dangling = next(world.references_to(kind, new), None)
    if dangling is not None:
        raise UserError(
            f"`{dangling.document.path}` names {with_article(KIND[kind].words)} `{new}` that does not exist; it would come to mean `{old}`. "
            "Correct it first, or choose another id"
        )
    for other in sorted({other for ref in world.references_to(kind, old) for other in ref.kinds} - {kind}):
        if new in world.of_kind(other):
            raise UserError(
                f"there is {with_article(KIND[other].words)} `{new}`, and some fields name either "
                f"{with_article(KIND[other].words)} or {with_article(KIND[kind].words)}; choose another id"
            )
    doubles = [*world.records.duplicates, *(double for register in world.registers for double in register.duplicates)]
    if any(double[:2] == (kind, old) for double in doubles):
        raise UserError(f"two records are the {KIND[kind].words} `{old}`; give one of them another id by hand first")
    record = records[old]
    if record.origin.path == BUILT_IN:
        raise UserError(
            f"the {KIND[kind].words} `{old}` is part of the program, and every framework has it under this id"
        )
    if KIND[kind].pages:
        page = _with_id(page_path(kind, record), old, new)
        if page in SITE_PAGES or f"{HAND_WRITTEN}/{page}" in world.texts:
            raise UserError(f"the address of `{new}` would be `{page}`, which is another page; choose another id")
    return record


def _with_id(path: str, old: str, new: str) -> str:
    pure = PurePosixPath(path)
    return str(pure.with_name(new + pure.suffix)) if pure.stem == old else path


#: A text to replace in a document: its route, whether it is a name, the old text and the new one.
_Spot = tuple[Document, Route, bool, str, str]


def _ids(world: World, kind: str, record: Record, old: str, new: str) -> Iterator[_Spot]:
    yield record.origin.document, (*record.origin.route, KIND[kind].id_field), False, old, new
    for reference in world.references_to(kind, old):
        yield reference.document, reference.route, reference.key, old, new


def _picture(world: World, kind: str, record: Record, old: str, new: str) -> tuple[str, str] | None:
    """The old and new path, from the root, of the picture of a record whose name is its id; None where there is none."""
    named = getattr(getattr(record, "image", None), "file", None) if kind == "case-study" else None
    file = picture_path(kind, old) if kind in PICTURE_FOLDERS else named
    if file is None or PurePosixPath(file).stem != old:
        return None
    source, target = f"{HAND_WRITTEN}/{file}", f"{HAND_WRITTEN}/{_with_id(file, old, new)}"
    if not (world.root / source).is_file():
        return None
    if (world.root / target).exists():
        raise UserError(f"there is a picture `{target}` already; choose another id, or rename that picture first")
    return source, target


def _places(world: World, kind: str, record: Record, picture: tuple[str, str] | None) -> Places:
    """Where a record is, besides its own entry. `picture` is the old and new path of a picture that moves with it."""
    own = record.origin.document.path
    files = [own] if KIND[kind].folder and PurePosixPath(own).stem == record.id else []
    framework = world.records.framework
    return Places(
        record.id,
        page_path(kind, record) if KIND[kind].pages else "",
        (*files, *(picture[:1] if picture else ())),
        KIND[kind].shown_on,
        (framework and framework.site) or "",
    )


def _paths(world: World, places: Places, picture: tuple[str, str] | None, new: str) -> Iterator[_Spot]:
    """The places where records name a page or a picture by its path."""
    for named in named_pages(world.records):
        path = places.path_with(named.path, new)
        if path is not None:
            yield named.origin.document, (*named.origin.route, *named.route), False, named.path, path
    if picture is None:
        return
    source, target = (path.removeprefix(f"{HAND_WRITTEN}/") for path in picture)
    framework = world.records.framework
    if framework and framework.brand and framework.brand.logo == source:
        yield framework.origin.document, (*framework.origin.route, "brand", "logo"), False, source, target
    for story in world.records.case_studies.values():
        if story.image and story.image.file == source:
            yield story.origin.document, (*story.origin.route, "image", "file"), False, source, target


def _waived(world: World, own: str, old: str, new: str) -> Iterator[_Spot]:
    """The waivers of the record, which name its file."""
    for waiver in world.records.waivers:
        if record_path(waiver) == own and waiver.record == old:
            yield waiver.origin.document, (*waiver.origin.route, "record"), False, old, new


def _edit(document: Document, route: Route, key: bool, before: str, after: str) -> Edit:
    span = document.span(route, key=key)
    document = next((file for file in document.files if file.name == span.path), document)
    line = document.text.split("\n")[span.line - 1]
    text = line[span.column - 1 : span.end_column - 1]
    if text.strip("\"'") != before:
        raise UserError(
            f"`{document.name}` writes `{before}` over several lines, from line {span.line}; run `pa-framework fmt` first"
        )
    return Edit(document.name, span.line, span.column + text.index(before), before, after)


def _text_references(world: World, kind: str, old: str, new: str) -> Iterator[Edit]:
    """The edits of references in texts, `((law.OLD.adult))`, in records and in pages, also where a page shows one as code."""
    if kind not in NAMESPACES:
        return
    for use in uses_in_records(world.records):
        if use.reference.namespace == kind and use.reference.names[:1] == (old,):
            written = use.text[use.reference.start : use.reference.end]
            if use.span.end_column - use.span.column != len(written):
                raise UserError(
                    f"`{use.path}` writes `(({use.reference.written}))`, from line {use.span.line}, in a way that cannot be"
                    " changed safely; write it on one line, without signs such as `\\u0028`"
                )
            yield Edit(
                use.span.path,
                use.span.line,
                use.span.column + written.index(old, written.index(kind) + len(kind)),
                old,
                new,
            )
    for path, text in world.texts.items():
        if path.startswith(f"{HAND_WRITTEN}/"):
            for reference in find_references(text):
                if reference.namespace == kind and reference.names[:1] == (old,):
                    yield edit_at(path, text, text.index(old, text.index(kind, reference.start) + len(kind)), old, new)


def _refuse_edits_of_the_base(world: World, kind: str, name: str, edits: Iterable[Edit]) -> None:
    """Raises UserError where a file of the framework that this one builds on would have to change."""
    overlay = world.records.overlay
    found = next((edit for edit in edits if overlay and overlay.is_of_base(Span(edit.path))), None)
    if found is not None:
        raise UserError(
            f"`{found.path}` names the {KIND[kind].words} `{name}`, and that file belongs to the base; its ids stay as they are"
        )


def _apply(world: World, edits: list[Edit]) -> dict[str, str | None]:
    """The files with edits, as path → new text."""
    texts = dict(world.texts) | {document.path: document.text for document in world.documents()}
    changed: dict[str, str | None] = {}
    for path in sorted({edit.path for edit in edits}):
        lines = texts[path].split("\n")
        for edit in sorted({edit for edit in edits if edit.path == path}, reverse=True):
            line, start = lines[edit.line - 1], edit.column - 1
            lines[edit.line - 1] = line[:start] + edit.after + line[start + len(edit.before) :]
        changed[path] = "\n".join(lines)
    return changed


def _retired_text(document: Document, new: str) -> str:
    """The old record, unchanged but for the id of the record that replaces it."""
    return f"{document.text.rstrip()}\nreplaced_by: {new}\n"


def check_renaming(world: World, renaming: Renaming, on: date) -> None:
    """Raises UserError where the checker would find more in the renamed world than it finds now."""
    after = findings_of(renamed_world(world, renaming), on)
    before = findings_of(world, on) if after else []
    more = Counter(finding.code for finding in after) - Counter(finding.code for finding in before)
    new = [finding for finding in after if more[finding.code]]
    if new:
        known = {(finding.code, finding.span.path, finding.message) for finding in before}
        first = next((one for one in new if (one.code, one.span.path, one.message) not in known), new[0])
        raise UserError(f"then `{first.span.path}` would not hold: {first.message}; nothing was changed")


def renamed_world(world: World, renaming: Renaming) -> World:
    """The world after a rename, parsed again in memory."""
    new_path = dict(renaming.moved)

    def after(document: Document) -> Iterator[Document]:
        path = document.path
        if path not in renaming.texts:
            yield document
            return
        added = _added_paths(renaming) if path == renaming.retired else []
        for changed in dict.fromkeys((path, new_path.get(path, path), *added)):
            text = renaming.texts[changed]
            if text is not None:
                yield parse_document(text, changed)

    own = tuple((changed, kind) for document, kind in world.records.own_documents for changed in after(document))
    documents, overlay = with_base(world.root, own)
    records = gather(documents, world.records.strays, world.records.roots, overlay)
    registers = tuple(
        gather_register(
            [decode_file(changed, kind) for document, kind in register.documents for changed in after(document)],
            register.strays,
            register.root,
        )
        for register in world.registers
    )
    texts = {path: renaming.texts.get(path) or text for path, text in world.texts.items()}
    return World(world.root, replace(records, planned=_planned(world, renaming)), registers, texts)


def _planned(world: World, renaming: Renaming) -> Mapping[str, str | None]:
    """The files beside records and pages as they are after a rename: settings, owners, and a picture that moves."""
    planned = dict(world.records.planned)
    planned |= {path: text for path, text in renaming.texts.items() if path in _BESIDE}
    for source, target in renaming.moved:
        if source not in renaming.texts:
            planned |= {source: None, target: (world.root / source).read_bytes().decode("utf-8", "replace")}
    return planned


def _added_paths(renaming: Renaming) -> list[str]:
    added = str(PurePosixPath(renaming.retired or "").with_name(f"{renaming.new}.yaml")) if renaming.retired else ""
    return [added] if added in renaming.texts else []


def findings_of(world: World, on: date) -> list[Finding]:
    """What the checker finds in a world, with every register."""
    findings: list[Finding] = []
    pages = tuple(
        HandWrittenPage(path.removeprefix(f"{HAND_WRITTEN}/"), path, text)
        for path, text in world.texts.items()
        if path.startswith(f"{HAND_WRITTEN}/")
    )
    for register in world.registers or (None,):
        invented = register is not None and register.about is not None and register.about.kind == "invented"
        findings += check_records(world.records, on, REGISTER_RULES if invented else (), register, pages).findings
    return findings


def write_renaming(root: Path, renaming: Renaming) -> None:
    """Writes a planned rename: all of it, or nothing. Raises UserError where a file cannot be written."""
    contents = {root / path: _encode(root, path, text, renaming) for path, text in renaming.texts.items()}
    for source, target in renaming.moved:
        if source not in renaming.texts:
            contents |= {root / target: (root / source).read_bytes(), root / source: None}
    write_all(contents)


def _encode(root: Path, path: str, text: str | None, renaming: Renaming) -> bytes | None:
    """The bytes of a file, with the line ends of the file that it comes from."""
    if text is None:
        return None
    source = {target: source for source, target in renaming.moved}.get(path, path)
    original = root / source if (root / source).exists() else root / (renaming.retired or path)
    return encode_like(text, original.read_bytes())
