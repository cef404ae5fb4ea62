"""`python -m pa_framework`"""

from pa_framework.cli import run

run()
