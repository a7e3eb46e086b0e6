"""Exports of all stacks by name, so that an import finds its value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.logic import Truth
from generator.stack.evaluator import Evaluator, Export
from generator.stack.instances import TEMPLATE_OF, Instance, Opaque
from generator.stack.values import Absent, Unknown, Value


@dataclass
class Exports:
    """Finds exports. Names are compared as values, so that ``${Environment}-vpc`` matches while Environment is open."""

    index: dict[Value, list[Export]] | None = field(default=None)
    building: bool = False

    def find(self, evaluator: Evaluator, name: Value) -> Export | None:
        """The stack and the output that export a name; None when nobody does, or it is open who."""
        if self.index is None:
            if self.building:
                return None
            self.building = True
            self.index = _index(evaluator)
            self.building = False
        exports = self.index.get(name, [])
        existing = [export for export in exports if _exists(evaluator, *export) is not Truth.NO]
        return existing[0] if len(existing) == 1 else None


def exported(at: Instance) -> dict[str, Any]:
    """The outputs of a stack that are exported: their name -> the body."""
    outputs = at.document.section("Outputs")
    return {
        str(name): body
        for name, body in outputs.items()
        if isinstance(body, dict) and isinstance(body.get("Export"), dict)
    }


def _index(evaluator: Evaluator) -> dict[Value, list[Export]]:
    index: dict[Value, list[Export]] = {}
    for at in instances(evaluator):
        for name, body in exported(at).items():
            value = evaluator.navigate(at, body, ("Export", "Name"))
            if not isinstance(value, (Unknown, Absent)):
                index.setdefault(value, []).append((at, name))
    return index


def instances(evaluator: Evaluator) -> list[Instance]:
    """Every stack that can be read, each before those it nests."""
    stacks = list(evaluator.roots)
    for at in stacks:
        for name, body in at.document.section("Resources").items():
            if isinstance(body, dict) and str(body.get("Type")) in TEMPLATE_OF:
                child = evaluator.child(at, str(name))
                if not isinstance(child, Opaque):
                    stacks.append(child)
    return stacks


def _exists(evaluator: Evaluator, at: Instance, name: str) -> Truth:
    body = at.document.section("Outputs")[name]
    return evaluator.condition(at, body["Condition"]) if "Condition" in body else Truth.YES
