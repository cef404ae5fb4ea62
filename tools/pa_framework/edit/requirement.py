"""Which program an area's framework asks for: the one that is running, as pip would install it again."""

import json
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pa_framework

NAME = "pa-framework"
_PACKAGE = Path(pa_framework.__file__).resolve().parent


class NoRequirement(Exception):
    """The words name no program. The message is one sentence for the person who typed them."""


@dataclass(frozen=True, slots=True)
class Program:
    """A line of a requirements file. `this_machine`: it names a folder, which others do not have."""

    requirement: str

    @property
    def this_machine(self) -> bool:
        return "file:" in self.requirement


def running() -> Program:
    """The program that is running: a folder with its source where it is read in place, else what pip wrote down.

    pip keeps where it installed from in `direct_url.json` (PEP 610); without it, the program came from an index.
    """
    checkout = _PACKAGE.parent.parent
    if (checkout / "pyproject.toml").is_file():
        return _at(checkout.as_uri())
    try:
        written = distribution(NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        written = None
    return installed_from(written)


def installed_from(direct_url: str | None) -> Program:
    """The program that pip's record of an installation tells of; None stands for an index."""
    if direct_url is None:
        return Program(f"{NAME}=={pa_framework.__version__}")
    told = json.loads(direct_url)
    address = str(told["url"])
    version_control = told.get("vcs_info")
    if version_control:
        address = f"{version_control['vcs']}+{address}@{version_control['commit_id']}"
    subdirectory = told.get("subdirectory")
    return _at(f"{address}#subdirectory={subdirectory}" if subdirectory else address)


def named(words: str) -> Program:
    """The program that somebody asks for: a requirement of pip, an address, or a folder of this machine.

    Raises NoRequirement where the words are none of these.
    """
    words = words.strip()
    if not words.isprintable() or not words:
        raise NoRequirement("the program is named in one line, such as `pa-framework==1.0.0`")
    if Path(words).is_dir():
        if not (Path(words) / "pyproject.toml").is_file():
            raise NoRequirement(f"`{words}` holds no program: there is no pyproject.toml in it")
        return _at(Path(words).resolve().as_uri())
    if words.startswith(("git+", "https://", "file://")):
        return _at(words)
    rest = words.removeprefix(NAME)
    if rest != words and rest[:1] in ("", " ", "=", "<", ">", "~", "!", "@", "["):
        return Program(words)
    raise NoRequirement(
        f"`{words}` names no program; write `{NAME}==VERSION`, `git+ADDRESS@COMMIT` or a folder that is there"
    )


def _at(address: str) -> Program:
    if address.startswith("git+file:"):  # pip takes such an address only without a name before it
        return Program(address)
    return Program(f"{NAME} @ {address}")
