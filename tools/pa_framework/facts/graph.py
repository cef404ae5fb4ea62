"""How records relate: which uses which, what teaches a competence, which level reaches a task, and cycles.

All traversals keep their own stack in place of recursion, so that deep graphs cannot overflow it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from pa_framework.facts.requirements import competences_of
from pa_framework.records.load import Records
from pa_framework.records.model import Learning, Level, Standard, StandardItem, Task

T = TypeVar("T")


def cycles(edges: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """One cycle of each strongly connected component, such as ("a", "b", "a"); ("a", "a") where a node names itself.

    `edges` are node → the nodes it names. Each cycle is the shortest through its smallest name, and begins there.
    """
    found: list[tuple[str, ...]] = []
    for component in _strongly_connected_components(edges):
        start = min(component)
        if len(component) == 1 and start not in edges.get(start, ()):
            continue
        found.append(_shortest_cycle(start, component, edges))
    return sorted(found)


def _shortest_cycle(start: str, component: frozenset[str], edges: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The shortest path from `start` back to itself within a strongly connected component."""
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
            if target in component and target not in came_from:
                came_from[target] = node
                queue.append(target)
    raise AssertionError(f"{start} is in a component and no path leads back to it")


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
                    component: set[str] = set()
                    while node not in component:
                        component.add(open_nodes.pop())
                    is_open -= component
                    yield frozenset(component)


class Use(Struct, frozen=True):
    """A record of kind `kind` with id `id` names another; `field` is the field that names it."""

    kind: str
    id: str
    field: str


class Graph(Struct, frozen=True):
    """Relations between records, by the id of the record that is named; keys of `used_by` are (kind, id).

    `used_by`: every mention of it that holds now. `taught_by`: learning that teaches a competence. `prepared_by`: learning that prepares
    for a task. `reached_by`: levels that expect all a task requires. `expected_by`: levels that expect a competence.
    """

    used_by: Mapping[tuple[str, str], tuple[Use, ...]]
    taught_by: Mapping[str, tuple[Learning, ...]]
    prepared_by: Mapping[str, tuple[Learning, ...]]
    reached_by: Mapping[str, tuple[Level, ...]]
    expected_by: Mapping[str, tuple[Level, ...]]


def graph(records: Records) -> Graph:
    """The relations between all records that match their schema. Retired learning does not count as teaching."""
    used: dict[tuple[str, str], dict[Use, None]] = {}
    by_path = {document.path: kind for document, kind in records.documents}
    for reference in records.references:
        kind = by_path[reference.document.path]
        name = reference.document.data.get("id")
        if isinstance(name, str) and not reference.is_earlier:
            use = Use(kind, name, str(reference.route[0]))
            used.setdefault((reference.kind, reference.id), {})[use] = None
    levels, step_order = records.levels_in_order(), records.step_order()
    offers = [offer for offer in records.learning.values() if not offer.replaced_by]
    return Graph(
        used_by={key: tuple(uses) for key, uses in used.items()},
        taught_by=_group((name, offer) for offer in offers for name in offer.teaches),
        prepared_by=_group((name, offer) for offer in offers for name in offer.prepares_for),
        reached_by={
            task.id: tuple(level for level in levels if level_reaches(level, task, step_order))
            for task in records.tasks.values()
        },
        expected_by=_group((name, level) for level in levels for name in level.expects),
    )


def _group(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for name, member in pairs:
        groups.setdefault(name, []).append(member)
    return {name: tuple(members) for name, members in groups.items()}


def level_reaches(level: Level, task: Task, step_order: Mapping[str, int]) -> bool:
    """Whether a level expects every competence that a task requires, at the required step or a higher one.

    `step_order` gives the position of each step, lowest first.
    """
    return all(
        step_order.get(level.expects.get(competence, ""), -1) >= step_order.get(step, 0)
        for competence, step in competences_of(task.requires).items()
    )


def unmapped_items(standard: Standard, records: Records) -> list[StandardItem]:
    """Items of a standard to which neither a competence nor a learning offer maps."""
    named = {
        item
        for maps_to in (
            *(competence.maps_to for competence in records.competences.values() if not competence.replaced_by),
            *(offer.maps_to for offer in records.learning.values() if not offer.replaced_by),
        )
        for item in maps_to.get(standard.id, ())
    }
    return [item for item in standard.items if item.id not in named]
