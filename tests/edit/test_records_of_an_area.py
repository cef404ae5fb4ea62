"""Commands that write or compare records leave the base of an area alone, and see what is effective."""

from pathlib import Path

import pytest

from pa_framework.diff.git_tree import Tree
from pa_framework.diff.report import report_on
from pa_framework.edit.new import check_new_id
from pa_framework.edit.rename import check_renaming, plan_rename, read_world, write_renaming
from pa_framework.facts.codeowners import codeowners
from pa_framework.records.load import read_records
from pa_framework.records.yaml_source import parse_document
from pa_framework.text.errors import UserError
from tests.builders.areas import settings
from tests.builders.worlds import FRAMEWORK, TASK, TODAY
from tests.paths import REFERENCE, SMALL

CHANGE = "changes: gastrostomy-feed\nbecause: Our nurses look twice a year.\nsign_off: {review_every: {months: 6}}\n"
OURS = "framework/support/our-network.yaml"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """An area with a change and a record of its own."""
    network = (SMALL / "framework/support/pa-contact.yaml").read_text(encoding="utf-8")
    files = {FRAMEWORK: settings().replace("../small", str(SMALL)), TASK: CHANGE}
    files[OURS] = network.replace("id: pa-contact", "id: our-network")
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_an_own_record_is_renamed_and_the_files_stay_as_short_as_they_are(ours: Path) -> None:
    world = read_world(ours)
    renaming = plan_rename(world, "support", "our-network", "network")
    check_renaming(world, renaming, TODAY)
    write_renaming(ours, renaming)

    assert "network" in read_records(ours).support
    assert (ours / TASK).read_text(encoding="utf-8") == CHANGE


def test_an_id_of_the_base_stays(ours: Path) -> None:
    with pytest.raises(UserError, match="belongs to the base"):
        plan_rename(read_world(ours), "task", "gastrostomy-feed", "tube-feed")


def test_who_would_write_an_inherited_record_anew_is_told_how_to_change_it(ours: Path) -> None:
    with pytest.raises(UserError, match="`changes: dietitian`"):
        check_new_id(read_records(ours), "role", "dietitian")


def test_files_that_are_not_there_have_no_owner(ours: Path) -> None:
    assert "framework/learning" not in codeowners(read_records(ours))


def test_a_difference_is_told_by_what_is_effective() -> None:
    def tree(task: str) -> Tree:
        texts = {FRAMEWORK: settings(), TASK: task}
        return Tree("a", "", {path: parse_document(text, path) for path, text in texts.items()}, root=REFERENCE)

    found = report_on(tree(CHANGE), tree(CHANGE.replace("months: 6", "months: 9")), TODAY)

    (loosening,) = found.loosenings
    assert (loosening.weakened.before, loosening.weakened.after) == ("6 months", "9 months")
    assert (loosening.weakened.span.path, loosening.weakened.span.line) == (TASK, 3)
