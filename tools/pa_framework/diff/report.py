"""The whole report on a change: both revisions are read, compared and judged once. The formats only write it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pa_framework.check.rules import RULES, SEVERITIES, Problem
from pa_framework.diff.asks import Asks, asks
from pa_framework.diff.consequences import Consequence, SignOffs, consequences, count_sign_offs
from pa_framework.diff.followed import FollowedValue, followed
from pa_framework.diff.git_tree import Tree
from pa_framework.diff.impact import Impact, PageChange, differs, impact_of, page_changes_on
from pa_framework.diff.record_changes import Changed, RecordChange, new_tasks, records_changed
from pa_framework.diff.shared_changes import shared_changes
from pa_framework.diff.version import Version, version_step
from pa_framework.facts.comparison.loosening import Loosening, loosenings, roles_that_agree
from pa_framework.facts.comparison.past_rules import PastRules, past_rules
from pa_framework.facts.comparison.record_matching import match_renamed, raw_records, with_head_ids
from pa_framework.facts.comparison.snapshot import Snapshot, Unjudged
from pa_framework.facts.comparison.weakened import Comparison, Reworded
from pa_framework.records.kinds import KIND, report_sort_key
from pa_framework.records.register import Register, without_garbage_collection
from pa_framework.text.findings import Finding, Severity, Span


@dataclass(frozen=True, slots=True)
class Report:
    """What a change means.

    Attributes:
        base: The snapshot of the base, with the ids of the head.
        unchanged: Files that are not valid and are the same in both revisions. No one has to agree because of them.
        agreement_of: The ids of the roles that must agree to the change.
        past: What the change does to the rules of earlier days.
        differs: Whether anything differs at all, in a record or in a hand-written page.
        followed: Values that texts refer to and that have other words after the change.
        later_pages: The pages that differ on later days, when a value of law changes, by day.
        others: Files that are no records and differ between two revisions. The report does not say what they change.
    """

    base_tree: Tree
    head_tree: Tree
    base: Snapshot
    head: Snapshot
    on: date
    loosenings: tuple[Loosening, ...]
    reworded: tuple[Reworded, ...]
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
    others: tuple[str, ...]


@without_garbage_collection()
def report_on(base_tree: Tree, head_tree: Tree, on: date, register: Register | None = None) -> Report:
    """What it means to go from one revision to the other, on a day that counts as today."""
    original, head = base_tree.snapshot("base", on), head_tree.snapshot("head", on)
    records = raw_records(original.documents), raw_records(head.documents)
    new_ids = match_renamed(*records)
    base = with_head_ids(original, new_ids, records[1])
    loosened, reworded = loosenings(base, head, SEVERITIES)
    follows = followed((base_tree, original), (head_tree, head), new_ids)
    reworded = (*reworded, *follows.reworded)
    changed = records_changed(base, head, records, new_ids)
    weakened = [loosening.weakened for loosening in loosened]
    asked = asks(base, head, weakened)
    shared = shared_changes(base, head, changed.records)
    weaker_or_stricter = [*weakened, *asked.stricter]
    impact = impact_of((base_tree, original), (head_tree, head), changed.records, weaker_or_stricter, shared)
    added_tasks = tuple(new_tasks(changed, head))
    faulty = _unjudged(original, base, head)
    unchanged = tuple(file for file in faulty if file.side == "both" and not _blocks_judging(file, changed))
    unjudged = tuple(file for file in faulty if file not in unchanged)
    uncertain = any(KIND[file.kind].has_safety_rules for file in unjudged) or any(pair.uncertain for pair in reworded)
    past = past_rules(base, head)
    agreement_of = {role for loosening in loosened for role in loosening.agreement_of}
    if uncertain or added_tasks or past.rewritten:
        agreement_of.update(roles_that_agree(base, impact.tasks))
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
        reworded=reworded,
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
            or any(change.what in ("added", "removed", "renamed", "retired") for change in changed.records),
            words=differs(base_tree, head_tree),
        ),
        agreement_of=tuple(sorted(agreement_of)),
        differs=differs(base_tree, head_tree),
        others=_other_files(base_tree, head_tree),
    )


def _other_files(base: Tree, head: Tree) -> tuple[str, ...]:
    if not base.commit or not head.commit:
        return ()
    paths = base.others.keys() | head.others.keys()
    return tuple(sorted(path for path in paths if base.others.get(path) != head.others.get(path)))


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
