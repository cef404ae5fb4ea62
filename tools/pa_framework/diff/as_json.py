"""A report for programs: one object. Its fields are a contract; it leaves out small numbers of a register."""

import json
from collections.abc import Iterable
from typing import Any

from pa_framework.diff.asks import Ask
from pa_framework.diff.consequences import Counted, SignOffs
from pa_framework.diff.open_changes import OpenChange
from pa_framework.diff.past_lines import lines_to_paste
from pa_framework.diff.record_changes import RecordChange
from pa_framework.diff.report import Report
from pa_framework.diff.wording import headline, is_closed
from pa_framework.facts.comparison.loosening import Loosening
from pa_framework.facts.comparison.snapshot import Unjudged
from pa_framework.text.findings import Span


def as_json(report: Report) -> str:
    """The whole report."""
    impact, version = report.impact, report.version
    fields: dict[str, Any] = {
        "version": 2,
        "base": _revision(report.base_tree.name, report.base_tree.commit),
        "head": _revision(report.head_tree.name, report.head_tree.commit),
        "checked_on": report.on.isoformat(),
        "headline": list(headline(report)),
        "nothing_is_open": is_closed(report),
        "loosenings": [_loosening(report, loosening) for loosening in report.loosenings],
        "unreadable": [_unjudged(file) for file in report.unjudged],
        "unchanged_faults": [_unjudged(file) for file in report.unchanged],
        "clinician_reads": [_open(change) for change in report.open_to("clinician")],
        "who_guards": [_open(change) for change in report.open_to("oversight")],
        "money_consent_fairness": [_open(change) for change in report.open_to("agreement")],
        "undated": [
            {
                "record": _record(change.kind, change.id, change.title),
                "fields": list(change.fields),
                "until": change.until.isoformat(),
                "where": change.where,
                "lines": list(lines_to_paste(change)),
                **_place(change.span, in_head=True),
            }
            for change in report.past.undated
        ],
        "rewritten": [
            {
                "record": _record(past.kind, past.id, past.title),
                "fields": list(past.fields),
                "from": past.first.isoformat() if past.first else None,
                "to": past.last.isoformat(),
                **_place(past.span, in_head=past.in_head),
            }
            for past in report.past.rewritten
        ],
        "new_tasks": [_record(change.kind, change.id, change.title) for change in report.new_tasks],
        "agreement_of": _roles(report, report.agreement_of),
        "asks_more": [_ask(ask) for ask in report.asks.more],
        "asks_less": [_ask(ask) for ask in report.asks.less],
        "follows": [
            {
                "task": consequence.task,
                "title": consequence.title,
                "read_again": consequence.read_again,
                "assess_again": consequence.assess_again,
                "approved_before": consequence.approved_on or None,
            }
            for consequence in report.consequences
        ],
        "changes": [_change(change) for change in report.changed.records],
        "layout_only": list(report.layout_only),
        "names_only": list(report.changed.ids_only),
        "read_by_nothing": list(report.changed.strays),
        "files": [
            {
                "path": file.path,
                "what": file.what,
                "sort": file.sort or None,
                "effect": file.effect or None,
                "guards_rules": file.guards,
            }
            for file in report.files
        ],
        "touched": {
            "levels": list(impact.levels),
            "tasks": list(impact.tasks),
            "competences": list(impact.competences),
            "pay_bands": list(impact.pay_bands),
            "pages": None
            if impact.pages is None
            else [{"path": page.path, "title": page.title, "what": page.what} for page in impact.pages],
        },
    }
    fields["figures"] = [
        {
            "value": value.target,
            "before": value.before or None,
            "after": value.after or None,
            "from": value.since.isoformat() if value.since else None,
            **_place(value.span, in_head=value.in_head),
            "texts": [
                {"title": text.title, "page": text.page or None, "path": text.span.path, "line": text.span.line}
                for text in value.texts
            ],
        }
        for value in report.followed
    ]
    fields["touched_later"] = [
        {
            "from": day.isoformat(),
            "pages": [{"path": page.path, "title": page.title, "what": page.what} for page in pages],
        }
        for day, pages in report.later_pages
    ]
    if report.sign_offs is not None:
        fields["sign_offs"] = _sign_offs(report.sign_offs)
    fields["framework_version"] = {
        "written": version.after,
        "before": version.before,
        "step": version.step,
        "suggested": version.suggested or None,
        "enough": version.raised_enough,
    }
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


def _revision(name: str, commit: str) -> dict[str, str | None]:
    return {"name": name, "commit": commit or None}


def _record(kind: str, name: str, title: str) -> dict[str, str]:
    return {"kind": kind, "id": name, "title": title}


def _place(span: Span, *, in_head: bool) -> dict[str, Any]:
    return {"path": span.path, "line": span.line, "side": "head" if in_head else "base"}


def _roles(report: Report, roles: Iterable[str]) -> list[dict[str, str]]:
    return [{"id": role, "title": report.base.title("role", role)} for role in roles]


def _loosening(report: Report, loosening: Loosening) -> dict[str, Any]:
    weakened = loosening.weakened
    return {
        "kind": weakened.kind,
        "record": _record(weakened.record_kind, weakened.id, weakened.title),
        "field": weakened.field,
        "before": weakened.before,
        "after": weakened.after,
        **_place(weakened.span, in_head=weakened.in_head),
        "why": weakened.why,
        "note": weakened.note or None,
        "tasks": list(weakened.tasks),
        "agreement_of": _roles(report, loosening.agreement_of),
    }


def _open(change: OpenChange) -> dict[str, Any]:
    return {
        "record": _record(change.record_kind, change.id, change.title),
        "field": change.field,
        "before": change.before,
        "after": change.after,
        **_place(change.span, in_head=change.in_head),
        "tasks": list(change.tasks),
        "agreement_of": [
            {"kind": one.kind or None, "id": one.id or None, "title": one.title} for one in change.agreement_of
        ],
    }


def _ask(ask: Ask) -> dict[str, Any]:
    return {
        "record": _record(ask.record_kind, ask.id, ask.title),
        "says": ask.text,
        "tasks": list(ask.tasks),
        **_place(ask.span, in_head=ask.in_head),
    }


def _unjudged(file: Unjudged) -> dict[str, Any]:
    return {
        "path": file.path,
        "kind": file.kind,
        "side": file.side,
        "judged_in_part": not file.wholly,
        "findings": [
            {
                "code": finding.code,
                "message": finding.message,
                "fix": finding.fix,
                "line": finding.span.line,
                "column": finding.span.column,
            }
            for finding in file.findings
        ],
    }


def _change(change: RecordChange) -> dict[str, Any]:
    return {
        "what": change.what,
        "record": _record(change.kind, change.id, change.title),
        "was": change.old_id or None,
        "path": change.path,
        "effects": list(change.effects),
        "fields": [
            {
                "field": field.label,
                "how": field.how,
                "before": field.before or None,
                "after": field.after or None,
                **_place(field.span, in_head=field.in_head),
            }
            for field in change.fields
        ],
    }


def _sign_offs(sign_offs: SignOffs) -> dict[str, Any]:
    def number(counted: Counted) -> dict[str, int | None]:
        """The number, or only that it is below the threshold, or neither, if the remainder would reveal it."""
        if not counted.small:
            return {"number": counted.number, "fewer_than": None}
        return {"number": None, "fewer_than": sign_offs.threshold if counted.number < sign_offs.threshold else None}

    return {
        "invented": sign_offs.invented,
        "unreadable_files": sign_offs.unreadable,
        "touched": number(sign_offs.reached),
        "verdicts_changed": number(sign_offs.changed),
        "may_no_longer": number(sign_offs.lost),
        "may_now": number(sign_offs.gained),
    }
