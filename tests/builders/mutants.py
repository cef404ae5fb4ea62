"""The program with one slip in it: the modules that an answer is made in, with one expression replaced."""

import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType

import pa_framework

_PACKAGE = Path(pa_framework.__file__).parent
#: The modules that an answer is made in, each after those that it imports, by the package that holds them.
MODULES = {
    "dates": "text",
    "register": "records",
    "orders": "records",
    "earlier": "records",
    "terms": "facts",
    "grounds": "facts",
    "delegation_chain": "facts",
    "recorded_forms": "facts",
    "one_offs": "facts",
    "requirements": "facts",
    "authority": "facts",
    "sign_off_links": "facts",
    "sign_off_now": "facts",
    "triggers": "facts",
    "verdict": "facts",
    "answers": "facts",
}


def mutated(module: str, old: str, new: str) -> Mapping[str, ModuleType]:
    """The modules of the program by name. One, and those that rest on it, are loaded anew with an expression replaced.

    They are loaded under other names; `remove_mutants` takes them out of `sys.modules`.
    """
    loaded: dict[str, ModuleType] = {}
    for name in MODULES:
        source, own = _source(name), _source(name)
        if name == module:
            assert occurrences(module, old) == 1, f"`{old}` is not once in {name}.py: write this mutation anew"
            own = source.replace(old, new)
        for below in loaded:
            own = own.replace(f"from pa_framework.{MODULES[below]}.{below} import", f"from mutant_{below} import")
        if own != source or name == module:
            loaded[name] = sys.modules[f"mutant_{name}"] = ModuleType(f"mutant_{name}")
            exec(_compiled(name, own), vars(loaded[name]))
    return {name: loaded.get(name) or sys.modules[f"pa_framework.{MODULES[name]}.{name}"] for name in MODULES}


def occurrences(module: str, expression: str) -> int:
    """How often an expression is in the source of a module."""
    return _source(module).count(expression)


def remove_mutants() -> None:
    """Takes the modules of the last mutation out of those that Python knows."""
    for name in MODULES:
        sys.modules.pop(f"mutant_{name}", None)


@cache
def _source(name: str) -> str:
    return (_PACKAGE / MODULES[name] / f"{name}.py").read_text(encoding="utf-8")


@cache
def _compiled(name: str, source: str) -> CodeType:
    return compile(source, f"mutant_{name}.py", "exec")
