"""What to read instead of what is written: for a second look at templates that have a slip in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Corrections:
    """Other outputs, nodes and parameters of some stacks, each by the address of its stack; none by default."""

    outputs: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By the name of an output that there is not, the one to take."""
    nodes: Mapping[tuple[str, int], object] = field(default_factory=dict)
    """By the identity of a node, the node to read in its place."""
    parameters: Mapping[tuple[str, str], object] = field(default_factory=dict)
    """By the name of a parameter that is not passed, the node of the stack around to pass."""
    slips: tuple[str, ...] = ()
    """In words, what is taken to mean what."""

    def __bool__(self) -> bool:
        return bool(self.slips)
