"""CODEOWNERS is what the records say of who keeps what."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pa_framework.cli.main import main
from pa_framework.facts.codeowners import CLINICAL, codeowners
from pa_framework.records.load import read_records
from tests.paths import SMALL


@pytest.fixture
def world(tmp_path) -> Path:
    """The corpus, in which three teams have handles, and the third is clinical."""
    folder = tmp_path / "world"
    shutil.copytree(SMALL, folder)
    file = folder / "framework/framework.yaml"
    text = file.read_text()
    text = text.replace(
        "    does: Keeps the records right.\n", '    does: Keeps the records right.\n    handle: "@small/team"\n'
    )
    text = text.replace(
        "    does: Keep learning up to date.\n", '    does: Keep learning up to date.\n    handle: "@small/training"\n'
    )
    clinical = '  - {id: clinicians, title: The clinicians, does: Look at tasks., handle: "@small/clinicians", clinical: true}\n'
    file.write_text(text.replace("settings:\n", f"{clinical}settings:\n"))
    return folder


def lines(world: Path) -> dict[str, list[str]]:
    """Pattern → handles, in the order of the file."""
    text = codeowners(read_records(world))
    rows = [line.split() for line in text.splitlines() if line and not line.startswith(("#", "["))]
    return {row[0]: row[1:] for row in rows}


def owners_of(world: Path, path: str) -> list[str]:
    """Who is asked about a path: the last line that fits it, as both forges read the file."""
    fits = [
        handles
        for pattern, handles in lines(world).items()
        if pattern == "*" or f"/{path}" == pattern or (pattern.endswith("/") and f"/{path}".startswith(pattern))
    ]
    return fits[-1]


def owned_by(world: Path, path: str, owner: str) -> None:
    file = world / path
    kept = [line for line in file.read_text().splitlines() if not line.startswith("owner:")]
    file.write_text("\n".join([*kept, f"owner: {owner}", ""]))


def test_the_first_contact_owns_what_has_no_other_owner(world):
    assert owners_of(world, "mkdocs.yml") == ["@small/team"]
    assert owners_of(world, "framework/glossary.yaml") == ["@small/team"]


@pytest.mark.parametrize("path", CLINICAL)
def test_what_safety_rests_on_asks_the_clinicians(world, path):
    assert owners_of(world, f"{path}new.yaml" if path.endswith("/") else path) == ["@small/clinicians"]


def test_no_owner_of_a_task_takes_the_clinicians_away(world):
    owned_by(world, "framework/tasks/gastrostomy-feed.yaml", "training-leads")

    assert owners_of(world, "framework/tasks/gastrostomy-feed.yaml") == ["@small/clinicians"]


def test_a_record_asks_its_owner(world):
    owned_by(world, "competences/record-keeping.yaml", "training-leads")

    assert owners_of(world, "competences/record-keeping.yaml") == ["@small/training"]
    assert owners_of(world, "competences/infection-prevention.yaml") == ["@small/team"]


def test_a_folder_is_its_commonest_owners_so_that_a_new_record_of_theirs_changes_nothing(world):
    for name in ("core-training", "tube-feeding-training"):
        owned_by(world, f"framework/learning/{name}.yaml", "training-leads")
    before = codeowners(read_records(world))
    text = (world / "framework/learning/core-training.yaml").read_text()
    (world / "framework/learning/more-training.yaml").write_text(text.replace("id: core-training", "id: more-training"))

    assert codeowners(read_records(world)) == before
    assert owners_of(world, "framework/learning/more-training.yaml") == ["@small/training"]


def test_a_folder_inside_of_another_teams_folder_can_be_the_first_contacts_again(world):
    for path in sorted((world / "competences").glob("*.yaml")):
        owned_by(world, f"competences/{path.name}", "training-leads")
    text = (world / "competences/record-keeping.yaml").read_text()
    (world / "competences/own").mkdir()
    (world / "competences/own/own.yaml").write_text(
        text.replace("id: record-keeping", "id: own").replace("owner: training-leads", "owner: framework-team")
    )

    assert owners_of(world, "competences/own/own.yaml") == ["@small/team"]
    assert owners_of(world, "competences/record-keeping.yaml") == ["@small/training"]


def test_gitlab_asks_each_section_and_github_knows_none(world):
    assert "[Clinicians]" not in codeowners(read_records(world))
    file = world / "framework/framework.yaml"
    file.write_text(file.read_text().replace("/edit/main/\n", "/edit/main/\n  forge: gitlab\n"))

    text = codeowners(read_records(world))

    assert text.index("[Framework]") < text.index("* @small/team") < text.index("[Clinicians]")


def test_without_handles_no_one_is_asked_and_the_file_says_so():
    text = codeowners(read_records(SMALL))

    assert "no one is asked" in text
    assert [line for line in text.splitlines() if not line.startswith("#")] == []


def test_a_strange_file_name_stays_out(world):
    text = (world / "framework/learning/core-training.yaml").read_text()
    (world / "framework/learning/a b.yaml").write_text(f"{text}owner: training-leads\n")

    assert "a b" not in codeowners(read_records(world))


def test_check_writes_nothing_and_ends_with_1_where_the_file_differs(world):
    def run(*words: str):
        return CliRunner().invoke(main, ["codeowners", str(world), *words])

    missing = run("--check")
    assert (missing.exit_code, (world / "CODEOWNERS").exists()) == (1, False)
    assert "is missing" in missing.output
    assert run().exit_code == 0
    assert run("--check").exit_code == 0
    (world / "CODEOWNERS").write_text("* @somebody\n")
    differs = run("--check")

    assert (differs.exit_code, (world / "CODEOWNERS").read_text()) == (1, "* @somebody\n")
    assert "does not say what the records say" in differs.output


def test_a_folder_without_framework_is_one_sentence(tmp_path):
    result = CliRunner().invoke(main, ["codeowners", str(tmp_path)])

    assert (result.exit_code, result.output.count("\n")) == (2, 1)


def test_clinicians_own_the_steps_and_hospital_agreements_of_every_owner(world):
    owned_by(world, "framework/agreements/pas-in-hospital.yaml", "training-leads")

    for path in ("framework/steps.yaml", "framework/agreements/pas-in-hospital.yaml"):
        assert owners_of(world, path) == ["@small/clinicians"]


def test_a_framework_further_down_has_its_part_of_the_file_that_the_forge_reads(world):
    (world.parent / ".git").mkdir()
    file = world.parent / ".github/CODEOWNERS"
    file.parent.mkdir()
    file.write_text("/other/ @small/others\n")

    for _ in range(2):
        assert CliRunner().invoke(main, ["codeowners", str(world)]).exit_code == 0
        text = file.read_text()
        assert text.startswith("/other/ @small/others\n\n# pa-framework begins: world/\n")
        assert text.count("# pa-framework begins") == text.count("# pa-framework ends: world/\n") == 1
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert rows[1] == "/world/ @small/team"
    assert "/world/framework/tasks/ @small/clinicians" in rows
    assert all(row.startswith("/world/") for row in rows[1:])
    assert CliRunner().invoke(main, ["codeowners", str(world), "--check"]).exit_code == 0
    file.write_text(text.replace("@small/clinicians", "@small/team"))
    assert CliRunner().invoke(main, ["codeowners", str(world), "--check"]).exit_code == 1
    assert not (world / "CODEOWNERS").exists()


def test_the_parts_of_frameworks_in_folders_stay(world):
    """At the top of a repository too, only the lines of the framework itself are written anew."""
    file = world / "CODEOWNERS"
    file.write_text("* @somebody\n\n# pa-framework begins: area/\n/area/ @area/team\n# pa-framework ends: area/\n")

    assert CliRunner().invoke(main, ["codeowners", str(world)]).exit_code == 0

    made = codeowners(read_records(world))
    assert file.read_text() == f"{made}\n# pa-framework begins: area/\n/area/ @area/team\n# pa-framework ends: area/\n"
    assert CliRunner().invoke(main, ["codeowners", str(world), "--check"]).exit_code == 0
