"""Random edits of a framework on disk, as people and machines make them: each follows from a `Random`.

`benchmarks/sequences.py` compares builds that keep pages with clean ones after each.
"""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from pa_framework.records.kinds import TOP_FOLDERS
from pa_framework.text.kept import FOLDER
from tests.builders.fuzz import damaged
from tests.builders.sites import with_settings

#: Pages that someone wrote by hand: one with a value of the law and links to records, one that links to a page of it.
_PAGES = {
    "about/our-area.md": "# Our area\n\nThe least for an hour is ((law.minimum-wage.adult)).\n\n"
    "See [the feed](../delegation/tasks/gastrostomy-feed.md) and [how we meet](how-we-meet.md#when).\n",
    "about/how-we-meet.md": "# How we meet\n\n## When\n\nOn the first Monday of each month.\n",
}
_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 160"><rect width="240" height="{}"/></svg>\n'
#: Folders whose files are records by themselves, which can be copied, removed and renamed.
_LEAVES = ("competences", "case_studies", "tasks", "learning", "support", "evidence", "agreements", "plan", "levels")


class NothingToEdit(Exception):
    """The file or the framework has no place for this edit."""


def world_to_edit(folder: Path) -> Path:
    """A folder, made here, with the small world, settings, pages written by hand and a picture."""
    root = with_settings(folder)
    for path, text in _PAGES.items():
        file = root / "framework/pages" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    picture = root / "framework/pages/images/levels/confident-pa.svg"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text(_PICTURE.format(160), encoding="utf-8")
    return root


def written_files(root: Path) -> list[Path]:
    """The records and the pages written by hand, without those of the register."""
    files = (file for top in TOP_FOLDERS for file in sorted((root / top).rglob("*")))
    return [file for file in files if file.suffix in (".yaml", ".md") and "register" not in file.parts]


# --- edits of one file: what it says → what it says then


def _a_word(random: Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    place = _line(random, lines, r"[a-z]+ [a-z]+ [a-z]+\.?$")
    line = lines[place].rstrip("\n")
    lines[place] = f"{line.rstrip('.')} {random.choice(('today', 'again', 'at home'))}{'.' * line.endswith('.')}\n"
    return "".join(lines)


def _a_line_twice(random: Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    lines.insert(place := _line(random, lines, r"^\s*- [A-Z]|^[A-Z]"), lines[place].replace(".", " too.", 1))
    return "".join(lines)


def _a_line_less(random: Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    del lines[_line(random, lines, r"^\s*- [A-Z]|^[A-Z]|^[a-z_]+: ")]
    return "".join(lines)


def _a_letter(random: Random, text: str) -> str:
    """As many bytes as before."""
    found = [match.start() for match in re.finditer(r"(?<=[a-z] )[a-z](?=[a-z]{3})", text)]
    if not found:
        raise NothingToEdit
    place = random.choice(found)
    return text[:place] + random.choice("abcdefgh") + text[place + 1 :]


def _line_ends(random: Random, text: str) -> str:
    return text.replace("\n", "\r\n")


def _a_title(random: Random, text: str) -> str:
    return _put(text, r"(?m)^(title: |# )([^\"'>|\n].*)$", rf"\1\2 {random.randrange(100)}")


def _an_order(random: Random, text: str) -> str:
    return _put(text, r"(?m)^order: .*$", f"order: {random.randrange(1, 9)}")


def _in_place(how: Callable[[Random, str], str], *patterns: str) -> Callable[[Random, Path], Path]:
    """An edit of a random file that one of the patterns finds, or of any that someone wrote."""

    def edit(random: Random, root: Path) -> Path:
        files = [file for pattern in patterns for file in sorted(root.glob(pattern))] or written_files(root)
        random.shuffle(files)
        for file in files:
            try:
                before = file.read_bytes().decode()
                after = how(random, before)
            except (NothingToEdit, UnicodeDecodeError):
                continue
            if after != before:
                file.write_bytes(after.encode())
                return file
        raise NothingToEdit

    return edit


def _a_letter_unseen(random: Random, root: Path) -> Path:
    """An edit that leaves size and time of the file as they were: only its content says that there was one."""
    times = {file: file.stat() for file in written_files(root)}
    file = _in_place(_a_letter)(random, root)
    os.utime(file, ns=(times[file].st_atime_ns, times[file].st_mtime_ns))
    return file


def _figure_of_law(random: Random, text: str) -> str:
    return _any_of(random, text, r"(?<=\{value: )[0-9.]+", f"{random.randrange(500, 1500) / 100}")


def _temporary_rule(random: Random, text: str) -> str:
    return _put(text, r"(?m)^(    until: ).*$", rf"\g<1>{random.randrange(2021, 2028)}-0{random.randrange(1, 10)}-01")


def _setting(random: Random, text: str) -> str:
    return _any_of(
        random, text, r"(?m)(warning_days: |after_months: |transfer_weeks: )\d+$", rf"\g<1>{random.randrange(5, 90)}"
    )


def _brand(random: Random, text: str) -> str:
    colour = random.choice(("#1d3a42", "#3a1d42", "#42301d"))
    kept = re.sub(r"(?m)^brand:\n(?:  .*\n)*", "", text).rstrip("\n")
    return f'{kept}\nbrand:\n  name: Smallshire {random.choice("ABC")}\n  colours: {{ground: "{colour}"}}\n'


def _site_setting(random: Random, text: str) -> str:
    return random.choice(
        (
            lambda: _put(text, r"(?m)^site_description: .*$", f"site_description: Pathways {random.randrange(9)}"),
            lambda: _put(text, r"(?m)^  - Career: ", "  - Careers: "),
            lambda: _put(text, r"(?m)^  - Plan: .*\n", ""),
            lambda: _put(text, r"toc_depth: \d-\d", random.choice(("toc_depth: 2-4", "toc_depth: 2-2"))),
            lambda: _put(text, r"title: Privacy", "title: Your privacy"),
        )
    )()


def _synonym(random: Random, text: str) -> str:
    return _any_of(random, text, r"(?:asked|also): \[", rf"\g<0>word {random.randrange(99)}, ")


# --- edits of files themselves


def _picture(random: Random, root: Path) -> Path:
    file = root / "framework/pages/images/levels" / random.choice(("confident-pa.svg", "starting-out.svg"))
    if file.exists() and random.random() < 0.3:
        file.unlink()
    else:
        file.write_text(_PICTURE.format(random.randrange(20, 160)), encoding="utf-8")
    return file


def _leaf(random: Random, root: Path) -> Path:
    found = [file for file in written_files(root) if file.parent.name in _LEAVES and file.suffix == ".yaml"]
    if not found:
        raise NothingToEdit
    return random.choice(found)


def _one_more(random: Random, root: Path) -> Path:
    file = _leaf(random, root)
    made = file.with_stem(f"{file.stem}-{random.randrange(100)}")
    text = re.sub(rf"(?m)^id: {file.stem}$", f"id: {made.stem}", file.read_text(encoding="utf-8"), count=1)
    made.write_text(_a_title(random, text), encoding="utf-8")
    return made


def _one_less(random: Random, root: Path) -> Path:
    pages = sorted((root / "framework/pages/about").glob("*.md"))
    file = random.choice(pages) if pages and random.random() < 0.5 else _leaf(random, root)
    file.unlink()
    return file


def _another_name(random: Random, root: Path) -> Path:
    """Gives a record another id, in its file and wherever it is named."""
    file = _leaf(random, root)
    name = f"{file.stem.rstrip('0123456789')}{random.randrange(10)}"
    for each in written_files(root):
        text = each.read_bytes().decode("utf-8", "surrogateescape")
        each.write_bytes(re.sub(rf"\b{file.stem}\b(?!-)", name, text).encode("utf-8", "surrogateescape"))
    return file.rename(file.with_stem(name))


def _page_by_hand(random: Random, root: Path) -> Path:
    file = root / "framework/pages/about" / f"page-{random.randrange(3)}.md"
    links = " ".join(f"[{name}]({path.split('/')[-1]})" for name, path in zip("ab", _PAGES, strict=True))
    file.write_text(f"# Page {random.randrange(9)}\n\n{links} ((law.minimum-wage.adult))\n", encoding="utf-8")
    return file


def _times(random: Random, root: Path) -> Path:
    """What a clock that goes back, or a checkout, does to all files: another time, the same content."""
    moment = random.choice((0, 946_684_800, 4_102_444_800))
    for file in (*written_files(root), root / "mkdocs.yml", *sorted((root / FOLDER).glob("*"))):
        os.utime(file, (moment, moment))
    return root


def damage_kept(random: Random, root: Path) -> Path:
    """Damages a file of kept values: cut, noise in it, another file in its place, or gone."""
    files = sorted((root / FOLDER).glob("*.sqlite"))
    if not files:
        raise NothingToEdit
    file, how = random.choice(files), random.choice(("cut", "noise", "noise", "text", "gone", "swap", "form"))
    whole = bytearray(file.read_bytes())
    match how:
        case "cut":
            file.write_bytes(whole[: random.randrange(len(whole) or 1)])
        case "noise":
            for _ in range(random.choice((1, 20, 400))):
                whole[random.randrange(len(whole))] = random.randrange(256)
            file.write_bytes(whole)
        case "text":
            file.write_text("another program wrote this")
        case "gone":
            file.unlink()
        case "swap":
            shutil.copyfile(random.choice(files), root / "swapped")
            (root / "swapped").rename(file)
        case "form":  # as another version of the program would leave it
            whole[60:64] = (random.randrange(2, 99)).to_bytes(4, "big")
            file.write_bytes(whole)
    return file


def _break(random: Random, root: Path) -> Path:
    """Breaks a file in ways in which files are broken by hand."""
    file = random.choice(written_files(root))
    text = file.read_bytes().decode("utf-8", "replace")
    file.write_bytes(damaged(random, text, (text,)))
    return file


#: What an edit is → how it is made; it returns what was edited, and raises NothingToEdit.
EDITS: dict[str, Callable[[Random, Path], Path]] = {
    "a word": _in_place(_a_word),
    "words of a page written by hand": _in_place(_a_word, "framework/pages/**/*.md"),
    "a line twice": _in_place(_a_line_twice),
    "a line less": _in_place(_a_line_less),
    "a letter, with size and time as before": _a_letter_unseen,
    "line ends": _in_place(_line_ends),
    "a title": _in_place(_a_title),
    "the place in an order": _in_place(_an_order),
    "a figure of law": _in_place(_figure_of_law, "framework/law/*.yaml"),
    "a temporary rule": _in_place(_temporary_rule, "framework/orders.yaml"),
    "a setting of the framework": _in_place(_setting, "framework/framework.yaml"),
    "a brand": _in_place(_brand, "framework/framework.yaml"),
    "a setting of the site": _in_place(_site_setting, "mkdocs.yml"),
    "a synonym": _in_place(_synonym, "framework/search.yaml", "framework/glossary.yaml"),
    "a picture": _picture,
    "a record more": _one_more,
    "a record or a page less": _one_less,
    "another id": _another_name,
    "a page written by hand": _page_by_hand,
    "other times of files": _times,
    "damaged kept values": damage_kept,
    "a broken file": _break,
}


def _line(random: Random, lines: list[str], pattern: str) -> int:
    places = [number for number, line in enumerate(lines) if re.search(pattern, line)]
    if not places:
        raise NothingToEdit
    return random.choice(places)


def _put(text: str, pattern: str, words: str) -> str:
    made, number = re.subn(pattern, words, text, count=1)
    if not number:
        raise NothingToEdit
    return made


def _any_of(random: Random, text: str, pattern: str, words: str) -> str:
    """The text with one of the places that a pattern finds replaced."""
    found = list(re.finditer(pattern, text))
    if not found:
        raise NothingToEdit
    match = random.choice(found)
    return text[: match.start()] + match.expand(words) + text[match.end() :]
