"""A record gets another id, every reference follows, and nothing else changes."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from pa_framework.check.run import check
from pa_framework.cli.main import main
from pa_framework.edit.rename import (
    KINDS,
    Renaming,
    World,
    can_be_retired,
    check_renaming,
    plan_rename,
    read_world,
    renamed_world,
)
from pa_framework.records.kinds import folder_kinds
from pa_framework.records.references import references
from pa_framework.text.errors import UserError
from tests.builders.effort import in_part
from tests.builders.new_ids import NEW_IDS
from tests.builders.worlds import TODAY
from tests.paths import REFERENCE, SMALL


def run(*words: str, root: Path):
    return CliRunner().invoke(main, ["rename", *words, "--root", str(root), "--on", str(TODAY)])


@pytest.fixture(scope="module")
def world() -> World:
    """The records of this repository, with the register."""
    return read_world(REFERENCE)


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(SMALL, tmp_path / "world")
    return tmp_path / "world"


def most_named(world: World, kind: str) -> str:
    """The record of a kind that is named most often. Pay is compared with `minimum-wage` by that name, so it stays."""
    return (
        "real-living-wage"
        if kind == "law"
        else max(world.of_kind(kind), key=lambda name: sum(1 for _ in world.references_to(kind, name)))
    )


def named_in(world: World, made: Renaming | None = None) -> list[tuple[str, str, str]]:
    """Everything that names something, in the order of the files: path, kind and id, as they are after a rename."""
    moved = dict(made.moved) if made else {}
    kinds = [*world.records.documents, *(document for register in world.registers for document in register.documents)]
    found = []
    known = {(kind, name) for kind in ("role", "phone-line") for name in world.of_kind(kind)}
    for document, kind in kinds:
        for reference in (one.among(known) for one in references(document, kind)):
            of_kind, name = reference.kind, reference.id
            if made and (of_kind, name) == (made.kind, made.old):
                name = made.new
            found.append((moved.get(document.path, document.path), of_kind, name))
    return found


#: Kinds of which the small world has no record of its own.
LOCAL = {
    "order": "{id: snow, title: Snow, from: 2026-01-10, until: 2026-02-01, by: The trust, source: principles, tasks: every-task, terms_run_on: {days: 30}}",
    "ground": "{id: snow, title: A certificate, duties: [train, assess], summary: No one delegates it., sources: [principles]}",
    "setting": "{id: snow, title: in the snow}",
    "withdrawal-reason": "{id: snow, title: Snow, clinical: false}",
    "organisation": "{id: snow, title: Snow Council, kind: council}",
}
#: Where an entry of a kind is, other than in the policy.
ELSEWHERE = {"order": "framework/orders.yaml", "organisation": "framework/organisations.yaml"}


@pytest.mark.parametrize("kind", LOCAL)
def test_an_entry_of_an_area_follows(copy, kind):
    path = copy / ELSEWHERE.get(kind, "framework/delegation.yaml")
    before = "" if kind == "order" else path.read_text()
    head = "" if kind == "organisation" else f"{kind.replace('-', '_')}s:\n"
    path.write_text(f"{before}{head}  - {LOCAL[kind]}\n")

    result = run(kind, "snow", "zz", root=copy)

    assert result.exit_code == 0, result.output
    assert "id: zz" in path.read_text()
    assert "id: snow" not in path.read_text()


@pytest.mark.parametrize("kind", in_part(kind for kind in KINDS if kind not in LOCAL))
def test_every_reference_follows_and_nothing_else_changes(world, kind):
    if kind == "paper":  # of which that world has none
        world = read_world(SMALL)
    old = most_named(world, kind)
    new = NEW_IDS.get(kind, "zz-another-name-zz")
    made = plan_rename(world, kind, old, new)
    check_renaming(world, made, TODAY)
    texts = {document.path: document.text for document in world.documents()} | world.texts
    back = {becomes: was for was, becomes in made.moved}

    assert sum(1 for _ in world.references_to(kind, old)) < len(made.edits) + 1
    for path, text in made.texts.items():
        if text is not None:
            assert text.replace(new, old) == texts[back.get(path, path)]
    after = renamed_world(world, made)
    assert sorted(named_in(after)) == sorted(named_in(world, made))
    assert old not in after.of_kind(kind)
    assert list(after.references_to(kind, old)) == []


@pytest.mark.parametrize(
    ("kind", "old", "before", "after"),
    [
        (
            "role",
            "community-nurse",
            "tell: community-nurse\n    out_of_hours: nhs-111\n",
            "tell: zz\n    out_of_hours: nhs-111\n",
        ),
        ("role", "dietitian", "- {text: There is pain, tell: dietitian}", "- {text: There is pain, tell: zz}"),
        ("phone-line", "nhs-111", "    out_of_hours: nhs-111\n", "    out_of_hours: zz\n"),
        ("sign", "choking", "signs: [choking, cannot-be-woken]", "signs: [zz, cannot-be-woken]"),
        ("sign", "sore-skin", "signs: [sore-skin]", "signs: [zz]"),
        ("trigger", "incident", "decide_again_when: [incident]", "decide_again_when: [zz]"),
    ],
)
def test_contacts_signs_and_triggers_of_a_task_follow(copy, kind, old, before, after):
    task = copy / "framework/tasks/gastrostomy-feed.yaml"
    task.write_text(task.read_text().replace("- There is pain", "- {text: There is pain, tell: dietitian}"))
    text = task.read_text()
    assert before in text

    result = run(kind, old, "zz", root=copy)

    assert result.exit_code == 0, result.output
    assert after in task.read_text()
    assert before not in task.read_text()
    policy = (copy / "framework/delegation.yaml").read_text()
    assert kind == "role" or f"id: {old}" not in policy


def test_a_sign_that_is_a_sentence_of_one_word_is_no_id(copy):
    policy = copy / "framework/delegation.yaml"
    policy.write_text(policy.read_text().replace("id: sore-skin", "id: pain"))
    task = copy / "framework/tasks/gastrostomy-feed.yaml"
    task.write_text(task.read_text().replace("signs: [sore-skin]", "signs: [pain, Pain, The pain]"))

    result = run("sign", "pain", "aching", root=copy)

    assert result.exit_code == 0, result.output
    assert "signs: [aching, Pain, The pain]" in task.read_text()


def test_the_minimum_wage_keeps_its_name(world):
    made = plan_rename(world, "law", "minimum-wage", "least-pay")

    with pytest.raises(UserError, match="pay cannot be compared with the legal minimum"):
        check_renaming(world, made, TODAY)


def test_links_places_and_pictures_follow(copy):
    pages = copy / "framework/pages"
    (pages / "images/rosa.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (pages / "about").mkdir(exist_ok=True)
    page = pages / "about/words.md"
    page.write_text(
        "[Rosa](../stories/rosa.md) ![Rosa](../images/rosa.svg) [words](../glossary.md#rosa) `rosa`\n\n[r]: ../stories/rosa.md#day\n"
    )
    story = copy / "case_studies/rosa.yaml"
    story.write_text(story.read_text().replace("images/rosa.svg", '"images/rosa.svg"'))
    result = run("case-study", "rosa", "rose", root=copy)

    assert result.exit_code == 0, result.output
    assert "framework/pages/about/words.md:1:19: rosa → rose" in result.output
    assert page.read_text() == (
        "[Rosa](../stories/rose.md) ![Rosa](../images/rose.svg) [words](../glossary.md#rosa) `rosa`\n\n[r]: ../stories/rose.md#day\n"
    )
    assert (pages / "images/rose.svg").is_file()
    assert not (pages / "images/rosa.svg").exists()
    assert '{file: "images/rose.svg", alt: ' in (copy / "case_studies/rose.yaml").read_text()
    assert not story.exists()
    assert [found for found in check(copy, TODAY).findings if found.span.path != "framework/pages/about/words.md"] == []


#: Ways to write where a level, its picture and its booklet are, on the page `about/us.md`, with what stays beside them.
PLACES = """---
title: About us
crumbs: [{title: Home, path: index.md}, {title: A level, path: career/OLD.md}]
---

<img src="../../images/levels/OLD.svg" alt="A level"> <img alt='' src = '../images/levels/OLD.svg'>
<a href=../../career/OLD/>A level</a> <a href="../../career/OLD/booklet/#top">its booklet</a>
<picture><source srcset="../../images/levels/OLD.svg 1x, ../../images/levels/OLD.svg 2x"></picture>
[Level][l] ![Level](<../images/levels/OLD.svg> "The level") [easy](../career/OLD/booklet.md)
Write in `framework/levels/OLD.yaml`, or see ((settings.dbs_valid_years)).

```html
<a href="../career/OLD.md">
```

[l]: ../career/OLD.md#what-you-do
"""
STAYS = """
[another](../career/OLD-2.md) [up](../../career/OLD.md) `OLD` career-OLD.md <img src="../images/OLD.svg" alt="">
<a href="https://example.org/career/OLD/">elsewhere</a> ![](../images/levels/OLD.png) OLD/booklet #OLD
"""


def test_every_way_to_write_where_a_record_is_follows(copy):
    folder = copy / "framework/pages/images/levels"
    folder.mkdir(parents=True)
    old = next((copy / "framework/levels").glob("*.yaml")).stem
    (folder / f"{old}.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    page = copy / "framework/pages/about/us.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text((PLACES + STAYS).replace("OLD", old))
    settings = copy / "properdocs.yml"
    settings.write_text(f"nav:\n  - A level: career/{old}.md\n  - Another: career/{old}-2.md\n")
    before = Counter(finding.code for finding in check(copy, TODAY).findings)

    assert run("level", old, "another-name", root=copy).exit_code == 0
    assert page.read_text() == PLACES.replace("OLD", "another-name") + STAYS.replace("OLD", old)
    assert settings.read_text() == f"nav:\n  - A level: career/another-name.md\n  - Another: career/{old}-2.md\n"
    assert Counter(finding.code for finding in check(copy, TODAY).findings) == before


def test_addresses_of_our_own_site_follow(copy):
    page = copy / "framework/pages/about.md"
    text = "[a](https://smallshire.example.org/stories/rosa/) [b](https://another.example.org/stories/rosa-2/)\n"
    page.write_text(text)

    assert run("case-study", "rosa", "rose", root=copy).exit_code == 0
    assert page.read_text() == text.replace("/rosa/", "/rose/")


def test_a_place_that_does_not_follow_stops_a_rename(copy):
    page = copy / "framework/pages/about.md"
    page.write_text("# About\n\n[Rosa](stories/ros%61.md)\n")
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}

    done = run("case-study", "rosa", "rose", root=copy)

    assert done.exit_code == 2
    assert "`framework/pages/about.md` would not hold" in done.output
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_who_is_asked_about_a_change_follows(copy):
    owners = copy / "CODEOWNERS"
    settings = copy / "framework/framework.yaml"
    teams = re.sub(r"(?m)^( *)- id: ([a-z-]+)$", r'\g<0>\n\1  handle: "@team/\2"', settings.read_text())
    settings.write_text(teams)
    CliRunner().invoke(main, ["codeowners", str(copy)])
    assert owners.read_text().count("\n") > 3

    for kind, old, more in (
        ("support", None, []),
        ("case-study", "rosa", []),
        ("task", "gastrostomy-feed", ["--keep-old"]),
    ):
        name = old or next((copy / "framework/support").glob("*.yaml")).stem
        done = run(kind, name, "zz-another", *more, root=copy)
        assert done.exit_code == 0, done.output
        assert CliRunner().invoke(main, ["codeowners", "--check", str(copy)]).exit_code == 0


def test_a_part_of_a_page_to_which_the_search_leads_follows(copy):
    search = copy / "framework/search.yaml"
    part = "delegation/tasks/gastrostomy-feed.md#if-no-pa-may"
    search.write_text(f"""entries:
  - id: no-pa
    asked: [no pa may]
    leads_to: [{{page: "{part}"}}]
    owner: framework-team
    reviewed: 2026-11-01
""")
    result = run("task", "gastrostomy-feed", "peg-feed", root=copy)

    assert result.exit_code == 0, result.output
    assert '{page: "delegation/tasks/peg-feed.md#if-no-pa-may"}' in search.read_text()


def test_the_picture_of_a_level_follows(copy):
    folder = copy / "framework/pages/images/levels"
    folder.mkdir(parents=True)
    old = next((copy / "framework/levels").glob("*.yaml")).stem
    (folder / f"{old}.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")

    result = run("level", old, "another-name", root=copy)

    assert result.exit_code == 0, result.output
    assert [path.name for path in folder.iterdir()] == ["another-name.svg"]


def test_places_on_the_pages_of_sources_and_words_follow(copy):
    page = copy / "framework/pages/about/why.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("[it](sources.md#principles) [here](sources.md#principles-2) [else](../index.md#principles)\n")

    assert run("source", "principles", "ground-rules", root=copy).exit_code == 0
    assert (
        page.read_text()
        == "[it](sources.md#ground-rules) [here](sources.md#principles-2) [else](../index.md#principles)\n"
    )


REFERENCES = {
    "evidence": ("supply-of-pas", "evidence.supply-of-pas.mean-pay"),
    "law": ("real-living-wage", "law.real-living-wage.uk.number@2026-04-01"),
}


@pytest.mark.parametrize("kind", REFERENCES)
def test_references_in_texts_follow(copy, kind):
    old, written = REFERENCES[kind]
    record, page = copy / "framework/agreements/moving-between-funders.yaml", copy / "framework/pages/about/pay.md"
    summary = next(line for line in record.read_text().splitlines() if line.startswith("summary: "))
    here = f"summary: >-\n  One (( {written} )) and (({written})),\n  and ((settings.dbs_valid_years)). {old}"
    record.write_text(record.read_text().replace(summary, here))
    page.parent.mkdir()
    page.write_text(f"---\ndescription: (({written}))\n---\n# Pay here\n\n{old}: (({written})), `(({written}))`\n")
    before = [record.read_text(), page.read_text()]

    done = run(kind, old, "another-name", root=copy)

    assert done.exit_code == 0, done.output
    after = [text.replace(f"{kind}.{old}.", f"{kind}.another-name.") for text in before]
    assert [record.read_text(), page.read_text()] == after
    assert [finding.code for finding in check(copy, TODAY).findings] == []


def test_a_reference_that_is_not_written_out_stops_a_rename(copy):
    record = copy / "framework/agreements/moving-between-funders.yaml"
    summary = next(line for line in record.read_text().splitlines() if line.startswith("summary: "))
    record.write_text(record.read_text().replace(summary, 'summary: "((x)) \\u0028(law.minimum-wage.adult))"'))
    before = record.read_text()

    done = run("law", "minimum-wage", "another-name", root=copy)

    assert done.exit_code == 2
    assert "cannot be changed safely" in done.output
    assert record.read_text() == before


def test_the_old_record_can_stay_retired(copy):
    before = (copy / "framework/tasks/gastrostomy-feed.yaml").read_text()
    result = run("task", "gastrostomy-feed", "tube-feed", "--keep-old", root=copy)

    assert result.exit_code == 0, result.output
    assert (copy / "framework/tasks/gastrostomy-feed.yaml").read_text() == before + "replaced_by: tube-feed\n"
    assert (copy / "framework/tasks/tube-feed.yaml").read_text() == before.replace("gastrostomy-feed", "tube-feed", 1)
    assert check(copy, TODAY).findings == ()


@pytest.mark.parametrize("kind", in_part([kind for kind in KINDS if can_be_retired(kind)]))
def test_every_record_that_is_a_file_can_stay_retired(world, kind):
    if kind == "paper":  # of which that world has none
        world = read_world(SMALL)
    old = most_named(world, kind)
    made = plan_rename(world, kind, old, "zz-another-name-zz", keep_old=True)
    check_renaming(world, made, TODAY)
    after = renamed_world(world, made)

    assert after.of_kind(kind)[old].replaced_by == "zz-another-name-zz"
    assert [reference.document.path for reference in after.references_to(kind, old)] == []


def test_a_rename_back_is_as_it_was(copy):
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}

    assert run("case-study", "rosa", "rose", root=copy).exit_code == 0
    assert run("case-study", "rose", "rosa", root=copy).exit_code == 0
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("more", [[], ["--keep-old"]], ids=["moved", "kept"])
def test_line_ends_and_the_mark_of_byte_order_stay(copy, more):
    for path in copy.rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert run("task", "gastrostomy-feed", "tube-feed", *more, root=copy).exit_code == 0
    for path in copy.rglob("*.yaml"):
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf"), path
        assert content.count(b"\r\n") == content.count(b"\n"), path


def test_a_waiver_of_the_record_follows(copy):
    waivers = copy / "framework/evidence/waivers.yaml"
    record = re.search(r"record: (\S+)", waivers.read_text())[1]
    before = waivers.read_text()

    assert run("evidence", record, "another-name", root=copy).exit_code == 0
    assert waivers.read_text() == before.replace(f"record: {record}", "record: another-name")
    assert check(copy, TODAY).findings == ()


def test_a_dry_run_shows_and_writes_nothing(copy):
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    result = run("role", "community-nurse", "district-nurse", "--dry-run", root=copy)

    assert result.exit_code == 0
    assert "framework/tasks/gastrostomy-feed.yaml:11:18: community-nurse → district-nurse" in result.output
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_a_register_elsewhere_follows(copy, tmp_path):
    elsewhere = tmp_path / "register"
    shutil.move(copy / "competences/register", elsewhere)
    result = CliRunner().invoke(
        main,
        [
            "rename",
            "task",
            "gastrostomy-feed",
            "tube-feed",
            "--root",
            str(copy),
            "--register",
            str(elsewhere),
            "--on",
            str(TODAY),
        ],
    )

    assert result.exit_code == 0, result.output
    assert "task: tube-feed" in "".join(path.read_text() for path in (elsewhere / "pas").glob("*.yaml"))
    assert "gastrostomy-feed" not in "".join(path.read_text() for path in elsewhere.rglob("*.yaml"))


REFUSED = {
    "an unknown kind": (["taks", "gastrostomy-feed", "x"], "there is no kind `taks`; did you mean `task`?"),
    "an unknown id": (
        ["task", "gastrostomy-fed", "x"],
        "there is no task `gastrostomy-fed`; did you mean `gastrostomy-feed`?",
    ),
    "an id that is there": (
        ["task", "gastrostomy-feed", "changing-a-dose"],
        "there is a task `changing-a-dose` already",
    ),
    "the same id": (["task", "gastrostomy-feed", "gastrostomy-feed"], "there is a task `gastrostomy-feed` already"),
    "what is no id": (
        ["task", "gastrostomy-feed", "Tube_Feed"],
        "write lower-case words joined by hyphens, such as `tube-feed`",
    ),
    "the address of another page": (
        ["task", "gastrostomy-feed", "index"],
        "`delegation/tasks/index.md`, which is another page",
    ),
    "an id that a record names already": (
        ["practitioner", "pr-011", "pr-003"],
        "there is a practitioner `pr-003` already",
    ),
    "an id of a kind that the same fields name": (
        ["phone-line", "nhs-111", "dietitian"],
        "there is a role `dietitian`, and some fields name either a role or a phone line; choose another id",
    ),
    "an entry of a list that should stay": (["tier", "medium", "middle", "--keep-old"], "a tier cannot be kept"),
    "an id of another form": (["pa", "pa-0001", "rosa"], "would not hold"),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_a_rename_is_refused_in_one_sentence_and_nothing_is_written(copy, words, said):
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    result = run(*words, root=copy)

    assert (result.exit_code, result.output.count("\n")) == (2, 1), result.output
    assert said in result.output
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_a_record_that_does_not_read_stops_a_rename(copy):
    (copy / "framework/roles/dietitian.yaml").write_text("id: [\n")
    result = run("role", "community-nurse", "district-nurse", root=copy)

    assert result.exit_code == 2
    assert "`framework/roles/dietitian.yaml` does not read on line 2" in result.output


def test_every_kind_with_an_id_can_be_renamed():
    assert {kind.id for kind in folder_kinds(in_register=True)} < set(KINDS)
    assert len(KINDS) == len(set(KINDS))


def test_an_id_that_is_named_and_does_not_exist_is_not_given(copy):
    task = copy / "framework/tasks/gastrostomy-feed.yaml"
    task.write_text(task.read_text().replace("[community-nurse, dietitian]", "[district-nurse, dietitian]"))
    result = run("role", "community-nurse", "district-nurse", root=copy)

    assert result.exit_code == 2
    assert "names a role `district-nurse` that does not exist" in result.output


def test_ids_in_rules_that_held_earlier_follow(copy):
    task, nurse = copy / "framework/tasks/gastrostomy-feed.yaml", copy / "framework/roles/community-nurse.yaml"
    entry = "earlier:\n  - until: 2026-03-31\n    sign_off: {trained_by: [dietitian]}\n    requires: {record-keeping: null}\n"
    task.write_text(task.read_text(encoding="utf-8") + entry, encoding="utf-8")
    nurse.write_text(
        nurse.read_text(encoding="utf-8") + "earlier: [{until: 2026-03-31, authorised_by: [dietitian]}]\n",
        encoding="utf-8",
    )

    assert run("role", "dietitian", "food-nurse", root=copy).exit_code == 0
    assert run("competence", "record-keeping", "writing-it-down", root=copy).exit_code == 0
    assert task.read_text(encoding="utf-8").endswith(
        entry.replace("dietitian", "food-nurse").replace("record-keeping", "writing-it-down")
    )
    assert "authorised_by: [food-nurse]" in nurse.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "old", "before"),
    [
        ("competence", "record-keeping", "{competence: record-keeping, step: aware}"),
        ("step", "aware", "{competence: record-keeping, step: aware}"),
        ("credential", "care-certificate", "{credential: care-certificate}"),
        ("credential", "care-certificate", "about: care-certificate"),
        ("task", "gastrostomy-feed", "{sign_off: gastrostomy-feed}"),
    ],
)
def test_what_a_requirement_names_follows(copy, kind, old, before):
    task = copy / "framework/tasks/reminding-about-medicines.yaml"
    requires = (
        "requires: {any: [{all: [{competence: record-keeping, step: aware}, {sign_off: gastrostomy-feed}]}, "
        "{credential: care-certificate}, {learning_hours: 2, about: care-certificate}]}\n"
    )
    task.write_text(task.read_text() + requires)
    policy = copy / "framework/delegation.yaml"
    certificate = "{id: care-certificate, title: Care Certificate, body: The employer, summary: What all learn.}"
    policy.write_text(f"{policy.read_text()}credentials:\n  - {certificate}\n")
    pa = copy / "competences/register/pas/pa-0001.yaml"
    pa.write_text(f"{pa.read_text()}learning: [{{on: 2026-02-01, hours: 2, about: gastrostomy-feed}}]\n")

    result = run(kind, old, "zz", root=copy)

    assert result.exit_code == 0, result.output
    assert before.replace(old, "zz") in task.read_text()
    assert before not in task.read_text()
    learned = "zz" if kind == "task" else "gastrostomy-feed"
    assert pa.read_text().endswith(f"learning: [{{on: 2026-02-01, hours: 2, about: {learned}}}]\n")
