"""The file `make.py` of this repository, and that of an area, as modules whose verbs a test can call."""

from pathlib import Path
from types import ModuleType


def verbs_module(code: str, folder: Path | None = None) -> ModuleType:
    """The module that the text of a `make.py` makes, as one in a folder; nothing is run."""
    module = ModuleType("make")
    module.__file__ = str((folder or Path("/nowhere")) / "make.py")
    exec(compile(code, module.__file__, "exec"), module.__dict__)
    return module
