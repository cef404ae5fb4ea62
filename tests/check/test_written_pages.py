"""Pages that are written by hand are checked as records are: what is wrong is found at its line, and nothing else is."""

import pytest

from pa_framework.check.rules import RULES
from pa_framework.facts.facts import Facts
from pa_framework.facts.pages import HandWrittenPage
from pa_framework.records.repository_files import RepositoryFile
from tests.builders.worlds import TODAY, World, changed, split

PAGES = "framework/pages/"
US = f"{PAGES}about/us.md"
WORDS = "We are six people in three towns.\n"
HEAD = "# About us here\n\n"
RULES_OF_PAGES = [
    rule for rule in RULES.values() if rule.judge and rule.judge.__module__.endswith((".written_pages", ".wording"))
]


def found(world: World, *files: tuple[str, str]) -> list[tuple[str, str, int]]:
    """The code, path and line of what the rules find in pages and files beside the records of the small world."""
    records, _ = split(world.values())
    pages = tuple(HandWrittenPage(path.removeprefix(PAGES), path, text) for path, text in files if path.endswith(".md"))
    facts = Facts(records, TODAY, pages=pages)
    facts.repository_files = tuple(RepositoryFile(path, text) for path, text in files if not path.endswith(".md"))
    problems = (
        (rule.code, problem.span) for rule in RULES_OF_PAGES for problem in (rule.judge(facts) if rule.judge else ())
    )
    return sorted({(code, span.path, span.line) for code, span in problems if span.path not in world})


def below(text: str) -> str:
    """A page with a text from its fifth line."""
    return f"{HEAD}{WORDS}\n{text}\n"


#: What is on a page, from its fifth line, and the code and line that are named.
FAULTS: dict[str, tuple[str, str, int]] = {
    "a link to a page that is not there": ("[Support](../suport/index.md)", "SIT004", 5),
    "a link to a task that is not there": ("See\n[the feed](../delegation/tasks/gastrostomy-feeding.md).", "SIT004", 6),
    "a link from the wrong folder": ("- [Pay](career/pay.md)", "SIT004", 5),
    "a link to an address of the site": ("[Pay](../career/pay/)", "SIT004", 5),
    "a link to the root": ("[Pay](/career/pay.md)", "SIT004", 5),
    "a link without a target": ("[Pay]()", "SIT004", 5),
    "a link out of the pages": ("[The readme](../../../README.md)", "SIT004", 5),
    "a link to a file that is not there": ("[The form](../files/form.pdf)", "SIT004", 5),
    "a link to a rule that is not there": ("[A rule](rules/DEL999.md)", "SIT004", 5),
    "a link in a tag": ('<a href="../suport/index.md">Support</a>', "SIT004", 5),
    "a link with a title": ('[Support](../suport/index.md "All of it")', "SIT004", 5),
    "a link by a definition": ("[Support][s]\n\n[s]: ../suport/index.md", "SIT004", 7),
    "a name without a definition": ("[Support][sup]", "SIT004", 5),
    "a link on a picture": ("[![A door to support](../images/rosa.svg)](../suport/index.md)", "SIT004", 5),
    "an anchor that is not there": ("## How to join\n\n[Join](#how-to-joyn)", "SIT005", 7),
    "an anchor of a page with another heading": ("[The same](us.md#who-we-were)", "SIT005", 5),
    "a value that a law does not have": ("[Pay](../law/minimum-wage.md#adults)", "SIT005", 5),
    "an anchor with capitals": ("## How to join\n\n[Join](#How-to-join)", "SIT005", 7),
    "a term that is not in the glossary": ("[A word](glossary.md#no-such-word)", "SIT005", 5),
    "a picture that is not there": ("![A woman in a kitchen](../images/nobody.svg)", "SIT006", 5),
    "a picture from the root": ("![A woman in a kitchen](/images/rosa.svg)", "SIT006", 5),
    "a picture in a tag": ('<img alt="A woman in a kitchen" src="../images/rosa.png">', "SIT006", 5),
    "a picture without words": ("![](../images/rosa.svg)", "SIT007", 5),
    "a picture with words that say nothing": ("![image 1](../images/rosa.svg)", "SIT007", 5),
    "a picture with the name of its file": ("![rosa.svg](../images/rosa.svg)", "SIT007", 5),
    "a tag without words": ('Look\n<img src="../images/rosa.svg">', "SIT007", 6),
    "a merge that is not finished": ("<<<<<<< HEAD\nOne\n\n=======\nTwo\n>>>>>>> main", "SIT009", 5),
    "a box that is left open": ('<div class="easy" markdown>\n\nOne\n\n<div>\n\nTwo\n\n</div>', "SIT022", 5),
    "a box within another that is left open": ("<details>\n<div>\n\nOne\n\n</details>", "SIT022", 6),
    "a box that is closed twice": ("<section>\n\nOne\n\n</section>\n</section>", "SIT022", 10),
    "the end of a merge": ("One\n\n>>>>>>> 1a2b3c4", "SIT009", 7),
    "a picture of another site": ("![A map of the town](https://maps.example.org/us.png)", "SIT011", 5),
    "a picture of another site in a tag": (
        '<img alt="A map of the town" src="//maps.example.org/us.png">',
        "SIT011",
        5,
    ),
    "a frame": ('<iframe src="https://video.example.org/1" title="A film"></iframe>', "SIT011", 5),
    "a style": ('<link rel="stylesheet" href="https://fonts.example.org/a.css">', "SIT011", 5),
    "a font": ("<style>@import url(https://fonts.example.org/a.css);</style>", "SIT011", 5),
    "a script of another site": ('<script src="https://count.example.org/a.js"></script>', "SIT011", 5),
    "a form": ('<form action="https://example.org/post"><input name="a"></form>', "SIT011", 5),
    "a script": ("<script>alert(1)</script>", "SIT012", 5),
    "a handler": ('<p onclick="go()">Go</p>', "SIT012", 5),
    "a handler of a picture": ("<img alt='A woman cooks' src='../images/rosa.svg' onerror='go()'>", "SIT012", 5),
    "a link that runs": ("[Go](javascript:go())", "SIT012", 5),
    "a link in a tag that runs": ('<a href="javascript:go()">Go</a>', "SIT012", 5),
    "a second main heading": ("# Who we are now\n\nWe are here.", "SIT013", 5),
    "a second main heading, underlined": ("Who we are now\n==============\n\nWe are here.", "SIT013", 5),
    "a heading too deep": ("### Who we are\n\nWe are here.", "SIT013", 5),
    "a heading far too deep": ("## Who\n\nWe are here.\n\n##### We\n\nWe are here.", "SIT013", 9),
    "a heading without words": ("##\n\nWe are here.", "SIT013", 5),
    "what is to come": ("Our office is open from TBC.", "SIT017", 5),
    "what someone has to do": ("TODO write this", "SIT017", 5),
    "what is to come after what is not": ("The form has to be completed by both. The day is TBA.", "SIT017", 5),
    "whom someone wants to ask": ("We pay more at night (ask Priya).", "SIT017", 5),
    "a gap that is to be filled": ("Ring [insert number] first.", "SIT017", 5),
    "words for a gap": ("Ring [name of the contact] first.", "SIT017", 5),
    "words of a printer": ("Lorem ipsum dolor sit amet.", "SIT017", 5),
    "signs for a gap": ("We pay £xxx an hour.", "SIT017", 5),
    "words for later": ("| When | Where |\n| --- | --- |\n| Coming soon | Hove |", "SIT017", 7),
    "a word that we do not use": ("This is for service users.", "TXT001", 5),
    "an old word": ("- Ask your CCG for it.", "TXT001", 5),
    "a word of another trade": ("Each competency has a page.", "TXT001", 5),
    "words that make people less": ("She suffers from asthma.", "TXT002", 5),
    "words for a group": ("Help for the disabled.", "TXT002", 5),
    "a word for a chair": ("## Who\n\nPeople who are wheelchair-bound.", "TXT002", 7),
    "a long sentence": (" ".join(["word"] * 40) + ".", "TXT003", 5),
    "a word that people do not say": ("Bring the form.\nSomebody reads it.", "TXT014", 6),
    "a saying": ("| Why | What |\n| --- | --- |\n| Hands forget | Practise |", "TXT014", 7),
    "a cell too few": ("| Way | Paid |\n| --- | --- |\n| To work, usually no |", "SIT023", 7),
    "a cell too many": ("| Way | Paid |\n|:--|--:|\n| To work | No | Since 2016 |", "SIT023", 7),
    "a cell too few in a quote": ("> | Way | Paid |\n> | --- | --- |\n> | To work |", "SIT023", 7),
    "a cell too many in a quote of a quote": (
        "> > | Way | Paid |\n> > | - | - |\n> > | Work | No | Yes |",
        "SIT023",
        7,
    ),
    "a cell too few in a box": ('!!! note "Ways"\n    | Way | Paid |\n    | --- | --- |\n    | To work |', "SIT023", 8),
    "a cell too few in HTML that holds Markdown": (
        '<div class="easy" markdown>\n\n| Way | Paid |\n| --- | --- |\n| To work |\n\n</div>',
        "SIT023",
        9,
    ),
    "a cell too few below HTML": ("<div>A</div>\n\n| Way | Paid |\n| --- | --- |\n| To work |", "SIT023", 9),
    "a line that becomes a row": ("| Way | Paid |\n| --- | --- |\n| To work | No |\nAsk first.", "SIT023", 8),
    "a cell too few, below a sign that is not closed": (
        "| Way | Paid |\n| --- | --- |\n| `To work | No |\n| `Home |",
        "SIT023",
        8,
    ),
    "a cell too many, without outer bars": ("Way | Paid\n--- | ---\nTo work | No\nHome | No | At night", "SIT023", 8),
}


@pytest.mark.parametrize(("text", "code", "line"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_a_page_is_named_at_its_line(text: str, code: str, line: int, world: World) -> None:
    assert found(world, (US, below(text))) == [(code, US, line)]


#: Whole files: path, text, code and line.
FILES: dict[str, tuple[str, str, str, int]] = {
    "a name that nothing reads": (US, f"---\ntitle: Us here\ndiscription: Six\n---\n\n{HEAD}{WORDS}", "SIT008", 3),
    "a name in another language": (US, f"---\ntitel: Us here\n---\n\n{HEAD}{WORDS}", "SIT008", 2),
    "a name written twice": (US, f"---\ntitle: Us here\ntitle: Us there\n---\n\n{HEAD}{WORDS}", "SIT008", 3),
    "front matter with a colon in a text": (US, f"---\ntitle: Us: who we are\n---\n\n{HEAD}{WORDS}", "SIT008", 2),
    "front matter that is a list": (US, f"---\n- title\n---\n\n{HEAD}{WORDS}", "SIT008", 2),
    "front matter without a beginning": (US, f"title: Us here\ndescription: Six\n---\n\n{HEAD}{WORDS}", "SIT008", 1),
    "front matter that begins with a list": (US, f"\nhide:\n  - toc\n---\n\n{HEAD}{WORDS}", "SIT008", 2),
    "front matter of one line, without a beginning": (US, f"title: Us here\n---\n\n{HEAD}{WORDS}", "SIT008", 1),
    "front matter with an empty line, without a beginning": (
        US,
        f"\ntitle: Us here\n\ntags: [us]\n\n---\n\n{HEAD}{WORDS}",
        "SIT008",
        2,
    ),
    "front matter with a comment, without a beginning": (
        US,
        f"title: Us\n#new\ntags:\n- us\n---\n\n{HEAD}{WORDS}",
        "SIT008",
        1,
    ),
    "front matter with a slip, without an end": (US, f"---\ntitel: Us here\n{HEAD}{WORDS}", "SIT008", 3),
    "front matter in capitals, without an end": (US, f"---\nTitle: Us here\n\n{HEAD}{WORDS}", "SIT008", 3),
    "front matter without an end": (US, f"---\ntitle: Us here\n\n{HEAD}{WORDS}", "SIT008", 3),
    "a merge in settings": ("mkdocs.yml", "site_name: A\n<<<<<<< HEAD\nsite_url: b\n", "SIT009", 2),
    "a merge in the readme": ("README.md.txt", "Us\n>>>>>>> main\n", "SIT009", 2),
    "a page of the site": (f"{PAGES}career/pay.md", f"{HEAD}{WORDS}", "SIT010", 1),
    "a page of a record": (f"{PAGES}delegation/tasks/gastrostomy-feed.md", f"{HEAD}{WORDS}", "SIT010", 1),
    "a page of a rule": (f"{PAGES}about/rules/DEL001.md", f"{HEAD}{WORDS}", "SIT010", 1),
    "the first page": (f"{PAGES}index.md", f"{HEAD}{WORDS}", "SIT010", 1),
    "a picture that loads": (f"{PAGES}a.svg", '<svg>\n<image href="https://example.org/a.png"/></svg>', "SIT011", 2),
    "a style that loads": ("overrides/a.css", "a {}\nb { background: url(https://example.org/a.png) }", "SIT011", 2),
    "a template that loads": (
        "overrides/main.html",
        '<p>\n<script src="https://example.org/a.js"></script>',
        "SIT011",
        2,
    ),
    "settings that load": (
        "mkdocs.yml",
        "site_name: A\nextra_javascript:\n  - https://example.org/a.js\n",
        "SIT011",
        3,
    ),
    "a link whose address has no end": (
        US,
        f"{HEAD}{WORDS}\n\nAsk [the team](https://example.org/team first.\n",
        "SIT029",
        6,
    ),
    "a link in a table whose address has no end": (
        US,
        f"{HEAD}{WORDS}\n\n| Who |\n|---|\n| [Us](https://example.org |\n",
        "SIT029",
        8,
    ),
    "a link whose words have no end": (
        US,
        f"{HEAD}{WORDS}\n\nAsk [the team(https://example.org/team) first.\n",
        "SIT029",
        6,
    ),
    "a link that is apart": (US, f"{HEAD}{WORDS}\n\nAsk [the team] (https://example.org/team) first.\n", "SIT029", 6),
    "a heading without a space": (US, f"{HEAD}{WORDS}\n\n##Tell us\n\nWords.\n", "SIT029", 6),
    "bold words without an end": (
        US,
        f"{HEAD}{WORDS}\n\n- one\n- **Call 999 now.\n- **two** and **three**\n",
        "SIT029",
        7,
    ),
    "an anchor given twice": (
        US,
        f"{HEAD}{WORDS}\n\n## One {{ #one }}\n\nWords.\n\n## Two {{ #one }}\n\nWords.\n",
        "SIT025",
        10,
    ),
    "a workflow that is no YAML": (".github/workflows/a.yml", "on: push\njobs:\n  build: {a: [}\n", "SIT026", 3),
    "a workflow with a sign that no file may have": (".github/workflows/a.yml", "a: 'b\x01c'\n", "SIT026", 1),
    "a workflow that is nested without end": (".github/workflows/a.yml", "a: " + "[" * 3000, "SIT026", 1),
    "settings of another folder": (
        "mkdocs.yml",
        "site_name: A\ndocs_dir: framework/page\nplugins: [pa-framework]\n",
        "SIT024",
        2,
    ),
    "settings of a folder in quotes": (
        "properdocs.yml",
        "site_name: A\nplugins:\n  - pa-framework\ndocs_dir: 'docs' # ours\n",
        "SIT024",
        4,
    ),
    "a menu with a page that is not there": (
        "mkdocs.yml",
        "site_name: A\nplugins: [pa-framework]\nnav:\n  - Support: support/index.md\n  - Law: law/indx.md\n",
        "SIT027",
        5,
    ),
    "a menu in a menu": (
        "mkdocs.yml",
        "site_name: A\nplugins: [pa-framework]\nnav:\n  - More:\n      - plan/overview.md\n",
        "SIT027",
        5,
    ),
    "a foot with a page that is not there": (
        "mkdocs.yml",
        "site_name: A\nplugins: [pa-framework]\nextra:\n  footer:\n    - {title: Help, path: suport/}\n",
        "SIT027",
        5,
    ),
    "a picture with a script": (f"{PAGES}a.svg", "<svg>\n<script>go()</script></svg>", "SIT012", 2),
    "a picture with a handler": (f"{PAGES}a.svg", '<svg\nonload="go()"></svg>', "SIT012", 1),
    "a page without a main heading": (US, f"---\ntitle: Us here\n---\n\n{WORDS}", "SIT013", 4),
    "a page that begins with a small heading": (US, f"## Us here\n\n{WORDS}", "SIT013", 1),
    "the title of another page": (US, f"# Glossary of pay\n\n---\n\n# Decide about a task\n\n{WORDS}", "SIT013", 5),
    "an empty file": (US, "", "SIT015", 1),
    "a page with a heading only": (US, "# Us here\n", "SIT015", 1),
    "a page with a comment only": (US, "# Us here\n\n<!-- We are six people -->\n", "SIT015", 1),
    "another ending": (f"{PAGES}about/us.markdown", WORDS, "SIT016", 1),
    "an ending twice": (f"{PAGES}about/us.md.txt", WORDS, "SIT016", 1),
    "an ending in capitals": (f"{PAGES}about/us.MD", WORDS, "SIT016", 1),
    "a file of a word processor": (f"{PAGES}about/us.docx", "", "SIT016", 1),
}


@pytest.mark.parametrize(("path", "text", "code", "line"), FILES.values(), ids=FILES)
def test_a_fault_of_a_file_is_named(path: str, text: str, code: str, line: int, world: World) -> None:
    assert found(world, (path, text)) == [(code, path, line)]


@pytest.mark.parametrize("title", ["# About us", "---\ntitle: About us\n---\n\n# Who", "# ABOUT US"])
def test_two_pages_with_one_title_are_told_apart(title: str, world: World) -> None:
    other = f"{PAGES}about/we.md"
    line = 2 if title.startswith("-") else 1

    assert found(world, (US, f"# About us\n\n{WORDS}"), (other, f"{title}\n\n{WORDS}")) == [("SIT014", other, line)]
    assert [code for code, _, _ in found(world, (US, f"# Decide about a task\n\n{WORDS}"))] == []
    assert found(world, (US, f"# Find a healthcare task\n\n{WORDS}")) == [("SIT014", US, 1)]


#: What a page may hold, from its fifth line.
FINE: dict[str, str] = {
    "an anchor given that the words of another heading would make": "## One day\n\nWords.\n\n## Two {#one-day}\n\nWords.\n",
    "odd letters in a number": "There are fıve: milk, bread, tea, salt and rice. There are ſeven cups.\n",
    "links": "[Support](../support/index.md), [a task](../delegation/tasks/gastrostomy-feed.md#signs), [us](us.md)",
    "a wall sheet": "[The sheet](../delegation/tasks/gastrostomy-feed/sheet.md)",
    "a rule": "[A rule](rules/DEL001.md) and [all rules](rules/index.md)",
    "other sites": "[GOV.UK](https://www.gov.uk/a#b), <https://example.org>, [mail](mailto:info@example.org), [ring](tel:111)",
    "a feed": "[Changes](../feeds/changes.atom) and [the schema](../schemas/task.schema.json)",
    "an anchor": "## How to join?\n\n[Join](#how-to-join) or [above](us.md#about-us-here)",
    "an anchor with markup": "## `PRV` and *us*\n\n[Us](#prv-and-us)",
    "the second heading of its name": "## We\n\nYes.\n\n## We\n\n[We](#we_1)",
    "an own anchor": "## How to join {#join}\n\n[Join](#join)",
    "a value of a law": "[Pay](../law/minimum-wage.md#adult) and [the law](../law/minimum-wage.md#the-legal-minimum-wage)",
    "bars in code, and after a backslash": "| Way | Paid |\n| --- | --- |\n| `a | b` | a \\| b |",
    "a bar in a sentence": "The menu says A | B. It goes on.",
    "a table in code": "```\n| a | b |\n| --- | --- |\n| c |\n```",
    "a table in a comment": "<!--\n| a | b |\n| --- | --- |\n| c |\n-->",
    "a table in a quote": "> | Way | Paid |\n> | --- | --- |\n> | To work | No |\n>\n> Ask | first.",
    "a quote below a table in a quote": "> > | Way | Paid |\n> > | --- | --- |\n> > | To work | No |\n> Ask first.",
    "a table in HTML": "<div>\n\n| a | b |\n| --- | --- |\n| c |\n\n</div>",
    "a table in a table of HTML": "<table>\n<tr><td>\n| a | b |\n| --- | --- |\n| c |\n</td></tr>\n</table>",
    "a table in HTML in HTML": "<section markdown>\n\n<div>\n| a | b |\n| - | - |\n| c |\n</div>\n\nWe cook.\n\n</section>",
    "a table before the end of HTML": "<div markdown>\n| a | b |\n| --- | --- |\n| c | d |\n</div>",
    "a table in code of HTML": "<pre>\n| a | b |\n| --- | --- |\n| c |\n</pre>",
    "bars below a sentence": "We ask\na | b\n--- | ---\nc",
    "signs after a backslash": "| Way | Paid |\n| --- | --- |\n| \\`a | b\\` |\n| c \\\\| d |",
    "a rule with other columns than the head": "| a |\n| --- | --- |\n| b |",
    "two tables": "| a | b |\n| --- | --- |\n| c | d |\n\n| a |\n| --- |\n| b |",
    "an anchor in a tag": '<a id="top"></a>\n\n[Top](#top)',
    "accents": "## Siân’s café\n\n[Siân](#sians-cafe)",
    "a definition": "[Support][s] and [s]\n\n[s]: ../support/index.md",
    "a picture": "![A woman cooks in a kitchen](../images/rosa.svg)",
    "a picture that says nothing": '<img src="../images/rosa.svg" alt="">',
    "code": "```html\n<script src='https://x.org/a.js'></script>\n[a](b.md)\n<<<<<<\n# One\n```",
    "a rule and bold over lines": "***\n\n****\n\n**The wage in\n2026. It rises** soon. **Pay\n+ pension** and 2 ** 3 too.\n",
    "links of other forms": '[a](https://example.org/a\n"Title"), [sheet](https://example.org/a\n), [m](mailto:a@example.org?subject=Hi there), [see (https://example.org/a)] and\n\n- [x] (https://example.org/a) do it\n',
    "code in a line": "Write `[words](page.md)` or `<script>`, and `TODO`.",
    "code by indentation": "For example:\n\n    # One\n    [a](b.md)\n    <img src=x>\n",
    "a comment": "<!-- [old](old.md) ![](x.png) <script></script> -->",
    "a line of signs": "We\n\n---\n\nYou and we\n",
    "brackets": "We pay [a little] more (and [sometimes] less); see note [1].",
    "a task list": "- [ ] Ask\n- [x] Write it down",
    "a footnote": "We said so.[^1]\n\n[^1]: In 2024.",
    "an admonition": '!!! note "For you"\n    Read this.',
    "a table": "| Step | What |\n| --- | --- |\n| 1 | Ask |",
    "a reference": "We pay ((law.minimum-wage.adult)) or more.",
    "words that are no gap": "The form has to be completed by both. Do not use a placeholder name for a real person.",
    "what has to be done": "Two things have to be confirmed. Put them on a todo list (ask Acas, or check with HMRC).",
    "an office to ask": "Holiday is counted in hours (ask Acas). Tax is due (check with HMRC).",
    "a line to write on": "Name: ______",
    "a size": "Gloves come in XXL.",
    "a question": "Why? Because we ask.",
    "a quotation": "Never say “service user” or “suffers from”.",
    "an old word about the past": "Until July 2022 it was called a CCG.",
    "a long list": "We have " + ", ".join(["tea"] * 8) + ".\n- " + "\n- ".join(["word " * 8] * 4),
    "two sentences": f"{'word ' * 20}. {'word ' * 20}.",
    "easy words": '<div class="easy" markdown>\n\n## In easy words\n\n- We are six.\n\n</div>',
    "a folded part": "<details markdown><summary>More about us</summary>\n\nWe cook.\n\n</details>",
    "definitions": "Role\n:   What someone may do.",
    "a number with a full stop": "1. Ask\n2. Write\n\n    - in the book",
    "emphasis": "**Ring 999** and *then* tell the nurse.",
    "a break": "We cook  \nand we eat.<br>And we sing.",
    "an address in a tag": '<a href="https://example.org" rel="noopener">Out</a>',
    "maths": "5 < 7 and 9 > 3, so x<y",
    "email": "Write to <info@example.org>.",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_what_a_page_may_hold_is_left_alone(text: str, world: World) -> None:
    assert found(world, (US, below(text))) == []


@pytest.mark.parametrize(
    "start",
    [
        "---\ntitle: Us\ndescription: 'Who: we'\nhide: [toc]\nsearch:\n  boost: 2\n---\n\n",
        "\n",
        "---\n---\n\n",
        "---\n# only a comment\n---\n",
    ],
)
def test_front_matter_may_be_as_it_is(start: str, world: World) -> None:
    assert found(world, (US, f"{start}{HEAD}{WORDS}")) == []


#: Beginnings of a page with a line across that have names and colons, and are prose.
PROSE = (
    "title: what we call a job, such as lead PA\n\nWe use it on all pages.\n\n---\n\nMore.\n",
    "search: what people look for\nThe words are those of people.\n\n---\n",
    "tags: small words\n\n---\n\nWe read them.\n",
    "description: who we are\n---\n\nWe are six.\n",
    "hide: nothing\n\n- Ask us\n- Ring us\n\n---\n",
    "kind: a word for us.\n\nWe say: be kind\n\n---\n",
    "---\n\nWe are six.\n\nNote: ask first\n",
    "---\nWe are six people: three PAs and three others\n",
    "---\n\ntitle: what we call a job\n",
    "---\n- Ring: 111\n- Ask: us\n",
    "---\nNote: ask first\n",
    "We are six.\n\n---\n\ntitle: what we call a job\n",
)


@pytest.mark.parametrize("text", PROSE)
def test_prose_beside_a_line_across_is_no_front_matter(text: str, world: World) -> None:
    assert [one for one in found(world, (US, f"{text}{WORDS}")) if one[0] == "SIT008"] == []


def test_other_files_may_name_other_sites(world: World) -> None:
    assert (
        found(
            world,
            (f"{PAGES}a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><a href="https://example.org">x</a></svg>'),
            (
                "overrides/main.html",
                '<link rel="canonical" href="https://example.org"><a href="https://example.org">x</a>',
            ),
            (
                "mkdocs.yml",
                "site_name: A\nsite_url: https://example.org\nextra_css:\n  - own.css # not https://example.org/a.css\nextra: {a: https://b.org}\n",
            ),
            ("overrides/a.css", "/* https://example.org */ a { background: url(own.png) }"),
            ("docs/notes.md.j2", "=======\nA heading\n======="),
        )
        == []
    )


OLD_LIST = """\
sources:
  - {id: old-list, title: A list, publisher: A council, published: "2001", last_checked: 2026-11-01, state: gone, seen: part}
"""


@pytest.mark.parametrize(
    ("link", "is_cited"),
    [
        ("[Source](sources.md#old-list)", True),
        ("[Source](../about/sources.md#old-list)", True),
        ("[Source](resources.md#old-list)", False),
        ("[Source](sources.md#old-lists)", False),
        ("The id is old-list.", False),
    ],
)
def test_a_page_cites_the_sources_that_it_links_to(link: str, is_cited: bool, world: World) -> None:
    records, _ = changed(world, [("framework/sources.yaml", OLD_LIST)])
    facts = Facts(records, TODAY, pages=(HandWrittenPage("about/us.md", US, below(link)),))

    judge = RULES["REF008"].judge
    assert judge
    assert [problem.message for problem in judge(facts)] == (
        [] if is_cited else ["no record and no page cites the source `old-list`"]
    )
    assert (US in facts.citing.get("old-list", ())) is is_cited
