"""Where the tests find what they read."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
#: The small world: one valid record of every kind, or little more.
SMALL = TESTS / "worlds" / "small"
#: A whole framework with its register and its pages: a copy of the records of this repository, of November 2026.
REFERENCE = TESTS / "worlds" / "reference"
#: What `init` made in the first edition.
FIRST_EDITION = TESTS / "worlds" / "first_edition"
#: Prepared changes to the small world, for reports on changes.
CHANGES = TESTS / "worlds" / "changes"
#: Output that was read and accepted; `make bless` writes it anew.
GOLDEN = TESTS / "golden"
