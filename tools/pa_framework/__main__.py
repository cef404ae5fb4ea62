"""The command line as a module: `python -m pa_framework`."""

import sys

try:
    from pa_framework.cli.main import run
except KeyboardInterrupt:
    sys.exit(130)

run()
