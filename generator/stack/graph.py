"""The public result: every resource of every stack that the templates describe, as one graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from generator.awsdata.resources import resource_types
from generator.logic import Truth
from generator.stack import macros, openness, shapes
from generator.stack.assemble import text as joined
from generator.stack.corrections import Corrections
from generator.stack.exports import instances
from generator.stack.instances import TEMPLATE_OF, Instance, Opaque, is_resource
from generator.stack.parameters import allowed_values
from generator.stack.resolve import Resolver
from generator.stack.resource import Resource
from generator.stack.scenarios import Scenario, enumerate_scenarios
from generator.stack.spelling import Misspelt
from generator.stack.values import Absent, Choice, Literal, Pseudo, Reference, Text, Unknown, Value

_PSEUDO = {f"AWS::{word}": {"Ref": f"AWS::{word}"} for word in ("AccountId", "Partition", "Region", "URLSuffix")}


class Graph:
    """All resources of a root template and the stacks it nests, or of a set of sibling stacks.

    Nothing is resolved before it is asked for. A graph never changes; ``scenarios`` gives others.
    """

    def __init__(self, resolver: Resolver, declared: bool, scenario: Scenario | None = None) -> None:
        self.resolver = resolver
        self.declared = declared
        """Whether the set of stacks was declared, so that nobody else takes part."""
        self.scenario = scenario
        """What is assumed about undecided parameters, if anything; ``str`` of it is for messages."""

    @cached_property
    def _instances(self) -> list[Instance]:
        return instances(self.resolver)

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """Every resource, those included whose condition does not hold; the root's first."""
        return tuple(
            Resource(at.prefix + str(name), str(name), str.__str__(body["Type"]), at, self.resolver)
            for at in self._instances
            for name, body in at.document.section("Resources").items()
            if is_resource(body) and isinstance(name, str)
        )

    @cached_property
    def _by_path(self) -> dict[str, Resource]:
        return {resource.path: resource for resource in self.resources}

    @cached_property
    def _by_type(self) -> dict[str, tuple[Resource, ...]]:
        by_type: dict[str, list[Resource]] = {}
        for resource in self.resources:
            by_type.setdefault(resource.type, []).append(resource)
        return {
            kind: tuple(resource for resource in resources if resource.exists is not Truth.NO)
            for kind, resources in by_type.items()
        }

    @cached_property
    def _by_name(self) -> dict[tuple[str, Value], list[Resource]]:
        by_name: dict[tuple[str, Value], list[Resource]] = {}
        for kind, known in resource_types().items():
            for resource in self.of_type(kind) if known.name else ():
                value = resource.get(known.name)
                if not isinstance(value, Absent | Unknown | Choice):
                    by_name.setdefault((kind, value), []).append(resource)
        return by_name

    def of_type(self, *types: str) -> tuple[Resource, ...]:
        """The resources of these types that exist, or may exist."""
        if len(types) == 1:
            return self._by_type.get(types[0], ())
        return tuple(resource for kind in types for resource in self._by_type.get(kind, ()))

    def resource(self, path: str) -> Resource | None:
        """The resource at a logical path such as ``AuthService/Service``."""
        return self._by_path.get(path)

    def target(self, value: Value, *types: str) -> Resource | None:
        """The resource that a value stands for, whichever of its attributes it is.

        With types, also the one resource of these types whose name, or whose ARN by name, the value is.
        """
        if isinstance(value, Reference):
            resource = self.resource(value.resource)
            return resource if resource is None or not types or resource.type in types else None
        for kind in types:
            if resource := self.named(kind, value) or self.named(kind, _name_in_arn(value)):
                return resource
        return None

    def named(self, kind: str, name: Value | None) -> Resource | None:
        """The one resource of a type that bears a name; names are compared as values, literal or not."""
        if name is None:
            return None
        if isinstance(name, Reference):
            return self.target(name, kind)
        bearers = self._by_name.get((kind, name), [])
        return bearers[0] if len(bearers) == 1 else None

    def pseudo(self, name: str) -> Value:
        """A pseudo parameter of the root, such as ``AWS::Region``: what was given for it, or itself."""
        # The resolver remembers values by the node they are written in, so the nodes asked about must stay alive.
        return self.resolver.value(self._instances[0], _PSEUDO[name]) if self._instances else Pseudo(name)

    def output(self, stack: str, name: str) -> Value:
        """An output of a stack, by the stack's address (empty for the root)."""
        for at in self._instances:
            if at.address == stack:
                return self.resolver.output(at, name)
        return Unknown(f"{stack}/Outputs.{name}", f"there is no stack {stack}")

    def file_beside(self, resource: Resource, written: str) -> Path | None:
        """The file of the project that a path means, seen from the template that a resource is written in.

        When there is none, and the path leads down, it is looked for from the folders above, the nearest first.
        """
        above = () if ".." in Path(written).parts else resource.source.parent.parents
        for folder in (resource.source.parent, *above):
            if file := self.resolver.locator.inside(folder / written):
                return file
        return None

    @property
    def files(self) -> tuple[Path, ...]:
        """Every template that was read, the root's first, then in the order of the tree."""
        return tuple(dict.fromkeys(at.document.path for at in self._instances))

    @property
    def unread(self) -> tuple[Path, ...]:
        """The files of nested templates that could not be read, some of which are not there."""
        return tuple(dict.fromkeys(place.source for place in self.opaque if place.source is not None))

    @cached_property
    def opaque(self) -> tuple[Opaque, ...]:
        """The places that cannot be seen into, unless they certainly do not exist."""
        places = []
        for at in self.resolver.roots:
            if reason := at.document.problem:
                place = (at.document.name, *at.document.place)
                places.append(Opaque(at.address, at.address, *place, reason, whole=True, kind="root"))
        for at in self._instances:
            places += shapes.places(at)
            places += macros.places(at)
            places += [child for child in at.children.values() if isinstance(child, Opaque)]
        return tuple(place for place in places if not self._never_exists(place))

    @cached_property
    def misspelt(self) -> tuple[tuple[Resource, Misspelt], ...]:
        """The keys that CloudFormation refuses, with the resources that they stand in."""
        return tuple(
            (resource, key)
            for resource in self.resources
            if resource.exists is not Truth.NO
            for key in resource.misspelt
        )

    def _never_exists(self, place: Opaque) -> bool:
        paths = [place.path, place.stack]
        return any((resource := self.resource(path)) and resource.exists is Truth.NO for path in paths)

    def closed(self, resource: Resource) -> bool:
        """Tell whether everything that has to do with a resource is in this graph."""
        return not self.open_reasons(resource)

    def open_reasons(self, resource: Resource) -> tuple[str, ...]:
        """Say what could add to a resource without being seen here; empty when nothing could."""
        return openness.reasons(self._openness, resource)

    @cached_property
    def _openness(self) -> openness.Openness:
        nested = any(resource.type in TEMPLATE_OF for resource in self.resources)
        return openness.survey(self.resolver, self.resources, self.opaque, alone=not (nested or self.declared))

    def scenarios(self, types: Iterable[str] | None = None) -> tuple[Graph, ...]:
        """One graph for each way in which undecided parameters can turn out; itself when nothing is open.

        Only conditions that resources of these types (all, when None) exist under, or have in their properties,
        are told apart. When that would be more than 64, the only graph is this one, its conditions left open.
        """
        wanted = None if types is None else set(types)
        resources = [resource for resource in self.resources if wanted is None or resource.type in wanted]
        scenarios = enumerate_scenarios(self.resolver, self._open_conditions(resources))
        if not scenarios or not scenarios[0].assumptions:
            return (self,)
        return tuple(self._assuming(scenario) for scenario in scenarios)

    def _open_conditions(self, resources: Iterable[Resource]) -> Iterator[tuple[Instance, str]]:
        for resource in resources:
            for at, name in resource.conditions:
                if isinstance(name, str) and self.resolver.condition(at, name) is Truth.UNKNOWN:
                    yield at, name
            for part in resource.all_values:
                if isinstance(part, Choice):
                    yield self.resolver.undecided[part.condition]

    def corrected(self, corrections: Corrections) -> Graph:
        """The same stacks, read with corrections."""
        return Graph(self.resolver.corrected(corrections), self.declared, self.scenario)

    @property
    def defaults(self) -> tuple[tuple[str, str], ...]:
        """The parameters whose Defaults were asked for so far: the address of the stack, and the name."""
        return tuple((at.address, name) for at in self._instances for name in at.defaults)

    def allowed(self, parameter: tuple[str, str]) -> tuple[str, ...]:
        """The AllowedValues of one of them; empty where any value is allowed."""
        address, name = parameter
        at = next(at for at in self._instances if at.address == address)
        return allowed_values(at.document.section("Parameters").get(name))

    def without_defaults(self, instead: Mapping[tuple[str, str], str | None]) -> Graph:
        """The same stacks with other values instead of the Defaults of some parameters, or with none (None)."""
        return Graph(self.resolver.without_defaults(instead), self.declared, self.scenario)

    def _assuming(self, scenario: Scenario) -> Graph:
        assumptions = {**self.resolver.assumptions, **scenario.assumptions}
        compared = {**self.resolver.compared, **scenario.compared}
        return Graph(self.resolver.under(assumptions, compared), self.declared, Scenario(assumptions, compared))


def _name_in_arn(value: Value) -> Value | None:
    """What stands after the last slash or colon of an ARN."""
    match value:
        case Literal(text) if text.startswith("arn:"):
            return Literal(text.replace("/", ":").rpartition(":")[2])
        case Text((Literal(text), *_) as pieces) if text.startswith("arn:"):
            for index in range(len(pieces) - 1, -1, -1):
                piece = pieces[index]
                if isinstance(piece, Literal) and (cut := max(piece.text.rfind("/"), piece.text.rfind(":"))) >= 0:
                    return joined([Literal(piece.text[cut + 1 :]), *pieces[index + 1 :]])
    return None
