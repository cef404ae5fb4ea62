"""What `pa-framework update` says of a base that changed in 31 ways, to an area with 12 changes of its own."""

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec import Struct

from pa_framework.check.run import check
from pa_framework.cli.main import main
from pa_framework.diff import impact
from pa_framework.records.dated_documents import EARLIER
from pa_framework.records.load import Records, read_records
from pa_framework.records.overlays import BECAUSE, CHANGES
from pa_framework.records.yaml_source import Document, MarkElsewhere, Route, leaves, parse_document
from pa_framework.text.findings import Severity
from tests.builders.areas import settings
from tests.builders.newer_base import (
    ADVICE,
    BAND,
    CARE,
    CONTACT,
    COURSE,
    DROPS,
    OURS,
    RENAMING,
    WARD,
    adopted,
    area,
    newer,
)
from tests.builders.newer_base import CHANGES as OF_THE_BASE
from tests.builders.worlds import FRAMEWORK, POLICY, TASK, TODAY
from tests.cli.test_diff import committed, git

#: What no longer fits on the newer base: the code of the finding, and the line of the area.
MISFITS = {
    ("OVR001", POLICY, 4),
    ("OVR001", TASK, 4),
    ("OVR002", ADVICE, 1),
    ("OVR002", CONTACT, 1),
    ("OVR003", DROPS, 1),
    ("OVR006", WARD, 1),
    ("OVR012", CARE, 3),
}
#: What the base changed beneath values of the area, and what the area says.
BENEATH = {
    (POLICY, 4, "9"),
    (TASK, 4, "9"),
    (BAND, 4, "nothing"),
    (COURSE, 3, "Three and a half days"),
    (WARD, 3, None),
    (CARE, 3, None),
}


class Run(Struct, frozen=True, dict=True):
    """The report of one `update --write`, for programs and in words, and the area with the branch checked out."""

    report: dict[str, Any]
    words: str
    area: Path

    @cached_property
    def records(self) -> Records:
        return read_records(self.area)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("bases")
    base, after = adopted(folder / "base"), newer(folder / "newer")
    ours = area(folder / "ours", base, settings())
    git(ours, "init", "--quiet", "--initial-branch", "main")
    git(ours, "config", "user.name", "Ada")
    git(ours, "config", "user.email", "ada@example.org")
    committed(ours)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(impact, "_page_changes", lambda *_: ((), ""))  # they take most of the time of a report
        words = ["update", str(ours), "--to", str(after), "--on", "2026-11-22", "--write", "--format", "json"]
        result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    git(ours, "switch", "--quiet", "base-1.1.0")
    return Run(json.loads(result.stdout), git(ours, "log", "-1", "--format=%B"), ours)


def told(report: dict[str, Any]) -> list[str]:
    """Everything that a report tells as changed, each once, without what it writes about earlier days."""
    found = []
    for change in report["change"]["changes"]:
        name = change["record"]["id"] or change["record"]["kind"]
        if change["what"] != "changed":
            found.append(f"{name} is {change['what']}")
        found += [f"{name}: {effect}" for effect in change["effects"] if "→" in effect]
        if change["what"] != "added":  # of a new record that is like another one, it says what differs from that one
            found += [
                f"{name}: {_in_words(field)}" for field in change["fields"] if "earlier rules" not in field["field"]
            ]
    pages = [one for one in report["change"]["clinician_reads"] if not one["record"]["kind"]]
    found += [f"{one['record']['id']}: {one['field']}" for one in pages]
    return found + [f"{one['record']['id']}: {_in_words(one)}" for one in report["changed_beneath"]]


def _in_words(field: dict[str, Any]) -> str:
    return f"{field['field']}: {field['before'] or 'nothing'} → {field['after'] or 'nothing'}"


def test_both_releases_and_the_area_are_without_errors(run: Run) -> None:
    for name in ("base", "newer"):
        assert not [one for one in check(run.area.parent / name, TODAY).findings if one.severity == Severity.ERROR]
    git(run.area, "switch", "--quiet", "main")
    found = check(run.area, TODAY).findings
    git(run.area, "switch", "--quiet", "base-1.1.0")

    assert [one.code for one in found] == ["DEL014"]
    assert (len(OF_THE_BASE), len(OURS)) == (30, 12)


@pytest.mark.parametrize("named", [*(change.named for change in OF_THE_BASE), RENAMING])
def test_each_change_of_the_base_is_told_once(run: Run, named: str) -> None:
    assert len([words for words in told(run.report) if named in words]) == 1


def test_nothing_else_is_told_but_what_follows_from_a_change(run: Run) -> None:
    named = [*(change.named for change in OF_THE_BASE), RENAMING]
    others = [words for words in told(run.report) if not any(name in words for name in named)]

    assert sorted(words.partition(" → ")[0] for words in others if "base, " not in words) == [
        "band-1: NHS, paid to the PA: £13.10",
        "delegation: triggers, “hospital-admission”, until there is a new decision: stop",
        "eye-drops: retired in favour of: nothing",
        "pa-helpline: how to reach them: Ring 0300 123 9999 on weekdays",
        "smalltown-noticeboard: support: Advice for employers",
        "task-agreement: who helps with it: Advice for employers",
    ]
    assert not run.report["change"]["unreadable"]
    assert not run.report["change"]["layout_only"]
    assert not run.report["change"]["undated"]


def test_what_is_looser_comes_first_then_what_of_ours_no_longer_fits_then_what_is_asked_of_whom(run: Run) -> None:
    loosened = {(one["record"]["id"], one["field"]) for one in run.report["change"]["loosenings"]}
    assert {name for name, _ in loosened} == {
        "gastrostomy-feed",
        "tube-site-care",
        "low",
        "hospital-admission",
        "pharmacist",
    }
    assert len(loosened) == 6
    titles = (
        "7 findings say what of ours no longer fits. In 6 places the base changed what we say ourselves.",
        "Loosens a safety rule (6)",
        "What of ours no longer fits (7)",
        "The base changed what we say ourselves (6)",
        "A clinician reads this",
        "Who guards the rules",
        "Money, consent and fairness",
        "Asks more (2)",
        "What changed",
        "For earlier days, these files of yours keep what held until then:",
    )
    places = [run.words.index(title) for title in titles]
    assert places == sorted(places)
    assert "It needs the agreement of: PHB clinical lead." in run.words
    assert "Whose agreement: the council, the NHS and The framework team." in run.words


def test_what_no_longer_fits_is_named_with_our_line_and_a_repair(run: Run) -> None:
    misfits = run.report["no_longer_fits"]

    assert {(one["code"], one["path"], one["line"]) for one in misfits} == MISFITS
    assert len(misfits) == len(MISFITS)
    assert all(one["fix"] for one in misfits)
    assert next(one for one in misfits if one["path"] == CONTACT)["hint"] == "the newer base calls it `pa-helpline`"
    for _, path, line in MISFITS:
        assert f"  - {path}:{line}: " in run.words


def test_a_change_beneath_a_value_of_ours_is_named_with_both_sides_and_our_line(run: Run) -> None:
    beneath = run.report["changed_beneath"]

    assert {(one["path"], one["line"], one["ours"]) for one in beneath} == BENEATH
    assert len(beneath) == len(BENEATH)
    words = " ".join(run.words.split())
    assert (
        "Core training, takes the base said: Three days it says now: Four days we say: Three and a half days" in words
    )


@pytest.mark.parametrize("path", OURS)
def test_every_value_of_ours_is_effective_on_the_branch_or_named_as_not_fitting(run: Run, path: str) -> None:
    written = parse_document((run.area / path).read_text(encoding="utf-8"), path)
    before = parse_document(OURS[path], path)
    values = {route: value for route, value in _values(written) if EARLIER not in route}

    assert values == dict(_values(before))
    records = run.records
    effective = _places(records)
    lost = [route for route in values if written.values[route][:2] not in effective.get(path, ()) if values[route]]
    misfits = [one for one in run.report["no_longer_fits"] if one["path"] == path]
    assert not lost or misfits, lost
    if path == BAND:
        assert records.pay_bands["band-1"].supplements == ()


def _values(document: Document) -> Iterator[tuple[Route, Any]]:
    yield from ((route, value) for route, value in leaves(document.data) if route[-1] not in (CHANGES, BECAUSE))


def _places(records: Records) -> dict[str, set[tuple[int, int]]]:
    """Where the values of the effective records are written, by file."""
    found: dict[str, set[tuple[int, int]]] = {}
    for document, _ in records.documents:
        for mark in document.values.values():
            path = mark.path if isinstance(mark, MarkElsewhere) else document.name
            found.setdefault(path, set()).add((mark.line, mark.column))
    return found


def test_the_branch_changes_the_base_and_adds_what_held_until_then(run: Run) -> None:
    changed = git(run.area, "diff", "--name-only", "main", "base-1.1.0").splitlines()

    assert sorted({FRAMEWORK, *changed}) == sorted({FRAMEWORK, *run.report["keeps_earlier_rules"]})
    removed = git(run.area, "diff", "--unified=0", "main", "base-1.1.0").splitlines()
    assert {line.split()[0] for line in removed if line.startswith("-") and not line.startswith("---")} <= {
        "-",
        "-framework:",
        "-version:",
        "-sha256:",
        "-since:",
    }
