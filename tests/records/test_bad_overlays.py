"""What can be wrong between an area and its base: each is one finding, at a line of the area, with a repair."""

import shutil
from pathlib import Path

import pytest

from pa_framework.check.run import check
from pa_framework.records.bases import content_hash
from tests.builders.areas import settings
from tests.builders.newer_base import DROPS, OURS, adopted, newer
from tests.builders.worlds import FRAMEWORK, POLICY, TASK, TODAY, role
from tests.paths import SMALL

HEAD = "changes: {}\nbecause: It is so here.\n"
FEED = HEAD.format("gastrostomy-feed")
#: What is wrong: the area's files; then the finding, a part of its message, and of its repair.
WRONG: dict[str, tuple[dict[str, str], tuple[str, str, int], str, str]] = {
    "an unknown id": (
        {"framework/roles/pharmacst.yaml": HEAD.format("pharmacst") + "title: Chemist\n"},
        ("OVR002", "framework/roles/pharmacst.yaml", 1),
        "did you mean `pharmacist`?",
        "write `pharmacist`",
    ),
    "an unknown id that safety may rest on": (
        {TASK: HEAD.format("gastrostomy-fed") + "risk: high\n"},
        ("OVR002", TASK, 1),
        "did you mean `gastrostomy-feed`?",
        "write `gastrostomy-feed`",
    ),
    "an unknown entry of a list": (
        {FRAMEWORK: "contacts: [{changes: framwork-team, because: So., deputy: training-leads}]\n"},
        ("OVR002", FRAMEWORK, 14),
        "did you mean `framework-team`?",
        "write `framework-team`",
    ),
    "a required field taken away": (
        {TASK: f"{FEED}category: null\n"},
        ("OVR011", TASK, 3),
        "`category` is taken away",
        "take this line out",
    ),
    "a duty taken away": (
        {TASK: f"{FEED}sign_off: {{assessed_by: null}}\n"},
        ("DEL001", TASK, 3),
        "names no role to assess it",
        "add `assessed_by:`",
    ),
    "a required field of an entry taken away": (
        {POLICY: "because: So.\ntiers: [{changes: low, title: null}]\n"},
        ("OVR011", POLICY, 2),
        "`title` is taken away",
        "take this line out",
    ),
    "an addition of what is there": (
        {TASK: f"{FEED}equipment: {{add: [Feed pump]}}\n"},
        ("OVR012", TASK, 3),
        "the list has it already",
        "take it out of `add`",
    ),
    "two changes of one record": (
        {TASK: f"{FEED}settings: [home]\n", "framework/tasks/feed.yaml": f"{FEED}title: Give a feed\n"},
        ("OVR004", "framework/tasks/feed.yaml", 1),
        "is changed in two files",
        "put both changes into one of the files",
    ),
    "left out and needed": (
        {role("dietitian"): HEAD.format("dietitian") + "leave_out: true\n"},
        ("OVR013", role("dietitian"), 3),
        "1 file still names it: `framework/tasks/gastrostomy-feed.yaml`",
        "or keep the record",
    ),
    "a source left out and needed": (
        {"framework/sources.yaml": "because: So.\nsources: [{changes: wages, leave_out: true}]\n"},
        ("OVR013", "framework/sources.yaml", 2),
        "`framework/pay_bands/band-1.yaml` and 1 more",
        "or keep the record",
    ),
}
#: A base that cannot be relied on: how the area names it, and the same of the finding.
NO_BASE: dict[str, tuple[tuple[str, str], int, str, str, str]] = {
    "missing": (("../base", "../bse"), 10, "OVR007", "is not there; did you mean `../base`?", "write `../base`"),
    "missing, and nothing is like it": (
        ("../base", "../elsewhere/county.zip"),
        10,
        "OVR007",
        "the base `../elsewhere/county.zip` is not there",
        "the path from this framework to a folder or a zip file",
    ),
    "no zip file": (("../base", "../base/README.txt"), 10, "OVR007", "is no zip file", "a folder or a zip file"),
    "changed": (("HASH", "0" * 64), 12, "OVR008", "their hash is another one", "`sha256: HASH`"),
    "another version": (
        ('  version: "1.0.0"', '  version: "1.1.0"'),
        11,
        "OVR008",
        "what is here is version 1.0.0",
        "`pa-framework update`",
    ),
    "newer than the program": (("../base", "../needs"), 10, "OVR009", "needs version 99.0.0", "update the program"),
    "the area itself": (
        ("../base", "../ours"),
        10,
        "OVR010",
        "is this framework itself",
        "does not build on this framework",
    ),
    "in a loop": (
        ("../base", "../looped"),
        10,
        "OVR010",
        "builds on a framework that builds on it",
        "does not build on this framework",
    ),
}


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with bases beside one another."""
    folder = tmp_path_factory.mktemp("bases")
    base = adopted(folder / "base")
    newer(folder / "newer")
    (base / "README.txt").write_text("A base.", encoding="utf-8")
    shutil.copytree(base, folder / "needs")
    with (folder / "needs" / FRAMEWORK).open("a", encoding="utf-8") as file:
        file.write('needs_program: "99.0.0"\n')
    _write(folder / "looped", {FRAMEWORK: settings().replace("../small", "../ours")})
    return folder


def _write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def _findings(bases: Path, text: str, files: dict[str, str]) -> list[tuple[tuple[str, str, int], str, str]]:
    """The findings of an area with these settings and files, but for a lack of the base itself."""
    folder = bases / "ours"
    shutil.rmtree(folder, ignore_errors=True)
    _write(folder, {**files, FRAMEWORK: text + files.get(FRAMEWORK, "")})
    found = check(folder, TODAY).findings
    return [((one.code, one.span.path, one.span.line), one.message, one.fix) for one in found if one.code != "DEL014"]


def _on(base: Path, version: str = "1.0.0") -> str:
    text = settings().replace("../small", f"../{base.name}").replace(content_hash(SMALL), content_hash(base))
    return text.replace('  version: "1.0.0"', f'  version: "{version}"')


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_fit_the_base_is_one_finding(bases: Path, name: str) -> None:
    files, place, says, repair = WRONG[name]
    found = _findings(bases, _on(bases / "base"), files)

    assert [one[0] for one in found] == [place]
    assert says in found[0][1]
    assert repair in found[0][2]


@pytest.mark.parametrize("name", NO_BASE)
def test_a_base_that_cannot_be_relied_on_is_one_finding(bases: Path, name: str) -> None:
    (before, after), line, code, says, repair = NO_BASE[name]
    hashed = content_hash(bases / "base")
    found = _findings(bases, _on(bases / "base").replace(before.replace("HASH", hashed), after), dict(OURS))

    assert [one[0] for one in found] == [(code, FRAMEWORK, line)]
    assert says in found[0][1]
    assert repair.replace("HASH", hashed) in found[0][2]


def test_a_change_of_a_retired_record_is_one_finding(bases: Path) -> None:
    found = _findings(bases, _on(bases / "newer", "1.1.0"), {DROPS: OURS[DROPS]})

    assert [one[0] for one in found] == [("OVR003", DROPS, 1)]
    assert "`eye-care` has taken its place" in found[0][1]
    assert "change `eye-care` in its place" in found[0][2]
