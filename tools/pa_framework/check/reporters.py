"""Report formats: text for a terminal, JSON, GitHub workflow commands, GitLab Code Quality, SARIF 2.1.0, and JUnit XML."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec.structs import replace

from pa_framework import __version__
from pa_framework.check.rules import RULES
from pa_framework.check.run import Report
from pa_framework.records.model import Waiver
from pa_framework.records.register import without_garbage_collection
from pa_framework.text.dates import format_date
from pa_framework.text.findings import Finding, Note, Severity, Span
from pa_framework.text.sentences import count, join_words
from pa_framework.text.shares import in_shares, processes_at_once
from pa_framework.text.terminal import escape_unprintable

_RED, _YELLOW, _BLUE, _BOLD, _DIM, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


@without_garbage_collection()
def text(report: Report, *, colour: bool = False, only: Severity | None = None) -> str:
    """Every finding with its line, carets below the place, and what to do; a summary of the whole report at the end.

    With `only`, the findings of this severity.
    """
    texts, found = report.texts(), tuple(one for one in report.findings if only in (None, one.severity))

    def paint(tone: str, words: str) -> str:
        return f"{tone}{words}{_PLAIN}" if colour else words

    def blocks(part: int) -> list[str]:
        some = found[part * _AT_ONCE : (part + 1) * _AT_ONCE]
        lines = {name: texts[name].split("\n") for name in {one.span.path for one in some} if name in texts}
        return ["\n".join(_block(finding, lines, paint)) for finding in some]

    processes = processes_at_once() if len(found) >= _SHARED_FROM else 1
    made = in_shares(blocks, -(-len(found) // _AT_ONCE), list[str], processes)
    return "\n\n".join([*chain.from_iterable(made), _summary(report, paint)]) + "\n"


#: From how many findings on they are written by several processes, and how many by one at once.
_SHARED_FROM, _AT_ONCE = 5_000, 1_000


def _block(finding: Finding, lines: Mapping[str, list[str]], paint: Callable[[str, str], str]) -> Iterator[str]:
    """The lines of text for one finding. `lines` are those of the files, by path; `paint` adds a colour."""
    span = finding.span
    tone = _RED if finding.severity is Severity.ERROR else _YELLOW
    yield (
        f"{paint(_BOLD, f'{escape_unprintable(span.path)}:{span.line}:{span.column}:')} "
        f"{paint(tone, f'{finding.severity} {finding.code}')} {finding.name}"
    )
    yield f"  {escape_unprintable(finding.message)}"
    yield from (paint(_DIM, line) for line in _excerpt(span, lines.get(span.path, [])))
    for words in _note_lines(finding):
        yield f"  {paint(_BLUE, 'note:')} {escape_unprintable(words)}"
    yield f"  {paint(_BOLD, 'fix:')} {escape_unprintable(finding.fix)}"
    yield from (f"    {escape_unprintable(line)}" for line in finding.lines)
    yield f"  more: pa-framework explain {finding.code}"


#: From so many notes on they are one line for each file.
_MANY_NOTES = 5


def _note_lines(finding: Finding) -> Iterator[str]:
    """Each note on a line. Many are grouped by file and words: `framework/a.yaml:3:5 named here, and in lines 8 and 9`."""
    groups: dict[tuple[object, ...], list[Note]] = {}
    for number, note in enumerate(finding.notes):
        key = (note.span.path, note.message) if len(finding.notes) >= _MANY_NOTES else (number,)
        groups.setdefault(key, []).append(note)
    for first, *others in groups.values():
        lines = list(dict.fromkeys(f"{note.span.line}" for note in others if note.span.line != first.span.line))
        more = f", and in line{'s' if len(lines) > 1 else ''} {join_words(lines)}" if lines else ""
        yield f"{first.span.path}:{first.span.line}:{first.span.column} {first.message}{more}"


def _other_places(finding: Finding, most: int | None = None) -> str:
    """Many other places of a finding as a sentence, for formats without notes.

    It is like `Also in: a.yaml:3, 8; b.yaml:4.` Files after the first `most` are counted. Empty where a finding has few notes.
    """
    if len(finding.notes) < _MANY_NOTES:
        return ""
    lines: dict[str, dict[int, None]] = {}
    for note in finding.notes:
        lines.setdefault(note.span.path, {})[note.span.line] = None
    lines.get(finding.span.path, {}).pop(finding.span.line, None)
    files = [f"`{path}:{', '.join(map(str, of_file))}`" for path, of_file in lines.items() if of_file]
    shown = files[:most]
    left = f"; and {count(len(files) - len(shown), 'more file')}" if len(files) > len(shown) else ""
    return f"Also in: {'; '.join(shown)}{left}." if files else ""


def _excerpt(span: Span, lines: list[str]) -> Iterator[str]:
    """The line before, the line itself, and carets below the place. A long line is cut around the place."""
    if not 0 < span.line <= len(lines) or not lines[span.line - 1].strip():
        return
    width = len(str(span.line))
    start = max(0, span.column - 70)
    for number in (span.line - 1, span.line):
        if 0 < number <= len(lines):
            yield f"  {number:>{width}} | {escape_unprintable(lines[number - 1][start : start + 110])}".rstrip()
    carets = "^" * max(1, min(span.end_column, start + 110) - span.column)
    yield f"  {'':>{width}} | {' ' * (span.column - 1 - start)}{carets}"


_UNJUDGED = (
    "The register of the framework is an invented one: its sign-offs and papers were not judged. "
    "To judge them, name it with `--register`."
)


def _summary(report: Report, paint: Callable[[str, str], str]) -> str:
    read = count(report.read, "record")
    found = f"{count(report.errors, 'error')}, {count(report.warnings, 'warning')}"
    summary = f"{read} read, {found if report.findings else 'nothing wrong'} (as of {report.checked_on})"
    more = [_waived_summary(report)] if report.waived else []
    more += [_UNJUDGED] if report.register_unjudged else []
    return "\n".join([paint(_BOLD, summary), *more])


def _waived_summary(report: Report) -> str:
    number = len(report.waived)
    first = min(waived.waiver.until for waived in report.waived)
    return f"{count(number, 'finding is', 'findings are')} waived; the {'first ' if number > 1 else ''}waiver ends on {format_date(first)}"


def as_json(report: Report) -> str:
    """One JSON object; its fields are a stable format (version 1). `errors` and `warnings` do not count waived findings."""
    return _to_json(
        {
            "version": 1,
            "checked_on": report.checked_on.isoformat(),
            "records": report.read,
            "errors": report.errors,
            "warnings": report.warnings,
            "findings": [_finding_data(finding) for finding in report.findings],
            "waived": len(report.waived),
            "waived_findings": [
                {
                    **_finding_data(waived.finding),
                    "reason": waived.waiver.reason,
                    "by_role": waived.waiver.by_role,
                    "until": waived.waiver.until.isoformat(),
                    "waiver": _place(waived.waiver.origin.at()),
                }
                for waived in report.waived
            ],
        }
    )


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message,
        "fix": finding.fix,
        **({"lines": list(finding.lines)} if finding.lines else {}),
        **_place(finding.span),
        "notes": [{"message": note.message, **_place(note.span)} for note in finding.notes],
    }


def _place(span: Span) -> dict[str, Any]:
    return {"path": span.path, "line": span.line, "column": span.column}


#: How many annotations of one severity GitHub shows for a step.
_SHOWN_BY_GITHUB = 10
#: The longest summary of a job that GitHub takes is 1 MiB; the rest is left for the log.
_MOST_ROWS = 2_000


def placed(report: Report, within: str) -> Report:
    """The report with paths from the root of a repository, of a framework that lies `within` it, such as `sub/pa/`.

    Hosts show a finding on the line of a file that they know by its path in the repository.
    """
    if not within:
        return report

    def there(span: Span) -> Span:
        outside = span.path.startswith(("/", "../"))
        return span if outside else replace(span, path=f"{within}{span.path}")

    def moved(finding: Finding) -> Finding:
        notes = tuple(replace(note, span=there(note.span)) for note in finding.notes)
        return replace(finding, span=there(finding.span), notes=notes)

    return replace(
        report,
        findings=tuple(moved(finding) for finding in report.findings),
        waived=tuple(replace(waived, finding=moved(waived.finding)) for waived in report.waived),
    )


def github(report: Report) -> str:
    """Workflow commands that GitHub shows on the lines of a pull request, without waived findings.

    GitHub shows ten errors and ten warnings of a step. So the first line says how many there are, and the first of each
    cause comes before the second of any. `github_summary` has them all.
    """
    if not report.findings:
        return ""
    causes = _by_cause(report.findings)
    firsts, rest = [group[0] for group in causes], [finding for group in causes for finding in group[1:]]
    lines = (
        f"::{finding.severity} file={_property(finding.span.path)},line={finding.span.line},col={finding.span.column},"
        f"endColumn={max(finding.span.end_column, finding.span.column)},"
        f"title={_property(f'{finding.code} {finding.name}')}::{_command_text(_annotation(finding))}\n"
        for finding in (*firsts, *rest)
    )
    return f"::notice title=pa-framework check::{_how_many(report, len(causes))}\n{''.join(lines)}"


#: GitHub cuts the text of an annotation at 4 KB; the summary of the job names the files that are left out.
_FILES_IN_AN_ANNOTATION = 40


def _annotation(finding: Finding) -> str:
    places = _other_places(finding, _FILES_IN_AN_ANNOTATION)
    return "\n".join([_with_lines(finding), *([places] if places else [])])


def _how_many(report: Report, causes: int) -> str:
    numbers = f"{count(report.errors, 'error')} and {count(report.warnings, 'warning')}"
    if max(report.errors, report.warnings) <= _SHOWN_BY_GITHUB:
        return f"{numbers}, each on its line"
    return (
        f"{numbers}, of {count(causes, 'cause')}. GitHub shows {_SHOWN_BY_GITHUB} of each severity on their lines; "
        "the summary of this job has them all"
    )


def _by_cause(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings with one code that say the same, whatever they name, each in order; errors first."""
    groups: dict[tuple[bool, str, str], list[Finding]] = {}
    for finding in findings:
        said = re.sub(r"`[^`]*`|[0-9]+", "…", finding.message)
        groups.setdefault((finding.severity is not Severity.ERROR, finding.code, said), []).append(finding)
    return [groups[key] for key in sorted(groups, key=lambda key: key[0])]


def github_summary(report: Report) -> str:
    """Every finding as Markdown for the summary of a job, grouped by cause; one line where nothing is wrong."""
    waived = f"\n\n{_waived_summary(report)}" if report.waived else ""
    waived += f"\n\n{_UNJUDGED}" if report.register_unjudged else ""
    if not report.findings:
        read = count(report.read, "record")
        return f"### Records: nothing wrong\n\n{read} read, as of {format_date(report.checked_on)}.{waived}\n"
    causes = _by_cause(report.findings)
    numbers = f"{count(report.errors, 'error')}, {count(report.warnings, 'warning')}"
    lines = [f"### Records: {numbers}", "", f"As of {format_date(report.checked_on)}.{waived}"]
    left = _MOST_ROWS
    for group in causes:
        first = group[0]
        lines += ["", f"#### {len(group)} × {first.code} {first.name} ({first.severity})", ""]
        lines += ["| Place | What is so | What to do |", "| --- | --- | --- |"]
        lines += [
            f"| {_cell(f'`{finding.span.path}:{finding.span.line}`')} | {_cell(_and_places(finding))} | {_cell(finding.fix)} |"
            for finding in group[: max(0, left)]
        ]
        if len(group) > max(0, left):
            lines += ["", f"{len(group) - max(0, left)} more of these are in the log."]
        left -= len(group)
    return "\n".join(lines) + "\n"


def _and_places(finding: Finding) -> str:
    places = _other_places(finding)
    return f"{finding.message}. {places}" if places else finding.message


def _cell(words: str) -> str:
    """Words for a cell of a table. Nothing in a record, or in a file's name, makes a link, a picture or markup."""
    parts = " ".join(escape_unprintable(words).split()).split("`")
    if len(parts) % 2 == 0:  # a sign without its pair
        parts = ["'".join(parts)]
    plain = [re.sub(r"([\\|<>\[\]*_~!#&@])", r"\\\1", part) for part in parts]
    return "`".join(part.replace("|", "\\|") if place % 2 else plain[place] for place, part in enumerate(parts))


def _one_line(finding: Finding) -> str:
    """The message and the fix in one line, for formats that have a single text."""
    return f"{finding.message}{'' if finding.message.endswith('?') else '.'} Fix: {finding.fix}"


def _with_lines(finding: Finding) -> str:
    """The message, the fix and the lines to paste, for formats that show line ends."""
    return "\n".join([_one_line(finding), *finding.lines])


def _command_text(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _command_text(words).replace(":", "%3A").replace(",", "%2C")


def sarif(report: Report) -> str:
    """A SARIF 2.1.0 log, for code scanning. Waived findings are in it as suppressed results."""
    waivers = {waived.finding: waived.waiver for waived in report.waived}
    findings = [*report.findings, *waivers]
    codes = sorted({finding.code for finding in findings})
    return _to_json(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "pa-framework",
                            "version": __version__,
                            "semanticVersion": __version__,
                            "rules": [_sarif_rule(code) for code in codes],
                        }
                    },
                    "columnKind": "unicodeCodePoints",
                    "originalUriBaseIds": {"ROOT": {"description": {"text": "The root of the repository"}}},
                    "results": [
                        {
                            "ruleId": finding.code,
                            "ruleIndex": codes.index(finding.code),
                            "level": str(finding.severity),
                            "message": {"text": _with_lines(finding)},
                            "locations": [{"physicalLocation": _physical(finding.span)}],
                            "relatedLocations": [
                                {
                                    "id": number,
                                    "message": {"text": note.message},
                                    "physicalLocation": _physical(note.span),
                                }
                                for number, note in enumerate(finding.notes, 1)
                            ],
                            **({"suppressions": [_suppression(waivers[finding])]} if finding in waivers else {}),
                        }
                        for finding in findings
                    ],
                }
            ],
        }
    )


def _suppression(waiver: Waiver) -> dict[str, Any]:
    return {
        "kind": "external",
        "status": "accepted",
        "justification": f"{waiver.reason} ({waiver.by_role}, until {waiver.until})",
        "location": {"physicalLocation": _physical(waiver.origin.at())},
    }


def gitlab(report: Report) -> str:
    """A Code Quality report, which GitLab shows in a merge request and on its lines, without waived findings."""
    from hashlib import sha256

    occurrences: Counter[str] = Counter()

    def fingerprint(finding: Finding) -> str:
        """A unique hash: of two findings with one fingerprint GitLab shows only one. It does not depend on the line."""
        same = f"{finding.code} {finding.span.path} {finding.message}"
        occurrences[same] += 1
        number = occurrences[same]
        return sha256((same if number == 1 else f"{same} {number}").encode()).hexdigest()

    return _to_json(
        [
            {
                "description": f"{finding.code} {finding.name}: {' '.join(filter(None, (_one_line(finding), _other_places(finding))))}",
                "check_name": finding.code,
                "fingerprint": fingerprint(finding),
                "severity": "major" if finding.severity is Severity.ERROR else "minor",
                "location": {"path": finding.span.path, "lines": {"begin": finding.span.line}},
            }
            for finding in report.findings
        ]
    )


def junit(report: Report) -> str:
    """JUnit XML, which most build servers show as tests, without waived findings: one suite for each file.

    An error is a test that failed. A warning is one that was skipped, because it fails no build by itself. Where nothing is
    wrong, one test passed: a report without tests would count as a check that did not run.
    """
    from xml.etree import ElementTree as Xml

    by_file: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_file.setdefault(finding.span.path, []).append(finding)
    numbers = {
        "tests": f"{len(report.findings) or 1}",
        "failures": f"{report.errors}",
        "errors": "0",
        "skipped": f"{report.warnings}",
    }
    root = Xml.Element("testsuites", {"name": "pa-framework check", **numbers})
    if not by_file:
        suite = Xml.SubElement(root, "testsuite", {"name": "records", **numbers})
        Xml.SubElement(
            suite, "testcase", {"classname": "records", "name": f"{count(report.read, 'record')} read, nothing wrong"}
        )
    for path, findings in by_file.items():
        failed = sum(finding.severity is Severity.ERROR for finding in findings)
        name = escape_unprintable(path)
        of_suite = {
            "tests": f"{len(findings)}",
            "failures": f"{failed}",
            "errors": "0",
            "skipped": f"{len(findings) - failed}",
        }
        suite = Xml.SubElement(root, "testsuite", {"name": name, **of_suite})
        for finding in findings:
            line = f"{finding.span.line}"
            case = {
                "classname": f"{finding.code} {finding.name}",
                "name": f"{name}, line {line}",
                "file": name,
                "line": line,
            }
            kind, tag = ("error", "failure") if finding.severity is Severity.ERROR else ("warning", "skipped")
            message = escape_unprintable(finding.message)
            shown = {"message": message, "type": kind} if tag == "failure" else {"message": message}
            words = Xml.SubElement(Xml.SubElement(suite, "testcase", case), tag, shown)
            notes = (f"{note.span.path}:{note.span.line} {note.message}" for note in finding.notes)
            words.text = "\n".join(
                map(
                    escape_unprintable,
                    (f"{path}:{line}:{finding.span.column}", _one_line(finding), *finding.lines, *notes),
                )
            )
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _sarif_rule(code: str) -> dict[str, Any]:
    rule = RULES[code]
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why or rule.summary},
        "help": {"text": f"pa-framework explain {code}"},
        "defaultConfiguration": {"level": str(rule.severity)},
    }


def _physical(span: Span) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": span.line, "startColumn": span.column}
    if span.end_column > span.column:
        region["endColumn"] = span.end_column
    return {"artifactLocation": {"uri": _uri(span.path), "uriBaseId": "ROOT"}, "region": region}


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


def _to_json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


#: What `--format` can be.
FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "junit": junit,
}
