"""The picture as SVG: alone, or inside of the page, where a click on an edge leads to its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from generator.logic import Truth
from generator.report.picture.fitting import fit
from generator.report.picture.layout import GAP, PAD, WIDTH, Box, Layout, layout
from generator.report.picture.model import Edge, Node, Picture
from generator.report.picture.stacks_strip import strip

WORDS = {Truth.YES: "proven", Truth.NO: "broken", Truth.UNKNOWN: "unknown"}
_MARGIN = 24
_LEGEND = 34
STYLE = """\
.picture { --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --back: #ffffff; --zone: #f6f8fa; --box: #ffffff;
  --yes: #1a7f37; --no: #d1242f; --unknown: #9a6700; --blue: #0969da; font-family: system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { .picture { --text: #f0f6fc; --soft: #9198a1; --line: #3d444d; --back: #0d1117;
  --zone: #151b23; --box: #0d1117; --yes: #3fb950; --no: #f85149; --unknown: #d29922; --blue: #4493f8; } }
.picture .ground { fill: var(--back); } .picture text { fill: var(--text); font-size: 12px; }
.picture .soft { fill: var(--soft); font-size: 10.5px; } .picture .zone { fill: var(--zone); stroke: var(--line); }
.picture .vpc { fill: none; stroke: var(--blue); stroke-dasharray: 2 4; } .picture .vpc-name { fill: var(--blue); }
.picture .box { fill: var(--box); stroke: var(--soft); } .picture .task .box { stroke: var(--blue); stroke-width: 2; }
.picture .clients .box, .picture .aws .box { stroke-dasharray: 4 3; } .picture .name .box { stroke: var(--unknown); }
.picture .edge { fill: none; stroke-width: 1.6; } .picture .hit { fill: none; stroke: transparent; stroke-width: 11; }
.picture .yes .edge { stroke: var(--yes); } .picture .no .edge { stroke: var(--no); stroke-width: 2.4; }
.picture .unknown .edge { stroke: var(--unknown); stroke-dasharray: 6 4; }
.picture .yes .tip { fill: var(--yes); } .picture .no .tip { fill: var(--no); }
.picture .unknown .tip { fill: var(--unknown); } .picture .port { font-size: 11px; paint-order: stroke;
  stroke: var(--back); stroke-width: 4px; stroke-linejoin: round; } .picture .many .edge { stroke-opacity: .45; }
.picture .many .no .edge { stroke-opacity: 1; } .picture a:hover .edge, .picture a:focus .edge { stroke-width: 4;
  stroke-opacity: 1; } .picture a:focus { outline: none; } .picture .tie { fill: none; stroke: var(--line); }
"""
_MANY = 60
"""From so many edges on, they are drawn lightly, so that one sees through."""

Link = Callable[[Edge], str]


def svg(picture: Picture, title: str) -> str:
    """Write a file of its own."""
    drawn = drawing(picture, title, lambda edge: "", lambda address: "")
    style = f"<style>\n{STYLE}</style>"
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + drawn.replace("<!--style-->", style, 1) + "\n"


def drawing(picture: Picture, title: str, link: Link, stack_link: Callable[[str], str], key: str = "p0") -> str:
    """Write the element. ``link`` gives the address of an edge's evidence, empty for none."""
    laid = layout(picture)
    strip_lines, strip_height = strip(picture, max(laid.width, 2 * (WIDTH + GAP)), stack_link)
    width = max(laid.width, 2 * (WIDTH + GAP)) + 2 * _MARGIN
    top = _LEGEND + _MARGIN
    height = top + laid.height + _MARGIN + strip_height + _MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {_n(width)} {_n(height)}" '
        f'width="{_n(width)}" height="{_n(height)}" role="group" aria-labelledby="{key}-title">',
        f'<title id="{key}-title">{escape(title)}</title><!--style-->',
        f'<rect class="ground" width="{_n(width)}" height="{_n(height)}"/>',
        *_legend(),
        f'<g transform="translate({_MARGIN} {_n(top)})">',
        *_vpc(picture, laid),
        *(line for zone in laid.zones for line in _zone(zone.title, zone.x, zone.y, zone.height)),
        f'<g class="{"many" if len(picture.edges) >= _MANY else "few"}">',
        *(_edge(picture, laid, edge, link(edge)) for edge in sorted(picture.edges, key=_late)),
        "</g>",
        *_ports(picture, laid),
        *(_node(node, laid.boxes[node.key]) for node in picture.nodes),
        "</g>",
        f'<g transform="translate({_MARGIN} {_n(top + laid.height + _MARGIN)})">',
        *strip_lines,
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines)


def _late(edge: Edge) -> int:
    """What is broken is drawn last, on top of all."""
    return (Truth.YES, Truth.UNKNOWN, Truth.NO).index(edge.verdict)


def _legend() -> Iterator[str]:
    x = _MARGIN
    for verdict, word in WORDS.items():
        yield f'<g class="{verdict.value}"><path class="edge" d="M{x} 18h34"/></g>'
        yield f'<text class="soft" x="{x + 42}" y="22">{word}</text>'
        x += 106
    yield f'<text class="soft" x="{x}" y="22">Numbers are ports. Each frame names the subnets.</text>'


def _vpc(picture: Picture, laid: Layout) -> Iterator[str]:
    inside = [laid.boxes[node.key] for node in picture.nodes if node.vpc and node.kind != "caller"]
    names = {node.vpc for node in picture.nodes if node.vpc}
    if len(names) == 1 and inside:
        left, right = min(box.x for box in inside) - 16, max(box.x for box in inside) + WIDTH + 16
        size = f'width="{_n(right - left)}" height="{_n(laid.height + 20)}"'
        yield f'<rect class="vpc" x="{_n(left)}" y="-10" {size} rx="10"/>'
        named, y = f"VPC {escape(names.pop())}", _n(laid.height + 6)
        yield f'<text class="soft vpc-name" x="{_n(left + 10)}" y="{y}">{named}</text>'


def _zone(title: str, x: float, y: float, height: float) -> Iterator[str]:
    yield f'<rect class="zone" x="{_n(x - PAD)}" y="{_n(y)}" width="{WIDTH + 2 * PAD}" height="{_n(height)}" rx="8"/>'
    said = f"{escape(fit(title, WIDTH, 10.5))}<title>{escape(title)}</title>"
    yield f'<text class="soft" x="{_n(x)}" y="{_n(y + 14)}">{said}</text>'


def _node(node: Node, box: Box) -> str:
    x, y = _n(box.x), box.y
    where = f", in {', '.join(node.subnets)}" if node.subnets else ""
    label, detail = fit(node.label, WIDTH - 20, 12), fit(node.detail, WIDTH - 14, 10.5)
    return (
        f'<g class="{node.kind}"><title>{escape(f"{node.label}: {node.detail}{where}")}</title>'
        f'<rect class="box" x="{x}" y="{_n(y)}" width="{WIDTH}" height="{_n(box.height)}" rx="6"/>'
        f'<text x="{_n(box.x + 10)}" y="{_n(y + 19)}">{escape(label)}</text>'
        f'<text class="soft" x="{_n(box.x + 10)}" y="{_n(y + 35)}">{escape(detail)}</text></g>'
    )


def _edge(picture: Picture, laid: Layout, edge: Edge, address: str) -> str:
    path, tip = _path(laid, edge)
    said = said_of(picture, edge)
    drawn = f'<path class="edge" d="{path}"/><path class="tip" d="{tip}"/><path class="hit" d="{path}"/>'
    drawn = f"<title>{escape(said)}</title>{drawn}"
    if address:
        drawn = f'<a href="{escape(address)}" aria-label="{escape(said)}">{drawn}</a>'
    return f'<g class="{edge.verdict.value}">{drawn}</g>'


def said_of(picture: Picture, edge: Edge) -> str:
    """Say an edge in words."""
    source, target = (picture.node(key).label for key in (edge.source, edge.target))
    on = f" on {edge.port}" if edge.port else ""
    return f"{source} to {target}{on}: {WORDS[edge.verdict]} ({', '.join(edge.needs)})"


def _path(laid: Layout, edge: Edge) -> tuple[str, str]:
    stations = [laid.boxes[slot] for slot in laid.stations[edge]]
    first, last = stations[0], stations[-1]
    start, end = laid.column[edge.source], laid.column[edge.target]
    if start == end:
        x, reach = first.x + WIDTH, GAP * 0.6
        path = f"M{_n(x)} {_n(first.middle)}C{_n(x + reach)} {_n(first.middle)} {_n(x + reach)} {_n(last.middle)} "
        path += f"{_n(x + 7)} {_n(last.middle)}"
        return path, _tip(x, last.middle, -1)
    way = 1 if start < end else -1
    leaves, enters = (WIDTH, 0) if way == 1 else (0, WIDTH)
    parts, x, y = [f"M{_n(first.x + leaves)} {_n(first.middle)}"], first.x + leaves, first.middle
    for box in stations[1:]:
        to = box.x + enters - (7 * way if box is last else 0)
        parts.append(
            f"C{_n(x + way * GAP / 2)} {_n(y)} {_n(to - way * GAP / 2)} {_n(box.middle)} {_n(to)} {_n(box.middle)}"
        )
        x, y = box.x + leaves, box.middle
        if box is not last:
            parts.append(f"H{_n(x)}")
    return "".join(parts), _tip(last.x + enters, last.middle, way)


def _tip(x: float, y: float, way: int) -> str:
    return f"M{_n(x)} {_n(y)}l{-8 * way} -4v8z"


def _ports(picture: Picture, laid: Layout) -> Iterator[str]:
    """The ports of each party, once, where edges come in from the left."""
    by_target: dict[str, dict[str, None]] = {}
    for edge in picture.edges:
        if edge.port and laid.column[edge.source] < laid.column[edge.target]:
            by_target.setdefault(edge.target, {})[edge.port] = None
    for target, ports in by_target.items():
        box = laid.boxes[target]
        said = fit(", ".join(ports), GAP - 12, 11)
        place = f'x="{_n(box.x - 10)}" y="{_n(box.middle - 6)}"'
        yield f'<text class="port" text-anchor="end" {place}>{escape(said)}</text>'


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
