"""What a change reaches: levels, tasks, competences, pay bands, and pages of the site."""

from collections.abc import Sequence
from dataclasses import dataclass

from pa_framework.check.run import judged
from pa_framework.diff.git_tree import CHANGELOG, WRITTEN, Tree
from pa_framework.diff.record_changes import RecordChange
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import Weakened
from pa_framework.facts.site_pages import CHANGES

#: Rules that look for files beside the records; a revision has none on the disk.
_OF_FILES = ("REF005", "REF009")


@dataclass(frozen=True, slots=True)
class PageChange:
    """`what` is added, removed or changed."""

    path: str
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class Touched:
    """Ids of records, and pages. `pages` is None where the records of a side do not hold; `why_no_pages` says so."""

    levels: tuple[str, ...]
    tasks: tuple[str, ...]
    competences: tuple[str, ...]
    pay_bands: tuple[str, ...]
    pages: tuple[PageChange, ...] | None
    why_no_pages: str


def touched(
    base: tuple[Tree, Snapshot],
    head_: tuple[Tree, Snapshot],
    records: Sequence[RecordChange],
    reached: Sequence[Weakened],
) -> Touched:
    """What is reached. The snapshot of `base` has its own names, as its pages were made."""
    head = head_[1]
    changed = {
        kind: {each.id for each in records if each.kind == kind}
        for kind in ("level", "task", "competence", "pay-band", "role")
    }
    competences = changed["competence"]
    tasks = changed["task"] | {task for each in reached for task in each.tasks}
    for task in head.records.tasks.values():
        named = {
            name
            for field in ("delegated_by", "trained_by", "assessed_by", "signed_off_by", "reviewed_by")
            for name in getattr(task.sign_off, field, ())
        }
        if competences & set(task.requires) or changed["role"] & named:
            tasks.add(task.id)
    levels = changed["level"] | {
        level.id
        for level in head.records.levels.values()
        if competences & set(level.expects) or level.pay_band in changed["pay-band"]
    }
    pages, why = _pages(base, head_)
    return Touched(
        levels=tuple(sorted(levels)),
        tasks=tuple(sorted(tasks)),
        competences=tuple(sorted(competences)),
        pay_bands=tuple(sorted(changed["pay-band"])),
        pages=pages,
        why_no_pages=why,
    )


def differs(base: Tree, head: Tree) -> bool:
    """Whether anything differs between two states: a record, a page written by hand, the log of changes."""

    def said(tree: Tree) -> dict[str, object]:
        return {path: (document.text, document.findings) for path, document in tree.records.items()}

    return said(base) != said(head) or base.written != head.written


def _pages(base: tuple[Tree, Snapshot], head: tuple[Tree, Snapshot]) -> tuple[tuple[PageChange, ...] | None, str]:
    """The pages that are not the same. They are made from both sides for the same day, each once."""
    if not differs(base[0], head[0]):
        return (), ""
    for _, side in (base, head):
        if side.unjudged or judged(side.records, side.on, _OF_FILES).errors:
            return None, (
                f"Pages can not be compared: {'before' if side is base[1] else 'after'} the change, the records do not"
                " hold together. `pa-framework check` says why."
            )
    was, now = _made(*base), _made(*head)
    found = [
        PageChange(
            path,
            (now.get(path) or was[path])[1],
            "added" if path not in was else "removed" if path not in now else "changed",
        )
        for path in sorted(was.keys() | now.keys())
        if was.get(path, ((), ""))[0] != now.get(path, ((), ""))[0]
    ]
    return tuple(found), ""


def _made(tree: Tree, side: Snapshot) -> dict[str, tuple[tuple[str, ...], str]]:
    """Every page of a side by its path: what it is made of, and its title."""
    from pa_framework.site.tree import made_pages  # a change that touches no page does not need them

    found: dict[str, tuple[tuple[str, ...], str]] = {
        page.path: ((page.markdown,), page.title) for page in made_pages(side.facts)
    }
    for path, content in tree.written.items():
        if path == CHANGELOG and CHANGES.path in found:
            markdown, title = found[CHANGES.path]
            found[CHANGES.path] = ((*markdown, content), title)
        elif path.startswith(f"{WRITTEN}/") and path.endswith(".md"):
            found[path.removeprefix(f"{WRITTEN}/")] = ((content,), tree.titles.get(path, path))
    return found
