"""References in hand-written pages and in templates: resolved where readers read, as text whatever the value is."""

import html
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import markdown
import pytest
import yaml
from jinja2 import TemplateSyntaxError, UndefinedError

from pa_framework.check.run import check
from pa_framework.facts.facts import Facts
from pa_framework.look.markdown import environment, render
from pa_framework.records.load import read_records
from pa_framework.site.hand_written import body_of, hand_written, hand_written_link, meta_of, text_of
from pa_framework.site.page_kinds import _words_in_template
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Span
from tests.builders.hostile import ATTACKS
from tests.builders.sites import FirstBuild
from tests.builders.worlds import TODAY
from tests.paths import REFERENCE, SMALL

EVIDENCE = "framework/evidence/supply-of-pas.yaml"
PAGE = "framework/pages/about/pay.md"
VALUES = (
    *ATTACKS,
    "((settings.dbs_valid_years))",
    "a: b # c",
    "'\"\\ “quoted”",
    "line\n---\nline",
    "£12.71 " + "long " * 2000,
)


def world(folder: Path, value: str, page: str) -> Facts:
    """The small world with a value, to which a hand-written page refers as `V`."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    data = yaml.safe_load((folder / EVIDENCE).read_text())
    data["figures"] = [
        {"id": "attack", "says": "A", "value": value, "unit": "text", "year": 2016, "source": "pa-research"}
    ]
    (folder / EVIDENCE).write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True))
    (folder / PAGE).parent.mkdir(exist_ok=True)
    (folder / PAGE).write_text(page.replace("V", "((evidence.supply-of-pas.attack))"))
    return Facts(read_records(folder), TODAY)


def written(facts: Facts) -> str:
    """The page as the page tree has it, without its foot."""
    (file,) = (file for file in hand_written(facts) if file.path == "about/pay.md")
    return above_foot(text_of(facts, file.path, file.file.read_text()))


def above_foot(text: str) -> str:
    """A text without the foot of its page."""
    own, foot, _ = text.partition('\n\n<div class="page-foot"')
    assert foot
    return f"{own}\n"


def shown(body: str) -> str:
    """The text that a reader sees, with single spaces."""
    extensions = [
        each if isinstance(each, str) else next(iter(each))
        for each in yaml.safe_load((REFERENCE / "mkdocs.yml").read_text())["markdown_extensions"]
        if each != "pa_framework.site.needs_plugin"
    ]
    made = markdown.markdown(body, extensions=extensions)
    assert not re.search(r"<(?!/?(?:p|li|ul|td|th|tr|table|thead|tbody|div|em)\b)", made), made
    assert not re.search(r"<\w+\s", made), made
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "\n", made)).split())


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_a_value_is_shown_as_text_in_a_page(value: str, tmp_path: Path) -> None:
    page = "---\ntitle: Pay\ndescription: Of V now\n---\nOf V now\n\n- V\n\n| a |\n|---|\n| V |\n\n<p>V</p>\n\n*V*\n"
    facts = world(tmp_path, value, page)
    text, plain = written(facts), " ".join(value.split())
    _, matter, body = text.split("---\n", 2)

    assert shown(body) == f"Of {plain} now {plain} a {plain} {plain} {plain}"
    assert html.unescape(yaml.safe_load(matter)["description"]) == f"Of {plain} now"
    assert not re.search("[<>\"'{}]", yaml.safe_load(matter)["description"])
    assert meta_of(facts, {"title": "T", "description": "Of ((evidence.supply-of-pas.attack)) now"}) == {
        "title": "T",
        "description": yaml.safe_load(matter)["description"],
    }
    assert above_foot(body_of(facts, "about/pay.md", body)) == body
    link = hand_written_link(facts, "about/pay.md")
    assert link is not None
    assert link.hint == f"Of {value} now"


def test_code_addresses_and_titles_stay(tmp_path: Path) -> None:
    body = (
        '# About V\n\n`V`\n\n```\nV\n```\n\nText\n\n    V\n\n<p title="V">x</p>\n\n[x](V)\n\n<!-- V -->\n\n'
        "Head V\n------\n"
    )
    facts = world(tmp_path, "12", f"---\ntitle: On V\n---\n{body}")

    assert written(facts) == (tmp_path / PAGE).read_text()
    found = [finding for finding in check(tmp_path, TODAY).findings if finding.code.startswith("REF01")]
    assert [(finding.code, finding.span.line) for finding in found] == [("REF011", line) for line in (2, 4, 16, 18, 22)]
    assert "is in a title" in found[0].message
    assert "is in a heading" in found[1].message
    assert "is in an address or a tag" in found[2].message


def test_front_matter_is_resolved_whatever_its_style(tmp_path: Path) -> None:
    styles = "plain: a V\nquoted: \"V #\"\nsingle: 'V'\nfolded: >-\n  V\n  b\nlist: [V, {deep: V}]\nlast: x\n"
    facts = world(tmp_path, "a: 'b' #", f"---\n{styles}---\ntext\n")
    value = "a: &#39;b&#39; #"

    assert yaml.safe_load(written(facts).split("---\n")[1]) == {
        "plain": f"a {value}",
        "quoted": f"{value} #",
        "single": value,
        "folded": f"{value} b",
        "list": [value, {"deep": value}],
        "last": "x",
    }


def test_faults_in_pages_are_found_at_their_places(tmp_path: Path) -> None:
    page = "---\ntitle: Pay\ndescription: ((settings.dbs))\n---\n# Pay\n\nIt is ((settings.week)) and\n((settings.dbs_valid_years)) years.\n"
    world(tmp_path, "12", page)

    found = [(finding.code, finding.span) for finding in check(tmp_path, TODAY).findings if finding.code[:5] == "REF01"]

    assert found == [
        ("REF010", Span(PAGE, 3, 14, 30)),
        ("REF010", Span(PAGE, 7, 7, 24)),
        ("REF013", Span(PAGE, 8, 1, 29)),
    ]


@pytest.mark.parametrize(
    "matter",
    ["[" * 50_000, "- " * 50_000, "a: *b", "a: &b [*b, *b]", "x", "a: [", "{a: b}: ((settings.x))", "\x00", "? a\n"],
)
def test_front_matter_that_is_not_ours_stays(matter: str, tmp_path: Path) -> None:
    facts = world(tmp_path, "12", f"---\n{matter} ((settings.dbs_valid_years))\n---\n((settings.dbs_valid_years))\n")

    assert written(facts).endswith("\n---\n3 years\n")
    check(tmp_path, TODAY)


# --- templates


def template(folder: Path, source: str) -> Path:
    (folder / "page.md.j2").write_text(source)
    return folder


def test_a_reference_in_a_template_is_a_value(tmp_path: Path) -> None:
    facts = world(tmp_path / "world", "<b>((settings.dbs_valid_years))", "text")
    templates = environment(
        template(
            tmp_path, "((evidence.supply-of-pas.attack)), {{ value }}, ((settings.dbs_valid_years)), {{ ((1)) }}\n"
        )
    )
    made = render(
        templates,
        "page.md.j2",
        "x.md",
        value="((settings.dbs_valid_years))",
        reference=lambda written: _words_in_template(facts, "page.md.j2", written),
    )

    assert made == "&#60;b&#62;((settings.dbs&#95;valid&#95;years)), ((settings.dbs&#95;valid&#95;years)), 3 years, 1\n"


def test_a_template_with_a_fault_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateSyntaxError, match="lacks the name of its field") as error:
        environment(template(tmp_path, "a\n{{ x }}\n((settings))\n")).get_template("page.md.j2")
    assert error.value.lineno == 3
    with pytest.raises(UndefinedError):
        render(environment(template(tmp_path, "((settings.x))")), "page.md.j2", "x.md")
    with pytest.raises(UserError, match="no record has that value"):
        _words_in_template(Facts(read_records(SMALL), TODAY), "page.md.j2", "settings.x")


# --- a whole site

#: A line of markup of every kind, in a value that is text.
ATTACK = " ".join(ATTACKS).replace("\n", " ") + " '\"\\"
LAW_OF_WORDS = {
    "id": "notice",
    "title": "Notice",
    "summary": "How much notice someone gets.",
    "values": [
        {
            "id": "words",
            "title": "What must be written",
            "applies_to": "Everyone",
            "unit": "text",
            "history": [{"value": "X", "from": "2026-04-01", "state": "in-force", "source": "wages", "seen": "whole"}],
        }
    ],
}


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, small_build: FirstBuild) -> tuple[Path, str]:
    """A site whose records and pages refer to hostile values of law and evidence; with the value as readers see it."""
    folder = tmp_path_factory.mktemp("hostile") / "world"
    page = '---\ntitle: Pay\ndescription: D V E\n---\n# Pay\n\nB V and ((law.notice.words.value)) C\n\n<p class="x">V</p>\n'
    world(folder, ATTACK, page)
    law = folder / "framework/law/notice.yaml"
    value = ATTACK[:590]
    LAW_OF_WORDS["values"][0]["history"][0]["value"] = value  # type: ignore[index]
    law.write_text(yaml.safe_dump(LAW_OF_WORDS, sort_keys=False, allow_unicode=True))
    for path, old, new in (
        ("case_studies/rosa.yaml", "summary: ", "summary: Of ((evidence.supply-of-pas.attack)). "),
        ("framework/changes.yaml", "what: ", "what: Of ((evidence.supply-of-pas.attack)). "),
        ("framework/tasks/gastrostomy-feed.yaml", "summary: ", "summary: Of ((law.notice.words.value)). "),
    ):
        text = (folder / path).read_text()
        (folder / path).write_text(text.replace(old, new, 1))
    shutil.copyfile(REFERENCE / "mkdocs.yml", folder / "mkdocs.yml")
    return small_build.build_after(folder, folder.parent / "site"), " ".join(ATTACK.split())


def test_nothing_runs_and_everything_is_shown(hostile_site: tuple[Path, str]) -> None:
    site, value = hostile_site
    for path in ("about/pay/index.html", "stories/rosa/index.html", "delegation/tasks/gastrostomy-feed/index.html"):
        found = _Page((site / path).read_text())
        assert found.attacked == [], path
    page = _Page((site / "about/pay/index.html").read_text())
    assert " ".join(page.text.split()).count(value[:200]) >= 2
    assert page.description == f"D {value} E"
    assert _Page((site / "stories/rosa/index.html").read_text()).description.startswith(f"Of {value}.")
    task = _Page((site / "delegation/tasks/gastrostomy-feed/index.html").read_text())
    assert f"Of {value[:580]}" in " ".join(task.text.split())


def test_search_and_feeds_have_the_words(hostile_site: tuple[Path, str]) -> None:
    site, value = hostile_site
    index = json.loads((site / "assets/finder.json").read_text(encoding="utf-8"))
    texts = " ".join(summary for _, _, _, summary, *_ in index["pages"])
    feeds = "".join(
        " ".join("".join(ElementTree.parse(feed).getroot().itertext()).split()) for feed in site.rglob("*.atom")
    )

    assert "evidence.supply-of-pas" not in texts + feeds
    assert value[:60] in texts
    assert html.unescape(feeds).count(f"Of {value[:60]}") == 2


class _Page(HTMLParser):
    """What a built page shows, and each tag or attribute in it that an attack would have made."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.description, self.attacked = "", "", list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and given.get("name") == "description":
            self.description = given["content"]
        bad = [name for name in given if name.startswith("on")]
        leads = [given[name] for name in ("href", "src") if name in given]
        bad += [address for address in leads if "javascript:" in address.lower() or "elsewhere" in address]
        self.attacked += [f"{tag} {each}" for each in bad]
        self.attacked += [tag] if tag == "iframe" else []

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_title_of_a_page_is_not_one_in_its_code(tmp_path: Path) -> None:
    """A guide shows a record in a block of code: the `title` in it is no title of the page."""
    body = "# Edit a story\n\n```yaml\ntitle: Saturdays outside\ndescription: A story\n```\n"
    facts = world(tmp_path, "12", body)

    link = hand_written_link(facts, "about/pay.md")

    assert link is not None
    assert (link.title, link.hint) == ("Edit a story", "")
