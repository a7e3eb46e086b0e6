"""What RDS refuses of a proxy's targets while the instances of their cluster are still being made."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.creation_order import CreationOrder
from generator.ecs.tasks import items
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Resource

_CLUSTER, _INSTANCE = "AWS::RDS::DBCluster", "AWS::RDS::DBInstance"


def waits_for_instances(graph: Graph, targets: Resource) -> Iterator[str]:
    """Say which group of targets is of a cluster whose instances it does not wait for.

    Sources: aws/aws-cdk #31304 ("DB Instance is in an unsupported state - CONFIGURING_ENHANCED_MONITORING", by chance:
    three of three times there) and pull request #31354, which makes it wait; read 2026-11.
    """
    order = CreationOrder(graph)
    for _, value in items(targets.get("DBClusterIdentifiers")):
        cluster = graph.target(value, _CLUSTER)
        members = [
            each
            for each in graph.of_type(_INSTANCE)
            if cluster is not None and graph.target(each.get("DBClusterIdentifier"), _CLUSTER) is cluster
        ]
        late = [each for each in members if each.exists is not Truth.NO and not order.precedes(each, targets)]
        if members and len(late) == len(members):
            yield f"{targets} does not wait for {late[0]}, an instance of {cluster}, which may still be in the making"


REFUSALS: Refusals = {"AWS::RDS::DBProxyTargetGroup": (waits_for_instances,)}
