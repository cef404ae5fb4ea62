"""The step for files that `init` wrote: workflows, verbs, settings of the site and of editors.

A file that is still as `init` wrote it becomes what `init` writes now. One that someone has changed stays.
"""

import re
from hashlib import sha256

from pa_framework.edit.init_files import FORGES, Area, area_files
from pa_framework.edit.init_requirement import Requirement
from pa_framework.edit.upgrades.step import Change, Outcome, Step, Tree

#: SHA-256 of what `init` wrote, without the line that is the area's own, by path; one for each edition.
_WRITTEN = {
    ".github/workflows/check.yml": ("f3328b7d06b6254c53fdfd74c32ef640e5f5bf48f7be6fd6acc372d84615c2b4",),
    ".github/workflows/nightly.yml": ("4eb671fa938a117a84f0abe44a49db3eaba6b008c78c3a38360901aaa3586381",),
    ".github/workflows/release.yml": ("cabaeaf199442510bbd6a083fbebb2ce72c80dade8ff78f7509b5583f57e771d",),
    ".github/workflows/report.yml": ("cb2a258973e086a3801daae3816910fd79ded3b745dce8018609dfbb6cba754b",),
    ".gitlab-ci.yml": ("1fcbe4b816bd721688cc7c44d2f08d63221b0baa3c890bf0508ef9e742814197",),
    ".pre-commit-config.yaml": ("184033fbaae6fed94127e9643365eaaec78d93b3fabd6721923612a2bc5e0812",),
    ".gitignore": ("083f7d309beac95448d66f0f869083d6f53eea7677679d51850eb53534cc9dd9",),
    ".vscode/settings.json": ("7e40c595df4aed137e9205cddb03744f601b986129b80bb9957242c578dc1d20",),
    "CONTRIBUTING.md": ("d0b5feba5a769859d6bc2deea135c275eea5da89efad6acf2058069d611d7b50",),
    "Makefile": ("9e31c3600620c221a65f87f544bac5d49690e45f77253d326fc1e0096653b323",),
    "mkdocs.yml": ("821edc3aa59c824fb9ae41a7d2250756cfc0b19eb31bcdf7af9f4160106e8ac2",),
}
#: What `init` writes beside the Makefile of today: the verbs, which work without make too, and how git keeps lines.
_WITH_MAKEFILE = ("make.py", ".gitattributes")
_OWN_LINE = re.compile(r"^site_name:.*\n", re.MULTILINE)
_WORDS = {
    "Makefile": "it runs the verbs of make.py",
    "make.py": "it has the verbs, and works without make too",
    ".github/workflows/nightly.yml": "publishes the site every night",
    ".gitlab-ci.yml": "publishes the site every night, where the schedule has the variable PUBLISH_NIGHTLY",
}


def _run(tree: Tree) -> Outcome:
    found = [path for path in sorted(_WRITTEN) if _hash(tree.texts.get(path, "")) in _WRITTEN[path]]
    if not found:
        return Outcome()
    # None of these files depends on the area, but for the line that stays.
    present = area_files(Area("-", "-", "-", "https://example.org/-", FORGES, Requirement("-"), tree.on))
    texts: dict[str, str | None] = {}
    if "Makefile" in found:  # the verbs are in another file now
        if tree.texts.get("make.py", present["make.py"]) != present["make.py"]:
            found.remove("Makefile")  # it would run what is not its verbs
        else:
            texts |= {path: present[path] for path in _WITH_MAKEFILE if path not in tree.texts}
    for path in found:
        own, new = _OWN_LINE.search(tree.texts[path]), _OWN_LINE.search(present[path])
        after = present[path]
        if own and new:
            after = after[: new.start()] + own.group() + after[new.end() :]
        if after != tree.texts[path]:
            texts[path] = after
    changes = (
        Change(path, 0, f"as `pa-framework init` writes it now{_what(path)}. No one had changed it")
        if path in tree.texts
        else Change(path, 0, f"new, as `pa-framework init` writes it{_what(path)}")
        for path in texts
    )
    return Outcome(texts, tuple(changes))


def _what(path: str) -> str:
    return f": it {_WORDS[path]}" if path in _WORDS else ""


def _hash(text: str) -> str:
    return sha256(_OWN_LINE.sub("", text).encode()).hexdigest()


STEP = Step("init-files", "Files that init wrote", _run)
