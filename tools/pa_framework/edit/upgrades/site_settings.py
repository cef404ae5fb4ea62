"""The step for the settings of the site.

An engine that ignores our plugin has to stop, and not publish half of the site. The search comes with our plugin, so
the one of the engine would write an index that nothing reads.
"""

import re

from pa_framework.edit.upgrades.step import Change, Outcome, Question, Step, Tree
from pa_framework.text.findings import Span

#: The Markdown extension that refuses to work where the plugin has not run.
GUARD = "pa_framework.site.needs_plugin"
_FILES = ("mkdocs.yml", "properdocs.yml")
_EXTENSIONS = re.compile(r"^markdown_extensions:[ \t]*(?:#.*)?\n(?P<first>[ \t]*- )", re.MULTILINE)
#: The plugin of the engine for its own search, with its settings, in the list of plugins.
_SEARCH = re.compile(
    r"^plugins:[^\n]*\n(?:[ \t]+[^\n]*\n)*?(?P<plugin>(?P<indent>[ \t]*)- (?:material/)?search:?[ \t]*(?:#[^\n]*)?\n(?:(?P=indent)[ \t]+[^\n]*\n)*)",
    re.MULTILINE,
)


def _run(tree: Tree) -> Outcome:
    texts: dict[str, str | None] = {}
    changes, questions = [], []
    for path in _FILES:
        text = tree.texts.get(path, "")
        if "pa-framework" not in text:
            continue
        found = _EXTENSIONS.search(text)
        if GUARD not in text and found:
            guarded = f"{text[: found.start('first')]}{found['first']}{GUARD}\n{text[found.start('first') :]}"
            line = text.count("\n", 0, found.start()) + 1
            words = "an engine that does not know our plugin stops, and does not publish the site without its pages"
            changes.append(Change(path, line, words))
            text = texts[path] = guarded
        elif GUARD not in text:
            questions.append(
                Question(
                    Span(path),
                    "An engine that does not know our plugin would publish the site without the pages made from records.",
                    "Add this extension to the list `markdown_extensions`.",
                    (f"- {GUARD}",),
                )
            )
        search = _SEARCH.search(text)
        if search:
            line = text.count("\n", 0, search.start("plugin")) + 1
            changes.append(Change(path, line, "the search comes with our plugin, and needs none of the engine"))
            texts[path] = text[: search.start("plugin")] + text[search.end("plugin") :]
    return Outcome(texts, tuple(changes), tuple(questions))


STEP = Step("site-settings", "Settings of the site", _run)
