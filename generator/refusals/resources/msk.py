"""What MSK refuses of clusters of Kafka."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import number
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Resource


def brokers_and_subnets(_graph: Graph, cluster: Resource) -> Iterator[str]:
    """Source: MSK API Reference, CreateCluster (brokers are a multiple of the subnets); from memory, 2026-11."""
    count, zones = (
        number(cluster.get("NumberOfBrokerNodes")),
        len(list(items(cluster.get("BrokerNodeGroupInfo", "ClientSubnets")))),
    )
    if count is not None and zones and count % zones:
        yield f"NumberOfBrokerNodes of {cluster} is {count}, which is no multiple of its {zones} subnets"


REFUSALS: Refusals = {
    "AWS::MSK::Cluster": (brokers_and_subnets,),
}
