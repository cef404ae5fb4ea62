"""MkDocs in a process of its own: `python -m pa_framework.site.mkdocs_run build CONFIG FOLDER`, or `serve CONFIG ADDRESS`.

MkDocs' own command is not used: with `--quiet` it counts no warnings, so that `--strict` accepts dead links; and if a
file cannot be written, it prints a traceback.
"""

import sys

from pa_framework.text.errors import EXIT_ERROR, EXIT_FINDINGS, EXIT_STOPPED, fault_report


def main(command: str, config: str, where: str) -> int:
    """Builds into the folder `where`, or serves at the address `where`; returns the exit code."""
    try:
        return _run(command, config, where)
    except KeyboardInterrupt:
        return EXIT_STOPPED


def _run(command: str, config: str, where: str) -> int:
    import logging  # MkDocs takes a while to import; an interrupt during it must be handled as well

    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import Abort, MkDocsException

    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)  # the browser shows that a page is missing
    try:
        if command == "serve":
            serve(config, dev_addr=where)
        else:
            _build(config, where)
    except Abort:  # MkDocs has printed the reason
        return EXIT_FINDINGS
    except MkDocsException as error:
        print(f"pa-framework: {error.format_message()}", file=sys.stderr)
        return EXIT_FINDINGS
    except OSError as error:
        name = f"`{error.filename}`" if error.filename else "a file"
        print(f"pa-framework: {name} can not be read or written ({error.strerror})", file=sys.stderr)
        return EXIT_ERROR
    except Exception as error:
        print(fault_report(error), end="", file=sys.stderr)
        return EXIT_ERROR
    return 0


def _build(config: str, folder: str) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    settings = load_config(config, strict=True, site_dir=folder)
    settings.plugins.on_startup(command="build", dirty=False)
    try:
        build(settings)
    finally:
        settings.plugins.on_shutdown()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
