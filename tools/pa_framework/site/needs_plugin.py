"""A Markdown extension that converts nothing: it stops every engine in which our plugin does not run.

An engine that ignores the plugin would publish the hand-written pages alone, without the records. The plugin takes this
extension out of the settings, so a page that reaches it is converted without the plugin.
"""

import sys
from typing import Any, NoReturn

from markdown import Markdown
from markdown.extensions import Extension

_SENTENCE = (
    "This site was not built: the engine did not run the plugin `pa-framework`, which makes the pages from the records. "
    "Build it with `pa-framework build`. For an engine that has no such plugin, write the pages first: "
    "`pa-framework pages --engine zensical --out DIR`."
)


class PluginMissingError(Exception):
    """A page was to be converted, and our plugin does not run."""


class NeedsPlugin(Extension):
    """Refuses the first text that is converted."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Puts this extension before everything else that works on a text."""
        md.preprocessors.register(self, __name__, 1000)

    def run(self, lines: list[str]) -> NoReturn:
        """Raises an error, in an engine that we know one that it prints as one sentence."""
        if "mkdocs" in sys.modules:
            from pa_framework.site.engine import BuildError

            raise BuildError(_SENTENCE)
        raise PluginMissingError(_SENTENCE)


def makeExtension(**settings: Any) -> NeedsPlugin:
    """What Python-Markdown calls."""
    return NeedsPlugin(**settings)
