"""Which column each party stands in: clients first, then load balancers, tasks in the order of their calls, stores."""

from __future__ import annotations

from generator.report.picture.model import Picture

MOST_DEEP = 2
"""Tasks stand in up to three columns; what is called later than that stands in the last of them."""
_FIRST = {"clients": 0, "caller": 0, "balancer": 1, "task": 2}
_STORES, _OUTSIDE = 2 + MOST_DEEP + 1, 2 + MOST_DEEP + 2


def columns(picture: Picture) -> dict[str, int]:
    """The column of each party, without empty ones."""
    depths = _depths(picture)
    chosen: dict[str, int] = {}
    for node in picture.nodes:
        column = _FIRST.get(node.kind, _OUTSIDE if node.kind == "aws" or not node.vpc else _STORES)
        chosen[node.key] = column + depths.get(node.key, 0)
    used = {column: at for at, column in enumerate(sorted(set(chosen.values())))}
    return {key: used[column] for key, column in chosen.items()}


def _depths(picture: Picture) -> dict[str, int]:
    """How many calls lead to each task, at most: a call that closes a circle is not followed."""
    tasks = {node.key for node in picture.nodes if node.kind == "task"}
    called: dict[str, list[str]] = {key: [] for key in tasks}
    for edge in picture.edges:
        if edge.source in tasks and edge.target in tasks and edge.source != edge.target:
            called[edge.source].append(edge.target)
    order: list[str] = []
    state: dict[str, int] = {}
    backward: set[tuple[str, str]] = set()
    for start in (node.key for node in picture.nodes if node.key in tasks):
        _visit(start, called, order, state, backward)
    depths = dict.fromkeys(tasks, 0)
    for source in reversed(order):
        for target in called[source]:
            if (source, target) not in backward:
                depths[target] = max(depths[target], min(depths[source] + 1, MOST_DEEP))
    return depths


def _visit(
    start: str, called: dict[str, list[str]], order: list[str], state: dict[str, int], backward: set[tuple[str, str]]
) -> None:
    """Walk depth first, without recursion; ``order`` has every task after those that it calls."""
    if start in state:
        return
    state[start] = 1
    pending = [(start, iter(called[start]))]
    while pending:
        source, targets = pending[-1]
        target = next(targets, None)
        if target is None:
            state[source] = 2
            order.append(source)
            pending.pop()
        elif target not in state:
            state[target] = 1
            pending.append((target, iter(called[target])))
        elif state[target] == 1:
            backward.add((source, target))
