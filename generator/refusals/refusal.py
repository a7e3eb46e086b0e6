"""The form of what a service refuses: a function of one resource and its graph, or of a graph, that says each fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.stack import Graph, Resource

Refusal = Callable[[Graph, Resource], Iterator[str]]
"""Says each fault of a resource in a sentence, and nothing of one that may be taken."""
Refusals = Mapping[str, tuple[Refusal, ...]]
"""What is asked of the resources of each type."""
Together = tuple[Callable[[Graph], Iterator[str]], ...]
"""What is asked of the resources of a graph together: whether two of them are for one thing that takes one."""
