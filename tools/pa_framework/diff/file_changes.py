"""Files that are no records and differ between two revisions: what each is, and what it can change."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from pa_framework.diff.git_tree import CHANGELOG, PAGES_FOLDER, Tree
from pa_framework.facts.comparison.field_diff import same_data
from pa_framework.records.kinds import REGISTER_FOLDER
from pa_framework.records.yaml_source import parse_document

#: What a file is by its path, the first that fits; what it is called; what it can change.
_SORTS: tuple[tuple[str, str, str], ...] = (
    (r"versions/.*", "kept version", "Its pages are published as they are in it."),
    (r"(.*/)?CODEOWNERS", "who is asked", "It says whose agreement a change needs."),
    (
        r"\.github/workflows/.*|\.gitlab-ci\.yml|\.gitlab/.*\.ya?ml|action\.ya?ml|templates/[^/]+\.yml",
        "workflow",
        "It runs the checks and publishes the pages.",
    ),
    (r"\.(github|gitlab)/.*", "form of the repository", "It says how changes and reports are made."),
    (r"\.pre-commit.*|\.husky/.*|(.*/)?hooks?/.*", "hook", "It runs when someone saves a change."),
    (
        r".*\.schema\.json",
        "schema",
        "It says what a record may hold, and which changes of it this report calls looser.",
    ),
    (r"(.*/)?tools/.*/check/rules/.*", "rule of the checker", "It can stop a fault from being found."),
    (r"(.*/)?templates?/.*|.*\.(j2|html)", "template", "It can change what pages say."),
    (r"site_overrides/.*\.(js|mjs)|.*\.(js|mjs)", "script", "It can change what pages say, after they are made."),
    (r"site_overrides/.*|.*\.css", "look", "It can change what pages show, and hide."),
    (r"(.*/)?tests?/.*", "test", "It can stop a fault of the program from being found."),
    (
        r".*\.(py|pyi|sh|bash|mk)|(.*/)?(Makefile|Containerfile|Dockerfile)|\.(ci|devcontainer)/.*|(.*/)?bin/.*",
        "program",
        "It can change what pages say, and what the checks find.",
    ),
    (
        r"(.*/)?(requirements.*|.*\.lock|pyproject\.toml|setup\.(py|cfg)|package(-lock)?\.json|MANIFEST\.in)",
        "packages",
        "It says which programs of others are run.",
    ),
    (
        r"(mkdocs|properdocs|zensical)\.(ya?ml|toml)",
        "settings of the site",
        "It can change what pages say, and which are there.",
    ),
    (
        r"\.(git|editor|vscode|schemas|containerignore).*",
        "settings of the repository",
        "It can change which files are seen, and how.",
    ),
    (r"(docs/|benchmarks/).*|[^/]+\.(md|txt|cff)|LICENSE.*|\.mailmap", "", ""),
)
_OTHER = ("file of another kind", "This report cannot say what it changes.")


class FileChange(Struct, frozen=True):
    """A file that is no record. `what` is added, removed or changed.

    `sort` says what it is, such as `workflow`; it is empty where the file guards nothing, such as a guide for engineers.
    `effect` is a sentence about what it can change. `is_layout` says of a file of the register that it says the same as
    before: only its comments, quotes, spaces or the order of its fields differ.
    """

    path: str
    what: str
    sort: str
    effect: str
    is_layout: bool = False

    @property
    def guards(self) -> bool:
        """Whether rules rest on the file, or pages are made with it."""
        return bool(self.sort) and not self.of_register

    @property
    def of_register(self) -> bool:
        """Whether it is a file of a register of sign-offs."""
        return self.path.startswith(f"{REGISTER_FOLDER}/")


def file_changes(base: Tree, head: Tree) -> tuple[FileChange, ...]:
    """The files that differ. None where one of the trees does not know its other files."""
    paths = base.others.keys() | head.others.keys() if base.knows_others and head.knows_others else ()
    changed = [path for path in sorted(paths) if base.others.get(path) != head.others.get(path)]
    layout = _only_layout(base, head, changed)
    return tuple(
        FileChange(path, "changed", "file of the register", _SAME, is_layout=True)
        if path in layout
        else FileChange(path, _what(path, base.others, head.others), *_sort(path))
        for path in changed
    )


_SAME = "Only its layout or comments differ: it says the same."


def _only_layout(base: Tree, head: Tree, paths: Iterable[str]) -> frozenset[str]:
    """The files of the register that can be read before and after, and say the same."""
    in_both = [
        path
        for path in paths
        if path.startswith(f"{REGISTER_FOLDER}/")
        and path.endswith(".yaml")
        and path in base.others
        and path in head.others
    ]
    before, after = base.contents(in_both), head.contents(in_both)
    return frozenset(
        path for path in in_both if path in before and path in after and _say_the_same(before[path], after[path])
    )


def _say_the_same(before: bytes, after: bytes) -> bool:
    old, new = parse_document(before, ""), parse_document(after, "")
    return not old.findings and not new.findings and same_data(old.data, new.data)


def _what(path: str, before: Container[str], after: Container[str]) -> str:
    return "added" if path not in before else "removed" if path not in after else "changed"


def _sort(path: str) -> tuple[str, str]:
    if path.startswith(f"{REGISTER_FOLDER}/"):
        return "file of the register", "It can change who is signed off for what."
    own = re.sub(r"^(\.\./)+", "", path)
    for pattern, sort, effect in _SORTS:
        if re.fullmatch(pattern, own):
            return sort, effect
    return _OTHER


class PageText(Struct, frozen=True):
    """A hand-written page or picture that differs.

    `lines` are triples: the number of the line, as it was, as it is. A picture has none.
    """

    path: str
    title: str
    what: str
    lines: tuple[tuple[int, str, str], ...]


def page_texts(base: Tree, head: Tree) -> tuple[PageText, ...]:
    """The hand-written pages, and their pictures, whose words differ; not those that differ in layout alone."""
    found = []
    for path in sorted(base.hand_written.keys() | head.hand_written.keys()):
        if path == CHANGELOG or base.hand_written.get(path) == head.hand_written.get(path):
            continue
        before, after = _lines(base.pages.get(path, "")), _lines(head.pages.get(path, ""))
        if path in base.pages and path in head.pages and [line for _, line in before] == [line for _, line in after]:
            continue
        title = head.titles.get(path) or base.titles.get(path) or path.removeprefix(f"{PAGES_FOLDER}/")
        what = _what(path, base.hand_written, head.hand_written)
        found.append(PageText(path, title, what, tuple(_pairs(before, after))))
    return tuple(found)


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text that say something, each with its number."""
    lines = enumerate((" ".join(line.split()) for line in text.splitlines()), start=1)
    return [(number, line) for number, line in lines if line]


def _pairs(before: Sequence[tuple[int, str]], after: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str, str]]:
    old, new = ([line for _, line in lines] for lines in (before, after))
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if last - first == end - start:
            yield from (
                (after[start + index][0], old[first + index], new[start + index]) for index in range(end - start)
            )
        else:
            place = after[start][0] if start < end else before[first][0]
            yield place, " ".join(old[first:last]), " ".join(new[start:end])
