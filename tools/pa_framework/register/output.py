"""Words, tables and formats that the answers of a register share."""

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import StringIO
from textwrap import wrap
from typing import Any

from pa_framework.exchange.csv_package import neutral
from pa_framework.facts.answers import Answer, AnswerKind
from pa_framework.facts.delegation_chain import PARTY_NAMES
from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.one_offs import hours_in_words, last_day
from pa_framework.facts.recorded_forms import YES_GIVERS, Yes, power_not_seen, withdrawals
from pa_framework.facts.sign_off_links import Act, Reason
from pa_framework.facts.titles import title_of
from pa_framework.facts.urgency import Contact
from pa_framework.facts.verdict import Verdict
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Order, Role
from pa_framework.records.orders import by_words
from pa_framework.records.register_model import OneOff, RecordedSignOff
from pa_framework.text.dates import format_date
from pa_framework.text.findings import Finding, Span
from pa_framework.text.sentences import join_words, lower_first, spell_out_dates, upper_first, with_article
from pa_framework.text.terminal import escape_unprintable

#: Who agreed to what was allowed once → words.
_ONCE_AGREED: Mapping[str, str] = labels("pa", "one_offs.agreed_by")
#: The words for an answer in a table.
ANSWERS: Mapping[AnswerKind, str] = {
    AnswerKind.YES: "yes",
    AnswerKind.NO: "no",
    AnswerKind.UNKNOWN: "cannot say",
    AnswerKind.OUTSIDE: "outside",
}
#: The most findings about one file that are shown.
_MOST_FINDINGS = 3
_DAY_IN_WORDS = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
#: Columns of an answer on a terminal.
_WIDTH = 100


def role_in_words(role: str, roles: Mapping[str, Role]) -> str:
    """The title of a role within a sentence; its id in words where the framework has no such role."""
    return lower_first(title_of(roles, role))


def role_with_article(role: str, roles: Mapping[str, Role]) -> str:
    """A role with its article: a dietitian, an occupational therapist."""
    return with_article(role_in_words(role, roles))


def contact_words(contact: Contact, out_of_hours: Contact | None = None) -> str:
    """Who to ring, as an instruction: call 999; ring the community nurse, out of hours NHS 111."""
    if contact.kind == "number":
        return f"call {contact.id}"
    rest = f", out of hours {_name(out_of_hours)}" if out_of_hours else ""
    return f"ring {_name(contact)}{rest}"


def _name(contact: Contact) -> str:
    if contact.kind == "role":
        return f"the {lower_first(contact.title)}"
    return contact.with_number


def practitioner_in_words(facts: Facts, practitioner: str) -> str:
    """A practitioner with their role: pr-011, community nurse."""
    record = facts.register.practitioners.get(practitioner) if facts.register else None
    role = role_in_words(record.role, facts.records.roles) if record else "not in the register"
    return f"{practitioner}, {role}"


def act_in_words(act: Act) -> str:
    """What a practitioner did, and when: delegated on 20 February 2026."""
    return f"{act.verb} on {format_date(act.on)}"


def span_in_words(span: Span) -> str:
    """A place in a file: path:line."""
    return escape_unprintable(f"{span.path}:{span.line}")


def invented_note(facts: Facts) -> str:
    """The last line of an answer from an invented register; empty for a real one."""
    about = facts.register.about if facts.register else None
    return "This register is invented.\n" if about and about.kind == "invented" else ""


def wrap_lines(text: str, prefix: str = "", indent: str | None = None) -> list[str]:
    """Lines of a text that break no day in two. The first has `prefix`; the others `indent`, or spaces as wide."""
    unbroken = _DAY_IN_WORDS.sub(lambda found: found[0].replace(" ", "\u00a0"), escape_unprintable(text))
    lines = wrap(
        unbroken,
        _WIDTH,
        initial_indent=prefix,
        subsequent_indent=" " * len(prefix) if indent is None else indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\u00a0", " ") for line in lines]


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns as wide as their widest cell, with two spaces between them."""
    cells = [[escape_unprintable("" if cell is None else str(cell)) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[number]) for row in cells) for number in range(len(header))]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "".join(f"{line}\n" for line in lines)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as comma-separated values; None is an empty cell, and no text is one that a spreadsheet takes for a formula."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return stream.getvalue()


def _cell(value: object) -> object:
    return "" if value is None else neutral(value) if isinstance(value, str) else value


def as_json(facts: Facts, fields: Mapping[str, Any]) -> str:
    """One object: the fields of an answer, after those that every answer has (version, day, kind of register)."""
    about = facts.register.about if facts.register else None
    head = {"version": 1, "on": facts.on.isoformat(), "register": about.kind if about else None}
    return json.dumps({**head, **fields}, indent=2, ensure_ascii=False) + "\n"


def iso_day(day: date | None) -> str | None:
    """A day as year-month-day."""
    return day.isoformat() if day else None


def span_as_data(span: Span) -> dict[str, Any]:
    """A place in a file: path, line and column."""
    return {"path": span.path, "line": span.line, "column": span.column}


def reason_as_data(reason: Reason) -> dict[str, Any]:
    """A reason of a verdict, with its place."""
    return {
        "code": reason.code or None,
        "sentence": reason.sentence,
        "since": reason.on.isoformat(),
        **span_as_data(reason.span),
    }


def reason_in_words(reason: Reason) -> str:
    """A reason with its code and its place, days spelt out."""
    code = f"{reason.code} " if reason.code else ""
    return f"{code}{spell_out_dates(reason.sentence)} ({span_in_words(reason.span)})"


def reason_lines(reason: Reason) -> list[str]:
    """The lines of `reason_in_words` on a terminal."""
    return wrap_lines(reason_in_words(reason), "  ", "      ")


def findings_at(facts: Facts, path: str) -> list[Finding]:
    """What is wrong with a file that could not be read."""
    found = [*(facts.register.findings if facts.register else ()), *facts.records.findings]
    return [finding for finding in found if finding.span.path == path]


def doubt_lines(facts: Facts, doubts: Iterable[Reason]) -> list[str]:
    """Why something cannot be said, each followed by what is wrong with the file."""
    lines: list[str] = []
    for doubt in doubts:
        lines += reason_lines(doubt)
        for finding in findings_at(facts, doubt.span.path)[:_MOST_FINDINGS]:
            lines += wrap_lines(f"{finding.code} {finding.message} (line {finding.span.line})", "      ")
            lines += wrap_lines(f"to do: {finding.fix}", "      ")
    return lines


def doubt_as_data(facts: Facts, doubt: Reason) -> dict[str, Any]:
    """Why something cannot be said, with the findings about the file."""
    findings = [
        {"code": finding.code, "message": finding.message, "fix": finding.fix, **span_as_data(finding.span)}
        for finding in findings_at(facts, doubt.span.path)
    ]
    return {**reason_as_data(doubt), "findings": findings}


def ending_as_data(answer: Answer) -> dict[str, Any] | None:
    """What ends a yes first: its last day, and why; None where nothing is known to end it."""
    ending = answer.ends_first
    return {"last_day": ending.last_day.isoformat(), "because": ending.sentence} if ending else None


def beyond_as_data(answer: Answer) -> dict[str, Any]:
    """The items that a yes leaves out, and the orders that an answer rests on; each only where there are any."""
    data: dict[str, Any] = {}
    if answer.except_items:
        data["except"] = list(answer.except_items)
    if answer.orders:
        data["orders"] = [
            {
                "id": order.id,
                "title": order.title,
                "from": order.first.isoformat(),
                "until": order.until.isoformat(),
                "by": order.by,
                "source": order.source,
            }
            for order in answer.orders
        ]
    return data


def once_in_words(facts: Facts, once: OneOff, more: str = "") -> str:
    """What someone allowed once, within a sentence: who, in which hours, `more`, and who agreed where the entry says so."""
    words = (
        f"{practitioner_in_words(facts, once.by)}, allowed it once by phone, {spell_out_dates(hours_in_words(once))}"
    )
    who = _ONCE_AGREED[once.agreed_by] if once.agreed_by else ""
    agreed = f", and {who}{',' if ',' in who else ''} agreed" if who else ""
    return f"{words}{more}{agreed}"


def once_note(answer: Answer) -> str:
    """What is allowed once on the day, as a list shows it: `allowed once: from 14:30 to 18:00, by pr-011`; or empty."""
    hours = (f"{hours_in_words(once)}, by {once.by}" for once in answer.at_other_hours)
    return f"allowed once by phone: {join_words(hours)}" if answer.at_other_hours else ""


def once_as_data(answer: Answer) -> dict[str, Any]:
    """What is allowed once: `once` at the time that is asked about, else `allowed_once` on the day; each only where it is."""
    data: dict[str, Any] = {"once": _once_as_data(answer.once)} if answer.once else {}
    if answer.at_other_hours:
        data["allowed_once"] = [_once_as_data(once) for once in answer.at_other_hours]
    return data


def _once_as_data(once: OneOff) -> dict[str, Any]:
    return {
        "by": once.by,
        "on": once.on.isoformat(),
        "from": once.first,
        "until": once.until,
        "until_on": last_day(once).isoformat(),
        "agreed_by": once.agreed_by,
        "because": once.because,
    }


def order_words(facts: Facts, order: Order) -> str:
    """An order in words: its title, its days, who gave it, and where it was published."""
    source = f"; see “{title_of(facts.records.sources, order.source)}”"
    days = f"from {format_date(order.first)} to {format_date(order.until)}"
    return f"{order.title} ({days}, by {by_words(order)}{source})"


def except_words(facts: Facts, answer: Answer) -> str:
    """What a yes leaves out, to follow it: `except for medicine-b, which waits for a community nurse`; or empty."""
    if not answer.except_items:
        return ""
    task = facts.records.tasks.get(answer.task)
    roles = task.sign_off.reviewed_by if task and task.sign_off else ()
    who = join_words((role_with_article(role, facts.records.roles) for role in roles), "or") or "a new decision"
    waits = "which waits" if len(answer.except_items) == 1 else "which wait"
    return f"except for {join_words(answer.except_items)}, {waits} for {who}"


def instead_of(facts: Facts, answer: Answer) -> tuple[str, ...]:
    """What happens instead, where the answer is no or cannot be said; nothing where the PA may, or it is outside."""
    if answer.kind in (AnswerKind.YES, AnswerKind.OUTSIDE):
        return ()
    return instead(facts.records.tasks.get(answer.task))


def arranged_instead(facts: Facts, answer: Answer) -> tuple[str, ...]:
    """What happens instead of a task that someone withdrew and that the PA may not do, as they wrote it: sentences."""
    if answer.may_do or facts.register is None or answer.pa not in facts.register.pas:
        return ()
    pa = facts.register.pas[answer.pa]
    stops = (*answer.stopped_by, *(stop for verdict in answer.verdicts for stop in verdict.stops))
    places = {stop.span for stop in stops if stop.code == "SGN021"}
    found = (
        withdrawal.instead
        for index, sign_off in enumerate(pa.sign_offs)
        for withdrawal, route in withdrawals(sign_off)
        if withdrawal.instead and pa.origin.at("sign_offs", index, *route) in places
    )
    return tuple(dict.fromkeys(f"{upper_first(words.rstrip('.'))}." for words in found))


def answer_reasons(answer: Answer) -> tuple[Reason, ...]:
    """Why an answer is what it is: doubts, stops of other records, or the reasons of the verdict."""
    return answer.doubts or answer.stopped_by or (answer.verdict.reasons if answer.verdict else ())


def condition_words(facts: Facts, sign_off: RecordedSignOff) -> tuple[str, ...]:
    """The conditions of a sign-off within a sentence; an id where the policy has no such condition."""
    known = facts.records.conditions
    return tuple(lower_first(known[name].title) if name in known else name for name in sign_off.conditions)


def devices_of(sign_off: RecordedSignOff, verdict: Verdict) -> tuple[str, ...]:
    """The devices with which the PA was signed off, or seen to be safe at the review that decides."""
    reviewed = (review.devices for review in sign_off.reviews if review.on == verdict.decided)
    return tuple(dict.fromkeys(device for names in (sign_off.devices, *reviewed) for device in names))


def whom_to_ring(facts: Facts, task: str) -> str:
    """Whom to ring about a task when it cannot wait, as an instruction: the contact of its urgent signs, or who delegates."""
    urgent = facts.urgency[task].level("urgent") if task in facts.records.tasks else None
    if urgent and urgent.contact:
        return contact_words(urgent.contact, urgent.out_of_hours)
    return "ring the professional who delegated it"


def condition_note(facts: Facts, verdict: Verdict | None) -> str:
    """The conditions of the sign-off of a verdict, as a list shows them: `condition: by day only`; or empty."""
    conditions = condition_words(facts, _sign_off_of(facts, verdict)) if verdict else ()
    return f"{'condition' if len(conditions) == 1 else 'conditions'}: {join_words(conditions)}" if conditions else ""


def conditions_as_data(facts: Facts, verdict: Verdict | None) -> list[dict[str, Any]]:
    """The conditions of the sign-off of a verdict: their ids and titles; no title where the policy has no such one."""
    known = facts.records.conditions
    names = _sign_off_of(facts, verdict).conditions if verdict else ()
    return [{"id": name, "title": known[name].title if name in known else None} for name in names]


def _sign_off_of(facts: Facts, verdict: Verdict) -> RecordedSignOff:
    assert facts.register is not None
    return facts.register.pas[verdict.pa].sign_offs[verdict.index]


def yes_giver(facts: Facts, yes: Yes) -> str:
    """Who gave the person's yes: the person, or someone on their behalf and on which ground."""
    if yes.by == "self":
        return PARTY_NAMES["person"]
    role = f" by {role_with_article(yes.decided_by, facts.records.roles)}" if yes.decided_by else ""
    return f"{YES_GIVERS[yes.by]}{role}, on behalf of the person"


def voice_note(yes: Yes, on: date) -> str:
    """How a yes by voice was given, and whether it is in writing on a day; empty for one that was given in writing."""
    if not yes.is_spoken:
        return ""
    is_written = yes.written_on is not None and yes.written_on <= on
    return f"by voice, put in writing on {yes.written_on}" if is_written else "by voice, not in writing"


def power_note(yes: Yes) -> str:
    """That no one saw the paper on which someone agreed for the person; empty where someone did, or there is none."""
    power = power_not_seen(yes)
    return f"no one recorded that the {power} was seen" if power else ""


def verdict_as_data(verdict: Verdict) -> dict[str, Any]:
    """A verdict without its acts."""
    return {
        "pa": verdict.pa,
        "task": verdict.task,
        "person": verdict.person,
        "state": str(verdict.state),
        "since": iso_day(verdict.since),
        "until": iso_day(verdict.until),
        "review_date": iso_day(verdict.review_date),
        "reasons": [reason_as_data(reason) for reason in verdict.reasons],
        **span_as_data(verdict.span),
    }
