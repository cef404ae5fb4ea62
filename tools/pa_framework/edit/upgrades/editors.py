"""The step that tells Visual Studio Code which schema belongs to which records, after kinds of record have changed."""

import json
import re
from collections.abc import Iterator

from pa_framework.edit.upgrades.step import Change, Outcome, Question, Step, Tree
from pa_framework.records.editor_schemas import EDITOR_FOLDER, editor_settings
from pa_framework.records.kinds import patterns
from pa_framework.text.findings import Span

_SETTINGS = ".vscode/settings.json"
_SCHEMAS = re.compile(r'"yaml\.schemas"\s*:\s*')


def _run(tree: Tree) -> Outcome:
    text = tree.texts.get(_SETTINGS, "")
    found = _SCHEMAS.search(text)
    if not found:
        return Outcome()
    line = text.count("\n", 0, found.start()) + 1
    try:
        present, end = json.JSONDecoder().raw_decode(text, found.end())
    except json.JSONDecodeError:
        present, end = None, 0
    if not isinstance(present, dict):
        return Outcome.asking(_ask(text, line))
    own = {name: globs for name, globs in present.items() if not name.startswith(f"{EDITOR_FOLDER}/")}
    wanted = own | editor_settings()
    if len(own) == len(present) or present == wanted:
        return Outcome()
    indent = re.match(r"[ \t]*", text[text.rfind("\n", 0, found.start()) + 1 :])
    block = json.dumps(wanted, indent=2, ensure_ascii=False).replace("\n", f"\n{indent.group() if indent else ''}")
    gone = sorted(set(present) - set(wanted))
    words = "the schemas of this edition" + (f"; {', '.join(f'`{name}`' for name in gone)} is gone" if gone else "")
    return Outcome({_SETTINGS: text[: found.end()] + block + text[end:]}, (Change(_SETTINGS, line, words),))


def _ask(text: str, line: int) -> Iterator[Question]:
    """Asks about schemas that the present records do not have, in settings that cannot be parsed."""
    names = set(re.findall(rf'"{re.escape(EDITOR_FOLDER)}/([a-z-]+)\.schema\.json"', text))
    missing = {name: globs for name, globs in patterns().items() if name not in names}
    if missing or names - set(patterns()):
        lines = tuple(f'"{EDITOR_FOLDER}/{name}.schema.json": {json.dumps(globs)},' for name, globs in missing.items())
        words = "The schemas for editors have changed, and this file has comments or another form of its own."
        yield Question(Span(_SETTINGS, line), words, "Take out schemas that are gone. Add these lines.", lines)


STEP = Step("editors", "Settings for editors", _run)
