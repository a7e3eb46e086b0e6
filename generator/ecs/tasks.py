"""The tasks that a graph describes: those of services, those that something else starts, and other definitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.ecs.default_strategy import started_on_instances
from generator.ecs.starters import EXPRESS, TASK_SET, Starter, either_case, starters
from generator.logic import Truth, some, truth
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Reference, Resource, Unknown, Value, shown

SERVICE = "AWS::ECS::Service"
DEFINITION = "AWS::ECS::TaskDefinition"
_PRIMARY = "PrimaryContainer"

Pair = tuple[tuple[str | int, ...], Value, Value]
"""Steps, key and value of an entry."""


@dataclass(frozen=True, eq=False)
class Container:
    """One entry of ContainerDefinitions, or the one container of an Express service, which is a definition as well.

    ``steps`` leads to it inside the definition's properties.
    """

    definition: Resource
    steps: tuple[str | int, ...]

    def get(self, *steps: str | int) -> Value:
        """The value of one of the container's properties."""
        return self.definition.get(*self.steps, *steps)

    def written(self, *steps: str | int) -> object:
        """The node in which one of its properties is written, functions and all; None when it stands elsewhere."""
        node: Any = self.definition.body.get("Properties")
        for step in (*self.steps, *steps):
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                return None
        return node

    @property
    def name(self) -> str:
        """Its name, as far as it is known; for messages."""
        return _PRIMARY if self.of_express else shown(self.get("Name"))

    @property
    def of_express(self) -> bool:
        """Whether ECS makes its definition, of what an Express service says."""
        return self.steps == (_PRIMARY,)

    @property
    def image(self) -> Value:
        """Its image reference."""
        return self.get("Image")

    def pairs(self, list_name: str, key: str, value: str) -> tuple[Pair, ...]:
        """Steps, key and value of each entry of a list such as Secrets or Environment; read once, and often asked."""
        known = self._pairs.get((list_name, key, value))
        if known is None:
            places = [(list_name, index) for index, _ in items(self.get(list_name))]
            known = tuple(((*self.steps, *at), self.get(*at, key), self.get(*at, value)) for at in places)
            self._pairs[list_name, key, value] = known
        return known

    @cached_property
    def _pairs(self) -> dict[tuple[str, str, str], tuple[Pair, ...]]:
        return {}


@dataclass(frozen=True)
class Interface:
    """The network interface of a host, by which goes what is asked for on behalf of the tasks on it."""

    owner: str
    place: Resource
    subnet: Value
    groups: Value
    public_address: Truth


@dataclass(frozen=True, eq=False)
class Task:
    """What one service, or one of ``generator.ecs.starters``, starts; or what a definition that nobody names would."""

    graph: Graph
    definition: Resource | None
    """None when the service names a definition that these templates do not hold."""
    service: Resource | None
    starter: Starter | None = None
    """What starts it where no service does."""
    interface: Interface | None = None
    """Where given, the task is looked at as the host that asks on its behalf: by this interface, and by its name."""

    @property
    def name(self) -> str:
        """The logical path of the service, or of what starts it, or of the definition alone; for messages."""
        if self.interface:
            return self.interface.owner
        return self.starter.name if self.starter else str(self.service or self.definition)

    @property
    def started(self) -> bool:
        """Whether something in these templates starts it, so that its network is known."""
        return self.service is not None or self.starter is not None

    @property
    def network_steps(self) -> tuple[str | int, ...]:
        """Where its place says what network it has; empty where it says nothing of one."""
        return self.starter.network_steps if self.starter else ("NetworkConfiguration",) if self.service else ()

    @property
    def place(self) -> Resource:
        """The resource that a finding about the task as a whole points at."""
        if self.interface:
            return self.interface.place
        resource = self.service or (self.starter.resource if self.starter else self.definition)
        assert resource is not None
        return resource

    @property
    def parts(self) -> tuple[Resource, ...]:
        """The resources that are about this task alone: what starts it, unless that starts others too; definition."""
        starts = self.service or (self.starter.resource if self.starter and not self.starter.label else None)
        return tuple(resource for resource in (starts, self.definition) if resource)

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        """The containers, as far as the list can be read."""
        if self.definition is None:
            return ()
        if self.express:
            return (Container(self.definition, (_PRIMARY,)),)
        key = "ContainerDefinitions"
        return tuple(Container(self.definition, (key, index)) for index, _ in items(self.definition.get(key)))

    @property
    def unreadable(self) -> str:
        """Why not all containers can be seen; empty when they can."""
        if self.definition is None:
            return f"{self.name} names a task definition that is not in these templates"
        if self.express:
            value = self.definition.get(_PRIMARY)
            return "" if isinstance(value, Mapping) else f"the container of {self.name} is not known here"
        value = self.definition.get("ContainerDefinitions")
        return "" if isinstance(value, Listing) else f"the containers of {self.definition} are not known here"

    @property
    def express(self) -> bool:
        """Whether it is an Express service, which is its own task definition."""
        return self.definition is not None and self.definition.type == EXPRESS

    @cached_property
    def fargate(self) -> Truth:
        """Whether it runs on Fargate, or is looked at as the host that asks on its behalf, by an interface as there."""
        if self.express or self.interface:
            return Truth.YES
        launch = _equals(self.told("LaunchType"), "FARGATE")
        strategy = self.told("CapacityProviderStrategy")
        providers = [
            _starts_with(self.told("CapacityProviderStrategy", i, "CapacityProvider"), "FARGATE")
            for i, _ in items(strategy)
        ]
        required = self.definition.get("RequiresCompatibilities") if self.definition else Absent()
        only = [_equals(item, "FARGATE") for _, item in items(required)]
        if not self.started or (
            isinstance(strategy, Absent) and launch is Truth.NO and isinstance(self.told("LaunchType"), Absent)
        ):
            # Without a launch type or strategy the cluster decides; a definition for one of them alone says enough.
            if only and all(verdict is Truth.YES for verdict in only):
                return Truth.YES
            if self.service is None:
                return Truth.UNKNOWN
            foreign = bool(only) and all(verdict is Truth.NO for verdict in only)
            on_instances = foreign or started_on_instances(self.graph, self.service) is Truth.YES
            return Truth.NO if on_instances else Truth.UNKNOWN
        return some([launch, *providers]) if not isinstance(strategy, Unknown) else some([launch, Truth.UNKNOWN])

    @cached_property
    def awsvpc(self) -> Truth:
        """Whether each task has a network interface of its own, so that its own subnets and groups decide."""
        if self.interface:
            return Truth.YES
        if self.definition is None:
            return Truth.UNKNOWN if isinstance(self.told("NetworkConfiguration"), Absent) else Truth.YES
        if self.express:
            return Truth.YES
        mode = _equals(self.definition.get("NetworkMode"), "awsvpc")
        return mode if mode is not Truth.NO else self.fargate if self.fargate is Truth.YES else Truth.NO

    @cached_property
    def subnets(self) -> Value:
        """The subnets that tasks are placed in: a Listing when known."""
        return Listing((self.interface.subnet,)) if self.interface else self._network("Subnets")

    @cached_property
    def groups(self) -> Value:
        """The security groups that tasks carry; Absent means the VPC's default group."""
        return self.interface.groups if self.interface else self._network("SecurityGroups")

    @cached_property
    def public_address(self) -> Truth:
        """Whether tasks get a public address."""
        if self.interface:
            return self.interface.public_address
        value = self._network("AssignPublicIp")
        return Truth.NO if isinstance(value, Absent) else _equals(value, "ENABLED")

    @property
    def exec_enabled(self) -> Truth:
        """Whether ECS Exec may open a session in the tasks."""
        return flag(self.told("EnableExecuteCommand"))

    def role(self, kind: str) -> Value:
        """``ExecutionRoleArn`` or ``TaskRoleArn`` of the definition, or what its starter overrides that with."""
        told = either_case(self.starter.overrides, kind) if self.starter else Absent()
        if not isinstance(told, Absent):
            return told
        return self.definition.get(kind) if self.definition else Unknown(f"{self.name}/{kind}", self.unreadable)

    def told(self, *steps: str | int) -> Value:
        """What ECS is told of how to start it, by the names of CreateService and RunTask."""
        starts = self.service or self.starter
        return starts.get(*steps) if starts else Absent()

    def _network(self, key: str) -> Value:
        return self.told("NetworkConfiguration", "AwsvpcConfiguration", key)


def tasks(graph: Graph) -> tuple[Task, ...]:
    """Every task of a graph: those of services first, then what else is started, then definitions nobody names."""
    described = []
    used = set()
    every = tuple(starters(graph))
    by_sets = {graph.target(each.get("Service"), SERVICE) for each in every if each.resource.type == TASK_SET}
    for service in graph.of_type(SERVICE):
        if service in by_sets and isinstance(service.get("TaskDefinition"), Absent):
            continue  # Its task sets start its tasks.
        definition = graph.target(service.get("TaskDefinition"), DEFINITION)
        described.append(Task(graph, definition, service))
        used.add(definition.path if definition else "")
    for starter in every:
        definition = graph.target(starter.definition, DEFINITION)
        if starter.resource.type == EXPRESS and isinstance(starter.get("TaskDefinitionArn"), Absent):
            definition = starter.resource
        described.append(Task(graph, definition, None, starter))
        used.add(definition.path if definition else "")
    unused = [definition for definition in graph.of_type(DEFINITION) if definition.path not in used]
    return (*described, *(Task(graph, definition, None) for definition in unused))


def items(value: Value) -> Iterator[tuple[int, Value]]:
    """Index and value of each item of a list; nothing when it is not one, or not known."""
    if isinstance(value, Listing):
        yield from enumerate(value.items)


def flag(value: Value) -> Truth:
    """Read a boolean property: absent is no, unreadable unknown."""
    if isinstance(value, Absent):
        return Truth.NO
    if isinstance(value, Literal) and value.boolean is not None:
        return truth(value.boolean)
    return Truth.UNKNOWN


def keys_of(value: Value) -> tuple[str, ...]:
    """The keys of a mapping, none when it is not one."""
    return tuple(key for key, _ in value.entries) if isinstance(value, Mapping) else ()


def _equals(value: Value, word: str) -> Truth:
    if isinstance(value, Absent):
        return Truth.NO
    return truth(value.text.upper() == word.upper()) if isinstance(value, Literal) else Truth.UNKNOWN


def _starts_with(value: Value, word: str) -> Truth:
    if isinstance(value, Reference):
        return Truth.NO  # The providers of Fargate are in every account, and no resource of a template.
    return truth(value.text.upper().startswith(word)) if isinstance(value, Literal) else Truth.UNKNOWN
