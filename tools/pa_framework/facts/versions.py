"""The versions of a site that are kept beside its records: `versions/1.2.0.zip`, the site as it was published.

Each is made once, by `pa-framework release --keep`, and never changed. docs/versions.md says what is in it.
"""

import json
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from msgspec import Struct

from pa_framework.text.errors import UserError

#: The folder of kept versions beside the records, and the one in which the site has them.
FOLDER = "versions"
#: The file in a kept version that says which one it is.
ABOUT = "version.json"
_NAME = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})\.zip")


class KeptVersion(Struct, frozen=True):
    """A version, the day on which it was published, and the file that has its site."""

    version: str
    on: date
    file: Path

    @property
    def path(self) -> str:
        """The path of its first page in the site."""
        return f"{FOLDER}/{self.version}/index.html"


def kept_versions(roots: Iterable[Path]) -> tuple[KeptVersion, ...]:
    """The kept versions, the newest first. Raises UserError for a file that is none."""
    found = {}
    for root in roots:
        for file in sorted((root / FOLDER).glob("*.zip")):
            name = _NAME.fullmatch(file.name)
            if name is None:
                raise _no_version(file, "its name is not that of a version, such as `1.2.0.zip`")
            found[tuple(map(int, name.groups()))] = _read(file)
    return tuple(version for _, version in sorted(found.items(), reverse=True))


def _read(file: Path) -> KeptVersion:
    try:
        with zipfile.ZipFile(file) as archive:
            about = json.loads(archive.read(ABOUT))
        kept = KeptVersion(str(about["version"]), date.fromisoformat(about["published"]), file)
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError):
        raise _no_version(file, f"there is no `{ABOUT}` in it that can be read") from None
    if f"{kept.version}.zip" != file.name:
        raise _no_version(file, f"it has version {kept.version}")
    return kept


def _no_version(file: Path, why: str) -> UserError:
    return UserError(
        f"`{FOLDER}/{file.name}` is no kept version: {why}; make one with `pa-framework release --keep`, or move it elsewhere"
    )
