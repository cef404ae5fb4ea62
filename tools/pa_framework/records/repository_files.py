"""Text files of a framework besides its records: hand-written pages, settings, pictures as text, templates, workflows.

Left out are build output, environments, locks and licences, and the code and tests of the program itself where the
framework is kept together with them.
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pa_framework.records.files import printable_path
from pa_framework.records.kinds import PAGES_FOLDER, REGISTER_FOLDER, kind_at, kind_at_in_register
from pa_framework.text.project_folders import DOTTED, ENVIRONMENTS, MADE, OWN, OWN_CODE

#: The largest file that is read, in bytes.
MAX_BYTES = 4_000_000
_OWN_LOOK = "site_overrides/"
#: Files that are in a folder only where programs made it.
_SIGNS = frozenset({"pyvenv.cfg", "CACHEDIR.TAG"})
_LOCKS = (".lock", "-lock.json", "-lock.yaml")
_LICENCES = ("licence", "license", "notice", "copying", "authors", "ofl")
#: Ends of names of files that are no text.
_NO_TEXT = re.compile(
    r"\.(?:png|jpe?g|gif|webp|avif|ico|woff2?|[ot]tf|pdf|zip|gz|tar|xz|docx|xlsx|pptx|od[tsp]|mp[34]|webm|ogg|wav|mov|parquet"
    r"|sqlite|db|pyc|so|whl)\Z"
)


class RepositoryFile(NamedTuple):
    """A file: its path relative to the root, and its text; empty where it is no text, or cannot be read."""

    path: str
    text: str


def repository_files(root: Path) -> Iterator[RepositoryFile]:
    """Every file below a root that is neither a record, a register file, nor a hand-written page; sorted by folder."""
    own = (root / OWN_CODE).is_dir()
    for folder, folders, files in os.walk(root):
        prefix = folder[len(str(root)) :].replace(os.sep, "/").lstrip("/")
        prefix = f"{prefix}/" if prefix else ""
        if _SIGNS.intersection(files) or (prefix and ".git" in (*files, *folders)):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not _is_skipped(name, prefix, own=own))
        for name in sorted(files):
            path = f"{prefix}{name}"
            is_code = own and path.startswith(_OWN_LOOK) and name.endswith((".css", ".js"))
            if not (is_code or _is_read_elsewhere(path) or name.lower().endswith(_LOCKS)):
                yield RepositoryFile(printable_path(path), _text(f"{folder}/{name}", name.lower()))


def _is_skipped(name: str, prefix: str, *, own: bool) -> bool:
    if name in ENVIRONMENTS or (name.startswith(".") and name not in DOTTED):
        return True
    return not prefix and (name in MADE or (own and name in OWN))


def _is_read_elsewhere(path: str) -> bool:
    """Whether a file is a record, a file of the register, or a hand-written page."""
    if path.startswith(f"{REGISTER_FOLDER}/"):
        return kind_at_in_register(path.removeprefix(f"{REGISTER_FOLDER}/")) is not None
    if path.startswith(f"{PAGES_FOLDER}/"):
        return path.endswith(".md")
    return kind_at(path) is not None


def _text(file: str, name: str) -> str:
    if _NO_TEXT.search(name) or name.startswith(_LICENCES):
        return ""
    try:
        status = os.lstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            return ""
        with open(file, "rb") as opened:  # noqa: PTH123 - called for every file
            content = opened.read()
    except OSError:
        return ""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    if encoding == "utf-8" and b"\0" in content:
        return ""
    return content.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
