"""What to do if no PA may do a task rings the same people about a sign as the list of signs: one answer on one page."""

import re
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from pa_framework.facts.urgency import Contact, Sign
from pa_framework.records.model import Task
from pa_framework.text.word_forms import stems_of, words_of

#: Words that say nothing about what is seen.
_EMPTY = stems_of(
    "a an the it its they them their he she you your this that these those be have do can may will to of for on in at "
    "by with and or if so than as there not no any one some who what when while until after before person pa plan say "
    "allow need still go get stay come such sign time"
)
_QUESTION = re.compile(r"(?:^|(?<=[.?!] ))[^.?!]+\?")
#: At the beginning of a sentence up to its last comma, within one up to its end.
_IF = re.compile(r"(?:\bIf ([^.?!]+), |\bif ([^.?!]+))")
_MORE_URGENT = re.compile(r"\b999\b|\bA&E\b|\bgo to hospital\b")
#: "Say if the bag is full": what is told, not what is seen.
_TOLD = re.compile(r"\b(?:say|ask|tell|know|find out)(?: [\w ]{0,30})? $", re.IGNORECASE)


def stems(words: str) -> frozenset[str]:
    return frozenset(word.stem for word in words_of(words) if word.text.isalnum() and word.stem not in _EMPTY)


def conditions(line: str) -> Iterator[str]:
    """What a line says that may be seen: a question, or what follows `if`."""
    yield from _QUESTION.findall(line)
    yield from (found[1] or found[2] for found in _IF.finditer(line) if not _TOLD.search(line[: found.start()]))


def sign_of(condition: str, signs: list[tuple[str, Sign]]) -> tuple[str, Sign] | None:
    """The sign that a condition is about; None where it shares too few words with each."""
    said = stems(condition)
    best = max(signs, key=lambda one: len(said & stems(one[1].text)), default=None)
    shared = len(said & stems(best[1].text)) if best else 0
    return best if shared >= 2 and 2 * shared >= min(len(said), len(stems(best[1].text))) else None


def is_named(contact: Contact | None, line: str) -> bool:
    """Whether a line names who is rung: the number, or the first word of the role."""
    if contact is None:
        return True
    if contact.kind == "number" or contact.number:
        return str(contact.number) in line
    if contact.id == "community-nursing-out-of-hours":
        return bool(re.search(r"out of hours|out-of-hours|night|111", line))
    title = contact.title.lower()
    return title.split()[0] in line.lower() or ("nurse" in title and "nurs" in line)


def disagreements(task: Task, signs: list[tuple[str, Sign]]) -> list[str]:
    """The lines about a sign of the task that do not ring for it whom the list of signs rings."""
    wrong = []
    for place, line in enumerate(task.if_no_one_may):
        for condition in conditions(line):
            found = sign_of(condition, signs)
            if not found:
                continue
            level, sign = found
            said = " ".join(task.if_no_one_may[place : place + 2])
            agrees = True
            if level == "emergency":
                agrees = "999" in said or not sign.contact
            elif level == "urgent":
                rung = is_named(sign.contact, said) and is_named(sign.out_of_hours, said) and "same day" not in line
                agrees = rung or bool(_MORE_URGENT.search(said))
            if not agrees:
                wrong.append(f"{task.id}: {line} (the list of signs, {level}: {sign.text})")
    return wrong


def test_the_box_rings_about_a_sign_whom_the_list_of_signs_rings(report):
    facts = report.facts
    wrong = [
        one
        for task in facts.records.tasks.values()
        if task.if_no_one_may
        for one in disagreements(task, list(facts.urgency[task.id].signs))
    ]

    assert not wrong, "Ring the same people as the list of signs:\n" + "\n".join(wrong)


#: A call that comes after everything else was tried, or at a time of the plan.
_LAST = re.compile(r"\bin time\b|\bbefore cover ends\b|\bthat the plan says\b")


def late_calls(task: Task) -> list[str]:
    """The lines that send to 999 below one that has the reader ring, ask or wait for someone else."""
    first = next(
        (n for n, line in enumerate(task.if_no_one_may) if re.match(r"Ring|Ask|If the person can,", line)), None
    )
    return [
        f"{task.id}: {line}"
        for line in (task.if_no_one_may[first:] if first is not None else ())
        if re.search(r"\bcall 999\b", line, re.IGNORECASE) and not _LAST.search(line)
    ]


def test_the_box_begins_with_when_to_call_999(report):
    """A frightened reader stops at the first line: it must not be the one about the rota."""
    late = [one for task in report.facts.records.tasks.values() for one in late_calls(task)]

    assert not late, "Put these lines first:\n" + "\n".join(late)


@pytest.mark.parametrize(
    ("lines", "late"),
    [
        (("Ring the nurse.", "If they choke, call 999."), True),
        (("If the person can, they take it.", "Chest pain? Call 999."), True),
        (("If they choke, call 999.", "Ring the nurse."), False),
        (("Do not leave the person.", "If they choke, call 999.", "Ask for the rota."), False),
        (("Ring the line.", "If no one comes in time, call 999."), False),
    ],
)
def test_a_call_below_other_lines_is_found(report, lines: tuple[str, ...], late: bool):
    task = replace(report.facts.records.tasks["oral-suction"], if_no_one_may=lines)

    assert bool(late_calls(task)) is late


def test_the_lines_about_signs_are_found(report):
    """The test above would pass where no line is taken for one about a sign."""
    facts = report.facts
    about = {
        task.id
        for task in facts.records.tasks.values()
        for line in task.if_no_one_may
        for condition in conditions(line)
        if sign_of(condition, list(facts.urgency[task.id].signs))
    }

    assert about >= {"compression-stockings", "vital-signs", "pressure-area-care", "tracheostomy-site-care"}


@pytest.mark.parametrize(
    ("task", "line"),
    [
        ("compression-stockings", "If toes are cold, numb or change colour, it comes off now. Then ring NHS 111."),
        ("vital-signs", "If the person looks or feels worse, ring NHS 111 without a reading."),
        ("pressure-area-care", "Ring NHS 111 if the person cannot be moved for longer than the plan allows."),
        ("catheter-care", "Is there new blood or clots in the bag? Ring the nurse the same day."),
        ("tracheostomy-site-care", "If the tube is blocked, ring the respiratory nurse."),
        ("urinary-sheath", "Is the foreskin stuck back? Ring NHS 111."),
    ],
)
def test_a_line_that_rings_someone_else_is_found(report, task: str, line: str):
    facts = report.facts
    said = replace(facts.records.tasks[task], if_no_one_may=(line,))

    assert disagreements(said, list(facts.urgency[task].signs))
