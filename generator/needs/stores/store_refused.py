"""Stores that their service refuses to create, for settings of them exclude each other: nothing to connect to.

Source: ElastiCache API Reference, CreateReplicationGroup; OpenSearch Service Developer Guide, "Launching your domains
within a VPC"; Amazon MQ REST API Reference, Brokers, subnetIds; MSK API Reference, CreateCluster; read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.network.groups import created_groups
from generator.ecs.network.subnets import same
from generator.ecs.stores.cluster_mode import GROUP, cluster_mode
from generator.ecs.stores.stores import Store
from generator.ecs.tasks import Task, flag
from generator.ecs.texts import literal, number
from generator.logic import Answer, Truth, no
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.stack import Absent, Listing, Resource

_ENGINES = ("AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain")
_Steps = tuple[str, ...]


@dataclass(frozen=True)
class StoreRefused(Fault):
    """A store whose creation is refused."""

    store: str
    task: str
    reason: str
    better: str


def refusals(context: Context, task: Task, store: Store) -> Iterator[Answer]:
    """Answer for each reason for which a store is certainly refused."""
    found = [*_of_type(store), *_groups(context, store)]
    for steps, reason, better in found:
        yield no(StoreRefused(store.resource, steps, (task.name,), str(store), task.name, reason, better))


def _of_type(store: Store) -> Iterator[tuple[_Steps, str, str]]:
    resource = store.resource
    if resource.type == GROUP:
        yield from _replication_group(resource)
    elif resource.type in _ENGINES:
        yield from _domain(store)
    elif resource.type == "AWS::AmazonMQ::Broker":
        yield from _broker(store)
    elif resource.type == "AWS::MSK::Cluster":
        brokers, subnets = number(resource.get("NumberOfBrokerNodes")), _count(store)
        if brokers is not None and subnets and brokers % subnets:
            said = f"{brokers} brokers cannot be spread evenly over {subnets} subnets"
            yield ("NumberOfBrokerNodes",), said, f"a multiple of {subnets}"


def _replication_group(group: Resource) -> Iterator[tuple[_Steps, str, str]]:
    token, tls = group.get("AuthToken"), group.get("TransitEncryptionEnabled")
    if not isinstance(token, Absent) and flag(tls) is Truth.NO:
        yield ("AuthToken",), "a token asks for encryption in transit, which is off", "TransitEncryptionEnabled: true"
    if not isinstance(token, Absent) and isinstance(group.get("UserGroupIds"), Listing):
        yield ("AuthToken",), "a group of users takes no token beside it", "leave it out, or UserGroupIds"
    failover = flag(group.get("AutomaticFailoverEnabled"))
    if flag(group.get("MultiAZEnabled")) is Truth.YES and failover is Truth.NO:
        yield ("MultiAZEnabled",), "MultiAZEnabled asks for automatic failover", "AutomaticFailoverEnabled: true"
    nodes = number(group.get("NumCacheClusters"))
    if failover is Truth.YES and nodes == 1 and cluster_mode(group) is Truth.NO:
        yield ("NumCacheClusters",), "automatic failover needs two nodes at least", "2 or more"


def _domain(store: Store) -> Iterator[tuple[_Steps, str, str]]:
    subnets = _count(store)
    old = store.resource.type == "AWS::Elasticsearch::Domain"
    key = "ElasticsearchClusterConfig" if old else "ClusterConfig"
    aware = flag(store.resource.get(key, "ZoneAwarenessEnabled"))
    zones = store.resource.get(key, "ZoneAwarenessConfig", "AvailabilityZoneCount")
    many = 1 if aware is Truth.NO else 2 if isinstance(zones, Absent) else number(zones)
    if subnets and many and aware is not Truth.UNKNOWN and subnets != many:
        place, better = ("VPCOptions", "SubnetIds"), f"{many} of them, or another ZoneAwarenessConfig"
        yield place, f"{key} spreads it over {many} Availability Zones, and it has {subnets} subnets", better


def _broker(store: Store) -> Iterator[tuple[_Steps, str, str]]:
    many = {"SINGLE_INSTANCE": 1, "ACTIVE_STANDBY_MULTI_AZ": 2}.get(literal(store.get("DeploymentMode")) or "")
    subnets = _count(store)
    if literal(store.get("EngineType")) == "RABBITMQ" and many == 2:
        yield ("DeploymentMode",), "RabbitMQ has no standby", "CLUSTER_MULTI_AZ or SINGLE_INSTANCE"
    elif many and subnets and subnets != many:
        yield ("SubnetIds",), f"{literal(store.get('DeploymentMode'))} takes {many} subnets, not {subnets}", f"{many}"


def _groups(context: Context, store: Store) -> Iterator[tuple[_Steps, str, str]]:
    """A security group of another VPC than the subnets are of."""
    subnets = context.network.subnets
    vpcs = [vpc for subnet in store.subnets if (vpc := subnets.vpc(subnet)) and subnets.vpc_resource(vpc)]
    for group in created_groups(context.graph, store.groups):
        own = group.get("VpcId")
        if vpcs and subnets.vpc_resource(own) and all(same(own, vpc) is Truth.NO for vpc in vpcs):
            said = f"its security group {group} belongs to another VPC than its subnets"
            yield tuple(store.known.groups.split(".")), said, "groups of the VPC of its subnets"


def _count(store: Store) -> int:
    """How many subnets it has; 0 when that is not known."""
    written = store.get(store.known.subnets)
    return len(written.items) if isinstance(written, Listing) else 0
