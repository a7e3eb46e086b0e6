"""ECS clusters: their capacity providers, and what a service is started on."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.tasks import items
from generator.stack import Absent, Graph, Listing, Literal, Reference, Resource, Value

CLUSTER, ASSOCIATION = "AWS::ECS::Cluster", "AWS::ECS::ClusterCapacityProviderAssociations"
PROVIDER = "AWS::ECS::CapacityProvider"
FARGATE = ("FARGATE", "FARGATE_SPOT")
"""The capacity providers that every account has."""
_INSTANCE_SOURCES = (
    "AWS::AutoScaling::AutoScalingGroup", "AWS::AutoScaling::LaunchConfiguration", "AWS::EC2::Instance",
    "AWS::EC2::LaunchTemplate", "AWS::EC2::SpotFleet", PROVIDER,
)  # fmt: skip


@dataclass(frozen=True)
class Capacity:
    """What a cluster offers. ``providers`` is None when not all of them are known."""

    providers: tuple[Value, ...] | None
    default: bool
    """Whether there may be a default strategy."""


def capacity(graph: Graph, cluster: Resource) -> Capacity:
    """The capacity providers of a cluster: its own, and those of its ClusterCapacityProviderAssociations."""
    holders = [cluster]
    for association in graph.of_type(ASSOCIATION):
        target = graph.target(association.get("Cluster"), CLUSTER)
        if target is None:
            return Capacity(None, True)
        if target is cluster:
            holders.append(association)
    listed = [holder.get("CapacityProviders") for holder in holders]
    default = any(not isinstance(holder.get("DefaultCapacityProviderStrategy"), Absent) for holder in holders)
    providers = tuple(provider for providers in listed for _, provider in items(providers))
    known = all(isinstance(providers, Listing | Absent) for providers in listed) and graph.closed(cluster)
    readable = all(isinstance(provider, Literal | Reference) for provider in providers)
    return Capacity(providers if known and readable else None, default)


def has_machines(graph: Graph, cluster: Resource) -> bool:
    """Tell whether instances may join a cluster: something that makes instances names it, or makes a provider."""
    name = cluster.get("ClusterName")
    for source in graph.of_type(*_INSTANCE_SOURCES):
        for part in source.all_values:
            if isinstance(part, Reference) and part.resource == cluster.path:
                return True
            if isinstance(name, Literal) and isinstance(part, Literal) and name.text in part.text:
                return True
    return any(True for _ in graph.of_type(PROVIDER))
