"""The engine in a process of its own: `python -m pa_framework.site.engine_run build SETTINGS FOLDER`, or `serve SETTINGS ADDRESS`.

The command of the engine is not used: with `--quiet` it counts no warnings, so that `--strict` accepts dead links; and
if a file cannot be written, it prints a traceback.
"""

import os
import sys
import threading
import time
from pathlib import Path

from pa_framework.text.errors import EXIT_ERROR, EXIT_FINDINGS, EXIT_STOPPED, fault_report


def main(command: str, settings: str, target: str) -> int:
    """Builds into the folder `target`, or serves at the address `target`; returns the exit code."""
    try:
        return _run(command, Path(settings), target)
    except KeyboardInterrupt:
        return EXIT_STOPPED


def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone, even where that one could not say so."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(EXIT_STOPPED)

    threading.Thread(target=watch, daemon=True).start()


def _run(command: str, settings: Path, target: str) -> int:
    import logging  # an engine takes a while to import; an interrupt during it must be handled as well

    from pa_framework.site import engine

    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    try:
        if command == "serve":
            _end_with_parent()
            engine.serve_site(settings, target)
        else:
            engine.build_site(settings, Path(target))
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
