"""Whether the version of a framework fits what changed since the version before, and whether readers are told."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from pa_framework.diff.git_tree import Repository
from pa_framework.diff.impact import differs
from pa_framework.diff.report import Report, report_on
from pa_framework.diff.wording import STEPS
from pa_framework.records.load import Records
from pa_framework.text.errors import EXIT_FINDINGS, UserError
from pa_framework.text.findings import Span

_NUMBERS = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})")


class Reason(Struct, frozen=True):
    """Why a version must be raised by a step: what changed in a sentence, and where."""

    words: str
    span: Span


class Release(Struct, frozen=True):
    """What a release of the present version would be.

    Attributes:
        version: The version in framework.yaml.
        before: The tag of the version before; empty for the first one.
        report: The change since then; None for the first version.
        faults: Why the version must not be published, each a sentence with what to do.
        reasons: What makes the step as large as it is.
    """

    version: str
    before: str
    report: Report | None
    faults: tuple[str, ...]
    reasons: tuple[Reason, ...]


def release_of(root: Path, records: Records, on: date, since: str | None = None) -> Release:
    """What a release of the version in framework.yaml would be. `since` is a revision in place of the tag before.

    Raises UserError where the version is none of three numbers, or the repository cannot be read.
    """
    version = records.framework.version if records.framework else ""
    numbers = _NUMBERS.fullmatch(version)
    if numbers is None:
        raise UserError(
            f"framework.yaml names the version `{version}`; write three numbers, such as 1.2.0", EXIT_FINDINGS
        )
    wanted = tuple(map(int, numbers.groups()))
    repository = Repository(root)
    tags = repository.versions()
    faults = []
    if wanted in tags and not tags[wanted][1]:
        faults.append(
            f"the tag `{tags[wanted][0]}` is there already, on another commit; raise `version` in framework.yaml, because "
            "a version that was published never changes"
        )
    here = repository.folder()
    older = [number for number in tags if number < wanted]
    if wanted in tags and tags[wanted][1] and differs(repository.tree(tags[wanted][0]), here):
        older = [wanted]  # the version is published, and something was edited since then
    before = since or (tags[max(older)][0] if older else "")
    if not before:
        return Release(version, "", None, tuple(faults), ())
    report = report_on(repository.tree(before), here, on)
    reasons = tuple(_reasons(report))
    if not report.version.raised_enough:
        faults.append(_does_not_fit(report))
    faults += _not_told(report, records, version)
    return Release(version, before, report, tuple(faults), reasons)


def _does_not_fit(report: Report) -> str:
    version = report.version
    if not version.suggested:
        return f"the version before is `{version.before}`, which is none of three numbers, so no step can be told"
    raised = f"is still {version.after}" if version.before == version.after else f"became {version.after}"
    return (
        f"the version was {version.before} and {raised}, and the change since then is {STEPS[version.step]}; write "
        f"{version.suggested} or more in framework.yaml"
    )


def _not_told(report: Report, records: Records, version: str) -> Iterator[str]:
    """What readers of the page of changes would not hear of this version."""
    told = [change for change in records.changes.values() if change.version == version]
    if report.loosenings and not any(change.loosens for change in told):
        yield (
            "a safety rule is loosened, and no entry of framework/changes.yaml says so; add one with "
            f"`version: {version}`, `loosens: true` and the role that agreed"
        )
    if report.asks.more and not any(change.asks == "more" for change in told):
        yield (
            "more is asked of someone, and no entry of framework/changes.yaml says so; add one with "
            f"`version: {version}` and `asks: more`"
        )


def _reasons(report: Report) -> Iterator[Reason]:
    """What makes the step of a change as large as it is, the largest first."""
    if report.version.step == "major":
        for ask in report.asks.more:
            yield Reason(f"asks more: {ask.title}: {ask.text}", ask.span)
    elif report.version.step == "minor":
        for loosening in report.loosenings:
            weak = loosening.weakened
            to = f"{weak.before or 'nothing'} → {weak.after or 'nothing'}"
            yield Reason(f"loosens a safety rule: {weak.title}: {weak.field}: {to}", weak.span)
        for ask in report.asks.less:
            yield Reason(f"asks less: {ask.title}: {ask.text}", ask.span)
        for change in report.changed.records:
            if change.what != "changed":
                yield Reason(f"{change.title} is {'new' if change.what == 'added' else change.what}", Span(change.path))
            for field in change.fields:
                if field.how == "removed":
                    yield Reason(f"{change.title}: {field.label} is gone: {field.before}", field.span)
