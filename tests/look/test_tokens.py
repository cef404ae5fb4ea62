"""Style sheets made from tokens and from components."""

import re

import pytest

from pa_framework.facts.brand import contrast_pairs, palette, tokens
from pa_framework.look.assets import LookError, content_sheet, join_components, without_comments
from pa_framework.look.tokens import brand_sheet, risk_sheet, token_sheet
from tests.paths import ROOT

LOOK = ROOT / "site_overrides"
STYLES = sorted((LOOK / "components").glob("*/*.css"))
ORDER = b"styles_first: [base]\nscripts_everywhere: [menu]\n"


def test_every_name_in_the_tokens_is_a_colour():
    file = tokens()
    schemes = ("light", "dark")
    used = {name for scheme in schemes for pair in contrast_pairs(scheme) for name in pair}
    used |= {step.colour for step in file.brand} | set(file.risk_scale)

    assert used - set(palette("light")) == set()
    assert {
        value for scheme in schemes for value in palette(scheme).values() if not re.fullmatch("#[0-9a-f]{6}", value)
    } == set()


def test_every_token_that_a_component_uses_is_there():
    defined = set(re.findall(r"--([\w-]+):", token_sheet("light").decode()))
    texts = [path.read_text(encoding="utf-8") for path in STYLES]
    own = {name for text in texts for name in re.findall(r"--([\w-]+):", text)}
    used = {name for text in texts for name in re.findall(r"var\(--([\w-]+)\)", text)}

    assert used - defined - own == set()


def test_a_component_takes_its_colours_from_the_tokens():
    found = {
        f"{path.name}: {colour}"
        for path in STYLES
        for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", path.read_text(encoding="utf-8"))
    }

    assert found == set()


def test_no_style_names_a_tier():
    assert [
        path.name for path in STYLES if re.search(r"risk--(low|medium|high)", path.read_text(encoding="utf-8"))
    ] == []


def test_every_file_of_a_component_has_its_name():
    """Another name would not be joined, and no one would see why."""
    wrong = [
        path.relative_to(LOOK).as_posix()
        for path in (LOOK / "components").glob("*/*")
        if path.suffix in (".css", ".js") and path.name.split(".")[0] != path.parent.name
    ]

    assert wrong == []


def test_dark_and_paper_have_what_differs():
    light, dark, paper = (token_sheet(medium).decode() for medium in ("light", "dark", "print"))

    assert "--plum-edge: var(--plum);" in light
    assert "--plum-edge: var(--on-plum-soft);" in dark
    assert "--sun:" not in dark
    assert ("color-scheme" in paper, "--ink: #000000;" in paper) == (False, True)


def test_a_brand_comes_after_the_look():
    assert brand_sheet({"ground": "#0b3d66"}, "light").startswith(b":root {\n  --plum: #0b3d66;\n")


@pytest.mark.parametrize(
    ("count", "colours"),
    [
        (1, ["var(--sun)"]),
        (2, ["var(--sun)", "var(--stop)"]),
        (3, ["var(--sun)", "var(--coral)", "var(--stop)"]),
        (4, ["var(--sun)", *(f"color-mix(in srgb, var(--{over}) {share}%, var(--{under}))" for over, share, under in (("coral", 67, "sun"), ("stop", 33, "coral"))), "var(--stop)"]),
    ],
)  # fmt: skip
def test_tiers_have_colours_by_their_place(count, colours):
    style = risk_sheet(count).decode()

    assert re.findall(r"border-top-color: (.*);", style) == colours
    assert style.count("linear-gradient(") == count
    assert (f".facts > li.risk--{count} {{" in style) == (count > 1)


def test_no_tiers_need_no_style():
    assert risk_sheet(0) == b""


def test_components_are_joined_in_the_order_that_is_declared():
    files = {
        "components.yaml": ORDER,
        "components/base/base.css": b"/* first */\nb {}\n",
        "components/a/a.css": b"a {}\n",
        "components/a/a.print.css": b"p {}\n",
        "components/a/a.js": b"a();\n",
        "components/z/z.dark.css": b"z {}\n",
        "components/menu/menu.js": b"menu();\n",
        "components/menu/menu.html": b"<nav></nav>",
    }

    made = join_components(files, {}, 0)

    assert set(made) == {
        *(f"assets/stylesheets/{name}.css" for name in ("site", "night", "print")),
        *(f"assets/javascripts/{name}.js" for name in ("site", "a")),
    }
    assert made["assets/stylesheets/site.css"].endswith(b"}\nb {}\na {}\n")
    assert made["assets/stylesheets/night.css"].endswith(b"z {}\n")
    assert made["assets/stylesheets/print.css"].endswith(b"p {}\n")
    assert made["assets/javascripts/site.js"] == b"menu();\n"


@pytest.mark.parametrize("order", [ORDER, b"styles_first: base\nscripts_everywhere: []\n", b"style_first: []\n", b"["])
def test_an_order_that_fits_no_component_is_named(order):
    with pytest.raises(LookError, match=r"components\.yaml"):
        join_components({"components.yaml": order, "components/base/base.css": b""}, {}, 0)


def test_the_sheet_of_another_theme_nests_what_pages_contain_and_leaves_out_our_frame():
    files = {
        "components.yaml": ORDER + b"only_our_frame: [menu]\n",
        "components/base/base.css": b".words > b {}\n.words-of {}\n@media (scripting: enabled) { i {} }\n",
        "components/base/base.print.css": b"p {}\n",
        "components/fonts/fonts.css": b"@font-face {}\n",
        "components/menu/menu.css": b"nav {}\n",
        "components/menu/menu.js": b"",
        "engines/text.css": b"h1 {}\n",
        "engines/material.css": b"header {}\n",
    }

    outside, _, nested = content_sheet(files, {}, 0, "material").partition(b":is(#pa-framework, ")

    assert (b"@font-face {}" in outside, b"header {}" in outside, b"nav {}" in outside + nested) == (True, True, False)
    assert b"{\n& > b {}\n.words-of {}\n@media (max-width: 0) { i {} }\nh1 {}\n@media print {\np {}\n}\n}" in nested


def test_a_look_without_its_order_is_named():
    with pytest.raises(LookError, match="missing"):
        join_components({"components/base/base.css": b""}, {}, 0)


def test_comments_stay_in_the_repository():
    assert without_comments(b"/* one */\na {\n\n  b: c; /* two */\n}\n") == b"a {\n  b: c; \n}\n"
