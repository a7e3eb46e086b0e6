"""What a function, a condition, a parameter or an export may ask for while it is evaluated.

``resolve`` implements it and stands above them all: a value leads to functions, and these to further values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from generator.logic import Truth
from generator.stack.corrections import Corrections
from generator.stack.instances import Instance, Opaque
from generator.stack.values import Step, Value

Export = tuple[Instance, str]
"""The stack and the name of the output that exports something."""


class Evaluator(Protocol):
    """Gives the values of one set of stacks under one set of assumptions."""

    roots: list[Instance]
    assumptions: Mapping[str, str | None]
    compared: Mapping[str, frozenset[str]]
    undecided: dict[str, tuple[Instance, str]]
    corrections: Corrections
    instead: Mapping[tuple[str, str], str | None]
    depth: int

    def value(self, at: Instance, node: object) -> Value: ...

    def navigate(self, at: Instance, node: object, steps: tuple[str | int, ...]) -> Value: ...

    def parameter(self, at: Instance, name: str) -> Value: ...

    def condition(self, at: Instance, name: object) -> Truth: ...

    def rests_on(self, at: Instance, name: str) -> tuple[Step, ...]: ...

    def output(self, at: Instance, name: str) -> Value: ...

    def export(self, name: Value) -> Export | None: ...

    def child(self, at: Instance, name: str) -> Instance | Opaque: ...
