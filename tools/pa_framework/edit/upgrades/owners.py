"""The step for CODEOWNERS: a file that the program made is made again, because later editions name more files in it."""

from pa_framework.edit.upgrades.step import Change, Outcome, Question, Step, Tree
from pa_framework.facts.codeowners import FILE, compare_owners


def _run(tree: Tree) -> Outcome:
    records = tree.records()
    compared = compare_owners(records, tree.texts.get(FILE, ""))
    if tree.unreadable or records.findings or not compared.file.is_made_by_program:
        return Outcome()
    if compared.faults:
        return Outcome.asking(
            Question(fault.span, f"In this file, {fault.message}.", fault.fix) for fault in compared.faults
        )
    if not compared.differences:
        return Outcome()
    return Outcome(
        {FILE: compared.made}, (Change(FILE, 0, "the teams that are asked about a change are as the records say"),)
    )


STEP = Step("owners", "Who is asked about a change", _run)
