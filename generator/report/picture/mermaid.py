"""The picture as Mermaid, which GitHub and GitLab draw in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.logic import Truth
from generator.report.picture.layout import place
from generator.report.picture.model import Edge, Node, Picture

MOST_EDGES = 500
"""What Mermaid draws unless the page that shows it allows more. Source: mermaid.js.org, maxEdges, read 2026-11."""
_ARROWS = {Truth.YES: "-->", Truth.UNKNOWN: "-.->", Truth.NO: "--x"}
_COLOURS = {Truth.YES: "#1a7f37", Truth.UNKNOWN: "#9a6700", Truth.NO: "#d1242f,stroke-width:3px"}
_SHAPES = {
    "clients": ("([", "])"),
    "caller": ("([", "])"),
    "store": ("[(", ")]"),
    "aws": ("([", "])"),
    "name": ("{{", "}}"),
}


def mermaid(picture: Picture, title: str) -> str:
    """Write a flowchart: proven ways solid, unknown ones dashed, broken ones red and with a cross."""
    names = {node.key: f"n{at}" for at, node in enumerate(picture.nodes)}
    edges = _drawn(picture)
    lines = [f"%% {' '.join(title.split())}", "flowchart LR"]
    lines += [f"    {line}" for line in _nodes(picture, names)]
    lines += [f"    {_edge(edge, names)}" for edge in edges]
    if left := len(picture.edges) - len(edges):
        lines.append(f'    note["{left} proven ways to AWS are left out: Mermaid draws {MOST_EDGES} edges at most"]')
    lines += [f"    {line}" for line in _stacks(picture)]
    for verdict, colour in _COLOURS.items():
        if numbers := [str(at) for at, edge in enumerate(edges) if edge.verdict is verdict]:
            lines.append(f"    linkStyle {','.join(numbers)} stroke:{colour}")
    return "\n".join(lines) + "\n"


def _drawn(picture: Picture) -> list[Edge]:
    """The edges that Mermaid can take: of too many, the proven ones to AWS go first, which are alike for all tasks."""
    nested = sum(bool(stack.address) for stack in picture.stacks)
    if len(picture.edges) + nested <= MOST_EDGES:
        return list(picture.edges)
    to_aws = {node.key for node in picture.nodes if node.kind in ("endpoint", "nat", "aws")}
    kept = [edge for edge in picture.edges if edge.verdict is not Truth.YES or edge.target not in to_aws]
    return kept[: MOST_EDGES - nested] if nested < MOST_EDGES else kept[:MOST_EDGES]


def _nodes(picture: Picture, names: dict[str, str]) -> Iterator[str]:
    by_place: dict[str, dict[str, list[Node]]] = {}
    for node in picture.nodes:
        by_place.setdefault(node.vpc, {}).setdefault(place(node), []).append(node)
    for at, (vpc, places) in enumerate(by_place.items()):
        if vpc:
            yield f'subgraph vpc{at}["VPC {text(vpc)}"]'
        for number, (subnets, nodes) in enumerate(places.items()):
            if subnets:
                yield f'subgraph s{at}_{number}["{text(subnets)}"]'
            yield from (_node(node, names[node.key]) for node in nodes)
            if subnets:
                yield "end"
        if vpc:
            yield "end"


def _node(node: Node, name: str) -> str:
    opens, closes = _SHAPES.get(node.kind, ("[", "]"))
    detail = f"<br>{text(node.detail)}" if node.detail else ""
    return f'{name}{opens}"{text(node.label)}{detail}"{closes}'


def _edge(edge: Edge, names: dict[str, str]) -> str:
    label = f'|"{text(edge.port)}"|' if edge.port else ""
    return f"{names[edge.source]} {_ARROWS[edge.verdict]}{label} {names[edge.target]}"


def _stacks(picture: Picture) -> Iterator[str]:
    if len(picture.stacks) < 2:
        return
    names = {stack.address: f"t{at}" for at, stack in enumerate(picture.stacks)}
    yield 'subgraph stacks["Nested stacks"]'
    for stack in picture.stacks:
        yield f'{names[stack.address]}["{text(stack.address or stack.file)}<br>{stack.resources} resources"]'
    yield "end"
    for stack in picture.stacks:
        if stack.address and stack.parent in names:
            yield f"{names[stack.parent]} --- {names[stack.address]}"


def text(words: str) -> str:
    """Escape a text: names are anybody's, and Mermaid reads entities without an ampersand."""
    return re.sub(r"[^\w .,:;/@+=()*-]", lambda found: f"#{ord(found[0])};", " ".join(words.split()))
