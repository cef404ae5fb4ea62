"""Upgrades a register of the first edition: gives sign-offs an id, and asks what the first edition did not say.

Nothing is invented. A register of the first edition is read unchanged; what an upgrade adds are names for what is there.
Comments and layout stay, and an upgrade of its own result changes nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from pa_framework.edit.upgrade import Upgrade
from pa_framework.edit.upgrades.step import Change, Question
from pa_framework.records.register import Register
from pa_framework.records.yaml_source import Document, Route, parse_document
from pa_framework.text.dates import add_months
from pa_framework.text.findings import sort_findings
from pa_framework.text.sentences import count, join_words

_LINE_END = re.compile(r"\r\n|\r|\n")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: What a register of the first edition could not say, and how this edition says it.
NOT_KNOWN = (
    "Whether two practitioners are one human who was entered twice. Where they are, write `same_as` in one of them.",
    "Whether a person's yes was their own. Where someone else decided, write who: `person: {on: …, by: …}`.",
    "With which model of equipment a PA was assessed. Where the person has one, write `devices` in both files.",
    "Who is accountable since a professional left. Where someone took over, write `handed_over` in the sign-off.",
)


class _SignOff(Struct, frozen=True):
    """One entry of `sign_offs` that can be read, with its place."""

    document: Document
    index: int
    data: Mapping[str, Any]

    @property
    def route(self) -> Route:
        return ("sign_offs", self.index)


def plan_register_upgrade(register: Register, on: date, insurance_months: int) -> Upgrade:
    """What changes in a register, and what is asked, as of the day `on`. Writes nothing.

    The paths of the texts are relative to the folder of the register; those of changes and questions are as findings show
    them. `insurance_months` is how long an insurer's yes without an end counts.
    """
    texts: dict[str, str | None] = {}
    changes: list[Change] = []
    questions: list[Question] = []
    for document, kind in register.documents:
        if kind != "pa" or document.findings or not isinstance(document.data, dict):
            continue
        sign_offs = list(_sign_offs(document))
        text, made = _with_ids(document, sign_offs)
        if made and not _has_only_ids_more(document, text):
            words = "The sign-offs cannot be given an id where they stand."
            questions.append(
                Question(document.span(("sign_offs",), key=True), words, "Write `id` first in each of them.")
            )
        elif made:
            texts["/".join(PurePosixPath(document.path).parts[-2:])] = text
            changes += made
        for sign_off in sign_offs:
            questions += _alike_practices(sign_off)
            questions += _old_insurance(sign_off, on, insurance_months)
    listed = (("Sign-offs get an id, so that papers and people can name them", tuple(changes)),) if changes else ()
    return Upgrade(texts, listed, tuple(questions), sort_findings(register.findings))


def _sign_offs(document: Document) -> Iterator[_SignOff]:
    listed = document.data.get("sign_offs")
    for index, entry in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(entry, dict) and isinstance(entry.get("task"), str) and isinstance(entry.get("person"), str):
            yield _SignOff(document, index, entry)


# Ids


def _with_ids(document: Document, sign_offs: Iterable[_SignOff]) -> tuple[str, list[Change]]:
    """The text of a file with an id for each sign-off that has none, and the changes."""
    lines = _LINE_END.sub("\n", document.text).split("\n")
    entries = list(sign_offs)
    taken = {str(entry.data["id"]) for entry in entries if "id" in entry.data}
    places: list[tuple[int, int, str]] = []
    changes: list[Change] = []
    for entry in entries:
        new = "" if "id" in entry.data else _new_id(entry.data, taken)
        if new:
            taken.add(new)
            mark = document.span((*entry.route, next(iter(entry.data))), key=True)
            places.append((mark.line - 1, mark.column - 1, new))
            changes.append(Change(document.path, mark.line, f"`id: {new}` added"))
    for line, column, new in reversed(places):
        before, after = lines[line][:column], lines[line][column:]
        above = next((text for text in (before, *reversed(lines[:line])) if text.strip()), "")
        end = ", " if above.rstrip().endswith("{") else "\n" + " " * column
        lines[line] = f"{before}id: {new}{end}{after}"
    return "\n".join(lines), changes


def _new_id(entry: Mapping[str, Any], taken: set[str]) -> str:
    """The task and the number of the person, with one more number where that is taken; empty where these are no ids."""
    number = re.search(r"[0-9]+$", entry["person"])
    name = f"{entry['task']}-{number[0] if number else entry['person']}"
    if not _ID.fullmatch(name):
        return ""
    return next(new for new in _numbered(name) if new not in taken)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _has_only_ids_more(document: Document, text: str) -> bool:
    """Whether a changed text says what the document says, with ids of sign-offs besides."""
    after = parse_document(text, document.path)
    if after.findings:
        return False
    sign_offs = [
        {name: value for name, value in new.items() if name in old} if isinstance(old, dict) else new
        for old, new in zip(document.data["sign_offs"], after.data["sign_offs"], strict=True)
    ]
    return bool({**after.data, "sign_offs": sign_offs} == document.data)


# Questions


def _alike_practices(sign_off: _SignOff) -> Iterator[Question]:
    """Practices that are alike in every field: they count once, and may have been two."""
    observed = sign_off.data.get("observed")
    practices = [each for each in observed if isinstance(each, dict)] if isinstance(observed, list) else []
    alike = [each for number, each in enumerate(practices) if each in practices[:number]]
    if not alike:
        return
    first = next(number for number, each in enumerate(practices) if each in practices[:number])
    several = [each for number, each in enumerate(practices) if each in alike]
    told = join_words(dict.fromkeys(f"{each.get('by')} on {each.get('on')}" for each in alike))
    words = (
        f"{count(len(several), 'observed practice')} of {sign_off.data['task']} for {sign_off.data['person']} are alike"
        f" ({told}). Practices that are alike count once."
    )
    proposal = "If they were different practices, say at what time each was. If not, delete the one too many."
    lines = tuple(f"- {{{_fields(each)}, at: …}}" for each in several)
    yield Question(sign_off.document.span((*sign_off.route, "observed", first)), words, proposal, lines)


def _fields(practice: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in practice.items())


def _old_insurance(sign_off: _SignOff, on: date, months: int) -> Iterator[Question]:
    """An insurer's yes that is a plain day and does not count any more."""
    agreed = sign_off.data.get("agreed")
    recorded = agreed.get("insurer") if isinstance(agreed, dict) else None
    given = recorded if isinstance(recorded, list) else [recorded]
    days = [_day(each) for each in given]
    known = [day for day in days if day is not None]
    if not known or len(known) < len(given) or "withdrawn" in sign_off.data:
        return
    last = add_months(max(known), months)
    if last < on:
        words = (
            f"The insurer last said yes to {sign_off.data['task']} for {sign_off.data['person']} on {max(known)}. Without an"
            f" end this counts for {count(months, 'month')}, so the insurance ended on {last}."
        )
        proposal = "Ask the insurer until when the cover runs, and add each renewal."
        lines = (f"insurer: [{', '.join(day.isoformat() for day in known)}, {{on: …, until: …}}]",)
        yield Question(sign_off.document.span((*sign_off.route, "agreed", "insurer")), words, proposal, lines)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
