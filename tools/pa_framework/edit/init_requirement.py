"""Which program a new area's framework requires: the one that is running, as pip would install it again."""

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from msgspec import Struct

import pa_framework
from pa_framework.text.errors import UserError

NAME = "pa-framework"
_PACKAGE = Path(pa_framework.__file__).resolve().parent


class Requirement(Struct, frozen=True):
    """A line of a requirements file."""

    line: str

    @property
    def is_local(self) -> bool:
        """Whether it names a folder of this machine, which others do not have."""
        return "file:" in self.line


def running_requirement() -> Requirement:
    """The program that is running: its checkout where it is imported from one, else what pip recorded.

    pip records where it installed from in `direct_url.json` (PEP 610); without it, the program came from an index.
    """
    checkout = _PACKAGE.parent.parent
    if (checkout / "pyproject.toml").is_file():
        return _from_address(checkout.as_uri())
    try:
        direct_url = distribution(NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        direct_url = None
    return installed_requirement(direct_url)


def installed_requirement(direct_url: str | None) -> Requirement:
    """The requirement from pip's `direct_url.json`; None means that the program came from an index."""
    if direct_url is None:
        return Requirement(f"{NAME}=={pa_framework.__version__}")
    origin = json.loads(direct_url)
    address = str(origin["url"])
    version_control = origin.get("vcs_info")
    if version_control:
        address = f"{version_control['vcs']}+{address}@{version_control['commit_id']}"
    subdirectory = origin.get("subdirectory")
    return _from_address(f"{address}#subdirectory={subdirectory}" if subdirectory else address)


def parse_requirement(text: str) -> Requirement:
    """The requirement that a person typed: one of pip's, an address, or a folder of this machine.

    Raises UserError for anything else.
    """
    text = text.strip()
    if not text.isprintable() or not text:
        raise UserError("the program is named in one line, such as `pa-framework==1.0.0`")
    if Path(text).is_dir():
        if not (Path(text) / "pyproject.toml").is_file():
            raise UserError(f"`{text}` holds no program: there is no pyproject.toml in it")
        return _from_address(Path(text).resolve().as_uri())
    if text.startswith(("git+", "https://", "file://")):
        return _from_address(text)
    rest = text.removeprefix(NAME)
    if rest != text and rest[:1] in ("", " ", "=", "<", ">", "~", "!", "@", "["):
        return Requirement(text)
    raise UserError(
        f"`{text}` names no program; write `{NAME}==VERSION`, `git+ADDRESS@COMMIT` or a folder that is there"
    )


def _from_address(address: str) -> Requirement:
    if address.startswith("git+file:"):  # pip accepts such an address only without a name before it
        return Requirement(address)
    return Requirement(f"{NAME} @ {address}")
