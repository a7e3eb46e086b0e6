"""Edges of the graph that lead to the wrong kind of thing: a list where one id is wanted, a gateway of another kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.stack.graph import Graph
from generator.stack.instances import TEMPLATE_OF, Instance
from generator.stack.kinds import Want, wanted_by_parameter, wanted_by_properties
from generator.stack.parameters import kind_of
from generator.stack.resource import Resource
from generator.stack.values import Listing, Literal, Reference, Text, Value
from generator.stack.walk import trace


@dataclass(frozen=True)
class EdgeError:
    """A property, or a parameter of a nested stack, that is given something that cannot be right."""

    resource: Resource
    """The resource with the property; the nested stack when ``parameter`` is set."""
    steps: tuple[str | int, ...]
    """The way to the property, as for ``Resource.get`` and ``Resource.line``."""
    want: Want
    got: str
    value: Value
    parameter: str = ""

    @property
    def message(self) -> str:
        """What is wrong, with the way by which the value came."""
        way = trace(self.value)
        text = f"{self.resource}: {'.'.join(map(str, self.steps))} takes {self.want}, but gets {self.got}"
        return f"{text} ({way})" if way else text

    @property
    def place(self) -> tuple[str, int, int]:
        """File, line and column of the property."""
        return (self.resource.file, *self.resource.line(*self.steps))


def edge_errors(graph: Graph) -> tuple[EdgeError, ...]:
    """Every wrong edge between resources that exist, or may exist."""
    return (*_errors_of_properties(graph), *_errors_of_parameters(graph))


def _errors_of_properties(graph: Graph) -> Iterator[EdgeError]:
    for kind, wants in wanted_by_properties().items():
        for resource in graph.of_type(kind):
            for steps, want in wants.items():
                for place in _places(resource, steps):
                    value = resource.get(*place)
                    if got := mistaken(graph, value, want):
                        yield EdgeError(resource, place, want, got, value)


def _places(resource: Resource, steps: tuple[str, ...]) -> Iterator[tuple[str | int, ...]]:
    """The steps to a property, one for each item of a list that they lead through."""
    places: list[tuple[str | int, ...]] = [steps[:1]]
    for step in steps[1:]:
        places = [(*inner, step) for place in places for inner in _items(resource, place)]
    yield from places


def _items(resource: Resource, place: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    value = resource.get(*place)
    return [(*place, at) for at in range(len(value.items))] if isinstance(value, Listing) else [place]


def _errors_of_parameters(graph: Graph) -> Iterator[EdgeError]:
    for resource in graph.of_type(*TEMPLATE_OF):
        child = resource.at.children.get(resource.logical_id)
        if not isinstance(child, Instance):
            continue
        for name, declaration in child.document.section("Parameters").items():
            want = wanted_by_parameter(kind_of(declaration))
            value = resource.get("Parameters", name) if isinstance(name, str) else None
            if want is None or value is None:
                continue
            passed = graph.resolver.parameter(child, name) if want.many else value
            if got := mistaken(graph, passed, want):
                yield EdgeError(resource, ("Parameters", name), want, got, passed, name)


def mistaken(graph: Graph, value: Value, want: Want) -> str:
    """Say what a value is, if that is certainly not what is wanted; empty when it may be right."""
    match value:
        case Listing(items):
            if not want.many:
                return "a list" + _of_common_type(graph, items)
            return next((got for item in items if (got := mistaken(graph, item, Want(want.types)))), "")
        case Reference(attribute=attribute) if want.types:
            target = graph.target(value)
            if target is not None and target.type not in want.types and _is_id(target.type, attribute):
                name = target.type.rpartition("::")[2]
                return f"{'the ' + attribute + ' of ' if attribute != 'Ref' else ''}{target.path}, of type {name}"
            return "one id" if want.many and target is not None and target.type in want.types else ""
        case Text(pieces) if want.types and not want.many:
            commas = any(isinstance(piece, Literal) and "," in piece.text for piece in pieces)
            ids = [piece for piece in pieces if isinstance(piece, Reference)]
            return "a list" + _of_common_type(graph, tuple(ids)) if commas and ids else ""
    return ""


def _is_id(kind: str, attribute: str) -> bool:
    """Tell whether an attribute can only be something of the resource itself.

    Custom resources answer with whatever they like, and so do attributes that name something else.
    """
    if not kind.startswith("AWS::") or kind.startswith("AWS::CloudFormation::") or kind == "AWS::SSM::Parameter":
        return False
    return attribute in ("Ref", "Arn")


def _of_common_type(graph: Graph, items: tuple[Value, ...]) -> str:
    kinds = {target.type.rpartition("::")[2] for item in items if (target := graph.target(item))}
    return f" of {kinds.pop()}" if len(kinds) == 1 else ""
