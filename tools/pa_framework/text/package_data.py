"""What a package carries that stands beside it in the repository: the look of the site, and the locked versions.

In a wheel both lie inside of the package (setup.py puts them there). In a checkout, read in place or installed as
editable, they are where people edit them.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_CHECKOUT = _PACKAGE.parent.parent


def look_folder() -> Path:
    """The folder with the look of the site: chrome, styles, fonts, scripts."""
    return _where("site_overrides")


def locked_versions() -> str:
    """The versions, with hashes, of all that the program needs, and of what builds it: the text of a requirements file."""
    return _where("requirements.lock").read_text(encoding="utf-8")


def _where(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.exists() else _CHECKOUT / name
