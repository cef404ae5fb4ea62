"""Pictures of records and doors: bound by the id, and neutral where there is none."""

import shutil
from pathlib import Path

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.pictures import PICTURE_FOLDERS, picture_of, picture_path, with_picture
from pa_framework.facts.site_pages import Link
from pa_framework.look.page import title_or_id
from pa_framework.site import career, competences, home, task_index
from pa_framework.site.page_kinds import Pages
from tests.builders.worlds import facts_of
from tests.paths import SMALL

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 160"><rect width="240" height="160" fill="#fff"/></svg>'


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The small world with a picture for one record of each kind, and for one door."""
    root = tmp_path_factory.mktemp("pictured") / "world"
    shutil.copytree(SMALL, root)
    for path in FIRST.values():
        file = root / "framework/pages" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(SVG)
    return facts_of(root)


RECORDS = facts_of(SMALL).records
FIRST = {kind: picture_path(kind, next(iter(RECORDS.of_kind(kind)))) for kind in PICTURE_FOLDERS if kind != "door"}


def written(facts: Facts, pages: tuple[Pages, ...]) -> str:
    return "\n".join(content.text for each in pages for content in each.build(facts))


SHOWN_ON = {
    "level": (career.PAGES, 'src="../images/levels/'),
    "area": (competences.PAGES[:1], 'src="../images/areas/'),
    "category": (task_index.PAGES[:1], 'src="../../images/categories/'),
}


@pytest.mark.parametrize("kind", sorted(FIRST))
def test_a_picture_is_shown_where_its_record_is(pictured: Facts, kind: str) -> None:
    pages, source = SHOWN_ON[kind]
    name = Path(FIRST[kind]).name

    assert picture_of(pictured.records, kind, Path(name).stem) == FIRST[kind]
    assert f'{source}{name}" alt=""' in written(pictured, pages)


@pytest.mark.parametrize("kind", sorted(FIRST))
def test_without_a_picture_there_is_a_neutral_one_and_no_broken_frame(kind: str) -> None:
    pages, source = SHOWN_ON[kind]
    text = written(facts_of(SMALL), pages)

    assert source not in text
    assert '<svg class="picture picture--none"' in text
    assert picture_of(RECORDS, kind, Path(FIRST[kind]).stem) == ""


def test_a_door_has_the_picture_of_its_page(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "world")
    pages = tmp_path / "world/framework/pages"
    (pages / "i-am-a-pa.md").write_text("# I am a PA\n")
    (pages / "images/doors").mkdir(parents=True)
    (pages / "images/doors/i-am-a-pa.svg").write_text(SVG)

    text = written(facts_of(tmp_path / "world"), home.PAGES)

    assert 'src="images/doors/i-am-a-pa.svg" alt=""' in text


def test_a_link_keeps_its_words() -> None:
    level = next(iter(RECORDS.levels.values()))
    link = with_picture(RECORDS, "level", level.id, Link(title_or_id(level), "a.md", "a hint"))

    assert (link.title, link.path, link.hint, link.picture) == (level.title, "a.md", "a hint", "")
