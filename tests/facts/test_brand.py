"""The colours of the look, and what an area makes of them."""

import pytest

from pa_framework.facts.brand import (
    brand_colours,
    branded_palette,
    contrast_pairs,
    contrast_ratio,
    faint_pairs,
    mix,
    palette,
    tokens,
)
from pa_framework.look.tokens import brand_sheet
from pa_framework.records.model import Brand, BrandColours
from tests.builders.sites import FirstBuild, with_settings


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast_ratio(other, one) == contrast_ratio(one, other)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_of_the_look_itself_can_be_read(scheme):
    colours = palette(scheme)

    ratios = {(ink, ground): contrast_ratio(colours[ink], colours[ground]) for ink, ground in contrast_pairs(scheme)}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < tokens().contrast.least} == {}


def test_a_brand_of_no_colour_changes_nothing():
    assert [brand_sheet({}, scheme) for scheme in ("light", "dark")] == [b"", b""]
    assert list(faint_pairs({})) == []


def test_a_colour_changes_what_hangs_on_it_and_nothing_else():
    new = branded_palette({"ground": "#0b3d66"}, "light")

    assert {name for name, value in new.items() if value != palette("light")[name]} == {
        "plum",
        "plum-raised",
        "stair-5",
        "stair-6",
    }


def test_a_link_of_the_dark_is_judged_in_the_dark():
    assert {(pair.field, pair.scheme) for pair in faint_pairs({"link_in_the_dark": "#333333"})} == {
        ("link_in_the_dark", "dark")
    }
    assert {(pair.field, pair.scheme) for pair in faint_pairs({"link": "#dddddd"})} == {("link", "light")}


def test_bright_words_on_the_ground_are_judged():
    """The pay on the first page and the name on a share image stand in the bright colour on the ground."""
    assert {pair.field for pair in faint_pairs({"ground": "#6b6b6b"})} == {"ground"}
    assert {(pair.field, pair.ink) for pair in faint_pairs({"bright": "#a07cae"}) if pair.ground == "#3a1d42"} == {
        ("bright", "#a07cae")
    }


def test_mixing_goes_from_one_colour_to_the_other():
    assert [mix("#102030", "#ffffff", share) for share in (0, 1)] == ["#102030", "#ffffff"]


def test_upper_case_is_another_way_to_write_the_same_colour():
    brand = Brand(colours=BrandColours(ground="#0B3D66", link="#0B5F5C"))

    assert brand_colours(brand) == {"ground": "#0b3d66", "link": "#0b5f5c"}


def test_a_colour_is_refused_for_its_contrast_and_not_for_its_letters(judge):
    def codes(colour: str) -> list[str]:
        text = f'brand:\n  colours: {{link: "{colour}"}}\n'
        return [finding.code for finding in judge(("framework/framework.yaml", text)).findings]

    assert codes("#0B5F5C") == codes("#0b5f5c") == []
    assert codes("#DDDDDD") == codes("#dddddd") == ["SIT001"]


def test_the_field_that_is_blamed_is_one_that_the_brand_has():
    """The colours between the bright and the warm one follow from both."""
    faint = list(faint_pairs({"warm": "#101010"}))

    assert {pair.field for pair in faint} == {"warm"}
    assert faint


@pytest.mark.slow
def test_an_area_makes_the_site_its_own_in_one_place(tmp_path, small_build: FirstBuild):
    world = with_settings(tmp_path / "world")
    framework = world / "framework" / "framework.yaml"
    brand = 'brand:\n  name: Smallshire & PAs\n  logo: images/rosa.svg\n  colours: {ground: "#0B3D66"}\n'
    framework.write_text(framework.read_text(encoding="utf-8") + brand, encoding="utf-8")

    site = small_build.build_after(world, tmp_path / "site")

    page = (site / "career" / "index.html").read_text(encoding="utf-8")
    assert "Career - Smallshire &amp; PAs</title>" in page
    assert '<img class="mark" src="../images/rosa.svg" alt=""' in page
    assert '<meta name="theme-color" content="#0b3d66" media="(prefers-color-scheme: light)">' in page
    assert "--plum: #0b3d66;" in (site / "assets/stylesheets/site.css").read_text(encoding="utf-8")
    assert '"name": "Smallshire & PAs"' in (site / "app.webmanifest").read_text(encoding="utf-8")
