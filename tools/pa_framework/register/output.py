"""Words, tables and formats that the reports of a register share."""

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import StringIO
from textwrap import wrap
from typing import Any

from pa_framework.facts.facts import Facts
from pa_framework.facts.sign_off_links import Act, Reason
from pa_framework.facts.verdict import Verdict
from pa_framework.records.model import Role
from pa_framework.text.dates import in_words
from pa_framework.text.findings import Span
from pa_framework.text.sentences import lower_first
from pa_framework.text.suggestions import nearest

_DAY_IN_WORDS = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
_WIDTH = 100


class Unanswerable(Exception):
    """What was asked can not be answered. The message is one sentence for the person who typed it."""


def role_in_words(role: str, roles: Mapping[str, Role]) -> str:
    return lower_first(roles[role].title) if role in roles else role.replace("-", " ")


def a_role(role: str, roles: Mapping[str, Role]) -> str:
    """A role with its article: a dietitian, an occupational therapist."""
    words = role_in_words(role, roles)
    return f"an {words}" if words[:1].lower() in "aeio" else f"a {words}"


def who(facts: Facts, practitioner: str) -> str:
    """A practitioner with their role: pr-011, community nurse."""
    here = facts.register.practitioners.get(practitioner) if facts.register else None
    role = role_in_words(here.role, facts.records.roles) if here else "not in the register"
    return f"{practitioner}, {role}"


def known_id(word: str, known: Iterable[str], kind: str) -> str:
    """The id that somebody typed. Raises Unanswerable where it is not known, with the nearest one, or how ids look."""
    ids = set(known)
    if word in ids:
        return word
    near = nearest(word, ids)
    hint = f"; did you mean `{near}`?" if near else f"; write an id such as `{min(ids)}`" if ids else ""
    raise Unanswerable(f"there is no {kind} `{word}` here{hint}")


def printable(words: str) -> str:
    """Nothing in a record may steer a terminal."""
    return "".join(sign if sign.isprintable() else "·" for sign in words)


def wrapped(words: str, first: str = "", later: str | None = None) -> list[str]:
    """Lines of a width that do not cut a day in two; the first begins with `first`, others with `later` or as far in."""
    whole = _DAY_IN_WORDS.sub(lambda found: found[0].replace(" ", "\u00a0"), printable(words))
    indent = " " * len(first) if later is None else later
    lines = wrap(
        whole,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\u00a0", " ") for line in lines]


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns beside one another, each as wide as its widest cell; the last is not filled up."""
    cells = [[printable("" if cell is None else str(cell)) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[number]) for row in cells) for number in range(len(header))]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "".join(f"{line}\n" for line in lines)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The same rows for a spreadsheet."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return written.getvalue()


def as_json(facts: Facts, fields: Mapping[str, Any]) -> str:
    """One object, with what every answer of a register says first."""
    about = facts.register.about if facts.register else None
    head = {"version": 1, "on": facts.on.isoformat(), "register": about.kind if about else None}
    return json.dumps({**head, **fields}, indent=2, ensure_ascii=False) + "\n"


def label(facts: Facts) -> str:
    """The last line of an answer: an invented register says so."""
    about = facts.register.about if facts.register else None
    return "This register is invented.\n" if about and about.kind == "invented" else ""


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def place(span: Span) -> dict[str, Any]:
    return {"path": span.path, "line": span.line, "column": span.column}


def place_in_words(span: Span) -> str:
    return printable(f"{span.path}:{span.line}")


def reason_as_data(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code or None,
        "sentence": reason.sentence,
        "since": reason.on.isoformat(),
        **place(reason.span),
    }


def verdict_as_data(verdict: Verdict) -> dict[str, Any]:
    """A verdict without its acts."""
    return {
        "pa": verdict.pa,
        "task": verdict.task,
        "person": verdict.person,
        "state": str(verdict.state),
        "may_do": verdict.may_do,
        "since": iso(verdict.since),
        "until": iso(verdict.until),
        "review_date": iso(verdict.review_date),
        "reasons": [reason_as_data(each) for each in verdict.reasons],
        **place(verdict.span),
    }


def act_in_words(act: Act) -> str:
    """What somebody did: delegated on 20 February 2026."""
    return f"{act.verb} on {in_words(act.on)}"
