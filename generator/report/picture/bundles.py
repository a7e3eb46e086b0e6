"""Many tasks and many endpoints make no picture: the endpoints of one VPC are drawn as one party then."""

from __future__ import annotations

from dataclasses import replace

from generator.report.picture.model import WORST, Edge, Node, Picture

MOST_TASKS = 6
"""With more tasks than these, their endpoints are drawn together."""


def bundled(picture: Picture) -> Picture:
    """Draw the endpoints of each VPC as one where there are many tasks; every edge keeps its rows."""
    if sum(node.kind == "task" for node in picture.nodes) <= MOST_TASKS:
        return picture
    by_vpc: dict[str, list[Node]] = {}
    for node in picture.nodes:
        if node.kind == "endpoint":
            by_vpc.setdefault(node.vpc, []).append(node)
    taken: dict[str, Node] = {}
    for vpc, several in by_vpc.items():
        if len(several) > 1:
            apis = ", ".join(dict.fromkeys(node.detail.removesuffix(" endpoint") for node in several))
            subnets = tuple(dict.fromkeys(name for node in several for name in node.subnets))
            one = Node(f"endpoints {vpc}", "endpoint", f"{len(several)} VPC endpoints", apis, vpc, subnets)
            taken |= {node.key: one for node in several}
    nodes = tuple(dict.fromkeys(taken.get(node.key, node) for node in picture.nodes))
    found: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in picture.edges:
        ends = tuple(taken[key].key if key in taken else key for key in (edge.source, edge.target))
        found.setdefault((*ends, edge.port), []).append(edge)  # type: ignore[arg-type]
    return replace(picture, nodes=nodes, edges=tuple(_one(key, edges) for key, edges in found.items()))


def _one(key: tuple[str, str, str], edges: list[Edge]) -> Edge:
    worst = next(verdict for verdict in WORST if any(edge.verdict is verdict for edge in edges))
    ordered = sorted(edges, key=lambda edge: edge.verdict is not worst)
    needs = dict.fromkeys(need for edge in ordered for need in edge.needs)
    return Edge(*key, worst, tuple(needs), tuple(dict.fromkeys(row for edge in ordered for row in edge.rows)))
