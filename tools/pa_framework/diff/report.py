"""The whole report on a change: both revisions are read, compared and judged once. The formats only write it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.check.rules import RULES, SEVERITIES, Problem
from pa_framework.diff.asks import Asks, asks
from pa_framework.diff.consequences import Consequence, SignOffs, consequences, count_sign_offs
from pa_framework.diff.file_changes import FileChange, file_changes, page_texts
from pa_framework.diff.followed import FollowedValue, followed
from pa_framework.diff.git_tree import Tree
from pa_framework.diff.impact import Impact, PageChange, differs, impact_of, page_changes_on
from pa_framework.diff.open_changes import OpenChange, around_difference, clinicians, guardians, open_changes
from pa_framework.diff.record_changes import Changed, RecordChange, new_tasks, records_changed
from pa_framework.diff.shared_changes import shared_changes
from pa_framework.diff.version import Version, version_step
from pa_framework.facts.comparison.loosening import Loosening, loosenings, roles_that_agree, weaker_copies, weaknesses
from pa_framework.facts.comparison.past_rules import PastRules, past_rules, with_rules_of_the_day
from pa_framework.facts.comparison.proof import Reader
from pa_framework.facts.comparison.record_matching import (
    Name,
    match_copies,
    match_renamed,
    raw_records,
    with_head_ids,
)
from pa_framework.facts.comparison.snapshot import Snapshot, Unjudged
from pa_framework.facts.comparison.weakened import Comparison
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import KIND, report_sort_key
from pa_framework.records.register import Register, without_garbage_collection
from pa_framework.text.findings import Finding, Severity, Span
from pa_framework.text.sentences import id_as_words


class Report(Struct, frozen=True):
    """What a change means.

    Attributes:
        base: The snapshot of the base, with the ids of the head.
        unchanged: Files that are not valid and are the same in both revisions. No one has to agree because of them.
        agreement_of: The ids of the roles that must agree to the change.
        past: What the change does to the rules of earlier days.
        differs: Whether anything differs at all, in a record or in a hand-written page.
        followed: Values that texts refer to and that have other words after the change.
        later_pages: The pages that differ on later days, when a value of law changes, by day.
        open: Changes that no one has proven to be neutral or stricter, each with who must read it.
        files: Files that are no records and differ.
    """

    base_tree: Tree
    head_tree: Tree
    base: Snapshot
    head: Snapshot
    on: date
    loosenings: tuple[Loosening, ...]
    open: tuple[OpenChange, ...]
    past: PastRules
    unjudged: tuple[Unjudged, ...]
    unchanged: tuple[Unjudged, ...]
    new_tasks: tuple[RecordChange, ...]
    asks: Asks
    consequences: tuple[Consequence, ...]
    changed: Changed
    impact: Impact
    followed: tuple[FollowedValue, ...]
    later_pages: tuple[tuple[date, tuple[PageChange, ...]], ...]
    sign_offs: SignOffs | None
    version: Version
    agreement_of: tuple[str, ...]
    differs: bool
    files: tuple[FileChange, ...]

    @property
    def layout_only(self) -> tuple[str, ...]:
        """The paths of files that say the same as before: records, and files of the register."""
        return (*self.changed.layout_only, *(file.path for file in self.files if file.is_layout))

    def open_to(self, reader: Reader) -> tuple[OpenChange, ...]:
        """The open changes that one kind of reader must read."""
        return tuple(change for change in self.open if change.reader == reader)


@without_garbage_collection()
def report_on(base_tree: Tree, head_tree: Tree, on: date, register: Register | None = None) -> Report:
    """What it means to go from one revision to the other, on a day that counts as today."""
    original, head = base_tree.snapshot("base", on), head_tree.snapshot("head", on)
    records = raw_records(original.documents), raw_records(head.documents)
    new_ids = match_renamed(*records)
    base = with_head_ids(original, new_ids, records[1])
    with_new_ids = raw_records(base.documents)
    copies = match_copies(with_new_ids, records[1], new_ids)
    loosened = (
        *loosenings(base, head, SEVERITIES),
        *weaker_copies(base, head, copies, SEVERITIES),
        *_weaker_for_now(base, head),
    )
    follows = followed((base_tree, original), (head_tree, head), new_ids)
    changed = records_changed(base, head, records, new_ids, copies)
    weakened = [loosening.weakened for loosening in loosened]
    reverse = weaknesses(head, base, SEVERITIES).weakened
    asked = asks(base, head, weakened, reverse)
    of_records = open_changes(base, head, (with_new_ids, records[1]), changed.records, weakened, reverse)
    files = file_changes(base_tree, head_tree)
    beside_records = (*_reasons(base_tree, head_tree, base), *_pages(base_tree, head_tree, base))
    left_open = (*of_records, *follows.sentences, *beside_records, *_register(files, base))
    shared = shared_changes(base, head, changed.records)
    weaker_or_stricter = [*weakened, *asked.stricter]
    impact = impact_of((base_tree, original), (head_tree, head), changed.records, weaker_or_stricter, shared)
    added_tasks = tuple(new_tasks(changed, head))
    faulty = _unjudged(original, base, head)
    unchanged = tuple(file for file in faulty if file.side == "both" and not _blocks_judging(file, changed))
    unjudged = tuple(file for file in faulty if file not in unchanged)
    uncertain = any(KIND[file.kind].has_safety_rules for file in unjudged)
    past = past_rules(base, head)
    agreement_of = {role for loosening in loosened for role in loosening.agreement_of}
    if uncertain or past.rewritten:
        agreement_of.update(roles_that_agree(base, impact.tasks))
    for added in added_tasks:
        agreement_of.update(roles_that_agree(base, nearest_tasks(base, head, added.id, copies)))
    agreement_of.update(one.id for change in left_open for one in change.agreement_of if one.kind == "role")
    sign_offs = None
    if register is not None:
        old_ids = {old for kind, old in new_ids if kind == "task"}
        sign_offs = count_sign_offs(original, head, register, {*impact.tasks, *old_ids})
    return Report(
        base_tree=base_tree,
        head_tree=head_tree,
        base=base,
        head=head,
        on=on,
        loosenings=loosened,
        open=left_open,
        past=past,
        unjudged=unjudged,
        unchanged=unchanged,
        new_tasks=added_tasks,
        asks=asked,
        consequences=consequences(base, head, changed.records, asked.stricter, shared),
        changed=changed,
        impact=impact,
        followed=follows.values,
        later_pages=page_changes_on(follows.later_days, (base_tree, original), (head_tree, head), impact),
        sign_offs=sign_offs,
        version=version_step(
            _version_in(original),
            _version_in(head),
            more=bool(asked.more),
            new=bool(loosened or asked.less)
            or any(change.what != "changed" for change in changed.records)
            or any(field.how == "removed" for change in changed.records for field in change.fields),
            words=differs(base_tree, head_tree),
        ),
        agreement_of=tuple(sorted(agreement_of)),
        differs=differs(base_tree, head_tree) or bool(files),
        files=files,
    )


def _weaker_for_now(base: Snapshot, head: Snapshot) -> Iterator[Loosening]:
    """What is loosened today, though not in the rules that follow: an entry of `earlier` whose last day is to come."""
    was, now = with_rules_of_the_day(base), with_rules_of_the_day(head)
    if was is base and now is head:
        return
    known = {(one.id, one.field, one.before, one.after) for one in weaknesses(base, head, SEVERITIES).weakened}
    for loosening in loosenings(was, now, SEVERITIES):
        weakened = loosening.weakened
        if (weakened.id, weakened.field, weakened.before, weakened.after) not in known:
            note = "An entry of `earlier` says so for today, because its last day is still to come."
            said = replace(weakened, note=" ".join(filter(None, (weakened.note, note))), of_whole=True)
            yield replace(loosening, weakened=said)


def nearest_tasks(base: Snapshot, head: Snapshot, added: str, copies: Mapping[Name, str]) -> tuple[str, ...]:
    """The tasks of the base that are nearest to a new one: the one that it is a copy of, else those of its category.

    Of these, those of its tier of risk, where there are any. None where nothing is near. `copies` as from `match_copies`.
    """
    if (old := copies.get(("task", added))) is not None:
        return (old,)
    task = head.records.tasks.get(added)
    near = [old for old in base.records.tasks.values() if task and old.category == task.category and is_delegated(old)]
    of_one_risk = [old for old in near if task and old.risk == task.risk]
    return tuple(old.id for old in of_one_risk or near)


def _reasons(base: Tree, head: Tree, snapshot: Snapshot) -> Iterator[OpenChange]:
    """The reasons of an area that differ: readers see them beside what it changes, and no record has them."""
    was, now = base.reasons, head.reasons
    for name in dict.fromkeys([*was, *now]):
        (before, there), (after, here) = was.get(name, ("", None)), now.get(name, ("", None))
        span = here or there
        if before == after or span is None:
            continue
        path, kind, of = name
        reader: Reader = "clinician" if schema(kind)["x-clinical"] else "agreement"
        yield OpenChange(
            reader,
            "",
            path,
            id_as_words(of) or path,
            "why it differs",
            *around_difference(before, after),
            span,
            here is not None,
            guardians(snapshot),
        )


def _pages(base: Tree, head: Tree, snapshot: Snapshot) -> Iterator[OpenChange]:
    """The hand-written pages and pictures that differ: no program can say what they come to."""
    for page in page_texts(base, head):
        is_new = page.what != "removed"
        for number, before, after in page.lines or ((1, "a picture or a file that shows", "another one"),):
            ends = around_difference(before, after)
            place = Span(page.path, number)
            yield OpenChange(
                "clinician",
                "",
                page.path,
                page.title,
                _OF_PAGE[page.what],
                *ends,
                place,
                is_new and bool(after),
                guardians(snapshot),
            )


_OF_PAGE = {"added": "a new page", "removed": "a page that is gone", "changed": "what the page says"}


def _register(files: Sequence[FileChange], base: Snapshot) -> Iterator[OpenChange]:
    """The files of a register that say something else. What they say is nowhere but in the register."""
    for file in files:
        if file.of_register and not file.is_layout:
            agreeing, place = clinicians(base, ()), Span(file.path)
            before, after = ("" if file.what == "added" else "a file", "" if file.what == "removed" else "another file")
            yield OpenChange(
                "clinician", "", file.path, file.path, "who is signed off", before, after, place, bool(after), agreeing
            )


def _version_in(snapshot: Snapshot) -> str:
    """The version in framework.yaml, or nothing where it has none that can be read."""
    document = snapshot.documents.get("framework/framework.yaml")
    data = document[0].data if document else None
    version = data.get("version") if isinstance(data, dict) else None
    return version if isinstance(version, str) else ""


def _blocks_judging(file: Unjudged, changed: Changed) -> bool:
    """Whether a file that did not change keeps a changed record of safety from being judged in full."""
    return (
        file.wholly
        and KIND[file.kind].has_safety_rules
        and any(KIND[record.kind].has_safety_rules for record in changed.records)
    )


def _unjudged(original: Snapshot, base: Snapshot, head: Snapshot) -> tuple[Unjudged, ...]:
    """The files that could not be judged. A file with the same fault in both revisions is in it once.

    `original` is the base with its own ids, `base` with those of the head.
    """
    base_texts, head_texts = (
        {path: document.text for path, (document, _) in snapshot.documents.items()} for snapshot in (original, head)
    )

    def is_same(path: str) -> bool:
        return base_texts.get(path) == head_texts.get(path)

    base_paths, head_paths = ({file.path for file in snapshot.unjudged} for snapshot in (original, head))
    found = [
        replace(file, side="both") if file.path in base_paths and is_same(file.path) else file for file in head.unjudged
    ]
    found += [file for file in original.unjudged if file.path not in head_paths or not is_same(file.path)]
    base_duplicates = {(first.path, second.path) for _, _, first, second in original.records.duplicates}
    for duplicate, paths in _duplicate_ids(head):
        same = paths in base_duplicates and all(is_same(path) for path in paths)
        found.append(replace(duplicate, side="both") if same else duplicate)
    found += _unknown_tiers(base, head)
    return tuple(sorted(found, key=lambda file: (report_sort_key(file.kind), file.path, file.side != "head")))


def _unknown_tiers(base: Snapshot, head: Snapshot) -> Iterator[Unjudged]:
    """Tasks whose risk is no longer a tier of the policy: no one can tell whether less is asked than before."""
    rule = RULES["REF001"]
    assert rule.judge is not None
    problems: dict[Span, Problem] | None = None
    for old, new in Comparison(base, head, SEVERITIES).tasks():
        if new.risk != old.risk and head.has_unknown_tier(new):
            problems = {problem.span: problem for problem in rule.judge(head.facts)} if problems is None else problems
            problem = problems.get(new.origin.at("risk"))
            if problem is not None:  # else the policy itself could not be judged, and is in the report for that
                words = rule.code, rule.name, rule.severity, problem.message, problem.fix
                yield Unjudged(new.origin.path, "task", "head", False, (Finding(problem.span, *words),))


def _duplicate_ids(head: Snapshot) -> Iterator[tuple[Unjudged, tuple[str, str]]]:
    """Pairs of records with one id, of which only one was judged; with the paths of both."""
    for kind, name, first, second in head.records.duplicates:
        finding = Finding(
            first.at("id"),
            "REF003",
            "id-given-twice",
            Severity.ERROR,
            f"`{name}` is the id of another record as well, in {second.path}; only that one was judged",
            "give one of them an id of its own",
        )
        yield Unjudged(first.path, kind, "head", True, (finding,)), (first.path, second.path)
