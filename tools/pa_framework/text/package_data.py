"""Files outside of the package that it needs: the look of the site, and the locked versions.

In a wheel, both are inside of the package (setup.py puts them there). In a checkout, read in place or installed as
editable, they are where people edit them.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_CHECKOUT = _PACKAGE.parent.parent


def look_folder() -> Path:
    """The folder with the look of the site: page frame, components, fonts."""
    return _find("site_overrides")


def locked_versions() -> str:
    """The text of the requirements file with the version and hash of everything that the program needs."""
    return _find("requirements.lock").read_text(encoding="utf-8")


def _find(name: str) -> Path:
    packaged = _PACKAGE / name
    return packaged if packaged.exists() else _CHECKOUT / name
