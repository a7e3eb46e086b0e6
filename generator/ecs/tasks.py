"""The tasks that a graph describes: each ECS service with its task definition, and definitions without a service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.logic import Truth, some, truth
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Reference, Resource, Unknown, Value, shown

SERVICE = "AWS::ECS::Service"
DEFINITION = "AWS::ECS::TaskDefinition"


@dataclass(frozen=True, eq=False)
class Container:
    """One entry of ContainerDefinitions. ``steps`` leads to it inside the definition's properties."""

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
        return shown(self.get("Name"))

    @property
    def image(self) -> Value:
        """Its image reference."""
        return self.get("Image")

    def pairs(self, list_name: str, key: str, value: str) -> Iterator[tuple[tuple[str | int, ...], Value, Value]]:
        """Steps, key and value of each entry of a list such as Secrets or Environment."""
        for index, _ in items(self.get(list_name)):
            steps = (list_name, index)
            yield (*self.steps, *steps), self.get(*steps, key), self.get(*steps, value)


@dataclass(frozen=True, eq=False)
class Task:
    """What one service starts, or what a definition that no service names would start."""

    graph: Graph
    definition: Resource | None
    """None when the service names a definition that these templates do not hold."""
    service: Resource | None

    @property
    def name(self) -> str:
        """The logical path of the service, or of the definition without one; for messages."""
        return str(self.service or self.definition)

    @property
    def place(self) -> Resource:
        """The resource that a finding about the task as a whole points at."""
        resource = self.service or self.definition
        assert resource is not None
        return resource

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        """The containers, as far as the list can be read."""
        if self.definition is None:
            return ()
        key = "ContainerDefinitions"
        return tuple(Container(self.definition, (key, index)) for index, _ in items(self.definition.get(key)))

    @property
    def unreadable(self) -> str:
        """Why not all containers can be seen; empty when they can."""
        if self.definition is None:
            return f"{self.name} names a task definition that is not in these templates"
        value = self.definition.get("ContainerDefinitions")
        return "" if isinstance(value, Listing) else f"the containers of {self.definition} are not known here"

    @cached_property
    def fargate(self) -> Truth:
        """Whether it runs on Fargate."""
        launch = _equals(self._service_property("LaunchType"), "FARGATE")
        strategy = self._service_property("CapacityProviderStrategy")
        providers = [
            _starts_with(self._service_property("CapacityProviderStrategy", i, "CapacityProvider"), "FARGATE")
            for i, _ in items(strategy)
        ]
        required = self.definition.get("RequiresCompatibilities") if self.definition else Absent()
        only = [_equals(item, "FARGATE") for _, item in items(required)]
        if self.service is None or (
            isinstance(strategy, Absent)
            and launch is Truth.NO
            and isinstance(self._service_property("LaunchType"), Absent)
        ):
            # Without a launch type or strategy the cluster decides; a definition for one of them alone says enough.
            if only and all(verdict is Truth.YES for verdict in only):
                return Truth.YES
            foreign = self.service is not None and only and all(verdict is Truth.NO for verdict in only)
            return Truth.NO if foreign else Truth.UNKNOWN
        return some([launch, *providers]) if not isinstance(strategy, Unknown) else some([launch, Truth.UNKNOWN])

    @cached_property
    def awsvpc(self) -> Truth:
        """Whether each task has a network interface of its own, so that its own subnets and groups decide."""
        if self.definition is None:
            return Truth.UNKNOWN if isinstance(self._service_property("NetworkConfiguration"), Absent) else Truth.YES
        mode = _equals(self.definition.get("NetworkMode"), "awsvpc")
        return mode if mode is not Truth.NO else self.fargate if self.fargate is Truth.YES else Truth.NO

    @cached_property
    def subnets(self) -> Value:
        """The subnets that tasks are placed in: a Listing when known."""
        return self._network("Subnets")

    @cached_property
    def groups(self) -> Value:
        """The security groups that tasks carry; Absent means the VPC's default group."""
        return self._network("SecurityGroups")

    @cached_property
    def public_address(self) -> Truth:
        """Whether tasks get a public address."""
        value = self._network("AssignPublicIp")
        return Truth.NO if isinstance(value, Absent) else _equals(value, "ENABLED")

    @property
    def exec_enabled(self) -> Truth:
        """Whether ECS Exec may open a session in the tasks."""
        return flag(self._service_property("EnableExecuteCommand"))

    def role(self, kind: str) -> Value:
        """``ExecutionRoleArn`` or ``TaskRoleArn`` of the definition."""
        return self.definition.get(kind) if self.definition else Unknown(f"{self.name}/{kind}", self.unreadable)

    def _network(self, key: str) -> Value:
        return self._service_property("NetworkConfiguration", "AwsvpcConfiguration", key)

    def _service_property(self, *steps: str | int) -> Value:
        return self.service.get(*steps) if self.service else Absent()


def tasks(graph: Graph) -> tuple[Task, ...]:
    """Every task of a graph: services first, then definitions that no service of the graph names."""
    described = []
    used = set()
    for service in graph.of_type(SERVICE):
        definition = graph.target(service.get("TaskDefinition"), DEFINITION)
        described.append(Task(graph, definition, service))
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
