"""`python -m pa_framework`"""

from pa_framework.cli import main

main()
