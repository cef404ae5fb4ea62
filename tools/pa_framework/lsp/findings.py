"""Findings as marks in an editor, and the repairs that a machine can make."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from lsprotocol import types
from msgspec.structs import replace

from pa_framework.check.repairs import repaired
from pa_framework.facts.addresses import address, is_example_address
from pa_framework.lsp.texts import Places
from pa_framework.records.load import Records
from pa_framework.text.findings import Finding, Severity, Span

#: Who says it, as an editor shows it.
SOURCE = "pa-framework"


def diagnostic(
    finding: Finding,
    places: Places,
    link: str | None,
    locate: Callable[[Span], types.Location | None],
    *,
    fix_apart: bool,
) -> types.Diagnostic:
    """A finding as a mark. With `fix_apart`, what to do is a text of its own beside the message."""
    at = places.range_of(finding.span, wide=True)
    own = locate(finding.span)
    fix = f"What to do: {finding.fix}"
    related = [types.DiagnosticRelatedInformation(own, fix)] if fix_apart and own is not None else []
    for note in finding.notes:
        if (place := locate(note.span)) is not None:
            related.append(types.DiagnosticRelatedInformation(place, note.message))
    is_error = finding.severity is Severity.ERROR
    return types.Diagnostic(
        range=at,
        message=finding.message if fix_apart else f"{finding.message}\n{fix}",
        severity=types.DiagnosticSeverity.Error if is_error else types.DiagnosticSeverity.Warning,
        code=finding.code,
        code_description=types.CodeDescription(link) if link else None,
        source=SOURCE,
        related_information=related or None,
    )


def rule_page(records: Records, code: str) -> str | None:
    """The address of the page of a rule on the site of the framework; None where its address is only an example."""
    site = records.framework.site if records.framework else None
    return address(site, f"about/rules/{code}.md") if site and not is_example_address(site) else None


def carried_over(findings: Iterable[Finding], before: str, after: str) -> Iterator[Finding]:
    """Findings of a text that still hold where it was not changed, at their new lines.

    Lines that are the same from the start, and from the end, were not changed.
    """
    old, new = before.split("\n"), after.split("\n")
    least = min(len(old), len(new))
    start = next((number for number in range(least) if old[number] != new[number]), least)
    rest = least - start
    end = next((number for number in range(rest) if old[-1 - number] != new[-1 - number]), rest)
    moved = len(new) - len(old)
    for finding in findings:
        line = finding.span.line
        if line <= start:
            yield finding
        elif line > len(old) - end:
            yield replace(finding, span=replace(finding.span, line=line + moved))


def quick_fixes(findings: Sequence[Finding], places: Places, at: types.Range, uri: str) -> Iterator[types.CodeAction]:
    """The repairs of findings in a range of a text, each as an edit of its line."""
    lines = places.lines
    for finding in findings:
        number = finding.span.line - 1
        if not at.start.line <= number <= at.end.line or number >= len(lines):
            continue
        line = repaired(finding, lines[number])
        if line is None:
            continue
        start, end, written = _difference(lines[number], line)
        base = places.offset(types.Position(number, 0))
        edit = types.TextEdit(places.range(base + start, base + end), written)
        yield types.CodeAction(
            title=f"{finding.code}: {finding.fix}",
            kind=types.CodeActionKind.QuickFix,
            edit=types.WorkspaceEdit(changes={uri: [edit]}),
            is_preferred=True,
        )


def _difference(old: str, new: str) -> tuple[int, int, str]:
    """The part of a line that changes: its start, its end, and what is there instead."""
    least = min(len(old), len(new))
    start = next((index for index in range(least) if old[index] != new[index]), least)
    rest = least - start
    end = next((index for index in range(rest) if old[-1 - index] != new[-1 - index]), rest)
    return start, len(old) - end, new[start : len(new) - end]
