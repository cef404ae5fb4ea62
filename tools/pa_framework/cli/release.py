"""The command `release`."""

import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from pa_framework.check.run import Report
from pa_framework.cli._options import on_option, progress_after, root_argument
from pa_framework.cli._reports import read_valid_report
from pa_framework.text.errors import EXIT_FINDINGS, UserError

#: At most so many reasons are listed.
_MOST = 20


@click.command("release")
@root_argument
@click.option(
    "--since", metavar="REVISION", help="Compare with this revision.  [default: the tag of the version before]"
)
@click.option("--keep", is_flag=True, help="Build the site of this version, and keep it in ROOT/versions.")
@on_option
def release_command(root: Path, since: str | None, keep: bool, on: date | None) -> None:
    """Says whether the version in framework.yaml fits what has changed since the version before.

    A safety rule that is loosened, or something that is gone, is no patch. Where more is asked of someone, the first
    number rises. Readers must be told: changes.yaml or CHANGELOG.md has words about the version.

    With --keep, the site of this version is built and kept. Every later build publishes it under its number, with a
    notice that says what is newer.

    Ends with 0 where the version may be published, and 1 where it does not fit.
    """
    from pa_framework.diff.release import release_of
    from pa_framework.site.release_notes import release_notes

    day = on or date.today()
    report = read_valid_report(root, day)
    records = report.facts.records_as_written
    with progress_after("Comparing"):
        release = release_of(root, records, day, since)
    if release.faults:
        click.echo(f"Version {release.version} must not be published like this:", err=True)
        for fault in release.faults:
            click.echo(f"- {fault}", err=True)
        if release.reasons:
            click.echo(f"\nWhat has changed since {release.before}:", err=True)
        for reason in release.reasons[:_MOST]:
            click.echo(f"- {reason.words} ({reason.span.path}:{reason.span.line})", err=True)
        if len(release.reasons) > _MOST:
            click.echo(f"- and {len(release.reasons) - _MOST} more: pa-framework diff {release.before}", err=True)
        sys.exit(EXIT_FINDINGS)
    release_notes(records, root, f"v{release.version}")
    since_words = f"fits what has changed since {release.before}" if release.before else "is the first one"
    click.echo(f"Version {release.version} {since_words}.")
    if keep:
        click.echo(f"Kept: {_kept(root, report, release.version, day)}")
    click.echo(f"To publish it, set its tag: git tag v{release.version}")


def _kept(root: Path, report: Report, version: str, on: date) -> Path:
    """Builds the site of a version and packs it. Raises UserError."""

    from pa_framework.facts.versions import FOLDER
    from pa_framework.site.engine_process import engine_for
    from pa_framework.site.engine_run import build
    from pa_framework.site.kept_versions import pack, report_to_keep

    target = root / FOLDER / f"{version}.zip"
    if target.exists():
        raise UserError(
            f"`{FOLDER}/{version}.zip` is there already, and a version that was published never changes; raise `version` in "
            "framework.yaml"
        )
    with TemporaryDirectory() as folder:
        if exit_code := build(engine_for(root), Path(folder), report_to_keep(report), keep=True):
            click.echo("The site was not built; the lines above say why.", err=True)
            sys.exit(exit_code)
        pack(Path(folder), target, version, on)
    return target
