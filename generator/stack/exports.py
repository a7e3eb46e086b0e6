"""Exports of all stacks by name, so that an import finds its value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.logic import Truth
from generator.stack.instances import TEMPLATE_OF, Instance, Opaque
from generator.stack.values import Absent, Unknown, Value

if TYPE_CHECKING:
    from generator.stack.resolve import Resolver

Export = tuple[Instance, str]


@dataclass
class Exports:
    """Finds exports. Names are compared as values, so that ``${Environment}-vpc`` matches while Environment is open."""

    index: dict[Value, list[Export]] | None = field(default=None)
    building: bool = False

    def find(self, resolver: Resolver, name: Value) -> Export | None:
        """Give the stack and the output that export a name; None when nobody does, or it is open who."""
        if self.index is None:
            if self.building:
                return None
            self.building = True
            self.index = _index(resolver)
            self.building = False
        found = self.index.get(name, [])
        existing = [each for each in found if _exists(resolver, *each) is not Truth.NO]
        return existing[0] if len(existing) == 1 else None


def exported(at: Instance) -> dict[str, Any]:
    """Give the outputs of a stack that are exported: their name -> the body."""
    outputs = at.document.section("Outputs")
    return {
        str(name): body
        for name, body in outputs.items()
        if isinstance(body, dict) and isinstance(body.get("Export"), dict)
    }


def _index(resolver: Resolver) -> dict[Value, list[Export]]:
    index: dict[Value, list[Export]] = {}
    for at in instances(resolver):
        for name, body in exported(at).items():
            value = resolver.navigate(at, body, ("Export", "Name"))
            if not isinstance(value, (Unknown, Absent)):
                index.setdefault(value, []).append((at, name))
    return index


def instances(resolver: Resolver) -> list[Instance]:
    """Give every stack that can be read, each before those it nests."""
    found = list(resolver.roots)
    for at in found:
        for name, body in at.document.section("Resources").items():
            if isinstance(body, dict) and str(body.get("Type")) in TEMPLATE_OF:
                child = resolver.child(at, str(name))
                if not isinstance(child, Opaque):
                    found.append(child)
    return found


def _exists(resolver: Resolver, at: Instance, name: str) -> Truth:
    body = at.document.section("Outputs")[name]
    return resolver.condition(at, body["Condition"]) if "Condition" in body else Truth.YES
