"""Files outside of the package that it needs: the look of the site, the reference framework, and the locked versions.

In a wheel, all are inside of the package (setup.py puts them there). In a checkout, read in place or installed as
editable, they are where people edit them.
"""

from collections.abc import Mapping
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_CHECKOUT = _PACKAGE.parent.parent
#: The root of the reference framework, which the program ships.
REFERENCE_ROOT = _PACKAGE / "reference" if (_PACKAGE / "reference").exists() else _CHECKOUT


def look_folder() -> Path:
    """The folder with the look of the site: page frame, components, fonts."""
    return _find("site_overrides")


def locked_versions() -> str:
    """The text of the requirements file with the version and hash of everything that the program needs."""
    return _find("requirements.lock").read_text(encoding="utf-8")


def law_files() -> Mapping[str, str]:
    """The law records that the program ships, as path from the root of a framework → text, sorted.

    Waivers are left out: an area agrees to its own.
    """
    folder = REFERENCE_ROOT / "framework" / "law"
    files = sorted(file for file in folder.glob("*.yaml") if file.name != "waivers.yaml")
    return {f"framework/law/{file.name}": file.read_text(encoding="utf-8") for file in files}


def law_sources() -> str:
    """The text of the list of sources that the shipped law records cite."""
    return (REFERENCE_ROOT / "framework" / "sources.yaml").read_text(encoding="utf-8")


def _find(name: str) -> Path:
    packaged = _PACKAGE / name
    return packaged if packaged.exists() else _CHECKOUT / name
