"""On what ECS starts the tasks of a service: hosts of its cluster, those of capacity providers, or neither."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.clusters import ASSOCIATION, CLUSTER, FARGATE, PROVIDER
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.stack import Absent, Resource, shown


@dataclass(frozen=True)
class Launch:
    """How a service is started. ``providers`` is None when any host of the cluster will do.

    ``doubt`` says why it is not known; ``elsewhere`` that it is on no hosts of one's own.
    """

    cluster: Resource | None
    providers: tuple[Resource, ...] | None = None
    doubt: str = ""
    elsewhere: bool = False


def launch(task: Task) -> Launch:
    """Read how a service is started.

    Source: ECS API Reference, CreateService: launchType, capacityProviderStrategy, and "If no capacityProviderStrategy
    or launchType is specified, the defaultCapacityProviderStrategy for the cluster is used"; read 2026-11.
    """
    service = task.service
    if service is None:
        return Launch(None, elsewhere=True)
    cluster = task.graph.target(service.get("Cluster"), CLUSTER)
    kind, strategy = service.get("LaunchType"), service.get("CapacityProviderStrategy")
    if not isinstance(kind, Absent):
        word = (literal(kind) or "").upper()
        if word == "EC2":
            return Launch(cluster)
        return Launch(cluster, elsewhere=word in ("FARGATE", "EXTERNAL"), doubt="the launch type is not known here")
    holders = [(service, "CapacityProviderStrategy")]
    if isinstance(strategy, Absent):
        holders = [
            (holder, "DefaultCapacityProviderStrategy")
            for holder in (*([cluster] if cluster else ()), *associations(task, cluster))
            if not isinstance(holder.get("DefaultCapacityProviderStrategy"), Absent)
        ]
        if not holders:
            return Launch(cluster, doubt="" if cluster else "the default strategy of the cluster is not known here")
    return _of_strategies(task, cluster, holders)


def has_host_row(task: Task, started: Launch) -> bool:
    """Whether the hosts of a task are asked for in a row of their own."""
    if task.service is None or task.fargate is Truth.YES or started.elsewhere:
        return False
    return not (task.fargate is Truth.UNKNOWN and started.doubt)


def associations(task: Task, cluster: Resource | None) -> tuple[Resource, ...]:
    """The ClusterCapacityProviderAssociations of a cluster."""
    if cluster is None:
        return ()
    found = task.graph.of_type(ASSOCIATION)
    return tuple(each for each in found if task.graph.target(each.get("Cluster"), CLUSTER) is cluster)


def _of_strategies(task: Task, cluster: Resource | None, holders: list[tuple[Resource, str]]) -> Launch:
    providers: list[Resource] = []
    for holder, key in holders:
        if not list(items(holder.get(key))):
            return Launch(cluster, doubt=f"{key} of {holder} is not known here")
        for index, _ in items(holder.get(key)):
            named = holder.get(key, index, "CapacityProvider")
            if literal(named) in FARGATE:
                return Launch(cluster, elsewhere=True)
            provider = task.graph.target(named, PROVIDER)
            if provider is None:
                return Launch(cluster, doubt=f"the capacity provider ({shown(named)}) is not created here")
            if isinstance(provider.get("AutoScalingGroupProvider"), Absent):
                return Launch(cluster, doubt=f"{provider} has no Auto Scaling group of one's own, and is not followed")
            if number(holder.get(key, index, "Weight")) != 0 or number(holder.get(key, index, "Base")):
                providers.append(provider)
    return Launch(cluster, tuple(providers))
