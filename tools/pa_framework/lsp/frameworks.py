"""A framework as an editor sees it: the files on disk, and over them the texts that are open and perhaps not saved.

Files that did not change are not read again: the document of each is kept with the time and size of its file, or with
its text where it is open. Only the rules run over everything.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from pa_framework.check.run import OWN_REGISTER, Report, check_with_own_register, load_own_register
from pa_framework.facts.pages import HandWrittenPage, read_pages
from pa_framework.records.decode import decode
from pa_framework.records.files import Files, read_file, yaml_files
from pa_framework.records.kinds import KIND, PAGES_FOLDER, TOP_FOLDERS, kind_at, kind_at_in_register
from pa_framework.records.load import read_records
from pa_framework.records.overlays import is_overlay
from pa_framework.records.yaml_source import Document, parse_document
from pa_framework.text.findings import Finding

#: What tells whether a file is still the one that was read: its time in nanoseconds, its size, and its number.
_Stamp = tuple[int, int, int] | str


class Overlay(Files):
    """Files on disk with texts over them. `texts` are those of open files, by their place."""

    def __init__(self) -> None:
        self.texts: dict[Path, str] = {}
        self._known: dict[tuple[Path, str], tuple[_Stamp, Document]] = {}

    def over(self, texts: Mapping[Path, str]) -> "Overlay":
        """The same with other texts, for a run that edits in the meantime must not change. What was read is shared."""
        other = Overlay()
        other.texts, other._known = dict(texts), self._known
        return other

    def yaml_files(self, root: Path, top_folders: Iterable[str], excluded: Collection[str] = ()) -> Iterator[str]:
        """As on disk, with the open files that were never saved."""
        for top in top_folders:
            on_disk = list(yaml_files(root, [top], excluded))
            opened = (file.relative_to(root).as_posix() for file in self.texts if file.is_relative_to(root / top))
            yield from sorted({*on_disk, *(path for path in opened if _is_record(path, excluded))})

    def document(self, root: Path, path: str, shown_as: str) -> Document:
        """The document of the open text, or of the file."""
        file = root / path
        text = self.texts.get(file)
        stamp: _Stamp | None = text if text is not None else _stamp(file)
        known = self._known.get((file, shown_as))
        if known is not None and stamp is not None and known[0] == stamp:
            return known[1]
        document = read_file(root, path, shown_as) if text is None else parse_document(text, shown_as)
        if stamp is not None:
            self._known[file, shown_as] = stamp, document
        return document

    def content(self, file: Path) -> bytes:
        """The bytes of the open text, or of the file."""
        text = self.texts.get(file)
        return file.read_bytes() if text is None else text.encode("utf-8", "replace")


def _stamp(file: Path) -> _Stamp | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _is_record(path: str, excluded: Collection[str]) -> bool:
    folders = PurePosixPath(path).parents
    return path.endswith((".yaml", ".yml")) and not any(str(folder) in excluded for folder in folders)


class Framework(Struct, eq=False):
    """A framework below a root, with the texts that are open, and the last report on all of it."""

    root: Path
    overlay: Overlay = field(default_factory=Overlay)
    report: Report | None = None
    _pages: dict[tuple[str, str], HandWrittenPage] = field(default_factory=dict)

    def check(
        self,
        on: date,
        texts: Mapping[Path, str],
        before_each: Callable[[], None] | None = None,
        skip: Collection[str] = (),
    ) -> Report:
        """The report on the files with `texts` over them, without the codes in `skip`.

        `before_each` is called before each rule, and may end the run.

        Raises NoFramework where there is none any more.
        """
        files = self.overlay.over(texts)
        records = read_records(self.root, files=files)
        register = load_own_register(self.root, files=files)
        pages = tuple(
            self._pages.get((page.path, page.text), page) if not page.unreadable and not page.no_text_on else page
            for page in read_pages(records.page_roots, files, records.names_of_roots)
        )
        self._pages = {(page.path, page.text): page for page in pages}
        return check_with_own_register(records, register, on, skip, pages, before_each)

    def relative(self, file: Path) -> str:
        """A file as its path below the root, with `/`."""
        return file.relative_to(self.root).as_posix()

    def file(self, path: str) -> Path:
        """The file that findings call `path`: below the root, or of the framework that this one builds on."""
        base = self.report.records.overlay if self.report else None
        return (base.file_of(path) if base else None) or self.root / path

    def kind(self, path: str) -> str | None:
        """The kind of record that belongs at a path below the root, in the framework or in its register."""
        register = f"{OWN_REGISTER.as_posix()}/"
        return kind_at_in_register(path.removeprefix(register)) if path.startswith(register) else kind_at(path)

    def read_findings(self, path: str) -> tuple[Finding, ...]:
        """What is wrong with the form of an open record, without any other file: known while someone types."""
        kind = self.kind(path)
        if kind is None:
            return ()
        document = self.overlay.document(self.root, path, path)
        base = self.report.records.overlay if self.report else None
        if is_overlay(document.data) or (base is not None and KIND[kind].file):
            return (*document.findings, *document.slips)  # the rest of it is in the base
        return (*decode(document, kind)[1], *document.slips)

    def text(self, path: str) -> str | None:
        """The text of a file as it is now; None where it cannot be read."""
        file = self.file(path)
        if file in self.overlay.texts:
            return self.overlay.texts[file]
        if self.kind(path) is not None:
            return self.overlay.document(self.root, path, path).text
        try:
            return file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        except OSError:
            return None


def root_of(file: Path) -> Path | None:
    """The root of the framework that a file belongs to: the nearest folder around it in which a record may be there.

    None for files that belong to no framework, or are neither records nor pages.
    """
    for folder in file.parents:
        if not (folder / "framework").is_dir():
            continue
        path = file.relative_to(folder).as_posix()
        if path.split("/")[0] in TOP_FOLDERS and (
            path.endswith((".yaml", ".yml")) or (path.endswith(".md") and path.startswith(f"{PAGES_FOLDER}/"))
        ):
            return folder
    return None


def normal_path(path: str) -> Path:
    """A path as it is compared: absolute, without `..`; links stay, as the editor names them."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` follows links
