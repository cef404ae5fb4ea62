"""The engine in a process of its own: `python -m pa_framework.site.engine_run build SETTINGS FOLDER`, or `serve SETTINGS ADDRESS`.

The command of the engine is not used: with `--quiet` it counts no warnings, so that `--strict` accepts dead links; and
if a file cannot be written, it prints a traceback.
"""

import os
import sys
import threading
import time
from pathlib import Path

from pa_framework.site.engine_process import ENGINE_VARIABLE, Ended, Engine, ending_signals_raise
from pa_framework.text.errors import EXIT_ERROR, EXIT_FINDINGS, EXIT_STOPPED, fault_report
from pa_framework.text.kept import SWITCH


def main(command: str, settings: str, target: str) -> int:
    """Builds into the folder `target`, or serves at the address `target`; returns the exit code."""
    try:
        return _run(command, Path(settings), target)
    except KeyboardInterrupt:
        return EXIT_STOPPED


def build(engine: Engine, folder: Path, report: object, *, keep: bool) -> int:
    """Builds a site into a folder in this process, from records that were checked; returns the exit code.

    `report` is the report on them. With `keep`, what earlier builds kept is used, and added to. A signal that ends the process lets it tidy up first.
    """
    os.environ.update({ENGINE_VARIABLE: engine.name, "NO_MKDOCS_2_WARNING": "true"})
    if not keep:
        os.environ[SWITCH] = "off"
    try:
        with ending_signals_raise():
            return _run("build", engine.settings, str(folder), report)
    except Ended as ended:
        return 128 + ended.signal


def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone, even where that one could not say so."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(EXIT_STOPPED)

    threading.Thread(target=watch, daemon=True).start()


def _run(command: str, settings: Path, target: str, report: object = None) -> int:
    import logging  # an engine takes a while to import; an interrupt during it must be handled as well

    from pa_framework.site import engine

    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    try:
        if command == "serve":
            _end_with_parent()
            from pa_framework.site.preview import serve

            serve(settings, target)
        else:
            engine.build_site(settings, Path(target), report)
    except engine.Abort:  # the engine has printed the reason
        return EXIT_FINDINGS
    except engine.MkDocsException as error:
        print(f"pa-framework: {error.format_message()}", file=sys.stderr)
        return EXIT_FINDINGS
    except OSError as error:
        name = f"`{error.filename}`" if error.filename else "a file"
        print(f"pa-framework: {name} cannot be read or written ({error.strerror})", file=sys.stderr)
        return EXIT_ERROR
    except Exception as error:
        print(fault_report(error), end="", file=sys.stderr)
        return EXIT_ERROR
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
