"""Where the resources and properties stand that the catalogue speaks of, for whoever reads without templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from generator.diagnosis.bundle import Parts, Place
from generator.ecs.tasks import DEFINITION, Task, tasks
from generator.ecs.tasks import SERVICE as SERVICE_TYPE
from generator.ecs.texts import literal
from generator.stack import Graph, Resource, shown

App = Callable[[str, Sequence[str | int]], str]
"""Gives the place in app.yaml of a property in a file; empty where there is none."""

TARGET_GROUP, ROLE = "AWS::ElasticLoadBalancingV2::TargetGroup", "AWS::IAM::Role"


def places(graph: Graph, app: App) -> dict[str, Place]:
    """Where every resource stands, and every property that has a line of its own."""
    return {resource.path: _place(resource, app) for resource in graph.resources}


def parts(graph: Graph) -> dict[str, Parts]:
    """What each service is made of, by its path."""
    return {task.name: _parts(graph, task) for task in tasks(graph) if task.started}


def _parts(graph: Graph, task: Task) -> Parts:
    def role(kind: str) -> str:
        found = graph.target(task.role(kind), ROLE)
        return found.path if found else ""

    group = graph.target(task.told("LoadBalancers", 0, "TargetGroupArn"), TARGET_GROUP)
    return Parts(
        name=literal(task.told("ServiceName")) or "",
        definition=task.definition.path if task.definition else "",
        containers=tuple(shown(container.get("Name")) for container in task.containers),
        target_group=group.path if group else "",
        execution_role=role("ExecutionRoleArn"),
        task_role=role("TaskRoleArn"),
    )


def _place(resource: Resource, app: App) -> Place:
    own = app(resource.file, ())
    steps = list(_properties(resource))
    apps = {".".join(map(str, each)): app(resource.file, each) for each in steps}
    return Place(
        file=resource.file,
        line=resource.line()[0],
        type=resource.type,
        app=own,
        lines={".".join(map(str, each)): resource.line(*each)[0] for each in steps},
        apps={name: place for name, place in apps.items() if place and place != own},
    )


def _properties(resource: Resource) -> Iterator[tuple[str | int, ...]]:
    """The properties, and where a service of ECS or its definition says more in one, those in it."""
    properties: Any = resource.body.get("Properties")
    for name, value in properties.items() if isinstance(properties, dict) else ():
        yield (name,)
        if resource.type == DEFINITION and name == "ContainerDefinitions" and isinstance(value, list):
            for index, container in enumerate(value):
                yield (name, index)
                yield from ((name, index, key) for key in (container if isinstance(container, dict) else ()))
        elif resource.type == SERVICE_TYPE and name == "NetworkConfiguration" and isinstance(value, dict):
            for key, inner in value.items():
                yield from ((name, key, each) for each in (inner if isinstance(inner, dict) else ()))
