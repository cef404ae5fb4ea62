"""The step for the settings of the site: an engine that ignores our plugin has to stop, and not publish half of the site."""

import re

from pa_framework.edit.upgrades.step import Change, Outcome, Question, Step, Tree
from pa_framework.text.findings import Span

#: The Markdown extension that refuses to work where the plugin has not run.
GUARD = "pa_framework.site.needs_plugin"
_FILES = ("mkdocs.yml", "properdocs.yml")
_EXTENSIONS = re.compile(r"^markdown_extensions:[ \t]*(?:#.*)?\n(?P<first>[ \t]*- )", re.MULTILINE)


def _run(tree: Tree) -> Outcome:
    texts: dict[str, str | None] = {}
    changes, questions = [], []
    for path in _FILES:
        text = tree.texts.get(path, "")
        if "pa-framework" not in text or GUARD in text:
            continue
        found = _EXTENSIONS.search(text)
        if found:
            texts[path] = f"{text[: found.start('first')]}{found['first']}{GUARD}\n{text[found.start('first') :]}"
            line = text.count("\n", 0, found.start()) + 1
            words = "an engine that does not know our plugin stops, and does not publish the site without its pages"
            changes.append(Change(path, line, words))
        else:
            questions.append(
                Question(
                    Span(path),
                    "An engine that does not know our plugin would publish the site without the pages made from records.",
                    "Add this extension to the list `markdown_extensions`.",
                    (f"- {GUARD}",),
                )
            )
    return Outcome(texts, tuple(changes), tuple(questions))


STEP = Step("site-settings", "Settings of the site", _run)
