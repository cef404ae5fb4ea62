"""The declaration of kinds is complete, and every table of kinds follows from it."""

import pytest

from pa_framework.facts.site_pages import SITE_PAGES
from pa_framework.records.json_schema import schema_names
from pa_framework.records.kinds import (
    KIND,
    KINDS,
    entry_kinds,
    kind_at,
    kind_at_in_register,
    kinds_in_file,
    kinds_to_approve,
    kinds_with_ids,
    kinds_with_pages,
)


def test_every_kind_of_file_has_a_schema_and_every_schema_a_kind():
    assert {kind.id for kind in KINDS if kind.listed_in is None} == {*schema_names()} - {"common"}


def test_ids_places_and_attributes_are_unique():
    assert len({kind.id for kind in KINDS}) == len(KINDS)
    for in_register in (False, True):
        kinds = [kind for kind in KINDS if kind.in_register is in_register]
        places = [kind.listed_in or kind.file or kind.folder for kind in kinds]
        attributes = [kind.attribute for kind in kinds if kind.attribute]
        assert len(set(places)) == len(places)
        assert len(set(attributes)) == len(attributes)


def test_every_kind_is_a_file_a_folder_or_an_entry():
    for kind in KINDS:
        assert [bool(kind.file), bool(kind.folder), bool(kind.listed_in)].count(True) == 1, kind.id
        if kind.listed_in:
            assert kind.listed_in[0] in KIND, kind.id


def test_pages_are_listed_on_a_page_of_the_site():
    for kind in kinds_with_pages():
        assert kind.pages
        assert kind.pages.section in SITE_PAGES, kind.id


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("framework/framework.yaml", "framework"),
        ("framework/tasks/gastrostomy-feed.yaml", "task"),
        ("framework/tasks/deeper/gastrostomy-feed.yaml", None),
        ("competences/safe-practice/hand-washing.yaml", "competence"),
        ("framework/waivers.yaml", "waivers"),
        ("competences/safe-practice/waivers.yaml", "waivers"),
        ("docs/waivers.yaml", None),
        ("framework/tasks/.yaml", None),
        ("framework/tasks/a.yml", None),
    ],
)
def test_the_path_of_a_file_gives_its_kind(path, kind):
    assert kind_at(path) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [("register.yaml", "register"), ("pas/pa-1.yaml", "pa"), ("pas/old/pa-1.yaml", None), ("notes/a.yaml", None)],
)
def test_the_path_of_a_file_of_a_register_gives_its_kind(path, kind):
    assert kind_at_in_register(path) == kind


def test_ids_of_a_register_have_the_name_of_their_kind():
    assert {kind.id: kind.id_field for kind in kinds_with_ids(in_register=True).values()} == {
        "practitioner": "practitioner",
        "pa": "pa",
        "person": "person",
        "hospital-agreement": "agreement",
        "group-training": "training",
    }


def test_a_file_holds_its_own_record_and_those_of_its_lists():
    assert [kind.id for kind in kinds_in_file("delegation")] == [
        "delegation",
        "category",
        "tier",
        "phone-line",
        "sign",
        "trigger",
        "condition",
        "credential",
        "ground",
        "setting",
        "withdrawal-reason",
    ]
    assert [kind.id for kind in kinds_in_file("steps")] == ["step"]
    assert [field for field, _ in entry_kinds("framework")] == ["contacts"]


def test_what_a_kind_can_do_follows_from_its_schema():
    assert KIND["task"].can_retire
    assert not KIND["tier"].can_retire
    assert "standard" not in [kind.id for kind in kinds_to_approve()]
    assert KIND["pay-band"].heading == "Pay bands"
