"""What checks of refused values share: where in a graph they stand, and whose creation fails."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.values import Ways
from generator.ecs.containers.accepted_values import Refused, refused
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Resource

OPERATIONS = {
    "AWS::ECS::TaskDefinition": "RegisterTaskDefinition",
    "AWS::ECS::Service": "CreateService",
    "AWS::ECS::Cluster": "CreateCluster",
    "AWS::Logs::LogGroup": "the creation of the log group",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "CreateLoadBalancer",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "CreateTargetGroup",
    "AWS::ElasticLoadBalancingV2::Listener": "CreateListener",
    "AWS::ElasticLoadBalancingV2::ListenerRule": "CreateRule",
}
"""What fails, by the type of the resource that has the value."""


def refused_values(context: Context, ways: Ways, kinds: tuple[str, ...]) -> Iterator[tuple[Resource, Refused]]:
    """Find what is certainly not accepted in resources of some types that certainly exist."""
    for kind in ways:
        if kind.startswith(kinds):
            for resource in context.graph.of_type(kind):
                if resource.exists is Truth.YES:
                    for each in refused(resource, ways):
                        if each.certain is Truth.NO:
                            yield resource, each
