"""What a change reaches: levels, tasks, competences, pay bands, and pages of the site."""

from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.check.run import check_records
from pa_framework.diff.followed import hand_written_pages
from pa_framework.diff.git_tree import CHANGELOG, PAGES_FOLDER, Tree
from pa_framework.diff.record_changes import RecordChange
from pa_framework.facts.comparison.snapshot import Snapshot
from pa_framework.facts.comparison.weakened import Weakened
from pa_framework.facts.delegation_chain import DUTIES
from pa_framework.facts.requirements import competences_of
from pa_framework.facts.site_pages import CHANGES

#: Rules that look for files next to the records; a revision has none on the disk.
_FILE_RULES = ("REF005", "REF009")


class PageChange(Struct, frozen=True):
    """`what` is added, removed or changed."""

    path: str
    title: str
    what: str


class Impact(Struct, frozen=True):
    """Ids of records, and pages. Where `pages` is None, they cannot be compared; `why_no_pages` says why."""

    levels: tuple[str, ...]
    tasks: tuple[str, ...]
    competences: tuple[str, ...]
    pay_bands: tuple[str, ...]
    pages: tuple[PageChange, ...] | None
    why_no_pages: str


def impact_of(
    base: tuple[Tree, Snapshot],
    head: tuple[Tree, Snapshot],
    records: Sequence[RecordChange],
    weakened: Sequence[Weakened],
    shared: Collection[str],
) -> Impact:
    """What the changes of records, and what is weaker or stricter, reach. `shared` are tasks whose pages show them.

    The snapshot of `base` has its own ids, with which its pages were made.
    """
    head_records = head[1].records
    changed = {
        kind: {change.id for change in records if change.kind == kind}
        for kind in ("level", "task", "competence", "pay-band", "role")
    }
    competences = changed["competence"]
    tasks = changed["task"] | {task for weaker in weakened for task in weaker.tasks} | set(shared)
    for task in head_records.tasks.values():
        roles = {role for duty in DUTIES for role in getattr(task.sign_off, duty.by, ())}
        if competences & set(competences_of(task.requires)) or changed["role"] & roles:
            tasks.add(task.id)
    levels = changed["level"] | {
        level.id
        for level in head_records.levels.values()
        if competences & set(level.expects) or level.pay_band in changed["pay-band"]
    }
    pages, why_no_pages = _page_changes(base, head)
    return Impact(
        levels=tuple(sorted(levels)),
        tasks=tuple(sorted(tasks)),
        competences=tuple(sorted(competences)),
        pay_bands=tuple(sorted(changed["pay-band"])),
        pages=pages,
        why_no_pages=why_no_pages,
    )


def differs(base: Tree, head: Tree) -> bool:
    """Whether anything differs between two trees: a record, a hand-written page, the log of changes."""

    def content(tree: Tree) -> dict[str, object]:
        return {path: (document.text, document.findings) for path, document in tree.records.items()}

    return content(base) != content(head) or base.hand_written != head.hand_written


def page_changes_on(
    days: Sequence[date], base: tuple[Tree, Snapshot], head: tuple[Tree, Snapshot], impact: Impact
) -> tuple[tuple[date, tuple[PageChange, ...]], ...]:
    """The pages that differ on later days, without those that differ on the day of the report already.

    That records of today will be wrong on a later day, such as pay below a minimum to come, is no reason to leave it out.
    """
    found = []
    known = {page.path for page in impact.pages or ()}
    for day in days if impact.pages is not None else ():
        pages = _differing_pages((base[0], replace(base[1], on=day)), (head[0], replace(head[1], on=day)))
        found.append((day, tuple(page for page in pages if page.path not in known)))
    return tuple(found)


def _page_changes(
    base: tuple[Tree, Snapshot], head: tuple[Tree, Snapshot]
) -> tuple[tuple[PageChange, ...] | None, str]:
    """The pages that differ, or None and a sentence that says why they cannot be compared."""
    if not differs(base[0], head[0]):
        return (), ""
    for _, snapshot in (base, head):
        if snapshot.unjudged or check_records(snapshot.records, snapshot.on, _FILE_RULES).errors:
            when = "before" if snapshot is base[1] else "after"
            return None, (
                f"Pages cannot be compared: {when} the change, the records do not"
                " hold together. `pa-framework check` says why."
            )
    return _differing_pages(base, head), ""


def _differing_pages(base: tuple[Tree, Snapshot], head: tuple[Tree, Snapshot]) -> tuple[PageChange, ...]:
    """The pages that differ, rendered for both revisions on the same day."""
    before, after = _pages(*base), _pages(*head)
    return tuple(
        PageChange(
            path,
            (after.get(path) or before[path])[1],
            "added" if path not in before else "removed" if path not in after else "changed",
        )
        for path in sorted(before.keys() | after.keys())
        if before.get(path, ((), ""))[0] != after.get(path, ((), ""))[0]
    )


def _pages(tree: Tree, snapshot: Snapshot) -> dict[str, tuple[tuple[str, ...], str]]:
    """Every page of a revision by its path: its content, and its title."""
    from pa_framework.site.tree import made_pages  # a change that reaches no page does not need them

    pages: dict[str, tuple[tuple[str, ...], str]] = {
        page.path: ((page.markdown,), page.title) for page in made_pages(snapshot.facts)
    }
    for path, content in tree.hand_written.items():
        if path == CHANGELOG and CHANGES.path in pages:
            markdown, title = pages[CHANGES.path]
            pages[CHANGES.path] = ((*markdown, content), title)
        elif path.startswith(f"{PAGES_FOLDER}/") and path.endswith(".md"):
            pages[path.removeprefix(f"{PAGES_FOLDER}/")] = ((content,), tree.titles.get(path, path))
    for page in hand_written_pages(tree):
        contents, title = pages[page.page]
        words = (snapshot.facts.words_for(use.reference) or "" for use in page.uses)
        pages[page.page] = ((*contents, *words), title)
    return pages
