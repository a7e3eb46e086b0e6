"""Where everything stands: columns of boxes, with few crossings, and lanes for what passes a column.

Laid out here, for no maintained engine serves (looked at in 2026-11): grandalf is of 2023 and under the GPL;
fast-sugiyama, graphlay and graphviz-pure are compiled, one person's, and know no columns that mean something; networkx,
which cfn-lint brings, places layers but orders none and knows no sizes. Crossings are made few by Sugiyama's means:
each box moves to the mean of what it is tied to, column by column, to and fro.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from generator.report.picture.columns import columns
from generator.report.picture.model import Edge, Node, Picture

WIDTH, HEIGHT = 216, 46
GAP, SPACE, TITLE, PAD = 76, 12, 18, 8
_LANE = 10
_SWEEPS = 8


@dataclass(frozen=True)
class Box:
    """The place of a party, or of a lane (of no height), by its upper left corner."""

    x: float
    y: float
    height: float = HEIGHT

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass
class _Group:
    """What stays together in a column: the parties in the same subnets, or one lane."""

    title: str
    slots: list[str]
    lane: bool = False

    @property
    def height(self) -> float:
        if self.lane:
            return _LANE
        return len(self.slots) * (HEIGHT + SPACE) - SPACE + (TITLE + 2 * PAD if self.title else 0)


@dataclass(frozen=True)
class Zone:
    """A frame around the parties that stand in the same subnets."""

    title: str
    x: float
    y: float
    height: float


@dataclass(frozen=True)
class Layout:
    """Places of everything. ``stations`` are the keys of ``boxes`` that each edge passes, both ends included."""

    boxes: dict[str, Box]
    zones: tuple[Zone, ...]
    stations: dict[Edge, tuple[str, ...]]
    column: dict[str, int]
    width: float
    height: float


def place(node: Node) -> str:
    """Say where a party stands: the names of its subnets."""
    return ", ".join(node.subnets)


def layout(picture: Picture) -> Layout:
    """Lay a picture out; the same picture always in the same way."""
    column = columns(picture)
    stations = {edge: tuple(_stations(edge, column, picture)) for edge in picture.edges}
    grid = _Grid(_groups(picture, column, stations), stations)
    grid.order()
    return grid.laid(column)


def _stations(edge: Edge, column: dict[str, int], picture: Picture) -> Iterator[str]:
    first, last = column[edge.source], column[edge.target]
    yield edge.source
    fans_out = picture.node(edge.source).kind in ("clients", "balancer", "caller")
    end = edge.source if fans_out else edge.target
    for between in range(first + 1, last) if first < last else range(first - 1, last, -1):
        yield f"lane {between} {end}"
    yield edge.target


def _groups(picture: Picture, column: dict[str, int], stations: dict[Edge, tuple[str, ...]]) -> list[list[_Group]]:
    grouped: list[dict[str, _Group]] = [{} for _ in range(max(column.values(), default=-1) + 1)]
    for node in picture.nodes:
        where = f"{node.vpc} {place(node)}"
        group = grouped[column[node.key]].setdefault(where, _Group(place(node), []))
        group.slots.append(node.key)
    for passed in stations.values():
        for slot in passed[1:-1]:
            grouped[int(slot.split(" ")[1])].setdefault(slot, _Group("", [slot], lane=True))
    return [list(groups.values()) for groups in grouped]


@dataclass
class _Grid:
    groups: list[list[_Group]]
    stations: dict[Edge, tuple[str, ...]]
    at: dict[str, float] = field(default_factory=dict)
    """The middle of each slot, from the middle of its column."""

    def order(self) -> None:
        """Move each group, and each party in it, to the mean of what it is tied to on one side, to and fro."""
        left: dict[str, list[str]] = {}
        right: dict[str, list[str]] = {}
        for passed in self.stations.values():
            for one, other in pairwise(passed):
                right.setdefault(one, []).append(other)
                left.setdefault(other, []).append(one)
        for groups in self.groups:
            self._measure(groups)
        for sweep in range(_SWEEPS):
            forth = sweep % 2 == 0
            for groups in self.groups if forth else reversed(self.groups):
                self._sort(groups, left if forth else right)
                self._measure(groups)

    def _sort(self, groups: list[_Group], ties: dict[str, list[str]]) -> None:
        wanted = {
            slot: sum(self.at[tie] for tie in ties[slot]) / len(ties[slot]) if slot in ties else self.at[slot]
            for group in groups
            for slot in group.slots
        }
        for group in groups:
            group.slots.sort(key=lambda slot: wanted[slot])
        groups.sort(key=lambda group: sum(wanted[slot] for slot in group.slots) / len(group.slots))

    def _measure(self, groups: list[_Group]) -> None:
        for _, slot, top, height in _stacked(groups):
            self.at[slot] = top + height / 2 - _tall(groups) / 2

    def laid(self, column: dict[str, int]) -> Layout:
        """Turn the order into places."""
        height = max((_tall(groups) for groups in self.groups), default=0.0)
        boxes: dict[str, Box] = {}
        zones: dict[int, Zone] = {}
        for at, groups in enumerate(self.groups):
            x, down = at * (WIDTH + GAP), (height - _tall(groups)) / 2
            for group, slot, top, tall in _stacked(groups):
                boxes[slot] = Box(x, down + top, tall)
                if group.title and slot == group.slots[0]:
                    zones[id(group)] = Zone(group.title, x, down + top - TITLE - PAD, group.height)
        width = len(self.groups) * (WIDTH + GAP) - GAP if self.groups else 0
        return Layout(boxes, tuple(zones.values()), self.stations, column, width, height)


def _tall(groups: list[_Group]) -> float:
    return sum(group.height for group in groups) + sum(map(_apart, groups, groups[1:]))


def _apart(one: _Group, other: _Group) -> float:
    """How much room two groups have between them: lanes run close to each other."""
    return 0 if one.lane and other.lane else 2 * SPACE


def _stacked(groups: list[_Group]) -> Iterator[tuple[_Group, str, float, float]]:
    """Each slot with its upper edge and its height, from the top of the column."""
    top = 0.0
    for group, following in zip(groups, [*groups[1:], None], strict=True):
        inner = top + (TITLE + PAD if group.title else 0)
        for slot in group.slots:
            height = 0 if group.lane else HEIGHT
            yield group, slot, inner + (_LANE / 2 if group.lane else 0), height
            inner += HEIGHT + SPACE
        top += group.height + (_apart(group, following) if following else 0)
