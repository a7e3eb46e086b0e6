"""Whether a cache gives an address at all under the attribute that asks for it.

A replication group with one shard has a primary and a reader endpoint, one in cluster mode a configuration endpoint; a
single cluster has the one of its engine. Source: CloudFormation Template Reference, AWS::ElastiCache::ReplicationGroup
and AWS::ElastiCache::CacheCluster, Return values; ElastiCache User Guide, "Finding connection endpoints"; read 2026-11.
A broker of RabbitMQ has no IpAddresses. Source: aws/aws-cdk #14736; read 2026-11.
"""

from __future__ import annotations

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.stack import Absent, Listing, Resource

GROUP, CLUSTER = "AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::CacheCluster"
BROKER = "AWS::AmazonMQ::Broker"


def cluster_mode(group: Resource) -> Truth:
    """Tell whether a replication group is in cluster mode."""
    mode = literal(group.get("ClusterMode"))
    if mode is not None:
        return Truth.YES if mode.lower() in ("enabled", "compatible") else Truth.NO
    shards, nodes = group.get("NumNodeGroups"), group.get("NodeGroupConfiguration")
    if (number(shards) or 0) > 1 or len(list(items(nodes))) > 1:
        return Truth.YES
    parameters = group.get("CacheParameterGroupName")
    if (name := literal(parameters)) is not None and name.startswith("default."):
        return Truth.YES if name.endswith(".cluster.on") else Truth.NO
    copied = ("GlobalReplicationGroupId", "SnapshotArns", "SnapshotName", "ClusterMode")
    simple = all(isinstance(group.get(key), Absent) for key in copied)
    one = isinstance(shards, Absent) or number(shards) == 1
    few = isinstance(nodes, Absent | Listing)
    return Truth.NO if simple and one and few and isinstance(parameters, Absent) else Truth.UNKNOWN


def attribute_instead(resource: Resource, attribute: str) -> str:
    """Name the attribute that gives the address, where the one asked for certainly gives none; empty otherwise."""
    if resource.type == GROUP:
        asked = attribute.partition(".")[0]
        mode = cluster_mode(resource)
        if asked == "ConfigurationEndPoint" and mode is Truth.NO:
            return "PrimaryEndPoint.Address"
        if asked in ("PrimaryEndPoint", "ReaderEndPoint") and mode is Truth.YES:
            return "ConfigurationEndPoint.Address"
    elif resource.type == CLUSTER:
        engine = (literal(resource.get("Engine")) or "").lower()
        if engine == "memcached" and attribute == "RedisEndpoint.Address":
            return "ConfigurationEndpoint.Address"
        if engine in ("redis", "valkey") and attribute == "ConfigurationEndpoint.Address":
            return "RedisEndpoint.Address"
    elif resource.type == BROKER and attribute.partition(".")[0] == "IpAddresses":
        return "AmqpEndpoints" if (literal(resource.get("EngineType")) or "").upper() == "RABBITMQ" else ""
    return ""
