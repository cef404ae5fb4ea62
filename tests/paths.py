"""Where the tests find what they read."""

import os
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
#: Published schemas of others, which are no part of this repository. Tests that read them are skipped where they are not.
STANDARDS = Path(os.environ.get("PA_FRAMEWORK_STANDARDS", ROOT.parent / "shared" / "standards"))
