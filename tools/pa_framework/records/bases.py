"""Finds and reads the framework that an area builds on: the reference, a folder, or a zip file of a release.

    builds_on:
      framework: reference
      version: "0.2.0"
      sha256: 3f…
      since: 2026-11-30

What is found must have this version and this hash: nothing of a base that is another one than was adopted is inherited.
"""

import atexit
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from pa_framework import __version__
from pa_framework.records.files import read_file
from pa_framework.records.kinds import REGISTER_FOLDER, TOP_FOLDERS
from pa_framework.records.overlays import BUILDS_ON, Base, FaultKind, OverlayFault, as_base, lay_over
from pa_framework.records.yaml_source import MAX_BYTES, Document
from pa_framework.text import package_data
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Span
from pa_framework.text.suggestions import closest_match

#: The name of the base that travels with the program.
REFERENCE = "reference"
SETTINGS = "framework/framework.yaml"
_MOST_FILES, _MOST_BYTES = 20_000, 200_000_000
#: Reads the records below a root: documents with their kinds.
Read = Callable[[Path], tuple[tuple[Document, str], ...]]


class _Fault(Exception):
    """Why a base cannot be used; `field` of `builds_on` says so."""

    def __init__(self, kind: FaultKind, field: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.kind, self.field, self.message, self.fix = kind, field, message, fix


class Release(Struct, frozen=True):
    """A framework as `builds_on` names it: the reference or a path, with its version and the hash of its files."""

    framework: str
    version: str
    sha256: str

    def is_older_than(self, other: "Release") -> bool:
        """Whether its version is below that of another one."""
        return _numbers(self.version) < _numbers(other.version)


def release_at(root: Path, named: str) -> Release:
    """What there is now at a place that `builds_on` of a framework below `root` may name. Raises UserError."""
    folder = folder_at(root, named)
    settings = read_file(folder, SETTINGS, SETTINGS)
    version = settings.data.get("version") if isinstance(settings.data, dict) else None
    if not isinstance(version, str):
        raise UserError(f"`{named}` says no version in its `{SETTINGS}`; name a release of a framework")
    return Release(named, version, content_hash(folder))


def folder_at(root: Path, named: str) -> Path:
    """The folder with a framework: the reference, or what is at a path from `root`, a folder or a zip file. Raises UserError."""
    try:
        return _folder(root, named)
    except _Fault as fault:
        raise UserError(f"{fault.message.replace('the base ', '', 1)}; {fault.fix}") from None


def find_base(root: Path, settings: Document, read: Read) -> Base | OverlayFault:
    """The base that an area's settings name, or why there is none to rely on. `read` reads the files below a root."""
    try:
        return _base(root, settings.data[BUILDS_ON], read, (_real(root),))
    except _Fault as fault:
        return OverlayFault(fault.kind, _place(settings, fault.field), fault.message, fault.fix)


def _place(settings: Document, name: str) -> Span:
    has_it = isinstance(settings.data[BUILDS_ON], dict) and name in settings.data[BUILDS_ON]
    return settings.span((BUILDS_ON, name)) if has_it else settings.span((BUILDS_ON,), key=True)


def _base(root: Path, wanted: Any, read: Read, above: tuple[Path, ...]) -> Base:
    """The base that `builds_on` of a framework below `root` names. `above` are the frameworks that build on this one."""
    if not isinstance(wanted, Mapping) or not isinstance(wanted.get("framework"), str):
        raise _Fault(
            "no-base",
            "framework",
            f"`{BUILDS_ON}` names no framework",
            f"write `framework: {REFERENCE}`, or the path of a folder or a zip file with the records of another one",
        )
    named = wanted["framework"]
    folder = _folder(root, named)
    if _leads_back(folder, above):
        raise _Fault(
            "bases-in-a-loop",
            "framework",
            f"`{named}` is this framework itself"
            if _real(folder) == above[-1]
            else f"`{named}` builds on a framework that builds on it",
            "name a base that does not build on this framework",
        )
    hashed = content_hash(folder)
    documents = _documents(folder, hashed, read)
    settings = next((document for document, kind in documents if kind == "framework"), None)
    data: Mapping[str, Any] = settings.data if settings and isinstance(settings.data, dict) else {}
    _judge(named, wanted, data, hashed)
    name = f"{_short_name(named)}@{data.get('version')}"
    names: tuple[str, ...] = (name,)
    roots: tuple[Path, ...] = (folder,)
    under: Base | None = None
    if settings is not None and BUILDS_ON in data:
        under = _base(folder, data[BUILDS_ON], read, (*above, _real(folder)))
        documents, overlay = lay_over(as_base(name, documents), under, settings)
        names, roots = (name, *under.names), (folder, *under.roots)
        if overlay.faults:
            raise _has_faults(named, overlay.faults[0].span, overlay.faults[0].message)
    documents = as_base(name, documents)
    for document, _ in documents:
        if document.findings:
            raise _has_faults(named, document.findings[0].span, document.findings[0].message)
    return Base(names, documents, roots, under)


def _leads_back(folder: Path, above: tuple[Path, ...]) -> bool:
    """Whether a framework is one of those that build on it, itself or by what it names as its base.

    It is asked before any hash: those of frameworks that build on one another can never fit.
    """
    seen = {*above}
    while _real(folder) not in seen:
        seen.add(_real(folder))
        settings = read_file(folder, SETTINGS, SETTINGS).data
        wanted = settings.get(BUILDS_ON) if isinstance(settings, dict) else None
        named = wanted.get("framework") if isinstance(wanted, dict) else None
        if not isinstance(named, str):
            return False
        try:
            folder = _folder(folder, named)
        except _Fault:
            return False
    return True


def _has_faults(named: str, span: Span, message: str) -> _Fault:
    return _Fault(
        "base-has-faults",
        "framework",
        f"the base `{named}` has a fault in {span.path}, line {span.line}: {message}",
        "ask its publisher for a release that the checker accepts, or go back to the one before",
    )


#: The documents of bases that were read lately, by folder and hash: who edits an area reads its base again and again.
_LATELY: dict[tuple[Path, str], tuple[tuple[Document, str], ...]] = {}
_MOST_BASES = 4


def _documents(folder: Path, hashed: str, read: Read) -> tuple[tuple[Document, str], ...]:
    key = folder.resolve(), hashed
    if key not in _LATELY:
        while len(_LATELY) >= _MOST_BASES:
            del _LATELY[next(iter(_LATELY))]
        _LATELY[key] = read(folder)
    return _LATELY[key]


def _judge(named: str, wanted: Mapping[str, Any], data: Mapping[str, Any], hashed: str) -> None:
    """Raises _Fault where the base is another one than was adopted, or needs another program."""
    needs = data.get("needs_program")
    if isinstance(needs, str) and _numbers(needs) > _numbers(__version__):
        raise _Fault(
            "base-newer",
            "framework",
            f"the base `{named}` needs version {needs} of the program; this is {__version__}",
            "update the program (`make update`), or stay with the release of the base before this one",
        )
    version = data.get("version")
    if wanted.get("version") != version:
        raise _Fault(
            "base-changed",
            "version",
            f"version {wanted.get('version')} of `{named}` was adopted, and what is here is version {version}",
            _adopt(named, version, hashed),
        )
    if wanted.get("sha256") != hashed:
        raise _Fault(
            "base-changed",
            "sha256",
            f"the files of `{named}` are not those that were adopted: their hash is another one",
            _adopt(named, version, hashed),
        )


def _adopt(named: str, version: Any, hashed: str) -> str:
    what = "put back the program with that version" if named == REFERENCE else "put back the files with that version"
    return (
        f'{what}; or see with `pa-framework update` what is different, and then write `version: "{version}"`, `sha256: {hashed}` '
        "and in `since` the day from which it counts"
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))


def _short_name(named: str) -> str:
    return PurePosixPath(named.replace("\\", "/")).name.removesuffix(".zip") or named


def _folder(root: Path, named: str) -> Path:
    """The folder with the files of a base. Raises _Fault where there is none."""
    if named == REFERENCE:
        return package_data.REFERENCE_ROOT
    place = root / named
    if place.is_dir() and (place / "framework").is_dir():
        return place
    if place.is_file() and zipfile.is_zipfile(place):
        return _unpacked(place.resolve(), sha256(place.read_bytes()).hexdigest())
    what = "holds no folder `framework`" if place.is_dir() else "is no zip file" if place.exists() else "is not there"
    near = _near(root, named)
    raise _Fault(
        "no-base",
        "framework",
        f"the base `{named}` {what}" + (f"; did you mean `{near}`?" if near else ""),
        f"write `{near}`, if that is meant"
        if near
        else f"write `{REFERENCE}`, or the path from this framework to a folder or a zip file with the records of another one",
    )


def _near(root: Path, named: str) -> str | None:
    """What may be meant by the name of a base that is not there: the reference, or what is beside it and like it."""
    path = PurePosixPath(named.replace("\\", "/"))
    folder = root / path.parent
    try:
        beside = [one.name for one in folder.iterdir() if (one / "framework").is_dir() or one.suffix == ".zip"]
    except OSError:
        beside = []
    known = {
        name.removesuffix(".zip"): (path.parent / name).as_posix()
        for name in sorted(beside)
        if (folder / name).resolve() != root.resolve()
    }
    if len(path.parts) == 1:
        known.setdefault(REFERENCE, REFERENCE)
    near = closest_match(path.name.removesuffix(".zip"), known)
    return known[near] if near is not None else None


@lru_cache(maxsize=8)
def _unpacked(file: Path, hashed: str) -> Path:
    """The files of a zip file in a folder that is there until the program ends. Raises _Fault.

    A single folder around everything, as forges put it into their archives, is left out. `hashed` is that of the file.
    """
    target = Path(tempfile.mkdtemp(prefix="pa-framework-base-"))
    atexit.register(shutil.rmtree, target, ignore_errors=True)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
                raise _not_unpacked(file, "it is larger than any framework")
            for entry in entries:
                parts = PurePosixPath(entry.filename).parts
                inner = parts if parts[0] in TOP_FOLDERS else parts[1:]
                if inner and inner[0] in TOP_FOLDERS and ".." not in inner and entry.file_size <= 10 * MAX_BYTES:
                    place = target.joinpath(*inner)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(archive.read(entry))
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        raise _not_unpacked(file, str(error)) from error
    if not (target / "framework").is_dir():
        raise _not_unpacked(file, "there is no folder `framework` in it")
    return target


def _not_unpacked(file: Path, reason: str) -> _Fault:
    return _Fault(
        "no-base",
        "framework",
        f"the base `{file.name}` cannot be unpacked: {reason}",
        "fetch the release again, or name a folder with its files",
    )


def hash_of_bases(root: Path) -> str | None:
    """A hash of the files of all frameworks that the one below a root builds on; None where one of them is not there."""
    found: list[str] = []
    while (settings := read_file(root, SETTINGS, SETTINGS)).data and BUILDS_ON in settings.data:
        try:
            root = _folder(root, settings.data[BUILDS_ON]["framework"])
        except (_Fault, LookupError, TypeError):
            return None
        found.append(content_hash(root))
        if len(found) > _MOST_BASES:
            return None
    return " ".join(found)


def _real(folder: Path) -> Path:
    return folder.resolve()


def content_hash(folder: Path) -> str:
    """The SHA-256 of the files of a framework: records, pages and pictures, but for a register and what is hidden.

    Ends of lines do not count, so a copy has the same hash as what it was copied from; nor do the files around a framework.
    """
    found = sha256()
    for name, file in sorted((file.relative_to(folder).as_posix(), file) for file in _files(folder)):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        found.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogatepass"))
        found.update(content)
    return found.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for top in TOP_FOLDERS:
        for file in (folder / top).rglob("*"):
            inside = file.relative_to(folder).as_posix()
            if file.is_file() and not inside.startswith(f"{REGISTER_FOLDER}/") and "/." not in inside:
                yield file
