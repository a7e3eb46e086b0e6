"""Names that are nearly those of resources of the template, and names of what is not made before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.containers.accepted_values import places
from generator.ecs.creation_order import CreationOrder
from generator.logic import Truth
from generator.refusals.refusal import Idle
from generator.stack import Graph, Literal, Resource

_OPTIONS = "LogConfiguration.Options.awslogs-group"
_SLOTS: dict[str, tuple[tuple[str, str, str, bool], ...]] = {
    "AWS::ECS::TaskDefinition": ((f"ContainerDefinitions.{_OPTIONS}", "AWS::Logs::LogGroup", "LogGroupName", False),),
    "AWS::ECS::Service": (
        ("Cluster", "AWS::ECS::Cluster", "ClusterName", True),
        ("TaskDefinition", "AWS::ECS::TaskDefinition", "Family", True),
        ("CapacityProviderStrategy.CapacityProvider", "AWS::ECS::CapacityProvider", "Name", False),
        (f"ServiceConnectConfiguration.{_OPTIONS}", "AWS::Logs::LogGroup", "LogGroupName", False),
        ("ServiceConnectConfiguration.Namespace", "AWS::ServiceDiscovery::HttpNamespace", "Name", True),
    ),
    "AWS::Logs::MetricFilter": (("LogGroupName", "AWS::Logs::LogGroup", "LogGroupName", True),),
    "AWS::Logs::SubscriptionFilter": (("LogGroupName", "AWS::Logs::LogGroup", "LogGroupName", True),),
    "AWS::IAM::Policy": (("Roles", "AWS::IAM::Role", "RoleName", True),),
    "AWS::IAM::InstanceProfile": (("Roles", "AWS::IAM::Role", "RoleName", True),),
    "AWS::RDS::DBInstance": (("DBSubnetGroupName", "AWS::RDS::DBSubnetGroup", "DBSubnetGroupName", True),),
    "AWS::RDS::DBCluster": (("DBSubnetGroupName", "AWS::RDS::DBSubnetGroup", "DBSubnetGroupName", True),),
    "AWS::ElastiCache::CacheCluster": (
        ("CacheSubnetGroupName", "AWS::ElastiCache::SubnetGroup", "CacheSubnetGroupName", True),
    ),
    "AWS::ElastiCache::ReplicationGroup": (
        ("CacheSubnetGroupName", "AWS::ElastiCache::SubnetGroup", "CacheSubnetGroupName", True),
    ),
    "AWS::AutoScaling::AutoScalingGroup": (
        ("LaunchTemplate.LaunchTemplateName", "AWS::EC2::LaunchTemplate", "LaunchTemplateName", True),
    ),
    "AWS::Scheduler::Schedule": (("GroupName", "AWS::Scheduler::ScheduleGroup", "Name", True),),
    "AWS::EC2::LaunchTemplate": (
        ("LaunchTemplateData.IamInstanceProfile.Name", "AWS::IAM::InstanceProfile", "InstanceProfileName", False),
    ),
}
"""By type: the way to a name, what it names, the property with that thing's own name, and whether it is looked up on
creation, so that the thing has to be there before."""


def near_names(graph: Graph, order: CreationOrder, resource: Resource) -> Iterator[str]:
    """Say which name is a letter away from that of a resource here, and which is asked for before it is made."""
    for way, kind, key, early in _SLOTS.get(resource.type, ()):
        made = [(each, each.get(key)) for each in graph.of_type(kind) if each.exists is not Truth.NO]
        names = {name.text: each for each, name in made if isinstance(name, Literal)}
        if not names:
            continue
        for _, value in places(resource, tuple(way.split("."))):
            if not isinstance(value, Literal) or ":" in value.text:
                continue
            own = names.get(value.text)
            if own is not None and early and own.at is resource.at and not order.precedes(own, resource):
                yield f"{way} of {resource} names {own}, which is perhaps not made yet: nothing waits for it"
            near = next((name for name in names if own is None and is_near(name, value.text)), None)
            if near is not None:
                said = f"{way} of {resource} is {value.text[:60]}, and {names[near]} is called {near[:60]}"
                yield said if early else Idle(said)


def is_near(one: str, other: str) -> bool:
    """Whether two names differ in case only, by a letter, or by two that changed places."""
    if one.lower() == other.lower():
        return True
    if abs(len(one) - len(other)) > 1 or one[-1:].isdigit() or other[-1:].isdigit():
        return False
    start = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(min(one, other))
    )
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
