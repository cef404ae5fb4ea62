"""An upgrade: what it changes in a framework of the first edition, what it asks, and that it changes nothing twice."""

import os
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pa_framework.check.run import check
from pa_framework.cli.main import main
from pa_framework.edit import upgrade as upgrading
from pa_framework.edit.init_files import TEMPLATES
from pa_framework.edit.upgrade import STEPS, plan_upgrade, read_tree, write_upgrade
from pa_framework.edit.upgrades.step import Change, Outcome, Question, Step, Tree
from pa_framework.edit.yaml_parts import comments
from pa_framework.facts.facts import Facts
from pa_framework.records.load import read_records
from pa_framework.records.yaml_source import parse_document
from pa_framework.site import needs_plugin
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Span
from tests.builders.worlds import lasting_findings
from tests.paths import FIRST_EDITION

#: What an area wrote stays in its words. The rule about phrases asks for others since this edition.
WORDS = {"TXT014"}

TODAY = date(2026, 11, 28)
OLD = "framework/minimum_wage.yaml"
NEW = "framework/law/minimum-wage.yaml"
VOLUNTARY = "framework/law/real-living-wage.yaml"
#: The file of the first edition as someone might have it: with comments, in a layout of its own.
COMMENTED = """\
# We look at this every spring.
title: What you must pay   # as the council calls it

summary: "By law: the least that an employer must pay."
# Rates by law, oldest first.
statutory:
- from: 2025-04-01   # read in March
  # the rates of that year
  rates:
  - {min_age: 21, amount: 12.21, name: National Living Wage}   # checked twice
  - min_age: 18
    amount: 10.00   # young people
  apprentice: 7.55   # first year
  source: gov-uk-minimum-wage-rates
- from: 2026-04-01
  rates:
  - {min_age: 21, amount: 12.71, name: Grown-up rate}
  - {min_age: 18, amount: 10.85, name: 18 to 20}
  source: gov-uk-minimum-wage-rates
# What some of us pay.
real_living_wage:
- {from: 2025-10-22, year: 2025-26, uk: 13.45, london: 14.80, unverified: true} # from the radio
# The end.
"""


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """An area of the first edition, but for its signs: they make questions, which test_upgrade_urgency.py looks at."""
    folder = tmp_path / "area"
    shutil.copytree(FIRST_EDITION, folder)
    present = TEMPLATES / "area/framework"
    shutil.copy(present / "delegation.yaml", folder / "framework")
    shutil.copytree(present / "tasks", folder / "framework/tasks", dirs_exist_ok=True)
    settings = folder / "framework/framework.yaml"
    settings.write_text(settings.read_text().replace("settings:\n", 'settings:\n  emergency_numbers: ["999"]\n'))
    return folder


def upgrade(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["upgrade", str(root), "--on", TODAY.isoformat(), *words])


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def rows(root: Path, path: str, value: str) -> list[dict[str, object]]:
    data = parse_document((root / path).read_bytes(), path).data
    return next(entry["history"] for entry in data["values"] if entry["id"] == value)


# A framework that the old `init` made


def test_a_new_area_of_the_first_edition_is_upgraded_without_a_question(area):
    result = upgrade(area)

    assert result.exit_code == 0, result.output
    assert lasting_findings(check(area, TODAY, skip=WORDS)) == []
    assert not (area / OLD).exists()
    assert rows(area, NEW, "adult")[-1] == {
        "value": Decimal("12.71"),
        "from": "2026-04-01",
        "state": "in-force",
        "source": "gov-uk-minimum-wage-rates",
        "seen": "part",
        "from_age": 21,
    }
    assert [row["until_age"] for row in rows(area, NEW, "age-18-to-20")] == [20]


def test_law_records_of_the_program_come_with_their_sources(area):
    upgrade(area)

    records = read_records(area)
    cited = {row.source for law in records.law.values() for value in law.values for row in value.history}
    assert "real-living-wage" in records.law
    assert "living-wage-foundation" in cited
    assert cited <= set(records.sources)
    before = (FIRST_EDITION / "framework/sources.yaml").read_text()
    assert (area / "framework/sources.yaml").read_text().startswith(before)


def test_a_second_upgrade_changes_nothing_and_says_so(area):
    upgrade(area)
    after = contents(area)

    result = upgrade(area)

    assert (result.exit_code, contents(area)) == (0, after)
    assert result.output == "Nothing to change: the framework has the form of this edition.\n"


def test_a_dry_run_prints_the_same_list_and_writes_nothing(area):
    (area / OLD).write_text((area / OLD).read_text().replace("12.71", "12.17"))
    before = contents(area)

    dry = upgrade(area, "--dry-run")

    assert contents(area) == before
    assert dry.output.split("\n\n")[:-1] == upgrade(area).output.split("\n\n")[:-1]
    assert dry.exit_code == 1
    assert contents(area) != before


def test_files_that_init_wrote_are_those_of_now_unless_someone_changed_them(area):
    workflow = area / ".github/workflows/check.yml"
    workflow.write_text(workflow.read_text().replace("timeout-minutes: 15", "timeout-minutes: 20"))
    own = workflow.read_bytes()

    result = upgrade(area)

    assert workflow.read_bytes() == own
    assert ".github/workflows/nightly.yml as `pa-framework init` writes it now" in result.output
    assert "deploy-pages" in (area / ".github/workflows/nightly.yml").read_text()
    assert 'site_name: "PA Pathways in Devon"\n' in (area / "mkdocs.yml").read_text()
    assert "make.py $@" in (area / "Makefile").read_text()
    assert "make.py new, as `pa-framework init` writes it" in result.output
    assert (area / ".gitattributes").is_file()


def test_a_make_py_of_an_areas_own_stays_and_so_does_its_makefile(area):
    (area / "make.py").write_text("print('ours')\n")
    makefile = (area / "Makefile").read_bytes()

    upgrade(area)

    assert ((area / "make.py").read_text(), (area / "Makefile").read_bytes()) == ("print('ours')\n", makefile)


#: The plugin of the engine for its own search, as the first edition wrote it.
_ENGINES_SEARCH = """  - search:
      fields: {title: {boost: 1000}, text: {boost: 1}, tags: {boost: 500}} # tags: other words for what a title says
"""


def test_settings_of_the_site_that_an_area_changed_get_the_guard_against_other_engines(area):
    settings = area / "mkdocs.yml"
    settings.write_text(
        settings.read_text().replace("markdown_extensions:\n", "markdown_extensions: # ours\n") + "# x\n"
    )
    before = settings.read_text()

    result = upgrade(area)
    after = settings.read_text()

    assert after == before.replace(": # ours\n", f": # ours\n  - {needs_plugin.__name__}\n").replace(
        _ENGINES_SEARCH, ""
    )
    assert _ENGINES_SEARCH in before
    assert "an engine that does not know our plugin stops" in result.output
    assert upgrade(area).output.count("mkdocs.yml") == 0


def test_settings_of_the_site_in_another_form_are_asked_about(area):
    settings = area / "mkdocs.yml"
    settings.write_text("site_name: Ours\nplugins: [pa-framework]\nmarkdown_extensions: [tables]\n")
    before = settings.read_text()

    result = upgrade(area)

    assert settings.read_text() == before
    assert f"  Add this extension to the list `markdown_extensions`.\n    - {needs_plugin.__name__}\n" in result.output
    assert result.exit_code == 1


@pytest.mark.parametrize("own", ["", '  "editor.fontSize": 20,\n'], ids=["as it was", "changed"])
def test_editors_find_the_schemas_of_now(area, own):
    file = area / ".vscode/settings.json"
    file.write_text(file.read_text().replace("{\n", "{\n" + own, 1))

    upgrade(area)

    settings = file.read_text().replace(own, "", 1)
    assert own in file.read_text()
    assert "minimum-wage.schema.json" not in settings
    assert '".schemas/law.schema.json": [\n      "framework/law/*.yaml"' in settings
    assert settings.startswith('{\n  "yaml.format.enable": false,')


def test_settings_of_an_editor_with_comments_are_asked_about(area):
    settings = area / ".vscode/settings.json"
    settings.write_text(settings.read_text().replace('"yaml.schemas": {', '"yaml.schemas": { // ours'))
    before = settings.read_bytes()

    result = upgrade(area)

    assert settings.read_bytes() == before
    assert '".schemas/law.schema.json": ["framework/law/*.yaml"' in result.output
    assert result.exit_code == 1


# The legal minimum


def test_comments_names_and_words_of_an_area_stay(area):
    (area / OLD).write_text(COMMENTED)

    result = upgrade(area)

    made = (area / NEW).read_text() + (area / VOLUNTARY).read_text()
    assert sorted(comments(COMMENTED)) == sorted(
        comment for comment in comments(made) if not comment.startswith("# yaml-language-server")
    )
    assert made.startswith("# yaml-language-server: $schema=../../.schemas/law.schema.json\n# We look at this")
    assert "title: What you must pay  # as the council calls it\n" in made
    assert 'summary: "By law: the least that an employer must pay."\n' in made
    assert "  - id: adult\n    title: Grown-up rate\n" in made
    assert "title: Rate for people aged 18 to 20\n" in made
    assert "      # checked twice\n      - value: 12.21\n" in made.replace("      # read in March\n", "")
    assert check(area, TODAY).errors == 0, result.output


def test_a_rate_that_ended_has_a_last_day(area):
    (area / OLD).write_text(COMMENTED)

    upgrade(area)

    assert [row["until"] for row in rows(area, NEW, "apprentice") if row["from"] == "2025-04-01"] == ["2026-03-31"]
    assert [row for row in rows(area, NEW, "adult") if "until" in row] == []


def test_later_rows_of_the_program_are_added_and_named(area):
    (area / OLD).write_text(COMMENTED)

    result = upgrade(area)

    assert [str(row["value"]) for row in rows(area, NEW, "apprentice") if row["from"] == "2026-04-01"] == ["8.00"]
    assert "apprentice: 8.00 from 1 April 2026 added (in-force). It comes with the program" in result.output


def test_a_rate_that_was_not_verified_is_second_hand(area):
    (area / OLD).write_text(COMMENTED)

    upgrade(area)

    row = rows(area, VOLUNTARY, "uk")[0]
    assert (str(row["value"]), row["source"]) == ("13.45", "living-wage-foundation")


def test_a_row_without_a_source_is_asked_about_until_someone_names_one(area):
    text = COMMENTED.replace("2025-10-22", "2025-10-01").replace("year: 2025-26", "year: Winter")
    (area / OLD).write_text(text)

    result = upgrade(area)

    assert result.exit_code == 1
    assert "13.45 from 1 October 2025 has no source. It is marked as second-hand." in result.output
    assert rows(area, VOLUNTARY, "uk")[0]["seen"] == "second-hand"
    assert "The rate of Winter." in str(rows(area, VOLUNTARY, "uk")[0]["note"])
    assert "13.45 from 1 October 2025 has no source" in upgrade(area).output
    for word in ("uk", "london"):
        (area / VOLUNTARY).write_text(
            (area / VOLUNTARY).read_text().replace(str(rows(area, VOLUNTARY, word)[0]["note"]), "Found.")
        )
    assert upgrade(area).exit_code == 0


def test_a_rate_that_differs_from_the_law_is_asked_about(area):
    (area / OLD).write_text((area / OLD).read_text().replace("12.71", "12.17"))

    result = upgrade(area)

    assert result.exit_code == 1
    assert (
        "National Living Wage from 1 April 2026 is 12.17 here, and 12.71 in the records of the program."
        in result.output
    )
    assert "    value: 12.71\n" in result.output
    assert str(rows(area, NEW, "adult")[0]["value"]) == "12.17"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("amount: 12.71", "amount: £12.71", "`amount` cannot be read"),
        ("min_age: 21", "min_age: adult", "`min_age` cannot be read"),
        ("from: 2026-04-01", "from: 2026-13-45", "2026-13-45 is no day of the calendar"),
        ("source:", "note: x\n    source:", "`note` was no field of the first edition"),
        ("min_age: 18", "min_age: 21", "Two rates of one day are for the same age"),
        ("statutory:", "statutory: &a", "YML003"),
        ("statutory:", "stat: {", "YML001"),
    ],
)
def test_what_cannot_be_read_is_named_and_left(area, before, after, words):
    (area / OLD).write_text((area / OLD).read_text().replace(before, after, 1))
    changed = (area / OLD).read_bytes()

    result = upgrade(area)

    assert result.exit_code == 1
    assert words in result.output
    assert (area / OLD).read_bytes() == changed
    assert not (area / "framework/law").exists()


def test_a_framework_with_open_points_is_not_said_to_have_the_form_of_this_edition(area):
    (area / OLD).write_text("statutory: &a\n")
    upgrade(area)

    assert upgrade(area).output.endswith(
        "\n\nNothing was changed.\n1 point left for you to decide. Run `pa-framework upgrade` again to see what is left.\n"
    )


def test_broken_sources_stop_the_law_and_nothing_else(area):
    (area / "framework/sources.yaml").write_text("sources: [\n")

    result = upgrade(area)

    assert result.exit_code == 1
    assert "The law records need the list of sources" in result.output
    assert (area / OLD).exists()
    assert not (area / "framework/law").exists()
    assert "Files that init wrote" in result.output


def test_sources_in_brackets_are_asked_about(area):
    (area / "framework/sources.yaml").write_text("sources: []\n")

    result = upgrade(area)

    assert "Write one entry below the other, each with a dash." in result.output
    assert (area / OLD).exists()


@pytest.mark.parametrize(
    ("end", "asked"),
    [
        ("    # A comment of the last entry.\n", False),
        ("# A comment of the file.\n\n\n", False),
        ("  # half\n    address: https://example.org/\n", False),
        ("    address: |\n      https://example.org/\n      # no comment\n", True),
    ],
)
def test_sources_are_added_after_the_last_entry(area, end, asked):
    file = area / "framework/sources.yaml"
    file.write_text(file.read_text() + end)
    before = parse_document(file.read_bytes(), "").data["sources"]

    assert (upgrade(area).exit_code == 1) is asked
    after = parse_document(file.read_bytes(), "").data["sources"]
    assert after[: len(before)] == before
    assert (len(after) > len(before)) is not asked
    assert comments(file.read_text())[1:] == [line.strip() for line in end.split("\n") if "#" in line and not asked]


def test_both_forms_beside_each_other_are_asked_about(area):
    (area / "framework/law").mkdir()
    (area / NEW).write_text("id: minimum-wage\n")

    result = upgrade(area)

    assert f"`{NEW}` exists as well" in result.output
    assert (area / NEW).read_text() == "id: minimum-wage\n"


def test_a_framework_without_a_legal_minimum_gets_the_law_of_the_program(area):
    (area / OLD).unlink()

    assert upgrade(area).exit_code == 0
    assert rows(area, NEW, "adult")
    assert lasting_findings(check(area, TODAY, skip=WORDS)) == []


def test_a_waiver_of_the_old_file_is_asked_about_until_it_is_gone(area):
    waivers = area / "framework/waivers.yaml"
    waivers.write_text(
        "waivers:\n  - {code: PAY008, record: minimum_wage, reason: Later, by_role: clinical-lead, until: 2027-03-01}\n"
    )

    assert "The waiver of PAY008 is about `framework/minimum_wage.yaml`" in upgrade(area).output
    assert "framework/waivers.yaml:2:28: to decide" in upgrade(area).output
    waivers.unlink()
    assert upgrade(area).exit_code == 0


def test_files_that_name_the_old_file_name_the_new_one(area):
    readme = area / "README.md"
    readme.write_text(f"[Pay](framework/minimum_wage.yaml), not my_minimum_wage.yaml\n{readme.read_text()}")

    result = upgrade(area)

    assert readme.read_text().startswith("[Pay](framework/law/minimum-wage.yaml), not my_minimum_wage.yaml\n")
    assert "README.md:1 names" in result.output


# How it writes


def test_line_ends_of_windows_stay(area):
    for path in area.rglob("*"):
        if path.is_file() and path.suffix in (".yaml", ".md", ".json"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert upgrade(area).exit_code == 0
    for name in (NEW, VOLUNTARY, "framework/sources.yaml", ".vscode/settings.json"):
        content = (area / name).read_bytes()
        assert content.count(b"\r\n") == content.count(b"\n") > 3, name
    assert lasting_findings(check(area, TODAY, skip=WORDS)) == []


def test_mixed_line_ends_stay_where_nothing_changes(area):
    path = area / "framework/sources.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n", 3))
    before = path.read_bytes()

    assert upgrade(area).exit_code == 0
    assert path.read_bytes().startswith(before)


def test_a_framework_in_a_sub_folder_is_upgraded(area, monkeypatch):
    monkeypatch.chdir(area.parent)

    assert upgrade(Path("area")).exit_code == 0
    assert lasting_findings(check(area, TODAY, skip=WORDS)) == []


def test_all_files_are_written_or_none(area, monkeypatch):
    before = contents(area)
    replace = Path.replace

    def failing(self, target):
        if Path(target).name == "settings.json":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(UserError, match="No space left"):
        write_upgrade(area, plan_upgrade(area, TODAY))

    monkeypatch.undo()
    assert contents(area) == before


def test_links_and_binary_files_are_left_alone(area, tmp_path):
    (tmp_path / "outside.md").write_text("See framework/minimum_wage.yaml\n")
    (area / "linked.md").symlink_to(tmp_path / "outside.md")
    (area / "photo.md").write_bytes(b"\xff\xfe minimum_wage.yaml")

    assert upgrade(area).exit_code == 0
    assert (tmp_path / "outside.md").read_text() == "See framework/minimum_wage.yaml\n"
    assert (area / "photo.md").read_bytes() == b"\xff\xfe minimum_wage.yaml"


def test_a_link_to_a_record_of_the_framework_is_followed(area):
    (area / OLD).rename(area / "framework/pages/wage.yaml")
    (area / OLD).symlink_to(area / "framework/pages/wage.yaml")

    assert upgrade(area).exit_code == 0
    assert lasting_findings(check(area, TODAY, skip=WORDS)) == []


def test_a_file_whose_name_is_no_text_is_named_and_left(area):
    odd = os.fsencode(area / "framework/tasks") + b"/b\xff.yaml"
    with open(odd, "w") as file:  # noqa: PTH123 - a path of bytes
        file.write("id: b\n")

    result = upgrade(area)

    assert result.exit_code == 1
    assert "framework/tasks/b\\xff.yaml:1:1: left as it is (YML011)" in result.output
    assert not (area / OLD).exists()


def test_a_folder_without_a_framework_is_refused(tmp_path):
    result = upgrade(tmp_path)

    assert result.exit_code == 2
    assert "holds no framework" in result.output


# Steps


def test_a_step_sees_what_those_before_it_changed(area, monkeypatch):
    def first(tree: Tree) -> Outcome:
        return Outcome({"a.md": "one\n"}, (Change("a.md", 0, "new"),))

    def second(tree: Tree) -> Outcome:
        return Outcome({"a.md": tree.texts["a.md"] + "two\n"}, (), (Question(Span("a.md", 2), "Two?", "Say so."),))

    monkeypatch.setattr(upgrading, "STEPS", (Step("first", "First", first), Step("second", "Second", second)))

    assert upgrade(area).output == (
        "First:\n  a.md new\n\na.md:2:1: to decide\n  Two?\n  Say so.\n\n"
        "1 file changed. Look at them, then run `pa-framework check`.\n"
        "1 point left for you to decide. Run `pa-framework upgrade` again to see what is left.\n"
    )
    assert (area / "a.md").read_text() == "one\ntwo\n"


def test_codeowners_that_the_program_made_names_all_that_clinicians_own_now(area):
    before = (area / "CODEOWNERS").read_text()
    upgrade(area)
    after = (area / "CODEOWNERS").read_text()

    assert "/framework/orders.yaml" in after
    assert "/framework/orders.yaml" not in before
    assert "CODEOWNERS" not in upgrade(area).output


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("CODEOWNERS", "# Who is asked about a change.", "# Our own list."),
        ("framework/areas.yaml", "areas:", "areas: ["),
        ("framework/areas.yaml", "areas:", "areaz:"),
    ],
    ids=["written by hand", "a file that cannot be read", "a file of another shape"],
)
def test_codeowners_stays_where_it_is_not_certain(area, file, old, new):
    path = area / file
    path.write_text(path.read_text().replace(old, new, 1))
    before = (area / "CODEOWNERS").read_text()
    upgrade(area)

    assert (area / "CODEOWNERS").read_text() == before


#: The step for CODEOWNERS waits until nothing is left to decide.
@pytest.mark.parametrize("step", [step for step in STEPS if step.name != "owners"], ids=lambda step: step.name)
def test_a_step_changes_nothing_in_its_own_result(area, step):
    (area / OLD).write_text(COMMENTED)
    shutil.copy(FIRST_EDITION / "framework/tasks/eye-drops.yaml", area / "framework/tasks")
    (area / "framework/pages/pay.md").write_text("The legal minimum is £12.71 an hour. Pay is £10.85 for some.\n")
    (area / "framework/trace.yaml").write_text("rows:\n  - {id: d1, state: answered}\n")
    settings = area / ".vscode/settings.json"
    settings.write_text(settings.read_text().replace("{", '{"editor.fontSize": 20,', 1))
    (area / "mkdocs.yml").write_text(f"{(area / 'mkdocs.yml').read_text()}# ours\n")
    tree, _ = read_tree(area, TODAY)
    for earlier in STEPS[: STEPS.index(step)]:
        tree = tree.changed(earlier.run(tree).texts)
    once = step.run(tree)
    after = tree.changed(once.texts)

    again = step.run(after)

    assert once.texts
    assert after.changed(again.texts).texts == after.texts
    assert again.changes == ()


# Figures of the law


PAGE = """\
---
title: Pay here
description: What the law asks.
---

# Pay here

The legal minimum is £12.71 an hour. That is the rate from 1 April 2026.
The minimum wage is £12.71 per hour, 12 or more.
From 18 to 20 it is £10.85, and under 18 it is £8.00.

`The legal minimum is £12.71` is code.
"""
NOTE = """\
  - id: folded
    term: Minimum
    means: >-
      Everyone must get at least the legal minimum, which is £12.71 an hour, and no one gets less than the minimum of
      the law. # no comment
    # A comment about the legal minimum of £12.71.
"""


def test_a_certain_figure_becomes_a_reference_and_readers_see_the_same(area):
    (area / "framework/pages/pay.md").write_text(PAGE)
    glossary = area / "framework/glossary.yaml"
    glossary.write_text(glossary.read_text() + NOTE)
    before = read_records(area).terms["folded"].means

    result = upgrade(area)

    page = (area / "framework/pages/pay.md").read_text()
    assert (
        "The legal minimum is ((law.minimum-wage.adult.value)). That is the rate from ((law.minimum-wage.adult.since)).\n"
        in page
    )
    assert "The minimum wage is ((law.minimum-wage.adult.number)) per hour, 12 or more.\n" in page
    assert "`The legal minimum is £12.71` is code.\n" in page
    assert lasting_findings(check(area, TODAY, skip={"LAW002", *WORDS})) == []
    assert "framework/pages/pay.md:8 `£12.71 an hour` becomes `((law.minimum-wage.adult.value))`" in result.output
    assert "which is ((law.minimum-wage.adult.value)), and" in " ".join(glossary.read_text().split())
    assert "# A comment about the legal minimum of £12.71.\n" in glossary.read_text()
    assert Facts(read_records(area), TODAY).records.terms["folded"].means == before


def test_a_figure_that_is_not_certain_is_asked_with_the_line_to_paste(area):
    page = area / "framework/pages/pay.md"
    page.write_text(PAGE)

    result = upgrade(area)

    assert result.exit_code == 1
    assert "framework/pages/pay.md:10:21: to decide\n  “£10.85” is typed by hand." in result.output
    line = "From 18 to 20 it is ((law.minimum-wage.age-18-to-20.number)), and under 18 it is £8.00."
    assert f"    {line}\n" in result.output
    page.write_text(page.read_text().replace("From 18 to 20 it is £10.85, and under 18 it is £8.00.", line))
    assert upgrade(area).exit_code == 0


def test_a_story_stays_as_it_is(area):
    story = area / "case_studies/noor.yaml"
    story.write_text(story.read_text().replace("summary: ", "summary: The legal minimum is £12.71. ", 1))
    before = story.read_text()

    result = upgrade(area)

    assert story.read_text() == before
    assert "noor.yaml" not in result.output


@pytest.mark.parametrize(
    "text",
    [
        '"The legal minimum is \\u00a312.71."',
        '"The legal\\x20minimum is £12.71."',
        "'The legal minimum isn''t £12.71.'",
        "The legal minimum is £12.71 {% raw %} ((law.x)) <script> [a](b) £12.71",
        "|\n      The legal minimum\n\n      is £12.71 an\n      hour.",
        "The legal minimum is £12.71, or\n      £12.71 an\n      hour, never ))",
        "The legal minimum: £12.71",
    ],
)
def test_awkward_texts_keep_their_words(area, text):
    glossary = area / "framework/glossary.yaml"
    glossary.write_text(f"{glossary.read_text()}  - id: awkward\n    term: Minimum\n    means: {text}\n")
    before = read_records(area).terms.get("awkward")

    upgrade(area)
    once = contents(area)
    upgrade(area)

    after = Facts(read_records(area), TODAY).records.terms.get("awkward")
    assert (after.means if after else None) == (before.means if before else None)
    assert contents(area) == once
