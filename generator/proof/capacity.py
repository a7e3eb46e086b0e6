"""Is there anything that a service's tasks can be started on?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.clusters import CLUSTER, PROVIDER, capacity, has_machines
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Absent, Graph, Literal, Resource, Value

FARGATE = ("FARGATE", "FARGATE_SPOT")


def capacity_faults(context: Context) -> Iterator[Worded]:
    """Give the services that ask for what their cluster does not have."""
    for task in context.tasks:
        cluster = context.graph.target(task.service.get("Cluster"), CLUSTER) if task.service else None
        if cluster is not None:
            yield from _foreign(task, cluster)
            yield from _on_machines(task, cluster)


def _foreign(task: Task, cluster: Resource) -> Iterator[Worded]:
    # Source: ECS API Reference, CreateService, capacityProviderStrategy, read 2026-11: it must be associated.
    assert task.service is not None
    offered = capacity(task.graph, cluster).providers
    for index, _ in items(task.service.get("CapacityProviderStrategy")):
        steps = ("CapacityProviderStrategy", index, "CapacityProvider")
        asked = task.service.get(*steps)
        if offered is None or not _lacks(task.graph, asked, offered):
            continue
        has = ", ".join(map(str, offered)) or "none"
        what = f"{task.name} asks for the capacity provider {asked}, but {cluster} has {has}: a strategy "
        what += "cannot contain a provider that is not associated with the cluster, so the service is not created"
        yield Worded("ECS180", task.service, steps, what, f"CapacityProviders of {cluster}: add {asked}", (task.name,))


def _lacks(graph: Graph, asked: Value, offered: tuple[Value, ...]) -> bool:
    if isinstance(asked, Literal):
        by_name = asked.text in FARGATE or all(isinstance(each, Literal) for each in offered)
        return by_name and asked not in offered
    own = graph.target(asked, PROVIDER)
    if own is None or not isinstance(own.get("ClusterName"), Absent):
        return False
    return all(literal(each) in FARGATE or graph.target(each, PROVIDER) not in (own, None) for each in offered)


def _on_machines(task: Task, cluster: Resource) -> Iterator[Worded]:
    """Find tasks for Fargate alone that nothing sends there: with neither launch type nor strategy it is EC2."""
    assert task.service is not None
    keys = ("LaunchType", "CapacityProviderStrategy")
    required = task.definition.get("RequiresCompatibilities") if task.definition else Absent()
    only = [literal(value) for _, value in items(required)] == ["FARGATE"]
    found = capacity(task.graph, cluster)
    if not only or found.default or found.providers is None or has_machines(task.graph, cluster):
        return
    if all(isinstance(task.service.get(key), Absent) for key in keys) and _started_by_ecs(task.service):
        what = (
            f"{task.name} has neither LaunchType nor CapacityProviderStrategy, and {cluster} has no default strategy, "
        )
        what += (
            "so its tasks, which are for Fargate, wait for instances: No Container Instances were found in your cluster"
        )
        yield Worded("ECS181", task.service, (), what, "LaunchType: FARGATE", (task.name,))


def _started_by_ecs(service: Resource) -> bool:
    """Tell whether ECS starts the tasks: with an external controller task sets say on what."""
    controller = service.get("DeploymentController", "Type")
    return isinstance(controller, Absent) or literal(controller) in ("ECS", "CODE_DEPLOY")
