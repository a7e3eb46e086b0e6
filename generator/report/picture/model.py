"""What is drawn: parties, what goes between them and whether that is proven, and the nested stacks."""

from __future__ import annotations

from dataclasses import dataclass

from generator.logic import Truth

INTERNET, OUTSIDE = "clients", "aws"
"""Keys of the two parties that are no resource: whoever calls from outside, and what is reached outside of the VPC."""


@dataclass(frozen=True)
class Node:
    """One party. ``key`` is the path of its resource, or what is unique to it where it has none."""

    key: str
    kind: str
    """``clients``, ``caller``, ``balancer``, ``task``, ``store``, ``endpoint``, ``nat``, ``name`` or ``aws``."""
    label: str
    detail: str = ""
    vpc: str = ""
    subnets: tuple[str, ...] = ()
    """The subnets that it stands in, by the last part of their paths."""


@dataclass(frozen=True)
class Edge:
    """What one party sends to another: proven, unknown or broken, as the rows of the matrix say."""

    source: str
    target: str
    port: str
    verdict: Truth
    needs: tuple[str, ...]
    rows: tuple[int, ...]
    """Places of the rows in the matrix; the worst first."""


@dataclass(frozen=True)
class Stack:
    """One template as it is nested: its address (empty for the root), and how many resources it holds."""

    address: str
    file: str
    resources: int

    @property
    def parent(self) -> str:
        """The address of the stack that nests it."""
        return self.address.rpartition("/")[0]


@dataclass(frozen=True)
class Picture:
    """All of it, for one root template."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    stacks: tuple[Stack, ...] = ()

    def node(self, key: str) -> Node:
        """The party with a key."""
        return next(node for node in self.nodes if node.key == key)


WORST = (Truth.NO, Truth.UNKNOWN, Truth.YES)
"""The order in which verdicts count where several come together."""
