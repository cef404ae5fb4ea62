"""Creates the framework of a new area in a folder: all of its files, or none."""

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from string import capwords

from pa_framework.check.run import check
from pa_framework.edit.init_files import Area, area_files
from pa_framework.facts.codeowners import FILE, codeowners
from pa_framework.records.load import read_records
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Severity

#: What a folder may contain already: a repository that is still empty.
_ALLOWED_IN_TARGET = frozenset({".git"})
_ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^]+")
#: The short forms of an address that git writes: `git@host:owner/name`.
_SHORT_ADDRESS = re.compile(r"(?:ssh://)?git@([^:/]+)[:/](.+)")


def area_name(folder_name: str) -> str:
    """The name of an area from that of its folder: `north-devon-framework2` gives North Devon Framework."""
    words = " ".join(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*|&", folder_name)).strip("& ")
    if not words:
        return "our area"
    return words if words != words.lower() else capwords(words)


def repository_address(text: str) -> str:
    """The web address of a repository, without `.git`; `git@host:owner/name` is accepted as well.

    Raises UserError for anything else.
    """
    short = _SHORT_ADDRESS.fullmatch(text)
    address = (f"https://{short[1]}/{short[2]}" if short else text).rstrip("/").removesuffix(".git")
    if not _ADDRESS.fullmatch(address):
        raise UserError(f"`{text}` is no web address; write one that begins with https://")
    return address


def check_target(target: Path) -> None:
    """Raises UserError unless `target` can be filled: it is missing or empty, or a repository without files."""
    try:
        if not target.exists() and not target.is_symlink():
            if not target.parent.is_dir():
                raise UserError(f"there is no folder `{target.parent}` to make `{target.name}` in")
            return
        if not target.is_dir():
            raise UserError(f"`{target}` is a file; name a folder that is empty or not there yet")
        present = sorted(path.name for path in target.iterdir() if path.name not in _ALLOWED_IN_TARGET)
    except OSError as error:
        raise UserError(f"`{target}` cannot be looked into: {error.strerror}") from error
    if present:
        more = f" and {len(present) - 1} more" if len(present) > 1 else ""
        raise UserError(
            f"`{target}` is not empty, it holds `{present[0]}`{more}; name a folder that is empty or not there yet"
        )


def create_area(area: Area, target: Path) -> int:
    """Writes the files of a new area into `target`, and returns how many there are.

    The folder is made where it is missing. Raises UserError, and writes nothing, where it is not free, cannot be
    written, or where the records would not be valid.
    """
    files = area_files(area)
    check_target(target)
    exists = target.is_dir()
    try:
        temporary = Path(tempfile.mkdtemp(prefix=".pa-framework-", dir=target if exists else target.parent))
    except OSError as error:
        raise UserError(f"`{target}` cannot be written: {error.strerror}") from error
    try:
        whole = temporary / "whole"
        _write(files, whole)
        (whole / FILE).write_text(codeowners(read_records(whole)), encoding="utf-8", newline="\n")
        _check_records(whole, area)
        if exists:
            _move_entries(whole, target)
        else:
            whole.rename(target)
    except OSError as error:
        raise UserError(f"`{target}` cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return len(files) + 1


def _write(files: Mapping[str, str], folder: Path) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")


def _check_records(folder: Path, area: Area) -> None:
    """Raises UserError where the new records have an error, or `framework.yaml` any finding.

    What lapses with time is no reason to refuse, such as last year's legal minimum: the checker will report it.
    """
    for finding in check(folder, area.on).findings:
        if finding.severity is Severity.ERROR or finding.span.path == "framework/framework.yaml":
            raise UserError(f"nothing was written: {finding.message} ({finding.code}); {finding.fix}")


def _move_entries(source: Path, target: Path) -> None:
    """Moves the content of one folder into another; where that fails midway, what was moved is deleted again."""
    moved: list[Path] = []
    try:
        for path in sorted(source.iterdir()):
            moved.append(path.rename(target / path.name))
    except OSError:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
