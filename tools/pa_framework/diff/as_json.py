"""A report for programs: one object. Its fields are a contract; small numbers of a register are not in it."""

import json
from collections.abc import Iterable
from typing import Any

from pa_framework.diff.asks import Ask
from pa_framework.diff.consequences import Counted, SignOffs
from pa_framework.diff.record_changes import RecordChange
from pa_framework.diff.report import Report
from pa_framework.facts.comparison.loosening import Loosening
from pa_framework.facts.comparison.snapshot import Unjudged
from pa_framework.text.findings import Span


def as_json(report: Report) -> str:
    """The whole report."""
    touched, version = report.touched, report.version
    fields: dict[str, Any] = {
        "version": 1,
        "base": _side(report.base_tree.name, report.base_tree.commit),
        "head": _side(report.head_tree.name, report.head_tree.commit),
        "checked_on": report.on.isoformat(),
        "loosenings": [_loosening(report, each) for each in report.loosenings],
        "unreadable": [_unjudged(each) for each in report.unjudged],
        "unchanged_faults": [_unjudged(each) for each in report.unchanged],
        "reworded": [
            {
                "record": _record(each.noun, each.id, each.title),
                "field": each.field,
                "before": each.before,
                "after": each.after,
                "can_be_judged": not each.turned,
                **_place(each.span, True),
            }
            for each in report.reworded
        ],
        "new_tasks": [_record(each.kind, each.id, each.title) for each in report.new_tasks],
        "agreement_of": _roles(report, report.signing),
        "asks_more": [_ask(each) for each in report.asks.more],
        "asks_less": [_ask(each) for each in report.asks.less],
        "follows": [
            {
                "task": each.task,
                "title": each.title,
                "read_again": each.read_again,
                "assess_again": each.assess_again,
                "approved_before": each.approved_on or None,
            }
            for each in report.follows
        ],
        "changes": [_change(each) for each in report.changed.records],
        "layout_only": list(report.changed.laid_out),
        "names_only": list(report.changed.followed),
        "read_by_nothing": list(report.changed.strays),
        "other_files": list(report.others),
        "touched": {
            "levels": list(touched.levels),
            "tasks": list(touched.tasks),
            "competences": list(touched.competences),
            "pay_bands": list(touched.pay_bands),
            "pages": None
            if touched.pages is None
            else [{"path": each.path, "title": each.title, "what": each.what} for each in touched.pages],
        },
    }
    if report.sign_offs is not None:
        fields["sign_offs"] = _sign_offs(report.sign_offs)
    fields["framework_version"] = {
        "written": version.written,
        "before": version.before,
        "step": version.step,
        "suggested": version.suggested or None,
        "enough": version.enough,
    }
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


def _side(name: str, commit: str) -> dict[str, str | None]:
    return {"name": name, "commit": commit or None}


def _record(kind: str, name: str, title: str) -> dict[str, str]:
    return {"kind": kind, "id": name, "title": title}


def _place(span: Span, new: bool) -> dict[str, Any]:
    return {"path": span.path, "line": span.line, "side": "head" if new else "base"}


def _roles(report: Report, roles: Iterable[str]) -> list[dict[str, str]]:
    return [{"id": role, "title": report.base.title("role", role)} for role in roles]


def _loosening(report: Report, each: Loosening) -> dict[str, Any]:
    what = each.what
    return {
        "kind": what.kind,
        "record": _record(what.noun, what.id, what.title),
        "field": what.field,
        "before": what.before,
        "after": what.after,
        **_place(what.span, what.new),
        "why": what.why,
        "note": what.note or None,
        "tasks": list(what.tasks),
        "agreement_of": _roles(report, each.agreement_of),
    }


def _ask(each: Ask) -> dict[str, Any]:
    return {
        "record": _record(each.noun, each.id, each.title),
        "says": each.says,
        "tasks": list(each.tasks),
        **_place(each.span, each.new),
    }


def _unjudged(each: Unjudged) -> dict[str, Any]:
    return {
        "path": each.path,
        "kind": each.kind,
        "side": each.side,
        "judged_in_part": not each.wholly,
        "findings": [
            {
                "code": finding.code,
                "message": finding.message,
                "fix": finding.fix,
                "line": finding.span.line,
                "column": finding.span.column,
            }
            for finding in each.findings
        ],
    }


def _change(each: RecordChange) -> dict[str, Any]:
    return {
        "what": each.what,
        "record": _record(each.kind, each.id, each.title),
        "was": each.was or None,
        "path": each.path,
        "effects": list(each.effects),
        "fields": [
            {
                "field": field.field,
                "how": field.how,
                "before": field.before or None,
                "after": field.after or None,
                **_place(field.span, field.new),
            }
            for field in each.fields
        ],
    }


def _sign_offs(found: SignOffs) -> dict[str, Any]:
    def number(counted: Counted) -> dict[str, int | None]:
        """Exact, or only that it is below the threshold, or nothing where too few are left over."""
        if not counted.small:
            return {"number": counted.number, "fewer_than": None}
        return {"number": None, "fewer_than": found.least if counted.number < found.least else None}

    return {
        "invented": found.invented,
        "unreadable_files": found.unreadable,
        "touched": number(found.touched),
        "verdicts_changed": number(found.turned),
        "may_no_longer": number(found.stops),
        "may_now": number(found.starts),
    }
