"""The whole report on a change: both states read, compared and judged once. The formats only put it out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pa_framework.check.rules import RULES, SEVERITIES, Problem
from pa_framework.diff.asks import Asks, asks
from pa_framework.diff.consequences import Follows, SignOffs, follows, sign_offs
from pa_framework.diff.git_tree import Tree
from pa_framework.diff.impact import Touched, differs, touched
from pa_framework.diff.record_changes import Changed, RecordChange, new_tasks, records_changed
from pa_framework.diff.version import Version, version
from pa_framework.facts.comparison.loosening import Loosening, loosenings, signing
from pa_framework.facts.comparison.record_matching import in_the_names_of_the_head, renamed, things
from pa_framework.facts.comparison.snapshot import Snapshot, Unjudged
from pa_framework.facts.comparison.weakened import Ends, Reworded
from pa_framework.records.kinds import KIND, in_report_order
from pa_framework.records.register import Register, uninterrupted
from pa_framework.text.findings import Finding, Severity, Span


@dataclass(frozen=True, slots=True)
class Report:
    """What a change means. `base` is told in the names of the head; `signing` are the roles whose yes it needs.

    `unchanged` are files that do not hold their shape and are the same on both sides: nobody is asked for their sake.
    `others` are files that are no records and differ between two revisions; nothing is said of what they change.
    `differs` says whether anything differs at all, in a record or in a page written by hand.
    """

    base_tree: Tree
    head_tree: Tree
    base: Snapshot
    head: Snapshot
    on: date
    loosenings: tuple[Loosening, ...]
    reworded: tuple[Reworded, ...]
    unjudged: tuple[Unjudged, ...]
    unchanged: tuple[Unjudged, ...]
    new_tasks: tuple[RecordChange, ...]
    asks: Asks
    follows: tuple[Follows, ...]
    changed: Changed
    touched: Touched
    sign_offs: SignOffs | None
    version: Version
    signing: tuple[str, ...]
    differs: bool
    others: tuple[str, ...]


@uninterrupted()
def report_on(base_tree: Tree, head_tree: Tree, on: date, register: Register | None = None) -> Report:
    """What it means to go from one state to the other, on a day that counts as today."""
    original, head = base_tree.snapshot("base", on), head_tree.snapshot("head", on)
    ends = things(original.documents), things(head.documents)
    names = renamed(*ends)
    base = in_the_names_of_the_head(original, names, ends[1])
    loosened, reworded = loosenings(base, head, SEVERITIES)
    changed = records_changed(base, head, ends, names)
    what = [each.what for each in loosened]
    asked = asks(base, head, what)
    reached = touched((base_tree, original), (head_tree, head), changed.records, [*what, *asked.stricter])
    came = tuple(new_tasks(changed, head))
    faulty = tuple(_unjudged(original, base, head))
    unchanged = tuple(each for each in faulty if each.side == "both" and not _in_the_way(each, changed))
    unjudged = tuple(each for each in faulty if each not in unchanged)
    needs_look = any(KIND[each.kind].safety for each in unjudged) or any(each.turned for each in reworded) or came
    return Report(
        base_tree=base_tree,
        head_tree=head_tree,
        base=base,
        head=head,
        on=on,
        loosenings=loosened,
        reworded=reworded,
        unjudged=unjudged,
        unchanged=unchanged,
        new_tasks=came,
        asks=asked,
        follows=follows(base, head, changed.records, asked.stricter),
        changed=changed,
        touched=reached,
        sign_offs=sign_offs(original, head, register, {*reached.tasks, *(old for kind, old in names if kind == "task")})
        if register is not None
        else None,
        version=version(
            _version_of(original),
            _version_of(head),
            more=bool(asked.more),
            new=bool(loosened or asked.less)
            or any(each.what in ("added", "removed", "renamed", "retired") for each in changed.records),
            words=differs(base_tree, head_tree),
        ),
        signing=tuple(
            sorted(
                {role for each in loosened for role in each.agreement_of}
                | ({*signing(base, reached.tasks)} if needs_look else set())
            )
        ),
        differs=differs(base_tree, head_tree),
        others=_others(base_tree, head_tree),
    )


def _others(base: Tree, head: Tree) -> tuple[str, ...]:
    if not base.commit or not head.commit:
        return ()
    paths = base.others.keys() | head.others.keys()
    return tuple(sorted(path for path in paths if base.others.get(path) != head.others.get(path)))


def _version_of(end: Snapshot) -> str:
    document = end.documents.get("framework/framework.yaml")
    data = document[0].data if document else None
    written = data.get("version") if isinstance(data, dict) else None
    return written if isinstance(written, str) else ""


def _in_the_way(each: Unjudged, changed: Changed) -> bool:
    """Whether a file that was not changed keeps a changed record of safety from being judged in full."""
    return each.wholly and KIND[each.kind].safety and any(KIND[record.kind].safety for record in changed.records)


def _unjudged(base: Snapshot, told: Snapshot, head: Snapshot) -> Iterator[Unjudged]:
    """What could not be judged; the same file with the same fault on both sides is said once.

    `told` is the base in the names of the head.
    """
    texts = [{path: document.text for path, (document, _) in end.documents.items()} for end in (base, head)]
    was = {each.path: each for each in base.unjudged}
    here = {each.path for each in head.unjudged}
    found = [
        Unjudged(each.path, each.kind, "both", each.wholly, each.findings)
        if each.path in was and texts[0].get(each.path) == texts[1].get(each.path)
        else each
        for each in head.unjudged
    ]
    found += [
        each for each in base.unjudged if each.path not in here or texts[0].get(each.path) != texts[1].get(each.path)
    ]
    was_double = {(here.path, there.path) for _, _, here, there in base.records.doubles}
    for each in _doubles(head):
        same = all(texts[0].get(path) == texts[1].get(path) for path in each[1])
        found.append(replace(each[0], side="both") if each[1] in was_double and same else each[0])
    found += _without_tier(told, head)
    return iter(sorted(found, key=lambda each: (in_report_order(each.kind), each.path, each.side != "head")))


def _without_tier(base: Snapshot, head: Snapshot) -> Iterator[Unjudged]:
    """Tasks whose risk came to be no tier of the policy: nobody can say whether it asks for less than it did."""
    unknown_id = RULES["REF001"]
    assert unknown_id.judge is not None
    said: dict[Span, Problem] | None = None
    for old, new in Ends(base, head, SEVERITIES).tasks():
        if new.risk != old.risk and head.knows_no_tier(new):
            said = {each.span: each for each in unknown_id.judge(head.facts)} if said is None else said
            problem = said.get(new.origin.at("risk"))
            if problem is not None:  # else the policy itself could not be judged, which is said of it
                words = unknown_id.code, unknown_id.name, unknown_id.severity, problem.message, problem.fix
                yield Unjudged(new.origin.path, "task", "head", False, (Finding(problem.span, *words),))


def _doubles(head: Snapshot) -> Iterable[tuple[Unjudged, tuple[str, str]]]:
    """Two records with one id, of which only one was judged; with the paths of both."""
    for kind, name, here, there in head.records.doubles:
        finding = Finding(
            here.at("id"),
            "REF003",
            "id-given-twice",
            Severity.ERROR,
            f"`{name}` is the id of another record as well, in {there.path}; only that one was judged",
            "give one of them an id of its own",
        )
        yield Unjudged(here.path, kind, "head", True, (finding,)), (here.path, there.path)
