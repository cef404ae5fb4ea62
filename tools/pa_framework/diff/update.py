"""What a newer release of its base means for an area: the change as `diff` tells it, and what of ours no longer fits."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.check.run import check
from pa_framework.diff.beneath import ChangedBeneath, changed_beneath
from pa_framework.diff.git_tree import Tree, tree_of_folder
from pa_framework.diff.kept_past import with_what_held
from pa_framework.diff.report import Report, report_on
from pa_framework.edit.formatter import format_scalar
from pa_framework.facts.comparison.record_matching import match_renamed, raw_records
from pa_framework.records.bases import REFERENCE, SETTINGS, Release, release_at
from pa_framework.records.files import ChangedFiles, read_file
from pa_framework.records.json_schema import is_iso_date
from pa_framework.records.kinds import KIND
from pa_framework.records.load import Records, read_records, require_framework
from pa_framework.records.overlays import BUILDS_ON, Overlay
from pa_framework.records.yaml_source import Document, parse_document
from pa_framework.text.dates import format_date
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Finding

#: The values of `builds_on` that a new release changes.
_SINCE = "since"


class Misfit(Struct, frozen=True):
    """A finding of the area that is new with the newer base. `hint` says more, such as the new id of a record."""

    finding: Finding
    hint: str = ""


class Update(Struct, frozen=True):
    """What a newer base means for an area.

    Attributes:
        adopted: The release that the area builds on.
        newer: The release that it would build on.
        not_compared: Why the two could not be compared; empty where they were.
        report: The change, with what held until then written into the area; None where the two were not compared.
        beneath: What the base changed and the area says itself, so that nothing changes here.
        misfits: What of the area no longer fits. Where the two were not compared, everything that does not fit.
        texts: The files of the area that differ with the newer base, by path.
    """

    adopted: Release
    newer: Release
    on: date
    not_compared: str
    report: Report | None
    beneath: tuple[ChangedBeneath, ...]
    misfits: tuple[Misfit, ...]
    texts: Mapping[str, str]

    @property
    def kept(self) -> tuple[str, ...]:
        """The files that say what held until then."""
        return tuple(sorted(path for path in self.texts if path != SETTINGS))


def adopted_by(root: Path) -> Release:
    """The release that the area below `root` builds on. Raises UserError where it builds on nothing."""
    require_framework(root)
    return _adopted(read_file(root, SETTINGS, SETTINGS))


def _adopted(settings: Document) -> Release:
    if settings.findings:
        raise UserError(f"`{SETTINGS}` cannot be read: {settings.findings[0].message}; mend it first")
    wanted = settings.data.get(BUILDS_ON) if isinstance(settings.data, dict) else None
    if wanted is None:
        raise UserError(
            f"`{SETTINGS}` has no `{BUILDS_ON}`: this framework builds on no other, so there is no base to update"
        )
    values = [wanted.get(name) if isinstance(wanted, dict) else None for name in ("framework", "version", "sha256")]
    if not all(isinstance(value, str) and value for value in values):
        raise UserError(
            f"`{BUILDS_ON}` in `{SETTINGS}` needs `framework`, `version` and `sha256`; see `pa-framework check`"
        )
    return Release(*map(str, values))


def update(root: Path, on: date, to: str | None = None, old: Path | None = None) -> Update | None:
    """What it means to build on the release at `to` from the day `on`; None where that is what the area builds on.

    `to` is the reference or a path from `root`; without it, the area's base as it is now. `old` is the adopted release,
    where it is no longer at its place. Nothing is written. Raises UserError.
    """
    adopted = adopted_by(root)
    settings = read_file(root, SETTINGS, SETTINGS)
    newer = release_at(root, to or adopted.framework)
    if (newer.version, newer.sha256) == (adopted.version, adopted.sha256):
        return None
    if newer.is_older_than(adopted):
        raise UserError(
            f"`{newer.framework}` is version {newer.version}, older than the adopted version {adopted.version}; "
            + (
                "update the program (`make update`)"
                if newer.framework == adopted.framework == REFERENCE
                else "name a newer one with `--to`"
            )
        )
    since = settings.data[BUILDS_ON].get(_SINCE)
    if isinstance(since, str) and is_iso_date(since) and on < date.fromisoformat(since):
        raise UserError(
            f"this area builds on version {adopted.version} from {format_date(date.fromisoformat(since))}, and a newer "
            "one cannot count before that; leave `--on` out, or name a later day"
        )
    as_adopted = (
        settings.text if old is None else _with_base(settings, replace(adopted, framework=_place(root, old)), None)
    )
    before = _records(root, as_adopted)
    not_compared = _why_not(before, adopted, old)
    tree = tree_of_folder(root)
    as_new = _with_base(settings, newer, on)
    new_tree = _tree(tree, f"version {newer.version}", {SETTINGS: as_new})
    after = _records(root, as_new)
    _require_base(after, f"`{newer.framework}` cannot be built on")
    report: Report | None = None
    beneath: tuple[ChangedBeneath, ...] = ()
    if not not_compared:
        assert before.overlay is not None
        assert after.overlay is not None
        old_tree = _tree(tree, f"version {adopted.version}", {SETTINGS: as_adopted})
        until = on - timedelta(days=1)
        why = f"Until {format_date(until)} this area kept what version {adopted.version} of its base said."
        new_tree = with_what_held(old_tree, new_tree, until, why)
        pages = old_tree.with_inherited_pages(), new_tree.with_inherited_pages()
        report = report_on(pages[0], _without_target(pages[1], before.overlay, after.overlay), on)
        beneath = tuple(changed_beneath(before.overlay, after.overlay, report.base, report.head))
    texts = {
        path: document.text
        for path, document in new_tree.records.items()
        if path not in tree.records or tree.records[path].text != document.text
    }
    misfits = _misfits(root, on, before, texts, not_compared)
    return Update(adopted, newer, on, not_compared, report, beneath, misfits, texts)


def _without_target(tree: Tree, before: Overlay, after: Overlay) -> Tree:
    """A tree without the files of the area that change a record which the newer base no longer has.

    Each of them is a misfit. With them in it, no one could tell from the report what has become of that record.
    """
    there = {(kind, PurePosixPath(document.path).stem) for document, kind in after.base}
    gone = {
        one.document.path for one in before.overlaid if not KIND[one.kind].listed_in and (one.kind, one.id) not in there
    }
    return replace(tree, records={path: document for path, document in tree.records.items() if path not in gone})


def _place(root: Path, file: Path) -> str:
    if not file.exists():
        raise UserError(
            f"`{file}` is not there; give `--old` the folder or the zip file of the release that was adopted"
        )
    return file.resolve().as_posix()


def _records(root: Path, settings: str, more: Mapping[str, str] | None = None) -> Records:
    """The records below a root, with other settings and perhaps other files, which need not be there yet."""
    return read_records(root, files=ChangedFiles({**(more or {}), SETTINGS: settings}))


def _why_not(before: Records, adopted: Release, old: Path | None) -> str:
    """Why the adopted release cannot be compared; empty where it is here. Raises UserError where `old` is another one."""
    overlay = before.overlay
    if overlay is not None and overlay.names:
        return ""
    if old is not None:
        _require_base(before, f"`{old}` is not the release that was adopted")
    return (
        f"Version {adopted.version} of `{adopted.framework}`, which was adopted, is no longer at its place, so the two "
        "cannot be compared. Fetch that release from its publisher and name its folder or zip file with `--old`."
    )


def _require_base(records: Records, otherwise: str) -> None:
    overlay = records.overlay
    if overlay is not None and overlay.names:
        return
    fault = overlay.faults[0] if overlay is not None and overlay.faults else None
    raise UserError(f"{otherwise}: {fault.message}" if fault else otherwise)


def _tree(tree: Tree, name: str, texts: Mapping[str, str]) -> Tree:
    changed = {path: parse_document(text, path) for path, text in texts.items()}
    return replace(tree, name=name, records={**tree.records, **changed})


def _with_base(settings: Document, release: Release, since: date | None) -> str:
    """The text of the settings with another base; without `since`, the day stays. Raises UserError."""
    values = {
        "framework": format_scalar(release.framework, flow=True),
        "version": f'"{release.version}"',
        "sha256": format_scalar(release.sha256, flow=True),
    }
    if since is not None:
        values[_SINCE] = since.isoformat()
    wanted = {**settings.data[BUILDS_ON], "framework": release.framework, "version": release.version}
    wanted |= {"sha256": release.sha256} | ({_SINCE: since.isoformat()} if since else {})
    lines = settings.text.split("\n")
    marks = [
        (mark, settings.data[BUILDS_ON][name], words)
        for name, words in values.items()
        if (mark := settings.values.get((BUILDS_ON, name)))
    ]
    for mark, there, words in sorted(marks, key=lambda known: (known[0].line, known[0].column), reverse=True):
        line, start = lines[mark.line - 1], mark.column - 1
        quoted = re.compile(r"\"[^\"]*\"|'[^']*'").match(line, start)
        end = quoted.end() if quoted else start + len(str(there))
        lines[mark.line - 1] = line[:start] + words + line[end:]
    text = "\n".join(lines)
    made = parse_document(text, SETTINGS)
    if made.findings or made.data != {**settings.data, BUILDS_ON: wanted}:
        raise UserError(
            f"`{BUILDS_ON}` in `{SETTINGS}` cannot be changed by a program; write its four lines one below the other, "
            "such as `pa-framework init` makes them"
        )
    return text


def _misfits(root: Path, on: date, before: Records, texts: Mapping[str, str], not_compared: str) -> tuple[Misfit, ...]:
    """The findings of the area that are new with a newer base, and what their records are called now."""
    after = _records(root, texts[SETTINGS], texts)
    known = set()
    renamed: dict[tuple[str, str], str] = {}
    if not not_compared and before.overlay and after.overlay:
        known = {(one.code, one.span.path, one.message) for one in check(root, on, records=before).findings}
        bases = [
            raw_records({document.path: (document, kind) for document, kind in overlay.base})
            for overlay in (before.overlay, after.overlay)
        ]
        renamed = match_renamed(*bases)
    found = check(root, on, records=after).findings
    return tuple(
        Misfit(one, _new_id(one, renamed)) for one in found if (one.code, one.span.path, one.message) not in known
    )


def _new_id(finding: Finding, renamed: Mapping[tuple[str, str], str]) -> str:
    new = next((new for (_, old), new in renamed.items() if f"`{old}`" in finding.message), "")
    return f"the newer base calls it `{new}`" if new else ""
