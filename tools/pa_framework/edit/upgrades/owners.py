"""The step for CODEOWNERS: a file that the program made is made again, because later editions name more files in it."""

from pa_framework.edit.upgrades.step import Change, Outcome, Step, Tree
from pa_framework.facts.codeowners import FILE, is_made_by_program, whole_file


def _run(tree: Tree) -> Outcome:
    present = tree.texts.get(FILE, "")
    if tree.unreadable or not is_made_by_program(present):
        return Outcome()
    records = tree.records()
    made = whole_file(records, present)
    if records.findings or made == present:
        return Outcome()
    return Outcome({FILE: made}, (Change(FILE, 0, "the teams that are asked about a change are as the records say"),))


STEP = Step("owners", "Who is asked about a change", _run)
