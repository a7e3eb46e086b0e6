"""A stack in the tree: one template, bound to the values that it is given there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.logic import Truth
from generator.stack.documents import Document
from generator.stack.spelling import Misspelt, mend
from generator.stack.values import Step, Value

TEMPLATE_OF: Mapping[str, str] = {
    "AWS::CloudFormation::Stack": "TemplateURL",
    "AWS::Serverless::Application": "Location",
}
"""The types that nest a template, and the property that names it: a path, or a URL.

SAM makes an AWS::CloudFormation::Stack of an application, with the same Parameters and Outputs. AWS SAM Developer
Guide, "AWS::Serverless::Application", 2026-11.
"""


@dataclass(frozen=True)
class Opaque:
    """A place that cannot be seen into: a child that is not here, a macro. It may hold anything."""

    path: str
    """The stack or resource, as in ``Network/Inner``; empty for the root itself."""
    stack: str
    """Address of the stack it stands in."""
    file: str
    line: int
    column: int
    reason: str
    whole: bool = False
    """Whether it may use everything that its stack can see, not only what it is passed."""
    kind: str = "macro"
    """``nested`` (a template that was not read), ``missing`` (a nested template whose path leads to nothing), ``root``,
    ``shape`` (a section or resource of the wrong shape), ``macro``, or ``apart``: made by a macro, and certainly
    neither tasks nor what they run on."""
    asked_by: str = ""
    """The property that names a nested template."""
    source: Path | None = None
    """The nested template's file, where it is known: there and not readable, or not there."""
    hint: str = ""
    """A path that may have been meant instead."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.path + ': ' if self.path else ''}{self.reason}"


@dataclass(eq=False)
class Instance:
    """A stack that will exist. The same template nested twice makes two of them."""

    document: Document
    address: str = ""
    """Where it is in the tree: ``Network/Inner``; empty for the root."""
    prefix: str = ""
    """What goes before the logical ids of its resources: ``Network/Inner/``."""
    parent: Instance | None = None
    logical_id: str = ""
    """Its logical id in the parent's template."""
    name: str = ""
    """Its name in AWS, when it is declared."""
    given: Mapping[str, str] = field(default_factory=dict)
    """Values for parameters from outside; only a root has them."""
    children: dict[str, Instance | Opaque] = field(default_factory=dict)
    nodes: dict[int, Value] = field(default_factory=dict)
    parameters: dict[str, Value] = field(default_factory=dict)
    defaults: dict[str, None] = field(default_factory=dict)
    """The parameters whose Defaults were asked for."""
    conditions: dict[str, Truth] = field(default_factory=dict)
    rests: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    """The Defaults that conditions rest on."""
    busy: set[object] = field(default_factory=set)

    @property
    def top(self) -> Instance:
        """The root of the tree it is in."""
        current = self
        while current.parent is not None:
            current = current.parent
        return current

    def chain(self) -> Iterator[Instance]:
        """This stack and those around it, from the inside."""
        current: Instance | None = self
        while current is not None:
            yield current
            current = current.parent

    def resource(self, name: str) -> dict[str, Any] | None:
        """The body of a resource, its keys as they are meant, or None if there is no such resource, or it is none."""
        return self._read(name)[0]

    def misspelt(self, name: str) -> tuple[Misspelt, ...]:
        """The keys in a resource that are read as they are meant, or not known."""
        return self._read(name)[1]

    def _read(self, name: str) -> tuple[dict[str, Any] | None, tuple[Misspelt, ...]]:
        known = self.document.bodies.get(name)
        if known is None:
            body: Any = self.document.section("Resources").get(name)
            known = mend(str.__str__(body["Type"]), body) if is_resource(body) else (None, ())
            self.document.bodies[name] = known
        return known

    def properties(self, name: str) -> object:
        """A resource's properties as they are written; an empty mapping when there are none."""
        body = self.resource(name) or {}
        properties = body.get("Properties")
        return {} if properties is None else properties


def is_resource(body: object) -> bool:
    """Tell whether a node of the Resources section is a resource at all."""
    return isinstance(body, dict) and isinstance(body.get("Type"), str)
