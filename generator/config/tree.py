"""A YAML document as a tree that remembers where each key and value stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.errors import Path

Value: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True)
class Place:
    """Line and column, counted from 1, in a named source."""

    source: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}" if self.line else self.source


@dataclass(frozen=True)
class Scalar:
    """A single value; ``text`` is how it was written, ``doubt`` says why its reading is refused."""

    value: Value
    place: Place
    text: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class Seq:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True)
class Map:
    """A mapping; ``keys`` holds the place of each key."""

    items: Mapping[str, Node]
    keys: Mapping[str, Place]
    place: Place


Node: TypeAlias = Scalar | Seq | Map


def merge(base: Node | None, over: Node, null_removes: bool = True) -> Node:
    """Lay ``over`` on ``base``: mappings merge deeply, everything else replaces, null removes unless told otherwise."""
    if not (isinstance(over, Map) and isinstance(base, Map)):
        return over
    items = dict(base.items)
    for key, node in over.items.items():
        if null_removes and isinstance(node, Scalar) and node.value is None:
            items.pop(key, None)
        else:
            items[key] = merge(items.get(key), node, null_removes)
    keys = {**base.keys, **over.keys}
    for key in items:
        # A mapping that both extend stands where it was begun: what is wrong with it is then told once for all.
        if isinstance(base.items.get(key), Map) and isinstance(over.items.get(key), Map):
            keys[key] = base.keys[key]
    return Map(items, {key: keys[key] for key in items}, base.place)


def plain(node: Node) -> Any:
    """The tree as dicts, lists and values, with the keys of every mapping sorted."""
    if isinstance(node, Map):
        return {key: plain(node.items[key]) for key in sorted(node.items)}
    if isinstance(node, Seq):
        return [plain(item) for item in node.items]
    return node.value


def find(node: Node, path: Path) -> Node:
    """The deepest node on ``path`` that exists."""
    for step in path:
        if isinstance(node, Map) and step in node.items:
            node = node.items[str(step)]
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            break
    return node


def place_of(node: Node, path: Path) -> Place:
    """The place a message about ``path`` should point at: its value, or where it would stand.

    A mapping is pointed at by its key, because its value begins on the next line.
    """
    place = node.place
    for step in path:
        if isinstance(node, Map) and step in node.items:
            child = node.items[str(step)]
            place = child.place if isinstance(child, Scalar) else node.keys[str(step)]
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node.items):
            child = node.items[step]
            place = child.place
        else:
            break
        node = child
    return place


def build(data: Any, place: Place) -> Node:
    """Make a tree of plain data that stands nowhere in a file, such as a template module's relaxations."""
    if isinstance(data, Mapping):
        items = {str(key): build(value, place) for key, value in data.items()}
        return Map(items, dict.fromkeys(items, place), place)
    if isinstance(data, list):
        return Seq(tuple(build(item, place) for item in data), place)
    return Scalar(data, place, text=str(data))
