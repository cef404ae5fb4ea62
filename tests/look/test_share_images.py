"""Share images: their size, that words stay in their column, the same bytes, and none of a story that is withheld."""

import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from pa_framework.facts.facts import Facts
from pa_framework.facts.stories import visible_stories
from pa_framework.look import share_drawing, share_images
from pa_framework.look.share_drawing import truncate, wrap
from pa_framework.look.share_images import SECTIONS, SITE, image_of, images, section_image
from pa_framework.records.load import read_records
from pa_framework.site import stories
from pa_framework.site.feeds import feeds
from pa_framework.site.front_matter import compose
from tests.builders.worlds import TODAY, Judge, facts_of
from tests.paths import REFERENCE, SMALL

ROSA = "case_studies/rosa.yaml"
LONG = {
    "one sign for ever": "W" * 600,
    "a long word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and more",
    "far too much": "I keep the night boring, so that his day can be anything but. " * 12,
    "two short words": "Not yet.",
    "signs that the font does not have": "日本語 and 🎉 and العربية",
    "nothing that the font has": "日本語",
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(REFERENCE)


@pytest.fixture(scope="module")
def drawn(facts: Facts) -> dict[str, bytes]:
    return dict(images(facts))


def picture(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_each_story_that_is_shown_has_a_picture_of_the_right_size(facts: Facts, drawn: dict[str, bytes]):
    sections = {found[0] for path in SECTIONS if (found := section_image(path))}
    wanted = {SITE, *sections, *(image_of(story) for story in visible_stories(facts))}

    assert set(drawn) == wanted
    assert {picture(image).size for image in drawn.values()} == {(1200, 630)}
    assert {path: len(image) for path, image in drawn.items() if len(image) > 150_000} == {}


@pytest.mark.parametrize(
    ("path", "image"),
    {
        "become-a-pa.md": "share/become-a-pa-section.png",
        "career/levels/starting-out.md": "share/career-section.png",
        "law/index.md": "share/law-section.png",
        "index.md": None,
        "about/privacy.md": None,
        "careers.md": None,
    }.items(),
)
def test_a_page_has_the_picture_of_its_section(path: str, image: str | None):
    found = section_image(path)

    assert (found and found[0]) == image
    assert found is None or len(found[1]) > 20


def test_what_a_section_says_is_not_cut():
    for card in SECTIONS.values():
        size, lines = wrap(card.headline, 590, 290)

        assert " ".join(lines) == card.headline
        assert size >= 42
        assert truncate(share_drawing._font("atkinson", 36), card.reader, 590) == card.reader


def test_without_the_libraries_that_draw_no_page_and_no_feed_names_a_picture(facts: Facts, monkeypatch):
    monkeypatch.setattr(share_images, "CAN_DRAW", False)
    pages = [compose(facts, content) for kind in stories.PAGES for content in kind.build(facts)]

    assert list(images(facts)) == []
    assert len(pages) > 3
    assert [page.path for page in pages if '"share/' in page.markdown.partition("\n---\n")[0]] == []
    assert [path for path, content in feeds(facts) if b"/share/" in content] == []


def test_the_program_runs_without_the_libraries_that_draw():
    program = (
        "import sys\nfrom importlib import util\n"
        "find = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name in ('PIL', 'resvg_py') else find(name, *rest)\n"
        "sys.modules['PIL'] = sys.modules['resvg_py'] = None\n"
        "from pa_framework.look.share_images import CAN_DRAW\nimport pa_framework.site.plugin\nprint(CAN_DRAW)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_no_two_stories_have_the_same_picture(drawn: dict[str, bytes]):
    assert len(set(drawn.values())) == len(drawn)


def test_the_same_records_give_the_same_picture_in_another_run():
    program = (
        "import hashlib, datetime, pathlib\n"
        "from pa_framework.facts.facts import Facts\nfrom pa_framework.records.load import read_records\n"
        "from pa_framework.look.share_images import images\n"
        f"facts = Facts(read_records(pathlib.Path({str(SMALL)!r})), datetime.date(2026, 11, 22))\n"
        "print([hashlib.sha256(image).hexdigest() for _, image in images(facts)])\n"
    )
    runs = {subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout for _ in range(2)}

    assert len(runs) == 1


@pytest.mark.parametrize("consent", ["{state: withdrawn}", "{state: not-needed}"])
def test_a_story_that_is_withheld_has_no_picture(judge: Judge, consent: str):
    facts = judge((ROSA, f"illustrative: false\nconsent: {consent}")).facts

    assert [path for path, _ in images(facts) if not path.endswith("-section.png")] == [SITE]


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_large_words_stay_in_their_box(words: str):
    for width, height in ((590, 290), (1000, 290)):
        size, lines = wrap(words, width, height)
        font = share_drawing._font("bricolage", size)

        assert max(font.getlength(line) for line in lines) <= width
        assert len(lines) * size <= height


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_nothing_is_set_over_the_edge(judge: Judge, words: str):
    """Whatever a story says, the edges of its picture look as those of any other."""
    plain = picture(dict(images(judge().facts))["share/rosa.png"])
    change = (ROSA, f"pull_quote: {words!r}\ntold_by: {words!r}")
    full = picture(dict(images(judge(change).facts))["share/rosa.png"])
    outside = [(0, 0, 1200, 60), (1142, 0, 1200, 630), (0, 606, 1200, 630), (0, 0, 60, 630)]

    assert [box for box in outside if ImageChops.difference(plain.crop(box), full.crop(box)).getbbox()] == []


def test_an_illustrative_story_says_so_on_its_picture(judge: Judge):
    labels = {"illustrative: true": True, "illustrative: false\nconsent: {state: given, reference: c-1, given_on: 2026-05-01, review_by: 2031-05-01}": False}  # fmt: skip
    notes = {}
    for change, labelled in labels.items():
        face = picture(dict(images(judge((ROSA, change)).facts))["share/rosa.png"]).convert("RGB")
        notes[labelled] = face.getpixel((1100, 550))

    assert notes[True] == (255, 244, 234)
    assert notes[False] != notes[True]


def test_a_portrait_that_is_no_picture_leaves_the_words_alone(tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "framework/pages/images/rosa.svg").write_text("this is no picture", encoding="utf-8")
    drawn = dict(images(Facts(read_records(tmp_path), TODAY)))

    assert picture(drawn["share/rosa.png"]).size == (1200, 630)


def test_a_portrait_brings_in_no_other_file(tmp_path: Path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    secret = tmp_path / "secret.png"
    Image.new("RGB", (240, 240), "#00ff00").save(secret)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240"><image width="240" height="240" href="{}"/></svg>'
    for address in (secret, secret.as_uri(), "../../../secret.png"):
        portrait = tmp_path / "framework/pages/images/rosa.svg"
        portrait.write_text(drawing.format(address), encoding="utf-8")
        drawn = dict(images(Facts(read_records(tmp_path), TODAY)))
        face = picture(drawn["share/rosa.png"]).convert("RGB")

        assert face.getpixel((275, 300)) != (0, 255, 0)


def test_what_is_too_long_for_a_line_ends_in_dots():
    font = share_drawing._font("atkinson", 36)

    assert truncate(font, "Rosa", 200) == "Rosa"
    assert truncate(font, "Rosa of the seaside town", 200).endswith("…")
    assert font.getlength(truncate(font, "Rosa of the seaside town", 200)) <= 200


def branded(brand: str, tmp_path: Path) -> dict[str, bytes]:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "framework/framework.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}brand:\n{brand}", encoding="utf-8")
    Image.new("RGB", (240, 80), "#00ff00").save(tmp_path / "framework/pages/images/logo.png")
    return dict(images(Facts(read_records(tmp_path), TODAY)))


def test_pictures_have_the_colours_the_name_and_the_logo_of_the_area(judge: Judge, tmp_path: Path):
    ours = picture(dict(images(judge().facts))["share/rosa.png"]).convert("RGB")
    made = branded('  name: Mine\n  logo: images/logo.png\n  colours: {ground: "#0b3d66"}\n', tmp_path)
    theirs = picture(made["share/rosa.png"]).convert("RGB")
    name = (142, 545, 640, 600)

    assert ours.getpixel((10, 10)) == (0x3A, 0x1D, 0x42)
    assert {picture(image).convert("RGB").getpixel((10, 10)) for image in made.values()} == {(0x0B, 0x3D, 0x66)}
    # The logo is three times as wide as high: all of it stands in the middle of its square.
    assert [theirs.getpixel(at) for at in ((72, 567), (126, 567), (99, 542))] == [(0, 255, 0)] * 2 + [(11, 61, 102)]
    assert ImageChops.difference(ours.crop(name).convert("L"), theirs.crop(name).convert("L")).getbbox() is not None


def test_a_logo_that_is_no_picture_leaves_the_sign_of_the_site(judge: Judge, tmp_path: Path):
    (tmp_path / "framework/pages/images").mkdir(parents=True)
    (tmp_path / "framework/pages/images/broken.svg").write_text("this is no picture", encoding="utf-8")
    made = branded("  logo: images/broken.svg\n", tmp_path)

    assert made == dict(images(judge().facts))
