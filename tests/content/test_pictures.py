"""The pictures of the live records: each level, area, kind of task and door has one, small and safe to show."""

import xml.etree.ElementTree as ET

import pytest

from pa_framework.check.run import Report
from pa_framework.facts.pictures import PICTURE_FOLDERS, picture_path
from pa_framework.site.doors import DOORS
from tests.paths import ROOT

PAGES = ROOT / "framework/pages"
#: A page may show a dozen of them, and the first visit stays within 140 kB.
MOST_BYTES = 3_000


def wanted(report: Report, kind: str) -> set[str]:
    ids = [door.id for door in DOORS] if kind == "door" else report.facts.records.of_kind(kind)
    return {picture_path(kind, id) for id in ids}


@pytest.mark.parametrize("kind", sorted(PICTURE_FOLDERS))
def test_each_has_a_picture_and_no_picture_is_left_over(report: Report, kind: str) -> None:
    there = {path.relative_to(PAGES).as_posix() for path in (PAGES / PICTURE_FOLDERS[kind]).iterdir()}

    assert there == wanted(report, kind), "Draw what is missing; delete or rename what is left over."


@pytest.mark.parametrize("kind", sorted(PICTURE_FOLDERS))
def test_pictures_are_small_and_draw_nothing_but_shapes(kind: str) -> None:
    allowed = {"svg", "defs", "g", "path", "rect", "circle", "ellipse", "use", "text"}
    for file in sorted((PAGES / PICTURE_FOLDERS[kind]).iterdir()):
        root = ET.parse(file).getroot()
        assert file.stat().st_size < MOST_BYTES, f"{file.name} is too large"
        assert root.get("viewBox") == "0 0 240 160", f"{file.name} has another shape than the others"
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= allowed, file.name
