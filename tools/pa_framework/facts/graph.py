"""How records hang together: loops, what uses what, what is taught, which level reaches what.

Facts only; rules judge them and pages show them. All walks keep their own stack, so that depth can
not overflow it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pa_framework.records.load import Records
from pa_framework.records.model import Learning, Level, Standard, StandardItem, Task

T = TypeVar("T")


def cycles(edges: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Every knot of the graph as one round trip, such as ("a", "b", "a"); a pointing at itself gives ("a", "a").

    One loop is given for each set of nodes that reach one another, beginning with its smallest name.
    """
    found: list[tuple[str, ...]] = []
    for knot in _strongly_connected_components(edges):
        start = min(knot)
        if len(knot) == 1 and start not in edges.get(start, ()):
            continue
        found.append(_shortest_cycle(start, knot, edges))
    return sorted(found)


def _shortest_cycle(start: str, knot: frozenset[str], edges: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The shortest way from `start` back to itself inside the knot."""
    came_from: dict[str, str] = {}
    queue = [start]
    for node in queue:
        for target in edges.get(node, ()):
            if target == start:
                path = [start, node]
                while node != start:
                    node = came_from[node]
                    path.append(node)
                return tuple(reversed(path))
            if target in knot and target not in came_from:
                came_from[target] = node
                queue.append(target)
    raise AssertionError(f"{start} is in a knot and has no way back")


def _strongly_connected_components(edges: Mapping[str, Sequence[str]]) -> Iterator[frozenset[str]]:
    """Strongly connected components, after Tarjan (1972), without recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_nodes: list[str] = []
    is_open: set[str] = set()
    for root in edges:
        if root in index:
            continue
        work: list[tuple[str, Iterator[str]]] = [(root, iter(edges[root]))]
        index[root] = low[root] = len(index)
        open_nodes.append(root)
        is_open.add(root)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    open_nodes.append(target)
                    is_open.add(target)
                    work.append((target, iter(edges.get(target, ()))))
                    break
                if target in is_open:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    knot: set[str] = set()
                    while node not in knot:
                        knot.add(open_nodes.pop())
                    is_open -= knot
                    yield frozenset(knot)


@dataclass(frozen=True, slots=True)
class Use:
    """A record of kind `kind` with id `id` names another; `field` is the field that names it."""

    kind: str
    id: str
    field: str


@dataclass(frozen=True, slots=True)
class Graph:
    """What uses what. Keys of `used_by` are (kind, id)."""

    used_by: Mapping[tuple[str, str], tuple[Use, ...]]
    taught_by: Mapping[str, tuple[Learning, ...]]
    prepared_by: Mapping[str, tuple[Learning, ...]]
    reached_by: Mapping[str, tuple[Level, ...]]
    expected_by: Mapping[str, tuple[Level, ...]]


def graph(records: Records) -> Graph:
    """The graph of all records that hold their shape."""
    used: dict[tuple[str, str], dict[Use, None]] = {}
    by_path = {document.path: kind for document, kind in records.documents}
    for reference in records.references:
        kind = by_path[reference.document.path]
        name = reference.document.data.get("id")
        if name is not None:
            use = Use(kind, name, str(reference.route[0]))
            used.setdefault((reference.kind, reference.id), {})[use] = None
    levels = records.levels_in_order()
    offers = [offer for offer in records.learning.values() if not offer.replaced_by]
    return Graph(
        used_by={key: tuple(uses) for key, uses in used.items()},
        taught_by=_group((name, offer) for offer in offers for name in offer.teaches),
        prepared_by=_group((name, offer) for offer in offers for name in offer.prepares_for),
        reached_by={
            task.id: tuple(level for level in levels if level_reaches(level, task, records.step_order()))
            for task in records.tasks.values()
        },
        expected_by=_group((name, level) for level in levels for name in level.expects),
    )


def _group(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for name, each in pairs:
        groups.setdefault(name, []).append(each)
    return {name: tuple(each) for name, each in groups.items()}


def level_reaches(level: Level, task: Task, height: Mapping[str, int]) -> bool:
    """Whether a level expects all that a task requires, at the steps it requires or above."""
    return all(
        height.get(level.expects.get(name, ""), -1) >= height.get(step, 0) for name, step in task.requires.items()
    )


def unmapped_items(standard: Standard, records: Records) -> list[StandardItem]:
    """Items of a standard to which neither a competence nor a learning offer maps."""
    named = {
        item
        for maps_to in (
            *(each.maps_to for each in records.competences.values() if not each.replaced_by),
            *(each.maps_to for each in records.learning.values() if not each.replaced_by),
        )
        for item in maps_to.get(standard.id, ())
    }
    return [item for item in standard.items if item.id not in named]
